#include "oversight/quota_row.h"

#include "registry/pack_on.h"
#include "oversight/query.h"
#include "policy/bind.h"
#include "registry/check.h"
#include "registry/institution.h"
#include "words/db.h"
#include "words/oversight.h"

const char *const quota_kind_names[QUOTA_KINDS] = {"base", "growth", "assessment", "price_fall",
                                                   "other"};
enum { PARTS_MAX = 256 };

/* Does a cycle of the institution touch the year? */
static bool
in_cycle(struct db *db, struct arena *a, int64_t pool, const struct quota_entry *in, bool *out,
         struct err *e)
{
    struct rows r;
    date first, last;
    *out = false;
    if (!date_make(&first, (int)in->year, 1, 1) || !date_make(&last, (int)in->year, 12, 31))
        return err_set(e, ERR_INPUT, M_QUOTA_YEAR, .field = "year");
    if (!db_run(db, &q_cycles_of_institution, a, &r, e, v_int(pool), v_text(in->institution)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        date from;
        if (!date_parse(&from, row_text(&r, i, 2)))
            continue;
        date end = date_add_months(from, (int)row_int(&r, i, 3));
        *out = *out || (date_cmp(from, last) <= 0 && date_cmp(end, first) > 0);
    }
    return true;
}

static bool
read_parts(struct db *db, struct arena *a, int64_t pool, const struct quota_entry *in,
           struct quota_component part[], size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_quota_each, a, &r, e, v_int(pool), v_text(in->institution), v_int(in->year)))
        return false;
    if (r.n >= PARTS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_QUOTA_MANY, {in->institution});
    for (*n = 0; *n < r.n; ++*n) {
        int kind;
        if (!name_find(quota_kind_names, QUOTA_KINDS, row_text(&r, *n, 0), &kind))
            return err_set(e, ERR_IO, M_DATABASE, {"quota"});
        part[*n] = (struct quota_component){(enum quota_kind)kind, {row_int(&r, *n, 1)}};
    }
    return true;
}

bool
quota_put(struct db *db, struct arena *a, int64_t pool, const struct quota_entry *in, enum put *how,
          struct err *e)
{
    struct quota_component *part = arena_array(a, struct quota_component, PARTS_MAX);
    struct quota_rules rules = {.kept_on_price_fall = false};
    struct policy *p;
    struct rows r;
    size_t n = 0;
    bool cycle = false;
    money total;

    if (!institution_must(db, a, in->institution, "institution", e) ||
        !in_cycle(db, a, pool, in, &cycle, e) || !pack_on(db, a, pool, in->decided_on, &p, e) ||
        !read_parts(db, a, pool, in, part, &n, e))
        return false;
    const struct val v[] = {
        v_int(pool),
        v_text(in->institution),
        v_int(in->year),
        v_text(quota_kind_names[in->part.kind]),
        v_date(a, in->decided_on),
        v_int(in->part.amount.units),
        v_text(in->document),
    };
    const struct put_row row = {&q_quota_get, &q_quota_write, NULL, v, 7, 5};
    if (!db_run(db, &q_quota_get, a, &r, e, v[0], v[1], v[2], v[3], v[4]))
        return false;
    if (p != NULL)
        bind_quota(p, &rules);
    if (r.n == 0)
        part[n++] = in->part;
    enum quota_verdict verdict = quota_total(&rules, part, n, cycle, NULL, &total);
    if (verdict != QUOTA_OK)
        return err_set(e, ERR_INPUT, M_QUOTA_REFUSED, {quota_verdict_name(verdict)},
                       .field = "amount");
    return put_fact(db, a, &row, how, e);
}
