#include "base/core/instant.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/core/date.h"

enum { SECOND = 1000000, DAY_SECONDS = 86400 };

char *
instant_text(int64_t us, char out[static INSTANT_TEXT_MAX])
{
    char day[DATE_TEXT_MAX];
    int64_t seconds = us / SECOND;
    assert(us >= 0);
    int of_day = (int)(seconds % DAY_SECONDS);
    date_text((date){(int32_t)(seconds / DAY_SECONDS)}, day);
    snprintf(out, INSTANT_TEXT_MAX, "%sT%02d:%02d:%02d.%06dZ", day, of_day / 3600, of_day / 60 % 60,
             of_day % 60, (int)(us % SECOND));
    return out;
}

/* Two digits below `limit`, then `end`. */
static bool
two(const char *s, int limit, char end, int64_t *out)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' || s[2] != end)
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    return *out < limit;
}

/* "Z" or ".123456Z", at most six digits. */
static bool
fraction(const char *s, int64_t *out)
{
    int64_t unit = SECOND / 10;
    *out = 0;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9' && unit > 0; s++, unit /= 10)
            *out += (*s - '0') * unit;
    return s[0] == 'Z' && s[1] == '\0' && s[-1] != '.';
}

bool
instant_parse(int64_t *us, const char *text)
{
    char day[DATE_TEXT_MAX] = {0};
    int64_t h, m, s, us_part;
    date d;
    if (strlen(text) < 20 || text[10] != 'T')
        return false;
    memcpy(day, text, 10);
    if (!date_parse(&d, day) || d.day < 0 || !two(text + 11, 24, ':', &h) ||
        !two(text + 14, 60, ':', &m) || !two(text + 17, 60, text[19], &s) ||
        !fraction(text + 19, &us_part))
        return false;
    *us = (((int64_t)d.day * 24 + h) * 60 + m) * 60 * SECOND + s * SECOND + us_part;
    return true;
}
