#include "engine/change.h"

#include <assert.h>

#include "engine/split.h"
#include "words/engine_change.h"

enum { FACTOR_LEAST = RATIO_ONE / 100, FACTOR_MOST = RATIO_ONE * 100 };

const char *const standby_price_names[STANDBY_PRICES] = {"lower", "own", "selected"};

const char *
cut_verdict_name(enum cut_verdict v)
{
    static const char *const names[CUT_VERDICTS] = {"ok", "other_variant", "above_selected",
                                                    "above_current", "nothing"};
    assert(v < CUT_VERDICTS);
    return names[v];
}

const char *
convert_verdict_name(enum convert_verdict v)
{
    static const char *const names[CONVERT_VERDICTS] = {"ok", "factor", "nothing", "large"};
    assert(v < CONVERT_VERDICTS);
    return names[v];
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

int64_t
change_rest(const struct change_line *l, enum change_keeps keeps)
{
    int64_t kept = keeps == KEEPS_ORDERED ? l->ordered : l->accepted - l->returned;
    assert(l->agreed >= 0 && l->ordered >= 0 && l->accepted >= 0 && l->returned >= 0);
    return least(l->agreed, most(0, l->agreed - kept));
}

/* --- prices --- */

static bool
above(const struct price_pair *a, const struct price_pair *b)
{
    return money_cmp(a->without, b->without) > 0 || money_cmp(a->with, b->with) > 0;
}

enum cut_verdict
change_cut(const struct price_pair *selected, const struct price_pair *now,
           const struct price_pair *cut, struct explain *x)
{
    if ((now->without.units == 0) != (cut->without.units == 0) ||
        (now->with.units == 0) != (cut->with.units == 0))
        return CUT_OTHER_VARIANT;
    if (above(cut, selected))
        return CUT_ABOVE_SELECTED;
    if (above(cut, now))
        return CUT_ABOVE_CURRENT;
    if (!above(now, cut))
        return CUT_NOTHING;
    if (now->without.units != 0)
        explain_add(x, RULE_NONE, M_X_CUT, t_money(now->without), t_money(cut->without),
                    t_money(selected->without));
    if (now->with.units != 0)
        explain_add(x, RULE_NONE, M_X_CUT_SERVICE, t_money(now->with), t_money(cut->with),
                    t_money(selected->with));
    return CUT_OK;
}

enum convert_verdict
change_converted(money price, ratio factor, int64_t unit, struct explain *x, money *out)
{
    int64_t units;
    assert(price.units >= 0 && (unit == 1 || unit == MONEY_FEN));
    if (factor.ppm < FACTOR_LEAST || factor.ppm > FACTOR_MOST)
        return CONVERT_FACTOR;
    if (!wide_div(&units, (wide)price.units * factor.ppm, (wide)RATIO_ONE * unit, ROUND_HALF_UP) ||
        __builtin_mul_overflow(units, unit, &units))
        return CONVERT_LARGE;
    if (units == 0)
        return CONVERT_NOTHING;
    *out = (money){units};
    explain_add(x, RULE_NONE, M_X_CONVERTED, t_money(price), t_times(factor), t_money(*out));
    return CONVERT_OK;
}

money
change_standby_price(enum standby_price rule, money own, money succeeded, struct explain *x)
{
    const money by_rule[STANDBY_PRICES] = {
        [STANDBY_LOWER] = {least(own.units, succeeded.units)},
        [STANDBY_OWN] = own,
        [STANDBY_SELECTED] = succeeded,
    };
    assert(rule < STANDBY_PRICES && own.units >= 0 && succeeded.units >= 0);
    money out = by_rule[rule];
    if (out.units == 0)
        out.units = most(own.units, succeeded.units);
    explain_add(x, RULE_STANDBY, M_X_STANDBY_PRICE, t_text(standby_price_names[rule]), t_money(own),
                t_money(succeeded), t_money(out));
    return out;
}

/* --- volumes --- */

static void
pass_on(int64_t sum, int64_t capacity, size_t n, int64_t out[], int64_t left[], int64_t rest[])
{
    int64_t take = capacity < 0 || capacity > sum ? sum : capacity;
    split_volume(take, left, n, out, rest);
    for (size_t i = 0; i < n; i++) {
        assert(out[i] >= 0 && out[i] <= left[i]);
        left[i] -= out[i];
    }
}

bool
change_succession(const int64_t ask[], size_t n, const int64_t capacity[], size_t m,
                  struct explain *x, int64_t out[], int64_t left[], int64_t rest[])
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        assert(ask[i] >= 0);
        left[i] = ask[i];
        if (__builtin_add_overflow(sum, ask[i], &sum))
            return false;
    }
    for (size_t k = 0; k < m; k++) {
        int64_t before = sum;
        pass_on(sum, capacity[k], n, out + k * n, left, rest);
        for (size_t i = 0; i < n; i++)
            sum -= out[k * n + i];
        explain_add(x, RULE_STANDBY, M_X_SUCCESSION, t_int((int64_t)k + 1), t_qty((qty){before}),
                    t_qty((qty){before - sum}), t_qty((qty){sum}));
    }
    return true;
}

int64_t
change_late(int64_t reported, ratio agreed, struct span term, date joined, struct explain *x)
{
    int days = span_days(term), left = span_days((struct span){joined, term.to});
    int64_t out;
    assert(reported >= 0 && agreed.ppm >= 0 && days > 0 && left > 0 && left <= days);
    bool fits =
        wide_div(&out, (wide)reported * agreed.ppm * left, (wide)RATIO_ONE * days, ROUND_HALF_UP);
    assert(fits);
    explain_add(x, RULE_NONE, M_X_LATE, t_qty((qty){reported}), t_ratio(agreed), t_int(left),
                t_int(days), t_qty((qty){out}));
    return out;
}

/* --- money --- */

bool
change_amount(const struct change_line *l, int64_t after, money worth, money before, money price,
              money *out)
{
    const struct change_line changed = {after, l->ordered, l->accepted, l->returned};
    money volume, cut;
    return money_mul(&volume, before, (qty){after - l->agreed}) &&
           money_mul(&cut, (money){price.units - before.units},
                     (qty){change_rest(&changed, KEEPS_ORDERED)}) &&
           money_add(&volume, volume, cut) && money_add(out, worth, volume);
}

enum prepay_verdict
change_prepay(const struct prepay_rules *r, int term, money paid, money left, money annual,
              struct explain *x, money *out)
{
    money want = {0};
    enum prepay_verdict v = prepay_amount(r, term, annual, x, &want);
    *out = (money){0};
    if (v != PREPAY_OK && v != PREPAY_NOTHING)
        return v;
    out->units = most(want.units - paid.units, -left.units);
    if (out->units > 0)
        explain_add(x, RULE_NONE, M_X_TOP_UP, t_money(want), t_money(paid), t_money(*out));
    else if (out->units < 0)
        explain_add(x, RULE_NONE, M_X_GIVE_BACK, t_money(paid), t_money(want), t_money(left),
                    t_money((money){-out->units}));
    return v;
}
