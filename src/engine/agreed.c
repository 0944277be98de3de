#include "engine/agreed.h"

#include <assert.h>

#include "engine/split.h"
#include "words/allocate.h"

const char *
demand_flag_name(enum demand_flag f)
{
    switch (f) {
    case DEMAND_OK: return "ok";
    case DEMAND_NOT_REPORTED: return "not_reported";
    case DEMAND_NO_USAGE: return "no_usage";
    case DEMAND_BELOW: return "below";
    case DEMAND_ABOVE: return "above";
    }
    assert(false);
    return NULL;
}

/* reported compared with usage x r, exactly: -1, 0 or 1. */
static int
against(qty reported, qty usage, ratio r)
{
    wide a = (wide)reported.pieces * RATIO_ONE, b = (wide)usage.pieces * r.ppm;
    return (a > b) - (a < b);
}

enum demand_flag
demand_review(qty reported, qty last_year, ratio low, ratio high, struct explain *x)
{
    assert(reported.pieces >= 0 && last_year.pieces >= 0 && low.ppm <= high.ppm);
    if (reported.pieces == 0 && last_year.pieces == 0)
        return DEMAND_OK;
    if (last_year.pieces == 0) {
        explain_add(x, RULE_NONE, M_X_DEMAND_NO_USAGE, t_qty(reported));
        return DEMAND_NO_USAGE;
    }
    if (reported.pieces == 0) {
        explain_add(x, RULE_NONE, M_X_DEMAND_NOT_REPORTED, t_qty(last_year));
        return DEMAND_NOT_REPORTED;
    }
    if (against(reported, last_year, low) < 0) {
        explain_add(x, RULE_DEMAND_LOW, M_X_DEMAND_BELOW, t_qty(reported), t_ratio(low),
                    t_qty(last_year));
        return DEMAND_BELOW;
    }
    if (against(reported, last_year, high) > 0) {
        explain_add(x, RULE_DEMAND_HIGH, M_X_DEMAND_ABOVE, t_qty(reported), t_ratio(high),
                    t_qty(last_year));
        return DEMAND_ABOVE;
    }
    return DEMAND_OK;
}

bool
agreed_total(qty *out, qty base, ratio share, struct explain *x)
{
    if (!qty_share(out, base, share, ROUND_HALF_UP))
        return false;
    explain_add(x, RULE_NONE, M_X_AGREED, t_qty(base), t_ratio(share), t_qty(*out));
    return true;
}

bool
agreed_split(qty *total, ratio share, const int64_t base[], size_t n, int64_t out[], int64_t rest[])
{
    qty sum = {0};
    for (size_t i = 0; i < n; i++)
        if (!qty_add(&sum, sum, (qty){base[i]}))
            return false;
    if (!agreed_total(total, sum, share, NULL))
        return false;
    split_volume(total->pieces, base, n, out, rest);
    return true;
}
