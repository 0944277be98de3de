#include <string.h>

#include "trade/gate.h"
#include "trade/line.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "words/trade.h"

enum { EINVOICE_DIGITS = 20 };

/* One invoice is of one payee to one institution, of one day. */
static bool
same_head(struct trade *t, const struct invoice_line *in, const struct receipt_state *s,
          const char *on, enum put how, struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_invoice_get, t->arena, &r, e, v_int(t->pool), v_text(in->invoice)))
        return false;
    if (r.n == 0)
        return true;
    if (*text_or_none(in->einvoice) != '\0' && strcmp(row_text(&r, 0, 3), in->einvoice) != 0)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {in->invoice, row_text(&r, 0, 3)},
                       .field = "einvoice");
    if (strcmp(row_text(&r, 0, 0), s->key.institution) != 0 ||
        strcmp(row_text(&r, 0, 1), s->payee) != 0)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_PARTIES,
                       {in->invoice, row_text(&r, 0, 0), row_text(&r, 0, 1)}, .field = "receipt");
    return strcmp(row_text(&r, 0, 2), on) == 0 || (how == PUT_SAME && t->day == DAY_NOT_SAID) ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {in->invoice, row_text(&r, 0, 2)},
                   .field = "date");
}

/* 数电票号码: 20 digits, and of one invoice. */
static bool
einvoice_fine(struct trade *t, const struct invoice_line *in, struct err *e)
{
    const char *number = text_or_none(in->einvoice);
    struct rows r;
    if (*number == '\0')
        return true;
    if (strlen(number) != EINVOICE_DIGITS || strspn(number, "0123456789") != EINVOICE_DIGITS)
        return err_set(e, ERR_INPUT, M_EINVOICE, {number}, .field = "einvoice");
    if (!db_run(t->db, &q_einvoice_of, t->arena, &r, e, v_int(t->pool), v_text(number),
                v_text(in->invoice)))
        return false;
    return r.n == 0 || err_set(e, ERR_CONFLICT, M_EINVOICE_TAKEN, {number}, .field = "einvoice");
}

static bool
known(struct trade *t, const struct invoice_line *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"amount"};
    const struct val v[] = {v_int(in->amount.units)};
    struct rows r;
    return db_run(t->db, &q_invoice_line_get, t->arena, &r, e, v_int(t->pool), v_text(in->invoice),
                  v_text(in->receipt), v_int(in->receipt_line)) &&
           fact_same(&r, v, column, 1, in->invoice, how, e);
}

static bool
write_invoice(struct trade *t, const struct invoice_line *in, const struct receipt_state *s,
              money amount, bool whole, const char *on, struct err *e)
{
    qty units = {whole ? s->qty.pieces - s->returned.pieces : 0};
    return db_do(t->db, &q_invoice_write, e, v_int(t->pool), v_text(in->invoice),
                 v_text(s->key.institution), v_text(s->payee), v_text(on), v_int(amount.units),
                 v_text(text_or_none(in->einvoice))) &&
           db_do(t->db, &q_invoice_line_write, e, v_int(t->pool), v_text(in->invoice),
                 v_text(in->receipt), v_int(in->receipt_line), v_int(amount.units)) &&
           db_do(t->db, &q_receipt_invoice, e, v_int(t->pool), v_text(in->receipt),
                 v_int(in->receipt_line), v_int(amount.units)) &&
           progress_add(t, &s->key, in->on,
                        &(struct progress){.invoiced = amount, .invoiced_units = units}, e);
}

bool
enter_invoice(struct trade *t, const struct invoice_line *in, enum put *how, struct err *e)
{
    struct receipt_state s;
    char on[DATE_TEXT_MAX], asked[MONEY_TEXT_MAX], room[MONEY_TEXT_MAX];
    date_text(in->on, on);
    if (!receipt_state(t, in->receipt, in->receipt_line, &s, e) || !known(t, in, how, e) ||
        !same_head(t, in, &s, on, *how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!trade_gate(t, TRADE_INVOICE, s.key.project, in->on, e) || !einvoice_fine(t, in, e))
        return false;
    if (strcmp(on, s.accepted_on) < 0)
        return err_set(e, ERR_INPUT, M_INVOICE_BEFORE, {on, s.accepted_on}, .field = "date");
    money left = {s.amount.units - s.returned_amount.units - s.invoiced.units};
    money amount = in->amount.units > 0 ? in->amount : left;
    if (amount.units % MONEY_FEN != 0)
        return err_set(e, ERR_INPUT, M_NOT_FEN, {money_text(amount, asked)}, .field = "amount");
    if (amount.units <= 0 || money_cmp(amount, left) > 0)
        return err_set(e, ERR_INPUT, M_INVOICE_MORE,
                       {money_text(amount, asked), money_text(money_max(left, (money){0}), room)},
                       .field = "amount");
    return write_invoice(t, in, &s, amount, amount.units == left.units, on, e);
}
