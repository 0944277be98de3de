#include "ward/due.h"

#include <string.h>

#include "base/core/money.h"
#include "registry/pack_on.h"
#include "registry/put.h"
#include "ward/query.h"
#include "words/ward.h"

enum { MEMORY = 64 * 1024 * 1024, LISTED_MAX = 100000 };

static bool
fall_due(struct db *db, struct arena *a, struct admission_fall_due *f, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_due_begun, a, &r, e, v_int(f->pool), v_date(a, f->on)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        struct policy *pack;
        int64_t days = ADMIT_DAYS_DEFAULT;
        date from;
        if (!date_parse(&from, row_text(&r, i, 4)))
            return err_set(e, ERR_IO, M_WARD_DATABASE, {"agreement"});
        if (!pack_on(db, a, f->pool, from, &pack, e))
            return false;
        if (pack != NULL && !policy_int(pack, RULE_ADMIT_DAYS, &days))
            days = ADMIT_DAYS_DEFAULT;
        if (!db_do(db, &q_due_write, e, v_int(f->pool), v_text(row_text(&r, i, 0)),
                   v_text(row_text(&r, i, 1)), v_text(row_text(&r, i, 2)),
                   v_text(row_text(&r, i, 3)), v_date(a, from),
                   v_date(a, date_add_days(from, (int)days)), v_text(pack != NULL ? pack->id : "")))
            return false;
        f->fresh++;
    }
    return true;
}

bool
admission_fall_due(struct db *db, void *arg, struct err *e)
{
    struct admission_fall_due *f = arg;
    struct arena *a = arena_new(MEMORY);
    f->fresh = 0;
    bool ok = fall_due(db, a, f, e);
    arena_free(a);
    return ok;
}

bool
not_admitted_list(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *institution, const char *state, date on, struct not_admitted **out,
                  size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_list_dues, a, &r, e, v_int(pool), v_text(""), v_text("~"), v_text(""),
                v_text(""), v_text(project), v_text(institution), v_text(""), v_text(""),
                v_text(""), v_text(state), v_date(a, on), v_text(""), v_text(""), v_text(""),
                v_int(0), v_int(LISTED_MAX)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct not_admitted, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct not_admitted){.project = row_text(&r, i, 0),
                                          .institution = row_text(&r, i, 1),
                                          .product = row_text(&r, i, 2),
                                          .company = row_text(&r, i, 4),
                                          .from_on = row_text(&r, i, 5),
                                          .due_on = row_text(&r, i, 6),
                                          .state = row_text(&r, i, 7),
                                          .on_date = row_text(&r, i, 8),
                                          .reason = row_text(&r, i, 9),
                                          .note = row_text(&r, i, 10),
                                          .record = row_text(&r, i, 11)};
    return true;
}
