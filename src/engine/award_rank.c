/* The order of the valid bids, their ranks, and how many places there are (RULES 3.3, 3.4). */
#include <assert.h>
#include <string.h>

#include "engine/award_inner.h"

static int
order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int
tie_order(enum award_tie t, const struct award_bid *a, const struct award_bid *b)
{
    switch (t) {
    case TIE_REPORTED: return order(b->reported.pieces, a->reported.pieces);
    case TIE_FILED:
        return order(a->filed_at > 0 ? a->filed_at : INT64_MAX,
                     b->filed_at > 0 ? b->filed_at : INT64_MAX);
    case TIE_CAPACITY: return order(b->capacity.pieces, a->capacity.pieces);
    case TIE_CREDIT: return order(a->credit, b->credit);
    }
    return 0;
}

/* Negative: a before b; 0: nothing tells them apart. */
static int
bid_order(const struct contest *c, size_t a, size_t b)
{
    int o = order(c->slot[a].compared, c->slot[b].compared);
    for (size_t i = 0; o == 0 && i < c->rules->ties; i++)
        o = tie_order(c->rules->tie[i], &c->group->bid[a], &c->group->bid[b]);
    return o != 0 ? o : order(c->slot[a].draw, c->slot[b].draw);
}

/* How equals stand is never looked at: a class is treated as one. */
static void
sort(struct contest *c)
{
    for (size_t i = 1; i < c->n; i++) {
        size_t bid = c->slot[i].at, k = i;
        for (; k > 0 && bid_order(c, bid, c->slot[k - 1].at) < 0; k--)
            c->slot[k].at = c->slot[k - 1].at;
        c->slot[k].at = bid;
    }
}

/* The class that begins at `from`; n = 0 behind the last. */
struct award_class
award_class_at(const struct contest *c, size_t from)
{
    struct award_class k = {from, 0};
    while (from + k.n < c->n && bid_order(c, c->slot[from].at, c->slot[from + k.n].at) == 0)
        k.n++;
    return k;
}

static bool
is_drawn(const struct contest *c, struct award_class k)
{
    for (size_t i = k.from; i < k.from + k.n; i++) {
        int64_t draw = c->group->bid[c->slot[i].at].draw;
        if (draw <= 0)
            return false;
        for (size_t j = k.from; j < i; j++)
            if (c->group->bid[c->slot[j].at].draw == draw)
                return false;
    }
    return true;
}

/* A draw record settles a class when every one in it has a number of its own. */
static void
settle_draws(struct contest *c)
{
    for (struct award_class k = award_class_at(c, 0), next; k.n > 0; k = next) {
        next = award_class_at(c, k.from + k.n);
        if (k.n < 2 || !is_drawn(c, k))
            continue;
        for (size_t i = k.from; i < k.from + k.n; i++)
            c->slot[c->slot[i].at].draw = c->group->bid[c->slot[i].at].draw;
    }
}

/* How many of the same bidder's bids stand in [from, to). */
static int64_t
own_bids(const struct contest *c, size_t bidder, size_t from, size_t to)
{
    int64_t n = 0;
    for (size_t k = from; k < to; k++)
        n += c->slot[c->slot[k].at].bidder == bidder ? 1 : 0;
    return n;
}

/* Which of a bidder's bids come behind its limit; equals that cross it wait for a draw. */
static enum award_decision
over_limit(const struct contest *c, struct award_class k, size_t bid)
{
    int64_t max = c->rules->per_company.n, better, equal;
    if (!c->rules->per_company.on)
        return AWARD_OPEN;
    better = own_bids(c, c->slot[bid].bidder, 0, k.from);
    equal = own_bids(c, c->slot[bid].bidder, k.from, k.from + k.n);
    if (better >= max)
        return AWARD_REJECT;
    return better + equal > max ? AWARD_TO_DRAW : AWARD_OPEN;
}

static void
limit_companies(struct contest *c)
{
    size_t kept = 0;
    for (struct award_class k = award_class_at(c, 0); k.n > 0; k = award_class_at(c, k.from + k.n))
        for (size_t i = k.from; i < k.from + k.n; i++) {
            size_t bid = c->slot[i].at;
            enum award_decision d = over_limit(c, k, bid);
            struct award_figure f = {.test = TEST_PER_COMPANY, .step = "", .kind = FIGURE_COUNT};
            if (d == AWARD_OPEN)
                continue;
            f.left = own_bids(c, c->slot[bid].bidder, 0, k.from + k.n);
            f.right = c->rules->per_company.n;
            f.to_draw = d == AWARD_TO_DRAW;
            award_figure_add(&c->out[bid], &f);
            award_close(c, bid, d, TEST_PER_COMPANY, c->rules->per_company.clause);
        }
    for (size_t i = 0; i < c->n; i++)
        if (c->out[c->slot[i].at].decision == AWARD_OPEN)
            c->slot[kept++].at = c->slot[i].at;
    c->n = kept;
}

static int64_t
count_bidders(const struct contest *c)
{
    int64_t n = 0;
    for (size_t k = 0; k < c->n; k++)
        n += own_bids(c, c->slot[c->slot[k].at].bidder, 0, k) == 0 ? 1 : 0;
    return n;
}

static int64_t
quota_of(const struct award_quota *q, int64_t bidders)
{
    int64_t n = 0;
    switch (q->kind) {
    case QUOTA_TABLE:
        if (bidders == 0 || q->table_n == 0)
            return 0;
        return q->table[bidders > (int64_t)q->table_n ? q->table_n - 1 : (size_t)bidders - 1];
    case QUOTA_FIXED: return q->fixed;
    case QUOTA_PERCENT: {
        bool fits = wide_div(&n, (wide)q->percent.ppm * bidders, RATIO_ONE, q->round);
        assert(fits);
        return n;
    }
    }
    return n;
}

static void
find_quota(struct contest *c)
{
    for (size_t i = 0; i < c->rules->quotas; i++) {
        const struct award_quota *q = &c->rules->quota[i];
        if (*q->unit != '\0' && strcmp(q->unit, c->unit) != 0)
            continue;
        c->quota = quota_of(q, c->bidders);
        return;
    }
}

static void
set_ranks(struct contest *c)
{
    for (struct award_class k = award_class_at(c, 0); k.n > 0; k = award_class_at(c, k.from + k.n))
        for (size_t i = k.from; i < k.from + k.n; i++) {
            struct award_result *out = &c->out[c->slot[i].at];
            out->rank = (int64_t)k.from + 1;
            out->tied = (int64_t)k.n;
            if (k.from == 0)
                c->lowest = out->compared;
            if (c->rules->shortlist == SHORTLIST_VALID || out->rank <= c->quota)
                award_sum_add(&c->shortlisted, out->compared);
        }
}

void
award_rank(struct contest *c)
{
    for (size_t i = 0; i < c->group->n; i++)
        if (c->slot[i].valid && strcmp(c->out[i].unit, c->unit) == 0)
            c->slot[c->n++].at = i;
    sort(c);
    settle_draws(c);
    sort(c);
    c->bidders = count_bidders(c);
    limit_companies(c);
    find_quota(c);
    set_ranks(c);
}
