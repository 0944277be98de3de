/* gf256.h - a secret in n shares, any k of which give it back (Shamir 1979), over the field of 256
 * elements with the polynomial x^8 + x^4 + x^3 + x + 1 and the generator 3. Fewer than k shares say
 * nothing about the secret. No allocation, no tables, no branch on a secret byte; randomness is the
 * caller's, so the same code runs in a browser.
 *
 * Byte by byte: the secret is the value at 0 of a polynomial of degree k - 1, share x its value at
 * x. Shares do not protect themselves: whoever joins them checks a hash of each and of the secret.
 */
#ifndef JICAI_GF256_H
#define JICAI_GF256_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHARE_COUNT_MAX = 32 }; /* officers of one opening; the field would allow 255 */

uint8_t gf256_mul(uint8_t a, uint8_t b);
uint8_t gf256_inverse(uint8_t a); /* of 0: 0 */

/* 1 <= k <= n <= SHARE_COUNT_MAX. `random`: (k - 1) x size bytes that nobody else knows. Share x
 * (x = 1 ... n) goes to out + (x - 1) x size. */
void share_split(const uint8_t *secret, size_t size, const uint8_t *random, size_t k, size_t n,
                 uint8_t *out);

/* The value at `at` of the polynomial through k shares: the secret at 0, at another x the share
 * that x would have. share[i] is the share of x[i]; all x are different and not 0. */
void share_join(const uint8_t x[], const uint8_t *const share[], size_t k, size_t size, uint8_t at,
                uint8_t *out);

/* Do all m >= k shares lie on one polynomial of degree below k? */
bool share_fit(const uint8_t x[], const uint8_t *const share[], size_t m, size_t k, size_t size);
#endif
