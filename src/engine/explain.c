#include "engine/explain.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"

void
explain_put(struct explain *x, enum rule rule, enum msg say,
            const struct term term[static EXPLAIN_TERMS])
{
    if (x == NULL)
        return;
    if (x->n == x->max) {
        x->lost++;
        return;
    }
    struct explain_step *s = &x->step[x->n++];
    *s = (struct explain_step){.say = say, .rule = rule};
    memcpy(s->term, term, sizeof(s->term));
}

char *
term_text(const struct term *t, char out[static TERM_TEXT_MAX])
{
    size_t n;
    out[0] = '\0';
    switch (t->type) {
    case TERM_NONE: break;
    case TERM_MONEY: money_text((money){t->n}, out); break;
    case TERM_QTY:
    case TERM_INT: int_text(t->n, out); break;
    case TERM_RATIO: ratio_text((ratio){t->n}, out); break;
    case TERM_TIMES: times_text((ratio){t->n}, out); break;
    case TERM_DATE: date_text((date){(int32_t)t->n}, out); break;
    case TERM_MONTH: month_text((month){(int32_t)t->n}, out); break;
    case TERM_TEXT:
        n = text_cut(t->s, TERM_TEXT_MAX - 1);
        memcpy(out, t->s, n);
        out[n] = '\0';
        break;
    }
    return out;
}

size_t
explain_text(const struct explain_step *s, enum lang lang, char *out, size_t size)
{
    char text[EXPLAIN_TERMS][TERM_TEXT_MAX];
    const char *arg[EXPLAIN_TERMS];

    assert(size > 0);
    for (size_t i = 0; i < EXPLAIN_TERMS; i++)
        arg[i] = term_text(&s->term[i], text[i]);
    return words_fill(out, size, word_text(lang, s->say), arg, EXPLAIN_TERMS);
}
