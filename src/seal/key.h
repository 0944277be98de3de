/* key.h - key pairs: of officers who open bids (X25519, libsodium's crypto_box), and of those who
 * sign (Ed25519, or SM2 with SM3 and the identity 1234567812345678 of GM/T 0009).
 *
 * The private part is made where it is used and leaves that place only inside a file that a
 * passphrase protects: argon2id, then XSalsa20-Poly1305 (crypto_secretbox). The server knows public
 * parts. Both files are canonical text:
 *
 *   jicai-key-1                        jicai-public-key-1
 *   kind    officer|ed25519|sm2        kind    ...
 *   public  HEX                        public  HEX
 *   argon2id OPS KIB SALT
 *   box     NONCE BYTES
 *
 * HEX of a public key is 32 bytes of X25519, or the SubjectPublicKeyInfo (DER) of a signing key. */
#ifndef JICAI_SEAL_KEY_H
#define JICAI_SEAL_KEY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/err.h"
#include "base/host/arena.h"

enum key_kind { KEY_OFFICER, KEY_ED25519, KEY_SM2, KEY_KINDS };
extern const char *const key_kind_names[KEY_KINDS];
bool key_kind_parse(enum key_kind *out, const char *name);

enum {
    OFFICER_KEY_SIZE = 32,
    KEY_PUBLIC_MAX = 128,
    KEY_SECRET_MAX = 256,
    KEY_HEX_MAX = KEY_PUBLIC_MAX * 2 + 1,
    SIGNATURE_MAX = 80,
    KEY_FILE_MAX = 64 * 1024,
};

struct key {
    enum key_kind kind;
    size_t public_n, secret_n; /* secret_n 0: only the public part is known */
    uint8_t public[KEY_PUBLIC_MAX];
    uint8_t secret[KEY_SECRET_MAX]; /* X25519, or PKCS #8 (DER) */
};

bool key_make(struct key *out, enum key_kind kind, struct err *e);
void key_wipe(struct key *k);
char *key_public_hex(const struct key *k, char out[static KEY_HEX_MAX]);
/* A public key of this kind that can be used; false: it is none. */
bool key_public_take(struct key *out, enum key_kind kind, const char *hex);

/* The two files' texts. Opening says ERR_DENIED when the passphrase is wrong. `name` is what
 * messages call the text; it is cut in place. */
char *key_public_text(struct arena *a, const struct key *k);
char *key_locked_text(struct arena *a, const struct key *k, const char *passphrase);
bool key_public_read(struct key *out, char *text, size_t n, const char *name, struct err *e);
bool key_unlock(struct key *out, char *text, size_t n, const char *passphrase, const char *name,
                struct err *e);

/* Signatures over bytes. SM2 takes SM3, Ed25519 the bytes as they are. `size`: of SM2 it varies. */
bool sign_bytes(const struct key *k, const void *bytes, size_t n, uint8_t out[static SIGNATURE_MAX],
                size_t *size, struct err *e);
bool sign_holds(const struct key *k, const void *bytes, size_t n, const uint8_t *signature,
                size_t size); /* false: not signed so by this key */
#endif
