/* Monitoring: progress against time, shares, timeliness, jumps; each against its definition for
 * every small case. RULES 12. */
#include "../test.h"
#include "../figures.h"

#include "engine/monitor.h"
#include "words/engine_super.h"

static void
test_progress_examples(void **state)
{
    static const struct {
        const char *why;
        int64_t agreed, accepted;
        const char *on;
        enum pace_state want;
        int32_t elapsed;
    } examples[] = {
        {"no agreed volume is no progress of 0 or 100 %", 0, 50, "2025-03-01", PACE_NONE, 173},
        {"the day before the term", 365, 0, "2024-09-09", PACE_NOT_BEGUN, 0},
        {"first day counts: 1/365 expected, 10 points tolerated", 365, 0, "2024-09-10", PACE_ON_TIME, 1},
        {"day 37: 10.14 % expected, 0.14 % is the least", 365, 0, "2024-10-16", PACE_BEHIND, 37},
        {"day 37 of 365, one piece is 0.27 %", 365, 1, "2024-10-16", PACE_ON_TIME, 37},
        {"last day: all but 10 points", 1000, 900, "2025-09-09", PACE_ON_TIME, 365},
        {"last day: one piece less than that", 1000, 899, "2025-09-09", PACE_BEHIND, 365},
        {"after the term nothing more is expected", 1000, 900, "2026-01-01", PACE_ON_TIME, 365},
        {"all of it", 1000, 1000, "2024-12-01", PACE_DONE, 83},
        {"more than agreed", 1000, 2500, "2024-12-01", PACE_DONE, 83},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct pace_in in = {{examples[i].agreed}, {examples[i].accepted}, day("2024-09-10"),
                                 day("2025-09-09"), day(examples[i].on), {100000}};
        struct pace p = pace_at(&in, NULL);
        if (p.state != examples[i].want || p.elapsed_days != examples[i].elapsed || p.term_days != 365)
            fail_msg("%s: %s, %d days", examples[i].why, pace_state_name(p.state), p.elapsed_days);
        assert_int_equal(p.accepted.applicable, examples[i].agreed > 0);
    }
}

/* progress < expected - tolerance, in whole numbers: all small terms, volumes and tolerances. */
static void
test_every_small_progress(void **state)
{
    int seen[PACE_STATES] = {0};
    (void)state;
    for (int term = 1; term <= 6; term++)
        for (int on = -1; on <= term; on++)
            for (int agreed = 0; agreed <= 7; agreed++)
                for (int accepted = 0; accepted <= 8; accepted++)
                    for (int tenths = 0; tenths <= 3; tenths++) {
                        int days = on < 0 ? 0 : on >= term ? term : on + 1;
                        struct pace_in in = {{agreed}, {accepted}, {100}, {100 + term - 1},
                                                 {100 + on}, {tenths * 100000}};
                        struct pace p = pace_at(&in, NULL);
                        enum pace_state want =
                            agreed == 0                ? PACE_NONE
                            : days == 0                ? PACE_NOT_BEGUN
                            : accepted >= agreed       ? PACE_DONE
                            : 10 * accepted * term < 10 * days * agreed - tenths * term * agreed
                                ? PACE_BEHIND
                                : PACE_ON_TIME;
                        assert_int_equal(p.state, want);
                        assert_int_equal(p.expected.ppm, (2 * RATIO_ONE * days + term) / (2 * term));
                        seen[p.state]++;
                    }
    for (int s = 0; s < PACE_STATES; s++)
        assert_true(seen[s] > 0 && pace_state_name((enum pace_state)s)[0] != '\0');
}

static void
test_shares(void **state)
{
    struct pace_in in = {{QTY_LIMIT - 1}, {QTY_LIMIT - 2}, {0}, {3652}, {3652}, {0}};
    struct explain_step steps[4];
    struct explain x = {.step = steps, .max = 4};
    char text[200];
    (void)state;
    assert_false(share_of(3, 0).applicable);
    assert_int_equal(share_of(1, 3).r.ppm, 333333);
    assert_int_equal(share_of(2, 3).r.ppm, 666667);
    assert_int_equal(share_of(5, 4).r.ppm, 1250000);
    assert_int_equal(share_of(INT64_MAX, INT64_MAX).r.ppm, RATIO_ONE);
    assert_int_equal(share_of(INT64_MAX, 1).r.ppm, INT64_MAX);
    assert_int_equal(pace_at(&in, &x).state, PACE_BEHIND); /* by one piece of 10^12 */
    in.agreed.pieces = 0;
    pace_at(&in, &x);
    assert_int_equal(steps[1].say, M_X_PROGRESS_NONE);
    explain_text(&steps[0], LANG_EN, text, sizeof(text));
    assert_string_equal(text, "accepted 999999999998 of agreed 999999999999 = 100%; expected by time "
                              "100%, tolerance 0%: behind");
}

static void
test_timely(void **state)
{
    struct timely_due list[] = {
        /* amount, paid, due, paid_on; on = day 100 */
        {{1000}, {1000}, {90}, {90}},  /* on its day: in time */
        {{2000}, {2000}, {90}, {91}},  /* a day late */
        {{4000}, {3000}, {80}, {79}},  /* a part in time, the rest overdue for 20 days */
        {{8000}, {1000}, {95}, {97}},  /* a part late, the rest overdue for 5 days */
        {{16000}, {0}, {100}, {0}},    /* due today: not yet fallen due */
        {{32000}, {0}, {99}, {0}},     /* since yesterday */
        {{64000}, {64000}, {101}, {5}} /* before its day: counts when it falls due */
    };
    struct timely t;
    struct explain_step steps[1];
    struct explain x = {.step = steps, .max = 1};
    (void)state;
    assert_true(timely_at(list, COUNT(list), (date){100}, &t, &x));
    assert_int_equal(t.due.units, 1000 + 2000 + 4000 + 8000 + 32000);
    assert_int_equal(t.in_time.units, 1000 + 3000);
    assert_int_equal(t.late.units, 2000 + 1000);
    assert_int_equal(t.overdue.units, 1000 + 7000 + 32000);
    assert_int_equal(t.late_n, 4);
    assert_int_equal(t.late_days, 20);
    assert_int_equal(t.share.r.ppm, 85106); /* 4000 / 47000 */
    assert_int_equal(steps[0].term[0].n, 47000);
    const struct timely_due one[] = {{{2}, {1}, {90}, {91}}, {{5}, {0}, {90}, {99}}};
    assert_true(timely_at(one, 2, (date){100}, &t, NULL)); /* the smallest amounts count */
    assert_true(t.late.units == 1 && t.overdue.units == 6 && t.in_time.units == 0 && t.late_days == 10);
    assert_true(timely_at(one, 1, (date){100}, &t, NULL)); /* a part paid late, a part still open */
    assert_true(t.late_days == 10 && t.late_n == 1);
    assert_true(timely_at(list, 0, (date){100}, &t, NULL));
    assert_false(t.share.applicable);
    list[0].amount.units = list[0].paid.units = list[1].amount.units = list[1].paid.units = INT64_MAX;
    assert_false(timely_at(list, 2, (date){100}, &t, NULL));
    list[0].paid.units = list[1].paid.units = 0;
    assert_false(timely_at(list, 2, (date){100}, &t, NULL));
}

static void
test_jump_examples(void **state)
{
    qty flat[12], wavy[12], rising[13];
    (void)state;
    for (int i = 0; i < 12; i++) {
        flat[i].pieces = 100;
        wavy[i].pieces = i % 2 ? 90 : 110; /* mean 100, sigma 10 */
        rising[i].pieces = i < 6 ? 1 : 100;
    }
    assert_int_equal(jump_test(flat, 5, (qty){1000}, (ratio){300000}, 3, NULL), JUMP_NO_TEST);
    assert_int_equal(jump_test(flat, 6, (qty){1000}, (ratio){300000}, 3, NULL), JUMP_YES);
    assert_int_equal(jump_test(flat, 12, (qty){130}, (ratio){300000}, 3, NULL), JUMP_NO); /* not more than 30 % */
    assert_int_equal(jump_test(flat, 12, (qty){131}, (ratio){300000}, 3, NULL), JUMP_YES);
    assert_int_equal(jump_test(wavy, 12, (qty){130}, (ratio){300000}, 3, NULL), JUMP_NO); /* 3 sigma exactly */
    assert_int_equal(jump_test(wavy, 12, (qty){131}, (ratio){300000}, 3, NULL), JUMP_YES); /* 90 -> 131 */
    assert_int_equal(jump_test(wavy, 11, (qty){131}, (ratio){300000}, 3, NULL), JUMP_NO); /* 110 -> 131 */
    /* Of 13 months the oldest does not count. */
    rising[12].pieces = 100;
    rising[0].pieces = 1000000;
    for (int i = 1; i < 12; i++)
        rising[i].pieces = 100;
    assert_int_equal(jump_test(rising, 13, (qty){131}, (ratio){300000}, 3, NULL), JUMP_YES);
    assert_int_equal(jump_test(rising, 12, (qty){131}, (ratio){300000}, 3, NULL), JUMP_NO);
    for (int i = 0; i < 12; i++)
        flat[i].pieces = 0;
    assert_int_equal(jump_test(flat, 12, (qty){1}, (ratio){300000}, 3, NULL), JUMP_YES); /* from nothing */
    assert_int_equal(jump_test(flat, 12, (qty){0}, (ratio){300000}, 3, NULL), JUMP_NO);
    for (int i = 0; i < 12; i++)
        flat[i].pieces = INT64_C(999999999999999) - (i % 2);
    assert_int_equal(jump_test(flat, 12, (qty){1}, (ratio){300000}, 100, NULL), JUMP_NO);
    for (int j = 0; j < JUMPS; j++)
        assert_true(jump_name((enum jump)j)[0] != '\0');
}

/* x > 1.3 x before and (x - mean)^2 > z^2 variance with x > mean: six months of 0..3 each, by
 * fractions over 36. */
static void
test_every_small_jump(void **state)
{
    (void)state;
    for (int code = 0; code < 4096; code++) {
        qty m[6];
        int sum = 0, spread = 0;
        for (int i = 0; i < 6; i++)
            sum += (int)(m[i].pieces = code >> (2 * i) & 3);
        for (int i = 0; i < 6; i++) /* sum of (6 x - S)^2 = 36 x 6 x variance */
            spread += (6 * (int)m[i].pieces - sum) * (6 * (int)m[i].pieces - sum);
        for (int now = 0; now <= 7; now++)
            for (int z = 0; z <= 3; z++) {
                int above = 6 * now - sum;
                bool want = 10 * now > 13 * m[5].pieces && above > 0 && 6 * above * above > z * z * spread;
                assert_int_equal(jump_test(m, 6, (qty){now}, (ratio){300000}, z, NULL),
                                 want ? JUMP_YES : JUMP_NO);
            }
    }
}

static void
test_jump_explains(void **state)
{
    qty months[7] = {{7}, {1}, {1}, {1}, {1}, {1}, {2}};
    struct explain_step steps[2];
    struct explain x = {.step = steps, .max = 2};
    (void)state;
    jump_test(months, 7, (qty){9}, (ratio){300000}, 3, &x);
    assert_int_equal(steps[0].term[0].n, 9);
    assert_int_equal(steps[0].term[1].n, 2);
    assert_int_equal(steps[0].term[4].n, 7);
    jump_test(months, 1, (qty){9}, (ratio){300000}, 3, &(struct explain){.step = steps + 1, .max = 1});
    assert_int_equal(steps[1].term[1].n, 7); /* the month before is told even where nothing is tested */
    jump_test(months, 0, (qty){9}, (ratio){300000}, 3, &x);
    assert_int_equal(steps[1].term[1].n, 0);
    assert_int_equal(steps[1].term[4].n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_progress_examples), cmocka_unit_test(test_every_small_progress),
        cmocka_unit_test(test_shares),            cmocka_unit_test(test_timely),
        cmocka_unit_test(test_jump_examples),     cmocka_unit_test(test_every_small_jump),
        cmocka_unit_test(test_jump_explains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
