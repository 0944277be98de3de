/* counters.h - how far an agreement line is: kept with the event that moves it, so that monitoring
 * never adds up order lines (DESIGN 3). Trade and fund call this in their own transactions. */
#ifndef JICAI_COUNTERS_H
#define JICAI_COUNTERS_H
#include "base/core/money.h"
#include "base/core/date.h"
#include "db/db.h"

struct line_key {
    int64_t pool;
    const char *agreement, *product;
};

struct counters { /* of a line, or what an event adds; an event may take away */
    int64_t ordered, shipped, accepted, returned, invoiced; /* units */
    int64_t accepted_amount, paid_amount;                   /* money units */
};

/* Adds to the line and to its month. ERR_NOT_FOUND when there is no such line; ERR_CONFLICT when a
 * counter would fall below 0 or overflow. */
bool count_event(struct db *db, struct arena *a, const struct line_key *k, month m,
                 const struct counters *add, struct err *e);

/* The same without looking: the line is there, and nothing can fall below 0 or overflow. */
bool count_more(struct db *db, const struct line_key *k, month m, const struct counters *add,
                struct err *e);

struct agreement_line {
    const char *agreement, *institution, *company, *distributor, *group;
    date from, to; /* of the agreement */
    money price, without_service, with_service;
    bool service; /* the agreed variant is the one with accompanying service */
    int64_t agreed;
    struct counters done;
};

/* The line under which an institution orders a product on a day; with several (a group of
 * distributors), the one of this distributor ("": the first by number). ERR_NOT_FOUND: none. */
bool line_on(struct db *db, struct arena *a, int64_t pool, const char *institution,
             const char *product, const char *distributor, date on, struct agreement_line *out,
             struct err *e);
#endif
