/* envelope.h - a sealed bid (密封投标), as the bidder's side makes it and everybody else
 * keeps it (DESIGN 4, REQUIREMENTS D2). Nobody has a key that opens all bids, the server least
 * of all:
 *
 *   jicai-sealed-bid-1
 *   pool, project, group, bidder, nonce          as in the bid inside
 *   key         SHA-256 of the content key K
 *   shares      k n
 *   officer     1 CODE PUBLIC SHARE SHA-256      K in n shares, any k give it back (gf256.h); share
 *   ...                                          x is sealed to officer x (crypto_box_seal) and is
 *                                                the byte x and 32 bytes; SHA-256 of these 33
 *   cipher      NONCE BYTES                      XChaCha20-Poly1305 under K of the bid's text,
 *                                                padded to a multiple of 4 KiB
 *   signed_by   ed25519|sm2 PUBLIC
 *   signature   HEX                              over every byte before this line
 *
 * Several may stand one behind the other in a file. What a share or a key is worth is seen by its
 * hash; what is inside is seen only by opening it. */
#ifndef JICAI_SEAL_ENVELOPE_H
#define JICAI_SEAL_ENVELOPE_H
#include "base/core/gf256.h"
#include "base/core/sha256.h"
#include "seal/bid_text.h"

enum {
    CONTENT_KEY_SIZE = 32,
    SHARE_SIZE = CONTENT_KEY_SIZE + 1,
    SEALED_SHARE_SIZE = SHARE_SIZE + 48, /* crypto_box_SEALBYTES */
    CIPHER_NONCE_SIZE = 24,
    PAD_STEP = 4096,
    ENVELOPE_MAX = 2 * (BID_TEXT_MAX + 2 * PAD_STEP) + 32 * 1024,
};

struct sealed_to { /* an officer, as fixed before bidding */
    const char *code;
    uint8_t public[OFFICER_KEY_SIZE];
};

struct officers { /* who opens the bids of a project; "jicai-officers-1" as a file */
    int64_t pool;
    const char *project;
    const char *deadline; /* "2026-05-01 17:00:00" */
    size_t k, n;
    struct sealed_to officer[SHARE_COUNT_MAX];
};
char *officers_text(struct arena *a, const struct officers *o);
bool officers_parse(struct officers *out, char *text, size_t n, const char *name, struct err *e);
/* 1 <= k <= n, no code or key twice. Two at least have to come together: four eyes. */
bool officers_check(const struct officers *o, struct err *e);

struct envelope {
    int64_t pool;
    const char *project, *group, *bidder;
    uint8_t nonce[NONCE_SIZE], key_hash[SHA256_SIZE];
    size_t k, n;
    struct sealed_to officer[SHARE_COUNT_MAX];
    uint8_t share[SHARE_COUNT_MAX][SEALED_SHARE_SIZE], share_hash[SHARE_COUNT_MAX][SHA256_SIZE];
    uint8_t cipher_nonce[CIPHER_NONCE_SIZE];
    uint8_t *cipher;
    size_t cipher_n;
    struct key signer; /* public part */
    bool signature_holds;
    const char *text; /* the whole, as it came; `size` bytes */
    size_t size;
    char sha256[SHA256_HEX_MAX]; /* of the whole */
};

/* The bidder's side. The bid's nonce is drawn here. Random numbers are libsodium's. */
bool envelope_seal(const char **text, size_t *size, struct arena *a, struct bid_text *bid,
                   const struct officers *to, const struct key *signer, struct err *e);

/* The next envelope of a file, from *at on; *at moves behind it. `text` stays as it is. False with
 * e->code ERR_NONE: the end. */
bool envelope_next(struct envelope *out, struct arena *a, const char *text, size_t n, size_t *at,
                   const char *name, struct err *e);
/* A file of exactly one. */
bool envelope_parse(struct envelope *out, struct arena *a, const char *text, size_t n,
                    const char *name, struct err *e);

/* The officer's side: false when the share does not open or is not the one published. */
bool envelope_share(const struct envelope *v, const struct key *officer,
                    uint8_t out[static SHARE_SIZE], size_t *place);
/* Is this officer `place`'s share? (0 first) */
bool share_matches(const struct envelope *v, size_t place, const uint8_t share[static SHARE_SIZE]);

enum open_verdict { /* of one bid, in order of precedence */
                    OPEN_OK,
                    OPEN_SIGNATURE, /* the envelope is not signed by the key it names */
                    OPEN_SHARES,    /* fewer than k good shares */
                    OPEN_SPLIT,  /* good shares that do not belong together: K was not split so */
                    OPEN_KEY,    /* what they give is not the K that was published */
                    OPEN_CIPHER, /* K does not open it */
                    OPEN_TEXT,   /* inside is no bid */
                    OPEN_COPIED, /* inside is the bid of another project, group, bidder, nonce */
                    OPEN_OFFER,  /* a product that this bidder cannot offer; see tender/ */
                    OPEN_VERDICTS
};
const char *open_verdict_name(enum open_verdict v);

struct opened {
    enum open_verdict verdict;
    uint8_t key[CONTENT_KEY_SIZE]; /* when known: it is published with the record */
    bool key_known;
    struct bid_text bid; /* of OPEN_OK and OPEN_COPIED */
};

/* share[i] (only read) of officer place[i] (0 first), each matching its hash, places different.
 */
void envelope_open(const struct envelope *v, struct arena *a, const size_t place[],
                   uint8_t share[][SHARE_SIZE], size_t n, struct opened *out);
/* With a published K: anybody repeats an opening. */
void envelope_open_with(const struct envelope *v, struct arena *a,
                        const uint8_t key[static CONTENT_KEY_SIZE], struct opened *out);
#endif
