#include "demand/demand_report.h"

#include <stdlib.h>
#include <string.h>

#include "base/core/text.h"
#include "demand/query.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/project.h"
#include "registry/product.h"
#include "words/db.h"
#include "words/demand.h"
#include "words/reporting.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- reading --- */

bool
report_latest(struct db *db, struct arena *a, const struct report_key *k, struct report_head *out,
              struct err *e)
{
    struct rows r;
    *out = (struct report_head){.saved_by = "", .submitted_by = ""};
    if (!db_run(db, &q_demand_report_latest, a, &r, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution)))
        return false;
    if (r.n > 0)
        *out = (struct report_head){.version = row_int(&r, 0, 0),
                                    .saved_on = day_of(row_text(&r, 0, 1)),
                                    .saved_by = row_text(&r, 0, 2),
                                    .submitted_on = day_of(row_text(&r, 0, 3)),
                                    .submitted_by = row_text(&r, 0, 4),
                                    .lines = row_int(&r, 0, 5)};
    return true;
}

bool
report_lines(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
             struct report_line **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_demand_report_lines, a, &r, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution), v_int(version)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct report_line, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct report_line){.group = row_text(&r, i, 0),
                                         .product = row_text(&r, i, 1),
                                         .qty = {row_int(&r, i, 2)},
                                         .reason = row_text(&r, i, 3)};
    return true;
}

/* --- saving --- */

static int
by_place(const void *one, const void *two)
{
    const struct report_line *a = one, *b = two;
    int group = strcmp(a->group, b->group);
    return group != 0 ? group : strcmp(a->product, b->product);
}

/* Known groups and products, none twice, each group in one way. The lines are in order. */
static bool
lines_fine(struct db *db, struct arena *a, const struct report_key *k,
           const struct report_line line[], size_t n, struct err *e)
{
    if (n == 0)
        return err_set(e, ERR_INPUT, M_REPORT_NO_LINES, {k->institution}, .field = "lines");
    for (size_t i = 0; i < n; i++) {
        const struct report_line *l = &line[i], *before = i > 0 ? &line[i - 1] : NULL;
        bool same = before != NULL && strcmp(before->group, l->group) == 0;
        if (same && strcmp(before->product, l->product) == 0)
            return err_set(e, ERR_INPUT, M_REPORT_TWICE, {k->institution, l->group, l->product},
                           .field = "lines");
        if (same && (*before->product == '\0') != (*l->product == '\0'))
            return err_set(e, ERR_INPUT, M_REPORT_MIXED, {k->institution, l->group},
                           .field = "lines");
        if ((!same && !group_must(db, a, k->pool, k->project, l->group, "group", e)) ||
            (*l->product != '\0' && !product_must(db, a, l->product, "product", e)))
            return false;
    }
    return true;
}

static bool
same_lines(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
           const struct report_line line[], size_t n, bool *same, struct err *e)
{
    struct report_line *old;
    size_t old_n;
    if (!report_lines(db, a, k, version, &old, &old_n, e))
        return false;
    *same = old_n == n;
    for (size_t i = 0; *same && i < n; i++)
        *same = by_place(&old[i], &line[i]) == 0 && old[i].qty.pieces == line[i].qty.pieces &&
                strcmp(old[i].reason, line[i].reason) == 0;
    return true;
}

static bool
write_version(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
              const struct report_line line[], size_t n, const char *who, date today, struct err *e)
{
    enum { VALUES = 8 };
    struct val *v = arena_array(a, struct val, n * VALUES + 1);
    for (size_t i = 0; i < n; i++) {
        struct val *row = &v[i * VALUES];
        row[0] = v_int(k->pool);
        row[1] = v_text(k->project);
        row[2] = v_text(k->institution);
        row[3] = v_int(version);
        row[4] = v_text(line[i].group);
        row[5] = v_text(line[i].product);
        row[6] = v_int(line[i].qty.pieces);
        row[7] = v_text(line[i].reason);
    }
    return db_do(db, &q_demand_report_write, e, v_int(k->pool), v_text(k->project),
                 v_text(k->institution), v_int(version), v_date(a, today), v_text(who)) &&
           db_many(db, &q_demand_report_line_write, v, n, e);
}

bool
report_window(struct db *db, struct arena *a, const struct report_key *k, date today,
              bool *only_returned, struct err *e)
{
    struct rows r;
    struct life l;
    *only_returned = false;
    if (!life_get(db, a, k->pool, k->project, &l, e))
        return false;
    if (life_allows(&l, ACT_REPORT, today) == LIFE_OK)
        return true;
    if (!db_run(db, &q_demand_report_returned, a, &r, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution)))
        return false;
    *only_returned = row_int(&r, 0, 0) > 0;
    return project_may(db, a, k->pool, k->project, *only_returned ? ACT_REPORT_AGAIN : ACT_REPORT,
                       today, e);
}

bool
save_report(struct db *db, struct arena *a, const struct report_key *k, int64_t base,
            const struct report_line line[], size_t n, const char *who, date today,
            int64_t *version, enum put *how, struct err *e)
{
    struct report_head h;
    bool same = false, only_returned;
    char have[INT_TEXT_MAX], given[INT_TEXT_MAX], max[INT_TEXT_MAX];

    if (n > REPORT_LINES_MAX || !arena_room(a, (n + 1) * sizeof(*line)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {int_text(REPORT_LINES_MAX, max)});
    struct report_line *sorted = arena_array(a, struct report_line, n + 1);
    if (n > 0) {
        memcpy(sorted, line, n * sizeof(*line));
        qsort(sorted, n, sizeof(*sorted), by_place);
    }
    if (!participation_must(db, a, k->pool, k->project, k->institution, "hospital", e) ||
        !report_latest(db, a, k, &h, e) ||
        (h.version > 0 && !same_lines(db, a, k, h.version, sorted, n, &same, e)))
        return false;
    *how = PUT_SAME;
    *version = h.version;
    if (same)
        return true;
    if (base != h.version)
        return err_set(e, ERR_CONFLICT, M_REPORT_STALE,
                       {k->institution, int_text(h.version, have), int_text(base, given)},
                       .field = "version");
    if (!report_window(db, a, k, today, &only_returned, e) || !lines_fine(db, a, k, sorted, n, e))
        return false;
    *how = h.version == 0 ? PUT_NEW : PUT_CHANGED;
    *version = h.version + 1;
    return write_version(db, a, k, *version, sorted, n, who, today, e);
}

/* --- submitting --- */

struct submit {
    const struct report_key *k;
    bool only_returned;
    struct submitted *out;
    const struct rows *had; /* the demand before: group, product, qty, reason, state, reviewed */
    bool *kept;             /* of had: named by the new version */
};

static const char *
had_text(const struct submit *s, size_t i, size_t column)
{
    return row_text(s->had, i, column);
}

/* The place of a line in the demand; had->n: new. */
static size_t
place_of(const struct submit *s, const struct report_line *l)
{
    size_t i = 0;
    while (i < s->had->n &&
           (strcmp(had_text(s, i, 0), l->group) != 0 || strcmp(had_text(s, i, 1), l->product) != 0))
        i++;
    return i;
}

struct cell { /* a line beside what stands there */
    size_t i; /* of had */
    bool known, returned, same;
};

static struct cell
cell_of(const struct submit *s, const struct report_line *l)
{
    struct cell c = {.i = place_of(s, l)};
    c.known = c.i < s->had->n;
    c.returned = c.known && strcmp(had_text(s, c.i, 4), "returned") == 0;
    c.same = c.known && row_int(s->had, c.i, 2) == l->qty.pieces &&
             strcmp(had_text(s, c.i, 3), l->reason) == 0;
    return c;
}

/* Before anything is written. */
static bool
check_line(const struct submit *s, const struct report_line *l, struct err *e)
{
    const struct cell c = cell_of(s, l);
    const char *who = s->k->institution;
    if (c.known)
        s->kept[c.i] = true;
    if (c.returned || c.same)
        return true;
    if (s->only_returned)
        return err_set(e, ERR_CONFLICT, M_REPORT_ONLY_RETURNED, {who, l->group, l->product},
                       .field = "lines");
    if (c.known)
        return strcmp(had_text(s, c.i, 4), "reported") == 0 ||
               err_set(e, ERR_CONFLICT, M_DEMAND_REVIEWED, {who, l->group, l->product},
                       .field = "lines");
    for (size_t i = 0; i < s->had->n; i++)
        if (strcmp(had_text(s, i, 0), l->group) == 0 &&
            (*had_text(s, i, 1) == '\0') != (*l->product == '\0'))
            return err_set(e, ERR_CONFLICT, M_DEMAND_MIXED, {who, l->group}, .field = "lines");
    return true;
}

/* One line into the demand. What stands there is left alone unless it was sent back. */
static bool
put_line(struct db *db, struct arena *a, const struct submit *s, const struct report_line *l,
         struct err *e)
{
    const struct demand_key k = {s->k->pool, s->k->project, l->group, s->k->institution,
                                 l->product};
    const struct cell c = cell_of(s, l);
    enum put how;
    s->out->lines++;
    s->out->again += c.returned;
    if (c.returned)
        return report_again(db, a, &k, l->qty, l->reason, e);
    return c.same || report_demand(db, a, &k, l->qty, l->reason, &how, e);
}

/* The version's lines, and 0 for what it no longer names. */
static bool
all_lines(struct arena *a, struct submit *s, struct report_line **line, size_t *n, struct err *e)
{
    size_t named = *n;
    struct report_line *all = arena_array(a, struct report_line, named + s->had->n + 1);
    s->kept = arena_array(a, bool, s->had->n + 1);
    for (size_t i = 0; i < named; i++) {
        all[i] = (*line)[i];
        if (!check_line(s, &all[i], e))
            return false;
    }
    for (size_t i = 0; i < s->had->n; i++) {
        if (s->kept[i])
            continue;
        all[*n] = (struct report_line){had_text(s, i, 0), had_text(s, i, 1), {0}, ""};
        if (!check_line(s, &all[(*n)++], e))
            return false;
    }
    *line = all;
    return true;
}

static bool
count_flags(struct db *db, struct arena *a, const struct report_key *k, struct submitted *out,
            struct err *e)
{
    struct form f;
    if (!demand_form(db, a, k, &f, e))
        return false;
    for (size_t i = 0; i < f.n; i++) {
        bool flagged = f.list[i].flag != DEMAND_OK;
        out->flagged += flagged;
        out->silent += flagged && *f.list[i].reason == '\0';
    }
    return true;
}

bool
submit_report(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
              const char *who, date today, struct submitted *out, enum put *how, struct err *e)
{
    struct report_head h;
    struct report_line *line;
    size_t n;
    struct rows had;
    char have[INT_TEXT_MAX], given[INT_TEXT_MAX];
    *out = (struct submitted){0};
    if (!report_latest(db, a, k, &h, e))
        return false;
    if (version == 0 || version != h.version)
        return err_set(e, version > h.version ? ERR_NOT_FOUND : ERR_CONFLICT,
                       version > h.version || version == 0 ? M_REPORT_NONE : M_REPORT_STALE,
                       {k->institution, int_text(version > h.version ? version : h.version, have),
                        int_text(version, given)},
                       .field = "version");
    if (!count_flags(db, a, k, out, e))
        return false;
    *how = PUT_SAME;
    out->lines = h.lines;
    if (h.submitted_on.day != 0)
        return true;
    out->lines = 0;
    struct submit s = {.k = k, .out = out, .had = &had};
    if (!report_window(db, a, k, today, &s.only_returned, e) ||
        !report_lines(db, a, k, version, &line, &n, e) ||
        !db_run(db, &q_demand_of, a, &had, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution)))
        return false;
    if (!all_lines(a, &s, &line, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!put_line(db, a, &s, &line[i], e))
            return false;
    *how = PUT_CHANGED;
    return db_do(db, &q_demand_report_submit, e, v_int(k->pool), v_text(k->project),
                 v_text(k->institution), v_int(version), v_date(a, today), v_text(who));
}
