/* The auditor of the books: sums again from the rows alone, in the order written. */
#include <assert.h>

#include "engine/ledger.h"

static bool
account_index(const struct ledger_audit *a, int64_t number, size_t *at)
{
    for (size_t low = 0, high = a->accounts; low < high;) {
        *at = low + (high - low) / 2;
        if (a->account[*at].number == number)
            return true;
        if (a->account[*at].number < number)
            low = *at + 1;
        else
            high = *at;
    }
    return false;
}

/* May this row name that one? *amount: of the named row; 0 where none is to be named. */
static enum ledger_fault
names(const struct ledger_row *r, const struct ledger_row *of, bool ended, int64_t *amount)
{
    bool reverses = r->kind == ROW_REVERSAL, mirrored;

    *amount = 0;
    if (r->kind == ROW_POSTED || r->kind == ROW_PENDING)
        return r->of == 0 ? FAULT_NONE : FAULT_OF;
    if (of == NULL)
        return FAULT_OF;
    mirrored = of->debit == r->credit && of->credit == r->debit;
    if (reverses ? of->kind != ROW_POSTED && of->kind != ROW_POST : of->kind != ROW_PENDING)
        return FAULT_OF;
    if (mirrored != reverses || (!mirrored && (of->debit != r->debit || of->credit != r->credit)))
        return FAULT_OF;
    if (of->amount.units < r->amount.units ||
        (r->kind != ROW_POST && of->amount.units != r->amount.units) || of->cause != r->cause)
        return FAULT_OF;
    *amount = of->amount.units;
    return ended ? FAULT_TWICE : FAULT_NONE;
}

static bool
add(money *sum, int64_t n)
{
    return !__builtin_add_overflow(sum->units, n, &sum->units);
}

/* Sums so far, of both sides of a row; `of`: the amount of the row that it names. */
static bool
sum_row(const struct ledger_row *r, int64_t of, struct ledger_balance *d, struct ledger_balance *c)
{
    int64_t pending = 0, posted = 0;
    if (r->kind == ROW_PENDING)
        pending = r->amount.units;
    else if (r->kind == ROW_VOID || r->kind == ROW_POST)
        pending = -of;
    if (r->kind == ROW_POSTED || r->kind == ROW_POST || r->kind == ROW_REVERSAL)
        posted = r->amount.units;
    return add(&d->debit_pending, pending) && add(&d->debit_posted, posted) &&
           add(&c->credit_pending, pending) && add(&c->credit_posted, posted);
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

void
ledger_audit_begin(struct ledger_audit *a)
{
    for (size_t i = 0; i < a->accounts; i++) {
        assert(i == 0 || a->account[i - 1].number < a->account[i].number);
        a->sum[i] = (struct ledger_balance){.debit_pending = {0}};
    }
    a->last = 0;
    a->linked = false;
}

enum ledger_fault
ledger_audit_row(struct ledger_audit *a, const struct ledger_row *r, const struct ledger_row *named,
                 bool ended)
{
    size_t d, c;
    int64_t of;
    if (r->number < 1 || r->number <= a->last)
        return FAULT_ORDER;
    if (r->amount.units < MONEY_FEN || r->amount.units % MONEY_FEN != 0)
        return FAULT_AMOUNT;
    if (!account_index(a, r->debit, &d) || !account_index(a, r->credit, &c) || d == c ||
        a->account[d].book != a->account[c].book)
        return FAULT_ACCOUNT;
    enum ledger_fault f = names(r, named, ended, &of);
    if (f != FAULT_NONE)
        return f;
    if (!sum_row(r, of, &a->sum[d], &a->sum[c]))
        return FAULT_OVERFLOW;
    a->last = r->number;
    a->linked = r->linked;
    return limit_holds(&a->account[d], &a->sum[d]) && limit_holds(&a->account[c], &a->sum[c])
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
ledger_audit_end(const struct ledger_audit *a, size_t *at)
{
    *at = 0;
    if (a->linked)
        return FAULT_CHAIN;
    for (size_t i = 0; i < a->accounts; i++)
        if (!balance_same(&a->sum[i], &a->account[i].balance)) {
            *at = i;
            return FAULT_BALANCE;
        }
    return FAULT_NONE;
}

/* Where the row of a number is among the first `before`; they are in order. */
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

enum ledger_fault
ledger_check(const struct ledger *l, struct ledger_scratch s, size_t *at)
{
    struct ledger_audit a = {.account = l->account, .accounts = l->accounts, .sum = s.sum};
    ledger_audit_begin(&a);
    for (size_t i = 0; i < l->rows; i++)
        s.ended[i] = 0;
    for (*at = 0; *at < l->rows; (*at)++) {
        size_t of;
        bool there = row_index(l, *at, l->row[*at].of, &of);
        enum ledger_fault f =
            ledger_audit_row(&a, &l->row[*at], there ? &l->row[of] : NULL, there && s.ended[of]);
        if (f != FAULT_NONE)
            return f;
        if (there)
            s.ended[of] = 1;
    }
    enum ledger_fault f = ledger_audit_end(&a, at);
    if (f == FAULT_CHAIN)
        *at = l->rows - 1;
    return f;
}
