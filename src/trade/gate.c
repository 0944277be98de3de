#include "trade/gate.h"

#include <string.h>

#include "agreement/cutover.h"
#include "project/life.h"
#include "trade/memo.h"
#include "trade/period.h"
#include "words/trade.h"

bool
trade_gate(struct trade *t, enum trade_act act, const char *project, date on, struct err *e)
{
    struct trade_memo *m = t->memo;
    if (!period_may(t, on, e))
        return false;
    if (act != TRADE_ORDER && act != TRADE_CONSIGN)
        return true;
    if (*project != '\0' && strcmp(m->open, project) == 0 && date_cmp(m->open_on, on) == 0)
        return true;
    if (!project_may(t->db, t->arena, t->pool, project, ACT_TRADE, on, e) ||
        !cutover_done(t->db, t->arena, t->pool, project, on, e))
        return false;
    (void)memo_keep(m->open, project);
    m->open_on = on;
    return true;
}

bool
trade_day(date on, date today, const char *field, struct err *e)
{
    char text[DATE_TEXT_MAX];
    if (on.day <= today.day && on.day >= today.day - BACKDATE_DAYS)
        return true;
    return err_set(e, ERR_INPUT, M_TRADE_DAY, {date_text(on, text)}, .field = field);
}

bool
trade_is_of(const struct trade *t, const char *institution, const char *payee)
{
    return (t->institution == NULL || strcmp(t->institution, institution) == 0) &&
           (t->company == NULL || strcmp(t->company, payee) == 0);
}
