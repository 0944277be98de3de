/* gate.h - what every verb of trade asks before anything else, in one place: whose document it is,
 * and whether its project trades on that day: not while its figures are still being taken over
 * from another system, and not before the day of that (agreement/cutover.h). */
#ifndef JICAI_TRADE_GATE_H
#define JICAI_TRADE_GATE_H
#include "trade/trade.h"

enum trade_act {
    TRADE_ORDER, /* asks the project's phase; what follows an order may come later */
    TRADE_ANSWER,
    TRADE_SHIP,
    TRADE_ACCEPT,
    TRADE_RETURN,
    TRADE_INVOICE,
    TRADE_PAY,
    TRADE_CONSIGN
};

/* ERR_CONFLICT with the reason when it may not be. Before the first write. */
bool trade_gate(struct trade *t, enum trade_act act, const char *project, date on, struct err *e);

enum { BACKDATE_DAYS = 31 };
/* The day of a document that a party sends in itself: not later than today, and not long ago. */
bool trade_day(date on, date today, const char *field, struct err *e);

/* Is it a document of the person for whom this is done? Otherwise it is not there. */
bool trade_is_of(const struct trade *t, const char *institution, const char *payee);
#endif
