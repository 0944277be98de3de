#include "base/core/code.h"

#include <assert.h>
#include <string.h>

static const char digits[] = "0123456789";
static const char letters_digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char company_signs[] = "0123456789ABCDEFGHJKLMNPQRTUWXY"; /* 31: no I O S V Z */

const char *
code_verdict_name(enum code_verdict v)
{
    static const char *const names[CODE_VERDICTS] = {
        [CODE_OK] = "ok",           [CODE_EMPTY] = "empty", [CODE_LENGTH] = "length",
        [CODE_KIND] = "kind",       [CODE_SIGN] = "sign",   [CODE_DIVISION] = "division",
        [CODE_CHECK] = "check",     [CODE_TWICE] = "twice", [CODE_ELEMENT] = "element",
        [CODE_NO_ITEM] = "no_item", [CODE_DATE] = "date",
    };
    assert(v < CODE_VERDICTS);
    return names[v];
}

/* Where `c` stands among `signs`; -1: nowhere. */
static int
place(const char *signs, char c)
{
    for (int i = 0; signs[i] != '\0'; i++)
        if (signs[i] == c)
            return i;
    return -1;
}

static bool
all_of(const char *s, size_t n, const char *signs)
{
    for (size_t i = 0; i < n; i++)
        if (place(signs, s[i]) < 0)
            return false;
    return true;
}

/* Six digits, the first a province group of GB/T 2260. */
static bool
is_division(const char *s)
{
    return all_of(s, 6, digits) && s[0] >= '1' && s[0] <= '8';
}

char
code_company_check(const char *s)
{
    int sum = 0, weight = 1;
    for (size_t i = 0; i < CODE_COMPANY_CHARS - 1; i++) {
        int value = place(company_signs, s[i]);
        assert(value >= 0);
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    return company_signs[(31 - sum) % 31];
}

enum code_verdict
code_company(const char *s)
{
    if (s[0] == '\0')
        return CODE_EMPTY;
    if (strlen(s) != CODE_COMPANY_CHARS)
        return CODE_LENGTH;
    if (!all_of(s, CODE_COMPANY_CHARS, company_signs))
        return CODE_SIGN;
    if (!is_division(s + 2))
        return CODE_DIVISION;
    return s[CODE_COMPANY_CHARS - 1] == code_company_check(s) ? CODE_OK : CODE_CHECK;
}

enum code_verdict
code_institution(const char *s)
{
    if (s[0] == '\0')
        return CODE_EMPTY;
    if (strlen(s) != CODE_INSTITUTION_CHARS)
        return CODE_LENGTH;
    if (s[0] != 'H' && s[0] != 'P')
        return CODE_KIND;
    if (!all_of(s + 1, CODE_INSTITUTION_CHARS - 1, digits))
        return CODE_SIGN;
    return is_division(s + 1) ? CODE_OK : CODE_DIVISION;
}

int64_t
code_institution_division(const char *s)
{
    int64_t n = 0;
    assert(code_institution(s) == CODE_OK);
    for (size_t i = 1; i <= 6; i++)
        n = n * 10 + (s[i] - '0');
    return n;
}

enum code_verdict
code_consumable(const char *s)
{
    size_t n = strlen(s);
    if (n == 0)
        return CODE_EMPTY;
    if (n != 20 && n != 27)
        return CODE_LENGTH;
    if (s[0] != 'C')
        return CODE_KIND;
    return all_of(s + 1, n - 1, digits) ? CODE_OK : CODE_SIGN;
}

bool
code_same_class(const char *a, const char *b)
{
    assert(strlen(a) >= CODE_CLASS_CHARS && strlen(b) >= CODE_CLASS_CHARS);
    return memcmp(a, b, CODE_CLASS_CHARS) == 0;
}

enum code_verdict
code_drug(const char *s)
{
    if (s[0] == '\0')
        return CODE_EMPTY;
    if (strlen(s) != 23)
        return CODE_LENGTH;
    if (s[0] != 'X' && s[0] != 'Z')
        return CODE_KIND;
    return all_of(s + 1, 22, letters_digits) ? CODE_OK : CODE_SIGN;
}

enum code_verdict
code_gtin(const char *s)
{
    int sum = 0;
    if (s[0] == '\0')
        return CODE_EMPTY;
    if (strlen(s) != 14)
        return CODE_LENGTH;
    if (!all_of(s, 14, digits))
        return CODE_SIGN;
    for (size_t i = 0; i < 14; i++)
        sum += (s[i] - '0') * (i % 2 == 0 ? 3 : 1);
    return sum % 10 == 0 ? CODE_OK : CODE_CHECK;
}
