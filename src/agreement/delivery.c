#include "agreement/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "agreement/agree_inner.h"
#include "project/project.h"

struct mapping {
    const struct delivery_asked *q;
    struct agree_data d;
    struct coverage_set *near; /* per region of the map: who serves there */
    struct delivery_map *out;
};

static bool
asked_for(const struct delivery_asked *q, const struct winner *w)
{
    return (*q->company == '\0' || strcmp(q->company, w->company) == 0) &&
           (*q->product == '\0' || strcmp(q->product, w->product) == 0);
}

static int
by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Each region once, sorted. */
static void
find_regions(struct mapping *m)
{
    const struct reach *r = &m->d.reach;
    const char **all = arena_array(m->d.a, const char *, r->institutions + 1);
    struct delivery_map *out = m->out;
    for (size_t i = 0; i < r->institutions; i++)
        all[i] = r->region[i];
    qsort(all, r->institutions, sizeof(*all), by_text);
    out->region = arena_array(m->d.a, struct delivery_region, r->institutions + 1);
    for (size_t i = 0; i < r->institutions; i++)
        if (i == 0 || strcmp(all[i - 1], all[i]) != 0)
            out->region[out->regions++] = (struct delivery_region){.region = all[i]};
    m->near = arena_array(m->d.a, struct coverage_set, out->regions + 1);
    memset(m->near, 0, (out->regions + 1) * sizeof(*m->near));
}

static size_t
region_at(const struct delivery_map *map, const char *code)
{
    size_t low = 0, high = map->regions;
    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(map->region[mid].region, code) <= 0)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* Those agreed for the product who deliver to the institution. */
static struct coverage_set
both(const struct winner *w, const struct coverage_set *reach)
{
    struct coverage_set set;
    for (size_t b = 0; b < sizeof(set.bit) / sizeof(*set.bit); b++)
        set.bit[b] = w->named.bit[b] & reach->bit[b];
    return set;
}

static void
map_institution(struct mapping *m, size_t i)
{
    const struct reach *r = &m->d.reach;
    struct delivery_map *out = m->out;
    size_t at = region_at(out, r->region[i]);
    struct delivery_region *here = &out->region[at];
    here->institutions++;
    for (size_t k = 0; k < m->d.winners; k++) {
        const struct winner *w = &m->d.winner[k];
        if (!asked_for(m->q, w))
            continue;
        struct coverage_set set = both(w, &r->sets[i]);
        bool served = coverage_set_count(&set) > 0;
        here->pairs++;
        here->served += served;
        for (size_t b = 0; b < sizeof(set.bit) / sizeof(*set.bit); b++)
            m->near[at].bit[b] |= set.bit[b];
        if (!served && out->gaps < DELIVERY_GAPS_MAX)
            out->gap[out->gaps++] =
                (struct delivery_gap){r->institution[i], r->region[i], w->product, w->company};
    }
}

bool
delivery_map(struct db *db, struct arena *a, const struct delivery_asked *q,
             struct delivery_map *out, struct err *e)
{
    struct agree *made = arena_alloc(a, sizeof(*made));
    struct mapping m = {.q = q, .d = {.db = db, .a = a, .out = made, .on = q->on}, .out = out};
    *made = (struct agree){.a = a, .pool = q->pool, .project = q->project};
    *out = (struct delivery_map){.gap = arena_array(a, struct delivery_gap, DELIVERY_GAPS_MAX)};
    if (!project_get(db, a, q->pool, q->project, &m.d.project, e) || !agree_load(&m.d, e))
        return false;
    if (m.d.winners == 0)
        return true;
    find_regions(&m);
    for (size_t i = 0; i < m.d.reach.institutions; i++)
        map_institution(&m, i);
    for (size_t i = 0; i < out->regions; i++)
        out->region[i].distributors = (int64_t)coverage_set_count(&m.near[i]);
    return true;
}
