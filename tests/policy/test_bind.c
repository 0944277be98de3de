/* What the five packs (and Shanxi's) bind to, against the sources, and packs that lack something. */
#include "../figures.h"

#include "policy/bind.h"

static struct arena *arena;

static const struct policy *
pack(const char *path)
{
    struct err list[8];
    struct errs errs = {.list = list, .max = COUNT(list)};
    struct policy *p;
    char text[ERR_TEXT_MAX];
    if (!policy_load(&p, arena, path, &errs)) {
        print_error("%s\n", err_text(&list[0], LANG_EN, text));
        fail();
    }
    return p;
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new(128 << 20);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void
assert_bound(struct bound b, enum bind_verdict verdict, enum rule rule)
{
    assert_string_equal(bind_verdict_name(b.verdict), bind_verdict_name(verdict));
    assert_string_equal(rule_key(b.rule), rule_key(rule));
}

static void
test_settlement(void **state)
{
    struct settle_rules r;
    struct settle_due d;
    (void)state;
    assert_bound(bind_settle(pack("policies/chuxiong"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(settle_due(&r, day("2024-01-31"), -1, NULL, &d), SETTLE_OK);
    assert_day(d.due, "2024-03-01");
    static const char *const next_month[] = {"policies/chongqing", "policies/gansu", "policies/shanxi",
                                             "policies/lvliang"};
    for (size_t i = 0; i < COUNT(next_month); i++) {
        assert_bound(bind_settle(pack(next_month[i]), &r), BIND_OK, RULE_NONE);
        assert_int_equal(settle_due(&r, day("2025-12-10"), -1, NULL, &d), SETTLE_OK);
        assert_day(d.due, "2026-01-31");
        assert_day(d.overdue_from, "2026-02-03");
    }
    assert_bound(bind_settle(pack("policies/guangzhou"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(settle_due(&r, day("2024-01-31"), -1, NULL, &d), SETTLE_NO_TERM);
    assert_int_equal(settle_due(&r, day("2024-05-06"), 60, NULL, &d), SETTLE_OK);
    assert_day(d.due, "2024-07-05");
}

static void
test_prepayment(void **state)
{
    const ratio thirty = share("30%");
    struct prepay_rules r;
    struct instalment in[INSTALMENTS_MAX];
    money out;
    (void)state;
    assert_bound(bind_prepay(pack("policies/chuxiong"), PREPAY_OF_CONSUMABLE, NULL, &r), BIND_OK, RULE_NONE);
    assert_int_equal(prepay_amount(&r, 2, yuan("33.34"), NULL, &out), PREPAY_OK);
    assert_yuan(out, "10.01");
    assert_bound(bind_prepay(pack("policies/gansu"), PREPAY_OF_CONSUMABLE, NULL, &r), BIND_OK, RULE_NONE);
    assert_int_equal(prepay_amount(&r, 2, yuan("33.34"), NULL, &out), PREPAY_OK);
    assert_yuan(out, "10.01");
    assert_bound(bind_prepay(pack("policies/lvliang"), PREPAY_OF_CONSUMABLE, &thirty, &r), BIND_OK, RULE_NONE);
    assert_int_equal(prepay_amount(&r, 2, yuan("33.34"), NULL, &out), PREPAY_OK);
    assert_yuan(out, "10.00");
    assert_bound(bind_prepay(pack("policies/lvliang"), PREPAY_OF_DRUG, &thirty, &r), BIND_OK, RULE_NONE);
    assert_int_equal(r.ratio.ppm, 500000); /* a clause: nobody decides otherwise */
    const struct policy *cq = pack("policies/chongqing");
    const ratio forty = share("40%");
    assert_bound(bind_prepay(cq, PREPAY_OF_CONSUMABLE, &forty, &r), BIND_OK, RULE_NONE);
    assert_int_equal(r.ratio.ppm, 400000);
    assert_int_equal(prepay_amount(&r, 2, yuan("100"), NULL, &out), PREPAY_NOT_AGAIN);
    assert_int_equal(prepay_amount(&r, 1, yuan("100"), NULL, &out), PREPAY_OK);
    assert_int_equal(prepay_instalments(&r, day("2024-09-10"), out, NULL, in), 2);
    assert_day(in[0].due, "2024-10-31");
    assert_yuan(in[0].amount, "20.00");
    assert_day(in[1].due, "2025-02-28");
    assert_int_not_equal(bind_prepay(pack("policies/guangzhou"), PREPAY_OF_CONSUMABLE, &forty, &r).verdict,
                         BIND_OK);
}

static void
test_fund(void **state)
{
    struct fund_rules r;
    enum fund f;
    (void)state;
    assert_bound(bind_fund(pack("policies/chongqing"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(prepay_fund(&r, LEVEL_2, NULL, &f), PREPAY_OK);
    assert_int_equal(f, FUND_EMPLOYEE);
    assert_int_equal(prepay_fund(&r, LEVEL_NONE, NULL, &f), PREPAY_OK);
    assert_int_equal(f, FUND_RESIDENT);
    assert_bound(bind_fund(pack("policies/chuxiong"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(prepay_fund(&r, LEVEL_2, NULL, &f), PREPAY_BY_AUTHORITY);
    assert_int_equal(prepay_fund(&r, LEVEL_1, NULL, &f), PREPAY_BY_AUTHORITY);
}

static void
test_offset(void **state)
{
    struct offset_rules r;
    struct prepayment p = {.annual = {100}, .prepaid = {10000}, .paid_on = day("2022-03-01"),
                           .starts = day("2021-11-01"), .ends = day("2022-10-31")};
    struct demand d;
    (void)state;
    assert_bound(bind_offset(pack("policies/chongqing"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(r.mode, OFFSET_POST_CYCLE);
    assert_int_equal(r.return_to, RETURN_ORIGINAL_PAYER);
    assert_false(r.claws_back);
    p.ends = day("2026-09-09");
    assert_true(offset_demand(&r, &p, NULL, &d));
    assert_day(d.demanded_on, "2027-10-01");
    assert_day(d.due, "2027-10-31");
    p.ends = day("2022-10-31");
    assert_bound(bind_offset(pack("policies/gansu"), &r), BIND_OK, RULE_NONE);
    assert_true(r.mode == OFFSET_PROGRESS && !clawback_applies(&r, &p));
    assert_bound(bind_offset(pack("policies/lvliang"), &r), BIND_OK, RULE_NONE);
    assert_true(r.mode == OFFSET_PROGRESS && clawback_applies(&r, &p));
    assert_true(clawback_demand(&r, &p, NULL, &d));
    assert_day(d.due, "2022-12-31");
    assert_int_not_equal(bind_offset(pack("policies/guangzhou"), &r).verdict, BIND_OK);
}

static void
test_cycle(void **state)
{
    struct cycle_rules r;
    struct cycle_renewal out;
    (void)state;
    assert_bound(bind_cycle(pack("policies/chongqing"), &r), BIND_OK, RULE_NONE);
    assert_true(r.term == AGREEMENT_YEARLY && r.months == 24 && r.extendable && r.align == ALIGN_NONE);
    assert_bound(bind_cycle(pack("policies/lvliang"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(cycle_renew(&r, day("2021-10-20"), day("2022-10-20"), NULL, &out), CYCLE_OK);
    assert_day(out.starts, "2023-01-01");
}

static void
test_standard(void **state)
{
    struct standard_rules r;
    struct standard_goods g = {.insured = true, .own_price = yuan("1300")};
    money price = yuan("1000"), out;
    (void)state;
    assert_bound(bind_standard(pack("policies/gansu"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(standard_price(&r, &g, &price, 1, 1, NULL, &out), STANDARD_OK);
    assert_yuan(out, "1000.00");
    assert_int_equal(r.class_characters, 15);
    g.drug = true;
    g.evaluation = DRUG_NOT_EVALUATED;
    assert_int_equal(standard_price(&r, &g, &price, 1, 1, NULL, &out), STANDARD_NO_RULE);
    assert_bound(bind_standard(pack("policies/lvliang"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(standard_price(&r, &g, &price, 1, 1, NULL, &out), STANDARD_OK);
    assert_yuan(out, "1000.00");
}

static void
test_retention_and_quota(void **state)
{
    struct retention_rules r;
    struct quota_rules q;
    (void)state;
    assert_bound(bind_retention(pack("policies/gansu"), &r), BIND_OK, RULE_NONE);
    assert_int_equal(retention_ratio(&r, 8001).ppm, 500000);
    assert_int_equal(retention_ratio(&r, 6000).ppm, 300000);
    assert_bound(bind_retention(pack("policies/chongqing"), &r), BIND_NOT_REGULATED, RULE_RETENTION);
    assert_int_equal(r.mode, RETENTION_NONE);
    assert_bound(bind_quota(pack("policies/chuxiong"), &q), BIND_OK, RULE_NONE);
    assert_true(q.kept_on_price_fall);
    assert_bound(bind_quota(pack("policies/guangzhou"), &q), BIND_OK, RULE_NONE);
    assert_true(q.shares_overspend && !q.kept_on_price_fall);
}

/* A pack of our own: what is lacking is named, and by whom it would be said. */
static void
test_what_is_lacking(void **state)
{
    static struct policy p; /* says nothing */
    struct settle_rules settle;
    struct prepay_rules prepay;
    struct offset_rules offset;
    struct cycle_rules cycle;
    struct standard_rules standard;
    struct retention_rules retention;
    const ratio half = share("50%");
    (void)state;
    assert_bound(bind_settle(&p, &settle), BIND_NOT_REGULATED, RULE_SETTLE_DUE);
    assert_bound(bind_prepay(&p, PREPAY_OF_DRUG, &half, &prepay), BIND_NOT_REGULATED, RULE_PREPAY_DRUG);
    assert_bound(bind_offset(&p, &offset), BIND_NOT_REGULATED, RULE_OFFSET_MODE);
    assert_bound(bind_cycle(&p, &cycle), BIND_NOT_REGULATED, RULE_TERM_YEARLY);
    assert_bound(bind_standard(&p, &standard), BIND_NOT_REGULATED, RULE_STD_SELECTED);
    assert_bound(bind_retention(&p, &retention), BIND_NOT_REGULATED, RULE_RETENTION);
    p.setting[RULE_SETTLE_DUE] = (struct setting){.basis.kind = BASIS_CLAUSE, .has_value = true,
                                                  .n = DUE_DAYS_AFTER_ACCEPTANCE};
    p.setting[RULE_SETTLE_DAYS].basis.kind = BASIS_BY_CONTRACT;
    assert_bound(bind_settle(&p, &settle), BIND_BY_CONTRACT, RULE_SETTLE_DAYS);
    p.setting[RULE_PREPAY_DRUG].basis.kind = BASIS_BY_AUTHORITY;
    assert_bound(bind_prepay(&p, PREPAY_OF_DRUG, NULL, &prepay), BIND_BY_AUTHORITY, RULE_PREPAY_DRUG);
    assert_bound(bind_prepay(&p, PREPAY_OF_DRUG, &half, &prepay), BIND_NOT_REGULATED, RULE_PREPAY_SCOPE);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_settlement), TEST(test_prepayment), TEST(test_fund),
        TEST(test_offset),     TEST(test_cycle),      TEST(test_standard),
        TEST(test_retention_and_quota), TEST(test_what_is_lacking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
