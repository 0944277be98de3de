/* period.c - jicai period lock|show: a month is closed, and what corrections changed in it; jicai
 * trade correct|decide: the corrections themselves. */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/lock.h"
#include "registry/check.h"
#include "registry/region.h"
#include "trade/correct.h"
#include "words/import.h"
#include "words/period.h"

struct flags {
    int64_t pool, qty, line;
    month month;
    date on;
    money amount;
    const char *by, *reason, *udi;
    bool refuse;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *const *word;
    enum put how;
    struct period_figure *list;
    size_t n;
};

static int
in_pool(struct cli *c, const struct flags *f, db_job *job, struct work *w)
{
    struct db *db;
    w->c = c;
    w->f = f;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = pool_must(db, c->arena, f->pool, "", &c->err) && db_tx(db, f->pool, job, w, &c->err);
    db_close(db);
    return ok ? EXIT_OK : cli_fail(c);
}

static bool
lock_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return lock_month(db, w->c->arena, w->f->pool, w->f->month, w->f->by, w->f->on, &w->how, e);
}

static int
run_lock(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.word = word};
    char text[MONTH_TEXT_MAX];
    (void)n;
    int rc = in_pool(c, f, lock_job, &w);
    if (rc == EXIT_OK) {
        const char *arg[] = {month_text(f->month, text)};
        cli_say(c, M_PERIOD_LOCKED_NOW, arg, 1);
        fputc('\n', c->out);
    }
    return rc;
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return period_figures(db, w->c->arena, w->f->pool, w->f->month, &w->list, &w->n, e);
}

static void
show_json(struct cli *c, const struct work *w)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '[');
    for (const struct period_figure *x = w->list; x < w->list + w->n; x++) {
        json_open(&j, NULL, '{');
        json_text(&j, "project", x->project);
        json_text(&j, "institution", x->institution);
        json_qty(&j, "accepted", x->accepted);
        json_qty(&j, "accepted_now", x->accepted_now);
        json_money(&j, "amount", x->amount);
        json_money(&j, "amount_now", x->amount_now);
        json_money(&j, "paid", x->paid);
        json_money(&j, "paid_now", x->paid_now);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_end(&j);
}

static int
run_show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.word = word};
    char q[2][INT_TEXT_MAX], m[2][MONEY_TEXT_MAX];
    (void)n;
    int rc = in_pool(c, flags, show_job, &w);
    if (rc != EXIT_OK)
        return rc;
    if (c->json)
        show_json(c, &w);
    for (size_t i = 0; !c->json && i < w.n; i++) {
        const struct period_figure *x = &w.list[i];
        const char *arg[] = {x->project,
                             x->institution,
                             int_text(x->accepted.pieces, q[0]),
                             int_text(x->accepted_now.pieces, q[1]),
                             money_text(x->amount, m[0]),
                             money_text(x->amount_now, m[1])};
        cli_say(c, M_PERIOD_LINE, arg, 6);
        fputc('\n', c->out);
    }
    return EXIT_OK;
}

/* --- corrections: NUMBER KIND DOCUMENT --- */

static bool
ask_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct trade_memo memo = {0};
    struct trade t = {.db = db, .arena = w->c->arena, .pool = w->f->pool, .memo = &memo};
    int kind;
    if (!name_find(redo_kind_names, REDO_KINDS, w->word[1], &kind))
        return err_set(e, ERR_INPUT, M_REDO_NO_ROW, {w->word[1], w->word[2], "1"});
    const struct redo in = {.number = w->word[0],
                            .kind = (enum redo_kind)kind,
                            .document = w->word[2],
                            .line = kind == REDO_PAYMENT ? 0
                                    : w->f->line > 0     ? w->f->line
                                                         : 1,
                            .qty = {w->f->qty},
                            .amount = w->f->amount,
                            .udi = w->f->udi != NULL ? w->f->udi : "",
                            .reason = w->f->reason,
                            .asked_by = w->f->by,
                            .asked_on = w->f->on};
    return ask_redo(&t, &in, &w->how, e);
}

static int
run_ask(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.word = word};
    (void)n;
    int rc = in_pool(c, flags, ask_job, &w);
    if (rc == EXIT_OK) {
        cli_say(c, M_REDO_ASKED_NOW, word, 1);
        fputc('\n', c->out);
    }
    return rc;
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct trade_memo memo = {0};
    struct trade t = {.db = db, .arena = w->c->arena, .pool = w->f->pool, .memo = &memo};
    return decide_redo(&t, w->word[0], !w->f->refuse, w->f->by, w->f->on, &w->how, e);
}

static int
run_decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.word = word};
    (void)n;
    int rc = in_pool(c, f, decide_job, &w);
    if (rc == EXIT_OK) {
        const char *arg[] = {word[0], redo_state_names[f->refuse ? REDO_REFUSED : REDO_DONE]};
        cli_say(c, M_REDO_DECIDED_NOW, arg, 2);
        fputc('\n', c->out);
    }
    return rc;
}

#define POOL FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL)
#define BY FLAG("by", "LOGIN", FLAG_TEXT, true, by, M_PERIOD_F_BY)
#define ON FLAG("on", "DATE", FLAG_DATE, true, on, M_PERIOD_F_ON)
#define MONTH FLAG("month", "MONTH", FLAG_MONTH, true, month, M_PERIOD_F_MONTH)
static const struct flag lock_flags[] = {POOL, MONTH, BY, ON};
static const struct flag show_flags[] = {POOL, MONTH};
static const struct flag ask_flags[] = {
    POOL,
    BY,
    ON,
    FLAG("reason", "TEXT", FLAG_TEXT, true, reason, M_PERIOD_F_REASON),
    FLAG("qty", "N", FLAG_INT, false, qty, M_PERIOD_F_QTY),
    FLAG("amount", "YUAN", FLAG_MONEY, false, amount, M_PERIOD_F_AMOUNT),
    FLAG("line", "N", FLAG_INT, false, line, M_PERIOD_F_LINE),
    FLAG("udi", "TEXT", FLAG_TEXT, false, udi, M_PERIOD_F_UDI),
};
static const struct flag decide_flags[] = {
    POOL, BY, ON, FLAG("refuse", "", FLAG_BOOL, false, refuse, M_PERIOD_F_REFUSE)};

#define FLAGS(list)                                                                                \
    .flags = list, .flags_n = sizeof(list) / sizeof(*(list)), .size = sizeof(struct flags)
const struct command cmd_period_lock = {
    .name = "period lock",
    .words = "",
    .summary = M_CMD_PERIOD_LOCK,
    .example = "jicai period lock --pool 500000 --month 2024-10 --by li --on 2024-11-15",
    FLAGS(lock_flags),
    .run = run_lock,
};
const struct command cmd_period_show = {
    .name = "period show",
    .words = "",
    .summary = M_CMD_PERIOD_SHOW,
    .example = "jicai period show --pool 500000 --month 2024-10",
    FLAGS(show_flags),
    .run = run_show,
};
const struct command cmd_trade_correct = {
    .name = "trade correct",
    .words = "NUMBER KIND DOCUMENT",
    .summary = M_CMD_TRADE_CORRECT,
    .example = "jicai trade correct C-1 receipt R-7 --qty 8 --reason typo --pool 500000 --by li "
               "--on 2024-11-20",
    FLAGS(ask_flags),
    .words_min = 3,
    .words_max = 3,
    .run = run_ask,
};
const struct command cmd_trade_decide = {
    .name = "trade decide",
    .words = "NUMBER",
    .summary = M_CMD_TRADE_DECIDE,
    .example = "jicai trade decide C-1 --pool 500000 --by wang --on 2024-11-21",
    FLAGS(decide_flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_decide,
};
