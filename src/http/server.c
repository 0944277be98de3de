#include "http/server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/core/text.h"
#include "http/problem.h"
#include "http/server_inner.h"
#include "words/http.h"

enum {
    CONNECTION_MEMORY = 32 * 1024,
    IDLE_SECONDS = 30,
    BODY_SECONDS = 120,
    STOP_MILLIS = 10000, /* for what is being read or written when the server stops */
    THREADS_MAX = 8
};

int64_t
server_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* --- one request --- */

static const char *
address_of(struct MHD_Connection *conn, struct arena *a)
{
    char *text = arena_alloc(a, INET6_ADDRSTRLEN);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *from = info != NULL ? info->client_addr : NULL;
    if (from != NULL && from->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, text,
                  INET6_ADDRSTRLEN);
    else if (from != NULL && from->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr, text,
                  INET6_ADDRSTRLEN);
    return text;
}

/* Who the proxy says it is: the last one, which it put there itself. */
static const char *
forwarded(struct MHD_Connection *conn, struct arena *a)
{
    const char *list = MHD_lookup_connection_value(conn, MHD_HEADER_KIND, "X-Forwarded-For"), *last;
    uint8_t bytes[sizeof(struct in6_addr)];
    if (list == NULL)
        return NULL;
    last = strrchr(list, ',');
    last = last != NULL ? last + 1 : list;
    last += strspn(last, " ");
    bool is = inet_pton(AF_INET, last, bytes) == 1 || inet_pton(AF_INET6, last, bytes) == 1;
    return is ? arena_strdup(a, last) : NULL;
}

static struct req *
req_new(struct server *s, struct MHD_Connection *conn, const char *method, const char *url)
{
    struct arena *a = arena_new(REQUEST_MEMORY);
    struct req *q = arena_array(a, struct req, 1);
    q->c.arena = a;
    q->c.errs =
        (struct errs){.list = arena_array(a, struct err, SHAPE_ERRS_MAX), .max = SHAPE_ERRS_MAX};
    const char *proxy_says = s->cfg.proxied ? forwarded(conn, a) : NULL;
    q->c.address = proxy_says != NULL ? proxy_says : address_of(conn, a);
    q->s = s;
    q->conn = conn;
    q->body.fd = -1;
    q->log_place = -1;
    q->began = server_now();
    q->method = arena_strdup(a, method);
    q->path = strlen(url) <= URI_MAX ? arena_strdup(a, url) : "";
    atomic_fetch_add(&s->open, 1);
    return q;
}

/* No body is to come (*none), or so much that it is not worth reading: answer at once. */
static bool
answer_now(const struct req *q, bool *none)
{
    const char *length = MHD_lookup_connection_value(q->conn, MHD_HEADER_KIND, "Content-Length");
    bool chunked =
        MHD_lookup_connection_value(q->conn, MHD_HEADER_KIND, "Transfer-Encoding") != NULL;
    bool waits = MHD_lookup_connection_value(q->conn, MHD_HEADER_KIND, "Expect") != NULL;
    int64_t n = 0;
    *none = false;
    if (waits || q->c.err.msg == M_HTTP_FRAMING)
        return true;
    if (length != NULL && !int_parse(&n, length))
        return true;
    *none = !chunked && n == 0;
    return !chunked && (n == 0 || n > DRAIN_MAX);
}

/* Somebody who goes without a body is answered when it should have come, and may wait for the disk
 * there; who is not to send his body at all is told here, and his connection's thread waits. That
 * is for some milliseconds, while others write. */
static enum MHD_Result
begin(struct req *q, const char *method, const char *url)
{
    bool none;
    if (request_admit(q, method, url))
        return MHD_YES;
    q->refused = true;
    q->ready = true;
    if (!answer_now(q, &none) || (none && !disk_holds(q->s->disk, q->seen)))
        return MHD_YES;
    disk_await(q->s->disk, q->seen);
    return (enum MHD_Result)request_answer(q);
}

/* The last touch: once the connection goes on, its thread may end the request. */
static void
go_on(struct disk_wait *w)
{
    struct req *q = (struct req *)(void *)((char *)w - offsetof(struct req, hold));
    struct MHD_Connection *conn = q->conn;
    MHD_resume_connection(conn);
}

bool
request_held(struct req *q)
{
    if (disk_holds(q->s->disk, q->seen))
        return true;
    q->hold.go = go_on;
    MHD_suspend_connection(q->conn);
    disk_then(q->s->disk, q->seen, &q->hold);
    return false;
}

static enum MHD_Result
answer(struct req *q)
{
    return request_held(q) ? (enum MHD_Result)request_answer(q) : MHD_YES;
}

/* Byte by byte, a body would hold its connection for ever. */
static bool
too_slow(const struct req *q)
{
    int64_t seconds = q->s->cfg.body_seconds * (q->body.fd >= 0 ? UPLOAD_TIMES : 1);
    return server_now() - q->began > seconds * 1000000;
}

/* Once refused, the rest is read and dropped so that the answer gets through; not for ever. */
static enum MHD_Result
more(struct req *q, const char *data, size_t n)
{
    if (too_slow(q))
        return MHD_NO;
    if (!q->refused && !body_take(q, data, n)) {
        q->refused = q->ready = true;
        q->body.n = 0;
    } else if (q->refused) {
        q->body.n += n;
    }
    return q->refused && q->body.n > DRAIN_MAX ? MHD_NO : MHD_YES;
}

static struct lane *
lane_of(struct server *s, enum where where)
{
    switch (where) {
    case WRITE: return &s->write;
    case SLOW: return &s->slow;
    case DOOR: return &s->door;
    case INLINE: /* a list as a sheet */
    case READ: break;
    }
    return &s->read;
}

/* Suspended first: the other thread may be done before lane_push() returns. */
static void
hand_over(struct req *q)
{
    q->item.q = q;
    q->item.own = false;
    q->item.work.pool = q->c.pool;
    q->waiting = q->ready = true;
    MHD_suspend_connection(q->conn);
    enum where where = q->c.route->where == INLINE ? READ : q->c.route->where; /* a long table */
    if (lane_push(lane_of(q->s, where), &q->item.work))
        return;
    bool stopping = atomic_load(&q->s->stopping);
    err_set(&q->c.err, ERR_CONFLICT, stopping ? M_HTTP_STOPPING : M_HTTP_BUSY);
    MHD_resume_connection(q->conn);
}

static enum MHD_Result
complete(struct req *q)
{
    if (q->ready)
        return answer(q);
    q->ready = true;
    if (!body_end(q) || !request_time(q))
        return answer(q);
    if ((q->c.route->flags & ROUTE_PAGE) != 0) { /* needs no database */
        q->ok = q->c.route->handle(&q->c);
        return answer(q);
    }
    if (q->c.route->where == INLINE && q->table == LIST_JSON) {
        serve_inline(q);
        return answer(q);
    }
    hand_over(q);
    return MHD_YES;
}

static enum MHD_Result
on_request(void *server, struct MHD_Connection *conn, const char *url, const char *method,
           const char *version, const char *data, size_t *size, void **state)
{
    struct req *q = *state;
    (void)version;
    if (q == NULL) { /* first call: headers only */
        q = *state = req_new(server, conn, method, url);
        return begin(q, method, url);
    }
    if (*size > 0) {
        size_t n = *size;
        *size = 0;
        return more(q, data, n);
    }
    return complete(q);
}

static void
on_done(void *server, struct MHD_Connection *conn, void **state, enum MHD_RequestTerminationCode w)
{
    struct server *s = server;
    struct req *q = *state;
    (void)conn, (void)w;
    if (q == NULL)
        return;
    *state = NULL;
    body_drop(q);
    arena_free(q->c.arena);
    atomic_fetch_sub(&s->open, 1);
}

/* Escapes are ours to take apart: a "/" or a NUL may hide in one. */
static size_t
leave_as_it_is(void *cls, struct MHD_Connection *conn, char *s)
{
    (void)cls, (void)conn;
    return strlen(s);
}

/* What libmicrohttpd has to say about broken clients is not for our log. */
static void
say_nothing(void *cls, const char *format, va_list args)
{
    (void)cls, (void)format, (void)args;
}

/* --- start --- */

static bool
open_many(struct server *s, struct db *out[], size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!s->cfg.open(&out[i], s->cfg.arg, e)) {
            while (i-- > 0)
                db_close(out[i]);
            return false;
        }
    for (size_t i = 0; i < n; i++)
        disk_share(s->disk, out[i]);
    return true;
}

/* Nobody may hear of what the disk does not have, and nobody knows what it has: the process ends,
 * as if it had been killed. What was acknowledged is there when it starts again. */
static void
disk_is_lost(const struct err *e)
{
    problem_log(e, "disk");
    _exit(1);
}

static bool
start_lane(struct server *s, struct lane *l, size_t threads, size_t group,
           void (*run)(void *, struct db *, struct work *[], size_t), struct err *e)
{
    struct db *db[LANE_THREADS_MAX];
    struct lane_ops ops = {.run = run, .done = serve_done, .arg = s};
    if (!open_many(s, db, threads, e))
        return false;
    if (group > 1 && threads == 1 && !disk_start(&s->disk, db[0], disk_is_lost, e)) {
        db_close(db[0]);
        return false;
    }
    return lane_start(l, ops, group, s->cfg.waiting, db, threads, e);
}

static bool
start_shelf(struct server *s, struct err *e)
{
    pthread_mutex_init(&s->shelf.lock, NULL);
    pthread_cond_init(&s->shelf.back, NULL);
    if (!open_many(s, s->shelf.db, s->cfg.threads, e))
        return false;
    s->shelf.n = s->cfg.threads;
    return true;
}

static bool
start_lanes(struct server *s, struct err *e)
{
    bool sqlite = strcmp(s->shelf.db[0]->ops->name, "sqlite") == 0;
    size_t writers = sqlite ? 1 : s->cfg.writers;
    if (!start_lane(s, &s->write, writers, GROUP_MAX, serve_write, e))
        return false;
    for (size_t i = 0; i < s->shelf.n; i++)
        disk_share(s->disk, s->shelf.db[i]);
    return start_lane(s, &s->read, s->cfg.readers, 1, serve_read, e) &&
           start_lane(s, &s->slow, 1, 1, serve_slow, e) &&
           start_lane(s, &s->door, 1, 1, serve_slow, e);
}

static bool
address_parse(const struct server_config *cfg, struct sockaddr_storage *out, struct err *e)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;
    char port[INT_TEXT_MAX];
    memset(out, 0, sizeof(*out));
    if (inet_pton(AF_INET, cfg->listen, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(cfg->port);
        return true;
    }
    if (inet_pton(AF_INET6, cfg->listen, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(cfg->port);
        return true;
    }
    return err_set(e, ERR_INPUT, M_HTTP_LISTEN,
                   {cfg->listen, int_text(cfg->port, port), strerror(EINVAL)});
}

/* Nobody new once the server stops. */
static enum MHD_Result
who_may_connect(void *arg, const struct sockaddr *address, socklen_t size)
{
    const struct server *s = arg;
    (void)address, (void)size;
    return atomic_load(&s->stopping) ? MHD_NO : MHD_YES;
}

static bool
start_daemon(struct server *s, struct err *e)
{
    const struct server_config *cfg = &s->cfg;
    struct sockaddr_storage to;
    char port[INT_TEXT_MAX];
    if (!address_parse(cfg, &to, e))
        return false;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
                     (to.ss_family == AF_INET6 ? (unsigned)MHD_USE_IPv6 : 0);
    s->daemon = MHD_start_daemon(
        flags, cfg->port, who_may_connect, s, on_request, s, MHD_OPTION_EXTERNAL_LOGGER,
        say_nothing, NULL, MHD_OPTION_NOTIFY_COMPLETED, on_done, s, MHD_OPTION_SOCK_ADDR, &to,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT, cfg->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, cfg->per_address, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024U,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)cfg->threads, MHD_OPTION_END);
    return s->daemon != NULL || err_set(e, ERR_IO, M_HTTP_LISTEN,
                                        {cfg->listen, int_text(cfg->port, port), strerror(errno)});
}

/* The caller's wings and our own routes, in one list. */
static void
join(struct server *s)
{
    size_t n = 0;
    while (s->cfg.api->wings[n] != NULL)
        n++;
    s->wings = calloc(n + 2, sizeof(const struct routes *));
    if (s->wings == NULL)
        abort();
    memcpy(s->wings, s->cfg.api->wings, n * sizeof(const struct routes *));
    s->wings[n] = &server_routes;
    s->api = *s->cfg.api;
    s->api.wings = s->wings;
    s->routes_n = route_count(&s->api);
    s->count = calloc(s->routes_n, sizeof(*s->count));
    if (s->count == NULL)
        abort();
}

static void
set_defaults(struct server_config *cfg)
{
    cfg->body_seconds = cfg->body_seconds == 0 ? BODY_SECONDS : cfg->body_seconds;
    cfg->threads = cfg->threads == 0 ? 2 : cfg->threads;
    cfg->threads = cfg->threads > THREADS_MAX ? THREADS_MAX : cfg->threads;
    cfg->writers = cfg->writers == 0 ? 2 : cfg->writers;
    cfg->writers = cfg->writers > LANE_THREADS_MAX ? LANE_THREADS_MAX : cfg->writers;
    cfg->readers = cfg->readers == 0 ? 2 : cfg->readers;
    cfg->readers = cfg->readers > LANE_THREADS_MAX ? LANE_THREADS_MAX : cfg->readers;
    cfg->waiting = cfg->waiting == 0 ? 1024 : cfg->waiting;
    cfg->connections = cfg->connections == 0 ? 4096 : cfg->connections;
    cfg->per_address = cfg->per_address == 0 ? 1024 : cfg->per_address;
}

static void
release(struct server *s)
{
    bell_stop(&s->bell);
    lane_stop(&s->read);
    lane_stop(&s->slow); /* before the writer, which both may wait for */
    lane_stop(&s->door);
    lane_stop(&s->write);
    disk_free(s->disk); /* while the shelf keeps the log where it is */
    while (s->shelf.n > 0)
        db_close(s->shelf.db[--s->shelf.n]);
    free(s->wings);
    free(s->count);
    free(s);
}

bool
server_start(struct server **out, const struct server_config *cfg, struct err *e)
{
    struct server *s = calloc(1, sizeof(*s));
    if (s == NULL)
        abort();
    s->cfg = *cfg;
    set_defaults(&s->cfg);
    s->started_at = server_now();
    pthread_mutex_init(&s->own_lock, NULL);
    pthread_cond_init(&s->own_done, NULL);
    limit_init(&s->tight, cfg->tight);
    join(s);
    if (!start_shelf(s, e) || !start_lanes(s, e) || !bell_start(&s->bell, e) ||
        !start_daemon(s, e)) {
        release(s);
        return false;
    }
    *out = s;
    return true;
}

uint16_t
server_port(const struct server *s)
{
    return MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

/* libmicrohttpd aborts the process when a connection is still suspended at its end: so the lanes
 * end first, and every request that has begun gets the time to be answered. It also aborts, now and
 * then, in MHD_quiesce_daemon() with epoll and a pool, when two threads take the listening socket
 * out at once: who_may_connect() shuts the door instead. */
void
server_stop(struct server *s)
{
    const struct timespec ms = {.tv_nsec = 1000000};
    atomic_store(&s->stopping, true);
    bell_stop(&s->bell); /* streams end; else they would be open for ever */
    for (int i = 0; i < STOP_MILLIS && atomic_load(&s->open) > 0; i++)
        nanosleep(&ms, NULL);
    lane_stop(&s->read);
    lane_stop(&s->slow);
    lane_stop(&s->door);
    lane_stop(&s->write);
    disk_stop(s->disk);
    MHD_stop_daemon(s->daemon);
    release(s);
}
