/* sha256.h - SHA-256 (FIPS 180-4), as the bytes come. Used for digests of packs, inputs and the
 * log. No allocation; the state is the caller's. Checked against OpenSSL in the tests. */
#ifndef JICAI_SHA256_H
#define JICAI_SHA256_H
#include "base/core/block256.h"

enum { SHA256_SIZE = 32, SHA256_HEX_MAX = 65 };

struct sha256 {
    struct block256 state;
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *bytes, size_t n);
/* Ends the message; the state has to be started anew. */
void sha256_end(struct sha256 *s, uint8_t out[static SHA256_SIZE]);

/* The whole at once. */
void sha256_of(const void *bytes, size_t n, uint8_t out[static SHA256_SIZE]);
/* Lower-case hexadecimal, NUL at the end. */
char *sha256_text(const uint8_t digest[static SHA256_SIZE], char out[static SHA256_HEX_MAX]);
#endif
