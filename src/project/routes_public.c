/* routes_public.c - what anybody may know of a project: that it is there, its announced days and
 * what is bought; and the pooling regions to look in. A draft is nobody's business. */
#include "access/sight.h"
#include "policy/round.h"
#include "project/life.h"
#include "project/project.h"
#include "project/query.h"
#include "project/routes.h"
#include "words/http.h"
#include "words/route_project.h"

struct items {
    struct list items;
    const char *next;
};
#define NEXT F_TEXT(struct items, "next", next, 512, FIELD_OPT)

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- pooling regions with a project --- */

struct pool_row {
    int64_t pool, projects;
    const char *name;
};
static const struct field pool_fields[] = {
    F_POOL(struct pool_row, "pool", pool, 0),
    F_TEXT(struct pool_row, "name", name, 64, 0),
    F_INT(struct pool_row, "projects", projects, 0, INT64_MAX, 0),
};
static const struct shape pool_shape = SHAPE("Pool", struct pool_row, pool_fields);
static const struct field pools_fields[] = {
    F_LIST(struct items, "items", items, &pool_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape pools_shape = SHAPE("Pools", struct items, pools_fields);

/* Whoever stands for a province has no list of pools (access/who.c). */
static bool
may_see(const struct person *p, int64_t pool)
{
    return person_in_pool(p, pool) || (p->pools_n == 0 && region_sees_pool(p->region, 0, pool));
}

static bool
pools(struct call *c, bool mine)
{
    struct items *out = arena_array(c->arena, struct items, 1);
    struct rows r;
    if (!db_run(c->db, &q_pool_with_projects, c->arena, &r, &c->err, v_int(0)))
        return false;
    struct pool_row *it = arena_array(c->arena, struct pool_row, r.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < r.n; i++)
        if (!mine || may_see(&c->who, row_int(&r, i, 0)))
            it[n++] = (struct pool_row){row_int(&r, i, 0), row_int(&r, i, 2), row_text(&r, i, 1)};
    *out = (struct items){{it, n}, ""};
    return reply(c, 200, out);
}

static bool
pools_public(struct call *c)
{
    return pools(c, false);
}

static bool
pools_mine(struct call *c)
{
    return pools(c, true);
}

/* --- projects --- */

struct project_row {
    const char *project, *name, *goods, *form, *phase;
    date executed_on, from, to;
};
#define S struct project_row
static const struct field row_fields[] = {
    F_TEXT(S, "project", project, 64, 0),     F_TEXT(S, "name", name, 200, 0),
    F_TEXT(S, "goods", goods, 20, 0),         F_TEXT(S, "form", form, 20, 0),
    F_TEXT(S, "phase", phase, 20, FIELD_OPT), F_DATE(S, "executed_on", executed_on, 0),
    F_DATE(S, "from", from, FIELD_OPT),       F_DATE(S, "to", to, FIELD_OPT),
};
#undef S
static const struct shape row_shape = SHAPE("PublicProject", struct project_row, row_fields);
static const struct field rows_fields[] = {
    F_LIST(struct items, "items", items, &row_shape, 0, SHAPE_LIST_MAX, 0), NEXT};
static const struct shape rows_shape = SHAPE("PublicProjects", struct items, rows_fields);

static bool
projects_public(struct call *c)
{
    const struct page_query *q = c->query;
    struct items *out = arena_array(c->arena, struct items, 1);
    const char *after[1];
    struct rows r;
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_project_public, c->arena, &r, &c->err, v_int(c->pool), v_text(after[0]),
                v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct project_row *it = arena_array(c->arena, struct project_row, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct project_row){row_text(&r, i, 0),         row_text(&r, i, 1),
                                     row_text(&r, i, 2),         row_text(&r, i, 3),
                                     row_text(&r, i, 5),         day_of(row_text(&r, i, 4)),
                                     day_of(row_text(&r, i, 6)), day_of(row_text(&r, i, 7))};
    *out = (struct items){{it, n}, r.n > n ? page_next(c, 1, &it[n - 1].project) : ""};
    return reply(c, 200, out);
}

/* --- one of them --- */

struct days {
    const char *phase;
    date from, to;
};
static const struct field days_fields[] = {
    F_TEXT(struct days, "phase", phase, 20, 0),
    F_DATE(struct days, "from", from, 0),
    F_DATE(struct days, "to", to, 0),
};
static const struct shape days_shape = SHAPE("PublicPhase", struct days, days_fields);

struct group {
    const char *group, *name, *unit;
    money ceiling;
};
static const struct field group_fields[] = {
    F_TEXT(struct group, "group", group, 64, 0),
    F_TEXT(struct group, "name", name, 200, 0),
    F_TEXT(struct group, "unit", unit, 20, 0),
    F_MONEY(struct group, "ceiling", ceiling, FIELD_OPT),
};
static const struct shape group_shape = SHAPE("PublicGroup", struct group, group_fields);

struct shown {
    const char *project, *name, *goods, *form, *phase;
    int64_t cycle_months;
    date bid_on, executed_on;
    struct list phases, groups;
};
#define S struct shown
static const struct field shown_fields[] = {
    F_TEXT(S, "project", project, 64, 0),
    F_TEXT(S, "name", name, 200, 0),
    F_TEXT(S, "goods", goods, 20, 0),
    F_TEXT(S, "form", form, 20, 0),
    F_TEXT(S, "phase", phase, 20, FIELD_OPT),
    F_INT(S, "cycle_months", cycle_months, 1, 120, 0),
    F_DATE(S, "bid_on", bid_on, FIELD_OPT),
    F_DATE(S, "executed_on", executed_on, 0),
    F_LIST(S, "phases", phases, &days_shape, 0, PHASES, 0),
    F_LIST(S, "groups", groups, &group_shape, 0, GROUPS_MAX, 0),
};
#undef S
static const struct shape shown_shape = SHAPE("PublicProjectShown", struct shown, shown_fields);

static struct list
days_list(struct call *c, const struct rows *r)
{
    struct days *it = arena_array(c->arena, struct days, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        it[i] =
            (struct days){row_text(r, i, 0), day_of(row_text(r, i, 1)), day_of(row_text(r, i, 2))};
    return (struct list){it, r->n};
}

static struct list
groups_list(struct call *c, const struct project_groups *g)
{
    struct group *it = arena_array(c->arena, struct group, g->n + 1);
    for (size_t i = 0; i < g->n; i++)
        it[i] =
            (struct group){g->list[i].group, g->list[i].name, g->list[i].unit, g->list[i].ceiling};
    return (struct list){it, g->n};
}

static bool
project_public(struct call *c)
{
    struct shown *out = arena_array(c->arena, struct shown, 1);
    struct project p;
    struct project_groups g;
    struct life l;
    struct rows days;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !life_get(c->db, c->arena, c->pool, c->arg[1], &l, &c->err))
        return false;
    if (l.kept && l.phase == PHASE_DRAFT)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!group_list(c->db, c->arena, c->pool, c->arg[1], &g, &c->err) ||
        !db_run(c->db, &q_phase_each, c->arena, &days, &c->err, v_int(c->pool), v_text(c->arg[1])))
        return false;
    *out = (struct shown){p.code,
                          p.name,
                          goods_names[p.goods],
                          project_form_names[p.form],
                          l.kept ? phase_names[l.phase] : "",
                          p.cycle_months,
                          p.bid_on,
                          p.executed_on,
                          days_list(c, &days),
                          groups_list(c, &g)};
    return reply(c, 200, out);
}

static const struct route routes[] = {
    {.id = "pool.list",
     .method = "GET",
     .path = "/v1/pools",
     .roles = ROLES_ANY,
     .where = READ,
     .out = &pools_shape,
     .handle = pools_mine,
     .summary = M_R_POOL_LIST,
     .page = "home"},
    {.id = "public.pools",
     .method = "GET",
     .path = "/v1/public/pools",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .out = &pools_shape,
     .handle = pools_public,
     .summary = M_R_PUBLIC_POOLS,
     .page = "portal"},
    {.id = "public.projects",
     .method = "GET",
     .path = "/v1/public/pools/:pool/projects",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .query = &page_shape,
     .out = &rows_shape,
     .handle = projects_public,
     .summary = M_R_PUBLIC_PROJECTS,
     .page = "portal"},
    {.id = "public.project",
     .method = "GET",
     .path = "/v1/public/pools/:pool/projects/:project",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .out = &shown_shape,
     .handle = project_public,
     .summary = M_R_PUBLIC_PROJECT,
     .page = "portal-project"},
};
const struct routes public_project_routes = ROUTES(routes);
