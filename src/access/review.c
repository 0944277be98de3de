/* The reviewer's side of a registration. */
#include <string.h>

#include "access/lockout.h"
#include "access/query.h"
#include "access/register.h"
#include "words/access.h"

const char *const review_names[REVIEWS] = {"accept", "return", "reject"};

enum { CLAIM_LIFE = 30 * 24 * 60 * 60 };

bool
registration_is_for(const struct user *by, const struct registration *r)
{
    int64_t roles = r->kind == ORG_COMPANY ? AS_PLATFORM | AS_BUREAU : AS_BUREAU | AS_FUND;
    if ((by->roles & AS_ADMIN) != 0)
        return true;
    if ((by->roles & roles) == 0)
        return false;
    bool abroad = r->kind == ORG_COMPANY && strcmp(r->country, "CN") != 0;
    return abroad ? (by->roles & AS_PLATFORM) != 0 : region_within(r->region, by->org.region);
}

/* The organisation and its first manager; the token of the registration sets his password. */
static bool
admit(struct db *db, struct review_registration *in, const struct registration *g, const char *by,
      struct err *e)
{
    struct org org = {.code = g->org,
                      .name = g->name,
                      .kind = g->kind,
                      .region = g->region,
                      .roles = g->kind == ORG_COMPANY ? g->roles : 0,
                      .reason = ""};
    struct user u;
    struct rows r;
    bool there, fresh;
    const char *login = login_fold(in->arena, g->org), *day = day_text(in->arena, in->today);
    if (!db_run(db, &q_org_get, in->arena, &r, e, v_text(g->org)))
        return false;
    if (r.n > 0 || login == NULL)
        return err_set(e, ERR_CONFLICT, M_REGISTER_THERE, {g->org});
    if (!user_look(db, in->arena, login, in->today, &u, &there, e))
        return false;
    if (there)
        return err_set(e, ERR_CONFLICT, M_USER_THERE, {login});
    int64_t roles = AS_MANAGER | (g->kind == ORG_COMPANY ? g->roles : AS_HOSPITAL);
    return org_put(db, in->arena, &org, &fresh, e) &&
           db_do(db, &q_user_insert, e, v_text(login), v_text(g->org), v_text(g->contact),
                 v_text(g->phone), v_text(g->email), v_text(""), v_text(day), v_text("9999-12-31"),
                 v_int(0), v_text(by)) &&
           roles_put(db, in->arena, login, roles, in->today, by, in->reason, e) &&
           db_do(db, &q_registration_claim, e, v_text(login), v_text(by),
                 v_int(in->at + SECONDS(CLAIM_LIFE)), v_text(g->org), v_int(g->attempt));
}

bool
review_registration(struct db *db, void *arg, struct err *e)
{
    static const enum registration_state to[REVIEWS] = {
        REGISTRATION_ACCEPTED, REGISTRATION_RETURNED, REGISTRATION_REJECTED};
    struct review_registration *in = arg;
    struct user by;
    struct registration g;
    if (!reason_fine(in->reason, e) || !actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !registration_find(db, in->arena, in->org, in->attempt, &g, e))
        return false;
    if (!registration_is_for(&by, &g)) /* a stranger's: as if it were not there */
        return err_set(e, ERR_NOT_FOUND, M_NO_REGISTRATION, {in->org});
    if (g.state == to[in->review] && strcmp(g.decided_by, by.login) == 0)
        return true; /* again */
    if (g.state != REGISTRATION_SUBMITTED)
        return err_set(e, ERR_CONFLICT, M_REGISTER_STATE, {registration_state_names[g.state]});
    return (in->review != REVIEW_ACCEPT || admit(db, in, &g, by.login, e)) &&
           db_do(db, &q_registration_state, e, v_text(g.org), v_int(g.attempt),
                 v_text(registration_state_names[to[in->review]]),
                 v_text(day_text(in->arena, in->today)), v_text(by.login), v_text(in->reason));
}
