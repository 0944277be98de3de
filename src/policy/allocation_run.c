#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "engine/agreed.h"
#include "engine/split.h"
#include "policy/allocation_inner.h"

struct named {
    const char *a, *b;
    uint32_t id;
};

static int
by_name(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    int c = strcmp(a->a, b->a);
    return c != 0 ? c : strcmp(a->b, b->b);
}

/* The numbers 0..n-1 in the order of their names. */
static uint32_t *
sorted(struct arena *a, struct named *list, size_t n)
{
    uint32_t *order = arena_array(a, uint32_t, n);
    if (n > 0)
        qsort(list, n, sizeof(*list), by_name);
    for (size_t i = 0; i < n; i++)
        order[i] = list[i].id;
    return order;
}

static uint32_t *
sorted_texts(struct arena *a, const struct intern *t)
{
    struct named *list = arena_array(a, struct named, t->n);
    for (uint32_t i = 0; i < t->n; i++)
        list[i] = (struct named){intern_text(t, i), "", i};
    return sorted(a, list, t->n);
}

static void
sort_all(struct allocation *al)
{
    struct named *list = arena_array(al->arena, struct named, al->pairs);
    al->by_code = sorted_texts(al->arena, &al->hospitals);
    al->group_by_code = sorted_texts(al->arena, &al->groups);
    al->region_by_code = sorted_texts(al->arena, &al->regions);
    al->region_at = arena_array(al->arena, uint32_t, al->regions.n);
    for (uint32_t i = 0; i < al->regions.n; i++)
        al->region_at[al->region_by_code[i]] = i;
    for (uint32_t i = 0; i < al->pairs; i++)
        list[i] = (struct named){al->group[al->pair[i].group].code, al->pair[i].code, i};
    al->pair_at = sorted(al->arena, list, al->pairs);
    for (uint32_t i = 0; i < al->pairs; i++)
        al->pair[al->pair_at[i]].at = i;
}

/* Group totals, and each hospital's base where it will be scaled. */
static enum allocation_answer
count_hospital(struct allocation *al, uint32_t hospital, struct allocation_mistake *m)
{
    struct cells c = {.next = 0};
    enum allocation_answer answer = allocation_load(al, hospital, m);
    while (answer == ALLOCATION_OK && allocation_next(al, hospital, &c)) {
        struct group *g = c.group;
        uint32_t line = al->work.line[al->work.cell_at[0]];
        for (size_t i = 1; i < c.n; i++)
            line = al->work.line[al->work.cell_at[i]] < line ? al->work.line[al->work.cell_at[i]]
                                                             : line;
        g->line = !g->reported || line < g->line ? line : g->line;
        g->reported = true;
        if (g->share != NULL)
            g->share[hospital] = c.total;
        if (__builtin_add_overflow(g->base, c.total, &g->base) || g->base > INT64_MAX / 2) {
            *m = (struct allocation_mistake){.group = g->code, .line = line};
            answer = ALLOCATION_OVERFLOW;
        }
    }
    allocation_unload(al, hospital);
    return answer;
}

static enum allocation_answer
count_all(struct allocation *al, struct allocation_mistake *m)
{
    enum allocation_answer answer = ALLOCATION_OK;
    uint32_t hospitals = al->hospitals.n;
    for (uint32_t g = 0; al->rules->ratio == SPLIT_BEFORE && g < al->groups.n; g++) {
        if (!arena_room(al->arena, hospitals * sizeof(int64_t)))
            return ALLOCATION_LARGE;
        al->group[g].share = arena_array(al->arena, int64_t, hospitals);
    }
    for (uint32_t h = 0; h < hospitals && answer == ALLOCATION_OK; h++)
        answer = count_hospital(al, h, m);
    for (uint32_t i = 0; i < al->groups.n && answer == ALLOCATION_OK; i++) {
        const struct group *g = &al->group[al->group_by_code[i]];
        if (g->reported && g->base == 0) {
            *m = (struct allocation_mistake){.group = g->code, .line = g->line};
            answer = ALLOCATION_ZERO;
        }
    }
    return answer;
}

/* The group's agreed volume, and each hospital's part of it. */
static void
agree(struct allocation *al, struct group *g, int64_t *out, int64_t *rest)
{
    uint32_t n = al->hospitals.n;
    qty total;
    g->agreed = g->base;
    if (g->share == NULL || g->base == 0)
        return;
    bool fits = agreed_split(&total, g->plan.agreed, g->share, n, out, rest);
    assert(fits); /* the base is within bounds and the ratio within 100 % */
    g->agreed = total.pieces;
    memcpy(g->share, out, n * sizeof(*out));
}

/* The next region on a winner's list, interned; false: no more. */
static bool
wish_next(struct allocation *al, const char **list, uint32_t *region)
{
    *list += strspn(*list, " ;|");
    size_t len = strcspn(*list, " ;|");
    if (len == 0)
        return false;
    *region = intern_put(&al->regions, arena_printf(al->arena, "%.*s", (int)len, *list));
    *list += len;
    return true;
}

/* Regions that only a winner's list names are regions, too. Returns how many wishes there are. */
static size_t
put_wishes(struct allocation *al)
{
    size_t n = 0;
    uint32_t region;
    for (uint32_t k = 0; k < al->pairs; k++) {
        const char *list = al->pair[k].selected ? al->pair[k].wishes : "";
        while (wish_next(al, &list, &region))
            n++;
    }
    return n;
}

static void
pick_regions(struct allocation *al, struct group *g, size_t wishes)
{
    uint32_t n = al->regions.n;
    size_t *end = arena_array(al->arena, size_t, g->winners), k = 0;
    int32_t *wish = arena_array(al->arena, int32_t, wishes);
    uint32_t region;
    for (uint32_t i = 0; i < g->winners; end[i++] = k) {
        const char *list = al->pair[g->winner[i]].wishes;
        while (wish_next(al, &list, &region))
            wish[k++] = (int32_t)al->region_at[region];
    }
    g->main = arena_array(al->arena, int32_t, n);
    g->backup = arena_array(al->arena, int32_t, n);
    struct region_pick p = {.winners = g->winners,
                            .regions = n,
                            .wish = wish,
                            .wish_end = end,
                            .main = g->main,
                            .backup = g->backup,
                            .count = arena_array(al->arena, int64_t, g->winners)};
    region_pick(&p);
}

static void
ask_hospital(struct allocation *al, uint32_t hospital, const struct group *only)
{
    struct cells c = {.next = 0};
    struct allocation_mistake none;
    allocation_load(al, hospital, &none); /* again: it was free of mistakes */
    while (allocation_next(al, hospital, &c)) {
        struct group *g = c.group;
        size_t row = (size_t)hospital * g->winners;
        if (g->limited && (only == NULL || g == only))
            allocation_ask(al, &c, g->kept + row, g->from + row, NULL);
    }
    allocation_unload(al, hospital);
}

/* Capacity over all hospitals; `spill` and `column` are scratch for the largest group. */
static void
limit(struct allocation *al, struct group *g, int64_t *spill, int64_t *column, uint32_t watched,
      struct explain *x)
{
    uint32_t rows = al->hospitals.n;
    int32_t *backup = NULL;
    if (g->backup != NULL) {
        backup = arena_array(al->arena, int32_t, rows);
        for (uint32_t h = 0; h < rows; h++)
            backup[h] = g->backup[al->region_at[al->hospital[al->by_code[h]].region - 1]];
    }
    struct allocate_group a = {.rows = rows,
                               .winners = g->winners,
                               .capacity = g->capacity,
                               .kept = g->kept,
                               .from = g->from,
                               .backup = backup,
                               .unfilled = g->missing,
                               .spill = spill,
                               .column = column,
                               .watched = watched,
                               .x = x};
    allocate_capacity(&a);
}

/* Room for what the limited groups (or `only` one) ask; false: there is none. */
static bool
limited_room(struct allocation *al, const struct group *only, size_t *most)
{
    size_t rows = al->hospitals.n;
    *most = 0;
    for (uint32_t i = 0; i < al->groups.n; i++) {
        struct group *g = &al->group[i];
        size_t cells = rows * g->winners;
        if (!g->limited || (only != NULL && g != only))
            continue;
        if (!arena_room(al->arena, (3 * cells + 6 * rows) * sizeof(int64_t)))
            return false;
        g->kept = arena_array(al->arena, int64_t, cells);
        g->from = arena_array(al->arena, int64_t, cells);
        g->missing = arena_array(al->arena, int64_t, rows);
        *most = cells > *most ? cells : *most;
    }
    return arena_room(al->arena, (*most + 6 * rows) * sizeof(int64_t));
}

bool
allocation_limit(struct allocation *al, const struct group *only, uint32_t watched,
                 struct explain *x)
{
    size_t most;
    if (!limited_room(al, only, &most))
        return false;
    if (most == 0)
        return true;
    int64_t *spill = arena_array(al->arena, int64_t, most);
    int64_t *column = arena_array(al->arena, int64_t, (size_t)al->hospitals.n * 4);
    for (uint32_t h = 0; h < al->hospitals.n; h++)
        ask_hospital(al, h, only);
    for (uint32_t i = 0; i < al->groups.n; i++) {
        struct group *g = &al->group[i];
        if (!g->limited || (only != NULL && g != only))
            continue;
        limit(al, g, spill, column, watched, x);
        g->unfilled = 0;
        for (uint32_t h = 0; h < al->hospitals.n; h++)
            g->unfilled += g->missing[h];
    }
    return true;
}

enum allocation_answer
allocation_run(struct allocation *al, struct allocation_mistake *m)
{
    uint32_t hospitals = al->hospitals.n;
    if (!arena_room(al->arena, al->pairs * (sizeof(struct named) + 64) + hospitals * 64u))
        return ALLOCATION_LARGE;
    size_t wishes = put_wishes(al);
    sort_all(al);
    allocation_work_make(al);
    enum allocation_answer answer = count_all(al, m);
    if (answer != ALLOCATION_OK)
        return answer;
    int64_t *out = arena_array(al->arena, int64_t, hospitals);
    int64_t *rest = arena_array(al->arena, int64_t, hospitals);
    for (uint32_t g = 0; g < al->groups.n; g++) {
        agree(al, &al->group[g], out, rest);
        if (al->rules->by == SPLIT_REGION)
            pick_regions(al, &al->group[g], wishes);
    }
    return allocation_limit(al, NULL, 0, NULL) ? ALLOCATION_OK : ALLOCATION_LARGE;
}
