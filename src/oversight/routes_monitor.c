/* The months of a project: computed, and read by whoever it concerns. */
#include <string.h>

#include "oversight/monitor_fund.h"
#include "oversight/monitor_month.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "registry/pack_on.h"
#include "words/oversight.h"
#include "words/route_oversight.h"

bool
oversight_project(struct call *c, struct project *p, struct policy **pack)
{
    return project_get(c->db, c->arena, c->pool, c->arg[1], p, &c->err) &&
           project_pack(p, c->arena, pack, &c->err);
}

bool
oversight_pack(struct call *c, date on, struct policy **pack)
{
    return pack_on(c->db, c->arena, c->pool, on, pack, &c->err) &&
           (*pack != NULL || err_set(&c->err, ERR_INPUT, M_OVERSEE_NO_PACK));
}

struct month_done {
    int64_t institutions, lines, behind, jumps;
    money due, in_time, overdue, bought, non_selected;
};
#define D struct month_done
static const struct field done_fields[] = {
    F_INT(D, "institutions", institutions, 0, INT64_MAX, 0),
    F_INT(D, "lines", lines, 0, INT64_MAX, 0),
    F_INT(D, "behind", behind, 0, INT64_MAX, 0),
    F_INT(D, "jumps", jumps, 0, INT64_MAX, 0),
    F_MONEY(D, "due", due, 0),
    F_MONEY(D, "in_time", in_time, 0),
    F_MONEY(D, "overdue", overdue, 0),
    F_MONEY(D, "bought", bought, 0),
    F_MONEY(D, "non_selected", non_selected, 0),
};
#undef D
static const struct shape done_shape = SHAPE("MonitoringDone", struct month_done, done_fields);

static bool
month_post(struct call *c)
{
    struct month_done *out = arena_alloc(c->arena, sizeof(*out));
    struct policy *pack = NULL;
    struct monitor_sum s;
    struct project p;
    month m;
    if (!call_arg_month(c, 2, &m) || !oversight_project(c, &p, &pack))
        return false;
    if (date_cmp(c->today, month_first(m)) < 0)
        return err_set(&c->err, ERR_INPUT, M_OVERSEE_TO_COME);
    if (!monitor_month(c->db, &p, pack, m, &s, &c->err))
        return false;
    *out = (struct month_done){s.institutions, s.lines,       s.behind, s.jumps,       s.pay.due,
                               s.pay.in_time,  s.pay.overdue, s.bought, s.non_selected};
    return reply(c, 200, out);
}

#define M struct monitored
static const struct field row_fields[] = {
    F_TEXT(M, "institution", institution, 64, 0),
    F_INT(M, "lines", lines, 0, INT64_MAX, 0),
    F_INT(M, "behind", behind, 0, INT64_MAX, 0),
    F_MONEY(M, "due", due, 0),
    F_MONEY(M, "in_time", in_time, 0),
    F_MONEY(M, "late", late, 0),
    F_MONEY(M, "overdue", overdue, 0),
    F_INT(M, "late_days", late_days, 0, INT32_MAX, 0),
    F_MONEY(M, "bought", bought, 0),
    F_MONEY(M, "non_selected", non_selected, 0),
    F_TEXT(M, "jump", jump, 16, 0),
    F_INT(M, "admit_due", admit_due, 0, INT64_MAX, 0), /* products of the catalogue (K1) */
    F_INT(M, "not_admitted", not_admitted, 0, INT64_MAX, 0),
};
#undef M
static const struct shape row_shape = SHAPE("MonitoredInstitution", struct monitored, row_fields);
static const struct field rows_fields[] = {FUND_PAGE(&row_shape)};
static const struct shape rows_shape =
    SHAPE("MonitoredInstitutions", struct fund_page, rows_fields);

static bool
month_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    size_t n;
    if (!fund_month_page(c, &q_monitor_page, &r, &n))
        return false;
    struct monitored *items = arena_array(c->arena, struct monitored, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct monitored){.institution = row_text(&r, i, 0),
                                      .lines = row_int(&r, i, 1),
                                      .behind = row_int(&r, i, 2),
                                      .due = {row_int(&r, i, 3)},
                                      .in_time = {row_int(&r, i, 4)},
                                      .late = {row_int(&r, i, 5)},
                                      .overdue = {row_int(&r, i, 6)},
                                      .late_days = row_int(&r, i, 7),
                                      .bought = {row_int(&r, i, 8)},
                                      .non_selected = {row_int(&r, i, 9)},
                                      .jump = row_text(&r, i, 10),
                                      .admit_due = row_int(&r, i, 11),
                                      .not_admitted = row_int(&r, i, 12)};
    *out =
        (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &items[n - 1].institution) : ""};
    return reply(c, 200, out);
}

struct timely_out {
    const char *fund, *kind;
    money due, in_time, late, overdue;
    int64_t late_payments, late_days;
    ratio share;
    bool applicable;
};
#define T struct timely_out
static const struct field timely_fields[] = {
    F_TEXT(T, "fund", fund, 16, 0),
    F_TEXT(T, "kind", kind, 16, 0),
    F_MONEY(T, "due", due, 0),
    F_MONEY(T, "in_time", in_time, 0),
    F_MONEY(T, "late", late, 0),
    F_MONEY(T, "overdue", overdue, 0),
    F_INT(T, "late_payments", late_payments, 0, INT64_MAX, 0),
    F_INT(T, "late_days", late_days, 0, INT32_MAX, 0),
    F_RATIO(T, "share", share, HAS(T, applicable)),
};
#undef T
static const struct shape timely_shape = SHAPE("FundTimely", struct timely_out, timely_fields);
struct timelies_out {
    struct list items;
};
static const struct field timelies_fields[] = {
    F_LIST(struct timelies_out, "items", items, &timely_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape timelies_shape =
    SHAPE("FundTimeliness", struct timelies_out, timelies_fields);

static bool
fund_get(struct call *c)
{
    struct timelies_out *out = arena_alloc(c->arena, sizeof(*out));
    struct fund_timely *list;
    month m;
    size_t n;
    if (!call_arg_month(c, 2, &m) ||
        !fund_timely_list(c->db, c->arena, c->pool, c->arg[1], m, &list, &n, &c->err))
        return false;
    struct timely_out *items = arena_array(c->arena, struct timely_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct timely *t = &list[i].t;
        items[i] = (struct timely_out){list[i].fund, list[i].kind,       t->due,    t->in_time,
                                       t->late,      t->overdue,         t->late_n, t->late_days,
                                       t->share.r,   t->share.applicable};
    }
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

struct behind_out {
    const char *institution, *product, *agreement;
    qty agreed, accepted;
    ratio progress, expected;
};
#define B struct behind_out
static const struct field behind_fields[] = {
    F_TEXT(B, "institution", institution, 64, 0),
    F_TEXT(B, "product", product, 64, 0),
    F_TEXT(B, "agreement", agreement, 600, 0),
    F_QTY(B, "agreed", agreed, 0),
    F_QTY(B, "accepted", accepted, 0),
    F_RATIO(B, "progress", progress, 0),
    F_RATIO(B, "expected", expected, 0),
};
#undef B
static const struct shape behind_shape = SHAPE("BehindLine", struct behind_out, behind_fields);
struct behinds_out {
    struct list items;
    int64_t more;
};
static const struct field behinds_fields[] = {
    F_LIST(struct behinds_out, "items", items, &behind_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct behinds_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape behinds_shape = SHAPE("BehindLines", struct behinds_out, behinds_fields);

/* For offices of the whole pool; an institution's own. */
static bool
behind_get(struct call *c)
{
    struct behinds_out *out = arena_alloc(c->arena, sizeof(*out));
    struct behind_out *items = arena_array(c->arena, struct behind_out, SHAPE_LIST_MAX);
    struct sight s;
    struct rows r;
    size_t n = 0;
    month m;
    fund_sight(c, &s);
    if (!call_arg_month(c, 2, &m) || (*s.institution == '\0' && !fund_whole_pool(c)) ||
        !db_run(c->db, &q_monitor_line_behind, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(c->arg[2])))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        if (*s.institution != '\0' && strcmp(s.institution, row_text(&r, i, 0)) != 0)
            continue;
        if (n == SHAPE_LIST_MAX)
            out->more++;
        else
            items[n++] = (struct behind_out){
                row_text(&r, i, 0),  row_text(&r, i, 1),  row_text(&r, i, 2), {row_int(&r, i, 3)},
                {row_int(&r, i, 4)}, {row_int(&r, i, 5)}, {row_int(&r, i, 6)}};
    }
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

#define MONTH OVERSIGHT_PROJECT "/monitoring/:month"
/* clang-format off */
static const struct route routes[] = {
    {.id = "monitoring.run", .method = "POST", .path = MONTH,
     .roles = AS_MONITOR | AS_PROVINCE | AS_CITY | AS_ALLIANCE, .where = WRITE,
     .scope = SCOPE_POOL, .out = &done_shape, .handle = month_post,
     .page = "project-monitoring", .summary = M_R_MONITOR_RUN},
    {.id = "monitoring.list", .method = "GET", .path = MONTH,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &rows_shape, .handle = month_get,
     .page = "project-monitoring", .summary = M_R_MONITOR},
    {.id = "monitoring.fund", .method = "GET", .path = MONTH "/fund",
     .roles = OVERSIGHT_READERS, .where = READ, .scope = SCOPE_POOL, .out = &timelies_shape,
     .handle = fund_get, .page = "project-monitoring", .summary = M_R_MONITOR_FUND},
    {.id = "monitoring.behind", .method = "GET", .path = MONTH "/behind",
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .out = &behinds_shape, .handle = behind_get,
     .page = "project-monitoring", .summary = M_R_MONITOR_BEHIND},
};
/* clang-format on */
const struct routes monitor_routes = ROUTES(routes);
