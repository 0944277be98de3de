/* period.h - months that are locked (REQUIREMENTS J7): what was counted in them stands, and reports
 * were made of it. No event of trade may be dated in a locked month but by a correction
 * (trade/correct.h), and what it changed is kept beside the figures as they were when it was
 * locked; so "before" and "after" can always be told, and trade_check() finds what appeared without
 * one. Months are locked one after the other, by the office that answers for the figures. */
#ifndef JICAI_TRADE_PERIOD_H
#define JICAI_TRADE_PERIOD_H
#include "trade/progress.h"

/* ERR_CONFLICT when the month of the day is locked. Before the first write. */
bool period_open(struct db *db, struct arena *a, int64_t pool, date on, const char *field,
                 struct err *e);
/* The day itself, or the first one after the locked months: for what another decides the day of. */
bool period_next_open(struct db *db, struct arena *a, int64_t pool, date on, date *out,
                      struct err *e);
/* The same for an event of trade: a correction passes. Remembers what it found. */
bool period_may(struct trade *t, date on, struct err *e);
/* What a correction adds to a locked month; nothing for an open one. */
bool period_count(struct trade *t, const struct trade_line *k, date on, const struct progress *d,
                  struct err *e);

/* In a job: from now on `m` is locked, with the figures that it has. ERR_CONFLICT: it is not over,
 * or an earlier month with figures is open. */
bool lock_period(struct db *db, struct arena *a, int64_t pool, month m, const char *by, date today,
                 enum put *how, struct err *e);

struct period {
    month month;
    date locked_on;
    const char *locked_by;
    int64_t corrections; /* that changed it since */
};
bool period_list(struct db *db, struct arena *a, int64_t pool, struct period **out, size_t *n,
                 struct err *e);

/* A locked month, an institution in a project: as it was locked, and with its corrections. */
struct period_figure {
    const char *project, *institution;
    qty accepted, accepted_now; /* net of returns */
    money amount, amount_now, paid, paid_now;
};
bool period_figures(struct db *db, struct arena *a, int64_t pool, month m,
                    struct period_figure **out, size_t *n, struct err *e); /* ERR_NOT_FOUND: open */
#endif
