/* routes_delivery.c - who was named to deliver what, and how far that reaches, county by county
 * (F2). An office sees all, a registrant its own products, a distributor where it was named. */
#include <string.h>

#include "agreement/delivery.h"
#include "agreement/distribution.h"
#include "agreement/query.h"
#include "agreement/routes.h"
#include "http/rows.h"
#include "registry/put.h"
#include "registry/region.h"
#include "words/route_agreement.h"

#define P "/v1/pools/:pool/projects/:project"
enum { CODE = 64, READERS = AS_OFFICE | AS_REGULATOR | AS_AUDITOR };

static const char *
own(const struct call *c)
{
    return (c->who.roles & (uint64_t)AS_COMPANY) != 0 ? c->who.org : "";
}

/* --- relations --- */

struct relation {
    const char *product, *distributor, *product_name, *company, *distributor_name, *reason;
    int state;
    date on;
};
#define S struct relation
static const struct field relation_fields[] = {
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "distributor", distributor, CODE, 0),
    F_TEXT(S, "product_name", product_name, 400, FIELD_BLANK),
    F_TEXT(S, "company", company, CODE, FIELD_BLANK),
    F_TEXT(S, "distributor_name", distributor_name, 400, FIELD_BLANK),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
    F_ENUM(S, "state", state, distribution_state_names, DISTRIBUTION_STATES, 0),
    F_DATE(S, "on", on, 0),
};
#undef S
static const struct shape relation_shape = SHAPE("Distribution", struct relation, relation_fields);
static const struct field relations_fields[] = ROWS_FIELDS(&relation_shape);
static const struct shape relations_shape =
    SHAPE("Distributions", struct rows_out, relations_fields);

struct relations_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field relations_query_fields[] = {
    PAGE_FIELDS(struct relations_query, page),
    F_ENUM(struct relations_query, "state", state, distribution_state_names, DISTRIBUTION_STATES,
           HAS(struct relations_query, has_state)),
};
static const struct shape relations_query_shape =
    SHAPE("DistributionSearch", struct relations_query, relations_query_fields);

static bool
relations_get(struct call *c)
{
    static const struct rows_page list = {&q_distribution_list, &relation_shape, 2};
    const struct relations_query *q = c->query;
    return reply_named_rows(
        c, &list, &q->page,
        (const struct val[]){v_int(c->pool), v_text(c->arg[1]), v_text(own(c)),
                             v_text(q->has_state ? distribution_state_names[q->state] : ""),
                             v_date(c->arena, c->today)},
        5);
}

/* --- the map --- */

struct map_query {
    const char *product;
};
static const struct field map_query_fields[] = {
    F_TEXT(struct map_query, "product", product, CODE, FIELD_OPT)};
static const struct shape map_query_shape =
    SHAPE("DeliveryMapSearch", struct map_query, map_query_fields);

struct region_out {
    const char *region, *name;
    int64_t institutions, distributors, pairs, served;
    ratio share;
};
#define S struct region_out
static const struct field region_fields[] = {
    F_TEXT(S, "region", region, CODE, 0),
    F_TEXT(S, "name", name, 400, FIELD_BLANK),
    F_INT(S, "institutions", institutions, 0, INT32_MAX, 0),
    F_INT(S, "distributors", distributors, 0, INT32_MAX, 0),
    F_INT(S, "pairs", pairs, 0, INT64_MAX, 0),
    F_INT(S, "served", served, 0, INT64_MAX, 0),
    F_RATIO(S, "share", share, 0),
};
#undef S
static const struct shape region_shape = SHAPE("DeliveryRegion", struct region_out, region_fields);
#define S struct delivery_gap
static const struct field gap_fields[] = {
    F_TEXT(S, "institution", institution, CODE, 0),
    F_TEXT(S, "region", region, CODE, FIELD_BLANK),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "company", company, CODE, 0),
};
#undef S
static const struct shape gap_shape = SHAPE("DeliveryGap", struct delivery_gap, gap_fields);
struct map_out {
    struct list items, gaps;
};
static const struct field map_fields[] = {
    F_LIST(struct map_out, "items", items, &region_shape, 0, INT32_MAX, 0),
    F_LIST(struct map_out, "gaps", gaps, &gap_shape, 0, DELIVERY_GAPS_MAX, 0),
};
static const struct shape map_shape = SHAPE("DeliveryMap", struct map_out, map_fields);

static bool
map_get(struct call *c)
{
    const struct map_query *q = c->query;
    const struct delivery_asked asked = {.pool = c->pool,
                                         .project = c->arg[1],
                                         .company = own(c),
                                         .product = q->product,
                                         .on = c->today};
    struct map_out *out = arena_alloc(c->arena, sizeof(*out));
    struct delivery_map map;
    if (!delivery_map(c->db, c->arena, &asked, &map, &c->err))
        return false;
    struct region_out *at = arena_array(c->arena, struct region_out, map.regions + 1);
    for (size_t i = 0; i < map.regions; i++) {
        const struct delivery_region *r = &map.region[i];
        at[i] = (struct region_out){.region = r->region,
                                    .institutions = r->institutions,
                                    .distributors = r->distributors,
                                    .pairs = r->pairs,
                                    .served = r->served};
        if (r->pairs > 0)
            at[i].share.ppm = r->served * RATIO_ONE / r->pairs;
        if (!region_name(c->db, c->arena, r->region, &at[i].name, &c->err))
            return false;
    }
    *out = (struct map_out){{at, map.regions}, {map.gap, map.gaps}};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "distribution.list", .method = "GET", .path = P "/distributions",
     .roles = READERS | AS_REGISTRANT | AS_DISTRIBUTOR, .where = READ, .scope = SCOPE_POOL,
     .query = &relations_query_shape, .out = &relations_shape, .handle = relations_get,
     .page = "project-coverage", .summary = M_R_DISTRIBUTIONS},
    {.id = "distribution.map", .method = "GET", .path = P "/distribution-map",
     .roles = READERS | AS_REGISTRANT, .where = READ, .scope = SCOPE_POOL,
     .query = &map_query_shape, .out = &map_shape, .handle = map_get,
     .page = "project-coverage", .summary = M_R_DISTRIBUTION_MAP},
};
/* clang-format on */
const struct routes delivery_routes = ROUTES(table);
