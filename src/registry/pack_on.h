/* pack_on.h - the policy pack in force in a pool on a day, loaded; NULL when none is. */
#ifndef JICAI_PACK_ON_H
#define JICAI_PACK_ON_H
#include "db/db.h"
#include "policy/policy.h"

bool pack_on(struct db *db, struct arena *a, int64_t pool, date on, struct policy **out,
             struct err *e);
#endif
