#include "day/plan.h"

#include <string.h>

#include "day/query.h"
#include "words/db.h"

enum { PLAN_MAX = 100000 };

struct planning {
    struct db *db;
    struct arena *a;
    int64_t pool;
    date on, last;
    date closes;  /* of this month: the day on which the month before is closed */
    month closed; /* the last month of the fund that is closed */
    struct plan *out;
};

static bool
add(struct planning *p, enum day_step step, const char *project, const month *m, struct err *e)
{
    char ym[MONTH_TEXT_MAX] = "";
    struct plan *o = p->out;
    if (o->n == o->room) {
        size_t room = o->room == 0 ? 64 : o->room * 2;
        if (room > PLAN_MAX || !arena_room(p->a, room * sizeof(*o->list)))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        struct planned *list = arena_array(p->a, struct planned, room);
        if (o->n > 0)
            memcpy(list, o->list, o->n * sizeof(*list));
        o->list = list;
        o->room = room;
    }
    if (m != NULL)
        month_text(*m, ym);
    o->list[o->n++] =
        (struct planned){.step = step,
                         .project = project,
                         .month = m != NULL ? *m : (month){0},
                         .subject = arena_printf(p->a, "%s%s%s", project,
                                                 *project != '\0' && m != NULL ? "/" : "", ym)};
    return true;
}

static bool
projects(struct planning *p, struct rows *r, struct err *e)
{
    char day[DATE_TEXT_MAX];
    return db_run(p->db, &q_day_projects, p->a, r, e, v_int(p->pool),
                  v_text(date_text(p->on, day)));
}

static bool
last_run(struct planning *p, const char *project, const char *step, month *out, bool *any,
         struct err *e)
{
    struct rows r;
    if (!db_run(p->db, &q_day_run_last, p->a, &r, e, v_int(p->pool), v_text(project), v_text(step)))
        return false;
    *any = month_parse(out, row_text(&r, 0, 0));
    return true;
}

/* Each project once; prepayments and monitoring of a month only when it was not run yet. */
static bool
prepayments(struct planning *p, struct err *e)
{
    struct rows r;
    month now = date_month(p->on), last;
    bool any;
    if (!projects(p, &r, e))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        if (!last_run(p, row_text(&r, i, 0), "prepay", &last, &any, e))
            return false;
        if ((!any || last.month < now.month) && !add(p, DAY_PREPAY, row_text(&r, i, 0), &now, e))
            return false;
    }
    return true;
}

/* Month by month from the first prepayment, or from the last month that was run. */
static bool
offsets(struct planning *p, struct err *e)
{
    struct rows r;
    month from, first;
    bool any;
    if (!projects(p, &r, e))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        if (row_int(&r, i, 1) == 0 || !month_parse(&first, row_text(&r, i, 2)))
            continue;
        if (!last_run(p, row_text(&r, i, 0), "offset", &from, &any, e))
            return false;
        from = any ? month_add(from, 1) : first;
        for (; from.month <= p->closed.month; from = month_add(from, 1))
            if (!add(p, DAY_OFFSET, row_text(&r, i, 0), &from, e))
                return false;
    }
    return true;
}

static bool
claim_months(struct planning *p, struct rows *r, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    return db_run(p->db, &q_day_claim_months, p->a, r, e, v_int(p->pool),
                  v_text(month_text(p->closed, ym)));
}

static bool
settlements(struct planning *p, struct err *e)
{
    struct rows r, months;
    month m, last;
    bool any;
    if (!projects(p, &r, e) || !claim_months(p, &months, e))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        if (!last_run(p, row_text(&r, i, 0), "settle", &last, &any, e))
            return false;
        for (size_t k = 0; k < months.n; k++)
            if (month_parse(&m, row_text(&months, k, 0)) && (!any || m.month > last.month) &&
                !add(p, DAY_SETTLE, row_text(&r, i, 0), &m, e))
                return false;
    }
    return true;
}

/* All of a pool: any project of it will do for the fund's step. */
static bool
claims(struct planning *p, struct err *e)
{
    struct rows r, months;
    month m, last;
    bool any;
    if (!projects(p, &r, e) || !claim_months(p, &months, e) ||
        !last_run(p, "", "claim", &last, &any, e))
        return false;
    for (size_t k = 0; r.n > 0 && k < months.n; k++)
        if (month_parse(&m, row_text(&months, k, 0)) && (!any || m.month > last.month)) {
            if (!add(p, DAY_CLAIM, row_text(&r, 0, 0), &m, e))
                return false;
        }
    return true;
}

/* The month before, once it is closed: each project on the first day from then on. */
static bool
monitoring(struct planning *p, struct err *e)
{
    struct rows r;
    if (date_cmp(p->on, p->closes) < 0 || (p->last.day != 0 && date_cmp(p->last, p->closes) >= 0))
        return true;
    if (!projects(p, &r, e))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (!add(p, DAY_MONITOR, row_text(&r, i, 0), &p->closed, e))
            return false;
    return true;
}

/* In the order of their days: one that is refused does not stop the others. */
static bool
amendments(struct planning *p, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct rows r;
    if (!db_run(p->db, &q_day_amendments, p->a, &r, e, v_int(p->pool),
                v_text(date_text(p->on, day))))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (!add(p, DAY_AMEND, row_text(&r, i, 0), NULL, e))
            return false;
    return true;
}

bool
day_plan(struct db *db, struct arena *a, int64_t pool, date on, date last, enum day_step step,
         struct plan *out, struct err *e)
{
    struct planning p = {.db = db, .a = a, .pool = pool, .on = on, .last = last, .out = out};
    p.closes = date_add_days(month_first(date_month(on)), DAY_CLOSES - 1);
    p.closed = month_add(date_month(on), date_cmp(on, p.closes) >= 0 ? -1 : -2);
    *out = (struct plan){.n = 0};
    switch (step) {
    case DAY_AMEND: return amendments(&p, e);
    case DAY_PREPAY: return prepayments(&p, e);
    case DAY_OFFSET: return offsets(&p, e);
    case DAY_SETTLE: return settlements(&p, e);
    case DAY_CLAIM: return claims(&p, e);
    case DAY_MONITOR: return monitoring(&p, e);
    case DAY_LISTING:
    case DAY_TERMS:
    case DAY_ADMIT:
    case DAY_BREACH:
    case DAY_UPWARD:
    case DAY_SHARE:
    case DAY_WATCH:
    case DAY_REMIND: return add(&p, step, "", NULL, e);
    case DAY_STEPS: break;
    }
    return true;
}
