#include "oversight/year.h"

#include <stdlib.h>
#include <string.h>

#include "oversight/query.h"
#include "words/db.h"
#include "words/oversight.h"

enum { STRANGERS = 4096 };

struct reader {
    struct db *db;
    struct arena *a;
    const struct project *project;
    int64_t year;
    date first, last;
    struct year_book *book;
    size_t sorted, room;
};

bool
year_days(int64_t year, date *first, date *last, struct err *e)
{
    if (year < 1900 || year > 2999 || !date_make(first, (int)year, 1, 1) ||
        !date_make(last, (int)year, 12, 31))
        return err_set(e, ERR_INPUT, M_QUOTA_YEAR, .field = "year");
    return true;
}

static int
by_code(const void *a, const void *b)
{
    return strcmp(((const struct year_of *)a)->institution,
                  ((const struct year_of *)b)->institution);
}

static struct year_of *
find(struct reader *r, const char *code, struct err *e)
{
    struct year_book *b = r->book;
    const struct year_of key = {.institution = code};
    struct year_of *found = bsearch(&key, b->list, r->sorted, sizeof(key), by_code);
    for (size_t i = r->sorted; found == NULL && i < b->n; i++)
        if (strcmp(b->list[i].institution, code) == 0)
            found = &b->list[i];
    if (found == NULL && b->n < r->room) {
        found = &b->list[b->n++];
        *found = key;
    } else if (found == NULL) {
        err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {"4096"});
    }
    return found;
}

static bool
participants(struct reader *r, struct err *e)
{
    struct rows rows;
    if (!db_run(r->db, &q_participants_taking_part, r->a, &rows, e, v_int(r->project->pool),
                v_text(r->project->code)))
        return false;
    r->room = rows.n + STRANGERS;
    *r->book = (struct year_book){arena_array(r->a, struct year_of, r->room), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        r->book->list[i].institution = row_text(&rows, i, 0);
    qsort(r->book->list, rows.n, sizeof(*r->book->list), by_code);
    r->sorted = rows.n;
    return true;
}

/* The first row of (agreement, product) or beyond; both databases sort by bytes. */
static size_t
prices_begin(const struct rows *p, const char *agreement, const char *product)
{
    size_t low = 0, high = p->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int k = strcmp(row_text(p, mid, 0), agreement);
        if (k < 0 || (k == 0 && strcmp(row_text(p, mid, 1), product) < 0))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The prices of one line; what no order explains was done before the system, at the first price. */
static bool
prices_of(struct reader *r, const struct rows *p, const char *agreement, struct year_line *l,
          struct err *e)
{
    size_t from = prices_begin(p, agreement, l->product), n = 0;
    int64_t rest = l->used.pieces;
    while (from + n < p->n && strcmp(row_text(p, from + n, 0), agreement) == 0 &&
           strcmp(row_text(p, from + n, 1), l->product) == 0)
        rest -= row_int(p, from + n++, 3);
    if (n == 0)
        return true;
    if (rest < 0)
        return err_set(e, ERR_CONFLICT, M_YEAR_PRICES, {agreement, l->product});
    struct retention_price *at = arena_array(r->a, struct retention_price, n + 1);
    at[0] = (struct retention_price){l->price, {rest}};
    for (size_t i = 0; i < n; i++)
        at[i + 1] = (struct retention_price){{row_int(p, from + i, 2)}, {row_int(p, from + i, 3)}};
    l->at = at;
    l->prices = n + 1;
    return true;
}

static bool
lines(struct reader *r, struct err *e)
{
    struct rows rows, prices;
    if (!db_run(r->db, &q_assess_lines, r->a, &rows, e, v_int(r->project->pool),
                v_text(r->project->code), v_date(r->a, r->first), v_date(r->a, r->last)) ||
        !db_run(r->db, &q_assess_prices, r->a, &prices, e, v_int(r->project->pool),
                v_text(r->project->code), v_date(r->a, r->first), v_date(r->a, r->last)))
        return false;
    struct year_line *line = arena_array(r->a, struct year_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct year_of *who = find(r, row_text(&rows, i, 0), e);
        int64_t used = row_int(&rows, i, 5);
        if (who == NULL)
            return false;
        line[i] = (struct year_line){.group = row_text(&rows, i, 1),
                                     .product = row_text(&rows, i, 2),
                                     .agreed = {row_int(&rows, i, 3)},
                                     .price = {row_int(&rows, i, 4)},
                                     .used = {used > 0 ? used : 0},
                                     .base = {row_int(&rows, i, 6)},
                                     .before = {row_int(&rows, i, 7)}};
        if (!prices_of(r, &prices, row_text(&rows, i, 8), &line[i], e))
            return false;
        if (who->lines == 0)
            who->line = &line[i];
        who->lines++;
    }
    return true;
}

static bool
dues(struct reader *r, struct err *e)
{
    struct institution_dues *list;
    size_t n = 0;
    if (!dues_by_institution(r->db, r->a, r->project->pool, r->project->code, r->first, r->last,
                             &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct year_of *who = find(r, list[i].institution, e);
        if (who == NULL)
            return false;
        who->due = list[i].due;
        who->dues = list[i].n;
    }
    return true;
}

static bool
purchases(struct reader *r, struct err *e)
{
    char from[MONTH_TEXT_MAX], to[MONTH_TEXT_MAX];
    struct rows use, other;
    month_text(date_month(r->first), from);
    month_text(date_month(r->last), to);
    if (!db_run(r->db, &q_monitor_use, r->a, &use, e, v_int(r->project->pool),
                v_text(r->project->code), v_text(from), v_text(to)) ||
        !db_run(r->db, &q_retention_substitutes, r->a, &other, e, v_int(r->project->pool),
                v_text(r->project->code), v_text(from), v_text(to)))
        return false;
    for (size_t i = 0; i < use.n; i++) {
        struct year_of *who = find(r, row_text(&use, i, 0), e);
        if (who == NULL)
            return false;
        if (!money_add(&who->bought, who->bought, (money){row_int(&use, i, 2)}) ||
            !money_add(&who->non_selected, who->non_selected, (money){row_int(&use, i, 3)}))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
    }
    struct year_group *group = arena_array(r->a, struct year_group, other.n);
    for (size_t i = 0; i < other.n; i++) {
        struct year_of *who = find(r, row_text(&other, i, 0), e);
        if (who == NULL)
            return false;
        group[i] = (struct year_group){row_text(&other, i, 1), {row_int(&other, i, 2)}};
        if (who->substitutes == 0)
            who->substitute = &group[i];
        who->substitutes++;
    }
    return true;
}

static bool
facts(struct reader *r, struct err *e)
{
    struct rows f, found;
    if (!db_run(r->db, &q_assess_facts, r->a, &f, e, v_int(r->project->pool),
                v_text(r->project->code), v_int(r->year)) ||
        !db_run(r->db, &q_assess_findings, r->a, &found, e, v_int(r->project->pool),
                v_date(r->a, r->first), v_date(r->a, r->last)))
        return false;
    for (size_t i = 0; i < f.n; i++) {
        struct year_of *who = find(r, row_text(&f, i, 0), e);
        if (who == NULL)
            return false;
        who->fact = (struct year_fact){.given = true,
                                       .reports_due = row_int(&f, i, 1),
                                       .reports_timely = row_int(&f, i, 2),
                                       .admit_due = row_int(&f, i, 3),
                                       .admit_timely = row_int(&f, i, 4),
                                       .off_platform = {row_int(&f, i, 5)},
                                       .pay = {row_int(&f, i, 6)},
                                       .insured = {row_int(&f, i, 7)},
                                       .first_year = row_int(&f, i, 8) == 1,
                                       .share_fell = row_int(&f, i, 9) == 1};
    }
    for (size_t i = 0; i < found.n; i++) {
        const struct year_of key = {.institution = row_text(&found, i, 0)};
        struct year_of *who =
            bsearch(&key, r->book->list, r->sorted, sizeof(key), by_code); /* ours only */
        if (who != NULL)
            who->findings = row_int(&found, i, 1);
    }
    return true;
}

/* An institution that keeps its catalogue here is asked there what it admitted in time (K1), in
 * place of what was reported by hand. What was turned down for a reason that stands is not due. */
static bool
admitted(struct reader *r, struct err *e)
{
    struct rows kept, due;
    if (!db_run(r->db, &q_catalogue_kept, r->a, &kept, e, v_int(r->project->pool)) ||
        !db_run(r->db, &q_monitor_admissions, r->a, &due, e, v_int(r->project->pool),
                v_text(r->project->code), v_date(r->a, r->first), v_date(r->a, r->last)))
        return false;
    for (size_t i = 0, k = 0; i < due.n; i++) {
        const char *code = row_text(&due, i, 0);
        while (k < kept.n && strcmp(row_text(&kept, k, 0), code) < 0)
            k++;
        if (k == kept.n || strcmp(row_text(&kept, k, 0), code) != 0)
            continue;
        struct year_of *who = find(r, code, e);
        if (who == NULL)
            return false;
        who->fact.admit_due = row_int(&due, i, 1) - row_int(&due, i, 4);
        who->fact.admit_timely = row_int(&due, i, 2) < who->fact.admit_due ? row_int(&due, i, 2)
                                                                           : who->fact.admit_due;
    }
    return true;
}

bool
year_read(struct db *db, struct arena *a, const struct project *project, int64_t year,
          struct year_book *out, struct err *e)
{
    struct reader r = {.db = db, .a = a, .project = project, .year = year, .book = out};
    if (!year_days(year, &r.first, &r.last, e) || !participants(&r, e) || !lines(&r, e) ||
        !dues(&r, e) || !purchases(&r, e) || !facts(&r, e) || !admitted(&r, e))
        return false;
    qsort(out->list, out->n, sizeof(*out->list), by_code);
    return true;
}
