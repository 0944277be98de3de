/* routes_standard.c - payment standards over HTTP (E5): of a day, as everybody may read them, and
 * set again when another year of a dear drug's steps begins. */
#include "access/role.h"
#include "listing/routes.h"
#include "listing/standard.h"
#include "words/routes.h"

#define S struct standard_row
static const struct field standard_fields[] = {
    F_TEXT(S, "name", name, 200, FIELD_BLANK), /* generic name, or class */
    F_TEXT(S, "strength", strength, 200, FIELD_BLANK),
    F_TEXT(S, "product", product, 64, 0),
    F_TEXT(S, "evaluation", evaluation, 16, FIELD_BLANK),
    F_BOOL(S, "selected", selected, 0),
    F_MONEY(S, "listed", listed, 0),
    F_MONEY(S, "standard", standard, 0),
    F_TEXT(S, "verdict", verdict, 32, 0),
};
#undef S
static const struct shape standard_shape =
    SHAPE("PaymentStandard", struct standard_row, standard_fields);

struct standards_out {
    date on;
    struct list items;
    int64_t more; /* not shown: ask by name */
};
static const struct field standards_fields[] = {
    F_DATE(struct standards_out, "on", on, 0),
    F_LIST(struct standards_out, "items", items, &standard_shape, 0, SHAPE_LIST_MAX, 0),
    F_INT(struct standards_out, "more", more, 0, INT64_MAX, 0),
};
static const struct shape standards_shape =
    SHAPE("PaymentStandards", struct standards_out, standards_fields);

struct standards_query {
    const char *name;
    date on;
    bool has_on;
};
static const struct field query_fields[] = {
    F_TEXT(struct standards_query, "name", name, 200, FIELD_OPT),
    F_DATE(struct standards_query, "on", on, HAS(struct standards_query, has_on)),
};
static const struct shape query_shape =
    SHAPE("PaymentStandardsOf", struct standards_query, query_fields);

static bool
standards_get(struct call *c)
{
    const struct standards_query *q = c->query;
    struct standards_out *out = arena_alloc(c->arena, sizeof(*out));
    struct standard_row *list;
    size_t n;
    date on = q->has_on ? q->on : c->today;
    if (!standard_list(c->db, c->arena, c->pool, on, q->name, &list, &n, &c->err))
        return false;
    size_t shown = n < SHAPE_LIST_MAX ? n : SHAPE_LIST_MAX;
    *out = (struct standards_out){on, {list, shown}, (int64_t)(n - shown)};
    return reply(c, 200, out);
}

enum { STEP_YEARS_MAX = 20 };
struct set_in {
    int64_t year;
};
static const struct field set_in_fields[] = {
    F_INT(struct set_in, "year", year, 1, STEP_YEARS_MAX, 0)};
static const struct shape set_in_shape = SHAPE("PaymentStandardsIn", struct set_in, set_in_fields);

#define S struct set_standards
static const struct field set_fields[] = {
    F_INT(S, "new", fresh, 0, INT64_MAX, 0),
    F_INT(S, "same", same, 0, INT64_MAX, 0),
    F_INT(S, "changed", changed, 0, INT64_MAX, 0),
    F_INT(S, "without_standard", none, 0, INT64_MAX, 0),
    F_BOOL(S, "no_rule", no_rule, 0), /* the pack has no payment standard: nothing was set */
};
#undef S
static const struct shape set_shape =
    SHAPE("PaymentStandardsSet", struct set_standards, set_fields);

static bool
standards_set(struct call *c)
{
    const struct set_in *in = c->in;
    struct set_standards *out = arena_alloc(c->arena, sizeof(*out));
    *out = (struct set_standards){.pool = c->pool, .on = c->today, .year = in->year};
    return set_standards(c->db, out, &c->err) && reply(c, 200, out);
}

#define STANDARDS "/v1/pools/:pool/payment-standards"
/* clang-format off */
static const struct route routes[] = {
    {.id = "standard.list", .method = "GET", .path = STANDARDS, .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .query = &query_shape, .out = &standards_shape,
     .handle = standards_get, .page = "payment-standards", .summary = M_ROUTE_STANDARDS},
    {.id = "standard.set", .method = "POST", .path = STANDARDS, .roles = AS_PROVINCE | AS_CITY,
     .where = WRITE, .scope = SCOPE_POOL, .in = &set_in_shape, .out = &set_shape,
     .handle = standards_set, .page = "payment-standards", .summary = M_ROUTE_STANDARDS_SET},
};
/* clang-format on */
const struct routes standard_routes = ROUTES(routes);
