#include "seal/evp.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/x509.h>
#include <string.h>

#include "words/seal.h"

static const char *
evp_name(enum key_kind k)
{
    assert(k != KEY_OFFICER);
    return k == KEY_SM2 ? "SM2" : "ED25519";
}

static EVP_PKEY *
public_of(const struct key *k) /* NULL: it is none of its kind */
{
    const unsigned char *der = k->public;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &der, (long)k->public_n);
    if (key != NULL && (der != k->public + k->public_n || !EVP_PKEY_is_a(key, evp_name(k->kind)))) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    return key;
}

static EVP_PKEY *
secret_of(const struct key *k)
{
    const unsigned char *der = k->secret;
    EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &der, (long)k->secret_n);
    if (key != NULL && !EVP_PKEY_is_a(key, evp_name(k->kind))) {
        EVP_PKEY_free(key);
        key = NULL;
    }
    return key;
}

bool
evp_public(struct key *out, EVP_PKEY *from)
{
    unsigned char *der = NULL;
    memset(out, 0, sizeof(*out));
    if (EVP_PKEY_is_a(from, "SM2"))
        out->kind = KEY_SM2;
    else if (EVP_PKEY_is_a(from, "ED25519"))
        out->kind = KEY_ED25519;
    else
        return false;
    int n = i2d_PUBKEY(from, &der);
    bool ok = n > 0 && n <= KEY_PUBLIC_MAX;
    if (ok) {
        memcpy(out->public, der, (size_t)n);
        out->public_n = (size_t)n;
    }
    OPENSSL_free(der);
    return ok;
}

static bool
secret_take(struct key *out, EVP_PKEY *from)
{
    unsigned char *der = NULL;
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(from);
    int n = info == NULL ? -1 : i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    bool ok = n > 0 && n <= KEY_SECRET_MAX;
    if (ok) {
        memcpy(out->secret, der, (size_t)n);
        out->secret_n = (size_t)n;
    }
    if (n > 0)
        OPENSSL_clear_free(der, (size_t)n);
    PKCS8_PRIV_KEY_INFO_free(info);
    return ok;
}

bool
evp_make(struct key *out, struct err *e)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, evp_name(out->kind));
    bool ok = key != NULL && evp_public(out, key) && secret_take(out, key);
    EVP_PKEY_free(key);
    return ok || err_set(e, ERR_IO, M_SEAL_LIBRARY, {"EVP_PKEY_Q_keygen"});
}

bool
evp_is_key(const struct key *k)
{
    EVP_PKEY *key = public_of(k);
    struct key again;
    bool ok = key != NULL && evp_public(&again, key) && again.public_n == k->public_n &&
              memcmp(again.public, k->public, k->public_n) == 0; /* one text for one key */
    EVP_PKEY_free(key);
    return ok;
}

bool
evp_is_pair(const struct key *k)
{
    EVP_PKEY *public = public_of(k), *secret = secret_of(k);
    bool ok = public != NULL && secret != NULL && EVP_PKEY_eq(public, secret) == 1;
    EVP_PKEY_free(public);
    EVP_PKEY_free(secret);
    return ok;
}

/* Ready to sign or verify: with the identity for SM2. Both are freed by the caller. */
static EVP_MD_CTX *
context(const struct key *k, EVP_PKEY *key, EVP_PKEY_CTX **pc)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    *pc = NULL;
    if (c == NULL || k->kind != KEY_SM2)
        return c;
    *pc = EVP_PKEY_CTX_new(key, NULL);
    if (*pc == NULL || EVP_PKEY_CTX_set1_id(*pc, SM2_ID, sizeof(SM2_ID) - 1) <= 0) {
        EVP_MD_CTX_free(c);
        return NULL;
    }
    EVP_MD_CTX_set_pkey_ctx(c, *pc);
    return c;
}

bool
sign_bytes(const struct key *k, const void *bytes, size_t n, uint8_t out[static SIGNATURE_MAX],
           size_t *size, struct err *e)
{
    EVP_PKEY *key = secret_of(k);
    EVP_PKEY_CTX *pc = NULL;
    EVP_MD_CTX *c = key == NULL ? NULL : context(k, key, &pc);
    *size = SIGNATURE_MAX;
    bool ok = c != NULL &&
              EVP_DigestSignInit(c, NULL, k->kind == KEY_SM2 ? EVP_sm3() : NULL, NULL, key) == 1 &&
              EVP_DigestSign(c, out, size, bytes, n) == 1;
    EVP_MD_CTX_free(c);
    EVP_PKEY_CTX_free(pc);
    EVP_PKEY_free(key);
    return ok || err_set(e, ERR_IO, M_SEAL_LIBRARY, {"EVP_DigestSign"});
}

bool
sign_holds(const struct key *k, const void *bytes, size_t n, const uint8_t *signature, size_t size)
{
    EVP_PKEY *key = public_of(k);
    EVP_PKEY_CTX *pc = NULL;
    EVP_MD_CTX *c = key == NULL ? NULL : context(k, key, &pc);
    bool ok =
        c != NULL &&
        EVP_DigestVerifyInit(c, NULL, k->kind == KEY_SM2 ? EVP_sm3() : NULL, NULL, key) == 1 &&
        EVP_DigestVerify(c, signature, size, bytes, n) == 1;
    EVP_MD_CTX_free(c);
    EVP_PKEY_CTX_free(pc);
    EVP_PKEY_free(key);
    return ok;
}
