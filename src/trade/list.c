#include "trade/list.h"

#include <assert.h>
#include <string.h>

#include "trade/query.h"

enum { TEXT = 400, UDI = 32 * 1024 };

struct order_row {
    const char *number, *project, *institution, *product, *kind, *variant, *agreement, *company,
        *payee, *state;
    int64_t line;
    qty qty, over, confirmed, refused, withdrawn, shipped, accepted, rejected, reopened;
    money price, selected;
    date on, respond_by, deliver_by, answered_on;
};
#define S struct order_row
static const struct field order_fields[] = {
    F_TEXT(S, "order", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "variant", variant, 64, 0),
    F_TEXT(S, "agreement", agreement, 600, FIELD_OPT),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_QTY(S, "over", over, 0),
    F_MONEY(S, "price", price, 0),
    F_MONEY(S, "selected", selected, 0),
    F_DATE(S, "date", on, 0),
    F_DATE(S, "respond_by", respond_by, FIELD_OPT),
    F_DATE(S, "deliver_by", deliver_by, FIELD_OPT),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_QTY(S, "confirmed", confirmed, 0),
    F_QTY(S, "refused", refused, 0),
    F_QTY(S, "withdrawn", withdrawn, 0),
    F_QTY(S, "shipped", shipped, 0),
    F_QTY(S, "accepted", accepted, 0),
    F_QTY(S, "rejected", rejected, 0),
    F_QTY(S, "reopened", reopened, 0),
    F_TEXT(S, "state", state, 64, 0),
};
#undef S
static const struct shape order_row_shape = SHAPE("OrderLine", struct order_row, order_fields);
static const struct field order_list_fields[] = ROWS_FIELDS(&order_row_shape);
const struct shape orders_list_shape = SHAPE("Orders", struct rows_out, order_list_fields);

struct late_row {
    const char *number, *project, *institution, *product, *kind, *company, *payee;
    int64_t line;
    qty qty, missing;
    date on, respond_by, deliver_by, answered_on;
    bool unanswered;
};
#define S struct late_row
static const struct field late_fields[] = {
    F_TEXT(S, "order", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_DATE(S, "date", on, 0),
    F_DATE(S, "respond_by", respond_by, FIELD_OPT),
    F_DATE(S, "deliver_by", deliver_by, FIELD_OPT),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_QTY(S, "missing", missing, 0),
    F_BOOL(S, "unanswered", unanswered, 0),
};
#undef S
static const struct shape late_row_shape = SHAPE("LateOrderLine", struct late_row, late_fields);
static const struct field late_list_fields[] = ROWS_FIELDS(&late_row_shape);
const struct shape late_list_shape = SHAPE("LateOrders", struct rows_out, late_list_fields);

struct beside_row {
    const char *number, *project, *institution, *product, *company, *beside, *open_project,
        *open_group, *reason;
    int64_t line;
    qty qty, open;
    date on;
    money beside_price, price;
    bool dearer;
};
#define S struct beside_row
static const struct field beside_fields[] = {
    F_TEXT(S, "order", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "beside", beside, 600, FIELD_OPT),
    F_MONEY(S, "selected_price", beside_price, FIELD_OPT),
    F_MONEY(S, "price", price, 0),
    F_BOOL(S, "dearer", dearer, 0),
    F_TEXT(S, "open_project", open_project, 64, FIELD_OPT),
    F_TEXT(S, "open_group", open_group, 64, FIELD_OPT), /* agreed volume of it was open */
    F_QTY(S, "open", open, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
};
#undef S
static const struct shape beside_row_shape =
    SHAPE("OrderBesideSelected", struct beside_row, beside_fields);
static const struct field beside_list_fields[] = ROWS_FIELDS(&beside_row_shape);
const struct shape beside_list_shape =
    SHAPE("OrdersBesideSelected", struct rows_out, beside_list_fields);

struct answer_row {
    const char *number, *order, *kind, *reason, *note, *project, *institution, *product,
        *order_kind, *company, *payee;
    int64_t line, order_line, late;
    qty qty;
    bool stands;
    date on;
};
#define S struct answer_row
static const struct field answer_fields[] = {
    F_TEXT(S, "answer", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "order", order, 600, 0),
    F_INT(S, "order_line", order_line, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_QTY(S, "qty", qty, 0),
    F_TEXT(S, "reason", reason, TEXT, FIELD_OPT),
    F_TEXT(S, "note", note, TEXT, FIELD_OPT),
    F_BOOL(S, "stands", stands, 0),
    F_DATE(S, "date", on, 0),
    F_INT(S, "late", late, 0, INT32_MAX, FIELD_OPT),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "order_kind", order_kind, 64, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
};
#undef S
static const struct shape answer_row_shape = SHAPE("OrderAnswer", struct answer_row, answer_fields);
static const struct field answer_list_fields[] = ROWS_FIELDS(&answer_row_shape);
const struct shape answers_list_shape = SHAPE("OrderAnswers", struct rows_out, answer_list_fields);

struct delivery_row {
    const char *number, *order, *project, *institution, *product, *company, *payee, *batch, *udi;
    int64_t line, order_line;
    qty qty, accepted, rejected;
    date on, deliver_by, made, expires;
};
#define S struct delivery_row
static const struct field delivery_fields[] = {
    F_TEXT(S, "delivery", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "order", order, 600, 0),
    F_INT(S, "order_line", order_line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_DATE(S, "date", on, 0),
    F_DATE(S, "deliver_by", deliver_by, FIELD_OPT),
    F_TEXT(S, "batch", batch, TEXT, FIELD_OPT),
    F_DATE(S, "made", made, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
    F_QTY(S, "accepted", accepted, 0),
    F_QTY(S, "rejected", rejected, 0),
};
#undef S
static const struct shape delivery_row_shape =
    SHAPE("Delivery", struct delivery_row, delivery_fields);
static const struct field delivery_list_fields[] = ROWS_FIELDS(&delivery_row_shape);
const struct shape deliveries_list_shape =
    SHAPE("Deliveries", struct rows_out, delivery_list_fields);

struct receipt_row {
    const char *number, *order, *delivery, *project, *institution, *product, *variant, *company,
        *payee, *reason, *batch, *udi, *due_why, *pack;
    int64_t line, order_line, delivery_line;
    qty qty, rejected, returned;
    date delivered, on, expires, due_on, until;
    money price, amount, returned_amount, invoiced, paid, left;
};
#define S struct receipt_row
static const struct field receipt_fields[] = {
    F_TEXT(S, "receipt", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "order", order, 600, 0),
    F_INT(S, "order_line", order_line, 1, INT32_MAX, 0),
    F_TEXT(S, "delivery", delivery, TEXT, FIELD_OPT),
    F_INT(S, "delivery_line", delivery_line, 0, INT32_MAX, FIELD_OPT),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "variant", variant, 64, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_QTY(S, "rejected", rejected, 0),
    F_TEXT(S, "reason", reason, TEXT, FIELD_OPT),
    F_DATE(S, "delivered", delivered, FIELD_OPT),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "batch", batch, TEXT, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
    F_MONEY(S, "price", price, 0),
    F_MONEY(S, "amount", amount, 0),
    F_QTY(S, "returned", returned, 0),
    F_MONEY(S, "returned_amount", returned_amount, 0),
    F_MONEY(S, "invoiced", invoiced, 0),
    F_MONEY(S, "paid", paid, 0),
    F_MONEY(S, "left", left, 0),
    F_TEXT(S, "due_why", due_why, 64, 0),
    F_DATE(S, "due_on", due_on, FIELD_OPT),
    F_DATE(S, "in_time_until", until, FIELD_OPT),
    F_TEXT(S, "pack", pack, 64, 0),
};
#undef S
static const struct shape receipt_row_shape = SHAPE("Receipt", struct receipt_row, receipt_fields);
static const struct field receipt_list_fields[] = ROWS_FIELDS(&receipt_row_shape);
const struct shape receipts_list_shape = SHAPE("Receipts", struct rows_out, receipt_list_fields);

struct back_row {
    const char *number, *receipt, *order, *project, *institution, *product, *company, *payee,
        *reason, *batch, *udi;
    int64_t line, receipt_line, order_line;
    qty qty;
    date on;
    bool replace;
    money amount, credit, credit_used;
};
#define S struct back_row
static const struct field back_fields[] = {
    F_TEXT(S, "return", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "receipt", receipt, 600, 0),
    F_INT(S, "receipt_line", receipt_line, 1, INT32_MAX, 0),
    F_TEXT(S, "order", order, 600, 0),
    F_INT(S, "order_line", order_line, 1, INT32_MAX, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "company", company, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, FIELD_SIGNED),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "reason", reason, TEXT, FIELD_OPT),
    F_BOOL(S, "replace", replace, 0),
    F_TEXT(S, "batch", batch, TEXT, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
    F_MONEY(S, "amount", amount, FIELD_SIGNED),
    F_MONEY(S, "credit", credit, 0),
    F_MONEY(S, "credit_used", credit_used, 0),
};
#undef S
static const struct shape back_row_shape = SHAPE("GoodsReturn", struct back_row, back_fields);
static const struct field back_list_fields[] = ROWS_FIELDS(&back_row_shape);
const struct shape returns_list_shape = SHAPE("GoodsReturns", struct rows_out, back_list_fields);

struct invoice_row {
    const char *number, *receipt, *einvoice, *project, *institution, *product, *payee;
    int64_t receipt_line;
    date on, until;
    money amount, paid;
};
#define S struct invoice_row
static const struct field invoice_fields[] = {
    F_TEXT(S, "invoice", number, 600, 0),
    F_TEXT(S, "receipt", receipt, 600, 0),
    F_INT(S, "receipt_line", receipt_line, 1, INT32_MAX, 0),
    F_TEXT(S, "einvoice", einvoice, TEXT, FIELD_OPT),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_MONEY(S, "amount", amount, 0),
    F_MONEY(S, "paid", paid, 0),
    F_DATE(S, "in_time_until", until, FIELD_OPT),
};
#undef S
static const struct shape invoice_row_shape =
    SHAPE("InvoiceLine", struct invoice_row, invoice_fields);
static const struct field invoice_list_fields[] = ROWS_FIELDS(&invoice_row_shape);
const struct shape invoices_list_shape = SHAPE("Invoices", struct rows_out, invoice_list_fields);

struct payment_row {
    const char *number, *invoice, *receipt, *return_no, *project, *institution, *product, *payee;
    int64_t line, receipt_line, return_line, late;
    money amount;
    date on;
};
#define S struct payment_row
static const struct field payment_fields[] = {
    F_TEXT(S, "payment", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "invoice", invoice, TEXT, FIELD_OPT),
    F_TEXT(S, "receipt", receipt, 600, 0),
    F_INT(S, "receipt_line", receipt_line, 1, INT32_MAX, 0),
    F_TEXT(S, "return", return_no, TEXT, FIELD_OPT),
    F_INT(S, "return_line", return_line, 0, INT32_MAX, FIELD_OPT),
    F_MONEY(S, "amount", amount, FIELD_SIGNED),
    F_DATE(S, "date", on, 0),
    F_INT(S, "late", late, 0, INT32_MAX, FIELD_OPT),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
};
#undef S
static const struct shape payment_row_shape =
    SHAPE("PaymentLine", struct payment_row, payment_fields);
static const struct field payment_list_fields[] = ROWS_FIELDS(&payment_row_shape);
const struct shape payments_list_shape = SHAPE("Payments", struct rows_out, payment_list_fields);

struct consigned_row {
    const char *number, *kind, *project, *institution, *product, *payee, *batch, *udi;
    int64_t line;
    qty qty, used, back, left;
    date on, expires;
};
#define S struct consigned_row
static const struct field consigned_fields[] = {
    F_TEXT(S, "consignment", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 64, 0),
    F_TEXT(S, "project", project, 600, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_QTY(S, "qty", qty, 0),
    F_QTY(S, "used", used, 0),
    F_QTY(S, "back", back, 0),
    F_QTY(S, "left", left, 0),
    F_DATE(S, "date", on, 0),
    F_TEXT(S, "batch", batch, TEXT, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
};
#undef S
static const struct shape consigned_row_shape =
    SHAPE("Consigned", struct consigned_row, consigned_fields);
static const struct field consigned_list_fields[] = ROWS_FIELDS(&consigned_row_shape);
const struct shape consigned_list_shape =
    SHAPE("Consignments", struct rows_out, consigned_list_fields);

struct recall_row {
    const char *what, *number, *institution, *payee, *product, *batch, *udi;
    int64_t line;
    qty qty;
    date on;
};
#define S struct recall_row
static const struct field recall_fields[] = {
    F_TEXT(S, "what", what, 64, 0),
    F_TEXT(S, "number", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "batch", batch, TEXT, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
    F_QTY(S, "qty", qty, FIELD_SIGNED),
    F_DATE(S, "date", on, 0),
};
#undef S
static const struct shape recall_row_shape = SHAPE("RecallLine", struct recall_row, recall_fields);
static const struct field recall_list_fields[] = ROWS_FIELDS(&recall_row_shape);
const struct shape recall_list_shape = SHAPE("RecallLines", struct rows_out, recall_list_fields);

struct unit_row {
    const char *what, *number, *institution, *payee, *product, *lot, *serial, *udi;
    int64_t line, seq;
    date on;
};
#define S struct unit_row
static const struct field unit_fields[] = {
    F_TEXT(S, "what", what, 64, 0),
    F_TEXT(S, "number", number, 600, 0),
    F_INT(S, "line", line, 1, INT32_MAX, 0),
    F_INT(S, "seq", seq, 1, INT32_MAX, 0),
    F_TEXT(S, "hospital", institution, 600, 0),
    F_TEXT(S, "distributor", payee, 600, 0),
    F_TEXT(S, "product", product, 600, 0),
    F_TEXT(S, "batch", lot, TEXT, FIELD_OPT),
    F_TEXT(S, "serial", serial, TEXT, FIELD_OPT),
    F_TEXT(S, "udi", udi, UDI, FIELD_OPT),
    F_DATE(S, "date", on, 0),
};
#undef S
const struct shape unit_row_shape = SHAPE("UnitMove", struct unit_row, unit_fields);
static const struct field unit_list_fields[] = ROWS_FIELDS(&unit_row_shape);
const struct shape unit_list_shape = SHAPE("UnitMoves", struct rows_out, unit_list_fields);

const struct trade_list trade_lists[] = {
    {"order.list", {&q_list_orders, &order_row_shape, 1}, false},
    {"order.late", {&q_list_late, &late_row_shape, 1}, true},
    {"order.beside", {&q_list_beside, &beside_row_shape, 1}, false},
    {"answer.list", {&q_list_answers, &answer_row_shape, 1}, false},
    {"delivery.list", {&q_list_deliveries, &delivery_row_shape, 1}, false},
    {"receipt.list", {&q_list_receipts, &receipt_row_shape, 1}, false},
    {"return.list", {&q_list_returns, &back_row_shape, 1}, false},
    {"invoice.list", {&q_list_invoices, &invoice_row_shape, 2}, false},
    {"payment.list", {&q_list_payments, &payment_row_shape, 1}, false},
    {"consignment.list", {&q_list_consigned, &consigned_row_shape, 1}, false},
    {"service_person.list", {&q_list_people, &person_row_shape, 2}, false},
    {"service.list", {&q_list_services, &act_row_shape, 1}, false},
    {"charge.list", {&q_list_charges, &charge_row_shape, 1}, false},
    {"charge_report.list", {&q_list_reports, &report_row_shape, 1}, false},
    {"use.off_platform", {&q_list_off_platform, &off_row_shape, 2}, false},
    {NULL, {NULL, NULL, 0}, false},
};
const struct rows_page trade_recall = {&q_list_recall, &recall_row_shape, 2};

const struct trade_list *
trade_list_find(const char *id)
{
    const struct trade_list *l = trade_lists;
    while (l->id != NULL && strcmp(l->id, id) != 0)
        l++;
    assert(l->id != NULL);
    return l;
}
