/* catalogue.h - the products that an institution has let in (院内目录; REQUIREMENTS K1),
 * decision by decision. A refusal or removal names a reason code; for a reason that the policy
 * forbids it is kept, but does not stand: the product stays among those to be admitted, and the
 * office sees it. A high-value consumable comes in by an admission meeting where the pack asks
 * for its record (K2). */
#ifndef JICAI_CATALOGUE_H
#define JICAI_CATALOGUE_H
#include "registry/put.h"

enum catalogue_state { CATALOGUE_ADMITTED, CATALOGUE_REFUSED, CATALOGUE_REMOVED, CATALOGUE_STATES };
extern const char *const catalogue_state_names[CATALOGUE_STATES];

enum catalogue_reason {
    NOT_ADMITTED_NONE,          /* it was admitted */
    NOT_ADMITTED_NO_NEED,       /* no clinical need */
    NOT_ADMITTED_NO_DEPARTMENT, /* what it is for is not done here */
    NOT_ADMITTED_QUALITY,
    NOT_ADMITTED_SUPPLY,
    NOT_ADMITTED_WITHDRAWN, /* from the market, or from its selection */
    NOT_ADMITTED_OTHER,     /* with a note */
    NOT_ADMITTED_COST,      /* from here on: no reason that counts (CX 五(三)) */
    NOT_ADMITTED_VARIETIES,
    NOT_ADMITTED_NOT_REPORTED,
    NOT_ADMITTED_DEPOSIT,
    NOT_ADMITTED_ACCOUNT,
    CATALOGUE_REASONS
};
extern const char *const catalogue_reason_names[CATALOGUE_REASONS]; /* "" of the first */

struct catalogue_entry {
    const char *institution, *product;
    const char *note, *record, *who; /* "" */
    enum catalogue_state state;
    enum catalogue_reason reason;
    date on;
};
/* *stands false: kept, but for a reason that the policy forbids. `today`: a later day is a
 * mistake. */
bool catalogue_decide(struct db *db, struct arena *a, int64_t pool,
                      const struct catalogue_entry *in, date today, bool *stands, enum put *how,
                      struct err *e);
#endif
