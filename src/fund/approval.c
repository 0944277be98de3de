#include "fund/approval.h"

#include <string.h>

#include "fund/query.h"
#include "registry/check.h"
#include "words/fund.h"

const char *const approval_step_names[APPROVAL_STEPS] = {"settle", "retention", "prepay", "claim"};

bool
approval_get(struct db *db, struct arena *a, int64_t pool, const char *project,
             enum approval_step step, const char *period, struct approval *out, bool *found,
             struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_approval_get, a, &r, e, v_int(pool), v_text(project),
                v_text(approval_step_names[step]), v_text(period)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *out = (struct approval){.order = {.project = project,
                                       .period = period,
                                       .step = step,
                                       .rows = row_int(&r, 0, 2),
                                       .amount = {row_int(&r, 0, 3)}},
                             .made_by = row_text(&r, 0, 0),
                             .approved_by = row_text(&r, 0, 4),
                             .ended = row_int(&r, 0, 6),
                             .end = ending_of_row(&r, 0, 7)};
    (void)date_parse(&out->made_on, row_text(&r, 0, 1));
    (void)date_parse(&out->approved_on, row_text(&r, 0, 5));
    return true;
}

static bool
keep(struct db *db, struct arena *a, int64_t pool, const struct approval *p, struct err *e)
{
    const struct payment_order *o = &p->order;
    return db_do(db, &q_approval_write, e, v_int(pool), v_text(o->project),
                 v_text(approval_step_names[o->step]), v_text(o->period), v_text(p->made_by),
                 v_date(a, p->made_on), v_int(o->rows), v_int(o->amount.units),
                 v_text(p->approved_by),
                 v_text(p->approved_on.day == 0 ? "" : put_date(a, p->approved_on)));
}

bool
approval_ask(struct db *db, struct arena *a, int64_t pool, const struct payment_order *o,
             const char *by, date on, enum put *how, struct err *e)
{
    struct approval old;
    bool found;
    if (*by == '\0')
        return err_set(e, ERR_INPUT, M_APPROVAL_NOBODY, {o->project}, .field = "by");
    if (!approval_get(db, a, pool, o->project, o->step, o->period, &old, &found, e))
        return false;
    *how = found ? PUT_CHANGED : PUT_NEW;
    if (found && old.ended == 0 && old.order.rows == o->rows &&
        old.order.amount.units == o->amount.units) {
        *how = PUT_SAME;
        return true;
    }
    const struct approval now = {.order = *o, .made_by = by, .made_on = on, .approved_by = ""};
    return keep(db, a, pool, &now, e);
}

/* While a settlement is under way there is no order yet, or only the one that ended before. */
bool
approval_complete(struct db *db, struct arena *a, int64_t pool, const char *project,
                  enum approval_step step, const char *period, struct err *e)
{
    struct rows r;
    if (step != APPROVE_SETTLE)
        return true;
    return db_run(db, &q_settle_run_month, a, &r, e, v_int(pool), v_text(period),
                  v_text(project)) &&
           (r.n == 0 ||
            err_set(e, ERR_CONFLICT, M_SETTLE_UNFINISHED, {project, period}, .field = "period"));
}

bool
approval_give(struct db *db, struct arena *a, int64_t pool, const char *project,
              enum approval_step step, const char *period, const char *by, date on,
              struct approval *out, enum put *how, struct err *e)
{
    bool found;
    if (*by == '\0')
        return err_set(e, ERR_INPUT, M_APPROVAL_NOBODY, {project}, .field = "by");
    if (!approval_complete(db, a, pool, project, step, period, e) ||
        !approval_get(db, a, pool, project, step, period, out, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_APPROVAL_NONE, {project, period}, .field = "period");
    if (out->ended != 0)
        return err_set(e, ERR_CONFLICT, M_APPROVAL_ENDED, {project, period, out->end.by},
                       .field = "period");
    if (strcmp(out->made_by, by) == 0)
        return err_set(e, ERR_INPUT, M_APPROVAL_SAME, {by, project, period}, .field = "by");
    *how = PUT_SAME;
    if (*out->approved_by != '\0')
        return strcmp(out->approved_by, by) == 0 ||
               err_set(e, ERR_CONFLICT, M_APPROVAL_GIVEN, {project, period, out->approved_by},
                       .field = "by");
    if (date_cmp(on, out->made_on) < 0)
        return err_set(e, ERR_INPUT, M_APPROVAL_BEFORE, {project, period}, .field = "on");
    *how = PUT_CHANGED;
    out->approved_by = by;
    out->approved_on = on;
    return keep(db, a, pool, out, e);
}

bool
approval_must(struct db *db, struct arena *a, int64_t pool, const char *project,
              enum approval_step step, const char *period, date on, struct err *e)
{
    struct approval p = {.approved_by = ""};
    bool found;
    if (!approval_get(db, a, pool, project, step, period, &p, &found, e))
        return false;
    if (!found || *p.approved_by == '\0')
        return err_set(e, ERR_CONFLICT, M_APPROVAL_WAITS, {project, period}, .field = "approval");
    return date_cmp(on, p.approved_on) >= 0 ||
           err_set(e, ERR_CONFLICT, M_APPROVAL_EARLY, {project, period}, .field = "date");
}

bool
approval_list(struct db *db, struct arena *a, int64_t pool, bool waiting,
              const struct approval *after, size_t limit, struct approval **out, size_t *n,
              struct err *e)
{
    static const struct approval none = {.order = {.project = "", .period = ""}};
    const struct approval *from = after != NULL ? after : &none;
    struct rows r;
    if (!db_run(db, &q_approval_list, a, &r, e, v_int(pool), v_int(waiting),
                v_text(from->made_on.day == 0 ? "" : put_date(a, from->made_on)),
                v_text(after != NULL ? approval_step_names[from->order.step] : ""),
                v_text(from->order.project), v_text(from->order.period), v_int((int64_t)limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct approval, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct approval *p = &(*out)[i];
        int step = 0;
        (void)name_find(approval_step_names, APPROVAL_STEPS, row_text(&r, i, 1), &step);
        *p = (struct approval){.order = {.project = row_text(&r, i, 0),
                                         .period = row_text(&r, i, 2),
                                         .step = (enum approval_step)step,
                                         .rows = row_int(&r, i, 3),
                                         .amount = {row_int(&r, i, 4)}},
                               .made_by = row_text(&r, i, 5),
                               .approved_by = row_text(&r, i, 7),
                               .ended = row_int(&r, i, 9),
                               .end = ending_of_row(&r, i, 10)};
        (void)date_parse(&p->made_on, row_text(&r, i, 6));
        (void)date_parse(&p->approved_on, row_text(&r, i, 8));
    }
    return true;
}
