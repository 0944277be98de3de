#include "trade/hold.h"

#include <string.h>

#include "registry/product.h"
#include "trade/query.h"
#include "words/quality.h"

const char *const hold_reason_names[HOLD_REASONS] = {"quality", "adverse", "sampling", "recall"};

bool
place_hold(struct db *db, struct arena *a, int64_t pool, const struct product_hold *in,
           enum put *how, struct err *e)
{
    struct rows r;
    if (!product_must(db, a, in->product, "product", e) ||
        !db_run(db, &q_hold_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    const char *reason = hold_reason_names[in->reason];
    *how = PUT_SAME;
    if (r.n > 0)
        return (strcmp(row_text(&r, 0, 0), in->product) == 0 &&
                strcmp(row_text(&r, 0, 1), in->batch) == 0 &&
                strcmp(row_text(&r, 0, 2), reason) == 0) ||
               err_set(e, ERR_CONFLICT, M_HOLD_NUMBER, {in->number}, .field = "hold");
    *how = PUT_NEW;
    return db_do(db, &q_hold_write, e, v_int(pool), v_text(in->number), v_text(in->product),
                 v_text(in->batch), v_text(reason), v_text(in->document), v_text(in->report),
                 v_date(a, in->on), v_text(in->by));
}

bool
lift_hold(struct db *db, struct arena *a, int64_t pool, const struct hold_lift *in, enum put *how,
          struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_hold_get, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_HOLD_NONE, {in->number}, .field = "hold");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 7) != '\0')
        return strcmp(row_text(&r, 0, 8), in->by) == 0 ||
               err_set(e, ERR_CONFLICT, M_HOLD_LIFTED, {in->number, row_text(&r, 0, 7)},
                       .field = "hold");
    if (strcmp(row_text(&r, 0, 6), in->by) == 0)
        return err_set(e, ERR_CONFLICT, M_HOLD_SAME_PERSON, {in->number}, .field = "hold");
    if (strcmp(row_text(&r, 0, 5), put_date(a, in->on)) > 0)
        return err_set(e, ERR_INPUT, M_HOLD_BEFORE, {in->number, row_text(&r, 0, 5)},
                       .field = "on");
    *how = PUT_CHANGED;
    return db_do(db, &q_hold_lift, e, v_int(pool), v_text(in->number), v_date(a, in->on),
                 v_text(in->by), v_text(in->why));
}

bool
hold_bar(struct trade *t, const char *product, const char *batch, date on, const char *field,
         struct err *e)
{
    struct rows r;
    char day[DATE_TEXT_MAX];
    if (!db_run(t->db, &q_hold_on, t->arena, &r, e, v_int(t->pool), v_text(product), v_text(batch),
                v_text(date_text(on, day))))
        return false;
    if (r.n == 0)
        return true;
    bool all = *row_text(&r, 0, 1) == '\0';
    return err_set(e, ERR_INPUT, all ? M_HOLD_PRODUCT : M_HOLD_BATCH,
                   {product, row_text(&r, 0, 1), row_text(&r, 0, 0), row_text(&r, 0, 3)},
                   .field = field);
}
