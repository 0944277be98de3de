#include "oversight/finding.h"

#include <string.h>

#include "oversight/query.h"
#include "registry/institution.h"
#include "words/oversight.h"
#include "words/registry.h"

const char *const finding_reason_names[FINDING_REASONS] = {
    "cost_control",    "variety_limit", "not_reported", "quality_deposit",
    "account_opening", "admission_fee", "storage_fee"};
const char *const finding_evidence_names[FINDING_EVIDENCES] = {"order", "refusal", "contract",
                                                               "receipt"};
const char *const finding_state_names[FINDING_STATES] = {"reported", "confirmed", "dismissed"};

static bool
finding_fine(const struct finding *f, struct err *e)
{
    bool decided = f->state != FINDING_REPORTED;
    if (*f->document == '\0')
        return err_set(e, ERR_INPUT, M_FINDING_EVIDENCE, {f->number}, .field = "document");
    if (decided != (f->decided_on.day != 0) ||
        (decided && date_cmp(f->decided_on, f->found_on) < 0))
        return err_set(e, ERR_INPUT, M_FINDING_DECIDED, {f->number}, .field = "decided");
    return true;
}

/* What was reported stays, and so does a decision. */
static bool
may_follow(const struct rows *r, const struct val v[], struct err *e)
{
    static const char *const column[] = {"project",  "institution", "reason", "evidence",
                                         "document", "found",       "state",  "decided"};
    size_t n = r->n > 0 && strcmp(row_text(r, 0, 6), "reported") == 0 ? 6 : 8;
    for (size_t i = 0; r->n > 0 && i < n; i++)
        if (strcmp(row_text(r, 0, i), v[2 + i].s) != 0)
            return err_set(e, ERR_CONFLICT, M_PUT_FACT, {v[1].s, column[i]}, .field = column[i]);
    return true;
}

/* The document that shows it, of that institution: an order, or a receipt that refused goods, must
 * be on record; a contract or a bill may be a paper, but is no other institution's. */
static bool
shown(struct db *db, struct arena *a, int64_t pool, const struct finding *f, struct err *e)
{
    static const struct query *const look[FINDING_EVIDENCES] = {
        [BY_ORDER] = &q_finding_order,
        [BY_REFUSAL] = &q_finding_refusal,
        [BY_CONTRACT] = &q_finding_agreement,
        [BY_RECEIPT] = &q_finding_invoice,
    };
    bool must = f->evidence == BY_ORDER || f->evidence == BY_REFUSAL;
    struct rows r;
    if (!db_run(db, look[f->evidence], a, &r, e, v_int(pool), v_text(f->document)))
        return false;
    if (r.n == 0 && must)
        return err_set(e, ERR_NOT_FOUND, M_FINDING_NO_DOCUMENT,
                       {f->number, finding_evidence_names[f->evidence], f->document},
                       .field = "document");
    return r.n == 0 || strcmp(row_text(&r, 0, 0), f->institution) == 0 ||
           err_set(e, ERR_INPUT, M_FINDING_OTHER, {f->number, f->document, row_text(&r, 0, 0)},
                   .field = "document");
}

bool
finding_put(struct db *db, struct arena *a, int64_t pool, const struct finding *in, enum put *how,
            struct err *e)
{
    struct rows r;
    if (!finding_fine(in, e) || !institution_must(db, a, in->institution, "institution", e) ||
        !shown(db, a, pool, in, e))
        return false;
    const struct val v[] = {
        v_int(pool),
        v_text(in->number),
        v_text(in->project),
        v_text(in->institution),
        v_text(finding_reason_names[in->reason]),
        v_text(finding_evidence_names[in->evidence]),
        v_text(in->document),
        v_date(a, in->found_on),
        v_text(finding_state_names[in->state]),
        v_text(in->decided_on.day == 0 ? "" : put_date(a, in->decided_on)),
    };
    const struct put_row row = {&q_finding_get, &q_finding_write, NULL, v, 10, 2};
    return db_run(db, &q_finding_get, a, &r, e, v[0], v[1]) && may_follow(&r, v, e) &&
           put_state(db, a, &row, how, e);
}

bool
finding_count(struct db *db, struct arena *a, int64_t pool, const char *institution, date from,
              date to, int64_t *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_findings_confirmed, a, &r, e, v_int(pool), v_text(institution),
                v_date(a, from), v_date(a, to)))
        return false;
    *out = row_int(&r, 0, 0);
    return true;
}
