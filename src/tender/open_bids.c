/* open_bids.c - the opening (开标): k officers' shares give each bid's key back, and what is
 * inside becomes rows of `bid`. Every bid gets a line in the public record. */
#include <string.h>

#include "base/core/hex.h"
#include "engine/award.h"
#include "registry/company.h"
#include "registry/product.h"
#include "tender/bid.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "tender/set.h"

enum { ONE_MEMORY = 8 * 1024 * 1024 };

const char *
opening_verdict_name(enum opening_verdict v)
{
    static const char *const names[OPENING_VERDICTS] = {"done", "already", "early", "postponed",
                                                        "lacking"};
    return names[v];
}

/* One bidder's last version in a group. */
struct one {
    struct arena *a;
    struct val key[5]; /* pool, project, group, company, version */
    const char *state, *filed_at;
    size_t good;
    struct opened opened;
    const char *detail;
};

static bool
load_shares(struct db *db, struct one *o, size_t place[], uint8_t share[][SHARE_SIZE],
            struct err *e)
{
    struct rows r;
    if (!db->ops->run(db, &q_share_good, o->key, 5, o->a, &r, e))
        return false;
    o->good = 0;
    for (size_t i = 0; i < r.n && i < SHARE_COUNT_MAX; i++) {
        place[o->good] = (size_t)row_int(&r, i, 0) - 1;
        o->good += hex_parse(share[o->good], SHARE_SIZE, row_text(&r, i, 1));
    }
    return true;
}

/* The parts as the database has them. */
static struct bid_part *
parts_of(struct arena *a, const struct offer *offer)
{
    struct bid_part *part = arena_array(a, struct bid_part, offer->parts + 1);
    for (size_t i = 0; i < offer->parts; i++)
        part[i] = (struct bid_part){offer->part[i].component, offer->part[i].product,
                                    offer->part[i].price, offer->part[i].with_service};
    return part;
}

/* Does this bid use the product before, in another component or another set? */
static bool
is_used_before(const struct one *o, size_t at, size_t upto)
{
    const struct offer *offer = &o->opened.bid.offer[at];
    for (size_t i = 0; i <= at; i++) {
        const struct offer *f = &o->opened.bid.offer[i];
        for (size_t k = 0; k < (i == at ? upto : f->parts); k++)
            if (strcmp(f->part[k].product, offer->part[upto].product) == 0)
                return true;
    }
    return false;
}

static bool
part_is_fine(struct db *db, struct one *o, size_t at, size_t k, const struct component *c, date on,
             bool *fine, struct err *e)
{
    const struct offer *offer = &o->opened.bid.offer[at];
    const struct offer_part *part = &offer->part[k];
    struct product p;
    struct rows used;
    *fine = product_on(db, o->a, part->product, on, &p, e);
    if (!*fine && e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE}; /* not a mistake of ours */
    if (!db_run(db, &q_set_used, o->a, &used, e, o->key[0], o->key[1], o->key[2],
                v_text(offer->product), v_text(part->component), v_text(part->product)))
        return false;
    *fine = *fine && strcmp(p.company, o->key[3].s) == 0 && row_int(&used, 0, 0) == 0 &&
            strncmp(p.class, c->class, strlen(c->class)) == 0 && !is_used_before(o, at, k);
    return true;
}

/* Of a system: every component, of the bidder's own products, used nowhere else, the sum exact. */
static bool
look_at_parts(struct db *db, struct one *o, size_t at, date on, bool *whole, struct err *e)
{
    const struct offer *offer = &o->opened.bid.offer[at];
    struct components c;
    const char *wrong;
    money sum;
    if (!component_list(db, o->a, o->key[0].i, o->key[1].s, o->key[2].s, &c, e))
        return false;
    *whole = set_check(&c, parts_of(o->a, offer), offer->parts, offer->price, offer->with_service,
                       &wrong, &sum) == SET_OK;
    for (size_t k = 0; *whole && k < offer->parts; k++)
        if (!part_is_fine(db, o, at, k, component_find(&c, offer->part[k].component), on, whole, e))
            return false;
    return true;
}

/* Of these offers, the first that this bidder cannot make. */
static bool
look_at_offers(struct db *db, struct one *o, struct err *e)
{
    date on = {0};
    char day[DATE_TEXT_MAX] = {0};
    memcpy(day, o->filed_at, 10);
    (void)date_parse(&on, day);
    for (size_t i = 0; i < o->opened.bid.n; i++) {
        const struct offer *offer = &o->opened.bid.offer[i];
        const struct val key[] = {o->key[0], o->key[1], o->key[2], v_text(offer->product)};
        struct product p;
        struct rows r;
        if (!db->ops->run(db, &q_bid_get, key, 4, o->a, &r, e))
            return false;
        bool known = product_on(db, o->a, offer->product, on, &p, e);
        if (!known && e->code != ERR_NOT_FOUND)
            return false;
        *e = (struct err){.code = ERR_NONE}; /* not a mistake of ours */
        bool factor = offer->factor.ppm == 0 || (offer->factor.ppm >= AWARD_FACTOR_MIN &&
                                                 offer->factor.ppm <= AWARD_FACTOR_MAX);
        bool whole;
        if (known && !look_at_parts(db, o, i, on, &whole, e))
            return false;
        if (!known || !whole || strcmp(p.company, o->key[3].s) != 0 || r.n > 0 || !factor) {
            o->opened.verdict = OPEN_OFFER;
            o->detail = offer->product;
            return true;
        }
    }
    return true;
}

static bool
look(struct db *db, struct one *o, struct err *e)
{
    struct envelope *v = arena_alloc(o->a, sizeof(*v));
    uint8_t share[SHARE_COUNT_MAX][SHARE_SIZE];
    size_t place[SHARE_COUNT_MAX];
    struct rows r;

    o->detail = "";
    if (!db->ops->run(db, &q_sealed_envelope, o->key, 5, o->a, &r, e) ||
        !load_shares(db, o, place, share, e) ||
        !envelope_parse(v, o->a, row_text(&r, 0, 0), strlen(row_text(&r, 0, 0)), "", e))
        return false;
    o->filed_at = row_text(&r, 0, 1);
    envelope_open(v, o->a, place, share, o->good, &o->opened);
    if (o->opened.verdict == OPEN_COPIED)
        o->detail = o->opened.bid.bidder;
    return o->opened.verdict != OPEN_OK || look_at_offers(db, o, e);
}

static bool
write_offers(struct db *db, const struct one *o, const struct qualification *q, struct err *e)
{
    enum put how;
    for (size_t i = 0; i < o->opened.bid.n; i++) {
        const struct offer *f = &o->opened.bid.offer[i];
        const struct bid b = {
            .group = o->key[2].s,
            .product = f->product,
            .company = o->key[3].s,
            .price = f->price,
            .with_service = f->with_service,
            .second_price = f->second_price,
            .unit = f->unit,
            .factor = f->factor,
            .capacity = f->capacity,
            .regions = f->regions,
            .filed_at = o->filed_at,
            .own_lowest = f->own_lowest,
            .other_prices = f->other_prices,
            .related_to = "",
            .qualified = q->qualified,
            .credit = q->credit,
            .signs_cut = f->signs_cut,
        };
        if (!bid_put(db, o->a, o->key[0].i, o->key[1].s, &b, &how, e))
            return false;
        for (size_t k = 0; k < f->parts; k++)
            if (!db_do(db, &q_bid_part_write, e, o->key[0], o->key[1], o->key[2],
                       v_text(f->product), v_text(f->part[k].component), v_text(f->part[k].product),
                       v_int(f->part[k].price.units), v_int(f->part[k].with_service.units)))
                return false;
    }
    return true;
}

static bool
write_record(struct db *db, const struct one *o, const char *outcome, struct err *e)
{
    bool opened = *outcome == 'o', voided = *outcome == 'v';
    char key[2 * CONTENT_KEY_SIZE + 1] = "";
    if (o->opened.key_known)
        hex_text(o->opened.key, CONTENT_KEY_SIZE, key);
    return db_do(db, &q_opening_record_write, e, o->key[0], o->key[1], o->key[2], o->key[3],
                 o->key[4], v_text(outcome),
                 v_text(voided ? open_verdict_name(o->opened.verdict) : ""), v_text(o->detail),
                 v_int((int64_t)o->good), v_text(key),
                 v_int(opened ? (int64_t)o->opened.bid.n : 0));
}

static bool
open_one(struct db *db, struct bid_opening *b, struct one *o, struct err *e)
{
    struct qualification q;
    bool found;
    o->detail = "";
    if (strcmp(o->state, "withdrawn") == 0) {
        b->withdrawn++;
        return write_record(db, o, "withdrawn", e);
    }
    if (!look(db, o, e))
        return false;
    if (o->opened.verdict != OPEN_OK) {
        b->voided++;
        return write_record(db, o, "void", e);
    }
    if (!qualification_get(db, o->a, b->pool, b->project, o->key[3].s, &q, &found, e))
        return false;
    b->opened++;
    b->offers += (int64_t)o->opened.bid.n;
    return write_offers(db, o, &q, e) && write_record(db, o, "opened", e);
}

typedef bool visit(struct db *db, struct bid_opening *b, struct one *o, struct err *e);

static bool
each(struct db *db, struct bid_opening *b, const struct rows *list, visit *f, struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        struct one *o = arena_alloc(b->a, sizeof(*o));
        *o = (struct one){.a = arena_new(ONE_MEMORY),
                          .key = {v_int(b->pool), v_text(b->project), v_text(row_text(list, i, 0)),
                                  v_text(row_text(list, i, 1)), v_int(row_int(list, i, 2))},
                          .state = row_text(list, i, 3)};
        bool ok = f(db, b, o, e);
        arena_free(o->a);
        if (!ok)
            return false;
    }
    return true;
}

static bool
count_lacking(struct db *db, struct bid_opening *b, struct one *o, struct err *e)
{
    uint8_t share[SHARE_COUNT_MAX][SHARE_SIZE];
    size_t place[SHARE_COUNT_MAX];
    if (strcmp(o->state, "filed") != 0)
        return true;
    if (!load_shares(db, o, place, share, e))
        return false;
    b->lacking += (int64_t)o->good < b->needed;
    return true;
}

/* May it be opened now? Sets b->verdict; OPENING_DONE: yes. */
static bool
may_open(struct db *db, struct bid_opening *b, const struct opening *o, const struct rows *list,
         struct err *e)
{
    struct rows came;
    int64_t sealed = 0;
    if (!db_run(db, &q_share_officers, b->a, &came, e, v_int(b->pool), v_text(b->project)))
        return false;
    for (size_t i = 0; i < list->n; i++)
        sealed += strcmp(row_text(list, i, 3), "filed") == 0;
    b->came = (int64_t)came.n;
    b->needed = (int64_t)o->officers.k;
    b->verdict = OPENING_DONE;
    if (sealed == 0)
        return true; /* nothing that it takes officers for */
    if (b->came < b->needed) {
        b->verdict = OPENING_POSTPONED;
        return db_do(db, &q_opening_try_write, e, v_int(b->pool), v_text(b->project),
                     v_text(b->now), v_int(b->came), v_int(b->needed));
    }
    if (!each(db, b, list, count_lacking, e))
        return false;
    if (b->lacking > 0 && !b->final && came.n < o->officers.n)
        b->verdict = OPENING_LACKING;
    return true;
}

bool
open_bids(struct db *db, void *arg, struct err *e)
{
    struct bid_opening *b = arg;
    struct opening o;
    struct rows list;

    b->came = b->needed = b->lacking = b->opened = b->voided = b->withdrawn = b->offers = 0;
    if (!opening_must(db, b->a, b->pool, b->project, &o, e))
        return false;
    b->verdict = o.opened ? OPENING_ALREADY : OPENING_EARLY;
    if (o.opened || strcmp(b->now, o.officers.deadline) <= 0)
        return true;
    if (!db_run(db, &q_sealed_list, b->a, &list, e, v_int(b->pool), v_text(b->project)) ||
        !may_open(db, b, &o, &list, e))
        return false;
    if (b->verdict != OPENING_DONE)
        return true;
    return each(db, b, &list, open_one, e) &&
           db_do(db, &q_opening_close, e, v_int(b->pool), v_text(b->project), v_text(b->now));
}
