/* What hospitals buy outside a tender: bargaining and recorded purchases (REQUIREMENTS B2, B3). */
#include <string.h>

#include "access/sight.h"
#include "base/core/text.h"
#include "listing/bargain.h"
#include "listing/hint_shape.h"
#include "listing/recorded.h"
#include "listing/routes.h"
#include "listing/view.h"
#include "registry/institution.h"
#include "words/routes.h"

/* --- bargaining --- */

struct bargain_body {
    const char *number, *project, *product, *draw;
    struct list institutions;
    qty qty;
    int64_t payment_days;
    money price;
    date on;
    bool has_hint;
    struct hint_out hint; /* of the price just agreed */
};
#define BARGAIN_FIELDS                                                                             \
    F_TEXT(struct bargain_body, "number", number, 64, 0),                                          \
        F_TEXT(struct bargain_body, "project", project, 64, FIELD_OPT),                            \
        F_TEXT(struct bargain_body, "product", product, 64, 0),                                    \
        F_TEXT(struct bargain_body, "draw", draw, 64, FIELD_OPT),                                  \
        F_LIST(struct bargain_body, "institutions", institutions, &shape_code, 1,                  \
               BARGAIN_INSTITUTIONS_MAX, 0),                                                       \
        F_QTY(struct bargain_body, "qty", qty, 0),                                                 \
        F_INT(struct bargain_body, "payment_days", payment_days, 0, PAYMENT_DAYS_MAX, 0),          \
        F_MONEY(struct bargain_body, "price", price, 0)
static const struct field bargain_in_fields[] = {BARGAIN_FIELDS};
static const struct shape bargain_in_shape =
    SHAPE("BargainIn", struct bargain_body, bargain_in_fields);
static const struct field bargain_fields[] = {
    BARGAIN_FIELDS, F_DATE(struct bargain_body, "on", on, 0),
    F_OBJECT(struct bargain_body, "hint", hint, &hint_shape, HAS(struct bargain_body, has_hint))};
static const struct shape bargain_shape = SHAPE("Bargain", struct bargain_body, bargain_fields);

/* "H1;H2", as it is stored. */
static const char *
joined(struct arena *a, const struct list *codes)
{
    return arena_join(a, codes->at, codes->n, ';');
}

static struct list
parted(struct arena *a, const char *text)
{
    size_t n = 1;
    for (const char *s = text; *s != '\0'; s++)
        n += *s == ';';
    const char **code = arena_array(a, const char *, n);
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(text, ";");
        code[i] = arena_printf(a, "%.*s", (int)length, text);
        text += length + (text[length] == ';');
    }
    return (struct list){code, n};
}

/* A hospital bargains for itself and binds nobody else; an alliance office for its members. */
static bool
may_bargain_for(const struct person *who, const struct list *codes)
{
    const char *const *code = codes->at;
    return (who->roles & AS_ALLIANCE) != 0 || (codes->n == 1 && strcmp(code[0], who->org) == 0);
}

/* What a hospital sees of others' bargains is the market price, not their contracts. */
static bool
may_see(const struct person *who, const struct list *codes)
{
    const char *const *code = codes->at;
    bool own = (who->roles & (AS_OFFICE | AS_AUDITOR)) != 0;
    for (size_t i = 0; i < codes->n && !own; i++)
        own = strcmp(code[i], who->org) == 0;
    return own;
}

static bool
bargain_post(struct call *c)
{
    const struct bargain_body *in = c->in;
    struct bargain_body *out = arena_alloc(c->arena, sizeof(*out));
    enum put how;
    if (!may_bargain_for(&c->who, &in->institutions))
        return err_set(&c->err, ERR_DENIED, M_ROUTES_ONLY_OWN, {c->who.org},
                       .field = "institutions");
    const struct bargain b = {.number = in->number,
                              .project = in->project,
                              .product = in->product,
                              .institutions = joined(c->arena, &in->institutions),
                              .draw = in->draw,
                              .qty = in->qty,
                              .payment_days = in->payment_days,
                              .price = in->price,
                              .on = c->today};
    if (!bargain_put(c->db, c->arena, c->pool, &b, &how, &c->err))
        return false;
    *out = *in;
    out->on = c->today;
    out->has_hint = true;
    return hint_of(c, in->product, in->price, false, &out->hint) &&
           reply(c, how == PUT_NEW ? 201 : 200, out);
}

struct bargains_query {
    const char *product;
};
static const struct field bargains_query_fields[] = {
    F_TEXT(struct bargains_query, "product", product, 64, 0)};
static const struct shape bargains_query_shape =
    SHAPE("BargainSearch", struct bargains_query, bargains_query_fields);

struct items_out {
    struct list items;
    const char *next;
};
static const struct field bargains_fields[] = {
    F_LIST(struct items_out, "items", items, &bargain_shape, 0, SHAPE_LIST_MAX, 0)};
static const struct shape bargains_shape = SHAPE("Bargains", struct items_out, bargains_fields);

static bool
bargains_get(struct call *c)
{
    const struct bargains_query *q = c->query;
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    struct bargains all;
    if (!bargain_list(c->db, c->arena, c->pool, q->product, c->today, &all, &c->err))
        return false;
    size_t n = 0;
    struct bargain_body *list = arena_array(c->arena, struct bargain_body, SHAPE_LIST_MAX);
    for (size_t i = all.n; i > 0 && n < SHAPE_LIST_MAX; i--) { /* the newest first */
        const struct bargain *b = &all.list[i - 1];
        const struct list codes = parted(c->arena, b->institutions);
        if (!may_see(&c->who, &codes))
            continue;
        list[n++] = (struct bargain_body){.number = b->number,
                                          .project = b->project,
                                          .product = b->product,
                                          .draw = b->draw,
                                          .institutions = codes,
                                          .qty = b->qty,
                                          .payment_days = b->payment_days,
                                          .price = b->price,
                                          .on = b->on};
    }
    out->items = (struct list){list, n};
    return reply(c, 200, out);
}

/* --- recorded purchases --- */

struct recorded_in {
    const char *number, *project, *record, *product, *reason;
    date recorded_on;
    qty qty;
    money price;
};
static const struct field recorded_in_fields[] = {
    F_TEXT(struct recorded_in, "number", number, 64, 0),
    F_TEXT(struct recorded_in, "project", project, 64, FIELD_OPT),
    F_TEXT(struct recorded_in, "record", record, 64, 0),
    F_DATE(struct recorded_in, "recorded_on", recorded_on, 0),
    F_TEXT(struct recorded_in, "product", product, 64, 0),
    F_QTY(struct recorded_in, "qty", qty, 0),
    F_MONEY(struct recorded_in, "price", price, 0),
    F_TEXT(struct recorded_in, "reason", reason, 500, 0),
};
static const struct shape recorded_in_shape =
    SHAPE("RecordedPurchaseIn", struct recorded_in, recorded_in_fields);

static const struct field recorded_fields[] = {
    F_TEXT(struct recorded_view, "number", number, 64, 0),
    F_TEXT(struct recorded_view, "project", project, 64, FIELD_BLANK),
    F_TEXT(struct recorded_view, "record", record, 64, 0),
    F_DATE(struct recorded_view, "recorded_on", recorded_on, 0),
    F_TEXT(struct recorded_view, "institution", institution, 64, 0),
    F_TEXT(struct recorded_view, "product", product, 64, 0),
    F_QTY(struct recorded_view, "qty", qty, 0),
    F_MONEY(struct recorded_view, "price", price, 0),
    F_MONEY(struct recorded_view, "amount", amount, 0),
    F_DATE(struct recorded_view, "on", on, 0),
    F_TEXT(struct recorded_view, "reason", reason, 500, FIELD_BLANK),
    F_TEXT(struct recorded_view, "review", review, 16, 0),
    F_TEXT(struct recorded_view, "reviewed_on", reviewed_on, 10, FIELD_BLANK),
};
static const struct shape recorded_shape =
    SHAPE("RecordedPurchase", struct recorded_view, recorded_fields);
static const struct field recordeds_fields[] = {
    F_LIST(struct items_out, "items", items, &recorded_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct items_out, "next", next, 512, FIELD_OPT),
};
static const struct shape recordeds_shape =
    SHAPE("RecordedPurchases", struct items_out, recordeds_fields);

static bool
recorded_reply(struct call *c, const struct recorded *p, unsigned status)
{
    struct recorded_view *v = arena_alloc(c->arena, sizeof(*v));
    char *reviewed = arena_alloc(c->arena, DATE_TEXT_MAX);
    *v = (struct recorded_view){.number = p->number,
                                .project = p->project,
                                .record = p->record,
                                .recorded_on = p->recorded_on,
                                .institution = p->institution,
                                .product = p->product,
                                .qty = p->qty,
                                .price = p->price,
                                .on = p->on,
                                .reason = p->reason,
                                .review = recorded_state_names[p->review],
                                .reviewed_on = ""};
    if (p->reviewed_on.day != 0)
        v->reviewed_on = date_text(p->reviewed_on, reviewed);
    if (!money_mul(&v->amount, p->price, p->qty))
        v->amount = (money){0}; /* recorded_put has refused such a purchase */
    return reply(c, status, v);
}

static bool
recorded_post(struct call *c)
{
    const struct recorded_in *in = c->in;
    const struct recorded p = {.number = in->number,
                               .project = in->project,
                               .record = in->record,
                               .institution = c->who.org,
                               .product = in->product,
                               .reason = in->reason,
                               .qty = in->qty,
                               .price = in->price,
                               .recorded_on = in->recorded_on,
                               .on = c->today,
                               .review = RECORDED_WAITING};
    enum put how;
    return recorded_put(c->db, c->arena, c->pool, &p, &how, &c->err) &&
           recorded_reply(c, &p, how == PUT_NEW ? 201 : 200);
}

struct recorded_query {
    struct page page;
    int review;
    bool has_review;
};
static const struct field recorded_query_fields[] = {
    PAGE_FIELDS(struct recorded_query, page),
    F_ENUM(struct recorded_query, "review", review, recorded_state_names, RECORDED_STATES,
           HAS(struct recorded_query, has_review)),
};
static const struct shape recorded_query_shape =
    SHAPE("RecordedPurchaseSearch", struct recorded_query, recorded_query_fields);

static bool
recorded_list(struct call *c)
{
    const struct recorded_query *q = c->query;
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    struct recorded_view *list;
    const char *after[1];
    size_t n, most = (size_t)page_limit(&q->page);
    char pool[INT_TEXT_MAX];
    struct sight sight;
    if (!page_after(c, &q->page, 1, after))
        return false;
    /* An office that holds the whole pool sees all of it, one that holds a part what lies there. */
    sight_make(ORG_BUREAU, "", c->who.region, &sight);
    bool office = (c->who.roles & AS_OFFICE) != 0;
    bool whole = !office || region_within(int_text(c->pool, pool), c->who.region);
    const struct recorded_search s = {
        .pool = c->pool,
        .institution = office ? "" : c->who.org,
        .review = q->has_review ? recorded_state_names[q->review] : "",
        .after = after[0],
        .from = whole ? "" : sight.lo,
        .until = whole ? "" : sight.hi,
        .on = c->today,
        .limit = (int64_t)most + 1,
    };
    if (!recorded_search(c->db, c->arena, &s, &list, &n, &c->err))
        return false;
    out->next = n > most ? page_next(c, 1, &list[most - 1].number) : "";
    out->items = (struct list){list, n > most ? most : n};
    return reply(c, 200, out);
}

struct review_in {
    int review;
};
static const struct field review_in_fields[] = {
    F_ENUM(struct review_in, "review", review, recorded_state_names, RECORDED_STATES, 0)};
static const struct shape review_in_shape =
    SHAPE("RecordedPurchaseReview", struct review_in, review_in_fields);

static bool
recorded_review(struct call *c)
{
    const struct review_in *in = c->in;
    struct recorded p;
    struct institution i;
    enum put how;
    bool found;
    if (!recorded_get(c->db, c->arena, c->pool, c->arg[1], &p, &found, &c->err))
        return false;
    if (found && !institution_on(c->db, c->arena, p.institution, c->today, &i, &c->err))
        return false;
    if (!found || !institution_under(&i, c->who.region))
        return err_set(&c->err, ERR_NOT_FOUND, M_ROUTES_NO_RECORDED, {c->arg[1]});
    p.review = (enum recorded_state)in->review;
    p.reviewed_on = p.review == RECORDED_WAITING ? (date){0} : c->today;
    return recorded_put(c->db, c->arena, c->pool, &p, &how, &c->err) && recorded_reply(c, &p, 200);
}

#define BARGAINS "/v1/pools/:pool/bargains"
#define RECORDED "/v1/pools/:pool/recorded-purchases"
static const struct route routes[] = {
    {.id = "bargain.make",
     .method = "POST",
     .path = BARGAINS,
     .roles = AS_HOSPITAL | AS_ALLIANCE,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &bargain_in_shape,
     .out = &bargain_shape,
     .handle = bargain_post,
     .summary = M_ROUTE_BARGAIN,
     .page = "bargains"},
    {.id = "bargain.list",
     .method = "GET",
     .path = BARGAINS,
     .roles = AS_HOSPITAL | AS_OFFICE | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &bargains_query_shape,
     .out = &bargains_shape,
     .handle = bargains_get,
     .summary = M_ROUTE_BARGAINS,
     .page = "bargains"},
    {.id = "recorded.make",
     .method = "POST",
     .path = RECORDED,
     .roles = AS_HOSPITAL,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &recorded_in_shape,
     .out = &recorded_shape,
     .handle = recorded_post,
     .summary = M_ROUTE_RECORDED,
     .page = "recorded-purchases"},
    {.id = "recorded.list",
     .method = "GET",
     .path = RECORDED,
     .roles = AS_HOSPITAL | AS_OFFICE,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &recorded_query_shape,
     .out = &recordeds_shape,
     .handle = recorded_list,
     .summary = M_ROUTE_RECORDEDS,
     .page = "recorded-purchases"},
    {.id = "recorded.review",
     .method = "POST",
     .path = RECORDED "/:number/review",
     .roles = AS_PROVINCE | AS_CITY | AS_COUNTY,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .in = &review_in_shape,
     .out = &recorded_shape,
     .handle = recorded_review,
     .summary = M_ROUTE_RECORDED_REVIEW,
     .page = "recorded-purchases"},
};
const struct routes buying_routes = ROUTES(routes);
