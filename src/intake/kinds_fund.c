/* kinds_fund.c - files of the fund agency: decisions on prepayment, instalments paid, claims
 * approved, money paid back, and the bank's answers to direct settlement. */
#include "intake/kinds.h"
#include "fund/bank.h"
#include "fund/claim.h"
#include "fund/claim_line.h"
#include "fund/decision.h"
#include "fund/direct.h"
#include "fund/state.h"
#include "words/fund.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };
#define FUND_CHOICES "employee/职工|resident/居民|pooled/统筹"

/* Decisions. */

struct decision_row {
    date on;
    ratio ratio;
    const char *authority, *document;
};

static const struct column decision_columns[] = {
    {"date", "决定日期", COLUMN_DATE, NEED, AT(decision_row, on), NULL, 0},
    {"ratio", "预付比例", COLUMN_RATIO, NEED, AT(decision_row, ratio), NULL, 0},
    {"authority", "决定机关", COLUMN_TEXT, NEED, AT(decision_row, authority), NULL, 0},
    {"document", "文号", COLUMN_TEXT, 0, AT(decision_row, document), NULL, 0},
};

static bool
take_decision(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct decision_row *in = row;
    const struct prepay_decision d = {in->on, in->ratio, in->authority, in->document};
    return decision_put(im->db, im->arena, im->pool, im->project, &d, how, e);
}

const struct import_kind kind_prepay_decisions = {
    .name = "prepay_decisions",
    .title = M_KIND_PREPAY_DECISIONS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(decision_columns),
    .row = sizeof(struct decision_row),
    .key = "date",
    .take = take_decision,
};

/* Instalments paid. */

struct paid_row {
    const char *institution, *document;
    int64_t term, number;
    date on;
    money amount;
};

static const struct column paid_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(paid_row, institution), NULL, 0},
    {"term", "协议期", COLUMN_INT, 0, AT(paid_row, term), NULL, 0},
    {"instalment", "笔次", COLUMN_INT, NEED, AT(paid_row, number), NULL, 0},
    {"date", "拨付日期", COLUMN_DATE, NEED, AT(paid_row, on), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(paid_row, amount), NULL, 0},
    {"document", "单号", COLUMN_TEXT, 0, AT(paid_row, document), NULL, 0},
};

static bool
take_paid(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct paid_row *in = row;
    const struct instalment_paid p = {in->institution, in->document, in->term == 0 ? 1 : in->term,
                                      in->number,      in->on,       in->amount};
    return bank_day(in->on, im->today, "date", e) &&
           instalment_pay(im->db, im->arena, im->pool, im->project, &p, how, e);
}

const struct import_kind kind_instalments_paid = {
    .name = "instalments",
    .title = M_KIND_INSTALMENTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(paid_columns),
    .row = sizeof(struct paid_row),
    .key = "hospital,term,instalment",
    .take = take_paid,
};

/* Claims. */

struct claim_row {
    const char *institution, *document;
    int fund;
    month month;
    money amount;
};

static const struct column claim_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(claim_row, institution), NULL, 0},
    {"month", "费用月份", COLUMN_MONTH, NEED, AT(claim_row, month), NULL, 0},
    {"fund", "基金", COLUMN_CHOICE, NEED, AT(claim_row, fund), FUND_CHOICES, 0},
    {"amount", "应拨付金额", COLUMN_MONEY, NEED, AT(claim_row, amount), NULL, 0},
    {"document", "单号", COLUMN_TEXT, 0, AT(claim_row, document), NULL, 0},
};

static bool
take_claim(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct claim_row *in = row;
    const struct claim c = {in->institution, in->document, (enum fund)in->fund, in->month,
                            in->amount};
    return claim_put(im->db, im->arena, im->pool, &c, how, e);
}

const struct import_kind kind_claims = {
    .name = "claims",
    .title = M_KIND_CLAIMS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(claim_columns),
    .row = sizeof(struct claim_row),
    .key = "hospital,month,fund",
    .take = take_claim,
};

/* What patients were charged. */

#define CHARGED(member) AT(claim_charge, member)
static const struct column charge_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, CHARGED(institution), NULL, 0},
    {"document", "结算单号", COLUMN_CODE, NEED, CHARGED(document), NULL, 0},
    {"line", "行号", COLUMN_INT, NEED, CHARGED(line), NULL, 0},
    {"fund", "基金", COLUMN_CHOICE, NEED, CHARGED(fund), FUND_CHOICES, 0},
    {"month", "费用月份", COLUMN_MONTH, NEED, CHARGED(month), NULL, 0},
    {"date", "收费日期", COLUMN_DATE, NEED, CHARGED(on), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, CHARGED(product), NULL, 0},
    {"qty", "数量", COLUMN_QTY, NEED, CHARGED(qty), NULL, 0},
    {"price", "收费单价", COLUMN_PRICE, NEED, CHARGED(price), NULL, 0},
    {"ratio", "基金支付比例", COLUMN_RATIO, NEED, CHARGED(pay), NULL, 0},
};
#undef CHARGED

static bool
take_charge(struct import *im, const void *row, enum put *how, struct err *e)
{
    return claim_line_put(im->db, im->arena, im->pool, row, how, e);
}

const struct import_kind kind_claim_lines = {
    .name = "claim_lines",
    .title = M_KIND_CLAIM_LINES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(charge_columns),
    .row = sizeof(struct claim_charge),
    .key = "hospital,document,line",
    .take = take_charge,
};

/* Money paid back. */

static const struct column back_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(paid_row, institution), NULL, 0},
    {"term", "协议期", COLUMN_INT, 0, AT(paid_row, term), NULL, 0},
    {"document", "单号", COLUMN_TEXT, NEED, AT(paid_row, document), NULL, 0},
    {"date", "退回日期", COLUMN_DATE, NEED, AT(paid_row, on), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(paid_row, amount), NULL, 0},
};

static bool
take_back(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct paid_row *in = row;
    const struct paid_back b = {in->institution, in->document, in->term == 0 ? 1 : in->term, in->on,
                                in->amount};
    return bank_day(in->on, im->today, "date", e) &&
           payback_receive(im->db, im->arena, im->pool, im->project, &b, how, e);
}

const struct import_kind kind_paybacks = {
    .name = "paybacks",
    .title = M_KIND_PAYBACKS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(back_columns),
    .row = sizeof(struct paid_row),
    .key = "hospital,term,document",
    .take = take_back,
};

/* The bank's answers. */

struct result_row {
    month month;
    int64_t seq;
    int result;
    date on;
};

#define RESULTS "paid/成功|failed/失败"

static const struct column result_columns[] = {
    {"month", "费用月份", COLUMN_MONTH, NEED, AT(result_row, month), NULL, 0},
    {"instruction", "指令号", COLUMN_INT, NEED, AT(result_row, seq), NULL, 0},
    {"result", "结果", COLUMN_CHOICE, NEED, AT(result_row, result), RESULTS, 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(result_row, on), NULL, 0},
};

static bool
take_result(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct result_row *in = row;
    const struct direct_result r = {in->month, in->seq, in->result == 0, in->on};
    return bank_day(in->on, im->today, "date", e) &&
           direct_settled(im->db, im->arena, im->pool, im->project, &r, how, e);
}

const struct import_kind kind_direct_results = {
    .name = "direct_results",
    .title = M_KIND_DIRECT_RESULTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(result_columns),
    .row = sizeof(struct result_row),
    .key = "month,instruction",
    .take = take_result,
};

/* The bank's answers to payments of any kind, by reference. */

struct bank_row {
    const char *reference, *document;
    int result;
    date on;
    money amount;
};

static const struct column bank_columns[] = {
    {"reference", "付款编号", COLUMN_TEXT, NEED, AT(bank_row, reference), NULL, 0},
    {"document", "银行回单号", COLUMN_TEXT, NEED, AT(bank_row, document), NULL, 0},
    {"result", "结果", COLUMN_CHOICE, NEED, AT(bank_row, result), "paid/成功|failed/失败", 0},
    {"date", "日期", COLUMN_DATE, NEED, AT(bank_row, on), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(bank_row, amount), NULL, 0},
};

static bool
take_bank(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct bank_row *in = row;
    const struct bank_answer b = {in->reference, in->document, in->result == 0, in->on, in->amount};
    return bank_day(in->on, im->today, "date", e) &&
           bank_take(im->db, im->arena, im->pool, &b, how, e);
}

const struct import_kind kind_bank_answers = {
    .name = "bank_answers",
    .title = M_KIND_BANK_ANSWERS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(bank_columns),
    .row = sizeof(struct bank_row),
    .key = "reference,document",
    .take = take_bank,
};
