/* example_offset.c - how a prepayment comes back: month by month, demanded, clawed back. */
#include "policy/example_kinds.h"
#include "words/example.h"

struct offset_given {
    struct prepayment state;
    month in;
    money purchased, claims;
};
struct offset_expect {
    const char *verdict;
    money target, take, left;
};
#define STATE(s)                                                                                   \
    {"annual", YAML_MONEY, true, offsetof(struct s, state.annual), .say = M_EX_ANNUAL},            \
        {"prepaid", YAML_MONEY, true, offsetof(struct s, state.prepaid), .say = M_EX_PREPAID},     \
        {"offset", YAML_MONEY, false, offsetof(struct s, state.offset), .say = M_EX_OFFSET_SOFAR}, \
        {"returned", YAML_MONEY, false, offsetof(struct s, state.returned), .say = M_EX_RETURNED}, \
        {"paid_on", YAML_DATE, true, offsetof(struct s, state.paid_on), .say = M_EX_PAID_ON},      \
        {"starts", YAML_DATE, true, offsetof(struct s, state.starts), .say = M_EX_STARTS},         \
    {                                                                                              \
        "ends", YAML_DATE, true, offsetof(struct s, state.ends), .say = M_EX_ENDS                  \
    }
static const struct yaml_key offset_given_keys[] = {
    STATE(offset_given),
    NEED(YAML_MONTH, offset_given, in, M_EX_MONTH),
    NEED(YAML_MONEY, offset_given, purchased, M_EX_PURCHASED),
    NEED(YAML_MONEY, offset_given, claims, M_EX_CLAIMS),
};
static const struct yaml_key offset_expect_keys[] = {
    MAY(YAML_TEXT, offset_expect, verdict, M_EX_VERDICT),
    MAY(YAML_MONEY, offset_expect, target, M_EX_TARGET),
    MAY(YAML_MONEY, offset_expect, take, M_EX_TAKE),
    MAY(YAML_MONEY, offset_expect, left, M_EX_LEFT),
};
EXAMPLE_SHAPE(offset_given, "offset.given", M_EX_GIVEN);
EXAMPLE_SHAPE(offset_expect, "offset.expect", M_EX_EXPECT);

static bool
offset_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct offset_given *g = given;
    struct offset_expect *e = got;
    struct offset_rules r;
    struct offset o = {0};
    (void)a;
    if (bind_offset(p, &r).verdict != BIND_OK)
        return false;
    e->verdict =
        offset_verdict_name(offset_month(&r, &g->state, g->in, g->purchased, g->claims, NULL, &o));
    e->target = o.target;
    e->take = o.take;
    e->left = o.left;
    return true;
}

const struct example_kind kind_offset = {"offset", M_EX_OFFSET, &offset_given_shape,
                                         &offset_expect_shape, offset_run};

struct demand_given {
    struct prepayment state;
};
struct demand_expect {
    month first_month, last_month;
    bool demanded;
    money amount;
    date demanded_on, due;
    int return_to;
};
static const struct yaml_key demand_given_keys[] = {STATE(demand_given)};
#define DEMAND_KEYS                                                                                \
    MAY(YAML_BOOL, demand_expect, demanded, M_EX_DEMANDED),                                        \
        MAY(YAML_MONEY, demand_expect, amount, M_EX_DEMAND_AMOUNT),                                \
        MAY(YAML_DATE, demand_expect, demanded_on, M_EX_DEMANDED_ON),                              \
        MAY(YAML_DATE, demand_expect, due, M_EX_DUE),                                              \
    {                                                                                              \
        "return_to", YAML_ENUM, false, offsetof(struct demand_expect, return_to),                  \
            .say = M_EX_RETURN_TO, .choices = RETURN_TO                                            \
    }
static const struct yaml_key demand_expect_keys[] = {
    MAY(YAML_MONTH, demand_expect, first_month, M_EX_FIRST_MONTH),
    MAY(YAML_MONTH, demand_expect, last_month, M_EX_LAST_MONTH),
    DEMAND_KEYS,
};
EXAMPLE_SHAPE(demand_given, "demand.given", M_EX_GIVEN);
EXAMPLE_SHAPE(demand_expect, "demand.expect", M_EX_EXPECT);

static void
demand_copy(struct demand_expect *e, bool demanded, const struct demand *d)
{
    e->demanded = demanded;
    e->amount = d->amount;
    e->demanded_on = d->demanded_on;
    e->due = d->due;
    e->return_to = (int)d->to;
}

static bool
demand_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct demand_given *g = given;
    struct demand_expect *e = got;
    struct offset_rules r;
    struct demand d = {0};
    (void)a;
    if (bind_offset(p, &r).verdict != BIND_OK)
        return false;
    e->first_month = offset_first_month_after(&g->state);
    e->last_month = offset_last_month(&r, &g->state);
    demand_copy(e, offset_demand(&r, &g->state, NULL, &d), &d);
    return true;
}

const struct example_kind kind_demand = {"demand", M_EX_DEMAND, &demand_given_shape,
                                         &demand_expect_shape, demand_run};

static const struct yaml_key clawback_keys[] = {DEMAND_KEYS};
static const struct yaml_shape clawback_shape = {.name = "clawback.expect",
                                                 .say = M_EX_EXPECT,
                                                 .keys = clawback_keys,
                                                 .n = COUNT(clawback_keys),
                                                 .size = sizeof(struct demand_expect)};

static bool
clawback_run(const struct policy *p, struct arena *a, const void *given, void *got)
{
    const struct demand_given *g = given;
    struct offset_rules r;
    struct demand d = {0};
    (void)a;
    if (bind_offset(p, &r).verdict != BIND_OK || !r.claws_back)
        return false;
    demand_copy(got, clawback_demand(&r, &g->state, NULL, &d), &d);
    return true;
}

const struct example_kind kind_clawback = {"clawback", M_EX_CLAWBACK, &demand_given_shape,
                                           &clawback_shape, clawback_run};
