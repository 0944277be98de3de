/* routes_renewal.c - what follows a cycle over HTTP: points and proposal, decision, publication. */
#include <string.h>

#include "access/role.h"
#include "access/who.h"
#include "http/route.h"
#include "oversight/renewal.h"
#include "oversight/routes_renewal.h"
#include "words/renewal.h"

#define P "/v1/pools/:pool/projects/:project"
enum { REASON_LONG = 400, WINNERS_MAX = 1000, GROUPS = 20000 };
enum { DECIDES = AS_PROVINCE | AS_CITY | AS_ALLIANCE };
enum { SEES = AS_OFFICE | AS_REGULATOR | AS_AUDITOR };

struct score_row {
    const char *product, *company;
    int64_t agreed, ordered, accepted, returned, events, grade;
    int64_t quality, supply, credit, clinical, total;
    bool barred, keep, kept;
};
#define V struct score_row
#define N_(name, m) F_INT(V, name, m, 0, INT64_MAX, 0)
#define POINTS(name, m) F_INT(V, name, m, -1, 10000, 0)
static const struct field score_fields[] = {
    F_TEXT(V, "product", product, 64, 0),
    F_TEXT(V, "company", company, 64, 0),
    N_("agreed", agreed),
    N_("ordered", ordered),
    N_("accepted", accepted),
    N_("returned", returned),
    N_("quality_events", events),
    N_("credit_grade", grade),
    F_BOOL(V, "barred", barred, 0),
    POINTS("quality", quality), /* hundredths of a point; -1: cannot be told */
    POINTS("supply", supply),
    POINTS("credit", credit),
    POINTS("clinical", clinical),
    POINTS("total", total),
    F_BOOL(V, "proposed", keep, 0),
    F_BOOL(V, "kept", kept, 0),
};
#undef V
static const struct shape score_shape = SHAPE("RenewalScore", struct score_row, score_fields);

static const char *const proposal_names[RENEWAL_PROPOSALS] = {"changed", "nobody", "some", "all"};
struct renewal_row_out {
    const char *group, *computed_on, *ends_on, *reason, *next, *decided_on, *announcement;
    int64_t suppliers_then, suppliers_now;
    qty demand_then, demand_now;
    money price_then, price_now;
    bool changed;
    int proposal, decision;
    struct list scores;
};
#define V struct renewal_row_out
static const struct field renewal_fields[] = {
    F_TEXT(V, "group", group, 64, 0),
    F_TEXT(V, "computed_on", computed_on, 10, 0),
    F_TEXT(V, "old_price_until", ends_on, 10, 0),
    F_INT(V, "suppliers_then", suppliers_then, 0, INT64_MAX, 0),
    F_INT(V, "suppliers_now", suppliers_now, 0, INT64_MAX, 0),
    F_MONEY(V, "price_then", price_then, 0),
    F_MONEY(V, "price_now", price_now, 0),
    F_QTY(V, "demand_then", demand_then, 0),
    F_QTY(V, "demand_now", demand_now, 0),
    F_BOOL(V, "changed", changed, 0),
    F_ENUM(V, "proposal", proposal, proposal_names, RENEWAL_PROPOSALS, 0),
    F_ENUM(V, "decision", decision, renewal_decision_names, RENEW_DECISIONS, FIELD_OPT),
    F_TEXT(V, "reason", reason, REASON_LONG, FIELD_OPT),
    F_TEXT(V, "next_project", next, 64, FIELD_OPT),
    F_TEXT(V, "decided_on", decided_on, 10, FIELD_OPT),
    F_TEXT(V, "announcement", announcement, 64, FIELD_OPT),
    F_LIST(V, "scores", scores, &score_shape, 0, WINNERS_MAX, 0),
};
#undef V
static const struct shape renewal_shape = SHAPE("Renewal", struct renewal_row_out, renewal_fields);
struct renewals_out {
    struct list items;
};
static const struct field list_fields[] = {
    F_LIST(struct renewals_out, "items", items, &renewal_shape, 0, GROUPS, 0)};
static const struct shape list_shape = SHAPE("Renewals", struct renewals_out, list_fields);

static struct list
scores_of(struct call *c, const struct renewal *w)
{
    size_t n = w->n < WINNERS_MAX ? w->n : WINNERS_MAX;
    struct score_row *row = arena_array(c->arena, struct score_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct renewal_row *r = &w->row[i];
        row[i] = (struct score_row){.product = r->product,
                                    .company = r->company,
                                    .agreed = r->facts.agreed.pieces,
                                    .ordered = r->facts.ordered.pieces,
                                    .accepted = r->facts.accepted.pieces,
                                    .returned = r->facts.returned.pieces,
                                    .events = r->facts.events,
                                    .grade = r->facts.grade,
                                    .barred = r->facts.barred,
                                    .quality = r->score.part[RENEWAL_QUALITY],
                                    .supply = r->score.part[RENEWAL_SUPPLY],
                                    .credit = r->score.part[RENEWAL_CREDIT],
                                    .clinical = r->score.part[RENEWAL_CLINICAL],
                                    .total = r->score.total,
                                    .keep = r->score.keep,
                                    .kept = r->kept};
    }
    return (struct list){row, n};
}

static struct renewal_row_out
row_of(struct call *c, const struct renewal *w)
{
    return (struct renewal_row_out){.group = w->group,
                                    .computed_on = w->computed_on,
                                    .ends_on = w->ends_on,
                                    .reason = w->reason,
                                    .next = w->next,
                                    .decided_on = w->decided_on,
                                    .announcement = w->announcement,
                                    .suppliers_then = w->market.suppliers_then,
                                    .suppliers_now = w->market.suppliers_now,
                                    .demand_then = w->market.demand_then,
                                    .demand_now = w->market.demand_now,
                                    .price_then = w->market.price_then,
                                    .price_now = w->market.price_now,
                                    .changed = w->changed,
                                    .proposal = (int)w->proposal,
                                    .decision = (int)w->decision,
                                    .scores = scores_of(c, w)};
}

static bool
reply_list(struct call *c, bool published)
{
    struct renewals_out *out = arena_array(c->arena, struct renewals_out, 1);
    struct renewals all;
    if (!renewal_list(c->db, c->arena, c->pool, c->arg[1], &all, &c->err))
        return false;
    struct renewal_row_out *row = arena_array(c->arena, struct renewal_row_out, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n && n < GROUPS; i++)
        if (!published || *all.list[i].announcement != '\0')
            row[n++] = row_of(c, &all.list[i]);
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

static bool
renewal_all(struct call *c)
{
    return reply_list(c, false);
}

/* Everybody sees what was published. */
static bool
renewal_public(struct call *c)
{
    return reply_list(c, true);
}

struct done_out {
    int64_t fresh, decided;
};
static const struct field done_fields[] = {
    F_INT(struct done_out, "computed", fresh, 0, INT32_MAX, 0),
    F_INT(struct done_out, "decided_before", decided, 0, INT32_MAX, 0)};
static const struct shape run_shape = SHAPE("RenewalRun", struct done_out, done_fields);

static bool
renewal_run(struct call *c)
{
    struct done_out *out = arena_array(c->arena, struct done_out, 1);
    struct run_renewal r = {
        .arena = c->arena, .pool = c->pool, .project = c->arg[1], .on = c->today};
    if (!run_renewal(c->db, &r, &c->err))
        return false;
    *out = (struct done_out){r.fresh, r.decided};
    return reply(c, 200, out);
}

struct decide_in {
    int decision;
    const char *reason, *next;
    struct list kept;
};
static const struct field decide_fields[] = {
    F_ENUM(struct decide_in, "decision", decision, renewal_decision_names, RENEW_DECISIONS, 0),
    F_TEXT(struct decide_in, "reason", reason, REASON_LONG, 0),
    F_TEXT(struct decide_in, "next_project", next, 64, 0),
    F_LIST(struct decide_in, "kept", kept, &shape_code, 0, WINNERS_MAX, FIELD_OPT),
};
static const struct shape decide_shape = SHAPE("RenewalDecision", struct decide_in, decide_fields);
struct how_out {
    const char *how;
};
static const struct field how_fields[] = {F_TEXT(struct how_out, "how", how, 10, 0)};
static const struct shape how_shape = SHAPE("RenewalDone", struct how_out, how_fields);

static bool
reply_how(struct call *c, enum put how)
{
    struct how_out *out = arena_array(c->arena, struct how_out, 1);
    out->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
renewal_decide(struct call *c)
{
    const struct decide_in *in = c->in;
    const struct decide_renewal d = {.pool = c->pool,
                                     .project = c->arg[1],
                                     .group = c->arg[2],
                                     .decision = (enum renewal_decision)in->decision,
                                     .kept = in->kept.at,
                                     .kept_n = in->kept.n,
                                     .reason = in->reason,
                                     .next = in->next,
                                     .on = c->today,
                                     .who = who_login(c)};
    enum put how;
    if (d.decision == RENEW_NONE)
        return err_set(&c->err, ERR_INPUT, M_RENEW_WHAT, .field = "decision");
    return decide_renewal(c->db, c->arena, &d, &how, &c->err) && reply_how(c, how);
}

struct publish_in {
    const char *announcement;
};
static const struct field publish_fields[] = {
    F_TEXT(struct publish_in, "announcement", announcement, 64, 0)};
static const struct shape publish_shape =
    SHAPE("RenewalPublication", struct publish_in, publish_fields);

static bool
renewal_publish(struct call *c)
{
    const struct publish_in *in = c->in;
    enum put how;
    return publish_renewal(c->db, c->arena, c->pool, c->arg[1], c->arg[2], in->announcement, &how,
                           &c->err) &&
           reply_how(c, how);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "renewal.list", .method = "GET", .path = P "/renewals", .roles = SEES, .where = READ,
     .scope = SCOPE_POOL, .out = &list_shape, .handle = renewal_all,
     .page = "project-cycle", .summary = M_R_RENEWAL_LIST},
    {.id = "renewal.published", .method = "GET", .path = P "/renewals/published",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .out = &list_shape,
     .handle = renewal_public, .summary = M_R_RENEWAL_PUBLISHED,
     .page = "portal-project"},
    {.id = "renewal.run", .method = "POST", .path = P "/renewals", .roles = DECIDES,
     .where = WRITE, .scope = SCOPE_POOL, .out = &run_shape, .handle = renewal_run,
     .page = "project-cycle", .summary = M_R_RENEWAL_RUN},
    {.id = "renewal.decide", .method = "POST", .path = P "/renewals/:group/decision",
     .roles = DECIDES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &decide_shape, .out = &how_shape, .handle = renewal_decide,
     .page = "project-cycle", .summary = M_R_RENEWAL_DECIDE},
    {.id = "renewal.publish", .method = "POST", .path = P "/renewals/:group/publication",
     .roles = DECIDES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &publish_shape, .out = &how_shape, .handle = renewal_publish,
     .page = "project-cycle", .summary = M_R_RENEWAL_PUBLISH},
};
/* clang-format on */
const struct routes renewal_routes = ROUTES(table);
