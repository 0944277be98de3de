/* routes_watch.c - the supervision platform: figures by project, division and institution, the
 * order lines behind them, key monitored items and their alerts (I6). */
#include <stdio.h>
#include <string.h>

#include "access/who.h"
#include "http/rows.h"
#include "oversight/monitored.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "project/routes.h"
#include "words/watch.h"

enum { ROWS_MAX = 20000, TEXT_MAX = 400, UNIT = 10000 };

#define COUNTS (AS_PROVINCE | AS_CITY | AS_MONITOR)
#define KEEPS (AS_PROVINCE | AS_CITY | AS_MONITOR | AS_REGULATOR)

/* What is watched for the whole pool is kept by who answers for it. */
static bool
whole_pool(struct call *c)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)c->pool);
    return region_within(code, c->who.region) ||
           err_set(&c->err, ERR_DENIED, M_WATCH_NOT_WHOLE_POOL, {c->who.region, code});
}

/* --- figures --- */

struct figures_query {
    enum watch_by by;
    const char *project, *region, *institution;
};
#define S struct figures_query
static const struct field query_fields[] = {
    F_ENUM(S, "by", by, watch_by_names, WATCH_BYS, FIELD_OPT),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "region", region, 16, FIELD_OPT),
    F_TEXT(S, "institution", institution, 64, FIELD_OPT),
};
#undef S
static const struct shape query_shape = SHAPE(NULL, struct figures_query, query_fields);

#define S struct watch_row
#define COUNT(name) F_INT(S, #name, name, 0, INT64_MAX, 0)
static const struct field row_fields[] = {
    F_TEXT(S, "key", key, 64, FIELD_BLANK),
    F_TEXT(S, "name", name, 200, FIELD_OPT),
    COUNT(agreed),
    F_INT(S, "ordered", ordered, INT64_MIN, INT64_MAX, FIELD_SIGNED),
    F_INT(S, "accepted", accepted, INT64_MIN, INT64_MAX, FIELD_SIGNED),
    COUNT(expected_qty),
    F_RATIO(S, "progress", progress, 0),
    F_RATIO(S, "expected", expected, 0),
    F_MONEY(S, "amount", amount, FIELD_SIGNED),
    F_MONEY(S, "paid", paid, FIELD_SIGNED),
    COUNT(over),
    COUNT(shortages),
    COUNT(complaints),
    COUNT(markups),
    COUNT(credit),
    COUNT(lines),
    COUNT(answers_due),
    COUNT(in_time),
    F_RATIO(S, "answered", answered, 0),
    COUNT(undelivered),
    COUNT(unaccepted),
    COUNT(over_lines),
    COUNT(dearer),
    COUNT(overdue),
    F_MONEY(S, "overdue_amount", overdue_amount, 0),
    COUNT(overdue_days),
    F_DATE(S, "counted_on", counted_on, FIELD_OPT),
};
#undef S
static const struct shape row_shape = SHAPE("SupervisionRow", struct watch_row, row_fields);
struct figures {
    int64_t at;
    date today;
    struct list rows;
};
static const struct field figures_fields[] = {
    F_INSTANT(struct figures, "at", at, 0),
    F_DATE(struct figures, "today", today, 0),
    F_LIST(struct figures, "rows", rows, &row_shape, 0, ROWS_MAX, 0),
};
static const struct shape figures_shape = SHAPE("Supervision", struct figures, figures_fields);

static bool
figures_get(struct call *c)
{
    const struct figures_query *q = c->query;
    struct figures *out = arena_alloc(c->arena, sizeof(*out));
    struct watch_ask ask = {.pool = c->pool,
                            .project = q->project,
                            .region = q->region,
                            .institution = q->institution,
                            .by = q->by,
                            .today = c->today};
    sight_of(&c->who, &ask.sight);
    *out = (struct figures){.at = c->at, .today = c->today};
    return watch_figures(c->db, c->arena, &ask, &out->rows, &c->err) && reply(c, 200, out);
}

struct counted {
    date on;
    int64_t alerts;
};
static const struct field counted_fields[] = {
    F_DATE(struct counted, "counted_on", on, 0),
    F_INT(struct counted, "alerts", alerts, 0, INT64_MAX, 0),
};
static const struct shape counted_shape =
    SHAPE("SupervisionCounted", struct counted, counted_fields);

static bool
count_post(struct call *c)
{
    struct counted *out = arena_alloc(c->arena, sizeof(*out));
    struct watch_day w = {.pool = c->pool, .on = c->today};
    if (!whole_pool(c) || !count_watch(c->db, &w, &c->err))
        return false;
    *out = (struct counted){w.on, w.alerts};
    return reply(c, 200, out);
}

/* --- the order lines behind a figure --- */

static const char *const line_figures[] = {"answered", "undelivered", "unaccepted",
                                           "over",     "dearer",      "overdue"};
enum { LINE_OVERDUE = 5, LINE_FIGURES };
struct lines_query {
    struct page page;
    const char *project, *institution;
    int figure;
};
#define S struct lines_query
static const struct field lines_query_fields[] = {
    PAGE_FIELDS(S, page),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "institution", institution, 64, 0),
    F_ENUM(S, "figure", figure, line_figures, LINE_FIGURES, 0),
};
#undef S
static const struct shape lines_query_shape = SHAPE(NULL, struct lines_query, lines_query_fields);

struct line_row {
    const char *order, *product, *company, *payee;
    int64_t line, qty, open;
    date ordered_on, due_on;
    money price, left;
};
#define S struct line_row
static const struct field line_fields[] = {
    F_TEXT(S, "order", order, 64, 0),
    F_INT(S, "line", line, 1, INT64_MAX, 0),
    F_TEXT(S, "product", product, 64, 0),
    F_TEXT(S, "company", company, 64, 0),
    F_TEXT(S, "payee", payee, 64, 0),
    F_DATE(S, "ordered_on", ordered_on, 0),
    F_INT(S, "qty", qty, 0, INT64_MAX, 0),
    F_INT(S, "open", open, INT64_MIN, INT64_MAX, FIELD_SIGNED),
    F_DATE(S, "due_on", due_on, FIELD_OPT),
    F_MONEY(S, "price", price, 0),
    F_MONEY(S, "left", left, FIELD_OPT),
};
#undef S
static const struct shape line_shape = SHAPE("SupervisionOrder", struct line_row, line_fields);
static const struct field lines_fields[] = ROWS_FIELDS(&line_shape);
static const struct shape lines_shape = SHAPE("SupervisionOrders", struct rows_out, lines_fields);

static bool
lines_get(struct call *c)
{
    static const struct rows_page orders = {&q_watch_orders, &line_shape, 1},
                                  receipts = {&q_watch_receipts, &line_shape, 1};
    const struct lines_query *q = c->query;
    struct sight s;
    sight_of(&c->who, &s);
    return reply_rows(c, q->figure == LINE_OVERDUE ? &receipts : &orders, &q->page,
                      (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi),
                                           v_text(s.institution), v_text(q->project),
                                           v_text(q->institution), v_text(line_figures[q->figure]),
                                           v_date(c->arena, c->today)},
                      8);
}

/* --- key monitored items --- */

#define S struct monitored
static const struct field item_fields[] = {
    F_ENUM(S, "kind", kind, monitored_kind_names, MONITORED_KINDS, 0),
    F_TEXT(S, "subject", subject, 64, FIELD_OPT),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_ENUM(S, "figure", figure, monitored_figure_names, MONITORED_FIGURES, 0),
    F_INT(S, "threshold", threshold, 1, INT32_MAX, 0),
    F_TEXT(S, "reason", reason, TEXT_MAX, 0),
    F_TEXT(S, "clause", clause, TEXT_MAX, 0),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "to", to, 0),
};
#undef S
static const struct shape item_shape = SHAPE("MonitoredItemIn", struct monitored, item_fields);

static bool
item_put(struct call *c)
{
    struct monitored in = *(const struct monitored *)c->in;
    enum put how;
    in.item = c->arg[1];
    in.org = c->who.org;
    in.who = who_login(c);
    in.on = c->today;
    if (monitored_in_units(in.figure)) /* percent, yuan */
        in.threshold *= UNIT;
    return whole_pool(c) && monitored_put(c->db, c->arena, c->pool, &in, &how, &c->err) &&
           reply_done(c, (int)how);
}

static bool
item_end(struct call *c)
{
    enum put how;
    return monitored_end(c->db, c->arena, c->pool, c->arg[1], c->who.org, c->today, &how,
                         &c->err) &&
           reply_done(c, (int)how);
}

struct item_row {
    const char *item, *kind, *subject, *subject_name, *project, *figure, *reason, *clause, *org,
        *made_by;
    int64_t threshold;
    date from, to, made_on, ended_on, crossed_on;
};
#define S struct item_row
static const struct field item_row_fields[] = {
    F_TEXT(S, "item", item, 64, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_TEXT(S, "subject", subject, 64, FIELD_OPT),
    F_TEXT(S, "subject_name", subject_name, 200, FIELD_OPT),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "figure", figure, 16, 0),
    F_INT(S, "threshold", threshold, 0, INT64_MAX, 0),
    F_TEXT(S, "reason", reason, TEXT_MAX, 0),
    F_TEXT(S, "clause", clause, TEXT_MAX, 0),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "to", to, 0),
    F_TEXT(S, "org", org, 64, 0),
    F_TEXT(S, "made_by", made_by, 128, 0),
    F_DATE(S, "made_on", made_on, 0),
    F_DATE(S, "ended_on", ended_on, FIELD_OPT),
    F_DATE(S, "crossed_on", crossed_on, FIELD_OPT),
};
#undef S
static const struct shape item_row_shape = SHAPE("MonitoredItem", struct item_row, item_row_fields);
static const struct field items_fields[] = ROWS_FIELDS(&item_row_shape);
static const struct shape items_shape = SHAPE("MonitoredItems", struct rows_out, items_fields);

static bool
items_get(struct call *c)
{
    static const struct rows_page page = {&q_monitored_page, &item_row_shape, 1};
    struct sight s;
    sight_of(&c->who, &s);
    return reply_named_rows(c, &page, c->query,
                            (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi)}, 3);
}

/* --- alerts --- */

struct alert_row {
    const char *item, *on, *kind, *subject, *subject_name, *project, *figure, *seen_by, *note,
        *reason;
    int64_t value, threshold;
    date until, seen_on;
};
#define S struct alert_row
static const struct field alert_fields[] = {
    F_TEXT(S, "item", item, 64, 0),
    F_TEXT(S, "on", on, 10, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_TEXT(S, "subject", subject, 64, FIELD_OPT),
    F_TEXT(S, "subject_name", subject_name, 200, FIELD_OPT),
    F_TEXT(S, "project", project, 64, FIELD_OPT),
    F_TEXT(S, "figure", figure, 16, 0),
    F_INT(S, "value", value, 0, INT64_MAX, 0),
    F_INT(S, "threshold", threshold, 0, INT64_MAX, 0),
    F_DATE(S, "until", until, FIELD_OPT),
    F_TEXT(S, "seen_by", seen_by, 128, FIELD_OPT),
    F_DATE(S, "seen_on", seen_on, FIELD_OPT),
    F_TEXT(S, "note", note, TEXT_MAX, FIELD_OPT),
    F_TEXT(S, "reason", reason, TEXT_MAX, 0),
};
#undef S
static const struct shape alert_shape = SHAPE("Alert", struct alert_row, alert_fields);
static const struct field alerts_fields[] = ROWS_FIELDS(&alert_shape);
static const struct shape alerts_shape = SHAPE("Alerts", struct rows_out, alerts_fields);
struct alerts_query {
    struct page page;
    const char *state;
};
static const struct field alerts_query_fields[] = {
    PAGE_FIELDS(struct alerts_query, page),
    F_TEXT(struct alerts_query, "state", state, 16, FIELD_OPT),
};
static const struct shape alerts_query_shape =
    SHAPE(NULL, struct alerts_query, alerts_query_fields);

static bool
alerts_get(struct call *c)
{
    static const struct rows_page page = {&q_alert_page, &alert_shape, 2};
    const struct alerts_query *q = c->query;
    struct sight s;
    sight_of(&c->who, &s);
    return reply_named_rows(
        c, &page, &q->page,
        (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi), v_text(q->state)}, 4);
}

static const struct field note_fields[] = {F_TEXT(struct alert_note, "note", note, TEXT_MAX, 0)};
static const struct shape note_shape = SHAPE("AlertNote", struct alert_note, note_fields);

static bool
alert_post(struct call *c)
{
    struct alert_note n = *(const struct alert_note *)c->in;
    enum put how;
    n.item = c->arg[1];
    n.who = who_login(c);
    n.on = c->today;
    return call_arg_date(c, 2, &n.of) && whole_pool(c) &&
           alert_seen(c->db, c->arena, c->pool, &n, &how, &c->err) && reply_done(c, (int)how);
}

#define P "/v1/pools/:pool"
/* clang-format off */
static const struct route table[] = {
    {.id = "supervision.figures", .method = "GET", .path = P "/supervision", .roles = AS_READS,
     .where = READ, .scope = SCOPE_POOL, .query = &query_shape, .out = &figures_shape,
     .handle = figures_get, .summary = M_R_WATCH_FIGURES,
     .page = "supervision"},
    {.id = "supervision.count", .method = "POST", .path = P "/supervision", .roles = COUNTS,
     .where = WRITE, .scope = SCOPE_POOL, .out = &counted_shape, .handle = count_post,
     .summary = M_R_WATCH_COUNT,
     .page = "supervision"},
    {.id = "supervision.orders", .method = "GET", .path = P "/supervision/orders",
     .roles = AS_READS, .where = READ, .scope = SCOPE_POOL, .query = &lines_query_shape,
     .out = &lines_shape, .handle = lines_get, .summary = M_R_WATCH_ORDERS,
     .page = "supervision"},
    {.id = "monitored.put", .method = "PUT", .path = P "/monitored-items/:item", .roles = KEEPS,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &item_shape,
     .out = &done_shape, .handle = item_put, .summary = M_R_MONITORED_PUT,
     .page = "monitored-items"},
    {.id = "monitored.end", .method = "POST", .path = P "/monitored-items/:item/end",
     .roles = KEEPS, .where = WRITE, .scope = SCOPE_POOL, .out = &done_shape, .handle = item_end,
     .summary = M_R_MONITORED_END,
     .page = "monitored-items"},
    {.id = "monitored.list", .method = "GET", .path = P "/monitored-items", .roles = AS_READS,
     .where = READ, .scope = SCOPE_POOL, .query = &page_shape, .out = &items_shape,
     .handle = items_get, .summary = M_R_MONITORED,
     .page = "monitored-items"},
    {.id = "alert.list", .method = "GET", .path = P "/alerts", .roles = AS_READS, .where = READ,
     .scope = SCOPE_POOL, .query = &alerts_query_shape, .out = &alerts_shape,
     .handle = alerts_get, .summary = M_R_ALERTS,
     .page = "supervision"},
    {.id = "alert.seen", .method = "POST", .path = P "/alerts/:item/:day/note", .roles = KEEPS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &note_shape, .out = &done_shape,
     .handle = alert_post, .summary = M_R_ALERT_SEEN,
     .page = "supervision"},
};
/* clang-format on */
const struct routes watch_routes = ROUTES(table);
