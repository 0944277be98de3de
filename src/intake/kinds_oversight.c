/* kinds_oversight.c - files of what went wrong and what people report: credit, complaints,
 * findings, quotas, facts for the assessment. */
#include "intake/kinds.h"
#include "oversight/complaint.h"
#include "oversight/finding.h"
#include "oversight/overspend.h"
#include "oversight/patient.h"
#include "oversight/quota_row.h"
#include "oversight/year_fact.h"
#include "registry/credit_record.h"
#include "registry/market_ban.h"
#include "words/oversight.h"

enum { NEED = COLUMN_NEEDED | COLUMN_FILLED };

#define MATTERS                                                                                    \
    "kickback/商业贿赂|tax/涉税违法|monopoly/垄断|pricing/不正当价格|"              \
    "resisting/抗拒监管|bidding/扰乱招采|breach/违约"

/* Credit events. */

struct credit_row {
    const char *event, *party, *product, *document;
    int matter;
    money amount;
    date happened, evaluated, repaired[CREDIT_ACTIONS];
    int64_t division;
};

static const struct column credit_columns[] = {
    {"event", "事项编号", COLUMN_CODE, NEED, AT(credit_row, event), NULL, 0},
    {"party", "主体编码", COLUMN_CODE, NEED, AT(credit_row, party), NULL, 0},
    {"matter", "事项类别", COLUMN_CHOICE, NEED, AT(credit_row, matter), MATTERS, 0},
    {"amount", "金额", COLUMN_MONEY, 0, AT(credit_row, amount), NULL, 0},
    {"happened", "事发日期", COLUMN_DATE, NEED, AT(credit_row, happened), NULL, 0},
    {"evaluated", "评定日期", COLUMN_DATE, NEED, AT(credit_row, evaluated), NULL, 0},
    {"division", "评定区划", COLUMN_INT, 0, AT(credit_row, division), NULL, 0},
    {"product", "涉案产品", COLUMN_CODE, 0, AT(credit_row, product), NULL, 0},
    {"document", "文书", COLUMN_TEXT, 0, AT(credit_row, document), NULL, 0},
    {"stop_act", "终止行为",
     COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_STOP_ACT]), NULL, 0},
    {"deal_staff", "处理人员",
     COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_DEAL_STAFF]), NULL,
     0},
    {"apology", "公开致歉", COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_APOLOGY]), NULL, 0},
    {"compliance", "合规整改",
     COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_COMPLIANCE]), NULL,
     0},
    {"cut_price", "剔除虚高",
     COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_CUT_PRICE]), NULL, 0},
    {"return_gains", "退还得利", COLUMN_DATE, 0, AT(credit_row, repaired[CREDIT_RETURN_GAINS]),
     NULL, 0},
};

static bool
take_credit(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct credit_row *in = row;
    struct credit_entry c = {
        .event = in->event,
        .party = in->party,
        .matter = (enum credit_matter)in->matter,
        .amount = in->amount,
        .happened_on = in->happened,
        .evaluated_on = in->evaluated,
        .division = in->division,
        .product = in->product,
        .document = in->document,
    };
    for (int i = 0; i < CREDIT_ACTIONS; i++)
        c.repaired_on[i] = in->repaired[i];
    return credit_put(im->db, im->arena, im->pool, &c, how, e);
}

const struct import_kind kind_credit_events = {
    .name = "credit_events",
    .title = M_KIND_CREDIT_EVENTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(credit_columns),
    .row = sizeof(struct credit_row),
    .key = "event",
    .take = take_credit,
};

/* Who leaves the market or is kept out of it. */

struct ban_row {
    const char *ban, *company, *product, *document;
    int kind, area;
    date from, to;
};

static const struct column ban_columns[] = {
    {"ban", "决定编号", COLUMN_CODE, NEED, AT(ban_row, ban), NULL, 0},
    {"company", "企业编码", COLUMN_CODE, NEED, AT(ban_row, company), NULL, 0},
    {"kind", "类型", COLUMN_CHOICE, NEED, AT(ban_row, kind),
     "exit/市场退出|ban/市场禁入", 0},
    {"area", "范围", COLUMN_CHOICE, NEED, AT(ban_row, area),
     "region/统筹区|province/本省|nation/全国", 0},
    {"from", "起始日期", COLUMN_DATE, NEED, AT(ban_row, from), NULL, 0},
    {"to", "截止日期", COLUMN_DATE, NEED, AT(ban_row, to), NULL, 0},
    {"document", "文书", COLUMN_TEXT, NEED, AT(ban_row, document), NULL, 0},
    {"product", "涉案产品", COLUMN_CODE, 0, AT(ban_row, product), NULL, 0},
};

static bool
take_ban(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct ban_row *in = row;
    const struct market_ban b = {.number = in->ban,
                                 .party = in->company,
                                 .product = in->product,
                                 .document = in->document,
                                 .kind = (enum ban_kind)in->kind,
                                 .area = (enum credit_area)in->area,
                                 .from = in->from,
                                 .to = in->to};
    return ban_put(im->db, im->arena, im->pool, &b, how, e);
}

const struct import_kind kind_market_bans = {
    .name = "market_bans",
    .title = M_KIND_MARKET_BANS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(ban_columns),
    .row = sizeof(struct ban_row),
    .key = "ban",
    .take = take_ban,
};

/* Complaints. */

struct complaint_row {
    const char *complaint, *project, *by, *against, *subject;
    int kind, result;
    date filed, accepted, answered;
};

static const struct column complaint_columns[] = {
    {"complaint", "编号", COLUMN_CODE, NEED, AT(complaint_row, complaint), NULL, 0},
    {"kind", "类型", COLUMN_CHOICE, NEED, AT(complaint_row, kind),
     "complaint/投诉|report/举报|objection/异议|credit_appeal/信用申诉", 0},
    {"project", "项目", COLUMN_CODE, 0, AT(complaint_row, project), NULL, 0},
    {"by", "提出人", COLUMN_TEXT, 0, AT(complaint_row, by), NULL, 0},
    {"against", "对象", COLUMN_TEXT, 0, AT(complaint_row, against), NULL, 0},
    {"subject", "事由", COLUMN_TEXT, NEED, AT(complaint_row, subject), NULL, 0},
    {"filed", "提出日期", COLUMN_DATE, NEED, AT(complaint_row, filed), NULL, 0},
    {"accepted", "受理日期", COLUMN_DATE, 0, AT(complaint_row, accepted), NULL, 0},
    {"answered", "答复日期", COLUMN_DATE, 0, AT(complaint_row, answered), NULL, 0},
    {"result", "结果", COLUMN_CHOICE, 0, AT(complaint_row, result),
     "open/未结|founded/属实|partly/部分属实|unfounded/不属实|withdrawn/撤回", 0},
};

static bool
take_complaint(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct complaint_row *in = row;
    const struct complaint c = {
        .number = in->complaint,
        .project = in->project,
        .by = in->by,
        .against = in->against,
        .subject = in->subject,
        .kind = (enum complaint_kind)in->kind,
        .filed_on = in->filed,
        .accepted_on = in->accepted,
        .answered_on = in->answered,
        .result = (enum complaint_result)in->result,
    };
    return complaint_put(im->db, im->arena, im->pool, &c, how, e);
}

const struct import_kind kind_complaints = {
    .name = "complaints",
    .title = M_KIND_COMPLAINTS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(complaint_columns),
    .row = sizeof(struct complaint_row),
    .key = "complaint",
    .take = take_complaint,
};

/* Findings. */

struct finding_row {
    const char *finding, *project, *institution, *document;
    int reason, evidence, state;
    date found, decided;
};

static const struct column finding_columns[] = {
    {"finding", "编号", COLUMN_CODE, NEED, AT(finding_row, finding), NULL, 0},
    {"institution", "医疗机构编码", COLUMN_CODE, NEED, AT(finding_row, institution), NULL, 0},
    {"reason", "事由代码", COLUMN_CHOICE, NEED, AT(finding_row, reason),
     "cost_control/费用控制|variety_limit/品种规格数量|not_reported/未报量|"
     "quality_deposit/质量保证金|account_opening/配送企业开户|admission_fee/入院费|"
     "storage_fee/仓储费",
     0},
    {"evidence", "佐证类型", COLUMN_CHOICE, NEED, AT(finding_row, evidence),
     "order/订单|refusal/拒收|contract/合同|receipt/票据", 0},
    {"document", "佐证编号", COLUMN_TEXT, NEED, AT(finding_row, document), NULL, 0},
    {"found", "发现日期", COLUMN_DATE, NEED, AT(finding_row, found), NULL, 0},
    {"project", "项目", COLUMN_CODE, 0, AT(finding_row, project), NULL, 0},
    {"state", "状态", COLUMN_CHOICE, 0, AT(finding_row, state),
     "reported/已报告|confirmed/查实|dismissed/不成立", 0},
    {"decided", "认定日期", COLUMN_DATE, 0, AT(finding_row, decided), NULL, 0},
};

static bool
take_finding(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct finding_row *in = row;
    const struct finding f = {
        .number = in->finding,
        .project = in->project,
        .institution = in->institution,
        .document = in->document,
        .reason = (enum finding_reason)in->reason,
        .evidence = (enum finding_evidence)in->evidence,
        .found_on = in->found,
        .decided_on = in->decided,
        .state = (enum finding_state)in->state,
    };
    return finding_put(im->db, im->arena, im->pool, &f, how, e);
}

const struct import_kind kind_findings = {
    .name = "findings",
    .title = M_KIND_FINDINGS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(finding_columns),
    .row = sizeof(struct finding_row),
    .key = "finding",
    .take = take_finding,
};

/* Quotas. */

struct quota_file_row {
    const char *institution, *document;
    int64_t year;
    int component, direction;
    money amount;
    date decided;
};

static const struct column quota_columns[] = {
    {"institution", "医疗机构编码",
     COLUMN_CODE, NEED, AT(quota_file_row, institution), NULL, 0},
    {"year", "年度", COLUMN_INT, NEED, AT(quota_file_row, year), NULL, 0},
    {"component", "组成", COLUMN_CHOICE, NEED, AT(quota_file_row, component),
     "base/基数|growth/增长|assessment/考核|price_fall/中选产品降价|other/其他", 0},
    {"direction", "增减",
     COLUMN_CHOICE, NEED, AT(quota_file_row, direction), "add/增加|cut/核减",
     0},
    {"amount", "金额", COLUMN_MONEY, NEED, AT(quota_file_row, amount), NULL, 0},
    {"decided", "决定日期", COLUMN_DATE, NEED, AT(quota_file_row, decided), NULL, 0},
    {"document", "文书", COLUMN_TEXT, 0, AT(quota_file_row, document), NULL, 0},
};

static bool
take_quota(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct quota_file_row *in = row;
    const struct quota_entry q = {
        .institution = in->institution,
        .document = in->document,
        .year = in->year < 10000 ? in->year : 0,
        .part = {(enum quota_kind)in->component,
                 {in->direction == 1 ? -in->amount.units : in->amount.units}},
        .decided_on = in->decided,
    };
    return quota_put(im->db, im->arena, im->pool, &q, how, e);
}

const struct import_kind kind_quotas = {
    .name = "quotas",
    .title = M_KIND_QUOTAS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(quota_columns),
    .row = sizeof(struct quota_file_row),
    .key = "institution,year,component,decided",
    .take = take_quota,
};

/* Who bears an overspend. */

static const struct column band_columns[] = {
    {"decided", "决定日期", COLUMN_DATE, NEED, AT(overspend_band, decided_on), NULL, 0},
    {"up_to", "超支率上限", COLUMN_RATIO, NEED, AT(overspend_band, up_to), NULL, 0},
    {"fund_share", "基金分担比例",
     COLUMN_RATIO, NEED, AT(overspend_band, fund_share), NULL, 0},
    {"document", "文书", COLUMN_TEXT, NEED, AT(overspend_band, document), NULL, 0},
};

static bool
take_band(struct import *im, const void *row, enum put *how, struct err *e)
{
    return band_put(im->db, im->arena, im->pool, row, how, e);
}

const struct import_kind kind_overspend_bands = {
    .name = "overspend_bands",
    .title = M_KIND_OVERSPEND_BANDS,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(band_columns),
    .row = sizeof(struct overspend_band),
    .key = "decided,up_to",
    .take = take_band,
};

/* What patients were charged. */

struct charge_row {
    const char *charge, *institution, *product;
    qty n;
    money amount;
    date charged;
};

static const struct column charge_columns[] = {
    {"charge", "收费单号", COLUMN_CODE, NEED, AT(charge_row, charge), NULL, 0},
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(charge_row, institution), NULL, 0},
    {"product", "产品编码", COLUMN_CODE, NEED, AT(charge_row, product), NULL, 0},
    {"date", "收费日期", COLUMN_DATE, NEED, AT(charge_row, charged), NULL, 0},
    {"qty", "数量", COLUMN_QTY, NEED, AT(charge_row, n), NULL, 0},
    {"amount", "收费金额", COLUMN_MONEY, NEED, AT(charge_row, amount), NULL, 0},
};

static bool
take_charge(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct charge_row *in = row;
    const struct patient_charge c = {in->charge,  in->institution, in->product,
                                     in->charged, in->n,           in->amount};
    return charge_put(im->db, im->arena, im->pool, &c, how, e);
}

const struct import_kind kind_patient_charges = {
    .name = "patient_charges",
    .title = M_KIND_PATIENT_CHARGES,
    .scope = IMPORT_POOL,
    KIND_COLUMNS(charge_columns),
    .row = sizeof(struct charge_row),
    .key = "charge",
    .take = take_charge,
};

/* Reported facts for the yearly assessment. */

struct fact_row {
    const char *institution;
    int64_t year, reports_due, reports_timely, admit_due, admit_timely;
    money off_platform;
    ratio pay, insured;
    int first_year, share_fell;
};

static const struct column fact_columns[] = {
    {"hospital", "医疗机构编码", COLUMN_CODE, NEED, AT(fact_row, institution), NULL, 0},
    {"year", "年度", COLUMN_INT, NEED, AT(fact_row, year), NULL, 0},
    {"reports_due", "应报次数", COLUMN_INT, 0, AT(fact_row, reports_due), NULL, 0},
    {"reports_timely", "按时次数", COLUMN_INT, 0, AT(fact_row, reports_timely), NULL, 0},
    {"admitted_due", "应进院品种", COLUMN_INT, 0, AT(fact_row, admit_due), NULL, 0},
    {"admitted_timely", "按时进院", COLUMN_INT, 0, AT(fact_row, admit_timely), NULL, 0},
    {"off_platform", "线下采购额", COLUMN_MONEY, 0, AT(fact_row, off_platform), NULL, 0},
    {"pay_ratio", "基金支付比例", COLUMN_RATIO, 0, AT(fact_row, pay), NULL, 0},
    {"insured_share", "参保患者占比", COLUMN_RATIO, 0, AT(fact_row, insured), NULL, 0},
    {"first_year", "按病种付费首年",
     COLUMN_CHOICE, 0, AT(fact_row, first_year), "no/否|yes/是", 0},
    {"share_fell", "患者负担下降",
     COLUMN_CHOICE, 0, AT(fact_row, share_fell), "no/否|yes/是", 0},
};

static bool
take_fact(struct import *im, const void *row, enum put *how, struct err *e)
{
    const struct fact_row *in = row;
    const struct year_fact f = {
        .reports_due = in->reports_due,
        .reports_timely = in->reports_timely,
        .admit_due = in->admit_due,
        .admit_timely = in->admit_timely,
        .off_platform = in->off_platform,
        .pay = in->pay,
        .insured = in->insured,
        .first_year = in->first_year == 1,
        .share_fell = in->share_fell == 1,
    };
    return year_fact_put(im->db, im->arena, im->pool, im->project, in->year, in->institution, &f,
                         how, e);
}

const struct import_kind kind_assessment_facts = {
    .name = "assessment_facts",
    .title = M_KIND_ASSESSMENT_FACTS,
    .scope = IMPORT_PROJECT,
    KIND_COLUMNS(fact_columns),
    .row = sizeof(struct fact_row),
    .key = "hospital,year",
    .take = take_fact,
};
