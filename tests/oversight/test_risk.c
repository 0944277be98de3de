/* The risk register, and major issues on their way up: who keeps what, who answers, and by when. */
#include "../db/fresh.h"
#include "../figures.h"

#include "oversight/check.h"
#include "oversight/risk.h"
#include "words/risk.h"
#include "words/supply.h"

#define POOL 532300 /* a city's; FRESH_POOL is another */

static struct err e;
static enum put how;

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO pool (pool, region, name, kind) VALUES (532300, '532300', 'CX', 'city')", &e));
    OK(fresh_db->ops->exec(fresh_db, "INSERT INTO pool_head (pool) SELECT 532300 WHERE NOT EXISTS "
                                     "(SELECT 1 FROM pool_head WHERE pool = 532300)", &e));
    return rc;
}

enum doing { PUT, CLOSE_RISK, REPORT, ANSWER, CLOSE, RUN };
struct act_call {
    enum doing act;
    const char *on, *by, *region, *number, *review_by, *risk, *plan;
    bool yes, urgent, office;
    int64_t n;
};

static bool
act_job(struct db *db, void *arg, struct err *er)
{
    struct act_call *c = arg;
    const struct level_work w = {db, fresh_arena, POOL, LEVEL_ISSUE, c->number, day(c->on)};
    struct risk k = {.number = c->number, .owner = c->by, .region = c->region, .subject = "one maker", .plan = c->plan,
                     .responsible = "head", .kind = RISK_SUPPLY, .likelihood = 3, .impact = 4};
    const struct issue i = {.number = c->number, .by = c->by, .region = c->region, .body = "no stents",
                            .risk = c->risk != NULL ? c->risk : "", .kind = RISK_SUPPLY, .urgent = c->urgent,
                            .of_office = c->office};
    const struct level_answer a = {c->region, "li", "coordinated", c->yes};
    struct level_day d = {.a = fresh_arena, .pool = POOL, .on = w.on};
    bool ok;
    switch (c->act) {
    case PUT:
        k.review_by = day(c->review_by);
        return risk_put(db, fresh_arena, POOL, &k, w.on, &how, er);
    case CLOSE_RISK: return risk_close(db, fresh_arena, POOL, c->number, c->by, c->plan, w.on, &how, er);
    case REPORT: return report_issue(db, fresh_arena, POOL, &i, w.on, &how, er);
    case ANSWER: return answer_issue(&w, &a, er);
    case CLOSE: return close_issue(&w, c->by, c->plan, &how, er);
    case RUN: break;
    }
    ok = run_level_day(db, &d, er);
    c->n = d.moved;
    return ok;
}

static bool
did(struct act_call *c)
{
    if (c->number == NULL)
        c->number = "E1";
    if (c->plan == NULL)
        c->plan = "second maker";
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, POOL, act_job, c, &e);
}
#define ACT(...) did(&(struct act_call){__VA_ARGS__})
#define REFUSED(call, want)                                                                                         \
    do {                                                                                                            \
        assert_false(call);                                                                                         \
        assert_string_equal(msg_name(e.msg), msg_name(want));                                                       \
    } while (0)

#define RISK(who, on_, review) ACT(PUT, .number = "K1", .by = who, .region = "532322", .on = on_, .review_by = review)

static void
test_the_register(void **state)
{
    (void)state;
    REFUSED(RISK("H1", "2025-03-03", "2025-03-02"), M_RISK_REVIEW);
    assert_true(RISK("H1", "2025-03-03", "2025-06-30") && how == PUT_NEW);
    assert_true(RISK("H1", "2025-03-04", "2025-06-30") && how == PUT_SAME);
    REFUSED(RISK("H2", "2025-03-04", "2025-06-30"), M_RISK_NONE); /* another's */
    assert_true(RISK("H1", "2025-06-30", "2025-12-31") && how == PUT_CHANGED);
    REFUSED(ACT(CLOSE_RISK, .number = "K9", .by = "H1", .on = "2025-07-01"), M_RISK_NONE);
    REFUSED(ACT(CLOSE_RISK, .number = "K1", .by = "H2", .on = "2025-07-01"), M_RISK_NONE);
    assert_true(ACT(CLOSE_RISK, .number = "K1", .by = "H1", .on = "2025-07-01") && how == PUT_CHANGED);
    assert_true(ACT(CLOSE_RISK, .number = "K1", .by = "H1", .on = "2025-07-02") && how == PUT_SAME);
    REFUSED(ACT(CLOSE_RISK, .number = "K1", .by = "H1", .on = "2025-07-02", .plan = "x"), M_RISK_CLOSED);
    REFUSED(RISK("H1", "2025-07-02", "2025-12-31"), M_RISK_CLOSED);
}

static struct level
lies(const char *number, const char *region, const char *answer_by)
{
    const struct level_work w = {fresh_db, fresh_arena, POOL, LEVEL_ISSUE, number, day("2025-03-03")};
    char text[DATE_TEXT_MAX];
    struct level l;
    bool any;
    OK(level_last(&w, &l, &any, &e));
    assert_true(any);
    assert_string_equal(l.office.region, region);
    assert_string_equal(date_text(l.answer_by, text), answer_by);
    return l;
}

/* 2025-03-03 is a Monday. */
static void
test_an_issue_goes_up(void **state)
{
    struct act_call run = {.act = RUN, .on = "2025-03-05"};
    (void)state;
    assert_true(RISK("H1", "2025-03-03", "2025-06-30"));
    REFUSED(ACT(REPORT, .by = "H1", .region = "532322", .risk = "K9", .on = "2025-03-03"), M_RISK_NONE);
    REFUSED(ACT(REPORT, .by = "H2", .region = "532322", .risk = "K1", .on = "2025-03-03"), M_RISK_NONE);
    assert_true(ACT(REPORT, .by = "H1", .region = "532322", .risk = "K1", .urgent = true, .on = "2025-03-03"));
    assert_int_equal(how, PUT_NEW);
    REFUSED(ACT(REPORT, .by = "H2", .region = "532322", .on = "2025-03-03"), M_ISSUE_NUMBER);
    lies("E1", "532322", "2025-03-04"); /* one working day */
    REFUSED(ACT(ANSWER, .region = "532301", .yes = true, .on = "2025-03-03"), M_ISSUE_NONE); /* another county */
    REFUSED(ACT(CLOSE, .by = "H1", .on = "2025-03-04"), M_ISSUE_UNANSWERED);
    OK(did(&run));
    assert_int_equal(run.n, 1);
    lies("E1", "532300", "2025-03-06"); /* of the city, as urgent */
    REFUSED(ACT(ANSWER, .region = "532322", .yes = true, .on = "2025-03-05"), M_LEVEL_ELSEWHERE);
    assert_true(ACT(ANSWER, .region = "532300", .yes = false, .on = "2025-03-05"));
    lies("E1", "530000", "2025-03-06");
    assert_true(ACT(ANSWER, .region = "530000", .yes = true, .on = "2025-03-06"));
    REFUSED(ACT(CLOSE, .by = "H2", .on = "2025-03-06"), M_ISSUE_NONE); /* not by who did not report it */
    assert_true(ACT(CLOSE, .by = "H1", .on = "2025-03-07") && how == PUT_CHANGED);
    assert_true(ACT(CLOSE, .by = "H1", .on = "2025-03-08") && how == PUT_SAME);
    REFUSED(ACT(CLOSE, .by = "H1", .on = "2025-03-08", .plan = "x"), M_ISSUE_CLOSED);
}

static void
test_an_office_reports_upward(void **state)
{
    (void)state;
    assert_true(ACT(REPORT, .by = "B5323", .region = "532300", .office = true, .on = "2025-03-03"));
    lies("E1", "530000", "2025-03-06"); /* three working days */
    REFUSED(ACT(REPORT, .number = "E2", .by = "B53", .region = "530000", .office = true, .on = "2025-03-03"), M_ISSUE_TOP);
    REFUSED(ACT(ANSWER, .region = "532300", .yes = true, .on = "2025-03-04"), M_LEVEL_ELSEWHERE); /* not its own */
    assert_true(ACT(ANSWER, .region = "530000", .yes = true, .on = "2025-03-04"));
}

/* --- fsck --- */

static void
take(void *arg, enum oversight_fault f, const char *id)
{
    (void)id;
    ((int *)arg)[f]++;
}

static int
found(enum oversight_fault f, const char *damage, const char *undo)
{
    int n[OVERSIGHT_FAULTS] = {0};
    if (*damage != '\0')
        OK(fresh_db->ops->exec(fresh_db, damage, &e));
    OK(oversight_check(fresh_db, POOL, take, n, &e));
    if (*undo != '\0')
        OK(fresh_db->ops->exec(fresh_db, undo, &e));
    return n[f];
}

static void
test_levels_are_checked(void **state)
{
    (void)state;
    assert_true(ACT(REPORT, .by = "H1", .region = "532322", .on = "2025-03-03"));
    assert_true(ACT(ANSWER, .region = "532322", .yes = false, .on = "2025-03-03"));
    assert_int_equal(found(OVERSIGHT_LEVEL, "", ""), 0);
    assert_int_equal(found(OVERSIGHT_LEVEL, "UPDATE upward_level SET state = 'open', answered_on = '' WHERE seq = 1",
                           "UPDATE upward_level SET state = 'passed', answered_on = '2025-03-03' WHERE seq = 1"), 1);
    assert_int_equal(found(OVERSIGHT_LEVEL, "UPDATE upward_level SET state = 'solved' WHERE seq = 2",
                           "UPDATE upward_level SET state = 'open' WHERE seq = 2"), 1); /* without its day */
    assert_int_equal(found(OVERSIGHT_LEVEL, "UPDATE upward_level SET seq = 3 WHERE seq = 2",
                           "UPDATE upward_level SET seq = 2 WHERE seq = 3"), 2);
    assert_int_equal(found(OVERSIGHT_LEVEL, "UPDATE major_issue SET state = 'closed'",
                           "UPDATE major_issue SET state = 'open'"), 1);
    OK(fresh_db->ops->exec(fresh_db, "INSERT INTO complaint VALUES (532300,'T1','report','','X','','s','2025-03-01','','',"
                                     "'','2025-03-05','founded')", &e));
    assert_int_equal(found(OVERSIGHT_COMPLAINT, "", ""), 0); /* it came with a file */
    assert_int_equal(found(OVERSIGHT_COMPLAINT, "UPDATE complaint SET result = ''",
                           "UPDATE complaint SET result = 'founded'"), 1);
    assert_int_equal(found(OVERSIGHT_COMPLAINT, "INSERT INTO complaint_event VALUES (532300,'T1',1,'filed','x',"
                           "'2025-03-01','','t')", ""), 1); /* answered without a step that says so */
    assert_int_equal(found(OVERSIGHT_COMPLAINT, "INSERT INTO complaint_event VALUES (532300,'T1',2,'answered','y',"
                           "'2025-03-05','','t')", ""), 0);
    assert_int_equal(found(OVERSIGHT_COMPLAINT, "UPDATE complaint SET answered_on = '2025-03-04'", ""), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_the_register), TEST(test_an_issue_goes_up),
                                       TEST(test_an_office_reports_upward), TEST(test_levels_are_checked)};
    return fresh_run(tests, COUNT(tests));
}
