/* make FOLDER - the certificates and keys of tests/journey/data/cycle: a root, an authority below it,
 * and for each party a key under a passphrase (JICAI_PASSPHRASE) with a certificate that names it.
 * They are random, and what the journeys write must not be: so they are made once, by make.sh, and
 * kept. Not part of the build. */
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seal/key.h"

static struct arena *a;

static void
must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "make: %s\n", what);
        exit(1);
    }
}

static EVP_PKEY *
key_object(const struct key *k)
{
    const unsigned char *der = k->secret;
    return d2i_AutoPrivateKey(NULL, &der, (long)k->secret_n);
}

static void
add(X509 *x, X509V3_CTX *c, int nid, const char *value)
{
    X509_EXTENSION *ext = X509V3_EXT_conf_nid(NULL, c, nid, value);
    must(ext != NULL && X509_add_ext(x, ext, -1) == 1, value);
    X509_EXTENSION_free(ext);
}

static void
name_it(X509 *x, const char *cn, const char *serial)
{
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "C", MBSTRING_ASC, (const unsigned char *)"CN", -1, -1, 0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)cn, -1, -1, 0);
    if (serial != NULL)
        X509_NAME_add_entry_by_txt(name, "serialNumber", MBSTRING_ASC,
                                   (const unsigned char *)serial, -1, -1, 0);
}

/* 2025 to 2050; of an authority when `party` is NULL. */
static X509 *
certificate(const struct key *k, const char *cn, const char *party, const struct key *by,
            X509 *issuer, long serial)
{
    EVP_PKEY *key = key_object(k), *signer = key_object(by);
    X509 *x = X509_new();
    X509V3_CTX c;
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
    ASN1_TIME_set_string(X509_getm_notBefore(x), "20250101000000Z");
    ASN1_TIME_set_string(X509_getm_notAfter(x), "20500101000000Z");
    name_it(x, cn, party);
    X509_set_issuer_name(x, X509_get_subject_name(issuer == NULL ? x : issuer));
    X509_set_pubkey(x, key);
    X509V3_set_ctx(&c, issuer == NULL ? x : issuer, x, NULL, NULL, 0);
    add(x, &c, NID_basic_constraints, party == NULL ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add(x, &c, NID_subject_key_identifier, "hash");
    must(X509_sign(x, signer, NULL) > 0, cn);
    EVP_PKEY_free(key);
    EVP_PKEY_free(signer);
    return x;
}

static FILE *
open_in(const char *folder, const char *name)
{
    FILE *f = fopen(arena_printf(a, "%s/%s", folder, name), "w");
    must(f != NULL, name);
    return f;
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name, *cn, *code;
        enum key_kind kind;
    } party[] = {
        {"jia", "甲公司", "915000000000000018", KEY_ED25519},
        {"yi", "乙公司", "91500000000000002B", KEY_SM2},
        {"bing", "丙公司", "91500000000000003E", KEY_ED25519},
        {"ding", "丁公司", "91500000000000004H", KEY_ED25519},
        {"nurse", "渝中医院", "H50010300001", KEY_ED25519},
    };
    struct key root, below, stranger;
    struct err e;
    must(argc == 2 && getenv("JICAI_PASSPHRASE") != NULL, "JICAI_PASSPHRASE=... make FOLDER");
    a = arena_new(1 << 24);
    must(key_make(&root, KEY_ED25519, &e) && key_make(&below, KEY_ED25519, &e) &&
             key_make(&stranger, KEY_ED25519, &e),
         "keys");
    X509 *top = certificate(&root, "测试根证书", NULL, &root, NULL, 1);
    X509 *ca = certificate(&below, "测试签发中心", NULL, &root, top, 2);
    X509 *other = certificate(&stranger, "别处的根证书", NULL, &stranger, NULL, 1);
    FILE *f = open_in(argv[1], "root.pem"), *g = open_in(argv[1], "stranger.pem");
    PEM_write_X509(f, top);
    PEM_write_X509(g, other);
    fclose(f);
    fclose(g);
    for (size_t i = 0; i < sizeof(party) / sizeof(*party); i++) {
        struct key k;
        must(key_make(&k, party[i].kind, &e), party[i].name);
        f = open_in(argv[1], arena_printf(a, "%s.key", party[i].name));
        fputs(key_locked_text(a, &k, getenv("JICAI_PASSPHRASE")), f);
        fclose(f);
        X509 *x = certificate(&k, party[i].cn, party[i].code, &below, ca, 10 + (long)i);
        f = open_in(argv[1], arena_printf(a, "%s.pem", party[i].name));
        PEM_write_X509(f, x);
        PEM_write_X509(f, ca); /* the one between it and the root */
        fclose(f);
        X509_free(x);
    }
    return 0;
}
