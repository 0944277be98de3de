/* selection.h - how an institution selects who delivers a high-value consumable (配送遴选;
 * REQUIREMENTS K4, GZ 四(二)3): the meeting's record, the candidates - those that the registrant
 * named - the one chosen and why. Every one of them is kept; the last one is the choice. */
#ifndef JICAI_SELECTION_H
#define JICAI_SELECTION_H
#include "agreement/distribution.h"

struct selection {
    const char *institution, *product, *distributor;
    const char *record, *reason, *who; /* record: number of the meeting's */
    date on;                           /* of the meeting */
};
/* Keeps it, and makes it the institution's choice. `today`: a later meeting is a mistake; day 0:
 * not asked. */
bool selection_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const struct selection *in, date today, enum put *how, struct err *e);

/* May this distributor be chosen as it is: where the project's pack asks for records, and the goods
 * are of high value, only with one that selected it. distributor "": always. */
bool selection_must(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *institution, const char *product, const char *distributor,
                    struct err *e);

enum { SELECTIONS_MAX = 10000 };
struct selection_row {
    const char *institution, *product, *distributor, *candidates, *record, *reason, *who;
    int64_t seq;
    date on;
};
/* Of one institution, or ("") of those in these regions. In the arena. */
bool selection_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const char *institution, const char *lo, const char *hi,
                    struct selection_row **out, size_t *n, struct err *e);
#endif
