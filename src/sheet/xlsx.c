/* A worksheet is parsed until a row ends; then the parser waits for the next call. Formulas count
 * by their stored value; one that was never computed is handed out as its text, "=A1+B1", which no
 * column accepts. */
#include "sheet/xlsx.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/core/text.h"
#include "sheet/trim.h"
#include "sheet/xlsx_book.h"
#include "words/sheet.h"

enum { XLSX_ROWS_MAX = 1048576, XLSX_FILE_MAX = 256 * 1024 * 1024, FAR = 1000000 };
#define XLSX_SHEET_MAX (INT64_C(4) << 30) /* inflated */

enum inside { IN_NOTHING, IN_VALUE, IN_FORMULA };

struct xlsx {
    struct source *from;
    struct arena *arena;
    struct book book;
    struct part part;
    int64_t line;
    size_t n; /* cells of the row */
    bool in_row, filled, failed;
    const char *cell[SHEET_COLUMNS_MAX]; /* the texts; NULL: in `text` */
    size_t at[SHEET_COLUMNS_MAX];
    char *text; /* of the row's cells */
    size_t used, room;

    size_t column, style; /* the cell being read */
    char type;            /* first letters of t=: n s i(nlineStr) t (str) b e d */
    enum inside inside;
    int aside; /* inside rPh */
    bool has_formula, has_value;
};

static void
stop(struct xlsx *x, enum msg m)
{
    x->part.row = x->line;
    part_stop(&x->part, m);
}

static void
start_row(struct xlsx *x, const char **atts)
{
    int64_t line = x->line + 1;
    const char *r = part_attr(atts, "r");
    if ((r != NULL && !int_parse(&line, r)) || line <= x->line || line > XLSX_ROWS_MAX) {
        stop(x, line > XLSX_ROWS_MAX ? M_SHEET_ROWS : M_XLSX_ORDER);
        return;
    }
    x->line = line;
    x->n = x->used = x->column = 0;
    x->in_row = true;
    x->filled = false;
}

/* "AB12" -> 28; 0: no reference. */
static size_t
column_number(const char *s)
{
    size_t n = 0, letters = 0;
    for (; *s >= 'A' && *s <= 'Z' && letters < 3; s++, letters++)
        n = n * 26 + (size_t)(*s - 'A' + 1);
    return *s >= '0' && *s <= '9' ? n : 0;
}

static char
type_of(const char *t)
{
    static const struct {
        const char *name;
        char type;
    } types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 't'}, {"b", 'b'},
                 {"e", 'e'}, {"n", 'n'},         {"d", 'd'}};
    for (size_t i = 0; t != NULL && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    return 'n';
}

static void
start_cell(struct xlsx *x, const char **atts)
{
    int64_t style = 0;
    const char *r = part_attr(atts, "r"), *s = part_attr(atts, "s");
    size_t column = r != NULL ? column_number(r) : x->column + 1;
    if (column <= x->column || (s != NULL && !int_parse(&style, s))) {
        stop(x, M_XLSX_ORDER);
        return;
    }
    x->column = column < FAR ? column : FAR;
    x->style = (size_t)style;
    x->type = type_of(part_attr(atts, "t"));
    x->has_formula = x->has_value = false;
    if (x->column > SHEET_COLUMNS_MAX)
        return;
    for (; x->n < x->column; x->n++) { /* the cells that are not there */
        x->cell[x->n] = x->n + 1 < x->column ? "" : NULL;
        x->at[x->n] = x->used;
    }
}

static void
start(void *user, const char *name, const char **atts)
{
    struct xlsx *x = user;
    if (strcmp(name, "row") == 0)
        start_row(x, atts);
    else if (!x->in_row)
        return;
    else if (strcmp(name, "c") == 0)
        start_cell(x, atts);
    else if (strcmp(name, "rPh") == 0)
        x->aside++;
    else if (strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && x->aside == 0))
        x->inside = IN_VALUE;
    else if (strcmp(name, "f") == 0)
        x->inside = IN_FORMULA;
    x->has_formula |= x->inside == IN_FORMULA;
    x->has_value |= x->inside == IN_VALUE;
}

static void
text(void *user, const char *s, int n)
{
    struct xlsx *x = user;
    size_t size = (size_t)n;
    if (x->inside != IN_VALUE || n == 0)
        return;
    if (x->column > SHEET_COLUMNS_MAX || x->n == 0) {
        stop(x, M_SHEET_COLUMNS);
        return;
    }
    if (x->used - x->at[x->n - 1] + size > SHEET_CELL_MAX) {
        stop(x, M_SHEET_CELL_LONG);
        return;
    }
    if (x->room - x->used <= size + NUMBER_TEXT_MAX) {
        size_t room = x->room * 2 + SHEET_CELL_MAX * 2;
        char *more = arena_alloc(x->arena, room);
        memcpy(more, x->text, x->used);
        x->text = more;
        x->room = room;
    }
    memcpy(x->text + x->used, s, size);
    x->used += size;
}

/* The stored text becomes what Excel shows; it may grow by a few bytes, for which text() left
 * room. NULL: no number, no such string. */
static char *
shown(struct xlsx *x, char *s)
{
    char out[NUMBER_TEXT_MAX];
    bool day = x->style < x->book.styles && x->book.style[x->style] == STYLE_DATE;
    switch (x->type) {
    case 'n':
        if (day ? !number_day(s, x->book.from_1904, out) && !number_text(s, out)
                : !number_text(s, out))
            return NULL;
        memcpy(s, out, strlen(out) + 1);
        break;
    case 'b': memcpy(s, *s == '1' ? "TRUE" : "FALSE", 6 - (size_t)(*s == '1')); break;
    case 'd':
        if (strlen(s) > 10 && (strcmp(s + 10, "T00:00:00") == 0 || s[10] == 'Z'))
            s[10] = '\0';
        break;
    default: break;
    }
    return s;
}

static bool
shared(struct xlsx *x, const char *s, const char **out)
{
    int64_t i;
    if (!int_parse(&i, s) || (uint64_t)i >= x->book.shared.n)
        return false;
    *out = x->book.shared.list[i];
    return true;
}

static void
end_cell(struct xlsx *x)
{
    if (x->column > SHEET_COLUMNS_MAX || x->n == 0)
        return;
    size_t i = x->n - 1, size = x->used - x->at[i];
    char *s = x->text + x->at[i];
    if (size == 0) {
        x->cell[i] = x->has_formula && !x->has_value ? "=" : "";
    } else {
        size = book_unescape(s, size);
        s[size] = '\0';
        if (x->type == 's' ? !shared(x, s, &x->cell[i]) : (s = shown(x, s)) == NULL) {
            stop(x, M_XLSX_VALUE);
            return;
        }
        if (x->type != 's') {
            s = trim(s, s + strlen(s));
            x->at[i] = (size_t)(s - x->text);
            x->used = x->at[i] + strlen(s) + 1;
        } else {
            x->used = x->at[i];
        }
    }
    x->filled |= x->cell[i] != NULL ? *x->cell[i] != '\0' : x->text[x->at[i]] != '\0';
}

static void
end(void *user, const char *name)
{
    struct xlsx *x = user;
    if (!x->in_row)
        return;
    if (strcmp(name, "rPh") == 0) {
        x->aside--;
    } else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0 || strcmp(name, "f") == 0) {
        x->inside = IN_NOTHING;
    } else if (strcmp(name, "c") == 0) {
        end_cell(x);
    } else if (strcmp(name, "row") == 0) {
        x->in_row = false;
        if (x->filled)
            part_suspend(&x->part);
    }
}

bool
xlsx_next(struct xlsx *x, struct sheet_row *row, struct err *e)
{
    if (x->failed)
        return false;
    enum pumped got = part_pump(&x->part, e);
    x->failed = got != PART_SUSPENDED;
    if (x->failed)
        return false;
    for (size_t i = 0; i < x->n; i++)
        if (x->cell[i] == NULL)
            x->cell[i] = x->text + x->at[i];
    *row = (struct sheet_row){.line = x->line, .n = x->n, .cell = x->cell};
    return true;
}

static void
close_xlsx(void *arg)
{
    struct xlsx *x = arg;
    part_close(&x->part);
    if (x->book.zip != NULL)
        zip_discard(x->book.zip);
}

static bool
open_zip(struct xlsx *x, struct err *e)
{
    int why = 0, fd = dup(x->from->fd);
    if (x->from->size > XLSX_FILE_MAX) {
        if (fd >= 0)
            close(fd);
        return err_set(e, ERR_TOO_LARGE, M_XLSX_LARGE, {"256"}, .file = x->from->path);
    }
    x->book.zip = fd >= 0 ? zip_fdopen(fd, 0, &why) : NULL; /* takes the descriptor */
    if (x->book.zip != NULL)
        return true;
    if (fd >= 0)
        close(fd);
    return err_set(e, ERR_INPUT, M_XLSX_DAMAGED, {NULL}, .file = x->from->path);
}

bool
xlsx_start(struct xlsx **out, struct arena *a, struct source *from, const char *sheet,
           struct err *e)
{
    struct xlsx *x = arena_alloc(a, sizeof(*x));
    *x = (struct xlsx){.from = from, .arena = a};
    x->book = (struct book){.arena = a, .path = from->path};
    x->part = (struct part){.path = from->path,
                            .limit = XLSX_SHEET_MAX,
                            .start = start,
                            .end = end,
                            .text = text,
                            .user = x};
    x->room = SHEET_CELL_MAX * 2;
    x->text = arena_alloc(a, x->room);
    arena_defer(a, close_xlsx, x);
    *out = x;
    if (!open_zip(x, e) || !book_read(&x->book, sheet, e))
        return false;
    if (part_open(&x->part, x->book.zip, x->book.sheet, e))
        return true;
    if (e->code == ERR_NOT_FOUND)
        e->code = ERR_INPUT;
    return false;
}

int64_t
xlsx_bytes_read(const struct xlsx *x, int64_t *total)
{
    *total = x->part.size;
    return x->part.fed;
}
