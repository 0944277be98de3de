#include "engine/cycle.h"
#include "words/engine_money.h"

#include <assert.h>

enum { FIRST_HALF_MONTHS = 6, YEAR_MONTHS = 12 };

const char *
cycle_verdict_name(enum cycle_verdict v)
{
    static const char *const names[CYCLE_VERDICTS] = {
        "ok",        "no_length",        "too_long", "not_extendable", "decided_too_late",
        "not_later", "aligned_too_early"};
    assert(v < CYCLE_VERDICTS);
    return names[v];
}

date
cycle_anniversary(date executed_on, int n)
{
    return date_add_years(executed_on, n);
}

static struct span
span_months(date from, int months)
{
    return (struct span){from, date_add_days(date_add_months(from, months), -1)};
}

static int
length_months(const struct cycle_length *l, int winners)
{
    if (l->kind == CYCLE_FIXED)
        return l->months;
    if (l->rows == 0 || winners < 1)
        return 0;
    assert(l->rows <= CYCLE_WINNERS_MAX);
    size_t n = (size_t)winners, row = n < l->rows ? n : l->rows;
    return l->by_winners[row - 1];
}

enum cycle_verdict
cycle_span(const struct cycle_length *l, date executed_on, int winners, struct explain *x,
           struct span *out)
{
    struct span s = {executed_on, l->until};
    if (l->kind != CYCLE_UNTIL) {
        int months = length_months(l, winners);
        if (months > CYCLE_MONTHS_MAX)
            return CYCLE_TOO_LONG;
        s = span_months(executed_on, months);
        if (l->kind == CYCLE_BY_WINNERS && months > 0)
            explain_add(x, RULE_NONE, M_X_CYCLE_WINNERS, t_int(winners), t_int(months));
    }
    if (date_cmp(s.to, s.from) < 0)
        return CYCLE_NO_LENGTH;
    if (date_cmp(s.to, span_months(executed_on, CYCLE_MONTHS_MAX).to) > 0)
        return CYCLE_TOO_LONG;
    explain_add(x, l->kind == CYCLE_FIXED ? RULE_CYCLE_MONTHS : RULE_NONE, M_X_CYCLE,
                t_date(s.from), t_date(s.to), t_int(span_days(s)));
    *out = s;
    return CYCLE_OK;
}

/* Whole months of a span; the days beyond them are in *rest. */
static int
span_whole_months(struct span s, int *rest)
{
    date after = date_add_days(s.to, 1);
    int n = date_month(after).month - date_month(s.from).month;
    if (date_cmp(date_add_months(s.from, n), after) > 0)
        n--;
    *rest = after.day - date_add_months(s.from, n).day;
    return n;
}

/* Yearly terms of `s`, counted from its first day; the last is cut at its end. */
static size_t
yearly(struct span s, struct cycle_term out[])
{
    size_t n = 0;
    date from = s.from;
    for (int year = 1; date_cmp(from, s.to) <= 0; year++) {
        date next = cycle_anniversary(s.from, year);
        date to = date_min(date_add_days(next, -1), s.to);
        assert(n < CYCLE_TERMS_MAX);
        out[n++] = (struct cycle_term){{from, to}, to};
        from = next;
    }
    return n;
}

/* All after the first term, moved to start on `starts`: as many months as before, then days. */
static struct span
moved(struct span after_first, date starts)
{
    int rest, months = span_whole_months(after_first, &rest);
    return (struct span){starts, date_add_days(date_add_months(starts, months), rest - 1)};
}

static void
explain_terms(struct explain *x, enum rule rule, const struct cycle_term t[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        explain_add(x, rule, M_X_TERM, t_int((int64_t)i + 1), t_date(t[i].span.from),
                    t_date(t[i].span.to));
}

enum cycle_verdict
cycle_terms(const struct cycle_rules *r, struct span cycle, struct explain *x,
            struct cycle_term out[static CYCLE_TERMS_MAX], size_t *n)
{
    struct span after = {cycle_anniversary(cycle.from, 1), cycle.to};

    if (date_cmp(cycle.to, cycle.from) < 0)
        return CYCLE_NO_LENGTH;
    if (date_cmp(cycle.to, span_months(cycle.from, CYCLE_MONTHS_MAX - YEAR_MONTHS).to) > 0)
        return CYCLE_TOO_LONG;
    out[0] = (struct cycle_term){cycle, cycle.to};
    *n = 1;
    if (r->term == AGREEMENT_YEARLY && date_cmp(after.from, cycle.to) <= 0) {
        struct cycle_renewal renewal;
        enum cycle_verdict v = cycle_renew(r, cycle.from, after.from, x, &renewal);
        if (v != CYCLE_OK)
            return v;
        if (date_cmp(renewal.starts, after.from) == 0) {
            *n = yearly(cycle, out);
        } else {
            date last = date_add_days(renewal.starts, -1);
            out[0] = (struct cycle_term){{cycle.from, last}, date_add_days(after.from, -1)};
            *n = 1 + yearly(moved(after, renewal.starts), out + 1);
        }
    }
    explain_terms(x, RULE_TERM_YEARLY, out, *n);
    return CYCLE_OK;
}

/* 1 January or 1 July. */
static bool
is_aligned(date d)
{
    struct ymd v = date_ymd(d);
    return v.day == 1 && (v.month == 1 || v.month == 1 + FIRST_HALF_MONTHS);
}

/* The half-year is that of the execution date: first half -> 1 July of `year`, second half ->
 * 1 January of the year after. */
static date
aligned_date(date executed_on, int year)
{
    bool first_half = date_ymd(executed_on).month <= FIRST_HALF_MONTHS;
    month m = {year * YEAR_MONTHS + (first_half ? FIRST_HALF_MONTHS : YEAR_MONTHS)};
    return month_first(m);
}

static date
renewal_date(const struct cycle_rules *r, date executed_on, date natural)
{
    if (r->align == ALIGN_NONE || (is_aligned(natural) && r->aligned == ALIGNED_STAYS))
        return natural;
    return aligned_date(executed_on,
                        date_ymd(r->year_of == YEAR_OF_RENEWAL ? natural : executed_on).year);
}

enum cycle_verdict
cycle_renew(const struct cycle_rules *r, date executed_on, date natural, struct explain *x,
            struct cycle_renewal *out)
{
    date starts = renewal_date(r, executed_on, natural);
    if (date_cmp(starts, natural) < 0) {
        explain_add(x, RULE_RENEWAL_YEAR, M_X_RENEWAL_EARLY, t_date(starts), t_date(natural));
        return CYCLE_ALIGNED_TOO_EARLY;
    }
    *out = (struct cycle_renewal){natural, starts, {natural, date_add_days(starts, -1)}};
    if (r->align == ALIGN_NONE)
        explain_add(x, RULE_RENEWAL_ALIGN, M_X_RENEWAL_NATURAL, t_date(natural));
    else if (date_cmp(starts, natural) == 0)
        explain_add(x, is_aligned(natural) ? RULE_RENEWAL_ALIGNED : RULE_RENEWAL_ALIGN,
                    M_X_RENEWAL_STAYS, t_date(natural));
    else
        explain_add(x, RULE_RENEWAL_ALIGN, M_X_RENEWAL_ALIGNED, t_date(executed_on),
                    t_date(natural), t_date(starts), t_date(out->prolonged.to));
    return CYCLE_OK;
}

enum cycle_verdict
cycle_extend(const struct cycle_rules *r, struct span cycle, date decided_on, date new_end,
             struct explain *x, struct cycle_term *out)
{
    if (!r->extendable)
        return CYCLE_NOT_EXTENDABLE;
    if (date_cmp(decided_on, cycle.to) > 0)
        return CYCLE_DECIDED_TOO_LATE;
    if (date_cmp(new_end, cycle.to) <= 0)
        return CYCLE_NOT_LATER;
    *out = (struct cycle_term){{date_add_days(cycle.to, 1), new_end}, new_end};
    explain_add(x, RULE_CYCLE_EXTENDABLE, M_X_EXTENSION, t_date(cycle.to), t_date(out->span.from),
                t_date(new_end), t_int(span_days(out->span)));
    return CYCLE_OK;
}
