/* block256.h - what SHA-256 and SM3 share: blocks of 64 bytes, the length at the end, eight words
 * of state. Each brings its compression. No allocation; the state is the caller's. */
#ifndef JICAI_BLOCK256_H
#define JICAI_BLOCK256_H
#include <stddef.h>
#include <stdint.h>

enum { BLOCK256_SIZE = 32 };

struct block256 {
    uint32_t h[8];
    uint64_t size; /* bytes taken so far; a message may have 2^61 - 1 */
    uint8_t block[64];
};

typedef void block256_compress(uint32_t h[static 8], const uint8_t block[static 64]);

void block256_init(struct block256 *s, const uint32_t start[static 8]);
void block256_add(struct block256 *s, block256_compress *compress, const void *bytes, size_t n);
void block256_end(struct block256 *s, block256_compress *compress,
                  uint8_t out[static BLOCK256_SIZE]);

static inline uint32_t
block256_read(const uint8_t *p) /* most significant byte first */
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint32_t
block256_turn(uint32_t x, unsigned n) /* to the left, any n */
{
    return x << (n & 31) | x >> (-n & 31);
}
#endif
