/* kinds_cutover.c - files of a project that another system carried out up to a day: running
 * agreements, what is not paid, prepayments, and that system's own totals. */
#include "cutover/cutover.h"
#include "intake/kinds.h"
#include "words/cutover.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

static struct loading
loading_of(const struct import *im)
{
    return (struct loading){im->db, im->arena, im->pool, im->project, im->who};
}

static int64_t
or_one(int64_t n)
{
    return n > 0 ? n : 1;
}

/* Running agreements, and how far they are. */

struct line_row {
    const char *institution, *product, *company, *distributor, *group;
    int64_t term;
    date from, to;
    int variant, over;
    money price, with_service, amount, paid;
    qty agreed, ordered, accepted;
};

static const struct column line_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(line_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(line_row, product), NULL, 0},
    {"company", "中选企业编码", COLUMN_CODE, NEED, AT(line_row, company), NULL, 0},
    {"distributor", "配送企业编码", COLUMN_CODE, 0, AT(line_row, distributor), NULL, 0},
    {"group", "竞价组", COLUMN_CODE, NEED, AT(line_row, group), NULL, 0},
    {"term", "协议年度", COLUMN_INT, 0, AT(line_row, term), NULL, 0},
    {"from", "起始日期", COLUMN_DATE, NEED, AT(line_row, from), NULL, 0},
    {"to", "截止日期", COLUMN_DATE, NEED, AT(line_row, to), NULL, 0},
    {"variant", "伴随服务", COLUMN_CHOICE, 0, AT(line_row, variant),
     "without_service/不含伴随服务|with_service/含伴随服务", 0},
    {"price", "中选价", COLUMN_PRICE, NEED, AT(line_row, price), NULL, 0},
    {"with_service", "含伴随服务价", COLUMN_PRICE, 0, AT(line_row, with_service), NULL, 0},
    {"agreed", "约定采购量", COLUMN_QTY, NEED, AT(line_row, agreed), NULL, 0},
    {"ordered", "已订数量", COLUMN_QTY, NEED, AT(line_row, ordered), NULL, 0},
    {"accepted", "已验收数量", COLUMN_QTY, NEED, AT(line_row, accepted), NULL, 0},
    {"amount", "验收金额", COLUMN_MONEY, NEED, AT(line_row, amount), NULL, 0},
    {"paid", "已付金额", COLUMN_MONEY, NEED, AT(line_row, paid), NULL, 0},
    {"over", "超量", COLUMN_CHOICE, 0, AT(line_row, over), "no/否|yes/是", 0},
};

static bool
take_line(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct line_row *in = row;
    const struct loading l = loading_of(im);
    const struct cutover_line x = {.institution = in->institution,
                                   .product = in->product,
                                   .company = in->company,
                                   .distributor = in->distributor,
                                   .group = in->group,
                                   .term = or_one(in->term),
                                   .from = in->from,
                                   .to = in->to,
                                   .variant = (enum variant)in->variant,
                                   .price = in->price,
                                   .with_service = in->with_service,
                                   .agreed = in->agreed,
                                   .ordered = in->ordered,
                                   .accepted = in->accepted,
                                   .amount = in->amount,
                                   .paid = in->paid,
                                   .over = in->over == 1};
    return put_cutover_line(&l, &x, how, e);
}

const struct import_kind kind_cutover_lines = {
    .name = "cutover_lines",
    .title = M_KIND_CUTOVER_LINES,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(line_columns),
    .row = sizeof(struct line_row),
    .key = "hospital,product,company,distributor,term",
    .take = take_line,
};

/* What was accepted and is not paid in full. */

struct owed_row {
    const char *receipt, *institution, *product, *distributor;
    int64_t line, term, pay_days;
    qty n;
    money amount, paid;
    date on;
    bool has_days;
};

static const struct column owed_columns[] = {
    {"receipt", "验收单号", COLUMN_CODE, NEED, AT(owed_row, receipt), NULL, 0},
    {"line", "行号", COLUMN_INT, 0, AT(owed_row, line), NULL, 0},
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(owed_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(owed_row, product), NULL, 0},
    {"distributor", "配送企业编码", COLUMN_CODE, 0, AT(owed_row, distributor), NULL, 0},
    {"term", "协议年度", COLUMN_INT, 0, AT(owed_row, term), NULL, 0},
    {"qty", "验收数量", COLUMN_QTY, NEED, AT(owed_row, n), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(owed_row, amount), NULL, 0},
    {"paid", "已付金额", COLUMN_MONEY, 0, AT(owed_row, paid), NULL, 0},
    {"accepted", "验收日期", COLUMN_DATE, NEED, AT(owed_row, on), NULL, 0},
    {"pay_days", "合同付款天数", COLUMN_INT, 0, AT(owed_row, pay_days), NULL,
     AT(owed_row, has_days)},
};

static bool
take_owed(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct owed_row *in = row;
    const struct loading l = loading_of(im);
    const struct cutover_receipt x = {.receipt = in->receipt,
                                      .institution = in->institution,
                                      .product = in->product,
                                      .distributor = in->distributor,
                                      .line = or_one(in->line),
                                      .term = or_one(in->term),
                                      .pay_days =
                                          in->has_days && in->pay_days < 3650 ? in->pay_days : -1,
                                      .qty = in->n,
                                      .amount = in->amount,
                                      .paid = in->paid,
                                      .accepted_on = in->on};
    return put_cutover_receipt(&l, &x, how, e);
}

const struct import_kind kind_cutover_receipts = {
    .name = "cutover_receipts",
    .title = M_KIND_CUTOVER_RECEIPTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(owed_columns),
    .row = sizeof(struct owed_row),
    .key = "receipt,line",
    .take = take_owed,
};

/* Invoices for these. */

struct invoice_row {
    const char *invoice, *receipt, *einvoice;
    int64_t line;
    money amount;
    date on;
};

static const struct column invoice_columns[] = {
    {"invoice", "发票号", COLUMN_CODE, NEED, AT(invoice_row, invoice), NULL, 0},
    {"date", "开票日期", COLUMN_DATE, NEED, AT(invoice_row, on), NULL, 0},
    {"receipt", "验收单号", COLUMN_CODE, NEED, AT(invoice_row, receipt), NULL, 0},
    {"receipt_line", "验收行号", COLUMN_INT, 0, AT(invoice_row, line), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(invoice_row, amount), NULL, 0},
    {"einvoice", "数电票号码", COLUMN_CODE, 0, AT(invoice_row, einvoice), NULL, 0},
};

static bool
take_invoice(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct invoice_row *in = row;
    const struct loading l = loading_of(im);
    const struct cutover_invoice x = {in->invoice,      in->receipt, in->einvoice,
                                      or_one(in->line), in->amount,  in->on};
    return put_cutover_invoice(&l, &x, how, e);
}

const struct import_kind kind_cutover_invoices = {
    .name = "cutover_invoices",
    .title = M_KIND_CUTOVER_INVOICES,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(invoice_columns),
    .row = sizeof(struct invoice_row),
    .key = "invoice,receipt,receipt_line",
    .take = take_invoice,
};

/* Prepayments; also those that were all taken back, or they would be paid again. */

struct prepaid_row {
    const char *institution;
    int64_t term;
    int fund;
    money annual, paid, taken;
    ratio ratio;
    date from, to, on;
};

static const struct column prepaid_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(prepaid_row, institution), NULL, 0},
    {"term", "协议年度", COLUMN_INT, 0, AT(prepaid_row, term), NULL, 0},
    {"fund", "基金", COLUMN_CHOICE, NEED, AT(prepaid_row, fund),
     "employee/职工|resident/居民|pooled/统筹", 0},
    {"annual", "年度约定采购金额", COLUMN_MONEY, NEED, AT(prepaid_row, annual), NULL, 0},
    {"ratio", "预付比例", COLUMN_RATIO, NEED, AT(prepaid_row, ratio), NULL, 0},
    {"paid", "已预付金额", COLUMN_MONEY, NEED, AT(prepaid_row, paid), NULL, 0},
    {"taken", "已冲抵或退回金额", COLUMN_MONEY, NEED, AT(prepaid_row, taken), NULL, 0},
    {"from", "起始日期", COLUMN_DATE, NEED, AT(prepaid_row, from), NULL, 0},
    {"to", "截止日期", COLUMN_DATE, NEED, AT(prepaid_row, to), NULL, 0},
    {"paid_on", "预付日期", COLUMN_DATE, NEED, AT(prepaid_row, on), NULL, 0},
};

static bool
take_prepaid(struct import *im, const void *row, enum put *how, struct err *e)
{
    static const enum fund funds[] = {FUND_EMPLOYEE, FUND_RESIDENT, FUND_UNDECIDED};
    const struct prepaid_row *in = row;
    const struct loading l = loading_of(im);
    const struct cutover_prepayment x = {.institution = in->institution,
                                         .term = or_one(in->term),
                                         .fund = funds[in->fund],
                                         .annual = in->annual,
                                         .paid = in->paid,
                                         .taken = in->taken,
                                         .ratio = in->ratio,
                                         .from = in->from,
                                         .to = in->to,
                                         .paid_on = in->on};
    return put_cutover_prepayment(&l, &x, how, e);
}

const struct import_kind kind_cutover_prepayments = {
    .name = "cutover_prepayments",
    .title = M_KIND_CUTOVER_PREPAYMENTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(prepaid_columns),
    .row = sizeof(struct prepaid_row),
    .key = "hospital,term",
    .take = take_prepaid,
};

/* The other system's totals. */

struct total_row {
    int scope;
    const char *code;
    qty agreed, ordered, accepted;
    money amount, paid, invoiced, prepaid;
};

static const struct column total_columns[] = {
    {"scope", "合计对象", COLUMN_CHOICE, NEED, AT(total_row, scope),
     "project/项目|institution/医疗机构|company/企业", 0},
    {"code", "编码", COLUMN_CODE, NEED, AT(total_row, code), NULL, 0},
    {"agreed", "约定采购量", COLUMN_QTY, NEED, AT(total_row, agreed), NULL, 0},
    {"ordered", "已订数量", COLUMN_QTY, NEED, AT(total_row, ordered), NULL, 0},
    {"accepted", "已验收数量", COLUMN_QTY, NEED, AT(total_row, accepted), NULL, 0},
    {"amount", "验收金额", COLUMN_MONEY, NEED, AT(total_row, amount), NULL, 0},
    {"paid", "已付金额", COLUMN_MONEY, NEED, AT(total_row, paid), NULL, 0},
    {"invoiced", "未付发票金额", COLUMN_MONEY, 0, AT(total_row, invoiced), NULL, 0},
    {"prepaid", "预付余额", COLUMN_MONEY, 0, AT(total_row, prepaid), NULL, 0},
};

static bool
take_total(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct total_row *in = row;
    const struct loading l = loading_of(im);
    const struct cutover_total x = {
        .scope = (enum cutover_scope)in->scope,
        .code = in->code,
        .figure = {in->agreed.pieces, in->ordered.pieces, in->accepted.pieces, in->amount.units,
                   in->paid.units, in->invoiced.units, in->prepaid.units}};
    return put_cutover_total(&l, &x, how, e);
}

const struct import_kind kind_cutover_totals = {
    .name = "cutover_totals",
    .title = M_KIND_CUTOVER_TOTALS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(total_columns),
    .row = sizeof(struct total_row),
    .key = "scope,code",
    .take = take_total,
};
