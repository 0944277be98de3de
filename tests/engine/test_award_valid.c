/* What a quote says, who may take part, and in which order reasons count (RULES 3.2). */
#include "award_case.h"

static void
test_quotes(void **state)
{
    static const struct {
        const char *text;
        int decimals;
        enum award_quote want;
        int64_t units;
    } cases[] = {
        {"12.34", 2, QUOTE_OK, 123400},
        {"12.345", 2, QUOTE_OK, 123500}, /* half up */
        {"12.344999", 2, QUOTE_OK, 123400},
        {"12.3", 2, QUOTE_OK, 123000},
        {"12", 2, QUOTE_OK, 120000},
        {"0.00005", 4, QUOTE_OK, 1},
        {"0.0375", 4, QUOTE_OK, 375},
        {"0.03754", 4, QUOTE_OK, 375},
        {"99.999", 2, QUOTE_OK, 1000000},
        {"999999.994", 2, QUOTE_OK, 9999999900},
        {"999999.995", 2, QUOTE_TOO_HIGH, 0}, /* rounds to the bound */
        {"1000000", 2, QUOTE_TOO_HIGH, 0},
        {"99999999999999999999999999", 2, QUOTE_TOO_HIGH, 0},
        {"0000001.50", 2, QUOTE_OK, 15000},
        {"", 2, QUOTE_GAVE_UP, 0},
        {"0", 2, QUOTE_GAVE_UP, 0},
        {"0.00", 2, QUOTE_GAVE_UP, 0},
        {"0.004", 2, QUOTE_GAVE_UP, 0}, /* no price of a fen is left of it */
        {"0.00004", 4, QUOTE_GAVE_UP, 0},
        {"-1", 2, QUOTE_NOT_A_PRICE, 0},
        {"1,000.00", 2, QUOTE_NOT_A_PRICE, 0},
        {"1e3", 2, QUOTE_NOT_A_PRICE, 0},
        {".5", 2, QUOTE_NOT_A_PRICE, 0},
        {"5.", 2, QUOTE_NOT_A_PRICE, 0},
        {"5.5.5", 2, QUOTE_NOT_A_PRICE, 0},
        {"abc", 2, QUOTE_NOT_A_PRICE, 0},
        {"5:", 2, QUOTE_NOT_A_PRICE, 0},
        {"5/", 2, QUOTE_NOT_A_PRICE, 0},
        {"5 yuan", 2, QUOTE_NOT_A_PRICE, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        money out = {77};
        enum award_quote got = award_quote(&out, cases[i].text, cases[i].decimals);
        if (got != cases[i].want || out.units != cases[i].units)
            fail_msg("%s: %d %lld", cases[i].text, got, (long long)out.units);
    }
}

/* Every number of up to 4 decimals, against the definition: off by at most half a fen. */
static void
test_every_small_quote(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 30000; n++) {
        char text[32];
        money out;
        snprintf(text, sizeof(text), "%lld.%04lld", (long long)(n / 10000), (long long)(n % 10000));
        enum award_quote q = award_quote(&out, text, 2);
        assert_true(q == (n < 50 ? QUOTE_GAVE_UP : QUOTE_OK));
        assert_int_equal(out.units % 100, 0);
        assert_true(out.units - n <= 50 && n - out.units < 50);
        award_quote(&out, text, 4);
        assert_int_equal(out.units, n);
    }
}

/* One check at a time, on its edge and past it. */
static void
test_checks(void **state)
{
    (void)state;
    for (int bad = 0; bad < 2; bad++)
        for (int t = TEST_QUOTED; t < AWARD_CHECKS; t++)
            for (int on = 0; on < 2; on++) {
                struct award_case c = BIDS("8.00", "9.00");
                struct award_bid *b = &c.bid[0];
                c.rules.check[t] =
                    (struct award_check){.on = on, .k = times("80%"), .n = 2, .clause = "door"};
                c.rules.valid_until = (date){100};
                b->has_certificate = true;
                b->certificate_to = (date){bad ? 99 : 100};
                b->unqualified = bad;
                b->credit = bad ? 3 : 2;
                b->ceiling = b->own_lowest = b->others = yuan(bad ? "9.99" : "10.00");
                if (t == TEST_QUOTED && bad)
                    b->price = (money){0};
                c.bid[1].has_certificate = true;
                c.bid[1].certificate_to = (date){200};
                STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 9});
                run(&c);
                bool out = bad && (on || t == TEST_QUOTED);
                assert_int_equal(c.out[0].decision, out ? AWARD_INVALID : AWARD_SELECT);
                assert_int_equal(c.out[0].rank, out ? 0 : 1);
                assert_int_equal(c.out[1].rank, out ? 1 : 2); /* takes no place */
                if (!out)
                    continue;
                assert_string_equal(c.out[0].step, award_test_name((enum award_test)t));
                assert_int_equal(c.out[0].figures, 1);
                assert_int_equal(c.out[0].figure[0].test, t);
                assert_false(c.out[0].figure[0].holds);
                if (on)
                    assert_string_equal(c.out[0].clause, "door");
            }
}

static void
test_figures_of_a_refusal(void **state)
{
    static const struct {
        enum award_test test;
        enum award_figure_kind kind;
        int64_t left, right;
    } cases[] = {
        {TEST_QUOTED, FIGURE_COUNT, 1, 0},          {TEST_QUALIFIED, FIGURE_COUNT, 1, 0},
        {TEST_CERTIFICATE, FIGURE_DATE, 100, 99},   {TEST_CREDIT, FIGURE_COUNT, 3, 2},
        {TEST_CEILING, FIGURE_PRICE, 80000, 75000}, {TEST_OWN_LOWEST, FIGURE_PRICE, 80000, 75000},
        {TEST_OTHERS, FIGURE_PRICE, 80000, 75000},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct award_case c = BIDS("8.00");
        struct award_bid *b = &c.bid[0];
        c.rules.check[cases[i].test] =
            (struct award_check){.on = true, .k = times("1"), .n = 2, .clause = "door"};
        c.rules.valid_until = (date){100};
        b->has_certificate = true;
        b->certificate_to = (date){99};
        b->unqualified = true;
        b->credit = 3;
        b->ceiling = b->own_lowest = b->others = yuan("7.50");
        if (cases[i].test == TEST_QUOTED)
            b->price = (money){0};
        run(&c);
        const struct award_figure *f = figure_of(&c, 0, cases[i].test);
        assert_int_equal(f->kind, cases[i].kind);
        assert_int_equal(f->left, cases[i].left);
        assert_int_equal(f->right, cases[i].right);
        assert_int_equal(f->k.ppm, f->kind == FIGURE_PRICE ? RATIO_ONE : 0);
        assert_false(f->no_bound || f->approx);
    }
}

static void
test_bounds_that_are_not_known(void **state)
{
    (void)state;
    struct award_case c = BIDS("8.00");
    static const enum award_test open[] = {TEST_CEILING, TEST_OWN_LOWEST, TEST_OTHERS};
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 1});
    for (size_t i = 0; i < COUNT(open); i++)
        c.rules.check[open[i]] = (struct award_check){.on = true, .k = times("1")};
    assert_string_equal(run(&c), "A1+s"); /* no fact, no bound */
    c.group.ceiling = yuan("7.99");
    assert_string_equal(run(&c), "A0xceiling");
    c.bid[0].ceiling = yuan("8.00"); /* its own counts */
    assert_string_equal(run(&c), "A1+s");
    c.bid[0].ceiling = (money){0};
    c.group.ceiling = yuan("8.00");
    assert_string_equal(run(&c), "A1+s");
    c.bid[0].factor = times("2"); /* a group's ceiling is in comparison terms */
    assert_string_equal(run(&c), "A0xceiling");
    assert_int_equal(figure_of(&c, 0, TEST_CEILING)->left, 160000);
    c.group.ceiling = yuan("5.00");
    c.bid[0].ceiling = yuan("0.0001"); /* the smallest there is counts too */
    assert_string_equal(run(&c), "A0xceiling");
    assert_int_equal(figure_of(&c, 0, TEST_CEILING)->right, 1);
    c.bid[0].ceiling = yuan("9.00");
    c.rules.check[TEST_CERTIFICATE].on = true; /* a certificate nobody has seen is none */
    assert_string_equal(run(&c), "A0xcertificate");
    assert_true(figure_of(&c, 0, TEST_CERTIFICATE)->no_bound);
}

static void
test_a_rounded_bound_says_so(void **state)
{
    (void)state;
    struct award_case c = BIDS("0.0002");
    c.rules.check[TEST_CEILING] = (struct award_check){.on = true, .k = times("50%")};
    c.bid[0].ceiling = yuan("0.0003");
    run(&c);
    assert_int_equal(figure_of(&c, 0, TEST_CEILING)->right, 2); /* 0.00015, and yet it is above */
    assert_true(figure_of(&c, 0, TEST_CEILING)->approx);
    assert_int_equal(c.out[0].decision, AWARD_INVALID);
}

static void
test_first_reason_counts(void **state)
{
    (void)state;
    struct award_case c = BIDS("8.00");
    struct award_bid *b = &c.bid[0];
    for (int t = TEST_QUOTED; t < AWARD_CHECKS; t++)
        c.rules.check[t] = (struct award_check){.on = true, .k = times("1")};
    c.rules.valid_until = (date){9};
    *b = (struct award_bid){.product = "A",
                            .company = "a",
                            .related = "",
                            .unit = "",
                            .unqualified = true,
                            .credit = 1,
                            .ceiling = yuan("1"),
                            .own_lowest = yuan("1"),
                            .others = yuan("1"),
                            .has_certificate = true};
    assert_string_equal(run(&c), "A0xquoted");
    b->price = yuan("8");
    assert_string_equal(run(&c), "A0xqualified");
    b->unqualified = false;
    assert_string_equal(run(&c), "A0xcertificate");
    b->certificate_to = (date){9};
    assert_string_equal(run(&c), "A0xcredit");
    b->credit = 0;
    b->barred = "clause of the pack"; /* whatever the round would bear */
    assert_string_equal(run(&c), "A0xcredit");
    assert_string_equal(c.out[0].clause, "clause of the pack");
    assert_true(c.out[0].figure[0].left == 1 && c.out[0].figure[0].right == 0);
    b->credit = 2;
    c.rules.check[TEST_CREDIT].on = false;
    assert_string_equal(run(&c), "A0xcredit");
    assert_int_equal(c.out[0].figure[0].left, 2);
    b->barred = NULL;
    assert_string_equal(run(&c), "A0xceiling");
    b->ceiling = yuan("8");
    assert_string_equal(run(&c), "A0xown_lowest");
    b->own_lowest = yuan("8");
    assert_string_equal(run(&c), "A0xother_rounds");
    b->others = yuan("8");
    assert_string_equal(run(&c), "A1-no_step");
}

static void
test_door(void **state)
{
    (void)state;
    struct award_bid ok = {.price = {1}};
    assert_int_equal(award_bid_check(&ok), BID_OK);
    money *prices[] = {&ok.price,    &ok.with_service, &ok.second, &ok.ceiling,
                       &ok.previous, &ok.own_lowest,   &ok.others};
    for (size_t i = 0; i < COUNT(prices); i++) {
        prices[i]->units = PRICE_LIMIT;
        assert_int_equal(award_bid_check(&ok), BID_PRICE_BOUND);
        prices[i]->units = -1;
        assert_int_equal(award_bid_check(&ok), BID_PRICE_BOUND);
        prices[i]->units = PRICE_LIMIT - 1;
        assert_int_equal(award_bid_check(&ok), BID_OK);
        prices[i]->units = 0;
        assert_int_equal(award_bid_check(&ok), BID_OK);
    }
    qty *counts[] = {&ok.reported, &ok.capacity};
    for (size_t i = 0; i < COUNT(counts); i++) {
        counts[i]->pieces = QTY_LIMIT;
        assert_int_equal(award_bid_check(&ok), BID_QTY_BOUND);
        counts[i]->pieces = -1;
        assert_int_equal(award_bid_check(&ok), BID_QTY_BOUND);
        counts[i]->pieces = QTY_LIMIT - 1;
        assert_int_equal(award_bid_check(&ok), BID_OK);
        counts[i]->pieces = 0;
    }
    ok.factor = (ratio){AWARD_FACTOR_MIN - 1};
    assert_int_equal(award_bid_check(&ok), BID_FACTOR_BOUND);
    ok.factor = (ratio){AWARD_FACTOR_MIN};
    assert_int_equal(award_bid_check(&ok), BID_OK);
    ok.factor = (ratio){AWARD_FACTOR_MAX + 1};
    assert_int_equal(award_bid_check(&ok), BID_FACTOR_BOUND);
    ok.factor = (ratio){AWARD_FACTOR_MAX};
    assert_int_equal(award_bid_check(&ok), BID_OK);
}

/* Nearest rank, against its definition: at least p of the prices do not exceed it, and fewer than
 * p do not exceed any smaller one. */
static void
test_percentile(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 7; n++)
        for (int64_t p = 0; p <= 100; p += 5) {
            money price[7], given[7];
            for (size_t i = 0; i < n; i++)
                price[i] = given[i] = (money){(int64_t)((i * 5 + 3) % 7) / 2};
            int64_t got = award_percentile(price, n, (ratio){p * 10000}).units;
            int64_t up_to = 0, below = 0;
            for (size_t i = 0; i < n; i++) {
                up_to += given[i].units <= got ? 1 : 0;
                below += given[i].units < got ? 1 : 0;
                if (i > 0)
                    assert_true(price[i - 1].units <= price[i].units);
            }
            assert_true(up_to * 100 >= p * (int64_t)n && up_to > 0);
            assert_true(below == 0 || below * 100 < p * (int64_t)n);
        }
}

static void
test_names(void **state)
{
    (void)state;
    for (int t = 0; t < TEST_COUNT; t++)
        assert_true(strlen(award_test_name((enum award_test)t)) >= 3);
    assert_string_equal(award_decision_name(AWARD_OPEN), "open");
    assert_string_equal(award_decision_name(AWARD_SELECT), "select");
    assert_string_equal(award_decision_name(AWARD_TO_DRAW), "draw");
    for (int d = 0; d <= AWARD_TO_DRAW; d++)
        assert_int_equal(award_is_selected((enum award_decision)d),
                         strncmp(award_decision_name((enum award_decision)d), "select", 6) == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_every_small_quote),
        cmocka_unit_test(test_checks),
        cmocka_unit_test(test_figures_of_a_refusal),
        cmocka_unit_test(test_bounds_that_are_not_known),
        cmocka_unit_test(test_a_rounded_bound_says_so),
        cmocka_unit_test(test_first_reason_counts),
        cmocka_unit_test(test_door),
        cmocka_unit_test(test_percentile),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
