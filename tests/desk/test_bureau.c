/* The bureau's report reads the same from both databases, and says what is not there. */
#include "../db/fresh.h"

#include "desk/bureau.h"
#include "desk/query.h"

static void
test_every_query_of_the_desk_prepares(void **state)
{
    struct err e;
    (void)state;
    for (const struct query *const *q = desk_queries; *q != NULL; q++)
        OK(fresh_db->ops->prepare(fresh_db, *q, &e));
}

static void
test_no_project_is_said(void **state)
{
    struct report r;
    struct err e = {0};
    (void)state;
    assert_false(bureau_report(fresh_db, fresh_arena, "X", (date){20000}, LANG_ZH, &r, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(e.msg, M_BUREAU_NONE);
}

static void
test_a_project_without_results_has_its_rules_and_no_empty_tables(void **state)
{
    struct report r;
    struct err e = {0};
    (void)state;
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO pool (pool, region, name, kind) VALUES (440100, '440100', "
                           "'广州市', 'city');"
                           "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, "
                           "executed_on, cycle_months, rules, rules_sha256) VALUES (440100, 'GZ-1', "
                           "'集团谈判', 'guangzhou', 'high_value', 'city', '', '2020-11-01', 12, '', '')",
                           &e));
    OK(bureau_report(fresh_db, fresh_arena, "GZ-1", (date){20000}, LANG_ZH, &r, &e));
    assert_true(r.n >= 3 && r.section[0].chapter);
    assert_int_equal(r.section[0].note, M_BUREAU_STATUS); /* a draft says so */
    for (size_t i = 0; i < r.n; i++)
        assert_true(r.section[i].chapter || r.section[i].rows > 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_query_of_the_desk_prepares),
        TEST(test_no_project_is_said),
        TEST(test_a_project_without_results_has_its_rules_and_no_empty_tables),
    };
    return fresh_run(tests, COUNT(tests));
}
