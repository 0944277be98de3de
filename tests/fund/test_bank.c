/* What leaves for the bank and what comes back: orders of the agency, payments of institutions online,
 * and corrections of what was booked; each needs two people. */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/correction.h"
#include "fund/online.h"
#include "fund/query.h"
#include "words/fund.h"

/* One act of any kind, as a job. */
struct act_of {
    const struct claim *claim;
    const struct bank_answer *bank;
    const struct online_payment *make;
    const struct correction *ask;
    const char *approve_online, *approve_order, *decide, *pay;
    bool done;
    const char *by, *on;
    enum put how;
    struct order_paid paid;
};

static bool
act_job(struct db *db, void *arg, struct err *e)
{
    struct act_of *t = arg;
    struct approval out;
    struct arena *a = fund_arena;
    if (t->claim != NULL)
        return claim_put(db, a, FRESH_POOL, t->claim, &t->how, e);
    if (t->bank != NULL)
        return bank_take(db, a, FRESH_POOL, t->bank, &t->how, e);
    if (t->make != NULL)
        return online_make(db, a, FRESH_POOL, t->make, &t->how, e);
    if (t->ask != NULL)
        return correction_ask(db, a, FRESH_POOL, t->ask, &t->how, e);
    if (t->approve_online != NULL)
        return online_approve(db, a, FRESH_POOL, t->approve_online, hospital(1), t->by, day(t->on), &t->how, e);
    if (t->decide != NULL)
        return correction_decide(db, a, FRESH_POOL, t->decide, t->done, t->by, day(t->on), &t->how, e);
    if (t->pay != NULL)
        return order_pay(db, a, FRESH_POOL, "", APPROVE_CLAIM, t->pay, "K", day(t->on), &t->paid, e);
    return approval_give(db, a, FRESH_POOL, "", APPROVE_CLAIM, t->approve_order, t->by, day(t->on), &out, &t->how, e);
}

static enum put
act(struct act_of t)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, act_job, &t, &e));
    return t.how;
}

static enum msg
refused(struct act_of t)
{
    char before[DIGEST_TEXT_MAX];
    struct err e;
    snprintf(before, sizeof(before), "%s", fresh_digest());
    assert_false(db_tx(fresh_db, FRESH_POOL, act_job, &t, &e));
    assert_string_equal(fresh_digest(), before);
    return e.msg;
}

static void
claims(int i, enum fund fund, const char *in, const char *amount)
{
    const struct claim c = {hospital(i), "", fund, in_month(in), yuan(amount)};
    act((struct act_of){.claim = &c});
}

static int64_t
unpaid(void)
{
    static const struct query q = {
        "n_unpaid", "SELECT CAST(COALESCE(SUM(amount - paid), 0) AS BIGINT) FROM invoice_line WHERE pool = $1", NULL,
        1};
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    return row_int(&r, 0, 0);
}

static money
net(const char *fund, const char *kind, const char *party)
{
    struct rows r;
    struct err e;
    OK(db_run(fresh_db, &q_account_get, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text(fund), v_text(kind),
              v_text(party)));
    return r.n == 0 ? (money){0} : (money){row_int(&r, 0, 5) - row_int(&r, 0, 7)};
}

/* Claims: ordered, approved by another person, paid as the bank says. */
static void
test_claims_paid_out(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    const struct bank_answer fail = {"claim/H50010300001/pooled/2022-02", "K0", false, day("2022-03-03"), yuan("600")};
    const struct bank_answer fine = {"claim/H50010300001/pooled/2022-02", "K1", true, day("2022-03-04"), yuan("600")};
    const struct bank_answer less = {"claim/H50010300001/pooled/2022-02", "K2", true, day("2022-03-04"), yuan("599")};
    const struct bank_answer none = {"claim/H50010300003/pooled/2022-02", "K2", true, day("2022-03-04"), yuan("1")};
    const struct bank_answer other = {"claim/H50010300001/pooled/2022-02", "K1", true, day("2022-03-05"), yuan("600")};
    const struct bank_answer again = {"claim/H50010300001/pooled/2022-02", "K3", true, day("2022-03-05"), yuan("600")};
    struct bank_answer wild = {"claim/", "K3", true, day("2022-03-05"), yuan("600")};
    static const char *const rubbish[] = {"", "claim", "claim/", "claim/x", "claim//pooled/2022-02", "x/y/z",
                                          "claim/H50010300001/none/2022-02", "claim/H50010300001/pooled/2022-13",
                                          "settle/P/2022-02/x", "prepay/P/H/1/-1", "retention/P/H/x", "online/"};
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_hospital(2, "tertiary", "public", "by_pack");
    claims(1, FUND_UNDECIDED, "2022-02", "600");
    claims(2, FUND_UNDECIDED, "2022-02", "55.55");
    assert_int_equal(refused((struct act_of){.bank = &fine}), M_BANK_NO_PAYMENT); /* not ordered yet */
    r.by = NULL;
    assert_false(step(run_claims, &r, "2022-02", &e));
    assert_int_equal(e.msg, M_APPROVAL_NOBODY);
    r.by = "wang";
    OK(step(run_claims, &r, "2022-02", &e));
    assert_yuan(r.amount, "655.55");
    assert_yuan(net("pooled", "cash", ""), "0.00"); /* pending moves nothing */
    assert_int_equal(faults(), 0);
    assert_int_equal(refused((struct act_of){.bank = &fine}), M_APPROVAL_WAITS);
    assert_int_equal(refused((struct act_of){.approve_order = "2022-02", .by = "wang", .on = "2022-03-02"}),
                     M_APPROVAL_SAME);
    act((struct act_of){.approve_order = "2022-02", .by = "li", .on = "2022-03-02"});
    assert_int_equal(act((struct act_of){.bank = &fail}), PUT_NEW);
    assert_int_equal(act((struct act_of){.bank = &fail}), PUT_SAME);
    assert_int_equal(refused((struct act_of){.bank = &less}), M_BANK_AMOUNT);
    assert_int_equal(refused((struct act_of){.bank = &none}), M_BANK_NO_PAYMENT);
    assert_int_equal(act((struct act_of){.bank = &fine}), PUT_NEW);
    assert_int_equal(act((struct act_of){.bank = &fine}), PUT_SAME);
    assert_true(refused((struct act_of){.bank = &other}) != M_NONE);
    assert_int_equal(refused((struct act_of){.bank = &again}), M_CLAIM_PAID);
    for (size_t i = 0; i < COUNT(rubbish); i++) {
        wild.reference = rubbish[i];
        assert_true(refused((struct act_of){.bank = &wild}) != M_NONE);
    }
    assert_yuan(net("pooled", "cash", ""), "-600.00");
    struct act_of all = {.pay = "2022-02", .on = "2022-03-06"};
    OK(db_tx(fresh_db, FRESH_POOL, act_job, &all, &e));
    assert_int_equal(all.paid.rows, 1);
    assert_yuan(all.paid.amount, "55.55");
    OK(db_tx(fresh_db, FRESH_POOL, act_job, &all, &e)); /* again: nothing waits */
    assert_int_equal(all.paid.rows, 0);
    assert_yuan(net("pooled", "claims", hospital(1)), "0.00");
    assert_int_equal(faults(), 0);
    OK(fresh_db->ops->exec(fresh_db, "UPDATE claim_month SET post_entry = 1", &e));
    assert_int_equal(faults(), 1); /* fsck looks at the entry that posted it */
}

/* A hospital pays a company through the platform. */
static void
test_online(void **state)
{
    const struct online_line one[] = {{"I1", "R1", 1, {0}}, {"I2", "R2", 1, yuan("100")}};
    const struct online_line rest[] = {{"I2", "R2", 1, {0}}};
    const struct online_line much[] = {{"I2", "R2", 1, yuan("200.01")}};
    const struct online_line twice[] = {{"I1", "R1", 1, {0}}, {"I1", "R1", 1, {0}}};
    const struct online_line strange[] = {{"I3", "R3", 1, {0}}};
    const struct online_line part[] = {{"I1", "R1", 1, yuan("0.001")}};
    struct online_payment p = {.number = "N1", .institution = hospital(1), .line = one, .n = 2, .made_by = "zhang",
                               .made_on = day("2022-02-10")};
    const struct bank_answer fail = {"online/N1", "B1", false, day("2022-02-12"), yuan("600")};
    const struct bank_answer fine = {"online/N1", "B2", true, day("2022-02-12"), yuan("600")};
    const struct bank_answer less = {"online/N1", "B2", true, day("2022-02-12"), yuan("500")};
    const struct bank_answer early = {"online/N1", "B2", true, day("2022-02-10"), yuan("600")};
    const struct bank_answer second = {"online/N2", "B3", false, day("2022-02-20"), yuan("200")};
    struct act_of make = {.make = &p};
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_hospital(2, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    add_agreement("P", 2, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    owe(1, "1", "2022-02-28", 50000);
    owe(1, "2", "2022-02-28", 30000);
    owe(2, "3", "2022-02-28", 10000);
    assert_int_equal(act(make), PUT_NEW);
    assert_int_equal(act(make), PUT_SAME);
    p.line = rest;
    p.n = 1;
    assert_int_equal(refused(make), M_ONLINE_OTHER);
    p.number = "N2";
    p.line = strange;
    assert_int_equal(refused(make), M_ONLINE_NO_INVOICE); /* another hospital's */
    p.line = much;
    assert_int_equal(refused(make), M_ONLINE_MORE); /* 100 of 300 are under way */
    p.line = part;
    assert_int_equal(refused(make), M_ONLINE_MORE);
    p.line = rest;
    p.n = 0;
    assert_int_equal(refused(make), M_ONLINE_EMPTY);
    p.n = 1;
    p.made_on = day("2022-01-01");
    assert_int_equal(refused(make), M_ONLINE_BEFORE);
    p.made_on = day("2022-02-10");
    assert_int_equal(act(make), PUT_NEW);
    p.number = "N3";
    p.line = twice;
    p.n = 2;
    assert_true(refused(make) != M_NONE);
    assert_int_equal(refused((struct act_of){.bank = &fine}), M_ONLINE_STATE);
    assert_int_equal(refused((struct act_of){.approve_online = "N1", .by = "zhang", .on = "2022-02-11"}), M_ONLINE_SAME);
    assert_int_equal(refused((struct act_of){.approve_online = "N1", .by = "wu", .on = "2022-02-09"}), M_APPROVAL_BEFORE);
    assert_int_equal(refused((struct act_of){.approve_online = "N9", .by = "wu", .on = "2022-02-11"}), M_ONLINE_NONE);
    assert_int_equal(act((struct act_of){.approve_online = "N1", .by = "wu", .on = "2022-02-11"}), PUT_CHANGED);
    assert_int_equal(act((struct act_of){.approve_online = "N1", .by = "wu", .on = "2022-02-11"}), PUT_SAME);
    assert_int_equal(refused((struct act_of){.bank = &less}), M_BANK_AMOUNT);
    assert_int_equal(refused((struct act_of){.bank = &early}), M_APPROVAL_EARLY);
    assert_int_equal(act((struct act_of){.bank = &fine}), PUT_NEW);
    assert_int_equal(act((struct act_of){.bank = &fine}), PUT_SAME);
    assert_int_equal(refused((struct act_of){.bank = &fail}), M_ONLINE_STATE);
    assert_int_equal(unpaid(), 30000 * 100);
    assert_yuan(net("none", "received", "C"), "600.00");
    assert_yuan(net("none", "hospital_cash", hospital(1)), "-600.00");
    act((struct act_of){.approve_online = "N2", .by = "wu", .on = "2022-02-11"});
    assert_int_equal(act((struct act_of){.bank = &second}), PUT_NEW);
    assert_int_equal(unpaid(), 30000 * 100); /* it failed: still owed, and may be paid anew */
    p.line = rest;
    p.n = 1;
    p.number = "N4";
    assert_int_equal(act(make), PUT_NEW);
    assert_int_equal(faults(), 0);
}

static void
test_corrections(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct correction c = {.number = "C1", .reference = "claim/H50010300001/pooled/2022-01", .reason = "多报",
                           .amount = yuan("1500"), .asked_by = "wang", .asked_on = day("2022-02-01")};
    struct act_of ask = {.ask = &c};
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    sql("INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, cycle_months, rules, "
        "rules_sha256) VALUES (%d, 'P', 'P', 'gansu', 'high_value', 'provincial', '', '2022-01-01', 12, '', '')",
        FRESH_POOL);
    claims(1, FUND_UNDECIDED, "2022-01", "2000");
    claims(1, FUND_UNDECIDED, "2022-02", "70");
    assert_int_equal(act(ask), PUT_NEW);
    assert_int_equal(act(ask), PUT_SAME);
    c.amount = yuan("1400");
    assert_int_equal(refused(ask), M_CORRECTION_OTHER);
    c.number = "C2";
    c.amount = yuan("2000");
    assert_int_equal(refused(ask), M_CORRECTION_CANNOT); /* nothing would change */
    c.amount = yuan("1.001");
    assert_int_equal(refused(ask), M_CLAIM_AMOUNT);
    c.amount = yuan("1");
    c.reference = "claim/H50010300001/pooled/2022-03";
    assert_int_equal(refused(ask), M_CORRECTION_NO_ROW);
    c.reference = "entry/1";
    assert_int_equal(refused(ask), M_CORRECTION_NO_ROW);
    struct act_of decide = {.decide = "C1", .done = true, .by = "wang", .on = "2022-02-02"};
    assert_int_equal(refused(decide), M_CORRECTION_SAME);
    decide.by = "li";
    assert_int_equal(act(decide), PUT_CHANGED);
    assert_int_equal(act(decide), PUT_SAME);
    decide.done = false;
    assert_int_equal(refused(decide), M_CORRECTION_DECIDED);
    assert_yuan(net("pooled", "claims", hospital(1)), "-1570.00");
    assert_int_equal(faults(), 0);
    c.number = "C3"; /* there were none in February */
    c.reference = "claim/H50010300001/pooled/2022-02";
    c.amount = (money){0};
    act(ask);
    act((struct act_of){.decide = "C3", .done = true, .by = "li", .on = "2022-02-02"});
    assert_yuan(net("pooled", "claims", hospital(1)), "-1500.00");
    c.number = "C4";
    c.reference = "claim/H50010300001/pooled/2022-01";
    c.amount = yuan("9");
    act(ask); /* asked for in time, but then the month is ordered to be paid */
    OK(step(run_claims, &r, "2022-01", &e));
    assert_int_equal(refused((struct act_of){.decide = "C4", .done = true, .by = "li", .on = "2022-02-03"}),
                     M_CORRECTION_CANNOT);
    assert_int_equal(act((struct act_of){.decide = "C4", .done = false, .by = "li", .on = "2022-02-03"}), PUT_CHANGED);
    assert_int_equal(faults(), 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {TEST(test_claims_paid_out), TEST(test_online), TEST(test_corrections)};
    return fresh_run(tests, COUNT(tests));
}
