/* direct.h - the fund settles with companies directly (H4; CX 五(四), SX 八(一),
 * GS (十一)4): what hospitals owe on invoices that are due is paid out of their claims of the
 * month, oldest first; what the claims do not cover is carried to the next month.
 *
 * A run is done in pieces of institutions, each a transaction, so that others write in between. How
 * far it has come is kept (settle_run): a run that was killed goes on there, on the day and with
 * the claims, invoices and returns of then; what came after an institution's piece waits for the
 * next month. Two at once do each a part of it. Only when it is complete there is a payment order,
 * of who began it, to be approved; before that neither the month's claims are paid out nor another
 * month is settled. Without others in between, the result is that of one transaction, to the byte.
 *
 * A run writes payment instructions: the hospital's claims are used at once, the money leaves when
 * a second person has approved them (approval.h) and the bank says so. A failed payment gives the
 * claims back, and the next run tries again. */
#ifndef JICAI_DIRECT_H
#define JICAI_DIRECT_H
#include "fund/run.h"

enum { SETTLE_PIECE = 4000 };
/* A job for run_pieces(); arg is a struct run, whose counts are those of all pieces when it is
 * complete. Packs without settle.direct: RUN_NO_RULE. */
bool run_direct(struct db *db, void *arg, struct err *e);

struct direct_result { /* what the bank says of an instruction */
    month month;
    int64_t seq;
    bool paid;
    date on;
};
/* Paid: the entry is posted and the trade wing knows the payment. Failed: all is undone; but one
 * that was taken back when the month's claims were paid out goes on waiting (unpay.h). */
bool direct_settled(struct db *db, struct arena *a, int64_t pool, const char *project,
                    const struct direct_result *in, enum put *how, struct err *e);

/* The order ended (order_end.h): the first `most` of its instructions that nobody answered are
 * undone; *n: so many were. */
bool direct_withdraw(struct db *db, struct arena *a, int64_t pool, const char *project,
                     const char *period, date on, size_t most, size_t *n, struct err *e);

struct instruction {
    int64_t seq;
    const char *institution, *payee, *fund, *invoice, *receipt, *state;
    int64_t receipt_line;
    money amount;
};
typedef bool instruction_take(void *arg, const struct instruction *i, struct err *e);
bool instruction_each(struct db *db, int64_t pool, const char *project, month m,
                      instruction_take *take, void *arg, struct err *e);
#endif
