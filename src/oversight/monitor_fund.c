#include "oversight/monitor_fund.h"

#include <string.h>

#include "oversight/query.h"
#include "project/explained.h"
#include "registry/put.h"
#include "words/db.h"
#include "words/oversight.h"

#define MONITOR_FUND_EDITION "monitor-fund-1"
enum { STEPS = 8, VALUES = 11, MEMORY = 256 * 1024 * 1024 };

struct work {
    struct db *db;
    struct arena *a;
    const struct project *project;
    const struct policy *pack;
    month m;
    char ym[MONTH_TEXT_MAX];
};

static bool
read_dues(struct work *w, struct rows *r, struct timely_due **out, struct err *e)
{
    const date last = month_last(w->m);
    if (!db_run(w->db, &q_fund_dues, w->a, r, e, v_int(w->project->pool), v_text(w->project->code),
                v_date(w->a, last), v_text(w->ym)))
        return false;
    *out = arena_array(w->a, struct timely_due, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        struct timely_due *d = &(*out)[i];
        const char *paid = row_text(r, i, 4);
        *d = (struct timely_due){.amount = {row_int(r, i, 3)}};
        if (!date_parse(&d->due, row_text(r, i, 2)) ||
            (*paid != '\0' && !date_parse(&d->paid_on, paid)))
            return err_set(e, ERR_IO, M_DATABASE, {"date"});
        if (strcmp(row_text(r, i, 1), "claim") == 0)
            d->due = date_end_of_next_month(d->due);
        if (*paid != '\0' && date_cmp(d->paid_on, last) <= 0)
            d->paid = d->amount;
    }
    return true;
}

static bool
keep(struct work *w, const char *fund, const char *kind, const struct timely *t,
     const struct explain *x, struct err *e)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;
    const struct val v[VALUES] = {v_int(w->project->pool),
                                  v_text(w->project->code),
                                  v_text(w->ym),
                                  v_text(fund),
                                  v_text(kind),
                                  v_int(t->due.units),
                                  v_int(t->in_time.units),
                                  v_int(t->late.units),
                                  v_int(t->overdue.units),
                                  v_int(t->late_n),
                                  v_int(t->late_days)};
    sha256_init(&inputs);
    for (size_t i = 5; i < VALUES; i++)
        inputs_add_int(&inputs, v[i].i);
    const struct stamp stamp = {w->pack->id, w->pack->sha256, MONITOR_FUND_EDITION,
                                inputs_end(&inputs, digest)};
    const char *id = arena_printf(w->a, "%s/%s/%s/%s", w->project->code, w->ym, fund, kind);
    return db_do_values(w->db, &q_monitor_fund_write, v, VALUES, e) &&
           explained_put(w->db, w->a, w->project->pool, "monitor_fund", id, &stamp, x, e);
}

static bool
all(struct work *w, struct err *e)
{
    struct timely_due *due;
    struct rows r;
    if (!read_dues(w, &r, &due, e) ||
        !db_do(w->db, &q_monitor_fund_clear, e, v_int(w->project->pool), v_text(w->project->code),
               v_text(w->ym)))
        return false;
    for (size_t from = 0, to = 0; from < r.n; from = to) { /* by fund and kind */
        struct explain_step step[STEPS];
        struct explain x = {.step = step, .max = STEPS};
        struct timely t;
        while (to < r.n && strcmp(row_text(&r, to, 0), row_text(&r, from, 0)) == 0 &&
               strcmp(row_text(&r, to, 1), row_text(&r, from, 1)) == 0)
            to++;
        if (!timely_at(&due[from], to - from, month_first(month_add(w->m, 1)), &t, &x))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
        if (!keep(w, row_text(&r, from, 0), row_text(&r, from, 1), &t, &x, e))
            return false;
    }
    return true;
}

bool
monitor_fund(struct db *db, const struct project *project, const struct policy *p, month m,
             struct err *e)
{
    struct work w = {.db = db, .a = arena_new(MEMORY), .project = project, .pack = p, .m = m};
    month_text(m, w.ym);
    bool ok = all(&w, e);
    arena_free(w.a);
    return ok;
}

bool
fund_timely_list(struct db *db, struct arena *a, int64_t pool, const char *project, month m,
                 struct fund_timely **out, size_t *n, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_monitor_fund_each, a, &r, e, v_int(pool), v_text(project),
                v_text(month_text(m, ym))))
        return false;
    *out = arena_array(a, struct fund_timely, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct fund_timely){row_text(&r, i, 0),
                                         row_text(&r, i, 1),
                                         {.due = {row_int(&r, i, 2)},
                                          .in_time = {row_int(&r, i, 3)},
                                          .late = {row_int(&r, i, 4)},
                                          .overdue = {row_int(&r, i, 5)},
                                          .late_n = row_int(&r, i, 6),
                                          .late_days = (int32_t)row_int(&r, i, 7),
                                          .share = share_of(row_int(&r, i, 3), row_int(&r, i, 2))}};
    return true;
}
