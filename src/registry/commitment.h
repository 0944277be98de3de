/* commitment.h - what a company promised in writing, and what it still owes before it may bid (GS
 * (7), (11)2): quality, supply, and to bear the consequences of a breach. */
#ifndef JICAI_COMMITMENT_H
#define JICAI_COMMITMENT_H
#include "registry/company.h"

enum commitment { COMMITMENT_QUALITY, COMMITMENT_SUPPLY, COMMITMENT_BREACH, COMMITMENTS };
extern const char *const commitment_names[COMMITMENTS];

/* missing[k]: not on file on that day; *n of them. */
bool commitments_missing(struct db *db, struct arena *a, const char *company, date on,
                         bool missing[static COMMITMENTS], int *n, struct err *e);
/* ERR_CONFLICT that names the first one missing: for the door of a tender. */
bool commitments_must(struct db *db, struct arena *a, const char *company, date on, struct err *e);
#endif
