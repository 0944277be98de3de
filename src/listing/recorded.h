/* recorded.h - recorded purchases (备案采购): what a hospital buys outside the other ways on
 * its own record, limited by amount and time and reviewed. The amount is that of an institution and
 * product in a calendar year (choice); the months run from the day of the record. What was selected
 * is never bought beside the platform while its cycle runs, by this way as little as by any other.
 * REQUIREMENTS B2, G1; GZ 四(二)4, CQ 二(二)(五). */
#ifndef JICAI_RECORDED_H
#define JICAI_RECORDED_H
#include "listing/bargain.h"

enum recorded_state { RECORDED_WAITING, RECORDED_PASSED, RECORDED_REFUSED, RECORDED_STATES };
extern const char *const recorded_state_names[RECORDED_STATES];

struct recorded {
    const char *number, *project, *record, *institution, *product, *reason; /* project: "" */
    qty qty;
    money price;
    date recorded_on, on;
    enum recorded_state review;
    date reviewed_on; /* day 0: waiting */
};

/* Stores it, or what came of its review; the purchase itself does not change. A refused one no
 * longer counts towards the amount. */
bool recorded_put(struct db *db, struct arena *a, int64_t pool, const struct recorded *in,
                  enum put *how, struct err *e);
/* As it is stored; *found false: no such number. */
bool recorded_get(struct db *db, struct arena *a, int64_t pool, const char *number,
                  struct recorded *out, bool *found, struct err *e);
#endif
