#include "oversight/watch.h"

#include <stdio.h>
#include <string.h>

#include "oversight/monitored.h"
#include "oversight/query.h"
#include "registry/put.h"

#define MEMORY ((size_t)64 << 20)

const char *const watch_by_names[WATCH_BYS] = {"", "project", "region", "institution"};

enum { /* columns of q_watch_figures */
       C_KEY,
       C_PROJECT,
       C_AGREED,
       C_ORDERED,
       C_ACCEPTED,
       C_AMOUNT,
       C_PAID,
       C_OVER,
       C_LINES,
       C_ANSWERS_DUE,
       C_IN_TIME,
       C_UNDELIVERED,
       C_UNACCEPTED,
       C_OVER_LINES,
       C_DEARER,
       C_OVERDUE,
       C_OVERDUE_AMOUNT,
       C_SHORTAGES,
       C_COMPLAINTS,
       C_MARKUPS,
       C_CREDIT,
       C_SINCE,
       C_COUNTED
};

/* Names, and when projects run: sorted by kind and code as the database gives them. */
struct names {
    struct rows r;
};

static size_t
name_at(const struct names *n, const char *kind, const char *code)
{
    size_t lo = 0, hi = n->r.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(row_text(&n->r, mid, 0), kind);
        if (c == 0)
            c = strcmp(row_text(&n->r, mid, 1), code);
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < n->r.n && strcmp(row_text(&n->r, lo, 0), kind) == 0 &&
                 strcmp(row_text(&n->r, lo, 1), code) == 0;
    return found ? lo : n->r.n;
}

/* The share of a project's cycle that has passed, as on its pictures. */
static int64_t
passed(const struct names *n, const char *project, date today)
{
    size_t at = name_at(n, "project", project);
    date from;
    if (at == n->r.n || !date_parse(&from, row_text(&n->r, at, 3)))
        return 0;
    date end = date_add_months(from, (int)row_int(&n->r, at, 4));
    int64_t all = end.day - from.day, gone = today.day - from.day;
    gone = gone < 0 ? 0 : gone > all ? all : gone;
    return all > 0 ? gone * RATIO_ONE / all : 0;
}

static void
add(struct watch_row *to, const struct rows *r, size_t i, int64_t share, date today)
{
    date day;
    int64_t agreed = row_int(r, i, C_AGREED);
    to->agreed += agreed;
    to->ordered += row_int(r, i, C_ORDERED);
    to->accepted += row_int(r, i, C_ACCEPTED);
    to->expected_qty += (int64_t)((wide)agreed * share / RATIO_ONE);
    to->amount.units += row_int(r, i, C_AMOUNT);
    to->paid.units += row_int(r, i, C_PAID);
    to->over += row_int(r, i, C_OVER);
    to->lines += row_int(r, i, C_LINES);
    to->answers_due += row_int(r, i, C_ANSWERS_DUE);
    to->in_time += row_int(r, i, C_IN_TIME);
    to->undelivered += row_int(r, i, C_UNDELIVERED);
    to->unaccepted += row_int(r, i, C_UNACCEPTED);
    to->over_lines += row_int(r, i, C_OVER_LINES);
    to->dearer += row_int(r, i, C_DEARER);
    to->overdue += row_int(r, i, C_OVERDUE);
    to->overdue_amount.units += row_int(r, i, C_OVERDUE_AMOUNT);
    to->shortages += row_int(r, i, C_SHORTAGES);
    to->complaints += row_int(r, i, C_COMPLAINTS);
    to->markups += row_int(r, i, C_MARKUPS);
    to->credit += row_int(r, i, C_CREDIT);
    if (date_parse(&day, row_text(r, i, C_SINCE)) && today.day - day.day > to->overdue_days &&
        row_int(r, i, C_OVERDUE) > 0)
        to->overdue_days = today.day - day.day;
    if (date_parse(&day, row_text(r, i, C_COUNTED)) && day.day > to->counted_on.day)
        to->counted_on = day;
}

static ratio
of(int64_t part, int64_t whole)
{
    return (ratio){whole > 0 && part > 0 ? (int64_t)((wide)part * RATIO_ONE / whole) : 0};
}

static void
finish(struct watch_row *row)
{
    row->progress = of(row->accepted, row->agreed);
    row->expected = of(row->expected_qty, row->agreed);
    row->answered = of(row->in_time, row->answers_due);
}

static bool
read_rows(struct db *db, struct arena *a, const struct watch_ask *ask, struct rows *out,
          struct err *e)
{
    char code[24];
    struct sight below = {.lo = ""};
    snprintf(code, sizeof(code), "%06lld", (long long)ask->pool);
    if (*ask->region != '\0')
        sight_make(ORG_BUREAU, "", ask->region, &below);
    return db_run(db, &q_watch_figures, a, out, e, v_int(ask->pool), v_text(ask->sight.lo),
                  v_text(ask->sight.hi), v_text(ask->sight.institution), v_text(ask->project),
                  v_text(below.lo), v_text(below.hi), v_text(ask->institution),
                  v_text(watch_by_names[ask->by]), v_date(a, ask->today), v_text(code));
}

bool
watch_figures(struct db *db, struct arena *a, const struct watch_ask *ask, struct list *out,
              struct err *e)
{
    struct names names;
    struct rows r;
    size_t n = 0;
    if (!read_rows(db, a, ask, &r, e) ||
        !db_run(db, &q_watch_names, a, &names.r, e, v_int(ask->pool)))
        return false;
    struct watch_row *row = arena_array(a, struct watch_row, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        const char *key = row_text(&r, i, C_KEY);
        if (n == 0 || strcmp(row[n - 1].key, key) != 0) {
            size_t at = name_at(&names, watch_by_names[ask->by], key);
            row[n++] = (struct watch_row){.key = key,
                                          .name = at < names.r.n ? row_text(&names.r, at, 2) : ""};
        }
        add(&row[n - 1], &r, i, passed(&names, row_text(&r, i, C_PROJECT), ask->today), ask->today);
    }
    if (n == 0 && ask->by == WATCH_TOTAL)
        row[n++] = (struct watch_row){.key = "", .name = ""};
    for (size_t i = 0; i < n; i++)
        finish(&row[i]);
    *out = (struct list){row, n};
    return true;
}

bool
count_watch(struct db *db, void *arg, struct err *e)
{
    struct watch_day *w = arg;
    struct arena *a = arena_new(MEMORY);
    bool ok = db_do(db, &q_watch_clear, e, v_int(w->pool)) &&
              db_do(db, &q_watch_write, e, v_int(w->pool), v_date(a, w->on)) &&
              monitored_look(db, a, w->pool, w->on, &w->alerts, e);
    arena_free(a);
    return ok;
}
