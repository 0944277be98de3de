/* check.h - the fund's invariants, recomputed from its rows alone (RULES 8), for fsck and the
 * tests: the ledger by the engine's auditor, and every sum that a table keeps against the rows
 * that make it. */
#ifndef JICAI_FUND_CHECK_H
#define JICAI_FUND_CHECK_H
#include "db/db.h"

enum fund_fault {
    FUND_LEDGER,      /* the auditor's word and the entry or account it is about */
    FUND_PREPAID,     /* an institution's account is not what its prepayments leave */
    FUND_OVERTAKEN,   /* offsets and money back exceed what was paid out */
    FUND_CLAIM,       /* a month's claims do not hold what was taken from them, or its lines; or
                         a line is not split as its standard says */
    FUND_CLAIMS_OWED, /* an institution's account is not what its months still owe */
    FUND_ENTRY,       /* a row and its ledger entry differ in amount, or there is no such entry */
    FUND_INSTALMENTS, /* the instalments of a prepayment do not add up to it */
    FUND_DEBT,        /* a company's account is not what its debts leave */
    FUND_RETENTION,   /* an institution's account is not what its retention leaves */
    FUND_APPROVAL,    /* paid without a second person */
    FUND_ON_ITS_WAY,  /* what waits for the bank is not what the invoices keep of it */
    FUND_LOCKED,      /* an entry is dated in a month that was locked before */
    FUND_FAULTS
};
const char *fund_fault_name(enum fund_fault f);

/* `id` names the row: "P1/H50010300001/1". */
typedef void fund_found(void *arg, enum fund_fault f, const char *id, const char *what);

/* False: the database failed. *faults: how many were found. */
bool fund_check(struct db *db, int64_t pool, fund_found *found, void *arg, int64_t *faults,
                struct err *e);
#endif
