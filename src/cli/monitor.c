/* jicai monitor: a month of a project, computed from the counters and stored. */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/explain_cite.h"
#include "cli/explain_out.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "oversight/monitor_month.h"
#include "project/explained.h"
#include "words/oversight.h"

enum { STEPS_MAX = 256 };

struct flags {
    const char *project;
    int64_t pool;
    month month;
    bool explain;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct db *db;
    struct project project;
    struct policy *pack;
    struct monitor_sum sum;
    struct monitored *list;
    size_t n;
};

static bool
find(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return project_find(db, w->c->arena, w->f->project, w->f->pool, &w->project, &w->pack, e);
}

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    return monitor_month(db, &w->project, w->pack, w->f->month, &w->sum, e) &&
           monitored_list(db, a, w->project.pool, w->project.code, w->f->month, &w->list, &w->n, e);
}

static bool
steps_of(struct work *w, const char *institution, struct explain *x)
{
    char text[MONTH_TEXT_MAX];
    struct stamp stamp;
    bool found;
    const char *id = arena_printf(w->c->arena, "%s/%s/%s", w->project.code,
                                  month_text(w->f->month, text), institution);
    return explained_get(w->db, w->c->arena, w->project.pool, "monitor", id, &stamp, x, &found,
                         &w->c->err);
}

static void
row_json(struct json *j, const struct monitored *m)
{
    json_text(j, "institution", m->institution);
    json_int(j, "lines", m->lines);
    json_int(j, "behind", m->behind);
    json_money(j, "due", m->due);
    json_money(j, "in_time", m->in_time);
    json_money(j, "late", m->late);
    json_money(j, "overdue", m->overdue);
    json_int(j, "late_days", m->late_days);
    json_money(j, "bought", m->bought);
    json_money(j, "non_selected", m->non_selected);
    json_text(j, "jump", m->jump);
}

static void
row_text_out(struct cli *c, const struct monitored *m)
{
    char due[MONEY_TEXT_MAX], in_time[MONEY_TEXT_MAX], overdue[MONEY_TEXT_MAX];
    char bought[MONEY_TEXT_MAX], other[MONEY_TEXT_MAX];
    fprintf(c->out, "%-16s %5" PRId64 " %7" PRId64 " %15s %15s %15s %10" PRId64 " %15s %15s  %s\n",
            m->institution, m->lines, m->behind, money_text(m->due, due),
            money_text(m->in_time, in_time), money_text(m->overdue, overdue), m->late_days,
            money_text(m->bought, bought), money_text(m->non_selected, other), m->jump);
}

static struct monitored
total_of(const struct work *w)
{
    return (struct monitored){.institution = cli_word(w->c, M_TOTAL),
                              .lines = w->sum.lines,
                              .behind = w->sum.behind,
                              .due = w->sum.pay.due,
                              .in_time = w->sum.pay.in_time,
                              .late = w->sum.pay.late,
                              .overdue = w->sum.pay.overdue,
                              .late_days = w->sum.pay.late_days,
                              .bought = w->sum.bought,
                              .non_selected = w->sum.non_selected,
                              .jump = ""};
}

static bool
print(struct work *w)
{
    struct cli *c = w->c;
    struct monitored total = total_of(w);
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "project", w->project.code);
        json_open(&j, "institutions", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_MONITOR_HEAD));
    }
    for (size_t i = 0; i < w->n; i++) {
        struct explain *x = explain_new(c->arena, STEPS_MAX);
        if (w->f->explain && !steps_of(w, w->list[i].institution, x))
            return false;
        if (c->json) {
            json_open(&j, NULL, '{');
            row_json(&j, &w->list[i]);
            if (w->f->explain)
                explain_json(c, &j, x);
            json_close(&j, '}');
        } else {
            row_text_out(c, &w->list[i]);
            explain_cite(c, x, w->pack);
        }
    }
    if (c->json) {
        json_close(&j, ']');
        json_open(&j, "total", '{');
        row_json(&j, &total);
        json_close(&j, '}');
        json_close(&j, '}');
        json_end(&j);
    } else {
        row_text_out(c, &total);
    }
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_open(c, &w.db))
        return cli_fail(c);
    bool ok = db_read(w.db, find, &w, &c->err) &&
              db_tx(w.db, w.project.pool, compute, &w, &c->err) && print(&w);
    db_close(w.db);
    return ok ? EXIT_OK : cli_fail(c);
}

static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, true, offsetof(struct flags, project), M_FLAG_PROJECT},
    {"month", "YYYY-MM", FLAG_MONTH, true, offsetof(struct flags, month), M_MONITOR_FLAG_MONTH},
    {"pool", "POOL", FLAG_INT, false, offsetof(struct flags, pool), M_FLAG_HOME_POOL},
    {"explain", "", FLAG_BOOL, false, offsetof(struct flags, explain), M_FLAG_EXPLAIN},
};

const struct command cmd_monitor = {
    .name = "monitor",
    .words = "",
    .summary = M_CMD_MONITOR,
    .example = "jicai monitor --project CS-HCDL-2023-1 --month 2025-03",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
