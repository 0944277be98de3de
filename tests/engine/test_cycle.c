/* Cycle, yearly terms, anniversaries, extension, aligned renewal (RULES 5). */
#include "../figures.h"

#include "engine/cycle.h"
#include "words/engine_money.h"

static const struct cycle_rules chongqing = {AGREEMENT_YEARLY, 24,           true,
                                             EXTENSION_PRORATE, ALIGN_NONE, ALIGNED_STAYS,
                                             YEAR_OF_RENEWAL};
static const struct cycle_rules shanxi = {AGREEMENT_YEARLY, 0,               false,
                                          EXTENSION_PRORATE, ALIGN_HALF_YEAR, ALIGNED_STAYS,
                                          YEAR_OF_RENEWAL};

static struct span
months(const char *from, int n)
{
    struct cycle_length l = {.kind = CYCLE_FIXED, .months = n};
    struct span s;
    assert_int_equal(cycle_span(&l, day(from), 0, NULL, &s), CYCLE_OK);
    return s;
}

static void
test_how_long_a_cycle_runs(void **state)
{
    struct cycle_length by_winners = {
        .kind = CYCLE_BY_WINNERS, .months = 7, .by_winners = {12, 24, 36}, .rows = 3};
    struct cycle_length until = {.kind = CYCLE_UNTIL};
    struct cycle_length fixed = {.kind = CYCLE_FIXED};
    struct span s;
    EXPLAIN(x);
    (void)state;
    assert_day(months("2024-09-10", 24).to, "2026-09-09"); /* CQ 一(三) */
    assert_day(months("2024-02-29", 12).to, "2025-02-27"); /* the anniversary is 2025-02-28 */
    assert_day(months("2024-01-31", 1).to, "2024-02-28");
    assert_int_equal(cycle_span(&by_winners, day("2021-03-01"), 1, &x, &s), CYCLE_OK);
    assert_day(s.to, "2022-02-28");
    assert_false(explains(&x, RULE_CYCLE_MONTHS));
    assert_int_equal(cycle_span(&by_winners, day("2021-03-01"), 2, &x, &s), CYCLE_OK);
    assert_day(s.to, "2023-02-28");
    assert_int_equal(cycle_span(&by_winners, day("2021-03-01"), 9, &x, &s), CYCLE_OK);
    assert_day(s.to, "2024-02-29"); /* beyond the table: as its last row */
    assert_int_equal(cycle_span(&by_winners, day("2021-03-01"), 0, &x, &s), CYCLE_NO_LENGTH);
    by_winners.rows = 0;
    assert_int_equal(cycle_span(&by_winners, day("2021-03-01"), 1, &x, &s), CYCLE_NO_LENGTH);
    until.until = day("2021-12-31");
    assert_int_equal(cycle_span(&until, day("2021-12-31"), 0, &x, &s), CYCLE_OK);
    assert_int_equal(span_days(s), 1);
    assert_int_equal(cycle_span(&until, day("2022-01-01"), 0, &x, &s), CYCLE_NO_LENGTH);
    until.until = day("2061-12-31");
    assert_int_equal(cycle_span(&until, day("2022-01-01"), 0, &x, &s), CYCLE_OK);
    until.until = day("2062-01-01");
    assert_int_equal(cycle_span(&until, day("2022-01-01"), 0, &x, &s), CYCLE_TOO_LONG);
    assert_int_equal(cycle_span(&fixed, day("2022-01-01"), 0, &x, &s), CYCLE_NO_LENGTH);
    fixed.months = 480;
    assert_int_equal(cycle_span(&fixed, day("2022-01-01"), 0, &x, &s), CYCLE_OK);
    assert_day(s.to, "2061-12-31");
    fixed.months = 481;
    assert_int_equal(cycle_span(&fixed, day("2022-01-01"), 0, &x, &s), CYCLE_TOO_LONG);
    assert_true(explains(&x, RULE_CYCLE_MONTHS) && explains(&x, RULE_NONE));
    assert_int_equal(span_days((struct span){day("2022-01-02"), day("2022-01-01")}), 0);
}

static void
test_anniversaries_of_a_leap_day(void **state)
{
    (void)state;
    assert_day(cycle_anniversary(day("2024-02-29"), 1), "2025-02-28");
    assert_day(cycle_anniversary(day("2024-02-29"), 4), "2028-02-29");
}

struct terms_case {
    const struct cycle_rules *rules;
    const char *from;
    int months;
    size_t n;
    const char *term[5][2], *volume_until, *why;
};

static void
test_terms(void **state)
{
    static const struct cycle_rules whole = {AGREEMENT_WHOLE_CYCLE, 0, false, EXTENSION_NONE,
                                             ALIGN_HALF_YEAR, ALIGNED_STAYS, YEAR_OF_RENEWAL};
    static const struct terms_case cases[] = {
        {&chongqing, "2024-09-10", 24, 2, {{"2024-09-10", "2025-09-09"}, {"2025-09-10", "2026-09-09"}},
         "2025-09-09", "CQ: signed once a year"},
        {&shanxi, "2021-03-15", 24, 2, {{"2021-03-15", "2022-06-30"}, {"2022-07-01", "2023-06-30"}},
         "2022-03-14", "RULES 5: term 2 on the aligned date, the end moves too"},
        {&shanxi, "2023-01-15", 24, 2, {{"2023-01-15", "2024-06-30"}, {"2024-07-01", "2025-06-30"}},
         "2024-01-14", "whole months, whatever leap day lies in between"},
        {&shanxi, "2021-10-20", 30, 3,
         {{"2021-10-20", "2022-12-31"}, {"2023-01-01", "2023-12-31"}, {"2024-01-01", "2024-06-30"}},
         "2022-10-19", "the last term is cut at the end"},
        {&shanxi, "2021-03-15", 12, 1, {{"2021-03-15", "2022-03-14"}}, "2022-03-14",
         "one term: its prolongation is the renewal's business"},
        {&shanxi, "2021-07-01", 24, 2, {{"2021-07-01", "2022-06-30"}, {"2022-07-01", "2023-06-30"}},
         "2022-06-30", "aligned already: stays"},
        {&whole, "2021-03-15", 24, 1, {{"2021-03-15", "2023-03-14"}}, "2023-03-14", "one agreement"},
        {&chongqing, "2024-02-29", 50, 5,
         {{"2024-02-29", "2025-02-27"}, {"2025-02-28", "2026-02-27"}, {"2026-02-28", "2027-02-27"},
          {"2027-02-28", "2028-02-28"}, {"2028-02-29", "2028-04-28"}},
         "2025-02-27", "counted from the execution date: back to the 29th"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct terms_case *c = &cases[i];
        struct cycle_term t[CYCLE_TERMS_MAX];
        size_t n;
        EXPLAIN(x);
        print_message("%s\n", c->why);
        assert_int_equal(cycle_terms(c->rules, months(c->from, c->months), &x, t, &n), CYCLE_OK);
        assert_int_equal(n, c->n);
        for (size_t k = 0; k < n; k++) {
            assert_day(t[k].span.from, c->term[k][0]);
            assert_day(t[k].span.to, c->term[k][1]);
            assert_true(k == 0 || t[k].volume_until.day == t[k].span.to.day);
        }
        assert_day(t[0].volume_until, c->volume_until);
        assert_true(explains(&x, RULE_TERM_YEARLY));
        for (size_t k = 0; k < n; k++)
            assert_int_equal(x.step[x.n - n + k].term[0].n, (int)k + 1);
        assert_int_equal(x.step[x.n - n].say, M_X_TERM);
        assert_true(x.n == n || x.step[x.n - n - 1].say != M_X_TERM);
    }
}

/* Whatever the cycle: terms follow one another without gap, begin with it, last at most a year each
 * (but for the prolonged first), and without alignment end with it. */
static void
test_every_start_and_length(void **state)
{
    struct cycle_term t[CYCLE_TERMS_MAX];
    size_t n;
    (void)state;
    for (int start = day("2023-01-01").day; start <= day("2024-12-31").day; start++)
        for (int len = 1; len <= 37; len++) {
            struct cycle_length l = {.kind = CYCLE_FIXED, .months = len};
            struct span s;
            assert_int_equal(cycle_span(&l, (date){start}, 0, NULL, &s), CYCLE_OK);
            assert_int_equal(cycle_terms(&chongqing, s, NULL, t, &n), CYCLE_OK);
            assert_int_equal(n, (len + 11) / 12);
            assert_int_equal(t[0].span.from.day, start);
            assert_int_equal(t[n - 1].span.to.day, s.to.day);
            for (size_t i = 0; i < n; i++) {
                assert_in_range(span_days(t[i].span), 1, 366);
                assert_true(i == 0 || t[i].span.from.day == t[i - 1].span.to.day + 1);
                assert_int_equal(t[i].volume_until.day, t[i].span.to.day);
            }
            assert_int_equal(cycle_terms(&shanxi, s, NULL, t, &n), CYCLE_OK);
            for (size_t i = 1; i < n; i++) {
                struct ymd v = date_ymd(t[i].span.from);
                assert_true(v.day == 1 && (v.month == 1 || v.month == 7));
                assert_int_equal(t[i].span.from.day, t[i - 1].span.to.day + 1);
            }
        }
}

/* To a date: the last term may be one day long, and what is moved keeps its months and days. */
static void
test_ends_in_the_middle(void **state)
{
    struct span one = {day("2021-03-15"), day("2021-03-15")}, more = {day("2021-03-15"), day("2022-03-15")};
    struct span odd = {day("2021-03-15"), day("2023-01-10")};
    struct cycle_term t[CYCLE_TERMS_MAX];
    size_t n;
    (void)state;
    assert_int_equal(cycle_terms(&chongqing, one, NULL, t, &n), CYCLE_OK);
    assert_int_equal(n, 1);
    assert_int_equal(cycle_terms(&chongqing, more, NULL, t, &n), CYCLE_OK);
    assert_int_equal(n, 2);
    assert_int_equal(span_days(t[1].span), 1);
    assert_int_equal(cycle_terms(&shanxi, more, NULL, t, &n), CYCLE_OK);
    assert_int_equal(n, 2);
    assert_day(t[1].span.to, "2022-07-01");
    assert_int_equal(cycle_terms(&shanxi, odd, NULL, t, &n), CYCLE_OK);
    assert_day(t[1].span.to, "2023-04-27"); /* 9 months and 27 days after 2022-07-01 */
}

static void
test_cycles_that_are_none(void **state)
{
    struct cycle_term t[CYCLE_TERMS_MAX];
    struct span s = {day("2024-01-02"), day("2024-01-01")};
    size_t n;
    (void)state;
    assert_int_equal(cycle_terms(&chongqing, s, NULL, t, &n), CYCLE_NO_LENGTH);
    assert_int_equal(cycle_terms(&chongqing, months("2022-01-01", 468), NULL, t, &n), CYCLE_OK);
    assert_int_equal(n, 39);
    assert_int_equal(cycle_terms(&chongqing, months("2022-01-01", 469), NULL, t, &n), CYCLE_TOO_LONG);
}

struct renewal_case {
    const char *executed, *natural, *stays, *move, *why;
};

static void
test_aligned_renewal(void **state)
{
    static const struct renewal_case cases[] = {
        {"2021-03-15", "2022-03-15", "2022-07-01", "2022-07-01", "first half: 1 July"},
        {"2021-10-20", "2022-10-20", "2023-01-01", "2023-01-01", "second half: 1 January after"},
        {"2021-01-01", "2022-01-01", "2022-01-01", "2022-07-01", "aligned already"},
        {"2021-07-01", "2022-07-01", "2022-07-01", "2023-01-01", "aligned already"},
        {"2021-06-30", "2022-06-30", "2022-07-01", "2022-07-01", "last day of the first half"},
        {"2021-07-02", "2022-07-02", "2023-01-01", "2023-01-01", "a day into the second half"},
        {"2021-12-31", "2023-12-31", "2024-01-01", "2024-01-01", "two years"},
        {"2020-02-29", "2021-02-28", "2021-07-01", "2021-07-01", "leap day"},
        {"2021-08-01", "2023-02-01", "2024-01-01", "2024-01-01", "18 months: the execution date's half"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct renewal_case *c = &cases[i];
        struct cycle_rules r = shanxi;
        struct cycle_renewal out;
        EXPLAIN(x);
        print_message("%s: %s\n", c->executed, c->why);
        assert_int_equal(cycle_renew(&r, day(c->executed), day(c->natural), &x, &out), CYCLE_OK);
        assert_day(out.starts, c->stays);
        assert_int_equal(span_days(out.prolonged), day(c->stays).day - day(c->natural).day);
        assert_true(explains(&x, strcmp(c->stays, c->natural) == 0 ? RULE_RENEWAL_ALIGNED
                                                                   : RULE_RENEWAL_ALIGN));
        r.aligned = ALIGNED_MOVE;
        assert_int_equal(cycle_renew(&r, day(c->executed), day(c->natural), NULL, &out), CYCLE_OK);
        assert_day(out.starts, c->move);
        r.align = ALIGN_NONE;
        assert_int_equal(cycle_renew(&r, day(c->executed), day(c->natural), &x, &out), CYCLE_OK);
        assert_day(out.starts, c->natural);
        assert_int_equal(span_days(out.prolonged), 0);
        assert_true(x.step[x.n - 1].say == M_X_RENEWAL_NATURAL);
    }
}

static void
test_an_agreement_is_not_cut_short(void **state)
{
    struct cycle_rules r = shanxi;
    struct cycle_renewal out;
    struct cycle_term t[CYCLE_TERMS_MAX];
    size_t n;
    EXPLAIN(x);
    (void)state;
    /* executed in the first half, ends by itself after 1 July of that year */
    assert_int_equal(cycle_renew(&r, day("2021-03-15"), day("2022-09-15"), &x, &out),
                     CYCLE_ALIGNED_TOO_EARLY);
    r.year_of = YEAR_OF_START; /* 2021-07-01, before the first term ends */
    assert_int_equal(cycle_renew(&r, day("2021-03-15"), day("2022-03-15"), &x, &out),
                     CYCLE_ALIGNED_TOO_EARLY);
    assert_int_equal(cycle_terms(&r, months("2021-03-15", 24), &x, t, &n), CYCLE_ALIGNED_TOO_EARLY);
    assert_true(explains(&x, RULE_RENEWAL_YEAR));
    assert_int_equal(cycle_renew(&r, day("2021-03-15"), day("2021-07-01"), &x, &out), CYCLE_OK);
}

static void
test_extension(void **state)
{
    struct cycle_rules r = chongqing;
    struct span s = months("2024-09-10", 24);
    struct cycle_term t;
    EXPLAIN(x);
    (void)state;
    assert_int_equal(cycle_extend(&r, s, s.to, day("2027-03-09"), &x, &t), CYCLE_OK);
    assert_day(t.span.from, "2026-09-10");
    assert_day(t.span.to, "2027-03-09");
    assert_day(t.volume_until, "2027-03-09");
    assert_true(explains(&x, RULE_CYCLE_EXTENDABLE));
    assert_int_equal(cycle_extend(&r, s, day("2026-09-10"), day("2027-03-09"), &x, &t),
                     CYCLE_DECIDED_TOO_LATE);
    assert_int_equal(cycle_extend(&r, s, day("2026-09-01"), s.to, &x, &t), CYCLE_NOT_LATER);
    assert_int_equal(cycle_extend(&r, s, s.to, day("2026-09-10"), &x, &t), CYCLE_OK);
    assert_int_equal(span_days(t.span), 1);
    r.extendable = false;
    assert_int_equal(cycle_extend(&r, s, s.to, day("2027-03-09"), &x, &t), CYCLE_NOT_EXTENDABLE);
}

static void
test_volume_of_an_extension(void **state)
{
    struct cycle_rules r = chongqing;
    struct span last = {day("2025-09-10"), day("2026-09-09")}; /* 365 days */
    struct span half = {day("2026-09-10"), day("2027-03-09")}; /* 181 days */
    int64_t cells[] = {100, 50, 50, 1}, out[5] = {[4] = 7}, rest[4], big[] = {INT64_MAX, 1};
    EXPLAIN(x);
    (void)state;
    /* 201 x 181 / 365 = 99.67 -> 100: 49.75, 24.87, 24.87, 0.49 */
    assert_true(cycle_extension_volume(&r, last, half, cells, 4, &x, out, rest));
    assert_true(out[0] == 50 && out[1] == 25 && out[2] == 25 && out[3] == 0);
    assert_true(explains(&x, RULE_EXTENSION_VOLUME));
    assert_true(cycle_extension_volume(&r, last, last, cells, 4, &x, out, rest));
    assert_memory_equal(out, cells, sizeof(cells));
    assert_false(cycle_extension_volume(&r, last, half, big, 2, &x, out, rest));
    assert_false(cycle_extension_volume(&r, half, last, big, 1, &x, out, rest));
    r.extension = EXTENSION_NONE;
    assert_true(cycle_extension_volume(&r, last, half, cells, 4, &x, out, rest));
    assert_true(out[0] == 0 && out[3] == 0);
    assert_int_equal(out[4], 7);
    assert_int_equal(x.step[x.n - 1].say, M_X_EXTENSION_NONE);
    assert_int_equal(x.step[x.n - 1].term[0].n, 0);
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(cycle_verdict_name(CYCLE_OK), "ok");
    assert_string_equal(cycle_verdict_name(CYCLE_TOO_LONG), "too_long");
    assert_string_equal(cycle_verdict_name(CYCLE_ALIGNED_TOO_EARLY), "aligned_too_early");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_how_long_a_cycle_runs),
        cmocka_unit_test(test_anniversaries_of_a_leap_day),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_every_start_and_length),
        cmocka_unit_test(test_ends_in_the_middle),
        cmocka_unit_test(test_cycles_that_are_none),
        cmocka_unit_test(test_aligned_renewal),
        cmocka_unit_test(test_an_agreement_is_not_cut_short),
        cmocka_unit_test(test_extension),
        cmocka_unit_test(test_volume_of_an_extension),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
