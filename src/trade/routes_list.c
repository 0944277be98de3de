/* routes_list.c - what was ordered, delivered, accepted and paid, as lists: a query and a table of
 * fields each; recall by batch and by device identification; remote areas. */
#include <string.h>

#include "access/who.h"
#include "base/core/code.h"
#include "http/rows.h"
#include "trade/bulk.h"
#include "trade/consign.h"
#include "trade/line.h"
#include "trade/list.h"
#include "trade/query.h"
#include "trade/remote.h"
#include "trade/routes.h"
#include "words/route_trade.h"
#include "words/trade.h"

/* --- lists --- */

struct list_query {
    struct page page;
    const char *project, *institution, *product, *state;
    date from, to;
};
#define S struct list_query
static const struct field query_fields[] = {
    PAGE_FIELDS(S, page),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "hospital", institution, 64, FIELD_OPT),
    F_TEXT(S, "product", product, 64, FIELD_OPT),
    F_TEXT(S, "state", state, 32, FIELD_OPT),
    F_DATE(S, "from", from, FIELD_OPT),
    F_DATE(S, "to", to, FIELD_OPT),
};
#undef S
static const struct shape query_shape = SHAPE(NULL, struct list_query, query_fields);

static const char *
query_day(struct call *c, date d)
{
    return d.day == 0 ? "" : date_text(d, arena_alloc(c->arena, DATE_TEXT_MAX));
}

static bool
list_get(struct call *c)
{
    const struct list_query *q = c->query;
    const struct trade_list *l = trade_list_find(c->route->id);
    const char *state = l->of_today ? query_day(c, c->today) : q->state;
    struct sight s;
    sight_of(&c->who, &s);
    return reply_rows(c, &l->rows, &q->page,
                      (const struct val[]){v_int(c->pool), V_SIGHT(s), v_text(q->project),
                                           v_text(q->institution), v_text(q->product),
                                           v_text(query_day(c, q->from)),
                                           v_text(query_day(c, q->to)), v_text(state)},
                      LIST_VALUES);
}

/* --- recall --- */

struct recall_query {
    struct page page;
    const char *product, *batch;
};
static const struct field recall_query_fields[] = {
    PAGE_FIELDS(struct recall_query, page),
    F_TEXT(struct recall_query, "product", product, 64, FIELD_OPT),
    F_TEXT(struct recall_query, "batch", batch, 64, FIELD_OPT),
};
static const struct shape recall_query_shape =
    SHAPE(NULL, struct recall_query, recall_query_fields);

static bool
recall_get(struct call *c)
{
    const struct recall_query *q = c->query;
    struct sight s;
    if (*q->product == '\0' && *q->batch == '\0')
        return err_set(&c->err, ERR_INPUT, M_RECALL_WHAT, {NULL}, .file = "?product");
    sight_of(&c->who, &s);
    return reply_rows(
        c, &trade_recall, &q->page,
        (const struct val[]){v_int(c->pool), V_SIGHT(s), v_text(q->product), v_text(q->batch)}, 7);
}

struct unit_query {
    const char *udi;
};
static const struct field unit_query_fields[] = {F_TEXT(struct unit_query, "udi", udi, 200, 0)};
static const struct shape unit_query_shape = SHAPE(NULL, struct unit_query, unit_query_fields);

static bool
units_get(struct call *c)
{
    const struct unit_query *q = c->query;
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    struct sight s;
    struct udi u;
    struct rows r;
    enum code_verdict v = udi_parse(&u, q->udi);
    if (v != CODE_OK)
        return err_set(&c->err, ERR_INPUT, M_UNIT_BAD, {q->udi, code_verdict_name(v), "?udi"},
                       .file = "?udi");
    sight_of(&c->who, &s);
    if (!db_run(c->db, &q_list_unit, c->arena, &r, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(u.item), v_text(u.lot), v_text(u.serial)))
        return false;
    *out = (struct rows_out){{rows_as(c->arena, &unit_row_shape, &r, r.n), r.n}, ""};
    return reply(c, 200, out);
}

/* --- remote areas --- */

struct remote_row {
    const char *region, *document;
    date from, until;
    bool remote;
};
static const struct field remote_fields[] = {
    F_TEXT(struct remote_row, "region", region, 12, 0),
    F_BOOL(struct remote_row, "remote", remote, 0),
    F_DATE(struct remote_row, "from", from, 0),
    F_DATE(struct remote_row, "until", until, 0),
    F_TEXT(struct remote_row, "document", document, 200, 0),
};
static const struct shape remote_shape = SHAPE("RemoteArea", struct remote_row, remote_fields);
static const struct field remotes_fields[] = {
    F_LIST(struct rows_out, "items", items, &remote_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape remotes_shape = SHAPE("RemoteAreas", struct rows_out, remotes_fields);

static bool
remote_list(struct call *c)
{
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_remote_each, c->arena, &r, &c->err, v_int(c->pool),
                v_text(query_day(c, c->today))))
        return false;
    *out = (struct rows_out){{rows_as(c->arena, &remote_shape, &r, r.n), r.n}, ""};
    return reply(c, 200, out);
}

struct remote_in {
    bool remote;
    date from;
    const char *document;
};
static const struct field remote_in_fields[] = {
    F_BOOL(struct remote_in, "remote", remote, 0),
    F_DATE(struct remote_in, "from", from, FIELD_OPT),
    F_TEXT(struct remote_in, "document", document, 200, 0),
};
static const struct shape remote_in_shape =
    SHAPE("RemoteAreaIn", struct remote_in, remote_in_fields);
struct put_out {
    const char *how;
};
static const struct field put_fields[] = {F_TEXT(struct put_out, "how", how, 10, 0)};
static const struct shape put_shape = SHAPE("RemoteAreaKept", struct put_out, put_fields);

static bool
remote_put(struct call *c)
{
    const struct remote_in *in = c->in;
    struct put_out *out = arena_alloc(c->arena, sizeof(*out));
    const struct remote_area area = {.region = c->arg[1],
                                     .remote = in->remote,
                                     .from = in->from.day != 0 ? in->from : c->today,
                                     .document = in->document};
    enum put how;
    if (!remote_area_put(c->db, c->arena, c->pool, &area, &how, &c->err))
        return false;
    out->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

/* clang-format off */
#define LIST(id_, path_, out_, summary_, page_)                                                    \
    {.id = id_, .method = "GET", .path = TRADE_PATH path_, .roles = READS_TRADE, .where = READ,    \
     .scope = SCOPE_POOL, .query = &query_shape, .out = &out_, .handle = list_get,                 \
     .page = (page_), .summary = summary_}
static const struct route table[] = {
    LIST("order.list", "/orders", orders_list_shape, M_R_ORDER_LIST, "orders"),
    LIST("order.late", "/late-orders", late_list_shape, M_R_ORDER_LATE, "supply"),
    LIST("order.beside", "/non-selected-orders", beside_list_shape, M_R_BESIDE_LIST, "supply"),
    LIST("answer.list", "/order-answers", answers_list_shape, M_R_ANSWER_LIST, "supply"),
    LIST("delivery.list", "/deliveries", deliveries_list_shape, M_R_DELIVERY_LIST, "deliveries"),
    LIST("receipt.list", "/receipts", receipts_list_shape, M_R_RECEIPT_LIST, "receipts"),
    LIST("return.list", "/returns", returns_list_shape, M_R_RETURN_LIST, "returns"),
    LIST("invoice.list", "/invoices", invoices_list_shape, M_R_INVOICE_LIST, "invoices"),
    LIST("payment.list", "/payments", payments_list_shape, M_R_PAYMENT_LIST, "payables"),
    LIST("consignment.list", "/consignments", consigned_list_shape, M_R_CONSIGN_LIST,
         "consignments"),
    LIST("service_person.list", "/service-people", people_list_shape, M_R_PERSON_LIST, "services"),
    LIST("service.list", "/services", acts_list_shape, M_R_SERVICE_LIST, "services"),
    LIST("charge.list", "/service-charges", charges_list_shape, M_R_CHARGE_LIST,
         "service-charges"),
    LIST("charge_report.list", "/charge-reports", reports_list_shape, M_R_REPORT_LIST,
         "service-charges"),
    LIST("use.off_platform", "/off-platform-use", off_list_shape, M_R_OFF_LIST, "use"),
    {.id = "recall", .method = "GET", .path = TRADE_PATH "/recall", .roles = READS_TRADE,
     .where = READ, .scope = SCOPE_POOL, .query = &recall_query_shape, .out = &recall_list_shape,
     .handle = recall_get, .page = "recall", .summary = M_R_RECALL},
    {.id = "unit.list", .method = "GET", .path = TRADE_PATH "/units", .roles = READS_TRADE,
     .where = READ, .scope = SCOPE_POOL, .query = &unit_query_shape, .out = &unit_list_shape,
     .handle = units_get, .page = "recall", .summary = M_R_UNIT_LIST},
    {.id = "remote_area.list", .method = "GET", .path = TRADE_PATH "/remote-areas",
     .roles = READS_TRADE, .where = INLINE, .scope = SCOPE_POOL, .out = &remotes_shape,
     .handle = remote_list, .page = "regions", .summary = M_R_REMOTE_LIST},
    {.id = "remote_area.set", .method = "PUT", .path = TRADE_PATH "/remote-areas/:region",
     .roles = AS_PROVINCE | AS_CITY, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &remote_in_shape, .out = &put_shape, .handle = remote_put,
     .page = "regions", .summary = M_R_REMOTE_SET},
};
/* clang-format on */
const struct routes trade_list_routes = ROUTES(table);
