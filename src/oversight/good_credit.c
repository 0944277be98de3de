#include "oversight/good_credit.h"

#include <assert.h>
#include <string.h>

#include "oversight/query.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "words/credit_http.h"

const char *const incentive_kind_names[INCENTIVE_KINDS] = {"commended", "green_channel",
                                                           "fewer_checks"};
const char *const incentive_state_names[INCENTIVE_STATES] = {"in_force", "to_come", "over",
                                                             "rests"};

const char *
good_verdict_name(enum good_verdict v)
{
    static const char *const names[GOOD_VERDICTS] = {"ok", "grade", "breach", "shortage",
                                                     "no_trade"};
    assert(v < GOOD_VERDICTS);
    return names[v];
}

static bool
grade_on(struct db *db, struct arena *a, int64_t pool, const char *party, date on, int *out,
         struct err *e)
{
    struct credit_record *r = arena_alloc(a, sizeof(*r));
    struct policy *p;
    if (!pack_on(db, a, pool, on, &p, e) || !credit_on(db, a, party, on, p, r, NULL, e))
        return false;
    *out = r->answer.grade;
    return true;
}

bool
good_on(struct db *db, struct arena *a, int64_t pool, const char *party, date on,
        enum good_verdict *out, struct err *e)
{
    struct rows r;
    int grade;
    if (!grade_on(db, a, pool, party, on, &grade, e) ||
        !db_run(db, &q_good_facts, a, &r, e, v_int(pool), v_text(party),
                v_date(a, date_add_months(on, -GOOD_MONTHS)),
                v_date(a, date_add_months(on, -GOOD_TRADE_MONTHS))))
        return false;
    *out = grade > 0                ? GOOD_GRADE
           : row_int(&r, 0, 0) > 0  ? GOOD_BREACH
           : row_int(&r, 0, 1) > 0  ? GOOD_SHORTAGE
           : row_int(&r, 0, 2) == 0 ? GOOD_NO_TRADE
                                    : GOOD_OK;
    return true;
}

static bool
same_incentive(const struct rows *r, struct arena *a, const struct incentive *in)
{
    return strcmp(row_text(r, 0, 0), in->party) == 0 &&
           strcmp(row_text(r, 0, 1), incentive_kind_names[in->kind]) == 0 &&
           strcmp(row_text(r, 0, 2), put_date(a, in->from)) == 0 &&
           strcmp(row_text(r, 0, 3), put_date(a, in->until)) == 0 &&
           strcmp(row_text(r, 0, 4), in->document) == 0;
}

bool
grant_incentive(struct db *db, struct arena *a, int64_t pool, const struct incentive *in, date on,
                enum put *how, struct err *e)
{
    enum good_verdict v;
    struct rows r;
    if (!db_run(db, &q_incentive_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    *how = PUT_SAME;
    if (r.n > 0)
        return same_incentive(&r, a, in) ||
               err_set(e, ERR_CONFLICT, M_CREDIT_INCENTIVE_NUMBER, {in->number}, .field = "number");
    if (date_cmp(in->until, in->from) < 0 || in->until.day - in->from.day > GOOD_DAYS_MAX)
        return err_set(e, ERR_INPUT, M_CREDIT_INCENTIVE_DAYS,
                       {put_date(a, in->from), put_date(a, in->until)}, .field = "until");
    if (!good_on(db, a, pool, in->party, on, &v, e))
        return false;
    if (v != GOOD_OK)
        return err_set(e, ERR_CONFLICT, M_CREDIT_NOT_TRUSTED, {in->party, good_verdict_name(v)},
                       .field = "party");
    *how = PUT_NEW;
    return db_do(db, &q_incentive_write, e, v_int(pool), v_text(in->number), v_text(in->party),
                 v_text(incentive_kind_names[in->kind]), v_date(a, in->from), v_date(a, in->until),
                 v_text(in->document), v_date(a, on), v_text(in->by));
}

bool
incentive_on(struct db *db, struct arena *a, int64_t pool, const struct incentive *in, date on,
             enum incentive_state *out, struct err *e)
{
    int grade = 0;
    *out = date_cmp(on, in->from) < 0    ? INCENTIVE_TO_COME
           : date_cmp(on, in->until) > 0 ? INCENTIVE_OVER
                                         : INCENTIVE_IN_FORCE;
    if (*out != INCENTIVE_IN_FORCE)
        return true;
    if (!grade_on(db, a, pool, in->party, on, &grade, e))
        return false;
    *out = grade > 0 ? INCENTIVE_RESTS : INCENTIVE_IN_FORCE;
    return true;
}
