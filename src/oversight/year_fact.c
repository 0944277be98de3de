#include "oversight/year_fact.h"

#include "oversight/query.h"
#include "project/participation.h"
#include "words/oversight.h"

bool
year_fact_put(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
              const char *institution, const struct year_fact *in, enum put *how, struct err *e)
{
    date first, last;
    if (!year_days(year, &first, &last, e) ||
        !participation_must(db, a, pool, project, institution, "hospital", e))
        return false;
    if (in->reports_timely > in->reports_due)
        return err_set(e, ERR_INPUT, M_FACT_MORE, {institution}, .field = "reports_timely");
    if (in->admit_timely > in->admit_due)
        return err_set(e, ERR_INPUT, M_FACT_MORE, {institution}, .field = "admitted_timely");
    if (in->pay.ppm > RATIO_ONE || in->insured.ppm > RATIO_ONE)
        return err_set(e, ERR_INPUT, M_FACT_MORE, {institution},
                       .field = in->pay.ppm > RATIO_ONE ? "pay_ratio" : "insured_share");
    const struct val v[] = {
        v_int(pool),           v_text(project),         v_int(year),
        v_text(institution),   v_int(in->reports_due),  v_int(in->reports_timely),
        v_int(in->admit_due),  v_int(in->admit_timely), v_int(in->off_platform.units),
        v_int(in->pay.ppm),    v_int(in->insured.ppm),  v_int(in->first_year),
        v_int(in->share_fell),
    };
    return put_state(
        db, a, &(struct put_row){&q_assessment_fact_get, &q_assessment_fact_write, NULL, v, 13, 4},
        how, e);
}
