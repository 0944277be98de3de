#include "demand/publish.h"

#include <string.h>

#include "demand/query.h"
#include "project/project.h"
#include "words/reporting.h"

bool
volume_list(struct db *db, struct arena *a, int64_t pool, const char *project,
            struct group_volumes *out, struct err *e)
{
    struct rows r;
    struct sha256 sum;
    if (!db_run(db, &q_national_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = (struct group_volumes){.national = r.n > 0};
    if (r.n == 0 && !db_run(db, &q_group_volume_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    out->n = r.n;
    out->list = arena_array(a, struct volume, r.n + 1);
    sha256_init(&sum);
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] = (struct volume){.group = row_text(&r, i, 0),
                                       .base = {row_int(&r, i, 1)},
                                       .share = {row_int(&r, i, 2)},
                                       .agreed = {row_int(&r, i, 3)},
                                       .winners = row_int(&r, i, 4)};
        inputs_add_text(&sum, row_text(&r, i, 0));
        for (size_t k = 1; k < 4; k++)
            inputs_add_int(&sum, row_int(&r, i, k));
    }
    out->sha256 = inputs_end(&sum, arena_alloc(a, SHA256_HEX_MAX));
    return true;
}

/* The first group without a volume; NULL: none. Both are in the order of groups. */
static const char *
without(const struct project_groups *g, const struct group_volumes *v)
{
    for (size_t i = 0; i < g->n; i++)
        if (i >= v->n || strcmp(g->list[i].group, v->list[i].group) != 0)
            return g->list[i].group;
    return NULL;
}

bool
publish_volumes(struct db *db, struct arena *a, int64_t pool, struct announcement *in,
                enum put *how, struct err *e)
{
    const struct notice_term none = {0};
    struct project_groups g;
    struct group_volumes v;
    if (!group_list(db, a, pool, in->project, &g, e) ||
        !volume_list(db, a, pool, in->project, &v, e))
        return false;
    if (v.n == 0)
        return err_set(e, ERR_CONFLICT, M_VOLUME_NONE, {in->project}, .field = "project");
    const char *missing = without(&g, &v);
    if (missing != NULL)
        return err_set(e, ERR_CONFLICT, M_VOLUME_NO_GROUP, {missing}, .field = "project");
    in->kind = ANNOUNCE_VOLUME;
    in->sha256 = v.sha256;
    return publish_announcement(db, a, pool, in, &none, how, e);
}

bool
volumes_published(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char **number, struct err *e)
{
    struct group_volumes v;
    struct rows r;
    *number = "";
    if (!volume_list(db, a, pool, project, &v, e) ||
        !db_run(db, &q_volume_announced, a, &r, e, v_int(pool), v_text(project), v_text(v.sha256)))
        return false;
    if (v.n > 0 && r.n > 0)
        *number = row_text(&r, 0, 0);
    return true;
}
