#include <assert.h>

#include "engine/credit.h"

const char *
credit_matter_name(enum credit_matter m)
{
    static const char *const names[CREDIT_MATTERS] = {
        [CREDIT_KICKBACK] = "kickback",   [CREDIT_TAX] = "tax",
        [CREDIT_MONOPOLY] = "monopoly",   [CREDIT_PRICING] = "pricing",
        [CREDIT_RESISTING] = "resisting", [CREDIT_BIDDING] = "bidding",
        [CREDIT_BREACH] = "breach",
    };
    assert(m < CREDIT_MATTERS);
    return names[m];
}

const char *
credit_effect_name(enum credit_effect e)
{
    static const char *const names[CREDIT_EFFECTS] = {
        [CREDIT_WARN] = "warn",
        [CREDIT_PUBLISH] = "publish",
        [CREDIT_LIMIT_LISTING] = "limit_listing",
        [CREDIT_STOP_LISTING] = "stop_listing",
        [CREDIT_REFUSE_BID] = "refuse_bid",
        [CREDIT_REFUSE_DISTRIBUTION] = "refuse_distribution",
        [CREDIT_TO_STANDBY] = "to_standby",
    };
    assert(e < CREDIT_EFFECTS);
    return names[e];
}

const char *
credit_goods_name(enum credit_goods g)
{
    static const char *const names[CREDIT_GOODS] = {
        [CREDIT_PRODUCT] = "product", [CREDIT_COMPANY] = "company"};
    assert(g < CREDIT_GOODS);
    return names[g];
}

const char *
credit_area_name(enum credit_area a)
{
    static const char *const names[CREDIT_AREAS] = {
        [CREDIT_REGION] = "region", [CREDIT_PROVINCE] = "province", [CREDIT_NATION] = "nation"};
    assert(a < CREDIT_AREAS);
    return names[a];
}

const char *
credit_action_name(enum credit_action a)
{
    static const char *const names[CREDIT_ACTIONS] = {
        [CREDIT_STOP_ACT] = "stop_act",   [CREDIT_DEAL_STAFF] = "deal_staff",
        [CREDIT_APOLOGY] = "apology",     [CREDIT_COMPLIANCE] = "compliance",
        [CREDIT_CUT_PRICE] = "cut_price", [CREDIT_RETURN_GAINS] = "return_gains",
    };
    assert(a < CREDIT_ACTIONS);
    return names[a];
}

const char *
credit_standing_name(enum credit_standing s)
{
    static const char *const names[CREDIT_STANDINGS] = {
        [CREDIT_STANDS] = "stands",         [CREDIT_NOT_YET] = "not_yet",
        [CREDIT_NO_EDITION] = "no_edition", [CREDIT_BELOW] = "below",
        [CREDIT_EXPIRED] = "expired",       [CREDIT_REPAIRED] = "repaired",
    };
    assert(s < CREDIT_STANDINGS);
    return names[s];
}

const char *
credit_flaw_name(enum credit_flaw f)
{
    static const char *const names[CREDIT_FLAWS] = {
        [CREDIT_SOUND] = "sound",          [CREDIT_FLAW_GRADES] = "grades",
        [CREDIT_FLAW_MONTHS] = "months",   [CREDIT_FLAW_THRESHOLD] = "threshold",
        [CREDIT_FLAW_MEASURE] = "measure", [CREDIT_FLAW_REPAIR] = "repair",
    };
    assert(f < CREDIT_FLAWS);
    return names[f];
}
