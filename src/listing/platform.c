#include "listing/platform.h"

#include <string.h>

#include "listing/query.h"
#include "registry/product.h"
#include "registry/supply.h"
#include "words/prices.h"
#include "words/registry.h"

const char *const platform_state_names[] = {"open", "matched", "refused", "postponed"};
static const char *const kind_names[] = {"listed", "traded"};

struct match {
    enum platform_state state; /* open, matched or refused */
    const char *product;
    int64_t per;
};

/* One of our own codes needs nobody to match it. */
static bool
own_code(struct db *db, struct arena *a, const struct platform_row *in, struct match *m,
         struct err *e)
{
    struct product p;
    enum code_state state;
    struct err none = {.code = ERR_NONE};
    const char *now = in->code;
    if (!code_resolve(db, a, in->code, in->on, &now, &state, e))
        return false;
    if (state != CODE_DISABLED && product_on(db, a, now, in->on, &p, &none))
        *m = (struct match){PLATFORM_MATCHED, p.code, 1};
    else if (none.code != ERR_NONE && none.code != ERR_NOT_FOUND) {
        *e = none;
        return false;
    }
    return true;
}

static bool
match_of(struct db *db, struct arena *a, int64_t pool, const struct platform_row *in,
         struct match *m, struct err *e)
{
    struct rows r;
    *m = (struct match){PLATFORM_OPEN, "", 1};
    if (!db_run(db, &q_platform_rule_on, a, &r, e, v_int(pool), v_text(in->source),
                v_text(in->code), v_date(a, in->on)))
        return false;
    if (r.n == 0)
        return own_code(db, a, in, m, e);
    bool matched = strcmp(row_text(&r, 0, 0), "matched") == 0;
    *m = (struct match){matched ? PLATFORM_MATCHED : PLATFORM_REFUSED, row_text(&r, 0, 1),
                        row_int(&r, 0, 2)};
    return true;
}

bool
platform_price_put(struct db *db, struct arena *a, int64_t pool, const struct platform_row *in,
                   date today, enum put *how, struct err *e)
{
    struct match m;
    struct rows old;
    const struct val v[] = {v_int(pool),           v_text(in->source), v_text(in->code),
                            v_text(in->province),  v_date(a, in->on),  v_text(kind_names[in->kind]),
                            v_int(in->price.units)};
    const struct put_row row = {&q_platform_price_get, NULL, NULL, v, 7, 6};
    if (in->price.units <= 0)
        return err_set(e, ERR_INPUT, M_PRICE_ZERO, {NULL}, .field = "price");
    if (today.day != 0 && date_cmp(in->on, today) > 0)
        return err_set(e, ERR_INPUT, M_PLATFORM_LATER, {put_date(a, in->on)}, .field = "date");
    if (!province_must(db, a, in->province, e) ||
        !db->ops->run(db, &q_platform_price_get, v, 6, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    *how = PUT_NEW;
    if (!match_of(db, a, pool, in, &m, e))
        return false;
    bool matched = m.state == PLATFORM_MATCHED;
    return db_do(db, &q_platform_price_write, e, v[0], v[1], v[2], v[3], v[4], v[5], v[6],
                 v_text(matched ? m.product : ""),
                 v_int(matched ? (2 * in->price.units + m.per) / (2 * m.per) : 0)) &&
           db_do(db, &q_platform_item_write, e, v[0], v[1], v[2], v_text(in->name),
                 v_text(in->spec), v_text(in->company), v_text(in->unit),
                 v_text(platform_state_names[m.state]), v_text(matched ? m.product : ""), v[4]);
}

static struct platform_item
item_of(const struct rows *r, size_t i)
{
    return (struct platform_item){.source = row_text(r, i, 0),
                                  .code = row_text(r, i, 1),
                                  .name = row_text(r, i, 2),
                                  .spec = row_text(r, i, 3),
                                  .company = row_text(r, i, 4),
                                  .unit = row_text(r, i, 5),
                                  .state = row_text(r, i, 6),
                                  .product = row_text(r, i, 7),
                                  .look_on = row_text(r, i, 8),
                                  .first_on = row_text(r, i, 9),
                                  .last_on = row_text(r, i, 10),
                                  .prices = row_int(r, i, 11)};
}

bool
platform_item_get(struct db *db, struct arena *a, int64_t pool, const char *source,
                  const char *code, struct platform_item *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_platform_item_get, a, &r, e, v_int(pool), v_text(source), v_text(code)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_PLATFORM_NONE, {source, code}, .field = "code");
    *out = item_of(&r, 0);
    return true;
}

bool
platform_items(struct db *db, struct arena *a, const struct platform_search *s,
               struct platform_item **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_platform_items, a, &r, e, v_int(s->pool), v_text(s->after_source),
                v_text(s->after_code), v_text(s->source), v_text(s->state), v_date(a, s->on),
                v_int(s->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct platform_item, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = item_of(&r, i);
    return true;
}
