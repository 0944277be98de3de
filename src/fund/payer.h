/* payer.h - which fund pays for an institution: its own, where one is on record (a dated decision
 * of the authority); else by its level, as the pack says; else nobody has split it (pooled). */
#ifndef JICAI_PAYER_H
#define JICAI_PAYER_H
#include "db/db.h"
#include "engine/prepay.h"

bool fund_of(struct db *db, struct arena *a, const struct fund_rules *r, const char *institution,
             date on, struct explain *x, enum fund *out, struct err *e);
#endif
