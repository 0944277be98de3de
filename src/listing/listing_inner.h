/* listing_inner.h - what the parts of listing.h share. */
#ifndef JICAI_LISTING_INNER_H
#define JICAI_LISTING_INNER_H
#include "listing/listing.h"
#include "listing/market.h"

enum { FACTS_MAX = 4096 };

struct facts {
    struct price_fact *list;
    size_t n;
};

/* Lowest prices of provinces known by a day, of codes equal in their first `chars`. */
bool facts_load(struct db *db, struct arena *a, const char *product, const char *company,
                size_t chars, date on, struct facts *out, struct err *e);

/* Prices that come one by one, the lowest first: price, day, province, source. market_end() fills
 * in what only all of them show. */
struct prices {
    struct arena *arena;
    struct market *out; /* "" texts */
    int64_t *price;
    size_t n, room;
};
bool market_take(struct prices *p, const struct rows *r, struct err *e);
void market_end(const struct prices *p);
#endif
