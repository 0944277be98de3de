/* The log, its receipts, the feed and webhooks as a client of the server sees them; each answer
 * against the printed description. */
#include "../db/fresh.h"

#include <unistd.h>

#include "../http/client.h"
#include "../http/conform.h"
#include "access/role.h"
#include "audit/checkpoint.h"
#include "audit/log.h"
#include "http/openapi.h"
#include "http/server.h"
#include "openness/routes.h"

static const int64_t one_pool[] = {FRESH_POOL};

/* Who asks is said by a header: "NAME ROLE". */
static bool
who(struct call *c)
{
    const char *said = call_header(c, "X-Test-User");
    if (said == NULL)
        return true;
    const char *role = strchr(said, ' ');
    c->who.session = SESSION_COOKIE;
    c->who.user = arena_printf(c->arena, "%.*s", (int)strcspn(said, " "), said);
    c->who.roles = role == NULL                       ? AS_HOSPITAL
                   : strcmp(role, " auditor") == 0 ? AS_AUDITOR
                   : strcmp(role, " office") == 0  ? AS_CITY
                                                   : AS_HOSPITAL;
    c->who.org = strncmp(said, "ann ", 4) == 0 ? "B5001" : "B5002";
    c->who.pools = one_pool;
    c->who.pools_n = 1;
    return true;
}

static const struct routes *const wings[] = {&openness_log_routes, &openness_feed_routes,
                                             &openness_webhook_routes, NULL};
static const struct api api = {.wings = wings, .role_names = role_names, .who = who};

static struct log_key key;
static struct server *server;
static struct db *db; /* ours, beside the server's */
static json_t *openapi;
static char file[64];

static bool
open_logged(struct db **out, void *arg, struct err *e)
{
    if (!db_open(out, arg, e))
        return false;
    audit_attach(*out);
    (*out)->log_key = &key;
    (*out)->vault = &fresh_vault;
    (*out)->act = (struct act){.who = "test", .what = "test", .subject = "", .at = 1};
    return true;
}

static bool
first(struct db *d, void *arg, struct err *e)
{
    return pool_add(d, FRESH_POOL, e) && pool_add(d, FRESH_POOL_2, e) &&
           log_key_register(d, arg, e);
}

static void
describe(void)
{
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    assert_non_null(to);
    openapi_print(&api, LANG_EN, to);
    fclose(to);
    openapi = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    assert_non_null(openapi);
}

static int
setup(void **state)
{
    struct err e;
    const char *url = fresh_url;
    struct log_key_in in = {.key = &key, .at = 1};
    fresh_setup(state);
    if (strcmp(fresh_name(), "sqlite") == 0) { /* more than one connection: a file */
        struct db *made;
        snprintf(file, sizeof(file), "/tmp/jicai-log-%ld.db", (long)getpid());
        unlink(file);
        OK(db_create(&made, file, &e));
        OK(schema_apply(made, 1, &e));
        db_close(made);
        url = file;
    }
    OK(log_key_make(&key, "jicai.example/log", &e));
    OK(open_logged(&db, (void *)(uintptr_t)url, &e));
    OK(db_tx(db, 0, first, &in, &e));
    struct server_config cfg = {.api = &api, .open = open_logged, .listen = "127.0.0.1",
                                .arg = (void *)(uintptr_t)url};
    OK(server_start(&server, &cfg, &e));
    describe();
    return 0;
}

static int
teardown(void **state)
{
    static const char *const tail[] = {"", "-wal", "-shm"};
    server_stop(server);
    db_close(db);
    json_decref(openapi);
    for (size_t i = 0; i < COUNT(tail) && *file != '\0'; i++) {
        char name[80];
        snprintf(name, sizeof(name), "%s%s", file, tail[i]);
        unlink(name);
    }
    return fresh_teardown(state);
}

/* The answer's body, in the arena; its status must be `want`. */
static const char *
ask(const char *method, const char *path, const char *headers, const char *body, int want)
{
    struct client c = {.fd = -1};
    struct answer a;
    char media[96] = "", said[CONFORM_SAID_MAX], plain[256];
    char *request = arena_printf(fresh_arena,
                                 "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s"
                                 "Content-Length: %zu\r\n%s\r\n%s",
                                 method, path, headers, strlen(body),
                                 *body != '\0' ? "Content-Type: application/json\r\n" : "", body);
    assert_true(client_open(&c, server_port(server)));
    assert_true(client_ask(&c, request, strlen(request), &a));
    (void)answer_header(&a, "Content-Type", media, sizeof(media));
    snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(path, "?"), path);
    if (!conform(openapi, method, plain, a.status, media, a.body, a.body_n, said))
        fail_msg("%s %s: %d: %s: %s", method, path, a.status, said, a.body);
    if (a.status != want)
        fail_msg("%s %s: %d: %s", method, path, a.status, a.body);
    const char *out = arena_strdup(fresh_arena, a.body);
    client_close(&c);
    return out;
}

#define GET(path, headers, want) ask("GET", path, headers, "", want)
#define LOG "/v1/log/500000"
#define POOL "/v1/pools/500000"
#define OFFICE "X-Test-User: ann office\r\n"
#define OTHER_OFFICE "X-Test-User: cai office\r\n"
#define AUDITOR "X-Test-User: eve auditor\r\n"
#define HOSPITAL "X-Test-User: bob\r\n"

static void
hook(const char *name, int want)
{
    ask("POST", POOL "/webhooks", OFFICE,
        arena_printf(fresh_arena, "{\"name\":\"%s\",\"url\":\"https://a.example.cn/x\"}", name),
        want);
}

static void
test_checkpoint_and_keys(void **state)
{
    struct checkpoint c;
    struct err e;
    char vkey[VKEY_MAX], name[LOG_NAME_MAX];
    (void)state;
    const char *note = GET(LOG "/checkpoint", "", 200);
    OK(checkpoint_read(&c, note, &e));
    assert_true(checkpoint_signed(note, &c, key.public));
    assert_int_equal(c.size, 0);
    hook("one", 201);
    assert_string_equal(GET(LOG "/checkpoint", "", 200), note); /* not ten seconds later */
    vkey_text(log_name(key.origin, FRESH_POOL, name), key.public, vkey);
    assert_non_null(strstr(GET(LOG "/keys", "", 200), vkey));
    GET("/v1/log/999999/checkpoint", "", 404);
}

/* It shares its worker with logins: few a minute from one address, and nothing else is slowed. */
static void
test_checkpoints_are_few(void **state)
{
    struct server *first = server;
    struct err e;
    const char *url = strcmp(fresh_name(), "sqlite") == 0 ? file : fresh_url;
    struct server_config cfg = {.api = &api, .open = open_logged, .listen = "127.0.0.1",
                                .arg = (void *)(uintptr_t)url, .tight = 3};
    (void)state;
    OK(server_start(&server, &cfg, &e));
    for (int i = 0; i < 3; i++)
        GET(LOG "/checkpoint", "", 200);
    GET(LOG "/checkpoint", "", 429);
    GET(LOG "/checkpoint", OFFICE, 429); /* whoever asks from there */
    for (int i = 0; i < 5; i++)
        GET(LOG "/keys", "", 200);
    server_stop(server);
    server = first;
    GET(LOG "/checkpoint", "", 200); /* the other server counts for itself */
}

static void
test_rows_are_for_auditors(void **state)
{
    (void)state;
    hook("one", 201);
    const char *rows = GET(LOG "/rows", AUDITOR, 200);
    assert_non_null(strstr(rows, "\"who\":\"user:ann\",\"what\":\"webhook.add\""));
    assert_non_null(strstr(rows, "\"size\":1"));
    assert_non_null(strstr(GET(LOG "/rows?from=1", AUDITOR, 200), "\"items\":[]"));
    GET(LOG "/rows", OFFICE, 403);
    GET(LOG "/rows", HOSPITAL, 403);
    GET(LOG "/rows", "", 401);
    GET("/v1/log/532300/rows", AUDITOR, 404); /* not his pool */
}

static void
test_receipts_are_for_whom_they_concern(void **state)
{
    struct receipt r;
    struct err e;
    char name[LOG_NAME_MAX];
    (void)state;
    hook("one", 201);
    const char *text = GET(LOG "/receipts/0", OFFICE, 200);
    OK(receipt_read(&r, fresh_arena, text, &e));
    OK(receipt_holds(&r, log_name(key.origin, FRESH_POOL, name), key.public, &e));
    assert_non_null(strstr(r.row, "\tuser:ann\twebhook.add\t"));
    GET(LOG "/receipts/0", AUDITOR, 200);
    GET(LOG "/receipts/0", HOSPITAL, 404); /* not his, and not told that it is there */
    GET(LOG "/receipts/0", "X-Test-User: an\r\n", 404);
    GET(LOG "/receipts/7", AUDITOR, 404);
    GET(LOG "/receipts/x", AUDITOR, 404);
}

static void
test_proofs_for_everybody(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        hook((const char *[]){"a", "b", "c", "d", "e"}[i], 201);
    assert_non_null(strstr(GET(LOG "/proofs/2", "", 200), "\"size\":5"));
    GET(LOG "/proofs/2?size=3", "", 200);
    GET(LOG "/proofs/3?size=3", "", 404);
    GET(LOG "/proofs/2?size=6", "", 400);
    GET(LOG "/consistency?from=3&size=5", "", 200);
    GET(LOG "/consistency?from=5&size=3", "", 400);
    GET(LOG "/consistency", "", 400);
    const char *tile = GET(LOG "/tiles/0/0", "", 200);
    size_t hashes = 0;
    for (const char *at = tile; (at = strstr(at, "=\"")) != NULL; at++)
        hashes++;
    assert_int_equal(hashes, 5);
    GET(LOG "/tiles/0/1", "", 404);
    GET(LOG "/tiles/1/0", "", 404);
    GET(LOG "/tiles/8/0", "", 404);
    GET(LOG "/tiles/0/4000000000", "", 404);
}

static void
test_feed(void **state)
{
    (void)state;
    hook("a", 201);
    hook("b", 201);
    const char *all = GET(POOL "/feed", OFFICE, 200);
    assert_non_null(strstr(all, "\"index\":0"));
    assert_non_null(strstr(all, "\"after\":1,\"size\":2"));
    assert_null(strstr(all, "ann")); /* who did it is for auditors */
    assert_non_null(strstr(GET(POOL "/feed?after=0", OFFICE, 200), "\"items\":[{\"index\":1"));
    assert_non_null(strstr(GET(POOL "/feed?after=1", OFFICE, 200), "\"after\":1,\"size\":2,\"items\":[]"));
    assert_non_null(strstr(GET(POOL "/feed?limit=1", OFFICE, 200), "\"after\":0"));
    GET(POOL "/feed", HOSPITAL, 403);
    GET("/v1/pools/532300/feed", OFFICE, 404);
}

/* What the stream has said, until it says this. */
static const char *
hear(struct client *c, const char *text)
{
    static char got[16384];
    size_t n = 0;
    got[0] = '\0';
    while (strstr(got, text) == NULL) {
        ssize_t k = read(c->fd, got + n, sizeof(got) - 1 - n);
        if (k <= 0)
            fail_msg("not said: %s, but: %s", text, got);
        n += (size_t)k;
        got[n] = '\0';
    }
    return got;
}

static void
test_server_sent_events(void **state)
{
    (void)state;
    static const char now[] = "GET " POOL "/events HTTP/1.1\r\nHost: x\r\n" OFFICE "\r\n",
                      from[] = "GET " POOL "/events HTTP/1.1\r\nHost: x\r\n" OFFICE
                               "Last-Event-ID: 0\r\n\r\n";
    struct client c = {.fd = -1}, late = {.fd = -1};
    hook("before", 201);
    assert_true(client_open(&c, server_port(server)) && client_send(&c, now, strlen(now)));
    hear(&c, ": ");
    hook("a", 201);
    assert_null(strstr(hear(&c, "id: 1\nevent: webhook.add\ndata: {\"index\":1,"), "id: 0"));
    hook("b", 201);
    hear(&c, "id: 2\n");
    assert_true(client_open(&late, server_port(server)) &&
                client_send(&late, from, strlen(from)));
    assert_null(strstr(hear(&late, "id: 2\n"), "id: 0"));
    client_close(&c);
    client_close(&late);
    GET(POOL "/events", HOSPITAL, 403);
}

static void
test_webhooks(void **state)
{
    (void)state;
    const char *made = ask("POST", POOL "/webhooks", OFFICE,
                           "{\"name\":\"his\",\"url\":\"https://a.cn/\",\"what\":\"award\"}", 201);
    assert_non_null(strstr(made, "\"secret\":\""));
    const char *list = GET(POOL "/webhooks", OFFICE, 200);
    assert_non_null(strstr(list, "\"name\":\"his\""));
    assert_null(strstr(list, "secret"));
    hook("his", 409);
    ask("POST", POOL "/webhooks", OFFICE, "{\"name\":\"x\",\"url\":\"http://a.cn/\"}", 400);
    ask("POST", POOL "/webhooks", HOSPITAL, "{\"name\":\"x\",\"url\":\"https://a.cn/\"}", 403);
    ask("DELETE", POOL "/webhooks/other", OFFICE, "", 404);
    assert_non_null(strstr(GET(POOL "/webhooks", OTHER_OFFICE, 200), "\"items\":[]"));
    ask("DELETE", POOL "/webhooks/his", OTHER_OFFICE, "", 404); /* another organisation's */
    assert_non_null(strstr(GET(POOL "/webhooks", OFFICE, 200), "\"name\":\"his\""));
    ask("DELETE", POOL "/webhooks/his", OFFICE, "", 204);
    assert_non_null(strstr(GET(POOL "/webhooks", OFFICE, 200), "\"items\":[]"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_checkpoint_and_keys), TEST(test_checkpoints_are_few),
        TEST(test_rows_are_for_auditors),
        TEST(test_receipts_are_for_whom_they_concern),
        TEST(test_proofs_for_everybody),
        TEST(test_feed),
        TEST(test_server_sent_events),
        TEST(test_webhooks),
    };
    return fresh_run(tests, COUNT(tests));
}
