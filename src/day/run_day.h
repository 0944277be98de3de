/* run_day.h - what the system does by itself on a business day of a pooling region: notices that
 * are over and certificates that lapse, terms of agreements that begin and end, prepayments of new
 * terms, a month's offsets, direct settlement and orders of claims, monitoring, breaches, what
 * offices did not answer, files for other departments, reminders, and what is overdue. Payments are
 * only ordered: a person approves them (fund/approval.h).
 *
 * Each step is a transaction of its own (direct settlement: each piece of it) and leaves a row, so
 * a day may be run twice, or be killed and run again, and ends the same. Days that were not run are
 * made up for by the next one: every step looks at what is open. A day before the last one that was
 * begun does nothing. A month of the fund is closed on the tenth of the next *(choice:
 * DAY_CLOSES)*: claims that come later wait for its next month's offset. A step that a rule or a
 * person's mistake refuses is noted and does not stop the others; what the database refuses ends
 * the run, to be run again. */
#ifndef JICAI_RUN_DAY_H
#define JICAI_RUN_DAY_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

enum { DAY_CLOSES = 10 };
#define DAY_BY "run-day" /* who makes its payment orders */

enum day_step {
    DAY_AMEND, /* amendments whose day has come, one by one */
    DAY_LISTING,
    DAY_TERMS,
    DAY_ADMIT, /* until when products of agreements that began are to be admitted */
    DAY_PREPAY,
    DAY_OFFSET,
    DAY_SETTLE,
    DAY_CLAIM,
    DAY_MONITOR,
    DAY_BREACH,
    DAY_UPWARD, /* what an office did not answer in time */
    DAY_WATCH,  /* the dashboard's counts, and alerts of what is monitored */
    DAY_SHARE,  /* files of months under data agreements */
    DAY_REMIND,
    DAY_STEPS
};
extern const char *const day_step_names[DAY_STEPS];

/* How a step's transaction is run: db_tx() of the command line, call_write() of the server. */
typedef bool day_tx(void *arg, int64_t pool, db_job *job, void *job_arg, struct err *e);

enum day_verdict {
    DAY_RUN,
    DAY_ALREADY, /* it is done */
    DAY_PAST,    /* a later day was begun: nothing is done */
    DAY_VERDICTS
};
extern const char *const day_verdict_names[DAY_VERDICTS];

struct run_day {
    /* in */
    int64_t pool;
    struct db *db; /* to read what there is to do */
    date on;
    day_tx *tx;
    void *tx_arg;
    int64_t stop_after; /* steps of this run, for tests; 0: all */
    /* out: of the day, whoever has run it */
    enum day_verdict verdict;
    bool stopped;
    int64_t steps, refused, overdue;
    money overdue_left;
};

bool run_day(struct run_day *d, struct err *e);

/* All pools: `each` has what every one of them has come to. Goes on when one fails, and is false
 * then with its error. */
typedef void day_done(void *arg, const struct run_day *d);
bool run_day_everywhere(struct db *db, date on, day_done *each, void *arg, struct err *e);
#endif
