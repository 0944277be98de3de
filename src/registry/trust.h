/* trust.h - the trust store of the server: root certificates of the authorities whose certificates
 * may sign bids and agreements here (电子签名法 第十六条). An administrator loads
 * them; who checks a signature elsewhere takes the same file (`jicai trust list --pem`).
 *
 * A root is trusted from a day until a day and never comes back. When it ends, the keys that came
 * in under it end with it, unless their chain leads to another root too; what was signed before
 * stays signed. */
#ifndef JICAI_TRUST_H
#define JICAI_TRUST_H
#include "registry/signing_key.h"
#include "seal/cert.h"

struct trust_root {
    const char *sha256, *subject, *certificate; /* PEM */
    date from, until;                           /* until: day 0 while it is trusted */
};

/* In a job of the platform's pool, all of these. `from`: not before today. */
bool trust_root_add(struct db *db, struct arena *a, const char *pem, date from,
                    struct trust_root *out, enum put *how, struct err *e);
/* *keys: how many signing keys ended with it. */
bool trust_root_end(struct db *db, struct arena *a, const char *sha256, date until, int64_t *keys,
                    enum put *how, struct err *e);

/* `on` day 0: all there ever were. */
bool trust_root_list(struct db *db, struct arena *a, date on, struct trust_root **out, size_t *n,
                     struct err *e);
/* What cert_check() takes: the roots that are trusted on a day. */
bool trust_on(struct db *db, struct arena *a, date on, struct trust *out, struct err *e);

/* The key of a certificate that is valid on that day, leads to a root of `trust` and names the
 * party; from its first to its last day. */
bool signing_key_certified(struct signing_key *out, struct arena *a, const char *pem,
                           const char *party, const struct trust *trust, date on, struct err *e);
#endif
