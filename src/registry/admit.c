#include "registry/admit.h"

#include <assert.h>

#include "registry/check.h"
#include "registry/company.h"

/* Did the registry ever know it? False, with e, only when the database failed. */
static bool
look(struct db *db, struct arena *a, const struct registration *g, bool *known, struct err *e)
{
    struct err why;
    *known = g->kind == ORG_COMPANY ? company_must(db, a, g->org, ROLE_ANY, "org", &why)
                                    : institution_must(db, a, g->org, "org", &why);
    if (*known || why.code == ERR_NOT_FOUND)
        return true;
    *e = why;
    return false;
}

static bool
put_institution(struct db *db, const struct admit *in, const struct registration *g, struct err *e)
{
    int level = 0, kind = 0;
    enum put how;
    bool known = name_find(level_names, LEVELS, g->level, &level) &&
                 name_find(institution_kind_names, INSTITUTION_KINDS, g->ownership, &kind);
    assert(known); /* the form was checked */
    const struct institution i = {.code = g->org,
                                  .name = g->name,
                                  .region = g->region,
                                  .level = (enum institution_level)level,
                                  .kind = (enum institution_kind)kind,
                                  .affiliation = in->affiliation,
                                  .successor = "",
                                  .from = in->review.today};
    return institution_put(db, in->review.arena, &i, &how, e);
}

static bool
put_company(struct db *db, const struct admit *in, const struct registration *g, struct err *e)
{
    enum put how;
    const struct company c = {.code = g->org,
                              .name = g->name,
                              .country = g->country,
                              .registrant = (g->roles & AS_REGISTRANT) != 0,
                              .distributor = (g->roles & AS_DISTRIBUTOR) != 0,
                              .service = (g->roles & AS_SERVICE) != 0,
                              .agent = g->agent,
                              .controller = "",
                              .region = g->region,
                              .successor = "",
                              .from = in->review.today};
    return company_put(db, in->review.arena, &c, &how, e);
}

bool
admit_registration(struct db *db, void *arg, struct err *e)
{
    struct admit *in = arg;
    struct review_registration *r = &in->review;
    struct registration g;
    bool known;
    if (!review_registration(db, r, e))
        return false;
    if (r->review != REVIEW_ACCEPT)
        return true;
    if (!registration_find(db, r->arena, r->org, r->attempt, &g, e) ||
        !look(db, r->arena, &g, &known, e))
        return false;
    return known ||
           (g.kind == ORG_COMPANY ? put_company(db, in, &g, e) : put_institution(db, in, &g, e));
}
