#include "registry/product.h"

#include <string.h>

#include "registry/check.h"
#include "registry/company.h"
#include "registry/query.h"
#include "words/registry.h"

const char *const goods_names[] = {"high_value", "ordinary", "reagent", "drug"};
const char *const evaluation_names[] = {"none", "originator", "reference", "evaluated",
                                        "not_evaluated"};

static bool
product_fine(struct db *db, struct arena *a, const struct product *p, struct err *e)
{
    bool drug = p->goods == GOODS_DRUG;
    if (!product_code_fine(p->code, drug, "code", e))
        return false;
    if (drug && *p->generic_name == '\0')
        return err_set(e, ERR_INPUT, M_DRUG_GENERIC, {p->code}, .field = "generic_name");
    if (*p->udi != '\0') {
        struct udi udi;
        if (!code_fine(code_gtin(p->udi) == CODE_OK ? CODE_OK : udi_parse(&udi, p->udi), p->udi,
                       "udi", e))
            return false;
    }
    return company_must(db, a, p->company, ROLE_REGISTRANT, "company", e);
}

static const char *
class_of(struct arena *a, const struct product *p)
{
    if (*p->class != '\0')
        return p->class;
    return p->goods == GOODS_DRUG ? p->generic_name
                                  : arena_printf(a, "%.*s", CODE_CLASS_CHARS, p->code);
}

bool
product_put(struct db *db, struct arena *a, const struct product *in, enum put *how, struct err *e)
{
    if (!product_fine(db, a, in, e))
        return false;
    const struct val v[] = {
        v_text(in->code),
        v_date(a, in->from),
        v_text(in->name),
        v_text(in->spec),
        v_text(in->model),
        v_text(in->company),
        v_text(goods_names[in->goods]),
        v_text(class_of(a, in)),
        v_text(in->unit),
        v_text(in->certificate),
        v_text(in->udi),
        v_int(in->insured),
        v_text(in->generic_name),
        v_text(in->form),
        v_text(in->strength),
        v_text(evaluation_names[in->evaluation]),
    };
    const struct put_row row = {
        &q_product_get, &q_product_write, &q_product_close, v, sizeof(v) / sizeof(*v), 1};
    return put_dated(db, a, &row, how, e);
}

static bool
lookup(struct db *db, struct arena *a, const char *code, const char *day, const char *field,
       struct rows *r, struct err *e)
{
    return db_run_kept(db, &q_product_get, a, r, e, v_text(code), v_text(day)) &&
           (r->n > 0 || err_set(e, ERR_NOT_FOUND, M_NO_PRODUCT, {code}, .field = field));
}

bool
product_must(struct db *db, struct arena *a, const char *code, const char *field, struct err *e)
{
    struct rows r;
    return lookup(db, a, code, DATE_EVER, field, &r, e);
}

bool
products_ahead(struct db *db, struct arena *a, const char *const codes[], size_t n, date on,
               struct err *e)
{
    struct val *v = arena_array(a, struct val, n * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        v[2 * i] = v_text(codes[i]);
        v[2 * i + 1] = v_date(a, on);
    }
    return db_ahead(db, &q_product_get, v, n, e);
}

bool
product_on(struct db *db, struct arena *a, const char *code, date on, struct product *out,
           struct err *e)
{
    struct rows r;
    int goods = 0, evaluation = 0;
    const char *day = put_date(a, on);
    if (!lookup(db, a, code, day, "", &r, e))
        return false;
    if (strcmp(row_text(&r, 0, 0), day) > 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_PRODUCT, {code});
    name_find(goods_names, GOODS_KINDS, row_text(&r, 0, 6), &goods);
    name_find(evaluation_names, EVALUATIONS, row_text(&r, 0, 15), &evaluation);
    *out = (struct product){
        .code = arena_strdup(a, code),
        .name = row_text(&r, 0, 2),
        .spec = row_text(&r, 0, 3),
        .model = row_text(&r, 0, 4),
        .company = row_text(&r, 0, 5),
        .goods = (enum goods)goods,
        .class = row_text(&r, 0, 7),
        .unit = row_text(&r, 0, 8),
        .certificate = row_text(&r, 0, 9),
        .udi = row_text(&r, 0, 10),
        .insured = row_int(&r, 0, 11) != 0,
        .generic_name = row_text(&r, 0, 12),
        .form = row_text(&r, 0, 13),
        .strength = row_text(&r, 0, 14),
        .evaluation = (enum evaluation)evaluation,
    };
    (void)date_parse(&out->from, row_text(&r, 0, 0));
    return true;
}
