/* routes_signing.c - with which keys an organisation signs, and which authorities' certificates are
 * believed. */
#include <string.h>

#include "access/role.h"
#include "registry/query.h"
#include "registry/routes.h"
#include "registry/trust.h"
#include "words/seal.h"
#include "words/trust.h"

enum { ROOTS_SHOWN = 1000, KEYS_SHOWN = 1000, FINGERPRINT = SHA256_HEX_MAX - 1 };

struct how_out {
    const char *how; /* new, same, changed */
    int64_t keys;    /* that ended with a root */
};
#define HOW F_TEXT(struct how_out, "how", how, 10, 0)
static const struct field how_fields[] = {HOW};
static const struct shape how_shape = SHAPE("SigningDone", struct how_out, how_fields);
static const struct field ended_fields[] = {
    HOW, F_INT(struct how_out, "keys_ended", keys, 0, INT32_MAX, 0)};
static const struct shape ended_shape = SHAPE("TrustRootEnded", struct how_out, ended_fields);
#undef HOW

static bool
reply_how(struct call *c, enum put how, int64_t keys)
{
    struct how_out *out = arena_array(c->arena, struct how_out, 1);
    *out = (struct how_out){put_name(how), keys};
    return reply(c, how == PUT_NEW && (c->route->flags & ROUTE_CREATES) != 0 ? 201 : 200, out);
}

/* --- keys --- */

struct key_row {
    int kind;
    const char *key, *certificate;
    date from, until;
};
static const char *const kinds[] = {"", "ed25519", "sm2"};
#define K struct key_row
static const struct field key_in_fields[] = {
    F_ENUM(K, "kind", kind, kinds, 3, FIELD_OPT),
    F_TEXT(K, "public", key, KEY_HEX_MAX, FIELD_OPT),
    F_TEXT(K, "certificate", certificate, CERT_PEM_MAX, FIELD_OPT | FIELD_LINES),
    F_DATE(K, "from", from, FIELD_OPT),
};
static const struct shape key_in = SHAPE("SigningKeyIn", K, key_in_fields);
static const struct field key_fields[] = {
    F_ENUM(K, "kind", kind, kinds, 3, 0),
    F_TEXT(K, "public", key, KEY_HEX_MAX, 0),
    F_TEXT(K, "certificate", certificate, CERT_PEM_MAX, FIELD_OPT | FIELD_LINES),
    F_DATE(K, "from", from, 0),
    F_DATE(K, "until", until, FIELD_OPT),
};
static const struct shape key_shape = SHAPE("SigningKey", K, key_fields);
#undef K
struct listed {
    struct list items;
};
static const struct field keys_fields[] = {
    F_LIST(struct listed, "items", items, &key_shape, 0, KEYS_SHOWN, 0)};
static const struct shape keys_shape = SHAPE("SigningKeys", struct listed, keys_fields);

static bool
take_public(struct key *out, const char *hex)
{
    return key_public_take(out, KEY_ED25519, hex) || key_public_take(out, KEY_SM2, hex);
}

/* A certificate brings its own days; a bare key signs from today on, or from the day given. */
static bool
key_of(struct call *c, const struct key_row *in, struct signing_key *k)
{
    struct trust trust;
    bool bare = *in->key != '\0';
    if (bare == (*in->certificate != '\0'))
        return err_set(&c->err, ERR_INPUT, M_KEY_EITHER, {NULL}, .field = "certificate");
    if (!bare)
        return trust_on(c->db, c->arena, c->today, &trust, &c->err) &&
               signing_key_certified(k, c->arena, in->certificate, c->who.org, &trust, c->today,
                                     &c->err);
    *k = (struct signing_key){
        .party = c->who.org, .certificate = "", .from = in->from.day != 0 ? in->from : c->today};
    if (in->kind == 0)
        return err_set(&c->err, ERR_INPUT, M_KEY_EITHER, {NULL}, .field = "kind");
    return key_public_take(&k->key, in->kind == 1 ? KEY_ED25519 : KEY_SM2, in->key) ||
           err_set(&c->err, ERR_INPUT, M_SEAL_FORM, {"key"}, .field = "public");
}

static bool
key_new(struct call *c)
{
    struct signing_key k;
    enum put how;
    return key_of(c, c->in, &k) && signing_key_put(c->db, c->arena, &k, &how, &c->err) &&
           reply_how(c, how, 0);
}

static bool
key_own(struct call *c)
{
    struct listed *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_signing_key_of_party, c->arena, &r, &c->err, v_text(c->who.org)))
        return false;
    size_t n = r.n < KEYS_SHOWN ? r.n : KEYS_SHOWN;
    struct key_row *row = arena_array(c->arena, struct key_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *until = row_text(&r, i, 4);
        row[i] = (struct key_row){.key = row_text(&r, i, 0),
                                  .kind = strcmp(row_text(&r, i, 1), kinds[1]) == 0 ? 1 : 2,
                                  .certificate = row_text(&r, i, 2)};
        (void)date_parse(&row[i].from, row_text(&r, i, 3));
        if (strcmp(until, DATE_OPEN) != 0)
            (void)date_parse(&row[i].until, until);
    }
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

struct end_in {
    const char *key;
};
static const struct field end_fields[] = {F_TEXT(struct end_in, "public", key, KEY_HEX_MAX, 0)};
static const struct shape end_shape = SHAPE("SigningKeyEnd", struct end_in, end_fields);

static bool
key_end(struct call *c)
{
    const struct end_in *in = c->in;
    struct key k;
    enum put how;
    if (!take_public(&k, in->key))
        return err_set(&c->err, ERR_INPUT, M_SEAL_FORM, {"key"}, .field = "public");
    return signing_key_end(c->db, c->arena, c->who.org, &k, c->today, &how, &c->err) &&
           reply_how(c, how, 0);
}

/* --- roots --- */

struct root_row {
    const char *sha256, *subject, *certificate;
    date from, until;
};
static const struct field root_in_fields[] = {
    F_TEXT(struct root_row, "certificate", certificate, CERT_PEM_MAX, FIELD_LINES)};
static const struct shape root_in = SHAPE("TrustRootIn", struct root_row, root_in_fields);
static const struct field root_fields[] = {
    F_TEXT(struct root_row, "sha256", sha256, FINGERPRINT, 0),
    F_TEXT(struct root_row, "subject", subject, SUBJECT_MAX, 0),
    F_TEXT(struct root_row, "certificate", certificate, CERT_PEM_MAX, FIELD_LINES),
    F_DATE(struct root_row, "from", from, 0),
    F_DATE(struct root_row, "until", until, FIELD_OPT),
};
static const struct shape root_shape = SHAPE("TrustRoot", struct root_row, root_fields);
static const struct field roots_fields[] = {
    F_LIST(struct listed, "items", items, &root_shape, 0, ROOTS_SHOWN, 0)};
static const struct shape roots_shape = SHAPE("TrustRoots", struct listed, roots_fields);

static struct root_row
root_row(const struct trust_root *t)
{
    return (struct root_row){t->sha256, t->subject, t->certificate, t->from, t->until};
}

static bool
root_list(struct call *c)
{
    struct listed *out = arena_alloc(c->arena, sizeof(*out));
    struct trust_root *list;
    size_t n;
    if (!trust_root_list(c->db, c->arena, (date){0}, &list, &n, &c->err))
        return false;
    n = n < ROOTS_SHOWN ? n : ROOTS_SHOWN;
    struct root_row *row = arena_array(c->arena, struct root_row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = root_row(&list[i]);
    out->items = (struct list){row, n};
    return reply(c, 200, out);
}

static bool
root_file(struct call *c)
{
    struct trust t;
    return trust_on(c->db, c->arena, c->today, &t, &c->err) &&
           reply_raw(c, "text/plain; charset=utf-8", "roots.pem", t.pem, strlen(t.pem));
}

static bool
root_add(struct call *c)
{
    const struct root_row *in = c->in;
    struct root_row *out = arena_array(c->arena, struct root_row, 1);
    struct trust_root t;
    enum put how;
    if (!trust_root_add(c->db, c->arena, in->certificate, c->today, &t, &how, &c->err))
        return false;
    *out = root_row(&t);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
root_end(struct call *c)
{
    int64_t keys;
    enum put how;
    return trust_root_end(c->db, c->arena, c->arg[0], c->today, &keys, &how, &c->err) &&
           reply_how(c, how, keys);
}

/* clang-format off */
static const struct raw text_raw = {.types = "text/plain"};
static const struct route table[] = {
    {.id = "signing_key.register",
     .page = "signing-keys", .method = "POST", .path = "/v1/signing-keys",
     .roles = AS_HOSPITAL | AS_COMPANY, .where = WRITE, .scope = SCOPE_ORG,
     .flags = ROUTE_CREATES, .in = &key_in, .out = &how_shape, .handle = key_new,
     .summary = M_R_SIGNING_KEY},
    {.id = "signing_key.list",
     .page = "signing-keys", .method = "GET", .path = "/v1/signing-keys",
     .roles = AS_HOSPITAL | AS_COMPANY, .where = READ, .scope = SCOPE_ORG, .out = &keys_shape,
     .handle = key_own, .summary = M_R_SIGNING_KEYS},
    {.id = "signing_key.end",
     .page = "signing-keys", .method = "POST", .path = "/v1/signing-keys/end",
     .roles = AS_HOSPITAL | AS_COMPANY, .where = WRITE, .scope = SCOPE_ORG, .in = &end_shape,
     .out = &how_shape, .handle = key_end, .summary = M_R_SIGNING_KEY_END},
    {.id = "trust_root.list", .method = "GET", .path = "/v1/trust-roots", .roles = ROLES_PUBLIC,
     .where = READ, .scope = SCOPE_NONE, .out = &roots_shape, .handle = root_list,
     .page = "links", .summary = M_R_TRUST_LIST},
    {.id = "trust_root.file", .method = "GET", .path = "/v1/trust-roots/file",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .raw_out = &text_raw,
     .handle = root_file, .page = "links", .summary = M_R_TRUST_FILE},
    {.id = "trust_root.add", .method = "POST", .path = "/v1/trust-roots", .roles = AS_ADMIN,
     .where = WRITE, .scope = SCOPE_NONE, .flags = ROUTE_CREATES, .in = &root_in,
     .out = &root_shape, .handle = root_add, .page = "links", .summary = M_R_TRUST_ADD},
    {.id = "trust_root.end", .method = "POST", .path = "/v1/trust-roots/:sha256/end",
     .roles = AS_ADMIN, .where = WRITE, .scope = SCOPE_NONE, .out = &ended_shape,
     .handle = root_end, .page = "links", .summary = M_R_TRUST_END},
};
/* clang-format on */
const struct routes signing_routes = ROUTES(table);
