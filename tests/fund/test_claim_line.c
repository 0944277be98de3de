/* What patients are charged, split by the payment standards that the pool has really set: selected and not
 * selected consumables, drugs step by step, what is not insured; and the month's claims made of it. */
#include "fixture.h"

#include "fund/check.h"
#include "fund/claim.h"
#include "fund/claim_line.h"
#include "listing/standard.h"
#include "words/fund.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena

static struct err e;
static enum put how;

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    add_hospital(1, "tertiary", "public", "employee");
    add_hospital(2, "tertiary", "public", "employee");
    sql("INSERT INTO pool (pool, region, name, kind) VALUES (%d, '500000', 'x', 'whole')", FRESH_POOL);
    sql("INSERT INTO pool_pack (pool, from_on, until_on, pack) VALUES (%d, '2000-01-01', '9999-12-31', 'shanxi')", FRESH_POOL);
    static const struct {
        const char *code, *goods, *name, *evaluation, *zone;
        int insured;
        int64_t price;
    } goods[] = {
        {"S1", "high_value", "", "none", "results", 1, 10000000},
        {"S2", "high_value", "", "none", "results", 1, 12000000}, /* the highest selected of the class */
        {"N1", "high_value", "", "none", "general", 1, 15000000},
        {"N2", "high_value", "", "none", "general", 1, 8000000},
        {"U1", "high_value", "", "none", "general", 0, 5000000},
        {"D1", "drug", "G", "evaluated", "results", 1, 100000},
        {"D2", "drug", "G", "originator", "general", 1, 300000},
        {"D3", "drug", "G", "not_evaluated", "general", 1, 120000},
        {"D4", "drug", "H", "evaluated", "general", 1, 40000}, /* nothing selected to compare with */
    };
    for (size_t i = 0; i < COUNT(goods); i++) {
        bool drug = strcmp(goods[i].goods, "drug") == 0;
        sql("INSERT INTO product (code, from_on, until_on, name, spec, model, company, goods, class, unit, certificate, udi, "
            "insured, generic_name, form, strength, evaluation) VALUES ('%s', '1900-01-01', '9999-12-31', 'x', '', '', 'C', "
            "'%s', '%s', '', '', '', %d, '%s', '', '%s', '%s')",
            goods[i].code, goods[i].goods, drug ? goods[i].name : "K", goods[i].insured, goods[i].name, drug ? "20mg" : "",
            goods[i].evaluation);
        sql("INSERT INTO listing VALUES (%d, '%s', 'C', '%s', '', 'listed', 'notice_over', '2022-01-01', %lld, 0, 0, '', 0, "
            "'', '')", FRESH_POOL, goods[i].code, goods[i].zone, (long long)goods[i].price);
    }
    for (int year = 1; year <= 3; year++) {
        char on[16];
        snprintf(on, sizeof(on), "%d-10-01", 2023 + year);
        struct set_standards s = {.pool = FRESH_POOL, .on = day(on), .year = year};
        OK(db_tx(fresh_db, FRESH_POOL, set_standards, &s, &e));
    }
    return rc;
}

static struct claim_charge
charge(const char *document, int64_t line, const char *product, const char *on, int64_t price, int64_t n, int percent)
{
    static struct claim_charge c;
    struct month_text { char text[8]; } ym;
    month m;
    snprintf(ym.text, sizeof(ym.text), "%.7s", on);
    assert_true(month_parse(&m, ym.text));
    c = (struct claim_charge){.institution = hospital(1), .document = document, .product = product, .line = line,
        .fund = FUND_EMPLOYEE, .month = m, .on = day(on), .qty = {n}, .price = {price}, .pay = {percent * 10000}};
    return c;
}

static bool
put(struct claim_charge c)
{
    return claim_line_put(DB, FRESH_POOL, &c, &how, &e);
}

static void
test_split_by_standard(void **state)
{
    static const struct {
        const char *product, *on, *verdict, *why;
        int64_t price, n;
        int percent;
        int64_t standard, amount, fund, share, above;
        bool selected;
    } examples[] = {
        {"S1", "2025-01-05", "ok", "selected: its selected price", 10000000, 2, 70, 10000000, 20000000, 14000000, 6000000, 0, true},
        {"S1", "2025-01-05", "ok", "charged above it (not allowed, and not paid)", 11000000, 1, 70, 10000000, 11000000, 7000000,
         3000000, 1000000, true},
        {"N1", "2025-01-05", "ok", "not selected: the highest selected of its class", 15000000, 1, 70, 12000000, 15000000,
         8400000, 3600000, 3000000, false},
        {"N2", "2025-01-05", "ok", "not selected, cheaper than all selected", 8000000, 1, 70, 8000000, 8000000, 5600000,
         2400000, 0, false},
        {"U1", "2025-01-05", "not_insured", "outside the catalogue", 5000000, 3, 70, 0, 15000000, 0, 0, 15000000, false},
        {"D1", "2025-01-05", "ok", "the selected generic", 100000, 10, 50, 100000, 1000000, 500000, 500000, 0, true},
        {"D2", "2025-01-05", "ok", "the originator, first year: 30 % under its price", 300000, 1, 50, 210000, 300000, 105000,
         105000, 90000, false},
        {"D2", "2025-10-01", "ok", "second year: half-way", 300000, 1, 50, 155000, 300000, 77500, 77500, 145000, false},
        {"D2", "2026-10-01", "ok", "third year: the common standard", 300000, 1, 50, 100000, 300000, 50000, 50000, 200000, false},
        {"D3", "2025-01-05", "ok", "not evaluated: not above the evaluated one", 120000, 1, 50, 100000, 120000, 50000, 50000,
         20000, false},
        {"D4", "2025-01-05", "no_standard", "insured, none set: by the charge", 40000, 1, 50, 40000, 40000, 20000, 20000, 0, false},
        {"N1", "2024-09-30", "no_standard", "before any standard was set", 15000000, 1, 70, 15000000, 15000000, 10500000,
         4500000, 0, false},
        {"D1", "2025-01-05", "ok", "half a fen goes up", 99950, 1, 50, 100000, 100000, 50000, 50000, 0, true},
        {"S1", "2025-01-05", "ok", "nothing from the fund", 10000000, 1, 0, 10000000, 10000000, 0, 10000000, 0, true},
        {"S1", "2025-01-05", "ok", "all from the fund", 10000000, 1, 100, 10000000, 10000000, 10000000, 0, 0, true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const struct claim_charge c = charge("J1", 1, examples[i].product, examples[i].on, examples[i].price, examples[i].n,
                                             examples[i].percent);
        struct charge_split s;
        OK(claim_line_split(DB, FRESH_POOL, &c, &s, &e));
        bool same = strcmp(charge_verdict_names[s.verdict], examples[i].verdict) == 0 &&
                    s.standard.units == examples[i].standard && s.split.amount.units == examples[i].amount &&
                    s.split.fund.units == examples[i].fund && s.split.share.units == examples[i].share &&
                    s.split.above.units == examples[i].above && s.selected == examples[i].selected;
        if (!same)
            fail_msg("%s: %s standard %lld amount %lld fund %lld share %lld above %lld", examples[i].why,
                     charge_verdict_names[s.verdict], (long long)s.standard.units, (long long)s.split.amount.units,
                     (long long)s.split.fund.units, (long long)s.split.share.units, (long long)s.split.above.units);
    }
}

static void
test_lines_are_facts(void **state)
{
    struct charge_row *row;
    size_t n;
    (void)state;
    OK(put(charge("J1", 1, "N1", "2025-01-05", 15000000, 1, 70)));
    assert_int_equal(how, PUT_NEW);
    OK(put(charge("J1", 2, "S1", "2025-01-05", 10000000, 1, 70)));
    const char *before = fresh_digest();
    OK(put(charge("J1", 1, "N1", "2025-01-05", 15000000, 1, 70)));
    assert_int_equal(how, PUT_SAME);
    assert_false(put(charge("J1", 1, "N1", "2025-01-05", 15000000, 2, 70)));
    assert_int_equal(e.code, ERR_CONFLICT);
    struct claim_charge bad[8];
    const char *const field[] = {"line", "qty", "qty", "price", "ratio", "ratio", "product", "hospital"};
    for (size_t i = 0; i < COUNT(bad); i++)
        bad[i] = charge("J2", 1, "S1", "2025-01-05", 10000000, 1, 70);
    bad[0].line = 0;
    bad[1].qty.pieces = 0;
    bad[2].qty.pieces = QTY_LIMIT - 1;
    bad[3].price.units = 0;
    bad[4].pay.ppm = -1;
    bad[5].pay.ppm = 1000001;
    bad[6].product = "Z9";
    bad[7].institution = "H9";
    for (size_t i = 0; i < COUNT(bad); i++) {
        if (put(bad[i]))
            fail_msg("%zu: taken", i);
        if (strcmp(e.at.field, field[i]) != 0)
            fail_msg("%zu: %s", i, e.at.field);
    }
    struct claim_charge late = charge("J2", 1, "S1", "2025-02-01", 10000000, 1, 70);
    late.month = charge("J2", 1, "S1", "2025-01-01", 1, 1, 1).month;
    assert_false(put(late)); /* charged after the month it is claimed in */
    assert_int_equal(e.msg, M_CHARGE_AFTER);
    assert_string_equal(fresh_digest(), before);
    OK(claim_line_page(DB, FRESH_POOL, charge("", 1, "S1", "2025-01-01", 1, 1, 1).month, hospital(1), "", 0, 10, &row, &n, &e));
    assert_int_equal(n, 2);
    assert_true(row[0].line == 1 && row[0].above.units == 3000000 && row[1].selected && !row[0].selected);
    OK(claim_line_page(DB, FRESH_POOL, row[0].month, hospital(1), "J1", 1, 10, &row, &n, &e));
    assert_true(n == 1 && row[0].line == 2);
    OK(claim_line_page(DB, FRESH_POOL, row[0].month, hospital(2), "", 0, 10, &row, &n, &e));
    assert_int_equal(n, 0);
}

static struct book_charges
book_month(const char *ym)
{
    struct book_charges b = {.pool = FRESH_POOL, .arena = fresh_arena};
    assert_true(month_parse(&b.month, ym));
    OK(db_tx(fresh_db, FRESH_POOL, book_charges, &b, &e));
    return b;
}

/* The lines' fund parts are the claims that offset and direct settlement draw on, no fen more. */
static void
test_lines_become_claims(void **state)
{
    money left;
    (void)state;
    OK(put(charge("J1", 1, "N1", "2025-01-05", 15000000, 1, 70))); /* 840.00 */
    OK(put(charge("J1", 2, "D1", "2025-01-06", 100000, 1, 50)));   /* 5.00 */
    OK(put(charge("J2", 1, "U1", "2025-01-07", 5000000, 1, 70)));  /* 0 */
    struct claim_charge other = charge("J1", 1, "U1", "2025-01-07", 5000000, 1, 70);
    other.institution = hospital(2);
    OK(put(other));
    struct charge_sum *sum;
    size_t n;
    OK(claim_line_sums(DB, FRESH_POOL, other.month, "", &sum, &n, &e));
    assert_int_equal(n, 2);
    assert_true(sum[0].lines == 3 && sum[0].amount.units == 20100000 && sum[0].fund_pays.units == 8450000 &&
                sum[0].share.units == 3650000 && sum[0].above.units == 8000000 && sum[0].of_selected.units == 100000);
    assert_int_equal(sum[0].fund_pays.units + sum[0].share.units + sum[0].above.units, sum[0].amount.units);

    struct book_charges b = book_month("2025-01");
    assert_true(b.booked == 1 && b.nothing == 1 && b.covered == 0 && b.amount.units == 8450000);
    OK(claim_left(DB, FRESH_POOL, hospital(1), FUND_EMPLOYEE, other.month, &left, &e));
    assert_int_equal(left.units, 8450000);
    const char *before = fresh_digest();
    b = book_month("2025-01");
    assert_true(b.booked == 0 && b.covered == 1);
    assert_string_equal(fresh_digest(), before);
    /* Booked: one fen more has to wait for the next month; what costs the fund nothing may come. */
    assert_false(put(charge("J3", 1, "D1", "2025-01-08", 200, 1, 50)));
    assert_int_equal(e.msg, M_CHARGE_OVER);
    assert_string_equal(e.arg[2], "845.00");
    assert_string_equal(e.arg[3], "845.01");
    OK(put(charge("J3", 1, "U1", "2025-01-08", 200, 1, 50)));
    OK(put(charge("J3", 2, "D1", "2025-02-08", 200, 1, 50)));
}

/* A month that the agency approved as a whole holds its lines, and no more. */
static void
test_lines_of_an_approved_month(void **state)
{
    (void)state;
    struct claim_charge c = charge("J1", 1, "N1", "2025-01-05", 15000000, 1, 70);
    const struct claim whole = {hospital(1), "A1", FUND_EMPLOYEE, c.month, {8400000}};
    OK(claim_put(DB, FRESH_POOL, &whole, &how, &e));
    OK(put(c));
    assert_false(put(charge("J1", 2, "D1", "2025-01-06", 100000, 1, 50)));
    assert_int_equal(e.code, ERR_CONFLICT);
    struct book_charges b = book_month("2025-01");
    assert_true(b.booked == 0 && b.covered == 1);
}

static void
ignore(void *arg, enum fund_fault f, const char *id, const char *what)
{
    (void)id, (void)what;
    *(unsigned *)arg |= 1u << f;
}

/* fsck computes every line again. */
static void
test_damage_is_found(void **state)
{
    static const char *const damage[] = {
        "UPDATE claim_line SET fund_pays = fund_pays + 100, share = share - 100 WHERE product = 'N1'",
        "UPDATE claim_line SET share = share + 100, above = above - 100 WHERE product = 'N1'",
        "UPDATE claim_line SET standard = standard - 100 WHERE product = 'N1'",
        "UPDATE claim_line SET qty = 2 WHERE product = 'N1'",
        "UPDATE claim_month SET amount = amount - 100",
    };
    int64_t n;
    unsigned kinds = 0;
    (void)state;
    OK(put(charge("J1", 1, "N1", "2025-01-05", 15000000, 1, 70)));
    OK(put(charge("J1", 2, "U1", "2025-01-05", 15000000, 1, 70)));
    book_month("2025-01");
    OK(fund_check(fresh_db, FRESH_POOL, ignore, &kinds, &n, &e));
    assert_int_equal(n, 0);
    for (size_t i = 0; i < COUNT(damage); i++) {
        kinds = 0;
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        OK(fresh_db->ops->exec(fresh_db, damage[i], &e));
        OK(fund_check(fresh_db, FRESH_POOL, ignore, &kinds, &n, &e));
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
        if ((kinds & 1u << FUND_CLAIM) == 0)
            fail_msg("not found: %s", damage[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_split_by_standard), TEST(test_lines_are_facts),
                                       TEST(test_lines_become_claims), TEST(test_lines_of_an_approved_month),
                                       TEST(test_damage_is_found)};
    return fresh_run(tests, COUNT(tests));
}
