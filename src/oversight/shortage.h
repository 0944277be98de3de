/* shortage.h - the case of an order that was not supplied (F3; CX 五(二), GS (十一)2,
 * CQ 二(六)): reported by the hospital, answered by the supplier, force majeure claimed with
 * evidence (不可抗力) and decided, substitutes bought, their extra cost charged to the
 * supplier, and closed: supplied, excused, borne, or a breach that becomes a credit event. Every
 * step is dated and follows the one before; what was decided is not decided again. */
#ifndef JICAI_SHORTAGE_H
#define JICAI_SHORTAGE_H
#include "oversight/level.h"
#include "policy/policy.h"
#include "registry/put.h"

enum shortage_state { /* in order */
                      SHORTAGE_OPEN,
                      SHORTAGE_STATED,  /* the supplier has answered */
                      SHORTAGE_DECIDED, /* on force majeure */
                      SHORTAGE_CHARGED, /* with the extra cost */
                      SHORTAGE_CLOSED,
                      SHORTAGE_STATES
};
extern const char *const shortage_state_names[SHORTAGE_STATES];
enum statement { STATEMENT_NONE, STATEMENT_WILL_SUPPLY, STATEMENT_CANNOT, STATEMENTS };
extern const char *const statement_names[STATEMENTS]; /* "" none */
enum force_majeure { FORCE_NOT_CLAIMED, FORCE_CLAIMED, FORCE_ACCEPTED, FORCE_REFUSED, FORCES };
extern const char *const force_names[FORCES]; /* "" not claimed */
enum shortage_outcome {
    OUTCOME_OPEN,
    OUTCOME_SUPPLIED,
    OUTCOME_EXCUSED,
    OUTCOME_BORNE,
    OUTCOME_BREACH,
    OUTCOMES
};
extern const char *const outcome_names[OUTCOMES]; /* "" open */

struct shortage { /* as stored */
    const char *number, *project, *institution, *company, *product, *order;
    int64_t line;
    qty missing;     /* when it was reported */
    qty substituted; /* so far */
    enum shortage_state state;
    enum statement statement;
    enum force_majeure force;
    enum shortage_outcome outcome;
    const char *evidence, *credit_event; /* "" none */
    money extra;                         /* of the substitutes, so far */
    date reported_on, stated_on, supply_by, decided_on, charged_on, closed_on; /* day 0: not */
};

struct shortage_work { /* what every verb gets, in a transaction of the pool */
    struct db *db;
    struct arena *arena;
    int64_t pool;
    const char *number; /* of the case */
    date on;
};

/* An order line of which something is missing. The same again changes nothing. */
bool report_shortage(const struct shortage_work *w, const char *order, int64_t line, enum put *how,
                     struct err *e);
/* `evidence`: of force majeure; "" when it is not claimed. supply_by: day 0 not said. */
bool state_supplier(const struct shortage_work *w, enum statement s, date supply_by,
                    const char *evidence, struct err *e);
bool decide_force_majeure(const struct shortage_work *w, bool accepted, struct err *e);
/* Goods of a receipt that the same institution accepted since the report, bought instead. */
bool add_substitute(const struct shortage_work *w, const char *receipt, int64_t line, qty n,
                    enum put *how, struct err *e);
/* The extra cost becomes the supplier's debt (fund/payable.h), by the pool's pack of that day. */
bool charge_shortage(const struct shortage_work *w, struct err *e);
/* What came of it is found out: *out. A charged case stays open until `borne` (the supplier has
 * paid) or is called a breach: then a credit event follows where the pack says so. */
bool close_shortage(const struct shortage_work *w, bool borne, struct shortage *out, struct err *e);

/* Its way through the offices (level.h). */
struct level_work shortage_level(const struct shortage_work *w);

bool shortage_get(struct db *db, struct arena *a, int64_t pool, const char *number,
                  struct shortage *out, struct err *e); /* ERR_NOT_FOUND */
/* All of a pool ("" or one project), by number. */
bool shortage_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                   struct shortage **out, size_t *n, struct err *e);
#endif
