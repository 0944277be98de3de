/* listing_inner.h - what the parts of listing.h share. */
#ifndef JICAI_LISTING_INNER_H
#define JICAI_LISTING_INNER_H
#include "listing/listing.h"

enum { FACTS_MAX = 4096 };

struct facts {
    struct price_fact *list;
    size_t n;
};

/* Lowest prices of provinces known by a day, of codes equal in their first `chars`. */
bool facts_load(struct db *db, struct arena *a, const char *product, const char *company,
                size_t chars, date on, struct facts *out, struct err *e);
#endif
