/* renewal.h - what follows a cycle (SX 四, CX 四(三); REQUIREMENTS D6): renew with those who
 * supplied, or ask the market again. SX 四 names what is weighed: quality, stable supply, credit,
 * clinical need; and when the market is asked again: supply and demand or the market changed
 * greatly.
 *
 * Each supplier of the ended cycle gets points for each of the four, from what really happened; one
 * that cannot be told (nothing ordered) spreads its weight over the others. Points are hundredths,
 * rounded half up. Pure. */
#ifndef JICAI_RENEWAL_H
#define JICAI_RENEWAL_H
#include "base/core/money.h"
#include "engine/explain.h"

#define RENEWAL_EDITION "renewal-1"

enum renewal_part {
    RENEWAL_QUALITY,
    RENEWAL_SUPPLY,
    RENEWAL_CREDIT,
    RENEWAL_CLINICAL,
    RENEWAL_PARTS
};
extern const char *const renewal_part_names[RENEWAL_PARTS];

struct renewal_rules {
    int64_t weight[RENEWAL_PARTS]; /* points; together 100 */
    int64_t event;                 /* points that a quality event costs */
    int64_t worst;                 /* the credit grade at which nothing is left: 3 */
    int64_t keep_from;             /* points from which a supplier is kept */
    ratio change;                  /* of suppliers, price or demand: more is great */
    const char *clause;
};
/* What holds where a round says nothing (choice): 30, 30, 20, 20; 5; 3; 60; 30 %. */
struct renewal_rules renewal_default(void);

struct renewal_supplier {
    qty agreed, ordered, accepted, returned; /* pieces, over the cycle */
    int64_t events;                          /* quality events on record */
    int64_t grade;                           /* of bad credit today; 0: none */
    bool barred;                             /* may not bid: is not kept, whatever its points */
};
enum { RENEWAL_UNKNOWN = -1 };
struct renewal_score {
    int64_t part[RENEWAL_PARTS]; /* hundredths of a point; RENEWAL_UNKNOWN */
    int64_t total;               /* of 10000 */
    bool keep;
};
/* Nothing can be told at all: total RENEWAL_UNKNOWN, not kept. */
struct renewal_score renewal_score(const struct renewal_rules *r, const struct renewal_supplier *s,
                                   struct explain *x);

struct renewal_market { /* then: when the cycle was bid for; now: today */
    int64_t suppliers_then, suppliers_now;
    money price_then, price_now;
    qty demand_then, demand_now; /* a year's */
};
/* A figure that was 0, or is not known now (0), says nothing. */
bool renewal_changed(const struct renewal_rules *r, const struct renewal_market *m,
                     struct explain *x);

enum renewal_proposal {                  /* in order of precedence */
                        RENEWAL_CHANGED, /* ask the market: it changed greatly */
                        RENEWAL_NOBODY,  /* ask the market: nobody is to be kept */
                        RENEWAL_SOME,    /* renew with some of them */
                        RENEWAL_ALL,     /* renew with all */
                        RENEWAL_PROPOSALS
};
const char *renewal_proposal_name(enum renewal_proposal p);
enum renewal_proposal renewal_propose(bool changed, const struct renewal_score score[], size_t n,
                                      struct explain *x);
#endif
