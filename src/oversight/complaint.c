#include "oversight/complaint.h"

#include <assert.h>
#include <string.h>

#include "engine/linkage.h"
#include "registry/pack_on.h"
#include "oversight/query.h"
#include "words/oversight.h"
#include "words/registry.h"

const char *const complaint_kind_names[COMPLAINT_KINDS] = {"complaint", "report", "objection",
                                                           "credit_appeal"};
const char *const complaint_result_names[COMPLAINT_RESULTS] = {"", "founded", "partly", "unfounded",
                                                               "withdrawn"};

const char *
complaint_state_name(enum complaint_state s)
{
    static const char *const names[COMPLAINT_STATES] = {
        [COMPLAINT_CLOSED] = "closed",     [COMPLAINT_CLOSED_LATE] = "closed_late",
        [COMPLAINT_OVERDUE] = "overdue",   [COMPLAINT_ACCEPT_OVERDUE] = "accept_overdue",
        [COMPLAINT_ACCEPTED] = "accepted", [COMPLAINT_WAITING] = "waiting",
    };
    assert(s < COMPLAINT_STATES);
    return names[s];
}

static date
term(const struct policy *p, enum rule r, date from)
{
    int64_t days;
    if (p == NULL || !policy_int(p, r, &days))
        return (date){0};
    return r == RULE_CREDIT_APPEAL ? date_add_days(from, (int)days) : term_until(from, (int)days);
}

struct complaint_terms
complaint_terms(const struct policy *p, const struct complaint *c)
{
    struct complaint_terms t = {{0}, {0}};
    enum rule answer = RULE_COMPLAINT_ANSWER;
    date from = c->filed_on;

    if (c->kind == COMPLAINT_OBJECTION || c->kind == COMPLAINT_APPEAL) {
        answer = c->kind == COMPLAINT_OBJECTION ? RULE_OBJECTION_ANSWER : RULE_CREDIT_APPEAL;
    } else {
        t.accept_by = term(p, RULE_COMPLAINT_ACCEPT, from);
        from = t.accept_by.day != 0 ? t.accept_by : from;
        if (c->accepted_on.day != 0 && (t.accept_by.day == 0 || c->accepted_on.day < from.day))
            from = c->accepted_on; /* who accepts late gains nothing by it */
    }
    t.answer_by = term(p, answer, from);
    return t;
}

static bool
is_after(date on, date last)
{
    return last.day != 0 && date_cmp(on, last) > 0;
}

enum complaint_state
complaint_state(const struct complaint *c, const struct complaint_terms *t, date on)
{
    if (c->answered_on.day != 0 && date_cmp(c->answered_on, on) <= 0)
        return is_after(c->answered_on, t->answer_by) ? COMPLAINT_CLOSED_LATE : COMPLAINT_CLOSED;
    if (is_after(on, t->answer_by))
        return COMPLAINT_OVERDUE;
    if (c->accepted_on.day != 0 && date_cmp(c->accepted_on, on) <= 0)
        return COMPLAINT_ACCEPTED;
    return is_after(on, t->accept_by) ? COMPLAINT_ACCEPT_OVERDUE : COMPLAINT_WAITING;
}

static bool
dates_fine(const struct complaint *c, struct err *e)
{
    if (c->accepted_on.day != 0 && date_cmp(c->accepted_on, c->filed_on) < 0)
        return err_set(e, ERR_INPUT, M_COMPLAINT_BEFORE, {c->number}, .field = "accepted");
    if (c->answered_on.day != 0 &&
        date_cmp(c->answered_on, date_max(c->filed_on, c->accepted_on)) < 0)
        return err_set(e, ERR_INPUT, M_COMPLAINT_BEFORE, {c->number}, .field = "answered");
    if ((c->answered_on.day != 0) != (c->result != RESULT_OPEN))
        return err_set(e, ERR_INPUT, M_COMPLAINT_RESULT, {c->number}, .field = "result");
    return true;
}

/* What was filed stays as it was. */
static bool
same_filing(const struct rows *r, const struct val v[], struct err *e)
{
    static const char *const column[] = {"kind", "project", "by", "against", "subject", "filed"};
    for (size_t i = 0; r->n > 0 && i < 6; i++)
        if (strcmp(row_text(r, 0, i), v[2 + i].s) != 0)
            return err_set(e, ERR_CONFLICT, M_PUT_FACT, {v[1].s, column[i]}, .field = column[i]);
    return true;
}

static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : date_text(d, arena_alloc(a, DATE_TEXT_MAX)));
}

bool
complaint_put(struct db *db, struct arena *a, int64_t pool, const struct complaint *in,
              enum put *how, struct err *e)
{
    struct policy *p;
    struct rows r;
    if (!dates_fine(in, e) || !pack_on(db, a, pool, in->filed_on, &p, e))
        return false;
    struct complaint_terms t = complaint_terms(p, in);
    const struct val v[] = {
        v_int(pool),
        v_text(in->number),
        v_text(complaint_kind_names[in->kind]),
        v_text(in->project),
        v_text(in->by),
        v_text(in->against),
        v_text(in->subject),
        v_day(a, in->filed_on),
        v_day(a, t.accept_by),
        v_day(a, in->accepted_on),
        v_day(a, t.answer_by),
        v_day(a, in->answered_on),
        v_text(complaint_result_names[in->result]),
    };
    const struct put_row row = {&q_complaint_get, &q_complaint_write, NULL, v, 13, 2};
    return db_run(db, &q_complaint_get, a, &r, e, v[0], v[1]) && same_filing(&r, v, e) &&
           put_state(db, a, &row, how, e);
}
