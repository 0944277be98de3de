/* example_prepay.c - prepayments: how much, in which instalments, from which fund. */
#include "policy/example_kinds.h"
#include "words/example.h"

#define GOODS "drug|consumable"

struct prepay_given {
    int goods;
    money annual;
    ratio decided;
    bool has_decided;
    int64_t term;
    bool has_term;
};
struct prepay_expect {
    const char *verdict;
    money amount;
};
static const struct yaml_key prepay_given_keys[] = {
    {"goods", YAML_ENUM, true, offsetof(struct prepay_given, goods), .say = M_EX_GOODS,
     .choices = GOODS},
    NEED(YAML_MONEY, prepay_given, annual, M_EX_ANNUAL),
    {"decided", YAML_RATIO, false, offsetof(struct prepay_given, decided), .say = M_EX_DECIDED,
     .given = YAML_GIVEN(struct prepay_given, has_decided)},
    {"term", YAML_INT, false, offsetof(struct prepay_given, term), .say = M_EX_TERM,
     .given = YAML_GIVEN(struct prepay_given, has_term), .least = 1, .most = 40},
};
static const struct yaml_key prepay_expect_keys[] = {
    MAY(YAML_TEXT, prepay_expect, verdict, M_EX_VERDICT),
    MAY(YAML_MONEY, prepay_expect, amount, M_EX_PREPAY_AMOUNT),
};
EXAMPLE_SHAPE(prepay_given, "prepay.given", M_EX_GIVEN);
EXAMPLE_SHAPE(prepay_expect, "prepay.expect", M_EX_EXPECT);

static bool
prepay_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct prepay_given *g = given;
    struct prepay_expect *e = got;
    struct prepay_rules r;
    (void)a;
    if (bind_prepay(p, (enum prepay_goods)g->goods, g->has_decided ? &g->decided : NULL, &r)
            .verdict != BIND_OK)
        return false;
    int term = g->has_term ? (int)g->term : 1;
    e->verdict = prepay_verdict_name(prepay_amount(&r, term, g->annual, NULL, &e->amount));
    return true;
}

const struct example_kind kind_prepay = {"prepay", M_EX_PREPAY, &prepay_given_shape,
                                         &prepay_expect_shape, prepay_run};

struct instalments_given {
    int goods;
    money prepay;
    ratio decided;
    bool has_decided;
    date starts;
};
struct instalments_expect {
    struct yaml_list amount, due;
};
static const struct yaml_key instalments_given_keys[] = {
    {"goods", YAML_ENUM, true, offsetof(struct instalments_given, goods), .say = M_EX_GOODS,
     .choices = GOODS},
    NEED(YAML_MONEY, instalments_given, prepay, M_EX_PREPAY_AMOUNT),
    {"decided", YAML_RATIO, false, offsetof(struct instalments_given, decided), .say = M_EX_DECIDED,
     .given = YAML_GIVEN(struct instalments_given, has_decided)},
    NEED(YAML_DATE, instalments_given, starts, M_EX_STARTS),
};
static const struct yaml_key instalments_expect_keys[] = {
    {"amount", YAML_MONEY, false, offsetof(struct instalments_expect, amount),
     .say = M_EX_INSTALMENT_AMOUNTS, .many = INSTALMENTS_MAX},
    {"due", YAML_DATE, false, offsetof(struct instalments_expect, due), .say = M_EX_INSTALMENT_DUES,
     .many = INSTALMENTS_MAX},
};
EXAMPLE_SHAPE(instalments_given, "instalments.given", M_EX_GIVEN);
EXAMPLE_SHAPE(instalments_expect, "instalments.expect", M_EX_EXPECT);

static bool
instalments_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct instalments_given *g = given;
    struct instalments_expect *e = got;
    struct prepay_rules r;
    struct instalment list[INSTALMENTS_MAX];
    if (bind_prepay(p, (enum prepay_goods)g->goods, g->has_decided ? &g->decided : NULL, &r)
            .verdict != BIND_OK)
        return false;
    size_t n = prepay_instalments(&r, g->starts, g->prepay, NULL, list);
    money *amount = arena_array(a, money, INSTALMENTS_MAX);
    date *due = arena_array(a, date, INSTALMENTS_MAX);
    for (size_t i = 0; i < n; i++) {
        amount[i] = list[i].amount;
        due[i] = list[i].due;
    }
    e->amount = (struct yaml_list){amount, n};
    e->due = (struct yaml_list){due, n};
    return true;
}

const struct example_kind kind_instalments = {"instalments", M_EX_INSTALMENTS,
                                              &instalments_given_shape, &instalments_expect_shape,
                                              instalments_run};

struct fund_given {
    int level;
};
struct fund_expect {
    const char *verdict;
    int fund;
};
static const struct yaml_key fund_given_keys[] = {
    {"level", YAML_ENUM, true, offsetof(struct fund_given, level), .say = M_EX_LEVEL,
     .choices = "none|1|2|3"},
};
static const struct yaml_key fund_expect_keys[] = {
    MAY(YAML_TEXT, fund_expect, verdict, M_EX_VERDICT),
    {"fund", YAML_ENUM, false, offsetof(struct fund_expect, fund), .say = M_EX_FUND,
     .choices = FUND},
};
EXAMPLE_SHAPE(fund_given, "fund.given", M_EX_GIVEN);
EXAMPLE_SHAPE(fund_expect, "fund.expect", M_EX_EXPECT);

static bool
fund_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct fund_given *g = given;
    struct fund_expect *e = got;
    struct fund_rules r;
    enum fund fund = FUND_UNDECIDED;
    (void)a;
    if (bind_fund(p, &r).verdict != BIND_OK)
        return false;
    e->verdict = prepay_verdict_name(prepay_fund(&r, (enum hospital_level)g->level, NULL, &fund));
    e->fund = (int)fund;
    return true;
}

const struct example_kind kind_fund = {"fund", M_EX_FUND_KIND, &fund_given_shape,
                                       &fund_expect_shape, fund_run};
