#include "access/enter.h"

#include <stdio.h>
#include <string.h>

#include "access/query.h"
#include "seal/vault.h"
#include "words/access.h"

struct secret {
    const char *password;
    const char *totp; /* encrypted: seal/vault.h; "" none */
    bool totp_on;
    int64_t totp_step;
};

static bool
secret_of(struct db *db, struct arena *a, const char *login, struct secret *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_secret_get, a, &r, e, v_text(login)))
        return false;
    *out = (struct secret){.password = "", .totp = ""};
    if (r.n > 0)
        *out = (struct secret){row_text(&r, 0, 0), row_text(&r, 0, 2), row_int(&r, 0, 3) != 0,
                               row_int(&r, 0, 4)};
    return true;
}

/* What the second factor of a login is made from, as its owner's telephone has it. */
static bool
totp_of(struct db *db, struct arena *a, const char *login, const struct secret *s, const char **out,
        struct err *e)
{
    *out = "";
    return *s->totp == '\0' || vault_unlock(db->vault, a, "totp", login, s->totp, out, e);
}

bool
enter_begin(struct db *db, void *arg, struct err *e)
{
    struct enter *in = arg;
    struct secret s = {.password = ""};
    in->who = login_fold(in->arena, in->login);
    const struct knock k = {in->who, in->address, in->at};
    if (!knock_count(db, in->arena, &k, e))
        return false;
    if (in->who != NULL && !secret_of(db, in->arena, in->who, &s, e))
        return false;
    in->hash = s.password;
    return true;
}

void
enter_compare(struct enter *in)
{
    in->right = password_is(in->password, in->hash);
}

/* How far a right password brings one. A code that is given must be right. */
static bool
stage_of(struct db *db, struct enter *in, const struct user *u, const struct secret *s,
         struct err *e)
{
    const char *totp;
    int64_t step;
    if (!s->totp_on) {
        in->stage = org_kind_needs_totp(u->org.kind) ? STAGE_ENROL : STAGE_FULL;
        return true;
    }
    if (*in->code == '\0') {
        in->stage = STAGE_CODE;
        return true;
    }
    if (!totp_of(db, in->arena, u->login, s, &totp, e))
        return false;
    if (!totp_is(totp, in->code, in->at, s->totp_step, &step))
        return err_set(e, ERR_LOGIN, M_CODE_WRONG, .field = "code");
    in->stage = STAGE_FULL;
    return db_do(db, &q_secret_totp, e, v_text(u->login), v_text(s->totp), v_int(1), v_int(step));
}

bool
enter_end(struct db *db, void *arg, struct err *e)
{
    struct enter *in = arg;
    struct secret s;
    struct user u;
    bool there = false;
    if (!in->right)
        return err_set(e, ERR_LOGIN, M_LOGIN_WRONG);
    if (!user_look(db, in->arena, in->who, in->today, &u, &there, e) ||
        !secret_of(db, in->arena, in->who, &s, e))
        return false;
    if (!there || !u.active || strcmp(s.password, in->hash) != 0)
        return err_set(e, ERR_LOGIN, M_LOGIN_WRONG);
    if (!stage_of(db, in, &u, &s, e))
        return false;
    const struct knock k = {in->who, in->address, in->at};
    const struct session_new made = {u.login, in->address, in->stage, in->at, false};
    return (in->stage == STAGE_CODE || knock_forgive(db, in->arena, &k, e)) &&
           session_open(db, in->arena, &made, in->token, e);
}

bool
enter(struct db *db, struct enter *in, struct err *e)
{
    if (!db_tx(db, 0, enter_begin, in, e))
        return false;
    enter_compare(in);
    return db_tx(db, 0, enter_end, in, e);
}

/* --- the second factor --- */

/* The person behind a session at one of two stages. */
static bool
half_of(struct db *db, struct arena *a, const char *token, int64_t at, enum stage one,
        enum stage other, struct session *s, struct err *e)
{
    return session_find(db, a, token, at, s, e) &&
           (s->stage == one || s->stage == other || err_set(e, ERR_CONFLICT, M_STAGE_WRONG));
}

bool
code_begin(struct db *db, void *arg, struct err *e)
{
    struct enter_code *in = arg;
    struct session s;
    if (!half_of(db, in->arena, in->token, in->at, STAGE_CODE, STAGE_CODE, &s, e))
        return false;
    const struct knock k = {s.login, in->address, in->at};
    return knock_count(db, in->arena, &k, e);
}

/* The old session ends, the new one is full. */
static bool
step_up(struct db *db, struct enter_code *in, const char *login, struct err *e)
{
    const struct session_new made = {login, in->address, STAGE_FULL, in->at, false};
    return session_end(db, in->token, e) && session_open(db, in->arena, &made, in->fresh, e);
}

bool
code_end(struct db *db, void *arg, struct err *e)
{
    struct enter_code *in = arg;
    struct session s;
    struct secret secret;
    const char *totp;
    int64_t step;
    if (!half_of(db, in->arena, in->token, in->at, STAGE_CODE, STAGE_CODE, &s, e) ||
        !secret_of(db, in->arena, s.login, &secret, e) ||
        !totp_of(db, in->arena, s.login, &secret, &totp, e))
        return false;
    if (!secret.totp_on || !totp_is(totp, in->code, in->at, secret.totp_step, &step))
        return err_set(e, ERR_LOGIN, M_CODE_WRONG, .field = "code");
    const struct knock k = {s.login, in->address, in->at};
    return db_do(db, &q_secret_totp, e, v_text(s.login), v_text(secret.totp), v_int(1),
                 v_int(step)) &&
           knock_forgive(db, in->arena, &k, e) && step_up(db, in, s.login, e);
}

bool
offer_totp(struct db *db, void *arg, struct err *e)
{
    struct totp_offer *in = arg;
    struct session s;
    struct secret secret;
    const char *totp, *locked;
    if (!half_of(db, in->arena, in->token, in->at, STAGE_ENROL, STAGE_FULL, &s, e) ||
        !secret_of(db, in->arena, s.login, &secret, e) ||
        !totp_of(db, in->arena, s.login, &secret, &totp, e))
        return false;
    if (secret.totp_on)
        return err_set(e, ERR_CONFLICT, M_TOTP_THERE);
    in->login = s.login;
    if (*totp != '\0') {
        snprintf(in->secret, TOTP_SECRET_TEXT_MAX, "%s", totp);
        return true;
    }
    return vault_lock(db->vault, in->arena, "totp", s.login, totp_secret_make(in->secret), &locked,
                      e) &&
           db_do(db, &q_secret_totp, e, v_text(s.login), v_text(locked), v_int(0), v_int(0));
}

bool
prove_totp(struct db *db, void *arg, struct err *e)
{
    struct enter_code *in = arg;
    struct session s;
    struct secret secret;
    const char *totp;
    int64_t step;
    if (!half_of(db, in->arena, in->token, in->at, STAGE_ENROL, STAGE_FULL, &s, e) ||
        !secret_of(db, in->arena, s.login, &secret, e) ||
        !totp_of(db, in->arena, s.login, &secret, &totp, e))
        return false;
    if (secret.totp_on)
        return err_set(e, ERR_CONFLICT, M_TOTP_THERE);
    if (!totp_is(totp, in->code, in->at, 0, &step))
        return err_set(e, ERR_INPUT, M_CODE_WRONG, .field = "code");
    return db_do(db, &q_secret_totp, e, v_text(s.login), v_text(secret.totp), v_int(1),
                 v_int(step)) &&
           session_end_others(db, s.login, in->token, e) && step_up(db, in, s.login, e);
}

/* --- a new password --- */

bool
password_begin(struct db *db, void *arg, struct err *e)
{
    struct change_password *in = arg;
    struct session s;
    struct secret secret;
    if (!half_of(db, in->arena, in->token, in->at, STAGE_FULL, STAGE_FULL, &s, e) ||
        !password_fine(in->password, s.login, e) || !secret_of(db, in->arena, s.login, &secret, e))
        return false;
    if (s.demo)
        return err_set(e, ERR_DENIED, M_DEMO_ONLY);
    if (strcmp(in->old, in->password) == 0)
        return err_set(e, ERR_INPUT, M_PASSWORD_SAME, .field = "password");
    in->login = s.login;
    in->hash = secret.password;
    const struct knock k = {s.login, in->address, in->at};
    return knock_count(db, in->arena, &k, e);
}

bool
password_compare(struct change_password *in, struct err *e)
{
    in->right = password_is(in->old, in->hash);
    return !in->right || password_hash(in->password, in->made, e);
}

bool
password_end(struct db *db, void *arg, struct err *e)
{
    struct change_password *in = arg;
    struct secret secret;
    if (!in->right)
        return err_set(e, ERR_INPUT, M_PASSWORD_OLD, .field = "old");
    if (!secret_of(db, in->arena, in->login, &secret, e))
        return false;
    if (strcmp(secret.password, in->hash) != 0)
        return err_set(e, ERR_INPUT, M_PASSWORD_OLD, .field = "old");
    const struct knock k = {in->login, in->address, in->at};
    return db_do(db, &q_secret_password, e, v_text(in->login), v_text(in->made), v_int(in->at)) &&
           knock_forgive(db, in->arena, &k, e) && session_end_others(db, in->login, in->token, e);
}

/* --- the demo's side door --- */

bool
enter_demo(struct db *db, void *arg, struct err *e)
{
    struct enter_demo *in = arg;
    struct user u;
    bool there = false;
    if (in->simulated && !user_look(db, in->arena, in->login, in->today, &u, &there, e))
        return false;
    if (!there || !u.demo || !u.active)
        return err_set(e, ERR_NOT_FOUND, M_NO_DEMO, {in->login});
    const struct session_new made = {u.login, in->address, STAGE_FULL, in->at, true};
    return session_open(db, in->arena, &made, in->token, e);
}
