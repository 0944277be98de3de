/* fsck.h - every invariant that the rows of a database must keep among themselves, recomputed from
 * the rows alone: sums that are stored beside their parts, periods, names of rows that must be
 * there, the counters of trade, the fund's ledger. The commands keep them; fsck finds what another
 * hand or a broken disk did (REQUIREMENTS H5, J1). */
#ifndef JICAI_FSCK_H
#define JICAI_FSCK_H
#include "db/db.h"

struct fault {
    int64_t pool;     /* 0: the platform's own tables */
    const char *name; /* which invariant: "tender.allocation" */
    enum msg says;
    const char *row; /* its key, parted by '/'; alive until the function returns */
};
typedef void fault_found(void *arg, const struct fault *f);

/* One pool, or all of them and the platform (pool 0), by number; in a db_read() job, so that all is
 * from one snapshot. False: the database failed. */
bool fsck(struct db *db, int64_t pool, fault_found *found, void *arg, struct err *e);
#endif
