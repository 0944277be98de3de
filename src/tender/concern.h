/* concern.h - the companies that a project concerns: who offered, sealed or open, who is invited to
 * talks. Experts connected with them are not drawn. */
#ifndef JICAI_TENDER_CONCERN_H
#define JICAI_TENDER_CONCERN_H
#include "project/expert_draw.h"

/* Adds them to ask->company. */
bool concern_all(struct db *db, struct arena *a, int64_t pool, struct draw_ask *ask, struct err *e);
#endif
