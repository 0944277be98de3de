#include <assert.h>
#include <string.h>

#include "base/core/code.h"

enum { FNC1 = 29 };

struct element {
    int id;           /* GS1 application identifier */
    const char *text; /* n long */
    size_t n;
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_digit(s[i]))
            return false;
    return true;
}

/* GS1 character set 82, for lots and serials: printing ASCII without the blank and #$@[\]^`{|}~. */
static bool
all_set82(const char *s, size_t n)
{
    static const char not [] = " #$@[\\]^`{|}~";
    for (size_t i = 0; i < n; i++) {
        if (s[i] < ' ' || s[i] > '~')
            return false;
        for (size_t k = 0; k < sizeof(not ) - 1; k++)
            if (s[i] == not [k])
                return false;
    }
    return true;
}

/* The length of a fixed element; 0: variable, at most 20; -1: unknown. */
static int
element_len(int id)
{
    switch (id) {
    case 1: return 14;
    case 11:
    case 17: return 6;
    case 10:
    case 21: return 0;
    default: return -1;
    }
}

static bool
opens_element(const char *s) /* "(10)" */
{
    return s[0] == '(' && is_digit(s[1]) && is_digit(s[2]) && s[3] == ')';
}

/* Take the next element off *s. In the writing with brackets its length is where the next bracket
 * opens; as scanned it is known for fixed elements, and FNC1 ends the others. */
static enum code_verdict
element_next(struct element *out, const char **s)
{
    const char *p = *s;
    bool brackets = p[0] == '(';

    if (brackets ? !opens_element(p) : !is_digit(p[0]) || !is_digit(p[1]))
        return CODE_SIGN;
    p += brackets ? 1 : 0;
    out->id = (p[0] - '0') * 10 + (p[1] - '0');
    p += brackets ? 3 : 2;
    int len = element_len(out->id);
    if (len < 0)
        return CODE_ELEMENT;
    out->text = p;
    if (brackets)
        for (; *p != '\0' && !opens_element(p); p++)
            ;
    else if (len == 0)
        for (; *p != '\0' && *p != FNC1; p++)
            ;
    else
        for (int i = 0; i < len && *p != '\0'; i++)
            p++;
    out->n = (size_t)(p - out->text);
    *s = *p == FNC1 ? p + 1 : p;
    if (len == 0 ? out->n == 0 || out->n > 20 : out->n != (size_t)len)
        return CODE_LENGTH;
    return len == 0 ? all_set82(out->text, out->n) ? CODE_OK : CODE_SIGN
                    : (all_digits(out->text, out->n) ? CODE_OK : CODE_SIGN);
}

static bool
yymmdd(date *out, const char *s)
{
    int n[3];
    for (size_t i = 0; i < 3; i++)
        n[i] = (s[2 * i] - '0') * 10 + (s[2 * i + 1] - '0');
    if (n[2] > 0)
        return date_make(out, 2000 + n[0], n[1], n[2]);
    if (!date_make(out, 2000 + n[0], n[1], 1))
        return false;
    *out = date_end_of_month(*out);
    return true;
}

static enum code_verdict
keep_text(char *out, const struct element *x)
{
    if (out[0] != '\0')
        return CODE_TWICE;
    memcpy(out, x->text, x->n); /* the rest of *out is zero */
    return CODE_OK;
}

static enum code_verdict
keep_date(date *out, bool *has, const struct element *x)
{
    if (*has)
        return CODE_TWICE;
    *has = true;
    return yymmdd(out, x->text) ? CODE_OK : CODE_DATE;
}

static enum code_verdict
keep_element(struct udi *out, const struct element *x)
{
    enum code_verdict v;
    switch (x->id) {
    case 1: v = keep_text(out->item, x); return v != CODE_OK ? v : code_gtin(out->item);
    case 10: return keep_text(out->lot, x);
    case 11: return keep_date(&out->made_on, &out->has_made, x);
    case 17: return keep_date(&out->expires_on, &out->has_expiry, x);
    default: assert(x->id == 21); return keep_text(out->serial, x);
    }
}

static enum code_verdict
parse_gs1(struct udi *out, const char *s)
{
    if (s[0] == ']' && strlen(s) >= 3)
        s += 3;
    if (*s == FNC1)
        s++;
    while (*s != '\0') {
        struct element x;
        enum code_verdict v = element_next(&x, &s);
        if (v == CODE_OK)
            v = keep_element(out, &x);
        if (v != CODE_OK)
            return v;
    }
    return out->item[0] != '\0' ? CODE_OK : CODE_NO_ITEM;
}

/* MA.156.M0.123456.12345678 and more elements; capital letters and digits. */
static enum code_verdict
parse_ma(struct udi *out, const char *s)
{
    static const char form[] = "MA.ddd.M0.xxxxxx.xxxxxxxx";
    size_t n = strlen(s), len = sizeof(form) - 1;

    if (n < len || (n > len && s[len] != '.'))
        return CODE_LENGTH;
    for (size_t i = 0; i < len; i++) {
        bool digit = is_digit(s[i]), letter = s[i] >= 'A' && s[i] <= 'Z';
        if (form[i] == 'd' ? !digit : form[i] == 'x' ? !digit && !letter : s[i] != form[i])
            return CODE_SIGN;
    }
    for (size_t i = len; i < n; i++)
        if (s[i] <= ' ' || s[i] > '~')
            return CODE_SIGN;
    memcpy(out->item, s, len);
    return CODE_OK;
}

enum code_verdict
udi_parse(struct udi *out, const char *s)
{
    size_t n = strlen(s);
    *out = (struct udi){.kind = UDI_GS1};
    if (n == 0)
        return CODE_EMPTY;
    if (n > UDI_MAX)
        return CODE_LENGTH;
    if (strncmp(s, "MA.", 3) == 0) {
        out->kind = UDI_MA;
        return parse_ma(out, s);
    }
    if (s[0] == '8') {
        out->kind = UDI_AHM;
        if (n != 20)
            return CODE_LENGTH;
        memcpy(out->item, s, n);
        return all_digits(s, n) ? CODE_OK : CODE_SIGN;
    }
    return is_digit(s[0]) || s[0] == '(' || s[0] == ']' || s[0] == FNC1 ? parse_gs1(out, s)
                                                                        : CODE_KIND;
}
