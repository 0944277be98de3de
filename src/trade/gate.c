#include "trade/gate.h"

#include <string.h>

#include "agreement/cutover.h"
#include "project/life.h"
#include "trade/memo.h"
#include "trade/period.h"
#include "words/trade.h"

/* Days up to the cut-off of a project that came from another system are signed as they are. */
static bool
is_ours(struct trade *t, const char *project, date on, struct err *e)
{
    struct cutover c;
    bool found;
    return cutover_get(t->db, t->arena, t->pool, project, &c, &found, e) &&
           (!found || !c.is_signed || cutover_done(t->db, t->arena, t->pool, project, on, e));
}

bool
trade_gate(struct trade *t, enum trade_act act, const char *project, date on, struct err *e)
{
    struct trade_memo *m = t->memo;
    if (!trade_day_new(t, on, e))
        return false;
    if (!period_may(t, on, e))
        return false;
    if (*project != '\0' && strcmp(m->open, project) == 0 && date_cmp(m->open_on, on) == 0)
        return true;
    if (act != TRADE_ORDER && act != TRADE_CONSIGN)
        return t->correction != NULL || is_ours(t, project, on, e);
    if (!project_may(t->db, t->arena, t->pool, project, ACT_TRADE, on, e) ||
        !cutover_done(t->db, t->arena, t->pool, project, on, e))
        return false;
    (void)memo_keep(m->open, project);
    m->open_on = on;
    return true;
}

bool
trade_day(struct trade *t, date *on, date today, const char *field, struct err *e)
{
    char text[DATE_TEXT_MAX];
    t->day = on->day == 0                          ? DAY_NOT_SAID
             : on->day < today.day - BACKDATE_DAYS ? DAY_LONG_PAST
                                                   : DAY_SAID;
    if (on->day == 0)
        *on = today;
    return on->day <= today.day ||
           err_set(e, ERR_INPUT, M_TRADE_DAY, {date_text(*on, text)}, .field = field);
}

bool
trade_day_new(const struct trade *t, date on, struct err *e)
{
    char text[DATE_TEXT_MAX];
    return t->day != DAY_LONG_PAST ||
           err_set(e, ERR_INPUT, M_TRADE_DAY, {date_text(on, text)}, .field = "date");
}

const char *
said_day(struct trade *t, date on)
{
    return t->day == DAY_NOT_SAID ? "" : date_text(on, arena_alloc(t->arena, DATE_TEXT_MAX));
}

bool
trade_is_of(const struct trade *t, const char *institution, const char *payee)
{
    return (t->institution == NULL || strcmp(t->institution, institution) == 0) &&
           (t->company == NULL || strcmp(t->company, payee) == 0);
}
