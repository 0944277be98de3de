/* key.h - API keys of an organisation's systems (G6: HIS, SPD). A key borrows some of the rights of
 * one person of the organisation and dies with them: when he leaves, is suspended or loses a role,
 * so does the key. Kept as SHA-256; shown once. */
#ifndef JICAI_KEY_H
#define JICAI_KEY_H
#include "access/manage.h"

#define KEY_SIGN "jicai_" /* a key begins so, to be found where it does not belong */
enum { KEY_TEXT_MAX = TOKEN_TEXT_MAX + 8, KEY_NAME_MAX = 40, KEYS_MAX = 200 };

struct make_key {
    struct arena *arena;
    const char *by, *login, *name; /* login: whose rights */
    int64_t roles;                 /* never those over people */
    date today, until;             /* the day after its last; at most a year *(choice)* */
    char key[KEY_TEXT_MAX];        /* out */
};
/* By that person or who looks after him. The same name again is a conflict. */
bool make_key(struct db *db, void *make_key, struct err *e);

struct key {
    const char *org, *name, *login, *from_on, *until_on;
    int64_t roles;
    bool revoked;
};
struct revoke_key {
    struct arena *arena;
    const char *by, *org, *name;
    date today;
};
bool revoke_key(struct db *db, void *revoke_key, struct err *e);

struct keys {
    struct key *list;
    size_t n;
};
bool key_list(struct db *db, struct arena *a, const char *org, struct keys *out, struct err *e);
/* Whose key is it? ERR_LOGIN when nobody's, revoked, over, or its person may not come in. `roles`
 * are what it may do today. */
bool key_find(struct db *db, struct arena *a, const char *text, date today, struct key *out,
              struct user *owner, struct err *e);
#endif
