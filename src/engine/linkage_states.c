#include <assert.h>

#include "engine/linkage.h"

const char *const listing_state_names[LISTING_STATES] = {
    [LISTING_DRAFT] = "draft",         [LISTING_NOTICE] = "notice",     [LISTING_LISTED] = "listed",
    [LISTING_SUSPENDED] = "suspended", [LISTING_DELISTED] = "delisted",
};
const char *const listing_cause_names[LISTING_CAUSES] = {
    [LISTING_APPLIED] = "applied",          [LISTING_NOTICE_OVER] = "notice_over",
    [LISTING_OBJECTION] = "objection",      [LISTING_CERTIFICATE] = "certificate",
    [LISTING_QUALITY] = "quality",          [LISTING_CREDIT] = "credit",
    [LISTING_PRICE] = "price_not_reported", [LISTING_OWN_REQUEST] = "own_request",
    [LISTING_CYCLE_END] = "cycle_end",      [LISTING_CURED] = "cured",
};

const char *
listing_state_name(enum listing_state s)
{
    assert(s < LISTING_STATES);
    return listing_state_names[s];
}

const char *
listing_cause_name(enum listing_cause c)
{
    assert(c < LISTING_CAUSES);
    return listing_cause_names[c];
}

const char *
listing_verdict_name(enum listing_verdict v)
{
    static const char *const names[LISTING_VERDICTS] = {
        [LISTING_OK] = "ok",
        [LISTING_NO_WAY] = "no_way",
        [LISTING_WRONG_CAUSE] = "wrong_cause",
        [LISTING_NOT_OVER] = "not_over",
        [LISTING_NO_SUBSTITUTE] = "no_substitute",
    };
    assert(v < LISTING_VERDICTS);
    return names[v];
}

enum {
    DRAFT = 1 << LISTING_DRAFT,
    NOTICE = 1 << LISTING_NOTICE,
    LISTED = 1 << LISTING_LISTED,
    SUSPENDED = 1 << LISTING_SUSPENDED,
    DELISTED = 1 << LISTING_DELISTED
};

/* Which states may follow which, whatever the cause. Delisted is the end: who wants back in applies
 * anew. */
static const unsigned follows[LISTING_STATES] = {
    [LISTING_DRAFT] = NOTICE,
    [LISTING_NOTICE] = LISTED | DRAFT,
    [LISTING_LISTED] = SUSPENDED | DELISTED,
    [LISTING_SUSPENDED] = LISTED | DELISTED,
    [LISTING_DELISTED] = 0,
};

/* What a cause can lead to. */
static const unsigned leads_to[LISTING_CAUSES] = {
    [LISTING_APPLIED] = NOTICE,
    [LISTING_NOTICE_OVER] = LISTED,
    [LISTING_OBJECTION] = DRAFT,
    [LISTING_CERTIFICATE] = SUSPENDED | DELISTED,
    [LISTING_QUALITY] = SUSPENDED | DELISTED,
    [LISTING_CREDIT] = SUSPENDED | DELISTED,
    [LISTING_PRICE] = SUSPENDED | DELISTED,
    [LISTING_OWN_REQUEST] = DRAFT | DELISTED,
    [LISTING_CYCLE_END] = DELISTED,
    [LISTING_CURED] = LISTED,
};

/* A notice ends only from notice on, a cure only from suspension. */
static bool
cause_fits(const struct listing_move *m)
{
    if (m->cause == LISTING_NOTICE_OVER && m->from != LISTING_NOTICE)
        return false;
    if (m->cause == LISTING_CURED && m->from != LISTING_SUSPENDED)
        return false;
    return (leads_to[m->cause] >> m->to & 1) != 0;
}

enum listing_verdict
listing_move(const struct listing_move *m)
{
    assert(m->from < LISTING_STATES && m->to < LISTING_STATES && m->cause < LISTING_CAUSES);
    if ((follows[m->from] >> m->to & 1) == 0)
        return LISTING_NO_WAY;
    if (!cause_fits(m))
        return LISTING_WRONG_CAUSE;
    if (m->cause == LISTING_NOTICE_OVER) {
        date from;
        if (!notice_effective_on(m->notice, m->last_decision, &from) || date_cmp(m->on, from) < 0)
            return LISTING_NOT_OVER;
    }
    if (m->to == LISTING_DELISTED && m->selected && !m->has_substitute)
        return LISTING_NO_SUBSTITUTE;
    return LISTING_OK;
}
