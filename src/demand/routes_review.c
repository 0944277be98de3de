/* routes_review.c - what reviewers see and say, level by level; a project on its way. */
#include <string.h>

#include "access/sight.h"
#include "demand/chain.h"
#include "demand/demand_report.h"
#include "demand/query.h"
#include "demand/routes.h"
#include "project/life.h"
#include "registry/check.h"
#include "words/demand.h"
#include "words/http.h"
#include "words/route_demand.h"

static const char *const flag_names[] = {"ok", "not_reported", "no_usage", "below", "above"};
enum { FLAGS = sizeof(flag_names) / sizeof(*flag_names) };

/* --- the list --- */

struct list_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct list_query, page),
    F_ENUM(struct list_query, "state", state, demand_state_names, DEMAND_STATES,
           HAS(struct list_query, has_state)),
};
static const struct shape query_shape = SHAPE(NULL, struct list_query, query_fields);

struct cell {
    const char *group, *institution, *name, *region, *product, *reason, *level, *next;
    qty qty, reviewed, last_year;
    bool known_usage;
    int state;
    enum demand_flag flag;
};
#define S struct cell
static const struct field cell_fields[] = {
    F_TEXT(S, "group", group, 64, 0),
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "name", name, 200, 0),
    F_TEXT(S, "region", region, 20, FIELD_OPT),
    F_TEXT(S, "product", product, 64, FIELD_OPT),
    F_QTY(S, "qty", qty, 0),
    F_TEXT(S, "reason", reason, 500, FIELD_OPT),
    F_QTY(S, "last_year", last_year, HAS(S, known_usage)),
    F_ENUM(S, "flag", flag, flag_names, FLAGS, 0),
    F_QTY(S, "reviewed", reviewed, 0),
    F_ENUM(S, "state", state, demand_state_names, DEMAND_STATES, 0),
    F_TEXT(S, "level", level, 20, FIELD_OPT),
    F_TEXT(S, "next_level", next, 20, FIELD_OPT),
};
#undef S
static const struct shape cell_shape = SHAPE("DemandCell", struct cell, cell_fields);
struct cells {
    struct list items;
    const char *next;
};
static const struct field cells_fields[] = {
    F_LIST(struct cells, "items", items, &cell_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct cells, "next", next, 512, FIELD_OPT),
};
static const struct shape cells_shape = SHAPE("DemandCells", struct cells, cells_fields);

static void
sight_here(const struct call *c, struct sight *out)
{
    enum org_kind kind = ORG_EXPERTS; /* of an unknown kind: sees nothing */
    (void)org_kind_parse(&kind, c->who.org_kind);
    sight_make(kind, c->who.org, c->who.region, out);
}

static struct cell
cell_of(const struct rows *r, size_t i, const struct flag_bounds *b, const struct chains *ch)
{
    int level = -1, affiliation = 0, kind = 0;
    struct cell out = {.group = row_text(r, i, 0),
                       .institution = row_text(r, i, 1),
                       .product = row_text(r, i, 2),
                       .qty = {row_int(r, i, 3)},
                       .reason = row_text(r, i, 4),
                       .reviewed = {row_int(r, i, 5)},
                       .level = row_text(r, i, 7),
                       .name = row_text(r, i, 8),
                       .region = row_text(r, i, 9),
                       .known_usage = row_int(r, i, 12) >= 0,
                       .next = ""};
    if (out.known_usage)
        out.last_year.pieces = row_int(r, i, 12);
    (void)name_find(demand_state_names, DEMAND_STATES, row_text(r, i, 6), &out.state);
    (void)name_find(affiliation_names, AFFILIATIONS, row_text(r, i, 10), &affiliation);
    (void)name_find(institution_kind_names, INSTITUTION_KINDS, row_text(r, i, 11), &kind);
    if (!name_find(review_level_names, REVIEW_LEVELS, out.level, &level))
        level = -1;
    out.flag = demand_review(out.qty, out.last_year, b->low, b->high, NULL);
    if (out.state == DEMAND_REPORTED || out.state == DEMAND_IN_REVIEW) {
        const char *next = review_level_next(&ch->of[affiliation][kind], level);
        out.next = next != NULL ? next : "";
    }
    return out;
}

static bool
cell_page(struct call *c)
{
    const struct list_query *q = c->query;
    const char *after[3];
    struct rows r;
    struct sight s;
    struct flag_bounds b;
    struct chains ch;
    struct cells *out = arena_array(c->arena, struct cells, 1);
    size_t limit = (size_t)page_limit(&q->page);
    sight_here(c, &s);
    if (!page_after(c, &q->page, 3, after) ||
        !flag_bounds(c->db, c->arena, c->pool, c->arg[1], &b, &c->err) ||
        !chains_of(c->db, c->arena, c->pool, c->arg[1], &ch, &c->err) ||
        !db_run(c->db, &q_review_list_page, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(s.lo), v_text(s.hi), v_text(s.institution),
                v_text(q->has_state ? demand_state_names[q->state] : ""), v_text(after[0]),
                v_text(after[1]), v_text(after[2]), v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct cell *it = arena_array(c->arena, struct cell, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = cell_of(&r, i, &b, &ch);
    *out = (struct cells){{it, n}, ""};
    if (r.n > n) {
        const char *key[] = {it[n - 1].group, it[n - 1].institution, it[n - 1].product};
        out->next = page_next(c, 3, key);
    }
    return reply(c, 200, out);
}

/* --- a reviewer's words --- */

struct review_in {
    const char *group, *institution, *product, *reason;
    enum review_verdict verdict;
    enum review_ground ground;
    qty qty;
    bool has_qty, has_ground;
};
#define S struct review_in
static const char *const ground_words[GROUNDS] = {"none", "last_year_usage", "clinical_use",
                                                  "technology"};
static const struct field review_fields[] = {
    F_TEXT(S, "group", group, 64, 0),
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "product", product, 64, FIELD_OPT),
    F_ENUM(S, "verdict", verdict, review_verdict_names, REVIEW_VERDICTS, 0),
    F_QTY(S, "qty", qty, HAS(S, has_qty)),
    F_TEXT(S, "reason", reason, 500, FIELD_OPT),
    F_ENUM(S, "ground", ground, ground_words, GROUNDS, HAS(S, has_ground)),
};
#undef S
static const struct shape review_shape = SHAPE("ReviewLine", struct review_in, review_fields);
struct reviews_in {
    struct list lines;
};
static const struct field reviews_fields[] = {
    F_LIST(struct reviews_in, "lines", lines, &review_shape, 1, 1000, 0)};
static const struct shape reviews_shape = SHAPE("Reviews", struct reviews_in, reviews_fields);
struct reviewed {
    int64_t fresh, same;
};
static const struct field reviewed_fields[] = {
    F_INT(struct reviewed, "new", fresh, 0, 1000, 0),
    F_INT(struct reviewed, "same", same, 0, 1000, 0),
};
static const struct shape reviewed_shape = SHAPE("Reviewed", struct reviewed, reviewed_fields);

/* The level is the reviewer's own: a city's bureau speaks for the city. */
static enum review_level
level_of(const struct call *c)
{
    return c->who.roles & AS_COUNTY ? REVIEW_COUNTY
           : c->who.roles & AS_CITY ? REVIEW_CITY
                                    : REVIEW_PROVINCE;
}

/* Where the pack asks district and municipality, a municipality's office is its province. */
static bool
say(struct call *c, const struct chains *ch, const struct review_in *in, size_t i, enum put *how)
{
    const struct demand_key k = {c->pool, c->arg[1], in->group, in->institution, in->product};
    const struct review r = {.level = level_of(c),
                             .verdict = in->verdict,
                             .qty = in->qty,
                             .reason = in->reason,
                             .ground = in->ground,
                             .on = c->today};
    if (r.verdict == REVIEW_SET && !in->has_qty)
        err_set(&c->err, ERR_INPUT, M_ROUTE_REVIEW_QTY, {in->institution}, .field = "qty");
    else if (review_cell(c->db, c->arena, &k, ch, c->who.region, &r, how, &c->err))
        return true;
    const char *field = arena_strdup(c->arena, c->err.at.field);
    const char *at = arena_printf(c->arena, "/lines/%zu%s%s", i, *field != '\0' ? "/" : "", field);
    size_t n = strlen(at);
    if (c->err.code != ERR_IO && c->err.code != ERR_RETRY && n < sizeof(c->err.at.file))
        memcpy(c->err.at.file, at, n + 1);
    return false;
}

static bool
review_all(struct call *c)
{
    const struct reviews_in *in = c->in;
    const struct review_in *l = in->lines.at;
    struct chains ch;
    struct reviewed *out = arena_array(c->arena, struct reviewed, 1);
    if (!chains_of(c->db, c->arena, c->pool, c->arg[1], &ch, &c->err))
        return false;
    for (size_t i = 0; i < in->lines.n; i++) {
        enum put how;
        if (!say(c, &ch, &l[i], i, &how))
            return false;
        out->fresh += how == PUT_NEW;
        out->same += how == PUT_SAME;
    }
    return reply(c, 200, out);
}

/* --- what was said of a cell --- */

struct cell_query {
    const char *group, *institution, *product;
};
static const struct field cell_query_fields[] = {
    F_TEXT(struct cell_query, "group", group, 64, 0),
    F_TEXT(struct cell_query, "institution", institution, 64, 0),
    F_TEXT(struct cell_query, "product", product, 64, FIELD_OPT),
};
static const struct shape cell_query_shape = SHAPE(NULL, struct cell_query, cell_query_fields);
struct said {
    const char *level, *verdict, *reason, *ground;
    qty came, qty;
    date on;
};
#define S struct said
static const struct field said_fields[] = {
    F_TEXT(S, "level", level, 20, 0),
    F_TEXT(S, "verdict", verdict, 20, 0),
    F_QTY(S, "came", came, 0),
    F_QTY(S, "qty", qty, 0),
    F_TEXT(S, "reason", reason, 500, FIELD_OPT),
    F_TEXT(S, "ground", ground, 20, FIELD_OPT),
    F_DATE(S, "on", on, FIELD_OPT),
};
#undef S
static const struct shape said_shape = SHAPE("Review", struct said, said_fields);
static const struct field history_fields[] = {
    F_LIST(struct cells, "items", items, &said_shape, 0, 100000, 0)};
static const struct shape history_shape = SHAPE("ReviewHistory", struct cells, history_fields);

static bool
history(struct call *c)
{
    const struct cell_query *q = c->query;
    struct rows r;
    struct cells *out = arena_array(c->arena, struct cells, 1);
    if (!may_see_institution(c, q->institution) ||
        !db_run(c->db, &q_review_list, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(q->group), v_text(q->institution), v_text(q->product)))
        return false;
    struct said *it = arena_array(c->arena, struct said, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        it[i] = (struct said){.level = row_text(&r, i, 1),
                              .verdict = row_text(&r, i, 2),
                              .came = {row_int(&r, i, 3)},
                              .qty = {row_int(&r, i, 4)},
                              .reason = row_text(&r, i, 5),
                              .ground = row_text(&r, i, 6)};
        (void)date_parse(&it[i].on, row_text(&r, i, 7));
    }
    *out = (struct cells){{it, r.n}, ""};
    return reply(c, 200, out);
}

/* --- the chain, and the way of the project --- */

struct chain_in {
    enum chain_kind chain;
};
static const struct field chain_fields[] = {
    F_ENUM(struct chain_in, "chain", chain, chain_names, CHAIN_KINDS, 0)};
static const struct shape chain_shape = SHAPE("ReviewChain", struct chain_in, chain_fields);

static bool
chain_set(struct call *c)
{
    const struct chain_in *in = c->in;
    enum put how;
    return chain_put(c->db, c->arena, c->pool, c->arg[1], in->chain, &how, &c->err) &&
           reply_done(c, how);
}

struct move_in {
    enum phase to;
    const char *reason;
};
static const struct field move_fields[] = {
    F_ENUM(struct move_in, "to", to, phase_names, PHASES, 0),
    F_TEXT(struct move_in, "reason", reason, 1000, FIELD_OPT),
};
static const struct shape move_shape = SHAPE("ProjectMove", struct move_in, move_fields);

static bool
project_go(struct call *c)
{
    const struct move_in *in = c->in;
    struct demand_progress at;
    enum put how;
    if (!demand_progress(c->db, c->arena, c->pool, c->arg[1], &at, &c->err))
        return false;
    const struct move m = {in->to, c->today, c->who.user, in->reason, at.returned + at.unreviewed};
    return project_move(c->db, c->arena, c->pool, c->arg[1], &m, &how, &c->err) &&
           reply_done(c, how);
}

#define P "/v1/pools/:pool/projects/:project"
static const struct route table[] = {
    {.id = "demand.list",
     .page = "project-demand",
     .method = "GET",
     .path = P "/demand",
     .roles = AS_HOSPITAL | AS_BUREAU | AS_ALLIANCE | AS_MONITOR | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .out = &cells_shape,
     .handle = cell_page,
     .summary = M_R_DEMAND_LIST},
    {.id = "demand.review",
     .page = "project-demand",
     .method = "POST",
     .path = P "/reviews",
     .roles = AS_BUREAU | AS_ALLIANCE,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &reviews_shape,
     .out = &reviewed_shape,
     .handle = review_all,
     .summary = M_R_DEMAND_REVIEW,
     .body_max = 1024 * 1024},
    {.id = "demand.history",
     .page = "project-demand",
     .method = "GET",
     .path = P "/reviews",
     .roles = AS_HOSPITAL | AS_BUREAU | AS_ALLIANCE | AS_MONITOR | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &cell_query_shape,
     .out = &history_shape,
     .handle = history,
     .summary = M_R_DEMAND_HISTORY},
    {.id = "demand.chain",
     .page = "project-demand",
     .method = "PUT",
     .path = P "/review-chain",
     .flags = ROUTE_CREATES,
     .roles = AS_RUNS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .in = &chain_shape,
     .out = &done_shape,
     .handle = chain_set,
     .summary = M_R_DEMAND_CHAIN},
    {.id = "project.move",
     .page = "project",
     .method = "POST",
     .path = P "/moves",
     .roles = AS_RUNS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &move_shape,
     .out = &done_shape,
     .handle = project_go,
     .summary = M_R_PROJECT_MOVE},
};
const struct routes review_routes = ROUTES(table);
