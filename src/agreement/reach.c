#include "agreement/reach.h"

#include <stdlib.h>
#include <string.h>

#include "agreement/query.h"
#include "base/core/text.h"
#include "words/agreement.h"
#include "words/db.h"

struct area {
    const char *region, *distributor;
    bool used; /* somebody of the project is in it */
};

struct place { /* a region with institutions in it */
    const char *region;
    struct rows up; /* the region and all above it */
};

struct loading {
    struct arena *a;
    struct reach *out;
    struct area *area; /* by region */
    size_t areas, room;
    struct place *place;
    size_t places;
    size_t *at; /* of each institution: its place */
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
    l->out->region[l->out->institutions++] = arena_strdup(l->a, row_text(row, 0, 1));
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

/* All distributors once, sorted: their place is their number. Only those who deliver to somebody
 * here, whatever else is on record. */
static bool
number_distributors(struct loading *l, const struct reach_more *more, struct err *e)
{
    char max[INT_TEXT_MAX];
    size_t n = 0;
    const char **all = arena_array(l->a, const char *, l->areas + more->selves + more->named_n + 1);
    for (size_t i = 0; i < l->areas; i++)
        if (l->area[i].used)
            all[n++] = l->area[i].distributor;
    for (size_t i = 0; i < more->selves; i++)
        all[n++] = more->self[i];
    for (size_t i = 0; i < more->named_n; i++)
        all[n++] = more->named[i];
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

/* The places of all institutions, and which areas they are in. */
static bool
find_places(struct db *db, struct loading *l, struct err *e)
{
    l->place = arena_array(l->a, struct place, l->out->institutions + 1);
    l->at = arena_array(l->a, size_t, l->out->institutions + 1);
    for (size_t i = 0; i < l->out->institutions; i++) {
        size_t k = l->places;
        while (k > 0 && strcmp(l->place[k - 1].region, l->out->region[i]) != 0)
            k--;
        l->at[i] = k > 0 ? k - 1 : l->places;
        if (k > 0)
            continue;
        struct place *p = &l->place[l->places++];
        p->region = l->out->region[i];
        if (!db_run(db, &q_reach_above, l->a, &p->up, e, v_text(p->region)))
            return false;
        for (size_t u = 0; u < p->up.n; u++) {
            const char *above = row_text(&p->up, u, 0);
            for (k = first_area(l, above); k < l->areas && strcmp(l->area[k].region, above) == 0;
                 k++)
                l->area[k].used = true;
        }
    }
    return true;
}

/* Who delivers to a place: those with an area there or anywhere above it. */
static struct coverage_set
set_of_place(const struct loading *l, const struct place *p)
{
    struct coverage_set set = {{0}};
    for (size_t u = 0; u < p->up.n; u++) {
        const char *above = row_text(&p->up, u, 0);
        for (size_t k = first_area(l, above); k < l->areas && strcmp(l->area[k].region, above) == 0;
             k++)
            coverage_set_add(&set, reach_distributor(l->out, l->area[k].distributor));
    }
    return set;
}

static void
fill_sets(struct loading *l)
{
    struct reach *r = l->out;
    struct coverage_set *of = arena_array(l->a, struct coverage_set, l->places + 1);
    for (size_t k = 0; k < l->places; k++)
        of[k] = set_of_place(l, &l->place[k]);
    r->sets = arena_array(l->a, struct coverage_set, r->institutions + 1);
    for (size_t i = 0; i < r->institutions; i++)
        r->sets[i] = of[l->at[i]];
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
           const struct reach_more *more, struct reach *out, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct loading l = {.a = a, .out = out};

    *out = (struct reach){.institution = arena_array(a, const char *, COVERAGE_INSTITUTIONS_MAX),
                          .region = arena_array(a, const char *, COVERAGE_INSTITUTIONS_MAX)};
    date_text(on, day);
    if (!db_each(db, &q_reach_institutions, take_institution, &l, e, v_int(pool), v_text(project),
                 v_text(day)) ||
        !db_each(db, &q_reach_areas, take_area, &l, e, v_text(day)) || !find_places(db, &l, e) ||
        !number_distributors(&l, more, e))
        return false;
    fill_sets(&l);
    for (size_t k = 0; k < more->selves; k++)
        for (size_t i = 0; i < out->institutions && !has_area(&l, more->self[k]); i++)
            coverage_set_add(&out->sets[i], reach_distributor(out, more->self[k]));
    return true;
}
