/* unpay.h - a payment that the bank reported and that was none: it came back (退汇), or the
 * answer was entered wrongly. Its ledger entry is reversed on the day of the decision, and the
 * payment waits again, under the order that was approved, for another answer of the bank (bank.h);
 * the wrong answer stays on record, and the same again pays nothing. correction.h asks for the two
 * people.
 *
 * prepay     an instalment; not when the rest of the prepayment no longer covers it because it was
 *            offset or paid back, nor once it was demanded back, nor one of another system's.
 * claim      what was left of a month's claims.
 * retention  what an institution keeps of a year's surplus. */
#ifndef JICAI_FUND_UNPAY_H
#define JICAI_FUND_UNPAY_H
#include "db/db.h"
#include "base/core/date.h"
#include "base/core/money.h"

struct unpay {
    const char *reference; /* of the payment, as the bank names it */
    const char *document;  /* of the entries: the correction's number */
    date on;
    bool book; /* else only look whether it could be */
    /* result */
    money amount;
    int64_t entry; /* the reversal */
};
/* ERR_NOT_FOUND: no such payment; ERR_CONFLICT: why not. */
bool unpay(struct db *db, struct arena *a, int64_t pool, struct unpay *u, struct err *e);
#endif
