#include "demand/volume.h"

#include <string.h>

#include "demand/query.h"
#include "demand/version.h"
#include "demand/volume_inner.h"
#include "engine/agreed.h"
#include "words/db.h"
#include "words/demand.h"

enum { CODE_ROOM = 64, BATCH = 500, STEPS = 8 };

static bool
take_base(void *arg, const struct rows *row, struct err *e)
{
    struct bases *b = arg;
    qty base = {row_int(row, 0, 1)};

    if (b->n == b->room || !arena_room(b->a, CODE_ROOM))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    if (!qty_add(&b->sum, b->sum, base) || b->sum.pieces >= QTY_LIMIT)
        return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
    b->code[b->n] = arena_strdup(b->a, row_text(row, 0, 0));
    b->base[b->n++] = base.pieces;
    inputs_add_text(&b->inputs, row_text(row, 0, 0));
    inputs_add_int(&b->inputs, base.pieces);
    return true;
}

bool
bases_read(struct db *db, int64_t pool, const char *project, const char *group, struct bases *b,
           struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_demand_institutions, b->a, &r, e, v_int(pool), v_text(project),
                v_text(group)))
        return false;
    b->room = (size_t)row_int(&r, 0, 0);
    if (!arena_room(b->a, (b->room + 1) * (sizeof(char *) + 3 * sizeof(int64_t))))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    b->code = arena_array(b->a, const char *, b->room + 1);
    b->base = arena_array(b->a, int64_t, b->room + 1);
    b->out = arena_array(b->a, int64_t, b->room + 1);
    b->rest = arena_array(b->a, int64_t, b->room + 1);
    sha256_init(&b->inputs);
    return db_each(db, &q_demand_base_of_group, take_base, b, e, v_int(pool), v_text(project),
                   v_text(group));
}

bool
bases_write(struct db *db, int64_t pool, const char *project, const char *group,
            const struct bases *b, struct err *e)
{
    enum { VALUES = 6 };
    struct val v[BATCH * VALUES];
    if (!db_do(db, &q_agreed_clear, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    for (size_t from = 0; from < b->n; from += BATCH) {
        size_t n = b->n - from < BATCH ? b->n - from : BATCH;
        for (size_t i = 0; i < n; i++) {
            struct val *row = &v[i * VALUES];
            row[0] = v_int(pool);
            row[1] = v_text(project);
            row[2] = v_text(group);
            row[3] = v_text(b->code[from + i]);
            row[4] = v_int(b->base[from + i]);
            row[5] = v_int(b->out[from + i]);
        }
        if (!db_many(db, &q_agreed_write, v, n, e))
            return false;
    }
    return true;
}

static bool
compute(struct db *db, int64_t pool, const char *project, struct volume *v, struct bases *b,
        const struct stamp *by, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct stamp stamp = *by;
    char digest[SHA256_HEX_MAX];

    if (!bases_read(db, pool, project, v->group, b, e))
        return false;
    if (!agreed_split(&v->agreed, v->share, b->base, b->n, b->out, b->rest) ||
        !agreed_total(&v->agreed, b->sum, v->share, &x))
        return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
    v->base = b->sum;
    v->institutions = b->n;
    inputs_add_int(&b->inputs, v->share.ppm);
    stamp.inputs_sha256 = inputs_end(&b->inputs, digest);
    stamp.edition = VOLUME_EDITION;
    return version_keep(db, b->a, pool, project, "volume", v->group, digest, v->why, e) &&
           db_do(db, &q_group_volume_write, e, v_int(pool), v_text(project), v_text(v->group),
                 v_int(v->base.pieces), v_int(v->share.ppm), v_int(v->agreed.pieces),
                 v_int(v->winners)) &&
           bases_write(db, pool, project, v->group, b, e) &&
           explained_put(db, b->a, pool, "volume", group_id(b->a, project, v->group), &stamp, &x,
                         e);
}

bool
compute_volume(struct db *db, int64_t pool, const char *project, struct volume *v,
               const struct stamp *by, struct err *e)
{
    struct bases b = {.a = arena_new(BASES_MEMORY)};
    bool ok = compute(db, pool, project, v, &b, by, e);
    arena_free(b.a);
    return ok;
}

bool
volume_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
           struct volume *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_group_volume_get, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *found = r.n == 1;
    if (*found)
        *out = (struct volume){.group = group,
                               .base = {row_int(&r, 0, 0)},
                               .share = {row_int(&r, 0, 1)},
                               .agreed = {row_int(&r, 0, 2)},
                               .winners = row_int(&r, 0, 3)};
    return true;
}

const char *
group_id(struct arena *a, const char *project, const char *group)
{
    return arena_printf(a, "%s/%s", project, group);
}
