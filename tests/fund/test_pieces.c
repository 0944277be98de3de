/* Direct settlement in pieces of institutions: the same as in one transaction, whoever goes on with
 * it and whatever comes in between; nothing is ordered, approved or closed before it is complete.
 */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/direct.h"
#include "fund/order_end.h"
#include "fund/query.h"
#include "trade/trade.h"
#include "words/fund.h"

enum { HOSPITALS = 70 }; /* three windows of institutions */

struct doing {
    const struct claim *claim;
    const struct bank_answer *bank;
    const struct payment_item *pay;
    struct order_end *end;
    const char *approve; /* by */
};

static bool
do_job(struct db *db, void *arg, struct err *e)
{
    const struct doing *d = arg;
    struct arena *a = fund_arena;
    struct trade_memo *memo = arena_alloc(a, sizeof(*memo));
    struct trade t = {.db = db, .arena = a, .pool = FRESH_POOL, .memo = memo};
    struct approval out;
    enum put how;
    *memo = (struct trade_memo){.n = 0};
    if (d->claim != NULL)
        return claim_put(db, a, FRESH_POOL, d->claim, &how, e);
    if (d->bank != NULL)
        return bank_take(db, a, FRESH_POOL, d->bank, &how, e);
    if (d->pay != NULL)
        return enter_payment(&t, d->pay, &how, e);
    if (d->end != NULL)
        return end_order(db, d->end, e);
    return approval_give(db, a, FRESH_POOL, "P", APPROVE_SETTLE, "2022-02", d->approve,
                         day("2022-03-01"), &out, &how, e);
}

static void
done(struct doing d)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
    assert_int_equal(faults(), 0);
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

/* Each owes 500 and 300; claims are 600, of every seventh 900. */
static struct run
world(void)
{
    char number[2][8];
    for (int i = 1; i <= HOSPITALS; i++) {
        const struct claim c = {hospital(i), "", FUND_UNDECIDED, in_month("2022-02"),
                                yuan(i % 7 == 0 ? "900" : "600")};
        struct doing d = {.claim = &c};
        struct err e;
        snprintf(number[0], sizeof(number[0]), "%d", i);
        snprintf(number[1], sizeof(number[1]), "%d", 100 + i);
        add_hospital(i, "tertiary", "public", "by_pack");
        if (i == HOSPITALS - 1)
            add_agreement("P", i, 1, "2022-01-01", "2022-12-31", 10000000, 100);
        owe(i, number[0], "2022-02-20", 50000);
        owe(i, number[1], "2022-02-28", 30000);
        OK(db_tx(fresh_db, FRESH_POOL, do_job, &d, &e));
    }
    return run_of("P", "policies/gansu", "2022-01-01", 12);
}

static char whole[DIGEST_TEXT_MAX]; /* the database when it was settled in one transaction */

static void
test_whole(void **state)
{
    struct run r = world();
    struct err e;
    (void)state;
    OK(step(run_direct, &r, "2022-02", &e));
    assert_false(r.more);
    assert_int_equal(r.rows, 2 * HOSPITALS);
    assert_int_equal(r.nothing, HOSPITALS - HOSPITALS / 7);
    assert_yuan(r.amount, "44000.00"); /* 60 x 600 + 10 x 800 */
    assert_int_equal(faults(), 0);
    snprintf(whole, sizeof(whole), "%s", fresh_digest());
}

/* Killed after a piece; another person goes on. */
static void
test_killed(void **state)
{
    struct run r = world(), other = r;
    struct order_end end = {.pool = FRESH_POOL,
                            .project = "P",
                            .period = "2022-02",
                            .step = APPROVE_SETTLE,
                            .how = ENDING_REFUSED,
                            .by = "li",
                            .reason = "x",
                            .on = day("2022-03-01"),
                            .arena = fund_arena};
    struct err e;
    (void)state;
    r.piece = 1;
    OK(step(run_direct, &r, "2022-02", &e));
    assert_true(r.more);
    assert_int_equal(faults(), 0);
    assert_int_equal(refused((struct doing){.approve = "li"}), M_SETTLE_UNFINISHED);
    assert_int_equal(refused((struct doing){.end = &end}), M_SETTLE_UNFINISHED);
    assert_false(step(run_claims, &other, "2022-02", &e));
    assert_false(step(run_direct, &other, "2022-03", &e)); /* another month */
    assert_int_equal(e.msg, M_SETTLE_UNFINISHED);
    other.by = "zhao";
    other.month = in_month("2022-02");
    other.on = month_last(other.month);
    other.piece = 1;
    OK(run_pieces(fresh_db, run_direct, &other, &e));
    assert_int_equal(other.rows, 2 * HOSPITALS);
    assert_yuan(other.amount, "44000.00");
    assert_string_equal(fresh_digest(), whole);
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.verdict, RUN_ALREADY);
    assert_false(r.more);
    assert_string_equal(fresh_digest(), whole);
    assert_int_equal(refused((struct doing){.approve = "wang"}),
                     M_APPROVAL_SAME); /* who began it */
    done((struct doing){.approve = "li"});
}

/* Two at once do each a part. */
static void
test_twice_at_once(void **state)
{
    struct run a = world(), b = a;
    struct err e;
    int pieces = 0;
    (void)state;
    a.piece = b.piece = 1;
    b.by = "li"; /* the order is of who began */
    do {
        OK(step(run_direct, pieces % 2 == 0 ? &a : &b, "2022-02", &e));
    } while ((pieces++ % 2 == 0 ? &a : &b)->more);
    assert_int_equal(pieces, 3);
    assert_string_equal(fresh_digest(), whole);
    OK(step(run_direct, &b, "2022-02", &e));
    assert_int_equal(b.verdict, RUN_ALREADY);
    assert_string_equal(fresh_digest(), whole);
}

/* An institution is settled as it stands when its piece comes; what came later waits for next
 * month. */
static void
test_changed_between(void **state)
{
    struct run r = world();
    const struct claim next = {hospital(1), "", FUND_UNDECIDED, in_month("2022-03"), yuan("1000")};
    const struct payment_item pay = {"Z1", "I69", "R69", 1, yuan("500"), day("2022-02-28"), false};
    const struct bank_answer failed = {"settle/P/2022-02/1", "B1", false, day("2022-02-28"),
                                       yuan("500")};
    struct err e;
    (void)state;
    r.piece = 1;
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.rows, 64);
    owe(1, "201", "2022-02-28", 10000);    /* its piece is done, and its claims are used up */
    owe(70, "270", "2022-02-28", 10000);   /* its piece comes, and its claims are 900 */
    done((struct doing){.pay = &pay});     /* a hospital that pays itself before its piece */
    done((struct doing){.bank = &failed}); /* and the bank, before there is an order */
    OK(run_pieces(fresh_db, run_direct, &r, &e));
    assert_int_equal(faults(), 0);
    assert_int_equal(r.rows, 2 * HOSPITALS + 1 - 1);
    assert_yuan(r.amount, "43800.00"); /* 44000 + 100 of the 70th, and 300 of the 69th less */
    done((struct doing){.approve = "li"});
    done((struct doing){.claim = &next});
    OK(step(run_direct, &r, "2022-03",
            &e)); /* 500 that failed, 200 of the 300, the 100 that came late */
    assert_yuan(r.amount, "800.00");
    assert_int_equal(faults(), 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {TEST(test_whole), TEST(test_killed),
                                       TEST(test_twice_at_once), TEST(test_changed_between)};
    return fresh_run(tests, COUNT(tests));
}
