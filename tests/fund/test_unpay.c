/* A payment that the bank reported was none, or came back: it is taken back by two people and waits
 * again; and when it cannot be. */
#include "fixture.h"

#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/correction.h"
#include "fund/payable.h"
#include "fund/query.h"
#include "words/fund.h"

static const char *
cash(void)
{
    static char text[MONEY_TEXT_MAX];
    struct rows r;
    struct err e;
    OK(db_run(fresh_db, &q_account_get, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text("pooled"), v_text("cash"),
              v_text("")));
    return money_text((money){r.n == 0 ? 0 : row_int(&r, 0, 5) - row_int(&r, 0, 7)}, text);
}

enum what { ASK, DECIDE, BANK, BACK };
struct line { /* one act: what it comes to, and what the fund has spent afterwards */
    const char *why;
    enum what what;
    const char *number, *reference, *amount, *on;
    enum msg no; /* M_NONE: it is done */
    const char *cash;
};

static bool
line_job(struct db *db, void *arg, struct err *e)
{
    const struct line *l = arg;
    struct arena *a = fund_arena;
    enum put how;
    const struct correction c = {.number = l->number, .reference = l->reference, .reason = "退汇", .asked_by = "wang",
                                 .amount = yuan(l->amount == NULL ? "0" : l->amount), .asked_on = day(l->on)};
    const struct bank_answer b = {l->reference, l->number, true, day(l->on), c.amount};
    const struct paid_back back = {hospital(1), l->number, 1, day(l->on), c.amount};
    switch (l->what) {
    case ASK: return correction_ask(db, a, FRESH_POOL, &c, &how, e);
    case DECIDE: return correction_decide(db, a, FRESH_POOL, l->number, true, "li", day(l->on), &how, e);
    case BANK: return bank_take(db, a, FRESH_POOL, &b, &how, e);
    case BACK: return payback_receive(db, a, FRESH_POOL, "P", &back, &how, e);
    }
    return false;
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
        if (strcmp(cash(), l.cash) != 0)
            fail_msg("%s: %s expected, %s spent", l.why, l.cash, cash());
        if (faults() != 0)
            fail_msg("%s: fsck is not silent", l.why);
    }
}

static bool
approve_job(struct db *db, void *arg, struct err *e)
{
    const struct payment_order *o = arg;
    struct approval out;
    enum put how;
    return approval_give(db, fund_arena, FRESH_POOL, o->project, o->step, o->period, "li", day("2022-01-02"), &out,
                         &how, e);
}

static bool
owe_job(struct db *db, void *arg, struct err *e)
{
    const struct retention_payment *p = arg;
    const struct payment_order o = {"P", "2021", APPROVE_RETENTION, 1, p->amount};
    enum put how;
    return retention_owe(db, fund_arena, FRESH_POOL, p, &how, e) &&
           approval_ask(db, fund_arena, FRESH_POOL, &o, "wang", p->on, &how, e);
}

static bool
claim_job(struct db *db, void *arg, struct err *e)
{
    enum put how;
    return claim_put(db, fund_arena, FRESH_POOL, arg, &how, e);
}

/* 30,000 prepaid of 100,000; 70 of retention; 600 of claims that nothing is taken from. */
static struct run
begin(void)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct payment_order prepay = {"P", "2022-01", APPROVE_PREPAY, 0, {0}},
                         claim = {"", "2022-01", APPROVE_CLAIM, 0, {0}}, keep = {"P", "2021", APPROVE_RETENTION, 0, {0}};
    struct retention_payment owed = {hospital(1), "P", "P/2021", 2021, FUND_UNDECIDED, yuan("70"), day("2022-01-01"),
                                     day("2022-04-01")};
    struct claim c = {hospital(1), "", FUND_UNDECIDED, in_month("2022-01"), yuan("600")};
    struct err e;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    OK(step(run_prepay, &r, "2022-01", &e));
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &prepay, &e));
    OK(db_tx(fresh_db, FRESH_POOL, owe_job, &owed, &e));
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &keep, &e));
    OK(db_tx(fresh_db, FRESH_POOL, claim_job, &c, &e));
    OK(step(run_offset, &r, "2022-01", &e));
    r.on = day("2022-01-01");
    OK(db_tx(fresh_db, FRESH_POOL, run_claims, &r, &e));
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &claim, &e));
    return r;
}

#define PREPAY "prepay/P/H50010300001/1/1"
#define KEPT "retention/P/H50010300001/2021"
#define CLAIM "claim/H50010300001/pooled/2022-01"

static void
test_waits_again(void **state)
{
    static const struct line list[] = {
        {"not paid yet", ASK, "U1", "paid/" PREPAY, NULL, "2022-02-01", M_UNPAY_NOT_PAID, "0.00"},
        {"not paid yet", ASK, "U1", "paid/" KEPT, NULL, "2022-02-01", M_UNPAY_NOT_PAID, "0.00"},
        {"not paid yet", ASK, "U1", "paid/" CLAIM, NULL, "2022-02-01", M_UNPAY_NOT_PAID, "0.00"},
        {"prepaid", BANK, "B1", PREPAY, "30000", "2022-02-01", M_NONE, "-30000.00"},
        {"retention", BANK, "B2", KEPT, "70", "2022-02-01", M_NONE, "-30070.00"},
        {"claims", BANK, "B3", CLAIM, "600", "2022-02-01", M_NONE, "-30670.00"},
        {"as a whole", ASK, "U1", "paid/" PREPAY, "1", "2022-02-02", M_UNPAY_AMOUNT, "-30670.00"},
        {"not before it was paid", ASK, "U1", "paid/" PREPAY, NULL, "2022-01-31", M_UNPAY_BEFORE, "-30670.00"},
        {"no such instalment", ASK, "U1", "paid/prepay/P/H50010300001/1/2", NULL, "2022-02-02", M_BANK_NO_PAYMENT,
         "-30670.00"},
        {"no such term", ASK, "U1", "paid/prepay/P/H50010300001/x/1", NULL, "2022-02-02", M_BANK_NO_PAYMENT,
         "-30670.00"},
        {"no such year", ASK, "U1", "paid/retention/P/H50010300001/2020", NULL, "2022-02-02", M_BANK_NO_PAYMENT,
         "-30670.00"},
        {"no such month", ASK, "U1", "paid/claim/H50010300001/pooled/2022-02", NULL, "2022-02-02", M_BANK_NO_PAYMENT,
         "-30670.00"},
        {"too short", ASK, "U1", "paid/claim", NULL, "2022-02-02", M_BANK_NO_PAYMENT, "-30670.00"},
        {"nothing", ASK, "U1", "paid/", NULL, "2022-02-02", M_BANK_NO_PAYMENT, "-30670.00"},
        {"asking moves nothing", ASK, "U1", "paid/" PREPAY, NULL, "2022-02-02", M_NONE, "-30670.00"},
        {"asked twice at once", ASK, "U2", "paid/" PREPAY, NULL, "2022-02-02", M_NONE, "-30670.00"},
        {"it came back", DECIDE, "U1", "", NULL, "2022-02-03", M_NONE, "-670.00"},
        {"decided again", DECIDE, "U1", "", NULL, "2022-02-03", M_NONE, "-670.00"},
        {"it came back once", DECIDE, "U2", "", NULL, "2022-02-03", M_UNPAY_NOT_PAID, "-670.00"},
        {"the wrong answer again", BANK, "B1", PREPAY, "30000", "2022-02-01", M_NONE, "-670.00"},
        {"another answer", BANK, "B4", PREPAY, "30000", "2022-02-05", M_NONE, "-30670.00"},
        {"prepaid twice", BANK, "B5", PREPAY, "30000", "2022-02-06", M_INSTALMENT_PAID, "-30670.00"},
        {"retention", ASK, "U3", "paid/" KEPT, NULL, "2022-02-02", M_NONE, "-30670.00"},
        {"it came back", DECIDE, "U3", "", NULL, "2022-02-03", M_NONE, "-30600.00"},
        {"and is paid", BANK, "B6", KEPT, "70", "2022-02-05", M_NONE, "-30670.00"},
        {"claims", ASK, "U4", "paid/" CLAIM, NULL, "2022-02-02", M_NONE, "-30670.00"},
        {"it came back", DECIDE, "U4", "", NULL, "2022-02-03", M_NONE, "-30070.00"},
        {"and is paid", BANK, "B7", CLAIM, "600", "2022-02-05", M_NONE, "-30670.00"},
        {"and comes back once more", ASK, "U5", "paid/" CLAIM, NULL, "2022-02-06", M_NONE, "-30670.00"},
        {"once more", DECIDE, "U5", "", NULL, "2022-02-06", M_NONE, "-30070.00"},
    };
    (void)state;
    (void)begin();
    play(list, COUNT(list));
}

/* What was offset, paid back or demanded cannot have come back as well. */
static void
test_too_late(void **state)
{
    static const struct line before[] = {
        {"prepaid", BANK, "B1", PREPAY, "30000", "2022-01-05", M_NONE, "-30000.00"},
        {"asked in time", ASK, "U1", "paid/" PREPAY, NULL, "2022-01-06", M_NONE, "-30000.00"},
        {"one fen was paid back", BACK, "R1", "", "0.01", "2022-01-07", M_NONE, "-29999.99"},
        {"too little is left", DECIDE, "U1", "", NULL, "2022-01-08", M_UNPAY_USED, "-29999.99"},
        {"that was wrong too", ASK, "U2", "payback/P/H50010300001/1/R1", NULL, "2022-01-08", M_NONE, "-29999.99"},
        {"so it is corrected", DECIDE, "U2", "", NULL, "2022-01-08", M_NONE, "-30000.00"},
        {"now it can be", DECIDE, "U1", "", NULL, "2022-01-08", M_NONE, "0.00"},
        {"paid after all", BANK, "B2", PREPAY, "30000", "2022-02-05", M_NONE, "-30000.00"},
    };
    static const struct line after[] = {
        {"offset", ASK, "U3", "paid/" PREPAY, NULL, "2022-03-08", M_UNPAY_USED, "-30000.00"},
    };
    struct run r = begin();
    struct claim c = {hospital(1), "", FUND_UNDECIDED, in_month("2022-02"), yuan("100")};
    struct err e;
    (void)state;
    play(before, COUNT(before));
    OK(db_tx(fresh_db, FRESH_POOL, claim_job, &c, &e));
    buy("P", 1, 1, "2022-02", 100000000);
    OK(step(run_offset, &r, "2022-02", &e));
    assert_yuan(r.amount, "100.00");
    play(after, COUNT(after));
    OK(fresh_db->ops->exec(fresh_db, "UPDATE offset_month SET taken = 0", &e));
    OK(fresh_db->ops->exec(fresh_db, "UPDATE instalment SET entry = paid_entry", &e));
    struct line carried = {"", ASK, "U4", "paid/" PREPAY, NULL, "2022-03-08", M_NONE, ""};
    assert_false(db_tx(fresh_db, FRESH_POOL, line_job, &carried, &e)); /* as of another system */
    assert_int_equal(e.msg, M_UNPAY_CARRIED);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {TEST(test_waits_again), TEST(test_too_late)};
    return fresh_run(tests, COUNT(tests));
}
