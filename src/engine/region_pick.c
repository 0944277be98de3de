#include <assert.h>
#include <stdbool.h>

#include "engine/allocate.h"

enum { FREE = -1 };

/* May winner w take region r in this table? Nobody is its own back-up. */
static bool
can_take(const struct region_pick *p, const int32_t taken[], size_t w, size_t r)
{
    return taken[r] == FREE && (taken == p->main || p->main[r] != (int32_t)w);
}

static bool
take_wish(struct region_pick *p, int32_t taken[], size_t w)
{
    for (size_t k = w == 0 ? 0 : p->wish_end[w - 1]; k < p->wish_end[w]; k++) {
        size_t r = (size_t)p->wish[k];
        assert(r < p->regions);
        if (can_take(p, taken, w, r)) {
            taken[r] = (int32_t)w;
            p->count[w]++;
            return true;
        }
    }
    return false;
}

/* The winner with the fewest regions, of those that can take this one; -1: nobody. */
static int32_t
fewest(const struct region_pick *p, const int32_t taken[], size_t r)
{
    int32_t best = FREE;
    for (size_t w = 0; w < p->winners; w++)
        if (can_take(p, taken, w, r) && (best == FREE || p->count[w] < p->count[best]))
            best = (int32_t)w;
    return best;
}

static void
pick(struct region_pick *p, int32_t taken[])
{
    for (size_t r = 0; r < p->regions; r++)
        taken[r] = FREE;
    for (size_t w = 0; w < p->winners; w++)
        p->count[w] = 0;
    for (bool any = true; any;) {
        any = false;
        for (size_t w = 0; w < p->winners; w++)
            any = take_wish(p, taken, w) || any;
    }
    for (size_t r = 0; r < p->regions; r++) {
        if (taken[r] != FREE)
            continue;
        taken[r] = fewest(p, taken, r);
        if (taken[r] != FREE)
            p->count[taken[r]]++;
    }
}

void
region_pick(struct region_pick *p)
{
    assert(p->winners > 0 && p->winners <= WINNERS_MAX);
    pick(p, p->main);
    pick(p, p->backup);
}
