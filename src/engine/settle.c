#include "engine/settle.h"

#include <assert.h>

#include "base/core/calendar.h"
#include "words/engine_money.h"

const char *
settle_verdict_name(enum settle_verdict v)
{
    static const char *const names[SETTLE_VERDICTS] = {"ok",      "no_term",    "before",
                                                       "waiting", "not_judged", "overflow"};
    assert(v < SETTLE_VERDICTS);
    return names[v];
}

static date
due_date(const struct settle_rules *r, date accepted_on, int contract_days)
{
    switch (r->due) {
    case DUE_DAYS_AFTER_ACCEPTANCE: return date_add_days(accepted_on, r->days);
    case DUE_END_OF_NEXT_MONTH: return date_end_of_next_month(accepted_on);
    case DUE_CONTRACT_TERM: break;
    }
    return date_add_days(accepted_on, contract_days);
}

enum settle_verdict
settle_due(const struct settle_rules *r, date accepted_on, int contract_days, struct explain *x,
           struct settle_due *out)
{
    bool by_contract = r->due == DUE_CONTRACT_TERM;
    if (by_contract && contract_days < 0)
        return SETTLE_NO_TERM;
    date due = due_date(r, accepted_on, contract_days);
    date judged = r->roll == ROLL_NONE ? due : calendar_roll(due);
    *out = (struct settle_due){due, judged, date_add_days(judged, 1),
                               r->roll != ROLL_NONE && !calendar_is_known(due)};
    if (r->due == DUE_END_OF_NEXT_MONTH)
        explain_add(x, RULE_SETTLE_DUE, M_X_DUE_NEXT_MONTH, t_date(accepted_on), t_date(due));
    else
        explain_add(x, by_contract ? RULE_SETTLE_DUE : RULE_SETTLE_DAYS, M_X_DUE_DAYS,
                    t_date(accepted_on), t_int(by_contract ? contract_days : r->days), t_date(due));
    if (date_cmp(judged, due) != 0)
        explain_add(x, RULE_SETTLE_ROLL, M_X_DUE_ROLLED, t_date(due), t_date(judged),
                    t_date(out->overdue_from));
    if (out->estimate)
        explain_add(x, RULE_NONE, M_X_CALENDAR_ESTIMATE, t_date(due));
    return SETTLE_OK;
}

int
settle_days_late(const struct settle_due *d, date on)
{
    int late = on.day - d->judged_on.day;
    return late > 0 ? late : 0;
}

enum settle_verdict
settle_acceptance(const struct settle_rules *r, date delivered_on, bool judged, date on,
                  struct explain *x, struct settle_delay *out)
{
    assert(r->accept_within >= 0);
    if (date_cmp(on, delivered_on) < 0)
        return SETTLE_BEFORE;
    *out = (struct settle_delay){on, 0};
    if (r->accept_within == 0)
        return judged ? SETTLE_OK : SETTLE_WAITING;
    out->answer_by = calendar_add_working(delivered_on, r->accept_within);
    bool late = date_cmp(on, out->answer_by) > 0;
    if (late) {
        out->days_late = on.day - out->answer_by.day;
        explain_add(x, RULE_ACCEPT_WITHIN, M_X_ACCEPT_LATE, t_date(delivered_on),
                    t_int(r->accept_within), t_date(out->answer_by), t_int(out->days_late));
    }
    return judged ? SETTLE_OK : late ? SETTLE_NOT_JUDGED : SETTLE_WAITING;
}

enum settle_verdict
settle_substitutes(const struct settle_substitute lines[], size_t n, struct explain *x, money *out)
{
    money sum = {0}, more, extra;
    for (size_t i = 0; i < n; i++) {
        const struct settle_substitute *l = &lines[i];
        assert(l->price.units >= 0 && l->selected.units >= 0 && l->n.pieces >= 0);
        if (money_cmp(l->price, l->selected) <= 0)
            continue;
        more = (money){l->price.units - l->selected.units};
        if (!money_amount(&extra, more, l->n) || !money_add(&sum, sum, extra))
            return SETTLE_OVERFLOW;
        explain_add(x, RULE_NONE, M_X_SUBSTITUTE, t_money(l->price), t_money(l->selected),
                    t_qty(l->n), t_money(extra));
    }
    *out = sum;
    return SETTLE_OK;
}
