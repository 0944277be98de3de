#include <assert.h>

#include "engine/ledger.h"

const char *
ledger_verdict_name(enum ledger_verdict v)
{
    static const char *const names[LEDGER_VERDICTS] = {"ok",
                                                       "link_failed",
                                                       "chain_open",
                                                       "number",
                                                       "exists",
                                                       "exists_different",
                                                       "number_not_rising",
                                                       "full",
                                                       "below_fen",
                                                       "not_fen",
                                                       "of_missing",
                                                       "of_unexpected",
                                                       "same_account",
                                                       "debit_unknown",
                                                       "credit_unknown",
                                                       "books_differ",
                                                       "debit_closed",
                                                       "credit_closed",
                                                       "of_unknown",
                                                       "of_not_pending",
                                                       "of_not_posted",
                                                       "of_other_accounts",
                                                       "of_other_cause",
                                                       "of_exceeded",
                                                       "of_other_amount",
                                                       "already_posted",
                                                       "already_voided",
                                                       "already_reversed",
                                                       "overflow",
                                                       "debit_limit",
                                                       "credit_limit"};
    assert(v < LEDGER_VERDICTS);
    return names[v];
}

const char *
ledger_cause_name(enum ledger_cause c)
{
    static const char *const names[LEDGER_CAUSES] = {
        "prepayment", "offset",   "claim",         "direct_settlement", "payment",
        "return",     "clawback", "supplier_debt", "retention",         "carried"};
    assert(c < LEDGER_CAUSES);
    return names[c];
}

const char *
ledger_kind_name(enum ledger_kind k)
{
    static const char *const names[LEDGER_KINDS] = {"posted", "pending", "post", "void",
                                                    "reversal"};
    assert(k < LEDGER_KINDS);
    return names[k];
}

const char *
ledger_fault_name(enum ledger_fault f)
{
    static const char *const names[LEDGER_FAULTS] = {"none",     "order",  "amount", "account",
                                                     "of",       "twice",  "chain",  "limit",
                                                     "overflow", "balance"};
    assert(f < LEDGER_FAULTS);
    return names[f];
}
