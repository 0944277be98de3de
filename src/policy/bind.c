#include "policy/bind.h"

#include <assert.h>

const char *
bind_verdict_name(enum bind_verdict v)
{
    static const char *const names[BIND_VERDICTS] = {"ok", "by_contract", "by_authority",
                                                     "not_regulated"};
    assert(v < BIND_VERDICTS);
    return names[v];
}

static enum bind_verdict
lack(const struct setting *s)
{
    if (s->basis.kind == BASIS_BY_CONTRACT)
        return BIND_BY_CONTRACT;
    return s->basis.kind == BASIS_BY_AUTHORITY ? BIND_BY_AUTHORITY : BIND_NOT_REGULATED;
}

/* The value, or 0 and a note of the first parameter that is lacking. */
static int64_t
need(const struct policy *p, enum rule r, struct bound *b)
{
    const struct setting *s = policy_setting(p, r);
    if (s->has_value)
        return s->n;
    if (b->verdict == BIND_OK)
        *b = (struct bound){lack(s), r};
    return 0;
}

static int64_t
want(const struct policy *p, enum rule r, int64_t otherwise)
{
    const struct setting *s = policy_setting(p, r);
    return s->has_value ? s->n : otherwise;
}

static bool
has(const struct policy *p, enum rule r)
{
    return policy_setting(p, r)->has_value;
}

struct bound
bind_cycle(const struct policy *p, struct cycle_rules *out)
{
    struct bound b = {BIND_OK, RULE_NONE};
    *out = (struct cycle_rules){
        .term = (enum agreement_term)need(p, RULE_TERM_YEARLY, &b),
        .months = (int)want(p, RULE_CYCLE_MONTHS, 0),
        .extendable = want(p, RULE_CYCLE_EXTENDABLE, 0) != 0,
        .extension = (enum extension_volume)want(p, RULE_EXTENSION_VOLUME, EXTENSION_PRORATE),
        .align = (enum renewal_align)want(p, RULE_RENEWAL_ALIGN, ALIGN_NONE),
        .aligned = (enum already_aligned)want(p, RULE_RENEWAL_ALIGNED, ALIGNED_STAYS),
        .year_of = (enum renewal_year)want(p, RULE_RENEWAL_YEAR, YEAR_OF_RENEWAL),
    };
    return b;
}

struct bound
bind_settle(const struct policy *p, struct settle_rules *out)
{
    const struct setting *due = policy_setting(p, RULE_SETTLE_DUE);
    struct bound b = {BIND_OK, RULE_NONE};
    bool by_contract = !due->has_value && due->basis.kind == BASIS_BY_CONTRACT;

    out->due = by_contract ? DUE_CONTRACT_TERM : (enum settle_due_by)need(p, RULE_SETTLE_DUE, &b);
    out->days = 0;
    if (b.verdict == BIND_OK && out->due == DUE_DAYS_AFTER_ACCEPTANCE)
        out->days = (int)need(p, RULE_SETTLE_DAYS, &b);
    out->roll = (enum roll)want(p, RULE_SETTLE_ROLL, ROLL_NONE);
    out->accept_within = (int)want(p, RULE_ACCEPT_WITHIN, 0);
    return b;
}

void
bind_supply(const struct policy *p, struct supply_rules *out)
{
    *out = (struct supply_rules){.respond_within = (int)want(p, RULE_RESPOND_WITHIN, 0),
                                 .deliver_within = (int)want(p, RULE_DELIVER_WITHIN, 0),
                                 .remote_extra = (int)want(p, RULE_DELIVER_REMOTE, 0)};
}

struct bound
bind_prepay(const struct policy *p, enum prepay_goods goods, const ratio *decided,
            struct prepay_rules *out)
{
    enum rule rule = goods == PREPAY_OF_DRUG ? RULE_PREPAY_DRUG : RULE_PREPAY_CONSUMABLE;
    bool by_decision = decided != NULL && policy_setting(p, rule)->basis.kind == BASIS_BY_AUTHORITY;
    struct bound b = {BIND_OK, RULE_NONE};

    *out = (struct prepay_rules){.goods = goods};
    out->ratio = by_decision ? *decided : (ratio){need(p, rule, &b)};
    out->round = (enum prepay_round)want(p, RULE_PREPAY_ROUND, PREPAY_ROUND_HALF_UP);
    out->scope = (enum prepay_scope)need(p, RULE_PREPAY_SCOPE, &b);
    out->plan = (enum prepay_plan)want(p, RULE_PREPAY_PLAN, PREPAY_ONE);
    out->due = (enum prepay_due)need(p, RULE_PREPAY_DUE, &b);
    if (out->plan == PREPAY_HALF_AND_HALF) {
        out->first_share.ppm = need(p, RULE_PREPAY_FIRST, &b);
        out->month6 = (enum month6)need(p, RULE_PREPAY_MONTH6, &b);
    }
    return b;
}

struct bound
bind_fund(const struct policy *p, struct fund_rules *out)
{
    out->level2_and_above = (enum fund)want(p, RULE_FUND_LEVEL2, FUND_UNDECIDED);
    out->others = (enum fund)want(p, RULE_FUND_OTHER, FUND_UNDECIDED);
    return (struct bound){BIND_OK, RULE_NONE};
}

struct bound
bind_offset(const struct policy *p, struct offset_rules *out)
{
    struct bound b = {BIND_OK, RULE_NONE};
    *out = (struct offset_rules){.mode = (enum offset_mode)need(p, RULE_OFFSET_MODE, &b)};
    out->months = (int)need(p, RULE_OFFSET_MONTHS, &b);
    out->demand_due = (enum demand_due)want(p, RULE_OFFSET_DEMAND_DUE, DEMAND_NO_DUE);
    out->return_to = (enum return_to)want(p, RULE_RETURN_TO, RETURN_ORIGINAL_PAYER);
    out->claws_back = has(p, RULE_CLAWBACK_FROM) && has(p, RULE_CLAWBACK_TO);
    if (out->claws_back) {
        out->clawback_from.day = (int32_t)need(p, RULE_CLAWBACK_FROM, &b);
        out->clawback_to.day = (int32_t)need(p, RULE_CLAWBACK_TO, &b);
        out->clawback_by = (enum clawback_by)need(p, RULE_CLAWBACK_BY, &b);
        out->clawback_months = (int)need(p, RULE_CLAWBACK_MONTHS, &b);
    }
    return b;
}

struct bound
bind_standard(const struct policy *p, struct standard_rules *out)
{
    struct bound b = {BIND_OK, RULE_NONE};
    bool same = want(p, RULE_STD_DRUG_SAME, 0) != 0;
    *out = (struct standard_rules){
        .selected = (enum standard_selected)need(p, RULE_STD_SELECTED, &b),
        .variant = (enum standard_variant)want(p, RULE_STD_VARIANT, STANDARD_WITH_SERVICE),
        .nonselected =
            (enum standard_nonselected)want(p, RULE_STD_NONSELECTED, STANDARD_NONSELECTED_NONE),
        .drug = same ? (enum standard_drug)want(p, RULE_STD_DRUG_UNIFIED, STANDARD_DRUG_NONE)
                     : STANDARD_DRUG_NONE,
        .unevaluated_capped = want(p, RULE_STD_UNEVALUATED, 0) != 0,
        .steps = {{want(p, RULE_STD_DRUG_ABOVE, 0)},
                  {want(p, RULE_STD_DRUG_CUT, 0)},
                  (int)want(p, RULE_STD_DRUG_YEARS, 0)},
    };
    if (out->nonselected == STANDARD_HIGHEST_OF_CLASS)
        out->class_characters = (int)need(p, RULE_STD_CLASS_CHARS, &b);
    return b;
}

struct bound
bind_retention(const struct policy *p, struct retention_rules *out)
{
    struct bound b = {BIND_OK, RULE_NONE};
    *out = (struct retention_rules){.mode = (enum retention_mode)need(p, RULE_RETENTION, &b)};
    if (b.verdict != BIND_OK || out->mode == RETENTION_NONE) {
        out->mode = RETENTION_NONE;
        return b.verdict != BIND_OK ? b : (struct bound){BIND_NOT_REGULATED, RULE_RETENTION};
    }
    out->cap.ppm = need(p, RULE_RETENTION_CAP, &b);
    out->above_80.ppm = need(p, RULE_RETENTION_80, &b);
    out->from_70.ppm = need(p, RULE_RETENTION_70, &b);
    out->from_60.ppm = need(p, RULE_RETENTION_60, &b);
    out->budget = (enum budget_qty)need(p, RULE_RETENTION_BUDGET, &b);
    out->spent = (enum spent_qty)need(p, RULE_RETENTION_SPENT, &b);
    out->net_varieties = want(p, RULE_RETENTION_NET, 0) != 0;
    out->require_completion = want(p, RULE_RETENTION_COMPLETE, 0) != 0;
    out->drg = (enum drg_first_year)want(p, RULE_RETENTION_DRG, DRG_AS_OTHERS);
    out->pay_days = (int)want(p, RULE_RETENTION_PAY, 0);
    return b;
}

struct bound
bind_quota(const struct policy *p, struct quota_rules *out)
{
    *out = (struct quota_rules){
        .kept_on_price_fall = want(p, RULE_QUOTA_KEPT, 0) != 0,
        .shares_overspend = want(p, RULE_OVERSPEND, 0) != 0,
        .fund_share = {want(p, RULE_OVERSPEND_FUND, 0)},
    };
    return (struct bound){BIND_OK, RULE_NONE};
}
