/* The fund: prepayments, claims, offsets, demands, money back, and the books behind them. */
#include "fixture.h"

#include "fund/books.h"
#include "fund/bank.h"
#include "fund/check.h"
#include "fund/claim.h"
#include "fund/decision.h"
#include "fund/direct.h"
#include "fund/approval.h"
#include "fund/payable.h"
#include "fund/query.h"
#include "words/fund.h"

static void
note_kind(void *arg, enum fund_fault f, const char *id, const char *what)
{
    print_fault(NULL, f, id, what);
    *(int64_t *)arg |= INT64_C(1) << f;
}

static bool
call_job(struct db *db, void *arg, struct err *e)
{
    struct call *c = arg;
    if (c->instalment != NULL)
        return instalment_pay(db, fund_arena, FRESH_POOL, c->project, c->instalment, &c->how, e);
    if (c->back != NULL)
        return payback_receive(db, fund_arena, FRESH_POOL, c->project, c->back, &c->how, e);
    return claim_put(db, fund_arena, FRESH_POOL, c->claim, &c->how, e);
}

static bool
call(struct call c, enum put *how, struct err *e)
{
    bool ok = db_tx(fresh_db, FRESH_POOL, call_job, &c, e);
    if (how != NULL)
        *how = c.how;
    return ok;
}

/* A second person approves what waits of prepayments, on the day it was made. */
static bool
approve_waiting(struct db *db, void *arg, struct err *e)
{
    struct approval *list, out;
    enum put how;
    size_t n;
    if (!approval_list(db, fund_arena, FRESH_POOL, true, NULL, 100, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (list[i].order.step == APPROVE_PREPAY && strcmp(list[i].order.project, arg) == 0 &&
            !approval_give(db, fund_arena, FRESH_POOL, arg, APPROVE_PREPAY, list[i].order.period, "li",
                           list[i].made_on, &out, &how, e))
            return false;
    return true;
}

static void
approve_prepay(const char *project)
{
    struct err e;
    char code[16];
    snprintf(code, sizeof(code), "%s", project);
    OK(db_tx(fresh_db, FRESH_POOL, approve_waiting, code, &e));
}

static void
pay(const char *project, int i, int term, int number, const char *on, const char *amount)
{
    struct err e;
    enum put how;
    approve_prepay(project);
    const struct instalment_paid in = {hospital(i), "B1", term, number, day(on), yuan(amount)};
    OK(call((struct call){.project = project, .instalment = &in}, &how, &e));
    assert_int_equal(how, PUT_NEW);
}

static void
claims(int i, enum fund fund, const char *in, const char *amount)
{
    struct err e;
    const struct claim c = {hospital(i), "", fund, in_month(in), yuan(amount)};
    OK(call((struct call){.claim = &c}, NULL, &e));
}

struct left {
    const char *institution;
    int64_t term;
    money left, taken, demanded;
    char demand[16];
    date due;
};

static bool
take_left(void *arg, const struct prepaid_state *s, struct err *e)
{
    struct left *l = arg;
    (void)e;
    if (strcmp(s->institution, l->institution) != 0 || s->term != l->term)
        return true;
    l->left = prepaid_left(s);
    l->taken = s->p.offset;
    l->demanded = s->demanded;
    l->due = s->demand_due;
    snprintf(l->demand, sizeof(l->demand), "%s", s->demand);
    return true;
}

static struct left
left_of(const char *project, int i, int term, const char *in)
{
    struct left l = {.institution = hospital(i), .term = term, .left = {-1}};
    struct err e;
    OK(prepaid_each(fresh_db, FRESH_POOL, project, "", in_month(in), take_left, &l, &e));
    return l;
}

static int64_t
count(const struct query *q)
{
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    return row_int(&r, 0, 0);
}

static const struct query n_prepayments = {"n_p", "SELECT COUNT(*) FROM prepayment WHERE pool = $1", NULL, 1},
                          n_runs = {"n_r", "SELECT COUNT(*) FROM fund_run WHERE pool = $1", NULL, 1};

/* RULES 7: prepay 30,000 of 100,000; January bought 10,000, claims 2,000; February 10,000, 10,000. */
static void
test_progress(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100); /* 1000.00 x 100 */
    OK(step(run_prepay, &r, "2022-01", &e));
    assert_int_equal(r.verdict, RUN_OK);
    assert_int_equal(r.rows, 1);
    assert_yuan(r.amount, "30000.00");
    assert_int_equal(faults(), 0);
    OK(step(run_offset, &r, "2021-12", &e)); /* nothing is paid out: nothing to take */
    pay("P", 1, 1, 1, "2022-01-05", "30000");
    claims(1, FUND_UNDECIDED, "2022-01", "2000");
    claims(1, FUND_UNDECIDED, "2022-02", "10000");
    buy("P", 1, 1, "2022-01", 100000000);
    buy("P", 1, 1, "2022-02", 100000000);
    OK(step(run_offset, &r, "2022-01", &e));
    assert_yuan(left_of("P", 1, 1, "2022-01").taken, "2000.00");
    OK(step(run_offset, &r, "2022-02", &e));
    assert_yuan(r.amount, "4000.00");
    assert_yuan(left_of("P", 1, 1, "2022-02").left, "24000.00");
    assert_yuan(left_of("P", 1, 1, "2022-01").left, "28000.00");
    OK(step(run_claims, &r, "2022-02", &e));
    assert_yuan(r.amount, "6000.00");
    assert_int_equal(faults(), 0);
}

static void
test_a_month_twice_and_out_of_order(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    OK(step(run_prepay, &r, "2022-01", &e));
    pay("P", 1, 1, 1, "2022-01-05", "30000");
    claims(1, FUND_UNDECIDED, "2022-02", "10000");
    buy("P", 1, 1, "2022-01", 100000000);
    OK(step(run_offset, &r, "2022-02", &e));
    const char *digest = fresh_digest();
    OK(step(run_offset, &r, "2022-02", &e));
    assert_int_equal(r.verdict, RUN_ALREADY);
    OK(step(run_prepay, &r, "2022-01", &e));
    assert_int_equal(r.verdict, RUN_ALREADY);
    assert_false(step(run_offset, &r, "2022-01", &e));
    assert_true(e.code == ERR_CONFLICT && e.msg == M_RUN_PAST);
    assert_false(step(run_offset, &r, "2022-04", &e));
    assert_true(e.code == ERR_CONFLICT && e.msg == M_RUN_GAP);
    assert_false(step(run_prepay, &r, "2021-12", &e));
    assert_int_equal(e.msg, M_RUN_PAST);
    assert_false(step(run_claims, &r, "2022-03", &e));
    assert_int_equal(e.msg, M_CLAIM_OFFSET_FIRST);
    assert_string_equal(fresh_digest(), digest);
    OK(step(run_claims, &r, "2022-02", &e));
    const struct claim late = {hospital(1), "x", FUND_EMPLOYEE, in_month("2022-02"), yuan("1")};
    assert_false(call((struct call){.claim = &late}, NULL, &e));
    assert_int_equal(e.msg, M_CLAIM_CLOSED);
    assert_int_equal(faults(), 0);
}

/* CS-HCDL-2023-1: two instalments, nothing offset until 2026-10, the rest demanded on 2027-10-01. */
static void
test_chongqing(void **state)
{
    struct run r = run_of("CQ", "policies/chongqing", "2024-09-10", 24);
    const struct prepay_decision d = {day("2024-09-01"), share("30%"), "市医保监测中心", "函1"};
    enum put how;
    struct err e;
    char ym[MONTH_TEXT_MAX];
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_hospital(2, "unrated", "pharmacy", "by_pack");
    add_hospital(3, "primary", "public", "employee"); /* an own decision on record */
    for (int i = 1; i <= 3; i++) {
        add_agreement("CQ", i, 1, "2024-09-10", "2025-09-09", 12320000, i * 100);
        add_agreement("CQ", i, 2, "2025-09-10", "2026-09-09", 12320000, i * 100);
    }
    OK(step(run_prepay, &r, "2024-09", &e));
    assert_int_equal(r.verdict, RUN_NO_RULE); /* the ratio is the authority's, and it has not spoken */
    assert_true(r.bound.verdict == BIND_BY_AUTHORITY && r.bound.rule == RULE_PREPAY_CONSUMABLE);
    OK(decision_put(fresh_db, fresh_arena, FRESH_POOL, "CQ", &d, &how, &e));
    OK(step(run_prepay, &r, "2024-09", &e));
    assert_int_equal(r.rows, 3);
    assert_yuan(r.amount, "221760.00"); /* 1232 x 600 x 30 % */
    OK(step(run_prepay, &r, "2025-10", &e));
    assert_int_equal(r.rows, 0); /* one for the two years */
    assert_int_equal(count(&n_prepayments), 3);
    pay("CQ", 1, 1, 1, "2024-10-30", "18480");
    pay("CQ", 1, 1, 2, "2025-02-28", "18480");
    pay("CQ", 2, 1, 1, "2024-10-30", "36960");
    buy("CQ", 1, 1, "2024-10", 100000000);
    claims(1, FUND_EMPLOYEE, "2024-10", "50000");
    claims(1, FUND_RESIDENT, "2026-10", "50000"); /* of the other fund: not for this */
    claims(1, FUND_EMPLOYEE, "2026-10", "30000");
    claims(2, FUND_RESIDENT, "2026-11", "6960");
    for (month m = in_month("2024-10"); m.month <= in_month("2027-10").month; m.month++)
        OK(step(run_offset, &r, month_text(m, ym), &e));
    assert_int_equal(r.demands, 2);
    struct left one = left_of("CQ", 1, 1, "2027-10"), two = left_of("CQ", 2, 1, "2027-10");
    assert_yuan(left_of("CQ", 1, 1, "2026-09").left, "36960.00");
    assert_yuan(one.taken, "30000.00");
    assert_yuan(one.demanded, "6960.00");
    assert_day(one.due, "2027-10-31");
    assert_yuan(two.demanded, "30000.00");
    assert_string_equal(left_of("CQ", 1, 1, "2027-09").demand, "");
    const struct paid_back back = {hospital(1), "T1", 1, day("2027-10-20"), yuan("6960")};
    const struct paid_back more = {hospital(1), "T2", 1, day("2027-10-21"), yuan("0.01")};
    OK(call((struct call){.project = "CQ", .back = &back}, &how, &e));
    OK(call((struct call){.project = "CQ", .back = &back}, &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(call((struct call){.project = "CQ", .back = &more}, &how, &e));
    assert_int_equal(e.msg, M_PAYBACK_LARGE);
    assert_yuan(left_of("CQ", 1, 1, "2027-10").left, "0.00");
    assert_int_equal(faults(), 0);
}

/* An extended cycle moves the first month of the offset with it. */
static void
test_extension(void **state)
{
    struct run r = run_of("CQ", "policies/chongqing", "2024-09-10", 24);
    const struct prepay_decision d = {day("2024-09-01"), share("30%"), "x", "1"};
    enum put how;
    struct err e;
    char ym[MONTH_TEXT_MAX];
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("CQ", 1, 1, "2024-09-10", "2025-09-09", 12320000, 100);
    OK(decision_put(fresh_db, fresh_arena, FRESH_POOL, "CQ", &d, &how, &e));
    OK(step(run_prepay, &r, "2024-09", &e));
    pay("CQ", 1, 1, 1, "2024-10-30", "18480");
    sql("INSERT INTO cycle_extension (pool, project, decided_on, new_end, reason, announcement) "
        "VALUES (%d, 'CQ', '2026-08-01', '2027-03-09', 'x', '')",
        FRESH_POOL);
    claims(1, FUND_EMPLOYEE, "2026-10", "100");
    claims(1, FUND_EMPLOYEE, "2027-04", "100");
    for (month m = in_month("2026-10"); m.month <= in_month("2027-04").month; m.month++)
        OK(step(run_offset, &r, month_text(m, ym), &e));
    assert_yuan(left_of("CQ", 1, 1, "2027-03").taken, "0.00");
    assert_yuan(left_of("CQ", 1, 1, "2027-04").taken, "100.00");
}

/* Lüliang 2022: clawed back instead of offset, into the special account. */
static void
test_clawback(void **state)
{
    struct run r = run_of("LL", "policies/lvliang", "2022-03-15", 12);
    struct err e;
    enum put how;
    struct rows rows;
    char ym[MONTH_TEXT_MAX];
    (void)state;
    add_hospital(1, "secondary", "public", "by_pack");
    add_agreement("LL", 1, 1, "2022-03-15", "2023-03-14", 10000000, 100);
    OK(step(run_prepay, &r, "2022-03", &e));
    assert_yuan(r.amount, "30000.00");
    pay("LL", 1, 1, 1, "2022-04-20", "30000");
    buy("LL", 1, 1, "2022-04", 500000000);
    claims(1, FUND_UNDECIDED, "2022-05", "90000");
    for (month m = in_month("2022-04"); m.month <= in_month("2023-03").month; m.month++)
        OK(step(run_offset, &r, month_text(m, ym), &e));
    struct left l = left_of("LL", 1, 1, "2023-03");
    assert_yuan(l.taken, "0.00");
    assert_string_equal(l.demand, "clawback");
    assert_yuan(l.demanded, "30000.00");
    assert_day(l.due, "2023-05-14");
    const struct paid_back back = {hospital(1), "T1", 1, day("2023-05-10"), yuan("30000")};
    OK(call((struct call){.project = "LL", .back = &back}, &how, &e));
    OK(db_run(fresh_db, &q_account_get, fresh_arena, &rows, &e, v_int(FRESH_POOL), v_text("pooled"),
              v_text("special"), v_text("")));
    assert_int_equal(row_int(&rows, 0, 5), 300000000);
    assert_int_equal(faults(), 0);
}

static void
test_what_is_refused(void **state)
{
    struct run r = run_of("GZ", "policies/guangzhou", "2022-01-01", 12);
    struct run p = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct run late = run_of("L", "policies/gansu", "2027-01-01", 12);
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    OK(step(run_prepay, &r, "2022-01", &e));
    assert_int_equal(r.verdict, RUN_NO_RULE);
    OK(step(run_offset, &r, "2022-01", &e));
    assert_int_equal(r.verdict, RUN_NO_RULE);
    OK(step(run_prepay, &late, "2027-01", &e)); /* Gansu's document ran out on 2026-10-20 */
    assert_int_equal(late.verdict, RUN_NO_TERM);
    assert_int_equal(count(&n_runs), 0);

    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    OK(step(run_prepay, &p, "2022-01", &e));
    const struct instalment_paid less = {hospital(1), "B", 1, 1, day("2022-02-01"), yuan("29999")};
    const struct instalment_paid none = {hospital(1), "B", 1, 2, day("2022-02-01"), yuan("30000")};
    const struct instalment_paid fine = {hospital(1), "B", 1, 1, day("2022-02-01"), yuan("30000")};
    const struct instalment_paid other = {hospital(1), "B", 1, 1, day("2022-02-02"), yuan("30000")};
    const struct claim nobody = {"H50010399999", "", FUND_EMPLOYEE, in_month("2022-01"), yuan("1")};
    const struct claim fraction = {hospital(1), "", FUND_EMPLOYEE, in_month("2022-01"), yuan("1.001")};
    const struct claim zero = {hospital(1), "", FUND_EMPLOYEE, in_month("2022-01"), yuan("0")};
    const struct paid_back stranger = {hospital(1), "T", 2, day("2022-02-01"), yuan("1")};
    enum put how;
    const char *digest = fresh_digest();
    assert_false(call((struct call){.project = "P", .instalment = &less}, NULL, &e));
    assert_int_equal(e.msg, M_INSTALMENT_AMOUNT);
    assert_false(call((struct call){.project = "P", .instalment = &none}, NULL, &e));
    assert_int_equal(e.msg, M_NO_INSTALMENT);
    assert_false(call((struct call){.claim = &nobody}, NULL, &e));
    assert_false(call((struct call){.claim = &fraction}, NULL, &e));
    assert_int_equal(e.msg, M_CLAIM_AMOUNT);
    assert_false(call((struct call){.claim = &zero}, NULL, &e));
    assert_false(call((struct call){.project = "P", .back = &stranger}, NULL, &e));
    assert_int_equal(e.msg, M_NO_PREPAYMENT);
    assert_false(call((struct call){.project = "P", .instalment = &fine}, NULL, &e));
    assert_int_equal(e.msg, M_APPROVAL_WAITS); /* one person's word is not enough */
    assert_string_equal(fresh_digest(), digest);
    approve_prepay("P");
    OK(call((struct call){.project = "P", .instalment = &fine}, &how, &e));
    OK(call((struct call){.project = "P", .instalment = &fine}, &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(call((struct call){.project = "P", .instalment = &other}, NULL, &e));
    assert_int_equal(e.msg, M_INSTALMENT_PAID);
    assert_int_equal(faults(), 0);
}

struct bank {
    struct direct_result in;
    enum put how;
};

static bool
bank_job(struct db *db, void *arg, struct err *e)
{
    struct bank *b = arg;
    return direct_settled(db, fund_arena, FRESH_POOL, "P", &b->in, &b->how, e);
}

static bool
bank(const char *in, int64_t seq, bool paid, const char *on, enum put *how, struct err *e)
{
    struct bank b = {{in_month(in), seq, paid, day(on)}, PUT_SAME};
    bool ok = db_tx(fresh_db, FRESH_POOL, bank_job, &b, e);
    *how = b.how;
    return ok;
}

/* Four eyes: an order that `made` it is approved by `by`. */
struct approving {
    enum approval_step step;
    const char *period, *by, *on;
    const struct payment_order *ask; /* not NULL: it is made, not approved */
};

static bool
approve_job(struct db *db, void *arg, struct err *e)
{
    const struct approving *a = arg;
    struct approval out;
    enum put how;
    return a->ask != NULL
               ? approval_ask(db, fund_arena, FRESH_POOL, a->ask, a->by, day(a->on), &how, e)
               : approval_give(db, fund_arena, FRESH_POOL, "P", a->step, a->period, a->by, day(a->on), &out, &how, e);
}

static bool
approve(enum approval_step step, const char *period, const char *by, const char *on, struct err *e)
{
    struct approving a = {step, period, by, on, NULL};
    return db_tx(fresh_db, FRESH_POOL, approve_job, &a, e);
}

static const struct query n_unpaid = {
    "n_unpaid", "SELECT CAST(COALESCE(SUM(amount - paid), 0) AS BIGINT) FROM invoice_line WHERE pool = $1", NULL,
    1};

/* Due invoices are paid out of the month's claims; what they do not cover waits; a payment that fails
 * is tried again. */
static void
test_direct_settlement(void **state)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct run cq = run_of("CQ", "policies/chongqing", "2024-09-10", 24);
    struct err e;
    enum put how;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    owe(1, "1", "2022-02-28", 50000);
    owe(1, "2", "2022-02-28", 30000);
    owe(1, "3", "2022-03-31", 10000);
    claims(1, FUND_UNDECIDED, "2022-02", "600");
    claims(1, FUND_UNDECIDED, "2022-03", "900");
    OK(step(run_direct, &cq, "2024-10", &e));
    assert_true(cq.verdict == RUN_NO_RULE && cq.bound.rule == RULE_DIRECT_SETTLE);
    r.by = NULL;
    assert_false(step(run_direct, &r, "2022-02", &e)); /* nobody is named */
    assert_int_equal(e.msg, M_APPROVAL_NOBODY);
    r.by = "wang";
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.rows, 2);
    assert_yuan(r.amount, "600.00"); /* 500 and a third of 300 */
    assert_int_equal(r.nothing, 1);
    assert_int_equal(faults(), 0);
    OK(step(run_direct, &r, "2022-02", &e));
    assert_int_equal(r.verdict, RUN_ALREADY);
    const char *digest = fresh_digest();
    assert_false(bank("2022-02", 1, true, "2022-03-02", &how, &e)); /* nobody else has seen it */
    assert_int_equal(e.msg, M_APPROVAL_WAITS);
    assert_false(approve(APPROVE_SETTLE, "2022-02", "wang", "2022-03-01", &e));
    assert_int_equal(e.msg, M_APPROVAL_SAME);
    assert_false(approve(APPROVE_SETTLE, "2022-02", "", "2022-03-01", &e));
    assert_int_equal(e.msg, M_APPROVAL_NOBODY);
    assert_false(approve(APPROVE_SETTLE, "2022-02", "li", "2022-02-27", &e));
    assert_int_equal(e.msg, M_APPROVAL_BEFORE);
    assert_false(approve(APPROVE_SETTLE, "2022-01", "li", "2022-03-01", &e));
    assert_int_equal(e.msg, M_APPROVAL_NONE);
    assert_string_equal(digest, fresh_digest());
    OK(approve(APPROVE_SETTLE, "2022-02", "li", "2022-03-02", &e));
    OK(approve(APPROVE_SETTLE, "2022-02", "li", "2022-03-02", &e));
    assert_false(approve(APPROVE_SETTLE, "2022-02", "zhao", "2022-03-02", &e));
    assert_int_equal(e.msg, M_APPROVAL_GIVEN);
    assert_false(bank("2022-02", 1, true, "2022-03-01", &how, &e)); /* before it was approved */
    assert_int_equal(e.msg, M_APPROVAL_EARLY);
    OK(bank("2022-02", 1, true, "2022-03-02", &how, &e));
    assert_int_equal(how, PUT_NEW);
    OK(bank("2022-02", 1, true, "2022-03-02", &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(bank("2022-02", 1, false, "2022-03-02", &how, &e));
    assert_int_equal(e.msg, M_INSTRUCTION_DONE);
    assert_false(bank("2022-02", 9, true, "2022-03-02", &how, &e));
    assert_int_equal(e.msg, M_NO_INSTRUCTION);
    assert_int_equal(count(&n_unpaid), 40000 * 100);
    OK(bank("2022-02", 2, false, "2022-03-03", &how, &e));
    assert_int_equal(faults(), 0);
    OK(step(run_direct, &r, "2022-03", &e)); /* 300 again, and 100 that is due now */
    assert_int_equal(r.rows, 2);
    assert_yuan(r.amount, "400.00");
    OK(approve(APPROVE_SETTLE, "2022-03", "li", "2022-04-01", &e));
    OK(bank("2022-03", 1, true, "2022-04-02", &how, &e));
    OK(bank("2022-03", 2, true, "2022-04-02", &how, &e));
    assert_int_equal(count(&n_unpaid), 0);
    OK(step(run_claims, &r, "2022-02", &e));
    assert_yuan(r.amount, "100.00"); /* what the failed payment gave back */
    OK(step(run_claims, &r, "2022-03", &e));
    assert_yuan(r.amount, "500.00");
    assert_int_equal(faults(), 0);
}

/* More lines than are written at once, of several hospitals: each gets what its claims hold, line by
 * line in their order, and a page of the order goes on where the last one ended. */
static void
test_direct_settlement_of_many(void **state)
{
    enum { LINES = 150, PAGE = 64 };
    static const char *const held[] = {"", "100000", "1000", "160.20"};
    static const struct query sums = {"n_direct", "SELECT institution, COUNT(*), CAST(SUM(amount) AS BIGINT), MIN(seq), MAX(seq) FROM direct_line "
                                      "WHERE pool = $1 GROUP BY institution ORDER BY institution", NULL, 1};
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct order_payment *list;
    char number[16], after[128] = "";
    struct rows got;
    struct err e;
    size_t n = PAGE, pages = 0, all = 0;
    money sum = {0};
    (void)state;
    for (int i = 1; i <= 3; i++) {
        add_hospital(i, "tertiary", "public", "by_pack");
        add_agreement("P", i, 1, "2022-01-01", "2022-12-31", 10000000, 100);
        claims(i, FUND_UNDECIDED, "2022-02", held[i]);
        for (int k = 0; k < LINES; k++) {
            snprintf(number, sizeof(number), "%d%03d", i, k);
            owe(i, number, "2022-02-28", 1000 + k);
        }
    }
    OK(step(run_direct, &r, "2022-02", &e));
    /* 150 x 10.00 + 0.01 x (0 + ... + 149) = 1611.75; 1000.00 is 95 lines (994.65) and part of one;
     * 160.20 is 15 whole ones (151.05) and part of one */
    assert_int_equal(r.rows, 150 + 96 + 16);
    assert_yuan(r.amount, "2771.95");
    assert_int_equal(r.nothing, 150 - 95 + 150 - 15);
    OK(db_run(fresh_db, &sums, fresh_arena, &got, &e, v_int(FRESH_POOL)));
    static const int64_t want[][4] = {{150, 16117500, 1, 150}, {96, 10000000, 151, 246}, {16, 1602000, 247, 262}};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++)
            assert_int_equal(row_int(&got, i, k + 1), want[i][k]);
    assert_int_equal(faults(), 0);
    for (; n == PAGE; pages++) {
        OK(order_payments(fresh_db, fresh_arena, FRESH_POOL, "P", APPROVE_SETTLE, "2022-02", after, PAGE, &list, &n, &e));
        for (size_t i = 0; i < n; i++)
            assert_true(money_add(&sum, sum, list[i].amount));
        all += n;
        if (n > 0)
            snprintf(after, sizeof(after), "%s", list[n - 1].reference);
    }
    assert_int_equal(all, 262);
    assert_int_equal(pages, 5);
    assert_yuan(sum, "2771.95");
    assert_string_equal(after, "settle/P/2022-02/262");
}

/* More institutions than are read at a time: none is left out or taken twice, and their payments
 * are numbered in their order, wherever one part ends; some have no claims, some owe nothing. */
static void
test_direct_settlement_of_many_institutions(void **state)
{
    enum { INSTITUTIONS = 70 };
    static const struct query all = {"n_settled", "SELECT seq, institution, amount FROM direct_line WHERE pool = $1 ORDER BY seq", NULL, 1};
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    char number[16];
    struct rows got;
    struct err e;
    size_t at = 0;
    (void)state;
    for (int i = 1; i <= INSTITUTIONS; i++) {
        add_hospital(i, "tertiary", "public", "by_pack");
        add_agreement("P", i, 1, "2022-01-01", "2022-12-31", 10000000, 100);
        if (i % 10 != 0)
            claims(i, FUND_UNDECIDED, "2022-02", "1000");
        snprintf(number, sizeof(number), "%d", 1000 + i);
        if (i % 7 != 0)
            owe(i, number, "2022-02-28", 1000 + i);
    }
    OK(step(run_direct, &r, "2022-02", &e));
    OK(db_run(fresh_db, &all, fresh_arena, &got, &e, v_int(FRESH_POOL)));
    for (int i = 1; i <= INSTITUTIONS; i++)
        if (i % 10 != 0 && i % 7 != 0) {
            assert_true(at < got.n);
            assert_int_equal(row_int(&got, at, 0), at + 1);
            assert_string_equal(row_text(&got, at, 1), hospital(i));
            assert_int_equal(row_int(&got, at, 2), (1000 + i) * 100);
            at++;
        }
    assert_int_equal(got.n, at);
    assert_int_equal(r.rows, at);
    assert_int_equal(r.nothing, 6); /* 10, 20 ... but not 70, which owes nothing */
    assert_int_equal(faults(), 0);
}

struct owing {
    const struct retention_payment *retention;
    const struct supplier_debt *debt;
    const char *paid_on, *borne_on;
    enum put how;
};

static bool
owing_job(struct db *db, void *arg, struct err *e)
{
    struct owing *o = arg;
    if (o->borne_on != NULL)
        return supplier_debt_pay(db, fund_arena, FRESH_POOL, "P", "C", "S1", day(o->borne_on), &o->how, e);
    if (o->paid_on != NULL)
        return retention_pay(db, fund_arena, FRESH_POOL, hospital(1), "P", 2022, day(o->paid_on), &o->how, e);
    return o->debt != NULL ? supplier_debt_put(db, fund_arena, FRESH_POOL, o->debt, &o->how, e)
                           : retention_owe(db, fund_arena, FRESH_POOL, o->retention, &o->how, e);
}

static enum put
owing(struct owing o)
{
    struct err e;
    OK(db_tx(fresh_db, FRESH_POOL, owing_job, &o, &e));
    return o.how;
}

static void
test_retention_and_supplier_debt(void **state)
{
    struct retention_payment r = {hospital(1), "P", "A1", 2022, FUND_RESIDENT, yuan("7296"), day("2023-02-01"),
                                  day("2023-05-02")};
    struct supplier_debt d = {"C", hospital(1), "P", "S1", yuan("6.08"), day("2022-05-01")};
    struct owing bad = {.paid_on = "2023-04-30"};
    struct err e;
    struct rows rows;
    (void)state;
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.msg, M_NO_RETENTION);
    assert_int_equal(owing((struct owing){.retention = &r}), PUT_NEW);
    assert_int_equal(owing((struct owing){.retention = &r}), PUT_SAME);
    bad.paid_on = "2023-04-30";
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e)); /* nobody has made an order */
    assert_int_equal(e.msg, M_APPROVAL_WAITS);
    struct payment_order order = {"P", "2022", APPROVE_RETENTION, 1, yuan("7000")};
    struct approving ask = {.by = "wang", .on = "2023-04-01", .ask = &order};
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &ask, &e));
    OK(approve(APPROVE_RETENTION, "2022", "li", "2023-04-02", &e));
    order.amount = yuan("7296"); /* it has grown since: it waits again */
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &ask, &e));
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.msg, M_APPROVAL_WAITS);
    OK(approve(APPROVE_RETENTION, "2022", "li", "2023-04-02", &e));
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &ask, &e)); /* the same again: it stays approved */
    assert_int_equal(owing((struct owing){.paid_on = "2023-04-30"}), PUT_NEW);
    assert_int_equal(owing((struct owing){.paid_on = "2023-04-30"}), PUT_SAME);
    bad.paid_on = "2023-05-01";
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.msg, M_RETENTION_PAID);
    r.amount = yuan("7296.01");
    bad = (struct owing){.retention = &r};
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_int_equal(owing((struct owing){.debt = &d}), PUT_NEW);
    assert_int_equal(owing((struct owing){.debt = &d}), PUT_SAME);
    d.amount = yuan("0.001");
    bad = (struct owing){.debt = &d};
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.msg, M_CLAIM_AMOUNT);
    OK(db_run(fresh_db, &q_account_get, fresh_arena, &rows, &e, v_int(FRESH_POOL), v_text("none"),
              v_text("supplier_debt"), v_text("C")));
    assert_int_equal(row_int(&rows, 0, 5), 60800);
    assert_int_equal(faults(), 0);
    assert_int_equal(owing((struct owing){.borne_on = "2022-06-01"}), PUT_NEW);
    assert_int_equal(owing((struct owing){.borne_on = "2022-06-01"}), PUT_SAME);
    bad = (struct owing){.borne_on = "2022-06-02"};
    assert_false(db_tx(fresh_db, FRESH_POOL, owing_job, &bad, &e));
    assert_int_equal(e.msg, M_DEBT_PAID);
    assert_int_equal(faults(), 0);
}

/* The books by themselves: chains, and what the ledger refuses, leaves nothing. */
static bool
book_job(struct db *db, void *arg, struct err *e)
{
    const struct booking *in = arg;
    struct books *b;
    int64_t first;
    return books_open(&b, db, fresh_arena, FRESH_POOL, e) && book(b, in, 2, &first, e) &&
           books_close(b, e);
}

static void
test_books(void **state)
{
    struct booking in[2] = {
        {.kind = ROW_POSTED, .debit = {FUND_EMPLOYEE, ACCOUNT_BENEFIT, ""},
         .credit = {FUND_EMPLOYEE, ACCOUNT_CLAIMS, "H1"}, .amount = yuan("10"), .cause = CAUSE_CLAIM,
         .on = day("2024-01-31"), .project = "", .institution = "H1", .document = "D"},
        {.kind = ROW_POSTED, .debit = {FUND_EMPLOYEE, ACCOUNT_CLAIMS, "H1"},
         .credit = {FUND_EMPLOYEE, ACCOUNT_CASH, ""}, .amount = yuan("10.01"), .cause = CAUSE_CLAIM,
         .on = day("2024-01-31"), .project = "", .institution = "H1", .document = "D"}};
    struct err e;
    (void)state;
    const char *digest = fresh_digest();
    assert_false(db_tx(fresh_db, FRESH_POOL, book_job, in, &e)); /* paid more than is owed */
    assert_true(e.code == ERR_CONFLICT && e.msg == M_LEDGER_REFUSED);
    assert_string_equal(e.arg[0], "debit_limit");
    assert_string_equal(fresh_digest(), digest);
    in[1].amount = yuan("10");
    OK(db_tx(fresh_db, FRESH_POOL, book_job, in, &e));
    struct rows r;
    OK(db_run(fresh_db, &q_ledger_last, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    assert_true(row_int(&r, 0, 0) == 2 && row_int(&r, 0, 1) == 3);
    assert_int_equal(faults(), 0);
}

/* fsck finds each kind of damage. */
static void
test_damage(void **state)
{
    static const char *const damage[FUND_FAULTS] = {
        [FUND_LEDGER] = "UPDATE account SET debit_posted = debit_posted + 100 WHERE kind = 'benefit'",
        [FUND_PREPAID] = "UPDATE prepayment SET fund = 'resident'",
        [FUND_OVERTAKEN] = "UPDATE instalment SET paid_on = ''",
        [FUND_CLAIM] = "UPDATE claim_month SET offset_sum = offset_sum - 100 WHERE offset_sum > 0",
        [FUND_CLAIMS_OWED] = "UPDATE claim_month SET direct_sum = 100 WHERE month = '2022-03'",
        [FUND_ENTRY] = "UPDATE offset_month SET entry = entry + 1 WHERE taken > 0",
        [FUND_INSTALMENTS] = "UPDATE prepayment SET amount = amount + 100",
        [FUND_DEBT] = "UPDATE supplier_debt SET amount = amount + 100",
        [FUND_RETENTION] = "UPDATE retention_owed SET fund = 'employee' WHERE year = 2023",
        [FUND_APPROVAL] = "UPDATE fund_approval SET approved_by = '', approved_on = ''",
        [FUND_ON_ITS_WAY] =
            "INSERT INTO direct_line (pool, project, month, seq, institution, payee, fund, invoice, receipt, "
            "receipt_line, amount, entry, state, on_date) "
            "SELECT pool, 'P', '2022-01', 9, 'H', 'C', 'pooled', 'I', 'R', 1, 100, 1, 'instructed', '' FROM prepayment",
        [FUND_LOCKED] = "INSERT INTO period_lock (pool, month, locked_on, locked_by) VALUES "
                        "(500000, '2022-01', '2022-02-20', 'li'); "
                        "INSERT INTO book_lock (pool, month, entry) VALUES (500000, '2022-01', 0)",
    };
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct err e;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    OK(step(run_prepay, &r, "2022-01", &e));
    pay("P", 1, 1, 1, "2022-01-05", "30000");
    claims(1, FUND_UNDECIDED, "2022-01", "2000");
    claims(1, FUND_UNDECIDED, "2022-03", "2000");
    buy("P", 1, 1, "2022-01", 100000000);
    OK(step(run_offset, &r, "2022-01", &e));
    struct retention_payment kept = {hospital(1), "P", "A1", 2022, FUND_RESIDENT, yuan("7296"), day("2023-02-01"),
                                     day("2023-05-02")};
    const struct supplier_debt debt = {"C", hospital(1), "P", "S1", yuan("6.08"), day("2022-05-01")};
    const struct payment_order order = {"P", "2022", APPROVE_RETENTION, 1, yuan("7296")};
    struct approving ask = {.by = "wang", .on = "2023-04-01", .ask = &order};
    owing((struct owing){.retention = &kept});
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, &ask, &e));
    OK(approve(APPROVE_RETENTION, "2022", "li", "2023-04-01", &e));
    owing((struct owing){.paid_on = "2023-04-30"});
    kept.year = 2023;
    owing((struct owing){.retention = &kept});
    owing((struct owing){.debt = &debt});
    assert_int_equal(faults(), 0);
    for (int f = 0; f < FUND_FAULTS; f++) {
        int64_t n, kinds = 0;
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        OK(fresh_db->ops->exec(fresh_db, damage[f], &e));
        print_message("%s\n", damage[f]);
        OK(fund_check(fresh_db, FRESH_POOL, note_kind, &kinds, &n, &e));
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
        assert_true(n > 0 && (kinds >> f & 1) != 0);
    }
    assert_int_equal(faults(), 0);
}

struct named_fault {
    char text[128];
};

static void
note_ledger(void *arg, enum fund_fault f, const char *id, const char *what)
{
    struct named_fault *n = arg;
    if (f == FUND_LEDGER)
        snprintf(n->text, sizeof(n->text), "%s/%s", id, what);
}

#define ENTRY "INSERT INTO entry (pool, number, kind, debit, credit, amount, of_entry, linked, cause, on_date, project, institution, document) "
/* A row after the last: its number is more by `up`, all else is that of entry `like`, but for what is said. */
#define AFTER(up, kind, debit, credit, amount, of, linked, cause, like)                                                      \
    ENTRY "SELECT pool, (SELECT MAX(number) FROM entry) + " up ", " kind ", " debit ", " credit ", " amount ", " of ", " linked \
          ", " cause ", on_date, project, institution, document FROM entry WHERE number = " like

/* Entry 2 is pending, 3 posts it. */
static bool
book_pending(struct db *db, void *arg, struct err *e)
{
    const struct booking in[2] = {
        {.kind = ROW_PENDING, .debit = {FUND_EMPLOYEE, ACCOUNT_BENEFIT, ""},
         .credit = {FUND_EMPLOYEE, ACCOUNT_CLAIMS, "H9"}, .amount = yuan("10"), .cause = CAUSE_CLAIM,
         .on = day("2024-01-31"), .project = "", .institution = "H9", .document = "D"},
        {.kind = ROW_POST, .of = 2, .amount = yuan("10"), .cause = CAUSE_CLAIM,
         .on = day("2024-01-31"), .project = "", .institution = "H9", .document = "D"}};
    struct books *b;
    int64_t n;
    (void)arg;
    return books_open(&b, db, fresh_arena, FRESH_POOL, e) && book(b, &in[0], 1, &n, e) &&
           book(b, &in[1], 1, &n, e) && books_close(b, e);
}

/* The auditor reads the entries one by one; he names the first that is wrong, and how. Entry 1 is the
 * claim of January. */
static void
test_damaged_entries(void **state)
{
    static const struct {
        const char *damage, *want;
    } cases[] = {
        {AFTER("1", "'posted'", "debit", "credit", "100", "1", "0", "cause", "1"), "4/of"},
        {AFTER("1", "'post'", "debit", "credit", "100", "2", "0", "cause", "2"), "4/twice"},
        {AFTER("1", "'void'", "debit", "credit", "amount", "2", "0", "cause", "2"), "4/twice"},
        {AFTER("1", "'void'", "debit", "credit", "amount", "1", "0", "cause", "1"), "4/of"},
        {AFTER("1", "'void'", "debit", "credit", "amount", "77", "0", "cause", "2"), "4/of"},
        {AFTER("1", "'void'", "debit", "credit", "amount", "4", "0", "cause", "2"), "4/of"},
        {AFTER("1", "'reversal'", "debit", "credit", "amount", "1", "0", "cause", "1"), "4/of"},
        {AFTER("1", "'reversal'", "credit", "debit", "amount - 100", "1", "0", "cause", "1"), "4/of"},
        {AFTER("1", "'reversal'", "credit", "debit", "amount", "1", "0", "'offset'", "1"), "4/of"},
        {AFTER("3", "'reversal'", "credit", "debit", "amount", "1", "1", "cause", "1"), "6/chain"},
        {AFTER("3", "'reversal'", "credit", "debit", "amount", "1", "1", "cause", "1") "; "
         AFTER("1", "'reversal'", "credit", "debit", "amount", "1", "0", "cause", "1"), "7/twice"},
        {AFTER("0 - 3", "'posted'", "debit", "credit", "100", "0", "0", "cause", "1"), "0/order"},
    };
    struct named_fault none = {""};
    struct err e;
    int64_t n;
    (void)state;
    add_hospital(1, "tertiary", "public", "by_pack");
    claims(1, FUND_EMPLOYEE, "2022-01", "2000");
    OK(db_tx(fresh_db, FRESH_POOL, book_pending, NULL, &e));
    OK(fund_check(fresh_db, FRESH_POOL, note_ledger, &none, &n, &e));
    assert_string_equal(none.text, "");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct named_fault found = {""};
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        print_message("%s\n", cases[i].damage);
        OK(fresh_db->ops->exec(fresh_db, cases[i].damage, &e));
        OK(fund_check(fresh_db, FRESH_POOL, note_ledger, &found, &n, &e));
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
        assert_string_equal(found.text, cases[i].want);
    }
}

/* --- random histories, recomputed here in other words --- */

enum { HOSPITALS = 4, MONTHS = 30 };

struct model {
    int64_t annual, prepaid, taken, back, bought; /* fen */
    int term_ends;                                /* month index */
};

static uint32_t
next(uint32_t *s, uint32_t below)
{
    *s = *s * 1664525u + 1013904223u;
    return (*s >> 8) % below;
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* What the rule says of one month, by definition, in fen. */
static int64_t
model_take(const struct model *m, int at, int64_t claimed)
{
    int64_t left = m->prepaid - m->taken - m->back, target = m->prepaid;
    if (at <= m->term_ends) {
        int64_t base = least(m->bought, m->annual), twice = 2 * m->prepaid * base + m->annual;
        target = base < 0 ? 0 : twice / (2 * m->annual);
    } else if (at > m->term_ends + 12) {
        return 0;
    }
    int64_t take = least(least(target - m->taken, claimed), left);
    return take < 0 ? 0 : take;
}

static char digests[40][DIGEST_TEXT_MAX];

static void
one_history(uint32_t seed)
{
    struct run r = run_of("P", "policies/gansu", "2022-01-01", 12);
    struct model m[HOSPITALS];
    uint32_t s = seed;
    struct err e;
    char ym[MONTH_TEXT_MAX], text[MONEY_TEXT_MAX];

    for (int i = 0; i < HOSPITALS; i++) {
        int64_t n = 1 + next(&s, 50), price = 1 + next(&s, 90000);
        add_hospital(i, "primary", "public", "by_pack");
        add_agreement("P", i, 1, "2022-01-01", "2022-12-31", price * 100, n);
        m[i] = (struct model){.annual = n * price, .prepaid = (n * price * 30 + 99) / 100, .term_ends = 11};
    }
    OK(step(run_prepay, &r, "2022-01", &e));
    for (int i = 0; i < HOSPITALS; i++)
        pay("P", i, 1, 1, "2022-01-03", money_text((money){m[i].prepaid * 100}, text));
    for (int at = 0; at < MONTHS; at++) {
        int64_t claimed[HOSPITALS];
        month_text((month){2022 * 12 + at}, ym);
        for (int i = 0; i < HOSPITALS; i++) {
            int64_t more = next(&s, 3) == 0 ? 0 : next(&s, (uint32_t)(m[i].annual / 6 + 2));
            if (at > 0 && next(&s, 9) == 0)
                more = -least(m[i].bought, 5);
            claimed[i] = next(&s, 3) == 0 ? 0 : next(&s, (uint32_t)(m[i].annual / 20 + 2));
            if (at <= m[i].term_ends && more != 0) {
                m[i].bought += more;
                buy("P", i, 1, ym, more * 100);
            }
            if (claimed[i] > 0)
                claims(i, FUND_UNDECIDED, ym, money_text((money){claimed[i] * 100}, text));
        }
        OK(step(run_offset, &r, ym, &e));
        for (int i = 0; i < HOSPITALS; i++) {
            m[i].taken += model_take(&m[i], at, claimed[i]);
            struct left l = left_of("P", i, 1, ym);
            assert_int_equal(l.taken.units, m[i].taken * 100);
            assert_int_equal(l.demanded.units > 0, at > 23 && m[i].prepaid > m[i].taken);
        }
        if (next(&s, 2) == 0)
            OK(step(run_claims, &r, ym, &e));
    }
    for (int i = 0; i < HOSPITALS; i++) {
        const struct paid_back back = {hospital(i), "T", 1, day("2024-07-01"),
                                       {(m[i].prepaid - m[i].taken) * 100}};
        if (back.amount.units > 0)
            OK(call((struct call){.project = "P", .back = &back}, NULL, &e));
        assert_int_equal(left_of("P", i, 1, "2024-07").left.units, 0);
    }
    assert_int_equal(faults(), 0);
}

static void
history(void **state, uint32_t seed)
{
    (void)state;
    one_history(seed);
    if (digests[seed][0] == '\0')
        snprintf(digests[seed], sizeof(digests[seed]), "%s", fresh_digest());
    assert_string_equal(fresh_digest(), digests[seed]); /* both engines write the same rows */
}

static void
test_history_1(void **state)
{
    history(state, 1);
}
static void
test_history_2(void **state)
{
    history(state, 2);
}
static void
test_history_3(void **state)
{
    history(state, 3);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fund_setup, fund_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_progress),   TEST(test_a_month_twice_and_out_of_order),
        TEST(test_chongqing),  TEST(test_extension),
        TEST(test_clawback),   TEST(test_what_is_refused),
        TEST(test_books),      TEST(test_damage), TEST(test_damaged_entries), TEST(test_direct_settlement), TEST(test_direct_settlement_of_many), TEST(test_direct_settlement_of_many_institutions), TEST(test_retention_and_supplier_debt),  TEST(test_history_1),
        TEST(test_history_2),  TEST(test_history_3),
    };
    return fresh_run(tests, COUNT(tests));
}
