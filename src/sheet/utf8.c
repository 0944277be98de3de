#include "sheet/utf8.h"

#include <stdint.h>
#include <string.h>

#define EVERY UINT64_C(0x0101010101010101)

/* The bytes that a character beginning with `c` has; 0: nothing begins so. */
static size_t
length(unsigned char c)
{
    return c == 0     ? 0
           : c < 0x80 ? 1
           : c < 0xc2 ? 0
           : c < 0xe0 ? 2
           : c < 0xf0 ? 3
           : c < 0xf5 ? 4
                      : 0;
}

/* Neither a form longer than needed, nor half a surrogate pair, nor beyond U+10FFFF: the second
 * byte tells. */
static bool
second_fits(unsigned char c, unsigned char d)
{
    switch (c) {
    case 0xe0: return d >= 0xa0 && d <= 0xbf;
    case 0xed: return d >= 0x80 && d <= 0x9f;
    case 0xf0: return d >= 0x90 && d <= 0xbf;
    case 0xf4: return d >= 0x80 && d <= 0x8f;
    default: return (d & 0xc0) == 0x80;
    }
}

/* How many of the first character's bytes are right. */
static size_t
matched(const unsigned char *s, size_t n, size_t len)
{
    size_t i = 1;
    if (i < len && i < n && second_fits(s[0], s[1]))
        for (i = 2; i < len && i < n && (s[i] & 0xc0) == 0x80;)
            i++;
    return i;
}

size_t
utf8_span(const char *text, size_t n)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t at = 0;
    while (at < n) {
        uint64_t v = 0;
        if (n - at >= sizeof(v)) {
            memcpy(&v, s + at, sizeof(v));
            if (((v | (v - EVERY)) & EVERY << 7) == 0) { /* eight of ASCII, none of them NUL */
                at += sizeof(v);
                continue;
            }
        }
        size_t len = length(s[at]);
        if (len == 0 || matched(s + at, n - at, len) < len)
            return at;
        at += len;
    }
    return n;
}

bool
utf8_is_begun(const char *text, size_t n)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t len = n > 0 ? length(s[0]) : 0;
    return n < len && matched(s, n, len) == n;
}
