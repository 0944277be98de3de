#include "oversight/level.h"

#include "access/role.h"
#include "engine/linkage.h"
#include "oversight/query.h"
#include "registry/check.h"
#include "words/supply.h"

const char *const level_matter_names[LEVEL_MATTERS] = {"shortage", "issue"};
const char *const level_state_names[LEVEL_STATES] = {"open", "solved", "passed", "late", "ended"};

static bool
keep(const struct level_work *w, const struct level *l, struct err *e)
{
    struct arena *a = w->arena;
    return db_do(w->db, &q_level_write, e, v_int(w->pool), v_text(level_matter_names[w->matter]),
                 v_text(w->number), v_int(l->seq), v_text(office_level_names[l->office.level]),
                 v_text(l->office.region), v_date(a, l->since), v_int(l->days),
                 v_date(a, l->answer_by), v_text(level_state_names[l->state]),
                 v_text(l->answered_on.day == 0 ? "" : put_date(a, l->answered_on)), v_text(l->who),
                 v_text(l->answer));
}

static bool
open_at(const struct level_work *w, int64_t seq, const struct office *at, int64_t days,
        struct err *e)
{
    const struct level l = {.seq = seq,
                            .office = *at,
                            .since = w->on,
                            .answer_by = term_until(w->on, (int)days),
                            .days = days,
                            .state = LEVEL_OPEN,
                            .who = "",
                            .answer = ""};
    return keep(w, &l, e);
}

bool
level_begin(const struct level_work *w, const struct office *at, int64_t days, struct err *e)
{
    return open_at(w, 1, at, days, e);
}

bool
level_last(const struct level_work *w, struct level *out, bool *any, struct err *e)
{
    int state = 0;
    struct rows r;
    if (!db_run(w->db, &q_level_last, w->arena, &r, e, v_int(w->pool),
                v_text(level_matter_names[w->matter]), v_text(w->number)))
        return false;
    *any = r.n > 0;
    if (!*any)
        return true;
    *out = (struct level){.seq = row_int(&r, 0, 0),
                          .who = row_text(&r, 0, 6),
                          .answer = row_text(&r, 0, 7),
                          .days = row_int(&r, 0, 8)};
    office_of(row_text(&r, 0, 1), &out->office);
    (void)date_parse(&out->since, row_text(&r, 0, 2));
    (void)date_parse(&out->answer_by, row_text(&r, 0, 3));
    (void)name_find(level_state_names, LEVEL_STATES, row_text(&r, 0, 4), &state);
    out->state = (enum level_state)state;
    (void)date_parse(&out->answered_on, row_text(&r, 0, 5));
    return true;
}

bool
level_end(const struct level_work *w, struct err *e)
{
    struct level l = {0};
    bool any;
    if (!level_last(w, &l, &any, e))
        return false;
    if (!any || l.state != LEVEL_OPEN)
        return true;
    l.state = LEVEL_ENDED;
    l.answered_on = w->on;
    return keep(w, &l, e);
}

static bool
go_up(const struct level_work *w, struct level *l, const struct office *above, struct err *e)
{
    l->answered_on = w->on;
    return keep(w, l, e) && open_at(w, l->seq + 1, above, l->days, e);
}

bool
answer_level(const struct level_work *w, const struct level_answer *in, struct err *e)
{
    struct office above;
    struct level l = {0};
    bool any;
    if (!level_last(w, &l, &any, e))
        return false;
    if (!any || l.state != LEVEL_OPEN)
        return err_set(e, ERR_CONFLICT, M_LEVEL_NOT_OPEN, {w->number}, .field = "case");
    if (!region_within(l.office.region, in->region))
        return err_set(e, ERR_CONFLICT, M_LEVEL_ELSEWHERE, {w->number, l.office.region},
                       .field = "case");
    bool top = !office_above(&l.office, w->pool, &above);
    if (!in->solved && top)
        return err_set(e, ERR_CONFLICT, M_LEVEL_TOP, {w->number}, .field = "outcome");
    l.state = in->solved ? LEVEL_SOLVED : LEVEL_PASSED;
    l.who = in->who;
    l.answer = in->text;
    l.answered_on = w->on;
    return in->solved ? keep(w, &l, e) : go_up(w, &l, &above, e);
}

bool
run_level_day(struct db *db, void *arg, struct err *e)
{
    struct level_day *d = arg;
    struct rows r;
    d->moved = 0;
    if (!db_run(db, &q_level_late, d->a, &r, e, v_int(d->pool), v_date(d->a, d->on)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        struct level_work w = {.db = db, .arena = d->a, .pool = d->pool, .on = d->on};
        struct office above;
        int matter = 0;
        struct level l = {0};
        bool any;
        (void)name_find(level_matter_names, LEVEL_MATTERS, row_text(&r, i, 0), &matter);
        w.matter = (enum level_matter)matter;
        w.number = row_text(&r, i, 1);
        if (!level_last(&w, &l, &any, e))
            return false;
        if (!office_above(&l.office, d->pool, &above))
            continue;
        l.state = LEVEL_LATE;
        d->moved++;
        if (!go_up(&w, &l, &above, e))
            return false;
    }
    return true;
}
