/* weigh.h - may this be ordered, and on what terms? For orders, and for what is used from
 * consignment. */
#ifndef JICAI_TRADE_WEIGH_H
#define JICAI_TRADE_WEIGH_H
#include "trade/trade.h"

struct weighed {
    struct terms terms;
    struct supply_due due;
    qty over; /* beyond the agreed volume */
    const struct trade_rules *rules;
};

/* False, with the refusal: it may not. Nothing is written. */
bool weigh_order(struct trade *t, const struct order *in, struct weighed *out, struct err *e);
#endif
