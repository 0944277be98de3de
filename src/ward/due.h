/* due.h - until when an institution has the selected products that it agreed to buy in its
 * catalogue (REQUIREMENTS K1): so many days after the first agreement for one begins, as the pack
 * in force on that day says. */
#ifndef JICAI_WARD_DUE_H
#define JICAI_WARD_DUE_H
#include "base/core/date.h"
#include "db/db.h"

/* A job of run-day: the days of what has begun until `on` and has none yet. Twice, or for a day
 * long past, writes nothing twice. */
struct admission_fall_due {
    int64_t pool;
    date on;
    int64_t fresh; /* result */
};
bool admission_fall_due(struct db *db, void *arg, struct err *e);

enum { ADMIT_DAYS_DEFAULT = 30 }; /* where the pack is silent (choice) */

/* Selected products to be admitted that are not, as seen on a day: of an institution, or "" all. */
struct not_admitted {
    const char *project, *institution, *product, *company, *from_on, *due_on, *state, *on_date,
        *reason, *note, *record;
};
bool not_admitted_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const char *institution, const char *state, date on,
                       struct not_admitted **out, size_t *n, struct err *e);
#endif
