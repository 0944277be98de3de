/* progress.h - counters per agreement line and per month, and how far a project is. */
#ifndef JICAI_PROGRESS_OF_TRADE_H
#define JICAI_PROGRESS_OF_TRADE_H
#include "trade/trade.h"

struct trade_line {
    const char *project, *institution, *product, *variant, *agreement; /* agreement: "" none */
};

struct progress {
    qty agreed, ordered, accepted, returned;
    money accepted_amount; /* net of returns */
    money at_selected;     /* the same at selected prices */
    money invoiced, paid;
    qty shipped,
        invoiced_units; /* what an event adds to the agreement's own counters; not kept here */
    bool sure;          /* an event that adds, to a line that was just read and has room for it */
};

/* What an event adds, here and to the counters of the agreement wing. agreed is only kept where
 * something is ordered. */
bool progress_add(struct trade *t, const struct trade_line *k, date on, const struct progress *d,
                  struct err *e);
bool progress_get(struct trade *t, const struct trade_line *k, struct progress *out, struct err *e);

/* Each line of a project as it was at the end of a day, by institution and product; invoiced and
 * paid are not told. */
typedef bool progress_row(void *arg, const struct trade_line *k, const struct progress *p,
                          struct err *e);
bool progress_on(struct db *db, int64_t pool, const char *project, date on, progress_row *row,
                 void *arg, struct err *e);

/* What was owed at the end of a day on one receipt line. */
struct owed {
    const char *institution, *payee, *receipt, *order, *product, *why, *pack;
    int64_t line, order_line;
    date accepted_on, due_on, in_time_until; /* day 0: no due date, for the reason `why` */
    bool estimate;
    money left; /* 0 when paid */
    int days_late;
};
typedef bool owed_row(void *arg, const struct owed *o, struct err *e);
/* All receipt lines of a project, by institution and due date. */
bool owed_on(struct db *db, int64_t pool, const char *project, date on, owed_row *row, void *arg,
             struct err *e);

/* Recompute every counter of a pool from its events. */
enum trade_check {
    CHECK_PROGRESS,  /* of a line or a month */
    CHECK_AGREEMENT, /* the same as the agreement wing keeps it */
    CHECK_ORDER,     /* answered, shipped, accepted so far */
    CHECK_GOODS,     /* delivery notes, goods on consignment */
    CHECK_RECEIPT,   /* returned, invoiced, paid so far */
    CHECK_DOCUMENT,  /* an invoice, a payment or a credit against its lines */
    CHECK_PERIOD,    /* a locked month, but for what corrections changed */
    TRADE_CHECKS
};
extern const char *const trade_check_names[TRADE_CHECKS];
typedef bool finding_row(void *arg, enum trade_check check, const char *what, struct err *e);
bool trade_check(struct db *db, int64_t pool, finding_row *row, void *arg, struct err *e);
#endif
