/* A project over three pools: demand up, volumes down, not a piece lost. */
#include "../db/fresh.h"
#include "demand/national.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/spread.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

enum { HOME = 110000, A = FRESH_POOL, B = FRESH_POOL_2, C = 620000, POOLS = 3, HOSPITALS = 4 };

static const int64_t pools[POOLS] = {A, B, C};
static enum put how;
static const date today = {19900};

static bool
registry(struct db *db, void *arg, struct err *e)
{
    static const struct region r[] = {{"110000", "bj", "", REGION_PROVINCE},
                                      {"500000", "cq", "", REGION_PROVINCE},
                                      {"530000", "yn", "", REGION_PROVINCE},
                                      {"532300", "cx", "530000", REGION_CITY},
                                      {"620000", "gs", "", REGION_PROVINCE}};
    static const struct pool p[] = {{HOME, "110000", "home", POOL_WHOLE},
                                    {A, "500000", "a", POOL_WHOLE},
                                    {B, "532300", "b", POOL_CITY},
                                    {C, "620000", "c", POOL_DIRECT}};
    (void)arg;
    for (size_t i = 0; i < COUNT(r); i++)
        if (!region_put(db, fresh_arena, &r[i], &how, e))
            return false;
    for (size_t i = 0; i < COUNT(p); i++)
        if (!pool_put(db, fresh_arena, &p[i], &how, e))
            return false;
    return true;
}

static bool
project(struct db *db, void *arg, struct err *e)
{
    const struct project p = {.pool = HOME, .code = "N", .name = "n", .pack = "chongqing",
                              .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    const struct project_group g = {.group = "G", .name = "g", .unit = "", .class = ""};
    (void)arg;
    if (!project_put(db, fresh_arena, &p, &how, e) || !group_put(db, fresh_arena, HOME, "N", &g, &how, e))
        return false;
    for (int i = 0; i < POOLS; i++)
        if (!member_put(db, fresh_arena, HOME, "N", pools[i], today, &how, e))
            return false;
    return true;
}

struct at {
    int64_t pool, qty[HOSPITALS];
};

static bool
take_part(struct db *db, void *arg, struct err *e)
{
    const struct at *at = arg;
    const struct review_chain none = {.n = 0};
    const struct review pass = {.level = REVIEW_PROVINCE, .verdict = REVIEW_PASSED, .reason = "", .final = true};
    if (!pull_project(db, fresh_arena, at->pool, HOME, "N", today, "office", &how, e))
        return false;
    for (int i = 0; i < HOSPITALS; i++) {
        char code[16];
        snprintf(code, sizeof(code), "H%lld-%d", (long long)at->pool, i);
        const struct demand_key k = {at->pool, "N", "G", code, ""};
        if (!report_demand(db, fresh_arena, &k, (qty){at->qty[i]}, "", &how, e) ||
            !review_demand(db, fresh_arena, &k, &none, &pass, &how, e))
            return false;
    }
    return true;
}

static bool
up(struct db *db, void *arg, struct err *e)
{
    return pull_summary(db, fresh_arena, HOME, "N", *(int64_t *)arg, today, &how, e);
}

static const struct stamp stamp = {"chongqing", "", "", ""};

static bool
divide(struct db *db, void *arg, struct err *e)
{
    return divide_volume(db, fresh_arena, HOME, "N", arg, &stamp, e);
}

struct down {
    int64_t pool;
    struct volume v;
};

static bool
down(struct db *db, void *arg, struct err *e)
{
    struct down *d = arg;
    return pull_volume(db, d->pool, HOME, "N", &d->v, &stamp, e);
}

static const struct query q_sum = {
    "sum", "SELECT CAST(SUM(agreed) AS BIGINT), CAST(SUM(base) AS BIGINT) FROM agreed_volume WHERE pool = $1",
    NULL, 1};

/* Every pair of ratio and shape of demand: what arrives at the institutions is what was agreed. */
static void
test_nothing_lost(void **state)
{
    struct err e;
    struct national n;
    (void)state;
    OK(db_tx(fresh_db, 0, registry, NULL, &e));
    OK(db_tx(fresh_db, HOME, project, NULL, &e));
    struct volume v = {.group = "G", .share = {700000}};
    assert_false(db_tx(fresh_db, HOME, divide, &v, &e)); /* nothing went up yet */
    assert_string_equal(msg_name(e.msg), "spread_summary");
    for (int i = 0; i < POOLS; i++) {
        struct at at = {pools[i], {1 + i, 33 * i, 7, 101}};
        int64_t pool = pools[i];
        OK(db_tx(fresh_db, pools[i], take_part, &at, &e));
        OK(db_tx(fresh_db, HOME, up, &pool, &e));
        assert_int_equal(how, PUT_CHANGED);
        OK(db_tx(fresh_db, HOME, up, &pool, &e));
        assert_int_equal(how, PUT_SAME);
    }
    for (int64_t ppm = 0; ppm <= RATIO_ONE; ppm += 77777) {
        int64_t base = 0, agreed = 0;
        v.share.ppm = ppm;
        OK(db_tx(fresh_db, HOME, divide, &v, &e));
        OK(national_get(fresh_db, fresh_arena, HOME, "N", "G", &n, &e));
        assert_int_equal(n.n, POOLS);
        for (int i = 0; i < POOLS; i++) {
            struct rows r;
            struct down d = {pools[i], {.group = "G"}};
            OK(db_tx(fresh_db, pools[i], down, &d, &e));
            OK(db_run(fresh_db, &q_sum, fresh_arena, &r, &e, v_int(pools[i])));
            assert_int_equal(row_int(&r, 0, 0), n.list[i].agreed.pieces);
            assert_int_equal(row_int(&r, 0, 1), n.list[i].base.pieces);
            agreed += row_int(&r, 0, 0);
            base += row_int(&r, 0, 1);
        }
        assert_int_equal(base, 3 * 108 + 6 + 99);
        assert_int_equal(agreed, v.agreed.pieces);
        assert_int_equal(agreed, (base * ppm * 2 + RATIO_ONE) / (2 * RATIO_ONE)); /* half up */
    }
}

/* What changed after it went up is found, and going up again mends it. */
static bool
later(struct db *db, void *arg, struct err *e)
{
    const struct demand_key k = {A, "N", "G", "H-late", ""};
    const struct review_chain none = {.n = 0};
    const struct review pass = {.level = REVIEW_PROVINCE, .verdict = REVIEW_PASSED, .reason = "", .final = true};
    const bool *reviewed = arg;
    return report_demand(db, fresh_arena, &k, (qty){5}, "", &how, e) &&
           (!*reviewed || review_demand(db, fresh_arena, &k, &none, &pass, &how, e));
}

static void
test_changed_on_the_way(void **state)
{
    struct err e;
    struct volume v = {.group = "G", .share = {800000}};
    struct down d = {A, {.group = "G"}};
    int64_t pool = A;
    bool reviewed = false;
    (void)state;
    OK(db_tx(fresh_db, 0, registry, NULL, &e));
    OK(db_tx(fresh_db, HOME, project, NULL, &e));
    for (int i = 0; i < POOLS; i++) {
        struct at at = {pools[i], {10, 20, 30, 40}};
        int64_t one = pools[i];
        OK(db_tx(fresh_db, one, take_part, &at, &e));
        OK(db_tx(fresh_db, HOME, up, &one, &e));
    }
    assert_false(db_tx(fresh_db, A, down, &d, &e));
    assert_string_equal(msg_name(e.msg), "spread_no_part");
    OK(db_tx(fresh_db, HOME, divide, &v, &e));
    OK(db_tx(fresh_db, A, down, &d, &e));
    assert_int_equal(d.v.agreed.pieces, 80);
    OK(db_tx(fresh_db, A, later, &reviewed, &e));
    assert_false(db_tx(fresh_db, A, down, &d, &e));
    assert_string_equal(msg_name(e.msg), "spread_changed");
    assert_false(db_tx(fresh_db, HOME, up, &pool, &e));
    assert_string_equal(msg_name(e.msg), "spread_unreviewed");
    reviewed = true;
    OK(db_tx(fresh_db, A, later, &reviewed, &e));
    OK(db_tx(fresh_db, HOME, up, &pool, &e));
    OK(db_tx(fresh_db, HOME, divide, &v, &e));
    OK(db_tx(fresh_db, A, down, &d, &e));
    assert_int_equal(d.v.agreed.pieces, 84);
    pool = HOME; /* takes no part itself */
    assert_false(db_tx(fresh_db, HOME, up, &pool, &e));
    assert_string_equal(msg_name(e.msg), "spread_member");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_nothing_lost), TEST(test_changed_on_the_way)};
    return fresh_run(tests, COUNT(tests));
}
