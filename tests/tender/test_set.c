/* A group that is bought as a system: its bids hold together or are refused, the award treats a set as
 * one, and listing and agreement take the parts at their prices. */
#include "../db/fresh.h"
#include "agreement/agree.h"
#include "listing/listing.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/region.h"
#include "registry/supply.h"
#include "tender/bid.h"
#include "tender/run_award.h"
#include "tender/set.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define DB fresh_db, fresh_arena
#define POOL 500000
#define P "S-1"
#define ONE "91330100799655058B"
#define TWO "92370102MA3M9AG94X"
#define SET1 "C0301010011303800001"
#define SET2 "C0301010011303800002"
#define CUP1 "C0301010011303801001"
#define STEM1 "C0301010011303802001"
#define SCREW1 "C0301010011303803001"
#define CUP2 "C0301010011303801002"
#define STEM2 "C0301010011303802002"
#define SCREW2 "C0301010011303803002"
#define HOSPITAL "H50010300001"

static struct err e;
static enum put how;
static struct agree made;

static date
day(const char *text)
{
    date d = {0};
    assert_true(date_parse(&d, text));
    return d;
}

static const char rules[] =
    "id: s\nname: {zh: s, en: s}\n"
    "ranking:\n  basis: {choice: {zh: r, en: r}}\n"
    "quota:\n  - {fixed: 2, basis: {choice: {zh: q, en: q}}}\n"
    "steps:\n  - {name: all, outcome: select, when: {rank_within_quota: true}, basis: {choice: {zh: s, en: s}}}\n"
    "gap: {times: 1.2, cut: true, basis: {choice: {zh: g, en: g}}}\n";

static void
registry(void)
{
    static const char *const product[] = {SET1, CUP1, STEM1, SCREW1, SET2, CUP2, STEM2, SCREW2};
    static const struct region list[] = {{"500000", "x", "", REGION_PROVINCE}, {"500100", "x", "500000", REGION_CITY},
                                         {"500103", "x", "500100", REGION_COUNTY}};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    const struct institution h = {.code = HOSPITAL, .name = "x", .region = "500103", .successor = ""};
    for (size_t i = 0; i < COUNT(list); i++)
        OK(region_put(DB, &list[i], &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
    OK(institution_put(DB, &h, &how, &e));
    for (int i = 0; i < 2; i++) {
        const struct company c = {.code = i == 0 ? ONE : TWO, .name = "x", .country = "CN", .registrant = true,
            .distributor = true, .agent = "", .controller = "", .region = "", .successor = ""};
        OK(company_put(DB, &c, &how, &e));
        OK(area_put(DB, c.code, "500103", (date){0}, true, &how, &e));
    }
    for (size_t i = 0; i < COUNT(product); i++) {
        const struct product x = {.code = product[i], .name = "x", .spec = "", .model = "", .company = i < 4 ? ONE : TWO,
            .class = i % 4 == 0 ? "C030101001" : "C0301010011303", .unit = "piece", .certificate = "", .udi = "",
            .generic_name = "", .form = "", .strength = ""};
        OK(product_put(DB, &x, &how, &e));
    }
}

static bool
component(const char *code, const char *class, int64_t per_set)
{
    const struct component c = {code, code, class, per_set};
    return component_put(DB, POOL, P, "G", &c, &how, &e);
}

static int
setup(void **state)
{
    const struct project p = {.pool = POOL, .code = P, .name = "x", .pack = "chongqing", .goods = GOODS_HIGH_VALUE,
        .form = FORM_ALLIANCE, .bid_on = day("2024-06-01"), .executed_on = day("2024-09-10"), .cycle_months = 24,
        .rules = rules};
    const struct project_group g = {"G", "hip", "set", "", {0}, {0}};
    int rc = fresh_setup(state);
    registry();
    OK(project_put(DB, &p, &how, &e));
    OK(group_put(DB, POOL, P, &g, &how, &e));
    OK(component("cup", "C0301", 1));
    OK(component("stem", "", 1));
    OK(component("screw", "", 2));
    return rc;
}

static int
teardown(void **state)
{
    if (made.a != NULL)
        arena_free(made.a);
    made = (struct agree){.a = NULL};
    return fresh_teardown(state);
}

static money
yuan(int64_t n)
{
    return (money){n * 10000};
}

static void
bid(const char *product, const char *company, int64_t price, int64_t with_service)
{
    const struct bid b = {.group = "G", .product = product, .company = company, .price = yuan(price),
        .with_service = yuan(with_service), .unit = "", .capacity = CAPACITY_NONE, .regions = "", .filed_at = "",
        .other_prices = "", .related_to = "", .qualified = true, .signs_cut = true};
    OK(bid_put(DB, POOL, P, &b, &how, &e));
}

static bool
part(const char *set, const char *code, const char *product, int64_t price, int64_t with_service)
{
    const struct bid_part p = {code, product, yuan(price), yuan(with_service)};
    return bid_part_put(DB, POOL, P, "G", set, &p, &how, &e);
}

/* 1000 + 500 + 2 x 50 = 1600, with service 1800 */
static void
first(void)
{
    bid(SET1, ONE, 1600, 1800);
    OK(part(SET1, "cup", CUP1, 1000, 1100));
    OK(part(SET1, "stem", STEM1, 500, 560));
    OK(part(SET1, "screw", SCREW1, 50, 70));
}

/* 1500 + 700 + 2 x 100 = 2400, beyond 1.2 x 1600 = 1920 */
static void
second(void)
{
    bid(SET2, TWO, 2400, 0);
    OK(part(SET2, "cup", CUP2, 1500, 0));
    OK(part(SET2, "stem", STEM2, 700, 0));
    OK(part(SET2, "screw", SCREW2, 100, 0));
}

static bool
award(bool replace)
{
    struct err list[4];
    struct award_run r = {.arena = fresh_arena, .pool = POOL, .code = P, .replace = replace,
                          .errs = {.list = list, .max = 4}};
    return run_award(fresh_db, &r, &e);
}

static struct rows
rows(const char *what)
{
    static struct query q[256]; /* a statement is kept under its query's address and name */
    static char name[256][16];
    static size_t n;
    struct rows r;
    snprintf(name[n % 256], sizeof(name[0]), "test_%zu", n % 256);
    q[n % 256] = (struct query){.name = name[n % 256], .sql = what, .params = 1};
    OK(db_run(fresh_db, &q[n++ % 256], fresh_arena, &r, &e, v_int(POOL)));
    return r;
}

static int64_t
one(const char *what)
{
    struct rows r = rows(what);
    return r.n > 0 ? row_int(&r, 0, 0) : -1;
}

static void
no(bool ok, enum err_code code, const char *why)
{
    if (ok || e.code != code)
        fail_msg("%s: %d", why, ok ? 0 : (int)e.code);
}

static void
test_parts_refused(void **state)
{
    (void)state;
    no(part(SET1, "cup", CUP1, 1000, 0), ERR_NOT_FOUND, "no bid for the set");
    bid(SET1, ONE, 1600, 0);
    no(part(SET1, "liner", CUP1, 1000, 0), ERR_NOT_FOUND, "no such component");
    no(part(SET1, "cup", CUP2, 1000, 0), ERR_INPUT, "another's product");
    no(part(SET1, "cup", "C0301010011303809999", 1000, 0), ERR_NOT_FOUND, "no such product");
    OK(part(SET1, "cup", CUP1, 1000, 0));
    OK(part(SET1, "cup", CUP1, 1000, 0));
    assert_int_equal(how, PUT_SAME);
    no(part(SET1, "cup", CUP1, 999, 0), ERR_CONFLICT, "a bid is a fact");
    no(part(SET1, "stem", CUP1, 500, 0), ERR_CONFLICT, "the same product in two components");
    no(part(SET1, "stem", SET1, 500, 0), ERR_CONFLICT, "a product that is offered on its own");
    no(component("x y", "", 1), ERR_INPUT, "a code with a blank");
    no(component("nail", "", 0), ERR_INPUT, "none in a set");
    no(component("nail", "", 1001), ERR_INPUT, "too many in a set");
}

static void
test_class(void **state)
{
    (void)state;
    bid(SET1, ONE, 1600, 0);
    OK(component("cup", "C04", 1));
    no(part(SET1, "cup", CUP1, 1000, 0), ERR_INPUT, "of another class");
}

static void
test_sum(void **state)
{
    (void)state;
    bid(SET1, ONE, 1601, 1800);
    OK(part(SET1, "cup", CUP1, 1000, 1100));
    no(award(false), ERR_CONFLICT, "a component is missing");
    OK(part(SET1, "stem", STEM1, 500, 560));
    OK(part(SET1, "screw", SCREW1, 50, 70));
    no(award(false), ERR_CONFLICT, "one yuan off");
    assert_int_equal(one("SELECT COUNT(*) FROM group_award WHERE pool = $1"), 0);
}

static void
test_check(void **state)
{
    static struct component two[] = {{"a", "a", "", 1}, {"b", "b", "", 2}};
    static const struct bid_part fine[] = {{"a", "A", {100}, {0}}, {"b", "B", {50}, {0}}},
                                 more[] = {{"a", "A", {100}, {0}}, {"b", "B", {50}, {0}}, {"c", "C", {1}, {0}}};
    const struct components system = {2, two}, none = {0, NULL};
    const char *at;
    money sum;
    bool seen[SET_VERDICTS] = {false};
    const struct {
        const struct components *c;
        const struct bid_part *part;
        size_t n;
        int64_t price;
        enum set_verdict want;
        const char *at;
    } examples[] = {
        {&system, fine, 2, 200, SET_OK, ""},     {&system, fine, 2, 201, SET_SUM, ""},
        {&system, fine, 1, 100, SET_MISSING, "b"}, {&system, more, 3, 200, SET_UNKNOWN, "c"},
        {&none, fine, 1, 100, SET_UNKNOWN, "a"},  {&none, NULL, 0, 100, SET_OK, ""},
        {&system, NULL, 0, 0, SET_OK, ""}, /* gave up */ {&system, fine, 2, 0, SET_SUM, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum set_verdict v = set_check(examples[i].c, examples[i].part, examples[i].n, (money){examples[i].price},
                                       (money){0}, &at, &sum);
        seen[v] = true;
        if (v != examples[i].want || strcmp(at, examples[i].at) != 0)
            fail_msg("%zu: %s at %s", i, set_verdict_name(v), at);
    }
    for (int v = 0; v < SET_VERDICTS; v++)
        assert_true(seen[v]);
}

static void
test_award(void **state)
{
    (void)state;
    first();
    second();
    OK(award(false));
    assert_int_equal(one("SELECT COUNT(*) FROM award WHERE pool = $1 AND decision = 'select'"), 2);
    /* the first keeps its prices, the second came down to 1920: its parts sum to that */
    assert_int_equal(one("SELECT price FROM award_part WHERE pool = $1 AND part = '" CUP1 "'"), 10000000);
    assert_int_equal(one("SELECT with_service FROM award_part WHERE pool = $1 AND part = '" SCREW1 "'"), 700000);
    assert_int_equal(one("SELECT price FROM award WHERE pool = $1 AND product = '" SET2 "'"), 19200000);
    assert_int_equal(one("SELECT CAST(SUM(price * per_set) AS BIGINT) FROM award_part WHERE pool = $1 AND product = '" SET2 "'"),
                     19200000);
    assert_int_equal(one("SELECT price FROM award_part WHERE pool = $1 AND part = '" CUP2 "'"), 12000000);
    const char *digest = fresh_digest();
    OK(award(false)); /* again: nothing */
    assert_string_equal(digest, fresh_digest());
    /* other parts are other inputs */
    fresh_sql("UPDATE bid_part SET price = 10200000 WHERE part = '" CUP1 "'; UPDATE bid_part SET price = 4800000 WHERE part = '" STEM1 "'");
    no(award(false), ERR_CONFLICT, "computed from other parts");
    OK(award(true));
    assert_int_equal(one("SELECT price FROM award_part WHERE pool = $1 AND part = '" CUP1 "'"), 10200000);
}

static void
test_listing_and_agreement(void **state)
{
    struct list_selected l = {.a = fresh_arena, .pool = POOL, .project = P};
    const char *const delivered[] = {CUP1, STEM1, SCREW1};
    (void)state;
    first();
    second();
    OK(award(false));
    OK(list_selected(fresh_db, &l, &e));
    assert_int_equal(l.fresh, 6); /* the parts, not the sets */
    assert_int_equal(one("SELECT COUNT(*) FROM listing WHERE pool = $1 AND product = '" SET1 "'"), 0);
    assert_int_equal(one("SELECT price FROM listing WHERE pool = $1 AND product = '" SCREW1 "'"), 500000);
    fresh_sql("INSERT INTO group_allocation VALUES (500000, 'S-1', 'G', 7, 0, 'ok', '')");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'S-1', 'G', '" HOSPITAL "', '" SET1 "', 7, 0, 7)");
    for (size_t i = 0; i < COUNT(delivered); i++) {
        const struct distribution d = {delivered[i], ONE, DISTRIBUTION_AGREED, "", day("2024-09-01")};
        OK(distribution_put(DB, POOL, P, &d, &how, &e));
    }
    made = (struct agree){.a = arena_new(64 << 20), .pool = POOL, .project = P};
    OK(make_agreements(fresh_db, &made, &e));
    assert_int_equal(made.undelivered, 0);
    assert_int_equal(one("SELECT agreed FROM agreement_line WHERE pool = $1 AND product = '" SCREW1 "' ORDER BY agreement"), 14);
    assert_int_equal(one("SELECT agreed FROM agreement_line WHERE pool = $1 AND product = '" CUP1 "' ORDER BY agreement"), 7);
    /* 7 sets with service at 1800: to the fen what the set costs */
    assert_int_equal(made.term[0].amount.units, 7 * 18000000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_parts_refused), TEST(test_class), TEST(test_sum), TEST(test_check),
                                       TEST(test_award), TEST(test_listing_and_agreement)};
    return fresh_run(tests, COUNT(tests));
}
