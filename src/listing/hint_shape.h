/* hint_shape.h - a price hint as routes answer it, beside an order, a bargain, an offer, or alone.
 */
#ifndef JICAI_HINT_SHAPE_H
#define JICAI_HINT_SHAPE_H
#include "http/route.h"
#include "listing/hint.h"

struct hint_out {
    const char *product, *verdict, *zone, *region, *lowest_of, *lowest_province, *lowest_source;
    money own, list, lowest, median, highest;
    date after, on, list_since, first, last, lowest_on;
    int64_t n, seen[HINT_SOURCES];
    bool has_list, has_market;
    struct list notes; /* how it came about, in the caller's language */
};
extern const struct shape hint_shape;
/* The hint for a price, ready to be put into an answer. */
bool hint_of(struct call *c, const char *product, money own, bool with_service,
             struct hint_out *out);
#endif
