/* order_end.h - a payment order of the agency that is not to be made: withdrawn by who made it or
 * refused by a second person, with a reason, as long as nobody has approved it (afterwards the bank
 * has it, and answers).
 *
 * settle     the claims are given back, what was on its way is owed again: as if the bank had
 * failed all of it. Of these there may be millions: done in pieces, each a transaction. claim the
 * month's claims are open again: they may be corrected, and ordered once more. prepay     the
 * prepayments and their instalments were not: they may be computed again. retention  stays owed; it
 * waits to be ordered again.
 *
 * The month may be run again by a person, which makes another order; the day job does not. */
#ifndef JICAI_FUND_ORDER_END_H
#define JICAI_FUND_ORDER_END_H
#include "fund/approval.h"

struct order_end {
    /* in */
    int64_t pool;
    const char *project, *period;
    enum approval_step step;
    enum ending_how how;
    const char *by, *reason;
    date on;
    struct arena *arena;
    /* out */
    struct approval order;
    enum put put; /* of the row that says so */
    bool more;    /* something is still on its way: again, with the same */
};
/* A job of the pool: one piece. Once it has begun, who ended it goes on with what is left of it by
 * the same call. ERR_CONFLICT: it was approved, or ended otherwise. */
bool end_order(struct db *db, void *arg, struct err *e);
#endif
