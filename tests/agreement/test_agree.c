/* Agreements out of an allocation: who delivers, terms, coverage and what it would take, extension,
 * and what may still change. */
#include "../db/fresh.h"
#include "../figures.h"
#include "agreement/agree.h"
#include "agreement/counters.h"
#include "agreement/extension.h"
#include "registry/company.h"
#include "registry/market_ban.h"
#include "registry/region.h"
#include "registry/supply.h"
#include "words/agreement.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define DB fresh_db, fresh_arena
#define POOL 500000
#define P "CS-1"
#define MAKER "91330100799655058B"
#define CARRIER "92370102MA3M9AG94X"
#define CARRIER_2 "91110000802100433B"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define A "H50010300001"
#define B "H50010500001"
#define C "H50011200001"

static struct err e;
static enum put how;
static struct agree got;

static void
regions(void)
{
    static const struct region list[] = {{"500000", "x", "", REGION_PROVINCE},
                                         {"500100", "x", "500000", REGION_CITY},
                                         {"500103", "x", "500100", REGION_COUNTY},
                                         {"500105", "x", "500100", REGION_COUNTY},
                                         {"500112", "x", "500100", REGION_COUNTY},
                                         {"500000-01", "zone", "500000", REGION_ZONE}};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    for (size_t i = 0; i < COUNT(list); i++)
        OK(region_put(DB, &list[i], &how, &e));
    OK(overlap_put(DB, "500000-01", "500112", &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
}

static void
companies(void)
{
    static const char *const codes[] = {MAKER, CARRIER, CARRIER_2};
    for (size_t i = 0; i < COUNT(codes); i++) {
        const struct company c = {.code = codes[i], .name = "x", .country = "CN",
            .registrant = i == 0, .distributor = i > 0, .agent = "", .controller = "",
            .region = "", .successor = ""};
        OK(company_put(DB, &c, &how, &e));
    }
    OK(area_put(DB, CARRIER, "500103", (date){0}, true, &how, &e));
    OK(area_put(DB, CARRIER, "500105", (date){0}, true, &how, &e));
    OK(area_put(DB, CARRIER_2, "500112", (date){0}, true, &how, &e)); /* and the zone on it */
}

static void
institutions(void)
{
    static const char *const where[][2] = {{A, "500103"}, {B, "500105"}, {C, "500000-01"}};
    for (size_t i = 0; i < COUNT(where); i++) {
        const struct institution in = {
            .code = where[i][0], .name = "x", .region = where[i][1], .successor = ""};
        OK(institution_put(DB, &in, &how, &e));
    }
}

/* Two products of one registrant: X1 with both prices, X2 without service; A and B have volumes,
 * C takes part only. */
static int
setup(void **state)
{
    const struct project p = {.pool = POOL, .code = P, .name = "x", .pack = "chongqing",
        .goods = GOODS_HIGH_VALUE, .form = FORM_ALLIANCE, .executed_on = day("2024-09-10"),
        .cycle_months = 24, .rules = ""};
    int rc = fresh_setup(state);
    regions();
    companies();
    institutions();
    OK(project_put(DB, &p, &how, &e));
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'G', 'g', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" C "', 1, 'mandatory', '', '')");
    fresh_sql("INSERT INTO group_award VALUES (500000, 'CS-1', 'G', 'done', 2, 2, '', '', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X1 "', '" MAKER
        "', 10000000, 12000000, '', 1, 1, 'select', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'G', '" X2 "', '" MAKER
        "', 5000000, 0, '', 2, 1, 'select', '', '', '')");
    fresh_sql("INSERT INTO group_allocation VALUES (500000, 'CS-1', 'G', 60, 0, 'ok', '')");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" A "', '" X1 "', 10, 0, 10)");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" A "', '" X2 "', 20, 0, 20)");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'G', '" B "', '" X1 "', 30, 0, 30)");
    return rc;
}

static int
teardown(void **state)
{
    if (got.a != NULL)
        arena_free(got.a);
    got.a = NULL;
    return fresh_teardown(state);
}

static void
named(const char *product, const char *distributor, const char *reason)
{
    const struct distribution d = {product, distributor, DISTRIBUTION_AGREED, reason,
                                   day("2024-09-01")};
    OK(distribution_put(DB, POOL, P, &d, &how, &e));
}

/* A distributor that may not enter into new relations: refused, while what was agreed before stays. */
static void
test_credit_of_a_distributor(void **state)
{
    const struct market_ban b = {.number = "B", .party = CARRIER, .product = "", .document = "d", .kind = BAN_NEW,
                                 .from = day("2024-09-01"), .to = day("2025-08-31")};
    struct distribution d = {X1, CARRIER, DISTRIBUTION_AGREED, "", day("2024-08-31")};
    (void)state;
    OK(distribution_put(DB, POOL, P, &d, &how, &e));
    OK(ban_put(DB, POOL, &b, &how, &e));
    d.on = day("2024-09-02");
    OK(distribution_put(DB, POOL, P, &d, &how, &e)); /* agreed already */
    d.product = X2;
    const char *digest = fresh_digest();
    assert_false(distribution_put(DB, POOL, P, &d, &how, &e));
    assert_int_equal(e.msg, M_CREDIT_BAR_DISTRIBUTION);
    assert_string_equal(e.at.field, "distributor");
    assert_string_equal(digest, fresh_digest());
    d.state = DISTRIBUTION_REFUSED;
    OK(distribution_put(DB, POOL, P, &d, &how, &e)); /* to say no is always possible */
    d.state = DISTRIBUTION_AGREED;
    d.on = day("2025-09-01");
    OK(distribution_put(DB, POOL, P, &d, &how, &e));
}

static bool
agree(void)
{
    if (got.a != NULL)
        arena_free(got.a);
    got = (struct agree){.a = arena_new(64 << 20), .pool = POOL, .project = P};
    return db_tx(fresh_db, POOL, make_agreements, &got, &e);
}

static void
test_terms_and_amounts(void **state)
{
    (void)state;
    named(X1, CARRIER, "");
    named(X1, CARRIER_2, "");
    named(X2, MAKER, ""); /* delivers itself: reaches everybody */
    OK(agree());
    assert_int_equal(got.cycle, CYCLE_OK);
    assert_int_equal(got.terms, 2);
    assert_int_equal(got.gaps, 0);
    assert_int_equal(got.covered, 2);
    assert_int_equal(got.institutions, 3);
    assert_int_equal(got.undelivered_cells, 0);
    for (size_t t = 0; t < 2; t++) {
        assert_int_equal(got.term[t].agreements, 3); /* A with CARRIER and MAKER, B with CARRIER */
        assert_int_equal(got.term[t].lines, 3);
        assert_int_equal(got.term[t].qty, 60);
        /* with service where there is such a price: 40 x 1200 + 20 x 500 */
        assert_int_equal(got.term[t].amount.units, INT64_C(58000) * MONEY_SCALE);
    }
    assert_int_equal(got.term[0].term.span.to.day, day("2025-09-09").day);
    assert_int_equal(got.term[1].term.span.from.day, day("2025-09-10").day);
    const char *digest = fresh_digest();
    OK(agree());
    assert_string_equal(digest, fresh_digest());
}

static void
test_who_is_not_reached(void **state)
{
    (void)state;
    named(X1, CARRIER, "");
    named(X2, CARRIER_2, ""); /* not to A, which has a volume */
    OK(agree());
    assert_int_equal(got.gaps, 2);
    assert_int_equal(got.gap[0].verdict, COVERAGE_UNCOVERED);
    assert_int_equal(got.gap[0].uncovered_n, 1);
    assert_string_equal(got.gap[0].uncovered[0], C);
    assert_true(got.gap[0].least_known);
    assert_int_equal(got.gap[0].least_lower, 2);
    assert_int_equal(got.gap[0].least_upper, 2);
    assert_string_equal(got.gap[0].least[0], CARRIER_2);
    assert_string_equal(got.gap[0].least[1], CARRIER);
    assert_int_equal(got.gap[1].uncovered_n, 2);
    assert_int_equal(got.undelivered_cells, 1);
    assert_int_equal(got.undelivered, 20);
    assert_int_equal(got.term[0].qty, 40);
}

static void
test_choices_of_the_institution(void **state)
{
    struct agreement_line l;
    (void)state;
    named(X1, CARRIER, "");
    named(X1, CARRIER_2, "");
    named(X1, MAKER, "");
    named(X2, MAKER, "");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" A "', 1, 'mandatory', '', '')");
    OK(choice_put(DB, POOL, P, A, X1, CARRIER, SERVICE_WITHOUT, &how, &e));
    assert_false(choice_put(DB, POOL, P, A, X2, CARRIER, SERVICE_OPEN, &how, &e));
    assert_int_equal(e.msg, M_NOT_NAMED);
    OK(agree());
    OK(line_on(DB, POOL, A, X1, "", day("2024-09-10"), &l, &e));
    assert_string_equal(l.distributor, CARRIER);
    assert_false(l.service);
    assert_int_equal(l.price.units, 10000000);
    OK(line_on(DB, POOL, B, X1, "", day("2025-09-09"), &l, &e));
    assert_string_equal(l.distributor, MAKER); /* no choice: the first by code */
    assert_true(l.service);
    assert_false(line_on(DB, POOL, B, X1, "", day("2026-09-10"), &l, &e));
    assert_int_equal(e.msg, M_NO_AGREEMENT);
}

static void
test_running_agreements_stay(void **state)
{
    struct agreement_line l;
    const struct counters one = {.ordered = 1}, back = {.ordered = -2};
    (void)state;
    named(X1, MAKER, "");
    named(X2, MAKER, "");
    OK(agree());
    OK(line_on(DB, POOL, A, X1, "", day("2024-09-10"), &l, &e));
    const struct line_key k = {POOL, l.agreement, X1};
    OK(count_event(DB, &k, date_month(day("2024-09-10")), &one, &e));
    assert_false(count_event(DB, &k, date_month(day("2024-09-10")), &back, &e));
    assert_int_equal(e.msg, M_COUNTER_BAD);
    const char *digest = fresh_digest();
    OK(agree()); /* the same again */
    assert_string_equal(digest, fresh_digest());
    fresh_sql("UPDATE allocation SET qty = 11 WHERE institution = '" A "' AND product = '" X1 "'");
    assert_false(agree());
    assert_int_equal(e.msg, M_AGREEMENT_RUNNING);
}

/* C takes part without a volume: it may order all the same. */
static void
test_zero_volume(void **state)
{
    struct agreement_line l;
    (void)state;
    named(X1, CARRIER_2, "");
    named(X2, MAKER, "");
    OK(agree());
    assert_false(line_on(DB, POOL, C, X1, "", day("2024-10-01"), &l, &e));
    OK(add_zero_line(DB, POOL, P, C, X1, "", day("2024-10-01"), &e));
    OK(line_on(DB, POOL, C, X1, "", day("2024-10-01"), &l, &e));
    assert_int_equal(l.agreed, 0);
    assert_string_equal(l.distributor, CARRIER_2);
    const char *digest = fresh_digest();
    OK(add_zero_line(DB, POOL, P, C, X1, "", day("2024-10-01"), &e));
    assert_string_equal(digest, fresh_digest());
    assert_false(add_zero_line(DB, POOL, P, A, X1, "", day("2024-10-01"), &e)); /* not reached */
    assert_false(add_zero_line(DB, POOL, P, C, X1, "", day("2026-09-10"), &e)); /* over */
}

static void
test_extension(void **state)
{
    (void)state;
    named(X1, MAKER, "");
    named(X2, MAKER, "");
    OK(extension_put(DB, POOL, P, day("2026-06-01"), day("2026-12-31"), "no new round yet", &how,
                     &e));
    assert_false(extension_put(DB, POOL, P, day("2026-06-01"), day("2027-12-31"), "x", &how, &e));
    OK(agree());
    assert_int_equal(got.terms, 3);
    assert_true(got.term[2].extension);
    assert_int_equal(got.term[2].term.span.from.day, day("2026-09-10").day);
    assert_int_equal(got.term[2].qty, 19); /* 60 x 113 / 365 = 18.6 */
    OK(extension_put(DB, POOL, P, day("2027-06-01"), day("2027-12-31"), "too late", &how, &e));
    OK(agree());
    assert_int_equal(got.cycle, CYCLE_DECIDED_TOO_LATE);
}

/* SX L1: executed in the first half of a year, renewed on 1 July; the old price holds until then. */
static void
test_prolonged_until_the_aligned_date(void **state)
{
    struct agreement_line l;
    (void)state;
    fresh_sql("UPDATE project SET pack = 'shanxi', executed_on = '2022-03-15', cycle_months = 12");
    named(X1, MAKER, "");
    named(X2, MAKER, "");
    OK(agree());
    assert_int_equal(got.terms, 1);
    assert_int_equal(got.term[0].term.volume_until.day, day("2023-03-14").day);
    assert_int_equal(got.term[0].term.span.to.day, day("2023-06-30").day);
    OK(line_on(DB, POOL, A, X1, "", day("2023-06-30"), &l, &e));
    assert_int_equal(l.price.units, 12000000); /* as in the term */
    assert_false(line_on(DB, POOL, A, X1, "", day("2023-07-01"), &l, &e));
}

static void
test_cap(void **state)
{
    (void)state;
    fresh_sql("UPDATE project SET pack = 'shanxi', goods = 'drug'"); /* 5 for drugs */
    named(X1, MAKER, "");
    named(X2, MAKER, "");
    for (char c = '0'; c < '5'; c++) { /* five more that are on record nowhere else */
        char text[512];
        snprintf(text, sizeof(text),
                 "INSERT INTO distribution VALUES (500000, 'CS-1', '" X1
                 "', 'D%c', 'agreed', '', '');"
                 "INSERT INTO distributor_area VALUES ('D%c', '500103', '1900-01-01', "
                 "'9999-12-31', 1)",
                 c, c);
        fresh_sql(text);
    }
    OK(agree());
    assert_int_equal(got.gaps, 1);
    assert_int_equal(got.gap[0].verdict, COVERAGE_OVER_CAP);
    assert_int_equal(got.gap[0].chosen, 6);
    assert_int_equal(got.gap[0].cap, 5);
    assert_int_equal(got.gap[0].least_upper, 1);
    fresh_sql("UPDATE distribution SET reason = 'remote' WHERE distributor = 'D0'");
    OK(agree());
    assert_int_equal(got.gaps, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_terms_and_amounts),          TEST(test_who_is_not_reached),
        TEST(test_choices_of_the_institution), TEST(test_running_agreements_stay),
        TEST(test_extension),                  TEST(test_cap),
        TEST(test_credit_of_a_distributor),
        TEST(test_zero_volume),                TEST(test_prolonged_until_the_aligned_date),
    };
    return fresh_run(tests, COUNT(tests));
}
