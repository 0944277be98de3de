#include "fund/ending.h"

#include <string.h>

#include "fund/query.h"
#include "registry/put.h"
#include "words/fund.h"

const char *const ending_how_names[ENDING_HOWS] = {"withdrawn", "refused"};

bool
ending_may(const struct ended *it, enum ending_how how, const char *by, const char *reason, date on,
           struct err *e)
{
    bool maker = strcmp(it->made_by, by) == 0;
    if (*by == '\0')
        return err_set(e, ERR_INPUT, M_APPROVAL_NOBODY, {it->period}, .field = "by");
    if (*reason == '\0')
        return err_set(e, ERR_INPUT, M_ENDING_REASON, {it->period}, .field = "reason");
    if (how == ENDING_WITHDRAWN && !maker)
        return err_set(e, ERR_INPUT, M_ENDING_NOT_MAKER, {by, it->period, it->made_by},
                       .field = "by");
    if (how == ENDING_REFUSED && maker)
        return err_set(e, ERR_INPUT, M_ENDING_MAKER, {by, it->period}, .field = "by");
    return date_cmp(on, it->made_on) >= 0 ||
           err_set(e, ERR_INPUT, M_ENDING_BEFORE, {it->period}, .field = "on");
}

bool
ending_keep(struct db *db, struct arena *a, int64_t pool, const struct ended *it,
            enum ending_how how, const char *by, const char *reason, date on, int64_t *seq,
            struct err *e)
{
    const struct val key[] = {v_int(pool), v_text(it->step), v_text(it->project),
                              v_text(it->period)};
    struct rows r;
    if (!db_run(db, &q_end_last, a, &r, e, key[0], key[1], key[2], key[3]))
        return false;
    *seq = row_int(&r, 0, 0) + 1;
    return db_do(db, &q_end_write, e, key[0], key[1], key[2], key[3], v_int(*seq),
                 v_text(ending_how_names[how]), v_text(it->made_by), v_text(by), v_date(a, on),
                 v_text(reason), v_int(it->payments), v_int(it->amount.units));
}

struct ending
ending_of_row(const struct rows *r, size_t i, size_t c)
{
    struct ending out = {
        .how = row_text(r, i, c), .by = row_text(r, i, c + 1), .reason = row_text(r, i, c + 3)};
    (void)date_parse(&out.on, row_text(r, i, c + 2));
    return out;
}
