#include "policy/allocation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "policy/allocation_inner.h"

enum { ROOM_FIRST = 64, SPARE = 4096 };

void *
allocation_grown(struct arena *a, void *list, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return list;
    size_t more = *room == 0 ? ROOM_FIRST : *room * 2;
    void *grown = arena_alloc_n(a, more, size);
    if (n > 0)
        memcpy(grown, list, n * size);
    *room = more;
    return grown;
}

struct allocation *
allocation_new(struct arena *a, const struct split_rules *r)
{
    struct allocation *al = arena_alloc(a, sizeof(*al));
    *al = (struct allocation){.arena = a, .rules = r, .last_hospital = INTERN_NONE};
    intern_init(&al->groups, a);
    intern_init(&al->products, a);
    intern_init(&al->hospitals, a);
    intern_init(&al->regions, a);
    return al;
}

/* Whatever one row can add, growth of a list included. */
static bool
room(const struct allocation *al)
{
    size_t lists =
        al->hospital_room * sizeof(struct hospital) + al->pair_room * sizeof(struct pair);
    return arena_room(al->arena, 4 * lists + sizeof(struct chunk) + SPARE);
}

/* Adds the pair if it is new. */
static struct pair *
pair_add(struct allocation *al, uint32_t group, const char *code, uint32_t *list)
{
    al->pair =
        allocation_grown(al->arena, al->pair, al->pairs, &al->pair_room, sizeof(struct pair));
    struct pair *p = &al->pair[al->pairs];
    *p = (struct pair){.group = group, .next = *list, .code = code};
    *list = ++al->pairs;
    return p;
}

static struct pair *
pair_of_product(struct allocation *al, uint32_t group, const char *product)
{
    uint32_t id = intern_put(&al->products, product);
    al->pair_of =
        allocation_grown(al->arena, al->pair_of, id, &al->product_room, sizeof(*al->pair_of));
    struct pair_ref *ref = &al->pair_of[id];
    for (uint32_t k = ref->first; k != 0; k = al->pair[k - 1].next)
        if (al->pair[k - 1].group == group)
            return &al->pair[k - 1];
    ref->group = group; /* pair_add puts it first */
    return pair_add(al, group, intern_text(&al->products, id), &ref->first);
}

static struct pair *
pair_get(struct allocation *al, uint32_t group, const char *product)
{
    if (*product != '\0')
        return pair_of_product(al, group, product);
    uint32_t own = al->group[group].own;
    if (own == 0)
        pair_add(al, group, "", &al->group[group].own);
    return &al->pair[al->group[group].own - 1];
}

enum allocation_answer
allocation_winner(struct allocation *al, const char *group, const char *product, int64_t rank,
                  int64_t capacity, const char *wishes)
{
    assert(rank >= 1 && (capacity >= 0 || capacity == NO_LIMIT) && *product != '\0');
    if (!room(al))
        return ALLOCATION_LARGE;
    uint32_t g = intern_put(&al->groups, group);
    al->group = allocation_grown(al->arena, al->group, g, &al->group_room, sizeof(struct group));
    al->group[g].code = intern_text(&al->groups, g);
    struct pair *p = pair_of_product(al, g, product);
    if (p->selected)
        return ALLOCATION_WINNER_TWICE;
    p->selected = true;
    p->rank = rank;
    p->capacity = capacity;
    p->wishes = arena_strdup(al->arena, wishes);
    al->group[g].winners++;
    return ALLOCATION_OK;
}

static int
by_rank(const void *a, const void *b)
{
    const struct pair *x = *(const struct pair *const *)a, *y = *(const struct pair *const *)b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return strcmp(x->code, y->code);
}

static enum allocate_verdict
plan_group(struct allocation *al, struct group *g, struct pair *const winner[])
{
    int64_t *rank = arena_array(al->arena, int64_t, g->winners);
    g->winner = arena_array(al->arena, uint32_t, g->winners);
    g->capacity = arena_array(al->arena, int64_t, g->winners);
    for (uint32_t i = 0; i < g->winners; i++) {
        winner[i]->place = i;
        rank[i] = winner[i]->rank;
        g->winner[i] = (uint32_t)(winner[i] - al->pair);
        g->capacity[i] = winner[i]->capacity;
        g->limited = g->limited || winner[i]->capacity != NO_LIMIT;
    }
    return allocate_plan_make(&g->plan, al->rules, rank, g->winners,
                              arena_array(al->arena, int64_t, g->winners),
                              arena_array(al->arena, int64_t, g->winners), NULL);
}

enum allocate_verdict
allocation_seal(struct allocation *al, const char **group)
{
    enum allocate_verdict verdict = split_rules_check(al->rules);
    struct pair **all = arena_array(al->arena, struct pair *, al->pairs);
    *group = "";
    for (uint32_t i = 0; i < al->pairs; i++)
        all[i] = &al->pair[i];
    if (al->pairs > 0)
        qsort(all, al->pairs, sizeof(*all), by_rank);
    for (uint32_t i = 0; i < al->pairs && verdict == ALLOCATE_OK;) {
        struct group *g = &al->group[all[i]->group];
        *group = g->code;
        verdict = plan_group(al, g, all + i);
        i += g->winners;
    }
    return al->pairs == 0 && verdict == ALLOCATE_OK ? ALLOCATE_NO_WINNER : verdict;
}

static void
rows_add(struct allocation *al, struct rows *r, struct demand_row row)
{
    if (r->last == NULL || r->last->n == CHUNK_ROWS) {
        struct chunk *c = arena_alloc(al->arena, sizeof(*c));
        *(r->last != NULL ? &r->last->next : &r->first) = c;
        r->last = c;
    }
    r->last->row[r->last->n++] = row;
}

static struct hospital *
hospital_get(struct allocation *al, const char *code)
{
    if (al->last_hospital != INTERN_NONE && strcmp(al->hospital[al->last_hospital].code, code) == 0)
        return &al->hospital[al->last_hospital];
    uint32_t id = intern_put(&al->hospitals, code);
    al->hospital =
        allocation_grown(al->arena, al->hospital, id, &al->hospital_room, sizeof(struct hospital));
    al->hospital[id].code = intern_text(&al->hospitals, id);
    al->last_hospital = id;
    return &al->hospital[id];
}

/* A new product of the group: nobody's, unless it won elsewhere. */
static bool
won_elsewhere(const struct allocation *al, const struct pair *p)
{
    if (p->selected || *p->code == '\0')
        return false;
    for (uint32_t k = p->next; k != 0; k = al->pair[k - 1].next)
        if (al->pair[k - 1].selected)
            return true;
    return false;
}

static enum allocation_answer
set_region(struct allocation *al, struct hospital *h, const char *region)
{
    if (al->rules->by != SPLIT_REGION)
        return ALLOCATION_OK;
    if (*region == '\0')
        return ALLOCATION_NO_REGION;
    uint32_t id = intern_put(&al->regions, region) + 1;
    if (h->region != 0 && h->region != id)
        return ALLOCATION_TWO_REGIONS;
    h->region = id;
    return ALLOCATION_OK;
}

enum allocation_answer
allocation_demand(struct allocation *al, const char *hospital, const char *group,
                  const char *product, int64_t amount, const char *region, int64_t line)
{
    assert(amount >= 0 && line <= UINT32_MAX);
    if (!room(al))
        return ALLOCATION_LARGE;
    uint32_t g = intern_find(&al->groups, group);
    if (g == INTERN_NONE)
        return ALLOCATION_GROUP_UNKNOWN;
    struct pair *p = pair_get(al, g, product);
    if (won_elsewhere(al, p)) {
        al->pair_of[intern_find(&al->products, product)].refused = true;
        return ALLOCATION_OTHER_GROUP;
    }
    struct hospital *h = hospital_get(al, hospital);
    enum allocation_answer answer = set_region(al, h, region);
    if (answer == ALLOCATION_OK)
        rows_add(al, &h->demand,
                 (struct demand_row){(uint32_t)(p - al->pair), (uint32_t)line, amount});
    return answer;
}

bool
allocation_quick(struct allocation *al, const char *hospital, const char *group,
                 const char *product, const char *amount, int64_t line)
{
    int64_t n = 0;
    int digits = 0;
    for (; digits < 12 && amount[digits] >= '0' && amount[digits] <= '9'; digits++)
        n = n * 10 + (amount[digits] - '0');
    if (digits == 0 || amount[digits] != '\0' || al->last_hospital == INTERN_NONE ||
        al->rules->by == SPLIT_REGION)
        return false;
    struct hospital *h = &al->hospital[al->last_hospital];
    uint32_t id = intern_find(&al->products, product);
    if (id == INTERN_NONE || strcmp(h->code, hospital) != 0)
        return false;
    const struct pair_ref *ref = &al->pair_of[id];
    if (ref->refused || strcmp(al->group[ref->group].code, group) != 0)
        return false;
    if (h->demand.last->n == CHUNK_ROWS && !room(al))
        return false;
    rows_add(al, &h->demand, (struct demand_row){ref->first - 1, (uint32_t)line, n});
    return true;
}

enum allocation_answer
allocation_choice(struct allocation *al, const char *hospital, const char *group,
                  const char *product, int64_t weight, int64_t line)
{
    assert(weight >= 0 && line <= UINT32_MAX);
    if (!room(al))
        return ALLOCATION_LARGE;
    uint32_t g = intern_find(&al->groups, group), h = intern_find(&al->hospitals, hospital);
    if (g == INTERN_NONE)
        return ALLOCATION_GROUP_UNKNOWN;
    if (h == INTERN_NONE)
        return ALLOCATION_HOSPITAL;
    struct pair *p = pair_get(al, g, product);
    if (!p->selected)
        return ALLOCATION_NOT_A_WINNER;
    rows_add(al, &al->hospital[h].choice,
             (struct demand_row){(uint32_t)(p - al->pair), (uint32_t)line, weight});
    return ALLOCATION_OK;
}
