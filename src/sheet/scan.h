/* scan.h - the first separator, quotation mark or line end at or after `s`: the inner loop of
 * csv.c. There must be one, and 15 readable bytes behind it. */
#ifndef JICAI_SCAN_H
#define JICAI_SCAN_H
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { SCAN_PAD = 16 };
#define SCAN_EVERY UINT64_C(0x0101010101010101)

static inline uint64_t
scan_zeros(uint64_t v) /* the lowest bit set marks the lowest byte that is zero */
{
    return (v - SCAN_EVERY) & ~v & SCAN_EVERY << 7;
}

/* Eight bytes at a time, on any machine. */
static inline char *
scan_words(char *s, char sep)
{
    const uint64_t seps = SCAN_EVERY * (unsigned char)sep;
    for (;; s += 8) {
        uint64_t v;
        memcpy(&v, s, sizeof(v));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        v = __builtin_bswap64(v);
#endif
        uint64_t hit = scan_zeros(v ^ seps) | scan_zeros(v ^ SCAN_EVERY * '"') |
                       scan_zeros(v ^ SCAN_EVERY * '\n') | scan_zeros(v ^ SCAN_EVERY * '\r');
        if (hit != 0)
            return s + __builtin_ctzll(hit) / 8;
    }
}

static inline char *
scan(char *s, char sep)
{
#ifdef __SSE2__
    const __m128i a = _mm_set1_epi8(sep), b = _mm_set1_epi8('"'), c = _mm_set1_epi8('\n'),
                  d = _mm_set1_epi8('\r');
    for (;; s += 16) {
        __m128i v;
        memcpy(&v, s, sizeof(v));
        __m128i ab = _mm_or_si128(_mm_cmpeq_epi8(v, a), _mm_cmpeq_epi8(v, b));
        __m128i cd = _mm_or_si128(_mm_cmpeq_epi8(v, c), _mm_cmpeq_epi8(v, d));
        int hit = _mm_movemask_epi8(_mm_or_si128(ab, cd));
        if (hit != 0)
            return s + __builtin_ctz((unsigned)hit);
    }
#else
    return scan_words(s, sep);
#endif
}
#endif
