/* offer.c - a price offered for a product that was not selected, held against the country's lowest.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "listing/listing.h"
#include "listing/listing_inner.h"
#include "listing/query.h"
#include "registry/credit_gate.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "words/db.h"
#include "words/registry.h"

const char *
offer_verdict_name(enum offer_verdict v)
{
    static const char *const names[OFFER_VERDICTS] = {"ok",          "no_fact",  "above", "no_rule",
                                                      "certificate", "selected", "credit"};
    assert(v < OFFER_VERDICTS);
    return names[v];
}

struct gathering {
    struct arena *a;
    struct facts *out;
};

static bool
take_fact(void *arg, const struct rows *row, struct err *e)
{
    struct gathering *g = arg;
    int64_t province = 0;
    if (g->out->n == FACTS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    struct price_fact *f = &g->out->list[g->out->n++];
    (void)int_parse(&province, row_text(row, 0, 2));
    *f = (struct price_fact){.code = arena_strdup(g->a, row_text(row, 0, 0)),
                             .company = arena_strdup(g->a, row_text(row, 0, 1)),
                             .province = province,
                             .price = {row_int(row, 0, 3)},
                             .source = arena_strdup(g->a, row_text(row, 0, 5))};
    (void)date_parse(&f->on, row_text(row, 0, 4));
    return true;
}

bool
facts_load(struct db *db, struct arena *a, const char *product, const char *company, size_t chars,
           date on, struct facts *out, struct err *e)
{
    struct gathering g = {a, out};
    const char *low = arena_printf(a, "%.*s", (int)chars, product);
    const char *high = arena_printf(a, "%s~", low); /* after every code sign */
    out->n = 0;
    out->list = arena_array(a, struct price_fact, FACTS_MAX);
    return db_each(db, &q_facts_each, take_fact, &g, e, v_text(company), v_text(low), v_text(high),
                   v_date(a, on));
}

static bool
held_against(struct db *db, struct arena *a, const struct policy *p, const struct product *product,
             struct offer *o, struct err *e)
{
    int64_t chars = 0;
    bool rule = false;
    struct facts facts;

    o->verdict = OFFER_NO_RULE;
    if (p == NULL || !policy_bool(p, RULE_LIST_LOWEST, &rule) || !rule ||
        !policy_int(p, RULE_LIST_CODE_CHARS, &chars))
        return true;
    if (!facts_load(db, a, o->product, product->company, (size_t)chars, o->on, &facts, e))
        return false;
    size_t low =
        linkage_lowest(facts.list, facts.n, o->product, product->company, (size_t)chars, o->on);
    enum linkage_verdict v = linkage_judge(o->price, facts.list, facts.n, low, NULL);
    o->verdict = v == LINKAGE_OK ? OFFER_OK : v == LINKAGE_NO_FACT ? OFFER_NO_FACT : OFFER_ABOVE;
    if (low < facts.n) {
        o->lowest = facts.list[low].price;
        o->province = int_text(facts.list[low].province, arena_alloc(a, INT_TEXT_MAX));
        o->seen_on = facts.list[low].on;
        o->source = facts.list[low].source;
    }
    return true;
}

static bool
judge(struct db *db, struct arena *a, int64_t pool, struct offer *o, struct product *p,
      struct listing *l, bool *listed, struct err *e)
{
    enum certificate_state state;
    struct credit_bar bar;
    struct policy *pack;
    date to;
    if (!certificate_on(db, a, o->product, o->on, &state, &to, e) ||
        !product_on(db, a, o->product, o->on, p, e) ||
        !listing_get(db, a, pool, o->product, l, listed, e) ||
        !pack_on(db, a, pool, o->on, &pack, e))
        return false;
    const struct credit_asked q = {pool, p->company, o->product, o->on};
    if (!credit_bar(db, a, &q, DOOR_LISTING, &bar, e))
        return false;
    if (bar.shut)
        o->verdict = OFFER_CREDIT;
    else if (!certificate_may_list(state))
        o->verdict = OFFER_CERTIFICATE;
    else if (*listed && l->results && l->state != LISTING_DELISTED)
        o->verdict = OFFER_SELECTED;
    else
        return held_against(db, a, pack, p, o, e);
    return true;
}

/* A good offer goes on notice; a product that is listed keeps its price until that is over. */
static bool
begin_notice(struct db *db, struct arena *a, int64_t pool, const struct offer *o,
             const struct product *p, struct listing *l, bool listed, struct err *e)
{
    enum put how;
    if (!listed || l->state == LISTING_DELISTED || l->state == LISTING_DRAFT)
        *l = (struct listing){.product = o->product,
                              .company = p->company,
                              .project = "",
                              .state = LISTING_NOTICE,
                              .cause = LISTING_APPLIED,
                              .since = o->on,
                              .substitute = ""};
    l->notice_price = o->price;
    l->notice_on = o->on;
    l->objections = 0;
    l->decided_on = (date){0};
    return listing_keep(db, a, pool, l, &how, e);
}

bool
offer_price(struct db *db, struct arena *a, int64_t pool, struct offer *o, enum put *how,
            struct err *e)
{
    struct product p;
    struct listing l;
    struct rows old;
    bool listed;

    if (o->price.units <= 0)
        return err_set(e, ERR_INPUT, M_PRICE_ZERO, {NULL}, .field = "price");
    if (!product_must(db, a, o->product, "product", e) ||
        !db_run(db, &q_offer_get, a, &old, e, v_int(pool), v_text(o->product), v_date(a, o->on)))
        return false;
    *how = PUT_SAME;
    if (old.n > 0) /* judged on what was known then */
        return row_int(&old, 0, 0) == o->price.units ||
               err_set(e, ERR_CONFLICT, M_PUT_FACT, {o->product, "price"}, .field = "price");
    o->province = o->source = "";
    if (!judge(db, a, pool, o, &p, &l, &listed, e))
        return false;
    *how = PUT_NEW;
    return db_do(db, &q_offer_write, e, v_int(pool), v_text(o->product), v_date(a, o->on),
                 v_int(o->price.units), v_text(offer_verdict_name(o->verdict)),
                 v_int(o->lowest.units), v_text(o->province),
                 v_text(o->seen_on.day == 0 ? "" : put_date(a, o->seen_on)), v_text(o->source)) &&
           (o->verdict != OFFER_OK || begin_notice(db, a, pool, o, &p, &l, listed, e));
}
