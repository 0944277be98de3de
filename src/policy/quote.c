#include "policy/quote.h"

#include <string.h>

#include "base/core/date.h"
#include "base/core/money.h"
#include "base/core/text.h"

/* Bytes of the white space at `s`; 0: none. */
static size_t
blank(const char *s)
{
    static const char *const other[] = {"\u3000", "\u00a0", "\ufeff"};
    if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
        return 1;
    if ((unsigned char)*s < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
        if (strncmp(s, other[i], strlen(other[i])) == 0)
            return strlen(other[i]);
    return 0;
}

char *
quote_squeeze(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1), *to = out;
    while (*s != '\0') {
        size_t n = blank(s);
        if (n == 0)
            *to++ = *s++;
        s += n;
    }
    *to = '\0';
    return out;
}

size_t
quote_length(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

/* The number at the start of *s: digits, or one of 一 to 十. -1: none; *s moves past it. */
static int64_t
number_at(const char **s)
{
    static const char han[] = "一二三四五六七八九十";
    int64_t n = 0;
    if (**s >= '0' && **s <= '9') {
        for (; **s >= '0' && **s <= '9' && n < 1000000; ++*s)
            n = n * 10 + (**s - '0');
        return n;
    }
    for (int i = 0; i < 10; i++)
        if (strncmp(*s, han + (size_t)i * 3, 3) == 0) {
            *s += 3;
            return i + 1;
        }
    return -1;
}

static bool
shows_int(const char *token, bool months, int64_t want)
{
    while (*token != '\0') {
        int64_t n = number_at(&token);
        if (n < 0)
            token++;
        else if (n == want || (months && n * 12 == want && strncmp(token, "年", 3) == 0))
            return true;
    }
    return false;
}

bool
quote_shows(const char *token, enum rule r, int64_t n)
{
    const struct rule_info *info = rule_info(r);
    char text[MONEY_TEXT_MAX];
    switch (info->type) {
    case RULE_TYPE_RATIO:
        if (strcmp(info->values, "times") == 0)
            return strstr(token, times_text((ratio){n}, text)) != NULL;
        return strstr(token, ratio_text((ratio){n}, text)) != NULL;
    case RULE_TYPE_INT: return shows_int(token, strcmp(info->values, "months") == 0, n);
    case RULE_TYPE_DATE: return shows_int(token, false, date_ymd((date){(int32_t)n}).year);
    case RULE_TYPE_MONEY: return shows_int(token, false, n / MONEY_SCALE);
    case RULE_TYPE_BOOL:
    case RULE_TYPE_ENUM: break;
    }
    return true;
}
