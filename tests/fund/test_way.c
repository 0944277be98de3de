/* Money that is on its way is not owed a second time, and what came back is not taken again: cases
 * that random histories of years found (tests/years), one by one. */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/direct.h"
#include "fund/online.h"
#include "fund/query.h"
#include "trade/trade.h"
#include "words/fund.h"
#include "words/trade.h"

struct doing {
    const struct payment_item *pay;
    const struct goods_return *back;
    const struct online_payment *online;
    const struct claim *claim;
    const struct direct_result *answer;
    const struct instalment_paid *instalment;
    const struct paid_back *returned;
    const char *approve; /* month, of direct payments */
};

static bool
do_job(struct db *db, void *arg, struct err *e)
{
    const struct doing *d = arg;
    struct trade_memo *memo = arena_alloc(fund_arena, sizeof(*memo));
    struct trade t = {.db = db, .arena = fund_arena, .pool = FRESH_POOL, .memo = memo};
    struct approval out;
    enum put how;
    *memo = (struct trade_memo){.n = 0};
    if (d->pay != NULL)
        return enter_payment(&t, d->pay, &how, e);
    if (d->back != NULL)
        return return_goods(&t, d->back, &how, e);
    if (d->online != NULL)
        return online_make(db, fund_arena, FRESH_POOL, d->online, &how, e);
    if (d->claim != NULL)
        return claim_put(db, fund_arena, FRESH_POOL, d->claim, &how, e);
    if (d->answer != NULL)
        return direct_settled(db, fund_arena, FRESH_POOL, "P", d->answer, &how, e);
    if (d->instalment != NULL)
        return instalment_pay(db, fund_arena, FRESH_POOL, "P", d->instalment, &how, e);
    if (d->returned != NULL)
        return payback_receive(db, fund_arena, FRESH_POOL, "P", d->returned, &how, e);
    return approval_give(db, fund_arena, FRESH_POOL, "P", APPROVE_SETTLE, d->approve, "li", day("2022-03-01"), &out,
                         &how, e);
}

static void
done(struct doing d)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
}

static enum msg
refused(struct doing d)
{
    struct err e;
    const char *before = fresh_digest();
    assert_false(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
    assert_string_equal(fresh_digest(), before);
    return e.msg;
}

static void
sound(void)
{
    assert_int_equal(faults(), 0);
}

static void
world(void)
{
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    owe(1, "1", "2022-02-28", 50000);
    owe(1, "2", "2022-02-28", 30000);
}

static void
claims(const char *in, const char *amount)
{
    const struct claim c = {hospital(1), "", FUND_UNDECIDED, in_month(in), yuan(amount)};
    done((struct doing){.claim = &c});
}

static const struct payment_item all_of_1 = {"Z1", "I1", "R1", 1, {500 * MONEY_SCALE}, {0}, false};
static const struct goods_return goods_1 = {.number = "T1", .line = 1, .receipt = "R1", .receipt_line = 1,
                                            .qty = {1}, .reason = "x"};

/* The fund is about to pay: neither the hospital nor an online payment pays it too, nor does the month
 * close before the bank has answered; when it has failed, all of it is owed again. */
static void
test_direct_is_under_way(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct payment_item pay = all_of_1;
    struct goods_return back = goods_1;
    const struct online_line line = {"I1", "R1", 1, {0}};
    const struct online_payment online = {.number = "N1", .institution = hospital(1), .line = &line, .n = 1,
                                          .made_by = "zhang", .made_on = day("2022-03-01")};
    const struct direct_result failed = {in_month("2022-02"), 1, false, day("2022-03-02")};
    const struct direct_result paid = {in_month("2022-02"), 2, true, day("2022-03-02")};
    struct err e;
    (void)state;
    pay.on = back.on = day("2022-03-01");
    world();
    claims("2022-02", "800");
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.rows, 2);
    assert_yuan(r.amount, "800.00");
    assert_int_equal(refused((struct doing){.pay = &pay}), M_PAYMENT_MORE);
    assert_int_equal(refused((struct doing){.back = &back}), M_RETURN_UNDER_WAY);
    assert_int_equal(refused((struct doing){.online = &online}), M_ONLINE_MORE);
    assert_false(step(run_claims, &r, "2022-02", &e));
    assert_int_equal(e.msg, M_CLAIM_SETTLE_FIRST);
    sound();
    done((struct doing){.approve = "2022-02"});
    done((struct doing){.answer = &failed});
    assert_false(step(run_claims, &r, "2022-02", &e)); /* the other one */
    done((struct doing){.answer = &paid});
    OK(step(run_claims, &r, "2022-02", &e));
    assert_yuan(r.amount, "500.00"); /* what had failed is the hospital's again */
    done((struct doing){.pay = &pay});
    sound();
}

/* An online payment is made: the fund does not pay it a second time. */
static void
test_online_is_under_way(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    const struct online_line line = {"I1", "R1", 1, {400 * MONEY_SCALE}};
    const struct online_payment online = {.number = "N1", .institution = hospital(1), .line = &line, .n = 1,
                                          .made_by = "zhang", .made_on = day("2022-02-01")};
    struct payment_item pay = all_of_1;
    struct err e;
    (void)state;
    pay.on = day("2022-03-01");
    world();
    done((struct doing){.online = &online});
    assert_int_equal(refused((struct doing){.pay = &pay}), M_PAYMENT_MORE);
    claims("2022-02", "5000");
    OK(step(run_direct, &r, "2022-02", &e));
    assert_yuan(r.amount, "400.00"); /* 100 of the first, 300 of the second */
    sound();
}

/* Paid by its receipt alone, without naming the invoice: nothing is left for the fund to pay. A return
 * lowers what it pays. */
static void
test_direct_pays_what_is_owed(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct payment_item pay = {"Z1", "", "R1", 1, {450 * MONEY_SCALE}, {0}, false};
    struct goods_return back = goods_1;
    struct err e;
    (void)state;
    pay.on = back.on = day("2022-02-01");
    back.receipt = "R2";
    world();
    sql("UPDATE agreement_line SET ordered = 2, shipped = 2, accepted = 2, accepted_amount = 8000000");
    done((struct doing){.pay = &pay});
    done((struct doing){.back = &back});
    claims("2022-02", "5000");
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.rows, 1);
    assert_yuan(r.amount, "50.00");
    sound();
}

/* Claims of a month before one that was paid out would never be paid. */
static void
test_claims_of_a_month_past(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    const struct claim late = {hospital(1), "", FUND_UNDECIDED, in_month("2022-01"), yuan("9")};
    struct err e;
    (void)state;
    world();
    claims("2022-02", "800");
    OK(step(run_claims, &r, "2022-02", &e));
    assert_int_equal(refused((struct doing){.claim = &late}), M_CLAIM_CLOSED);
}

/* Paid back after the month's end, before the month's offset is run: it is not taken again. */
static void
test_offset_after_payback(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    const struct instalment_paid paid = {hospital(1), "B1", 1, 1, day("2022-01-05"), yuan("30000")};
    const struct paid_back back = {hospital(1), "T1", 1, day("2022-02-08"), yuan("29000")};
    struct err e;
    (void)state;
    world();
    OK(step(run_prepay, &r, "2022-01", &e));
    sql("UPDATE fund_approval SET approved_by = 'li', approved_on = '2022-01-02'");
    done((struct doing){.instalment = &paid});
    buy("P", 1, 1, "2022-01", 500000000);
    claims("2022-01", "20000");
    done((struct doing){.returned = &back});
    OK(step(run_offset, &r, "2022-01", &e)); /* half was bought: 15,000, of which 1,000 are there */
    assert_yuan(r.amount, "1000.00");
    sound();
}

/* An order counts what leaves: two instalments of each prepayment. */
static void
test_order_counts_payments(void **state)
{
    struct run r = run_of("P", "policies/chongqing", "2024-09-10", 24);
    struct err e;
    struct approval order;
    bool found;
    (void)state;
    world();
    sql("UPDATE agreement SET from_on = '2024-09-10', to_on = '2025-09-09', volume_until = '2025-09-09'");
    sql("INSERT INTO prepay_decision (pool, project, decided_on, ratio, authority, document) "
        "VALUES (%d, 'P', '2024-09-10', 300000, 'x', '')",
        FRESH_POOL);
    OK(step(run_prepay, &r, "2024-09", &e));
    assert_int_equal(r.rows, 1);
    OK(approval_get(fresh_db, fund_arena, FRESH_POOL, "P", APPROVE_PREPAY, "2024-09", &order, &found, &e));
    assert_true(found);
    assert_int_equal(order.order.rows, 2);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_direct_is_under_way),    TEST(test_online_is_under_way),  TEST(test_direct_pays_what_is_owed),
        TEST(test_claims_of_a_month_past), TEST(test_offset_after_payback), TEST(test_order_counts_payments),
    };
    return fresh_run(tests, COUNT(tests));
}
