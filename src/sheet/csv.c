#include "sheet/csv.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "sheet/limit.h"
#include "sheet/scan.h"
#include "sheet/trim.h"
#include "words/sheet.h"

/* A record may be as long as all its cells with every character doubled; a cell that passes its
 * own limit is found long before. */
enum {
    BUFFER = 256 * 1024,
    CELL_RAW_MAX = 2 * SHEET_CELL_MAX + 2,
    BUFFER_MAX = SHEET_COLUMNS_MAX * (CELL_RAW_MAX + 1) + BUFFER,
};
static bool
refuse(const struct csv *c, enum msg m, size_t column, struct err *e)
{
    return err_set(e, ERR_INPUT, m, {limit_text(m, false)}, .file = c->from->path, .line = c->line,
                   .column = (int64_t)column);
}

static bool
fill(struct csv *c, struct err *e)
{
    size_t n;
    if (c->at > 0) {
        memmove(c->buf, c->buf + c->at, c->end - c->at);
        c->end -= c->at;
        c->at = 0;
    }
    if (c->room - c->end < BUFFER / 2) {
        assert(c->room < BUFFER_MAX);
        char *more = arena_alloc(c->arena, c->room * 2 + SCAN_PAD);
        memcpy(more, c->buf, c->end);
        c->buf = more;
        c->room *= 2;
    }
    if (!source_read(c->from, c->buf + c->end, c->room - c->end, &n, e))
        return false;
    c->end += n;
    c->done = n == 0;
    memset(c->buf + c->end, '\n', SCAN_PAD);
    c->whole = c->end;
    while (!c->done && c->whole > 0 && c->buf[c->whole - 1] != '\n')
        c->whole--;
    return true;
}

/* What was found at the end of what we have: more is to come, or the file ends here. */
enum found { FOUND_CELL, FOUND_LAST, FOUND_SHORT, FOUND_BAD };

struct cut {
    char *from, *to, *next; /* the cell without its quotes; where the next one begins */
    bool doubled;           /* it has "" inside */
};

static enum found
ended(const struct csv *c, struct cut *k, char *s)
{
    if (*s == c->sep && s < c->buf + c->end) {
        k->next = s + 1;
        return FOUND_CELL;
    }
    if (s + 1 >= c->buf + c->end && !c->done)
        return FOUND_SHORT; /* a \r may have its \n behind the edge */
    k->next = s + (*s == '\r' && s[1] == '\n' ? 2 : 1);
    return FOUND_LAST;
}

static enum found
cut_quoted(const struct csv *c, char *s, struct cut *k, enum msg *bad)
{
    char *end = c->buf + c->end;
    *k = (struct cut){.from = ++s};
    for (;; s += 2) {
        s = memchr(s, '"', (size_t)(end - s));
        if (s == NULL || (s + 1 == end && !c->done)) {
            *bad = M_CSV_OPEN_QUOTE;
            return c->done ? FOUND_BAD : FOUND_SHORT;
        }
        if (s[1] != '"' || s + 1 == end)
            break;
        k->doubled = true;
    }
    k->to = s++;
    if (s < end && *s != c->sep && *s != '\n' && *s != '\r') {
        *bad = M_CSV_AFTER_QUOTE;
        return FOUND_BAD;
    }
    return ended(c, k, s);
}

static enum found
cut_cell(const struct csv *c, char *s, struct cut *k, enum msg *bad)
{
    if (*s == '"')
        return cut_quoted(c, s, k, bad);
    char *end = scan(s, c->sep);
    *k = (struct cut){.from = s, .to = end};
    if (*end == '"' && end < c->buf + c->end) {
        *bad = M_CSV_INNER_QUOTE;
        return FOUND_BAD;
    }
    return ended(c, k, end);
}

/* "" becomes ", in place. */
static char *
undouble(char *from, char *end)
{
    char *to = from;
    for (const char *s = from; s < end; s++) {
        *to++ = *s;
        s += *s == '"' ? 1 : 0;
    }
    return to;
}

/* One record from c->at, not yet touched: it may be incomplete. */
static enum found
cut_record(struct csv *c, struct cut cuts[], size_t *n, enum msg *bad)
{
    char *s = c->buf + c->at;
    for (*n = 0;; (*n)++) {
        struct cut k;
        enum found f = cut_cell(c, s, &k, bad);
        bool far = (f == FOUND_SHORT || *bad == M_CSV_OPEN_QUOTE ? c->buf + c->end : k.to) - s >
                   CELL_RAW_MAX;
        if (far || *n == SHEET_COLUMNS_MAX) {
            *bad = far ? M_SHEET_CELL_LONG : M_SHEET_COLUMNS;
            return FOUND_BAD;
        }
        if (f != FOUND_CELL && f != FOUND_LAST)
            return f;
        cuts[*n] = k;
        s = k.next;
        if (f == FOUND_LAST) {
            (*n)++;
            return f;
        }
    }
}

/* The record is cut into c->cell and c->tail: trim, check, hand out. */
static bool
hand_out(struct csv *c, size_t n, bool odd, const char *next, struct sheet_row *row, struct err *e)
{
    bool filled = false;
    c->at = (size_t)(next - c->buf) < c->end ? (size_t)(next - c->buf) : c->end;
    for (size_t i = 0; odd && i < n; i++) {
        if (c->tail[i] - c->cell[i] > SHEET_CELL_MAX)
            return refuse(c, M_SHEET_CELL_LONG, i + 1, e);
        c->cell[i] = trim(c->cell[i], c->tail[i]);
    }
    for (size_t i = 0; i < n && !filled; i++)
        filled = *c->cell[i] != '\0';
    *row = (struct sheet_row){
        .line = c->line, .n = filled ? n : 0, .cell = (const char *const *)c->cell};
    return true;
}

/* Most records have no quotation mark and lie whole before the buffer's last line end: those are
 * cut in one pass. NULL: not such a one, and left as it was; else where the next one begins. *odd:
 * there may be blanks to trim or a cell too long. */
static inline const char *
cut_quick(struct csv *c, size_t *cells, bool *odd)
{
    char *s = c->buf + c->at, *end;
    size_t n = 0;
    for (bool last = false; !last; n++) {
        end = scan(s, c->sep);
        if (*end == '"' || n == SHEET_COLUMNS_MAX) {
            while (n-- > 0)
                *c->tail[n] = c->sep;
            return NULL;
        }
        last = *end != c->sep;
        *odd |= s < end && ((unsigned char)(*s - 0x21) > 0x5d ||
                            (unsigned char)(end[-1] - 0x21) > 0x5d || end - s > SHEET_CELL_MAX);
        c->cell[n] = s;
        c->tail[n] = end;
        s = end + (*end == '\r' && end[1] == '\n' ? 2 : 1);
        *end = '\0';
    }
    *cells = n;
    return s;
}

static bool
slowly(struct csv *c, struct sheet_row *row, struct err *e)
{
    struct cut cuts[SHEET_COLUMNS_MAX];
    for (;;) {
        size_t n = 0;
        enum msg bad = M_NONE;
        enum found f = c->at == c->end ? FOUND_SHORT : cut_record(c, cuts, &n, &bad);
        if (f == FOUND_BAD)
            return refuse(c, bad, n + 1, e);
        for (size_t i = 0; f == FOUND_LAST && i < n; i++) {
            c->cell[i] = cuts[i].from;
            c->tail[i] = cuts[i].doubled ? undouble(cuts[i].from, cuts[i].to) : cuts[i].to;
        }
        if (f == FOUND_LAST)
            return hand_out(c, n, true, cuts[n - 1].next, row, e);
        if (!fill(c, e) || (c->at == c->end && c->done))
            return false;
    }
}

/* The next record, empty or not; row->n 0 where it has nothing. False at the end, too. */
static bool
record(struct csv *c, struct sheet_row *row, struct err *e)
{
    size_t n;
    bool odd = false;
    if (c->at == c->end && c->done)
        return false;
    if (c->line++ == SHEET_ROWS_MAX)
        return refuse(c, M_SHEET_ROWS, 0, e);
    const char *next = c->at < c->whole ? cut_quick(c, &n, &odd) : NULL;
    return next != NULL ? hand_out(c, n, odd, next, row, e) : slowly(c, row, e);
}

bool
csv_next(struct csv *c, struct sheet_row *row, struct err *e)
{
    do {
        if (!record(c, row, e))
            return false;
    } while (row->n == 0);
    return true;
}

bool
csv_start(struct csv *c, struct arena *a, struct source *from, struct err *e)
{
    *c = (struct csv){.from = from, .arena = a, .room = BUFFER, .sep = ','};
    c->buf = arena_alloc(a, BUFFER + SCAN_PAD);
    if (!fill(c, e))
        return false;
    size_t n = 0;
    while (n < c->end && c->buf[n] != '\n' && c->buf[n] != '\r')
        n++;
    if (memchr(c->buf, ',', n) == NULL && memchr(c->buf, '\t', n) != NULL)
        c->sep = '\t';
    return true;
}
