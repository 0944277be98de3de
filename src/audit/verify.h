/* verify.h - is the log what it says? Every row gives its leaf, the leaves give every tile, the
 * frontier and the root, and every checkpoint that was ever signed is of this history. Each
 * difference is named. One pass over the rows, in bounded memory. */
#ifndef JICAI_AUDIT_VERIFY_H
#define JICAI_AUDIT_VERIFY_H
#include "audit/note.h"
#include "db/db.h"

enum log_fault {
    LOG_ROW_MISSING,  /* row `idx` */
    LOG_ROW_CHANGED,  /* row `idx` does not give its leaf */
    LOG_ROW_EXTRA,    /* row `idx`, beyond the size in the head */
    LOG_TRUNCATED,    /* the head counts more rows; `idx`: the first that is not there */
    LOG_TILE_MISSING, /* of `level`, number `idx` */
    LOG_TILE_DIFFERS, /* of `level`; `idx`: the first of its 256 that is not the tree's */
    LOG_TILE_EXTRA,   /* of `level`, number `idx` */
    LOG_ROOT_DIFFERS, /* in the head */
    LOG_FRONTIER_DIFFERS,
    LOG_SIGNED_LATER,  /* a checkpoint of size `idx` is longer than the log */
    LOG_SIGNED_OTHER,  /* a checkpoint of size `idx` has another root */
    LOG_SIGNED_FORGED, /* a checkpoint of size `idx`: no registered key made it */
    LOG_FAULTS,
};
const char *log_fault_name(enum log_fault f); /* "row_missing" */
enum msg log_fault_says(enum log_fault f);

struct log_finding {
    int64_t pool;
    enum log_fault fault;
    int level; /* of tiles; else -1 */
    int64_t idx;
};
typedef void log_found(void *arg, const struct log_finding *f);

struct log_counts {
    int64_t pools, rows, checkpoints;
};

/* `kept`: a checkpoint from outside that the log must continue; NULL: none. */
struct log_check {
    log_found *found;
    void *arg;
    const struct checkpoint *kept;
};

/* In a db_read() job. `pool` < 0: all, by number. Adds to *counts. False: the database failed. */
bool log_verify(struct db *db, int64_t pool, const struct log_check *check,
                struct log_counts *counts, struct err *e);
#endif
