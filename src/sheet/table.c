#include "sheet/table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "sheet/cell.h"
#include "words/sheet.h"

struct table {
    struct arena *arena;
    struct sheet *sheet;
    const char *name;
    const struct column *columns;
    size_t n;
    int at[SHEET_COLUMNS_MAX];            /* column -> cell, -1: not in the header */
    const char *title[SHEET_COLUMNS_MAX]; /* as the header has it; else the English name */
    int64_t line, refused;
};

enum { TABLE_MEMORY = 1024 * 1024 * 64 };

static bool
same(const char *a, size_t a_len, const char *b)
{
    if (strlen(b) != a_len)
        return false;
    for (size_t i = 0; i < a_len; i++) {
        unsigned char x = (unsigned char)a[i], y = (unsigned char)b[i];
        x = (unsigned char)(x >= 'A' && x <= 'Z' ? x + 32 : x);
        y = (unsigned char)(y >= 'A' && y <= 'Z' ? y + 32 : y);
        if (x != y)
            return false;
    }
    return true;
}

/* The title without the star of a needed column in front, and without what stands in brackets or
 * on a second line behind ("数量（支）", Excel's Alt+Enter). */
static const char *
bare(const char *title, size_t *len)
{
    static const char *const ends[] = {"(", "\xef\xbc\x88", "[", "\n", "\r"};
    while (*title == '*')
        title++;
    *len = strlen(title);
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
        const char *p = strstr(title, ends[i]);
        if (p != NULL && p > title && (size_t)(p - title) < *len)
            *len = (size_t)(p - title);
    }
    while (*len > 0 && title[*len - 1] == ' ')
        --*len;
    return title;
}

static int
column_of(const struct table *t, const char *title)
{
    size_t len;
    const char *s = bare(title, &len);
    for (int loose = 0; loose < 2; loose++)
        for (size_t i = 0; i < t->n; i++) {
            const char *h = loose ? s : title;
            size_t n = loose ? len : strlen(title);
            if (same(h, n, t->columns[i].name) ||
                (t->columns[i].title != NULL && same(h, n, t->columns[i].title)))
                return (int)i;
        }
    return -1;
}

static bool
match(struct table *t, const struct sheet_row *row, struct err *e)
{
    for (size_t c = 0; c < row->n; c++) {
        int i = *row->cell[c] != '\0' ? column_of(t, row->cell[c]) : -1;
        if (i < 0)
            continue;
        if (t->at[i] >= 0)
            return err_set(e, ERR_INPUT, M_TABLE_TWICE, {t->columns[i].name, t->columns[i].title},
                           .file = sheet_path(t->sheet), .line = row->line, .field = row->cell[c]);
        t->at[i] = (int)c;
        t->title[i] = arena_strdup(t->arena, row->cell[c]);
    }
    return true;
}

/* "price/价格, ..." of the columns that the header should name, over the arguments 2 to 6. */
static bool
all_needed(const struct table *t, const struct sheet_row *row, struct err *e)
{
    char list[ERR_ARGS - 1][ERR_ARG_MAX] = {0};
    const char *arg[ERR_ARGS] = {t->name};
    size_t missing = 0, k = 0;
    for (size_t i = 0; i < t->n; i++) {
        char text[ERR_ARG_MAX];
        if (t->at[i] >= 0 || !(t->columns[i].flags & COLUMN_NEEDED))
            continue;
        snprintf(text, sizeof(text), "%s%s (%s)", missing++ > 0 ? ", " : "", t->columns[i].name,
                 t->columns[i].title != NULL ? t->columns[i].title : "");
        if (strlen(list[k]) + strlen(text) >= ERR_ARG_MAX && k + 1 < ERR_ARGS - 1)
            k++;
        size_t used = strlen(list[k]);
        words_fill(list[k] + used, ERR_ARG_MAX - used, text, NULL, 0); /* at a code point */
    }
    for (size_t i = 0; i < ERR_ARGS - 1; i++)
        arg[i + 1] = list[i];
    return missing == 0 ||
           err_set(e, ERR_INPUT, M_TABLE_COLUMNS, {arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]},
                   .file = sheet_path(t->sheet), .line = row->line);
}

static bool
read_header(struct table *t, struct err *e)
{
    struct sheet_row row;
    if (!sheet_next(t->sheet, &row, e))
        return e->code != ERR_NONE
                   ? false
                   : err_set(e, ERR_INPUT, M_SHEET_EMPTY, {NULL}, .file = sheet_path(t->sheet));
    t->line = row.line;
    return match(t, &row, e) && all_needed(t, &row, e);
}

bool
table_open(struct table **out, const char *path, const char *name, const struct column columns[],
           size_t n, struct err *e)
{
    assert(n <= SHEET_COLUMNS_MAX);
    struct arena *a = arena_new(TABLE_MEMORY);
    struct table *t = arena_alloc(a, sizeof(*t));
    *t = (struct table){.arena = a, .name = name, .columns = columns, .n = n};
    for (size_t i = 0; i < n; i++) {
        t->at[i] = -1;
        t->title[i] = columns[i].name;
    }
    *out = t;
    if (sheet_open(&t->sheet, path, e) && read_header(t, e))
        return true;
    table_close(t);
    *out = NULL;
    return false;
}

static bool
add(const struct table *t, struct errs *errs, size_t column, const struct err_said *said)
{
    struct err e;
    struct err_said s = *said;
    s.file = sheet_path(t->sheet);
    s.line = t->line;
    s.field = column < t->n ? t->title[column] : s.field;
    err_put(&e, ERR_INPUT, s);
    return errs_add(errs, &e);
}

/* One cell into its field; false: a mistake, told. */
static bool
take(const struct table *t, size_t i, const char *cell, char *row, struct errs *errs)
{
    const struct column *c = &t->columns[i];
    struct err_said said;
    if (*cell == '\0') {
        cell_empty(c, row + c->offset);
        return !(c->flags & COLUMN_FILLED) ||
               add(t, errs, i, &(struct err_said){.msg = M_CELL_EMPTY});
    }
    if (c->given > 0)
        *(bool *)(row + c->given) = true;
    return cell_parse(cell, c, row + c->offset, &said) || add(t, errs, i, &said);
}

bool
table_cells(struct table *t, const char *cell[], int64_t *line, struct err *e)
{
    struct sheet_row in;
    if (!sheet_next(t->sheet, &in, e))
        return false;
    t->line = *line = in.line;
    for (size_t i = 0; i < t->n; i++)
        cell[i] = t->at[i] >= 0 && (size_t)t->at[i] < in.n ? in.cell[t->at[i]] : "";
    return true;
}

bool
table_take(struct table *t, const char *const cell[], void *row, size_t size, struct errs *errs)
{
    bool ok = true;
    memset(row, 0, size);
    for (size_t i = 0; i < t->n; i++)
        ok &= take(t, i, cell[i], row, errs);
    t->refused += ok ? 0 : 1;
    return ok;
}

bool
table_next(struct table *t, void *row, size_t size, int64_t *line, struct errs *errs, struct err *e)
{
    const char *cell[SHEET_COLUMNS_MAX];
    while (table_cells(t, cell, line, e))
        if (table_take(t, cell, row, size, errs))
            return true;
    return false;
}

int64_t
table_refused(const struct table *t)
{
    return t->refused;
}

static size_t
column_named(const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

bool
table_mistake(struct table *t, struct errs *errs, const char *column, struct err_said said)
{
    said.field = column;
    return add(t, errs, column != NULL ? column_named(t, column) : SIZE_MAX, &said);
}

bool
table_has(const struct table *t, const char *column)
{
    size_t i = column_named(t, column);
    return i < t->n && t->at[i] >= 0;
}

const struct sheet *
table_sheet(const struct table *t)
{
    return t->sheet;
}

void
table_close(struct table *t)
{
    if (t == NULL)
        return;
    sheet_close(t->sheet);
    arena_free(t->arena);
}
