/* request.h - a department asks, the purchasing department orders (REQUIREMENTS K2, GZ 四(二)4:
 * 严禁科室自行采购). The request becomes an order line by the same verb as any other
 * (trade/trade.h), with the department's clinical reason; it may ask for no more than was asked. */
#ifndef JICAI_WARD_REQUEST_H
#define JICAI_WARD_REQUEST_H
#include "trade/trade.h"

enum request_state {
    REQUEST_ASKED,
    REQUEST_ORDERED,
    REQUEST_REFUSED,
    REQUEST_WITHDRAWN,
    REQUEST_STATES
};
extern const char *const request_state_names[REQUEST_STATES];

struct purchase_request {
    const char *number, *department, *project, *product, *reason; /* reason: "" */
    enum variant variant;
    qty qty;
    date wanted_by, on; /* wanted_by: day 0 not said */
    const char *who;
};
/* For t->institution. What it may cost and whether it may be is asked when it is ordered. */
bool request_put(struct trade *t, const struct purchase_request *in, enum put *how, struct err *e);

struct request_order {         /* what the purchasing department adds */
    const char *order, *payee; /* payee: "" as the agreement says */
    int64_t line;
    qty qty;     /* 0: all that was asked */
    money price; /* 0: the selected one */
    date on;
    const char *who;
};
bool request_order(struct trade *t, const char *number, const struct request_order *in,
                   enum put *how, struct err *e);
/* Refused by the purchasing department with a note, or withdrawn by who asked. */
bool request_close(struct trade *t, const char *number, enum request_state to, const char *note,
                   const char *who, date on, enum put *how, struct err *e);
#endif
