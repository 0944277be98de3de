/* correction.h - corrections of what was booked (J7, H5): one person asks with a reason, another
 * decides, and what follows is a reversing entry; the wrong one stays in the books.
 *
 * claim    a month's approved claims were another amount (0: there were none), as long as the month
 *          has not been ordered to be paid, and not below what was taken from it already.
 * payback  money that was booked as paid back did not come: the amount is 0.
 * paid     a payment that the bank reported was none, or came back: the amount is 0 (unpay.h). */
#ifndef JICAI_CORRECTION_H
#define JICAI_CORRECTION_H
#include "base/core/money.h"
#include "registry/put.h"

enum correction_kind { CORRECT_CLAIM, CORRECT_PAYBACK, CORRECT_PAID, CORRECTION_KINDS };
extern const char *const correction_kind_names[CORRECTION_KINDS];
enum correction_state { CORRECTION_ASKED, CORRECTION_DONE, CORRECTION_REFUSED, CORRECTION_STATES };
extern const char *const correction_state_names[CORRECTION_STATES];

struct correction {
    const char *number;
    /* claim/INSTITUTION/FUND/MONTH, payback/PROJECT/INSTITUTION/TERM/DOCUMENT, or paid/ and the
     * reference of the payment as the bank has it */
    const char *reference, *reason;
    enum correction_kind kind; /* result: it stands in the reference */
    money amount, before;      /* the right one; the one that stood there, when it was done */
    enum correction_state state;
    const char *asked_by, *decided_by; /* decided_by: "" not yet */
    date asked_on, decided_on;
};

bool correction_ask(struct db *db, struct arena *a, int64_t pool, const struct correction *in,
                    enum put *how, struct err *e);
/* By another person; done: it is booked on that day. ERR_CONFLICT when it cannot be. */
bool correction_decide(struct db *db, struct arena *a, int64_t pool, const char *number, bool done,
                       const char *by, date on, enum put *how, struct err *e);
bool correction_get(struct db *db, struct arena *a, int64_t pool, const char *number,
                    struct correction *out, bool *found, struct err *e);
bool correction_list(struct db *db, struct arena *a, int64_t pool, const char *after, size_t limit,
                     struct correction **out, size_t *n, struct err *e);
#endif
