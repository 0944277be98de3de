/* copy.h - a whole database into an empty one, on the same engine or the other: every row of every
 * table as it is, what is volatile and the log too, so that the log goes on where it was.
 *
 * The source is read from one snapshot and may be in use. The target gets all in one transaction,
 * or nothing; before it is committed, every table is read back and held against what was read, row
 * by row, so a copy that exists is a copy that is equal. Memory is bounded by a batch of rows. */
#ifndef JICAI_DB_COPY_H
#define JICAI_DB_COPY_H
#include "db/db.h"

struct copying {
    int64_t tables, rows; /* what came of it */
};

/* Both have this program's tables (schema_check). ERR_CONFLICT: the target holds rows; ERR_IO: what
 * was read back is not what was written. `a` holds the statements of `to`: it lives until after
 * db_close(to), and `to` serves for nothing else. */
bool db_copy(struct db *from, struct db *to, struct arena *a, struct copying *out, struct err *e);
#endif
