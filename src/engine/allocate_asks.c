#include "engine/allocate.h"

#include <assert.h>

#include "engine/split.h"
#include "words/allocate.h"

/* Stage 1; returns what is left of the total. */
static int64_t
keep_reported(const struct allocate_plan *p, const struct allocate_demand *d, int64_t kept[],
              struct explain *x)
{
    int64_t left = d->total;
    for (size_t i = 0; i < p->n; i++) {
        kept[i] = p->rules->by == SPLIT_GROUP || d->reported[i] == 0
                      ? 0
                      : split_half_up(d->reported[i], p->keep[i], p->keep_of);
        left -= kept[i];
        if (x != NULL && d->reported[i] > 0 && p->rules->by != SPLIT_GROUP)
            explain_add(x, RULE_NONE, M_X_KEPT, t_int((int64_t)i + 1), t_qty((qty){d->reported[i]}),
                        t_ratio((ratio){split_half_up(p->keep[i], RATIO_ONE, p->keep_of)}),
                        t_qty((qty){kept[i]}));
    }
    assert(left >= 0);
    return left;
}

/* `volume` divided by weights, added to from[]. */
static void
divide(int64_t volume, const int64_t weight[], size_t n, int64_t from[], struct explain *x)
{
    int64_t part[WINNERS_MAX], rest[WINNERS_MAX], sum = 0;
    split_volume(volume, weight, n, part, rest);
    for (size_t i = 0; i < n; i++) {
        from[i] += part[i];
        sum += weight[i];
    }
    for (size_t i = 0; x != NULL && i < n; i++)
        if (weight[i] > 0)
            explain_add(x, RULE_NONE, M_X_REMAINING_PART, t_int((int64_t)i + 1),
                        t_qty((qty){volume}), t_int(weight[i]), t_int(sum), t_qty((qty){part[i]}));
}

/* The first share to rank 1, where the rules say so; returns what is left. Winners that share rank
 * 1 share it. */
static int64_t
serve_rank1(const struct allocate_plan *p, int64_t left, int64_t from[], struct explain *x)
{
    int64_t top[WINNERS_MAX], first;
    if (p->rules->rank1_first.ppm == 0)
        return left;
    first = split_half_up(left, p->rules->rank1_first.ppm, RATIO_ONE);
    for (size_t i = 0; i < p->n; i++)
        top[i] = i < p->tops ? 1 : 0;
    explain_add(x, RULE_NONE, M_X_RANK1_FIRST, t_qty((qty){left}), t_ratio(p->rules->rank1_first),
                t_qty((qty){first}));
    divide(first, top, p->n, from, x);
    return left - first;
}

static int64_t
sum_of(const int64_t v[], size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; v != NULL && i < n; i++)
        sum += v[i];
    return sum;
}

static enum msg
rest_words(enum split_rest rest)
{
    switch (rest) {
    case REST_SHARES: return M_X_REST_SHARES;
    case REST_RANK1: return M_X_REST_RANK1;
    case REST_EQUAL: return M_X_REST_EQUAL;
    case REST_CHOICE: return M_X_REST_CHOICE;
    }
    assert(0);
    return M_NONE;
}

static void
ask_region(const struct allocate_plan *p, const struct allocate_demand *d, int64_t kept[],
           int64_t from[], struct explain *x)
{
    assert(d->main < p->n);
    for (size_t i = 0; i < p->n; i++)
        kept[i] = from[i] = 0;
    kept[d->main] = d->reported[d->main];
    from[d->main] = d->total - kept[d->main];
    explain_add(x, RULE_NONE, M_X_REGION, t_int((int64_t)d->main + 1), t_qty((qty){d->total}));
}

void
allocate_asks(const struct allocate_plan *p, const struct allocate_demand *d, int64_t kept[],
              int64_t from[], struct explain *x)
{
    assert(d->total >= 0);
    if (p->rules->by == SPLIT_REGION) {
        ask_region(p, d, kept, from, x);
        return;
    }
    int64_t left = keep_reported(p, d, kept, x);
    explain_add(x, RULE_NONE, M_X_REMAINING, t_qty((qty){d->total}), t_qty((qty){d->total - left}),
                t_qty((qty){left}));
    for (size_t i = 0; i < p->n; i++)
        from[i] = 0;
    left = serve_rank1(p, left, from, x);
    bool chosen = p->rules->rest == REST_CHOICE && sum_of(d->choice, p->n) > 0;
    enum split_rest rest = chosen                          ? REST_CHOICE
                           : p->rules->rest == REST_CHOICE ? p->rules->unchosen
                                                           : p->rules->rest;
    explain_add(x, RULE_NONE, rest_words(rest), t_qty((qty){left}));
    divide(left, chosen ? d->choice : p->weight, p->n, from, x);
}
