/* routes_product.c - products and codes: what a code is called now, what its certificate allows. */
#include <string.h>

#include "access/role.h"
#include "registry/check.h"
#include "registry/dated.h"
#include "registry/product.h"
#include "registry/query.h"
#include "registry/routes.h"
#include "words/http.h"
#include "words/route_registry.h"

struct product_row {
    const char *product, *name, *spec, *model, *company, *class, *unit, *certificate, *udi,
        *generic_name, *form, *strength;
    enum goods goods;
    enum evaluation evaluation;
    bool insured;
    date from, until;
};
#define S struct product_row
#define BODY                                                                                       \
    F_DATE(S, "from", from, FIELD_OPT), F_TEXT(S, "name", name, 200, 0),                           \
        F_TEXT(S, "spec", spec, 200, FIELD_OPT), F_TEXT(S, "model", model, 200, FIELD_OPT),        \
        F_TEXT(S, "company", company, 64, 0),                                                      \
        F_ENUM(S, "goods", goods, goods_names, GOODS_KINDS, 0),                                    \
        F_TEXT(S, "class", class, 64, FIELD_OPT), F_TEXT(S, "unit", unit, 20, FIELD_OPT),          \
        F_TEXT(S, "certificate", certificate, 64, FIELD_OPT),                                      \
        F_TEXT(S, "udi", udi, 64, FIELD_OPT), F_BOOL(S, "insured", insured, 0),                    \
        F_TEXT(S, "generic_name", generic_name, 200, FIELD_OPT),                                   \
        F_TEXT(S, "form", form, 64, FIELD_OPT), F_TEXT(S, "strength", strength, 64, FIELD_OPT),    \
        F_ENUM(S, "evaluation", evaluation, evaluation_names, EVALUATIONS, FIELD_OPT)
static const struct field in_fields[] = {BODY};
static const struct shape in_shape = SHAPE("ProductBody", S, in_fields);
static const struct field row_fields[] = {F_TEXT(S, "product", product, 64, 0), BODY,
                                          F_DATE(S, "until", until, FIELD_OPT)};
static const struct shape row_shape = SHAPE("Product", S, row_fields);
#undef BODY
#undef S
DATED_LIST(rows_shape, "Products", row_shape);

static void
take(void *out, const char *code, const struct rows *r, size_t i, size_t at)
{
    int goods = 0, evaluation = 0;
    (void)name_find(goods_names, GOODS_KINDS, row_text(r, i, at + 6), &goods);
    (void)name_find(evaluation_names, EVALUATIONS, row_text(r, i, at + 15), &evaluation);
    *(struct product_row *)out = (struct product_row){.product = code,
                                                      .from = dated_day(row_text(r, i, at)),
                                                      .until = dated_day(row_text(r, i, at + 1)),
                                                      .name = row_text(r, i, at + 2),
                                                      .spec = row_text(r, i, at + 3),
                                                      .model = row_text(r, i, at + 4),
                                                      .company = row_text(r, i, at + 5),
                                                      .goods = (enum goods)goods,
                                                      .class = row_text(r, i, at + 7),
                                                      .unit = row_text(r, i, at + 8),
                                                      .certificate = row_text(r, i, at + 9),
                                                      .udi = row_text(r, i, at + 10),
                                                      .insured = row_int(r, i, at + 11) == 1,
                                                      .generic_name = row_text(r, i, at + 12),
                                                      .form = row_text(r, i, at + 13),
                                                      .strength = row_text(r, i, at + 14),
                                                      .evaluation = (enum evaluation)evaluation};
}

struct product_query {
    struct page page;
    const char *class, *company;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct product_query, page),
    F_TEXT(struct product_query, "class", class, 64, FIELD_OPT),
    F_TEXT(struct product_query, "company", company, 64, FIELD_OPT),
};
static const struct shape query_shape = SHAPE(NULL, struct product_query, query_fields);

static bool
product_page(struct call *c)
{
    const struct product_query *q = c->query;
    const char *after[1];
    struct rows r;
    return page_after(c, &q->page, 1, after) &&
           db_run(c->db, &q_product_page, c->arena, &r, &c->err, v_date(c->arena, c->today),
                  v_text(q->class), v_text(q->company), v_text(after[0]), dated_limit(&q->page)) &&
           dated_page(c, &r, sizeof(struct product_row), take);
}

static bool
product_past(struct call *c)
{
    struct rows r;
    return db_run(c->db, &q_product_history, c->arena, &r, &c->err, v_text(c->arg[0])) &&
           dated_past(c, &r, sizeof(struct product_row), take);
}

/* --- as it stands --- */

struct product_out {
    struct product_row row;
    const char *now, *code_state, *certificate;
    date certificate_to;
    bool may_bid, may_list, may_order;
};
#define S struct product_out
static const struct field out_fields[] = {
    F_OBJECT(S, "product", row, &row_shape, 0),
    F_TEXT(S, "now", now, 64, 0),
    F_TEXT(S, "code_state", code_state, 20, 0),
    F_TEXT(S, "certificate_state", certificate, 20, 0),
    F_DATE(S, "certificate_to", certificate_to, FIELD_OPT),
    F_BOOL(S, "may_bid", may_bid, 0),
    F_BOOL(S, "may_list", may_list, 0),
    F_BOOL(S, "may_order", may_order, 0),
};
#undef S
static const struct shape out_shape = SHAPE("ProductStanding", struct product_out, out_fields);

/* What is asked for by an old code is shown as what it is called today. */
static bool
answer(struct call *c, unsigned status)
{
    static const char *const states[] = {"current", "remapped", "disabled"};
    struct rows r;
    enum code_state state;
    enum certificate_state certificate;
    struct product_out *out = arena_array(c->arena, struct product_out, 1);
    if (!code_resolve(c->db, c->arena, c->arg[0], c->today, &out->now, &state, &c->err) ||
        !db_run(c->db, &q_product_get, c->arena, &r, &c->err, v_text(out->now),
                v_date(c->arena, c->today)))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    if (!certificate_on(c->db, c->arena, out->now, c->today, &certificate, &out->certificate_to,
                        &c->err))
        return false;
    take(&out->row, out->now, &r, 0, 0);
    out->code_state = states[state];
    out->certificate = certificate_state_name(certificate);
    out->may_bid = certificate_may_bid(certificate) && state != CODE_DISABLED;
    out->may_list = certificate_may_list(certificate) && state != CODE_DISABLED;
    out->may_order = certificate_may_order(certificate, out->certificate_to, (date){0});
    return reply(c, status, out);
}

static bool
product_show(struct call *c)
{
    return answer(c, 200);
}

static bool
product_set(struct call *c)
{
    const struct product_row *in = c->in;
    const struct product row = {.code = c->arg[0],
                                .name = in->name,
                                .spec = in->spec,
                                .model = in->model,
                                .company = in->company,
                                .goods = in->goods,
                                .class = in->class,
                                .unit = in->unit,
                                .certificate = in->certificate,
                                .udi = in->udi,
                                .insured = in->insured,
                                .generic_name = in->generic_name,
                                .form = in->form,
                                .strength = in->strength,
                                .evaluation = in->evaluation,
                                .from = in->from};
    enum put how;
    return product_put(c->db, c->arena, &row, &how, &c->err) &&
           answer(c, how == PUT_NEW ? 201 : 200);
}

/* --- codes and certificates --- */

struct change_row {
    const char *code, *new_code, *source, *kind;
    date from;
};
#define S struct change_row
static const struct field change_fields[] = {
    F_TEXT(S, "code", code, 64, 0),      F_DATE(S, "from", from, 0),
    F_TEXT(S, "kind", kind, 20, 0),      F_TEXT(S, "new_code", new_code, 64, FIELD_OPT),
    F_TEXT(S, "source", source, 500, 0),
};
static const struct shape change_shape = SHAPE("CodeChange", S, change_fields);
static const struct field change_in_fields[] = {
    F_DATE(S, "from", from, 0),
    F_TEXT(S, "new_code", new_code, 64, FIELD_OPT),
    F_TEXT(S, "source", source, 500, 0),
};
static const struct shape change_in_shape = SHAPE("CodeChangeNew", S, change_in_fields);
#undef S
static const struct field changes_fields[] = {
    F_LIST(struct dated_list, "items", items, &change_shape, 0, 10000, 0)};
static const struct shape changes_shape = SHAPE("CodeChanges", struct dated_list, changes_fields);

static bool
code_past(struct call *c)
{
    struct rows r;
    struct dated_list *out = arena_array(c->arena, struct dated_list, 1);
    if (!db_run(c->db, &q_map_each, c->arena, &r, &c->err, v_text(c->arg[0])))
        return false;
    struct change_row *it = arena_array(c->arena, struct change_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        it[i] = (struct change_row){.code = row_text(&r, i, 0),
                                    .from = dated_day(row_text(&r, i, 1)),
                                    .kind = row_text(&r, i, 2),
                                    .new_code = row_text(&r, i, 3),
                                    .source = row_text(&r, i, 4)};
    *out = (struct dated_list){{it, r.n}, ""};
    return reply(c, 200, out);
}

/* To another code; to none: disabled. */
static bool
code_set(struct call *c)
{
    const struct change_row *in = c->in;
    const struct code_change row = {c->arg[0], in->new_code, *in->new_code == '\0', in->from,
                                    in->source};
    enum put how;
    return code_change_put(c->db, c->arena, &row, &how, &c->err) && code_past(c);
}

struct certificate_in {
    const char *company;
    bool filing;
    date from, to, renewal_filed_on;
};
#define S struct certificate_in
static const struct field certificate_fields[] = {
    F_TEXT(S, "company", company, 64, 0),
    F_BOOL(S, "filing", filing, FIELD_OPT),
    F_DATE(S, "from", from, 0),
    F_DATE(S, "to", to, FIELD_OPT),
    F_DATE(S, "renewal_filed_on", renewal_filed_on, FIELD_OPT),
};
#undef S
static const struct shape certificate_shape =
    SHAPE("CertificateBody", struct certificate_in, certificate_fields);

/* Numbers have signs that a path does not like: the number stands in the body's query. */
struct number_query {
    const char *number;
};
static const struct field number_fields[] = {F_TEXT(struct number_query, "number", number, 64, 0)};
static const struct shape number_shape = SHAPE(NULL, struct number_query, number_fields);

static bool
certificate_set(struct call *c)
{
    const struct certificate_in *in = c->in;
    const struct number_query *q = c->query;
    const struct certificate row = {q->number, in->company, in->filing,
                                    in->from,  in->to,      in->renewal_filed_on};
    enum put how;
    return certificate_put(c->db, c->arena, &row, &how, &c->err) && reply_empty(c);
}

enum { AS_RECORDS = AS_PROVINCE | AS_PLATFORM };
/* clang-format off: one route a line */
#define GET_(id_, path_, query_, out_, do_, say_, page_)                                           \
    {                                                                                              \
        .id = (id_), .method = "GET", .path = (path_), .roles = ROLES_ANY, .where = READ,          \
        .query = (query_), .out = &(out_), .handle = (do_), .page = (page_), .summary = (say_)     \
    }
/* clang-format on */
static const struct route table[] = {
    GET_("product.list", "/v1/products", &query_shape, rows_shape, product_page, M_R_PRODUCT_LIST,
         "products"),
    GET_("product.show", "/v1/products/:product", NULL, out_shape, product_show, M_R_PRODUCT_SHOW,
         "product"),
    GET_("product.history", "/v1/products/:product/history", NULL, rows_shape, product_past,
         M_R_PRODUCT_HISTORY, "product"),
    GET_("product.codes", "/v1/products/:product/codes", NULL, changes_shape, code_past,
         M_R_PRODUCT_CODES, "product"),
    {.id = "product.set",
     .page = "products",
     .method = "PUT",
     .path = "/v1/products/:product",
     .flags = ROUTE_CREATES,
     .roles = AS_RECORDS,
     .where = WRITE,
     .in = &in_shape,
     .out = &out_shape,
     .handle = product_set,
     .summary = M_R_PRODUCT_SET},
    {.id = "product.recode",
     .page = "products",
     .method = "POST",
     .path = "/v1/products/:product/codes",
     .roles = AS_RECORDS,
     .where = WRITE,
     .flags = ROUTE_CREATES,
     .in = &change_in_shape,
     .out = &changes_shape,
     .handle = code_set,
     .summary = M_R_PRODUCT_RECODE},
    {.id = "certificate.set",
     .method = "PUT",
     .path = "/v1/certificates",
     .roles = AS_RECORDS,
     .where = WRITE,
     .query = &number_shape,
     .in = &certificate_shape,
     .handle = certificate_set,
     .page = "product",
     .summary = M_R_CERTIFICATE_SET},
};
const struct routes product_routes = ROUTES(table);
