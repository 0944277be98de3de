/* world.h - a pool, a project of one group with two winners and a standby, their companies and
 * institutions, and what may be said about them in one line; for tests of what changes while
 * agreements run. */
#ifndef JICAI_AGREEMENT_WORLD_H
#define JICAI_AGREEMENT_WORLD_H
#include "../db/fresh.h"
#include "agreement/agree.h"
#include "agreement/counters.h"
#include "registry/company.h"
#include "registry/region.h"
#include "registry/supply.h"

#define DB fresh_db, world_arena
#define POOL 500000
#define P "CS-1"
#define MAKER "91330100799655058B"
#define CARRIER "92370102MA3M9AG94X"
#define CARRIER_2 "91110000802100433B"
#define RIVAL "915000000000000018" /* its product is the standby */
#define HEIR "91500000000000002B"  /* selected for nothing */
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define X3 "C0101010011303807557" /* the rival's */
#define X4 "C0101010011303807558" /* in no award */
#define A "H50010300001"
#define B "H50010500001"
#define C "H50011200001"

static struct err e;
static enum put how;
static struct arena *world_arena; /* packs are larger than what a test may hold */

static inline date
day(const char *text)
{
    date d = {0};
    assert_true(date_parse(&d, text));
    return d;
}

static inline void
world_regions(void)
{
    static const struct region list[] = {{"500000", "x", "", REGION_PROVINCE},
                                         {"500100", "x", "500000", REGION_CITY},
                                         {"500103", "x", "500100", REGION_COUNTY},
                                         {"500105", "x", "500100", REGION_COUNTY},
                                         {"500112", "x", "500100", REGION_COUNTY}};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    for (size_t i = 0; i < COUNT(list); i++)
        OK(region_put(DB, &list[i], &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
}

static inline void
world_companies(void)
{
    static const char *const codes[] = {MAKER, RIVAL, HEIR, CARRIER, CARRIER_2};
    for (size_t i = 0; i < COUNT(codes); i++) {
        const struct company c = {.code = codes[i], .name = "x", .country = "CN",
            .registrant = i < 3, .distributor = i >= 3, .agent = "", .controller = "",
            .region = "", .successor = ""};
        OK(company_put(DB, &c, &how, &e));
    }
    static const char *const where[] = {"500103", "500105", "500112"};
    for (size_t i = 0; i < COUNT(where); i++)
        OK(area_put(DB, CARRIER, where[i], (date){0}, true, &how, &e));
}

static inline void
world_products(void)
{
    static const char *const of[][2] = {{X1, MAKER}, {X2, MAKER}, {X3, RIVAL}, {X4, MAKER}};
    for (size_t i = 0; i < COUNT(of); i++) {
        const struct product p = {.code = of[i][0], .name = "x", .spec = "", .model = "",
            .company = of[i][1], .goods = GOODS_HIGH_VALUE, .class = "", .unit = "piece",
            .certificate = "", .udi = "", .insured = true, .generic_name = "", .form = "",
            .strength = ""};
        OK(product_put(DB, &p, &how, &e));
    }
}

static inline void
world_institutions(void)
{
    static const char *const where[][2] = {{A, "500103"}, {B, "500105"}, {C, "500112"}};
    for (size_t i = 0; i < COUNT(where); i++) {
        const struct institution in = {.code = where[i][0], .name = "x", .region = where[i][1],
                                       .pool = POOL, .successor = ""};
        OK(institution_put(DB, &in, &how, &e));
    }
}

/* Two products of one registrant, X1 with both prices, X2 without service; the rival's X3 stands
 * by. A and B have volumes, C takes part only. */
static inline int
world_setup(void **state)
{
    const struct project p = {.pool = POOL, .code = P, .name = "x", .pack = "chongqing",
        .goods = GOODS_HIGH_VALUE, .form = FORM_ALLIANCE, .executed_on = day("2024-09-10"),
        .cycle_months = 24, .rules = ""};
    int rc = fresh_setup(state);
    world_arena = arena_new(256 << 20);
    world_regions();
    world_companies();
    world_products();
    world_institutions();
    OK(project_put(DB, &p, &how, &e));
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'G', 'g', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" C "', 1, 'mandatory', '', '')");
    fresh_sql("INSERT INTO group_award VALUES (500000, 'CS-1', 'G', 'done', 2, 2, '', '', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X1 "', '" MAKER
        "', 10000000, 12000000, '', 1, 1, 'select', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X2 "', '" MAKER
        "', 5000000, 0, '', 2, 1, 'select', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X3 "', '" RIVAL
        "', 5200000, 0, '', 3, 1, 'standby', '', '', '')");
    fresh_sql("INSERT INTO group_allocation VALUES (500000, 'CS-1', 'G', 60, 0, 'ok', '')");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" A "', '" X1 "', 10, 0, 10)");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" A "', '" X2 "', 20, 0, 20)");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" B "', '" X1 "', 30, 0, 30)");
    return rc;
}

static inline int
world_teardown(void **state)
{
    arena_free(world_arena);
    return fresh_teardown(state);
}
#define TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)

static inline void
named(const char *product, const char *distributor)
{
    const struct distribution d = {product, distributor, DISTRIBUTION_AGREED, "",
                                   day("2024-09-01")};
    OK(distribution_put(DB, POOL, P, &d, &how, &e));
}

static inline struct agree *
agreed(void)
{
    struct agree *a = arena_alloc(world_arena, sizeof(*a));
    *a = (struct agree){.a = world_arena, .pool = POOL, .project = P};
    OK(db_tx(fresh_db, POOL, make_agreements, a, &e));
    return a;
}
#endif
