/* jicai fund correct|decide: what was booked wrongly is asked to be corrected by one person and
 * decided by another (fund/correction.h). */
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/correction.h"
#include "registry/region.h"
#include "words/fund.h"
#include "words/import.h"
#include "words/period.h"

struct flags {
    int64_t pool;
    date on;
    money amount;
    const char *by, *reason;
    bool refuse;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *const *word;
};

static bool
ask_job(struct db *db, void *arg, struct err *e)
{
    const struct work *w = arg;
    const struct flags *f = w->f;
    const struct correction in = {.number = w->word[0],
                                  .reference = w->word[1],
                                  .reason = f->reason,
                                  .amount = f->amount,
                                  .asked_by = f->by,
                                  .asked_on = f->on};
    enum put how;
    return correction_ask(db, w->c->arena, f->pool, &in, &how, e);
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    const struct work *w = arg;
    const struct flags *f = w->f;
    enum put how;
    return correction_decide(db, w->c->arena, f->pool, w->word[0], !f->refuse, f->by, f->on, &how,
                             e);
}

static int
run(struct cli *c, const struct flags *f, const char *const word[], db_job *job, enum msg say)
{
    struct work w = {c, f, word};
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = pool_must(db, c->arena, f->pool, "", &c->err) && db_tx(db, f->pool, job, &w, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *arg[] = {
        word[0], correction_state_names[f->refuse ? CORRECTION_REFUSED : CORRECTION_DONE]};
    cli_say(c, say, arg, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

static int
run_ask(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return run(c, flags, word, ask_job, M_REDO_ASKED_NOW);
}

static int
run_decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)n;
    return run(c, flags, word, decide_job, M_REDO_DECIDED_NOW);
}

#define POOL FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL)
#define BY FLAG("by", "LOGIN", FLAG_TEXT, true, by, M_PERIOD_F_BY)
#define ON FLAG("on", "DATE", FLAG_DATE, true, on, M_PERIOD_F_ON)
static const struct flag ask_flags[] = {
    POOL,
    BY,
    ON,
    FLAG("reason", "TEXT", FLAG_TEXT, true, reason, M_PERIOD_F_REASON),
    FLAG("amount", "YUAN", FLAG_MONEY, false, amount, M_FUND_F_RIGHT),
};
static const struct flag decide_flags[] = {
    POOL, BY, ON, FLAG("refuse", "", FLAG_BOOL, false, refuse, M_PERIOD_F_REFUSE)};

#define FLAGS(list)                                                                                \
    .flags = list, .flags_n = sizeof(list) / sizeof(*(list)), .size = sizeof(struct flags)
const struct command cmd_fund_correct = {
    .name = "fund correct",
    .words = "NUMBER REFERENCE",
    .summary = M_CMD_FUND_CORRECT,
    .example = "jicai fund correct F-1 paid/prepay/CX-HC-2022/H53230100001/1/1 --reason returned "
               "--pool 532300 --by li --on 2023-03-20",
    FLAGS(ask_flags),
    .words_min = 2,
    .words_max = 2,
    .run = run_ask,
};
const struct command cmd_fund_decide = {
    .name = "fund decide",
    .words = "NUMBER",
    .summary = M_CMD_FUND_DECIDE,
    .example = "jicai fund decide F-1 --pool 532300 --by wang --on 2023-03-21",
    FLAGS(decide_flags),
    .words_min = 1,
    .words_max = 1,
    .run = run_decide,
};
