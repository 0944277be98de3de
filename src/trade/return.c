#include <string.h>

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/line.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "trade/units.h"
#include "words/trade.h"

bool
receipt_state(struct trade *t, const char *receipt, int64_t line, struct receipt_state *out,
              struct err *e)
{
    struct rows r;
    char text[INT_TEXT_MAX];
    if (!db_run(t->db, &q_receipt_state, t->arena, &r, e, v_int(t->pool), v_text(receipt),
                v_int(line)))
        return false;
    if (r.n == 0 || !trade_is_of(t, row_text(&r, 0, 1), row_text(&r, 0, 5)))
        return err_set(e, ERR_NOT_FOUND, M_NO_RECEIPT, {receipt, int_text(line, text)},
                       .field = "receipt");
    *out = (struct receipt_state){
        .key = {row_text(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2), row_text(&r, 0, 3),
                row_text(&r, 0, 4)},
        .payee = row_text(&r, 0, 5),
        .price = {row_int(&r, 0, 6)},
        .selected = {row_int(&r, 0, 7)},
        .qty = {row_int(&r, 0, 8)},
        .amount = {row_int(&r, 0, 9)},
        .at_selected = {row_int(&r, 0, 10)},
        .returned = {row_int(&r, 0, 11)},
        .returned_amount = {row_int(&r, 0, 12)},
        .returned_at_selected = {row_int(&r, 0, 13)},
        .invoiced = {row_int(&r, 0, 14)},
        .paid = {row_int(&r, 0, 15)},
        .accepted_on = row_text(&r, 0, 16),
        .in_time_until = row_text(&r, 0, 17),
        .order = row_text(&r, 0, 18),
        .order_line = row_int(&r, 0, 19),
        .batch = row_text(&r, 0, 20),
        .instructed = {row_int(&r, 0, 21)},
    };
    return true;
}

static bool
known(struct trade *t, const struct goods_return *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"receipt", "receipt_line", "qty", "date",
                                         "reason",  "replace",      "udi"};
    const struct val v[] = {v_text(in->receipt),          v_int(in->receipt_line),
                            v_int(in->qty.pieces),        v_text(said_day(t, in->on)),
                            v_text(in->reason),           v_int(in->replace),
                            v_text(text_or_none(in->udi))};
    struct rows r;
    return db_run(t->db, &q_return_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 7, in->number, how, e);
}

/* One return note is of one institution. */
static bool
same_head(struct trade *t, const struct goods_return *in, const struct receipt_state *s,
          struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_return_head, t->arena, &r, e, v_int(t->pool), v_text(in->number)))
        return false;
    return r.n == 0 || strcmp(row_text(&r, 0, 0), s->key.institution) == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_TAKEN, {in->number}, .field = "return");
}

static bool
check(const struct goods_return *in, const struct receipt_state *s, const char *on, struct err *e)
{
    char n[INT_TEXT_MAX], left[INT_TEXT_MAX];
    int64_t room = s->qty.pieces - s->returned.pieces;
    if (in->qty.pieces == 0)
        return err_set(e, ERR_INPUT, M_ORDER_EMPTY, {NULL}, .field = "qty");
    if (in->qty.pieces > room)
        return err_set(e, ERR_INPUT, M_RETURN_MORE,
                       {int_text(in->qty.pieces, n), int_text(room, left)}, .field = "qty");
    if (strcmp(on, s->accepted_on) < 0)
        return err_set(e, ERR_INPUT, M_RETURN_BEFORE, {on, s->accepted_on}, .field = "date");
    return true;
}

/* Price x pieces, at most what is left of the line (RULES 1). */
static money
part_of(money price, qty n, money whole, money before)
{
    money amount = {0};
    bool fits = money_amount(&amount, price, n); /* n is part of a line that fitted */
    money left = {whole.units - before.units};
    return fits ? money_min(amount, left) : left;
}

/* What the bank is about to pay cannot be lowered: it is paid or comes back first. */
static bool
not_on_its_way(const struct goods_return *in, const struct receipt_state *s, struct err *e)
{
    char way[MONEY_TEXT_MAX];
    money amount = part_of(s->price, in->qty, s->amount, s->returned_amount);
    return s->instructed.units == 0 || money_cmp(amount, still_open(s)) <= 0 ||
           err_set(e, ERR_CONFLICT, M_RETURN_UNDER_WAY,
                   {in->receipt, money_text(s->instructed, way)}, .field = "receipt");
}

static bool
write_return(struct trade *t, const struct goods_return *in, const struct receipt_state *s,
             const char *on, const struct units *u, struct err *e)
{
    money amount = part_of(s->price, in->qty, s->amount, s->returned_amount);
    money selected = part_of(s->selected, in->qty, s->at_selected, s->returned_at_selected);
    money left = still_owed(s); /* what is paid beyond it comes back by the next payment */
    money credit = {amount.units > left.units ? amount.units - left.units : 0};
    return db_do(t->db, &q_return_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(in->receipt), v_int(in->receipt_line), v_int(in->qty.pieces), v_text(on),
                 v_text(in->reason), v_int(amount.units), v_int(selected.units),
                 v_int(credit.units), v_text(s->key.institution), v_text(s->payee),
                 v_int(in->replace), v_text(text_or_none(in->udi))) &&
           db_do(t->db, &q_receipt_return, e, v_int(t->pool), v_text(in->receipt),
                 v_int(in->receipt_line), v_int(in->qty.pieces), v_int(amount.units),
                 v_int(selected.units), v_int(credit.units)) &&
           (!in->replace ||
            line_add(t, s->order, s->order_line, &(struct line_event){.reopened = in->qty}, e)) &&
           units_write(t, u, e) &&
           progress_add(t, &s->key, in->on,
                        &(struct progress){.returned = in->qty,
                                           .accepted_amount = {-amount.units},
                                           .at_selected = {-selected.units},
                                           .paid = {-credit.units}},
                        e);
}

bool
return_goods(struct trade *t, const struct goods_return *in, enum put *how, struct err *e)
{
    struct receipt_state s;
    char on[DATE_TEXT_MAX];
    date_text(in->on, on);
    if (!receipt_state(t, in->receipt, in->receipt_line, &s, e) || !known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    struct units u = {.act = UNIT_RETURNED,
                      .number = in->number,
                      .line = in->line,
                      .product = s.key.product,
                      .institution = s.key.institution,
                      .payee = s.payee,
                      .udi = text_or_none(in->udi),
                      .qty = in->qty,
                      .on = in->on,
                      .batch = s.batch};
    return trade_gate(t, TRADE_RETURN, s.key.project, in->on, e) && same_head(t, in, &s, e) &&
           check(in, &s, on, e) && not_on_its_way(in, &s, e) && units_check(t, &u, e) &&
           write_return(t, in, &s, on, &u, e);
}
