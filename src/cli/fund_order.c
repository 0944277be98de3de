/* fund_order.c - jicai fund order|approve|pay: a payment order of the agency as a list for the
 * bank, approved by a second person, and paid as a whole when the bank says so. Single answers of
 * the bank come by `jicai import bank_answers`. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/bank.h"
#include "project/project.h"
#include "registry/check.h"
#include "registry/region.h"
#include "words/cli.h"
#include "words/fund.h"

enum { MEMORY = 256 * 1024 * 1024, PAGE = 1000, REFERENCE_MAX = 512 };

struct flags {
    const char *project, *by, *step, *period, *document;
    int64_t pool;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct arena *arena;
    const char *project; /* "" for claims: they are the pool's */
    int64_t pool;
    enum approval_step step;
    struct approval order;
    struct order_paid paid;
    struct json *json;
};

/* Pool, project and step of the flags. */
static bool
find(struct work *w, struct db *db, struct err *e)
{
    const struct flags *f = w->f;
    int step = 0;
    if (!name_find(approval_step_names, APPROVAL_STEPS, f->step, &step))
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"step", "settle|retention|prepay|claim"});
    w->step = (enum approval_step)step;
    w->pool = f->pool;
    if (w->pool == 0 &&
        !project_home(db, w->arena, f->project != NULL ? f->project : "", &w->pool, e))
        return false;
    w->project = w->step == APPROVE_CLAIM || f->project == NULL ? "" : f->project;
    return pool_must(db, w->arena, w->pool, "pool", e);
}

static bool
approve_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    enum put how;
    return approval_give(db, w->arena, w->pool, w->project, w->step, w->f->period, w->f->by,
                         w->f->on, &w->order, &how, e);
}

static bool
pay_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return order_pay(db, w->arena, w->pool, w->project, w->step, w->f->period, w->f->document,
                     w->f->on, &w->paid, e);
}

static void
say_approval(struct cli *c, const struct approval *p)
{
    char n[INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    struct json j;
    if (!c->json) {
        const char *arg[] = {p->approved_by, p->order.period, int_text(p->order.rows, n),
                             money_text(p->order.amount, amount)};
        cli_say(c, M_FUND_APPROVED, arg, 4);
        fputc('\n', c->out);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", p->order.project);
    json_text(&j, "step", approval_step_names[p->order.step]);
    json_text(&j, "period", p->order.period);
    json_int(&j, "payments", p->order.rows);
    json_money(&j, "amount", p->order.amount);
    json_text(&j, "made_by", p->made_by);
    json_text(&j, "approved_by", p->approved_by);
    json_date(&j, "approved", p->approved_on);
    json_close(&j, '}');
    json_end(&j);
}

static void
say_paid(struct cli *c, const struct work *w)
{
    char n[INT_TEXT_MAX], amount[MONEY_TEXT_MAX];
    struct json j;
    if (!c->json) {
        const char *arg[] = {w->f->period, int_text(w->paid.rows, n),
                             money_text(w->paid.amount, amount)};
        cli_say(c, M_FUND_PAID, arg, 3);
        fputc('\n', c->out);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "step", w->f->step);
    json_text(&j, "period", w->f->period);
    json_int(&j, "payments", w->paid.rows);
    json_money(&j, "amount", w->paid.amount);
    json_close(&j, '}');
    json_end(&j);
}

static void
print_payment(struct work *w, const struct order_payment *p)
{
    char amount[MONEY_TEXT_MAX];
    if (w->json == NULL) {
        fprintf(w->c->out, "%-48s %-20s %-9s %16s %s\n", p->reference, p->payee, p->fund,
                money_text(p->amount, amount), p->state);
        return;
    }
    json_open(w->json, NULL, '{');
    json_text(w->json, "reference", p->reference);
    json_text(w->json, "payee", p->payee);
    json_text(w->json, "fund", p->fund);
    json_money(w->json, "amount", p->amount);
    json_text(w->json, "state", p->state);
    json_close(w->json, '}');
}

static bool
list_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct order_payment *list;
    char after[REFERENCE_MAX] = "";
    size_t n = PAGE;
    bool ok = true;
    while (ok && n == PAGE) { /* there may be millions: a page at a time */
        struct arena_mark mark = arena_mark(w->arena);
        ok = order_payments(db, w->arena, w->pool, w->project, w->step, w->f->period, after, PAGE,
                            &list, &n, e);
        for (size_t i = 0; ok && i < n; i++)
            print_payment(w, &list[i]);
        if (ok && n > 0)
            snprintf(after, sizeof(after), "%s", list[n - 1].reference);
        arena_rewind(w->arena, mark);
    }
    return ok;
}

static bool
list_payments(struct cli *c, struct db *db, struct work *w)
{
    struct json j;
    if (!c->json)
        return db_read(db, list_job, w, &c->err);
    w->json = &j;
    json_start(&j, c->out);
    json_open(&j, NULL, '[');
    bool ok = db_read(db, list_job, w, &c->err);
    json_close(&j, ']');
    json_end(&j);
    return ok;
}

static int
with_store(struct cli *c, const struct flags *f, db_job *job,
           void (*say)(struct cli *, struct work *))
{
    struct work w = {.c = c, .f = f, .arena = arena_new(MEMORY)};
    struct db *db;
    if (!store_open(c, &db)) {
        arena_free(w.arena);
        return cli_fail(c);
    }
    bool ok = find(&w, db, &c->err) &&
              (job != NULL ? db_tx(db, w.pool, job, &w, &c->err) : list_payments(c, db, &w));
    db_close(db);
    if (ok && say != NULL)
        say(c, &w);
    arena_free(w.arena);
    return ok ? EXIT_OK : cli_fail(c);
}

static void
approved(struct cli *c, struct work *w)
{
    say_approval(c, &w->order);
}

static void
paid(struct cli *c, struct work *w)
{
    say_paid(c, w);
}

static int
approve(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return with_store(c, flags, approve_job, approved);
}

static int
pay(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return with_store(c, flags, pay_job, paid);
}

static int
order(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return with_store(c, flags, NULL, NULL);
}

#define ORDER_FLAGS                                                                                \
    FLAG("project", "CODE", FLAG_TEXT, false, project, M_FUND_F_PROJECT),                          \
        FLAG("step", "STEP", FLAG_TEXT, true, step, M_FUND_F_STEP),                                \
        FLAG("period", "PERIOD", FLAG_TEXT, true, period, M_FUND_F_PERIOD),                        \
        FLAG("pool", "CODE", FLAG_INT, false, pool, M_FUND_F_POOL)
static const struct flag order_flags[] = {ORDER_FLAGS};
static const struct flag approve_flags[] = {
    ORDER_FLAGS,
    FLAG("by", "USER", FLAG_TEXT, true, by, M_FUND_F_BY),
    FLAG("on", "YYYY-MM-DD", FLAG_DATE, true, on, M_FUND_F_APPROVED_ON),
};
static const struct flag pay_flags[] = {
    ORDER_FLAGS,
    FLAG("document", "NUMBER", FLAG_TEXT, true, document, M_FUND_F_DOCUMENT),
    FLAG("on", "YYYY-MM-DD", FLAG_DATE, true, on, M_FUND_F_PAID_ON),
};
#define COMMAND_FLAGS(list)                                                                        \
    .words = "", .flags = (list), .flags_n = sizeof(list) / sizeof(*(list)),                       \
    .size = sizeof(struct flags)

const struct command cmd_fund_order = {
    .name = "fund order",
    .summary = M_CMD_FUND_ORDER,
    .example = "jicai fund order --step claim --period 2026-10 --pool 500000",
    COMMAND_FLAGS(order_flags),
    .run = order,
};

const struct command cmd_fund_approve = {
    .name = "fund approve",
    .summary = M_CMD_FUND_APPROVE,
    .example = "jicai fund approve --project GS-HC-2022 --step settle --period 2022-06 --by li "
               "--on 2022-07-02",
    COMMAND_FLAGS(approve_flags),
    .run = approve,
};

const struct command cmd_fund_pay = {
    .name = "fund pay",
    .summary = M_CMD_FUND_PAY,
    .example = "jicai fund pay --step claim --period 2026-10 --pool 500000 --document B1 "
               "--on 2026-11-20",
    COMMAND_FLAGS(pay_flags),
    .run = pay,
};
