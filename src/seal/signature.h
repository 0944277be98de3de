/* signature.h - who signed a document, as a small JSON file that anybody can check with common
 * tools (CMS does neither SM2 nor Ed25519 in OpenSSL 3.0):
 *
 *   {"alg": "sm2", "signed_at": "2026-11-22T13:00:00+08:00", "digest": "sm3:HEX",
 *    "certificate": "-----BEGIN CERTIFICATE-----...", "signature": "HEX"}
 *
 * alg is "ed25519" or "sm2"; digest is that of the document, SHA-256 with Ed25519, SM3 with SM2;
 * instead of "certificate" there may be "key", HEX of the SubjectPublicKeyInfo. The signature is
 * over signature_bytes(), canonical text of everything else, so neither moment nor key can be
 * exchanged. Unknown, missing and duplicate keys are refused. */
#ifndef JICAI_SEAL_SIGNATURE_H
#define JICAI_SEAL_SIGNATURE_H
#include "seal/cert.h"

enum { SIGNATURE_TEXT_MAX = 32 * 1024, SIGNED_AT_MAX = 26, DIGEST_NAME_MAX = 80 };

struct signature {
    enum key_kind alg;             /* KEY_ED25519 or KEY_SM2 */
    struct key key;                /* public part; of a certificate, once it was checked */
    const char *pem;               /* certificate; "" when a bare key is given */
    char signed_at[SIGNED_AT_MAX]; /* "2026-11-22T13:00:00+08:00" */
    char digest[DIGEST_NAME_MAX];  /* "sha256:HEX", "sm3:HEX" */
    uint8_t bytes[SIGNATURE_MAX];
    size_t size;
};

enum signature_verdict { /* in order of precedence */
                         SIGNATURE_OK,
                         SIGNATURE_OTHER_DOCUMENT, /* the digest is not this document's */
                         SIGNATURE_CERTIFICATE,    /* see the certificate's own verdict */
                         SIGNATURE_OTHER_KEY, /* the certificate's key is not of the algorithm */
                         SIGNATURE_WRONG,     /* not signed so by this key */
                         SIGNATURE_VERDICTS
};
const char *signature_verdict_name(enum signature_verdict v);

/* What is signed. `by`: the certificate's PEM text, or the key's HEX. In the arena. */
const char *signature_bytes(struct arena *a, const struct signature *s, size_t *size);
/* Signs a document; `pem` "" without certificate. signed_at as above. */
bool signature_make(struct signature *out, struct arena *a, const struct key *k, const char *pem,
                    const char *signed_at, const void *document, size_t n, struct err *e);
const char *signature_text(struct arena *a, const struct signature *s, size_t *size);
bool signature_parse(struct signature *out, struct arena *a, const char *text, size_t n,
                     const char *name, struct err *e);
/* `certificate` says why when it is SIGNATURE_CERTIFICATE, and who it is when there is one. */
enum signature_verdict signature_check(struct signature *s, struct arena *a, const void *document,
                                       size_t n, const struct trust *trust, enum cert_verdict *why,
                                       struct cert *certificate);
bool signed_at_parse(const char *text, int64_t *seconds); /* UTC; false: not in this form */
char *signed_at_text(int64_t seconds, char out[static SIGNED_AT_MAX]); /* in Asia/Shanghai */
#endif
