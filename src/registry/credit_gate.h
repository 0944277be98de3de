/* credit_gate.h - the doors that a bad credit grade or a decision of the market's authority shuts
 * (RULES 13; REQUIREMENTS I3, D3, F2; GS (十四), CX 五(二), CQ 二(六), GZ 四(二)5).
 *
 * Which measures a grade has is the edition's; that a pool applies them is its pack's
 * (credit.enforced), with the clause that every refusal names. Where no pack is in force they
 * apply. Texts live in the arena. */
#ifndef JICAI_CREDIT_GATE_H
#define JICAI_CREDIT_GATE_H
#include "registry/credit_record.h"

enum credit_door {
    DOOR_BID,          /* refuse_bid; any ban */
    DOOR_LISTING,      /* limit_listing, stop_listing: anew; any ban */
    DOOR_LISTED,       /* stop_listing, exit: what is listed already */
    DOOR_DISTRIBUTION, /* refuse_distribution: anew; any ban */
    DOOR_ORDER,        /* to_standby: the standby supplier delivers; exit */
    CREDIT_DOORS
};

struct credit_asked {
    int64_t pool; /* where */
    const char *party, *product;
    date on;
};

struct credit_bar {
    bool shut;
    int grade;          /* worst on that day, whether a door is shut or not; 0: clean */
    const char *why;    /* event and edition, "E1 (2025)", or the decision on a ban */
    const char *clause; /* 《...》五(二), or the decision's document */
    date until;
};

/* Is this door shut? One short look for a party that nothing was ever held against. */
bool credit_bar(struct db *db, struct arena *a, const struct credit_asked *q, enum credit_door door,
                struct credit_bar *out, struct err *e);
/* Nothing was ever held against it: all its doors are open. */
bool credit_is_clean(struct db *db, struct arena *a, const char *party, bool *out, struct err *e);
/* ERR_INPUT with event, clause and last day when it is. `field`: of the file. */
bool credit_must(struct db *db, struct arena *a, const struct credit_asked *q,
                 enum credit_door door, const char *field, struct err *e);
bool credit_refuse(const struct credit_asked *q, enum credit_door door, const struct credit_bar *b,
                   const char *field, struct err *e); /* says so; always false */
#endif
