/* Changes while agreements run: what is left of a volume, cuts, conversion, standby, late joining,
 * and what they ask of the fund. */
#include "../figures.h"

#include "engine/change.h"
#include "words/engine_change.h"
#include "words/engine_money.h"

static void
test_rest(void **state)
{
    static const struct {
        struct change_line l;
        int64_t ordered, accepted;
        const char *why;
    } cases[] = {
        {{100, 0, 0, 0}, 100, 100, "nothing done"},
        {{100, 40, 30, 0}, 60, 70, "ten are on their way: they stay, or not"},
        {{100, 40, 30, 5}, 60, 75, "what came back is still to be had"},
        {{100, 100, 99, 0}, 0, 1, "all ordered"},
        {{100, 101, 101, 0}, 0, 0, "more than agreed: nothing to pass on, nothing below 0"},
        {{100, 99, 2, 3}, 1, 100, "more came back than the line had: not more than agreed"},
        {{0, 7, 7, 0}, 0, 0, "a zero-volume line"},
        {{1, 0, 0, 0}, 1, 1, "one"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (change_rest(&cases[i].l, KEEPS_ORDERED) != cases[i].ordered ||
            change_rest(&cases[i].l, KEEPS_ACCEPTED) != cases[i].accepted)
            fail_msg("%s", cases[i].why);
}

static struct price_pair
pair(const char *without, const char *with)
{
    return (struct price_pair){yuan(without), yuan(with)};
}

static void
test_cut(void **state)
{
    static const struct {
        const char *selected[2], *now[2], *cut[2];
        enum cut_verdict want;
        size_t steps;
        const char *why;
    } cases[] = {
        {{"10", "12"}, {"10", "12"}, {"9", "12"}, CUT_OK, 2, "one of two prices"},
        {{"10", "12"}, {"10", "12"}, {"10", "11.9999"}, CUT_OK, 2, "the other one"},
        {{"10", "0"}, {"10", "0"}, {"9.9999", "0"}, CUT_OK, 1, "without service only"},
        {{"0", "12"}, {"0", "12"}, {"0", "11"}, CUT_OK, 1, "with service only"},
        {{"10", "12"}, {"9", "11"}, {"8", "11"}, CUT_OK, 2, "a second cut"},
        {{"10", "12"}, {"10", "12"}, {"10", "12"}, CUT_NOTHING, 0, "the same"},
        {{"10", "12"}, {"9", "12"}, {"9.5", "12"}, CUT_ABOVE_CURRENT, 0, "up again below the selected"},
        {{"10", "12"}, {"10", "11"}, {"9", "11.5"}, CUT_ABOVE_CURRENT, 0, "one down, one up"},
        {{"10", "12"}, {"10", "12"}, {"10.0001", "11"}, CUT_ABOVE_SELECTED, 0, "never above"},
        {{"10", "12"}, {"10", "12"}, {"9", "12.0001"}, CUT_ABOVE_SELECTED, 0, "never above, with service"},
        {{"10", "12"}, {"10", "12"}, {"9", "0"}, CUT_OTHER_VARIANT, 0, "a price left out"},
        {{"10", "12"}, {"10", "12"}, {"0", "11"}, CUT_OTHER_VARIANT, 0, "the other left out"},
        {{"10", "0"}, {"10", "0"}, {"9", "9"}, CUT_OTHER_VARIANT, 0, "a price that was not there"},
        {{"0", "12"}, {"0", "12"}, {"1", "11"}, CUT_OTHER_VARIANT, 0, "nor this one"},
        {{"10", "12"}, {"11", "12"}, {"10.5", "12"}, CUT_ABOVE_SELECTED, 0, "whatever stands now"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        EXPLAIN(x);
        struct price_pair s = pair(cases[i].selected[0], cases[i].selected[1]),
                          n = pair(cases[i].now[0], cases[i].now[1]),
                          c = pair(cases[i].cut[0], cases[i].cut[1]);
        if (change_cut(&s, &n, &c, &x) != cases[i].want || x.n != cases[i].steps)
            fail_msg("%s", cases[i].why);
        assert_false(explains(&x, RULE_STANDBY));
        if (i == 4) { /* the figures of the explanation */
            assert_int_equal(x.step[0].say, M_X_CUT);
            assert_int_equal(x.step[0].term[0].n, 90000);
            assert_int_equal(x.step[0].term[1].n, 80000);
            assert_int_equal(x.step[0].term[2].n, 100000);
            assert_int_equal(x.step[1].say, M_X_CUT_SERVICE);
            assert_int_equal(x.step[1].term[0].n, 110000);
            assert_int_equal(x.step[1].term[1].n, 110000);
            assert_int_equal(x.step[1].term[2].n, 120000);
        }
    }
    for (int v = 0; v < CUT_VERDICTS; v++)
        for (int w = 0; w < v; w++)
            assert_string_not_equal(cut_verdict_name((enum cut_verdict)v), cut_verdict_name((enum cut_verdict)w));
}

static void
test_converted(void **state)
{
    static const struct {
        const char *price, *factor;
        int64_t unit;
        enum convert_verdict want;
        const char *out, *why;
    } cases[] = {
        {"10.00", "1.7", MONEY_FEN, CONVERT_OK, "17.00", "twice as much in a package: 1.7 times the price"},
        {"10.01", "0.5", MONEY_FEN, CONVERT_OK, "5.01", "half a fen goes up"},
        {"10.01", "0.5", 1, CONVERT_OK, "5.005", "drugs keep four decimals"},
        {"0.0001", "0.5", 1, CONVERT_OK, "0.0001", "half up at the last decimal"},
        {"0.0001", "0.49", 1, CONVERT_NOTHING, "", "would be nothing"},
        {"0.49", "0.01", MONEY_FEN, CONVERT_NOTHING, "", "less than half a fen"},
        {"0.50", "0.01", MONEY_FEN, CONVERT_OK, "0.01", "half a fen"},
        {"10", "100", MONEY_FEN, CONVERT_OK, "1000.00", "the largest factor"},
        {"10", "100.000001", MONEY_FEN, CONVERT_FACTOR, "", "a larger one"},
        {"10", "0.01", MONEY_FEN, CONVERT_OK, "0.10", "the smallest factor"},
        {"10", "0.009999", MONEY_FEN, CONVERT_FACTOR, "", "a smaller one"},
        {"0", "1", MONEY_FEN, CONVERT_NOTHING, "", "of no price none follows"},
        {"900000000000000", "2", 1, CONVERT_LARGE, "", "more than any money"},
        {"900000000000000", "2", MONEY_FEN, CONVERT_LARGE, "", "the same in fen"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        EXPLAIN(x);
        money out = {-5};
        if (change_converted(yuan(cases[i].price), share(cases[i].factor), cases[i].unit, &x, &out) != cases[i].want)
            fail_msg("%s", cases[i].why);
        assert_int_equal(x.n, cases[i].want == CONVERT_OK ? 1 : 0);
        assert_false(explains(&x, RULE_STANDBY));
        if (cases[i].want == CONVERT_OK) {
            assert_yuan(out, cases[i].out);
            assert_int_equal(x.step[0].term[0].n, yuan(cases[i].price).units);
            assert_int_equal(x.step[0].term[1].n, share(cases[i].factor).ppm);
            assert_int_equal(x.step[0].term[2].n, out.units);
        } else {
            assert_int_equal(out.units, -5);
        }
    }
    for (int v = 0; v < CONVERT_VERDICTS; v++)
        for (int w = 0; w < v; w++)
            assert_string_not_equal(convert_verdict_name((enum convert_verdict)v),
                                    convert_verdict_name((enum convert_verdict)w));
}

static void
test_standby_price(void **state)
{
    static const struct {
        enum standby_price rule;
        const char *own, *succeeded, *out;
    } cases[] = {
        {STANDBY_LOWER, "5.20", "5.00", "5.00"},    {STANDBY_LOWER, "4.80", "5.00", "4.80"},
        {STANDBY_LOWER, "5.00", "5.00", "5.00"},    {STANDBY_OWN, "5.20", "5.00", "5.20"},
        {STANDBY_OWN, "4.80", "5.00", "4.80"},      {STANDBY_SELECTED, "5.20", "5.00", "5.00"},
        {STANDBY_SELECTED, "4.80", "5.00", "5.00"}, {STANDBY_LOWER, "5.20", "0", "5.20"},
        {STANDBY_LOWER, "0", "5.00", "5.00"},       {STANDBY_OWN, "0", "5.00", "5.00"},
        {STANDBY_SELECTED, "5.20", "0", "5.20"},    {STANDBY_LOWER, "0", "0", "0.00"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        EXPLAIN(x);
        assert_yuan(change_standby_price(cases[i].rule, yuan(cases[i].own), yuan(cases[i].succeeded), &x),
                    cases[i].out);
        assert_int_equal(x.n, 1);
        assert_true(explains(&x, RULE_STANDBY));
        assert_string_equal(x.step[0].term[0].s, standby_price_names[cases[i].rule]);
        assert_int_equal(x.step[0].term[1].n, yuan(cases[i].own).units);
        assert_int_equal(x.step[0].term[2].n, yuan(cases[i].succeeded).units);
        assert_int_equal(x.step[0].term[3].n, yuan(cases[i].out).units);
    }
}

enum { N = 3, M = 2 };

static void
test_succession(void **state)
{
    static const struct {
        int64_t ask[N], capacity[M], out[M][N], left[N];
        const char *why;
    } cases[] = {
        {{35, 35, 30}, {-1, -1}, {{35, 35, 30}, {0, 0, 0}}, {0, 0, 0}, "the first takes all"},
        {{35, 35, 30}, {50, -1}, {{18, 17, 15}, {17, 18, 15}}, {0, 0, 0}, "RULES 4: 50, the rest to the next"},
        {{35, 35, 30}, {50, 20}, {{18, 17, 15}, {7, 7, 6}}, {10, 11, 9}, "what nobody can supply is told"},
        {{35, 35, 30}, {0, 100}, {{0, 0, 0}, {35, 35, 30}}, {0, 0, 0}, "without capacity"},
        {{0, 0, 9}, {5, 4}, {{0, 0, 5}, {0, 0, 4}}, {0, 0, 0}, "who asks nothing gets nothing"},
        {{0, 0, 0}, {5, 5}, {{0, 0, 0}, {0, 0, 0}}, {0, 0, 0}, "nothing asked"},
        {{1, 1, 1}, {1, 1}, {{1, 0, 0}, {0, 1, 0}}, {0, 0, 1}, "ties by order"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t out[M * N] = {-1, -1, -1, -1, -1, -1}, left[N], rest[N];
        EXPLAIN(x);
        assert_true(change_succession(cases[i].ask, N, cases[i].capacity, M, &x, out, left, rest));
        if (memcmp(out, cases[i].out, sizeof(out)) != 0 || memcmp(left, cases[i].left, sizeof(left)) != 0)
            fail_msg("%s", cases[i].why);
        assert_int_equal(x.n, M);
        assert_true(explains(&x, RULE_STANDBY));
    }
    int64_t out[M * N], left[N], rest[N];
    EXPLAIN(x);
    assert_true(change_succession(cases[2].ask, N, cases[2].capacity, M, &x, out, left, rest));
    static const int64_t figures[M][4] = {{1, 100, 50, 50}, {2, 50, 20, 30}};
    for (size_t k = 0; k < M; k++)
        for (size_t t = 0; t < 4; t++)
            assert_int_equal(x.step[k].term[t].n, figures[k][t]);
    static const int64_t big[N] = {INT64_MAX, 1, 0};
    assert_false(change_succession(big, N, cases[0].capacity, M, NULL, out, left, rest));
    assert_true(change_succession(cases[0].ask, N, NULL, 0, NULL, out, left, rest));
    assert_int_equal(left[0] + left[1] + left[2], 100);
}

/* Whatever is asked and can be supplied: nothing is lost, nobody gets more than he asked, and a
 * successor stands idle only when nothing is left. */
static void
test_nothing_is_lost(void **state)
{
    (void)state;
    for (int64_t code = 0; code < 6 * 6 * 6 * 8 * 8; code++) {
        int64_t ask[N] = {code % 6, code / 6 % 6, code / 36 % 6};
        int64_t capacity[M] = {code / 216 % 8 - 1, code / 1728 - 1};
        int64_t out[M * N], left[N], rest[N], total = 0, taken[M] = {0};
        assert_true(change_succession(ask, N, capacity, M, NULL, out, left, rest));
        for (size_t i = 0; i < N; i++) {
            assert_int_equal(out[i] + out[N + i] + left[i], ask[i]);
            assert_true(out[i] >= 0 && out[N + i] >= 0 && left[i] >= 0);
            taken[0] += out[i];
            taken[1] += out[N + i];
            total += left[i];
        }
        for (size_t k = 0; k < M; k++) {
            assert_true(capacity[k] < 0 || taken[k] <= capacity[k]);
            assert_true(total == 0 || taken[k] == capacity[k]);
        }
    }
}

static void
test_late(void **state)
{
    static const struct {
        int64_t reported;
        const char *ratio, *from, *to, *joined;
        int64_t want;
        const char *why;
    } cases[] = {
        {1000, "80%", "2024-09-10", "2025-09-09", "2024-09-10", 800, "on the first day: the whole"},
        {1000, "80%", "2024-09-10", "2025-09-09", "2025-09-09", 2, "on the last: one day of 365 is 2.19"},
        {1000, "80%", "2024-09-10", "2025-09-09", "2025-03-11", 401, "183 days of 365 are 401.1"},
        {1, "50%", "2024-09-10", "2024-09-10", "2024-09-10", 1, "half up"},
        {1, "49.9999%", "2024-09-10", "2024-09-10", "2024-09-10", 0, "below the half"},
        {0, "80%", "2024-09-10", "2025-09-09", "2025-01-01", 0, "nothing reported"},
        {999999999999, "100%", "2024-01-01", "2024-12-31", "2024-07-02", 500000000000, "large: 183 days of 366"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        EXPLAIN(x);
        struct span term = {day(cases[i].from), day(cases[i].to)};
        if (change_late(cases[i].reported, share(cases[i].ratio), term, day(cases[i].joined), &x) != cases[i].want)
            fail_msg("%s", cases[i].why);
        assert_int_equal(x.n, 1);
        assert_false(explains(&x, RULE_STANDBY));
        assert_int_equal(x.step[0].term[3].n, term.to.day - term.from.day + 1);
        assert_int_equal(x.step[0].term[2].n, term.to.day - day(cases[i].joined).day + 1);
        assert_int_equal(x.step[0].term[4].n, cases[i].want);
    }
}

static void
test_amount(void **state)
{
    static const struct {
        struct change_line l;
        int64_t after;
        const char *worth, *before, *price, *out, *why;
    } cases[] = {
        {{100, 40, 40, 0}, 100, "1000", "10", "9", "940.00", "a cut: 40 x 10 + 60 x 9"},
        {{100, 40, 40, 0}, 100, "940", "9", "8", "880.00", "another: 60 x 1 less"},
        {{100, 120, 120, 0}, 100, "1000", "10", "9", "1000.00", "all was ordered"},
        {{100, 40, 40, 0}, 40, "1000", "10", "10", "400.00", "the rest moves away"},
        {{100, 40, 40, 0}, 160, "1000", "10", "10", "1600.00", "more comes"},
        {{0, 0, 0, 0}, 5, "0", "2.5", "2.5", "12.50", "a new line"},
        {{100, 40, 40, 0}, 70, "1000", "10", "9", "670.00", "both: 70 x 10 - 30 x 1"},
        {{100, 0, 0, 0}, 0, "1000", "10", "10", "0.00", "nothing is left"},
    };
    money out;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(change_amount(&cases[i].l, cases[i].after, yuan(cases[i].worth), yuan(cases[i].before),
                                  yuan(cases[i].price), &out));
        char text[MONEY_TEXT_MAX];
        if (strcmp(money_text(out, text), cases[i].out) != 0)
            fail_msg("%s: %s", cases[i].why, text);
    }
    const struct change_line none = {0, 0, 0, 0}, one = {1, 0, 0, 0};
    assert_false(change_amount(&none, INT64_MAX, yuan("0"), yuan("1"), yuan("1"), &out));
    assert_false(change_amount(&none, 1, (money){INT64_MAX}, yuan("1"), yuan("1"), &out));
    assert_false(change_amount(&one, INT64_MAX / 2, yuan("0"), (money){1}, yuan("1"), &out));
    assert_false(change_amount(&none, INT64_MAX / 4, yuan("0"), (money){3}, (money){5}, &out));
}

static void
test_prepay(void **state)
{
    static const struct {
        int term;
        const char *paid, *left, *annual, *out;
        enum prepay_verdict want;
        const char *why;
    } cases[] = {
        {1, "30000", "30000", "100000", "0.00", PREPAY_OK, "as it was"},
        {1, "30000", "30000", "120000", "6000.00", PREPAY_OK, "more agreed: 30 % of it more"},
        {1, "30000", "30000", "90000", "-3000.00", PREPAY_OK, "less agreed: some of it back"},
        {1, "30000", "1000", "90000", "-1000.00", PREPAY_OK, "most of it is offset: not more than is left"},
        {1, "30000", "0", "90000", "0.00", PREPAY_OK, "nothing is left"},
        {1, "30000", "30000", "0", "-30000.00", PREPAY_NOTHING, "nothing agreed any more: all of it"},
        {1, "0", "0", "100000", "30000.00", PREPAY_OK, "nothing before"},
        {1, "29999.9999", "0", "100000", "0.0001", PREPAY_OK, "the least there is, more"},
        {1, "30000.0001", "1", "100000", "-0.0001", PREPAY_OK, "and less"},
        {2, "30000", "30000", "100000", "0.00", PREPAY_NOT_AGAIN, "one for the cycle"},
    };
    struct prepay_rules r = {.goods = PREPAY_OF_CONSUMABLE, .ratio = share("30%"), .scope = PREPAY_PER_CYCLE};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        EXPLAIN(x);
        money out;
        if (change_prepay(&r, cases[i].term, yuan(cases[i].paid), yuan(cases[i].left), yuan(cases[i].annual), &x,
                          &out) != cases[i].want)
            fail_msg("%s", cases[i].why);
        assert_yuan(out, cases[i].out);
        (void)explains(&x, RULE_NONE);
        const struct explain_step *last = x.n > 0 ? &x.step[x.n - 1] : NULL;
        if (out.units > 0) {
            assert_int_equal(last->say, M_X_TOP_UP);
            assert_int_equal(last->term[2].n, out.units);
            assert_int_equal(last->term[1].n, yuan(cases[i].paid).units);
        } else if (out.units < 0) {
            assert_int_equal(last->say, M_X_GIVE_BACK);
            assert_int_equal(last->term[0].n, yuan(cases[i].paid).units);
            assert_int_equal(last->term[2].n, yuan(cases[i].left).units);
            assert_int_equal(last->term[3].n, -out.units);
        } else {
            assert_true(last == NULL || (last->say != M_X_TOP_UP && last->say != M_X_GIVE_BACK));
        }
    }
    money out = {7};
    r.ratio.ppm = -1;
    assert_int_equal(change_prepay(&r, 1, yuan("1"), yuan("1"), yuan("1"), NULL, &out), PREPAY_BAD_RATIO);
    assert_yuan(out, "0.00");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rest),          cmocka_unit_test(test_cut),
        cmocka_unit_test(test_converted),     cmocka_unit_test(test_standby_price),
        cmocka_unit_test(test_succession),    cmocka_unit_test(test_nothing_is_lost),
        cmocka_unit_test(test_late),          cmocka_unit_test(test_amount),
        cmocka_unit_test(test_prepay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
