/* Surplus retention and the yearly quota (RULES 10, DOMAIN 3). */
#include "../figures.h"

#include "engine/quota.h"
#include "engine/retention.h"
#include "words/engine_money.h"

static struct retention_rules
rules(enum budget_qty budget, enum spent_qty spent)
{
    return (struct retention_rules){.mode = RETENTION_OF_SURPLUS, .cap = share("50%"),
                                    .above_80 = share("50%"), .from_70 = share("40%"),
                                    .from_60 = share("30%"), .budget = budget, .spent = spent,
                                    .require_completion = true, .pay_days = 90};
}

static int64_t
points_of(const char *points)
{
    return share(points).ppm / 10000;
}

static struct retention_case
scored(const char *points)
{
    return (struct retention_case){.pay = share("60%"), .insured = share("80%"), .score = points_of(points),
                                   .patient_share_fell = true};
}

static struct retention_variety
variety(int64_t base, int64_t agreed, int64_t used, const char *before, const char *selected,
        const char *other)
{
    return (struct retention_variety){.base = {base}, .agreed = {agreed}, .used = {used}, .before = yuan(before),
                                      .selected = yuan(selected), .non_selected = yuan(other)};
}

struct vector {
    enum budget_qty budget;
    enum spent_qty spent;
    int64_t base, agreed, used;
    const char *before, *selected, *other, *score;
    enum retention_verdict verdict;
    const char *want_budget, *want_spent, *retained, *why;
};

static void
test_vectors(void **state)
{
    static const struct vector cases[] = {
        {BUDGET_BASE, SPENT_USED, 10000, 10000, 10000, "5", "1.20", "8000", "81", RETENTION_OK, "24000.00",
         "9600.00", "7200.00", "DOMAIN 3"},
        {BUDGET_AGREED, SPENT_USED_UP_TO_AGREED, 10000, 8000, 9000, "5", "1.20", "0", "81", RETENTION_OK,
         "19200.00", "4608.00", "7296.00", "RULES 10, first reading"},
        {BUDGET_BASE, SPENT_USED, 10000, 8000, 9000, "5", "1.20", "0", "81", RETENTION_OK, "24000.00",
         "5184.00", "9408.00", "RULES 10, second reading"},
        {BUDGET_BASE, SPENT_USED, 10000, 8000, 9000, "5", "1.20", "0", "80", RETENTION_OK, "24000.00",
         "5184.00", "7526.40", "80 points are not above 80"},
        {BUDGET_AGREED, SPENT_USED_UP_TO_AGREED, 10000, 8000, 7999, "5", "1.20", "0", "81",
         RETENTION_NOT_COMPLETED, "19200.00", "4607.42", "0.00", "one piece short"},
        {BUDGET_AGREED, SPENT_USED_UP_TO_AGREED, 10000, 8000, 8000, "5", "1.20", "0", "59.99",
         RETENTION_SCORE_TOO_LOW, "19200.00", "4608.00", "0.00", "below 60"},
        {BUDGET_AGREED, SPENT_USED, 10000, 8000, 9000, "5", "1.20", "40000", "81", RETENTION_NO_SURPLUS,
         "19200.00", "24384.00", "0.00", "dear substitutes ate it up"},
        {BUDGET_AGREED, SPENT_USED, 100, 100, 100, "5", "5", "0", "81", RETENTION_NO_SURPLUS, "240.00",
         "240.00", "0.00", "nothing saved"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct vector *c = &cases[i];
        struct retention_rules r = rules(c->budget, c->spent);
        struct retention_case k = scored(c->score);
        struct retention_variety v =
            variety(c->base, c->agreed, c->used, c->before, c->selected, c->other);
        struct retention_line line;
        struct retention_total t;
        EXPLAIN(x);
        print_message("%s\n", c->why);
        assert_int_equal(retention_year(&r, &k, &v, 1, &x, &line, &t), c->verdict);
        assert_int_equal(line.verdict, c->verdict);
        assert_yuan(line.budget, c->want_budget);
        assert_yuan(line.spent, c->want_spent);
        assert_yuan(line.retained, c->retained);
        assert_yuan(t.retained, c->retained);
        assert_true(explains(&x, RULE_RETENTION_BUDGET) && explains(&x, RULE_RETENTION_SPENT));
        assert_int_equal(explains(&x, RULE_RETENTION_COMPLETE), c->verdict == RETENTION_NOT_COMPLETED);
    }
}

static void
test_ratio_of_a_score(void **state)
{
    static const struct {
        const char *score, *want;
    } cases[] = {{"0", "0%"},   {"59.99", "0%"}, {"60", "30%"},        {"69.99", "30%"},
                 {"70", "40%"}, {"80", "40%"},       {"80.01", "50%"}, {"100", "50%"}};
    struct retention_rules r = rules(BUDGET_BASE, SPENT_USED);
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(retention_ratio(&r, points_of(cases[i].score)).ppm, share(cases[i].want).ppm);
    r.cap = share("35%");
    assert_int_equal(retention_ratio(&r, 9000).ppm, 350000);
    assert_int_equal(retention_ratio(&r, 6500).ppm, 300000);
}

/* Prices of a term are spent in their order: what lies beyond the agreed volume is the last. */
static void
test_prices_of_a_term(void **state)
{
    static const struct {
        int64_t used[3];
        const char *spent;
        enum retention_verdict verdict;
        const char *why;
    } examples[] = {
        {{40, 60, 0}, "192.00", RETENTION_OK, "0.48 x (40 x 4 + 60 x 4); the third is not reached"},
        {{100, 0, 50}, "192.00", RETENTION_OK, "up to the agreed volume only the first"},
        {{0, 20, 130}, "76.80", RETENTION_OK, "0.48 x (20 x 4 + 80 x 1)"},
        {{0, 0, 150}, "48.00", RETENTION_OK, "all at the last"},
        {{50, 50, 49}, "0.00", RETENTION_BAD_INPUT, "one too few"},
        {{50, 50, 51}, "0.00", RETENTION_BAD_INPUT, "one too many"},
        {{151, -1, 0}, "0.00", RETENTION_BAD_INPUT, "less than nothing"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
        struct retention_price at[] = {{yuan("4"), {examples[i].used[0]}},
                                       {yuan("4"), {examples[i].used[1]}},
                                       {yuan("1"), {examples[i].used[2]}}};
        struct retention_variety v = variety(100, 100, 150, "10", "4", "0");
        int64_t sum = examples[i].used[0] + examples[i].used[1] + examples[i].used[2];
        if (examples[i].verdict == RETENTION_OK)
            v.used.pieces = sum;
        v.price = at;
        v.prices = 3;
        struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED_UP_TO_AGREED);
        struct retention_case c = scored("90");
        struct retention_line line = {0};
        struct retention_total t;
        EXPLAIN(x);
        print_message("%s\n", examples[i].why);
        assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), examples[i].verdict);
        assert_yuan(line.spent, examples[i].spent);
        if (examples[i].verdict == RETENTION_OK)
            assert_true(explains(&x, RULE_RETENTION_SPENT));
    }
    struct retention_price at[] = {{yuan("4"), {100}}, {yuan("1"), {50}}};
    struct retention_variety v = variety(100, 100, 150, "10", "4", "0");
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    struct retention_case c = scored("90");
    struct retention_line line;
    struct retention_total t;
    v.price = at;
    v.prices = 2;
    assert_int_equal(retention_year(&r, &c, &v, 1, NULL, &line, &t), RETENTION_OK);
    assert_yuan(line.spent, "216.00"); /* 0.48 x (400 + 50) */
    at[1].selected.units = 0; /* given away is a price too, less is not */
    assert_int_equal(retention_year(&r, &c, &v, 1, NULL, &line, &t), RETENTION_OK);
    assert_yuan(line.spent, "192.00");
    at[1].selected.units = -1;
    assert_int_equal(retention_year(&r, &c, &v, 1, NULL, &line, &t), RETENTION_BAD_INPUT);
}

/* Each price that counts is a step; what they come to is said exactly, and one price as before. */
static void
test_prices_are_explained(void **state)
{
    struct retention_price at[] = {{yuan("4"), {99}}, {yuan("1.5"), {50}}, {yuan("1"), {1}}};
    struct retention_variety v = variety(100, 100, 150, "10", "4", "0");
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED_UP_TO_AGREED);
    struct retention_case c = scored("90");
    struct retention_line line;
    struct retention_total t;
    (void)state;
    for (size_t prices = 0; prices <= 3; prices += 3) {
        EXPLAIN(x);
        size_t each = 0, sums = 0, ones = 0;
        v.price = at;
        v.prices = prices;
        assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_OK);
        for (size_t i = 0; i < x.n; i++) {
            each += x.step[i].say == M_X_RETENTION_PRICE;
            ones += x.step[i].say == M_X_RETENTION_SPENT;
            if (x.step[i].say == M_X_RETENTION_SUM && ++sums > 0)
                assert_int_equal(x.step[i].term[0].n, 3975000); /* 99 x 4 + 1 x 1.50 */
        }
        assert_int_equal(each, prices > 0 ? 2 : 0);
        assert_int_equal(sums, prices > 0 ? 1 : 0);
        assert_int_equal(ones, prices > 0 ? 0 : 1);
    }
    EXPLAIN(x);
    at[0].used = v.used;
    v.prices = 1; /* a change before anything was used */
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_OK);
    for (size_t i = 0; i < x.n; i++)
        assert_int_not_equal(x.step[i].say, M_X_RETENTION_SPENT);
}

static void
test_several_varieties(void **state)
{
    struct retention_variety v[] = {
        variety(100, 100, 100, "10", "4", "0"),   /* 600 x 0.48 = 288 */
        variety(100, 100, 100, "10", "12", "0"),  /* -96 */
        variety(100, 100, 90, "10", "4", "0"),    /* not completed: its gain does not count */
        variety(100, 100, 90, "10", "20", "0"),   /* its loss does, where varieties are netted */
    };
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED_UP_TO_AGREED);
    struct retention_case c = scored("90");
    struct retention_line line[4];
    struct retention_total t;
    EXPLAIN(x);
    (void)state;
    assert_int_equal(retention_year(&r, &c, v, 4, &x, line, &t), RETENTION_OK);
    assert_yuan(t.retained, "144.00");
    assert_yuan(line[1].surplus, "-96.00");
    assert_int_equal(line[1].verdict, RETENTION_NO_SURPLUS);
    assert_int_equal(line[2].verdict, RETENTION_NOT_COMPLETED);
    assert_yuan(line[2].surplus, "307.20");
    r.net_varieties = true;
    assert_int_equal(retention_year(&r, &c, v, 2, &x, line, &t), RETENTION_OK);
    assert_yuan(t.surplus, "192.00");
    assert_yuan(t.retained, "96.00");
    assert_yuan(line[0].retained, "0.00");
    assert_true(explains(&x, RULE_RETENTION_NET));
    assert_int_equal(retention_year(&r, &c, v, 3, NULL, line, &t), RETENTION_OK);
    assert_yuan(t.retained, "96.00");
    assert_int_equal(retention_year(&r, &c, v, 4, NULL, line, &t), RETENTION_NOT_COMPLETED);
    assert_yuan(t.surplus, "-192.00"); /* 192 - (90 x 20 - 1000) x 0.48 */
    assert_yuan(t.retained, "0.00");
    c.score = 1000;
    assert_int_equal(retention_year(&r, &c, v, 2, NULL, line, &t), RETENTION_SCORE_TOO_LOW);
    assert_int_equal(retention_year(&r, &c, v + 1, 1, NULL, line, &t), RETENTION_NO_SURPLUS);
    r.require_completion = false;
    r.net_varieties = false;
    c.score = 9000;
    assert_int_equal(retention_year(&r, &c, v + 2, 1, NULL, line, &t), RETENTION_OK);
    assert_yuan(t.retained, "153.60");
    assert_int_equal(retention_year(&r, &c, v, 0, NULL, line, &t), RETENTION_NO_SURPLUS);
    struct retention_variety short_first[] = {v[2], v[1]}, short_last[] = {v[1], v[2]};
    r.require_completion = true;
    assert_int_equal(retention_year(&r, &c, short_first, 2, NULL, line, &t), RETENTION_NOT_COMPLETED);
    assert_int_equal(retention_year(&r, &c, short_last, 2, NULL, line, &t), RETENTION_NOT_COMPLETED);
    c.score = 1000;
    struct retention_variety low_first[] = {v[0], v[1]}, low_last[] = {v[1], v[0]};
    assert_int_equal(retention_year(&r, &c, low_first, 2, NULL, line, &t), RETENTION_SCORE_TOO_LOW);
    assert_int_equal(retention_year(&r, &c, low_last, 2, NULL, line, &t), RETENTION_SCORE_TOO_LOW);
}

/* A gain is a gain however small: 0.0001 yuan, a millionth of it paid for a millionth of patients. */
static void
test_smallest_gain(void **state)
{
    struct retention_variety v = {{1}, {1}, {1}, yuan("0.0001"), {0}, {0}, NULL, 0};
    struct retention_variety even = variety(1, 1, 1, "3", "3", "0");
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    struct retention_case c = scored("10");
    struct retention_line line;
    struct retention_total t;
    EXPLAIN(x);
    (void)state;
    c.pay.ppm = c.insured.ppm = 1;
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_SCORE_TOO_LOW);
    r.net_varieties = true;
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_SCORE_TOO_LOW);
    assert_true(explains(&x, RULE_RETENTION_NET));
    x.n = 0;
    c.score = 9000; /* half of it is less than half a fen: nothing is left, but not for the score */
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_NO_SURPLUS);
    x.n = 0;
    v.used.pieces = 0; /* and not completed it is none at all */
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_NOT_COMPLETED);
    assert_int_equal(retention_year(&r, &c, &even, 1, &x, &line, &t), RETENTION_NO_SURPLUS);
    assert_int_equal(retention_year(&r, &c, &even, 0, &x, &line, &t), RETENTION_NO_SURPLUS);
    assert_false(explains(&x, RULE_RETENTION_NET)); /* no surplus in total, nothing to share */
}

/* Small cases against the definition, in exact integers: retained x 10^? never strays half a fen. */
static void
test_every_small_case(void **state)
{
    (void)state;
    for (int64_t q = 0; q <= 4; q++)
        for (int64_t used = 0; used <= 4; used++)
            for (int64_t before = 0; before <= 3000; before += 750)
                for (int64_t price = 0; price <= 2500; price += 625)
                    for (int64_t pay = 0; pay <= 100; pay += 50) {
                        struct retention_rules r = rules(BUDGET_BASE, SPENT_USED);
                        struct retention_case c = scored("75");
                        struct retention_variety v = {{q}, {0}, {used}, {before}, {price}, {0}, NULL, 0};
                        struct retention_line line;
                        struct retention_total t;
                        c.pay.ppm = pay * 10000;
                        enum retention_verdict got = retention_year(&r, &c, &v, 1, NULL, &line, &t);
                        /* 0.0001 yuan x 100 (pay) x 100 (insured 80) x 100 (ratio 40) */
                        int64_t exact = (q * before - used * price) * pay * 80 * 40;
                        int64_t mine = line.retained.units * 1000000;
                        assert_int_not_equal(got, RETENTION_BAD_INPUT); /* nothing at all is fine */
                        assert_int_equal(got == RETENTION_OK, line.retained.units > 0);
                        assert_true(exact > 0 ? mine - exact <= 50000000 && exact - mine < 50000000
                                              : mine == 0);
                    }
}

static void
test_first_year_of_case_payment(void **state)
{
    struct retention_variety v = variety(100, 100, 100, "10", "4", "0");
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    struct retention_case c = scored("90");
    struct retention_line line = {.retained = {-7}};
    struct retention_total t;
    EXPLAIN(x);
    (void)state;
    c.case_payment_first_year = true;
    r.drg = DRG_NO_ASSESSMENT;
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_FIRST_YEAR);
    assert_int_equal(x.n, 1);
    assert_int_equal(t.ratio.ppm, 0);
    assert_yuan(t.retained, "0.00");
    assert_int_equal(line.retained.units, -7);
    assert_true(explains(&x, RULE_RETENTION_DRG));
    c.patient_share_fell = false;
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_FIRST_YEAR_PATIENT);
    r.drg = DRG_AS_OTHERS;
    assert_int_equal(retention_year(&r, &c, &v, 1, &x, &line, &t), RETENTION_OK);
}

static void
test_no_rule_and_bad_input(void **state)
{
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    struct retention_case good = scored("90");
    struct retention_variety fine = variety(100, 100, 100, "10", "4", "0");
    struct retention_line line;
    struct retention_total t;
    (void)state;
    for (int i = 0; i < 13; i++) {
        struct retention_case c = good;
        struct retention_variety v[2] = {fine, fine};
        switch (i) {
        case 0: c.pay.ppm = -1; break;
        case 1: c.pay.ppm = 1000001; break;
        case 2: c.insured.ppm = 1000001; break;
        case 3: c.insured.ppm = -1; break;
        case 4: c.score = -1; break;
        case 11: c.score = 1000001; break;
        case 12: v[0].used.pieces = -1; break;
        case 5: v[1].base.pieces = -1; break;
        case 6: v[1].agreed.pieces = -1; break;
        case 7: v[1].used.pieces = -1; break;
        case 8: v[1].before.units = -1; break;
        case 9: v[1].selected.units = -1; break;
        default: v[1].non_selected.units = -1; break;
        }
        assert_int_equal(retention_year(&r, &c, v, 2, NULL, &line, &t), RETENTION_BAD_INPUT);
    }
    EXPLAIN(x);
    good.score = 1000000; /* the most there is */
    assert_int_equal(retention_year(&r, &good, &fine, 1, &x, &line, &t), RETENTION_OK);
    assert_int_equal(x.step[0].say, M_X_RETENTION_F);
    assert_int_equal(x.step[1].term[0].n, INT64_C(10000000000)); /* 10,000 points */
    x.n = 0;
    r.mode = RETENTION_NONE;
    assert_int_equal(retention_year(&r, &good, &fine, 1, &x, &line, &t), RETENTION_NOT_REGULATED);
    assert_int_equal(x.n, 0);
}

static void
test_overflow(void **state)
{
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    struct retention_case c = scored("90");
    struct retention_variety huge = {{2}, {2}, {2}, {INT64_MAX}, {0}, {0}, NULL, 0};
    struct retention_variety spent = {{2}, {2}, {2}, {0}, {INT64_MAX}, {0}, NULL, 0};
    struct retention_variety more = {{1}, {1}, {1}, {0}, {INT64_MAX}, {1}, NULL, 0};
    struct retention_variety max[2] = {{{1}, {1}, {1}, {INT64_MAX}, {0}, {0}, NULL, 0},
                                       {{1}, {1}, {1}, {INT64_MAX}, {0}, {0}, NULL, 0}};
    struct retention_line line[2];
    struct retention_total t;
    (void)state;
    assert_int_equal(retention_year(&r, &c, &huge, 1, NULL, line, &t), RETENTION_OVERFLOW);
    assert_int_equal(retention_year(&r, &c, &spent, 1, NULL, line, &t), RETENTION_OVERFLOW);
    assert_int_equal(retention_year(&r, &c, &more, 1, NULL, line, &t), RETENTION_OVERFLOW);
    c.pay = c.insured = share("100%");
    max[0].before.units = max[1].before.units = INT64_MAX / 100 * 100;
    assert_int_equal(retention_year(&r, &c, max, 1, NULL, line, &t), RETENTION_OK);
    assert_yuan(t.retained, "461168601842738.79"); /* half of 922337203685477.58 */
    assert_int_equal(retention_year(&r, &c, max, 2, NULL, line, &t), RETENTION_OVERFLOW);
    max[0].before.units = 0; /* the deepest loss that can be written down is one, one fen more is not */
    max[0].selected.units = INT64_MAX / 100 * 100;
    assert_int_equal(retention_year(&r, &c, max, 1, NULL, line, &t), RETENTION_NO_SURPLUS);
    assert_yuan(t.surplus, "-922337203685477.58");
    max[1] = max[0];
    max[1].selected.units = 100;
    r.net_varieties = true;
    assert_int_equal(retention_year(&r, &c, max, 2, NULL, line, &t), RETENTION_OVERFLOW);
    r.net_varieties = false;
    max[0] = max[1] = (struct retention_variety){{1}, {1}, {1}, {INT64_MAX / 100 * 100}, {0}, {0}, NULL, 0};
    c.score = 0; /* the surplus itself does not fit */
    assert_int_equal(retention_year(&r, &c, max, 2, NULL, line, &t), RETENTION_OVERFLOW);
}

static void
test_due(void **state)
{
    struct retention_rules r = rules(BUDGET_AGREED, SPENT_USED);
    EXPLAIN(x);
    (void)state;
    assert_day(retention_due(&r, day("2023-02-01"), &x), "2023-05-02");
    assert_true(explains(&x, RULE_RETENTION_PAY));
}

static void
test_quota(void **state)
{
    static const struct quota_rules kept = {.kept_on_price_fall = true}, free = {.shares_overspend = true};
    struct quota_component c[] = {{QUOTA_BASE, yuan("1000")}, {QUOTA_ASSESSMENT, yuan("-50")},
                                  {QUOTA_PRICE_FALL, yuan("-0.01")}};
    money out = {-7};
    EXPLAIN(x);
    (void)state;
    assert_int_equal(quota_total(&kept, c, 3, true, &x, &out), QUOTA_CUT_FOR_PRICE);
    assert_int_equal(out.units, -7);
    assert_true(explains(&x, RULE_QUOTA_KEPT));
    assert_int_equal(quota_total(&kept, c, 3, false, &x, &out), QUOTA_OK); /* after the cycle */
    assert_yuan(out, "949.99");
    assert_int_equal(quota_total(&free, c, 3, true, &x, &out), QUOTA_OK);
    assert_int_equal(quota_total(&kept, c, 2, true, &x, &out), QUOTA_OK);
    assert_yuan(out, "950.00");
    c[2].amount.units = 0;
    assert_int_equal(quota_total(&kept, c, 3, true, &x, &out), QUOTA_OK);
    struct quota_component cut_first[] = {c[2], c[0]};
    cut_first[0].amount = yuan("-0.01");
    assert_int_equal(quota_total(&kept, cut_first, 2, true, &x, &out), QUOTA_CUT_FOR_PRICE);
    c[1].amount = yuan("-1000.01");
    assert_int_equal(quota_total(&kept, c, 3, true, &x, &out), QUOTA_NEGATIVE);
    c[1].amount = yuan("-1000");
    assert_int_equal(quota_total(&kept, c, 3, true, &x, &out), QUOTA_OK);
    assert_yuan(out, "0.00");
    c[1].amount.units = INT64_MAX;
    assert_int_equal(quota_total(&kept, c, 3, true, &x, &out), QUOTA_OVERFLOW);
}

static void
test_overspend(void **state)
{
    static const struct quota_rules shared = {.shares_overspend = true}, none = {.shares_overspend = false};
    const struct quota_band b[] = {{share("5%"), share("70%")}, {share("10%"), share("40%")}};
    struct quota_band bad[2] = {b[0], b[1]};
    money fund = {-7}, own = {-7};
    EXPLAIN(x);
    (void)state;
    assert_int_equal(quota_overspend(&none, yuan("1000"), yuan("1200"), b, 2, &x, &fund, &own),
                     QUOTA_NOT_SHARED);
    assert_int_equal(fund.units, -7);
    assert_int_equal(quota_overspend(&shared, yuan("1000"), yuan("1200"), b, 2, &x, &fund, &own), QUOTA_OK);
    assert_yuan(fund, "55.00"); /* 50 x 70 % + 50 x 40 % */
    assert_yuan(own, "145.00");
    assert_true(explains(&x, RULE_OVERSPEND));
    assert_int_equal(quota_overspend(&shared, yuan("1000"), yuan("1030"), b, 2, &x, &fund, &own), QUOTA_OK);
    assert_yuan(fund, "21.00");
    assert_yuan(own, "9.00");
    assert_int_equal(quota_overspend(&shared, yuan("1000"), yuan("1000"), b, 2, &x, &fund, &own), QUOTA_OK);
    assert_true(fund.units == 0 && own.units == 0);
    assert_int_equal(quota_overspend(&shared, yuan("1000"), yuan("900"), b, 2, &x, &fund, &own), QUOTA_OK);
    assert_true(fund.units == 0 && own.units == 0);
    assert_int_equal(quota_overspend(&shared, yuan("1000"), yuan("1060"), b, 0, &x, &fund, &own), QUOTA_OK);
    assert_yuan(own, "60.00");
    const struct quota_band half[] = {{share("100%"), share("50%")}};
    assert_int_equal(quota_overspend(&shared, yuan("100"), yuan("100.01"), half, 1, &x, &fund, &own), QUOTA_OK);
    assert_yuan(fund, "0.01"); /* half a fen, half up */
    assert_yuan(own, "0.00");
    const struct quota_band all[] = {{share("5%"), share("100%")}, {share("10%"), share("100%")}};
    assert_int_equal(quota_overspend(&shared, yuan("0.10"), yuan("0.11"), all, 2, &x, &fund, &own), QUOTA_OK);
    assert_yuan(fund, "0.01"); /* both halves rounded up would be more than there is */
    assert_yuan(own, "0.00");
    for (int i = 0; i < 7; i++) {
        bad[0] = b[0];
        bad[1] = b[1];
        switch (i) {
        case 0: bad[1].up_to = bad[0].up_to; break;
        case 1: bad[0].up_to.ppm = 0; break;
        case 2: bad[1].share.ppm = -1; break;
        case 4: bad[1].up_to.ppm = 1; break; /* falls */
        case 5: bad[0].share.ppm = -1; break;
        case 6: bad[0].up_to.ppm = -1; break;
        default: bad[1].share.ppm = 1000001; break;
        }
        assert_int_equal(quota_overspend(&shared, yuan("1"), yuan("2"), bad, 2, &x, &fund, &own),
                         QUOTA_BAD_TABLE);
    }
    bad[0] = (struct quota_band){{1}, share("0%")}; /* the narrowest, and the fund bears nothing */
    bad[1] = (struct quota_band){{2}, share("100%")};
    assert_int_equal(quota_overspend(&shared, yuan("20000"), yuan("20001"), bad, 2, &x, &fund, &own),
                     QUOTA_OK);
    assert_yuan(fund, "0.02");
    assert_yuan(own, "0.98");
    bad[0] = (struct quota_band){{INT64_MAX}, share("100%")}; /* wider than any money */
    assert_int_equal(quota_overspend(&shared, yuan("99999999999999"), yuan("199999999999999"), bad, 1, &x,
                                     &fund, &own),
                     QUOTA_OK);
    assert_yuan(fund, "100000000000000.00");
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(retention_verdict_name(RETENTION_OK), "ok");
    assert_string_equal(retention_verdict_name(RETENTION_NOT_COMPLETED), "not_completed");
    assert_string_equal(retention_verdict_name(RETENTION_SCORE_TOO_LOW), "score_too_low");
    assert_string_equal(quota_verdict_name(QUOTA_OK), "ok");
    assert_string_equal(quota_verdict_name(QUOTA_BAD_TABLE), "bad_table");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_ratio_of_a_score),
        cmocka_unit_test(test_prices_of_a_term), cmocka_unit_test(test_prices_are_explained), cmocka_unit_test(test_several_varieties),
        cmocka_unit_test(test_smallest_gain),
        cmocka_unit_test(test_every_small_case),
        cmocka_unit_test(test_first_year_of_case_payment),
        cmocka_unit_test(test_no_rule_and_bad_input),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_due),
        cmocka_unit_test(test_quota),
        cmocka_unit_test(test_overspend),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
