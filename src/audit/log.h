/* log.h - the log of a pool as it is stored: appended by the seam, read for proofs.
 *
 * Appending touches the pool's head (size, root, frontier), the new rows, and once in 256 rows a
 * tile. A proof reads at most two tiles for each eight levels of the tree. */
#ifndef JICAI_AUDIT_LOG_H
#define JICAI_AUDIT_LOG_H
#include "audit/tree.h"
#include "db/db.h"

enum { TILE = 256, TILE_LEVELS = 8, TILE_DEPTH = TREE_LEVELS / TILE_LEVELS + 1 };

/* From now on every job that writes through `db` is logged. Its act must name who does it. */
void audit_attach(struct db *db);

struct log_head {
    int64_t size;
    struct hash root;
    struct frontier frontier;
};
/* ERR_NOT_FOUND: there is no such pool; ERR_IO: the row is not what we write. */
bool log_head(struct db *db, struct arena *a, int64_t pool, struct log_head *out, struct err *e);

/* From inside a job of the pool: the place that its row will have, if it writes; -1: nothing is
 * logged here. */
bool log_place(struct db *db, struct arena *a, int64_t pool, int64_t *place, struct err *e);

/* The pools whose logs are not empty, and how long these are; in the arena. */
struct log_size {
    int64_t pool, size;
};
bool log_sizes(struct db *db, struct arena *a, struct log_size **out, size_t *n, struct err *e);

/* Reads nodes of the stored tree; for the provers of tree.h. `a` holds the few tiles it keeps. */
struct log_reader {
    struct db *db;
    struct arena *a;
    int64_t pool;
    struct {
        int level; /* -1: empty */
        int64_t tile;
        int n; /* how many are there: 256, or fewer at the right edge */
        struct hash node[TILE];
    } kept[2];
    int next;
};
void log_reader_init(struct log_reader *r, struct db *db, struct arena *a, int64_t pool);
tree_read log_read; /* arg: the reader; ERR_IO: what should be stored is not */

bool log_broken(int64_t pool, struct err *e); /* always false: what is stored is not a log */

/* What the log publishes: the hashes of tile `tile` of a level, as many as there are (at most 256).
 * Leaves are level 0, tiles of them level 1. */
bool log_tile(struct db *db, struct arena *a, int64_t pool, int level, int64_t tile,
              struct hash out[static TILE], int *n, struct err *e);
#endif
