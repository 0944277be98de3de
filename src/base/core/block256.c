#include "base/core/block256.h"

#include <assert.h>
#include <string.h>

void
block256_init(struct block256 *s, const uint32_t start[static 8])
{
    memcpy(s->h, start, sizeof(s->h));
    s->size = 0;
}

void
block256_add(struct block256 *s, block256_compress *compress, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    while (n > 0) {
        size_t at = s->size % 64, some = n < 64 - at ? n : 64 - at;
        const uint8_t *whole = some == 64 ? p : s->block;
        if (some < 64)
            memcpy(s->block + at, p, some);
        s->size += some;
        p += some;
        n -= some;
        if (at + some == 64)
            compress(s->h, whole);
    }
}

void
block256_end(struct block256 *s, block256_compress *compress, uint8_t out[static BLOCK256_SIZE])
{
    static const uint8_t pad[64] = {0x80};
    uint64_t bits = s->size * 8;
    uint8_t length[8];

    for (size_t i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    block256_add(s, compress, pad, 1 + (119 - s->size % 64) % 64); /* to 8 bytes before the end */
    block256_add(s, compress, length, sizeof(length));
    assert(s->size % 64 == 0);
    for (size_t i = 0; i < BLOCK256_SIZE; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}
