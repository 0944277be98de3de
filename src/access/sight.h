/* sight.h - which rows somebody may see (DESIGN 4). A role says which routes; the scope says whose
 * data, and stands in the WHERE of every list:
 *
 *     WHERE d.pool = $1 AND i.region >= $2 AND i.region < $3
 *       AND ($4 = '' OR d.institution = $4) AND ($5 = '' OR d.company = $5)
 *
 *     struct sight s;
 *     sight_of(&c->who, &s);
 *     db_run(db, &q_x, a, &rows, e, v_int(pool), V_SIGHT(s))
 *
 * A bureau, agency, regulator or auditor sees its region and what lies below; an institution what
 * is its own; a company what is its own, in every region; an expert bank, an operator and the
 * public nothing of the kind. A point read asks sight_has_...() and answers ERR_NOT_FOUND when it
 * says no: what is a stranger's looks like what is not there. */
#ifndef JICAI_SIGHT_H
#define JICAI_SIGHT_H
#include "access/role.h"

enum { SIGHT_TEXT_MAX = 48 };

struct sight {
    char lo[SIGHT_TEXT_MAX], hi[SIGHT_TEXT_MAX]; /* regions: lo <= region < hi */
    char institution[SIGHT_TEXT_MAX];            /* only this one; "" all of the regions */
    char company[SIGHT_TEXT_MAX];                /* only this one; "" all */
};
#define V_SIGHT(s) v_text((s).lo), v_text((s).hi), v_text((s).institution), v_text((s).company)

void sight_make(enum org_kind kind, const char *org, const char *region, struct sight *out);
bool sight_has_region(const struct sight *s, const char *region);
bool sight_has_institution(const struct sight *s, const char *institution, const char *region);
bool sight_has_company(const struct sight *s, const char *company);

/* Pools (six-digit divisions) that somebody of a region acts in: those in his region, and the one
 * that his region is part of. A county acts in its city's pool, or its municipality's; `paid_by` is
 * an institution's own. */
bool region_acts_in_pool(const char *region, int64_t paid_by, int64_t pool);
/* And reads: also those above, where projects of several pools are at home. */
bool region_sees_pool(const char *region, int64_t paid_by, int64_t pool);
#endif
