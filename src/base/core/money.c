#include "base/core/money.h"

#include <assert.h>
#include <string.h>

bool
money_add(money *out, money a, money b)
{
    int64_t n;
    if (__builtin_add_overflow(a.units, b.units, &n))
        return false;
    out->units = n;
    return true;
}

bool
money_sub(money *out, money a, money b)
{
    int64_t n;
    if (__builtin_sub_overflow(a.units, b.units, &n))
        return false;
    out->units = n;
    return true;
}

bool
money_mul(money *out, money price, qty n)
{
    int64_t units;
    if (__builtin_mul_overflow(price.units, n.pieces, &units))
        return false;
    out->units = units;
    return true;
}

bool
wide_div(int64_t *out, wide num, wide den, enum rounding how)
{
    assert(den > 0);
    bool negative = num < 0;
    if (negative)
        num = -num;
    wide whole = num / den, rest = num % den;
    switch (how) {
    case ROUND_HALF_UP: whole += rest >= den - rest ? 1 : 0; break;
    case ROUND_UP: whole += rest > 0 ? 1 : 0; break;
    case ROUND_DOWN: break;
    }
    if (whole > INT64_MAX)
        return false;
    *out = negative ? -(int64_t)whole : (int64_t)whole;
    return true;
}

/* num / den in units, rounded to whole fen. */
static bool
fen(money *out, wide num, wide den, enum rounding how)
{
    int64_t n;
    if (!wide_div(&n, num, den * MONEY_FEN, how) || __builtin_mul_overflow(n, MONEY_FEN, &n))
        return false;
    out->units = n;
    return true;
}

bool
money_to_fen(money *out, money m, enum rounding how)
{
    return fen(out, m.units, 1, how);
}

bool
money_amount(money *out, money price, qty n)
{
    return fen(out, (wide)price.units * n.pieces, 1, ROUND_HALF_UP);
}

bool
money_share(money *out, money m, ratio r, enum rounding how)
{
    return fen(out, (wide)m.units * r.ppm, RATIO_ONE, how);
}

bool
money_part(money *out, money m, int64_t num, int64_t den, enum rounding how)
{
    assert(den > 0);
    return fen(out, (wide)m.units * num, den, how);
}

bool
money_scale(money *out, money m, ratio r, enum rounding how)
{
    return wide_div(&out->units, (wide)m.units * r.ppm, RATIO_ONE, how);
}

int
money_cmp(money a, money b)
{
    return (a.units > b.units) - (a.units < b.units);
}

money
money_min(money a, money b)
{
    return a.units < b.units ? a : b;
}

money
money_max(money a, money b)
{
    return a.units > b.units ? a : b;
}

money
money_yuan(int64_t yuan)
{
    assert(yuan > -INT64_C(100000000000000) && yuan < INT64_C(100000000000000));
    return (money){yuan * MONEY_SCALE};
}

bool
qty_add(qty *out, qty a, qty b)
{
    int64_t n;
    if (__builtin_add_overflow(a.pieces, b.pieces, &n))
        return false;
    out->pieces = n;
    return true;
}

bool
qty_sub(qty *out, qty a, qty b)
{
    int64_t n;
    if (__builtin_sub_overflow(a.pieces, b.pieces, &n))
        return false;
    out->pieces = n;
    return true;
}

bool
qty_share(qty *out, qty n, ratio r, enum rounding how)
{
    return wide_div(&out->pieces, (wide)n.pieces * r.ppm, RATIO_ONE, how);
}

/* Digits with at most `places` decimals, as an integer scaled by 10^places. Stops at the first
 * character that does not belong and hands it back; NULL when there is no number or it overflows.
 */
static const char *
decimal(int64_t *out, const char *s, int places)
{
    int64_t n = 0;
    int after = -1; /* digits behind the point; -1 before it */

    if (*s < '0' || *s > '9')
        return NULL;
    for (;; s++) {
        if (*s == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (*s < '0' || *s > '9')
            break;
        if (after == places || __builtin_mul_overflow(n, 10, &n) ||
            __builtin_add_overflow(n, *s - '0', &n))
            return NULL;
        if (after >= 0)
            after++;
    }
    if (after == 0)
        return NULL;
    for (int i = after < 0 ? 0 : after; i < places; i++)
        if (__builtin_mul_overflow(n, 10, &n))
            return NULL;
    *out = n;
    return s;
}

bool
money_parse(money *out, const char *s)
{
    int64_t n;
    bool negative = *s == '-';
    s = decimal(&n, s + (negative ? 1 : 0), 4);
    if (s == NULL || *s != '\0')
        return false;
    out->units = negative ? -n : n;
    return true;
}

bool
qty_parse(qty *out, const char *s)
{
    int64_t n;
    s = decimal(&n, s, 0);
    if (s == NULL || *s != '\0')
        return false;
    out->pieces = n;
    return true;
}

bool
ratio_parse(ratio *out, const char *s)
{
    int64_t n;
    size_t len = strlen(s);
    bool percent = len > 0 && s[len - 1] == '%';
    s = decimal(&n, s, percent ? 4 : 6);
    if (s == NULL || strcmp(s, percent ? "%" : "") != 0)
        return false;
    out->ppm = n;
    return true;
}

/* |n| / 10^places with at least `least` decimals. */
static void
scaled_text(char *out, size_t size, int64_t n, int places, int least)
{
    char text[MONEY_TEXT_MAX], *at = text + sizeof(text) - 1;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    *at = '\0';
    for (int i = 0; i <= places || u > 0; i++, u /= 10) {
        if (i == places)
            *--at = '.';
        *--at = (char)('0' + u % 10);
    }
    if (n < 0)
        *--at = '-';
    size_t len = (size_t)(text + sizeof(text) - 1 - at);
    assert(len < size);
    memcpy(out, at, len + 1);
    for (int k = places; k > least && out[len - 1] == '0'; k--)
        out[--len] = '\0';
    if (least == 0 && out[len - 1] == '.')
        out[--len] = '\0';
}

char *
money_text(money m, char out[static MONEY_TEXT_MAX])
{
    scaled_text(out, MONEY_TEXT_MAX, m.units, 4, 2);
    return out;
}

char *
times_text(ratio r, char out[static RATIO_TEXT_MAX])
{
    scaled_text(out, RATIO_TEXT_MAX, r.ppm, 6, 0);
    return out;
}

char *
ratio_text(ratio r, char out[static RATIO_TEXT_MAX])
{
    scaled_text(out, RATIO_TEXT_MAX - 1, r.ppm, 4, 0);
    size_t n = strlen(out);
    out[n] = '%';
    out[n + 1] = '\0';
    return out;
}
