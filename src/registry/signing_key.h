/* signing_key.h - with which keys a party signs: bids, agreements (REQUIREMENTS D2, F1). The public
 * part of a key (seal/key.h), from a day until a day; a key that was taken back stays on record, so
 * that what was signed before can still be checked. A party is an institution or a company, by its
 * code. */
#ifndef JICAI_SIGNING_KEY_H
#define JICAI_SIGNING_KEY_H
#include "registry/put.h"
#include "seal/key.h"

struct signing_key {
    const char *party;
    struct key key;          /* public part; Ed25519 or SM2 */
    const char *certificate; /* PEM, when it came in one; "" */
    date from, until;        /* until: the first day on which it no longer signs; day 0: open */
};

/* A key signs for one party only: under another it is a conflict. */
bool signing_key_put(struct db *db, struct arena *a, const struct signing_key *in, enum put *how,
                     struct err *e);
/* Ends it from a day on; ERR_NOT_FOUND when the party has no such key. */
bool signing_key_end(struct db *db, struct arena *a, const char *party, const struct key *key,
                     date until, enum put *how, struct err *e);
/* May this key sign for the party on a day? */
bool signing_key_holds(struct db *db, struct arena *a, const char *party, const struct key *key,
                       date on, bool *holds, struct err *e);
#endif
