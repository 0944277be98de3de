/* shares.h - what an officer hands in at the opening: one line for each sealed bid, made on the
 * officer's own machine (`jicai share open`) from the public envelopes and the officer's key.
 *
 *   jicai-shares-1
 *   pool     500000
 *   project  CS-1
 *   officer  CODE
 *   share    GROUP BIDDER SHA-256-of-the-envelope HEX    (in the order of the envelopes)
 *
 * A share that did not open is HEX "-". */
#ifndef JICAI_SEAL_SHARES_H
#define JICAI_SEAL_SHARES_H
#include "seal/envelope.h"

enum { SHARES_FILE_MAX = 64 * 1024 * 1024 };

struct handed { /* one line */
    const char *group, *bidder, *sha256;
    bool opens;
    uint8_t share[SHARE_SIZE];
};

struct shares {
    int64_t pool;
    const char *project, *officer;
    struct handed *list;
    size_t n;
};

/* All envelopes of a text with an officer's key, to the text to hand in. ERR_INPUT when one is not
 * sealed to this officer, or of another project than the first. *bad: how many did not open. */
bool shares_open(const char **out, size_t *size, struct arena *a, const char *envelopes, size_t n,
                 const char *name, const struct key *officer, int64_t *good, int64_t *bad,
                 struct err *e);
bool shares_parse(struct shares *out, struct arena *a, char *text, size_t n, const char *name,
                  struct err *e);
#endif
