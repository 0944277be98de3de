/* Prepayment: annual amount, ratio and rounding, scope, instalments, fund (RULES 7). */
#include "../figures.h"

#include "engine/prepay.h"
#include "words/engine_money.h"

static struct prepay_rules
rules(enum prepay_goods goods, const char *part, enum prepay_round round, enum prepay_scope scope)
{
    return (struct prepay_rules){.goods = goods, .ratio = share(part), .round = round, .scope = scope};
}

static void
test_annual(void **state)
{
    struct prepay_line lines[] = {{yuan("1232.00"), {100}}, {yuan("0.0375"), {3}}, {yuan("5"), {0}}, {yuan("0"), {9}}};
    money out;
    EXPLAIN(x);
    (void)state;
    assert_int_equal(prepay_annual(lines, COUNT(lines), &x, &out), PREPAY_OK);
    assert_yuan(out, "123200.1125"); /* exact: it is not money owed */
    assert_int_equal(x.n, 5);
    assert_true(explains(&x, RULE_NONE));
    assert_int_equal(prepay_annual(lines, 0, NULL, &out), PREPAY_OK);
    assert_yuan(out, "0.00");
    lines[2].agreed.pieces = -1;
    assert_int_equal(prepay_annual(lines, COUNT(lines), NULL, &out), PREPAY_BAD_LINE);
    lines[2] = (struct prepay_line){{-1}, {1}};
    assert_int_equal(prepay_annual(lines, COUNT(lines), NULL, &out), PREPAY_BAD_LINE);
    lines[2] = (struct prepay_line){{INT64_MAX}, {2}};
    assert_int_equal(prepay_annual(lines, COUNT(lines), NULL, &out), PREPAY_OVERFLOW);
    lines[2] = (struct prepay_line){{INT64_MAX}, {1}};
    assert_int_equal(prepay_annual(lines, COUNT(lines), NULL, &out), PREPAY_OVERFLOW);
}

struct amount_case {
    enum prepay_goods goods;
    const char *ratio;
    enum prepay_round round;
    enum prepay_scope scope;
    int term;
    const char *annual;
    enum prepay_verdict verdict;
    const char *prepay;
    enum rule rule;
    const char *why;
};

static void
test_amount(void **state)
{
    static const struct amount_case cases[] = {
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "33.34", PREPAY_OK, "10.01",
         RULE_PREPAY_CONSUMABLE, "CX, GS: not less than, 10.002 goes up"},
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_HALF_UP, PREPAY_PER_YEAR, 1, "33.34", PREPAY_OK, "10.00",
         RULE_PREPAY_ROUND, "SX: half up"},
        {PREPAY_OF_DRUG, "50%", PREPAY_ROUND_HALF_UP, PREPAY_PER_YEAR, 2, "0.01", PREPAY_OK, "0.01",
         RULE_PREPAY_DRUG, "SX: drugs 50 %, 0.005 half up"},
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_HALF_UP, PREPAY_PER_CYCLE, 1, "100000", PREPAY_OK,
         "30000.00", RULE_PREPAY_CONSUMABLE, "CQ"},
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_HALF_UP, PREPAY_PER_CYCLE, 2, "100000", PREPAY_NOT_AGAIN,
         "-0.01", RULE_PREPAY_SCOPE, "CQ: one for the two years"},
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "0", PREPAY_NOTHING, "-0.01",
         RULE_PREPAY_CONSUMABLE, "nothing agreed"},
        {PREPAY_OF_CONSUMABLE, "0%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "100", PREPAY_NOTHING, "-0.01",
         RULE_PREPAY_CONSUMABLE, "ratio 0"},
        {PREPAY_OF_CONSUMABLE, "100%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "100.01", PREPAY_OK, "100.01",
         RULE_PREPAY_ROUND, "ratio 100 %"},
        {PREPAY_OF_CONSUMABLE, "100.0001%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "100", PREPAY_BAD_RATIO,
         "-0.01", RULE_NONE, "more than all"},
        {PREPAY_OF_CONSUMABLE, "30%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "-1", PREPAY_BAD_LINE, "-0.01",
         RULE_NONE, "less than nothing"},
        {PREPAY_OF_CONSUMABLE, "100%", PREPAY_ROUND_UP, PREPAY_PER_YEAR, 1, "922337203685477.5807",
         PREPAY_OVERFLOW, "-0.01", RULE_NONE, "rounding up leaves no room"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct amount_case *c = &cases[i];
        struct prepay_rules r = rules(c->goods, c->ratio, c->round, c->scope);
        money out = yuan("-0.01");
        EXPLAIN(x);
        print_message("%s\n", c->why);
        assert_int_equal(prepay_amount(&r, c->term, yuan(c->annual), &x, &out), c->verdict);
        assert_yuan(out, c->prepay);
        assert_true(c->rule == RULE_NONE ? x.n == 0 : explains(&x, c->rule));
    }
    struct prepay_rules r = {.ratio = {-1}};
    money out;
    assert_int_equal(prepay_amount(&r, 1, yuan("1"), NULL, &out), PREPAY_BAD_RATIO);
}

/* Against the definition: the smallest whole fen not below (up), or nearest, halves up. */
static void
test_every_small_amount(void **state)
{
    (void)state;
    for (int64_t annual = 0; annual <= 700; annual++)
        for (int64_t percent = 0; percent <= 100; percent += 5) {
            struct prepay_rules r = {.ratio = {percent * 10000}, .round = PREPAY_ROUND_UP};
            money up = {0}, half = {0};
            int64_t exact = annual * percent; /* in millionths of a yuan */
            (void)prepay_amount(&r, 1, (money){annual}, NULL, &up);
            r.round = PREPAY_ROUND_HALF_UP;
            (void)prepay_amount(&r, 1, (money){annual}, NULL, &half);
            assert_true(up.units % 100 == 0 && half.units % 100 == 0);
            assert_true(up.units * 100 >= exact && up.units * 100 - exact < 10000);
            assert_true(half.units * 100 - exact <= 5000 && exact - half.units * 100 < 5000);
        }
}

static struct prepay_rules
chongqing(enum month6 month6)
{
    return (struct prepay_rules){.plan = PREPAY_HALF_AND_HALF, .first_share = {500000},
                                 .due = PREPAY_DUE_END_OF_NEXT_MONTH, .month6 = month6};
}

static void
test_instalments(void **state)
{
    struct prepay_rules cal = chongqing(MONTH6_CALENDAR), ann = chongqing(MONTH6_ANNIVERSARY);
    struct prepay_rules one = {.plan = PREPAY_ONE, .due = PREPAY_DUE_START};
    struct instalment in[INSTALMENTS_MAX];
    EXPLAIN(x);
    (void)state;
    assert_int_equal(prepay_instalments(&cal, day("2024-09-10"), yuan("100.01"), &x, in), 2);
    assert_int_equal(in[0].number, 1);
    assert_yuan(in[0].amount, "50.01");
    assert_day(in[0].due, "2024-10-31");
    assert_int_equal(in[1].number, 2);
    assert_yuan(in[1].amount, "50.00"); /* takes the rounding */
    assert_day(in[1].due, "2025-02-28");
    assert_true(explains(&x, RULE_PREPAY_DUE) && explains(&x, RULE_PREPAY_MONTH6));
    assert_true(x.step[0].term[0].n == 1 && x.step[1].term[0].n == 2);
    assert_int_equal(prepay_instalments(&ann, day("2024-09-10"), yuan("100.01"), NULL, in), 2);
    assert_day(in[1].due, "2025-03-09");
    assert_int_equal(prepay_instalments(&ann, day("2024-08-31"), yuan("100"), NULL, in), 2);
    assert_day(in[1].due, "2025-02-27");
    assert_int_equal(prepay_instalments(&cal, day("2024-08-31"), yuan("100"), NULL, in), 2);
    assert_day(in[1].due, "2025-01-31");
    assert_int_equal(prepay_instalments(&cal, day("2024-09-10"), yuan("0.01"), NULL, in), 1);
    assert_yuan(in[0].amount, "0.01");
    assert_int_equal(prepay_instalments(&one, day("2022-06-01"), yuan("9.99"), NULL, in), 1);
    assert_yuan(in[0].amount, "9.99");
    assert_day(in[0].due, "2022-06-01");
    one.due = PREPAY_DUE_END_OF_NEXT_MONTH;
    assert_int_equal(prepay_instalments(&one, day("2022-06-01"), yuan("9.99"), NULL, in), 1);
    assert_day(in[0].due, "2022-07-31");
}

/* Whatever the share: nothing lost, none of 0.00, numbered from 1, the first within half a fen. */
static void
test_every_small_split(void **state)
{
    (void)state;
    for (int64_t fen = 1; fen <= 40; fen++)
        for (int64_t percent = 0; percent <= 100; percent++) {
            struct prepay_rules r = chongqing(MONTH6_CALENDAR);
            struct instalment in[INSTALMENTS_MAX];
            int64_t sum = 0, first = 0;
            r.first_share.ppm = percent * 10000;
            size_t n = prepay_instalments(&r, day("2024-09-10"), (money){fen * 100}, NULL, in);
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(in[i].number, (int)i + 1);
                assert_true(in[i].amount.units > 0);
                sum += in[i].amount.units;
                if (in[i].due.day == day("2024-10-31").day)
                    first = in[i].amount.units;
            }
            assert_int_equal(sum, fen * 100);
            assert_true(first - fen * percent <= 50 && fen * percent - first < 50);
        }
}

static void
test_fund_by_level(void **state)
{
    static const struct fund_rules cq = {FUND_EMPLOYEE, FUND_RESIDENT};
    static const struct fund_rules mirrored = {FUND_RESIDENT, FUND_EMPLOYEE};
    static const struct fund_rules open = {FUND_UNDECIDED, FUND_RESIDENT};
    static const enum fund want[] = {FUND_RESIDENT, FUND_RESIDENT, FUND_EMPLOYEE, FUND_EMPLOYEE};
    enum fund f;
    (void)state;
    for (int level = LEVEL_NONE; level <= LEVEL_3; level++) {
        EXPLAIN(x);
        assert_int_equal(prepay_fund(&cq, (enum hospital_level)level, &x, &f), PREPAY_OK);
        assert_int_equal(f, want[level]);
        assert_true(explains(&x, level >= LEVEL_2 ? RULE_FUND_LEVEL2 : RULE_FUND_OTHER));
        assert_int_equal(x.step[0].say, f == FUND_EMPLOYEE ? M_X_FUND_EMPLOYEE : M_X_FUND_RESIDENT);
    }
    assert_int_equal(prepay_fund(&mirrored, LEVEL_3, NULL, &f), PREPAY_OK);
    assert_int_equal(f, FUND_RESIDENT);
    assert_int_equal(prepay_fund(&open, LEVEL_3, NULL, &f), PREPAY_BY_AUTHORITY);
    assert_int_equal(prepay_fund(&open, LEVEL_1, NULL, &f), PREPAY_OK);
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(prepay_verdict_name(PREPAY_OK), "ok");
    assert_string_equal(prepay_verdict_name(PREPAY_NOTHING), "nothing");
    assert_string_equal(prepay_verdict_name(PREPAY_BY_AUTHORITY), "by_authority");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_annual),
        cmocka_unit_test(test_amount),
        cmocka_unit_test(test_every_small_amount),
        cmocka_unit_test(test_instalments),
        cmocka_unit_test(test_every_small_split),
        cmocka_unit_test(test_fund_by_level),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
