/* correct.h - a receipt, a return or a payment was entered wrongly (REQUIREMENTS J7): one person
 * asks with a reason, another decides, and what follows is a reversing document and a right one,
 * both dated like the wrong one, which stays. It is the only way into a locked month.
 *
 * receipt  another quantity was accepted (0: nothing came); nothing returned or paid on it yet. The
 *          reversal is a return to be replaced, so the order has room for the right receipt.
 * return   another quantity went back (0: nothing did); not yet turned into a credit.
 * payment  another amount was paid (0: nothing was; else it has one item). What stood on its
 *          credits is open again.
 *
 * What the bank paid out of an order is corrected by whose order it was (redo_bank_payment). A
 * document is corrected
 * once: then its right one.
 *
 * The reversal of R is R~NUMBER-, the right one R~NUMBER. */
#ifndef JICAI_TRADE_CORRECT_H
#define JICAI_TRADE_CORRECT_H
#include "trade/trade.h"

enum redo_kind { REDO_RECEIPT, REDO_RETURN, REDO_PAYMENT, REDO_KINDS };
extern const char *const redo_kind_names[REDO_KINDS];
enum redo_state { REDO_ASKED, REDO_DONE, REDO_REFUSED, REDO_STATES };
extern const char *const redo_state_names[REDO_STATES];

struct redo {
    const char *number;
    enum redo_kind kind;
    const char *document; /* of the wrong one */
    int64_t line;         /* of it; 0 of a payment */
    qty qty;              /* the right one; of a payment 0 */
    money amount;         /* of a payment, the right one; else 0 */
    const char *udi;      /* of the right receipt or return; "" */
    const char *reason;
    enum redo_state state;
    month month;                       /* result: that it is dated in */
    const char *asked_by, *decided_by; /* decided_by: "" not yet */
    date asked_on, decided_on;
};

/* Looks whether it could be done. t->institution: only its own documents. */
bool ask_redo(struct trade *t, const struct redo *in, enum put *how, struct err *e);
/* By another person than who asked; done: it is carried out. ERR_CONFLICT when it cannot be. */
bool decide_redo(struct trade *t, const char *number, bool done, const char *by, date on,
                 enum put *how, struct err *e);
/* A payment of the bank (settle/, online/) was none, and all of it is taken back: what two people
 * of whose order it was have asked for and decided, kept here like the others. `c` with all but
 * kind, line, quantity and amount; without do_it it is only looked at. */
bool redo_bank_payment(struct trade *t, const struct redo *c, bool do_it, struct err *e);
bool redo_get(struct trade *t, const char *number, struct redo *out, bool *found, struct err *e);
/* After a number; state -1: all; ym "": all. */
bool redo_list(struct db *db, struct arena *a, int64_t pool, const char *after, int state,
               const char *ym, size_t limit, struct redo **out, size_t *n, struct err *e);
#endif
