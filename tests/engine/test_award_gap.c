/* The gap rule, the standby list, and what holds for every award: small cases exhaustively. */
#include "award_case.h"

static struct award_check
gap(const char *k)
{
    return (struct award_check){.on = true, .k = times(k), .clause = "gap_clause"};
}

static void
test_gap(void **state)
{
    (void)state;
    struct award_case c = BIDS("5.00", "10.00", "10.01", "4.00");
    quota_fixed(&c, 3);
    c.bid[3].ceiling = yuan("1.00"); /* the lowest bid is not valid: not the lowest selected */
    c.rules.check[TEST_CEILING] = (struct award_check){.on = true, .k = times("1")};
    c.rules.gap = gap("2");
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A1+s B2+s C3-gap D0xceiling"); /* exactly twice is inside */
    assert_string_equal(c.out[2].clause, "gap_clause");
    assert_int_equal(figure_of(&c, 2, TEST_GAP)->left, 100100);
    assert_int_equal(figure_of(&c, 2, TEST_GAP)->right, 100000);
    assert_int_equal(figure_of(&c, 2, TEST_GAP)->k.ppm, 2000000);
    assert_false(figure_of(&c, 2, TEST_GAP)->holds);
    c.rules.gap.on = false;
    assert_string_equal(run(&c), "A1+s B2+s C3+s D0xceiling");
}

static void
test_cut_to_the_bound(void **state)
{
    (void)state;
    struct award_case c = BIDS("3.33", "5.00", "6.00");
    c.bid[2].refuses_cut = true;
    c.rules.gap = gap("1.3"); /* 4.329 */
    c.rules.gap_cut = true;
    STEP(&c, "s", AWARD_SELECT, AT_MOST("9.00"));
    assert_string_equal(run(&c), "A1+s B2+s C3-gap");
    assert_int_equal(c.out[1].price.units, yuan("4.32").units); /* down, to stay inside */
    assert_int_equal(c.out[1].compared, c.out[1].price.units * RATIO_ONE);
    assert_int_equal(figure_of(&c, 1, TEST_GAP)->left, 50000);
    c.rules.decimals = 4;
    run(&c);
    assert_int_equal(c.out[1].price.units, yuan("4.329").units);
    c.bid[1].factor = times("0.7"); /* 3.50 of 4.329: no cut; then 5.6 */
    run(&c);
    assert_int_equal(c.out[1].price.units, 50000);
    c.bid[1].price = yuan("8.00");
    run(&c);
    assert_int_equal(c.out[1].price.units, 61842); /* x 0.7 = 4.32894 */
    c.rules.factor = FACTOR_DIVIDE;                /* 8 / 0.7 = 11.43 > 9 */
    c.rules.step[0].cond[0].fixed = yuan("99");
    run(&c);
    assert_int_equal(c.out[1].price.units, 30303); /* / 0.7 = 4.329 */
    c.rules.gap_cut = false;
    assert_string_equal(run(&c), "A1+s B3-gap C2-gap");
}

static void
test_a_quotient_that_was_rounded_up(void **state)
{
    (void)state;
    /* 3 / 0.3 ... the bound is 0.0010 x 1.000001; 0.0003 / 0.2999997 rounds up past it */
    struct award_case c = BIDS("0.0001", "0.0009");
    c.rules.factor = FACTOR_DIVIDE;
    c.rules.decimals = 4;
    c.rules.gap = gap("1");
    c.rules.gap_cut = true;
    c.bid[0].factor = times("0.3"); /* 0.00033333333|33, rounded down to 10 decimals */
    c.bid[1].factor = times("0.6"); /* 0.0002 / 0.6 is the same: inside */
    STEP(&c, "s", AWARD_SELECT, AT_MOST("9.00"));
    assert_string_equal(run(&c), "A1+s B2+s");
    assert_int_equal(c.out[1].price.units, 1);
    c.bid[0].factor = times("0.03"), c.bid[1].factor = times("0.015"); /* 33.33... : no cell left */
    assert_string_equal(run(&c), "A1+s B2-gap");
}

static void
test_guarantee_and_the_gap(void **state)
{
    (void)state;
    for (int inside = 0; inside < 2; inside++) {
        struct award_case c = BIDS("1.00", "3.00", "2.00");
        quota_fixed(&c, 3);
        STEP(&c, "kept", AWARD_SELECT_WITHOUT_QUOTA, AT_MOST("1.00"));
        STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
        c.rules.gap = gap("2");
        c.rules.gap_guarantee = inside;
        /* outside, the lowest selected is 2.00 */
        assert_string_equal(run(&c), inside ? "A1*kept B3-gap C2+s" : "A1*kept B3+s C2+s");
    }
}

static void
test_refill(void **state)
{
    (void)state;
    /* each within its own ceiling's half: C exceeds the gap and D, dearer, has no step before it.
     * E would do but is dearer too; F is cheap by conversion only in rank */
    struct award_case c = BIDS("1.00", "2.50", "2.20", "1.90");
    static const char *const ceiling[] = {"2.00", "5.00", "4.40", "3.80"};
    for (size_t i = 0; i < 4; i++)
        c.bid[i].ceiling = yuan(ceiling[i]);
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "half", AWARD_SELECT, PLACE, {.test = TEST_CEILING, .k = times("50%")});
    c.rules.gap = gap("1.8");
    assert_string_equal(run(&c), "A1+s B4-no_step C3-no_step D2-gap");
    c.rules.gap_refill = true; /* whoever is next is dearer still, and not inside */
    assert_string_equal(run(&c), "A1+s B4-no_step C3-no_step D2-gap");
}

static void
test_refill_takes_the_next_by_its_second_quote(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "3.50", "4.00");
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("2")});
    c.rules.step[1].second = true;
    STEP(&c, "wait", AWARD_STANDBY, {.test = TEST_RANK, .n = 4});
    c.bid[2].second = yuan("1.60");
    c.bid[3].second = yuan("1.40"); /* inside 1.5 x 1.00; already standing by */
    c.bid[4].second = yuan("1.50");
    c.rules.gap = gap("1.5");
    c.rules.gap_refill = true;
    assert_string_equal(run(&c), "A1+s B2-gap C3swait D4+again E5-no_step");
    assert_int_equal(c.out[3].price.units, 14000);
    /* only the figures of the step that took it */
    assert_int_equal(c.out[3].figures, 1);
    assert_string_equal(c.out[3].figure[0].step, "again");
    assert_true(c.out[3].figure[0].holds);
    c.rules.gap_refill = false;
    assert_string_equal(run(&c), "A1+s B2-gap C3swait D4swait E5-no_step");
    c.rules.gap_refill = true;
    c.bid[3].second = yuan("1.51"); /* then the next */
    assert_string_equal(run(&c), "A1+s B2-gap C3swait D4swait E5+again");
    /* two places, two of them */
    c.rules.quota[0].fixed = 3;
    c.bid[3].second = yuan("1.40");
    assert_string_equal(run(&c), "A1+s B2-gap C3-gap D4+again E5+again");
}

static void
test_refill_of_the_first_in_rank(void **state)
{
    (void)state;
    /* A meets only the last step, when the one place is C's; B is kept by the guarantee; C exceeds */
    struct award_case c = BIDS("1.00", "1.20", "2.00");
    static const char *const ceiling[] = {"1.50", "4.00", "4.00"};
    for (size_t i = 0; i < 3; i++)
        c.bid[i].ceiling = yuan(ceiling[i]);
    quota_fixed(&c, 1);
    STEP(&c, "kept", AWARD_SELECT_WITHOUT_QUOTA, {.test = TEST_CEILING, .k = times("30%")});
    STEP(&c, "half", AWARD_SELECT, PLACE, {.test = TEST_CEILING, .k = times("50%")});
    STEP(&c, "any", AWARD_SELECT, PLACE, AT_MOST("9.00"));
    c.rules.gap = gap("1.5");
    c.rules.gap_guarantee = true;
    assert_string_equal(run(&c), "A1-no_step B2*kept C3-gap");
    c.rules.gap_refill = true;
    assert_string_equal(run(&c), "A1+any B2*kept C3-gap");
}

static void
test_refill_by_the_first_step(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "4.00");
    static const char *const second[] = {"0.00", "1.90", "1.20", "1.50"};
    for (size_t i = 0; i < 4; i++)
        c.bid[i].second = yuan(second[i]);
    quota_fixed(&c, 2);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("2")});
    c.rules.step[0].second = true;
    c.rules.gap = gap("1.5");
    c.rules.gap_refill = true;
    assert_string_equal(run(&c), "A1-no_step B2-gap C3+again D4+again");
}

static void
test_a_guarantee_winner_frees_no_place(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00");
    c.bid[1].ceiling = yuan("9.00");
    c.bid[2].second = yuan("1.20");
    quota_fixed(&c, 1);
    STEP(&c, "kept", AWARD_SELECT_WITHOUT_QUOTA, {.test = TEST_CEILING, .k = times("50%")});
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("2")});
    c.rules.step[2].second = true;
    c.rules.gap = gap("1.5");
    c.rules.gap_refill = c.rules.gap_guarantee = true;
    assert_string_equal(run(&c), "A1+s B2-gap C3-no_step");
}

static void
test_refill_moves_the_lowest(void **state)
{
    (void)state;
    /* C comes in at 0.70 and makes 1.20 too dear; D takes that place */
    struct award_case c = BIDS("1.00", "1.20", "2.00", "3.00");
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("1")});
    c.rules.step[1].second = true;
    c.bid[2].second = yuan("0.70");
    c.bid[3].second = yuan("0.80");
    c.rules.gap = gap("1.15");
    c.rules.gap_refill = true;
    assert_string_equal(run(&c), "A1-gap B2-gap C3+again D4+again");
}

static void
test_refill_with_a_tie(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "3.00", "4.00");
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("1.5")});
    c.rules.step[1].second = true;
    for (size_t i = 2; i < 5; i++)
        c.bid[i].second = yuan("1.40");
    c.rules.gap = gap("1.5");
    c.rules.gap_refill = true;
    /* one place, two equals: drawn; E may not slip in */
    assert_string_equal(run(&c), "A1+s B2-gap C3?again D3?again E5-no_step");
    assert_int_equal(c.status, AWARD_HAS_DRAW);
    c.bid[2].draw = 2, c.bid[3].draw = 1;
    assert_string_equal(run(&c), "A1+s B2-gap C4-no_step D3+again E5-no_step");
}

static void
test_standby(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "3.00", "4.00", "9.00");
    quota_fixed(&c, 1);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "dear", AWARD_REJECT, {.test = TEST_BIDDERS_MIN, .n = 7});
    assert_string_equal(run(&c), "A1+s B2-no_step C3-no_step D3-no_step E5-no_step F6-no_step");
    c.rules.standby = (struct award_check){.on = true, .n = 1, .clause = "tibu"};
    assert_string_equal(run(&c), "A1+s B2sstandby C3-no_step D3-no_step E5-no_step F6-no_step");
    assert_string_equal(c.out[1].clause, "tibu");
    c.rules.standby.n = 2; /* equals stand by together */
    assert_string_equal(run(&c), "A1+s B2sstandby C3sstandby D3sstandby E5-no_step F6-no_step");
    c.rules.standby.n = 3;
    assert_string_equal(run(&c), "A1+s B2sstandby C3sstandby D3sstandby E5-no_step F6-no_step");
    c.rules.standby.n = 4;
    assert_string_equal(run(&c), "A1+s B2sstandby C3sstandby D3sstandby E5sstandby F6-no_step");
    c.rules.step[1].cond[0].n = 6; /* what a step rejected does not stand by */
    assert_string_equal(run(&c), "A1+s B2-dear C3-dear D3-dear E5-dear F6-dear");
}

/* --- every small case --- */

/* Four bids with prices 1..5 and own bounds 1..2 of them; gap 1.5; quota 2 or 3. The winners keep
 * the bound, and nobody who meets a step and the bound is left out while a place is free. */
static void
check_gap_case(const int64_t price[4], int64_t quota, bool refill)
{
    static const char *const any[] = {"1", "1", "1", "1"};
    struct award_case c = bids(4, any);
    int64_t lowest = INT64_MAX, won = 0;
    for (size_t i = 0; i < 4; i++)
        c.bid[i].price = (money){price[i] * 100};
    for (size_t i = 1; i < 4; i++)
        c.bid[i].second = (money){price[(i + 1) % 4] * 100};
    quota_fixed(&c, quota);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "again", AWARD_SELECT, PLACE, {.test = TEST_LOWEST, .k = times("2")});
    c.rules.step[1].second = true;
    c.rules.gap = gap("1.5");
    c.rules.gap_refill = refill;
    run(&c);
    for (size_t i = 0; i < 4; i++)
        if (c.out[i].decision == AWARD_SELECT && c.out[i].price.units < lowest)
            lowest = c.out[i].price.units;
    for (size_t i = 0; i < 4; i++)
        if (c.out[i].decision == AWARD_SELECT) {
            assert_true(2 * c.out[i].price.units <= 3 * lowest);
            won++;
        }
    assert_true(won <= quota);
    if (c.status == AWARD_HAS_DRAW)
        return;
    assert_true(won > 0);
    for (size_t i = 1; i < 4 && refill && won < quota; i++) {
        int64_t second = c.bid[i].second.units;
        int64_t least = price[0];
        for (size_t k = 1; k < 4; k++)
            least = price[k] < least ? price[k] : least;
        bool would = c.out[i].decision == AWARD_REJECT && strcmp(c.out[i].step, "gap") != 0 &&
                     second <= c.bid[i].price.units && second <= 2 * least * 100 &&
                     2 * second <= 3 * lowest;
        if (would)
            fail_msg("%lld %lld %lld %lld: %s", (long long)price[0], (long long)price[1],
                     (long long)price[2], (long long)price[3], c.text);
    }
}

static void
test_every_gap(void **state)
{
    (void)state;
    for (int64_t code = 0; code < 6 * 6 * 6 * 6; code++) {
        int64_t price[4] = {code % 6 + 1, code / 6 % 6 + 1, code / 36 % 6 + 1, code / 216 + 1};
        for (int64_t quota = 1; quota <= 4; quota++) {
            check_gap_case(price, quota, true);
            check_gap_case(price, quota, false);
        }
    }
}

/* The same bids in any order: the same answer for each product. Also: ranks are those of the
 * definition, 1 + how many are strictly better. */
static void
check_orders(struct award_case *c)
{
    static const size_t order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                       {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct award_case first = *c, other;
    run(&first);
    for (size_t i = 0; i < 3; i++) {
        int64_t better = 0;
        for (size_t k = 0; k < 3; k++)
            better += first.out[k].rank > 0 && first.out[k].compared < first.out[i].compared;
        assert_true(first.out[i].rank == 0 || first.out[i].rank == better + 1);
    }
    for (size_t o = 1; o < 6; o++) {
        other = *c;
        for (size_t i = 0; i < 3; i++)
            other.bid[i] = c->bid[order[o][i]];
        run(&other);
        assert_int_equal(other.status, first.status);
        for (size_t i = 0; i < 3; i++) {
            const struct award_result *x = &first.out[order[o][i]], *y = &other.out[i];
            assert_int_equal(x->rank, y->rank);
            assert_int_equal(x->decision, y->decision);
            assert_string_equal(x->step, y->step);
            assert_int_equal(x->price.units, y->price.units);
            assert_int_equal(x->figures, y->figures);
        }
    }
}

static void
test_every_order(void **state)
{
    (void)state;
    for (int code = 0; code < 5 * 5 * 5 * 8; code++) {
        struct award_case c = BIDS("1.00", "1.00", "1.00");
        int p = code;
        for (size_t i = 0; i < 3; i++, p /= 5)
            c.bid[i].price = (money){p % 5 * 100};
        c.bid[1].related = p % 2 ? "a" : "";
        quota_fixed(&c, 1 + p / 2 % 2);
        c.rules.per_company = (struct award_check){.on = p / 4 % 2, .n = 1, .clause = ""};
        c.rules.standby = (struct award_check){.on = true, .n = 1, .clause = ""};
        c.rules.gap = gap("2");
        c.rules.gap_refill = c.rules.gap_cut = true;
        STEP(&c, "s", AWARD_SELECT, IN_QUOTA, K_LOWEST("3"));
        STEP(&c, "m", AWARD_SELECT_WITHOUT_VOLUME,
             {.test = TEST_ANCHOR,
              .k = times("1"),
              .mean = times("110%"),
              .has_sigma = true,
              .sigmas = times("1")});
        check_orders(&c);
    }
}

static void
test_nobody(void **state)
{
    struct award_rules r = {.ranking_clause = ""};
    struct award_group g = {.name = "G"};
    struct award_result out[1];
    struct award_slot work[1];
    (void)state;
    assert_int_equal(award_run(&r, &g, out, work), AWARD_DONE);
    assert_int_equal(award_refer(&g, out).n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gap),
        cmocka_unit_test(test_cut_to_the_bound),
        cmocka_unit_test(test_a_quotient_that_was_rounded_up),
        cmocka_unit_test(test_guarantee_and_the_gap),
        cmocka_unit_test(test_refill),
        cmocka_unit_test(test_refill_takes_the_next_by_its_second_quote),
        cmocka_unit_test(test_refill_of_the_first_in_rank),
        cmocka_unit_test(test_refill_by_the_first_step),
        cmocka_unit_test(test_a_guarantee_winner_frees_no_place),
        cmocka_unit_test(test_refill_moves_the_lowest),
        cmocka_unit_test(test_refill_with_a_tie),
        cmocka_unit_test(test_standby),
        cmocka_unit_test(test_every_gap),
        cmocka_unit_test(test_every_order),
        cmocka_unit_test(test_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
