/* award_change.h - what became of a selection after the award: from a day on another company, price
 * or code, a product that is selected no more, or one that is called up instead (REQUIREMENTS F4).
 *
 * The award itself is never touched. On a day a product is what the last change up to that day
 * says, else what the award says: award_on(), and the queries that start from both tables. */
#ifndef JICAI_AWARD_CHANGE_H
#define JICAI_AWARD_CHANGE_H
#include "base/core/money.h"
#include "registry/put.h"

struct award_change {
    const char *product, *group, *company;
    money price, with_service; /* 0: none */
    bool selected;             /* false: withdrawn */
    const char *instead_of;    /* the product it succeeds or was derived from; "" */
    const char *document;      /* number of the supplementary agreement that changed it */
};

/* A fact: another change of the same product on the same day is ERR_CONFLICT. */
bool award_change_put(struct db *db, struct arena *a, int64_t pool, const char *project, date from,
                      const struct award_change *in, enum put *how, struct err *e);

/* How a product stands on a day; *found false: it was never selected by then. */
bool award_on(struct db *db, struct arena *a, int64_t pool, const char *project,
              const char *product, date on, struct award_change *out, bool *found, struct err *e);
#endif
