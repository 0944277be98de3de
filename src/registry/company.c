#include "registry/company.h"

#include <string.h>

#include "registry/check.h"
#include "registry/query.h"
#include "registry/region.h"
#include "words/registry.h"

const char *
company_role_name(enum company_role r)
{
    static const char *const names[] = {"any", "registrant", "distributor", "service"};
    return names[r];
}

/* "DE-0001": two capital letters as in `country`, '-', something. */
static bool
foreign_code_fine(const struct company *c, struct err *e)
{
    bool ok = strlen(c->country) == 2 && strspn(c->country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2 &&
              strncmp(c->code, c->country, 2) == 0 && c->code[2] == '-' && c->code[3] != '\0';
    return ok || err_set(e, ERR_INPUT, M_FOREIGN_CODE, {c->code}, .field = "code");
}

static bool
names_fine(const struct company *c, struct err *e)
{
    if (!c->registrant && !c->distributor && !c->service)
        return err_set(e, ERR_INPUT, M_COMPANY_NO_ROLE, {c->code}, .field = "registrant");
    if (strcmp(c->country, "CN") == 0)
        return company_code_fine(c->code, "code", e) &&
               (*c->agent == '\0' || company_code_fine(c->agent, "agent", e));
    if (!foreign_code_fine(c, e))
        return false;
    if (c->registrant && *c->agent == '\0')
        return err_set(e, ERR_INPUT, M_FOREIGN_AGENT, {c->code}, .field = "agent");
    return *c->agent == '\0' || company_code_fine(c->agent, "agent", e);
}

bool
company_put(struct db *db, struct arena *a, const struct company *in, enum put *how, struct err *e)
{
    if (!names_fine(in, e) ||
        (*in->region != '\0' && !region_must(db, a, in->region, "region", e)) ||
        (*in->successor != '\0' && !company_must(db, a, in->successor, ROLE_ANY, "successor", e)))
        return false;
    const struct val v[] = {
        v_text(in->code),
        v_date(a, in->from),
        v_text(in->name),
        v_text(in->country),
        v_int(in->registrant),
        v_int(in->distributor),
        v_int(in->service),
        v_text(in->agent),
        v_text(in->controller),
        v_text(in->region),
        v_text(status_names[in->status]),
        v_text(in->successor),
    };
    const struct put_row row = {
        &q_company_get, &q_company_write, &q_company_close, v, sizeof(v) / sizeof(*v), 1};
    return put_dated(db, a, &row, how, e);
}

static bool
lookup(struct db *db, struct arena *a, const char *code, const char *day, const char *field,
       struct rows *r, struct err *e)
{
    return db_run(db, &q_company_get, a, r, e, v_text(code), v_text(day)) &&
           (r->n > 0 || err_set(e, ERR_NOT_FOUND, M_NO_COMPANY, {code}, .field = field));
}

bool
company_on(struct db *db, struct arena *a, const char *code, date on, struct company *out,
           struct err *e)
{
    struct rows r;
    int status = 0;
    const char *day = put_date(a, on);
    if (!lookup(db, a, code, day, "", &r, e))
        return false;
    if (strcmp(row_text(&r, 0, 0), day) > 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_COMPANY, {code});
    name_find(status_names, STATUSES, row_text(&r, 0, 10), &status);
    *out = (struct company){
        .code = arena_strdup(a, code),
        .name = row_text(&r, 0, 2),
        .country = row_text(&r, 0, 3),
        .registrant = row_int(&r, 0, 4) != 0,
        .distributor = row_int(&r, 0, 5) != 0,
        .service = row_int(&r, 0, 6) != 0,
        .agent = row_text(&r, 0, 7),
        .controller = row_text(&r, 0, 8),
        .region = row_text(&r, 0, 9),
        .status = (enum status)status,
        .successor = row_text(&r, 0, 11),
    };
    (void)date_parse(&out->from, row_text(&r, 0, 0));
    return true;
}

bool
company_must(struct db *db, struct arena *a, const char *code, enum company_role role,
             const char *field, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_company_roles, a, &r, e, v_text(code)))
        return false;
    if (row_int(&r, 0, 0) == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_COMPANY, {code}, .field = field);
    return role == ROLE_ANY || row_int(&r, 0, (size_t)role) != 0 ||
           err_set(e, ERR_INPUT, M_COMPANY_ROLE, {code, company_role_name(role)}, .field = field);
}

bool
commitment_put(struct db *db, struct arena *a, const char *company, const char *kind, date on,
               const char *document, enum put *how, struct err *e)
{
    const struct val v[] = {v_text(company), v_text(kind), v_date(a, on), v_text(document)};
    return company_must(db, a, company, ROLE_ANY, "company", e) &&
           put_fact(db, a, &(struct put_row){&q_commitment_get, &q_commitment_write, NULL, v, 4, 3},
                    how, e);
}
