#include "oversight/patient.h"

#include <assert.h>

#include "registry/pack_on.h"
#include "oversight/query.h"
#include "registry/institution.h"
#include "words/oversight.h"

const char *
charge_verdict_name(enum charge_verdict v)
{
    static const char *const names[CHARGE_VERDICTS] = {
        [CHARGE_OK] = "ok",
        [CHARGE_NO_RULE] = "no_rule",
        [CHARGE_NOT_PUBLIC] = "not_public",
        [CHARGE_NOT_SELECTED] = "not_selected",
        [CHARGE_MARKUP] = "markup",
    };
    assert(v < CHARGE_VERDICTS);
    return names[v];
}

bool
charge_check(const struct patient_charge *c, const struct charge_terms *t, enum charge_verdict *out,
             money *allowed)
{
    *allowed = (money){0};
    if (!t->rule)
        *out = CHARGE_NO_RULE;
    else if (!t->is_public)
        *out = CHARGE_NOT_PUBLIC;
    else if (t->selected.units == 0)
        *out = CHARGE_NOT_SELECTED;
    else if (!money_amount(allowed, t->selected, c->qty))
        return false;
    else
        *out = money_cmp(c->amount, *allowed) > 0 ? CHARGE_MARKUP : CHARGE_OK;
    return true;
}

/* The selected price on a day: of the results zone as it was then. */
static bool
terms_of(struct db *db, struct arena *a, int64_t pool, const struct patient_charge *in,
         struct charge_terms *out, struct err *e)
{
    struct institution i;
    struct policy *p;
    struct rows r;
    int rule = 1; /* none */
    if (!institution_on(db, a, in->institution, in->charged_on, &i, e) ||
        !pack_on(db, a, pool, in->charged_on, &p, e) ||
        !db_run(db, &q_charge_price, a, &r, e, v_int(pool), v_text(in->product),
                v_date(a, in->charged_on)))
        return false;
    out->rule = p != NULL && policy_enum(p, RULE_PATIENT_CHARGE, &rule) && rule == 0;
    out->is_public = i.kind == INSTITUTION_PUBLIC;
    out->selected.units = r.n == 0 ? 0 : row_int(&r, 0, 0);
    return true;
}

bool
charge_put(struct db *db, struct arena *a, int64_t pool, const struct patient_charge *in,
           enum put *how, struct err *e)
{
    struct charge_terms t;
    enum charge_verdict verdict;
    money allowed;
    if (in->qty.pieces == 0)
        return err_set(e, ERR_INPUT, M_CHARGE_EMPTY, {in->number}, .field = "qty");
    if (!terms_of(db, a, pool, in, &t, e))
        return false;
    if (!charge_check(in, &t, &verdict, &allowed))
        return err_set(e, ERR_INPUT, M_MONITOR_LARGE, .field = "qty");
    const struct val v[] = {
        v_int(pool),
        v_text(in->number),
        v_text(in->institution),
        v_text(in->product),
        v_date(a, in->charged_on),
        v_int(in->qty.pieces),
        v_int(in->amount.units),
        v_int(allowed.units),
        v_text(charge_verdict_name(verdict)),
    };
    const struct put_row row = {&q_charge_get, &q_charge_write, NULL, v, 9, 2};
    return put_fact(db, a, &row, how, e);
}
