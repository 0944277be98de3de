/* example_fund.c - payment standards, surplus retention, quotas. */
#include "policy/example_kinds.h"
#include "words/example.h"

enum { SELECTED_MAX = 40 };

struct standard_given {
    struct standard_goods goods;
    int evaluation;
    struct yaml_list selected_prices; /* money */
    int64_t year;
    money price;
    qty n;
    ratio pay;
    bool has_claim;
};
struct standard_expect {
    const char *verdict;
    money standard, fund, patient;
};
#define GOODS_FIELD(f) offsetof(struct standard_given, goods.f)
static const struct yaml_key standard_given_keys[] = {
    {"insured", YAML_BOOL, true, GOODS_FIELD(insured), .say = M_EX_INSURED},
    {"drug", YAML_BOOL, true, GOODS_FIELD(drug), .say = M_EX_DRUG},
    {"selected", YAML_BOOL, true, GOODS_FIELD(selected), .say = M_EX_SELECTED},
    {"evaluation", YAML_ENUM, false, offsetof(struct standard_given, evaluation),
     .say = M_EX_EVALUATION, .choices = "originator|reference|evaluated|not_evaluated"},
    {"with_service", YAML_MONEY, false, GOODS_FIELD(with_service), .say = M_EX_WITH_SERVICE},
    {"without_service", YAML_MONEY, false, GOODS_FIELD(without_service),
     .say = M_EX_WITHOUT_SERVICE},
    {"own_price", YAML_MONEY, false, GOODS_FIELD(own_price), .say = M_EX_OWN_PRICE},
    {"selected_prices", YAML_MONEY, false, offsetof(struct standard_given, selected_prices),
     .say = M_EX_SELECTED_PRICES, .many = SELECTED_MAX},
    {"year", YAML_INT, false, offsetof(struct standard_given, year), .say = M_EX_YEAR, .least = 1,
     .most = 100},
    MAY(YAML_MONEY, standard_given, price, M_EX_CLAIM_PRICE),
    {"qty", YAML_INT, false, offsetof(struct standard_given, n), .say = M_EX_CLAIM_QTY},
    {"pay", YAML_RATIO, false, offsetof(struct standard_given, pay), .say = M_EX_PAY,
     .given = YAML_GIVEN(struct standard_given, has_claim)},
};
static const struct yaml_key standard_expect_keys[] = {
    MAY(YAML_TEXT, standard_expect, verdict, M_EX_VERDICT),
    MAY(YAML_MONEY, standard_expect, standard, M_EX_STANDARD_PRICE),
    MAY(YAML_MONEY, standard_expect, fund, M_EX_BY_FUND),
    MAY(YAML_MONEY, standard_expect, patient, M_EX_BY_PATIENT),
};
EXAMPLE_SHAPE(standard_given, "standard.given", M_EX_GIVEN);
EXAMPLE_SHAPE(standard_expect, "standard.expect", M_EX_EXPECT);

static bool
standard_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct standard_given *g = given;
    struct standard_expect *e = got;
    struct standard_rules r;
    struct standard_goods goods = g->goods;
    struct claim_split split = {0};
    (void)a;
    if (bind_standard(p, &r).verdict != BIND_OK)
        return false;
    goods.evaluation = (enum standard_evaluation)g->evaluation;
    enum standard_verdict v =
        standard_price(&r, &goods, g->selected_prices.item, g->selected_prices.n,
                       g->year > 0 ? (int)g->year : 1, NULL, &e->standard);
    if (v == STANDARD_OK && g->has_claim)
        v = claim_line(g->price, e->standard, g->n, g->pay, NULL, &split);
    e->verdict = standard_verdict_name(v);
    e->fund = split.fund;
    e->patient = split.patient;
    return true;
}

const struct example_kind kind_standard = {"standard", M_EX_STANDARD, &standard_given_shape,
                                           &standard_expect_shape, standard_run};

struct retention_given {
    struct retention_variety v;
    struct retention_case c;
    int64_t score;
};
struct retention_expect {
    const char *verdict, *variety;
    money budget, spent, retained;
};
#define OF(f) offsetof(struct retention_given, f)
static const struct yaml_key retention_given_keys[] = {
    {"base", YAML_INT, true, OF(v.base), .say = M_EX_BASE},
    {"agreed", YAML_INT, true, OF(v.agreed), .say = M_EX_AGREED},
    {"used", YAML_INT, true, OF(v.used), .say = M_EX_USED},
    {"before", YAML_MONEY, true, OF(v.before), .say = M_EX_BEFORE},
    {"selected", YAML_MONEY, true, OF(v.selected), .say = M_EX_SELECTED_PRICE},
    {"non_selected", YAML_MONEY, false, OF(v.non_selected), .say = M_EX_NON_SELECTED},
    {"pay", YAML_RATIO, true, OF(c.pay), .say = M_EX_PAY},
    {"insured", YAML_RATIO, true, OF(c.insured), .say = M_EX_INSURED_SHARE},
    {"score", YAML_INT, true, OF(score), .say = M_EX_SCORE, .most = 100},
    {"case_payment_first_year", YAML_BOOL, false, OF(c.case_payment_first_year),
     .say = M_EX_FIRST_YEAR},
    {"patient_share_fell", YAML_BOOL, false, OF(c.patient_share_fell), .say = M_EX_SHARE_FELL},
};
static const struct yaml_key retention_expect_keys[] = {
    MAY(YAML_TEXT, retention_expect, verdict, M_EX_VERDICT),
    MAY(YAML_TEXT, retention_expect, variety, M_EX_VARIETY_VERDICT),
    MAY(YAML_MONEY, retention_expect, budget, M_EX_BUDGET),
    MAY(YAML_MONEY, retention_expect, spent, M_EX_SPENT),
    MAY(YAML_MONEY, retention_expect, retained, M_EX_RETAINED),
};
EXAMPLE_SHAPE(retention_given, "retention.given", M_EX_GIVEN);
EXAMPLE_SHAPE(retention_expect, "retention.expect", M_EX_EXPECT);

static bool
retention_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct retention_given *g = given;
    struct retention_expect *e = got;
    struct retention_rules r;
    struct retention_line line = {0};
    struct retention_total total = {0};
    struct retention_case c = g->c;
    (void)a;
    if (bind_retention(p, &r).verdict != BIND_OK)
        return false;
    c.score = g->score * 100; /* the example gives points */
    e->verdict = retention_verdict_name(retention_year(&r, &c, &g->v, 1, NULL, &line, &total));
    e->variety = retention_verdict_name(line.verdict);
    e->budget = line.budget;
    e->spent = line.spent;
    e->retained = total.retained;
    return true;
}

const struct example_kind kind_retention = {"retention", M_EX_RETENTION, &retention_given_shape,
                                            &retention_expect_shape, retention_run};

struct quota_given {
    money base, price_fall;
    bool within_cycle;
};
struct quota_expect {
    const char *verdict;
    money total;
};
static const struct yaml_key quota_given_keys[] = {
    NEED(YAML_MONEY, quota_given, base, M_EX_QUOTA_BASE),
    NEED(YAML_MONEY, quota_given, price_fall, M_EX_QUOTA_FALL),
    NEED(YAML_BOOL, quota_given, within_cycle, M_EX_WITHIN_CYCLE),
};
static const struct yaml_key quota_expect_keys[] = {
    MAY(YAML_TEXT, quota_expect, verdict, M_EX_VERDICT),
    MAY(YAML_MONEY, quota_expect, total, M_EX_QUOTA_TOTAL),
};
EXAMPLE_SHAPE(quota_given, "quota.given", M_EX_GIVEN);
EXAMPLE_SHAPE(quota_expect, "quota.expect", M_EX_EXPECT);

static bool
quota_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct quota_given *g = given;
    struct quota_expect *e = got;
    struct quota_rules r;
    const struct quota_component c[] = {{QUOTA_BASE, g->base}, {QUOTA_PRICE_FALL, g->price_fall}};
    (void)a;
    if (bind_quota(p, &r).verdict != BIND_OK || !policy_setting(p, RULE_QUOTA_KEPT)->has_value)
        return false;
    e->verdict = quota_verdict_name(quota_total(&r, c, 2, g->within_cycle, NULL, &e->total));
    return true;
}

const struct example_kind kind_quota = {"quota", M_EX_QUOTA, &quota_given_shape,
                                        &quota_expect_shape, quota_run};
