/* Changes while agreements run, kind by kind: proposed, consented to, approved, in force; volumes
 * that add up, history that stays, and what is refused. */
#include "world.h"

#include "agreement/amend.h"
#include "agreement/extension.h"
#include "day/run_day.h"
#include "desk/fsck.h"
#include "listing/standard.h"
#include "project/explained.h"
#include "tender/award_change.h"
#include "trade/trade.h"
#include "words/agreement.h"
#include "words/amend.h"
#include "words/trade.h"
#include "words/period.h"

static struct trade_memo memo;

/* --- who does what, in one line --- */

static const struct amend_actor office = {"YIBAO", "wang", true}, boss = {"YIBAO", "li", true};

static bool
propose(struct amendment m, const char *org, const char *today)
{
    const struct amend_actor by = {org, "clerk", strcmp(org, "YIBAO") == 0};
    m.project = P;
    if (m.successor == NULL)
        m.successor = "";
    if (m.reason == NULL)
        m.reason = "as agreed";
    if (m.document == NULL)
        m.document = "";
    return amend_propose(DB, POOL, &m, &by, day(today), &how, &e);
}

static bool
consents(const char *number, const char *org)
{
    const struct amend_actor by = {org, "clerk", false};
    return amend_answer(DB, POOL, number, &by, true, "", day("2025-02-01"), &how, &e);
}

static bool
approve(const char *number, const char *today)
{
    return amend_decide(DB, POOL, number, &boss, true, "", day(today), &how, &e);
}

static int64_t
total(void)
{
    static const struct query sum = {
        .name = "n", .params = 1, .sql = "SELECT COALESCE(CAST(SUM(agreed) AS BIGINT), 0) FROM agreement_line WHERE pool = $1"};
    struct rows r;
    OK(db_run(fresh_db, &sum, world_arena, &r, &e, v_int(POOL)));
    return row_int(&r, 0, 0);
}

/* The world's award fell from the sky; what the wings to the right make of it is whole. */
static bool
of_the_world(const struct fault *f)
{
    return strncmp(f->name, "tender.", 7) == 0 || strncmp(f->name, "demand.", 7) == 0;
}

static void
found(void *arg, const struct fault *f)
{
    (void)arg;
    if (!of_the_world(f))
        fail_msg("%s: %s", f->name, f->row);
}

static void
count_fault(void *arg, const struct fault *f)
{
    assert_true(of_the_world(f) || strncmp(f->name, "agreement.amend", 15) == 0);
    *(int64_t *)arg += !of_the_world(f);
}

static struct amendment
amendment(const char *number)
{
    struct amendment m;
    OK(fsck(fresh_db, POOL, found, NULL, &e));
    OK(amend_get(DB, POOL, number, &m, &e));
    return m;
}

struct got {
    int64_t agreed;
    const char *company, *distributor;
    money price;
};

/* agreed -1: no line that day. */
static struct got
at(const char *institution, const char *product, const char *on)
{
    struct agreement_line l;
    struct err none;
    if (!line_on(DB, POOL, institution, product, "", day(on), &l, &none)) {
        assert_int_equal(none.msg, M_NO_AGREEMENT);
        return (struct got){-1, "", "", {0}};
    }
    return (struct got){l.agreed, l.company, l.distributor, l.price};
}

struct buying {
    const char *number, *institution, *product, *on;
    int64_t n, accepted;
    money price;
};

static bool
buy_job(struct db *db, void *arg, struct err *err)
{
    const struct buying *b = arg;
    struct trade t = {.db = db, .arena = world_arena, .pool = POOL, .memo = &memo};
    const struct order o = {.number = b->number, .line = 1, .project = P,
        .institution = b->institution, .product = b->product, .variant = VARIANT_WITHOUT_SERVICE,
        .qty = {b->n}, .price = b->price, .payee = "", .pay_days = -1, .on = day(b->on)};
    const struct receipt r = {.number = b->number, .line = 1, .order = b->number, .order_line = 1,
        .accepted = {b->accepted}, .reason = "", .batch = "", .udi = "", .accepted_on = day(b->on)};
    memset(&memo, 0, sizeof(memo));
    return place_order(&t, &o, &how, err) && (b->accepted == 0 || accept_goods(&t, &r, &how, err));
}

static bool
buy(const char *number, const char *institution, const char *product, int64_t n, int64_t accepted,
    const char *on)
{
    struct buying b = {number, institution, product, on, n, accepted, {0}};
    return db_tx(fresh_db, POOL, buy_job, &b, &e);
}

static void
begin(void)
{
    named(X1, MAKER);
    named(X2, MAKER);
    named(X1, CARRIER);
    fresh_sql("UPDATE distribution SET state = 'void' WHERE distributor = '" CARRIER "'");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" A "', 1, 'mandatory', '', '')");
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" B "', 1, 'mandatory', '', '')");
    agreed();
    assert_int_equal(total(), 120); /* 60 in each of two terms */
}

static int64_t
run_on(const char *on)
{
    struct run_amendments r = {.pool = POOL, .on = day(on)};
    OK(db_tx(fresh_db, POOL, run_amendments, &r, &e));
    return r.done;
}

/* --- prices --- */

static const struct amendment cut = {.number = "N1", .kind = AMEND_PRICE_CUT, .subject = X1,
    .price = {9000000}, .with_service = {11000000}};

static struct amendment
on_day(struct amendment m, const char *day_text)
{
    m.effective_on = day(day_text);
    return m;
}

static void
test_price_cut(void **state)
{
    struct list_project l = {.selected = {.a = world_arena, .pool = POOL, .project = P}};
    struct amend_line *line;
    struct listing listed;
    money standard;
    bool is;
    size_t n;
    (void)state;
    begin();
    l.selected.a = world_arena;
    OK(db_tx(fresh_db, POOL, list_project, &l, &e));
    OK(buy("O1", A, X1, 4, 3, "2024-10-01"));
    OK(propose(on_day(cut, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-02-02")); /* no institution is asked: it is for all of them */
    assert_int_equal(amendment("N1").state, AMEND_APPROVED);
    assert_int_equal(at(A, X1, "2025-03-01").price.units, 12000000); /* its day has not come */
    assert_int_equal(run_on("2025-02-28"), 0);
    assert_int_equal(run_on("2025-03-01"), 1);
    const char *digest = fresh_digest();
    assert_int_equal(run_on("2025-03-02"), 0);
    assert_string_equal(digest, fresh_digest());
    struct amendment m = amendment("N1");
    assert_int_equal(m.state, AMEND_EFFECTIVE);
    assert_int_equal(m.added + m.removed, 0);
    assert_int_equal(total(), 120);
    static const struct {
        const char *institution, *on;
        int64_t price;
    } prices[] = {{A, "2025-02-28", 12000000}, {A, "2025-03-01", 11000000},
                  {B, "2025-03-01", 11000000}, {B, "2024-09-10", 12000000},
                  {A, "2025-09-10", 11000000}, {B, "2026-09-09", 11000000}};
    for (size_t i = 0; i < COUNT(prices); i++)
        assert_int_equal(at(prices[i].institution, X1, prices[i].on).price.units, prices[i].price);
    OK(amend_lines(DB, POOL, &m, &line, &n, &e));
    assert_int_equal(n, 4); /* A and B, two terms */
    assert_int_equal(line[0].amount_before.units, INT64_C(120000000)); /* A: 10 x 1200 */
    assert_int_equal(line[0].amount_after.units, INT64_C(114000000)); /* 4 x 1200 + 6 x 1100 */
    assert_int_equal(line[2].amount_after.units, INT64_C(110000000)); /* the next term: all of it */
    assert_int_equal(line[1].agreed_after, line[1].agreed_before);
    OK(listing_get(DB, POOL, X1, &listed, &is, &e));
    assert_int_equal(listed.price.units, 9000000);
    assert_int_equal(listed.with_service.units, 11000000);
    OK(standard_on(DB, POOL, X1, day("2025-03-01"), &standard, &is, &e));
    if (is)
        assert_int_equal(standard.units, 11000000);
    OK(db_tx(fresh_db, POOL, list_project, &(struct list_project){.selected = {.a = world_arena,
        .pool = POOL, .project = P, .on = day("2025-04-01")}}, &e)); /* listed anew: as it is now */
    OK(listing_get(DB, POOL, X1, &listed, &is, &e));
    assert_int_equal(listed.price.units, 9000000);
    struct buying dear = {"O2", A, X1, "2025-03-02", 1, 0, {9000001}};
    assert_false(db_tx(fresh_db, POOL, buy_job, &dear, &e));
    assert_int_equal(e.msg, M_ORDER_ABOVE);
    dear.on = "2025-02-27"; /* an order of before, entered late: at the price of its day */
    OK(db_tx(fresh_db, POOL, buy_job, &dear, &e));
    (void)amendment("N1");
}

static void
test_cuts_that_are_none(void **state)
{
    struct amendment m = on_day(cut, "2025-03-01");
    (void)state;
    begin();
    const char *digest = fresh_digest();
    m.price.units = 10000001;
    assert_false(propose(m, MAKER, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_CUT);
    m.price.units = 10000000;
    m.with_service.units = 12000000;
    assert_false(propose(m, MAKER, "2025-02-01")); /* nothing */
    m.with_service.units = 0;
    assert_false(propose(m, MAKER, "2025-02-01")); /* a price left out */
    m.subject = X3;
    assert_false(propose(m, RIVAL, "2025-02-01")); /* only stands by */
    assert_int_equal(e.msg, M_AMEND_NOT_SELECTED);
    assert_string_equal(digest, fresh_digest());
    /* A second cut is one of the first; up again is none. */
    OK(propose(on_day(cut, "2025-02-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-02-01")); /* in force at once */
    m = on_day(cut, "2025-02-02");
    m.number = "N2";
    m.price.units = 9500000;
    assert_false(propose(m, MAKER, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_CUT);
    m.price.units = 8000000;
    OK(propose(m, MAKER, "2025-02-01"));
    OK(approve("N2", "2025-02-02"));
    assert_int_equal(amendment("N2").seq, 2);
    assert_int_equal(at(B, X1, "2025-02-01").price.units, 11000000);
}

/* --- companies --- */

static void
test_company_merged(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_COMPANY_MERGED, .subject = MAKER, .successor = HEIR};
    (void)state;
    begin();
    OK(buy("O1", A, X2, 5, 2, "2024-10-01"));
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    assert_false(approve("N1", "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_WAITS);
    OK(consents("N1", HEIR));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    assert_int_equal(m.added + m.removed, 0);
    assert_int_equal(total(), 120);
    assert_string_equal(at(A, X2, "2025-02-28").company, MAKER);
    assert_int_equal(at(A, X2, "2025-02-28").agreed, 5); /* what was ordered stays */
    struct got now = at(A, X2, "2025-03-01");
    assert_string_equal(now.company, HEIR);
    assert_string_equal(now.distributor, HEIR); /* it delivers itself as the other did */
    assert_int_equal(now.agreed, 15);
    assert_int_equal(at(A, X2, "2025-09-10").agreed, 20); /* the next term goes over whole */
    assert_string_equal(at(B, X1, "2026-09-09").company, HEIR);
    assert_int_equal(now.price.units, 5000000);
    OK(buy("O2", A, X2, 15, 15, "2025-03-02"));
    assert_int_equal(at(A, X2, "2025-03-02").agreed, 15);
    (void)amendment("N1");
}

static void
test_company_renamed(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER};
    static const struct query touched = {
        .name = "touched", .params = 1, .sql = "SELECT COUNT(*) FROM amendment_agreement WHERE pool = $1 AND to_before = to_after"};
    struct rows r;
    (void)state;
    begin();
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    assert_int_equal(total(), 120);
    OK(db_run(fresh_db, &touched, world_arena, &r, &e, v_int(POOL)));
    assert_int_equal(row_int(&r, 0, 0), 4); /* A and B, two terms: all issued anew */
    assert_int_equal(at(A, X1, "2025-03-01").agreed, 10);
}

static void
test_registrant_transferred(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_REGISTRANT_TRANSFERRED, .subject = X2, .successor = HEIR};
    (void)state;
    begin();
    OK(propose(on_day(m, "2025-03-01"), HEIR, "2025-02-01"));
    assert_false(consents("N1", RIVAL)); /* not a party */
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_false(consents("N1", A)); /* told, not asked */
    assert_int_equal(e.msg, M_AMEND_NOT_ASKED);
    OK(consents("N1", MAKER));
    OK(approve("N1", "2025-03-01"));
    assert_int_equal(total(), 120);
    assert_string_equal(at(A, X2, "2025-03-01").company, HEIR);
    assert_int_equal(at(A, X2, "2025-03-01").agreed, 20);
    assert_string_equal(at(A, X1, "2025-03-01").company, MAKER); /* its other product stays */
    assert_string_equal(at(A, X2, "2025-02-28").company, MAKER);
    (void)amendment("N1");
}

/* --- products --- */

static void
test_code_changed(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_CODE_CHANGED, .subject = X1, .successor = X4};
    const struct code_change c = {.code = X1, .new_code = X4, .from = day("2025-03-01"), .source = "database"};
    (void)state;
    begin();
    OK(buy("O1", B, X1, 10, 10, "2024-10-01"));
    assert_false(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_CODE);
    OK(code_change_put(DB, &c, &how, &e));
    assert_false(propose(on_day(m, "2025-02-28"), MAKER, "2025-02-01")); /* a day too early */
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    assert_int_equal(total(), 120);
    assert_int_equal(at(B, X1, "2025-03-01").agreed, -1);
    assert_int_equal(at(B, X4, "2025-03-01").agreed, 20);
    assert_int_equal(at(B, X4, "2025-03-01").price.units, 12000000);
    assert_int_equal(at(B, X1, "2025-02-28").agreed, 10);
    assert_int_equal(at(B, X4, "2025-09-10").agreed, 30);
    assert_false(buy("O2", B, X1, 1, 0, "2025-03-01"));
    assert_int_equal(e.msg, M_ORDER_OUTSIDE);
    OK(buy("O3", B, X4, 1, 0, "2025-03-01"));
    (void)amendment("N1");
}

static void
test_certificate_changed(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_CERTIFICATE_CHANGED, .subject = X1,
                          .document = "new certificate"};
    const struct product p = {.code = X1, .name = "x", .spec = "", .model = "", .company = MAKER,
        .goods = GOODS_HIGH_VALUE, .class = "", .unit = "piece", .certificate = "CERT-2", .udi = "",
        .insured = true, .generic_name = "", .form = "", .strength = "", .from = day("2025-03-01")};
    const struct certificate c = {.number = "CERT-2", .company = MAKER, .from = day("2025-03-01"),
                                  .to = day("2030-02-28")};
    (void)state;
    begin();
    OK(product_put(DB, &p, &how, &e));
    assert_false(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01")); /* not on record */
    assert_int_equal(e.msg, M_AMEND_CERTIFICATE);
    OK(certificate_put(DB, &c, &how, &e));
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    assert_int_equal(total(), 120);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, 10);
    (void)amendment("N1");
}

static void
test_specification_added(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_SPECIFICATION_ADDED, .subject = X1, .successor = X4,
                          .factor = {1700000}};
    struct amend_line *line;
    size_t n;
    (void)state;
    begin();
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    assert_int_equal(total(), 120);
    assert_int_equal(at(A, X4, "2025-03-01").agreed, 0); /* may be ordered all the same */
    assert_int_equal(at(A, X4, "2025-03-01").price.units, 20400000); /* 1200 x 1.7 */
    assert_int_equal(at(A, X4, "2025-02-28").agreed, -1);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, 10);
    OK(amend_lines(DB, POOL, &m, &line, &n, &e));
    assert_int_equal(n, 4);
    OK(buy("O1", B, X4, 2, 2, "2025-03-01"));
    (void)amendment("N1");
    m.number = "N2";
    m.effective_on = day("2025-04-01");
    assert_false(propose(m, MAKER, "2025-02-01")); /* it is there */
    assert_int_equal(e.msg, M_AMEND_SELECTED);
    m.factor.ppm = 9000;
    m.successor = X3;
    assert_false(propose(m, MAKER, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_CONVERT);
    m.factor.ppm = 1000000;
    assert_false(propose(m, MAKER, "2025-02-01")); /* another company's */
    assert_int_equal(e.msg, M_AMEND_OTHER_COMPANY);
}

static void
test_product_withdrawn(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_PRODUCT_WITHDRAWN, .subject = X2};
    struct list_project l = {.selected = {.a = world_arena, .pool = POOL, .project = P}};
    struct listing listed;
    bool is;
    (void)state;
    begin();
    l.selected.a = world_arena;
    OK(db_tx(fresh_db, POOL, list_project, &l, &e));
    OK(buy("O1", A, X2, 5, 2, "2024-10-01"));
    OK(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    assert_int_equal(m.removed, 38); /* 18 that were not accepted, and the 20 of the next term */
    assert_int_equal(m.added, 0);
    assert_int_equal(total(), 120 - 38);
    assert_int_equal(at(A, X2, "2025-03-01").agreed, -1);
    assert_int_equal(at(A, X2, "2025-02-28").agreed, 2);
    OK(listing_get(DB, POOL, X2, &listed, &is, &e));
    assert_int_equal(listed.state, LISTING_SUSPENDED); /* no substitute was named */
    assert_false(buy("O2", A, X2, 1, 0, "2025-03-01"));
}

/* X2 loses its selection: X3 supplies what was left, up to its capacity, at the lower price. */
static void
test_standby(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_QUALIFICATION_WITHDRAWN, .subject = X2};
    struct award_change w;
    struct stamp stamp;
    struct explain_step *step = arena_array(world_arena, struct explain_step, 64);
    struct explain x = {step, 0, 64, 0};
    bool is;
    (void)state;
    begin();
    fresh_sql("INSERT INTO bid VALUES (500000, 'CS-1', 'G', '" X3 "', '" RIVAL
        "', 5200000, 0, 0, '', 0, 15, 0, '', '', 0, 0, '', '', 0, '', 1, 0, 0, 0)");
    OK(buy("O1", A, X2, 5, 2, "2024-10-01"));
    assert_false(propose(on_day(m, "2025-03-01"), "YIBAO", "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_UNDELIVERED); /* who delivers it was never said */
    named(X3, CARRIER);
    assert_false(propose(on_day(m, "2025-03-01"), MAKER, "2025-02-01")); /* the office decides */
    assert_int_equal(e.msg, M_AMEND_NOT_YOURS);
    OK(propose(on_day(m, "2025-03-01"), "YIBAO", "2025-02-01"));
    assert_false(approve("N1", "2025-02-01")); /* it has to accept */
    OK(consents("N1", RIVAL));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    /* term 1: 20 less 2 accepted are 18, 15 of them go over; term 2: 15 of 20 */
    assert_int_equal(m.removed, 3 + 5);
    assert_int_equal(total(), 120 - 8);
    struct got now = at(A, X3, "2025-03-01");
    assert_int_equal(now.agreed, 15);
    assert_string_equal(now.company, RIVAL);
    assert_string_equal(now.distributor, CARRIER);
    assert_int_equal(now.price.units, 5000000); /* its own offer was 520 */
    assert_int_equal(at(A, X3, "2025-09-10").agreed, 15);
    assert_int_equal(at(A, X2, "2025-03-01").agreed, -1);
    OK(award_on(DB, POOL, P, X3, day("2025-03-01"), &w, &is, &e));
    assert_true(is && w.selected);
    assert_string_equal(w.instead_of, X2);
    OK(award_on(DB, POOL, P, X3, day("2025-02-28"), &w, &is, &e));
    assert_false(is);
    OK(award_on(DB, POOL, P, X2, day("2025-02-28"), &w, &is, &e));
    assert_true(is && w.selected);
    OK(explained_get(DB, POOL, "amendment", "N1", &stamp, &x, &is, &e));
    assert_true(is && x.n >= 4); /* price, two terms, the sum */
    OK(buy("O2", A, X3, 15, 15, "2025-03-02"));
    (void)amendment("N1");
}

/* Own price where the decision says so; without capacity stated, all of it. */
static void
test_standby_at_its_own_price(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_QUALIFICATION_WITHDRAWN, .subject = X2,
                          .standby = STANDBY_OWN};
    (void)state;
    begin();
    named(X3, RIVAL);
    OK(propose(on_day(m, "2025-03-01"), "YIBAO", "2025-02-01"));
    OK(consents("N1", RIVAL));
    OK(approve("N1", "2025-03-01"));
    assert_int_equal(amendment("N1").removed, 0);
    assert_int_equal(total(), 120);
    assert_int_equal(at(A, X3, "2025-03-01").agreed, 20);
    assert_int_equal(at(A, X3, "2025-03-01").price.units, 5200000);
    (void)amendment("N1");
    fresh_sql("DELETE FROM award WHERE decision = 'standby'");
    m = (struct amendment){.number = "N2", .kind = AMEND_QUALIFICATION_WITHDRAWN, .subject = X1};
    OK(propose(on_day(m, "2025-04-01"), "YIBAO", "2025-02-01"));
    OK(approve("N2", "2025-04-01"));
    assert_int_equal(amendment("N2").removed, 80); /* nobody is left: told, never dropped */
    assert_int_equal(total(), 40);
}

/* --- institutions --- */

static void
test_institution_merged(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_INSTITUTION_MERGED, .subject = A, .successor = B};
    (void)state;
    begin();
    OK(buy("O1", A, X1, 4, 3, "2024-10-01"));
    OK(propose(on_day(m, "2025-03-01"), A, "2025-02-01"));
    OK(consents("N1", B));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    assert_int_equal(m.added + m.removed, 0);
    assert_int_equal(total(), 120);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, -1);
    assert_int_equal(at(A, X1, "2025-02-28").agreed, 4);
    assert_int_equal(at(B, X1, "2025-03-01").agreed, 36);
    assert_int_equal(at(B, X2, "2025-03-01").agreed, 20);
    assert_int_equal(at(B, X1, "2025-09-10").agreed, 40);
    assert_int_equal(at(A, X1, "2025-09-10").agreed, -1); /* its next agreement never begins */
}

static void
test_institution_split(void **state)
{
    static const struct amend_share shares[] = {{A, 1}, {C, 2}}, stays[] = {{B, 1}, {C, 1}};
    struct amendment m = {.number = "N1", .kind = AMEND_INSTITUTION_SPLIT, .subject = B, .share = shares,
                          .shares = 2};
    (void)state;
    begin();
    OK(buy("O1", B, X1, 10, 10, "2024-10-01"));
    OK(propose(on_day(m, "2025-03-01"), B, "2025-02-01"));
    OK(consents("N1", A));
    assert_false(approve("N1", "2025-02-01"));
    OK(consents("N1", C));
    OK(approve("N1", "2025-03-01"));
    (void)amendment("N1");
    assert_int_equal(total(), 120);
    assert_int_equal(at(B, X1, "2025-03-01").agreed, -1);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, 17); /* 20 by 1:2 is 6.67 and 13.33: 7 and 13 */
    assert_int_equal(at(C, X1, "2025-03-01").agreed, 13);
    assert_int_equal(at(A, X1, "2025-09-10").agreed, 20);
    assert_int_equal(at(C, X1, "2025-09-10").agreed, 20);
    m = (struct amendment){.number = "N2", .kind = AMEND_INSTITUTION_SPLIT, .subject = C,
                           .share = stays, .shares = 2};
    assert_false(propose(on_day(m, "2025-04-01"), C, "2025-02-01")); /* B's agreement has ended */
    assert_int_equal(e.msg, M_AMEND_ENDED);
    static const struct amend_share again[] = {{A, 1}, {C, 1}};
    m.share = again;
    OK(propose(on_day(m, "2025-04-01"), C, "2025-02-01"));
    OK(consents("N2", A));
    OK(approve("N2", "2025-04-01"));
    (void)amendment("N2");
    assert_int_equal(total(), 120);
    assert_int_equal(at(C, X1, "2025-04-01").agreed, 6); /* it goes on, smaller */
    assert_int_equal(at(A, X1, "2025-04-01").agreed, 24);
}

static void
test_institution_closed(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_INSTITUTION_CLOSED, .subject = A};
    (void)state;
    begin();
    OK(buy("O1", A, X1, 4, 3, "2024-10-01"));
    OK(propose(on_day(m, "2025-03-01"), A, "2025-02-01"));
    OK(approve("N1", "2025-03-01"));
    m = amendment("N1");
    assert_int_equal(m.removed, 6 + 20 + 30);
    assert_int_equal(total(), 120 - 56);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, -1);
}

static void
test_late_joining(void **state)
{
    static const struct amend_share shares[] = {{X1, 100}, {X2, 10}};
    struct amendment m = {.number = "N1", .kind = AMEND_LATE_JOINING, .subject = C, .share = shares,
                          .shares = 2, .factor = {800000}};
    (void)state;
    begin();
    assert_false(propose(on_day(m, "2025-03-11"), A, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_NOT_YOURS);
    OK(propose(on_day(m, "2025-03-11"), C, "2025-02-01"));
    OK(consents("N1", MAKER));
    OK(approve("N1", "2025-03-11"));
    m = amendment("N1");
    /* 183 of 365 days: 80 x 0.501 = 40, 8 x 0.501 = 4; the next term whole */
    assert_int_equal(m.added, 40 + 80 + 4 + 8);
    assert_int_equal(total(), 120 + 132);
    assert_int_equal(at(C, X1, "2025-03-11").agreed, 40);
    assert_int_equal(at(C, X1, "2025-03-10").agreed, -1);
    assert_int_equal(at(C, X2, "2025-09-10").agreed, 8);
}

static void
test_volume_moved(void **state)
{
    static const struct amend_share five[] = {{X1, 5}}, seven[] = {{X1, 7}}, other[] = {{X4, 1}};
    struct amendment m = {.number = "N1", .kind = AMEND_VOLUME_MOVED, .subject = A, .successor = B, .share = seven,
                          .shares = 1};
    (void)state;
    begin();
    OK(buy("O1", A, X1, 4, 3, "2024-10-01"));
    assert_false(propose(on_day(m, "2025-03-01"), A, "2025-02-01")); /* 6 are left */
    assert_int_equal(e.msg, M_AMEND_TOO_MUCH);
    m.share = other;
    assert_false(propose(on_day(m, "2025-03-01"), A, "2025-02-01"));
    m.share = five;
    OK(propose(on_day(m, "2025-03-01"), A, "2025-02-01"));
    OK(consents("N1", B));
    assert_false(approve("N1", "2025-02-01")); /* the registrant is a party too */
    assert_int_equal(e.msg, M_AMEND_WAITS);
    OK(consents("N1", MAKER));
    OK(approve("N1", "2025-03-01"));
    (void)amendment("N1");
    assert_int_equal(total(), 120);
    assert_int_equal(at(A, X1, "2025-03-01").agreed, 5);
    assert_int_equal(at(B, X1, "2025-03-01").agreed, 35);
    assert_int_equal(at(A, X1, "2025-09-10").agreed, 10); /* the next term is another matter */
}

/* --- the way --- */

static void
test_the_way(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_COMPANY_MERGED, .subject = MAKER, .successor = HEIR};
    const struct amend_actor clerk = {"YIBAO", "clerk", true}, heir = {HEIR, "clerk", false},
                             maker = {MAKER, "clerk", false}, rival = {RIVAL, "clerk", false};
    struct amend_party *party;
    bool concerned;
    size_t n;
    (void)state;
    begin();
    m = on_day(m, "2025-03-01");
    assert_false(propose(m, RIVAL, "2025-02-01")); /* a stranger */
    assert_int_equal(e.code, ERR_DENIED);
    OK(propose(m, MAKER, "2025-02-01"));
    assert_int_equal(how, PUT_NEW);
    const char *digest = fresh_digest();
    OK(propose(m, MAKER, "2025-02-01"));
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(digest, fresh_digest());
    struct amendment other = m;
    other.reason = "another";
    assert_false(propose(other, MAKER, "2025-02-01"));
    assert_int_equal(e.msg, M_AMEND_THERE);
    OK(amend_parties(DB, POOL, "N1", &party, &n, &e));
    assert_int_equal(n, 4); /* A, B told; MAKER has said yes; HEIR is asked */
    int answers[AMEND_ANSWERS] = {0};
    for (size_t i = 0; i < n; i++)
        answers[party[i].answer]++;
    assert_int_equal(answers[ANSWER_TOLD], 2);
    assert_int_equal(answers[ANSWER_ASKED], 1);
    assert_int_equal(answers[ANSWER_YES], 1);
    OK(amend_concerns(DB, POOL, "N1", A, &concerned, &e));
    assert_true(concerned);
    OK(amend_concerns(DB, POOL, "N1", RIVAL, &concerned, &e));
    assert_false(concerned);
    digest = fresh_digest();
    assert_false(amend_answer(DB, POOL, "N1", &rival, true, "", day("2025-02-02"), &how, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_false(amend_answer(DB, POOL, "N1", &heir, false, "", day("2025-02-02"), &how, &e));
    assert_int_equal(e.msg, M_AMEND_REASON);
    assert_false(amend_decide(DB, POOL, "N1", &clerk, true, "", day("2025-02-02"), &how, &e));
    assert_int_equal(e.msg, M_AMEND_FOUR_EYES); /* the same user, whoever he works for */
    assert_false(amend_decide(DB, POOL, "N1", &boss, false, "", day("2025-02-02"), &how, &e));
    assert_int_equal(e.msg, M_AMEND_REASON);
    assert_false(amend_withdraw(DB, POOL, "N1", &heir, "x", day("2025-02-02"), &how, &e));
    assert_string_equal(digest, fresh_digest());
    OK(amend_answer(DB, POOL, "N1", &heir, false, "not like this", day("2025-02-02"), &how, &e));
    assert_int_equal(amendment("N1").state, AMEND_REFUSED);
    assert_false(approve("N1", "2025-02-03"));
    assert_int_equal(e.msg, M_AMEND_DECIDED);
    assert_false(consents("N1", HEIR));
    m.number = "N2";
    OK(propose(m, MAKER, "2025-02-01"));
    OK(amend_withdraw(DB, POOL, "N2", &maker, "mistake", day("2025-02-02"), &how, &e));
    OK(amend_withdraw(DB, POOL, "N2", &maker, "mistake", day("2025-02-02"), &how, &e));
    assert_int_equal(how, PUT_SAME);
    m.number = "N3";
    OK(propose(m, MAKER, "2025-02-01"));
    OK(amend_decide(DB, POOL, "N3", &office, false, "no evidence", day("2025-02-02"), &how, &e));
    assert_string_equal(amendment("N3").decision, "no evidence");
    m.number = "N4";
    OK(propose(m, MAKER, "2025-02-01"));
    OK(consents("N4", HEIR));
    assert_false(approve("N4", "2025-03-02")); /* its day has passed */
    assert_int_equal(e.msg, M_AMEND_PAST);
    assert_int_equal(total(), 120);
}

static void
test_proposals_that_will_not_do(void **state)
{
    static const struct amend_share twice[] = {{A, 1}, {A, 2}}, zero[] = {{A, 0}}, unknown[] = {{"H50019900001", 1}};
    static const struct {
        struct amendment m;
        const char *by, *on;
        enum msg msg;
        const char *why;
    } bad[] = {
        {{.number = "", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER}, MAKER, "2025-03-01", M_AMEND_NUMBER, "no number"},
        {{.number = "a/b", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER}, MAKER, "2025-03-01", M_AMEND_NUMBER, "a slash"},
        {{.number = "N", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER, .reason = ""}, MAKER, "2025-03-01", M_AMEND_REASON, "no reason"},
        {{.number = "N", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER}, MAKER, "2025-01-31", M_AMEND_PAST, "the past"},
        {{.number = "N", .kind = AMEND_COMPANY_MERGED, .subject = MAKER}, MAKER, "2025-03-01", M_AMEND_SUCCESSOR, "into nobody"},
        {{.number = "N", .kind = AMEND_COMPANY_MERGED, .subject = MAKER, .successor = MAKER}, MAKER, "2025-03-01", M_AMEND_SAME, "into itself"},
        {{.number = "N", .kind = AMEND_COMPANY_RENAMED, .subject = RIVAL}, RIVAL, "2025-03-01", M_AMEND_NOBODY, "has no agreement"},
        {{.number = "N", .kind = AMEND_INSTITUTION_SPLIT, .subject = B}, B, "2025-03-01", M_AMEND_SHARES, "into nothing"},
        {{.number = "N", .kind = AMEND_INSTITUTION_SPLIT, .subject = B, .share = twice, .shares = 2}, B, "2025-03-01", M_AMEND_SHARES, "twice"},
        {{.number = "N", .kind = AMEND_INSTITUTION_SPLIT, .subject = B, .share = zero, .shares = 1}, B, "2025-03-01", M_AMEND_SHARES, "weight 0"},
        {{.number = "N", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER, .share = twice, .shares = 1}, MAKER, "2025-03-01", M_AMEND_SHARES, "shares of a company"},
        {{.number = "N", .kind = AMEND_LATE_JOINING, .subject = C, .share = twice, .shares = 1}, C, "2025-03-01", 0, "an institution for a product"},
        {{.number = "N", .kind = AMEND_INSTITUTION_SPLIT, .subject = B, .share = unknown, .shares = 1}, B, "2025-03-01", 0, "nobody knows it"},
        {{.number = "N", .kind = AMEND_PRICE_CUT, .subject = "X9"}, MAKER, "2025-03-01", 0, "no such product"},
        {{.number = "N", .kind = AMEND_REGISTRANT_TRANSFERRED, .subject = X1, .successor = MAKER}, MAKER, "2025-03-01", M_AMEND_SAME, "to who has it"},
        {{.number = "N", .kind = AMEND_VOLUME_MOVED, .subject = A, .successor = B}, A, "2025-03-01", M_AMEND_SHARES, "nothing moved"},
        {{.number = "N", .kind = AMEND_COMPANY_RENAMED, .subject = MAKER}, MAKER, "2026-09-10", M_AMEND_NOBODY, "after the cycle"},
    };
    (void)state;
    begin();
    const char *digest = fresh_digest();
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct amendment m = on_day(bad[i].m, bad[i].on);
        if (propose(m, bad[i].by, "2025-02-01") || (bad[i].msg != 0 && e.msg != bad[i].msg))
            fail_msg("%s", bad[i].why);
    }
    assert_string_equal(digest, fresh_digest());
}

/* One after the other, on the same lines; then fsck finds what another hand does. */
static void
test_chain_and_damage(void **state)
{
    static const struct amend_share five[] = {{X1, 5}};
    struct amendment merge = {.number = "N2", .kind = AMEND_COMPANY_MERGED, .subject = MAKER, .successor = HEIR};
    struct amendment move = {.number = "N3", .kind = AMEND_VOLUME_MOVED, .subject = A, .successor = B, .share = five,
                             .shares = 1};
    struct amendment m;
    struct amend_line *line;
    size_t n;
    (void)state;
    begin();
    OK(propose(on_day(cut, "2025-02-10"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-02-10"));
    OK(propose(on_day(merge, "2025-03-01"), HEIR, "2025-02-10"));
    OK(consents("N2", MAKER));
    OK(approve("N2", "2025-03-01"));
    OK(propose(on_day(move, "2025-04-01"), "YIBAO", "2025-03-01"));
    OK(consents("N3", A));
    OK(consents("N3", B));
    OK(consents("N3", HEIR));
    OK(approve("N3", "2025-04-01"));
    m = amendment("N3");
    assert_int_equal(m.seq, 3);
    assert_int_equal(total(), 120);
    OK(amend_lines(DB, POOL, &m, &line, &n, &e));
    assert_int_equal(n, 2);
    assert_int_equal(line[0].price_before.units, 11000000); /* the cut went over to the heir */
    assert_int_equal(at(B, X1, "2025-04-01").agreed, 35);
    assert_int_equal(at(B, X1, "2025-04-01").price.units, 11000000);
    fresh_sql("UPDATE agreement_line SET agreed = agreed + 1 WHERE product = '" X1 "' AND agreement LIKE '%" HEIR "%'");
    static const struct {
        const char *damage, *repair;
        int64_t faults;
    } hands[] = {
        {NULL, "UPDATE agreement_line SET agreed = agreed - 1 WHERE product = '" X1
               "' AND agreement LIKE '%" HEIR "%'", 4}, /* of four lines, two terms of A and B */
        {"UPDATE amendment SET removed = 1 WHERE amendment = 'N2'",
         "UPDATE amendment SET removed = 0 WHERE amendment = 'N2'", 1},
        {"UPDATE amendment SET state = 'approved' WHERE amendment = 'N3'",
         "UPDATE amendment SET state = 'effective' WHERE amendment = 'N3'", 1},
    };
    for (size_t i = 0; i < COUNT(hands); i++) {
        int64_t faults = 0;
        if (hands[i].damage != NULL)
            fresh_sql(hands[i].damage);
        OK(fsck(fresh_db, POOL, count_fault, &faults, &e));
        assert_int_equal(faults, hands[i].faults);
        fresh_sql(hands[i].repair);
    }
    (void)amendment("N3");
}

/* Made again after an amendment nothing changes; an extension follows what stands, not the allocation. */
static void
test_made_again_and_extended(void **state)
{
    struct amendment m = {.number = "N1", .kind = AMEND_INSTITUTION_MERGED, .subject = A, .successor = B};
    (void)state;
    begin();
    OK(buy("O1", A, X2, 5, 2, "2025-10-01"));
    OK(propose(on_day(m, "2025-11-01"), A, "2025-10-01"));
    OK(consents("N1", B));
    OK(approve("N1", "2025-11-01"));
    const char *digest = fresh_digest();
    assert_int_equal(agreed()->term[1].qty, 60);
    assert_string_equal(digest, fresh_digest());
    OK(extension_put(DB, POOL, P, day("2026-06-01"), day("2026-12-31"), "r", &how, &e));
    struct agree *a = agreed();
    assert_int_equal(a->term[2].qty, 19); /* 60 x 113 / 365 = 18.6, as without the merger */
    assert_int_equal(at(A, X2, "2026-10-01").agreed, -1);
    assert_int_equal(at(B, X1, "2026-10-01").agreed, 14); /* 40 of the 55 that run */
    assert_int_equal(at(B, X2, "2026-10-01").agreed, 5);
    (void)amendment("N1");
}

static bool
in_tx(void *arg, int64_t pool, db_job *job, void *job_arg, struct err *err)
{
    (void)arg;
    return db_tx(fresh_db, pool, job, job_arg, err);
}

/* The day job brings them into force, each by itself: one that can no longer be is noted, and does
 * not stop the other. */
static void
test_run_by_the_day(void **state)
{
    const struct amendment gone = {.number = "N0", .kind = AMEND_PRODUCT_WITHDRAWN, .subject = X2};
    struct amendment late = {.number = "N2", .kind = AMEND_PRICE_CUT, .subject = X2, .price = {4000000}};
    struct run_day d = {.pool = POOL, .db = fresh_db, .on = day("2025-03-01"), .tx = in_tx};
    (void)state;
    begin();
    OK(propose(on_day(late, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N2", "2025-02-02"));
    OK(propose(on_day(cut, "2025-03-01"), MAKER, "2025-02-01"));
    OK(approve("N1", "2025-02-02"));
    OK(propose(on_day(gone, "2025-02-10"), MAKER, "2025-02-01"));
    OK(approve("N0", "2025-02-10")); /* before its price could be cut */
    OK(run_day(&d, &e));
    assert_int_equal(amendment("N1").state, AMEND_EFFECTIVE);
    assert_int_equal(amendment("N2").state, AMEND_APPROVED);
    assert_true(d.refused >= 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_price_cut),
        TEST(test_cuts_that_are_none),
        TEST(test_company_merged),
        TEST(test_company_renamed),
        TEST(test_registrant_transferred),
        TEST(test_code_changed),
        TEST(test_certificate_changed),
        TEST(test_specification_added),
        TEST(test_product_withdrawn),
        TEST(test_standby),
        TEST(test_standby_at_its_own_price),
        TEST(test_institution_merged),
        TEST(test_institution_split),
        TEST(test_institution_closed),
        TEST(test_late_joining),
        TEST(test_volume_moved),
        TEST(test_the_way),
        TEST(test_proposals_that_will_not_do),
        TEST(test_chain_and_damage),
        TEST(test_made_again_and_extended),
        TEST(test_run_by_the_day),
    };
    return fresh_run(tests, COUNT(tests));
}
