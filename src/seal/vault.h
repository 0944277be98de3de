/* vault.h - secrets that must be read again (second factors, webhooks' keys) are stored encrypted,
 * under keys in a file of their own: who has the database has none of them.
 *
 * XChaCha20-Poly1305 (libsodium) with a random nonce; what the secret is and whose it is are
 * authenticated with it, so that one cannot be put in another's place. As text:
 * "v1.KEYID.base64url(nonce, ciphertext)". The file (mode 0600) has one key a line, the newest
 * first: that one locks, all of them unlock; a key is taken out when nothing is locked with it. */
#ifndef JICAI_VAULT_H
#define JICAI_VAULT_H
#include "base/core/err.h"
#include "base/host/arena.h"

enum { VAULT_KEYS_MAX = 8, VAULT_KEY_SIZE = 32, VAULT_ID_MAX = 9, VAULT_PLAIN_MAX = 1024 };

struct vault {
    size_t n;
    struct {
        char id[VAULT_ID_MAX];
        uint8_t key[VAULT_KEY_SIZE];
    } key[VAULT_KEYS_MAX];
};

void vault_make(struct vault *out); /* one random key */
/* One more in front; ERR_CONFLICT: there are as many as a file may hold. */
bool vault_turn(struct vault *v, struct err *e);
void vault_keep_newest(struct vault *v);
/* ERR_NOT_FOUND: no such file; ERR_INPUT: others may read it, or it is none. */
bool vault_read(struct vault *out, const char *path, struct err *e);
/* A new file; or (again) in its place, never half. */
bool vault_write(const struct vault *v, const char *path, bool again, struct err *e);

/* v NULL: ERR_IO, no key file. `what` "totp", `whose` a login. */
bool vault_lock(const struct vault *v, struct arena *a, const char *what, const char *whose,
                const char *plain, const char **out, struct err *e);
bool vault_unlock(const struct vault *v, struct arena *a, const char *what, const char *whose,
                  const char *text, const char **plain, struct err *e);
bool vault_is_newest(const struct vault *v, const char *text); /* locked with the newest key */
#endif
