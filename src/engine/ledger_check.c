/* The auditor of the books: sums again from the rows alone, in the order written. */
#include <assert.h>

#include "engine/ledger.h"

static bool
account_index(const struct ledger *l, int64_t number, size_t *at)
{
    for (size_t low = 0, high = l->accounts; low < high;) {
        *at = low + (high - low) / 2;
        if (l->account[*at].number == number)
            return true;
        if (l->account[*at].number < number)
            low = *at + 1;
        else
            high = *at;
    }
    return false;
}

static bool
row_index(const struct ledger *l, size_t before, int64_t number, size_t *at)
{
    for (size_t low = 0, high = before; low < high;) {
        *at = low + (high - low) / 2;
        if (l->row[*at].number == number)
            return true;
        if (l->row[*at].number < number)
            low = *at + 1;
        else
            high = *at;
    }
    return false;
}

/* The row that row i names; marks it as ended. */
static enum ledger_fault
named(const struct ledger *l, size_t i, struct ledger_scratch s, int64_t *amount)
{
    const struct ledger_row *r = &l->row[i], *of;
    bool reverses = r->kind == ROW_REVERSAL, mirrored;
    size_t at;

    *amount = 0;
    if (r->kind == ROW_POSTED || r->kind == ROW_PENDING)
        return r->of == 0 ? FAULT_NONE : FAULT_OF;
    if (!row_index(l, i, r->of, &at))
        return FAULT_OF;
    of = &l->row[at];
    mirrored = of->debit == r->credit && of->credit == r->debit;
    if (reverses ? of->kind != ROW_POSTED && of->kind != ROW_POST : of->kind != ROW_PENDING)
        return FAULT_OF;
    if (mirrored != reverses || (!mirrored && (of->debit != r->debit || of->credit != r->credit)))
        return FAULT_OF;
    if (of->amount.units < r->amount.units ||
        (r->kind != ROW_POST && of->amount.units != r->amount.units) || of->cause != r->cause)
        return FAULT_OF;
    *amount = of->amount.units;
    return s.ended[at]++ == 0 ? FAULT_NONE : FAULT_TWICE;
}

static bool
add(money *sum, int64_t n)
{
    return !__builtin_add_overflow(sum->units, n, &sum->units);
}

/* Sums so far, of both sides of row i. */
static enum ledger_fault
sum_row(const struct ledger *l, size_t i, struct ledger_scratch s, struct ledger_balance *d,
        struct ledger_balance *c)
{
    const struct ledger_row *r = &l->row[i];
    int64_t pending = 0, posted = 0, of;
    enum ledger_fault f = named(l, i, s, &of);
    if (f != FAULT_NONE)
        return f;
    if (r->kind == ROW_PENDING)
        pending = r->amount.units;
    else if (r->kind == ROW_VOID || r->kind == ROW_POST)
        pending = -of;
    if (r->kind == ROW_POSTED || r->kind == ROW_POST || r->kind == ROW_REVERSAL)
        posted = r->amount.units;
    if (!add(&d->debit_pending, pending) || !add(&d->debit_posted, posted) ||
        !add(&c->credit_pending, pending) || !add(&c->credit_posted, posted))
        return FAULT_OVERFLOW;
    return FAULT_NONE;
}

static bool
limit_holds(const struct ledger_account *a, const struct ledger_balance *b)
{
    wide debit = (wide)b->debit_posted.units + b->debit_pending.units;
    wide credit = (wide)b->credit_posted.units + b->credit_pending.units;
    if (a->limit == LIMIT_CREDITS)
        return credit <= b->debit_posted.units;
    return a->limit == LIMIT_NONE || debit <= b->credit_posted.units;
}

static enum ledger_fault
check_row(const struct ledger *l, size_t i, struct ledger_scratch s)
{
    const struct ledger_row *r = &l->row[i];
    size_t d, c;
    if (r->number < 1 || (i > 0 && r->number <= l->row[i - 1].number))
        return FAULT_ORDER;
    if (r->amount.units < MONEY_FEN || r->amount.units % MONEY_FEN != 0)
        return FAULT_AMOUNT;
    if (!account_index(l, r->debit, &d) || !account_index(l, r->credit, &c) || d == c ||
        l->account[d].book != l->account[c].book)
        return FAULT_ACCOUNT;
    enum ledger_fault f = sum_row(l, i, s, &s.sum[d], &s.sum[c]);
    if (f != FAULT_NONE)
        return f;
    return limit_holds(&l->account[d], &s.sum[d]) && limit_holds(&l->account[c], &s.sum[c])
               ? FAULT_NONE
               : FAULT_LIMIT;
}

static bool
balance_same(const struct ledger_balance *a, const struct ledger_balance *b)
{
    return a->debit_pending.units == b->debit_pending.units &&
           a->debit_posted.units == b->debit_posted.units &&
           a->credit_pending.units == b->credit_pending.units &&
           a->credit_posted.units == b->credit_posted.units;
}

enum ledger_fault
ledger_check(const struct ledger *l, struct ledger_scratch s, size_t *at)
{
    for (size_t i = 0; i < l->accounts; i++) {
        assert(i == 0 || l->account[i - 1].number < l->account[i].number);
        s.sum[i] = (struct ledger_balance){.debit_pending = {0}};
    }
    for (size_t i = 0; i < l->rows; i++)
        s.ended[i] = 0;
    for (*at = 0; *at < l->rows; (*at)++) {
        enum ledger_fault f = check_row(l, *at, s);
        if (f != FAULT_NONE)
            return f;
    }
    if (l->rows > 0 && l->row[l->rows - 1].linked) {
        *at = l->rows - 1;
        return FAULT_CHAIN;
    }
    for (*at = 0; *at < l->accounts; (*at)++)
        if (!balance_same(&s.sum[*at], &l->account[*at].balance))
            return FAULT_BALANCE;
    *at = 0;
    return FAULT_NONE;
}
