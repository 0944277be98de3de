/* routes_quality.c - quality problems and adverse events, products on hold, results of sampling
 * (G4). Who uses or makes a product reports; authorities decide, hold, lift and publish. */
#include "http/rows.h"
#include "oversight/quality.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "trade/hold.h"
#include "trade/query.h"
#include "words/quality.h"

enum { CODE = 64, TEXT = 2000 };
#define AUTHORITIES (AS_PROVINCE | AS_CITY | AS_DRUG | AS_MARKET | AS_HEALTH)
#define READERS (OVERSIGHT_READERS | FUND_PARTIES)

static struct val
own_org(struct call *c)
{
    return v_text((c->who.roles & FUND_PARTIES) != 0 ? c->who.org : "");
}

/* --- reports --- */

struct report_in {
    const char *number, *product, *batch, *udi, *text;
    int kind, severity;
    date happened_on;
};
#define S struct report_in
static const struct field report_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_ENUM(S, "kind", kind, quality_kind_names, QUALITY_KINDS, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, FIELD_OPT),
    F_TEXT(S, "udi", udi, 200, FIELD_OPT),
    F_ENUM(S, "severity", severity, severity_names, SEVERITIES, 0),
    F_DATE(S, "happened_on", happened_on, 0),
    F_TEXT(S, "text", text, TEXT, FIELD_LINES),
};
#undef S
static const struct shape report_shape = SHAPE("QualityReportIn", struct report_in, report_fields);

static bool
report_post(struct call *c)
{
    const struct report_in *in = c->in;
    const struct quality_report q = {.number = in->number,
                                     .by = c->who.org,
                                     .product = in->product,
                                     .batch = in->batch,
                                     .udi = in->udi,
                                     .body = in->text,
                                     .kind = (enum quality_kind)in->kind,
                                     .severity = (enum severity)in->severity,
                                     .happened_on = in->happened_on,
                                     .reported_on = c->today};
    enum put how;
    return quality_put(c->db, c->arena, c->pool, &q, &how, &c->err) && fund_done_one(c, how);
}

static const char *const decisions[] = {"confirmed", "dismissed"};
struct decision_in {
    int decision;
    const char *text;
};
static const struct field decision_fields[] = {
    F_ENUM(struct decision_in, "decision", decision, decisions, 2, 0),
    F_TEXT(struct decision_in, "text", text, TEXT, FIELD_LINES),
};
static const struct shape decision_shape =
    SHAPE("QualityDecision", struct decision_in, decision_fields);

static bool
decide_post(struct call *c)
{
    const struct decision_in *in = c->in;
    const struct quality_decision d = {.number = c->arg[1],
                                       .by = who_login(c),
                                       .text = in->text,
                                       .confirmed = in->decision == 0,
                                       .on = c->today};
    enum put how;
    return fund_whole_pool(c) && quality_decide(c->db, c->arena, c->pool, &d, &how, &c->err) &&
           fund_done_one(c, how);
}

struct report_row {
    const char *number, *by, *product, *batch, *udi, *text, *decision;
    int kind, severity, state;
    date happened_on, reported_on, decided_on;
};
#define S struct report_row
static const struct field report_row_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_ENUM(S, "kind", kind, quality_kind_names, QUALITY_KINDS, 0),
    F_TEXT(S, "by", by, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, FIELD_OPT),
    F_TEXT(S, "udi", udi, 200, FIELD_OPT),
    F_ENUM(S, "severity", severity, severity_names, SEVERITIES, 0),
    F_DATE(S, "happened_on", happened_on, 0),
    F_DATE(S, "reported_on", reported_on, 0),
    F_TEXT(S, "text", text, TEXT, FIELD_LINES),
    F_ENUM(S, "state", state, quality_state_names, QUALITY_STATES, 0),
    F_DATE(S, "decided_on", decided_on, FIELD_OPT),
    F_TEXT(S, "decision", decision, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape report_row_shape =
    SHAPE("QualityReport", struct report_row, report_row_fields);
static const struct field reports_fields[] = ROWS_FIELDS(&report_row_shape);
static const struct shape reports_shape = SHAPE("QualityReports", struct rows_out, reports_fields);

struct reports_query {
    struct page page;
    const char *product;
    int state;
    bool has_state;
};
static const struct field reports_query_fields[] = {
    PAGE_FIELDS(struct reports_query, page),
    F_TEXT(struct reports_query, "product", product, CODE, FIELD_OPT),
    F_ENUM(struct reports_query, "state", state, quality_state_names, QUALITY_STATES,
           HAS(struct reports_query, has_state)),
};
static const struct shape reports_query_shape =
    SHAPE("QualityReportSearch", struct reports_query, reports_query_fields);

static bool
reports_get(struct call *c)
{
    static const struct rows_page list = {&q_quality_list, &report_row_shape, 1};
    const struct reports_query *q = c->query;
    return reply_named_rows(
        c, &list, &q->page,
        (const struct val[]){v_int(c->pool), own_org(c), v_text(q->product),
                             v_text(q->has_state ? quality_state_names[q->state] : "")},
        4);
}

/* --- holds --- */

struct hold_in {
    const char *number, *product, *batch, *document, *report;
    int reason;
};
#define S struct hold_in
static const struct field hold_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, FIELD_OPT),
    F_ENUM(S, "reason", reason, hold_reason_names, HOLD_REASONS, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_TEXT(S, "report", report, CODE, FIELD_OPT),
};
#undef S
static const struct shape hold_shape = SHAPE("ProductHoldIn", struct hold_in, hold_fields);

static bool
hold_post(struct call *c)
{
    const struct hold_in *in = c->in;
    const struct product_hold h = {.number = in->number,
                                   .product = in->product,
                                   .batch = in->batch,
                                   .reason = (enum hold_reason)in->reason,
                                   .document = in->document,
                                   .report = in->report,
                                   .on = c->today,
                                   .by = who_login(c)};
    enum put how;
    return fund_whole_pool(c) && place_hold(c->db, c->arena, c->pool, &h, &how, &c->err) &&
           fund_done_one(c, how);
}

struct lift_in {
    const char *why;
};
static const struct field lift_fields[] = {F_TEXT(struct lift_in, "why", why, TEXT, FIELD_LINES)};
static const struct shape lift_shape = SHAPE("ProductHoldLift", struct lift_in, lift_fields);

static bool
lift_post(struct call *c)
{
    const struct lift_in *in = c->in;
    const struct hold_lift l = {
        .number = c->arg[1], .by = who_login(c), .why = in->why, .on = c->today};
    enum put how;
    return fund_whole_pool(c) && lift_hold(c->db, c->arena, c->pool, &l, &how, &c->err) &&
           fund_done_one(c, how);
}

struct hold_row {
    const char *number, *product, *batch, *document, *report, *why;
    int reason;
    date held_on, lifted_on;
};
#define S struct hold_row
static const struct field hold_row_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, FIELD_OPT),
    F_ENUM(S, "reason", reason, hold_reason_names, HOLD_REASONS, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_TEXT(S, "report", report, CODE, FIELD_OPT),
    F_DATE(S, "held_on", held_on, 0),
    F_DATE(S, "lifted_on", lifted_on, FIELD_OPT),
    F_TEXT(S, "lifted_why", why, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape hold_row_shape = SHAPE("ProductHold", struct hold_row, hold_row_fields);
static const struct field holds_fields[] = ROWS_FIELDS(&hold_row_shape);
static const struct shape holds_shape = SHAPE("ProductHolds", struct rows_out, holds_fields);

struct holds_query {
    struct page page;
    const char *product;
    bool open;
};
static const struct field holds_query_fields[] = {
    PAGE_FIELDS(struct holds_query, page),
    F_TEXT(struct holds_query, "product", product, CODE, FIELD_OPT),
    F_BOOL(struct holds_query, "open", open, FIELD_OPT),
};
static const struct shape holds_query_shape =
    SHAPE("ProductHoldSearch", struct holds_query, holds_query_fields);

static bool
holds_get(struct call *c)
{
    static const struct rows_page list = {&q_list_holds, &hold_row_shape, 1};
    const struct holds_query *q = c->query;
    return reply_named_rows(c, &list, &q->page,
                            (const struct val[]){v_int(c->pool), v_text(q->product), v_int(q->open),
                                                 v_date(c->arena, c->today)},
                            4);
}

/* --- sampling --- */

struct sampling_in {
    const char *number, *product, *batch, *taken_at, *laboratory, *item, *document;
    int result;
    date taken_on;
};
#define S struct sampling_in
static const struct field sampling_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, 0),
    F_TEXT(S, "taken_at", taken_at, CODE, 0),
    F_DATE(S, "taken_on", taken_on, 0),
    F_TEXT(S, "laboratory", laboratory, 200, 0),
    F_TEXT(S, "item", item, 200, 0),
    F_ENUM(S, "result", result, sampling_result_names, SAMPLING_RESULTS, 0),
    F_TEXT(S, "document", document, 200, 0),
};
#undef S
static const struct shape sampling_shape = SHAPE("SamplingIn", struct sampling_in, sampling_fields);
struct samplings_in {
    struct list items;
};
static const struct field samplings_in_fields[] = {
    F_LIST(struct samplings_in, "items", items, &sampling_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape samplings_in_shape =
    SHAPE("SamplingsIn", struct samplings_in, samplings_in_fields);

static bool
samplings_post(struct call *c)
{
    const struct samplings_in *in = c->in;
    const struct sampling_in *s = in->items.at;
    int64_t fresh = 0, same = 0;
    if (!fund_whole_pool(c))
        return false;
    for (size_t i = 0; i < in->items.n; i++) {
        const struct sampling one = {.number = s[i].number,
                                     .product = s[i].product,
                                     .batch = s[i].batch,
                                     .taken_at = s[i].taken_at,
                                     .laboratory = s[i].laboratory,
                                     .item = s[i].item,
                                     .document = s[i].document,
                                     .result = (enum sampling_result)s[i].result,
                                     .taken_on = s[i].taken_on,
                                     .entered_on = c->today,
                                     .by = who_login(c)};
        enum put how;
        if (!sampling_put(c->db, c->arena, c->pool, &one, &how, &c->err))
            return fund_item_place(c, i);
        fresh += how == PUT_NEW;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

static bool
sampling_publish_post(struct call *c)
{
    enum put how;
    return fund_whole_pool(c) &&
           sampling_publish(c->db, c->arena, c->pool, c->arg[1], who_login(c), c->today, &how,
                            &c->err) &&
           fund_done_one(c, how);
}

struct sampling_row {
    const char *number, *product, *batch, *company, *taken_at, *laboratory, *item, *document;
    int result;
    date taken_on, published_on;
};
#define S struct sampling_row
static const struct field sampling_row_fields[] = {
    F_TEXT(S, "number", number, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "batch", batch, CODE, 0),
    F_TEXT(S, "company", company, CODE, 0),
    F_TEXT(S, "taken_at", taken_at, CODE, 0),
    F_DATE(S, "taken_on", taken_on, 0),
    F_TEXT(S, "laboratory", laboratory, 200, 0),
    F_TEXT(S, "item", item, 200, 0),
    F_ENUM(S, "result", result, sampling_result_names, SAMPLING_RESULTS, 0),
    F_TEXT(S, "document", document, 200, 0),
    F_DATE(S, "published_on", published_on, FIELD_OPT),
};
#undef S
static const struct shape sampling_row_shape =
    SHAPE("Sampling", struct sampling_row, sampling_row_fields);
static const struct field samplings_fields[] = ROWS_FIELDS(&sampling_row_shape);
static const struct shape samplings_shape = SHAPE("Samplings", struct rows_out, samplings_fields);

static bool
samplings_of(struct call *c, bool published, struct val company)
{
    static const struct rows_page list = {&q_sampling_list, &sampling_row_shape, 1};
    const struct page_query *q = c->query;
    return reply_named_rows(c, &list, &q->page,
                            (const struct val[]){v_int(c->pool), v_int(published), company}, 3);
}

static bool
samplings_get(struct call *c)
{
    return samplings_of(c, false, own_org(c));
}

static bool
samplings_public(struct call *c)
{
    return samplings_of(c, true, v_text(""));
}

#define POOL "/v1/pools/:pool"
/* clang-format off */
static const struct route routes[] = {
    {.id = "quality_report.file", .method = "POST", .path = POOL "/quality-reports",
     .roles = FUND_PARTIES, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &report_shape, .out = &fund_done_shape, .handle = report_post,
     .page = "quality", .summary = M_R_QUALITY_REPORT},
    {.id = "quality_report.decide", .method = "POST",
     .path = POOL "/quality-reports/:number/decision", .roles = AUTHORITIES, .where = WRITE,
     .scope = SCOPE_POOL, .in = &decision_shape, .out = &fund_done_shape, .handle = decide_post,
     .page = "quality", .summary = M_R_QUALITY_DECIDE},
    {.id = "quality_report.list", .method = "GET", .path = POOL "/quality-reports",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .query = &reports_query_shape,
     .out = &reports_shape, .handle = reports_get, .page = "quality", .summary = M_R_QUALITY_LIST},
    {.id = "hold.place", .method = "POST", .path = POOL "/holds", .roles = AUTHORITIES,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &hold_shape,
     .out = &fund_done_shape, .handle = hold_post, .page = "quality", .summary = M_R_HOLD_PLACE},
    {.id = "hold.lift", .method = "POST", .path = POOL "/holds/:hold/lift", .roles = AUTHORITIES,
     .where = WRITE, .scope = SCOPE_POOL, .in = &lift_shape, .out = &fund_done_shape,
     .handle = lift_post, .page = "quality", .summary = M_R_HOLD_LIFT},
    {.id = "hold.list", .method = "GET", .path = POOL "/holds", .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .query = &holds_query_shape, .out = &holds_shape, .handle = holds_get,
     .page = "quality", .summary = M_R_HOLDS},
    {.id = "sampling.enter", .method = "POST", .path = POOL "/samplings", .roles = AUTHORITIES,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &samplings_in_shape,
     .out = &fund_done_shape, .handle = samplings_post,
     .page = "quality", .summary = M_R_SAMPLING_ENTER,
     .body_max = 512 * 1024},
    {.id = "sampling.publish", .method = "POST", .path = POOL "/samplings/:number/publication",
     .roles = AUTHORITIES, .where = WRITE, .scope = SCOPE_POOL, .out = &fund_done_shape,
     .handle = sampling_publish_post, .page = "quality", .summary = M_R_SAMPLING_PUBLISH},
    {.id = "sampling.list", .method = "GET", .path = POOL "/samplings",
     .roles = OVERSIGHT_READERS | AS_COMPANY, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &samplings_shape, .handle = samplings_get,
     .page = "quality", .summary = M_R_SAMPLINGS},
    {.id = "public.samplings", .method = "GET", .path = "/v1/public/pools/:pool/samplings",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &page_shape,
     .out = &samplings_shape, .handle = samplings_public, .summary = M_R_SAMPLINGS_PUBLIC,
     .page = "open-supervision"},
};
/* clang-format on */
const struct routes quality_routes = ROUTES(routes);
