/* A project that another system carried out up to the end of June 2025 goes on here: what comes in,
 * what is refused, how it is held against that system's totals, who signs; and that counters, due
 * dates, books, checks, explanations and orders go on from there. */
#include "../trade/verbs.h"

#include "cutover/cutover.h"
#include "desk/fsck.h"
#include "fund/check.h"
#include "fund/lock.h"
#include "fund/run.h"
#include "fund/state.h"
#include "project/explained.h"
#include "trade/correct.h"
#include "words/agreement.h"
#include "words/cutover.h"
#include "words/period.h"
#include "words/project.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static money
yuan(const char *s)
{
    money out = {-1};
    assert_true(money_parse(&out, s));
    return out;
}

/* The small world of trade without its agreements, and with its companies and group. */
static int
setup(void **state)
{
    int rc = verbs_setup(state);
    fresh_sql("DELETE FROM agreement_line; DELETE FROM agreement;"
        "INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, "
        "controller, region, status, successor) VALUES "
        "('C1', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', ''), "
        "('C2', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 1, 0, '', '', '', 'open', ''), "
        "('D1', '1900-01-01', '9999-12-31', 'd', 'CN', 0, 1, 0, '', '', '', 'open', '');"
        "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest) VALUES "
        "(500000, 'P', 'G', 'g', '', '', 0, 0);");
    return rc;
}

/* --- the verbs, each in a transaction --- */

struct doing {
    const struct cutover *open;
    const struct cutover_line *line;
    const struct cutover_receipt *receipt;
    const struct cutover_invoice *invoice;
    const struct cutover_prepayment *prepayment;
    const struct cutover_total *total;
    bool clear;
    const char *by;
};

static bool
doing_job(struct db *db, void *arg, struct err *err)
{
    const struct doing *d = arg;
    const struct loading l = {db, verbs_arena, FRESH_POOL, "P", d->by};
    return d->open         ? open_cutover(db, verbs_arena, FRESH_POOL, "P", d->open, &how, err)
           : d->line       ? put_cutover_line(&l, d->line, &how, err)
           : d->receipt    ? put_cutover_receipt(&l, d->receipt, &how, err)
           : d->invoice    ? put_cutover_invoice(&l, d->invoice, &how, err)
           : d->prepayment ? put_cutover_prepayment(&l, d->prepayment, &how, err)
           : d->total      ? put_cutover_total(&l, d->total, &how, err)
           : d->clear      ? clear_cutover(db, verbs_arena, FRESH_POOL, "P", err)
                           : sign_cutover(db, verbs_arena, FRESH_POOL, "P", d->by, day("2025-07-05"), &how, err);
}

static bool
run(struct doing d)
{
    return verbs_run(doing_job, &d);
}

static bool
open_on(const char *cut_off, const char *today)
{
    const struct cutover c = {.cut_off = day(cut_off), .source = "old", .opened_by = "wang", .opened_on = day(today)};
    return run((struct doing){.open = &c});
}

static bool
sign(const char *by)
{
    return run((struct doing){.by = by});
}

/* --- the figures of the story --- */

/* S1 with H1, delivered by D1: 100 agreed, 70 ordered, 60 accepted for 47,880.00, of which 15,960.00
 * (20 pieces) is not paid, one receipt of them partly. S2: 1000 agreed at 0.3333, all settled, and
 * dearer once. */
static struct cutover_line
line(int i)
{
    static const struct {
        const char *product, *company, *distributor, *price, *with, *amount, *paid;
        int64_t agreed, ordered, accepted;
    } of[] = {{"S1", "C1", "D1", "798.00", "848.00", "47880.00", "36708.00", 100, 70, 60},
              {"S2", "C2", "", "0.3333", "0", "120.00", "120.00", 1000, 300, 300}};
    return (struct cutover_line){.institution = "H1",
                                 .product = of[i].product,
                                 .company = of[i].company,
                                 .distributor = of[i].distributor,
                                 .group = "G",
                                 .term = 1,
                                 .from = day("2024-09-10"),
                                 .to = day("2025-09-09"),
                                 .price = yuan(of[i].price),
                                 .with_service = yuan(of[i].with),
                                 .agreed = {of[i].agreed},
                                 .ordered = {of[i].ordered},
                                 .accepted = {of[i].accepted},
                                 .amount = yuan(of[i].amount),
                                 .paid = yuan(of[i].paid)};
}

static struct cutover_receipt
owed(int i)
{
    static const struct {
        const char *receipt, *amount, *paid, *on;
        int64_t n;
    } of[] = {{"R-11", "7980.00", "4788.00", "2025-05-20", 10}, {"R-12", "7980.00", "0", "2025-06-18", 10}};
    return (struct cutover_receipt){.receipt = of[i].receipt,
                                    .institution = "H1",
                                    .product = "S1",
                                    .distributor = "",
                                    .line = 1,
                                    .term = 1,
                                    .pay_days = -1,
                                    .qty = {of[i].n},
                                    .amount = yuan(of[i].amount),
                                    .paid = yuan(of[i].paid),
                                    .accepted_on = day(of[i].on)};
}

static struct cutover_invoice
bill(int i)
{
    static const char *const of[][3] = {{"I-11", "R-11", "5000.00"}, {"I-12", "R-11", "2980.00"}, {"I-13", "R-12", "7980.00"}};
    return (struct cutover_invoice){of[i][0], of[i][1], i == 2 ? "25500000000123456789" : "", 1, yuan(of[i][2]), day("2025-06-20")};
}

static const struct cutover_prepayment *
advance(void)
{
    static struct cutover_prepayment p;
    p = (struct cutover_prepayment){.institution = "H1", .term = 1, .fund = FUND_EMPLOYEE, .annual = yuan("80000.00"),
                                    .ratio = {300000}, .paid = yuan("24000.00"), .taken = yuan("9000.00"),
                                    .from = day("2024-09-10"), .to = day("2026-09-09"), .paid_on = day("2024-10-31")};
    return &p;
}

static struct cutover_total
total(int i)
{
    static const struct {
        enum cutover_scope scope;
        const char *code;
        int64_t figure[CUTOVER_FIGURES];
    } of[] = {
        {CUTOVER_PROJECT, "P", {1100, 370, 360, 480000000, 368280000, 159600000, 150000000}},
        {CUTOVER_INSTITUTION, "H1", {1100, 370, 360, 480000000, 368280000, 159600000, 150000000}},
        {CUTOVER_COMPANY, "C1", {100, 70, 60, 478800000, 367080000, 159600000, 0}},
        {CUTOVER_COMPANY, "C2", {1000, 300, 300, 1200000, 1200000, 0, 0}},
    };
    struct cutover_total t = {.scope = of[i].scope, .code = of[i].code};
    memcpy(t.figure, of[i].figure, sizeof(t.figure));
    return t;
}

static void
bring(const char *by)
{
    for (int i = 0; i < 2; i++) {
        const struct cutover_line l = line(i);
        assert_true(run((struct doing){.line = &l, .by = by}));
    }
    for (int i = 0; i < 2; i++) {
        const struct cutover_receipt r = owed(i);
        assert_true(run((struct doing){.receipt = &r, .by = by}));
    }
    for (int i = 0; i < 3; i++) {
        const struct cutover_invoice v = bill(i);
        assert_true(run((struct doing){.invoice = &v, .by = by}));
    }
    assert_true(run((struct doing){.prepayment = advance(), .by = by}));
    for (int i = 0; i < 4; i++) {
        const struct cutover_total t = total(i);
        assert_true(run((struct doing){.total = &t, .by = by}));
    }
}

static void
opened(void)
{
    assert_true(open_on("2025-06-30", "2025-07-01"));
    bring("zhao");
}

/* --- what differs, as text --- */

static char differs[2048];

static bool
take_difference(void *arg, const struct cutover_difference *d, struct err *err)
{
    size_t n = strlen(differs);
    (void)arg;
    (void)err;
    snprintf(differs + n, sizeof(differs) - n, "%s %s %s %s/%s;", d->what, d->code, d->figure,
             cutover_figure_text(fresh_arena, d, true), cutover_figure_text(fresh_arena, d, false));
    return true;
}

static bool
compare_job(struct db *db, void *arg, struct err *err)
{
    return compare_cutover(db, FRESH_POOL, "P", take_difference, arg, err);
}

static const char *
compared(void)
{
    differs[0] = '\0';
    OK(db_read(fresh_db, compare_job, NULL, &e));
    return differs;
}

static void
is_fault(void *arg, const struct fault *f)
{
    char (*names)[512] = arg;
    size_t n = strlen(*names);
    snprintf(*names + n, sizeof(*names) - n, "%s %s;", f->name, f->row);
}

static bool
fsck_job(struct db *db, void *arg, struct err *err)
{
    return fsck(db, FRESH_POOL, is_fault, arg, err);
}

static const char *
faults(void)
{
    static char names[512];
    names[0] = '\0';
    OK(db_read(fresh_db, fsck_job, &names, &e));
    return names;
}

/* --- the story --- */

static bool
left_is(void *arg, const struct prepaid_state *s, struct err *err)
{
    char text[MONEY_TEXT_MAX];
    (void)arg;
    (void)err;
    assert_string_equal(money_text(prepaid_left(s), text), "15000.00");
    assert_int_equal(s->fund, FUND_EMPLOYEE);
    return true;
}

static bool
each_left(struct db *db, void *arg, struct err *err)
{
    month m;
    (void)arg;
    return month_parse(&m, "2025-06") && prepaid_each(db, FRESH_POOL, "P", "H1", m, left_is, NULL, err);
}

static void
test_goes_on(void **state)
{
    char standing[512];
    (void)state;
    opened();
    snprintf(standing, sizeof(standing), "%s", faults());
    refused(do_order("O-1", "H1", "S1", 5, "2025-07-03"), M_CUTOVER_RUNS, "project");
    assert_string_equal(compared(), "");
    assert_true(sign("li"));
    assert_int_equal(how, PUT_NEW);
    /* counters, of the line and its months */
    assert_int_equal(number("SELECT ordered FROM agreement_line WHERE pool = $1 AND product = 'S1'"), 70);
    assert_int_equal(number("SELECT accepted FROM agreement_line WHERE pool = $1 AND product = 'S1'"), 60);
    assert_int_equal(number("SELECT accepted_amount FROM agreement_line WHERE pool = $1 AND product = 'S1'"), 478800000);
    assert_int_equal(number("SELECT paid_amount FROM agreement_line WHERE pool = $1 AND product = 'S1'"), 367080000);
    assert_int_equal(number("SELECT accepted FROM progress_month WHERE pool = $1 AND product = 'S1' AND month = '2025-05'"), 10);
    assert_int_equal(number("SELECT at_selected FROM progress WHERE pool = $1 AND product = 'S2'"), 1200000);
    /* what is owed: by the pack's rule, of the day of acceptance; the next month's end */
    assert_int_equal(number("SELECT CAST(SUM(amount - paid) AS BIGINT) FROM receipt WHERE pool = $1 AND due_on = '2025-06-30'"), 31920000);
    assert_int_equal(number("SELECT CAST(SUM(amount - paid) AS BIGINT) FROM receipt WHERE pool = $1 AND due_on = '2025-07-31'"
                            " AND receipt = 'R-12'"), 79800000);
    assert_int_equal(number("SELECT CAST(SUM(amount - paid) AS BIGINT) FROM invoice_line WHERE pool = $1 AND invoice = 'I-12'"), 29800000);
    assert_int_equal(number("SELECT CAST(SUM(amount - paid) AS BIGINT) FROM invoice_line WHERE pool = $1 AND invoice = 'I-11'"), 2120000);
    /* the fund */
    OK(db_read(fresh_db, each_left, NULL, &e));
    assert_int_equal(number("SELECT debit_posted - credit_posted FROM account WHERE pool = $1 AND kind = 'prepaid'"), 150000000);
    assert_int_equal(number("SELECT credit_posted - debit_posted FROM account WHERE pool = $1 AND kind = 'carried'"), 150000000);
    assert_int_equal(number("SELECT COUNT(*) FROM fund_approval WHERE pool = $1 AND made_by = 'wang' AND approved_by = 'li'"), 1);
    assert_int_equal(findings(), 0);
    assert_string_equal(faults(), standing);
    /* and it goes on */
    refused(do_order("O-1", "H1", "S1", 5, "2025-06-30"), M_CUTOVER_EARLIER, "date");
    refused(do_pay("Z-0", "I-11", 21200, "2025-06-30"), M_CUTOVER_EARLIER, "date"); /* signed as they are */
    assert_true(do_order("O-1", "H1", "S1", 35, "2025-07-06"));
    assert_int_equal(number("SELECT over FROM order_line WHERE pool = $1 AND order_no = 'O-1'"), 5);
    assert_true(do_pay("Z-1", "I-11", 21200, "2025-07-06"));
    assert_int_equal(findings(), 0);
    assert_string_equal(faults(), standing);
}

/* What came in wrongly is corrected like anything else: the signed figures stay, and are not held against it. */
static bool
redo_job(struct db *db, void *arg, struct err *err)
{
    struct trade_memo *memo = arena_alloc(fresh_arena, sizeof(*memo));
    struct trade t = {.db = db, .arena = fresh_arena, .pool = FRESH_POOL, .memo = memo};
    const struct redo c = {.number = "K-1", .kind = REDO_RECEIPT, .document = "R-12", .line = 1, .qty = {1},
                           .udi = "", .reason = "x", .asked_by = "wang", .asked_on = day("2025-07-06")};
    (void)arg;
    *memo = (struct trade_memo){.n = 0};
    return ask_redo(&t, &c, &how, err) && decide_redo(&t, "K-1", true, "li", day("2025-07-07"), &how, err);
}

static void
test_corrected(void **state)
{
    char standing[512];
    (void)state;
    opened();
    assert_true(sign("li"));
    snprintf(standing, sizeof(standing), "%s", faults());
    OK(db_tx(fresh_db, FRESH_POOL, redo_job, NULL, &e));
    assert_int_equal(how, PUT_CHANGED);
    assert_int_equal(number("SELECT qty FROM receipt WHERE pool = $1 AND receipt = 'R-12~K-1'"), 1);
    assert_string_equal(faults(), standing);
}

static bool
explain_job(struct db *db, void *arg, struct err *err)
{
    static const char *const of[][2] = {{"cutover", "P"}, {"prepayment", "P/H1/1"}};
    struct explain_step step[8];
    size_t *n = arg;
    for (size_t i = 0; i < 2; i++) {
        struct explain x = {step, 0, 8, 0};
        struct stamp by;
        bool found;
        if (!explained_get(db, fresh_arena, FRESH_POOL, of[i][0], of[i][1], &by, &x, &found, err))
            return false;
        n[i] = found ? x.n : 0;
    }
    return true;
}

static void
test_explained(void **state)
{
    size_t n[2] = {0};
    (void)state;
    opened();
    assert_true(sign("li"));
    OK(db_read(fresh_db, explain_job, n, &e));
    assert_int_equal(n[0], 4);
    assert_int_equal(n[1], 1);
}

/* The month of the cut-off was the other system's; the next one is the first here. */
static void
test_months_of_the_fund(void **state)
{
    struct err list[4];
    struct errs errs = {.list = list, .max = COUNT(list)};
    struct arena *a = arena_new(64 << 20);
    struct policy *pack = NULL;
    (void)state;
    opened();
    assert_true(sign("li"));
    assert_true(policy_load(&pack, a, "chuxiong", &errs));
    struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "chuxiong",
                        .goods = GOODS_HIGH_VALUE, .executed_on = day("2024-09-10"), .cycle_months = 24, .rules = ""};
    static const struct {
        const char *month;
        enum run_verdict v;
        bool ok;
        const char *why;
    } of[] = {{"2025-06", RUN_ALREADY, true, "was run there"},
              {"2025-08", RUN_OK, false, "July was left out"},
              {"2025-07", RUN_OK, true, "goes on"},
              {"2025-05", RUN_OK, false, "long past"}};
    for (size_t i = 0; i < COUNT(of); i++) {
        struct run r = {.project = &p, .pack = pack, .by = "wang"};
        assert_true(month_parse(&r.month, of[i].month));
        r.on = month_last(r.month);
        bool ok = db_tx(fresh_db, FRESH_POOL, run_offset, &r, &e);
        if (ok != of[i].ok || (ok && r.verdict != of[i].v))
            fail_msg("%s: %d %s", of[i].why, ok, ok ? run_verdict_name(r.verdict) : msg_name(e.msg));
    }
    assert_int_equal(number("SELECT COUNT(*) FROM offset_month WHERE pool = $1 AND month = '2025-07' AND rest = 150000000"), 1);
    arena_free(a);
}

/* --- what is refused, and why --- */

static void
test_days(void **state)
{
    (void)state;
    refused(open_on("2025-06-29", "2025-07-01"), M_CUTOVER_MONTH_END, "cut_off");
    refused(open_on("2025-07-31", "2025-07-01"), M_CUTOVER_TO_COME, "cut_off");
    refused(open_on("2024-08-31", "2025-07-01"), M_CUTOVER_BEFORE, "cut_off");
    assert_true(open_on("2025-06-30", "2025-07-01"));
    assert_true(open_on("2025-06-30", "2025-07-02"));
    assert_int_equal(how, PUT_SAME);
    refused(open_on("2025-05-31", "2025-07-02"), M_CUTOVER_OTHER, "cut_off");
    assert_true(run((struct doing){.clear = true}));
    assert_true(open_on("2025-05-31", "2025-07-02"));
}

static void
test_lines_refused(void **state)
{
    (void)state;
    struct cutover_line l = line(0);
    refused(run((struct doing){.line = &l, .by = "zhao"}), M_CUTOVER_NONE, "");
    assert_true(open_on("2025-06-30", "2025-07-01"));
#define REFUSED(change, m, field)                                                                  \
    do {                                                                                           \
        l = line(0);                                                                               \
        change;                                                                                    \
        refused(run((struct doing){.line = &l, .by = "zhao"}), m, field);                          \
    } while (0)
    REFUSED(l.company = "C9", M_NO_COMPANY, "company");
    REFUSED(l.distributor = "C9", M_NO_COMPANY, "distributor");
    REFUSED(l.institution = "H9", M_NO_INSTITUTION, "hospital");
    REFUSED(l.product = "S9", M_NO_PRODUCT, "product");
    REFUSED(l.group = "X", M_GROUP_UNKNOWN, "group");
    REFUSED(l.price.units = 0, M_CUTOVER_PRICE, "price");
    REFUSED((l.variant = VARIANT_WITH_SERVICE, l.with_service.units = 0), M_CUTOVER_PRICE, "with_service");
    REFUSED(l.to = day("2024-09-09"), M_CUTOVER_SPAN, "to");
    REFUSED(l.from = day("2025-07-01"), M_CUTOVER_AFTER, "from");
    REFUSED(l.agreed.pieces = 69, M_CUTOVER_OVER, "ordered");
    REFUSED(l.accepted.pieces = 71, M_CUTOVER_MORE, "accepted");
    REFUSED(l.accepted.pieces = 0, M_CUTOVER_AMOUNT, "amount");
    REFUSED(l.amount.units++, M_CUTOVER_FEN, "amount");
    REFUSED(l.paid.units = l.amount.units + 100, M_CUTOVER_MORE, "paid");
    REFUSED((l.ordered.pieces = INT64_MAX, l.over = true), M_CUTOVER_MORE, "ordered");
#undef REFUSED
    l = line(0);
    l.agreed.pieces = 69;
    l.over = true;
    assert_true(run((struct doing){.line = &l, .by = "zhao"})); /* more than agreed, and meant */
    struct cutover_line other = line(0);
    other.product = "L1";
    other.to = day("2025-12-31");
    refused(run((struct doing){.line = &other, .by = "zhao"}), M_CUTOVER_TERM, "from");
}

static void
test_money_refused(void **state)
{
    struct cutover_receipt r;
    struct cutover_invoice v = bill(2);
    struct cutover_prepayment p;
    struct cutover_total t;
    (void)state;
    assert_true(open_on("2025-06-30", "2025-07-01"));
    r = owed(0);
    refused(run((struct doing){.receipt = &r, .by = "zhao"}), M_CUTOVER_NO_LINE, "product");
    refused(run((struct doing){.invoice = &v, .by = "zhao"}), M_CUTOVER_NO_RECEIPT, "receipt");
    refused(run((struct doing){.prepayment = advance(), .by = "zhao"}), M_CUTOVER_NO_TERM, "hospital");
    bring("zhao");
#define REFUSED(what, x, from, change, m, field)                                                   \
    do {                                                                                           \
        x = from;                                                                                  \
        change;                                                                                    \
        refused(run((struct doing){.what = &x, .by = "zhao"}), m, field);                          \
    } while (0)
    REFUSED(receipt, r, owed(0), r.qty.pieces = 0, M_CUTOVER_NOTHING, "qty");
    REFUSED(receipt, r, owed(0), r.amount.units = 0, M_CUTOVER_NOTHING, "amount");
    REFUSED(receipt, r, owed(0), r.paid = r.amount, M_CUTOVER_IS_PAID, "paid");
    REFUSED(receipt, r, owed(0), r.amount.units++, M_CUTOVER_FEN, "amount");
    REFUSED(receipt, r, owed(0), r.accepted_on = day("2025-07-01"), M_CUTOVER_AFTER, "accepted");
    REFUSED(receipt, r, owed(0), r.accepted_on = day("2024-09-01"), M_CUTOVER_EARLY, "accepted");
    REFUSED(receipt, r, owed(0), r.term = 2, M_CUTOVER_NO_LINE, "product");
    REFUSED(invoice, v, bill(2), v.receipt = "R-99", M_CUTOVER_NO_RECEIPT, "receipt");
    REFUSED(invoice, v, bill(2), v.invoice = "I-14", M_CUTOVER_INVOICED, "amount");
    REFUSED(invoice, v, bill(2), v.on = day("2025-06-01"), M_CUTOVER_EARLY, "date");
    REFUSED(invoice, v, bill(2), v.on = day("2025-07-01"), M_CUTOVER_AFTER, "date");
    REFUSED(invoice, v, bill(2), v.einvoice = "123", M_CUTOVER_EINVOICE, "einvoice");
    REFUSED(invoice, v, bill(2), v.amount.units = 0, M_CUTOVER_NOTHING, "amount");
    REFUSED(prepayment, p, *advance(), p.taken.units = p.paid.units + 100, M_CUTOVER_MORE, "taken");
    REFUSED(prepayment, p, *advance(), p.paid.units = 0, M_CUTOVER_NOTHING, "paid");
    REFUSED(prepayment, p, *advance(), p.ratio.ppm = 1000001, M_CUTOVER_RATIO, "ratio");
    REFUSED(prepayment, p, *advance(), p.institution = "H2", M_CUTOVER_NO_TERM, "hospital");
    REFUSED(prepayment, p, *advance(), p.paid_on = day("2025-07-01"), M_CUTOVER_AFTER, "paid_on");
    REFUSED(total, t, total(0), t.code = "Q", M_CUTOVER_PROJECT, "code");
    REFUSED(total, t, total(2), t.code = "C9", M_NO_COMPANY, "code");
    REFUSED(total, t, total(2), t.figure[FIGURE_PREPAID] = 100, M_CUTOVER_COMPANY, "prepaid");
    REFUSED(total, t, total(1), t.code = "H9", M_NO_INSTITUTION, "code");
#undef REFUSED
}

/* --- reconciling --- */

static void
test_each_difference_is_named(void **state)
{
    static const struct {
        const char *change, *want, *why;
    } of[] = {
        {"UPDATE cutover_total SET accepted = 361 WHERE scope = 'project'", "project P accepted 360/361;", "a total"},
        {"UPDATE cutover_total SET amount = amount + 100 WHERE code = 'C1'", "company C1 amount 47880.00/47880.01;", "a fen"},
        {"UPDATE cutover_total SET prepaid = 0 WHERE code = 'H1'", "institution H1 prepaid 15000.00/0.00;", "the fund's"},
        {"DELETE FROM cutover_total WHERE code = 'C2'", "company C2 agreed 1000/;", "no such total"},
        {"DELETE FROM cutover_total WHERE scope = 'project'", "project P agreed 1100/;", "nor the whole"},
        {"INSERT INTO cutover_total (pool, project, scope, code, agreed, ordered, accepted, amount, paid, invoiced, prepaid) "
         "VALUES (500000, 'P', 'institution', 'H2', 5, 0, 0, 0, 0, 0, 0)", "institution H2 agreed 0/5;", "not brought in"},
        {"UPDATE cutover_receipt SET paid = 0 WHERE receipt = 'R-11'", "line P/1/H1/C1/D1/S1 unpaid 11172.00/15960.00;", "unpaid"},
        {"UPDATE cutover_receipt SET qty = 51 WHERE receipt = 'R-11'", "line P/1/H1/C1/D1/S1 accepted 60/61;", "more than accepted"},
        {"UPDATE cutover_receipt SET qty = 50 WHERE receipt = 'R-11'", "line P/1/H1/C1/D1/S1 amount 47880.00/15960.00;", "money without goods"},
        {"INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount) VALUES (500000, 'I-12', 'H1', 'D1', "
         "'2025-06-20', 0)", "taken I-12 invoice /;", "a number that is taken"},
        {"INSERT INTO period_lock (pool, month, locked_on, locked_by) VALUES (500000, '2025-05', '2025-06-05', 'li')",
         "taken 2025-05 month /;", "a locked month"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(of); i++) {
        fresh_teardown(state);
        setup(state);
        opened();
        fresh_sql(of[i].change);
        if (strcmp(compared(), of[i].want) != 0)
            fail_msg("%s: %s", of[i].why, differs);
        refused(sign("li"), M_CUTOVER_DIFFERS, "");
    }
}

static void
test_nothing_came_in(void **state)
{
    (void)state;
    assert_true(open_on("2025-06-30", "2025-07-01"));
    assert_string_equal(compared(), "project P agreed 0/;");
    refused(sign("li"), M_CUTOVER_DIFFERS, "");
}

static void
test_second_person(void **state)
{
    (void)state;
    opened();
    refused(sign("wang"), M_CUTOVER_SAME_PERSON, "by");
    refused(sign("zhao"), M_CUTOVER_SAME_PERSON, "by");
    refused(sign(""), M_CUTOVER_SAME_PERSON, "by");
    assert_true(sign("li"));
    const char *once = fresh_digest();
    assert_true(sign("li"));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(once, fresh_digest());
    refused(sign("sun"), M_CUTOVER_SIGNED, "");
    refused(run((struct doing){.clear = true}), M_CUTOVER_SIGNED, "");
}

static void
test_twice(void **state)
{
    struct cutover_line l = line(0);
    struct cutover_invoice v = bill(0);
    (void)state;
    opened();
    const char *once = fresh_digest();
    bring("sun"); /* the same rows by another hand: he brought nothing in */
    assert_string_equal(once, fresh_digest());
    l.agreed.pieces = 90;
    assert_true(run((struct doing){.line = &l, .by = "zhao"}));
    assert_int_equal(how, PUT_CHANGED); /* as long as nobody has signed */
    l = line(0);
    assert_true(run((struct doing){.line = &l, .by = "zhao"}));
    assert_true(sign("sun"));
    once = fresh_digest();
    bring("zhao");
    assert_string_equal(once, fresh_digest());
    l.agreed.pieces = 90;
    refused(run((struct doing){.line = &l, .by = "zhao"}), M_PUT_FACT, "agreed");
    v.invoice = "I-10";
    v.amount = yuan("0.01");
    v.receipt = "R-11";
    refused(run((struct doing){.invoice = &v, .by = "zhao"}), M_CUTOVER_INVOICED, "amount");
    struct cutover_total t = total(2);
    t.code = "D1";
    refused(run((struct doing){.total = &t, .by = "zhao"}), M_CUTOVER_SIGNED, "");
    assert_true(open_on("2025-06-30", "2025-08-01"));
    assert_int_equal(how, PUT_SAME);
}

static bool
lock_job(struct db *db, void *arg, struct err *err)
{
    month m;
    return month_parse(&m, arg) && lock_month(db, verbs_arena, FRESH_POOL, m, "li", day("2025-08-01"), &how, err);
}

static void
test_locked_month(void **state)
{
    char june[] = "2025-06";
    (void)state;
    assert_true(verbs_run(lock_job, june));
    refused(open_on("2025-06-30", "2025-08-01"), M_PERIOD_LOCKED, "cut_off");
    assert_true(open_on("2025-07-31", "2025-08-01"));
}

static void
test_damage_is_found(void **state)
{
    static const char *const of[] = {
        "UPDATE order_line SET qty = qty + 1 WHERE qty = 50",
        "UPDATE cutover_line SET accepted = accepted - 1 WHERE product = 'S2'",
        "UPDATE cutover_prepayment SET taken = taken + 100",
        "UPDATE offset_month SET taken = taken + 100, claims = claims + 100",
        "UPDATE payment_line SET amount = amount + 100 WHERE invoice = 'I-11'",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(of); i++) {
        fresh_teardown(state);
        setup(state);
        opened();
        assert_true(sign("li"));
        assert_null(strstr(faults(), "cutover.carried"));
        fresh_sql(of[i]);
        if (strstr(faults(), "cutover.carried") == NULL)
            fail_msg("%s: %s", of[i], faults());
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_goes_on),       TEST(test_explained),     TEST(test_months_of_the_fund),
        TEST(test_days),          TEST(test_lines_refused), TEST(test_money_refused),
        TEST(test_nothing_came_in), TEST(test_each_difference_is_named), TEST(test_second_person),
        TEST(test_twice),         TEST(test_locked_month),  TEST(test_damage_is_found),
        TEST(test_corrected),
    };
    return fresh_run(tests, COUNT(tests));
}
