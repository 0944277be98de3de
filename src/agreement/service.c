#include "agreement/service.h"

#include <string.h>

#include "agreement/deliverer.h"
#include "agreement/query.h"
#include "agreement/reach.h"
#include "project/project.h"
#include "registry/company.h"
#include "registry/pack_on.h"
#include "words/agreement.h"

/* --- named --- */

static bool
sold_with_service(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *product, date on, const char **company, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_provider_winners, a, &r, e, v_int(pool), v_text(project), v_date(a, on)))
        return false;
    *company = NULL;
    for (size_t i = 0; i < r.n && *company == NULL; i++)
        if (strcmp(row_text(&r, i, 0), product) == 0)
            *company = row_text(&r, i, 1);
    return *company != NULL ||
           err_set(e, ERR_NOT_FOUND, M_SERVICE_NOT_SOLD, {product}, .field = "product");
}

bool
provider_put(struct db *db, struct arena *a, int64_t pool, const char *project, const char *product,
             const char *provider, enum distribution_state state, date on, enum put *how,
             struct err *e)
{
    const char *company;
    struct rows old;
    const struct deliverer_asked q = {pool, project, provider, product, true, on};
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(product),
                            v_text(provider),
                            v_text(distribution_state_names[state]),
                            v_date(a, on)};
    const struct put_row row = {&q_provider_get, &q_provider_write, NULL, v, 6, 4};
    if (!sold_with_service(db, a, pool, project, product, on, &company, e) ||
        !db_run(db, &q_provider_get, a, &old, e, v[0], v[1], v[2], v[3]))
        return false;
    bool asks = strcmp(provider, company) != 0 && state <= DISTRIBUTION_AGREED &&
                !(old.n > 0 && strcmp(row_text(&old, 0, 0), "agreed") == 0);
    if (asks && (!company_must(db, a, provider, ROLE_SERVICE, "provider", e) ||
                 !deliverer_must(db, a, &q, "provider", e)))
        return false;
    return put_state(db, a, &row, how, e);
}

/* --- does it cover? --- */

struct covering {
    struct arena *a;
    struct rows winner, provider; /* product, company; product, provider */
    struct reach reach;
    struct service_cover *out;
};

static size_t
self_of(const struct covering *c, const char **self)
{
    size_t n = 0;
    for (size_t i = 0; i < c->provider.n; i++)
        for (size_t k = 0; k < c->winner.n; k++)
            if (strcmp(row_text(&c->provider, i, 0), row_text(&c->winner, k, 0)) == 0 &&
                strcmp(row_text(&c->provider, i, 1), row_text(&c->winner, k, 1)) == 0 &&
                (n == 0 || strcmp(self[n - 1], row_text(&c->provider, i, 1)) != 0))
                self[n++] = row_text(&c->provider, i, 1);
    return n; /* providers come in order, so each once */
}

static bool
load_reach(struct db *db, int64_t pool, const char *project, date on, struct covering *c,
           struct err *e)
{
    const char **self = arena_array(c->a, const char *, c->provider.n + 1);
    const char **named = arena_array(c->a, const char *, c->provider.n + 1);
    for (size_t i = 0; i < c->provider.n; i++)
        named[i] = row_text(&c->provider, i, 1);
    const struct reach_more more = {self, named, self_of(c, self), c->provider.n};
    return reach_load(db, c->a, pool, project, on, &more, &c->reach, e);
}

static void
judge_one(struct covering *c, size_t winner, uint32_t *uncovered)
{
    const char *product = row_text(&c->winner, winner, 0);
    const struct coverage problem = {c->reach.distributors, c->reach.institutions, c->reach.sets};
    struct coverage_set set = {{0}};
    size_t n;
    for (size_t i = 0; i < c->provider.n; i++)
        if (strcmp(row_text(&c->provider, i, 0), product) == 0)
            coverage_set_add(&set, reach_distributor(&c->reach, row_text(&c->provider, i, 1)));
    c->out->products++;
    if (coverage_judge(&problem, &set, 0, false, uncovered, &n, NULL) == COVERAGE_OK) {
        c->out->covered++;
        return;
    }
    struct service_gap *g = &c->out->gap[c->out->gaps++];
    *g = (struct service_gap){.product = product,
                              .company = row_text(&c->winner, winner, 1),
                              .providers = (int64_t)coverage_set_count(&set),
                              .uncovered_n = n};
    g->uncovered = arena_array(c->a, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        g->uncovered[i] = c->reach.institution[uncovered[i]];
}

bool
service_coverage(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
                 struct service_cover *out, struct err *e)
{
    struct covering c = {.a = a, .out = out};
    struct project p;
    struct policy *pack;
    bool all = false;
    *out = (struct service_cover){.gaps = 0};
    if (!project_get(db, a, pool, project, &p, e) || !pack_load(db, p.pack, &pack, e) ||
        !db_run(db, &q_provider_winners, a, &c.winner, e, v_int(pool), v_text(project),
                v_date(a, on)) ||
        !db_run(db, &q_provider_each, a, &c.provider, e, v_int(pool), v_text(project)) ||
        !load_reach(db, pool, project, on, &c, e))
        return false;
    out->no_rule = !policy_bool(pack, RULE_COVER_ALL, &all) || !all;
    out->institutions = (int64_t)c.reach.institutions;
    out->gap = arena_array(a, struct service_gap, c.winner.n + 1);
    uint32_t *uncovered = arena_array(a, uint32_t, c.reach.institutions + 1);
    for (size_t i = 0; i < c.winner.n; i++)
        judge_one(&c, i, uncovered);
    return true;
}
