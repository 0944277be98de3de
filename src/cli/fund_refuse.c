/* jicai fund refuse: a payment order of the agency, or an online payment of an institution, that
 * nobody has approved is refused by a second person, or withdrawn by who made it. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/online.h"
#include "fund/order_end.h"
#include "fund/reference.h"
#include "registry/check.h"
#include "registry/region.h"
#include "words/cli.h"
#include "words/fund.h"
#include "words/import.h"
#include "words/period.h"

#define MEMORY ((size_t)256 << 20)

struct flags {
    int64_t pool;
    date on;
    const char *by, *reason;
    bool withdraw;
};

struct work {
    const struct flags *f;
    const char *reference;
    struct arena *arena;
    struct order_end order;
    enum ending_how how;
};

/* The institution is that of the payment: an office's command line works for all. */
static bool
online_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    struct online_payment p = {.institution = ""};
    struct reference r;
    enum put how;
    bool found;
    if (!reference_split(w->arena, w->reference, 1, &r))
        return err_set(e, ERR_NOT_FOUND, M_ONLINE_NONE, {w->reference});
    return online_get(db, w->arena, f->pool, r.part[0], &p, &found, e) &&
           online_end(db, w->arena, f->pool, r.part[0], p.institution, w->how, f->by, f->reason,
                      f->on, &how, e);
}

/* STEP/PROJECT/PERIOD; claim/PERIOD is the pool's. */
static bool
order_of(struct work *w, struct err *e)
{
    const struct flags *f = w->f;
    struct reference r;
    int step = 0;
    bool pools = reference_is(w->reference, approval_step_names[APPROVE_CLAIM]);
    if (!reference_split(w->arena, w->reference, pools ? 1 : 2, &r) ||
        !name_find(approval_step_names, APPROVAL_STEPS, r.what, &step))
        return err_set(e, ERR_NOT_FOUND, M_APPROVAL_NONE, {w->reference, ""});
    w->order = (struct order_end){.pool = f->pool,
                                  .project = pools ? "" : r.part[0],
                                  .period = r.part[pools ? 0 : 1],
                                  .step = (enum approval_step)step,
                                  .how = w->how,
                                  .by = f->by,
                                  .reason = f->reason,
                                  .on = f->on,
                                  .arena = arena_new(MEMORY)};
    return true;
}

/* In pieces: a kill between two of them goes on with the same command. */
static bool
end_it(struct work *w, struct db *db, struct err *e)
{
    bool ok = true;
    if (reference_is(w->reference, "online"))
        return db_tx(db, w->f->pool, online_job, w, e);
    if (!order_of(w, e))
        return false;
    do {
        arena_reset(w->order.arena);
        ok = db_tx(db, w->f->pool, end_order, &w->order, e);
    } while (ok && w->order.more);
    arena_free(w->order.arena);
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.f = flags, .reference = word[0], .arena = c->arena};
    struct db *db;
    (void)n;
    w.how = w.f->withdraw ? ENDING_WITHDRAWN : ENDING_REFUSED;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = pool_must(db, c->arena, w.f->pool, "pool", &c->err) && end_it(&w, db, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *say[] = {w.reference, w.f->by};
    cli_say(c, w.f->withdraw ? M_FUND_WITHDRAWN : M_FUND_REFUSED, say, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

static const struct flag refuse_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("by", "LOGIN", FLAG_TEXT, true, by, M_FUND_F_ENDED_BY),
    FLAG("on", "DATE", FLAG_DATE, true, on, M_FUND_F_ENDED_ON),
    FLAG("reason", "TEXT", FLAG_TEXT, true, reason, M_PERIOD_F_REASON),
    FLAG("withdraw", NULL, FLAG_BOOL, false, withdraw, M_FUND_F_WITHDRAW),
};

const struct command cmd_fund_refuse = {
    .name = "fund refuse",
    .words = "REFERENCE",
    .summary = M_CMD_FUND_REFUSE,
    .example = "jicai fund refuse claim/2026-10 --reason wrong --pool 500000 --by li "
               "--on 2026-11-20",
    .flags = refuse_flags,
    .flags_n = sizeof(refuse_flags) / sizeof(*refuse_flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
