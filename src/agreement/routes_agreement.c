/* routes_agreement.c - agreements over HTTP: who delivers, what an institution chooses, agreements
 * made from the allocation, and read. */
#include <string.h>

#include "access/sight.h"
#include "agreement/agree.h"
#include "agreement/distribution.h"
#include "agreement/query.h"
#include "agreement/routes.h"
#include "words/contract.h"
#include "words/route_agreement.h"

#define P "/v1/pools/:pool/projects/:project"
enum { MAKES = AS_PROVINCE | AS_CITY | AS_ALLIANCE | AS_PLATFORM };

struct agreed_done {
    const char *how; /* new, same, changed */
};
static const struct field done_fields[] = {F_TEXT(struct agreed_done, "how", how, 10, 0)};
static const struct shape done_shape = SHAPE("AgreementDone", struct agreed_done, done_fields);

static bool
done(struct call *c, enum put how)
{
    struct agreed_done *d = arena_array(c->arena, struct agreed_done, 1);
    d->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, d);
}

/* --- who delivers --- */

struct distribution_body {
    enum distribution_state state;
    const char *reason;
};
static const struct field distribution_fields[] = {
    F_ENUM(struct distribution_body, "state", state, distribution_state_names, DISTRIBUTION_STATES,
           0),
    F_TEXT(struct distribution_body, "reason", reason, 1000, FIELD_OPT),
};
static const struct shape distribution_shape =
    SHAPE("DistributionIn", struct distribution_body, distribution_fields);

/* A registrant names whom it wants; the office agrees, refuses or ends it. */
static bool
distribution_set(struct call *c)
{
    const struct distribution_body *in = c->in;
    const struct distribution d = {.product = c->arg[2],
                                   .distributor = c->arg[3],
                                   .state = in->state,
                                   .reason = in->reason,
                                   .on = c->today};
    bool office = (c->who.roles & (uint64_t)MAKES) != 0;
    struct rows r;
    enum put how;
    if (!office) {
        if (!db_run(c->db, &q_winner_company, c->arena, &r, &c->err, v_int(c->pool),
                    v_text(c->arg[1]), v_text(c->arg[2])))
            return false;
        if (r.n == 0 || strcmp(row_text(&r, 0, 0), c->who.org) != 0)
            return err_set(&c->err, ERR_NOT_FOUND, M_DISTRIBUTION_OTHER, {c->arg[2]});
        if (in->state != DISTRIBUTION_SUBMITTED || *in->reason != '\0')
            return err_set(&c->err, ERR_DENIED, M_DISTRIBUTION_OFFICE, {c->arg[2]});
    }
    return distribution_put(c->db, c->arena, c->pool, c->arg[1], &d, &how, &c->err) && done(c, how);
}

static const char *const service_names[] = {"open", "with_service", "without_service"};
struct choice_body {
    const char *distributor;
    enum service_choice service;
};
static const struct field choice_fields[] = {
    F_TEXT(struct choice_body, "distributor", distributor, 64, FIELD_OPT),
    F_ENUM(struct choice_body, "service", service, service_names, 3, FIELD_OPT),
};
static const struct shape choice_shape = SHAPE("DeliveryChoice", struct choice_body, choice_fields);

static bool
choice_set(struct call *c)
{
    const struct choice_body *in = c->in;
    enum put how;
    return choice_put(c->db, c->arena, c->pool, c->arg[1], c->who.org, c->arg[2], in->distributor,
                      in->service, &how, &c->err) &&
           done(c, how);
}

/* --- made --- */

struct made_term {
    date from, to;
    int64_t term, agreements, lines, qty;
    money amount;
    bool extension;
};
struct made_gap { /* a choice of distributors that will not do */
    const char *company, *product, *verdict;
    int64_t products, chosen, cap;
    struct list uncovered;
};
struct made_out {
    int64_t institutions, distributors, products, covered, undelivered;
    struct list gaps, terms;
};
#define G struct made_gap
static const struct field made_gap_fields[] = {
    F_TEXT(G, "company", company, 64, 0),
    F_TEXT(G, "product", product, 64, 0), /* the first of `products` with the same choice */
    F_INT(G, "products", products, 1, INT32_MAX, 0),
    F_TEXT(G, "verdict", verdict, 16, 0),
    F_INT(G, "chosen", chosen, 0, INT32_MAX, 0),
    F_INT(G, "cap", cap, 0, INT32_MAX, 0), /* 0: none */
    F_LIST(G, "uncovered", uncovered, &shape_code, 0, INT32_MAX, 0),
};
#undef G
static const struct shape made_gap_shape =
    SHAPE("DistributionGap", struct made_gap, made_gap_fields);
static const struct field made_term_fields[] = {
    F_INT(struct made_term, "term", term, 1, 100, 0),
    F_DATE(struct made_term, "from", from, 0),
    F_DATE(struct made_term, "to", to, 0),
    F_BOOL(struct made_term, "extension", extension, 0),
    F_INT(struct made_term, "agreements", agreements, 0, INT32_MAX, 0),
    F_INT(struct made_term, "lines", lines, 0, INT32_MAX, 0),
    F_INT(struct made_term, "qty", qty, 0, INT64_MAX, 0),
    F_MONEY(struct made_term, "amount", amount, 0),
};
static const struct shape made_term_shape =
    SHAPE("AgreementTerm", struct made_term, made_term_fields);
#define M struct made_out
static const struct field made_fields[] = {
    F_INT(M, "institutions", institutions, 0, INT32_MAX, 0),
    F_INT(M, "distributors", distributors, 0, INT32_MAX, 0),
    F_INT(M, "products", products, 0, INT32_MAX, 0),
    F_INT(M, "covered", covered, 0, INT32_MAX, 0),
    F_INT(M, "undelivered", undelivered, 0, INT64_MAX, 0),
    F_LIST(M, "gaps", gaps, &made_gap_shape, 0, AGREE_GAPS_MAX, 0),
    F_LIST(M, "terms", terms, &made_term_shape, 0, AGREE_TERMS_MAX, 0),
};
#undef M
static const struct shape made_shape = SHAPE("AgreementsMade", struct made_out, made_fields);

static struct list
gaps_of(struct arena *a, const struct agree *made)
{
    size_t n = made->gaps < AGREE_GAPS_MAX ? made->gaps : AGREE_GAPS_MAX;
    struct made_gap *out = arena_array(a, struct made_gap, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct agree_gap *g = &made->gap[i];
        out[i] = (struct made_gap){
            .company = g->company,
            .product = g->product,
            .verdict = coverage_verdict_name(g->verdict),
            .products = g->products,
            .chosen = g->chosen,
            .cap = g->cap,
            .uncovered = {g->uncovered, g->uncovered_n},
        };
    }
    return (struct list){out, n};
}

static bool
agreements_make(struct call *c)
{
    struct made_out *out = arena_alloc(c->arena, sizeof(*out));
    struct agree *a = arena_alloc(c->arena, sizeof(*a));
    *a = (struct agree){.a = c->arena, .pool = c->pool, .project = c->arg[1]};
    if (!make_agreements(c->db, a, &c->err))
        return false;
    if (a->no_allocation || a->lack.verdict != BIND_OK || a->cycle != CYCLE_OK)
        return err_set(
            &c->err, ERR_CONFLICT, M_AGREEMENTS_NOT_MADE,
            {a->project, a->no_allocation ? "allocation" : cycle_verdict_name(a->cycle)});
    struct made_term *t = arena_array(c->arena, struct made_term, a->terms + 1);
    for (size_t i = 0; i < a->terms; i++)
        t[i] = (struct made_term){.from = a->term[i].term.span.from,
                                  .to = a->term[i].term.span.to,
                                  .term = (int64_t)i + 1,
                                  .agreements = a->term[i].agreements,
                                  .lines = a->term[i].lines,
                                  .qty = a->term[i].qty,
                                  .amount = a->term[i].amount,
                                  .extension = a->term[i].extension};
    *out = (struct made_out){a->institutions, a->distributors,      a->products,  a->covered,
                             a->undelivered,  gaps_of(c->arena, a), {t, a->terms}};
    return reply(c, 200, out);
}

/* --- read --- */

struct agreement_row {
    const char *agreement, *project, *institution, *company, *distributor;
    int64_t term, signatures, parties;
    date from, to;
};
struct agreement_rows {
    struct list items;
    const char *next;
};
#define R struct agreement_row
static const struct field row_fields[] = {
    F_TEXT(R, "agreement", agreement, 600, 0),
    F_TEXT(R, "project", project, 64, 0),
    F_INT(R, "term", term, 1, 100, 0),
    F_TEXT(R, "institution", institution, 64, 0),
    F_TEXT(R, "company", company, 64, 0),
    F_TEXT(R, "distributor", distributor, 64, 0),
    F_DATE(R, "from", from, 0),
    F_DATE(R, "to", to, 0),
    F_INT(R, "parties", parties, 2, 3, 0),
    F_INT(R, "signatures", signatures, 0, 3, 0), /* under the newest text */
};
#undef R
static const struct shape row_shape = SHAPE("Agreement", struct agreement_row, row_fields);
static const struct field rows_fields[] = {
    F_LIST(struct agreement_rows, "items", items, &row_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct agreement_rows, "next", next, 1024, FIELD_OPT),
};
static const struct shape rows_shape = SHAPE("Agreements", struct agreement_rows, rows_fields);

struct list_query {
    struct page page;
    bool to_sign;
};
static const struct field list_query_fields[] = {
    PAGE_FIELDS(struct list_query, page),
    F_BOOL(struct list_query, "to_sign", to_sign, FIELD_OPT),
};
static const struct shape list_query_shape =
    SHAPE("AgreementSearch", struct list_query, list_query_fields);

static bool
agreements_list(struct call *c)
{
    const struct list_query *q = c->query;
    const struct page *page = &q->page;
    struct agreement_rows *out = arena_alloc(c->arena, sizeof(*out));
    enum org_kind kind = ORG_OPERATOR;
    const char *after[1];
    struct sight s;
    struct rows r;
    (void)org_kind_parse(&kind, c->who.org_kind);
    sight_make(kind, c->who.org, c->who.region, &s);
    int64_t limit = page_limit(page);
    if (!page_after(c, page, 1, after) ||
        !db_run(c->db, &q_agreement_page, c->arena, &r, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(after[0]), v_int(limit + 1), v_int(q->to_sign)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct agreement_row *row = arena_array(c->arena, struct agreement_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        row[i] = (struct agreement_row){.agreement = row_text(&r, i, 0),
                                        .project = row_text(&r, i, 1),
                                        .term = row_int(&r, i, 2),
                                        .institution = row_text(&r, i, 3),
                                        .company = row_text(&r, i, 4),
                                        .distributor = row_text(&r, i, 5),
                                        .parties = row_int(&r, i, 8),
                                        .signatures = row_int(&r, i, 9)};
        (void)date_parse(&row[i].from, row_text(&r, i, 6));
        (void)date_parse(&row[i].to, row_text(&r, i, 7));
    }
    *out = (struct agreement_rows){
        {row, n}, r.n > n ? page_next(c, 1, (const char *const[]){row[n - 1].agreement}) : ""};
    return reply(c, 200, out);
}

/* clang-format off */
static const struct route table[] = {
    {.id = "distribution.set", .method = "PUT",
     .path = P "/distributions/:product/:distributor", .roles = MAKES | AS_REGISTRANT,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &distribution_shape,
     .out = &done_shape, .handle = distribution_set,
     .page = "project-coverage", .summary = M_R_DISTRIBUTION},
    {.id = "delivery_choice.set",
     .page = "project-choices", .method = "PUT", .path = P "/delivery-choices/:product",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &choice_shape, .out = &done_shape, .handle = choice_set, .summary = M_R_CHOICE},
    {.id = "agreement.make", .method = "POST", .path = P "/agreements", .roles = MAKES,
     .where = WRITE, .scope = SCOPE_POOL, .out = &made_shape, .handle = agreements_make,
     .page = "project-coverage", .summary = M_R_AGREEMENT_MAKE},
    {.id = "agreement.list",
     .page = "agreements", .method = "GET", .path = "/v1/pools/:pool/agreements",
     .roles = AS_HOSPITAL | AS_REGISTRANT | AS_DISTRIBUTOR | AS_OFFICE | AS_REGULATOR | AS_AUDITOR,
     .where = READ, .scope = SCOPE_POOL, .query = &list_query_shape, .out = &rows_shape,
     .handle = agreements_list, .summary = M_R_AGREEMENT_LIST},
};
/* clang-format on */
const struct routes agreement_routes = ROUTES(table);
