/* Reports as clerks make them: versions that stay, two clerks on one form, sent back and mended; the
 * form with last year's usage; reviewers of their own region only. */
#include "../db/fresh.h"
#include "../figures.h"
#include "demand/chain.h"
#include "demand/demand_report.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/project.h"
#include "registry/region.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define HOSPITAL "H50010300001"

static const struct report_key key = {FRESH_POOL, "P", HOSPITAL};
static date today;
static enum put how;

static bool
to(struct db *db, enum phase p, struct err *e)
{
    const struct move m = {p, today, "office", "because", 0};
    return project_move(db, fresh_arena, FRESH_POOL, "P", &m, &how, e);
}

static bool
regions(struct db *db, void *arg, struct err *e)
{
    static const struct region r[] = {{"500000", "cq", "", REGION_PROVINCE},
                                      {"500100", "city", "500000", REGION_CITY},
                                      {"500103", "yuzhong", "500100", REGION_COUNTY},
                                      {"500105", "jiangbei", "500100", REGION_COUNTY}};
    const struct pool p = {FRESH_POOL, "500000", "cq", POOL_WHOLE};
    const struct institution i = {.code = HOSPITAL, .name = "h", .region = "500103",
                                  .level = LEVEL_TERTIARY, .affiliation = OF_COUNTY, .successor = ""};
    (void)arg;
    for (size_t k = 0; k < COUNT(r); k++)
        if (!region_put(db, fresh_arena, &r[k], &how, e))
            return false;
    return pool_put(db, fresh_arena, &p, &how, e) && institution_put(db, fresh_arena, &i, &how, e);
}

/* A project that is reporting from 10 to 20 May: groups A (200 used last year), B (by product). */
static bool
world(struct db *db, void *arg, struct err *e)
{
    const struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "chongqing",
                              .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    const struct project_group a = {.group = "A", .name = "a", .unit = "piece", .class = ""},
                               b = {.group = "B", .name = "b", .unit = "set", .class = ""};
    const struct participation in = {.institution = HOSPITAL, .takes_part = true, .reason = ""};
    const struct demand_key used = {FRESH_POOL, "P", "A", HOSPITAL, ""};
    (void)arg;
    today = day("2024-05-10");
    return project_put(db, fresh_arena, &p, &how, e) &&
           group_put(db, fresh_arena, FRESH_POOL, "P", &a, &how, e) &&
           group_put(db, fresh_arena, FRESH_POOL, "P", &b, &how, e) &&
           participation_put(db, fresh_arena, FRESH_POOL, "P", &in, &how, e) &&
           usage_put(db, fresh_arena, &used, 2023, (qty){200}, &how, e) &&
           usage_put(db, fresh_arena, &used, 2022, (qty){7}, &how, e) &&
           db->ops->exec(db, "INSERT INTO project_life VALUES (500000, 'P', 'reporting', '2024-05-09')", e) &&
           phase_put(db, fresh_arena, FRESH_POOL, "P", PHASE_REPORTING, day("2024-05-10"),
                     day("2024-05-20"), "", &how, e) &&
           phase_put(db, fresh_arena, FRESH_POOL, "P", PHASE_REVIEW, day("2024-05-21"),
                     day("2024-06-20"), "", &how, e);
}

static int
setup(void **state)
{
    struct err e;
    if (fresh_setup(state) != 0)
        return 1;
    OK(db_tx(fresh_db, 0, regions, NULL, &e));
    OK(db_tx(fresh_db, FRESH_POOL, world, NULL, &e));
    return 0;
}

static bool
save(struct db *db, int64_t base, int64_t a, const char *why, int64_t *version, struct err *e)
{
    const struct report_line l[] = {{"B", "", {30}, "new"}, {"A", "", {a}, why}};
    return save_report(db, fresh_arena, &key, base, l, 2, "zhang", today, version, &how, e);
}

static void
refused(bool ok, struct err *e, const char *msg)
{
    assert_false(ok);
    assert_string_equal(msg_name(e->msg), msg);
    *e = (struct err){.code = ERR_NONE};
}

static bool
look(struct db *db, const char *group, enum review_level level, enum review_verdict v, int64_t n,
     const char *region, struct err *e)
{
    const struct demand_key k = {FRESH_POOL, "P", group, HOSPITAL, ""};
    const struct review r = {.level = level, .verdict = v, .qty = {n}, .reason = v == REVIEW_PASSED ? "" : "why",
                             .ground = v == REVIEW_SET ? GROUND_USAGE : GROUND_NONE, .on = today};
    struct chains c;
    return chains_of(db, fresh_arena, FRESH_POOL, "P", &c, e) &&
           review_cell(db, fresh_arena, &k, &c, region, &r, &how, e);
}

/* --- saving --- */

static bool
versions(struct db *db, void *arg, struct err *e)
{
    const struct report_line twice[] = {{"A", "", {1}, ""}, {"B", "", {1}, ""}, {"A", "", {2}, ""}};
    struct report_line *l;
    int64_t v;
    size_t n;
    (void)arg;
    assert_true(save(db, 0, 150, "", &v, e) && v == 1 && how == PUT_NEW);
    assert_true(save(db, 0, 150, "", &v, e) && v == 1 && how == PUT_SAME); /* sent twice */
    assert_true(save(db, 1, 160, "", &v, e) && v == 2 && how == PUT_CHANGED);
    refused(save(db, 1, 170, "", &v, e), e, "report_stale"); /* the other clerk's form */
    assert_true(report_lines(db, fresh_arena, &key, 1, &l, &n, e) && n == 2);
    assert_int_equal(l[0].qty.pieces, 150); /* as it was */
    refused(save_report(db, fresh_arena, &key, 2, twice, 3, "z", today, &v, &how, e), e, "report_twice");
    refused(save_report(db, fresh_arena, &key, 2, twice, 0, "z", today, &v, &how, e), e, "report_no_lines");
    const struct report_line unknown[] = {{"C", "", {1}, ""}};
    refused(save_report(db, fresh_arena, &key, 2, unknown, 1, "z", today, &v, &how, e), e, "group_unknown");
    today = day("2024-05-09");
    refused(save(db, 2, 1, "", &v, e), e, "life_from");
    today = day("2024-05-21");
    refused(save(db, 2, 1, "", &v, e), e, "life_until");
    return true;
}

static void
test_versions(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, versions, NULL, &e));
}

/* --- submitted, sent back, submitted again --- */

static bool
returned(struct db *db, void *arg, struct err *e)
{
    struct submitted s;
    struct demand d;
    const struct demand_key a = {FRESH_POOL, "P", "A", HOSPITAL, ""};
    int64_t v;
    (void)arg;
    assert_true(save(db, 0, 100, "", &v, e));
    assert_true(submit_report(db, fresh_arena, &key, 1, "zhang", today, &s, &how, e));
    /* A: 100 of 200 is below 80 % and gives no reason; B has no usage and does. */
    assert_true(s.lines == 2 && s.again == 0 && s.flagged == 2 && s.silent == 1);
    assert_true(submit_report(db, fresh_arena, &key, 1, "zhang", today, &s, &how, e) && how == PUT_SAME);
    refused(submit_report(db, fresh_arena, &key, 2, "zhang", today, &s, &how, e), e, "report_none");

    refused(look(db, "A", REVIEW_COUNTY, REVIEW_RETURNED, 0, "500105", e), e, "review_region");
    refused(look(db, "A", REVIEW_PROVINCE, REVIEW_PASSED, 0, "500000", e), e, "review_level");
    assert_true(look(db, "A", REVIEW_COUNTY, REVIEW_RETURNED, 0, "500103", e));
    assert_true(look(db, "B", REVIEW_COUNTY, REVIEW_SET, 25, "500103", e));
    today = day("2024-05-25");
    assert_true(to(db, PHASE_REVIEW, e));
    refused(look(db, "A", REVIEW_COUNTY, REVIEW_PASSED, 0, "500103", e), e, "review_waits");

    /* The window is closed, but A may be mended; B is with the next reviewer. */
    const struct report_line b_too[] = {{"A", "", {100}, "fewer operations"}, {"B", "", {31}, "new"}};
    assert_true(save_report(db, fresh_arena, &key, 1, b_too, 2, "li", today, &v, &how, e) && v == 2);
    refused(submit_report(db, fresh_arena, &key, 2, "li", today, &s, &how, e), e, "report_only_returned");
    assert_true(save(db, 2, 100, "", &v, e) && v == 3); /* the same figure, insisted on */
    assert_true(submit_report(db, fresh_arena, &key, 3, "li", today, &s, &how, e));
    assert_true(s.lines == 2 && s.again == 1 && how == PUT_CHANGED);
    assert_true(demand_get(db, fresh_arena, &a, &d, e) && d.state == DEMAND_REPORTED);
    assert_true(look(db, "A", REVIEW_COUNTY, REVIEW_PASSED, 0, "500103", e) &&
                look(db, "A", REVIEW_PROVINCE, REVIEW_PASSED, 0, "500000", e) &&
                look(db, "B", REVIEW_PROVINCE, REVIEW_PASSED, 0, "500000", e));
    assert_true(demand_get(db, fresh_arena, &a, &d, e) && d.state == DEMAND_REVIEWED);
    refused(save(db, 3, 1, "", &v, e), e, "life_over"); /* nothing is left to mend */
    return true;
}

static void
test_returned(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, returned, NULL, &e));
}

static bool
left_out(struct db *db, void *arg, struct err *e)
{
    const struct report_line only_b[] = {{"B", "", {30}, ""}};
    const struct demand_key a = {FRESH_POOL, "P", "A", HOSPITAL, ""};
    struct submitted s;
    struct demand d;
    int64_t v;
    (void)arg;
    assert_true(save(db, 0, 150, "", &v, e) &&
                submit_report(db, fresh_arena, &key, 1, "z", today, &s, &how, e) &&
                save_report(db, fresh_arena, &key, 1, only_b, 1, "z", today, &v, &how, e) &&
                submit_report(db, fresh_arena, &key, 2, "z", today, &s, &how, e));
    assert_true(demand_get(db, fresh_arena, &a, &d, e) && d.reported.pieces == 0);
    return true;
}

static void
test_left_out_is_zero(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, left_out, NULL, &e));
}

/* --- the form --- */

static bool
fill(struct db *db, void *arg, struct err *e)
{
    int64_t v;
    (void)arg;
    return save(db, 0, 301, "", &v, e);
}

static void
test_form(void **state)
{
    struct err e;
    struct form f;
    (void)state;
    OK(demand_form(fresh_db, fresh_arena, &key, &f, &e));
    assert_int_equal(f.n, 2);
    assert_string_equal(f.list[0].group, "A");
    assert_int_equal(f.list[0].last_year.pieces, 200); /* of 2023 */
    assert_false(f.list[0].filled);
    assert_int_equal(f.list[0].flag, DEMAND_NOT_REPORTED);
    assert_false(f.list[1].known_usage);
    assert_int_equal(f.list[1].flag, DEMAND_OK); /* nothing on either side */
    OK(db_tx(fresh_db, FRESH_POOL, fill, NULL, &e));
    OK(demand_form(fresh_db, fresh_arena, &key, &f, &e));
    assert_int_equal(f.head.version, 1);
    assert_int_equal(f.list[0].flag, DEMAND_ABOVE); /* 301 of 200 is above 150 % */
    assert_int_equal(f.list[1].flag, DEMAND_NO_USAGE);
}

/* --- regions --- */

static void
test_levels(void **state)
{
    static const struct {
        const char *region, *digits;
        enum review_level level;
    } cases[] = {{"500000", "50", REVIEW_PROVINCE}, {"500100", "5001", REVIEW_CITY},
                 {"500103", "500103", REVIEW_COUNTY}, {"LJXQ", "LJXQ", REVIEW_PROVINCE},
                 {"", "", REVIEW_PROVINCE}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(region_digits(fresh_arena, cases[i].region), cases[i].digits);
        assert_int_equal(level_of_region(cases[i].region), cases[i].level);
    }
}

static bool
own_chain(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    refused(chain_put(db, fresh_arena, FRESH_POOL, "P", CHAIN_COUNTY, &how, e), e, "chain_pack");
    return true;
}

static void
test_chain_of_the_pack(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, own_chain, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_versions), TEST(test_returned), TEST(test_left_out_is_zero),
        TEST(test_form),     TEST(test_levels),   TEST(test_chain_of_the_pack),
    };
    return fresh_run(tests, COUNT(tests));
}
