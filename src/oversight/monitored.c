#include "oversight/monitored.h"

#include <stdio.h>
#include <string.h>

#include "access/org.h"
#include "oversight/query.h"
#include "registry/check.h"
#include "words/watch.h"

const char *const monitored_kind_names[MONITORED_KINDS] = {"pool", "institution", "group",
                                                           "product"};
const char *const monitored_figure_names[MONITORED_FIGURES] = {
    "progress", "behind",       "answered",  "undelivered", "unaccepted", "over",  "dearer",
    "overdue",  "overdue_days", "shortages", "complaints",  "markups",    "credit"};

enum { M_KIND, M_SUBJECT, M_PROJECT, M_FIGURE, M_THRESHOLD, M_REASON, M_CLAUSE, M_FROM, M_TO };
enum { M_ORG = M_TO + 1, M_ENDED };

static bool
is_share(enum monitored_figure f)
{
    return f == FIGURE_PROGRESS || f == FIGURE_BEHIND || f == FIGURE_ANSWERED;
}

bool
monitored_in_units(enum monitored_figure f)
{
    return is_share(f) || f == FIGURE_OVERDUE;
}

/* What is counted for products and groups: the counters of agreement lines, and shortages. */
static bool
counted_for(enum monitored_kind k, enum monitored_figure f)
{
    return k == MONITOR_POOL || k == MONITOR_INSTITUTION || f == FIGURE_PROGRESS ||
           f == FIGURE_BEHIND || f == FIGURE_OVER || f == FIGURE_SHORTAGES;
}

static bool
subject_there(struct db *db, struct arena *a, int64_t pool, const struct monitored *in,
              struct err *e)
{
    static const struct query *const by_kind[MONITORED_KINDS] = {
        [MONITOR_INSTITUTION] = &q_monitored_institution,
        [MONITOR_GROUP] = &q_monitored_group,
        [MONITOR_PRODUCT] = &q_monitored_product};
    struct rows r;
    if (in->kind == MONITOR_POOL)
        return *in->subject == '\0' ||
               err_set(e, ERR_INPUT, M_WATCH_SUBJECT, {in->subject}, .field = "subject");
    if (!db_run(db, by_kind[in->kind], a, &r, e, v_int(pool), v_text(in->subject)))
        return false;
    return r.n > 0 || err_set(e, ERR_INPUT, M_WATCH_SUBJECT, {in->subject}, .field = "subject");
}

static bool
fine(struct db *db, struct arena *a, int64_t pool, const struct monitored *in, struct err *e)
{
    struct rows r;
    if (!code_is_plain(in->item, ORG_CODE_MAX))
        return err_set(e, ERR_INPUT, M_WATCH_NUMBER, {in->item}, .field = "item");
    if (date_cmp(in->to, in->from) < 0 || date_cmp(in->to, in->on) < 0)
        return err_set(e, ERR_INPUT, M_WATCH_DAYS, .field = "to");
    if (!counted_for(in->kind, in->figure))
        return err_set(e, ERR_INPUT, M_WATCH_FIGURE,
                       {monitored_figure_names[in->figure], monitored_kind_names[in->kind]},
                       .field = "figure");
    if (in->threshold < 0 || (is_share(in->figure) && in->threshold > RATIO_ONE) ||
        (in->threshold == 0 && !is_share(in->figure)))
        return err_set(e, ERR_INPUT, M_WATCH_THRESHOLD, .field = "threshold");
    if (*in->project != '\0') {
        if (!db_run(db, &q_monitored_project, a, &r, e, v_int(pool), v_text(in->project)))
            return false;
        if (r.n == 0)
            return err_set(e, ERR_INPUT, M_WATCH_SUBJECT, {in->project}, .field = "project");
    }
    return subject_there(db, a, pool, in, e);
}

static bool
same(struct arena *a, const struct rows *r, const struct monitored *in)
{
    const char *const said[] = {monitored_kind_names[in->kind],
                                in->subject,
                                in->project,
                                monitored_figure_names[in->figure],
                                NULL,
                                in->reason,
                                in->clause,
                                put_date(a, in->from),
                                put_date(a, in->to),
                                in->org,
                                ""};
    for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
        if (said[i] != NULL && strcmp(said[i], row_text(r, 0, i)) != 0)
            return false;
    return row_int(r, 0, M_THRESHOLD) == in->threshold;
}

bool
monitored_put(struct db *db, struct arena *a, int64_t pool, const struct monitored *in,
              enum put *how, struct err *e)
{
    struct rows r;
    if (!fine(db, a, pool, in, e) ||
        !db_run(db, &q_monitored_get, a, &r, e, v_int(pool), v_text(in->item)))
        return false;
    *how = r.n > 0 ? PUT_SAME : PUT_NEW;
    if (r.n > 0)
        return same(a, &r, in) ||
               err_set(e, ERR_CONFLICT, M_WATCH_THERE, {in->item}, .field = "item");
    return db_do(db, &q_monitored_put, e, v_int(pool), v_text(in->item),
                 v_text(monitored_kind_names[in->kind]), v_text(in->subject), v_text(in->project),
                 v_text(monitored_figure_names[in->figure]), v_int(in->threshold),
                 v_text(in->reason), v_text(in->clause), v_date(a, in->from), v_date(a, in->to),
                 v_text(in->org), v_text(in->who), v_date(a, in->on));
}

bool
monitored_end(struct db *db, struct arena *a, int64_t pool, const char *item, const char *org,
              date on, enum put *how, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_monitored_get, a, &r, e, v_int(pool), v_text(item)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, M_ORG), org) != 0)
        return err_set(e, ERR_NOT_FOUND, M_WATCH_NONE, {item});
    *how = *row_text(&r, 0, M_ENDED) != '\0' ? PUT_SAME : PUT_CHANGED;
    return *how == PUT_SAME ||
           (db_do(db, &q_monitored_end, e, v_int(pool), v_text(item), v_date(a, on)) &&
            db_do(db, &q_alert_close, e, v_int(pool), v_text(item), v_date(a, on)));
}

/* --- the day's look --- */

struct looking {
    struct db *db;
    struct arena *a;
    int64_t pool;
    date on;
};

static int64_t
value_of(const struct watch_row *w, enum monitored_figure f)
{
    int64_t behind = w->expected.ppm - w->progress.ppm;
    switch (f) {
    case FIGURE_PROGRESS: return w->agreed > 0 ? w->progress.ppm : RATIO_ONE;
    case FIGURE_BEHIND: return behind > 0 ? behind : 0;
    case FIGURE_ANSWERED: return w->answers_due > 0 ? w->answered.ppm : RATIO_ONE;
    case FIGURE_UNDELIVERED: return w->undelivered;
    case FIGURE_UNACCEPTED: return w->unaccepted;
    case FIGURE_OVER: return w->over;
    case FIGURE_DEARER: return w->dearer;
    case FIGURE_OVERDUE: return w->overdue_amount.units;
    case FIGURE_OVERDUE_DAYS: return w->overdue_days;
    case FIGURE_SHORTAGES: return w->shortages;
    case FIGURE_COMPLAINTS: return w->complaints;
    case FIGURE_MARKUPS: return w->markups;
    case FIGURE_CREDIT: return w->credit;
    case MONITORED_FIGURES: break;
    }
    return 0;
}

/* The counters of a product's or a group's agreement lines; the term of all of them is the time. */
static bool
of_lines(const struct looking *l, const struct rows *r, size_t i, bool group, struct watch_row *out,
         struct err *e)
{
    const char *subject = row_text(r, i, 2);
    struct rows n;
    date from, to;
    if (!db_run(l->db, &q_watch_product, l->a, &n, e, v_int(l->pool), v_text(row_text(r, i, 3)),
                v_text(group ? "" : subject), v_text(group ? subject : ""), v_date(l->a, l->on)))
        return false;
    out->agreed = row_int(&n, 0, 0);
    out->accepted = row_int(&n, 0, 2);
    out->over = row_int(&n, 0, 3);
    out->shortages = row_int(&n, 0, 4);
    if (out->agreed > 0)
        out->progress.ppm = (int64_t)((wide)out->accepted * RATIO_ONE / out->agreed);
    if (date_parse(&from, row_text(&n, 0, 5)) && date_parse(&to, row_text(&n, 0, 6)))
        out->expected.ppm =
            ((int64_t)l->on.day - from.day + 1) * RATIO_ONE / (to.day - from.day + 1);
    return true;
}

static bool
read_value(const struct looking *l, const struct rows *r, size_t i, enum monitored_kind kind,
           enum monitored_figure figure, int64_t *out, struct err *e)
{
    struct watch_row row = {.key = ""};
    struct watch_ask ask = {.pool = l->pool,
                            .project = row_text(r, i, 3),
                            .region = "",
                            .institution = row_text(r, i, 2),
                            .by = WATCH_TOTAL,
                            .today = l->on};
    struct list rows;
    if (kind == MONITOR_PRODUCT || kind == MONITOR_GROUP) {
        if (!of_lines(l, r, i, kind == MONITOR_GROUP, &row, e))
            return false;
    } else {
        sight_make(ORG_BUREAU, "", "", &ask.sight); /* all of the pool */
        if (!watch_figures(l->db, l->a, &ask, &rows, e))
            return false;
        row = *(const struct watch_row *)rows.at;
    }
    *out = value_of(&row, figure);
    return true;
}

static bool
look_at(const struct looking *l, const struct rows *r, size_t i, int64_t *alerts, struct err *e)
{
    int kind = 0, figure = 0;
    int64_t value, threshold = row_int(r, i, 5);
    const char *item = row_text(r, i, 0), *day = put_date(l->a, l->on);
    struct rows open;
    (void)name_find(monitored_kind_names, MONITORED_KINDS, row_text(r, i, 1), &kind);
    (void)name_find(monitored_figure_names, MONITORED_FIGURES, row_text(r, i, 4), &figure);
    if (!read_value(l, r, i, (enum monitored_kind)kind, (enum monitored_figure)figure, &value, e) ||
        !db_run(l->db, &q_alert_open, l->a, &open, e, v_int(l->pool), v_text(item)))
        return false;
    bool below = figure == FIGURE_PROGRESS || figure == FIGURE_ANSWERED;
    bool crossed = below ? value < threshold : value >= threshold;
    if (crossed == (open.n > 0))
        return true;
    *alerts += crossed;
    return crossed ? db_do(l->db, &q_alert_put, e, v_int(l->pool), v_text(item), v_text(day),
                           v_int(value), v_int(threshold))
                   : db_do(l->db, &q_alert_close, e, v_int(l->pool), v_text(item), v_text(day));
}

bool
monitored_look(struct db *db, struct arena *a, int64_t pool, date on, int64_t *alerts,
               struct err *e)
{
    struct looking l = {.db = db, .a = arena_new((size_t)64 << 20), .pool = pool, .on = on};
    struct rows r;
    *alerts = 0;
    bool ok = db_run(db, &q_monitored_running, a, &r, e, v_int(pool), v_date(a, on));
    for (size_t i = 0; ok && i < r.n; i++) {
        arena_reset(l.a);
        ok = look_at(&l, &r, i, alerts, e);
    }
    arena_free(l.a);
    return ok;
}

bool
alert_seen(struct db *db, struct arena *a, int64_t pool, const struct alert_note *n, enum put *how,
           struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_alert_get, a, &r, e, v_int(pool), v_text(n->item), v_date(a, n->of)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_WATCH_NO_ALERT, {n->item});
    *how = PUT_SAME;
    if (*row_text(&r, 0, 0) != '\0')
        return strcmp(row_text(&r, 0, 1), n->note) == 0 ||
               err_set(e, ERR_CONFLICT, M_WATCH_SEEN, {n->item}, .field = "note");
    *how = PUT_CHANGED;
    return db_do(db, &q_alert_seen, e, v_int(pool), v_text(n->item), v_date(a, n->of),
                 v_text(n->who), v_date(a, n->on), v_text(n->note));
}
