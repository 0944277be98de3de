/* Who is kept out where: each door against events of each grade, in each area, and against decisions of an
 * authority; the refusal names event, clause and last day. */
#include "../db/fresh.h"
#include "registry/company.h"
#include "registry/credit_gate.h"
#include "registry/market_ban.h"
#include "registry/pack_on.h"
#include "registry/product.h"
#include "registry/region.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)
#define DB fresh_db, fresh_arena
#define MAKER "91330100799655058B"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"

static struct err e;
static enum put how;

static date
day(const char *text)
{
    date d = {0};
    assert_true(*text == '\0' || date_parse(&d, text));
    return d;
}

static int
setup(void **state)
{
    static const struct region regions[] = {{"500000", "x", "", REGION_PROVINCE},
                                            {"532300", "x", "530000", REGION_CITY},
                                            {"530000", "x", "", REGION_PROVINCE}};
    static const struct pool pools[] = {{500000, "500000", "x", POOL_WHOLE}, {532300, "532300", "x", POOL_CITY}};
    static const struct company maker = {.code = MAKER, .name = "maker", .country = "CN", .registrant = true,
        .distributor = true, .agent = "", .controller = "", .region = "", .successor = ""};
    const char *const codes[] = {X1, X2};
    int rc = fresh_setup(state);
    for (size_t i = 0; i < COUNT(regions); i++)
        OK(region_put(DB, &regions[i], &how, &e));
    for (size_t i = 0; i < COUNT(pools); i++)
        OK(pool_put(DB, &pools[i], &how, &e));
    OK(pool_pack_put(DB, 500000, day("2024-09-10"), "chongqing", &how, &e));
    OK(pool_pack_put(DB, 532300, day("2022-05-07"), "chuxiong", &how, &e));
    OK(company_put(DB, &maker, &how, &e));
    for (size_t i = 0; i < COUNT(codes); i++) {
        const struct product p = {.code = codes[i], .name = "x", .spec = "", .model = "", .company = MAKER,
            .class = "", .unit = "", .certificate = "", .udi = "", .generic_name = "", .form = "", .strength = ""};
        OK(product_put(DB, &p, &how, &e));
    }
    return rc;
}

static void
event(const char *id, int64_t yuan, const char *evaluated, const char *product)
{
    const struct credit_entry c = {.event = id, .party = MAKER, .matter = CREDIT_KICKBACK,
        .amount = money_yuan(yuan), .happened_on = day("2025-01-15"), .evaluated_on = day(evaluated),
        .product = product, .document = "d"};
    OK(credit_put(DB, 500000, &c, &how, &e));
}

static struct credit_bar
bar(int64_t pool, const char *product, const char *on, enum credit_door door)
{
    const struct credit_asked q = {pool, MAKER, product, day(on)};
    struct credit_bar out;
    OK(credit_bar(DB, &q, door, &out, &e));
    return out;
}

/* Which doors are shut, as a mask of 1 << door. */
static unsigned
shut(int64_t pool, const char *product, const char *on)
{
    unsigned mask = 0;
    for (int d = 0; d < CREDIT_DOORS; d++)
        mask |= (unsigned)bar(pool, product, on, (enum credit_door)d).shut << d;
    return mask;
}

enum {
    BID = 1 << DOOR_BID,
    LISTING = 1 << DOOR_LISTING,
    LISTED = 1 << DOOR_LISTED,
    DELIVER = 1 << DOOR_DISTRIBUTION,
    ORDER = 1 << DOOR_ORDER
};

static void
test_grades_shut_doors(void **state)
{
    static const struct {
        const char *why;
        int64_t yuan;
        int64_t pool;
        const char *product, *on;
        unsigned shut;
    } examples[] = {
        {"grade 1: no new distribution in the province for a year", 10000, 500000, X1, "2025-03-01", DELIVER},
        {"its last day", 10000, 500000, X1, "2026-02-28", DELIVER},
        {"the day after", 10000, 500000, X1, "2026-03-01", 0},
        {"another province", 10000, 532300, X1, "2025-03-01", 0},
        {"before it was evaluated", 10000, 500000, X1, "2025-02-28", 0},
        {"below the lowest amount", 9999, 500000, X1, "2025-03-01", 0},
        {"grade 2: the product", 500000, 500000, X1, "2025-03-01", BID | LISTING | DELIVER},
        {"its other product is free", 500000, 500000, X2, "2025-03-01", DELIVER},
        {"grade 3: the whole company, nationwide", 1000000, 500000, X2, "2025-03-01", BID | LISTING | LISTED | DELIVER},
        {"and its orders of that product in the province", 1000000, 500000, X1, "2025-03-01",
         BID | LISTING | LISTED | DELIVER | ORDER},
        {"nationwide", 1000000, 532300, X1, "2025-03-01", BID | LISTING | LISTED | DELIVER},
    };
    (void)state;
    assert_int_equal(shut(500000, X1, "2025-03-01"), 0);
    for (size_t i = 0; i < COUNT(examples); i++) {
        OK(fresh_db->ops->exec(fresh_db, "DELETE FROM credit_event", &e));
        event("E1", examples[i].yuan, "2025-03-01", X1);
        if (shut(examples[i].pool, examples[i].product, examples[i].on) != examples[i].shut)
            fail_msg("%s", examples[i].why);
    }
}

static void
test_a_refusal_names_its_clause(void **state)
{
    const struct credit_asked cq = {500000, MAKER, X1, day("2025-03-01")};
    const struct credit_asked cx = {532300, MAKER, X1, day("2025-03-01")};
    (void)state;
    event("E1", 1000000, "2025-03-01", X1);
    assert_false(credit_must(DB, &cq, DOOR_BID, "company", &e));
    assert_int_equal(e.msg, M_CREDIT_BAR_BID);
    assert_string_equal(e.at.field, "company");
    char text[ERR_TEXT_MAX];
    err_text(&e, LANG_EN, text);
    assert_non_null(strstr(text, "E1 (2025)"));
    assert_non_null(strstr(text, "2028-02-29"));
    assert_non_null(strstr(text, "二(六)"));
    assert_false(credit_must(DB, &cx, DOOR_BID, "company", &e));
    err_text(&e, LANG_EN, text);
    assert_non_null(strstr(text, "五(二)")); /* of the pack of that pool */
    assert_int_equal(bar(500000, X1, "2025-03-01", DOOR_BID).grade, 3);
}

/* Three areas, two kinds, one product or all: every case against the definition. */
static void
test_bans(void **state)
{
    (void)state;
    for (int area = 0; area < CREDIT_AREAS; area++)
        for (int kind = 0; kind < BAN_KINDS; kind++)
            for (int one = 0; one < 2; one++) {
                const struct market_ban b = {.number = "B1", .party = MAKER, .product = one ? X1 : "",
                    .document = "号", .kind = (enum ban_kind)kind, .area = (enum credit_area)area,
                    .from = day("2025-01-01"), .to = day("2025-12-31")};
                OK(fresh_db->ops->exec(fresh_db, "DELETE FROM market_ban", &e));
                OK(ban_put(DB, 500000, &b, &how, &e));
                unsigned all = kind == BAN_EXIT ? BID | LISTING | LISTED | DELIVER | ORDER : BID | LISTING | DELIVER;
                assert_int_equal(shut(500000, X1, "2025-01-01"), all);
                assert_int_equal(shut(500000, X2, "2025-12-31"), one ? 0 : all);
                assert_int_equal(shut(500000, X1, "2024-12-31"), 0);
                assert_int_equal(shut(500000, X1, "2026-01-01"), 0);
                assert_int_equal(shut(532300, X1, "2025-06-01"), area == CREDIT_NATION ? all : 0);
                struct credit_bar bar_ = bar(500000, X1, "2025-06-01", DOOR_BID);
                assert_string_equal(bar_.why, "B1");
                assert_string_equal(bar_.clause, "号");
            }
}

static void
test_bans_refused(void **state)
{
    struct market_ban b = {.number = "B1", .party = MAKER, .product = "", .document = "号",
                           .from = day("2025-01-02"), .to = day("2025-01-01")};
    (void)state;
    assert_false(ban_put(DB, 500000, &b, &how, &e));
    assert_int_equal(e.msg, M_DATES_ORDER);
    b.to = b.from;
    OK(ban_put(DB, 500000, &b, &how, &e));
    OK(ban_put(DB, 500000, &b, &how, &e));
    assert_int_equal(how, PUT_SAME);
    b.document = "other";
    assert_false(ban_put(DB, 500000, &b, &how, &e));
    assert_int_equal(e.msg, M_PUT_FACT);
    b.number = "B2";
    b.party = "91110000802100433B";
    assert_false(ban_put(DB, 500000, &b, &how, &e));
    assert_int_equal(e.msg, M_NO_COMPANY);
}

/* A pack is read once for a connection, and what is none stays none. */
static void
test_packs_are_read_once(void **state)
{
    struct policy *a, *b, *none;
    struct credit_book x, y;
    (void)state;
    OK(pack_on(DB, 500000, day("2024-09-10"), &a, &e));
    OK(pack_on(DB, 500000, day("2025-01-01"), &b, &e));
    assert_non_null(a);
    assert_ptr_equal(a, b);
    OK(pack_on(DB, 500000, day("2024-09-09"), &none, &e));
    assert_null(none);
    OK(pack_on(DB, 532300, day("2024-09-09"), &b, &e));
    assert_string_equal(b->id, "chuxiong");
    for (int i = 0; i < 3; i++) {
        assert_false(pack_load(fresh_db, "nowhere", &none, &e));
        assert_null(none);
    }
    OK(pack_load(fresh_db, "chongqing", &b, &e));
    assert_ptr_equal(a, b);
    OK(pack_credit_book(fresh_db, &x, &e));
    OK(pack_credit_book(fresh_db, &y, &e));
    assert_true(x.n == 2 && x.edition == y.edition);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_grades_shut_doors),
        TEST(test_a_refusal_names_its_clause),
        TEST(test_bans),
        TEST(test_bans_refused),
        TEST(test_packs_are_read_once),
    };
    return fresh_run(tests, COUNT(tests));
}
