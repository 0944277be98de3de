/* date.h - civil dates (Asia/Shanghai, no time of day) and months, as numbers. Proleptic Gregorian;
 * RULES 1. A date is days since 1970-01-01; a month is year x 12 + month - 1. */
#ifndef JICAI_DATE_H
#define JICAI_DATE_H
#include <stdbool.h>
#include <stdint.h>

enum { DATE_TEXT_MAX = 12, MONTH_TEXT_MAX = 8 };

typedef struct {
    int32_t day;
} date;
typedef struct {
    int32_t month;
} month;

struct ymd {
    int year, month, day; /* month 1-12, day 1-31 */
};

bool date_make(date *out, int year, int month, int day); /* years 1900-2999; false: no such day */
struct ymd date_ymd(date d);
date date_add_days(date d, int n);
date date_add_months(date d, int n); /* clamps to the month's last day */
date date_add_years(date d, int n);  /* 2024-02-29 + 1 is 2025-02-28 */
date date_end_of_month(date d);
date date_end_of_next_month(date d); /* 2024-01-31 -> 2024-02-29 */
int date_weekday(date d);            /* 1 Monday ... 7 Sunday */
int date_cmp(date a, date b);
date date_max(date a, date b);
date date_min(date a, date b);
month date_month(date d);
date month_first(month m);
date month_last(month m);
month month_add(month m, int n);

bool date_parse(date *out, const char *text); /* "2024-09-10", exactly */
char *date_text(date d, char out[static DATE_TEXT_MAX]);
bool month_parse(month *out, const char *text); /* "2026-10" */
char *month_text(month m, char out[static MONTH_TEXT_MAX]);
#endif
