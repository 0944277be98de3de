/* How long a cycle runs, and what an extension moves with it: agreements, the duty to supply,
 * monitoring, assessment and retention, prepayment's offset; each before and after. */
#include "world.h"

#include "agreement/extension.h"
#include "fund/run.h"
#include "oversight/assess_year.h"
#include "oversight/monitor_month.h"
#include "oversight/retain.h"
#include "project/cycle_rule.h"
#include "project/explained.h"
#include "trade/trade.h"
#include "words/cycle.h"
#include "words/agreement.h"
#include "words/engine_money.h"
#include "words/trade.h"

static struct trade_memo memo;

/* --- how long --- */

static void
second_group(void)
{
    fresh_sql("INSERT INTO project_group VALUES (500000, 'CS-1', 'H', 'h', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO group_award VALUES (500000, 'CS-1', 'H', 'done', 2, 2, '', '', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'H', '" X4 "', '" MAKER
        "', 100000, 0, '', 1, 1, 'select', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'CS-1', 'H', 'X5', '" RIVAL
        "', 100000, 0, '', 2, 1, 'select_without_quota', '', '', '')");
    fresh_sql("INSERT INTO group_allocation VALUES (500000, 'CS-1', 'H', 7, 0, 'ok', '')");
    fresh_sql("INSERT INTO allocation VALUES (500000, 'CS-1', 'H', '" A "', '" X4 "', 7, 0, 7)");
    named(X4, MAKER);
}

/* One company won G (with two products), two won H: G runs one year, H two. */
static void
test_length_by_winners(void **state)
{
    struct cycle_length l;
    struct agreement_line line;
    bool in;
    struct project p;
    (void)state;
    named(X1, MAKER);
    named(X2, MAKER);
    second_group();
    assert_true(cycle_winners_parse(&l, "12;24"));
    OK(cycle_rule_put(DB, POOL, P, &l, "procurement document 4.1", &how, &e));
    assert_int_equal(how, PUT_NEW);
    struct agree *a = agreed();
    assert_int_equal(a->terms, 2);
    assert_int_equal(a->term[0].qty, 67);
    assert_int_equal(a->term[1].qty, 7); /* G is over */
    assert_int_equal(a->term[1].term.span.to.day, day("2026-09-09").day);
    OK(line_on(DB, POOL, A, X4, "", day("2026-09-09"), &line, &e));
    OK(line_on(DB, POOL, A, X1, "", day("2025-09-09"), &line, &e));
    assert_false(line_on(DB, POOL, A, X1, "", day("2025-09-10"), &line, &e));
    OK(project_get(DB, POOL, P, &p, &e));
    static const struct {
        const char *product, *on;
        bool in;
    } days[] = {{X1, "2025-09-09", true},  {X1, "2025-09-10", false}, {X4, "2025-09-10", true},
                {X4, "2026-09-09", true},  {X4, "2026-09-10", false}, {X1, "2024-09-09", false}};
    for (size_t i = 0; i < COUNT(days); i++) {
        OK(cycle_covers(DB, &p, days[i].product, day(days[i].on), &in, &e));
        assert_int_equal(in, days[i].in);
    }
    /* A decision while both run extends the one that ends first too; one after its end does not. */
    OK(extension_put(DB, POOL, P, day("2026-01-10"), day("2026-12-31"), "r", &how, &e));
    a = agreed();
    assert_int_equal(a->terms, 3);
    assert_int_equal(a->term[2].qty, 2); /* of H only: 7 x 113 / 365 = 2.2 */
    assert_int_equal(a->term[2].term.span.from.day, day("2026-09-10").day);
}

static void
test_both_lengths_extended(void **state)
{
    struct cycle_length l;
    (void)state;
    named(X1, MAKER);
    named(X2, MAKER);
    second_group();
    assert_true(cycle_winners_parse(&l, "12;24"));
    OK(cycle_rule_put(DB, POOL, P, &l, "", &how, &e));
    OK(extension_put(DB, POOL, P, day("2025-06-01"), day("2026-12-31"), "r", &how, &e));
    struct agree *a = agreed();
    assert_int_equal(a->terms, 4);
    assert_true(a->term[2].extension && a->term[3].extension);
    assert_int_equal(a->term[2].term.span.from.day, day("2025-09-10").day);
    assert_int_equal(a->term[2].qty, 79); /* 60 x 478 / 365 = 78.6 */
    assert_int_equal(a->term[3].qty, 2);
}

static void
test_length_until_a_day(void **state)
{
    struct cycle_length l = {.kind = CYCLE_UNTIL, .until = day("2026-03-31")};
    (void)state;
    named(X1, MAKER);
    named(X2, MAKER);
    OK(cycle_rule_put(DB, POOL, P, &l, "", &how, &e));
    struct agree *a = agreed();
    assert_int_equal(a->terms, 2);
    assert_int_equal(a->term[0].term.span.to.day, day("2025-09-09").day);
    assert_int_equal(a->term[1].term.span.to.day, day("2026-03-31").day);
    l = (struct cycle_length){.kind = CYCLE_FIXED};
    OK(cycle_rule_put(DB, POOL, P, &l, "", &how, &e)); /* the project's months again */
    assert_int_equal(how, PUT_CHANGED);
    assert_int_equal(agreed()->term[1].term.span.to.day, day("2026-09-09").day);
}

static void
test_lengths_that_will_not_do(void **state)
{
    static const char *const bad[] = {"", ";", "12;", "12,24", "0", "481", "1234", "-1", "12;x",
                                      "1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1"};
    struct cycle_length l = {.kind = CYCLE_UNTIL, .until = day("2024-09-09")};
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct cycle_length none;
        if (cycle_winners_parse(&none, bad[i]))
            fail_msg("taken: %s", bad[i]);
    }
    const char *digest = fresh_digest();
    assert_false(cycle_rule_put(DB, POOL, P, &l, "", &how, &e)); /* before it begins */
    assert_int_equal(e.msg, M_CYCLE_RULE_BAD);
    l = (struct cycle_length){.kind = CYCLE_BY_WINNERS};
    assert_false(cycle_rule_put(DB, POOL, P, &l, "", &how, &e));
    assert_false(cycle_rule_put(DB, POOL, "CS-2", &l, "", &how, &e));
    assert_string_equal(digest, fresh_digest());
}

/* --- longer --- */

static void
announce(const char *number, const char *on)
{
    char text[400];
    snprintf(text, sizeof(text),
             "INSERT INTO announcement VALUES (500000, 'CS-1', '%s', 'other', 't', 'b', '', 0, '', "
             "'%s', '', '', 0, 'w')",
             number, on);
    fresh_sql(text);
}

static bool
extend(const char *decided, const char *end, const char *reason, const char *number)
{
    const struct extension x = {day(decided), day(end), reason, number};
    struct agree *made = arena_alloc(world_arena, sizeof(*made));
    return decide_extension(DB, POOL, P, &x, made, &how, &e);
}

static void
test_decisions_refused(void **state)
{
    (void)state;
    named(X1, MAKER);
    named(X2, MAKER);
    agreed();
    announce("N1", "2026-06-02");
    announce("late", "2026-09-10");
    announce("early", "2026-05-31");
    static const struct {
        const char *decided, *end, *reason, *number;
        enum msg msg;
    } bad[] = {
        {"2026-06-01", "2026-12-31", "", "N1", M_EXTENSION_REASON},
        {"2026-06-01", "2026-09-09", "r", "N1", M_EXTENSION_REFUSED},   /* not later */
        {"2026-09-10", "2026-12-31", "r", "N1", M_EXTENSION_REFUSED},   /* it has ended */
        {"2026-06-01", "2026-12-31", "r", "late", M_EXTENSION_PUBLISHED},
        {"2026-06-01", "2026-12-31", "r", "early", M_EXTENSION_PUBLISHED},
    };
    const char *digest = fresh_digest();
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(extend(bad[i].decided, bad[i].end, bad[i].reason, bad[i].number));
        assert_int_equal(e.msg, bad[i].msg);
    }
    assert_false(extend("2026-06-01", "2026-12-31", "r", "N2")); /* never published */
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_string_equal(digest, fresh_digest());
    OK(extend("2026-06-01", "2026-12-31", "r", "N1"));
    assert_int_equal(how, PUT_NEW);
    digest = fresh_digest();
    OK(extend("2026-06-01", "2026-12-31", "r", "N1")); /* the same again */
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(digest, fresh_digest());
    assert_false(extend("2026-05-01", "2027-12-31", "r", "N1"));
    assert_int_equal(e.msg, M_EXTENSION_ORDER);
    fresh_sql("UPDATE project SET pack = 'guangzhou'"); /* says nothing about extending */
    assert_false(extend("2026-06-02", "2027-12-31", "r", "N1"));
    assert_int_equal(e.msg, M_EXTENSION_REFUSED);
}

struct dates { /* what is asked before and after */
    bool agreement, supply, order;
    int64_t monitored, assessed, retained;
    date cycle_end;
};

static bool
order_job(struct db *db, void *arg, struct err *err)
{
    struct trade t = {.db = db, .arena = world_arena, .pool = POOL, .memo = &memo};
    const struct order o = {.number = arg, .line = 1, .project = P, .institution = C, .product = X1,
                            .qty = {1}, .payee = "", .pay_days = -1, .on = day("2026-10-01")};
    return place_order(&t, &o, &how, err);
}

static struct dates
look(const char *order)
{
    struct dates d = {0};
    struct agreement_line line;
    struct assessed_list assessed;
    struct retained_list retained;
    struct monitor_sum sum;
    struct project p;
    struct policy *pack;
    struct span cycle;
    struct err none;
    month m;
    OK(project_get(DB, POOL, P, &p, &e));
    OK(project_pack(&p, world_arena, &pack, &e));
    assert_true(month_parse(&m, "2026-10"));
    d.agreement = line_on(DB, POOL, A, X1, "", day("2026-10-01"), &line, &none);
    OK(cycle_covers(DB, &p, X1, day("2026-10-01"), &d.supply, &e));
    memset(&memo, 0, sizeof(memo));
    d.order = db_tx(fresh_db, POOL, order_job, (void *)(uintptr_t)order, &none);
    assert_true(d.order || none.msg == M_ORDER_OUTSIDE);
    OK(monitor_month(fresh_db, &p, pack, m, &sum, &e));
    d.monitored = sum.lines;
    OK(assess_year(DB, &p, pack, 2027, &assessed, &e));
    for (size_t i = 0; i < assessed.n; i++) /* C takes part without a volume */
        d.assessed += strcmp(assessed.list[i].institution, C) != 0;
    struct project gs = p; /* Chongqing's document leaves retention unregulated */
    struct policy *gansu;
    gs.pack = "gansu";
    OK(project_pack(&gs, world_arena, &gansu, &e));
    OK(retain_year(DB, &p, gansu, 2027, &retained, &e));
    for (size_t i = 0; i < retained.n; i++)
        d.retained += strcmp(retained.list[i].institution, C) != 0;
    struct run r = {.project = &p, .pack = pack, .db = fresh_db, .arena = world_arena};
    OK(run_cycle(&r, &cycle, &e));
    d.cycle_end = cycle.to;
    return d;
}

static bool
explained_by(enum msg say)
{
    struct explain_step *step = arena_array(world_arena, struct explain_step, 64);
    struct explain x = {step, 0, 64, 0};
    struct stamp stamp;
    bool found, any = false;
    OK(explained_get(DB, POOL, "agreement", P, &stamp, &x, &found, &e));
    assert_true(found);
    for (size_t i = 0; i < x.n; i++)
        any = any || x.step[i].say == say;
    return any;
}

/* To 9 March 2027: what hangs on the cycle moves with it. */
static void
test_what_moves(void **state)
{
    (void)state;
    named(X1, MAKER);
    named(X2, MAKER);
    fresh_sql("INSERT INTO listing VALUES (500000, '" X1 "', '" MAKER "', 'results', 'CS-1', 'listed', "
        "'notice_over', '2024-09-10', 10000000, 12000000, 0, '', 0, '', '')");
    agreed();
    struct dates was = look("O1");
    assert_false(was.agreement || was.supply || was.order);
    assert_int_equal(was.monitored, 0);
    assert_int_equal(was.assessed, 0);
    assert_int_equal(was.retained, 0);
    assert_int_equal(was.cycle_end.day, day("2026-09-09").day);
    assert_false(explained_by(M_X_EXTENSION));
    announce("N1", "2026-08-02");
    OK(extend("2026-08-01", "2027-03-09", "no new round yet", "N1"));
    struct dates now = look("O2");
    assert_true(now.agreement && now.supply && now.order);
    assert_int_equal(now.monitored, 3);
    assert_int_equal(now.assessed, 2); /* A and B have volumes in the added term, which ends in 2027 */
    assert_int_equal(now.retained, 2);
    assert_int_equal(now.cycle_end.day, day("2027-03-09").day); /* offset: April 2027 is the first */
    assert_true(explained_by(M_X_EXTENSION));
    assert_true(explained_by(M_X_TERM));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_length_by_winners),        TEST(test_both_lengths_extended),
        TEST(test_length_until_a_day),       TEST(test_lengths_that_will_not_do),
        TEST(test_decisions_refused),        TEST(test_what_moves),
    };
    return fresh_run(tests, COUNT(tests));
}
