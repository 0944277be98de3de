/* report_rows.c - a report out of a file, row by row. */
#include <string.h>

#include "demand/demand_report.h"
#include "demand/query.h"
#include "project/participation.h"
#include "project/project.h"
#include "registry/product.h"
#include "words/reporting.h"

bool
report_open(struct db *db, struct arena *a, const struct report_key *k, const char *who, date today,
            int64_t *version, struct err *e)
{
    struct report_head h;
    bool only_returned;
    if (!participation_must(db, a, k->pool, k->project, k->institution, "hospital", e) ||
        !report_window(db, a, k, today, &only_returned, e) || !report_latest(db, a, k, &h, e))
        return false;
    *version = h.version + 1;
    return db_do(db, &q_demand_report_write, e, v_int(k->pool), v_text(k->project),
                 v_text(k->institution), v_int(*version), v_date(a, today), v_text(who));
}

bool
report_line_add(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
                const struct report_line *l, struct err *e)
{
    return group_must(db, a, k->pool, k->project, l->group, "group", e) &&
           (*l->product == '\0' || product_must(db, a, l->product, "product", e)) &&
           db_do(db, &q_demand_report_line_write, e, v_int(k->pool), v_text(k->project),
                 v_text(k->institution), v_int(version), v_text(l->group), v_text(l->product),
                 v_int(l->qty.pieces), v_text(l->reason));
}

static bool
same_as_before(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
               bool *same, struct err *e)
{
    struct rows r;
    *same = false;
    if (version == 1)
        return true;
    if (!db_run(db, &q_demand_report_differs, a, &r, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution), v_int(version), v_int(version - 1)))
        return false;
    *same = row_int(&r, 0, 0) == 0;
    return true;
}

bool
report_close(struct db *db, struct arena *a, const struct report_key *k, int64_t version,
             enum put *how, struct err *e)
{
    struct report_head h;
    struct rows mixed;
    bool same;
    if (!report_latest(db, a, k, &h, e) ||
        !db_run(db, &q_demand_report_mixed, a, &mixed, e, v_int(k->pool), v_text(k->project),
                v_text(k->institution), v_int(version)))
        return false;
    if (h.lines == 0)
        return err_set(e, ERR_INPUT, M_REPORT_NO_LINES, {k->institution}, .field = "qty");
    if (mixed.n > 0)
        return err_set(e, ERR_INPUT, M_REPORT_MIXED, {k->institution, row_text(&mixed, 0, 0)},
                       .field = "product");
    if (!same_as_before(db, a, k, version, &same, e))
        return false;
    *how = same ? PUT_SAME : version == 1 ? PUT_NEW : PUT_CHANGED;
    return !same || (db_do(db, &q_demand_report_drop_lines, e, v_int(k->pool), v_text(k->project),
                           v_text(k->institution), v_int(version)) &&
                     db_do(db, &q_demand_report_drop, e, v_int(k->pool), v_text(k->project),
                           v_text(k->institution), v_int(version)));
}
