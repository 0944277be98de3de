/* carry.h - goods that were ordered, accepted and partly paid in another system, brought in as
 * documents of this one (REQUIREMENTS J6), so that counters, due dates and checks need no second
 * kind of figure.
 * What is written here is not weighed as an order is: it happened. The caller (cutover/) has
 * checked the figures against each other. */
#ifndef JICAI_TRADE_CARRY_H
#define JICAI_TRADE_CARRY_H
#include "trade/progress.h"

struct carried_invoice {
    const char *number, *einvoice; /* einvoice: "" */
    date on;
    money amount;
};

/* One order line and at most one receipt of it. */
struct carried_goods {
    struct trade_line key;
    const char *company, *payee;
    const char *order, *receipt, *payment; /* numbers; payment: takes all that was paid */
    int64_t line, receipt_line;
    int64_t *seq;                        /* lines of that payment so far */
    qty agreed, ordered, over, accepted; /* over: of ordered, beyond the agreed volume */
    money price, amount, paid;           /* amount: of what was accepted; whole fen */
    date ordered_on, accepted_on, paid_on;
    int64_t pay_days; /* -1 none */
    const struct carried_invoice *invoice;
    size_t invoices;
};
/* In a job. `pack`: of the project, where the pool has none on the day of acceptance. */
bool carry_goods(struct trade *t, const char *pack, const struct carried_goods *in, struct err *e);
#endif
