#include "fund/correction.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/query.h"
#include "fund/reference.h"
#include "fund/unpay.h"
#include "registry/check.h"
#include "words/fund.h"

const char *const correction_kind_names[CORRECTION_KINDS] = {"claim", "payback", "paid"};
const char *const correction_state_names[CORRECTION_STATES] = {"asked", "done", "refused"};

struct correcting {
    struct db *db;
    struct arena *a;
    int64_t pool;
    const struct correction *c;
    struct reference r;
    const char *by; /* who decides */
    date on;
    money before;
    int64_t entry;
};

static bool
no_such(const char *reference, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, M_CORRECTION_NO_ROW, {reference}, .field = "reference");
}

static bool
cannot(const struct correcting *w, struct err *e)
{
    return err_set(e, ERR_CONFLICT, M_CORRECTION_CANNOT, {w->c->reference}, .field = "reference");
}

/* The new entry first, so that the account never falls below what was taken from it. */
static bool
book_claim(struct correcting *w, enum fund fund, int64_t wrong, int64_t *entry, struct err *e)
{
    struct booking b[2] = {{.kind = ROW_POSTED,
                            .debit = {fund, ACCOUNT_BENEFIT, ""},
                            .credit = {fund, ACCOUNT_CLAIMS, w->r.part[0]},
                            .amount = w->c->amount,
                            .cause = CAUSE_CLAIM,
                            .on = w->on,
                            .project = "",
                            .institution = w->r.part[0],
                            .document = w->c->number}};
    size_t n = w->c->amount.units > 0 ? 2 : 1;
    struct books *books;
    struct booking *back = &b[n - 1];
    *back = (struct booking){.kind = ROW_REVERSAL,
                             .amount = w->before,
                             .of = wrong,
                             .cause = CAUSE_CLAIM,
                             .on = w->on,
                             .project = "",
                             .institution = w->r.part[0],
                             .document = w->c->number};
    if (!books_open(&books, w->db, w->a, w->pool, e) || !book(books, b, n, entry, e) ||
        !books_close(books, e))
        return false;
    w->entry = *entry + (int64_t)n - 1;
    return true;
}

static bool
correct_claim(struct correcting *w, bool book_it, struct err *e)
{
    struct rows r, lines;
    int64_t entry;
    int fund = 0;
    if (!reference_split(w->a, w->c->reference, 3, &w->r) ||
        !name_find(fund_names, FUND_NONE, w->r.part[1], &fund))
        return no_such(w->c->reference, e);
    const struct val key[] = {v_text(w->r.part[0]), v_text(w->r.part[1]), v_text(w->r.part[2])};
    if (!db_run(w->db, &q_claim_whole, w->a, &r, e, v_int(w->pool), key[0], key[1], key[2]))
        return false;
    if (r.n == 0)
        return no_such(w->c->reference, e);
    w->before = (money){row_int(&r, 0, 0)};
    money taken = {row_int(&r, 0, 1) + row_int(&r, 0, 2)};
    if (!db_run(w->db, &q_claim_line_fund_sum, w->a, &lines, e, v_int(w->pool), key[0], key[1],
                key[2]))
        return false;
    taken = money_max(taken, (money){row_int(&lines, 0, 0)}); /* the month holds its own lines */
    if (row_int(&r, 0, 3) != 0 || money_cmp(w->c->amount, taken) < 0 ||
        money_cmp(w->c->amount, w->before) == 0)
        return cannot(w, e);
    if (!book_it)
        return true;
    if (!book_claim(w, (enum fund)fund, row_int(&r, 0, 4), &entry, e))
        return false;
    return w->c->amount.units > 0
               ? db_do(w->db, &q_claim_correct, e, v_int(w->pool), key[0], key[1], key[2],
                       v_int(w->c->amount.units), v_int(entry))
               : db_do(w->db, &q_claim_drop, e, v_int(w->pool), key[0], key[1], key[2]);
}

static bool
book_payback(struct correcting *w, int64_t wrong, enum ledger_cause cause, struct err *e)
{
    const struct booking b = {.kind = ROW_REVERSAL,
                              .amount = w->before,
                              .of = wrong,
                              .cause = cause,
                              .on = w->on,
                              .project = w->r.part[0],
                              .institution = w->r.part[1],
                              .document = w->c->number};
    struct books *books;
    return books_open(&books, w->db, w->a, w->pool, e) && book(books, &b, 1, &w->entry, e) &&
           books_close(books, e);
}

static bool
correct_payback(struct correcting *w, bool book_it, struct err *e)
{
    struct rows r, entry;
    int64_t term;
    if (!reference_split(w->a, w->c->reference, 4, &w->r) || !int_parse(&term, w->r.part[2]))
        return no_such(w->c->reference, e);
    const struct val key[] = {v_text(w->r.part[0]), v_text(w->r.part[1]), v_int(term),
                              v_text(w->r.part[3])};
    if (!db_run(w->db, &q_received_whole, w->a, &r, e, v_int(w->pool), key[0], key[1], key[2],
                key[3]))
        return false;
    if (r.n == 0)
        return no_such(w->c->reference, e);
    w->before = (money){row_int(&r, 0, 0)};
    if (row_int(&r, 0, 2) != 0 || w->c->amount.units != 0)
        return cannot(w, e);
    if (!book_it)
        return true;
    if (!db_run(w->db, &q_entry_and_followers, w->a, &entry, e, v_int(w->pool),
                v_int(row_int(&r, 0, 1))))
        return false;
    enum ledger_cause cause = strcmp(row_text(&entry, 0, 7), ledger_cause_name(CAUSE_CLAWBACK)) == 0
                                  ? CAUSE_CLAWBACK
                                  : CAUSE_RETURN;
    return book_payback(w, row_int(&r, 0, 1), cause, e) &&
           db_do(w->db, &q_received_reverse, e, v_int(w->pool), key[0], key[1], key[2], key[3],
                 v_int(w->entry));
}

static bool
correct_paid(struct correcting *w, bool book_it, struct err *e)
{
    struct unpay u = {.reference = strchr(w->c->reference, '/') + 1,
                      .document = w->c->number,
                      .reason = w->c->reason,
                      .asked_by = w->c->asked_by,
                      .by = w->by,
                      .asked_on = w->c->asked_on,
                      .on = w->on,
                      .book = book_it};
    if (w->c->amount.units != 0)
        return err_set(e, ERR_INPUT, M_UNPAY_AMOUNT, {w->c->reference}, .field = "amount");
    if (!unpay(w->db, w->a, w->pool, &u, e))
        return false;
    w->before = u.amount;
    w->entry = u.entry;
    return true;
}

/* Looked at when it is asked for, done when it is decided: the same conditions. */
static bool
correct(struct correcting *w, bool book_it, struct err *e)
{
    switch (w->c->kind) {
    case CORRECT_CLAIM: return correct_claim(w, book_it, e);
    case CORRECT_PAYBACK: return correct_payback(w, book_it, e);
    case CORRECT_PAID: return correct_paid(w, book_it, e);
    case CORRECTION_KINDS: break;
    }
    return no_such(w->c->reference, e);
}

static bool
kind_of(const char *reference, enum correction_kind *out)
{
    for (int k = 0; k < CORRECTION_KINDS; k++)
        if (reference_is(reference, correction_kind_names[k])) {
            *out = (enum correction_kind)k;
            return true;
        }
    return false;
}

bool
correction_ask(struct db *db, struct arena *a, int64_t pool, const struct correction *in,
               enum put *how, struct err *e)
{
    struct correction c = *in, old;
    struct correcting w = {.db = db, .a = a, .pool = pool, .c = &c, .by = "", .on = in->asked_on};
    bool found;
    if (!kind_of(in->reference, &c.kind))
        return no_such(in->reference, e);
    if (in->amount.units % MONEY_FEN != 0)
        return err_set(e, ERR_INPUT, M_CLAIM_AMOUNT, {in->reference}, .field = "amount");
    if (!correction_get(db, a, pool, in->number, &old, &found, e))
        return false;
    *how = PUT_SAME;
    if (found)
        return (strcmp(old.reference, in->reference) == 0 && old.amount.units == in->amount.units &&
                strcmp(old.asked_by, in->asked_by) == 0) ||
               err_set(e, ERR_CONFLICT, M_CORRECTION_OTHER, {in->number}, .field = "number");
    *how = PUT_NEW;
    return correct(&w, false, e) &&
           db_do(db, &q_correction_write, e, v_int(pool), v_text(in->number),
                 v_text(correction_kind_names[c.kind]), v_text(in->reference),
                 v_int(in->amount.units), v_text(in->reason), v_text(in->asked_by),
                 v_date(a, in->asked_on));
}

bool
correction_decide(struct db *db, struct arena *a, int64_t pool, const char *number, bool done,
                  const char *by, date on, enum put *how, struct err *e)
{
    struct correction c;
    struct correcting w = {.db = db, .a = a, .pool = pool, .c = &c, .by = by, .on = on};
    enum correction_state to = done ? CORRECTION_DONE : CORRECTION_REFUSED;
    bool found;
    if (!correction_get(db, a, pool, number, &c, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_CORRECTION_NONE, {number}, .field = "number");
    if (strcmp(c.asked_by, by) == 0)
        return err_set(e, ERR_INPUT, M_CORRECTION_SAME, {by, number}, .field = "by");
    *how = PUT_SAME;
    if (c.state != CORRECTION_ASKED)
        return (c.state == to && strcmp(c.decided_by, by) == 0) ||
               err_set(e, ERR_CONFLICT, M_CORRECTION_DECIDED,
                       {number, correction_state_names[c.state], c.decided_by});
    if (date_cmp(on, c.asked_on) < 0)
        return err_set(e, ERR_INPUT, M_APPROVAL_BEFORE, {number, ""}, .field = "on");
    *how = PUT_CHANGED;
    return (!done || correct(&w, true, e)) &&
           db_do(db, &q_correction_decide, e, v_int(pool), v_text(number),
                 v_text(correction_state_names[to]), v_text(by), v_date(a, on),
                 v_int(w.before.units), v_int(w.entry));
}

/* A row that begins, at `c`, with kind, reference, amount ... */
static void
fill(const struct rows *r, size_t i, size_t c, struct correction *out)
{
    int kind = 0, state = 0;
    (void)name_find(correction_kind_names, CORRECTION_KINDS, row_text(r, i, c), &kind);
    (void)name_find(correction_state_names, CORRECTION_STATES, row_text(r, i, c + 6), &state);
    *out = (struct correction){.kind = (enum correction_kind)kind,
                               .reference = row_text(r, i, c + 1),
                               .amount = {row_int(r, i, c + 2)},
                               .reason = row_text(r, i, c + 3),
                               .asked_by = row_text(r, i, c + 4),
                               .state = (enum correction_state)state,
                               .decided_by = row_text(r, i, c + 7),
                               .before = {row_int(r, i, c + 9)}};
    (void)date_parse(&out->asked_on, row_text(r, i, c + 5));
    (void)date_parse(&out->decided_on, row_text(r, i, c + 8));
}

bool
correction_get(struct db *db, struct arena *a, int64_t pool, const char *number,
               struct correction *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_correction_get, a, &r, e, v_int(pool), v_text(number)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    fill(&r, 0, 0, out);
    out->number = number;
    return true;
}

bool
correction_list(struct db *db, struct arena *a, int64_t pool, const char *after, size_t limit,
                struct correction **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_correction_list, a, &r, e, v_int(pool), v_text(after),
                v_int((int64_t)limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct correction, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        fill(&r, i, 1, &(*out)[i]);
        (*out)[i].number = row_text(&r, i, 0);
    }
    return true;
}
