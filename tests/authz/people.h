/* people.h - one person of each role, each in an organisation that may have it, and a stranger; in
 * the database that the server works on. */
#ifndef JICAI_AUTHZ_PEOPLE_H
#define JICAI_AUTHZ_PEOPLE_H
#include "access/org.h"
#include "access/session.h"

struct who {
    char login[32], org[32];
    enum org_kind kind;
    const char *region;
    int64_t own, other; /* pools: one that he acts in, one that he neither acts in nor sees; 0 none */
    char token[TOKEN_TEXT_MAX], csrf[SHA256_HEX_MAX], over[TOKEN_TEXT_MAX]; /* over: it has expired */
    bool ready;      /* its sessions are open */
};

extern const char stranger[]; /* login and organisation that nobody here looks after */

/* `role`: its place. */
void people_make(struct db *db, struct arena *a, int role, struct who *out);
void stranger_make(struct db *db, struct arena *a);
/* As they were, whatever the last call did to them; with sessions. */
void people_again(struct db *db, struct arena *a, struct who *w);
#endif
