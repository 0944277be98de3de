/* routes_period.c - months are locked and read, before and after; corrections of trade are asked
 * for and decided. */
#include <string.h>

#include "access/role.h"
#include "fund/lock.h"
#include "fund/routes.h"
#include "fund/routes_period.h"
#include "trade/correct.h"
#include "words/http.h"
#include "words/period.h"

enum { DOCUMENT_MAX = 300 }; /* what was corrected is named after it and its correction */

/* --- months --- */

struct period_out {
    month month;
    date locked_on;
    const char *locked_by;
    int64_t corrections;
};
#define P struct period_out
static const struct field period_fields[] = {
    F_MONTH(P, "month", month, 0),
    F_DATE(P, "locked_on", locked_on, 0),
    F_TEXT(P, "locked_by", locked_by, 64, 0),
    F_INT(P, "corrections", corrections, 0, INT64_MAX, 0),
};
#undef P
static const struct shape period_shape = SHAPE("Period", struct period_out, period_fields);
struct items_out {
    struct list items;
    const char *next;
};
static const struct field periods_fields[] = {
    F_LIST(struct items_out, "items", items, &period_shape, 0, 10000, 0)};
static const struct shape periods_shape = SHAPE("Periods", struct items_out, periods_fields);

static bool
periods_get(struct call *c)
{
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    struct period *list;
    size_t n;
    if (!period_list(c->db, c->arena, c->pool, &list, &n, &c->err))
        return false;
    struct period_out *it = arena_array(c->arena, struct period_out, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct period_out){list[i].month, list[i].locked_on, list[i].locked_by,
                                    list[i].corrections};
    out->items = (struct list){it, n};
    return reply(c, 200, out);
}

struct month_in {
    month month;
};
static const struct field month_fields[] = {F_MONTH(struct month_in, "month", month, 0)};
static const struct shape month_shape = SHAPE("PeriodLock", struct month_in, month_fields);

static bool
period_post(struct call *c)
{
    const struct month_in *in = c->in;
    enum put how;
    return fund_whole_pool(c) &&
           lock_month(c->db, c->arena, c->pool, in->month, c->who.user, c->today, &how, &c->err) &&
           periods_get(c);
}

/* --- one of them: before and after --- */

struct figure_out {
    const char *project, *institution;
    qty accepted, accepted_now;
    money amount, amount_now, paid, paid_now;
};
#define F struct figure_out
static const struct field figure_fields[] = {
    F_TEXT(F, "project", project, 64, FIELD_BLANK),
    F_TEXT(F, "institution", institution, 64, 0),
    F_QTY(F, "accepted", accepted, FIELD_SIGNED),
    F_QTY(F, "accepted_now", accepted_now, FIELD_SIGNED),
    F_MONEY(F, "amount", amount, FIELD_SIGNED),
    F_MONEY(F, "amount_now", amount_now, FIELD_SIGNED),
    F_MONEY(F, "paid", paid, FIELD_SIGNED),
    F_MONEY(F, "paid_now", paid_now, FIELD_SIGNED),
};
#undef F
static const struct shape figure_shape = SHAPE("PeriodFigure", struct figure_out, figure_fields);
static const struct field figures_fields[] = {
    F_LIST(struct items_out, "items", items, &figure_shape, 0, 1000000, 0)};
static const struct shape figures_shape = SHAPE("PeriodFigures", struct items_out, figures_fields);

static bool
period_show(struct call *c)
{
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    struct period_figure *list;
    size_t n;
    month m;
    if (!call_arg_month(c, 1, &m) ||
        !period_figures(c->db, c->arena, c->pool, m, &list, &n, &c->err))
        return false;
    struct figure_out *it = arena_array(c->arena, struct figure_out, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = (struct figure_out){list[i].project,      list[i].institution, list[i].accepted,
                                    list[i].accepted_now, list[i].amount,      list[i].amount_now,
                                    list[i].paid,         list[i].paid_now};
    out->items = (struct list){it, n};
    return reply(c, 200, out);
}

/* --- corrections --- */

struct redo_out {
    const char *number, *document, *udi, *reason, *asked_by, *decided_by;
    int kind, state;
    int64_t line;
    qty qty;
    money amount;
    month month;
    date asked_on, decided_on;
};
#define A struct redo_out
static const struct field redo_fields[] = {
    F_TEXT(A, "number", number, 64, 0),
    F_ENUM(A, "kind", kind, redo_kind_names, REDO_KINDS, 0),
    F_TEXT(A, "document", document, DOCUMENT_MAX, 0),
    F_INT(A, "line", line, 0, INT64_MAX, FIELD_OPT),
    F_MONTH(A, "month", month, 0),
    F_QTY(A, "qty", qty, 0),
    F_MONEY(A, "amount", amount, 0),
    F_TEXT(A, "udi", udi, 4000, FIELD_OPT),
    F_TEXT(A, "reason", reason, 500, 0),
    F_ENUM(A, "state", state, redo_state_names, REDO_STATES, 0),
    F_TEXT(A, "asked_by", asked_by, 64, 0),
    F_DATE(A, "asked_on", asked_on, 0),
    F_TEXT(A, "decided_by", decided_by, 64, FIELD_OPT),
    F_DATE(A, "decided_on", decided_on, FIELD_OPT),
};
#undef A
static const struct shape redo_shape = SHAPE("TradeCorrection", struct redo_out, redo_fields);
static const struct field redos_fields[] = {
    F_LIST(struct items_out, "items", items, &redo_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct items_out, "next", next, CURSOR_MAX, FIELD_OPT),
};
static const struct shape redos_shape = SHAPE("TradeCorrections", struct items_out, redos_fields);

static struct redo_out
out_of(const struct redo *x)
{
    return (struct redo_out){x->number,     x->document,  x->udi,        x->reason,    x->asked_by,
                             x->decided_by, (int)x->kind, (int)x->state, x->line,      x->qty,
                             x->amount,     x->month,     x->asked_on,   x->decided_on};
}

struct redos_query {
    struct page page;
    bool has_month, has_state;
    month month;
    int state;
};
static const struct field redos_query_fields[] = {
    PAGE_FIELDS(struct redos_query, page),
    F_MONTH(struct redos_query, "month", month, HAS(struct redos_query, has_month)),
    F_ENUM(struct redos_query, "state", state, redo_state_names, REDO_STATES,
           HAS(struct redos_query, has_state)),
};
static const struct shape redos_query_shape =
    SHAPE("TradeCorrectionSearch", struct redos_query, redos_query_fields);

static bool
redos_get(struct call *c)
{
    const struct redos_query *q = c->query;
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    size_t limit = (size_t)page_limit(&q->page), n;
    char text[MONTH_TEXT_MAX];
    const char *after[1];
    struct redo *list;
    if (!page_after(c, &q->page, 1, after) ||
        !redo_list(c->db, c->arena, c->pool, after[0], q->has_state ? q->state : -1,
                   q->has_month ? month_text(q->month, text) : "", limit + 1, &list, &n, &c->err))
        return false;
    size_t shown = n > limit ? limit : n;
    struct redo_out *it = arena_array(c->arena, struct redo_out, shown + 1);
    for (size_t i = 0; i < shown; i++)
        it[i] = out_of(&list[i]);
    *out = (struct items_out){{it, shown}, ""};
    if (n > shown)
        out->next = page_next(c, 1, &list[shown - 1].number);
    return reply(c, 200, out);
}

struct ask_in {
    const char *number, *document, *udi, *reason;
    int kind;
    int64_t line;
    qty qty;
    money amount;
};
#define A struct ask_in
static const struct field ask_fields[] = {
    F_TEXT(A, "number", number, 64, 0),
    F_ENUM(A, "kind", kind, redo_kind_names, REDO_KINDS, 0),
    F_TEXT(A, "document", document, DOCUMENT_MAX, 0),
    F_INT(A, "line", line, 1, 100000, FIELD_OPT),
    F_QTY(A, "qty", qty, FIELD_OPT),
    F_MONEY(A, "amount", amount, FIELD_OPT),
    F_TEXT(A, "udi", udi, 4000, FIELD_OPT),
    F_TEXT(A, "reason", reason, 500, 0),
};
#undef A
static const struct shape ask_shape = SHAPE("TradeCorrectionNew", struct ask_in, ask_fields);

static bool
is_own(const struct call *c)
{
    return strcmp(c->who.org_kind, org_kind_names[ORG_INSTITUTION]) == 0;
}

/* An institution asks for its own documents; what is a stranger's is not there. An office asks for
 * all, if it answers for the whole pool. */
static struct trade
trade_of(struct call *c, struct trade_memo *memo)
{
    return (struct trade){.db = c->db,
                          .arena = c->arena,
                          .pool = c->pool,
                          .memo = memo,
                          .institution = is_own(c) ? c->who.org : NULL};
}

static bool
redo_show(struct call *c, struct trade *t, const char *number, unsigned status)
{
    struct redo_out *out = arena_alloc(c->arena, sizeof(*out));
    struct redo x;
    bool found;
    if (!redo_get(t, number, &x, &found, &c->err))
        return false;
    if (!found)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    *out = out_of(&x);
    return reply(c, status, out);
}

static bool
redo_post(struct call *c)
{
    const struct ask_in *in = c->in;
    struct trade_memo *memo = arena_alloc(c->arena, sizeof(*memo));
    struct trade t = trade_of(c, memo);
    bool payment = in->kind == REDO_PAYMENT;
    const struct redo x = {.number = in->number,
                           .kind = (enum redo_kind)in->kind,
                           .document = in->document,
                           .line = payment        ? 0
                                   : in->line > 0 ? in->line
                                                  : 1,
                           .qty = {payment ? 0 : in->qty.pieces},
                           .amount = {payment ? in->amount.units : 0},
                           .udi = in->udi,
                           .reason = in->reason,
                           .asked_by = c->who.user,
                           .asked_on = c->today};
    enum put how;
    return (is_own(c) || fund_whole_pool(c)) && ask_redo(&t, &x, &how, &c->err) &&
           redo_show(c, &t, in->number, how == PUT_NEW ? 201 : 200);
}

struct decide_in {
    bool done;
};
static const struct field decide_fields[] = {F_BOOL(struct decide_in, "done", done, 0)};
static const struct shape decide_shape =
    SHAPE("TradeCorrectionDecision", struct decide_in, decide_fields);

static bool
redo_decide(struct call *c)
{
    const struct decide_in *in = c->in;
    struct trade_memo *memo = arena_alloc(c->arena, sizeof(*memo));
    struct trade t = trade_of(c, memo);
    enum put how;
    return fund_whole_pool(c) &&
           decide_redo(&t, c->arg[1], in->done, c->who.user, c->today, &how, &c->err) &&
           redo_show(c, &t, c->arg[1], 200);
}

#define ANSWERS (AS_PROVINCE | AS_CITY | AS_MONITOR | AS_FUND)
#define READERS (AS_OFFICE | AS_AUDITOR | AS_REGULATOR)
#define B "/v1/pools/:pool"
/* clang-format off */
static const struct route routes[] = {
    {.id = "period.list", .method = "GET", .path = B "/periods", .roles = READERS | AS_HOSPITAL,
     .where = READ, .scope = SCOPE_POOL, .out = &periods_shape, .handle = periods_get,
     .summary = M_ROUTE_PERIODS, .page = "periods"},
    {.id = "period.lock", .method = "POST", .path = B "/periods", .roles = ANSWERS,
     .where = WRITE, .scope = SCOPE_POOL, .in = &month_shape, .out = &periods_shape,
     .handle = period_post, .summary = M_ROUTE_PERIOD_LOCK, .page = "periods"},
    {.id = "period.show", .method = "GET", .path = B "/periods/:month", .roles = READERS,
     .where = READ, .scope = SCOPE_POOL, .out = &figures_shape, .handle = period_show,
     .summary = M_ROUTE_PERIOD, .page = "periods"},
    {.id = "correction.trade.list", .method = "GET", .path = B "/trade-corrections",
     .roles = READERS, .where = READ, .scope = SCOPE_POOL, .query = &redos_query_shape,
     .out = &redos_shape, .handle = redos_get, .summary = M_ROUTE_REDOS, .page = "periods"},
    {.id = "correction.trade.ask", .method = "POST", .path = B "/trade-corrections",
     .roles = ANSWERS | AS_HOSPITAL, .where = WRITE, .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES, .in = &ask_shape, .out = &redo_shape, .handle = redo_post,
     .summary = M_ROUTE_REDO, .page = "periods"},
    {.id = "correction.trade.decide", .method = "POST",
     .path = B "/trade-corrections/:number/decision", .roles = ANSWERS, .where = WRITE,
     .scope = SCOPE_POOL, .in = &decide_shape, .out = &redo_shape, .handle = redo_decide,
     .summary = M_ROUTE_REDO_DECIDE, .page = "periods"},
};
/* clang-format on */
const struct routes period_routes = ROUTES(routes);
