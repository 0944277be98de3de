/* watch.h - the supervision platform's figures (监管看板): of all running projects that
 * somebody may see, by project, division or institution, down to the order lines behind a figure
 * (REQUIREMENTS I6; GZ 四(二)1 在线监管; CX 五(一) 按月监测; GS (十三)).
 *
 * Figures are sums of counters that are kept with every act (progress), of cases that are open, and
 * of what count_watch() counted at the end of a day: a look reads rows of institutions, never the
 * orders. Each answer says of which instant it is, and of which day the counted ones are. */
#ifndef JICAI_WATCH_H
#define JICAI_WATCH_H
#include "access/sight.h"
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"
#include "http/shape.h"

enum watch_by { WATCH_TOTAL, WATCH_PROJECT, WATCH_REGION, WATCH_INSTITUTION, WATCH_BYS };
extern const char *const watch_by_names[WATCH_BYS]; /* "", "project", "region", "institution" */

struct watch_ask {
    int64_t pool;
    struct sight sight;
    const char *project, *region, *institution; /* "" all */
    enum watch_by by;
    date today;
};

struct watch_row {
    const char *key, *name;  /* project, division or institution; "" of none */
    int64_t agreed, ordered; /* pieces */
    int64_t accepted,
        expected_qty;         /* net of returns; what the time that has passed makes of agreed */
    ratio progress, expected; /* accepted and expected_qty by agreed */
    money amount, paid;       /* of what was accepted */
    int64_t over;             /* pieces ordered beyond the agreed volume */
    int64_t shortages, complaints; /* that are open */
    int64_t markups, credit;       /* patients charged above the selected price; credit events */
    /* as of counted_on */
    int64_t lines, answers_due, in_time, undelivered, unaccepted, over_lines, dearer;
    int64_t overdue, overdue_days; /* receipt lines; the longest delay */
    ratio answered;                /* in_time by answers_due */
    money overdue_amount;
    date counted_on; /* day 0: not counted yet */
};
/* In the order of their keys; at least one row for WATCH_TOTAL. */
bool watch_figures(struct db *db, struct arena *a, const struct watch_ask *ask, struct list *out,
                   struct err *e);

/* A job: counts a pool anew at the end of a day. Twice on a day, the same rows. */
struct watch_day {
    int64_t pool;
    date on;
    int64_t alerts; /* of monitored items (monitored.h), written by count_watch() too */
};
bool count_watch(struct db *db, void *watch_day, struct err *e);
#endif
