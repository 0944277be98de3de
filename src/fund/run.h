/* run.h - the fund's monthly work on a project, each step one transaction, but direct settlement
 * one for each piece of it (REQUIREMENTS H2, H3).
 *
 * A step is run month by month: a month that was run already changes nothing and says so
 * (RUN_ALREADY); a month before the last one is refused, and so is an offset that skips a month,
 * because the claims between would be lost. A month whose order was withdrawn or refused
 * (order_end.h) may be run once more, by a person. Everything is computed by the engine from the
 * project's pack and booked in the ledger; what was computed keeps its steps (`jicai explain`). */
#ifndef JICAI_RUN_H
#define JICAI_RUN_H
#include "engine/offset.h"
#include "fund/approval.h"
#include "policy/bind.h"
#include "project/project.h"

enum run_verdict {
    RUN_OK,
    RUN_ALREADY, /* this month was run: nothing done */
    RUN_NO_RULE, /* the pack has no rule for it, or nobody has decided: `bound` says which */
    RUN_NO_TERM, /* the month lies outside the pack's term, and the project did not begin in it */
    RUN_VERDICTS
};
const char *run_verdict_name(enum run_verdict v);

struct run {
    /* in */
    const struct project *project;
    const struct policy *pack;
    month month;
    date on; /* of the bookings */
    const char
        *by; /* who makes the payment order; NULL nobody: ERR_INPUT when there is one to make */
    int64_t piece; /* direct settlement: payments after which a piece ends; 0: SETTLE_PIECE */
    /* out */
    enum run_verdict verdict;
    bool more; /* a piece was done, and there are others: the same again */
    struct bound bound;
    int64_t payments; /* that the run orders, where they are more than rows: instalments */
    int64_t rows;     /* prepayments computed, offsets taken, claims paid */
    int64_t nothing;  /* institutions for which there was nothing to do */
    int64_t demands;  /* of the rest, or clawbacks */
    money amount;     /* of all rows */
    bool again;       /* the month was run, and its order ended */
    /* while it runs */
    struct db *db;
    struct arena *arena;
};

/* Jobs for db_tx(); arg is the struct run. */
bool run_prepay(struct db *db, void *arg, struct err *e); /* of the terms that have begun */
bool run_offset(struct db *db, void *arg,
                struct err *e); /* and demands and clawbacks that are due */
bool run_claims(struct db *db, void *arg,
                struct err *e); /* what is left of the pool's claims is ordered to be paid */

/* The job, a transaction for each of its pieces. */
bool run_pieces(struct db *db, db_job *job, struct run *r, struct err *e);

/* For the steps: the body with an arena of its own, counters at 0. */
bool run_in_arena(db_job *body, struct db *db, struct run *r, struct err *e);
/* May this month be run? *go false: verdict or err says why not. */
bool run_may(struct run *r, const char *project, const char *step, bool gapless, bool *go,
             struct err *e);
bool run_done(struct run *r, const char *project, const char *step, struct err *e);
/* What was made waits for a second person; nothing when there is nothing to pay. */
bool run_order(const struct run *r, const char *project, enum approval_step step, struct err *e);
/* Is a figure of this month the pack's business? (RULES 14) */
bool run_covers(const struct run *r);

/* The whole cycle of a project: its months, moved by aligned renewals, and extensions. */
bool run_cycle(struct run *r, struct span *out, struct err *e);
enum prepay_goods run_goods(const struct project *p);
#endif
