/* Listings: what is selected, what is offered against the country's lowest, notices, certificates,
 * reports that are due, payment standards. */
#include "../db/fresh.h"
#include "listing/standard.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/market_ban.h"
#include "registry/region.h"
#include "registry/supply.h"
#include "words/listing.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define POOL 500000
#define P "CS-1"
#define MAKER "91330100799655058B"
#define X1 "C0101010011303807555" /* selected */
#define X2 "C0101010011303807556" /* not selected */

static struct err e;
static enum put how;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static void
product(const char *code, const char *certificate)
{
    const struct product p = {.code = code, .name = "x", .spec = "", .model = "",
        .company = MAKER, .class = "", .unit = "piece", .certificate = certificate, .udi = "",
        .insured = true, .generic_name = "", .form = "", .strength = ""};
    OK(product_put(DB, &p, &how, &e));
}

static void
certificate(const char *number, const char *from, const char *to)
{
    const struct certificate c = {number, MAKER, false, day(from), day(to), {0}};
    OK(certificate_put(DB, &c, &how, &e));
}

static int
setup(void **state)
{
    static const char *const provinces[] = {"500000", "510000", "440000"};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    const struct company maker = {.code = MAKER, .name = "x", .country = "CN", .registrant = true,
        .agent = "", .controller = "", .region = "", .successor = ""};
    const struct project p = {.pool = POOL, .code = P, .name = "x", .pack = "chongqing",
        .goods = GOODS_HIGH_VALUE, .form = FORM_ALLIANCE, .executed_on = day("2024-09-10"),
        .cycle_months = 24, .rules = ""};
    int rc = fresh_setup(state);
    for (size_t i = 0; i < COUNT(provinces); i++) {
        const struct region r = {provinces[i], "x", "", REGION_PROVINCE};
        OK(region_put(DB, &r, &how, &e));
    }
    OK(pool_put(DB, &pool, &how, &e));
    OK(pool_pack_put(DB, POOL, day("2024-09-10"), "chongqing", &how, &e));
    OK(company_put(DB, &maker, &how, &e));
    certificate("Z1", "2020-01-01", "2025-06-30");
    certificate("Z2", "2020-01-01", "2029-12-31");
    product(X1, "Z1");
    product(X2, "Z2");
    OK(project_put(DB, &p, &how, &e));
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'G', 'g', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO group_award VALUES (500000, 'CS-1', 'G', 'done', 2, 1, '', '', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X1 "', '" MAKER
        "', 10000000, 12000000, '', 1, 1, 'select', '', '', '')");
    return rc;
}

static struct list_selected
list_all(const char *on)
{
    struct list_selected s = {.a = fresh_arena, .pool = POOL, .project = P, .on = day(on)};
    OK(db_tx(fresh_db, POOL, list_selected, &s, &e));
    return s;
}

static struct listing
listed(const char *code)
{
    struct listing l;
    bool found;
    OK(listing_get(DB, POOL, code, &l, &found, &e));
    assert_true(found);
    return l;
}

static void
test_selected_at_its_price(void **state)
{
    (void)state;
    struct list_selected s = list_all("");
    assert_int_equal(s.fresh, 1);
    struct listing l = listed(X1);
    assert_true(l.results && l.state == LISTING_LISTED);
    assert_int_equal(l.price.units, 10000000);
    assert_int_equal(l.since.day, day("2024-09-10").day);
    const char *digest = fresh_digest();
    s = list_all("");
    assert_int_equal(s.same, 1);
    assert_string_equal(digest, fresh_digest());
}

static void
test_expired_is_not_listed(void **state)
{
    (void)state;
    struct list_selected s = list_all("2025-07-01");
    assert_int_equal(s.fresh, 0);
    assert_int_equal(s.expired_n, 1);
    assert_string_equal(s.expired[0], X1);
}

static enum offer_verdict
offer(const char *code, int64_t yuan, const char *on)
{
    struct offer o = {.product = code, .on = day(on), .price = money_yuan(yuan)};
    OK(offer_price(DB, POOL, &o, &how, &e));
    return o.verdict;
}

static void
seen(const char *province, int64_t yuan, const char *on)
{
    const struct price_seen p = {X2, "", PRICE_LOWEST, province, money_yuan(yuan), day(on), "p"};
    OK(price_put(DB, &p, &how, &e));
}

static struct listing_day
run_day(const char *on)
{
    struct listing_day d = {.pool = POOL, .on = day(on)};
    OK(db_tx(fresh_db, POOL, run_listing_day, &d, &e));
    return d;
}

static void
test_offers_against_the_lowest(void **state)
{
    struct offer again = {.product = X2, .on = day("2024-09-20"), .price = money_yuan(901)};
    (void)state;
    list_all("");
    assert_int_equal(offer(X2, 900, "2024-09-12"), OFFER_NO_FACT);
    seen("510000", 900, "2024-09-13");
    assert_int_equal(offer(X2, 901, "2024-09-18"), OFFER_ABOVE);
    assert_int_equal(offer(X1, 900, "2024-09-18"), OFFER_SELECTED);
    assert_int_equal(offer(X2, 900, "2024-09-20"), OFFER_OK);
    assert_false(offer_price(DB, POOL, &again, &how, &e));
    assert_int_equal(e.msg, M_PUT_FACT);
    assert_int_equal(listed(X2).state, LISTING_NOTICE);
    /* 5 working days after Friday 20 September: 23 to 27; counts from the 28th */
    assert_int_equal(run_day("2024-09-27").listed, 0);
    assert_int_equal(run_day("2024-09-28").listed, 1);
    struct listing l = listed(X2);
    assert_int_equal(l.state, LISTING_LISTED);
    assert_int_equal(l.price.units, money_yuan(900).units);
    assert_int_equal(l.since.day, day("2024-09-28").day);
    const char *digest = fresh_digest();
    assert_int_equal(run_day("2024-09-28").listed, 0);
    assert_string_equal(digest, fresh_digest());
}

static void
test_lower_price_elsewhere(void **state)
{
    struct listing l = {.product = X2, .project = "", .state = LISTING_LISTED,
        .cause = LISTING_NOTICE_OVER, .since = day("2024-09-11"), .price = money_yuan(900),
        .substitute = ""};
    struct rows r;
    static const struct query q = {
        "test_due", "SELECT province, from_on, until_on, reported_on FROM price_report", NULL, 0};
    (void)state;
    OK(listing_put(DB, POOL, &l, &how, &e));
    seen("500000", 700, "2024-09-18"); /* at home: nothing to report */
    seen("510000", 950, "2024-09-18"); /* not lower */
    seen("440000", 800, "2024-09-18");
    assert_int_equal(run_day("2024-09-30").due, 1);
    assert_int_equal(run_day("2024-10-01").due, 0);
    OK(fresh_db->ops->run(fresh_db, &q, NULL, 0, fresh_arena, &r, &e));
    assert_int_equal(r.n, 1);
    assert_string_equal(row_text(&r, 0, 0), "440000");
    assert_string_equal(row_text(&r, 0, 1), "2024-10-08"); /* RULES 15 */
    assert_string_equal(row_text(&r, 0, 2), "2024-10-12");
    OK(report_price(DB, POOL, X2, "440000", day("2024-09-18"), day("2024-10-11"), &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(report_price(DB, POOL, X2, "440000", day("2024-09-18"), day("2024-10-11"), &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(
        report_price(DB, POOL, X2, "510000", day("2024-09-18"), day("2024-10-11"), &how, &e));
    assert_int_equal(e.msg, M_NO_REPORT_DUE);
    /* The lowest of the country goes on notice and then counts: 5 working days after Friday the 11th, of which
     * Saturday the 12th is one. */
    assert_int_equal(offer(X2, 700, "2024-10-11"), OFFER_OK);
    run_day("2024-10-17");
    assert_int_equal(listed(X2).price.units, money_yuan(900).units);
    run_day("2024-10-18");
    assert_int_equal(listed(X2).price.units, money_yuan(700).units);
    assert_int_equal(listed(X2).state, LISTING_LISTED);
}

static void
test_certificate_lapses(void **state)
{
    (void)state;
    list_all("");
    assert_int_equal(run_day("2025-06-30").suspended, 0);
    assert_int_equal(run_day("2025-07-01").suspended, 1);
    assert_int_equal(listed(X1).state, LISTING_SUSPENDED);
    certificate("Z1", "2025-07-10", "2030-06-30");
    assert_int_equal(run_day("2025-07-10").restored, 1);
    assert_int_equal(listed(X1).state, LISTING_LISTED);
}

static void
barred(const char *from, const char *to)
{
    const struct market_ban b = {.number = from, .party = MAKER, .product = "", .document = "d", .kind = BAN_EXIT,
                                 .from = day(from), .to = day(to)};
    OK(ban_put(DB, POOL, &b, &how, &e));
}

/* Nothing anew while a measure stands; an exit takes what is listed with it, its end brings it back. */
static void
test_credit_shuts_the_listing(void **state)
{
    struct listing l = {.product = X2, .project = "", .state = LISTING_LISTED, .cause = LISTING_NOTICE_OVER,
        .since = day("2024-10-11"), .price = money_yuan(900), .substitute = ""};
    (void)state;
    barred("2024-09-10", "2024-09-20");
    struct list_selected s = list_all("");
    assert_true(s.fresh == 0 && s.barred_n == 1 && s.expired_n == 0);
    assert_string_equal(s.barred[0], X1);
    s = list_all("2024-09-21");
    assert_true(s.fresh == 1 && s.barred_n == 0);
    seen("510000", 900, "2024-09-21");
    assert_int_equal(offer(X2, 900, "2024-09-23"), OFFER_OK); /* notice until the 30th */
    barred("2024-10-10", "2024-10-20");
    assert_int_equal(offer(X2, 899, "2024-10-11"), OFFER_CREDIT);
    assert_false(listing_put(DB, POOL, &l, &how, &e));
    assert_int_equal(e.msg, M_CREDIT_BAR_LISTING);
    l.since = day("2024-09-29"); /* while its notice runs */
    assert_false(listing_put(DB, POOL, &l, &how, &e));
    assert_int_equal(e.msg, M_LISTING_MOVE);
    struct listing_day d = run_day("2024-10-12");
    assert_true(d.suspended == 1 && d.listed == 0); /* X1 leaves; the notice of X2 waits */
    assert_int_equal(listed(X1).state, LISTING_SUSPENDED);
    assert_int_equal(listed(X1).cause, LISTING_CREDIT);
    const char *digest = fresh_digest();
    run_day("2024-10-20");
    assert_string_equal(digest, fresh_digest());
    d = run_day("2024-10-21");
    assert_true(d.restored == 1 && d.listed == 1);
    assert_int_equal(listed(X1).state, LISTING_LISTED);
}

static void
test_selected_leaves_with_a_substitute(void **state)
{
    enum listing_verdict v;
    (void)state;
    list_all("");
    OK(move_listing(DB, POOL, X1, LISTING_DELISTED, LISTING_OWN_REQUEST, day("2025-01-01"), "", &v,
                    &e));
    assert_int_equal(v, LISTING_NO_SUBSTITUTE);
    assert_int_equal(listed(X1).state, LISTING_LISTED);
    OK(move_listing(DB, POOL, X1, LISTING_DELISTED, LISTING_OWN_REQUEST, day("2025-01-01"), X2, &v,
                    &e));
    assert_int_equal(v, LISTING_OK);
    assert_int_equal(listed(X1).state, LISTING_DELISTED);
}

/* RULES 9: a selected product its own price with service; another of its class at most that. */
static void
test_payment_standards(void **state)
{
    struct set_standards s = {.pool = POOL, .on = day("2024-10-01")};
    struct listing l = {.product = X2, .project = "", .state = LISTING_LISTED,
        .cause = LISTING_NOTICE_OVER, .since = day("2024-09-11"), .price = money_yuan(1300),
        .substitute = ""};
    money m;
    bool found;
    (void)state;
    fresh_sql("UPDATE pool_pack SET pack = 'gansu'");
    list_all("");
    OK(listing_put(DB, POOL, &l, &how, &e));
    OK(db_tx(fresh_db, POOL, set_standards, &s, &e));
    assert_false(s.no_rule);
    assert_int_equal(s.fresh, 2);
    OK(standard_on(DB, POOL, X1, day("2024-10-01"), &m, &found, &e));
    assert_true(found);
    assert_int_equal(m.units, 12000000);
    OK(standard_on(DB, POOL, X2, day("2024-10-01"), &m, &found, &e));
    assert_int_equal(m.units, 12000000);
    OK(standard_on(DB, POOL, X2, day("2024-09-30"), &m, &found, &e));
    assert_false(found);
    OK(db_tx(fresh_db, POOL, set_standards, &s, &e));
    assert_int_equal(s.same, 2);
}

/* SX L4: under one generic name the selected price, the dearer originator by yearly steps, what was not
 * evaluated never above; read back by name. */
static void
test_standards_by_generic_name(void **state)
{
    static const struct {
        const char *product;
        int64_t yuan[3]; /* of the standard in year 1, 2, 3; in tenths */
    } wanted[] = {{"X1", {100, 100, 100}}, {"X2", {210, 155, 100}}, {"X3", {100, 100, 100}},
                  {"X4", {100, 100, 100}}, {"X5", {90, 90, 90}}};
    struct standard_row *row;
    size_t n;
    (void)state;
    fresh_sql("UPDATE pool_pack SET pack = 'shanxi'");
    fresh_sql("INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, "
        "insured, generic_name, form, strength, evaluation) VALUES "
        "('X1', '1900-01-01', '9999-12-31', 'a', '', '', 'C', 'drug', '', '', '', '', 1, 'G', 'tablet', '20mg', 'evaluated'),"
        "('X2', '1900-01-01', '9999-12-31', 'b', '', '', 'C', 'drug', '', '', '', '', 1, 'G', 'tablet', '20mg', "
        "'originator'),"
        "('X3', '1900-01-01', '9999-12-31', 'c', '', '', 'C', 'drug', '', '', '', '', 1, 'G', 'tablet', '20mg', 'evaluated'),"
        "('X4', '1900-01-01', '9999-12-31', 'd', '', '', 'C', 'drug', '', '', '', '', 1, 'G', 'tablet', '20mg', 'not_evaluated'),"
        "('X5', '1900-01-01', '9999-12-31', 'e', '', '', 'C', 'drug', '', '', '', '', 1, 'G', 'tablet', '20mg', 'not_evaluated'),"
        "('X6', '1900-01-01', '9999-12-31', 'f', '', '', 'C', 'drug', '', '', '', '', 1, 'H', 'tablet', '20mg', 'not_evaluated')");
    fresh_sql("INSERT INTO listing SELECT 500000, code, 'C', CASE WHEN code = 'X1' THEN 'results' ELSE 'general' END, '', "
        "'listed', 'notice_over', '2022-01-01', CASE code WHEN 'X1' THEN 100000 WHEN 'X2' THEN 300000 WHEN 'X3' THEN "
        "120000 WHEN 'X4' THEN 110000 WHEN 'X5' THEN 90000 ELSE 50000 END, 0, 0, '', 0, '', '' FROM product "
        "WHERE goods = 'drug'");
    for (int year = 1; year <= 3; year++) {
        char on[16];
        snprintf(on, sizeof(on), "%d-10-01", 2023 + year);
        struct set_standards s = {.pool = POOL, .on = day(on), .year = year};
        OK(db_tx(fresh_db, POOL, set_standards, &s, &e));
        OK(standard_list(DB, POOL, s.on, "G", &row, &n, &e));
        assert_int_equal(n, COUNT(wanted));
        for (size_t i = 0; i < n; i++) {
            assert_string_equal(row[i].product, wanted[i].product);
            assert_string_equal(row[i].name, "G");
            assert_int_equal(row[i].selected, i == 0);
            if (row[i].standard.units != wanted[i].yuan[year - 1] * 1000)
                fail_msg("%s in year %d: %lld", row[i].product, year, (long long)row[i].standard.units);
        }
    }
    OK(standard_list(DB, POOL, day("2024-12-31"), "G", &row, &n, &e)); /* the first year's still */
    assert_int_equal(row[1].standard.units, 210000);
    OK(standard_list(DB, POOL, day("2026-10-01"), "", &row, &n, &e));
    assert_int_equal(n, COUNT(wanted) + 1);
    assert_string_equal(row[n - 1].verdict, "nothing_selected");
    OK(standard_list(DB, POOL, day("2020-01-01"), "", &row, &n, &e));
    assert_int_equal(n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_selected_at_its_price),     TEST(test_expired_is_not_listed),
        TEST(test_offers_against_the_lowest), TEST(test_lower_price_elsewhere),
        TEST(test_certificate_lapses),        TEST(test_selected_leaves_with_a_substitute),
        TEST(test_payment_standards),         TEST(test_credit_shuts_the_listing),
        TEST(test_standards_by_generic_name),
    };
    return fresh_run(tests, COUNT(tests));
}
