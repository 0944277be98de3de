/* session.h - who is in. A session is opaque: 32 random bytes that only the browser has; we keep
 * their SHA-256. It ends when nobody renews it, at its absolute end, when its person leaves,
 * changes the password or is suspended. It never changes its stage: a second factor opens a new
 * one, so that a token known from before is worth nothing. */
#ifndef JICAI_SESSION_H
#define JICAI_SESSION_H
#include "access/secret.h"
#include "access/user.h"

enum stage {
    STAGE_CODE,  /* the password was right, the code is to come */
    STAGE_ENROL, /* his organisation asks for a second factor, and he has none yet */
    STAGE_FULL,
    STAGES
};
extern const char *const stage_names[STAGES];

enum { /* seconds, all (choice) */
       SESSION_IDLE = 30 * 60,
       SESSION_LONGEST = 12 * 60 * 60,
       SESSION_HALF_LIFE = 10 * 60, /* to bring the code */
       SESSIONS_MAX = 5,            /* of one person at a time; the oldest goes */
       SESSION_RENEW = 60           /* renewed no more often than this */
};

struct session {
    const char *login;
    enum stage stage;
    int64_t made_at, seen_at, expires_at;
    bool demo;
};

struct session_new {
    const char *login, *address;
    enum stage stage;
    int64_t at;
    bool demo;
};

/* In a transaction of pool 0. `token` is for the client alone. */
bool session_open(struct db *db, struct arena *a, const struct session_new *in,
                  char token[static TOKEN_TEXT_MAX], struct err *e);
/* ERR_LOGIN when there is none, or it is over. */
bool session_find(struct db *db, struct arena *a, const char *token, int64_t at,
                  struct session *out, struct err *e);
bool session_renew(struct db *db, struct arena *a, const char *token, int64_t at, struct err *e);
bool session_end(struct db *db, const char *token, struct err *e);
/* All of a person but that of `token` ("": all). */
bool session_end_others(struct db *db, const char *login, const char *token, struct err *e);

/* What a page must say beside the cookie to change something: bound to the session, so that one
 * made for another session is refused, and no other page can know it. */
char *session_csrf(const char *token, char out[static SHA256_HEX_MAX]);

#define COOKIE_NAME "__Host-jicai"
/* The token in a Cookie header; NULL when it has none. */
const char *cookie_token(struct arena *a, const char *header);
const char *cookie_set(struct arena *a, const char *token); /* Set-Cookie; "" ends it */
#endif
