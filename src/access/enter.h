/* enter.h - coming in: password, second factor, one-time codes, and out of the demo's side door.
 *
 * What hashes a password takes a tenth of a second and 64 MiB, so it stands between two short
 * transactions: `begin` counts the attempt (access/lockout.h) and reads what to compare with, then
 * the caller compares, then `end` looks again and opens the session. enter() does all three; the
 * server runs them on the worker at its door.
 *
 * An unknown login, one without a password, a suspended one and a wrong password are answered alike
 * and after the same work. */
#ifndef JICAI_ENTER_H
#define JICAI_ENTER_H
#include "access/lockout.h"
#include "access/session.h"
#include "access/totp.h"

struct enter {
    struct arena *arena;
    const char *login, *password, *code; /* code: "" when not given */
    const char *address;
    int64_t at;
    date today;
    /* after enter_begin() */
    const char *who, *hash;
    /* after enter_compare() */
    bool right;
    /* after enter_end() */
    enum stage stage;
    char token[TOKEN_TEXT_MAX];
};
bool enter_begin(struct db *db, void *enter, struct err *e); /* a job of pool 0 */
void enter_compare(struct enter *in);                        /* slow */
bool enter_end(struct db *db, void *enter, struct err *e);   /* a job of pool 0 */
bool enter(struct db *db, struct enter *in, struct err *e);

/* The second factor for a session that waits for it. `begin` counts; `end` opens the new session.
 */
struct enter_code {
    struct arena *arena;
    const char *token, *code, *address; /* token: of the session */
    int64_t at;
    date today;
    char fresh[TOKEN_TEXT_MAX]; /* the new session's */
};
bool code_begin(struct db *db, void *enter_code, struct err *e);
bool code_end(struct db *db, void *enter_code, struct err *e);

/* A second factor of one's own. `offer` makes a secret, or gives the one that is not proved yet;
 * `prove` takes it into use, and opens the full session when this one waited for it. */
struct totp_offer {
    struct arena *arena;
    const char *token;
    int64_t at;
    const char *login;
    char secret[TOTP_SECRET_TEXT_MAX];
};
bool offer_totp(struct db *db, void *totp_offer, struct err *e);
bool prove_totp(struct db *db, void *enter_code, struct err *e); /* token, code, at, today */

/* A new password for oneself: the old one proves it; all other sessions end. */
struct change_password {
    struct arena *arena;
    const char *token, *old, *password, *address;
    int64_t at;
    const char *login, *hash; /* after `begin` */
    char made[PASSWORD_HASH_MAX];
    bool right;
};
bool password_begin(struct db *db, void *change_password, struct err *e);
bool password_compare(struct change_password *in, struct err *e); /* slow, twice */
bool password_end(struct db *db, void *change_password, struct err *e);

/* A simulation's side door (issue 5): a session for a person made for it, without a password. The
 * session is marked, and a server that is no simulation does not know it. */
struct enter_demo {
    struct arena *arena;
    const char *login, *address;
    int64_t at;
    date today;
    bool simulated; /* false: ERR_NOT_FOUND, whoever it is */
    char token[TOKEN_TEXT_MAX];
};
bool enter_demo(struct db *db, void *enter_demo, struct err *e);
#endif
