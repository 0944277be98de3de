/* What hospitals owe their suppliers, by day, and paying it online. */
#include <string.h>

#include "base/core/text.h"
#include "fund/online.h"
#include "fund/query.h"
#include "fund/routes.h"
#include "words/fund.h"
#include "words/route_fund.h"

/* --- payables --- */

struct payable_out {
    const char *institution, *payee, *receipt, *order, *product, *project, *due_why;
    int64_t line, days_late;
    date accepted_on, due_on, in_time_until;
    bool due;
    money invoiced, left;
};
#define P struct payable_out
static const struct field payable_fields[] = {
    F_TEXT(P, "institution", institution, 64, 0),
    F_TEXT(P, "payee", payee, 64, 0),
    F_TEXT(P, "receipt", receipt, 64, 0),
    F_INT(P, "line", line, 1, INT64_MAX, 0),
    F_TEXT(P, "order", order, 64, 0),
    F_TEXT(P, "product", product, 64, 0),
    F_TEXT(P, "project", project, 64, FIELD_BLANK),
    F_DATE(P, "accepted_on", accepted_on, 0),
    F_DATE(P, "due_on", due_on, HAS(P, due)),
    F_DATE(P, "in_time_until", in_time_until, HAS(P, due)), /* rolled to a working day */
    F_TEXT(P, "due_why", due_why, 32, FIELD_BLANK),
    F_INT(P, "days_late", days_late, 0, INT32_MAX, 0),
    F_MONEY(P, "invoiced", invoiced, 0),
    F_MONEY(P, "left", left, 0),
};
#undef P
static const struct shape payable_shape = SHAPE("Payable", struct payable_out, payable_fields);
static const struct field payables_fields[] = {FUND_PAGE(&payable_shape)};
static const struct shape payables_shape = SHAPE("Payables", struct fund_page, payables_fields);

struct payables_query {
    struct page page;
    const char *project;
    date on;
    bool has_on, overdue;
};
static const struct field payables_query_fields[] = {
    PAGE_FIELDS(struct payables_query, page),
    F_TEXT(struct payables_query, "project", project, 64, FIELD_OPT),
    F_DATE(struct payables_query, "on", on, HAS(struct payables_query, has_on)),
    F_BOOL(struct payables_query, "overdue", overdue, FIELD_OPT),
};
static const struct shape payables_query_shape =
    SHAPE("PayableSearch", struct payables_query, payables_query_fields);

static void
fill_payable(const struct rows *r, size_t i, date on, struct payable_out *out)
{
    *out = (struct payable_out){.institution = row_text(r, i, 0),
                                .payee = row_text(r, i, 1),
                                .receipt = row_text(r, i, 2),
                                .line = row_int(r, i, 3),
                                .order = row_text(r, i, 4),
                                .product = row_text(r, i, 5),
                                .project = row_text(r, i, 6),
                                .due_why = row_text(r, i, 10),
                                .invoiced = {row_int(r, i, 11)},
                                .left = {row_int(r, i, 12)}};
    (void)date_parse(&out->accepted_on, row_text(r, i, 7));
    out->due = date_parse(&out->due_on, row_text(r, i, 8)) &&
               date_parse(&out->in_time_until, row_text(r, i, 9));
    if (out->due && on.day > out->in_time_until.day)
        out->days_late = on.day - out->in_time_until.day;
}

static bool
payables_get(struct call *c)
{
    const struct payables_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    date on = q->has_on ? q->on : c->today;
    int64_t limit = page_limit(&q->page), line = 0;
    const char *after[3];
    char day[DATE_TEXT_MAX], number[INT_TEXT_MAX];
    struct sight s;
    struct rows r;
    fund_sight(c, &s);
    if (!page_after(c, &q->page, 3, after))
        return false;
    if (*after[2] != '\0' && !int_parse(&line, after[2]))
        return err_set(&c->err, ERR_INPUT, M_FUND_CURSOR, .file = "?after");
    if (!db_run(c->db, &q_payable_page, c->arena, &r, &c->err, v_int(c->pool), V_SIGHT(s),
                v_text(date_text(on, day)), v_text(q->project), v_int(q->overdue), v_text(after[0]),
                v_text(after[1]), v_int(line), v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct payable_out *items = arena_array(c->arena, struct payable_out, n + 1);
    for (size_t i = 0; i < n; i++)
        fill_payable(&r, i, on, &items[i]);
    out->items = (struct list){items, n};
    out->next = "";
    if (r.n > n) {
        const char *last[] = {row_text(&r, n - 1, 9), items[n - 1].receipt,
                              int_text(items[n - 1].line, number)};
        out->next = page_next(c, 3, last);
    }
    return reply(c, 200, out);
}

/* --- online settlement --- */

static const struct field line_fields[] = {
    F_TEXT(struct online_line, "invoice", invoice, 64, 0),
    F_TEXT(struct online_line, "receipt", receipt, 64, 0),
    F_INT(struct online_line, "receipt_line", receipt_line, 1, INT64_MAX, 0),
    F_MONEY(struct online_line, "amount", amount, FIELD_OPT),
};
static const struct shape line_shape = SHAPE("OnlinePaymentLine", struct online_line, line_fields);

struct online_in {
    const char *number;
    struct list lines;
};
static const struct field online_in_fields[] = {
    F_TEXT(struct online_in, "number", number, 64, 0),
    F_LIST(struct online_in, "lines", lines, &line_shape, 1, ONLINE_LINES_MAX, 0),
};
static const struct shape online_in_shape =
    SHAPE("OnlinePaymentIn", struct online_in, online_in_fields);

struct online_out {
    const char *number, *reference, *institution, *payee, *state, *made_by, *approved_by, *ended_by,
        *reason;
    money amount;
    date made_on, approved_on, answered_on, ended_on;
    bool approved, answered, ended;
    struct list lines;
};
#define O struct online_out
static const struct field online_fields[] = {
    F_TEXT(O, "number", number, 64, 0),
    F_TEXT(O, "reference", reference, 80, 0), /* for the bank */
    F_TEXT(O, "institution", institution, 64, 0),
    F_TEXT(O, "payee", payee, 64, 0),
    F_MONEY(O, "amount", amount, 0),
    F_TEXT(O, "state", state, 16, 0),
    F_TEXT(O, "made_by", made_by, 128, 0),
    F_DATE(O, "made_on", made_on, 0),
    F_TEXT(O, "approved_by", approved_by, 128, FIELD_BLANK),
    F_DATE(O, "approved_on", approved_on, HAS(O, approved)),
    F_DATE(O, "answered_on", answered_on, HAS(O, answered)),
    F_TEXT(O, "ended_by", ended_by, 128, FIELD_OPT), /* withdrawn or refused */
    F_DATE(O, "ended_on", ended_on, HAS(O, ended)),
    F_TEXT(O, "reason", reason, 500, FIELD_OPT),
    F_LIST(O, "lines", lines, &line_shape, 0, ONLINE_LINES_MAX, FIELD_OPT),
};
#undef O
static const struct shape online_shape = SHAPE("OnlinePayment", struct online_out, online_fields);
static const struct field onlines_fields[] = {FUND_PAGE(&online_shape)};
static const struct shape onlines_shape = SHAPE("OnlinePayments", struct fund_page, onlines_fields);

static void
fill_online(struct call *c, const struct online_payment *p, struct online_out *out)
{
    *out = (struct online_out){.number = p->number,
                               .reference = arena_printf(c->arena, "online/%s", p->number),
                               .institution = p->institution,
                               .payee = p->payee,
                               .state = online_state_names[p->state],
                               .made_by = p->made_by,
                               .approved_by = p->approved_by,
                               .amount = p->amount,
                               .made_on = p->made_on,
                               .approved_on = p->approved_on,
                               .answered_on = p->answered_on,
                               .approved = p->approved_on.day != 0,
                               .answered = p->answered_on.day != 0,
                               .ended_by = p->end.by,
                               .ended_on = p->end.on,
                               .reason = p->end.reason,
                               .ended = p->end.on.day != 0,
                               .lines = {p->line, p->n}};
}

/* The payment of the path, for whoever may see it. */
static bool
online_reply(struct call *c, const char *number, unsigned status)
{
    struct online_out *out = arena_alloc(c->arena, sizeof(*out));
    struct online_payment p;
    struct sight s;
    bool found;
    fund_sight(c, &s);
    if (!online_get(c->db, c->arena, c->pool, number, &p, &found, &c->err))
        return false;
    if (!found || (*s.institution != '\0' && strcmp(s.institution, p.institution) != 0) ||
        (*s.company != '\0' && strcmp(s.company, p.payee) != 0))
        return err_set(&c->err, ERR_NOT_FOUND, M_ONLINE_NONE, {number});
    fill_online(c, &p, out);
    return reply(c, status, out);
}

static bool
online_post(struct call *c)
{
    const struct online_in *in = c->in;
    const struct online_payment p = {.number = in->number,
                                     .institution = c->who.org,
                                     .line = in->lines.at,
                                     .n = in->lines.n,
                                     .made_by = who_login(c),
                                     .made_on = c->today};
    enum put how;
    return online_make(c->db, c->arena, c->pool, &p, &how, &c->err) &&
           online_reply(c, in->number, how == PUT_NEW ? 201 : 200);
}

static bool
online_approval(struct call *c)
{
    enum put how;
    return online_approve(c->db, c->arena, c->pool, c->arg[1], c->who.org, who_login(c), c->today,
                          &how, &c->err) &&
           online_reply(c, c->arg[1], 200);
}

static bool
online_ends(struct call *c, enum ending_how how)
{
    const struct ending_in *in = c->in;
    enum put put;
    return online_end(c->db, c->arena, c->pool, c->arg[1], c->who.org, how, who_login(c),
                      in->reason, c->today, &put, &c->err) &&
           online_reply(c, c->arg[1], 200);
}

static bool
online_withdraw(struct call *c)
{
    return online_ends(c, ENDING_WITHDRAWN);
}

static bool
online_refuse(struct call *c)
{
    return online_ends(c, ENDING_REFUSED);
}

static bool
online_one(struct call *c)
{
    return online_reply(c, c->arg[1], 200);
}

struct onlines_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field onlines_query_fields[] = {
    PAGE_FIELDS(struct onlines_query, page),
    F_ENUM(struct onlines_query, "state", state, online_state_names, ONLINE_STATES,
           HAS(struct onlines_query, has_state)),
};
static const struct shape onlines_query_shape =
    SHAPE("OnlinePaymentSearch", struct onlines_query, onlines_query_fields);

static bool
onlines_get(struct call *c)
{
    const struct onlines_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    size_t n, limit = (size_t)page_limit(&q->page);
    struct online_payment *list;
    const char *after[1];
    struct sight s;
    fund_sight(c, &s);
    if (!page_after(c, &q->page, 1, after))
        return false;
    const struct online_search k = {.pool = c->pool,
                                    .institution = s.institution,
                                    .payee = s.company,
                                    .state = q->has_state ? online_state_names[q->state] : "",
                                    .lo = s.lo,
                                    .hi = s.hi,
                                    .after = after[0],
                                    .limit = limit + 1};
    if (!online_list(c->db, c->arena, &k, &list, &n, &c->err))
        return false;
    size_t show = n > limit ? limit : n;
    struct online_out *items = arena_array(c->arena, struct online_out, show + 1);
    for (size_t i = 0; i < show; i++)
        fill_online(c, &list[i], &items[i]);
    *out =
        (struct fund_page){{items, show}, n > show ? page_next(c, 1, &items[show - 1].number) : ""};
    return reply(c, 200, out);
}

#define ONLINE "/v1/pools/:pool/online-payments"
#define READERS (FUND_OFFICES | FUND_PARTIES | AS_COUNTY)
/* clang-format off */
static const struct route routes[] = {
    {.id = "payables.list", .method = "GET", .path = "/v1/pools/:pool/payables",
     .roles = READERS | AS_MONITOR, .where = READ, .scope = SCOPE_POOL,
     .query = &payables_query_shape, .out = &payables_shape, .handle = payables_get,
     .summary = M_R_PAYABLES, .page = "payables"},
    {.id = "online.make", .method = "POST", .path = ONLINE, .roles = AS_HOSPITAL,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &online_in_shape,
     .out = &online_shape, .handle = online_post, .summary = M_R_ONLINE_MAKE,
     .page = "payables"},
    {.id = "online.list", .method = "GET", .path = ONLINE, .roles = READERS, .where = READ,
     .scope = SCOPE_POOL, .query = &onlines_query_shape, .out = &onlines_shape,
     .handle = onlines_get, .summary = M_R_ONLINES, .page = "payables"},
    {.id = "online.get", .method = "GET", .path = ONLINE "/:number", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &online_shape, .handle = online_one,
     .summary = M_R_ONLINE, .page = "payables"},
    {.id = "online.approve", .method = "POST", .path = ONLINE "/:number/approval",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .out = &online_shape,
     .handle = online_approval, .summary = M_R_ONLINE_APPROVE, .page = "payables"},
    {.id = "online.withdraw", .method = "POST", .path = ONLINE "/:number/withdrawal",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .in = &ending_in_shape,
     .out = &online_shape, .handle = online_withdraw, .summary = M_R_ONLINE_WITHDRAW,
     .page = "payables"},
    {.id = "online.refuse", .method = "POST", .path = ONLINE "/:number/refusal",
     .roles = AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL, .in = &ending_in_shape,
     .out = &online_shape, .handle = online_refuse, .summary = M_R_ONLINE_REFUSE,
     .page = "payables"},
};
/* clang-format on */
const struct routes fund_payable_routes = ROUTES(routes);
