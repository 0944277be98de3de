/* schema.h - the tables of all wings as numbered migrations, and which of them a database has.
 *
 * Until 0.1.0 there is one migration, 0001: the schema.sql of db and of every wing, joined in the
 * order of the life cycle when the program is built (tools/schemagen.sh). From then on it is
 * frozen, and each change is a file of its own, NNNN_what.sql, which the same script appends. Each
 * runs in one transaction and is recorded with the SHA-256 of its text, so a file that was changed
 * after it was applied is found, and so is a database that a newer program made. */
#ifndef JICAI_SCHEMA_H
#define JICAI_SCHEMA_H
#include "db/db.h"

struct migration {
    int64_t version;
    const char *sqlite, *postgres; /* the same tables: see tools/schemagen.awk for what differs */
    const char *sha256;
};

/* Generated, linked on top of the wings. */
extern const struct migration migrations[];             /* version 0 at the end */
extern const struct query *const *const wing_queries[]; /* every wing's list; NULL at the end */

extern const char *const schema_volatile[]; /* "table" or "table.column"; NULL at the end */

/* Bring an empty or older database up to date; `at` is microseconds since 1970. A database that is
 * not ours, or newer, or was made from other text is refused and stays as it is. */
bool schema_apply(struct db *db, int64_t at, struct err *e);
/* Ready for use? Says what to do when it is not. */
bool schema_check(struct db *db, struct err *e);
/* The same with another list than `migrations`: how an upgrade is tried before it is released. */
bool schema_apply_list(struct db *db, const struct migration list[], int64_t at, struct err *e);
bool schema_check_list(struct db *db, const struct migration list[], struct err *e);
#endif
