#include "policy/allocation_inner.h"
#include "words/allocate.h"

size_t
allocation_groups(const struct allocation *al)
{
    return al->groups.n;
}

struct allocation_sum
allocation_group(const struct allocation *al, size_t i)
{
    const struct group *g = &al->group[al->group_by_code[i]];
    return (struct allocation_sum){g->code, {g->base}, {g->agreed}, {g->unfilled}};
}

static void
tell(const struct allocation *al, const struct cells *c, const int64_t kept[], const int64_t from[],
     allocation_row_fn *fn, void *to)
{
    const struct group *g = c->group;
    struct allocation_row row = {.hospital = al->hospital[al->by_code[c->hospital]].code,
                                 .group = g->code};
    for (uint32_t i = 0; i < g->winners; i++) {
        if ((kept[i] | from[i]) == 0)
            continue;
        row.product = al->pair[g->winner[i]].code;
        row.kept = (qty){kept[i]};
        row.from_remaining = (qty){from[i]};
        fn(to, &row);
    }
}

static void
tell_group(struct allocation *al, const struct cells *c, allocation_row_fn *fn, void *to)
{
    const struct group *g = c->group;
    size_t row = (size_t)c->hospital * g->winners;
    if (g->limited) {
        tell(al, c, g->kept + row, g->from + row, fn, to);
        return;
    }
    allocation_ask(al, c, al->work.kept, al->work.from, NULL);
    tell(al, c, al->work.kept, al->work.from, fn, to);
}

void
allocation_rows(struct allocation *al, allocation_row_fn *fn, void *to)
{
    struct allocation_mistake none;
    for (uint32_t h = 0; h < al->hospitals.n; h++) {
        struct cells c = {.next = 0};
        allocation_load(al, h, &none);
        while (allocation_next(al, h, &c))
            tell_group(al, &c, fn, to);
        allocation_unload(al, h);
    }
}

void
allocation_unfilled(struct allocation *al, allocation_row_fn *fn, void *to)
{
    for (uint32_t h = 0; h < al->hospitals.n; h++)
        for (uint32_t i = 0; i < al->groups.n; i++) {
            const struct group *g = &al->group[al->group_by_code[i]];
            struct allocation_row row = {
                .hospital = al->hospital[al->by_code[h]].code, .group = g->code, .product = ""};
            if (!g->limited || g->missing[h] == 0)
                continue;
            row.from_remaining = (qty){g->missing[h]};
            fn(to, &row);
        }
}

static uint32_t
place_of(const struct allocation *al, uint32_t id)
{
    uint32_t h = 0;
    while (al->by_code[h] != id)
        h++;
    return h;
}

static void
explain_winners(const struct allocation *al, const struct group *g, struct explain *x)
{
    for (uint32_t i = 0; i < g->winners; i++) {
        const struct pair *p = &al->pair[g->winner[i]];
        explain_add(x, RULE_NONE, M_X_WINNER, t_int((int64_t)i + 1), t_text(p->code),
                    t_int(p->rank));
    }
}

static void
explain_group(struct allocation *al, const struct cells *c, struct explain *x)
{
    struct group *g = c->group;
    int64_t *rank = arena_array(al->arena, int64_t, g->winners);
    struct allocate_plan plan;
    for (uint32_t i = 0; i < g->winners; i++)
        rank[i] = al->pair[g->winner[i]].rank;
    explain_winners(al, g, x);
    allocate_plan_make(&plan, al->rules, rank, g->winners, g->plan.keep, g->plan.weight, x);
    allocation_ask(al, c, al->work.kept, al->work.from, x);
}

bool
allocation_explain(struct allocation *al, const char *hospital, const char *group,
                   struct explain *x, allocation_row_fn *fn, void *to)
{
    struct allocation_mistake none;
    struct cells c = {.next = 0};
    uint32_t id = intern_find(&al->hospitals, hospital), g = intern_find(&al->groups, group);
    if (id == INTERN_NONE || g == INTERN_NONE)
        return false;
    uint32_t h = place_of(al, id);
    allocation_load(al, h, &none);
    bool found = false;
    while (!found && allocation_next(al, h, &c))
        found = c.group == &al->group[g];
    if (found)
        explain_group(al, &c, x);
    allocation_unload(al, h);
    if (!found)
        return false;
    if (c.group->limited)
        allocation_limit(al, c.group, h, x);
    allocation_load(al, h, &none);
    for (c.next = 0; allocation_next(al, h, &c) && c.group != &al->group[g];)
        ;
    tell_group(al, &c, fn, to);
    allocation_unload(al, h);
    return true;
}
