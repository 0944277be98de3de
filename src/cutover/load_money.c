#include <string.h>

#include "base/core/text.h"
#include "cutover/load_inner.h"
#include "cutover/query.h"
#include "registry/company.h"
#include "words/cutover.h"

enum { EINVOICE_DIGITS = 20 };

const char *const cutover_scope_names[CUTOVER_SCOPES] = {"project", "institution", "company"};

/* --- what is not paid --- */

static bool
line_of(const struct loading *l, const struct cutover_receipt *in, const char **agreement,
        struct err *e)
{
    char term[INT_TEXT_MAX], day[DATE_TEXT_MAX];
    struct rows r;
    if (!db_run(l->db, &q_carried_line_of, l->a, &r, e, v_int(l->pool), v_text(l->project),
                v_text(in->institution), v_text(in->product), v_int(in->term),
                v_text(in->distributor)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CUTOVER_NO_LINE,
                       {in->institution, in->product, int_text(in->term, term)},
                       .field = "product");
    if (r.n > 1)
        return err_set(e, ERR_INPUT, M_CUTOVER_WHICH,
                       {in->product, row_text(&r, 0, 2), row_text(&r, 1, 2)},
                       .field = "distributor");
    *agreement = row_text(&r, 0, 0);
    return strcmp(date_text(in->accepted_on, day), row_text(&r, 0, 1)) >= 0 ||
           err_set(e, ERR_INPUT, M_CUTOVER_EARLY, {day, row_text(&r, 0, 1)}, .field = "accepted");
}

bool
put_cutover_receipt(const struct loading *l, const struct cutover_receipt *in, enum put *how,
                    struct err *e)
{
    const char *agreement = "";
    struct cutover head;
    if (!cutover_must(l->db, l->a, l->pool, l->project, &head, e))
        return false;
    if (in->qty.pieces == 0 || in->amount.units == 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_NOTHING, {in->receipt},
                       .field = in->qty.pieces == 0 ? "qty" : "amount");
    if (in->paid.units >= in->amount.units)
        return err_set(e, ERR_INPUT, M_CUTOVER_IS_PAID, {in->receipt}, .field = "paid");
    if (!carried_fen(in->amount, "amount", e) || !carried_fen(in->paid, "paid", e) ||
        !carried_by(in->accepted_on, head.cut_off, "accepted", e) || !line_of(l, in, &agreement, e))
        return false;
    const struct val v[] = {v_int(l->pool),        v_text(l->project),
                            v_text(in->receipt),   v_int(in->line),
                            v_text(agreement),     v_text(in->product),
                            v_int(in->qty.pieces), v_int(in->amount.units),
                            v_int(in->paid.units), v_date(l->a, in->accepted_on),
                            v_int(in->pay_days)};
    const struct put_row row = {
        &q_carried_receipt_get, &q_carried_receipt_write, NULL, v, sizeof(v) / sizeof(*v), 4};
    return put_carried(l, &head, &row, how, e);
}

/* Its receipt line has room for it, and its other lines are of the same parties and day. */
static bool
invoice_fits(const struct loading *l, const struct cutover_invoice *in, struct err *e)
{
    char line[INT_TEXT_MAX], day[DATE_TEXT_MAX], left[MONEY_TEXT_MAX];
    struct rows r, others, same;
    date_text(in->on, day);
    if (!db_run(l->db, &q_carried_parties, l->a, &r, e, v_int(l->pool), v_text(l->project),
                v_text(in->receipt), v_int(in->line)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CUTOVER_NO_RECEIPT,
                       {in->invoice, in->receipt, int_text(in->line, line)}, .field = "receipt");
    if (strcmp(day, row_text(&r, 0, 2)) < 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_EARLY, {day, row_text(&r, 0, 2)}, .field = "date");
    if (!db_run(l->db, &q_carried_invoice_others, l->a, &others, e, v_int(l->pool),
                v_text(l->project), v_text(in->receipt), v_int(in->line), v_text(in->invoice)) ||
        !db_run(l->db, &q_carried_invoice_head, l->a, &same, e, v_int(l->pool), v_text(l->project),
                v_text(in->invoice), v_text(in->receipt), v_int(in->line)))
        return false;
    money room = {row_int(&r, 0, 3) - row_int(&others, 0, 0)};
    if (money_cmp(in->amount, room) > 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_INVOICED, {in->receipt, money_text(room, left)},
                       .field = "amount");
    return same.n == 0 ||
           (strcmp(row_text(&same, 0, 0), row_text(&r, 0, 0)) == 0 &&
            strcmp(row_text(&same, 0, 1), row_text(&r, 0, 1)) == 0 &&
            strcmp(row_text(&same, 0, 2), day) == 0 &&
            strcmp(row_text(&same, 0, 3), in->einvoice) == 0) ||
           err_set(e, ERR_CONFLICT, M_CUTOVER_PARTIES, {in->invoice}, .field = "invoice");
}

bool
put_cutover_invoice(const struct loading *l, const struct cutover_invoice *in, enum put *how,
                    struct err *e)
{
    const struct val v[] = {v_int(l->pool),       v_text(l->project),  v_text(in->invoice),
                            v_text(in->receipt),  v_int(in->line),     v_int(in->amount.units),
                            v_date(l->a, in->on), v_text(in->einvoice)};
    const struct put_row row = {
        &q_carried_invoice_get, &q_carried_invoice_write, NULL, v, sizeof(v) / sizeof(*v), 5};
    struct cutover head;
    if (!cutover_must(l->db, l->a, l->pool, l->project, &head, e))
        return false;
    if (in->amount.units == 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_NOTHING, {in->invoice}, .field = "amount");
    if (*in->einvoice != '\0' && (strlen(in->einvoice) != EINVOICE_DIGITS ||
                                  strspn(in->einvoice, "0123456789") != EINVOICE_DIGITS))
        return err_set(e, ERR_INPUT, M_CUTOVER_EINVOICE, {in->einvoice}, .field = "einvoice");
    return carried_fen(in->amount, "amount", e) && carried_by(in->on, head.cut_off, "date", e) &&
           invoice_fits(l, in, e) && put_carried(l, &head, &row, how, e);
}

/* --- prepayments and totals --- */

bool
put_cutover_prepayment(const struct loading *l, const struct cutover_prepayment *in, enum put *how,
                       struct err *e)
{
    const struct val v[] = {
        v_int(l->pool),         v_text(l->project),           v_text(in->institution),
        v_int(in->term),        v_text(fund_names[in->fund]), v_int(in->annual.units),
        v_int(in->ratio.ppm),   v_int(in->paid.units),        v_int(in->taken.units),
        v_date(l->a, in->from), v_date(l->a, in->to),         v_date(l->a, in->paid_on)};
    const struct put_row row = {
        &q_carried_prepaid_get, &q_carried_prepaid_write, NULL, v, sizeof(v) / sizeof(*v), 4};
    char term[INT_TEXT_MAX];
    struct cutover head;
    struct rows r;
    if (!cutover_must(l->db, l->a, l->pool, l->project, &head, e))
        return false;
    if (in->paid.units == 0 || in->annual.units == 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_NOTHING, {in->institution},
                       .field = in->paid.units == 0 ? "paid" : "annual");
    if (date_cmp(in->to, in->from) < 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_SPAN, {in->institution}, .field = "to");
    if (in->ratio.ppm < 0 || in->ratio.ppm > RATIO_ONE)
        return err_set(e, ERR_INPUT, M_CUTOVER_RATIO, {in->institution}, .field = "ratio");
    if (!carried_fen(in->paid, "paid", e) || !carried_fen(in->taken, "taken", e) ||
        !carried_within(in->taken.units, in->paid.units, "taken", "paid", e) ||
        !carried_by(in->from, head.cut_off, "from", e) ||
        !carried_by(in->paid_on, head.cut_off, "paid_on", e) ||
        !institution_must(l->db, l->a, in->institution, "hospital", e) ||
        !db_run(l->db, &q_carried_takes_part, l->a, &r, e, v_int(l->pool), v_text(l->project),
                v_text(in->institution), v_int(in->term)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CUTOVER_NO_TERM,
                       {in->institution, int_text(in->term, term)}, .field = "hospital");
    return put_carried(l, &head, &row, how, e);
}

bool
put_cutover_total(const struct loading *l, const struct cutover_total *in, enum put *how,
                  struct err *e)
{
    const int64_t *f = in->figure;
    const struct val v[] = {v_int(l->pool),
                            v_text(l->project),
                            v_text(cutover_scope_names[in->scope]),
                            v_text(in->code),
                            v_int(f[FIGURE_AGREED]),
                            v_int(f[FIGURE_ORDERED]),
                            v_int(f[FIGURE_ACCEPTED]),
                            v_int(f[FIGURE_AMOUNT]),
                            v_int(f[FIGURE_PAID]),
                            v_int(f[FIGURE_INVOICED]),
                            v_int(f[FIGURE_PREPAID])};
    const struct put_row row = {
        &q_carried_total_get, &q_carried_total_write, NULL, v, sizeof(v) / sizeof(*v), 4};
    struct cutover head;
    if (!cutover_must(l->db, l->a, l->pool, l->project, &head, e))
        return false;
    if (in->scope == CUTOVER_PROJECT && strcmp(in->code, l->project) != 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_PROJECT, {in->code, l->project}, .field = "code");
    if (in->scope == CUTOVER_COMPANY && f[FIGURE_PREPAID] != 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_COMPANY, {in->code}, .field = "prepaid");
    if (in->scope == CUTOVER_INSTITUTION && !institution_must(l->db, l->a, in->code, "code", e))
        return false;
    if (in->scope == CUTOVER_COMPANY && !company_must(l->db, l->a, in->code, ROLE_ANY, "code", e))
        return false;
    return put_carried(l, &head, &row, how, e);
}
