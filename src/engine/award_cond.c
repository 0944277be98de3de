/* One condition of a step, asked of one bid (RULES 3.5). */
#include <assert.h>
#include <string.h>

#include "engine/award_inner.h"

static struct judged
judge(const struct contest *c, size_t bid, size_t step)
{
    const struct award_bid *b = &c->group->bid[bid];
    if (!c->rules->step[step].second)
        return (struct judged){award_first_quote(c->rules, b), c->slot[bid].compared};
    return (struct judged){b->second, award_scale(c->rules, b, b->second)};
}

static enum award_holds
yes(bool holds)
{
    return holds ? HOLDS_YES : HOLDS_NO;
}

static enum award_holds
count_test(int64_t left, int64_t right, struct award_figure *f)
{
    f->kind = FIGURE_COUNT;
    f->left = left;
    f->right = right;
    return yes(left <= right);
}

/* Is the rank among the first `most`? A tie that crosses them is nobody's yet. */
static enum award_holds
rank_test(const struct award_result *bid, int64_t most, bool relaxed, struct award_figure *f)
{
    enum award_holds first = count_test(bid->rank, most, f);
    if (relaxed)
        return HOLDS_YES;
    if (first == HOLDS_YES && bid->rank + bid->tied - 1 > most)
        return HOLDS_DRAW;
    return first;
}

static enum award_holds
no_bound(const struct award_result *bid, struct award_figure *f)
{
    f->left = bid->price.units;
    f->no_bound = true;
    return HOLDS_NO;
}

/* price <= k x the highest, lowest or mean of some selected prices. */
static enum award_holds
stat_test(const struct award_result *bid, int64_t price, const struct award_cond *q,
          const struct award_sum *s, struct award_figure *f)
{
    if (s->n == 0)
        return no_bound(bid, f);
    switch (q->stat) {
    case STAT_HIGHEST: return yes(award_within(price, q->k, s->highest, f));
    case STAT_LOWEST: return yes(award_within(price, q->k, s->lowest, f));
    case STAT_MEAN: return yes(award_within_mean(price, q->k, s->sum, s->n, f));
    }
    return HOLDS_NO;
}

static struct award_sum
of_group(const struct award_group *g, const char *name)
{
    for (size_t i = 0; i < g->refs; i++)
        if (strcmp(g->ref[i].group, name) == 0)
            return (struct award_sum){.n = g->ref[i].n,
                                      .highest = g->ref[i].highest,
                                      .lowest = g->ref[i].lowest,
                                      .sum = g->ref[i].sum};
    return (struct award_sum){0};
}

/* A bound in the bid's own unit; without one the condition does not hold. */
static enum award_holds
own_test(const struct contest *c, size_t bid, struct judged j, ratio k, money bound,
         struct award_figure *f)
{
    const struct award_bid *b = &c->group->bid[bid];
    if (bound.units == 0)
        return no_bound(&c->out[bid], f);
    award_within(j.compared, k, award_scale(c->rules, b, bound), f);
    return yes((wide)j.quote.units * RATIO_ONE <= (wide)k.ppm * bound.units);
}

/* A bound in comparison terms. */
static enum award_holds
fixed_test(const struct contest *c, size_t bid, struct judged j, ratio k, int64_t bound,
           struct award_figure *f)
{
    return bound == 0 ? no_bound(&c->out[bid], f) : yes(award_within(j.compared, k, bound, f));
}

/* The previous cycle's highest: as published, or else the highest that the bids name. */
static int64_t
previous_highest(const struct contest *c)
{
    int64_t most = c->group->previous_highest.units * RATIO_ONE;
    for (size_t i = 0; i < c->group->n && c->group->previous_highest.units == 0; i++) {
        const struct award_bid *b = &c->group->bid[i];
        int64_t price = award_scale(c->rules, b, b->previous);
        most = price > most ? price : most;
    }
    return most;
}

static enum award_holds
ceiling_test(const struct contest *c, size_t bid, struct judged j, ratio k, struct award_figure *f)
{
    money own = c->group->bid[bid].ceiling;
    if (own.units > 0)
        return own_test(c, bid, j, k, own, f);
    return fixed_test(c, bid, j, k, c->group->ceiling.units * RATIO_ONE, f);
}

/* What another unit or group, or the steps before this one, selected. */
static enum award_holds
others_test(const struct contest *c, size_t bid, size_t step, struct judged j,
            const struct award_cond *q, struct award_figure *f)
{
    struct award_sum s;
    if (q->test == TEST_SELECTED)
        s = award_selected(c, c->unit, step);
    else if (q->test == TEST_OTHER_UNIT)
        s = award_selected(c, q->name, AWARD_STEPS_MAX);
    else
        s = of_group(c->group, q->name);
    return stat_test(&c->out[bid], j.compared, q, &s, f);
}

static enum award_holds
price_test(const struct contest *c, size_t bid, size_t step, struct judged j,
           const struct award_cond *q, struct award_figure *f)
{
    static const ratio once = {RATIO_ONE};
    const struct award_bid *b = &c->group->bid[bid];
    switch ((int)q->test) {
    case TEST_LOWEST: return fixed_test(c, bid, j, q->k, c->lowest, f);
    case TEST_ANCHOR: return yes(award_within_anchor(c, j.compared, q, f));
    case TEST_FIXED: return fixed_test(c, bid, j, once, q->fixed.units * RATIO_ONE, f);
    case TEST_UNIT_PRICE: return own_test(c, bid, j, once, q->fixed, f);
    case TEST_CEILING: return ceiling_test(c, bid, j, q->k, f);
    case TEST_OWN_LOWEST: return own_test(c, bid, j, q->k, b->own_lowest, f);
    case TEST_OTHERS: return own_test(c, bid, j, q->k, b->others, f);
    case TEST_PREVIOUS: return fixed_test(c, bid, j, q->k, previous_highest(c), f);
    case TEST_OWN_PREVIOUS: return own_test(c, bid, j, q->k, b->previous, f);
    default: return others_test(c, bid, step, j, q, f);
    }
}

static bool
is_quote(const struct contest *c, size_t bid, struct judged j)
{
    return j.quote.units > 0 &&
           j.quote.units <= award_first_quote(c->rules, &c->group->bid[bid]).units;
}

enum award_holds
award_cond_test(const struct contest *c, size_t bid, size_t step, const struct award_cond *q,
                bool relaxed, struct award_figure *f)
{
    const struct award_result *out = &c->out[bid];
    struct judged j = judge(c, bid, step);
    *f = (struct award_figure){.test = q->test, .step = c->rules->step[step].name};
    switch ((int)q->test) {
    case TEST_RANK_IN_QUOTA: return rank_test(out, c->quota, relaxed, f);
    case TEST_RANK: return rank_test(out, q->n, relaxed, f);
    case TEST_BIDDERS_MIN: return count_test(q->n, c->bidders, f);
    case TEST_BIDDERS_MAX: return count_test(c->bidders, q->n, f);
    case TEST_UNIT: return count_test(1, strcmp(c->unit, q->name) == 0 ? 1 : 0, f);
    default: break;
    }
    if (!is_quote(c, bid, j)) /* no second quote, or one above the first: not one at all */
        return no_bound(out, f);
    return price_test(c, bid, step, j, q, f);
}
