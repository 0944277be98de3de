#include "day/run_day.h"

#include <stdio.h>
#include <string.h>

#include "agreement/amend.h"
#include "day/plan.h"
#include "day/query.h"
#include "fund/direct.h"
#include "fund/run.h"
#include "listing/listing.h"
#include "openness/data_agreement.h"
#include "oversight/breach.h"
#include "oversight/level.h"
#include "oversight/monitor_month.h"
#include "oversight/watch.h"
#include "registry/pack_on.h"
#include "registry/put.h"
#include "reminder/reminder.h"
#include "ward/due.h"
#include "words/db.h"

#define MEMORY ((size_t)64 << 20)

const char *const day_step_names[DAY_STEPS] = {"amend",  "listing", "terms", "admit",   "prepay",
                                               "offset", "settle",  "claim", "monitor", "breach",
                                               "upward", "watch",   "share", "remind"};
const char *const day_verdict_names[DAY_VERDICTS] = {"run", "already", "past"};

struct doing { /* one step, as a job */
    const struct run_day *d;
    const struct planned *p;
    struct arena *a;
    const char *last_day; /* that was done before: "" none */
    const char *result;
    int64_t items;
    money amount;
    bool more; /* a piece was done, and there are others */
};

/* --- the steps --- */

static bool
fund_step(struct doing *g, struct db *db, struct err *e)
{
    static db_job *const jobs[DAY_STEPS] = {[DAY_PREPAY] = run_prepay,
                                            [DAY_OFFSET] = run_offset,
                                            [DAY_SETTLE] = run_direct,
                                            [DAY_CLAIM] = run_claims};
    struct project project;
    struct policy *pack = NULL;
    if (!project_get(db, g->a, g->d->pool, g->p->project, &project, e) ||
        !project_pack(&project, g->a, &pack, e))
        return false;
    struct run r = {
        .project = &project, .pack = pack, .month = g->p->month, .on = g->d->on, .by = DAY_BY};
    if (!jobs[g->p->step](db, &r, e))
        return false;
    g->result = run_verdict_name(r.verdict);
    g->items = r.rows + r.demands;
    g->amount = r.amount;
    g->more = r.more;
    return true;
}

static bool
monitor_step(struct doing *g, struct db *db, struct err *e)
{
    struct project project;
    struct policy *pack = NULL;
    struct monitor_sum sum;
    if (!project_get(db, g->a, g->d->pool, g->p->project, &project, e) ||
        !project_pack(&project, g->a, &pack, e) ||
        !monitor_month(db, &project, pack, g->p->month, &sum, e))
        return false;
    g->items = sum.institutions;
    return true;
}

/* When a period of the pack has ended since the last day: what was not done in it. */
static bool
breach_step(struct doing *g, struct db *db, struct err *e)
{
    struct policy *pack = NULL;
    struct breach_period now, before;
    struct breach_list list;
    char name[BREACH_PERIOD_MAX], last[BREACH_PERIOD_MAX];
    date day;
    if (!pack_on(db, g->a, g->d->pool, g->d->on, &pack, e))
        return false;
    if (pack == NULL || !date_parse(&day, g->last_day))
        return true;
    breach_period_of(pack, g->d->on, &now, name);
    breach_period_of(pack, day, &before, last);
    if (strcmp(name, last) == 0)
        return true;
    if (!find_breaches(db, g->a, g->d->pool, pack, &before, &list, e))
        return false;
    g->items = (int64_t)list.n;
    return true;
}

static bool
terms_step(struct doing *g, struct db *db, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_day_terms, g->a, &r, e, v_int(g->d->pool),
                v_text(*g->last_day != '\0' ? g->last_day
                                            : put_date(g->a, date_add_days(g->d->on, -1))),
                v_date(g->a, g->d->on)))
        return false;
    g->items = row_int(&r, 0, 0) + row_int(&r, 0, 1);
    return true;
}

static bool
admit_step(struct doing *g, struct db *db, struct err *e)
{
    struct admission_fall_due f = {.pool = g->d->pool, .on = g->d->on};
    if (!admission_fall_due(db, &f, e))
        return false;
    g->items = f.fresh;
    return true;
}

/* The plan's project is the number. */
static bool
amend_step(struct doing *g, struct db *db, struct err *e)
{
    g->items = 1;
    return amend_take_effect(db, g->d->pool, g->p->project, e);
}

static bool
listing_step(struct doing *g, struct db *db, struct err *e)
{
    struct listing_day day = {.pool = g->d->pool, .on = g->d->on};
    if (!run_listing_day(db, &day, e))
        return false;
    g->items = day.listed + day.suspended + day.restored + day.due;
    return true;
}

static bool
remind_step(struct doing *g, struct db *db, struct err *e)
{
    struct remind r = {.pool = g->d->pool, .today = g->d->on};
    if (!run_remind(db, &r, e))
        return false;
    g->items = r.fresh;
    return true;
}

static bool
upward_step(struct doing *g, struct db *db, struct err *e)
{
    struct level_day day = {.a = g->a, .pool = g->d->pool, .on = g->d->on};
    if (!run_level_day(db, &day, e))
        return false;
    g->items = day.moved;
    return true;
}

static bool
watch_step(struct doing *g, struct db *db, struct err *e)
{
    struct watch_day w = {.pool = g->d->pool, .on = g->d->on};
    if (!count_watch(db, &w, e))
        return false;
    g->items = w.alerts;
    return true;
}

static bool
share_step(struct doing *g, struct db *db, struct err *e)
{
    struct data_months m = {.pool = g->d->pool, .on = g->d->on};
    if (!data_months(db, &m, e))
        return false;
    g->items = m.made;
    return true;
}

static bool
do_it(struct doing *g, struct db *db, struct err *e)
{
    switch (g->p->step) {
    case DAY_AMEND: return amend_step(g, db, e);
    case DAY_LISTING: return listing_step(g, db, e);
    case DAY_TERMS: return terms_step(g, db, e);
    case DAY_ADMIT: return admit_step(g, db, e);
    case DAY_PREPAY:
    case DAY_OFFSET:
    case DAY_SETTLE:
    case DAY_CLAIM: return fund_step(g, db, e);
    case DAY_MONITOR: return monitor_step(g, db, e);
    case DAY_BREACH: return breach_step(g, db, e);
    case DAY_UPWARD: return upward_step(g, db, e);
    case DAY_WATCH: return watch_step(g, db, e);
    case DAY_SHARE: return share_step(g, db, e);
    case DAY_REMIND: return remind_step(g, db, e);
    case DAY_STEPS: break;
    }
    return true;
}

/* --- a step as a transaction --- */

static bool
is_done(struct doing *g, struct db *db, bool *done, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_day_step_get, g->a, &r, e, v_int(g->d->pool), v_date(g->a, g->d->on),
                v_text(day_step_names[g->p->step]), v_text(g->p->subject)))
        return false;
    *done = r.n > 0;
    if (*done)
        g->result = row_text(&r, 0, 0);
    return true;
}

static bool
note(struct doing *g, struct db *db, struct err *e)
{
    return db_do(db, &q_day_step_write, e, v_int(g->d->pool), v_date(g->a, g->d->on),
                 v_text(day_step_names[g->p->step]), v_text(g->p->subject), v_text(g->result),
                 v_int(g->items), v_int(g->amount.units));
}

static bool
step_job(struct db *db, void *arg, struct err *e)
{
    struct doing *g = arg;
    bool done;
    g->result = "ok";
    g->items = 0;
    g->amount = (money){0};
    g->more = false;
    return is_done(g, db, &done, e) && (done || (do_it(g, db, e) && (g->more || note(g, db, e))));
}

/* Refused: the transaction is gone, and this one says why. */
static bool
refused_job(struct db *db, void *arg, struct err *e)
{
    struct doing *g = arg;
    bool done;
    g->items = 0;
    g->amount = (money){0};
    return is_done(g, db, &done, e) && (done || note(g, db, e));
}

static bool
is_refusal(const struct err *e)
{
    return e->code == ERR_INPUT || e->code == ERR_NOT_FOUND || e->code == ERR_CONFLICT ||
           e->code == ERR_DENIED || e->code == ERR_TOO_LARGE;
}

static bool
one_step(struct doing *g, struct err *e)
{
    const struct run_day *d = g->d;
    bool ok;
    do {
        arena_reset(g->a);
        ok = d->tx(d->tx_arg, d->pool, step_job, g, e);
    } while (ok && g->more);
    if (ok)
        return true;
    if (!is_refusal(e))
        return false;
    g->result = msg_name(e->msg);
    *e = (struct err){.code = ERR_NONE};
    return d->tx(d->tx_arg, d->pool, refused_job, g, e);
}

/* --- a day --- */

static bool
end_job(struct db *db, void *arg, struct err *e)
{
    struct run_day *d = arg;
    struct arena *a = arena_new(MEMORY);
    struct rows old, n, o;
    bool ok = db_run(db, &q_day_get, a, &old, e, v_int(d->pool), v_date(a, d->on)) &&
              db_run(db, &q_day_counts, a, &n, e, v_int(d->pool), v_date(a, d->on)) &&
              db_run(db, &q_day_overdue, a, &o, e, v_int(d->pool), v_date(a, d->on));
    if (ok) {
        d->steps = row_int(&n, 0, 0);
        d->refused = row_int(&n, 0, 1);
        d->overdue = row_int(&o, 0, 0);
        d->overdue_left = (money){row_int(&o, 0, 1)};
    }
    ok = ok &&
         (old.n > 0 || db_do(db, &q_day_write, e, v_int(d->pool), v_date(a, d->on), v_int(d->steps),
                             v_int(d->refused), v_int(d->overdue), v_int(d->overdue_left.units)));
    arena_free(a);
    return ok;
}

/* The steps of one kind; *left: how many may still be run, below 0 all. */
static bool
kind_of_step(struct run_day *d, struct arena *a, enum day_step step, const char *last,
             int64_t *left, struct err *e)
{
    struct plan plan;
    const char *stuck = NULL; /* a project whose step was not done: its later months wait */
    date before = {0};
    (void)date_parse(&before, last);
    if (!day_plan(d->db, a, d->pool, d->on, before, step, &plan, e))
        return false;
    for (size_t i = 0; i < plan.n && *left != 0; i++) {
        if (stuck != NULL && strcmp(stuck, plan.list[i].project) == 0)
            continue;
        --*left;
        struct doing g = {.d = d, .p = &plan.list[i], .a = arena_new(MEMORY), .last_day = last};
        bool ok = one_step(&g, e);
        if (ok && strcmp(g.result, "ok") != 0 && strcmp(g.result, "already") != 0)
            stuck = plan.list[i].project;
        arena_free(g.a);
        if (!ok)
            return false;
    }
    return true;
}

static bool
all_steps(struct run_day *d, struct arena *a, const char *last, struct err *e)
{
    int64_t left = d->stop_after > 0 ? d->stop_after : -1;
    for (int s = 0; s < DAY_STEPS && left != 0; s++)
        if (!kind_of_step(d, a, (enum day_step)s, last, &left, e))
            return false;
    d->stopped = left == 0;
    return d->stopped || d->tx(d->tx_arg, d->pool, end_job, d, e);
}

static bool
as_it_was(struct run_day *d, struct arena *a, struct err *e)
{
    struct rows r;
    if (!db_run(d->db, &q_day_get, a, &r, e, v_int(d->pool), v_date(a, d->on)))
        return false;
    if (r.n > 0) {
        d->steps = row_int(&r, 0, 0);
        d->refused = row_int(&r, 0, 1);
        d->overdue = row_int(&r, 0, 2);
        d->overdue_left = (money){row_int(&r, 0, 3)};
    }
    return true;
}

bool
run_day(struct run_day *d, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct rows r;
    d->verdict = DAY_RUN;
    d->stopped = false;
    d->steps = d->refused = d->overdue = 0;
    d->overdue_left = (money){0};
    bool ok = db_run(d->db, &q_day_last, a, &r, e, v_int(d->pool));
    if (ok) {
        const char *on = put_date(a, d->on), *done = row_text(&r, 0, 0),
                   *begun = row_text(&r, 0, 1);
        if (strcmp(on, done) == 0)
            d->verdict = DAY_ALREADY;
        else if (strcmp(on, done) < 0 || strcmp(on, begun) < 0)
            d->verdict = DAY_PAST;
        ok = d->verdict == DAY_RUN ? all_steps(d, a, done, e) : as_it_was(d, a, e);
    }
    arena_free(a);
    return ok;
}

static bool
plain_tx(void *arg, int64_t pool, db_job *job, void *job_arg, struct err *e)
{
    return db_tx(arg, pool, job, job_arg, e);
}

bool
run_day_everywhere(struct db *db, date on, day_done *each, void *arg, struct err *e)
{
    struct arena *a = arena_new(MEMORY);
    struct rows r;
    *e = (struct err){.code = ERR_NONE};
    bool ok = db_run(db, &q_day_pools, a, &r, e, v_int(0));
    for (size_t i = 0; ok && i < r.n; i++) {
        struct run_day d = {
            .pool = row_int(&r, i, 0), .db = db, .on = on, .tx = plain_tx, .tx_arg = db};
        struct err here;
        if (run_day(&d, &here))
            each(arg, &d);
        else
            *e = here;
    }
    ok = ok && e->code == ERR_NONE;
    arena_free(a);
    return ok;
}
