#include "listing/hint.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "listing/listing_inner.h"
#include "listing/query.h"

enum { PROVINCE = 10000 };

const char *const hint_source_names[] = {"market", "bargain", "recorded", "platform"};

const char *
hint_verdict_name(enum hint_verdict v)
{
    static const char *const names[HINT_VERDICTS] = {"above_list", "above_median", "above_lowest",
                                                     "lowest", "nothing"};
    assert(v < HINT_VERDICTS);
    return names[v];
}

enum hint_verdict
hint_judge(money own, money list, const struct market *m)
{
    if (own.units <= 0 || (list.units <= 0 && m->n == 0))
        return HINT_NOTHING;
    if (list.units > 0 && money_cmp(own, list) > 0)
        return HINT_ABOVE_LIST;
    if (m->n == 0)
        return HINT_LOWEST;
    if (money_cmp(own, m->median) > 0)
        return HINT_ABOVE_MEDIAN;
    return money_cmp(own, m->lowest) > 0 ? HINT_ABOVE_LOWEST : HINT_LOWEST;
}

struct looking {
    struct prices prices;
    struct price_hint *out;
};

static bool
take_seen(void *arg, const struct rows *r, struct err *e)
{
    struct looking *l = arg;
    int what = 0;
    while (what < HINT_SOURCES - 1 && strcmp(hint_source_names[what], row_text(r, 0, 4)) != 0)
        what++;
    if (l->prices.n == 0)
        l->out->lowest_of = (enum hint_source)what;
    l->out->seen[what]++;
    return market_take(&l->prices, r, e);
}

static bool
look_at_list(struct db *db, struct arena *a, int64_t pool, struct price_hint *out, struct err *e)
{
    struct listing l;
    bool found;
    if (!listing_get(db, a, pool, out->product, &l, &found, e))
        return false;
    if (!found || l.state != LISTING_LISTED)
        return true;
    out->list = l.price;
    out->list_with_service = l.with_service;
    out->list_since = l.since;
    out->zone = l.results ? "results" : "general";
    return true;
}

static const char *
province_of(struct arena *a, int64_t pool)
{
    return int_text(pool / PROVINCE * PROVINCE, arena_alloc(a, INT_TEXT_MAX));
}

bool
hints_ahead(struct db *db, struct arena *a, int64_t pool, const char *const products[], size_t n,
            date on, struct err *e)
{
    enum { LISTED = 2, SEEN = 5 };
    struct val *listed = arena_array(a, struct val, n * LISTED + 1);
    struct val *seen = arena_array(a, struct val, n * SEEN + 1);
    const struct val like[SEEN] = {v_text(""), v_int(pool), v_text(province_of(a, pool)),
                                   v_date(a, date_add_months(on, -MARKET_MONTHS)), v_date(a, on)};
    for (size_t i = 0; i < n; i++) {
        listed[LISTED * i] = v_int(pool);
        memcpy(&seen[SEEN * i], like, sizeof(like));
        listed[LISTED * i + 1] = seen[SEEN * i] = v_text(products[i]);
    }
    return db_ahead(db, &q_listing_get, listed, n, e) && db_ahead(db, &q_hint_each, seen, n, e);
}

bool
price_hint(struct db *db, struct arena *a, int64_t pool, const char *product, money own,
           bool with_service, date on, struct price_hint *out, struct err *e)
{
    struct looking l = {.prices = {.arena = a, .out = &out->market}, .out = out};
    *out = (struct price_hint){.product = product,
                               .after = date_add_months(on, -MARKET_MONTHS),
                               .on = on,
                               .own = own,
                               .zone = "",
                               .region = province_of(a, pool),
                               .market = {.province = "", .source = ""}};
    if (!look_at_list(db, a, pool, out, e) ||
        !db_each_kept(db, &q_hint_each, take_seen, &l, e, v_text(product), v_int(pool),
                      v_text(out->region), v_date(a, out->after), v_date(a, on)))
        return false;
    market_end(&l.prices);
    bool with = with_service && out->list_with_service.units > 0;
    out->verdict = hint_judge(own, with ? out->list_with_service : out->list, &out->market);
    return true;
}
