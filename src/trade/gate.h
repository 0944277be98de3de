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
/* The day of a document that a party sends in itself; day 0: not said, and today is put there.
 * Later than today is refused. One of long ago, or without a day, may have been sent before, and is
 * then answered as what is on record; a new one of long ago is refused by trade_gate(). */
bool trade_day(struct trade *t, date *on, date today, const char *field, struct err *e);
/* The same refusal for what has no gate. */
bool trade_day_new(const struct trade *t, date on, struct err *e);
/* The day for fact_same(): "" where none was said. In the arena. */
const char *said_day(struct trade *t, date on);

/* Is it a document of the person for whom this is done? Otherwise it is not there. */
bool trade_is_of(const struct trade *t, const char *institution, const char *payee);
#endif
