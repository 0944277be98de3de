/* Offset, demand of the rest, clawback (RULES 7). */
#include "../figures.h"

#include "engine/offset.h"

static const struct offset_rules progress = {.mode = OFFSET_PROGRESS, .months = 12};
static const struct offset_rules post_cycle = {.mode = OFFSET_POST_CYCLE, .months = 12};

static struct prepayment
prepaid(const char *annual, const char *amount, const char *starts, const char *ends)
{
    return (struct prepayment){.annual = yuan(annual), .prepaid = yuan(amount), .paid_on = day(starts),
                               .starts = day(starts), .ends = day(ends)};
}

struct month_case {
    const char *month, *purchased, *claims; /* purchased: so far */
    enum offset_verdict verdict;
    const char *target, *take, *left, *why;
};

/* Run months one after the other, each offset kept. */
static void
run(const struct offset_rules *r, struct prepayment *p, const struct month_case c[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct offset out;
        EXPLAIN(x);
        print_message("%s: %s\n", c[i].month, c[i].why);
        assert_int_equal(offset_month(r, p, in_month(c[i].month), yuan(c[i].purchased),
                                      yuan(c[i].claims), &x, &out),
                         c[i].verdict);
        assert_yuan(out.target, c[i].target);
        assert_yuan(out.take, c[i].take);
        assert_yuan(out.left, c[i].left);
        p->offset.units += out.take.units;
        bool after = in_month(c[i].month).month > date_month(p->ends).month;
        assert_int_equal(explains(&x, RULE_OFFSET_MONTHS), after && out.take.units > 0);
        assert_int_equal(explains(&x, RULE_OFFSET_MODE),
                         !after && (c[i].verdict == OFFSET_OK || c[i].verdict == OFFSET_AHEAD ||
                                    c[i].verdict == OFFSET_NO_CLAIMS));
    }
}

static void
test_progress(void **state)
{
    static const struct month_case months[] = {
        {"2021-12", "0", "5000", OFFSET_BEFORE, "0.00", "0.00", "30000.00", "before the term"},
        {"2022-01", "10000", "2000", OFFSET_OK, "3000.00", "2000.00", "28000.00", "short of claims"},
        {"2022-02", "20000", "10000", OFFSET_OK, "6000.00", "4000.00", "24000.00", "made up later"},
        {"2022-03", "20000", "10000", OFFSET_AHEAD, "6000.00", "0.00", "24000.00", "nothing bought"},
        {"2022-04", "15000", "10000", OFFSET_AHEAD, "4500.00", "0.00", "24000.00", "goods returned"},
        {"2022-05", "40000", "0", OFFSET_NO_CLAIMS, "12000.00", "0.00", "24000.00", "no claims"},
        {"2022-06", "40000.02", "0.01", OFFSET_OK, "12000.01", "0.01", "23999.99", "half up: 12000.006"},
        {"2022-12", "999999", "20000", OFFSET_OK, "30000.00", "20000.00", "3999.99", "capped at annual"},
        {"2023-01", "0", "1000", OFFSET_OK, "30000.00", "1000.00", "2999.99",
         "after the term: whatever was bought"},
        {"2023-12", "0", "2000", OFFSET_OK, "30000.00", "2000.00", "999.99", "the twelfth month after"},
        {"2024-01", "0", "2000", OFFSET_DEMANDED, "29000.01", "0.00", "999.99", "demanded now"},
    };
    struct prepayment p = prepaid("100000", "30000", "2022-01-01", "2022-12-31");
    struct offset_rules r = progress;
    struct demand d;
    EXPLAIN(x);
    (void)state;
    run(&r, &p, months, COUNT(months));
    assert_true(offset_demand(&r, &p, &x, &d));
    assert_yuan(d.amount, "999.99");
    assert_day(d.demanded_on, "2024-01-01");
    assert_true(d.has_due);
    assert_day(d.due, "2024-01-31");
    assert_true(explains(&x, RULE_OFFSET_MONTHS));
    assert_int_equal(d.to, RETURN_SPECIAL_ACCOUNT);
    r.demand_due = DEMAND_NO_DUE;
    r.return_to = RETURN_ORIGINAL_PAYER;
    assert_true(offset_demand(&r, &p, NULL, &d));
    assert_false(d.has_due);
    assert_day(d.due, "2024-01-01");
    assert_int_equal(d.to, RETURN_ORIGINAL_PAYER);
}

static void
test_post_cycle(void **state)
{
    static const struct month_case months[] = {
        {"2024-08", "0", "500", OFFSET_BEFORE, "0.00", "0.00", "1000.00", "before"},
        {"2026-09", "90000", "500", OFFSET_NOT_YET, "0.00", "0.00", "1000.00", "the cycle ends here"},
        {"2026-10", "90000", "300", OFFSET_OK, "1000.00", "300.00", "700.00", "CQ: the month after"},
        {"2026-11", "0", "0", OFFSET_NO_CLAIMS, "1000.00", "0.00", "700.00", "carried forward"},
        {"2027-09", "0", "600", OFFSET_OK, "1000.00", "600.00", "100.00", "the last"},
        {"2027-10", "0", "600", OFFSET_DEMANDED, "900.00", "0.00", "100.00", "a year is over"},
    };
    struct prepayment p = prepaid("100000", "1000", "2024-09-10", "2026-09-09");
    struct demand d;
    (void)state;
    assert_int_equal(offset_first_month_after(&p).month, in_month("2026-10").month);
    assert_int_equal(offset_last_month(&post_cycle, &p).month, in_month("2027-09").month);
    run(&post_cycle, &p, months, COUNT(months));
    assert_true(offset_demand(&post_cycle, &p, NULL, &d));
    assert_yuan(d.amount, "100.00");
    assert_day(d.demanded_on, "2027-10-01");
    assert_day(d.due, "2027-10-31");
    p.returned = yuan("100");
    assert_false(offset_demand(&post_cycle, &p, NULL, &d));
    p.ends = day("2027-03-09"); /* extended: the first month moves with it */
    assert_int_equal(offset_first_month_after(&p).month, in_month("2027-04").month);
}

static void
test_nothing_left_and_bad_states(void **state)
{
    struct prepayment good = prepaid("100", "30", "2022-01-01", "2022-12-31"), p = good;
    struct offset out = {{-1}, {-1}, {-1}};
    month m = in_month("2022-03");
    (void)state;
    p.offset = yuan("20");
    p.returned = yuan("10");
    assert_int_equal(offset_month(&progress, &p, m, yuan("100"), yuan("5"), NULL, &out),
                     OFFSET_NOTHING_LEFT);
    p.returned = yuan("8");
    assert_int_equal(offset_month(&progress, &p, m, yuan("100"), yuan("5"), NULL, &out), OFFSET_OK);
    assert_yuan(out.take, "2.00"); /* no more than is left */
    assert_yuan(out.left, "0.00");
    out.take.units = -7;
    p = good;
    p.prepaid.units = 0;
    assert_int_equal(offset_month(&progress, &p, m, yuan("1"), yuan("5"), NULL, &out), OFFSET_NOTHING_LEFT);
    p = good;
    p.annual.units = 1; /* the smallest there is: nothing bought, nothing to take */
    assert_int_equal(offset_month(&progress, &p, m, yuan("0"), yuan("5"), NULL, &out), OFFSET_AHEAD);
    assert_yuan(out.target, "0.00");
    out.take.units = -7;
    for (int i = 0; i < 11; i++) {
        money claims = yuan("5");
        p = good;
        switch (i) {
        case 0: p.annual.units = 0; break;
        case 1: p.prepaid.units = -100; break;
        case 2: p.offset.units = -100; break;
        case 3: p.returned.units = -100; break;
        case 4: p.offset.units = p.prepaid.units + 100; break;
        case 5: p.returned.units = p.prepaid.units + 100; break;
        case 6: claims.units = -100; break;
        case 7: claims.units = 101; break;
        case 8: p.prepaid.units = 101; break;
        case 10: p.offset = yuan("20"); p.returned = yuan("11"); break;
        default: p.offset.units = p.returned.units = 50; break;
        }
        assert_int_equal(offset_month(&progress, &p, m, yuan("1"), claims, NULL, &out),
                         OFFSET_BAD_STATE);
        assert_int_equal(out.take.units, -7);
    }
    p = good;
    assert_int_equal(offset_month(&progress, &p, m, yuan("-50"), yuan("5"), NULL, &out), OFFSET_AHEAD);
    assert_yuan(out.target, "0.00"); /* more returned than bought is nothing bought */
    assert_int_equal(offset_month(&progress, &p, in_month("2022-01"), yuan("50"), yuan("0"), NULL, &out),
                     OFFSET_NO_CLAIMS);
}

/* Every small history against the definition: after each month, what was taken is the most that
 * target, claims and balance allow; nothing is ever taken twice or below zero. */
static void
test_every_small_history(void **state)
{
    (void)state;
    for (int64_t prepay = 1; prepay <= 4; prepay++)
        for (int code = 0; code < 5 * 5 * 5 * 3 * 3 * 3; code++) {
            struct prepayment p = {.annual = {500}, .prepaid = {prepay * 100},
                                   .starts = day("2022-01-01"), .ends = day("2022-02-28")};
            int rest = code;
            for (int k = 0; k < 3; k++) {
                money bought = {rest % 5 * 150}, claims;
                struct offset out;
                rest /= 5;
                claims.units = rest % 3 * 100;
                rest /= 3;
                int64_t base = bought.units > 500 ? 500 : bought.units;
                int64_t target = k == 2 ? prepay * 100 : (prepay * base * 2 + 500) / 1000 * 100;
                int64_t want = target - p.offset.units, left = p.prepaid.units - p.offset.units;
                want = want > claims.units ? claims.units : want;
                want = want > left ? left : want < 0 ? 0 : want;
                enum offset_verdict v = offset_month(&progress, &p, (month){2022 * 12 + k}, bought,
                                                     claims, NULL, &out);
                assert_int_equal(out.take.units, want);
                assert_int_equal(v == OFFSET_OK, want > 0);
                p.offset.units += want;
                assert_int_equal(out.left.units, p.prepaid.units - p.offset.units);
            }
        }
}

static void
test_clawback(void **state)
{
    struct offset_rules r = {.mode = OFFSET_PROGRESS, .months = 12, .claws_back = true,
                             .clawback_from = day("2022-01-01"), .clawback_to = day("2022-12-31"),
                             .clawback_by = CLAWBACK_PAID_ON, .clawback_months = 2};
    struct prepayment p = prepaid("100000", "30000", "2021-11-01", "2022-10-31");
    struct demand d;
    struct offset out;
    EXPLAIN(x);
    (void)state;
    p.paid_on = day("2022-01-01");
    assert_true(clawback_applies(&r, &p));
    assert_int_equal(offset_month(&r, &p, in_month("2022-05"), yuan("9"), yuan("9"), NULL, &out),
                     OFFSET_CLAWED_BACK);
    assert_false(offset_demand(&r, &p, NULL, &d));
    r.return_to = RETURN_ORIGINAL_PAYER;
    assert_true(clawback_demand(&r, &p, &x, &d));
    assert_int_equal(d.to, RETURN_SPECIAL_ACCOUNT);
    assert_yuan(d.amount, "30000.00");
    assert_day(d.demanded_on, "2022-11-01");
    assert_day(d.due, "2022-12-31");
    assert_true(explains(&x, RULE_CLAWBACK_MONTHS));
    p.ends = day("2022-06-30");
    assert_true(clawback_demand(&r, &p, NULL, &d));
    assert_day(d.due, "2022-08-30");
    p.paid_on = day("2022-12-31");
    assert_true(clawback_applies(&r, &p));
    p.paid_on = day("2023-01-01");
    assert_false(clawback_applies(&r, &p) || clawback_demand(&r, &p, NULL, &d));
    p.paid_on = day("2021-12-31");
    assert_false(clawback_applies(&r, &p));
    r.clawback_by = CLAWBACK_CYCLE_END;
    assert_true(clawback_applies(&r, &p));
    r.clawback_by = CLAWBACK_CYCLE_START;
    assert_false(clawback_applies(&r, &p));
    p.starts = day("2022-01-02");
    assert_true(clawback_applies(&r, &p));
    p.returned = p.prepaid;
    assert_false(clawback_demand(&r, &p, NULL, &d));
    r.claws_back = false;
    assert_false(clawback_applies(&r, &p));
}

static void
test_names(void **state)
{
    (void)state;
    assert_string_equal(offset_verdict_name(OFFSET_OK), "ok");
    assert_string_equal(offset_verdict_name(OFFSET_DEMANDED), "demanded");
    assert_string_equal(offset_verdict_name(OFFSET_AHEAD), "ahead");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_post_cycle),
        cmocka_unit_test(test_nothing_left_and_bad_states),
        cmocka_unit_test(test_every_small_history),
        cmocka_unit_test(test_clawback),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
