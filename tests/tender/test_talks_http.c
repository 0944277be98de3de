/* Experts and talks over HTTP, on both databases: from an application for the bank to the signed record
 * of a negotiation and its award; an inquiry; and that nobody reads another's offer. Every answer is
 * held against the OpenAPI document. Who asks is said by X-Test: "USER ORG KIND ROLES". */
#include <stdlib.h>

#include "../http/client.h"
#include "../http/conform.h"
#include "../http/notes.h"
#include "../db/fresh.h"
#include "access/manage.h"
#include "audit/log.h"
#include "http/openapi.h"
#include "oversight/routes_renewal.h"
#include "project/project.h"
#include "project/routes.h"
#include "registry/company.h"
#include "registry/product.h"
#include "registry/region.h"
#include "seal/signature.h"
#include "tender/award_bundle.h"
#include "tender/routes.h"

#define DB fresh_db, fresh_arena
#define POOL 500000
#define C1 "91330100799655058B"
#define C2 "92370102MA3M9AG94X"
#define C3 "91110000802100433B"
#define X1 "C0101010011303807555"
#define X2 "C0101010011303807556"
#define X3 "C0101010011303807557"
#define P "/v1/pools/500000"
#define BASE P "/projects/N-1"
#define TALKS BASE "/groups/A/talks"
#define BUREAU "boss cq bureau province"
#define HOSPITAL "nurse H50010300001 institution hospital"
#define ONE "seller1 " C1 " company registrant"
#define TWO "seller2 " C2 " company registrant"
#define THREE "seller3 " C3 " company registrant"
#define NOBODY "x x x x"
#define SECRET "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static struct server *server;
static json_t *openapi;
static char url[512];
static size_t database;
static struct err e;
static enum put how;
static struct key signer[3];

static const struct routes *const wings[] = {&apply_routes, &bank_routes,  &meeting_routes, &draw_routes,
                                             &talks_routes, &award_routes, &sealed_routes,  &set_routes,
                                             &renewal_routes, &announcement_routes, NULL};

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
connect(struct db **out, void *arg, struct err *err)
{
    if (!db_open(out, arg, err))
        return false;
    audit_attach(*out);
    return true;
}

static const char rules[] =
    "id: n\nname: {zh: n, en: n}\n"
    "validity:\n  - {check: ceiling, basis: {choice: {zh: c, en: c}}}\n"
    "ranking:\n  ties: [filed_at]\n  basis: {choice: {zh: r, en: r}}\n"
    "quota:\n  - {fixed: 9, basis: {choice: {zh: q, en: q}}}\n"
    "steps:\n  - {name: all, outcome: select, when: {rank_within_quota: true}, basis: {choice: {zh: s, en: s}}}\n"
    "talks:\n  - {mode: negotiation, rounds: 2, panel: 1, suppliers: 2, basis: {choice: {zh: t, en: t}}}\n";

static bool
fill(struct db *db, void *arg, struct err *err)
{
    static const char *const company[] = {C1, C2, C3}, *const product[] = {X1, X2, X3};
    const struct region r = {"500000", "x", "", REGION_PROVINCE};
    const struct pool pool = {POOL, "500000", "x", POOL_WHOLE};
    struct make_org bank = {.arena = fresh_arena, .today = {20500},
                            .org = {.code = "bank", .name = "bank", .kind = ORG_EXPERTS,
                                    .region = "500000", .reason = ""}};
    (void)arg;
    fresh_db = db;
    OK(region_put(DB, &r, &how, &e));
    OK(pool_put(DB, &pool, &how, &e));
    OK(make_org(db, &bank, &e));
    for (size_t i = 0; i < 3; i++) {
        const struct company c = {.code = company[i], .name = "x", .country = "CN", .registrant = true,
            .agent = "", .controller = "", .region = "", .successor = ""};
        const struct product x = {.code = product[i], .name = "x", .spec = "", .model = "",
            .company = company[i], .class = "", .unit = "piece", .certificate = "", .udi = "",
            .generic_name = "", .form = "", .strength = ""};
        OK(company_put(DB, &c, &how, &e));
        OK(product_put(DB, &x, &how, &e));
    }
    return err != NULL;
}

static bool
project(struct db *db, void *arg, struct err *err)
{
    const struct project p = {.pool = POOL, .code = "N-1", .name = "n", .pack = "gansu",
        .bid_on = {20580}, .executed_on = {20700}, .cycle_months = 12, .rules = rules};
    const struct project_group a = {"A", "a", "piece", "", {0}, {0}}, b = {"B", "b", "piece", "", {20000000}, {0}};
    (void)arg;
    fresh_db = db;
    OK(project_put(DB, &p, &how, &e));
    OK(group_put(DB, POOL, "N-1", &a, &how, &e));
    OK(group_put(DB, POOL, "N-1", &b, &how, &e));
    return err != NULL;
}

static int
setup(void **state)
{
    const struct server_config cfg = {.api = &api, .open = connect, .arg = url,
                                      .listen = "127.0.0.1", .simulate = true, .has_today = true,
                                      .today = {20573}}; /* 2026-04-30 */
    char *text;
    size_t n;
    FILE *out = open_memstream(&text, &n);
    (void)state;
    assert_true(notes_db(database, url));
    openapi_print(&api, LANG_EN, out);
    fclose(out);
    openapi = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    fresh_arena = arena_new(64 << 20);
    OK(db_create(&fresh_db, url, &e));
    if (strcmp(fresh_db->ops->name, "postgres") == 0)
        OK(fresh_db->ops->exec(fresh_db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &e));
    OK(schema_apply(fresh_db, 1, &e));
    OK(pool_add(fresh_db, POOL, &e));
    OK(db_tx(fresh_db, 0, fill, NULL, &e));
    OK(db_tx(fresh_db, POOL, project, NULL, &e));
    OK(server_start(&server, &cfg, &e));
    return 0;
}

static int
teardown(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[600];
    bool sqlite = strcmp(fresh_db->ops->name, "sqlite") == 0;
    (void)state;
    server_stop(server);
    db_close(fresh_db);
    for (size_t i = 0; sqlite && i < 3; i++) {
        snprintf(name, sizeof(name), "%s%s", url, ends[i]);
        remove(name);
    }
    json_decref(openapi);
    arena_free(fresh_arena);
    return 0;
}

/* On a day of April or May 2026 ("05-01"), at noon. The answer's body, in the arena. */
static const char *
send_as(const char *by, const char *day, const char *method, const char *path, const char *type,
        const char *more, const char *body, int want)
{
    struct client c = {.fd = -1};
    struct answer a;
    char said[CONFORM_SAID_MAX], media[96] = "";
    const char *request = arena_printf(
        fresh_arena, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Test: %s\r\n"
        "X-Jicai-Today: 2026-%s\r\n%s%s%s%sContent-Length: %zu\r\n\r\n%s", method, path, by, day, more,
        body != NULL ? "Content-Type: " : "", body != NULL ? type : "", body != NULL ? "\r\n" : "",
        body != NULL ? strlen(body) : 0, body != NULL ? body : "");
    assert_true(client_open(&c, server_port(server)));
    assert_true(client_ask(&c, request, strlen(request), &a));
    (void)answer_header(&a, "Content-Type", media, sizeof(media));
    const char *bare = arena_printf(fresh_arena, "%.*s", (int)strcspn(path, "?"), path);
    if (!conform(openapi, method, bare, a.status, media, a.body, a.body_n, said))
        fail_msg("%s %s: %d: %s: %s", method, path, a.status, said, a.body);
    if (a.status != want)
        fail_msg("%s %s: %d and not %d: %s", method, path, a.status, want, a.body);
    const char *out = arena_strdup(fresh_arena, a.body);
    client_close(&c);
    return out;
}

static const char *
ask(const char *by, const char *day, const char *method, const char *path, const char *body, int want)
{
    return send_as(by, day, method, path, "application/json", "", body, want);
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

static void
has(const char *body, const char *text)
{
    if (strstr(body, text) == NULL)
        fail_msg("no %s in %s", text, body);
}

static void
lacks(const char *body, const char *text)
{
    if (strstr(body, text) != NULL)
        fail_msg("%s in %s", text, body);
}

/* --- the bank --- */

#define APPLICATIONS P "/expert-applications"
#define FORM(name)                                                                                 \
    "{\"name\":\"" name "\",\"employer\":\"elsewhere\",\"speciality\":\"clinical\",\"post\":\"x\"}"

struct user_of {
    const char *login, *expert;
};

static bool
make_login(struct db *db, void *arg, struct err *err)
{
    const struct user_of *in = arg;
    struct make_user u = {.arena = fresh_arena, .today = {20500}, .at = 1, .login = in->login,
                          .name = "x", .org = "bank", .phone = "", .email = "",
                          .expert = in->expert, .reason = "x", .roles = AS_EXPERT};
    return make_user(db, &u, err);
}

/* An expert of the bank with a login of his own. */
static void
expert(const char *login, const char *code)
{
    const char *started = ask(NOBODY, "04-30", "POST", APPLICATIONS, FORM("张三"), 201);
    json_t *j = json_loads(started, 0, NULL);
    long long number = json_integer_value(json_object_get(j, "application"));
    json_decref(j);
    const char *token = arena_printf(fresh_arena, "X-Registration-Token: %s\r\n", field(started, "token"));
    const char *at = arena_printf(fresh_arena, APPLICATIONS "/%lld", number);
    const char *evidence = arena_printf(fresh_arena, "%s/evidence/title", at),
               *submission = arena_printf(fresh_arena, "%s/submission", at),
               *mine = arena_printf(fresh_arena, "%s/mine", at),
               *review = arena_printf(fresh_arena, "%s/review", at);
    struct user_of u = {login, code};
    send_as(NOBODY, "04-30", "POST", submission, "", token, NULL, 409); /* nothing proves it */
    send_as(NOBODY, "04-30", "PUT", evidence, "application/pdf", "", "%PDF-1.4", 401);
    const char *proof = send_as(NOBODY, "04-30", "PUT", evidence, "application/pdf", token, "%PDF-1.4", 200);
    send_as(NOBODY, "04-30", "POST", submission, "", token, NULL, 204);
    ask(NOBODY, "04-30", "GET", mine, NULL, 401);
    has(send_as(NOBODY, "04-30", "GET", mine, "", token, NULL, 200), "\"submitted\"");
    ask(HOSPITAL, "04-30", "GET", at, NULL, 403);
    has(ask(BUREAU, "04-30", "GET", at, NULL, 200), field(proof, "sha256"));
    ask(BUREAU, "04-30", "GET", arena_printf(fresh_arena, "%s/files/%s", at, field(proof, "sha256")), NULL, 200);
    ask(BUREAU, "04-30", "GET", arena_printf(fresh_arena, "%s/files/%064d", at, 0), NULL, 404);
    ask(BUREAU, "04-30", "POST", review,
        arena_printf(fresh_arena, "{\"decision\":\"approve\",\"reason\":\"fine\",\"expert\":\"%s\"}", code), 200);
    OK(db_tx(fresh_db, 0, make_login, &u, &e));
}

static const char *
as_expert(const char *login)
{
    return arena_printf(fresh_arena, "%s bank experts expert", login);
}

static void
test_bank(void **state)
{
    (void)state;
    expert("zhang", "E1");
    expert("li", "E2");
    has(ask(BUREAU, "04-30", "GET", APPLICATIONS "?state=approved", NULL, 200), "\"E2\"");
    lacks(ask(BUREAU, "04-30", "GET", APPLICATIONS "?state=rejected", NULL, 200), "E2");
    /* what an expert says of himself, and is not shown of others */
    has(ask(as_expert("zhang"), "04-30", "GET", P "/expert", NULL, 200), "\"E1\"");
    ask("nobody bank experts expert", "04-30", "GET", P "/expert", NULL, 404);
    ask(as_expert("zhang"), "04-30", "GET", P "/experts", NULL, 403);
    ask(as_expert("zhang"), "04-30", "POST", P "/expert/times", "{\"available\":false,\"from\":\"2026-04-01\"}", 400);
    ask(as_expert("zhang"), "04-30", "POST", P "/expert/times", "{\"available\":false,\"from\":\"2026-06-01\"}", 201);
    ask(as_expert("zhang"), "04-30", "PUT", P "/expert/interests/" C1, "{\"connected\":true,\"note\":\"顾问\"}", 201);
    const char *file = ask(BUREAU, "04-30", "GET", P "/experts/E1", NULL, 200);
    has(file, "2026-06-01");
    has(file, "顾问");
    has(file, "\"approved\"");
    /* decisions about him, one after the other */
    ask(BUREAU, "04-30", "POST", P "/experts/E2/standing", "{\"standing\":\"resumed\",\"reason\":\"x\"}", 409);
    ask(BUREAU, "04-30", "POST", P "/experts/E2/standing", "{\"standing\":\"suspended\",\"reason\":\"x\"}", 201);
    ask(BUREAU, "04-30", "POST", P "/experts/E2/standing", "{\"standing\":\"suspended\",\"reason\":\"x\"}", 200);
    ask(BUREAU, "04-30", "POST", P "/experts/E9/standing", "{\"standing\":\"removed\",\"reason\":\"x\"}", 404);
    has(ask(BUREAU, "04-30", "GET", P "/experts", NULL, 200), "\"suspended\"");
}

/* --- a negotiation --- */

#define MEETING BASE "/meetings/M1"
#define DRAW BASE "/draws/D1"

static void
drawn_meeting(void)
{
    ask(BUREAU, "04-30", "PUT", MEETING,
        "{\"purpose\":\"negotiation\",\"group\":\"A\",\"held_on\":\"2026-05-04\",\"place\":\"x\",\"need\":\"clinical=1+1\","
        "\"companies\":[\"" C1 "\"]}", 201);
    ask(BUREAU, "04-30", "PUT", DRAW,
        "{\"meeting\":\"M1\",\"randomness\":\"close\",\"secret\":\"" SECRET "\",\"rest_days\":30}", 201);
    lacks(ask(NOBODY, "04-30", "GET", DRAW, NULL, 200), "张三"); /* nobody knows who is on the list */
    ask(BUREAU, "04-30", "POST", DRAW "/run", "{\"public\":\"3377\",\"secret\":\"" SECRET "\"}", 409); /* not younger */
    ask(BUREAU, "05-01", "POST", DRAW "/run", "{\"public\":\"3377\",\"secret\":\"" SECRET "\"}", 201);
    ask(BUREAU, "05-02", "POST", DRAW "/run", "{\"public\":\"3377\",\"secret\":\"" SECRET "\"}", 200);
    has(ask(NOBODY, "05-01", "GET", DRAW, NULL, 200), "\"secret\"");
}

/* Declines for whoever was drawn; the login of who moves up. */
static const char *
panel(void)
{
    const char *first = strstr(ask(BUREAU, "05-01", "GET", MEETING, NULL, 200), "\"E1\"") != NULL ? "zhang" : "li",
               *next = *first == 'z' ? "li" : "zhang";
    const char *invitation = P "/expert/invitations/N-1/M1";
    ask(as_expert(next), "05-01", "POST", invitation, "{\"accept\":true}", 404);
    has(ask(as_expert(first), "05-01", "GET", P "/expert/invitations", NULL, 200), "M1");
    lacks(ask(as_expert(next), "05-01", "GET", P "/expert/invitations", NULL, 200), "M1");
    ask(as_expert(first), "05-02", "POST", invitation, "{\"accept\":false}", 400); /* why? */
    ask(as_expert(first), "05-02", "POST", invitation, "{\"accept\":false,\"reason\":\"出差\"}", 201);
    has(ask(as_expert(next), "05-02", "GET", P "/expert/invitations", NULL, 200), "M1");
    ask(as_expert(next), "05-03", "POST", invitation, "{\"accept\":true}", 201);
    return next;
}

static const char *
offer(const char *product, const char *price)
{
    return arena_printf(fresh_arena, "{\"product\":\"%s\",\"price\":\"%s\"}", product, price);
}

#define SPAN(day) "\"from\":\"2026-" day " 12:00:00\",\"until\":\"2026-" day " 18:00:00\""

static void
own_key(const char *login, const struct key *k)
{
    char hex[KEY_HEX_MAX];
    ask(as_expert(login), "05-03", "POST", P "/expert/signing-keys",
        arena_printf(fresh_arena, "{\"kind\":\"%s\",\"public\":\"%s\"}", key_kind_names[k->kind],
                     key_public_hex(k, hex)), 201);
}

static const char *
signature(const struct key *k, const char *text)
{
    struct signature s;
    size_t n;
    OK(signature_make(&s, fresh_arena, k, "", "2026-05-06T09:00:00+08:00", text, strlen(text), &e));
    json_t *j = json_pack("{s:s}", "signature", signature_text(fresh_arena, &s, &n));
    char *out = json_dumps(j, JSON_COMPACT);
    const char *body = arena_strdup(fresh_arena, out);
    free(out);
    json_decref(j);
    return body;
}

static void
rounds(void)
{
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X1, "12.00"), 409); /* no round yet */
    ask(BUREAU, "05-01", "POST", TALKS "/1/rounds", "{" SPAN("05-03") "}", 409); /* before the meeting */
    ask(BUREAU, "05-04", "POST", TALKS "/1/rounds", "{" SPAN("05-04") "}", 201);
    ask(BUREAU, "05-04", "POST", TALKS "/1/rounds", "{" SPAN("05-04") "}", 200);
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X1, "12.00"), 201);
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X1, "12.00"), 200);
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X1, "12.01"), 409); /* it only falls */
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X2, "9.00"), 400);  /* another's product */
    ask(ONE, "05-04", "POST", TALKS "/1/offers", offer(X1, "0"), 400);
    ask(TWO, "05-04", "POST", TALKS "/1/offers", offer(X2, "11.00"), 201);
    ask(THREE, "05-04", "POST", TALKS "/1/offers", offer(X3, "1.00"), 404); /* not invited */
    /* in the round a supplier sees its own offer only, the office none at all */
    const char *own = ask(ONE, "05-04", "GET", TALKS "/1", NULL, 200);
    has(own, "12.00");
    lacks(own, "11.00");
    lacks(own, C2);
    lacks(ask(BUREAU, "05-04", "GET", TALKS "/1", NULL, 200), "12.00");
    ask(THREE, "05-04", "GET", TALKS "/1", NULL, 404);
    ask(HOSPITAL, "05-04", "GET", TALKS "/1", NULL, 403);
    ask(BUREAU, "05-04", "POST", TALKS "/1/conclusion", NULL, 409);
    /* after it the office sees all, a supplier still its own */
    has(ask(BUREAU, "05-05", "GET", TALKS "/1", NULL, 200), "11.00");
    lacks(ask(ONE, "05-05", "GET", TALKS "/1", NULL, 200), "11.00");
    ask(ONE, "05-05", "POST", TALKS "/1/offers", offer(X1, "11.50"), 409); /* late */
    ask(BUREAU, "05-05", "POST", TALKS "/1/rounds", "{" SPAN("05-05") ",\"ceiling\":\"11.80\"}", 201);
    ask(ONE, "05-05", "POST", TALKS "/1/offers", offer(X1, "11.90"), 409); /* above what is accepted */
    ask(ONE, "05-05", "POST", TALKS "/1/offers", offer(X1, "11.50"), 201);
    ask(ONE, "05-05", "POST", TALKS "/1/offers", offer(X1, "10.90"), 201);
    ask(BUREAU, "05-06", "POST", TALKS "/1/rounds", "{" SPAN("05-06") ",\"ceiling\":\"11.00\"}", 409); /* two at most */
}

static void
test_negotiation(void **state)
{
    (void)state;
    expert("zhang", "E1");
    expert("li", "E2");
    drawn_meeting();
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C1 "\",\"" C2 "\"]}", 409); /* tendered */
    ask(BUREAU, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"negotiation\",\"reason\":\"\"}", 400);
    ask(BUREAU, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"linkage\",\"reason\":\"x\"}", 409); /* rules compare with nothing */
    ask(HOSPITAL, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"negotiation\",\"reason\":\"x\"}", 403);
    ask(BUREAU, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"negotiation\",\"reason\":\"参与企业少\"}", 201);
    ask(BUREAU, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"negotiation\",\"reason\":\"参与企业少\"}", 200);
    has(ask(ONE, "05-01", "GET", BASE "/groups/A/mode", NULL, 200), "参与企业少");
    ask(BUREAU, "05-01", "POST", TALKS, "{\"suppliers\":[\"" C1 "\",\"" C2 "\"]}", 404); /* no meeting */
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C1 "\"]}", 409); /* too few */
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C1 "\",\"" C1 "\"]}", 400);
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C1 "\",\"" C2 "\"]}", 201);
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C2 "\",\"" C1 "\"]}", 200); /* the same */
    ask(BUREAU, "05-01", "POST", TALKS, "{\"meeting\":\"M1\",\"suppliers\":[\"" C2 "\",\"" C3 "\"]}", 409);
    ask(BUREAU, "05-01", "PUT", BASE "/groups/A/mode", "{\"mode\":\"inquiry\",\"reason\":\"x\"}", 409); /* begun */
    const char *one = panel();
    rounds();
    ask(BUREAU, "05-06", "POST", TALKS "/1/conclusion", NULL, 409); /* nobody of the panel came */
    ask(BUREAU, "05-04", "POST", MEETING "/members/E9/presence", "{\"attended\":true}", 404);
    const char *code = *one == 'z' ? "E1" : "E2";
    ask(BUREAU, "05-04", "POST", arena_printf(fresh_arena, MEETING "/members/%s/presence", code), "{\"attended\":true}", 201);
    ask(BUREAU, "05-06", "POST", TALKS "/1/closing", "{}", 400); /* takes no body */
    ask(BUREAU, "05-06", "POST", TALKS "/1/closing", NULL, 409); /* not concluded */
    ask(BUREAU, "05-06", "POST", TALKS "/1/conclusion", NULL, 201);
    ask(BUREAU, "05-06", "POST", TALKS "/1/conclusion", NULL, 200);
    ask(ONE, "05-06", "POST", TALKS "/1/withdrawal", "{\"reason\":\"x\"}", 409);
    /* signed by who came, with a key of his own, and nobody else */
    own_key(one, &signer[0]);
    const char *text = ask(as_expert(one), "05-06", "GET", TALKS "/1/record", NULL, 200);
    has(text, "offer\t" C1 "\t" X1 "\t10.90");
    ask(ONE, "05-06", "GET", TALKS "/1/record", NULL, 404);
    ask(BUREAU, "05-06", "POST", TALKS "/1/closing", NULL, 409); /* not signed */
    ask(as_expert(one), "05-06", "POST", TALKS "/1/signatures", signature(&signer[1], text), 403);
    ask(as_expert(one), "05-06", "POST", TALKS "/1/signatures", signature(&signer[0], "x"), 400);
    ask(as_expert(*one == 'z' ? "li" : "zhang"), "05-06", "POST", TALKS "/1/signatures", signature(&signer[0], text), 404);
    ask(as_expert(one), "05-06", "POST", TALKS "/1/signatures", signature(&signer[0], text), 201);
    ask(as_expert(one), "05-06", "POST", TALKS "/1/signatures", signature(&signer[0], text), 200);
    has(ask(BUREAU, "05-06", "POST", BASE "/award", "{}", 200), "\"waiting_for_talks\":1");
    assert_string_equal(field(ask(BUREAU, "05-06", "POST", TALKS "/1/closing", NULL, 200), "outcome"), "ok");
    assert_string_equal(field(ask(BUREAU, "05-06", "POST", TALKS "/1/closing", NULL, 200), "how"), "same");
    ask(BUREAU, "05-06", "POST", BASE "/award", "{}", 200);
    const char *award = ask(BUREAU, "05-06", "GET", BASE "/award", NULL, 200);
    has(award, "{\"group\":\"A\",\"product\":\"" X1 "\",\"company\":\"" C1 "\",\"price\":\"10.90\",\"rank\":1,\"tied\":1,\"decision\":\"select\",\"step\":\"lowest\"");
    has(award, "\"decision\":\"standby\"");
    /* anybody repeats it from its bundle */
    const char *bundle;
    struct bundle_check check;
    size_t size;
    int64_t groups;
    OK(award_bundle(fresh_db, fresh_arena, POOL, "N-1", &bundle, &size, &groups, &e));
    OK(award_bundle_check(&check, fresh_arena, bundle, size, "bundle", &e));
    assert_true(check.same);
    has(bundle, "\tnegotiation\n");
}

/* --- an inquiry --- */

#define INQUIRY BASE "/groups/B/talks"

static void
test_inquiry(void **state)
{
    static const char all[] = "{\"suppliers\":[\"" C1 "\",\"" C2 "\",\"" C3 "\"]}";
    (void)state;
    ask(BUREAU, "05-01", "PUT", BASE "/groups/B/mode", "{\"mode\":\"inquiry\",\"reason\":\"标准化\"}", 201);
    ask(BUREAU, "05-01", "POST", INQUIRY, "{\"suppliers\":[\"" C1 "\",\"" C2 "\"]}", 409); /* three at least */
    ask(BUREAU, "05-01", "POST", INQUIRY, all, 201);
    ask(BUREAU, "05-01", "POST", INQUIRY "/1/rounds", "{" SPAN("05-04") "}", 201);
    ask(ONE, "05-03", "POST", INQUIRY "/1/offers", offer(X1, "12.00"), 409); /* early */
    ask(ONE, "05-04", "POST", INQUIRY "/1/offers", offer(X1, "12.00"), 201);
    ask(ONE, "05-04", "POST", INQUIRY "/1/offers", offer(X1, "12.00"), 200);
    ask(ONE, "05-04", "POST", INQUIRY "/1/offers", offer(X1, "10.00"), 409); /* one word */
    ask(TWO, "05-04", "POST", INQUIRY "/1/offers", offer(X2, "11.00"), 201);
    ask(BUREAU, "05-05", "POST", INQUIRY "/1/rounds", "{" SPAN("05-05") "}", 409);
    ask(BUREAU, "05-05", "POST", INQUIRY "/1/conclusion", NULL, 201);
    assert_string_equal(field(ask(BUREAU, "05-05", "POST", INQUIRY "/1/closing", NULL, 200), "outcome"), "few");
    has(ask(BUREAU, "05-05", "POST", BASE "/award", "{}", 200), "\"waiting_for_talks\":1");
    /* it failed: once more, and who withdraws is not counted */
    assert_string_equal(field(ask(BUREAU, "05-05", "POST", INQUIRY, all, 201), "how"), "new");
    ask(BUREAU, "05-05", "POST", INQUIRY "/2/rounds", "{" SPAN("05-06") "}", 201);
    ask(ONE, "05-06", "POST", INQUIRY "/2/offers", offer(X1, "12.00"), 201);
    ask(TWO, "05-06", "POST", INQUIRY "/2/offers", offer(X2, "11.00"), 201);
    ask(THREE, "05-06", "POST", INQUIRY "/2/offers", offer(X3, "2100.00"), 201); /* above the ceiling of the group */
    ask(BUREAU, "05-07", "POST", INQUIRY "/2/conclusion", NULL, 201);
    assert_string_equal(field(ask(BUREAU, "05-07", "POST", INQUIRY "/2/closing", NULL, 200), "outcome"), "ok");
    ask(BUREAU, "05-07", "POST", BASE "/award", "{}", 200);
    const char *award = ask(BUREAU, "05-07", "GET", BASE "/award", NULL, 200);
    lacks(award, "\"select\""); /* two conform: too few */
    has(award, "\"invalid\"");
    /* another's award is not shown, nor sealed bids taken */
    lacks(ask(ONE, "05-07", "GET", BASE "/award", NULL, 200), C2);
}

/* --- systems, and what follows a cycle --- */

static void
test_components(void **state)
{
    const char *cup = BASE "/groups/A/components/cup";
    (void)state;
    ask(BUREAU, "04-30", "PUT", cup, "{\"name\":\"杯\",\"per_set\":0}", 400);
    ask(BUREAU, "04-30", "PUT", cup, "{\"name\":\"杯\",\"per_set\":2}", 201);
    ask(BUREAU, "04-30", "PUT", cup, "{\"name\":\"杯\",\"per_set\":1,\"class\":\"C0301\"}", 200);
    ask(ONE, "04-30", "PUT", cup, "{\"name\":\"杯\",\"per_set\":1}", 403);
    ask(BUREAU, "04-30", "PUT", BASE "/groups/Z/components/cup", "{\"name\":\"杯\",\"per_set\":1}", 404);
    has(ask(ONE, "04-30", "GET", BASE "/groups/A/components", NULL, 200), "C0301");
    ask(NOBODY, "04-30", "GET", BASE "/award/parts", NULL, 404); /* nothing was announced */
    ask(BUREAU, "04-30", "GET", BASE "/award/parts", NULL, 200);
}

static bool
ended(struct db *db, void *arg, struct err *err)
{
    static const char text[] =
        "INSERT INTO group_award VALUES (500000, 'N-1', 'A', 'done', 1, 1, '', '', '', '', '');"
        "INSERT INTO award VALUES (500000, 'N-1', 'A', '" X1 "', '" C1 "', 1000000, 0, '', 1, 1, 'select', '', '', '');"
        "INSERT INTO agreement VALUES (500000, 'N1', 'N-1', 1, 'H50010300001', '" C1 "', '" C1 "', 2, 'high_value', "
        "'2025-05-10', '2026-05-09', '2026-05-09', 0, 'gansu', '');"
        "INSERT INTO agreement_line VALUES (500000, 'N1', '" X1 "', 'A', 'without_service', 1000000, 1000000, 0, 200, 0, 0, 0, 0, 0, 0, 0);"
        "INSERT INTO progress VALUES (500000, 'N-1', 'H50010300001', '" X1 "', 'without_service', 'N1', 200, 200, 150, 0, 0, 0, 0, 0)";
    struct project p = {.pool = POOL, .code = "N-2", .name = "n", .pack = "gansu", .executed_on = {20583},
        .cycle_months = 12, .rules = rules}; /* 2026-05-10 */
    const struct project_group a = {"A", "a", "piece", "", {0}, {0}};
    (void)arg;
    return db->ops->exec(db, text, err) && project_put(db, fresh_arena, &p, &how, err) &&
           group_put(db, fresh_arena, POOL, "N-2", &a, &how, err);
}

static void
test_after_a_cycle(void **state)
{
    const char *decision = BASE "/renewals/A/decision", *publication = BASE "/renewals/A/publication";
    (void)state;
    ask(BUREAU, "05-01", "POST", BASE "/renewals", NULL, 409); /* no agreements */
    OK(db_tx(fresh_db, POOL, ended, NULL, &e));
    ask(ONE, "05-01", "POST", BASE "/renewals", NULL, 403);
    ask(BUREAU, "05-01", "POST", decision, "{\"decision\":\"renew\",\"reason\":\"x\",\"next_project\":\"N-2\",\"kept\":[\"" X1 "\"]}", 404);
    has(ask(BUREAU, "05-01", "POST", BASE "/renewals", NULL, 200), "\"computed\":1");
    const char *all = ask(BUREAU, "05-01", "GET", BASE "/renewals", NULL, 200);
    has(all, "\"proposal\":\"all\"");
    has(all, "\"supply\":2250");
    has(all, "\"old_price_until\":\"2026-05-09\"");
    lacks(ask(NOBODY, "05-01", "GET", BASE "/renewals/published", NULL, 200), "proposal");
    ask(BUREAU, "05-01", "POST", decision, "{\"decision\":\"\",\"reason\":\"x\",\"next_project\":\"N-2\"}", 400);
    ask(BUREAU, "05-01", "POST", decision, "{\"decision\":\"renew\",\"reason\":\"x\",\"next_project\":\"N-2\"}", 409);
    ask(BUREAU, "05-01", "POST", decision, "{\"decision\":\"inquiry\",\"reason\":\"市场变化\",\"next_project\":\"N-2\"}", 201);
    ask(BUREAU, "05-01", "POST", decision, "{\"decision\":\"inquiry\",\"reason\":\"市场变化\",\"next_project\":\"N-2\"}", 200);
    has(ask(BUREAU, "05-01", "GET", P "/projects/N-2/groups/A/mode", NULL, 200), "\"inquiry\"");
    ask(BUREAU, "05-01", "POST", publication, "{\"announcement\":\"A1\"}", 404);
    ask(BUREAU, "05-02", "POST", BASE "/announcements",
        "{\"announcement\":\"A1\",\"kind\":\"other\",\"title\":\"x\",\"text\":\"x\"}", 201);
    ask(BUREAU, "05-02", "POST", publication, "{\"announcement\":\"A1\"}", 201);
    has(ask(NOBODY, "05-02", "GET", BASE "/renewals/published", NULL, 200), "市场变化");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_bank), TEST(test_negotiation), TEST(test_inquiry),
                                       TEST(test_components), TEST(test_after_a_cycle)};
    int bad = 0;
    for (size_t i = 0; i < 3; i++)
        if (!key_make(&signer[i], i == 1 ? KEY_SM2 : KEY_ED25519, &e))
            return 1;
    for (database = 0; notes_db(database, url); database++)
        bad += cmocka_run_group_tests_name(url, tests, NULL, NULL);
    return bad;
}
