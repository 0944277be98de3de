/* bid_text.h - what a bidder offers in a group, as it is sealed: canonical text (record.h) that
 * names project, group, bidder and a nonce, so that a copy under another name shows itself.
 *
 *   jicai-bid-1
 *   pool    500000
 *   project CS-1
 *   group   A
 *   bidder  91330100799655058B
 *   nonce   32 hexadecimal digits
 *   offer   product price with_service second_price unit factor capacity regions own_lowest
 *           other_prices signs_cut                                    (one line for each product)
 *   part    component product price with_service   (of a system, behind its offer, by component)
 *
 * Only what the bidder states; what the office knows better (qualification, credit, ceiling,
 * reported demand) is added when bids are opened. Figures are RULES 1: price "12.50", 0 gave up;
 * factor ppm, 0: 1; capacity -1: no limit. Offers in the order of products, each once. */
#ifndef JICAI_SEAL_BID_TEXT_H
#define JICAI_SEAL_BID_TEXT_H
#include "base/core/money.h"
#include "seal/key.h"

enum { NONCE_SIZE = 16, OFFERS_MAX = 500, OFFER_PARTS_MAX = 40, BID_TEXT_MAX = 256 * 1024 };

struct offer_part { /* of a set of products that are bought as one system */
    const char *component, *product;
    money price, with_service; /* of a piece */
};

struct offer {
    const char *product;
    money price, with_service, second_price; /* 0: gave up, no such quote */
    const char *unit;                        /* "" */
    ratio factor;                            /* 0: 1 */
    int64_t capacity;                        /* -1: no limit */
    const char *regions;                     /* "" */
    money own_lowest;
    const char *other_prices; /* "" */
    bool signs_cut;
    struct offer_part *part;
    size_t parts; /* 0: no system */
};

struct bid_text {
    int64_t pool;
    const char *project, *group, *bidder;
    uint8_t nonce[NONCE_SIZE];
    struct offer *offer;
    size_t n;
};

/* Sorts the offers. */
char *bid_text_write(struct arena *a, struct bid_text *b, size_t *size);
/* Texts point into `text`, which is cut in place. False: not in this form, or not canonical. */
bool bid_text_parse(struct bid_text *out, struct arena *a, char *text, size_t n);
#endif
