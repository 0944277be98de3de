#include "agreement/reach.h"

#include <stdlib.h>
#include <string.h>

#include "agreement/query.h"
#include "base/core/text.h"

struct area {
    const char *region, *distributor;
};

struct loading {
    struct arena *a;
    struct reach *out;
    const char **region; /* of each institution */
    struct area *area;   /* by region */
    size_t areas, room;
};

static size_t
find(const char *const list[], size_t n, const char *code)
{
    for (size_t low = 0, high = n; low < high;) {
        size_t mid = (low + high) / 2;
        int c = strcmp(list[mid], code);
        if (c == 0)
            return mid;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return SIZE_MAX;
}

size_t
reach_institution(const struct reach *r, const char *code)
{
    return find(r->institution, r->institutions, code);
}

size_t
reach_distributor(const struct reach *r, const char *code)
{
    return find(r->distributor, r->distributors, code);
}

static bool
take_institution(void *arg, const struct rows *row, struct err *e)
{
    struct loading *l = arg;
    char max[INT_TEXT_MAX];
    if (l->out->institutions == COVERAGE_INSTITUTIONS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_REACH_INSTITUTIONS,
                       {int_text(COVERAGE_INSTITUTIONS_MAX, max)});
    l->out->institution[l->out->institutions] = arena_strdup(l->a, row_text(row, 0, 0));
    l->region[l->out->institutions++] = arena_strdup(l->a, row_text(row, 0, 1));
    return true;
}

static bool
take_area(void *arg, const struct rows *row, struct err *e)
{
    struct loading *l = arg;
    if (l->areas == l->room) {
        size_t room = l->room == 0 ? 1024 : l->room * 2;
        if (!arena_room(l->a, room * sizeof(struct area) + 256))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        struct area *more = arena_array(l->a, struct area, room);
        if (l->areas > 0)
            memcpy(more, l->area, l->areas * sizeof(*more));
        l->area = more;
        l->room = room;
    }
    struct area *at = &l->area[l->areas++];
    at->region = l->areas > 1 && strcmp(at[-1].region, row_text(row, 0, 0)) == 0
                     ? at[-1].region
                     : arena_strdup(l->a, row_text(row, 0, 0));
    at->distributor = arena_strdup(l->a, row_text(row, 0, 1));
    return true;
}

static int
by_code(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* All distributors once, sorted: their place is their number. */
static bool
number_distributors(struct loading *l, const char *const more[], size_t more_n, struct err *e)
{
    char max[INT_TEXT_MAX];
    size_t n = 0;
    const char **all = arena_array(l->a, const char *, l->areas + more_n + 1);
    for (size_t i = 0; i < l->areas; i++)
        all[n++] = l->area[i].distributor;
    for (size_t i = 0; i < more_n; i++)
        all[n++] = more[i];
    qsort(all, n, sizeof(*all), by_code);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(all[kept - 1], all[i]) != 0)
            all[kept++] = all[i];
    if (kept > COVERAGE_DISTRIBUTORS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_REACH_DISTRIBUTORS,
                       {int_text(COVERAGE_DISTRIBUTORS_MAX, max)});
    l->out->distributor = all;
    l->out->distributors = kept;
    return true;
}

/* The first area of a region; areas are sorted by region. */
static size_t
first_area(const struct loading *l, const char *region)
{
    size_t low = 0, high = l->areas;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(l->area[mid].region, region) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Who delivers to a region: those with an area there or anywhere above it. */
static bool
set_of_region(struct db *db, struct loading *l, const char *region, struct coverage_set *set,
              struct err *e)
{
    struct rows up;
    if (!db_run(db, &q_reach_above, l->a, &up, e, v_text(region)))
        return false;
    for (size_t i = 0; i < up.n; i++) {
        const char *above = row_text(&up, i, 0);
        for (size_t k = first_area(l, above); k < l->areas && strcmp(l->area[k].region, above) == 0;
             k++)
            coverage_set_add(set, reach_distributor(l->out, l->area[k].distributor));
    }
    return true;
}

/* The sets of all institutions; regions repeat, so what was found is used again. */
static bool
fill_sets(struct db *db, struct loading *l, struct err *e)
{
    struct reach *r = l->out;
    size_t *first = arena_array(l->a, size_t, r->institutions + 1), n = 0; /* of each region */
    for (size_t i = 0; i < r->institutions; i++) {
        size_t k = n;
        while (k > 0 && strcmp(l->region[first[k - 1]], l->region[i]) != 0)
            k--;
        if (k > 0) {
            r->sets[i] = r->sets[first[k - 1]];
            continue;
        }
        first[n++] = i;
        if (!set_of_region(db, l, l->region[i], &r->sets[i], e))
            return false;
    }
    return true;
}

static bool
has_area(const struct loading *l, const char *company)
{
    for (size_t i = 0; i < l->areas; i++)
        if (strcmp(l->area[i].distributor, company) == 0)
            return true;
    return false;
}

bool
reach_load(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
           const char *const more[], size_t more_n, struct reach *out, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct loading l = {.a = a, .out = out};

    *out = (struct reach){.institution = arena_array(a, const char *, COVERAGE_INSTITUTIONS_MAX)};
    l.region = arena_array(a, const char *, COVERAGE_INSTITUTIONS_MAX);
    date_text(on, day);
    if (!db_each(db, &q_reach_institutions, take_institution, &l, e, v_int(pool), v_text(project),
                 v_text(day)) ||
        !db_each(db, &q_reach_areas, take_area, &l, e, v_text(day)) ||
        !number_distributors(&l, more, more_n, e))
        return false;
    out->sets = arena_array(a, struct coverage_set, out->institutions + 1);
    if (!fill_sets(db, &l, e))
        return false;
    for (size_t k = 0; k < more_n; k++)
        for (size_t i = 0; i < out->institutions && !has_area(&l, more[k]); i++)
            coverage_set_add(&out->sets[i], reach_distributor(out, more[k]));
    return true;
}
