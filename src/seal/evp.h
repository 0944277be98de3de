/* evp.h - signing keys by OpenSSL, for seal/key.c and seal/cert.c. */
#ifndef JICAI_SEAL_EVP_H
#define JICAI_SEAL_EVP_H
#include <openssl/evp.h>

#include "seal/key.h"

#define SM2_ID "1234567812345678" /* GM/T 0009: set on both sides, else it just fails */

bool evp_make(struct key *out, struct err *e);
bool evp_is_key(const struct key *k);  /* its public part is a key of its kind */
bool evp_is_pair(const struct key *k); /* and the secret part belongs to it */
/* The public part of a foreign key object; false: neither Ed25519 nor SM2. */
bool evp_public(struct key *out, EVP_PKEY *from);
#endif
