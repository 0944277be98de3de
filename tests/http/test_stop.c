/* A server that is stopped, or killed, under load: whatever a client was told is stored, nothing is
 * there twice, and after SIGTERM it ends by itself. On each database. */
#include "../test.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "http/problem.h"
#include "notes.h"

enum { CLIENTS = 8, MOST = 4000 };

static char url[512];
static size_t database;

/* In a child of its own: the server, until SIGTERM; its port through the pipe. */
static void
serve(int out)
{
    struct server *s;
    struct server_config cfg = {
        .api = &notes_api, .open = notes_open, .arg = url, .listen = "127.0.0.1"};
    struct err e;
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (!server_start(&s, &cfg, &e)) {
        problem_log(&e, "start");
        _exit(1);
    }
    uint16_t port = server_port(s);
    if (write(out, &port, sizeof(port)) != sizeof(port))
        _exit(1);
    sigwait(&set, &got);
    server_stop(s);
    _exit(0);
}

static pid_t
start(uint16_t *port)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        serve(ends[1]);
    close(ends[1]);
    assert_int_equal(read(ends[0], port, sizeof(*port)), sizeof(*port));
    close(ends[0]);
    return child;
}

struct load {
    uint16_t port;
    size_t me;
    bool stored[MOST]; /* 201 was read */
    size_t asked, refused;
    pthread_t thread;
};

static atomic_size_t told; /* answers with 201, of all clients */

/* One after the other, each on the same connection, until nobody answers. */
static void *
work(void *arg)
{
    struct load *l = arg;
    struct client c = {.fd = -1, .port = l->port};
    struct answer a;
    char request[512], body[128];
    for (l->asked = 0; l->asked < MOST; l->asked++) {
        snprintf(body, sizeof(body), "{\"id\":\"n%zu-%zu\",\"text\":\"\",\"qty\":1}", l->me,
                 l->asked);
        snprintf(request, sizeof(request),
                 "POST /v1/pools/500000/notes HTTP/1.1\r\nHost: x\r\nX-Test-User: ann writer\r\n"
                 "Idempotency-Key: n%zu-%zu\r\nContent-Type: application/json\r\n"
                 "Content-Length: %zu\r\n\r\n%s",
                 l->me, l->asked, strlen(body), body);
        if (!client_ask(&c, request, strlen(request), &a))
            break;
        l->stored[l->asked] = a.status == 201;
        atomic_fetch_add(&told, a.status == 201);
        l->refused += a.status == 503;
    }
    client_close(&c);
    return NULL;
}

static void
after(long millis)
{
    struct timespec t = {millis / 1000, millis % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static size_t
missing(const struct load *load)
{
    struct db *db;
    struct err e;
    size_t n = 0;
    assert_true(notes_open(&db, url, &e));
    for (size_t i = 0; i < CLIENTS; i++)
        for (size_t k = 0; k < load[i].asked; k++) {
            char id[32];
            snprintf(id, sizeof(id), "n%zu-%zu", i, k);
            n += load[i].stored[k] && notes_count_in(db, id) != 1;
        }
    db_close(db);
    return n;
}

/* Load, the signal in the middle of it, and then the books. */
static void
stop_under_load(int sig)
{
    static struct load load[CLIENTS];
    uint16_t port;
    int status;
    size_t stored = 0, asked = 0;
    memset(load, 0, sizeof(load));
    atomic_store(&told, 0);
    notes_make(url);
    pid_t child = start(&port);
    for (size_t i = 0; i < CLIENTS; i++) {
        load[i].port = port;
        load[i].me = i;
        assert_int_equal(pthread_create(&load[i].thread, NULL, work, &load[i]), 0);
    }
    for (int i = 0; i < 30000 && atomic_load(&told) <= 20; i++) /* there is load, however slow */
        after(1);
    after(100);
    assert_int_equal(kill(child, sig), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    for (size_t i = 0; i < CLIENTS; i++) {
        pthread_join(load[i].thread, NULL);
        asked += load[i].asked;
        for (size_t k = 0; k < load[i].asked; k++)
            stored += load[i].stored[k];
    }
    if (sig == SIGTERM)
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    else
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == sig);
    assert_true(stored > 20);
    assert_int_equal(missing(load), 0);
    int64_t there = notes_count(url, NULL);
    if (sig == SIGTERM)
        assert_int_equal(there, stored); /* and nothing that nobody was told of */
    else
        assert_true(there >= (int64_t)stored && there <= (int64_t)(stored + CLIENTS));
    notes_drop(url);
}

static void
test_sigterm_answers_what_it_accepted(void **state)
{
    (void)state;
    stop_under_load(SIGTERM);
}

static void
test_kill_loses_nothing_that_was_answered(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) /* at two moments */
        stop_under_load(SIGKILL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sigterm_answers_what_it_accepted),
        cmocka_unit_test(test_kill_loses_nothing_that_was_answered),
    };
    int failed = 0;
    for (; notes_db(database, url); database++)
        failed += cmocka_run_group_tests(tests, NULL, NULL);
    return failed;
}
