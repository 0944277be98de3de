#include "engine/credit.h"
#include "words/engine_super.h"

#include <assert.h>
#include <string.h>

static int
month_grade(const struct credit_edition *e, int grade)
{
    assert(grade >= 1 && grade <= e->grades);
    return e->months[grade];
}

static const struct credit_edition *
edition_on(const struct credit_edition edition[], size_t n, date on)
{
    const struct credit_edition *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (date_cmp(edition[i].from, on) <= 0)
            found = &edition[i];
    return found;
}

/* The highest grade whose amount is reached; 0: none. */
static int
grade_by_amount(const struct credit_edition *e, const struct credit_event *v)
{
    int grade = 0;
    for (size_t i = 0; i < e->thresholds; i++) {
        const struct credit_threshold *t = &e->threshold[i];
        if (t->matter == v->matter && money_cmp(v->amount, t->from) >= 0 && t->grade > grade)
            grade = t->grade;
    }
    return grade;
}

/* Did the act happen while an earlier record of the same matter stood? */
static bool
is_repeat(const struct credit_event event[], const struct credit_judged judged[], size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (event[k].matter == event[i].matter && judged[k].first_grade > 0 &&
            date_cmp(event[k].evaluated_on, event[i].happened_on) <= 0 &&
            date_cmp(event[i].happened_on, judged[k].until) <= 0)
            return true;
    return false;
}

static int
grade_after_repair(const struct credit_edition *e, const struct credit_event *v, int grade, date on)
{
    uint32_t done = 0;
    int lowest = grade;
    for (int a = 0; a < CREDIT_ACTIONS; a++)
        if (v->repaired_on[a].day != 0 && date_cmp(v->repaired_on[a], on) <= 0)
            done |= 1u << a;
    for (size_t i = 0; i < e->repairs; i++)
        if (e->repair[i].grade == grade && (e->repair[i].needs & ~done) == 0 &&
            e->repair[i].lowered < lowest)
            lowest = e->repair[i].lowered;
    return lowest;
}

/* Its record, whatever the day of the question. False: no record was made. */
static bool
judge_record(const struct credit_event event[], size_t i, bool repeat_raises,
             struct credit_judged judged[])
{
    struct credit_judged *j = &judged[i];
    j->first_grade = grade_by_amount(j->edition, &event[i]);
    if (j->first_grade == 0)
        return false;
    j->repeated = is_repeat(event, judged, i);
    j->grade = j->first_grade;
    if (j->repeated && repeat_raises && j->grade < j->edition->grades)
        j->grade++;
    int months = month_grade(j->edition, j->grade);
    j->until = date_add_days(date_add_months(event[i].evaluated_on, months), -1);
    return true;
}

static void
judge(const struct credit_edition edition[], size_t editions, const struct credit_event event[],
      size_t i, date on, enum credit_by by, bool repeat_raises, struct credit_judged judged[])
{
    struct credit_judged *j = &judged[i];
    date day = by == CREDIT_BY_EVALUATION ? event[i].evaluated_on : event[i].happened_on;

    *j = (struct credit_judged){.standing = CREDIT_STANDS};
    if (date_cmp(event[i].evaluated_on, on) > 0) {
        j->standing = CREDIT_NOT_YET;
        return;
    }
    j->edition = edition_on(edition, editions, day);
    if (j->edition == NULL) {
        j->standing = CREDIT_NO_EDITION;
        return;
    }
    if (!judge_record(event, i, repeat_raises, judged)) {
        j->standing = CREDIT_BELOW;
        return;
    }
    int grade = grade_after_repair(j->edition, &event[i], j->grade, on);
    if (date_cmp(on, j->until) > 0)
        j->standing = CREDIT_EXPIRED;
    else if (grade == 0)
        j->standing = CREDIT_REPAIRED;
    j->grade = j->standing == CREDIT_STANDS ? grade : 0;
}

/* The measures of its grade that are in force on the day. */
static void
add_effects(const struct credit_event *v, const struct credit_judged *j, size_t event, date on,
            struct credit_answer *out)
{
    for (size_t i = 0; i < j->edition->measures; i++) {
        const struct credit_measure *m = &j->edition->measure[i];
        date until = j->until;
        if (m->grade != j->grade)
            continue;
        if (m->months > 0)
            until = date_min(until, date_add_days(date_add_months(v->evaluated_on, m->months), -1));
        if (date_cmp(on, until) > 0)
            continue;
        if (out->n == CREDIT_EVENTS_MAX)
            out->lost++;
        else
            out->effect[out->n++] = (struct credit_effect_at){m, event, v->evaluated_on, until};
    }
}

static int
from_worst(const struct credit_judged *j)
{
    return j->edition->grades - j->grade;
}

void
credit_at(const struct credit_edition edition[], size_t editions, const struct credit_event event[],
          size_t n, date on, enum credit_by by, bool repeat_raises, struct credit_judged judged[],
          struct credit_answer *out, struct explain *x)
{
    out->grade = 0;
    out->event = n;
    out->n = out->lost = 0;
    for (size_t i = 0; i < n; i++) {
        assert(i == 0 || date_cmp(event[i - 1].evaluated_on, event[i].evaluated_on) <= 0);
        judge(edition, editions, event, i, on, by, repeat_raises, judged);
        struct credit_judged *j = &judged[i];
        explain_add(x, RULE_CREDIT_EDITION, M_X_CREDIT_EVENT, t_text(event[i].id),
                    t_text(credit_matter_name(event[i].matter)), t_money(event[i].amount),
                    t_text(j->edition != NULL ? j->edition->id : ""), t_int(j->grade),
                    t_text(credit_standing_name(j->standing)));
        if (j->repeated)
            explain_add(x, RULE_CREDIT_REPEAT, M_X_CREDIT_REPEAT, t_text(event[i].id),
                        t_int(j->first_grade));
        if (j->standing != CREDIT_STANDS)
            continue;
        if (out->event == n || from_worst(j) < from_worst(&judged[out->event]))
            out->event = i;
        add_effects(&event[i], j, i, on, out);
    }
    if (out->event < n)
        out->grade = judged[out->event].grade;
    explain_add(x, RULE_NONE, M_X_CREDIT, t_date(on), t_int(out->grade), t_int((int64_t)out->n));
}

size_t
credit_effect_find(const struct credit_answer *a, const struct credit_event event[],
                   enum credit_effect e, const char *product, int64_t division)
{
    for (size_t i = 0; i < a->n; i++) {
        const struct credit_measure *m = a->effect[i].measure;
        const struct credit_event *v = &event[a->effect[i].event];
        bool here = m->area == CREDIT_NATION ||
                    (m->area == CREDIT_PROVINCE ? v->division / 10000 == division / 10000
                                                : v->division == division);
        bool this =
            m->goods == CREDIT_COMPANY || (product[0] != '\0' && strcmp(v->product, product) == 0);
        if (m->effect == e && here && this)
            return i;
    }
    return a->n;
}

static bool
is_grade(const struct credit_edition *e, int grade)
{
    return grade >= 1 && grade <= e->grades;
}

/* Of each matter, in the order given: larger amounts, higher grades. */
static bool
threshold_is_sound(const struct credit_edition *e, size_t i)
{
    const struct credit_threshold *t = &e->threshold[i];
    for (size_t k = 0; k < i; k++)
        if (e->threshold[k].matter == t->matter &&
            (money_cmp(e->threshold[k].from, t->from) >= 0 || e->threshold[k].grade >= t->grade))
            return false;
    return is_grade(e, t->grade) && t->from.units >= 0;
}

enum credit_flaw
credit_edition_check(const struct credit_edition *e, size_t *at)
{
    *at = 0;
    if (e->grades < 1 || e->grades > CREDIT_GRADES_MAX)
        return CREDIT_FLAW_GRADES;
    for (int g = 1; g <= e->grades; g++)
        if (e->months[g] < 1 || e->months[g] > 1200) {
            *at = (size_t)g;
            return CREDIT_FLAW_MONTHS;
        }
    for (*at = 0; *at < e->thresholds; ++*at)
        if (!threshold_is_sound(e, *at))
            return CREDIT_FLAW_THRESHOLD;
    for (*at = 0; *at < e->measures; ++*at) {
        const struct credit_measure *m = &e->measure[*at];
        if (!is_grade(e, m->grade) || m->months < 0 || m->months > e->months[m->grade])
            return CREDIT_FLAW_MEASURE;
    }
    for (*at = 0; *at < e->repairs; ++*at) {
        const struct credit_repair *r = &e->repair[*at];
        if (!is_grade(e, r->grade) || r->lowered < 0 || r->lowered >= r->grade || r->needs == 0)
            return CREDIT_FLAW_REPAIR;
    }
    return CREDIT_SOUND;
}
