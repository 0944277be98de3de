#include <string.h>

#include "base/core/text.h"
#include "trade/gate.h"
#include "trade/hold.h"
#include "trade/line.h"
#include "trade/memo.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "trade/units.h"
#include "words/trade.h"

void
owing_of(struct trade *t, const struct trade_rules *rules, date accepted_on, int64_t pay_days,
         struct owing *out)
{
    struct settle_due due;
    *out = (struct owing){.due_on = "", .until = "", .why = rules->no_due};
    if (*out->why != '\0')
        return;
    enum settle_verdict v = settle_due(&rules->settle, accepted_on, (int)pay_days, NULL, &due);
    out->why = settle_verdict_name(v);
    if (v != SETTLE_OK)
        return;
    out->why = "ok";
    out->due_on = date_text(due.due, arena_alloc(t->arena, DATE_TEXT_MAX));
    out->until = date_text(due.judged_on, arena_alloc(t->arena, DATE_TEXT_MAX));
    out->estimate = due.estimate;
}

/* What goods came for, and with. */
struct arrival {
    const struct receipt *in;
    const char *order, *udi;
    int64_t order_line;
    bool noted; /* by a delivery note, of which `left` is neither accepted nor refused */
    int64_t left, shipped;
    date shipped_on;
    struct line_state line;
    struct units units;
};

/* The delivery note says what the receipt does not. */
static bool
find_note(struct trade *t, struct arrival *a, struct err *e)
{
    const struct receipt *in = a->in;
    const char *note = text_or_none(in->delivery);
    char line[INT_TEXT_MAX];
    struct rows r;
    a->order = in->order;
    a->order_line = in->order_line;
    a->units.batch = in->batch;
    a->units.expires = in->expires;
    a->udi = in->udi;
    a->noted = *note != '\0';
    if (!a->noted)
        return true;
    if (!db_run(t->db, &q_delivery_state, t->arena, &r, e, v_int(t->pool), v_text(note),
                v_int(in->delivery_line)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_DELIVERY, {note, int_text(in->delivery_line, line)},
                       .field = "delivery");
    if (*in->order != '\0' &&
        (strcmp(in->order, row_text(&r, 0, 0)) != 0 || in->order_line != row_int(&r, 0, 1)))
        return err_set(e, ERR_INPUT, M_RECEIPT_OTHER_ORDER, {note, row_text(&r, 0, 0)},
                       .field = "order");
    a->order = row_text(&r, 0, 0);
    a->order_line = row_int(&r, 0, 1);
    a->shipped = row_int(&r, 0, 2);
    a->left = a->shipped - row_int(&r, 0, 7) - row_int(&r, 0, 8);
    a->shipped_on = day_of(row_text(&r, 0, 3));
    if (*in->batch == '\0')
        a->units.batch = row_text(&r, 0, 4);
    else if (*row_text(&r, 0, 4) != '\0' && strcmp(in->batch, row_text(&r, 0, 4)) != 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_BATCH, {in->batch, row_text(&r, 0, 4)},
                       .field = "batch");
    if (in->expires.day == 0)
        a->units.expires = day_of(row_text(&r, 0, 5));
    if (*in->udi == '\0' && in->accepted.pieces == a->shipped)
        a->udi = row_text(&r, 0, 6); /* the whole of it: nobody scans it again */
    return true;
}

static bool
check_days(const struct arrival *a, const char *on, struct err *e)
{
    const struct receipt *in = a->in;
    if (strcmp(on, a->line.on) < 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_BEFORE, {on, a->line.on}, .field = "accepted");
    if (a->noted && date_cmp(in->accepted_on, a->shipped_on) < 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_SHIPPED, {on}, .field = "accepted");
    if (in->delivered.day != 0 && date_cmp(in->delivered, in->accepted_on) > 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_DELIVERED, {on}, .field = "delivered");
    if (a->units.expires.day != 0 && in->accepted.pieces > 0 &&
        date_cmp(a->units.expires, in->accepted_on) < 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_EXPIRED, {on}, .field = "expires");
    return true;
}

static bool
check(const struct arrival *a, const char *on, struct err *e)
{
    const struct receipt *in = a->in;
    char n[INT_TEXT_MAX], left[INT_TEXT_MAX];
    int64_t room = line_to_ship(&a->line), all;
    if (in->accepted.pieces == 0 && in->rejected.pieces == 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_NOTHING, {NULL}, .field = "qty");
    if (in->rejected.pieces > 0 && *in->reason == '\0')
        return err_set(e, ERR_INPUT, M_RECEIPT_REASON, {NULL}, .field = "reason");
    if (__builtin_add_overflow(in->accepted.pieces, in->rejected.pieces, &all))
        return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "rejected");
    if (a->noted && all > a->left)
        return err_set(e, ERR_INPUT, M_RECEIPT_NOTE_MORE,
                       {int_text(all, n), text_or_none(in->delivery), int_text(a->left, left)},
                       .field = "qty");
    if (!a->noted && in->accepted.pieces > room)
        return err_set(e, ERR_INPUT, M_RECEIPT_MORE,
                       {int_text(in->accepted.pieces, n), int_text(room, left)}, .field = "qty");
    return check_days(a, on, e);
}

/* RULES 6: money is rounded here, once, and the due date is that of the pack in force today. */
static bool
work_out(struct trade *t, const struct arrival *a, const struct trade_rules *rules,
         struct owing *out, struct err *e)
{
    const struct line_state *o = &a->line;
    money amount, at_selected;
    if (!money_amount(&amount, o->price, a->in->accepted) ||
        !money_amount(&at_selected, o->selected, a->in->accepted))
        return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "qty");
    owing_of(t, rules, a->in->accepted_on, o->pay_days, out);
    out->amount = amount;
    out->at_selected = at_selected;
    return true;
}

static bool
known(struct trade *t, const struct receipt *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"order",    "order_line", "qty",       "rejected",
                                         "accepted", "reason",     "delivered", "batch",
                                         "expires",  "udi",        "delivery",  "delivery_line"};
    const struct val v[] = {v_text(in->order),
                            v_int(*in->order == '\0' ? 0 : in->order_line),
                            v_int(in->accepted.pieces),
                            v_int(in->rejected.pieces),
                            v_text(said_day(t, in->accepted_on)),
                            v_text(in->reason),
                            v_text(day_or_none(t, in->delivered)),
                            v_text(in->batch),
                            v_text(day_or_none(t, in->expires)),
                            v_text(in->udi),
                            v_text(text_or_none(in->delivery)),
                            v_int(*text_or_none(in->delivery) == '\0' ? 0 : in->delivery_line)};
    struct rows r;
    return db_run(t->db, &q_receipt_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 12, in->number, how, e);
}

/* One receipt note is of one institution. */
static bool
same_head(struct trade *t, const struct arrival *a, struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_receipt_head, t->arena, &r, e, v_int(t->pool), v_text(a->in->number)))
        return false;
    return r.n == 0 || strcmp(row_text(&r, 0, 0), a->line.key.institution) == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_TAKEN, {a->in->number}, .field = "receipt");
}

/* Goods without a note are delivered by their receipt. */
static bool
move_line(struct trade *t, const struct arrival *a, const struct owing *w, struct err *e)
{
    const struct receipt *in = a->in;
    qty shipped = {a->noted ? 0 : in->accepted.pieces + in->rejected.pieces};
    const char *on = day_or_none(t, in->accepted_on), *note = text_or_none(in->delivery);
    const struct line_event d = {
        .accepted = in->accepted, .rejected = in->rejected, .shipped = shipped, .answered_on = on};
    return line_add(t, a->order, a->order_line, &d, e) &&
           (!a->noted || db_do(t->db, &q_delivery_accept, e, v_int(t->pool), v_text(note),
                               v_int(in->delivery_line), v_int(in->accepted.pieces),
                               v_int(in->rejected.pieces))) &&
           progress_add(t, &a->line.key, in->accepted_on,
                        &(struct progress){.accepted = in->accepted,
                                           .shipped = shipped,
                                           .accepted_amount = w->amount,
                                           .at_selected = w->at_selected},
                        e);
}

static bool
write_receipt(struct trade *t, const struct arrival *a, const struct trade_rules *rules,
              const struct owing *w, struct err *e)
{
    const struct receipt *in = a->in;
    return db_do(t->db, &q_receipt_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(a->order), v_int(a->order_line), v_int(in->accepted.pieces),
                 v_int(in->rejected.pieces), v_text(in->reason),
                 v_text(day_or_none(t, in->delivered)), v_text(day_or_none(t, in->accepted_on)),
                 v_text(a->units.batch), v_text(day_or_none(t, a->units.expires)), v_text(a->udi),
                 v_int(w->amount.units), v_int(w->at_selected.units), v_text(rules->pack),
                 v_text(rules->sha256), v_text(w->why), v_text(w->due_on), v_text(w->until),
                 v_int(w->estimate), v_text(text_or_none(in->delivery)),
                 v_int(a->noted ? in->delivery_line : 0)) &&
           move_line(t, a, w, e) && units_write(t, &a->units, e);
}

bool
accept_goods(struct trade *t, const struct receipt *in, enum put *how, struct err *e)
{
    const struct trade_rules *rules;
    const char *on = day_or_none(t, in->accepted_on);
    struct arrival a = {.in = in};
    struct project p;
    struct owing w;
    if (!find_note(t, &a, e) || !line_state(t, a.order, a.order_line, &a.line, e) ||
        !known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    a.units.act = in->accepted.pieces > 0 ? UNIT_ACCEPTED : UNIT_REJECTED;
    a.units.number = in->number;
    a.units.line = in->line;
    a.units.product = a.line.key.product;
    a.units.institution = a.line.key.institution;
    a.units.payee = a.line.payee;
    a.units.udi = a.udi;
    a.units.qty = in->accepted.pieces > 0 ? in->accepted : in->rejected;
    a.units.on = in->accepted_on;
    return trade_gate(t, TRADE_ACCEPT, a.line.key.project, in->accepted_on, e) &&
           same_head(t, &a, e) && units_check(t, &a.units, e) && check(&a, on, e) &&
           (in->accepted.pieces == 0 ||
            hold_bar(t, a.units.product, a.units.batch, in->accepted_on, "batch", e)) &&
           trade_project(t, a.line.key.project, &p, e) &&
           trade_rules_on(t, in->accepted_on, p.pack, &rules, e) && work_out(t, &a, rules, &w, e) &&
           write_receipt(t, &a, rules, &w, e);
}
