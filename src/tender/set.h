/* set.h - bids and awards of a group that is bought as a system: a price for the set, and one for
 * each part (REQUIREMENTS D1; engine/system.h). The bid itself, and the award, are about the set's
 * own product code; the parts are ordinary products of the same bidder. A product is part of one
 * set in a project and is not offered there on its own, so that it has one price. */
#ifndef JICAI_TENDER_SET_H
#define JICAI_TENDER_SET_H
#include "project/component.h"
#include "tender/award.h"

struct bid_part {
    const char *component, *part; /* part: product code */
    money price, with_service;    /* of a piece; with_service 0: no such quote */
};
struct bid_parts {
    size_t n;
    struct bid_part *list; /* by component */
};
/* For a bid that is there (ERR_NOT_FOUND), of a component of its group, of the same bidder. */
bool bid_part_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *group, const char *product, const struct bid_part *in, enum put *how,
                  struct err *e);
bool bid_part_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                   const char *group, const char *product, struct bid_parts *out, struct err *e);

/* Does a bid of a system hold together: each component once, nothing else, the sum exact? */
enum set_verdict { /* in order of precedence */
                   SET_OK,
                   SET_MISSING, /* a component without a price */
                   SET_UNKNOWN, /* a part of no component, or parts where there is no system */
                   SET_SUM,     /* SYSTEM_SUM, SYSTEM_SERVICE, SYSTEM_PRICE */
                   SET_VERDICTS
};
const char *set_verdict_name(enum set_verdict v);
/* *at: the component at fault; *sum: of the parts. A bid that gave up (price 0) has no parts. */
enum set_verdict set_check(const struct components *c, const struct bid_part part[], size_t n,
                           money price, money with_service, const char **at, money *sum);

/* The parts of the selected and standing by, at the prices that the award gave; in its
 * transaction. Nothing for a group that is no system. */
bool set_award(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct group_result *in, struct err *e);

/* All bids of a group, before its award: ERR_CONFLICT names the first that does not hold together;
 * adds them to the digest of what the award follows from. *system: it is one. */
bool set_bids(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
              const struct award_bid bid[], size_t n, struct sha256 *s, bool *system,
              struct err *e);
#endif
