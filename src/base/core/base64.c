#include "base/core/base64.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

char *
base64_text(const uint8_t *in, size_t n, char *out)
{
    char *to = out;
    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)in[i] << 16;
        v |= i + 1 < n ? (unsigned)in[i + 1] << 8 : 0;
        v |= i + 2 < n ? (unsigned)in[i + 2] : 0;
        *to++ = digits[v >> 18];
        *to++ = digits[v >> 12 & 63];
        *to++ = i + 1 < n ? digits[v >> 6 & 63] : '=';
        *to++ = i + 2 < n ? digits[v & 63] : '=';
    }
    *to = '\0';
    return out;
}

static int
digit(char c)
{
    const char *at = memchr(digits, c, sizeof(digits) - 1);
    return at != NULL ? (int)(at - digits) : -1;
}

/* Four characters, of which `pad` are padding, to 3 - pad bytes. */
static bool
quad(const char *s, size_t pad, uint8_t *out)
{
    unsigned v = 0;
    for (size_t i = 0; i < 4; i++) {
        int d = i < 4 - pad ? digit(s[i]) : 0;
        if (d < 0)
            return false;
        v = v << 6 | (unsigned)d;
    }
    if (pad > 0 && (v & (pad == 1 ? 0xffU : 0xffffU)) != 0)
        return false;
    for (size_t i = 0; i < 3 - pad; i++)
        out[i] = (uint8_t)(v >> (16 - 8 * i) & 0xff);
    return true;
}

bool
base64_parse(const char *text, size_t len, uint8_t *out, size_t *n)
{
    size_t pad = 0;
    if (len % 4 != 0)
        return false;
    if (len > 0 && text[len - 1] == '=')
        pad = text[len - 2] == '=' ? 2 : 1;
    *n = len / 4 * 3 - pad;
    for (size_t i = 0; i < len; i += 4)
        if (!quad(text + i, i + 4 == len ? pad : 0, out + i / 4 * 3))
            return false;
    return true;
}
