/* routes_institution.c - institutions as they are and as they were. */
#include <string.h>

#include "access/role.h"
#include "registry/check.h"
#include "registry/institution.h"
#include "registry/query.h"
#include "registry/routes.h"
#include "words/http.h"
#include "words/route_registry.h"

struct institution_row {
    const char *institution, *name, *region, *successor;
    int64_t pool;
    enum institution_level level;
    enum institution_kind kind;
    enum affiliation affiliation;
    enum payer fund;
    enum status status;
    date from, until;
};
#define S struct institution_row
#define BODY                                                                                       \
    F_DATE(S, "from", from, FIELD_OPT), F_TEXT(S, "name", name, 200, 0),                           \
        F_TEXT(S, "region", region, 20, 0), F_ENUM(S, "level", level, level_names, LEVELS, 0),     \
        F_ENUM(S, "kind", kind, institution_kind_names, INSTITUTION_KINDS, 0),                     \
        F_ENUM(S, "affiliation", affiliation, affiliation_names, AFFILIATIONS, 0),                 \
        F_ENUM(S, "fund", fund, payer_names, PAYERS, FIELD_OPT),                                   \
        F_ENUM(S, "status", status, status_names, STATUSES, FIELD_OPT),                            \
        F_TEXT(S, "successor", successor, 64, FIELD_OPT), F_POOL(S, "pool", pool, FIELD_OPT)
static const struct field in_fields[] = {BODY};
static const struct shape in_shape = SHAPE("InstitutionBody", S, in_fields);
static const struct field row_fields[] = {F_TEXT(S, "institution", institution, 64, 0), BODY,
                                          F_DATE(S, "until", until, FIELD_OPT)};
static const struct shape row_shape = SHAPE("Institution", S, row_fields);
#undef BODY
#undef S
struct items {
    struct list items;
    const char *next;
};
static const struct field rows_fields[] = {
    F_LIST(struct items, "items", items, &row_shape, 0, SHAPE_LIST_MAX, 0),
    F_TEXT(struct items, "next", next, 512, FIELD_OPT),
};
static const struct shape rows_shape = SHAPE("Institutions", struct items, rows_fields);

static date
day_of(const char *text)
{
    date d = {0};
    if (strcmp(text, DATE_OPEN) != 0 && strcmp(text, DATE_EVER) != 0)
        (void)date_parse(&d, text);
    return d;
}

/* Columns from name on, as institution_list gives them, at `at`. */
static struct institution_row
row_of(const char *code, int64_t pool, const struct rows *r, size_t i, size_t at)
{
    int level = 0, kind = 0, affiliation = 0, fund = 0, status = 0;
    (void)name_find(level_names, LEVELS, row_text(r, i, at + 2), &level);
    (void)name_find(institution_kind_names, INSTITUTION_KINDS, row_text(r, i, at + 3), &kind);
    (void)name_find(affiliation_names, AFFILIATIONS, row_text(r, i, at + 4), &affiliation);
    (void)name_find(payer_names, PAYERS, row_text(r, i, at + 5), &fund);
    (void)name_find(status_names, STATUSES, row_text(r, i, at + 6), &status);
    return (struct institution_row){.institution = code,
                                    .pool = pool,
                                    .name = row_text(r, i, at),
                                    .region = row_text(r, i, at + 1),
                                    .level = (enum institution_level)level,
                                    .kind = (enum institution_kind)kind,
                                    .affiliation = (enum affiliation)affiliation,
                                    .fund = (enum payer)fund,
                                    .status = (enum status)status,
                                    .successor = row_text(r, i, at + 7)};
}

static bool
institution_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    struct items *out = arena_array(c->arena, struct items, 1);
    size_t limit = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after) ||
        !db_run(c->db, &q_institution_list, c->arena, &r, &c->err, v_int(c->pool),
                v_date(c->arena, c->today), v_text(after[0]), v_int((int64_t)limit + 1)))
        return false;
    size_t n = r.n > limit ? limit : r.n;
    struct institution_row *it = arena_array(c->arena, struct institution_row, n + 1);
    for (size_t i = 0; i < n; i++)
        it[i] = row_of(row_text(&r, i, 0), c->pool, &r, i, 1);
    *out = (struct items){{it, n}, r.n > n ? page_next(c, 1, &it[n - 1].institution) : ""};
    return reply(c, 200, out);
}

static bool
institution_past(struct call *c)
{
    struct rows r;
    struct items *out = arena_array(c->arena, struct items, 1);
    if (!db_run(c->db, &q_institution_history, c->arena, &r, &c->err, v_text(c->arg[0])))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    struct institution_row *it = arena_array(c->arena, struct institution_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        it[i] = row_of(c->arg[0], row_int(&r, i, 2), &r, i, 3);
        it[i].from = day_of(row_text(&r, i, 0));
        it[i].until = day_of(row_text(&r, i, 1));
    }
    *out = (struct items){{it, r.n}, ""};
    return reply(c, 200, out);
}

static bool
answer(struct call *c, unsigned status)
{
    struct rows r;
    struct institution_row *out = arena_array(c->arena, struct institution_row, 1);
    if (!db_run(c->db, &q_institution_get, c->arena, &r, &c->err, v_text(c->arg[0]),
                v_date(c->arena, c->today)))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    *out = row_of(c->arg[0], row_int(&r, 0, 2), &r, 0, 3);
    out->from = day_of(row_text(&r, 0, 0));
    out->until = day_of(row_text(&r, 0, 1));
    return reply(c, status, out);
}

static bool
institution_show(struct call *c)
{
    return answer(c, 200);
}

static bool
institution_set(struct call *c)
{
    const struct institution_row *in = c->in;
    const struct institution row = {.code = c->arg[0],
                                    .name = in->name,
                                    .region = in->region,
                                    .pool = in->pool,
                                    .level = in->level,
                                    .kind = in->kind,
                                    .affiliation = in->affiliation,
                                    .fund = in->fund,
                                    .status = in->status,
                                    .successor = in->successor,
                                    .from = in->from};
    enum put how;
    return institution_is_of(c->db, c->arena, &row, c->today, c->who.region, &c->err) &&
           institution_put(c->db, c->arena, &row, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

static const struct route table[] = {
    {.id = "institution.list",
     .method = "GET",
     .path = "/v1/pools/:pool/institutions",
     .roles = ROLES_ANY,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &page_shape,
     .out = &rows_shape,
     .handle = institution_page,
     .summary = M_R_INSTITUTION_LIST},
    {.id = "institution.show",
     .method = "GET",
     .path = "/v1/institutions/:institution",
     .roles = ROLES_ANY,
     .where = INLINE,
     .out = &row_shape,
     .handle = institution_show,
     .summary = M_R_INSTITUTION_SHOW},
    {.id = "institution.history",
     .method = "GET",
     .path = "/v1/institutions/:institution/history",
     .roles = ROLES_ANY,
     .where = READ,
     .out = &rows_shape,
     .handle = institution_past,
     .summary = M_R_INSTITUTION_HISTORY},
    {.id = "institution.set",
     .method = "PUT",
     .path = "/v1/institutions/:institution",
     .flags = ROUTE_CREATES,
     .roles = AS_PROVINCE | AS_PLATFORM,
     .where = WRITE,
     .in = &in_shape,
     .out = &row_shape,
     .handle = institution_set,
     .summary = M_R_INSTITUTION_SET},
};
const struct routes institution_routes = ROUTES(table);
