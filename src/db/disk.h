/* disk.h - what the disk holds of what a server has committed.
 *
 * A commit that waits for the disk keeps its thread for as long, and with it everybody who waits
 * for the writer. So a server's writer on SQLite does not wait: a thread here syncs its log behind
 * it and lets go the answers of a transaction when its frames are on the disk, while the writer is
 * at the next one (decision 27).
 *
 * Commits have numbers, from 1. What a commit wrote can be seen by other connections a moment
 * before the disk has it, so whoever has read anything asks disk_seen() afterwards for the newest
 * commit that he may have seen, and says nothing to anybody before the disk holds it: no answer, no
 * refusal, no row of a stream. There is nothing to wait for when nobody has written.
 *
 * When the disk fails, nothing is let go any more: `lost` is called and ends the process.
 *
 * PostgreSQL shows a commit when it is durable; there is no struct disk then, and NULL is right
 * everywhere here. */
#ifndef JICAI_DISK_H
#define JICAI_DISK_H
#include "db/db.h"

struct disk;

struct disk_wait { /* part of what waits; not touched again once `go` was called */
    struct disk_wait *next;
    uint64_t commit;
    void (*go)(struct disk_wait *w); /* on the disk's thread, or at once on the caller's */
};

typedef void disk_lost(const struct err *e); /* does not return */

/* From now on `writer` commits without waiting; it has no transaction open, and is the only
 * connection of this process that is told so. NULL in *out: this engine, or this file, has no use
 * for it. The log must stay where it is: some other connection is open until disk_free(). */
bool disk_start(struct disk **out, struct db *writer, disk_lost *lost, struct err *e);
/* `db` reads for the same server, which asks disk_seen() for it. Without, a connection waits itself
 * for the disk before it gives a row away. */
void disk_share(struct disk *d, struct db *db);

uint64_t disk_seen(struct disk *d);
bool disk_holds(struct disk *d, uint64_t commit);
void disk_then(struct disk *d, uint64_t commit, struct disk_wait *w);
void disk_await(struct disk *d, uint64_t commit);

/* After the writer's last commit: waits until all is let go, and ends the thread. Asking is still
 * allowed until disk_free(). */
void disk_stop(struct disk *d);
void disk_free(struct disk *d); /* NULL: nothing; stops it */

/* For the engine. */
struct disk_file { /* the log */
    bool (*sync)(void *file, struct err *e);
    void (*close)(void *file);
    void *file;
};
void disk_begin(struct disk *d);           /* before COMMIT: others may see it from here on */
void disk_end(struct disk *d, bool wrote); /* after it, whatever came of it */
void disk_fail(struct disk *d, const struct err *e);
#endif
