/* Rights that go on: API keys for an organisation's systems, and deputies. */
#include <string.h>

#include "access/key.h"
#include "access/routes.h"
#include "access/shapes.h"
#include "access/who.h"
#include "words/access.h"

/* --- API keys --- */

struct key_row {
    const char *name, *login, *from, *until;
    struct list roles;
    bool revoked;
};
static const struct field key_fields[] = {
    F_TEXT(struct key_row, "name", name, KEY_NAME_MAX, 0),
    F_TEXT(struct key_row, "login", login, LOGIN_MAX, 0),
    F_LIST(struct key_row, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
    F_TEXT(struct key_row, "from", from, 10, 0),
    F_TEXT(struct key_row, "until", until, 10, 0),
    F_BOOL(struct key_row, "revoked", revoked, 0),
};
static const struct shape key_shape = SHAPE("ApiKey", struct key_row, key_fields);

PAGE_OF(keys_page, "ApiKeys", key_shape);

static bool
keys_get(struct call *c)
{
    struct keys all;
    if (!key_list(c->db, c->arena, c->who.org, &all, &c->err))
        return false;
    struct key_row *rows = arena_array(c->arena, struct key_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = (struct key_row){all.list[i].name,
                                   all.list[i].login,
                                   all.list[i].from_on,
                                   all.list[i].until_on,
                                   roles_list(c->arena, all.list[i].roles),
                                   all.list[i].revoked};
    return page_reply(c, rows, all.n, "");
}

struct key_in {
    const char *login, *name;
    struct list roles;
    date until;
};
static const struct field key_in_fields[] = {
    F_TEXT(struct key_in, "login", login, LOGIN_MAX, FIELD_OPT),
    F_TEXT(struct key_in, "name", name, KEY_NAME_MAX, 0),
    F_LIST(struct key_in, "roles", roles, &shape_code, 1, ROLE_BITS, 0),
    F_DATE(struct key_in, "until", until, 0),
};
static const struct shape key_in_shape = SHAPE("ApiKeyMake", struct key_in, key_in_fields);

struct key_out {
    const char *name, *key;
};
static const struct field key_out_fields[] = {
    F_TEXT(struct key_out, "name", name, KEY_NAME_MAX, 0),
    F_TEXT(struct key_out, "key", key, KEY_TEXT_MAX, FIELD_SECRET),
};
static const struct shape key_out_shape = SHAPE("ApiKeySecret", struct key_out, key_out_fields);

/* A key makes no keys. */
static bool
is_person(struct call *c)
{
    return c->who.session == SESSION_COOKIE || err_set(&c->err, ERR_DENIED, M_KEY_PERSON);
}

static bool
keys_post(struct call *c)
{
    const struct key_in *in = c->in;
    struct key_out *out = arena_array(c->arena, struct key_out, 1);
    struct make_key k = {.arena = c->arena,
                         .by = c->who.user,
                         .name = in->name,
                         .login = *in->login != '\0' ? in->login : c->who.user,
                         .today = c->today,
                         .until = in->until};
    if (!is_person(c) || !roles_bits(c, &in->roles, &k.roles) || !make_key(c->db, &k, &c->err))
        return false;
    *out = (struct key_out){in->name, arena_strdup(c->arena, k.key)};
    return reply(c, 201, out);
}

static bool
keys_delete(struct call *c)
{
    struct revoke_key r = {c->arena, c->who.user, c->who.org, c->arg[0], c->today};
    return is_person(c) && revoke_key(c->db, &r, &c->err) && reply_empty(c);
}

/* --- deputies --- */

struct deputy_row {
    const char *principal, *deputy, *from, *until, *reason, *made_by;
    struct list roles;
};
static const struct field deputy_fields[] = {
    F_TEXT(struct deputy_row, "principal", principal, LOGIN_MAX, 0),
    F_TEXT(struct deputy_row, "deputy", deputy, LOGIN_MAX, 0),
    F_TEXT(struct deputy_row, "from", from, 10, 0),
    F_TEXT(struct deputy_row, "until", until, 10, 0),
    F_LIST(struct deputy_row, "roles", roles, &shape_code, 0, ROLE_BITS, 0),
    F_TEXT(struct deputy_row, "reason", reason, REASON_MAX, 0),
    F_TEXT(struct deputy_row, "made_by", made_by, LOGIN_MAX, FIELD_OPT),
};
static const struct shape deputy_shape = SHAPE("Deputy", struct deputy_row, deputy_fields);

PAGE_OF(deputies_page, "Deputies", deputy_shape);

static bool
deputies_get(struct call *c)
{
    struct deputies all;
    if (!deputy_list(c->db, c->arena, c->who.org, c->today, &all, &c->err))
        return false;
    struct deputy_row *rows = arena_array(c->arena, struct deputy_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct deputy *d = &all.list[i];
        rows[i] = (struct deputy_row){d->principal,
                                      d->deputy,
                                      d->from_on,
                                      d->until_on,
                                      d->reason,
                                      d->made_by,
                                      roles_list(c->arena, d->roles)};
    }
    return page_reply(c, rows, all.n, "");
}

struct deputy_in {
    const char *principal, *deputy, *reason;
    date from, until;
    struct list roles;
};
static const struct field deputy_in_fields[] = {
    F_TEXT(struct deputy_in, "principal", principal, LOGIN_MAX, FIELD_OPT),
    F_TEXT(struct deputy_in, "deputy", deputy, LOGIN_MAX, 0),
    F_DATE(struct deputy_in, "from", from, 0),
    F_DATE(struct deputy_in, "until", until, 0),
    F_LIST(struct deputy_in, "roles", roles, &shape_code, 0, ROLE_BITS, FIELD_OPT),
    F_TEXT(struct deputy_in, "reason", reason, REASON_MAX, 0),
};
static const struct shape deputy_in_shape = SHAPE("DeputyMake", struct deputy_in, deputy_in_fields);

static bool
deputies_post(struct call *c)
{
    const struct deputy_in *in = c->in;
    struct appoint a = {.arena = c->arena,
                        .by = c->who.user,
                        .deputy = in->deputy,
                        .principal = *in->principal != '\0' ? in->principal : c->who.user,
                        .reason = in->reason,
                        .today = c->today,
                        .from = in->from,
                        .until = in->until};
    return is_person(c) && roles_bits(c, &in->roles, &a.roles) &&
           appoint_deputy(c->db, &a, &c->err) && reply_empty(c);
}

static bool
deputies_delete(struct call *c)
{
    struct appoint a = {.arena = c->arena,
                        .by = c->who.user,
                        .principal = c->arg[0],
                        .deputy = c->arg[1],
                        .today = c->today,
                        .reason = ""};
    return is_person(c) && call_arg_date(c, 2, &a.from) && end_deputy(c->db, &a, &c->err) &&
           reply_empty(c);
}

#define ROUTE(id_, method_, path_, where_, flags_, ...)                                            \
    {                                                                                              \
        .id = (id_), .method = (method_), .path = (path_), .roles = ROLES_ANY, .where = (where_),  \
        .scope = SCOPE_ORG, .flags = (flags_), .page = "account", __VA_ARGS__                      \
    }

static const struct route table[] = {
    ROUTE("key.list", "GET", "/v1/keys", INLINE, 0, .out = &keys_page, .handle = keys_get,
          .summary = M_ROUTE_KEY_LIST),
    ROUTE("key.make", "POST", "/v1/keys", WRITE, ROUTE_CREATES | ROUTE_SECRET, .in = &key_in_shape,
          .out = &key_out_shape, .handle = keys_post, .summary = M_ROUTE_KEY_MAKE),
    ROUTE("key.revoke", "DELETE", "/v1/keys/:name", WRITE, 0, .handle = keys_delete,
          .summary = M_ROUTE_KEY_REVOKE),
    ROUTE("deputy.list", "GET", "/v1/deputies", INLINE, 0, .out = &deputies_page,
          .handle = deputies_get, .summary = M_ROUTE_DEPUTY_LIST),
    ROUTE("deputy.appoint", "POST", "/v1/deputies", WRITE, 0, .in = &deputy_in_shape,
          .handle = deputies_post, .summary = M_ROUTE_DEPUTY_APPOINT),
    ROUTE("deputy.end", "DELETE", "/v1/deputies/:principal/:deputy/:from", WRITE, 0,
          .handle = deputies_delete, .summary = M_ROUTE_DEPUTY_END),
};
const struct routes lend_routes = ROUTES(table);
