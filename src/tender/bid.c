#include "tender/bid.h"

#include "base/core/text.h"
#include "tender/query.h"
#include "words/tender.h"

bool
bid_put(struct db *db, struct arena *a, int64_t pool, const char *project, const struct bid *in,
        enum put *how, struct err *e)
{
    const struct val v[] = {
        v_int(pool),
        v_text(project),
        v_text(in->group),
        v_text(in->product),
        v_text(in->company),
        v_int(in->price.units),
        v_int(in->with_service.units),
        v_int(in->second_price.units),
        v_text(in->unit),
        v_int(in->factor.ppm),
        v_int(in->capacity),
        v_int(in->reported.pieces),
        v_text(in->regions),
        v_text(in->filed_at),
        v_int(in->previous_price.units),
        v_int(in->own_lowest.units),
        v_text(in->other_prices),
        v_text(in->related_to),
        v_int(in->ceiling.units),
        v_text(in->certificate_to.day == 0
                   ? ""
                   : date_text(in->certificate_to, arena_alloc(a, DATE_TEXT_MAX))),
        v_int(in->qualified),
        v_int(in->credit),
        v_int(in->signs_cut),
    };
    return put_fact(db, a,
                    &(struct put_row){&q_bid_get, &q_bid_write, NULL, v, sizeof(v) / sizeof(*v), 4},
                    how, e);
}

bool
bid_draw(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
         const char *product, int64_t number, enum put *how, struct err *e)
{
    struct rows r;
    char text[INT_TEXT_MAX];
    if (!db_run(db, &q_bid_draw_get, a, &r, e, v_int(pool), v_text(project), v_text(group),
                v_text(product)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_BID_UNKNOWN, {group, product}, .field = "product");
    *how = row_int(&r, 0, 0) == number ? PUT_SAME : PUT_NEW;
    if (*how == PUT_NEW && row_int(&r, 0, 0) != 0)
        return err_set(e, ERR_CONFLICT, M_BID_DRAWN,
                       {group, product, int_text(row_int(&r, 0, 0), text)}, .field = "number");
    return *how == PUT_SAME || db_do(db, &q_bid_draw, e, v_int(pool), v_text(project),
                                     v_text(group), v_text(product), v_int(number));
}

static struct bid
bid_of(const struct rows *r, size_t i)
{
    date to = {0};
    (void)date_parse(&to, row_text(r, i, 16)); /* '' stays day 0 */
    return (struct bid){
        .product = row_text(r, i, 0),
        .company = row_text(r, i, 1),
        .price = {row_int(r, i, 2)},
        .with_service = {row_int(r, i, 3)},
        .second_price = {row_int(r, i, 4)},
        .unit = row_text(r, i, 5),
        .factor = {row_int(r, i, 6)},
        .capacity = row_int(r, i, 7),
        .reported = {row_int(r, i, 8)},
        .regions = row_text(r, i, 9),
        .filed_at = row_text(r, i, 10),
        .previous_price = {row_int(r, i, 11)},
        .own_lowest = {row_int(r, i, 12)},
        .other_prices = row_text(r, i, 13),
        .related_to = row_text(r, i, 14),
        .ceiling = {row_int(r, i, 15)},
        .certificate_to = to,
        .qualified = row_int(r, i, 17) == 1,
        .credit = row_int(r, i, 18),
        .signs_cut = row_int(r, i, 19) == 1,
        .draw = row_int(r, i, 20),
    };
}

bool
bid_list(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
         struct bids *out, struct err *e)
{
    struct rows r;
    char max[INT_TEXT_MAX];

    if (!db_run(db, &q_bid_list, a, &r, e, v_int(pool), v_text(project), v_text(group),
                v_int(BIDS_MAX + 1)))
        return false;
    if (r.n > BIDS_MAX) /* never a silent cut */
        return err_set(e, ERR_TOO_LARGE, M_BIDS_MANY, {group, int_text(BIDS_MAX, max)});
    *out = (struct bids){r.n, arena_array(a, struct bid, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        out->list[i] = bid_of(&r, i);
        out->list[i].group = group;
    }
    return true;
}
