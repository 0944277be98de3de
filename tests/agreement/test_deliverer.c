/* Who may deliver and serve: in business, licensed, of good credit; each "no" has its name. Whether service
 * reaches everybody; and how a hospital selects who delivers a high-value consumable. */
#include "world.h"

#include "agreement/deliverer.h"
#include "agreement/selection.h"
#include "agreement/service.h"
#include "registry/credit_record.h"
#include "registry/licence.h"
#include "registry/market_ban.h"
#include "words/agreement.h"
#include "words/registry.h"
#include "words/route_registry.h"

#define SERVER "92370102MA3M9AG94X" /* CARRIER also serves */

static void
pack(const char *id)
{
    fresh_sql(arena_printf(world_arena, "UPDATE project SET pack = '%s'", id));
}

static bool
licence(const char *company, enum licence_kind kind, const char *number, const char *from, const char *to)
{
    const struct licence l = {company, number, "d", kind, day(from), *to == '\0' ? (date){0} : day(to)};
    return licence_put(DB, &l, &how, &e);
}

static bool
deliver(const char *product, const char *company, const char *on, enum distribution_state state)
{
    const struct distribution d = {product, company, state, "", day(on)};
    return distribution_put(DB, POOL, P, &d, &how, &e);
}

static void
refused(bool ok, enum msg msg, const char *why)
{
    if (ok)
        fail_msg("%s: taken", why);
    if (e.msg != msg)
        fail_msg("%s: %s", why, msg_name(e.msg));
}

static void
test_licences(void **state)
{
    (void)state;
    OK(licence(CARRIER, LICENCE_DEVICE, "L1", "2024-01-01", "2024-12-31"));
    const char *before = fresh_digest();
    OK(licence(CARRIER, LICENCE_DEVICE, "L1", "2024-01-01", "2024-12-31"));
    assert_int_equal(how, PUT_SAME);
    assert_false(licence(CARRIER, LICENCE_DEVICE, "L1", "2024-01-01", "2025-12-31"));
    assert_int_equal(e.code, ERR_CONFLICT);
    refused(licence(CARRIER, LICENCE_DEVICE, "L2", "2024-01-02", "2024-01-01"), M_LICENCE_DAYS, "ends before it begins");
    refused(licence("91500000000000000X", LICENCE_DEVICE, "L2", "2024-01-02", ""), M_NO_COMPANY, "a stranger");
    assert_string_equal(fresh_digest(), before);
    OK(licence(CARRIER, LICENCE_DEVICE, "L2", "2025-03-01", ""));
    static const struct {
        const char *on, *ended;
        enum licence_kind kind;
        enum licence_state state;
    } examples[] = {
        {"2023-12-31", "", LICENCE_DEVICE, LICENCE_ENDED}, /* not begun */
        {"2024-01-01", "", LICENCE_DEVICE, LICENCE_VALID},
        {"2024-12-31", "", LICENCE_DEVICE, LICENCE_VALID},
        {"2025-01-01", "2024-12-31", LICENCE_DEVICE, LICENCE_ENDED},
        {"2025-03-01", "2024-12-31", LICENCE_DEVICE, LICENCE_VALID},
        {"2099-01-01", "2024-12-31", LICENCE_DEVICE, LICENCE_VALID},
        {"2024-06-01", "", LICENCE_DRUG, LICENCE_NONE},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum licence_state s;
        const char *ended;
        OK(licence_on(DB, CARRIER, examples[i].kind, day(examples[i].on), &s, &ended, &e));
        if (s != examples[i].state || strcmp(ended, examples[i].ended) != 0)
            fail_msg("%s: %d %s", examples[i].on, (int)s, ended);
    }
    assert_int_equal(licence_for(GOODS_DRUG), LICENCE_DRUG);
    for (int g = 0; g < GOODS_KINDS; g++)
        assert_true(g == GOODS_DRUG || licence_for((enum goods)g) == LICENCE_DEVICE);
}

static void
test_qualified(void **state)
{
    (void)state;
    OK(deliver(X1, CARRIER, "2024-09-01", DISTRIBUTION_AGREED)); /* the pack does not ask */
    pack("gansu");
    OK(deliver(X1, CARRIER, "2024-09-02", DISTRIBUTION_AGREED)); /* agreed already: not asked again */
    refused(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_SUBMITTED), M_DELIVERER_UNLICENSED, "nothing on file");
    assert_string_equal(e.at.field, "distributor");
    assert_string_equal(e.arg[1], "device");
    assert_string_equal(e.arg[4], "(十一)2");
    OK(deliver(X2, MAKER, "2024-09-02", DISTRIBUTION_AGREED)); /* the registrant itself */
    OK(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_REFUSED)); /* to say no is always possible */
    OK(licence(CARRIER, LICENCE_DRUG, "L1", "2024-01-01", ""));
    refused(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_AGREED), M_DELIVERER_UNLICENSED, "for other goods");
    OK(licence(CARRIER, LICENCE_DEVICE, "L2", "2024-01-01", "2024-09-01"));
    refused(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_AGREED), M_DELIVERER_LAPSED, "ran out the day before");
    assert_string_equal(e.arg[2], "2024-09-01");
    OK(deliver(X2, CARRIER, "2024-09-01", DISTRIBUTION_AGREED)); /* on its last day */
    OK(licence(CARRIER_2, LICENCE_DEVICE, "L3", "2024-01-01", "2024-08-31"));
    pack("chongqing"); /* silent: what is on file and ran out refuses all the same */
    refused(deliver(X2, CARRIER_2, "2024-09-02", DISTRIBUTION_AGREED), M_DELIVERER_LAPSED, "lapsed");
    OK(licence(CARRIER_2, LICENCE_DEVICE, "L4", "2024-09-02", ""));
    OK(deliver(X2, CARRIER_2, "2024-09-02", DISTRIBUTION_AGREED));
}

static void
test_in_business(void **state)
{
    (void)state;
    const struct company gone = {.code = CARRIER_2, .name = "x", .country = "CN", .distributor = true, .agent = "",
        .controller = "", .region = "", .status = STATUS_MERGED, .successor = CARRIER, .from = day("2024-09-01")};
    OK(company_put(DB, &gone, &how, &e));
    OK(deliver(X1, CARRIER_2, "2024-08-31", DISTRIBUTION_AGREED));
    refused(deliver(X2, CARRIER_2, "2024-09-01", DISTRIBUTION_AGREED), M_DELIVERER_CLOSED, "merged");
    assert_string_equal(e.arg[2], CARRIER);
}

static void
test_good_credit(void **state)
{
    const struct market_ban ban = {.number = "B", .party = CARRIER_2, .product = "", .document = "d", .kind = BAN_NEW,
                                   .from = day("2024-09-01"), .to = day("2025-08-31")};
    struct credit_entry c = {.event = "E", .party = CARRIER, .matter = CREDIT_BREACH, .amount = money_yuan(1),
        .happened_on = day("2024-01-15"), .evaluated_on = day("2024-02-01"), .product = "", .document = "d"};
    struct credit_record r;
    (void)state;
    pack("shanxi"); /* at most the first grade */
    OK(licence(CARRIER, LICENCE_DEVICE, "L1", "2024-01-01", ""));
    OK(licence(CARRIER_2, LICENCE_DEVICE, "L1", "2024-01-01", ""));
    OK(deliver(X1, CARRIER, "2024-01-31", DISTRIBUTION_AGREED)); /* clean */
    OK(credit_put(DB, POOL, &c, &how, &e));
    OK(credit_on(DB, CARRIER, day("2024-09-01"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 1);
    OK(deliver(X2, CARRIER, "2024-09-01", DISTRIBUTION_AGREED)); /* the first grade still passes */
    c.event = "E2"; /* of the second grade, which has no measure against delivering */
    c.matter = CREDIT_KICKBACK;
    OK(credit_put(DB, POOL, &c, &how, &e));
    OK(credit_on(DB, CARRIER, day("2024-09-01"), NULL, &r, NULL, &e));
    assert_int_equal(r.answer.grade, 2);
    OK(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_AGREED)); /* agreed already */
    OK(deliver(X2, CARRIER, "2024-09-02", DISTRIBUTION_VOID));
    refused(deliver(X2, CARRIER, "2024-09-03", DISTRIBUTION_AGREED), M_DELIVERER_GRADE, "a worse grade");
    assert_string_equal(e.arg[3], "distributor.credit_grade_most");
    assert_string_equal(e.arg[4], "choice");
    OK(ban_put(DB, POOL, &ban, &how, &e));
    refused(deliver(X2, CARRIER_2, "2024-09-03", DISTRIBUTION_AGREED), M_CREDIT_BAR_DISTRIBUTION, "a ban");
}

static void
test_verdict_names(void **state)
{
    (void)state;
    static const char *const names[] = {"ok", "closed", "unlicensed", "lapsed", "grade"};
    for (int v = 0; v < DELIVERER_VERDICTS; v++)
        assert_string_equal(deliverer_verdict_name((enum deliverer_verdict)v), names[v]);
}

/* --- accompanying service --- */

static bool
serve(const char *product, const char *company, const char *on, enum distribution_state state)
{
    return provider_put(DB, POOL, P, product, company, state, day(on), &how, &e);
}

static struct service_cover
covered(void)
{
    struct service_cover s;
    OK(service_coverage(DB, POOL, P, day("2024-09-10"), &s, &e));
    return s;
}

static void
test_service_covers(void **state)
{
    (void)state;
    struct service_cover s = covered();
    assert_true(s.products == 1 && s.covered == 0 && s.gaps == 1 && !s.no_rule); /* X2 is sold without */
    assert_int_equal(s.institutions, 3);
    assert_int_equal(s.gap[0].uncovered_n, 3);
    assert_string_equal(s.gap[0].product, X1);
    refused(serve(X2, MAKER, "2024-09-01", DISTRIBUTION_AGREED), M_SERVICE_NOT_SOLD, "no price with service");
    refused(serve(X1, CARRIER, "2024-09-01", DISTRIBUTION_AGREED), M_COMPANY_ROLE, "gives no service");
    refused(serve(X1, "91500000000000000X", "2024-09-01", DISTRIBUTION_AGREED), M_NO_COMPANY, "a stranger");
    fresh_sql("UPDATE company SET service = 1 WHERE code = '" SERVER "'");
    OK(area_put(DB, SERVER, "500103", day("2024-09-10"), false, &how, &e)); /* A is out of its reach from then on */
    OK(serve(X1, SERVER, "2024-09-01", DISTRIBUTION_SUBMITTED));
    assert_int_equal(covered().gap[0].uncovered_n, 3); /* not agreed yet */
    OK(serve(X1, SERVER, "2024-09-02", DISTRIBUTION_AGREED));
    s = covered();
    assert_int_equal(s.gap[0].providers, 1);
    assert_int_equal(s.gap[0].uncovered_n, 1);
    assert_string_equal(s.gap[0].uncovered[0], A);
    OK(serve(X1, MAKER, "2024-09-02", DISTRIBUTION_AGREED)); /* itself, everywhere */
    s = covered();
    assert_true(s.covered == 1 && s.gaps == 0);
    OK(serve(X1, MAKER, "2024-09-03", DISTRIBUTION_VOID));
    assert_int_equal(covered().gaps, 1);
    pack("gansu");
    assert_false(covered().no_rule);
}

static void
test_service_is_qualified_too(void **state)
{
    (void)state;
    fresh_sql("UPDATE company SET service = 1 WHERE code = '" SERVER "'");
    pack("gansu");
    OK(licence(SERVER, LICENCE_DEVICE, "L1", "2024-01-01", ""));
    refused(serve(X1, SERVER, "2024-09-01", DISTRIBUTION_AGREED), M_DELIVERER_UNLICENSED, "a licence to trade is none to serve");
    assert_string_equal(e.at.field, "provider");
    OK(licence(SERVER, LICENCE_SERVICE, "L2", "2024-01-01", ""));
    OK(serve(X1, SERVER, "2024-09-01", DISTRIBUTION_AGREED));
    OK(serve(X1, SERVER, "2024-09-01", DISTRIBUTION_AGREED));
    assert_int_equal(how, PUT_SAME);
}

/* --- selections --- */

static bool
select_(const char *hospital, const char *product, const char *distributor, const char *record, const char *on)
{
    const struct selection s = {hospital, product, distributor, record, "nearest", "clerk", day(on)};
    return selection_put(DB, POOL, P, &s, day("2024-09-30"), &how, &e);
}

static void
test_selections(void **state)
{
    struct selection_row *row;
    size_t n;
    (void)state;
    fresh_sql("INSERT INTO participation VALUES (500000, 'CS-1', '" A "', 1, 'mandatory', '', '')");
    named(X1, CARRIER);
    named(X1, CARRIER_2);
    OK(choice_put(DB, POOL, P, A, X1, CARRIER, SERVICE_WITH, &how, &e)); /* this pack asks for no record */
    pack("guangzhou");
    refused(choice_put(DB, POOL, P, A, X1, CARRIER_2, SERVICE_WITH, &how, &e), M_CHOICE_RECORD, "no record");
    assert_string_equal(e.arg[3], "四(二)3");
    OK(choice_put(DB, POOL, P, A, X1, "", SERVICE_WITH, &how, &e)); /* no choice of who delivers */
    OK(select_(A, X1, CARRIER_2, "M1", "2024-09-20"));
    assert_int_equal(how, PUT_NEW);
    const char *before = fresh_digest();
    OK(select_(A, X1, CARRIER_2, "M1", "2024-09-20"));
    assert_int_equal(how, PUT_SAME);
    refused(select_(A, X1, RIVAL, "M2", "2024-09-21"), M_NOT_NAMED, "not among those named");
    refused(select_(A, X1, "", "M2", "2024-09-21"), M_NOT_NAMED, "nobody");
    refused(select_(A, X2, CARRIER, "M2", "2024-09-21"), M_NOT_NAMED, "named for another product");
    refused(select_(A, X1, CARRIER, "", "2024-09-21"), M_SELECTION_RECORD, "no record");
    refused(select_(A, X1, CARRIER, "M2", "2024-10-01"), M_SELECTION_LATER, "tomorrow");
    refused(select_(A, X4, CARRIER, "M2", "2024-09-21"), M_NOT_SELECTED, "not a selected product");
    assert_false(select_("H50010300009", X1, CARRIER, "M2", "2024-09-21"));
    assert_string_equal(fresh_digest(), before);
    OK(choice_put(DB, POOL, P, A, X1, CARRIER_2, SERVICE_WITHOUT, &how, &e)); /* as its record says */
    refused(choice_put(DB, POOL, P, A, X1, CARRIER, SERVICE_WITH, &how, &e), M_CHOICE_RECORD, "another than its record");
    OK(select_(A, X1, CARRIER, "M2", "2024-09-25"));
    assert_int_equal(how, PUT_CHANGED);
    OK(selection_list(DB, POOL, P, A, "", "", &row, &n, &e));
    assert_int_equal(n, 2);
    assert_string_equal(row[0].candidates, CARRIER_2 ";" CARRIER);
    assert_string_equal(row[1].distributor, CARRIER);
    assert_string_equal(row[1].record, "M2");
    assert_int_equal(row[1].seq, 2);
    OK(selection_list(DB, POOL, P, "", "500103", "500103:", &row, &n, &e));
    assert_int_equal(n, 2);
    OK(selection_list(DB, POOL, P, "", "500105", "500105:", &row, &n, &e));
    assert_int_equal(n, 0);
    fresh_sql("UPDATE project SET goods = 'ordinary'");
    refused(select_(A, X1, CARRIER_2, "M3", "2024-09-26"), M_SELECTION_GOODS, "not of high value");
    OK(choice_put(DB, POOL, P, A, X1, CARRIER_2, SERVICE_WITH, &how, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_licences),    TEST(test_qualified),      TEST(test_in_business),
        TEST(test_good_credit), TEST(test_verdict_names),  TEST(test_service_covers),
        TEST(test_service_is_qualified_too), TEST(test_selections),
    };
    return fresh_run(tests, COUNT(tests));
}
