/* jicai retention: what each institution may keep of what the fund saved, booked once its
 * assessment is final; with --by a payment order of it. jicai retention pay: it was paid. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "oversight/retain.h"
#include "oversight/retain_pay.h"
#include "words/oversight.h"

struct flags {
    const char *project, *by, *institution;
    int64_t pool, year;
    date on;
    bool explain;
};

struct work {
    const struct flags *f;
    struct retained_list list;
    struct payment_order order;
};

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct figures *g = arg;
    struct work *w = g->own;
    bool ok = retain_year(db, g->c->arena, &g->project, g->pack, g->year, &w->list, e);
    g->n = w->list.n;
    if (!ok || w->f->by == NULL)
        return ok;
    return (w->f->on.day != 0 ||
            err_set(e, ERR_INPUT, M_RETAIN_ORDER_DAY, {g->project.code}, .field = "on")) &&
           order_retention(db, g->c->arena, &g->project, g->year, w->f->by, w->f->on, &w->order, e);
}

static const struct retained *
one(const struct figures *g, size_t i)
{
    return &((const struct work *)g->own)->list.list[i];
}

static const char *
row(const struct figures *g, size_t i)
{
    return one(g, i)->institution;
}

static void
row_json(const struct figures *g, struct json *j, size_t i)
{
    const struct retained *r = one(g, i);
    char score[MONEY_TEXT_MAX], due[DATE_TEXT_MAX];
    json_text(j, "institution", r->institution);
    json_text(j, "score", money_text((money){r->score * MONEY_FEN}, score));
    json_ratio(j, "share", r->share);
    json_money(j, "budget", r->budget);
    json_money(j, "spent", r->spent);
    json_money(j, "surplus", r->surplus);
    json_money(j, "retained", r->retained);
    json_text(j, "due", r->due_on.day == 0 ? NULL : date_text(r->due_on, due));
    json_text(j, "verdict", r->verdict);
    json_bool(j, "booked", r->booked);
    json_bool(j, "paid", r->paid);
}

static void
row_text_out(const struct figures *g, size_t i)
{
    const struct retained *r = one(g, i);
    char score[MONEY_TEXT_MAX], share[RATIO_TEXT_MAX], due[DATE_TEXT_MAX] = "-";
    char m[4][MONEY_TEXT_MAX];
    if (r->due_on.day != 0)
        date_text(r->due_on, due);
    fprintf(g->c->out, "%-16s %7s %6s %15s %15s %15s %15s  %-10s  %s\n", r->institution,
            money_text((money){r->score * MONEY_FEN}, score), ratio_text(r->share, share),
            money_text(r->budget, m[0]), money_text(r->spent, m[1]), money_text(r->surplus, m[2]),
            money_text(r->retained, m[3]), due, r->verdict);
}

/* The payment order, where one was made. */
static bool
end(struct figures *g, struct json *j)
{
    const struct payment_order *o = &((const struct work *)g->own)->order;
    char n[INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    if (o->period == NULL)
        return true;
    if (j == NULL) {
        const char *arg[] = {int_text(o->rows, n), money_text(o->amount, amount)};
        cli_say(g->c, M_RETAIN_ORDER, arg, 2);
        fputc('\n', g->c->out);
        return true;
    }
    json_open(j, "order", '{');
    json_int(j, "payments", o->rows);
    json_money(j, "amount", o->amount);
    json_close(j, '}');
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.f = f};
    char year[INT_TEXT_MAX];
    struct figures g = {.c = c,
                        .project_code = f->project,
                        .pool = f->pool,
                        .explain = f->explain,
                        .head = M_RETAIN_HEAD,
                        .what = "retention",
                        .period = int_text(f->year, year),
                        .year = f->year,
                        .compute = compute,
                        .row = row,
                        .json = row_json,
                        .text = row_text_out,
                        .end = end,
                        .own = &w};
    (void)word, (void)n;
    return figures_run(&g);
}

struct paying {
    struct cli *c;
    const struct flags *f;
    struct project project;
    struct policy *pack;
    int64_t n;
    money sum;
};

static bool
find(struct db *db, void *arg, struct err *e)
{
    struct paying *p = arg;
    return project_find(db, p->c->arena, p->f->project, p->f->pool, &p->project, &p->pack, e);
}

static bool
pay(struct db *db, void *arg, struct err *e)
{
    struct paying *p = arg;
    return pay_retention(db, p->c->arena, &p->project, p->f->year,
                         p->f->institution != NULL ? p->f->institution : "", p->f->on, &p->n,
                         &p->sum, e);
}

static int
run_pay(struct cli *c, const void *flags, const char *const word[], size_t words)
{
    struct paying p = {.c = c, .f = flags};
    char n[INT_TEXT_MAX], sum[MONEY_TEXT_MAX];
    struct json j;
    struct db *db;
    (void)word, (void)words;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = db_read(db, find, &p, &c->err) && db_tx(db, p.project.pool, pay, &p, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (!c->json) {
        const char *arg[] = {int_text(p.n, n), money_text(p.sum, sum)};
        cli_say(c, M_RETAIN_PAID, arg, 2);
        fputc('\n', c->out);
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "paid", p.n);
    json_money(&j, "amount", p.sum);
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

#define AT(field) offsetof(struct flags, field)
static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, true, AT(project), M_FLAG_PROJECT},
    {"year", "Y", FLAG_INT, true, AT(year), M_ASSESS_FLAG_YEAR},
    {"pool", "POOL", FLAG_INT, false, AT(pool), M_FLAG_HOME_POOL},
    {"by", "USER", FLAG_TEXT, false, AT(by), M_RETAIN_FLAG_BY},
    {"on", "DATE", FLAG_DATE, false, AT(on), M_RETAIN_FLAG_ON},
    {"explain", "", FLAG_BOOL, false, AT(explain), M_FLAG_EXPLAIN},
};
static const struct flag pay_flags[] = {
    {"project", "P", FLAG_TEXT, true, AT(project), M_FLAG_PROJECT},
    {"year", "Y", FLAG_INT, true, AT(year), M_ASSESS_FLAG_YEAR},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_RETAIN_FLAG_PAID_ON},
    {"pool", "POOL", FLAG_INT, false, AT(pool), M_FLAG_HOME_POOL},
    {"institution", "CODE", FLAG_TEXT, false, AT(institution), M_RETAIN_FLAG_INSTITUTION},
};

const struct command cmd_retention = {
    .name = "retention",
    .words = "",
    .summary = M_CMD_RETENTION,
    .example = "jicai retention --project CX-HC-2022 --year 2022 --explain",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
const struct command cmd_retention_pay = {
    .name = "retention pay",
    .words = "",
    .summary = M_CMD_RETENTION_PAY,
    .example = "jicai retention pay --project CX-HC-2022 --year 2022 --on 2023-04-20",
    .flags = pay_flags,
    .flags_n = sizeof(pay_flags) / sizeof(*pay_flags),
    .size = sizeof(struct flags),
    .run = run_pay,
};
