/* After a cycle: points from what really happened, whether the market changed, what is proposed; the
 * decision with its reason, the project that follows, and that the old price holds until it begins. */
#include "../db/fresh.h"
#include "../figures.h"
#include "oversight/renewal.h"
#include "project/announcement.h"
#include "project/project.h"
#include "project/query.h"
#include "registry/market_ban.h"
#include "registry/company.h"
#include "registry/product.h"
#include "registry/region.h"
#include "tender/mode.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define POOL 500000
#define P "R-1"
#define NEXT "R-2"
#define ONE "91330100799655058B"
#define TWO "92370102MA3M9AG94X"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define CLASS "C01010100113038"

static struct err e;
static enum put how;

static const char rules[] =
    "id: r\nname: {zh: r, en: r}\n"
    "validity:\n  - {check: own_lowest, basis: {choice: {zh: o, en: o}}}\n"
    "ranking:\n  basis: {choice: {zh: r, en: r}}\n"
    "quota:\n  - {fixed: 9, basis: {choice: {zh: q, en: q}}}\n"
    "steps:\n  - {name: all, outcome: select, when: {rank_within_quota: true}, basis: {choice: {zh: s, en: s}}}\n"
    "renewal: {keep_from: 70, basis: {choice: {zh: k, en: k}}}\n";

static void
project(const char *code, const char *executed)
{
    const struct project p = {.pool = POOL, .code = code, .name = code, .pack = "shanxi", .executed_on = day(executed),
        .cycle_months = 12, .rules = rules};
    const struct project_group g = {"G", "g", "piece", CLASS, {0}, {0}};
    OK(project_put(DB, &p, &how, &e));
    OK(group_put(DB, POOL, code, &g, &how, &e));
}

/* X1: all that was agreed, X2: a third of what was ordered never came. Agreements until 2022-06-30. */
static int
setup(void **state)
{
    static const char *const company[] = {ONE, TWO}, *const product[] = {X1, X2};
    static const struct region r = {"500000", "x", "", REGION_PROVINCE};
    static const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    int rc = fresh_setup(state);
    OK(region_put(DB, &r, &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
    for (size_t i = 0; i < 2; i++) {
        const struct company c = {.code = company[i], .name = "x", .country = "CN", .registrant = true, .agent = "",
            .controller = "", .region = "", .successor = ""};
        const struct product x = {.code = product[i], .name = "x", .spec = "", .model = "", .company = company[i],
            .class = CLASS, .unit = "piece", .certificate = "", .udi = "", .generic_name = "", .form = "", .strength = ""};
        OK(company_put(DB, &c, &how, &e));
        OK(product_put(DB, &x, &how, &e));
    }
    project(P, "2021-03-15");
    project(NEXT, "2022-07-01");
    fresh_sql("INSERT INTO group_volume VALUES (500000, 'R-1', 'G', 400, 750000, 300, 0);"
        "INSERT INTO group_award VALUES (500000, 'R-1', 'G', 'done', 2, 2, '', '', '', '', '');"
        "INSERT INTO award VALUES (500000, 'R-1', 'G', '" X1 "', '" ONE "', 1000000, 0, '', 1, 1, 'select', '', '', '');"
        "INSERT INTO award VALUES (500000, 'R-1', 'G', '" X2 "', '" TWO "', 1200000, 0, '', 2, 1, 'select', '', '', '');"
        "INSERT INTO agreement VALUES (500000, 'N1', 'R-1', 1, 'H50010300001', '" ONE "', '" ONE "', 2, 'high_value', "
        "'2021-03-15', '2022-06-30', '2022-03-14', 0, 'shanxi', '');"
        "INSERT INTO agreement_line VALUES (500000, 'N1', '" X1 "', 'G', 'without_service', 1000000, 1000000, 0, 200, 0, 0, 0, 0, 0, 0, 0);"
        "INSERT INTO agreement_line VALUES (500000, 'N1', '" X2 "', 'G', 'without_service', 1200000, 1200000, 0, 100, 0, 0, 0, 0, 0, 0, 0);"
        "INSERT INTO progress VALUES (500000, 'R-1', 'H50010300001', '" X1 "', 'without_service', 'N1', 200, 200, 200, 0, 0, 0, 0, 0);"
        "INSERT INTO progress VALUES (500000, 'R-1', 'H50010300001', '" X2 "', 'without_service', 'N1', 100, 90, 60, 6, 0, 0, 0, 0);"
        "INSERT INTO progress_month VALUES (500000, 'R-1', '2021-06', 'H50010300001', '" X1 "', 'without_service', 'N1', 200, 200, 0, 0, 0, 0, 0);"
        "INSERT INTO progress_month VALUES (500000, 'R-1', '2022-05', 'H50010300001', '" X2 "', 'without_service', 'N1', 90, 60, 6, 0, 0, 0, 0);"
        "INSERT INTO progress_month VALUES (500000, 'R-1', '2022-06', 'H50010300001', '" X2 "', 'without_service', 'N1', 999, 999, 0, 0, 0, 0, 0)");
    return rc;
}

static bool
compute(const char *on, struct run_renewal *r)
{
    *r = (struct run_renewal){.arena = fresh_arena, .pool = POOL, .project = P, .on = day(on)};
    return run_renewal(fresh_db, r, &e);
}

static struct renewal
got(void)
{
    struct renewal w;
    OK(renewal_get(DB, POOL, P, "G", &w, &e));
    return w;
}

static void
test_computed(void **state)
{
    struct run_renewal r;
    (void)state;
    OK(compute("2022-06-10", &r));
    assert_int_equal(r.fresh, 1);
    struct renewal w = got();
    assert_string_equal(w.ends_on, "2022-06-30"); /* prolonged to the aligned date */
    assert_int_equal(w.n, 2);
    assert_string_equal(w.row[0].product, X1);
    assert_int_equal(w.row[0].score.total, 10000);
    /* quality 30 x 54/60, supply 30 x 60/90, credit 20, clinical 20 x 60/100 */
    assert_int_equal(w.row[1].score.part[RENEWAL_QUALITY], 2700);
    assert_int_equal(w.row[1].score.part[RENEWAL_SUPPLY], 2000);
    assert_int_equal(w.row[1].score.part[RENEWAL_CREDIT], 2000);
    assert_int_equal(w.row[1].score.part[RENEWAL_CLINICAL], 1200);
    assert_int_equal(w.row[1].score.total, 7900);
    assert_true(w.row[1].score.keep); /* from 70, as the round says */
    assert_int_equal(w.market.suppliers_then, 2);
    assert_int_equal(w.market.suppliers_now, 2);
    assert_int_equal(w.market.price_then.units, 1000000);
    assert_int_equal(w.market.demand_then.pieces, 300);
    assert_int_equal(w.market.demand_now.pieces, 254); /* twelve whole months: not the running one */
    assert_false(w.changed);
    assert_int_equal(w.proposal, RENEWAL_ALL);
    const char *digest = fresh_digest();
    OK(compute("2022-06-10", &r)); /* again: nothing */
    assert_string_equal(digest, fresh_digest());
}

static void
test_market_and_holds(void **state)
{
    const struct market_ban b = {.number = "B", .party = ONE, .product = "", .document = "d", .kind = BAN_NEW,
                                 .from = day("2022-01-01"), .to = day("2023-01-01")};
    struct run_renewal r;
    (void)state;
    fresh_sql("INSERT INTO price_fact VALUES ('" X2 "', '" TWO "', 'lowest', '510000', '2022-03-01', 's', 600000, '" X2 "');"
        "INSERT INTO price_fact VALUES ('" X2 "', '" TWO "', 'lowest', '510000', '2021-03-01', 's', 100, '" X2 "');"
        "INSERT INTO price_fact VALUES ('" X2 "', '" TWO "', 'pre_vbp', '510000', '2022-03-01', 's', 200, '" X2 "');"
        "INSERT INTO listing_event VALUES (500000, '" X2 "', 1, '2021-05-01', 'suspended', 'quality', 0, 0)");
    OK(ban_put(DB, POOL, &b, &how, &e));
    OK(compute("2022-06-10", &r));
    struct renewal w = got();
    assert_int_equal(w.market.price_now.units, 600000); /* of the last twelve months, after the round */
    assert_true(w.changed);
    assert_int_equal(w.proposal, RENEWAL_CHANGED);
    assert_string_equal(w.row[0].product, X1);
    assert_true(w.row[0].facts.barred);
    assert_false(w.row[0].score.keep);
    assert_int_equal(w.row[1].facts.events, 1);
    assert_int_equal(w.row[1].score.part[RENEWAL_QUALITY], 2200);
}

static bool
decide(enum renewal_decision what, const char *next, const char *const kept[], size_t n, const char *reason)
{
    const struct decide_renewal d = {POOL, P, "G", what, kept, n, reason, next, day("2022-06-12"), "boss"};
    return decide_renewal(DB, &d, &how, &e);
}

static void
no(bool ok, enum err_code code, const char *why)
{
    if (ok || e.code != code)
        fail_msg("%s: %d", why, ok ? 0 : (int)e.code);
}

static void
test_decided(void **state)
{
    static const char *const both[] = {X1, X2}, *const one[] = {X1}, *const other[] = {"C0101010011303800000"};
    struct run_renewal r;
    struct mode_row m;
    struct rows rows;
    const char *before;
    (void)state;
    no(decide(RENEW_KEEP, NEXT, both, 2, "x"), ERR_NOT_FOUND, "nothing was computed");
    OK(compute("2022-06-10", &r));
    no(decide(RENEW_KEEP, NEXT, both, 2, ""), ERR_INPUT, "no reason");
    no(decide(RENEW_KEEP, NEXT, NULL, 0, "x"), ERR_CONFLICT, "renewed with nobody");
    no(decide(RENEW_TENDER, NEXT, one, 1, "x"), ERR_CONFLICT, "the market is asked and somebody kept");
    no(decide(RENEW_KEEP, NEXT, other, 1, "x"), ERR_CONFLICT, "one that won nothing");
    no(decide(RENEW_KEEP, P, both, 2, "x"), ERR_INPUT, "by itself");
    no(decide(RENEW_KEEP, "R-9", both, 2, "x"), ERR_NOT_FOUND, "by no project");
    project("R-3", "2022-06-30"); /* the old price holds that day */
    no(decide(RENEW_KEEP, "R-3", both, 2, "x"), ERR_CONFLICT, "before the old agreements end");
    no(decide(RENEW_LINKAGE, NEXT, NULL, 0, "x"), ERR_CONFLICT, "a mode that the pack does not provide for");
    const char *digest = fresh_digest();
    no(decide(RENEW_KEEP, NEXT, NULL, 0, "x"), ERR_CONFLICT, "again");
    assert_string_equal(digest, fresh_digest());
    OK(decide(RENEW_KEEP, NEXT, one, 1, "供应稳定"));
    assert_int_equal(how, PUT_NEW);
    OK(decide(RENEW_KEEP, NEXT, one, 1, "供应稳定"));
    assert_int_equal(how, PUT_SAME);
    no(decide(RENEW_KEEP, NEXT, both, 2, "供应稳定"), ERR_CONFLICT, "a decision is not changed");
    struct renewal w = got();
    assert_int_equal(w.decision, RENEW_KEEP);
    assert_true(w.row[0].kept);
    assert_false(w.row[1].kept);
    OK(renewal_before(DB, POOL, NEXT, "G", &before, &e));
    assert_string_equal(before, P);
    OK(renewal_before(DB, POOL, P, "G", &before, &e));
    assert_string_equal(before, "");
    /* the next round knows the highest price of this one */
    OK(db_run(fresh_db, &q_group_get, fresh_arena, &rows, &e, v_int(POOL), v_text(NEXT), v_text("G")));
    assert_int_equal(row_int(&rows, 0, 4), 1200000);
    OK(mode_of(DB, POOL, NEXT, "G", &m, &e));
    assert_false(m.chosen);
    OK(compute("2022-06-20", &r)); /* what was decided stays as it was seen */
    assert_int_equal(r.decided, 1);
    assert_string_equal(got().computed_on, "2022-06-10");
}

static void
test_asked(void **state)
{
    struct announcement n = {.project = P, .number = "A1", .kind = ANNOUNCE_OTHER, .title = "x", .body = "x",
                             .document = "", .sha256 = "", .on = day("2022-06-01"), .who = "boss"};
    const struct notice_term none = {0};
    struct run_renewal r;
    struct mode_row m;
    (void)state;
    OK(compute("2022-06-10", &r));
    no(publish_renewal(DB, POOL, P, "G", "A1", &how, &e), ERR_NOT_FOUND, "no such announcement");
    OK(publish_announcement(DB, POOL, &n, &none, &how, &e));
    no(publish_renewal(DB, POOL, P, "G", "A1", &how, &e), ERR_CONFLICT, "nothing was decided");
    OK(decide(RENEW_NEGOTIATION, NEXT, NULL, 0, "市场格局变化"));
    OK(mode_of(DB, POOL, NEXT, "G", &m, &e));
    assert_true(m.chosen);
    assert_int_equal(m.mode, MODE_NEGOTIATION);
    assert_string_equal(m.reason, "市场格局变化");
    no(publish_renewal(DB, POOL, P, "G", "A1", &how, &e), ERR_CONFLICT, "older than the decision");
    n.number = "A2";
    n.on = day("2022-06-12");
    OK(publish_announcement(DB, POOL, &n, &none, &how, &e));
    OK(publish_renewal(DB, POOL, P, "G", "A2", &how, &e));
    assert_int_equal(how, PUT_NEW);
    OK(publish_renewal(DB, POOL, P, "G", "A2", &how, &e));
    assert_int_equal(how, PUT_SAME);
    no(publish_renewal(DB, POOL, P, "G", "A1", &how, &e), ERR_CONFLICT, "published once");
}

static void
test_nothing_to_tell(void **state)
{
    struct run_renewal r;
    (void)state;
    fresh_sql("DELETE FROM agreement_line; DELETE FROM agreement");
    no(compute("2022-06-10", &r), ERR_CONFLICT, "no agreements");
    r.project = "R-9";
    no(run_renewal(fresh_db, &r, &e), ERR_NOT_FOUND, "no project");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_computed), TEST(test_market_and_holds), TEST(test_decided),
                                       TEST(test_asked), TEST(test_nothing_to_tell)};
    return fresh_run(tests, COUNT(tests));
}
