/* unpay.h - a payment that the bank reported and that was none: it came back (退汇), or the
 * answer was entered wrongly. Its ledger entry is reversed on the day of the decision, and the
 * payment waits again, under the order that was approved, for another answer of the bank (bank.h);
 * the wrong answer stays on record, and the same again pays nothing. correction.h asks for the two
 * people.
 *
 * prepay     an instalment; not when the rest of the prepayment no longer covers it because it was
 *            offset or paid back, nor once it was demanded back, nor one of another system's.
 * claim      what was left of a month's claims.
 * retention  what an institution keeps of a year's surplus.
 * settle     a direct payment: the invoice is owed again and on its way again. Where the month's
 *            claims were paid out meanwhile, it waits until the bank pays it: there is no month
 *            left that claims could go back to.
 * online     the same of an institution's online payment; it is approved, and waits for the bank.
 *
 * The last two are payments of trade too: taken back there under the number fund/NUMBER, dated like
 * the payment, so that due dates and days late are as if it had never been (trade/correct.h). Not
 * once goods that they paid were returned for a credit. */
#ifndef JICAI_FUND_UNPAY_H
#define JICAI_FUND_UNPAY_H
#include "db/db.h"
#include "base/core/date.h"
#include "base/core/money.h"

struct unpay {
    const char *reference; /* of the payment, as the bank names it */
    const char *document;  /* of the entries: the correction's number */
    const char *reason, *asked_by, *by; /* by: who decided */
    date asked_on, on;
    bool book; /* else only look whether it could be */
    /* result */
    money amount;
    int64_t entry; /* the reversal */
};
/* ERR_NOT_FOUND: no such payment; ERR_CONFLICT: why not. */
bool unpay(struct db *db, struct arena *a, int64_t pool, struct unpay *u, struct err *e);

/* The number in trade of the next payment of `reference` by the bank: the reference itself, and
 * once it was taken back REFERENCE~fund/NUMBER of the last time. */
bool paid_number(struct db *db, struct arena *a, int64_t pool, const char *reference,
                 const char **number, struct err *e);
#endif
