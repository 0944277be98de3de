/* Tickets: how somebody without a password gets one. The only way in for the first administrator,
 * for a new colleague and for who forgot; nobody ever knows another's password. */
#include <string.h>

#include "access/lockout.h"
#include "access/manage.h"
#include "access/query.h"
#include "access/session.h"
#include "words/access.h"

bool
ticket_put(struct db *db, const char *login, bool clears, const char *by, const char *token,
           int64_t expires_at, struct err *e)
{
    char hash[SHA256_HEX_MAX];
    return db_do(db, &q_ticket_write, e, v_text(login), v_int(clears), v_text(by),
                 v_text(token_hash(token, hash)), v_int(expires_at));
}

bool
make_ticket(struct db *db, void *arg, struct err *e)
{
    struct ticket *in = arg;
    struct user by, whom;
    if (!actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !user_on(db, in->arena, in->login, in->today, &whom, e) ||
        !manage_must(manage_user(&by, &whom, 0), in->login, e))
        return false;
    return ticket_put(db, in->login, in->clears, by.login, token_make(in->token),
                      in->at + SECONDS(TICKET_LIFE), e);
}

static bool
ticket_find(struct db *db, const struct use_ticket *in, struct rows *r, struct err *e)
{
    char hash[SHA256_HEX_MAX];
    if (!db_run(db, &q_ticket_get, in->arena, r, e, v_text(token_hash(in->token, hash))))
        return false;
    return (r->n > 0 && row_int(r, 0, 3) > in->at) ||
           err_set(e, ERR_LOGIN, M_TICKET_OVER, .field = "token");
}

bool
ticket_begin(struct db *db, void *arg, struct err *e)
{
    struct use_ticket *in = arg;
    struct rows r;
    if (!ticket_find(db, in, &r, e))
        return false;
    in->login = row_text(&r, 0, 0);
    return password_fine(in->password, in->login, e);
}

bool
ticket_end(struct db *db, void *arg, struct err *e)
{
    struct use_ticket *in = arg;
    struct rows r;
    if (!ticket_find(db, in, &r, e))
        return false;
    bool clears = row_int(&r, 0, 1) != 0;
    return db_do(db, &q_ticket_used, e, v_text(in->login)) &&
           db_do(db, &q_secret_password, e, v_text(in->login), v_text(in->made), v_int(in->at)) &&
           (!clears ||
            db_do(db, &q_secret_totp, e, v_text(in->login), v_text(""), v_int(0), v_int(0))) &&
           knock_clear(db, in->login, e) && session_end_others(db, in->login, "", e);
}
