#include "engine/ledger.h"

#include <assert.h>

static struct ledger_account *
account_find(const struct ledger *l, int64_t number)
{
    size_t low = 0, high = l->accounts;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->account[mid].number == number)
            return &l->account[mid];
        if (l->account[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static const struct ledger_row *
row_find(const struct ledger *l, int64_t number)
{
    size_t low = 0, high = l->rows;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (l->row[mid].number == number)
            return &l->row[mid];
        if (l->row[mid].number < number)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

money
ledger_net(const struct ledger_account *a)
{
    return (money){a->balance.debit_posted.units - a->balance.credit_posted.units};
}

static bool
row_same(const struct ledger_row *a, const struct ledger_row *b)
{
    return a->kind == b->kind && a->debit == b->debit && a->credit == b->credit &&
           a->amount.units == b->amount.units && a->of == b->of && a->linked == b->linked &&
           a->cause == b->cause && date_cmp(a->on, b->on) == 0;
}

static enum ledger_verdict
number_verdict(const struct ledger *l, const struct ledger_row *r)
{
    if (r->number < 1)
        return LEDGER_NUMBER;
    const struct ledger_row *old = row_find(l, r->number);
    if (old != NULL)
        return row_same(old, r) ? LEDGER_EXISTS : LEDGER_EXISTS_DIFFERENT;
    if (l->rows > 0 && r->number <= l->row[l->rows - 1].number)
        return LEDGER_NUMBER_NOT_RISING;
    return l->rows == l->max ? LEDGER_FULL : LEDGER_OK;
}

static enum ledger_verdict
shape_verdict(const struct ledger_row *r)
{
    bool names = r->kind == ROW_POST || r->kind == ROW_VOID || r->kind == ROW_REVERSAL;
    if (r->amount.units < MONEY_FEN)
        return LEDGER_BELOW_FEN;
    if (r->amount.units % MONEY_FEN != 0)
        return LEDGER_NOT_FEN;
    if (names && r->of == 0)
        return LEDGER_OF_MISSING;
    return !names && r->of != 0 ? LEDGER_OF_UNEXPECTED : LEDGER_OK;
}

static enum ledger_verdict
account_verdict(const struct ledger_row *r, const struct ledger_account *debit,
                const struct ledger_account *credit)
{
    if (r->debit == r->credit)
        return LEDGER_SAME_ACCOUNT;
    if (debit == NULL)
        return LEDGER_DEBIT_UNKNOWN;
    if (credit == NULL)
        return LEDGER_CREDIT_UNKNOWN;
    if (debit->book != credit->book)
        return LEDGER_BOOKS_DIFFER;
    bool opens = r->kind == ROW_POSTED || r->kind == ROW_PENDING; /* a closed one may be wound up */
    if (debit->closed && opens)
        return LEDGER_DEBIT_CLOSED;
    return credit->closed && opens ? LEDGER_CREDIT_CLOSED : LEDGER_OK;
}

/* The row that ended `number`: posted, voided or reversed it. */
static enum ledger_verdict
ended_verdict(const struct ledger *l, int64_t number)
{
    for (size_t i = l->rows; i > 0 && l->row[i - 1].number > number; i--) {
        const struct ledger_row *r = &l->row[i - 1];
        if (r->of == number)
            return r->kind == ROW_POST   ? LEDGER_ALREADY_POSTED
                   : r->kind == ROW_VOID ? LEDGER_ALREADY_VOIDED
                                         : LEDGER_ALREADY_REVERSED;
    }
    return LEDGER_OK;
}

/* A reversal mirrors a posted row; posting and voiding repeat the pending one. */
static enum ledger_verdict
of_verdict(const struct ledger *l, const struct ledger_row *r)
{
    const struct ledger_row *of = r->of == 0 ? r : row_find(l, r->of);
    bool back = r->kind == ROW_REVERSAL;

    if (r->of == 0)
        return LEDGER_OK;
    if (of == NULL)
        return LEDGER_OF_UNKNOWN;
    if (!back && of->kind != ROW_PENDING)
        return LEDGER_OF_NOT_PENDING;
    if (back && of->kind != ROW_POSTED && of->kind != ROW_POST)
        return LEDGER_OF_NOT_POSTED;
    if (of->debit != (back ? r->credit : r->debit) || of->credit != (back ? r->debit : r->credit))
        return LEDGER_OF_OTHER_ACCOUNTS;
    if (of->cause != r->cause)
        return LEDGER_OF_OTHER_CAUSE;
    if (r->kind == ROW_POST && money_cmp(r->amount, of->amount) > 0)
        return LEDGER_OF_EXCEEDED;
    if (r->kind != ROW_POST && money_cmp(r->amount, of->amount) != 0)
        return LEDGER_OF_OTHER_AMOUNT;
    return ended_verdict(l, r->of);
}

/* What a row does to pending and posted. */
struct effect {
    money pending, posted;
};

static struct effect
row_effect(const struct ledger *l, const struct ledger_row *r)
{
    struct effect f = {{0}, {0}};
    switch (r->kind) {
    case ROW_PENDING: f.pending = r->amount; break;
    case ROW_VOID: f.pending.units = -r->amount.units; break;
    case ROW_POST:
        f.pending.units = -row_find(l, r->of)->amount.units;
        f.posted = r->amount;
        break;
    case ROW_POSTED:
    case ROW_REVERSAL: f.posted = r->amount; break;
    case LEDGER_KINDS: assert(false);
    }
    return f;
}

/* Room is kept so that pending and posted together fit in a money. */
static bool
side_add(money *pending, money *posted, struct effect f)
{
    money p, q, both;
    if (!money_add(&p, *pending, f.pending) || !money_add(&q, *posted, f.posted) ||
        !money_add(&both, p, q))
        return false;
    assert(p.units >= 0 && q.units >= 0);
    *pending = p;
    *posted = q;
    return true;
}

/* One side, pending and posted, against the posted other side. */
static bool
within(money pending, money posted, money against)
{
    return posted.units + pending.units <= against.units;
}

static enum ledger_verdict
balance_verdict(const struct ledger *l, const struct ledger_row *r, struct ledger_account *debit,
                struct ledger_account *credit)
{
    struct ledger_balance d = debit->balance, c = credit->balance;
    struct effect f = row_effect(l, r);

    if (!side_add(&d.debit_pending, &d.debit_posted, f) ||
        !side_add(&c.credit_pending, &c.credit_posted, f))
        return LEDGER_OVERFLOW;
    bool frees = r->kind == ROW_VOID;
    if (!frees && debit->limit == LIMIT_DEBITS &&
        !within(d.debit_pending, d.debit_posted, d.credit_posted))
        return LEDGER_DEBIT_LIMIT;
    if (!frees && credit->limit == LIMIT_CREDITS &&
        !within(c.credit_pending, c.credit_posted, c.debit_posted))
        return LEDGER_CREDIT_LIMIT;
    debit->balance = d;
    credit->balance = c;
    return LEDGER_OK;
}

static enum ledger_verdict
row_apply(struct ledger *l, const struct ledger_row *r)
{
    struct ledger_account *debit = account_find(l, r->debit), *credit = account_find(l, r->credit);
    enum ledger_verdict v = number_verdict(l, r);
    if (v == LEDGER_OK)
        v = shape_verdict(r);
    if (v == LEDGER_OK)
        v = account_verdict(r, debit, credit);
    if (v == LEDGER_OK)
        v = of_verdict(l, r);
    if (v == LEDGER_OK)
        v = balance_verdict(l, r, debit, credit);
    if (v == LEDGER_OK)
        l->row[l->rows++] = *r;
    return v;
}

/* Take the last row back off the books. */
static void
row_undo(struct ledger *l)
{
    const struct ledger_row *r = &l->row[l->rows - 1];
    struct ledger_balance *d = &account_find(l, r->debit)->balance;
    struct ledger_balance *c = &account_find(l, r->credit)->balance;
    struct effect f = row_effect(l, r);
    d->debit_pending.units -= f.pending.units;
    d->debit_posted.units -= f.posted.units;
    c->credit_pending.units -= f.pending.units;
    c->credit_posted.units -= f.posted.units;
    l->rows--;
}

/* One chain of `n` rows, whole or not at all. Returns how many rows are new. */
static size_t
chain_append(struct ledger *l, const struct ledger_row in[], size_t n, enum ledger_verdict out[])
{
    size_t before = l->rows, wrong = n;
    for (size_t i = 0; i < n && wrong == n; i++) {
        out[i] = row_apply(l, &in[i]);
        if (out[i] != LEDGER_OK && out[i] != LEDGER_EXISTS)
            wrong = i;
    }
    if (wrong == n && in[n - 1].linked) {
        wrong = n - 1;
        out[wrong] = LEDGER_CHAIN_OPEN;
    }
    if (wrong == n)
        return l->rows - before;
    while (l->rows > before)
        row_undo(l);
    for (size_t i = 0; i < n; i++)
        if (i != wrong)
            out[i] = LEDGER_LINK_FAILED;
    return 0;
}

size_t
ledger_append(struct ledger *l, const struct ledger_row in[], size_t n, enum ledger_verdict out[])
{
    size_t taken = 0;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && in[to - 1].linked; to++)
            continue;
        taken += chain_append(l, in + from, to - from, out + from);
    }
    return taken;
}
