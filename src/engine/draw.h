/* draw.h - the verifiable draw (抽取): of experts, and of equal bids. RULES 11; RULES 3, ties.
 *
 * Nobody can steer it and everybody can repeat it:
 * 1. The office takes a secret of 32 random bytes and publishes the commitment
 *    SM3(secret || draw id), with the list: per lot (a speciality; a group with equal bids) the
 *    places, the reserve, and one hash per candidate, SM3(salt || code), in rising order.
 * 2. Public randomness, named in advance, appears on a later day.
 * 3. The secret is revealed. seed = SM3(secret || public || list digest); the stream is
 *    SM3(seed || 0), SM3(seed || 1), ... with the counter in 8 bytes, read as numbers of 4 bytes,
 *    most significant first. Lot after lot, each shuffled from the front (Fisher-Yates) as far as
 *    places and reserve reach. A number below n is x mod n; an x in the incomplete last run of n
 *    below 2^32 is thrown away, so that no candidate is favoured.
 * All memory is the caller's. */
#ifndef JICAI_DRAW_H
#define JICAI_DRAW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/core/date.h"
#include "base/core/sm3.h"
#include "engine/explain.h"

enum { DRAW_SECRET_SIZE = 32, DRAW_SALT_SIZE = 16, DRAW_CANDIDATES_MAX = 10000 };

struct draw_hash {
    uint8_t b[SM3_SIZE];
};

struct draw_lot {
    const char *name;             /* speciality, or group */
    const struct draw_hash *hash; /* n, rising, no two alike */
    size_t n, places, reserve;
};

struct draw_record { /* what is published */
    const char *id;  /* of the draw: "expert-2026-017" */
    struct draw_hash commitment;
    date committed_on;
    const char *public_name; /* "2026-11-20 close of index 000001" */
    const char *public_text; /* the randomness itself, as it was published */
    date public_on;
    bool revealed;
    uint8_t secret[DRAW_SECRET_SIZE];
    struct draw_hash list; /* draw_list_digest() of the lots, published with the commitment */
};

enum draw_verdict { /* in order of precedence */
                    DRAW_OK,
                    DRAW_NOT_REVEALED, /* recorded, published, drawn anew with a new commitment */
                    DRAW_PUBLIC_EARLY, /* the public randomness is not younger than the commitment
                                        */
                    DRAW_COMMITMENT,   /* the secret is not the one committed to */
                    DRAW_ORDER,   /* a list is not in rising order, or names one candidate twice */
                    DRAW_LIST,    /* the list is not the one published */
                    DRAW_TOO_FEW, /* fewer eligible candidates than places */
                    DRAW_VERDICTS
};
const char *draw_verdict_name(enum draw_verdict v);

struct draw_hash draw_commitment(const uint8_t secret[static DRAW_SECRET_SIZE], const char *id);
struct draw_hash draw_candidate(const uint8_t salt[static DRAW_SALT_SIZE], const char *code);
struct draw_hash draw_list_digest(const struct draw_lot lot[], size_t n);

/* The numbers. */
struct draw_stream {
    struct draw_hash seed;
    uint64_t block; /* blocks made so far */
    size_t used;    /* bytes of `now` read */
    struct draw_hash now;
};
void draw_stream_init(struct draw_stream *s, const struct draw_record *r);
uint32_t draw_below(struct draw_stream *s, uint32_t n); /* 0 .. n-1, evenly; n > 0 */

/* Check the record and draw. order[i] has room for lot[i].n numbers: its first `places` are the
 * drawn, the next `reserve` the reserve in order, as indexes into lot[i].hash; the rest, in no
 * particular order, were not drawn. Where the answer is not DRAW_OK nothing is drawn; *at (may be
 * NULL) is the lot at fault for ORDER and TOO_FEW. The reserve is filled as far as people are. */
enum draw_verdict draw_run(const struct draw_record *r, const struct draw_lot lot[], size_t n,
                           uint32_t *const order[], size_t *at, struct explain *x);

/* Who sits after some declined: the drawn who did not, then the reserve in order. seat[] has room
 * for lot->places; returns how many could be filled. */
size_t draw_seats(const struct draw_lot *lot, const uint32_t order[], const bool declined[],
                  uint32_t seat[]);

/* --- conflicts of interest, removed before the list is committed, each with its reason --- */

enum draw_conflict { /* in order of precedence */
                     DRAW_FREE,
                     DRAW_SAME_EMPLOYER,  /* works for somebody concerned */
                     DRAW_SAME_BIDDER,    /* has an interest in a bidder, or a related company */
                     DRAW_RECENT_SERVICE, /* served within the waiting time */
                     DRAW_DECLARED,       /* says so himself */
                     DRAW_CONFLICTS
};
const char *draw_conflict_name(enum draw_conflict c);

struct draw_expert {
    const char *employer;
    const char *const *interest; /* companies, n_interest; their codes */
    size_t n_interest;
    bool has_served, declared;
    date served_on; /* the last time */
};

struct draw_concern {
    const char *const *employer; /* institutions and companies concerned */
    const char *const *bidder;
    size_t n_employer, n_bidder;
    date on;       /* the day of the draw */
    int rest_days; /* waiting time after a service; 0: none */
};

enum draw_conflict draw_conflict(const struct draw_expert *e, const struct draw_concern *c);

/* --- equal bids --- */

/* Put n equal bids in the order of the draw: rank[0] is the index of the one that goes first. The
 * lot is the group; a candidate is SM3(product code), without salt because bids are open by then;
 * places = n. The order in which the caller has them does not matter. n <= DRAW_TIED_MAX, codes
 * differ. r->list is not compared: the bids were not known when the office committed, so the
 * digest in the seed is that of this lot. */
enum { DRAW_TIED_MAX = 1000 };
enum draw_verdict draw_tied(const struct draw_record *r, const char *group,
                            const char *const product[], size_t n, uint32_t rank[],
                            struct explain *x);
#endif
