/* region.h - administrative divisions (GB/T 2260), management zones outside it (own code, parent,
 * the divisions they overlap), and pooling regions with the policy pack in force in each
 * (REQUIREMENTS A1). Texts live in the arena. */
#ifndef JICAI_REGION_H
#define JICAI_REGION_H
#include "registry/put.h"

enum region_kind { REGION_PROVINCE, REGION_CITY, REGION_COUNTY, REGION_ZONE };
const char *region_kind_name(enum region_kind k); /* "city" */

struct region {
    const char *code, *name, *parent; /* parent: "" of a province */
    enum region_kind kind;
};

/* A division's kind stands in its code: 140000, 141100, 141102. False: not six digits. */
bool region_kind_of(const char *code, enum region_kind *out);
/* The parent may come later: ask region_orphans() at the end. */
bool region_put(struct db *db, struct arena *a, const struct region *r, enum put *how,
                struct err *e);
/* The divisions that a zone overlaps, parted by ';'. They replace what was there. */
bool overlap_put(struct db *db, struct arena *a, const char *zone, const char *divisions,
                 enum put *how, struct err *e);
bool region_orphans(struct db *db, struct arena *a, struct err *e); /* false: there are some */
bool region_must(struct db *db, struct arena *a, const char *code, const char *field,
                 struct err *e); /* ERR_NOT_FOUND when there is none */
/* The region's name; "" when there is none. */
bool region_name(struct db *db, struct arena *a, const char *code, const char **out, struct err *e);

enum pool_kind { POOL_WHOLE, POOL_DIRECT, POOL_CITY };

struct pool {
    int64_t pool;
    const char *region, *name;
    enum pool_kind kind;
};

/* Also makes its head row, so that one can write in it. */
bool pool_put(struct db *db, struct arena *a, const struct pool *p, enum put *how, struct err *e);
bool pool_must(struct db *db, struct arena *a, int64_t pool, const char *field, struct err *e);
/* The pool whose fund pays in a region: its city, or the whole municipality. A provincial hospital
 * names its pool itself. */
bool pool_of_region(struct db *db, struct arena *a, const char *region, int64_t *out,
                    struct err *e);
bool pool_pack_put(struct db *db, struct arena *a, int64_t pool, date from, const char *pack,
                   enum put *how, struct err *e);
/* The id of the pack in force on a day; "" when none is. */
bool pool_pack_on(struct db *db, struct arena *a, int64_t pool, date on, const char **out,
                  struct err *e);
#endif
