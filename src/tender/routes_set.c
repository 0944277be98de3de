/* routes_set.c - groups that are bought as systems over HTTP: what a set consists of, and what the
 * parts of selected sets cost. Bids come sealed, or as files (intake/kinds_set.c). */
#include <string.h>

#include "project/announcement.h"
#include "project/component.h"
#include "project/project.h"
#include "project/routes.h"
#include "tender/query.h"
#include "tender/routes.h"
#include "words/http.h"
#include "words/sets.h"

#define P "/v1/pools/:pool/projects/:project"
enum { PARTS_MAX = 100000 };

struct component_row {
    const char *component, *name, *class;
    int64_t per_set;
};
#define V struct component_row
#define BODY                                                                                       \
    F_TEXT(V, "name", name, 100, 0), F_TEXT(V, "class", class, 32, FIELD_OPT),                     \
        F_INT(V, "per_set", per_set, 1, SYSTEM_COUNT_MAX, 0)
static const struct field in_fields[] = {BODY};
static const struct field out_fields[] = {F_TEXT(V, "component", component, 32, 0), BODY};
#undef BODY
#undef V
static const struct shape in_shape = SHAPE("ComponentIn", struct component_row, in_fields);
static const struct shape out_shape = SHAPE("Component", struct component_row, out_fields);
struct items {
    struct list items;
};
static const struct field list_fields[] = {
    F_LIST(struct items, "items", items, &out_shape, 0, SYSTEM_PARTS_MAX, 0)};
static const struct shape list_shape = SHAPE("Components", struct items, list_fields);

static bool
component_all(struct call *c)
{
    struct items *out = arena_array(c->arena, struct items, 1);
    struct components all;
    if (!group_must(c->db, c->arena, c->pool, c->arg[1], c->arg[2], "group", &c->err) ||
        !component_list(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &all, &c->err))
        return false;
    struct component_row *row = arena_array(c->arena, struct component_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        row[i] = (struct component_row){all.list[i].code, all.list[i].name, all.list[i].class,
                                        all.list[i].per_set};
    out->items = (struct list){row, all.n};
    return reply(c, 200, out);
}

static bool
component_set(struct call *c)
{
    const struct component_row *in = c->in;
    const struct component m = {c->arg[3], in->name, in->class, in->per_set};
    enum put how;
    return component_put(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &m, &how, &c->err) &&
           tender_reply_done(c, how);
}

struct part_row {
    const char *group, *product, *component, *part;
    int64_t per_set;
    money price, with_service;
};
#define V struct part_row
static const struct field part_fields[] = {
    F_TEXT(V, "group", group, 64, 0),
    F_TEXT(V, "product", product, 64, 0),
    F_TEXT(V, "component", component, 32, 0),
    F_TEXT(V, "part", part, 64, 0),
    F_INT(V, "per_set", per_set, 1, SYSTEM_COUNT_MAX, 0),
    F_MONEY(V, "price", price, 0),
    F_MONEY(V, "with_service", with_service, FIELD_OPT),
};
#undef V
static const struct shape part_shape = SHAPE("AwardPart", struct part_row, part_fields);
static const struct field parts_fields[] = {
    F_LIST(struct items, "items", items, &part_shape, 0, PARTS_MAX, 0)};
static const struct shape parts_shape = SHAPE("AwardParts", struct items, parts_fields);

/* Offices at any time; everybody else from the public notice on. */
static bool
parts_open(struct call *c, bool *open)
{
    enum notice_state notice, result;
    if ((c->who.roles & (AS_OFFICE | AS_REGULATOR | AS_AUDITOR)) != 0) {
        *open = true;
        return true;
    }
    if (!notice_of(c->db, c->arena, c->pool, c->arg[1], ANNOUNCE_NOTICE, c->today, &notice,
                   &c->err) ||
        !notice_of(c->db, c->arena, c->pool, c->arg[1], ANNOUNCE_RESULT, c->today, &result,
                   &c->err))
        return false;
    *open = notice != NOTICE_NONE || result != NOTICE_NONE;
    return true;
}

static bool
part_all(struct call *c)
{
    struct items *out = arena_array(c->arena, struct items, 1);
    struct rows r;
    bool open;
    if (!parts_open(c, &open))
        return false;
    if (!open)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!db_run(c->db, &q_award_part_list, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1])))
        return false;
    size_t n = r.n < PARTS_MAX ? r.n : PARTS_MAX;
    struct part_row *row = arena_array(c->arena, struct part_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = (struct part_row){row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
                                   row_text(&r, i, 3), row_int(&r, i, 4),  {row_int(&r, i, 5)},
                                   {row_int(&r, i, 6)}};
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "component.list", .method = "GET", .path = P "/groups/:group/components",
     .roles = ROLES_ANY, .where = INLINE, .scope = SCOPE_POOL, .out = &list_shape,
     .handle = component_all, .page = "project-talks", .summary = M_R_COMPONENT_LIST},
    {.id = "component.set", .method = "PUT", .path = P "/groups/:group/components/:component",
     .roles = AS_RUNS, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &in_shape, .out = &tender_done_shape, .handle = component_set,
     .page = "project-talks", .summary = M_R_COMPONENT_SET},
    {.id = "award.parts", .method = "GET", .path = P "/award/parts", .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .out = &parts_shape, .handle = part_all,
     .page = "project-award", .summary = M_R_AWARD_PARTS},
};
/* clang-format on */
const struct routes set_routes = ROUTES(table);
