#include "fund/account.h"

#include <assert.h>

const char *const fund_names[] = {"employee", "resident", "pooled", "none"};
const char *const account_kind_names[] = {
    "cash",          "special",        "prepaid",   "benefit",       "claims",
    "supplier",      "retention_cost", "retention", "supplier_debt", "compensation",
    "hospital_cash", "received",       "carried"};
const char *const bound_names[] = {"none", "credits", "debits"};

enum ledger_limit
account_limit(enum account_kind k)
{
    assert(k < ACCOUNT_KINDS);
    if (k == ACCOUNT_PREPAID)
        return LIMIT_CREDITS;
    return k == ACCOUNT_CLAIMS || k == ACCOUNT_SUPPLIER || k == ACCOUNT_RETENTION ? LIMIT_DEBITS
                                                                                  : LIMIT_NONE;
}
