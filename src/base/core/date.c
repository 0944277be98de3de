#include "base/core/date.h"

#include <assert.h>
#include <string.h>

enum { DAYS_PER_ERA = 146097, EPOCH_SHIFT = 719468, YEAR_MIN = 1900, YEAR_MAX = 2999 };

static bool
leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int m)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[m - 1] + (m == 2 && leap(year) ? 1 : 0);
}

/* Years counted from March, so that the leap day is the last of its year. */
static int32_t
day_number(int year, int m, int d)
{
    int y = m <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
    int of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_SHIFT;
}

bool
date_make(date *out, int year, int m, int d)
{
    if (year < YEAR_MIN || year > YEAR_MAX || m < 1 || m > 12 || d < 1 || d > month_days(year, m))
        return false;
    out->day = day_number(year, m, d);
    return true;
}

struct ymd
date_ymd(date at)
{
    int z = at.day + EPOCH_SHIFT, era = z / DAYS_PER_ERA, of_era = z - era * DAYS_PER_ERA;
    assert(z >= 0);
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100), mp = (5 * of_year + 2) / 153;
    int m = mp < 10 ? mp + 3 : mp - 9;
    return (struct ymd){y + era * 400 + (m <= 2 ? 1 : 0), m, of_year - (153 * mp + 2) / 5 + 1};
}

date
date_add_days(date d, int n)
{
    return (date){d.day + n};
}

month
date_month(date d)
{
    struct ymd v = date_ymd(d);
    return (month){v.year * 12 + v.month - 1};
}

month
month_add(month m, int n)
{
    return (month){m.month + n};
}

date
month_first(month m)
{
    return (date){day_number(m.month / 12, m.month % 12 + 1, 1)};
}

date
month_last(month m)
{
    return date_add_days(month_first(month_add(m, 1)), -1);
}

date
date_add_months(date d, int n)
{
    struct ymd v = date_ymd(d);
    month m = month_add(date_month(d), n);
    int last = month_days(m.month / 12, m.month % 12 + 1);
    return date_add_days(month_first(m), (v.day < last ? v.day : last) - 1);
}

date
date_add_years(date d, int n)
{
    return date_add_months(d, n * 12);
}

date
date_end_of_month(date d)
{
    return month_last(date_month(d));
}

date
date_end_of_next_month(date d)
{
    return month_last(month_add(date_month(d), 1));
}

int
date_weekday(date d)
{
    int w = (d.day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (w < 0 ? w + 7 : w) + 1;
}

int
date_cmp(date a, date b)
{
    return (a.day > b.day) - (a.day < b.day);
}

date
date_max(date a, date b)
{
    return a.day > b.day ? a : b;
}

date
date_min(date a, date b)
{
    return a.day < b.day ? a : b;
}

/* `n` digits at s; -1 if they are not. */
static int
digits(const char *s, int n)
{
    int v = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        v = v * 10 + s[i] - '0';
    }
    return v;
}

bool
date_parse(date *out, const char *s)
{
    if (strlen(s) != 10 || s[4] != '-' || s[7] != '-')
        return false;
    return date_make(out, digits(s, 4), digits(s + 5, 2), digits(s + 8, 2));
}

/* `n` digits of it, the last ones. */
static char *
put_digits(char *to, unsigned v, int n)
{
    for (int i = n; i-- > 0; v /= 10)
        to[i] = (char)('0' + v % 10);
    return to + n;
}

static char *
put_month(char *to, int year, int m)
{
    to = put_digits(to, (unsigned)year, 4);
    *to++ = '-';
    return put_digits(to, (unsigned)m, 2);
}

char *
date_text(date d, char out[static DATE_TEXT_MAX])
{
    struct ymd v = date_ymd(d);
    char *to = put_month(out, v.year, v.month);
    *to++ = '-';
    *put_digits(to, (unsigned)v.day, 2) = '\0';
    return out;
}

bool
month_parse(month *out, const char *s)
{
    if (strlen(s) != 7 || s[4] != '-')
        return false;
    int y = digits(s, 4), m = digits(s + 5, 2);
    if (y < YEAR_MIN || y > YEAR_MAX || m < 1 || m > 12)
        return false;
    out->month = y * 12 + m - 1;
    return true;
}

char *
month_text(month m, char out[static MONTH_TEXT_MAX])
{
    *put_month(out, m.month / 12, m.month % 12 + 1) = '\0';
    return out;
}
