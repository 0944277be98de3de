#include "registry/region.h"

#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "registry/query.h"
#include "words/registry.h"

const char *
region_kind_name(enum region_kind k)
{
    static const char *const names[] = {"province", "city", "county", "zone"};
    return names[k];
}

bool
region_kind_of(const char *code, enum region_kind *out)
{
    if (strlen(code) != 6 || strspn(code, "0123456789") != 6 || *code < '1' || *code > '8')
        return false;
    *out = strcmp(code + 2, "0000") == 0 ? REGION_PROVINCE
           : strcmp(code + 4, "00") == 0 ? REGION_CITY
                                         : REGION_COUNTY;
    return true;
}

bool
region_put(struct db *db, struct arena *a, const struct region *r, enum put *how, struct err *e)
{
    enum region_kind kind;
    bool division = region_kind_of(r->code, &kind);
    if (r->kind == REGION_ZONE ? division : !division || kind != r->kind)
        return err_set(e, ERR_INPUT, M_REGION_SHAPE, {r->code}, .field = "code");
    const struct val v[] = {v_text(r->code), v_text(r->name), v_text(r->parent),
                            v_text(region_kind_name(r->kind))};
    return put_state(db, a, &(struct put_row){&q_region_get, &q_region_write, NULL, v, 4, 1}, how,
                     e);
}

/* The next of "a;b;c" in the arena; NULL at the end. */
static const char *
next_part(struct arena *a, const char **list)
{
    *list += strspn(*list, "; ");
    size_t n = strcspn(*list, "; ");
    const char *part = n > 0 ? arena_printf(a, "%.*s", (int)n, *list) : NULL;
    *list += n;
    return part;
}

/* Do the stored rows say the same, one by one, as the sorted list? */
static bool
overlap_same(struct arena *a, const struct rows *old, const char *divisions)
{
    size_t i = 0;
    for (const char *p; (p = next_part(a, &divisions)) != NULL; i++)
        if (i >= old->n || strcmp(row_text(old, i, 0), p) != 0)
            return false;
    return i == old->n;
}

bool
overlap_put(struct db *db, struct arena *a, const char *zone, const char *divisions, enum put *how,
            struct err *e)
{
    struct rows old, none, there;
    if (!db_run(db, &q_overlap_list, a, &old, e, v_text(zone)))
        return false;
    *how = old.n == 0 ? PUT_NEW : PUT_CHANGED;
    if (overlap_same(a, &old, divisions)) {
        *how = PUT_SAME;
        return true;
    }
    if (old.n > 0 && !db_run(db, &q_overlap_clear, a, &none, e, v_text(zone)))
        return false;
    for (const char *p; (p = next_part(a, &divisions)) != NULL;)
        if (!db_run(db, &q_overlap_get, a, &there, e, v_text(zone), v_text(p)) ||
            (there.n == 0 && !db_run(db, &q_overlap_write, a, &none, e, v_text(zone), v_text(p))))
            return false;
    return true;
}

bool
region_orphans(struct db *db, struct arena *a, struct err *e)
{
    char n[INT_TEXT_MAX];
    struct rows r;
    if (!db->ops->run(db, &q_region_orphans, NULL, 0, a, &r, e))
        return false;
    return r.n == 0 || err_set(e, ERR_INPUT, M_REGION_ORPHANS,
                               {int_text((int64_t)r.n, n), row_text(&r, 0, 0)}, .field = "parent");
}

bool
region_name(struct db *db, struct arena *a, const char *code, const char **out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_region_get, a, &r, e, v_text(code)))
        return false;
    *out = r.n == 0 ? "" : row_text(&r, 0, 0);
    return true;
}

bool
region_must(struct db *db, struct arena *a, const char *code, const char *field, struct err *e)
{
    struct rows r;
    return db_run(db, &q_region_get, a, &r, e, v_text(code)) &&
           (r.n > 0 || err_set(e, ERR_NOT_FOUND, M_NO_REGION, {code}, .field = field));
}

static const char *
pool_kind_name(enum pool_kind k)
{
    static const char *const names[] = {"whole", "direct", "city"};
    return names[k];
}

bool
pool_put(struct db *db, struct arena *a, const struct pool *p, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(p->pool), v_text(p->region), v_text(p->name),
                            v_text(pool_kind_name(p->kind))};
    return region_must(db, a, p->region, "region", e) && pool_add(db, p->pool, e) &&
           put_state(db, a, &(struct put_row){&q_pool_get, &q_pool_write, NULL, v, 4, 1}, how, e);
}

bool
pool_must(struct db *db, struct arena *a, int64_t pool, const char *field, struct err *e)
{
    char text[INT_TEXT_MAX];
    struct rows r;
    return db_run(db, &q_pool_get, a, &r, e, v_int(pool)) &&
           (r.n > 0 ||
            err_set(e, ERR_NOT_FOUND, M_NO_POOL, {int_text(pool, text)}, .field = field));
}

/* Upwards from the region, the nearest that is a pool; provincial direct pays for nobody by place.
 */
bool
pool_of_region(struct db *db, struct arena *a, const char *region, int64_t *out, struct err *e)
{
    struct rows r, p;
    for (const char *code = region; *code != '\0'; code = row_text(&r, 0, 1)) {
        int64_t pool;
        if (int_parse(&pool, code)) {
            if (!db_run(db, &q_pool_get, a, &p, e, v_int(pool)))
                return false;
            if (p.n > 0 && strcmp(row_text(&p, 0, 2), "direct") != 0) {
                *out = pool;
                return true;
            }
        }
        if (!db_run(db, &q_region_get, a, &r, e, v_text(code)))
            return false;
        if (r.n == 0)
            break;
    }
    return err_set(e, ERR_NOT_FOUND, M_NO_POOL, {region}, .field = "pool");
}

bool
pool_pack_put(struct db *db, struct arena *a, int64_t pool, date from, const char *pack,
              enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool), v_date(a, from), v_text(pack)};
    return pool_must(db, a, pool, "pool", e) &&
           put_dated(db, a, &(struct put_row){&q_pack_get, &q_pack_write, &q_pack_close, v, 3, 1},
                     how, e);
}

bool
pool_pack_on(struct db *db, struct arena *a, int64_t pool, date on, const char **out, struct err *e)
{
    struct rows r;
    const char *day = put_date(a, on);
    if (!db_run_kept(db, &q_pack_get, a, &r, e, v_int(pool), v_text(day)))
        return false;
    *out = r.n > 0 && strcmp(row_text(&r, 0, 0), day) <= 0 ? row_text(&r, 0, 2) : "";
    return true;
}
