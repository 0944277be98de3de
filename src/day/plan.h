/* plan.h - the steps of a day, in their order. */
#ifndef JICAI_DAY_PLAN_H
#define JICAI_DAY_PLAN_H
#include "day/run_day.h"

struct planned {
    enum day_step step;
    const char *project; /* "" the pool */
    month month;         /* of the fund's and monitoring's steps */
    const char *subject; /* project and month as text: the row's key */
};

/* What is to be done on a day, as the database stands now; a step that is done already may be there
 * again, its row says so. In the arena. */
struct plan {
    struct planned *list;
    size_t n, room;
};
/* `last`: the day before that was run, day 0 none. */
bool day_plan(struct db *db, struct arena *a, int64_t pool, date on, date last, enum day_step step,
              struct plan *out, struct err *e);
#endif
