/* rule.h - every parameter of a policy pack by name (RULES 14; docs/packs.md lists them for
 * people).
 *
 * The engine's explanations name the parameter that decided; a pack says what it is worth in its
 * jurisdiction and on what basis. JICAI_RULES(X) is the one list: X(ID, key, type, unit-or-values).
 * Types: BOOL, INT, RATIO ("times": a multiple, shown as 1.8), MONEY, DATE, ENUM (values parted by
 * |). Its meaning for people is the word "rule_id" in words/rules.tsv. */
#ifndef JICAI_RULE_H
#define JICAI_RULE_H
#include "base/core/words.h"

#define JICAI_RULES(X)                                                                             \
    /* who takes part (A2) */                                                                      \
    X(PART_PUBLIC_HIGH, "participation.public.high_value", ENUM, PARTICIPATION)                    \
    X(PART_PUBLIC_OTHER, "participation.public.other", ENUM, PARTICIPATION)                        \
    X(PART_PUBLIC_DRUG, "participation.public.drug", ENUM, PARTICIPATION)                          \
    X(PART_MILITARY, "participation.military", ENUM, PARTICIPATION)                                \
    X(PART_POLICE, "participation.armed_police", ENUM, PARTICIPATION)                              \
    X(PART_PRIVATE, "participation.private_designated", ENUM, PARTICIPATION)                       \
    X(PART_PHARMACY, "participation.retail_pharmacy", ENUM, PARTICIPATION)                         \
    X(PART_OTHER_CITY, "participation.other_city_public", ENUM, PARTICIPATION)                     \
    /* demand and agreed volume (C) */                                                             \
    X(REVIEW_CHAIN, "demand.review_chain", ENUM, REVIEW_CHAIN)                                     \
    X(DEMAND_LOW, "demand.flag_low", RATIO, "")                                                    \
    X(DEMAND_HIGH, "demand.flag_high", RATIO, "")                                                  \
    X(OVER_AGREED, "demand.over_agreed_at_selected_price", BOOL, "")                               \
    X(ZERO_VOLUME, "order.zero_volume_allowed", BOOL, "")                                          \
    X(PLATFORM_ONLY, "order.selected_on_platform_only", BOOL, "")                                  \
    X(REASON_WHILE_OPEN, "order.reason_while_volume_open", BOOL, "")                               \
    X(OWN_LOWER_PRICE, "price.own_lower_price_kept", BOOL, "")                                     \
    X(NO_SECOND_BARGAIN, "price.no_second_bargaining", BOOL, "")                                   \
    /* award defaults (D) */                                                                       \
    X(CERT_UNTIL, "award.certificate_valid", ENUM, CERT_UNTIL)                                     \
    X(GAP_CONTROL, "award.gap_control", BOOL, "")                                                  \
    X(STANDBY, "award.standby", BOOL, "")                                                          \
    /* cycle, agreements, renewal (D6, D7, F1) */                                                  \
    X(TERM_YEARLY, "cycle.agreement_term", ENUM, AGREEMENT_TERM)                                   \
    X(CYCLE_MONTHS, "cycle.months", INT, "months")                                                 \
    X(CYCLE_EXTENDABLE, "cycle.extendable", BOOL, "")                                              \
    X(EXTENSION_VOLUME, "cycle.extension_volume", ENUM, EXTENSION_VOLUME)                          \
    X(RENEWAL_ALIGN, "renewal.align", ENUM, RENEWAL_ALIGN)                                         \
    X(RENEWAL_ALIGNED, "renewal.already_aligned", ENUM, ALREADY_ALIGNED)                           \
    X(RENEWAL_YEAR, "renewal.year_of", ENUM, RENEWAL_YEAR)                                         \
    X(SERVICE_PRICES, "price.with_and_without_service", BOOL, "")                                  \
    X(PATIENT_CHARGE, "price.patient_charge", ENUM, PATIENT_CHARGE)                                \
    X(TRIPARTITE, "agreement.tripartite", BOOL, "")                                                \
    X(RUNNING, "agreement.applies_to_running", BOOL, "")                                           \
    /* distributors (F2) */                                                                        \
    X(CAP_DRUG, "distributor.cap.drug", INT, "distributors")                                       \
    X(CAP_CONSUMABLE, "distributor.cap.consumable", INT, "distributors")                           \
    X(CAP_UNIT, "distributor.cap_unit", ENUM, CAP_UNIT)                                            \
    X(CAP_REASON, "distributor.above_cap_with_reason", BOOL, "")                                   \
    X(COVER_ALL, "distributor.cover_all", BOOL, "")                                                \
    X(DISTRIBUTOR_LICENCE, "distributor.licence_needed", BOOL, "")                                 \
    X(DISTRIBUTOR_GRADE, "distributor.credit_grade_most", INT, "grade")                            \
    X(DISTRIBUTOR_RECORD, "distributor.selection_recorded", BOOL, "")                              \
    /* failure to supply (F3) */                                                                   \
    X(SUPPLIER_BEARS, "supply.supplier_bears_cost", BOOL, "")                                      \
    X(SHORTAGE_UP, "supply.shortage_escalated", BOOL, "")                                          \
    X(DELIVER_WITHIN, "supply.deliver_within", INT, "days")                                        \
    X(DELIVER_REMOTE, "supply.remote_extra", INT, "days")                                          \
    X(RESPOND_WITHIN, "supply.respond_within", INT, "working days")                                \
    /* settlement (H1) */                                                                          \
    X(SETTLE_DUE, "settle.due", ENUM, SETTLE_DUE)                                                  \
    X(SETTLE_DAYS, "settle.days", INT, "days")                                                     \
    X(SETTLE_ROLL, "settle.roll", ENUM, ROLL)                                                      \
    X(ACCEPT_WITHIN, "settle.accept_within", INT, "working days")                                  \
    X(DIRECT_SETTLE, "settle.direct", BOOL, "")                                                    \
    X(ONLINE_SETTLE, "settle.online", BOOL, "")                                                    \
    X(AUTHORITY_ROLL, "authority.roll", ENUM, ROLL)                                                \
    /* prepayment (H2) */                                                                          \
    X(PREPAY_DRUG, "prepay.ratio.drug", RATIO, "")                                                 \
    X(PREPAY_CONSUMABLE, "prepay.ratio.consumable", RATIO, "")                                     \
    X(PREPAY_ROUND, "prepay.rounding", ENUM, PREPAY_ROUND)                                         \
    X(PREPAY_SCOPE, "prepay.scope", ENUM, PREPAY_SCOPE)                                            \
    X(PREPAY_PLAN, "prepay.instalments", ENUM, PREPAY_PLAN)                                        \
    X(PREPAY_FIRST, "prepay.first_share", RATIO, "")                                               \
    X(PREPAY_DUE, "prepay.due", ENUM, PREPAY_DUE)                                                  \
    X(PREPAY_MONTH6, "prepay.month6", ENUM, MONTH6)                                                \
    X(FUND_LEVEL2, "fund.level2_and_above", ENUM, FUND)                                            \
    X(FUND_OTHER, "fund.others", ENUM, FUND)                                                       \
    /* offset (H3) */                                                                              \
    X(OFFSET_MODE, "offset.mode", ENUM, OFFSET_MODE)                                               \
    X(OFFSET_MONTHS, "offset.months_after_term", INT, "months")                                    \
    X(OFFSET_DEMAND_DUE, "offset.demand_due", ENUM, DEMAND_DUE)                                    \
    X(RETURN_TO, "offset.return_to", ENUM, RETURN_TO)                                              \
    X(CLAWBACK_FROM, "clawback.from", DATE, "")                                                    \
    X(CLAWBACK_TO, "clawback.to", DATE, "")                                                        \
    X(CLAWBACK_BY, "clawback.by", ENUM, CLAWBACK_BY)                                               \
    X(CLAWBACK_MONTHS, "clawback.months", INT, "months")                                           \
    /* payment standard (E5) */                                                                    \
    X(STD_SELECTED, "standard.selected", ENUM, STD_SELECTED)                                       \
    X(STD_VARIANT, "standard.variant", ENUM, STD_VARIANT)                                          \
    X(STD_NONSELECTED, "standard.consumable_nonselected", ENUM, STD_NONSELECTED)                   \
    X(STD_CLASS_CHARS, "standard.class_characters", INT, "characters")                             \
    X(STD_DRUG_SAME, "standard.drug_one_standard", BOOL, "")                                       \
    X(STD_DRUG_UNIFIED, "standard.drug_unified", ENUM, STD_DRUG_UNIFIED)                           \
    X(STD_DRUG_ABOVE, "standard.drug_steps_above", RATIO, "times")                                 \
    X(STD_DRUG_CUT, "standard.drug_first_year_cut", RATIO, "")                                     \
    X(STD_DRUG_YEARS, "standard.drug_years", INT, "years")                                         \
    X(STD_UNEVALUATED, "standard.unevaluated_not_above_evaluated", BOOL, "")                       \
    /* retention, quota (H6) */                                                                    \
    X(RETENTION, "retention.mode", ENUM, RETENTION_MODE)                                           \
    X(RETENTION_CAP, "retention.cap", RATIO, "")                                                   \
    X(RETENTION_80, "retention.ratio.above_80", RATIO, "")                                         \
    X(RETENTION_70, "retention.ratio.from_70", RATIO, "")                                          \
    X(RETENTION_60, "retention.ratio.from_60", RATIO, "")                                          \
    X(RETENTION_BUDGET, "retention.budget_qty", ENUM, BUDGET_QTY)                                  \
    X(RETENTION_SPENT, "retention.spent_qty", ENUM, SPENT_QTY)                                     \
    X(RETENTION_NET, "retention.net_varieties", BOOL, "")                                          \
    X(RETENTION_COMPLETE, "retention.require_completion", BOOL, "")                                \
    X(RETENTION_DRG, "retention.case_payment_first_year", ENUM, DRG_FIRST_YEAR)                    \
    X(RETENTION_PAY, "retention.pay_days", INT, "days")                                            \
    X(QUOTA_KEPT, "quota.not_cut_for_price_fall", BOOL, "")                                        \
    X(OVERSPEND, "overspend.shared", BOOL, "")                                                     \
    X(OVERSPEND_FUND, "overspend.fund_share", RATIO, "")                                           \
    /* supervision (I) */                                                                          \
    X(MONITOR_EVERY, "monitor.every", ENUM, MONITOR_EVERY)                                         \
    X(MONITOR_TOLERANCE, "monitor.tolerance", RATIO, "")                                           \
    X(MONITOR_JUMP, "monitor.jump", RATIO, "")                                                     \
    X(MONITOR_SIGMA, "monitor.sigma", INT, "standard deviations")                                  \
    X(BREACH_NOTICE, "breach.notice_every", ENUM, MONITOR_EVERY)                                   \
    X(BREACH_ANSWER, "breach.answer_within", INT, "working days")                                  \
    X(BREACH_CREDIT, "breach.credit_event", BOOL, "")                                              \
    X(ASSESS_YEARLY, "assess.yearly", BOOL, "")                                                    \
    X(ASSESS_VOLUME, "assess.weight.volume", INT, "points")                                        \
    X(ASSESS_VOLUME_FROM, "assess.volume_from", RATIO, "")                                         \
    X(ASSESS_PAYMENT, "assess.weight.payment", INT, "points")                                      \
    X(ASSESS_PLATFORM, "assess.weight.platform", INT, "points")                                    \
    X(ASSESS_SELECTED, "assess.weight.selected_share", INT, "points")                              \
    X(ASSESS_REPORTS, "assess.weight.reports", INT, "points")                                      \
    X(ASSESS_ADMISSION, "assess.weight.admission", INT, "points")                                  \
    X(ASSESS_FINDING, "assess.finding", INT, "points")                                             \
    X(ASSESS_COMMENT, "assess.comment_within", INT, "working days")                                \
    X(ASSESS_GOOD, "assess.good_from", INT, "points")                                              \
    X(ASSESS_PASS, "assess.pass_from", INT, "points")                                              \
    X(FORBIDDEN_REASONS, "supervision.forbidden_reasons", BOOL, "")                                \
    X(NO_EXTRA_FEES, "supervision.no_extra_fees", BOOL, "")                                        \
    X(ADMIT_DAYS, "admission.days", INT, "days")                                                   \
    X(ADMIT_RECORD, "admission.meeting_recorded", BOOL, "")                                        \
    X(CREDIT_EDITION, "credit.edition_by", ENUM, CREDIT_EDITION)                                   \
    X(CREDIT_REPEAT, "credit.repeat_raises_grade", BOOL, "")                                       \
    X(CREDIT_ENFORCED, "credit.enforced", BOOL, "")                                                \
    /* listing, linkage, notices (E, B5) */                                                        \
    X(LIST_LOWEST, "listing.nonselected_at_national_lowest", BOOL, "")                             \
    X(LIST_NO_FACT, "listing.without_lowest", ENUM, WITHOUT_LOWEST)                                \
    X(LIST_CODE_CHARS, "listing.code_characters", INT, "characters")                               \
    X(PRICE_REPORT_DAYS, "listing.price_report_within", INT, "working days of the month")          \
    X(NOTICE_DAYS, "notice.listing", INT, "working days")                                          \
    X(NOTICE_AWARD, "notice.award", INT, "working days")                                           \
    X(OBJECTION_DAYS, "notice.objection_within", INT, "working days")                              \
    X(OBJECTION_ANSWER, "notice.objection_answer_within", INT, "working days")                     \
    X(COMPLAINT_ACCEPT, "complaint.accept_within", INT, "working days")                            \
    X(COMPLAINT_ANSWER, "complaint.answer_within", INT, "working days")                            \
    X(CREDIT_APPEAL, "credit.appeal_within", INT, "days")                                          \
    /* ways of buying (B2) */                                                                      \
    X(WAY_DIRECT, "way.direct_listing", BOOL, "")                                                  \
    X(WAY_GROUP, "way.group_negotiation", BOOL, "")                                                \
    X(WAY_BARGAIN, "way.bargaining", BOOL, "")                                                     \
    X(WAY_JOINT, "way.joint_bargaining", BOOL, "")                                                 \
    X(WAY_RECORDED, "way.recorded_purchase", BOOL, "")                                             \
    X(RECORDED_AMOUNT, "way.recorded_amount_most", MONEY, "")                                      \
    X(RECORDED_MONTHS, "way.recorded_months", INT, "months")                                       \
    X(WAY_TENDER, "way.tender", BOOL, "")                                                          \
    X(WAY_NEGOTIATION, "way.competitive_negotiation", BOOL, "")                                    \
    X(WAY_INQUIRY, "way.inquiry", BOOL, "")                                                        \
    X(WAY_LINKAGE, "way.linkage", BOOL, "")                                                        \
    X(EXPERT_DRAW, "expert.random_draw", BOOL, "")

enum rule {
    RULE_NONE,
#define X(id, key, type, values) RULE_##id,
    JICAI_RULES(X)
#undef X
        RULE_COUNT
};

/* Values of the ENUM parameters, in this order, as written in packs. */
#define PARTICIPATION "mandatory|in_principle|per_agreement|voluntary"
#define REVIEW_CHAIN "county|county_city|county_city_province|district_municipality|by_project"
#define CERT_UNTIL "bid_deadline|through_cycle"
#define AGREEMENT_TERM "yearly|whole_cycle"
#define EXTENSION_VOLUME "prorate|none"
#define RENEWAL_ALIGN "none|half_year"
#define ALREADY_ALIGNED "stays|move"
#define RENEWAL_YEAR "renewal|start"
#define PATIENT_CHARGE "with_service_zero_markup|none"
#define CAP_UNIT "product|registrant"
#define SETTLE_DUE "days_after_acceptance|end_of_next_month|contract_term"
#define ROLL "next_working_day|none"
#define PREPAY_ROUND "half_up|up"
#define PREPAY_SCOPE "per_agreement_year|per_cycle"
#define PREPAY_PLAN "one|half_and_half"
#define PREPAY_DUE "end_of_next_month|start"
#define MONTH6 "calendar|anniversary"
#define FUND "employee|resident|by_authority"
#define OFFSET_MODE "progress|post_cycle"
#define DEMAND_DUE "end_of_month|none"
#define RETURN_TO "fund_special_account|original_payer"
#define CLAWBACK_BY "paid_on|cycle_start|cycle_end"
#define STD_SELECTED "selected_price|none"
#define STD_VARIANT "with_service|without_service"
#define STD_NONSELECTED "highest_selected_of_class|none"
#define STD_DRUG_UNIFIED "highest_selected|none"
#define RETENTION_MODE "surplus|none"
#define BUDGET_QTY "agreed|base"
#define SPENT_QTY "used_up_to_agreed|used"
#define DRG_FIRST_YEAR "no_assessment|as_others"
#define MONITOR_EVERY "month|quarter|year"
#define CREDIT_EDITION "evaluation_day|event_day"
#define WITHOUT_LOWEST "recorded_purchase|refuse"

enum rule_type {
    RULE_TYPE_BOOL,
    RULE_TYPE_INT,
    RULE_TYPE_RATIO,
    RULE_TYPE_MONEY,
    RULE_TYPE_DATE,
    RULE_TYPE_ENUM
};

struct rule_info {
    const char *key;
    enum rule_type type;
    const char *values; /* of an ENUM "a|b|c"; else the unit, may be "" */
    enum msg say;
};

/* r is no RULE_NONE. */
const struct rule_info *rule_info(enum rule r);
/* "prepay.ratio.drug"; RULE_NONE -> "". */
const char *rule_key(enum rule r);
/* RULE_NONE: no such key. */
enum rule rule_find(const char *key);
#endif
