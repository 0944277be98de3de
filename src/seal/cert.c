#include "seal/cert.h"

#include <dirent.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/core/date.h"
#include "seal/evp.h"

enum { ROOTS_MAX = 200, PATH_MAX_HERE = 1024 };

const char *
cert_verdict_name(enum cert_verdict v)
{
    static const char *const names[CERT_VERDICTS] = {"ok",      "unreadable", "other_key",
                                                     "not_yet", "expired",    "untrusted"};
    return names[v];
}

/* SM2 signatures in certificates are made with the identity too. */
static void
set_id(X509 *x)
{
    if (X509_get_signature_nid(x) != NID_SM2_with_SM3)
        return; /* an identity would make any other signature fail */
    ASN1_OCTET_STRING *id = ASN1_OCTET_STRING_new();
    if (id != NULL &&
        ASN1_OCTET_STRING_set(id, (const unsigned char *)SM2_ID, (int)sizeof(SM2_ID) - 1) == 1)
        X509_set0_distinguishing_id(x, id); /* takes it */
    else
        ASN1_OCTET_STRING_free(id);
}

static X509 *
next(BIO *b)
{
    X509 *x = b == NULL ? NULL : PEM_read_bio_X509(b, NULL, NULL, NULL);
    if (x != NULL)
        set_id(x);
    return x;
}

/* The first certificate; what comes behind it into `behind`, when it is given. */
static X509 *
parse(const char *pem, STACK_OF(X509) * behind)
{
    BIO *b = BIO_new_mem_buf(pem, (int)strnlen(pem, CERT_PEM_MAX));
    X509 *x = next(b), *more;
    while (x != NULL && behind != NULL && (more = next(b)) != NULL)
        if (sk_X509_push(behind, more) == 0)
            X509_free(more);
    BIO_free(b);
    return x;
}

static void
add_all(X509_STORE *store, BIO *b)
{
    X509 *x;
    while ((x = next(b)) != NULL) {
        X509_STORE_add_cert(store, x);
        X509_free(x);
    }
    BIO_free(b);
}

/* Every *.pem and *.crt of the folder, whatever its order: a set. */
static void
add_folder(X509_STORE *store, const char *folder)
{
    DIR *d = folder == NULL || *folder == '\0' ? NULL : opendir(folder);
    const struct dirent *f;
    char path[PATH_MAX_HERE];
    for (int n = 0; d != NULL && n < ROOTS_MAX && (f = readdir(d)) != NULL; n++) {
        size_t len = strlen(f->d_name);
        if (len > 4 &&
            (strcmp(f->d_name + len - 4, ".pem") == 0 ||
             strcmp(f->d_name + len - 4, ".crt") == 0) &&
            snprintf(path, sizeof(path), "%s/%s", folder, f->d_name) < (int)sizeof(path))
            add_all(store, BIO_new_file(path, "rb"));
    }
    if (d != NULL)
        closedir(d);
}

static void
add_trusted(X509_STORE *store, const struct trust *trust)
{
    if (trust == NULL)
        return;
    add_folder(store, trust->folder);
    if (trust->pem != NULL)
        add_all(store, BIO_new_mem_buf(trust->pem, -1));
}

static bool
chain_holds(X509 *x, STACK_OF(X509) * behind, const struct trust *trust, int64_t at)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *c = X509_STORE_CTX_new();
    bool ok = store != NULL && c != NULL;
    if (ok) {
        add_trusted(store, trust);
        ok = X509_STORE_CTX_init(c, store, x, behind) == 1;
    }
    if (ok) {
        X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(c), (time_t)at);
        ok = X509_verify_cert(c) == 1;
    }
    X509_STORE_CTX_free(c);
    X509_STORE_free(store);
    return ok;
}

static int64_t
seconds(const ASN1_TIME *t)
{
    struct tm tm;
    date d;
    if (ASN1_TIME_to_tm(t, &tm) != 1 ||
        !date_make(&d, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday))
        return 0;
    return (int64_t)d.day * 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
}

static enum cert_verdict
check(struct cert *out, X509 *x, STACK_OF(X509) * behind, const struct trust *trust, int64_t at)
{
    EVP_PKEY *key = X509_get0_pubkey(x);
    X509_NAME_oneline(X509_get_subject_name(x), out->subject, SUBJECT_MAX);
    out->from = seconds(X509_get0_notBefore(x));
    out->until = seconds(X509_get0_notAfter(x));
    if (key == NULL || !evp_public(&out->key, key))
        return CERT_OTHER_KEY;
    if (at < out->from)
        return CERT_NOT_YET;
    if (at > out->until)
        return CERT_EXPIRED;
    return chain_holds(x, behind, trust, at) ? CERT_OK : CERT_UNTRUSTED;
}

enum cert_verdict
cert_check(struct cert *out, const char *pem, const struct trust *trust, int64_t at)
{
    STACK_OF(X509) *behind = sk_X509_new_null();
    X509 *x = behind == NULL ? NULL : parse(pem, behind);
    *out = (struct cert){.from = 0};
    enum cert_verdict v = x == NULL ? CERT_UNREADABLE : check(out, x, behind, trust, at);
    X509_free(x);
    sk_X509_pop_free(behind, X509_free);
    return v;
}

static bool
names(X509_NAME *subject, const char *party)
{
    static const int where[] = {NID_organizationIdentifier, NID_serialNumber,
                                NID_organizationalUnitName};
    for (size_t i = 0; i < sizeof(where) / sizeof(*where); i++)
        for (int at = -1; (at = X509_NAME_get_index_by_NID(subject, where[i], at)) >= 0;) {
            const ASN1_STRING *s = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
            if (ASN1_STRING_length(s) == (int)strlen(party) &&
                memcmp(ASN1_STRING_get0_data(s), party, strlen(party)) == 0)
                return true;
        }
    return false;
}

bool
cert_names(const char *pem, const char *party)
{
    X509 *x = parse(pem, NULL);
    bool found = x != NULL && *party != '\0' && names(X509_get_subject_name(x), party);
    X509_free(x);
    return found;
}

static const char *
written(struct arena *a, X509 *x)
{
    BIO *b = BIO_new(BIO_s_mem());
    char *text;
    const char *out = NULL;
    if (b != NULL && PEM_write_bio_X509(b, x) == 1) {
        long n = BIO_get_mem_data(b, &text);
        out = arena_printf(a, "%.*s", (int)n, text);
    }
    BIO_free(b);
    return out;
}

bool
cert_root_read(struct cert_root *out, struct arena *a, const char *pem)
{
    X509 *x = parse(pem, NULL);
    uint8_t digest[SHA256_SIZE];
    unsigned n = 0;
    bool ok = x != NULL && X509_check_ca(x) == 1 && X509_self_signed(x, 1) == 1 &&
              X509_digest(x, EVP_sha256(), digest, &n) == 1 && n == SHA256_SIZE;
    if (ok) {
        sha256_text(digest, out->sha256);
        X509_NAME_oneline(X509_get_subject_name(x), out->subject, SUBJECT_MAX);
        out->from = seconds(X509_get0_notBefore(x));
        out->until = seconds(X509_get0_notAfter(x));
        out->pem = written(a, x);
    }
    X509_free(x);
    return ok && out->pem != NULL;
}
