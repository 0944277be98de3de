#include "demand/national.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "demand/query.h"
#include "demand/version.h"
#include "demand/volume_inner.h"
#include "engine/agreed.h"
#include "engine/split.h"
#include "project/life.h"
#include "project/spread.h"
#include "words/demand.h"
#include "words/reporting.h"

enum { STEPS = 8 };

/* --- up --- */

static bool
summary_put(struct db *db, struct arena *a, int64_t home, const char *project, const char *group,
            int64_t member, date today, bool *changed, struct err *e)
{
    struct bases b = {.a = arena_new(BASES_MEMORY)};
    struct rows old = {0};
    char digest[SHA256_HEX_MAX];
    bool ok = bases_read(db, member, project, group, &b, e) &&
              db_run(db, &q_summary_get, a, &old, e, v_int(home), v_text(project), v_text(group),
                     v_int(member));
    *changed = false;
    if (ok) {
        inputs_end(&b.inputs, digest);
        *changed = old.n == 0 || strcmp(row_text(&old, 0, 2), digest) != 0;
        ok = !*changed || db_do(db, &q_summary_write, e, v_int(home), v_text(project),
                                v_text(group), v_int(member), v_int(b.sum.pieces),
                                v_int((int64_t)b.n), v_text(digest), v_date(a, today));
    }
    arena_free(b.a);
    return ok;
}

bool
pull_summary(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
             date today, enum put *how, struct err *e)
{
    struct project_groups g;
    struct demand_progress at;
    char pool[INT_TEXT_MAX], n[INT_TEXT_MAX];
    if (!member_must(db, a, home, project, member, e) || !group_list(db, a, home, project, &g, e) ||
        !demand_progress(db, a, member, project, &at, e))
        return false;
    if (at.returned + at.unreviewed > 0)
        return err_set(e, ERR_CONFLICT, M_SPREAD_UNREVIEWED,
                       {int_text(member, pool), int_text(at.returned + at.unreviewed, n)},
                       .field = "member");
    *how = PUT_SAME;
    for (size_t i = 0; i < g.n; i++) {
        bool changed;
        if (!summary_put(db, a, home, project, g.list[i].group, member, today, &changed, e))
            return false;
        if (changed)
            *how = PUT_CHANGED;
    }
    return true;
}

/* --- the whole --- */

struct summaries {
    size_t n;
    int64_t *member, *base, *out, *rest;
    qty sum;
    struct sha256 inputs;
};

static bool
read_summaries(struct db *db, struct arena *a, int64_t home, const char *project, const char *group,
               struct summaries *s, struct err *e)
{
    struct members m;
    struct rows r;
    char pool[INT_TEXT_MAX];
    if (!member_list(db, a, home, project, &m, e) ||
        !db_run(db, &q_summary_each, a, &r, e, v_int(home), v_text(project), v_text(group)))
        return false;
    if (m.n == 0)
        return err_set(e, ERR_CONFLICT, M_SPREAD_NO_MEMBERS, {project}, .field = "project");
    *s = (struct summaries){m.n,
                            arena_array(a, int64_t, m.n),
                            arena_array(a, int64_t, m.n),
                            arena_array(a, int64_t, m.n),
                            arena_array(a, int64_t, m.n),
                            .sum = {0}};
    sha256_init(&s->inputs);
    for (size_t i = 0; i < m.n; i++) { /* both are in the order of the pools */
        if (i >= r.n || row_int(&r, i, 0) != m.list[i].pool)
            return err_set(e, ERR_CONFLICT, M_SPREAD_SUMMARY,
                           {int_text(m.list[i].pool, pool), group}, .field = "member");
        s->member[i] = m.list[i].pool;
        s->base[i] = row_int(&r, i, 1);
        if (!qty_add(&s->sum, s->sum, (qty){s->base[i]}))
            return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
        inputs_add_int(&s->inputs, s->member[i]);
        inputs_add_text(&s->inputs, row_text(&r, i, 2));
    }
    return true;
}

static bool
write_parts(struct db *db, int64_t home, const char *project, const struct volume *v,
            const struct summaries *s, struct err *e)
{
    if (!db_do(db, &q_national_write, e, v_int(home), v_text(project), v_text(v->group),
               v_int(v->base.pieces), v_int(v->share.ppm), v_int(v->agreed.pieces),
               v_int(v->winners)) ||
        !db_do(db, &q_part_clear, e, v_int(home), v_text(project), v_text(v->group)))
        return false;
    for (size_t i = 0; i < s->n; i++)
        if (!db_do(db, &q_part_write, e, v_int(home), v_text(project), v_text(v->group),
                   v_int(s->member[i]), v_int(s->base[i]), v_int(s->out[i])))
            return false;
    return true;
}

bool
divide_volume(struct db *db, struct arena *a, int64_t home, const char *project, struct volume *v,
              const struct stamp *by, struct err *e)
{
    struct summaries s;
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct stamp stamp = *by;
    char digest[SHA256_HEX_MAX];
    if (!project_may(db, a, home, project, ACT_VOLUME, (date){0}, e) ||
        !group_must(db, a, home, project, v->group, "group", e) ||
        !read_summaries(db, a, home, project, v->group, &s, e))
        return false;
    if (!agreed_split(&v->agreed, v->share, s.base, s.n, s.out, s.rest) ||
        !agreed_total(&v->agreed, s.sum, v->share, &x))
        return err_set(e, ERR_TOO_LARGE, M_VOLUME_LARGE);
    v->base = s.sum;
    v->institutions = s.n;
    for (size_t i = 0; i < s.n && i + 1 < STEPS; i++)
        split_explain(&x, v->agreed, (qty){s.base[i]}, s.sum, (qty){s.out[i]});
    inputs_add_int(&s.inputs, v->share.ppm);
    stamp.inputs_sha256 = inputs_end(&s.inputs, digest);
    stamp.edition = NATIONAL_EDITION;
    return version_keep(db, a, home, project, "national", v->group, digest, v->why, e) &&
           write_parts(db, home, project, v, &s, e) &&
           explained_put(db, a, home, "national", group_id(a, project, v->group), &stamp, &x, e);
}

bool
national_get(struct db *db, struct arena *a, int64_t home, const char *project, const char *group,
             struct national *out, struct err *e)
{
    struct rows r, parts;
    if (!db_run(db, &q_national_get, a, &r, e, v_int(home), v_text(project), v_text(group)) ||
        !db_run(db, &q_part_each, a, &parts, e, v_int(home), v_text(project), v_text(group)))
        return false;
    *out = (struct national){.found = r.n > 0, .n = parts.n};
    out->list = arena_array(a, struct national_part, parts.n + 1);
    if (out->found)
        out->total = (struct volume){.group = group,
                                     .base = {row_int(&r, 0, 0)},
                                     .share = {row_int(&r, 0, 1)},
                                     .agreed = {row_int(&r, 0, 2)},
                                     .winners = row_int(&r, 0, 3),
                                     .institutions = parts.n};
    for (size_t i = 0; i < parts.n; i++)
        out->list[i] = (struct national_part){
            row_int(&parts, i, 0), {row_int(&parts, i, 1)}, {row_int(&parts, i, 2)}};
    return true;
}

/* --- down --- */

/* The member's part; its base has to be what went up. */
static bool
read_part(struct db *db, int64_t member, int64_t home, const char *project, struct volume *v,
          struct bases *b, struct err *e)
{
    struct rows r;
    char pool[INT_TEXT_MAX], was[INT_TEXT_MAX], is[INT_TEXT_MAX];
    if (!db_run(db, &q_part_get, b->a, &r, e, v_int(home), v_text(project), v_text(v->group),
                v_int(member)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_CONFLICT, M_SPREAD_NO_PART, {int_text(member, pool), v->group},
                       .field = "group");
    v->base.pieces = row_int(&r, 0, 0);
    v->agreed.pieces = row_int(&r, 0, 1);
    v->share.ppm = row_int(&r, 0, 2);
    v->winners = row_int(&r, 0, 3);
    v->institutions = b->n;
    return v->base.pieces == b->sum.pieces ||
           err_set(e, ERR_CONFLICT, M_SPREAD_CHANGED,
                   {int_text(member, pool), v->group, int_text(v->base.pieces, was),
                    int_text(b->sum.pieces, is)},
                   .field = "group");
}

static bool
take_down(struct db *db, int64_t member, int64_t home, const char *project, struct volume *v,
          struct bases *b, const struct stamp *by, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct stamp stamp = *by;
    char digest[SHA256_HEX_MAX];
    struct national whole;
    if (!project_may(db, b->a, member, project, ACT_VOLUME, (date){0}, e) ||
        !bases_read(db, member, project, v->group, b, e) ||
        !read_part(db, member, home, project, v, b, e) ||
        !national_get(db, b->a, home, project, v->group, &whole, e))
        return false;
    split_volume(v->agreed.pieces, b->base, b->n, b->out, b->rest);
    split_explain(&x, whole.total.agreed, v->base, whole.total.base, v->agreed);
    inputs_add_int(&b->inputs, v->agreed.pieces);
    stamp.inputs_sha256 = inputs_end(&b->inputs, digest);
    stamp.edition = NATIONAL_EDITION;
    return version_keep(db, b->a, member, project, "volume", v->group, digest, v->why, e) &&
           db_do(db, &q_group_volume_write, e, v_int(member), v_text(project), v_text(v->group),
                 v_int(v->base.pieces), v_int(v->share.ppm), v_int(v->agreed.pieces),
                 v_int(v->winners)) &&
           bases_write(db, member, project, v->group, b, e) &&
           explained_put(db, b->a, member, "volume", group_id(b->a, project, v->group), &stamp, &x,
                         e);
}

bool
pull_volume(struct db *db, int64_t member, int64_t home, const char *project, struct volume *v,
            const struct stamp *by, struct err *e)
{
    struct bases b = {.a = arena_new(BASES_MEMORY)};
    bool ok = take_down(db, member, home, project, v, &b, by, e);
    arena_free(b.a);
    return ok;
}
