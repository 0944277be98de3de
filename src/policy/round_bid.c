#include "policy/round_bid.h"

#include <stdlib.h>
#include <string.h>

static int
two_digits(const char *s)
{
    bool digits = s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9';
    return digits ? (s[0] - '0') * 10 + (s[1] - '0') : -1;
}

/* "2024-01-05", with " 09:30" or "T09:30:15" behind it: seconds, from 1. */
bool
round_moment(const char *text, int64_t *out)
{
    char day[DATE_TEXT_MAX] = {0};
    date on;
    int part[3] = {0, 0, 0};
    size_t n = strlen(text), parts = 0;
    memcpy(day, text, n < 10 ? n : 10);
    if (!date_parse(&on, day))
        return false;
    for (size_t i = 10; i < n; i += 3, parts++) {
        bool mark = i == 10 ? text[i] == ' ' || text[i] == 'T' : text[i] == ':';
        if (parts == 3 || !mark || i + 2 >= n || (part[parts] = two_digits(text + i + 1)) < 0)
            return false;
    }
    if (parts == 1 || part[0] > 23 || part[1] > 59 || part[2] > 59)
        return false;
    *out = (int64_t)on.day * 86400 + part[0] * 3600 + part[1] * 60 + part[2] + 1;
    return true;
}

static bool
names(const char *list, const char *region)
{
    size_t n = strlen(region);
    while (*list != '\0') {
        size_t len = strcspn(list, " ;|,");
        if (len == n && strncmp(list, region, n) == 0)
            return true;
        list += len + (list[len] != '\0');
    }
    return false;
}

/* Not stated, or "*": everywhere. */
bool
round_whole_area(const struct round *r, const char *regions)
{
    if (*regions == '\0' || strcmp(regions, "*") == 0)
        return true;
    for (size_t i = 0; i < r->area_n; i++)
        if (!names(regions, r->area[i]))
            return false;
    return r->area_n > 0;
}

static int
name_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t
round_groups_named(const struct award_rules *r, const char *name[ROUND_REFS_MAX])
{
    size_t n = 0, distinct = 0;
    for (size_t s = 0; s < r->steps; s++)
        for (size_t i = 0; i < r->step[s].conds; i++)
            if (r->step[s].cond[i].test == TEST_OTHER_GROUP)
                name[n++] = r->step[s].cond[i].name;
    if (n > 0)
        qsort(name, n, sizeof(*name), name_order);
    for (size_t i = 0; i < n; i++)
        if (distinct == 0 || strcmp(name[distinct - 1], name[i]) != 0)
            name[distinct++] = name[i];
    return distinct;
}
