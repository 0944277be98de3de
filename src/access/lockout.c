#include "access/lockout.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "access/query.h"
#include "access/secret.h"
#include "base/core/text.h"
#include "words/access.h"

enum { SUBJECT_MAX = 192, DAY = 24 * 60 * 60 };

/* One household has a whole /64 of IPv6, so it counts as one address. */
static void
address_text(const char *address, char *out, size_t size)
{
    unsigned char b[16];
    if (inet_pton(AF_INET6, address, b) != 1) {
        snprintf(out, size, "%.60s", address);
        return;
    }
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (memcmp(b, mapped, sizeof(mapped)) == 0)
        snprintf(out, size, "%d.%d.%d.%d", b[12], b[13], b[14], b[15]);
    else
        snprintf(out, size, "%02x%02x%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5],
                 b[6], b[7]);
}

/* A peer on this machine is a proxy that speaks for many, or somebody who has the database. */
static bool
is_local(const char *address)
{
    return strcmp(address, "::1") == 0 || strncmp(address, "127.", 4) == 0 ||
           strncmp(address, "::ffff:127.", 11) == 0;
}

static char *
subject(const char *what, const char *whom, char out[static SHA256_HEX_MAX])
{
    char text[SUBJECT_MAX], address[64];
    bool by_login = strcmp(what, "login") == 0;
    if (!by_login)
        address_text(whom, address, sizeof(address));
    snprintf(text, sizeof(text), "%s:%s", what, by_login ? whom : address);
    return token_hash(text, out);
}

static bool
load(struct db *db, struct arena *a, const char *key, int64_t at, int64_t *failures, int64_t *until,
     struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_attempt_get, a, &r, e, v_text(key)))
        return false;
    bool fresh = r.n > 0 && row_int(&r, 0, 1) > at - SECONDS(DAY);
    *failures = fresh ? row_int(&r, 0, 0) : 0;
    *until = fresh ? row_int(&r, 0, 2) : 0;
    return true;
}

static int64_t
delay(int64_t failures, int64_t free)
{
    int64_t seconds = LOCK_FIRST;
    if (failures < free)
        return 0;
    for (; failures > free && seconds < LOCK_MOST; failures--)
        seconds *= 2;
    return seconds < LOCK_MOST ? seconds : LOCK_MOST;
}

static bool
too_early(int64_t until, int64_t at, struct err *e)
{
    char text[INT_TEXT_MAX];
    if (until <= at)
        return true;
    return err_set(e, ERR_LIMIT, M_LOGIN_WAIT, {int_text((until - at + 999999) / 1000000, text)});
}

/* One more for `key`; the caller has looked whether it is too early. */
static bool
count(struct db *db, struct arena *a, const char *key, int64_t at, int64_t free, struct err *e)
{
    int64_t failures, until;
    if (!load(db, a, key, at, &failures, &until, e))
        return false;
    int64_t wait = delay(failures + 1, free);
    return db_do(db, &q_attempt_write, e, v_text(key), v_int(failures + 1), v_int(at),
                 v_int(wait > 0 ? at + SECONDS(wait) : 0));
}

static bool
look(struct db *db, struct arena *a, const char *key, int64_t at, struct err *e)
{
    int64_t failures, until;
    return load(db, a, key, at, &failures, &until, e) && too_early(until, at, e);
}

bool
knock_count(struct db *db, struct arena *a, const struct knock *k, struct err *e)
{
    char login[SHA256_HEX_MAX], address[SHA256_HEX_MAX];
    subject("login", k->login != NULL ? k->login : "", login);
    subject("address", k->address, address);
    return look(db, a, address, k->at, e) && look(db, a, login, k->at, e) &&
           db_do(db, &q_attempt_sweep, e, v_int(k->at - SECONDS(DAY))) &&
           (is_local(k->address) || count(db, a, address, k->at, LOCK_FREE_ADDRESS, e)) &&
           (k->login == NULL || count(db, a, login, k->at, LOCK_FREE_LOGIN, e));
}

bool
knock_forgive(struct db *db, struct arena *a, const struct knock *k, struct err *e)
{
    char login[SHA256_HEX_MAX], address[SHA256_HEX_MAX];
    int64_t failures, until;
    subject("login", k->login, login);
    subject("address", k->address, address);
    if (!load(db, a, address, k->at, &failures, &until, e) ||
        !db_do(db, &q_attempt_clear, e, v_text(login)))
        return false;
    return failures == 0 || db_do(db, &q_attempt_write, e, v_text(address), v_int(failures - 1),
                                  v_int(k->at), v_int(0));
}

bool
knock_clear(struct db *db, const char *login, struct err *e)
{
    char key[SHA256_HEX_MAX];
    return db_do(db, &q_attempt_clear, e, v_text(subject("login", login, key)));
}

bool
address_count(struct db *db, struct arena *a, const char *what, int64_t free, const struct knock *k,
              struct err *e)
{
    char key[SHA256_HEX_MAX];
    subject(what, k->address, key);
    return is_local(k->address) ||
           (look(db, a, key, k->at, e) && count(db, a, key, k->at, free, e));
}
