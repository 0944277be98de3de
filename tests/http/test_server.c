/* The server as a client sees it, also a hostile one: raw requests, the status they get, and every
 * answer against the printed OpenAPI document. On each database. */
#include "../test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "conform.h"
#include "http/openapi.h"
#include "http/problem.h"
#include "http/router.h"
#include "notes.h"
#include "words/http.h"

static struct server *server;
static json_t *openapi;
static char url[512];
static size_t database;

#define SENT(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
static const struct asset assets[] = {
    {"/index.html", "text/html; charset=utf-8", "\"i1\"", false, SENT("<p>first page"),
     SENT("gzip of it"), SENT("brotli of it")},
    {"/assets/a-1f.js", "text/javascript; charset=utf-8", "\"a1\"", true, SENT("go()"), {0}, {0}},
    {NULL, NULL, NULL, false, {0}, {0}, {0}}};

static int
setup(void **state)
{
    struct err e;
    struct server_config cfg = {.api = &notes_api,
                                .open = notes_open,
                                .arg = url,
                                .listen = "127.0.0.1",
                                .simulate = true,
                                .proxied = true,
                                .assets = assets,
                                .body_seconds = 2,
                                .tight = 6};
    static const struct routes *wings[3];
    char *text;
    size_t n;
    FILE *to = open_memstream(&text, &n);
    (void)state;
    if (!notes_db(database, url))
        return -1;
    notes_make(url);
    if (!server_start(&server, &cfg, &e)) {
        problem_log(&e, "start");
        return -1;
    }
    wings[0] = notes_api.wings[0];
    wings[1] = &server_routes;
    openapi_print(&(struct api){.wings = wings, .role_names = notes_api.role_names}, LANG_EN, to);
    fclose(to);
    openapi = json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL);
    free(text);
    return openapi == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
    (void)state;
    server_stop(server);
    json_decref(openapi);
    notes_drop(url);
    return 0;
}

/* What the server says, checked against its description; `own`: our answer and not that of
 * libmicrohttpd, which speaks before us when the request is no HTTP. */
static int
ask(const char *request, size_t n, struct client *c, struct answer *a, bool own)
{
    char method[16], path[256], media[96] = "", said[CONFORM_SAID_MAX];
    if (c->fd <= 0)
        assert_true(client_open(c, server_port(server)));
    if (!client_ask(c, request, n, a))
        return 0;
    if (own && sscanf(request, "%15s %255[^ ?]", method, path) == 2) {
        (void)answer_header(a, "Content-Type", media, sizeof(media));
        if (!conform(openapi, method, path, a->status, media, a->body, a->body_n, said))
            fail_msg("%s %s: %d: %s: %s", method, path, a->status, said, a->body);
    }
    return a->status;
}

#define NOTES "/v1/pools/500000/notes"
#define HOST " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
#define WRITER "X-Test-User: ann writer\r\n"
#define READER "X-Test-User: bob reader\r\n"
#define JSON "Content-Type: application/json\r\n"
#define LEN(n) "Content-Length: " #n "\r\n\r\n"

static const struct example {
    const char *why, *request;
    int status;
    const char *text; /* that the answer must contain, head or body */
    bool theirs;      /* libmicrohttpd's own answer, or a page: not in OpenAPI */
} examples[] = {
    {"alive", "GET /healthz" HOST "\r\n", 200, "\"simulation\":true", false},
    {"ready", "GET /readyz" HOST "\r\n", 200, "ready", false},
    {"figures", "GET /metrics" HOST "\r\n", 200, "process_resident_memory_bytes", false},
    {"figures are for this machine, not for who comes through the proxy",
     "GET /metrics" HOST "X-Forwarded-For: 127.0.0.1, 10.0.0.1\r\n\r\n", 404, "http_path", false},
    {"an address that is none", "GET /metrics" HOST "X-Forwarded-For: me\r\n\r\n", 200, "jicai_",
     false},
    {"what it is", "GET /v1/openapi.json" HOST "\r\n", 200, "note.post", false},
    {"empty list", "GET " NOTES HOST READER "\r\n", 200, "{\"items\":[]}", false},
    {"nobody", "GET " NOTES HOST "\r\n", 401, "WWW-Authenticate", false},
    {"a session that is over", "GET " NOTES HOST "X-Test-User: gone\r\n\r\n", 401, "login", false},
    {"wrong role", "GET " NOTES HOST "X-Test-User: eve\r\n\r\n", 403, "problem+json", false},
    {"role may read, not write", "DELETE " NOTES "/x" HOST READER "\r\n", 403, "", false},
    {"another's pool is not there", "GET /v1/pools/532300/notes" HOST READER "\r\n", 404, "",
     false},
    {"no such pool", "GET /v1/pools/999999/notes" HOST READER "\r\n", 404, "", false},
    {"a pool is six digits", "GET /v1/pools/x/notes" HOST READER "\r\n", 404, "", false},
    {"no such path", "GET /v1/nothing" HOST READER "\r\n", 404, "not-found", false},
    {"a slash too many", "GET " NOTES "/" HOST READER "\r\n", 404, "", false},
    {"two slashes", "GET //v1/pools/500000/notes" HOST READER "\r\n", 404, "", false},
    {"dots stay dots", "GET " NOTES "/../notes" HOST READER "\r\n", 404, "", false},
    {"no such method", "PUT " NOTES HOST WRITER LEN(0), 405, "Allow: GET, POST", false},
    {"OPTIONS", "OPTIONS " NOTES HOST WRITER "\r\n", 405, "Allow: GET, POST", false},
    {"no such note", "GET " NOTES "/x" HOST READER "\r\n", 404, "", false},
    {"HEAD has no body", "HEAD " NOTES HOST READER "\r\n", 200, "ETag", false},
    {"not UTF-8", "GET " NOTES "/%ff" HOST READER "\r\n", 400, "http_path_bad", false},
    {"control character", "GET " NOTES "/a%0ab" HOST READER "\r\n", 400, "http_path_bad", false},
    {"NUL", "GET " NOTES "/a%00" HOST READER "\r\n", 400, "http_path_bad", false},
    {"half an escape", "GET " NOTES "/a%4" HOST READER "\r\n", 400, "http_path_bad", false},
    {"not an escape", "GET " NOTES "/a%zz" HOST READER "\r\n", 400, "http_path_bad", false},
    {"a slash in an escape is of the key", "GET " NOTES "/a%2ffile" HOST READER "\r\n", 404, "",
     false},
    {"unknown parameter", "GET " NOTES "?king=1" HOST READER "\r\n", 400, "\"parameter\":\"king\"",
     false},
    {"parameter of another type", "GET " NOTES "?limit=x" HOST READER "\r\n", 400,
     "\"parameter\":\"limit\"", false},
    {"parameter twice", "GET " NOTES "?limit=1&limit=2" HOST READER "\r\n", 400, "shape_twice",
     false},
    {"a cursor of our own making", "GET " NOTES "?after=AAAA" HOST READER "\r\n", 400,
     "http_cursor", false},
    {"two lengths",
     "POST " NOTES HOST WRITER JSON "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400,
     "http_framing", false},
    {"length and chunks",
     "POST " NOTES HOST WRITER JSON "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
     "0\r\n\r\n",
     400, "http_framing", false},
    {"chunks twice",
     "POST " NOTES HOST WRITER JSON "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
     "\r\n0\r\n\r\n",
     400, "http_framing", false},
    {"an encoding that we do not take",
     "POST " NOTES HOST WRITER JSON "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, "",
     true},
    {"no host", "GET " NOTES " HTTP/1.1\r\n" READER "\r\n", 400, "", true},
    {"a space before the colon", "GET " NOTES " HTTP/1.1\r\nHost : x\r\n\r\n", 400, "", true},
    {"negative length", "POST " NOTES HOST WRITER JSON "Content-Length: -1\r\n\r\n", 400, "", true},
    {"not HTTP", "HELO x\r\n\r\n", 400, "", true},
    {"no media type", "POST " NOTES HOST WRITER LEN(2) "{}", 415, "application/json", false},
    {"another media type", "POST " NOTES HOST WRITER "Content-Type: text/plain\r\n" LEN(2) "{}",
     415, "application/json", false},
    {"a body where none is taken", "GET " NOTES HOST READER JSON LEN(2) "{}", 400, "http_no_body",
     false},
    {"not JSON", "POST " NOTES HOST WRITER JSON LEN(1) "{", 400, "shape_json", false},
    {"no body", "POST " NOTES HOST WRITER JSON LEN(0), 400, "shape_json", false},
    {"all mistakes at once",
     "POST " NOTES HOST WRITER JSON LEN(34) "{\"id\":1,\"qty\":\"1\",\"king\":\"Canute\"}", 400,
     "\"pointer\":\"/text\"", false},
    {"in English",
     "POST " NOTES HOST WRITER JSON "Accept-Language: zh;q=0.5, en-GB;q=0.8\r\n" LEN(2) "{}", 400,
     "this is missing", false},
    {"in Chinese", "POST " NOTES HOST WRITER JSON LEN(2) "{}", 400, "缺少这一项", false},
    {"a note", "POST " NOTES HOST WRITER JSON LEN(31) "{\"id\":\"a/b\",\"text\":\"t\",\"qty\":1}",
     201, "{\"id\":\"a/b\",\"text\":\"t\",\"qty\":1}", false},
    {"there it is, its slash escaped", "GET " NOTES "/a%2Fb" HOST READER "\r\n", 200, "ETag: \"",
     false},
    {"the same again, without a key",
     "POST " NOTES HOST WRITER JSON LEN(31) "{\"id\":\"a/b\",\"text\":\"t\",\"qty\":1}", 409,
     "http_stored", false},
    {"a note in chunks",
     "POST " NOTES HOST WRITER JSON "Transfer-Encoding: chunked\r\n\r\n"
     "1\r\n{\r\n1c\r\n\"id\":\"c\",\"text\":\"\",\"qty\":12}\r\n0\r\n\r\n",
     201, "\"qty\":12", false},
    {"change without If-Match",
     "PUT " NOTES "/c" HOST WRITER JSON LEN(19) "{\"text\":\"\",\"qty\":2}", 428,
     "http_match_needed", false},
    {"change of what was changed",
     "PUT " NOTES "/c" HOST WRITER JSON "If-Match: \"00\"\r\n" LEN(19) "{\"text\":\"\",\"qty\":2}",
     412, "http_stale", false},
    {"change, whatever it is",
     "PUT " NOTES "/c" HOST WRITER JSON "If-Match: *\r\n" LEN(19) "{\"text\":\"\",\"qty\":2}", 200,
     "\"qty\":2", false},
    {"download", "GET " NOTES "/a%2Fb/text" HOST READER "\r\n", 200,
     "attachment; filename*=UTF-8''a%2Fb.txt", false},
    {"gone", "DELETE " NOTES "/c" HOST WRITER "\r\n", 204, "", false},
    {"upload",
     "POST " NOTES "/f/file" HOST WRITER "Content-Type: text/csv; charset=utf-8\r\n" LEN(3) "abc",
     201, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false},
    {"upload of nothing", "POST " NOTES "/g/file" HOST WRITER "Content-Type: text/csv\r\n" LEN(0),
     400, "http_upload_empty", false},
    {"upload of another type",
     "POST " NOTES "/g/file" HOST WRITER "Content-Type: text/html\r\n" LEN(1) "x", 415,
     "text/csv application/octet-stream", false},
    {"a key with a space", "POST " NOTES HOST WRITER JSON "Idempotency-Key: a b\r\n" LEN(2) "{}",
     400, "http_key_bad", false},
    {"the day of a simulation", "GET /v1/today" HOST "X-Jicai-Today: 2026-03-31\r\n\r\n", 200,
     "\"text\":\"2026-03-31\"", false},
    {"not a day", "GET /v1/today" HOST "X-Jicai-Today: 2026-02-30\r\n\r\n", 400, "http_today",
     false},
    {"the first page", "GET /" HOST "\r\n", 200, "first page", true},
    {"its language and length", "GET /" HOST "\r\n", 200, "text/html; charset=utf-8", true},
    {"no script but ours, in nobody's frame", "GET /" HOST "\r\n", 200,
     "script-src 'self' 'wasm-unsafe-eval'; style-src 'self';", true},
    {"asked for again each time", "GET /" HOST "\r\n", 200, "Cache-Control: no-cache\r\n", true},
    {"not sent twice", "GET /" HOST "If-None-Match: \"i1\"\r\n\r\n", 304, "ETag: \"i1\"", true},
    {"an older one is replaced", "GET /" HOST "If-None-Match: \"i0\"\r\n\r\n", 200, "first page",
     true},
    {"packed best", "GET /" HOST "Accept-Encoding: gzip, br\r\n\r\n", 200, "brotli of it", true},
    {"packed as it can be read", "GET /" HOST "Accept-Encoding: gzip;q=0.5, br;q=0\r\n\r\n", 200,
     "gzip of it", true},
    {"caches are told", "GET /" HOST "Accept-Encoding: br\r\n\r\n", 200, "Vary: Accept-Encoding",
     true},
    {"what is not smaller is sent plain", "GET /assets/a-1f.js" HOST "Accept-Encoding: br\r\n\r\n",
     200, "go()", true},
    {"its name changes when it does", "GET /assets/a-1f.js" HOST "\r\n", 200,
     "max-age=31536000, immutable", true},
    {"a file that is not there is not the first page", "GET /assets/b.js" HOST "\r\n", 404,
     "http_path", true},
    {"a page has an address", "GET /listings/P1" HOST "\r\n", 200, "first page", true},
    {"with a search", "GET /listings?q=x&anything=1" HOST "\r\n", 200, "first page", true},
    {"a session that is over may see the page that says so",
     "GET /" HOST "X-Test-User: gone\r\n\r\n", 200, "first page", true},
    {"HEAD of a page", "HEAD /" HOST "\r\n", 200, "Content-Length: 13", true},
    {"nothing is sent to a page", "POST /listings" HOST LEN(0), 405, "Allow: GET\r\n", true},
    {"the interface has no pages", "GET /v1" HOST "\r\n", 404, "http_path", true},
};

static void
test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const struct example *x = &examples[i];
        struct client c = {.fd = -1};
        struct answer a;
        int status = ask(x->request, strlen(x->request), &c, &a, !x->theirs);
        bool found = status == 0 || strstr(a.head, x->text) != NULL || strstr(a.body, x->text);
        if (status != x->status || !found)
            fail_msg("%s: expected %d and %s, got %d %s%s", x->why, x->status, x->text, status,
                     status ? a.head : "", status ? a.body : "");
        client_close(&c);
    }
}

/* A note in a body of `size` bytes, the rest spaces; with its length, or as one chunk. */
static int
ask_with_body(size_t size, bool chunked, const char *id)
{
    static char request[400000];
    struct client c = {.fd = -1};
    struct answer a;
    char json[64];
    snprintf(json, sizeof(json), "{\"id\":\"%s\",\"text\":\"\",\"qty\":1}", id);
    size_t at = (size_t)snprintf(request, sizeof(request), "POST " NOTES HOST WRITER JSON);
    at += chunked ? (size_t)snprintf(request + at, 128, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n",
                                     size)
                  : (size_t)snprintf(request + at, 128, "Content-Length: %zu\r\n\r\n", size);
    memset(request + at, ' ', size);
    memcpy(request + at, json, strlen(json));
    at += size;
    if (chunked)
        at += (size_t)snprintf(request + at, 16, "\r\n0\r\n\r\n");
    int status = ask(request, at, &c, &a, true);
    client_close(&c);
    return status;
}

static void
test_largest_body_and_one_byte_more(void **state)
{
    (void)state;
    assert_int_equal(ask_with_body(BODY_MAX, false, "big"), 201);
    assert_int_equal(ask_with_body(BODY_MAX, true, "bigger"), 201);
    assert_int_equal(ask_with_body(BODY_MAX + 1, true, "no"), 413);
    assert_int_equal(ask_with_body(BODY_MAX + 1, false, "no"), 413);
    assert_int_equal(ask_with_body(300000, false, "no"), 413);
}

static int64_t
micros(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

#define SLOW_HEAD                                                                                  \
    "POST /v1/moment HTTP/1.1\r\nHost: x\r\n" JSON "Transfer-Encoding: chunked\r\n\r\n"            \
    "1\r\n{\r\n"
#define SLOW_REST "12\r\n\"text\":\"\",\"qty\":2}\r\n0\r\n\r\n"

/* The head, and after a while the rest of the body. False: the server has hung up. */
static bool
send_slowly(struct client *c, int millis, struct answer *a, int64_t *last)
{
    const struct timespec wait = {millis / 1000, millis % 1000 * 1000000L};
    assert_true(client_open(c, server_port(server)));
    assert_true(client_send(c, SLOW_HEAD, strlen(SLOW_HEAD)));
    nanosleep(&wait, NULL);
    *last = micros();
    return client_send(c, SLOW_REST, strlen(SLOW_REST)) && client_answer(c, false, a);
}

/* Whoever sends his headers in time and the body after the deadline is late. */
static void
test_a_request_is_as_late_as_its_last_byte(void **state)
{
    struct client c = {.fd = -1};
    struct answer a;
    int64_t last;
    (void)state;
    assert_true(send_slowly(&c, 100, &a, &last));
    assert_int_equal(a.status, 200);
    assert_in_range(atoll(a.body), last, micros());
    client_close(&c);
}

static void
test_a_body_without_end_is_cut(void **state)
{
    struct client c = {.fd = -1};
    struct answer a;
    int64_t last;
    (void)state;
    assert_false(send_slowly(&c, 2100, &a, &last));
    client_close(&c);
}

/* What an attempt took is given back before the next one. */
static void
test_done_again_without_growing(void **state)
{
    static const char post[] = "POST " NOTES "/hungry" HOST WRITER LEN(0);
    struct client c = {.fd = -1};
    struct answer a;
    (void)state;
    assert_int_equal(ask(post, strlen(post), &c, &a, true), 200);
    assert_non_null(strstr(a.body, "\"qty\":6"));
    client_close(&c);
}

/* 100 MB announced: refused by the number alone. */
static void
test_huge_upload_is_refused_at_its_head(void **state)
{
    static const char request[] = "POST " NOTES "/f/file" HOST WRITER
                                  "Content-Type: text/csv\r\nContent-Length: 100000000\r\n\r\nabc";
    struct client c = {.fd = -1};
    struct answer a;
    (void)state;
    assert_int_equal(ask(request, strlen(request), &c, &a, true), 413);
    client_close(&c);
}

/* A header or address beyond all measure: refused, and the server lives. */
static void
test_long_heads(void **state)
{
    static char request[120000];
    struct client c = {.fd = -1};
    struct answer a;
    (void)state;
    snprintf(request, sizeof(request), "GET " NOTES "/");
    size_t at = strlen(request);
    memset(request + at, 'a', 3000);
    snprintf(request + at + 3000, 100, HOST READER "\r\n");
    assert_int_equal(ask(request, strlen(request), &c, &a, true), 414);
    client_close(&c);

    c.fd = -1;
    snprintf(request, sizeof(request), "GET " NOTES HOST "X-Long: ");
    at = strlen(request);
    memset(request + at, 'a', 70000);
    snprintf(request + at + 70000, 100, "\r\n\r\n");
    assert_int_equal(ask(request, strlen(request), &c, &a, false), 431);
    client_close(&c);
    c.fd = -1;
    assert_int_equal(
        ask("GET /healthz" HOST "\r\n", strlen("GET /healthz" HOST "\r\n"), &c, &a, true), 200);
    client_close(&c);
}

static int
send_text(struct client *c, struct answer *a, const char *format, const char *one, const char *two)
{
    char request[2048];
    snprintf(request, sizeof(request), format, one, two);
    return ask(request, strlen(request), c, a, true);
}

static void
test_idempotency_key(void **state)
{
    static const char post[] =
        "POST " NOTES " HTTP/1.1\r\nHost: x\r\nX-Test-User: %s writer\r\n" JSON
        "Idempotency-Key: k1\r\nContent-Length: "
        "32\r\n\r\n{\"id\":\"key\",\"text\":\"%s\",\"qty\":1}";
    static const char file[] =
        "POST " NOTES "/%s/file HTTP/1.1\r\nHost: x\r\n" WRITER "Content-Type: text/csv\r\n"
        "Idempotency-Key: k2\r\nContent-Length: 1\r\n\r\n%s";
    struct client c = {.fd = -1};
    struct answer a;
    char value[16], first[200];
    (void)state;
    assert_int_equal(send_text(&c, &a, post, "ann", "tt"), 201);
    assert_false(answer_header(&a, "Idempotency-Replayed", value, sizeof(value)));
    snprintf(first, sizeof(first), "%s", a.body);
    assert_int_equal(send_text(&c, &a, post, "ann", "tt"), 201); /* the same: the stored answer */
    assert_true(answer_header(&a, "Idempotency-Replayed", value, sizeof(value)));
    assert_string_equal(a.body, first);
    assert_int_equal(send_text(&c, &a, post, "ann", "uu"), 422); /* another body */
    assert_int_equal(send_text(&c, &a, post, "cat", "tt"), 409); /* another caller: his own key */
    assert_int_equal(notes_count(url, "key"), 1);
    assert_int_equal(send_text(&c, &a, file, "slow", "x"), 201);
    assert_int_equal(send_text(&c, &a, file, "slow", "x"), 201);
    assert_true(answer_header(&a, "Idempotency-Replayed", value, sizeof(value)));
    assert_int_equal(send_text(&c, &a, file, "slow", "y"), 422);
    assert_int_equal(notes_count(url, "slow"), 1);
    client_close(&c);
}

/* An import of minutes keeps nobody out. */
static void
test_door_beside_long_work(void **state)
{
    static const char work[] = "POST /v1/work HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                      door[] = "POST /v1/door HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    struct client busy = {.fd = -1}, c = {.fd = -1};
    struct answer a;
    (void)state;
    notes_hold(true);
    assert_true(client_open(&busy, server_port(server)) &&
                client_send(&busy, work, sizeof(work) - 1));
    int came = ask(door, sizeof(door) - 1, &c, &a, true);
    notes_hold(false);
    assert_int_equal(came, 200);
    assert_true(client_answer(&busy, false, &a));
    assert_int_equal(a.status, 200);
    client_close(&busy);
    client_close(&c);
}

/* Two clerks on one form: the second learns that he saw something else. */
static void
test_etag(void **state)
{
    static const char get[] = "GET " NOTES "/%s HTTP/1.1\r\nHost: x\r\n" READER "%s\r\n";
    static const char put[] =
        "PUT " NOTES "/e HTTP/1.1\r\nHost: x\r\n" WRITER JSON
        "If-Match: %s\r\nContent-Length: 20\r\n\r\n{\"text\":\"%s\",\"qty\":1}";
    struct client c = {.fd = -1};
    struct answer a;
    char etag[64], newer[64], have[100];
    (void)state;
    assert_int_equal(ask_with_body(40, false, "e"), 201);
    assert_int_equal(send_text(&c, &a, get, "e", ""), 200);
    assert_true(answer_header(&a, "ETag", etag, sizeof(etag)));
    snprintf(have, sizeof(have), "If-None-Match: \"x\", %s\r\n", etag);
    assert_int_equal(send_text(&c, &a, get, "e", have), 304);
    assert_int_equal(send_text(&c, &a, put, etag, "1"), 200);
    assert_true(answer_header(&a, "ETag", newer, sizeof(newer)));
    assert_int_equal(send_text(&c, &a, put, etag, "2"), 412);
    assert_int_equal(send_text(&c, &a, get, "e", have), 200);
    assert_int_equal(send_text(&c, &a, put, newer, "2"), 200);
    client_close(&c);
}

/* Page by page is the same as all at once. */
static void
test_pages(void **state)
{
    static const char get[] = "GET " NOTES "?limit=%s%s HTTP/1.1\r\nHost: x\r\n" READER "\r\n";
    struct client c = {.fd = -1};
    struct answer a;
    char after[600] = "";
    size_t seen = 0;
    json_t *whole, *all, *page;
    (void)state;
    assert_int_equal(send_text(&c, &a, get, "200", ""), 200);
    whole = json_loads(a.body, 0, NULL);
    all = json_object_get(whole, "items");
    do {
        assert_int_equal(send_text(&c, &a, get, "3", after), 200);
        page = json_loads(a.body, 0, NULL);
        json_t *items = json_object_get(page, "items");
        for (size_t i = 0; i < json_array_size(items); i++, seen++)
            assert_true(json_equal(json_array_get(items, i), json_array_get(all, seen)));
        const char *next = json_string_value(json_object_get(page, "next"));
        snprintf(after, sizeof(after), "%s%s", next != NULL ? "&after=" : "",
                 next != NULL ? next : "");
        json_decref(page);
    } while (*after != '\0');
    assert_int_equal(seen, json_array_size(all));
    assert_true(seen > 4);
    json_decref(whole);
    client_close(&c);
}

/* What comes on a stream until `want` stands in it. */
static bool
hear(struct client *c, char *got, size_t size, const char *want)
{
    size_t n = strlen(got);
    while (strstr(got, want) == NULL && n < size - 1) {
        ssize_t k = recv(c->fd, got + n, size - 1 - n, 0);
        if (k <= 0)
            return false;
        n += (size_t)k;
        got[n] = '\0';
    }
    return true;
}

/* A listener hears of a commit; one that goes away while it waits harms nobody. The last one is
 * still there when the server stops. */
static void
test_stream(void **state)
{
    static const char get[] = "GET /v1/events HTTP/1.1\r\nHost: x\r\n" READER "\r\n";
    struct client c = {.fd = -1}, gone = {.fd = -1};
    char got[4096] = "", number[32];
    (void)state;
    assert_true(client_open(&c, server_port(server)) && client_open(&gone, server_port(server)));
    assert_true(client_send(&c, get, strlen(get)) && client_send(&gone, get, strlen(get)));
    snprintf(number, sizeof(number), "data: %d\n", (int)notes_count(url, NULL));
    assert_true(hear(&c, got, sizeof(got), number));
    assert_non_null(strstr(got, "text/event-stream"));
    client_close(&gone);
    assert_int_equal(ask_with_body(50, false, "news"), 201);
    snprintf(number, sizeof(number), "data: %d\n", (int)notes_count(url, NULL));
    assert_true(hear(&c, got, sizeof(got), number));
    static struct client kept; /* open until the end of the program */
    kept = c;
    (void)kept;
}

/* Whoever loses his right hears nothing more. */
static void
test_stream_ends_with_the_right(void **state)
{
    static const char get[] =
        "GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Test-User: fay reader\r\n\r\n";
    struct client c = {.fd = -1};
    char got[4096] = "", number[32];
    (void)state;
    assert_true(client_open(&c, server_port(server)) && client_send(&c, get, strlen(get)));
    snprintf(number, sizeof(number), "data: %d\n", (int)notes_count(url, NULL));
    assert_true(hear(&c, got, sizeof(got), number));
    notes_dismiss_fay(true);
    assert_int_equal(ask_with_body(50, false, "secret"), 201);
    snprintf(number, sizeof(number), "data: %d\n", (int)notes_count(url, NULL));
    assert_false(hear(&c, got, sizeof(got), number));
    notes_dismiss_fay(false);
    client_close(&c);
}

static void
test_four_streams_of_one_user(void **state)
{
    static const char get[] =
        "GET /v1/events HTTP/1.1\r\nHost: x\r\nX-Test-User: %s reader\r\n\r\n";
    struct client c[5], other = {.fd = -1};
    struct answer a;
    char got[4096], request[128];
    (void)state;
    snprintf(request, sizeof(request), get, "gus");
    for (size_t i = 0; i < COUNT(c); i++) {
        c[i] = (struct client){.fd = -1};
        assert_true(client_open(&c[i], server_port(server)));
        assert_true(client_send(&c[i], request, strlen(request)));
        got[0] = '\0';
        if (i + 1 < COUNT(c))
            assert_true(hear(&c[i], got, sizeof(got), "data: "));
    }
    assert_true(client_answer(&c[4], false, &a));
    assert_int_equal(a.status, 503);
    snprintf(request, sizeof(request), get, "hal"); /* another may */
    assert_true(client_open(&other, server_port(server)));
    assert_true(client_send(&other, request, strlen(request)));
    got[0] = '\0';
    assert_true(hear(&other, got, sizeof(got), "data: "));
    client_close(&other);
    for (size_t i = 0; i < COUNT(c); i++)
        client_close(&c[i]);
}

static void
test_too_often(void **state)
{
    struct client c = {.fd = -1};
    struct answer a;
    char value[16];
    int status = 0, tries = 0;
    (void)state;
    while (status != 429 && tries++ < 20)
        status = send_text(
            &c, &a, "POST /v1/tight HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "", "");
    assert_int_equal(status, 429);
    assert_int_equal(tries, 7);
    assert_true(answer_header(&a, "Retry-After", value, sizeof(value)));
    assert_true(atoi(value) >= 1 && atoi(value) <= 11);
    client_close(&c);
}

/* Many clients at once, on the three lanes: every answer is right, every acknowledged note is
 * there. */
enum { CLIENTS = 16, ROUNDS = 12 };

static void *
one_client(void *arg)
{
    size_t me = (size_t)(uintptr_t)arg;
    struct client c = {.fd = -1, .port = server_port(server)};
    struct answer a;
    char request[512];
    uintptr_t good = 0;
    for (size_t i = 0; i < ROUNDS; i++) {
        snprintf(request, sizeof(request),
                 "POST " NOTES " HTTP/1.1\r\nHost: x\r\n" WRITER JSON
                 "Content-Length: 35\r\n\r\n{\"id\":\"m%02zu-%02zu\",\"text\":\"m\",\"qty\":10}",
                 me, i);
        good += client_ask(&c, request, strlen(request), &a) && a.status == 201;
        snprintf(request, sizeof(request),
                 "GET " NOTES "?limit=2 HTTP/1.1\r\nHost: x\r\n" READER "\r\n");
        good += client_ask(&c, request, strlen(request), &a) && a.status == 200;
    }
    client_close(&c);
    return (void *)good;
}

static void
test_many_at_once(void **state)
{
    pthread_t thread[CLIENTS];
    void *good;
    size_t sum = 0;
    int64_t before = notes_count(url, NULL);
    (void)state;
    for (size_t i = 0; i < CLIENTS; i++)
        assert_int_equal(pthread_create(&thread[i], NULL, one_client, (void *)(uintptr_t)i), 0);
    for (size_t i = 0; i < CLIENTS; i++) {
        pthread_join(thread[i], &good);
        sum += (uintptr_t)good;
    }
    assert_int_equal(sum, CLIENTS * ROUNDS * 2);
    assert_int_equal(notes_count(url, NULL) - before, CLIENTS * ROUNDS);
}

static void
test_long_path_and_many_routes_cost_no_memory(void **state)
{
    static struct route many[300];
    static char path[30000];
    struct routes wing = {many, COUNT(many)};
    const struct routes *wings[] = {&wing, NULL};
    struct api api = {.wings = wings};
    struct part part[ARGS_MAX];
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = (struct route){.method = "GET", .path = "/v1/:a/:b/no"};
    many[COUNT(many) - 1].path = "/v1/:a/:b/yes";
    memset(path, 'x', sizeof(path) - 1);
    memcpy(path, "/v1/a/", 6);
    assert_null(route_find(&api, "GET", path, part, &e));
    memcpy(path + sizeof(path) - 5, "/yes", 4);
    assert_ptr_equal(route_find(&api, "GET", path, part, &e), &many[COUNT(many) - 1]);
    assert_ptr_equal(part[1].s, path + 6);
    many[3].path = "/v1/a/:b/yes"; /* the one with more fixed words is meant, wherever it stands */
    assert_ptr_equal(route_find(&api, "GET", path, part, &e), &many[3]);
}

static void
test_language(void **state)
{
    (void)state;
    assert_int_equal(lang_of(NULL), LANG_ZH);
    assert_int_equal(lang_of("fr, de;q=0.5"), LANG_ZH);
    assert_int_equal(lang_of("en"), LANG_EN);
    assert_int_equal(lang_of("zh-CN,zh;q=0.9,en;q=0.8"), LANG_ZH);
    assert_int_equal(lang_of("EN-us;q=0.9, zh;q=0.85"), LANG_EN);
    assert_int_equal(lang_of("en;q=0, ,;,="), LANG_ZH);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_largest_body_and_one_byte_more),
        cmocka_unit_test(test_a_request_is_as_late_as_its_last_byte),
        cmocka_unit_test(test_a_body_without_end_is_cut),
        cmocka_unit_test(test_done_again_without_growing),
        cmocka_unit_test(test_huge_upload_is_refused_at_its_head),
        cmocka_unit_test(test_long_heads),
        cmocka_unit_test(test_idempotency_key),
        cmocka_unit_test(test_door_beside_long_work),
        cmocka_unit_test(test_etag),
        cmocka_unit_test(test_many_at_once),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_stream_ends_with_the_right),
        cmocka_unit_test(test_four_streams_of_one_user),
        cmocka_unit_test(test_too_often),
        cmocka_unit_test(test_long_path_and_many_routes_cost_no_memory),
        cmocka_unit_test(test_language),
    };
    int failed = 0;
    for (; notes_db(database, url); database++)
        failed += cmocka_run_group_tests(tests, setup, teardown);
    return failed;
}
