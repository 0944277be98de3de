/* What may be bargained: nothing that was selected, while its cycle runs, whatever its code is called
 * by now; and the figures of the market. */
#include "../db/fresh.h"
#include "../figures.h"
#include "listing/recorded.h"
#include "project/project.h"
#include "registry/product.h"
#include "words/bargain.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define OLD "C0101010011300000001"
#define NEW "C0101010011300000002"
#define FREE "C0101010011300000003"

static struct err e;
static enum put how;

static void
run_sql(const char *text)
{
    OK(fresh_db->ops->exec(fresh_db, text, &e));
}

static void
project(const char *code, const char *pack, enum project_form form)
{
    const struct project p = {.pool = 500000, .code = code, .name = code, .pack = pack, .form = form,
        .bid_on = day("2020-10-01"), .executed_on = day("2021-01-01"), .cycle_months = 12, .rules = ""};
    char text[1024];
    OK(project_put(DB, &p, &how, &e));
    snprintf(text, sizeof(text),
             "INSERT INTO project_group (pool, project, grp, name, unit, class, ceiling, previous_highest)"
             " VALUES (500000, '%s', 'A', 'a', '', '', 0, 0);"
             "INSERT INTO group_award (pool, project, grp, outcome, bids, selected, edition, pack, pack_sha256,"
             " rules_sha256, inputs_sha256) VALUES (500000, '%s', 'A', 'done', 1, 1, '', '', '', '', '')",
             code, code);
    run_sql(text);
}

static void
award(const char *project_code, const char *product, const char *decision)
{
    char text[1024];
    snprintf(text, sizeof(text),
             "INSERT INTO award (pool, project, grp, product, company, price, with_service, unit, rank, tied,"
             " decision, step, clause, figures) VALUES (500000, '%s', 'A', '%s', '', 1, 0, '', 1, 1, '%s', '', '', '')",
             project_code, product, decision);
    run_sql(text);
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    project("P", "guangzhou", FORM_CITY);
    return rc;
}

static enum way_verdict
open_on(const char *in, const char *product, bool joint, const char *on)
{
    struct way_answer w;
    OK(bargain_open(DB, 500000, in, product, joint, day(on), &w, &e));
    return w.verdict;
}

static void
test_selected(void **state)
{
    static const struct {
        const char *decision;
        enum way_verdict verdict;
    } examples[] = {
        {"select", WAY_SELECTED}, {"select_without_quota", WAY_SELECTED}, {"select_without_volume", WAY_SELECTED},
        {"standby", WAY_OK},      {"reject", WAY_OK},                     {"invalid", WAY_OK},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        run_sql("DELETE FROM award");
        award("P", OLD, examples[i].decision);
        if (open_on("P", OLD, false, "2020-12-01") != examples[i].verdict)
            fail_msg("%s", examples[i].decision);
    }
}

static void
test_while_the_cycle_runs(void **state)
{
    (void)state;
    award("P", OLD, "select");
    assert_int_equal(open_on("P", OLD, false, "2020-09-30"), WAY_OK); /* no bids yet */
    assert_int_equal(open_on("P", OLD, false, "2020-10-01"), WAY_SELECTED);
    assert_int_equal(open_on("P", OLD, true, "2021-12-31"), WAY_SELECTED);
    assert_int_equal(open_on("P", OLD, true, "2022-01-01"), WAY_OK);
    assert_int_equal(open_on("P", FREE, true, "2020-12-01"), WAY_OK);
}

static void
test_new_code(void **state)
{
    (void)state;
    award("P", NEW, "select");
    assert_int_equal(open_on("P", OLD, false, "2020-12-01"), WAY_OK);
    run_sql("INSERT INTO code_map (code, from_on, kind, new_code, source) VALUES ('" OLD "', '2020-11-01',"
            " 'remapped', '" NEW "', '')");
    assert_int_equal(open_on("P", OLD, false, "2020-12-01"), WAY_SELECTED);
}

static void
test_by_pack(void **state)
{
    struct way_answer w;
    (void)state;
    project("G", "gansu", FORM_PROVINCIAL); /* no bargaining in this pack */
    project("H", "guangzhou", FORM_HOSPITAL);
    award("H", FREE, "select"); /* hospitals among themselves */
    assert_int_equal(open_on("G", OLD, false, "2020-12-01"), WAY_CLOSED);
    assert_int_equal(open_on("P", FREE, false, "2020-12-01"), WAY_OK);
    OK(bargain_open(DB, 500000, "", OLD, false, day("2020-12-01"), &w, &e));
    assert_int_equal(w.verdict, WAY_NO_PACK); /* this pool has none */
    assert_false(way_refused(&w, OLD, "product", &e));
    OK(bargain_open(DB, 500000, "P", OLD, false, day("2020-12-01"), &w, &e));
    w.verdict = WAY_SELECTED;
    w.rule = RULE_NO_SECOND_BARGAIN;
    assert_false(way_refused(&w, OLD, "product", &e));
    char text[ERR_TEXT_MAX];
    assert_string_equal(err_text(&e, LANG_ZH, text), "product: " OLD
        " 已中选，不得再二次议价（price.no_second_bargaining，四(二)4；征求意见稿，未生效）");
    for (int v = 0; v < WAY_VERDICTS; v++)
        assert_true(way_verdict_name((enum way_verdict)v)[0] != '\0');
}

static void
test_listed(void **state)
{
    (void)state;
    run_sql("INSERT INTO listing (pool, product, company, zone, project, state, cause, since_on, price, with_service,"
            " notice_price, notice_on, objections, decided_on, substitute) VALUES (500000, '" OLD "', '', 'results',"
            " 'Q', 'listed', 'applied', '2020-11-01', 1, 0, 0, '', 0, '', '')");
    assert_int_equal(open_on("P", OLD, false, "2020-10-31"), WAY_OK);
    assert_int_equal(open_on("P", OLD, false, "2020-11-01"), WAY_SELECTED);
    run_sql("UPDATE listing SET state = 'delisted'");
    assert_int_equal(open_on("P", OLD, false, "2020-11-01"), WAY_OK);
}

static bool
buy(const char *product, const char *on)
{
    const struct recorded r = {.number = arena_printf(fresh_arena, "R%s", on), .project = "P", .record = "B",
        .institution = "H1", .product = product, .reason = "urgent", .qty = {1}, .price = {100},
        .recorded_on = day("2020-09-01"), .on = day(on)};
    return recorded_put(DB, 500000, &r, &how, &e);
}

/* What was selected is never bought off the platform while its cycle runs. */
static void
test_selected_is_not_bought_on_record(void **state)
{
    (void)state;
    run_sql("INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, fund,"
            " status, successor) VALUES ('H1', '1900-01-01', '9999-12-31', 500000, 'h', '500103', 'primary', 'public',"
            " 'county', 'by_pack', 'open', '')");
    run_sql("INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate,"
            " udi, insured, generic_name, form, strength, evaluation) VALUES ('" OLD "', '1900-01-01', '9999-12-31', 's',"
            " '', '', 'C1', 'high_value', '', '', '', '', 1, '', '', '', 'none')");
    award("P", OLD, "select");
    OK(buy(OLD, "2020-09-30")); /* before the bids */
    assert_false(buy(OLD, "2020-10-01"));
    assert_int_equal(e.msg, M_WAY_PLATFORM_DRAFT);
    assert_string_equal(e.arg[1], "order.selected_on_platform_only");
    assert_false(buy(OLD, "2021-08-31"));
    run_sql("DELETE FROM award");
    OK(buy(OLD, "2020-10-02"));
}

static void
price(const char *on, int units)
{
    char text[512];
    snprintf(text, sizeof(text),
             "INSERT INTO price_fact (product, company, kind, province, on_date, source, price, reported)"
             " VALUES ('" OLD "', '', 'market', '440000', '%s', 's%d', %d, '')", on, units, units);
    run_sql(text);
}

static void
test_market(void **state)
{
    struct market m;
    (void)state;
    OK(market_on(DB, OLD, day("2020-12-01"), &m, &e));
    assert_int_equal(m.n, 0);
    price("2019-12-01", 1); /* twelve months ago: too old */
    price("2020-12-02", 2); /* later */
    price("2019-12-02", 700);
    OK(market_on(DB, OLD, day("2020-12-01"), &m, &e));
    assert_true(m.n == 1 && m.median.units == 700 && m.lowest.units == 700 && m.highest.units == 700);
    price("2020-12-01", 301);
    OK(market_on(DB, OLD, day("2020-12-01"), &m, &e));
    assert_true(m.n == 2 && m.median.units == 501); /* 500.5, half up */
    price("2020-06-01", 400);
    OK(market_on(DB, OLD, day("2020-12-01"), &m, &e));
    assert_true(m.n == 3 && m.median.units == 400 && m.lowest.units == 301);
    assert_string_equal(m.source, "s301");
    assert_int_equal(date_cmp(m.first, day("2019-12-02")), 0);
    assert_int_equal(date_cmp(m.last, day("2020-12-01")), 0);
    for (int i = 0; i < 100; i++)
        price("2020-07-01", 1000 + i);
    OK(market_on(DB, OLD, day("2020-12-01"), &m, &e));
    assert_true(m.n == 103 && m.median.units == 1048); /* the 52nd */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_selected), TEST(test_while_the_cycle_runs), TEST(test_new_code),
        TEST(test_by_pack),  TEST(test_listed),               TEST(test_market),
        TEST(test_selected_is_not_bought_on_record),
    };
    return fresh_run(tests, COUNT(tests));
}
