/* From an order to its money in parts: answers, deliveries, batches and device identifications,
 * receipts, returns and replacement, electronic invoices; goods on consignment; strangers; the doors
 * that shut. After each story the counters are recomputed from the events. */
#include "verbs.h"

#include "trade/hold.h"
#include "words/phases.h"
#include "words/project.h"
#include "words/quality.h"
#include "words/registry.h"
#include "words/trade.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, verbs_setup, fresh_teardown)
#define G1 "(01)09506000134352"
#define U1 "(01)09506000134352(17)261130(10)B1(21)1"
#define U2 "(01)09506000134352(17)261130(10)B1(21)2"
#define U3 "(01)09506000134352(17)261130(10)B1(21)3"

static void
test_in_parts(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 10, "2024-10-08"));
    assert_true(do_answer("A1", "O1", ANSWER_CONFIRMED, 6, REFUSAL_NONE, "2024-10-09"));
    refused(do_answer("A2", "O1", ANSWER_CONFIRMED, 5, REFUSAL_NONE, "2024-10-09"), M_ANSWER_MORE,
            "qty");
    assert_true(do_answer("A2", "O1", ANSWER_REFUSED, 2, REFUSAL_OUT_OF_STOCK, "2024-10-10"));
    assert_true(stands);
    assert_int_equal(number("SELECT ordered FROM agreement_line WHERE pool = $1 AND agreement = 'A1'"), 8);
    refused(do_ship("D1", "O1", 9, "2024-10-11", "B1", ""), M_DELIVERY_MORE, "qty");
    assert_true(do_ship("D1", "O1", 5, "2024-10-11", "B1", ""));
    assert_true(do_ship("D2", "O1", 3, "2024-10-12", "B2", ""));
    refused(do_ship("D3", "O1", 1, "2024-10-12", "B2", ""), M_DELIVERY_MORE, "qty");
    refused(do_answer("A3", "O1", ANSWER_WITHDRAWN, 1, REFUSAL_NONE, "2024-10-12"), M_ANSWER_MORE, "qty");
    refused(do_accept("R1", "D1", 5, 1, "2024-10-14", ""), M_RECEIPT_NOTE_MORE, "qty");
    assert_true(do_accept("R1", "D1", 3, 1, "2024-10-14", "")); /* one of five is still unpacked */
    assert_true(do_accept("R1/2", "D1", 1, 0, "2024-10-15", ""));
    refused(do_accept("R2", "D1", 1, 0, "2024-10-15", ""), M_RECEIPT_NOTE_MORE, "qty");
    assert_true(do_ship("D3", "O1", 1, "2024-10-16", "B3", "")); /* for the one that was refused */
    assert_true(do_accept("R2", "D2", 3, 0, "2024-10-16", ""));
    assert_true(do_accept("R3", "D3", 1, 0, "2024-10-17", ""));
    assert_int_equal(number("SELECT accepted FROM agreement_line WHERE pool = $1 AND agreement = 'A1'"), 8);
    assert_int_equal(number("SELECT shipped FROM agreement_line WHERE pool = $1 AND agreement = 'A1'"), 9);
    assert_int_equal(findings(), 0);
}

/* Each once more: nothing changes; each with other figures: refused. */
static void
test_twice(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 10, "2024-10-08"));
    for (int i = 0; i < 2; i++) {
        assert_true(do_answer("A1", "O1", ANSWER_CONFIRMED, 10, REFUSAL_NONE, "2024-10-09"));
        assert_true(do_ship("D1", "O1", 10, "2024-10-09", "B1", ""));
        assert_true(do_accept("R1", "D1", 10, 0, "2024-10-10", ""));
        assert_true(do_return("T1", "R1", 1, "2024-10-11", false, ""));
        assert_true(do_invoice("I1", "R1", 7 * 79800, "25500000000000000001", "2024-10-12"));
        assert_true(do_pay("P1", "I1", 7 * 79800, "2024-10-20"));
        assert_int_equal(how, i == 0 ? PUT_NEW : PUT_SAME);
    }
    refused(do_answer("A1", "O1", ANSWER_CONFIRMED, 9, REFUSAL_NONE, "2024-10-09"), M_PUT_FACT, "qty");
    refused(do_ship("D1", "O1", 9, "2024-10-09", "B1", ""), M_PUT_FACT, "qty");
    refused(do_accept("R1", "D1", 9, 0, "2024-10-10", ""), M_PUT_FACT, "qty");
    refused(do_return("T1", "R1", 2, "2024-10-11", false, ""), M_PUT_FACT, "qty");
    refused(do_pay("P2", "I1", 1, "2024-10-20"), M_PAYMENT_MORE, "amount"); /* it is paid */
    refused(do_invoice("I2", "R1", 3 * 79800, "", "2024-10-12"), M_INVOICE_MORE, "amount");
    assert_int_equal(findings(), 0);
}

static void
test_refusals(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H2", "S1", 10, "2024-10-08")); /* H2 reported nothing (G7) */
    refused(do_answer("A1", "O1", ANSWER_REFUSED, 1, REFUSAL_NONE, "2024-10-09"), M_ANSWER_REASON, "reason");
    refused(do_answer("A1", "O1", ANSWER_CONFIRMED, 1, REFUSAL_PRICE, "2024-10-09"), M_ANSWER_REASON, "reason");
    refused(do_answer("A1", "O1", ANSWER_CONFIRMED, 1, REFUSAL_NONE, "2024-10-07"), M_ANSWER_BEFORE, "date");
    for (int why = REFUSAL_OUT_OF_STOCK; why < REFUSALS; why++) {
        char no[8] = {'B', (char)('a' + why), '\0'};
        assert_true(do_answer(no, "O1", ANSWER_REFUSED, 1, (enum refusal)why, "2024-10-09"));
        assert_int_equal(stands, why < REFUSAL_NO_DEMAND);
    }
    assert_int_equal(number("SELECT refused FROM order_line WHERE pool = $1"), 8);
    assert_int_equal(number("SELECT COUNT(*) FROM order_answer WHERE pool = $1 AND stands = 0"), 7);
    refused(do_answer("A9", "O1", ANSWER_REFUSED, 3, REFUSAL_OTHER, "2024-10-09"), M_ANSWER_MORE, "qty");
    assert_true(do_ship("D1", "O1", 2, "2024-10-11", "", "")); /* what a bad reason left open */
    assert_int_equal(findings(), 0);
    const struct trade_rules silent = {.over_agreed = false, .zero_volume = false};
    for (int why = REFUSAL_OUT_OF_STOCK; why < REFUSALS; why++)
        assert_true(refusal_stands(&silent, (enum refusal)why));
}

static void
test_withdrawn(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 100, "2024-10-08"));
    assert_true(do_ship("D1", "O1", 30, "2024-10-09", "", ""));
    refused(do_answer("W1", "O1", ANSWER_WITHDRAWN, 71, REFUSAL_NONE, "2024-11-01"), M_ANSWER_MORE, "qty");
    assert_true(do_answer("W1", "O1", ANSWER_WITHDRAWN, 0, REFUSAL_NONE, "2024-11-01")); /* all that is open */
    assert_int_equal(number("SELECT withdrawn FROM order_line WHERE pool = $1"), 70);
    assert_true(do_order("O2", "H1", "S1", 70, "2024-11-02")); /* within the agreed 100 again */
    assert_int_equal(number("SELECT over FROM order_line WHERE pool = $1 AND order_no = 'O2'"), 0);
    assert_int_equal(findings(), 0);
}

/* The same volume, however it is split: as much of it is beyond the agreed 100 (G1). */
static void
test_split(void **state)
{
    static const int64_t parts[][4] = {{130, 0, 0, 0}, {100, 30, 0, 0}, {99, 2, 29, 0}, {33, 33, 33, 31}};
    for (size_t i = 0; i < COUNT(parts); i++) {
        for (int k = 0; k < 4 && parts[i][k] > 0; k++)
            assert_true(do_order((const char *[]){"O1", "O2", "O3", "O4"}[k], "H1", "S1", parts[i][k],
                                 "2024-10-08"));
        assert_int_equal(number("SELECT CAST(SUM(over) AS BIGINT) FROM order_line WHERE pool = $1"), 30);
        fresh_teardown(state);
        verbs_setup(state);
    }
}

static void
test_units(void **state)
{
    (void)state;
    OK(fresh_db->ops->exec(fresh_db, "UPDATE product SET udi = '09506000134352' WHERE code = 'S1'", &e));
    assert_true(do_order("O1", "H1", "S1", 9, "2024-10-08"));
    static const struct {
        const char *udi, *batch, *why;
    } bad[] = {
        {"(01)09506000134353(10)B1", "", "check digit"},
        {"(01)09506000134352(10)B1(21)1 (01)09506000134352(10)B1(21)1", "", "twice"},
        {"(01)09506000134352(10)B2", "B1", "another batch than the note"},
        {"(01)09506000134352(10)B1(21)1 (01)09506000134352(10)B2(21)2", "", "two batches"},
        {"(01)06901234567892(10)B1", "", "another product"},
        {"(01)09506000134352(10)B1(17)261332", "", "no such month"},
        {"(10)B1", "", "no item"},
        {"0109506000134352" "10B1\x1d" "9912", "", "an element without a meaning"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        print_message("%s\n", bad[i].why);
        refused(do_ship("D1", "O1", 2, "2024-10-11", bad[i].batch, bad[i].udi), M_UNIT_BAD, "udi");
    }
    refused(do_ship("D1", "O1", 1, "2024-10-11", "", U1 " " U2), M_UNITS_MORE, "udi");
    refused(do_ship("D1", "O1", 1, "2026-12-01", "", U1), M_DELIVERY_EXPIRED, "expires");
    /* As scanned: no brackets, the group separator ends a variable element; batch and day are read. */
    assert_true(do_ship("D1", "O1", 2, "2024-10-11", "",
                        "0109506000134352" "17261130" "10B1\x1d" "211 " U2));
    assert_int_equal(number("SELECT COUNT(*) FROM delivery WHERE pool = $1 AND batch = 'B1' AND "
                            "expires_on = '2026-11-30'"), 1);
    refused(do_ship("D2", "O1", 1, "2024-10-11", "", U2), M_UNIT_BAD, "udi"); /* it is under way */
    assert_true(do_ship("D2", "O1", 1, "2024-10-11", "", U3));
    assert_true(do_accept("R1", "D1", 2, 0, "2024-10-12", "")); /* all of it: not scanned again */
    assert_int_equal(number("SELECT COUNT(*) FROM unit_move WHERE pool = $1 AND act = 'accepted' AND lot = 'B1'"), 2);
    refused(do_accept("R2", "D2", 1, 0, "2024-10-12", U2), M_UNIT_BAD, "udi"); /* accepted already */
    assert_true(do_accept("R2", "D2", 0, 1, "2024-10-12", U3));
    assert_true(do_ship("D3", "O1", 1, "2024-10-13", "", U3)); /* it was refused and comes again */
    refused(do_return("T1", "R1", 1, "2024-10-14", false, U3), M_UNIT_BAD, "udi"); /* never accepted */
    assert_true(do_return("T1", "R1", 1, "2024-10-14", false, U1));
    refused(do_return("T2", "R1", 1, "2024-10-14", false, U1), M_UNIT_BAD, "udi"); /* it is gone */
    assert_int_equal(findings(), 0);
}

static void
test_replacement(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 10, "2024-10-08"));
    assert_true(do_ship("D1", "O1", 10, "2024-10-09", "B1", ""));
    assert_true(do_accept("R1", "D1", 10, 0, "2024-10-10", ""));
    assert_true(do_return("T1", "R1", 2, "2024-10-11", false, ""));
    refused(do_ship("D2", "O1", 1, "2024-10-12", "B2", ""), M_DELIVERY_MORE, "qty"); /* money back, no goods */
    assert_true(do_return("T2", "R1", 3, "2024-10-11", true, ""));
    refused(do_ship("D2", "O1", 4, "2024-10-12", "B2", ""), M_DELIVERY_MORE, "qty");
    assert_true(do_ship("D2", "O1", 3, "2024-10-12", "B2", ""));
    assert_true(do_accept("R2", "D2", 3, 0, "2024-10-13", ""));
    refused(do_return("T3", "R1", 6, "2024-10-14", false, ""), M_RETURN_MORE, "qty");
    assert_int_equal(number("SELECT CAST(accepted - returned AS BIGINT) FROM agreement_line WHERE pool = $1 AND "
                            "agreement = 'A1'"), 8);
    assert_int_equal(number("SELECT accepted_amount FROM agreement_line WHERE pool = $1 AND agreement = 'A1'"),
                     INT64_C(8) * 7980000);
    assert_int_equal(findings(), 0);
}

/* What is another's is not there, in the same words as what does not exist. */
static void
test_strangers(void **state)
{
    (void)state;
    as_institution = "H1";
    assert_true(do_order("O1", "H1", "S1", 10, "2024-10-08"));
    as_institution = NULL, as_company = "D2";
    refused(do_answer("A1", "O1", ANSWER_CONFIRMED, 1, REFUSAL_NONE, "2024-10-09"), M_NO_ORDER, "order");
    refused(do_ship("D1", "O1", 1, "2024-10-09", "", ""), M_NO_ORDER, "order");
    as_company = "C1"; /* the registrant, who does not deliver himself */
    refused(do_ship("D1", "O1", 1, "2024-10-09", "", ""), M_NO_ORDER, "order");
    as_company = "D1";
    assert_true(do_ship("D1", "O1", 10, "2024-10-09", "", ""));
    as_company = NULL, as_institution = "H2";
    refused(do_accept("R1", "D1", 1, 0, "2024-10-10", ""), M_NO_ORDER, "order");
    refused(do_accept("R1", "D9", 1, 0, "2024-10-10", ""), M_NO_DELIVERY, "delivery");
    as_institution = "H1";
    assert_true(do_accept("R1", "D1", 10, 0, "2024-10-10", ""));
    as_institution = "H2";
    refused(do_accept("R1", "D1", 10, 0, "2024-10-10", ""), M_NO_ORDER, "order"); /* the very same, by another */
    refused(do_return("T1", "R1", 1, "2024-10-11", false, ""), M_NO_RECEIPT, "receipt");
    as_institution = NULL, as_company = "D2";
    refused(do_invoice("I1", "R1", 79800, "", "2024-10-11"), M_NO_RECEIPT, "receipt");
    as_company = "D1";
    assert_true(do_invoice("I1", "R1", 79800, "", "2024-10-11"));
    as_company = NULL, as_institution = "H2";
    refused(do_pay("P1", "I1", 79800, "2024-10-20"), M_NO_RECEIPT, "receipt");
    assert_true(do_order("O2", "H2", "S1", 1, "2024-10-08"));
    as_institution = NULL, as_company = "C1"; /* no agreement: the registrant delivers */
    refused(do_ship("D1/2", "O2", 1, "2024-10-09", "", ""), M_DOCUMENT_TAKEN, "delivery");
    assert_int_equal(findings(), 0);
}

static void
test_einvoices(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 10, "2024-10-08"));
    assert_true(do_ship("D1", "O1", 10, "2024-10-09", "", ""));
    assert_true(do_accept("R1", "D1", 6, 0, "2024-10-10", ""));
    assert_true(do_accept("R2", "D1", 4, 0, "2024-10-10", ""));
    refused(do_invoice("I1", "R1", 79800, "2550000000000000000", "2024-10-11"), M_EINVOICE, "einvoice");
    refused(do_invoice("I1", "R1", 79800, "2550000000000000000A", "2024-10-11"), M_EINVOICE, "einvoice");
    refused(do_invoice("I1", "R1", 79800, "", "2024-10-09"), M_INVOICE_BEFORE, "date");
    assert_true(do_invoice("I1", "R1", 79800, "25500000000000000001", "2024-10-11"));
    refused(do_invoice("I2", "R1", 79800, "25500000000000000001", "2024-10-11"), M_EINVOICE_TAKEN, "einvoice");
    refused(do_invoice("I1", "R2", 79800, "25500000000000000002", "2024-10-11"), M_DOCUMENT_OTHER, "einvoice");
    assert_true(do_invoice("I1", "R2", 79800, "25500000000000000001", "2024-10-11"));
    refused(do_invoice("I3", "R1", 6 * 79800, "25500000000000000003", "2024-10-11"), M_INVOICE_MORE, "amount");
    assert_int_equal(findings(), 0);
}

static void
test_deadlines(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 1, "2024-09-30")); /* the holiday week is no working day */
    assert_int_equal(number("SELECT COUNT(*) FROM order_line WHERE pool = $1 AND respond_by = '2024-10-09' AND "
                            "deliver_by = '2024-10-07'"), 1);
    OK(fresh_db->ops->exec(fresh_db, "INSERT INTO remote_area (pool, region, from_on, until_on, remote, document) VALUES "
                                     "(500000, '500100', '2024-10-01', '2025-01-01', 1, 'list')", &e));
    memset(&verbs_memo, 0, sizeof(verbs_memo));
    assert_true(do_order("O2", "H1", "S1", 1, "2024-10-08")); /* 500103 lies in it: three days more */
    assert_true(do_order("O3", "H1", "S1", 1, "2025-01-01")); /* no longer */
    assert_int_equal(number("SELECT COUNT(*) FROM order_line WHERE pool = $1 AND deliver_by = '2024-10-18' AND "
                            "order_no = 'O2'"), 1);
    assert_int_equal(number("SELECT COUNT(*) FROM order_line WHERE pool = $1 AND deliver_by = '2025-01-08' AND "
                            "order_no = 'O3'"), 1);
    assert_true(do_answer("A1", "O1", ANSWER_CONFIRMED, 1, REFUSAL_NONE, "2024-10-11"));
    assert_int_equal(number("SELECT late FROM order_answer WHERE pool = $1"), 2);
}

/* Who is shut out by a decision delivers nothing new; a project that has ended orders nothing. */
static void
test_doors(void **state)
{
    (void)state;
    OK(fresh_db->ops->exec(fresh_db,
        "INSERT INTO market_ban (pool, ban, party, kind, area, product, from_on, to_on, document) VALUES "
        "(500000, 'B1', 'D1', 'exit', 'region', '', '2024-10-10', '2025-10-10', 'doc')", &e));
    assert_true(do_order("O1", "H1", "S1", 1, "2024-10-09"));
    refused(do_order("O2", "H1", "S1", 1, "2024-10-10"), M_CREDIT_BAR_ORDER, "product");
    assert_true(do_order("O2", "H2", "S1", 1, "2024-10-10")); /* its registrant delivers */
    OK(fresh_db->ops->exec(fresh_db,
        "INSERT INTO project_life (pool, project, phase, since_on) VALUES "
        "(500000, 'P', 'closed', '2024-11-01')", &e));
    memset(&verbs_memo, 0, sizeof(verbs_memo));
    refused(do_order("O3", "H2", "S1", 1, "2024-11-02"), M_LIFE_OVER, "project");
    assert_true(do_ship("D1", "O1", 1, "2024-11-02", "", "")); /* what was ordered still comes */
}

static void
test_consignment(void **state)
{
    (void)state;
    as_company = "D2";
    refused(do_place("K1", "H1", "S1", 5, "2024-10-08", "B1", "", ""), M_ORDER_PAYEE, "distributor");
    as_company = "D1";
    refused(do_place("K1", "H1", "S1", 0, "2024-10-08", "B1", "", ""), M_ORDER_EMPTY, "qty");
    refused(do_place("K1", "H1", "X1", 5, "2024-10-08", "B1", "", ""), M_ORDER_HELD, "product");
    refused(do_place("K1", "H1", "S1", 5, "2024-10-08", "B1", "2024-10-07", ""), M_DELIVERY_EXPIRED, "expires");
    assert_true(do_place("K1", "H1", "S1", 5, "2024-10-08", "B1", "2026-11-30", U1 " " U2 " " U3));
    assert_int_equal(number("SELECT COUNT(*) FROM order_line WHERE pool = $1"), 0); /* nothing is owed */
    as_company = NULL, as_institution = "H2";
    refused(do_use("U1", "K1", 1, "2024-10-09", U1), M_NO_CONSIGNMENT, "consignment");
    as_institution = "H1";
    refused(do_use("U1", "K1", 6, "2024-10-09", ""), M_CONSIGN_MORE, "qty");
    refused(do_use("U1", "K1", 1, "2024-10-07", U1), M_CONSIGN_BEFORE, "date");
    refused(do_use("U1", "K1", 1, "2026-12-01", U1), M_CONSIGN_EXPIRED, "date");
    refused(do_use("U1", "K1", 1, "2024-10-09", "(01)09506000134352(10)B1(21)9"), M_UNIT_BAD, "udi");
    assert_true(do_use("U1", "K1", 1, "2024-10-09", U1));
    assert_true(do_use("U1", "K1", 1, "2024-10-09", U1)); /* again: nothing */
    assert_int_equal(how, PUT_SAME);
    refused(do_use("U2", "K1", 1, "2024-10-09", U1), M_UNIT_BAD, "udi"); /* nothing is paid twice */
    assert_int_equal(number("SELECT COUNT(*) FROM receipt WHERE pool = $1 AND receipt = 'U1' AND order_no = 'U1' AND "
                            "amount = 7980000 AND batch = 'B1'"), 1);
    assert_int_equal(number("SELECT accepted FROM agreement_line WHERE pool = $1 AND agreement = 'A1'"), 1);
    refused(do_back("Z1", "K1", 1, "2024-10-10", U1), M_UNIT_BAD, "udi"); /* it was used */
    assert_true(do_back("Z1", "K1", 2, "2024-10-10", U2));
    refused(do_use("U2", "K1", 3, "2024-10-11", ""), M_CONSIGN_MORE, "qty");
    refused(do_use("U2", "K1", 1, "2024-10-11", U2), M_UNIT_BAD, "udi"); /* it is gone */
    assert_true(do_use("U2", "K1", 2, "2024-10-11", U3));
    assert_true(do_order("O1", "H1", "S1", 1, "2024-10-12"));
    as_institution = NULL, as_company = "D1";
    assert_true(do_place("K2", "H1", "S1", 1, "2024-10-12", "", "", U2)); /* it may come back */
    refused(do_place("K2", "H2", "S1", 1, "2024-10-12", "B2", "", ""), M_PUT_FACT, "hospital");
    as_company = NULL;
    refused(do_use("O1", "K2", 1, "2024-10-12", U2), M_DOCUMENT_TAKEN, "use"); /* the number of an order */
    assert_true(do_invoice("I1", "U1", 79800, "", "2024-10-12"));
    assert_true(do_pay("P1", "I1", 79800, "2024-10-20"));
    assert_int_equal(findings(), 0);
}

/* --- on hold (G4) --- */

struct held {
    const char *number, *product, *batch, *on, *by;
    bool lift;
};

static bool
held_job(struct db *db, void *arg, struct err *err)
{
    const struct held *h = arg;
    const struct product_hold in = {h->number, h->product, h->batch, HOLD_ADVERSE, "DOC", "", day(h->on), h->by};
    const struct hold_lift out = {h->number, h->by, "it was not the product", day(h->on)};
    return h->lift ? lift_hold(db, verbs_arena, FRESH_POOL, &out, &how, err)
                   : place_hold(db, verbs_arena, FRESH_POOL, &in, &how, err);
}
#define HOLD(no, product, batch, on, who) verbs_run(held_job, &(struct held){no, product, batch, on, who, false})
#define LIFT(no, on, who) verbs_run(held_job, &(struct held){no, "", "", on, who, true})

static void
test_held_product(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 4, "2024-10-08"));
    refused(HOLD("X1", "NONE", "", "2024-10-09", "li"), M_NO_PRODUCT, "product");
    assert_true(HOLD("X1", "S1", "", "2024-10-09", "li"));
    assert_true(HOLD("X1", "S1", "", "2024-10-09", "li") && how == PUT_SAME);
    refused(HOLD("X1", "S1", "B1", "2024-10-09", "li"), M_HOLD_NUMBER, "hold");
    assert_true(do_order("O2", "H1", "S1", 1, "2024-10-08")); /* dated before it */
    refused(do_order("O3", "H1", "S1", 1, "2024-10-09"), M_HOLD_PRODUCT, "product");
    refused(do_order("O3", "H2", "S1", 1, "2024-10-09"), M_HOLD_PRODUCT, "product"); /* nothing agreed */
    assert_true(do_order("O3", "H1", "S2", 1, "2024-10-09")); /* another product */
    refused(do_ship("D1", "O1", 1, "2024-10-09", "B1", ""), M_HOLD_PRODUCT, "batch");
    refused(LIFT("X9", "2024-10-12", "wang"), M_HOLD_NONE, "hold");
    refused(LIFT("X1", "2024-10-12", "li"), M_HOLD_SAME_PERSON, "hold");
    refused(LIFT("X1", "2024-10-08", "wang"), M_HOLD_BEFORE, "on");
    assert_true(LIFT("X1", "2024-10-12", "wang") && how == PUT_CHANGED);
    assert_true(LIFT("X1", "2024-10-12", "wang") && how == PUT_SAME);
    refused(LIFT("X1", "2024-10-13", "zhao"), M_HOLD_LIFTED, "hold");
    refused(do_order("O4", "H1", "S1", 1, "2024-10-11"), M_HOLD_PRODUCT, "product"); /* it was held that day */
    assert_true(do_order("O4", "H1", "S1", 1, "2024-10-12"));
    assert_int_equal(findings(), 0);
}

static void
test_held_batch(void **state)
{
    (void)state;
    assert_true(do_order("O1", "H1", "S1", 8, "2024-10-08") &&
                do_ship("D1", "O1", 3, "2024-10-09", "B7", "") && do_ship("D2", "O1", 2, "2024-10-09", "B8", ""));
    assert_true(do_place("K1", "H1", "S1", 2, "2024-10-09", "B7", "2026-11-30", ""));
    assert_true(HOLD("X1", "S1", "B7", "2024-10-10", "li"));
    assert_true(do_order("O2", "H1", "S1", 1, "2024-10-10")); /* the product itself may be ordered */
    refused(do_ship("D3", "O1", 1, "2024-10-10", "B7", ""), M_HOLD_BATCH, "batch");
    assert_true(do_ship("D3", "O1", 1, "2024-10-10", "B9", ""));
    refused(do_accept("R1", "D1", 3, 0, "2024-10-10", ""), M_HOLD_BATCH, "batch");
    assert_true(do_accept("R1", "D1", 0, 3, "2024-10-10", "")); /* refused at the door */
    assert_true(do_accept("R2", "D2", 2, 0, "2024-10-10", ""));
    refused(do_place("K2", "H1", "S1", 1, "2024-10-10", "B7", "2026-11-30", ""), M_HOLD_BATCH, "batch");
    refused(do_use("U1", "K1", 1, "2024-10-10", ""), M_HOLD_BATCH, "batch");
    assert_true(do_back("Z1", "K1", 1, "2024-10-10", "")); /* it goes back */
    assert_true(LIFT("X1", "2024-10-11", "wang"));
    assert_true(do_use("U1", "K1", 1, "2024-10-11", ""));
    assert_int_equal(findings(), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_in_parts), TEST(test_twice),     TEST(test_refusals), TEST(test_withdrawn),
        TEST(test_split),    TEST(test_units),     TEST(test_replacement), TEST(test_strangers),
        TEST(test_einvoices), TEST(test_deadlines), TEST(test_doors),    TEST(test_consignment),
        TEST(test_held_product), TEST(test_held_batch),
    };
    return fresh_run(tests, COUNT(tests));
}
