#include "tender/award_change.h"

#include <string.h>

#include "tender/query.h"

bool
award_change_put(struct db *db, struct arena *a, int64_t pool, const char *project, date from,
                 const struct award_change *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(in->product),
                            v_date(a, from),
                            v_text(in->group),
                            v_text(in->company),
                            v_int(in->price.units),
                            v_int(in->with_service.units),
                            v_text(in->selected ? "selected" : "withdrawn"),
                            v_text(in->instead_of),
                            v_text(in->document)};
    return put_fact(db, a,
                    &(struct put_row){&q_award_change_get, &q_award_change_write, NULL, v, 11, 4},
                    how, e);
}

bool
award_on(struct db *db, struct arena *a, int64_t pool, const char *project, const char *product,
         date on, struct award_change *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_award_on, a, &r, e, v_int(pool), v_text(project), v_text(product),
                v_date(a, on)))
        return false;
    *found = r.n > 0;
    if (*found)
        *out = (struct award_change){.product = product,
                                     .group = row_text(&r, 0, 0),
                                     .company = row_text(&r, 0, 1),
                                     .price = {row_int(&r, 0, 2)},
                                     .with_service = {row_int(&r, 0, 3)},
                                     .selected = strcmp(row_text(&r, 0, 4), "selected") == 0,
                                     .instead_of = row_text(&r, 0, 5),
                                     .document = row_text(&r, 0, 6)};
    return true;
}
