/* bid.h - offers as they were opened (REQUIREMENTS D2): one product of one company in a group.
 * A bid is a fact: the same one again is nothing, another quote under its key is a conflict. */
#ifndef JICAI_BID_H
#define JICAI_BID_H
#include "base/core/money.h"
#include "registry/put.h"

enum { CAPACITY_NONE = -1 }; /* no limit stated */

struct bid {
    const char *group, *product, *company;
    money price, with_service, second_price; /* 0: gave up, no such quote */
    const char *unit;                        /* bidding unit as declared; "" */
    ratio factor;                            /* 0: 1 */
    int64_t capacity;                        /* CAPACITY_NONE */
    qty reported;
    const char *regions;                       /* that it would pick, best first, parted by ';' */
    const char *filed_at;                      /* "2024-08-01 09:30:00"; "" unknown */
    money previous_price, own_lowest, ceiling; /* 0: none */
    const char *other_prices;                  /* of other rounds or provinces, parted by '|'; "" */
    const char *related_to;                    /* "" as the registry's controllers say */
    date certificate_to;                       /* day 0: as the registry says */
    bool qualified, signs_cut;
    int64_t credit; /* grade of bad credit; 0: none */
    int64_t draw;   /* number drawn; 0: none; see bid_draw() */
};

enum { BIDS_MAX = 1000 }; /* of one group (RULES 1) */

struct bids {
    size_t n;
    struct bid *list; /* by product */
};

bool bid_put(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct bid *in, enum put *how, struct err *e);
/* A draw record's number for an equal bid, 1, 2, ...; ERR_NOT_FOUND when there is no such bid,
 * ERR_CONFLICT when it has another number. */
bool bid_draw(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              const char *product, int64_t number, enum put *how, struct err *e);
/* All of a group, in the order of product codes; more than BIDS_MAX: ERR_TOO_LARGE. */
bool bid_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              struct bids *out, struct err *e);
#endif
