/* retain_pay.h - the way of a retention from the ledger to the bank (H6, 按时拨付): a payment
 * order of all that is owed for a year, made by one person; approved by another
 * (fund/approval.h); paid. */
#ifndef JICAI_RETAIN_PAY_H
#define JICAI_RETAIN_PAY_H
#include "fund/approval.h"
#include "project/project.h"

/* *order: what it holds; rows 0: nothing is owed, and there is no order. */
bool order_retention(struct db *db, struct arena *a, const struct project *project, int64_t year,
                     const char *by, date on, struct payment_order *order, struct err *e);
/* Of one institution or ("") of all that were not paid yet. */
bool pay_retention(struct db *db, struct arena *a, const struct project *project, int64_t year,
                   const char *institution, date on, int64_t *n, money *sum, struct err *e);
#endif
