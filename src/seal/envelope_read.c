/* envelope_read.c - envelopes and lists of officers as they come from outside. */
#include <sodium.h>
#include <string.h>

#include "base/core/hex.h"
#include "base/core/record.h"
#include "base/core/text.h"
#include "base/host/paper.h"
#include "words/base.h"
#include "words/seal.h"
#include "seal/envelope.h"

enum { MOMENT_LEN = 19 };

static bool
form(const char *what, const struct records *r, int64_t line, const char *name, struct err *e)
{
    return err_set(e, ERR_INPUT, M_SEAL_FORM, {what}, .file = name, .line = r->line + line);
}

static bool
take_k_of_n(const char *k_text, const char *n_text, size_t *k, size_t *n)
{
    int64_t kk, nn;
    if (!int_parse(&kk, k_text) || !int_parse(&nn, n_text) || kk < 1 || kk > nn ||
        nn > SHARE_COUNT_MAX)
        return false;
    *k = (size_t)kk;
    *n = (size_t)nn;
    return true;
}

/* "officer i CODE PUBLIC": the first four fields of a line. */
static bool
take_officer(const struct record *r, size_t i, struct sealed_to *out)
{
    int64_t number;
    out->code = r->field[2];
    return int_parse(&number, r->field[1]) && number == (int64_t)i + 1 && *out->code != '\0' &&
           hex_parse(out->public, OFFICER_KEY_SIZE, r->field[3]);
}

/* --- officers --- */

char *
officers_text(struct arena *a, const struct officers *o)
{
    char pool[INT_TEXT_MAX], k[INT_TEXT_MAX], n[INT_TEXT_MAX], hex[2 * OFFICER_KEY_SIZE + 1];
    struct paper p;
    paper_start(&p, a);
    paper_line(&p, "jicai-officers-1");
    paper_line(&p, "pool", int_text(o->pool, pool));
    paper_line(&p, "project", o->project);
    paper_line(&p, "deadline", o->deadline);
    paper_line(&p, "shares", int_text((int64_t)o->k, k), int_text((int64_t)o->n, n));
    for (size_t i = 0; i < o->n; i++)
        paper_line(&p, "officer", int_text((int64_t)i + 1, n), o->officer[i].code,
                   hex_text(o->officer[i].public, OFFICER_KEY_SIZE, hex));
    return paper_end(&p, NULL);
}

/* Sealing to a key of small order fails, or gives what everybody can open. */
static bool
can_be_sealed_to(const uint8_t public[static OFFICER_KEY_SIZE])
{
    uint8_t one = 1, out[1 + crypto_box_SEALBYTES];
    return sodium_init() >= 0 && crypto_box_seal(out, &one, 1, public) == 0;
}

bool
officers_check(const struct officers *o, struct err *e)
{
    char k[INT_TEXT_MAX], n[INT_TEXT_MAX];
    if (o->k < 2 || o->k > o->n || o->n > SHARE_COUNT_MAX)
        return err_set(e, ERR_INPUT, M_OFFICERS_K,
                       {int_text((int64_t)o->k, k), int_text((int64_t)o->n, n)}, .field = "k");
    for (size_t i = 0; i < o->n; i++) {
        if (!can_be_sealed_to(o->officer[i].public))
            return err_set(e, ERR_INPUT, M_OFFICER_KEY, {o->officer[i].code});
        for (size_t j = 0; j < i; j++)
            if (strcmp(o->officer[i].code, o->officer[j].code) == 0 ||
                memcmp(o->officer[i].public, o->officer[j].public, OFFICER_KEY_SIZE) == 0)
                return err_set(e, ERR_INPUT, M_OFFICER_TWICE, {o->officer[i].code});
    }
    return true;
}

static bool
take_officers(struct officers *out, struct records *r)
{
    struct record pool, project, deadline, shares, line;
    if (!record_expect(r, "jicai-officers-1", 1, &pool) || !record_expect(r, "pool", 2, &pool) ||
        !record_expect(r, "project", 2, &project) || !record_expect(r, "deadline", 2, &deadline) ||
        !record_expect(r, "shares", 3, &shares) || !int_parse(&out->pool, pool.field[1]) ||
        !take_k_of_n(shares.field[1], shares.field[2], &out->k, &out->n))
        return false;
    out->project = project.field[1];
    out->deadline = deadline.field[1];
    for (size_t i = 0; i < out->n; i++)
        if (!record_expect(r, "officer", 4, &line) || !take_officer(&line, i, &out->officer[i]))
            return false;
    return strlen(out->deadline) == MOMENT_LEN && !record_next(r, &line) && r->fault == RECORD_OK;
}

bool
officers_parse(struct officers *out, char *text, size_t n, const char *name, struct err *e)
{
    struct records r;
    memset(out, 0, sizeof(*out));
    records_start(&r, text, n);
    return (take_officers(out, &r) || form("officers", &r, 0, name, e)) && officers_check(out, e);
}

/* --- envelopes --- */

static bool
take_head(struct envelope *v, struct records *r)
{
    struct record pool, project, group, bidder, nonce, key, shares;
    if (!record_expect(r, "jicai-sealed-bid-1", 1, &pool) || !record_expect(r, "pool", 2, &pool) ||
        !record_expect(r, "project", 2, &project) || !record_expect(r, "group", 2, &group) ||
        !record_expect(r, "bidder", 2, &bidder) || !record_expect(r, "nonce", 2, &nonce) ||
        !record_expect(r, "key", 2, &key) || !record_expect(r, "shares", 3, &shares))
        return false;
    v->project = project.field[1];
    v->group = group.field[1];
    v->bidder = bidder.field[1];
    return int_parse(&v->pool, pool.field[1]) && hex_parse(v->nonce, NONCE_SIZE, nonce.field[1]) &&
           hex_parse(v->key_hash, SHA256_SIZE, key.field[1]) &&
           take_k_of_n(shares.field[1], shares.field[2], &v->k, &v->n);
}

static bool
take_shares(struct envelope *v, struct records *r)
{
    struct record line;
    for (size_t i = 0; i < v->n; i++)
        if (!record_expect(r, "officer", 6, &line) || !take_officer(&line, i, &v->officer[i]) ||
            !hex_parse(v->share[i], SEALED_SHARE_SIZE, line.field[4]) ||
            !hex_parse(v->share_hash[i], SHA256_SIZE, line.field[5]))
            return false;
    return true;
}

static bool
take_cipher(struct envelope *v, struct arena *a, struct records *r)
{
    struct record line;
    if (!record_expect(r, "cipher", 3, &line) ||
        !hex_parse(v->cipher_nonce, CIPHER_NONCE_SIZE, line.field[1]))
        return false;
    size_t max = strlen(line.field[2]) / 2;
    if (max <= crypto_aead_xchacha20poly1305_ietf_ABYTES || !arena_room(a, max))
        return false;
    v->cipher = arena_alloc(a, max);
    return hex_take(v->cipher, max, &v->cipher_n, line.field[2]);
}

/* `whole`: as it came; the records were cut from a copy of it. */
static bool
take_signature(struct envelope *v, struct records *r, const char *whole)
{
    struct record by, line;
    uint8_t signature[SIGNATURE_MAX];
    enum key_kind kind;
    size_t n;
    if (!record_expect(r, "signed_by", 3, &by) || !record_expect(r, "signature", 2, &line) ||
        !key_kind_parse(&kind, by.field[1]) || kind == KEY_OFFICER ||
        !key_public_take(&v->signer, kind, by.field[2]) ||
        !hex_take(signature, SIGNATURE_MAX, &n, line.field[1]))
        return false;
    v->signature_holds = sign_holds(&v->signer, whole, line.from, signature, n);
    return true;
}

static int64_t
lines_before(const char *text, size_t at)
{
    int64_t n = 0;
    for (size_t i = 0; i < at; i++)
        n += text[i] == '\n';
    return n;
}

bool
envelope_next(struct envelope *out, struct arena *a, const char *text, size_t n, size_t *at,
              const char *name, struct err *e)
{
    uint8_t digest[SHA256_SIZE];
    struct records r;
    size_t left = n - *at;
    *e = (struct err){.code = ERR_NONE};
    memset(out, 0, sizeof(*out));
    if (left == 0)
        return false;
    if (left > ENVELOPE_MAX) /* of a longer file, the first part */
        left = ENVELOPE_MAX;
    if (!arena_room(a, 2 * left))
        return err_set(e, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = name);
    char *copy = arena_alloc(a, left + 1);
    memcpy(copy, text + *at, left);
    records_start(&r, copy, left);
    if (!take_head(out, &r) || !take_shares(out, &r) || !take_cipher(out, a, &r) ||
        !take_signature(out, &r, text + *at))
        return form("sealed-bid", &r, lines_before(text, *at), name, e);
    out->text = text + *at;
    out->size = r.at;
    sha256_of(out->text, out->size, digest);
    sha256_text(digest, out->sha256);
    *at += r.at;
    return true;
}

bool
envelope_parse(struct envelope *out, struct arena *a, const char *text, size_t n, const char *name,
               struct err *e)
{
    size_t at = 0;
    bool ok = envelope_next(out, a, text, n, &at, name, e);
    if (!ok)
        return e->code != ERR_NONE
                   ? false
                   : err_set(e, ERR_INPUT, M_SEAL_FORM, {"sealed-bid"}, .file = name);
    return at == n || err_set(e, ERR_INPUT, M_SEAL_FORM, {"sealed-bid"}, .file = name);
}
