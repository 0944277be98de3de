#include "day/routes.h"

#include <string.h>

#include "access/role.h"
#include "day/query.h"
#include "day/run_day.h"
#include "fund/routes.h"
#include "registry/put.h"
#include "words/day.h"

struct day_out {
    date on;
    const char *verdict;
    int64_t steps, refused, overdue;
    money overdue_left;
};
#define D struct day_out
static const struct field day_fields[] = {
    F_DATE(D, "on", on, 0),
    F_TEXT(D, "verdict", verdict, 16, FIELD_OPT), /* run, already, past; of the request only */
    F_INT(D, "steps", steps, 0, INT64_MAX, 0),
    F_INT(D, "refused", refused, 0, INT64_MAX, 0),
    F_INT(D, "overdue", overdue, 0, INT64_MAX, 0),
    F_MONEY(D, "overdue_left", overdue_left, 0),
};
#undef D
static const struct shape day_shape = SHAPE("Day", struct day_out, day_fields);

/* --- a step's transaction, through the server's writer --- */

struct step_call {
    db_job *job;
    void *arg;
};

static bool
in_call(struct call *c, void *arg)
{
    const struct step_call *s = arg;
    return s->job(c->db, s->arg, &c->err);
}

static bool
server_tx(void *arg, int64_t pool, db_job *job, void *job_arg, struct err *e)
{
    struct call *c = arg;
    struct step_call s = {job, job_arg};
    bool ok = call_write(c, pool, in_call, &s);
    if (!ok)
        *e = c->err;
    c->err = (struct err){.code = ERR_NONE};
    return ok;
}

static bool
say(struct call *c, void *arg)
{
    const struct run_day *d = arg;
    struct day_out *out = arena_alloc(c->arena, sizeof(*out));
    /* "run" and "already" are one answer: who asks again wants to know how it stands. */
    *out = (struct day_out){
        d->on,
        d->verdict == DAY_PAST ? day_verdict_names[DAY_PAST] : day_verdict_names[DAY_RUN],
        d->steps,
        d->refused,
        d->overdue,
        d->overdue_left};
    return reply(c, 200, out);
}

static bool
day_post(struct call *c)
{
    struct run_day d = {.pool = c->pool, .db = c->db, .on = c->today, .tx = server_tx, .tx_arg = c};
    struct err e = {.code = ERR_NONE};
    if (!fund_whole_pool(c))
        return false;
    if (!run_day(&d, &e)) {
        c->err = e;
        return false;
    }
    return call_write(c, c->pool, say, &d);
}

/* --- what was done --- */

static const struct field days_fields[] = {FUND_PAGE(&day_shape)};
static const struct shape days_shape = SHAPE("Days", struct fund_page, days_fields);

static bool
days_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(c->query);
    const char *after[1];
    struct rows r;
    if (!page_after(c, c->query, 1, after) ||
        !db_run(c->db, &q_day_page, c->arena, &r, &c->err, v_int(c->pool),
                v_text(*after[0] == '\0' ? DATE_OPEN : after[0]), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct day_out *items = arena_array(c->arena, struct day_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct day_out){.verdict = "",
                                    .steps = row_int(&r, i, 1),
                                    .refused = row_int(&r, i, 2),
                                    .overdue = row_int(&r, i, 3),
                                    .overdue_left = {row_int(&r, i, 4)}};
        (void)date_parse(&items[i].on, row_text(&r, i, 0));
    }
    const char *last = n > 0 ? row_text(&r, n - 1, 0) : "";
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &last) : ""};
    return reply(c, 200, out);
}

struct step_out {
    const char *step, *subject, *result;
    int64_t items;
    money amount;
};
#define S struct step_out
static const struct field step_fields[] = {
    F_TEXT(S, "step", step, 16, 0),     F_TEXT(S, "subject", subject, 80, FIELD_BLANK),
    F_TEXT(S, "result", result, 64, 0), F_INT(S, "rows", items, 0, INT64_MAX, 0),
    F_MONEY(S, "amount", amount, 0),
};
#undef S
static const struct shape step_shape = SHAPE("DayStep", struct step_out, step_fields);
struct steps_out {
    struct list items;
};
static const struct field steps_fields[] = {
    F_LIST(struct steps_out, "items", items, &step_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape steps_shape = SHAPE("DaySteps", struct steps_out, steps_fields);

static bool
steps_get(struct call *c)
{
    struct steps_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    date on;
    if (!call_arg_date(c, 1, &on) ||
        !db_run(c->db, &q_day_steps, c->arena, &r, &c->err, v_int(c->pool), v_date(c->arena, on)))
        return false;
    size_t n = r.n > SHAPE_LIST_MAX ? SHAPE_LIST_MAX : r.n;
    struct step_out *items = arena_array(c->arena, struct step_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct step_out){row_text(&r, i, 0),
                                     row_text(&r, i, 1),
                                     row_text(&r, i, 2),
                                     row_int(&r, i, 3),
                                     {row_int(&r, i, 4)}};
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

#define DAYS "/v1/pools/:pool/days"
#define RUNS (AS_PROVINCE | AS_CITY | AS_PLATFORM | AS_FUND)
/* clang-format off */
static const struct route routes[] = {
    {.id = "day.run", .method = "POST", .path = DAYS, .roles = RUNS, .where = SLOW,
     .scope = SCOPE_POOL, .out = &day_shape, .handle = day_post,
     .page = "days", .summary = M_R_DAY_RUN},
    {.id = "day.list", .method = "GET", .path = DAYS, .roles = RUNS | AS_AUDITOR | AS_MONITOR,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &days_shape,
     .handle = days_get, .page = "days", .summary = M_R_DAYS},
    {.id = "day.steps", .method = "GET", .path = DAYS "/:day",
     .roles = RUNS | AS_AUDITOR | AS_MONITOR, .where = READ, .scope = SCOPE_POOL,
     .out = &steps_shape, .handle = steps_get, .page = "days", .summary = M_R_DAY_STEPS},
};
/* clang-format on */
const struct routes day_routes = ROUTES(routes);
