/* Days, months and Chinese working days (RULES 1, 5, 6). */
#include "../test.h"

#include "base/core/calendar.h"

static date
d(const char *s)
{
    date out = {0};
    assert_true(date_parse(&out, s));
    return out;
}

static void
assert_date(date got, const char *want)
{
    char text[DATE_TEXT_MAX];
    assert_string_equal(date_text(got, text), want);
}

static void
test_every_day_of_eleven_centuries(void **state)
{
    date first = d("1900-01-01"), last = d("2999-12-31"), back;
    struct ymd before = {1899, 12, 31};
    (void)state;
    assert_int_equal(d("1970-01-01").day, 0);
    for (date x = first; x.day <= last.day; x.day++) {
        struct ymd v = date_ymd(x);
        assert_true(date_make(&back, v.year, v.month, v.day) && back.day == x.day);
        bool next_day = v.day == before.day + 1 && v.month == before.month && v.year == before.year;
        assert_true(next_day || v.day == 1);
        before = v;
    }
}

static void
test_months(void **state)
{
    (void)state;
    assert_date(date_end_of_next_month(d("2024-01-31")), "2024-02-29");
    assert_date(date_add_months(d("2022-06-30"), 2), "2022-08-30");
    assert_date(date_add_months(d("2022-10-31"), 2), "2022-12-31");
    assert_date(date_add_years(d("2024-02-29"), 1), "2025-02-28");
    assert_date(date_add_years(d("2024-02-29"), 4), "2028-02-29");
    assert_date(date_add_months(d("2024-03-31"), -1), "2024-02-29");
    assert_int_equal(date_weekday(d("2026-11-22")), 7);
}

static void
test_bad_texts(void **state)
{
    static const char *const bad[] = {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "20240101",
                                      "1899-12-31", "3000-01-01", "2024-01-32", "2024-01-01 ", ""};
    date out;
    month m;
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(date_parse(&out, bad[i]));
    assert_false(month_parse(&m, "2024-13") || month_parse(&m, "2024-1") || month_parse(&m, "2024"));
}

static void
test_working_days(void **state)
{
    static const char *const october[] = {"2024-10-08", "2024-10-09", "2024-10-10", "2024-10-11",
                                          "2024-10-12"};
    month m = date_month(d("2024-10-01"));
    (void)state;
    for (int i = 0; i < 5; i++)
        assert_date(calendar_nth_working(m, i + 1), october[i]);
    assert_date(calendar_nth_working(date_month(d("2025-02-01")), 5), "2025-02-10");
    assert_date(calendar_roll(d("2026-01-31")), "2026-02-02");
    assert_date(calendar_roll(d("2026-02-28")), "2026-02-28"); /* a working Saturday */
    assert_true(calendar_is_known(d("2004-01-01")) && calendar_is_known(d("2026-12-31")));
    assert_false(calendar_is_known(d("2003-12-31")) || calendar_is_known(d("2027-01-01")));
    assert_date(calendar_add_working(d("2024-09-30"), 1), "2024-10-08");
    assert_int_equal(calendar_count_working(d("2024-09-30"), d("2024-10-12")), 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_of_eleven_centuries),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_bad_texts),
        cmocka_unit_test(test_working_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
