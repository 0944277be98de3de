/* Sealed bids over HTTP, on both databases, from fixing officers to the public record and a signed
 * agreement; strangers, late comers, wrong officers. Every answer is held against the OpenAPI
 * document. Who asks is said by X-Test: "USER ORG KIND ROLES". */
#include <stdlib.h>

#include "../http/site.h"
#include "agreement/routes.h"
#include "registry/commitment.h"
#include "registry/company.h"
#include "registry/product.h"
#include "registry/region.h"
#include "registry/routes.h"
#include "tender/opening.h"
#include "tender/routes.h"

#define DB fresh_db, fresh_arena
#define POOL 500000
#define C1 "91330100799655058B"
#define C2 "92370102MA3M9AG94X"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define HOSPITAL "H50010300001"
#define BASE "/v1/pools/500000/projects/CS-1"
#define DEAL "/v1/pools/500000/agreements/CS-1/1/" HOSPITAL "/" C1 "/" C2
#define NUMBER "CS-1/1/" HOSPITAL "/" C1 "/" C2
#define BUREAU "boss cq bureau province"
#define ONE "seller1 " C1 " company registrant"
#define TWO "seller2 " C2 " company registrant"
#define NURSE "nurse " HOSPITAL " institution hospital"

static struct server *server;
static size_t database;
static struct err e;
static enum put how;
static struct key officer[3], signer[3];
static const char *const code[] = {"zhang", "li", "wang"};
static struct officers to;

static const struct routes *const wings[] = {&sealed_routes, &opening_routes, &award_routes,
                                             &agreement_routes, &contract_routes, &signing_routes, NULL};

static bool
who(struct call *c)
{
    const char *said = call_header(c, "X-Test"), *bad;
    char *word[4], *s = said == NULL ? NULL : arena_strdup(c->arena, said);
    int64_t roles = 0;
    c->who = (struct person){.user = "", .org = "", .org_kind = "", .region = "", .session_id = ""};
    if (s == NULL)
        return true;
    for (size_t i = 0; i < 4; i++) {
        word[i] = s;
        s += strcspn(s, " ");
        s += *s != '\0' ? (*s = '\0', 1) : 0;
    }
    roles_parse(&roles, word[3], &bad);
    c->who = (struct person){.user = word[0], .org = word[1], .org_kind = word[2],
                             .region = "500000", .pools_all = true, .roles = (uint64_t)roles,
                             .session = SESSION_KEY, .session_id = ""};
    return true;
}

static const struct api api = {.wings = wings, .role_names = role_names, .who = who};

static bool
fill(struct db *db, void *arg, struct err *err)
{
    static const char *const company[] = {C1, C2}, *const product[] = {X1, X2};
    const struct region r = {"500000", "x", "", REGION_PROVINCE},
                        county = {"500103", "x", "500000", REGION_COUNTY};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    const struct institution h = {
        .code = HOSPITAL, .pool = POOL, .name = "x", .region = "500103", .successor = ""};
    (void)arg;
    fresh_db = db;
    OK(region_put(DB, &r, &how, &e));
    OK(region_put(DB, &county, &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
    OK(institution_put(DB, &h, &how, &e));
    for (size_t i = 0; i < 2; i++) {
        const struct company c = {.code = company[i], .name = "x", .country = "CN",
            .registrant = true, .distributor = true, .agent = "", .controller = "", .region = "",
            .successor = ""};
        const struct product x = {.code = product[i], .name = "x", .spec = "", .model = "",
            .company = company[i], .class = "", .unit = "piece", .certificate = "", .udi = "",
            .generic_name = "", .form = "", .strength = ""};
        OK(company_put(DB, &c, &how, &e));
        OK(product_put(DB, &x, &how, &e));
        for (size_t j = 0; j < COMMITMENTS; j++)
            OK(commitment_put(DB, company[i], commitment_names[j], (date){20000}, "", &how, &e));
    }
    return err != NULL;
}

static int
setup(void **state)
{
    static const char sql[] =
        "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
        "cycle_months, rules, rules_sha256) VALUES (500000, 'CS-1', 'x', 'chongqing', "
        "'high_value', 'alliance', '2026-05-01', '2026-09-01', 24, '', '');"
        "INSERT INTO project_group VALUES (500000, 'CS-1', 'A', 'a', 'piece', '', 0, 0);"
        "INSERT INTO agreement VALUES (500000, '" NUMBER "', 'CS-1', 1, '" HOSPITAL "', '" C1
        "', '" C2 "', 3, 'high_value', '2026-09-01', '2027-08-31', '2027-08-31', 0, "
        "'chongqing', 'ab');"
        "INSERT INTO agreement_line VALUES (500000, '" NUMBER "', '" X1 "', 'A', 'with_service', "
        "12345600, 10000000, 12345600, 10, 0, 0, 0, 0, 0, 0, 0)";
    (void)state;
    site_open(database, &api, 64 << 20);
    OK(pool_add(fresh_db, POOL, &e));
    OK(db_tx(fresh_db, 0, fill, NULL, &e));
    OK(fresh_db->ops->exec(fresh_db, sql, &e));
    server = site_serve((struct server_config){
        .simulate = true, .has_today = true, .today = {20573}}); /* 2026-04-30 */
    to = (struct officers){.pool = POOL, .project = "CS-1", .deadline = "2026-05-01 17:00:00",
                           .k = 2, .n = 3};
    for (size_t i = 0; i < 3; i++) {
        to.officer[i].code = code[i];
        memcpy(to.officer[i].public, officer[i].public, OFFICER_KEY_SIZE);
    }
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    server_stop(server);
    site_close();
    return 0;
}

/* `today` NULL: the server's. The answer's body, in the arena. */
static const char *
ask(const char *by, const char *today, const char *method, const char *path, const char *body,
    int want)
{
    const char *headers =
        arena_printf(fresh_arena, "X-Test: %s\r\nX-Jicai-Today: %s\r\n", by,
                     today != NULL ? today : "2026-04-30");
    struct site_answer a =
        site_ask(server, method, path, headers, body != NULL ? "application/json" : NULL, body,
                 body != NULL ? strlen(body) : 0);
    if (a.status != want)
        fail_msg("%s %s: %d and not %d: %s", method, path, a.status, want, a.body);
    return a.body;
}

static const char *
field(const char *body, const char *name)
{
    json_t *j = json_loads(body, 0, NULL);
    const char *s = json_string_value(json_object_get(j, name));
    s = s != NULL ? arena_strdup(fresh_arena, s) : "";
    json_decref(j);
    return s;
}

static int64_t
count(const char *body, const char *name)
{
    json_t *j = json_loads(body, 0, NULL);
    int64_t n = json_integer_value(json_object_get(j, name));
    json_decref(j);
    return n;
}

static const char *
one_text(const char *name, const char *text)
{
    json_t *j = json_pack("{s:s}", name, text);
    char *s = json_dumps(j, JSON_COMPACT);
    const char *out = arena_strdup(fresh_arena, s);
    free(s);
    json_decref(j);
    return out;
}

static const char *
officers_body(void)
{
    char hex[3][KEY_HEX_MAX];
    return arena_printf(fresh_arena,
                        "{\"deadline\":\"2026-05-01 17:00:00\",\"k\":2,\"officers\":["
                        "{\"code\":\"zhang\",\"public\":\"%s\"},{\"code\":\"li\",\"public\":\"%s\"},"
                        "{\"code\":\"wang\",\"public\":\"%s\"}]}",
                        key_public_hex(&officer[0], hex[0]), key_public_hex(&officer[1], hex[1]),
                        key_public_hex(&officer[2], hex[2]));
}

static const char *
sealed(size_t by, const char *bidder, const char *product)
{
    struct offer o = {.product = product, .price = {12340000}, .unit = "", .capacity = -1,
                      .regions = "", .other_prices = ""};
    struct bid_text b = {.pool = POOL, .project = "CS-1", .group = "A", .bidder = bidder,
                         .offer = &o, .n = 1};
    const char *text;
    size_t n;
    OK(envelope_seal(&text, &n, fresh_arena, &b, &to, &signer[by], &e));
    return one_text("envelope", text);
}

static void
own_key(const char *by, size_t i)
{
    char hex[KEY_HEX_MAX];
    ask(by, NULL, "POST", "/v1/signing-keys",
        arena_printf(fresh_arena, "{\"kind\":\"%s\",\"public\":\"%s\",\"from\":\"2026-01-01\"}",
                     key_kind_names[signer[i].kind], key_public_hex(&signer[i], hex)), 201);
}

static const char *
shares_of(size_t i, const char *envelopes)
{
    const char *text;
    int64_t good, bad;
    size_t n;
    OK(shares_open(&text, &n, fresh_arena, envelopes, strlen(envelopes), "x", &officer[i], &good,
                   &bad, &e));
    return one_text("shares", text);
}

#define AFTER "2026-05-02"

static void
test_the_whole(void **state)
{
    (void)state;
    own_key(ONE, 0);
    own_key(TWO, 1);
    ask(ONE, NULL, "PUT", BASE "/opening", officers_body(), 403);
    ask(BUREAU, NULL, "PUT", "/v1/pools/500000/projects/CS-9/opening", officers_body(), 404);
    ask(BUREAU, NULL, "PUT", BASE "/opening", officers_body(), 201);
    ask(BUREAU, NULL, "PUT", BASE "/opening", officers_body(), 200);
    assert_string_equal(field(ask("x x x x", NULL, "GET", BASE "/opening", NULL, 200), "state"),
                        "fixed");
    assert_string_equal(ask("x x x x", NULL, "GET", BASE "/opening/officers", NULL, 200),
                        officers_text(fresh_arena, &to));
    const char *bid = sealed(0, C1, X1);
    ask(TWO, NULL, "POST", BASE "/sealed-bids", bid, 403); /* another's */
    ask(NURSE, NULL, "POST", BASE "/sealed-bids", bid, 403);
    const char *filed = ask(ONE, NULL, "POST", BASE "/sealed-bids", bid, 201);
    assert_string_equal(field(filed, "at"), "2026-04-30 12:00:00");
    assert_non_null(strstr(field(filed, "receipt"), field(filed, "sha256")));
    assert_string_equal(field(ask(ONE, NULL, "POST", BASE "/sealed-bids", bid, 200), "outcome"),
                        "same");
    ask(TWO, NULL, "POST", BASE "/sealed-bids", sealed(1, C2, X2), 201);
    ask(TWO, NULL, "POST", BASE "/sealed-bids/A/withdrawal", NULL, 200);
    ask(TWO, NULL, "POST", BASE "/sealed-bids", sealed(1, C2, X2), 201);
    assert_non_null(strstr(ask(TWO, NULL, "GET", BASE "/sealed-bids", NULL, 200), "withdrawn"));
    assert_null(strstr(ask(TWO, NULL, "GET", BASE "/sealed-bids", NULL, 200), field(filed, "sha256")));
    /* the deadline passes between two requests */
    assert_string_equal(field(ask(ONE, AFTER, "POST", BASE "/sealed-bids", sealed(0, C1, X1), 200),
                              "outcome"), "late");
    ask(TWO, AFTER, "POST", BASE "/sealed-bids/A/withdrawal", NULL, 409);
    ask("zhang cq bureau city", NULL, "GET", BASE "/opening/sealed", NULL, 409); /* too early */
    ask("stranger cq bureau city", AFTER, "GET", BASE "/opening/sealed", NULL, 404);
    ask("x x x x", AFTER, "GET", BASE "/opening/record", NULL, 404); /* not yet */
    const char *all = ask("zhang cq bureau city", AFTER, "GET", BASE "/opening/sealed", NULL, 200);
    const char *shares = shares_of(0, all);
    ask("li cq bureau city", AFTER, "POST", BASE "/opening/shares", shares, 403); /* not his */
    assert_int_equal(count(ask("zhang cq bureau city", AFTER, "POST", BASE "/opening/shares",
                               shares, 200), "good"), 2);
    assert_string_equal(field(ask(BUREAU, AFTER, "POST", BASE "/opening/open", "{}", 200),
                              "verdict"), "postponed");
    ask("li cq bureau city", AFTER, "POST", BASE "/opening/shares", shares_of(1, all), 200);
    ask(BUREAU, AFTER, "PUT", BASE "/qualifications/" C2, "{\"qualified\":false}", 400);
    ask(BUREAU, AFTER, "PUT", BASE "/qualifications/" C2,
        "{\"qualified\":false,\"reason\":\"no capacity\"}", 201);
    assert_non_null(strstr(ask(TWO, AFTER, "GET", BASE "/qualifications", NULL, 200), "capacity"));
    assert_null(strstr(ask(ONE, AFTER, "GET", BASE "/qualifications", NULL, 200), "capacity"));
    assert_int_equal(count(ask(BUREAU, AFTER, "POST", BASE "/opening/open", "{}", 200), "opened"),
                     2);
    assert_string_equal(field(ask(BUREAU, AFTER, "POST", BASE "/opening/open", "{}", 200),
                              "verdict"), "already");
    const char *record = ask("x x x x", AFTER, "GET", BASE "/opening/record", NULL, 200);
    assert_string_equal(field(record, "opened_at"), "2026-05-02 12:00:00");
    assert_non_null(strstr(record, "content_key"));
}

static void
test_agreement(void **state)
{
    static const char *const by[] = {ONE, NURSE, "driver " C2 " company distributor"};
    static const size_t with[] = {0, 2, 1};
    struct signature s;
    size_t n;
    (void)state;
    own_key(ONE, 0);
    own_key(TWO, 1);
    own_key(NURSE, 2);
    ask(NURSE, NULL, "GET", DEAL "/text", NULL, 404); /* not issued */
    const char *text = field(ask(NURSE, NULL, "POST", DEAL "/text", NULL, 201), "text");
    ask(ONE, NULL, "POST", DEAL "/text", NULL, 200);
    ask("other H50010300002 institution hospital", NULL, "GET", DEAL "/text", NULL, 404);
    ask("other 91110000802100433B company registrant", NULL, "GET", DEAL "/text", NULL, 404);
    ask(BUREAU, NULL, "GET", DEAL "/text", NULL, 200);
    ask(BUREAU, NULL, "POST", DEAL "/signatures", "{\"envelope\":\"{}\"}", 403);
    for (size_t i = 0; i < 3; i++) {
        OK(signature_make(&s, fresh_arena, &signer[with[i]], "", "2026-04-30T09:00:00+08:00", text,
                          strlen(text), &e));
        const char *envelope = one_text("envelope", signature_text(fresh_arena, &s, &n));
        ask(by[(i + 1) % 3], NULL, "POST", DEAL "/signatures", envelope, i < 2 ? 403 : 409);
        ask(by[i], NULL, "POST", DEAL "/signatures", envelope, 201);
        ask(by[i], NULL, "POST", DEAL "/signatures", envelope, 200);
    }
    assert_non_null(strstr(ask(ONE, NULL, "GET", DEAL "/text", NULL, 200), "\"complete\":true"));
    assert_non_null(strstr(ask(NURSE, NULL, "GET", DEAL "/bundle", NULL, 200), "jicai-agreement-1"));
    assert_non_null(strstr(ask(NURSE, NULL, "GET", "/v1/pools/500000/agreements", NULL, 200),
                           "\"signatures\":3"));
    assert_null(strstr(ask("other H50010300002 institution hospital", NULL, "GET",
                           "/v1/pools/500000/agreements", NULL, 200), HOSPITAL));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_the_whole), TEST(test_agreement)};
    int bad = 0;
    for (size_t i = 0; i < 3; i++)
        if (!key_make(&officer[i], KEY_OFFICER, &e) ||
            !key_make(&signer[i], i == 1 ? KEY_SM2 : KEY_ED25519, &e))
            return 1;
    for (database = 0; site_exists(database); database++)
        bad += cmocka_run_group_tests(tests, NULL, NULL);
    return bad;
}
