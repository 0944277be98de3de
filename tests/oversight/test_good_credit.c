/* Incentives for good credit: who earns one, for how long, and when it rests. The world of
 * tests/trade/seed.h. */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "oversight/good_credit.h"
#include "registry/credit_record.h"
#include "words/credit_http.h"

static struct err e;
static enum put how;

/* C1 was ordered of in March 2025. */
static int
setup(void **state)
{
    int rc = fresh_setup(state);
    fresh_sql(seed);
    fresh_sql("INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, "
        "controller, region, status, successor) VALUES "
        "('C1', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', '')");
    fresh_sql("INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, "
        "company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES "
        "(500000,'O1',1,'P','H1','S1','agreed','without_service','A1','C1','D1',10,0,7980000,7980000,-1,"
        "'2025-03-03','',10,0)");
    return rc;
}

static const char *
verdict(const char *party, const char *on)
{
    enum good_verdict v;
    OK(good_on(fresh_db, fresh_arena, FRESH_POOL, party, day(on), &v, &e));
    return good_verdict_name(v);
}

struct doing {
    struct incentive in;
    struct credit_entry entry;
    const char *on;
};

static bool
grant_job(struct db *db, void *arg, struct err *er)
{
    struct doing *d = arg;
    return grant_incentive(db, fresh_arena, FRESH_POOL, &d->in, day(d->on), &how, er);
}

static bool
event_job(struct db *db, void *arg, struct err *er)
{
    struct doing *d = arg;
    return credit_put(db, fresh_arena, FRESH_POOL, &d->entry, &how, er);
}

static bool
grant(const char *number, const char *party, const char *from, const char *until, const char *on)
{
    struct doing d = {.in = {.number = number, .party = party, .document = "D", .by = "li",
                             .kind = INCENTIVE_GREEN_CHANNEL, .from = day(from), .until = day(until)},
                      .on = on};
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, grant_job, &d, &e);
}

static void
event(const char *on, const char *repaired)
{
    struct doing d = {.entry = {.event = "E1", .party = "C1", .matter = CREDIT_BREACH, .happened_on = day("2025-03-20"),
                                .evaluated_on = day(on), .product = "", .document = "x"}};
    if (repaired != NULL)
        d.entry.repaired_on[CREDIT_STOP_ACT] = d.entry.repaired_on[CREDIT_DEAL_STAFF] = day(repaired);
    OK(db_tx(fresh_db, FRESH_POOL, event_job, &d, &e));
}

static const char *
state_on(const char *on)
{
    const struct incentive in = {.party = "C1", .from = day("2025-04-01"), .until = day("2025-12-31")};
    enum incentive_state s;
    OK(incentive_on(fresh_db, fresh_arena, FRESH_POOL, &in, day(on), &s, &e));
    return incentive_state_names[s];
}

static void
test_who_earns_one(void **state)
{
    (void)state;
    assert_string_equal(verdict("C1", "2025-03-31"), "ok");
    assert_string_equal(verdict("H1", "2025-03-31"), "ok"); /* it ordered */
    assert_string_equal(verdict("D1", "2025-03-31"), "ok"); /* it delivered */
    assert_string_equal(verdict("C2", "2025-03-31"), "no_trade");
    assert_string_equal(verdict("C1", "2026-03-04"), "no_trade"); /* a year later */
    fresh_sql("INSERT INTO shortage VALUES (500000,'Q1','P','H1','C1','S1','O1',1,5,0,'closed','cannot','','breach','','',0,"
        "'2025-03-05','2025-03-06','','','','2025-03-20')");
    assert_string_equal(verdict("C1", "2025-03-31"), "shortage");
    fresh_sql("INSERT INTO breach VALUES (500000,'2025-03','late_supply','C1',1,5,100,3,'sent','2025-03-25','2025-04-10','','','')");
    assert_string_equal(verdict("C1", "2025-03-31"), "shortage"); /* not published yet */
    fresh_sql("UPDATE breach SET state = 'published', closed_on = '2025-03-30'");
    assert_string_equal(verdict("C1", "2025-03-31"), "breach");
    fresh_sql("UPDATE order_line SET ordered_on = '2027-03-10'");
    assert_string_equal(verdict("C1", "2027-03-31"), "ok"); /* two years later */
    event("2027-03-31", NULL);
    assert_string_equal(verdict("C1", "2027-03-31"), "grade");
}

static void
expect_no(bool ok, enum msg m)
{
    if (ok || e.msg != m)
        fail_msg("%s instead of %s", ok ? "done" : msg_name(e.msg), msg_name(m));
}

static void
test_granted_and_resting(void **state)
{
    (void)state;
    expect_no(grant("J1", "C2", "2025-04-01", "2025-12-31", "2025-03-31"), M_CREDIT_NOT_TRUSTED);
    expect_no(grant("J1", "C1", "2025-04-01", "2025-03-31", "2025-03-31"), M_CREDIT_INCENTIVE_DAYS);
    expect_no(grant("J1", "C1", "2025-04-01", "2026-04-03", "2025-03-31"), M_CREDIT_INCENTIVE_DAYS);
    assert_true(grant("J1", "C1", "2025-04-01", "2025-12-31", "2025-03-31") && how == PUT_NEW);
    assert_true(grant("J1", "C1", "2025-04-01", "2025-12-31", "2025-03-31") && how == PUT_SAME);
    expect_no(grant("J1", "H1", "2025-04-01", "2025-12-31", "2025-03-31"), M_CREDIT_INCENTIVE_NUMBER);
    assert_string_equal(state_on("2025-03-31"), "to_come");
    assert_string_equal(state_on("2025-04-01"), "in_force");
    event("2025-05-10", NULL);
    assert_string_equal(state_on("2025-05-09"), "in_force"); /* as it was that day */
    assert_string_equal(state_on("2025-05-10"), "rests");
    expect_no(grant("J2", "C1", "2025-06-01", "2025-12-31", "2025-05-31"), M_CREDIT_NOT_TRUSTED);
    event("2025-05-10", "2025-06-15");
    assert_string_equal(state_on("2025-06-14"), "rests");
    assert_string_equal(state_on("2025-06-15"), "in_force");
    assert_string_equal(state_on("2026-01-01"), "over");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_who_earns_one), TEST(test_granted_and_resting)};
    return fresh_run(tests, COUNT(tests));
}
