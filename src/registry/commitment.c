#include "registry/commitment.h"

#include "registry/check.h"
#include "registry/query.h"
#include "words/route_registry.h"

const char *const commitment_names[COMMITMENTS] = {"quality", "supply", "breach"};

bool
commitments_missing(struct db *db, struct arena *a, const char *company, date on,
                    bool missing[static COMMITMENTS], int *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_commitment_kinds, a, &r, e, v_text(company), v_date(a, on)))
        return false;
    for (int k = 0; k < COMMITMENTS; k++)
        missing[k] = true;
    *n = COMMITMENTS;
    for (size_t i = 0; i < r.n; i++) {
        int k;
        if (name_find(commitment_names, COMMITMENTS, row_text(&r, i, 0), &k) && missing[k]) {
            missing[k] = false;
            --*n;
        }
    }
    return true;
}

bool
commitments_must(struct db *db, struct arena *a, const char *company, date on, struct err *e)
{
    bool missing[COMMITMENTS];
    int n, k = 0;
    if (!commitments_missing(db, a, company, on, missing, &n, e))
        return false;
    if (n == 0)
        return true;
    while (!missing[k])
        k++;
    return err_set(e, ERR_CONFLICT, M_COMMITMENT_MISSING, {company, commitment_names[k]},
                   .field = "company");
}
