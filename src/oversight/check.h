/* check.h - the invariants of oversight, recomputed from its rows for fsck: figures against the
 * digests that were kept with them, sums against their parts, retention against score and ledger,
 * cases and notices against what followed from them. Rows whose inputs have changed since are not
 * damaged: they wait for the next run. */
#ifndef JICAI_OVERSIGHT_CHECK_H
#define JICAI_OVERSIGHT_CHECK_H
#include "db/db.h"

enum oversight_fault {
    OVERSIGHT_MONITOR, /* a monitored institution: figures are not those that were computed */
    OVERSIGHT_LINE, /* a monitored line: its progress, or the number of lines of its institution */
    OVERSIGHT_FUND, /* the agency's timeliness: the parts are not the whole */
    OVERSIGHT_ASSESSMENT, /* computed anew from the same inputs, the score is another */
    OVERSIGHT_RETENTION,  /* against its digest, its score, the ledger */
    OVERSIGHT_SHORTAGE,   /* substitutes, extra cost, debt or credit event are not those of the case
                           */
    OVERSIGHT_BREACH, /* state and days of a notice do not fit, or its credit event is missing */
    OVERSIGHT_CREDIT, /* an event without its party, or repaired before it happened */
    OVERSIGHT_LEVEL, /* a matter on its way up: open twice, a step missing, open though it is closed
                      */
    OVERSIGHT_COMPLAINT, /* what it says is not what its steps say */
    OVERSIGHT_FAULTS
};
const char *oversight_fault_name(enum oversight_fault f);

typedef void oversight_found(void *arg, enum oversight_fault f, const char *id);

/* False: the database failed. */
bool oversight_check(struct db *db, int64_t pool, oversight_found *found, void *arg, struct err *e);
#endif
