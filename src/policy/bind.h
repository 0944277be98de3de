/* bind.h - from a pack to the rules that the engine takes: one function per engine rule.
 *
 * A pack that has no value for something an engine rule cannot do without yields "no rule in this
 * pack": the caller computes nothing and says why, with the parameter's name. Parameters that only
 * refine a rule fall back to doing nothing (no roll, no alignment, no steps). */
#ifndef JICAI_BIND_H
#define JICAI_BIND_H
#include "engine/cycle.h"
#include "engine/offset.h"
#include "engine/prepay.h"
#include "engine/quota.h"
#include "engine/retention.h"
#include "engine/settle.h"
#include "engine/supply_due.h"
#include "engine/standard.h"
#include "policy/policy.h"

enum bind_verdict {
    BIND_OK,
    BIND_BY_CONTRACT,   /* left to the parties, and nothing is known of their contract */
    BIND_BY_AUTHORITY,  /* somebody decides it case by case, and no decision is on record */
    BIND_NOT_REGULATED, /* no rule in this pack */
    BIND_VERDICTS
};
const char *bind_verdict_name(enum bind_verdict v);

struct bound {
    enum bind_verdict verdict;
    enum rule rule; /* the parameter that is lacking; RULE_NONE when OK */
};

struct bound bind_cycle(const struct policy *p, struct cycle_rules *out);
struct bound bind_settle(const struct policy *p, struct settle_rules *out);
/* Silent packs set no days. */
void bind_supply(const struct policy *p, struct supply_rules *out);

/* `decided`: the authority's ratio for this project, NULL when there is none; it only counts where
 * the pack leaves the ratio to an authority. */
struct bound bind_prepay(const struct policy *p, enum prepay_goods goods, const ratio *decided,
                         struct prepay_rules *out);
/* A pack without a fund rule leaves it to the authority. */
struct bound bind_fund(const struct policy *p, struct fund_rules *out);
struct bound bind_offset(const struct policy *p, struct offset_rules *out);
struct bound bind_standard(const struct policy *p, struct standard_rules *out);
struct bound bind_retention(const struct policy *p, struct retention_rules *out);
struct bound bind_quota(const struct policy *p, struct quota_rules *out);
#endif
