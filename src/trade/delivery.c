#include <string.h>

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/hold.h"
#include "trade/line.h"
#include "trade/query.h"
#include "trade/units.h"
#include "words/trade.h"

static bool
known(struct trade *t, const struct delivery *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"order", "order_line", "qty",     "date",
                                         "batch", "made",       "expires", "udi"};
    const struct val v[] = {v_text(in->order),
                            v_int(in->order_line),
                            v_int(in->qty.pieces),
                            v_text(said_day(t, in->on)),
                            v_text(in->batch),
                            v_text(day_or_none(t, in->made)),
                            v_text(day_or_none(t, in->expires)),
                            v_text(in->udi)};
    struct rows r;
    return db_run(t->db, &q_delivery_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 8, in->number, how, e);
}

/* One delivery note is of one who delivers, to one institution, of one day. */
static bool
same_head(struct trade *t, const struct delivery *in, const struct line_state *s, struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_delivery_head, t->arena, &r, e, v_int(t->pool), v_text(in->number)))
        return false;
    if (r.n == 0)
        return true;
    if (strcmp(row_text(&r, 0, 0), s->key.institution) != 0 ||
        strcmp(row_text(&r, 0, 1), s->payee) != 0)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_TAKEN, {in->number}, .field = "delivery");
    return strcmp(row_text(&r, 0, 2), day_or_none(t, in->on)) == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {in->number, row_text(&r, 0, 2)},
                   .field = "date");
}

static bool
check(const struct delivery *in, const struct line_state *s, const struct units *u, struct err *e)
{
    char n[INT_TEXT_MAX], left[INT_TEXT_MAX], on[DATE_TEXT_MAX];
    int64_t room = line_to_ship(s);
    if (in->qty.pieces == 0)
        return err_set(e, ERR_INPUT, M_ORDER_EMPTY, {NULL}, .field = "qty");
    if (in->qty.pieces > room)
        return err_set(e, ERR_INPUT, M_DELIVERY_MORE,
                       {int_text(in->qty.pieces, n), int_text(room, left)}, .field = "qty");
    if (strcmp(date_text(in->on, on), s->on) < 0)
        return err_set(e, ERR_INPUT, M_DELIVERY_BEFORE, {on, s->on}, .field = "date");
    if (u->expires.day != 0 && date_cmp(u->expires, in->on) < 0)
        return err_set(e, ERR_INPUT, M_DELIVERY_EXPIRED, {on}, .field = "expires");
    return in->made.day == 0 || date_cmp(in->made, in->on) <= 0 ||
           err_set(e, ERR_INPUT, M_DELIVERY_MADE, {on}, .field = "made");
}

static bool
write_delivery(struct trade *t, const struct delivery *in, const struct line_state *s,
               const struct units *u, struct err *e)
{
    const char *on = day_or_none(t, in->on);
    return db_do(t->db, &q_delivery_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(in->order), v_int(in->order_line), v_int(in->qty.pieces), v_text(on),
                 v_text(u->batch), v_text(day_or_none(t, in->made)),
                 v_text(day_or_none(t, u->expires)), v_text(in->udi)) &&
           line_add(t, in->order, in->order_line,
                    &(struct line_event){.shipped = in->qty, .answered_on = on}, e) &&
           units_write(t, u, e) &&
           progress_add(t, &s->key, in->on, &(struct progress){.shipped = in->qty}, e);
}

bool
ship_goods(struct trade *t, const struct delivery *in, enum put *how, struct err *e)
{
    struct line_state s;
    if (!line_state(t, in->order, in->order_line, &s, e) || !known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    struct units u = {.act = UNIT_SHIPPED,
                      .number = in->number,
                      .line = in->line,
                      .product = s.key.product,
                      .institution = s.key.institution,
                      .payee = s.payee,
                      .udi = in->udi,
                      .qty = in->qty,
                      .on = in->on,
                      .batch = in->batch,
                      .expires = in->expires};
    return trade_gate(t, TRADE_SHIP, s.key.project, in->on, e) && same_head(t, in, &s, e) &&
           units_check(t, &u, e) && check(in, &s, &u, e) &&
           hold_bar(t, u.product, u.batch, in->on, "batch", e) && write_delivery(t, in, &s, &u, e);
}
