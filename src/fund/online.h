/* online.h - online settlement (在线结算; H1, GZ 四(二)3): an institution pays a company
 * through the platform. One person makes the payment out of invoice lines, another of the same
 * institution approves it, the bank gets it, and its answer makes the payment of the trade wing and
 * posts the ledger entry; a payment that failed leaves the invoices as they were. So does one that
 * was withdrawn or refused before anybody approved it (ending.h).
 *
 * The entry is between the two parties (no fund's money): pending from the approval, posted or
 * voided by the bank's answer. What one payment has under way no other can pay. */
#ifndef JICAI_ONLINE_H
#define JICAI_ONLINE_H
#include "fund/ending.h"
#include "registry/put.h"

enum { ONLINE_LINES_MAX = 500 };

struct online_line {
    const char *invoice, *receipt;
    int64_t receipt_line;
    money amount; /* 0: all that is owed on it */
};

enum online_state {
    ONLINE_MADE,
    ONLINE_APPROVED,
    ONLINE_PAID,
    ONLINE_FAILED,
    ONLINE_WITHDRAWN,
    ONLINE_REFUSED,
    ONLINE_STATES
};
extern const char *const online_state_names[ONLINE_STATES];

struct online_payment {
    const char *number, *institution, *payee;
    const struct online_line *line;
    size_t n;
    money amount; /* result */
    enum online_state state;
    const char *made_by, *approved_by;      /* approved_by: "" it waits */
    date made_on, approved_on, answered_on; /* day 0: not yet */
    struct ending end;
    int64_t entry; /* pending since the approval; 0 not yet */
};

/* Of in: number, institution, lines, made_by, made_on; payee and amounts follow from the lines,
 * which are all of one company. The same again changes nothing. */
bool online_make(struct db *db, struct arena *a, int64_t pool, const struct online_payment *in,
                 enum put *how, struct err *e);
/* ERR_NOT_FOUND when it is not this institution's; ERR_INPUT when it is the same person. */
bool online_approve(struct db *db, struct arena *a, int64_t pool, const char *number,
                    const char *institution, const char *by, date on, enum put *how, struct err *e);
/* While nobody has approved it: what is on its way is owed again. ERR_NOT_FOUND as above;
 * ERR_CONFLICT once it was approved: then the bank has it, and answers. */
bool online_end(struct db *db, struct arena *a, int64_t pool, const char *number,
                const char *institution, enum ending_how end, const char *by, const char *reason,
                date on, enum put *how, struct err *e);
/* As the bank says: bank.h calls it. */
bool online_answer(struct db *db, struct arena *a, int64_t pool, const char *number, bool paid,
                   money amount, date on, struct err *e);

bool online_get(struct db *db, struct arena *a, int64_t pool, const char *number,
                struct online_payment *out, bool *found, struct err *e);

struct online_search {
    int64_t pool;
    const char *institution, *payee, *state; /* "" all */
    const char *lo, *hi;                     /* regions of institutions: lo <= region < hi */
    const char *after;
    size_t limit;
};
bool online_list(struct db *db, struct arena *a, const struct online_search *s,
                 struct online_payment **out, size_t *n, struct err *e);
#endif
