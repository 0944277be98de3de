/* totp.h - one-time codes of six digits from a shared secret and the clock (RFC 6238 over RFC 4226,
 * HMAC-SHA-1, steps of 30 seconds). A code is good once: whoever takes one remembers its step and
 * takes no other of that step or before. */
#ifndef JICAI_TOTP_H
#define JICAI_TOTP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TOTP_SECRET_SIZE = 20,
    TOTP_SECRET_TEXT_MAX = 33, /* base32 */
    TOTP_CODE_MAX = 7,
    TOTP_STEP = 30, /* seconds */
    TOTP_DRIFT = 1  /* steps that a clock may be off, to either side */
};

char *totp_secret_make(char out[static TOTP_SECRET_TEXT_MAX]); /* random */
/* RFC 4226: the code of a counter. `secret` is any length. */
char *hotp_code(const uint8_t *secret, size_t n, uint64_t counter, char out[static TOTP_CODE_MAX]);
/* The code at an instant (microseconds since 1970). False: `secret` is no base32 of ours. */
bool totp_code(const char *secret, int64_t at, char out[static TOTP_CODE_MAX]);
/* Is `code` that of the instant, give or take the drift, and of a step after `last`? Then *step is
 * its step. */
bool totp_is(const char *secret, const char *code, int64_t at, int64_t last, int64_t *step);
#endif
