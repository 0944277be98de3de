#include "base/core/gf256.h"

#include <assert.h>

uint8_t
gf256_mul(uint8_t a, uint8_t b)
{
    unsigned x = a, product = 0;
    for (unsigned bit = 0; bit < 8; bit++) {
        product ^= x & (0u - (b >> bit & 1u));
        x = x << 1 ^ (0x11bu & (0u - (x >> 7 & 1u)));
    }
    return (uint8_t)product;
}

uint8_t
gf256_inverse(uint8_t a) /* a^254: the group has 255 elements */
{
    uint8_t square = a, out = 1;
    for (unsigned bit = 1; bit < 8; bit++) {
        square = gf256_mul(square, square);
        out = gf256_mul(out, square);
    }
    return out;
}

void
share_split(const uint8_t *secret, size_t size, const uint8_t *random, size_t k, size_t n,
            uint8_t *out)
{
    assert(k >= 1 && k <= n && n <= SHARE_COUNT_MAX);
    for (size_t x = 1; x <= n; x++)
        for (size_t i = 0; i < size; i++) {
            uint8_t value = 0; /* Horner, from the highest coefficient down */
            for (size_t c = k - 1; c > 0; c--)
                value = gf256_mul(value, (uint8_t)x) ^ random[(c - 1) * size + i];
            out[(x - 1) * size + i] = gf256_mul(value, (uint8_t)x) ^ secret[i];
        }
}

void
share_join(const uint8_t x[], const uint8_t *const share[], size_t k, size_t size, uint8_t at,
           uint8_t *out)
{
    assert(k >= 1 && k <= SHARE_COUNT_MAX);
    for (size_t i = 0; i < size; i++)
        out[i] = 0;
    for (size_t s = 0; s < k; s++) { /* Lagrange */
        uint8_t above = 1, below = 1;
        for (size_t t = 0; t < k; t++)
            if (t != s) {
                assert(x[s] != 0 && x[s] != x[t]);
                above = gf256_mul(above, at ^ x[t]);
                below = gf256_mul(below, x[s] ^ x[t]);
            }
        uint8_t weight = gf256_mul(above, gf256_inverse(below));
        for (size_t i = 0; i < size; i++)
            out[i] ^= gf256_mul(weight, share[s][i]);
    }
}

bool
share_fit(const uint8_t x[], const uint8_t *const share[], size_t m, size_t k, size_t size)
{
    bool fit = true;
    for (size_t s = k; s < m; s++)
        for (size_t i = 0; i < size; i++) {
            const uint8_t *one[SHARE_COUNT_MAX];
            uint8_t value;
            for (size_t t = 0; t < k; t++)
                one[t] = share[t] + i;
            share_join(x, one, k, 1, x[s], &value);
            fit = fit && value == share[s][i];
        }
    return fit;
}
