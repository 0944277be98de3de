/* The books: every refusal, chains, pending rows, limits, reversals; the auditor (RULES 8). */
#include "../figures.h"

#include "engine/ledger.h"

enum { CASH = 1, PREPAID, HOSPITAL, SUPPLIER, OTHER_FUND, CLOSED, DEPOSIT, ACCOUNTS = DEPOSIT };
enum { ROWS = 64 };

struct books {
    struct ledger l;
    struct ledger_account account[ACCOUNTS];
    struct ledger_row row[ROWS];
};

static struct ledger *
books_open(struct books *b)
{
    *b = (struct books){.l = {.accounts = ACCOUNTS, .max = ROWS}};
    for (int i = 0; i < ACCOUNTS; i++)
        b->account[i] = (struct ledger_account){.number = i + 1, .book = i + 1 == OTHER_FUND ? 2 : 1,
                                                .closed = i + 1 == CLOSED};
    b->account[PREPAID - 1].limit = LIMIT_CREDITS;
    b->account[DEPOSIT - 1].limit = LIMIT_DEBITS;
    b->l.account = b->account;
    b->l.row = b->row;
    return &b->l;
}

static struct ledger_row
row(int64_t number, enum ledger_kind kind, int64_t debit, int64_t credit, int64_t fen, int64_t of)
{
    return (struct ledger_row){.number = number, .kind = kind, .debit = debit, .credit = credit,
                               .amount = {fen * 100}, .of = of, .cause = CAUSE_PREPAYMENT,
                               .on = {20000}};
}

static enum ledger_verdict
one(struct ledger *l, struct ledger_row r)
{
    enum ledger_verdict v = LEDGER_VERDICTS;
    struct ledger_balance before[ACCOUNTS];
    size_t rows = l->rows;
    for (int i = 0; i < ACCOUNTS; i++)
        before[i] = l->account[i].balance;
    size_t taken = ledger_append(l, &r, 1, &v);
    assert_int_equal(taken, v == LEDGER_OK ? 1 : 0);
    assert_int_equal(l->rows, rows + taken);
    for (int i = 0; i < ACCOUNTS && v != LEDGER_OK; i++)
        assert_memory_equal(&before[i], &l->account[i].balance, sizeof(before[i]));
    return v;
}

static void
audit(const struct ledger *l)
{
    struct ledger_balance sum[ACCOUNTS];
    unsigned char ended[ROWS + 1];
    size_t at = 99;
    memset(ended, 7, sizeof(ended));
    assert_int_equal(ledger_check(l, (struct ledger_scratch){sum, ended}, &at), FAULT_NONE);
    assert_int_equal(at, 0);
    assert_int_equal(ended[l->rows], 7); /* as many as rows, no more */
}

/* Three rows that most refusals need: 1 posted, 2 pending, 3 posts 2 in part. */
static struct ledger *
books_with_rows(struct books *b)
{
    struct ledger *l = books_open(b);
    assert_int_equal(one(l, row(1, ROW_POSTED, PREPAID, CASH, 1000, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(2, ROW_PENDING, HOSPITAL, PREPAID, 400, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(3, ROW_PENDING, HOSPITAL, PREPAID, 100, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(4, ROW_POST, HOSPITAL, PREPAID, 60, 3)), LEDGER_OK);
    return l;
}

struct refusal {
    struct ledger_row row;
    enum ledger_verdict want;
    const char *why;
};

static void
test_every_refusal(void **state)
{
    struct ledger_row same = row(1, ROW_POSTED, PREPAID, CASH, 1000, 0), other = same;
    struct ledger_row cause = row(9, ROW_VOID, HOSPITAL, PREPAID, 400, 2), fraction = same, max = same;
    struct books b;
    (void)state;
    other.on.day++;
    cause.cause = CAUSE_OFFSET;
    fraction.number = max.number = 9;
    fraction.amount.units = 101;
    max.amount.units = INT64_MAX / 100 * 100;
    const struct refusal cases[] = {
        {row(0, ROW_POSTED, PREPAID, CASH, 1, 0), LEDGER_NUMBER, "numbers begin with 1"},
        {same, LEDGER_EXISTS, "the same again changes nothing"},
        {other, LEDGER_EXISTS_DIFFERENT, "another date"},
        {row(9, ROW_POSTED, PREPAID, CASH, 0, 0), LEDGER_BELOW_FEN, "nothing"},
        {row(9, ROW_POSTED, PREPAID, CASH, -1, 0), LEDGER_BELOW_FEN, "less than nothing"},
        {fraction, LEDGER_NOT_FEN, "1.01 fen"},
        {row(9, ROW_VOID, HOSPITAL, PREPAID, 400, 0), LEDGER_OF_MISSING, "voids what?"},
        {row(9, ROW_REVERSAL, HOSPITAL, PREPAID, 400, 0), LEDGER_OF_MISSING, "reverses what?"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 400, 0), LEDGER_OF_MISSING, "posts what?"},
        {row(9, ROW_POSTED, HOSPITAL, PREPAID, 400, 2), LEDGER_OF_UNEXPECTED, "names a row for nothing"},
        {row(9, ROW_PENDING, HOSPITAL, PREPAID, 400, 2), LEDGER_OF_UNEXPECTED, "names a row for nothing"},
        {row(9, ROW_POSTED, CASH, CASH, 1, 0), LEDGER_SAME_ACCOUNT, "to itself"},
        {row(9, ROW_POSTED, 99, CASH, 1, 0), LEDGER_DEBIT_UNKNOWN, "no such account"},
        {row(9, ROW_POSTED, CASH, 99, 1, 0), LEDGER_CREDIT_UNKNOWN, "no such account"},
        {row(9, ROW_POSTED, CASH, OTHER_FUND, 1, 0), LEDGER_BOOKS_DIFFER, "one fund to another"},
        {row(9, ROW_POSTED, CLOSED, CASH, 1, 0), LEDGER_DEBIT_CLOSED, "closed"},
        {row(9, ROW_PENDING, CASH, CLOSED, 1, 0), LEDGER_CREDIT_CLOSED, "closed"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 1, 7), LEDGER_OF_UNKNOWN, "no such row"},
        {row(9, ROW_POST, PREPAID, CASH, 1000, 1), LEDGER_OF_NOT_PENDING, "posted at once"},
        {row(9, ROW_VOID, PREPAID, CASH, 1000, 1), LEDGER_OF_NOT_PENDING, "posted at once"},
        {row(9, ROW_REVERSAL, PREPAID, HOSPITAL, 400, 2), LEDGER_OF_NOT_POSTED, "still pending"},
        {row(9, ROW_POST, HOSPITAL, CASH, 400, 2), LEDGER_OF_OTHER_ACCOUNTS, "other credit"},
        {row(9, ROW_VOID, SUPPLIER, PREPAID, 400, 2), LEDGER_OF_OTHER_ACCOUNTS, "other debit"},
        {row(9, ROW_REVERSAL, PREPAID, CASH, 1000, 1), LEDGER_OF_OTHER_ACCOUNTS, "not mirrored"},
        {cause, LEDGER_OF_OTHER_CAUSE, "another cause"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 401, 2), LEDGER_OF_EXCEEDED, "more than pending"},
        {row(9, ROW_VOID, HOSPITAL, PREPAID, 399, 2), LEDGER_OF_OTHER_AMOUNT, "voided whole"},
        {row(9, ROW_VOID, HOSPITAL, PREPAID, 401, 2), LEDGER_OF_OTHER_AMOUNT, "voided whole"},
        {row(9, ROW_REVERSAL, CASH, PREPAID, 999, 1), LEDGER_OF_OTHER_AMOUNT, "reversed whole"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 40, 3), LEDGER_ALREADY_POSTED, "its rest was released"},
        {row(9, ROW_VOID, HOSPITAL, PREPAID, 100, 3), LEDGER_ALREADY_POSTED, "posted before"},
        {max, LEDGER_OVERFLOW, "more than a money holds"},
        {row(9, ROW_POSTED, DEPOSIT, CASH, 1, 0), LEDGER_DEBIT_LIMIT, "nothing deposited"},
        {row(9, ROW_POSTED, CASH, PREPAID, 541, 0), LEDGER_CREDIT_LIMIT, "540 are free"},
        {row(9, ROW_PENDING, CASH, PREPAID, 541, 0), LEDGER_CREDIT_LIMIT, "pending counts"},
        {row(9, ROW_REVERSAL, CASH, PREPAID, 1000, 1), LEDGER_CREDIT_LIMIT, "part of it is used"},
        {row(9, ROW_POSTED, CASH, PREPAID, 540, 0), LEDGER_OK, "exactly what is free"},
        {row(9, ROW_PENDING, CASH, PREPAID, 540, 0), LEDGER_OK, "exactly what is free"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 400, 2), LEDGER_OK, "the whole"},
        {row(9, ROW_POST, HOSPITAL, PREPAID, 1, 2), LEDGER_OK, "a part; the rest is released"},
        {row(9, ROW_VOID, HOSPITAL, PREPAID, 400, 2), LEDGER_OK, "released"},
        {row(9, ROW_REVERSAL, PREPAID, HOSPITAL, 60, 4), LEDGER_OK, "a posted pending row goes back too"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ledger *l = books_with_rows(&b);
        print_message("%s: %s\n", ledger_verdict_name(cases[i].want), cases[i].why);
        assert_int_equal(one(l, cases[i].row), cases[i].want);
        audit(l);
    }
}

static void
test_refusals_that_need_a_history(void **state)
{
    struct books b;
    struct ledger *l = books_with_rows(&b);
    (void)state;
    assert_int_equal(one(l, row(6, ROW_VOID, HOSPITAL, PREPAID, 400, 2)), LEDGER_OK);
    assert_int_equal(one(l, row(5, ROW_POSTED, PREPAID, CASH, 1, 0)), LEDGER_NUMBER_NOT_RISING);
    assert_int_equal(one(l, row(7, ROW_VOID, HOSPITAL, PREPAID, 400, 2)), LEDGER_ALREADY_VOIDED);
    assert_int_equal(one(l, row(7, ROW_REVERSAL, PREPAID, HOSPITAL, 60, 4)), LEDGER_OK);
    assert_int_equal(one(l, row(8, ROW_REVERSAL, PREPAID, HOSPITAL, 60, 4)), LEDGER_ALREADY_REVERSED);
    assert_int_equal(one(l, row(8, ROW_REVERSAL, HOSPITAL, PREPAID, 60, 7)), LEDGER_OF_NOT_POSTED);
    assert_int_equal(one(l, row(8, ROW_REVERSAL, CASH, PREPAID, 1000, 1)), LEDGER_OK);
    assert_yuan(ledger_net(&l->account[PREPAID - 1]), "0.00");
    l->account[HOSPITAL - 1].closed = true; /* a closed account may still be wound up */
    assert_int_equal(one(l, row(9, ROW_POSTED, PREPAID, HOSPITAL, 1, 0)), LEDGER_CREDIT_CLOSED);
    audit(l);
    l->max = l->rows;
    assert_int_equal(one(l, row(9, ROW_POSTED, PREPAID, CASH, 1, 0)), LEDGER_FULL);
}

static void
test_a_closed_account_is_wound_up(void **state)
{
    struct books b;
    struct ledger *l = books_with_rows(&b);
    (void)state;
    l->account[HOSPITAL - 1].closed = true;
    assert_int_equal(one(l, row(5, ROW_POST, HOSPITAL, PREPAID, 400, 2)), LEDGER_OK);
    assert_int_equal(one(l, row(6, ROW_REVERSAL, PREPAID, HOSPITAL, 400, 5)), LEDGER_OK);
    assert_int_equal(one(l, row(7, ROW_PENDING, HOSPITAL, PREPAID, 1, 0)), LEDGER_DEBIT_CLOSED);
    audit(l);
}

static void
test_balances(void **state)
{
    struct books b;
    struct ledger *l = books_with_rows(&b);
    const struct ledger_balance *p = &l->account[PREPAID - 1].balance;
    (void)state;
    assert_yuan(p->debit_posted, "10.00");
    assert_yuan(p->credit_pending, "4.00");
    assert_yuan(p->credit_posted, "0.60");
    assert_yuan(p->debit_pending, "0.00");
    assert_yuan(ledger_net(&l->account[PREPAID - 1]), "9.40");
    assert_yuan(l->account[HOSPITAL - 1].balance.debit_pending, "4.00");
    assert_yuan(l->account[HOSPITAL - 1].balance.debit_posted, "0.60");
    assert_yuan(ledger_net(&l->account[CASH - 1]), "-10.00");
    /* the deposit's limit is the mirror image */
    assert_int_equal(one(l, row(5, ROW_POSTED, CASH, DEPOSIT, 50, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(6, ROW_PENDING, DEPOSIT, CASH, 30, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(7, ROW_POSTED, DEPOSIT, CASH, 21, 0)), LEDGER_DEBIT_LIMIT);
    assert_int_equal(one(l, row(7, ROW_POSTED, DEPOSIT, CASH, 20, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(8, ROW_REVERSAL, DEPOSIT, CASH, 50, 5)), LEDGER_DEBIT_LIMIT);
    audit(l);
}

static void
test_chains(void **state)
{
    struct books b;
    struct ledger *l = books_open(&b);
    enum ledger_verdict v[5];
    (void)state;
    struct ledger_row in[5] = {
        row(1, ROW_POSTED, PREPAID, CASH, 10, 0), row(2, ROW_POSTED, HOSPITAL, PREPAID, 4, 0),
        row(3, ROW_POSTED, HOSPITAL, PREPAID, 7, 0), row(4, ROW_POSTED, PREPAID, CASH, 1, 0),
        row(5, ROW_POSTED, SUPPLIER, CASH, 2, 0)};
    in[0].linked = in[1].linked = true; /* 1, 2, 3 stand or fall together: 3 goes below zero */
    assert_int_equal(ledger_append(l, in, 5, v), 2);
    assert_int_equal(v[0], LEDGER_LINK_FAILED);
    assert_int_equal(v[1], LEDGER_LINK_FAILED);
    assert_int_equal(v[2], LEDGER_CREDIT_LIMIT);
    assert_int_equal(v[3], LEDGER_OK);
    assert_int_equal(v[4], LEDGER_OK);
    assert_int_equal(l->rows, 2);
    assert_yuan(ledger_net(&l->account[PREPAID - 1]), "0.01");
    audit(l);

    for (int i = 0; i < 3; i++)
        in[i].number += 10;
    in[2].amount = yuan("0.06");
    assert_int_equal(ledger_append(l, in, 3, v), 3);
    assert_int_equal(ledger_append(l, in, 3, v), 0); /* the same chain again */
    assert_true(v[0] == LEDGER_EXISTS && v[1] == LEDGER_EXISTS && v[2] == LEDGER_EXISTS);
    audit(l);
    in[2].amount = yuan("0.05");
    assert_int_equal(ledger_append(l, in, 3, v), 0);
    assert_true(v[0] == LEDGER_LINK_FAILED && v[2] == LEDGER_EXISTS_DIFFERENT);

    in[0] = row(20, ROW_POSTED, PREPAID, CASH, 10, 0);
    in[1] = row(21, ROW_PENDING, SUPPLIER, CASH, 5, 0);
    in[2] = row(22, ROW_POST, SUPPLIER, CASH, 3, 21);
    in[0].linked = in[1].linked = in[2].linked = true;
    assert_int_equal(ledger_append(l, in, 3, v), 0); /* linked to a next row that does not come */
    assert_true(v[0] == LEDGER_LINK_FAILED && v[1] == LEDGER_LINK_FAILED && v[2] == LEDGER_CHAIN_OPEN);
    assert_int_equal(l->rows, 5);
    audit(l);
    in[2].linked = false; /* and within a chain a row may name an earlier one of it */
    assert_int_equal(ledger_append(l, in, 3, v), 3);
    audit(l);
    assert_int_equal(ledger_append(l, in, 0, v), 0);
}

/* Books are the caller's array from its first row to its last: what stands before is not of them. */
static void
test_first_row(void **state)
{
    struct ledger_balance sum[ACCOUNTS];
    unsigned char ended[2];
    struct ledger_row all[4];
    struct books b;
    struct ledger *l = books_open(&b);
    size_t at;
    (void)state;
    for (int i = 0; i < 4; i++) { /* another's: later, linked, and ending row 1 */
        all[i] = row(100, ROW_POST, PREPAID, CASH, 5, 1);
        all[i].linked = true;
    }
    l->row = all + 1;
    l->max = 2;
    audit(l);
    assert_int_equal(one(l, row(1, ROW_PENDING, PREPAID, CASH, 5, 0)), LEDGER_OK);
    audit(l);
    assert_int_equal(one(l, row(2, ROW_POST, PREPAID, CASH, 5, 1)), LEDGER_OK);
    audit(l);
    assert_int_equal(one(l, row(3, ROW_POSTED, PREPAID, CASH, 5, 0)), LEDGER_FULL);

    l = books_open(&b);
    assert_int_equal(one(l, row(5, ROW_POSTED, PREPAID, CASH, 5, 0)), LEDGER_OK);
    assert_int_equal(one(l, row(3, ROW_POSTED, PREPAID, CASH, 5, 0)), LEDGER_NUMBER_NOT_RISING);
    l->row[0].linked = true; /* the one row that there is, linked to nothing */
    assert_int_equal(ledger_check(l, (struct ledger_scratch){sum, ended}, &at), FAULT_CHAIN);
    assert_int_equal(at, 0);
}

/* The auditor sees each kind of damage, and where. */
static void
test_faults(void **state)
{
    static const struct {
        enum ledger_fault want;
        size_t at;
    } cases[] = {
        {FAULT_ORDER, 1},   {FAULT_AMOUNT, 0}, {FAULT_AMOUNT, 0},  {FAULT_ACCOUNT, 0},
        {FAULT_ACCOUNT, 0}, {FAULT_OF, 0},     {FAULT_OF, 3},      {FAULT_OF, 3},
        {FAULT_OF, 3},      {FAULT_TWICE, 4},  {FAULT_CHAIN, 3},   {FAULT_LIMIT, 1},
        {FAULT_BALANCE, 0}, {FAULT_OF, 3},     {FAULT_ORDER, 0},   {FAULT_OVERFLOW, 4},
        {FAULT_OF, 3},      {FAULT_OF, 3},     {FAULT_ACCOUNT, 0}, {FAULT_BALANCE, 2},
        {FAULT_BALANCE, 1}, {FAULT_BALANCE, 1}, {FAULT_LIMIT, 4},  {FAULT_ACCOUNT, 0},
        {FAULT_OF, 4},      {FAULT_LIMIT, 5},  {FAULT_OF, 4},      {FAULT_OF, 3},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ledger_balance sum[ACCOUNTS];
        unsigned char ended[ROWS];
        struct books b;
        struct ledger *l = books_with_rows(&b);
        struct ledger_row *r = l->row;
        size_t at;
        switch (i) {
        case 0: r[1].number = 1; break;
        case 1: r[0].amount.units = 0; break;
        case 2: r[0].amount.units = 101; break;
        case 3: r[0].debit = 99; break;
        case 4: r[0].debit = OTHER_FUND; break;
        case 5: r[0].of = 1; break;
        case 6: r[3].of = 77; break;
        case 7: r[3].of = 4; break; /* itself */
        case 8: r[3].amount.units = 10100; break;
        case 9: r[4] = row(5, ROW_VOID, HOSPITAL, PREPAID, 100, 3); l->rows = 5; break;
        case 10: r[3].linked = true; break;
        case 11: r[1].amount.units = 100100; break;
        case 12: l->account[0].balance.credit_posted.units++; break;
        case 13: r[3].kind = ROW_REVERSAL; break;
        case 14: r[0].number = 0; break;
        case 15: r[4] = row(5, ROW_POSTED, PREPAID, CASH, INT64_MAX / 100, 0); l->rows = 5; break;
        case 16: r[3].cause = CAUSE_CLAIM; break;
        case 17: r[3].kind = ROW_VOID; break; /* a void of another amount */
        case 18: r[0].credit = 0; break;
        case 19: l->account[2].balance.debit_pending.units++; break;
        case 20: l->account[1].balance.debit_posted.units++; break;
        case 21: l->account[1].balance.credit_pending.units--; break;
        case 22: r[4] = row(5, ROW_POSTED, DEPOSIT, CASH, 1, 0); l->rows = 5; break;
        case 23: r[0].credit = r[0].debit; break;
        case 25: /* what is pending counts against the limit too */
            r[4] = row(5, ROW_POSTED, CASH, DEPOSIT, 10, 0);
            r[5] = row(6, ROW_PENDING, DEPOSIT, CASH, 11, 0);
            l->rows = 6;
            break;
        case 27: r[3].of = 0; break; /* posts nothing */
        case 26: r[4] = row(5, ROW_REVERSAL, CASH, HOSPITAL, 1000, 1); l->rows = 5; break; /* half a mirror */
        default: /* posted with other accounts than it was pending */
            r[4] = row(5, ROW_POST, HOSPITAL, CASH, 400, 2);
            l->rows = 5;
            break;
        }
        print_message("case %zu: %s\n", i, ledger_fault_name(cases[i].want));
        assert_int_equal(ledger_check(l, (struct ledger_scratch){sum, ended}, &at), cases[i].want);
        assert_int_equal(at, cases[i].at);
    }
}

/* A deterministic stream of numbers. */
static uint32_t
next(uint32_t *s, uint32_t below)
{
    *s = *s * 1664525u + 1013904223u;
    return (*s >> 8) % below;
}

/* Random events, most of them wrong somewhere: whatever is taken keeps every invariant. */
static void
test_random_histories(void **state)
{
    size_t taken = 0, refused = 0;
    (void)state;
    for (uint32_t seed = 1; seed <= 600; seed++) {
        struct books b;
        struct ledger *l = books_open(&b);
        uint32_t s = seed;
        int64_t number = 1;
        while (l->rows < 40 && number < 300) {
            struct ledger_row in[3];
            enum ledger_verdict v[3];
            size_t n = 1 + next(&s, 3);
            for (size_t i = 0; i < n; i++) {
                uint32_t d = next(&s, 8), c = next(&s, 8);
                in[i] = row(number++, (enum ledger_kind)next(&s, LEDGER_KINDS), d, c,
                            next(&s, 6), 0);
                if (in[i].kind >= ROW_POST && l->rows > 0) {
                    const struct ledger_row *of = &l->row[next(&s, (uint32_t)l->rows)];
                    bool back = in[i].kind == ROW_REVERSAL;
                    in[i].of = of->number;
                    in[i].debit = back ? of->credit : of->debit;
                    in[i].credit = back ? of->debit : of->credit;
                    in[i].amount = of->amount;
                }
                in[i].linked = i + 1 < n && next(&s, 2) == 0;
            }
            size_t before = l->rows, got = ledger_append(l, in, n, v);
            assert_int_equal(l->rows, before + got);
            for (size_t i = 0; i < n; i++) /* linked: both or neither */
                assert_true(!in[i].linked || (v[i] == LEDGER_OK) == (v[i + 1] == LEDGER_OK));
            taken += got;
            refused += n - got;
            audit(l);
        }
    }
    assert_true(taken > 5000 && refused > 5000);
}

static void
test_names(void **state)
{
    (void)state;
    for (int i = 0; i < LEDGER_VERDICTS; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(ledger_verdict_name((enum ledger_verdict)i),
                                    ledger_verdict_name((enum ledger_verdict)k));
    assert_string_equal(ledger_verdict_name(LEDGER_CREDIT_LIMIT), "credit_limit");
    assert_string_equal(ledger_verdict_name(LEDGER_OF_UNKNOWN), "of_unknown");
    assert_string_equal(ledger_verdict_name(LEDGER_FULL), "full");
    assert_string_equal(ledger_cause_name(CAUSE_PREPAYMENT), "prepayment");
    assert_string_equal(ledger_cause_name(CAUSE_RETENTION), "retention");
    assert_string_equal(ledger_kind_name(ROW_POSTED), "posted");
    assert_string_equal(ledger_kind_name(ROW_REVERSAL), "reversal");
    assert_string_equal(ledger_fault_name(FAULT_NONE), "none");
    assert_string_equal(ledger_fault_name(FAULT_BALANCE), "balance");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_refusal),
        cmocka_unit_test(test_refusals_that_need_a_history),
        cmocka_unit_test(test_a_closed_account_is_wound_up),
        cmocka_unit_test(test_balances),
        cmocka_unit_test(test_chains),
        cmocka_unit_test(test_first_row),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_random_histories),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
