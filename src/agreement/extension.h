/* extension.h - a cycle runs longer, by a reasoned and published decision before it ends
 * (REQUIREMENTS D7; CQ 一(三)). A decision adds a term of its own length (RULES 5), and with it
 * all dates that hang on the cycle move: agreements and their volume, the duty to supply at the
 * selected price, monitoring, assessment and retention of the added term, offset and clawback. */
#ifndef JICAI_EXTENSION_H
#define JICAI_EXTENSION_H
#include "agreement/agree.h"

struct extension {
    date decided_on, new_end;
    const char *reason, *announcement; /* announcement: its number */
};

/* As it is told by a file: kept. ERR_INPUT without a reason. Whether the pack allows it and in time
 * is seen when agreements are made. */
bool extension_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                   date decided_on, date new_end, const char *reason, enum put *how, struct err *e);

/* Decided here: ERR_CONFLICT when the pack does not allow it, it comes too late, is not later than
 * the end or older than the last decision; ERR_INPUT without a reason; ERR_NOT_FOUND without its
 * announcement, which is published on the day of the decision or later, and before the cycle ends.
 * Where agreements were made, those of the added term are made too: *made says them (terms 0: none
 * were). */
bool decide_extension(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const struct extension *in, struct agree *made, enum put *how, struct err *e);

/* All of a project, by the day of the decision. */
bool extension_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                    struct extension **out, size_t *n, struct err *e);
#endif
