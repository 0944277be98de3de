#include "registry/market_ban.h"

#include "registry/company.h"
#include "registry/product.h"
#include "registry/query.h"
#include "words/registry.h"

const char *const ban_kind_names[BAN_KINDS] = {"exit", "ban"};

bool
ban_put(struct db *db, struct arena *a, int64_t pool, const struct market_ban *in, enum put *how,
        struct err *e)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (date_cmp(in->to, in->from) < 0)
        return err_set(e, ERR_INPUT, M_DATES_ORDER,
                       {date_text(in->from, from), date_text(in->to, to)}, .field = "to");
    if (!company_must(db, a, in->party, ROLE_ANY, "company", e) ||
        (*in->product != '\0' && !product_must(db, a, in->product, "product", e)))
        return false;
    const struct val v[] = {v_int(pool),
                            v_text(in->number),
                            v_text(in->party),
                            v_text(ban_kind_names[in->kind]),
                            v_text(credit_area_name(in->area)),
                            v_text(in->product),
                            v_date(a, in->from),
                            v_date(a, in->to),
                            v_text(in->document)};
    return put_fact(db, a, &(struct put_row){&q_ban_get, &q_ban_write, NULL, v, 9, 2}, how, e);
}
