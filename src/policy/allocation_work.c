#include <assert.h>
#include <string.h>

#include "engine/split.h"
#include "policy/allocation_inner.h"
#include "words/allocate.h"

void
allocation_work_make(struct allocation *al)
{
    size_t winners = 0, n = al->pairs;
    struct work *w = &al->work;
    for (uint32_t g = 0; g < al->groups.n; g++)
        winners = al->group[g].winners > winners ? al->group[g].winners : winners;
    w->bit = arena_array(al->arena, uint64_t, n / 64 + 1);
    w->qty = arena_array(al->arena, int64_t, n);
    w->choice = arena_array(al->arena, int64_t, n);
    w->line = arena_array(al->arena, uint32_t, n);
    w->choice_line = arena_array(al->arena, uint32_t, n);
    w->cell_at = arena_array(al->arena, uint32_t, n);
    w->cell = arena_array(al->arena, int64_t, n);
    w->scaled = arena_array(al->arena, int64_t, n);
    w->rest = arena_array(al->arena, int64_t, n);
    w->reported = arena_array(al->arena, int64_t, winners);
    w->weight = arena_array(al->arena, int64_t, winners);
    w->kept = arena_array(al->arena, int64_t, winners);
    w->from = arena_array(al->arena, int64_t, winners);
}

static enum allocation_answer
twice(const struct allocation *al, const struct hospital *h, const struct demand_row *row,
      uint32_t first, struct allocation_mistake *m)
{
    const struct pair *p = &al->pair[row->pair];
    bool later = row->line > first;
    *m = (struct allocation_mistake){.hospital = h->code,
                                     .group = al->group[p->group].code,
                                     .product = p->code,
                                     .line = later ? row->line : first,
                                     .first = later ? first : row->line};
    return ALLOCATION_TWICE;
}

static enum allocation_answer
load_choices(struct allocation *al, const struct hospital *h, struct allocation_mistake *m)
{
    struct work *w = &al->work;
    for (const struct chunk *c = h->choice.first; c != NULL; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t at = al->pair[c->row[i].pair].at;
            if (w->choice_line[at] != 0) {
                enum allocation_answer answer = twice(al, h, &c->row[i], w->choice_line[at], m);
                m->of_choice = true;
                return answer;
            }
            w->choice[at] = c->row[i].qty;
            w->choice_line[at] = c->row[i].line;
        }
    return ALLOCATION_OK;
}

enum allocation_answer
allocation_load(struct allocation *al, uint32_t hospital, struct allocation_mistake *m)
{
    struct work *w = &al->work;
    const struct hospital *h = &al->hospital[al->by_code[hospital]];
    for (const struct chunk *c = h->demand.first; c != NULL; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t at = al->pair[c->row[i].pair].at;
            uint64_t bit = UINT64_C(1) << at % 64;
            if (w->bit[at / 64] & bit)
                return twice(al, h, &c->row[i], w->line[at], m);
            w->bit[at / 64] |= bit;
            w->qty[at] = c->row[i].qty;
            w->line[at] = c->row[i].line;
        }
    return load_choices(al, h, m);
}

void
allocation_unload(struct allocation *al, uint32_t hospital)
{
    const struct hospital *h = &al->hospital[al->by_code[hospital]];
    memset(al->work.bit, 0, (al->pairs / 64 + 1) * sizeof(*al->work.bit));
    for (const struct chunk *c = h->choice.first; c != NULL; c = c->next)
        for (uint32_t i = 0; i < c->n; i++)
            al->work.choice_line[al->pair[c->row[i].pair].at] = 0;
}

/* The first reported pair at or after `from`; al->pairs at the end. */
static uint32_t
next_pair(const struct allocation *al, uint32_t from)
{
    const uint64_t *bit = al->work.bit;
    uint32_t k = from / 64, last = al->pairs / 64;
    uint64_t word = bit[k] >> from % 64 << from % 64;
    while (word == 0 && k < last)
        word = bit[++k];
    return word != 0 ? k * 64 + (uint32_t)__builtin_ctzll(word) : al->pairs;
}

bool
allocation_next(struct allocation *al, uint32_t hospital, struct cells *c)
{
    struct work *w = &al->work;
    uint32_t at = next_pair(al, c->next);
    if (at == al->pairs)
        return false;
    uint32_t group = al->pair[al->pair_at[at]].group;
    *c = (struct cells){.group = &al->group[group], .hospital = hospital};
    while (at < al->pairs && al->pair[al->pair_at[at]].group == group) {
        w->cell_at[c->n] = at;
        w->cell[c->n++] = w->qty[at];
        bool over = __builtin_add_overflow(c->total, w->qty[at], &c->total);
        assert(!over); /* 10^12 x what fits in memory */
        at = next_pair(al, at + 1);
    }
    c->next = at;
    return true;
}

/* The cells scaled to the hospital's agreed volume. */
static int64_t
scale(struct allocation *al, const struct cells *c, struct explain *x)
{
    struct work *w = &al->work;
    int64_t agreed = c->group->share[c->hospital];
    explain_add(x, RULE_NONE, M_X_AGREED, t_qty((qty){c->group->base}),
                t_ratio(c->group->plan.agreed), t_qty((qty){c->group->agreed}));
    split_explain(x, (qty){c->group->agreed}, (qty){c->total}, (qty){c->group->base},
                  (qty){agreed});
    split_volume(agreed, w->cell, c->n, w->scaled, w->rest);
    for (size_t i = 0; x != NULL && i < c->n; i++)
        explain_add(x, RULE_NONE, M_X_CELL, t_text(al->pair[al->pair_at[w->cell_at[i]]].code),
                    t_qty((qty){w->cell[i]}), t_qty((qty){w->scaled[i]}));
    return agreed;
}

/* The hospital's own choice, by winner; NULL: none. */
static const int64_t *
chosen(struct allocation *al, const struct group *g)
{
    struct work *w = &al->work;
    bool any = false;
    for (uint32_t i = 0; i < g->winners; i++) {
        uint32_t at = al->pair[g->winner[i]].at;
        w->weight[i] = w->choice_line[at] != 0 ? w->choice[at] : 0;
        any = any || w->weight[i] > 0;
    }
    return any ? w->weight : NULL;
}

void
allocation_ask(struct allocation *al, const struct cells *c, int64_t kept[], int64_t from[],
               struct explain *x)
{
    struct work *w = &al->work;
    struct group *g = c->group;
    bool before = al->rules->ratio == SPLIT_BEFORE;
    struct allocate_demand d = {.total = c->total, .reported = w->reported};
    const int64_t *cell = before ? w->scaled : w->cell;
    if (before)
        d.total = scale(al, c, x);
    memset(w->reported, 0, g->winners * sizeof(*w->reported));
    for (size_t i = 0; i < c->n; i++) {
        const struct pair *p = &al->pair[al->pair_at[w->cell_at[i]]];
        if (p->selected)
            w->reported[p->place] = cell[i];
    }
    if (al->rules->rest == REST_CHOICE)
        d.choice = chosen(al, g);
    if (g->main != NULL)
        d.main = (size_t)g->main[al->region_at[al->hospital[al->by_code[c->hospital]].region - 1]];
    allocate_asks(&g->plan, &d, kept, from, x);
}
