#include "engine/supply_due.h"

#include <assert.h>

#include "base/core/calendar.h"
#include "words/engine_money.h"

static void
respond(const struct supply_rules *r, date ordered_on, struct explain *x, struct supply_due *out)
{
    if (r->respond_within == 0)
        return;
    out->respond_by = calendar_add_working(ordered_on, r->respond_within);
    out->estimate = !calendar_is_known(out->respond_by);
    explain_add(x, RULE_RESPOND_WITHIN, M_X_RESPOND_BY, t_date(ordered_on),
                t_int(r->respond_within), t_date(out->respond_by));
    if (out->estimate)
        explain_add(x, RULE_NONE, M_X_CALENDAR_ESTIMATE, t_date(out->respond_by));
}

void
supply_due(const struct supply_rules *r, date ordered_on, bool remote, struct explain *x,
           struct supply_due *out)
{
    assert(r->respond_within >= 0 && r->deliver_within >= 0 && r->remote_extra >= 0);
    *out = (struct supply_due){.estimate = false};
    respond(r, ordered_on, x, out);
    if (r->deliver_within == 0)
        return;
    out->deliver_by = date_add_days(ordered_on, r->deliver_within);
    explain_add(x, RULE_DELIVER_WITHIN, M_X_DELIVER_BY, t_date(ordered_on),
                t_int(r->deliver_within), t_date(out->deliver_by));
    if (!remote || r->remote_extra == 0)
        return;
    out->deliver_by = date_add_days(out->deliver_by, r->remote_extra);
    explain_add(x, RULE_DELIVER_REMOTE, M_X_DELIVER_REMOTE, t_int(r->remote_extra),
                t_date(out->deliver_by));
}

int
supply_days_late(date due, date on)
{
    return due.day == 0 || on.day <= due.day ? 0 : on.day - due.day;
}
