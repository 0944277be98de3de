#include "seal/key.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/core/hex.h"
#include "base/core/record.h"
#include "base/core/text.h"
#include "base/host/paper.h"
#include "words/seal.h"
#include "seal/evp.h"

/* 64 MiB and four passes: 0.2 s of one core here *(choice)*. The file says what it was made with.
 */
enum { OPS = 4, KIB = 64 * 1024, OPS_MAX = 16, KIB_MAX = 1024 * 1024 };

const char *const key_kind_names[KEY_KINDS] = {"officer", "ed25519", "sm2"};

bool
key_kind_parse(enum key_kind *out, const char *name)
{
    for (int k = 0; k < KEY_KINDS; k++)
        if (strcmp(key_kind_names[k], name) == 0) {
            *out = (enum key_kind)k;
            return true;
        }
    return false;
}

void
key_wipe(struct key *k)
{
    sodium_memzero(k, sizeof(*k));
}

bool
key_make(struct key *out, enum key_kind kind, struct err *e)
{
    memset(out, 0, sizeof(*out));
    out->kind = kind;
    if (sodium_init() < 0)
        return err_set(e, ERR_IO, M_SEAL_LIBRARY, {"sodium_init"});
    if (kind != KEY_OFFICER)
        return evp_make(out, e);
    out->public_n = out->secret_n = OFFICER_KEY_SIZE;
    crypto_box_keypair(out->public, out->secret);
    return true;
}

char *
key_public_hex(const struct key *k, char out[static KEY_HEX_MAX])
{
    return hex_text(k->public, k->public_n, out);
}

bool
key_public_take(struct key *out, enum key_kind kind, const char *hex)
{
    memset(out, 0, sizeof(*out));
    out->kind = kind;
    if (!hex_take(out->public, KEY_PUBLIC_MAX, &out->public_n, hex))
        return false;
    return kind == KEY_OFFICER ? out->public_n == OFFICER_KEY_SIZE : evp_is_key(out);
}

char *
key_public_text(struct arena *a, const struct key *k)
{
    struct paper p;
    char hex[KEY_HEX_MAX];
    paper_start(&p, a);
    paper_line(&p, "jicai-public-key-1");
    paper_line(&p, "kind", key_kind_names[k->kind]);
    paper_line(&p, "public", key_public_hex(k, hex));
    return paper_end(&p, NULL);
}

static bool
derive(uint8_t out[static crypto_secretbox_KEYBYTES], const char *passphrase, const uint8_t *salt,
       int64_t ops, int64_t kib)
{
    return crypto_pwhash(out, crypto_secretbox_KEYBYTES, passphrase, strlen(passphrase), salt,
                         (unsigned long long)ops, (size_t)kib * 1024,
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}

char *
key_locked_text(struct arena *a, const struct key *k, const char *passphrase)
{
    enum { BOX = KEY_SECRET_MAX + crypto_secretbox_MACBYTES };
    uint8_t salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES], box[BOX];
    uint8_t wrap[crypto_secretbox_KEYBYTES];
    char hex[2 * BOX + 1], salt_hex[2 * sizeof(salt) + 1], nonce_hex[2 * sizeof(nonce) + 1];
    char ops[INT_TEXT_MAX], kib[INT_TEXT_MAX];
    struct paper p;

    assert(k->secret_n > 0 && k->secret_n <= KEY_SECRET_MAX);
    randombytes_buf(salt, sizeof(salt));
    randombytes_buf(nonce, sizeof(nonce));
    if (!derive(wrap, passphrase, salt, OPS, KIB))
        abort(); /* no memory */
    crypto_secretbox_easy(box, k->secret, k->secret_n, nonce, wrap);
    sodium_memzero(wrap, sizeof(wrap));
    paper_start(&p, a);
    paper_line(&p, "jicai-key-1");
    paper_line(&p, "kind", key_kind_names[k->kind]);
    paper_line(&p, "public", key_public_hex(k, hex));
    paper_line(&p, "argon2id", int_text(OPS, ops), int_text(KIB, kib),
               hex_text(salt, sizeof(salt), salt_hex));
    paper_line(&p, "box", hex_text(nonce, sizeof(nonce), nonce_hex),
               hex_text(box, k->secret_n + crypto_secretbox_MACBYTES, hex));
    return paper_end(&p, NULL);
}

static bool
form(const struct records *r, const char *name, struct err *e)
{
    return err_set(e, ERR_INPUT, M_SEAL_FORM, {"key"}, .file = name, .line = r->line);
}

static bool
read_head(struct records *r, const char *first, struct key *out)
{
    struct record kind, public;
    enum key_kind k;
    return record_expect(r, first, 1, &kind) && record_expect(r, "kind", 2, &kind) &&
           record_expect(r, "public", 2, &public) && key_kind_parse(&k, kind.field[1]) &&
           key_public_take(out, k, public.field[1]);
}

bool
key_public_read(struct key *out, char *text, size_t n, const char *name, struct err *e)
{
    struct records r;
    struct record more;
    records_start(&r, text, n);
    if (!read_head(&r, "jicai-public-key-1", out) || record_next(&r, &more) || r.fault != RECORD_OK)
        return form(&r, name, e);
    return true;
}

/* What was unlocked has to be the private part of the public one. */
static bool
is_pair(struct key *k)
{
    uint8_t public[OFFICER_KEY_SIZE];
    if (k->kind != KEY_OFFICER)
        return evp_is_pair(k);
    return k->secret_n == OFFICER_KEY_SIZE && crypto_scalarmult_base(public, k->secret) == 0 &&
           memcmp(public, k->public, OFFICER_KEY_SIZE) == 0;
}

bool
key_unlock(struct key *out, char *text, size_t n, const char *passphrase, const char *name,
           struct err *e)
{
    uint8_t salt[crypto_pwhash_SALTBYTES], nonce[crypto_secretbox_NONCEBYTES];
    uint8_t box[KEY_SECRET_MAX + crypto_secretbox_MACBYTES], wrap[crypto_secretbox_KEYBYTES];
    int64_t ops = 0, kib = 0;
    size_t box_n = 0;
    struct records r;
    struct record kdf, sealed, more;

    records_start(&r, text, n);
    bool ok = sodium_init() >= 0 && read_head(&r, "jicai-key-1", out) &&
              record_expect(&r, "argon2id", 4, &kdf) && int_parse(&ops, kdf.field[1]) &&
              int_parse(&kib, kdf.field[2]) && ops >= 1 && ops <= OPS_MAX && kib >= 8 &&
              kib <= KIB_MAX && hex_parse(salt, sizeof(salt), kdf.field[3]) &&
              record_expect(&r, "box", 3, &sealed) &&
              hex_parse(nonce, sizeof(nonce), sealed.field[1]) &&
              hex_take(box, sizeof(box), &box_n, sealed.field[2]) &&
              box_n > crypto_secretbox_MACBYTES && !record_next(&r, &more) && r.fault == RECORD_OK;
    if (!ok)
        return form(&r, name, e);
    ok = derive(wrap, passphrase, salt, ops, kib) &&
         crypto_secretbox_open_easy(out->secret, box, box_n, nonce, wrap) == 0;
    sodium_memzero(wrap, sizeof(wrap));
    if (!ok)
        return err_set(e, ERR_DENIED, M_KEY_PASSPHRASE, {""}, .file = name);
    out->secret_n = box_n - crypto_secretbox_MACBYTES;
    return is_pair(out) || err_set(e, ERR_INPUT, M_KEY_NO_PAIR, {""}, .file = name);
}
