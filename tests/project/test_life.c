/* What each phase allows and on which days, how a project moves and what stops it; public notices,
 * objections; copies in other pools. */
#include "../db/fresh.h"
#include "../figures.h"
#include "base/core/calendar.h"
#include "project/document.h"
#include "project/life.h"
#include "project/spread.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)
#define DB fresh_db, fresh_arena

/* Every phase and act: each act is open in one run of phases at most... early before, over after. */
static void
test_allows(void **state)
{
    static const char *const open[PHASES] = { /* the acts of each phase, in the order of the enum */
        [PHASE_DRAFT] = "edit join",
        [PHASE_PUBLISHED] = "edit join",
        [PHASE_REPORTING] = "join report report_again review",
        [PHASE_REVIEW] = "report_again review volume",
        [PHASE_BIDDING] = "volume bid",
        [PHASE_OPENING] = "volume open award",
        [PHASE_NOTICE] = "volume object",
        [PHASE_ALLOCATION] = "volume allocate",
        [PHASE_AGREEMENT] = "agree",
        [PHASE_RUNNING] = "join agree trade",
        [PHASE_CLOSED] = "",
    };
    bool seen[LIFE_VERDICTS] = {false};
    (void)state;
    for (int p = 0; p < PHASES; p++) {
        char got[256] = "";
        for (int act = 0; act < PROJECT_ACTS; act++) {
            enum life_verdict v = project_allows((enum phase)p, (enum project_act)act);
            seen[v] = true;
            if (v != LIFE_OK)
                continue;
            strcat(got, *got != '\0' ? " " : "");
            strcat(got, project_act_name((enum project_act)act));
        }
        assert_string_equal(got, open[p]);
    }
    assert_int_equal(project_allows(PHASE_DRAFT, ACT_BID), LIFE_EARLY);
    assert_int_equal(project_allows(PHASE_OPENING, ACT_BID), LIFE_OVER);
    assert_int_equal(project_allows(PHASE_BIDDING, ACT_JOIN), LIFE_EARLY); /* joins late, running */
    assert_true(seen[LIFE_OK] && seen[LIFE_EARLY] && seen[LIFE_OVER]);
}

static void
test_days(void **state)
{
    const date from = day("2024-05-10"), to = day("2024-05-20");
    const struct life reporting = {true, false, PHASE_REPORTING, {0}, from, to};
    const struct life open = {true, false, PHASE_REPORTING, {0}, {0}, {0}};
    const struct life copy = {true, true, PHASE_DRAFT, {0}, {0}, {0}};
    const struct life outside = {false, false, PHASE_DRAFT, {0}, {0}, {0}};
    const struct {
        const struct life *l;
        enum project_act act;
        const char *today;
        enum life_verdict want;
        const char *why;
    } cases[] = {
        {&reporting, ACT_REPORT, "2024-05-09", LIFE_FROM, "the day before"},
        {&reporting, ACT_REPORT, "2024-05-10", LIFE_OK, "the first day"},
        {&reporting, ACT_REPORT, "2024-05-20", LIFE_OK, "the last day, whole"},
        {&reporting, ACT_REPORT, "2024-05-21", LIFE_UNTIL, "a closed window refuses"},
        {&reporting, ACT_REPORT_AGAIN, "2024-05-21", LIFE_UNTIL, "also what was sent back"},
        {&reporting, ACT_REVIEW, "2024-05-21", LIFE_OK, "an office's act has no last day"},
        {&reporting, ACT_BID, "2024-05-15", LIFE_EARLY, "of another phase"},
        {&open, ACT_REPORT, "2030-01-01", LIFE_OK, "no days announced"},
        {&copy, ACT_EDIT, "2024-05-15", LIFE_COPY, "a copy is changed at home"},
        {&copy, ACT_JOIN, "2024-05-15", LIFE_OK, "its participants are its own"},
        {&outside, ACT_TRADE, "2024-05-15", LIFE_OK, "its life is kept elsewhere"},
    };
    bool seen[LIFE_VERDICTS] = {[LIFE_OVER] = true};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum life_verdict got = life_allows(cases[i].l, cases[i].act, day(cases[i].today));
        if (got != cases[i].want)
            fail_msg("%s: %s", cases[i].why, life_verdict_name(got));
        seen[got] = true;
    }
    assert_int_equal(life_allows(&reporting, ACT_REPORT, (date){0}), LIFE_OK);
    for (int v = 0; v < LIFE_VERDICTS; v++)
        assert_true(seen[v]);
}

static void
test_moves(void **state)
{
    const struct move_facts all = {PHASE_DRAFT, true, true, true, NOTICE_OVER};
    const struct {
        enum phase from, to;
        const char *reason;
        struct move_facts f;
        int64_t pending;
        enum move_verdict want;
    } cases[] = {
        {PHASE_DRAFT, PHASE_PUBLISHED, "", all, 0, MOVE_OK},
        {PHASE_DRAFT, PHASE_PUBLISHED, "", {0, false, true, true, 0}, 0, MOVE_NO_GROUPS},
        {PHASE_DRAFT, PHASE_PUBLISHED, "", {0, true, false, true, 0}, 0, MOVE_NO_DOCUMENT},
        {PHASE_DRAFT, PHASE_REPORTING, "", all, 0, MOVE_ORDER},
        {PHASE_PUBLISHED, PHASE_REPORTING, "", {0, true, true, false, 0}, 0, MOVE_NO_DATES},
        {PHASE_REVIEW, PHASE_BIDDING, "", all, 3, MOVE_PENDING},
        {PHASE_REVIEW, PHASE_BIDDING, "", all, 0, MOVE_OK},
        {PHASE_PUBLISHED, PHASE_BIDDING, "", all, 0, MOVE_REASON},
        {PHASE_PUBLISHED, PHASE_BIDDING, "linkage", all, 7, MOVE_OK},
        {PHASE_REVIEW, PHASE_REPORTING, "", all, 0, MOVE_REASON},
        {PHASE_REVIEW, PHASE_REPORTING, "more time", all, 0, MOVE_OK},
        {PHASE_NOTICE, PHASE_ALLOCATION, "", {0, true, true, true, NOTICE_NONE}, 0, MOVE_NO_NOTICE},
        {PHASE_NOTICE, PHASE_ALLOCATION, "", {0, true, true, true, NOTICE_RUNS}, 0,
         MOVE_NOTICE_RUNS},
        {PHASE_NOTICE, PHASE_ALLOCATION, "", {0, true, true, true, NOTICE_OBJECTION}, 0,
         MOVE_OBJECTION},
        {PHASE_NOTICE, PHASE_ALLOCATION, "", {0, true, true, true, NOTICE_UPHELD}, 0, MOVE_UPHELD},
        {PHASE_NOTICE, PHASE_ALLOCATION, "", all, 0, MOVE_OK},
        {PHASE_NOTICE, PHASE_OPENING, "upheld", all, 0, MOVE_OK},
        {PHASE_BIDDING, PHASE_CLOSED, "nobody came", all, 0, MOVE_OK},
        {PHASE_BIDDING, PHASE_CLOSED, "", all, 0, MOVE_REASON},
        {PHASE_RUNNING, PHASE_CLOSED, "", all, 0, MOVE_OK},
        {PHASE_CLOSED, PHASE_DRAFT, "again", all, 0, MOVE_ORDER},
    };
    bool seen[MOVE_VERDICTS] = {[MOVE_COPY] = true}; /* see test_copies */
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct move_facts f = cases[i].f;
        struct move m = {cases[i].to, {1}, "", cases[i].reason, cases[i].pending};
        f.from = cases[i].from;
        enum move_verdict got = move_check(&f, &m);
        if (got != cases[i].want)
            fail_msg("case %zu: %s", i, move_verdict_name(got));
        seen[got] = true;
    }
    for (int v = 0; v < MOVE_VERDICTS; v++)
        assert_true(seen[v]);
    /* Nothing leads out of the end, and nothing but the next phase needs no reason. */
    for (int from = 0; from < PHASES; from++)
        for (int to = 0; to < PHASES; to++) {
            struct move_facts f = all;
            struct move m = {(enum phase)to, {1}, "", "", 0};
            f.from = (enum phase)from;
            assert_int_equal(move_check(&f, &m) == MOVE_OK, to == from + 1);
        }
}

/* --- on each engine --- */

struct world {
    int64_t pool;
    const char *phase; /* where to stop */
    date today;
};

static bool
put_project(struct db *db, int64_t pool, struct err *e)
{
    const struct project p = {.pool = pool, .code = "P", .name = "p", .pack = "chongqing",
                              .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    const struct project_group g = {.group = "G", .name = "g", .unit = "piece", .class = ""};
    enum put how;
    return project_put(db, fresh_arena, &p, &how, e) &&
           group_put(db, fresh_arena, pool, "P", &g, &how, e) &&
           project_begin(db, fresh_arena, pool, "P", (date){19800}, "office", &how, e);
}

static bool
step(struct db *db, enum document_step s, const char *who, struct err *e)
{
    enum put how;
    return document_take(db, fresh_arena, FRESH_POOL, "P", "D", 0, s, who, (date){19801}, "", &how, e);
}

static bool
approve(struct db *db, struct err *e)
{
    const struct document_version d = {.project = "P", .code = "D", .kind = DOCUMENT_PROCUREMENT,
                                       .title = "t", .body = "one\ntwo\n"};
    int64_t version;
    enum put how;
    return document_draft(db, fresh_arena, FRESH_POOL, &d, "trading", (date){19800}, &version, &how, e) &&
           step(db, STEP_SUBMIT, "trading", e) && step(db, STEP_REVIEW, "insurance", e) &&
           step(db, STEP_APPROVE, "bureau", e);
}

static bool
move_to(struct db *db, enum phase to, const char *reason, date on, struct err *e)
{
    enum put how;
    const struct move m = {to, on, "office", reason, 0};
    return project_move(db, fresh_arena, FRESH_POOL, "P", &m, &how, e);
}

static bool
announce(struct db *db, const char *number, enum announce_kind kind, date on, enum put *how,
         struct err *e)
{
    struct announcement n = {.project = "P", .number = number, .kind = kind, .title = "t", .body = "b",
                             .document = "", .sha256 = "", .on = on, .who = "office"};
    const struct notice_term term = {kind == ANNOUNCE_NOTICE ? 5 : 0, kind == ANNOUNCE_NOTICE ? 5 : 0, 10};
    return publish_announcement(db, fresh_arena, FRESH_POOL, &n, &term, how, e);
}

/* Refusals were expected on the way: a job that succeeds leaves no error behind. */
static bool
clean(bool ok, struct err *e)
{
    if (ok)
        *e = (struct err){.code = ERR_NONE};
    return ok;
}

static bool
whole_life(struct db *db, void *arg, struct err *e)
{
    const date on = day("2024-05-06"), notice = day("2024-09-27"); /* a Friday before the holidays */
    enum phase p;
    enum put how;
    struct objection o;
    (void)arg;
    if (!put_project(db, FRESH_POOL, e))
        return false;
    assert_false(move_to(db, PHASE_PUBLISHED, "", on, e)); /* no document yet */
    assert_string_equal(msg_name(e->msg), "move_no_doc");
    if (!approve(db, e) || !move_to(db, PHASE_PUBLISHED, "", on, e))
        return false;
    assert_false(move_to(db, PHASE_REPORTING, "", on, e));
    assert_string_equal(msg_name(e->msg), "move_no_dates");
    for (p = PHASE_REPORTING; p <= PHASE_BIDDING; p++)
        if (!phase_put(db, fresh_arena, FRESH_POOL, "P", p, on, on, "", &how, e))
            return false;
    for (p = PHASE_REPORTING; p <= PHASE_NOTICE; p++)
        if (!move_to(db, p, "", on, e))
            return false;
    assert_false(move_to(db, PHASE_ALLOCATION, "", on, e));
    assert_string_equal(msg_name(e->msg), "move_no_notice");
    if (!announce(db, "N1", ANNOUNCE_NOTICE, notice, &how, e) || how != PUT_NEW ||
        !announce(db, "N1", ANNOUNCE_NOTICE, notice, &how, e) || how != PUT_SAME)
        return false;
    assert_false(announce(db, "N1", ANNOUNCE_NOTICE, on, &how, e)); /* never changed */
    /* 29 September is a working Sunday, 1 to 7 October are days off: 29, 30, 8, 9, 10. */
    assert_false(move_to(db, PHASE_ALLOCATION, "", day("2024-10-10"), e));
    assert_string_equal(msg_name(e->msg), "move_runs");
    if (!file_objection(db, fresh_arena, FRESH_POOL, "P", "N1", "C1", "why", day("2024-10-10"), 10, &o,
                        &how, e) ||
        how != PUT_NEW || o.seq != 1 ||
        !file_objection(db, fresh_arena, FRESH_POOL, "P", "N1", "C1", "why", day("2024-10-10"), 10, &o,
                        &how, e) ||
        how != PUT_SAME)
        return false;
    assert_int_equal(o.answer_until.day, day("2024-10-23").day); /* the 12th is worked */
    assert_false(file_objection(db, fresh_arena, FRESH_POOL, "P", "N1", "C2", "too late",
                                day("2024-10-11"), 10, &o, &how, e));
    assert_string_equal(msg_name(e->msg), "object_window");
    assert_false(move_to(db, PHASE_ALLOCATION, "", day("2024-11-01"), e));
    assert_string_equal(msg_name(e->msg), "move_objection");
    if (!answer_objection(db, fresh_arena, FRESH_POOL, "P", "N1", 1, "it stands", false,
                          day("2024-10-20"), "bureau", &how, e) ||
        !answer_objection(db, fresh_arena, FRESH_POOL, "P", "N1", 1, "it stands", false,
                          day("2024-10-20"), "bureau", &how, e) ||
        how != PUT_SAME)
        return false;
    assert_false(answer_objection(db, fresh_arena, FRESH_POOL, "P", "N1", 1, "no", true,
                                  day("2024-10-20"), "bureau", &how, e));
    for (p = PHASE_ALLOCATION; p <= PHASE_CLOSED; p++)
        if (!move_to(db, p, "", day("2024-11-01"), e))
            return false;
    return clean(true, e);
}

static void
test_whole_life(void **state)
{
    struct err e;
    struct project_events ev;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, whole_life, NULL, &e));
    OK(project_history(DB, FRESH_POOL, "P", &ev, &e));
    assert_int_equal(ev.n, PHASES);
    for (int i = 0; i < PHASES; i++) {
        assert_int_equal(ev.list[i].phase, i);
        assert_int_equal(ev.list[i].came, i - 1);
    }
}

static bool
set_aside(struct db *db, void *arg, struct err *e)
{
    const date on = day("2024-05-06");
    enum put how;
    struct objection o;
    (void)arg;
    if (!put_project(db, FRESH_POOL, e) || !approve(db, e) || !move_to(db, PHASE_PUBLISHED, "", on, e))
        return false;
    if (!phase_put(db, fresh_arena, FRESH_POOL, "P", PHASE_BIDDING, on, on, "", &how, e) ||
        !move_to(db, PHASE_BIDDING, "linkage", on, e) || !move_to(db, PHASE_OPENING, "", on, e) ||
        !move_to(db, PHASE_NOTICE, "", on, e) || !announce(db, "N1", ANNOUNCE_NOTICE, on, &how, e) ||
        !file_objection(db, fresh_arena, FRESH_POOL, "P", "N1", "C1", "why", on, 10, &o, &how, e) ||
        !answer_objection(db, fresh_arena, FRESH_POOL, "P", "N1", 1, "right", true, on, "b", &how, e))
        return false;
    assert_false(move_to(db, PHASE_ALLOCATION, "", day("2024-07-01"), e));
    assert_string_equal(msg_name(e->msg), "move_upheld");
    return clean(move_to(db, PHASE_OPENING, "upheld", day("2024-07-01"), e) &&
                     move_to(db, PHASE_NOTICE, "", day("2024-07-02"), e) &&
                     announce(db, "N2", ANNOUNCE_NOTICE, day("2024-07-02"), &how, e) &&
                     move_to(db, PHASE_ALLOCATION, "", day("2024-08-01"), e),
                 e);
}

static void
test_upheld_objection(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, set_aside, NULL, &e));
}

/* --- copies --- */

static bool
home(struct db *db, void *arg, struct err *e)
{
    enum put how;
    (void)arg;
    return put_project(db, FRESH_POOL, e) &&
           phase_put(db, fresh_arena, FRESH_POOL, "P", PHASE_REPORTING, (date){19900}, (date){19910}, "",
                     &how, e) &&
           member_put(db, fresh_arena, FRESH_POOL, "P", FRESH_POOL_2, (date){19850}, &how, e);
}

static bool
pools(struct db *db, void *arg, struct err *e)
{
    const struct pool p = {FRESH_POOL_2, "532300", "two", POOL_WHOLE}, q = {FRESH_POOL, "500000", "one", POOL_WHOLE};
    const struct region a = {"500000", "one", "", REGION_PROVINCE}, b = {"532300", "two", "530000", REGION_CITY},
                        c = {"530000", "three", "", REGION_PROVINCE};
    enum put how;
    (void)arg;
    return region_put(db, fresh_arena, &a, &how, e) && region_put(db, fresh_arena, &c, &how, e) &&
           region_put(db, fresh_arena, &b, &how, e) && pool_put(db, fresh_arena, &p, &how, e) &&
           pool_put(db, fresh_arena, &q, &how, e) &&
           pool_pack_put(db, fresh_arena, FRESH_POOL_2, (date){0}, "chuxiong", &how, e);
}

static bool
pull(struct db *db, void *arg, struct err *e)
{
    enum put *how = arg;
    return pull_project(db, fresh_arena, FRESH_POOL_2, FRESH_POOL, "P", (date){19860}, "office", how, e);
}

static bool
move_copy(struct db *db, void *arg, struct err *e)
{
    const struct move m = {PHASE_CLOSED, {19900}, "office", "no", 0};
    enum put how;
    (void)arg;
    return project_move(db, fresh_arena, FRESH_POOL_2, "P", &m, &how, e);
}

static bool
close_home(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return move_to(db, PHASE_CLOSED, "called off", (date){19870}, e);
}

static void
test_copies(void **state)
{
    struct err e;
    enum put how;
    struct life l;
    struct project p;
    struct project_groups g;
    int64_t pool;
    (void)state;
    OK(db_tx(fresh_db, 0, pools, NULL, &e));
    OK(db_tx(fresh_db, FRESH_POOL, home, NULL, &e));
    OK(db_tx(fresh_db, FRESH_POOL_2, pull, &how, &e));
    assert_int_equal(how, PUT_NEW);
    const char *before = fresh_digest();
    OK(db_tx(fresh_db, FRESH_POOL_2, pull, &how, &e));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(fresh_digest(), before);
    OK(project_get(DB, FRESH_POOL_2, "P", &p, &e));
    assert_string_equal(p.pack, "chuxiong"); /* its own */
    OK(group_list(DB, FRESH_POOL_2, "P", &g, &e));
    assert_int_equal(g.n, 1);
    OK(project_home(DB, "P", &pool, &e));
    assert_int_equal(pool, FRESH_POOL);
    assert_false(db_tx(fresh_db, FRESH_POOL_2, move_copy, NULL, &e));
    assert_string_equal(msg_name(e.msg), "life_copy");
    OK(db_tx(fresh_db, FRESH_POOL, close_home, NULL, &e));
    OK(db_tx(fresh_db, FRESH_POOL_2, pull, &how, &e));
    assert_int_equal(how, PUT_CHANGED);
    OK(life_get(DB, FRESH_POOL_2, "P", &l, &e));
    assert_true(l.copy);
    assert_int_equal(l.phase, PHASE_CLOSED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allows), cmocka_unit_test(test_days), cmocka_unit_test(test_moves),
        TEST(test_whole_life), TEST(test_upheld_objection), TEST(test_copies),
    };
    return fresh_run(tests, COUNT(tests));
}
