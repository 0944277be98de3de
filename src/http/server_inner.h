/* server_inner.h - what the files of the server share. */
#ifndef JICAI_SERVER_INNER_H
#define JICAI_SERVER_INNER_H
#include <pthread.h>
#include <stdatomic.h>

#include "base/core/sha256.h"
#include "base/host/arena.h"
#include "db/disk.h"
#include "http/lane.h"
#include "http/limit.h"
#include "http/router.h"
#include "http/server.h"

struct MHD_Connection;
struct MHD_Daemon;

enum {
    REQUEST_MEMORY = 32 << 20, /* of one request, beside jansson's */
    URI_MAX = 2048,
    SHELF_MAX = 16,
    STATUS_CLASSES = 6,
    ETAG_MAX = 40,
    DRAIN_MAX = 256 * 1024, /* of a body that will not be used: read, so that the answer is */
    STREAM_BLOCK = 4096,
    UPLOAD_TIMES = 10, /* an upload may take so many times as long as JSON */
    FORGET_AFTER = 7   /* days that a stored answer is kept */
};

struct shelf { /* connections for short reads, taken and put back */
    pthread_mutex_t lock;
    pthread_cond_t back;
    struct db *db[SHELF_MAX];
    size_t n;
};

struct stream;
struct bell { /* wakes the streams that wait (stream.c) */
    pthread_mutex_t lock;
    pthread_cond_t rings;
    pthread_t thread;
    struct stream *waiting, *open;
    size_t streams;
    bool rung, over, on;
};

struct route_count { /* of one route, for /metrics */
    atomic_uint_fast64_t status[STATUS_CLASSES], micros;
};

struct server {
    struct server_config cfg;
    struct api api; /* the caller's wings, and our own */
    const struct routes **wings;
    struct MHD_Daemon *daemon;
    struct shelf shelf;
    struct lane read, write, slow, door;
    struct disk *disk; /* NULL: what others see is durable */
    struct limit tight;
    struct bell bell;
    struct route_count *count;
    size_t routes_n;
    atomic_uint_fast64_t refused, open; /* open: requests that have begun and not ended */
    atomic_bool stopping;
    pthread_mutex_t own_lock; /* of call_write() */
    pthread_cond_t own_done;
    int64_t started_at;
};

struct body { /* as it comes in */
    char *text;
    size_t n, room, max;
    int fd; /* of an upload; -1 */
    struct upload upload;
    struct sha256 sum;
};

struct req;
struct item { /* of a lane */
    struct work work;
    struct req *q;
    call_body *run; /* the handler, or what a SLOW handler hands over */
    void *arg;
    struct arena_mark mark; /* of what was there before the first attempt */
    struct disk_wait hold;  /* done, but not to be told yet */
    bool own, done; /* own: of call_write(), which waits for `done`; else the connection resumes */
    bool ok, rings; /* rings: the bell, for its group */
};

struct req {
    struct call c; /* first: a struct call * of ours is a struct req * */
    struct server *s;
    struct MHD_Connection *conn;
    const char *path, *method;
    struct item item;
    bool refused; /* the headers were enough to say no; what follows is dropped */
    bool waiting; /* in a lane: the connection is suspended */
    bool ready;   /* there is an answer */
    bool ok;      /* and it is the handler's, not a problem */
    struct body body;
    const char *text; /* the answer, when it is JSON */
    size_t text_n;
    enum list_format table; /* the list is asked for as a sheet */
    bool repeated;          /* a stored answer, given again */
    int64_t began;          /* its headers were there */
    uint64_t seen;          /* the newest commit that it can have seen: see db/disk.h */
    struct disk_wait hold;  /* for that one */
    int64_t log_place;      /* in the pool's log; -1 none */
    int64_t retry_after;
};

int64_t server_now(void);
/* The answer may go out: the disk holds all that was seen for it. False: it does not yet; the
 * connection is suspended until then. */
bool request_held(struct req *q);

/* run.c: the handler's work, on whichever thread */
void serve_inline(struct req *q);
void serve_read(void *server, struct db *db, struct work *list[], size_t n);
void serve_write(void *server, struct db *db, struct work *list[], size_t n);
void serve_slow(void *server, struct db *db, struct work *list[], size_t n);
void serve_done(void *server, struct work *w);
struct db *shelf_take(struct shelf *s);
void shelf_put(struct shelf *s, struct db *db);

/* admit.c: all that the headers tell */
bool request_admit(struct req *q, const char *method, const char *url);
/* `at` and `today`: when the headers are there, and again after the last byte of the body. What was
 * sent in time is what arrived in time. */
bool request_time(struct req *q);
/* Who asks, and may he? c->db is a reader. What lies outside his pools does not exist for him. */
bool request_may(struct req *q);

/* body.c */
bool body_open(struct req *q, int64_t length); /* -1: chunked */
bool body_take(struct req *q, const char *data, size_t n);
bool body_end(struct req *q); /* the upload is complete, or the JSON is of its shape */
void body_drop(struct req *q);

/* answer.c */
int request_answer(struct req *q);                /* MHD_YES or MHD_NO */
bool etag_in(const char *list, const char *etag); /* If-Match, If-None-Match; "*" is all */
char *etag_of(const char *text, size_t n, char out[static ETAG_MAX]);

/* table.c */
bool table_named(enum list_format *out, const char *name); /* of ?format=; false: no such */
enum list_format table_accepted(const char *accept);       /* of a header; NULL: none */
/* The handler has answered its first page: the others, and all of it as a file. */
bool table_render(struct req *q);

/* stream.c */
struct MHD_Response;
struct MHD_Response *stream_response(struct req *q); /* NULL: too many */
bool bell_start(struct bell *b, struct err *e);
void bell_ring(struct bell *b);
void bell_stop(struct bell *b); /* all streams end */

/* metrics.c */
void metrics_count(struct server *s, const struct route *r, unsigned status, int64_t micros);
#endif
