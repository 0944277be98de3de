/* routes_way.c - ways of buying: those of the packs, those that were added, and a project's. */
#include "project/routes.h"
#include "project/way.h"
#include "words/route_project.h"

struct way_body {
    const char *way, *name, *document;
    bool open;
    int64_t least;
    date from;
};
#define S struct way_body
#define BODY                                                                                       \
    F_TEXT(S, "name", name, 100, 0), F_DATE(S, "from", from, 0), F_BOOL(S, "open", open, 0),       \
        F_INT(S, "least_institutions", least, 0, 100000, FIELD_OPT),                               \
        F_TEXT(S, "document", document, 500, 0)
static const struct field in_fields[] = {BODY};
static const struct shape in_shape = SHAPE("WayBody", S, in_fields);
static const struct field way_fields[] = {F_TEXT(S, "way", way, 64, 0), BODY};
static const struct shape way_shape = SHAPE("Way", S, way_fields);
#undef BODY
#undef S
struct ways {
    struct list items;
};
static const struct field ways_fields[] = {
    F_LIST(struct ways, "items", items, &way_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape ways_shape = SHAPE("Ways", struct ways, ways_fields);

static bool
way_all(struct call *c)
{
    struct added_ways w;
    struct ways *out = arena_array(c->arena, struct ways, 1);
    if (!way_list(c->db, c->arena, c->pool, c->today, &w, &c->err))
        return false;
    struct way_body *it = arena_array(c->arena, struct way_body, w.n + 1);
    for (size_t i = 0; i < w.n; i++)
        it[i] = (struct way_body){w.list[i].way,  w.list[i].name,  w.list[i].document,
                                  w.list[i].open, w.list[i].least, w.list[i].from};
    *out = (struct ways){{it, w.n}};
    return reply(c, 200, out);
}

static bool
way_add(struct call *c)
{
    const struct way_body *in = c->in;
    const struct added_way w = {c->arg[1], in->name, in->open, in->least, in->document, in->from};
    enum put how;
    return way_put(c->db, c->arena, c->pool, &w, &how, &c->err) && reply_done(c, how);
}

struct choice {
    const char *way;
};
static const struct field choice_fields[] = {F_TEXT(struct choice, "way", way, 64, 0)};
static const struct shape choice_shape = SHAPE("WayChoice", struct choice, choice_fields);

static bool
way_choose(struct call *c)
{
    const struct choice *in = c->in;
    enum put how;
    return choose_way(c->db, c->arena, c->pool, c->arg[1], in->way, c->today, &how, &c->err) &&
           reply_done(c, how);
}

static const struct route table[] = {
    {.id = "way.list",
     .method = "GET",
     .path = "/v1/pools/:pool/ways",
     .roles = ROLES_ANY,
     .where = INLINE,
     .scope = SCOPE_POOL,
     .out = &ways_shape,
     .handle = way_all,
     .page = "regions", .summary = M_R_WAY_LIST},
    {.id = "way.add",
     .method = "PUT",
     .path = "/v1/pools/:pool/ways/:way",
     .roles = AS_PROVINCE | AS_CITY,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &in_shape,
     .out = &done_shape,
     .handle = way_add,
     .page = "regions", .summary = M_R_WAY_ADD},
    {.id = "project.way",
     .method = "PUT",
     .path = "/v1/pools/:pool/projects/:project/way",
     .roles = AS_RUNS,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &choice_shape,
     .out = &done_shape,
     .handle = way_choose,
     .page = "project", .summary = M_R_PROJECT_WAY},
};
const struct routes way_routes = ROUTES(table);
