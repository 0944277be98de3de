/* Organisations, people, their rights, keys, deputies. Who may do what to whom is decided by the
 * verbs (access/manage.h), in the transaction; the roles of a route only keep others from asking.
 */
#include <string.h>

#include "access/key.h"
#include "access/manage.h"
#include "access/routes.h"
#include "access/shapes.h"
#include "access/who.h"
#include "words/access.h"

/* --- organisations --- */

struct org_row {
    const char *org, *name, *region, *reason;
    int kind;
    int64_t paid_by;
    struct list roles;
    bool suspended;
};
static const struct field org_fields[] = {
    F_TEXT(struct org_row, "org", org, ORG_CODE_MAX, 0),
    F_ENUM(struct org_row, "kind", kind, org_kind_names, ORG_KINDS, 0),
    F_TEXT(struct org_row, "name", name, ORG_NAME_MAX, 0),
    F_TEXT(struct org_row, "region", region, 16, FIELD_BLANK),
    F_INT(struct org_row, "paid_by", paid_by, 0, 999999, FIELD_OPT),
    F_LIST(struct org_row, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
    F_BOOL(struct org_row, "suspended", suspended, 0),
    F_TEXT(struct org_row, "reason", reason, REASON_MAX, FIELD_OPT),
};
static const struct shape org_shape = SHAPE("Organisation", struct org_row, org_fields);

struct org_in {
    const char *name, *region;
    int kind;
    int64_t paid_by;
    struct list roles;
};
static const struct field org_in_fields[] = {
    F_ENUM(struct org_in, "kind", kind, org_kind_names, ORG_KINDS, 0),
    F_TEXT(struct org_in, "name", name, ORG_NAME_MAX, 0),
    F_TEXT(struct org_in, "region", region, 16, FIELD_BLANK),
    F_INT(struct org_in, "paid_by", paid_by, 0, 999999, FIELD_OPT),
    F_LIST(struct org_in, "roles", roles, &shape_code, 0, ROLE_BITS, FIELD_OPT),
};
static const struct shape org_in_shape = SHAPE("OrganisationPut", struct org_in, org_in_fields);

PAGE_OF(orgs_page, "Organisations", org_shape);

static void
org_row(struct arena *a, const struct org *o, struct org_row *out)
{
    *out = (struct org_row){o->code,
                            o->name,
                            o->region,
                            o->reason,
                            (int)o->kind,
                            o->paid_by,
                            roles_list(a, o->roles),
                            o->suspended};
}

struct orgs_query {
    struct page page;
    const char *kind;
};
static const struct field orgs_query_fields[] = {
    PAGE_FIELDS(struct orgs_query, page),
    F_TEXT(struct orgs_query, "kind", kind, 20, FIELD_OPT),
};
static const struct shape orgs_query_shape = SHAPE(NULL, struct orgs_query, orgs_query_fields);

/* What somebody may list: his region, or his own organisation, as of an expert bank, whose people
 * see nothing of any region. An administrator sees all. */
static void
filter_of(const struct call *c, struct sight *s, struct org_filter *f)
{
    if ((c->who.roles & AS_ADMIN) != 0)
        sight_make(ORG_BUREAU, "", "", s);
    else
        sight_of(&c->who, s);
    bool no_region = strcmp(s->lo, s->hi) >= 0;
    if (no_region)
        sight_make(ORG_BUREAU, "", "", s);
    f->lo = s->lo;
    f->hi = s->hi;
    f->only = no_region                 ? (*c->who.org != '\0' ? c->who.org : "-")
              : *s->institution != '\0' ? s->institution
                                        : s->company;
    f->kind = "";
}

static bool
orgs_get(struct call *c)
{
    const struct orgs_query *in = c->query;
    struct org_filter f = {.limit = page_limit(&in->page) + 1};
    struct sight s;
    struct orgs all;
    filter_of(c, &s, &f);
    f.kind = in->kind;
    if (!page_after(c, &in->page, 1, &f.after) || !org_list(c->db, c->arena, &f, &all, &c->err))
        return false;
    size_t n = all.n < (size_t)f.limit ? all.n : all.n - 1;
    struct org_row *rows = arena_array(c->arena, struct org_row, n + 1);
    for (size_t i = 0; i < n; i++)
        org_row(c->arena, &all.list[i], &rows[i]);
    return page_reply(c, rows, n, all.n > n ? page_next(c, 1, &all.list[n - 1].code) : "");
}

/* A stranger's is answered like what is not there. */
static bool
org_sees(const struct call *c, const struct org *o)
{
    struct org_filter f;
    struct sight s;
    filter_of(c, &s, &f);
    return (sight_has_region(&s, o->region) && (*f.only == '\0' || strcmp(f.only, o->code) == 0)) ||
           person_is_of(&c->who, o->code);
}

static bool
org_get_route(struct call *c)
{
    struct org_row *out = arena_array(c->arena, struct org_row, 1);
    struct org o;
    if (!org_find(c->db, c->arena, c->arg[0], &o, &c->err))
        return false;
    if (!org_sees(c, &o))
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_ORG, {o.code}, .field = "org");
    org_row(c->arena, &o, out);
    return reply(c, 200, out);
}

static bool
org_put_route(struct call *c)
{
    const struct org_in *in = c->in;
    struct org_row *out = arena_array(c->arena, struct org_row, 1);
    struct make_org m = {.arena = c->arena,
                         .by = c->who.user,
                         .today = c->today,
                         .org = {.code = c->arg[0],
                                 .name = in->name,
                                 .region = in->region,
                                 .kind = (enum org_kind)in->kind,
                                 .paid_by = in->paid_by,
                                 .reason = ""}};
    struct org now;
    if (!roles_bits(c, &in->roles, &m.org.roles) || !make_org(c->db, &m, &c->err) ||
        !org_find(c->db, c->arena, c->arg[0], &now, &c->err))
        return false;
    org_row(c->arena, &now, out);
    return reply(c, m.fresh ? 201 : 200, out);
}

struct suspension_in {
    bool suspended;
    const char *reason;
};
static const struct field suspension_fields[] = {
    F_BOOL(struct suspension_in, "suspended", suspended, 0),
    F_TEXT(struct suspension_in, "reason", reason, REASON_MAX, 0),
};
static const struct shape suspension_shape =
    SHAPE("Suspension", struct suspension_in, suspension_fields);

static struct change_user
change_of(struct call *c, const char *reason)
{
    return (struct change_user){.arena = c->arena,
                                .by = c->who.user,
                                .login = c->arg[0],
                                .reason = reason,
                                .today = c->today,
                                .at = c->at};
}

static bool
org_suspend(struct call *c)
{
    const struct suspension_in *in = c->in;
    struct change_user u = change_of(c, in->reason);
    u.on = in->suspended;
    return suspend_org(c->db, &u, &c->err) && reply_empty(c);
}

/* --- people --- */

struct user_row {
    const char *login, *name, *org, *org_name, *phone, *email, *from, *until, *reason;
    int kind;
    bool suspended, active;
    struct list roles;
};
static const struct field user_fields[] = {
    F_TEXT(struct user_row, "login", login, LOGIN_MAX, 0),
    F_TEXT(struct user_row, "name", name, PERSON_NAME_MAX, 0),
    F_TEXT(struct user_row, "org", org, ORG_CODE_MAX, 0),
    F_TEXT(struct user_row, "org_name", org_name, ORG_NAME_MAX, 0),
    F_ENUM(struct user_row, "kind", kind, org_kind_names, ORG_KINDS, 0),
    F_TEXT(struct user_row, "phone", phone, 100, FIELD_OPT),
    F_TEXT(struct user_row, "email", email, 100, FIELD_OPT),
    F_TEXT(struct user_row, "from", from, 10, 0),
    F_TEXT(struct user_row, "until", until, 10, 0),
    F_BOOL(struct user_row, "active", active, 0),
    F_BOOL(struct user_row, "suspended", suspended, 0),
    F_TEXT(struct user_row, "reason", reason, REASON_MAX, FIELD_OPT),
    F_LIST(struct user_row, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
};
static const struct shape user_shape = SHAPE("User", struct user_row, user_fields);

PAGE_OF(users_page, "Users", user_shape);

static void
user_row(struct arena *a, const struct user *u, struct user_row *out)
{
    *out = (struct user_row){
        u->login,     u->name,    u->org.code,          u->org.name, u->phone,
        u->email,     u->from_on, u->until_on,          u->reason,   (int)u->org.kind,
        u->suspended, u->active,  roles_list(a, u->own)};
}

static bool
users_get(struct call *c)
{
    const struct page_query *in = c->query;
    struct org_filter f = {.limit = page_limit(&in->page) + 1};
    struct sight s;
    struct users all;
    filter_of(c, &s, &f);
    if (!page_after(c, &in->page, 1, &f.after) ||
        !user_list(c->db, c->arena, &f, c->today, &all, &c->err))
        return false;
    size_t n = all.n < (size_t)f.limit ? all.n : all.n - 1;
    struct user_row *rows = arena_array(c->arena, struct user_row, n + 1);
    for (size_t i = 0; i < n; i++)
        user_row(c->arena, &all.list[i], &rows[i]);
    return page_reply(c, rows, n, all.n > n ? page_next(c, 1, &all.list[n - 1].login) : "");
}

static bool
user_seen(struct call *c, struct user *u)
{
    return user_on(c->db, c->arena, c->arg[0], c->today, u, &c->err) &&
           (org_sees(c, &u->org) ||
            err_set(&c->err, ERR_NOT_FOUND, M_NO_USER, {c->arg[0]}, .field = "login"));
}

static bool
user_get_route(struct call *c)
{
    struct user_row *out = arena_array(c->arena, struct user_row, 1);
    struct user u;
    if (!user_seen(c, &u))
        return false;
    user_row(c->arena, &u, out);
    return reply(c, 200, out);
}

struct user_in {
    const char *login, *name, *org, *phone, *email, *expert, *reason;
    date from, until;
    struct list roles;
};
static const struct field user_in_fields[] = {
    F_TEXT(struct user_in, "login", login, LOGIN_MAX, 0),
    F_TEXT(struct user_in, "name", name, PERSON_NAME_MAX, 0),
    F_TEXT(struct user_in, "org", org, ORG_CODE_MAX, 0),
    F_TEXT(struct user_in, "phone", phone, 100, FIELD_OPT),
    F_TEXT(struct user_in, "email", email, 100, FIELD_OPT),
    F_TEXT(struct user_in, "expert", expert, 40, FIELD_OPT),
    F_TEXT(struct user_in, "reason", reason, REASON_MAX, FIELD_OPT),
    F_DATE(struct user_in, "from", from, FIELD_OPT),
    F_DATE(struct user_in, "until", until, FIELD_OPT),
    F_LIST(struct user_in, "roles", roles, &shape_code, 1, ROLE_BITS, 0),
};
static const struct shape user_in_shape = SHAPE("UserMake", struct user_in, user_in_fields);

struct ticket_out {
    const char *login, *token;
};
static const struct field ticket_out_fields[] = {
    F_TEXT(struct ticket_out, "login", login, LOGIN_MAX, 0),
    F_TEXT(struct ticket_out, "token", token, TOKEN_TEXT_MAX, FIELD_SECRET),
};
static const struct shape ticket_out_shape = SHAPE("Ticket", struct ticket_out, ticket_out_fields);

static bool
users_post(struct call *c)
{
    const struct user_in *in = c->in;
    struct ticket_out *out = arena_array(c->arena, struct ticket_out, 1);
    struct make_user m = {.arena = c->arena,
                          .by = c->who.user,
                          .today = c->today,
                          .at = c->at,
                          .from = in->from,
                          .until = in->until,
                          .login = in->login,
                          .name = in->name,
                          .org = in->org,
                          .phone = in->phone,
                          .email = in->email,
                          .expert = in->expert,
                          .reason = in->reason};
    if (!roles_bits(c, &in->roles, &m.roles) || !make_user(c->db, &m, &c->err))
        return false;
    *out = (struct ticket_out){in->login, arena_strdup(c->arena, m.token)};
    return reply(c, 201, out);
}

struct roles_in {
    struct list roles;
    const char *reason;
};
static const struct field roles_in_fields[] = {
    F_LIST(struct roles_in, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
    F_TEXT(struct roles_in, "reason", reason, REASON_MAX, 0),
};
static const struct shape roles_in_shape = SHAPE("RolesPut", struct roles_in, roles_in_fields);

struct roles_now {
    struct list roles;
};
static const struct field roles_now_fields[] = {
    F_LIST(struct roles_now, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
};
static const struct shape roles_now_shape = SHAPE("Roles", struct roles_now, roles_now_fields);

static bool
roles_now(struct call *c, struct roles_now *out)
{
    struct user u;
    if (!user_seen(c, &u))
        return false;
    out->roles = roles_list(c->arena, u.own);
    return true;
}

static bool
roles_get(struct call *c)
{
    struct roles_now *out = arena_array(c->arena, struct roles_now, 1);
    return roles_now(c, out) && reply(c, 200, out);
}

static bool
roles_route(struct call *c)
{
    const struct roles_in *in = c->in;
    struct change_user u = change_of(c, in->reason);
    struct roles_now now;
    return roles_bits(c, &in->roles, &u.roles) && roles_now(c, &now) &&
           call_match(c, &roles_now_shape, &now) && change_roles(c->db, &u, &c->err) &&
           reply_empty(c);
}

static bool
user_suspend_route(struct call *c)
{
    const struct suspension_in *in = c->in;
    struct change_user u = change_of(c, in->reason);
    u.on = in->suspended;
    return suspend_user(c->db, &u, &c->err) && reply_empty(c);
}

struct ticket_make_in {
    bool clears_totp;
};
static const struct field ticket_make_fields[] = {
    F_BOOL(struct ticket_make_in, "clears_totp", clears_totp, 0),
};
static const struct shape ticket_make_shape =
    SHAPE("TicketMake", struct ticket_make_in, ticket_make_fields);

static bool
ticket_post(struct call *c)
{
    const struct ticket_make_in *in = c->in;
    struct ticket_out *out = arena_array(c->arena, struct ticket_out, 1);
    struct ticket t = {.arena = c->arena,
                       .by = c->who.user,
                       .login = c->arg[0],
                       .today = c->today,
                       .at = c->at,
                       .clears = in->clears_totp};
    if (!make_ticket(c->db, &t, &c->err))
        return false;
    *out = (struct ticket_out){t.login, arena_strdup(c->arena, t.token)};
    return reply(c, 201, out);
}

struct handover_in {
    const char *taker, *reason;
};
static const struct field handover_fields[] = {
    F_TEXT(struct handover_in, "taker", taker, LOGIN_MAX, 0),
    F_TEXT(struct handover_in, "reason", reason, REASON_MAX, 0),
};
static const struct shape handover_shape = SHAPE("HandOver", struct handover_in, handover_fields);

static bool
handover_post(struct call *c)
{
    const struct handover_in *in = c->in;
    struct hand_over h = {.arena = c->arena,
                          .by = c->who.user,
                          .giver = c->arg[0],
                          .taker = in->taker,
                          .reason = in->reason,
                          .today = c->today};
    return hand_over(c->db, &h, &c->err) && reply_empty(c);
}

#define STAFF (AS_ADMIN | AS_MANAGER)
#define ROUTE(id_, method_, path_, roles_, where_, flags_, ...)                                    \
    {                                                                                              \
        .id = (id_), .method = (method_), .path = (path_), .roles = (roles_), .where = (where_),   \
        .scope = SCOPE_ORG, .flags = (flags_), .page = "people", __VA_ARGS__                       \
    }

static const struct route table[] = {
    ROUTE("organisation.list", "GET", "/v1/organisations", ROLES_ANY, READ, 0,
          .query = &orgs_query_shape, .out = &orgs_page, .handle = orgs_get,
          .summary = M_ROUTE_ORG_LIST),
    ROUTE("organisation.show", "GET", "/v1/organisations/:org", ROLES_ANY, INLINE, 0,
          .out = &org_shape, .handle = org_get_route, .summary = M_ROUTE_ORG_SHOW),
    ROUTE("organisation.put", "PUT", "/v1/organisations/:org", STAFF, WRITE, ROUTE_CREATES,
          .in = &org_in_shape, .out = &org_shape, .handle = org_put_route,
          .summary = M_CMD_ORG_ADD),
    ROUTE("organisation.suspend", "PUT", "/v1/organisations/:org/suspension", STAFF, WRITE, 0,
          .in = &suspension_shape, .handle = org_suspend, .summary = M_ROUTE_ORG_SUSPEND),
    ROUTE("user.list", "GET", "/v1/users", STAFF | AS_AUDITOR, READ, 0, .query = &page_shape,
          .out = &users_page, .handle = users_get, .summary = M_CMD_USER_LIST),
    ROUTE("user.show", "GET", "/v1/users/:login", STAFF | AS_AUDITOR, INLINE, 0, .out = &user_shape,
          .handle = user_get_route, .summary = M_ROUTE_USER_SHOW),
    ROUTE("user.make", "POST", "/v1/users", STAFF, WRITE, ROUTE_CREATES | ROUTE_SECRET,
          .in = &user_in_shape, .out = &ticket_out_shape, .handle = users_post,
          .summary = M_CMD_USER_ADD),
    ROUTE("user.roles.show", "GET", "/v1/users/:login/roles", STAFF | AS_AUDITOR, INLINE, 0,
          .out = &roles_now_shape, .handle = roles_get, .summary = M_ROUTE_USER_ROLES),
    ROUTE("user.roles", "PUT", "/v1/users/:login/roles", STAFF, WRITE, ROUTE_MATCH,
          .in = &roles_in_shape, .handle = roles_route, .summary = M_CMD_USER_ROLES),
    ROUTE("user.suspend", "PUT", "/v1/users/:login/suspension", STAFF, WRITE, 0,
          .in = &suspension_shape, .handle = user_suspend_route, .summary = M_CMD_USER_SUSPEND),
    ROUTE("user.ticket", "POST", "/v1/users/:login/ticket", STAFF, WRITE,
          ROUTE_CREATES | ROUTE_SECRET, .in = &ticket_make_shape, .out = &ticket_out_shape,
          .handle = ticket_post, .summary = M_CMD_USER_TOKEN),
    ROUTE("user.hand-over", "POST", "/v1/users/:login/hand-over", STAFF, WRITE, 0,
          .in = &handover_shape, .handle = handover_post, .summary = M_ROUTE_HAND_OVER),
};
const struct routes people_routes = ROUTES(table);
