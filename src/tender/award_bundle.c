/* award_bundle.c - an award out of the database into a bundle. */
#include "tender/award_bundle.h"

#include <string.h>

#include "tender/award_bundle_inner.h"
#include "words/contract.h"

enum { GROUP_MEMORY = 64 * 1024 * 1024 };

static bool
one_group(struct db *db, struct arena *a, struct paper *p, const struct award_run *r,
          const struct project_group *g, struct err *e)
{
    struct group_result now, stored;
    bool found;
    if (!award_compute(db, a, r, g, &now, e))
        return false;
    if (now.waiting) /* nothing was decided about it */
        return true;
    if (!group_result_get(db, a, r->pool, r->code, g->group, &stored, &found, e))
        return false;
    if (!found || strcmp(stored.inputs_sha256, now.inputs_sha256) != 0 ||
        group_result_differs(&stored, &now) != now.group.n)
        return err_set(e, ERR_CONFLICT, M_BUNDLE_OTHER, {r->code});
    bundle_group(p, a, &now.group, now.mode, now.out, now.status);
    return true;
}

bool
award_bundle(struct db *db, struct arena *a, int64_t pool, const char *project, const char **text,
             size_t *size, int64_t *groups, struct err *e)
{
    struct err list[1];
    struct award_run r = {
        .arena = a, .pool = pool, .code = project, .errs = {.list = list, .max = 1}};
    struct paper p;
    bool ok = award_prepare(db, &r, e);
    if (!ok)
        return false;
    paper_start(&p, a);
    bundle_head(&p, a,
                &(struct bundle_head){pool, project, r.project.pack, r.pack->sha256,
                                      r.project.rules, r.round->sha256});
    for (size_t i = 0; ok && i < r.groups.n; i++) {
        struct arena *one = arena_new(GROUP_MEMORY);
        ok = one_group(db, one, &p, &r, &r.groups.list[i], e);
        arena_free(one);
    }
    *groups = (int64_t)r.groups.n;
    *text = paper_end(&p, size);
    return ok;
}
