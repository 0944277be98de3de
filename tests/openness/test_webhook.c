/* Who is told, when again, with which signature; and which addresses are never connected to. */
#include "../db/fresh.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

#include "audit/log.h"
#include "openness/address.h"
#include "openness/webhook.h"
#include "words/openness.h"

enum { SECOND = 1000000, BODY_ROOM = 32768 };

static bool
note_pool(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return pool_add(db, FRESH_POOL_2, e);
}

static void
write_rows(const char *what, int n)
{
    for (int i = 0; i < n; i++) {
        struct job j = {.run = note_pool, .act = {"user:li", what, "CS-1", 5}};
        group_run(fresh_db, FRESH_POOL, &j, 1);
        assert_int_equal(j.err.code, ERR_NONE);
    }
}

static int
setup(void **state)
{
    fresh_setup(state);
    audit_attach(fresh_db);
    fresh_db->act = (struct act){.who = "cli:test", .what = "test", .subject = "", .at = 7};
    return 0;
}

static int
teardown(void **state)
{
    fresh_db->append = NULL;
    return fresh_teardown(state);
}

/* --- a receiver that answers as it is told --- */
static struct sent {
    char url[128], secret[80], body[BODY_ROOM], delivery[128];
} last;
static int sends;
static bool answer;

static bool
record(const struct send *s, char why[static SEND_WHY_MAX])
{
    sends++;
    snprintf(last.url, sizeof(last.url), "%s", s->url);
    snprintf(last.secret, sizeof(last.secret), "%s", s->secret);
    snprintf(last.body, sizeof(last.body), "%s", s->body);
    snprintf(last.delivery, sizeof(last.delivery), "%s", s->delivery);
    snprintf(why, SEND_WHY_MAX, "%s", answer ? "" : "HTTP 503");
    return answer;
}

struct adding {
    struct webhook hook;
};

static bool
add_job(struct db *db, void *arg, struct err *e)
{
    struct adding *a = arg;
    return webhook_add(db, fresh_arena, &a->hook, false, e);
}

static bool
add(const char *name, const char *url, const char *what, struct err *e)
{
    struct adding a = {
        {.pool = FRESH_POOL, .name = name, .url = url, .what = what, .made_by = "li", .org = "B50"}};
    return db_tx(fresh_db, FRESH_POOL, add_job, &a, e);
}

static struct delivery
round_at(int64_t at)
{
    struct err e;
    struct delivery d = {.at = at, .send = record};
    OK(deliver_webhooks(fresh_db, &d, &e));
    return d;
}

static struct webhook
stored(void)
{
    struct err e;
    struct webhook *list;
    size_t n;
    OK(webhook_all(fresh_db, fresh_arena, FRESH_POOL, &list, &n, &e));
    assert_int_equal(n, 1);
    return list[0];
}

static void
test_from_now_on_in_order_until_it_arrived(void **state)
{
    struct err e;
    struct delivery d;
    (void)state;
    write_rows("award", 3); /* before: 0, 1, 2; then its own row, 3 */
    OK(add("his", "https://his.example.cn/x", "", &e));
    sends = 0;
    answer = true;
    d = round_at(SECOND);
    assert_int_equal(d.sent, 1); /* that it was set up */
    assert_int_equal(d.rows, 1);
    assert_int_equal(stored().done, 3);
    assert_int_equal(strlen(last.secret), WEBHOOK_SECRET_MAX - 1);
    assert_null(strstr(stored().secret, last.secret)); /* in the database only encrypted */
    assert_int_equal(round_at(SECOND).sent, 0); /* its own delivery is no news */
    write_rows("award", 2); /* 5 and 6, after the delivery's row 4 */
    answer = false;
    d = round_at(2 * SECOND);
    assert_int_equal(d.failed, 1);
    assert_int_equal(stored().done, 3);
    assert_int_equal(stored().failures, 1);
    assert_string_equal(stored().error, "HTTP 503");
    sends = 0;
    round_at(11 * SECOND);
    assert_int_equal(sends, 0); /* not before its pause is over */
    answer = true;
    d = round_at(12 * SECOND);
    assert_int_equal(d.rows, 2);
    assert_non_null(strstr(last.body, "\"index\":5"));
    assert_non_null(strstr(last.body, "\"index\":6"));
    assert_null(strstr(last.body, "webhook.deliver"));
    assert_string_equal(stored().error, "");
    assert_int_equal(stored().failures, 0);
}

static void
test_only_what_was_asked_for(void **state)
{
    struct err e;
    struct delivery d;
    (void)state;
    OK(add("his", "https://his.example.cn/x", "award", &e));
    answer = true;
    sends = 0;
    write_rows("order_place", 5);
    d = round_at(SECOND);
    assert_int_equal(sends, 0);
    write_rows("award.publish", 1);
    d = round_at(2 * SECOND);
    assert_int_equal(d.rows, 1);
    assert_non_null(strstr(last.body, "award.publish"));
    assert_null(strstr(last.body, "order_place"));
    write_rows("order_place", WEBHOOK_ROWS + 20); /* a full page of others is stepped over */
    write_rows("award.publish", 1);
    sends = 0;
    round_at(3 * SECOND);
    assert_int_equal(sends, 0);
    round_at(4 * SECOND);
    assert_int_equal(sends, 1);
}

static void
test_what_is_refused(void **state)
{
    static const char *const bad[] = {"http://a.cn/", "ftp://a.cn/", "https://", "https:///x",
                                      "https://u:p@a.cn/", "https://a.cn/ x", "file:///etc/passwd",
                                      "https://u@a.cn", ""};
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(add("x", bad[i], "", &e));
        assert_int_equal(e.msg, M_WEBHOOK_URL);
    }
    OK(add("x", "https://a.cn:8443/p?q=1@2", "", &e));
    assert_false(add("x", "https://b.cn/", "", &e));
    assert_int_equal(e.code, ERR_CONFLICT);
}

static void
test_pauses(void **state)
{
    static const int64_t want[] = {10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600};
    (void)state;
    for (size_t i = 0; i < COUNT(want); i++)
        assert_int_equal(webhook_pause((int64_t)i + 1), want[i] * SECOND);
    assert_int_equal(webhook_pause(INT64_MAX), 3600 * (int64_t)SECOND);
}

/* RFC 4231 has no message of this form; this one was computed with Python's hmac. */
static void
test_signature(void **state)
{
    char out[SIGNATURE_MAX];
    struct send s = {.secret = "key", .body = "{\"a\":1}", .at = 1700000000999999};
    (void)state;
    assert_string_equal(send_signature(&s, out), "t=1700000000,v1=a438e398bfafc57e4396bb7fc2304422f0f768e965d073ca313cb52e22e6ad03");
}

static void
test_addresses(void **state)
{
    static const struct {
        const char *text;
        bool open;
    } all[] = {
        {"8.8.8.8", true},         {"114.114.114.114", true}, {"1.1.1.1", true},
        {"0.0.0.0", false},        {"10.1.2.3", false},       {"100.64.0.1", false},
        {"100.128.0.1", true},     {"127.0.0.1", false},      {"127.255.255.255", false},
        {"169.254.169.254", false}, {"172.16.0.1", false},    {"172.31.255.255", false},
        {"172.32.0.1", true},      {"172.15.255.255", true},  {"192.168.1.1", false},
        {"192.0.0.1", false},      {"192.0.2.1", false},      {"198.18.0.1", false},
        {"198.19.255.255", false}, {"198.20.0.1", true},      {"203.0.113.9", false},
        {"224.0.0.1", false},      {"240.0.0.1", false},      {"255.255.255.255", false},
        {"223.5.5.5", true},       {"2400:3200::1", true},    {"2606:4700::1111", true},
        {"::", false},             {"::1", false},            {"::ffff:127.0.0.1", false},
        {"::ffff:8.8.8.8", true},  {"64:ff9b::10.0.0.1", false}, {"64:ff9b::8.8.8.8", true},
        {"fc00::1", false},        {"fd12::1", false},        {"fe80::1", false},
        {"ff02::1", false},        {"2001:db8::1", false},    {"2001::1", false},
        {"2002:7f00:1::", false},  {"2002:808:808::", true},  {"3fff::1", false},
        {"::127.0.0.1", false},    {"100::1", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        struct sockaddr_storage a = {0};
        struct sockaddr_in *v4 = (struct sockaddr_in *)&a;
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&a;
        if (strchr(all[i].text, ':') == NULL) {
            v4->sin_family = AF_INET;
            assert_int_equal(inet_pton(AF_INET, all[i].text, &v4->sin_addr), 1);
        } else {
            v6->sin6_family = AF_INET6;
            assert_int_equal(inet_pton(AF_INET6, all[i].text, &v6->sin6_addr), 1);
        }
        if (address_is_public((struct sockaddr *)&a) != all[i].open)
            fail_msg("%s", all[i].text);
    }
    struct sockaddr local = {.sa_family = AF_UNIX};
    assert_false(address_is_public(&local));
}

/* --- a real connection --- */
struct listener {
    int fd;
    char got[BODY_ROOM];
};

static void *
serve_once(void *arg)
{
    static const char ok[] = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";
    struct listener *l = arg;
    size_t n = 0;
    int c = accept(l->fd, NULL, NULL);
    while (n + 1 < sizeof(l->got) && strstr(l->got, "}\n") == NULL) {
        ssize_t k = read(c, l->got + n, sizeof(l->got) - 1 - n);
        if (k <= 0)
            break;
        n += (size_t)k;
    }
    if (write(c, ok, sizeof(ok) - 1) < 0)
        n = 0;
    close(c);
    return NULL;
}

static void
test_over_the_wire(void **state)
{
    static struct listener l;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof(a);
    char url[64], why[SEND_WHY_MAX], signature[SIGNATURE_MAX];
    pthread_t t;
    (void)state;
    memset(&l, 0, sizeof(l));
    l.fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(l.fd, (struct sockaddr *)&a, sizeof(a)), 0);
    assert_int_equal(listen(l.fd, 4), 0);
    assert_int_equal(getsockname(l.fd, (struct sockaddr *)&a, &len), 0);
    snprintf(url, sizeof(url), "http://localhost:%d/hook", ntohs(a.sin_port));
    struct send s = {.url = url, .secret = "s", .body = "{\"x\":1}\n", .delivery = "500000/h/1",
                     .at = 9 * (int64_t)SECOND};
    assert_false(send_signed(&s, why)); /* http:// */
    snprintf(url, sizeof(url), "https://localhost:%d/hook", ntohs(a.sin_port));
    assert_false(send_signed(&s, why)); /* resolved, and then not connected to */
    assert_true(strlen(why) > 0);
    snprintf(url, sizeof(url), "http://localhost:%d/hook", ntohs(a.sin_port));
    s.private_too = true;
    assert_int_equal(pthread_create(&t, NULL, serve_once, &l), 0);
    assert_true(send_signed(&s, why));
    pthread_join(t, NULL);
    close(l.fd);
    assert_non_null(strstr(l.got, "POST /hook HTTP/1.1\r\n"));
    assert_non_null(strstr(l.got, send_signature(&s, signature)));
    assert_non_null(strstr(l.got, "Jicai-Delivery: 500000/h/1\r\n"));
    assert_non_null(strstr(l.got, "{\"x\":1}\n"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_from_now_on_in_order_until_it_arrived),
        TEST(test_only_what_was_asked_for),
        TEST(test_what_is_refused),
        cmocka_unit_test(test_pauses),
        cmocka_unit_test(test_signature),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_over_the_wire),
    };
    return fresh_run(tests, COUNT(tests));
}
