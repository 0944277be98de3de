/* trim.h - the blanks around a cell: spaces, no-break and ideographic ones. A tab stays: in front
 * of a text it is the mark of a formula in disguise. */
#ifndef JICAI_TRIM_H
#define JICAI_TRIM_H
#include <string.h>

static inline size_t
trim_before(const char *s, const char *end)
{
    if (s < end && *s == ' ')
        return 1;
    if (end - s >= 3 && memcmp(s, "\xe3\x80\x80", 3) == 0)
        return 3;
    return end - s >= 2 && memcmp(s, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static inline size_t
trim_behind(const char *s, const char *end)
{
    if (s < end && end[-1] == ' ')
        return 1;
    if (end - s >= 3 && memcmp(end - 3, "\xe3\x80\x80", 3) == 0)
        return 3;
    return end - s >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

/* *end is overwritten: it is the cell's own closing quote or separator. */
static inline char *
trim(char *s, char *end)
{
    for (size_t n; (n = trim_before(s, end)) > 0;)
        s += n;
    for (size_t n; (n = trim_behind(s, end)) > 0;)
        end -= n;
    *end = '\0';
    return s;
}
#endif
