/* relock.h - second factors under the vault's newest key (seal/vault.h). */
#ifndef JICAI_RELOCK_H
#define JICAI_RELOCK_H
#include "db/db.h"

/* A job of the platform; *count (int64_t): how many were encrypted anew. */
bool relock_factors(struct db *db, void *count, struct err *e);
#endif
