/* The supervision platform (I6): figures by level add up to what the events say, whose they are, the orders behind them;
 * key monitored items cross their threshold once. */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "oversight/monitored.h"
#include "oversight/query.h"
#include "words/watch.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static struct err e;
static enum put how;

#define ORDER_LINE "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, "\
    "company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected, shipped, answered_on, "\
    "respond_by, deliver_by) VALUES "
static const char world[] =
    "INSERT INTO region (code, name, kind, parent) VALUES ('500103', 'YZ', 'county', '500000'), ('500104', 'DDK', 'county', '500000');"
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, "
    "successor) VALUES ('H9', '1900-01-01', '9999-12-31', 500000, 'nine', '500104', 'primary', 'public', "
    "'county', 'by_pack', 'open', '');"
    "INSERT INTO progress (pool, project, institution, product, variant, agreement, agreed, ordered, accepted, returned, "
    "accepted_amount, at_selected, invoiced, paid) VALUES "
    "(500000, 'P', 'H1', 'S1', 'without_service', 'A1', 100, 120, 60, 10, 399000000, 399000000, 0, 0), "
    "(500000, 'P', 'H1', 'S2', 'without_service', 'A2', 1000, 9, 9, 0, 30000, 30000, 0, 30000), "
    "(500000, 'P', 'H9', 'S1', 'without_service', '', 0, 5, 5, 0, 39900000, 39900000, 0, 0), "
    "(500000, 'OVER', 'H9', 'S1', 'without_service', '', 7, 7, 7, 0, 1, 1, 0, 0);"
    ORDER_LINE
    "(500000, 'O1', 1, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 10, 0, 7980000, 7980000, -1, "
    "'2024-12-01', '', 10, 0, 10, '2024-12-02', '2024-12-03', '2024-12-10'), "
    "(500000, 'O2', 1, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 50, 20, 7980000, 7980000, -1, "
    "'2024-12-02', '', 0, 0, 30, '2024-12-06', '2024-12-04', '2024-12-11'), "
    "(500000, 'O3', 1, 'P', 'H9', 'S1', 'agreed', 'without_service', '', 'C1', 'D1', 5, 0, 7980000, 7980000, -1, "
    "'2024-12-20', '', 5, 0, 5, '', '2025-01-31', '2025-02-10'), "
    "(500000, 'O4', 1, '', 'H9', 'L1', 'listed', 'without_service', '', 'C3', 'C3', 5, 0, 5000000, 5000000, -1, "
    "'2025-01-01', '', 0, 0, 0, '', '', '');"
    "INSERT INTO order_beside (pool, order_no, line, beside, beside_price, price, dearer, open_project, open_group, open_qty, "
    "reason) VALUES (500000, 'O4', 1, 'S1', 100, 5000000, 1, '', '', 0, 'r');"
    "INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on, accepted_on, batch, "
    "expires_on, udi, amount, at_selected, pack, pack_sha256, due_why, due_on, in_time_until, estimate, returned, "
    "returned_amount, returned_at_selected, invoiced, paid) VALUES "
    "(500000, 'R1', 1, 'O1', 1, 10, 0, '', '', '2024-12-05', '', '', '', 79800000, 79800000, 'c', '', 'ok', '2025-01-31', "
    "'2025-01-31', 0, 1, 7980000, 7980000, 0, 0), "
    "(500000, 'R3', 1, 'O3', 1, 5, 0, '', '', '2024-12-25', '', '', '', 39900000, 39900000, 'c', '', 'ok', '2025-01-31', "
    "'2025-01-31', 0, 0, 0, 0, 0, 39900000);"
    "INSERT INTO complaint (pool, complaint, kind, project, by_party, against, subject, filed_on, accept_by, accepted_on, "
    "answer_by, answered_on, result) VALUES (500000, 'K1', 'complaint', 'P', '', 'C1', 's', '2025-01-01', '', '', '', '', ''), "
    "(500000, 'K2', 'complaint', '', '', 'H9', 's', '2025-01-01', '', '', '', '', ''), "
    "(500000, 'K3', 'complaint', 'P', '', 'H9', 's', '2025-01-01', '', '', '', '2025-01-02', 'founded');"
    "INSERT INTO patient_charge (pool, charge, institution, product, charged_on, qty, amount, allowed, verdict) VALUES "
    "(500000, 'X1', 'H1', 'S1', '2025-01-01', 1, 2, 1, 'markup'), (500000, 'X2', 'H1', 'S1', '2025-01-01', 1, 1, 1, 'ok');"
    "INSERT INTO credit_event (pool, event, party, matter, amount, happened_on, evaluated_on, division, product, document) VALUES "
    "(500000, 'V1', 'C1', 'breach', 0, '2025-01-01', '2025-01-02', 500000, '', ''), "
    "(500000, 'V2', 'H1', 'breach', 0, '2025-01-01', '2025-09-02', 500000, '', '');";

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    OK(fresh_db->ops->exec(fresh_db, world, &e));
    return rc;
}

struct doing {
    const struct monitored *make;
    const struct alert_note *note;
    const char *end;
    const char *org;
    struct watch_day *count;
};

static bool
job(struct db *db, void *arg, struct err *err)
{
    const struct doing *c = arg;
    return c->make   ? monitored_put(db, fresh_arena, FRESH_POOL, c->make, &how, err)
           : c->note ? alert_seen(db, fresh_arena, FRESH_POOL, c->note, &how, err)
           : c->end  ? monitored_end(db, fresh_arena, FRESH_POOL, c->end, c->org, day("2025-02-05"), &how, err)
                     : count_watch(db, c->count, err);
}

static bool
run(struct doing c)
{
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, job, &c, &e);
}

static int64_t
count(const char *on)
{
    struct watch_day d = {.pool = FRESH_POOL, .on = day(on)};
    OK(run((struct doing){.count = &d}));
    return d.alerts;
}

static struct list
figures(enum watch_by by, enum org_kind kind, const char *org, const char *region, const char *project, const char *below,
        const char *on)
{
    struct watch_ask ask = {.pool = FRESH_POOL, .project = project, .region = below, .institution = "", .by = by, .today = day(on)};
    struct list out;
    sight_make(kind, org, region, &ask.sight);
    OK(watch_figures(fresh_db, fresh_arena, &ask, &out, &e));
    return out;
}

#define ROW(l, i) (((const struct watch_row *)(l).at)[i])

static void
test_figures(void **state)
{
    (void)state;
    struct list all = figures(WATCH_TOTAL, ORG_BUREAU, "", "500000", "", "", "2025-02-05");
    assert_int_equal(all.n, 1);
    assert_int_equal(ROW(all, 0).counted_on.day, 0); /* not counted yet, and it says so */
    assert_int_equal(ROW(all, 0).lines, 0);
    assert_int_equal(count("2025-02-05"), 0);
    all = figures(WATCH_TOTAL, ORG_BUREAU, "", "500000", "", "", "2025-02-05");
    const struct watch_row *t = &ROW(all, 0);
    assert_int_equal(t->agreed, 1100); /* of P; OVER has no agreement that runs */
    assert_int_equal(t->accepted, 64);
    assert_int_equal(t->progress.ppm, 64 * 1000000LL / 1100);
    assert_true(t->expected.ppm > 0 && t->expected.ppm < 300000); /* five of 24 months */
    assert_int_equal(t->over, 20);
    assert_yuan(t->amount, "43893.00");
    assert_yuan(t->paid, "3.00");
    assert_int_equal(t->lines, 4);
    assert_int_equal(t->answers_due, 3);
    assert_int_equal(t->in_time, 1);
    assert_int_equal(t->undelivered, 1); /* 20 of O2 */
    assert_int_equal(t->unaccepted, 1);
    assert_int_equal(t->dearer, 1);
    assert_int_equal(t->overdue, 1);
    assert_yuan(t->overdue_amount, "7182.00");
    assert_int_equal(t->overdue_days, 5);
    assert_int_equal(t->complaints, 2);
    assert_int_equal(t->markups, 1);
    assert_int_equal(t->credit, 1); /* what is evaluated later is not known yet */
    assert_day(t->counted_on, "2025-02-05");
}

/* The parts of a level are the whole. */
static void
test_levels(void **state)
{
    static const struct {
        enum watch_by by;
        size_t rows;
    } cases[] = {{WATCH_PROJECT, 2}, {WATCH_REGION, 2}, {WATCH_INSTITUTION, 2}};
    (void)state;
    count("2025-02-05");
    struct list all = figures(WATCH_TOTAL, ORG_BUREAU, "", "500000", "", "", "2025-02-05");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list l = figures(cases[i].by, ORG_BUREAU, "", "500000", "", "", "2025-02-05");
        int64_t agreed = 0, lines = 0, amount = 0, overdue = 0;
        assert_int_equal(l.n, cases[i].rows);
        for (size_t k = 0; k < l.n; k++) {
            agreed += ROW(l, k).agreed;
            lines += ROW(l, k).lines;
            amount += ROW(l, k).amount.units;
            overdue += ROW(l, k).overdue_amount.units;
        }
        assert_int_equal(agreed, ROW(all, 0).agreed);
        assert_int_equal(lines, ROW(all, 0).lines);
        assert_int_equal(amount, ROW(all, 0).amount.units);
        assert_int_equal(overdue, ROW(all, 0).overdue_amount.units);
    }
    struct list l = figures(WATCH_INSTITUTION, ORG_BUREAU, "", "500000", "", "500104", "2025-02-05");
    assert_int_equal(l.n, 1);
    assert_string_equal(ROW(l, 0).key, "H9");
    assert_string_equal(ROW(l, 0).name, "nine");
}

/* A county has its own, an institution itself, a company nothing of it. */
static void
test_whose(void **state)
{
    (void)state;
    count("2025-02-05");
    struct list l = figures(WATCH_REGION, ORG_BUREAU, "", "500104", "", "", "2025-02-05");
    assert_int_equal(l.n, 1);
    assert_string_equal(ROW(l, 0).key, "500104");
    l = figures(WATCH_TOTAL, ORG_BUREAU, "", "500104", "", "", "2025-02-05");
    assert_int_equal(ROW(l, 0).lines, 2);
    assert_int_equal(ROW(l, 0).complaints, 1); /* K2; not what is about a company of the whole pool */
    assert_int_equal(ROW(l, 0).credit, 0);
    l = figures(WATCH_TOTAL, ORG_INSTITUTION, "H1", "500103", "", "", "2025-02-05");
    assert_int_equal(ROW(l, 0).lines, 2);
    l = figures(WATCH_TOTAL, ORG_BUREAU, "", "140000", "", "", "2025-02-05");
    assert_int_equal(ROW(l, 0).lines, 0);
    l = figures(WATCH_TOTAL, ORG_OPERATOR, "operator", "", "", "", "2025-02-05");
    assert_int_equal(ROW(l, 0).lines, 0);
    l = figures(WATCH_TOTAL, ORG_BUREAU, "", "500000", "nothing", "", "2025-02-05");
    assert_int_equal(ROW(l, 0).lines, 0);
    l = figures(WATCH_TOTAL, ORG_BUREAU, "", "500000", "", "", "2025-12-01"); /* P's agreements are over */
    assert_int_equal(ROW(l, 0).agreed, 0);
}

static size_t
lines(const struct query *q, const char *institution, const char *figure, const char *project, const char *lo, const char *hi)
{
    const struct val v[] = {v_int(FRESH_POOL), v_text(lo), v_text(hi), v_text(""), v_text(project), v_text(institution),
                            v_text(figure), v_text("2025-02-05"), v_text(""), v_int(0), v_int(9)};
    struct rows r;
    OK(fresh_db->ops->run(fresh_db, q, v, COUNT(v), fresh_arena, &r, &e));
    return r.n;
}

/* As many lines behind a figure as it says. */
static void
test_orders(void **state)
{
    (void)state;
    assert_int_equal(lines(&q_watch_orders, "H1", "answered", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_orders, "H9", "answered", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_orders, "H1", "undelivered", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_orders, "H1", "unaccepted", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_orders, "H1", "over", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_orders, "H9", "dearer", "", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_receipts, "H1", "overdue", "P", "50", "51"), 1);
    assert_int_equal(lines(&q_watch_receipts, "H9", "overdue", "P", "50", "51"), 0); /* paid */
    assert_int_equal(lines(&q_watch_orders, "H1", "answered", "P", "500104", "500104:"), 0); /* another county's */
    assert_int_equal(lines(&q_watch_receipts, "H1", "overdue", "P", "500104", "500104:"), 0);
}

static struct monitored
item(const char *number)
{
    return (struct monitored){.item = number, .subject = "H1", .project = "", .kind = MONITOR_INSTITUTION,
                              .figure = FIGURE_OVERDUE_DAYS, .threshold = 7, .reason = "r", .clause = "c",
                              .from = day("2025-02-01"), .to = day("2025-12-31"), .org = "B", .who = "wang", .on = day("2025-02-01")};
}

static void
refused(bool ok, enum msg msg, const char *why)
{
    if (ok)
        fail_msg("%s: taken", why);
    if (e.msg != msg)
        fail_msg("%s: %s", why, msg_name(e.msg));
}

static void
test_items_refused(void **state)
{
    (void)state;
#define NO(msg, why, ...)                                                                                              \
    do {                                                                                                               \
        struct monitored in_ = item("Z1");                                                                             \
        __VA_ARGS__;                                                                                                   \
        refused(run((struct doing){.make = &in_}), msg, why);                                                          \
    } while (0)
    NO(M_WATCH_NUMBER, "a number for paths", in_.item = "a/b");
    NO(M_WATCH_DAYS, "ends before it begins", in_.to = day("2025-01-31"));
    NO(M_WATCH_DAYS, "over already", in_.on = day("2026-01-01"));
    NO(M_WATCH_THRESHOLD, "nothing is at or above 0", in_.threshold = 0);
    NO(M_WATCH_THRESHOLD, "negative", in_.threshold = -1);
    NO(M_WATCH_THRESHOLD, "above all", in_.figure = FIGURE_PROGRESS, in_.threshold = 1000001);
    NO(M_WATCH_SUBJECT, "nobody", in_.subject = "H8");
    NO(M_WATCH_SUBJECT, "the pool has no code", in_.kind = MONITOR_POOL);
    NO(M_WATCH_SUBJECT, "no such project", in_.project = "Q");
    NO(M_WATCH_FIGURE, "not counted by product", in_.kind = MONITOR_PRODUCT, in_.subject = "S1");
    NO(M_WATCH_SUBJECT, "no such product", in_.kind = MONITOR_PRODUCT, in_.figure = FIGURE_OVER, in_.subject = "S9");
    NO(M_WATCH_SUBJECT, "no such group", in_.kind = MONITOR_GROUP, in_.figure = FIGURE_OVER, in_.subject = "G9");
    struct monitored in = item("Z1");
    OK(run((struct doing){.make = &in}));
    assert_int_equal(how, PUT_NEW);
    OK(run((struct doing){.make = &in}));
    assert_int_equal(how, PUT_SAME);
    in.threshold = 8;
    refused(run((struct doing){.make = &in}), M_WATCH_THERE, "the same number");
    refused(run((struct doing){.end = "Z1", .org = "C"}), M_WATCH_NONE, "another's item");
    refused(run((struct doing){.end = "Z9", .org = "B"}), M_WATCH_NONE, "no such item");
    OK(run((struct doing){.end = "Z1", .org = "B"}));
    assert_int_equal(how, PUT_CHANGED);
    OK(run((struct doing){.end = "Z1", .org = "B"}));
    assert_int_equal(how, PUT_SAME);
    assert_int_equal(count("2025-03-01"), 0); /* not watched any more */
}

static void
test_alerts(void **state)
{
    const struct monitored days = item("Z1");
    struct monitored over = item("Z2"), behind = item("Z3"), later = item("Z4");
    (void)state;
    over.kind = MONITOR_PRODUCT;
    over.subject = "S1";
    over.figure = FIGURE_SHORTAGES;
    over.threshold = 1;
    behind.figure = FIGURE_PROGRESS; /* below 10 % */
    behind.threshold = 100000;
    later.from = day("2025-03-01");
    later.threshold = 1;
    OK(run((struct doing){.make = &days}));
    OK(run((struct doing){.make = &over}));
    OK(run((struct doing){.make = &behind}));
    OK(run((struct doing){.make = &later}));
    assert_int_equal(count("2025-02-05"), 1); /* Z3; five days overdue are not seven */
    assert_int_equal(count("2025-02-05"), 0); /* the same day again */
    assert_int_equal(count("2025-02-07"), 1); /* Z1 */
    const char *before = fresh_digest();
    assert_int_equal(count("2025-02-07"), 0);
    assert_string_equal(fresh_digest(), before);
    assert_int_equal(count("2025-02-08"), 0); /* still above: no second alert */
    OK(fresh_db->ops->exec(fresh_db, "UPDATE receipt SET paid = amount - returned_amount WHERE receipt = 'R1'", &e));
    assert_int_equal(count("2025-02-09"), 0); /* back */
    OK(fresh_db->ops->exec(fresh_db, "UPDATE receipt SET paid = 0 WHERE receipt = 'R1'", &e));
    assert_int_equal(count("2025-02-10"), 1); /* and again: another crossing */
    assert_int_equal(count("2025-03-02"), 1); /* Z4 begins */
    const struct alert_note n = {"Z1", "li", "talked to them", day("2025-02-07"), day("2025-02-08")},
                            other = {"Z1", "li", "something else", day("2025-02-07"), day("2025-02-08")},
                            none = {"Z1", "li", "x", day("2025-02-06"), day("2025-02-08")};
    OK(run((struct doing){.note = &n}));
    assert_int_equal(how, PUT_CHANGED);
    OK(run((struct doing){.note = &n}));
    assert_int_equal(how, PUT_SAME);
    refused(run((struct doing){.note = &other}), M_WATCH_SEEN, "noted once");
    refused(run((struct doing){.note = &none}), M_WATCH_NO_ALERT, "no alert of that day");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_figures), TEST(test_levels), TEST(test_whose), TEST(test_orders),
                                       TEST(test_items_refused), TEST(test_alerts)};
    return fresh_run(tests, COUNT(tests));
}
