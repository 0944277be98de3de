/* Prices of other platforms: facts with their source; matched by a person, with a reason, from a day on,
 * remembered for what comes later, corrected without a trace lost; and hints made from them. */
#include "../db/fresh.h"
#include "listing/hint.h"
#include "listing/platform.h"
#include "words/prices.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define OURS "C0101010011300000001"
#define OTHER "C0101010011300000002"
#define OLD "C0101010011300000009"

static struct err e;
static enum put how;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static int
setup(void **state)
{
    static const char *const codes[] = {OURS, OTHER};
    int rc = fresh_setup(state);
    fresh_sql("INSERT INTO region (code, name, parent, kind) VALUES ('500000', '重庆', '', 'province'),"
        " ('510000', '四川', '', 'province'), ('510100', '成都', '510000', 'city')");
    for (size_t i = 0; i < COUNT(codes); i++)
        fresh_sql(arena_printf(fresh_arena,
                         "INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit,"
                         " certificate, udi, insured, generic_name, form, strength, evaluation) VALUES ('%s', '1900-01-01',"
                         " '9999-12-31', 's', '', '', 'C1', 'high_value', 'K', '', '', '', 1, '', '', '', 'none')",
                         codes[i]));
    fresh_sql("INSERT INTO code_map (code, from_on, kind, new_code, source) VALUES ('" OLD "', '2024-06-01', 'remapped', '" OURS
        "', '')");
    return rc;
}

static bool
price(const char *code, const char *province, int64_t units, const char *on)
{
    const struct platform_row r = {.source = "gpo", .code = code, .name = "支架", .spec = "3.0", .company = "甲",
                                   .unit = "盒", .province = province, .price = {units}, .on = day(on)};
    return platform_price_put(DB, FRESH_POOL, &r, day("2025-01-31"), &how, &e);
}

static bool
decide(const char *code, enum platform_state to, const char *product, int64_t per, const char *from, const char *why)
{
    const struct platform_decision d = {.source = "gpo", .code = code, .to = to, .product = product, .per = per,
        .from = day(from), .until = to == PLATFORM_POSTPONED ? day("2025-02-10") : (date){0}, .reason = why,
        .who = "clerk", .on = day("2025-01-31")};
    return platform_decide(DB, FRESH_POOL, &d, &how, &e);
}

static const char *
state_of(const char *code)
{
    struct platform_item i;
    OK(platform_item_get(DB, FRESH_POOL, "gpo", code, &i, &e));
    return i.state;
}

/* "code:unit_price" of all that is matched to a product, by code and day. */
static const char *
matched(const char *product)
{
    static const struct query q = {"test_matched", "SELECT code, unit_price FROM platform_price WHERE product = $1"
                                                   " ORDER BY code, on_date", NULL, 1};
    struct rows r;
    const char *out = "";
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_text(product)));
    for (size_t i = 0; i < r.n; i++)
        out = arena_printf(fresh_arena, "%s%s:%lld ", out, row_text(&r, i, 0), (long long)row_int(&r, i, 1));
    return out;
}

static const char *
waiting(const char *on)
{
    const struct platform_search s = {.pool = FRESH_POOL, .on = day(on), .source = "", .state = "", .after_source = "",
                                      .after_code = "", .limit = 10};
    struct platform_item *list;
    const char *out = "";
    size_t n;
    OK(platform_items(DB, &s, &list, &n, &e));
    for (size_t i = 0; i < n; i++)
        out = arena_printf(fresh_arena, "%s%s ", out, list[i].code);
    return out;
}

static void
test_rows(void **state)
{
    (void)state;
    OK(price("A1", "510000", 100, "2025-01-01"));
    assert_int_equal(how, PUT_NEW);
    const char *before = fresh_digest();
    OK(price("A1", "510000", 100, "2025-01-01"));
    assert_int_equal(how, PUT_SAME);
    assert_false(price("A1", "510000", 101, "2025-01-01"));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_string_equal(e.at.field, "price");
    static const struct {
        const char *province, *on, *field, *why;
        int64_t units;
        enum msg msg;
    } bad[] = {
        {"510000", "2025-01-02", "price", "nothing", 0, M_PRICE_ZERO},
        {"510000", "2025-01-02", "price", "negative", -1, M_PRICE_ZERO},
        {"510000", "2025-02-01", "date", "tomorrow", 1, M_PLATFORM_LATER},
        {"510100", "2025-01-02", "province", "a city", 1, M_PROVINCE_BAD},
        {"xx", "2025-01-02", "province", "no code", 1, M_PROVINCE_BAD},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (price("A1", bad[i].province, bad[i].units, bad[i].on))
            fail_msg("%s: taken", bad[i].why);
        if (e.msg != bad[i].msg || strcmp(e.at.field, bad[i].field) != 0)
            fail_msg("%s: %s at %s", bad[i].why, msg_name(e.msg), e.at.field);
    }
    assert_false(price("A1", "520000", 1, "2025-01-02")); /* a province that is not on record */
    assert_string_equal(fresh_digest(), before);
}

static void
test_own_codes_need_nobody(void **state)
{
    (void)state;
    OK(price(OURS, "510000", 300, "2025-01-01"));
    OK(price(OLD, "510000", 200, "2025-01-01")); /* replaced by ours since */
    OK(price(OLD, "510000", 100, "2024-05-31")); /* not yet, and not known by itself */
    assert_string_equal(matched(OURS), OURS ":300 " OLD ":200 ");
    assert_string_equal(state_of(OURS), "matched");
    assert_string_equal(waiting("2025-01-31"), OLD " ");
}

static void
test_worked_off(void **state)
{
    struct platform_decision *list;
    size_t n;
    (void)state;
    OK(price("A1", "510000", 100, "2024-12-01"));
    OK(price("A1", "500000", 101, "2025-01-01"));
    OK(price("B2", "510000", 7, "2025-01-01"));
    OK(price("C3", "510000", 7, "2025-01-01"));
    assert_string_equal(waiting("2025-01-31"), "A1 B2 C3 ");
    OK(decide("A1", PLATFORM_MATCHED, OURS, 10, "", "same UDI; a box holds ten"));
    assert_int_equal(how, PUT_NEW);
    assert_string_equal(matched(OURS), "A1:10 A1:10 "); /* 10.0, and 10.1 down */
    OK(decide("B2", PLATFORM_REFUSED, "", 0, "", "not ours"));
    OK(decide("C3", PLATFORM_POSTPONED, "", 0, "", "asked the maker"));
    assert_string_equal(waiting("2025-02-09"), "");
    assert_string_equal(waiting("2025-02-10"), "C3 ");
    const char *before = fresh_digest();
    OK(decide("A1", PLATFORM_MATCHED, OURS, 10, "", "same UDI; a box holds ten"));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(fresh_digest(), before);
    /* Remembered for what comes next. */
    OK(price("A1", "510000", 105, "2025-01-02"));
    OK(price("B2", "510000", 8, "2025-01-02"));
    OK(price("C3", "510000", 8, "2025-01-02"));
    assert_string_equal(matched(OURS), "A1:10 A1:10 A1:11 "); /* 10.5 up */
    assert_string_equal(state_of("B2"), "refused");
    assert_string_equal(state_of("C3"), "postponed");
    assert_string_equal(waiting("2025-01-31"), "");
    /* A price from before the decision's day waits again. */
    OK(price("A1", "510000", 90, "2024-11-30"));
    assert_string_equal(state_of("A1"), "open");
    /* Another product from a day on; then all of it corrected. */
    OK(decide("A1", PLATFORM_MATCHED, OTHER, 1, "2025-01-02", "code used anew"));
    assert_int_equal(how, PUT_CHANGED);
    assert_string_equal(matched(OURS), "A1:10 A1:10 ");
    assert_string_equal(matched(OTHER), "A1:105 ");
    OK(decide("A1", PLATFORM_REFUSED, "", 0, "2024-12-01", "was never ours"));
    assert_string_equal(matched(OURS), "");
    assert_string_equal(matched(OTHER), "");
    OK(platform_history(DB, FRESH_POOL, "gpo", "A1", &list, &n, &e));
    assert_int_equal(n, 3);
    assert_true(list[1].to == PLATFORM_MATCHED && list[2].to == PLATFORM_REFUSED && list[2].seq == 3);
    assert_string_equal(list[0].who, "clerk");
    assert_string_equal(list[0].reason, "same UDI; a box holds ten");
    assert_int_equal(date_cmp(list[0].from, day("2024-12-01")), 0);
}

static void
test_decisions_refused(void **state)
{
    (void)state;
    OK(price("A1", "510000", 100, "2025-01-01"));
    const char *before = fresh_digest();
    static const struct {
        const char *code, *product, *reason, *field;
        enum platform_state to;
        int64_t per;
        enum msg msg;
    } bad[] = {
        {"A1", OURS, "", "reason", PLATFORM_MATCHED, 1, M_PLATFORM_REASON},
        {"A1", OURS, "why", "decision", PLATFORM_OPEN, 1, M_PLATFORM_STATE},
        {"A1", "C9", "why", "product", PLATFORM_MATCHED, 1, M_NO_PRODUCT},
        {"A1", "", "why", "product", PLATFORM_MATCHED, 1, M_NO_PRODUCT},
        {"A1", OURS, "why", "per", PLATFORM_MATCHED, -1, M_PLATFORM_PER},
        {"A1", OURS, "why", "per", PLATFORM_MATCHED, PLATFORM_PER_MAX + 1, M_PLATFORM_PER},
        {"A1", OURS, "why", "product", PLATFORM_REFUSED, 0, M_PLATFORM_PRODUCT},
        {"A2", OURS, "why", "code", PLATFORM_MATCHED, 1, M_PLATFORM_NONE},
        {"", OURS, "why", "code", PLATFORM_MATCHED, 1, M_PLATFORM_NONE},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (decide(bad[i].code, bad[i].to, bad[i].product, bad[i].per, "", bad[i].reason))
            fail_msg("example %zu: taken", i);
        if (e.msg != bad[i].msg || strcmp(e.at.field, bad[i].field) != 0)
            fail_msg("example %zu: %s at %s", i, msg_name(e.msg), e.at.field);
    }
    struct platform_decision d = {.source = "gpo", .code = "A1", .to = PLATFORM_POSTPONED, .product = "",
        .reason = "why", .who = "", .on = day("2025-01-31"), .until = day("2025-01-31")};
    assert_false(platform_decide(DB, FRESH_POOL, &d, &how, &e)); /* to the same day */
    assert_int_equal(e.msg, M_PLATFORM_UNTIL);
    assert_string_equal(fresh_digest(), before);
    /* A table of codes comes before the prices. */
    d = (struct platform_decision){.source = "gpo", .code = "Z", .to = PLATFORM_MATCHED, .product = OURS,
        .reason = "table of 2025", .who = "", .on = day("2025-01-31"), .ahead = true};
    assert_false(platform_decide(DB, FRESH_POOL, &d, &how, &e));
    assert_int_equal(e.msg, M_PLATFORM_FROM);
    d.from = day("2025-01-15");
    OK(platform_decide(DB, FRESH_POOL, &d, &how, &e));
    OK(price("Z", "510000", 5, "2025-01-15"));
    OK(price("Z", "510000", 5, "2025-01-14"));
    assert_string_equal(matched(OURS), "Z:5 ");
    assert_string_equal(waiting("2025-01-31"), "A1 Z ");
}

/* --- hints --- */

static struct price_hint
hint(int64_t own)
{
    struct price_hint h;
    OK(price_hint(DB, FRESH_POOL, OURS, (money){own}, false, day("2025-01-31"), &h, &e));
    return h;
}

static void
test_hint_judges(void **state)
{
    static const struct {
        int64_t own, list, n, median, lowest;
        enum hint_verdict want;
        const char *why;
    } examples[] = {
        {0, 10, 1, 10, 10, HINT_NOTHING, "no price of one's own"},
        {5, 0, 0, 0, 0, HINT_NOTHING, "nothing to compare with"},
        {11, 10, 3, 20, 20, HINT_ABOVE_LIST, "dearer than listed, though cheaper than others"},
        {10, 10, 0, 0, 0, HINT_LOWEST, "at the list"},
        {11, 0, 1, 10, 10, HINT_ABOVE_MEDIAN, "not listed: the median counts"},
        {10, 12, 3, 9, 8, HINT_ABOVE_MEDIAN, "under the list, above the median"},
        {9, 12, 3, 9, 8, HINT_ABOVE_LOWEST, "at the median"},
        {8, 12, 3, 9, 8, HINT_LOWEST, "at the lowest"},
        {7, 12, 3, 9, 8, HINT_LOWEST, "under it"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const struct market m = {.n = examples[i].n, .median = {examples[i].median}, .lowest = {examples[i].lowest}};
        enum hint_verdict v = hint_judge((money){examples[i].own}, (money){examples[i].list}, &m);
        if (v != examples[i].want)
            fail_msg("%s: %s", examples[i].why, hint_verdict_name(v));
    }
}

static void
test_hint_sources(void **state)
{
    (void)state;
    struct price_hint h = hint(10);
    assert_true(h.verdict == HINT_NOTHING && h.market.n == 0 && h.list.units == 0);
    assert_string_equal(h.region, "500000");
    assert_int_equal(date_cmp(h.after, day("2024-01-31")), 0);
    fresh_sql("INSERT INTO listing VALUES (500000, '" OURS "', 'C1', 'general', '', 'listed', 'applied', '2024-09-10', 900, 950,"
        " 0, '', 0, '', '')");
    fresh_sql("INSERT INTO price_fact (product, company, kind, province, on_date, source, price, reported) VALUES"
        " ('" OURS "', 'C1', 'market', '500000', '2024-02-01', 's', 500, ''),"  /* the first day that counts */
        " ('" OURS "', 'C1', 'market', '500000', '2024-01-31', 's', 1, ''),"    /* too old */
        " ('" OURS "', 'C1', 'market', '500000', '2025-02-01', 's', 1, ''),"    /* not yet */
        " ('" OURS "', 'C1', 'market', '510000', '2025-01-01', 's', 1, ''),"    /* another region */
        " ('" OURS "', 'C1', 'lowest', '500000', '2025-01-01', 's', 1, ''),"    /* another kind */
        " ('" OTHER "', 'C1', 'market', '500000', '2025-01-01', 's', 1, '')");  /* another product */
    fresh_sql("INSERT INTO bargain (pool, bargain, project, product, institutions, qty, payment_days, price, on_date, draw) VALUES"
        " (500000, 'B1', '', '" OURS "', 'H1', 1, 30, 400, '2025-01-02', ''),"
        " (532300, 'B1', '', '" OURS "', 'H1', 1, 30, 1, '2025-01-02', '')");
    fresh_sql("INSERT INTO recorded_purchase (pool, purchase, project, record, recorded_on, institution, product, qty, price,"
        " amount, on_date, reason, review, reviewed_on) VALUES"
        " (500000, 'R1', '', 'B', '2025-01-01', 'H1', '" OURS "', 1, 701, 701, '2025-01-03', '', 'passed', ''),"
        " (500000, 'R2', '', 'B', '2025-01-01', 'H1', '" OURS "', 1, 1, 1, '2025-01-03', '', 'refused', '')");
    OK(price(OURS, "500000", 600, "2025-01-04"));
    OK(price(OURS, "510000", 1, "2025-01-04")); /* another region */
    OK(price("A1", "500000", 1, "2025-01-04")); /* not matched */
    h = hint(560);
    assert_true(h.market.n == 4 && h.seen[HINT_MARKET] == 1 && h.seen[HINT_BARGAIN] == 1 && h.seen[HINT_RECORDED] == 1 &&
                h.seen[HINT_PLATFORM] == 1);
    assert_true(h.market.lowest.units == 400 && h.market.median.units == 550 && h.market.highest.units == 701);
    assert_int_equal(h.lowest_of, HINT_BARGAIN);
    assert_string_equal(h.market.source, ""); /* whose bargain it was is nobody's business */
    assert_int_equal(date_cmp(h.market.lowest_on, day("2025-01-02")), 0);
    assert_int_equal(h.verdict, HINT_ABOVE_MEDIAN);
    assert_true(h.list.units == 900 && h.list_with_service.units == 950);
    assert_string_equal(h.zone, "general");
    OK(decide("A1", PLATFORM_MATCHED, OURS, 1, "", "same UDI"));
    h = hint(401);
    assert_true(h.market.n == 5 && h.market.lowest.units == 1 && h.market.median.units == 500);
    assert_int_equal(h.lowest_of, HINT_PLATFORM);
    assert_string_equal(h.market.source, "gpo");
    assert_int_equal(h.verdict, HINT_ABOVE_LOWEST);
    OK(price_hint(DB, FRESH_POOL, OURS, (money){920}, true, day("2025-01-31"), &h, &e));
    assert_int_equal(h.verdict, HINT_ABOVE_MEDIAN); /* with service it is under its list price */
    assert_int_equal(hint(920).verdict, HINT_ABOVE_LIST);
    fresh_sql("UPDATE listing SET state = 'suspended'");
    assert_int_equal(hint(920).list.units, 0);
    assert_int_equal(hint(920).verdict, HINT_ABOVE_MEDIAN);
}

/* The rule of the median, against sorting by hand: every small number of prices. */
static void
test_median_is_exact(void **state)
{
    (void)state;
    int64_t sum = 0;
    for (int64_t n = 1; n <= 9; n++) {
        const int64_t units = n * n * 7 % 101 + 1;
        OK(price(OURS, "500000", units, arena_printf(fresh_arena, "2025-01-%02d", (int)n)));
        int64_t all[9];
        for (int64_t i = 1; i <= n; i++) { /* put in its place */
            int64_t u = i * i * 7 % 101 + 1, k = i - 1;
            for (; k > 0 && all[k - 1] > u; k--)
                all[k] = all[k - 1];
            all[k] = u;
        }
        int64_t twice = n % 2 == 1 ? 2 * all[n / 2] : all[n / 2 - 1] + all[n / 2];
        struct price_hint h = hint(1);
        assert_int_equal(h.market.n, n);
        assert_int_equal(h.market.median.units, twice / 2 + twice % 2);
        assert_int_equal(h.market.lowest.units, all[0]);
        assert_int_equal(h.market.highest.units, all[n - 1]);
        sum += twice;
    }
    assert_true(sum > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rows),        TEST(test_own_codes_need_nobody), TEST(test_worked_off),      TEST(test_decisions_refused),
        TEST(test_hint_judges), TEST(test_hint_sources),          TEST(test_median_is_exact),
    };
    return fresh_run(tests, COUNT(tests));
}
