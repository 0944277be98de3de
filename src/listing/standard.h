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

struct list_project { /* a job: a project's results zone, and the standards that follow from it */
    struct list_selected selected;
    struct set_standards standards; /* pool and day: as of `selected` */
};
bool list_project(struct db *db, void *arg, struct err *e);

/* What the fund pays at most for a product on a day; *found false: no standard. */
bool standard_on(struct db *db, struct arena *a, int64_t pool, const char *product, date on,
                 money *out, bool *found, struct err *e);

struct standard_row { /* one of a day, with what it was made from */
    const char *name, *strength, *product, *evaluation, *verdict; /* name: generic name or class */
    bool selected;
    money listed, standard; /* listed: now, with service where there is such a price; 0: none */
};
/* Drugs by generic name, then strength; the rest by class. `name` "": all. In the arena. */
bool standard_list(struct db *db, struct arena *a, int64_t pool, date on, const char *name,
                   struct standard_row **out, size_t *n, struct err *e);
#endif
