/* routes_hint.c - price hints over HTTP, each with how it came about. */
#include "listing/hint_shape.h"

#include "access/role.h"
#include "base/core/text.h"
#include "listing/routes.h"
#include "registry/product.h"
#include "words/prices.h"

static const struct field note_fields[] = {
    {.type = FIELD_TEXT, .max = ERR_TEXT_MAX, .flags = FIELD_BLANK}};
static const struct shape note_shape = {NULL, sizeof(const char *), 1, note_fields};

#define H struct hint_out
static const struct field hint_fields[] = {
    F_TEXT(H, "product", product, 64, 0),
    F_TEXT(H, "verdict", verdict, 16, 0),
    F_MONEY(H, "own", own, FIELD_OPT),
    F_MONEY(H, "list", list, HAS(H, has_list)),
    F_TEXT(H, "zone", zone, 16, FIELD_OPT),
    F_DATE(H, "list_since", list_since, HAS(H, has_list)),
    F_TEXT(H, "region", region, 6, 0),
    F_DATE(H, "after", after, 0),
    F_DATE(H, "on", on, 0),
    F_INT(H, "prices", n, 0, INT64_MAX, 0),
    F_MONEY(H, "lowest", lowest, HAS(H, has_market)),
    F_MONEY(H, "median", median, HAS(H, has_market)),
    F_MONEY(H, "highest", highest, HAS(H, has_market)),
    F_DATE(H, "first", first, HAS(H, has_market)),
    F_DATE(H, "last", last, HAS(H, has_market)),
    F_TEXT(H, "lowest_of", lowest_of, 16, FIELD_OPT),
    F_TEXT(H, "lowest_province", lowest_province, 6, FIELD_OPT),
    F_TEXT(H, "lowest_source", lowest_source, 200, FIELD_OPT),
    F_DATE(H, "lowest_on", lowest_on, HAS(H, has_market)),
    F_INT(H, "market", seen[HINT_MARKET], 0, INT64_MAX, FIELD_OPT),
    F_INT(H, "bargained", seen[HINT_BARGAIN], 0, INT64_MAX, FIELD_OPT),
    F_INT(H, "recorded", seen[HINT_RECORDED], 0, INT64_MAX, FIELD_OPT),
    F_INT(H, "platforms", seen[HINT_PLATFORM], 0, INT64_MAX, FIELD_OPT),
    F_LIST(H, "notes", notes, &note_shape, 0, 8, 0),
};
#undef H
const struct shape hint_shape = SHAPE("PriceHint", struct hint_out, hint_fields);

static const char *
say(struct call *c, enum msg m, const char *const arg[], size_t n)
{
    char *text = arena_alloc(c->arena, ERR_TEXT_MAX);
    words_fill(text, ERR_TEXT_MAX, word_text(c->lang, m), arg, n);
    return text;
}

static struct list
notes(struct call *c, const struct price_hint *h)
{
    static const enum msg verdicts[HINT_VERDICTS] = {
        M_HINT_ABOVE_LIST, M_HINT_ABOVE_MEDIAN, M_HINT_ABOVE_LOWEST, M_HINT_LOWEST, M_HINT_NOTHING};
    static const enum msg sources[HINT_SOURCES] = {M_HINT_OF_MARKET, M_HINT_OF_BARGAIN,
                                                   M_HINT_OF_RECORDED, M_HINT_OF_PLATFORM};
    const char **list = arena_array(c->arena, const char *, 5);
    char own[MONEY_TEXT_MAX], to[MONEY_TEXT_MAX], middle[MONEY_TEXT_MAX], from[DATE_TEXT_MAX],
        until[DATE_TEXT_MAX], n[HINT_SOURCES][INT_TEXT_MAX];
    size_t k = 0;
    list[k++] = say(c, verdicts[h->verdict],
                    (const char *const[]){money_text(h->own, own), money_text(h->list, to),
                                          money_text(h->market.median, middle)},
                    3);
    list[k++] = say(c, M_HINT_INPUTS,
                    (const char *const[]){h->region, date_text(h->after, from),
                                          date_text(h->on, until), int_text(h->market.n, n[0])},
                    4);
    for (int i = 0; i < HINT_SOURCES; i++)
        int_text(h->seen[i], n[i]);
    list[k++] = say(c, M_HINT_INPUTS_OF, (const char *const[]){n[0], n[1], n[2], n[3]}, 4);
    if (h->market.n > 0) {
        list[k++] = say(c, M_HINT_MEDIAN, NULL, 0);
        list[k++] = say(c, M_HINT_LOWEST_FROM,
                        (const char *const[]){money_text(h->market.lowest, to),
                                              date_text(h->market.lowest_on, from),
                                              word_text(c->lang, sources[h->lowest_of]),
                                              h->market.province, h->market.source},
                        5);
    }
    return (struct list){list, k};
}

bool
hint_of(struct call *c, const char *product, money own, bool with_service, struct hint_out *out)
{
    struct price_hint h;
    if (!price_hint(c->db, c->arena, c->pool, product, own, with_service, c->today, &h, &c->err))
        return false;
    bool seen = h.market.n > 0;
    *out = (struct hint_out){
        .product = product,
        .verdict = hint_verdict_name(h.verdict),
        .own = own,
        .has_list = h.list_since.day != 0,
        .list = with_service && h.list_with_service.units > 0 ? h.list_with_service : h.list,
        .zone = h.zone,
        .list_since = h.list_since,
        .region = h.region,
        .after = h.after,
        .on = h.on,
        .n = h.market.n,
        .has_market = seen,
        .lowest = h.market.lowest,
        .median = h.market.median,
        .highest = h.market.highest,
        .first = h.market.first,
        .last = h.market.last,
        .lowest_of = seen ? hint_source_names[h.lowest_of] : "",
        .lowest_province = h.market.province,
        .lowest_source = h.market.source,
        .lowest_on = h.market.lowest_on,
        .notes = notes(c, &h),
    };
    for (int i = 0; i < HINT_SOURCES; i++)
        out->seen[i] = h.seen[i];
    return true;
}

struct hint_query {
    money price;
    bool with_service;
};
static const struct field query_fields[] = {
    F_MONEY(struct hint_query, "price", price, FIELD_OPT),
    F_BOOL(struct hint_query, "with_service", with_service, FIELD_OPT),
};
static const struct shape query_shape = SHAPE("PriceHintFor", struct hint_query, query_fields);

static bool
hint_get(struct call *c)
{
    const struct hint_query *q = c->query;
    struct hint_out *out = arena_alloc(c->arena, sizeof(*out));
    return product_must(c->db, c->arena, c->arg[1], "product", &c->err) &&
           hint_of(c, c->arg[1], q->price, q->with_service, out) && reply(c, 200, out);
}

static const struct route routes[] = {
    {.id = "price_hint.get",
     .method = "GET",
     .path = "/v1/pools/:pool/price-hints/:product",
     .roles = AS_HOSPITAL | AS_DEPARTMENT | AS_OFFICE | AS_AUDITOR,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &query_shape,
     .out = &hint_shape,
     .handle = hint_get,
     .page = "product", .summary = M_R_PRICE_HINT},
};
const struct routes hint_routes = ROUTES(routes);
