#include "oversight/complaint_case.h"

#include <assert.h>
#include <string.h>

#include "access/user.h"
#include "oversight/query.h"
#include "registry/check.h"
#include "registry/pack_on.h"
#include "words/complaint.h"

const char *const case_step_names[CASE_STEPS] = {"filed",    "assigned",  "accepted",
                                                 "answered", "withdrawn", "published"};

const char *
case_verdict_name(enum case_verdict v)
{
    static const char *const names[CASE_VERDICTS] = {
        "ok", "text", "to", "concerned", "others", "over", "elsewhere", "early", "result", "again"};
    assert(v < CASE_VERDICTS);
    return names[v];
}

static bool
is_concerned(const struct case_state *s, const struct case_move *m)
{
    bool handles = m->step == CASE_ASSIGNED || m->step == CASE_ACCEPTED ||
                   m->step == CASE_ANSWERED || m->step == CASE_PUBLISHED;
    return handles && (strcmp(m->org, s->c.against) == 0 || strcmp(m->org, s->c.by) == 0);
}

enum case_verdict
case_check(const struct case_state *s, const struct case_move *m)
{
    bool over = s->c.result != RESULT_OPEN;
    bool wants = m->step == CASE_FILED || m->step == CASE_ANSWERED || m->step == CASE_WITHDRAWN;
    if (wants && *m->text == '\0')
        return CASE_TEXT;
    if (m->step == CASE_ASSIGNED && *m->to == '\0')
        return CASE_TO;
    if (is_concerned(s, m))
        return CASE_CONCERNED;
    if (m->step == CASE_WITHDRAWN && strcmp(m->org, s->c.by) != 0)
        return CASE_OTHERS;
    if (over && m->step != CASE_PUBLISHED && m->step != CASE_FILED)
        return CASE_OVER;
    if ((m->step == CASE_ACCEPTED || m->step == CASE_ANSWERED) && *s->assigned != '\0' &&
        strcmp(s->assigned, m->who) != 0)
        return CASE_ELSEWHERE;
    if (m->step == CASE_PUBLISHED && (!over || s->c.result == RESULT_WITHDRAWN))
        return CASE_EARLY;
    if (m->step == CASE_ANSWERED && (m->result == RESULT_OPEN || m->result == RESULT_WITHDRAWN))
        return CASE_RESULT;
    if (m->step == CASE_PUBLISHED && s->published)
        return CASE_AGAIN;
    return CASE_OK;
}

/* --- as it is stored --- */

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static bool
load(struct db *db, struct arena *a, int64_t pool, const char *number, struct case_view *out,
     bool *found, struct err *e)
{
    struct rows r;
    int kind = 0, result = 0;
    *out = (struct case_view){
        .state = {.c = {.number = number, .by = "", .against = ""}, .assigned = ""}};
    if (!db_run(db, &q_complaint_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    (void)name_find(complaint_kind_names, COMPLAINT_KINDS, row_text(&r, 0, 0), &kind);
    (void)name_find(complaint_result_names, COMPLAINT_RESULTS, row_text(&r, 0, 10), &result);
    out->state.c = (struct complaint){.number = number,
                                      .kind = (enum complaint_kind)kind,
                                      .project = row_text(&r, 0, 1),
                                      .by = row_text(&r, 0, 2),
                                      .against = row_text(&r, 0, 3),
                                      .subject = row_text(&r, 0, 4),
                                      .filed_on = day_of(row_text(&r, 0, 5)),
                                      .accepted_on = day_of(row_text(&r, 0, 7)),
                                      .answered_on = day_of(row_text(&r, 0, 9)),
                                      .result = (enum complaint_result)result};
    out->terms = (struct complaint_terms){day_of(row_text(&r, 0, 6)), day_of(row_text(&r, 0, 8))};
    return true;
}

static bool
load_events(struct db *db, struct arena *a, int64_t pool, const char *number, struct case_view *out,
            struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_case_events, a, &r, e, v_int(pool), v_text(number)))
        return false;
    out->events = r.n;
    out->event = arena_array(a, struct case_event, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        int step = 0;
        (void)name_find(case_step_names, CASE_STEPS, row_text(&r, i, 0), &step);
        out->event[i] = (struct case_event){.step = (enum case_step)step,
                                            .who = row_text(&r, i, 1),
                                            .on = day_of(row_text(&r, i, 2)),
                                            .to = row_text(&r, i, 3),
                                            .text = row_text(&r, i, 4)};
        if (step == CASE_ASSIGNED)
            out->state.assigned = out->event[i].to;
        out->state.published = out->state.published || step == CASE_PUBLISHED;
    }
    return true;
}

bool
case_get(struct db *db, struct arena *a, int64_t pool, const char *number, struct case_view *out,
         struct err *e)
{
    bool found;
    return load(db, a, pool, number, out, &found, e) &&
           (found || err_set(e, ERR_NOT_FOUND, M_CASE_NONE, {number}, .field = "complaint")) &&
           load_events(db, a, pool, number, out, e);
}

/* --- moving --- */

static bool
refuse(const struct case_view *v, const struct case_move *m, enum case_verdict why, struct err *e)
{
    static const enum msg say[CASE_VERDICTS] = {
        [CASE_TEXT] = M_CASE_TEXT,           [CASE_TO] = M_CASE_TO,
        [CASE_CONCERNED] = M_CASE_CONCERNED, [CASE_OTHERS] = M_CASE_OTHERS,
        [CASE_OVER] = M_CASE_OVER,           [CASE_ELSEWHERE] = M_CASE_ELSEWHERE,
        [CASE_EARLY] = M_CASE_EARLY,         [CASE_RESULT] = M_CASE_RESULT,
        [CASE_AGAIN] = M_CASE_AGAIN,
    };
    bool input = why == CASE_TEXT || why == CASE_TO || why == CASE_RESULT;
    return err_set(e, input ? ERR_INPUT : ERR_CONFLICT, say[why],
                   {m->number, v->state.assigned, complaint_result_names[v->state.c.result]},
                   .field = why == CASE_TEXT     ? "text"
                            : why == CASE_TO     ? "to"
                            : why == CASE_RESULT ? "result"
                                                 : "complaint");
}

/* The last step again, word for word. */
static bool
is_repeat(const struct case_view *v, const struct case_move *m)
{
    const struct case_event *last = v->events > 0 ? &v->event[v->events - 1] : NULL;
    return last != NULL && last->step == m->step && strcmp(last->who, m->who) == 0 &&
           strcmp(last->to, m->to) == 0 && strcmp(last->text, m->text) == 0;
}

static bool
write_event(struct db *db, struct arena *a, int64_t pool, const struct case_view *v,
            const struct case_move *m, struct err *e)
{
    return db_do(db, &q_case_write, e, v_int(pool), v_text(m->number),
                 v_int((int64_t)v->events + 1), v_text(case_step_names[m->step]), v_text(m->who),
                 v_date(a, m->on), v_text(m->to), v_text(m->text));
}

static bool
file_case(struct db *db, struct arena *a, int64_t pool, struct case_view *v, bool found,
          const struct case_move *m, enum put *how, struct err *e)
{
    const struct complaint c = {.number = m->number,
                                .kind = m->kind,
                                .project = m->project,
                                .by = m->org,
                                .against = m->against,
                                .subject = m->subject,
                                .filed_on = m->on};
    if (found)
        return err_set(e, ERR_CONFLICT, M_CASE_THERE, {m->number}, .field = "complaint");
    return complaint_put(db, a, pool, &c, how, e) && write_event(db, a, pool, v, m, e);
}

/* Somebody of an office, and not of those whom it concerns. */
static bool
may_handle(struct db *db, struct arena *a, const struct case_view *v, const struct case_move *m,
           struct err *e)
{
    struct user u;
    bool there;
    if (m->step != CASE_ASSIGNED)
        return true;
    if (!user_look(db, a, m->to, m->on, &u, &there, e))
        return false;
    if (!there || !u.active || (u.roles & (AS_OFFICE | AS_REGULATOR)) == 0)
        return err_set(e, ERR_INPUT, M_CASE_NOBODY, {m->to}, .field = "to");
    return (strcmp(u.org.code, v->state.c.against) != 0 &&
            strcmp(u.org.code, v->state.c.by) != 0) ||
           err_set(e, ERR_CONFLICT, M_CASE_CONCERNED, {m->number}, .field = "to");
}

bool
move_case(struct db *db, struct arena *a, int64_t pool, const struct case_move *m, enum put *how,
          struct err *e)
{
    struct case_view v;
    enum put stored;
    bool found;
    if (!load(db, a, pool, m->number, &v, &found, e) || !load_events(db, a, pool, m->number, &v, e))
        return false;
    if (!found && m->step != CASE_FILED)
        return err_set(e, ERR_NOT_FOUND, M_CASE_NONE, {m->number}, .field = "complaint");
    *how = PUT_SAME;
    if (is_repeat(&v, m))
        return true;
    enum case_verdict why = case_check(&v.state, m);
    if (why != CASE_OK)
        return refuse(&v, m, why, e);
    if (!may_handle(db, a, &v, m, e))
        return false;
    *how = PUT_NEW;
    if (m->step == CASE_FILED)
        return file_case(db, a, pool, &v, found, m, how, e);
    struct complaint c = v.state.c;
    if (m->step == CASE_ACCEPTED)
        c.accepted_on = m->on;
    if (m->step == CASE_ANSWERED || m->step == CASE_WITHDRAWN) {
        c.answered_on = m->on;
        c.result = m->step == CASE_WITHDRAWN ? RESULT_WITHDRAWN : m->result;
    }
    return complaint_put(db, a, pool, &c, &stored, e) && write_event(db, a, pool, &v, m, e);
}

bool
case_list(struct db *db, struct arena *a, const struct case_filter *f, struct case_row **out,
          size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_case_list, a, &r, e, v_int(f->pool), v_text(f->after), v_text(f->by),
                v_int(f->open_only), v_int(f->public), v_int((int64_t)f->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct case_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct case_row){.number = row_text(&r, i, 0),
                                      .kind = row_text(&r, i, 1),
                                      .project = row_text(&r, i, 2),
                                      .by = row_text(&r, i, 3),
                                      .against = row_text(&r, i, 4),
                                      .subject = row_text(&r, i, 5),
                                      .result = row_text(&r, i, 11),
                                      .assigned = row_text(&r, i, 12),
                                      .answer = row_text(&r, i, 13),
                                      .filed_on = day_of(row_text(&r, i, 6)),
                                      .accept_by = day_of(row_text(&r, i, 7)),
                                      .accepted_on = day_of(row_text(&r, i, 8)),
                                      .answer_by = day_of(row_text(&r, i, 9)),
                                      .answered_on = day_of(row_text(&r, i, 10)),
                                      .published = row_int(&r, i, 14) != 0};
    return true;
}
