/* export_tables.c - the tables that can be exported. One constant each, one line in the list. */
#include "desk/export.h"
#include "desk/query.h"
#include "words/export.h"

#define TABLE(t, title_, columns_)                                                                 \
    static const struct export_table t = {#t, title_, &q_export_##t, columns_,                     \
                                          sizeof(columns_) / sizeof(*(columns_))}

#define TEXT(name, title)                                                                          \
    {                                                                                              \
        name, title, EXPORT_TEXT, NULL                                                             \
    }
#define WORD(name, title, choices)                                                                 \
    {                                                                                              \
        name, title, EXPORT_TEXT, choices                                                          \
    }
#define INT(name, title)                                                                           \
    {                                                                                              \
        name, title, EXPORT_INT, NULL                                                              \
    }
#define MONEY(name, title)                                                                         \
    {                                                                                              \
        name, title, EXPORT_MONEY, NULL                                                            \
    }
#define DATE(name, title)                                                                          \
    {                                                                                              \
        name, title, EXPORT_DATE, NULL                                                             \
    }
#define RATIO(name, title)                                                                         \
    {                                                                                              \
        name, title, EXPORT_RATIO, NULL                                                            \
    }
#define SCORE(name, title)                                                                         \
    {                                                                                              \
        name, title, EXPORT_SCORE, NULL                                                            \
    }

#define PROJECT TEXT("project", "采购项目")
#define GROUP TEXT("group", "竞价组")
#define GROUP_NAME TEXT("group_name", "竞价组名称")
#define HOSPITAL TEXT("hospital", "医疗机构编码")
#define HOSPITAL_NAME TEXT("hospital_name", "医疗机构")
#define PRODUCT TEXT("product", "产品编码")
#define PRODUCT_NAME TEXT("product_name", "产品")
#define COMPANY TEXT("company", "注册人编码")
#define COMPANY_NAME TEXT("company_name", "注册人")
#define VARIANT WORD("variant", "价格种类", VARIANTS)
#define STATE(choices) WORD("state", "状态", choices)
#define VERDICT TEXT("verdict", "结论")

#define VARIANTS "with_service/含伴随服务|without_service/不含伴随服务"
#define DECISIONS                                                                                  \
    "select/中选|select_without_quota/保底中选|standby/替补|"                              \
    "select_without_volume/中选无量|reject/未中选|invalid/无效|"                          \
    "draw/待抽签"
#define LISTED                                                                                     \
    "draft/草稿|notice/公示|listed/挂网|"                                                    \
    "suspended/暂停|delisted/撤网"
#define ORDER_KINDS "agreed/约定采购|zero_volume/无约定量|listed/挂网采购"
#define FUNDS "employee/职工|resident/居民|pooled/统筹"
#define PROGRESS                                                                                   \
    "not_applicable/不适用|not_begun/未开始|done/完成|"                                    \
    "behind/滞后|on_time/正常"
#define ASSESSED                                                                                   \
    "computed/已计算|sent/已送达|comment/有意见|"                                         \
    "final/定案|published/已公布"

static const struct export_column volume_columns[] = {
    PROJECT,
    GROUP,
    GROUP_NAME,
    HOSPITAL,
    HOSPITAL_NAME,
    INT("base", "采购量基数"),
    INT("agreed", "约定采购量"),
};
TABLE(volumes, M_EXPORT_VOLUMES, volume_columns);

static const struct export_column award_columns[] = {
    PROJECT,
    GROUP,
    GROUP_NAME,
    PRODUCT,
    PRODUCT_NAME,
    COMPANY,
    COMPANY_NAME,
    MONEY("price", "价格"),
    MONEY("with_service", "含伴随服务价"),
    INT("rank", "名次"),
    WORD("decision", "结果", DECISIONS),
    TEXT("step", "步骤"),
    TEXT("clause", "依据"),
};
TABLE(awards, M_EXPORT_AWARDS, award_columns);

static const struct export_column allocation_columns[] = {
    PROJECT,
    GROUP,
    HOSPITAL,
    HOSPITAL_NAME,
    PRODUCT,
    PRODUCT_NAME,
    INT("kept", "保留量"),
    INT("from_remaining", "剩余量分配"),
    INT("qty", "数量"),
};
TABLE(allocation, M_EXPORT_ALLOCATION, allocation_columns);

static const struct export_column listing_columns[] = {
    PRODUCT,
    PRODUCT_NAME,
    COMPANY,
    COMPANY_NAME,
    WORD("zone", "专区", "results/中选结果|general/普通"),
    PROJECT,
    STATE(LISTED),
    TEXT("cause", "原因"),
    DATE("since", "生效日期"),
    MONEY("price", "挂网价"),
    MONEY("with_service", "含伴随服务价"),
    MONEY("standard", "医保支付标准"),
};
TABLE(listings, M_EXPORT_LISTINGS, listing_columns);

static const struct export_column agreement_columns[] = {
    PROJECT,
    INT("term", "协议期"),
    TEXT("agreement", "协议编号"),
    HOSPITAL,
    HOSPITAL_NAME,
    COMPANY,
    COMPANY_NAME,
    TEXT("distributor", "配送企业编码"),
    TEXT("distributor_name", "配送企业"),
    INT("parties", "签约方数"),
    DATE("from", "起始日"),
    DATE("to", "截止日"),
    PRODUCT,
    PRODUCT_NAME,
    VARIANT,
    MONEY("price", "价格"),
    INT("agreed", "约定采购量"),
    INT("ordered", "已订购"),
    INT("accepted", "已验收"),
    INT("returned", "已退货"),
    MONEY("accepted_amount", "验收金额"),
    MONEY("paid_amount", "已付金额"),
};
TABLE(agreements, M_EXPORT_AGREEMENTS, agreement_columns);

static const struct export_column order_columns[] = {
    PROJECT,
    TEXT("order", "订单号"),
    INT("line", "行号"),
    DATE("date", "订购日期"),
    HOSPITAL,
    HOSPITAL_NAME,
    PRODUCT,
    PRODUCT_NAME,
    COMPANY,
    TEXT("payee", "收款企业"),
    WORD("kind", "类型", ORDER_KINDS),
    VARIANT,
    MONEY("price", "单价"),
    INT("qty", "数量"),
    INT("over", "超约定量"),
    INT("accepted", "已验收"),
    INT("rejected", "拒收"),
    TEXT("agreement", "协议编号"),
};
TABLE(orders, M_EXPORT_ORDERS, order_columns);

static const struct export_column due_columns[] = {
    PROJECT,
    TEXT("receipt", "验收单号"),
    INT("line", "行号"),
    HOSPITAL,
    HOSPITAL_NAME,
    TEXT("payee", "收款企业编码"),
    TEXT("payee_name", "收款企业"),
    PRODUCT,
    DATE("accepted", "验收日期"),
    DATE("due", "到期日"),
    DATE("in_time_until", "按时付款截止"),
    MONEY("amount", "验收金额"),
    MONEY("returned", "退货金额"),
    MONEY("paid", "已付金额"),
    MONEY("open", "未付金额"),
};
TABLE(due, M_EXPORT_DUE, due_columns);

static const struct export_column prepayment_columns[] = {
    PROJECT,
    HOSPITAL,
    HOSPITAL_NAME,
    INT("term", "协议期"),
    WORD("fund", "基金", FUNDS),
    MONEY("annual", "年度约定金额"),
    RATIO("ratio", "预付比例"),
    MONEY("prepayment", "预付金额"),
    INT("instalment", "批次"),
    MONEY("amount", "本批金额"),
    DATE("due", "应付日期"),
    DATE("paid", "支付日期"),
    TEXT("document", "凭证"),
};
TABLE(prepayments, M_EXPORT_PREPAYMENTS, prepayment_columns);

static const struct export_column offset_columns[] = {
    PROJECT,
    TEXT("month", "月份"),
    HOSPITAL,
    HOSPITAL_NAME,
    INT("term", "协议期"),
    MONEY("purchased", "累计采购额"),
    MONEY("claims", "可抵扣费用"),
    MONEY("target", "应抵扣累计"),
    MONEY("taken", "本月抵扣"),
    MONEY("rest", "预付余额"),
    VERDICT,
};
TABLE(offsets, M_EXPORT_OFFSETS, offset_columns);

static const struct export_column monitoring_columns[] = {
    PROJECT,
    TEXT("month", "月份"),
    HOSPITAL,
    HOSPITAL_NAME,
    PRODUCT,
    PRODUCT_NAME,
    TEXT("agreement", "协议编号"),
    INT("agreed", "约定采购量"),
    INT("accepted", "净验收量"),
    RATIO("progress", "进度"),
    RATIO("expected", "时间进度"),
    STATE(PROGRESS),
};
TABLE(monitoring, M_EXPORT_MONITORING, monitoring_columns);

static const struct export_column assessment_columns[] = {
    PROJECT,
    INT("year", "年度"),
    HOSPITAL,
    HOSPITAL_NAME,
    INT("applicable", "是否考核"),
    SCORE("score", "得分"),
    SCORE("off", "扣分"),
    INT("findings", "查实问题"),
    STATE(ASSESSED),
    DATE("since", "状态日期"),
    RATIO("share", "留用比例"),
    MONEY("budget", "预算"),
    MONEY("spent", "支出"),
    MONEY("retained", "留用金额"),
    VERDICT,
};
TABLE(assessments, M_EXPORT_ASSESSMENTS, assessment_columns);

static const struct export_column report_columns[] = {
    PRODUCT,
    PRODUCT_NAME,
    COMPANY,
    COMPANY_NAME,
    TEXT("province", "省份"),
    DATE("seen", "价格日期"),
    MONEY("price", "价格"),
    TEXT("source", "来源"),
    DATE("from", "报送起"),
    DATE("until", "报送止"),
    DATE("reported", "报送日期"),
};
TABLE(price_reports, M_EXPORT_PRICE_REPORTS, report_columns);

#define BREACHES "late_supply/供货逾期|late_payment/付款逾期"
#define NOTICES                                                                                    \
    "found/发现|sent/已送达|answered/已申辩|"                                              \
    "published/已通报|withdrawn/已撤销"

static const struct export_column breach_columns[] = {
    TEXT("period", "期间"),
    WORD("kind", "种类", BREACHES),
    TEXT("party", "主体"),
    INT("lines", "行数"),
    INT("late", "迟交数量"),
    MONEY("amount", "金额"),
    INT("days", "最长天数"),
    STATE(NOTICES),
    DATE("answer_until", "申辩截止"),
    TEXT("answer", "申辩"),
    DATE("closed", "通报或撤销日期"),
    TEXT("credit_event", "失信事项"),
};
TABLE(breaches, M_EXPORT_BREACHES, breach_columns);

static const struct export_column shortage_columns[] = {
    TEXT("case", "案件"),
    PROJECT,
    HOSPITAL,
    COMPANY,
    PRODUCT,
    TEXT("order", "订单"),
    INT("missing", "缺货数量"),
    INT("substituted", "替代数量"),
    MONEY("extra", "额外费用"),
    TEXT("state", "状态"),
    TEXT("force_majeure", "不可抗力"),
    TEXT("outcome", "结果"),
    DATE("reported", "报告日期"),
    DATE("closed", "结案日期"),
};
TABLE(shortages, M_EXPORT_SHORTAGES, shortage_columns);

static const struct export_column instruction_columns[] = {
    PROJECT,
    TEXT("month", "费用月份"),
    INT("instruction", "指令号"),
    HOSPITAL,
    TEXT("payee", "收款企业"),
    WORD("fund", "基金", FUNDS),
    TEXT("invoice", "发票"),
    MONEY("amount", "金额"),
    TEXT("made_by", "经办人"),
    TEXT("approved_by", "复核人"),
    DATE("approved", "复核日期"),
};
TABLE(instructions, M_EXPORT_INSTRUCTIONS, instruction_columns);

const struct export_table *const export_tables[] = {
    &volumes,  &awards,    &allocation,   &listings, &price_reports, &agreements,
    &orders,   &due,       &prepayments,  &offsets,  &monitoring,    &assessments,
    &breaches, &shortages, &instructions, NULL,
};
