/* demo_supervise.c - what the region's bureau keeps an eye on, and the dashboard's counts of the
 * demonstration's last day, with the alerts that follow from them, and the files of months under
 * data agreements. */
#include "cli/demo_watch.h"
#include "openness/data_agreement.h"
#include "oversight/monitored.h"
#include "words/demo_data.h"

static bool
keep(struct db *db, const struct demo_live *l, struct monitored *m, struct err *e)
{
    enum put how;
    m->project = "";
    m->clause = demo_say(l->arena, "", M_DEMO_MONITOR_CLAUSE);
    m->from = date_add_days(l->today, -30);
    m->to = date_add_days(l->today, 335);
    m->org = arena_printf(l->arena, "%s-bureau", l->folder);
    m->who = m->org;
    m->on = m->from;
    return monitored_put(db, l->arena, l->pool, m, &how, e);
}

bool
demo_supervise(struct db *db, void *arg, struct err *e)
{
    static const struct {
        const char *item;
        enum monitored_figure figure;
        int64_t threshold;
        enum msg reason;
    } list[] = {
        {"DEMO-ZD1", FIGURE_OVERDUE_DAYS, 30, M_DEMO_MONITOR_PAY},
        {"DEMO-ZD2", FIGURE_UNDELIVERED, 1, M_DEMO_MONITOR_SUPPLY},
        {"DEMO-ZD3", FIGURE_BEHIND, 100000, M_DEMO_MONITOR_PROGRESS},
        {"DEMO-ZD4", FIGURE_MARKUPS, 100, M_DEMO_MONITOR_PRICE},
    };
    const struct demo_live *l = arg;
    struct watch_day day = {.pool = l->pool, .on = l->today};
    struct data_months months = {.pool = l->pool, .on = l->today};
    for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
        struct monitored m = {.item = list[i].item,
                              .kind = MONITOR_POOL,
                              .subject = "",
                              .figure = list[i].figure,
                              .threshold = list[i].threshold,
                              .reason = demo_say(l->arena, "", list[i].reason)};
        if (!keep(db, l, &m, e))
            return false;
    }
    return count_watch(db, &day, e) && data_months(db, &months, e);
}
