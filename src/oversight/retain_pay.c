#include "oversight/retain_pay.h"

#include "fund/payable.h"
#include "fund/query.h"
#include "words/fund.h"
#include "words/oversight.h"

bool
order_retention(struct db *db, struct arena *a, const struct project *project, int64_t year,
                const char *by, date on, struct payment_order *order, struct err *e)
{
    struct rows r;
    enum put how;
    if (!db_run(db, &q_retention_total, a, &r, e, v_int(project->pool), v_text(project->code),
                v_int(year)))
        return false;
    *order = (struct payment_order){.project = project->code,
                                    .period = arena_printf(a, "%d", (int)year),
                                    .step = APPROVE_RETENTION,
                                    .rows = row_int(&r, 0, 0),
                                    .amount = {row_int(&r, 0, 1)}};
    return order->rows == 0 || approval_ask(db, a, project->pool, order, by, on, &how, e);
}

bool
pay_retention(struct db *db, struct arena *a, const struct project *project, int64_t year,
              const char *institution, date on, int64_t *n, money *sum, struct err *e)
{
    struct rows r;
    enum put how;
    *n = 0;
    *sum = (money){0};
    if (!db_run(db, &q_retention_open, a, &r, e, v_int(project->pool), v_text(project->code),
                v_int(year), v_text(institution)))
        return false;
    if (r.n == 0 && *institution != '\0')
        return err_set(e, ERR_NOT_FOUND, M_NO_RETENTION, {institution}, .field = "institution");
    for (size_t i = 0; i < r.n; i++) {
        if (!retention_pay(db, a, project->pool, row_text(&r, i, 0), project->code, year, on, &how,
                           e))
            return false;
        if (!money_add(sum, *sum, (money){row_int(&r, i, 1)}))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
        ++*n;
    }
    return true;
}
