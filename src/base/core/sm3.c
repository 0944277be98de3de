#include "base/core/sm3.h"

#include <string.h>

#include "base/core/hex.h"

static uint32_t
turn(uint32_t x, unsigned n)
{
    return block256_turn(x, n);
}

static uint32_t
p0(uint32_t x)
{
    return x ^ turn(x, 9) ^ turn(x, 17);
}

static uint32_t
p1(uint32_t x)
{
    return x ^ turn(x, 15) ^ turn(x, 23);
}

/* Chapter 5.3.2 and 5.3.3 of the standard; a to h are v[0] to v[7]. */
static void
compress(uint32_t h[static 8], const uint8_t block[static 64])
{
    uint32_t w[68], v[8];

    for (size_t i = 0; i < 16; i++)
        w[i] = block256_read(block + 4 * i);
    for (size_t i = 16; i < 68; i++)
        w[i] = p1(w[i - 16] ^ w[i - 9] ^ turn(w[i - 3], 15)) ^ turn(w[i - 13], 7) ^ w[i - 6];
    memcpy(v, h, sizeof(v));
    for (unsigned i = 0; i < 64; i++) {
        bool early = i < 16;
        uint32_t ff = early ? v[0] ^ v[1] ^ v[2] : (v[0] & v[1]) | (v[0] & v[2]) | (v[1] & v[2]);
        uint32_t gg = early ? v[4] ^ v[5] ^ v[6] : (v[4] & v[5]) | (~v[4] & v[6]);
        uint32_t ss1 = turn(turn(v[0], 12) + v[4] + turn(early ? 0x79cc4519 : 0x7a879d8a, i), 7);
        uint32_t ss2 = ss1 ^ turn(v[0], 12);
        uint32_t tt1 = ff + v[3] + ss2 + (w[i] ^ w[i + 4]);
        uint32_t tt2 = gg + v[7] + ss1 + w[i];
        v[3] = v[2];
        v[2] = turn(v[1], 9);
        v[1] = v[0];
        v[0] = tt1;
        v[7] = v[6];
        v[6] = turn(v[5], 19);
        v[5] = v[4];
        v[4] = p0(tt2);
    }
    for (size_t i = 0; i < 8; i++)
        h[i] ^= v[i];
}

void
sm3_init(struct sm3 *s)
{
    static const uint32_t start[8] = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600,
                                      0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
    block256_init(&s->state, start);
}

void
sm3_add(struct sm3 *s, const void *bytes, size_t n)
{
    block256_add(&s->state, compress, bytes, n);
}

void
sm3_end(struct sm3 *s, uint8_t out[static SM3_SIZE])
{
    block256_end(&s->state, compress, out);
}

void
sm3_of(const void *bytes, size_t n, uint8_t out[static SM3_SIZE])
{
    struct sm3 s;
    sm3_init(&s);
    sm3_add(&s, bytes, n);
    sm3_end(&s, out);
}

char *
sm3_text(const uint8_t digest[static SM3_SIZE], char out[static SM3_HEX_MAX])
{
    return hex_text(digest, SM3_SIZE, out);
}

static int
nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool
sm3_parse(uint8_t out[static SM3_SIZE], const char *text)
{
    uint8_t digest[SM3_SIZE];
    if (strlen(text) != 2 * SM3_SIZE)
        return false;
    for (size_t i = 0; i < SM3_SIZE; i++) {
        int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        digest[i] = (uint8_t)(high << 4 | low);
    }
    memcpy(out, digest, sizeof(digest));
    return true;
}
