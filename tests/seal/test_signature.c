/* Signature envelopes: both algorithms, bare keys and certificates; what is exchanged is seen;
 * certificates of a root in the trust store, of a stranger, too early, too late. */
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include "../test.h"
#include "seal/signature.h"
#include "words/seal.h"

static struct arena *a;
static struct err e;

#define DOCUMENT "jicai-agreement-1\nnumber\tCS-1/1\n"
#define AT "2026-11-22T13:00:00+08:00"
#define PARTY "91330100799655058B"

static int
setup(void **state)
{
    (void)state;
    a = arena_new(1 << 20);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void
test_moments(void **state)
{
    static const char *const bad[] = {"",
                                      "2026-11-22",
                                      "2026-11-22T13:00:00Z",
                                      "2026-02-29T13:00:00+08:00",
                                      "2026-11-22T24:00:00+08:00",
                                      "2026-11-22 13:00:00+08:00",
                                      "2026-11-22T13:60:00+08:00"};
    char text[SIGNED_AT_MAX];
    int64_t s;
    (void)state;
    assert_true(signed_at_parse("1970-01-01T08:00:00+08:00", &s));
    assert_int_equal(s, 0);
    assert_true(signed_at_parse(AT, &s));
    assert_string_equal(signed_at_text(s, text), AT);
    assert_string_equal(signed_at_text(-1, text), "1970-01-01T07:59:59+08:00");
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(signed_at_parse(bad[i], &s));
}

static enum signature_verdict
check(struct signature *s, const char *document, const char *folder, enum cert_verdict *why)
{
    const struct trust trust = {.folder = folder};
    struct cert c;
    return signature_check(s, a, document, strlen(document), &trust, why, &c);
}

static void
test_bare_keys(void **state)
{
    (void)state;
    for (int kind = KEY_ED25519; kind <= KEY_SM2; kind++) {
        struct signature s, again;
        enum cert_verdict why;
        struct key k, other;
        size_t n;
        assert_true(key_make(&k, (enum key_kind)kind, &e) && key_make(&other, k.kind, &e));
        assert_true(signature_make(&s, a, &k, "", AT, DOCUMENT, strlen(DOCUMENT), &e));
        const char *text = signature_text(a, &s, &n);
        assert_true(signature_parse(&again, a, text, n, "x", &e));
        assert_int_equal(check(&again, DOCUMENT, NULL, &why), SIGNATURE_OK);
        assert_int_equal(check(&again, "another", NULL, &why), SIGNATURE_OTHER_DOCUMENT);
        again.signed_at[0] = '1';
        assert_int_equal(check(&again, DOCUMENT, NULL, &why), SIGNATURE_WRONG);
        again = s;
        again.key = other; /* not whom it names */
        assert_int_equal(check(&again, DOCUMENT, NULL, &why), SIGNATURE_WRONG);
        again = s;
        again.bytes[9] ^= 1;
        assert_int_equal(check(&again, DOCUMENT, NULL, &why), SIGNATURE_WRONG);
        again = s;
        again.alg = kind == KEY_SM2 ? KEY_ED25519 : KEY_SM2;
        assert_int_not_equal(check(&again, DOCUMENT, NULL, &why), SIGNATURE_OK);
    }
}

static void
test_officer_keys_do_not_sign(void **state)
{
    struct signature s;
    struct key k;
    (void)state;
    assert_true(key_make(&k, KEY_OFFICER, &e));
    assert_false(signature_make(&s, a, &k, "", AT, "x", 1, &e));
    assert_int_equal(e.msg, M_KEY_CANNOT_SIGN);
}

static void
test_bad_json(void **state)
{
    static const char *const cases[] = {
        "",
        "[]",
        "{}",
        "{\"alg\":1}",
        "{\"alg\":\"sm2\",\"signed_at\":\"" AT "\",\"digest\":\"sm3:0\",\"signature\":\"00\"}",
        "{\"alg\":\"sm2\",\"signed_at\":\"" AT "\",\"digest\":\"sm3:0\",\"signature\":\"00\","
        "\"key\":\"00\"}",
        "{\"alg\":\"sm2\",\"signed_at\":\"" AT "\",\"digest\":\"sm3:0\",\"signature\":\"00\","
        "\"certificate\":\"x\",\"more\":\"\"}",
        "{\"alg\":\"sm2\",\"alg\":\"sm2\",\"signed_at\":\"" AT
        "\",\"digest\":\"sm3:0\",\"signature\":\"00\",\"certificate\":\"x\"}",
        "{\"alg\":\"rsa\",\"signed_at\":\"" AT "\",\"digest\":\"sm3:0\",\"signature\":\"00\","
        "\"certificate\":\"x\"}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct signature s;
        if (signature_parse(&s, a, cases[i], strlen(cases[i]), "x.json", &e))
            fail_msg("%s", cases[i]);
        assert_int_equal(e.msg, M_SEAL_FORM);
    }
}

/* --- certificates --- */

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
    assert_non_null(ext);
    X509_add_ext(x, ext, -1);
    X509_EXTENSION_free(ext);
}

/* A certificate of `k`, signed by `by` (the root; itself when issuer is NULL): for PARTY, or of an
 * authority below the root. */
static const char *
issue(const struct key *k, const struct key *by, X509 *issuer, X509 **out, time_t from,
      time_t until, bool authority)
{
    EVP_PKEY *key = key_object(k), *signer = key_object(by);
    X509 *x = X509_new();
    X509_NAME *name = X509_get_subject_name(x);
    X509V3_CTX c;
    char *text;

    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), issuer == NULL ? 1 : authority ? 3 : 2);
    ASN1_TIME_set(X509_getm_notBefore(x), from);
    ASN1_TIME_set(X509_getm_notAfter(x), until);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               (const unsigned char *)(issuer == NULL ? "测试根"
                                                       : authority    ? "签发中心"
                                                                      : "甲公司"),
                               -1, -1, 0);
    if (!authority)
        X509_NAME_add_entry_by_txt(name, "serialNumber", MBSTRING_ASC, (const unsigned char *)PARTY,
                                   -1, -1, 0);
    X509_set_issuer_name(x, issuer == NULL ? name : X509_get_subject_name(issuer));
    X509_set_pubkey(x, key);
    X509V3_set_ctx(&c, issuer == NULL ? x : issuer, x, NULL, NULL, 0);
    add(x, &c, NID_basic_constraints, authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add(x, &c, NID_subject_key_identifier, "hash");
    EVP_MD_CTX *m = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pc = EVP_PKEY_CTX_new(signer, NULL);
    if (by->kind == KEY_SM2) {
        EVP_PKEY_CTX_set1_id(pc, "1234567812345678", 16);
        EVP_MD_CTX_set_pkey_ctx(m, pc);
    }
    EVP_DigestSignInit(m, NULL, by->kind == KEY_SM2 ? EVP_sm3() : NULL, NULL, signer);
    assert_true(X509_sign_ctx(x, m) > 0);
    EVP_MD_CTX_free(m);
    EVP_PKEY_CTX_free(pc);
    EVP_PKEY_free(key);
    EVP_PKEY_free(signer);
    BIO *b = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(b, x);
    long n = BIO_get_mem_data(b, &text);
    const char *pem = arena_printf(a, "%.*s", (int)n, text);
    BIO_free(b);
    *out = x;
    return pem;
}

static const char *
certificate(const struct key *k, const struct key *by, X509 *issuer, X509 **out, time_t from,
            time_t until)
{
    return issue(k, by, issuer, out, from, until, issuer == NULL);
}

static void
put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void
with_certificate(enum key_kind root_kind, enum key_kind kind)
{
    static const int64_t day = 86400;
    char folder[] = "/tmp/jicai-trust.XXXXXX", strange[] = "/tmp/jicai-trust.XXXXXX";
    struct signature s, again;
    enum cert_verdict why;
    struct key root, other_root, k;
    X509 *ca, *other_ca, *x;
    int64_t at;
    size_t n;

    assert_true(signed_at_parse(AT, &at));
    assert_non_null(mkdtemp(folder));
    assert_non_null(mkdtemp(strange));
    const char *in = arena_printf(a, "%s/root.pem", folder);
    const char *other = arena_printf(a, "%s/root.pem", strange);
    assert_true(key_make(&root, root_kind, &e) && key_make(&other_root, root_kind, &e) &&
                key_make(&k, kind, &e));
    put_file(in, certificate(&root, &root, NULL, &ca, at - 100 * day, at + 100 * day));
    put_file(other, certificate(&other_root, &other_root, NULL, &other_ca, at - 9, at + 9));
    const char *pem = certificate(&k, &root, ca, &x, at - day, at + day);
    assert_true(cert_names(pem, PARTY));
    assert_false(cert_names(pem, "91330100799655058"));
    assert_false(cert_names(pem, ""));
    assert_true(signature_make(&s, a, &k, pem, AT, DOCUMENT, strlen(DOCUMENT), &e));
    const char *text = signature_text(a, &s, &n);
    assert_true(signature_parse(&again, a, text, n, "x", &e));
    enum signature_verdict v = check(&again, DOCUMENT, folder, &why);
    assert_string_equal(cert_verdict_name(why), "ok");
    assert_int_equal(v, SIGNATURE_OK);
    again.pem = in; /* no certificate at all */
    assert_int_equal(check(&again, DOCUMENT, folder, &why), SIGNATURE_CERTIFICATE);
    assert_int_equal(why, CERT_UNREADABLE);
    assert_int_equal(check(&s, DOCUMENT, strange, &why), SIGNATURE_CERTIFICATE);
    assert_int_equal(why, CERT_UNTRUSTED);
    assert_int_equal(check(&s, DOCUMENT, NULL, &why), SIGNATURE_CERTIFICATE);
    assert_int_equal(why, CERT_UNTRUSTED);
    static const struct {
        const char *at;
        enum cert_verdict why;
    } days[] = {{"2026-11-20T13:00:00+08:00", CERT_NOT_YET},
                {"2026-11-24T13:00:00+08:00", CERT_EXPIRED}};
    for (size_t i = 0; i < COUNT(days); i++) {
        assert_true(signature_make(&s, a, &k, pem, days[i].at, DOCUMENT, strlen(DOCUMENT), &e));
        assert_int_equal(check(&s, DOCUMENT, folder, &why), SIGNATURE_CERTIFICATE);
        assert_string_equal(cert_verdict_name(why), cert_verdict_name(days[i].why));
    }
    struct key stranger; /* signs with his own key under another's certificate */
    assert_true(key_make(&stranger, kind, &e));
    assert_true(signature_make(&s, a, &stranger, pem, AT, DOCUMENT, strlen(DOCUMENT), &e));
    assert_int_equal(check(&s, DOCUMENT, folder, &why), SIGNATURE_WRONG);
    X509_free(ca);
    X509_free(other_ca);
    X509_free(x);
    unlink(in);
    unlink(other);
    rmdir(folder);
    rmdir(strange);
}

static void
test_certificates(void **state)
{
    (void)state;
    with_certificate(KEY_SM2, KEY_SM2);
    with_certificate(KEY_ED25519, KEY_ED25519);
}

/* A chain through an authority, roots as a text; and what is no root. */
static void
test_chains_and_roots(void **state)
{
    static const int64_t day = 86400;
    struct key root, below, other, k;
    X509 *ca, *mid, *stranger, *x;
    struct cert_root r;
    struct cert c;
    int64_t at;
    (void)state;
    assert_true(signed_at_parse(AT, &at));
    assert_true(key_make(&root, KEY_SM2, &e) && key_make(&below, KEY_ED25519, &e) &&
                key_make(&other, KEY_ED25519, &e) && key_make(&k, KEY_SM2, &e));
    const char *top = certificate(&root, &root, NULL, &ca, at - 9 * day, at + 9 * day);
    const char *far = certificate(&other, &other, NULL, &stranger, at - 9 * day, at + 9 * day);
    const char *between = issue(&below, &root, ca, &mid, at - 9 * day, at + 9 * day, true);
    const char *leaf = certificate(&k, &below, mid, &x, at - day, at + day);
    const char *chain = arena_printf(a, "%s%s", leaf, between);
    const char *both = arena_printf(a, "%s%s", far, top);
    const struct {
        const char *why, *pem, *trusted;
        enum cert_verdict verdict;
    } cases[] = {
        {"a chain", chain, top, CERT_OK},
        {"one of two roots", chain, both, CERT_OK},
        {"the one between is missing", leaf, top, CERT_UNTRUSTED},
        {"another root", chain, far, CERT_UNTRUSTED},
        {"no root at all", chain, "", CERT_UNTRUSTED},
        {"the one between is no root", chain, between, CERT_UNTRUSTED},
        {"in the wrong order: the authority's own key", arena_printf(a, "%s%s", between, leaf), top,
         CERT_OK},
        {"cut off", arena_printf(a, "%.99s", chain), top, CERT_UNREADABLE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct trust trust = {.pem = cases[i].trusted};
        if (cert_check(&c, cases[i].pem, &trust, at) != cases[i].verdict)
            fail_msg("%s", cases[i].why);
    }
    assert_false(cert_names(arena_printf(a, "%s%s", between, leaf), PARTY)); /* only the first */
    assert_true(cert_root_read(&r, a, top));
    assert_int_equal(strlen(r.sha256), 64);
    assert_string_equal(r.pem, top);
    assert_true(r.from == at - 9 * day && r.until == at + 9 * day);
    assert_false(cert_root_read(&r, a, between)); /* not signed by itself */
    assert_false(cert_root_read(&r, a, leaf));
    assert_false(cert_root_read(&r, a, ""));
    X509_free(ca);
    X509_free(mid);
    X509_free(stranger);
    X509_free(x);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_moments),  TEST(test_bare_keys),    TEST(test_officer_keys_do_not_sign),
        TEST(test_bad_json), TEST(test_certificates), TEST(test_chains_and_roots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
