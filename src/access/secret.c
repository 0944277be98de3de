#include "access/secret.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/core/text.h"
#include "words/access.h"

/* libsodium may be asked any number of times, and by several threads. */
static void
ready(void)
{
    int rc = sodium_init();
    assert(rc >= 0);
}

/* None begins with '-': on a command line that would be an option. */
char *
token_make(char out[static TOKEN_TEXT_MAX])
{
    unsigned char bytes[32];
    ready();
    do {
        randombytes_buf(bytes, sizeof(bytes));
        sodium_bin2base64(out, TOKEN_TEXT_MAX, bytes, sizeof(bytes),
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    } while (out[0] == '-');
    sodium_memzero(bytes, sizeof(bytes));
    return out;
}

char *
token_hash(const char *token, char out[static SHA256_HEX_MAX])
{
    uint8_t digest[SHA256_SIZE];
    sha256_of(token, strlen(token), digest);
    return sha256_text(digest, out);
}

bool
text_same(const char *a, const char *b)
{
    size_t n = strlen(a);
    return n == strlen(b) && sodium_memcmp(a, b, n) == 0;
}

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Does `text` have `part` in it, capital or small? */
static bool
holds(const char *text, const char *part)
{
    size_t n = strlen(part);
    for (; n > 0 && *text != '\0'; text++) {
        size_t i = 0;
        while (i < n && small(text[i]) == small(part[i]))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

/* What people take when a rule asks for three classes of signs; the rest is left to the length. */
static bool
is_common(const char *password)
{
    static const char *const common[] = {
        "password",  "passw0rd", "p@ssw0rd", "p@ssword", "qwerty", "asdfgh",   "zxcvbn",
        "1qaz2wsx",  "1q2w3e4r", "123456",   "654321",   "abc123", "abcd1234", "admin123",
        "admin@123", "welcome",  "letmein",  "iloveyou", "woaini", "111111",   "000000",
        "888888",    "666666",   "jicai",    "yibao"};
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
        if (holds(password, common[i]))
            return true;
    return false;
}

static int
classes(const char *s, int64_t *chars)
{
    bool seen[4] = {false};
    for (*chars = 0; *s != '\0'; s++) {
        seen[*s >= 'A' && *s <= 'Z'   ? 0
             : *s >= 'a' && *s <= 'z' ? 1
             : *s >= '0' && *s <= '9' ? 2
                                      : 3] = true;
        *chars += ((unsigned char)*s & 0xc0) != 0x80;
    }
    return seen[0] + seen[1] + seen[2] + seen[3];
}

bool
password_fine(const char *password, const char *login, struct err *e)
{
    int64_t chars;
    size_t n = strlen(password);
    if (n > PASSWORD_MAX || !text_is_clean(password, n))
        return err_set(e, ERR_INPUT, M_PASSWORD_SIGNS, .field = "password");
    int kinds = classes(password, &chars);
    if (chars < PASSWORD_MIN)
        return err_set(e, ERR_INPUT, M_PASSWORD_SHORT, .field = "password");
    if (kinds < 3)
        return err_set(e, ERR_INPUT, M_PASSWORD_PLAIN, .field = "password");
    if (is_common(password) || holds(password, login))
        return err_set(e, ERR_INPUT, M_PASSWORD_COMMON, .field = "password");
    return true;
}

bool
password_hash(const char *password, char out[static PASSWORD_HASH_MAX], struct err *e)
{
    static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "room for libsodium's text");
    ready();
    return crypto_pwhash_str(out, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0 ||
           err_set(e, ERR_IO, M_PASSWORD_MEMORY);
}

bool
password_is(const char *password, const char *hash)
{
    /* Of a random password that nobody has, with the same parameters: who does not exist takes as
     * long as who does. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$cngCMZHpYMmiH3TSNtR7Ow$"
                                 "qaZovQ5dyXZVg1XCyJHP232nGUeFyUd8VoFhwwNPl8g";
    bool known = *hash != '\0';
    ready();
    if (strlen(password) > PASSWORD_MAX)
        password = "";
    return (crypto_pwhash_str_verify(known ? hash : nobody, password, strlen(password)) == 0) &&
           known;
}
