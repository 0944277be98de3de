/* Coming in, the second factor, one's own password, and out. */
#include <string.h>

#include "access/enter.h"
#include "access/manage.h"
#include "access/routes.h"
#include "access/shapes.h"
#include "access/who.h"
#include "words/access.h"

#define PASSWORD_FIELD(S, name, m) F_TEXT(S, name, m, PASSWORD_MAX * 2, FIELD_SECRET | FIELD_BLANK)

/* What a page knows of whoever looks at it. */
struct me {
    const char *login, *name, *org, *org_name, *kind, *region, *csrf;
    int stage;
    struct list roles;
    bool demo;
};
static const struct field me_fields[] = {
    F_TEXT(struct me, "login", login, LOGIN_MAX, 0),
    F_TEXT(struct me, "name", name, PERSON_NAME_MAX, 0),
    F_TEXT(struct me, "org", org, ORG_CODE_MAX, 0),
    F_TEXT(struct me, "org_name", org_name, ORG_NAME_MAX, 0),
    F_TEXT(struct me, "kind", kind, 20, 0),
    F_TEXT(struct me, "region", region, 16, FIELD_BLANK),
    F_ENUM(struct me, "stage", stage, stage_names, STAGES, 0),
    F_LIST(struct me, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
    F_TEXT(struct me, "csrf", csrf, 64, FIELD_SECRET),
    F_BOOL(struct me, "demo", demo, 0),
};
static const struct shape me_shape = SHAPE("Me", struct me, me_fields);

/* The session and its person, as the page is told. */
static bool
me_of(struct call *c, const char *token, struct me *me)
{
    char *csrf = arena_alloc(c->arena, SHA256_HEX_MAX);
    struct session s;
    struct user u;
    if (!session_find(c->db, c->arena, token, c->at, &s, &c->err) ||
        !user_on(c->db, c->arena, s.login, c->today, &u, &c->err))
        return false;
    *me = (struct me){.login = u.login,
                      .name = u.name,
                      .org = u.org.code,
                      .org_name = u.org.name,
                      .kind = org_kind_names[u.org.kind],
                      .region = u.org.region,
                      .csrf = session_csrf(token, csrf),
                      .stage = (int)s.stage,
                      .demo = s.demo,
                      .roles = roles_list(c->arena, s.stage == STAGE_FULL ? u.roles : 0)};
    return true;
}

/* Also sets the cookie when the token is new. */
static bool
tell(struct call *c, unsigned status, const char *token, bool fresh)
{
    struct me *me = arena_array(c->arena, struct me, 1);
    if (!me_of(c, token, me))
        return false;
    if (fresh)
        reply_header(c, "Set-Cookie", cookie_set(c->arena, token));
    return reply(c, status, me);
}

/* --- coming in --- */

struct login_in {
    const char *login, *password, *code;
};
static const struct field login_fields[] = {
    F_TEXT(struct login_in, "login", login, 200, FIELD_BLANK),
    PASSWORD_FIELD(struct login_in, "password", password),
    F_TEXT(struct login_in, "code", code, 10, FIELD_OPT | FIELD_SECRET),
};
static const struct shape login_shape = SHAPE("Login", struct login_in, login_fields);

static bool
begin(struct call *c, void *arg)
{
    return enter_begin(c->db, arg, &c->err);
}

static bool
end(struct call *c, void *arg)
{
    struct enter *in = arg;
    return enter_end(c->db, in, &c->err) && tell(c, 201, in->token, true);
}

static bool
session_post(struct call *c)
{
    const struct login_in *in = c->in;
    struct enter e = {.arena = c->arena,
                      .login = in->login,
                      .password = in->password,
                      .code = in->code,
                      .address = c->address,
                      .at = c->at,
                      .today = c->today};
    if (!call_write(c, 0, begin, &e))
        return false;
    enter_compare(&e);
    return call_write(c, 0, end, &e);
}

struct code_in {
    const char *code;
};
static const struct field code_fields[] = {
    F_TEXT(struct code_in, "code", code, 10, FIELD_SECRET),
};
static const struct shape code_shape = SHAPE("Code", struct code_in, code_fields);

static struct enter_code
code_of(struct call *c)
{
    const struct code_in *in = c->in;
    return (struct enter_code){.arena = c->arena,
                               .token = c->who.session_id,
                               .code = in->code,
                               .address = c->address,
                               .at = c->at,
                               .today = c->today};
}

static bool
count(struct call *c, void *arg)
{
    return code_begin(c->db, arg, &c->err);
}

static bool
step_up(struct call *c, void *arg)
{
    struct enter_code *in = arg;
    return code_end(c->db, in, &c->err) && tell(c, 201, in->fresh, true);
}

static bool
code_post(struct call *c)
{
    struct enter_code in = code_of(c);
    return call_write(c, 0, count, &in) && call_write(c, 0, step_up, &in);
}

/* Of a key there is no session to speak of. */
static bool
is_session(struct call *c)
{
    return *c->who.session_id != '\0' || err_set(&c->err, ERR_LOGIN, M_SESSION_OVER);
}

static bool
session_show(struct call *c)
{
    return is_session(c) && tell(c, 200, c->who.session_id, false);
}

/* For a page that does not know yet who looks at it: nobody is an answer, too. */
struct visitor {
    struct me me;
    bool known;
};
static const struct field visitor_fields[] = {
    F_OBJECT(struct visitor, "me", me, &me_shape, HAS(struct visitor, known)),
};
static const struct shape visitor_shape = SHAPE("Visitor", struct visitor, visitor_fields);

static bool
visitor_show(struct call *c)
{
    struct visitor *v = arena_array(c->arena, struct visitor, 1);
    v->known = *c->who.session_id != '\0';
    return (!v->known || me_of(c, c->who.session_id, &v->me)) && reply(c, 200, v);
}

static bool
renew_post(struct call *c)
{
    return is_session(c) && session_renew(c->db, c->arena, c->who.session_id, c->at, &c->err) &&
           reply_empty(c);
}

static bool
session_delete(struct call *c)
{
    if (!is_session(c) || !session_end(c->db, c->who.session_id, &c->err))
        return false;
    reply_header(c, "Set-Cookie", cookie_set(c->arena, ""));
    return reply_empty(c);
}

/* --- the second factor of one's own --- */

struct totp_out {
    const char *secret, *uri;
};
static const struct field totp_fields[] = {
    F_TEXT(struct totp_out, "secret", secret, TOTP_SECRET_TEXT_MAX, FIELD_SECRET),
    F_TEXT(struct totp_out, "uri", uri, 300, FIELD_SECRET),
};
static const struct shape totp_shape = SHAPE("TotpOffer", struct totp_out, totp_fields);

static bool
totp_post(struct call *c)
{
    struct totp_out *out = arena_array(c->arena, struct totp_out, 1);
    struct totp_offer in = {.arena = c->arena, .token = c->who.session_id, .at = c->at};
    if (!is_session(c) || !offer_totp(c->db, &in, &c->err))
        return false;
    out->secret = arena_strdup(c->arena, in.secret);
    out->uri = arena_printf(c->arena, "otpauth://totp/jicai:%s?secret=%s&issuer=jicai", in.login,
                            in.secret);
    return reply(c, 200, out);
}

static bool
proof_post(struct call *c)
{
    struct enter_code in = code_of(c);
    return is_session(c) && prove_totp(c->db, &in, &c->err) && tell(c, 201, in.fresh, true);
}

/* --- passwords --- */

struct password_in {
    const char *old, *password;
};
static const struct field password_fields[] = {
    PASSWORD_FIELD(struct password_in, "old", old),
    PASSWORD_FIELD(struct password_in, "password", password),
};
static const struct shape password_shape =
    SHAPE("PasswordChange", struct password_in, password_fields);

static bool
change_begin(struct call *c, void *arg)
{
    return password_begin(c->db, arg, &c->err);
}

static bool
change_end(struct call *c, void *arg)
{
    return password_end(c->db, arg, &c->err) && reply_empty(c);
}

static bool
password_post(struct call *c)
{
    const struct password_in *in = c->in;
    struct change_password p = {.arena = c->arena,
                                .token = c->who.session_id,
                                .old = in->old,
                                .password = in->password,
                                .address = c->address,
                                .at = c->at};
    return is_session(c) && call_write(c, 0, change_begin, &p) && password_compare(&p, &c->err) &&
           call_write(c, 0, change_end, &p);
}

struct ticket_in {
    const char *token, *password;
};
static const struct field ticket_fields[] = {
    F_TEXT(struct ticket_in, "token", token, 100, FIELD_SECRET),
    PASSWORD_FIELD(struct ticket_in, "password", password),
};
static const struct shape ticket_shape = SHAPE("TicketUse", struct ticket_in, ticket_fields);

struct login_out {
    const char *login;
};
static const struct field login_out_fields[] = {
    F_TEXT(struct login_out, "login", login, LOGIN_MAX, 0),
};
static const struct shape login_out_shape = SHAPE("LoginName", struct login_out, login_out_fields);

static bool
ticket_done(struct call *c, void *arg)
{
    struct use_ticket *in = arg;
    struct login_out *out = arena_array(c->arena, struct login_out, 1);
    out->login = in->login;
    return ticket_end(c->db, in, &c->err) && reply(c, 200, out);
}

static bool
ticket_use(struct call *c)
{
    const struct ticket_in *in = c->in;
    struct use_ticket t = {
        .arena = c->arena, .token = in->token, .password = in->password, .at = c->at};
    return db_read(c->db, ticket_begin, &t, &c->err) &&
           password_hash(t.password, t.made, &c->err) && call_write(c, 0, ticket_done, &t);
}

struct reach_in {
    const char *phone, *email;
};
static const struct field reach_fields[] = {
    F_TEXT(struct reach_in, "phone", phone, 40, FIELD_BLANK),
    F_TEXT(struct reach_in, "email", email, 100, FIELD_BLANK),
};
static const struct shape reach_shape = SHAPE("Contact", struct reach_in, reach_fields);

static bool
contact_put(struct call *c)
{
    const struct reach_in *in = c->in;
    struct edit_self s = {c->who.user, in->phone, in->email, c->arena, c->today};
    return is_session(c) && edit_self(c->db, &s, &c->err) && reply_empty(c);
}

/* --- the demonstration's side door --- */

struct demo_in {
    const char *login;
};
static const struct field demo_fields[] = {
    F_TEXT(struct demo_in, "login", login, LOGIN_MAX, 0),
};
static const struct shape demo_shape = SHAPE("DemoLogin", struct demo_in, demo_fields);

static bool
demo_post(struct call *c)
{
    const struct demo_in *in = c->in;
    struct enter_demo d = {.arena = c->arena,
                           .login = in->login,
                           .address = c->address,
                           .at = c->at,
                           .today = c->today,
                           .simulated = c->simulated};
    return enter_demo(c->db, &d, &c->err) && tell(c, 201, d.token, true);
}

struct demo_user {
    const char *login, *name, *org, *org_name, *kind;
    struct list roles;
};
static const struct field demo_user_fields[] = {
    F_TEXT(struct demo_user, "login", login, LOGIN_MAX, 0),
    F_TEXT(struct demo_user, "name", name, PERSON_NAME_MAX, 0),
    F_TEXT(struct demo_user, "org", org, ORG_CODE_MAX, 0),
    F_TEXT(struct demo_user, "org_name", org_name, ORG_NAME_MAX, 0),
    F_TEXT(struct demo_user, "kind", kind, 20, 0),
    F_LIST(struct demo_user, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
};
static const struct shape demo_user_shape = SHAPE("DemoUser", struct demo_user, demo_user_fields);
struct demo_users {
    struct list items;
};
static const struct field demo_users_fields[] = {
    F_LIST(struct demo_users, "items", items, &demo_user_shape, 0, PAGE_LIMIT_MAX, 0),
};
static const struct shape demo_users_shape =
    SHAPE("DemoUsers", struct demo_users, demo_users_fields);

/* No simulation: an empty list, whoever is there. */
static bool
demo_list(struct call *c)
{
    struct demo_users *out = arena_array(c->arena, struct demo_users, 1);
    struct users all = {.n = 0};
    if (c->simulated && !user_demo(c->db, c->arena, c->today, PAGE_LIMIT_MAX, &all, &c->err))
        return false;
    struct demo_user *list = arena_array(c->arena, struct demo_user, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct user *u = &all.list[i];
        list[i] = (struct demo_user){u->login,
                                     u->name,
                                     u->org.code,
                                     u->org.name,
                                     org_kind_names[u->org.kind],
                                     roles_list(c->arena, u->roles)};
    }
    out->items = (struct list){list, all.n};
    return reply(c, 200, out);
}

#define ANY ROLES_ANY
#define ALL ROLES_PUBLIC
#define ROUTE(id_, method_, path_, roles_, where_, flags_, ...)                                    \
    {                                                                                              \
        .id = (id_), .method = (method_), .path = (path_), .roles = (roles_), .where = (where_),   \
        .scope = SCOPE_NONE, .flags = (flags_), __VA_ARGS__                                        \
    }

static const struct route table[] = {
    ROUTE("session.open", "POST", "/v1/session", ALL, DOOR,
          ROUTE_TIGHT | ROUTE_CREATES | ROUTE_SECRET, .in = &login_shape, .out = &me_shape,
          .handle = session_post, .summary = M_ROUTE_SESSION_OPEN, .page = "login"),
    ROUTE("session.show", "GET", "/v1/session", ANY, INLINE, ROUTE_HALF | ROUTE_SECRET,
          .out = &me_shape, .handle = session_show, .summary = M_ROUTE_SESSION_SHOW,
          .page = "account"),
    ROUTE("visitor.show", "GET", "/v1/visitor", ALL, INLINE, ROUTE_SECRET, .out = &visitor_shape,
          .handle = visitor_show, .summary = M_ROUTE_VISITOR_SHOW, .page = "portal"),
    ROUTE("session.close", "DELETE", "/v1/session", ANY, WRITE, ROUTE_HALF,
          .handle = session_delete, .summary = M_ROUTE_SESSION_CLOSE, .page = "account"),
    ROUTE("session.renew", "POST", "/v1/session/renewal", ANY, WRITE, 0, .handle = renew_post,
          .summary = M_ROUTE_SESSION_RENEW),
    ROUTE("session.code", "POST", "/v1/session/code", ANY, DOOR,
          ROUTE_HALF | ROUTE_TIGHT | ROUTE_CREATES | ROUTE_SECRET, .in = &code_shape,
          .out = &me_shape, .handle = code_post, .summary = M_ROUTE_SESSION_CODE, .page = "login"),
    ROUTE("totp.offer", "POST", "/v1/session/totp", ANY, WRITE, ROUTE_HALF | ROUTE_SECRET,
          .out = &totp_shape, .handle = totp_post, .summary = M_ROUTE_TOTP_OFFER,
          .page = "account"),
    ROUTE("totp.prove", "POST", "/v1/session/totp/proof", ANY, WRITE,
          ROUTE_HALF | ROUTE_CREATES | ROUTE_SECRET, .in = &code_shape, .out = &me_shape,
          .handle = proof_post, .summary = M_ROUTE_TOTP_PROVE, .page = "account"),
    ROUTE("password.change", "POST", "/v1/session/password", ANY, DOOR, ROUTE_TIGHT | ROUTE_SECRET,
          .in = &password_shape, .handle = password_post, .summary = M_ROUTE_PASSWORD_CHANGE,
          .page = "account"),
    ROUTE("contact.set", "PUT", "/v1/session/contact", ANY, WRITE, 0, .in = &reach_shape,
          .handle = contact_put, .summary = M_ROUTE_CONTACT_SET, .page = "account"),
    ROUTE("ticket.use", "POST", "/v1/tickets", ALL, DOOR, ROUTE_TIGHT | ROUTE_SECRET,
          .in = &ticket_shape, .out = &login_out_shape, .handle = ticket_use,
          .summary = M_ROUTE_TICKET_USE, .page = "login"),
    ROUTE("demo.list", "GET", "/v1/demo", ALL, INLINE, 0, .out = &demo_users_shape,
          .handle = demo_list, .summary = M_ROUTE_DEMO_LIST, .page = "login"),
    ROUTE("demo.open", "POST", "/v1/demo/session", ALL, WRITE, ROUTE_CREATES | ROUTE_SECRET,
          .in = &demo_shape, .out = &me_shape, .handle = demo_post, .summary = M_ROUTE_DEMO_OPEN,
          .page = "login"),
};
const struct routes session_routes = ROUTES(table);
