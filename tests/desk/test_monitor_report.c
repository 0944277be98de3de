/* The monthly report of monitoring: its figures are those that were monitored, in all its forms. */
#include "../db/fresh.h"
#include "../figures.h"

#include "desk/monitor_report.h"

static char *
print(void (*form)(const struct report *, enum lang, FILE *), const struct report *r, enum lang lang)
{
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    form(r, lang, to);
    fclose(to);
    return text;
}

static void
test_monitor_report(void **state)
{
    struct arena *a = arena_new(64 << 20);
    struct err list[4], e;
    struct errs errs = {.list = list, .max = COUNT(list)};
    struct policy *pack = NULL, *draft = NULL;
    const struct project p = {.pool = FRESH_POOL, .code = "P", .name = "刀头", .rules = ""};
    struct report r;
    (void)state;
    assert_true(policy_load(&pack, a, "policies/gansu", &errs));
    assert_true(policy_load(&draft, a, "policies/guangzhou", &errs));
    fresh_sql("INSERT INTO monitor_institution (pool, project, month, institution, lines, behind, due, in_time, late, "
        "overdue, late_days, bought, non_selected, admit_due, not_admitted, jump) VALUES "
        "(500000, 'P', '2025-03', 'H1', 4, 1, 12345600, 10000000, 0, 2345600, 31, 50000000, 1500000, 877, 876, 'no'),"
        "(500000, 'P', '2025-03', 'H2', 2, 0, 500, 500, 0, 0, 0, 700, 0, 0, 0, 'yes'),"
        "(500000, 'P', '2025-04', 'H3', 9, 9, 1, 0, 0, 1, 1, 1, 1, 0, 0, 'no')");
    fresh_sql("INSERT INTO monitor_line (pool, project, month, institution, product, agreement, agreed, accepted, progress, "
        "expected, state) VALUES (500000, 'P', '2025-03', 'H1', 'P1', 'A1', 100, 5, 50000, 500000, 'behind'),"
        "(500000, 'P', '2025-03', 'H1', 'P2', 'A1', 100, 90, 900000, 500000, 'on_time')");
    fresh_sql("INSERT INTO monitor_fund (pool, project, month, fund, kind, due, in_time, late, overdue, late_n, late_days) "
        "VALUES (500000, 'P', '2025-03', 'employee', 'claim', 1000, 600, 0, 400, 1, 12)");
    OK(monitor_report(fresh_db, a, &p, pack, in_month("2025-03"), day("2025-04-10"), LANG_ZH, &r, &e));
    char *html = print(report_html, &r, LANG_ZH), *json = print(report_json, &r, LANG_EN),
         *text = print(report_text, &r, LANG_ZH);
    assert_non_null(strstr(html, "刀头 2025-03"));
    assert_non_null(strstr(html, "234.56")); /* overdue of both, and of the first */
    assert_null(strstr(html, "H3"));         /* another month's */
    assert_null(strstr(html, "P2"));         /* not behind */
    assert_non_null(strstr(html, "876"));    /* products not in the catalogue */
    assert_null(strstr(html, "<script"));
    assert_non_null(strstr(json, "\"5000.00\""));
    assert_non_null(strstr(json, "\"1234.61\"")); /* 1234.56 + 0.05 fallen due */
    assert_non_null(strstr(text, "H1"));
    assert_non_null(strstr(text, "5.00%"));
    free(html);
    free(json);
    free(text);
    OK(monitor_report(fresh_db, a, &p, draft, in_month("2024-01"), day("2025-04-10"), LANG_ZH, &r, &e));
    text = print(report_text, &r, LANG_ZH); /* nothing was monitored; and the pack is a draft */
    assert_non_null(strstr(text, "征求意见稿"));
    assert_null(strstr(text, "H1"));
    free(text);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_monitor_report, fresh_setup, fresh_teardown)};
    return fresh_run(tests, COUNT(tests));
}
