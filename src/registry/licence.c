#include "registry/licence.h"

#include "registry/company.h"
#include "registry/query.h"
#include "words/route_registry.h"

const char *const licence_kind_names[] = {"device", "drug", "service"};

enum licence_kind
licence_for(enum goods goods)
{
    return goods == GOODS_DRUG ? LICENCE_DRUG : LICENCE_DEVICE;
}

bool
licence_put(struct db *db, struct arena *a, const struct licence *in, enum put *how, struct err *e)
{
    const char *to = in->to.day != 0 ? put_date(a, in->to) : DATE_OPEN;
    const struct val v[] = {v_text(in->company), v_text(licence_kind_names[in->kind]),
                            v_text(in->number),  v_date(a, in->from),
                            v_text(to),          v_text(in->document)};
    if (in->to.day != 0 && date_cmp(in->to, in->from) < 0)
        return err_set(e, ERR_INPUT, M_LICENCE_DAYS, {in->number}, .field = "to");
    return company_must(db, a, in->company, ROLE_ANY, "company", e) &&
           put_fact(db, a, &(struct put_row){&q_licence_get, &q_licence_write, NULL, v, 6, 4}, how,
                    e);
}

bool
licence_on(struct db *db, struct arena *a, const char *company, enum licence_kind kind, date on,
           enum licence_state *out, const char **ended, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_licence_state, a, &r, e, v_text(company), v_text(licence_kind_names[kind]),
                v_date(a, on)))
        return false;
    *out = row_int(&r, 0, 0) == 0   ? LICENCE_NONE
           : row_int(&r, 0, 1) == 0 ? LICENCE_ENDED
                                    : LICENCE_VALID;
    *ended = row_text(&r, 0, 2);
    return true;
}
