/* Payment standards and the split of a claim line (RULES 9). */
#include "../figures.h"

#include "engine/standard.h"
#include "words/engine_money.h"

static const struct standard_rules gansu = {.selected = STANDARD_SELECTED_PRICE,
                                            .variant = STANDARD_WITH_SERVICE,
                                            .nonselected = STANDARD_HIGHEST_OF_CLASS,
                                            .class_characters = 15,
                                            .drug = STANDARD_HIGHEST_SELECTED,
                                            .unevaluated_capped = true};

static money selected[3]; /* 900, 1000, 950 */

static int
prices(void **state)
{
    (void)state;
    selected[0] = yuan("900");
    selected[1] = yuan("1000");
    selected[2] = yuan("950");
    return 0;
}

static void
check(const struct standard_rules *r, struct standard_goods g, size_t n, int year,
      enum standard_verdict verdict, const char *want, enum rule rule)
{
    money out = {-100};
    EXPLAIN(x);
    assert_int_equal(standard_price(r, &g, selected, n, year, &x, &out), verdict);
    assert_yuan(out, want);
    assert_true(rule == RULE_NONE ? x.n == 0 : explains(&x, rule));
}

static void
test_selected(void **state)
{
    struct standard_goods both = {.insured = true, .selected = true, .with_service = yuan("1232"),
                                  .without_service = yuan("1100")};
    struct standard_goods with = both, without = both, neither = both, bad = both, outside = both;
    struct standard_rules r = gansu;
    (void)state;
    with.without_service.units = without.with_service.units = 0;
    neither.with_service.units = neither.without_service.units = 0;
    bad.without_service.units = -1;
    outside.insured = false;
    check(&r, both, 0, 1, STANDARD_OK, "1232.00", RULE_STD_VARIANT);
    check(&r, with, 0, 1, STANDARD_OK, "1232.00", RULE_STD_SELECTED);
    check(&r, without, 0, 1, STANDARD_OK, "1100.00", RULE_STD_SELECTED);
    check(&r, neither, 0, 1, STANDARD_BAD_PRICE, "-0.01", RULE_NONE);
    check(&r, bad, 0, 1, STANDARD_BAD_PRICE, "-0.01", RULE_NONE);
    bad = both;
    bad.with_service.units = -1;
    check(&r, bad, 0, 1, STANDARD_BAD_PRICE, "-0.01", RULE_NONE);
    check(&r, outside, 0, 1, STANDARD_NOT_INSURED, "-0.01", RULE_NONE);
    r.variant = STANDARD_WITHOUT_SERVICE;
    check(&r, both, 0, 1, STANDARD_OK, "1100.00", RULE_STD_VARIANT);
    check(&r, with, 0, 1, STANDARD_OK, "1232.00", RULE_STD_SELECTED);
    r.selected = STANDARD_SELECTED_NONE;
    check(&r, both, 0, 1, STANDARD_NO_RULE, "-0.01", RULE_NONE);
}

/* A price of 0.0001 yuan, the smallest there is, is a price. */
static void
test_smallest_price(void **state)
{
    struct standard_goods both = {.insured = true, .selected = true, .with_service = yuan("0.0001"),
                                  .without_service = yuan("7")};
    struct standard_goods other = {.insured = true, .own_price = yuan("0.0001")}, drug = other;
    struct standard_rules r = gansu;
    money least = yuan("0.0001"), out;
    (void)state;
    check(&r, both, 0, 1, STANDARD_OK, "0.0001", RULE_STD_VARIANT);
    both.without_service.units = 0;
    check(&r, both, 0, 1, STANDARD_OK, "0.0001", RULE_STD_SELECTED);
    both.with_service = yuan("7");
    both.without_service = least;
    check(&r, both, 0, 1, STANDARD_OK, "7.00", RULE_STD_VARIANT);
    check(&r, other, 3, 1, STANDARD_OK, "0.0001", RULE_STD_NONSELECTED);
    drug.drug = true;
    assert_int_equal(standard_price(&r, &drug, &least, 1, 1, NULL, &out), STANDARD_OK);
    assert_yuan(out, "0.0001");
}

static void
test_consumable_not_selected(void **state)
{
    struct standard_goods dear = {.insured = true, .own_price = yuan("1300")}, cheap = dear, none = dear;
    struct standard_rules r = gansu;
    (void)state;
    cheap.own_price = yuan("800");
    none.own_price.units = 0;
    check(&r, dear, 3, 1, STANDARD_OK, "1000.00", RULE_STD_NONSELECTED);
    check(&r, dear, 1, 1, STANDARD_OK, "900.00", RULE_STD_NONSELECTED);
    check(&r, cheap, 3, 1, STANDARD_OK, "800.00", RULE_STD_NONSELECTED);
    check(&r, dear, 0, 1, STANDARD_NOTHING_SELECTED, "-0.01", RULE_NONE);
    check(&r, none, 3, 1, STANDARD_BAD_PRICE, "-0.01", RULE_NONE);
    r.nonselected = STANDARD_NONSELECTED_NONE;
    check(&r, dear, 3, 1, STANDARD_NO_RULE, "-0.01", RULE_NONE);
}

static void
test_drug(void **state)
{
    struct standard_goods d = {.insured = true, .drug = true, .evaluation = DRUG_ORIGINATOR,
                               .own_price = yuan("4000")};
    struct standard_rules r = gansu;
    (void)state;
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED); /* no steps: at once */
    d.evaluation = DRUG_NOT_EVALUATED;
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_UNEVALUATED);
    d.own_price = yuan("400"); /* and its own price where that is lower */
    check(&r, d, 3, 1, STANDARD_OK, "400.00", RULE_STD_UNEVALUATED);
    r.unevaluated_capped = false;
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED);
    check(&r, d, 0, 1, STANDARD_NOTHING_SELECTED, "-0.01", RULE_NONE);
    r.drug = STANDARD_DRUG_NONE;
    check(&r, d, 3, 1, STANDARD_NO_RULE, "-0.01", RULE_NONE);
}

static void
test_drug_in_steps(void **state)
{
    struct standard_goods d = {.insured = true, .drug = true, .evaluation = DRUG_REFERENCE,
                               .own_price = yuan("4000")};
    struct standard_rules r = gansu;
    (void)state;
    r.steps = (struct standard_steps){share("2"), share("30%"), 3};
    check(&r, d, 3, 1, STANDARD_OK, "2800.00", RULE_STD_DRUG_YEARS); /* less 30 % */
    check(&r, d, 3, 2, STANDARD_OK, "1900.00", RULE_STD_DRUG_YEARS); /* half of the way */
    check(&r, d, 3, 3, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED);
    check(&r, d, 3, 4, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED);
    d.own_price = yuan("2000"); /* exactly twice: not above */
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED);
    d.own_price = yuan("2000.0001");
    check(&r, d, 3, 1, STANDARD_OK, "1400.0001", RULE_STD_DRUG_YEARS);
    r.steps.first_cut = share("60%"); /* the cut goes below the standard: the standard */
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_DRUG_UNIFIED);
    d.evaluation = DRUG_NOT_EVALUATED; /* at once, whatever the steps */
    r.steps.first_cut = share("30%");
    check(&r, d, 3, 1, STANDARD_OK, "1000.00", RULE_STD_UNEVALUATED);
}

/* Year by year the standard never rises, starts at the cut and ends at the common one. */
static void
test_every_small_staircase(void **state)
{
    (void)state;
    for (int64_t own = 1; own <= 60; own++)
        for (int years = 0; years <= 4; years++)
            for (int64_t cut = 0; cut <= 100; cut += 20) {
                struct standard_rules r = gansu;
                struct standard_goods d = {.insured = true, .drug = true, .own_price = {own * 1000}};
                money common = {7000}, before = {own * 1000}, out;
                r.steps = (struct standard_steps){{2000000}, {cut * 10000}, years};
                for (int year = 1; year <= 5; year++) {
                    assert_int_equal(standard_price(&r, &d, &common, 1, year, NULL, &out), STANDARD_OK);
                    assert_true(out.units >= common.units);
                    assert_true(own <= 14 || out.units <= before.units);
                    if (own <= 14 || year >= years)
                        assert_int_equal(out.units, common.units);
                    else if (year == 1 && own * (100 - cut) > 700)
                        assert_int_equal(out.units, own * 10 * (100 - cut));
                    before = out;
                }
            }
}

static void
test_class(void **state)
{
    struct standard_rules r = gansu;
    (void)state;
    assert_true(standard_same_class(&r, "C0101010011303807555", "C0101010011303899999"));
    assert_false(standard_same_class(&r, "C0101010011303807555", "C0101010011304807555"));
    assert_false(standard_same_class(&r, "C010101001130", "C010101001130"));
    assert_true(standard_same_class(&r, "C01010100113038", "C01010100113038"));
    r.class_characters = 3;
    assert_true(standard_same_class(&r, "C01", "C0199"));
    assert_false(standard_same_class(&r, "C0", "C0199") || standard_same_class(&r, "C0199", "C0"));
}

static void
test_claim_line(void **state)
{
    struct claim_split s = {.amount = {-1}, .fund = {-1}, .patient = {-1}};
    EXPLAIN(x);
    (void)state;
    assert_int_equal(claim_line(yuan("1300"), yuan("1000"), (qty){1}, share("70%"), &x, &s), STANDARD_OK);
    assert_yuan(s.amount, "1300.00");
    assert_yuan(s.fund, "700.00");
    assert_yuan(s.patient, "600.00");
    assert_yuan(s.share, "300.00"); /* of the 1,000 */
    assert_yuan(s.above, "300.00");
    assert_true(explains(&x, RULE_STD_SELECTED));
    assert_int_equal(x.n, 2);
    assert_int_equal(x.step[1].say, M_X_CLAIM_ABOVE);
    assert_int_equal(claim_line(yuan("800"), yuan("1000"), (qty){2}, share("70%"), NULL, &s), STANDARD_OK);
    assert_yuan(s.fund, "1120.00"); /* the price itself where it is lower */
    assert_yuan(s.patient, "480.00");
    assert_yuan(s.share, "480.00");
    assert_yuan(s.above, "0.00");
    x.n = 0;
    assert_int_equal(claim_line(yuan("9"), yuan("9"), (qty){1}, share("0%"), &x, &s), STANDARD_OK);
    assert_int_equal(x.n, 1); /* nothing above it to tell */
    assert_int_equal(claim_line(yuan("9"), yuan("0"), (qty){3}, share("90%"), NULL, &s), STANDARD_OK);
    assert_true(s.fund.units == 0 && s.share.units == 0);
    assert_yuan(s.above, "27.00"); /* not insured: nothing lies within */
    s.fund.units = -1;
    assert_int_equal(claim_line(yuan("-1"), yuan("1"), (qty){1}, share("70%"), NULL, &s), STANDARD_BAD_PRICE);
    assert_int_equal(claim_line(yuan("1"), yuan("-1"), (qty){1}, share("70%"), NULL, &s), STANDARD_BAD_PRICE);
    assert_int_equal(claim_line(yuan("1"), yuan("1"), (qty){-1}, share("70%"), NULL, &s), STANDARD_BAD_PRICE);
    assert_int_equal(claim_line(yuan("1"), yuan("1"), (qty){1}, (ratio){-1}, NULL, &s), STANDARD_BAD_RATIO);
    assert_int_equal(claim_line(yuan("1"), yuan("1"), (qty){1}, (ratio){1000001}, NULL, &s),
                     STANDARD_BAD_RATIO);
    assert_int_equal(claim_line((money){PRICE_LIMIT}, yuan("1"), (qty){1}, share("70%"), NULL, &s),
                     STANDARD_OVERFLOW);
    assert_int_equal(claim_line(yuan("1"), yuan("1"), (qty){QTY_LIMIT}, share("70%"), NULL, &s),
                     STANDARD_OVERFLOW);
    assert_int_equal(claim_line((money){PRICE_LIMIT - 1}, yuan("1"), (qty){QTY_LIMIT - 1}, share("70%"), NULL,
                                &s),
                     STANDARD_OVERFLOW);
    assert_int_equal(s.fund.units, -1);
    assert_int_equal(claim_line((money){PRICE_LIMIT - 1}, yuan("999999"), (qty){100000000}, share("100%"),
                                NULL, &s),
                     STANDARD_OK);
    assert_int_equal(claim_line(yuan("1"), yuan("1"), (qty){QTY_LIMIT - 1}, share("100%"), NULL, &s),
                     STANDARD_OK);
    assert_yuan(s.fund, "999999999999.00");
    assert_yuan(s.patient, "0.00");
}

/* Every small line: fund + patient = amount; the fund's part is the nearest fen, halves up. */
static void
test_every_small_line(void **state)
{
    (void)state;
    for (int64_t price = 0; price <= 40; price++)
        for (int64_t standard = 0; standard <= 40; standard += 8)
            for (int64_t n = 0; n <= 12; n += 3)
                for (int64_t percent = 0; percent <= 100; percent += 25) {
                    struct claim_split s;
                    int64_t base = price < standard ? price : standard;
                    int64_t exact = base * n * percent * 10; /* 0.0001 yuan x 1000 */
                    assert_int_equal(claim_line((money){price * 10}, (money){standard * 10}, (qty){n},
                                                (ratio){percent * 10000}, NULL, &s),
                                     STANDARD_OK);
                    assert_int_equal(s.fund.units + s.patient.units, s.amount.units);
                    assert_int_equal(s.share.units + s.above.units, s.patient.units);
                    assert_true(s.share.units >= 0 && s.above.units >= 0 && s.share.units % 100 == 0);
                    assert_int_equal(s.amount.units - s.above.units, (base * n * 10 + 50) / 100 * 100);
                    assert_true(s.fund.units % 100 == 0 && s.patient.units >= 0);
                    assert_true(s.fund.units * 100 - exact <= 5000 && exact - s.fund.units * 100 < 5000);
                }
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(standard_verdict_name(STANDARD_OK), "ok");
    assert_string_equal(standard_verdict_name(STANDARD_NOT_INSURED), "not_insured");
    assert_string_equal(standard_verdict_name(STANDARD_OVERFLOW), "overflow");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_selected),
        cmocka_unit_test(test_smallest_price),
        cmocka_unit_test(test_consumable_not_selected),
        cmocka_unit_test(test_drug),
        cmocka_unit_test(test_drug_in_steps),
        cmocka_unit_test(test_every_small_staircase),
        cmocka_unit_test(test_class),
        cmocka_unit_test(test_claim_line),
        cmocka_unit_test(test_every_small_line),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, prices, NULL);
}
