/* trade.h - the world that orders and chains of trade are placed in (14,000 hospitals with 60 agreement lines each, a
 * distributor, people with sessions), the server as it is, and clients that send to it as fast as it answers. */
#ifndef JICAI_BENCH_TRADE_H
#define JICAI_BENCH_TRADE_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "access/session.h"
#include "base/core/sha256.h"

enum { HOSPITALS = 14000, LINES = 60, PRODUCTS = 2000, PEOPLE = 1024, CLIENTS_MAX = 64, ORDER_LINES = 3 };
enum { LATENCIES_MAX = 400000, BODY = 64 * 1024 };

struct login {
    char token[TOKEN_TEXT_MAX], csrf[SHA256_HEX_MAX];
};

struct trade {
    struct login hospital[PEOPLE], supplier[CLIENTS_MAX];
    uint16_t port;
    pid_t server;
};

/* Fills the database, which `jicai init` has made, when it has no project; sessions for all. */
void trade_world(struct trade *t, const char *url);
void trade_serve(struct trade *t, const char *jicai, const char *url);
void trade_end(struct trade *t);
double trade_group(const struct trade *t); /* mean group of the writer */

struct cpu {
    double http, rest, own;
};
struct cpu trade_cpu(const struct trade *t);

struct load { /* of a client; `n`: how often all its steps are done */
    const struct trade *t;
    size_t me, n, steps, slow_n;
    const char *const *path; /* of each step, behind the pool */
    size_t (*body)(const struct load *l, size_t step, const struct login **who, char *out);
    size_t orders; /* of one request */
    double until;
    float *slow;
    pthread_t thread;
};

struct outcome {
    double n, took, p50, p99, group;
    struct cpu cpu;
};
/* `like`: path, steps, body, orders. */
void trade_load(struct trade *t, const struct load *like, size_t clients, double seconds, struct outcome *out);

/* A program's main: argv is JICAI URL [CLIENTS [SECONDS ...]]. How many clients there were; 0: that is not how it is called. */
size_t trade_run(int argc, char **argv, const struct load *like, struct outcome *out);

/* The n-th hospital of a client, and its product and quantity in line `k` of its n-th order. */
static inline size_t
trade_hospital(const struct load *l)
{
    return (l->me * 16 + l->n % 16) % PEOPLE;
}

static inline size_t
trade_product(const struct load *l, size_t i, size_t k)
{
    size_t hospital = trade_hospital(l) * (HOSPITALS / PEOPLE);
    return 100000 + (hospital * LINES + ((l->n + i) * 3 + k) % LINES) * 7 % PRODUCTS;
}

static inline size_t
trade_qty(const struct load *l, size_t k)
{
    return 1 + (l->n + k) % 63;
}
#endif
