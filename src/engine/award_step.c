/* The ordered list of steps: the first that holds decides a bid (RULES 3.5).
 *
 * Step by step, and within a step class by class from the best: so a later step can look at what
 * the earlier ones selected, and places go to the better ranks first. */
#include <assert.h>

#include "engine/award_inner.h"

/* All conditions but PLACE_LEFT. With `note` the figures go to the result: of a "no" the one that
 * failed, else all. */
static enum award_holds
test(struct contest *c, size_t bid, size_t step, bool relaxed, bool note)
{
    const struct award_step *s = &c->rules->step[step];
    struct award_figure f[AWARD_CONDS_MAX];
    enum award_holds all = HOLDS_YES;
    size_t n = 0;

    for (size_t i = 0; i < s->conds; i++) {
        if (s->cond[i].test == TEST_PLACE_LEFT)
            continue;
        enum award_holds one = award_cond_test(c, bid, step, &s->cond[i], relaxed, &f[n]);
        f[n].holds = one == HOLDS_YES;
        f[n].to_draw = one == HOLDS_DRAW;
        n++;
        if (one < all)
            all = one;
        if (one != HOLDS_NO)
            continue;
        f[0] = f[n - 1];
        n = 1;
        break;
    }
    for (size_t i = 0; note && i < n; i++)
        award_figure_add(&c->out[bid], &f[i]);
    return all;
}

static bool
needs_place(const struct award_step *s)
{
    for (size_t i = 0; i < s->conds; i++)
        if (s->cond[i].test == TEST_PLACE_LEFT)
            return true;
    return false;
}

/* Places that `drawn` bids of a class, waiting for their draw, keep empty. */
static int64_t
places_kept(const struct contest *c, const struct award_step *s, struct award_class k,
            int64_t drawn)
{
    int64_t kept = drawn;
    for (size_t i = 0; i < s->conds; i++) {
        int64_t most = drawn;
        if (s->cond[i].test == TEST_RANK_IN_QUOTA)
            most = c->quota - (int64_t)k.from;
        else if (s->cond[i].test == TEST_RANK)
            most = s->cond[i].n - (int64_t)k.from;
        else if (s->cond[i].test == TEST_PLACE_LEFT)
            most = c->quota - c->taken;
        kept = most < kept ? most : kept;
    }
    return kept;
}

/* The compared price that the step judges. */
static int64_t
compared(const struct contest *c, size_t bid, size_t step)
{
    const struct award_bid *b = &c->group->bid[bid];
    return c->rules->step[step].second ? award_scale(c->rules, b, b->second)
                                       : c->slot[bid].compared;
}

/* The bid is the step's now. */
static void
decide(struct contest *c, size_t bid, size_t step, bool to_draw)
{
    const struct award_step *s = &c->rules->step[step];
    struct award_result *out = &c->out[bid];
    out->decision = to_draw ? AWARD_TO_DRAW : s->outcome;
    out->step = s->name;
    out->clause = s->clause;
    out->compared = compared(c, bid, step);
    if (s->second)
        out->price = c->group->bid[bid].second;
    c->slot[bid].step = step;
}

bool
award_step_would(struct contest *c, size_t bid, size_t step, int64_t *price)
{
    *price = compared(c, bid, step);
    return test(c, bid, step, true, false) == HOLDS_YES;
}

void
award_step_take(struct contest *c, size_t bid, size_t step)
{
    c->out[bid].figures = 0; /* those of its rank are out of date */
    test(c, bid, step, true, true);
    decide(c, bid, step, false);
}

/* What the places that are left make of the class: `asks` of its bids meet the rest. */
static struct award_figure
place_figure(const struct contest *c, const struct award_step *s, int64_t asks)
{
    struct award_figure f = {.test = TEST_PLACE_LEFT,
                             .step = s->name,
                             .kind = FIGURE_COUNT,
                             .left = c->taken + asks,
                             .right = c->quota};
    f.holds = f.left <= f.right;
    f.to_draw = !f.holds && c->taken < c->quota;
    return f;
}

static enum award_holds
with_place(enum award_holds held, const struct award_figure *place)
{
    enum award_holds p = place->holds ? HOLDS_YES : place->to_draw ? HOLDS_DRAW : HOLDS_NO;
    return p < held ? p : held;
}

/* Who of the class meets the step, places aside; how many. */
static int64_t
class_ask(struct contest *c, size_t step, struct award_class k)
{
    int64_t asks = 0;
    for (size_t i = k.from; i < k.from + k.n; i++) {
        size_t bid = c->slot[i].at;
        bool open = c->out[bid].decision == AWARD_OPEN;
        c->slot[bid].held = open ? (int)test(c, bid, step, false, false) : HOLDS_NO;
        asks += c->slot[bid].held != HOLDS_NO ? 1 : 0;
    }
    return asks;
}

/* A bid that asks for a place and gets none has only that figure to show. */
static enum award_holds
bid_decide(struct contest *c, size_t bid, size_t step, const struct award_figure *place)
{
    enum award_holds held = (enum award_holds)c->slot[bid].held;
    if (held == HOLDS_NO || place == NULL || with_place(held, place) != HOLDS_NO)
        test(c, bid, step, false, true);
    if (held != HOLDS_NO && place != NULL) {
        award_figure_add(&c->out[bid], place);
        held = with_place(held, place);
    }
    if (held != HOLDS_NO)
        decide(c, bid, step, held == HOLDS_DRAW);
    return held;
}

/* Decide the undecided bids of one class by one step. */
static void
step_class(struct contest *c, size_t step, struct award_class k)
{
    const struct award_step *s = &c->rules->step[step];
    int64_t asks = class_ask(c, step, k), selected = 0, drawn = 0;
    struct award_figure place = place_figure(c, s, asks);

    for (size_t i = k.from; i < k.from + k.n; i++) {
        size_t bid = c->slot[i].at;
        if (c->out[bid].decision != AWARD_OPEN)
            continue;
        enum award_holds held = bid_decide(c, bid, step, needs_place(s) ? &place : NULL);
        selected += held == HOLDS_YES ? 1 : 0;
        drawn += held == HOLDS_DRAW ? 1 : 0;
    }
    if (s->outcome != AWARD_SELECT)
        return;
    c->taken += selected;
    if (drawn > 0)
        c->taken += places_kept(c, s, k, drawn);
}

void
award_steps(struct contest *c)
{
    for (size_t s = 0; s < c->rules->steps; s++)
        for (struct award_class k = award_class_at(c, 0); k.n > 0;
             k = award_class_at(c, k.from + k.n))
            step_class(c, s, k);
}
