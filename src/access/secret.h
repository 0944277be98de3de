/* secret.h - what somebody proves himself with: random tokens, of which only the SHA-256 is kept,
 * and passwords, kept as argon2id. Nothing here touches the database. */
#ifndef JICAI_SECRET_H
#define JICAI_SECRET_H
#include "base/core/err.h"
#include "base/core/sha256.h"
#include "base/host/arena.h"

/* 32 random bytes as 43 signs of base64url. */
enum { TOKEN_TEXT_MAX = 44 };
char *token_make(char out[static TOKEN_TEXT_MAX]);
/* Under which it is stored: lower-case hexadecimal SHA-256. Any text may come in. */
char *token_hash(const char *token, char out[static SHA256_HEX_MAX]);
/* Equal, in a time that does not tell where they differ. */
bool text_same(const char *a, const char *b);

/* --- passwords --- */
enum {
    PASSWORD_MIN = 10,  /* characters (choice) */
    PASSWORD_MAX = 128, /* bytes: a longer one costs us time */
    PASSWORD_HASH_MAX = 128
};
/* The rules (choice, after MLPS 2.0's demand for complexity): length, three of {capital, small,
 * digit, other}, not common, without the login in it. */
bool password_fine(const char *password, const char *login, struct err *e);
/* argon2id, interactive parameters: 64 MiB and about a tenth of a second, so at the door
 * only. False: no memory. */
bool password_hash(const char *password, char out[static PASSWORD_HASH_MAX], struct err *e);
/* `hash` "" (nobody, or none set): false, after just as long. */
bool password_is(const char *password, const char *hash);
#endif
