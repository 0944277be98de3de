/* routes_service.c - accompanying service and the selection of who delivers, over HTTP (F2, K4). */
#include <string.h>

#include "access/sight.h"
#include "agreement/query.h"
#include "agreement/routes.h"
#include "agreement/selection.h"
#include "agreement/service.h"
#include "words/route_agreement.h"

#define P "/v1/pools/:pool/projects/:project"
enum { RUNS = AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_PLATFORM };

/* --- who serves --- */

struct provider_in {
    enum distribution_state state;
};
static const struct field provider_in_fields[] = {
    F_ENUM(struct provider_in, "state", state, distribution_state_names, DISTRIBUTION_STATES, 0)};
static const struct shape provider_in_shape =
    SHAPE("ServiceProviderIn", struct provider_in, provider_in_fields);
struct done_out {
    const char *how;
};
static const struct field done_fields[] = {F_TEXT(struct done_out, "how", how, 10, 0)};
static const struct shape done_shape = SHAPE("ServiceDone", struct done_out, done_fields);

/* A registrant names whom it wants for its own; the office agrees, refuses or ends it. */
static bool
may_name(struct call *c, const struct provider_in *in)
{
    struct rows r;
    if ((c->who.roles & (uint64_t)RUNS) != 0)
        return true;
    if (!db_run(c->db, &q_winner_company, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(c->arg[2])))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 0), c->who.org) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_DISTRIBUTION_OTHER, {c->arg[2]});
    return in->state == DISTRIBUTION_SUBMITTED ||
           err_set(&c->err, ERR_DENIED, M_DISTRIBUTION_OFFICE, {c->arg[2]});
}

static bool
provider_set(struct call *c)
{
    const struct provider_in *in = c->in;
    struct done_out *out = arena_alloc(c->arena, sizeof(*out));
    enum put how;
    if (!may_name(c, in) || !provider_put(c->db, c->arena, c->pool, c->arg[1], c->arg[2], c->arg[3],
                                          in->state, c->today, &how, &c->err))
        return false;
    out->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

struct gap_out {
    const char *product, *company;
    int64_t providers;
    struct list uncovered;
};
static const struct field gap_fields[] = {
    F_TEXT(struct gap_out, "product", product, 64, 0),
    F_TEXT(struct gap_out, "company", company, 64, 0),
    F_INT(struct gap_out, "providers", providers, 0, INT32_MAX, 0),
    F_LIST(struct gap_out, "uncovered", uncovered, &shape_code, 0, INT32_MAX, 0),
};
static const struct shape gap_shape = SHAPE("ServiceGap", struct gap_out, gap_fields);
struct cover_out {
    int64_t products, covered, institutions;
    bool needed;
    struct list gaps;
};
static const struct field cover_fields[] = {
    F_INT(struct cover_out, "products", products, 0, INT32_MAX, 0),
    F_INT(struct cover_out, "covered", covered, 0, INT32_MAX, 0),
    F_INT(struct cover_out, "institutions", institutions, 0, INT32_MAX, 0),
    F_BOOL(struct cover_out, "needed", needed, 0), /* the pack asks for it */
    F_LIST(struct cover_out, "gaps", gaps, &gap_shape, 0, INT32_MAX, 0),
};
static const struct shape cover_shape = SHAPE("ServiceCoverage", struct cover_out, cover_fields);

static bool
coverage_get(struct call *c)
{
    struct cover_out *out = arena_alloc(c->arena, sizeof(*out));
    struct service_cover s;
    if (!service_coverage(c->db, c->arena, c->pool, c->arg[1], c->today, &s, &c->err))
        return false;
    struct gap_out *gap = arena_array(c->arena, struct gap_out, s.gaps + 1);
    for (size_t i = 0; i < s.gaps; i++)
        gap[i] = (struct gap_out){s.gap[i].product,
                                  s.gap[i].company,
                                  s.gap[i].providers,
                                  {s.gap[i].uncovered, s.gap[i].uncovered_n}};
    *out = (struct cover_out){s.products, s.covered, s.institutions, !s.no_rule, {gap, s.gaps}};
    return reply(c, 200, out);
}

/* --- selections --- */

struct selection_in {
    const char *distributor, *record, *reason;
    date on;
};
static const struct field selection_in_fields[] = {
    F_TEXT(struct selection_in, "distributor", distributor, 64, 0),
    F_TEXT(struct selection_in, "record", record, 200, 0),
    F_TEXT(struct selection_in, "reason", reason, 1000, 0),
    F_DATE(struct selection_in, "on", on, 0),
};
static const struct shape selection_in_shape =
    SHAPE("DeliverySelectionIn", struct selection_in, selection_in_fields);

static bool
selection_post(struct call *c)
{
    const struct selection_in *in = c->in;
    struct done_out *out = arena_alloc(c->arena, sizeof(*out));
    const struct selection s = {.institution = c->who.org,
                                .product = c->arg[2],
                                .distributor = in->distributor,
                                .record = in->record,
                                .reason = in->reason,
                                .who = c->who.user,
                                .on = in->on};
    enum put how;
    if (!selection_put(c->db, c->arena, c->pool, c->arg[1], &s, c->today, &how, &c->err))
        return false;
    out->how = put_name(how);
    return reply(c, how == PUT_SAME ? 200 : 201, out);
}

#define S struct selection_row
static const struct field selection_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_TEXT(S, "product", product, 64, 0),
    F_INT(S, "seq", seq, 1, INT32_MAX, 0),
    F_TEXT(S, "distributor", distributor, 64, 0),
    F_TEXT(S, "candidates", candidates, 100000, FIELD_BLANK),
    F_TEXT(S, "record", record, 200, 0),
    F_TEXT(S, "reason", reason, 1000, 0),
    F_DATE(S, "on", on, 0),
    F_TEXT(S, "who", who, 64, FIELD_BLANK),
};
#undef S
static const struct shape selection_shape =
    SHAPE("DeliverySelection", struct selection_row, selection_fields);
struct selections_out {
    struct list items;
};
static const struct field selections_fields[] = {
    F_LIST(struct selections_out, "items", items, &selection_shape, 0, SELECTIONS_MAX, 0)};
static const struct shape selections_shape =
    SHAPE("DeliverySelections", struct selections_out, selections_fields);

static bool
selections_get(struct call *c)
{
    struct selections_out *out = arena_alloc(c->arena, sizeof(*out));
    enum org_kind kind = ORG_OPERATOR;
    struct selection_row *list;
    struct sight s;
    size_t n;
    (void)org_kind_parse(&kind, c->who.org_kind);
    sight_make(kind, c->who.org, c->who.region, &s);
    if (!selection_list(c->db, c->arena, c->pool, c->arg[1], s.institution, s.lo, s.hi, &list, &n,
                        &c->err))
        return false;
    out->items = (struct list){list, n};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "service_provider.set", .method = "PUT",
     .path = P "/service-providers/:product/:provider", .roles = RUNS | AS_REGISTRANT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &provider_in_shape, .out = &done_shape, .handle = provider_set,
     .page = "project-coverage", .summary = M_R_PROVIDER},
    {.id = "service_provider.coverage", .method = "GET", .path = P "/service-coverage",
     .roles = RUNS | AS_MONITOR | AS_AUDITOR, .where = READ, .scope = SCOPE_POOL,
     .out = &cover_shape, .handle = coverage_get,
     .page = "project-coverage", .summary = M_R_SERVICE_COVERAGE},
    {.id = "delivery_selection.make", .method = "POST",
     .path = P "/delivery-choices/:product/selections", .roles = AS_HOSPITAL,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &selection_in_shape, .out = &done_shape, .handle = selection_post,
     .page = "project-coverage", .summary = M_R_SELECTION},
    {.id = "delivery_selection.list", .method = "GET", .path = P "/delivery-selections",
     .roles = AS_HOSPITAL | AS_OFFICE | AS_REGULATOR | AS_AUDITOR, .where = READ,
     .scope = SCOPE_POOL, .out = &selections_shape, .handle = selections_get,
     .page = "project-coverage", .summary = M_R_SELECTIONS},
};
/* clang-format on */
const struct routes service_routes = ROUTES(table);
