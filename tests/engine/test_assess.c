/* The yearly assessment: worked scores, weights of missing items, findings, every step of its way.
 * RULES 12. */
#include "../test.h"

#include "engine/assess.h"
#include "words/engine_super.h"

static const struct assess_rules rules = {{40, 25, 10, 15, 5, 5}, {600000}, 5};

static void
test_examples(void **state)
{
    static const struct {
        const char *why;
        struct assess_in in;
        int64_t before, score;
    } examples[] = {
        {"everything", {{{100, 100}, {100, 100}, {9, 9}, {9, 9}, {4, 4}, {3, 3}}, 0}, 10000, 10000},
        {"more than agreed earns no more", {{{150, 100}, {7, 7}, {9, 9}, {9, 9}, {4, 4}, {3, 3}}, 0}, 10000, 10000},
        {"80 % of the volume: halfway from 60 to 100 %", {{{80, 100}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, 0}, 8000, 8000},
        {"60 %: nothing for volume", {{{60, 100}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, 0}, 6000, 6000},
        {"61 %: one fortieth of 40", {{{61, 100}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, 0}, 6100, 6100},
        {"10 %: still nothing, not less", {{{10, 100}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, 0}, 6000, 6000},
        {"nothing at all", {{{0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}}, 2}, 0, 0},
        {"two findings", {{{100, 100}, {1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}, 2}, 10000, 9000},
        {"findings end at 0", {{{60, 100}, {0, 1}, {1, 1}, {0, 1}, {0, 1}, {0, 1}}, 3}, 1000, 0},
        {"nothing agreed: the 40 go to the other 60: 50 of 60", {{{0, 0}, {1, 1}, {0, 1}, {1, 1}, {1, 1}, {1, 1}}, 0}, 8333, 8333},
        {"only payment counts", {{{0, 0}, {2, 3}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}, 0}, 6667, 6667},
        {"half a hundredth rounds up: 0.0625 x 25 / 25", {{{0, 0}, {125, 10000}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}, 0}, 125, 125},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        struct assess a;
        assess_score(&rules, &examples[i].in, &a, NULL);
        if (!a.applicable || a.before != examples[i].before || a.score != examples[i].score)
            fail_msg("%s: %d, %d", examples[i].why, (int)a.before, (int)a.score);
        assert_int_equal(a.before - a.off, a.score);
    }
}

/* Items all or nothing, present or not: the score is the weight earned by the weight present. */
static void
test_every_pattern(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 729; code++) { /* each item: missing, nothing, all */
        struct assess_in in = {.findings = code % 4};
        int64_t have = 0, earned = 0;
        struct assess a;
        memset(&a, 0x5a, sizeof(a));
        for (unsigned i = 0, c = code; i < ASSESS_ITEMS; i++, c /= 3) {
            in.item[i].whole = c % 3 > 0 ? 7 : 0;
            in.item[i].part = c % 3 > 1 ? 7 : 0;
            have += c % 3 > 0 ? rules.weight[i] : 0;
            earned += c % 3 > 1 ? rules.weight[i] : 0;
        }
        assess_score(&rules, &in, &a, NULL);
        assert_int_equal(a.applicable, have > 0);
        if (have == 0) {
            assert_true(a.score == 0 && a.before == 0 && a.off == 0);
            continue;
        }
        for (unsigned i = 0; i < ASSESS_ITEMS; i++)
            assert_int_equal(a.share[i].ppm, in.item[i].part > 0 ? RATIO_ONE : 0);
        int64_t want = (2 * earned * 10000 + have) / (2 * have);
        assert_int_equal(a.before, want);
        want -= 500 * in.findings;
        assert_int_equal(a.score, want > 0 ? want : 0);
    }
}

static void
test_other_rules(void **state)
{
    struct assess_rules own = {{0, 30, 20, 0, 0, 0}, {0}, 1};
    struct assess_in in = {{{0, 1}, {1, 2}, {1, 1}, {0, 1}, {0, 1}, {0, 1}}, 1};
    struct explain_step steps[8];
    struct explain x = {.step = steps, .max = 8};
    struct assess a;
    char text[200];
    (void)state;
    assess_score(&own, &in, &a, &x); /* a full score of 50, items without weight left out */
    assert_int_equal(a.before, 3500);
    assert_int_equal(a.score, 3400);
    assert_false(a.counted[ASSESS_VOLUME]);
    assert_true(a.counted[ASSESS_PAYMENT]);
    assert_int_equal(a.share[ASSESS_PAYMENT].ppm, 500000);
    assert_int_equal(x.n, 7);
    assert_int_equal(steps[0].say, M_X_ASSESS_NO_VOLUME);
    assert_int_equal(steps[1].rule, RULE_ASSESS_PAYMENT);
    explain_text(&steps[6], LANG_EN, text, sizeof(text));
    assert_string_equal(text, "score 35.00; 1 findings take off 1.00; final score 34.00");
    explain_text(&steps[0], LANG_ZH, text, sizeof(text)); /* the item by its name, in the reader's language */
    assert_non_null(strstr(text, "约定量完成"));
}

/* Bands in points, scores in hundredths; the edge belongs to the better band. */
static void
test_bands(void **state)
{
    static const struct {
        int64_t score;
        enum assess_band want;
    } examples[] = {{10000, ASSESS_GOOD_BAND}, {8000, ASSESS_GOOD_BAND}, {7999, ASSESS_PASSED},
                    {6000, ASSESS_PASSED},     {5999, ASSESS_FAILED},    {0, ASSESS_FAILED}};
    (void)state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++)
        assert_int_equal(assess_band_of(examples[i].score, 80, 60, NULL), examples[i].want);
    struct explain_step step;
    struct explain x = {.step = &step, .max = 1};
    char text[200];
    assess_band_of(7999, 80, 60, &x);
    explain_text(&step, LANG_EN, text, sizeof(text));
    assert_string_equal(text, "79.99 points: good from 80, passed from 60");
}

/* One point for one item: a share of 49 millionths is 0.0049 points of 100, of 50 it is 0.005. */
static void
test_the_smallest_weight(void **state)
{
    struct assess_rules own = {{0, 1, 0, 0, 0, 0}, {0}, 1};
    struct assess_in in = {{{0, 0}, {0, 1000000}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}, 0};
    struct assess a;
    (void)state;
    own.weight[ASSESS_PAYMENT] = 1;
    in.item[ASSESS_PAYMENT].part = 1000000;
    assess_score(&own, &in, &a, NULL);
    assert_true(a.applicable && a.counted[ASSESS_PAYMENT] && a.score == 100);
    in.item[ASSESS_PAYMENT].part = 4999;
    assess_score(&own, &in, &a, NULL);
    assert_int_equal(a.score, 0);
    in.item[ASSESS_PAYMENT].part = 5000;
    assess_score(&own, &in, &a, NULL);
    assert_int_equal(a.score, 1);
}

static void
test_every_step(void **state)
{
    static const enum assess_verdict on_day[2][ASSESS_STATES][ASSESS_STATES] = {
#define NO ASSESS_NO_WAY
        {{NO, ASSESS_OK, NO, NO, NO}, /* on the last day for a comment */
         {NO, NO, ASSESS_OK, ASSESS_TOO_EARLY, NO},
         {NO, NO, NO, ASSESS_OK, NO},
         {NO, NO, NO, NO, ASSESS_OK},
         {NO, NO, NO, NO, NO}},
        {{NO, ASSESS_OK, NO, NO, NO}, /* the day after */
         {NO, NO, ASSESS_TOO_LATE, ASSESS_OK, NO},
         {NO, NO, NO, ASSESS_OK, NO},
         {NO, NO, NO, NO, ASSESS_OK},
         {NO, NO, NO, NO, NO}},
#undef NO
    };
    char text[DATE_TEXT_MAX];
    date sent = {0}, until;
    (void)state;
    assert_true(date_parse(&sent, "2024-09-27")); /* a Friday; the 29th is a working Sunday */
    until = assess_comment_until(sent, 10);
    assert_string_equal(date_text(until, text), "2024-10-16"); /* 29 30 | 8 to 12 | 14 15 16 */
    for (int after = 0; after < 2; after++)
        for (int from = 0; from < ASSESS_STATES; from++)
            for (int to = 0; to < ASSESS_STATES; to++)
                assert_int_equal(assess_move((enum assess_state)from, (enum assess_state)to,
                                             date_add_days(until, after), until),
                                 on_day[after][from][to]);
    for (int s = 0; s < ASSESS_STATES; s++)
        assert_true(assess_state_name((enum assess_state)s)[0] != '\0');
    for (int v = 0; v < ASSESS_VERDICTS; v++)
        assert_true(assess_verdict_name((enum assess_verdict)v)[0] != '\0');
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),    cmocka_unit_test(test_every_pattern),
        cmocka_unit_test(test_other_rules), cmocka_unit_test(test_every_step),
        cmocka_unit_test(test_bands), cmocka_unit_test(test_the_smallest_weight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
