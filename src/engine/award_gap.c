/* 差价控制: highest selected <= k x lowest selected (RULES 3.6).
 *
 * Who exceeds is cut to the bound when it signs, or drops out. The lowest never exceeds, so a round
 * of dropping and filling again ends: a bid drops at most once. */
#include <assert.h>

#include "engine/award_inner.h"

static bool
is_inside(const struct contest *c, size_t bid)
{
    enum award_decision d = c->out[bid].decision;
    return d == AWARD_SELECT || (c->rules->gap_guarantee && award_is_selected(d));
}

/* The lowest compared price inside the test; 0: nobody is. */
static int64_t
lowest_inside(const struct contest *c)
{
    struct award_sum s = {0};
    for (size_t k = 0; k < c->n; k++)
        if (is_inside(c, c->slot[k].at))
            award_sum_add(&s, c->out[c->slot[k].at].compared);
    return s.lowest;
}

static bool
exceeds(const struct contest *c, int64_t compared, int64_t lowest)
{
    return (wide)compared * RATIO_ONE > (wide)c->rules->gap.k.ppm * lowest;
}

/* The highest quote of this bid, in the digits of a quote, that keeps the bound. */
static money
cut_price(const struct contest *c, const struct award_bid *b, int64_t lowest)
{
    wide most = (wide)c->rules->gap.k.ppm * lowest / RATIO_ONE; /* compared, 10^-10 yuan */
    int64_t ppm = b->factor.ppm == 0 ? RATIO_ONE : b->factor.ppm, cell = 1, units;
    wide quote =
        c->rules->factor == FACTOR_MULTIPLY ? most / ppm : most * ppm / RATIO_ONE / RATIO_ONE;
    for (int i = c->rules->decimals; i < 4; i++)
        cell *= 10;
    bool fits = wide_div(&units, quote, cell, ROUND_DOWN);
    assert(fits);
    return (money){units * cell};
}

static void
figure(struct contest *c, size_t bid, int64_t lowest)
{
    struct award_figure f = {.test = TEST_GAP, .step = ""};
    award_within(c->out[bid].compared, c->rules->gap.k, lowest, &f);
    award_figure_add(&c->out[bid], &f);
}

static bool
cut(struct contest *c, size_t bid, int64_t lowest)
{
    const struct award_bid *b = &c->group->bid[bid];
    money price = cut_price(c, b, lowest);
    if (!c->rules->gap_cut || b->refuses_cut || price.units <= 0)
        return false;
    c->out[bid].price = price;
    c->out[bid].compared = award_scale(c->rules, b, price);
    return true;
}

/* Returns how many places of the quota came free. */
static int64_t
drop(struct contest *c)
{
    int64_t lowest = lowest_inside(c), freed = 0;
    for (size_t k = 0; k < c->n; k++) {
        size_t bid = c->slot[k].at;
        if (!is_inside(c, bid) || !exceeds(c, c->out[bid].compared, lowest))
            continue;
        figure(c, bid, lowest);
        if (cut(c, bid, lowest))
            continue;
        freed += c->out[bid].decision == AWARD_SELECT ? 1 : 0;
        award_close(c, bid, AWARD_REJECT, TEST_GAP, c->rules->gap.clause);
    }
    return freed;
}

/* The first step that would select this bid, its rank aside, at a price inside the bound. */
static bool
find_step(struct contest *c, size_t bid, int64_t lowest)
{
    enum award_decision d = c->out[bid].decision;
    int64_t price;
    if (d != AWARD_OPEN && d != AWARD_STANDBY)
        return false;
    for (size_t s = 0; s < c->rules->steps; s++)
        if (c->rules->step[s].outcome == AWARD_SELECT && award_step_would(c, bid, s, &price) &&
            !exceeds(c, price, lowest)) {
            c->slot[bid].step = s;
            return true;
        }
    return false;
}

/* The next class in rank that meets a step and the bound takes the free places; more than there
 * are places wait for a draw. False: nobody is left. */
static bool
refill(struct contest *c, int64_t *places)
{
    int64_t lowest = lowest_inside(c), asks = 0;
    struct award_class k = award_class_at(c, 0);
    for (; k.n > 0; k = award_class_at(c, k.from + k.n)) {
        for (size_t i = k.from; i < k.from + k.n; i++) {
            size_t bid = c->slot[i].at;
            c->slot[bid].held = find_step(c, bid, lowest) ? HOLDS_YES : HOLDS_NO;
            asks += c->slot[bid].held == HOLDS_YES ? 1 : 0;
        }
        if (asks > 0)
            break;
    }
    for (size_t i = k.from; i < k.from + k.n; i++) {
        size_t bid = c->slot[i].at;
        if (c->slot[bid].held != HOLDS_YES)
            continue;
        award_step_take(c, bid, c->slot[bid].step);
        if (asks > *places)
            c->out[bid].decision = AWARD_TO_DRAW;
    }
    *places -= asks < *places ? asks : *places;
    return asks > 0;
}

void
award_gap(struct contest *c)
{
    int64_t places = 0;
    if (!c->rules->gap.on)
        return;
    do
        places += drop(c);
    while (c->rules->gap_refill && places > 0 && refill(c, &places));
}
