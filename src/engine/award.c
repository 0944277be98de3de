#include "engine/award.h"

#include <assert.h>
#include <string.h>

#include "engine/award_inner.h"

money
award_first_quote(const struct award_rules *r, const struct award_bid *b)
{
    return r->service == SERVICE_COMPARED ? b->with_service : b->price;
}

/* An amount in terms of this bid's unit, as a comparison price. */
int64_t
award_scale(const struct award_rules *r, const struct award_bid *b, money m)
{
    int64_t ppm = b->factor.ppm == 0 ? RATIO_ONE : b->factor.ppm, out;
    if (r->factor == FACTOR_MULTIPLY)
        return m.units * ppm;
    bool fits = wide_div(&out, (wide)m.units * RATIO_ONE * RATIO_ONE, ppm, ROUND_HALF_UP);
    assert(fits);
    return out;
}

void
award_figure_add(struct award_result *out, const struct award_figure *f)
{
    assert(out->figures < AWARD_FIGURES_MAX);
    out->figure[out->figures++] = *f;
}

void
award_close(struct contest *c, size_t bid, enum award_decision d, enum award_test why,
            const char *clause)
{
    struct award_result *out = &c->out[bid];
    out->decision = d;
    out->step = award_test_name(why);
    out->clause = clause;
}

bool
award_is_selected(enum award_decision d)
{
    return d == AWARD_SELECT || d == AWARD_SELECT_WITHOUT_QUOTA || d == AWARD_SELECT_WITHOUT_VOLUME;
}

static bool
too_few(struct contest *c)
{
    const struct award_check *min = &c->rules->bidders_min;
    struct award_figure f = {.test = TEST_BIDDERS_MIN,
                             .step = "",
                             .kind = FIGURE_COUNT,
                             .left = min->n,
                             .right = c->bidders};
    if (!min->on || c->bidders >= min->n)
        return false;
    for (size_t k = 0; k < c->n; k++) {
        award_figure_add(&c->out[c->slot[k].at], &f);
        award_close(c, c->slot[k].at, AWARD_REJECT, TEST_BIDDERS_MIN, min->clause);
    }
    return true;
}

/* 替补 in order of rank; equals stand by together. Nobody stays undecided. */
static void
standby_list(struct contest *c)
{
    const struct award_check *s = &c->rules->standby;
    int64_t n = 0;
    for (struct award_class k = award_class_at(c, 0); k.n > 0;
         k = award_class_at(c, k.from + k.n)) {
        int64_t before = n;
        for (size_t i = k.from; i < k.from + k.n; i++) {
            size_t bid = c->slot[i].at;
            if (c->out[bid].decision != AWARD_OPEN)
                continue;
            if (s->on && before < s->n) {
                award_close(c, bid, AWARD_STANDBY, TEST_STANDBY, s->clause);
                n++;
            } else {
                award_close(c, bid, AWARD_REJECT, TEST_NO_STEP, c->rules->ranking_clause);
            }
        }
    }
}

static void
contest_run(struct contest *c)
{
    award_rank(c);
    if (too_few(c))
        return;
    award_steps(c);
    award_gap(c);
    standby_list(c);
}

/* The first unit's name behind `last` in order of name; NULL: no more. */
static const char *
next_unit(const struct award_result out[], size_t n, const char *last)
{
    const char *best = NULL;
    for (size_t i = 0; i < n; i++)
        if ((last == NULL || strcmp(out[i].unit, last) > 0) &&
            (best == NULL || strcmp(out[i].unit, best) < 0))
            best = out[i].unit;
    return best;
}

static void
start(const struct award_rules *r, const struct award_group *g, struct award_result out[],
      struct award_slot work[])
{
    for (size_t i = 0; i < g->n; i++) {
        const struct award_bid *b = &g->bid[i];
        assert(award_bid_check(b) == BID_OK);
        work[i] = (struct award_slot){0};
        out[i] = (struct award_result){.unit = "", .price = award_first_quote(r, b)};
        out[i].compared = work[i].compared = award_scale(r, b, out[i].price);
    }
    award_bidders(g, work);
    award_units(r, g, out, work);
    for (size_t i = 0; i < g->n; i++)
        work[i].valid = award_validate(r, g, i, &out[i]);
}

enum award_status
award_run(const struct award_rules *r, const struct award_group *g, struct award_result out[],
          struct award_slot work[])
{
    enum award_status status = AWARD_DONE;
    assert(g->n <= AWARD_BIDS_MAX && r->steps <= AWARD_STEPS_MAX);
    start(r, g, out, work);
    for (const char *u = next_unit(out, g->n, NULL); u != NULL; u = next_unit(out, g->n, u)) {
        struct contest c = {.rules = r, .group = g, .slot = work, .out = out, .unit = u};
        contest_run(&c);
    }
    for (size_t i = 0; i < g->n; i++) {
        assert(out[i].decision != AWARD_OPEN);
        if (out[i].decision == AWARD_TO_DRAW)
            status = AWARD_HAS_DRAW;
    }
    return status;
}

struct award_ref
award_refer(const struct award_group *g, const struct award_result out[])
{
    struct award_sum s = {0};
    for (size_t i = 0; i < g->n; i++)
        if (award_is_selected(out[i].decision))
            award_sum_add(&s, out[i].compared);
    return (struct award_ref){g->name, s.n, s.highest, s.lowest, s.sum};
}

static bool
is_price(money m)
{
    return m.units >= 0 && m.units < PRICE_LIMIT;
}

static bool
is_qty(qty n)
{
    return n.pieces >= 0 && n.pieces < QTY_LIMIT;
}

enum award_bid_verdict
award_bid_check(const struct award_bid *b)
{
    if (!is_price(b->price) || !is_price(b->with_service) || !is_price(b->second) ||
        !is_price(b->ceiling) || !is_price(b->previous) || !is_price(b->own_lowest) ||
        !is_price(b->others))
        return BID_PRICE_BOUND;
    if (!is_qty(b->reported) || !is_qty(b->capacity))
        return BID_QTY_BOUND;
    if (b->factor.ppm != 0 &&
        (b->factor.ppm < AWARD_FACTOR_MIN || b->factor.ppm > AWARD_FACTOR_MAX))
        return BID_FACTOR_BOUND;
    return BID_OK;
}
