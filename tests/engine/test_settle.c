/* Settlement: due dates, who is late and by how much, the hospital's own delay (RULES 6). */
#include "../figures.h"

#include "base/core/calendar.h"
#include "engine/settle.h"
#include "words/engine_money.h"

static const struct settle_rules chuxiong = {DUE_DAYS_AFTER_ACCEPTANCE, 30, ROLL_NEXT_WORKING_DAY, 3};
static const struct settle_rules chongqing = {DUE_END_OF_NEXT_MONTH, 0, ROLL_NEXT_WORKING_DAY, 3};
static const struct settle_rules guangzhou = {DUE_CONTRACT_TERM, 0, ROLL_NEXT_WORKING_DAY, 3};

struct due_case {
    const struct settle_rules *rules;
    const char *accepted;
    int contract;
    const char *due, *overdue_from;
    enum rule rule;
    const char *why;
};

static void
test_due(void **state)
{
    static const struct due_case cases[] = {
        {&chuxiong, "2024-01-31", -1, "2024-03-01", "2024-03-02", RULE_SETTLE_DAYS, "RULES 6: 30 days"},
        {&chongqing, "2024-01-31", -1, "2024-02-29", "2024-03-01", RULE_SETTLE_DUE, "end of next month"},
        {&chongqing, "2025-12-10", -1, "2026-01-31", "2026-02-03", RULE_SETTLE_ROLL,
         "a Saturday: judged on Monday"},
        {&chongqing, "2026-01-10", -1, "2026-02-28", "2026-03-01", RULE_SETTLE_DUE, "a working Saturday"},
        {&chuxiong, "2024-09-01", -1, "2024-10-01", "2024-10-09", RULE_SETTLE_ROLL, "National Day week"},
        {&guangzhou, "2024-05-06", 60, "2024-07-05", "2024-07-06", RULE_SETTLE_DUE, "contract"},
        {&guangzhou, "2024-05-06", 0, "2024-05-06", "2024-05-07", RULE_SETTLE_DUE, "on delivery"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct due_case *c = &cases[i];
        struct settle_due d;
        EXPLAIN(x);
        print_message("%s: %s\n", c->accepted, c->why);
        assert_int_equal(settle_due(c->rules, day(c->accepted), c->contract, &x, &d), SETTLE_OK);
        assert_day(d.due, c->due);
        assert_day(d.overdue_from, c->overdue_from);
        assert_true(explains(&x, c->rule));
        assert_false(d.estimate);
        assert_int_equal(settle_days_late(&d, d.due), 0);
        assert_int_equal(settle_days_late(&d, d.judged_on), 0);
        assert_int_equal(settle_days_late(&d, d.overdue_from), 1);
        assert_int_equal(settle_days_late(&d, date_add_days(d.overdue_from, 151)), 152);
    }
}

static void
test_duties_of_authorities_do_not_roll(void **state)
{
    struct settle_rules r = chongqing;
    struct settle_due d;
    EXPLAIN(x);
    (void)state;
    r.roll = ROLL_NONE;
    assert_int_equal(settle_due(&r, day("2025-12-10"), -1, &x, &d), SETTLE_OK);
    assert_day(d.overdue_from, "2026-02-01");
    assert_false(explains(&x, RULE_SETTLE_ROLL));
    assert_int_equal(settle_due(&r, day("2029-12-10"), -1, &x, &d), SETTLE_OK);
    assert_false(d.estimate); /* nobody asked the calendar */
    r.roll = ROLL_NEXT_WORKING_DAY;
    assert_int_equal(settle_due(&r, day("2029-12-10"), -1, &x, &d), SETTLE_OK);
    assert_true(d.estimate);
    assert_true(x.step[x.n - 1].say == M_X_CALENDAR_ESTIMATE);
}

static void
test_no_contract_term(void **state)
{
    struct settle_due d;
    (void)state;
    assert_int_equal(settle_due(&guangzhou, day("2024-05-06"), -1, NULL, &d), SETTLE_NO_TERM);
}

/* Against the definition, day by day through two years. */
static void
test_every_day(void **state)
{
    (void)state;
    for (int n = day("2023-11-01").day; n <= day("2025-11-01").day; n++) {
        struct settle_due d;
        date a = {n};
        struct ymd v = date_ymd(a), w;
        assert_int_equal(settle_due(&chongqing, a, -1, NULL, &d), SETTLE_OK);
        w = date_ymd(d.due);
        assert_int_equal(w.year * 12 + w.month, v.year * 12 + v.month + 1);
        assert_int_equal(date_ymd(date_add_days(d.due, 1)).day, 1);
        assert_int_equal(settle_due(&chuxiong, a, -1, NULL, &d), SETTLE_OK);
        assert_int_equal(d.due.day, n + 30);
        assert_true(calendar_is_working(d.judged_on));
        for (int k = d.due.day; k < d.judged_on.day; k++)
            assert_false(calendar_is_working((date){k}));
    }
}

static void
test_acceptance(void **state)
{
    struct settle_rules none = chongqing;
    struct settle_delay d;
    date friday = day("2024-09-27"), by = day("2024-09-30"); /* Sunday 29 is worked */
    EXPLAIN(x);
    (void)state;
    none.accept_within = 0;
    assert_int_equal(settle_acceptance(&chongqing, friday, true, day("2024-10-08"), &x, &d), SETTLE_OK);
    assert_day(d.answer_by, "2024-10-08"); /* 29, 30 September, then 8 October */
    assert_int_equal(d.days_late, 0);
    assert_int_equal(x.n, 0);
    assert_int_equal(settle_acceptance(&chongqing, friday, true, day("2024-10-10"), &x, &d), SETTLE_OK);
    assert_int_equal(d.days_late, 2);
    assert_int_equal(settle_acceptance(&chongqing, friday, false, by, &x, &d), SETTLE_WAITING);
    assert_int_equal(settle_acceptance(&chongqing, friday, false, day("2024-10-08"), &x, &d),
                     SETTLE_WAITING);
    assert_int_equal(settle_acceptance(&chongqing, friday, false, day("2024-10-09"), &x, &d),
                     SETTLE_NOT_JUDGED);
    assert_int_equal(d.days_late, 1);
    assert_true(explains(&x, RULE_ACCEPT_WITHIN));
    assert_int_equal(settle_acceptance(&chongqing, friday, true, day("2024-09-26"), &x, &d),
                     SETTLE_BEFORE);
    assert_int_equal(settle_acceptance(&chongqing, friday, true, friday, &x, &d), SETTLE_OK);
    assert_int_equal(settle_acceptance(&none, friday, false, day("2025-10-08"), &x, &d), SETTLE_WAITING);
    assert_int_equal(d.days_late, 0);
    assert_int_equal(settle_acceptance(&none, friday, true, day("2025-10-08"), &x, &d), SETTLE_OK);
}

static void
test_substitutes(void **state)
{
    struct settle_substitute lines[] = {
        {yuan("12.00"), yuan("10.00"), {3}},    /* 6.00 */
        {yuan("9.00"), yuan("10.00"), {100}},   /* cheaper: nothing, and nothing back */
        {yuan("0.0375"), yuan("0"), {2}},       /* 0.075 -> 0.08 */
        {yuan("10.00"), yuan("10.00"), {5}},
    };
    money out;
    EXPLAIN(x);
    (void)state;
    assert_int_equal(settle_substitutes(lines, COUNT(lines), &x, &out), SETTLE_OK);
    assert_yuan(out, "6.08");
    assert_int_equal(x.n, 2);
    assert_true(explains(&x, RULE_NONE));
    lines[3] = (struct settle_substitute){{INT64_MAX}, {0}, {2}};
    assert_int_equal(settle_substitutes(lines, COUNT(lines), NULL, &out), SETTLE_OVERFLOW);
    lines[0] = lines[3] = (struct settle_substitute){{INT64_MAX - 100}, {0}, {1}};
    assert_int_equal(settle_substitutes(lines, COUNT(lines), NULL, &out), SETTLE_OVERFLOW);
    assert_yuan(out, "6.08");
    assert_int_equal(settle_substitutes(lines, 0, NULL, &out), SETTLE_OK);
    assert_yuan(out, "0.00");
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(settle_verdict_name(SETTLE_OK), "ok");
    assert_string_equal(settle_verdict_name(SETTLE_NOT_JUDGED), "not_judged");
    assert_string_equal(settle_verdict_name(SETTLE_OVERFLOW), "overflow");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_due),
        cmocka_unit_test(test_duties_of_authorities_do_not_roll),
        cmocka_unit_test(test_no_contract_term),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_acceptance),
        cmocka_unit_test(test_substitutes),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
