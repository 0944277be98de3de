/* The agency's runs: a step of a month. */
#include "fund/direct.h"
#include "fund/query.h"
#include "fund/routes.h"
#include "fund/run.h"
#include "registry/check.h"
#include "words/fund.h"
#include "words/route_fund.h"

#define RUN_MEMORY ((size_t)64 << 20)

static const char *const run_step_names[] = {"prepay", "offset", "settle", "claim"};
static db_job *const run_jobs[] = {run_prepay, run_offset, run_direct, run_claims};
enum { RUN_STEPS = 4 };

struct run_in {
    int step;
    const char *project;
    month month;
};
static const struct field run_in_fields[] = {
    F_ENUM(struct run_in, "step", step, run_step_names, RUN_STEPS, 0),
    F_TEXT(struct run_in, "project", project, 64, 0),
    F_MONTH(struct run_in, "month", month, 0),
};
static const struct shape run_in_shape = SHAPE("FundRunIn", struct run_in, run_in_fields);

struct run_out {
    const char *step, *project, *verdict, *rule, *why;
    month month;
    date on;
    int64_t rows, nothing, demands;
    money amount;
};
#define R struct run_out
static const struct field run_fields[] = {
    F_TEXT(R, "step", step, 16, 0),
    F_TEXT(R, "project", project, 64, 0),
    F_MONTH(R, "month", month, 0),
    F_DATE(R, "on", on, 0),
    F_TEXT(R, "verdict", verdict, 32, 0),
    F_TEXT(R, "rule", rule, 64, FIELD_OPT), /* of no_rule: the parameter, and why it is lacking */
    F_TEXT(R, "why", why, 32, FIELD_OPT),
    F_INT(R, "rows", rows, 0, INT64_MAX, 0),
    F_INT(R, "nothing", nothing, 0, INT64_MAX, 0),
    F_INT(R, "demands", demands, 0, INT64_MAX, 0),
    F_MONEY(R, "amount", amount, 0),
};
#undef R
static const struct shape run_shape = SHAPE("FundRun", struct run_out, run_fields);

struct running { /* a step, piece by piece */
    struct arena *a;
    bool more;
};

static bool
run_piece(struct call *c, void *arg)
{
    const struct run_in *in = c->in;
    struct running *g = arg;
    struct project p;
    struct policy *pack = NULL;
    if (!project_get(c->db, g->a, c->pool, in->project, &p, &c->err) ||
        !project_pack(&p, g->a, &pack, &c->err))
        return false;
    struct run r = {
        .project = &p, .pack = pack, .month = in->month, .on = c->today, .by = who_login(c)};
    if (date_cmp(c->today, month_first(in->month)) < 0)
        return err_set(&c->err, ERR_INPUT, M_FUND_MONTH_TO_COME, .field = "month");
    if (!run_jobs[in->step](c->db, &r, &c->err))
        return false;
    g->more = r.more;
    if (r.more)
        return true;
    bool lacks = r.verdict == RUN_NO_RULE;
    struct run_out *out = arena_alloc(c->arena, sizeof(*out));
    *out = (struct run_out){.step = run_step_names[in->step],
                            .project = in->project,
                            .month = in->month,
                            .on = c->today,
                            .verdict = run_verdict_name(r.verdict),
                            .rule = lacks ? rule_key(r.bound.rule) : "",
                            .why = lacks ? bind_verdict_name(r.bound.verdict) : "",
                            .rows = r.rows,
                            .nothing = r.nothing,
                            .demands = r.demands,
                            .amount = r.amount};
    return reply(c, 200, out);
}

static bool
run_post(struct call *c)
{
    struct running g = {.a = arena_new(RUN_MEMORY)};
    bool ok = fund_whole_pool(c);
    do {
        arena_reset(g.a);
        ok = ok && call_write(c, c->pool, run_piece, &g);
    } while (ok && g.more);
    arena_free(g.a);
    return ok;
}

struct ran_row {
    const char *project, *step, *month;
    date on;
};
static const struct field ran_fields[] = {
    F_TEXT(struct ran_row, "project", project, 64, FIELD_BLANK),
    F_TEXT(struct ran_row, "step", step, 16, 0),
    F_TEXT(struct ran_row, "month", month, 7, 0),
    F_DATE(struct ran_row, "on", on, 0),
};
static const struct shape ran_shape = SHAPE("FundRan", struct ran_row, ran_fields);
static const struct field rans_fields[] = {FUND_PAGE(&ran_shape)};
static const struct shape rans_shape = SHAPE("FundRuns", struct fund_page, rans_fields);

/* The newest months first. */
static bool
runs_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    const char *after[3];
    struct rows r;
    int64_t limit = page_limit(c->query);
    if (!page_after(c, c->query, 3, after) ||
        !db_run(c->db, &q_run_list, c->arena, &r, &c->err, v_int(c->pool),
                v_text(*after[0] == '\0' ? "9999-12" : after[0]), v_text(after[1]),
                v_text(after[2]), v_int(limit + 1)))
        return false;
    struct ran_row *list = arena_array(c->arena, struct ran_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        list[i] = (struct ran_row){row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2), {0}};
        (void)date_parse(&list[i].on, row_text(&r, i, 3));
    }
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    const char *last[] = {n > 0 ? list[n - 1].month : "", n > 0 ? list[n - 1].project : "",
                          n > 0 ? list[n - 1].step : ""};
    *out = (struct fund_page){{list, n}, r.n > n ? page_next(c, 3, last) : ""};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route routes[] = {
    {.id = "fund.run", .method = "POST", .path = FUND_PATH "/runs", .roles = AS_FUND,
     .where = SLOW, .scope = SCOPE_POOL, .in = &run_in_shape, .out = &run_shape,
     .handle = run_post, .page = "fund-runs", .summary = M_R_FUND_RUN},
    {.id = "fund.runs", .method = "GET", .path = FUND_PATH "/runs", .roles = FUND_OFFICES,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &rans_shape,
     .handle = runs_get, .page = "fund-runs", .summary = M_R_FUND_RUNS},
};
/* clang-format on */
const struct routes fund_run_routes = ROUTES(routes);
