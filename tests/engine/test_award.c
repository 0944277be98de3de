/* The award's order, quota, ties, bidders, units and validity: worked examples (RULES 3). */
#include "award_case.h"

static void
test_rank_and_quota(void **state)
{
    (void)state;
    struct award_case c = BIDS("6.00", "10.80", "10.81", "7.00");
    quota_fixed(&c, 3);
    STEP(&c, "band", AWARD_SELECT, IN_QUOTA, K_LOWEST("1.8"));
    /* exactly 1.8 x 6.00 is inside; the fourth has no place, whatever its price */
    assert_string_equal(run(&c), "A1+band B3+band C4-no_step D2+band");
    assert_int_equal(figure_of(&c, 2, TEST_RANK_IN_QUOTA)->left, 4);
    assert_int_equal(figure_of(&c, 2, TEST_RANK_IN_QUOTA)->right, 3);
    assert_int_equal(figure_of(&c, 2, TEST_RANK_IN_QUOTA)->kind, FIGURE_COUNT);
    c.rules.step[0].cond[1].k = times("1");
    assert_string_equal(run(&c), "A1+band B3-no_step C4-no_step D2-no_step");
    assert_int_equal(c.out[1].figures, 1); /* the condition that failed, not those that held */
    assert_int_equal(c.out[1].figure[0].test, TEST_LOWEST);
    assert_int_equal(c.status, AWARD_DONE);
    assert_string_equal(c.out[0].clause, "band");
    assert_string_equal(c.out[2].clause, "ranking");

    c = BIDS("6.00", "10.80", "10.81");
    STEP(&c, "band", AWARD_SELECT, K_LOWEST("1.8"));
    assert_string_equal(run(&c), "A1+band B2+band C3-no_step");
    assert_int_equal(figure_of(&c, 2, TEST_LOWEST)->left, 108100);
    assert_int_equal(figure_of(&c, 2, TEST_LOWEST)->right, 108000);
    assert_int_equal(figure_of(&c, 2, TEST_LOWEST)->k.ppm, 1800000);
    assert_int_equal(figure_of(&c, 2, TEST_LOWEST)->kind, FIGURE_PRICE);
    assert_string_equal(figure_of(&c, 2, TEST_LOWEST)->step, "band");
    assert_false(figure_of(&c, 2, TEST_LOWEST)->holds);
    assert_false(figure_of(&c, 2, TEST_LOWEST)->approx);
    assert_true(figure_of(&c, 1, TEST_LOWEST)->holds);
}

static void
test_first_step_that_holds_decides(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "4.00", "5.00");
    STEP(&c, "one", AWARD_SELECT, AT_MOST("1.00"));
    STEP(&c, "two", AWARD_SELECT_WITHOUT_QUOTA, AT_MOST("2.00"));
    STEP(&c, "three", AWARD_SELECT_WITHOUT_VOLUME, AT_MOST("3.00"));
    STEP(&c, "four", AWARD_STANDBY, AT_MOST("4.00"));
    STEP(&c, "five", AWARD_REJECT, AT_MOST("9.00"));
    assert_string_equal(run(&c), "A1+one B2*two C3"
                                 "0three D4sfour E5-five");
    /* every failed step left the figure that failed, the deciding one all of its own */
    assert_int_equal(c.out[4].figures, 5);
    assert_string_equal(c.out[4].figure[0].step, "one");
    assert_true(c.out[4].figure[4].holds);
}

static void
test_quota_forms(void **state)
{
    static const int64_t ninth[] = {1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9, 10, 10, 10, 10};
    static const char *const price[] = {"1.00", "2.00", "3.00", "4.00",  "5.00",  "6.00",
                                        "7.00", "8.00", "9.00", "10.00", "11.00", "12.00"};
    (void)state;
    for (size_t n = 1; n <= CASE_BIDS; n++)
        for (size_t shorter = 1; shorter <= 16; shorter++) {
            struct award_case c = bids(n, price);
            struct award_quota *q = &c.rules.quota[c.rules.quotas++];
            *q = (struct award_quota){.unit = "", .kind = QUOTA_TABLE, .table_n = shorter};
            memcpy(q->table, ninth, sizeof(ninth));
            STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
            run(&c);
            size_t won = 0;
            for (size_t i = 0; i < n; i++)
                won += award_is_selected(c.out[i].decision) ? 1 : 0;
            /* above the end of the table: as its last entry */
            assert_int_equal(won, ninth[(n < shorter ? n : shorter) - 1]);
        }
}

static void
test_quota_percent(void **state)
{
    static const struct {
        const char *percent;
        enum rounding round;
        size_t n;
        int64_t places;
        const char *why;
    } cases[] = {
        {"60%", ROUND_DOWN, 4, 2, "2.4"},       {"60%", ROUND_UP, 4, 3, "2.4"},
        {"60%", ROUND_HALF_UP, 4, 2, "2.4"},    {"50%", ROUND_HALF_UP, 5, 3, "2.5"},
        {"50%", ROUND_DOWN, 4, 2, "exactly 2"}, {"100%", ROUND_DOWN, 5, 5, "all"},
        {"0%", ROUND_DOWN, 5, 0, "nobody"},
    };
    static const char *const price[] = {"1.00", "2.00", "3.00", "4.00", "5.00"};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct award_case c = bids(cases[i].n, price);
        c.rules.quota[c.rules.quotas++] = (struct award_quota){.unit = "",
                                                               .kind = QUOTA_PERCENT,
                                                               .percent = times(cases[i].percent),
                                                               .round = cases[i].round};
        STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
        run(&c);
        for (size_t k = 0; k < cases[i].n; k++)
            assert_int_equal(award_is_selected(c.out[k].decision), (int64_t)k < cases[i].places);
    }
}

static void
test_no_quota_is_no_place(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00");
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A1-no_step");
    c.rules.quota[c.rules.quotas++] = (struct award_quota){.unit = "", .kind = QUOTA_TABLE, .clause = ""};
    assert_string_equal(run(&c), "A1-no_step"); /* nor is a table without a line */
    c = BIDS("0.00"); /* gave up: the only bid; N is 0, the table has no line for it */
    c.rules.quota[c.rules.quotas++] =
        (struct award_quota){.unit = "", .kind = QUOTA_TABLE, .table = {1}, .table_n = 1};
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A0xquoted");
}

static void
test_ties(void **state)
{
    (void)state;
    /* not across the quota: they share rank 1, and the next is third */
    struct award_case c = BIDS("5.00", "5.00", "6.00", "7.00");
    quota_fixed(&c, 3);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A1+s B1+s C3+s D4-no_step");
    assert_int_equal(c.out[0].tied, 2);
    assert_int_equal(c.out[2].tied, 1);

    /* across it: nobody's place */
    c = BIDS("4.00", "5.00", "5.00", "5.00", "6.00");
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "late", AWARD_SELECT, PLACE);
    assert_string_equal(run(&c),
                        "A1+s B2?s C2?s D2?s E5-no_step"); /* the place is kept for the draw */
    assert_int_equal(c.status, AWARD_HAS_DRAW);
    assert_true(figure_of(&c, 1, TEST_RANK_IN_QUOTA)->to_draw);
    assert_int_equal(figure_of(&c, 4, TEST_PLACE_LEFT)->left, 3); /* one kept, not three */

    /* a record with a number for every tied bid settles it */
    c.bid[1].draw = 3, c.bid[2].draw = 1, c.bid[3].draw = 2;
    assert_string_equal(run(&c), "A1+s B4-no_step C2+s D3-no_step E5-no_step");
    assert_int_equal(c.status, AWARD_DONE);

    c.bid[3].draw = 0; /* one is missing: not settled */
    assert_string_equal(run(&c), "A1+s B2?s C2?s D2?s E5-no_step");
    c.bid[3].draw = 1; /* a number twice: not settled */
    assert_string_equal(run(&c), "A1+s B2?s C2?s D2?s E5-no_step");
}

static void
test_a_draw_only_touches_its_tie(void **state)
{
    (void)state;
    struct award_case c = BIDS("5.00", "5.00", "4.00", "4.00");
    quota_fixed(&c, 4);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    c.bid[0].draw = 1, c.bid[1].draw = 2, c.bid[2].draw = 9; /* C drawn, D not */
    assert_string_equal(run(&c), "A3+s B4+s C1+s D1+s");
    c.bid[3].draw = 8;
    assert_string_equal(run(&c), "A3+s B4+s C2+s D1+s");

    c = BIDS("2.00", "1.00", "2.00"); /* equals that do not stand side by side */
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    c.bid[0].draw = 2, c.bid[2].draw = 1;
    assert_string_equal(run(&c), "A3-no_step B1+s C2+s");
}

static void
test_tie_rules(void **state)
{
    (void)state;
    struct award_case c = BIDS("5.00", "5.00", "5.00", "5.00");
    quota_fixed(&c, 1);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    c.rules.tie[0] = TIE_REPORTED;
    c.rules.tie[1] = TIE_FILED;
    c.rules.ties = 2;
    c.bid[0].reported = (qty){10}, c.bid[0].filed_at = 7;
    c.bid[1].reported = (qty){20}, c.bid[1].filed_at = 9;
    c.bid[2].reported = (qty){20}, c.bid[2].filed_at = 8;
    c.bid[3].reported = (qty){20}; /* no time: after all others */
    assert_string_equal(run(&c), "A4-no_step B2-no_step C1+s D3-no_step");
    c.rules.tie[0] = TIE_FILED;
    c.rules.tie[1] = TIE_REPORTED;
    assert_string_equal(run(&c), "A1+s B3-no_step C2-no_step D4-no_step");

    c.bid[0].filed_at = 2, c.bid[2].filed_at = 1;
    assert_string_equal(run(&c), "A2-no_step B3-no_step C1+s D4-no_step");

    c.rules.tie[0] = TIE_CAPACITY;
    c.rules.tie[1] = TIE_CREDIT;
    c.bid[0].capacity = (qty){5};
    c.bid[1].capacity = (qty){6}, c.bid[1].credit = 1;
    c.bid[2].capacity = (qty){6}, c.bid[2].credit = 2;
    assert_string_equal(run(&c), "A3-no_step B1+s C2-no_step D4-no_step");
    c.rules.ties = 1; /* what stands behind the list says nothing */
    assert_string_equal(run(&c), "A3-no_step B1?s C1?s D4-no_step");
}

static void
test_places_left(void **state)
{
    (void)state;
    /* who is not in the band gives its place to the next: PLACE_LEFT counts winners, not ranks */
    struct award_case c = BIDS("1.00", "2.00", "3.00", "4.00", "5.00");
    c.bid[1].ceiling = yuan("2.50");
    for (size_t i = 2; i < 5; i++)
        c.bid[i].ceiling = yuan("10.00");
    c.bid[0].ceiling = yuan("2.00");
    quota_fixed(&c, 3);
    STEP(&c, "half", AWARD_SELECT, PLACE, {.test = TEST_CEILING, .k = times("50%")});
    assert_string_equal(run(&c), "A1+half B2-no_step C3+half D4+half E5-no_step");
    assert_int_equal(figure_of(&c, 4, TEST_PLACE_LEFT)->left, 4);
    assert_int_equal(figure_of(&c, 4, TEST_PLACE_LEFT)->right, 3);
    assert_int_equal(c.out[4].figures, 1);
    assert_int_equal(figure_of(&c, 3, TEST_PLACE_LEFT)->left, 3);
    assert_int_equal(c.out[3].figures, 2);
    assert_int_equal(c.out[1].figures, 1); /* asked for no place: its price failed */
    assert_int_equal(c.out[1].figure[0].test, TEST_CEILING);

    /* a tie for the last place */
    c = BIDS("1.00", "2.00", "2.00", "3.00");
    quota_fixed(&c, 2);
    STEP(&c, "s", AWARD_SELECT, PLACE);
    assert_string_equal(run(&c), "A1+s B2?s C2?s D4-no_step");
    assert_true(figure_of(&c, 1, TEST_PLACE_LEFT)->to_draw);
    assert_int_equal(figure_of(&c, 3, TEST_PLACE_LEFT)->left, 3);
    c.rules.quota[0].fixed = 3;
    assert_string_equal(run(&c), "A1+s B2+s C2+s D4-no_step");
    c.rules.quota[0].fixed = 1;
    assert_string_equal(run(&c), "A1+s B2-no_step C2-no_step D4-no_step");

    /* of two equals one does not ask for the last place: the other has it */
    c = BIDS("1.00", "2.00", "2.00", "3.00");
    c.bid[0].ceiling = c.bid[1].ceiling = c.bid[3].ceiling = yuan("9.00");
    c.bid[2].ceiling = yuan("2.50");
    quota_fixed(&c, 2);
    STEP(&c, "half", AWARD_SELECT, PLACE, {.test = TEST_CEILING, .k = times("50%")});
    assert_string_equal(run(&c), "A1+half B2+half C2-no_step D4-no_step");

    /* guarantee winners take no place */
    c = BIDS("1.00", "2.00", "3.00");
    quota_fixed(&c, 1);
    STEP(&c, "cheap", AWARD_SELECT_WITHOUT_QUOTA, AT_MOST("1.00"));
    STEP(&c, "s", AWARD_SELECT, PLACE);
    assert_string_equal(run(&c), "A1*cheap B2+s C3-no_step");
}

static void
test_rank_at_most(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "2.00", "3.00", "4.00");
    quota_fixed(&c, 3);
    STEP(&c, "first", AWARD_SELECT, {.test = TEST_RANK, .n = 2});
    STEP(&c, "rest", AWARD_SELECT, PLACE);
    /* B and C wait for the second place; the third stays open */
    assert_string_equal(run(&c), "A1+first B2?first C2?first D4+rest E5-no_step");
    c.rules.step[0].cond[0].n = 3;
    assert_string_equal(run(&c), "A1+first B2+first C2+first D4-no_step E5-no_step");
    c.rules.step[0].cond[0].n = 1;
    c.rules.quota[0].fixed = 4;
    assert_string_equal(run(&c), "A1+first B2+rest C2+rest D4+rest E5-no_step");
}

static void
test_a_draw_of_one_step_keeps_its_places(void **state)
{
    (void)state;
    /* three for two places within rank 3: both are kept, one more is left for the next step */
    struct award_case c = BIDS("1.00", "2.00", "2.00", "2.00", "3.00", "4.00");
    quota_fixed(&c, 4);
    STEP(&c, "first", AWARD_SELECT, {.test = TEST_RANK, .n = 3});
    STEP(&c, "rest", AWARD_SELECT, PLACE);
    assert_string_equal(run(&c), "A1+first B2?first C2?first D2?first E5+rest F6-no_step");
    /* the quota crosses as well: whatever is less */
    c.rules.step[0].cond[1] = (struct award_cond){.test = TEST_RANK_IN_QUOTA};
    c.rules.step[0].conds = 2;
    c.rules.quota[0].fixed = 2;
    assert_string_equal(run(&c), "A1+first B2?first C2?first D2?first E5-no_step F6-no_step");
    /* a standby list that waits for its draw takes no place of the quota */
    c.rules.step[0].outcome = AWARD_STANDBY;
    assert_string_equal(run(&c), "A1sfirst B2?first C2?first D2?first E5+rest F6+rest");
}

static void
test_related_companies(void **state)
{
    (void)state;
    /* a and b of one controller, c the parent of d: four companies, two bidders */
    struct award_case c = BIDS("1.00", "2.00", "3.00", "4.00");
    c.bid[0].related = c.bid[1].related = "holding";
    c.bid[3].related = "c";
    c.rules.quota[c.rules.quotas++] =
        (struct award_quota){.unit = "", .kind = QUOTA_TABLE, .table = {1, 2, 3, 4}, .table_n = 4};
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A1+s B2+s C3-no_step D4-no_step");
    /* one of each bidder takes part */
    c.rules.per_company = (struct award_check){.on = true, .n = 1, .clause = "limit"};
    assert_string_equal(run(&c), "A1+s B0-per_company C2+s D0-per_company");
    assert_string_equal(c.out[1].clause, "limit");
    assert_int_equal(figure_of(&c, 1, TEST_PER_COMPANY)->left, 2);
    assert_int_equal(figure_of(&c, 1, TEST_PER_COMPANY)->right, 1);
    assert_int_equal(figure_of(&c, 1, TEST_PER_COMPANY)->kind, FIGURE_COUNT);
    /* relations chain: d - c and c - holding make all four one */
    c.bid[2].related = "holding";
    assert_string_equal(run(&c), "A1+s B0-per_company C0-per_company D0-per_company");
    c.rules.per_company.n = 2;
    c.rules.quota[0].table[0] = 4;
    assert_string_equal(run(&c), "A1+s B2+s C0-per_company D0-per_company");
    /* no controller named is no relation */
    c = BIDS("1.00", "2.00");
    c.rules.per_company = (struct award_check){.on = true, .n = 1, .clause = "limit"};
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_BIDDERS_MIN, .n = 2});
    assert_string_equal(run(&c), "A1+s B2+s");
    c.bid[1].company = "a";
    assert_string_equal(run(&c), "A1-no_step B0-per_company");
}

static void
test_equals_at_a_company_limit(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "1.00", "2.00");
    c.bid[1].company = "a";
    c.rules.per_company = (struct award_check){.on = true, .n = 1, .clause = "limit"};
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 2});
    assert_string_equal(run(&c), "A0?per_company B0?per_company C1+s");
    assert_true(figure_of(&c, 0, TEST_PER_COMPANY)->to_draw);
    c.bid[0].draw = 2, c.bid[1].draw = 1;
    assert_string_equal(run(&c), "A0-per_company B1+s C2+s");
    c.bid[0].draw = c.bid[1].draw = 0;
    c.rules.per_company.n = 2;
    assert_string_equal(run(&c), "A1+s B1+s C3-no_step");
    c.bid[2].company = "a";
    assert_string_equal(run(&c), "A1+s B1+s C0-per_company");
    c = BIDS("5.00"); /* the limit looks at no price: prices elsewhere bind only where a rule says so */
    c.bid[0].others = yuan("1.00");
    c.rules.per_company = (struct award_check){.on = true, .n = 1, .clause = "limit"};
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 1});
    assert_string_equal(run(&c), "A1+s");
}

static void
test_min_bidders(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "0.00");
    c.rules.bidders_min = (struct award_check){.on = true, .n = 3, .clause = "three"};
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 2});
    assert_string_equal(run(&c), "A1-bidders_at_least B2-bidders_at_least C0xquoted");
    assert_string_equal(c.out[0].clause, "three");
    assert_int_equal(figure_of(&c, 0, TEST_BIDDERS_MIN)->left, 3);
    assert_int_equal(figure_of(&c, 0, TEST_BIDDERS_MIN)->right, 2);
    assert_int_equal(figure_of(&c, 0, TEST_BIDDERS_MIN)->kind, FIGURE_COUNT);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(c.out[i].figures, 1); /* one reason each */
    c.rules.bidders_min.n = 2;
    assert_string_equal(run(&c), "A1+s B2+s C0xquoted");
    c.rules.bidders_min = (struct award_check){.on = false, .n = 3};
    assert_string_equal(run(&c), "A1+s B2+s C0xquoted");
}

static void
test_units_by_demand(void **state)
{
    (void)state;
    /* demand 50, 30, 15, 5: the first 85 % are A, B and C (50 + 30 < 85) */
    struct award_case c = BIDS("4.00", "3.00", "2.00", "1.00");
    static const int64_t demand[] = {50, 30, 15, 5};
    for (size_t i = 0; i < 4; i++)
        c.bid[i].reported = (qty){demand[i]};
    c.rules.units = UNITS_BY_DEMAND;
    c.rules.unit_share = times("85%");
    quota_fixed(&c, 1);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    assert_string_equal(run(&c), "A3-no_step B2-no_step C1+s D1+s");
    assert_string_equal(c.out[2].unit, "A");
    assert_string_equal(c.out[3].unit, "B");
    c.rules.unit_share = times("80%"); /* 50 + 30 are the first 80 % already */
    assert_string_equal(run(&c), "A2-no_step B1+s C2-no_step D1+s");
    c.bid[1].part_area = true; /* cannot supply everywhere */
    assert_string_equal(run(&c), "A1+s B3-no_step C2-no_step D1+s");
    /* two products of one company count together: 40 + 5 come before 42 */
    c.bid[1].part_area = false;
    c.bid[1].company = "d";
    c.bid[0].reported = (qty){42};
    c.bid[1].reported = (qty){40};
    c.rules.unit_share = times("45%");
    assert_string_equal(run(&c), "A3-no_step B2-no_step C1+s D1+s");
}

static void
test_units_with_equal_demand_stay_together(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00");
    for (size_t i = 0; i < 3; i++)
        c.bid[i].reported = (qty){10};
    c.rules.units = UNITS_BY_DEMAND;
    c.rules.unit_share = times("50%");
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_UNIT, .name = "A"});
    assert_string_equal(run(&c), "A1+s B2+s C3+s");
    assert_int_equal(figure_of(&c, 0, TEST_UNIT)->right, 1);
    for (size_t i = 0; i < 3; i++)
        c.bid[i].reported = (qty){0}; /* no demand at all: nobody is among the first */
    assert_string_equal(run(&c), "A1-no_step B2-no_step C3-no_step");
}

static void
test_declared_units_have_their_own_quota(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00", "3.00", "4.00", "9.00");
    static const char *const unit[] = {"B", "A", "B", "A", "A"};
    for (size_t i = 0; i < 5; i++)
        c.bid[i].unit = unit[i];
    c.rules.units = UNITS_DECLARED;
    c.rules.quota[c.rules.quotas++] =
        (struct award_quota){.unit = "A", .kind = QUOTA_FIXED, .fixed = 2};
    quota_fixed(&c, 1);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    /* B's second may follow at the lowest price of A */
    STEP(&c, "as_a", AWARD_SELECT_WITHOUT_VOLUME, {.test = TEST_UNIT, .name = "B"},
         {.test = TEST_OTHER_UNIT, .name = "A", .k = times("1.5"), .stat = STAT_LOWEST});
    assert_string_equal(run(&c), "A1+s B1+s C2"
                                 "0as_a D2+s E3-no_step");
    c.bid[2].price = yuan("3.01"); /* 1.5 x 2.00 */
    assert_string_equal(run(&c), "A1+s B1+s C2-no_step D2+s E3-no_step");
    c.rules.units = UNITS_NONE; /* what was declared says nothing */
    assert_string_equal(run(&c), "A1+s B2-no_step C3-no_step D4-no_step E5-no_step");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rank_and_quota),
        cmocka_unit_test(test_first_step_that_holds_decides),
        cmocka_unit_test(test_quota_forms),
        cmocka_unit_test(test_quota_percent),
        cmocka_unit_test(test_no_quota_is_no_place),
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_a_draw_only_touches_its_tie),
        cmocka_unit_test(test_tie_rules),
        cmocka_unit_test(test_places_left),
        cmocka_unit_test(test_rank_at_most),
        cmocka_unit_test(test_a_draw_of_one_step_keeps_its_places),
        cmocka_unit_test(test_related_companies),
        cmocka_unit_test(test_equals_at_a_company_limit),
        cmocka_unit_test(test_min_bidders),
        cmocka_unit_test(test_units_by_demand),
        cmocka_unit_test(test_units_with_equal_demand_stay_together),
        cmocka_unit_test(test_declared_units_have_their_own_quota),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
