/* routes.c - documents of trade, in bulk: each table of fields is the verb's own struct. */
#include "trade/routes.h"

#include <stdlib.h>
#include <string.h>

#include "listing/hint_shape.h"
#include "trade/ahead.h"
#include "trade/bulk.h"
#include "trade/consign.h"
#include "trade/line.h"
#include "trade/query.h"
#include "words/route_trade.h"
#include "words/trade.h"

enum { TEXT = 200, LINES = 100000, HINTED_ROWS_MAX = 50 };
#define CODE(S, name, m, flags) F_TEXT(S, name, m, 64, flags)
#define LINE(S, name, m) F_INT(S, name, m, 1, LINES, FIELD_OPT)

/* --- orders --- */

#define S struct order
static const struct field order_fields[] = {
    CODE(S, "order", number, 0),
    LINE(S, "line", line),
    CODE(S, "project", project, 0),
    CODE(S, "product", product, 0),
    F_ENUM(S, "variant", variant, variant_names, VARIANTS, FIELD_OPT),
    F_QTY(S, "qty", qty, 0),
    F_MONEY(S, "price", price, FIELD_OPT),
    CODE(S, "distributor", payee, FIELD_OPT),
    F_INT(S, "pay_days", pay_days, 1, 3650, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
    F_DATE(S, "made", made, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
};
#undef S
static const struct shape order_shape = SHAPE("OrderRow", struct order, order_fields);
static const struct field orders_fields[] = BULK_FIELDS(&order_shape);
static const struct shape orders_shape = SHAPE("OrderRows", struct bulk_in, orders_fields);

/* The price beside list and region (E4). A long file is not kept waiting for it: it asks
 * price-hints. */
static bool
hint_at(struct trade *t, struct call *c, const struct order *in, struct err *e)
{
    const struct bulk_in *all = c->in;
    if (all->rows.n > HINTED_ROWS_MAX)
        return true;
    if (hint_of(c, in->product, t->charged, in->variant == VARIANT_WITH_SERVICE, t->hint))
        return true;
    *e = c->err;
    return false;
}

static struct order
order_of(const struct call *c, const struct order *row)
{
    struct order in = *row;
    in.line = line_or_one(in.line);
    in.institution = c->who.org;
    in.pay_days = in.pay_days > 0 ? in.pay_days : -1;
    return in;
}

static bool
take_order(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
           struct err *e)
{
    struct order in = order_of(c, row);
    (void)note;
    return bulk_day(t, c, &in.on, e) && place_order(t, &in, how, e) && hint_at(t, c, &in, e);
}
static bool
orders_post(struct call *c)
{
    return bulk_run(c, sizeof(struct order), take_order);
}

/* All orders of the group. */
static bool
orders_before(struct call *const calls[], size_t n, struct err *e)
{
    struct order *in = malloc(sizeof(*in) * ORDERS_AHEAD_MAX);
    size_t lines = 0;
    if (in == NULL)
        abort();
    for (size_t i = 0; i < n; i++) {
        const struct list *rows = &((const struct bulk_in *)calls[i]->in)->rows;
        for (size_t k = 0; k < rows->n && lines < ORDERS_AHEAD_MAX; k++, lines++) {
            in[lines] = order_of(calls[i], (const struct order *)rows->at + k);
            if (in[lines].on.day == 0)
                in[lines].on = calls[i]->today;
        }
    }
    bool ok = orders_ahead(calls[0]->db, calls[0]->pool, in, lines, e);
    free(in);
    return ok;
}

/* --- answers --- */

#define S struct order_answer
static const char *const supplier_kinds[] = {"confirmed", "refused"};
static const struct field answer_fields[] = {
    CODE(S, "answer", number, 0),
    LINE(S, "line", line),
    CODE(S, "order", order, 0),
    LINE(S, "order_line", order_line),
    F_ENUM(S, "kind", kind, supplier_kinds, 2, 0),
    F_QTY(S, "qty", qty, FIELD_OPT),
    F_ENUM(S, "reason", reason, refusal_names, REFUSALS, FIELD_OPT),
    F_TEXT(S, "note", note, TEXT, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
static const struct shape answer_shape = SHAPE("OrderAnswerRow", S, answer_fields);
static const struct field answers_fields[] = BULK_FIELDS(&answer_shape);
static const struct shape answers_shape = SHAPE("OrderAnswerRows", struct bulk_in, answers_fields);
static const struct field withdraw_fields[] = {
    CODE(S, "withdrawal", number, 0), LINE(S, "line", line),
    CODE(S, "order", order, 0),       LINE(S, "order_line", order_line),
    F_QTY(S, "qty", qty, FIELD_OPT),  F_TEXT(S, "note", note, TEXT, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
static const struct shape withdraw_shape = SHAPE("OrderWithdrawalRow", S, withdraw_fields);
static const struct field withdraws_fields[] = BULK_FIELDS(&withdraw_shape);
static const struct shape withdraws_shape =
    SHAPE("OrderWithdrawalRows", struct bulk_in, withdraws_fields);
#undef S

static bool
take_answer(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
            struct err *e)
{
    struct order_answer in = *(const struct order_answer *)row;
    bool stands;
    in.line = line_or_one(in.line);
    in.order_line = line_or_one(in.order_line);
    if (!bulk_day(t, c, &in.on, e) || !answer_order(t, &in, &stands, how, e))
        return false;
    *note = stands ? "" : "not_a_reason";
    return true;
}
static bool
answers_post(struct call *c)
{
    return bulk_run(c, sizeof(struct order_answer), take_answer);
}

static bool
take_withdrawal(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
                struct err *e)
{
    struct order_answer in = *(const struct order_answer *)row;
    in.kind = ANSWER_WITHDRAWN;
    return take_answer(t, c, &in, how, note, e);
}
static bool
withdrawals_post(struct call *c)
{
    return bulk_run(c, sizeof(struct order_answer), take_withdrawal);
}

/* --- deliveries and receipts --- */

#define S struct delivery
static const struct field delivery_fields[] = {
    CODE(S, "delivery", number, 0),
    LINE(S, "line", line),
    CODE(S, "order", order, 0),
    LINE(S, "order_line", order_line),
    F_QTY(S, "qty", qty, 0),
    CODE(S, "batch", batch, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "made", made, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape delivery_shape = SHAPE("DeliveryRow", struct delivery, delivery_fields);
static const struct field deliveries_fields[] = BULK_FIELDS(&delivery_shape);
static const struct shape deliveries_shape =
    SHAPE("DeliveryRows", struct bulk_in, deliveries_fields);

static bool
take_delivery(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
              struct err *e)
{
    struct delivery in = *(const struct delivery *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.order_line = line_or_one(in.order_line);
    return bulk_day(t, c, &in.on, e) && ship_goods(t, &in, how, e);
}
static bool
deliveries_post(struct call *c)
{
    return bulk_run(c, sizeof(struct delivery), take_delivery);
}

#define S struct receipt
static const struct field receipt_fields[] = {
    CODE(S, "receipt", number, 0),
    LINE(S, "line", line),
    CODE(S, "delivery", delivery, 0),
    LINE(S, "delivery_line", delivery_line),
    F_QTY(S, "qty", accepted, 0),
    F_QTY(S, "rejected", rejected, FIELD_OPT),
    F_TEXT(S, "reason", reason, TEXT, FIELD_OPT),
    F_DATE(S, "delivered", delivered, FIELD_OPT),
    CODE(S, "batch", batch, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "date", accepted_on, FIELD_OPT),
};
#undef S
static const struct shape receipt_shape = SHAPE("ReceiptRow", struct receipt, receipt_fields);
static const struct field receipts_fields[] = BULK_FIELDS(&receipt_shape);
static const struct shape receipts_shape = SHAPE("ReceiptRows", struct bulk_in, receipts_fields);

static bool
take_receipt(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
             struct err *e)
{
    struct receipt in = *(const struct receipt *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.order = "";
    in.delivery_line = line_or_one(in.delivery_line);
    return bulk_day(t, c, &in.accepted_on, e) && accept_goods(t, &in, how, e);
}
static bool
receipts_post(struct call *c)
{
    return bulk_run(c, sizeof(struct receipt), take_receipt);
}

#define S struct goods_return
static const struct field return_fields[] = {
    CODE(S, "return", number, 0),
    LINE(S, "line", line),
    CODE(S, "receipt", receipt, 0),
    LINE(S, "receipt_line", receipt_line),
    F_QTY(S, "qty", qty, 0),
    F_TEXT(S, "reason", reason, TEXT, 0),
    F_BOOL(S, "replace", replace, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape return_shape = SHAPE("ReturnRow", struct goods_return, return_fields);
static const struct field returns_fields[] = BULK_FIELDS(&return_shape);
static const struct shape returns_shape = SHAPE("ReturnRows", struct bulk_in, returns_fields);

static bool
take_return(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
            struct err *e)
{
    struct goods_return in = *(const struct goods_return *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.receipt_line = line_or_one(in.receipt_line);
    return bulk_day(t, c, &in.on, e) && return_goods(t, &in, how, e);
}
static bool
returns_post(struct call *c)
{
    return bulk_run(c, sizeof(struct goods_return), take_return);
}

/* clang-format off */
static const struct route table[] = {
    DOCUMENTS_AHEAD("order.place", "/orders", AS_HOSPITAL, orders_shape, orders_post,
                    M_R_ORDER_PLACE, "orders", orders_before),
    DOCUMENTS("order.withdraw", "/order-withdrawals", AS_HOSPITAL, withdraws_shape,
              withdrawals_post, M_R_ORDER_WITHDRAW, "orders"),
    DOCUMENTS("order.answer", "/order-answers", AS_SUPPLIER, answers_shape, answers_post,
              M_R_ORDER_ANSWER, "orders"),
    DOCUMENTS("delivery.ship", "/deliveries", AS_SUPPLIER, deliveries_shape, deliveries_post,
              M_R_DELIVERY_SHIP, "orders"),
    DOCUMENTS("receipt.accept", "/receipts", AS_HOSPITAL, receipts_shape, receipts_post,
              M_R_RECEIPT_ACCEPT, "deliveries"),
    DOCUMENTS("return.send", "/returns", AS_HOSPITAL, returns_shape, returns_post, M_R_RETURN_SEND,
              "receipts"),
};
/* clang-format on */
const struct routes trade_routes = ROUTES(table);
