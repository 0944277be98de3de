/* jicai monitor: a month of a project, computed from the counters and stored. */
#include <inttypes.h>

#include "cli/commands.h"
#include "cli/figures.h"
#include "oversight/monitor_fund.h"
#include "oversight/monitor_month.h"
#include "words/oversight.h"

struct flags {
    const char *project;
    int64_t pool;
    month month;
    bool explain;
};

struct work {
    const struct flags *f;
    struct monitor_sum sum;
    struct monitored *list;
};

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct figures *g = arg;
    struct work *w = g->own;
    const struct project *p = &g->project;
    return monitor_month(db, p, g->pack, w->f->month, &w->sum, e) &&
           monitored_list(db, g->c->arena, p->pool, p->code, w->f->month, &w->list, &g->n, e);
}

static const struct monitored *
one(const struct figures *g, size_t i)
{
    return &((const struct work *)g->own)->list[i];
}

static const char *
row(const struct figures *g, size_t i)
{
    return one(g, i)->institution;
}

static void
monitored_json(struct json *j, const struct monitored *m)
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
    json_int(j, "admit_due", m->admit_due);
    json_int(j, "not_admitted", m->not_admitted);
}

static void
monitored_text(struct cli *c, const struct monitored *m)
{
    char due[MONEY_TEXT_MAX], in_time[MONEY_TEXT_MAX], overdue[MONEY_TEXT_MAX];
    char bought[MONEY_TEXT_MAX], other[MONEY_TEXT_MAX];
    fprintf(c->out, "%-16s %5" PRId64 " %7" PRId64 " %15s %15s %15s %10" PRId64 " %15s %15s  %s\n",
            m->institution, m->lines, m->behind, money_text(m->due, due),
            money_text(m->in_time, in_time), money_text(m->overdue, overdue), m->late_days,
            money_text(m->bought, bought), money_text(m->non_selected, other), m->jump);
}

static void
row_json(const struct figures *g, struct json *j, size_t i)
{
    monitored_json(j, one(g, i));
}

static void
row_text_out(const struct figures *g, size_t i)
{
    monitored_text(g->c, one(g, i));
}

static struct monitored
total_of(const struct figures *g)
{
    const struct monitor_sum *s = &((const struct work *)g->own)->sum;
    return (struct monitored){.institution = cli_word(g->c, M_TOTAL),
                              .lines = s->lines,
                              .behind = s->behind,
                              .due = s->pay.due,
                              .in_time = s->pay.in_time,
                              .late = s->pay.late,
                              .overdue = s->pay.overdue,
                              .late_days = s->pay.late_days,
                              .bought = s->bought,
                              .non_selected = s->non_selected,
                              .jump = "",
                              .admit_due = s->admit_due,
                              .not_admitted = s->not_admitted};
}

static void
fund_json(struct json *j, const struct fund_timely *f)
{
    json_open(j, NULL, '{');
    json_text(j, "fund", f->fund);
    json_text(j, "kind", f->kind);
    json_money(j, "due", f->t.due);
    json_money(j, "in_time", f->t.in_time);
    json_money(j, "late", f->t.late);
    json_money(j, "overdue", f->t.overdue);
    json_int(j, "late_payments", f->t.late_n);
    json_int(j, "late_days", f->t.late_days);
    if (f->t.share.applicable)
        json_ratio(j, "share", f->t.share.r);
    json_close(j, '}');
}

static void
fund_text(struct cli *c, const struct fund_timely *f)
{
    char due[MONEY_TEXT_MAX], in_time[MONEY_TEXT_MAX], late[MONEY_TEXT_MAX];
    char overdue[MONEY_TEXT_MAX], share[RATIO_TEXT_MAX] = "-";
    if (f->t.share.applicable)
        ratio_text((ratio){f->t.share.r.ppm / 100 * 100}, share);
    fprintf(c->out, "%-9s %-11s %16s %16s %16s %16s %7s %6" PRId32 "\n", f->fund, f->kind,
            money_text(f->t.due, due), money_text(f->t.in_time, in_time),
            money_text(f->t.late, late), money_text(f->t.overdue, overdue), share, f->t.late_days);
}

/* The total, and whether the agency paid in time. */
static bool
end(struct figures *g, struct json *j)
{
    const struct work *w = g->own;
    struct monitored total = total_of(g);
    struct fund_timely *list;
    size_t n;
    if (!fund_timely_list(g->db, g->c->arena, g->project.pool, g->project.code, w->f->month, &list,
                          &n, &g->c->err))
        return false;
    if (j != NULL) {
        json_open(j, "total", '{');
        monitored_json(j, &total);
        json_close(j, '}');
        json_open(j, "fund", '[');
    } else {
        monitored_text(g->c, &total);
        if (n > 0)
            fprintf(g->c->out, "\n%s\n", cli_word(g->c, M_MONITOR_FUND_HEAD));
    }
    for (size_t i = 0; i < n; i++)
        if (j != NULL)
            fund_json(j, &list[i]);
        else
            fund_text(g->c, &list[i]);
    if (j != NULL)
        json_close(j, ']');
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.f = f};
    char ym[MONTH_TEXT_MAX];
    struct figures g = {.c = c,
                        .project_code = f->project,
                        .pool = f->pool,
                        .explain = f->explain,
                        .head = M_MONITOR_HEAD,
                        .what = "monitor",
                        .period = month_text(f->month, ym),
                        .compute = compute,
                        .row = row,
                        .json = row_json,
                        .text = row_text_out,
                        .end = end,
                        .own = &w};
    (void)word, (void)n;
    return figures_run(&g);
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
