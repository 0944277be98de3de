#include "access/totp.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *
totp_secret_make(char out[static TOTP_SECRET_TEXT_MAX])
{
    size_t n = 0;
    int rc = sodium_init();
    assert(rc >= 0);
    for (; n < TOTP_SECRET_TEXT_MAX - 1; n++)
        out[n] = alphabet[randombytes_uniform(32)];
    out[n] = '\0';
    return out;
}

/* 32 signs of 5 bits are 20 bytes. */
static bool
secret_bytes(const char *text, uint8_t out[static TOTP_SECRET_SIZE])
{
    uint32_t bits = 0;
    int have = 0;
    size_t n = 0;
    if (strlen(text) != TOTP_SECRET_TEXT_MAX - 1)
        return false;
    for (; *text != '\0'; text++) {
        const char *at = strchr(alphabet, *text);
        if (at == NULL)
            return false;
        bits = bits << 5 | (uint32_t)(at - alphabet);
        have += 5;
        if (have >= 8) {
            have -= 8;
            out[n++] = (uint8_t)(bits >> have);
        }
    }
    return n == TOTP_SECRET_SIZE;
}

char *
hotp_code(const uint8_t *secret, size_t n, uint64_t counter, char out[static TOTP_CODE_MAX])
{
    uint8_t message[8], mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    for (int i = 0; i < 8; i++)
        message[i] = (uint8_t)(counter >> (56 - 8 * i));
    const void *done = HMAC(EVP_sha1(), secret, (int)n, message, sizeof(message), mac, &size);
    assert(done != NULL && size == 20);
    const uint8_t *p = mac + (mac[19] & 0xf);
    uint32_t number =
        (uint32_t)(p[0] & 0x7f) << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    snprintf(out, TOTP_CODE_MAX, "%06u", (unsigned)(number % 1000000));
    return out;
}

static int64_t
step_of(int64_t at)
{
    assert(at >= 0);
    return at / 1000000 / TOTP_STEP;
}

bool
totp_code(const char *secret, int64_t at, char out[static TOTP_CODE_MAX])
{
    uint8_t bytes[TOTP_SECRET_SIZE];
    if (!secret_bytes(secret, bytes))
        return false;
    hotp_code(bytes, sizeof(bytes), (uint64_t)step_of(at), out);
    return true;
}

/* Every step is tried, whichever fits, so that the time tells nothing. */
bool
totp_is(const char *secret, const char *code, int64_t at, int64_t last, int64_t *step)
{
    uint8_t bytes[TOTP_SECRET_SIZE];
    char text[TOTP_CODE_MAX];
    bool found = false;
    int64_t now = step_of(at);
    if (strlen(code) != TOTP_CODE_MAX - 1 || !secret_bytes(secret, bytes))
        return false;
    for (int64_t s = now - TOTP_DRIFT; s <= now + TOTP_DRIFT; s++) {
        if (s < 0)
            continue;
        hotp_code(bytes, sizeof(bytes), (uint64_t)s, text);
        if (sodium_memcmp(text, code, TOTP_CODE_MAX - 1) == 0 && s > last) {
            *step = s;
            found = true;
        }
    }
    return found;
}
