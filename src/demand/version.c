#include "demand/version.h"

#include <string.h>

#include "demand/query.h"
#include "registry/put.h"
#include "words/demand.h"

enum { STEPS = 16 };

/* Do the same inputs, or none, stand behind what is stored? */
static bool
unchanged(struct db *db, struct arena *a, int64_t pool, const char *what, const char *id,
          const char *inputs_sha256, bool *same, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct stamp old;
    bool found;
    if (!explained_get(db, a, pool, what, id, &old, &x, &found, e))
        return false;
    *same = !found || strcmp(old.inputs_sha256, inputs_sha256) == 0;
    return true;
}

bool
version_keep(struct db *db, struct arena *a, int64_t pool, const char *project, const char *what,
             const char *group, const char *inputs_sha256, const struct volume_reason *why,
             struct err *e)
{
    struct rows last, n;
    bool same, whole = strcmp(what, "national") == 0;
    if (!unchanged(db, a, pool, what, group_id(a, project, group), inputs_sha256, &same, e))
        return false;
    if (same)
        return true;
    if (!db_run(db, &q_volume_last_announced, a, &last, e, v_int(pool), v_text(project)) ||
        !db_run(db, &q_version_last, a, &n, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    if (last.n == 0)
        return true;
    if (why == NULL || why->reason == NULL || *why->reason == '\0')
        return err_set(e, ERR_CONFLICT, M_VOLUME_PUBLISHED, {group, row_text(&last, 0, 0)},
                       .field = "reason");
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(group),
                            v_int(row_int(&n, 0, 0) + 1),
                            v_text(row_text(&last, 0, 0)),
                            v_text(why->reason),
                            v_text(why->who != NULL ? why->who : ""),
                            v_text(why->on.day != 0 ? put_date(a, why->on) : "")};
    return db_do_values(db, whole ? &q_version_keep_national : &q_version_keep, v, 8, e) &&
           db_do_values(db, whole ? &q_version_keep_pools : &q_version_keep_parts, v, 4, e);
}

bool
version_list(struct db *db, struct arena *a, int64_t pool, const char *project,
             struct version_row **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_version_each, a, &r, e, v_int(pool), v_text(project), v_int(VERSIONS_MAX)))
        return false;
    *out = arena_array(a, struct version_row, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct version_row){.group = row_text(&r, i, 0),
                                         .version = row_int(&r, i, 1),
                                         .base = {row_int(&r, i, 2)},
                                         .share = {row_int(&r, i, 3)},
                                         .agreed = {row_int(&r, i, 4)},
                                         .winners = row_int(&r, i, 5),
                                         .announcement = row_text(&r, i, 6),
                                         .reason = row_text(&r, i, 7),
                                         .who = row_text(&r, i, 8),
                                         .replaced_on = row_text(&r, i, 9)};
    return true;
}
