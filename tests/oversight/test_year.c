/* A year of a small world (tests/trade/seed.h): monitoring by month, the yearly assessment on its
 * way, retention behind its gate, charges to patients. */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "oversight/finding.h"
#include "oversight/patient.h"
#include "fund/check.h"
#include "oversight/check.h"
#include "oversight/retain.h"
#include "oversight/retain_pay.h"
#include "oversight/year_fact.h"
#include "project/explained.h"
#include "trade/trade.h"
#include "words/engine_super.h"
#include "words/oversight.h"
#include "words/fund.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena

static struct trade_memo memo;
static struct err e;
static enum put how;
static struct project project;
static struct policy *pack;

static month
mon(const char *text)
{
    month m = {0};
    assert_true(month_parse(&m, text));
    return m;
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    memset(&memo, 0, sizeof(memo));
    OK(project_get(DB, FRESH_POOL, "P", &project, &e));
    OK(project_pack(&project, fresh_arena, &pack, &e));
    return rc;
}

struct buy {
    const char *number, *hospital, *product, *on, *accepted_on, *paid_on; /* paid_on: "" not paid */
    int64_t n, price;
};

static bool
buy_job(struct db *db, void *arg, struct err *err)
{
    const struct buy *b = arg;
    struct trade t = {.db = db, .arena = fresh_arena, .pool = FRESH_POOL, .memo = &memo};
    const struct order o = {.number = b->number, .line = 1, .project = "P", .institution = b->hospital,
                            .product = b->product, .qty = {b->n}, .price = {b->price}, .payee = "",
                            .pay_days = -1, .on = day(b->on)};
    const struct receipt r = {.number = b->number, .line = 1, .order = b->number, .order_line = 1,
                              .accepted = {b->n}, .reason = "", .batch = "", .udi = "",
                              .accepted_on = day(b->accepted_on)};
    if (!place_order(&t, &o, &how, err) || !accept_goods(&t, &r, &how, err))
        return false;
    money amount;
    assert_true(money_amount(&amount, (money){b->price != 0 ? b->price : strcmp(b->product, "S1") == 0 ? 7980000 : 3333}, (qty){b->n}));
    const struct payment_item p = {b->number, "", b->number, 1, amount, *b->paid_on != '\0' ? day(b->paid_on) : day(b->on), false};
    return *b->paid_on == '\0' || enter_payment(&t, &p, &how, err);
}

static void
buy(const char *number, const char *hospital, const char *product, int64_t n, int64_t price,
    const char *on, const char *accepted, const char *paid)
{
    struct buy b = {number, hospital, product, on, accepted, paid, n, price};
    OK(db_tx(fresh_db, FRESH_POOL, buy_job, &b, &e));
}

/* In time: 47,880.00 due 2024-12-02 (the 30th of November is a Saturday) and paid on the 10th. */
static void
first_months(void)
{
    buy("O1", "H1", "S1", 60, 0, "2024-10-01", "2024-10-10", "2024-12-10");
    buy("O3", "H2", "L1", 4, 4000000, "2024-10-02", "2024-10-12", "");
}

struct monitor_call {
    month m;
    struct monitor_sum sum;
};

static bool
monitor_job(struct db *db, void *arg, struct err *err)
{
    struct monitor_call *c = arg;
    return monitor_month(db, &project, pack, c->m, &c->sum, err);
}

static struct monitored *
monitor(const char *text, struct monitor_sum *sum, size_t want)
{
    struct monitor_call c = {.m = mon(text)};
    struct monitored *list;
    size_t n;
    OK(db_tx(fresh_db, FRESH_POOL, monitor_job, &c, &e));
    OK(monitored_list(DB, FRESH_POOL, "P", c.m, &list, &n, &e));
    assert_int_equal(n, want);
    *sum = c.sum;
    return list;
}

static void
test_a_month(void **state)
{
    struct monitor_sum sum;
    struct stamp stamp;
    struct explain_step steps[16];
    struct explain x = {.step = steps, .max = 16};
    bool found;
    (void)state;
    first_months();
    struct monitored *m = monitor("2024-12", &sum, 2);
    assert_string_equal(m[0].institution, "H1");
    assert_int_equal(m[0].lines, 2);
    assert_int_equal(m[0].behind, 1); /* S2: nothing of 1000 after 113 of 365 days */
    assert_int_equal(m[0].due.units, 478800000);
    assert_int_equal(m[0].in_time.units, 0);
    assert_int_equal(m[0].late.units, 478800000);
    assert_int_equal(m[0].late_days, 8);
    assert_int_equal(m[0].bought.units, 0); /* in October, not in December */
    assert_string_equal(m[0].jump, "no_test");
    assert_int_equal(m[1].overdue.units, 16000000);
    assert_int_equal(m[1].late_days, 30); /* on 1 January, due on 2 December */
    assert_true(sum.institutions == 2 && sum.behind == 1 && sum.pay.overdue.units == 16000000);
    assert_int_equal(sum.pay.share.r.ppm, 0);
    OK(explained_get(DB, FRESH_POOL, "monitor", "P/2024-12/H1", &stamp, &x, &found, &e));
    assert_true(found && x.n == 3); /* behind, payments, jump */
    assert_int_equal(x.step[0].say, M_X_PROGRESS);
    const char *once = fresh_digest();
    monitor("2024-12", &sum, 2); /* again: the same */
    assert_string_equal(once, fresh_digest());
}

static void
test_earlier_months(void **state)
{
    struct monitor_sum sum;
    (void)state;
    first_months();
    struct monitored *m = monitor("2024-10", &sum, 2);
    assert_int_equal(m[0].due.units, 0); /* nothing fell due */
    assert_int_equal(m[0].bought.units, 478800000);
    assert_int_equal(m[0].non_selected.units, 0);
    assert_int_equal(m[1].bought.units, 16000000);
    assert_int_equal(m[1].non_selected.units, 16000000);
    m = monitor("2024-11", &sum, 2); /* the payment of December is not yet known */
    assert_int_equal(m[0].due.units, 0); /* due on 2 December by the roll */
    monitor("2024-08", &sum, 2);
    assert_int_equal(sum.lines, 0); /* before the agreements */
}

static void
test_jump_of_substitutes(void **state)
{
    struct monitor_sum sum;
    (void)state;
    for (int i = 0; i < 7; i++) { /* October to April: 4 a month; then 12 */
        char number[8], on[12];
        snprintf(number, sizeof(number), "J%d", i);
        snprintf(on, sizeof(on), "202%d-%02d-05", 4 + (9 + i) / 12, (9 + i) % 12 + 1);
        buy(number, "H2", "L1", i == 6 ? 12 : 4, 4000000, on, on, "");
    }
    struct monitored *m = monitor("2025-04", &sum, 2);
    assert_string_equal(m[1].jump, "yes");
    assert_string_equal(m[0].jump, "no");
    assert_int_equal(sum.jumps, 1);
    m = monitor("2025-03", &sum, 2);
    assert_string_equal(m[1].jump, "no_test"); /* five full months before */
}

struct year_call {
    int64_t year;
    struct assessed_list list;
    struct retained_list kept;
    enum assess_state to;
    date on;
};

static bool
assess_job(struct db *db, void *arg, struct err *err)
{
    struct year_call *c = arg;
    return assess_year(db, fresh_arena, &project, pack, c->year, &c->list, err);
}

static bool
move_job(struct db *db, void *arg, struct err *err)
{
    struct year_call *c = arg;
    return assessment_move(db, fresh_arena, &project, pack, c->year, "H1", c->to, c->on, "why", err);
}

static bool
move(enum assess_state to, const char *on)
{
    struct year_call c = {.year = 2025, .to = to, .on = day(on)};
    return db_tx(fresh_db, FRESH_POOL, move_job, &c, &e);
}

static struct assessed
assess(void)
{
    struct year_call c = {.year = 2025};
    OK(db_tx(fresh_db, FRESH_POOL, assess_job, &c, &e));
    assert_int_equal(c.list.n, 2);
    assert_false(c.list.list[1].applicable); /* H2: nothing agreed, due or bought in 2025 */
    return c.list.list[0];
}

static void
test_assessment(void **state)
{
    struct finding f = {.number = "F1", .project = "P", .institution = "H1", .document = "O1",
                        .reason = FINDING_ACCOUNT, .evidence = BY_CONTRACT, .state = FINDING_CONFIRMED,
                        .found_on = day("2025-05-05"), .decided_on = day("2025-05-06")};
    const struct year_fact fact = {.given = true, .reports_due = 12, .reports_timely = 6,
                                   .admit_due = 2, .admit_timely = 2, .off_platform = {159600000}};
    (void)state;
    first_months();
    buy("O4", "H1", "S1", 20, 0, "2025-03-01", "2025-03-03", "2025-04-20");
    /* 80 of 100 at 798.00 and 0 of 1000 at 0.3333: 79.667 %, earns 49.168 % of 40; payment and
     * selected share in full: (19.667 + 25 + 15) of 80. */
    assert_int_equal(assess().score, 7458);
    OK(finding_put(DB, FRESH_POOL, &f, &how, &e));
    struct assessed s = assess();
    assert_true(s.score == 6958 && s.off == 500 && s.findings == 1);
    /* Reports 50 % of 5, admission 5, platform half of 10: (19.667 + 25 + 5 + 15 + 2.5 + 5) of 100 */
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    assert_int_equal(assess().score, 7217 - 500);

    assert_false(move(ASSESS_FINAL, "2026-01-05"));
    assert_int_equal(e.msg, M_ASSESS_MOVE);
    assert_true(move(ASSESS_SENT, "2026-01-05"));
    assert_false(move(ASSESS_FINAL, "2026-01-19")); /* the tenth working day */
    assert_true(move(ASSESS_COMMENTED, "2026-01-19"));
    s = assess();
    assert_int_equal(s.state, ASSESS_COMMENTED);
    assert_string_equal(s.comment, "why");
    assert_true(move(ASSESS_FINAL, "2026-01-19"));
    f.number = "F2";
    OK(finding_put(DB, FRESH_POOL, &f, &how, &e));
    s = assess();
    assert_true(s.state == ASSESS_FINAL && s.score == 6717); /* final stays */
    assert_true(move(ASSESS_PUBLISHED, "2026-01-20"));
    assert_false(move(ASSESS_PUBLISHED, "2026-01-21"));
}

static bool
retain_job(struct db *db, void *arg, struct err *err)
{
    struct year_call *c = arg;
    return retain_year(db, fresh_arena, &project, pack, c->year, &c->kept, err);
}

static struct retained
retain(void)
{
    struct year_call c = {.year = 2025};
    OK(db_tx(fresh_db, FRESH_POOL, retain_job, &c, &e));
    assert_int_equal(c.kept.n, 2);
    assert_string_equal(c.kept.list[1].verdict, "not_final");
    return c.kept.list[0];
}

static const char prices[] =
        "INSERT INTO price_fact (product, company, kind, province, on_date, source, price, reported) VALUES "
        "('S1', 'C1', 'pre_vbp', '500000', '2024-01-01', 'x', 28500000, ''),"
        "('S2', 'C2', 'pre_vbp', '500000', '2024-01-01', 'x', 10000, '');";

static bool
order_job(struct db *db, void *arg, struct err *err)
{
    struct payment_order o;
    return order_retention(db, fresh_arena, &project, 2025, arg, day("2026-04-01"), &o, err) && o.rows == 1 &&
           o.amount.units == 494080100;
}

static bool
approve_job(struct db *db, void *arg, struct err *err)
{
    struct approval out;
    return approval_give(db, fresh_arena, FRESH_POOL, "P", APPROVE_RETENTION, "2025", arg, day("2026-04-02"), &out,
                         &how, err);
}

static bool
pay_job(struct db *db, void *arg, struct err *err)
{
    int64_t *n = arg;
    money sum;
    return pay_retention(db, fresh_arena, &project, 2025, "", day("2026-04-20"), n, &sum, err);
}

static void
no_fault(void *arg, enum fund_fault f, const char *id, const char *what)
{
    (void)arg;
    fail_msg("%s %s %s", fund_fault_name(f), id, what);
}

static int64_t
balance(const char *kind)
{
    static const struct query q = {"balance", "SELECT COALESCE(CAST(SUM(debit_posted - credit_posted) AS BIGINT), 0) "
                                   "FROM account WHERE pool = $1 AND kind = $2", NULL, 2};
    struct rows r;
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text(kind)));
    return row_int(&r, 0, 0);
}

/* Booked when the gate opened; ordered by one, approved by another, paid; every step in the books. */
static void
retention_is_paid(void)
{
    static char wang[] = "wang", li[] = "li";
    int64_t n;
    assert_int_equal(balance("retention"), -494080100);
    assert_int_equal(balance("retention_cost"), 494080100);
    assert_false(db_tx(fresh_db, FRESH_POOL, pay_job, &n, &e));
    assert_int_equal(e.msg, M_APPROVAL_WAITS);
    OK(db_tx(fresh_db, FRESH_POOL, order_job, wang, &e));
    assert_false(db_tx(fresh_db, FRESH_POOL, approve_job, wang, &e));
    assert_int_equal(e.msg, M_APPROVAL_SAME);
    OK(db_tx(fresh_db, FRESH_POOL, approve_job, li, &e));
    OK(db_tx(fresh_db, FRESH_POOL, pay_job, &n, &e));
    assert_int_equal(n, 1);
    OK(db_tx(fresh_db, FRESH_POOL, pay_job, &n, &e));
    assert_int_equal(n, 0);
    assert_int_equal(balance("retention"), 0);
    assert_int_equal(balance("cash"), -494080100);
    assert_true(retain().booked && retain().paid);
    fresh_sql("UPDATE price_fact SET price = price + 10000 WHERE product = 'S1'");
    struct year_call c = {.year = 2025}; /* what is booked is not computed to another amount */
    assert_false(db_tx(fresh_db, FRESH_POOL, retain_job, &c, &e));
    assert_int_equal(e.msg, M_RETAIN_BOOKED);
    OK(fund_check(fresh_db, FRESH_POOL, no_fault, NULL, &n, &e));
}

static void
test_retention(void **state)
{
    const struct year_fact fact = {.given = true, .reports_due = 1, .reports_timely = 1, .admit_due = 1,
                                   .admit_timely = 1, .pay = {600000}, .insured = {800000}};
    struct year_call c = {.year = 2025};
    char text[DATE_TEXT_MAX];
    (void)state;
    assert_false(db_tx(fresh_db, FRESH_POOL, retain_job, &c, &e)); /* 重庆 has no such rule */
    assert_int_equal(e.msg, M_RETAIN_NO_RULE);
    project.pack = "chuxiong";
    OK(project_pack(&project, fresh_arena, &pack, &e));
    buy("O1", "H1", "S1", 100, 0, "2024-10-01", "2024-10-10", "2024-10-20");
    buy("O2", "H1", "S2", 1000, 0, "2025-03-01", "2025-03-10", "2025-03-20");
    assess();
    assert_string_equal(retain().verdict, "not_final");
    assert_true(move(ASSESS_SENT, "2026-01-05") && move(ASSESS_FINAL, "2026-01-20"));
    struct retained r = retain();
    assert_string_equal(r.verdict, "no_facts");
    assert_int_equal(r.score, 10000);
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    assert_string_equal(retain().verdict, "no_price");
    OK(fresh_db->ops->exec(fresh_db, prices, &e));
    r = retain(); /* 48 % of 285,000 - 79,800, and of 1,000 - 333.30; half of each */
    assert_string_equal(r.verdict, "ok");
    assert_int_equal(r.share.ppm, 500000);
    assert_int_equal(r.budget.units, 1372800000);
    assert_int_equal(r.retained.units, 494080100);
    assert_string_equal(date_text(r.due_on, text), "2026-04-20"); /* 90 days after it was final */
    const char *once = fresh_digest();
    retain();
    assert_string_equal(once, fresh_digest());
    retention_is_paid();
}

/* A price cut in the term: what was ordered before it counts at the price of then. */
static void
test_retention_after_a_price_cut(void **state)
{
    const struct year_fact fact = {.given = true, .reports_due = 1, .reports_timely = 1, .admit_due = 1,
                                   .admit_timely = 1, .pay = {600000}, .insured = {800000}};
    (void)state;
    project.pack = "chuxiong";
    OK(project_pack(&project, fresh_arena, &pack, &e));
    fresh_sql(prices);
    buy("O1", "H1", "S1", 40, 0, "2024-10-01", "2024-10-10", "2024-10-20");
    fresh_sql("INSERT INTO award_change VALUES (500000,'P','S1','2025-01-01','G1','C1',6000000,0,'selected','','CUT-1')");
    buy("O2", "H1", "S1", 60, 6000000, "2025-01-02", "2025-01-10", "2025-01-20");
    buy("O3", "H1", "S2", 1000, 0, "2025-03-01", "2025-03-10", "2025-03-20");
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    assess();
    assert_true(move(ASSESS_SENT, "2026-01-05") && move(ASSESS_FINAL, "2026-01-20"));
    struct retained r = retain(); /* 48 % of 285,000 - (40 x 798 + 60 x 600), and of 1,000 - 333.30; half of each */
    assert_string_equal(r.verdict, "ok");
    assert_int_equal(r.spent.units, 327615800);
    assert_int_equal(r.retained.units, 522592100);
    fresh_sql("UPDATE agreement_month SET accepted = 30 WHERE product = 'S1' AND accepted = 40"); /* a damaged counter is not paid on */
    struct year_call c = {.year = 2025};
    assert_false(db_tx(fresh_db, FRESH_POOL, retain_job, &c, &e));
    assert_int_equal(e.msg, M_YEAR_PRICES);
}

/* --- fsck: a world that agrees with itself, then one row damaged at a time --- */

static char said[1024];

static void
note(void *arg, enum oversight_fault f, const char *id)
{
    size_t n = strlen(said);
    (void)arg;
    snprintf(said + n, sizeof(said) - n, "%s%s %s", n > 0 ? "; " : "", oversight_fault_name(f), id);
}

static const char *
check(void)
{
    said[0] = '\0';
    OK(oversight_check(fresh_db, FRESH_POOL, note, NULL, &e));
    return said;
}

static void
test_each_damage_of_a_year(void **state)
{
    static const struct {
        const char *damage, *wanted;
    } examples[] = {
        {"UPDATE monitor_institution SET overdue = overdue + 1 WHERE institution = 'H2'", "monitor P/2024-12/H2"},
        {"UPDATE monitor_institution SET bought = 7 WHERE institution = 'H1'", "monitor P/2024-12/H1"},
        {"UPDATE monitor_institution SET admit_due = 7 WHERE institution = 'H1'", "monitor P/2024-12/H1"},
        {"UPDATE monitor_line SET accepted = 61 WHERE product = 'S1'", "line P/2024-12/H1/S1/A1"},
        {"UPDATE monitor_line SET progress = 0 WHERE product = 'S1'", "line P/2024-12/H1/S1/A1"},
        {"DELETE FROM monitor_line WHERE product = 'S1'", "line P/2024-12/H1"},
        {"UPDATE monitor_fund SET late = 1", "fund P/2024-12/employee/instalment; fund P/2024-12/employee/instalment"},
        {"UPDATE assessment SET score = score + 1 WHERE institution = 'H1'",
         "assessment P/2025/H1; retention P/2025/H1"},
        {"UPDATE assessment SET findings = 1 WHERE institution = 'H1'", "assessment P/2025/H1"},
        {"UPDATE assessment SET state = 'sent' WHERE institution = 'H1'", "retention P/2025/H1"},
        {"UPDATE retention SET budget = budget + 100 WHERE institution = 'H1'",
         "retention P/2025/H1; retention P/2025/H1"},
        {"UPDATE retention SET retained = retained + 100 WHERE institution = 'H1'", "retention P/2025/H1"},
        {"UPDATE retention SET due_on = '2026-04-21' WHERE institution = 'H1'", "retention P/2025/H1"},
        {"UPDATE retention SET retained = 0, verdict = 'no_surplus' WHERE institution = 'H1'", "retention P/2025/H1"},
        {"UPDATE retention SET verdict = 'no_surplus' WHERE institution = 'H1'", "retention P/2025/H1"},
    };
    const struct year_fact fact = {.given = true, .reports_due = 1, .reports_timely = 1, .admit_due = 1,
                                   .admit_timely = 1, .pay = {600000}, .insured = {800000}};
    struct monitor_sum sum;
    (void)state;
    project.pack = "chuxiong";
    OK(project_pack(&project, fresh_arena, &pack, &e));
    fresh_sql(prices);
    fresh_sql("INSERT INTO prepayment VALUES (500000,'P','H1',1,'employee',1000000,300000,300000,'2024-09-10','2025-09-09',"
        "'2024-09')");
    fresh_sql("INSERT INTO instalment VALUES (500000,'P','H1',1,1,100000,'2024-10-31',1,'2024-10-31',0,'')");
    buy("O1", "H1", "S1", 60, 0, "2024-10-01", "2024-10-10", "2024-10-20");
    buy("O3", "H2", "L1", 4, 4000000, "2024-10-02", "2024-10-12", "");
    monitor("2024-12", &sum, 2);
    buy("O4", "H1", "S1", 40, 0, "2024-10-01", "2025-01-10", "2025-01-20");
    buy("O2", "H1", "S2", 1000, 0, "2025-03-01", "2025-03-10", "2025-03-20");
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    assess();
    assert_true(move(ASSESS_SENT, "2026-01-05") && move(ASSESS_FINAL, "2026-01-20"));
    assert_string_equal(retain().verdict, "ok");
    assert_string_equal(check(), "");
    for (size_t i = 0; i < COUNT(examples); i++) {
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        fresh_sql(examples[i].damage);
        if (strcmp(check(), examples[i].wanted) != 0)
            fail_msg("%s: %s", examples[i].damage, said);
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
    }
    buy("O5", "H1", "S1", 1, 0, "2025-03-02", "2025-03-11", ""); /* other inputs since: no damage */
    assert_string_equal(check(), "");
}

/* SX 八(三): the first year of payment by case knows no assessment, and nothing is retained. */
static void
test_first_year_of_case_payment(void **state)
{
    struct year_fact fact = {.given = true, .pay = {600000}, .insured = {800000}, .first_year = true};
    (void)state;
    project.pack = "shanxi";
    OK(project_pack(&project, fresh_arena, &pack, &e));
    fresh_sql(prices);
    buy("O1", "H1", "S1", 100, 0, "2024-10-01", "2024-10-10", "2024-10-20");
    buy("O2", "H1", "S2", 1000, 0, "2025-03-01", "2025-03-10", "2025-03-20");
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    struct retained r = retain(); /* without waiting for a score */
    assert_string_equal(r.verdict, "first_year_patient");
    fact.share_fell = true;
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    r = retain();
    assert_string_equal(r.verdict, "first_year");
    assert_true(r.retained.units == 0 && !r.booked);
    fact.first_year = false;
    OK(year_fact_put(DB, FRESH_POOL, "P", 2025, "H1", &fact, &how, &e));
    assert_string_equal(retain().verdict, "not_final"); /* from the second year on the gate is there */
}

static void
test_charges(void **state)
{
    static const char events[] =
        "INSERT INTO listing_event (pool, product, seq, on_date, state, cause, price, with_service) VALUES "
        "(500000, 'S1', 1, '2024-09-10', 'listed', 'x', 7980000, 8480000),"
        "(500000, 'S1', 2, '2025-01-01', 'listed', 'x', 7000000, 0);"
        "UPDATE pool_pack SET pack = 'chuxiong';";
    static const struct {
        const char *why, *hospital, *product, *on;
        int64_t amount;
        const char *verdict;
    } examples[] = {
        {"exactly two at 848.00", "H1", "S1", "2024-12-31", 16960000, "ok"},
        {"a fen more", "H1", "S1", "2024-12-31", 16960100, "markup"},
        {"the price of that day: 700.00", "H1", "S1", "2025-01-01", 14000100, "markup"},
        {"before it was selected", "H1", "S1", "2024-09-09", 1, "not_selected"},
        {"not selected", "H1", "L1", "2025-01-01", 1, "not_selected"},
        {"a private hospital", "H3", "S1", "2025-01-01", 99999900, "not_public"},
    };
    (void)state;
    OK(fresh_db->ops->exec(fresh_db, events, &e));
    for (size_t i = 0; i < COUNT(examples); i++) {
        static struct query q = {.name = "charge_verdict", .params = 2,
                                 .sql = "SELECT verdict FROM patient_charge WHERE pool = $1 AND charge = $2"};
        char number[8];
        struct rows r;
        snprintf(number, sizeof(number), "C%zu", i);
        const struct patient_charge c = {number, examples[i].hospital, examples[i].product,
                                         day(examples[i].on), {2}, {examples[i].amount}};
        OK(charge_put(DB, FRESH_POOL, &c, &how, &e));
        OK(charge_put(DB, FRESH_POOL, &c, &how, &e));
        assert_int_equal(how, PUT_SAME);
        OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text(number)));
        if (strcmp(row_text(&r, 0, 0), examples[i].verdict) != 0)
            fail_msg("%s: %s", examples[i].why, row_text(&r, 0, 0));
    }
    struct patient_charge none = {"C9", "H1", "S1", day("2025-01-01"), {0}, {1}};
    assert_false(charge_put(DB, FRESH_POOL, &none, &how, &e));
    assert_int_equal(e.msg, M_CHARGE_EMPTY);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_month),    TEST(test_earlier_months), TEST(test_jump_of_substitutes),
        TEST(test_assessment), TEST(test_retention), TEST(test_retention_after_a_price_cut), TEST(test_first_year_of_case_payment),
        TEST(test_each_damage_of_a_year),      TEST(test_charges),
    };
    return fresh_run(tests, COUNT(tests));
}
