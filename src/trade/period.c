#include "trade/period.h"

#include <string.h>

#include "trade/line.h"
#include "trade/query.h"
#include "words/period.h"

static bool
is_locked(struct db *db, struct arena *a, int64_t pool, const char *ym, bool *out, struct err *e)
{
    struct rows r;
    if (!db_run_kept(db, &q_period_get, a, &r, e, v_int(pool), v_text(ym)))
        return false;
    *out = r.n > 0;
    return true;
}

bool
period_open(struct db *db, struct arena *a, int64_t pool, date on, const char *field, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    bool locked;
    if (!is_locked(db, a, pool, month_text(date_month(on), text), &locked, e))
        return false;
    return !locked || err_set(e, ERR_CONFLICT, M_PERIOD_LOCKED, {text}, .field = field);
}

bool
period_next_open(struct db *db, struct arena *a, int64_t pool, date on, date *out, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    struct rows r;
    month last;
    *out = on;
    if (!db_run(db, &q_period_last, a, &r, e, v_int(pool),
                v_text(month_text(date_month(on), text))))
        return false;
    if (month_parse(&last, row_text(&r, 0, 0)))
        *out = date_add_days(month_last(last), 1);
    return true;
}

/* An import names the same months again and again. */
static bool
known_locked(struct trade *t, date on, bool *out, struct err *e)
{
    struct trade_memo *m = t->memo;
    char text[MONTH_TEXT_MAX];
    month_text(date_month(on), text);
    *out = false;
    if (strcmp(m->open_month, text) == 0)
        return true;
    if (!is_locked(t->db, t->arena, t->pool, text, out, e))
        return false;
    if (!*out)
        memcpy(m->open_month, text, sizeof(text));
    return true;
}

bool
period_may(struct trade *t, date on, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    bool locked;
    if (!known_locked(t, on, &locked, e))
        return false;
    return !locked || t->correction != NULL ||
           err_set(e, ERR_CONFLICT, M_PERIOD_LOCKED, {month_text(date_month(on), text)},
                   .field = "date");
}

bool
period_count(struct trade *t, const struct trade_line *k, date on, const struct progress *d,
             struct err *e)
{
    char text[MONTH_TEXT_MAX];
    bool locked;
    if (!period_may(t, on, e) || !known_locked(t, on, &locked, e))
        return false;
    return !locked ||
           db_do(t->db, &q_period_change, e, v_int(t->pool), v_text(t->correction),
                 v_text(month_text(date_month(on), text)), v_text(k->project),
                 v_text(k->institution), v_text(k->product), v_text(k->variant),
                 v_text(k->agreement), v_int(d->ordered.pieces), v_int(d->accepted.pieces),
                 v_int(d->returned.pieces), v_int(d->accepted_amount.units),
                 v_int(d->at_selected.units), v_int(d->invoiced.units), v_int(d->paid.units));
}

bool
lock_period(struct db *db, struct arena *a, int64_t pool, month m, const char *by, date today,
            enum put *how, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    struct rows r;
    bool locked;
    if (!is_locked(db, a, pool, month_text(m, text), &locked, e))
        return false;
    *how = PUT_SAME;
    if (locked)
        return true;
    if (date_cmp(today, month_last(m)) <= 0)
        return err_set(e, ERR_CONFLICT, M_PERIOD_RUNS, {text}, .field = "month");
    if (!db_run(db, &q_period_first_open, a, &r, e, v_int(pool), v_text(text)))
        return false;
    if (*row_text(&r, 0, 0) != '\0')
        return err_set(e, ERR_CONFLICT, M_PERIOD_ORDER, {text, row_text(&r, 0, 0)},
                       .field = "month");
    *how = PUT_NEW;
    return db_do(db, &q_period_put, e, v_int(pool), v_text(text), v_date(a, today), v_text(by)) &&
           db_do(db, &q_period_keep, e, v_int(pool), v_text(text));
}

bool
period_list(struct db *db, struct arena *a, int64_t pool, struct period **out, size_t *n,
            struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_period_list, a, &r, e, v_int(pool)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct period, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct period *p = &(*out)[i];
        (void)month_parse(&p->month, row_text(&r, i, 0));
        p->locked_on = day_of(row_text(&r, i, 1));
        p->locked_by = row_text(&r, i, 2);
        p->corrections = row_int(&r, i, 3);
    }
    return true;
}

bool
period_figures(struct db *db, struct arena *a, int64_t pool, month m, struct period_figure **out,
               size_t *n, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    struct rows r;
    bool locked;
    if (!is_locked(db, a, pool, month_text(m, text), &locked, e))
        return false;
    if (!locked)
        return err_set(e, ERR_NOT_FOUND, M_PERIOD_NOT_LOCKED, {text});
    if (!db_run(db, &q_period_figures, a, &r, e, v_int(pool), v_text(text)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct period_figure, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct period_figure){.project = row_text(&r, i, 0),
                                           .institution = row_text(&r, i, 1),
                                           .accepted = {row_int(&r, i, 2)},
                                           .accepted_now = {row_int(&r, i, 3)},
                                           .amount = {row_int(&r, i, 4)},
                                           .amount_now = {row_int(&r, i, 5)},
                                           .paid = {row_int(&r, i, 6)},
                                           .paid_now = {row_int(&r, i, 7)}};
    return true;
}
