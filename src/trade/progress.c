#include "trade/progress.h"

#include <stdio.h>

#include "agreement/counters.h"
#include "trade/line.h"
#include "trade/period.h"
#include "trade/query.h"

const char *const trade_check_names[TRADE_CHECKS] = {"progress", "agreement", "order", "goods",
                                                     "receipt",  "document",  "period"};

bool
progress_add(struct trade *t, const struct trade_line *k, date on, const struct progress *d,
             struct err *e)
{
    char text[MONTH_TEXT_MAX];
    const struct counters add = {.ordered = d->ordered.pieces,
                                 .shipped = d->shipped.pieces,
                                 .accepted = d->accepted.pieces,
                                 .returned = d->returned.pieces,
                                 .invoiced = d->invoiced_units.pieces,
                                 .accepted_amount = d->accepted_amount.units,
                                 .paid_amount = d->paid.units};
    const struct line_key line = {t->pool, k->agreement, k->product};
    if (!period_count(t, k, on, d, e))
        return false;
    if (*k->agreement != '\0' &&
        !(d->sure ? count_more(t->db, &line, date_month(on), &add, e)
                  : count_event(t->db, t->arena, &line, date_month(on), &add, e)))
        return false;
    month_text(date_month(on), text);
    return db_later(t->db, &q_progress_add, 6, e, v_int(t->pool), v_text(k->project),
                    v_text(k->institution), v_text(k->product), v_text(k->variant),
                    v_text(k->agreement), v_int(d->agreed.pieces), v_int(d->ordered.pieces),
                    v_int(d->accepted.pieces), v_int(d->returned.pieces),
                    v_int(d->accepted_amount.units), v_int(d->at_selected.units),
                    v_int(d->invoiced.units), v_int(d->paid.units)) &&
           db_later(t->db, &q_progress_month_add, 7, e, v_int(t->pool), v_text(k->project),
                    v_text(k->institution), v_text(k->product), v_text(k->variant),
                    v_text(k->agreement), v_text(text), v_int(d->ordered.pieces),
                    v_int(d->accepted.pieces), v_int(d->returned.pieces),
                    v_int(d->accepted_amount.units), v_int(d->at_selected.units),
                    v_int(d->invoiced.units), v_int(d->paid.units));
}

bool
progress_get(struct trade *t, const struct trade_line *k, struct progress *out, struct err *e)
{
    struct rows r;
    *out = (struct progress){0};
    if (!db_run(t->db, &q_progress_get, t->arena, &r, e, v_int(t->pool), v_text(k->project),
                v_text(k->institution), v_text(k->product), v_text(k->variant),
                v_text(k->agreement)))
        return false;
    if (r.n > 0)
        *out = (struct progress){.agreed = {row_int(&r, 0, 0)},
                                 .ordered = {row_int(&r, 0, 1)},
                                 .accepted = {row_int(&r, 0, 2)},
                                 .returned = {row_int(&r, 0, 3)},
                                 .accepted_amount = {row_int(&r, 0, 4)},
                                 .at_selected = {row_int(&r, 0, 5)},
                                 .invoiced = {row_int(&r, 0, 6)},
                                 .paid = {row_int(&r, 0, 7)}};
    return true;
}

struct each {
    void *arg;
    progress_row *progress;
    owed_row *owed;
    finding_row *finding;
    enum trade_check check;
    date on;
};

static bool
each_progress(void *arg, const struct rows *r, struct err *e)
{
    const struct each *x = arg;
    const struct trade_line k = {.institution = row_text(r, 0, 0),
                                 .product = row_text(r, 0, 1),
                                 .variant = row_text(r, 0, 2),
                                 .agreement = row_text(r, 0, 3)};
    const struct progress p = {.agreed = {row_int(r, 0, 4)},
                               .ordered = {row_int(r, 0, 5)},
                               .accepted = {row_int(r, 0, 6)},
                               .returned = {row_int(r, 0, 7)},
                               .accepted_amount = {row_int(r, 0, 8)},
                               .at_selected = {row_int(r, 0, 9)}};
    return x->progress(x->arg, &k, &p, e);
}

bool
progress_on(struct db *db, int64_t pool, const char *project, date on, progress_row *row, void *arg,
            struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct each x = {.arg = arg, .progress = row};
    return db_each(db, &q_progress_on, each_progress, &x, e, v_int(pool), v_text(project),
                   v_text(date_text(on, day)));
}

static bool
each_owed(void *arg, const struct rows *r, struct err *e)
{
    const struct each *x = arg;
    struct owed o = {.institution = row_text(r, 0, 0),
                     .payee = row_text(r, 0, 1),
                     .receipt = row_text(r, 0, 2),
                     .line = row_int(r, 0, 3),
                     .order = row_text(r, 0, 4),
                     .order_line = row_int(r, 0, 5),
                     .product = row_text(r, 0, 6),
                     .accepted_on = day_of(row_text(r, 0, 7)),
                     .due_on = day_of(row_text(r, 0, 8)),
                     .in_time_until = day_of(row_text(r, 0, 9)),
                     .estimate = row_int(r, 0, 10) == 1,
                     .why = row_text(r, 0, 11),
                     .pack = row_text(r, 0, 12),
                     .left = {row_int(r, 0, 13)}};
    if (o.in_time_until.day != 0 && o.left.units > 0 && x->on.day > o.in_time_until.day)
        o.days_late = x->on.day - o.in_time_until.day;
    return x->owed(x->arg, &o, e);
}

bool
owed_on(struct db *db, int64_t pool, const char *project, date on, owed_row *row, void *arg,
        struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct each x = {.arg = arg, .owed = row, .on = on};
    return db_each(db, &q_due_on, each_owed, &x, e, v_int(pool), v_text(project),
                   v_text(date_text(on, day)));
}

static bool
each_finding(void *arg, const struct rows *r, struct err *e)
{
    const struct each *x = arg;
    char what[256];
    size_t n = 0;
    for (size_t i = 0; i < r->columns && n < sizeof(what); i++) {
        const struct val *v = &r->cells[i];
        int k =
            v->type == VAL_INT
                ? snprintf(what + n, sizeof(what) - n, "%s%lld", i > 0 ? " " : "", (long long)v->i)
                : snprintf(what + n, sizeof(what) - n, "%s%s", i > 0 ? " " : "", v->s);
        n += k > 0 ? (size_t)k : 0;
    }
    return x->finding(x->arg, x->check, what, e);
}

bool
trade_check(struct db *db, int64_t pool, finding_row *row, void *arg, struct err *e)
{
    const struct query *const queries[TRADE_CHECKS] = {
        &q_check_progress, &q_check_agreements, &q_check_orders, &q_check_goods,
        &q_check_receipts, &q_check_documents,  &q_check_periods};
    for (int i = 0; i < TRADE_CHECKS; i++) {
        struct each x = {.arg = arg, .finding = row, .check = (enum trade_check)i};
        if (!db_each(db, queries[i], each_finding, &x, e, v_int(pool)))
            return false;
    }
    return true;
}
