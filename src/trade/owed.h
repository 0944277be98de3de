/* owed.h - the state of one receipt line, for what lowers it: returns, invoices, payments. */
#ifndef JICAI_OWED_H
#define JICAI_OWED_H
#include "trade/progress.h"

struct receipt_state {
    struct trade_line key;
    const char *payee, *accepted_on, *in_time_until; /* "": no due date */
    money price, selected, amount, at_selected;
    money returned_amount, returned_at_selected, invoiced, paid, instructed;
    qty qty, returned;
    const char *order, *batch;
    int64_t order_line;
};

/* ERR_NOT_FOUND when there is no such line. */
bool receipt_state(struct trade *t, const char *receipt, int64_t line, struct receipt_state *out,
                   struct err *e);

/* What goods make owing, and until when by the rules in force on the day of acceptance. */
struct owing {
    money amount, at_selected;
    const char *why, *due_on, *until; /* why: "ok", or why there is no due date; "" none */
    bool estimate;
};
/* All but the amounts. */
void owing_of(struct trade *t, const struct trade_rules *rules, date accepted_on, int64_t pay_days,
              struct owing *out);

static inline money
still_owed(const struct receipt_state *s)
{
    return (money){s->amount.units - s->returned_amount.units - s->paid.units};
}

/* The same without what is on its way. */
static inline money
still_open(const struct receipt_state *s)
{
    return (money){still_owed(s).units - s->instructed.units};
}
#endif
