#include <string.h>

#include "trade/gate.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "words/trade.h"

enum { PAYMENT_LINES_MAX = 1000 };

/* A receipt line that an item settles; `left`: at most this much. */
struct target {
    const char *receipt;
    int64_t line;
    struct receipt_state s;
    money left;
};

struct paying {
    struct trade *t;
    const struct payment_item *in;
    const char *on;
    struct target *list;
    size_t n;
    int64_t seq;
};

static bool
add_target(struct paying *p, const char *receipt, int64_t line, const money *of_invoice,
           struct err *e)
{
    struct target *to = &p->list[p->n];
    if (!receipt_state(p->t, receipt, line, &to->s, e))
        return false;
    to->receipt = receipt;
    to->line = line;
    to->left = money_max(still_open(&to->s), (money){0});
    if (of_invoice != NULL)
        to->left = money_min(to->left, *of_invoice);
    p->n++;
    return true;
}

/* The lines of an invoice, or the one of them that is named. */
static bool
of_invoice(struct paying *p, struct err *e)
{
    const struct payment_item *in = p->in;
    struct rows r;
    if (!db_run(p->t->db, &q_invoice_line_each, p->t->arena, &r, e, v_int(p->t->pool),
                v_text(in->invoice)))
        return false;
    if (r.n > PAYMENT_LINES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_INVOICE_LINES, {in->invoice}, .field = "invoice");
    p->list = arena_array(p->t->arena, struct target, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        const char *receipt = row_text(&r, i, 0);
        int64_t line = row_int(&r, i, 1);
        money left = {row_int(&r, i, 2)};
        bool named = *in->receipt == '\0' || (strcmp(in->receipt, receipt) == 0 &&
                                              (in->receipt_line == 0 || in->receipt_line == line));
        if (named && !add_target(p, receipt, line, &left, e))
            return false;
    }
    return p->n > 0 ||
           err_set(e, ERR_NOT_FOUND, M_NO_INVOICE, {in->invoice, in->receipt}, .field = "invoice");
}

static bool
find_targets(struct paying *p, struct err *e)
{
    const struct payment_item *in = p->in;
    if (*in->invoice != '\0')
        return of_invoice(p, e);
    if (*in->receipt == '\0')
        return err_set(e, ERR_INPUT, M_PAYMENT_NAMES, {NULL}, .field = "invoice");
    p->list = arena_array(p->t->arena, struct target, 1);
    return add_target(p, in->receipt, in->receipt_line > 0 ? in->receipt_line : 1, NULL, e);
}

static bool
same_head(const struct paying *p, struct err *e)
{
    struct rows r;
    const struct receipt_state *s = &p->list[0].s;
    if (!db_run(p->t->db, &q_payment_get, p->t->arena, &r, e, v_int(p->t->pool),
                v_text(p->in->payment)))
        return false;
    if (r.n == 0)
        return true;
    if (strcmp(row_text(&r, 0, 0), s->key.institution) != 0 ||
        strcmp(row_text(&r, 0, 1), s->payee) != 0)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_PARTIES,
                       {p->in->payment, row_text(&r, 0, 0), row_text(&r, 0, 1)},
                       .field = "payment");
    return strcmp(row_text(&r, 0, 2), p->on) == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {p->in->payment, row_text(&r, 0, 2)},
                   .field = "date");
}

static bool
check(const struct paying *p, struct err *e)
{
    char asked[MONEY_TEXT_MAX], room[MONEY_TEXT_MAX];
    money left = {0};
    if (p->in->amount.units == 0 || p->in->amount.units % MONEY_FEN != 0)
        return err_set(e, ERR_INPUT, M_NOT_FEN, {money_text(p->in->amount, asked)},
                       .field = "amount");
    for (size_t i = 0; i < p->n; i++) {
        if (strcmp(p->on, p->list[i].s.accepted_on) < 0)
            return err_set(e, ERR_INPUT, M_PAYMENT_BEFORE, {p->on, p->list[i].s.accepted_on},
                           .field = "date");
        if (!money_add(&left, left, p->list[i].left))
            return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "amount");
    }
    return money_cmp(p->in->amount, left) <= 0 ||
           err_set(e, ERR_INPUT, M_PAYMENT_MORE,
                   {money_text(p->in->amount, asked), money_text(left, room)}, .field = "amount");
}

static int
days_late(const struct target *to, date on)
{
    date until;
    if (!date_parse(&until, to->s.in_time_until) || on.day <= until.day)
        return 0;
    return on.day - until.day;
}

/* Settle part of a line, with money or with the credit of a return. */
static bool
settle(struct paying *p, struct target *to, money part, const char *return_no, int64_t return_line,
       struct err *e)
{
    struct trade *t = p->t;
    to->left.units -= part.units;
    return db_do(t->db, &q_payment_line_write, e, v_int(t->pool), v_text(p->in->payment),
                 v_int(++p->seq), v_text(p->in->invoice), v_text(to->receipt), v_int(to->line),
                 v_text(return_no), v_int(return_line), v_int(part.units), v_text(p->on),
                 v_int(days_late(to, p->in->on))) &&
           db_do(t->db, &q_receipt_pay, e, v_int(t->pool), v_text(to->receipt), v_int(to->line),
                 v_int(part.units)) &&
           (*p->in->invoice == '\0' ||
            db_do(t->db, &q_invoice_line_pay, e, v_int(t->pool), v_text(p->in->invoice),
                  v_text(to->receipt), v_int(to->line), v_int(part.units))) &&
           progress_add(t, &to->s.key, p->in->on, &(struct progress){.paid = part}, e);
}

static bool
pay_money(struct paying *p, struct err *e)
{
    money rest = p->in->amount;
    for (size_t i = 0; i < p->n && rest.units > 0; i++) {
        money part = money_min(rest, p->list[i].left);
        rest.units -= part.units;
        if (part.units > 0 && !settle(p, &p->list[i], part, "", 0, e))
            return false;
    }
    return true;
}

/* One credit over the lines, as far as it goes. */
static bool
use_credit(struct paying *p, const char *number, int64_t line, money credit, struct err *e)
{
    money used = {0};
    for (size_t i = 0; i < p->n && used.units < credit.units; i++) {
        money part = money_min((money){credit.units - used.units}, p->list[i].left);
        used.units += part.units;
        if (part.units > 0 && !settle(p, &p->list[i], part, number, line, e))
            return false;
    }
    return used.units == 0 || db_do(p->t->db, &q_credit_use, e, v_int(p->t->pool), v_text(number),
                                    v_int(line), v_int(used.units));
}

static bool
use_credits(struct paying *p, struct err *e)
{
    const struct receipt_state *s = &p->list[0].s;
    struct rows r;
    if (!db_run(p->t->db, &q_credit_each, p->t->arena, &r, e, v_int(p->t->pool),
                v_text(s->key.institution), v_text(s->payee), v_text(p->on)))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (!use_credit(p, row_text(&r, i, 0), row_int(&r, i, 1), (money){row_int(&r, i, 2)}, e))
            return false;
    return true;
}

static bool
write_payment(struct paying *p, struct err *e)
{
    struct trade *t = p->t;
    const struct payment_item *in = p->in;
    const struct receipt_state *s = &p->list[0].s;
    struct rows r;
    if (!db_run(t->db, &q_payment_line_last, t->arena, &r, e, v_int(t->pool), v_text(in->payment)))
        return false;
    p->seq = row_int(&r, 0, 0);
    return db_do(t->db, &q_payment_write, e, v_int(t->pool), v_text(in->payment),
                 v_text(s->key.institution), v_text(s->payee), v_text(p->on),
                 v_int(in->amount.units)) &&
           db_do(t->db, &q_payment_item_write, e, v_int(t->pool), v_text(in->payment),
                 v_text(in->invoice), v_text(in->receipt), v_int(in->receipt_line),
                 v_int(in->amount.units)) &&
           pay_money(p, e) && use_credits(p, e);
}

bool
payment_on_its_way(struct trade *t, const char *invoice, const char *receipt, int64_t line,
                   money amount, struct err *e)
{
    return db_later(t->db, &q_receipt_instruct, 3, e, v_int(t->pool), v_text(receipt), v_int(line),
                    v_int(amount.units)) &&
           db_later(t->db, &q_invoice_line_instruct, 4, e, v_int(t->pool), v_text(invoice),
                    v_text(receipt), v_int(line), v_int(amount.units));
}

static bool
known(struct trade *t, const struct payment_item *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"amount"};
    const struct val v[] = {v_int(in->amount.units)};
    struct rows r;
    return db_run(t->db, &q_payment_item_get, t->arena, &r, e, v_int(t->pool), v_text(in->payment),
                  v_text(in->invoice), v_text(in->receipt), v_int(in->receipt_line)) &&
           fact_same(&r, v, column, 1, in->payment, how, e);
}

bool
payment_is_banks(const char *number)
{
    return strncmp(number, "settle/", 7) == 0 || strncmp(number, "online/", 7) == 0;
}

bool
enter_payment(struct trade *t, const struct payment_item *in, enum put *how, struct err *e)
{
    char on[DATE_TEXT_MAX];
    struct paying p = {.t = t, .in = in, .on = date_text(in->on, on)};
    if (!in->by_bank && payment_is_banks(in->payment))
        return err_set(e, ERR_INPUT, M_PAYMENT_BANKS, {in->payment}, .field = "payment");
    if (!find_targets(&p, e) || !known(t, in, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    return trade_gate(t, TRADE_PAY, p.list[0].s.key.project, in->on, e) && same_head(&p, e) &&
           check(&p, e) && write_payment(&p, e);
}
