#include "project/spread.h"

#include <string.h>

#include "base/core/text.h"
#include "project/explained.h"
#include "project/query.h"
#include "registry/region.h"
#include "words/phases.h"

bool
member_put(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
           date on, enum put *how, struct err *e)
{
    struct rows r;
    struct project p;
    if (!project_get(db, a, home, project, &p, e) || !pool_must(db, a, member, "member", e) ||
        !db_run(db, &q_member_get, a, &r, e, v_int(home), v_text(project), v_int(member)))
        return false;
    *how = r.n > 0 ? PUT_SAME : PUT_NEW;
    return r.n > 0 || (project_may(db, a, home, project, ACT_JOIN, on, e) &&
                       db_do(db, &q_member_write, e, v_int(home), v_text(project), v_int(member),
                             v_date(a, on)));
}

bool
member_must(struct db *db, struct arena *a, int64_t home, const char *project, int64_t member,
            struct err *e)
{
    struct rows r;
    char n[INT_TEXT_MAX];
    return db_run(db, &q_member_get, a, &r, e, v_int(home), v_text(project), v_int(member)) &&
           (r.n > 0 || err_set(e, ERR_NOT_FOUND, M_SPREAD_MEMBER, {int_text(member, n), project},
                               .field = "member"));
}

bool
member_list(struct db *db, struct arena *a, int64_t home, const char *project, struct members *out,
            struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_member_each, a, &r, e, v_int(home), v_text(project)))
        return false;
    *out = (struct members){r.n, arena_array(a, struct member, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] = (struct member){.pool = row_int(&r, i, 0), .name = row_text(&r, i, 1)};
        (void)date_parse(&out->list[i].joined, row_text(&r, i, 2));
    }
    return true;
}

bool
copy_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct copy *out,
         struct err *e)
{
    struct rows r;
    *out = (struct copy){.sha256 = ""};
    if (!db_run(db, &q_copy_get, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (r.n > 0)
        *out = (struct copy){row_int(&r, 0, 0), row_text(&r, 0, 1)};
    return true;
}

/* --- what is copied --- */

static void
digest_rows(struct sha256 *s, const struct rows *r)
{
    inputs_add_int(s, (int64_t)r->n);
    for (size_t i = 0; i < r->n * r->columns; i++)
        if (r->cells[i].type == VAL_INT)
            inputs_add_int(s, r->cells[i].i);
        else
            inputs_add_text(s, r->cells[i].s);
}

struct spread { /* of the home */
    struct project project;
    struct rows groups, phases, life;
    const char *sha256;
};

static bool
read_spread(struct db *db, struct arena *a, int64_t home, const char *project, struct spread *s,
            struct err *e)
{
    struct sha256 sum;
    struct rows head;
    if (!project_get(db, a, home, project, &s->project, e) ||
        !db_run(db, &q_project_get, a, &head, e, v_int(home), v_text(project)) ||
        !db_run(db, &q_group_each, a, &s->groups, e, v_int(home), v_text(project)) ||
        !db_run(db, &q_phase_each, a, &s->phases, e, v_int(home), v_text(project)) ||
        !db_run(db, &q_life_phase, a, &s->life, e, v_int(home), v_text(project)))
        return false;
    sha256_init(&sum);
    digest_rows(&sum, &head);
    digest_rows(&sum, &s->groups);
    digest_rows(&sum, &s->phases);
    digest_rows(&sum, &s->life);
    s->sha256 = inputs_end(&sum, arena_alloc(a, SHA256_HEX_MAX));
    return true;
}

bool
spread_digest(struct db *db, struct arena *a, int64_t home, const char *project, const char **out,
              struct err *e)
{
    struct spread s;
    if (!read_spread(db, a, home, project, &s, e))
        return false;
    *out = s.sha256;
    return true;
}

/* --- pulling --- */

static bool
write_groups(struct db *db, struct arena *a, int64_t member, const struct spread *s, struct err *e)
{
    const char *project = s->project.code;
    enum put how;
    for (size_t i = 0; i < s->groups.n; i++) {
        const struct project_group g = {
            .group = row_text(&s->groups, i, 0),
            .name = row_text(&s->groups, i, 1),
            .unit = row_text(&s->groups, i, 2),
            .class = row_text(&s->groups, i, 3),
            .ceiling = {row_int(&s->groups, i, 4)},
            .previous_highest = {row_int(&s->groups, i, 5)},
        };
        if (!group_put(db, a, member, project, &g, &how, e))
            return false;
    }
    for (size_t i = 0; i < s->phases.n; i++)
        if (!db_do(db, &q_phase_write, e, v_int(member), v_text(project),
                   v_text(row_text(&s->phases, i, 0)), v_text(row_text(&s->phases, i, 1)),
                   v_text(row_text(&s->phases, i, 2)), v_text(row_text(&s->phases, i, 3))))
            return false;
    return true;
}

/* The copy follows the home's phase; its own events say when it learnt of it. */
static bool
write_life(struct db *db, struct arena *a, int64_t member, const struct spread *s, date on,
           const char *who, struct err *e)
{
    struct life own;
    struct rows r;
    const char *project = s->project.code, *day = date_text(on, arena_alloc(a, DATE_TEXT_MAX));
    if (s->life.n == 0)
        return true;
    const char *phase = row_text(&s->life, 0, 0);
    if (!life_get(db, a, member, project, &own, e))
        return false;
    if (own.kept && strcmp(phase_names[own.phase], phase) == 0)
        return true;
    return db_run(db, &q_project_event_next, a, &r, e, v_int(member), v_text(project)) &&
           db_do(db, &q_life_write, e, v_int(member), v_text(project), v_text(phase),
                 v_text(day)) &&
           db_do(db, &q_project_event_write, e, v_int(member), v_text(project),
                 v_int(row_int(&r, 0, 0)), v_text(day), v_text(phase),
                 v_text(own.kept ? phase_names[own.phase] : ""), v_text(""), v_text(who));
}

/* A project of the pool's own is never overwritten by a copy. */
static bool
room_for_copy(struct db *db, struct arena *a, int64_t member, int64_t home, const char *project,
              struct copy *was, struct err *e)
{
    struct rows r;
    char n[INT_TEXT_MAX];
    if (!copy_get(db, a, member, project, was, e) ||
        !db_run(db, &q_project_get, a, &r, e, v_int(member), v_text(project)))
        return false;
    return (r.n == 0 || was->home == home) ||
           err_set(e, ERR_CONFLICT, M_SPREAD_OWN, {int_text(member, n), project},
                   .field = "project");
}

bool
pull_project(struct db *db, struct arena *a, int64_t member, int64_t home, const char *project,
             date on, const char *who, enum put *how, struct err *e)
{
    struct spread s;
    struct copy was;
    const char *pack;
    enum put ignored;
    if (member == home)
        return err_set(e, ERR_INPUT, M_SPREAD_SELF, {project}, .field = "home");
    if (!member_must(db, a, home, project, member, e) ||
        !room_for_copy(db, a, member, home, project, &was, e) ||
        !read_spread(db, a, home, project, &s, e))
        return false;
    *how = was.home == 0 ? PUT_NEW : PUT_CHANGED;
    if (was.home != 0 && strcmp(was.sha256, s.sha256) == 0) {
        *how = PUT_SAME;
        return true;
    }
    if (!pool_pack_on(db, a, member, on, &pack, e))
        return false;
    s.project.pool = member;
    if (*pack != '\0')
        s.project.pack = pack;
    return project_put(db, a, &s.project, &ignored, e) && write_groups(db, a, member, &s, e) &&
           write_life(db, a, member, &s, on, who, e) &&
           db_do(db, &q_copy_write, e, v_int(member), v_text(project), v_int(home),
                 v_text(s.sha256), v_date(a, on));
}
