#include "fund/online.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/query.h"
#include "fund/unpay.h"
#include "registry/check.h"
#include "trade/trade.h"
#include "words/db.h"
#include "words/fund.h"

const char *const online_state_names[ONLINE_STATES] = {"made",   "approved",  "paid",
                                                       "failed", "withdrawn", "refused"};

/* What lines before this one pay of its receipt line, by other invoices. */
static money
paid_before(const struct online_line line[], size_t i)
{
    money sum = {0};
    for (size_t k = 0; k < i; k++)
        if (strcmp(line[k].receipt, line[i].receipt) == 0 &&
            line[k].receipt_line == line[i].receipt_line)
            sum.units += line[k].amount.units;
    return sum;
}

/* One line against what is owed on it: of the same institution and company as the others. */
static bool
check_line(struct db *db, struct arena *a, int64_t pool, const struct online_payment *in,
           struct online_line line[], size_t i, const char **payee, struct err *e)
{
    struct online_line *l = &line[i];
    char left[MONEY_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_online_open, a, &r, e, v_int(pool), v_text(l->invoice), v_text(l->receipt),
                v_int(l->receipt_line)))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 0), in->institution) != 0)
        return err_set(e, ERR_NOT_FOUND, M_ONLINE_NO_INVOICE, {l->invoice, l->receipt},
                       .field = "lines");
    if (*payee != NULL && strcmp(*payee, row_text(&r, 0, 1)) != 0)
        return err_set(e, ERR_INPUT, M_ONLINE_PAYEES, {*payee, row_text(&r, 0, 1)},
                       .field = "lines");
    *payee = row_text(&r, 0, 1);
    if (strcmp(put_date(a, in->made_on), row_text(&r, 0, 2)) < 0)
        return err_set(e, ERR_INPUT, M_ONLINE_BEFORE, {l->receipt, row_text(&r, 0, 2)},
                       .field = "lines");
    money owed = money_min((money){row_int(&r, 0, 3)},
                           (money){row_int(&r, 0, 4) - paid_before(line, i).units});
    if (l->amount.units == 0)
        l->amount = owed;
    return (l->amount.units >= MONEY_FEN && l->amount.units % MONEY_FEN == 0 &&
            money_cmp(l->amount, owed) <= 0) ||
           err_set(e, ERR_CONFLICT, M_ONLINE_MORE, {l->invoice, l->receipt, money_text(owed, left)},
                   .field = "lines");
}

static bool
same_line(const struct online_line *a, const struct online_line *b)
{
    return strcmp(a->invoice, b->invoice) == 0 && strcmp(a->receipt, b->receipt) == 0 &&
           a->receipt_line == b->receipt_line;
}

static bool
check_lines(struct db *db, struct arena *a, int64_t pool, const struct online_payment *in,
            struct online_line line[], const char **payee, money *sum, struct err *e)
{
    *payee = NULL;
    *sum = (money){0};
    for (size_t i = 0; i < in->n; i++) {
        for (size_t k = 0; k < i; k++)
            if (same_line(&line[k], &line[i]))
                return err_set(e, ERR_INPUT, M_ONLINE_TWICE, {line[i].invoice, line[i].receipt},
                               .field = "lines");
        if (!check_line(db, a, pool, in, line, i, payee, e))
            return false;
        if (!money_add(sum, *sum, line[i].amount))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE, .field = "lines");
    }
    return in->n > 0 || err_set(e, ERR_INPUT, M_ONLINE_EMPTY, {in->number}, .field = "lines");
}

/* Was the very payment made already? Lines that were said without an amount fit any. */
static bool
same_again(struct db *db, struct arena *a, int64_t pool, const struct online_payment *in,
           const struct online_payment *old, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_online_lines, a, &r, e, v_int(pool), v_text(in->number)))
        return false;
    bool same = strcmp(old->institution, in->institution) == 0 && r.n == in->n;
    for (size_t i = 0; same && i < r.n; i++)
        same = strcmp(row_text(&r, i, 0), in->line[i].invoice) == 0 &&
               strcmp(row_text(&r, i, 1), in->line[i].receipt) == 0 &&
               row_int(&r, i, 2) == in->line[i].receipt_line &&
               (in->line[i].amount.units == 0 || in->line[i].amount.units == row_int(&r, i, 3));
    return same || err_set(e, ERR_CONFLICT, M_ONLINE_OTHER, {in->number}, .field = "number");
}

bool
online_make(struct db *db, struct arena *a, int64_t pool, const struct online_payment *in,
            enum put *how, struct err *e)
{
    struct online_payment old;
    struct online_line *line = arena_array(a, struct online_line, in->n + 1);
    const char *payee;
    money sum;
    bool found;
    if (!online_get(db, a, pool, in->number, &old, &found, e))
        return false;
    *how = PUT_SAME;
    if (found)
        return same_again(db, a, pool, in, &old, e);
    if (in->n > 0)
        memcpy(line, in->line, in->n * sizeof(*line));
    if (!check_lines(db, a, pool, in, line, &payee, &sum, e))
        return false;
    *how = PUT_NEW;
    if (!db_do(db, &q_online_write, e, v_int(pool), v_text(in->number), v_text(in->institution),
               v_text(payee), v_int(sum.units), v_text(in->made_by), v_date(a, in->made_on)))
        return false;
    struct trade t = {.db = db, .arena = a, .pool = pool};
    for (size_t i = 0; i < in->n; i++)
        if (!db_do(db, &q_online_line_write, e, v_int(pool), v_text(in->number),
                   v_int((int64_t)i + 1), v_text(line[i].invoice), v_text(line[i].receipt),
                   v_int(line[i].receipt_line), v_int(line[i].amount.units)) ||
            !payment_on_its_way(&t, line[i].invoice, line[i].receipt, line[i].receipt_line,
                                line[i].amount, e))
            return false;
    return true;
}

static struct booking
booking_of(const struct online_payment *p, enum ledger_kind kind, int64_t of, date on)
{
    return (struct booking){.kind = kind,
                            .debit = {(enum fund)FUND_NONE, ACCOUNT_RECEIVED, p->payee},
                            .credit = {(enum fund)FUND_NONE, ACCOUNT_HOSPITAL_CASH, p->institution},
                            .amount = p->amount,
                            .of = of,
                            .cause = CAUSE_PAYMENT,
                            .on = on,
                            .project = "",
                            .institution = p->institution,
                            .document = p->number};
}

static bool
book_one(struct db *db, struct arena *a, int64_t pool, const struct booking *b, int64_t *entry,
         struct err *e)
{
    struct books *books;
    return books_open(&books, db, a, pool, e) && book(books, b, 1, entry, e) &&
           books_close(books, e);
}

bool
online_approve(struct db *db, struct arena *a, int64_t pool, const char *number,
               const char *institution, const char *by, date on, enum put *how, struct err *e)
{
    struct online_payment p;
    int64_t entry;
    bool found;
    if (!online_get(db, a, pool, number, &p, &found, e))
        return false;
    if (!found || strcmp(p.institution, institution) != 0)
        return err_set(e, ERR_NOT_FOUND, M_ONLINE_NONE, {number}, .field = "number");
    if (strcmp(p.made_by, by) == 0)
        return err_set(e, ERR_INPUT, M_ONLINE_SAME, {by, number}, .field = "by");
    *how = PUT_SAME;
    if (p.state != ONLINE_MADE)
        return strcmp(p.approved_by, by) == 0 ||
               err_set(e, ERR_CONFLICT, M_ONLINE_STATE, {number, online_state_names[p.state]});
    if (date_cmp(on, p.made_on) < 0)
        return err_set(e, ERR_INPUT, M_APPROVAL_BEFORE, {number, ""}, .field = "on");
    const struct booking b = booking_of(&p, ROW_PENDING, 0, on);
    *how = PUT_CHANGED;
    return book_one(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_online_approve, e, v_int(pool), v_text(number), v_text(by), v_date(a, on),
                 v_int(entry));
}

/* The trade wing's payment, line by line, under the same number; or nothing is on its way. */
static bool
end_lines(struct db *db, struct arena *a, int64_t pool, const struct online_payment *p, bool paid,
          date on, struct err *e)
{
    struct trade_memo *memo = arena_alloc(a, sizeof(*memo));
    struct trade t = {.db = db, .arena = a, .pool = pool, .memo = memo};
    const char *number = arena_printf(a, "online/%s", p->number);
    struct rows r;
    enum put how;
    if (!paid_number(db, a, pool, number, &number, e) ||
        !db_run(db, &q_online_lines, a, &r, e, v_int(pool), v_text(p->number)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        const struct payment_item item = {number,
                                          row_text(&r, i, 0),
                                          row_text(&r, i, 1),
                                          row_int(&r, i, 2),
                                          {row_int(&r, i, 3)},
                                          on,
                                          true};
        if (!payment_on_its_way(&t, item.invoice, item.receipt, item.receipt_line,
                                (money){-item.amount.units}, e) ||
            (paid && !enter_payment(&t, &item, &how, e)))
            return false;
    }
    return true;
}

bool
online_end(struct db *db, struct arena *a, int64_t pool, const char *number,
           const char *institution, enum ending_how end, const char *by, const char *reason,
           date on, enum put *how, struct err *e)
{
    enum online_state to = end == ENDING_WITHDRAWN ? ONLINE_WITHDRAWN : ONLINE_REFUSED;
    struct online_payment p;
    int64_t seq;
    bool found;
    if (!online_get(db, a, pool, number, &p, &found, e))
        return false;
    if (!found || strcmp(p.institution, institution) != 0)
        return err_set(e, ERR_NOT_FOUND, M_ONLINE_NONE, {number}, .field = "number");
    *how = PUT_SAME;
    if (p.state == to && strcmp(p.end.by, by) == 0)
        return true;
    const struct ended it = {.step = "online",
                             .project = "",
                             .period = number,
                             .made_by = p.made_by,
                             .made_on = p.made_on,
                             .payments = (int64_t)p.n,
                             .amount = p.amount};
    if (!ending_may(&it, end, by, reason, on, e))
        return false;
    if (p.state != ONLINE_MADE)
        return err_set(e, ERR_CONFLICT, M_ONLINE_STATE, {number, online_state_names[p.state]});
    *how = PUT_CHANGED;
    return end_lines(db, a, pool, &p, false, on, e) &&
           ending_keep(db, a, pool, &it, end, by, reason, on, &seq, e) &&
           db_do(db, &q_online_end, e, v_int(pool), v_text(number), v_text(online_state_names[to]));
}

bool
online_answer(struct db *db, struct arena *a, int64_t pool, const char *number, bool paid,
              money amount, date on, struct err *e)
{
    char want[MONEY_TEXT_MAX];
    struct online_payment p;
    int64_t entry;
    bool found;
    if (!online_get(db, a, pool, number, &p, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_ONLINE_NONE, {number}, .field = "reference");
    if (p.state != ONLINE_APPROVED)
        return err_set(e, ERR_CONFLICT, M_ONLINE_STATE, {number, online_state_names[p.state]},
                       .field = "reference");
    if (money_cmp(amount, p.amount) != 0)
        return err_set(e, ERR_INPUT, M_BANK_AMOUNT, {number, money_text(p.amount, want)},
                       .field = "amount");
    if (date_cmp(on, p.approved_on) < 0)
        return err_set(e, ERR_INPUT, M_APPROVAL_EARLY, {number, ""}, .field = "date");
    const struct booking b = booking_of(&p, paid ? ROW_POST : ROW_VOID, p.entry, on);
    return end_lines(db, a, pool, &p, paid, on, e) && book_one(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_online_answer, e, v_int(pool), v_text(number),
                 v_text(online_state_names[paid ? ONLINE_PAID : ONLINE_FAILED]), v_date(a, on));
}

/* From a row that begins, at `c`, with institution, payee, amount, state, made ... */
static void
fill(const struct rows *r, size_t i, size_t c, struct online_payment *out)
{
    int state = 0;
    (void)name_find(online_state_names, ONLINE_STATES, row_text(r, i, c + 3), &state);
    *out = (struct online_payment){
        .institution = row_text(r, i, c),
        .payee = row_text(r, i, c + 1),
        .amount = {row_int(r, i, c + 2)},
        .state = (enum online_state)state,
        .made_by = row_text(r, i, c + 4),
        .approved_by = row_text(r, i, c + 6),
        .end = {.how = "", .by = row_text(r, i, c + 9), .reason = row_text(r, i, c + 11)}};
    if (state == ONLINE_WITHDRAWN || state == ONLINE_REFUSED)
        out->end.how = online_state_names[state];
    (void)date_parse(&out->end.on, row_text(r, i, c + 10));
    (void)date_parse(&out->made_on, row_text(r, i, c + 5));
    (void)date_parse(&out->approved_on, row_text(r, i, c + 7));
    (void)date_parse(&out->answered_on, row_text(r, i, c + 8));
}

bool
online_get(struct db *db, struct arena *a, int64_t pool, const char *number,
           struct online_payment *out, bool *found, struct err *e)
{
    struct rows r, lines;
    if (!db_run(db, &q_online_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    fill(&r, 0, 0, out);
    out->number = number;
    out->entry = row_int(&r, 0, 12);
    if (!db_run(db, &q_online_lines, a, &lines, e, v_int(pool), v_text(number)))
        return false;
    struct online_line *line = arena_array(a, struct online_line, lines.n + 1);
    for (size_t i = 0; i < lines.n; i++)
        line[i] = (struct online_line){row_text(&lines, i, 0),
                                       row_text(&lines, i, 1),
                                       row_int(&lines, i, 2),
                                       {row_int(&lines, i, 3)}};
    out->line = line;
    out->n = lines.n;
    return true;
}

bool
online_list(struct db *db, struct arena *a, const struct online_search *s,
            struct online_payment **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_online_list, a, &r, e, v_int(s->pool), v_text(s->institution),
                v_text(s->payee), v_text(s->state), v_text(s->after), v_text(s->lo), v_text(s->hi),
                v_int((int64_t)s->limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct online_payment, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        fill(&r, i, 1, &(*out)[i]);
        (*out)[i].number = row_text(&r, i, 0);
    }
    return true;
}
