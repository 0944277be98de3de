/* routes_platform.c - products of other platforms: the list of those that wait for a person, what
 * is known of one, and the decision on it (E4). */
#include "access/role.h"
#include "listing/platform.h"
#include "listing/routes.h"
#include "words/prices.h"

#define ITEMS "/v1/pools/:pool/platform-items"
enum { DECIDES = AS_PROVINCE | AS_CITY | AS_PLATFORM | AS_MONITOR };

#define I struct platform_item
#define ITEM_FIELDS                                                                                \
    F_TEXT(I, "source", source, 64, 0), F_TEXT(I, "code", code, 64, 0),                            \
        F_TEXT(I, "name", name, 200, FIELD_BLANK), F_TEXT(I, "spec", spec, 200, FIELD_BLANK),      \
        F_TEXT(I, "company", company, 200, FIELD_BLANK), F_TEXT(I, "unit", unit, 32, FIELD_BLANK), \
        F_TEXT(I, "state", state, 16, 0), F_TEXT(I, "product", product, 64, FIELD_OPT),            \
        F_TEXT(I, "look_on", look_on, 10, FIELD_OPT),                                              \
        F_TEXT(I, "first_on", first_on, 10, FIELD_OPT),                                            \
        F_TEXT(I, "last_on", last_on, 10, FIELD_OPT), F_INT(I, "prices", prices, 0, INT64_MAX, 0)
static const struct field item_fields[] = {ITEM_FIELDS};
#undef I
static const struct shape item_shape = SHAPE("PlatformItem", struct platform_item, item_fields);

struct items_query {
    struct page page;
    const char *source;
    int state;
    bool has_state;
};
static const struct field items_query_fields[] = {
    PAGE_FIELDS(struct items_query, page),
    F_TEXT(struct items_query, "source", source, 64, FIELD_OPT),
    F_ENUM(struct items_query, "state", state, platform_state_names, PLATFORM_STATES,
           HAS(struct items_query, has_state)),
};
static const struct shape items_query_shape =
    SHAPE("PlatformItemSearch", struct items_query, items_query_fields);
struct items_out {
    struct list items;
    const char *next;
};
static const struct field items_fields[] = {
    F_LIST(struct items_out, "items", items, &item_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct items_out, "next", next, 512, FIELD_OPT),
};
static const struct shape items_shape = SHAPE("PlatformItems", struct items_out, items_fields);

static bool
items_get(struct call *c)
{
    const struct items_query *q = c->query;
    struct items_out *out = arena_alloc(c->arena, sizeof(*out));
    struct platform_item *list;
    const char *after[2];
    size_t n, most = (size_t)page_limit(&q->page);
    if (!page_after(c, &q->page, 2, after))
        return false;
    const struct platform_search s = {.pool = c->pool,
                                      .on = c->today,
                                      .source = q->source,
                                      .state = q->has_state ? platform_state_names[q->state] : "",
                                      .after_source = after[0],
                                      .after_code = after[1],
                                      .limit = (int64_t)most + 1};
    if (!platform_items(c->db, c->arena, &s, &list, &n, &c->err))
        return false;
    out->next = "";
    if (n > most)
        out->next =
            page_next(c, 2, (const char *const[]){list[most - 1].source, list[most - 1].code});
    out->items = (struct list){list, n > most ? most : n};
    return reply(c, 200, out);
}

/* --- one of them --- */

#define D struct platform_decision
static const struct field decision_fields[] = {
    F_INT(D, "seq", seq, 1, INT32_MAX, 0),
    F_ENUM(D, "decision", to, platform_state_names, PLATFORM_STATES, 0),
    F_TEXT(D, "product", product, 64, FIELD_OPT),
    F_INT(D, "per", per, 1, PLATFORM_PER_MAX, 0),
    F_DATE(D, "from", from, 0),
    F_DATE(D, "until", until, FIELD_OPT),
    F_TEXT(D, "reason", reason, 1000, 0),
    F_TEXT(D, "who", who, 64, FIELD_BLANK),
    F_DATE(D, "on", on, 0),
};
static const struct field decide_fields[] = {
    F_ENUM(D, "decision", to, platform_state_names, PLATFORM_STATES, 0),
    F_TEXT(D, "product", product, 64, FIELD_OPT),
    F_INT(D, "per", per, 1, PLATFORM_PER_MAX, FIELD_OPT),
    F_DATE(D, "from", from, FIELD_OPT),
    F_DATE(D, "until", until, FIELD_OPT),
    F_TEXT(D, "reason", reason, 1000, 0),
};
#undef D
static const struct shape decision_shape =
    SHAPE("PlatformDecision", struct platform_decision, decision_fields);
static const struct shape decide_shape =
    SHAPE("PlatformDecisionIn", struct platform_decision, decide_fields);

struct item_out {
    struct platform_item item;
    struct list decisions;
};
static const struct field item_out_fields[] = {
    F_OBJECT(struct item_out, "item", item, &item_shape, 0),
    F_LIST(struct item_out, "decisions", decisions, &decision_shape, 0, PLATFORM_DECISIONS_MAX, 0),
};
static const struct shape item_out_shape =
    SHAPE("PlatformItemDetail", struct item_out, item_out_fields);

static bool
item_reply(struct call *c, unsigned status)
{
    struct item_out *out = arena_alloc(c->arena, sizeof(*out));
    struct platform_decision *list;
    size_t n;
    if (!platform_item_get(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &out->item, &c->err) ||
        !platform_history(c->db, c->arena, c->pool, c->arg[1], c->arg[2], &list, &n, &c->err))
        return false;
    out->decisions = (struct list){list, n};
    return reply(c, status, out);
}

static bool
item_get(struct call *c)
{
    return item_reply(c, 200);
}

static bool
decide_post(struct call *c)
{
    struct platform_decision d = *(const struct platform_decision *)c->in;
    enum put how;
    d.source = c->arg[1];
    d.code = c->arg[2];
    d.who = c->who.user;
    d.on = c->today;
    return platform_decide(c->db, c->arena, c->pool, &d, &how, &c->err) &&
           item_reply(c, how == PUT_SAME ? 200 : 201);
}

static const struct route routes[] = {
    {.id = "platform_item.list",
     .method = "GET",
     .path = ITEMS,
     .roles = DECIDES | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &items_query_shape,
     .out = &items_shape,
     .handle = items_get,
     .page = "platform-items", .summary = M_R_PLATFORM_ITEMS},
    {.id = "platform_item.get",
     .method = "GET",
     .path = ITEMS "/:source/:code",
     .roles = DECIDES | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .out = &item_out_shape,
     .handle = item_get,
     .page = "platform-items", .summary = M_R_PLATFORM_ITEM},
    {.id = "platform_item.decide",
     .method = "POST",
     .path = ITEMS "/:source/:code/decisions",
     .roles = DECIDES,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &decide_shape,
     .out = &item_out_shape,
     .handle = decide_post,
     .page = "platform-items", .summary = M_R_PLATFORM_DECIDE},
};
const struct routes platform_routes = ROUTES(routes);
