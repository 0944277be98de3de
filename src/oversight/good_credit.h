/* good_credit.h - incentives for good credit (REQUIREMENTS I3; GS (十四): 守信激励).
 *
 * A party earns one that nothing was held against for two years *(choice)*: no credit grade
 * anywhere, no published notice of breach and no shortage that ended as a breach in the pool; and
 * it has to trade there, within the last year. An office grants it by a decision, for a year at
 * most; it rests while a grade stands, and ends by itself. */
#ifndef JICAI_GOOD_CREDIT_H
#define JICAI_GOOD_CREDIT_H
#include "registry/put.h"

enum { GOOD_MONTHS = 24, GOOD_TRADE_MONTHS = 12, GOOD_DAYS_MAX = 366 };

enum good_verdict { /* in order of precedence */
                    GOOD_OK,
                    GOOD_GRADE,    /* a grade stands, whichever pool evaluated it */
                    GOOD_BREACH,   /* a notice was published */
                    GOOD_SHORTAGE, /* it neither supplied nor bore the cost */
                    GOOD_NO_TRADE, /* nothing to be judged by */
                    GOOD_VERDICTS
};
const char *good_verdict_name(enum good_verdict v);
bool good_on(struct db *db, struct arena *a, int64_t pool, const char *party, date on,
             enum good_verdict *out, struct err *e);

enum incentive_kind {
    INCENTIVE_COMMENDED, /* in public */
    INCENTIVE_GREEN_CHANNEL,
    INCENTIVE_FEWER_CHECKS,
    INCENTIVE_KINDS
};
extern const char *const incentive_kind_names[INCENTIVE_KINDS];

struct incentive {
    const char *number, *party, *document, *by;
    enum incentive_kind kind;
    date from, until;
};
bool grant_incentive(struct db *db, struct arena *a, int64_t pool, const struct incentive *in,
                     date on, enum put *how, struct err *e);

enum incentive_state {
    INCENTIVE_IN_FORCE,
    INCENTIVE_TO_COME,
    INCENTIVE_OVER,
    INCENTIVE_RESTS, /* a grade stands against the party */
    INCENTIVE_STATES
};
extern const char *const incentive_state_names[INCENTIVE_STATES];
bool incentive_on(struct db *db, struct arena *a, int64_t pool, const struct incentive *in, date on,
                  enum incentive_state *out, struct err *e);
#endif
