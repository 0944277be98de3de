#include "fund/payer.h"

#include "registry/institution.h"

/* Registry's levels count down from tertiary; a pharmacy has none. */
static enum hospital_level
level_of(const struct institution *i)
{
    static const enum hospital_level levels[LEVELS] = {LEVEL_3, LEVEL_2, LEVEL_1, LEVEL_NONE};
    return i->kind == INSTITUTION_PHARMACY ? LEVEL_NONE : levels[i->level];
}

bool
fund_of(struct db *db, struct arena *a, const struct fund_rules *r, const char *institution,
        date on, struct explain *x, enum fund *out, struct err *e)
{
    struct institution i;
    if (!institution_on(db, a, institution, on, &i, e))
        return false;
    if (i.fund != PAYER_BY_PACK)
        *out = i.fund == PAYER_EMPLOYEE ? FUND_EMPLOYEE : FUND_RESIDENT;
    else if (prepay_fund(r, level_of(&i), x, out) != PREPAY_OK)
        *out = FUND_UNDECIDED;
    return true;
}
