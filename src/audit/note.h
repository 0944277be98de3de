/* note.h - checkpoints: the size and root of a pool's tree, signed with Ed25519 as a C2SP signed
 * note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint). Without a database: who holds a checkpoint
 * and the public key can check it anywhere.
 *
 *     ORIGIN/500000 LF size LF root in base64 LF
 *     LF
 *     EM-DASH ORIGIN/500000 base64(key id || signature) LF
 *
 * One key signs for all pools of a database; each pool is a log of its own, whose name (origin and
 * key name) is the key's origin, '/', and the pool. The key's id covers that name. */
#ifndef JICAI_AUDIT_NOTE_H
#define JICAI_AUDIT_NOTE_H
#include "audit/tree.h"
#include "base/host/arena.h"

enum { KEY_SIZE = 32, SECRET_SIZE = 64, ORIGIN_MAX = 96, LOG_NAME_MAX = 128, VKEY_MAX = 256 };

struct log_key {
    char origin[ORIGIN_MAX];
    uint8_t public[KEY_SIZE], secret[SECRET_SIZE];
};

struct checkpoint {
    char name[LOG_NAME_MAX]; /* its first line: origin and pool */
    int64_t size;
    struct hash root;
};

/* A new key; `origin` NULL: named after the key, "jicai-" and 16 digits. */
bool log_key_make(struct log_key *out, const char *origin, struct err *e);
/* The private key in a file of its own, mode 0600, never in the database. log_key_write refuses to
 * replace a file; log_key_read refuses one that others may read. */
bool log_key_write(const struct log_key *key, const char *path, struct err *e);
bool log_key_read(struct log_key *out, const char *path, struct err *e);

char *log_name(const char *origin, int64_t pool, char out[static LOG_NAME_MAX]);
/* "name+id+base64": what a verifier is told beforehand. */
char *vkey_text(const char *name, const uint8_t public[static KEY_SIZE], char out[static VKEY_MAX]);
/* The base64 of "name+id+base64", which may hold a '+' of its own; NULL: it is not of that form. */
const char *vkey_code(const char *s);
bool vkey_parse(const char *s, char name[static LOG_NAME_MAX], uint8_t public[static KEY_SIZE],
                struct err *e);

const char *checkpoint_write(struct arena *a, const struct log_key *key, int64_t pool, int64_t size,
                             const struct hash *root);
bool checkpoint_read(struct checkpoint *out, const char *note, struct err *e); /* its form only */
/* Was it signed under its own name by this key? Signatures of others do not matter. */
bool checkpoint_signed(const char *note, const struct checkpoint *c,
                       const uint8_t public[static KEY_SIZE]);

/* Any text of lines, signed in the same form: the name of the pool's log below it. */
const char *note_sign(struct arena *a, const struct log_key *key, int64_t pool, const char *text);

char *hash_base64(const struct hash *h, char out[static 48]);
bool hash_from_base64(struct hash *out, const char *s, size_t n);
#endif
