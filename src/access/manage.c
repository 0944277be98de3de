#include "access/manage.h"

#include <string.h>

#include "access/lockout.h"
#include "access/query.h"
#include "access/session.h"
#include "words/access.h"

const char *
manage_verdict_name(enum manage_verdict v)
{
    static const char *const names[MANAGE_VERDICTS] = {"ok",    "nobody", "outside", "self",
                                                       "above", "roles",  "last"};
    return names[v];
}

bool
manage_must(enum manage_verdict v, const char *what, struct err *e)
{
    static const enum msg msgs[MANAGE_VERDICTS] = {
        [MANAGE_NOBODY] = M_MANAGE_NOBODY, [MANAGE_OUTSIDE] = M_MANAGE_OUTSIDE,
        [MANAGE_SELF] = M_MANAGE_SELF,     [MANAGE_ABOVE] = M_MANAGE_ABOVE,
        [MANAGE_ROLES] = M_MANAGE_ROLES,   [MANAGE_LAST] = M_MANAGE_LAST,
    };
    return v == MANAGE_OK || err_set(e, ERR_DENIED, msgs[v], {what});
}

bool
reason_fine(const char *reason, struct err *e)
{
    struct err ignored;
    return name_fine(reason, REASON_MAX, "reason", &ignored) ||
           err_set(e, ERR_INPUT, M_REASON_NEEDED, .field = "reason");
}

/* The command line may do what an administrator may. */
static const struct user machine = {
    .login = "",
    .name = "",
    .roles = AS_ADMIN | AS_MANAGER,
    .active = true,
    .org = {.code = "", .name = "", .kind = ORG_OPERATOR, .region = ""}};

bool
actor_load(struct db *db, struct arena *a, const char *by, date today, struct user *out,
           struct err *e)
{
    bool there;
    if (by == NULL) {
        *out = machine;
        return true;
    }
    if (!user_look(db, a, by, today, out, &there, e))
        return false;
    return (there && out->active) || manage_must(MANAGE_NOBODY, by, e);
}

/* Kinds that a bureau's manager looks after beside his own organisation. */
static bool
of_bureau(const struct user *by, const struct org *org)
{
    switch (org->kind) {
    case ORG_BUREAU: return region_reach(org->region) > region_reach(by->org.region);
    case ORG_ALLIANCE:
    case ORG_MONITOR:
    case ORG_FUND:
    case ORG_INSTITUTION:
    case ORG_EXPERTS: return true;
    case ORG_OPERATOR:
    case ORG_PLATFORM:
    case ORG_COMPANY:
    case ORG_HEALTH:
    case ORG_MARKET:
    case ORG_DRUG:
    case ORG_INDUSTRY:
    case ORG_FINANCE:
    case ORG_DEVELOPMENT:
    case ORG_TAX:
    case ORG_RESOURCES:
    case ORG_AUDITOR:
    case ORG_KINDS: return false;
    }
    return false;
}

enum manage_verdict
manage_org(const struct user *by, const struct org *org)
{
    if (!by->active || (by->roles & AS_STAFF) == 0)
        return MANAGE_NOBODY;
    if ((by->roles & AS_ADMIN) != 0 || strcmp(by->org.code, org->code) == 0)
        return MANAGE_OK;
    bool kind = by->org.kind == ORG_BUREAU     ? of_bureau(by, org)
                : by->org.kind == ORG_PLATFORM ? org->kind == ORG_COMPANY
                                               : false;
    return kind && region_within(org->region, by->org.region) ? MANAGE_OK : MANAGE_OUTSIDE;
}

enum manage_verdict
manage_user(const struct user *by, const struct user *whom, int64_t roles)
{
    enum manage_verdict v = manage_org(by, &whom->org);
    if (v != MANAGE_OK)
        return v;
    if (strcmp(by->login, whom->login) == 0)
        return MANAGE_SELF;
    if (((whom->own | roles) & AS_ADMIN) != 0 && (by->roles & AS_ADMIN) == 0)
        return MANAGE_ABOVE;
    int64_t most = whom->org.roles & org_kind_roles(whom->org.kind, whom->org.region);
    return (roles & ~most) != 0 ? MANAGE_ROLES : MANAGE_OK;
}

bool
make_org(struct db *db, void *arg, struct err *e)
{
    struct make_org *in = arg;
    struct user by;
    struct rows r;
    struct org before;
    if (!actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !manage_must(manage_org(&by, &in->org), in->org.code, e) ||
        !db_run(db, &q_org_get, in->arena, &r, e, v_text(in->org.code)))
        return false;
    /* What is there must be his too, or a manager could draw another's organisation to himself;
     * and his own is not his to widen. A suspension stays: suspend_org() lifts it. */
    if (r.n > 0) {
        if (!org_find(db, in->arena, in->org.code, &before, e) ||
            !manage_must(manage_org(&by, &before), in->org.code, e))
            return false;
        in->org.suspended = before.suspended;
        in->org.reason = before.reason;
    }
    if ((by.roles & AS_ADMIN) == 0 && strcmp(by.org.code, in->org.code) == 0)
        return manage_must(MANAGE_SELF, in->org.code, e);
    return org_put(db, in->arena, &in->org, &in->fresh, e);
}

bool
roles_put(struct db *db, struct arena *a, const char *login, int64_t roles, date from,
          const char *by, const char *reason, struct err *e)
{
    struct rows now, later;
    const char *day = day_text(a, from);
    if (!db_run(db, &q_role_on, a, &now, e, v_text(login), v_text(day)) ||
        !db_run(db, &q_role_next, a, &later, e, v_text(login), v_text(day)))
        return false;
    if (row_int(&later, 0, 0) > 0)
        return err_set(e, ERR_CONFLICT, M_ROLES_LATER, {login, day});
    if (now.n > 0 && row_int(&now, 0, 0) == roles)
        return true;
    if (now.n > 0 && strcmp(row_text(&now, 0, 1), day) != 0 &&
        !db_do(db, &q_role_close, e, v_text(login), v_text(row_text(&now, 0, 1)), v_text(day)))
        return false;
    return db_do(db, &q_role_write, e, v_text(login), v_text(day), v_int(roles), v_text(by),
                 v_text(reason));
}

/* A way to reach somebody: a line of signs without blanks, or nothing. */
static bool
reach_fine(const char *s, const char *field, struct err *e)
{
    return *s == '\0' ||
           (strlen(s) <= 100 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_.@+() ") == strlen(s)) ||
           err_set(e, ERR_INPUT, M_REACH_SIGNS, .field = field);
}

static bool
make_user_fine(const struct make_user *in, struct err *e)
{
    if (!login_fine(in->login, e) || !name_fine(in->name, PERSON_NAME_MAX, "name", e) ||
        !reach_fine(in->phone, "phone", e) || !reach_fine(in->email, "email", e) ||
        !reach_fine(in->expert, "expert", e))
        return false;
    return in->until.day == 0 || date_cmp(in->until, in->from) > 0 ||
           err_set(e, ERR_INPUT, M_USER_DAYS, .field = "until");
}

bool
make_user(struct db *db, void *arg, struct err *e)
{
    struct make_user *in = arg;
    struct user by, whom = {.login = in->login};
    struct org org;
    bool there;
    if (in->from.day == 0)
        in->from = in->today;
    in->fresh = false;
    in->token[0] = '\0';
    if (!actor_load(db, in->arena, in->by, in->today, &by, e) || !make_user_fine(in, e) ||
        !org_find(db, in->arena, in->org, &org, e))
        return false;
    whom.org = org;
    if (!manage_must(manage_user(&by, &whom, in->roles), in->login, e) ||
        !user_look(db, in->arena, in->login, in->today, &whom, &there, e))
        return false;
    if (there)
        return (in->again && strcmp(whom.org.code, in->org) == 0) ||
               err_set(e, ERR_CONFLICT, M_USER_THERE, {in->login}, .field = "login");
    in->fresh = true;
    const char *until = in->until.day == 0 ? "9999-12-31" : day_text(in->arena, in->until);
    return db_do(db, &q_user_insert, e, v_text(in->login), v_text(in->org), v_text(in->name),
                 v_text(in->phone), v_text(in->email), v_text(in->expert),
                 v_text(day_text(in->arena, in->from)), v_text(until), v_int(in->demo),
                 v_text(by.login)) &&
           roles_put(db, in->arena, in->login, in->roles, in->from, by.login, in->reason, e) &&
           ticket_put(db, in->login, false, by.login, token_make(in->token),
                      in->at + SECONDS(TICKET_LIFE), e);
}

/* Would the platform be left without an administrator? */
static bool
not_last(struct db *db, struct arena *a, const struct user *whom, date today, struct err *e)
{
    struct rows r;
    if ((whom->own & AS_ADMIN) == 0)
        return true;
    if (!db_run(db, &q_admins_other, a, &r, e, v_text(whom->login), v_text(day_text(a, today))))
        return false;
    return row_int(&r, 0, 0) > 0 || manage_must(MANAGE_LAST, whom->login, e);
}

static bool
both(struct db *db, const struct change_user *in, int64_t roles, struct user *by, struct user *whom,
     struct err *e)
{
    return reason_fine(in->reason, e) && actor_load(db, in->arena, in->by, in->today, by, e) &&
           user_on(db, in->arena, in->login, in->today, whom, e) &&
           manage_must(manage_user(by, whom, roles), in->login, e);
}

bool
change_roles(struct db *db, void *arg, struct err *e)
{
    const struct change_user *in = arg;
    struct user by, whom;
    if (!both(db, in, in->roles, &by, &whom, e))
        return false;
    if ((in->roles & AS_ADMIN) == 0 && !not_last(db, in->arena, &whom, in->today, e))
        return false;
    return roles_put(db, in->arena, in->login, in->roles, in->today, by.login, in->reason, e);
}

bool
suspend_user(struct db *db, void *arg, struct err *e)
{
    const struct change_user *in = arg;
    struct user by, whom;
    if (!both(db, in, 0, &by, &whom, e) ||
        (in->on && !not_last(db, in->arena, &whom, in->today, e)))
        return false;
    return db_do(db, &q_user_suspend, e, v_text(in->login), v_int(in->on),
                 v_text(in->on ? in->reason : "")) &&
           session_end_others(db, in->login, "", e);
}

bool
suspend_org(struct db *db, void *arg, struct err *e)
{
    const struct change_user *in = arg;
    struct user by;
    struct org org;
    bool fresh;
    if (!reason_fine(in->reason, e) || !actor_load(db, in->arena, in->by, in->today, &by, e) ||
        !org_find(db, in->arena, in->login, &org, e) ||
        !manage_must(manage_org(&by, &org), in->login, e))
        return false;
    if (strcmp(by.org.code, org.code) == 0)
        return manage_must(MANAGE_SELF, in->login, e);
    org.suspended = in->on;
    org.reason = in->on ? in->reason : "";
    return org_put(db, in->arena, &org, &fresh, e);
}

bool
edit_self(struct db *db, void *arg, struct err *e)
{
    const struct edit_self *in = arg;
    struct user u;
    return reach_fine(in->phone, "phone", e) && reach_fine(in->email, "email", e) &&
           user_on(db, in->arena, in->login, in->today, &u, e) &&
           db_do(db, &q_user_update, e, v_text(in->login), v_text(u.name), v_text(in->phone),
                 v_text(in->email));
}
