/* day_clock.h - the day job by the server's clock: a thread of `jicai serve --run-day` that runs
 * all pools when the business date has moved on, and tries again where it failed. */
#ifndef JICAI_DAY_CLOCK_H
#define JICAI_DAY_CLOCK_H
#include <stdio.h>

#include "base/core/date.h"
#include "db/db.h"

struct day_clock;

struct day_clock_config {
    bool (*open)(struct db **out, void *arg, struct err *e); /* a connection of its own */
    void *arg;
    bool has_today; /* a simulation with a fixed date */
    date today;
    enum lang lang;
    FILE *to; /* a line for each pool and day */
};
/* NULL: no thread could be started. */
struct day_clock *day_clock_start(const struct day_clock_config *c);
void day_clock_stop(struct day_clock *c); /* after the pool it is at; NULL: nothing */
#endif
