/* client.h - a small HTTP/1.1 client over a socket, for tests: what is sent is written by hand, so
 * that it may be wrong; what comes back is taken apart strictly. */
#ifndef JICAI_TEST_CLIENT_H
#define JICAI_TEST_CLIENT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client {
    int fd; /* -1: closed */
    uint16_t port;
    char *buf; /* what came */
    size_t n, room;
};

struct answer {  /* alive until the next one */
    int status;  /* 0: the connection ended before an answer */
    char *head;  /* the header lines, each ending in CR LF */
    char *body;  /* ends in NUL */
    size_t body_n;
    bool closes; /* the server will close, or has */
};

/* `c` is {.fd = -1} before the first time. To 127.0.0.1; false: refused. */
bool client_open(struct client *c, uint16_t port);
void client_close(struct client *c);               /* and frees */
bool client_send(struct client *c, const char *bytes, size_t n);
/* `head`: of a HEAD request, which has no body. */
bool client_answer(struct client *c, bool head, struct answer *out);
/* All in one: a new connection when there is none, once more when the kept one was closed. */
bool client_ask(struct client *c, const char *request, size_t n, struct answer *out);
/* The value of a header into `out`; false: it is not there. */
bool answer_header(const struct answer *a, const char *name, char *out, size_t size);
#endif
