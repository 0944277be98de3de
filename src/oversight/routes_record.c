/* What people report: findings, what patients were charged. */
#include <string.h>

#include "base/core/text.h"
#include "oversight/finding.h"
#include "oversight/patient.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "registry/check.h"
#include "registry/institution.h"
#include "words/oversight.h"
#include "words/route_oversight.h"
#include "words/route_fund.h"

/* The institution must lie in the office's region. */
static bool
in_region(struct call *c, const char *institution)
{
    struct institution i;
    return institution_on(c->db, c->arena, institution, c->today, &i, &c->err) &&
           (institution_under(&i, c->who.region) ||
            err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_NOT_YOURS, {institution},
                    .field = "institution"));
}

/* --- findings --- */

struct finding_in {
    const char *number, *project, *institution, *document;
    int reason, evidence;
    date found_on;
};
static const struct field finding_in_fields[] = {
    F_TEXT(struct finding_in, "number", number, 64, 0),
    F_TEXT(struct finding_in, "project", project, 64, FIELD_OPT),
    F_TEXT(struct finding_in, "institution", institution, 64, 0),
    F_ENUM(struct finding_in, "reason", reason, finding_reason_names, FINDING_REASONS, 0),
    F_ENUM(struct finding_in, "evidence", evidence, finding_evidence_names, FINDING_EVIDENCES, 0),
    F_TEXT(struct finding_in, "document", document, 600, 0),
    F_DATE(struct finding_in, "found_on", found_on, 0),
};
static const struct shape finding_in_shape =
    SHAPE("FindingIn", struct finding_in, finding_in_fields);

static bool
finding_post(struct call *c)
{
    const struct finding_in *in = c->in;
    const struct finding f = {.number = in->number,
                              .project = in->project,
                              .institution = in->institution,
                              .document = in->document,
                              .reason = (enum finding_reason)in->reason,
                              .evidence = (enum finding_evidence)in->evidence,
                              .found_on = in->found_on,
                              .state = FINDING_REPORTED};
    enum put how;
    return in_region(c, in->institution) &&
           finding_put(c->db, c->arena, c->pool, &f, &how, &c->err) && fund_done_one(c, how);
}

static const char *const decisions[] = {"confirmed", "dismissed"};
struct decision_in {
    int decision;
};
static const struct field decision_fields[] = {
    F_ENUM(struct decision_in, "decision", decision, decisions, 2, 0)};
static const struct shape decision_shape =
    SHAPE("FindingDecision", struct decision_in, decision_fields);

static bool
finding_decide(struct call *c)
{
    const struct decision_in *in = c->in;
    struct finding f = {.number = c->arg[1], .decided_on = c->today};
    struct rows r;
    enum put how;
    int reason = 0, evidence = 0;
    if (!db_run(c->db, &q_finding_one, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_OVERSEE_NONE, {c->arg[1]});
    if (!in_region(c, row_text(&r, 0, 1)))
        return false;
    (void)name_find(finding_reason_names, FINDING_REASONS, row_text(&r, 0, 2), &reason);
    (void)name_find(finding_evidence_names, FINDING_EVIDENCES, row_text(&r, 0, 3), &evidence);
    (void)date_parse(&f.found_on, row_text(&r, 0, 5));
    f.project = row_text(&r, 0, 0);
    f.institution = row_text(&r, 0, 1);
    f.document = row_text(&r, 0, 4);
    f.reason = (enum finding_reason)reason;
    f.evidence = (enum finding_evidence)evidence;
    f.state = in->decision == 0 ? FINDING_CONFIRMED : FINDING_DISMISSED;
    return finding_put(c->db, c->arena, c->pool, &f, &how, &c->err) && fund_done_one(c, how);
}

struct finding_out {
    const char *number, *project, *institution, *reason, *evidence, *document, *state;
    date found_on, decided_on;
    bool decided;
};
#define N struct finding_out
static const struct field finding_fields[] = {
    F_TEXT(N, "number", number, 64, 0),
    F_TEXT(N, "project", project, 64, FIELD_BLANK),
    F_TEXT(N, "institution", institution, 64, 0),
    F_TEXT(N, "reason", reason, 32, 0),
    F_TEXT(N, "evidence", evidence, 16, 0),
    F_TEXT(N, "document", document, 600, 0),
    F_DATE(N, "found_on", found_on, 0),
    F_TEXT(N, "state", state, 16, 0),
    F_DATE(N, "decided_on", decided_on, HAS(N, decided)),
};
#undef N
static const struct shape finding_shape = SHAPE("Finding", struct finding_out, finding_fields);
static const struct field findings_fields[] = {FUND_PAGE(&finding_shape)};
static const struct shape findings_shape = SHAPE("Findings", struct fund_page, findings_fields);

struct findings_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field findings_query_fields[] = {
    PAGE_FIELDS(struct findings_query, page),
    F_ENUM(struct findings_query, "state", state, finding_state_names, FINDING_STATES,
           HAS(struct findings_query, has_state)),
};
static const struct shape findings_query_shape =
    SHAPE("FindingSearch", struct findings_query, findings_query_fields);

static bool
findings_get(struct call *c)
{
    const struct findings_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(&q->page);
    const char *after[1];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_finding_page, c->arena, &r, &c->err, v_int(c->pool), v_text(s.lo),
                v_text(s.hi), v_text(s.institution),
                v_text(q->has_state ? finding_state_names[q->state] : ""), v_text(after[0]),
                v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct finding_out *items = arena_array(c->arena, struct finding_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct finding_out){.number = row_text(&r, i, 0),
                                        .project = row_text(&r, i, 1),
                                        .institution = row_text(&r, i, 2),
                                        .reason = row_text(&r, i, 3),
                                        .evidence = row_text(&r, i, 4),
                                        .document = row_text(&r, i, 5),
                                        .state = row_text(&r, i, 7)};
        (void)date_parse(&items[i].found_on, row_text(&r, i, 6));
        items[i].decided = date_parse(&items[i].decided_on, row_text(&r, i, 8));
    }
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &items[n - 1].number) : ""};
    return reply(c, 200, out);
}

/* --- what patients were charged --- */

struct charge_in {
    const char *number, *product;
    date charged_on;
    qty qty;
    money amount;
};
static const struct field charge_in_fields[] = {
    F_TEXT(struct charge_in, "number", number, 64, 0),
    F_TEXT(struct charge_in, "product", product, 64, 0),
    F_DATE(struct charge_in, "charged_on", charged_on, 0),
    F_QTY(struct charge_in, "qty", qty, 0),
    F_MONEY(struct charge_in, "amount", amount, 0),
};
static const struct shape charge_in_shape =
    SHAPE("PatientChargeIn", struct charge_in, charge_in_fields);
struct charges_in {
    struct list items;
};
static const struct field charges_in_fields[] = {
    F_LIST(struct charges_in, "items", items, &charge_in_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape charges_in_shape =
    SHAPE("PatientChargesIn", struct charges_in, charges_in_fields);

static bool
charges_post(struct call *c)
{
    const struct charges_in *in = c->in;
    const struct charge_in *item = in->items.at;
    int64_t fresh = 0, same = 0;
    for (size_t i = 0; i < in->items.n; i++) {
        const struct patient_charge p = {item[i].number,     c->who.org,  item[i].product,
                                         item[i].charged_on, item[i].qty, item[i].amount};
        enum put how;
        if (!charge_put(c->db, c->arena, c->pool, &p, &how, &c->err))
            return fund_item_place(c, i);
        fresh += how == PUT_NEW;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

struct charge_out {
    const char *number, *institution, *product, *verdict;
    date charged_on;
    qty qty;
    money amount, allowed;
};
#define H struct charge_out
static const struct field charge_fields[] = {
    F_TEXT(H, "number", number, 64, 0),
    F_TEXT(H, "institution", institution, 64, 0),
    F_TEXT(H, "product", product, 64, 0),
    F_DATE(H, "charged_on", charged_on, 0),
    F_QTY(H, "qty", qty, 0),
    F_MONEY(H, "amount", amount, 0),
    F_MONEY(H, "allowed", allowed, 0),
    F_TEXT(H, "verdict", verdict, 16, 0), /* ok, markup, not_selected, not_public, no_rule */
};
#undef H
static const struct shape charge_shape = SHAPE("PatientCharge", struct charge_out, charge_fields);
static const struct field charges_fields[] = {FUND_PAGE(&charge_shape)};
static const struct shape charges_shape = SHAPE("PatientCharges", struct fund_page, charges_fields);

struct charges_query {
    struct page page;
    bool markup;
};
static const struct field charges_query_fields[] = {
    PAGE_FIELDS(struct charges_query, page),
    F_BOOL(struct charges_query, "markup", markup, FIELD_OPT),
};
static const struct shape charges_query_shape =
    SHAPE("PatientChargeSearch", struct charges_query, charges_query_fields);

static bool
charges_get(struct call *c)
{
    const struct charges_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    int64_t limit = page_limit(&q->page);
    const char *after[1];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_charge_page, c->arena, &r, &c->err, v_int(c->pool), v_text(s.lo),
                v_text(s.hi), v_text(s.institution),
                v_text(q->markup ? charge_verdict_name(CHARGE_MARKUP) : ""), v_text(after[0]),
                v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct charge_out *items = arena_array(c->arena, struct charge_out, n + 1);
    for (size_t i = 0; i < n; i++) {
        items[i] = (struct charge_out){.number = row_text(&r, i, 0),
                                       .institution = row_text(&r, i, 1),
                                       .product = row_text(&r, i, 2),
                                       .qty = {row_int(&r, i, 4)},
                                       .amount = {row_int(&r, i, 5)},
                                       .allowed = {row_int(&r, i, 6)},
                                       .verdict = row_text(&r, i, 7)};
        (void)date_parse(&items[i].charged_on, row_text(&r, i, 3));
    }
    *out = (struct fund_page){{items, n}, r.n > n ? page_next(c, 1, &items[n - 1].number) : ""};
    return reply(c, 200, out);
}

#define FINDINGS "/v1/pools/:pool/findings"
#define CHARGES "/v1/pools/:pool/patient-charges"
/* clang-format off */
static const struct route routes[] = {
    {.id = "finding.report", .method = "POST", .path = FINDINGS,
     .roles = AS_BUREAU | AS_MONITOR | AS_HEALTH, .where = WRITE, .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES, .in = &finding_in_shape, .out = &fund_done_shape,
     .handle = finding_post, .page = "findings", .summary = M_R_FINDING_REPORT},
    {.id = "finding.decide", .method = "POST", .path = FINDINGS "/:number/decision",
     .roles = AS_BUREAU, .where = WRITE, .scope = SCOPE_POOL, .in = &decision_shape,
     .out = &fund_done_shape, .handle = finding_decide,
     .page = "findings", .summary = M_R_FINDING_DECIDE},
    {.id = "finding.list", .method = "GET", .path = FINDINGS,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &findings_query_shape, .out = &findings_shape, .handle = findings_get,
     .page = "findings", .summary = M_R_FINDINGS},
    {.id = "patient_charge.report", .method = "POST", .path = CHARGES, .roles = AS_HOSPITAL,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &charges_in_shape,
     .out = &fund_done_shape, .handle = charges_post,
     .page = "patient-charges", .summary = M_R_CHARGE_REPORT,
     .body_max = 512 * 1024},
    {.id = "patient_charge.list", .method = "GET", .path = CHARGES,
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .query = &charges_query_shape, .out = &charges_shape, .handle = charges_get,
     .page = "patient-charges", .summary = M_R_PATIENT_CHARGES},
};
/* clang-format on */
const struct routes record_routes = ROUTES(routes);
