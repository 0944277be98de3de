/* routes_money.c - invoices and payments, and goods on consignment, in bulk. */
#include <string.h>

#include "trade/bulk.h"
#include "trade/consign.h"
#include "trade/line.h"
#include "trade/routes.h"
#include "words/route_trade.h"
#include "words/trade.h"

enum { TEXT = 200, LINES = 100000 };
#define CODE(S, name, m, flags) F_TEXT(S, name, m, 64, flags)
#define LINE(S, name, m) F_INT(S, name, m, 1, LINES, FIELD_OPT)

#define S struct invoice_line
static const struct field invoice_fields[] = {
    CODE(S, "invoice", invoice, 0),          F_TEXT(S, "einvoice", einvoice, 20, FIELD_OPT),
    CODE(S, "receipt", receipt, 0),          LINE(S, "receipt_line", receipt_line),
    F_MONEY(S, "amount", amount, FIELD_OPT), F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape invoice_shape = SHAPE("InvoiceRow", struct invoice_line, invoice_fields);
static const struct field invoices_fields[] = BULK_FIELDS(&invoice_shape);
static const struct shape invoices_shape = SHAPE("InvoiceRows", struct bulk_in, invoices_fields);

static bool
take_invoice(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
             struct err *e)
{
    struct invoice_line in = *(const struct invoice_line *)row;
    (void)note;
    in.receipt_line = line_or_one(in.receipt_line);
    return bulk_day(t, c, &in.on, e) && enter_invoice(t, &in, how, e);
}
static bool
invoices_post(struct call *c)
{
    return bulk_run(c, sizeof(struct invoice_line), take_invoice);
}

#define S struct payment_item
static const struct field payment_fields[] = {
    CODE(S, "payment", payment, 0),         CODE(S, "invoice", invoice, FIELD_OPT),
    CODE(S, "receipt", receipt, FIELD_OPT), LINE(S, "receipt_line", receipt_line),
    F_MONEY(S, "amount", amount, 0),        F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape payment_shape = SHAPE("PaymentRow", struct payment_item, payment_fields);
static const struct field payments_fields[] = BULK_FIELDS(&payment_shape);
static const struct shape payments_shape = SHAPE("PaymentRows", struct bulk_in, payments_fields);

static bool
take_payment(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
             struct err *e)
{
    struct payment_item in = *(const struct payment_item *)row;
    (void)note;
    return bulk_day(t, c, &in.on, e) && enter_payment(t, &in, how, e);
}
static bool
payments_post(struct call *c)
{
    return bulk_run(c, sizeof(struct payment_item), take_payment);
}

/* --- consignment --- */

#define S struct consigned
static const struct field place_fields[] = {
    CODE(S, "consignment", number, 0),
    LINE(S, "line", line),
    F_ENUM(S, "kind", kind, consigned_kind_names, CONSIGNED_KINDS, FIELD_OPT),
    CODE(S, "project", project, 0),
    CODE(S, "hospital", institution, 0),
    CODE(S, "product", product, 0),
    F_QTY(S, "qty", qty, 0),
    CODE(S, "batch", batch, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "expires", expires, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape place_shape = SHAPE("ConsignmentRow", struct consigned, place_fields);
static const struct field places_fields[] = BULK_FIELDS(&place_shape);
static const struct shape places_shape = SHAPE("ConsignmentRows", struct bulk_in, places_fields);

static bool
take_place(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
           struct err *e)
{
    struct consigned in = *(const struct consigned *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.payee = c->who.org;
    return bulk_day(t, c, &in.on, e) && place_consigned(t, &in, how, e);
}
static bool
places_post(struct call *c)
{
    return bulk_run(c, sizeof(struct consigned), take_place);
}

#define S struct consigned_use
static const struct field use_fields[] = {
    CODE(S, "use", number, 0),
    LINE(S, "line", line),
    CODE(S, "consignment", consignment, 0),
    LINE(S, "consignment_line", consignment_line),
    F_QTY(S, "qty", qty, 0),
    F_ENUM(S, "variant", variant, variant_names, VARIANTS, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
    F_TEXT(S, "reason", reason, 1000, FIELD_OPT),
};
#undef S
static const struct shape use_shape = SHAPE("ConsignmentUseRow", struct consigned_use, use_fields);
static const struct field uses_fields[] = BULK_FIELDS(&use_shape);
static const struct shape uses_shape = SHAPE("ConsignmentUseRows", struct bulk_in, uses_fields);

static bool
take_use(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
         struct err *e)
{
    struct consigned_use in = *(const struct consigned_use *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.consignment_line = line_or_one(in.consignment_line);
    return bulk_day(t, c, &in.on, e) && use_consigned(t, &in, how, e);
}
static bool
uses_post(struct call *c)
{
    return bulk_run(c, sizeof(struct consigned_use), take_use);
}

#define S struct consigned_back
static const struct field back_fields[] = {
    CODE(S, "return", number, 0),
    LINE(S, "line", line),
    CODE(S, "consignment", consignment, 0),
    LINE(S, "consignment_line", consignment_line),
    F_QTY(S, "qty", qty, 0),
    F_TEXT(S, "reason", reason, TEXT, FIELD_OPT),
    F_TEXT(S, "udi", udi, UNITS_TEXT_MAX, FIELD_OPT),
    F_DATE(S, "date", on, FIELD_OPT),
};
#undef S
static const struct shape back_shape =
    SHAPE("ConsignmentReturnRow", struct consigned_back, back_fields);
static const struct field backs_fields[] = BULK_FIELDS(&back_shape);
static const struct shape backs_shape =
    SHAPE("ConsignmentReturnRows", struct bulk_in, backs_fields);

static bool
take_back(struct trade *t, struct call *c, const void *row, enum put *how, const char **note,
          struct err *e)
{
    struct consigned_back in = *(const struct consigned_back *)row;
    (void)note;
    in.line = line_or_one(in.line);
    in.consignment_line = line_or_one(in.consignment_line);
    return bulk_day(t, c, &in.on, e) && return_consigned(t, &in, how, e);
}
static bool
backs_post(struct call *c)
{
    return bulk_run(c, sizeof(struct consigned_back), take_back);
}

/* clang-format off */
static const struct route table[] = {
    DOCUMENTS("invoice.enter", "/invoices", AS_SUPPLIER, invoices_shape, invoices_post,
              M_R_INVOICE_ENTER, "receipts"),
    DOCUMENTS("payment.enter", "/payments", AS_HOSPITAL, payments_shape, payments_post,
              M_R_PAYMENT_ENTER, "receipts"),
    DOCUMENTS("consignment.place", "/consignments", AS_SUPPLIER, places_shape, places_post,
              M_R_CONSIGN_PLACE, "consignments"),
    DOCUMENTS("consignment.use", "/consignment-uses", AS_HOSPITAL, uses_shape, uses_post,
              M_R_CONSIGN_USE, "consignments"),
    DOCUMENTS("consignment.return", "/consignment-returns", AS_HOSPITAL, backs_shape, backs_post,
              M_R_CONSIGN_RETURN, "consignments"),
};
/* clang-format on */
const struct routes trade_money_routes = ROUTES(table);
