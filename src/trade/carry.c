#include "trade/carry.h"

#include "trade/line.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "words/trade.h"

static bool
carry_order(struct trade *t, const struct carried_goods *in, struct err *e)
{
    return db_do(t->db, &q_order_write, e, v_int(t->pool), v_text(in->order), v_int(in->line),
                 v_text(in->key.project), v_text(in->key.institution), v_text(in->key.product),
                 v_text("agreed"), v_text(in->key.variant), v_text(in->key.agreement),
                 v_text(in->company), v_text(in->payee), v_int(in->ordered.pieces),
                 v_int(in->over.pieces), v_int(in->price.units), v_int(in->price.units),
                 v_int(in->pay_days), v_date(t->arena, in->ordered_on), v_text(""), v_text(""),
                 v_text("")) &&
           progress_add(
               t, &in->key, in->ordered_on,
               &(struct progress){.agreed = in->agreed, .ordered = in->ordered, .sure = true}, e);
}

static bool
carry_receipt(struct trade *t, const char *pack, const struct carried_goods *in, struct err *e)
{
    const struct trade_rules *rules;
    const char *on = day_or_none(t, in->accepted_on);
    money at_selected;
    struct owing w;
    if (!trade_rules_on(t, in->accepted_on, pack, &rules, e))
        return false;
    if (!money_amount(&at_selected, in->price, in->accepted))
        return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "qty");
    owing_of(t, rules, in->accepted_on, in->pay_days, &w);
    at_selected = money_max(at_selected, in->amount); /* dearer before a price was cut */
    const struct line_event d = {
        .accepted = in->accepted, .shipped = in->accepted, .answered_on = on};
    return db_do(t->db, &q_receipt_write, e, v_int(t->pool), v_text(in->receipt),
                 v_int(in->receipt_line), v_text(in->order), v_int(in->line),
                 v_int(in->accepted.pieces), v_int(0), v_text(""), v_text(""), v_text(on),
                 v_text(""), v_text(""), v_text(""), v_int(in->amount.units),
                 v_int(at_selected.units), v_text(rules->pack), v_text(rules->sha256),
                 v_text(w.why), v_text(w.due_on), v_text(w.until), v_int(w.estimate), v_text(""),
                 v_int(0)) &&
           line_add(t, in->order, in->line, &d, e) &&
           progress_add(t, &in->key, in->accepted_on,
                        &(struct progress){.accepted = in->accepted,
                                           .shipped = in->accepted,
                                           .accepted_amount = in->amount,
                                           .at_selected = at_selected},
                        e);
}

/* Part of what was paid, by an invoice or, where none is known, by the receipt alone. When it was
 * paid is not known: it counts as in time. */
static bool
carry_paid(struct trade *t, const struct carried_goods *in, const char *invoice, money part,
           struct err *e)
{
    const char *on = day_or_none(t, in->paid_on);
    if (part.units == 0)
        return true;
    return db_do(t->db, &q_payment_write, e, v_int(t->pool), v_text(in->payment),
                 v_text(in->key.institution), v_text(in->payee), v_text(on), v_int(part.units)) &&
           db_do(t->db, &q_payment_item_write, e, v_int(t->pool), v_text(in->payment),
                 v_text(invoice), v_text(in->receipt), v_int(in->receipt_line),
                 v_int(part.units)) &&
           db_do(t->db, &q_payment_line_write, e, v_int(t->pool), v_text(in->payment),
                 v_int(++*in->seq), v_text(invoice), v_text(in->receipt), v_int(in->receipt_line),
                 v_text(""), v_int(0), v_int(part.units), v_text(on), v_int(0)) &&
           db_do(t->db, &q_receipt_pay, e, v_int(t->pool), v_text(in->receipt),
                 v_int(in->receipt_line), v_int(part.units)) &&
           (*invoice == '\0' ||
            db_do(t->db, &q_invoice_line_pay, e, v_int(t->pool), v_text(invoice),
                  v_text(in->receipt), v_int(in->receipt_line), v_int(part.units))) &&
           progress_add(t, &in->key, in->paid_on, &(struct progress){.paid = part}, e);
}

static bool
carry_money(struct trade *t, const struct carried_goods *in, struct err *e)
{
    money rest = in->paid;
    enum put how;
    for (size_t i = 0; i < in->invoices; i++) {
        const struct carried_invoice *v = &in->invoice[i];
        const struct invoice_line line = {v->number, in->receipt, in->receipt_line,
                                          v->amount, v->on,       v->einvoice};
        money part = money_min(rest, v->amount);
        rest.units -= part.units;
        if (!enter_invoice(t, &line, &how, e) || !carry_paid(t, in, v->number, part, e))
            return false;
    }
    return carry_paid(t, in, "", rest, e);
}

bool
carry_goods(struct trade *t, const char *pack, const struct carried_goods *in, struct err *e)
{
    if (!carry_order(t, in, e))
        return false;
    return in->accepted.pieces == 0 || (carry_receipt(t, pack, in, e) && carry_money(t, in, e));
}
