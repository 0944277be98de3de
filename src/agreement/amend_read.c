/* amend_read.c - amendments as they stand, and what one of them would do today. */
#include <string.h>

#include "agreement/amend_inner.h"
#include "agreement/query.h"
#include "registry/check.h"
#include "words/amend.h"
#include "words/period.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static bool
read_shares(struct db *db, struct arena *a, int64_t pool, struct amendment *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_amend_share_each, a, &r, e, v_int(pool), v_text(out->number)))
        return false;
    struct amend_share *s = arena_array(a, struct amend_share, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        s[i] = (struct amend_share){row_text(&r, i, 0), row_int(&r, i, 1)};
    out->share = s;
    out->shares = r.n;
    return true;
}

static int
named(const char *const names[], int n, const char *text)
{
    int at = 0;
    (void)name_find(names, n, text, &at);
    return at;
}

bool
amend_get(struct db *db, struct arena *a, int64_t pool, const char *number, struct amendment *out,
          struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_amend_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_AMEND_NONE, {number});
    *out = (struct amendment){
        .number = arena_strdup(a, number),
        .project = row_text(&r, 0, 0),
        .kind = (enum amend_kind)named(amend_kind_names, AMEND_KINDS, row_text(&r, 0, 1)),
        .subject = row_text(&r, 0, 2),
        .successor = row_text(&r, 0, 3),
        .reason = row_text(&r, 0, 4),
        .document = row_text(&r, 0, 5),
        .effective_on = day_of(row_text(&r, 0, 6)),
        .price = {row_int(&r, 0, 7)},
        .with_service = {row_int(&r, 0, 8)},
        .factor = {row_int(&r, 0, 9)},
        .standby =
            (enum standby_price)named(standby_price_names, STANDBY_PRICES, row_text(&r, 0, 10)),
        .state = (enum amend_state)named(amend_state_names, AMEND_STATES, row_text(&r, 0, 11)),
        .proposed_by = row_text(&r, 0, 12),
        .proposer = row_text(&r, 0, 13),
        .proposed_on = day_of(row_text(&r, 0, 14)),
        .decided_by = row_text(&r, 0, 15),
        .decided_on = day_of(row_text(&r, 0, 16)),
        .decision = row_text(&r, 0, 17),
        .seq = row_int(&r, 0, 18),
        .added = row_int(&r, 0, 19),
        .removed = row_int(&r, 0, 20)};
    return read_shares(db, a, pool, out, e);
}

bool
amend_parties(struct db *db, struct arena *a, int64_t pool, const char *number,
              struct amend_party **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_amend_party_each, a, &r, e, v_int(pool), v_text(number)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct amend_party, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct amend_party){.party = row_text(&r, i, 0),
                                         .answer = (enum amend_answer)named(
                                             amend_answer_names, AMEND_ANSWERS, row_text(&r, i, 1)),
                                         .reason = row_text(&r, i, 2),
                                         .who = row_text(&r, i, 3),
                                         .on = day_of(row_text(&r, i, 4))};
    return true;
}

bool
amend_concerns(struct db *db, struct arena *a, int64_t pool, const char *number, const char *org,
               bool *out, struct err *e)
{
    struct amendment m;
    struct rows r;
    if (!amend_get(db, a, pool, number, &m, e) ||
        !db_run(db, &q_amend_party_get, a, &r, e, v_int(pool), v_text(number), v_text(org)))
        return false;
    *out = r.n > 0 || strcmp(m.proposed_by, org) == 0;
    return true;
}

bool
amend_plan_of(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
              struct amend_plan **out, struct err *e)
{
    struct amend_plan *p = arena_alloc(a, sizeof(*p));
    memset(p, 0, sizeof(*p));
    p->db = db;
    p->a = a;
    p->pool = pool;
    p->m = m;
    *out = p;
    return amend_plan(p, e);
}

static bool
planned_lines(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
              struct amend_line **out, size_t *n, struct err *e)
{
    struct amend_plan *p;
    if (!amend_plan_of(db, a, pool, m, &p, e))
        return false;
    *out = arena_array(a, struct amend_line, p->lines + 1);
    *n = 0;
    for (size_t i = 0; i < p->lines; i++) {
        const struct plan_line *l = p->line[i];
        if (l->fresh || l->after != l->now.agreed || l->price.units != l->price_after.units)
            (*out)[(*n)++] =
                (struct amend_line){l->agreement, l->product,     l->now.agreed, l->after,
                                    l->price,     l->price_after, l->amount,     l->amount_after};
    }
    return true;
}

bool
amend_lines(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
            struct amend_line **out, size_t *n, struct err *e)
{
    struct rows r;
    *n = 0;
    *out = NULL;
    if (m->state == AMEND_PROPOSED || m->state == AMEND_APPROVED)
        return planned_lines(db, a, pool, m, out, n, e);
    if (!db_run(db, &q_amend_line_each, a, &r, e, v_int(pool), v_text(m->number)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct amend_line, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct amend_line){
            row_text(&r, i, 0),  row_text(&r, i, 1),  row_int(&r, i, 2),   row_int(&r, i, 3),
            {row_int(&r, i, 4)}, {row_int(&r, i, 5)}, {row_int(&r, i, 6)}, {row_int(&r, i, 7)}};
    return true;
}
