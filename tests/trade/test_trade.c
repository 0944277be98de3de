/* Orders, receipts, returns, invoices and payments: every refusal with its column, the figures of
 * RULES 6, counters that agree with the events after any sequence of them, on both engines. */
#include "../db/fresh.h"
#include "../figures.h"

#include "seed.h"
#include "trade/progress.h"
#include "trade/query.h"
#include "words/project.h"
#include "words/registry.h"
#include "words/trade.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static struct trade_memo memo;
static struct arena *arena;
static enum put how;
static const char *as_institution, *as_company; /* for whom the next verb is */
static struct err e;

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    memset(&memo, 0, sizeof(memo));
    return rc;
}

/* --- a verb in a transaction of its own --- */

struct call {
    const struct order *order;
    const struct receipt *receipt;
    const struct goods_return *back;
    const struct invoice_line *invoice;
    const struct payment_item *payment;
};

static bool
call_job(struct db *db, void *arg, struct err *err)
{
    const struct call *c = arg;
    struct trade t = {.db = db, .arena = arena, .pool = FRESH_POOL, .memo = &memo,
                      .institution = as_institution, .company = as_company};
    return c->order     ? place_order(&t, c->order, &how, err)
           : c->receipt ? accept_goods(&t, c->receipt, &how, err)
           : c->back    ? return_goods(&t, c->back, &how, err)
           : c->invoice ? enter_invoice(&t, c->invoice, &how, err)
                        : enter_payment(&t, c->payment, &how, err);
}

static bool
call(const struct call *c)
{
    e = (struct err){.code = ERR_NONE};
    arena = arena_new(16 << 20);
    memset(&memo, 0, sizeof(memo)); /* of one transaction */
    bool ok = db_tx(fresh_db, FRESH_POOL, call_job, (void *)c, &e);
    arena_free(arena);
    return ok;
}

static bool
order(const char *number, const char *hospital, const char *product, int64_t n, int64_t price,
      const char *on)
{
    const struct order o = {.number = number,
                            .line = 1,
                            .project = "P",
                            .institution = hospital,
                            .product = product,
                            .qty = {n},
                            .price = {price},
                            .payee = "",
                            .pay_days = -1,
                            .on = day(on)};
    return call(&(struct call){.order = &o});
}

static bool
chosen(const char *number, const char *product, int64_t price, enum variant variant, const char *reason)
{
    const struct order o = {.number = number, .line = 1, .project = "P", .institution = "H1", .product = product,
                            .variant = variant, .qty = {1}, .price = {price}, .payee = "", .pay_days = -1,
                            .on = day("2024-10-01"), .reason = reason};
    return call(&(struct call){.order = &o});
}

static bool
receive(const char *number, const char *of, int64_t n, const char *on)
{
    const struct receipt r = {.number = number,
                              .line = 1,
                              .order = of,
                              .order_line = 1,
                              .accepted = {n},
                              .reason = "",
                              .batch = "",
                              .udi = "",
                              .accepted_on = day(on)};
    return call(&(struct call){.receipt = &r});
}

static bool
send_back(const char *number, const char *receipt, int64_t n, const char *on)
{
    const struct goods_return r = {.number = number, .line = 1, .receipt = receipt, .receipt_line = 1,
                                   .qty = {n}, .on = day(on), .reason = ""};
    return call(&(struct call){.back = &r});
}

static bool
invoice(const char *number, const char *receipt, int64_t amount, const char *on)
{
    const struct invoice_line l = {.invoice = number, .receipt = receipt, .receipt_line = 1,
                                   .amount = {amount}, .on = day(on)};
    return call(&(struct call){.invoice = &l});
}

static bool
pay(const char *number, const char *of_invoice, const char *receipt, int64_t amount,
    const char *on)
{
    const struct payment_item p = {
        number, of_invoice, receipt, *receipt != '\0', {amount}, day(on), false};
    return call(&(struct call){.payment = &p});
}

static void
refused(bool ok, enum msg m, const char *field)
{
    char text[ERR_TEXT_MAX];
    assert_false(ok);
    if (e.msg != m || strcmp(e.at.field, field) != 0)
        fail_msg("%s", err_text(&e, LANG_EN, text));
}

static bool
found(void *arg, enum trade_check check, const char *what, struct err *err)
{
    (void)arg, (void)err;
    print_error("%s: %s\n", trade_check_names[check], what);
    ++*(int *)arg;
    return true;
}

static int
findings(void)
{
    int n = 0;
    OK(trade_check(fresh_db, FRESH_POOL, found, &n, &e));
    return n;
}

static int64_t
number(const char *sql)
{
    struct rows r;
    static struct { /* a query is known by its address: each gets its own */
        struct query q;
        char name[16];
    } asked[200];
    static size_t n;
    assert_true(n < COUNT(asked));
    struct query *q = &asked[n].q;
    snprintf(asked[n].name, sizeof(asked[n].name), "test_%zu", n);
    *q = (struct query){.name = asked[n++].name, .sql = sql, .params = 1};
    OK(db_run(fresh_db, q, fresh_arena, &r, &e, v_int(FRESH_POOL)));
    assert_int_equal(r.n, 1);
    return row_int(&r, 0, 0);
}

/* --- orders --- */

static void
test_order_refusals(void **state)
{
    static const struct {
        const char *why, *hospital, *product;
        int64_t n, price;
        const char *on;
        enum msg msg;
        const char *field;
    } examples[] = {
        {"nothing", "H1", "S1", 0, 0, "2024-10-01", M_ORDER_EMPTY, "qty"},
        {"unknown product", "H1", "S9", 1, 0, "2024-10-01", M_ORDER_NOT_LISTED, "product"},
        {"suspended", "H1", "X1", 1, 0, "2024-10-01", M_ORDER_HELD, "product"},
        {"stays away", "H3", "S1", 1, 0, "2024-10-01", M_PARTICIPATION_NONE, "hospital"},
        {"before the agreement", "H1", "S1", 1, 0, "2024-09-09", M_ORDER_OUTSIDE, "date"},
        {"after the agreement", "H1", "S1", 1, 0, "2025-09-10", M_ORDER_OUTSIDE, "date"},
        {"zero volume before the cycle", "H2", "S1", 1, 0, "2024-09-09", M_ORDER_OUTSIDE, "date"},
        {"zero volume after the cycle", "H2", "S1", 1, 0, "2026-09-10", M_ORDER_OUTSIDE, "date"},
        {"above the selected price", "H1", "S1", 1, 7980001, "2024-10-01", M_ORDER_ABOVE, "price"},
        {"above, zero volume", "H2", "S1", 1, 7980001, "2024-10-01", M_ORDER_ABOVE, "price"},
        {"above the listed price", "H1", "L1", 1, 5000001, "2024-10-01", M_ORDER_ABOVE, "price"},
        {"more than an amount can hold", "H1", "S1", 999999999999999, 0, "2024-10-01",
         M_ORDER_LARGE, "qty"},
    };
    const char *before = fresh_digest();
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        bool ok = order("O1", examples[i].hospital, examples[i].product, examples[i].n,
                        examples[i].price, examples[i].on);
        if (ok || e.msg != examples[i].msg || strcmp(e.at.field, examples[i].field) != 0) {
            char text[ERR_TEXT_MAX];
            fail_msg("%s: %s", examples[i].why, ok ? "taken" : err_text(&e, LANG_EN, text));
        }
    }
    assert_string_equal(before, fresh_digest());
    assert_false(order("O1", "H9", "S1", 1, 0, "2024-10-01")); /* no such hospital */
    assert_string_equal(e.at.field, "hospital");
}

/* C4: the selected price stands beside what was not selected; who pays more than it says why. */
static void
test_dearer_than_selected(void **state)
{
    (void)state;
    fresh_sql("UPDATE product SET class = 'K' WHERE code IN ('S1', 'S2', 'L1')");
    fresh_sql("INSERT INTO listing (pool, product, company, zone, project, state, cause, since_on, price, with_service,"
        " notice_price, notice_on, objections, decided_on, substitute) VALUES (500000, 'S2', 'C2', 'results', 'P',"
        " 'listed', 'x', '2024-09-10', 6000000, 0, 0, '', 0, '', '')");
    fresh_sql("UPDATE listing SET price = 9000000, with_service = 9500000 WHERE product = 'L1'");
    static const struct {
        const char *number, *product, *reason, *why;
        int64_t price;
        enum variant variant;
        int dearer; /* -1: refused; -2: nothing beside it */
    } examples[] = {
        {"O1", "L1", "", "cheaper than the dearest selected", 7000000, VARIANT_WITHOUT_SERVICE, 0},
        {"O2", "L1", "", "at the dearest selected", 7980000, VARIANT_WITHOUT_SERVICE, 0},
        {"O3", "L1", "", "dearer by the least", 7980001, VARIANT_WITHOUT_SERVICE, -1},
        {"O3", "L1", "", "at its list price, which is dearer", 0, VARIANT_WITHOUT_SERVICE, -1},
        {"O3", "L1", "smaller shaft", "with a reason", 0, VARIANT_WITHOUT_SERVICE, 1},
        {"O4", "L1", "", "with service: 848.00 stands beside it", 8480000, VARIANT_WITH_SERVICE, 0},
        {"O5", "L1", "", "with service, dearer", 8480001, VARIANT_WITH_SERVICE, -1},
        {"O6", "L1", NULL, "nobody could be asked", 0, VARIANT_WITHOUT_SERVICE, 1},
        {"O7", "S1", "", "selected itself", 0, VARIANT_WITHOUT_SERVICE, -2},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *before = fresh_digest();
        bool ok = chosen(examples[i].number, examples[i].product, examples[i].price, examples[i].variant,
                         examples[i].reason);
        if (ok != (examples[i].dearer != -1))
            fail_msg("%s: %s", examples[i].why, ok ? "taken" : msg_name(e.msg));
        if (!ok) {
            refused(ok, M_ORDER_DEARER, "reason");
            assert_string_equal(e.arg[2], "S1");
            assert_string_equal(before, fresh_digest());
            continue;
        }
        const char *q = arena_printf(fresh_arena, "SELECT COALESCE(MAX(dearer), -2) FROM order_beside WHERE pool = $1 AND"
                                                  " order_no = '%s'", examples[i].number);
        if (number(q) != examples[i].dearer)
            fail_msg("%s: %lld", examples[i].why, (long long)number(q));
    }
    assert_int_equal(number("SELECT COUNT(*) FROM order_beside WHERE pool = $1 AND beside = 'S1' AND"
                            " (reason = 'smaller shaft') = (order_no = 'O3')"), 5);
    assert_int_equal(number("SELECT beside_price FROM order_beside WHERE pool = $1 AND order_no = 'O4'"), 8480000);
    assert_int_equal(number("SELECT price FROM order_beside WHERE pool = $1 AND order_no = 'O3'"), 9000000);
    fresh_sql("UPDATE listing SET state = 'delisted' WHERE zone = 'results'"); /* nothing selected any more */
    assert_true(chosen("O8", "L1", 0, VARIANT_WITHOUT_SERVICE, ""));
    fresh_sql("UPDATE listing SET state = 'listed'");
    fresh_sql("UPDATE product SET class = ''"); /* of no class: compared with nothing */
    assert_true(chosen("O9", "L1", 0, VARIANT_WITHOUT_SERVICE, ""));
    assert_int_equal(number("SELECT COUNT(*) FROM order_beside WHERE pool = $1"), 5);
}

static void
test_orders(void **state)
{
    (void)state;
    assert_true(order("O1", "H1", "S1", 60, 0, "2024-10-01"));
    assert_int_equal(how, PUT_NEW);
    const char *once = fresh_digest();
    assert_true(order("O1", "H1", "S1", 60, 0, "2024-10-01")); /* again: nothing */
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(once, fresh_digest());
    refused(order("O1", "H1", "S1", 61, 0, "2024-10-01"), M_PUT_FACT, "qty");
    assert_true(order("O2", "H1", "S1", 60, 7980000, "2024-10-02")); /* 20 beyond the agreed 100 */
    assert_int_equal(number("SELECT over FROM order_line WHERE pool = $1 AND order_no = 'O2'"), 20);
    assert_true(order("O3", "H1", "S1", 5, 0, "2025-09-09"));
    assert_int_equal(number("SELECT over FROM order_line WHERE pool = $1 AND order_no = 'O3'"), 5);
    /* 重庆 lets a hospital keep its own lower price. */
    assert_true(order("O4", "H1", "S1", 1, 7000000, "2024-10-02"));
    assert_int_equal(number("SELECT selected FROM order_line WHERE pool = $1 AND order_no = 'O4'"),
                     7980000);
    assert_true(order("O5", "H2", "S1", 1, 0, "2026-09-09")); /* zero volume, to the cycle's end */
    assert_true(order("O6", "H2", "L1", 1, 4000000, "2024-10-02")); /* listed, bargained down */
    assert_int_equal(number("SELECT COUNT(*) FROM order_line WHERE pool = $1 AND "
                            "(order_no = 'O5' AND kind = 'zero_volume' OR order_no = 'O6' AND kind "
                            "= 'listed')"), 2);
    assert_int_equal(number("SELECT ordered FROM agreement_line WHERE pool = $1 AND agreement = "
                            "'A1'"), 126);
    assert_int_equal(findings(), 0);
}

static void
test_one_order_one_institution(void **state)
{
    struct order o = {.number = "O1", .line = 1, .project = "P", .institution = "H1",
                      .product = "S1", .qty = {1}, .payee = "", .pay_days = -1,
                      .on = day("2024-10-01")};
    const struct call c = {.order = &o};
    (void)state;
    assert_true(call(&c));
    o.line = 2;
    o.institution = "H2";
    refused(call(&c), M_DOCUMENT_OTHER, "hospital");
    o.institution = "H1";
    o.on = day("2024-10-02");
    refused(call(&c), M_DOCUMENT_OTHER, "date");
    o.on = day("2024-10-01");
    o.payee = "D2";
    refused(call(&c), M_ORDER_PAYEE, "distributor");
    o.payee = "";
    o.product = "S2";
    o.variant = VARIANT_WITH_SERVICE;
    refused(call(&c), M_ORDER_VARIANT, "variant");
    o.product = "S1";
    assert_true(call(&c)); /* with service: at that price */
    assert_int_equal(number("SELECT price FROM order_line WHERE pool = $1 AND line = 2"), 8480000);
    assert_int_equal(findings(), 0);
}

/* A4: expired, not renewing: only batches made within validity; I3: orders to the standby. */
static void
test_doors_of_an_order(void **state)
{
    struct order o = {.number = "O1", .line = 1, .project = "P", .institution = "H1", .product = "S1", .qty = {1},
                      .payee = "", .pay_days = -1, .on = day("2024-10-01")};
    const struct call c = {.order = &o};
    (void)state;
    fresh_sql("UPDATE product SET certificate = 'Z' WHERE code = 'S1'");
    refused(call(&c), M_ORDER_CERTIFICATE, "product"); /* not on record */
    fresh_sql("INSERT INTO certificate (number, from_on, to_on, company, kind, renewal_filed_on) VALUES "
        "('Z', '2020-01-01', '2024-09-30', 'C1', 'registration', '')");
    refused(call(&c), M_ORDER_CERTIFICATE, "product"); /* its last day was yesterday */
    o.made = day("2024-10-01");
    refused(call(&c), M_ORDER_CERTIFICATE, "product");
    o.made = day("2024-09-30");
    assert_true(call(&c));
    o.made = day("2024-09-29");
    refused(call(&c), M_PUT_FACT, "made");
    o = (struct order){.number = "O2", .line = 1, .project = "P", .institution = "H1", .product = "S1", .qty = {1},
                       .payee = "", .pay_days = -1, .on = day("2024-09-30")};
    assert_true(call(&c));
    o.number = "O3";
    o.on = day("2024-10-02");
    fresh_sql("UPDATE certificate SET renewal_filed_on = '2024-09-30'");
    assert_true(call(&c));
    fresh_sql("INSERT INTO credit_event (pool, event, party, matter, amount, happened_on, evaluated_on, division, product, "
        "document) VALUES (500000, 'E1', 'C1', 'kickback', 90000000000, '2024-09-01', '2025-01-01', 500000, 'S1', '')");
    o.number = "O4";
    assert_true(call(&c));
    o.number = "O5";
    o.on = day("2025-01-01"); /* judged by the edition of 2025: the worst grade */
    refused(call(&c), M_CREDIT_BAR_ORDER, "product");
    assert_int_equal(findings(), 0);
}

/* Every verdict, by the smallest case that ends in it. */
static void
test_order_verdicts(void **state)
{
    const struct order plain = {.qty = {1}, .payee = "", .price = {0}};
    const struct terms good = {.kind = TERMS_AGREED, .payee = "D", .selected = {100},
                               .agreed = {10}, .in_cycle = true, .takes_part = true};
    const struct trade_rules all = {.over_agreed = true, .zero_volume = true, .own_lower = true};
    bool seen[ORDER_VERDICTS] = {false};
    (void)state;
    for (int code = 0; code < 1 << 13; code++) {
        struct order in = plain;
        struct terms t = good;
        struct trade_rules r = all;
        qty over;
        bool bit[13];
        for (int i = 0; i < 13; i++)
            bit[i] = code >> i & 1;
        if (bit[0]) in.qty.pieces = 0;
        if (bit[1]) t.kind = bit[2] ? TERMS_ZERO_VOLUME : TERMS_NONE;
        if (bit[3]) t.held = true;
        if (bit[4]) t.takes_part = false;
        if (bit[5]) t.in_cycle = false;
        if (bit[6]) t.selected.units = bit[2] ? 0 : INT64_MAX / 4;
        if (bit[7]) r.zero_volume = r.over_agreed = false;
        if (bit[8]) in.qty.pieces *= 11;
        if (bit[9]) in.payee = "E";
        if (bit[10]) {
            in.price.units = bit[2] ? 101 : 99;
            r.own_lower = false;
        }
        t.lapsed = bit[11];
        t.barred = bit[12];
        enum order_verdict v = order_check(&t, &r, &in, &over);
        seen[v] = true;
        bool fine = in.qty.pieces > 0 && t.kind != TERMS_NONE && !t.held && !t.lapsed && !t.barred && t.in_cycle &&
                    t.selected.units > 0 && (t.kind == TERMS_AGREED || (t.takes_part && r.zero_volume));
        fine = fine && (t.kind != TERMS_AGREED || (in.qty.pieces <= 10 || r.over_agreed)) &&
               (t.kind != TERMS_AGREED || *in.payee == '\0') &&
               (in.price.units == 0 || in.price.units == t.selected.units) && 
               (in.qty.pieces < 11 || t.selected.units < INT64_MAX / 11);
        assert_int_equal(v == ORDER_OK, fine);
        if (fine)
            assert_int_equal(over.pieces, t.kind == TERMS_AGREED && in.qty.pieces > 10 ? 1 : 0);
    }
    for (int v = 0; v < ORDER_VERDICTS; v++)
        if (!seen[v])
            fail_msg("never: %s", order_verdict_name((enum order_verdict)v));
}

/* --- receipts --- */

static void
test_receipts(void **state)
{
    struct receipt r = {.number = "R1", .line = 1, .order = "O1", .order_line = 1, .accepted = {6},
                        .rejected = {0}, .reason = "", .batch = "B7", .udi = "",
                        .accepted_on = day("2025-12-10")};
    const struct call c = {.receipt = &r};
    (void)state;
    refused(call(&c), M_NO_ORDER, "order");
    assert_true(order("O1", "H2", "S1", 10, 0, "2025-12-01"));
    r.accepted_on = day("2025-11-30");
    refused(call(&c), M_RECEIPT_BEFORE, "accepted");
    r.accepted_on = day("2025-12-10");
    r.accepted.pieces = 11;
    refused(call(&c), M_RECEIPT_MORE, "qty");
    r.accepted.pieces = 0;
    refused(call(&c), M_RECEIPT_NOTHING, "qty");
    r.rejected.pieces = 1;
    refused(call(&c), M_RECEIPT_REASON, "reason");
    r.reason = "broken";
    r.accepted.pieces = 6;
    r.delivered = day("2025-12-11");
    refused(call(&c), M_RECEIPT_DELIVERED, "delivered");
    r.delivered = day("2025-12-09");
    r.expires = day("2025-12-09");
    refused(call(&c), M_RECEIPT_EXPIRED, "expires");
    r.expires = day("2025-12-10"); /* its last day */
    assert_true(call(&c));
    const char *once = fresh_digest();
    assert_true(call(&c));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(once, fresh_digest());
    r.batch = "B8";
    refused(call(&c), M_PUT_FACT, "batch");
    r.number = "R2";
    r.accepted.pieces = 5; /* 4 are left; the refused one may come again */
    refused(call(&c), M_RECEIPT_MORE, "qty");
    r.accepted.pieces = 4;
    assert_true(call(&c));
    assert_int_equal(findings(), 0);
    assert_int_equal(number("SELECT rejected FROM order_line WHERE pool = $1"), 2);
}

/* RULES 6: accepted 2025-12-10 under CQ is due 2026-01-31, a Saturday: in time until the next
 * working day, overdue from 2026-02-03. */
static bool
one_owed(void *arg, const struct owed *o, struct err *err)
{
    (void)err;
    *(int *)arg = o->days_late;
    assert_int_equal(o->due_on.day, day("2026-01-31").day);
    assert_int_equal(o->in_time_until.day, day("2026-02-02").day);
    assert_string_equal(o->pack, "chongqing");
    return true;
}

static void
test_due_dates(void **state)
{
    static const struct {
        const char *on;
        int late;
    } days[] = {{"2025-12-10", 0}, {"2026-01-31", 0}, {"2026-02-02", 0},
                {"2026-02-03", 1}, {"2026-03-02", 28}};
    int late = -1;
    (void)state;
    assert_true(order("O1", "H2", "S1", 10, 0, "2025-12-01"));
    assert_true(receive("R1", "O1", 10, "2025-12-10"));
    for (size_t i = 0; i < COUNT(days); i++) {
        OK(owed_on(fresh_db, FRESH_POOL, "P", day(days[i].on), one_owed, &late, &e));
        assert_int_equal(late, days[i].late);
    }
    late = -1;
    OK(owed_on(fresh_db, FRESH_POOL, "P", day("2025-12-09"), one_owed, &late, &e));
    assert_int_equal(late, -1); /* not yet accepted on that day */
    assert_true(pay("Z1", "", "R1", 79800000, "2026-02-03"));
    assert_int_equal(number("SELECT late FROM payment_line WHERE pool = $1"), 1);
    OK(owed_on(fresh_db, FRESH_POOL, "P", day("2026-02-03"), one_owed, &late, &e));
    assert_int_equal(late, 0); /* paid */
    OK(owed_on(fresh_db, FRESH_POOL, "P", day("2026-02-02"), one_owed, &late, &e));
    assert_int_equal(late, 0); /* as it was the day before: owed, and in time */
    OK(owed_on(fresh_db, FRESH_POOL, "P", day("2026-03-02"), one_owed, &late, &e));
    assert_int_equal(late, 0);
}

/* H1 in every jurisdiction, accepted on 2024-01-31: the pack in force on that day counts, and its
 * digest is kept with the line. */
static void
test_due_by_every_pack(void **state)
{
    static const struct {
        const char *pack;
        int64_t pay_days;
        const char *due, *why;
    } packs[] = {
        {"chongqing", -1, "2024-02-29", "ok"}, {"chuxiong", -1, "2024-03-01", "ok"},
        {"lvliang", -1, "2024-02-29", "ok"},   {"gansu", -1, "2024-02-29", "ok"},
        {"guangzhou", 60, "2024-03-31", "ok"}, {"guangzhou", -1, "", "no_term"},
    };
    (void)state;
    OK(fresh_db->ops->exec(fresh_db, "UPDATE project SET executed_on = '2024-01-01'", &e));
    for (size_t i = 0; i < COUNT(packs); i++) {
        char sql[160], name[8];
        struct rows r;
        static const struct query q = {.name = "due_of_receipt", .params = 2,
                                       .sql = "SELECT due_on, due_why, pack, length(pack_sha256) "
                                              "FROM receipt WHERE pool = $1 AND receipt = $2"};
        snprintf(sql, sizeof(sql), "UPDATE pool_pack SET pack = '%s'", packs[i].pack);
        OK(fresh_db->ops->exec(fresh_db, sql, &e));
        snprintf(name, sizeof(name), "Q%zu", i);
        const struct order o = {.number = name, .line = 1, .project = "P", .institution = "H2",
                                .product = "S1", .qty = {1}, .payee = "",
                                .pay_days = packs[i].pay_days, .on = day("2024-01-02")};
        assert_true(call(&(struct call){.order = &o}));
        assert_true(receive(name, name, 1, "2024-01-31"));
        OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text(name)));
        assert_string_equal(row_text(&r, 0, 0), packs[i].due);
        assert_string_equal(row_text(&r, 0, 1), packs[i].why);
        assert_string_equal(row_text(&r, 0, 2), packs[i].pack);
        assert_int_equal(row_int(&r, 0, 3), 64);
    }
}

/* 0.3333 x 10 = 3.333: once rounded on the receipt line, 3.33. */
static void
test_money_is_rounded_once(void **state)
{
    (void)state;
    assert_true(order("O1", "H1", "S2", 100, 0, "2024-10-01"));
    assert_true(receive("R1", "O1", 10, "2024-10-08"));
    assert_int_equal(number("SELECT amount FROM receipt WHERE pool = $1"), 33300);
    for (int i = 0; i < 10; i++) { /* 0.3333 rounds to 0.33, ten times 3.30 */
        char number_of[8];
        snprintf(number_of, sizeof(number_of), "B%d", i);
        assert_true(send_back(number_of, "R1", 1, "2024-10-09"));
    }
    assert_int_equal(number("SELECT returned_amount FROM receipt WHERE pool = $1"), 33000);
    refused(send_back("B10", "R1", 1, "2024-10-09"), M_RETURN_MORE, "qty");
    assert_true(receive("R2", "O1", 20, "2024-10-08")); /* 6.666 -> 6.67 */
    assert_true(send_back("C1", "R2", 20, "2024-10-09"));
    assert_int_equal(number("SELECT CAST(SUM(amount) AS BIGINT) FROM goods_return WHERE pool = $1 "
                            "AND receipt = 'R2'"), 66700);
    assert_true(receive("R3", "O1", 3, "2024-10-08")); /* 0.9999 -> 1.00; 2 x 0.6666 -> 0.67 */
    assert_true(send_back("E1", "R3", 2, "2024-10-09"));
    assert_true(send_back("E2", "R3", 1, "2024-10-09"));
    assert_int_equal(number("SELECT CAST(SUM(amount) AS BIGINT) FROM goods_return WHERE pool = $1 "
                            "AND receipt = 'R3'"), 10000);
    refused(send_back("E3", "R4", 1, "2024-10-09"), M_NO_RECEIPT, "receipt");
    assert_int_equal(findings(), 0);
}

/* --- money --- */

static void
test_invoices_and_payments(void **state)
{
    (void)state;
    assert_true(order("O1", "H1", "S1", 10, 0, "2024-10-01"));
    assert_true(receive("R1", "O1", 4, "2024-10-08")); /* 3192.00 */
    assert_true(receive("R2", "O1", 2, "2024-10-09")); /* 1596.00 */
    refused(invoice("I1", "R9", 0, "2024-10-10"), M_NO_RECEIPT, "receipt");
    refused(invoice("I1", "R1", 31920100, "2024-10-10"), M_INVOICE_MORE, "amount");
    refused(invoice("I1", "R1", 1, "2024-10-10"), M_NOT_FEN, "amount");
    assert_true(invoice("I1", "R1", 0, "2024-10-10")); /* all of it */
    assert_true(invoice("I1", "R1", 0, "2024-10-10"));
    assert_int_equal(how, PUT_SAME);
    refused(invoice("I2", "R1", 0, "2024-10-10"), M_INVOICE_MORE, "amount");
    refused(invoice("I1", "R2", 0, "2024-10-11"), M_DOCUMENT_OTHER, "date");
    assert_true(invoice("I1", "R2", 10000000, "2024-10-10")); /* 1000.00 of 1596.00 */

    refused(pay("Z1", "", "", 100, "2024-10-20"), M_PAYMENT_NAMES, "invoice");
    refused(pay("Z1", "I9", "", 100, "2024-10-20"), M_NO_INVOICE, "invoice");
    refused(pay("Z1", "I1", "R9", 100, "2024-10-20"), M_NO_INVOICE, "invoice");
    refused(pay("Z1", "I1", "", 41920100, "2024-10-20"), M_PAYMENT_MORE, "amount");
    refused(pay("Z1", "I1", "", 0, "2024-10-20"), M_NOT_FEN, "amount");
    refused(pay("Z1", "I1", "", 50, "2024-10-20"), M_NOT_FEN, "amount");
    refused(pay("Z1", "I1", "", 100, "2024-10-08"), M_PAYMENT_BEFORE, "date");
    assert_true(pay("Z1", "I1", "", 40000000, "2024-10-20")); /* R1 in full, 808.00 of R2 */
    assert_true(pay("Z1", "I1", "", 40000000, "2024-10-20"));
    assert_int_equal(how, PUT_SAME);
    refused(pay("Z1", "I1", "", 30000000, "2024-10-20"), M_PUT_FACT, "amount");
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R1'"),
                     31920000);
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R2'"), 8080000);
    refused(pay("Z2", "I1", "", 1920100, "2024-10-21"), M_PAYMENT_MORE, "amount");
    refused(pay("Z1", "", "R2", 100, "2024-10-21"), M_DOCUMENT_OTHER, "date");
    assert_true(pay("Z2", "", "R2", 7880000, "2024-10-21")); /* the rest, beyond the invoice too */
    refused(pay("Z3", "", "R2", 100, "2024-10-21"), M_PAYMENT_MORE, "amount");
    assert_true(order("O2", "H2", "S1", 1, 0, "2024-10-01"));
    assert_true(receive("R5", "O2", 1, "2024-10-08"));
    refused(pay("Z2", "", "R5", 100, "2024-10-21"), M_DOCUMENT_PARTIES, "payment");
    refused(invoice("I1", "R5", 0, "2024-10-10"), M_DOCUMENT_PARTIES, "receipt");
    assert_int_equal(findings(), 0);
}

/* A return before payment lowers what is owed; after it, it is taken from the next payment. */
static void
test_returns_and_credits(void **state)
{
    (void)state;
    assert_true(order("O1", "H1", "S1", 10, 0, "2024-10-01"));
    assert_true(receive("R1", "O1", 2, "2024-10-08")); /* 1596.00 */
    assert_true(receive("R2", "O1", 2, "2024-10-08"));
    refused(send_back("B1", "R1", 1, "2024-10-07"), M_RETURN_BEFORE, "date");
    assert_true(send_back("B1", "R1", 1, "2024-10-09")); /* 798.00 left */
    refused(pay("Z1", "", "R1", 7980100, "2024-10-20"), M_PAYMENT_MORE, "amount");
    assert_true(pay("Z1", "", "R1", 7980000, "2024-10-20"));
    assert_true(send_back("B2", "R1", 1, "2024-10-21")); /* paid already: a credit of 798.00 */
    assert_int_equal(number("SELECT credit FROM goods_return WHERE pool = $1 AND return_no = 'B2'"),
                     7980000);
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R1'"), 0);
    assert_true(pay("Z2", "", "R2", 1000000, "2024-10-25")); /* 100.00, and the credit */
    assert_int_equal(number("SELECT paid FROM receipt WHERE pool = $1 AND receipt = 'R2'"), 8980000);
    assert_int_equal(number("SELECT credit_used FROM goods_return WHERE pool = $1 AND return_no = "
                            "'B2'"), 7980000);
    assert_int_equal(number("SELECT amount FROM payment WHERE pool = $1 AND payment = 'Z2'"),
                     1000000);
    refused(pay("Z3", "", "R2", 6980100, "2024-10-26"), M_PAYMENT_MORE, "amount");
    assert_true(pay("Z3", "", "R2", 6980000, "2024-10-26"));
    assert_int_equal(findings(), 0);
}

/* --- counters --- */

struct seen {
    int rows;
    struct progress last;
};

static bool
keep(void *arg, const struct trade_line *k, const struct progress *p, struct err *err)
{
    struct seen *s = arg;
    (void)err;
    if (strcmp(k->institution, "H1") == 0)
        s->last = *p;
    s->rows++;
    return true;
}

static void
test_progress_as_of_a_day(void **state)
{
    static const struct {
        const char *on;
        int64_t ordered, accepted, returned, amount, at_selected;
    } days[] = {
        {"2024-09-30", 0, 0, 0, 0, 0},
        {"2024-10-01", 50, 0, 0, 0, 0},
        {"2024-10-31", 50, 20, 0, 140000000, 159600000},
        {"2024-11-04", 50, 30, 0, 210000000, 239400000},
        {"2024-11-05", 50, 30, 4, 182000000, 207480000},
        {"2026-01-01", 50, 30, 4, 182000000, 207480000},
    };
    (void)state;
    assert_true(order("O1", "H1", "S1", 50, 7000000, "2024-10-01")); /* own lower price */
    assert_true(order("O2", "H2", "S1", 5, 0, "2024-12-01"));
    assert_true(receive("R1", "O1", 20, "2024-10-20"));
    assert_true(receive("R2", "O1", 10, "2024-11-04"));
    assert_true(send_back("B1", "R1", 4, "2024-11-05"));
    for (size_t i = 0; i < COUNT(days); i++) {
        struct seen s = {0};
        OK(progress_on(fresh_db, FRESH_POOL, "P", day(days[i].on), keep, &s, &e));
        assert_int_equal(s.rows, 2);
        assert_int_equal(s.last.agreed.pieces, 100);
        assert_int_equal(s.last.ordered.pieces, days[i].ordered);
        assert_int_equal(s.last.accepted.pieces, days[i].accepted);
        assert_int_equal(s.last.returned.pieces, days[i].returned);
        assert_int_equal(s.last.accepted_amount.units, days[i].amount);
        assert_int_equal(s.last.at_selected.units, days[i].at_selected);
    }
    assert_int_equal(findings(), 0);
}

/* Whatever is tried in whatever order, the counters stay those of the events. */
static void
test_any_sequence(void **state)
{
    uint64_t dice = 42;
    int taken = 0;
    (void)state;
    for (int i = 0; i < 150; i++) {
        char a[8], b[8];
        dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        unsigned r = (unsigned)(dice >> 33);
        snprintf(a, sizeof(a), "N%d", i);
        snprintf(b, sizeof(b), "N%u", (r >> 8) % (unsigned)(i + 1));
        const char *on = r % 2 ? "2024-11-30" : "2024-12-01";
        int64_t n = (int64_t)(r >> 4) % 9 + 1;
        switch (r % 5) {
        case 0: taken += order(a, r & 64 ? "H1" : "H2", r & 128 ? "S1" : "S2", n * 10, 0, "2024-11-01"); break;
        case 1: taken += receive(a, b, n, on); break;
        case 2: taken += send_back(a, b, n, "2024-12-02"); break;
        case 3: taken += invoice(a, b, 0, on); break;
        default: taken += pay(a, r & 64 ? b : "", r & 64 ? "" : b, n * 100, "2024-12-03"); break;
        }
    }
    assert_in_range(taken, 20, 150);
    assert_int_equal(findings(), 0);
}

/* A counter that somebody changed is found. */
static void
test_check_finds(void **state)
{
    static const char *const damage[] = {
        "UPDATE progress SET accepted = accepted + 1",
        "UPDATE progress_month SET paid = paid + 100",
        "UPDATE agreement_line SET ordered = ordered + 1",
        "UPDATE order_line SET accepted = accepted - 1",
        "UPDATE receipt SET invoiced = invoiced - 100 WHERE receipt = 'R1'",
        "UPDATE invoice SET amount = amount + 100",
        "UPDATE payment SET amount = amount + 100",
        "UPDATE goods_return SET credit_used = 0",
        "UPDATE invoice_line SET paid = 0",
    };
    (void)state;
    assert_true(order("O1", "H1", "S1", 10, 0, "2024-10-01"));
    assert_true(receive("R1", "O1", 5, "2024-10-08"));
    assert_true(invoice("I1", "R1", 0, "2024-10-08"));
    assert_true(pay("Z1", "I1", "", 39900000, "2024-10-09"));
    assert_true(send_back("B1", "R1", 1, "2024-10-10"));
    assert_true(receive("R2", "O1", 1, "2024-10-11"));
    assert_true(receive("R3", "O1", 1, "2024-10-11"));
    assert_true(pay("Z2", "", "R2", 100, "2024-10-12"));
    assert_int_equal(findings(), 0);
    for (size_t i = 0; i < COUNT(damage); i++) {
        OK(fresh_db->ops->exec(fresh_db, "BEGIN", &e));
        OK(fresh_db->ops->exec(fresh_db, damage[i], &e));
        int n = findings();
        OK(fresh_db->ops->exec(fresh_db, "ROLLBACK", &e));
        if (n == 0)
            fail_msg("not found: %s", damage[i]);
    }
}

/* SQLite has no figures of an empty database, and would read a whole pool instead of using an index:
 * tools/schemagen.awk tells it what to expect. */
static void
test_plans_use_their_index(void **state)
{
    static const struct {
        const struct query *q;
        const char *index;
    } plans[] = {{&q_due_on, "payment_line_receipt"},
                 {&q_due_on, "goods_return_receipt"},
                 {&q_credit_each, "goods_return_credit"},
                 {&q_terms_agreed, "agreement_"}};
    (void)state;
    for (size_t i = 0; i < COUNT(plans) && strcmp(fresh_name(), "sqlite") == 0; i++) {
        static struct query q[COUNT(plans)];
        struct val v[8] = {v_int(FRESH_POOL)};
        struct rows r;
        bool used = false;
        q[i] = *plans[i].q;
        q[i].sql = arena_printf(fresh_arena, "EXPLAIN QUERY PLAN %s", plans[i].q->sql);
        for (size_t k = 1; k < q[i].params; k++)
            v[k] = v_text("x");
        OK(fresh_db->ops->run(fresh_db, &q[i], v, q[i].params, fresh_arena, &r, &e));
        for (size_t k = 0; k < r.n; k++)
            used |= strstr(row_text(&r, k, 3), plans[i].index) != NULL;
        if (!used)
            fail_msg("%s does not use %s", plans[i].q->name, plans[i].index);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_order_refusals),
        TEST(test_orders),
        TEST(test_dearer_than_selected),
        TEST(test_one_order_one_institution),
        TEST(test_doors_of_an_order),
        TEST(test_order_verdicts),
        TEST(test_receipts),
        TEST(test_due_dates),
        TEST(test_due_by_every_pack),
        TEST(test_money_is_rounded_once),
        TEST(test_invoices_and_payments),
        TEST(test_returns_and_credits),
        TEST(test_progress_as_of_a_day),
        TEST(test_any_sequence),
        TEST(test_check_finds),
        TEST(test_plans_use_their_index),
    };
    return fresh_run(tests, COUNT(tests));
}
