/* Contracts on both databases: issued, signed by each party once and in any order, changed and
 * issued anew; what is refused; the text both ways. */
#include "../db/fresh.h"
#include "agreement/contract.h"
#include "agreement/contract_check.h"
#include "registry/company.h"
#include "registry/product.h"
#include "registry/region.h"
#include "registry/signing_key.h"
#include "words/contract.h"

#define DB fresh_db, fresh_arena
#define POOL 500000
#define HOSPITAL "H50010300001"
#define MAKER "91330100799655058B"
#define CARRIER "92370102MA3M9AG94X"
#define NUMBER "CS-1/1/" HOSPITAL "/" MAKER "/" CARRIER
#define DAY 20780 /* 2026-11-23 */
#define AT "2026-11-23T09:00:00+08:00"

static struct err e;
static enum put how;
static struct key key[3];
static const char *const party[3] = {HOSPITAL, MAKER, CARRIER};

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    const struct region r = {"500103", "x", "", REGION_COUNTY};
    const struct institution h = {
        .code = HOSPITAL, .pool = POOL, .name = "渝中医院", .region = "500103", .successor = ""};
    const struct pool pool = {POOL, "500103", "x", POOL_WHOLE};
    OK(region_put(DB, &r, &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
    OK(institution_put(DB, &h, &how, &e));
    for (size_t i = 1; i < 3; i++) {
        const struct company c = {.code = party[i], .name = i == 1 ? "甲公司" : "乙配送",
            .country = "CN", .registrant = i == 1, .distributor = i == 2, .agent = "",
            .controller = "", .region = "", .successor = ""};
        OK(company_put(DB, &c, &how, &e));
    }
    for (size_t i = 0; i < 3; i++) {
        const struct signing_key k = {.party = party[i], .key = key[i], .certificate = ""};
        OK(signing_key_put(DB, &k, &how, &e));
    }
    fresh_sql("INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
        "cycle_months, rules, rules_sha256) VALUES (500000, 'CS-1', '超声刀头', 'chongqing', "
        "'high_value', 'alliance', '', '2026-09-01', 24, '', '')");
    fresh_sql("INSERT INTO agreement VALUES (500000, '" NUMBER "', 'CS-1', 1, '" HOSPITAL "', '" MAKER
        "', '" CARRIER "', 3, 'high_value', '2026-09-01', '2027-08-31', '2027-08-31', 0, "
        "'chongqing', 'ab')");
    fresh_sql("INSERT INTO agreement_line VALUES (500000, '" NUMBER "', 'P1', 'A', 'with_service', "
        "12345600, 10000000, 12345600, 10, 0, 0, 0, 0, 0, 0, 0)");
    fresh_sql("INSERT INTO agreement_line VALUES (500000, '" NUMBER "', 'P2', 'A', 'without_service', "
        "5000000, 5000000, 0, 20, 0, 0, 0, 0, 0, 0, 0)");
    return rc;
}

static struct issued
issue(enum put as)
{
    struct issued doc;
    OK(issue_contract(DB, POOL, NUMBER, (date){DAY}, &doc, &how, &e));
    assert_int_equal(how, as);
    return doc;
}

static const char *
signed_by(size_t who, const char *text, const char *at, size_t *n)
{
    struct signature s;
    OK(signature_make(&s, fresh_arena, &key[who], "", at, text, strlen(text), &e));
    return signature_text(fresh_arena, &s, n);
}

static bool
sign_as(const char *who, const char *envelope, size_t n)
{
    return sign_contract(DB, POOL, NUMBER, who, envelope, n, NULL, (date){DAY}, &how, &e);
}

static void
test_issued(void **state)
{
    struct contract *c;
    size_t n;
    (void)state;
    struct issued doc = issue(PUT_NEW), again = issue(PUT_SAME);
    assert_int_equal(doc.version, 1);
    assert_string_equal(doc.text, again.text);
    c = arena_alloc(fresh_arena, sizeof(*c));
    assert_true(contract_parse(c, fresh_arena, arena_strdup(fresh_arena, doc.text),
                               strlen(doc.text)));
    assert_string_equal(contract_text(fresh_arena, c, &n), doc.text);
    assert_int_equal(c->parties, 3);
    assert_string_equal(c->party[0].name, "渝中医院");
    assert_int_equal(c->lines, 2);
    assert_int_equal(c->qty, 30);
    assert_int_equal(c->amount.units, INT64_C(12345600) * 10 + INT64_C(5000000) * 20);
    assert_int_equal(c->clauses, 11);
}

/* A supplementary agreement makes the next version: it says what changed, names its parties as they
 * are then, and is signed anew. */
static void
test_amended(void **state)
{
    struct contract *c = arena_alloc(fresh_arena, sizeof(*c));
    const struct company renamed = {.code = MAKER, .name = "甲新公司", .country = "CN", .registrant = true,
        .agent = "", .controller = "", .region = "", .successor = "", .from = {DAY - 1}};
    size_t n;
    (void)state;
    struct issued first = issue(PUT_NEW);
    const char *envelope = signed_by(0, first.text, AT, &n);
    fresh_sql("INSERT INTO amendment VALUES (500000, 'N1', 'CS-1', 'price_cut', 'P1', '', 'cheaper to make', '', "
        "'2026-11-22', 9000000, 11000000, 0, 'lower', 'effective', 'x', 'x', '2026-11-20', 'y', '2026-11-21', '', "
        "1, 0, 0)");
    fresh_sql("INSERT INTO amendment_agreement VALUES (500000, '" NUMBER "', 1, 'N1', '2027-08-31', '2027-08-31', "
        "'2027-08-31')");
    assert_false(sign_as(HOSPITAL, envelope, n)); /* that text is no longer what is agreed */
    assert_int_equal(e.msg, M_CONTRACT_CHANGED);
    fresh_sql("INSERT INTO amendment_line VALUES (500000, '" NUMBER "', 'P1', 1, 'N1', 10, 10, 12345600, 11000000, "
        "123456000, 110000000)");
    OK(company_put(DB, &renamed, &how, &e));
    struct issued doc = issue(PUT_CHANGED);
    assert_int_equal(doc.version, 2);
    assert_true(contract_parse(c, fresh_arena, arena_strdup(fresh_arena, doc.text), strlen(doc.text)));
    assert_string_equal(contract_text(fresh_arena, c, &n), doc.text);
    assert_int_equal(c->amendments, 1);
    assert_string_equal(c->amendment[0].kind, "price_cut");
    assert_string_equal(c->amendment[0].reason, "cheaper to make");
    assert_int_equal(c->changes, 1);
    assert_string_equal(c->change[0].product, "P1");
    assert_int_equal(c->change[0].price_before.units, 12345600);
    assert_int_equal(c->line[0].price.units, 11000000);
    assert_int_equal(c->amount.units, INT64_C(11000000) * 10 + INT64_C(5000000) * 20);
    assert_string_equal(c->party[1].name, "甲新公司");
    envelope = signed_by(0, doc.text, AT, &n);
    OK(sign_as(HOSPITAL, envelope, n));
    (void)issue(PUT_SAME);
    /* Records out of their place are no contract. */
    char *text = arena_strdup(fresh_arena, doc.text), *change = strstr(text, "\nchange\t") + 1,
         *amendment = strstr(text, "\namendment\t") + 1;
    char first_byte = *change;
    *change = 'x';
    assert_false(contract_parse(c, fresh_arena, arena_strdup(fresh_arena, text), strlen(text)));
    *change = first_byte;
    *amendment = 'x';
    assert_false(contract_parse(c, fresh_arena, arena_strdup(fresh_arena, text), strlen(text)));
}

static void
test_each_signs_once_in_any_order(void **state)
{
    static const size_t order[] = {2, 0, 1};
    struct contract_signatures s;
    struct issued doc = issue(PUT_NEW);
    const char *envelope = NULL;
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        envelope = signed_by(order[i], doc.text, AT, &n);
        OK(sign_as(party[order[i]], envelope, n));
        assert_int_equal(how, PUT_NEW);
        OK(contract_signatures(DB, POOL, NUMBER, 1, &s, &e));
        assert_int_equal(s.n, i + 1);
        assert_int_equal(s.parties, 3);
    }
    assert_string_equal(s.list[0].party, HOSPITAL); /* told in the order of parties */
    const char *digest = fresh_digest();
    OK(sign_as(MAKER, envelope, n)); /* the same again is nothing */
    assert_int_equal(how, PUT_SAME);
    assert_string_equal(digest, fresh_digest());
    envelope = signed_by(1, doc.text, "2026-11-23T10:00:00+08:00", &n);
    assert_false(sign_as(MAKER, envelope, n));
    assert_int_equal(e.msg, M_SIGNED_ALREADY);
}

static void
refused(const char *who, const char *envelope, size_t n, enum msg m)
{
    const char *digest = fresh_digest();
    assert_false(sign_as(who, envelope, n));
    assert_int_equal(e.msg, m);
    assert_string_equal(digest, fresh_digest());
}

static void
test_refused(void **state)
{
    size_t n;
    (void)state;
    const char *envelope = signed_by(0, "x", AT, &n);
    assert_false(sign_as(HOSPITAL, envelope, n));
    assert_int_equal(e.msg, M_CONTRACT_NOT_ISSUED);
    struct issued doc = issue(PUT_NEW);
    refused(HOSPITAL, envelope, n, M_SIGN_OTHER_TEXT);
    envelope = signed_by(0, doc.text, AT, &n);
    refused("91110000802100433B", envelope, n, M_SIGN_NO_PARTY);
    refused(MAKER, envelope, n, M_SIGN_OTHER_KEY); /* signed by the hospital's key */
    char *broken = arena_strdup(fresh_arena, envelope);
    char *digit = strstr(broken, "\"signature\":\"") + 20;
    *digit = *digit == '0' ? '1' : '0';
    refused(HOSPITAL, broken, n, M_SIGN_WRONG);
    envelope = signed_by(0, doc.text, "2026-11-21T09:00:00+08:00", &n);
    refused(HOSPITAL, envelope, n, M_SIGN_DAY);
    envelope = signed_by(0, doc.text, "2026-11-24T09:00:00+08:00", &n);
    refused(HOSPITAL, envelope, n, M_SIGN_DAY);
    OK(signing_key_end(DB, HOSPITAL, &key[0], (date){DAY}, &how, &e));
    envelope = signed_by(0, doc.text, AT, &n);
    refused(HOSPITAL, envelope, n, M_SIGN_OTHER_KEY);
}

static void
test_changed(void **state)
{
    struct contract_signatures s;
    size_t n;
    (void)state;
    struct issued doc = issue(PUT_NEW);
    const char *envelope = signed_by(0, doc.text, AT, &n);
    OK(sign_as(HOSPITAL, envelope, n));
    fresh_sql("UPDATE agreement_line SET agreed = 11 WHERE product = 'P1'");
    envelope = signed_by(1, doc.text, AT, &n);
    refused(MAKER, envelope, n, M_CONTRACT_CHANGED);
    doc = issue(PUT_CHANGED);
    assert_int_equal(doc.version, 2);
    refused(MAKER, envelope, n, M_SIGN_OTHER_TEXT);
    envelope = signed_by(1, doc.text, AT, &n);
    OK(sign_as(MAKER, envelope, n));
    OK(contract_signatures(DB, POOL, NUMBER, 2, &s, &e));
    assert_int_equal(s.n, 1); /* all sign anew */
    OK(contract_signatures(DB, POOL, NUMBER, 1, &s, &e));
    assert_int_equal(s.n, 1); /* and the first is kept */
}

/* Every change of a byte is refused, or is another text with another digest. */
static void
test_text(void **state)
{
    struct contract *c = arena_alloc(fresh_arena, sizeof(*c));
    (void)state;
    char *text = arena_strdup(fresh_arena, issue(PUT_NEW).text);
    size_t n = strlen(text), end = (size_t)(strstr(text, "\nclause") - text), again_n;
    for (size_t i = 0; i < end; i += 3) {
        struct arena *a = arena_new(1 << 20);
        char *copy = arena_strdup(a, text);
        copy[i] ^= 2;
        char *kept = arena_strdup(a, copy);
        if (contract_parse(c, a, copy, n))
            assert_string_equal(contract_text(a, c, &again_n), kept);
        arena_free(a);
    }
    char *sum = strstr(text, "\ntotal\t2\t30\t");
    sum[9] = '4';
    assert_false(contract_parse(c, fresh_arena, text, n)); /* a sum that is none */
}

static int faults[CONTRACT_FAULTS];

static void
fault(void *arg, enum contract_fault f, const char *row)
{
    (void)arg, (void)row;
    faults[f]++;
}

static void
test_what_another_hand_did_is_found(void **state)
{
    size_t n;
    (void)state;
    struct issued doc = issue(PUT_NEW);
    const char *envelope = signed_by(0, doc.text, AT, &n);
    OK(sign_as(HOSPITAL, envelope, n));
    memset(faults, 0, sizeof(faults));
    OK(contract_check(fresh_db, POOL, fault, NULL, &e));
    assert_int_equal(faults[CONTRACT_TEXT] + faults[CONTRACT_SIGNATURE], 0);
    fresh_sql("INSERT INTO contract VALUES (500000, '" NUMBER "', 9, 'x', 'ab', '2026-11-23')");
    fresh_sql("INSERT INTO contract_signature SELECT pool, agreement, 9, role, party, signed_at, envelope "
        "FROM contract_signature");
    OK(contract_check(fresh_db, POOL, fault, NULL, &e));
    assert_int_equal(faults[CONTRACT_TEXT], 1);
    assert_int_equal(faults[CONTRACT_SIGNATURE], 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_issued),
        TEST(test_amended), TEST(test_each_signs_once_in_any_order), TEST(test_refused),
        TEST(test_changed), TEST(test_text), TEST(test_what_another_hand_did_is_found),
    };
    for (size_t i = 0; i < 3; i++)
        if (!key_make(&key[i], i == 1 ? KEY_SM2 : KEY_ED25519, &e))
            return 1;
    return fresh_run(tests, COUNT(tests));
}
