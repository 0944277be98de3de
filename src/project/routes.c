#include "project/routes.h"

#include <string.h>

#include "policy/round.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/query.h"
#include "project/spread.h"
#include "words/http.h"
#include "words/project.h"
#include "words/route_project.h"

static const struct field done_fields[] = {F_TEXT(struct done, "how", how, 10, 0)};
const struct shape done_shape = SHAPE("Done", struct done, done_fields);

bool
reply_done(struct call *c, int how)
{
    struct done *d = arena_array(c->arena, struct done, 1);
    d->how = put_name((enum put)how);
    return reply(c, how == PUT_NEW ? 201 : 200, d);
}

const char *
project_arg(const struct call *c, size_t at)
{
    return strcmp(c->arg[at], "-") == 0 ? "" : c->arg[at];
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- projects --- */

struct project_body {
    const char *project, *name, *pack, *rules;
    enum goods goods;
    enum project_form form;
    date bid_on, executed_on;
    int64_t cycle_months;
    const char *phase; /* result only; "" when its phases are kept elsewhere */
    date since, from, to;
    bool copy;
};
#define S struct project_body
#define BODY                                                                                       \
    F_TEXT(S, "name", name, 200, 0), F_TEXT(S, "pack", pack, 40, 0),                               \
        F_ENUM(S, "goods", goods, goods_names, GOODS_KINDS, 0),                                    \
        F_ENUM(S, "form", form, project_form_names, FORMS, 0),                                     \
        F_DATE(S, "bid_on", bid_on, FIELD_OPT), F_DATE(S, "executed_on", executed_on, 0),          \
        F_INT(S, "cycle_months", cycle_months, 1, 120, 0)
static const struct field in_fields[] = {
    F_TEXT(S, "project", project, 64, 0),
    BODY,
    F_TEXT(S, "rules", rules, PROJECT_RULES_MAX, FIELD_OPT | FIELD_LINES),
};
static const struct shape in_shape = SHAPE("ProjectNew", S, in_fields);
static const struct field change_fields[] = {
    BODY,
    F_TEXT(S, "rules", rules, PROJECT_RULES_MAX, FIELD_OPT | FIELD_LINES),
};
static const struct shape change_shape = SHAPE("ProjectChange", S, change_fields);
static const struct field out_fields[] = {
    F_TEXT(S, "project", project, 64, 0),    BODY,
    F_TEXT(S, "rules_sha256", rules, 64, 0), F_TEXT(S, "phase", phase, 20, FIELD_OPT),
    F_DATE(S, "since", since, FIELD_OPT),    F_DATE(S, "from", from, FIELD_OPT),
    F_DATE(S, "to", to, FIELD_OPT),          F_BOOL(S, "copy", copy, 0),
};
static const struct shape out_shape = SHAPE("Project", S, out_fields);
#undef BODY
#undef S

static bool
read_project(struct call *c, const char *code, struct project_body *out)
{
    struct project p;
    struct life l;
    if (!project_get(c->db, c->arena, c->pool, code, &p, &c->err) ||
        !life_get(c->db, c->arena, c->pool, code, &l, &c->err))
        return false;
    *out = (struct project_body){
        p.code,  p.name,   p.pack,        p.rules_sha256, p.goods,
        p.form,  p.bid_on, p.executed_on, p.cycle_months, l.kept ? phase_names[l.phase] : "",
        l.since, l.from,   l.to,          l.copy};
    return true;
}

static bool
project_show(struct call *c)
{
    struct project_body *out = arena_array(c->arena, struct project_body, 1);
    return read_project(c, c->arg[1], out) && reply(c, 200, out);
}

/* Its pack can be read, and its rules are rules. */
static bool
body_fine(struct call *c, const struct project_body *in, struct project *p)
{
    struct policy *pack;
    struct err first[1] = {0}, why;
    struct errs errs = {.list = first, .max = 1};
    struct round *r;
    *p = (struct project){c->pool,          in->project, in->name,   in->pack,
                          in->goods,        in->form,    in->bid_on, in->executed_on,
                          in->cycle_months, in->rules,   ""};
    if (!project_pack(p, c->arena, &pack, &why))
        return err_set(&c->err, ERR_INPUT, M_PROJECT_PACK, {in->pack}, .field = "pack");
    return *p->rules == '\0' || round_parse(&r, c->arena, "rules", p->rules, &errs) ||
           err_set(&c->err, ERR_INPUT, M_ROUTE_RULES_BAD, {msg_name(first[0].msg)},
                   .field = "rules");
}

static bool
project_new(struct call *c)
{
    const struct project_body *in = c->in;
    struct project_body *out = arena_array(c->arena, struct project_body, 1);
    struct project p;
    struct rows old;
    enum put how, begun;
    if (!body_fine(c, in, &p) || !db_run(c->db, &q_project_get, c->arena, &old, &c->err,
                                         v_int(c->pool), v_text(in->project)))
        return false;
    if (old.n > 0)
        return err_set(&c->err, ERR_CONFLICT, M_ROUTE_PROJECT_THERE, {in->project},
                       .field = "project");
    return project_put(c->db, c->arena, &p, &how, &c->err) &&
           project_begin(c->db, c->arena, c->pool, in->project, c->today, c->who.user, &begun,
                         &c->err) &&
           read_project(c, in->project, out) && reply(c, 201, out);
}

static bool
project_change(struct call *c)
{
    struct project_body in = *(const struct project_body *)c->in,
                        *out = arena_array(c->arena, struct project_body, 1);
    struct project p, old;
    enum put how;
    in.project = c->arg[1];
    if (!read_project(c, c->arg[1], out) || !call_match(c, &out_shape, out) ||
        !project_may(c->db, c->arena, c->pool, in.project, ACT_EDIT, c->today, &c->err) ||
        !project_get(c->db, c->arena, c->pool, in.project, &old, &c->err))
        return false;
    if (*in.rules == '\0')
        in.rules = old.rules;
    return body_fine(c, &in, &p) && project_put(c->db, c->arena, &p, &how, &c->err) &&
           read_project(c, c->arg[1], out) && reply(c, 200, out);
}

struct item {
    const char *project, *name, *pack, *goods;
    date executed_on;
};
static const struct field item_fields[] = {
    F_TEXT(struct item, "project", project, 64, 0),     F_TEXT(struct item, "name", name, 200, 0),
    F_TEXT(struct item, "pack", pack, 40, 0),           F_TEXT(struct item, "goods", goods, 20, 0),
    F_DATE(struct item, "executed_on", executed_on, 0),
};
static const struct shape item_shape = SHAPE("ProjectItem", struct item, item_fields);
struct items {
    struct list items;
    const char *next;
};
#define LIST_OF(shape) F_LIST(struct items, "items", items, &(shape), 0, SHAPE_LIST_MAX, 0)
#define NEXT F_TEXT(struct items, "next", next, 512, FIELD_OPT)
static const struct field items_fields[] = {LIST_OF(item_shape), NEXT};
static const struct shape items_shape = SHAPE("Projects", struct items, items_fields);

static bool
reply_page(struct call *c, const void *at, size_t got, size_t n, const char *const key[],
           size_t keys)
{
    struct items *out = arena_array(c->arena, struct items, 1);
    *out = (struct items){{at, n}, got > n ? page_next(c, keys, key) : ""};
    return reply(c, 200, out);
}

static bool
project_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_project_list, c->arena, &r, &c->err, v_int(c->pool), v_text(after[0]),
                v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct item *it = arena_array(c->arena, struct item, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct item){row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
                              row_text(&r, i, 3), day_of(row_text(&r, i, 4))};
    return reply_page(c, it, r.n, n, n > 0 ? &it[n - 1].project : NULL, 1);
}

/* --- groups --- */

struct group_body {
    const char *group, *name, *unit, *class;
    money ceiling, previous_highest;
};
#define BODY                                                                                       \
    F_TEXT(struct group_body, "name", name, 200, 0),                                               \
        F_TEXT(struct group_body, "unit", unit, 20, 0),                                            \
        F_TEXT(struct group_body, "class", class, 64, FIELD_OPT),                                  \
        F_MONEY(struct group_body, "ceiling", ceiling, FIELD_OPT),                                 \
        F_MONEY(struct group_body, "previous_highest", previous_highest, FIELD_OPT)
static const struct field group_in_fields[] = {BODY};
static const struct shape group_in_shape = SHAPE("GroupBody", struct group_body, group_in_fields);
static const struct field group_fields[] = {F_TEXT(struct group_body, "group", group, 64, 0), BODY};
static const struct shape group_shape = SHAPE("Group", struct group_body, group_fields);
static const struct field groups_fields[] = {
    F_LIST(struct items, "items", items, &group_shape, 0, GROUPS_MAX, 0)};
static const struct shape groups_shape = SHAPE("Groups", struct items, groups_fields);
#undef BODY

static bool
group_all(struct call *c)
{
    struct project_groups g;
    struct project p;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !group_list(c->db, c->arena, c->pool, c->arg[1], &g, &c->err))
        return false;
    struct group_body *it = arena_array(c->arena, struct group_body, g.n + 1);
    for (size_t i = 0; i < g.n; i++)
        it[i] = (struct group_body){g.list[i].group, g.list[i].name,    g.list[i].unit,
                                    g.list[i].class, g.list[i].ceiling, g.list[i].previous_highest};
    return reply_page(c, it, g.n, g.n, NULL, 0);
}

static bool
group_set(struct call *c)
{
    const struct group_body *in = c->in;
    const struct project_group g = {c->arg[2], in->name,    in->unit,
                                    in->class, in->ceiling, in->previous_highest};
    struct project p;
    enum put how;
    return project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) &&
           project_may(c->db, c->arena, c->pool, c->arg[1], ACT_EDIT, c->today, &c->err) &&
           group_put(c->db, c->arena, c->pool, c->arg[1], &g, &how, &c->err) && reply_done(c, how);
}

/* --- announced days --- */

struct span {
    enum phase phase;
    date from, to;
    const char *document;
};
#define BODY                                                                                       \
    F_DATE(struct span, "from", from, 0), F_DATE(struct span, "to", to, 0),                        \
        F_TEXT(struct span, "document", document, 200, FIELD_OPT)
static const struct field span_in_fields[] = {BODY};
static const struct shape span_in_shape = SHAPE("PhaseDays", struct span, span_in_fields);
static const struct field span_fields[] = {
    F_ENUM(struct span, "phase", phase, phase_names, PHASES, 0), BODY};
static const struct shape span_shape = SHAPE("Phase", struct span, span_fields);
static const struct field spans_fields[] = {
    F_LIST(struct items, "items", items, &span_shape, 0, PHASES, 0)};
static const struct shape spans_shape = SHAPE("Phases", struct items, spans_fields);
#undef BODY

static bool
phase_find(const char *name, enum phase *out)
{
    for (int i = 0; i < PHASES; i++)
        if (strcmp(phase_names[i], name) == 0) {
            *out = (enum phase)i;
            return true;
        }
    return false;
}

static bool
span_all(struct call *c)
{
    struct rows r;
    struct project p;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !db_run(c->db, &q_phase_each, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1])))
        return false;
    struct span *it = arena_array(c->arena, struct span, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        it[i] = (struct span){.from = day_of(row_text(&r, i, 1)),
                              .to = day_of(row_text(&r, i, 2)),
                              .document = row_text(&r, i, 3)};
        (void)phase_find(row_text(&r, i, 0), &it[i].phase);
    }
    return reply_page(c, it, r.n, r.n, NULL, 0);
}

/* The days of a phase may be set until it has passed. */
static bool
span_set(struct call *c)
{
    const struct span *in = c->in;
    enum phase phase;
    struct project p;
    struct life l;
    enum put how;
    if (!phase_find(c->arg[2], &phase))
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !life_get(c->db, c->arena, c->pool, c->arg[1], &l, &c->err))
        return false;
    if (l.copy || (l.kept && phase < l.phase))
        return err_set(&c->err, ERR_CONFLICT, l.copy ? M_ROUTE_COPY : M_ROUTE_PHASE_PASSED,
                       {c->arg[1], c->arg[2]}, .field = "phase");
    return phase_put(c->db, c->arena, c->pool, c->arg[1], phase, in->from, in->to, in->document,
                     &how, &c->err) &&
           reply_done(c, how);
}

struct event {
    date on;
    const char *phase, *came, *reason, *who;
};
static const struct field event_fields[] = {
    F_DATE(struct event, "on", on, 0),
    F_TEXT(struct event, "phase", phase, 20, 0),
    F_TEXT(struct event, "came", came, 20, FIELD_OPT),
    F_TEXT(struct event, "reason", reason, 1000, FIELD_OPT),
    F_TEXT(struct event, "who", who, 128, FIELD_OPT),
};
static const struct shape event_shape = SHAPE("ProjectEvent", struct event, event_fields);
static const struct field events_fields[] = {LIST_OF(event_shape)};
static const struct shape events_shape = SHAPE("ProjectEvents", struct items, events_fields);

static bool
event_all(struct call *c)
{
    struct project_events v;
    struct project p;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_history(c->db, c->arena, c->pool, c->arg[1], &v, &c->err))
        return false;
    struct event *it = arena_array(c->arena, struct event, v.n + 1);
    for (size_t i = 0; i < v.n; i++)
        it[i] = (struct event){v.list[i].on, phase_names[v.list[i].phase],
                               v.list[i].came < 0 ? "" : phase_names[v.list[i].came],
                               v.list[i].reason, v.list[i].who};
    return reply_page(c, it, v.n, v.n, NULL, 0);
}

/* --- members and copies --- */

struct member_body {
    int64_t member;
    const char *name;
    date joined;
};
static const struct field member_in_fields[] = {F_POOL(struct member_body, "member", member, 0)};
static const struct shape member_in_shape =
    SHAPE("MemberNew", struct member_body, member_in_fields);
static const struct field member_fields[] = {
    F_POOL(struct member_body, "member", member, 0),
    F_TEXT(struct member_body, "name", name, 200, FIELD_OPT),
    F_DATE(struct member_body, "joined", joined, 0),
};
static const struct shape member_shape = SHAPE("Member", struct member_body, member_fields);
static const struct field members_fields[] = {LIST_OF(member_shape)};
static const struct shape members_shape = SHAPE("Members", struct items, members_fields);
struct home_body {
    int64_t home;
};
static const struct field home_fields[] = {F_POOL(struct home_body, "home", home, 0)};
static const struct shape home_shape = SHAPE("Home", struct home_body, home_fields);

static bool
member_all(struct call *c)
{
    struct members m;
    struct project p;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !member_list(c->db, c->arena, c->pool, c->arg[1], &m, &c->err))
        return false;
    struct member_body *it = arena_array(c->arena, struct member_body, m.n + 1);
    for (size_t i = 0; i < m.n; i++)
        it[i] = (struct member_body){m.list[i].pool, m.list[i].name, m.list[i].joined};
    return reply_page(c, it, m.n, m.n, NULL, 0);
}

static bool
member_new(struct call *c)
{
    const struct member_body *in = c->in;
    enum put how;
    return member_put(c->db, c->arena, c->pool, c->arg[1], in->member, c->today, &how, &c->err) &&
           reply_done(c, how);
}

static bool
copy_pull(struct call *c)
{
    const struct home_body *in = c->in;
    enum put how;
    return pull_project(c->db, c->arena, c->pool, in->home, c->arg[1], c->today, c->who.user, &how,
                        &c->err) &&
           reply_done(c, how);
}

/* --- participants --- */

struct part_body {
    const char *institution, *duty, *reason;
    bool takes_part;
    date joined_on;
};
static const struct field part_in_fields[] = {
    F_BOOL(struct part_body, "takes_part", takes_part, 0),
    F_TEXT(struct part_body, "reason", reason, 500, FIELD_OPT),
    F_DATE(struct part_body, "joined_on", joined_on, FIELD_OPT),
};
static const struct shape part_in_shape =
    SHAPE("ParticipationBody", struct part_body, part_in_fields);
static const struct field part_fields[] = {
    F_TEXT(struct part_body, "institution", institution, 64, 0),
    F_BOOL(struct part_body, "takes_part", takes_part, 0),
    F_TEXT(struct part_body, "duty", duty, 20, 0),
    F_TEXT(struct part_body, "reason", reason, 500, FIELD_OPT),
    F_DATE(struct part_body, "joined_on", joined_on, FIELD_OPT),
};
static const struct shape part_shape = SHAPE("Participation", struct part_body, part_fields);
static const struct field parts_fields[] = {LIST_OF(part_shape), NEXT};
static const struct shape parts_shape = SHAPE("Participants", struct items, parts_fields);

static bool
part_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_participation_page, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(after[0]), v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct part_body *it = arena_array(c->arena, struct part_body, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct part_body){row_text(&r, i, 0), row_text(&r, i, 2), row_text(&r, i, 3),
                                   row_int(&r, i, 1) == 1, day_of(row_text(&r, i, 4))};
    return reply_page(c, it, r.n, n, n > 0 ? &it[n - 1].institution : NULL, 1);
}

static bool
part_set(struct call *c)
{
    const struct part_body *in = c->in;
    struct project p;
    struct policy *pack;
    struct institution i;
    enum put how;
    if (!project_get(c->db, c->arena, c->pool, c->arg[1], &p, &c->err) ||
        !project_may(c->db, c->arena, c->pool, c->arg[1], ACT_JOIN, c->today, &c->err) ||
        !project_pack(&p, c->arena, &pack, &c->err) ||
        !institution_on(c->db, c->arena, c->arg[2], p.executed_on, &i, &c->err))
        return false;
    if (i.pool != c->pool || !institution_under(&i, c->who.region))
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    const struct participation row = {c->arg[2], in->takes_part, duty_of(pack, i.kind, p.goods),
                                      in->reason, in->joined_on};
    return participation_put(c->db, c->arena, c->pool, c->arg[1], &row, &how, &c->err) &&
           reply_done(c, how);
}

#define P "/v1/pools/:pool/projects"
/* clang-format off: one route a line */
#define GET_(id_, path_, where_, query_, out_, do_, say_, page_)                                   \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = ROLES_ANY, .where = (where_),      \
        .scope = SCOPE_POOL, .query = (query_), .out = &(out_), .handle = (do_), .page = (page_),  \
        .summary = (say_)                                                                          \
    }
#define PUT_(id_, path_, roles_, flags_, in_, out_, do_, say_, page_)                              \
    {                                                                                              \
        .id = (id_), .method = "PUT", .path = (path_), .roles = (roles_), .where = WRITE,          \
        .scope = SCOPE_POOL, .flags = (flags_), .in = &(in_), .out = &(out_), .handle = (do_),     \
        .page = (page_), .summary = (say_)                                                         \
    }
#define POST_(id_, path_, in_, out_, do_, say_, page_)                                             \
    {                                                                                              \
        .id = (id_), .method = "POST", .path = (path_), .roles = AS_RUNS, .where = WRITE,          \
        .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &(in_), .out = &(out_),                 \
        .handle = (do_), .page = (page_), .summary = (say_)                                        \
    }
/* clang-format on */
static const struct route table[] = {
    GET_("project.list", P, INLINE, &page_shape, items_shape, project_page, M_R_PROJECT_LIST,
         "projects"),
    {.id = "project.create",
     .page = "projects",
     .method = "POST",
     .path = P,
     .roles = AS_RUNS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &in_shape,
     .out = &out_shape,
     .handle = project_new,
     .summary = M_R_PROJECT_CREATE,
     .body_max = PROJECT_RULES_MAX},
    GET_("project.show", P "/:project", INLINE, NULL, out_shape, project_show, M_R_PROJECT_SHOW,
         "project"),
    {.id = "project.change",
     .page = "project",
     .method = "PUT",
     .path = P "/:project",
     .roles = AS_RUNS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_MATCH,
     .in = &change_shape,
     .out = &out_shape,
     .handle = project_change,
     .summary = M_R_PROJECT_CHANGE,
     .body_max = PROJECT_RULES_MAX},
    GET_("project.groups", P "/:project/groups", READ, NULL, groups_shape, group_all,
         M_R_PROJECT_GROUPS, "project"),
    PUT_("project.group", P "/:project/groups/:group", AS_RUNS, ROUTE_CREATES, group_in_shape,
         done_shape, group_set, M_R_PROJECT_GROUP, "project"),
    GET_("project.phases", P "/:project/phases", INLINE, NULL, spans_shape, span_all,
         M_R_PROJECT_PHASES, "project"),
    PUT_("project.phase", P "/:project/phases/:phase", AS_RUNS, ROUTE_CREATES, span_in_shape,
         done_shape, span_set, M_R_PROJECT_PHASE, "project"),
    GET_("project.events", P "/:project/events", INLINE, NULL, events_shape, event_all,
         M_R_PROJECT_EVENTS, "project"),
    GET_("project.members", P "/:project/members", INLINE, NULL, members_shape, member_all,
         M_R_PROJECT_MEMBERS, "project-participants"),
    POST_("project.join", P "/:project/members", member_in_shape, done_shape, member_new,
          M_R_PROJECT_JOIN, "project-participants"),
    POST_("project.copy", P "/:project/copy", home_shape, done_shape, copy_pull, M_R_PROJECT_COPY,
          "project"),
    GET_("project.participants", P "/:project/participants", READ, &page_shape, parts_shape,
         part_page, M_R_PROJECT_PARTICIPANTS, "project-participants"),
    PUT_("project.participant", P "/:project/participants/:institution", AS_RUNS | AS_COUNTY,
         ROUTE_CREATES, part_in_shape, done_shape, part_set, M_R_PROJECT_PARTICIPANT,
         "project-participants"),
};
const struct routes project_routes = ROUTES(table);
