/* Shortages go from office to office, a substitute supplier is called up, winners say what they can
 * deliver; what is reported of quality and found by sampling. tests/trade/seed.h is the world. */
#include "../db/fresh.h"
#include "../figures.h"

#include "../trade/seed.h"
#include "oversight/call.h"
#include "oversight/level.h"
#include "oversight/quality.h"
#include "oversight/supply_report.h"
#include "words/oversight.h"
#include "words/quality.h"
#include "words/registry.h"
#include "words/supply.h"
#include "words/trade.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static struct err e;
static enum put how;

/* Ten of S1 ordered of C1, none came; S4 was selected beside it, S5 stands by, S6 was rejected. */
static int
setup(void **state)
{
    int rc = fresh_setup(state);
    fresh_sql(seed);
    fresh_sql("INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, "
        "company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES "
        "(500000,'O1',1,'P','H1','S1','agreed','without_service','A1','C1','D1',10,0,7980000,7980000,-1,"
        "'2025-03-03','',0,0)");
    fresh_sql("INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, "
        "controller, region, status, successor) VALUES "
        "('C1', '1900-01-01', '9999-12-31', 'c', 'CN', 1, 0, 0, '', '', '', 'open', '')");
    fresh_sql("INSERT INTO project_group VALUES (500000,'P','G','stents','个','',0,0)");
    fresh_sql("INSERT INTO group_award VALUES (500000,'P','G','done',4,2,'','chongqing','','','')");
    fresh_sql("INSERT INTO award VALUES (500000,'P','G','S1','C1',7980000,0,'',1,0,'select','','',''),"
        "(500000,'P','G','S4','C4',8000000,0,'',2,0,'select','','',''),"
        "(500000,'P','G','S5','C5',8100000,0,'',3,0,'standby','','',''),"
        "(500000,'P','G','S6','C6',9900000,0,'',4,0,'reject','','',''),"
        "(500000,'P','G','S7','C1',7990000,0,'',5,0,'standby','','','')");
    fresh_sql("INSERT INTO listing VALUES (500000,'S4','C4','results','P','listed','x','2024-09-10',8000000,0,0,'',0,'','')");
    return rc;
}

#define REFUSED(call, want)                                                                                         \
    do {                                                                                                            \
        e = (struct err){.code = ERR_NONE};                                                                         \
        assert_false(call);                                                                                         \
        assert_string_equal(msg_name(e.msg), msg_name(want));                                                       \
    } while (0)

/* --- offices --- */

static void
test_who_is_above(void **state)
{
    static const struct {
        const char *region;
        int64_t pool;
        const char *above[3], *why;
    } examples[] = {
        {"532322", 532300, {"532300", "530000", NULL}, "a county of a prefecture"},
        {"532300", 532300, {"530000", NULL}, "the prefecture itself"},
        {"500103", 500000, {"500000", NULL}, "a district of a municipality: no city between"},
        {"469001", 469001, {"460000", NULL}, "a county that its province runs"},
        {"CX-GXQ", 532300, {"532300", "530000", NULL}, "a management zone: its pool's city"},
        {"500000", 500000, {NULL}, "nobody is above"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct office at, up;
        size_t n = 0;
        office_of(examples[i].region, &at);
        while (office_above(&at, examples[i].pool, &up)) {
            if (examples[i].above[n] == NULL || strcmp(up.region, examples[i].above[n]) != 0 ||
                up.level <= at.level)
                fail_msg("%s: %s", examples[i].why, up.region);
            n++;
            at = up;
        }
        if (examples[i].above[n] != NULL)
            fail_msg("%s: ends before %s", examples[i].why, examples[i].above[n]);
    }
}

enum doing { REPORT, CLOSE, ANSWER, RUN, CALL, AGREE, REPORT_STOCK, FILE_REPORT, DECIDE, SAMPLE, PUBLISH };
struct act_call {
    enum doing act;
    const char *on, *region, *product, *company, *month;
    bool yes;
    struct quality_report q;
    struct sampling s;
    int64_t n;
};

static bool
act_job(struct db *db, void *arg, struct err *er)
{
    struct act_call *c = arg;
    const struct shortage_work w = {db, fresh_arena, FRESH_POOL, "Q1", day(c->on)};
    struct level_day d = {.a = fresh_arena, .pool = FRESH_POOL, .on = w.on};
    const struct level_work l = shortage_level(&w);
    struct shortage out;
    struct supply_report r = {.project = "P", .product = c->product, .company = c->company, .capacity = {100},
                              .stock = {c->n}, .note = ""};
    bool ok;
    switch (c->act) {
    case REPORT: return report_shortage(&w, "O1", 1, &how, er);
    case CLOSE: return close_shortage(&w, false, &out, er);
    case ANSWER:
        return answer_level(&l, &(struct level_answer){c->region, "li", "coordinated", c->yes}, er);
    case RUN:
        ok = run_level_day(db, &d, er);
        c->n = d.moved;
        return ok;
    case CALL: return call_up(&w, c->product, "li", &how, er);
    case AGREE: return answer_call(&w, c->product, c->company, c->yes, "", er);
    case REPORT_STOCK:
        assert_true(month_parse(&r.month, c->month));
        return supply_report_put(db, fresh_arena, FRESH_POOL, &r, w.on, &how, er);
    case FILE_REPORT: return quality_put(db, fresh_arena, FRESH_POOL, &c->q, &how, er);
    case DECIDE:
        return quality_decide(db, fresh_arena, FRESH_POOL,
                              &(struct quality_decision){"N1", "li", "found", c->yes, w.on}, &how, er);
    case SAMPLE: return sampling_put(db, fresh_arena, FRESH_POOL, &c->s, &how, er);
    case PUBLISH: break;
    }
    return sampling_publish(db, fresh_arena, FRESH_POOL, "C1", c->company, w.on, &how, er);
}

static bool
did(struct act_call *c)
{
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, act_job, c, &e);
}
#define ACT(...) did(&(struct act_call){__VA_ARGS__})

static int64_t
moved(const char *on)
{
    struct act_call c = {.act = RUN, .on = on};
    OK(did(&c));
    return c.n;
}

static const char *
levels(void)
{
    static const struct query q = {"levels", "SELECT level, region, answer_by, state, answered_on FROM upward_level"
                                             " WHERE pool = $1 AND number = 'Q1' ORDER BY seq", NULL, 1};
    struct rows r;
    const char *all = "";
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    for (size_t i = 0; i < r.n; i++)
        all = arena_printf(fresh_arena, "%s%s %s %s %s %s;", all, row_text(&r, i, 0), row_text(&r, i, 1),
                           row_text(&r, i, 2), row_text(&r, i, 3), row_text(&r, i, 4));
    return all;
}

/* 2025-03-13 is a Thursday. */
static void
test_from_office_to_office(void **state)
{
    (void)state;
    assert_true(ACT(REPORT, .on = "2025-03-13"));
    assert_string_equal(levels(), "county 500103 2025-03-18 open ;");
    assert_true(ACT(REPORT, .on = "2025-03-13") && how == PUT_SAME);
    assert_string_equal(levels(), "county 500103 2025-03-18 open ;");
    REFUSED(ACT(ANSWER, .on = "2025-03-14", .region = "500105", .yes = true), M_LEVEL_ELSEWHERE);
    assert_int_equal(moved("2025-03-18"), 0); /* its last day in time */
    assert_int_equal(moved("2025-03-19"), 1);
    assert_int_equal(moved("2025-03-19"), 0); /* twice on a day */
    assert_string_equal(levels(), "county 500103 2025-03-18 late 2025-03-19;province 500000 2025-03-24 open ;");
    REFUSED(ACT(ANSWER, .on = "2025-03-19", .region = "500103", .yes = true), M_LEVEL_ELSEWHERE);
    REFUSED(ACT(ANSWER, .on = "2025-03-19", .region = "500000", .yes = false), M_LEVEL_TOP);
    assert_int_equal(moved("2025-06-01"), 0); /* nobody is above the province */
    assert_true(ACT(ANSWER, .on = "2025-06-02", .region = "500000", .yes = true));
    assert_string_equal(levels(), "county 500103 2025-03-18 late 2025-03-19;"
                                  "province 500000 2025-03-24 solved 2025-06-02;");
    REFUSED(ACT(ANSWER, .on = "2025-06-02", .region = "500000", .yes = true), M_LEVEL_NOT_OPEN);
}

static void
test_passed_on_or_ended(void **state)
{
    (void)state;
    REFUSED(ACT(ANSWER, .on = "2025-03-13", .region = "500000", .yes = true), M_LEVEL_NOT_OPEN);
    assert_true(ACT(REPORT, .on = "2025-03-13"));
    assert_true(ACT(ANSWER, .on = "2025-03-14", .region = "500103", .yes = false));
    assert_string_equal(levels(), "county 500103 2025-03-18 passed 2025-03-14;province 500000 2025-03-19 open ;");
    assert_true(ACT(CLOSE, .on = "2025-03-17")); /* a breach; the office need not answer any more */
    assert_string_equal(levels(), "county 500103 2025-03-18 passed 2025-03-14;"
                                  "province 500000 2025-03-19 ended 2025-03-17;");
    assert_int_equal(moved("2025-04-01"), 0);
    REFUSED(ACT(ANSWER, .on = "2025-04-01", .region = "500000", .yes = true), M_LEVEL_NOT_OPEN);
}

/* --- substitutes --- */

static struct candidate *
candidates(size_t want)
{
    const struct shortage_work w = {fresh_db, fresh_arena, FRESH_POOL, "Q1", day("2025-03-14")};
    struct candidate *list;
    size_t n;
    OK(call_candidates(&w, &list, &n, &e));
    assert_int_equal(n, want);
    return list;
}

static void
test_who_may_stand_in(void **state)
{
    (void)state;
    assert_true(ACT(REPORT, .on = "2025-03-13"));
    fresh_sql("INSERT INTO supply_report VALUES (500000,'P','S4','2025-02','C4',50,7,'','2025-02-10'),"
        "(500000,'P','S4','2025-03','C4',60,8,'','2025-03-10')");
    struct candidate *c = candidates(2); /* neither the rejected one nor another of who failed */
    assert_string_equal(c[0].product, "S4");
    assert_string_equal(c[0].kind, "winner");
    assert_true(c[0].listed && c[0].price.units == 8000000 && c[0].capacity.pieces == 60 && c[0].stock.pieces == 8);
    assert_string_equal(c[1].product, "S5");
    assert_string_equal(c[1].kind, "standby");
    assert_true(!c[1].listed && c[1].price.units == 8100000);
    fresh_sql("INSERT INTO award_change VALUES (500000,'P','S4','2025-03-01','G','C4',8000000,0,'withdrawn','','X')");
    candidates(1); /* it was withdrawn */
    fresh_sql("INSERT INTO award_change VALUES (500000,'P','S5','2025-03-02','G','C5',8000000,0,'selected','S4','X')");
    assert_string_equal(candidates(1)[0].kind, "winner"); /* called up for good */
}

static bool
allows(const char *product)
{
    const struct shortage_work w = {fresh_db, fresh_arena, FRESH_POOL, "Q1", day("2025-03-14")};
    e = (struct err){.code = ERR_NONE};
    return call_allows(&w, product, &e);
}

static void
test_called_up(void **state)
{
    (void)state;
    assert_true(ACT(REPORT, .on = "2025-03-13"));
    REFUSED(ACT(CALL, .on = "2025-03-14", .product = "S6"), M_CALL_NO_CANDIDATE);
    REFUSED(ACT(CALL, .on = "2025-03-14", .product = "S1"), M_CALL_NO_CANDIDATE);
    REFUSED(ACT(CALL, .on = "2025-03-14", .product = "S5"), M_CALL_NOT_LISTED);
    REFUSED(ACT(AGREE, .on = "2025-03-14", .product = "S4", .company = "C4", .yes = true), M_CALL_NONE);
    assert_true(ACT(CALL, .on = "2025-03-14", .product = "S4") && how == PUT_NEW);
    assert_true(ACT(CALL, .on = "2025-03-14", .product = "S4") && how == PUT_SAME);
    REFUSED(ACT(AGREE, .on = "2025-03-14", .product = "S4", .company = "C5", .yes = true), M_CALL_NONE);
    assert_true(allows("L1")); /* nobody has agreed yet */
    assert_true(ACT(AGREE, .on = "2025-03-14", .product = "S4", .company = "C4", .yes = true));
    assert_true(ACT(AGREE, .on = "2025-03-14", .product = "S4", .company = "C4", .yes = true)); /* twice is once */
    REFUSED(ACT(AGREE, .on = "2025-03-14", .product = "S4", .company = "C4", .yes = false), M_CALL_ANSWERED);
    assert_true(allows("S4"));
    REFUSED(allows("L1"), M_CALL_OTHER);
    assert_true(ACT(CLOSE, .on = "2025-03-17"));
    fresh_sql("UPDATE listing SET state = 'listed'");
    REFUSED(ACT(CALL, .on = "2025-03-18", .product = "S5"), M_SHORTAGE_STATE);
}

/* --- what can be delivered --- */

static void
test_supply_reports(void **state)
{
#define STOCK(p, c, m, n_) ACT(REPORT_STOCK, .on = "2025-03-10", .product = p, .company = c, .month = m, .n = n_)
    (void)state;
    REFUSED(STOCK("S4", "C4", "2025-04", 1), M_SUPPLY_MONTH); /* to come */
    REFUSED(STOCK("S4", "C4", "2025-01", 1), M_SUPPLY_MONTH); /* long ago */
    REFUSED(STOCK("S4", "C1", "2025-03", 1), M_SUPPLY_NOT_SELECTED);
    REFUSED(STOCK("S5", "C5", "2025-03", 1), M_SUPPLY_NOT_SELECTED); /* stands by only */
    REFUSED(STOCK("NONE", "C4", "2025-03", 1), M_SUPPLY_NOT_SELECTED);
    assert_true(STOCK("S4", "C4", "2025-03", 1) && how == PUT_NEW);
    assert_true(STOCK("S4", "C4", "2025-03", 1) && how == PUT_SAME);
    assert_true(STOCK("S4", "C4", "2025-03", 2) && how == PUT_CHANGED);
    assert_true(STOCK("S4", "", "2025-02", 2) && how == PUT_NEW); /* a file of the office */
}

/* --- quality --- */

static struct quality_report
report(void)
{
    return (struct quality_report){.number = "N1", .by = "H1", .product = "S1", .batch = "B1", .udi = "",
                                   .body = "broke", .kind = QUALITY_ADVERSE, .severity = SEVERITY_SERIOUS,
                                   .happened_on = day("2025-03-01"), .reported_on = day("2025-03-02")};
}

static void
test_quality_reports(void **state)
{
    struct quality_report q = report();
    (void)state;
#define FILED(...) ACT(FILE_REPORT, .on = "2025-03-02", .q = q)
    REFUSED(ACT(DECIDE, .on = "2025-03-03", .yes = true), M_QUALITY_NONE);
    q.happened_on = day("2025-03-03");
    REFUSED(FILED(), M_QUALITY_LATER);
    q = report();
    q.product = "NONE";
    REFUSED(FILED(), M_NO_PRODUCT);
    q = report();
    q.udi = "(01)09506000134353(10)B1";
    REFUSED(FILED(), M_UNIT_BAD); /* its check digit */
    q.udi = "(01)09506000134352(10)B2";
    REFUSED(FILED(), M_QUALITY_BATCH);
    q.batch = "";
    assert_true(FILED() && how == PUT_NEW); /* the batch is the UDI's */
    assert_true(FILED() && how == PUT_SAME);
    q.batch = "B2";
    assert_true(FILED() && how == PUT_SAME);
    q.by = "H2";
    REFUSED(FILED(), M_QUALITY_NUMBER); /* another's number */
    assert_true(ACT(DECIDE, .on = "2025-03-03", .yes = true) && how == PUT_CHANGED);
    assert_true(ACT(DECIDE, .on = "2025-03-03", .yes = true) && how == PUT_SAME);
    REFUSED(ACT(DECIDE, .on = "2025-03-04", .yes = false), M_QUALITY_DECIDED);
}

static void
test_sampling(void **state)
{
    struct sampling s = {.number = "C1", .product = "S1", .batch = "B1", .taken_at = "H1", .laboratory = "lab",
                         .item = "force", .document = "D", .result = SAMPLING_FAIL, .by = "li",
                         .taken_on = day("2025-03-01"), .entered_on = day("2025-03-20")};
    (void)state;
#define SAMPLED() ACT(SAMPLE, .on = "2025-03-20", .s = s)
    REFUSED(ACT(PUBLISH, .on = "2025-03-21", .company = "wang"), M_SAMPLING_NONE);
    s.taken_on = day("2025-03-21");
    REFUSED(SAMPLED(), M_QUALITY_LATER);
    s.taken_on = day("2025-03-01");
    assert_true(SAMPLED() && how == PUT_NEW);
    assert_true(SAMPLED() && how == PUT_SAME);
    s.result = SAMPLING_PASS;
    REFUSED(SAMPLED(), M_SAMPLING_NUMBER);
    REFUSED(ACT(PUBLISH, .on = "2025-03-21", .company = "li"), M_SAMPLING_SAME_PERSON);
    assert_true(ACT(PUBLISH, .on = "2025-03-21", .company = "wang") && how == PUT_CHANGED);
    assert_true(ACT(PUBLISH, .on = "2025-03-22", .company = "wang") && how == PUT_SAME);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_who_is_above),     TEST(test_from_office_to_office), TEST(test_passed_on_or_ended),
        TEST(test_who_may_stand_in), TEST(test_called_up),             TEST(test_supply_reports),
        TEST(test_quality_reports),  TEST(test_sampling),
    };
    return fresh_run(tests, COUNT(tests));
}
