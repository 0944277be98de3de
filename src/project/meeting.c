#include "project/meeting.h"

#include <string.h>

#include "access/org.h"
#include "project/project.h"
#include "project/query.h"
#include "registry/check.h"
#include "registry/company.h"
#include "words/bank.h"

enum { PLACE_MAX = 120, CODE_MAX = 64 };

const char *const purpose_names[PURPOSES] = {"joint_bargaining", "review", "negotiation"};

/* --- the meeting --- */

static bool
meeting_fine(struct db *db, struct arena *a, int64_t pool, const struct meeting *in, struct err *e)
{
    struct draw_need need[SPECIALITIES];
    struct project p;
    struct company c;
    if (!code_is_plain(in->code, CODE_MAX))
        return err_set(e, ERR_INPUT, M_MEETING_CODE, {in->code}, .field = "meeting");
    if (!draw_need_parse(need, in->need))
        return err_set(e, ERR_INPUT, M_MEETING_NEED, {in->need}, .field = "need");
    if (in->companies > MEETING_COMPANIES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_MEETING_MANY, {in->code}, .field = "companies");
    if (!name_fine(in->place, PLACE_MAX, "place", e) ||
        !project_get(db, a, pool, in->project, &p, e) ||
        (*in->group != '\0' && !group_must(db, a, pool, in->project, in->group, "group", e)))
        return false;
    for (size_t i = 0; i < in->companies; i++)
        if (!company_on(db, a, in->company[i], in->held, &c, e))
            return false;
    return true;
}

static bool
same_companies(const struct rows *r, const struct meeting *in)
{
    size_t found = 0;
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < in->companies; k++)
            if (strcmp(row_text(r, i, 0), in->company[k]) == 0) {
                found++;
                break;
            }
    return found == r->n && r->n == in->companies;
}

static bool
write_companies(struct db *db, struct arena *a, int64_t pool, const struct meeting *in,
                enum put *how, struct err *e)
{
    const struct val key[] = {v_int(pool), v_text(in->project), v_text(in->code)};
    struct rows r;
    if (!db_run(db, &q_meeting_companies, a, &r, e, key[0], key[1], key[2]))
        return false;
    if (same_companies(&r, in))
        return true;
    if (*how == PUT_SAME)
        *how = PUT_CHANGED;
    if (r.n > 0 && !db_do_values(db, &q_meeting_company_clear, key, 3, e))
        return false;
    for (size_t i = 0; i < in->companies; i++)
        if (!db_do(db, &q_meeting_company_write, e, key[0], key[1], key[2], v_text(in->company[i])))
            return false;
    return true;
}

/* What is stored says the same? */
static bool
same_meeting(const struct rows *old, struct arena *a, const struct meeting *in,
             const struct rows *companies)
{
    return strcmp(row_text(old, 0, 0), purpose_names[in->purpose]) == 0 &&
           strcmp(row_text(old, 0, 1), in->group) == 0 &&
           strcmp(row_text(old, 0, 2), put_date(a, in->held)) == 0 &&
           strcmp(row_text(old, 0, 3), in->place) == 0 &&
           strcmp(row_text(old, 0, 4), in->need) == 0 && same_companies(companies, in);
}

bool
meeting_put(struct db *db, struct arena *a, int64_t pool, const struct meeting *in, enum put *how,
            struct err *e)
{
    const struct val v[] = {v_int(pool),       v_text(in->project),
                            v_text(in->code),  v_text(purpose_names[in->purpose]),
                            v_text(in->group), v_date(a, in->held),
                            v_text(in->place), v_text(in->need)};
    struct rows old, companies, draws;
    if (!meeting_fine(db, a, pool, in, e) ||
        !db_run(db, &q_meeting_get, a, &old, e, v[0], v[1], v[2]) ||
        !db_run(db, &q_meeting_companies, a, &companies, e, v[0], v[1], v[2]) ||
        !db_run(db, &q_draws_of_meeting, a, &draws, e, v[0], v[1], v[2]))
        return false;
    *how = PUT_SAME;
    if (old.n > 0 && same_meeting(&old, a, in, &companies))
        return true;
    if (draws.n > 0)
        return err_set(e, ERR_CONFLICT, M_MEETING_DRAWN, {in->code}, .field = "meeting");
    return put_state(db, a, &(struct put_row){&q_meeting_get, &q_meeting_write, NULL, v, 8, 3}, how,
                     e) &&
           write_companies(db, a, pool, in, how, e);
}

static void
meeting_row(const struct rows *r, size_t i, size_t at, struct meeting *out)
{
    int purpose = 0;
    (void)name_find(purpose_names, PURPOSES, row_text(r, i, at), &purpose);
    out->purpose = (enum meeting_purpose)purpose;
    out->group = row_text(r, i, at + 1);
    (void)date_parse(&out->held, row_text(r, i, at + 2));
    out->place = row_text(r, i, at + 3);
    out->need = row_text(r, i, at + 4);
}

bool
meeting_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *code,
            struct meeting *out, struct err *e)
{
    struct rows r, companies;
    if (!db_run(db, &q_meeting_get, a, &r, e, v_int(pool), v_text(project), v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_MEETING_NONE, {code, project}, .field = "meeting");
    if (!db_run(db, &q_meeting_companies, a, &companies, e, v_int(pool), v_text(project),
                v_text(code)))
        return false;
    const char **list = arena_array(a, const char *, companies.n + 1);
    for (size_t i = 0; i < companies.n; i++)
        list[i] = row_text(&companies, i, 0);
    *out = (struct meeting){
        .project = project, .code = code, .company = list, .companies = companies.n};
    meeting_row(&r, 0, 0, out);
    return true;
}

bool
meeting_list(struct db *db, struct arena *a, int64_t pool, const char *project,
             struct meetings *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_meeting_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = (struct meetings){r.n, arena_array(a, struct meeting, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] = (struct meeting){.project = project, .code = row_text(&r, i, 0)};
        meeting_row(&r, i, 1, &out->list[i]);
    }
    return true;
}

/* --- drawing for it --- */

bool
meeting_ask(struct arena *a, const struct meeting *m, struct draw_ask *ask)
{
    const char **all = arena_array(a, const char *, ask->companies + m->companies + 1);
    size_t n = 0;
    for (size_t i = 0; i < ask->companies; i++)
        all[n++] = ask->company[i];
    for (size_t i = 0; i < m->companies; i++)
        all[n++] = m->company[i];
    ask->project = m->project;
    ask->company = all;
    ask->companies = n;
    return draw_need_parse(ask->need, m->need);
}

bool
meeting_commit(struct db *db, struct arena *a, int64_t pool, const struct meeting *m,
               const struct draw_ask *ask, struct expert_draw *out, enum put *how,
               enum draw_verdict *v, const char **who, struct err *e)
{
    const char *bound, *done;
    int64_t days;
    if (!meeting_of_draw(db, a, pool, m->project, ask->draw, &bound, &days, e) ||
        !draw_of_meeting(db, a, pool, m->project, m->code, &done, e))
        return false;
    if (*bound != '\0' && (strcmp(bound, m->code) != 0 || days != ask->rest_days))
        return err_set(e, ERR_CONFLICT, M_DRAW_BOUND, {ask->draw, bound}, .field = "meeting");
    if (*done != '\0' && strcmp(done, ask->draw) != 0) /* nobody draws until he likes it */
        return err_set(e, ERR_CONFLICT, M_MEETING_DRAWN, {m->code}, .field = "draw");
    if (!draw_commit(db, a, pool, ask, out, how, v, who, e))
        return false;
    if (*v != DRAW_OK || *bound != '\0')
        return true;
    if (*how == PUT_SAME) /* committed to for nothing in particular: it stays so */
        return err_set(e, ERR_CONFLICT, M_DRAW_BOUND, {ask->draw, "-"}, .field = "meeting");
    return db_do(db, &q_meeting_draw_write, e, v_int(pool), v_text(m->project), v_text(ask->draw),
                 v_text(m->code), v_int(ask->rest_days));
}

bool
meeting_of_draw(struct db *db, struct arena *a, int64_t pool, const char *project, const char *draw,
                const char **meeting, int64_t *rest_days, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_meeting_of_draw, a, &r, e, v_int(pool), v_text(project), v_text(draw)))
        return false;
    *meeting = r.n > 0 ? row_text(&r, 0, 0) : "";
    *rest_days = r.n > 0 ? row_int(&r, 0, 1) : 0;
    return true;
}

bool
draw_of_meeting(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *meeting, const char **draw, struct err *e)
{
    struct rows r;
    *draw = "";
    if (!db_run(db, &q_draws_of_meeting, a, &r, e, v_int(pool), v_text(project), v_text(meeting)))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (*row_text(&r, i, 1) != '\0')
            *draw = row_text(&r, i, 0);
    return true;
}
