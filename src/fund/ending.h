/* ending.h - a payment that waited for its second person and is not to be made: who made it
 * withdrew it, or another refused it, with a reason. What it held is given back; the
 * row of payment_end stays. order_end.h for orders of the agency, online.h for online payments. */
#ifndef JICAI_FUND_ENDING_H
#define JICAI_FUND_ENDING_H
#include "db/db.h"
#include "base/core/date.h"
#include "base/core/money.h"

enum ending_how { ENDING_WITHDRAWN, ENDING_REFUSED, ENDING_HOWS };
extern const char *const ending_how_names[ENDING_HOWS];

struct ending { /* of what has ended; else "" and day 0 */
    const char *how, *by, *reason;
    date on;
};

struct ended {                           /* what ends */
    const char *step, *project, *period; /* payment_end: "online", "", NUMBER */
    const char *made_by;
    date made_on;
    int64_t payments;
    money amount;
};
/* May `by` end it so? ERR_INPUT: without a reason, before it was made, withdrawn by somebody else,
 * refused by who made it. */
bool ending_may(const struct ended *it, enum ending_how how, const char *by, const char *reason,
                date on, struct err *e);
/* *seq: of its row. */
bool ending_keep(struct db *db, struct arena *a, int64_t pool, const struct ended *it,
                 enum ending_how how, const char *by, const char *reason, date on, int64_t *seq,
                 struct err *e);
/* From four columns of text at `c`: how (or another text), by, on, reason. */
struct ending ending_of_row(const struct rows *r, size_t i, size_t c);
#endif
