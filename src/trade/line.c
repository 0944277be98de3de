#include "trade/line.h"

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/query.h"
#include "words/trade.h"

bool
line_state(struct trade *t, const char *order, int64_t line, struct line_state *out, struct err *e)
{
    struct rows r;
    char text[INT_TEXT_MAX];
    if (!db_run(t->db, &q_line_state, t->arena, &r, e, v_int(t->pool), v_text(order), v_int(line)))
        return false;
    if (r.n == 0 || !trade_is_of(t, row_text(&r, 0, 1), row_text(&r, 0, 6)))
        return err_set(e, ERR_NOT_FOUND, M_NO_ORDER, {order, int_text(line, text)},
                       .field = "order");
    *out = (struct line_state){
        .key = {row_text(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2), row_text(&r, 0, 3),
                row_text(&r, 0, 4)},
        .company = row_text(&r, 0, 5),
        .payee = row_text(&r, 0, 6),
        .qty = {row_int(&r, 0, 7)},
        .price = {row_int(&r, 0, 8)},
        .selected = {row_int(&r, 0, 9)},
        .pay_days = row_int(&r, 0, 10),
        .on = row_text(&r, 0, 11),
        .accepted = {row_int(&r, 0, 12)},
        .rejected = {row_int(&r, 0, 13)},
        .confirmed = {row_int(&r, 0, 14)},
        .refused = {row_int(&r, 0, 15)},
        .withdrawn = {row_int(&r, 0, 16)},
        .shipped = {row_int(&r, 0, 17)},
        .reopened = {row_int(&r, 0, 18)},
        .answered_on = row_text(&r, 0, 19),
        .respond_by = row_text(&r, 0, 20),
        .deliver_by = row_text(&r, 0, 21),
    };
    return true;
}

bool
line_add(struct trade *t, const char *order, int64_t line, const struct line_event *d,
         struct err *e)
{
    return db_do(t->db, &q_line_add, e, v_int(t->pool), v_text(order), v_int(line),
                 v_int(d->accepted.pieces), v_int(d->rejected.pieces), v_int(d->confirmed.pieces),
                 v_int(d->refused.pieces), v_int(d->withdrawn.pieces), v_int(d->shipped.pieces),
                 v_int(d->reopened.pieces), v_text(text_or_none(d->answered_on)));
}

const char *
day_or_none(struct trade *t, date d)
{
    return d.day == 0 ? "" : date_text(d, arena_alloc(t->arena, DATE_TEXT_MAX));
}

date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text); /* "" is none */
    return d;
}
