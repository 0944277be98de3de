#include "base/core/sha256.h"

#include "base/core/hex.h"

static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t
turn(uint32_t x, unsigned n) /* to the right */
{
    return block256_turn(x, 32 - n);
}

static void
compress(uint32_t s[static 8], const uint8_t block[static 64])
{
    uint32_t w[64], a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];

    for (size_t i = 0; i < 16; i++)
        w[i] = block256_read(block + 4 * i);
    for (size_t i = 16; i < 64; i++) {
        uint32_t s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    for (size_t i = 0; i < 64; i++) {
        uint32_t choice = (e & f) ^ (~e & g), majority = (a & b) ^ (a & c) ^ (b & c);
        uint32_t t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + k[i] + w[i];
        uint32_t t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority;
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    s[0] += a, s[1] += b, s[2] += c, s[3] += d;
    s[4] += e, s[5] += f, s[6] += g, s[7] += h;
}

#if defined(__x86_64__) && !defined(SHA256_PLAIN) /* a test asks for the other */
#include <immintrin.h>

#define SHA_NI __attribute__((target("sha,sse4.1,ssse3")))

/* Four rounds with the words `w` and their constants; `abef` and `cdgh` are the two halves of the
 * state as the instructions want them. */
SHA_NI static inline void
four_rounds(__m128i *abef, __m128i *cdgh, __m128i w, size_t round)
{
    __m128i sum = _mm_add_epi32(w, _mm_loadu_si128((const __m128i *)(const void *)&k[round]));
    *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
    *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

/* The same as compress(), by the processor's own instructions: some ten times as fast. */
SHA_NI static void
compress_sha_ni(uint32_t s[static 8], const uint8_t block[static 64])
{
    const __m128i turned = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i w[4], low = _mm_loadu_si128((const __m128i *)(const void *)&s[0]),
                  high = _mm_loadu_si128((const __m128i *)(const void *)&s[4]);
    low = _mm_shuffle_epi32(low, 0xb1);   /* b a d c */
    high = _mm_shuffle_epi32(high, 0x1b); /* h g f e */
    __m128i abef = _mm_alignr_epi8(low, high, 8), was_abef = abef;
    __m128i cdgh = _mm_blend_epi16(high, low, 0xf0), was_cdgh = cdgh;

    for (size_t i = 0; i < 4; i++) {
        w[i] = _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i));
        w[i] = _mm_shuffle_epi8(w[i], turned);
        four_rounds(&abef, &cdgh, w[i], 4 * i);
    }
    for (size_t i = 4; i < 16; i++) {
        __m128i *to = &w[i % 4], last = w[(i + 3) % 4];
        *to = _mm_sha256msg1_epu32(*to, w[(i + 1) % 4]);
        *to = _mm_add_epi32(*to, _mm_alignr_epi8(last, w[(i + 2) % 4], 4));
        *to = _mm_sha256msg2_epu32(*to, last);
        four_rounds(&abef, &cdgh, *to, 4 * i);
    }
    abef = _mm_shuffle_epi32(_mm_add_epi32(abef, was_abef), 0x1b); /* f e b a to a b e f */
    cdgh = _mm_shuffle_epi32(_mm_add_epi32(cdgh, was_cdgh), 0xb1);
    _mm_storeu_si128((__m128i *)(void *)&s[0], _mm_blend_epi16(abef, cdgh, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)&s[4], _mm_alignr_epi8(cdgh, abef, 8));
}

static block256_compress *
best(void)
{
    return __builtin_cpu_supports("sha") && __builtin_cpu_supports("sse4.1") ? compress_sha_ni
                                                                             : compress;
}
#else
static block256_compress *
best(void)
{
    return compress;
}
#endif

void
sha256_init(struct sha256 *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    block256_init(&s->state, start);
}

void
sha256_add(struct sha256 *s, const void *bytes, size_t n)
{
    block256_add(&s->state, best(), bytes, n);
}

void
sha256_end(struct sha256 *s, uint8_t out[static SHA256_SIZE])
{
    block256_end(&s->state, best(), out);
}

void
sha256_of(const void *bytes, size_t n, uint8_t out[static SHA256_SIZE])
{
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, bytes, n);
    sha256_end(&s, out);
}

char *
sha256_text(const uint8_t digest[static SHA256_SIZE], char out[static SHA256_HEX_MAX])
{
    return hex_text(digest, SHA256_SIZE, out);
}
