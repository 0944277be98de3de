/* Who reviews a report, in which order, and what is refused; volumes that add up. */
#include "../db/fresh.h"
#include "demand/volume.h"
#include "project/project.h"
#include "words/db.h"

static struct policy
pack_with(int chain)
{
    struct policy p = {.id = "test"};
    p.setting[RULE_REVIEW_CHAIN] = (struct setting){.has_value = true, .n = chain};
    return p;
}

static void
test_chains(void **state)
{
    static const struct {
        int chain; /* as in rule.h: REVIEW_CHAIN */
        enum affiliation of;
        enum institution_kind kind;
        const char *want, *why;
    } cases[] = {
        {0, OF_COUNTY, INSTITUTION_PUBLIC, "county", "CX: the county alone"},
        {1, OF_COUNTY, INSTITUTION_PUBLIC, "county city", "county, then city"},
        {2, OF_COUNTY, INSTITUTION_PUBLIC, "county city province", "all three"},
        {3, OF_COUNTY, INSTITUTION_PUBLIC, "county province", "CQ: district, municipality"},
        {2, OF_CITY, INSTITUTION_PUBLIC, "city province", "enters at its own level"},
        {2, OF_PROVINCE, INSTITUTION_PUBLIC, "province", "enters at its own level"},
        {2, OF_MINISTRY, INSTITUTION_PUBLIC, "province", "a ministry's hospital too"},
        {2, OF_COUNTY, INSTITUTION_MILITARY, "province", "military, wherever it stands"},
        {2, OF_COUNTY, INSTITUTION_ARMED_POLICE, "province", "armed police as well"},
        {3, OF_PROVINCE, INSTITUTION_PUBLIC, "province", "CQ: a municipal hospital"},
        {0, OF_CITY, INSTITUTION_PUBLIC, "city", "the chain ends below: its own level"},
        {4, OF_COUNTY, INSTITUTION_PUBLIC, "", "left to the project"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct policy p = pack_with(cases[i].chain);
        struct review_chain c = review_chain_of(&p, cases[i].of, cases[i].kind);
        char got[64] = "";
        for (int k = 0; k < c.n; k++) {
            strcat(got, k > 0 ? " " : "");
            strcat(got, review_level_names[c.level[k]]);
        }
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("%s: %s, not %s", cases[i].why, got, cases[i].want);
    }
}

static void
test_answers(void **state)
{
    const struct review_chain two = {.level = {REVIEW_COUNTY, REVIEW_PROVINCE}, .n = 2};
    const struct demand fresh = {.reviewed = {5}, .level = -1};
    const struct demand half = {
        .reviewed = {5}, .level = REVIEW_COUNTY, .state = DEMAND_IN_REVIEW};
    const struct demand done = {.reviewed = {5}, .level = 2, .state = DEMAND_REVIEWED};
    const struct demand back = {.reviewed = {5}, .level = -1, .state = DEMAND_RETURNED};
    const struct {
        const struct demand *d;
        struct review r;
        enum review_answer want;
    } cases[] = {
        {&fresh, {REVIEW_COUNTY, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false}, REVIEW_OK},
        {&fresh, {REVIEW_COUNTY, REVIEW_SET, {4}, "r", GROUND_USAGE, {0}, false}, REVIEW_OK},
        {&fresh, {REVIEW_COUNTY, REVIEW_RETURNED, {0}, "r", GROUND_NONE, {0}, false}, REVIEW_OK},
        {&half, {REVIEW_PROVINCE, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false}, REVIEW_OK},
        {&back, {REVIEW_COUNTY, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false}, REVIEW_WAITS},
        {&done, {REVIEW_PROVINCE, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false}, REVIEW_DONE},
        {&fresh,
         {REVIEW_PROVINCE, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false},
         REVIEW_WRONG_LEVEL},
        {&half,
         {REVIEW_CITY, REVIEW_PASSED, {0}, "", GROUND_NONE, {0}, false},
         REVIEW_WRONG_LEVEL},
        {&fresh,
         {REVIEW_COUNTY, REVIEW_RETURNED, {0}, "", GROUND_NONE, {0}, false},
         REVIEW_NO_REASON},
        {&fresh, {REVIEW_COUNTY, REVIEW_SET, {4}, "r", GROUND_NONE, {0}, false}, REVIEW_NO_GROUND},
        {&fresh, {REVIEW_COUNTY, REVIEW_SET, {5}, "r", GROUND_USAGE, {0}, false}, REVIEW_SAME_QTY},
        {&fresh, {REVIEW_PROVINCE, REVIEW_SET, {4}, "r", GROUND_NONE, {0}, true}, REVIEW_OK},
    };
    bool seen[REVIEW_ANSWERS] = {false};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum review_answer got = review_check(&two, cases[i].d, &cases[i].r);
        if (got != cases[i].want)
            fail_msg("case %zu: %s, not %s", i, review_answer_name(got),
                     review_answer_name(cases[i].want));
        seen[got] = true;
    }
    for (int v = 0; v < REVIEW_ANSWERS; v++)
        assert_true(seen[v]);
}

/* --- volumes, on each engine --- */

enum { INSTITUTIONS = 7 };

static bool
write_world(struct db *db, void *arg, struct err *e)
{
    static const int64_t base[INSTITUTIONS] = {3, 0, 10, 10, 1, 7, 2};
    struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "x",
                        .executed_on = {19000}, .cycle_months = 12, .rules = ""};
    struct project_group g = {.group = "G", .name = "g", .unit = "", .class = ""};
    enum put how;
    (void)arg;
    if (!project_put(db, fresh_arena, &p, &how, e) ||
        !group_put(db, fresh_arena, FRESH_POOL, "P", &g, &how, e))
        return false;
    for (int i = 0; i < INSTITUTIONS; i++) {
        char code[8];
        snprintf(code, sizeof(code), "H%d", i);
        const struct demand_key k = {FRESH_POOL, "P", "G", code, ""};
        if (!report_demand(db, fresh_arena, &k, (qty){base[i]}, "", &how, e) || how != PUT_NEW ||
            !report_demand(db, fresh_arena, &k, (qty){base[i]}, "", &how, e) || how != PUT_SAME)
            return false;
    }
    return true;
}

static bool
volume_job(struct db *db, void *volume, struct err *e)
{
    const struct stamp by = {.pack = "x", .pack_sha256 = ""};
    return compute_volume(db, FRESH_POOL, "P", volume, &by, e);
}

struct sums {
    int64_t base, agreed, n;
    ratio share;
};

static bool
add_up(void *arg, const struct rows *row, struct err *e)
{
    struct sums *s = arg;
    int64_t base = row_int(row, 0, 1), agreed = row_int(row, 0, 2);
    int64_t error = agreed * RATIO_ONE - base * s->share.ppm;
    (void)e;
    s->n++;
    s->base += base;
    s->agreed += agreed;
    assert_true(error > -2 * (int64_t)RATIO_ONE && error < 2 * (int64_t)RATIO_ONE);
    assert_true(agreed <= base);
    return true;
}

static void
test_volumes_add_up_at_every_percent(void **state)
{
    static const struct query parts = {
        "t_parts",
        "SELECT institution, base, agreed FROM agreed_volume WHERE pool = $1 AND grp = 'G' "
        "ORDER BY institution",
        NULL, 1};
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, write_world, NULL, &e));
    for (int64_t percent = 0; percent <= 100; percent += 4) {
        struct volume v = {.group = "G", .share = {percent * 10000}};
        struct sums s = {.share = v.share};
        OK(db_tx(fresh_db, FRESH_POOL, volume_job, &v, &e));
        OK(db_each(fresh_db, &parts, add_up, &s, &e, v_int(FRESH_POOL)));
        assert_int_equal(s.n, INSTITUTIONS);
        assert_int_equal(s.base, 33);
        assert_int_equal(s.agreed, (33 * percent * 2 + 100) / 200); /* half up */
        assert_int_equal(v.agreed.pieces, s.agreed);
    }
}

/* County sets less, the province sends it back, the hospital reports anew, county and province look
 * again: five looks, each with the figure that came and the one that went on, and the base of it all. */
struct look {
    struct review r;
    int64_t came, went;
    enum demand_state after;
};

static bool
look_job(struct db *db, void *look, struct err *e)
{
    static const struct review_chain chain = {.level = {REVIEW_COUNTY, REVIEW_PROVINCE}, .n = 2};
    const struct demand_key k = {FRESH_POOL, "P", "G", "H2", ""};
    enum put how;
    return review_demand(db, fresh_arena, &k, &chain, &((struct look *)look)->r, &how, e);
}

static bool
anew_job(struct db *db, void *arg, struct err *e)
{
    const struct demand_key k = {FRESH_POOL, "P", "G", "H2", ""};
    enum put how;
    (void)arg;
    return report_demand(db, fresh_arena, &k, (qty){9}, "新设科室", &how, e) && how == PUT_CHANGED;
}

static void
test_every_look_is_kept(void **state)
{
    static const struct query looks = {
        "t_looks",
        "SELECT seq, level, verdict, came, qty, reason, ground FROM demand_review "
        "WHERE pool = $1 AND institution = 'H2' ORDER BY seq",
        NULL, 1};
    struct look look[] = {
        {{REVIEW_COUNTY, REVIEW_SET, {8}, "上年用量", GROUND_USAGE, {19001}, false}, 10, 8, DEMAND_IN_REVIEW},
        {{REVIEW_PROVINCE, REVIEW_RETURNED, {0}, "请说明", GROUND_NONE, {19002}, false}, 8, 8, DEMAND_RETURNED},
        {{REVIEW_COUNTY, REVIEW_PASSED, {0}, "", GROUND_NONE, {19003}, false}, 9, 9, DEMAND_IN_REVIEW},
        {{REVIEW_PROVINCE, REVIEW_SET, {7}, "临床", GROUND_CLINICAL, {19004}, false}, 9, 7, DEMAND_REVIEWED},
    };
    const struct demand_key k = {FRESH_POOL, "P", "G", "H2", ""};
    struct volume v = {.group = "G", .share = {RATIO_ONE}};
    struct demand d;
    struct rows r;
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, write_world, NULL, &e));
    for (size_t i = 0; i < COUNT(look); i++) {
        if (i == 2)
            OK(db_tx(fresh_db, FRESH_POOL, anew_job, NULL, &e));
        OK(db_tx(fresh_db, FRESH_POOL, look_job, &look[i], &e));
        OK(demand_get(fresh_db, fresh_arena, &k, &d, &e));
        assert_int_equal(d.state, look[i].after);
    }
    OK(db_run(fresh_db, &looks, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    assert_int_equal(r.n, COUNT(look));
    for (size_t i = 0; i < r.n; i++) {
        assert_int_equal(row_int(&r, i, 0), i + 1);
        assert_string_equal(row_text(&r, i, 1), review_level_names[look[i].r.level]);
        assert_string_equal(row_text(&r, i, 2), review_verdict_names[look[i].r.verdict]);
        assert_int_equal(row_int(&r, i, 3), look[i].came);
        assert_int_equal(row_int(&r, i, 4), look[i].went);
        assert_string_equal(row_text(&r, i, 5), look[i].r.reason);
        assert_string_equal(row_text(&r, i, 6), review_ground_names[look[i].r.ground]);
    }
    assert_int_equal(d.reported.pieces, 9); /* the report stays beside the reviewed figure */
    assert_int_equal(d.reviewed.pieces, 7);
    OK(db_tx(fresh_db, FRESH_POOL, volume_job, &v, &e));
    assert_int_equal(v.base.pieces, 33 - 10 + 7);
}

static void
test_what_is_explained_comes_back(void **state)
{
    struct explain_step step[3] = {0};
    struct explain x = {.step = step, .max = 3}, got;
    const struct stamp by = {"pack", "abc", "e-1", "def"};
    struct stamp stamp;
    struct err e;
    bool found;
    (void)state;
    explain_add(&x, RULE_DEMAND_LOW, M_ROWS_LARGE, t_money((money){-1}), t_qty((qty){7}),
                t_text("甲 乙"), t_date((date){-3}), t_month((month){24000}), t_ratio((ratio){1}));
    explain_add(&x, RULE_NONE, M_RACE, t_int(INT64_MIN), t_text(""), t_times((ratio){INT64_MAX}));
    explain_add(&x, RULE_NONE, M_RACE, {TERM_NONE, 0, NULL}, t_int(1));
    OK(explained_put(fresh_db, fresh_arena, FRESH_POOL, "test", "a/b", &by, &x, &e));
    OK(explained_put(fresh_db, fresh_arena, FRESH_POOL, "test", "a/b", &by, &x, &e)); /* again */
    OK(explained_get(fresh_db, fresh_arena, FRESH_POOL, "test", "a/b", &stamp, &got, &found, &e));
    assert_true(found && explain_same(&x, &got));
    assert_string_equal(stamp.inputs_sha256, "def");
    got.step[1].term[0].n++;
    assert_false(explain_same(&x, &got));
    OK(explained_get(fresh_db, fresh_arena, FRESH_POOL, "test", "a", &stamp, &got, &found, &e));
    assert_false(found);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_chains),
        TEST(test_answers),
        TEST(test_volumes_add_up_at_every_percent),
        TEST(test_every_look_is_kept),
        TEST(test_what_is_explained_comes_back),
    };
    return fresh_run(tests, COUNT(tests));
}
