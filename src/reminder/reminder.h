/* reminder.h - every statutory date is reminded of: 30, 7 and 1 days before, on the day, and 1, 7
 * and 30 days after it (J5; the intervals are our choice). What is open is asked of the wings that
 * know; a duty that was met is not said again. */
#ifndef JICAI_REMINDER_H
#define JICAI_REMINDER_H
#include "base/core/date.h"
#include "base/core/money.h"
#include "db/db.h"

enum reminder_role {
    REMINDER_INSTITUTION,
    REMINDER_COMPANY,
    REMINDER_AGENCY,
    REMINDER_OFFICE,
    REMINDER_ROLES
};
extern const char *const reminder_role_names[REMINDER_ROLES];

enum reminder_kind {
    REMINDER_PAYMENT,      /* an institution pays a supplier (RULES 6) */
    REMINDER_INSTALMENT,   /* the agency pays a prepayment (RULES 7) */
    REMINDER_PAYBACK,      /* an institution gives a prepayment back */
    REMINDER_RETENTION,    /* the agency pays retained surplus (RULES 10) */
    REMINDER_PRICE_REPORT, /* a company reports a lower price elsewhere (RULES 15) */
    REMINDER_DEMAND,       /* an institution reports its demand (RULES 2) */
    REMINDER_ACCEPT,       /* the office accepts a complaint or not (RULES 15) */
    REMINDER_ANSWER,       /* the office answers it */
    REMINDER_COMMENT,      /* an institution comments on its assessment (RULES 12) */
    REMINDER_CERTIFICATE,  /* a certificate runs out */
    REMINDER_AGREEMENT,    /* an agreement's term ends (RULES 5) */
    REMINDER_SHORTAGE,     /* an office solves a case of shortage, or passes it on (G3) */
    REMINDER_ADMISSION,    /* an institution admits selected products to its catalogue (K1) */
    REMINDER_ISSUE,        /* an office answers a major issue (I8) */
    REMINDER_KINDS
};
extern const char *const reminder_kind_names[REMINDER_KINDS];
enum reminder_role reminder_kind_role(enum reminder_kind k); /* whose duty */

/* Which step is due to be said on `today`: the last one reached. False: it is too early. */
bool reminder_step(date due, date today, int64_t *step);

struct remind { /* one day of one pool */
    int64_t pool;
    date today;
    int64_t open, fresh; /* what is due within 30 days or overdue; reminders written */
};
/* A job; arg is a struct remind. Twice on a day, or for a day long past, writes nothing twice. */
bool run_remind(struct db *db, void *arg, struct err *e);

struct reminder {
    enum reminder_kind kind;
    const char *party, *subject;
    date due_on, said_on, read_on; /* read_on: {0} not yet */
    int64_t step, lines;
    money amount;
};

struct reminder_filter {
    int64_t pool;
    enum reminder_role role;
    const char *party; /* "*": everybody of the role */
    date since;        /* {0}: from the beginning */
    const char *user;  /* whose reading counts; "" nobody's */
    bool unread;
    size_t limit;
};
bool reminder_list(struct db *db, struct arena *a, const struct reminder_filter *f,
                   struct reminder **out, size_t *n, struct err *e);

enum { REMINDER_TEXT_MAX = 512 };
/* "31,500.00 yuan to pay to suppliers (12 lines), by 2025-03-31" */
char *reminder_text(const struct reminder *n, enum lang lang, char out[static REMINDER_TEXT_MAX]);
/* As it was on the day it was said: "7 days left", "due today", "overdue by 7 days". */
char *reminder_left(const struct reminder *n, enum lang lang, char out[static REMINDER_TEXT_MAX]);

/* A job: `user` has seen it. ERR_NOT_FOUND: no such reminder for this party. */
struct reminder_seen {
    int64_t pool;
    enum reminder_role role;
    const char *party, *user;
    enum reminder_kind kind;
    const char *subject;
    date due_on, today;
    int64_t step;
};
bool reminder_seen(struct db *db, void *arg, struct err *e);
#endif
