/* From an amendment to the fund: differences proposed, approved by a second person, booked, and
 * followed by the offset. */
#include "../agreement/world.h"

#include "agreement/amend.h"
#include "fund/approval.h"
#include "fund/check.h"
#include "fund/decision.h"
#include "fund/prepay_change.h"
#include "fund/state.h"
#include "project/explained.h"
#include "words/fund.h"
#include "words/fund_change.h"

static struct project project;
static struct policy *pack;

static void
fault(void *arg, enum fund_fault f, const char *id, const char *what)
{
    (void)arg;
    fail_msg("%s %s %s", fund_fault_name(f), id, what);
}

static void
books_are_fine(void)
{
    int64_t faults;
    OK(fund_check(fresh_db, POOL, fault, NULL, &faults, &e));
}

static month
in_month(const char *text)
{
    month m = {0};
    assert_true(month_parse(&m, text));
    return m;
}

static int64_t
prepay(const char *text)
{
    struct run r = {.project = &project, .pack = pack, .month = in_month(text), .by = "lin"};
    r.on = month_last(r.month);
    OK(db_tx(fresh_db, POOL, run_prepay, &r, &e));
    assert_int_equal(r.verdict, RUN_OK);
    return r.rows;
}

static void
begin(void)
{
    const struct prepay_decision d = {day("2024-09-01"), {300000}, "x", "1"};
    named(X1, MAKER);
    named(X2, MAKER);
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" A "', 1, 'mandatory', '', '')");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" B "', 1, 'mandatory', '', '')");
    agreed();
    OK(project_get(DB, POOL, P, &project, &e));
    OK(project_pack(&project, world_arena, &pack, &e));
    OK(decision_put(DB, POOL, P, &d, &how, &e));
    assert_int_equal(prepay("2024-09"), 2);
}

static void
amended(struct amendment m, const char *const asked[], size_t n)
{
    const struct amend_actor office = {"YIBAO", "wang", true}, boss = {"YIBAO", "li", true};
    m.project = P;
    m.successor = m.successor == NULL ? "" : m.successor;
    m.document = "";
    m.reason = "r";
    OK(amend_propose(DB, POOL, &m, &office, m.effective_on, &how, &e));
    for (size_t i = 0; i < n; i++) {
        const struct amend_actor by = {asked[i], "clerk", false};
        OK(amend_answer(DB, POOL, m.number, &by, true, "", m.effective_on, &how, &e));
    }
    OK(amend_decide(DB, POOL, m.number, &boss, true, "", m.effective_on, &how, &e));
}

static void
moved(void)
{
    static const struct amend_share five[] = {{X1, 5}};
    static const char *const asked[] = {A, B, MAKER};
    amended((struct amendment){.number = "N1", .kind = AMEND_VOLUME_MOVED, .subject = A,
                               .successor = B, .share = five, .shares = 1,
                               .effective_on = day("2025-03-01")},
            asked, 3);
}

static struct review_prepayments
review(const char *by, const char *on)
{
    struct review_prepayments r = {.project = &project, .pack = pack, .by = by, .on = day(on)};
    OK(db_tx(fresh_db, POOL, review_prepayments, &r, &e));
    return r;
}

static bool
approve(const char *institution, const char *by, struct prepay_change *out)
{
    return approve_prepay_change(DB, POOL, P, institution, 1, by, day("2025-03-06"), out, &how, &e);
}

struct state {
    const char *institution;
    money amount, annual;
};

static bool
take_state(void *arg, const struct prepaid_state *s, struct err *err)
{
    struct state *k = arg;
    (void)err;
    if (strcmp(s->institution, k->institution) == 0)
        *k = (struct state){k->institution, s->amount, s->p.annual};
    return true;
}

static struct state
state_of(const char *institution, const char *ym)
{
    struct state k = {.institution = institution};
    OK(prepaid_each(fresh_db, POOL, P, "", in_month(ym), take_state, &k, &e));
    return k;
}

/* A gives 5 x 1200 to B: 1800 back from A, 1800 more to B. */
static void
test_a_move(void **state)
{
    struct prepay_change c, *list;
    struct stamp stamp;
    struct explain_step step[16];
    struct explain x = {step, 0, 16, 0};
    bool found;
    size_t n;
    (void)state;
    begin();
    assert_int_equal(review("lin", "2025-02-01").proposed, 0); /* nothing was amended */
    moved();
    struct review_prepayments r = review("lin", "2025-03-05");
    assert_int_equal(r.looked_at, 2);
    assert_int_equal(r.proposed, 2);
    assert_int_equal(r.top_up.units, 18000000);
    assert_int_equal(r.back.units, -18000000);
    const char *digest = fresh_digest();
    r = review("lin", "2025-03-05");
    assert_int_equal(r.proposed, 2); /* made anew, the same */
    assert_string_equal(digest, fresh_digest());
    OK(explained_get(DB, POOL, "prepay_change", P "/" B "/1/1", &stamp, &x, &found, &e));
    assert_true(found && x.n >= 2);
    assert_false(approve(B, "lin", &c)); /* her own */
    assert_int_equal(e.msg, M_CHANGE_SAME);
    assert_false(approve(C, "wu", &c));
    assert_int_equal(e.msg, M_CHANGE_NONE);
    assert_string_equal(digest, fresh_digest());
    assert_int_equal(state_of(B, "2025-03").amount.units, 108000000); /* not before it is approved */
    OK(approve(B, "wu", &c));
    assert_int_equal(c.instalment, 3); /* after the two halves */
    assert_int_equal(c.amount.units, 18000000);
    OK(approve(B, "wu", &c));
    assert_int_equal(how, PUT_SAME);
    assert_false(approve(B, "zhao", &c));
    assert_int_equal(e.msg, M_CHANGE_GIVEN);
    OK(approve(A, "wu", &c));
    assert_int_equal(c.instalment, 0);
    books_are_fine();
    assert_int_equal(state_of(B, "2025-03").amount.units, 126000000);
    assert_int_equal(state_of(B, "2025-03").annual.units, INT64_C(420000000));
    assert_int_equal(state_of(B, "2025-02").annual.units, INT64_C(360000000)); /* as it was */
    assert_int_equal(state_of(A, "2025-03").amount.units, 48000000);
    assert_int_equal(review("lin", "2025-03-07").proposed, 0); /* it is done */
    OK(prepay_changes(DB, POOL, P, "", &list, &n, &e));
    assert_int_equal(n, 2);
    assert_string_equal(list[0].institution, A);
    assert_int_equal(list[0].amount.units, -18000000);
}

/* Paid like any instalment, once its order has been seen by two; the return is booked as one. */
static void
test_money_moves(void **state)
{
    const struct instalment_paid more = {B, "BANK-1", 1, 3, day("2025-03-20"), {18000000}};
    const struct payment_order order = {P, "2024-09", APPROVE_PREPAY, 2, {174000000}};
    struct instalment_paid first = {A, "BANK-0", 1, 1, day("2024-10-20"), {33000000}};
    const struct paid_back back = {A, "BANK-2", 1, day("2025-03-21"), {18000000}};
    struct prepay_change c;
    struct approval seen;
    (void)state;
    begin();
    if (!approval_give(DB, POOL, P, APPROVE_PREPAY, "2024-09", "wu", day("2024-10-01"), &seen, &how, &e)) {
        OK(approval_ask(DB, POOL, &order, "lin", day("2024-09-30"), &how, &e));
        OK(approval_give(DB, POOL, P, APPROVE_PREPAY, "2024-09", "wu", day("2024-10-01"), &seen, &how, &e));
    }
    OK(instalment_pay(DB, POOL, P, &first, &how, &e));
    moved();
    assert_false(instalment_pay(DB, POOL, P, &more, &how, &e)); /* there is none */
    assert_int_equal(e.msg, M_NO_INSTALMENT);
    (void)review("lin", "2025-03-05");
    OK(approve(A, "wu", &c));
    OK(approve(B, "wu", &c));
    OK(instalment_pay(DB, POOL, P, &more, &how, &e));
    OK(payback_receive(DB, POOL, P, &back, &how, &e));
    books_are_fine();
}

/* A proposal that waits is made anew by the next amendment; one that is no longer needed goes. */
static void
test_amended_again(void **state)
{
    static const struct amend_share back[] = {{X1, 5}};
    static const char *const asked[] = {A, B, MAKER};
    struct prepay_change c;
    (void)state;
    begin();
    moved();
    assert_int_equal(review("lin", "2025-03-05").proposed, 2);
    amended((struct amendment){.number = "N2", .kind = AMEND_VOLUME_MOVED, .subject = B, .successor = A,
                               .share = back, .shares = 1, .effective_on = day("2025-04-01")},
            asked, 3);
    struct review_prepayments r = review("lin", "2025-04-02");
    assert_int_equal(r.proposed, 0);
    assert_int_equal(r.dropped, 2);
    assert_false(approve(A, "wu", &c));
    amended((struct amendment){.number = "N3", .kind = AMEND_PRICE_CUT, .subject = X2, .price = {4000000},
                               .effective_on = day("2025-05-01")},
            NULL, 0);
    r = review("lin", "2025-05-02"); /* A: 20 x 100 less: 600 back */
    assert_int_equal(r.proposed, 1);
    assert_int_equal(r.back.units, -6000000);
    books_are_fine();
}

/* Merged: A has nothing left; C joins late and gets a prepayment of its own. */
static void
test_merged_and_late(void **state)
{
    static const struct amend_share shares[] = {{X1, 10}};
    static const char *const asked[] = {A, B}, *const asked_late[] = {C, MAKER};
    struct prepay_change c;
    (void)state;
    begin();
    amended((struct amendment){.number = "N1", .kind = AMEND_INSTITUTION_MERGED, .subject = A, .successor = B,
                               .effective_on = day("2025-03-01")},
            asked, 2);
    struct review_prepayments r = review("lin", "2025-03-05");
    assert_int_equal(r.back.units, -66000000); /* all of it */
    assert_int_equal(r.top_up.units, 66000000);
    OK(approve(A, "wu", &c));
    assert_int_equal(c.annual_after.units, 0);
    assert_int_equal(state_of(A, "2025-03").amount.units, 0);
    assert_true(state_of(A, "2025-03").annual.units > 0); /* what is held is still offset */
    amended((struct amendment){.number = "N2", .kind = AMEND_LATE_JOINING, .subject = C, .share = shares,
                               .shares = 1, .factor = {1000000}, .effective_on = day("2025-03-11")},
            asked_late, 2);
    r = review("lin", "2025-03-12");
    assert_int_equal(r.looked_at, 2); /* C has none to change */
    assert_int_equal(prepay("2025-03"), 1);
    assert_int_equal(state_of(C, "2025-03").annual.units, INT64_C(5) * 12000000); /* 10 x 183 / 365 */
    books_are_fine();
}

static void
test_refused(void **state)
{
    struct review_prepayments r = {.project = &project, .by = ""};
    (void)state;
    begin();
    r.pack = pack;
    r.on = day("2025-03-01");
    assert_false(db_tx(fresh_db, POOL, review_prepayments, &r, &e));
    assert_int_equal(e.msg, M_APPROVAL_NOBODY);
    fresh_sql("DELETE FROM prepay_decision");
    r.by = "lin";
    assert_false(db_tx(fresh_db, POOL, review_prepayments, &r, &e));
    assert_int_equal(e.msg, M_CHANGE_NO_RULE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_move),          TEST(test_money_moves), TEST(test_amended_again),
        TEST(test_merged_and_late), TEST(test_refused),
    };
    return fresh_run(tests, COUNT(tests));
}
