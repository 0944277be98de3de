#include <string.h>

#include "base/core/text.h"
#include "project/project.h"
#include "trade/memo.h"
#include "trade/progress.h"
#include "trade/query.h"
#include "words/trade.h"

/* The order line that goods came for. */
struct ordered {
    struct trade_line key;
    qty qty, accepted;
    money price, selected;
    int64_t pay_days;
    const char *on;
};

static bool
find_order(struct trade *t, const struct receipt *in, struct ordered *out, struct err *e)
{
    struct rows r;
    char line[INT_TEXT_MAX];
    if (!db_run(t->db, &q_order_for_receipt, t->arena, &r, e, v_int(t->pool), v_text(in->order),
                v_int(in->order_line)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_ORDER, {in->order, int_text(in->order_line, line)},
                       .field = "order");
    *out = (struct ordered){
        .key = {row_text(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2), row_text(&r, 0, 3),
                row_text(&r, 0, 4)},
        .qty = {row_int(&r, 0, 6)},
        .price = {row_int(&r, 0, 7)},
        .selected = {row_int(&r, 0, 8)},
        .pay_days = row_int(&r, 0, 9),
        .on = row_text(&r, 0, 10),
        .accepted = {row_int(&r, 0, 11)},
    };
    return true;
}

static bool
check(const struct receipt *in, const struct ordered *o, const char *on, struct err *e)
{
    char n[INT_TEXT_MAX], left[INT_TEXT_MAX];
    int64_t room = o->qty.pieces - o->accepted.pieces;
    if (in->accepted.pieces == 0 && in->rejected.pieces == 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_NOTHING, {NULL}, .field = "qty");
    if (in->rejected.pieces > 0 && *in->reason == '\0')
        return err_set(e, ERR_INPUT, M_RECEIPT_REASON, {NULL}, .field = "reason");
    if (in->accepted.pieces > room)
        return err_set(e, ERR_INPUT, M_RECEIPT_MORE,
                       {int_text(in->accepted.pieces, n), int_text(room, left)}, .field = "qty");
    if (strcmp(on, o->on) < 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_BEFORE, {on, o->on}, .field = "accepted");
    if (in->delivered.day != 0 && date_cmp(in->delivered, in->accepted_on) > 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_DELIVERED, {on}, .field = "delivered");
    if (in->expires.day != 0 && in->accepted.pieces > 0 &&
        date_cmp(in->expires, in->accepted_on) < 0)
        return err_set(e, ERR_INPUT, M_RECEIPT_EXPIRED, {on}, .field = "expires");
    return true;
}

struct owing {
    money amount, at_selected;
    const char *why, *due_on, *until;
    bool estimate;
};

/* RULES 6: money is rounded here, once, and the due date is that of the pack in force today. */
static bool
work_out(struct trade *t, const struct receipt *in, const struct ordered *o,
         const struct trade_rules *rules, struct owing *out, struct err *e)
{
    struct settle_due due;
    *out = (struct owing){.due_on = "", .until = ""};
    if (!money_amount(&out->amount, o->price, in->accepted) ||
        !money_amount(&out->at_selected, o->selected, in->accepted))
        return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "qty");
    out->why = rules->no_due;
    if (*out->why != '\0')
        return true;
    enum settle_verdict v =
        settle_due(&rules->settle, in->accepted_on, (int)o->pay_days, NULL, &due);
    out->why = settle_verdict_name(v);
    if (v != SETTLE_OK)
        return true;
    out->why = "ok";
    out->due_on = date_text(due.due, arena_alloc(t->arena, DATE_TEXT_MAX));
    out->until = date_text(due.judged_on, arena_alloc(t->arena, DATE_TEXT_MAX));
    out->estimate = due.estimate;
    return true;
}

static const char *
day_or_none(struct trade *t, date d)
{
    return d.day == 0 ? "" : date_text(d, arena_alloc(t->arena, DATE_TEXT_MAX));
}

static bool
known(struct trade *t, const struct receipt *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"order",  "order_line", "qty",   "rejected", "accepted",
                                         "reason", "delivered",  "batch", "expires",  "udi"};
    const struct val v[] = {v_text(in->order),
                            v_int(in->order_line),
                            v_int(in->accepted.pieces),
                            v_int(in->rejected.pieces),
                            v_text(day_or_none(t, in->accepted_on)),
                            v_text(in->reason),
                            v_text(day_or_none(t, in->delivered)),
                            v_text(in->batch),
                            v_text(day_or_none(t, in->expires)),
                            v_text(in->udi)};
    struct rows r;
    return db_run(t->db, &q_receipt_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                  v_int(in->line)) &&
           fact_same(&r, v, column, 10, in->number, how, e);
}

static bool
write_receipt(struct trade *t, const struct receipt *in, const struct ordered *o,
              const struct trade_rules *rules, const struct owing *w, struct err *e)
{
    qty shipped;
    if (!qty_add(&shipped, in->accepted, in->rejected))
        return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "rejected");
    return db_do(t->db, &q_receipt_write, e, v_int(t->pool), v_text(in->number), v_int(in->line),
                 v_text(in->order), v_int(in->order_line), v_int(in->accepted.pieces),
                 v_int(in->rejected.pieces), v_text(in->reason),
                 v_text(day_or_none(t, in->delivered)), v_text(day_or_none(t, in->accepted_on)),
                 v_text(in->batch), v_text(day_or_none(t, in->expires)), v_text(in->udi),
                 v_int(w->amount.units), v_int(w->at_selected.units), v_text(rules->pack),
                 v_text(rules->sha256), v_text(w->why), v_text(w->due_on), v_text(w->until),
                 v_int(w->estimate)) &&
           db_do(t->db, &q_order_accept, e, v_int(t->pool), v_text(in->order),
                 v_int(in->order_line), v_int(in->accepted.pieces), v_int(in->rejected.pieces)) &&
           progress_add(t, &o->key, in->accepted_on,
                        &(struct progress){.accepted = in->accepted,
                                           .shipped = shipped,
                                           .accepted_amount = w->amount,
                                           .at_selected = w->at_selected},
                        e);
}

bool
accept_goods(struct trade *t, const struct receipt *in, enum put *how, struct err *e)
{
    const struct trade_rules *rules;
    struct project p;
    struct ordered o;
    struct owing w;
    if (!known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    return find_order(t, in, &o, e) && check(in, &o, day_or_none(t, in->accepted_on), e) &&
           trade_project(t, o.key.project, &p, e) &&
           trade_rules_on(t, in->accepted_on, p.pack, &rules, e) &&
           work_out(t, in, &o, rules, &w, e) && write_receipt(t, in, &o, rules, &w, e);
}
