/* What a registrant says of its prices: offers for listing, lower prices elsewhere (E2). */
#include <string.h>

#include "access/role.h"
#include "listing/hint_shape.h"
#include "listing/listing.h"
#include "listing/routes.h"
#include "listing/view.h"
#include "registry/product.h"
#include "words/routes.h"

/* --- what is not a registrant's is not there for it --- */

static bool
own_product(struct call *c, const char *code)
{
    struct product p;
    if (!product_on(c->db, c->arena, code, c->today, &p, &c->err))
        return false;
    return strcmp(p.company, c->who.org) == 0 ||
           err_set(&c->err, ERR_NOT_FOUND, M_ROUTES_NOT_YOURS, {code}, .field = "product");
}

struct offer_in {
    const char *product;
    money price;
};
static const struct field offer_in_fields[] = {
    F_TEXT(struct offer_in, "product", product, 64, 0),
    F_MONEY(struct offer_in, "price", price, 0),
};
static const struct shape offer_in_shape = SHAPE("OfferIn", struct offer_in, offer_in_fields);

struct offer_out {
    const char *product, *verdict, *province, *source;
    date on, seen_on;
    money price, lowest;
    bool has_seen;
    struct hint_out hint;
};
static const struct field offer_out_fields[] = {
    F_TEXT(struct offer_out, "product", product, 64, 0),
    F_DATE(struct offer_out, "on", on, 0),
    F_MONEY(struct offer_out, "price", price, 0),
    F_TEXT(struct offer_out, "verdict", verdict, 16, 0),
    F_MONEY(struct offer_out, "lowest", lowest, 0),
    F_TEXT(struct offer_out, "province", province, 64, FIELD_BLANK),
    F_TEXT(struct offer_out, "source", source, 200, FIELD_BLANK),
    F_DATE(struct offer_out, "seen_on", seen_on, HAS(struct offer_out, has_seen)),
    F_OBJECT(struct offer_out, "hint", hint, &hint_shape, 0),
};
static const struct shape offer_out_shape = SHAPE("Offer", struct offer_out, offer_out_fields);

static bool
offer_post(struct call *c)
{
    const struct offer_in *in = c->in;
    struct offer o = {.product = in->product, .on = c->today, .price = in->price};
    struct offer_out *out = arena_alloc(c->arena, sizeof(*out));
    enum put how;
    if (!own_product(c, in->product) || !offer_price(c->db, c->arena, c->pool, &o, &how, &c->err))
        return false;
    *out = (struct offer_out){.product = o.product,
                              .on = o.on,
                              .price = o.price,
                              .verdict = offer_verdict_name(o.verdict),
                              .lowest = o.lowest,
                              .province = o.province != NULL ? o.province : "",
                              .source = o.source != NULL ? o.source : "",
                              .seen_on = o.seen_on,
                              .has_seen = o.seen_on.day != 0};
    return hint_of(c, o.product, o.price, false, &out->hint) &&
           reply(c, how == PUT_NEW ? 201 : 200, out);
}

/* --- lower prices elsewhere --- */

static const struct field report_fields[] = {
    F_TEXT(struct report_view, "product", product, 64, 0),
    F_TEXT(struct report_view, "company", company, 64, 0),
    F_TEXT(struct report_view, "province", province, 64, 0),
    F_TEXT(struct report_view, "source", source, 200, FIELD_BLANK),
    F_DATE(struct report_view, "seen_on", seen_on, 0),
    F_MONEY(struct report_view, "price", price, 0),
    F_DATE(struct report_view, "from", from_on, 0),
    F_DATE(struct report_view, "until", until_on, 0),
    F_BOOL(struct report_view, "estimate", estimate, 0),
    F_TEXT(struct report_view, "reported_on", reported_on, 10, FIELD_BLANK),
};
static const struct shape report_shape = SHAPE("PriceReport", struct report_view, report_fields);

struct reports_out {
    struct list items;
    const char *next;
};
struct reports_query {
    struct page page;
    bool open;
};
static const struct field reports_query_fields[] = {
    PAGE_FIELDS(struct reports_query, page),
    F_BOOL(struct reports_query, "open", open, FIELD_OPT),
};
static const struct shape reports_query_shape =
    SHAPE("PriceReportSearch", struct reports_query, reports_query_fields);
static const struct field reports_fields[] = {
    F_LIST(struct reports_out, "items", items, &report_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct reports_out, "next", next, 512, FIELD_OPT),
};
static const struct shape reports_shape = SHAPE("PriceReports", struct reports_out, reports_fields);

static bool
reports_get(struct call *c)
{
    const struct reports_query *q = c->query;
    struct reports_out *out = arena_alloc(c->arena, sizeof(*out));
    struct report_view *list;
    char seen[DATE_TEXT_MAX];
    const char *after[2];
    size_t n, most = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 2, after))
        return false;
    bool all = (c->who.roles & AS_OFFICE) != 0;
    const struct report_search s = {.pool = c->pool,
                                    .company = all ? "" : c->who.org,
                                    .open = q->open,
                                    .product = after[0],
                                    .rest = after[1],
                                    .limit = (int64_t)most + 1};
    if (!report_search(c->db, c->arena, &s, &list, &n, &c->err))
        return false;
    out->next = "";
    if (n > most) {
        const struct report_view *last = &list[most - 1];
        out->next = page_next(
            c, 2,
            (const char *const[]){last->product,
                                  arena_printf(c->arena, "%s%s%s", last->province,
                                               date_text(last->seen_on, seen), last->source)});
    }
    out->items = (struct list){list, n > most ? most : n};
    return reply(c, 200, out);
}

struct report_in {
    const char *product, *province;
    date seen_on;
};
static const struct field report_in_fields[] = {
    F_TEXT(struct report_in, "product", product, 64, 0),
    F_TEXT(struct report_in, "province", province, 64, 0),
    F_DATE(struct report_in, "seen_on", seen_on, 0),
};
static const struct shape report_in_shape =
    SHAPE("PriceReportIn", struct report_in, report_in_fields);

static bool
report_post(struct call *c)
{
    const struct report_in *in = c->in;
    enum put how;
    return own_product(c, in->product) &&
           report_price(c->db, c->arena, c->pool, in->product, in->province, in->seen_on, c->today,
                        &how, &c->err) &&
           reply_empty(c);
}

static const struct route routes[] = {
    {.id = "offer.make",
     .method = "POST",
     .path = "/v1/pools/:pool/offers",
     .roles = AS_REGISTRANT,
     .where = WRITE,
     .scope = SCOPE_NONE,
     .flags = ROUTE_CREATES,
     .in = &offer_in_shape,
     .out = &offer_out_shape,
     .handle = offer_post,
     .summary = M_ROUTE_OFFER,
     .page = "offers"},
    {.id = "price_report.list",
     .method = "GET",
     .path = "/v1/pools/:pool/price-reports",
     .roles = AS_REGISTRANT | AS_OFFICE,
     .where = READ,
     .scope = SCOPE_ORG,
     .query = &reports_query_shape,
     .out = &reports_shape,
     .handle = reports_get,
     .summary = M_ROUTE_REPORTS,
     .page = "price-reports"},
    {.id = "price_report.make",
     .method = "POST",
     .path = "/v1/pools/:pool/price-reports",
     .roles = AS_REGISTRANT,
     .where = WRITE,
     .scope = SCOPE_ORG,
     .flags = ROUTE_CREATES,
     .in = &report_in_shape,
     .handle = report_post,
     .summary = M_ROUTE_REPORT,
     .page = "price-reports"},
};
const struct routes price_routes = ROUTES(routes);
