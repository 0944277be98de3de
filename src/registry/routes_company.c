/* routes_company.c - companies: as they are, as they were, who is related, what they promised. */
#include <string.h>

#include "access/role.h"
#include "registry/check.h"
#include "registry/commitment.h"
#include "registry/dated.h"
#include "registry/query.h"
#include "registry/routes.h"
#include "words/http.h"
#include "words/route_registry.h"

struct company_row {
    const char *company, *name, *country, *agent, *controller, *region, *successor;
    bool registrant, distributor, service;
    enum status status;
    date from, until; /* until: the day after its last; day 0 while it is open */
};
#define S struct company_row
#define BODY                                                                                       \
    F_DATE(S, "from", from, FIELD_OPT), F_TEXT(S, "name", name, 200, 0),                           \
        F_TEXT(S, "country", country, 2, 0), F_BOOL(S, "registrant", registrant, 0),               \
        F_BOOL(S, "distributor", distributor, 0), F_BOOL(S, "service", service, 0),                \
        F_TEXT(S, "agent", agent, 64, FIELD_OPT),                                                  \
        F_TEXT(S, "controller", controller, 64, FIELD_OPT),                                        \
        F_TEXT(S, "region", region, 20, FIELD_OPT),                                                \
        F_ENUM(S, "status", status, status_names, STATUSES, 0),                                    \
        F_TEXT(S, "successor", successor, 64, FIELD_OPT)
static const struct field in_fields[] = {BODY};
static const struct shape in_shape = SHAPE("CompanyBody", S, in_fields);
static const struct field row_fields[] = {F_TEXT(S, "company", company, 64, 0), BODY,
                                          F_DATE(S, "until", until, FIELD_OPT)};
static const struct shape row_shape = SHAPE("Company", S, row_fields);
#undef BODY
#undef S
DATED_LIST(rows_shape, "Companies", row_shape);

/* Columns from `at` on, as company_get and company_history give them. */
static void
take(void *out, const char *code, const struct rows *r, size_t i, size_t at)
{
    int status = 0;
    (void)name_find(status_names, STATUSES, row_text(r, i, at + 10), &status);
    *(struct company_row *)out = (struct company_row){.company = code,
                                                      .from = dated_day(row_text(r, i, at)),
                                                      .until = dated_day(row_text(r, i, at + 1)),
                                                      .name = row_text(r, i, at + 2),
                                                      .country = row_text(r, i, at + 3),
                                                      .registrant = row_int(r, i, at + 4) == 1,
                                                      .distributor = row_int(r, i, at + 5) == 1,
                                                      .service = row_int(r, i, at + 6) == 1,
                                                      .agent = row_text(r, i, at + 7),
                                                      .controller = row_text(r, i, at + 8),
                                                      .region = row_text(r, i, at + 9),
                                                      .status = (enum status)status,
                                                      .successor = row_text(r, i, at + 11)};
}

static bool
company_page(struct call *c)
{
    const struct page_query *q = c->query;
    const char *after[1];
    struct rows r;
    return page_after(c, &q->page, 1, after) &&
           db_run(c->db, &q_company_page, c->arena, &r, &c->err, v_date(c->arena, c->today),
                  v_text(after[0]), dated_limit(&q->page)) &&
           dated_page(c, &r, sizeof(struct company_row), take);
}

static bool
company_past(struct call *c)
{
    struct rows r;
    return db_run(c->db, &q_company_history, c->arena, &r, &c->err, v_text(c->arg[0])) &&
           dated_past(c, &r, sizeof(struct company_row), take);
}

/* --- as it stands, with what follows from it --- */

struct promise {
    const char *kind, *document;
    date on;
};
static const struct field promise_fields[] = {
    F_TEXT(struct promise, "kind", kind, 20, 0),
    F_DATE(struct promise, "on", on, 0),
    F_TEXT(struct promise, "document", document, 500, FIELD_OPT),
};
static const struct shape promise_shape = SHAPE("Commitment", struct promise, promise_fields);
struct company_out {
    struct company_row row;
    struct list related, commitments, missing; /* missing: before it may bid */
};
#define S struct company_out
static const struct field out_fields[] = {
    F_OBJECT(S, "company", row, &row_shape, 0),
    F_LIST(S, "related", related, &shape_code, 0, 10000, 0),
    F_LIST(S, "commitments", commitments, &promise_shape, 0, 10000, 0),
    F_LIST(S, "missing", missing, &shape_code, 0, COMMITMENTS, 0),
};
#undef S
static const struct shape out_shape = SHAPE("CompanyStanding", struct company_out, out_fields);

static struct list
codes(struct call *c, const struct rows *r)
{
    const char **at = arena_array(c->arena, const char *, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        at[i] = row_text(r, i, 0);
    return (struct list){at, r->n};
}

static bool
promises(struct call *c, const char *code, struct company_out *out)
{
    struct rows r;
    bool missing[COMMITMENTS];
    const char **lacks = arena_array(c->arena, const char *, COMMITMENTS);
    int n;
    if (!db_run(c->db, &q_commitment_each, c->arena, &r, &c->err, v_text(code)) ||
        !commitments_missing(c->db, c->arena, code, c->today, missing, &n, &c->err))
        return false;
    struct promise *it = arena_array(c->arena, struct promise, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        it[i] =
            (struct promise){row_text(&r, i, 0), row_text(&r, i, 2), dated_day(row_text(&r, i, 1))};
    out->commitments = (struct list){it, r.n};
    out->missing = (struct list){lacks, 0};
    for (int k = 0; k < COMMITMENTS; k++)
        if (missing[k])
            lacks[out->missing.n++] = commitment_names[k];
    return true;
}

static bool
answer(struct call *c, unsigned status)
{
    const char *code = c->arg[0];
    struct rows r, related;
    struct company_out *out = arena_array(c->arena, struct company_out, 1);
    if (!db_run(c->db, &q_company_get, c->arena, &r, &c->err, v_text(code),
                v_date(c->arena, c->today)) ||
        !db_run(c->db, &q_company_related, c->arena, &related, &c->err, v_text(code),
                v_date(c->arena, c->today)) ||
        !promises(c, code, out))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    take(&out->row, code, &r, 0, 0);
    out->related = codes(c, &related);
    return reply(c, status, out);
}

static bool
company_show(struct call *c)
{
    return answer(c, 200);
}

static bool
company_set(struct call *c)
{
    const struct company_row *in = c->in;
    const struct company row = {.code = c->arg[0],
                                .name = in->name,
                                .country = in->country,
                                .registrant = in->registrant,
                                .distributor = in->distributor,
                                .service = in->service,
                                .agent = in->agent,
                                .controller = in->controller,
                                .region = in->region,
                                .status = in->status,
                                .successor = in->successor,
                                .from = in->from};
    enum put how;
    return company_put(c->db, c->arena, &row, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

struct promise_in {
    enum commitment kind;
    const char *document;
};
static const struct field promise_in_fields[] = {
    F_ENUM(struct promise_in, "kind", kind, commitment_names, COMMITMENTS, 0),
    F_TEXT(struct promise_in, "document", document, 500, 0),
};
static const struct shape promise_in_shape =
    SHAPE("CommitmentNew", struct promise_in, promise_in_fields);

/* A company files its own; the platform files what came on paper. */
static bool
company_promise(struct call *c)
{
    const struct promise_in *in = c->in;
    enum put how;
    if ((c->who.roles & AS_COMPANY) != 0 && strcmp(c->who.org, c->arg[0]) != 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    return commitment_put(c->db, c->arena, c->arg[0], commitment_names[in->kind], c->today,
                          in->document, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

/* clang-format off: one route a line */
#define GET_(id_, path_, query_, out_, do_, say_, page_)                                           \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = ROLES_ANY, .where = READ,          \
        .query = (query_), .out = &(out_), .handle = (do_), .page = (page_), .summary = (say_)     \
    }
#define WRITE_(id_, method_, path_, roles_, flags_, in_, do_, say_, page_)                         \
    {                                                                                              \
        .id = (id_), .method = (method_), .path = (path_), .roles = (roles_), .where = WRITE,      \
        .flags = (flags_), .in = &(in_), .out = &out_shape, .handle = (do_), .page = (page_),      \
        .summary = (say_)                                                                          \
    }
/* clang-format on */
static const struct route table[] = {
    GET_("company.list", "/v1/companies", &page_shape, rows_shape, company_page, M_R_COMPANY_LIST,
         "companies"),
    GET_("company.show", "/v1/companies/:company", NULL, out_shape, company_show, M_R_COMPANY_SHOW,
         "company"),
    GET_("company.history", "/v1/companies/:company/history", NULL, rows_shape, company_past,
         M_R_COMPANY_HISTORY, "company"),
    WRITE_("company.set", "PUT", "/v1/companies/:company", AS_PROVINCE | AS_PLATFORM, ROUTE_CREATES,
           in_shape, company_set, M_R_COMPANY_SET, "companies"),
    WRITE_("company.promise", "POST", "/v1/companies/:company/commitments",
           AS_COMPANY | AS_PLATFORM, ROUTE_CREATES, promise_in_shape, company_promise,
           M_R_COMPANY_PROMISE, "companies"),
};
const struct routes company_routes = ROUTES(table);
