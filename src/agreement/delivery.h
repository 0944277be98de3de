/* delivery.h - how far the agreed distributors of a project reach, county by county: the map beside
 * the relations (REQUIREMENTS F2). A pair is a selected product and an institution that takes part
 * or has a volume; it is served when somebody agreed for the product delivers to the place. */
#ifndef JICAI_DELIVERY_H
#define JICAI_DELIVERY_H
#include "base/core/date.h"
#include "db/db.h"

struct delivery_asked {
    int64_t pool;
    const char *project;
    const char *company, *product; /* only theirs; "" all */
    date on;
};
struct delivery_region {
    const char *region;                 /* of the institutions */
    int64_t institutions, distributors; /* distributors: agreed, that reach it */
    int64_t pairs, served;
};
struct delivery_gap { /* a pair that nobody serves */
    const char *institution, *region, *product, *company;
};
enum { DELIVERY_GAPS_MAX = 1000 };
struct delivery_map {
    struct delivery_region *region; /* by code */
    size_t regions;
    struct delivery_gap *gap; /* by institution and product, the first DELIVERY_GAPS_MAX */
    size_t gaps;
};

/* In the arena. A project without an award has no pairs; ERR_NOT_FOUND: no such project. */
bool delivery_map(struct db *db, struct arena *a, const struct delivery_asked *q,
                  struct delivery_map *out, struct err *e);
#endif
