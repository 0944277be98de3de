#include "engine/prepay.h"
#include "words/engine_money.h"

#include <assert.h>

enum { MONTH_SIX = 6 };

const char *
prepay_verdict_name(enum prepay_verdict v)
{
    static const char *const names[PREPAY_VERDICTS] = {
        "ok", "bad_ratio", "bad_line", "overflow", "not_again", "nothing", "by_authority"};
    assert(v < PREPAY_VERDICTS);
    return names[v];
}

enum prepay_verdict
prepay_annual(const struct prepay_line lines[], size_t n, struct explain *x, money *out)
{
    money sum = {0}, line;
    for (size_t i = 0; i < n; i++) {
        if (lines[i].price.units < 0 || lines[i].agreed.pieces < 0)
            return PREPAY_BAD_LINE;
        if (!money_mul(&line, lines[i].price, lines[i].agreed) || !money_add(&sum, sum, line))
            return PREPAY_OVERFLOW;
        explain_add(x, RULE_NONE, M_X_ANNUAL_LINE, t_qty(lines[i].agreed), t_money(lines[i].price),
                    t_money(line));
    }
    explain_add(x, RULE_NONE, M_X_ANNUAL, t_int((int64_t)n), t_money(sum));
    *out = sum;
    return PREPAY_OK;
}

enum prepay_verdict
prepay_amount(const struct prepay_rules *r, int term, money annual, struct explain *x, money *out)
{
    enum rule rule = r->goods == PREPAY_OF_DRUG ? RULE_PREPAY_DRUG : RULE_PREPAY_CONSUMABLE;
    bool up = r->round == PREPAY_ROUND_UP;
    assert(term >= 1);
    if (r->ratio.ppm < 0 || r->ratio.ppm > RATIO_ONE)
        return PREPAY_BAD_RATIO;
    if (annual.units < 0)
        return PREPAY_BAD_LINE;
    if (term > 1 && r->scope == PREPAY_PER_CYCLE) {
        explain_add(x, RULE_PREPAY_SCOPE, M_X_PREPAY_ONCE, t_int(term));
        return PREPAY_NOT_AGAIN;
    }
    money amount;
    if (!money_share(&amount, annual, r->ratio, up ? ROUND_UP : ROUND_HALF_UP))
        return PREPAY_OVERFLOW;
    explain_add(x, rule, M_X_PREPAY, t_money(annual), t_ratio(r->ratio), t_money(amount));
    if (amount.units == 0)
        return PREPAY_NOTHING;
    explain_add(x, RULE_PREPAY_ROUND, up ? M_X_ROUNDED_UP : M_X_ROUNDED_HALF_UP, t_money(amount));
    *out = amount;
    return PREPAY_OK;
}

/* The end of the sixth month: the month of execution is month 1, or six months are counted from the
 * day of execution. */
static date
month_six(const struct prepay_rules *r, date starts)
{
    if (r->month6 == MONTH6_CALENDAR)
        return month_last(month_add(date_month(starts), MONTH_SIX - 1));
    return date_add_days(date_add_months(starts, MONTH_SIX), -1);
}

size_t
prepay_instalments(const struct prepay_rules *r, date starts, money prepay, struct explain *x,
                   struct instalment out[static INSTALMENTS_MAX])
{
    bool halves = r->plan == PREPAY_HALF_AND_HALF, at_start = r->due == PREPAY_DUE_START;
    date due = at_start ? starts : date_end_of_next_month(starts);
    money first = prepay;
    size_t n = 0;

    assert(prepay.units > 0 && prepay.units % MONEY_FEN == 0);
    if (halves) {
        assert(r->first_share.ppm >= 0 && r->first_share.ppm <= RATIO_ONE);
        bool fits = money_share(&first, prepay, r->first_share, ROUND_HALF_UP);
        assert(fits);
    }
    if (first.units != 0) {
        out[n++] = (struct instalment){1, first, due};
        explain_add(x, RULE_PREPAY_DUE, M_X_INSTALMENT, t_int(1), t_money(first), t_date(due));
    }
    if (money_cmp(first, prepay) < 0) {
        money rest = {prepay.units - first.units};
        date six = month_six(r, starts);
        out[n] = (struct instalment){(int)n + 1, rest, six};
        n++;
        explain_add(x, RULE_PREPAY_MONTH6, M_X_INSTALMENT, t_int((int64_t)n), t_money(rest),
                    t_date(six));
    }
    return n;
}

enum prepay_verdict
prepay_fund(const struct fund_rules *r, enum hospital_level level, struct explain *x,
            enum fund *out)
{
    bool high = level >= LEVEL_2;
    enum fund f = high ? r->level2_and_above : r->others;
    if (f == FUND_UNDECIDED)
        return PREPAY_BY_AUTHORITY;
    explain_add(x, high ? RULE_FUND_LEVEL2 : RULE_FUND_OTHER,
                f == FUND_EMPLOYEE ? M_X_FUND_EMPLOYEE : M_X_FUND_RESIDENT, t_int((int64_t)level));
    *out = f;
    return PREPAY_OK;
}
