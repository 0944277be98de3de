/* Listings as people look for them: two Chinese characters are enough, signs of patterns mean
 * themselves, pages follow each other without a gap. */
#include "../db/fresh.h"
#include "listing/view.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static struct err e;

static int
setup(void **state)
{
    static const char *const products[][4] = {{"X1", "阿莫西林胶囊", "0.25g*24", "listed"},
                                              {"X2", "莫西沙星 100% 注射液", "A_B", "listed"},
                                              {"X3", "超声刀头", "AxB 5mm", "suspended"},
                                              {"X4", "吻合器", "", "listed"}};
    int rc = fresh_setup(state);
    fresh_sql("INSERT INTO company (code, from_on, until_on, name, country, registrant, distributor, service, agent, controller, status,"
        " region, successor) VALUES ('C1', '1900-01-01', '9999-12-31', '华东制药', 'CN', 1, 0, 0, '', '', 'open', '', '')");
    for (size_t i = 0; i < COUNT(products); i++) {
        const char *const *p = products[i];
        fresh_sql(arena_printf(fresh_arena,
                         "INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit,"
                         " certificate, udi, insured, generic_name, form, strength, evaluation) VALUES ('%s',"
                         " '1900-01-01', '9999-12-31', '%s', '%s', '', 'C1', 'drug', '', 'piece', '', '', 1, '', '', '', 'none')",
                         p[0], p[1], p[2]));
        fresh_sql(arena_printf(fresh_arena, "INSERT INTO listing VALUES (500000, '%s', 'C1', '%s', '', '%s', 'applied',"
                                      " '2024-09-10', 100000, 0, 0, '', 0, '', '')",
                         p[0], i % 2 == 0 ? "results" : "general", p[3]));
    }
    fresh_sql("INSERT INTO listing VALUES (500000, 'X9', 'C9', 'general', '', 'listed', 'applied', '2024-09-10', 1, 0, 0,"
        " '', 0, '', '')"); /* its product and company are not known on that day */
    return rc;
}

static const char *
found(const char *text, const char *zone, const char *state, const char *company, const char *after, int64_t limit)
{
    const struct listing_search s = {.pool = FRESH_POOL, .on = {20000}, .text = text, .zone = zone, .state = state,
                                     .company = company, .after = after, .limit = limit};
    struct listing_view *list;
    const char *out = "";
    size_t n;
    OK(listing_search(fresh_db, fresh_arena, &s, &list, &n, &e));
    for (size_t i = 0; i < n; i++)
        out = arena_printf(fresh_arena, "%s%s ", out, list[i].product);
    return out;
}

static void
test_search(void **state)
{
    static const struct {
        const char *text, *want, *why;
    } examples[] = {
        {"", "X1 X2 X3 X4 X9 ", "all"},
        {"莫西", "X1 X2 ", "two characters inside"},
        {"超声刀", "X3 ", "the beginning"},
        {"华东", "X1 X2 X3 X4 ", "the company"},
        {"100%", "X2 ", "a percent sign is itself"},
        {"%", "X2 ", "not everything"},
        {"A_B", "X2 ", "an underline is itself"},
        {"axb 5MM", "X3 ", "letters in either case"},
        {"X4", "X4 ", "the code, whole"},
        {"X", "X3 ", "a part of a code is not a code; the specification has an x"},
        {"'; DROP TABLE listing; --", "", "only text"},
        {"没有", "", "nothing"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *got = found(examples[i].text, "", "", "", "", 100);
        if (strcmp(got, examples[i].want) != 0)
            fail_msg("%s: %s", examples[i].why, got);
    }
}

static void
test_filters_and_pages(void **state)
{
    (void)state;
    assert_string_equal(found("", "results", "", "", "", 100), "X1 X3 ");
    assert_string_equal(found("", "", "suspended", "", "", 100), "X3 ");
    assert_string_equal(found("", "general", "listed", "C1", "", 100), "X2 X4 ");
    assert_string_equal(found("", "", "", "", "", 2), "X1 X2 ");
    assert_string_equal(found("", "", "", "", "X2", 2), "X3 X4 ");
    assert_string_equal(found("", "", "", "", "X9", 2), "");
}

static const char *
recorded(const char *from, const char *until, const char *institution)
{
    const struct recorded_search s = {.pool = FRESH_POOL, .institution = institution, .review = "", .after = "",
                                      .from = from, .until = until, .on = {20000}, .limit = 10};
    struct recorded_view *list;
    const char *out = "";
    size_t n;
    OK(recorded_search(fresh_db, fresh_arena, &s, &list, &n, &e));
    for (size_t i = 0; i < n; i++)
        out = arena_printf(fresh_arena, "%s%s ", out, list[i].number);
    return out;
}

/* A county sees what its own institutions buy, not its neighbour's. */
static void
test_recorded_by_region(void **state)
{
    static const char *const where[][2] = {{"H1", "500103"}, {"H2", "500104"}, {"H3", "500103"}};
    (void)state;
    for (size_t i = 0; i < COUNT(where); i++) {
        fresh_sql(arena_printf(fresh_arena,
                         "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation,"
                         " fund, status, successor) VALUES ('%s', '1900-01-01', '9999-12-31', 500000, 'h', '%s', 'primary',"
                         " 'public', 'county', 'by_pack', 'open', '')", where[i][0], where[i][1]));
        fresh_sql(arena_printf(fresh_arena,
                         "INSERT INTO recorded_purchase (pool, purchase, project, record, recorded_on, institution, product,"
                         " qty, price, amount, on_date, reason, review, reviewed_on) VALUES (500000, 'R%zu', '', 'B',"
                         " '2024-09-10', '%s', 'X1', 1, 1, 1, '2024-09-11', '', 'waiting', '')", i + 1, where[i][0]));
    }
    assert_string_equal(recorded("", "", ""), "R1 R2 R3 ");
    assert_string_equal(recorded("500103", "500103:", ""), "R1 R3 ");
    assert_string_equal(recorded("500104", "500104:", ""), "R2 ");
    assert_string_equal(recorded("5001", "5001:", ""), "R1 R2 R3 ");
    assert_string_equal(recorded("53", "53:", ""), "");
    assert_string_equal(recorded("", "", "H2"), "R2 ");
    fresh_sql("UPDATE institution SET until_on = '2024-09-01'"); /* day 20000 is later */
    assert_string_equal(recorded("500103", "500103:", ""), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_search), TEST(test_filters_and_pages),
                                       TEST(test_recorded_by_region)};
    return fresh_run(tests, COUNT(tests));
}
