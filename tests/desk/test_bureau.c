/* The bureau's report reads the same from both databases, and says what is not there. */
#include "../db/fresh.h"

#include "desk/bureau.h"
#include "desk/query.h"
#include "words/desk.h"

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

/* A draft's project in Guangzhou, with nothing bought yet. */
static void
draft_project(void)
{
    struct err e;
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO pool (pool, region, name, kind) VALUES (440100, '440100', "
                           "'广州市', 'city');"
                           "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, "
                           "executed_on, cycle_months, rules, rules_sha256) VALUES (440100, 'GZ-1', "
                           "'集团谈判', 'guangzhou', 'high_value', 'city', '', '2020-11-01', 12, '', '')",
                           &e));
}

static void
test_a_project_without_results_has_its_rules_and_no_empty_tables(void **state)
{
    struct report r;
    struct err e = {0};
    (void)state;
    draft_project();
    OK(bureau_report(fresh_db, fresh_arena, "GZ-1", (date){20000}, LANG_ZH, &r, &e));
    assert_true(r.n >= 3 && r.section[0].chapter);
    assert_int_equal(r.section[0].note, M_BUREAU_STATUS); /* a draft says so */
    for (size_t i = 0; i < r.n; i++)
        assert_true(r.section[i].chapter || r.section[i].rows > 0);
}

static void
test_a_year_is_not_grouped_and_states_are_words(void **state)
{
    char text[TERM_TEXT_MAX];
    struct report r;
    struct err e = {0};
    const struct section *s = NULL;
    (void)state;
    draft_project();
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO assessment (pool, project, year, institution, applicable, score, "
                           "off, findings, state, since_on, comment_until, comment, final_on) VALUES (440100, "
                           "'GZ-1', 2021, 'H1', 1, 8750, 500, 1, 'final', '2022-02-20', '2022-01-24', '', '2022-02-10')",
                           &e));
    OK(bureau_report(fresh_db, fresh_arena, "GZ-1", (date){20000}, LANG_ZH, &r, &e));
    for (size_t i = 0; i < r.n; i++)
        if (r.section[i].title == M_BUREAU_ASSESSMENT)
            s = &r.section[i];
    assert_non_null(s);
    assert_int_equal(s->rows, 1);
    static const char *const want[] = {"H1", "2021", "87.50", "5.00", "1", "定稿"};
    for (size_t c = 0; c < s->columns; c++)
        assert_string_equal(report_cell(&s->cell[c], text), want[c]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_query_of_the_desk_prepares),
        TEST(test_no_project_is_said),
        TEST(test_a_project_without_results_has_its_rules_and_no_empty_tables),
        TEST(test_a_year_is_not_grouped_and_states_are_words),
    };
    return fresh_run(tests, COUNT(tests));
}
