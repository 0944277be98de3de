#include "engine/quota.h"
#include "words/engine_money.h"

#include <assert.h>

const char *
quota_verdict_name(enum quota_verdict v)
{
    static const char *const names[QUOTA_VERDICTS] = {"ok",       "cut_for_price", "overflow",
                                                      "negative", "not_shared",    "bad_table"};
    assert(v < QUOTA_VERDICTS);
    return names[v];
}

enum quota_verdict
quota_total(const struct quota_rules *r, const struct quota_component c[], size_t n,
            bool within_cycle, struct explain *x, money *out)
{
    money sum = {0};
    for (size_t i = 0; i < n; i++) {
        bool cut = c[i].kind == QUOTA_PRICE_FALL && c[i].amount.units < 0;
        if (cut && within_cycle && r->kept_on_price_fall) {
            explain_add(x, RULE_QUOTA_KEPT, M_X_QUOTA_REFUSED, t_money(c[i].amount));
            return QUOTA_CUT_FOR_PRICE;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (!money_add(&sum, sum, c[i].amount))
            return QUOTA_OVERFLOW;
    if (sum.units < 0)
        return QUOTA_NEGATIVE;
    *out = sum;
    return QUOTA_OK;
}

static bool
table_is_good(const struct quota_band b[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (b[i].share.ppm < 0 || b[i].share.ppm > RATIO_ONE ||
            b[i].up_to.ppm <= (i == 0 ? 0 : b[i - 1].up_to.ppm))
            return false;
    return true;
}

enum quota_verdict
quota_overspend(const struct quota_rules *r, money quota, money spent,
                const struct quota_band bands[], size_t n, struct explain *x, money *by_fund,
                money *by_institution)
{
    money over = {0}, from = {0}, fund = {0};
    assert(quota.units >= 0 && spent.units >= 0);
    if (!r->shares_overspend)
        return QUOTA_NOT_SHARED;
    if (!table_is_good(bands, n))
        return QUOTA_BAD_TABLE;
    if (money_cmp(spent, quota) > 0)
        over = (money){spent.units - quota.units};
    for (size_t i = 0; i < n && money_cmp(from, over) < 0; i++) {
        money to, part;
        if (!money_scale(&to, quota, bands[i].up_to, ROUND_HALF_UP))
            to = over; /* beyond any money: the band holds all of it */
        to = money_min(to, over);
        bool fits =
            money_share(&part, (money){to.units - from.units}, bands[i].share, ROUND_HALF_UP);
        if (!fits || !money_add(&fund, fund, part))
            return QUOTA_OVERFLOW;
        from = to;
    }
    fund = money_min(fund, over);
    *by_fund = fund;
    *by_institution = (money){over.units - fund.units};
    explain_add(x, RULE_OVERSPEND, M_X_OVERSPEND, t_money(over), t_money(fund),
                t_money(*by_institution));
    return QUOTA_OK;
}
