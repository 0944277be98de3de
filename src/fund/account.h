/* account.h - the chart of accounts: one account per fund, kind and party.
 *
 * Debit-minded: cash, special, prepaid, benefit, retention_cost, supplier_debt, hospital_cash,
 * received. Credit-minded: claims, supplier, retention, compensation, carried.
 * Three kinds have a bound that no entry may break: an institution never pays back more than it was
 * prepaid (prepaid), and nobody is paid more than he is owed (claims, supplier, retention). */
#ifndef JICAI_ACCOUNT_H
#define JICAI_ACCOUNT_H
#include "engine/ledger.h"
#include "engine/prepay.h"

/* enum fund of the engine, and two more. FUND_UNDECIDED is stored as "pooled": nobody has split it.
 */
enum { FUND_NONE = FUND_UNDECIDED + 1, FUNDS }; /* none: between a hospital and a company */
extern const char *const fund_names[FUNDS];

enum account_kind {
    ACCOUNT_CASH,           /* the fund's money */
    ACCOUNT_SPECIAL,        /* the region's fund special account (医保基金专户) */
    ACCOUNT_PREPAID,        /* prepaid to an institution and not yet back */
    ACCOUNT_BENEFIT,        /* claims that the fund bears */
    ACCOUNT_CLAIMS,         /* owed to an institution for claims */
    ACCOUNT_SUPPLIER,       /* owed to a company, directly settled */
    ACCOUNT_RETENTION_COST, /* retention that the fund bears */
    ACCOUNT_RETENTION,      /* owed to an institution as retention */
    ACCOUNT_SUPPLIER_DEBT,  /* what a company owes for failure to supply */
    ACCOUNT_COMPENSATION,   /* the same, for the hospital */
    ACCOUNT_HOSPITAL_CASH,  /* what a hospital paid through the platform (online.h) */
    ACCOUNT_RECEIVED,       /* what a company was paid so */
    ACCOUNT_CARRIED,        /* against what was brought in from another system (carry.h) */
    ACCOUNT_KINDS
};
extern const char *const account_kind_names[ACCOUNT_KINDS];
extern const char *const bound_names[]; /* of enum ledger_limit */

struct account_key {
    enum fund fund; /* or FUND_NONE */
    enum account_kind kind;
    const char *party; /* "": the fund's own */
};

enum ledger_limit account_limit(enum account_kind k);
#endif
