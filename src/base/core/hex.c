#include "base/core/hex.h"

#include <string.h>

char *
hex_text(const uint8_t *bytes, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * n] = '\0';
    return out;
}

static int
digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
hex_take(uint8_t *out, size_t max, size_t *n, const char *text)
{
    size_t len = strlen(text);
    if (len % 2 != 0 || len / 2 > max)
        return false;
    for (size_t i = 0; i < len; i += 2) {
        int high = digit(text[i]), low = digit(text[i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i / 2] = (uint8_t)(high << 4 | low);
    }
    *n = len / 2;
    return true;
}

bool
hex_parse(uint8_t *out, size_t n, const char *text)
{
    size_t took;
    return hex_take(out, n, &took, text) && took == n;
}
