/* ledger.h - the books (复式记账). RULES 8.
 *
 * One row is one debit account, one credit account and one amount of at least 1 fen, so unbalanced
 * books cannot be written down. A row is posted at once, or pending: then a later row posts it
 * (whole or in part; the rest is released) or voids it. Nothing is edited: a correction is a row
 * that mirrors the wrong one and names it. Rows linked to the next stand or fall together.
 *
 * The ledger here is the caller's arrays: accounts sorted by number, rows by number. The store
 * loads what an event touches, applies it, and writes what was accepted; ledger_check() goes
 * through whole books and shares no arithmetic with it. */
#ifndef JICAI_LEDGER_H
#define JICAI_LEDGER_H
#include <stddef.h>

#include "base/core/date.h"
#include "base/core/money.h"

enum ledger_cause {
    CAUSE_PREPAYMENT,
    CAUSE_OFFSET,
    CAUSE_CLAIM,
    CAUSE_DIRECT_SETTLEMENT,
    CAUSE_PAYMENT,
    CAUSE_RETURN,
    CAUSE_CLAWBACK,
    CAUSE_SUPPLIER_DEBT,
    CAUSE_RETENTION,
    CAUSE_CARRIED, /* brought in from another system */
    LEDGER_CAUSES
};

enum ledger_kind { ROW_POSTED, ROW_PENDING, ROW_POST, ROW_VOID, ROW_REVERSAL, LEDGER_KINDS };

struct ledger_row {
    int64_t number; /* from 1, rising */
    enum ledger_kind kind;
    int64_t debit, credit; /* accounts */
    money amount;
    int64_t of;  /* the row that a ROW_POST or ROW_VOID ends, or a ROW_REVERSAL mirrors; else 0 */
    bool linked; /* with the next row */
    enum ledger_cause cause;
    date on;
};

enum ledger_limit {
    LIMIT_NONE,
    LIMIT_CREDITS, /* credits, pending ones included, stay within posted debits: balance >= 0 */
    LIMIT_DEBITS,  /* the other way round */
};

struct ledger_balance {
    money debit_pending, debit_posted, credit_pending, credit_posted;
};

struct ledger_account {
    int64_t number;
    int64_t book; /* pooling region and fund: a row stays within one */
    enum ledger_limit limit;
    bool closed;
    struct ledger_balance balance;
};

struct ledger {
    struct ledger_account *account;
    size_t accounts;
    struct ledger_row *row;
    size_t rows, max;
};

/* In order of precedence. */
enum ledger_verdict {
    LEDGER_OK,
    LEDGER_LINK_FAILED, /* another row of its chain was refused */
    LEDGER_CHAIN_OPEN,  /* linked to a next row that does not come */
    LEDGER_NUMBER,      /* below 1 */
    LEDGER_EXISTS,      /* the very row is there already: nothing done */
    LEDGER_EXISTS_DIFFERENT,
    LEDGER_NUMBER_NOT_RISING,
    LEDGER_FULL,       /* the caller's array has no room */
    LEDGER_BELOW_FEN,  /* amount below 0.01 */
    LEDGER_NOT_FEN,    /* parts of a fen */
    LEDGER_OF_MISSING, /* posts, voids or reverses, and names no row */
    LEDGER_OF_UNEXPECTED,
    LEDGER_SAME_ACCOUNT,
    LEDGER_DEBIT_UNKNOWN,
    LEDGER_CREDIT_UNKNOWN,
    LEDGER_BOOKS_DIFFER,
    LEDGER_DEBIT_CLOSED,
    LEDGER_CREDIT_CLOSED,
    LEDGER_OF_UNKNOWN,        /* the named row is not there */
    LEDGER_OF_NOT_PENDING,    /* posts or voids what never was pending */
    LEDGER_OF_NOT_POSTED,     /* reverses what is not posted, or is a reversal itself */
    LEDGER_OF_OTHER_ACCOUNTS, /* not the same accounts (of a reversal: not mirrored) */
    LEDGER_OF_OTHER_CAUSE,
    LEDGER_OF_EXCEEDED,     /* posts more than is pending */
    LEDGER_OF_OTHER_AMOUNT, /* voids or reverses another amount */
    LEDGER_ALREADY_POSTED,
    LEDGER_ALREADY_VOIDED,
    LEDGER_ALREADY_REVERSED,
    LEDGER_OVERFLOW,
    LEDGER_DEBIT_LIMIT,  /* the debited account's debits would exceed its credits */
    LEDGER_CREDIT_LIMIT, /* the credited account's credits would exceed its debits */
    LEDGER_VERDICTS
};
const char *ledger_verdict_name(enum ledger_verdict v);
const char *ledger_cause_name(enum ledger_cause c);
const char *ledger_kind_name(enum ledger_kind k);

/* Take `n` rows, each with its own verdict; a chain (rows linked to the next) is taken whole or not
 * at all: then the first wrong one has its reason and the others LINK_FAILED. Returns how many
 * were taken; those that EXIST are not counted, and are no reason against their chain. */
size_t ledger_append(struct ledger *l, const struct ledger_row in[], size_t n,
                     enum ledger_verdict out[]);

/* Debits less credits, posted ones only. */
money ledger_net(const struct ledger_account *a);

/* The auditor: do these rows, alone, make these balances, and is each of them allowed? */
enum ledger_fault {
    FAULT_NONE,
    FAULT_ORDER,   /* numbers do not rise */
    FAULT_AMOUNT,  /* below a fen, or parts of one */
    FAULT_ACCOUNT, /* unknown, the same twice, or of two books */
    FAULT_OF,      /* names a row it may not name */
    FAULT_TWICE,   /* a row posted, voided or reversed twice */
    FAULT_CHAIN,   /* the last row is linked to nothing */
    FAULT_LIMIT,   /* an account's limit was broken after this row (or chain) */
    FAULT_OVERFLOW,
    FAULT_BALANCE, /* an account does not hold what its rows add up to; `at` is the account */
    LEDGER_FAULTS
};
const char *ledger_fault_name(enum ledger_fault f);

struct ledger_scratch { /* the caller's: `sum` as many as accounts, `ended` as many as rows */
    struct ledger_balance *sum;
    unsigned char *ended;
};
/* *at: the row's (or account's) index; 0 where there is no fault. */
enum ledger_fault ledger_check(const struct ledger *l, struct ledger_scratch s, size_t *at);

/* The same for rows that come one by one, in the order of their numbers, so that books of any
 * length are audited with their accounts alone in memory. */
struct ledger_audit {
    const struct ledger_account *account; /* sorted by number */
    size_t accounts;
    struct ledger_balance *sum; /* as many; the caller's */
    int64_t last;               /* number of the row before; 0 none yet */
    bool linked;                /* it is */
};
void ledger_audit_begin(struct ledger_audit *a);
/* `named`: the earlier row that r->of names; NULL there is none. `ended`: an earlier row has named
 * it too. After a fault the audit is over. */
enum ledger_fault ledger_audit_row(struct ledger_audit *a, const struct ledger_row *r,
                                   const struct ledger_row *named, bool ended);
/* *at: the account's index, when it is the fault of one (FAULT_BALANCE); else 0. */
enum ledger_fault ledger_audit_end(const struct ledger_audit *a, size_t *at);
#endif
