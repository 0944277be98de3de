/* A report in its three forms: aligned, escaped, the same bytes each time. */
#include "../test.h"

#include "base/core/text.h"
#include "desk/report.h"
#include "words/desk.h"

static char *
rendered(void (*form)(const struct report *, enum lang, FILE *), const struct report *r)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    form(r, LANG_EN, f);
    long n = ftell(f);
    assert_true(n > 0);
    char *text = calloc(1, (size_t)n + 1);
    assert_non_null(text);
    rewind(f);
    assert_int_equal(fread(text, 1, (size_t)n, f), n);
    fclose(f);
    return text;
}

static struct report
sample(struct arena *a, enum chart chart)
{
    static const enum msg column[] = {M_REPORT_CONTENTS, M_REPORT_EMPTY, M_REPORT_CITE};
    struct report r;
    report_init(&r, a);
    r.title = M_REPORT_CONTENTS;
    r.synthetic = true;
    for (int i = 0; i < 40; i++) /* past the first room */
        report_add(&r, a, M_REPORT_CONTENTS)->chapter = true;
    struct section *s = report_add(&r, a, M_REPORT_PRINTED);
    s->cite = "a clause with <b> & \"quotes\"";
    s->chart = chart;
    s->chart_column = 1;
    struct term *t = section_cells(s, a, column, 3, 2);
    t[0] = t_text("昆明<script>");
    t[1] = t_money((money){123456789});
    t[2] = t_qty((qty){43924});
    t[3] = t_text("x");
    t[4] = t_money((money){-5});
    t[5] = t_qty((qty){7});
    return r;
}

static void
test_numbers_are_grouped(void **state)
{
    static const struct {
        struct term t;
        const char *want;
    } examples[] = {
        {{TERM_MONEY, 0, NULL}, "0.00"},
        {{TERM_MONEY, 9999999, NULL}, "999.9999"},
        {{TERM_MONEY, -12345678900, NULL}, "-1,234,567.89"},
        {{TERM_INT, INT64_MAX, NULL}, "9,223,372,036,854,775,807"},
        {{TERM_QTY, 1000, NULL}, "1,000"},
        {{TERM_RATIO, 123456, NULL}, "12.3456%"},
        {{TERM_RATIO, 300000, NULL}, "30.00%"},
        {{TERM_RATIO, 737000, NULL}, "73.70%"},
        {{TERM_RATIO, 739600, NULL}, "73.96%"},
        {{TERM_RATIO, 0, NULL}, "0.00%"},
    };
    char text[TERM_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        assert_string_equal(report_cell(&examples[i].t, text), examples[i].want);
}

static void
test_columns_stand_under_each_other(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct report r = sample(a, CHART_NONE);
    char *text = rendered(report_text, &r), *row = strstr(text, "  昆明"), *next;
    (void)state;
    assert_non_null(row);
    next = strchr(row, '\n') + 1;
    *strchr(row, '\n') = *strchr(next, '\n') = '\0';
    assert_int_equal(text_width(row), text_width(next));
    assert_int_equal(text_width("集采 ab"), 7);
    free(text);
    arena_free(a);
}

static void
test_html_lets_no_markup_through_in_any_chart(void **state)
{
    (void)state;
    for (enum chart chart = CHART_NONE; chart <= CHART_LINES; chart++) {
        struct arena *a = arena_new(1 << 20);
        struct report r = sample(a, chart);
        char *one = rendered(report_html, &r), *two = rendered(report_html, &r);
        assert_string_equal(one, two);
        assert_null(strstr(one, "<script"));
        assert_null(strstr(one, "<b> &"));
        assert_non_null(strstr(one, "&lt;script&gt;"));
        assert_null(strstr(one, "http:"));
        free(one);
        free(two);
        arena_free(a);
    }
}

static void
test_json_has_the_plain_figures(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct report r = sample(a, CHART_NONE);
    char *text = rendered(report_json, &r);
    (void)state;
    assert_non_null(strstr(text, "[\"昆明<script>\",\"12345.6789\",43924]"));
    assert_non_null(strstr(text, "\"synthetic\":true"));
    free(text);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_grouped),
        cmocka_unit_test(test_columns_stand_under_each_other),
        cmocka_unit_test(test_html_lets_no_markup_through_in_any_chart),
        cmocka_unit_test(test_json_has_the_plain_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
