/* run_day.c - jicai run-day DATE: what the system does by itself on a day, in one pool or in all.
 */
#include "day/run_day.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "registry/region.h"
#include "words/day.h"
#include "words/fund.h"

struct flags {
    int64_t pool, stop_after;
};

struct telling {
    struct cli *c;
    struct json json;
    int64_t refused;
};

static void
tell(void *arg, const struct run_day *d)
{
    struct telling *t = arg;
    char pool[INT_TEXT_MAX], on[DATE_TEXT_MAX], steps[INT_TEXT_MAX], refused[INT_TEXT_MAX],
        overdue[INT_TEXT_MAX], left[MONEY_TEXT_MAX];
    t->refused += d->refused;
    if (!t->c->json) {
        static const enum msg says[DAY_VERDICTS] = {M_DAY_DONE, M_DAY_ALREADY, M_DAY_PAST};
        const char *arg_of[] = {int_text(d->pool, pool),       date_text(d->on, on),
                                int_text(d->steps, steps),     int_text(d->refused, refused),
                                int_text(d->overdue, overdue), money_text(d->overdue_left, left)};
        cli_say(t->c, says[d->verdict], arg_of, 6);
        fputc('\n', t->c->out);
        return;
    }
    json_open(&t->json, NULL, '{');
    json_int(&t->json, "pool", d->pool);
    json_date(&t->json, "on", d->on);
    json_text(&t->json, "verdict", day_verdict_names[d->verdict]);
    json_int(&t->json, "steps", d->steps);
    json_int(&t->json, "refused", d->refused);
    json_int(&t->json, "overdue", d->overdue);
    json_money(&t->json, "overdue_left", d->overdue_left);
    json_close(&t->json, '}');
}

static bool
plain_tx(void *arg, int64_t pool, db_job *job, void *job_arg, struct err *e)
{
    return db_tx(arg, pool, job, job_arg, e);
}

static bool
one_pool(struct cli *c, struct db *db, const struct flags *f, date on, struct telling *t)
{
    struct run_day d = {.pool = f->pool,
                        .db = db,
                        .on = on,
                        .tx = plain_tx,
                        .tx_arg = db,
                        .stop_after = f->stop_after};
    if (!pool_must(db, c->arena, f->pool, "pool", &c->err) || !run_day(&d, &c->err))
        return false;
    tell(t, &d);
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct telling t = {.c = c};
    struct db *db;
    date on;
    (void)n;
    if (!date_parse(&on, word[0])) {
        err_set(&c->err, ERR_INPUT, M_DAY_DATE, {word[0]});
        return cli_fail(c);
    }
    if (!store_open(c, &db))
        return cli_fail(c);
    if (c->json) {
        json_start(&t.json, c->out);
        json_open(&t.json, NULL, '[');
    }
    bool ok =
        f->pool != 0 ? one_pool(c, db, f, on, &t) : run_day_everywhere(db, on, tell, &t, &c->err);
    if (c->json) {
        json_close(&t.json, ']');
        json_end(&t.json);
    }
    db_close(db);
    return !ok ? cli_fail(c) : t.refused > 0 ? EXIT_FINDING : EXIT_OK;
}

static const struct flag run_day_flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FUND_F_POOL},
    {"stop-after", "N", FLAG_INT, false, offsetof(struct flags, stop_after), M_DAY_F_STOP},
};

const struct command cmd_run_day = {
    .name = "run-day",
    .words = "DATE",
    .words_min = 1,
    .words_max = 1,
    .summary = M_CMD_RUN_DAY,
    .example = "jicai run-day 2026-03-31 --db jicai.db",
    .flags = run_day_flags,
    .flags_n = sizeof(run_day_flags) / sizeof(*run_day_flags),
    .size = sizeof(struct flags),
    .run = run,
};
