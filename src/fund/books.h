/* books.h - writing into the ledger (RULES 8; engine/ledger.h decides).
 *
 * Open the books of a pool inside its transaction, book events, close them: accounts are loaded
 * once and written once. The rows of one event are linked. What was booked stands in the database
 * after books_close(); without it nothing does. An event that the ledger refuses is ERR_CONFLICT
 * with the verdict's name: callers check first, so that it is a bug or a race, not an everyday
 * answer. Everything lives in the arena given. */
#ifndef JICAI_BOOKS_H
#define JICAI_BOOKS_H
#include "db/db.h"
#include "fund/account.h"

enum { EVENT_ROWS_MAX = 8 };

struct booking {
    enum ledger_kind kind;
    struct account_key debit, credit; /* of a post, void or reversal: ignored, taken from `of` */
    money amount;
    int64_t of; /* entry */
    enum ledger_cause cause;
    date on;
    const char *project, *institution, *document;
};

struct books;

bool books_open(struct books **out, struct db *db, struct arena *a, int64_t pool, struct err *e);
/* *first: the number of its first entry; the others follow. */
bool book(struct books *b, const struct booking in[], size_t n, int64_t *first, struct err *e);
/* Posted debits less credits of an account. */
bool books_net(struct books *b, const struct account_key *key, money *out, struct err *e);
bool books_close(struct books *b, struct err *e);
#endif
