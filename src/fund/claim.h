/* claim.h - what the fund owes an institution for a month's claims (应拨付医疗费用): an
 * approved amount that offsets and direct settlement draw on before the rest is paid out. */
#ifndef JICAI_CLAIM_H
#define JICAI_CLAIM_H
#include "fund/account.h"
#include "registry/put.h"

struct claim {
    const char *institution, *document;
    enum fund fund;
    month month;
    money amount; /* whole fen, above 0 */
};

/* Books it: the fund bears it, and owes it. In a month that was paid out already: ERR_CONFLICT. */
bool claim_put(struct db *db, struct arena *a, int64_t pool, const struct claim *in, enum put *how,
               struct err *e);

/* What a month's claims of an institution still hold for a fund; 0 without any, or once paid out.
 */
bool claim_left(struct db *db, struct arena *a, int64_t pool, const char *institution,
                enum fund fund, month m, money *out, struct err *e);
bool claim_take_offset(struct db *db, int64_t pool, const char *institution, enum fund fund,
                       month m, money amount, struct err *e);
bool claim_take_direct(struct db *db, int64_t pool, const char *institution, enum fund fund,
                       month m, money amount, struct err *e); /* below 0: given back */

struct claim_paid { /* what was left of a month has reached the institution */
    const char *institution, *document;
    enum fund fund;
    month month;
    date on;
};
/* Under an order of run_claims() that was approved: its pending entry is posted. */
bool claim_pay(struct db *db, struct arena *a, int64_t pool, const struct claim_paid *in,
               enum put *how, struct err *e);
#endif
