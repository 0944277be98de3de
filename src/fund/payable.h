/* payable.h - what the fund owes an institution as retention (结余留用), and what a company
 * owes a hospital for failure to supply: amounts that other wings compute and the books keep
 * (RULES 6, 8, 10). */
#ifndef JICAI_PAYABLE_H
#define JICAI_PAYABLE_H
#include "fund/account.h"
#include "registry/put.h"

struct retention_payment {
    const char *institution, *project, *document; /* document: of the assessment */
    int64_t year;
    enum fund fund;
    money amount; /* whole fen, above 0 */
    date on, due_on;
};

/* The fund owes it from `on`, or the first day after locked months; the same again changes nothing.
 */
bool retention_owe(struct db *db, struct arena *a, int64_t pool, const struct retention_payment *in,
                   enum put *how, struct err *e);
/* It was paid: the whole of it, once, under a payment order that was approved (approval.h). */
bool retention_pay(struct db *db, struct arena *a, int64_t pool, const char *institution,
                   const char *project, int64_t year, date paid_on, enum put *how, struct err *e);

struct supplier_debt {
    const char *company, *institution, *project, *document; /* document: the shortage case */
    money amount; /* settle_substitutes(): whole fen, above 0 */
    date on;
};
bool supplier_debt_put(struct db *db, struct arena *a, int64_t pool, const struct supplier_debt *in,
                       enum put *how, struct err *e);
/* The company has paid the hospital: the whole of it, once. */
bool supplier_debt_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
                       const char *company, const char *document, date on, enum put *how,
                       struct err *e);
#endif
