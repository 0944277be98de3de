#include "engine/retention.h"
#include "words/engine_money.h"

#include <assert.h>

/* f = pay x insured, in millionths of millionths: exact. Amounts below 2^63 times f stay below
 * 2^123, so a surplus and the sum of two fit in 128 bits. */
static const wide F_ONE = (wide)RATIO_ONE * RATIO_ONE;
enum { SCORE_LIMIT = 1000000, POINT = 100, POINT_PPM = RATIO_ONE / POINT };

const char *
retention_verdict_name(enum retention_verdict v)
{
    static const char *const names[RETENTION_VERDICTS] = {
        "ok",           "not_regulated",      "bad_input",     "overflow",
        "first_year",   "first_year_patient", "not_completed", "no_surplus",
        "score_too_low"};
    assert(v < RETENTION_VERDICTS);
    return names[v];
}

ratio
retention_ratio(const struct retention_rules *r, int64_t score)
{
    ratio k = {0};
    if (score > 80 * POINT)
        k = r->above_80;
    else if (score >= 70 * POINT)
        k = r->from_70;
    else if (score >= 60 * POINT)
        k = r->from_60;
    return k.ppm < r->cap.ppm ? k : r->cap;
}

static bool
is_share(ratio k)
{
    return k.ppm >= 0 && k.ppm <= RATIO_ONE;
}

/* Several prices: none below 0, and together what was used. */
static bool
prices_are_good(const struct retention_variety *v)
{
    int64_t left = v->used.pieces;
    bool good = true;
    for (size_t i = 0; i < v->prices && good; i++) {
        const struct retention_price *p = &v->price[i];
        good = p->selected.units >= 0 && p->used.pieces >= 0 && p->used.pieces <= left;
        left -= p->used.pieces;
    }
    return good && (v->prices == 0 || left == 0);
}

static bool
input_is_good(const struct retention_case *c, const struct retention_variety v[], size_t n)
{
    bool good =
        is_share(c->pay) && is_share(c->insured) && c->score >= 0 && c->score <= SCORE_LIMIT;
    for (size_t i = 0; i < n; i++)
        good = good && v[i].base.pieces >= 0 && v[i].agreed.pieces >= 0 && v[i].used.pieces >= 0 &&
               v[i].before.units >= 0 && v[i].selected.units >= 0 && v[i].non_selected.units >= 0 &&
               prices_are_good(&v[i]);
    return good;
}

/* Before f: budget and spending of a variety. */
struct amounts {
    qty budget_n, spent_n;
    money budget, selected, spent;
};

/* n at the selected prices of their time, the earliest first. */
static bool
at_selected(const struct retention_variety *v, qty n, struct explain *x, money *out)
{
    int64_t left = n.pieces;
    *out = (money){0};
    if (v->prices == 0)
        return money_mul(out, v->selected, n);
    for (size_t i = 0; i < v->prices && left > 0; i++) {
        const struct retention_price *p = &v->price[i];
        qty part = {p->used.pieces < left ? p->used.pieces : left};
        money more;
        if (!money_mul(&more, p->selected, part) || !money_add(out, *out, more))
            return false;
        left -= part.pieces;
        explain_add(x, RULE_RETENTION_SPENT, M_X_RETENTION_PRICE, t_qty(part), t_money(p->selected),
                    t_money(more));
    }
    return true;
}

static bool
variety_amounts(const struct retention_rules *r, const struct retention_variety *v,
                struct explain *x, struct amounts *out)
{
    bool capped = r->spent == SPENT_USED_UP_TO_AGREED && v->used.pieces > v->agreed.pieces;
    out->budget_n = r->budget == BUDGET_AGREED ? v->agreed : v->base;
    out->spent_n = capped ? v->agreed : v->used;
    return money_mul(&out->budget, v->before, out->budget_n) &&
           at_selected(v, out->spent_n, x, &out->selected) &&
           money_add(&out->spent, out->selected, v->non_selected);
}

/* x / (f's scale x more) to the fen. */
static bool
to_fen(money *out, wide x, wide more)
{
    int64_t fen;
    if (!wide_div(&fen, x, F_ONE * more * MONEY_FEN, ROUND_HALF_UP) ||
        fen > INT64_MAX / MONEY_FEN || fen < -INT64_MAX / MONEY_FEN)
        return false;
    *out = (money){fen * MONEY_FEN};
    return true;
}

/* One variety; *surplus exactly, in units x f. */
static bool
variety(const struct retention_rules *r, const struct retention_case *c, ratio k,
        const struct retention_variety *v, struct explain *x, struct retention_line *out,
        wide *surplus)
{
    struct amounts a;
    wide f = (wide)c->pay.ppm * c->insured.ppm;
    *out = (struct retention_line){.verdict = RETENTION_OK};
    if (!variety_amounts(r, v, x, &a) || !to_fen(&out->budget, f * a.budget.units, 1) ||
        !to_fen(&out->spent, f * a.spent.units, 1))
        return false;
    *surplus = f * a.budget.units - f * a.spent.units;
    if (!to_fen(&out->surplus, *surplus, 1))
        return false;
    explain_add(x, RULE_RETENTION_BUDGET, M_X_RETENTION_BUDGET, t_qty(a.budget_n),
                t_money(v->before), t_money(out->budget));
    if (v->prices > 0)
        explain_add(x, RULE_RETENTION_SPENT, M_X_RETENTION_SUM, t_money(a.selected),
                    t_money(v->non_selected), t_money(out->spent));
    else
        explain_add(x, RULE_RETENTION_SPENT, M_X_RETENTION_SPENT, t_qty(a.spent_n),
                    t_money(v->selected), t_money(v->non_selected), t_money(out->spent));
    if (r->require_completion && v->used.pieces < v->agreed.pieces) {
        out->verdict = RETENTION_NOT_COMPLETED;
        explain_add(x, RULE_RETENTION_COMPLETE, M_X_RETENTION_SHORT, t_qty(v->used),
                    t_qty(v->agreed));
        *surplus = *surplus > 0 ? 0 : *surplus;
    } else if (*surplus <= 0) {
        out->verdict = RETENTION_NO_SURPLUS;
    } else if (k.ppm == 0) {
        out->verdict = RETENTION_SCORE_TOO_LOW;
    }
    if (out->verdict != RETENTION_OK || r->net_varieties)
        return true;
    bool fits = to_fen(&out->retained, *surplus * k.ppm, RATIO_ONE);
    assert(fits);
    explain_add(x, RULE_RETENTION, M_X_RETENTION, t_money(out->surplus), t_ratio(k),
                t_money(out->retained));
    return true;
}

/* Why the whole year ends without looking at varieties, or OK. */
static enum retention_verdict
year_verdict(const struct retention_rules *r, const struct retention_case *c,
             const struct retention_variety v[], size_t n)
{
    if (r->mode == RETENTION_NONE)
        return RETENTION_NOT_REGULATED;
    if (!input_is_good(c, v, n))
        return RETENTION_BAD_INPUT;
    if (c->case_payment_first_year && r->drg == DRG_NO_ASSESSMENT)
        return c->patient_share_fell ? RETENTION_FIRST_YEAR : RETENTION_FIRST_YEAR_PATIENT;
    return RETENTION_OK;
}

/* The whole year, once every variety is known. */
static enum retention_verdict
sum_up(const struct retention_rules *r, wide surplus, const struct retention_line line[], size_t n,
       struct explain *x, struct retention_total *t)
{
    if (!to_fen(&t->surplus, surplus, 1))
        return RETENTION_OVERFLOW;
    if (r->net_varieties && surplus > 0) {
        bool fits = to_fen(&t->retained, surplus * t->ratio.ppm, RATIO_ONE);
        assert(fits);
        explain_add(x, RULE_RETENTION_NET, M_X_RETENTION, t_money(t->surplus), t_ratio(t->ratio),
                    t_money(t->retained));
    }
    for (size_t i = 0; i < n; i++)
        if (!money_add(&t->retained, t->retained, line[i].retained))
            return RETENTION_OVERFLOW;
    if (t->retained.units > 0)
        return RETENTION_OK;
    bool low = false, short_of = false;
    for (size_t i = 0; i < n; i++) {
        low = low || line[i].verdict == RETENTION_SCORE_TOO_LOW;
        short_of = short_of || line[i].verdict == RETENTION_NOT_COMPLETED;
    }
    if (short_of)
        return RETENTION_NOT_COMPLETED;
    return low ? RETENTION_SCORE_TOO_LOW : RETENTION_NO_SURPLUS;
}

enum retention_verdict
retention_year(const struct retention_rules *r, const struct retention_case *c,
               const struct retention_variety v[], size_t n, struct explain *x,
               struct retention_line out[], struct retention_total *total)
{
    enum retention_verdict verdict = year_verdict(r, c, v, n);
    wide sum = 0, surplus = 0;

    *total = (struct retention_total){.ratio = {0}};
    if (verdict == RETENTION_FIRST_YEAR || verdict == RETENTION_FIRST_YEAR_PATIENT)
        explain_add(x, RULE_RETENTION_DRG, M_X_RETENTION_FIRST_YEAR, t_money(total->retained));
    if (verdict != RETENTION_OK)
        return verdict;
    total->ratio = retention_ratio(r, c->score);
    explain_add(x, RULE_NONE, M_X_RETENTION_F, t_ratio(c->pay), t_ratio(c->insured));
    explain_add(x, RULE_RETENTION, M_X_RETENTION_SCORE, t_times((ratio){c->score * POINT_PPM}),
                t_ratio(total->ratio));
    for (size_t i = 0; i < n; i++)
        if (!variety(r, c, total->ratio, &v[i], x, &out[i], &surplus) ||
            __builtin_add_overflow(sum, surplus, &sum))
            return RETENTION_OVERFLOW;
    return sum_up(r, sum, out, n, x, total);
}

date
retention_due(const struct retention_rules *r, date score_final_on, struct explain *x)
{
    date due = date_add_days(score_final_on, r->pay_days);
    explain_add(x, RULE_RETENTION_PAY, M_X_RETENTION_DUE, t_date(score_final_on),
                t_int(r->pay_days), t_date(due));
    return due;
}
