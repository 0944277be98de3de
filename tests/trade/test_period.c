/* Locked months: nothing enters but by a correction that a second person approved; the wrong
 * document stays, the figures are told as they were and as they are, and what slipped in is found.
 */
#include "verbs.h"

#include "fund/check.h"
#include "fund/claim.h"
#include "fund/lock.h"
#include "trade/correct.h"
#include "words/fund.h"
#include "words/period.h"
#include "words/trade.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
enum { FEN = 100, STENT = 79800 }; /* 798.00 in fen */

/* September: 10 ordered and accepted, 2 sent back, the rest invoiced and partly paid in October. */
static int
setup(void **state)
{
    int rc = verbs_setup(state);
    assert_true(do_order("O1", "H1", "S1", 10, "2024-09-12"));
    assert_true(do_ship("N1", "O1", 10, "2024-09-14", "", ""));
    assert_true(do_accept("R1", "N1", 10, 0, "2024-09-20", ""));
    assert_true(do_return("T1", "R1", 2, "2024-09-25", false, ""));
    return rc;
}

struct locking {
    const char *month, *by, *today;
};

static bool
lock_job(struct db *db, void *arg, struct err *err)
{
    const struct locking *l = arg;
    month m;
    assert_true(month_parse(&m, l->month));
    return lock_month(db, verbs_arena, FRESH_POOL, m, l->by, day(l->today), &how, err);
}

static bool
lock(const char *ym, const char *today)
{
    struct locking l = {ym, "li", today};
    e = (struct err){.code = ERR_NONE};
    verbs_arena = arena_new(16 << 20);
    bool ok = db_tx(fresh_db, FRESH_POOL, lock_job, &l, &e);
    arena_free(verbs_arena);
    memset(&verbs_memo, 0, sizeof(verbs_memo)); /* of one transaction */
    return ok;
}

struct redoing {
    struct redo in;
    const char *by, *on;
    bool decide, refuse;
};

static bool
redo_job(struct db *db, void *arg, struct err *err)
{
    const struct redoing *x = arg;
    memset(&verbs_memo, 0, sizeof(verbs_memo));
    struct trade t = {.db = db,
                      .arena = verbs_arena,
                      .pool = FRESH_POOL,
                      .memo = &verbs_memo,
                      .institution = as_institution};
    return x->decide ? decide_redo(&t, x->in.number, !x->refuse, x->by, day(x->on), &how, err)
                     : ask_redo(&t, &x->in, &how, err);
}

static bool
redo_run(struct redoing *x)
{
    e = (struct err){.code = ERR_NONE};
    verbs_arena = arena_new(16 << 20);
    bool ok = db_tx(fresh_db, FRESH_POOL, redo_job, x, &e);
    arena_free(verbs_arena);
    memset(&verbs_memo, 0, sizeof(verbs_memo));
    return ok;
}

static bool
ask(const char *number, enum redo_kind kind, const char *document, int64_t n, int64_t fen)
{
    struct redoing x = {.in = {.number = number,
                               .kind = kind,
                               .document = document,
                               .line = kind == REDO_PAYMENT ? 0 : 1,
                               .qty = {n},
                               .amount = {fen * FEN},
                               .udi = "",
                               .reason = "typing mistake",
                               .asked_by = "li",
                               .asked_on = day("2024-11-20")}};
    return redo_run(&x);
}

static bool
decide(const char *number, const char *by, bool refuse)
{
    struct redoing x = {
        .in = {.number = number}, .by = by, .on = "2024-11-21", .decide = true, .refuse = refuse};
    return redo_run(&x);
}

static void
expect_no(bool ok, enum msg m)
{
    if (ok || e.msg != m)
        fail_msg("%s instead of %s", ok ? "done" : msg_name(e.msg), msg_name(m));
}

/* Of H1 in P: accepted net, amount and paid in fen; as locked, then now. */
static void
expect_figures(const char *ym, int64_t was, int64_t now, int64_t amount, int64_t amount_now)
{
    struct period_figure *list;
    size_t n;
    month m;
    assert_true(month_parse(&m, ym));
    OK(period_figures(fresh_db, fresh_arena, FRESH_POOL, m, &list, &n, &e));
    assert_int_equal(n, 1);
    assert_string_equal(list[0].institution, "H1");
    assert_int_equal(list[0].accepted.pieces, was);
    assert_int_equal(list[0].accepted_now.pieces, now);
    assert_int_equal(list[0].amount.units, amount * FEN);
    assert_int_equal(list[0].amount_now.units, amount_now * FEN);
}

static void
test_months_in_their_order(void **state)
{
    (void)state;
    expect_no(lock("2024-09", "2024-09-30"), M_PERIOD_RUNS);
    assert_true(do_order("O2", "H1", "S1", 1, "2024-10-05"));
    expect_no(lock("2024-10", "2024-11-15"), M_PERIOD_ORDER);
    assert_true(lock("2024-09", "2024-10-01"));
    assert_int_equal(how, PUT_NEW);
    assert_true(lock("2024-09", "2024-12-01")); /* again: nothing */
    assert_int_equal(how, PUT_SAME);
    assert_true(lock("2024-10", "2024-11-15"));
    assert_int_equal(findings(), 0);
}

/* Every kind of event, dated in the locked month. */
static void
test_the_door(void **state)
{
    (void)state;
    assert_true(do_order("O2", "H1", "S1", 5, "2024-09-13"));
    assert_true(do_ship("N2", "O2", 5, "2024-09-14", "", ""));
    assert_true(lock("2024-09", "2024-10-01"));
    refused(do_order("O3", "H1", "S1", 1, "2024-09-30"), M_PERIOD_LOCKED, "date");
    refused(do_accept("R2", "N2", 5, 0, "2024-09-30", ""), M_PERIOD_LOCKED, "date");
    refused(do_return("T2", "R1", 1, "2024-09-30", false, ""), M_PERIOD_LOCKED, "date");
    refused(do_invoice("I1", "R1", 0, "", "2024-09-30"), M_PERIOD_LOCKED, "date");
    assert_true(do_return("T1", "R1", 2, "2024-09-25", false, "")); /* known already: nothing */
    assert_true(do_accept("R2", "N2", 5, 0, "2024-10-01", ""));     /* the next month is open */
    assert_true(do_invoice("I1", "R1", 0, "", "2024-10-02"));
    refused(do_pay("P1", "I1", STENT, "2024-09-30"), M_PERIOD_LOCKED, "date");
    assert_true(do_pay("P1", "I1", STENT, "2024-10-03"));
    assert_int_equal(findings(), 0);
}

static void
test_a_receipt(void **state)
{
    (void)state;
    assert_true(do_order("O2", "H1", "S1", 5, "2024-09-13"));
    assert_true(do_ship("N2", "O2", 5, "2024-09-14", "", ""));
    assert_true(do_accept("R2", "N2", 5, 0, "2024-09-21", ""));
    assert_true(lock("2024-09", "2024-10-01"));
    expect_no(ask("C1", REDO_RECEIPT, "R1", 9, 0), M_REDO_FIRST); /* of which 2 went back */
    expect_no(ask("C1", REDO_RECEIPT, "R2", 5, 0), M_REDO_SAME);
    expect_no(ask("C1", REDO_RECEIPT, "R9", 5, 0), M_NO_RECEIPT);
    assert_true(ask("C1", REDO_RECEIPT, "R2", 4, 0));
    assert_true(ask("C1", REDO_RECEIPT, "R2", 4, 0)); /* twice is once */
    expect_no(ask("C1", REDO_RECEIPT, "R2", 3, 0), M_REDO_TAKEN);
    expect_figures("2024-09", 13, 13, 13 * STENT, 13 * STENT); /* asked is not done */
    expect_no(decide("C1", "li", false), M_REDO_SAME_PERSON);
    assert_true(decide("C1", "wang", false));
    assert_true(decide("C1", "wang", false));
    assert_int_equal(how, PUT_SAME);
    expect_no(decide("C1", "zhao", true), M_REDO_DECIDED);
    expect_figures("2024-09", 13, 12, 13 * STENT, 12 * STENT);
    /* The wrong one stays; its reversal and the right one are dated like it. */
    assert_int_equal(
        number("SELECT COUNT(*) FROM receipt WHERE pool = $1 AND receipt = 'R2' AND qty = 5"), 1);
    assert_int_equal(
        number("SELECT COUNT(*) FROM receipt WHERE pool = $1 AND receipt = 'R2~C1' AND qty = 4 "
               "AND accepted_on = '2024-09-21'"),
        1);
    assert_int_equal(
        number("SELECT COUNT(*) FROM goods_return WHERE pool = $1 AND return_no = 'R2~C1-' "
               "AND returned_on = '2024-09-21'"),
        1);
    assert_int_equal(findings(), 0);
    /* What is right may be corrected again, down to nothing. */
    assert_true(ask("C2", REDO_RECEIPT, "R2~C1", 0, 0));
    assert_true(decide("C2", "wang", false));
    expect_figures("2024-09", 13, 8, 13 * STENT, 8 * STENT);
    assert_int_equal(findings(), 0);
}

static void
test_a_return(void **state)
{
    (void)state;
    assert_true(lock("2024-09", "2024-10-01"));
    expect_no(ask("C1", REDO_RETURN, "T9", 1, 0), M_REDO_NO_ROW);
    assert_true(ask("C1", REDO_RETURN, "T1", 1, 0));
    assert_true(decide("C1", "wang", false));
    expect_figures("2024-09", 8, 9, 8 * STENT, 9 * STENT);
    assert_int_equal(findings(), 0);
    expect_no(ask("C2", REDO_RETURN, "T1~C1-", 1, 0), M_REDO_NO_ROW); /* a reversal is no return */
    assert_true(ask("C2", REDO_RETURN, "T1~C1", 0, 0));
    assert_true(decide("C2", "wang", true)); /* refused: nothing happens */
    expect_figures("2024-09", 8, 9, 8 * STENT, 9 * STENT);
    expect_no(ask("C3", REDO_RETURN, "T1~C1", 99, 0) && decide("C3", "wang", false), M_RETURN_MORE);
    assert_int_equal(findings(), 0);
}

static void
test_a_payment(void **state)
{
    (void)state;
    assert_true(do_invoice("I1", "R1", 0, "", "2024-10-02"));
    assert_true(do_pay("P1", "I1", 3 * STENT, "2024-10-10"));
    assert_true(do_return("T2", "R1", 1, "2024-10-12", false, ""));
    assert_true(lock("2024-09", "2024-11-01"));
    assert_true(lock("2024-10", "2024-11-01"));
    expect_no(ask("C0", REDO_RECEIPT, "R1", 9, 0), M_REDO_FIRST);
    assert_true(ask("C1", REDO_PAYMENT, "P1", 0, 2 * STENT));
    assert_true(decide("C1", "wang", false));
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R1'"),
                     2 * STENT * FEN);
    assert_int_equal(number("SELECT CAST(SUM(amount) AS BIGINT) FROM payment WHERE pool = $1"),
                     2 * STENT * FEN);
    assert_int_equal(findings(), 0);
    expect_no(ask("C9", REDO_PAYMENT, "P1", 0, 0), M_REDO_AGAIN); /* never twice: its right one */
    assert_true(ask("C2", REDO_PAYMENT, "P1~C1", 0, 0));
    assert_true(decide("C2", "wang", false));
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R1'"), 0);
    expect_no(ask("C3", REDO_PAYMENT, "P1~C2-", 0, 0), M_REDO_NO_ROW);
    assert_int_equal(findings(), 0);
}

/* A strangers's documents are not there for who asks. */
static void
test_whose(void **state)
{
    (void)state;
    as_institution = "H2";
    expect_no(ask("C1", REDO_RECEIPT, "R1", 9, 0), M_NO_RECEIPT);
    as_institution = NULL;
}

/* What another hand did is found, and so is what a correction claims and did not do. */
static void
test_found_by_fsck(void **state)
{
    (void)state;
    assert_true(lock("2024-09", "2024-10-01"));
    assert_int_equal(findings(), 0);
    fresh_sql("UPDATE progress_month SET accepted = accepted + 1 WHERE month = '2024-09'");
    assert_true(findings() >= 1);
    fresh_sql("UPDATE progress_month SET accepted = accepted - 1 WHERE month = '2024-09'");
    assert_int_equal(findings(), 0);
    fresh_sql("INSERT INTO progress_month (pool, project, month, institution, product, variant, "
        "agreement, "
        "ordered, accepted, returned, accepted_amount, at_selected, invoiced, paid) VALUES "
        "(500000, 'P', '2024-09', 'H2', 'S1', 'with_service', '', 0, 0, 0, 0, 0, 0, 100)");
    assert_true(findings() >= 1);
}

/* --- the books --- */

static void
count_fault(void *arg, enum fund_fault f, const char *id, const char *what)
{
    int *n = arg;
    (void)id, (void)what;
    *n += f == FUND_LOCKED;
}

static int
locked_entries(void)
{
    int n = 0;
    int64_t faults;
    OK(fund_check(fresh_db, FRESH_POOL, count_fault, &n, &faults, &e));
    return n;
}

static bool
claim_job(struct db *db, void *arg, struct err *err)
{
    const struct claim *in = arg;
    return claim_put(db, fresh_arena, FRESH_POOL, in, &how, err);
}

static bool
claim(const char *ym, int64_t yuan)
{
    struct claim in = {.institution = "H1", .amount = money_yuan(yuan), .document = "D"};
    assert_true(month_parse(&in.month, ym));
    return db_tx(fresh_db, FRESH_POOL, claim_job, &in, &e);
}

static void
test_the_books(void **state)
{
    (void)state;
    assert_true(claim("2024-09", 1000));
    assert_true(lock("2024-09", "2024-10-10"));
    assert_true(claim("2024-10", 1000));
    expect_no(claim("2024-08", 5), M_PERIOD_LOCKED);
    assert_int_equal(locked_entries(), 0);
    fresh_sql("INSERT INTO entry (pool, number, kind, debit, credit, amount, of_entry, linked, cause, "
        "on_date, project, institution, document) SELECT pool, 99, kind, debit, credit, 100, 0, 0, "
        "cause, '2024-09-30', '', '', 'x' FROM entry WHERE pool = 500000 AND number = 1");
    assert_int_equal(locked_entries(), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_months_in_their_order),
        TEST(test_the_door),
        TEST(test_a_receipt),
        TEST(test_a_return),
        TEST(test_a_payment),
        TEST(test_whose),
        TEST(test_found_by_fsck),
        TEST(test_the_books),
    };
    return fresh_run(tests, COUNT(tests));
}
