/* routes_region.c - divisions, management zones and pooling regions, for everybody. */
#include <string.h>

#include "access/role.h"
#include "registry/query.h"
#include "registry/region.h"
#include "registry/routes.h"
#include "words/route_registry.h"

enum { POOLS_SHOWN = 1000, OVERLAPS = 1000 };

static const char *const region_kinds[] = {"province", "city", "county", "zone"};
struct region_row {
    const char *region, *name, *parent;
    int kind;
    struct list overlaps; /* of a zone: the divisions on whose land it lies */
};
#define R struct region_row
static const struct field region_fields[] = {
    F_TEXT(R, "region", region, 20, 0),
    F_TEXT(R, "name", name, 200, 0),
    F_TEXT(R, "parent", parent, 20, FIELD_OPT),
    F_ENUM(R, "kind", kind, region_kinds, 4, 0),
    F_LIST(R, "overlaps", overlaps, &shape_code, 0, OVERLAPS, FIELD_OPT),
};
#undef R
static const struct shape region_shape = SHAPE("Region", struct region_row, region_fields);
struct region_list {
    struct list items;
    const char *next;
};
static const struct field regions_fields[] = {
    F_LIST(struct region_list, "items", items, &region_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct region_list, "next", next, 512, FIELD_OPT),
};
static const struct shape regions_shape = SHAPE("Regions", struct region_list, regions_fields);
struct region_query {
    struct page page;
    const char *parent;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct region_query, page),
    F_TEXT(struct region_query, "parent", parent, 20, FIELD_OPT),
};
static const struct shape query_shape = SHAPE(NULL, struct region_query, query_fields);

/* Both in the order of the code. */
static void
lay_over(struct call *c, struct region_row row[], size_t n, const struct rows *over)
{
    for (size_t i = 0, k = 0; i < n; i++) {
        const char **at = arena_array(c->arena, const char *, over->n + 1);
        size_t found = 0;
        while (k < over->n && strcmp(row_text(over, k, 0), row[i].region) < 0)
            k++;
        for (; k < over->n && strcmp(row_text(over, k, 0), row[i].region) == 0; k++)
            at[found++] = row_text(over, k, 1);
        row[i].overlaps = (struct list){at, found};
    }
}

static bool
region_page(struct call *c)
{
    const struct region_query *q = c->query;
    struct region_list *out = arena_alloc(c->arena, sizeof(*out));
    const char *after[1], *last = "";
    struct rows r, over;
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_region_page, c->arena, &r, &c->err, v_text(after[0]), v_text(q->parent),
                v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct region_row *row = arena_array(c->arena, struct region_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        row[i] = (struct region_row){
            .region = row_text(&r, i, 0), .name = row_text(&r, i, 1), .parent = row_text(&r, i, 2)};
        for (int k = 0; k < 4; k++)
            if (strcmp(region_kinds[k], row_text(&r, i, 3)) == 0)
                row[i].kind = k;
        last = row[i].region;
    }
    if (!db_run(c->db, &q_region_overlaps, c->arena, &over, &c->err,
                v_text(n > 0 ? row[0].region : ""), v_text(last)))
        return false;
    lay_over(c, row, n, &over);
    *out = (struct region_list){{row, n}, r.n > n ? page_next(c, 1, &last) : ""};
    return reply(c, 200, out);
}

static const char *const pool_kinds[] = {"whole", "direct", "city"};
struct pool_row {
    int64_t pool;
    const char *region, *name, *pack;
    int kind;
};
#define P struct pool_row
static const struct field pool_fields[] = {
    F_POOL(P, "pool", pool, 0),
    F_TEXT(P, "region", region, 20, 0),
    F_TEXT(P, "name", name, 200, 0),
    F_ENUM(P, "kind", kind, pool_kinds, 3, 0),
    F_TEXT(P, "pack", pack, 40, FIELD_OPT),
};
#undef P
static const struct shape pool_shape = SHAPE("PoolingRegion", struct pool_row, pool_fields);
static const struct field pools_fields[] = {
    F_LIST(struct region_list, "items", items, &pool_shape, 0, POOLS_SHOWN, 0)};
static const struct shape pools_shape = SHAPE("PoolingRegions", struct region_list, pools_fields);
struct day_query {
    date on;
};
static const struct field day_fields[] = {F_DATE(struct day_query, "on", on, FIELD_OPT)};
static const struct shape day_shape = SHAPE(NULL, struct day_query, day_fields);

/* On a day: today when none is asked for. */
static bool
pool_all(struct call *c)
{
    const struct day_query *q = c->query;
    struct region_list *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_pool_packs, c->arena, &r, &c->err,
                v_date(c->arena, q->on.day != 0 ? q->on : c->today)))
        return false;
    size_t n = r.n < POOLS_SHOWN ? r.n : POOLS_SHOWN;
    struct pool_row *row = arena_array(c->arena, struct pool_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        row[i] = (struct pool_row){.pool = row_int(&r, i, 0),
                                   .region = row_text(&r, i, 1),
                                   .name = row_text(&r, i, 2),
                                   .pack = row_text(&r, i, 4)};
        for (int k = 0; k < 3; k++)
            if (strcmp(pool_kinds[k], row_text(&r, i, 3)) == 0)
                row[i].kind = k;
    }
    *out = (struct region_list){{row, n}, ""};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "region.list", .method = "GET", .path = "/v1/regions", .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .query = &query_shape, .out = &regions_shape,
     .handle = region_page, .page = "regions", .summary = M_R_REGION_LIST},
    {.id = "region.pools", .method = "GET", .path = "/v1/regions/pools", .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .query = &day_shape, .out = &pools_shape,
     .handle = pool_all, .page = "regions", .summary = M_R_REGION_POOLS},
};
/* clang-format on */
const struct routes region_routes = ROUTES(table);
