/* 256-bit comparisons: against __int128 where it reaches, against algebra beyond (RULES 1). */
#include "../test.h"

#include "base/core/wide256.h"

static const uwide TOP = ~(uwide)0;

static void
test_products_that_fit(void **state)
{
    (void)state;
    for (uint64_t a = 0; a < 40; a++)
        for (uint64_t b = 0; b < 40; b++) {
            uwide x = (uwide)a << (a % 60), y = (uwide)b << (b % 50);
            struct wide256 p = wide_mul256(x, y);
            assert_true(p.hi == 0 && p.lo == x * y);
        }
}

/* (t - a)(t - b) with t = 2^128: the low half is ab, the high half t - a - b (and no borrow). */
static void
test_products_that_do_not(void **state)
{
    (void)state;
    for (uint64_t a = 1; a < 60; a++)
        for (uint64_t b = 1; b < 60; b++) {
            uwide x = TOP - a + 1, y = TOP - b + 1;
            struct wide256 p = wide_mul256(x, y);
            assert_true(p.lo == (uwide)a * b && p.hi == TOP - a - b + 1);
        }
    struct wide256 half = wide_mul256((uwide)1 << 64, (uwide)1 << 64);
    assert_true(half.hi == 1 && half.lo == 0);
}

static void
test_sums_and_order(void **state)
{
    struct wide256 one = {0, 1}, low = {0, TOP}, high = {1, 0}, all = {TOP, TOP};
    (void)state;
    assert_int_equal(wide_cmp256(wide_add256(low, one), high), 0);
    assert_int_equal(wide_cmp256(wide_sub256(high, one), low), 0);
    assert_int_equal(wide_cmp256(wide_sub256(all, all), (struct wide256){0, 0}), 0);
    assert_int_equal(wide_cmp256(wide_add256(wide_sub256(all, high), high), all), 0);
    assert_int_equal(wide_cmp256(wide_add256(wide_sub256(all, one), one), all), 0);
    assert_int_equal(wide_cmp256(low, high), -1);
    assert_int_equal(wide_cmp256(high, low), 1);
    assert_int_equal(wide_cmp256(one, low), -1);
    assert_int_equal(wide_cmp256(low, one), 1);
    assert_int_equal(wide_cmp256(wide_times256((struct wide256){3, TOP}, 2),
                                 wide_add256((struct wide256){3, TOP}, (struct wide256){3, TOP})),
                     0);
}

static void
test_root_is_the_floor(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 3000; i++) {
        uwide r = wide_root256((struct wide256){0, i});
        assert_true(r * r <= i && (r + 1) * (r + 1) > i);
    }
    for (uwide x = 3; x < TOP / 7; x *= 7) { /* x^2, x^2 - 1 and x^2 + 2x lie around the edge */
        struct wide256 sq = wide_mul256(x, x);
        assert_true(wide_root256(sq) == x);
        assert_true(wide_root256(wide_sub256(sq, (struct wide256){0, 1})) == x - 1);
        assert_true(wide_root256(wide_add256(sq, (struct wide256){0, 2 * x})) == x);
    }
    assert_true(wide_root256((struct wide256){TOP, TOP}) == TOP);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_products_that_fit),
        cmocka_unit_test(test_products_that_do_not),
        cmocka_unit_test(test_sums_and_order),
        cmocka_unit_test(test_root_is_the_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
