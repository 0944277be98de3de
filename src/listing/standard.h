/* standard.h - payment standards of a pool, from what is listed on a day (REQUIREMENTS E5, RULES
 * 9). Dated: the standard of a past day stays. */
#ifndef JICAI_LISTING_STANDARD_H
#define JICAI_LISTING_STANDARD_H
#include "listing/listing.h"

struct set_standards { /* a job of the pool */
    int64_t pool;
    date on;
    int64_t year; /* since the selection took effect, from 1: a dear drug comes down by steps */

    int64_t fresh, same, changed, none; /* none: not insured, nothing selected, no rule */
    bool no_rule;                       /* the pack has no payment standard */
};
bool set_standards(struct db *db, void *arg, struct err *e);

/* What the fund pays at most for a product on a day; *found false: no standard. */
bool standard_on(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
                 money *out, bool *found, struct err *e);
#endif
