/* Data agreements over HTTP: offices of the whole pool make, approve and revoke them, departments
 * read what they say, auditors see who read what (I6). */
#include <stdio.h>
#include <string.h>

#include "access/role.h"
#include "access/who.h"
#include "http/rows.h"
#include "openness/data_agreement.h"
#include "openness/data_inner.h"
#include "openness/query.h"
#include "openness/routes.h"
#include "words/data.h"

enum { TEXT_MAX = 400, FIELDS_TEXT = 400, SCOPE_MAX = 50 };

static bool
of_whole_pool(const struct call *c)
{
    char code[24];
    snprintf(code, sizeof(code), "%06lld", (long long)c->pool);
    return region_within(code, c->who.region);
}

/* And a person: a system's key decides nothing. */
static bool
whole_pool(struct call *c)
{
    char code[24];
    if (c->who.session == SESSION_KEY)
        return err_set(&c->err, ERR_DENIED, M_DATA_BY_KEY);
    snprintf(code, sizeof(code), "%06lld", (long long)c->pool);
    return of_whole_pool(c) ||
           err_set(&c->err, ERR_DENIED, M_DATA_NOT_WHOLE_POOL, {c->who.region, code});
}

/* "" all of them: who shares the pool's data, and auditors; else the asker's own. */
const char *
data_whose(const struct call *c)
{
    bool all = (c->who.roles & (uint64_t)(SHARES | AS_AUDITOR)) != 0 && of_whole_pool(c);
    return all ? "" : c->who.org;
}

/* --- datasets --- */

struct column_out {
    const char *name, *type;
    bool shared;
};
static const struct field column_fields[] = {
    F_TEXT(struct column_out, "name", name, 64, 0),
    F_TEXT(struct column_out, "type", type, 16, 0),
    F_BOOL(struct column_out, "shared", shared, 0),
};
static const struct shape column_shape = SHAPE("DatasetColumn", struct column_out, column_fields);
struct set_out {
    const char *name, *title;
    struct list columns;
};
static const struct field set_fields[] = {
    F_TEXT(struct set_out, "name", name, 64, 0),
    F_TEXT(struct set_out, "title", title, 200, 0),
    F_LIST(struct set_out, "columns", columns, &column_shape, 1, DATA_FIELDS, 0),
};
static const struct shape set_shape = SHAPE("Dataset", struct set_out, set_fields);
struct sets_out {
    struct list sets;
};
static const struct field sets_fields[] = {
    F_LIST(struct sets_out, "datasets", sets, &set_shape, 0, DATASETS, 0)};
static const struct shape sets_shape = SHAPE("Datasets", struct sets_out, sets_fields);

static struct list
columns_of(struct arena *a, const struct dataset *d)
{
    static const char *const types[] = {"text", "number", "money"};
    size_t n = dataset_columns(d);
    struct column_out *out = arena_array(a, struct column_out, n);
    for (size_t i = 0; i < n; i++)
        out[i] = (struct column_out){d->column[i].name, types[d->column[i].type],
                                     d->column[i].bar == DATA_FREE};
    return (struct list){out, n};
}

static bool
sets_get(struct call *c)
{
    struct sets_out *out = arena_alloc(c->arena, sizeof(*out));
    struct set_out *set = arena_array(c->arena, struct set_out, DATASETS);
    for (size_t i = 0; i < DATASETS; i++)
        set[i] = (struct set_out){datasets[i].name, word_text(c->lang, datasets[i].title),
                                  columns_of(c->arena, &datasets[i])};
    out->sets = (struct list){set, DATASETS};
    return reply(c, 200, out);
}

/* --- making, deciding, revoking --- */

#define S struct data_agreement
static const struct field in_fields[] = {
    F_TEXT(S, "department", department, 64, 0),
    F_TEXT(S, "dataset", dataset, 64, 0),
    F_LIST(S, "fields", fields, &shape_code, 1, DATA_FIELDS, 0),
    F_LIST(S, "projects", projects, &shape_code, 0, SCOPE_MAX, FIELD_OPT),
    F_LIST(S, "regions", regions, &shape_code, 0, SCOPE_MAX, FIELD_OPT),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "to", to, 0),
    F_DATE(S, "since", since, FIELD_OPT),
    F_TEXT(S, "purpose", purpose, TEXT_MAX, 0),
    F_TEXT(S, "clause", clause, TEXT_MAX, 0),
};
#undef S
static const struct shape in_shape = SHAPE("DataAgreementIn", struct data_agreement, in_fields);

struct kept {
    const char *how;
};
static const struct field kept_fields[] = {F_TEXT(struct kept, "how", how, 10, 0)};
static const struct shape kept_shape = SHAPE("DataAgreementKept", struct kept, kept_fields);

static bool
keep(struct call *c, enum put how)
{
    struct kept *out = arena_alloc(c->arena, sizeof(*out));
    out->how = put_name(how);
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
propose(struct call *c)
{
    struct data_agreement in = *(const struct data_agreement *)c->in;
    enum put how;
    in.agreement = c->arg[1];
    in.who = who_login(c);
    in.on = c->today;
    return whole_pool(c) && data_propose(c->db, c->arena, c->pool, &in, &how, &c->err) &&
           keep(c, how);
}

static const struct field decision_fields[] = {
    F_BOOL(struct data_decision, "approved", yes, 0),
    F_TEXT(struct data_decision, "reason", reason, TEXT_MAX, FIELD_OPT),
};
static const struct shape decision_shape =
    SHAPE("DataAgreementDecision", struct data_decision, decision_fields);
static const struct field revoke_fields[] = {
    F_TEXT(struct data_decision, "reason", reason, TEXT_MAX, 0)};
static const struct shape revoke_shape =
    SHAPE("DataAgreementRevocation", struct data_decision, revoke_fields);

static bool
decided(struct call *c, bool (*verb)(struct db *, struct arena *, int64_t,
                                     const struct data_decision *, enum put *, struct err *))
{
    struct data_decision in = *(const struct data_decision *)c->in;
    enum put how;
    in.agreement = c->arg[1];
    in.who = who_login(c);
    in.on = c->today;
    return whole_pool(c) && verb(c->db, c->arena, c->pool, &in, &how, &c->err) && keep(c, how);
}

static bool
decide(struct call *c)
{
    return decided(c, data_decide);
}

static bool
revoke(struct call *c)
{
    return decided(c, data_revoke);
}

/* --- what there is --- */

struct row {
    const char *agreement, *department, *department_name, *dataset, *fields, *purpose, *clause;
    const char *made_by, *state, *decided_by, *revoked_by, *reason;
    date from, to, since, made_on, decided_on, revoked_on;
    int64_t accesses;
    struct list projects, regions; /* of one that is shown */
};
#define S struct row
#define ROW_FIELDS                                                                                 \
    F_TEXT(S, "agreement", agreement, 64, 0), F_TEXT(S, "department", department, 64, 0),          \
        F_TEXT(S, "department_name", department_name, 200, FIELD_OPT),                             \
        F_TEXT(S, "dataset", dataset, 64, 0), F_TEXT(S, "fields", fields, FIELDS_TEXT, 0),         \
        F_DATE(S, "from", from, 0), F_DATE(S, "to", to, 0), F_DATE(S, "since", since, 0),          \
        F_TEXT(S, "purpose", purpose, TEXT_MAX, 0), F_TEXT(S, "clause", clause, TEXT_MAX, 0),      \
        F_TEXT(S, "made_by", made_by, 128, 0), F_DATE(S, "made_on", made_on, 0),                   \
        F_TEXT(S, "state", state, 16, 0), F_TEXT(S, "decided_by", decided_by, 128, FIELD_OPT),     \
        F_DATE(S, "decided_on", decided_on, FIELD_OPT),                                            \
        F_TEXT(S, "revoked_by", revoked_by, 128, FIELD_OPT),                                       \
        F_DATE(S, "revoked_on", revoked_on, FIELD_OPT),                                            \
        F_TEXT(S, "reason", reason, TEXT_MAX, FIELD_OPT),                                          \
        F_INT(S, "accesses", accesses, 0, INT64_MAX, 0)
static const struct field row_fields[] = {ROW_FIELDS};
static const struct shape row_shape = SHAPE("DataAgreementLine", struct row, row_fields);
static const struct field show_fields[] = {
    ROW_FIELDS,
    F_LIST(S, "projects", projects, &shape_code, 0, SCOPE_MAX, 0),
    F_LIST(S, "regions", regions, &shape_code, 0, SCOPE_MAX, 0),
};
#undef S
static const struct shape show_shape = SHAPE("DataAgreement", struct row, show_fields);
static const struct field rows_fields[] = ROWS_FIELDS(&row_shape);
static const struct shape rows_shape = SHAPE("DataAgreements", struct rows_out, rows_fields);

struct list_query {
    struct page page;
    const char *state;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct list_query, page),
    F_TEXT(struct list_query, "state", state, 16, FIELD_OPT),
};
static const struct shape query_shape = SHAPE(NULL, struct list_query, query_fields);

static bool
agreements(struct call *c)
{
    static const struct rows_page page = {&q_data_agreement_page, &row_shape, 1};
    const struct list_query *q = c->query;
    char day[DATE_TEXT_MAX];
    return reply_named_rows(c, &page, &q->page,
                            (const struct val[]){v_int(c->pool), v_text(data_whose(c)),
                                                 v_text(q->state),
                                                 v_text(date_text(c->today, day))},
                            4);
}

static struct list
codes(struct arena *a, const struct rows *r, const char *kind)
{
    const char **out = arena_array(a, const char *, r->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(row_text(r, i, 0), kind) == 0)
            out[n++] = row_text(r, i, 1);
    return (struct list){out, n};
}

/* One that the caller may see: the list's query, of it alone. */
bool
data_seen(struct call *c, struct rows *r)
{
    char day[DATE_TEXT_MAX];
    return db_run(c->db, &q_data_agreement_one, c->arena, r, &c->err, v_int(c->pool),
                  v_text(data_whose(c)), v_text(c->arg[1]), v_text(date_text(c->today, day))) &&
           (r->n > 0 || err_set(&c->err, ERR_NOT_FOUND, M_DATA_NONE, {c->arg[1]}));
}

static bool
agreement(struct call *c)
{
    struct row *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r, scope;
    if (!data_seen(c, &r))
        return false;
    row_as(&row_shape, &r, 0, out);
    if (!db_run(c->db, &q_data_scope_of, c->arena, &scope, &c->err, v_int(c->pool),
                v_text(out->agreement)))
        return false;
    out->projects = codes(c->arena, &scope, "project");
    out->regions = codes(c->arena, &scope, "region");
    return reply(c, 200, out);
}

#define P "/v1/pools/:pool"
#define ONE P "/data-agreements/:agreement"
/* clang-format off */
static const struct route table[] = {
    {.id = "data.sets", .method = "GET", .path = P "/datasets", .roles = SHARES | READERS,
     .where = INLINE, .scope = SCOPE_POOL, .out = &sets_shape, .handle = sets_get,
     .summary = M_R_DATA_SETS,
     .page = "data-agreements"},
    {.id = "data.propose", .method = "PUT", .path = ONE, .roles = SHARES, .where = WRITE,
     .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &in_shape, .out = &kept_shape,
     .handle = propose, .summary = M_R_DATA_PROPOSE,
     .page = "data-agreements"},
    {.id = "data.decide", .method = "POST", .path = ONE "/decision", .roles = DECIDES,
     .where = WRITE, .scope = SCOPE_POOL, .in = &decision_shape, .out = &kept_shape,
     .handle = decide, .summary = M_R_DATA_DECIDE,
     .page = "data-agreements"},
    {.id = "data.revoke", .method = "POST", .path = ONE "/revocation", .roles = DECIDES,
     .where = WRITE, .scope = SCOPE_POOL, .in = &revoke_shape, .out = &kept_shape,
     .handle = revoke, .summary = M_R_DATA_REVOKE,
     .page = "data-agreements"},
    {.id = "data.list", .method = "GET", .path = P "/data-agreements", .roles = SHARES | READERS,
     .where = READ, .scope = SCOPE_POOL, .query = &query_shape, .out = &rows_shape,
     .handle = agreements, .summary = M_R_DATA_LIST,
     .page = "data-agreements"},
    {.id = "data.show", .method = "GET", .path = ONE, .roles = SHARES | READERS, .where = READ,
     .scope = SCOPE_POOL, .out = &show_shape, .handle = agreement, .summary = M_R_DATA_SHOW,
     .page = "data-agreement"},
};
/* clang-format on */
const struct routes openness_data_routes = ROUTES(table);
