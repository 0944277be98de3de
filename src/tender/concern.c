#include "tender/concern.h"

#include "tender/query.h"

bool
concern_all(struct db *db, struct arena *a, int64_t pool, struct draw_ask *ask, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_concern_companies, a, &r, e, v_int(pool), v_text(ask->project)))
        return false;
    const char **all = arena_array(a, const char *, r.n + ask->companies + 1);
    for (size_t i = 0; i < r.n; i++)
        all[i] = row_text(&r, i, 0);
    for (size_t i = 0; i < ask->companies; i++)
        all[r.n + i] = ask->company[i];
    ask->company = all;
    ask->companies += r.n;
    return true;
}
