/* explain_kinds.h - what `jicai explain WHAT ID` knows beside the stored steps of a figure.
 *
 * Every wing that stores a figure keeps its steps (project/explained.h); `jicai explain` prints
 * them for any WHAT, each with its clause. A kind of its own is needed where steps are computed on
 * demand, where results are no list of steps, or for --rerun: the same computed anew from the same
 * inputs, and compared. One line a kind in explain.c. */
#ifndef JICAI_EXPLAIN_KINDS_H
#define JICAI_EXPLAIN_KINDS_H
#include "cli/cli.h"
#include "db/db.h"
#include "project/explained.h"

enum { ID_PARTS_MAX = 6 };

struct explain_ask_words {
    int64_t pool;
    const char *what, *id;
    const char *part[ID_PARTS_MAX]; /* of the id, between its '/' */
    size_t parts;
    bool rerun;
};

struct explain_kind {
    const char *name, *id; /* "allocation", "PROJECT/GROUP/HOSPITAL" */
    size_t parts_min, parts_max;
    /* Prints it, in one read transaction. *same: with rerun, whether it came out the same. */
    bool (*show)(struct cli *c, struct db *db, const struct explain_ask_words *ask, bool *same,
                 struct err *e);
};

extern const struct explain_kind explain_award, explain_allocation; /* explain_tender.c */
extern const struct explain_kind explain_volume, explain_due;       /* due: explain_due.c */

/* The stored steps: for every WHAT without a kind, and what a kind may fall back on. */
bool explain_stored(struct cli *c, struct db *db, const struct explain_ask_words *ask,
                    struct err *e);
#endif
