#include "fund/decision.h"

#include "fund/query.h"
#include "words/fund.h"

bool
decision_put(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct prepay_decision *in, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),          v_text(project),       v_date(a, in->decided_on),
                            v_int(in->ratio.ppm), v_text(in->authority), v_text(in->document)};
    const struct put_row row = {
        &q_decision_get, &q_decision_write, NULL, v, sizeof(v) / sizeof(*v), 3};
    if (in->ratio.ppm < 0 || in->ratio.ppm > RATIO_ONE)
        return err_set(e, ERR_INPUT, M_DECISION_RATIO, {""}, .field = "ratio");
    return put_fact(db, a, &row, how, e);
}

bool
decision_on(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
            struct prepay_decision *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_decision_on, a, &r, e, v_int(pool), v_text(project), v_date(a, on)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *out = (struct prepay_decision){.ratio = {row_int(&r, 0, 0)},
                                    .authority = row_text(&r, 0, 1),
                                    .document = row_text(&r, 0, 2)};
    (void)date_parse(&out->decided_on, row_text(&r, 0, 3));
    return true;
}
