/* pack_on.h - the policy pack in force in a pool on a day, loaded; NULL when none is. Packs and the
 * editions of the credit evaluation travel in the binary and are large: each is read once for a
 * connection, is never changed, and lives as long as that. */
#ifndef JICAI_PACK_ON_H
#define JICAI_PACK_ON_H
#include "db/db.h"
#include "policy/credit_book.h"
#include "policy/policy.h"

bool pack_on(struct db *db, struct arena *a, int64_t pool, date on, struct policy **out,
             struct err *e);
/* A built-in pack by its id; a mistake in it goes to `e`. */
bool pack_load(struct db *db, const char *id, struct policy **out, struct err *e);
/* The editions of the credit evaluation. */
bool pack_credit_book(struct db *db, struct credit_book *out, struct err *e);
#endif
