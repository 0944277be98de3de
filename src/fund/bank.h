/* bank.h - what leaves for the bank and what comes back, the same for all payments of the platform:
 * the orders of the agency (approval.h) and the payments of institutions (online.h).
 *
 * Each payment has a reference that says what it is: prepay/PROJECT/INSTITUTION/TERM/NUMBER,
 * claim/INSTITUTION/FUND/MONTH, settle/PROJECT/MONTH/SEQ, retention/PROJECT/INSTITUTION/YEAR,
 * online/NUMBER. An answer is known by the reference and the bank's own number: the same twice is
 * one, and another under the same number is a conflict. */
#ifndef JICAI_BANK_H
#define JICAI_BANK_H
#include "fund/approval.h"

struct bank_answer {
    const char *reference, *document;
    bool paid; /* false: it failed; what waits goes on waiting, but a direct settlement gives the
                  claims back and an online payment ends */
    date on;
    money amount; /* must be the payment's */
};
bool bank_take(struct db *db, struct arena *a, int64_t pool, const struct bank_answer *in,
               enum put *how, struct err *e);

/* Money has moved today or before: ERR_INPUT for a day to come. today day 0: not asked. */
bool bank_day(date on, date today, const char *field, struct err *e);

struct order_payment { /* one payment of an order */
    const char *reference, *payee, *fund;
    const char *state; /* waiting, paid, failed */
    money amount;
    date on; /* of the bank's answer; day 0 none */
};
/* By reference; `after` "" from the beginning. */
bool order_payments(struct db *db, struct arena *a, int64_t pool, const char *project,
                    enum approval_step step, const char *period, const char *after, size_t limit,
                    struct order_payment **out, size_t *n, struct err *e);

/* The bank has paid all of an order that waits; `document`: its number. */
struct order_paid {
    int64_t rows;
    money amount;
};
bool order_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
               enum approval_step step, const char *period, const char *document, date on,
               struct order_paid *out, struct err *e);
#endif
