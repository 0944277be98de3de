#include "fund/run.h"

#include <assert.h>
#include <string.h>

#include "agreement/cycle_of.h"
#include "fund/query.h"
#include "words/fund.h"

#define MEMORY ((size_t)512 << 20)

const char *
run_verdict_name(enum run_verdict v)
{
    static const char *const names[RUN_VERDICTS] = {"ok", "already", "no_rule", "no_term"};
    assert(v < RUN_VERDICTS);
    return names[v];
}

bool
run_in_arena(db_job *body, struct db *db, struct run *r, struct err *e)
{
    r->db = db;
    r->arena = arena_new(MEMORY);
    r->rows = r->payments = r->nothing = r->demands = 0;
    r->amount = (money){0};
    r->more = false;
    bool ok = body(db, r, e);
    arena_free(r->arena);
    return ok;
}

bool
run_pieces(struct db *db, db_job *job, struct run *r, struct err *e)
{
    bool ok;
    do
        ok = db_tx(db, r->project->pool, job, r, e);
    while (ok && r->more);
    return ok;
}

bool
run_covers(const struct run *r)
{
    return policy_covers(r->pack, month_last(r->month)) ||
           policy_covers(r->pack, r->project->executed_on);
}

/* Not before the last month that was run; with `gapless` not later than the one after it. */
static bool
in_order(const struct run *r, const char *last, const char *this, bool gapless, struct err *e)
{
    month m;
    if (*last == '\0' || !month_parse(&m, last))
        return true;
    bool skips = gapless && r->month.month != m.month + 1;
    if (r->month.month > m.month && !skips)
        return true;
    return err_set(e, ERR_CONFLICT, skips && r->month.month > m.month ? M_RUN_GAP : M_RUN_PAST,
                   {this, last}, .field = "month");
}

bool
run_may(struct run *r, const char *project, const char *step, bool gapless, bool *go, struct err *e)
{
    int64_t pool = r->project->pool;
    char this[MONTH_TEXT_MAX];
    struct rows done, last;

    *go = false;
    month_text(r->month, this);
    r->verdict = RUN_OK;
    if (!db_run(r->db, &q_run_get, r->arena, &done, e, v_int(pool), v_text(project), v_text(step),
                v_text(this)) ||
        !db_run(r->db, &q_run_last, r->arena, &last, e, v_int(pool), v_text(project), v_text(step)))
        return false;
    r->again = done.n > 0 && row_int(&done, 0, 1) != 0;
    if (done.n > 0 && !r->again)
        r->verdict = RUN_ALREADY;
    else if (!r->again && !in_order(r, row_text(&last, 0, 0), this, gapless, e))
        return false;
    else if (!run_covers(r))
        r->verdict = RUN_NO_TERM;
    *go = r->verdict == RUN_OK;
    return true;
}

bool
run_done(struct run *r, const char *project, const char *step, struct err *e)
{
    char this[MONTH_TEXT_MAX], on[DATE_TEXT_MAX];
    return db_do(r->db, &q_run_write, e, v_int(r->project->pool), v_text(project), v_text(step),
                 v_text(month_text(r->month, this)), v_text(date_text(r->on, on)));
}

bool
run_order(const struct run *r, const char *project, enum approval_step step, struct err *e)
{
    char period[MONTH_TEXT_MAX];
    const struct payment_order o = {.project = project,
                                    .period = month_text(r->month, period),
                                    .step = step,
                                    .rows = r->payments > 0 ? r->payments : r->rows,
                                    .amount = r->amount};
    enum put how;
    return r->rows == 0 || approval_ask(r->db, r->arena, r->project->pool, &o,
                                        r->by != NULL ? r->by : "", r->on, &how, e);
}

enum prepay_goods
run_goods(const struct project *p)
{
    return p->goods == GOODS_DRUG ? PREPAY_OF_DRUG : PREPAY_OF_CONSUMABLE;
}

bool
run_cycle(struct run *r, struct span *out, struct err *e)
{
    struct cycle_of *c = arena_alloc(r->arena, sizeof(*c));
    if (!cycle_of(r->db, r->arena, r->project, r->pack, NULL, c, e))
        return false;
    *out = c->whole;
    return c->verdict == CYCLE_OK || err_set(e, ERR_CONFLICT, M_RUN_CYCLE, {r->project->code});
}
