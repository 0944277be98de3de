#include "agreement/distribution.h"

#include <string.h>

#include "agreement/deliverer.h"
#include "agreement/query.h"
#include "agreement/selection.h"
#include "project/participation.h"
#include "registry/company.h"
#include "words/agreement.h"

const char *const distribution_state_names[] = {"submitted", "agreed", "refused", "void"};
static const char *const service_names[] = {"", "with_service", "without_service"};

static bool
winner_must(struct db *db, struct arena *a, int64_t pool, const char *project, const char *product,
            const char **company, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_winner_company, a, &r, e, v_int(pool), v_text(project), v_text(product)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NOT_SELECTED, {product, project}, .field = "product");
    *company = row_text(&r, 0, 0);
    return true;
}

/* A relation that is new, or agreed now: only with who is qualified, of good credit and not kept
 * out. */
static bool
relation_may(struct db *db, struct arena *a, int64_t pool, const struct val v[],
             const struct distribution *in, bool other, struct err *e)
{
    const struct deliverer_asked q = {.pool = pool,
                                      .project = v[1].s,
                                      .company = in->distributor,
                                      .product = in->product,
                                      .on = in->on};
    struct rows old;
    if (!other || in->state == DISTRIBUTION_REFUSED || in->state == DISTRIBUTION_VOID)
        return true;
    if (!db_run(db, &q_distribution_get, a, &old, e, v[0], v[1], v[2], v[3]))
        return false;
    bool known = old.n > 0 && (strcmp(row_text(&old, 0, 0), v[4].s) == 0 ||
                               strcmp(row_text(&old, 0, 0), "agreed") == 0);
    return known || deliverer_must(db, a, &q, "distributor", e);
}

bool
distribution_put(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const struct distribution *in, enum put *how, struct err *e)
{
    const char *company = NULL;
    if (!winner_must(db, a, pool, project, in->product, &company, e))
        return false;
    if (strcmp(in->distributor, company) != 0 &&
        !company_must(db, a, in->distributor, ROLE_DISTRIBUTOR, "distributor", e))
        return false;
    const struct val v[] = {v_int(pool),
                            v_text(project),
                            v_text(in->product),
                            v_text(in->distributor),
                            v_text(distribution_state_names[in->state]),
                            v_text(in->reason),
                            v_date(a, in->on)};
    const struct put_row row = {&q_distribution_get, &q_distribution_write, NULL, v, 7, 4};
    if (!relation_may(db, a, pool, v, in, strcmp(in->distributor, company) != 0, e))
        return false;
    return put_state(db, a, &row, how, e);
}

static bool
named_must(struct db *db, struct arena *a, int64_t pool, const char *project, const char *product,
           const char *distributor, struct err *e)
{
    struct rows r;
    if (*distributor == '\0')
        return true;
    if (!db_run(db, &q_distribution_get, a, &r, e, v_int(pool), v_text(project), v_text(product),
                v_text(distributor)))
        return false;
    return (r.n > 0 && strcmp(row_text(&r, 0, 0), "agreed") == 0) ||
           err_set(e, ERR_INPUT, M_NOT_NAMED, {distributor, product}, .field = "distributor");
}

bool
choice_fine(struct db *db, struct arena *a, int64_t pool, const char *project,
            const char *institution, const char *product, const char *distributor, struct err *e)
{
    const char *company;
    return winner_must(db, a, pool, project, product, &company, e) &&
           participation_must(db, a, pool, project, institution, "institution", e) &&
           named_must(db, a, pool, project, product, distributor, e);
}

static bool
choice_write(struct db *db, struct arena *a, int64_t pool, const char *const key[3],
             const char *distributor, const char *service, enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),    v_text(key[0]),      v_text(key[1]),
                            v_text(key[2]), v_text(distributor), v_text(service)};
    return put_state(db, a, &(struct put_row){&q_choice_get, &q_choice_write, NULL, v, 6, 4}, how,
                     e);
}

bool
choice_keep(struct db *db, struct arena *a, int64_t pool, const char *project,
            const char *institution, const char *product, const char *distributor, enum put *how,
            struct err *e)
{
    struct rows old;
    if (!db_run(db, &q_choice_get, a, &old, e, v_int(pool), v_text(project), v_text(institution),
                v_text(product)))
        return false;
    return choice_write(db, a, pool, (const char *const[]){project, institution, product},
                        distributor, old.n > 0 ? row_text(&old, 0, 1) : "", how, e);
}

bool
choice_put(struct db *db, struct arena *a, int64_t pool, const char *project,
           const char *institution, const char *product, const char *distributor,
           enum service_choice service, enum put *how, struct err *e)
{
    return choice_fine(db, a, pool, project, institution, product, distributor, e) &&
           selection_must(db, a, pool, project, institution, product, distributor, e) &&
           choice_write(db, a, pool, (const char *const[]){project, institution, product},
                        distributor, service_names[service], how, e);
}
