/* Who is one bidder, and who competes with whom (RULES 3.1). */
#include <string.h>

#include "engine/award_inner.h"

static bool
same(const char *a, const char *b)
{
    return *a != '\0' && strcmp(a, b) == 0;
}

/* One company, one the parent of the other, or both of one controller. */
static bool
are_related(const struct award_bid *a, const struct award_bid *b)
{
    return same(a->company, b->company) || same(a->company, b->related) ||
           same(a->related, b->company) || same(a->related, b->related);
}

/* Relations chain: every bid gets the first bid of its bidder, whoever is linked to whom. */
void
award_bidders(const struct award_group *g, struct award_slot slot[])
{
    for (size_t i = 0; i < g->n; i++)
        slot[i].bidder = i;
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < i; j++) {
            size_t a = slot[i].bidder, b = slot[j].bidder;
            if (a == b || !are_related(&g->bid[i], &g->bid[j]))
                continue;
            for (size_t k = 0; k <= i; k++)
                if (slot[k].bidder == a || slot[k].bidder == b)
                    slot[k].bidder = a < b ? a : b;
        }
}

/* What bidders with a larger demand than that of `bidder` reported together. */
static int64_t
demand_before(const struct award_group *g, const struct award_slot slot[], size_t bidder)
{
    int64_t sum = 0;
    for (size_t i = 0; i < g->n; i++)
        if (slot[i].demand > slot[bidder].demand)
            sum += slot[i].demand;
    return sum;
}

/* A: the bidders that make up the first share of reported demand (equal ones together) and can
 * supply the whole area. */
static void
by_demand(const struct award_rules *r, const struct award_group *g, struct award_result out[],
          struct award_slot slot[])
{
    int64_t total = 0;
    for (size_t i = 0; i < g->n; i++) {
        slot[slot[i].bidder].demand += g->bid[i].reported.pieces;
        total += g->bid[i].reported.pieces;
    }
    for (size_t i = 0; i < g->n; i++) {
        int64_t before = demand_before(g, slot, slot[i].bidder);
        bool first = (wide)before * RATIO_ONE < (wide)r->unit_share.ppm * total;
        out[i].unit = first && !g->bid[i].part_area ? "A" : "B";
    }
}

void
award_units(const struct award_rules *r, const struct award_group *g, struct award_result out[],
            struct award_slot slot[])
{
    switch (r->units) {
    case UNITS_NONE: break;
    case UNITS_DECLARED:
        for (size_t i = 0; i < g->n; i++)
            out[i].unit = g->bid[i].unit;
        break;
    case UNITS_BY_DEMAND: by_demand(r, g, out, slot); break;
    }
}
