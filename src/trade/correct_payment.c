#include <string.h>

#include "base/core/text.h"
#include "trade/correct_inner.h"
#include "trade/line.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "words/period.h"
#include "words/trade.h"

/* Of a line: seq, invoice, receipt, line, return_no, return_line, amount, paid_on, late. */
static bool
undo_line(struct redoing *w, const struct rows *r, size_t i, struct err *e)
{
    struct trade *t = w->t;
    struct receipt_state s;
    const struct val pool = v_int(t->pool), invoice = v_text(row_text(r, i, 1)),
                     receipt = v_text(row_text(r, i, 2)), line = v_int(row_int(r, i, 3)),
                     minus = v_int(-row_int(r, i, 6));
    if (!receipt_state(t, row_text(r, i, 2), row_int(r, i, 3), &s, e))
        return false;
    return db_do(t->db, &q_payment_line_write, e, pool, v_text(w->back), v_int(row_int(r, i, 0)),
                 invoice, receipt, line, v_text(row_text(r, i, 4)), v_int(row_int(r, i, 5)), minus,
                 v_text(row_text(r, i, 7)), v_int(row_int(r, i, 8))) &&
           db_do(t->db, &q_receipt_pay, e, pool, receipt, line, minus) &&
           (*row_text(r, i, 1) == '\0' ||
            db_do(t->db, &q_invoice_line_pay, e, pool, invoice, receipt, line, minus)) &&
           (*row_text(r, i, 4) == '\0' ||
            db_do(t->db, &q_credit_use, e, pool, v_text(row_text(r, i, 4)), v_int(row_int(r, i, 5)),
                  minus)) &&
           progress_add(t, &s.key, w->on, &(struct progress){.paid = {-row_int(r, i, 6)}}, e);
}

static bool
undo_payment(struct redoing *w, const struct rows *head, const struct rows *item,
             const struct rows *line, struct err *e)
{
    struct trade *t = w->t;
    for (size_t i = 0; i < item->n; i++)
        if (!db_do(t->db, &q_payment_write, e, v_int(t->pool), v_text(w->back),
                   v_text(row_text(head, 0, 0)), v_text(row_text(head, 0, 1)),
                   v_text(row_text(head, 0, 2)), v_int(-row_int(item, i, 3))) ||
            !db_do(t->db, &q_payment_item_write, e, v_int(t->pool), v_text(w->back),
                   v_text(row_text(item, i, 0)), v_text(row_text(item, i, 1)),
                   v_int(row_int(item, i, 2)), v_int(-row_int(item, i, 3))))
            return false;
    for (size_t i = 0; i < line->n; i++)
        if (!undo_line(w, line, i, e))
            return false;
    return true;
}

/* What the lines up to the i-th paid of its receipt line, by any invoice. */
static int64_t
paid_of_receipt(const struct rows *line, size_t i)
{
    int64_t sum = 0;
    for (size_t k = 0; k <= i; k++)
        if (strcmp(row_text(line, k, 2), row_text(line, i, 2)) == 0 &&
            row_int(line, k, 3) == row_int(line, i, 3))
            sum += row_int(line, k, 6);
    return sum;
}

/* Is what it paid still paid, with no return turned into a credit since? */
static bool
still_paid(struct redoing *w, const struct rows *line, struct err *e)
{
    for (size_t i = 0; i < line->n; i++) {
        struct receipt_state s;
        if (!receipt_state(w->t, row_text(line, i, 2), row_int(line, i, 3), &s, e))
            return false;
        if (s.paid.units < paid_of_receipt(line, i))
            return redo_cannot(w, M_REDO_FIRST, redo_kind_names[REDO_RETURN], e);
    }
    return true;
}

bool
redo_payment(struct redoing *w, struct err *e)
{
    struct trade *t = w->t;
    struct rows head, item, line;
    enum put how;
    const struct val pool = v_int(t->pool), number = v_text(w->c->document);
    if (!db_run(t->db, &q_payment_get, t->arena, &head, e, pool, number) ||
        !db_run(t->db, &q_payment_item_each, t->arena, &item, e, pool, number) ||
        !db_run(t->db, &q_payment_line_each, t->arena, &line, e, pool, number))
        return false;
    if (head.n == 0 || item.n == 0 || row_int(&item, 0, 3) <= 0)
        return redo_no_such(w, e);
    if (payment_is_banks(w->c->document) != w->bank)
        return redo_cannot(w, M_REDO_BANK, "", e);
    w->on = day_of(row_text(&head, 0, 2));
    if (!still_paid(w, &line, e))
        return false;
    if (w->c->amount.units > 0 && item.n != 1)
        return redo_cannot(w, M_REDO_ITEMS, "", e);
    if (w->c->amount.units == row_int(&item, 0, 3) && item.n == 1)
        return redo_cannot(w, M_REDO_SAME, "amount", e);
    if (!w->do_it)
        return true;
    const struct payment_item right = {.payment = w->right,
                                       .invoice = row_text(&item, 0, 0),
                                       .receipt = row_text(&item, 0, 1),
                                       .receipt_line = row_int(&item, 0, 2),
                                       .amount = w->c->amount,
                                       .on = w->on};
    return undo_payment(w, &head, &item, &line, e) &&
           (w->c->amount.units == 0 || enter_payment(t, &right, &how, e));
}

bool
redo_bank_payment(struct trade *t, const struct redo *c, bool do_it, struct err *e)
{
    struct redoing w = {.t = t, .c = c, .bank = true};
    char text[MONTH_TEXT_MAX];
    struct redo old;
    bool found;
    w.right = arena_printf(t->arena, "%s~%s", c->document, c->number);
    w.back = arena_printf(t->arena, "%s-", w.right);
    if (!redo_get(t, c->number, &old, &found, e))
        return false;
    if (found)
        return err_set(e, ERR_CONFLICT, M_REDO_TAKEN, {c->number}, .field = "number");
    if (!redo_payment(&w, e))
        return false;
    if (!do_it)
        return true;
    if (!db_do(t->db, &q_redo_write, e, v_int(t->pool), v_text(c->number),
               v_text(redo_kind_names[REDO_PAYMENT]), v_text(c->document), v_int(0),
               v_text(month_text(date_month(w.on), text)), v_int(0), v_int(0), v_text(""),
               v_text(c->reason), v_text(c->asked_by), v_date(t->arena, c->asked_on)))
        return false;
    w.do_it = true;
    t->correction = c->number;
    bool ok = redo_payment(&w, e);
    t->correction = NULL;
    return ok && db_do(t->db, &q_redo_decide, e, v_int(t->pool), v_text(c->number),
                       v_text(redo_state_names[REDO_DONE]), v_text(c->decided_by),
                       v_date(t->arena, c->decided_on));
}
