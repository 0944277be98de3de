/* commands.c - all commands, in the order of the life cycle. One line each. */
#include "cli/commands.h"

const struct command *const commands[] = {
    &cmd_init,
    &cmd_import,
    &cmd_pack_test,
    &cmd_pack_show,
    &cmd_pack_diff,
    &cmd_pack_keys,
    &cmd_award,
    &cmd_allocate,
    &cmd_agree,
    &cmd_trade_progress,
    &cmd_trade_due,
    &cmd_trade_overdue,
    &cmd_credit,
    &cmd_fund_prepay,
    &cmd_fund_offset,
    &cmd_fund_settle,
    &cmd_fund_claim,
    &cmd_fund_statement,
    &cmd_export_ledger,
    &cmd_digest,
    &cmd_report,
    &cmd_batch,
    &cmd_version,
    NULL,
};
