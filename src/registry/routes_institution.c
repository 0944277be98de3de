/* routes_institution.c - institutions as they are and as they were. */
#include <string.h>

#include "access/role.h"
#include "registry/check.h"
#include "registry/dated.h"
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
DATED_LIST(rows_shape, "Institutions", row_shape);

static void
take(void *out, const char *code, const struct rows *r, size_t i, size_t at)
{
    int level = 0, kind = 0, affiliation = 0, fund = 0, status = 0;
    (void)name_find(level_names, LEVELS, row_text(r, i, at + 5), &level);
    (void)name_find(institution_kind_names, INSTITUTION_KINDS, row_text(r, i, at + 6), &kind);
    (void)name_find(affiliation_names, AFFILIATIONS, row_text(r, i, at + 7), &affiliation);
    (void)name_find(payer_names, PAYERS, row_text(r, i, at + 8), &fund);
    (void)name_find(status_names, STATUSES, row_text(r, i, at + 9), &status);
    *(struct institution_row *)out =
        (struct institution_row){.institution = code,
                                 .from = dated_day(row_text(r, i, at)),
                                 .until = dated_day(row_text(r, i, at + 1)),
                                 .pool = row_int(r, i, at + 2),
                                 .name = row_text(r, i, at + 3),
                                 .region = row_text(r, i, at + 4),
                                 .level = (enum institution_level)level,
                                 .kind = (enum institution_kind)kind,
                                 .affiliation = (enum affiliation)affiliation,
                                 .fund = (enum payer)fund,
                                 .status = (enum status)status,
                                 .successor = row_text(r, i, at + 10)};
}

static bool
institution_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    return page_after(c, &q->page, 1, after) &&
           db_run(c->db, &q_institution_list, c->arena, &r, &c->err, v_int(c->pool),
                  v_date(c->arena, c->today), v_text(after[0]), dated_limit(&q->page)) &&
           dated_page(c, &r, sizeof(struct institution_row), take);
}

static bool
institution_past(struct call *c)
{
    struct rows r;
    return db_run(c->db, &q_institution_history, c->arena, &r, &c->err, v_text(c->arg[0])) &&
           dated_past(c, &r, sizeof(struct institution_row), take);
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
    take(out, c->arg[0], &r, 0, 0);
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
     .page = "institutions",
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
     .page = "institution", .summary = M_R_INSTITUTION_SHOW},
    {.id = "institution.history",
     .method = "GET",
     .path = "/v1/institutions/:institution/history",
     .roles = ROLES_ANY,
     .where = READ,
     .out = &rows_shape,
     .handle = institution_past,
     .page = "institution", .summary = M_R_INSTITUTION_HISTORY},
    {.id = "institution.set",
     .page = "institutions",
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
