/* Letters leave through a real mail server on loopback, however it behaves; and what a
 * configuration may say. */
#include "../test.h"
#include "sink.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "message/compose.h"
#include "words/message.h"

static char dir[] = "/tmp/jicai-smtp.XXXXXX", ca[64], conf[64];
static struct arena *arena;

static const char *
url_of(const struct sink *s)
{
    static char url[64];
    snprintf(url, sizeof(url), "smtp://127.0.0.1:%u", s->port);
    return url;
}

static struct message_config
config_for(const struct sink *s)
{
    return (struct message_config){url_of(s), "", "", "jicai@example.cn", "",
                                   "",        "", "", STARTTLS_OFF,       2};
}

static const struct letter letter = {
    .channel = CHANNEL_EMAIL,
    .id = "532300.email.li.1",
    .to = "li@h.example",
    .subject = "集采平台：2 条通知，一个很长的标题，长到必须折成几行才放得下，因为邮件的行不能太长",
    .body = "您好\n.\n一行\n",
    .at = 1790000000000000};

static void
test_every_mood(void **state)
{
    static const struct {
        enum mood mood;
        enum sent want;
        int mails;
        const char *why;
    } cases[] = {
        {SINK_TAKES, SENT_OK, 1, "taken"},
        {SINK_BUSY_GREETING, SENT_LATER, 0, "421 before anything"},
        {SINK_NO_RECIPIENT, SENT_NEVER, 0, "550: there is no such mailbox"},
        {SINK_GREY, SENT_LATER, 0, "450: greylisted"},
        {SINK_NO_DATA, SENT_NEVER, 0, "554 after the mail: surely not taken"},
        {SINK_FULL, SENT_LATER, 0, "452 after the mail: surely not taken"},
        {SINK_SILENT, SENT_LATER, 0, "never greets"},
        {SINK_SILENT_AFTER, SENT_UNSURE, 1, "took it and said nothing"},
        {SINK_HANGS_UP, SENT_LATER, 0, "closes in the middle"},
        {SINK_HANGS_AFTER, SENT_UNSURE, 1, "took it and closed"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sink s = {.mood = cases[i].mood};
        char why[DELIVER_WHY_MAX];
        sink_open(&s);
        const struct message_config c = config_for(&s);
        enum sent got = letter_send_now(&c, &letter, why);
        sink_close(&s);
        if (got != cases[i].want || s.mails != cases[i].mails)
            fail_msg("%s: %d, %d mails: %s", cases[i].why, got, s.mails, why);
        assert_int_equal(why[0] == '\0', got == SENT_OK);
    }
}

static void
test_nobody_listens(void **state)
{
    struct sink s = {.mood = SINK_TAKES};
    char why[DELIVER_WHY_MAX];
    (void)state;
    sink_open(&s);
    const struct message_config c = config_for(&s);
    sink_close(&s);
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_LATER);
}

/* What arrives: headers as they must be, the text as it was. */
static void
test_what_arrives(void **state)
{
    struct sink s = {.mood = SINK_TAKES};
    char why[DELIVER_WHY_MAX], body[512], *line;
    size_t n;
    (void)state;
    sink_open(&s);
    const struct message_config c = config_for(&s);
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_OK);
    sink_close(&s);
    assert_string_equal(s.from, "jicai@example.cn");
    assert_string_equal(s.to, "li@h.example");
    assert_non_null(strstr(s.mail, "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"));
    assert_non_null(strstr(s.mail, "Message-ID: <532300.email.li.1@example.cn>\r\n"));
    assert_non_null(strstr(s.mail, "Subject: =?UTF-8?B?"));
    for (line = s.mail; *line != '\0'; line = strstr(line, "\r\n") + 2)
        assert_true(strcspn(line, "\r") <= 76);
    char *text = strstr(s.mail, "\r\n\r\n");
    assert_non_null(text);
    assert_int_equal(sodium_base642bin((uint8_t *)body, sizeof(body), text + 4, strlen(text + 4),
                                       "\r\n", &n, NULL, sodium_base64_VARIANT_ORIGINAL),
                     0);
    assert_int_equal(n, strlen(letter.body));
    assert_memory_equal(body, letter.body, n);
}

static void
write_conf(const char *text, mode_t mode)
{
    unlink(conf);
    int fd = open(conf, O_WRONLY | O_CREAT | O_EXCL, mode);
    assert_true(fd >= 0 && fchmod(fd, mode) == 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

/* The password comes from the file, goes over TLS only, and only to whom the certificate names. */
static void
test_tls_and_login(void **state)
{
    struct sink s = {.mood = SINK_TAKES, .tls = true, .ca = ca};
    struct message_config c;
    struct err e;
    char why[DELIVER_WHY_MAX], text[512];
    (void)state;
    sink_open(&s);
    snprintf(
        text, sizeof(text),
        "# mail\nsmtp.url = smtp://127.0.0.1:%u\nsmtp.user=jicai\n smtp.password = s3cret = x\n"
        "smtp.from = jicai@example.cn\nsmtp.ca = %s\ntimeout = 3\n",
        s.port, ca);
    write_conf(text, 0600);
    assert_true(message_config_read(&c, arena, conf, &e));
    assert_string_equal(c.smtp_password, "s3cret = x");
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_OK);
    assert_true(s.was_tls);
    assert_string_equal(s.login, "AGppY2FpAHMzY3JldCA9IHg="); /* \0 jicai \0 s3cret = x */
    assert_int_equal(s.mails, 1);
    c.smtp_ca = "/etc/ssl/certs/ca-certificates.crt"; /* nobody there vouches for it */
    s.was_tls = false;
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_LATER);
    assert_int_equal(s.mails, 1);
    c.smtp_ca = ca;
    s.mood = SINK_NO_LOGIN; /* ours to mend: tried again */
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_LATER);
    assert_int_equal(s.mails, 1);
    sink_close(&s);
}

/* A server that offers no TLS gets neither mail nor password where it is required. */
static void
test_no_tls_no_mail(void **state)
{
    struct sink s = {.mood = SINK_TAKES};
    char why[DELIVER_WHY_MAX];
    (void)state;
    sink_open(&s);
    struct message_config c = config_for(&s);
    c.starttls = STARTTLS_REQUIRED;
    c.smtp_user = "jicai";
    c.smtp_password = "secret";
    assert_int_equal(letter_send_now(&c, &letter, why), SENT_LATER);
    assert_int_equal(s.mails, 0);
    assert_string_equal(s.login, "");
    sink_close(&s);
}

static void
test_addresses(void **state)
{
    static const char *const good[] = {"a@b", "li.si+x@mail.example.cn", "o'neil@x-y.cn"};
    static const char *const bad[] = {
        "",         "li",        "@x.cn",  "li@",    "li@x.cn\r\nBcc: all@x.cn",
        "li @x.cn", "<li@x.cn>", "li@x@y", "li@.cn", "李@x.cn",
        "-li@x.cn", "a@b c"};
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        assert_true(address_fine(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct letter l = letter;
        char why[DELIVER_WHY_MAX];
        struct message_config c = {.smtp_url = "smtp://127.0.0.1:1", .smtp_from = "a@b.cn"};
        l.to = bad[i];
        if (address_fine(bad[i]))
            fail_msg("%s", bad[i]);
        assert_null(compose_mail(arena, &l, "a@b.cn"));
        assert_int_equal(letter_send_now(&c, &l, why), SENT_NEVER);
    }
}

static void
test_configurations(void **state)
{
#define MAIL "smtp.url = smtp://m\nsmtp.from = a@b\n"
    static const struct {
        const char *text;
        mode_t mode;
        enum msg want;
    } cases[] = {
        {MAIL, 0600, M_NONE},
        {MAIL, 0640, M_MESSAGE_C_OPEN},
        {MAIL, 0604, M_MESSAGE_C_OPEN},
        {"", 0600, M_MESSAGE_C_NOTHING},
        {"smtp.url = smtp://m\n", 0600, M_MESSAGE_C_MISSING},
        {MAIL "smtp.user = u\n", 0600, M_MESSAGE_C_MISSING},
        {MAIL "smtp.password = p\n", 0600, M_MESSAGE_C_MISSING},
        {MAIL "smtp.user = u\nsmtp.password = p\n", 0600, M_NONE},
        {MAIL "smtp.user = u\nsmtp.password = p\nsmtp.starttls = try\n", 0600, M_MESSAGE_C_PLAIN},
        {MAIL "smtp.user = u\nsmtp.password = p\nsmtp.starttls = off\n", 0600, M_MESSAGE_C_PLAIN},
        {MAIL "smtp.starttls = maybe\n", 0600, M_MESSAGE_C_VALUE},
        {MAIL "smtp.url = smtp://other\n", 0600, M_MESSAGE_C_TWICE},
        {MAIL "smpt.port = 25\n", 0600, M_MESSAGE_C_NAME},
        {MAIL "timeout = 0\n", 0600, M_MESSAGE_C_VALUE},
        {MAIL "timeout = 301\n", 0600, M_MESSAGE_C_VALUE},
        {MAIL "base =\n", 0600, M_MESSAGE_C_VALUE},
        {MAIL "base = a\tb\x01\n", 0600, M_MESSAGE_C_VALUE},
        {MAIL "hello\n", 0600, M_MESSAGE_C_LINE},
        {"smtp.url = http://m\nsmtp.from = a@b\n", 0600, M_MESSAGE_C_VALUE},
        {"sms.url = ftp://m\nsms.secret = x\n", 0600, M_MESSAGE_C_VALUE},
        {"sms.url = https://m\n", 0600, M_MESSAGE_C_MISSING},
        {"sms.url = https://m\nsms.secret = x\r\n\n# end", 0600, M_NONE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct message_config c;
        struct err e = {0};
        write_conf(cases[i].text, cases[i].mode);
        bool ok = message_config_read(&c, arena, conf, &e);
        if (ok != (cases[i].want == M_NONE) || (!ok && e.msg != cases[i].want))
            fail_msg("%s: %s", cases[i].text, ok ? "taken" : msg_name(e.msg));
    }
    struct message_config c;
    struct err e = {0};
    unlink(conf);
    assert_false(message_config_read(&c, arena, conf, &e));
    assert_int_equal(e.msg, M_MESSAGE_C_FILE);
}

static int
setup(void **state)
{
    (void)state;
    arena = arena_new(1 << 20);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_mood),     TEST(test_nobody_listens), TEST(test_what_arrives),
        TEST(test_tls_and_login),  TEST(test_no_tls_no_mail), TEST(test_addresses),
        TEST(test_configurations),
    };
    signal(SIGPIPE, SIG_IGN);
    if (mkdtemp(dir) == NULL)
        return 1;
    snprintf(ca, sizeof(ca), "%s/ca.pem", dir);
    snprintf(conf, sizeof(conf), "%s/notify.conf", dir);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    unlink(ca);
    unlink(conf);
    rmdir(dir);
    return failed;
}
