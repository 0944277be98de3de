/* chain.h - the chain of review of a project at work (REQUIREMENTS C2): which levels look at an
 * institution's demand, and a reviewer's word on one cell of it. The pack sets the chain; where it
 * leaves it to the project, the project does, before the first review. */
#ifndef JICAI_CHAIN_H
#define JICAI_CHAIN_H
#include "demand/demand.h"

enum chain_kind {
    CHAIN_COUNTY,
    CHAIN_COUNTY_CITY,
    CHAIN_COUNTY_CITY_PROVINCE,
    CHAIN_DISTRICT_MUNICIPALITY,
    CHAIN_KINDS
};
extern const char *const chain_names[CHAIN_KINDS];

/* ERR_CONFLICT where the pack has a chain, or the review has begun. */
bool chain_put(struct db *db, struct arena *a, int64_t pool, const char *project,
               enum chain_kind chain, enum put *how, struct err *e);

struct chains { /* of a project, by affiliation and kind of the institution */
    struct review_chain of[AFFILIATIONS][INSTITUTION_KINDS];
    bool by_project, set; /* left to the project; and it did */
};
bool chains_of(struct db *db, struct arena *a, int64_t pool, const char *project,
               struct chains *out, struct err *e);

/* A reviewer's word: the project has to be in review, the institution under `region` (a division:
 * its code without the trailing zeros begins the institution's; "" everywhere). */
bool review_cell(struct db *db, struct arena *a, const struct demand_key *k,
                 const struct chains *chains, const char *region, const struct review *in,
                 enum put *how, struct err *e);

/* "500100" of a city, "500000" of a province: the digits that all below it share, in the arena. */
const char *region_digits(struct arena *a, const char *region);
/* The level at which an office of this region reviews; county also for zones outside GB/T 2260. A
 * municipality's divisions (50, 11, 12, 31) are its districts. */
enum review_level level_of_region(const char *region);
#endif
