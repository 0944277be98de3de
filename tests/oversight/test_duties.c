/* Who did not do what he had to in time: notices of breach across a region, the case of an order that was not
 * supplied, the agency's own payments, an overspend and who bears it. A small world (tests/trade/seed.h) under
 * the pack of 楚雄. */
#include "../db/fresh.h"

#include "../trade/seed.h"
#include "fund/check.h"
#include "fund/payable.h"
#include "oversight/breach.h"
#include "oversight/check.h"
#include "oversight/monitor_fund.h"
#include "oversight/overspend.h"
#include "oversight/quota_row.h"
#include "oversight/retain_pay.h"
#include "oversight/shortage.h"
#include "oversight/year.h"
#include "project/explained.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "trade/trade.h"
#include "words/oversight.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena

static struct trade_memo memo;
static struct err e;
static enum put how;
static struct policy *pack;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static void
under(const char *name)
{
    fresh_sql(arena_printf(fresh_arena, "UPDATE pool_pack SET pack = '%s'", name));
    OK(pack_on(DB, FRESH_POOL, day("2025-03-31"), &pack, &e));
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    fresh_sql(seed);
    fresh_sql("INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, "
        "controller, region, status, successor) VALUES "
        "('C1', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
        "('C2', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 1, 0, '', '', '', 'open', '')");
    memset(&memo, 0, sizeof(memo));
    under("chuxiong");
    return rc;
}

#define REFUSED(call, want)                                                                                         \
    do {                                                                                                            \
        assert_false(call);                                                                                         \
        assert_string_equal(msg_name(e.msg), msg_name(want));                                                     \
    } while (0)

struct deed {
    const struct order *order;
    const struct receipt *receipt;
    const struct payment_item *payment;
};

static bool
deed_job(struct db *db, void *arg, struct err *er)
{
    const struct deed *d = arg;
    struct trade t = {.db = db, .arena = fresh_arena, .pool = FRESH_POOL, .memo = &memo};
    return d->order != NULL     ? place_order(&t, d->order, &how, er)
           : d->receipt != NULL ? accept_goods(&t, d->receipt, &how, er)
                                : enter_payment(&t, d->payment, &how, er);
}

static void
order(const char *number, const char *product, int64_t n, const char *on)
{
    const struct order o = {.number = number, .line = 1, .project = "P", .institution = "H1", .product = product,
                            .qty = {n}, .payee = "", .pay_days = -1, .on = day(on)};
    struct deed d = {.order = &o};
    OK(db_tx(fresh_db, FRESH_POOL, deed_job, &d, &e));
}

static void
receive(const char *number, const char *of, int64_t n, const char *delivered, const char *accepted)
{
    const struct receipt r = {.number = number, .line = 1, .order = of, .order_line = 1, .accepted = {n}, .reason = "",
                              .batch = "", .udi = "", .delivered = day(delivered), .accepted_on = day(accepted)};
    struct deed d = {.receipt = &r};
    OK(db_tx(fresh_db, FRESH_POOL, deed_job, &d, &e));
}

static void
pay(const char *number, const char *receipt, const char *yuan, const char *on)
{
    struct payment_item p = {number, "", receipt, 1, {0}, day(on), false};
    struct deed d = {.payment = &p};
    assert_true(money_parse(&p.amount, yuan));
    OK(db_tx(fresh_db, FRESH_POOL, deed_job, &d, &e));
}

/* --- notices of breach --- */

struct notice {
    const char *day;
    struct breach_period period;
    char name[BREACH_PERIOD_MAX];
    struct breach_list list;
    struct breach_step step;
};

static bool
find_job(struct db *db, void *arg, struct err *er)
{
    struct notice *n = arg;
    breach_period_of(pack, day(n->day), &n->period, n->name);
    return find_breaches(db, fresh_arena, FRESH_POOL, pack, &n->period, &n->list, er);
}

static struct notice
find(const char *on)
{
    struct notice n = {.day = on};
    OK(db_tx(fresh_db, FRESH_POOL, find_job, &n, &e));
    return n;
}

static bool
move_job(struct db *db, void *arg, struct err *er)
{
    struct notice *n = arg;
    breach_period_of(pack, day(n->day), &n->period, n->name);
    n->step.period = &n->period;
    return move_breach(db, fresh_arena, FRESH_POOL, pack, &n->step, er);
}

static bool
move(const char *party, enum breach_state to, const char *on, int64_t *moved)
{
    struct notice n = {.day = "2025-03-31", .step = {.party = party, .answer = "strike", .to = to, .on = day(on)}};
    bool ok = db_tx(fresh_db, FRESH_POOL, move_job, &n, &e);
    *moved = n.step.moved;
    return ok;
}

/* Seven days to deliver: by the 9th of January, the 27th of March, the 6th of April. */
static void
late_world(void)
{
    order("O1", "S1", 10, "2025-01-02");
    receive("R1", "O1", 4, "2025-01-09", "2025-01-09");
    receive("R2", "O1", 6, "2025-01-20", "2025-01-21");
    order("O2", "S2", 5, "2025-03-30");
    order("O3", "S2", 3, "2025-03-20");
    order("O4", "S1", 1, "2025-01-03");
    receive("R4", "O4", 1, "2025-01-04", "2025-01-05");
    pay("P1", "R1", "3192.00", "2025-02-08"); /* due 30 days after, on a Saturday: in time until Monday the 10th */
    pay("P2", "R2", "4000.00", "2025-02-25"); /* due on the 20th; 788.00 are never paid */
    pay("P4", "R4", "798.00", "2025-02-06");  /* due on the 4th, the last day of the feast: until the 5th */
}

static void
test_periods(void **state)
{
    struct breach_period p;
    char name[BREACH_PERIOD_MAX];
    (void)state;
    for (int m = 1; m <= 12; m++) {
        date d;
        assert_true(date_make(&d, 2024, m, 15));
        breach_period_of(pack, d, &p, name);
        char want[16];
        snprintf(want, sizeof(want), "2024-Q%d", (m + 2) / 3);
        assert_string_equal(p.name, want);
        assert_true(date_cmp(p.first, d) < 0 && date_cmp(d, p.last) < 0);
        assert_int_equal(date_ymd(p.first).day, 1);
        assert_int_equal(date_ymd(date_add_days(p.last, 1)).day, 1);
        assert_int_equal(date_ymd(date_add_days(p.last, 1)).month % 3, 1);
    }
}

static void
test_who_was_late(void **state)
{
    (void)state;
    late_world();
    struct notice n = find("2025-02-01");
    assert_string_equal(n.period.name, "2025-Q1");
    assert_int_equal(n.list.n, 3);
    const struct breach *b = n.list.list;
    assert_string_equal(b[0].party, "H1"); /* payment before supply, by kind */
    assert_int_equal(b[0].kind, BREACH_PAYMENT);
    assert_int_equal(b[0].lines, 3); /* 4000 late, 788 open, 798 a day late */
    assert_int_equal(b[0].amount.units, 55860000);
    assert_int_equal(b[0].days, day("2025-03-31").day - day("2025-02-20").day);
    assert_string_equal(b[1].party, "C1");
    assert_true(b[1].kind == BREACH_SUPPLY && b[1].lines == 1 && b[1].late.pieces == 6);
    assert_int_equal(b[1].amount.units, 47880000);
    assert_int_equal(b[1].days, 11); /* all there on the 20th, due on the 9th */
    assert_string_equal(b[2].party, "C2");
    assert_true(b[2].late.pieces == 3 && b[2].days == 4 && b[2].amount.units == 10000);
    const char *digest = fresh_digest();
    find("2025-03-31");
    assert_string_equal(digest, fresh_digest());
    n = find("2025-05-05");
    assert_int_equal(n.list.n, 1);
    assert_true(n.list.list[0].late.pieces == 5);
    n = find("2024-12-31");
    assert_int_equal(n.list.n, 0);
}

static void
test_notice_and_credit(void **state)
{
    struct credit_record r;
    int64_t n;
    (void)state;
    late_world();
    find("2025-03-31");
    REFUSED(move("", BREACH_SENT, "2025-03-31", &n), M_BREACH_RUNNING);
    REFUSED(move("C1", BREACH_PUBLISHED, "2025-04-01", &n), M_BREACH_MOVE);
    REFUSED(move("C7", BREACH_SENT, "2025-04-01", &n), M_BREACH_NONE);
    assert_true(move("", BREACH_SENT, "2025-04-01", &n));
    assert_int_equal(n, 3);
    REFUSED(move("C1", BREACH_SENT, "2025-04-01", &n), M_BREACH_MOVE);
    /* five working days: 2, 3, 7 (the 4th is Qingming), 8, 9 April */
    REFUSED(move("C1", BREACH_PUBLISHED, "2025-04-09", &n), M_BREACH_MOVE);
    assert_true(move("C2", BREACH_ANSWERED, "2025-04-03", &n));
    assert_true(move("C2", BREACH_WITHDRAWN, "2025-04-03", &n));
    assert_true(move("", BREACH_PUBLISHED, "2025-04-10", &n));
    assert_int_equal(n, 2); /* C2 was withdrawn */
    OK(credit_on(DB, "C1", day("2025-04-10"), pack, &r, NULL, &e));
    assert_true(r.n == 1 && r.answer.grade > 0);
    assert_string_equal(r.event[0].id, "BREACH-2025-Q1-C1");
    assert_int_equal(r.event[0].matter, CREDIT_BREACH);
    OK(credit_on(DB, "H1", day("2025-04-10"), pack, &r, NULL, &e));
    assert_int_equal(r.n, 0); /* a notice, not a credit event */
    OK(credit_on(DB, "C2", day("2025-04-10"), pack, &r, NULL, &e));
    assert_int_equal(r.n, 0);
    pay("P9", "R2", "788.00", "2025-03-30"); /* known only now: what was sent keeps its figures */
    struct notice again = find("2025-03-31");
    assert_true(again.list.n == 3 && again.list.list[0].amount.units == 55860000);
    assert_int_equal(again.list.list[0].state, BREACH_PUBLISHED);
    assert_string_equal(again.list.list[2].answer, "strike");
}

/* Where the pack does not say so, a notice of late supply is a notice only. */
static void
test_no_credit_event_without_a_rule(void **state)
{
    struct credit_record r;
    int64_t n;
    (void)state;
    late_world();
    under("guangzhou");
    find("2025-03-31");
    assert_true(move("", BREACH_SENT, "2025-04-01", &n) && move("", BREACH_PUBLISHED, "2025-04-20", &n));
    OK(credit_on(DB, "C1", day("2025-04-30"), pack, &r, NULL, &e));
    assert_int_equal(r.n, 0);
}

/* --- shortage --- */

enum doing { REPORT, STATE, DECIDE, SUBSTITUTE, CHARGE, CLOSE };
struct act_call {
    enum doing act;
    const char *number, *on, *order, *evidence, *by, *receipt;
    enum statement say;
    int64_t n;
    bool yes;
};

static bool
act_job(struct db *db, void *arg, struct err *er)
{
    const struct act_call *c = arg;
    const struct shortage_work w = {db, fresh_arena, FRESH_POOL, c->number, day(c->on)};
    struct shortage out;
    switch (c->act) {
    case REPORT: return report_shortage(&w, c->order, 1, &how, er);
    case STATE: return state_supplier(&w, c->say, day(c->by), c->evidence, er);
    case DECIDE: return decide_force_majeure(&w, c->yes, er);
    case SUBSTITUTE: return add_substitute(&w, c->receipt, 1, (qty){c->n}, &how, er);
    case CHARGE: return charge_shortage(&w, er);
    case CLOSE: break;
    }
    return close_shortage(&w, c->yes, &out, er);
}

static bool
did(struct act_call c)
{
    if (c.number == NULL)
        c.number = "Q1";
    if (c.evidence == NULL)
        c.evidence = "";
    if (c.by == NULL)
        c.by = "";
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, act_job, &c, &e);
}
#define ACT(...) did((struct act_call){__VA_ARGS__})

static struct shortage
shortage(const char *number)
{
    struct shortage s;
    OK(shortage_get(DB, FRESH_POOL, number, &s, &e));
    return s;
}

static void
no_fault(void *arg, enum fund_fault f, const char *id, const char *what)
{
    (void)arg;
    fail_msg("%s %s %s", fund_fault_name(f), id, what);
}

static void
books_are_fine(void)
{
    int64_t n;
    OK(fund_check(fresh_db, FRESH_POOL, no_fault, NULL, &n, &e));
}

/* Ten of S2 ordered at 0.3333, two came; four of L1 at 500.00 bought instead. */
static void
short_world(void)
{
    order("O1", "S2", 10, "2025-03-03");
    receive("R1", "O1", 2, "2025-03-05", "2025-03-05");
    order("O2", "L1", 4, "2025-03-15");
    receive("R2", "O2", 4, "2025-03-16", "2025-03-16");
    order("O3", "L1", 1, "2025-03-01");
    receive("R3", "O3", 1, "2025-03-02", "2025-03-02");
}

static void
test_shortage_to_the_end(void **state)
{
    struct credit_record r;
    (void)state;
    short_world();
    REFUSED(ACT(REPORT, .order = "O9", .on = "2025-03-12"), M_SHORTAGE_NO_ORDER);
    REFUSED(ACT(REPORT, .order = "O2", .on = "2025-03-20"), M_SHORTAGE_SUPPLIED);
    REFUSED(ACT(REPORT, .order = "O1", .on = "2025-03-02"), M_SHORTAGE_BEFORE);
    assert_true(ACT(REPORT, .order = "O1", .on = "2025-03-12") && how == PUT_NEW);
    assert_true(ACT(REPORT, .order = "O1", .on = "2025-03-12") && how == PUT_SAME);
    REFUSED(ACT(REPORT, .order = "O1", .on = "2025-03-13"), M_PUT_FACT_SHORTAGE);
    assert_int_equal(shortage("Q1").missing.pieces, 8);
    REFUSED(ACT(CHARGE, .on = "2025-03-13"), M_SHORTAGE_STATE); /* the supplier is heard first */
    REFUSED(ACT(DECIDE, .on = "2025-03-13"), M_SHORTAGE_NO_CLAIM);
    REFUSED(ACT(STATE, .say = STATEMENT_WILL_SUPPLY, .on = "2025-03-13"), M_SHORTAGE_WHEN);
    REFUSED(ACT(STATE, .say = STATEMENT_CANNOT, .on = "2025-03-11"), M_SHORTAGE_BEFORE);
    assert_true(ACT(STATE, .say = STATEMENT_CANNOT, .evidence = "flood", .on = "2025-03-13"));
    REFUSED(ACT(STATE, .say = STATEMENT_CANNOT, .on = "2025-03-13"), M_SHORTAGE_STATE);
    REFUSED(ACT(CHARGE, .on = "2025-03-14"), M_SHORTAGE_FORCE); /* not decided yet */
    assert_true(ACT(DECIDE, .yes = false, .on = "2025-03-18"));
    REFUSED(ACT(CHARGE, .on = "2025-03-18"), M_SHORTAGE_NO_COST);
    REFUSED(ACT(SUBSTITUTE, .receipt = "R3", .n = 1, .on = "2025-03-18"), M_SHORTAGE_NOT_FOR_IT); /* before the report */
    REFUSED(ACT(SUBSTITUTE, .receipt = "R1", .n = 1, .on = "2025-03-18"), M_SHORTAGE_NOT_FOR_IT); /* the same product */
    REFUSED(ACT(SUBSTITUTE, .receipt = "R9", .n = 1, .on = "2025-03-18"), M_SHORTAGE_NO_RECEIPT);
    REFUSED(ACT(SUBSTITUTE, .receipt = "R2", .n = 5, .on = "2025-03-18"), M_SHORTAGE_TOO_MUCH);
    assert_true(ACT(SUBSTITUTE, .receipt = "R2", .n = 4, .on = "2025-03-18") && how == PUT_NEW);
    assert_true(ACT(SUBSTITUTE, .receipt = "R2", .n = 4, .on = "2025-03-18") && how == PUT_SAME);
    REFUSED(ACT(SUBSTITUTE, .receipt = "R2", .n = 3, .on = "2025-03-18"), M_PUT_FACT_SHORTAGE);
    struct shortage s = shortage("Q1");
    assert_int_equal(s.extra.units, 19986700); /* 4 x (500.00 - 0.3333) = 1,998.6668 */
    assert_int_equal(s.substituted.pieces, 4);
    REFUSED(ACT(CLOSE, .on = "2025-03-20"), M_SHORTAGE_STATE); /* first it is charged */
    assert_true(ACT(CHARGE, .on = "2025-03-20"));
    books_are_fine();
    REFUSED(ACT(SUBSTITUTE, .receipt = "R3", .n = 1, .on = "2025-03-21"), M_SHORTAGE_STATE);
    assert_true(ACT(CLOSE, .yes = false, .on = "2025-04-20")); /* it has not paid */
    s = shortage("Q1");
    assert_int_equal(s.outcome, OUTCOME_BREACH);
    assert_string_equal(s.credit_event, "SHORTAGE-Q1");
    OK(credit_on(DB, "C2", day("2025-04-20"), pack, &r, NULL, &e));
    assert_true(r.n == 1 && r.event[0].amount.units == 19986700 && r.answer.grade > 0);
    REFUSED(ACT(CLOSE, .yes = true, .on = "2025-04-21"), M_SHORTAGE_STATE);
    books_are_fine();
}

static void
test_shortage_borne(void **state)
{
    struct credit_record r;
    (void)state;
    short_world();
    assert_true(ACT(REPORT, .order = "O1", .on = "2025-03-12") &&
                ACT(STATE, .say = STATEMENT_CANNOT, .on = "2025-03-13") &&
                ACT(SUBSTITUTE, .receipt = "R2", .n = 2, .on = "2025-03-17"));
    under("chongqing"); /* whose text does not say who bears the cost */
    REFUSED(ACT(CHARGE, .on = "2025-03-20"), M_SHORTAGE_NO_RULE);
    order("O7", "S2", 2, "2025-03-03");
    order("O8", "L1", 2, "2025-03-15");
    receive("R8", "O8", 2, "2025-03-16", "2025-03-16");
    assert_true(ACT(REPORT, .number = "Q7", .order = "O7", .on = "2025-03-12") &&
                ACT(STATE, .number = "Q7", .say = STATEMENT_CANNOT, .on = "2025-03-13") &&
                ACT(SUBSTITUTE, .number = "Q7", .receipt = "R8", .n = 2, .on = "2025-03-17") &&
                ACT(CLOSE, .number = "Q7", .on = "2025-03-18")); /* nobody has to bear it */
    assert_int_equal(shortage("Q7").outcome, OUTCOME_SUPPLIED);
    under("chuxiong");
    assert_true(ACT(CHARGE, .on = "2025-03-20") && ACT(CLOSE, .yes = true, .on = "2025-04-01"));
    assert_int_equal(shortage("Q1").outcome, OUTCOME_BORNE);
    OK(credit_on(DB, "C2", day("2025-04-20"), pack, &r, NULL, &e));
    assert_int_equal(r.n, 0);
    books_are_fine();
}

static void
test_shortage_excused_or_supplied(void **state)
{
    (void)state;
    short_world();
    assert_true(ACT(REPORT, .order = "O1", .on = "2025-03-12") &&
                ACT(STATE, .say = STATEMENT_CANNOT, .evidence = "flood", .on = "2025-03-13") &&
                ACT(SUBSTITUTE, .receipt = "R2", .n = 4, .on = "2025-03-17"));
    REFUSED(ACT(CLOSE, .on = "2025-03-18"), M_SHORTAGE_FORCE); /* the claim waits */
    assert_true(ACT(DECIDE, .yes = true, .on = "2025-03-18"));
    REFUSED(ACT(CHARGE, .on = "2025-03-19"), M_SHORTAGE_FORCE);
    struct notice n = find("2025-03-31"); /* what is excused is no breach; O3, O2 came in time */
    assert_int_equal(n.list.n, 0);
    assert_true(ACT(CLOSE, .on = "2025-03-20"));
    assert_int_equal(shortage("Q1").outcome, OUTCOME_EXCUSED);
    order("O4", "S2", 3, "2025-04-01");
    assert_true(ACT(REPORT, .number = "Q2", .order = "O4", .on = "2025-04-10") &&
                ACT(STATE, .number = "Q2", .say = STATEMENT_WILL_SUPPLY, .by = "2025-04-15", .on = "2025-04-11"));
    receive("R4", "O4", 3, "2025-04-15", "2025-04-15");
    assert_true(ACT(CLOSE, .number = "Q2", .on = "2025-04-16"));
    assert_int_equal(shortage("Q2").outcome, OUTCOME_SUPPLIED);
    order("O5", "S2", 3, "2025-04-01");
    assert_true(ACT(REPORT, .number = "Q3", .order = "O5", .on = "2025-04-10") &&
                ACT(STATE, .number = "Q3", .say = STATEMENT_CANNOT, .on = "2025-04-11") &&
                ACT(CLOSE, .number = "Q3", .on = "2025-04-16"));
    assert_int_equal(shortage("Q3").outcome, OUTCOME_BREACH); /* neither supplies nor bears */
    struct shortage *list;
    size_t all;
    OK(shortage_list(DB, FRESH_POOL, "P", &list, &all, &e));
    assert_true(all == 3 && strcmp(list[2].credit_event, "SHORTAGE-Q3") == 0);
    OK(shortage_list(DB, FRESH_POOL, "P9", &list, &all, &e));
    assert_int_equal(all, 0);
}

/* --- fsck --- */

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
test_each_damage_of_a_case(void **state)
{
    static const struct {
        const char *damage, *wanted;
    } examples[] = {
        {"UPDATE shortage SET extra = extra + 100 WHERE shortage = 'Q1'", "shortage Q1; shortage Q1"},
        {"UPDATE shortage_substitute SET qty = 2", "shortage Q1"},
        {"UPDATE shortage_substitute SET price = price + 10000", "shortage Q1"},
        {"DELETE FROM supplier_debt", "shortage Q1"},
        {"UPDATE shortage SET outcome = '' WHERE shortage = 'Q1'", "shortage Q1"},
        {"UPDATE shortage SET force_majeure = 'accepted' WHERE shortage = 'Q1'", "shortage Q1"},
        {"UPDATE credit_event SET event = 'X' WHERE event = 'SHORTAGE-Q1'", "shortage Q1"},
        {"UPDATE credit_event SET event = 'X' WHERE event = 'BREACH-2025-Q1-C2'", "breach 2025-Q1/late_supply/C2"},
        {"UPDATE breach SET state = 'found'", "breach 2025-Q1/late_supply/C2"},
        {"UPDATE breach SET closed_on = ''", "breach 2025-Q1/late_supply/C2"},
        {"UPDATE breach SET closed_on = '2025-01-01'", "breach 2025-Q1/late_supply/C2"},
        {"DELETE FROM company WHERE code = 'C2'", "credit BREACH-2025-Q1-C2; credit SHORTAGE-Q1"},
        {"UPDATE credit_event SET happened_on = '2026-01-01' WHERE event = 'SHORTAGE-Q1'", "credit SHORTAGE-Q1"},
        {"INSERT INTO credit_repair VALUES (500000, 'SHORTAGE-Q1', 'apology', '2025-01-01')", "credit SHORTAGE-Q1"},
    };
    int64_t n;
    (void)state;
    short_world();
    assert_true(ACT(REPORT, .order = "O1", .on = "2025-03-12") &&
                ACT(STATE, .say = STATEMENT_CANNOT, .on = "2025-03-13") &&
                ACT(SUBSTITUTE, .receipt = "R2", .n = 4, .on = "2025-03-17") && ACT(CHARGE, .on = "2025-03-20") &&
                ACT(CLOSE, .on = "2025-04-01"));
    find("2025-03-31");
    assert_true(move("", BREACH_SENT, "2025-04-01", &n) && n == 1 && move("", BREACH_PUBLISHED, "2025-04-20", &n));
    assert_string_equal(check(), "");
    for (size_t i = 0; i < COUNT(examples); i++) {
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        fresh_sql(examples[i].damage);
        if (strcmp(check(), examples[i].wanted) != 0)
            fail_msg("%s: %s", examples[i].damage, said);
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
    }
}

/* --- the agency's own payments --- */

static bool
fund_job(struct db *db, void *arg, struct err *er)
{
    struct project p;
    return project_get(db, fresh_arena, FRESH_POOL, "P", &p, er) &&
           monitor_fund(db, &p, pack, *(month *)arg, er);
}

static struct fund_timely *
fund(const char *ym, size_t want)
{
    struct fund_timely *list;
    size_t n;
    month m;
    assert_true(month_parse(&m, ym));
    OK(db_tx(fresh_db, FRESH_POOL, fund_job, &m, &e));
    OK(fund_timely_list(DB, FRESH_POOL, "P", m, &list, &n, &e));
    assert_int_equal(n, want);
    return list;
}

static void
test_the_agency_pays_in_time(void **state)
{
    (void)state;
    fresh_sql("INSERT INTO prepayment VALUES (500000,'P','H1',1,'employee',1000000,300000,300000,'2024-09-10','2025-09-09',"
        "'2024-09')");
    fresh_sql("INSERT INTO instalment VALUES (500000,'P','H1',1,1,100000,'2025-01-31',1,'2025-01-31',0,''),"
        "(500000,'P','H1',1,2,150000,'2025-02-28',1,'2025-03-10',0,''),"
        "(500000,'P','H1',1,3,50000,'2025-03-31',1,'',0,'')");
    fresh_sql("INSERT INTO retention_owed VALUES (500000,'P','H1',2024,'resident',70000,'2025-03-15','',1,'2025-03-20',1)");
    fresh_sql("INSERT INTO claim_month VALUES (500000,'H1','employee','2025-01',900000,'',1,100000,0,800000,2,'2025-02-28',3)");
    fresh_sql("INSERT INTO claim_month VALUES (500000,'H1','employee','2025-02',500000,'',1,0,0,0,0,'',0)");
    struct fund_timely *f = fund("2025-02", 2);
    assert_string_equal(f[0].kind, "claim"); /* January: due and paid on the last day of February */
    assert_true(f[0].t.due.units == 800000 && f[0].t.in_time.units == 800000 && f[0].t.late_n == 0);
    assert_string_equal(f[1].kind, "instalment");
    assert_true(f[1].t.due.units == 250000 && f[1].t.in_time.units == 100000 && f[1].t.overdue.units == 150000);
    f = fund("2025-03", 3);
    assert_true(f[0].t.due.units == 1300000 && f[0].t.overdue.units == 500000);
    assert_true(f[1].t.due.units == 300000 && f[1].t.in_time.units == 100000 && f[1].t.late.units == 150000);
    assert_int_equal(f[1].t.late_days, 10);
    assert_int_equal(f[1].t.share.r.ppm, 333333);
    assert_string_equal(f[2].fund, "resident");
    assert_true(f[2].t.late.units == 70000 && f[2].t.late_days == 5 && f[2].t.share.r.ppm == 0);
    const char *digest = fresh_digest();
    fund("2025-03", 3);
    assert_string_equal(digest, fresh_digest());
    fund("2024-12", 0);
}

/* --- an overspend --- */

struct over {
    struct overspent *list;
    size_t n;
};

static bool
over_job(struct db *db, void *arg, struct err *er)
{
    struct over *o = arg;
    return share_overspend(db, fresh_arena, FRESH_POOL, pack, 2025, &o->list, &o->n, er);
}

static struct overspent
over(void)
{
    struct over o;
    OK(db_tx(fresh_db, FRESH_POOL, over_job, &o, &e));
    assert_int_equal(o.n, 1);
    return o.list[0];
}

static void
test_overspend_is_shared(void **state)
{
    struct overspend_band b = {day("2025-06-01"), {100000}, {700000}, "decision"};
    struct stamp stamp;
    struct explain_step step[8];
    struct explain x = {.step = step, .max = 8};
    bool found;
    (void)state;
    fresh_sql("INSERT INTO quota VALUES (500000,'H1',2025,'base','2025-01-05',10000000,''),"
        "(500000,'H1',2025,'assessment','2025-02-05',-1000000,''),(500000,'H1',2024,'base','2024-01-05',1,'')");
    fresh_sql("INSERT INTO claim_month VALUES (500000,'H1','employee','2025-01',9000000,'',1,0,0,0,0,'',0),"
        "(500000,'H1','resident','2025-12',2000000,'',1,0,0,0,0,'',0),"
        "(500000,'H1','resident','2026-01',2000000,'',1,0,0,0,0,'',0)");
    assert_string_equal(over().verdict, "not_shared"); /* 楚雄 has no such rule */
    under("guangzhou");
    struct overspent o = over();
    assert_string_equal(o.verdict, "no_bands"); /* the agency and the institutions have not decided */
    assert_true(o.quota.units == 9000000 && o.spent.units == 11000000);
    OK(band_put(DB, FRESH_POOL, &b, &how, &e));
    b = (struct overspend_band){day("2025-06-01"), {200000}, {500000}, "decision"};
    OK(band_put(DB, FRESH_POOL, &b, &how, &e));
    o = over(); /* 200.00 above 900.00: 90.00 at 70 %, 90.00 at 50 %, the last 20.00 its own */
    assert_string_equal(o.verdict, "ok");
    assert_int_equal(o.by_fund.units, 630000 + 450000);
    assert_int_equal(o.by_institution.units, 2000000 - 1080000);
    OK(explained_get(DB, FRESH_POOL, "overspend", "2025/H1", &stamp, &x, &found, &e));
    assert_true(found && x.n == 1 && x.step[0].rule == RULE_OVERSPEND);
    b = (struct overspend_band){day("2026-01-01"), {100000}, {0}, "later"};
    OK(band_put(DB, FRESH_POOL, &b, &how, &e));
    assert_int_equal(over().by_fund.units, 1080000); /* a later decision does not reach back */
    b.up_to.ppm = 0;
    REFUSED(band_put(DB, FRESH_POOL, &b, &how, &e), M_OVERSPEND_BAND);
    fresh_sql("UPDATE claim_month SET amount = 100 WHERE month = '2025-01'");
    o = over();
    assert_true(o.by_fund.units == 0 && o.by_institution.units == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_periods),
        TEST(test_who_was_late),
        TEST(test_notice_and_credit),
        TEST(test_no_credit_event_without_a_rule),
        TEST(test_shortage_to_the_end),
        TEST(test_shortage_borne),
        TEST(test_shortage_excused_or_supplied),
        TEST(test_each_damage_of_a_case),
        TEST(test_the_agency_pays_in_time),
        TEST(test_overspend_is_shared),
    };
    return fresh_run(tests, COUNT(tests));
}
