/* Payments that nobody approves do not block for ever: who made them withdraws them, another
 * refuses them, each with a reason; what they held is given back, and the books are sound. */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/correction.h"
#include "fund/direct.h"
#include "fund/online.h"
#include "fund/order_end.h"
#include "fund/query.h"
#include "words/fund.h"

struct doing {
    const struct online_payment *make;
    const struct bank_answer *bank;
    const struct claim *claim;
    struct order_end *order;
    const char *approve, *end; /* online payments */
    const char *give;          /* period of the order in `order` */
    enum ending_how how;
    const char *by, *reason, *on;
    int who; /* hospital */
    enum put put;
};

static bool
do_job(struct db *db, void *arg, struct err *e)
{
    struct doing *d = arg;
    struct arena *a = fund_arena;
    struct approval out;
    if (d->make != NULL)
        return online_make(db, a, FRESH_POOL, d->make, &d->put, e);
    if (d->bank != NULL)
        return bank_take(db, a, FRESH_POOL, d->bank, &d->put, e);
    if (d->claim != NULL)
        return claim_put(db, a, FRESH_POOL, d->claim, &d->put, e);
    if (d->approve != NULL)
        return online_approve(db, a, FRESH_POOL, d->approve, hospital(d->who), d->by, day(d->on),
                              &d->put, e);
    if (d->end != NULL)
        return online_end(db, a, FRESH_POOL, d->end, hospital(d->who), d->how, d->by, d->reason,
                          day(d->on), &d->put, e);
    if (d->give != NULL)
        return approval_give(db, a, FRESH_POOL, d->order->project, d->order->step, d->give, d->by,
                             day(d->on), &out, &d->put, e);
    bool ok = end_order(db, d->order, e);
    d->put = d->order->put;
    return ok;
}

static enum put
done(struct doing d)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
    assert_int_equal(faults(), 0);
    return d.put;
}

static enum msg
refused(struct doing d)
{
    char before[DIGEST_TEXT_MAX];
    struct err e;
    snprintf(before, sizeof(before), "%s", fresh_digest());
    assert_false(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
    assert_string_equal(fresh_digest(), before);
    return e.msg;
}

/* One figure; a query is known by where it lies. */
static int64_t
figure(const struct query *q)
{
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    return row_int(&r, 0, 0);
}
#define FIGURE(name, text)                                                                         \
    static const struct query name = {#name, text " WHERE pool = $1", NULL, 1}
FIGURE(q_way, "SELECT COALESCE(CAST(SUM(instructed) AS BIGINT), 0) FROM invoice_line");
FIGURE(q_taken, "SELECT CAST(SUM(direct_sum) AS BIGINT) FROM claim_month");
FIGURE(q_ends, "SELECT COUNT(*) FROM payment_end");
FIGURE(q_instalments, "SELECT COUNT(*) FROM instalment");
FIGURE(q_prepayments, "SELECT COUNT(*) FROM prepayment");
FIGURE(q_pending,
       "SELECT COALESCE(CAST(SUM(debit_pending + credit_pending) AS BIGINT), 0) FROM account");

static int64_t
under_way(void)
{
    return figure(&q_way) / MONEY_SCALE;
}

static void
world(void)
{
    add_hospital(1, "tertiary", "public", "by_pack");
    add_hospital(2, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    add_agreement("P", 2, 1, "2022-01-01", "2022-12-31", 20000000, 100);
    owe(1, "1", "2022-02-28", 50000);
    owe(1, "2", "2022-02-28", 30000);
    owe(2, "3", "2022-02-28", 20000);
}

static void
test_online(void **state)
{
    const struct online_line line = {"I1", "R1", 1, {0}};
    struct online_payment p = {.number = "N1",
                               .institution = hospital(1),
                               .line = &line,
                               .n = 1,
                               .made_by = "zhang",
                               .made_on = day("2022-02-10")};
    struct doing end = {.end = "N1",
                        .who = 1,
                        .how = ENDING_WITHDRAWN,
                        .by = "zhang",
                        .reason = "twice",
                        .on = "2022-02-11"};
    const struct bank_answer paid = {"online/N1", "B1", true, day("2022-02-12"), yuan("500")};
    struct online_payment got;
    struct err e;
    bool found;
    (void)state;
    world();
    done((struct doing){.make = &p});
    assert_int_equal(under_way(), 500);
    end.reason = "";
    assert_int_equal(refused(end), M_ENDING_REASON);
    end.reason = "twice";
    end.by = "wu";
    assert_int_equal(refused(end), M_ENDING_NOT_MAKER);
    end.how = ENDING_REFUSED;
    end.by = "zhang";
    assert_int_equal(refused(end), M_ENDING_MAKER);
    end.by = "wu";
    end.on = "2022-02-09";
    assert_int_equal(refused(end), M_ENDING_BEFORE);
    end.on = "2022-02-11";
    end.who = 2;
    assert_int_equal(refused(end), M_ONLINE_NONE); /* a stranger's */
    end.who = 1;
    assert_int_equal(done(end), PUT_CHANGED);
    assert_int_equal(done(end), PUT_SAME);
    assert_int_equal(under_way(), 0);
    OK(online_get(fresh_db, fund_arena, FRESH_POOL, "N1", &got, &found, &e));
    assert_int_equal(got.state, ONLINE_REFUSED);
    assert_string_equal(got.end.by, "wu");
    assert_string_equal(got.end.reason, "twice");
    assert_int_equal(
        refused((struct doing){.approve = "N1", .who = 1, .by = "wu", .on = "2022-02-12"}),
        M_ONLINE_STATE);
    assert_int_equal(refused((struct doing){.bank = &paid}), M_ONLINE_STATE);
    p.number = "N2"; /* the line is owed again */
    done((struct doing){.make = &p});
    end.end = "N2";
    end.how = ENDING_WITHDRAWN;
    end.by = "zhang";
    assert_int_equal(done(end), PUT_CHANGED);
    p.number = "N3";
    done((struct doing){.make = &p});
    done((struct doing){.approve = "N3", .who = 1, .by = "wu", .on = "2022-02-12"});
    end.end = "N3";
    end.on = "2022-02-12";
    assert_int_equal(refused(end), M_ONLINE_STATE); /* the bank has it */
    assert_int_equal(under_way(), 500);
}

static struct order_end
order(const char *project, enum approval_step step_, const char *period)
{
    return (struct order_end){.pool = FRESH_POOL,
                              .project = project,
                              .period = period,
                              .step = step_,
                              .how = ENDING_REFUSED,
                              .by = "li",
                              .reason = "wrong",
                              .on = day("2022-03-02"),
                              .arena = fund_arena};
}

static void
claims(int i, const char *amount)
{
    const struct claim c = {hospital(i), "", FUND_UNDECIDED, in_month("2022-02"), yuan(amount)};
    done((struct doing){.claim = &c});
}

/* Direct settlement: the claims are there again, invoices are owed; the month may be made anew. */
static void
test_settle(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct order_end o = order("P", APPROVE_SETTLE, "2022-02");
    const struct bank_answer paid = {"settle/P/2022-02/1", "B1", true, day("2022-03-05"),
                                     yuan("500")};
    struct err e;
    (void)state;
    world();
    claims(1, "600");
    claims(2, "600");
    assert_int_equal(refused((struct doing){.order = &o}), M_APPROVAL_NONE);
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.rows, 3);
    assert_int_equal(under_way(), 800);
    assert_false(step(run_claims, &r, "2022-02", &e));
    o.by = "wang";
    assert_int_equal(refused((struct doing){.order = &o}), M_ENDING_MAKER);
    o.by = "li";
    assert_int_equal(done((struct doing){.order = &o}), PUT_CHANGED);
    assert_int_equal(done((struct doing){.order = &o}), PUT_SAME);
    assert_int_equal(under_way(), 0);
    assert_int_equal(figure(&q_taken), 0);
    assert_int_equal(
        refused((struct doing){.order = &o, .give = "2022-02", .by = "zhao", .on = "2022-03-03"}),
        M_APPROVAL_ENDED);
    assert_int_equal(refused((struct doing){.bank = &paid}), M_INSTRUCTION_DONE);
    r.month = in_month("2022-02");
    OK(step(run_direct, &r, "2022-02", &e)); /* made anew: numbers go on */
    assert_int_equal(r.verdict, RUN_OK);
    assert_int_equal(r.rows, 3);
    assert_int_equal(faults(), 0);
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.verdict, RUN_ALREADY);
    done((struct doing){.order = &o, .give = "2022-02", .by = "li", .on = "2022-03-03"});
    assert_int_equal(refused((struct doing){.order = &o}), M_APPROVAL_GIVEN);
    const struct bank_answer again = {"settle/P/2022-02/4", "B1", true, day("2022-03-05"),
                                      yuan("500")};
    done((struct doing){.bank = &again});
    assert_int_equal(figure(&q_ends), 1);
}

/* Claims: open again, so that they may be corrected. */
static void
test_claim(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct order_end o = order("", APPROVE_CLAIM, "2022-02");
    const struct bank_answer paid = {"claim/H50010300001/pooled/2022-02", "B1", true,
                                     day("2022-03-05"), yuan("600")};
    struct err e;
    (void)state;
    world();
    claims(1, "600");
    claims(2, "55.55");
    OK(step(run_claims, &r, "2022-02", &e));
    o.how = ENDING_WITHDRAWN;
    assert_int_equal(refused((struct doing){.order = &o}), M_ENDING_NOT_MAKER);
    o.by = "wang";
    assert_int_equal(done((struct doing){.order = &o}), PUT_CHANGED);
    assert_int_equal(refused((struct doing){.bank = &paid}), M_BANK_NO_PAYMENT);
    claims(1, "600");
    OK(step(run_claims, &r, "2022-02", &e));
    assert_int_equal(r.rows, 2);
    assert_yuan(r.amount, "655.55");
    done((struct doing){.order = &o, .give = "2022-02", .by = "li", .on = "2022-03-03"});
    done((struct doing){.bank = &paid});
}

/* Prepayments: they were not, and are computed again, here from what an agreement should have said.
 */
static void
test_prepay(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct order_end o = order("P", APPROVE_PREPAY, "2022-01");
    struct err e;
    (void)state;
    world();
    o.on = day("2022-01-20");
    OK(step(run_prepay, &r, "2022-01", &e));
    assert_int_equal(r.verdict, RUN_OK);
    assert_int_equal(r.rows, 2);
    int64_t instalments = figure(&q_instalments);
    money first = r.amount;
    assert_int_equal(done((struct doing){.order = &o}), PUT_CHANGED);
    assert_int_equal(figure(&q_instalments), 0);
    assert_int_equal(figure(&q_prepayments), 0);
    assert_int_equal(figure(&q_pending), 0);
    sql("UPDATE agreement_line SET agreed = agreed / 2 WHERE pool = %d", FRESH_POOL);
    OK(step(run_prepay, &r, "2022-01", &e));
    assert_int_equal(r.amount.units * 2, first.units);
    assert_int_equal(figure(&q_instalments), instalments);
    assert_int_equal(faults(), 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {TEST(test_online), TEST(test_settle), TEST(test_claim),
                                       TEST(test_prepay)};
    return fresh_run(tests, COUNT(tests));
}
