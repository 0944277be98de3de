#include "engine/offset.h"
#include "words/engine_money.h"

#include <assert.h>

const char *
offset_verdict_name(enum offset_verdict v)
{
    static const char *const names[OFFSET_VERDICTS] = {"ok",           "bad_state", "clawed_back",
                                                       "nothing_left", "before",    "not_yet",
                                                       "demanded",     "no_claims", "ahead"};
    assert(v < OFFSET_VERDICTS);
    return names[v];
}

/* Each is at least 0 in whole fen and they add up to no more than was paid, so nothing here
 * overflows. */
static bool
state_is_good(const struct prepayment *p)
{
    int64_t parts =
        p->prepaid.units % MONEY_FEN | p->offset.units % MONEY_FEN | p->returned.units % MONEY_FEN;
    return parts == 0 && p->annual.units > 0 && p->prepaid.units >= 0 && p->offset.units >= 0 &&
           p->returned.units >= 0 && p->offset.units <= p->prepaid.units &&
           p->returned.units <= p->prepaid.units - p->offset.units;
}

static money
prepayment_left(const struct prepayment *p)
{
    return (money){p->prepaid.units - p->offset.units - p->returned.units};
}

bool
clawback_applies(const struct offset_rules *r, const struct prepayment *p)
{
    date d = p->paid_on;
    if (!r->claws_back)
        return false;
    if (r->clawback_by != CLAWBACK_PAID_ON)
        d = r->clawback_by == CLAWBACK_CYCLE_START ? p->starts : p->ends;
    return date_cmp(d, r->clawback_from) >= 0 && date_cmp(d, r->clawback_to) <= 0;
}

month
offset_first_month_after(const struct prepayment *p)
{
    return month_add(date_month(p->ends), 1);
}

month
offset_last_month(const struct offset_rules *r, const struct prepayment *p)
{
    return month_add(date_month(p->ends), r->months);
}

/* No offset this month, for a reason of time or state. */
static enum offset_verdict
no_offset(const struct offset_rules *r, const struct prepayment *p, month m, money claims)
{
    if (!state_is_good(p) || claims.units < 0 || claims.units % MONEY_FEN != 0)
        return OFFSET_BAD_STATE;
    if (clawback_applies(r, p))
        return OFFSET_CLAWED_BACK;
    if (prepayment_left(p).units == 0)
        return OFFSET_NOTHING_LEFT;
    if (m.month < date_month(p->starts).month)
        return OFFSET_BEFORE;
    if (r->mode == OFFSET_POST_CYCLE && m.month < offset_first_month_after(p).month)
        return OFFSET_NOT_YET;
    if (m.month > offset_last_month(r, p).month)
        return OFFSET_DEMANDED;
    return OFFSET_OK;
}

/* prepaid x purchased / annual, half up; purchases count up to annual, so it is never more than was
 * prepaid. */
static money
progress_target(const struct prepayment *p, money purchased, struct explain *x)
{
    money so_far = money_max((money){0}, money_min(purchased, p->annual)), target;
    bool fits = money_part(&target, p->prepaid, so_far.units, p->annual.units, ROUND_HALF_UP);
    assert(fits);
    explain_add(x, RULE_OFFSET_MODE, M_X_OFFSET_TARGET, t_money(p->prepaid), t_money(so_far),
                t_money(p->annual), t_money(target));
    return target;
}

enum offset_verdict
offset_month(const struct offset_rules *r, const struct prepayment *p, month m, money purchased,
             money claims, struct explain *x, struct offset *out)
{
    enum offset_verdict v = no_offset(r, p, m, claims);
    bool after = m.month >= offset_first_month_after(p).month;

    if (v == OFFSET_BAD_STATE)
        return v;
    *out = (struct offset){.target = p->offset, .left = prepayment_left(p)};
    if (v != OFFSET_OK)
        return v;
    out->target = after ? p->prepaid : progress_target(p, purchased, x);
    money open = {out->target.units - p->offset.units};
    out->take = money_max((money){0}, money_min(out->left, money_min(claims, open)));
    if (out->take.units == 0)
        return money_cmp(out->target, p->offset) > 0 ? OFFSET_NO_CLAIMS : OFFSET_AHEAD;
    out->left.units -= out->take.units;
    explain_add(x, after ? RULE_OFFSET_MONTHS : RULE_OFFSET_MODE,
                after ? M_X_OFFSET_AFTER : M_X_OFFSET, t_month(m), t_money(claims), t_money(open),
                t_money(out->take), t_money(out->left));
    return OFFSET_OK;
}

bool
offset_demand(const struct offset_rules *r, const struct prepayment *p, struct explain *x,
              struct demand *out)
{
    date on = month_first(month_add(offset_last_month(r, p), 1));
    assert(state_is_good(p));
    if (prepayment_left(p).units == 0 || clawback_applies(r, p))
        return false;
    *out = (struct demand){.amount = prepayment_left(p), .demanded_on = on, .to = r->return_to};
    out->has_due = r->demand_due == DEMAND_END_OF_MONTH;
    out->due = out->has_due ? date_end_of_month(on) : on;
    explain_add(x, RULE_OFFSET_MONTHS, M_X_DEMAND, t_money(out->amount), t_int(r->months),
                t_date(on), t_date(out->due));
    return true;
}

bool
clawback_demand(const struct offset_rules *r, const struct prepayment *p, struct explain *x,
                struct demand *out)
{
    assert(state_is_good(p));
    if (prepayment_left(p).units == 0 || !clawback_applies(r, p))
        return false;
    *out = (struct demand){prepayment_left(p), date_add_days(p->ends, 1), true,
                           date_add_months(p->ends, r->clawback_months), RETURN_SPECIAL_ACCOUNT};
    explain_add(x, RULE_CLAWBACK_MONTHS, M_X_CLAWBACK, t_money(out->amount), t_date(p->ends),
                t_int(r->clawback_months), t_date(out->due));
    return true;
}
