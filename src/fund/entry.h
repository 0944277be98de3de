/* entry.h - rows of the ledger's tables as the engine wants them. */
#ifndef JICAI_ENTRY_H
#define JICAI_ENTRY_H
#include "db/db.h"
#include "fund/account.h"

/* From q_account_get, q_account_at, q_account_all; the key's party lives as long as the row. */
void account_of_row(const struct rows *r, size_t i, struct account_key *key,
                    struct ledger_account *out);
/* From q_entry_and_followers, q_entry_all or q_entry_audit: columns `first` and the eight after it.
 */
struct ledger_row entry_row(const struct rows *r, size_t i, size_t first);
#endif
