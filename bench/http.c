/* bench-http - the server in a process of its own, on a SQLite file: writes through HTTP beside the
 * same statements in a bare loop on the same database, reads beside a static answer of the same
 * server, and memory idle and under 1,000 connections. One run, as ratios; it gates nothing. */
#include "../tests/test.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../tests/http/client.h"
#include "../tests/http/notes.h"

enum { CLIENTS = 32, SECONDS = 3, CONNECTIONS = 1000 };

static char url[512];
static uint16_t port;

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static pid_t
start(void)
{
    int ends[2];
    pid_t child;
    if (pipe(ends) != 0 || (child = fork()) < 0)
        exit(1);
    if (child == 0) {
        struct server *s;
        struct server_config cfg = {.api = &notes_api, .open = notes_open, .arg = url,
                                    .listen = "127.0.0.1", .per_address = 4096};
        struct err e;
        sigset_t set;
        int got;
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set, NULL);
        if (!server_start(&s, &cfg, &e))
            _exit(1);
        port = server_port(s);
        if (write(ends[1], &port, sizeof(port)) != sizeof(port))
            _exit(1);
        sigwait(&set, &got);
        server_stop(s);
        _exit(0);
    }
    if (read(ends[0], &port, sizeof(port)) != sizeof(port))
        exit(1);
    return child;
}

struct load {
    const char *kind;
    size_t me, n;
    double until;
    pthread_t thread;
};

static size_t
request_of(const struct load *l, char out[static 512])
{
    char body[96];
    if (strcmp(l->kind, "static") == 0)
        return (size_t)snprintf(out, 512, "GET /v1/today HTTP/1.1\r\nHost: x\r\n\r\n");
    if (strcmp(l->kind, "read") == 0)
        return (size_t)snprintf(out, 512,
                                "GET /v1/pools/500000/notes/b%zu HTTP/1.1\r\nHost: x\r\n"
                                "X-Test-User: bob reader\r\n\r\n",
                                l->n % 1000);
    int n = snprintf(body, sizeof(body), "{\"id\":\"%zu-%zu\",\"text\":\"a note\",\"qty\":1}", l->me, l->n);
    return (size_t)snprintf(out, 512,
                            "POST /v1/pools/500000/notes HTTP/1.1\r\nHost: x\r\nX-Test-User: ann writer\r\n"
                            "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                            n, body);
}

static void *
work(void *arg)
{
    struct load *l = arg;
    struct client c = {.fd = -1, .port = port};
    struct answer a;
    char request[512];
    for (l->n = 0; now() < l->until; l->n++) {
        size_t n = request_of(l, request);
        if (!client_ask(&c, request, n, &a) || a.status >= 400)
            exit(1);
    }
    client_close(&c);
    return NULL;
}

static double
per_second(const char *kind)
{
    static struct load load[CLIENTS];
    size_t sum = 0;
    double from = now();
    for (size_t i = 0; i < CLIENTS; i++) {
        load[i] = (struct load){.kind = kind, .me = i, .until = from + SECONDS};
        pthread_create(&load[i].thread, NULL, work, &load[i]);
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        pthread_join(load[i].thread, NULL);
        sum += load[i].n;
    }
    return (double)sum / (now() - from);
}

static bool
put(struct db *db, void *arg, struct err *e)
{
    static const struct query q = {
        "bare_put", "INSERT INTO note (pool, id, text, qty) VALUES ($1, $2, $3, $4)", NULL, 4};
    char id[32];
    size_t *n = arg;
    snprintf(id, sizeof(id), "b%zu", *n);
    return db_do(db, &q, e, v_int(NOTES_POOL), v_text(id), v_text("a note"), v_int(1));
}

/* `group` to a transaction; no queue, no network, nobody else. */
static double
bare(size_t group, size_t n)
{
    struct db *db;
    struct err e;
    size_t first = n, place[64];
    double from = now();
    if (!db_open(&db, url, &e))
        exit(1);
    while (now() < from + SECONDS) {
        struct job jobs[64];
        for (size_t i = 0; i < group; i++, n++) {
            place[i] = n;
            jobs[i] = (struct job){.run = put, .arg = &place[i]};
        }
        group_run(db, NOTES_POOL, jobs, group);
        if (jobs[0].err.code != ERR_NONE)
            exit(1);
    }
    db_close(db);
    return (double)(n - first) / (now() - from);
}

static long
resident_kb(pid_t pid)
{
    char path[64], line[256];
    long kb = 0;
    snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof(line), f) != NULL)
        if (sscanf(line, "VmRSS: %ld", &kb) == 1)
            break;
    if (f != NULL)
        fclose(f);
    return kb;
}

int
main(void)
{
    static struct client idle[CONNECTIONS];
    static const char get[] = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    struct answer a;
    if (!notes_db(0, url))
        return 1;
    notes_make(url);
    double loop = bare(1, 0), grouped = bare(64, 10000000);
    pid_t child = start();
    long kb = resident_kb(child);
    double write = per_second("write"), read = per_second("read"), plain = per_second("static");
    long loaded = resident_kb(child);
    for (size_t i = 0; i < CONNECTIONS; i++)
        if (!client_open(&idle[i], port) || !client_ask(&idle[i], get, strlen(get), &a))
            return 1;
    long many = resident_kb(child);
    for (size_t i = 0; i < CONNECTIONS; i++)
        client_close(&idle[i]);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
    notes_drop(url);
    printf("writes: %.0f/s through HTTP by %d clients; bare loop %.0f/s one by one (%.2f x), %.0f/s in\n"
           "        transactions of 64 (%.2f x)\n",
           write, CLIENTS, loop, write / loop, grouped, write / grouped);
    printf("reads:  %.0f/s of a row, %.0f/s of a static answer: %.2f x\n", read, plain, read / plain);
    printf("memory: %ld kB idle, %ld kB after the load, %ld kB with %d connections open\n", kb, loaded,
           many, CONNECTIONS);
    return 0;
}
