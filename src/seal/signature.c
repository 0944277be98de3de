#include "seal/signature.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/core/date.h"
#include "base/core/hex.h"
#include "base/core/sha256.h"
#include "base/core/sm3.h"
#include "base/core/text.h"
#include "base/host/json.h"
#include "base/host/paper.h"
#include "words/base.h"
#include "words/seal.h"

enum { DAY = 86400, SHANGHAI = 8 * 3600 };

const char *
signature_verdict_name(enum signature_verdict v)
{
    static const char *const names[SIGNATURE_VERDICTS] = {"ok", "other_document", "certificate",
                                                          "other_key", "wrong"};
    return names[v];
}

/* --- moments --- */

static bool
two(const char *s, int most, int64_t *out)
{
    if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
        return false;
    *out = (s[0] - '0') * 10 + (s[1] - '0');
    return *out <= most;
}

bool
signed_at_parse(const char *text, int64_t *seconds)
{
    char day[DATE_TEXT_MAX] = {0};
    int64_t h, m, s;
    date d;
    if (strlen(text) != SIGNED_AT_MAX - 1 || text[10] != 'T' || text[13] != ':' ||
        text[16] != ':' || strcmp(text + 19, "+08:00") != 0)
        return false;
    memcpy(day, text, 10);
    if (!date_parse(&d, day) || !two(text + 11, 23, &h) || !two(text + 14, 59, &m) ||
        !two(text + 17, 59, &s))
        return false;
    *seconds = (int64_t)d.day * DAY + h * 3600 + m * 60 + s - SHANGHAI;
    return true;
}

char *
signed_at_text(int64_t seconds, char out[static SIGNED_AT_MAX])
{
    char day[DATE_TEXT_MAX];
    int64_t local = seconds + SHANGHAI, of_day = ((local % DAY) + DAY) % DAY;
    date_text((date){(int32_t)((local - of_day) / DAY)}, day);
    snprintf(out, SIGNED_AT_MAX, "%.10sT%02d:%02d:%02d+08:00", day, (int)(of_day / 3600) % 24,
             (int)(of_day / 60 % 60), (int)(of_day % 60));
    return out;
}

/* --- what is signed --- */

static void
digest_of(enum key_kind alg, const void *document, size_t n, char out[static DIGEST_NAME_MAX])
{
    uint8_t digest[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    if (alg == KEY_SM2)
        sm3_of(document, n, digest);
    else
        sha256_of(document, n, digest);
    snprintf(out, DIGEST_NAME_MAX, "%s:%s", alg == KEY_SM2 ? "sm3" : "sha256",
             sha256_text(digest, hex));
}

const char *
signature_bytes(struct arena *a, const struct signature *s, size_t *size)
{
    uint8_t by[SHA256_SIZE];
    char hex[SHA256_HEX_MAX];
    struct paper p;
    if (*s->pem != '\0')
        sha256_of(s->pem, strlen(s->pem), by);
    else
        sha256_of(s->key.public, s->key.public_n, by);
    paper_start(&p, a);
    paper_line(&p, "jicai-signature-1");
    paper_line(&p, "alg", key_kind_names[s->alg]);
    paper_line(&p, "signed_at", s->signed_at);
    paper_line(&p, "digest", s->digest);
    paper_line(&p, *s->pem != '\0' ? "certificate" : "key", sha256_text(by, hex));
    return paper_end(&p, size);
}

bool
signature_make(struct signature *out, struct arena *a, const struct key *k, const char *pem,
               const char *signed_at, const void *document, size_t n, struct err *e)
{
    int64_t seconds;
    size_t size;
    if (k->kind == KEY_OFFICER || k->secret_n == 0)
        return err_set(e, ERR_INPUT, M_KEY_CANNOT_SIGN, {key_kind_names[k->kind]});
    if (!signed_at_parse(signed_at, &seconds))
        return err_set(e, ERR_INPUT, M_SEAL_MOMENT, {signed_at});
    *out = (struct signature){.alg = k->kind, .key = *k, .pem = pem};
    memset(out->key.secret, 0, sizeof(out->key.secret));
    out->key.secret_n = 0;
    memcpy(out->signed_at, signed_at, SIGNED_AT_MAX);
    digest_of(k->kind, document, n, out->digest);
    const char *bytes = signature_bytes(a, out, &size);
    return sign_bytes(k, bytes, size, out->bytes, &out->size, e);
}

/* --- JSON --- */

const char *
signature_text(struct arena *a, const struct signature *s, size_t *size)
{
    char key[KEY_HEX_MAX], bytes[2 * SIGNATURE_MAX + 1];
    struct paper p;
    struct json j;
    paper_start(&p, a);
    json_start(&j, p.to);
    json_open(&j, NULL, '{');
    json_text(&j, "alg", key_kind_names[s->alg]);
    json_text(&j, "signed_at", s->signed_at);
    json_text(&j, "digest", s->digest);
    if (*s->pem != '\0')
        json_text(&j, "certificate", s->pem);
    else
        json_text(&j, "key", key_public_hex(&s->key, key));
    json_text(&j, "signature", hex_text(s->bytes, s->size, bytes));
    json_close(&j, '}');
    json_end(&j);
    return paper_end(&p, size);
}

struct fields {
    const char *alg, *signed_at, *digest, *certificate, *key, *signature;
};

static bool
read_fields(json_t *root, struct fields *f)
{
    json_error_t why;
    memset(f, 0, sizeof(*f));
    return json_unpack_ex(root, &why, JSON_STRICT, "{s:s, s:s, s:s, s:s, s?s, s?s}", "alg", &f->alg,
                          "signed_at", &f->signed_at, "digest", &f->digest, "signature",
                          &f->signature, "certificate", &f->certificate, "key", &f->key) == 0 &&
           (f->certificate == NULL) != (f->key == NULL);
}

static bool
take(struct signature *out, struct arena *a, const struct fields *f)
{
    int64_t seconds;
    *out = (struct signature){.pem = ""};
    if (!key_kind_parse(&out->alg, f->alg) || out->alg == KEY_OFFICER ||
        !signed_at_parse(f->signed_at, &seconds) || strlen(f->digest) >= DIGEST_NAME_MAX ||
        !text_is_clean(f->digest, strlen(f->digest)) ||
        !hex_take(out->bytes, SIGNATURE_MAX, &out->size, f->signature))
        return false;
    memcpy(out->signed_at, f->signed_at, SIGNED_AT_MAX);
    memcpy(out->digest, f->digest, strlen(f->digest) + 1);
    if (f->certificate == NULL)
        return key_public_take(&out->key, out->alg, f->key);
    out->pem = arena_strdup(a, f->certificate);
    return *out->pem != '\0' && strlen(out->pem) <= CERT_PEM_MAX;
}

bool
signature_parse(struct signature *out, struct arena *a, const char *text, size_t n,
                const char *name, struct err *e)
{
    json_error_t why;
    struct fields f;
    if (n > SIGNATURE_TEXT_MAX)
        return err_set(e, ERR_TOO_LARGE, M_FILE_LARGE, {""}, .file = name);
    json_t *root = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);
    if (root == NULL)
        return err_set(e, ERR_INPUT, M_SEAL_FORM, {"signature"}, .file = name, .line = why.line,
                       .column = why.column);
    bool ok = read_fields(root, &f) && take(out, a, &f);
    json_decref(root);
    return ok || err_set(e, ERR_INPUT, M_SEAL_FORM, {"signature"}, .file = name);
}

enum signature_verdict
signature_check(struct signature *s, struct arena *a, const void *document, size_t n,
                const struct trust *trust, enum cert_verdict *why, struct cert *certificate)
{
    char digest[DIGEST_NAME_MAX];
    int64_t at = 0;
    size_t size;
    *why = CERT_OK;
    *certificate = (struct cert){.from = 0};
    digest_of(s->alg, document, n, digest);
    if (strcmp(digest, s->digest) != 0)
        return SIGNATURE_OTHER_DOCUMENT;
    if (*s->pem != '\0') {
        (void)signed_at_parse(s->signed_at, &at);
        *why = cert_check(certificate, s->pem, trust, at);
        s->key = certificate->key;
        if (*why != CERT_OK)
            return SIGNATURE_CERTIFICATE;
    }
    if (s->key.kind != s->alg)
        return SIGNATURE_OTHER_KEY;
    const char *bytes = signature_bytes(a, s, &size);
    return sign_holds(&s->key, bytes, size, s->bytes, s->size) ? SIGNATURE_OK : SIGNATURE_WRONG;
}
