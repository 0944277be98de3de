#include "client.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

bool
client_open(struct client *c, uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval limit = {.tv_sec = 60};
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    c->port = port;
    c->n = 0;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    if (c->fd >= 0 && connect(c->fd, (struct sockaddr *)&to, sizeof(to)) == 0)
        return true;
    client_close(c);
    return false;
}

void
client_close(struct client *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    free(c->buf);
    c->buf = NULL;
    c->n = c->room = 0;
}

bool
client_send(struct client *c, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t k = send(c->fd, bytes, n, MSG_NOSIGNAL);
        if (k <= 0)
            return false;
        bytes += k;
        n -= (size_t)k;
    }
    return true;
}

/* More bytes behind c->n; false at the end. */
static bool
fill(struct client *c)
{
    if (c->n + 65536 + 1 > c->room) { /* with the NUL */
        c->room = c->n + 131072;
        c->buf = realloc(c->buf, c->room);
        if (c->buf == NULL)
            abort();
    }
    ssize_t k = recv(c->fd, c->buf + c->n, 65536, 0);
    if (k > 0)
        c->n += (size_t)k;
    c->buf[c->n] = '\0';
    return k > 0;
}

bool
answer_header(const struct answer *a, const char *name, char *out, size_t size)
{
    size_t len = strlen(name);
    for (const char *p = a->head; p != NULL && *p != '\0'; p = strchr(p, '\n'), p = p ? p + 1 : p)
        if (strncasecmp(p, name, len) == 0 && p[len] == ':') {
            p += len + 1;
            p += strspn(p, " ");
            size_t n = strcspn(p, "\r\n");
            if (n >= size)
                return false;
            memcpy(out, p, n);
            out[n] = '\0';
            return true;
        }
    return false;
}

/* In place: the chunks of a body one behind the other. -1: not complete, -2: broken. */
static long
unchunk(char *body, size_t n)
{
    size_t from = 0, to = 0;
    for (;;) {
        char *end = from < n ? memchr(body + from, '\n', n - from) : NULL;
        if (end == NULL)
            return -1;
        size_t size = strtoul(body + from, NULL, 16);
        from = (size_t)(end + 1 - body);
        if (from + size + 2 > n)
            return -1;
        if (memcmp(body + from + size, "\r\n", 2) != 0)
            return -2;
        memmove(body + to, body + from, size);
        to += size;
        from += size + 2;
        if (size == 0)
            return (long)to;
    }
}

bool
client_answer(struct client *c, bool head, struct answer *out)
{
    char value[64], *end;
    *out = (struct answer){.status = 0, .closes = true};
    c->n = 0;
    do {
        if (!fill(c))
            return false;
        end = strstr(c->buf, "\r\n\r\n");
    } while (end == NULL);
    size_t at = (size_t)(end + 4 - c->buf);
    if (strncmp(c->buf, "HTTP/1.1 ", 9) != 0)
        return false;
    out->status = atoi(c->buf + 9);
    end[2] = '\0';
    out->head = strchr(c->buf, '\n') + 1;
    out->closes =
        answer_header(out, "Connection", value, sizeof(value)) && strcasecmp(value, "close") == 0;
    if (head || out->status == 204 || out->status == 304 || out->status < 200) {
        out->body = c->buf + at;
        *out->body = '\0';
        return true;
    }
    bool chunked = answer_header(out, "Transfer-Encoding", value, sizeof(value));
    bool sized = answer_header(out, "Content-Length", value, sizeof(value));
    size_t want = sized ? strtoul(value, NULL, 10) : 0, head_at = (size_t)(out->head - c->buf);
    long n = -1;
    while (chunked ? (n = unchunk(c->buf + at, c->n - at)) == -1 : !sized || c->n - at < want)
        if (!fill(c)) {
            if (chunked || sized)
                return false;
            break;
        }
    out->head = c->buf + head_at;
    out->body = c->buf + at;
    out->body_n = chunked ? (size_t)n : sized ? want : c->n - at;
    out->body[out->body_n] = '\0';
    return n != -2;
}

bool
client_ask(struct client *c, const char *request, size_t n, struct answer *out)
{
    bool head = strncmp(request, "HEAD ", 5) == 0;
    *out = (struct answer){.status = 0};
    for (int i = 0; i < 2; i++) {
        bool fresh = c->fd < 0;
        if (fresh && !client_open(c, c->port))
            return false;
        (void)client_send(c, request, n); /* refused early: the answer may be there all the same */
        if (client_answer(c, head, out)) {
            if (out->closes) {
                close(c->fd);
                c->fd = -1;
            }
            return true;
        }
        uint16_t port = c->port;
        client_close(c);
        c->port = port;
        if (fresh)
            return false;
    }
    return false;
}
