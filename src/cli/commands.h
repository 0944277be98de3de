/* commands.h - one constant per command; each stands in a file of its own name. */
#ifndef JICAI_COMMANDS_H
#define JICAI_COMMANDS_H
#include "cli/cli.h"

extern const struct command cmd_demo;
extern const struct command cmd_demo_data;
extern const struct command cmd_allocate;
extern const struct command cmd_init;
extern const struct command cmd_import;
extern const struct command cmd_org_add, cmd_org_list;
extern const struct command cmd_user_add, cmd_user_list, cmd_user_roles, cmd_user_suspend;
extern const struct command cmd_user_token, cmd_user_password;
extern const struct command cmd_audit_verify, cmd_audit_prove, cmd_audit_check;
extern const struct command cmd_audit_checkpoint, cmd_audit_key, cmd_audit_log;
extern const struct command cmd_award;
extern const struct command cmd_list, cmd_list_day;
extern const struct command cmd_agree, cmd_agree_service;
extern const struct command cmd_agree;
extern const struct command cmd_amend_propose, cmd_amend_decide, cmd_amend_run, cmd_amend_list,
    cmd_amend_show;
extern const struct command cmd_fund_review, cmd_fund_change, cmd_fund_changes;
extern const struct command cmd_cycle_show, cmd_cycle_rule, cmd_cycle_extend;
extern const struct command cmd_project_begin, cmd_project_move, cmd_project_show, cmd_report_form;
extern const struct command cmd_volume;
extern const struct command cmd_participants, cmd_demand;
extern const struct command cmd_cutover_open, cmd_cutover_show, cmd_cutover_check,
    cmd_cutover_clear, cmd_cutover_sign;
extern const struct command cmd_period_lock, cmd_period_show, cmd_trade_correct, cmd_trade_decide;
extern const struct command cmd_trade_progress, cmd_trade_due, cmd_trade_overdue;
extern const struct command cmd_assess;
extern const struct command cmd_credit, cmd_credit_list;
extern const struct command cmd_monitor;
extern const struct command cmd_remind;
extern const struct command cmd_reminders;
extern const struct command cmd_notify_collect, cmd_notify_deliver, cmd_notify_list;
extern const struct command cmd_retention, cmd_retention_pay, cmd_quota;
extern const struct command cmd_breach, cmd_breach_move;
extern const struct command cmd_admission;
extern const struct command cmd_shortage, cmd_shortage_report, cmd_shortage_state;
extern const struct command cmd_shortage_decide, cmd_shortage_substitute;
extern const struct command cmd_shortage_charge, cmd_shortage_close;
extern const struct command cmd_shortage_levels, cmd_shortage_answer;
extern const struct command cmd_shortage_candidates, cmd_shortage_call;
extern const struct command cmd_hold, cmd_hold_place, cmd_hold_lift;
extern const struct command cmd_complaint, cmd_complaint_move, cmd_risk, cmd_issue;
extern const struct command cmd_supervise, cmd_monitored, cmd_monitored_put;
extern const struct command cmd_data_list, cmd_data_agree, cmd_data_decide, cmd_data_access;
extern const struct command cmd_standard;
extern const struct command cmd_fund_approve, cmd_fund_lines, cmd_fund_correct, cmd_fund_decide;
extern const struct command cmd_fund_approve;
extern const struct command cmd_run_day;
extern const struct command cmd_fund_order;
extern const struct command cmd_fund_pay, cmd_fund_refuse;
extern const struct command cmd_fund_prepay, cmd_fund_offset, cmd_fund_settle, cmd_fund_claim;
extern const struct command cmd_fund_statement, cmd_export_ledger;
extern const struct command cmd_export;
extern const struct command cmd_expert_standing, cmd_expert_show;
extern const struct command cmd_mode, cmd_talks_open, cmd_talks_round, cmd_talks_offer;
extern const struct command cmd_talks_conclude, cmd_talks_sign, cmd_talks_close, cmd_talks_show;
extern const struct command cmd_renewal_run, cmd_renewal_decide, cmd_renewal_show;
extern const struct command cmd_meeting_set, cmd_meeting_record, cmd_meeting_show;
extern const struct command cmd_draw_commit, cmd_draw_run, cmd_draw_decline, cmd_draw_show;
extern const struct command cmd_draw_verify;
extern const struct command cmd_bargain;
extern const struct command cmd_prices_collect, cmd_prices_open, cmd_prices_decide, cmd_prices_hint;
extern const struct command cmd_digest;
extern const struct command cmd_copy, cmd_secrets_rotate;
extern const struct command cmd_publisher, cmd_export_ocds;
extern const struct command cmd_explain;
extern const struct command cmd_fsck;
extern const struct command cmd_batch;
extern const struct command cmd_report;
extern const struct command cmd_pack_diff;
extern const struct command cmd_pack_keys;
extern const struct command cmd_pack_show;
extern const struct command cmd_pack_test;
extern const struct command cmd_serve, cmd_openapi;
extern const struct command cmd_key_make, cmd_key_register, cmd_officers, cmd_seal, cmd_share_open;
extern const struct command cmd_bid_file, cmd_bid_withdraw, cmd_bid_sealed, cmd_bid_shares;
extern const struct command cmd_bid_open, cmd_bid_record, cmd_qualify;
extern const struct command cmd_award_bundle, cmd_what_if, cmd_sign, cmd_verify;
extern const struct command cmd_agree_text, cmd_agree_sign, cmd_agree_pdf, cmd_agree_bundle;
extern const struct command cmd_webhook_add, cmd_webhook_drop;
extern const struct command cmd_webhook_list, cmd_webhook_deliver;
extern const struct command cmd_trust_add, cmd_trust_end, cmd_trust_list;
extern const struct command cmd_version;
#endif
