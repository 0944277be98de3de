#include "seal/envelope.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "words/seal.h"

#include "base/core/hex.h"
#include "base/core/text.h"
#include "base/host/paper.h"

static const unsigned char ad[] = "jicai-bid-1"; /* with the cipher */

/* The text, 0x80, zeros: a multiple of 4 KiB, so that its length says little. */
static uint8_t *
padded(struct arena *a, const char *text, size_t n, size_t *size)
{
    *size = (n / PAD_STEP + 1) * PAD_STEP;
    uint8_t *out = arena_alloc(a, *size);
    memcpy(out, text, n);
    out[n] = 0x80;
    return out;
}

static bool
unpadded(const uint8_t *text, size_t size, size_t *n)
{
    size_t at = size;
    while (at > 0 && text[at - 1] == 0)
        at--;
    if (size % PAD_STEP != 0 || at == 0 || text[at - 1] != 0x80 || size - at >= PAD_STEP)
        return false;
    *n = at - 1;
    return true;
}

struct split {
    uint8_t key[CONTENT_KEY_SIZE], share[SHARE_COUNT_MAX][SHARE_SIZE];
};

static void
split_key(struct split *s, size_t k, size_t n)
{
    uint8_t random[SHARE_COUNT_MAX * CONTENT_KEY_SIZE], share[SHARE_COUNT_MAX * CONTENT_KEY_SIZE];
    randombytes_buf(s->key, sizeof(s->key));
    randombytes_buf(random, sizeof(random));
    share_split(s->key, CONTENT_KEY_SIZE, random, k, n, share);
    for (size_t i = 0; i < n; i++) {
        s->share[i][0] = (uint8_t)(i + 1);
        memcpy(s->share[i] + 1, share + i * CONTENT_KEY_SIZE, CONTENT_KEY_SIZE);
    }
    sodium_memzero(random, sizeof(random));
    sodium_memzero(share, sizeof(share));
}

static void
write_officer(struct paper *p, const struct sealed_to *o, size_t i,
              const uint8_t share[static SHARE_SIZE])
{
    uint8_t sealed[SEALED_SHARE_SIZE], hash[SHA256_SIZE];
    char number[INT_TEXT_MAX], public[2 * OFFICER_KEY_SIZE + 1], hash_hex[SHA256_HEX_MAX];
    char sealed_hex[2 * SEALED_SHARE_SIZE + 1];
    if (crypto_box_seal(sealed, share, SHARE_SIZE, o->public) != 0)
        abort(); /* officers_check() refuses keys that cannot be used */
    sha256_of(share, SHARE_SIZE, hash);
    paper_line(p, "officer", int_text((int64_t)i + 1, number), o->code,
               hex_text(o->public, OFFICER_KEY_SIZE, public),
               hex_text(sealed, SEALED_SHARE_SIZE, sealed_hex), sha256_text(hash, hash_hex));
}

static void
write_cipher(struct paper *p, struct arena *a, struct bid_text *bid, const uint8_t *key)
{
    uint8_t nonce[CIPHER_NONCE_SIZE];
    char nonce_hex[2 * CIPHER_NONCE_SIZE + 1];
    unsigned long long size;
    size_t n, padded_n;
    const char *text = bid_text_write(a, bid, &n);
    const uint8_t *plain = padded(a, text, n, &padded_n);
    uint8_t *cipher = arena_alloc(a, padded_n + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    randombytes_buf(nonce, sizeof(nonce));
    crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, &size, plain, padded_n, ad, sizeof(ad) - 1,
                                               NULL, nonce, key);
    char *hex = arena_alloc(a, 2 * (size_t)size + 1);
    paper_line(p, "cipher", hex_text(nonce, sizeof(nonce), nonce_hex),
               hex_text(cipher, (size_t)size, hex));
}

static void
write_head(struct paper *p, const struct bid_text *b, const struct officers *to,
           const struct split *s)
{
    char pool[INT_TEXT_MAX], nonce[2 * NONCE_SIZE + 1], hex[SHA256_HEX_MAX], k[INT_TEXT_MAX],
        n[INT_TEXT_MAX];
    uint8_t hash[SHA256_SIZE];
    sha256_of(s->key, CONTENT_KEY_SIZE, hash);
    paper_line(p, "jicai-sealed-bid-1");
    paper_line(p, "pool", int_text(b->pool, pool));
    paper_line(p, "project", b->project);
    paper_line(p, "group", b->group);
    paper_line(p, "bidder", b->bidder);
    paper_line(p, "nonce", hex_text(b->nonce, NONCE_SIZE, nonce));
    paper_line(p, "key", sha256_text(hash, hex));
    paper_line(p, "shares", int_text((int64_t)to->k, k), int_text((int64_t)to->n, n));
    for (size_t i = 0; i < to->n; i++)
        write_officer(p, &to->officer[i], i, s->share[i]);
}

bool
envelope_seal(const char **text, size_t *size, struct arena *a, struct bid_text *bid,
              const struct officers *to, const struct key *signer, struct err *e)
{
    uint8_t signature[SIGNATURE_MAX];
    char hex[KEY_HEX_MAX], signature_hex[2 * SIGNATURE_MAX + 1];
    struct split s;
    struct paper p;
    size_t n, signature_n;

    if (sodium_init() < 0)
        return err_set(e, ERR_IO, M_SEAL_LIBRARY, {"sodium_init"});
    if (signer->kind == KEY_OFFICER || signer->secret_n == 0)
        return err_set(e, ERR_INPUT, M_KEY_CANNOT_SIGN, {key_kind_names[signer->kind]});
    randombytes_buf(bid->nonce, NONCE_SIZE);
    split_key(&s, to->k, to->n);
    paper_start(&p, a);
    write_head(&p, bid, to, &s);
    write_cipher(&p, a, bid, s.key);
    sodium_memzero(&s, sizeof(s));
    paper_line(&p, "signed_by", key_kind_names[signer->kind], key_public_hex(signer, hex));
    const char *so_far = paper_text(&p, &n);
    bool ok = sign_bytes(signer, so_far, n, signature, &signature_n, e);
    if (ok)
        paper_line(&p, "signature", hex_text(signature, signature_n, signature_hex));
    *text = paper_end(&p, size);
    return ok;
}

/* --- opening --- */

const char *
open_verdict_name(enum open_verdict v)
{
    static const char *const names[OPEN_VERDICTS] = {
        "ok", "signature", "shares", "split", "key", "cipher", "text", "copied", "offer"};
    return names[v];
}

bool
share_matches(const struct envelope *v, size_t place, const uint8_t share[static SHARE_SIZE])
{
    uint8_t hash[SHA256_SIZE];
    sha256_of(share, SHARE_SIZE, hash);
    return place < v->n && share[0] == place + 1 &&
           memcmp(hash, v->share_hash[place], SHA256_SIZE) == 0;
}

bool
envelope_share(const struct envelope *v, const struct key *officer, uint8_t out[static SHARE_SIZE],
               size_t *place)
{
    assert(officer->kind == KEY_OFFICER && officer->secret_n == OFFICER_KEY_SIZE);
    for (*place = 0; *place < v->n; ++*place)
        if (memcmp(v->officer[*place].public, officer->public, OFFICER_KEY_SIZE) == 0)
            return crypto_box_seal_open(out, v->share[*place], SEALED_SHARE_SIZE, officer->public,
                                        officer->secret) == 0 &&
                   share_matches(v, *place, out);
    return false;
}

static enum open_verdict
look_inside(const struct envelope *v, struct arena *a, struct opened *out)
{
    unsigned long long size;
    size_t n;
    uint8_t *plain = arena_alloc(a, v->cipher_n + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &size, NULL, v->cipher, v->cipher_n, ad,
                                                   sizeof(ad) - 1, v->cipher_nonce, out->key) != 0)
        return OPEN_CIPHER;
    if (!unpadded(plain, (size_t)size, &n) || !bid_text_parse(&out->bid, a, (char *)plain, n))
        return OPEN_TEXT;
    const struct bid_text *b = &out->bid;
    bool own = b->pool == v->pool && strcmp(b->project, v->project) == 0 &&
               strcmp(b->group, v->group) == 0 && strcmp(b->bidder, v->bidder) == 0 &&
               memcmp(b->nonce, v->nonce, NONCE_SIZE) == 0;
    return own ? OPEN_OK : OPEN_COPIED;
}

void
envelope_open_with(const struct envelope *v, struct arena *a,
                   const uint8_t key[static CONTENT_KEY_SIZE], struct opened *out)
{
    uint8_t hash[SHA256_SIZE];
    *out = (struct opened){.verdict = OPEN_KEY};
    sha256_of(key, CONTENT_KEY_SIZE, hash);
    if (!v->signature_holds)
        out->verdict = OPEN_SIGNATURE;
    if (!v->signature_holds || memcmp(hash, v->key_hash, SHA256_SIZE) != 0)
        return;
    memcpy(out->key, key, CONTENT_KEY_SIZE);
    out->key_known = true;
    out->verdict = look_inside(v, a, out);
}

void
envelope_open(const struct envelope *v, struct arena *a, const size_t place[],
              uint8_t share[][SHARE_SIZE], size_t n, struct opened *out)
{
    const uint8_t *y[SHARE_COUNT_MAX];
    uint8_t x[SHARE_COUNT_MAX], key[CONTENT_KEY_SIZE];

    assert(n <= v->n);
    *out = (struct opened){.verdict = OPEN_SHARES};
    if (!v->signature_holds)
        out->verdict = OPEN_SIGNATURE;
    if (!v->signature_holds || n < v->k)
        return;
    for (size_t i = 0; i < n; i++) {
        assert(share_matches(v, place[i], share[i]));
        x[i] = (uint8_t)(place[i] + 1);
        y[i] = share[i] + 1;
    }
    out->verdict = OPEN_SPLIT;
    if (!share_fit(x, y, n, v->k, CONTENT_KEY_SIZE))
        return;
    share_join(x, y, v->k, CONTENT_KEY_SIZE, 0, key);
    envelope_open_with(v, a, key, out);
}
