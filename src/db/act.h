/* act.h - who does what, as it stands in the log of a pool beside the digest of the change.
 *
 * The log is written by the seam and not by the wings: group_run() takes the SHA-256 of every
 * writing statement of a job (its query's name and its typed values, in their order; the same on
 * SQLite and PostgreSQL) and hands it to the hook that audit_attach() set, which appends one row
 * before COMMIT. A job that wrote nothing, or that was taken back, leaves no row. */
#ifndef JICAI_ACT_H
#define JICAI_ACT_H
#include <stdint.h>

struct act {             /* texts live as long as the job */
    const char *who;     /* "cli:root", "user:zhang", "job:run-day"; NULL: as struct db says */
    const char *what;    /* the command or the route: "import", "order_place" */
    const char *subject; /* what it is about: a project, an order, a file; ""; db->subject wins */
    int64_t at;          /* when: microseconds since 1970, UTC */
};
#endif
