/* notice.h - every statutory date is reminded of: 30, 7 and 1 days before, on the day, and 1, 7 and
 * 30 days after it (J5; the intervals are our choice). What is open is asked of the wings that
 * know; a duty that was met is not said again. */
#ifndef JICAI_NOTICE_H
#define JICAI_NOTICE_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

enum notice_role { NOTICE_INSTITUTION, NOTICE_COMPANY, NOTICE_AGENCY, NOTICE_OFFICE, NOTICE_ROLES };
extern const char *const notice_role_names[NOTICE_ROLES];

enum notice_kind {
    NOTICE_PAYMENT,      /* an institution pays a supplier (RULES 6) */
    NOTICE_INSTALMENT,   /* the agency pays a prepayment (RULES 7) */
    NOTICE_PAYBACK,      /* an institution gives a prepayment back */
    NOTICE_RETENTION,    /* the agency pays retained surplus (RULES 10) */
    NOTICE_PRICE_REPORT, /* a company reports a lower price elsewhere (RULES 15) */
    NOTICE_DEMAND,       /* an institution reports its demand (RULES 2) */
    NOTICE_ACCEPT,       /* the office accepts a complaint or not (RULES 15) */
    NOTICE_ANSWER,       /* the office answers it */
    NOTICE_COMMENT,      /* an institution comments on its assessment (RULES 12) */
    NOTICE_CERTIFICATE,  /* a certificate runs out */
    NOTICE_AGREEMENT,    /* an agreement's term ends (RULES 5) */
    NOTICE_KINDS
};
extern const char *const notice_kind_names[NOTICE_KINDS];
enum notice_role notice_kind_role(enum notice_kind k); /* whose duty */

/* Which step is due to be said on `today`: the last one reached. False: it is too early. */
bool notice_step(date due, date today, int64_t *step);

struct remind { /* one day of one pool */
    int64_t pool;
    date today;
    int64_t open, fresh; /* what is due within 30 days or overdue; notices written */
};
/* A job; arg is a struct remind. Twice on a day, or for a day long past, writes nothing twice. */
bool run_remind(struct db *db, void *arg, struct err *e);

struct notice {
    enum notice_kind kind;
    const char *party, *subject;
    date due_on, said_on, read_on; /* read_on: {0} not yet */
    int64_t step, lines;
    money amount;
};

struct notice_filter {
    int64_t pool;
    enum notice_role role;
    const char *party; /* "*": everybody of the role */
    date since;        /* {0}: from the beginning */
    const char *user;  /* whose reading counts; "" nobody's */
    bool unread;
    size_t limit;
};
bool notice_list(struct db *db, struct arena *a, const struct notice_filter *f, struct notice **out,
                 size_t *n, struct err *e);

enum { NOTICE_TEXT_MAX = 512 };
/* "31,500.00 yuan to pay to suppliers (12 lines), by 2025-03-31" */
char *notice_text(const struct notice *n, enum lang lang, char out[static NOTICE_TEXT_MAX]);
/* As it was on the day it was said: "7 days left", "due today", "overdue by 7 days". */
char *notice_left(const struct notice *n, enum lang lang, char out[static NOTICE_TEXT_MAX]);

/* A job: `user` has seen it. ERR_NOT_FOUND: no such notice for this party. */
struct notice_seen {
    int64_t pool;
    enum notice_role role;
    const char *party, *user;
    enum notice_kind kind;
    const char *subject;
    date due_on, today;
    int64_t step;
};
bool notice_seen(struct db *db, void *arg, struct err *e);
#endif
