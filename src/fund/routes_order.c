/* The agency's payment orders with their second person, and the bank's answers. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fund/bank.h"
#include "fund/order_end.h"
#include "fund/routes.h"
#include "registry/check.h"
#include "words/fund.h"
#include "words/http.h"
#include "words/route_fund.h"

#define END_MEMORY ((size_t)256 << 20)

/* --- payment orders --- */

static const char *const order_state_names[] = {"waiting", "approved", "withdrawn", "refused"};

struct order_out {
    const char *step, *project, *period, *made_by, *approved_by, *state, *ended_by, *reason;
    int64_t payments;
    money amount;
    date made_on, approved_on, ended_on;
    bool approved, ended;
};
#define O struct order_out
static const struct field order_fields[] = {
    F_TEXT(O, "step", step, 16, 0),
    F_TEXT(O, "project", project, 64, 0),
    F_TEXT(O, "period", period, 7, 0),
    F_INT(O, "payments", payments, 0, INT64_MAX, 0),
    F_MONEY(O, "amount", amount, 0),
    F_TEXT(O, "made_by", made_by, 128, 0),
    F_DATE(O, "made_on", made_on, 0),
    F_TEXT(O, "approved_by", approved_by, 128, FIELD_BLANK),
    F_DATE(O, "approved_on", approved_on, HAS(O, approved)),
    F_TEXT(O, "state", state, 16, 0), /* waiting, approved, withdrawn, refused */
    F_TEXT(O, "ended_by", ended_by, 128, FIELD_OPT),
    F_DATE(O, "ended_on", ended_on, HAS(O, ended)),
    F_TEXT(O, "reason", reason, 500, FIELD_OPT),
};
#undef O
static const struct shape order_shape = SHAPE("PaymentOrder", struct order_out, order_fields);
static const struct field orders_fields[] = {FUND_PAGE(&order_shape)};
static const struct shape orders_shape = SHAPE("PaymentOrders", struct fund_page, orders_fields);

static void
fill_order(const struct approval *p, struct order_out *out)
{
    *out = (struct order_out){.step = approval_step_names[p->order.step],
                              .project = *p->order.project == '\0' ? "-" : p->order.project,
                              .period = p->order.period,
                              .payments = p->order.rows,
                              .amount = p->order.amount,
                              .made_by = p->made_by,
                              .made_on = p->made_on,
                              .approved_by = p->approved_by,
                              .approved_on = p->approved_on,
                              .approved = p->approved_on.day != 0,
                              .state = order_state_names[p->approved_on.day != 0],
                              .ended_by = p->end.by,
                              .ended_on = p->end.on,
                              .reason = p->end.reason,
                              .ended = p->ended != 0};
    if (p->ended != 0)
        out->state = p->end.how;
}

struct orders_query {
    struct page page;
    bool waiting;
};
static const struct field orders_query_fields[] = {
    PAGE_FIELDS(struct orders_query, page),
    F_BOOL(struct orders_query, "waiting", waiting, FIELD_OPT),
};
static const struct shape orders_query_shape =
    SHAPE("PaymentOrderSearch", struct orders_query, orders_query_fields);

static bool
after_order(struct call *c, const struct page *page, struct approval *out, bool *any)
{
    const char *part[4];
    int step = 0;
    if (!page_after(c, page, 4, part))
        return false;
    *any = *part[0] != '\0';
    *out = (struct approval){.order = {.project = part[2], .period = part[3]}};
    (void)name_find(approval_step_names, APPROVAL_STEPS, part[1], &step);
    out->order.step = (enum approval_step)step;
    (void)date_parse(&out->made_on, part[0]);
    return true;
}

static bool
orders_get(struct call *c)
{
    const struct orders_query *q = c->query;
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    size_t n, limit = (size_t)page_limit(&q->page);
    struct approval after, *list;
    char made[DATE_TEXT_MAX];
    bool any;
    if (!fund_whole_pool(c) || !after_order(c, &q->page, &after, &any) ||
        !approval_list(c->db, c->arena, c->pool, q->waiting, any ? &after : NULL, limit + 1, &list,
                       &n, &c->err))
        return false;
    size_t show = n > limit ? limit : n;
    struct order_out *items = arena_array(c->arena, struct order_out, show + 1);
    for (size_t i = 0; i < show; i++)
        fill_order(&list[i], &items[i]);
    out->items = (struct list){items, show};
    out->next = "";
    if (n > show) {
        const struct approval *p = &list[show - 1];
        const char *last[] = {date_text(p->made_on, made), approval_step_names[p->order.step],
                              p->order.project, p->order.period};
        out->next = page_next(c, 4, last);
    }
    return reply(c, 200, out);
}

/* The order of :step/:project/:period. */
static bool
order_of_path(struct call *c, struct approval *out)
{
    int step = 0;
    bool found;
    if (!fund_whole_pool(c))
        return false;
    if (!name_find(approval_step_names, APPROVAL_STEPS, c->arg[1], &step))
        return err_set(&c->err, ERR_NOT_FOUND, M_APPROVAL_NONE, {c->arg[2], c->arg[3]});
    if (!approval_get(c->db, c->arena, c->pool, fund_project(c->arg[2]), (enum approval_step)step,
                      c->arg[3], out, &found, &c->err))
        return false;
    return found || err_set(&c->err, ERR_NOT_FOUND, M_APPROVAL_NONE, {c->arg[2], c->arg[3]});
}

static bool
order_get(struct call *c)
{
    struct order_out *out = arena_alloc(c->arena, sizeof(*out));
    struct approval p;
    if (!order_of_path(c, &p))
        return false;
    fill_order(&p, out);
    return reply(c, 200, out);
}

static bool
order_approve(struct call *c)
{
    struct order_out *out = arena_alloc(c->arena, sizeof(*out));
    struct approval p, now;
    enum put how;
    if (!order_of_path(c, &p) ||
        !approval_give(c->db, c->arena, c->pool, p.order.project, p.order.step, p.order.period,
                       who_login(c), c->today, &now, &how, &c->err))
        return false;
    fill_order(&now, out);
    return reply(c, 200, out);
}

/* --- withdrawn or refused, a piece of it at a time --- */

static bool
end_piece(struct call *c, void *arg)
{
    struct order_end *o = arg;
    if (!end_order(c->db, o, &c->err))
        return false;
    if (o->more)
        return true;
    struct order_out *out = arena_alloc(c->arena, sizeof(*out));
    struct approval now; /* in the arena of the answer: that of the pieces ends before it */
    bool found;
    if (!approval_get(c->db, c->arena, c->pool, o->project, o->step, o->period, &now, &found,
                      &c->err))
        return false;
    fill_order(&now, out);
    return reply(c, 200, out);
}

static bool
order_ends(struct call *c, enum ending_how how)
{
    const struct ending_in *in = c->in;
    struct order_end o = {.pool = c->pool,
                          .project = fund_project(c->arg[2]),
                          .period = c->arg[3],
                          .how = how,
                          .by = who_login(c),
                          .reason = in->reason,
                          .on = c->today,
                          .arena = arena_new(END_MEMORY)};
    int step = 0;
    bool ok = fund_whole_pool(c) &&
              (name_find(approval_step_names, APPROVAL_STEPS, c->arg[1], &step) ||
               err_set(&c->err, ERR_NOT_FOUND, M_APPROVAL_NONE, {c->arg[2], c->arg[3]}));
    o.step = (enum approval_step)step;
    do {
        arena_reset(o.arena);
        ok = ok && call_write(c, c->pool, end_piece, &o);
    } while (ok && o.more);
    arena_free(o.arena);
    return ok;
}

static bool
order_withdraw(struct call *c)
{
    return order_ends(c, ENDING_WITHDRAWN);
}

static bool
order_refuse(struct call *c)
{
    return order_ends(c, ENDING_REFUSED);
}

struct payment_out {
    const char *reference, *payee, *fund, *state;
    money amount;
    date on;
    bool answered;
};
#define P struct payment_out
static const struct field payment_fields[] = {
    F_TEXT(P, "reference", reference, 300, 0),
    F_TEXT(P, "payee", payee, 64, 0),
    F_TEXT(P, "fund", fund, 16, 0),
    F_MONEY(P, "amount", amount, 0),
    F_TEXT(P, "state", state, 16, 0),
    F_DATE(P, "on", on, HAS(P, answered)),
};
#undef P
static const struct shape payment_shape = SHAPE("OrderPayment", struct payment_out, payment_fields);
static const struct field payments_fields[] = {FUND_PAGE(&payment_shape)};
static const struct shape payments_shape =
    SHAPE("OrderPayments", struct fund_page, payments_fields);

static bool
order_payments_get(struct call *c)
{
    struct fund_page *out = arena_alloc(c->arena, sizeof(*out));
    size_t n, limit = (size_t)page_limit(c->query);
    struct order_payment *list;
    const char *after[1];
    struct approval p;
    if (!page_after(c, c->query, 1, after) || !order_of_path(c, &p) ||
        !order_payments(c->db, c->arena, c->pool, p.order.project, p.order.step, p.order.period,
                        after[0], limit + 1, &list, &n, &c->err))
        return false;
    size_t show = n > limit ? limit : n;
    struct payment_out *items = arena_array(c->arena, struct payment_out, show + 1);
    for (size_t i = 0; i < show; i++)
        items[i] = (struct payment_out){list[i].reference,  list[i].payee,  list[i].fund,
                                        list[i].state,      list[i].amount, list[i].on,
                                        list[i].on.day != 0};
    *out = (struct fund_page){{items, show},
                              n > show ? page_next(c, 1, &list[show - 1].reference) : ""};
    return reply(c, 200, out);
}

/* The file for the bank: what is approved and still waits, as CSV. */
static bool
order_file(struct call *c)
{
    enum { PAGE = 1000, REFERENCE_MAX = 512 };
    char after[REFERENCE_MAX] = "", amount[MONEY_TEXT_MAX];
    struct order_payment *list;
    const char *name;
    size_t n = PAGE;
    struct approval p;
    bool ok = order_of_path(c, &p) &&
              approval_must(c->db, c->arena, c->pool, p.order.project, p.order.step, p.order.period,
                            c->today, &c->err) &&
              call_scratch(c, ".csv", &name);
    FILE *to = ok ? fopen(name, "w") : NULL;
    if (to == NULL)
        return ok && err_set(&c->err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
    fprintf(to, "\xef\xbb\xbfreference,payee,fund,amount\n");
    while (ok && n == PAGE) { /* there may be millions: a page at a time */
        struct arena_mark mark = arena_mark(c->arena);
        ok = order_payments(c->db, c->arena, c->pool, p.order.project, p.order.step, p.order.period,
                            after, PAGE, &list, &n, &c->err);
        for (size_t i = 0; ok && i < n; i++)
            if (strcmp(list[i].state, "waiting") == 0)
                fprintf(to, "%s,%s,%s,%s\n", list[i].reference, list[i].payee, list[i].fund,
                        money_text(list[i].amount, amount));
        if (ok && n > 0)
            snprintf(after, sizeof(after), "%s", list[n - 1].reference);
        arena_rewind(c->arena, mark);
    }
    bool full = ferror(to) != 0;
    full = fclose(to) != 0 || full;
    if (ok && !full)
        return reply_file(c, "text/csv", "payments.csv", name);
    unlink(name);
    return ok && err_set(&c->err, ERR_IO, M_HTTP_SPOOL, {strerror(errno)});
}

/* --- the bank --- */

static const char *const result_names[] = {"paid", "failed"};

struct answer_in {
    const char *reference, *document;
    int result;
    date on;
    money amount;
};
static const struct field answer_fields[] = {
    F_TEXT(struct answer_in, "reference", reference, 300, 0),
    F_TEXT(struct answer_in, "document", document, 64, 0),
    F_ENUM(struct answer_in, "result", result, result_names, 2, 0),
    F_DATE(struct answer_in, "on", on, 0),
    F_MONEY(struct answer_in, "amount", amount, 0),
};
static const struct shape answer_shape = SHAPE("BankAnswer", struct answer_in, answer_fields);
struct answers_in {
    struct list items;
};
static const struct field answers_fields[] = {
    F_LIST(struct answers_in, "items", items, &answer_shape, 1, SHAPE_LIST_MAX, 0)};
static const struct shape answers_shape = SHAPE("BankAnswers", struct answers_in, answers_fields);

/* All of them or none: the first that does not fit refuses them, with its place. */
static bool
answers_post(struct call *c)
{
    const struct answers_in *in = c->in;
    const struct answer_in *item = in->items.at;
    int64_t fresh = 0, same = 0;
    if (!fund_whole_pool(c))
        return false;
    for (size_t i = 0; i < in->items.n; i++) {
        const struct bank_answer b = {item[i].reference, item[i].document, item[i].result == 0,
                                      item[i].on, item[i].amount};
        enum put how;
        if (!bank_day(b.on, c->today, "on", &c->err) ||
            !bank_take(c->db, c->arena, c->pool, &b, &how, &c->err))
            return fund_item_place(c, i);
        fresh += how == PUT_NEW;
        same += how == PUT_SAME;
    }
    return fund_done(c, fresh, same);
}

#define ORDER FUND_PATH "/orders/:step/:project/:period"
static const struct raw csv_out = {.types = "text/csv"};
/* clang-format off */
static const struct route routes[] = {
    {.id = "fund.orders", .method = "GET", .path = FUND_PATH "/orders",
     .roles = AS_FUND | AS_FINANCE | AS_AUDITOR, .where = READ, .scope = SCOPE_POOL,
     .query = &orders_query_shape, .out = &orders_shape, .handle = orders_get,
     .summary = M_R_FUND_ORDERS, .page = "fund-orders"},
    {.id = "fund.order", .method = "GET", .path = ORDER,
     .roles = AS_FUND | AS_FINANCE | AS_AUDITOR, .where = READ, .scope = SCOPE_POOL,
     .out = &order_shape, .handle = order_get, .summary = M_R_FUND_ORDER, .page = "fund-orders"},
    {.id = "fund.order_payments", .method = "GET", .path = ORDER "/payments",
     .roles = AS_FUND | AS_FINANCE | AS_AUDITOR, .where = READ, .scope = SCOPE_POOL,
     .query = &page_shape, .out = &payments_shape, .handle = order_payments_get,
     .summary = M_R_FUND_ORDER_PAYMENTS, .page = "fund-orders"},
    {.id = "fund.order_file", .method = "GET", .path = ORDER "/file", .roles = AS_FUND,
     .where = READ, .scope = SCOPE_POOL, .raw_out = &csv_out, .handle = order_file,
     .summary = M_R_FUND_ORDER_FILE, .page = "fund-orders"},
    {.id = "fund.order_approve", .method = "POST", .path = ORDER "/approval", .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .out = &order_shape, .handle = order_approve,
     .summary = M_R_FUND_ORDER_APPROVE, .page = "fund-orders"},
    {.id = "fund.order_withdraw", .method = "POST", .path = ORDER "/withdrawal", .roles = AS_FUND,
     .where = SLOW, .scope = SCOPE_POOL, .in = &ending_in_shape, .out = &order_shape,
     .handle = order_withdraw, .summary = M_R_FUND_ORDER_WITHDRAW, .page = "fund-orders"},
    {.id = "fund.order_refuse", .method = "POST", .path = ORDER "/refusal", .roles = AS_FUND,
     .where = SLOW, .scope = SCOPE_POOL, .in = &ending_in_shape, .out = &order_shape,
     .handle = order_refuse, .summary = M_R_FUND_ORDER_REFUSE, .page = "fund-orders"},
    {.id = "fund.bank", .method = "POST", .path = FUND_PATH "/bank-answers", .roles = AS_FUND,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &answers_shape,
     .out = &fund_done_shape, .handle = answers_post, .summary = M_R_FUND_BANK,
     .page = "fund-orders", .body_max = 512 * 1024},
};
/* clang-format on */
const struct routes fund_order_routes = ROUTES(routes);
