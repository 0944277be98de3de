/* lockout.h - a growing delay after failures to come in: by login, whether anybody has it or not,
 * and by address, so that neither one account nor many can be guessed at. A peer on the same
 * machine is a proxy and not counted.
 *
 * An attempt counts as a failure BEFORE the password is looked at, and is forgiven when it was
 * right: so a hundred at once are counted a hundred times. (choice: 5 free for a login, 30 for an
 * address; then half a minute, doubled each time, up to a quarter of an hour; forgotten after a
 * day.) */
#ifndef JICAI_LOCKOUT_H
#define JICAI_LOCKOUT_H
#include "db/db.h"

#define SECONDS(n) ((int64_t)(n)*1000000)
enum { LOCK_FREE_LOGIN = 5, LOCK_FREE_ADDRESS = 30, LOCK_FIRST = 30, LOCK_MOST = 900 };

struct knock {
    const char *login;   /* folded; NULL when it can be nobody's */
    const char *address; /* of the peer, as text */
    int64_t at;
};
/* Within a transaction of pool 0. ERR_LIMIT, with the seconds to wait, when it is too early: then
 * nothing is counted. */
bool knock_count(struct db *db, struct arena *a, const struct knock *k, struct err *e);
/* It was right: the login starts afresh, the address gets this one back. */
bool knock_forgive(struct db *db, struct arena *a, const struct knock *k, struct err *e);
/* Somebody proved himself in another way (a ticket): the login starts afresh. */
bool knock_clear(struct db *db, const char *login, struct err *e);
/* Something else that an address may do only so often: `free` times, then as above. */
bool address_count(struct db *db, struct arena *a, const char *what, int64_t free,
                   const struct knock *k, struct err *e);
#endif
