/* Who is not in yet: registrations (their review is in registry/routes_admit.c, which also makes
 * master data of them), and the agreements that everybody accepts. */
#include <stdio.h>
#include <string.h>

#include "access/key.h"
#include "access/register.h"
#include "access/routes.h"
#include "access/shapes.h"
#include "access/terms.h"
#include "access/who.h"
#include "base/core/text.h"
#include "words/access.h"

#define TOKEN_HEADER "X-Registration-Token"

static const char *const form_kinds[] = {"institution", "company"};
static const enum org_kind form_kind[] = {ORG_INSTITUTION, ORG_COMPANY};

/* --- registrations --- */

struct form_in {
    const char *org, *name, *region, *level, *ownership, *country, *agent, *contact, *phone, *email;
    int kind;
    struct list roles;
};
static const struct field form_fields[] = {
    F_ENUM(struct form_in, "kind", kind, form_kinds, 2, 0),
    F_TEXT(struct form_in, "org", org, ORG_CODE_MAX, 0),
    F_TEXT(struct form_in, "name", name, ORG_NAME_MAX, 0),
    F_TEXT(struct form_in, "region", region, 16, FIELD_OPT),
    F_TEXT(struct form_in, "level", level, 20, FIELD_OPT),
    F_TEXT(struct form_in, "ownership", ownership, 20, FIELD_OPT),
    F_TEXT(struct form_in, "country", country, 2, FIELD_OPT),
    F_TEXT(struct form_in, "agent", agent, ORG_CODE_MAX, FIELD_OPT),
    F_LIST(struct form_in, "roles", roles, &shape_code, 0, 3, FIELD_OPT),
    F_TEXT(struct form_in, "contact", contact, PERSON_NAME_MAX, 0),
    F_TEXT(struct form_in, "phone", phone, 40, FIELD_OPT),
    F_TEXT(struct form_in, "email", email, 100, FIELD_OPT),
};
static const struct shape form_shape = SHAPE("RegistrationForm", struct form_in, form_fields);

struct started {
    const char *org, *token;
    int64_t attempt;
};
static const struct field started_fields[] = {
    F_TEXT(struct started, "org", org, ORG_CODE_MAX, 0),
    F_INT(struct started, "attempt", attempt, 1, INT32_MAX, 0),
    F_TEXT(struct started, "token", token, TOKEN_TEXT_MAX, FIELD_SECRET),
};
static const struct shape started_shape =
    SHAPE("RegistrationStarted", struct started, started_fields);

static bool
registration_post(struct call *c)
{
    const struct form_in *in = c->in;
    struct started *out = arena_array(c->arena, struct started, 1);
    struct start_registration s = {
        .arena = c->arena,
        .address = c->address,
        .at = c->at,
        .today = c->today,
        .form = {.org = in->org,
                 .kind = form_kind[in->kind],
                 .name = in->name,
                 .region = in->region,
                 .level = in->level,
                 .ownership = in->ownership,
                 .country = *in->country == '\0' && in->kind == 1 ? "CN" : in->country,
                 .agent = in->agent,
                 .contact = in->contact,
                 .phone = in->phone,
                 .email = in->email}};
    if (!roles_bits(c, &in->roles, &s.form.roles) || !start_registration(c->db, &s, &c->err))
        return false;
    *out = (struct started){in->org, arena_strdup(c->arena, s.token), s.form.attempt};
    return reply(c, 201, out);
}

static const char *
token_of(const struct call *c)
{
    const char *token = call_header(c, TOKEN_HEADER);
    return token != NULL ? token : "";
}

struct evidence_row {
    const char *title, *sha256, *type;
    int64_t size;
};
static const struct field evidence_fields[] = {
    F_TEXT(struct evidence_row, "title", title, 40, 0),
    F_TEXT(struct evidence_row, "sha256", sha256, 64, 0),
    F_TEXT(struct evidence_row, "type", type, 40, 0),
    F_INT(struct evidence_row, "size", size, 1, FILE_MAX, 0),
};
static const struct shape evidence_shape = SHAPE("Evidence", struct evidence_row, evidence_fields);

/* The upload lies in a file of this call; it is read again should the transaction run again. */
static bool
evidence_put(struct call *c)
{
    struct evidence_row *out = arena_array(c->arena, struct evidence_row, 1);
    struct put_evidence p = {.arena = c->arena,
                             .token = token_of(c),
                             .title = c->arg[0],
                             .from = fopen(c->file->path, "rb")};
    if (p.from == NULL)
        return err_set(&c->err, ERR_IO, M_UPLOAD_READ);
    bool ok = put_evidence(c->db, &p, &c->err);
    fclose(p.from);
    if (!ok)
        return false;
    *out = (struct evidence_row){p.title, arena_strdup(c->arena, p.file.sha256), p.file.type,
                                 p.file.size};
    return reply(c, 200, out);
}

static bool
submission_post(struct call *c)
{
    struct submit_registration s = {c->arena, token_of(c), c->today};
    return submit_registration(c->db, &s, &c->err) && reply_empty(c);
}

struct registration_row {
    const char *org, *name, *region, *level, *ownership, *country, *agent, *contact, *phone, *email;
    const char *made_on, *decided_on, *decided_by, *reason;
    int kind, state;
    int64_t attempt;
    struct list roles, evidence;
};
static const struct field registration_fields[] = {
    F_TEXT(struct registration_row, "org", org, ORG_CODE_MAX, 0),
    F_INT(struct registration_row, "attempt", attempt, 1, INT32_MAX, 0),
    F_ENUM(struct registration_row, "kind", kind, org_kind_names, ORG_KINDS, 0),
    F_TEXT(struct registration_row, "name", name, ORG_NAME_MAX, 0),
    F_TEXT(struct registration_row, "region", region, 16, FIELD_OPT),
    F_TEXT(struct registration_row, "level", level, 20, FIELD_OPT),
    F_TEXT(struct registration_row, "ownership", ownership, 20, FIELD_OPT),
    F_TEXT(struct registration_row, "country", country, 2, FIELD_OPT),
    F_TEXT(struct registration_row, "agent", agent, ORG_CODE_MAX, FIELD_OPT),
    F_LIST(struct registration_row, "roles", roles, &shape_code, 0, 3, FIELD_OPT),
    F_TEXT(struct registration_row, "contact", contact, PERSON_NAME_MAX, 0),
    F_TEXT(struct registration_row, "phone", phone, 40, FIELD_OPT),
    F_TEXT(struct registration_row, "email", email, 100, FIELD_OPT),
    F_ENUM(struct registration_row, "state", state, registration_state_names, REGISTRATION_STATES,
           0),
    F_TEXT(struct registration_row, "made_on", made_on, 10, 0),
    F_TEXT(struct registration_row, "decided_on", decided_on, 10, FIELD_OPT),
    F_TEXT(struct registration_row, "decided_by", decided_by, LOGIN_MAX, FIELD_OPT),
    F_TEXT(struct registration_row, "reason", reason, REASON_MAX, FIELD_OPT),
    F_LIST(struct registration_row, "evidence", evidence, &evidence_shape, 0, EVIDENCE_MAX,
           FIELD_OPT),
};
static const struct shape registration_shape =
    SHAPE("Registration", struct registration_row, registration_fields);

PAGE_OF(registrations_page, "Registrations", registration_shape);

static void
registration_row(struct arena *a, const struct registration *g, struct registration_row *out)
{
    *out = (struct registration_row){g->org,        g->name,      g->region,
                                     g->level,      g->ownership, g->country,
                                     g->agent,      g->contact,   g->phone,
                                     g->email,      g->made_on,   g->decided_on,
                                     g->decided_by, g->reason,    (int)g->kind,
                                     (int)g->state, g->attempt,   roles_list(a, g->roles),
                                     {NULL, 0}};
}

/* With its evidence. */
static bool
registration_reply(struct call *c, const struct registration *g)
{
    struct registration_row *out = arena_array(c->arena, struct registration_row, 1);
    struct evidences files;
    if (!evidence_list(c->db, c->arena, g->org, g->attempt, &files, &c->err))
        return false;
    struct evidence_row *rows = arena_array(c->arena, struct evidence_row, files.n + 1);
    for (size_t i = 0; i < files.n; i++)
        rows[i] = (struct evidence_row){files.list[i].title, files.list[i].sha256,
                                        files.list[i].type, files.list[i].size};
    registration_row(c->arena, g, out);
    out->evidence = (struct list){rows, files.n};
    return reply(c, 200, out);
}

static bool
registration_mine(struct call *c)
{
    struct registration g;
    return registration_of(c->db, c->arena, token_of(c), &g, &c->err) && registration_reply(c, &g);
}

/* What registration_is_for() asks of a reviewer; a system with an API key may read too. */
static struct user
reader(const struct call *c)
{
    return (struct user){.roles = (int64_t)c->who.roles, .org = {.region = c->who.region}};
}

/* The one that the path names, if the caller reviews such ones. */
static bool
registration_arg(struct call *c, struct registration *g)
{
    int64_t attempt;
    const struct user by = reader(c);
    return call_arg_int(c, 1, &attempt) &&
           registration_find(c->db, c->arena, c->arg[0], attempt, g, &c->err) &&
           (registration_is_for(&by, g) ||
            err_set(&c->err, ERR_NOT_FOUND, M_NO_REGISTRATION, {c->arg[0]}));
}

static bool
registration_get(struct call *c)
{
    struct registration g;
    return registration_arg(c, &g) && registration_reply(c, &g);
}

static bool
evidence_get(struct call *c)
{
    struct registration g;
    struct file f;
    return registration_arg(c, &g) && evidence_read(c->db, c->arena, &g, c->arg[2], &f, &c->err) &&
           reply_raw(c, f.type, c->arg[2], (const char *)f.bytes, (size_t)f.size);
}

struct registrations_query {
    struct page page;
    const char *state;
};
static const struct field registrations_query_fields[] = {
    PAGE_FIELDS(struct registrations_query, page),
    F_TEXT(struct registrations_query, "state", state, 12, FIELD_OPT),
};
static const struct shape registrations_query_shape =
    SHAPE(NULL, struct registrations_query, registrations_query_fields);

/* Those that the caller may review; the bounds are in SQL, the rest of the rule leaves out a few.
 */
static bool
registrations_get(struct call *c)
{
    const struct registrations_query *in = c->query;
    struct org_filter f = {.limit = page_limit(&in->page) + 1, .only = in->state, .kind = ""};
    struct sight s;
    struct registrations all;
    const struct user by = reader(c);
    sight_of(&c->who, &s);
    bool everywhere = (c->who.roles & (AS_ADMIN | AS_PLATFORM)) != 0; /* foreign ones: no region */
    f.lo = everywhere ? "" : s.lo;
    f.hi = everywhere ? "~" : s.hi;
    const char *after[2];
    if (!page_after(c, &in->page, 2, after) ||
        (*after[1] != '\0' && !int_parse(&f.attempt, after[1])))
        return c->err.code == ERR_NONE &&
               err_set(&c->err, ERR_INPUT, M_ROUTE_AFTER, .file = "?after");
    f.after = after[0];
    if (!registration_list(c->db, c->arena, &f, &all, &c->err))
        return false;
    size_t n = all.n < (size_t)f.limit ? all.n : all.n - 1, kept = 0;
    struct registration_row *rows = arena_array(c->arena, struct registration_row, n + 1);
    for (size_t i = 0; i < n; i++)
        if (registration_is_for(&by, &all.list[i]))
            registration_row(c->arena, &all.list[i], &rows[kept++]);
    const char *last[2] = {"", ""};
    char attempt[INT_TEXT_MAX];
    if (all.n > n) {
        last[0] = all.list[n - 1].org;
        last[1] = int_text(all.list[n - 1].attempt, attempt);
    }
    return page_reply(c, rows, kept, all.n > n ? page_next(c, 2, last) : "");
}

/* --- agreements --- */

struct terms_row {
    const char *version, *title, *sha256, *from_on, *due_on;
    int kind;
};
static const struct field terms_fields[] = {
    F_ENUM(struct terms_row, "kind", kind, org_kind_names, ORG_KINDS, 0),
    F_TEXT(struct terms_row, "version", version, 20, 0),
    F_TEXT(struct terms_row, "title", title, ORG_NAME_MAX, 0),
    F_TEXT(struct terms_row, "sha256", sha256, 64, 0),
    F_TEXT(struct terms_row, "from", from_on, 10, 0),
    F_TEXT(struct terms_row, "due", due_on, 10, 0),
};
static const struct shape terms_shape = SHAPE("ServiceAgreement", struct terms_row, terms_fields);

static bool
kind_arg(struct call *c, enum org_kind *kind)
{
    for (size_t i = 0; i < 2; i++)
        if (strcmp(c->arg[0], form_kinds[i]) == 0) {
            *kind = form_kind[i];
            return true;
        }
    return err_set(&c->err, ERR_NOT_FOUND, M_NO_TERMS, {c->arg[0]});
}

static bool
terms_find(struct call *c, struct terms *t)
{
    enum org_kind kind = form_kind[0];
    bool there;
    return kind_arg(c, &kind) && terms_on(c->db, c->arena, kind, c->today, t, &there, &c->err) &&
           (there || err_set(&c->err, ERR_NOT_FOUND, M_NO_TERMS, {c->arg[0]}));
}

static bool
terms_get(struct call *c)
{
    struct terms_row *out = arena_array(c->arena, struct terms_row, 1);
    struct terms t;
    if (!terms_find(c, &t))
        return false;
    *out = (struct terms_row){t.version, t.title, t.sha256, t.from_on, t.due_on, (int)t.kind};
    return reply(c, 200, out);
}

static bool
terms_text(struct call *c)
{
    struct terms t;
    struct file f;
    return terms_find(c, &t) && kept_file(c->db, c->arena, t.sha256, &f, &c->err) &&
           reply_raw(c, f.type, t.version, (const char *)f.bytes, (size_t)f.size);
}

struct terms_query {
    const char *title;
    date from, due;
};
static const struct field terms_query_fields[] = {
    F_TEXT(struct terms_query, "title", title, ORG_NAME_MAX, 0),
    F_DATE(struct terms_query, "from", from, 0),
    F_DATE(struct terms_query, "due", due, 0),
};
static const struct shape terms_query_shape = SHAPE(NULL, struct terms_query, terms_query_fields);

static bool
terms_put(struct call *c)
{
    const struct terms_query *in = c->query;
    struct file f;
    struct put_terms p = {.arena = c->arena,
                          .by = c->who.user,
                          .today = c->today,
                          .from = in->from,
                          .due = in->due,
                          .terms = {.version = c->arg[1], .title = in->title}};
    if (!kind_arg(c, &p.terms.kind))
        return false;
    FILE *from = fopen(c->file->path, "rb");
    if (from == NULL)
        return err_set(&c->err, ERR_IO, M_UPLOAD_READ);
    bool ok = terms_may_put(c->db, &p, &c->err) && keep_file(c->db, c->arena, from, &f, &c->err);
    fclose(from);
    if (!ok)
        return false;
    p.terms.sha256 = arena_strdup(c->arena, f.sha256);
    return put_terms(c->db, &p, &c->err) && reply_empty(c);
}

static bool
acceptance_put(struct call *c)
{
    struct accept_terms a = {c->arena, c->who.user, c->arg[1], c->today};
    enum org_kind kind;
    return kind_arg(c, &kind) && accept_terms(c->db, &a, &c->err) && reply_empty(c);
}

#define ALL ROLES_PUBLIC
#define REVIEWERS (AS_BUREAU | AS_FUND | AS_PLATFORM | AS_ADMIN)
#define ROUTE(id_, method_, path_, roles_, where_, scope_, flags_, ...)                            \
    {                                                                                              \
        .id = (id_), .method = (method_), .path = (path_), .roles = (roles_), .where = (where_),   \
        .scope = (scope_), .flags = (flags_), __VA_ARGS__                                          \
    }

static const struct raw file_in = {FILE_TYPES, FILE_MAX}, file_out = {FILE_TYPES, 0};

static const struct route table[] = {
    ROUTE("registration.start", "POST", "/v1/registrations", ALL, WRITE, SCOPE_NONE,
          ROUTE_TIGHT | ROUTE_CREATES | ROUTE_SECRET, .in = &form_shape, .out = &started_shape,
          .handle = registration_post, .summary = M_ROUTE_REGISTRATION_START, .page = "register"),
    ROUTE("registration.mine", "GET", "/v1/registration", ALL, INLINE, SCOPE_NONE, 0,
          .out = &registration_shape, .handle = registration_mine,
          .summary = M_ROUTE_REGISTRATION_MINE, .page = "register"),
    ROUTE("registration.evidence", "PUT", "/v1/registration/evidence/:title", ALL, WRITE,
          SCOPE_NONE, ROUTE_TIGHT, .raw_in = &file_in, .out = &evidence_shape,
          .handle = evidence_put, .summary = M_ROUTE_REGISTRATION_EVIDENCE, .page = "register"),
    ROUTE("registration.submit", "POST", "/v1/registration/submission", ALL, WRITE, SCOPE_NONE,
          ROUTE_SECRET, .handle = submission_post, .summary = M_ROUTE_REGISTRATION_SUBMIT,
          .page = "register"),
    ROUTE("registration.list", "GET", "/v1/registrations", REVIEWERS, READ, SCOPE_ORG, 0,
          .query = &registrations_query_shape, .out = &registrations_page,
          .handle = registrations_get, .summary = M_ROUTE_REGISTRATION_LIST,
          .page = "registrations"),
    ROUTE("registration.show", "GET", "/v1/registrations/:org/:attempt", REVIEWERS, INLINE,
          SCOPE_ORG, 0, .out = &registration_shape, .handle = registration_get,
          .summary = M_ROUTE_REGISTRATION_SHOW, .page = "registrations"),
    ROUTE("registration.file", "GET", "/v1/registrations/:org/:attempt/files/:sha256", REVIEWERS,
          READ, SCOPE_ORG, 0, .raw_out = &file_out, .handle = evidence_get,
          .summary = M_ROUTE_REGISTRATION_FILE, .page = "registrations"),
    ROUTE("terms.show", "GET", "/v1/terms/:kind", ALL, INLINE, SCOPE_NONE, 0, .out = &terms_shape,
          .handle = terms_get, .summary = M_ROUTE_TERMS_SHOW, .page = "terms"),
    ROUTE("terms.text", "GET", "/v1/terms/:kind/text", ALL, READ, SCOPE_NONE, 0,
          .raw_out = &file_out, .handle = terms_text, .summary = M_ROUTE_TERMS_TEXT,
          .page = "terms"),
    ROUTE("terms.put", "PUT", "/v1/terms/:kind/:version", AS_ADMIN | AS_MANAGER, WRITE, SCOPE_ORG,
          0, .query = &terms_query_shape, .raw_in = &file_in, .handle = terms_put,
          .summary = M_ROUTE_TERMS_PUT, .page = "terms"),
    ROUTE("terms.accept", "PUT", "/v1/terms/:kind/:version/acceptance", AS_MANAGER, WRITE,
          SCOPE_ORG, 0, .handle = acceptance_put, .summary = M_ROUTE_TERMS_ACCEPT, .page = "terms"),
};
const struct routes registration_routes = ROUTES(table);
