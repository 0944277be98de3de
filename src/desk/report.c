#include "desk/report.h"

#include <assert.h>
#include <string.h>

enum { SECTIONS_FIRST = 32 };

void
report_init(struct report *r, struct arena *a)
{
    *r = (struct report){.notice = "", .room = SECTIONS_FIRST};
    r->section = arena_array(a, struct section, r->room);
}

struct section *
report_add(struct report *r, struct arena *a, enum msg title)
{
    if (r->n == r->room) {
        struct section *old = r->section;
        r->section = arena_array(a, struct section, r->room * 2);
        memcpy(r->section, old, r->n * sizeof(*old));
        r->room *= 2;
    }
    struct section *s = &r->section[r->n++];
    *s = (struct section){.title = title, .note = M_NONE, .cite = ""};
    return s;
}

struct term *
section_cells(struct section *s, struct arena *a, const enum msg *column, size_t columns,
              size_t rows)
{
    struct term *cell = arena_array(a, struct term, columns * (rows > 0 ? rows : 1));
    s->column = column;
    s->columns = columns;
    s->rows = rows;
    s->cell = cell;
    return cell;
}

bool
report_is_number(const struct term *t)
{
    return t->type == TERM_MONEY || t->type == TERM_QTY || t->type == TERM_INT ||
           t->type == TERM_RATIO || t->type == TERM_TIMES;
}

int64_t
report_size(const struct term *t)
{
    return report_is_number(t) && t->n > 0 ? t->n : 0;
}

/* At least two decimals, so that a column of percentages stands under its point. */
static char *
percent_cell(char text[static TERM_TEXT_MAX])
{
    size_t n = strlen(text) - 1; /* without the sign */
    const char *point = strchr(text, '.');
    size_t decimals = point == NULL ? 0 : (size_t)(text + n - point) - 1;
    if (decimals >= 2)
        return text;
    const char *pad = point == NULL ? ".00%" : "0%";
    assert(n + strlen(pad) < TERM_TEXT_MAX);
    memcpy(text + n, pad, strlen(pad) + 1);
    return text;
}

char *
report_cell(const struct term *t, char out[static TERM_TEXT_MAX])
{
    char plain[TERM_TEXT_MAX];
    if (t->type == TERM_RATIO)
        return percent_cell(term_text(t, out));
    if (t->type != TERM_MONEY && t->type != TERM_QTY && t->type != TERM_INT)
        return term_text(t, out);
    term_text(t, plain);
    size_t at = 0, sign = plain[0] == '-' ? 1 : 0, whole = strcspn(plain, ".") - sign;
    if (sign == 1)
        out[at++] = '-';
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = plain[sign + i];
    }
    size_t rest = strlen(plain + sign + whole);
    assert(at + rest < TERM_TEXT_MAX);
    memcpy(out + at, plain + sign + whole, rest + 1);
    return out;
}

char *
report_say(enum lang lang, enum msg m, const struct term arg[], size_t n, char *out, size_t size)
{
    char text[EXPLAIN_TERMS][TERM_TEXT_MAX];
    const char *fact[EXPLAIN_TERMS];
    assert(n <= EXPLAIN_TERMS);
    for (size_t i = 0; i < n; i++)
        fact[i] = report_cell(&arg[i], text[i]);
    words_fill(out, size, word_text(lang, m), fact, n);
    return out;
}
