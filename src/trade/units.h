/* units.h - device identifications (UDI) on documents: read, checked against the document and
 * against what happened to the same unit before, and kept, so that a recall finds every one of them
 * (G2). An identification with a serial number is one piece; without, it is of the batch. */
#ifndef JICAI_TRADE_UNITS_H
#define JICAI_TRADE_UNITS_H
#include "base/core/code.h"
#include "trade/trade.h"

enum unit_act {
    UNIT_SHIPPED,
    UNIT_ACCEPTED,
    UNIT_REJECTED,
    UNIT_RETURNED,
    UNIT_CONSIGNED,
    UNIT_USED,
    UNIT_BACK,
    UNIT_ACTS
};
extern const char *const unit_act_names[UNIT_ACTS];

struct units { /* of a line of a document */
    enum unit_act act;
    const char *number, *product, *institution, *payee, *udi; /* udi: blanks between; "" */
    int64_t line;
    qty qty;
    date on;
    /* What the document says, completed from what the identifications say. */
    const char *batch;
    date expires; /* day 0: unknown */

    struct udi *list;
    const char **text;
    size_t n;
};

/* Parses u->udi into the list and checks all of it; nothing is written. */
bool units_check(struct trade *t, struct units *u, struct err *e);
bool units_write(struct trade *t, const struct units *u, struct err *e);
#endif
