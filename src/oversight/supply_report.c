#include "oversight/supply_report.h"

#include <string.h>

#include "oversight/query.h"
#include "tender/award_change.h"
#include "words/supply.h"

bool
supply_report_put(struct db *db, struct arena *a, int64_t pool, const struct supply_report *in,
                  date on, enum put *how, struct err *e)
{
    struct award_change now;
    bool selected;
    char ym[MONTH_TEXT_MAX];
    int64_t behind = date_month(on).month - in->month.month;
    if (behind < 0 || behind > 1)
        return err_set(e, ERR_INPUT, M_SUPPLY_MONTH, {month_text(in->month, ym)}, .field = "month");
    if (!award_on(db, a, pool, in->project, in->product, on, &now, &selected, e))
        return false;
    if (!selected || !now.selected ||
        (*in->company != '\0' && strcmp(now.company, in->company) != 0))
        return err_set(e, ERR_NOT_FOUND, M_SUPPLY_NOT_SELECTED, {in->product, in->project},
                       .field = "product");
    const struct val v[] = {
        v_int(pool),
        v_text(in->project),
        v_text(in->product),
        v_text(arena_strdup(a, month_text(in->month, ym))),
        v_text(now.company),
        v_int(in->capacity.pieces),
        v_int(in->stock.pieces),
        v_text(in->note),
        v_date(a, on),
    };
    const struct put_row row = {&q_supply_report_get, &q_supply_report_write, NULL, v, 9, 4};
    struct rows old;
    if (!db_run(db, &q_supply_report_get, a, &old, e, v[0], v[1], v[2], v[3]))
        return false;
    bool same = old.n > 0 && row_int(&old, 0, 1) == v[5].i && row_int(&old, 0, 2) == v[6].i &&
                strcmp(row_text(&old, 0, 3), in->note) == 0;
    *how = PUT_SAME;
    return same || put_state(db, a, &row, how, e);
}
