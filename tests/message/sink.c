#include "sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct talk {
    struct sink *s;
    int fd;
    SSL *ssl; /* NULL: plain */
    char buf[4096];
    size_t n;
};

static void
must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "sink: %s\n", what);
        abort();
    }
}

static void
say(struct talk *t, const char *line)
{
    if (t->ssl != NULL)
        (void)SSL_write(t->ssl, line, (int)strlen(line));
    else
        (void)!write(t->fd, line, strlen(line));
}

static ssize_t
more(struct talk *t)
{
    char *to = t->buf + t->n;
    size_t room = sizeof(t->buf) - t->n - 1;
    return t->ssl != NULL ? SSL_read(t->ssl, to, (int)room) : read(t->fd, to, room);
}

/* A line without its CR LF; false: the other side has gone. */
static bool
hear(struct talk *t, char line[static 4096])
{
    for (;;) {
        t->buf[t->n] = '\0';
        char *end = strstr(t->buf, "\r\n");
        if (end != NULL) {
            size_t len = (size_t)(end - t->buf);
            memcpy(line, t->buf, len);
            line[len] = '\0';
            memmove(t->buf, end + 2, t->n - len - 2);
            t->n -= len + 2;
            return true;
        }
        ssize_t got = more(t);
        if (got <= 0)
            return false;
        t->n += (size_t)got;
    }
}

/* Until the other side goes, or the test is over. */
static void
wait_for_nothing(struct talk *t)
{
    struct pollfd p = {.fd = t->fd, .events = POLLIN};
    char drop[256];
    while (!t->s->over)
        if (poll(&p, 1, 20) > 0 && read(t->fd, drop, sizeof(drop)) <= 0)
            return;
}

/* The lines of the mail up to the single dot. */
static bool
take_mail(struct talk *t)
{
    char line[4096];
    size_t n = 0;
    while (hear(t, line)) {
        if (strcmp(line, ".") == 0)
            return true;
        n += (size_t)snprintf(t->s->mail + n, sizeof(t->s->mail) - n, "%s\r\n",
                              line[0] == '.' ? line + 1 : line);
        must(n < sizeof(t->s->mail), "a mail too long");
    }
    return false;
}

static bool
data(struct talk *t)
{
    struct sink *s = t->s;
    say(t, "354 go on\r\n");
    if (!take_mail(t))
        return false;
    if (s->mood == SINK_NO_DATA || s->mood == SINK_FULL) {
        say(t, s->mood == SINK_FULL ? "452 full\r\n" : "554 no\r\n");
        return true;
    }
    s->mails++;
    if (s->mood == SINK_SILENT_AFTER)
        wait_for_nothing(t);
    if (s->mood == SINK_SILENT_AFTER || s->mood == SINK_HANGS_AFTER)
        return false;
    say(t, "250 taken\r\n");
    return true;
}

static void
hello(struct talk *t)
{
    say(t, "250-sink\r\n");
    if (t->s->tls && t->ssl == NULL)
        say(t, "250-STARTTLS\r\n");
    if (!t->s->tls || t->ssl != NULL)
        say(t, "250-AUTH PLAIN\r\n");
    say(t, "250 8BITMIME\r\n");
}

static bool
start_tls(struct talk *t)
{
    say(t, "220 ready\r\n");
    t->ssl = SSL_new(t->s->context);
    SSL_set_fd(t->ssl, t->fd);
    t->n = 0;
    t->s->was_tls = SSL_accept(t->ssl) == 1;
    return t->s->was_tls;
}

static void
part(char to[static 256], const char *line)
{
    const char *open = strchr(line, '<'), *close = strchr(line, '>');
    snprintf(to, 256, "%.*s", open != NULL && close > open ? (int)(close - open - 1) : 0,
             open != NULL ? open + 1 : "");
}

/* False: the talk is over. */
static bool
obey(struct talk *t, const char *line)
{
    struct sink *s = t->s;
    if (strncasecmp(line, "EHLO", 4) == 0 || strncasecmp(line, "HELO", 4) == 0)
        hello(t);
    else if (strcasecmp(line, "STARTTLS") == 0)
        return start_tls(t);
    else if (strncasecmp(line, "AUTH PLAIN", 10) == 0) {
        snprintf(s->login, sizeof(s->login), "%.255s", strlen(line) > 11 ? line + 11 : "");
        if (s->login[0] == '\0') {
            char again[4096];
            say(t, "334 \r\n");
            if (!hear(t, again))
                return false;
            snprintf(s->login, sizeof(s->login), "%.200s", again);
        }
        say(t, s->mood == SINK_NO_LOGIN ? "535 no\r\n" : "235 in\r\n");
    } else if (strncasecmp(line, "MAIL FROM", 9) == 0) {
        part(s->from, line);
        say(t, "250 ok\r\n");
    } else if (strncasecmp(line, "RCPT TO", 7) == 0) {
        part(s->to, line);
        say(t, s->mood == SINK_NO_RECIPIENT ? "550 nobody here\r\n"
               : s->mood == SINK_GREY       ? "450 later\r\n"
                                            : "250 ok\r\n");
    } else if (strcasecmp(line, "DATA") == 0)
        return data(t);
    else if (strcasecmp(line, "QUIT") == 0) {
        say(t, "221 bye\r\n");
        return false;
    } else
        say(t, "500 what?\r\n");
    return true;
}

static void
serve(struct sink *s, int fd)
{
    struct talk t = {.s = s, .fd = fd};
    char line[4096];
    s->connections++;
    if (s->mood == SINK_SILENT) {
        wait_for_nothing(&t);
    } else {
        say(&t, s->mood == SINK_BUSY_GREETING ? "421 busy\r\n" : "220 sink\r\n");
        while (hear(&t, line) && s->mood != SINK_HANGS_UP && obey(&t, line))
            ;
    }
    if (t.ssl != NULL)
        SSL_free(t.ssl);
    close(fd);
}

static void *
run(void *arg)
{
    struct sink *s = arg;
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    while (!s->over) {
        if (poll(&p, 1, 20) <= 0)
            continue;
        int fd = accept(s->fd, NULL, NULL);
        if (fd >= 0)
            serve(s, fd);
    }
    return NULL;
}

/* A certificate for 127.0.0.1 that vouches for itself. */
static void
make_certificate(struct sink *s)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *x = X509_new();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 3600);
    X509_set_pubkey(x, key);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const uint8_t *)"sink", -1, -1, 0);
    X509_set_issuer_name(x, name);
    X509_EXTENSION *alt = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(x, alt, -1);
    must(X509_sign(x, key, EVP_sha256()) > 0, "no certificate");
    s->context = SSL_CTX_new(TLS_server_method());
    must(SSL_CTX_use_certificate(s->context, x) == 1 &&
             SSL_CTX_use_PrivateKey(s->context, key) == 1,
         "no key");
    FILE *f = fopen(s->ca, "w");
    must(f != NULL && PEM_write_X509(f, x) == 1 && fclose(f) == 0, "no file");
    X509_EXTENSION_free(alt);
    X509_free(x);
    EVP_PKEY_free(key);
}

void
sink_open(struct sink *s)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof(a);
    s->over = false;
    s->mails = s->connections = 0;
    s->context = NULL;
    if (s->tls)
        make_certificate(s);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(s->fd >= 0 && bind(s->fd, (struct sockaddr *)&a, sizeof(a)) == 0 &&
             listen(s->fd, 8) == 0 && getsockname(s->fd, (struct sockaddr *)&a, &n) == 0,
         "no socket");
    s->port = ntohs(a.sin_port);
    must(pthread_create(&s->thread, NULL, run, s) == 0, "no thread");
}

void
sink_close(struct sink *s)
{
    s->over = true;
    pthread_join(s->thread, NULL);
    close(s->fd);
    SSL_CTX_free(s->context);
}
