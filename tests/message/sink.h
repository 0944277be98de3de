/* sink.h - a mail server for tests, on loopback, that really speaks SMTP (RFC 5321, STARTTLS, AUTH
 * PLAIN) in a thread of its own, and behaves as it is told. One connection after the other. */
#ifndef JICAI_TEST_SINK_H
#define JICAI_TEST_SINK_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum mood {
    SINK_TAKES,
    SINK_BUSY_GREETING, /* 421 */
    SINK_NO_RECIPIENT,  /* 550 to RCPT */
    SINK_GREY,          /* 450 to RCPT */
    SINK_NO_DATA,       /* 554 after the mail came */
    SINK_FULL,          /* 452 after the mail came */
    SINK_SILENT,        /* says nothing at all */
    SINK_SILENT_AFTER,  /* takes the mail and says nothing more */
    SINK_HANGS_UP,      /* after the first line */
    SINK_HANGS_AFTER,   /* takes the mail and closes */
    SINK_NO_LOGIN,      /* 535 to AUTH */
};

struct sink {
    enum mood mood;
    bool tls;       /* offers STARTTLS, with a key of its own */
    const char *ca; /* file: its certificate, when tls */
    uint16_t port;
    /* what came */
    int mails, connections;
    bool was_tls;
    char from[256], to[256], login[256], mail[16384];
    /* its own */
    int fd;
    volatile bool over;
    pthread_t thread;
    void *context;
};

void sink_open(struct sink *s); /* mood, tls and ca are set */
void sink_close(struct sink *s);
#endif
