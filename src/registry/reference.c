#include "registry/reference.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "base/host/embed.h"
#include "registry/query.h"
#include "registry/region.h"

enum { CELLS = 4, MEMORY = 32 * 1024 * 1024 };

/* Our own files: no quotes, commas between cells, the header first. */
struct lines {
    const char *at;
    char text[256];
    char *cell[CELLS];
};

static void
lines_open(struct lines *l, const char *path)
{
    const struct embedded *file = embedded_find(path);
    assert(file != NULL);
    l->at = strchr(file->bytes, '\n') + 1;
}

static bool
lines_next(struct lines *l)
{
    static char none[] = "";
    size_t n = strcspn(l->at, "\r\n"), cells = 0;
    if (n == 0)
        return false;
    assert(n < sizeof(l->text));
    memcpy(l->text, l->at, n);
    l->text[n] = '\0';
    l->at += n + strspn(l->at + n, "\r\n");
    for (size_t i = 0; i < CELLS; i++)
        l->cell[i] = none;
    for (char *p = l->text; p != NULL && cells < CELLS; cells++) {
        l->cell[cells] = p;
        p = strchr(p, ',');
        if (p != NULL)
            *p++ = '\0';
    }
    return true;
}

struct load {
    struct db *db;
    struct arena *a;
    struct reference *ref;
    struct rows stored; /* all regions, by code */
    struct val *fresh;  /* those that are not there yet: written together */
    size_t fresh_n;
};

enum { REGION_VALUES = 4, FRESH_MAX = 8 * 1024 };

/* Where a code stands among the stored regions; SIZE_MAX: nowhere. */
static size_t
stored_at(const struct load *l, const char *code)
{
    for (size_t low = 0, high = l->stored.n; low < high;) {
        size_t mid = (low + high) / 2;
        int c = strcmp(row_text(&l->stored, mid, 0), code);
        if (c == 0)
            return mid;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return SIZE_MAX;
}

static bool
counted(struct load *l, bool ok, const enum put *how) /* by address: filled while `ok` is made */
{
    l->ref->changes += ok && *how != PUT_SAME;
    return ok;
}

static bool
is_municipality(const char *code)
{
    return strncmp(code, "11", 2) == 0 || strncmp(code, "12", 2) == 0 ||
           strncmp(code, "31", 2) == 0 || strncmp(code, "50", 2) == 0;
}

/* Is there a pool of this division, and which kind? One for a whole municipality; elsewhere one for
 * each city, one for each county that is directly under its province, and the provincial direct. */
static bool
pool_kind_of(const struct region *r, enum pool_kind *out)
{
    bool under_province = strcmp(r->code + 2, "9000") == 0;
    if (r->kind == REGION_PROVINCE) {
        *out = is_municipality(r->code) ? POOL_WHOLE : POOL_DIRECT;
        return true;
    }
    *out = POOL_CITY;
    if (is_municipality(r->code) || under_province || r->kind == REGION_ZONE)
        return false;
    return r->kind == REGION_CITY || strncmp(r->code + 2, "90", 2) == 0;
}

static bool
load_pool(struct load *l, const struct region *r, struct err *e)
{
    enum put how;
    struct pool p = {.region = r->code, .name = r->name};
    if (!pool_kind_of(r, &p.kind))
        return true;
    bool number = int_parse(&p.pool, r->code);
    assert(number);
    l->ref->pools++;
    return counted(l, pool_put(l->db, l->a, &p, &how, e), &how);
}

/* A region that is new waits for write_fresh(); one that differs is replaced at once. */
static bool
load_region(struct load *l, const struct region *r, struct err *e)
{
    enum put how = PUT_SAME;
    size_t at = stored_at(l, r->code);
    l->ref->regions++;
    if (at == SIZE_MAX) {
        assert(l->fresh_n < FRESH_MAX);
        struct val *v = &l->fresh[l->fresh_n++ * REGION_VALUES];
        v[0] = v_text(arena_strdup(l->a, r->code));
        v[1] = v_text(arena_strdup(l->a, r->name));
        v[2] = v_text(arena_strdup(l->a, r->parent));
        v[3] = v_text(region_kind_name(r->kind));
        l->ref->changes++;
        return true;
    }
    if (strcmp(row_text(&l->stored, at, 1), r->name) == 0 &&
        strcmp(row_text(&l->stored, at, 2), r->parent) == 0)
        return true;
    return counted(l, region_put(l->db, l->a, r, &how, e), &how);
}

/* The next line of a file as a region; a city without counties, which stands below itself there, is
 * left out. */
static bool
next_region(struct lines *in, struct region *r)
{
    while (lines_next(in)) {
        *r = (struct region){.code = in->cell[0], .name = in->cell[1], .parent = in->cell[2]};
        if (!region_kind_of(r->code, &r->kind))
            r->kind = REGION_ZONE;
        if (strcmp(r->code, r->parent) != 0)
            return true;
    }
    return false;
}

static bool
load_regions(struct load *l, const char *path, struct err *e)
{
    struct lines in;
    struct region r;
    for (lines_open(&in, path); next_region(&in, &r);)
        if (!load_region(l, &r, e))
            return false;
    return true;
}

/* What needs the regions to be there: pools, and what zones overlap. */
static bool
load_pools(struct load *l, const char *path, struct err *e)
{
    struct lines in;
    struct region r;
    for (lines_open(&in, path); next_region(&in, &r);) {
        enum put how = PUT_SAME;
        if (!load_pool(l, &r, e) ||
            (*in.cell[3] != '\0' &&
             !counted(l, overlap_put(l->db, l->a, r.code, in.cell[3], &how, e), &how)))
            return false;
    }
    return true;
}

static bool
load_packs(struct load *l, struct err *e)
{
    struct lines in;
    for (lines_open(&in, "data/pool_packs.csv"); lines_next(&in);) {
        enum put how = PUT_SAME;
        int64_t pool;
        date from;
        bool fine = int_parse(&pool, in.cell[0]) && date_parse(&from, in.cell[2]);
        assert(fine);
        if (!counted(l, pool_pack_put(l->db, l->a, pool, from, in.cell[1], &how, e), &how))
            return false;
    }
    return true;
}

bool
load_reference(struct db *db, void *arg, struct err *e)
{
    struct reference *ref = arg;
    struct load l = {.db = db, .a = arena_new(MEMORY), .ref = ref};
    *ref = (struct reference){.regions = 0};
    l.fresh = arena_array(l.a, struct val, FRESH_MAX * REGION_VALUES);
    bool ok = db->ops->run(db, &q_region_all, NULL, 0, l.a, &l.stored, e) &&
              load_regions(&l, "data/regions.csv", e) && load_regions(&l, "data/zones.csv", e) &&
              db_many(db, &q_region_write, l.fresh, l.fresh_n, e) &&
              load_pools(&l, "data/regions.csv", e) && load_pools(&l, "data/zones.csv", e) &&
              region_orphans(db, l.a, e) && load_packs(&l, e);
    arena_free(l.a);
    return ok;
}
