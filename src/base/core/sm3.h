/* sm3.h - SM3 (GB/T 32905-2016), the national digest, as the bytes come. Used where outsiders
 * repeat our work: draws (RULES 11), signatures. No allocation; the state is the caller's. Checked
 * against OpenSSL in the tests. */
#ifndef JICAI_SM3_H
#define JICAI_SM3_H
#include <stdbool.h>

#include "base/core/block256.h"

enum { SM3_SIZE = 32, SM3_HEX_MAX = 65 };

struct sm3 {
    struct block256 state;
};

void sm3_init(struct sm3 *s);
void sm3_add(struct sm3 *s, const void *bytes, size_t n);
/* Ends the message; the state has to be started anew. */
void sm3_end(struct sm3 *s, uint8_t out[static SM3_SIZE]);

/* The whole at once. */
void sm3_of(const void *bytes, size_t n, uint8_t out[static SM3_SIZE]);
/* Lower-case hexadecimal, NUL at the end. */
char *sm3_text(const uint8_t digest[static SM3_SIZE], char out[static SM3_HEX_MAX]);
/* 64 signs, lower or upper case; false: not a digest. */
bool sm3_parse(uint8_t out[static SM3_SIZE], const char *text);
#endif
