#include "registry/supply.h"

#include <string.h>

#include "registry/company.h"
#include "registry/product.h"
#include "registry/query.h"
#include "registry/region.h"
#include "words/registry.h"

const char *const price_kind_names[] = {"pre_vbp", "lowest", "market"};

bool
province_must(struct db *db, struct arena *a, const char *code, struct err *e)
{
    enum region_kind kind;
    if (!region_kind_of(code, &kind) || kind != REGION_PROVINCE)
        return err_set(e, ERR_INPUT, M_PROVINCE_BAD, {code}, .field = "province");
    return region_must(db, a, code, "province", e);
}

bool
price_put(struct db *db, struct arena *a, const struct price_seen *in, enum put *how, struct err *e)
{
    struct product p;
    enum code_state state;
    const char *now;

    if (in->price.units <= 0)
        return err_set(e, ERR_INPUT, M_PRICE_ZERO, {NULL}, .field = "price");
    if (!province_must(db, a, in->province, e) ||
        !code_resolve(db, a, in->product, in->on, &now, &state, e))
        return false;
    if (!product_on(db, a, now, in->on, &p, e)) {
        if (e->code == ERR_NOT_FOUND)
            return err_set(e, ERR_NOT_FOUND, M_NO_PRODUCT, {in->product}, .field = "product");
        return false;
    }
    const char *company = *in->company != '\0' ? in->company : p.company;
    if (!company_must(db, a, company, ROLE_ANY, "company", e))
        return false;
    const struct val v[] = {v_text(now),
                            v_text(company),
                            v_text(price_kind_names[in->kind]),
                            v_text(in->province),
                            v_date(a, in->on),
                            v_text(in->source),
                            v_int(in->price.units),
                            v_text(in->product)};
    return put_fact(db, a, &(struct put_row){&q_price_get, &q_price_write, NULL, v, 8, 6}, how, e);
}

bool
price_lowest(struct db *db, struct arena *a, const char *product, const char *company,
             enum price_kind kind, date on, struct price_seen *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_price_lowest, a, &r, e, v_text(product), v_text(company),
                v_text(price_kind_names[kind]), v_date(a, on)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *out = (struct price_seen){.product = product,
                               .company = company,
                               .kind = kind,
                               .price = {row_int(&r, 0, 0)},
                               .province = row_text(&r, 0, 1),
                               .source = row_text(&r, 0, 3)};
    (void)date_parse(&out->on, row_text(&r, 0, 2));
    return true;
}

bool
area_put(struct db *db, struct arena *a, const char *distributor, const char *region, date from,
         bool served, enum put *how, struct err *e)
{
    const struct val v[] = {v_text(distributor), v_text(region), v_date(a, from), v_int(served)};
    struct err served_by = {.code = ERR_NONE};
    if (!company_must(db, a, distributor, ROLE_SERVICE, "distributor", &served_by) &&
        !company_must(db, a, distributor, ROLE_DISTRIBUTOR, "distributor", e))
        return false;
    return region_must(db, a, region, "region", e) &&
           put_dated(db, a, &(struct put_row){&q_area_get, &q_area_write, &q_area_close, v, 4, 2},
                     how, e);
}

bool
capacity_put(struct db *db, struct arena *a, const char *product, date from, qty per_year,
             enum put *how, struct err *e)
{
    const struct val v[] = {v_text(product), v_date(a, from), v_int(per_year.pieces)};
    const struct put_row row = {&q_capacity_get, &q_capacity_write, &q_capacity_close, v, 3, 1};
    return product_must(db, a, product, "product", e) && put_dated(db, a, &row, how, e);
}

bool
stock_put(struct db *db, struct arena *a, const char *product, const char *holder, date on, qty n,
          enum put *how, struct err *e)
{
    const struct val v[] = {v_text(product), v_text(holder), v_date(a, on), v_int(n.pieces)};
    return product_must(db, a, product, "product", e) &&
           company_must(db, a, holder, ROLE_ANY, "holder", e) &&
           put_fact(db, a, &(struct put_row){&q_stock_get, &q_stock_write, NULL, v, 4, 3}, how, e);
}
