#include "engine/standard.h"
#include "words/engine_money.h"

#include <assert.h>
#include <string.h>

const char *
standard_verdict_name(enum standard_verdict v)
{
    static const char *const names[STANDARD_VERDICTS] = {
        "ok", "not_insured", "no_rule", "bad_price", "nothing_selected", "bad_ratio", "overflow"};
    assert(v < STANDARD_VERDICTS);
    return names[v];
}

static enum standard_verdict
of_selected(const struct standard_rules *r, const struct standard_goods *g, struct explain *x,
            money *out)
{
    money with = g->with_service, without = g->without_service;
    if (r->selected == STANDARD_SELECTED_NONE)
        return STANDARD_NO_RULE;
    if (with.units < 0 || without.units < 0 || (with.units == 0 && without.units == 0))
        return STANDARD_BAD_PRICE;
    bool both = with.units > 0 && without.units > 0;
    bool take_with = both ? r->variant == STANDARD_WITH_SERVICE : with.units > 0;
    *out = take_with ? with : without;
    explain_add(x, both ? RULE_STD_VARIANT : RULE_STD_SELECTED, M_X_STD_SELECTED, t_money(*out));
    return STANDARD_OK;
}

static enum standard_verdict
of_consumable(money list, money highest, struct explain *x, money *out)
{
    *out = money_min(list, highest);
    explain_add(x, RULE_STD_NONSELECTED, M_X_STD_NONSELECTED, t_money(list), t_money(highest),
                t_money(*out));
    return STANDARD_OK;
}

/* Is `own` above k times the standard? Exactly, by cross-multiplication. */
static bool
is_above(money own, ratio k, money standard)
{
    return (wide)own.units * RATIO_ONE > (wide)k.ppm * standard.units;
}

/* Year 1: own price less the cut; then in equal amounts down to the standard in the last year. */
static money
stepped(const struct standard_steps *s, money own, money standard, int year)
{
    money first;
    int64_t part;
    if (year >= s->years || !is_above(own, s->above, standard))
        return standard;
    bool fits = money_scale(&first, own, (ratio){RATIO_ONE - s->first_cut.ppm}, ROUND_HALF_UP);
    assert(fits);
    if (money_cmp(first, standard) <= 0)
        return standard;
    fits = wide_div(&part, (wide)(first.units - standard.units) * (year - 1), s->years - 1,
                    ROUND_HALF_UP);
    assert(fits);
    return (money){first.units - part};
}

static enum standard_verdict
of_drug(const struct standard_rules *r, const struct standard_goods *g, money highest, int year,
        struct explain *x, money *out)
{
    explain_add(x, RULE_STD_DRUG_UNIFIED, M_X_STD_UNIFIED, t_money(highest));
    if (g->evaluation == DRUG_NOT_EVALUATED && r->unevaluated_capped) {
        *out = money_min(g->own_price, highest);
        explain_add(x, RULE_STD_UNEVALUATED, M_X_STD_UNEVALUATED, t_money(highest), t_money(*out));
        return STANDARD_OK;
    }
    *out = stepped(&r->steps, g->own_price, highest, year);
    if (money_cmp(*out, highest) != 0)
        explain_add(x, RULE_STD_DRUG_YEARS, M_X_STD_STEP, t_int(year), t_money(g->own_price),
                    t_money(highest), t_money(*out));
    return STANDARD_OK;
}

enum standard_verdict
standard_price(const struct standard_rules *r, const struct standard_goods *g,
               const money selected[], size_t n, int year, struct explain *x, money *out)
{
    money highest = {0};
    assert(year >= 1);
    assert(r->steps.first_cut.ppm >= 0 && r->steps.first_cut.ppm <= RATIO_ONE);
    if (!g->insured)
        return STANDARD_NOT_INSURED;
    if (g->selected)
        return of_selected(r, g, x, out);
    if (g->drug ? r->drug == STANDARD_DRUG_NONE : r->nonselected == STANDARD_NONSELECTED_NONE)
        return STANDARD_NO_RULE;
    if (g->own_price.units <= 0)
        return STANDARD_BAD_PRICE;
    for (size_t i = 0; i < n; i++)
        highest = money_max(highest, selected[i]);
    if (highest.units <= 0)
        return STANDARD_NOTHING_SELECTED;
    return g->drug ? of_drug(r, g, highest, year, x, out)
                   : of_consumable(g->own_price, highest, x, out);
}

bool
standard_same_class(const struct standard_rules *r, const char *a, const char *b)
{
    size_t n = (size_t)r->class_characters;
    assert(r->class_characters > 0);
    return strlen(a) >= n && strlen(b) >= n && memcmp(a, b, n) == 0;
}

enum standard_verdict
claim_line(money price, money standard, qty n, ratio pay, struct explain *x,
           struct claim_split *out)
{
    struct claim_split s;
    money base = money_min(price, standard);
    int64_t fen;

    if (price.units < 0 || standard.units < 0 || n.pieces < 0)
        return STANDARD_BAD_PRICE;
    if (pay.ppm < 0 || pay.ppm > RATIO_ONE)
        return STANDARD_BAD_RATIO;
    if (price.units >= PRICE_LIMIT || n.pieces >= QTY_LIMIT || !money_amount(&s.amount, price, n))
        return STANDARD_OVERFLOW;
    bool fits = wide_div(&fen, (wide)base.units * n.pieces * pay.ppm, (wide)RATIO_ONE * MONEY_FEN,
                         ROUND_HALF_UP);
    assert(fits && fen * MONEY_FEN <= s.amount.units);
    s.fund = (money){fen * MONEY_FEN};
    s.patient = (money){s.amount.units - s.fund.units};
    money within;
    fits = money_amount(&within, base, n);
    assert(fits && within.units >= s.fund.units && within.units <= s.amount.units);
    s.share = (money){within.units - s.fund.units};
    s.above = (money){s.amount.units - within.units};
    explain_add(x, RULE_STD_SELECTED, M_X_CLAIM, t_money(price), t_money(standard), t_qty(n),
                t_ratio(pay), t_money(s.fund), t_money(s.patient));
    if (s.above.units > 0)
        explain_add(x, RULE_STD_SELECTED, M_X_CLAIM_ABOVE, t_money(within), t_money(s.share),
                    t_money(s.above));
    *out = s;
    return STANDARD_OK;
}
