/* bid.h - offers as they were opened (REQUIREMENTS D2): one product of one company in a group.
 * A bid is a fact: the same one again is nothing, another quote under its key is a conflict. */
#ifndef JICAI_BID_H
#define JICAI_BID_H
#include "base/core/money.h"
#include "registry/put.h"

enum { CAPACITY_NONE = -1 }; /* no limit stated */

struct bid {
    const char *group, *product, *company;
    money price, with_service, second; /* 0: gave up, no such quote */
    const char *unit;                  /* bidding unit as declared; "" */
    ratio factor;                      /* 0: 1 */
    int64_t capacity;                  /* CAPACITY_NONE */
    qty reported;
    const char *regions;  /* that it would pick, best first, parted by ';' */
    const char *filed_at; /* "2024-08-01 09:30:00"; "" unknown */
    money previous_price, own_lowest, others, ceiling; /* 0: none */
    const char *related_to;                            /* "" */
    const char *unqualified; /* why it did not pass the entry standards; "" passed */
    bool part_area, refuses_cut;
    int64_t draw; /* number drawn; 0: none */
};

enum { BIDS_MAX = 1000 }; /* of one group (RULES 1) */

struct bids {
    size_t n;
    struct bid *list; /* by product */
};

bool bid_put(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct bid *in, enum put *how, struct err *e);
/* All of a group, in the order of product codes; more than BIDS_MAX: ERR_TOO_LARGE. */
bool bid_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              struct bids *out, struct err *e);
#endif
