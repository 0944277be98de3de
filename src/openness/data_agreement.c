#include "openness/data_agreement.h"

#include <stdio.h>
#include <string.h>

#include "access/org.h"
#include "access/sight.h"
#include "base/core/text.h"
#include "openness/data_inner.h"
#include "openness/query.h"
#include "registry/region.h"
#include "words/access.h"
#include "words/data.h"

static const char *const *
names(const struct list *l)
{
    return l->at;
}

static bool
days_fine(const struct data_agreement *in, struct err *e)
{
    char day[DATE_TEXT_MAX];
    if (date_cmp(in->to, in->from) < 0 || date_cmp(in->to, in->on) < 0)
        return err_set(e, ERR_INPUT, M_DATA_DAYS, {date_text(in->to, day)}, .field = "to");
    if (date_cmp(in->to, date_add_years(in->from, DATA_YEARS_MAX)) > 0)
        return err_set(e, ERR_INPUT, M_DATA_LONG, {date_text(in->to, day)}, .field = "to");
    return date_cmp(in->since, in->to) <= 0 ||
           err_set(e, ERR_INPUT, M_DATA_SINCE, {date_text(in->since, day)}, .field = "since");
}

/* Departments are regulators and auditors: institutions and companies have pages of their own. */
static bool
department_fine(struct db *db, struct arena *a, const char *code, struct err *e)
{
    struct org o;
    if (!org_find(db, a, code, &o, e))
        return e->code == ERR_NOT_FOUND
                   ? err_set(e, ERR_NOT_FOUND, M_NO_ORG, {code}, .field = "department")
                   : false;
    return (o.kind >= ORG_HEALTH && o.kind <= ORG_AUDITOR && !o.suspended) ||
           err_set(e, ERR_INPUT, M_DATA_DEPARTMENT, {code}, .field = "department");
}

static bool
scope_fine(struct db *db, struct arena *a, int64_t pool, const struct data_agreement *in,
           struct err *e)
{
    char code[24];
    struct rows r;
    snprintf(code, sizeof(code), "%06lld", (long long)pool);
    for (size_t i = 0; i < in->projects.n; i++) {
        const char *project = names(&in->projects)[i];
        if (!db_run(db, &q_data_project_there, a, &r, e, v_int(pool), v_text(project)))
            return false;
        if (r.n == 0)
            return err_set(e, ERR_INPUT, M_DATA_NO_PROJECT, {project}, .field = "projects");
    }
    for (size_t i = 0; i < in->regions.n; i++) {
        const char *region = names(&in->regions)[i];
        if (!region_must(db, a, region, "regions", e))
            return false;
        if (!region_within(region, code))
            return err_set(e, ERR_INPUT, M_DATA_REGION, {region}, .field = "regions");
    }
    return true;
}

static bool
scope_write(struct db *db, int64_t pool, const struct data_agreement *in, struct err *e)
{
    struct sight s;
    for (size_t i = 0; i < in->projects.n; i++)
        if (!db_do(db, &q_data_scope_put, e, v_int(pool), v_text(in->agreement), v_text("project"),
                   v_text(names(&in->projects)[i]), v_text(""), v_text("")))
            return false;
    for (size_t i = 0; i < in->regions.n; i++) {
        const char *region = names(&in->regions)[i];
        sight_make(ORG_BUREAU, "", region, &s);
        if (!db_do(db, &q_data_scope_put, e, v_int(pool), v_text(in->agreement), v_text("region"),
                   v_text(region), v_text(s.lo), v_text(s.hi)))
            return false;
    }
    return true;
}

/* As many codes of a kind, and each of them named. */
static bool
same_scope(const struct rows *scope, const char *kind, const struct list *in)
{
    size_t n = 0, found = 0;
    for (size_t i = 0; i < scope->n; i++) {
        if (strcmp(row_text(scope, i, 0), kind) != 0)
            continue;
        n++;
        for (size_t k = 0; k < in->n; k++)
            if (strcmp(names(in)[k], row_text(scope, i, 1)) == 0) {
                found++;
                break;
            }
    }
    return n == in->n && found == n;
}

static bool
same(struct db *db, struct arena *a, int64_t pool, const struct rows *r,
     const struct data_agreement *in, const char *fields, bool *out, struct err *e)
{
    const char *const said[] = {in->department,        in->dataset,         fields,
                                put_date(a, in->from), put_date(a, in->to), put_date(a, in->since),
                                in->purpose,           in->clause};
    struct rows scope;
    if (!db_run(db, &q_data_scope_of, a, &scope, e, v_int(pool), v_text(in->agreement)))
        return false;
    *out =
        same_scope(&scope, "project", &in->projects) && same_scope(&scope, "region", &in->regions);
    for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
        *out = *out && strcmp(said[i], row_text(r, 0, D_DEPARTMENT + i)) == 0;
    return true;
}

/* Twice in a list is a mistake, and would be one row. */
static bool
no_twice(const struct list *l, const char *field, struct err *e)
{
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(names(l)[i], names(l)[k]) == 0)
                return err_set(e, ERR_INPUT, M_DATA_TWICE, {names(l)[i]}, .field = field);
    return true;
}

bool
data_propose(struct db *db, struct arena *a, int64_t pool, const struct data_agreement *said,
             enum put *how, struct err *e)
{
    struct data_agreement in = *said;
    const struct dataset *d = dataset_find(in.dataset);
    uint32_t fields;
    struct rows r;
    bool as_it_is = false;
    if (in.since.day == 0)
        in.since = in.from;
    if (!code_is_plain(in.agreement, ORG_CODE_MAX))
        return err_set(e, ERR_INPUT, M_DATA_NUMBER, {in.agreement}, .field = "agreement");
    if (d == NULL)
        return err_set(e, ERR_INPUT, M_DATA_NO_SET, {in.dataset}, .field = "dataset");
    if (!data_fields(d, names(&in.fields), in.fields.n, &fields, e) || !days_fine(&in, e) ||
        !no_twice(&in.projects, "projects", e) || !no_twice(&in.regions, "regions", e) ||
        !pool_must(db, a, pool, "", e) || !department_fine(db, a, in.department, e) ||
        !scope_fine(db, a, pool, &in, e) ||
        !db_run(db, &q_data_agreement_get, a, &r, e, v_int(pool), v_text(in.agreement)))
        return false;
    const char *text = data_fields_text(d, fields, a);
    *how = r.n > 0 ? PUT_SAME : PUT_NEW;
    if (r.n > 0)
        return same(db, a, pool, &r, &in, text, &as_it_is, e) &&
               (as_it_is ||
                err_set(e, ERR_CONFLICT, M_DATA_THERE, {in.agreement}, .field = "agreement"));
    return db_do(db, &q_data_agreement_put, e, v_int(pool), v_text(in.agreement),
                 v_text(in.department), v_text(in.dataset), v_text(text), v_date(a, in.from),
                 v_date(a, in.to), v_date(a, in.since), v_text(in.purpose), v_text(in.clause),
                 v_text(in.who), v_date(a, in.on)) &&
           scope_write(db, pool, &in, e);
}

bool
data_find(struct db *db, struct arena *a, int64_t pool, const char *agreement, struct rows *r,
          struct err *e)
{
    return db_run(db, &q_data_agreement_get, a, r, e, v_int(pool), v_text(agreement)) &&
           (r->n > 0 || err_set(e, ERR_NOT_FOUND, M_DATA_NONE, {agreement}));
}

bool
data_decide(struct db *db, struct arena *a, int64_t pool, const struct data_decision *d,
            enum put *how, struct err *e)
{
    const char *want = d->yes ? "approved" : "refused", *on = put_date(a, d->on);
    struct rows r;
    if (!data_find(db, a, pool, d->agreement, &r, e))
        return false;
    const char *state = row_text(&r, 0, D_STATE);
    *how = PUT_SAME;
    if (strcmp(state, want) == 0 && strcmp(row_text(&r, 0, D_DECIDED_BY), d->who) == 0)
        return true;
    if (strcmp(row_text(&r, 0, D_MADE_BY), d->who) == 0)
        return err_set(e, ERR_DENIED, M_DATA_FOUR_EYES, {d->agreement});
    if (strcmp(state, "proposed") != 0)
        return err_set(e, ERR_CONFLICT, M_DATA_DECIDED, {d->agreement});
    if (d->yes && strcmp(row_text(&r, 0, D_TO), on) < 0)
        return err_set(e, ERR_CONFLICT, M_DATA_ENDED, {d->agreement, row_text(&r, 0, D_TO)});
    if (!d->yes && *d->reason == '\0')
        return err_set(e, ERR_INPUT, M_DATA_REASON, .field = "reason");
    *how = PUT_CHANGED;
    return db_do(db, &q_data_agreement_decide, e, v_int(pool), v_text(d->agreement), v_text(want),
                 v_text(d->who), v_text(on), v_text(d->yes ? "" : d->reason));
}

bool
data_revoke(struct db *db, struct arena *a, int64_t pool, const struct data_decision *d,
            enum put *how, struct err *e)
{
    struct rows r;
    if (!data_find(db, a, pool, d->agreement, &r, e))
        return false;
    const char *state = row_text(&r, 0, D_STATE);
    *how = PUT_SAME;
    if (strcmp(state, "revoked") == 0)
        return true;
    if (*d->reason == '\0')
        return err_set(e, ERR_INPUT, M_DATA_REASON, .field = "reason");
    if (strcmp(state, "approved") != 0)
        return err_set(e, ERR_CONFLICT, M_DATA_NOT_APPROVED, {d->agreement});
    *how = PUT_CHANGED;
    return db_do(db, &q_data_agreement_revoke, e, v_int(pool), v_text(d->agreement), v_text(d->who),
                 v_date(a, d->on), v_text(d->reason));
}
