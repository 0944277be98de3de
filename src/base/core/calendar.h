/* calendar.h - Chinese working days (工作日): the State Council's calendar, 2004-2026, built in
 * from data/holidays.csv; outside its years Monday to Friday, and the answer says that it is an
 * estimate. RULES 1. */
#ifndef JICAI_CALENDAR_H
#define JICAI_CALENDAR_H
#include "base/core/date.h"

struct calendar_day {
    int32_t day; /* since 1970-01-01 */
    bool off;    /* false: a weekend on which one works */
};

/* Generated: sorted by day. */
extern const struct calendar_day calendar_days[];
extern const int calendar_days_n;

bool calendar_is_known(date d); /* false: outside the published years, Monday to Friday assumed */
bool calendar_is_working(date d);
date calendar_roll(date d);                     /* d, or the next working day after it */
date calendar_add_working(date d, int n);       /* n working days after d; n >= 0 */
date calendar_nth_working(month m, int n);      /* the n-th working day of a month, n >= 1 */
int calendar_count_working(date from, date to); /* working days in (from, to] */
#endif
