/* Who reviews what, in which order: no database here. */
#include "demand/demand.h"

const char *const review_level_names[REVIEW_LEVELS] = {"county", "city", "province"};
const char *const review_verdict_names[REVIEW_VERDICTS] = {"passed", "set", "returned"};
const char *const review_ground_names[GROUNDS] = {"", "last_year_usage", "clinical_use",
                                                  "technology"};

const char *
review_answer_name(enum review_answer v)
{
    static const char *const names[] = {"ok",        "waits",     "done",    "wrong_level",
                                        "no_reason", "no_ground", "same_qty"};
    return names[v];
}

/* The levels of each REVIEW_CHAIN value of rule.h, as bits; 0: left to the project. */
static const unsigned chains[] = {
    1u << REVIEW_COUNTY,
    1u << REVIEW_COUNTY | 1u << REVIEW_CITY,
    1u << REVIEW_COUNTY | 1u << REVIEW_CITY | 1u << REVIEW_PROVINCE,
    1u << REVIEW_COUNTY | 1u << REVIEW_PROVINCE, /* district, municipality */
    0,
};

static enum review_level
own_level(enum affiliation of, enum institution_kind kind)
{
    if (kind == INSTITUTION_MILITARY || kind == INSTITUTION_ARMED_POLICE)
        return REVIEW_PROVINCE;
    switch (of) {
    case OF_COUNTY: return REVIEW_COUNTY;
    case OF_CITY: return REVIEW_CITY;
    case OF_PROVINCE:
    case OF_MINISTRY:
    case AFFILIATIONS: break;
    }
    return REVIEW_PROVINCE;
}

struct review_chain
review_chain_of(const struct policy *p, enum affiliation of, enum institution_kind kind)
{
    struct review_chain out = {.n = 0};
    enum review_level own = own_level(of, kind);
    int chain;

    if (!policy_enum(p, RULE_REVIEW_CHAIN, &chain) || chains[chain] == 0)
        return out;
    for (unsigned l = own; l < REVIEW_LEVELS; l++)
        if (chains[chain] & 1u << l)
            out.level[out.n++] = (enum review_level)l;
    if (out.n == 0)
        out.level[out.n++] = own;
    return out;
}

const char *
review_level_next(const struct review_chain *chain, int last)
{
    for (int i = 0; i < chain->n; i++)
        if ((int)chain->level[i] > last)
            return review_level_names[chain->level[i]];
    return NULL;
}

enum review_answer
review_check(const struct review_chain *chain, const struct demand *d, const struct review *r)
{
    const char *next = review_level_next(chain, d->level);
    bool free = chain->n == 0 || r->final;

    if (d->state == DEMAND_RETURNED)
        return REVIEW_WAITS;
    if (d->state == DEMAND_REVIEWED)
        return REVIEW_DONE;
    if (!free && next != review_level_names[r->level])
        return REVIEW_WRONG_LEVEL;
    if (r->verdict != REVIEW_PASSED && *r->reason == '\0')
        return REVIEW_NO_REASON;
    if (r->verdict == REVIEW_SET && r->ground == GROUND_NONE && !r->final)
        return REVIEW_NO_GROUND;
    if (r->verdict == REVIEW_SET && r->qty.pieces == d->reviewed.pieces)
        return REVIEW_SAME_QTY;
    return REVIEW_OK;
}
