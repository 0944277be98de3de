/* line.h - an order line as it stands, for what follows an order. */
#ifndef JICAI_TRADE_LINE_H
#define JICAI_TRADE_LINE_H
#include "base/core/text.h"
#include "trade/progress.h"

struct line_state {
    struct trade_line key;
    const char *company, *payee;
    qty qty, accepted, rejected, confirmed, refused, withdrawn, shipped, reopened;
    money price, selected;
    int64_t pay_days;
    const char *on, *answered_on, *respond_by, *deliver_by; /* days; "" none */
};

/* ERR_NOT_FOUND when there is none, or when it is a stranger's (t->institution, t->company). */
bool line_state(struct trade *t, const char *order, int64_t line, struct line_state *out,
                struct err *e);

/* What may still be shipped: refused goods come again, so do those to be replaced. */
static inline int64_t
line_to_ship(const struct line_state *s)
{
    return s->qty.pieces - s->refused.pieces - s->withdrawn.pieces + s->reopened.pieces -
           (s->shipped.pieces - s->rejected.pieces);
}

/* What an event adds to the line; answered_on is kept from the first. */
struct line_event {
    qty accepted, rejected, confirmed, refused, withdrawn, shipped, reopened;
    const char *answered_on; /* "" none */
};
bool line_add(struct trade *t, const char *order, int64_t line, const struct line_event *d,
              struct err *e);

/* "" for day 0; in the arena. */
const char *day_or_none(struct trade *t, date d);
/* Day 0 for "". */
date day_of(const char *text);
#endif
