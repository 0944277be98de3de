/* decision.h - an authority's ratio of prepayment for a project (RULES 7: CQ's monitoring centre),
 * dated; where the pack itself says a ratio, none is taken. */
#ifndef JICAI_DECISION_H
#define JICAI_DECISION_H
#include "policy/policy.h"
#include "registry/put.h"

struct prepay_decision {
    date decided_on;
    ratio ratio;
    const char *authority, *document;
};

bool decision_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const struct prepay_decision *in, enum put *how, struct err *e);
/* The last one made on or before a day. */
bool decision_on(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                 struct prepay_decision *out, bool *found, struct err *e);
#endif
