/* replica_writer.c PORT FIRST LAST FILE - places orders, one a request, one after the other, until it
 * is killed or LAST is done, and writes the number of each to FILE once the server has acknowledged
 * it. What was not answered, or with an error of the server, is sent again: the same number is the
 * same order. Exit 1: an order was refused, or nothing was acknowledged for a minute. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../http/client.h"

enum { MINUTE = 60, PAUSE_NS = 20 * 1000 * 1000 };

static char cookie[512], csrf[256];

static bool
sent(struct client *c, const char *path, const char *body, struct answer *out)
{
    char text[4096];
    int n = snprintf(text, sizeof(text),
                     "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n%s%s%s%s%s%s"
                     "Content-Length: %zu\r\n\r\n%s",
                     path, *cookie ? "Cookie: " : "", cookie, *cookie ? "\r\n" : "",
                     *csrf ? "X-CSRF-Token: " : "", csrf, *csrf ? "\r\n" : "", strlen(body), body);
    return client_ask(c, text, (size_t)n, out) && out->status > 0;
}

static bool
begin(struct client *c)
{
    struct answer a;
    char set[512];
    if (!sent(c, "/v1/demo/session", "{\"login\": \"zhang\"}", &a) || a.status != 201 ||
        !answer_header(&a, "Set-Cookie", set, sizeof(set)))
        return false;
    snprintf(cookie, sizeof(cookie), "%.*s", (int)strcspn(set, ";"), set);
    const char *token = strstr(a.body, "\"csrf\":\"");
    if (token == NULL)
        return false;
    token += strlen("\"csrf\":\"");
    snprintf(csrf, sizeof(csrf), "%.*s", (int)strcspn(token, "\""), token);
    return true;
}

/* 1: acknowledged; 0: try again; -1: refused. */
static int
order(struct client *c, long number)
{
    struct answer a;
    char body[512];
    snprintf(body, sizeof(body),
             "{\"rows\": [{\"order\": \"W-%ld\", \"project\": \"CX-1\", \"product\": "
             "\"C0101010011300000001\", \"qty\": 1}]}",
             number);
    if (!sent(c, "/v1/pools/532300/orders", body, &a)) {
        client_close(c);
        return 0;
    }
    if (a.status >= 500)
        return 0;
    if (a.status / 100 == 2 && strstr(a.body, "\"refused\":0") != NULL)
        return 1;
    fprintf(stderr, "W-%ld: %d %s\n", number, a.status, a.body);
    return -1;
}

int
main(int argc, char **argv)
{
    struct client c = {.fd = -1};
    if (argc != 5)
        return 2;
    FILE *to = fopen(argv[4], "w");
    c.port = (uint16_t)atoi(argv[1]);
    if (to == NULL || !client_open(&c, c.port) || !begin(&c))
        return 1;
    time_t last = time(NULL);
    for (long n = atol(argv[2]); n <= atol(argv[3]);) {
        int done = order(&c, n);
        if (done < 0 || time(NULL) - last > MINUTE)
            return 1;
        if (done == 0) {
            nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
            continue;
        }
        fprintf(to, "W-%ld\n", n++);
        fflush(to);
        last = time(NULL);
    }
    return fclose(to) == 0 ? 0 : 1;
}
