#include "oversight/shortage.h"

#include <string.h>

#include "base/core/text.h"
#include "oversight/level.h"
#include "oversight/query.h"
#include "oversight/shortage_inner.h"
#include "registry/check.h"
#include "registry/institution.h"
#include "words/oversight.h"

const char *const shortage_state_names[SHORTAGE_STATES] = {"open", "stated", "decided", "charged",
                                                           "closed"};
const char *const statement_names[STATEMENTS] = {"", "will_supply", "cannot"};
const char *const force_names[FORCES] = {"", "claimed", "accepted", "refused"};
const char *const outcome_names[OUTCOMES] = {"", "supplied", "excused", "borne", "breach"};

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static int
place(const char *const names[], int n, const char *text)
{
    int i = 0;
    (void)name_find(names, n, text, &i);
    return i;
}

static struct shortage
of_row(const struct rows *r, size_t i)
{
    return (struct shortage){
        .number = row_text(r, i, 0),
        .project = row_text(r, i, 1),
        .institution = row_text(r, i, 2),
        .company = row_text(r, i, 3),
        .product = row_text(r, i, 4),
        .order = row_text(r, i, 5),
        .line = row_int(r, i, 6),
        .missing = {row_int(r, i, 7)},
        .substituted = {row_int(r, i, 8)},
        .state =
            (enum shortage_state)place(shortage_state_names, SHORTAGE_STATES, row_text(r, i, 9)),
        .statement = (enum statement)place(statement_names, STATEMENTS, row_text(r, i, 10)),
        .force = (enum force_majeure)place(force_names, FORCES, row_text(r, i, 11)),
        .outcome = (enum shortage_outcome)place(outcome_names, OUTCOMES, row_text(r, i, 12)),
        .evidence = row_text(r, i, 13),
        .credit_event = row_text(r, i, 14),
        .extra = {row_int(r, i, 15)},
        .reported_on = day_of(row_text(r, i, 16)),
        .stated_on = day_of(row_text(r, i, 17)),
        .supply_by = day_of(row_text(r, i, 18)),
        .decided_on = day_of(row_text(r, i, 19)),
        .charged_on = day_of(row_text(r, i, 20)),
        .closed_on = day_of(row_text(r, i, 21)),
    };
}

bool
shortage_get(struct db *db, struct arena *a, int64_t pool, const char *number, struct shortage *out,
             struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_shortage_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_SHORTAGE_NONE, {number}, .field = "case");
    *out = of_row(&r, 0);
    return true;
}

bool
shortage_list(struct db *db, struct arena *a, int64_t pool, const char *project,
              struct shortage **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_shortage_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = arena_array(a, struct shortage, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = of_row(&r, i);
    return true;
}

static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : put_date(a, d));
}

bool
shortage_keep(const struct shortage_work *w, const struct shortage *s, struct err *e)
{
    struct arena *a = w->arena;
    return db_do(w->db, &q_shortage_write, e, v_int(w->pool), v_text(s->number), v_text(s->project),
                 v_text(s->institution), v_text(s->company), v_text(s->product), v_text(s->order),
                 v_int(s->line), v_int(s->missing.pieces), v_int(s->substituted.pieces),
                 v_text(shortage_state_names[s->state]), v_text(statement_names[s->statement]),
                 v_text(force_names[s->force]), v_text(outcome_names[s->outcome]),
                 v_text(s->evidence), v_text(s->credit_event), v_int(s->extra.units),
                 v_day(a, s->reported_on), v_day(a, s->stated_on), v_day(a, s->supply_by),
                 v_day(a, s->decided_on), v_day(a, s->charged_on), v_day(a, s->closed_on));
}

/* The case, when it may still go on from its state to `to` on this day. */
bool
shortage_next(const struct shortage_work *w, enum shortage_state to, struct shortage *s,
              struct err *e)
{
    if (!shortage_get(w->db, w->arena, w->pool, w->number, s, e))
        return false;
    if (s->state == SHORTAGE_CLOSED || (to != SHORTAGE_CLOSED && s->state >= to))
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_STATE,
                       {w->number, shortage_state_names[s->state]}, .field = "case");
    date last = s->reported_on;
    const date days[] = {s->stated_on, s->decided_on, s->charged_on};
    for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
        if (days[i].day > last.day)
            last = days[i];
    return date_cmp(w->on, last) >= 0 ||
           err_set(e, ERR_INPUT, M_SHORTAGE_BEFORE, {w->number, put_date(w->arena, last)},
                   .field = "on");
}

/* To the office of the hospital's county first. */
static bool
reported_upward(const struct shortage_work *w, const char *institution, struct err *e)
{
    const struct level_work l = shortage_level(w);
    struct institution i;
    struct office at;
    if (!institution_on(w->db, w->arena, institution, w->on, &i, e))
        return false;
    office_of(i.region, &at);
    return level_begin(&l, &at, OFFICE_DAYS, e);
}

struct level_work
shortage_level(const struct shortage_work *w)
{
    return (struct level_work){w->db, w->arena, w->pool, LEVEL_SHORTAGE, w->number, w->on};
}

bool
report_shortage(const struct shortage_work *w, const char *order, int64_t line, enum put *how,
                struct err *e)
{
    struct rows old, r;
    char number[INT_TEXT_MAX];
    if (!db_run(w->db, &q_shortage_get, w->arena, &old, e, v_int(w->pool), v_text(w->number)) ||
        !db_run(w->db, &q_shortage_order, w->arena, &r, e, v_int(w->pool), v_text(order),
                v_int(line)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_SHORTAGE_NO_ORDER, {order, int_text(line, number)},
                       .field = "order");
    *how = PUT_SAME;
    if (old.n > 0) {
        struct shortage s = of_row(&old, 0);
        return (strcmp(s.order, order) == 0 && s.line == line &&
                date_cmp(s.reported_on, w->on) == 0) ||
               err_set(e, ERR_CONFLICT, M_PUT_FACT_SHORTAGE, {w->number, s.order}, .field = "case");
    }
    int64_t missing = row_int(&r, 0, 4) - row_int(&r, 0, 5);
    if (missing <= 0)
        return err_set(e, ERR_INPUT, M_SHORTAGE_SUPPLIED, {order}, .field = "order");
    if (strcmp(row_text(&r, 0, 6), put_date(w->arena, w->on)) > 0)
        return err_set(e, ERR_INPUT, M_SHORTAGE_BEFORE, {w->number, row_text(&r, 0, 6)},
                       .field = "on");
    *how = PUT_NEW;
    const struct shortage s = {.number = w->number,
                               .project = row_text(&r, 0, 0),
                               .institution = row_text(&r, 0, 1),
                               .company = row_text(&r, 0, 2),
                               .product = row_text(&r, 0, 3),
                               .order = order,
                               .line = line,
                               .missing = {missing},
                               .evidence = "",
                               .credit_event = "",
                               .reported_on = w->on};
    return shortage_keep(w, &s, e) && reported_upward(w, s.institution, e);
}

bool
state_supplier(const struct shortage_work *w, enum statement said, date supply_by,
               const char *evidence, struct err *e)
{
    struct shortage s;
    if (!shortage_next(w, SHORTAGE_STATED, &s, e))
        return false;
    if (said == STATEMENT_WILL_SUPPLY &&
        (supply_by.day == 0 || date_cmp(supply_by, w->on) < 0 || *evidence != '\0'))
        return err_set(e, ERR_INPUT, M_SHORTAGE_WHEN, {w->number}, .field = "supply-by");
    s.state = SHORTAGE_STATED;
    s.statement = said;
    s.stated_on = w->on;
    s.supply_by = said == STATEMENT_WILL_SUPPLY ? supply_by : (date){0};
    s.force = *evidence != '\0' ? FORCE_CLAIMED : FORCE_NOT_CLAIMED;
    s.evidence = evidence;
    return shortage_keep(w, &s, e);
}

bool
decide_force_majeure(const struct shortage_work *w, bool accepted, struct err *e)
{
    struct shortage s;
    if (!shortage_next(w, SHORTAGE_DECIDED, &s, e))
        return false;
    if (s.force != FORCE_CLAIMED) /* only what is claimed with evidence is decided */
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_NO_CLAIM, {w->number}, .field = "case");
    s.state = SHORTAGE_DECIDED;
    s.force = accepted ? FORCE_ACCEPTED : FORCE_REFUSED;
    s.decided_on = w->on;
    return shortage_keep(w, &s, e);
}
