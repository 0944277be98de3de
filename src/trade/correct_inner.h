/* correct_inner.h - a correction at work, for the files of correct.h. */
#ifndef JICAI_TRADE_CORRECT_INNER_H
#define JICAI_TRADE_CORRECT_INNER_H
#include "trade/correct.h"

struct redoing {
    struct trade *t;
    const struct redo *c;
    bool do_it;               /* else only look */
    bool bank;                /* a payment of the bank, taken back by whose order it was */
    date on;                  /* of the wrong document: result */
    const char *back, *right; /* numbers of the new documents */
};

/* Always false: why it cannot be; there is no such document. */
bool redo_cannot(const struct redoing *w, enum msg m, const char *what, struct err *e);
bool redo_no_such(const struct redoing *w, struct err *e);

bool redo_payment(struct redoing *w, struct err *e);
#endif
