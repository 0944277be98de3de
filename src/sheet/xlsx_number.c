#include "sheet/xlsx_number.h"

#include <stdio.h>
#include <string.h>

#include "base/core/date.h"

enum { DIGITS = 15, STORED_MAX = 64, EPOCH_1900 = 25569, EPOCH_1904 = 24107 };

/* 0.DIGITS x 10^point; digits without zeros in front or behind; none: zero. */
struct decimal {
    bool negative;
    int n, point;
    char digit[STORED_MAX];
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
read_exponent(const char *s, int *out)
{
    bool negative = *s == '-';
    int n = 0;
    if (*s == '-' || *s == '+')
        s++;
    if (!is_digit(*s))
        return false;
    for (; is_digit(*s) && n < 1000; s++)
        n = n * 10 + (*s - '0');
    *out = negative ? -n : n;
    return *s == '\0';
}

static bool
read_decimal(const char *s, struct decimal *d)
{
    bool any = false, behind = false;
    int exponent = 0;
    *d = (struct decimal){.negative = *s == '-'};
    if (*s == '-')
        s++;
    for (; is_digit(*s) || (*s == '.' && !behind); s++) {
        if (*s == '.') {
            behind = true;
            continue;
        }
        any = true;
        if (d->n == 0 && *s == '0') { /* in front */
            d->point -= behind ? 1 : 0;
            continue;
        }
        d->point += behind ? 0 : 1;
        if (d->n < STORED_MAX)
            d->digit[d->n++] = *s;
    }
    if (!any || (*s != '\0' && ((*s | 0x20) != 'e' || !read_exponent(s + 1, &exponent))))
        return false;
    d->point += exponent;
    return d->point > -400 && d->point < 400;
}

static void
strip(struct decimal *d)
{
    while (d->n > 0 && d->digit[d->n - 1] == '0')
        d->n--;
}

/* Half up to `keep` digits. */
static void
round_to(struct decimal *d, int keep)
{
    bool up = d->n > keep && d->digit[keep] >= '5';
    if (d->n > keep)
        d->n = keep;
    while (up && d->n > 0 && d->digit[d->n - 1] == '9')
        d->n--;
    if (up && d->n > 0) {
        d->digit[d->n - 1]++;
    } else if (up) {
        d->digit[0] = '1';
        d->n = 1;
        d->point++;
    }
    strip(d);
}

bool
number_text(const char *stored, char out[static NUMBER_TEXT_MAX])
{
    struct decimal d;
    size_t n = strspn(stored, "0123456789");
    if (n > 0 && n <= DIGITS && stored[n] == '\0' && *stored != '0') { /* most are so plain */
        memcpy(out, stored, n + 1);
        return true;
    }
    if (!read_decimal(stored, &d))
        return false;
    round_to(&d, DIGITS);
    const char *sign = d.negative && d.n > 0 ? "-" : "";
    if (d.n == 0)
        snprintf(out, NUMBER_TEXT_MAX, "0");
    else if (d.point > DIGITS || d.point < -DIGITS)
        snprintf(out, NUMBER_TEXT_MAX, "%s%c%s%.*sE%+03d", sign, d.digit[0], d.n > 1 ? "." : "",
                 d.n - 1, d.digit + 1, d.point - 1);
    else if (d.point <= 0)
        snprintf(out, NUMBER_TEXT_MAX, "%s0.%.*s%.*s", sign, -d.point, "000000000000000", d.n,
                 d.digit);
    else if (d.n <= d.point)
        snprintf(out, NUMBER_TEXT_MAX, "%s%.*s%.*s", sign, d.n, d.digit, d.point - d.n,
                 "000000000000000");
    else
        snprintf(out, NUMBER_TEXT_MAX, "%s%.*s.%.*s", sign, d.point, d.digit, d.n - d.point,
                 d.digit + d.point);
    return true;
}

/* Whole days, and seconds rounded. */
static bool
split_day(const char *stored, int *day, int *second)
{
    struct decimal d;
    int64_t part = 0, scale = 1;
    if (!read_decimal(stored, &d) || d.negative || d.point > 7)
        return false;
    round_to(&d, DIGITS);
    *day = 0;
    for (int i = 0; i < d.point; i++)
        *day = *day * 10 + (i < d.n ? d.digit[i] - '0' : 0);
    for (int i = d.point; i < d.point + 12 && i < d.n; i++, scale *= 10)
        part = part * 10 + (i >= 0 ? d.digit[i] - '0' : 0);
    *second = (int)((part * 86400 + scale / 2) / scale);
    if (*second == 86400) {
        *second = 0;
        ++*day;
    }
    return true;
}

bool
number_day(const char *stored, bool from_1904, char out[static NUMBER_TEXT_MAX])
{
    int day, second;
    char clock[16] = "", text[DATE_TEXT_MAX];
    date last;
    if (!split_day(stored, &day, &second))
        return false;
    snprintf(clock, sizeof(clock), "%02d:%02d:%02d", second / 3600 % 24, second / 60 % 60,
             second % 60);
    if (day == 0 && second > 0) {
        snprintf(out, NUMBER_TEXT_MAX, "%s", clock);
        return true;
    }
    /* Excel believes in 1900-02-29, its day 60; before that it is one day behind. */
    if (!from_1904 && (day == 0 || day == 60))
        return false;
    int shift = from_1904 ? EPOCH_1904 : EPOCH_1900 - (day < 60 ? 1 : 0);
    date_make(&last, 2999, 12, 31);
    if (day - shift > last.day)
        return false;
    date_text((date){day - shift}, text);
    snprintf(out, NUMBER_TEXT_MAX, "%s%s%s", text, second > 0 ? " " : "", second > 0 ? clock : "");
    return true;
}

enum number_style
number_style_of_id(int id)
{
    bool day = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
               (id >= 50 && id <= 58);
    return day ? STYLE_DATE : STYLE_NUMBER;
}

/* What stands in quotation marks, brackets (colours, locales) or behind a backslash says nothing,
 * save elapsed hours: [h]. */
enum number_style
number_style_of_code(const char *s)
{
    bool day = false;
    for (; *s != '\0' && *s != ';'; s++) {
        if (*s == '"' || (*s == '[' && strchr("hHmMsS", s[1]) == NULL)) {
            const char *end = strchr(s + 1, *s == '"' ? '"' : ']');
            if (end == NULL)
                break;
            s = end;
        } else if (*s == '\\' || *s == '_' || *s == '*') {
            s += s[1] != '\0' ? 1 : 0;
        } else if (*s == '0' || *s == '#' || *s == '?') {
            return STYLE_NUMBER;
        } else {
            day |= strchr("yYmMdDhHsS", *s) != NULL;
        }
    }
    return day ? STYLE_DATE : STYLE_NUMBER;
}
