/* year_fact.h - what only people can report for a year's assessment and retention: reports and
 * admissions on time, purchases outside the platform, the fund's share. */
#ifndef JICAI_YEAR_FACT_H
#define JICAI_YEAR_FACT_H
#include "oversight/year.h"

bool year_fact_put(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
                   const char *institution, const struct year_fact *in, enum put *how,
                   struct err *e);
#endif
