/* fund_statement.c - jicai fund statement: what was prepaid to whom, what came back, what is left
 * and what is demanded, as of the end of a month; and instalments that are due or late. */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/state.h"
#include "project/project.h"
#include "words/fund.h"

enum { MEMORY = 16 * 1024 * 1024 };

struct flags {
    const char *project;
    int64_t pool;
    month month;
};

struct show {
    struct cli *c;
    struct json json;
    const struct flags *f;
    int64_t pool;
    struct prepaid_state sum;
    money owed; /* instalments due by then and not paid */
    int64_t rows, late;
};

static bool
add(money *to, money part, struct err *e)
{
    return money_add(to, *to, part) || err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {""});
}

static void
line_text(struct cli *c, const char *who, const char *term, const char *fund,
          const struct prepaid_state *s)
{
    char amount[MONEY_TEXT_MAX], paid[MONEY_TEXT_MAX], taken[MONEY_TEXT_MAX], back[MONEY_TEXT_MAX],
        left[MONEY_TEXT_MAX], asked[MONEY_TEXT_MAX], due[DATE_TEXT_MAX];
    fprintf(c->out, "%-14s %4s %-9s %16s %16s %16s %16s %16s %16s %s\n", who, term, fund,
            money_text(s->amount, amount), money_text(s->p.prepaid, paid),
            money_text(s->p.offset, taken), money_text(s->p.returned, back),
            money_text(prepaid_left(s), left), money_text(s->demanded, asked),
            s->demand_due.day != 0 ? date_text(s->demand_due, due) : "");
}

static void
line_json(struct json *j, const char *key, const struct prepaid_state *s)
{
    json_open(j, key, '{');
    if (key == NULL) {
        json_text(j, "hospital", s->institution);
        json_int(j, "term", s->term);
        json_text(j, "fund", fund_names[s->fund]);
        json_date(j, "starts", s->p.starts);
        json_date(j, "ends", s->p.ends);
        json_money(j, "annual", s->p.annual);
    }
    json_money(j, "prepayment", s->amount);
    json_money(j, "prepaid", s->p.prepaid);
    json_money(j, "offset", s->p.offset);
    json_money(j, "returned", s->p.returned);
    json_money(j, "left", prepaid_left(s));
    json_money(j, "demanded", s->demanded);
    if (key == NULL && *s->demand != '\0')
        json_text(j, "demand", s->demand);
    if (s->demand_due.day != 0)
        json_date(j, "demand_due", s->demand_due);
    json_close(j, '}');
}

static bool
take_state(void *arg, const struct prepaid_state *s, struct err *e)
{
    struct show *w = arg;
    char term[INT_TEXT_MAX];
    if (w->c->json)
        line_json(&w->json, NULL, s);
    else
        line_text(w->c, s->institution, int_text(s->term, term), fund_names[s->fund], s);
    w->rows++;
    return add(&w->sum.amount, s->amount, e) && add(&w->sum.p.prepaid, s->p.prepaid, e) &&
           add(&w->sum.p.offset, s->p.offset, e) && add(&w->sum.p.returned, s->p.returned, e) &&
           add(&w->sum.demanded, s->demanded, e);
}

/* Due by the end of the month and not paid by then, or paid after its day. */
static bool
take_instalment(void *arg, const struct instalment_state *i, struct err *e)
{
    struct show *w = arg;
    date end = month_last(w->f->month);
    bool open = i->paid_on.day == 0 || date_cmp(i->paid_on, end) > 0;
    if (date_cmp(i->due_on, end) > 0 || (!open && date_cmp(i->paid_on, i->due_on) <= 0))
        return true;
    w->late += date_cmp(open ? end : i->paid_on, i->due_on) > 0 ? 1 : 0;
    return !open || add(&w->owed, i->amount, e);
}

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct show *w = arg;
    if (w->c->json)
        json_open(&w->json, "rows", '[');
    else
        fprintf(w->c->out, "%s\n", cli_word(w->c, M_FUND_STATEMENT_HEAD));
    if (!prepaid_each(db, w->pool, w->f->project, "", w->f->month, take_state, w, e) ||
        !instalment_each(db, w->pool, w->f->project, take_instalment, w, e))
        return false;
    if (w->c->json)
        json_close(&w->json, ']');
    return true;
}

static void
print_end(struct show *w)
{
    char owed[MONEY_TEXT_MAX], late[INT_TEXT_MAX];
    if (w->c->json) {
        line_json(&w->json, "total", &w->sum);
        json_money(&w->json, "instalments_due", w->owed);
        json_int(&w->json, "instalments_late", w->late);
        json_close(&w->json, '}');
        json_end(&w->json);
        return;
    }
    line_text(w->c, cli_word(w->c, M_FUND_ALL), "", "", &w->sum);
    const char *arg[] = {money_text(w->owed, owed), int_text(w->late, late)};
    cli_say(w->c, M_FUND_INSTALMENTS_DUE, arg, 2);
    fputc('\n', w->c->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct show w = {.c = c, .f = flags};
    struct arena *a = arena_new(MEMORY);
    char ym[MONTH_TEXT_MAX];
    struct project p;
    struct db *db;
    (void)word, (void)n;
    w.pool = w.f->pool;
    if (!store_open(c, &db)) {
        arena_free(a);
        return cli_fail(c);
    }
    bool ok = (w.pool != 0 || project_home(db, a, w.f->project, &w.pool, &c->err)) &&
              project_get(db, a, w.pool, w.f->project, &p, &c->err);
    if (ok && c->json) {
        json_start(&w.json, c->out);
        json_open(&w.json, NULL, '{');
        json_text(&w.json, "project", w.f->project);
        json_text(&w.json, "month", month_text(w.f->month, ym));
    }
    ok = ok && db_read(db, job, &w, &c->err);
    db_close(db);
    arena_free(a);
    if (!ok)
        return cli_fail(c);
    print_end(&w);
    return EXIT_OK;
}

static const struct flag statement_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_FUND_F_PROJECT},
    {"month", "YYYY-MM", FLAG_MONTH, true, offsetof(struct flags, month), M_FUND_F_AS_OF},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FUND_F_POOL},
};

const struct command cmd_fund_statement = {
    .name = "fund statement",
    .words = "",
    .summary = M_CMD_FUND_STATEMENT,
    .example = "jicai fund statement --project CS-HCDL-2023-1 --month 2026-12 --db jicai.db",
    .flags = statement_flags,
    .flags_n = sizeof(statement_flags) / sizeof(*statement_flags),
    .size = sizeof(struct flags),
    .run = run,
};
