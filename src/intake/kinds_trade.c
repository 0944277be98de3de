/* kinds_trade.c - files of orders, receipts, returns, invoices and payments. Lines may be left out:
 * a document then has one. */
#include "intake/kinds.h"
#include "trade/gate.h"
#include "trade/trade.h"
#include "words/trade.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

static struct trade
trade_of(struct import *im)
{
    return (struct trade){.db = im->db,
                          .arena = im->arena,
                          .pool = im->pool,
                          .memo = im->memo,
                          .institution = *im->only != '\0' ? im->only : NULL};
}

/* An office's file tells of other days; an institution's own is of these. */
static bool
day_fine(const struct import *im, struct trade *t, date on, const char *column, struct err *e)
{
    return *im->only == '\0' || im->today.day == 0 || trade_day(t, &on, im->today, column, e);
}

static int64_t
or_one(int64_t line)
{
    return line > 0 ? line : 1;
}

/* Orders. */

struct order_row {
    const char *number, *institution, *product, *payee, *reason;
    int64_t line, pay_days;
    qty n;
    money price;
    int variant;
    date on, made;
    bool has_days;
};

static const struct column order_columns[] = {
    {"order", "订单号", COLUMN_CODE, NEED, AT(order_row, number), NULL, 0},
    {"line", "行号", COLUMN_INT, 0, AT(order_row, line), NULL, 0},
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(order_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(order_row, product), NULL, 0},
    {"qty", "数量", COLUMN_QTY, NEED, AT(order_row, n), NULL, 0},
    {"date", "下单日期", COLUMN_DATE, NEED, AT(order_row, on), NULL, 0},
    {"price", "单价", COLUMN_PRICE, 0, AT(order_row, price), NULL, 0},
    {"variant", "伴随服务", COLUMN_CHOICE, 0, AT(order_row, variant),
     "without_service/不含伴随服务|with_service/含伴随服务", 0},
    {"distributor", "配送企业编码", COLUMN_CODE, 0, AT(order_row, payee), NULL, 0},
    {"pay_days", "合同付款天数", COLUMN_INT, 0, AT(order_row, pay_days), NULL,
     AT(order_row, has_days)},
    {"made", "批次生产日期", COLUMN_DATE, 0, AT(order_row, made), NULL, 0},
    {"reason", "性能理由", COLUMN_TEXT, 0, AT(order_row, reason), NULL, 0},
};

static bool
take_order(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct order_row *in = row;
    struct trade t = trade_of(im);
    const struct order o = {.number = in->number,
                            .line = or_one(in->line),
                            .project = im->project,
                            .institution = in->institution,
                            .product = in->product,
                            .variant = (enum variant)in->variant,
                            .qty = in->n,
                            .price = in->price,
                            .payee = in->payee,
                            .pay_days = in->has_days && in->pay_days < 3650 ? in->pay_days : -1,
                            .on = in->on,
                            .made = in->made,
                            .reason = in->reason};
    return day_fine(im, &t, in->on, "date", e) && place_order(&t, &o, how, e);
}

const struct import_kind kind_orders = {
    .name = "orders",
    .title = M_KIND_ORDERS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(order_columns),
    .row = sizeof(struct order_row),
    .key = "order,line",
    .memo = sizeof(struct trade_memo),
    .take = take_order,
};

/* Receipts. */

struct receipt_row {
    const char *number, *order, *reason, *batch, *udi, *delivery;
    int64_t line, order_line, delivery_line;
    qty accepted, rejected;
    date delivered, on, expires;
};

static const struct column receipt_columns[] = {
    {"receipt", "验收单号", COLUMN_CODE, NEED, AT(receipt_row, number), NULL, 0},
    {"line", "行号", COLUMN_INT, 0, AT(receipt_row, line), NULL, 0},
    {"order", "订单号", COLUMN_CODE, 0, AT(receipt_row, order), NULL, 0},
    {"order_line", "订单行号", COLUMN_INT, 0, AT(receipt_row, order_line), NULL, 0},
    {"qty", "验收数量", COLUMN_QTY, NEED, AT(receipt_row, accepted), NULL, 0},
    {"accepted", "验收日期", COLUMN_DATE, NEED, AT(receipt_row, on), NULL, 0},
    {"rejected", "拒收数量", COLUMN_QTY, 0, AT(receipt_row, rejected), NULL, 0},
    {"reason", "拒收理由", COLUMN_TEXT, 0, AT(receipt_row, reason), NULL, 0},
    {"delivered", "送达日期", COLUMN_DATE, 0, AT(receipt_row, delivered), NULL, 0},
    {"batch", "批号", COLUMN_TEXT, 0, AT(receipt_row, batch), NULL, 0},
    {"expires", "有效期至", COLUMN_DATE, 0, AT(receipt_row, expires), NULL, 0},
    {"udi", "器械唯一标识", COLUMN_TEXT, 0, AT(receipt_row, udi), NULL, 0},
    {"delivery", "配送单号", COLUMN_CODE, 0, AT(receipt_row, delivery), NULL, 0},
    {"delivery_line", "配送单行号", COLUMN_INT, 0, AT(receipt_row, delivery_line), NULL, 0},
};

static bool
take_receipt(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct receipt_row *in = row;
    struct trade t = trade_of(im);
    const struct receipt r = {.number = in->number,
                              .line = or_one(in->line),
                              .order = in->order,
                              .order_line = or_one(in->order_line),
                              .accepted = in->accepted,
                              .rejected = in->rejected,
                              .reason = in->reason,
                              .delivered = in->delivered,
                              .accepted_on = in->on,
                              .batch = in->batch,
                              .udi = in->udi,
                              .expires = in->expires,
                              .delivery = in->delivery,
                              .delivery_line = or_one(in->delivery_line)};
    return day_fine(im, &t, in->on, "accepted", e) && accept_goods(&t, &r, how, e);
}

const struct import_kind kind_receipts = {
    .name = "receipts",
    .title = M_KIND_RECEIPTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(receipt_columns),
    .row = sizeof(struct receipt_row),
    .key = "receipt,line",
    .memo = sizeof(struct trade_memo),
    .own = true,
    .take = take_receipt,
};

/* Returns. */

struct return_row {
    const char *number, *receipt, *reason, *udi;
    int64_t line, receipt_line;
    int anew;
    qty n;
    date on;
};

static const struct column return_columns[] = {
    {"return", "退货单号", COLUMN_CODE, NEED, AT(return_row, number), NULL, 0},
    {"line", "行号", COLUMN_INT, 0, AT(return_row, line), NULL, 0},
    {"receipt", "验收单号", COLUMN_CODE, NEED, AT(return_row, receipt), NULL, 0},
    {"receipt_line", "验收行号", COLUMN_INT, 0, AT(return_row, receipt_line), NULL, 0},
    {"qty", "退货数量", COLUMN_QTY, NEED, AT(return_row, n), NULL, 0},
    {"date", "退货日期", COLUMN_DATE, NEED, AT(return_row, on), NULL, 0},
    {"reason", "退货理由", COLUMN_TEXT, 0, AT(return_row, reason), NULL, 0},
    {"kind", "方式", COLUMN_CHOICE, 0, AT(return_row, anew), "refund/退货|replace/换货", 0},
    {"udi", "器械唯一标识", COLUMN_TEXT, 0, AT(return_row, udi), NULL, 0},
};

static bool
take_return(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct return_row *in = row;
    struct trade t = trade_of(im);
    const struct goods_return r = {.number = in->number,
                                   .line = or_one(in->line),
                                   .receipt = in->receipt,
                                   .receipt_line = or_one(in->receipt_line),
                                   .qty = in->n,
                                   .on = in->on,
                                   .reason = in->reason,
                                   .replace = in->anew == 1,
                                   .udi = in->udi};
    return day_fine(im, &t, in->on, "date", e) && return_goods(&t, &r, how, e);
}

const struct import_kind kind_returns = {
    .name = "returns",
    .title = M_KIND_RETURNS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(return_columns),
    .row = sizeof(struct return_row),
    .key = "return,line",
    .memo = sizeof(struct trade_memo),
    .own = true,
    .take = take_return,
};

/* Invoices and payments. */

struct money_row {
    const char *number, *invoice, *receipt, *einvoice;
    int64_t receipt_line;
    money amount;
    date on;
};

static const struct column invoice_columns[] = {
    {"invoice", "发票号", COLUMN_CODE, NEED, AT(money_row, number), NULL, 0},
    {"date", "开票日期", COLUMN_DATE, NEED, AT(money_row, on), NULL, 0},
    {"receipt", "验收单号", COLUMN_CODE, NEED, AT(money_row, receipt), NULL, 0},
    {"receipt_line", "验收行号", COLUMN_INT, 0, AT(money_row, receipt_line), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, 0, AT(money_row, amount), NULL, 0},
    {"einvoice", "数电票号码", COLUMN_CODE, 0, AT(money_row, einvoice), NULL, 0},
};

static bool
take_invoice(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct money_row *in = row;
    struct trade t = trade_of(im);
    const struct invoice_line l = {.invoice = in->number,
                                   .receipt = in->receipt,
                                   .receipt_line = or_one(in->receipt_line),
                                   .amount = in->amount,
                                   .on = in->on,
                                   .einvoice = in->einvoice};
    return enter_invoice(&t, &l, how, e);
}

const struct import_kind kind_invoices = {
    .name = "invoices",
    .title = M_KIND_INVOICES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(invoice_columns),
    .row = sizeof(struct money_row),
    .key = "invoice,receipt,receipt_line",
    .memo = sizeof(struct trade_memo),
    .take = take_invoice,
};

static const struct column payment_columns[] = {
    {"payment", "付款单号", COLUMN_CODE, NEED, AT(money_row, number), NULL, 0},
    {"date", "付款日期", COLUMN_DATE, NEED, AT(money_row, on), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(money_row, amount), NULL, 0},
    {"invoice", "发票号", COLUMN_CODE, 0, AT(money_row, invoice), NULL, 0},
    {"receipt", "验收单号", COLUMN_CODE, 0, AT(money_row, receipt), NULL, 0},
    {"receipt_line", "验收行号", COLUMN_INT, 0, AT(money_row, receipt_line), NULL, 0},
};

static bool
take_payment(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct money_row *in = row;
    struct trade t = trade_of(im);
    const struct payment_item p = {in->number, in->invoice, in->receipt, in->receipt_line,
                                   in->amount, in->on,      false};
    return day_fine(im, &t, in->on, "date", e) && enter_payment(&t, &p, how, e);
}

const struct import_kind kind_payments = {
    .name = "payments",
    .title = M_KIND_PAYMENTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(payment_columns),
    .row = sizeof(struct money_row),
    .key = "payment,invoice,receipt,receipt_line",
    .memo = sizeof(struct trade_memo),
    .own = true,
    .take = take_payment,
};
