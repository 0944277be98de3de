/* routes_award.c - awards over HTTP: run, read, repeat elsewhere; what-if; allocation. */
#include <string.h>

#include "project/announcement.h"
#include "project/project.h"
#include "tender/award_bundle.h"
#include "tender/query.h"
#include "tender/routes.h"
#include "tender/run_allocate.h"
#include "tender/run_volume.h"
#include "tender/simulate.h"
#include "words/http.h"
#include "words/route_demand.h"
#include "words/route_tender.h"

enum { AWARD_ROWS_MAX = 100000, ERRS = 20 };
#define P "/v1/pools/:pool/projects/:project"

struct run_body {
    bool replace;
};
static const struct field run_fields[] = {F_BOOL(struct run_body, "replace", replace, FIELD_OPT)};
static const struct shape run_shape = SHAPE("RunIn", struct run_body, run_fields);

struct run_out {
    int64_t fresh, same, changed, to_draw, refused, unfilled, waiting;
};
#define N_(name, m, opt) F_INT(struct run_out, name, m, 0, INT32_MAX, opt)
static const struct field run_out_fields[] = {
    N_("new", fresh, 0),
    N_("same", same, 0),
    N_("changed", changed, 0),
    N_("to_draw", to_draw, FIELD_OPT),
    N_("refused", refused, FIELD_OPT),
    N_("unfilled", unfilled, FIELD_OPT),
    N_("waiting_for_talks", waiting, FIELD_OPT),
};
static const struct shape run_out_shape = SHAPE("RunOut", struct run_out, run_out_fields);

static bool
award_now(struct call *c)
{
    const struct run_body *in = c->in;
    struct run_out *out = arena_alloc(c->arena, sizeof(*out));
    struct err list[ERRS];
    struct award_run r = {.arena = c->arena,
                          .pool = c->pool,
                          .code = c->arg[1],
                          .replace = in->replace,
                          .errs = {.list = list, .max = ERRS}};
    if (!run_award(c->db, &r, &c->err))
        return false;
    *out = (struct run_out){r.fresh, r.same, r.changed, r.to_draw, 0, 0, r.waiting};
    return reply(c, 200, out);
}

static bool
allocate_now(struct call *c)
{
    const struct run_body *in = c->in;
    struct run_out *out = arena_alloc(c->arena, sizeof(*out));
    struct err list[ERRS];
    struct allocate_run r = {.volume = {.arena = c->arena,
                                        .pool = c->pool,
                                        .code = c->arg[1],
                                        .replace = in->replace,
                                        .errs = {.list = list, .max = ERRS}}};
    if (!run_allocate(c->db, &r, &c->err))
        return false;
    *out = (struct run_out){r.fresh, r.same, r.changed, 0, r.refused, r.unfilled, 0};
    return reply(c, 200, out);
}

/* --- results --- */

struct award_line {
    const char *group, *product, *company, *decision, *step, *clause, *unit;
    money price, with_service;
    int64_t rank, tied;
};
struct award_lines {
    struct list items;
};
#define A struct award_line
static const struct field line_fields[] = {
    F_TEXT(A, "group", group, 64, 0),
    F_TEXT(A, "product", product, 64, 0),
    F_TEXT(A, "company", company, 64, 0),
    F_MONEY(A, "price", price, 0),
    F_MONEY(A, "with_service", with_service, FIELD_OPT),
    F_TEXT(A, "unit", unit, 64, FIELD_OPT),
    F_INT(A, "rank", rank, 0, INT32_MAX, 0),
    F_INT(A, "tied", tied, 0, INT32_MAX, FIELD_OPT),
    F_TEXT(A, "decision", decision, 32, 0),
    F_TEXT(A, "step", step, 128, FIELD_OPT),
    F_TEXT(A, "clause", clause, 200, FIELD_OPT),
};
#undef A
static const struct shape line_shape = SHAPE("AwardLine", struct award_line, line_fields);
static const struct field lines_fields[] = {
    F_LIST(struct award_lines, "items", items, &line_shape, 0, AWARD_ROWS_MAX, 0)};
static const struct shape lines_shape = SHAPE("AwardLines", struct award_lines, lines_fields);

enum seen { SEEN_ALL, SEEN_OWN, SEEN_SELECTED };

static bool
is_seen(const struct call *c, const struct rows *r, size_t i, enum seen seen)
{
    if (seen == SEEN_OWN)
        return strcmp(row_text(r, i, 2), c->who.org) == 0;
    const char *decision = row_text(r, i, 8);
    return seen == SEEN_ALL || strncmp(decision, "select", strlen("select")) == 0 ||
           strcmp(decision, "standby") == 0;
}

static bool
award_rows(struct call *c, enum seen seen)
{
    struct award_lines *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_award_each, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1])))
        return false;
    struct award_line *row = arena_array(c->arena, struct award_line, r.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < r.n && n < AWARD_ROWS_MAX; i++)
        if (is_seen(c, &r, i, seen))
            row[n++] = (struct award_line){.group = row_text(&r, i, 0),
                                           .product = row_text(&r, i, 1),
                                           .company = row_text(&r, i, 2),
                                           .price = {row_int(&r, i, 3)},
                                           .with_service = {row_int(&r, i, 4)},
                                           .unit = row_text(&r, i, 5),
                                           .rank = row_int(&r, i, 6),
                                           .tied = row_int(&r, i, 7),
                                           .decision = row_text(&r, i, 8),
                                           .step = row_text(&r, i, 9),
                                           .clause = row_text(&r, i, 10)};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* A bidder sees what became of its own. */
static bool
award_show(struct call *c)
{
    bool all = (c->who.roles & (AS_OFFICE | AS_REGULATOR | AS_AUDITOR)) != 0;
    return award_rows(c, all ? SEEN_ALL : SEEN_OWN);
}

/* Everybody sees who was selected or stands by, from the public notice on. */
static bool
award_public(struct call *c)
{
    enum notice_state notice, result;
    if (!notice_of(c->db, c->arena, c->pool, c->arg[1], ANNOUNCE_NOTICE, c->today, &notice,
                   &c->err) ||
        !notice_of(c->db, c->arena, c->pool, c->arg[1], ANNOUNCE_RESULT, c->today, &result,
                   &c->err))
        return false;
    if (notice == NOTICE_NONE && result == NOTICE_NONE)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    return award_rows(c, SEEN_SELECTED);
}

/* --- volumes, which may wait for the number of winners --- */

struct volume_in {
    const char *reason; /* of replacing what was published */
    ratio share;
    bool has_share, replace;
};
static const struct field volume_fields[] = {
    F_TEXT(struct volume_in, "reason", reason, 1000, FIELD_OPT),
    F_RATIO(struct volume_in, "ratio", share, HAS(struct volume_in, has_share)),
    F_BOOL(struct volume_in, "replace", replace, FIELD_OPT),
};
static const struct shape volume_shape = SHAPE("VolumeRun", struct volume_in, volume_fields);
struct volume_out {
    int64_t done, same, waiting, unreviewed;
};
static const struct field volume_out_fields[] = {
    F_INT(struct volume_out, "done", done, 0, INT32_MAX, 0),
    F_INT(struct volume_out, "same", same, 0, INT32_MAX, 0),
    F_INT(struct volume_out, "waiting_for_award", waiting, 0, INT32_MAX, 0),
    F_INT(struct volume_out, "unreviewed", unreviewed, 0, INT64_MAX, 0),
};
static const struct shape volume_out_shape =
    SHAPE("VolumeRunOut", struct volume_out, volume_out_fields);

static bool
volume_now(struct call *c)
{
    const struct volume_in *in = c->in;
    struct volume_out *out = arena_array(c->arena, struct volume_out, 1);
    struct err list[1];
    struct volume_run r = {.arena = c->arena,
                           .pool = c->pool,
                           .code = c->arg[1],
                           .has_share = in->has_share,
                           .share = in->share,
                           .replace = in->replace,
                           .why = {in->reason, c->who.user, c->today},
                           .errs = {.list = list, .max = 1}};
    if (in->has_share && (in->share.ppm < 0 || in->share.ppm > RATIO_ONE))
        return err_set(&c->err, ERR_INPUT, M_ROUTE_RATIO, {NULL}, .field = "ratio");
    if (!run_volume(c->db, &r, &c->err))
        return false;
    *out = (struct volume_out){r.done, r.same, r.waiting, r.progress.unreviewed};
    return reply(c, 200, out);
}

static bool
award_file(struct call *c)
{
    const char *text;
    size_t n;
    int64_t groups;
    return award_bundle(c->db, c->arena, c->pool, c->arg[1], &text, &n, &groups, &c->err) &&
           reply_raw(c, "text/plain; charset=utf-8", "award.txt", text, n);
}

/* --- what if --- */

struct simulate_body {
    const char *name, *rules;
};
static const struct field simulate_fields[] = {
    F_TEXT(struct simulate_body, "name", name, 64, 0),
    F_TEXT(struct simulate_body, "rules", rules, PROJECT_RULES_MAX, FIELD_LINES),
};
static const struct shape simulate_shape =
    SHAPE("SimulateIn", struct simulate_body, simulate_fields);

struct simulate_out {
    bool simulation; /* always */
    int64_t groups, bids, selected, differ, to_draw;
    struct list items;
};
struct simulated_line {
    const char *group, *product, *company, *decision, *decided;
    money price;
    int64_t rank;
};
#define L struct simulated_line
static const struct field simulated_fields[] = {
    F_TEXT(L, "group", group, 64, 0),
    F_TEXT(L, "product", product, 64, 0),
    F_TEXT(L, "company", company, 64, 0),
    F_MONEY(L, "price", price, 0),
    F_INT(L, "rank", rank, 0, INT32_MAX, 0),
    F_TEXT(L, "decision", decision, 32, 0),
    F_TEXT(L, "decided", decided, 32, FIELD_OPT),
};
#undef L
static const struct shape simulated_shape =
    SHAPE("SimulatedLine", struct simulated_line, simulated_fields);
#define O struct simulate_out
static const struct field simulate_out_fields[] = {
    F_BOOL(O, "simulation", simulation, 0),
    F_INT(O, "groups", groups, 0, INT32_MAX, 0),
    F_INT(O, "bids", bids, 0, INT32_MAX, 0),
    F_INT(O, "selected", selected, 0, INT32_MAX, 0),
    F_INT(O, "differ", differ, 0, INT32_MAX, 0),
    F_INT(O, "to_draw", to_draw, 0, INT32_MAX, 0),
    F_LIST(O, "items", items, &simulated_shape, 0, AWARD_ROWS_MAX, 0),
};
#undef O
static const struct shape simulate_out_shape =
    SHAPE("Simulation", struct simulate_out, simulate_out_fields);

static bool
simulate(struct call *c)
{
    const struct simulate_body *in = c->in;
    struct simulate_out *out = arena_alloc(c->arena, sizeof(*out));
    struct simulated_list list;
    struct simulation s = {.a = c->arena,
                           .pool = c->pool,
                           .project = c->arg[1],
                           .name = in->name,
                           .rules = in->rules,
                           .errs = c->errs};
    if (!run_simulation(c->db, &s, &c->err) ||
        !simulation_list(c->db, c->arena, c->pool, c->arg[1], in->name, &list, &c->err))
        return false;
    struct simulated_line *row = arena_array(c->arena, struct simulated_line, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const struct simulated *x = &list.list[i];
        row[i] = (struct simulated_line){x->group,   x->product, x->company, x->decision,
                                         x->decided, x->price,   x->rank};
    }
    *out = (struct simulate_out){true,     s.groups,  s.bids,       s.selected,
                                 s.differ, s.to_draw, {row, list.n}};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct raw text_raw = {.types = "text/plain"};
enum { READS_AWARDS = AS_OFFICE | AS_REGULATOR | AS_AUDITOR };
static const struct route table[] = {
    {.id = "award.run",
     .page = "project-award", .method = "POST", .path = P "/award", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &run_shape, .out = &run_out_shape,
     .handle = award_now, .summary = M_R_AWARD_RUN},
    {.id = "award.show",
     .page = "project-award",
     .method = "GET", .path = P "/award", .roles = READS_AWARDS | AS_REGISTRANT,
     .where = READ, .scope = SCOPE_POOL, .out = &lines_shape, .handle = award_show,
     .summary = M_R_AWARD_SHOW},
    {.id = "award.bundle",
     .page = "project-award", .method = "GET", .path = P "/award/bundle", .roles = READS_AWARDS,
     .where = READ, .scope = SCOPE_POOL, .raw_out = &text_raw, .handle = award_file,
     .summary = M_R_AWARD_BUNDLE},
    {.id = "public.results",
     .page = "portal-project", .method = "GET",
     .path = "/v1/public/pools/:pool/projects/:project/results", .roles = ROLES_PUBLIC,
     .where = READ, .out = &lines_shape, .handle = award_public, .summary = M_R_PUBLIC_RESULTS},
    {.id = "volume.compute",
     .page = "project-volumes", .method = "POST", .path = P "/volumes", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &volume_shape, .out = &volume_out_shape,
     .handle = volume_now, .summary = M_R_VOLUME_COMPUTE},
    {.id = "simulation.run",
     .page = "project-award", .method = "POST", .path = P "/simulations",
     .roles = RUNS_TENDERS, .where = WRITE, .scope = SCOPE_POOL,
     .in = &simulate_shape, .out = &simulate_out_shape, .handle = simulate,
     .summary = M_R_SIMULATE, .body_max = PROJECT_RULES_MAX + 64 * 1024},
    {.id = "allocation.run",
     .page = "project-award", .method = "POST", .path = P "/allocation", .roles = RUNS_TENDERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &run_shape, .out = &run_out_shape,
     .handle = allocate_now, .summary = M_R_ALLOCATE},
};
/* clang-format on */
const struct routes award_routes = ROUTES(table);
