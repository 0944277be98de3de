/* Every price condition of a step, the anchor's mean and sigma, conversion, second quotes. */
#include "award_case.h"

static void
test_price_conditions(void **state)
{
    /* bid B (of A 5.00, B, C 8.00) under one condition; `edge` is the last price that meets it */
    static const struct {
        struct award_cond cond;
        ratio k;
        const char *edge, *beyond, *why;
    } cases[] = {
        {{.test = TEST_LOWEST}, {1300000}, "6.50", "6.51", "1.3 x 5.00"},
        {{.test = TEST_FIXED, .fixed = {72000}}, {0}, "7.20", "7.21", "fixed"},
        {{.test = TEST_UNIT_PRICE, .fixed = {72000}}, {0}, "7.20", "7.21", "exemption"},
        {{.test = TEST_CEILING}, {400000}, "8.00", "8.01", "40% of 20.00"},
        {{.test = TEST_OWN_LOWEST}, {900000}, "8.10", "8.11", "90% of 9.00"},
        {{.test = TEST_OTHERS}, {1000000}, "7.00", "7.01", "others 7.00"},
        {{.test = TEST_OWN_PREVIOUS}, {500000}, "5.55", "5.56", "half of 11.10"},
        {{.test = TEST_PREVIOUS}, {500000}, "6.00", "6.01", "half of C's 12.00"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int over = 0; over < 2; over++) {
            struct award_case c = BIDS("5.00", over ? cases[i].beyond : cases[i].edge, "8.00");
            struct award_cond q = cases[i].cond;
            q.k = cases[i].k;
            c.bid[1].ceiling = yuan("20.00");
            c.bid[1].own_lowest = yuan("9.00");
            c.bid[1].others = yuan("7.00");
            c.bid[1].previous = yuan("11.10");
            c.bid[2].previous = yuan("12.00");
            STEP(&c, "s", AWARD_SELECT, {.test = TEST_RANK, .n = 9}, q);
            run(&c);
            assert_int_equal(c.out[1].decision, over ? AWARD_REJECT : AWARD_SELECT);
            const struct award_figure *f = figure_of(&c, 1, q.test);
            assert_int_equal(f->holds, !over);
            assert_int_equal(f->right, yuan(cases[i].edge).units);
            assert_int_equal(f->left, c.bid[1].price.units);
            assert_false(f->approx || f->no_bound);
        }
}

static void
test_one_bid_is_the_lowest(void **state)
{
    (void)state;
    struct award_case c = BIDS("5.00");
    STEP(&c, "s", AWARD_SELECT, K_LOWEST("1"));
    assert_string_equal(run(&c), "A1+s");
    c = BIDS("0.0001");
    c.rules.decimals = 4;
    c.bid[0].ceiling = yuan("0.0001"); /* the smallest figure there is */
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_CEILING, .k = times("1")});
    assert_string_equal(run(&c), "A1+s");
}

static void
test_equal_terms_show_the_exact_one(void **state)
{
    (void)state;
    struct award_case c = BIDS("5.00", "7.00");
    c.rules.shortlist = SHORTLIST_VALID;
    STEP(&c, "s", AWARD_SELECT, {.test = TEST_ANCHOR, .k = times("1"), .mean = times("1"),
                                 .has_sigma = true}); /* the mean, twice */
    assert_string_equal(run(&c), "A1+s B2-no_step");
    assert_int_equal(figure_of(&c, 0, TEST_ANCHOR)->right, 60000);
    assert_false(figure_of(&c, 0, TEST_ANCHOR)->approx);
}

static void
test_sigma_is_always_shown_as_rounded(void **state)
{
    (void)state;
    struct award_case c = BIDS("2.00", "6.00"); /* sigma is 2, exactly */
    c.rules.shortlist = SHORTLIST_VALID;
    STEP(&c, "s", AWARD_SELECT,
         {.test = TEST_ANCHOR, .k = times("1"), .has_sigma = true, .sigmas = times("0.5")});
    run(&c);
    assert_int_equal(figure_of(&c, 0, TEST_ANCHOR)->right, 30000);
    assert_true(figure_of(&c, 0, TEST_ANCHOR)->approx);
}

static void
test_highest_and_lowest_in_any_order(void **state)
{
    (void)state;
    struct award_case c = BIDS("3.00", "1.00", "2.00", "4.00");
    quota_fixed(&c, 3);
    STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
    STEP(&c, "h", AWARD_SELECT, {.test = TEST_SELECTED, .k = times("2"), .stat = STAT_HIGHEST});
    assert_string_equal(run(&c), "A3+s B1+s C2+s D4+h");
    assert_int_equal(figure_of(&c, 3, TEST_SELECTED)->right, 60000);
    c.rules.step[1].cond[0].stat = STAT_LOWEST;
    assert_string_equal(run(&c), "A3+s B1+s C2+s D4-no_step");
    assert_int_equal(figure_of(&c, 3, TEST_SELECTED)->right, 20000);
}

static void
test_nothing_to_compare_with_is_no(void **state)
{
    static const enum award_test tests[] = {TEST_CEILING,    TEST_OWN_LOWEST,  TEST_OTHERS,
                                            TEST_PREVIOUS,   TEST_SELECTED,    TEST_OTHER_GROUP,
                                            TEST_OTHER_UNIT, TEST_OWN_PREVIOUS};
    (void)state;
    for (size_t i = 0; i < COUNT(tests); i++) {
        struct award_case c = BIDS("5.00");
        STEP(&c, "s", AWARD_SELECT, {.test = tests[i], .k = times("9"), .name = "nobody"});
        assert_string_equal(run(&c), "A1-no_step");
        assert_true(figure_of(&c, 0, tests[i])->no_bound);
        assert_int_equal(figure_of(&c, 0, tests[i])->left, 50000);
        assert_int_equal(figure_of(&c, 0, tests[i])->kind, FIGURE_PRICE);
    }
}

static void
test_group_figures_stand_in(void **state)
{
    (void)state;
    /* the group's ceiling where a bid has none; the published previous highest before the bids' */
    struct award_case c = BIDS("4.00", "4.01", "3.00");
    c.group.ceiling = yuan("10.00");
    c.group.previous_highest = yuan("3.50");
    c.bid[2].ceiling = yuan("7.00");
    c.bid[0].previous = yuan("99.00");
    STEP(&c, "renewed", AWARD_SELECT, {.test = TEST_PREVIOUS, .k = times("1")});
    STEP(&c, "cut", AWARD_SELECT, {.test = TEST_CEILING, .k = times("40%")});
    assert_string_equal(run(&c), "A2+cut B3-no_step C1+renewed");
    c.group.previous_highest = (money){0};
    assert_string_equal(run(&c), "A2+renewed B3+renewed C1+renewed");
}

static void
test_revival(void **state)
{
    (void)state;
    static const struct {
        enum award_stat stat;
        const char *second, *beyond;
    } cases[] = {{STAT_HIGHEST, "3.00", "3.01"}, /* selected: 1.00, 1.50, 3.00 */
                 {STAT_LOWEST, "1.00", "1.01"},
                 {STAT_MEAN, "1.83", "1.84"}}; /* 5.50 / 3 */
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int over = 0; over < 2; over++) {
            struct award_case c = BIDS("1.00", "1.50", "3.00", "8.00", "9.00");
            c.bid[4].second = yuan(over ? cases[i].beyond : cases[i].second);
            quota_fixed(&c, 3);
            STEP(&c, "s", AWARD_SELECT, IN_QUOTA);
            STEP(&c, "again", AWARD_SELECT,
                 {.test = TEST_SELECTED, .k = times("1"), .stat = cases[i].stat});
            c.rules.step[1].second = true;
            run(&c);
            assert_int_equal(c.out[4].decision, over ? AWARD_REJECT : AWARD_SELECT);
            assert_int_equal(c.out[3].decision, AWARD_REJECT); /* no second quote */
            assert_int_equal(c.out[4].price.units, over ? 90000 : yuan(cases[i].second).units);
            assert_int_equal(c.out[4].compared / RATIO_ONE, c.out[4].price.units);
            assert_true(figure_of(&c, 3, TEST_SELECTED)->no_bound);
        }
}

static void
test_a_second_quote_may_not_rise(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00");
    c.bid[0].second = yuan("1.01");
    c.bid[1].second = yuan("2.00");
    STEP(&c, "again", AWARD_SELECT, AT_MOST("5.00"));
    c.rules.step[0].second = true;
    assert_string_equal(run(&c), "A1-no_step B2+again");
}

static void
test_earlier_steps_only(void **state)
{
    (void)state;
    /* what the step itself selects does not move its bound */
    struct award_case c = BIDS("1.00", "1.50", "2.00");
    STEP(&c, "s", AWARD_SELECT, AT_MOST("1.00"));
    STEP(&c, "near", AWARD_SELECT,
         {.test = TEST_SELECTED, .k = times("1.5"), .stat = STAT_HIGHEST});
    assert_string_equal(run(&c), "A1+s B2+near C3-no_step");
    STEP(&c, "nearer", AWARD_SELECT,
         {.test = TEST_SELECTED, .k = times("1.5"), .stat = STAT_HIGHEST});
    assert_string_equal(run(&c), "A1+s B2+near C3+nearer");
}

static void
test_other_group(void **state)
{
    (void)state;
    struct award_case first = BIDS("4.00", "6.00", "9.00");
    quota_fixed(&first, 2);
    STEP(&first, "s", AWARD_SELECT, IN_QUOTA);
    run(&first);
    struct award_ref ref[] = {{.group = "other"}, award_refer(&first.group, first.out)};
    assert_int_equal(ref[1].n, 2);
    assert_string_equal(ref[1].group, "G");
    static const struct {
        enum award_stat stat;
        const char *edge, *beyond;
    } cases[] = {
        {STAT_HIGHEST, "6.00", "6.01"}, {STAT_LOWEST, "4.00", "4.01"}, {STAT_MEAN, "5.00", "5.01"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct award_case c = BIDS(cases[i].edge, cases[i].beyond);
        c.group.ref = ref;
        c.group.refs = 2;
        STEP(&c, "as_g", AWARD_SELECT,
             {.test = TEST_OTHER_GROUP, .name = "G", .k = times("1"), .stat = cases[i].stat});
        assert_string_equal(run(&c), "A1+as_g B2-no_step");
        assert_int_equal(figure_of(&c, 0, TEST_OTHER_GROUP)->right, yuan(cases[i].edge).units);
        assert_int_equal(figure_of(&c, 0, TEST_OTHER_GROUP)->k.ppm, RATIO_ONE);
        c.group.ref = ref + 1;
        c.group.refs = 1;
        assert_string_equal(run(&c), "A1+as_g B2-no_step");
    }
}

static void
test_number_of_bidders(void **state)
{
    (void)state;
    struct award_case c = BIDS("1.00", "2.00");
    STEP(&c, "few", AWARD_SELECT, {.test = TEST_BIDDERS_MAX, .n = 1});
    STEP(&c, "many", AWARD_SELECT, {.test = TEST_BIDDERS_MIN, .n = 3});
    assert_string_equal(run(&c), "A1-no_step B2-no_step");
    assert_int_equal(figure_of(&c, 0, TEST_BIDDERS_MAX)->left, 2);
    assert_int_equal(figure_of(&c, 0, TEST_BIDDERS_MIN)->left, 3);
    c.rules.step[0].cond[0].n = 2;
    assert_string_equal(run(&c), "A1+few B2+few");
    c.rules.step[0].cond[0].n = 1;
    c.rules.step[1].cond[0].n = 2;
    assert_string_equal(run(&c), "A1+many B2+many");
}

/* RULES 3: the anchor is the highest of the lowest, x times the mean, and mean - z sigma. */
static void
test_anchor(void **state)
{
    static const struct {
        const char *price[6];
        size_t quota;
        const char *k, *mean, *sigmas; /* "" for no such term */
        enum award_sigma sigma;
        const char *edge, *shown, *why;
    } cases[] = {
        {{"6.00", "8.00", "10.00"}, 3, "1", "", "", 0, "6.00", "6.00", "the lowest alone"},
        {{"6.00", "8.00", "10.00"}, 3, "1", "90%", "", 0, "7.20", "7.20", "90 % of 8.00"},
        {{"6.00", "8.00", "10.00"}, 3, "1.5", "90%", "", 0, "10.80", "10.80", "1.5 x that"},
        {{"6.00", "8.00", "10.00"}, 3, "1", "50%", "", 0, "6.00", "6.00", "the mean says less"},
        {{"6.00", "8.00", "10.00"}, 2, "1", "90%", "", 0, "6.30", "6.30", "two are shortlisted"},
        {{"2.00", "4.00", "4.00", "4.00", "5.00", "11.00"},
         6,
         "1",
         "",
         "1",
         SIGMA_SAMPLE,
         "2.00",
         "2.00",
         "5 - 3.1 is under 2"},
        /* 6, 8, 10: sigma = root(8/3) = 1.63299..., of a sample 2 */
        {{"6.00", "8.00", "10.00"},
         3,
         "1",
         "",
         "1",
         SIGMA_POPULATION,
         "6.36",
         "6.367",
         "8 - 1.633"},
        {{"6.00", "8.00", "10.00"}, 3, "1", "", "0.5", SIGMA_SAMPLE, "7.00", "7.00", "8 - 1"},
        {{"6.00", "8.00", "10.00"}, 3, "1.2", "", "0.5", SIGMA_SAMPLE, "8.40", "8.40", "1.2 x 7"},
        {{"6.00", "8.00", "10.00"}, 3, "1", "", "1", SIGMA_SAMPLE, "6.00", "6.00", "8 - 2"},
        /* 2, 4, 4, 4, 5, 5, 7, 9 has sigma 2; here 2, 6: sigma 2 */
        {{"2.00", "6.00"}, 2, "1", "", "0.5", SIGMA_POPULATION, "3.00", "3.00", "4 - 0.5 x 2"},
        {{"2.00", "6.00"}, 2, "1", "", "0.5", SIGMA_SAMPLE, "2.58", "2.5858", "4 - root 2"},
        {{"2.00", "6.00"}, 2, "1", "", "10", SIGMA_POPULATION, "2.00", "2.00", "below zero"},
        {{"5.00"}, 1, "1", "", "3", SIGMA_POPULATION, "5.00", "5.00", "n = 1: sigma 0"},
        {{"5.00"}, 1, "1", "", "3", SIGMA_SAMPLE, "5.00", "5.00", "n = 1: sigma 0"},
        {{"5.00", "9.00"}, 0, "1", "90%", "0", SIGMA_SAMPLE, "5.00", "5.00", "nobody shortlisted"},
        {{"5.00", "9.00"}, 2, "1", "", "0", SIGMA_POPULATION, "7.00", "7.00", "no sigma: the mean"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t n = 0;
        while (n < 6 && cases[i].price[n] != NULL)
            n++;
        struct award_case c = bids(n, cases[i].price);
        struct award_cond q = {.test = TEST_ANCHOR, .k = times(cases[i].k)};
        if (cases[i].mean[0] != '\0')
            q.mean = times(cases[i].mean);
        q.has_sigma = cases[i].sigmas[0] != '\0';
        if (q.has_sigma)
            q.sigmas = times(cases[i].sigmas);
        c.rules.sigma = cases[i].sigma;
        quota_fixed(&c, (int64_t)cases[i].quota);
        STEP(&c, "near", AWARD_SELECT, q);
        run(&c);
        for (size_t b = 0; b < n; b++) {
            bool in = money_cmp(c.bid[b].price, yuan(cases[i].edge)) <= 0;
            if ((c.out[b].decision == AWARD_SELECT) != in)
                fail_msg("%s: %s", cases[i].why, c.text);
            int64_t off = figure_of(&c, b, TEST_ANCHOR)->right - yuan(cases[i].shown).units;
            if (off < -1 || off > 1)
                fail_msg("%s: shows %lld", cases[i].why, (long long)off);
            assert_int_equal(figure_of(&c, b, TEST_ANCHOR)->left, c.bid[b].price.units);
        }
    }
}

/* The edge itself: a bid that does not belong to the shortlist stands exactly on it, or beyond. */
static void
test_anchor_edges(void **state)
{
    static const struct {
        const char *edge, *beyond, *mean, *sigmas, *k;
        enum award_sigma sigma;
        bool approx;
    } cases[] = {
        {"7.2000", "7.2001", "90%", "", "1", 0, false},     /* of 6, 8, 10 */
        {"10.8000", "10.8001", "90%", "", "1.5", 0, false}, /* k after x */
        {"10.5000", "10.5001", "", "0.5", "1.5", SIGMA_SAMPLE, true},
        {"10.7752", "10.7753", "", "0.5", "1.5", SIGMA_POPULATION, true}, /* 1.5 (8 - 0.81649658) */
        {"10.8000", "10.8001", "90%", "0.5", "1.5", SIGMA_POPULATION, false},
        {"10.7752", "10.7753", "80%", "0.5", "1.5", SIGMA_POPULATION, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct award_case c = BIDS("6.00", "8.00", "10.00", cases[i].edge, cases[i].beyond);
        struct award_cond q = {.test = TEST_ANCHOR, .k = times(cases[i].k)};
        q.mean = cases[i].mean[0] != '\0' ? times(cases[i].mean) : (ratio){0};
        q.has_sigma = cases[i].sigmas[0] != '\0';
        q.sigmas = q.has_sigma ? times(cases[i].sigmas) : (ratio){0};
        c.rules.sigma = cases[i].sigma;
        /* three on the shortlist; where the edge is not above 10.00, by way of units */
        c.rules.shortlist = SHORTLIST_WITHIN_QUOTA;
        quota_fixed(&c, 3);
        if (money_cmp(yuan(cases[i].edge), yuan("10.00")) < 0)
            continue;
        STEP(&c, "near", AWARD_SELECT, q);
        run(&c);
        assert_int_equal(c.out[3].decision, AWARD_SELECT);
        assert_int_equal(c.out[4].decision, AWARD_REJECT);
        assert_int_equal(figure_of(&c, 3, TEST_ANCHOR)->approx, cases[i].approx);
    }
}

static void
test_shortlist(void **state)
{
    (void)state;
    struct award_case c = BIDS("6.00", "8.00", "10.00", "20.00");
    quota_fixed(&c, 3);
    STEP(&c, "near", AWARD_SELECT, {.test = TEST_ANCHOR, .k = times("1"), .mean = times("100%")});
    assert_string_equal(run(&c), "A1+near B2+near C3-no_step D4-no_step"); /* mean of three: 8 */
    c.rules.shortlist = SHORTLIST_VALID;
    assert_string_equal(run(&c), "A1+near B2+near C3+near D4-no_step"); /* of four: 11 */
    c.bid[3].price = (money){0}; /* what is not valid is not on it */
    assert_string_equal(run(&c), "A1+near B2+near C3-no_step D0xquoted");
}

/* sigma by squares against its definition, wherever a long double cannot err: the difference of
 * p and k (mean - z sigma) is far from 0 or exactly 0. */
static void
test_sigma_against_whole_roots(void **state)
{
    (void)state;
    /* m - d, m, m + d have sample sigma d; m - d, m + d have population sigma d */
    for (int64_t m = 3; m <= 12; m++)
        for (int64_t d = 1; d < m; d++)
            for (int64_t z = 0; z <= 4; z++)
                for (int sample = 0; sample < 2; sample++) {
                    struct award_case c = BIDS("1.00", "1.00", "1.00");
                    c.bid[0].price = (money){(m - d) * 1000};
                    c.bid[1].price = (money){(m + d) * 1000};
                    c.bid[2].price = (money){m * 1000};
                    c.group.n = sample ? 3 : 2;
                    c.rules.sigma = sample ? SIGMA_SAMPLE : SIGMA_POPULATION;
                    c.rules.shortlist = SHORTLIST_VALID;
                    STEP(&c, "s", AWARD_SELECT,
                         {.test = TEST_ANCHOR,
                          .k = times("1.25"),
                          .has_sigma = true,
                          .sigmas = {z * RATIO_ONE / 2}});
                    run(&c);
                    for (size_t b = 0; b < c.group.n; b++) {
                        int64_t p = c.bid[b].price.units, low = (m - d) * 1000;
                        int64_t twice = 2 * m * 1000 - z * d * 1000; /* 2 (mean - z/2 d) */
                        bool in = 4 * p <= 5 * low || 8 * p <= 5 * twice;
                        assert_int_equal(c.out[b].decision == AWARD_SELECT, in);
                    }
                }
}

/* The largest figures that pass the door do not overflow. */
static void
test_largest(void **state)
{
    static struct award_bid bid[AWARD_BIDS_MAX];
    static struct award_result out[AWARD_BIDS_MAX];
    static struct award_slot work[AWARD_BIDS_MAX];
    static char name[AWARD_BIDS_MAX][8];
    (void)state;
    for (size_t i = 0; i < AWARD_BIDS_MAX; i++) {
        snprintf(name[i], sizeof(name[i]), "%04zu", i);
        bid[i] = (struct award_bid){.product = name[i],
                                    .company = name[i],
                                    .related = "",
                                    .unit = "",
                                    .factor = {AWARD_FACTOR_MAX},
                                    .price = {i % 2 ? PRICE_LIMIT - 1 : 1},
                                    .reported = {QTY_LIMIT - 1}};
        assert_int_equal(award_bid_check(&bid[i]), BID_OK);
    }
    struct award_group g = {.name = "G", .bid = bid, .n = AWARD_BIDS_MAX};
    for (int sample = 0; sample < 2; sample++) {
        struct award_rules r = {.decimals = 4,
                                .units = UNITS_BY_DEMAND,
                                .unit_share = {RATIO_ONE},
                                .sigma = sample ? SIGMA_SAMPLE : SIGMA_POPULATION,
                                .shortlist = SHORTLIST_VALID,
                                .steps = 1,
                                .ranking_clause = ""};
        r.step[0] =
            (struct award_step){.name = "s", .clause = "", .outcome = AWARD_SELECT, .conds = 1};
        r.step[0].cond[0] = (struct award_cond){.test = TEST_ANCHOR,
                                                .k = {AWARD_TIMES_MAX},
                                                .mean = {AWARD_TIMES_MAX},
                                                .has_sigma = true,
                                                .sigmas = {AWARD_SIGMAS_MAX}};
        assert_int_equal(award_run(&r, &g, out, work), AWARD_DONE);
        assert_int_equal(out[1].decision, AWARD_SELECT); /* 100 x 100 x half of the highest */
        r.step[0].cond[0].mean.ppm = 0;
        award_run(&r, &g, out, work);
        assert_int_equal(out[1].decision, AWARD_REJECT); /* 100 x (mean - 10 sigma) is negative */
    }
}

static void
test_conversion(void **state)
{
    (void)state;
    /* per 10 ml: A 10 ml 6.00; B 20 ml 10.00, factor 0.5; C 5 ml 2.50, factor 2 */
    struct award_case c = BIDS("6.00", "10.00", "2.50");
    c.bid[1].factor = times("0.5");
    c.bid[2].factor = times("2");
    STEP(&c, "s", AWARD_SELECT, K_LOWEST("1"));
    assert_string_equal(run(&c), "A3-no_step B1+s C1+s");
    assert_int_equal(figure_of(&c, 1, TEST_LOWEST)->left, 50000);
    assert_int_equal(c.out[1].compared, INT64_C(50000) * RATIO_ONE);
    assert_int_equal(c.out[1].price.units, 100000); /* the bid still stands for its own price */
    c.rules.factor = FACTOR_DIVIDE;                 /* now 6.00, 20.00, 1.25 */
    assert_string_equal(run(&c), "A2-no_step B3-no_step C1+s");
    c.bid[1].factor = times("3"); /* 3.3333333333|3 and its half */
    c.bid[2].price = yuan("1.6666"), c.bid[2].factor = times("1");
    assert_string_equal(run(&c), "A3-no_step B2-no_step C1+s");
    assert_int_equal(c.out[1].compared, INT64_C(33333333333));
    assert_true(figure_of(&c, 1, TEST_LOWEST)->approx);
    /* a bid's own ceiling is in its own unit, a fixed price in that of comparison */
    c = BIDS("6.00", "10.00");
    c.bid[1].factor = times("0.5");
    c.bid[1].ceiling = yuan("20.00");
    STEP(&c, "own", AWARD_SELECT, {.test = TEST_CEILING, .k = times("50%")});
    STEP(&c, "fixed", AWARD_STANDBY, AT_MOST("5.00"));
    assert_string_equal(run(&c), "A2-no_step B1+own");
    assert_int_equal(figure_of(&c, 1, TEST_CEILING)->right, 50000);
    c.bid[1].ceiling = yuan("19.99");
    assert_string_equal(run(&c), "A2-no_step B1sfixed");
    c.rules.step[0].cond[0] = (struct award_cond){.test = TEST_UNIT_PRICE, .fixed = yuan("9.99")};
    assert_string_equal(run(&c), "A2+own B1sfixed");
}

static void
test_service(void **state)
{
    (void)state;
    struct award_case c = BIDS("6.00", "5.00", "9.00");
    c.bid[0].with_service = yuan("7.00");
    c.bid[1].with_service = yuan("8.00");
    STEP(&c, "s", AWARD_SELECT, K_LOWEST("1"));
    assert_string_equal(run(&c), "A2-no_step B1+s C3-no_step");
    assert_int_equal(c.out[0].price.units, 60000);
    c.rules.service = SERVICE_COMPARED;
    assert_string_equal(run(&c), "A1+s B2-no_step C0xquoted");
    assert_int_equal(c.out[0].price.units, 70000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_price_conditions),
        cmocka_unit_test(test_one_bid_is_the_lowest),
        cmocka_unit_test(test_equal_terms_show_the_exact_one),
        cmocka_unit_test(test_sigma_is_always_shown_as_rounded),
        cmocka_unit_test(test_highest_and_lowest_in_any_order),
        cmocka_unit_test(test_nothing_to_compare_with_is_no),
        cmocka_unit_test(test_group_figures_stand_in),
        cmocka_unit_test(test_revival),
        cmocka_unit_test(test_a_second_quote_may_not_rise),
        cmocka_unit_test(test_earlier_steps_only),
        cmocka_unit_test(test_other_group),
        cmocka_unit_test(test_number_of_bidders),
        cmocka_unit_test(test_anchor),
        cmocka_unit_test(test_anchor_edges),
        cmocka_unit_test(test_shortlist),
        cmocka_unit_test(test_sigma_against_whole_roots),
        cmocka_unit_test(test_largest),
        cmocka_unit_test(test_conversion),
        cmocka_unit_test(test_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
