/* The registry's nouns: what they refuse and with which message, and what they say of a day. */
#include "../db/fresh.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "registry/reference.h"
#include "registry/region.h"
#include "registry/supply.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define MAKER "91330100799655058B"
#define OTHER "91110000802100433B"
#define CARRIER "92370102MA3M9AG94X"
#define SCALPEL "C0101010011303807555"
#define SCALPEL_2 "C0101010011303807556"
#define DRUG "XA01ABD075A002010100483" /* 23 signs */

static enum put how;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static const struct company maker = {.code = MAKER, .name = "maker", .country = "CN",
    .registrant = true, .agent = "", .controller = "", .region = "", .successor = ""};
static const struct product scalpel = {.code = SCALPEL, .name = "scalpel", .spec = "", .model = "",
    .company = MAKER, .class = "", .unit = "piece", .certificate = "Z1", .udi = "",
    .generic_name = "", .form = "", .strength = ""};
static const struct institution hospital = {.code = "H50010300001", .name = "one",
    .region = "500103", .successor = ""};

/* All divisions take a second to load; most tests do with these. */
static bool
few_regions(struct db *db, void *arg, struct err *e)
{
    static const char *const codes[] = {"440000", "440100", "500000", "500100",
                                        "500103", "510000", "620000", "620102"};
    const struct pool pools[] = {{500000, "500000", "whole", POOL_WHOLE},
                                 {620000, "620000", "direct", POOL_DIRECT}};
    (void)arg;
    for (size_t i = 0; i < COUNT(codes); i++) {
        struct region r = {.code = codes[i], .name = "x", .parent = i < 2 ? "" : "500000"};
        assert_true(region_kind_of(r.code, &r.kind));
        if (strcmp(codes[i], "500103") == 0)
            r.parent = "500100";
        if (r.kind == REGION_PROVINCE)
            r.parent = "";
        if (!region_put(db, fresh_arena, &r, &how, e))
            return false;
    }
    return pool_put(db, fresh_arena, &pools[0], &how, e) &&
           pool_put(db, fresh_arena, &pools[1], &how, e);
}

static void
all_regions(struct reference *ref)
{
    struct err e;
    OK(db_tx(fresh_db, 0, load_reference, ref, &e));
}

static int
setup(void **state)
{
    struct err e;
    struct company carrier = maker;
    int rc = fresh_setup(state);
    carrier.code = CARRIER;
    carrier.registrant = false;
    carrier.distributor = true;
    OK(db_tx(fresh_db, 0, few_regions, NULL, &e));
    OK(company_put(DB, &maker, &how, &e));
    OK(company_put(DB, &carrier, &how, &e));
    OK(product_put(DB, &scalpel, &how, &e));
    return rc;
}

static void
pools_of_regions(void)
{
    static const struct {
        const char *region;
        int64_t pool;
        const char *why;
    } cases[] = {
        {"500103", 500000, "one for all of Chongqing"},
        {"500000-01", 500000, "a zone of Chongqing"},
        {"141102", 141100, "a district of Luliang"},
        {"532300", 532300, "the prefecture itself"},
        {"419001", 419001, "a county directly under its province"},
        {"620000", 0, "provincial direct pays for nobody by place"},
        {"999999", 0, "no such place"},
    };
    struct err e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t pool = 0;
        bool ok = pool_of_region(DB, cases[i].region, &pool, &e);
        if (ok != (cases[i].pool != 0) || (ok && pool != cases[i].pool))
            fail_msg("%s", cases[i].why);
    }
}

static void
packs_in_force(void)
{
    static const struct {
        int64_t pool;
        const char *on, *pack;
    } cases[] = {
        {141100, "2021-12-16", ""},       {141100, "2021-12-17", "shanxi"},
        {141100, "2022-01-10", "shanxi"}, {141100, "2022-01-11", "lvliang"},
        {140100, "2022-01-11", "shanxi"}, {500000, "2024-09-09", ""},
        {500000, "2024-09-10", "chongqing"}, {440100, "2024-09-10", ""},
    };
    struct err e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *pack;
        OK(pool_pack_on(DB, cases[i].pool, day(cases[i].on), &pack, &e));
        assert_string_equal(pack, cases[i].pack);
    }
}

static void
zone_and_what_it_overlaps(void)
{
    static const struct query q = {
        "t_zone", "SELECT r.kind, r.parent, o.division FROM region r JOIN region_overlap o ON o.zone = r.code "
                  "WHERE r.code = $1 ORDER BY o.division", NULL, 1};
    static const char *const divisions[] = {"500105", "500109", "500112"}; /* of 两江新区 */
    struct rows r;
    struct err e;
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_text("500000-01")));
    assert_int_equal(r.n, COUNT(divisions));
    for (size_t i = 0; i < r.n; i++) {
        assert_string_equal(row_text(&r, i, 0), "zone");
        assert_string_equal(row_text(&r, i, 1), "500000");
        assert_string_equal(row_text(&r, i, 2), divisions[i]);
    }
}

static void
test_reference_data(void **state)
{
    struct reference ref;
    (void)state;
    all_regions(&ref);
    assert_int_equal(ref.pools, 396);
    const char *before = fresh_digest();
    all_regions(&ref);
    assert_int_equal(ref.changes, 0);
    assert_string_equal(before, fresh_digest());
    pools_of_regions();
    packs_in_force();
    zone_and_what_it_overlaps();
}

static void
test_institutions(void **state)
{
    struct err e;
    struct institution in = hospital, out;
    (void)state;
    OK(institution_put(DB, &in, &how, &e));
    in.level = LEVEL_UNRATED;
    in.from = day("2025-03-01");
    OK(institution_put(DB, &in, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(institution_on(DB, in.code, day("2025-02-28"), &out, &e));
    assert_int_equal(out.level, LEVEL_TERTIARY);
    assert_int_equal(out.pool, 500000);
    OK(institution_on(DB, in.code, day("2025-03-01"), &out, &e));
    assert_int_equal(out.level, LEVEL_UNRATED);
}

static void
test_institutions_refused(void **state)
{
    static const struct {
        const char *code, *region;
        int64_t pool;
        enum msg msg;
        const char *field;
    } cases[] = {
        {"", "500103", 0, M_CODE_EMPTY, "code"},
        {"H5001030000", "500103", 0, M_CODE_LENGTH, "code"},
        {"X50010300001", "500103", 0, M_CODE_KIND, "code"},
        {"H5001030000a", "500103", 0, M_CODE_SIGN, "code"},
        {"H50019900001", "500103", 0, M_CODE_DIVISION, "code"},
        {"H50010300001", "500199", 0, M_NO_REGION, "region"},
        {"H62010200001", "620000", 0, M_NO_POOL, "pool"},
        {"H62010200001", "620000", 620001, M_NO_POOL, "pool"},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct institution in = hospital;
        in.code = cases[i].code;
        in.region = cases[i].region;
        in.pool = cases[i].pool;
        assert_false(institution_put(DB, &in, &how, &e));
        assert_string_equal(msg_name(e.msg), msg_name(cases[i].msg));
        assert_string_equal(e.at.field, cases[i].field);
    }
}

static void
test_companies_refused(void **state)
{
    static const struct {
        const char *code, *country, *agent;
        bool registrant;
        enum msg msg;
        const char *field, *why;
    } cases[] = {
        {"91310000607220587U", "CN", "", true, M_CODE_CHECK, "code", "the check digit is A"},
        {"91440300I83341734R", "CN", "", true, M_CODE_SIGN, "code", "I is no sign"},
        {OTHER, "CN", "", false, M_COMPANY_NO_ROLE, "registrant", "does nothing"},
        {"DE-1", "DE", "", true, M_FOREIGN_AGENT, "agent", "foreign, nobody at home"},
        {"DE-1", "DE", "DE-2", true, M_CODE_LENGTH, "agent", "its agent is abroad as well"},
        {"FR-1", "DE", MAKER, true, M_FOREIGN_CODE, "code", "another country in the code"},
        {"DE-", "DE", MAKER, true, M_FOREIGN_CODE, "code", "no number"},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct company in = maker;
        in.code = cases[i].code;
        in.country = cases[i].country;
        in.agent = cases[i].agent;
        in.registrant = cases[i].registrant;
        if (company_put(DB, &in, &how, &e))
            fail_msg("%s", cases[i].why);
        assert_string_equal(msg_name(e.msg), msg_name(cases[i].msg));
        assert_string_equal(e.at.field, cases[i].field);
    }
    struct company german = maker;
    german.code = "DE-1";
    german.country = "DE";
    german.agent = MAKER;
    OK(company_put(DB, &german, &how, &e));
}

static void
test_products_refused(void **state)
{
    static const struct {
        const char *code, *company, *generic, *udi;
        enum goods goods;
        enum msg msg;
    } cases[] = {
        {"C010101001130380755", MAKER, "", "", GOODS_HIGH_VALUE, M_CODE_LENGTH},
        {DRUG, MAKER, "x", "", GOODS_HIGH_VALUE, M_CODE_LENGTH},
        {SCALPEL, MAKER, "x", "", GOODS_DRUG, M_CODE_LENGTH},
        {DRUG, MAKER, "", "", GOODS_DRUG, M_DRUG_GENERIC},
        {SCALPEL, OTHER, "", "", GOODS_HIGH_VALUE, M_NO_COMPANY},
        {SCALPEL, CARRIER, "", "", GOODS_HIGH_VALUE, M_COMPANY_ROLE},
        {SCALPEL, MAKER, "", "06901234567893", GOODS_HIGH_VALUE, M_CODE_CHECK},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct product in = scalpel;
        in.code = cases[i].code;
        in.company = cases[i].company;
        in.generic_name = cases[i].generic;
        in.udi = cases[i].udi;
        in.goods = cases[i].goods;
        assert_false(product_put(DB, &in, &how, &e));
        if (*in.udi == '\0')
            assert_string_equal(msg_name(e.msg), msg_name(cases[i].msg));
    }
}

static void
test_what_competes(void **state)
{
    struct err e;
    struct product out, drug = scalpel;
    (void)state;
    OK(product_on(DB, SCALPEL, day("2024-01-01"), &out, &e));
    assert_string_equal(out.class, "C01010100113038");
    drug.code = DRUG;
    drug.goods = GOODS_DRUG;
    drug.generic_name = "generic";
    drug.evaluation = EVALUATION_PASSED;
    OK(product_put(DB, &drug, &how, &e));
    OK(product_on(DB, DRUG, day("2024-01-01"), &out, &e));
    assert_string_equal(out.class, "generic");
    assert_int_equal(out.evaluation, EVALUATION_PASSED);
    drug.evaluation = EVALUATION_ORIGINATOR;
    drug.insured = true;
    drug.form = "tablet";
    drug.from = day("2025-01-01");
    OK(product_put(DB, &drug, &how, &e)); /* dated: the earlier state stays */
    OK(product_on(DB, DRUG, day("2024-12-31"), &out, &e));
    assert_true(out.evaluation == EVALUATION_PASSED && !out.insured);
    OK(product_on(DB, DRUG, day("2025-01-01"), &out, &e));
    assert_true(out.evaluation == EVALUATION_ORIGINATOR && out.insured);
    assert_string_equal(out.form, "tablet");
    for (int g = GOODS_HIGH_VALUE; g < GOODS_DRUG; g++) { /* of consumables all three */
        struct product other = scalpel;
        other.code = SCALPEL_2;
        other.goods = (enum goods)g;
        other.from = day(g == 0 ? "" : g == 1 ? "2024-01-01" : "2025-01-01");
        OK(product_put(DB, &other, &how, &e));
        OK(product_on(DB, SCALPEL_2, day("2025-06-01"), &out, &e));
        assert_int_equal(out.goods, g);
    }
}

static bool
remap(const char *from, const char *to, const char *on, struct err *e)
{
    const struct code_change c = {from, to, *to == '\0', day(on), "notice"};
    return code_change_put(DB, &c, &how, e);
}

static void
resolves(const char *code, const char *on, const char *want, enum code_state want_state)
{
    struct err e;
    const char *now;
    enum code_state state;
    OK(code_resolve(DB, code, day(on), &now, &state, &e));
    assert_string_equal(now, want);
    assert_int_equal(state, want_state);
}

static void
test_codes_that_changed(void **state)
{
    const char *third = "C0101010011303807557";
    struct err e;
    (void)state;
    OK(remap(SCALPEL, SCALPEL_2, "2024-01-01", &e));
    OK(remap(SCALPEL_2, third, "2025-01-01", &e));
    OK(remap(third, "", "2026-01-01", &e));
    resolves(SCALPEL, "2023-12-31", SCALPEL, CODE_CURRENT);
    resolves(SCALPEL, "2024-01-01", SCALPEL_2, CODE_REMAPPED);
    resolves(SCALPEL, "2025-01-01", third, CODE_REMAPPED);
    resolves(SCALPEL, "2026-01-01", third, CODE_DISABLED);
    assert_false(remap(SCALPEL, third, "2024-01-01", &e)); /* never overwritten */
    assert_int_equal(e.msg, M_PUT_FACT);
    assert_false(remap(SCALPEL, SCALPEL, "2024-02-01", &e));
    assert_int_equal(e.msg, M_MAP_SELF);
    assert_false(remap("C0101010011303807559", "C1", "2024-02-01", &e));
    assert_int_equal(e.msg, M_CODE_LENGTH);
    assert_false(remap(SCALPEL_2, SCALPEL, "2024-06-01", &e));
    assert_int_equal(e.msg, M_MAP_CIRCLE);
}

static void
test_certificates(void **state)
{
    static const struct {
        const char *on, *made;
        enum certificate_state state;
        bool bid, order;
        const char *why;
    } cases[] = {
        {"2019-12-31", "", CERTIFICATE_NOT_YET, false, false, "begins on the next day"},
        {"2020-01-01", "", CERTIFICATE_VALID, true, true, "first day"},
        {"2024-12-31", "", CERTIFICATE_VALID, true, true, "last day"},
        {"2025-01-01", "", CERTIFICATE_EXPIRED, false, false, "batch unknown"},
        {"2025-01-01", "2024-12-31", CERTIFICATE_EXPIRED, false, true, "made on the last day"},
        {"2025-01-01", "2025-01-01", CERTIFICATE_EXPIRED, false, false, "made after it"},
    };
    struct err e;
    struct certificate c = {"Z1", MAKER, false, day("2020-01-01"), day("2024-12-31"), {0}};
    enum certificate_state got;
    date to;
    (void)state;
    OK(certificate_on(DB, SCALPEL, day("2024-01-01"), &got, &to, &e));
    assert_int_equal(got, CERTIFICATE_UNKNOWN);
    OK(certificate_put(DB, &c, &how, &e));
    for (size_t i = 0; i < COUNT(cases); i++) {
        OK(certificate_on(DB, SCALPEL, day(cases[i].on), &got, &to, &e));
        if (got != cases[i].state || certificate_may_bid(got) != cases[i].bid ||
            certificate_may_order(got, to, day(cases[i].made)) != cases[i].order)
            fail_msg("%s: %s", cases[i].why, certificate_state_name(got));
    }
    c.renewal_filed_on = day("2024-12-31"); /* the one thing that may be added */
    OK(certificate_put(DB, &c, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(certificate_on(DB, SCALPEL, day("2025-01-01"), &got, &to, &e));
    assert_int_equal(got, CERTIFICATE_RENEWING);
    assert_true(certificate_may_order(got, to, day("")) && !certificate_may_bid(got));
    c.to = day("2026-12-31");
    assert_false(certificate_put(DB, &c, &how, &e));
    assert_int_equal(e.msg, M_PUT_FACT);
    c.to = day("2019-12-31");
    assert_false(certificate_put(DB, &c, &how, &e));
    assert_int_equal(e.msg, M_DATES_ORDER);
}

static void
test_prices(void **state)
{
    struct err e;
    bool found;
    struct price_seen got,
        p = {SCALPEL, "", PRICE_LOWEST, "510000", {1000000}, day("2024-01-05"), "platform"};
    (void)state;
    OK(price_put(DB, &p, &how, &e));
    p.province = "440000";
    p.price = (money){900000};
    p.on = day("2024-02-05");
    OK(price_put(DB, &p, &how, &e));
    OK(price_put(DB, &p, &how, &e));
    assert_int_equal(how, PUT_SAME);
    p.price = (money){800000};
    assert_false(price_put(DB, &p, &how, &e));
    assert_int_equal(e.msg, M_PUT_FACT);
    OK(price_lowest(DB, SCALPEL, MAKER, PRICE_LOWEST, day("2024-01-04"), &got, &found, &e));
    assert_false(found);
    OK(price_lowest(DB, SCALPEL, MAKER, PRICE_LOWEST, day("2024-02-04"), &got, &found, &e));
    assert_string_equal(got.province, "510000");
    OK(price_lowest(DB, SCALPEL, MAKER, PRICE_LOWEST, day("2024-02-05"), &got, &found, &e));
    assert_int_equal(got.price.units, 900000);
    p.province = "440100";
    assert_false(price_put(DB, &p, &how, &e));
    assert_int_equal(e.msg, M_PROVINCE_BAD);
    p.province = "440000";
    p.product = SCALPEL_2;
    assert_false(price_put(DB, &p, &how, &e));
    assert_int_equal(e.msg, M_NO_PRODUCT);
    OK(remap(SCALPEL_2, SCALPEL, "2024-01-01", &e)); /* a code that the other province still uses */
    p.source = "another";
    OK(price_put(DB, &p, &how, &e));
    OK(price_lowest(DB, SCALPEL, MAKER, PRICE_LOWEST, day("2024-02-05"), &got, &found, &e));
    assert_int_equal(got.price.units, 800000);
}

static void
test_supply(void **state)
{
    struct err e;
    (void)state;
    OK(area_put(DB, CARRIER, "500103", day(""), true, &how, &e));
    OK(area_put(DB, CARRIER, "500103", day("2025-01-01"), false, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    assert_false(area_put(DB, MAKER, "500103", day(""), true, &how, &e));
    assert_int_equal(e.msg, M_COMPANY_ROLE);
    OK(stock_put(DB, SCALPEL, CARRIER, day("2024-01-01"), (qty){5}, &how, &e));
    assert_false(stock_put(DB, SCALPEL, CARRIER, day("2024-01-01"), (qty){6}, &how, &e));
    assert_false(stock_put(DB, SCALPEL_2, CARRIER, day("2024-01-01"), (qty){6}, &how, &e));
    OK(capacity_put(DB, SCALPEL, day(""), (qty){5}, &how, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_reference_data),              TEST(test_institutions),
        TEST(test_institutions_refused),        TEST(test_companies_refused),
        TEST(test_products_refused),            TEST(test_what_competes),
        TEST(test_codes_that_changed),          TEST(test_certificates),
        TEST(test_prices),                      TEST(test_supply),
    };
    return fresh_run(tests, COUNT(tests));
}
