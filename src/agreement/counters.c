#include "agreement/counters.h"

#include <string.h>

#include "agreement/query.h"
#include "words/agreement.h"

enum { COUNTERS = 7 };

static void
to_array(const struct counters *c, int64_t v[COUNTERS])
{
    const int64_t all[COUNTERS] = {c->ordered,  c->shipped,         c->accepted,   c->returned,
                                   c->invoiced, c->accepted_amount, c->paid_amount};
    memcpy(v, all, sizeof(all));
}

static struct counters
counters_of(const struct rows *r, size_t column)
{
    return (struct counters){
        .ordered = row_int(r, 0, column),
        .shipped = row_int(r, 0, column + 1),
        .accepted = row_int(r, 0, column + 2),
        .returned = row_int(r, 0, column + 3),
        .invoiced = row_int(r, 0, column + 4),
        .accepted_amount = row_int(r, 0, column + 5),
        .paid_amount = row_int(r, 0, column + 6),
    };
}

/* was + add into v; false: below 0, or too large. */
static bool
added(const struct counters *was, const struct counters *add, int64_t v[COUNTERS])
{
    int64_t more[COUNTERS];
    to_array(was, v);
    to_array(add, more);
    for (size_t i = 0; i < COUNTERS; i++)
        if (__builtin_add_overflow(v[i], more[i], &v[i]) || v[i] < 0)
            return false;
    return true;
}

/* A month may go below 0 (goods of an earlier one come back), the line may not. */
static bool
count_month(struct db *db, const struct line_key *k, month m, const struct counters *add,
            struct err *e)
{
    char text[MONTH_TEXT_MAX];
    int64_t v[COUNTERS];
    to_array(add, v);
    return db_later(db, &q_month_count, 4, e, v_int(k->pool), v_text(k->agreement),
                    v_text(k->product), v_text(month_text(m, text)), v_int(v[0]), v_int(v[1]),
                    v_int(v[2]), v_int(v[3]), v_int(v[4]), v_int(v[5]), v_int(v[6]));
}

bool
count_event(struct db *db, struct arena *a, const struct line_key *k, month m,
            const struct counters *add, struct err *e)
{
    int64_t v[COUNTERS];
    struct rows r;

    if (!db_run(db, &q_line_counters, a, &r, e, v_int(k->pool), v_text(k->agreement),
                v_text(k->product)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_LINE, {k->agreement, k->product});
    struct counters was = counters_of(&r, 0);
    if (!added(&was, add, v))
        return err_set(e, ERR_CONFLICT, M_COUNTER_BAD, {k->agreement, k->product});
    return db_do(db, &q_line_count, e, v_int(k->pool), v_text(k->agreement), v_text(k->product),
                 v_int(v[0]), v_int(v[1]), v_int(v[2]), v_int(v[3]), v_int(v[4]), v_int(v[5]),
                 v_int(v[6])) &&
           count_month(db, k, m, add, e);
}

bool
count_more(struct db *db, const struct line_key *k, month m, const struct counters *add,
           struct err *e)
{
    int64_t v[COUNTERS];
    to_array(add, v);
    return db_later(db, &q_line_more, 3, e, v_int(k->pool), v_text(k->agreement),
                    v_text(k->product), v_int(v[0]), v_int(v[1]), v_int(v[2]), v_int(v[3]),
                    v_int(v[4]), v_int(v[5]), v_int(v[6])) &&
           count_month(db, k, m, add, e);
}

bool
line_on(struct db *db, struct arena *a, int64_t pool, const char *institution, const char *product,
        const char *distributor, date on, struct agreement_line *out, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct rows r;
    date_text(on, day);
    if (!db_run(db, &q_line_on, a, &r, e, v_int(pool), v_text(institution), v_text(product),
                v_text(day), v_text(distributor)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_AGREEMENT, {institution, product, day});
    *out = (struct agreement_line){
        .agreement = row_text(&r, 0, 0),
        .institution = row_text(&r, 0, 1),
        .company = row_text(&r, 0, 2),
        .distributor = row_text(&r, 0, 3),
        .group = row_text(&r, 0, 4),
        .price = {row_int(&r, 0, 7)},
        .without_service = {row_int(&r, 0, 8)},
        .with_service = {row_int(&r, 0, 9)},
        .service = strcmp(row_text(&r, 0, 10), "with_service") == 0,
        .agreed = row_int(&r, 0, 11),
        .done = counters_of(&r, 12),
    };
    (void)date_parse(&out->from, row_text(&r, 0, 5));
    (void)date_parse(&out->to, row_text(&r, 0, 6));
    return true;
}
