#include "listing/beside.h"

#include "listing/query.h"
#include "registry/product.h"
#include "registry/put.h"

struct looking {
    struct arena *a;
    struct beside *out;
    bool with_service;
};

static bool
take(void *arg, const struct rows *r, struct err *e)
{
    struct looking *l = arg;
    struct beside *b = l->out;
    money without = {row_int(r, 0, 1)}, with = {row_int(r, 0, 2)};
    money price = l->with_service && with.units > 0 ? with : without.units > 0 ? without : with;
    (void)e;
    if (price.units <= 0)
        return true;
    if (b->n == 0 || money_cmp(price, b->price) > 0) {
        b->price = price;
        b->product = arena_strdup(l->a, row_text(r, 0, 0));
    }
    if (b->n == 0 || money_cmp(price, b->lowest) < 0)
        b->lowest = price;
    b->n++;
    return true;
}

bool
selected_beside(struct db *db, struct arena *a, int64_t pool, const char *product,
                bool with_service, date on, struct beside *out, struct err *e)
{
    struct product p;
    struct looking l = {.a = a, .out = out, .with_service = with_service};
    *out = (struct beside){.product = ""};
    if (!product_on(db, a, product, on, &p, e))
        return false;
    const char *set = p.goods == GOODS_DRUG ? p.generic_name : p.class;
    if (*set == '\0')
        return true;
    if (p.goods == GOODS_DRUG)
        return db_each(db, &q_standard_strength, take, &l, e, v_int(pool), v_text(set),
                       v_text(p.strength), v_date(a, on));
    return db_each(db, &q_standard_set, take, &l, e, v_int(pool), v_text(set), v_date(a, on));
}
