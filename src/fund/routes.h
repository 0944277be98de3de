/* routes.h - the fund's money over HTTP (H1 to H5): the agency's monthly work and its payment
 * orders, claims, statements, the books, online settlement, corrections. The verbs are those of the
 * command line. An institution sees what is its own, a company what is owed or paid to it,
 * agencies, bureaus, finance and auditors what lies in their region; the work of a pool is for
 * agencies whose region holds the whole of it. */
#ifndef JICAI_FUND_ROUTES_H
#define JICAI_FUND_ROUTES_H
#include "access/role.h"
#include "access/who.h"
#include "http/route.h"
#include "registry/put.h"

extern const struct routes fund_run_routes;     /* the steps of a month */
extern const struct routes fund_order_routes;   /* payment orders, the bank */
extern const struct routes fund_claim_routes;   /* claims, decisions, prepayments, money back */
extern const struct routes fund_charge_routes;  /* patients' charges, split */
extern const struct routes fund_book_routes;    /* accounts, ledger, its export, corrections */
extern const struct routes fund_payable_routes; /* what hospitals owe; online settlement */

#define FUND_PATH "/v1/pools/:pool/fund"
#define FUND_OFFICES (AS_FUND | AS_PROVINCE | AS_CITY | AS_FINANCE | AS_AUDITOR)
#define FUND_PARTIES (AS_HOSPITAL | AS_COMPANY)

struct fund_page { /* of any list */
    struct list items;
    const char *next;
};
#define FUND_PAGE(shape_)                                                                          \
    F_LIST(struct fund_page, "items", items, shape_, 0, PAGE_LIMIT_MAX, 0),                        \
        F_TEXT(struct fund_page, "next", next, 1024, FIELD_OPT)

struct fund_done { /* of what is entered in one piece */
    int64_t fresh, same;
};
extern const struct shape fund_done_shape;
bool fund_done(struct call *c, int64_t fresh, int64_t same);
bool fund_done_one(struct call *c, enum put how);

struct ending_in { /* why a payment is withdrawn or refused */
    const char *reason;
};
extern const struct shape ending_in_shape;

/* Who works for the whole pool: else ERR_DENIED. */
bool fund_whole_pool(struct call *c);
void fund_sight(const struct call *c, struct sight *out);
/* A page of what a project's institutions have of a month, at :project/:month: a query of pool,
 * project, month, sight (3), after and how many; an institution a row in its first column. *n of
 * the rows are shown; where r->n is more, others follow. */
bool fund_month_page(struct call *c, const struct query *q, struct rows *r, size_t *n);
/* The mistake is in the i-th of "items". Always false. */
bool fund_item_place(struct call *c, size_t i);
/* "-" in a path: the pool's own, "" in the tables. */
const char *fund_project(const char *arg);
#endif
