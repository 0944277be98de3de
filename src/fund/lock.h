/* lock.h - a month is locked in trade (trade/period.h) and in the books together (REQUIREMENTS J7):
 * no entry may be dated in it any more, and fund_check() finds one that is. What was booked wrongly
 * is reversed on the day of the decision (fund/correction.h). */
#ifndef JICAI_FUND_LOCK_H
#define JICAI_FUND_LOCK_H
#include "trade/period.h"

/* In a job of the pool, by whoever answers for the figures. */
bool lock_month(struct db *db, struct arena *a, int64_t pool, month m, const char *by, date today,
                enum put *how, struct err *e);
#endif
