/* breach.h - notices of breach across a pooling region (通报; I4, RULES 12, CX 五(一)):
 * goods that a company did not deliver in time, money that an institution did not pay in time, by
 * the period of the pack (month, quarter, year). Found from orders, receipts and payments of all
 * projects; sent to the party as a warning, which has some working days to answer; then published,
 * or withdrawn. A published notice of late supply makes a credit event where the pack says so
 * (breach.credit_event). */
#ifndef JICAI_BREACH_H
#define JICAI_BREACH_H
#include "policy/policy.h"
#include "registry/put.h"

enum breach_kind { BREACH_SUPPLY, BREACH_PAYMENT, BREACH_KINDS };
extern const char *const breach_kind_names[BREACH_KINDS]; /* "late_supply" */

enum breach_state {
    BREACH_FOUND,
    BREACH_SENT, /* the warning */
    BREACH_ANSWERED,
    BREACH_PUBLISHED,
    BREACH_WITHDRAWN,
    BREACH_STATES
};
extern const char *const breach_state_names[BREACH_STATES];

struct breach {
    enum breach_kind kind;
    const char *party; /* company or institution */
    int64_t lines;     /* order lines or receipt lines concerned */
    qty late;          /* pieces not delivered in time; 0 of payments */
    money amount;      /* what they cost, or what was not paid in time */
    int64_t days;      /* the longest delay until the period's end */
    enum breach_state state;
    date sent_on, answer_until, decided_on; /* day 0: not yet; decided: published or withdrawn */
    const char *answer, *credit_event;      /* "" none */
};

enum { BREACH_PERIOD_MAX = 16 };
struct breach_period { /* "2025-03", "2025-Q1", "2025" */
    const char *name;
    date first, last;
};
/* The period of the pack (silent: a quarter) that a day lies in. */
void breach_period_of(const struct policy *p, date on, struct breach_period *out,
                      char name[static BREACH_PERIOD_MAX]);

struct breach_list {
    struct breach *list; /* n, by kind and party */
    size_t n;
};

/* In a transaction of the pool: what the rows say today about a period; notices that were sent
 * already keep their figures. */
bool find_breaches(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
                   const struct breach_period *period, struct breach_list *out, struct err *e);
bool breach_read(struct db *db, struct arena *a, int64_t pool, const char *period,
                 struct breach_list *out, struct err *e);

/* One step of one party ("": of all that can take it). */
struct breach_step {
    const struct breach_period *period;
    const char *party, *answer; /* answer: of BREACH_ANSWERED */
    enum breach_state to;
    date on;
    int64_t moved; /* result */
};
bool move_breach(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
                 struct breach_step *s, struct err *e);
#endif
