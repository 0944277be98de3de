#include "engine/linkage.h"

#include <assert.h>
#include <string.h>

#include "base/core/calendar.h"
#include "words/engine_super.h"

const char *
linkage_verdict_name(enum linkage_verdict v)
{
    static const char *const names[LINKAGE_VERDICTS] = {
        [LINKAGE_OK] = "ok", [LINKAGE_NO_FACT] = "no_fact", [LINKAGE_ABOVE] = "above_lowest"};
    assert(v < LINKAGE_VERDICTS);
    return names[v];
}

const char *
report_state_name(enum report_state s)
{
    static const char *const names[REPORT_STATES] = {
        [REPORT_OPEN] = "open",
        [REPORT_IN_TIME] = "in_time",
        [REPORT_LATE] = "late",
        [REPORT_MISSING] = "missing",
    };
    assert(s < REPORT_STATES);
    return names[s];
}

static bool
is_before(const struct price_fact *a, const struct price_fact *b)
{
    if (money_cmp(a->price, b->price) != 0)
        return money_cmp(a->price, b->price) < 0;
    if (date_cmp(a->on, b->on) != 0)
        return date_cmp(a->on, b->on) < 0;
    return a->province < b->province;
}

size_t
linkage_lowest(const struct price_fact fact[], size_t n, const char *code, const char *company,
               size_t chars, date on)
{
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (strncmp(fact[i].code, code, chars) == 0 && strcmp(fact[i].company, company) == 0 &&
            date_cmp(fact[i].on, on) <= 0 && (best == n || is_before(&fact[i], &fact[best])))
            best = i;
    return best;
}

enum linkage_verdict
linkage_judge(money offer, const struct price_fact fact[], size_t n, size_t lowest,
              struct explain *x)
{
    if (lowest == n) {
        explain_add(x, RULE_LIST_NO_FACT, M_X_LINKAGE_NO_FACT, t_money(offer));
        return LINKAGE_NO_FACT;
    }
    const struct price_fact *f = &fact[lowest];
    enum linkage_verdict v = money_cmp(offer, f->price) > 0 ? LINKAGE_ABOVE : LINKAGE_OK;
    explain_add(x, RULE_LIST_LOWEST, M_X_LINKAGE, t_money(offer), t_money(f->price),
                t_int(f->province), t_date(f->on), t_text(f->source),
                t_text(linkage_verdict_name(v)));
    return v;
}

struct report_window
linkage_report_window(date fact_on, int days)
{
    month next = month_add(date_month(fact_on), 1);
    struct report_window w = {.from = calendar_nth_working(next, 1),
                              .until = calendar_nth_working(next, days)};
    w.estimate = !calendar_is_known(w.until);
    return w;
}

enum report_state
linkage_report_state(const struct report_window *w, date reported_on, date on)
{
    bool reported = reported_on.day != 0 && date_cmp(reported_on, on) <= 0;
    if (reported)
        return date_cmp(reported_on, w->until) <= 0 ? REPORT_IN_TIME : REPORT_LATE;
    return date_cmp(on, w->until) <= 0 ? REPORT_OPEN : REPORT_MISSING;
}

date
term_until(date from, int working_days)
{
    return calendar_add_working(from, working_days);
}

date
notice_last_day(const struct notice *n)
{
    return term_until(n->begun_on, n->days);
}

bool
notice_effective_on(const struct notice *n, date last_decision, date *out)
{
    if (n->open_objections > 0)
        return false;
    *out = date_add_days(date_max(notice_last_day(n), last_decision), 1);
    return true;
}
