/* manage.h - who may look after whom, and what is then done: organisations, people, their dated
 * roles, suspension, deputies and hand-over (REQUIREMENTS A6, J5). Each verb is a job of pool 0.
 *
 * `by` is the login of who does it; NULL is the command line, which has the database in its hands
 * anyway. His rights are read inside the transaction, as they are that day: what a session or a
 * page remembers does not count. Nobody changes his own rights. */
#ifndef JICAI_MANAGE_H
#define JICAI_MANAGE_H
#include "access/secret.h"
#include "access/user.h"

enum manage_verdict { /* in order of precedence */
                      MANAGE_OK,
                      MANAGE_NOBODY,  /* `by` is not active, or looks after nobody */
                      MANAGE_OUTSIDE, /* the organisation is not in his hands */
                      MANAGE_SELF,    /* one's own roles, suspension, ticket */
                      MANAGE_ABOVE,   /* an administrator, by who is none */
                      MANAGE_ROLES,   /* more than people of this organisation may have */
                      MANAGE_LAST,    /* the last administrator */
                      MANAGE_VERDICTS
};
const char *manage_verdict_name(enum manage_verdict v);

/* The rule alone. An administrator looks after all; a manager after his own organisation, a
 * bureau's manager also after agencies, institutions, expert banks and lower bureaus in its region
 * (not companies, operators of platforms, other authorities or auditors), a platform's manager also
 * after companies in its region. */
enum manage_verdict manage_org(const struct user *by, const struct org *org);
enum manage_verdict manage_user(const struct user *by, const struct user *whom, int64_t roles);

struct make_org {
    struct arena *arena;
    const char *by;
    date today;
    struct org org; /* in */
    bool fresh;
};
bool make_org(struct db *db, void *make_org, struct err *e); /* or change its name, region, roles */

struct make_user {
    struct arena *arena;
    const char *by;
    date today, from, until; /* from: day 0 today; until: day 0 open */
    int64_t at;
    const char *login, *name, *org, *phone, *email, *expert, *reason; /* "" none */
    int64_t roles;
    bool demo;
    bool again;                 /* a person already there is left alone: for imports */
    bool fresh;                 /* out */
    char token[TOKEN_TEXT_MAX]; /* out: the ticket to set a password with; "" not fresh */
};
bool make_user(struct db *db, void *make_user, struct err *e);

struct change_user {
    struct arena *arena;
    const char *by, *login, *reason;
    date today;
    int64_t at, roles; /* of change_roles() */
    bool on;           /* of suspend_user() */
};
bool change_roles(struct db *db, void *change_user, struct err *e); /* from today on */
bool suspend_user(struct db *db, void *change_user, struct err *e); /* his sessions end at once */
bool suspend_org(struct db *db, void *change_user, struct err *e);  /* .login: its code */

/* What one may say of oneself: how to be reached. */
struct edit_self {
    const char *login, *phone, *email;
    struct arena *arena;
    date today;
};
bool edit_self(struct db *db, void *edit_self, struct err *e);

/* --- tickets: good once, to set a password --- */
enum { TICKET_LIFE = 7 * 24 * 60 * 60 };
struct ticket {
    struct arena *arena;
    const char *by, *login;
    date today;
    int64_t at;
    bool clears; /* the second factor too */
    char token[TOKEN_TEXT_MAX];
};
bool make_ticket(struct db *db, void *ticket, struct err *e);

struct use_ticket {
    struct arena *arena;
    const char *token, *password;
    int64_t at;
    const char *login;            /* after `begin` */
    char made[PASSWORD_HASH_MAX]; /* by the caller, between: password_hash() */
};
bool ticket_begin(struct db *db, void *use_ticket, struct err *e); /* reads only */
bool ticket_end(struct db *db, void *use_ticket, struct err *e);

/* --- deputies and hand-over --- */
struct appoint {
    struct arena *arena;
    const char *by, *principal, *deputy, *reason;
    date today, from, until; /* until: the day after the last; day 0 from: ends it today */
    int64_t roles;           /* 0: all that he has */
};
/* By the principal himself or who looks after both. Same organisation; not back to who lends. */
bool appoint_deputy(struct db *db, void *appoint, struct err *e);
bool end_deputy(struct db *db, void *appoint, struct err *e); /* from: of the row */

struct deputy {
    const char *principal, *deputy, *from_on, *until_on, *reason, *made_by;
    int64_t roles;
};
struct deputies {
    struct deputy *list;
    size_t n;
};
/* Of an organisation, those that are not over, the latest first. */
bool deputy_list(struct db *db, struct arena *a, const char *org, date on, struct deputies *out,
                 struct err *e);

struct hand_over {
    struct arena *arena;
    const char *by, *giver, *taker, *reason;
    date today;
    int64_t roles; /* out: that went */
};
/* Today, all of it: the giver's last day was yesterday. */
bool hand_over(struct db *db, void *hand_over, struct err *e);

/* The way in for the first: an organisation "operator" with a person "admin" and a ticket for him,
 * as long as no administrator has a password; a job of pool 0. There is no default password. */
struct first_admin {
    struct arena *arena;
    date today;
    int64_t at;
    char token[TOKEN_TEXT_MAX]; /* out; "": there is an administrator */
};
#define FIRST_ADMIN "admin"
bool first_admin(struct db *db, void *first_admin, struct err *e);

/* For verbs of this wing: who does it, and may he? `by` NULL: fills `out` with the command line. */
bool actor_load(struct db *db, struct arena *a, const char *by, date today, struct user *out,
                struct err *e);
bool manage_must(enum manage_verdict v, const char *what, struct err *e); /* ERR_DENIED */
bool reason_fine(const char *reason, struct err *e); /* 1 to REASON_MAX characters */
/* A ticket's row, whoever asked for it; `token` as token_make() gave it. */
bool ticket_put(struct db *db, const char *login, bool clears, const char *by, const char *token,
                int64_t expires_at, struct err *e);
/* Dated roles: from a day on, the open row closed. The same again changes nothing. */
bool roles_put(struct db *db, struct arena *a, const char *login, int64_t roles, date from,
               const char *by, const char *reason, struct err *e);
#endif
