/* journal.h - the ledger as plain-text accounting wants it: accounts with names, entries in order,
 * balances at the end. Entries that are still pending are told apart: they move nothing yet. */
#ifndef JICAI_JOURNAL_H
#define JICAI_JOURNAL_H
#include <stdio.h>

#include "db/db.h"
#include "fund/account.h"

struct journal_account {
    const char *name; /* "assets:employee:prepaid:H50010300001" */
    money balance;    /* posted debits less credits */
};

struct journal_entry {
    int64_t number;
    date on;
    bool posts; /* false: pending, or the end of something pending: moves nothing */
    enum ledger_kind kind;
    money amount;
    const char *debit, *credit; /* names */
    const char *cause, *project, *institution, *document;
};

typedef bool journal_take_account(void *arg, const struct journal_account *a, struct err *e);
typedef bool journal_take(void *arg, const struct journal_entry *j, struct err *e);

/* First all accounts, by number, then all entries, in the order written. In a db_read() or a
 * transaction both are of one moment. Names live in the arena. */
bool journal_each(struct db *db, struct arena *a, int64_t pool, journal_take_account *account,
                  journal_take *entry, void *arg, struct err *e);

/* The whole of it as text for hledger, which checks it: declared accounts, every entry, and an
 * assertion of every balance. */
bool journal_write(struct db *db, struct arena *a, int64_t pool, FILE *to, struct err *e);
#endif
