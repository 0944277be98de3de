/* Nothing is answered that the disk does not hold: with a disk that takes its time, and with one
 * that fails. fdatasync() is this program's own, for all that is linked to it, SQLite too. */
#include "../test.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "http/problem.h"
#include "notes.h"

enum disk_state { WELL, SLOW_DISK, BAD_DISK };

struct shared { /* with the child that serves */
    atomic_int state, waiting, syncs;
    atomic_int passes; /* of a slow disk: so many may go through */
};
static struct shared *shared;
static char url[512];

long syscall(long number, ...);
int fdatasync(int fd);

static bool
is_log(int fd)
{
    char path[64], name[600];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    ssize_t n = readlink(path, name, sizeof(name) - 1);
    return n > 4 && memcmp(name + n - 4, "-wal", 4) == 0;
}

static void
rest(long millis)
{
    struct timespec t = {millis / 1000, millis % 1000 * 1000000};
    nanosleep(&t, NULL);
}

static bool
may_pass(void)
{
    int n = atomic_load(&shared->passes);
    return n > 0 && atomic_compare_exchange_strong(&shared->passes, &n, n - 1);
}

int
fdatasync(int fd)
{
    if (shared != NULL && is_log(fd)) {
        atomic_fetch_add(&shared->syncs, 1);
        atomic_fetch_add(&shared->waiting, 1);
        while (atomic_load(&shared->state) == SLOW_DISK && !may_pass())
            rest(1);
        atomic_fetch_sub(&shared->waiting, 1);
        if (atomic_load(&shared->state) == BAD_DISK) {
            errno = EIO;
            return -1;
        }
    }
    return (int)syscall(SYS_fdatasync, fd);
}

static void
set(enum disk_state state)
{
    atomic_store(&shared->state, state);
}

/* As SQLite sees it, durable or not. */
static int
visible(const char *id)
{
    sqlite3 *conn;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open_v2(url, &conn, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(conn, "SELECT COUNT(*) FROM note WHERE id = ?", -1, &st, NULL),
        SQLITE_OK);
    sqlite3_bind_text(st, 1, id, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int n = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(conn);
    return n;
}

static void
until_visible(const char *id)
{
    for (int i = 0; i < 5000 && visible(id) == 0; i++)
        rest(1);
    assert_int_equal(visible(id), 1);
}

#define AS(who) "Host: x\r\nX-Test-User: " who "\r\n"
#define WRITER AS("ann writer")
#define NOTES "/v1/pools/500000/notes"
#define BODY(id) "{\"id\":\"" id "\",\"text\":\"\",\"qty\":1}"
#define POST(id)                                                                                   \
    "POST " NOTES " HTTP/1.1\r\n" WRITER "Content-Type: application/json\r\n"                      \
    "Content-Length: 29\r\n\r\n" BODY(id)
_Static_assert(sizeof(BODY("aa")) == 30, "the length above");

static void
ask(struct client *c, uint16_t port, const char *request)
{
    *c = (struct client){.fd = -1};
    assert_true(client_open(c, port) && client_send(c, request, strlen(request)));
}

static int
status_of(struct client *c)
{
    struct answer a;
    return client_answer(c, false, &a) ? a.status : 0;
}

static int
now(uint16_t port, const char *request)
{
    struct client c;
    ask(&c, port, request);
    int status = status_of(&c);
    client_close(&c);
    return status;
}

/* Has any of them got a byte, within a while? */
static bool
anybody_heard(const struct client c[], size_t n, int millis)
{
    struct pollfd p[16];
    assert_true(n <= 16);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct pollfd){.fd = c[i].fd, .events = POLLIN};
    return poll(p, (nfds_t)n, millis) > 0;
}

static struct server *
serve(void)
{
    struct server *s;
    struct err e;
    struct server_config cfg = {
        .api = &notes_api, .open = notes_open, .arg = url, .listen = "127.0.0.1"};
    if (!server_start(&s, &cfg, &e)) {
        problem_log(&e, "start");
        return NULL;
    }
    return s;
}

/* Another program reads: it hears nothing either. */
static void *
look(void *arg)
{
    struct db *db;
    struct err e;
    if (!db_open(&db, url, &e))
        return NULL;
    atomic_store((atomic_int *)arg, (int)notes_count_in(db, "aa"));
    db_close(db);
    return NULL;
}

static const struct {
    const char *why, *request;
    int status;
} asked[] = {
    {"the commit itself", POST("aa"), 201},
    {"behind it: the writer has gone on", POST("ab"), 201},
    {"read at once", "GET " NOTES "/aa HTTP/1.1\r\n" WRITER "\r\n", 200},
    {"what is not there", "GET " NOTES "/zz HTTP/1.1\r\n" WRITER "\r\n", 404},
    {"a reader's thread", "GET " NOTES " HTTP/1.1\r\n" WRITER "\r\n", 200},
    {"refused by what is there", POST("aa"), 409},
    {"a session that is over", "GET " NOTES " HTTP/1.1\r\n" AS("gone") "\r\n", 401},
    {"the slow worker",
     "POST " NOTES "/ac/file HTTP/1.1\r\n" WRITER
     "Content-Type: text/csv\r\nContent-Length: 3\r\n\r\na,b",
     201},
    {"refused at its head",
     "POST " NOTES
     " HTTP/1.1\r\n" AS("gone") "Expect: 100-continue\r\n"
                                "Content-Type: application/json\r\nContent-Length: 29\r\n\r\n",
     401},
};

static void
test_nobody_hears_before_the_disk(void **state)
{
    struct client c[COUNT(asked) + 1], *stream = &c[COUNT(asked)];
    atomic_int seen = -1;
    pthread_t other;
    (void)state;
    notes_make(url);
    struct server *s = serve();
    assert_non_null(s);
    uint16_t port = server_port(s);
    assert_int_equal(now(port, POST("a0")), 201); /* the log has its head */
    ask(stream, port, "GET /v1/events HTTP/1.1\r\n" WRITER "\r\n");
    char buf[4096];
    for (size_t n = 0; n < sizeof(buf) - 1;) { /* up to the first event: that there is one note */
        ssize_t k = read(stream->fd, buf + n, sizeof(buf) - 1 - n);
        assert_true(k > 0);
        buf[n += (size_t)k] = '\0';
        if (strstr(buf, "data: 1\n\n") != NULL)
            break;
    }

    set(SLOW_DISK);
    assert_int_equal(now(port, asked[2].request), 404); /* nobody writes: nothing to wait for */
    size_t last = COUNT(asked) - 1;
    for (size_t i = 0; i < last; i++) {
        ask(&c[i], port, asked[i].request);
        if (i < 2)
            until_visible(i == 0 ? "aa" : "ab");
    }
    assert_false(anybody_heard(c, last, 100));
    /* The first commit gets there and rings the bell: who listens sees the second one too. */
    atomic_store(&shared->passes, 1);
    assert_int_equal(status_of(&c[0]), asked[0].status);
    ask(&c[last], port, asked[last].request); /* it keeps a thread of connections */
    assert_int_equal(pthread_create(&other, NULL, look, &seen), 0);
    assert_false(anybody_heard(c, COUNT(c), 300));
    assert_int_equal(atomic_load(&seen), -1);
    assert_true(atomic_load(&shared->waiting) >= 2); /* the server's and the other reader's */

    set(WELL);
    for (size_t i = 1; i < COUNT(asked); i++) {
        int status = status_of(&c[i]);
        if (status != asked[i].status)
            fail_msg("%s: %d", asked[i].why, status);
        client_close(&c[i]);
    }
    assert_true(anybody_heard(stream, 1, 5000));
    client_close(&c[0]);
    client_close(stream);
    pthread_join(other, NULL);
    assert_int_equal(atomic_load(&seen), 1);
    server_stop(s);
    assert_int_equal(notes_count(url, NULL), 4);
    notes_drop(url);
}

/* What waits when the server is told to stop is still answered, once the disk has it. */
static void *
stop(void *server)
{
    server_stop(server);
    return NULL;
}

static void
test_stopping_waits_for_the_disk(void **state)
{
    struct client c;
    pthread_t stopper;
    (void)state;
    notes_make(url);
    struct server *s = serve();
    assert_non_null(s);
    assert_int_equal(now(server_port(s), POST("a0")), 201);
    set(SLOW_DISK);
    ask(&c, server_port(s), POST("aa"));
    until_visible("aa");
    assert_int_equal(pthread_create(&stopper, NULL, stop, s), 0);
    assert_false(anybody_heard(&c, 1, 100));
    set(WELL);
    assert_int_equal(status_of(&c), 201);
    pthread_join(stopper, NULL);
    client_close(&c);
    notes_drop(url);
}

/* In a child: its port through the pipe, what it says into a file. */
static pid_t
serve_apart(uint16_t *port, FILE *says)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(fileno(says), STDERR_FILENO);
        struct server *s = serve();
        *port = s != NULL ? server_port(s) : 0;
        if (s == NULL || write(ends[1], port, sizeof(*port)) != sizeof(*port))
            _exit(9);
        for (;;)
            pause();
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], port, sizeof(*port)), sizeof(*port));
    close(ends[0]);
    return child;
}

static void
test_a_disk_that_fails_ends_the_server(void **state)
{
    char text[1024] = "";
    struct client c[3];
    uint16_t port;
    int status;
    (void)state;
    notes_make(url);
    FILE *says = tmpfile();
    assert_non_null(says);
    pid_t child = serve_apart(&port, says);
    assert_int_equal(now(port, POST("a0")), 201);
    set(SLOW_DISK);
    ask(&c[0], port, POST("aa"));
    until_visible("aa");
    ask(&c[1], port, "GET " NOTES "/aa HTTP/1.1\r\n" WRITER "\r\n");
    ask(&c[2], port, POST("ab"));
    until_visible("ab");
    rest(20);
    set(BAD_DISK);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    set(WELL);
    for (size_t i = 0; i < COUNT(c); i++) {
        assert_int_equal(status_of(&c[i]), 0); /* no answer */
        client_close(&c[i]);
    }
    rewind(says);
    assert_true(fread(text, 1, sizeof(text) - 1, says) > 0);
    assert_non_null(strstr(text, "did not get to the disk"));
    assert_non_null(strstr(text, strerror(EIO)));
    fclose(says);
    assert_int_equal(notes_count(url, "a0"), 1); /* what was acknowledged */
    notes_drop(url);
}

/* A log that somebody removed is no log. */
static void
test_a_log_that_is_gone_ends_the_server(void **state)
{
    char name[600];
    struct client c;
    uint16_t port;
    int status;
    (void)state;
    notes_make(url);
    FILE *says = tmpfile();
    assert_non_null(says);
    pid_t child = serve_apart(&port, says);
    assert_int_equal(now(port, POST("a0")), 201);
    snprintf(name, sizeof(name), "%s-wal", url);
    assert_int_equal(unlink(name), 0);
    ask(&c, port, POST("aa"));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_int_equal(status_of(&c), 0);
    client_close(&c);
    fclose(says);
    notes_drop(url);
}

/* Once for a group, by the server's own thread, and none for those who only read. */
static void
test_who_syncs(void **state)
{
    (void)state;
    notes_make(url);
    struct server *s = serve();
    assert_non_null(s);
    assert_int_equal(now(server_port(s), POST("a0")), 201);
    int before = atomic_load(&shared->syncs);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(now(server_port(s), asked[4].request), 200);
        assert_int_equal(now(server_port(s), POST("a0")),
                         409); /* a transaction that wrote nothing */
    }
    assert_int_equal(atomic_load(&shared->syncs), before);
    assert_int_equal(now(server_port(s), POST("aa")), 201);
    assert_int_equal(atomic_load(&shared->syncs), before + 1);
    server_stop(s);
    notes_drop(url);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody_hears_before_the_disk),
        cmocka_unit_test(test_stopping_waits_for_the_disk),
        cmocka_unit_test(test_who_syncs),
        cmocka_unit_test(test_a_disk_that_fails_ends_the_server),
        cmocka_unit_test(test_a_log_that_is_gone_ends_the_server),
    };
    FILE *f = tmpfile();
    if (f == NULL || ftruncate(fileno(f), sizeof(*shared)) != 0)
        return 1;
    shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(f), 0);
    setenv("JICAI_TEST_DBS", "sqlite::memory:", 1); /* in a file of its own, that means */
    if (shared == MAP_FAILED || !notes_db(0, url))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
