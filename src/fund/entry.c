#include "fund/entry.h"

#include <string.h>

#include "registry/check.h"

void
account_of_row(const struct rows *r, size_t i, struct account_key *key, struct ledger_account *out)
{
    int fund = 0, kind = 0;
    name_find(fund_names, FUNDS, row_text(r, i, 1), &fund);
    name_find(account_kind_names, ACCOUNT_KINDS, row_text(r, i, 2), &kind);
    *key = (struct account_key){(enum fund)fund, (enum account_kind)kind, row_text(r, i, 3)};
    *out = (struct ledger_account){
        .number = row_int(r, i, 0),
        .book = fund,
        .limit = account_limit(key->kind),
        .balance = {
            {row_int(r, i, 4)}, {row_int(r, i, 5)}, {row_int(r, i, 6)}, {row_int(r, i, 7)}}};
}

struct ledger_row
entry_row(const struct rows *r, size_t i, size_t first)
{
    int kind = 0, cause = 0;
    struct ledger_row row = {.number = row_int(r, i, first),
                             .debit = row_int(r, i, first + 2),
                             .credit = row_int(r, i, first + 3),
                             .amount = {row_int(r, i, first + 4)},
                             .of = row_int(r, i, first + 5),
                             .linked = row_int(r, i, first + 6) != 0};
    while (kind < LEDGER_KINDS - 1 &&
           strcmp(ledger_kind_name((enum ledger_kind)kind), row_text(r, i, first + 1)) != 0)
        kind++;
    while (cause < LEDGER_CAUSES - 1 &&
           strcmp(ledger_cause_name((enum ledger_cause)cause), row_text(r, i, first + 7)) != 0)
        cause++;
    row.kind = (enum ledger_kind)kind;
    row.cause = (enum ledger_cause)cause;
    (void)date_parse(&row.on, row_text(r, i, first + 8));
    return row;
}
