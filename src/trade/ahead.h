/* ahead.h - what the orders of a group will ask for, read before the first of them: is their number
 * free, and what do the agreements say? Both tables are written to by every order, so no kept
 * answer would last (db_run_kept); but what an order changes in them is known here, and added.
 * Whatever else is written to them makes all of this worth nothing: then it is asked for again. */
#ifndef JICAI_TRADE_AHEAD_H
#define JICAI_TRADE_AHEAD_H
#include "trade/trade.h"

enum { ORDERS_AHEAD_MAX = 8192 }; /* lines; those behind them ask for themselves */

/* In the writer's transaction. `in` with institution and day as they will be placed. */
bool orders_ahead(struct db *db, int64_t pool, const struct order in[], size_t n, struct err *e);

/* NULL: nothing is known, or no longer. Ask before the first write of an order. */
struct ahead;
struct ahead *ahead_of(const struct trade *t);
/* Is it known that no order has this number? */
bool ahead_is_new(const struct ahead *h, const char *number);
/* The row of q_terms_agreed, or that there is none; false: not known. */
bool ahead_terms(const struct ahead *h, struct trade *t, const struct order *in, const char *day,
                 struct rows *out);
/* The order is written, and nothing else since ahead_of(). */
void ahead_ordered(struct ahead *h, struct trade *t, const struct order *in, const char *agreement);
#endif
