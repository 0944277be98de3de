#include <string.h>

#include "base/core/text.h"
#include "fund/approval.h"
#include "fund/books.h"
#include "fund/claim.h"
#include "fund/direct.h"
#include "fund/query.h"
#include "fund/unpay.h"
#include "registry/check.h"
#include "trade/trade.h"
#include "words/fund.h"

struct answered { /* the instruction that the bank speaks of */
    const char *institution, *payee, *invoice, *receipt;
    int64_t receipt_line, entry;
    enum fund fund;
    money amount;
    const char *number; /* of the payment: P1/2026-10/3 */
};

/* The money has left: the pending entry is posted, the hospital's debt is paid in trade. */
static bool
post(struct db *db, struct arena *a, int64_t pool, const char *project, const struct answered *i,
     date on, struct err *e)
{
    const struct booking b = {.kind = ROW_POST,
                              .amount = i->amount,
                              .of = i->entry + 1,
                              .cause = CAUSE_DIRECT_SETTLEMENT,
                              .on = on,
                              .project = project,
                              .institution = i->institution,
                              .document = i->number};
    struct payment_item p = {i->number, i->invoice, i->receipt, i->receipt_line,
                             i->amount, on,         true};
    struct trade_memo *memo = arena_alloc(a, sizeof(*memo));
    struct trade t = {.db = db, .arena = a, .pool = pool, .memo = memo};
    struct books *books;
    int64_t entry;
    enum put how;
    return paid_number(db, a, pool, i->number, &p.payment, e) &&
           payment_on_its_way(&t, i->invoice, i->receipt, i->receipt_line,
                              (money){-i->amount.units}, e) &&
           enter_payment(&t, &p, &how, e) && books_open(&books, db, a, pool, e) &&
           book(books, &b, 1, &entry, e) && books_close(books, e);
}

/* It has not: the pending entry is voided, the other one reversed, the claims are there again. */
static bool
undo(struct books *books, struct db *db, struct arena *a, int64_t pool, const char *project,
     const struct answered *i, month m, date on, struct err *e)
{
    struct booking b[2] = {{.kind = ROW_VOID,
                            .amount = i->amount,
                            .of = i->entry + 1,
                            .cause = CAUSE_DIRECT_SETTLEMENT,
                            .on = on,
                            .project = project,
                            .institution = i->institution,
                            .document = i->number}};
    struct trade t = {.db = db, .arena = a, .pool = pool};
    int64_t entry;
    b[1] = b[0];
    b[1].kind = ROW_REVERSAL;
    b[1].of = i->entry;
    return book(books, b, 2, &entry, e) &&
           payment_on_its_way(&t, i->invoice, i->receipt, i->receipt_line,
                              (money){-i->amount.units}, e) &&
           claim_take_direct(db, pool, i->institution, i->fund, m, (money){-i->amount.units}, e);
}

static bool
undo_one(struct db *db, struct arena *a, int64_t pool, const char *project,
         const struct answered *i, month m, date on, struct err *e)
{
    struct books *books;
    return books_open(&books, db, a, pool, e) && undo(books, db, a, pool, project, i, m, on, e) &&
           books_close(books, e);
}

/* From a row that has, at `c`: institution, payee, fund, invoice, receipt, line, amount, entry. */
static struct answered
answered_of_row(const struct rows *r, size_t i, size_t c, const char *number)
{
    int fund = 0;
    (void)name_find(fund_names, FUND_NONE, row_text(r, i, c + 2), &fund); /* CHECKed */
    return (struct answered){.institution = row_text(r, i, c),
                             .payee = row_text(r, i, c + 1),
                             .fund = (enum fund)fund,
                             .invoice = row_text(r, i, c + 3),
                             .receipt = row_text(r, i, c + 4),
                             .receipt_line = row_int(r, i, c + 5),
                             .amount = {row_int(r, i, c + 6)},
                             .entry = row_int(r, i, c + 7),
                             .number = number};
}

static bool
find_answered(struct db *db, struct arena *a, int64_t pool, const char *project,
              const struct direct_result *in, struct answered *out, const char **state,
              struct err *e)
{
    char ym[MONTH_TEXT_MAX], seq[INT_TEXT_MAX];
    struct rows r;
    month_text(in->month, ym);
    int_text(in->seq, seq);
    if (!db_run(db, &q_direct_get, a, &r, e, v_int(pool), v_text(project), v_text(ym),
                v_int(in->seq)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_INSTRUCTION, {ym, seq}, .field = "instruction");
    *out = answered_of_row(&r, 0, 0, arena_printf(a, "settle/%s/%s/%s", project, ym, seq));
    *state = row_text(&r, 0, 8);
    return true;
}

/* Claims that were paid out take nothing back: a payment that was taken back waits for the bank. */
static bool
has_month(struct db *db, struct arena *a, int64_t pool, const struct answered *i, const char *ym,
          bool *open, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_claim_state, a, &r, e, v_int(pool), v_text(i->institution),
                v_text(fund_names[i->fund]), v_text(ym)))
        return false;
    *open = r.n > 0 && row_int(&r, 0, 4) == 0;
    return true;
}

bool
direct_settled(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct direct_result *in, enum put *how, struct err *e)
{
    const char *state = "", *now = in->paid ? "paid" : "failed";
    struct answered i = {.number = ""};
    char ym[MONTH_TEXT_MAX];
    bool open;

    if (!find_answered(db, a, pool, project, in, &i, &state, e))
        return false;
    *how = PUT_SAME;
    if (strcmp(state, now) == 0)
        return true;
    if (strcmp(state, "instructed") != 0)
        return err_set(e, ERR_CONFLICT, M_INSTRUCTION_DONE, {i.number, state}, .field = "result");
    *how = PUT_NEW;
    if (in->paid &&
        !approval_must(db, a, pool, project, APPROVE_SETTLE, month_text(in->month, ym), in->on, e))
        return false;
    if (!has_month(db, a, pool, &i, month_text(in->month, ym), &open, e))
        return false;
    if (!in->paid && !open)
        return true;
    bool ok = in->paid ? post(db, a, pool, project, &i, in->on, e)
                       : undo_one(db, a, pool, project, &i, in->month, in->on, e);
    return ok &&
           db_do(db, &q_direct_state, e, v_int(pool), v_text(project),
                 v_text(month_text(in->month, ym)), v_int(in->seq), v_text(now), v_date(a, in->on));
}

/* --- an order that is not to be paid --- */

bool
direct_withdraw(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *period, date on, size_t most, size_t *n, struct err *e)
{
    char seq[INT_TEXT_MAX];
    struct books *books;
    struct rows r;
    month m;
    if (!month_parse(&m, period) || !db_run(db, &q_direct_open, a, &r, e, v_int(pool),
                                            v_text(project), v_text(period), v_int((int64_t)most)))
        return false;
    *n = r.n;
    if (!books_open(&books, db, a, pool, e))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        int_text(row_int(&r, i, 0), seq);
        const struct answered one =
            answered_of_row(&r, i, 1, arena_printf(a, "settle/%s/%s/%s", project, period, seq));
        if (!undo(books, db, a, pool, project, &one, m, on, e) ||
            !db_do(db, &q_direct_state, e, v_int(pool), v_text(project), v_text(period),
                   v_int(row_int(&r, i, 0)), v_text("withdrawn"), v_date(a, on)))
            return false;
    }
    return books_close(books, e);
}
