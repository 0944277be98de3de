#include "seal/bid_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/core/hex.h"
#include "base/core/record.h"
#include "base/core/text.h"
#include "base/host/paper.h"

enum { OFFER_FIELDS = 12, PART_FIELDS = 5 };

static int
by_product(const void *a, const void *b)
{
    return strcmp(((const struct offer *)a)->product, ((const struct offer *)b)->product);
}

static int
by_component(const void *a, const void *b)
{
    return strcmp(((const struct offer_part *)a)->component,
                  ((const struct offer_part *)b)->component);
}

static void
write_offer(struct paper *p, const struct offer *o)
{
    char price[MONEY_TEXT_MAX], with[MONEY_TEXT_MAX], second[MONEY_TEXT_MAX];
    char lowest[MONEY_TEXT_MAX], factor[INT_TEXT_MAX], capacity[INT_TEXT_MAX];
    paper_line(p, "offer", o->product, money_text(o->price, price),
               money_text(o->with_service, with), money_text(o->second_price, second), o->unit,
               int_text(o->factor.ppm, factor), int_text(o->capacity, capacity), o->regions,
               money_text(o->own_lowest, lowest), o->other_prices, o->signs_cut ? "1" : "0");
    for (size_t i = 0; i < o->parts; i++)
        paper_line(p, "part", o->part[i].component, o->part[i].product,
                   money_text(o->part[i].price, price), money_text(o->part[i].with_service, with));
}

char *
bid_text_write(struct arena *a, struct bid_text *b, size_t *size)
{
    char pool[INT_TEXT_MAX], nonce[2 * NONCE_SIZE + 1];
    struct paper p;
    qsort(b->offer, b->n, sizeof(*b->offer), by_product);
    paper_start(&p, a);
    paper_line(&p, "jicai-bid-1");
    paper_line(&p, "pool", int_text(b->pool, pool));
    paper_line(&p, "project", b->project);
    paper_line(&p, "group", b->group);
    paper_line(&p, "bidder", b->bidder);
    paper_line(&p, "nonce", hex_text(b->nonce, NONCE_SIZE, nonce));
    for (size_t i = 0; i < b->n; i++) {
        if (b->offer[i].parts > 0)
            qsort(b->offer[i].part, b->offer[i].parts, sizeof(*b->offer[i].part), by_component);
        write_offer(&p, &b->offer[i]);
    }
    return paper_end(&p, size);
}

static bool
price(money *out, const char *text)
{
    return money_parse(out, text) && out->units >= 0 && out->units < PRICE_LIMIT;
}

static bool
capacity(int64_t *out, const char *text)
{
    *out = -1;
    return strcmp(text, "-1") == 0 || (int_parse(out, text) && *out < QTY_LIMIT);
}

static bool
take_offer(struct offer *o, const struct record *r)
{
    const char *const *f = r->field;
    *o = (struct offer){.product = f[1],
                        .unit = f[5],
                        .regions = f[8],
                        .other_prices = f[10],
                        .signs_cut = strcmp(f[11], "1") == 0};
    return price(&o->price, f[2]) && price(&o->with_service, f[3]) &&
           price(&o->second_price, f[4]) && int_parse(&o->factor.ppm, f[6]) &&
           capacity(&o->capacity, f[7]) && price(&o->own_lowest, f[9]) && *f[1] != '\0';
}

/* Behind the offer that it belongs to, each component once, in order. */
static bool
take_part(struct offer *o, struct arena *a, const struct record *r)
{
    const char *const *f = r->field;
    if (o->parts == OFFER_PARTS_MAX || *f[1] == '\0' || *f[2] == '\0')
        return false;
    if (o->parts == 0) {
        if (!arena_room(a, OFFER_PARTS_MAX * sizeof(struct offer_part)))
            return false;
        o->part = arena_array(a, struct offer_part, OFFER_PARTS_MAX);
    }
    struct offer_part *p = &o->part[o->parts];
    *p = (struct offer_part){.component = f[1], .product = f[2]};
    if (!price(&p->price, f[3]) || !price(&p->with_service, f[4]) ||
        (o->parts > 0 && by_component(&p[-1], p) >= 0))
        return false;
    o->parts++;
    return true;
}

static bool
take_offers(struct bid_text *out, struct arena *a, struct records *r)
{
    struct record line;
    while (record_next(r, &line)) {
        if (out->n > 0 && line.n == PART_FIELDS && strcmp(line.field[0], "part") == 0) {
            if (!take_part(&out->offer[out->n - 1], a, &line))
                return false;
            continue;
        }
        if (out->n == OFFERS_MAX || line.n != OFFER_FIELDS || strcmp(line.field[0], "offer") != 0 ||
            !take_offer(&out->offer[out->n], &line))
            return false;
        if (out->n > 0 && by_product(&out->offer[out->n - 1], &out->offer[out->n]) >= 0)
            return false;
        out->n++;
    }
    return r->fault == RECORD_OK && out->n > 0;
}

static bool
take(struct bid_text *out, struct arena *a, char *text, size_t n)
{
    struct record pool, project, group, bidder, nonce;
    struct records r;
    records_start(&r, text, n);
    if (!record_expect(&r, "jicai-bid-1", 1, &pool) || !record_expect(&r, "pool", 2, &pool) ||
        !record_expect(&r, "project", 2, &project) || !record_expect(&r, "group", 2, &group) ||
        !record_expect(&r, "bidder", 2, &bidder) || !record_expect(&r, "nonce", 2, &nonce) ||
        !int_parse(&out->pool, pool.field[1]) || !hex_parse(out->nonce, NONCE_SIZE, nonce.field[1]))
        return false;
    out->project = project.field[1];
    out->group = group.field[1];
    out->bidder = bidder.field[1];
    return take_offers(out, a, &r);
}

bool
bid_text_parse(struct bid_text *out, struct arena *a, char *text, size_t n)
{
    *out = (struct bid_text){.project = ""};
    if (n > BID_TEXT_MAX || !arena_room(a, OFFERS_MAX * sizeof(struct offer) + 3 * n))
        return false;
    char *as_it_came = arena_alloc(a, n + 1);
    memcpy(as_it_came, text, n);
    out->offer = arena_array(a, struct offer, OFFERS_MAX);
    if (!take(out, a, text, n))
        return false;
    size_t again_n; /* one content has one text */
    const char *again = bid_text_write(a, out, &again_n);
    return again_n == n && memcmp(again, as_it_came, n) == 0;
}
