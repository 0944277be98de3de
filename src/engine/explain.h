/* explain.h - how a figure came about: the steps of a computation, each with its figures and the
 * parameter that decided it. DESIGN 5.2.
 *
 * The caller gives the room (nothing is allocated here); a NULL explain means that nobody asks, and
 * costs one comparison. Steps past the room are counted, never silently dropped. The words of a
 * step stand in words/engine.tsv, {1}..{6} for its terms; rendering (text, JSON, both languages) is
 * explain_text(); clauses are added at the border, which has the policy pack. */
#ifndef JICAI_EXPLAIN_H
#define JICAI_EXPLAIN_H
#include <stddef.h>

#include "base/core/date.h"
#include "base/core/err.h"
#include "base/core/money.h"
#include "engine/rule.h"

enum { EXPLAIN_TERMS = 6, TERM_TEXT_MAX = 160 };

enum term_type {
    TERM_NONE,
    TERM_MONEY,
    TERM_QTY,
    TERM_RATIO,
    TERM_TIMES,
    TERM_DATE,
    TERM_MONTH,
    TERM_INT,
    TERM_TEXT
};

struct term {
    enum term_type type;
    int64_t n;
    const char *s; /* TERM_TEXT: outlives the explain */
};

struct explain_step {
    enum msg say;
    enum rule rule; /* RULE_NONE: arithmetic, no parameter */
    struct term term[EXPLAIN_TERMS];
};

struct explain {
    struct explain_step *step; /* the caller's, `max` long */
    size_t n, max, lost;
};

/* explain_add(x, RULE_PREPAY_DRUG, M_X_PREPAY, t_money(annual), t_ratio(r), t_money(prepay)) */
#define explain_add(x, rule, say, ...)                                                             \
    explain_put((x), (rule), (say), (const struct term[EXPLAIN_TERMS]){__VA_ARGS__})
void explain_put(struct explain *x, enum rule rule, enum msg say,
                 const struct term term[static EXPLAIN_TERMS]);

char *term_text(const struct term *t, char out[static TERM_TEXT_MAX]);
/* One step as a sentence; returns its length, cut to fit. */
size_t explain_text(const struct explain_step *s, enum lang lang, char *out, size_t size);

static inline struct term
t_money(money m)
{
    return (struct term){TERM_MONEY, m.units, NULL};
}
static inline struct term
t_qty(qty n)
{
    return (struct term){TERM_QTY, n.pieces, NULL};
}
static inline struct term
t_ratio(ratio r) /* shown as "30%" */
{
    return (struct term){TERM_RATIO, r.ppm, NULL};
}
static inline struct term
t_times(ratio r) /* shown as "1.8" */
{
    return (struct term){TERM_TIMES, r.ppm, NULL};
}
static inline struct term
t_date(date d)
{
    return (struct term){TERM_DATE, d.day, NULL};
}
static inline struct term
t_month(month m)
{
    return (struct term){TERM_MONTH, m.month, NULL};
}
static inline struct term
t_int(int64_t n)
{
    return (struct term){TERM_INT, n, NULL};
}
static inline struct term
t_text(const char *s)
{
    return (struct term){TERM_TEXT, 0, s};
}
#endif
