/* Amounts, quantities, ratios: rounding to the fen, limits, texts (RULES 1). */
#include "../test.h"

#include "base/core/money.h"

static money
m(const char *s)
{
    money out = {-1};
    assert_true(money_parse(&out, s));
    return out;
}

static void
assert_money(money got, const char *want)
{
    char text[MONEY_TEXT_MAX];
    assert_string_equal(money_text(got, text), want);
}

static void
test_texts(void **state)
{
    static const char *const bad[] = {"", "-", ".5", "1.", "1.23456", "1e3", "1,000", " 1", "1 ", "+1",
                                      "922337203685477.5808", "99999999999999999999"};
    money out;
    (void)state;
    assert_money(m("12.5"), "12.50");
    assert_money(m("0.0375"), "0.0375");
    assert_money(m("-3.1000"), "-3.10");
    assert_money(m("922337203685477.5807"), "922337203685477.5807");
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(money_parse(&out, bad[i]));
}

static void
test_rounding_to_the_fen(void **state)
{
    money out;
    (void)state;
    assert_true(money_amount(&out, m("0.0375"), (qty){2})); /* 0.075 */
    assert_money(out, "0.08");
    assert_true(money_amount(&out, m("-0.0375"), (qty){2})); /* a reversal is exactly the negative */
    assert_money(out, "-0.08");
    assert_true(money_share(&out, m("33.34"), (ratio){300000}, ROUND_UP)); /* RULES 7: 10.002 */
    assert_money(out, "10.01");
    assert_true(money_share(&out, m("33.34"), (ratio){300000}, ROUND_HALF_UP));
    assert_money(out, "10.00");
    assert_true(money_part(&out, m("100"), 1, 3, ROUND_DOWN));
    assert_money(out, "33.33");
    assert_true(money_scale(&out, m("2850"), (ratio){400000}, ROUND_DOWN));
    assert_money(out, "1140.00");
}

static void
test_overflow_is_refused_and_leaves_the_result_alone(void **state)
{
    money out = {7};
    (void)state;
    assert_false(money_add(&out, (money){INT64_MAX}, (money){1}));
    assert_false(money_sub(&out, (money){INT64_MIN}, (money){1}));
    assert_false(money_mul(&out, (money){INT64_MAX / 2}, (qty){3}));
    assert_false(money_amount(&out, (money){INT64_MAX}, (qty){2}));
    assert_false(money_share(&out, (money){INT64_MAX}, (ratio){2 * RATIO_ONE}, ROUND_DOWN));
    assert_int_equal(out.units, 7);
}

/* Against the definition: |x/100 - fen| <= 1/2, halves away from zero. */
static void
test_every_small_rounding(void **state)
{
    (void)state;
    for (int64_t x = -1000; x <= 1000; x++) {
        money up, half, down;
        assert_true(money_to_fen(&up, (money){x}, ROUND_UP));
        assert_true(money_to_fen(&half, (money){x}, ROUND_HALF_UP));
        assert_true(money_to_fen(&down, (money){x}, ROUND_DOWN));
        int64_t size = x < 0 ? -x : x, h = half.units < 0 ? -half.units : half.units;
        assert_true(h % 100 == 0 && 2 * (h - size) <= 100 && 2 * (size - h) < 100);
        assert_int_equal(down.units, x / 100 * 100);
        assert_true((up.units < 0 ? -up.units : up.units) - size < 100);
        assert_true((up.units < 0 ? -up.units : up.units) >= size);
    }
}

static void
test_ratios_and_quantities(void **state)
{
    char text[RATIO_TEXT_MAX];
    ratio r;
    qty n;
    (void)state;
    assert_true(ratio_parse(&r, "30%") && r.ppm == 300000);
    assert_true(ratio_parse(&r, "62.5%") && r.ppm == 625000);
    assert_true(ratio_parse(&r, "1.8") && r.ppm == 1800000);
    assert_string_equal(times_text(r, text), "1.8");
    assert_string_equal(ratio_text((ratio){625000}, text), "62.5%");
    assert_string_equal(ratio_text((ratio){1000000}, text), "100%");
    assert_false(ratio_parse(&r, "30.00001%") || ratio_parse(&r, "%") || ratio_parse(&r, "-1"));
    assert_true(qty_share(&n, (qty){15}, (ratio){500000}, ROUND_HALF_UP) && n.pieces == 8);
    assert_false(qty_parse(&n, "1.0") || qty_parse(&n, "-1") || qty_parse(&n, ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_rounding_to_the_fen),
        cmocka_unit_test(test_overflow_is_refused_and_leaves_the_result_alone),
        cmocka_unit_test(test_every_small_rounding),
        cmocka_unit_test(test_ratios_and_quantities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
