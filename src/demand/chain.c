#include "demand/chain.h"

#include <string.h>

#include "demand/query.h"
#include "project/life.h"
#include "project/project.h"
#include "registry/check.h"
#include "registry/region.h"
#include "words/reporting.h"

const char *const chain_names[CHAIN_KINDS] = {"county", "county_city", "county_city_province",
                                              "district_municipality"};

static bool
pack_of(struct db *db, struct arena *a, int64_t pool, const char *project, struct policy **pack,
        bool *by_project, struct err *e)
{
    struct project p;
    int chain = CHAIN_KINDS;
    if (!project_get(db, a, pool, project, &p, e) || !project_pack(&p, a, pack, e))
        return false;
    *by_project = !policy_enum(*pack, RULE_REVIEW_CHAIN, &chain) || chain == CHAIN_KINDS;
    return true;
}

bool
chain_put(struct db *db, struct arena *a, int64_t pool, const char *project, enum chain_kind chain,
          enum put *how, struct err *e)
{
    struct policy *pack;
    struct rows r, old;
    bool by_project;
    if (!pack_of(db, a, pool, project, &pack, &by_project, e) ||
        !db_run(db, &q_chain_get, a, &old, e, v_int(pool), v_text(project)) ||
        !db_run(db, &q_review_any, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (!by_project)
        return err_set(e, ERR_CONFLICT, M_CHAIN_PACK, {project}, .field = "chain");
    *how = old.n == 0 ? PUT_NEW : PUT_CHANGED;
    if (old.n > 0 && strcmp(row_text(&old, 0, 0), chain_names[chain]) == 0) {
        *how = PUT_SAME;
        return true;
    }
    if (row_int(&r, 0, 0) > 0)
        return err_set(e, ERR_CONFLICT, M_CHAIN_REVIEWED, {project}, .field = "chain");
    return db_do(db, &q_chain_write, e, v_int(pool), v_text(project), v_text(chain_names[chain]));
}

bool
chains_of(struct db *db, struct arena *a, int64_t pool, const char *project, struct chains *out,
          struct err *e)
{
    struct policy *pack;
    struct rows r;
    int chain = 0;
    *out = (struct chains){.set = false};
    if (!pack_of(db, a, pool, project, &pack, &out->by_project, e))
        return false;
    if (out->by_project) {
        if (!db_run(db, &q_chain_get, a, &r, e, v_int(pool), v_text(project)))
            return false;
        out->set = r.n > 0 && name_find(chain_names, CHAIN_KINDS, row_text(&r, 0, 0), &chain);
    }
    struct policy own = *pack;
    if (out->set)
        own.setting[RULE_REVIEW_CHAIN] = (struct setting){.has_value = true, .n = chain};
    for (int f = 0; f < AFFILIATIONS; f++)
        for (int i = 0; i < INSTITUTION_KINDS; i++)
            out->of[f][i] = review_chain_of(&own, (enum affiliation)f, (enum institution_kind)i);
    return true;
}

const char *
region_digits(struct arena *a, const char *region)
{
    enum region_kind kind;
    char *digits = arena_strdup(a, region);
    if (region_kind_of(region, &kind) && kind == REGION_PROVINCE)
        digits[2] = '\0';
    else if (region_kind_of(region, &kind) && kind == REGION_CITY)
        digits[4] = '\0';
    return digits;
}

enum review_level
level_of_region(const char *region)
{
    enum region_kind kind;
    if (*region == '\0' || !region_kind_of(region, &kind))
        return REVIEW_PROVINCE; /* no region: the nation's or the alliance's own office */
    switch (kind) {
    case REGION_PROVINCE: return REVIEW_PROVINCE;
    case REGION_CITY: return REVIEW_CITY;
    case REGION_COUNTY:
    case REGION_ZONE: break;
    }
    return REVIEW_COUNTY;
}

bool
review_cell(struct db *db, struct arena *a, const struct demand_key *k, const struct chains *chains,
            const char *region, const struct review *in, enum put *how, struct err *e)
{
    struct institution i;
    const char *digits = region_digits(a, region);
    if (!project_may(db, a, k->pool, k->project, ACT_REVIEW, in->on, e) ||
        !institution_on(db, a, k->institution, in->on, &i, e))
        return false;
    if (strncmp(i.region, digits, strlen(digits)) != 0)
        return err_set(e, ERR_NOT_FOUND, M_REVIEW_REGION, {k->institution}, .field = "hospital");
    return review_demand(db, a, k, &chains->of[i.affiliation][i.kind], in, how, e);
}
