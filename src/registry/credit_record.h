/* credit_record.h - what a company or an institution has against it, and what follows from it on a
 * day (RULES 13, REQUIREMENTS I3). Events are facts of the pool whose office evaluated them; the
 * answer looks at all pools, because measures reach beyond one. Texts live in the arena. */
#ifndef JICAI_CREDIT_RECORD_H
#define JICAI_CREDIT_RECORD_H
#include "policy/credit_book.h"
#include "policy/policy.h"
#include "registry/put.h"

struct credit_entry {
    const char *event, *party; /* party: a company's or an institution's code */
    enum credit_matter matter;
    money amount;
    date happened_on, evaluated_on;
    int64_t division; /* 0: the pool's */
    const char *product, *document;
    date repaired_on[CREDIT_ACTIONS]; /* day 0: not done, or not known yet */
};

/* Repairs may come later, by the same event with their days filled in. */
bool credit_put(struct db *db, struct arena *a, int64_t pool, const struct credit_entry *in,
                enum put *how, struct err *e);

struct credit_record {
    struct credit_book book;
    const struct credit_event *event; /* n, in order of evaluation */
    struct credit_judged *judged;
    size_t n;
    struct credit_answer answer;
};

/* How it stands on a day, by the rules of a pack (NULL: the defaults of RULES 13). */
bool credit_on(struct db *db, struct arena *a, const char *party, date on, const struct policy *p,
               struct credit_record *out, struct explain *x, struct err *e);

/* Everybody with an event that an office of this pool evaluated, in order. */
bool credit_parties(struct db *db, struct arena *a, int64_t pool, const char ***out, size_t *n,
                    struct err *e);
#endif
