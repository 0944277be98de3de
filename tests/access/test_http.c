/* People and rights through a running server: cookies, CSRF, half sessions, keys, registrations.
 * Every answer is held against the printed OpenAPI document. */
#include <time.h>

#include "../http/site.h"
#include "access/routes.h"
#include "access/session.h"
#include "access/who.h"
#include "people.h"
#include "registry/company.h"
#include "registry/region.h"
#include "registry/routes.h"

static struct server *server, *plain; /* a simulation, and one that is none */
static size_t database;

static const struct routes *const wings[] = {&session_routes, &people_routes, &lend_routes,
                                             &registration_routes, &admit_routes, NULL};
static const struct api api = {.wings = wings, .role_names = role_names, .who = access_who, .cookie = COOKIE_NAME};

static struct server *
started(bool simulate)
{
    return site_serve((struct server_config){
        .simulate = simulate, .has_today = true, .today = day(today_text), .tight = 0});
}

static int
setup(void **state)
{
    (void)state;
    site_open(database, &api, 8 << 20);
    people_add();
    server = started(true);
    plain = started(false);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    server_stop(server);
    server_stop(plain);
    site_close();
    return 0;
}

/* Somebody with a browser. */
struct browser {
    const char *token, *csrf, *bearer, *registration;
    const char *type;   /* of the body; NULL: JSON */
    const char *match;  /* If-Match */
    bool elsewhere;     /* asks the server that is no simulation */
    char said[4096], head[2048];
};

/* "Name: value" of a header that has one. */
static const char *
line(const char *name, const char *value)
{
    return value != NULL ? arena_printf(fresh_arena, "%s%s\r\n", name, value) : "";
}

static int
ask(struct browser *b, const char *method, const char *path, const char *body)
{
    const char *headers = arena_printf(
        fresh_arena, "%s%s%s%s%s", line("Cookie: __Host-jicai=", b->token),
        line("X-CSRF-Token: ", b->csrf), line("Authorization: Bearer ", b->bearer),
        line("X-Registration-Token: ", b->registration), line("If-Match: ", b->match));
    const char *type = body == NULL ? NULL : b->type != NULL ? b->type : "application/json";
    struct site_answer a = site_ask(b->elsewhere ? plain : server, method, path, headers, type,
                                    body, body != NULL ? strlen(body) : 0);
    snprintf(b->said, sizeof(b->said), "%s", a.body);
    snprintf(b->head, sizeof(b->head), "%s", a.head);
    return a.status;
}

#define ASK(b, method, path, body, want)                                                            \
    do {                                                                                            \
        int got_ = ask((b), (method), (path), (body));                                              \
        if (got_ != (want))                                                                         \
            fail_msg("%s:%d: %s %s: %d and not %d: %s", __FILE__, __LINE__, (method), (path), got_, \
                     (want), (b)->said);                                                            \
    } while (0)

static const char *
said(const struct browser *b, const char *name)
{
    json_t *j = json_loads(b->said, 0, NULL);
    const char *s = json_string_value(json_object_get(j, name));
    s = s != NULL ? arena_strdup(fresh_arena, s) : "";
    json_decref(j);
    return s;
}

/* Cookie and CSRF token of the last answer. */
static void
keep(struct browser *b)
{
    char *at = strstr(b->head, "__Host-jicai=");
    assert_non_null(at);
    assert_non_null(strstr(at, "; HttpOnly"));
    at += strlen("__Host-jicai=");
    b->token = arena_printf(fresh_arena, "%.*s", (int)strcspn(at, ";"), at);
    b->csrf = said(b, "csrf");
}

static struct browser
logged_in(const char *login)
{
    struct browser b = {.said = ""};
    ASK(&b, "POST", "/v1/session",
        arena_printf(fresh_arena, "{\"login\":\"%s\",\"password\":\"" PASSWORD "\"}", login), 201);
    keep(&b);
    return b;
}

static void
test_session(void **state)
{
    (void)state;
    struct browser b = logged_in("matron"), nobody = {.said = ""}, wrong = {.said = ""};
    ASK(&b, "GET", "/v1/session", NULL, 200);
    assert_string_equal(said(&b, "login"), "matron");
    assert_string_equal(said(&b, "csrf"), b.csrf);
    ASK(&nobody, "GET", "/v1/session", NULL, 401);
    ASK(&nobody, "POST", "/v1/session", "{\"login\":\"seller\",\"password\":\"x\"}", 401);
    assert_null(strstr(nobody.head, "Set-Cookie"));
    ASK(&wrong, "POST", "/v1/session", "{\"login\":\"no-such\",\"password\":\"x\"}", 401);
    assert_string_equal(said(&nobody, "title"), said(&wrong, "title"));
    assert_string_equal(said(&nobody, "detail"), said(&wrong, "detail"));
    wrong.token = "no such session"; /* a cookie that is over does not keep one from the door */
    ASK(&wrong, "GET", "/v1/session", NULL, 401);
    ASK(&wrong, "POST", "/v1/session", "{\"login\":\"matron\",\"password\":\"" PASSWORD "\"}", 201);
    ASK(&b, "POST", "/v1/session/renewal", NULL, 204);
    ASK(&b, "DELETE", "/v1/session", NULL, 204);
    ASK(&b, "GET", "/v1/session", NULL, 401);
}

#define NEW_USER "{\"login\":\"http-1\",\"name\":\"x\",\"org\":\"" HOSPITAL "\",\"roles\":[\"hospital\"]}"

static void
test_csrf(void **state)
{
    (void)state;
    struct browser b = logged_in("matron"), other = logged_in("matron");
    const char *own = b.csrf;
    b.csrf = NULL;
    ASK(&b, "GET", "/v1/users", NULL, 200);
    ASK(&b, "POST", "/v1/users", NEW_USER, 403);
    b.csrf = "";
    ASK(&b, "POST", "/v1/users", NEW_USER, 403);
    b.csrf = other.csrf; /* of the same person, another session */
    ASK(&b, "POST", "/v1/users", NEW_USER, 403);
    b.csrf = own;
    ASK(&b, "POST", "/v1/users", NEW_USER, 201);
    ASK(&b, "POST", "/v1/users", NEW_USER, 409);
}

/* Fields that nobody offered; roles that are none; another's organisation; oneself. */
static void
test_more_than_his(void **state)
{
    static const struct {
        const char *method, *path, *body;
        int status;
    } cases[] = {
        {"POST", "/v1/users", "{\"login\":\"h\",\"name\":\"x\",\"org\":\"" HOSPITAL
         "\",\"roles\":[\"hospital\"],\"demo\":true}", 400},
        {"POST", "/v1/users", "{\"login\":\"hh\",\"name\":\"x\",\"org\":\"" HOSPITAL
         "\",\"roles\":[\"king\"]}", 400},
        {"POST", "/v1/users", "{\"login\":\"hh\",\"name\":\"x\",\"org\":\"" HOSPITAL
         "\",\"roles\":[\"hospital;admin\"]}", 400},
        {"POST", "/v1/users", "{\"login\":\"hh\",\"name\":\"x\",\"org\":\"" HOSPITAL
         "\",\"roles\":[\"admin\"]}", 403},
        {"POST", "/v1/users", "{\"login\":\"hh\",\"name\":\"x\",\"org\":\"yn\",\"roles\":[\"province\"]}", 403},
        {"PUT", "/v1/users/matron/roles", "{\"roles\":[\"admin\"],\"reason\":\"x\"}", 428},
        {"GET", "/v1/users/seller", NULL, 404},
        {"GET", "/v1/users/seller/roles", NULL, 404},
        {"GET", "/v1/organisations/yn", NULL, 404},
        {"GET", "/v1/organisations/" HOSPITAL, NULL, 200},
        {"PUT", "/v1/users/seller/suspension", "{\"suspended\":true,\"reason\":\"x\"}", 403},
        {"PUT", "/v1/organisations/" HOSPITAL, "{\"kind\":\"bureau\",\"name\":\"x\",\"region\":\"\"}", 403},
        {"PUT", "/v1/session/contact", "{\"phone\":\"\",\"email\":\"\",\"roles\":[\"admin\"]}", 400},
        {"PUT", "/v1/session/contact", "{\"phone\":\"1\",\"email\":\"\"}", 204},
        {"POST", "/v1/keys", "{\"name\":\"x\",\"roles\":[\"manager\"],\"until\":\"2026-12-01\"}", 403},
        {"GET", "/v1/registrations", NULL, 403},
        {"GET", "/v1/users?limit=0", NULL, 400},
    };
    (void)state;
    struct browser b = logged_in("matron");
    for (size_t i = 0; i < COUNT(cases); i++)
        ASK(&b, cases[i].method, cases[i].path, cases[i].body, cases[i].status);
    char etag[80];
    ASK(&b, "GET", "/v1/users/matron/roles", NULL, 200);
    struct answer last = {.head = b.head};
    assert_true(answer_header(&last, "ETag", etag, sizeof(etag)));
    b.match = etag;
    ASK(&b, "PUT", "/v1/users/matron/roles", "{\"roles\":[\"admin\"],\"reason\":\"x\"}", 403);
    ASK(&b, "PUT", "/v1/users/buyer/roles", "{\"roles\":[\"department\"],\"reason\":\"x\"}", 412);
    b.match = NULL;
    ASK(&b, "GET", "/v1/users", NULL, 200); /* his own house only */
    assert_null(strstr(b.said, "seller"));
    assert_non_null(strstr(b.said, "buyer"));
    ASK(&b, "GET", "/v1/organisations", NULL, 200);
    assert_null(strstr(b.said, MAKER));
    struct browser clerk = logged_in("buyer");
    ASK(&clerk, "GET", "/v1/users", NULL, 403);
}

/* Who keeps an expert bank sees nothing of a region, and yet his own people. */
static void
test_bank_of_experts(void **state)
{
    (void)state;
    org_add("yn-experts", ORG_EXPERTS, "530000");
    user_add("keeper", "yn-experts", AS_EXPERT | AS_MANAGER);
    struct browser b = logged_in("keeper");
    ASK(&b, "GET", "/v1/organisations", NULL, 200);
    assert_non_null(strstr(b.said, "yn-experts"));
    assert_null(strstr(b.said, HOSPITAL));
    ASK(&b, "GET", "/v1/users", NULL, 200);
    assert_non_null(strstr(b.said, "keeper"));
    assert_null(strstr(b.said, "buyer"));
    ASK(&b, "GET", "/v1/organisations/" HOSPITAL, NULL, 404);
    ASK(&b, "POST", "/v1/users",
        "{\"login\":\"bone\",\"name\":\"x\",\"org\":\"yn-experts\",\"roles\":[\"expert\"],\"expert\":\"W1\"}", 201);
    ASK(&b, "GET", "/v1/users", NULL, 200);
    assert_non_null(strstr(b.said, "bone"));
}

/* Through the second factor, for the first time. */
static struct browser
enrolled(const char *login)
{
    char code[TOTP_CODE_MAX];
    struct timespec now;
    struct browser b = logged_in(login);
    ASK(&b, "POST", "/v1/session/totp", NULL, 200);
    clock_gettime(CLOCK_REALTIME, &now);
    assert_true(totp_code(said(&b, "secret"), (int64_t)now.tv_sec * 1000000, code));
    ASK(&b, "POST", "/v1/session/totp/proof", arena_printf(fresh_arena, "{\"code\":\"%s\"}", code), 201);
    keep(&b);
    return b;
}

/* An office: nothing before the second factor, and the session of before is worth nothing after. */
static void
test_second_factor(void **state)
{
    char code[TOTP_CODE_MAX];
    struct timespec now;
    (void)state;
    struct browser b = logged_in("county"), before = b;
    assert_string_equal(said(&b, "stage"), "enrol");
    ASK(&b, "GET", "/v1/users", NULL, 401);
    ASK(&b, "POST", "/v1/session/renewal", NULL, 401);
    ASK(&b, "GET", "/v1/session", NULL, 200);
    ASK(&b, "POST", "/v1/session/totp", NULL, 200);
    clock_gettime(CLOCK_REALTIME, &now);
    assert_true(totp_code(said(&b, "secret"), (int64_t)now.tv_sec * 1000000, code));
    const char *proof = arena_printf(fresh_arena, "{\"code\":\"%s\"}", code);
    ASK(&b, "POST", "/v1/session/totp/proof", "{\"code\":\"1\"}", 400);
    ASK(&b, "POST", "/v1/session/totp/proof", proof, 201);
    keep(&b);
    ASK(&b, "GET", "/v1/users", NULL, 200);
    ASK(&before, "GET", "/v1/session", NULL, 401);
    ASK(&b, "POST", "/v1/session/code", proof, 409); /* nothing to step up to */
    ASK(&b, "POST", "/v1/users",
        "{\"login\":\"hh\",\"name\":\"x\",\"org\":\"yn\",\"roles\":[\"province\"]}", 403);
    struct browser again = logged_in("county");
    assert_string_equal(said(&again, "stage"), "code");
    ASK(&again, "POST", "/v1/session/code", proof, 401); /* used already */
    ASK(&again, "GET", "/v1/users", NULL, 401);
}

static void
test_suspended(void **state)
{
    (void)state;
    struct browser boss = logged_in("matron"), b;
    user_add("http-2", HOSPITAL, AS_HOSPITAL);
    b = logged_in("http-2");
    ASK(&b, "GET", "/v1/organisations", NULL, 200);
    ASK(&boss, "PUT", "/v1/users/http-2/suspension", "{\"suspended\":true,\"reason\":\"left\"}", 204);
    ASK(&b, "GET", "/v1/organisations", NULL, 401);
    ASK(&b, "POST", "/v1/session", "{\"login\":\"http-2\",\"password\":\"" PASSWORD "\"}", 401);
}

static void
test_keys_over_http(void **state)
{
    (void)state;
    struct browser b = logged_in("buyer"), his = {.said = ""};
    ASK(&b, "POST", "/v1/keys", "{\"name\":\"his\",\"roles\":[\"hospital\"],\"until\":\"2026-12-01\"}", 201);
    his.bearer = said(&b, "key");
    ASK(&his, "GET", "/v1/organisations", NULL, 200); /* and no CSRF token, which only a browser needs */
    ASK(&his, "GET", "/v1/session", NULL, 401);
    ASK(&his, "POST", "/v1/keys", "{\"name\":\"two\",\"roles\":[\"hospital\"],\"until\":\"2026-12-01\"}", 403);
    ASK(&his, "GET", "/v1/users", NULL, 403);
    ASK(&b, "GET", "/v1/keys", NULL, 200);
    assert_null(strstr(b.said, his.bearer));
    ASK(&b, "DELETE", "/v1/keys/his", NULL, 204);
    ASK(&his, "GET", "/v1/organisations", NULL, 401);
    his.bearer = "jicai_x";
    ASK(&his, "GET", "/v1/organisations", NULL, 401);
}

static void
test_locked_out(void **state)
{
    (void)state;
    struct browser b = {.said = ""};
    user_add("http-3", HOSPITAL, AS_HOSPITAL);
    for (int i = 0; i < LOCK_FREE_LOGIN; i++)
        ASK(&b, "POST", "/v1/session", "{\"login\":\"http-3\",\"password\":\"wrong\"}", 401);
    ASK(&b, "POST", "/v1/session", "{\"login\":\"http-3\",\"password\":\"" PASSWORD "\"}", 429);
    assert_non_null(strstr(b.head, "Retry-After: "));
    assert_null(strstr(b.head, "Retry-After: 1\r\n"));
}

static bool
one_region(struct db *db, void *arg, struct err *e)
{
    const struct region province = {"530000", "x", "", REGION_PROVINCE};
    const struct region r = {"530102", "x", "530000", REGION_COUNTY};
    enum put how;
    (void)arg;
    return region_put(db, fresh_arena, &province, &how, e) && region_put(db, fresh_arena, &r, &how, e);
}

#define NEW "91110000802100433B"
#define REVIEW "/v1/registrations/" NEW "/1/review"
#define DECIDE(decision) "{\"decision\":\"" decision "\",\"reason\":\"as evidence shows\"}"

/* A new distributor: form, evidence, review by the trading centre, password, login, master data. */
static void
test_registration(void **state)
{
    struct err e;
    struct company made;
    (void)state;
    DONE(one_region, NULL);
    struct browser b = {.said = ""}, half = logged_in("trader");
    ASK(&b, "POST", "/v1/registrations",
        "{\"kind\":\"company\",\"org\":\"" NEW "\",\"name\":\"new\",\"region\":\"530102\","
        "\"roles\":[\"distributor\"],\"contact\":\"li wei\"}", 201);
    b.registration = said(&b, "token");
    ASK(&b, "POST", "/v1/registration/submission", NULL, 409);
    b.type = "application/pdf";
    ASK(&b, "PUT", "/v1/registration/evidence/licence", "%PDF-1.7 licence", 200);
    const char *file = arena_printf(fresh_arena, "/v1/registrations/" NEW "/1/files/%s", said(&b, "sha256"));
    ASK(&b, "PUT", "/v1/registration/evidence/page", "<html>", 400);
    b.type = "text/html";
    ASK(&b, "PUT", "/v1/registration/evidence/page", "%PDF-", 415);
    b.type = NULL;
    ASK(&b, "GET", "/v1/registration", NULL, 200);
    assert_string_equal(said(&b, "state"), "draft");
    ASK(&b, "POST", "/v1/registration/submission", NULL, 204);
    struct browser stranger = logged_in("matron");
    ASK(&stranger, "GET", "/v1/registrations/" NEW "/1", NULL, 403);
    ASK(&half, "GET", "/v1/registrations", NULL, 401); /* his second factor first */
    struct browser reviewer = enrolled("trader");
    ASK(&reviewer, "GET", "/v1/registrations?state=submitted", NULL, 200);
    assert_non_null(strstr(reviewer.said, NEW));
    ASK(&reviewer, "GET", "/v1/registrations/" NEW "/1", NULL, 200);
    ASK(&reviewer, "GET", "/v1/registrations/" NEW "/2", NULL, 404);
    ASK(&reviewer, "GET", file, NULL, 200);
    assert_string_equal(reviewer.said, "%PDF-1.7 licence");
    ASK(&reviewer, "POST", REVIEW, DECIDE("maybe"), 400);
    ASK(&reviewer, "POST", REVIEW, DECIDE("accept"), 204);
    OK(company_on(fresh_db, fresh_arena, NEW, day(today_text), &made, &e));
    assert_true(made.distributor && !made.registrant);
    ASK(&b, "GET", "/v1/registration", NULL, 200);
    assert_string_equal(said(&b, "state"), "accepted");
    const char *claim =
        arena_printf(fresh_arena, "{\"token\":\"%s\",\"password\":\"" PASSWORD "\"}", b.registration);
    ASK(&b, "POST", "/v1/tickets", claim, 200);
    assert_string_equal(said(&b, "login"), "91110000802100433b");
    ASK(&b, "POST", "/v1/tickets", claim, 401);
    (void)logged_in("91110000802100433b");
}

static void
test_demo(void **state)
{
    struct err e;
    struct make_user m = {.arena = fresh_arena, .today = day(today_text), .at = AT, .login = "demo-1",
                          .name = "x", .org = HOSPITAL, .phone = "", .email = "", .expert = "",
                          .reason = "for the demo", .roles = AS_HOSPITAL, .demo = true};
    (void)state;
    DONE(make_user, &m);
    struct browser b = {.said = ""};
    ASK(&b, "GET", "/v1/demo", NULL, 200);
    assert_non_null(strstr(b.said, "demo-1"));
    assert_null(strstr(b.said, "matron"));
    ASK(&b, "POST", "/v1/demo/session", "{\"login\":\"matron\"}", 404);
    ASK(&b, "POST", "/v1/demo/session", "{\"login\":\"demo-1\"}", 201);
    keep(&b);
    ASK(&b, "GET", "/v1/organisations", NULL, 200);
    b.elsewhere = true; /* the same database, served in earnest */
    ASK(&b, "GET", "/v1/organisations", NULL, 401);
    ASK(&b, "GET", "/v1/demo", NULL, 200);
    assert_null(strstr(b.said, "demo-1"));
    ASK(&b, "POST", "/v1/demo/session", "{\"login\":\"demo-1\"}", 404);
}

static bool
store_text(struct db *db, void *arg, struct err *e)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    fputs("%PDF-1.7 terms", f);
    bool ok = keep_file(db, fresh_arena, f, arg, e);
    fclose(f);
    return ok;
}

/* Who has not accepted the agreement may do nothing but have his manager accept. */
static void
test_terms_over_http(void **state)
{
    (void)state;
    user_add("http-4", MAKER, AS_REGISTRANT);
    struct browser boss = logged_in("seller"), b = logged_in("http-4"), root = {.said = ""};
    ASK(&b, "GET", "/v1/organisations", NULL, 200);
    ASK(&root, "GET", "/v1/terms/company", NULL, 404);
    struct err e;
    struct file text;
    DONE(store_text, &text);
    struct put_terms t = {.arena = fresh_arena, .today = day(today_text), .from = day("2026-09-01"),
                          .due = day("2026-09-20"),
                          .terms = {.kind = ORG_COMPANY, .version = "2026", .title = "platform service",
                                    .sha256 = text.sha256}};
    DONE(put_terms, &t);
    ASK(&root, "GET", "/v1/terms/company", NULL, 200);
    ASK(&root, "GET", "/v1/terms/company/text", NULL, 200);
    assert_string_equal(root.said, "%PDF-1.7 terms");
    ASK(&boss, "GET", "/v1/users", NULL, 200); /* a manager still manages */
    ASK(&b, "PUT", "/v1/terms/company/2026/acceptance", NULL, 403); /* no role is left to him */
    ASK(&boss, "PUT", "/v1/terms/company/2025/acceptance", NULL, 404);
    ASK(&boss, "PUT", "/v1/terms/company/2026/acceptance", NULL, 204);
}

static int
run_on(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_session),        cmocka_unit_test(test_csrf),
        cmocka_unit_test(test_more_than_his),  cmocka_unit_test(test_second_factor),
        cmocka_unit_test(test_bank_of_experts),
        cmocka_unit_test(test_suspended),      cmocka_unit_test(test_keys_over_http),
        cmocka_unit_test(test_locked_out),     cmocka_unit_test(test_registration),
        cmocka_unit_test(test_demo),           cmocka_unit_test(test_terms_over_http),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

int
main(void)
{
    int failed = 0;
    for (; site_exists(database); database++)
        failed += run_on();
    return failed;
}
