/* Listings, and the results zone of a project. */
#include "listing/routes.h"

#include <string.h>

#include "access/role.h"
#include "engine/linkage.h"
#include "listing/bargain.h"
#include "listing/standard.h"
#include "listing/view.h"
#include "words/listing.h"
#include "words/routes.h"

#define LISTINGS "/v1/pools/:pool/listings"

/* --- listings --- */

struct move_out {
    date on;
    const char *state, *cause;
    money price, with_service;
};
static const struct field move_fields[] = {
    F_DATE(struct move_out, "on", on, 0),
    F_TEXT(struct move_out, "state", state, 16, 0),
    F_TEXT(struct move_out, "cause", cause, 32, 0),
    F_MONEY(struct move_out, "price", price, 0),
    F_MONEY(struct move_out, "with_service", with_service, 0),
};
static const struct shape move_shape = SHAPE("ListingMove", struct move_out, move_fields);

static const struct field listing_fields[] = {
    F_TEXT(struct listing_view, "product", product, 64, 0),
    F_TEXT(struct listing_view, "name", name, 200, FIELD_BLANK),
    F_TEXT(struct listing_view, "spec", spec, 200, FIELD_BLANK),
    F_TEXT(struct listing_view, "unit", unit, 32, FIELD_BLANK),
    F_TEXT(struct listing_view, "company", company, 64, 0),
    F_TEXT(struct listing_view, "company_name", company_name, 200, FIELD_BLANK),
    F_TEXT(struct listing_view, "zone", zone, 16, 0),
    F_TEXT(struct listing_view, "project", project, 64, FIELD_BLANK),
    F_TEXT(struct listing_view, "state", state, 16, 0),
    F_TEXT(struct listing_view, "cause", cause, 32, FIELD_BLANK),
    F_DATE(struct listing_view, "since", since, 0),
    F_MONEY(struct listing_view, "price", price, 0),
    F_MONEY(struct listing_view, "with_service", with_service, 0),
    F_MONEY(struct listing_view, "notice_price", notice_price, 0),
    F_TEXT(struct listing_view, "notice_on", notice_on, 10, FIELD_BLANK),
    F_INT(struct listing_view, "objections", objections, 0, 1000000, 0),
    F_TEXT(struct listing_view, "substitute", substitute, 64, FIELD_BLANK),
};
static const struct shape listing_shape = SHAPE("Listing", struct listing_view, listing_fields);

static const char *const zone_names[] = {"general", "results"};

struct search_query {
    struct page page;
    const char *text, *company;
    int zone, state;
    bool has_zone, has_state;
};
static const struct field search_fields[] = {
    PAGE_FIELDS(struct search_query, page),
    F_TEXT(struct search_query, "q", text, 64, FIELD_OPT),
    F_TEXT(struct search_query, "company", company, 64, FIELD_OPT),
    F_ENUM(struct search_query, "zone", zone, zone_names, 2, HAS(struct search_query, has_zone)),
    F_ENUM(struct search_query, "state", state, listing_state_names, LISTING_STATES,
           HAS(struct search_query, has_state)),
};
static const struct shape search_shape = SHAPE("ListingSearch", struct search_query, search_fields);

struct listings_out {
    struct list items;
    const char *next;
};
static const struct field listings_fields[] = {
    F_LIST(struct listings_out, "items", items, &listing_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct listings_out, "next", next, 512, FIELD_OPT),
};
static const struct shape listings_shape = SHAPE("Listings", struct listings_out, listings_fields);

static bool
listings_get(struct call *c)
{
    const struct search_query *q = c->query;
    struct listings_out *out = arena_alloc(c->arena, sizeof(*out));
    struct listing_view *list;
    const char *after[1];
    size_t n, most = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 1, after))
        return false;
    const struct listing_search s = {
        .pool = c->pool,
        .on = c->today,
        .text = q->text,
        .company = q->company,
        .zone = q->has_zone ? zone_names[q->zone] : "",
        .state = q->has_state ? listing_state_names[q->state] : "",
        .after = after[0],
        .limit = (int64_t)most + 1,
    };
    if (!listing_search(c->db, c->arena, &s, &list, &n, &c->err))
        return false;
    out->next = n > most ? page_next(c, 1, &list[most - 1].product) : "";
    out->items = (struct list){list, n > most ? most : n};
    return reply(c, 200, out);
}

struct listing_full {
    struct listing_view listing;
    struct list history;
    money standard; /* 0: none */
    bool may_bargain;
    const char *why_not;
    int64_t market_n;
    money market_lowest, market_median, market_highest;
};
static const struct field full_fields[] = {
    F_OBJECT(struct listing_full, "listing", listing, &listing_shape, 0),
    F_LIST(struct listing_full, "history", history, &move_shape, 0, SHAPE_LIST_MAX, 0),
    F_MONEY(struct listing_full, "payment_standard", standard, 0),
    F_BOOL(struct listing_full, "may_bargain", may_bargain, 0),
    F_TEXT(struct listing_full, "why_not", why_not, 32, FIELD_BLANK),
    F_INT(struct listing_full, "market_prices", market_n, 0, INT64_MAX, 0),
    F_MONEY(struct listing_full, "market_lowest", market_lowest, 0),
    F_MONEY(struct listing_full, "market_median", market_median, 0),
    F_MONEY(struct listing_full, "market_highest", market_highest, 0),
};
static const struct shape full_shape = SHAPE("ListingDetail", struct listing_full, full_fields);

/* The one listing, found like a page of one. */
static bool
find_listing(struct call *c, const char *product, struct listing_view *out)
{
    const struct listing_search s = {.pool = c->pool,
                                     .on = c->today,
                                     .text = product,
                                     .zone = "",
                                     .state = "",
                                     .company = "",
                                     .after = "",
                                     .limit = 2};
    struct listing_view *list;
    size_t n;
    if (!listing_search(c->db, c->arena, &s, &list, &n, &c->err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].product, product) == 0) {
            *out = list[i];
            return true;
        }
    return err_set(&c->err, ERR_NOT_FOUND, M_NO_LISTING, {product});
}

static bool
prices_beside(struct call *c, struct listing_full *f)
{
    struct market m;
    struct way_answer w;
    bool found;
    if (!market_on(c->db, c->arena, f->listing.product, c->today, &m, &c->err) ||
        !standard_on(c->db, c->arena, c->pool, f->listing.product, c->today, &f->standard, &found,
                     &c->err) ||
        !bargain_open(c->db, c->arena, c->pool, "", f->listing.product, false, c->today, &w,
                      &c->err))
        return false;
    if (!found)
        f->standard = (money){0};
    f->market_n = m.n;
    if (m.n > 0) {
        f->market_lowest = m.lowest;
        f->market_median = m.median;
        f->market_highest = m.highest;
    }
    f->may_bargain = w.verdict == WAY_OK;
    f->why_not = f->may_bargain ? "" : way_verdict_name(w.verdict);
    return true;
}

static bool
full_listing(struct call *c, const char *product, struct listing_full *f)
{
    struct listing_move_view *moves;
    size_t n;
    if (!find_listing(c, product, &f->listing) || !prices_beside(c, f) ||
        !listing_history(c->db, c->arena, c->pool, product, &moves, &n, &c->err))
        return false;
    struct move_out *out = arena_array(c->arena, struct move_out, n);
    size_t skip = n > SHAPE_LIST_MAX ? n - SHAPE_LIST_MAX : 0; /* the newest are shown */
    for (size_t i = skip; i < n; i++)
        out[i - skip] = (struct move_out){moves[i].on, moves[i].state, moves[i].cause,
                                          moves[i].price, moves[i].with_service};
    f->history = (struct list){out, n - skip};
    return true;
}

static bool
listing_get_one(struct call *c)
{
    struct listing_full *f = arena_alloc(c->arena, sizeof(*f));
    return full_listing(c, c->arg[1], f) && reply(c, 200, f);
}

struct move_in {
    int to, cause;
    const char *substitute;
};
static const struct field move_in_fields[] = {
    F_ENUM(struct move_in, "to", to, listing_state_names, LISTING_STATES, 0),
    F_ENUM(struct move_in, "cause", cause, listing_cause_names, LISTING_CAUSES, 0),
    F_TEXT(struct move_in, "substitute", substitute, 64, FIELD_OPT),
};
static const struct shape move_in_shape = SHAPE("ListingMoveIn", struct move_in, move_in_fields);

static bool
listing_move_post(struct call *c)
{
    const struct move_in *in = c->in;
    struct listing_full *f = arena_alloc(c->arena, sizeof(*f));
    enum listing_verdict v;
    if (!full_listing(c, c->arg[1], f) || !call_match(c, &full_shape, f) ||
        !move_listing(c->db, c->arena, c->pool, c->arg[1], (enum listing_state)in->to,
                      (enum listing_cause)in->cause, c->today, in->substitute, &v, &c->err))
        return false;
    if (v != LISTING_OK)
        return err_set(
            &c->err, ERR_CONFLICT, M_LISTING_MOVE,
            {c->arg[1], f->listing.state, listing_state_names[in->to], listing_verdict_name(v)});
    return full_listing(c, c->arg[1], f) && reply(c, 200, f);
}

/* --- a project's results zone --- */

struct listed_out {
    int64_t fresh, same, changed, standards, without_standard;
    struct list expired;
};
static const struct field listed_fields[] = {
    F_INT(struct listed_out, "new", fresh, 0, INT64_MAX, 0),
    F_INT(struct listed_out, "same", same, 0, INT64_MAX, 0),
    F_INT(struct listed_out, "changed", changed, 0, INT64_MAX, 0),
    F_INT(struct listed_out, "standards", standards, 0, INT64_MAX, 0),
    F_INT(struct listed_out, "without_standard", without_standard, 0, INT64_MAX, 0),
    F_LIST(struct listed_out, "certificate_expired", expired, &shape_code, 0, SHAPE_LIST_MAX, 0),
};
static const struct shape listed_shape = SHAPE("ProjectListed", struct listed_out, listed_fields);

static bool
project_list_post(struct call *c)
{
    struct listed_out *out = arena_alloc(c->arena, sizeof(*out));
    struct list_project l = {
        .selected = {.a = c->arena, .pool = c->pool, .project = c->arg[1], .on = c->today}};
    if (!list_project(c->db, &l, &c->err))
        return false;
    size_t n = l.selected.expired_n;
    *out = (struct listed_out){
        l.selected.fresh,   l.selected.same,
        l.selected.changed, l.standards.fresh + l.standards.same + l.standards.changed,
        l.standards.none,   {l.selected.expired, n < SHAPE_LIST_MAX ? n : SHAPE_LIST_MAX}};
    return reply(c, 200, out);
}

#define OFFICES (AS_PROVINCE | AS_CITY | AS_PLATFORM)
static const struct route routes[] = {
    {.id = "listing.search",
     .method = "GET",
     .path = LISTINGS,
     .roles = ROLES_PUBLIC,
     .where = READ,
     .scope = SCOPE_NONE,
     .query = &search_shape,
     .out = &listings_shape,
     .handle = listings_get,
     .summary = M_ROUTE_LISTINGS,
     .page = "listings"},
    {.id = "listing.get",
     .method = "GET",
     .path = LISTINGS "/:product",
     .roles = ROLES_PUBLIC,
     .where = READ,
     .scope = SCOPE_NONE,
     .out = &full_shape,
     .handle = listing_get_one,
     .summary = M_ROUTE_LISTING,
     .page = "listing"},
    {.id = "listing.move",
     .method = "POST",
     .path = LISTINGS "/:product/moves",
     .roles = OFFICES,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_MATCH,
     .in = &move_in_shape,
     .out = &full_shape,
     .handle = listing_move_post,
     .summary = M_ROUTE_LISTING_MOVE,
     .page = "listing"},
    {.id = "listing.project",
     .method = "POST",
     .path = "/v1/pools/:pool/projects/:project/listing",
     .roles = OFFICES,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .out = &listed_shape,
     .handle = project_list_post,
     .summary = M_ROUTE_LIST_PROJECT,
     .page = "project-award"},
};
const struct routes listing_routes = ROUTES(routes);
