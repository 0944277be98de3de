/* Direct and online payments that were none: invoice and receipt are owed again, in trade as in the
 * books, and the payment waits for another answer of the bank; and when it cannot be taken back. */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/correction.h"
#include "fund/direct.h"
#include "fund/online.h"
#include "fund/query.h"
#include "trade/correct.h"
#include "trade/trade.h"
#include "words/fund.h"
#include "words/period.h"
#include "words/trade.h"

enum what { ASK, DECIDE, PAID, FAILED, BACK };
struct line { /* one act; what is paid and on its way of both receipts afterwards, in yuan */
    const char *why;
    enum what what;
    const char *number, *reference, *amount, *on;
    enum msg no; /* M_NONE: it is done */
    int64_t paid, way;
};

static bool
line_job(struct db *db, void *arg, struct err *e)
{
    const struct line *l = arg;
    struct arena *a = fund_arena;
    struct trade_memo *memo = arena_alloc(a, sizeof(*memo));
    struct trade t = {.db = db, .arena = a, .pool = FRESH_POOL, .memo = memo};
    enum put how;
    const struct correction c = {.number = l->number,
                                 .reference = l->reference,
                                 .reason = "退汇",
                                 .asked_by = "wang",
                                 .asked_on = day(l->on)};
    const struct bank_answer b = {l->reference, l->number, l->what == PAID, day(l->on),
                                  yuan(l->amount == NULL ? "0" : l->amount)};
    const struct goods_return back = {.number = l->number,
                                      .line = 1,
                                      .receipt = l->reference,
                                      .receipt_line = 1,
                                      .qty = {1},
                                      .reason = "x",
                                      .on = day(l->on)};
    *memo = (struct trade_memo){.n = 0};
    switch (l->what) {
    case ASK: return correction_ask(db, a, FRESH_POOL, &c, &how, e);
    case DECIDE:
        return correction_decide(db, a, FRESH_POOL, l->number, true, "li", day(l->on), &how, e);
    case PAID:
    case FAILED: return bank_take(db, a, FRESH_POOL, &b, &how, e);
    case BACK: return return_goods(&t, &back, &how, e);
    }
    return false;
}

static const struct query q_owed = {"n_owed",
                                    "SELECT CAST(SUM(paid) AS BIGINT), CAST(SUM(instructed) AS "
                                    "BIGINT) FROM receipt WHERE pool = $1",
                                    NULL, 1};
static const struct query q_billed = {"n_billed",
                                      "SELECT CAST(SUM(paid) AS BIGINT), CAST(SUM(instructed) AS "
                                      "BIGINT) FROM invoice_line WHERE pool = $1",
                                      NULL, 1};

static void
stands(const struct query *q, const struct line *l)
{
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    int64_t paid = row_int(&r, 0, 0) / MONEY_SCALE, way = row_int(&r, 0, 1) / MONEY_SCALE;
    if (paid != l->paid || way != l->way)
        fail_msg("%s: %lld paid and %lld on its way (%s)", l->why, (long long)paid, (long long)way,
                 q->name);
}

static void
play(const struct line list[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct line l = list[i];
        char before[DIGEST_TEXT_MAX];
        struct err e;
        snprintf(before, sizeof(before), "%s", fresh_digest());
        bool ok = db_tx(fresh_db, FRESH_POOL, line_job, &l, &e);
        if (ok != (l.no == M_NONE) || (!ok && e.msg != l.no))
            fail_msg("%s: %s %s", l.why, ok ? "done" : "refused:", ok ? "" : msg_name(e.msg));
        if (!ok && strcmp(before, fresh_digest()) != 0)
            fail_msg("%s: refused, and something was written", l.why);
        stands(&q_owed, &l);
        if (l.what != BACK && l.no != M_REDO_FIRST)
            stands(&q_billed, &l);
        if (faults() != 0)
            fail_msg("%s: fsck is not silent", l.why);
    }
}

struct giving {
    const char *project, *period, *online;
    enum approval_step step;
    const struct claim *claim;
    const struct online_payment *make;
};

static bool
give_job(struct db *db, void *arg, struct err *e)
{
    const struct giving *g = arg;
    struct approval out;
    enum put how;
    if (g->claim != NULL)
        return claim_put(db, fund_arena, FRESH_POOL, g->claim, &how, e);
    if (g->make != NULL)
        return online_make(db, fund_arena, FRESH_POOL, g->make, &how, e);
    if (g->online != NULL)
        return online_approve(db, fund_arena, FRESH_POOL, g->online, hospital(1), "wu",
                              day("2022-03-01"), &how, e);
    return approval_give(db, fund_arena, FRESH_POOL, g->project, g->step, g->period, "li",
                         day("2022-03-01"), &out, &how, e);
}

static void
give(struct giving g)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, give_job, &g, &e));
}

static void
world(void)
{
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    owe(1, "1", "2022-02-28", 50000);
    owe(1, "2", "2022-02-28", 30000);
    sql("UPDATE agreement_line SET ordered = 2, shipped = 2, accepted = 2, invoiced = 2, "
        "accepted_amount = 8000000");
}

#define ONE "settle/P/2022-02/1"
#define TWO "settle/P/2022-02/2"

static void
test_direct(void **state)
{
    static const struct line open[] = {
        {"not paid yet", ASK, "U1", "paid/" ONE, NULL, "2022-03-02", M_UNPAY_NOT_PAID, 0, 800},
        {"no such", ASK, "U1", "paid/settle/P/2022-02/9", NULL, "2022-03-02", M_BANK_NO_PAYMENT, 0,
         800},
        {"no number", ASK, "U1", "paid/settle/P/2022-02/x", NULL, "2022-03-02", M_BANK_NO_PAYMENT,
         0, 800},
        {"too short", ASK, "U1", "paid/settle/1", NULL, "2022-03-02", M_BANK_NO_PAYMENT, 0, 800},
        {"paid", PAID, "B1", ONE, "500", "2022-03-02", M_NONE, 500, 300},
        {"not before it was paid", ASK, "U1", "paid/" ONE, NULL, "2022-03-01", M_UNPAY_BEFORE, 500,
         300},
        {"asking moves nothing", ASK, "U1", "paid/" ONE, NULL, "2022-03-03", M_NONE, 500, 300},
        {"asked by two at once", ASK, "U2", "paid/" ONE, NULL, "2022-03-03", M_NONE, 500, 300},
        {"it came back", DECIDE, "U1", "", NULL, "2022-03-04", M_NONE, 0, 800},
        {"decided again", DECIDE, "U1", "", NULL, "2022-03-04", M_NONE, 0, 800},
        {"it came back once", DECIDE, "U2", "", NULL, "2022-03-04", M_UNPAY_NOT_PAID, 0, 800},
        {"the wrong answer again", PAID, "B1", ONE, "500", "2022-03-02", M_NONE, 0, 800},
        {"another answer", PAID, "B2", ONE, "500", "2022-03-05", M_NONE, 500, 300},
        {"paid twice", PAID, "B3", ONE, "500", "2022-03-06", M_BANK_AGAIN, 500, 300},
        {"once more", ASK, "U3", "paid/" ONE, NULL, "2022-03-06", M_NONE, 500, 300},
        {"it came back again", DECIDE, "U3", "", NULL, "2022-03-07", M_NONE, 0, 800},
        {"and is given up", FAILED, "B4", ONE, "500", "2022-03-08", M_NONE, 0, 300},
        {"what failed was not paid", ASK, "U4", "paid/" ONE, NULL, "2022-03-08", M_UNPAY_NOT_PAID,
         0, 300},
        {"the other one", PAID, "B5", TWO, "300", "2022-03-08", M_NONE, 300, 0},
    };
    static const struct line closed[] = {
        {"claims were paid out since", ASK, "U5", "paid/" TWO, NULL, "2022-03-09", M_NONE, 300, 0},
        {"it came back", DECIDE, "U5", "", NULL, "2022-03-09", M_NONE, 0, 300},
        {"no claims are left to go back to", FAILED, "B6", TWO, "300", "2022-03-10", M_NONE, 0,
         300},
        {"it waits until it is paid", PAID, "B7", TWO, "300", "2022-03-11", M_NONE, 300, 0},
        {"goods go back for a credit", BACK, "T1", "R2", NULL, "2022-03-12", M_NONE, 0, 0},
        {"what came after it first", ASK, "U6", "paid/" TWO, NULL, "2022-03-13", M_REDO_FIRST, 0,
         0},
    };
    const struct claim c = {hospital(1), "", FUND_UNDECIDED, in_month("2022-02"), yuan("1000")};
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct err e;
    (void)state;
    world();
    give((struct giving){.claim = &c});
    OK(step(run_direct, &r, "2022-02", &e));
    give((struct giving){.project = "P", .period = "2022-02", .step = APPROVE_SETTLE});
    play(open, COUNT(open));
    OK(step(run_claims, &r, "2022-02", &e));
    assert_yuan(r.amount, "700.00"); /* with the 500 that were given up */
    play(closed, COUNT(closed));
}

static void
test_online(void **state)
{
    static const struct line list[] = {
        {"not paid yet", ASK, "U1", "paid/online/N1", NULL, "2022-03-02", M_UNPAY_NOT_PAID, 0, 600},
        {"no such", ASK, "U1", "paid/online/N9", NULL, "2022-03-02", M_BANK_NO_PAYMENT, 0, 600},
        {"paid", PAID, "B1", "online/N1", "600", "2022-03-02", M_NONE, 600, 0},
        {"as a whole", ASK, "U1", "paid/online/N1", NULL, "2022-03-03", M_NONE, 600, 0},
        {"it came back", DECIDE, "U1", "", NULL, "2022-03-03", M_NONE, 0, 600},
        {"the wrong answer again", PAID, "B1", "online/N1", "600", "2022-03-02", M_NONE, 0, 600},
        {"another answer", PAID, "B2", "online/N1", "600", "2022-03-04", M_NONE, 600, 0},
        {"and came back", ASK, "U2", "paid/online/N1", NULL, "2022-03-05", M_NONE, 600, 0},
        {"once more", DECIDE, "U2", "", NULL, "2022-03-05", M_NONE, 0, 600},
        {"for good", FAILED, "B3", "online/N1", "600", "2022-03-06", M_NONE, 0, 0},
    };
    const struct online_line line[] = {{"I1", "R1", 1, {0}}, {"I2", "R2", 1, yuan("100")}};
    const struct online_payment p = {.number = "N1",
                                     .institution = hospital(1),
                                     .line = line,
                                     .n = 2,
                                     .made_by = "zhang",
                                     .made_on = day("2022-03-01")};
    (void)state;
    world();
    give((struct giving){.make = &p});
    give((struct giving){.online = "N1"});
    play(list, COUNT(list));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {TEST(test_direct), TEST(test_online)};
    return fresh_run(tests, COUNT(tests));
}
