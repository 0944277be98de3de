#include "base/core/calendar.h"

#include <assert.h>
#include <stddef.h>

static const struct calendar_day *
find(date d)
{
    int low = 0, high = calendar_days_n - 1;
    while (low <= high) {
        int mid = low + (high - low) / 2;
        if (calendar_days[mid].day == d.day)
            return &calendar_days[mid];
        if (calendar_days[mid].day < d.day)
            low = mid + 1;
        else
            high = mid - 1;
    }
    return NULL;
}

bool
calendar_is_known(date d)
{
    assert(calendar_days_n > 0);
    int year = date_ymd(d).year;
    return year >= date_ymd((date){calendar_days[0].day}).year &&
           year <= date_ymd((date){calendar_days[calendar_days_n - 1].day}).year;
}

bool
calendar_is_working(date d)
{
    const struct calendar_day *c = find(d);
    return c != NULL ? !c->off : date_weekday(d) <= 5;
}

date
calendar_roll(date d)
{
    while (!calendar_is_working(d))
        d = date_add_days(d, 1);
    return d;
}

date
calendar_add_working(date d, int n)
{
    assert(n >= 0);
    for (; n > 0; n--)
        d = calendar_roll(date_add_days(d, 1));
    return d;
}

date
calendar_nth_working(month m, int n)
{
    assert(n >= 1);
    return calendar_add_working(date_add_days(month_first(m), -1), n);
}

int
calendar_count_working(date from, date to)
{
    int n = 0;
    for (date d = date_add_days(from, 1); date_cmp(d, to) <= 0; d = date_add_days(d, 1))
        n += calendar_is_working(d) ? 1 : 0;
    return n;
}
