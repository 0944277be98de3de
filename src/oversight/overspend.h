/* overspend.h - what an institution's claims of a year went beyond its quota, and who bears it
 * (合理超支分担; RULES 10, GZ 四(二)4). The quota is the sum of its dated components, the
 * spending what the fund approved of its claims; the bands are a decision of the agency with the
 * institutions (by_authority), the last one made by the end of the year. */
#ifndef JICAI_OVERSPEND_H
#define JICAI_OVERSPEND_H
#include "engine/quota.h"
#include "policy/policy.h"
#include "registry/put.h"

struct overspend_band { /* of a decision; bands rise */
    date decided_on;
    ratio up_to, fund_share; /* up_to: of the quota */
    const char *document;
};
bool band_put(struct db *db, struct arena *a, int64_t pool, const struct overspend_band *in,
              enum put *how, struct err *e);

struct overspent {
    const char *institution, *verdict; /* the engine's, or "no_bands" */
    money quota, spent, by_fund, by_institution;
};

/* In a transaction of the pool: every institution with a quota, by code. */
bool share_overspend(struct db *db, struct arena *a, int64_t pool, const struct policy *p,
                     int64_t year, struct overspent **out, size_t *n, struct err *e);
#endif
