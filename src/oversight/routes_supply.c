/* routes_supply.c - shortages that go from office to office, substitute suppliers, and what winners
 * say that they can deliver (G3). */
#include <stdio.h>

#include "http/rows.h"
#include "oversight/call.h"
#include "oversight/level.h"
#include "oversight/query.h"
#include "oversight/routes.h"
#include "oversight/supply_report.h"
#include "words/supply.h"

enum { CODE = 64, TEXT = 2000 };

static struct shortage_work
work_of(struct call *c)
{
    return (struct shortage_work){c->db, c->arena, c->pool, c->arg[1], c->today};
}

/* --- where cases lie --- */

struct level_row {
    const char *number, *region, *answer, *institution, *company, *product;
    int64_t seq;
    int level, state;
    date since, answer_by, answered_on;
    qty missing;
};
#define S struct level_row
static const struct field level_fields[] = {
    F_TEXT(S, "case", number, CODE, 0),
    F_INT(S, "seq", seq, 1, INT64_MAX, 0),
    F_ENUM(S, "level", level, office_level_names, OFFICE_LEVELS, 0),
    F_TEXT(S, "region", region, CODE, 0),
    F_DATE(S, "since", since, 0),
    F_DATE(S, "answer_by", answer_by, 0),
    F_ENUM(S, "state", state, level_state_names, LEVEL_STATES, 0),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(S, "answer", answer, TEXT, FIELD_OPT | FIELD_LINES),
    F_TEXT(S, "hospital", institution, CODE, 0),
    F_TEXT(S, "company", company, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_QTY(S, "missing", missing, 0),
};
#undef S
static const struct shape level_shape = SHAPE("ShortageLevel", struct level_row, level_fields);
static const struct field levels_fields[] = ROWS_FIELDS(&level_shape);
static const struct shape levels_shape = SHAPE("ShortageLevels", struct rows_out, levels_fields);

struct levels_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field levels_query_fields[] = {
    PAGE_FIELDS(struct levels_query, page),
    F_ENUM(struct levels_query, "state", state, level_state_names, LEVEL_STATES,
           HAS(struct levels_query, has_state)),
};
static const struct shape levels_query_shape =
    SHAPE("ShortageLevelSearch", struct levels_query, levels_query_fields);

static bool
levels_get(struct call *c)
{
    static const struct rows_page list = {&q_level_list, &level_shape, 1};
    const struct levels_query *q = c->query;
    struct sight s;
    fund_sight(c, &s);
    return reply_rows(c, &list, &q->page,
                      (const struct val[]){v_int(c->pool), V_SIGHT(s),
                                           v_text(q->has_state ? level_state_names[q->state] : "")},
                      6);
}

static const char *const outcomes[] = {"solved", "passed"};
struct answer_in {
    int outcome;
    const char *text;
};
static const struct field answer_fields[] = {
    F_ENUM(struct answer_in, "outcome", outcome, outcomes, 2, 0),
    F_TEXT(struct answer_in, "text", text, TEXT, FIELD_LINES),
};
static const struct shape answer_shape =
    SHAPE("ShortageOfficeAnswer", struct answer_in, answer_fields);

static bool
shortage_answer(struct call *c)
{
    const struct answer_in *in = c->in;
    const struct shortage_work w = work_of(c);
    const struct level_work l = shortage_level(&w);
    const struct level_answer a = {
        .region = c->who.region, .who = who_login(c), .text = in->text, .solved = in->outcome == 0};
    return own_case(c) && answer_level(&l, &a, &c->err) && fund_done(c, 1, 0);
}

/* --- substitutes --- */

struct candidate_out {
    const char *product, *company, *kind;
    bool listed;
    money price;
    qty capacity, stock;
};
#define S struct candidate_out
static const struct field candidate_fields[] = {
    F_TEXT(S, "product", product, CODE, 0), F_TEXT(S, "company", company, CODE, 0),
    F_TEXT(S, "kind", kind, 16, 0),         F_BOOL(S, "listed", listed, 0),
    F_MONEY(S, "price", price, 0),          F_QTY(S, "capacity", capacity, FIELD_OPT),
    F_QTY(S, "stock", stock, FIELD_OPT),
};
#undef S
static const struct shape candidate_shape =
    SHAPE("SubstituteCandidate", struct candidate_out, candidate_fields);
struct candidates_out {
    struct list items;
};
static const struct field candidates_fields[] = {
    F_LIST(struct candidates_out, "items", items, &candidate_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape candidates_shape =
    SHAPE("SubstituteCandidates", struct candidates_out, candidates_fields);

static bool
candidates_get(struct call *c)
{
    const struct shortage_work w = work_of(c);
    struct candidates_out *out = arena_alloc(c->arena, sizeof(*out));
    struct candidate *list;
    size_t n;
    if (!own_case(c) || !call_candidates(&w, &list, &n, &c->err))
        return false;
    n = n > SHAPE_LIST_MAX ? SHAPE_LIST_MAX : n;
    struct candidate_out *items = arena_array(c->arena, struct candidate_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] =
            (struct candidate_out){list[i].product, list[i].company,  list[i].kind, list[i].listed,
                                   list[i].price,   list[i].capacity, list[i].stock};
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

struct call_in {
    const char *product;
};
static const struct field call_fields[] = {F_TEXT(struct call_in, "product", product, CODE, 0)};
static const struct shape call_shape = SHAPE("SupplyCallIn", struct call_in, call_fields);

static bool
call_post(struct call *c)
{
    const struct call_in *in = c->in;
    const struct shortage_work w = work_of(c);
    enum put how;
    return own_case(c) && call_up(&w, in->product, who_login(c), &how, &c->err) &&
           fund_done_one(c, how);
}

struct call_row {
    const char *number, *product, *company, *kind, *note, *institution;
    money price;
    int state;
    date called_on, answered_on;
    qty missing;
};
#define S struct call_row
static const struct field call_row_fields[] = {
    F_TEXT(S, "case", number, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "company", company, CODE, 0),
    F_MONEY(S, "price", price, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_DATE(S, "called_on", called_on, 0),
    F_ENUM(S, "state", state, call_state_names, CALL_STATES, 0),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_TEXT(S, "note", note, TEXT, FIELD_OPT | FIELD_LINES),
    F_TEXT(S, "hospital", institution, CODE, 0),
    F_QTY(S, "missing", missing, 0),
};
#undef S
static const struct shape call_row_shape = SHAPE("SupplyCall", struct call_row, call_row_fields);
static const struct field calls_fields[] = ROWS_FIELDS(&call_row_shape);
static const struct shape calls_shape = SHAPE("SupplyCalls", struct rows_out, calls_fields);

static bool
calls_get(struct call *c)
{
    static const struct rows_page list = {&q_call_list, &call_row_shape, 2};
    const struct page_query *q = c->query;
    struct sight s;
    fund_sight(c, &s);
    return reply_named_rows(c, &list, &q->page, (const struct val[]){v_int(c->pool), V_SIGHT(s)},
                            5);
}

struct agree_in {
    bool agree;
    const char *note;
};
static const struct field agree_fields[] = {
    F_BOOL(struct agree_in, "agree", agree, 0),
    F_TEXT(struct agree_in, "note", note, TEXT, FIELD_OPT | FIELD_LINES),
};
static const struct shape agree_shape = SHAPE("SupplyCallAnswer", struct agree_in, agree_fields);

static bool
call_answer_post(struct call *c)
{
    const struct agree_in *in = c->in;
    const struct shortage_work w = work_of(c);
    return answer_call(&w, c->arg[2], c->who.org, in->agree, in->note, &c->err) &&
           fund_done(c, 1, 0);
}

/* --- capacity and stock --- */

struct report_in {
    const char *project, *product, *note;
    month month;
    qty capacity, stock;
};
#define S struct report_in
static const struct field report_fields[] = {
    F_TEXT(S, "project", project, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_MONTH(S, "month", month, 0),
    F_QTY(S, "capacity", capacity, 0),
    F_QTY(S, "stock", stock, 0),
    F_TEXT(S, "note", note, TEXT, FIELD_OPT | FIELD_LINES),
};
#undef S
static const struct shape report_shape = SHAPE("SupplyReportIn", struct report_in, report_fields);
struct reports_in {
    struct list items;
};
static const struct field reports_in_fields[] = {
    F_LIST(struct reports_in, "items", items, &report_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape reports_in_shape =
    SHAPE("SupplyReportsIn", struct reports_in, reports_in_fields);

static bool
reports_post(struct call *c)
{
    const struct reports_in *in = c->in;
    const struct report_in *r = in->items.at;
    int64_t fresh = 0, same = 0;
    for (size_t i = 0; i < in->items.n; i++) {
        const struct supply_report s = {.project = r[i].project,
                                        .product = r[i].product,
                                        .company = c->who.org,
                                        .month = r[i].month,
                                        .capacity = r[i].capacity,
                                        .stock = r[i].stock,
                                        .note = r[i].note};
        enum put how;
        if (!supply_report_put(c->db, c->arena, c->pool, &s, c->today, &how, &c->err))
            return fund_item_place(c, i);
        fresh += how != PUT_SAME;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

struct report_row {
    const char *project, *product, *company, *note;
    month month;
    qty capacity, stock, waiting;
    bool is_short;
    date on;
};
#define S struct report_row
static const struct field report_row_fields[] = {
    F_TEXT(S, "project", project, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_MONTH(S, "month", month, 0),
    F_TEXT(S, "company", company, CODE, 0),
    F_QTY(S, "capacity", capacity, 0),
    F_QTY(S, "stock", stock, 0),
    F_QTY(S, "waiting", waiting, 0), /* ordered, and not delivered yet */
    F_BOOL(S, "short", is_short, 0), /* more than can be delivered */
    F_TEXT(S, "note", note, TEXT, FIELD_OPT | FIELD_LINES),
    F_DATE(S, "reported_on", on, 0),
};
#undef S
static const struct shape report_row_shape =
    SHAPE("SupplyReport", struct report_row, report_row_fields);
static const struct field reports_fields[] = ROWS_FIELDS(&report_row_shape);
static const struct shape reports_shape = SHAPE("SupplyReports", struct rows_out, reports_fields);

struct reports_query {
    struct page page;
    month month;
    bool is_short;
};
static const struct field reports_query_fields[] = {
    PAGE_FIELDS(struct reports_query, page),
    F_MONTH(struct reports_query, "month", month, 0),
    F_BOOL(struct reports_query, "short", is_short, FIELD_OPT),
};
static const struct shape reports_query_shape =
    SHAPE("SupplyReportSearch", struct reports_query, reports_query_fields);

static struct val
own_company(struct call *c)
{
    return v_text((c->who.roles & AS_COMPANY) != 0 ? c->who.org : "");
}

static bool
reports_get(struct call *c)
{
    static const struct rows_page list = {&q_supply_report_list, &report_row_shape, 2};
    const struct reports_query *q = c->query;
    char ym[MONTH_TEXT_MAX];
    return reply_named_rows(c, &list, &q->page,
                            (const struct val[]){v_int(c->pool), own_company(c),
                                                 v_text(month_text(q->month, ym)),
                                                 v_int(q->is_short)},
                            4);
}

struct missing_row {
    const char *project, *product, *company;
};
#define S struct missing_row
static const struct field missing_fields[] = {
    F_TEXT(S, "project", project, CODE, 0),
    F_TEXT(S, "product", product, CODE, 0),
    F_TEXT(S, "company", company, CODE, 0),
};
#undef S
static const struct shape missing_shape =
    SHAPE("SupplyReportMissing", struct missing_row, missing_fields);
static const struct field missings_fields[] = ROWS_FIELDS(&missing_shape);
static const struct shape missings_shape =
    SHAPE("SupplyReportsMissing", struct rows_out, missings_fields);

struct missing_query {
    struct page page;
    month month;
};
static const struct field missing_query_fields[] = {
    PAGE_FIELDS(struct missing_query, page),
    F_MONTH(struct missing_query, "month", month, 0),
};
static const struct shape missing_query_shape =
    SHAPE("SupplyReportMissingSearch", struct missing_query, missing_query_fields);

static bool
missing_get(struct call *c)
{
    static const struct rows_page list = {&q_supply_report_missing, &missing_shape, 3};
    const struct missing_query *q = c->query;
    date first = month_first(q->month),
         last = date_add_days(month_first(month_add(q->month, 1)), -1);
    return reply_named_rows(c, &list, &q->page,
                            (const struct val[]){v_int(c->pool), own_company(c),
                                                 v_date(c->arena, first), v_date(c->arena, last)},
                            4);
}

#define POOL "/v1/pools/:pool"
#define OFFICE_BUREAUS (AS_PROVINCE | AS_CITY | AS_COUNTY)
/* clang-format off */
static const struct route routes[] = {
    {.id = "shortage.levels", .method = "GET", .path = POOL "/shortage-levels",
     .roles = OVERSIGHT_READERS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .query = &levels_query_shape, .out = &levels_shape, .handle = levels_get,
     .page = "shortages", .summary = M_R_LEVEL_LIST},
    {.id = "shortage.answer", .method = "POST", .path = POOL "/shortages/:number/answer",
     .roles = OFFICE_BUREAUS, .where = WRITE, .scope = SCOPE_POOL, .in = &answer_shape,
     .out = &fund_done_shape, .handle = shortage_answer,
     .page = "shortages", .summary = M_R_SHORTAGE_ANSWER},
    {.id = "shortage.candidates", .method = "GET", .path = POOL "/shortages/:number/candidates",
     .roles = OVERSIGHT_READERS | AS_HOSPITAL, .where = READ, .scope = SCOPE_POOL,
     .out = &candidates_shape, .handle = candidates_get,
     .page = "shortages", .summary = M_R_CANDIDATES},
    {.id = "shortage.call", .method = "POST", .path = POOL "/shortages/:number/calls",
     .roles = OFFICE_BUREAUS, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &call_shape, .out = &fund_done_shape, .handle = call_post,
     .page = "shortages", .summary = M_R_CALL_UP},
    {.id = "supply_call.list", .method = "GET", .path = POOL "/supply-calls",
     .roles = OVERSIGHT_READERS | FUND_PARTIES, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &calls_shape, .handle = calls_get,
     .page = "shortages", .summary = M_R_CALL_LIST},
    {.id = "supply_call.answer", .method = "POST",
     .path = POOL "/supply-calls/:number/:product/answer", .roles = AS_REGISTRANT, .where = WRITE,
     .scope = SCOPE_POOL, .in = &agree_shape, .out = &fund_done_shape, .handle = call_answer_post,
     .page = "shortages", .summary = M_R_CALL_ANSWER},
    {.id = "supply_report.put", .method = "POST", .path = POOL "/supply-reports",
     .roles = AS_REGISTRANT, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &reports_in_shape, .out = &fund_done_shape, .handle = reports_post,
     .page = "supply-reports", .summary = M_R_SUPPLY_REPORT, .body_max = 512 * 1024},
    {.id = "supply_report.list", .method = "GET", .path = POOL "/supply-reports",
     .roles = OVERSIGHT_READERS | AS_REGISTRANT, .where = READ, .scope = SCOPE_POOL,
     .query = &reports_query_shape, .out = &reports_shape, .handle = reports_get,
     .page = "supply-reports", .summary = M_R_SUPPLY_REPORTS},
    {.id = "supply_report.missing", .method = "GET", .path = POOL "/missing-supply-reports",
     .roles = OVERSIGHT_READERS | AS_REGISTRANT, .where = READ, .scope = SCOPE_POOL,
     .query = &missing_query_shape, .out = &missings_shape, .handle = missing_get,
     .page = "supply-reports", .summary = M_R_SUPPLY_MISSING},
};
/* clang-format on */
const struct routes supply_routes = ROUTES(routes);
