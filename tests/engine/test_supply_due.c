/* By when a supplier answers and delivers (G2). */
#include "../figures.h"

#include "engine/supply_due.h"
#include "words/engine_money.h"

static void
test_due(void **state)
{
    static const struct {
        struct supply_rules rules;
        const char *ordered;
        bool remote;
        const char *respond, *deliver;
        size_t steps;
        const char *why;
    } cases[] = {
        {{2, 7, 3}, "2024-10-08", false, "2024-10-10", "2024-10-15", 2, "two working days, seven days"},
        {{2, 7, 3}, "2024-10-08", true, "2024-10-10", "2024-10-18", 3, "a remote area: three more"},
        {{2, 7, 3}, "2024-09-30", false, "2024-10-09", "2024-10-07", 2, "National Day week is no working day"},
        {{2, 7, 3}, "2024-10-11", false, "2024-10-14", "2024-10-18", 2, "the Saturday between is worked"},
        {{0, 7, 0}, "2024-10-08", true, "", "2024-10-15", 1, "no rule of answers, none of remote areas"},
        {{2, 0, 3}, "2024-10-08", true, "2024-10-10", "", 1, "no rule of deliveries: nothing to prolong"},
        {{2, 7, 3}, "2199-01-01", false, "2199-01-03", "2199-01-08", 3, "an estimate, and said so"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct supply_due d;
        char respond[DATE_TEXT_MAX] = "", deliver[DATE_TEXT_MAX] = "";
        EXPLAIN(x);
        print_message("%s: %s\n", cases[i].ordered, cases[i].why);
        supply_due(&cases[i].rules, day(cases[i].ordered), cases[i].remote, &x, &d);
        if (d.respond_by.day != 0)
            date_text(d.respond_by, respond);
        if (d.deliver_by.day != 0)
            date_text(d.deliver_by, deliver);
        assert_string_equal(respond, cases[i].respond);
        assert_string_equal(deliver, cases[i].deliver);
        assert_int_equal(x.n, cases[i].steps);
        assert_int_equal(d.estimate, i + 1 == COUNT(cases));
    }
}

static void
test_late(void **state)
{
    (void)state;
    assert_int_equal(supply_days_late(day("2024-10-15"), day("2024-10-15")), 0);
    assert_int_equal(supply_days_late(day("2024-10-15"), day("2024-10-18")), 3);
    assert_int_equal(supply_days_late(day("2024-10-15"), day("2024-10-01")), 0);
    assert_int_equal(supply_days_late((date){0}, day("2024-10-01")), 0); /* no rule */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_due), cmocka_unit_test(test_late)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
