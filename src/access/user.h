/* user.h - people with a login, and what they may do on a day (REQUIREMENTS A6): their own dated
 * roles and what was lent to them as deputies (J5), never more than their organisation may. Texts
 * live in the arena. */
#ifndef JICAI_USER_H
#define JICAI_USER_H
#include "access/org.h"
#include "base/core/date.h"

enum { LOGIN_MAX = 40 };

struct user {
    const char *login, *name;
    const char *phone, *email; /* "" */
    const char *expert;        /* code in the expert bank; "" */
    const char *from_on, *until_on;
    bool suspended, demo;
    const char *reason, *made_by;
    struct org org;
    int64_t own;   /* roles of his own on the day */
    int64_t roles; /* and those lent to him; 0 when he may not come in that day */
    bool active;   /* neither he nor his organisation is suspended, and the day is in his time */
};

/* Small letters, digits, '-', '_', '.', '@'; 2 to LOGIN_MAX. */
bool login_fine(const char *login, struct err *e);
/* As typed: capitals become small. NULL when it could be nobody's. */
const char *login_fold(struct arena *a, const char *typed);

/* On a day. ERR_NOT_FOUND when there is none. */
bool user_on(struct db *db, struct arena *a, const char *login, date on, struct user *out,
             struct err *e);
/* The same; *there says whether. */
bool user_look(struct db *db, struct arena *a, const char *login, date on, struct user *out,
               bool *there, struct err *e);

struct users {
    struct user *list;
    size_t n;
};
/* Those of organisations between two regions (access/sight.h) or of one; after a login. */
bool user_list(struct db *db, struct arena *a, const struct org_filter *f, date on,
               struct users *out, struct err *e);

/* Those made for a demonstration. */
bool user_demo(struct db *db, struct arena *a, date on, int64_t limit, struct users *out,
               struct err *e);

const char *day_text(struct arena *a, date d);
#endif
