/* hold.h - an authority stops a product, or a batch of it, in a pool (G4; GS (十一)1).
 *
 * Until it is lifted nobody orders, delivers, accepts, or uses it from consignment; what is refused
 * at the door and sent back goes on. Who lifts it is another person than who held it. A hold is
 * from its day on: what was done before stays. */
#ifndef JICAI_TRADE_HOLD_H
#define JICAI_TRADE_HOLD_H
#include "registry/put.h"
#include "trade/trade.h"

enum hold_reason { HOLD_QUALITY, HOLD_ADVERSE, HOLD_SAMPLING, HOLD_RECALL, HOLD_REASONS };
extern const char *const hold_reason_names[HOLD_REASONS];

struct product_hold {
    const char *number, *product;
    const char *batch; /* "" all of the product */
    enum hold_reason reason;
    const char *document, *report; /* report: that led to it; "" */
    date on;
    const char *by;
};
bool place_hold(struct db *db, struct arena *a, int64_t pool, const struct product_hold *in,
                enum put *how, struct err *e);

struct hold_lift {
    const char *number, *by, *why;
    date on;
};
bool lift_hold(struct db *db, struct arena *a, int64_t pool, const struct hold_lift *in,
               enum put *how, struct err *e);

/* False, with the refusal: the product, or this batch of it, is held on that day. Batch "": only
 * what holds the whole product counts. */
bool hold_bar(struct trade *t, const char *product, const char *batch, date on, const char *field,
              struct err *e);
#endif
