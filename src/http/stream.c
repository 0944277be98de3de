/* Server-sent events: a connection that stays open and is told what was committed.
 *
 * A connection with nothing to say is suspended, or its thread would spin. The bell wakes all of
 * them: when a group was committed here, and every two seconds in case another server or a command
 * wrote. A client that is gone is noticed by a heartbeat. Each time it is asked anew who listens,
 * and whether he may: a session that is over or a right that was taken away ends the stream. */
#include <assert.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "http/server_inner.h"
#include "words/http.h"

enum {
    POLL_SECONDS = 2,
    BEAT_US = 15 * 1000000,
    REST_MILLIS = 50,
    STREAMS_MAX = 256,
    OF_ONE_MAX = 4 /* of one user */
};

struct stream {
    struct req *q;
    struct bell *bell;
    struct arena *scratch;
    stream_next *next;
    void *arg;
    char *text; /* of malloc: what is still to be sent */
    size_t n, sent;
    int64_t said_at;
    bool ended; /* it may not listen any longer, or the database failed */
    bool listed;
    struct stream *after; /* of those that wait */
    const char *user;
    struct stream *also; /* of all that are open */
};

bool
reply_stream(struct call *c, stream_next *next, void *arg)
{
    assert(c->route->raw_out != NULL);
    c->reply.status = 200;
    c->reply.type = "text/event-stream; charset=utf-8";
    c->reply.next = next;
    c->reply.arg = arg;
    return true;
}

/* What is new, from a reader's snapshot; all that the handler makes goes away afterwards. */
static bool
ask(struct db *db, void *arg, struct err *e)
{
    struct stream *st = arg;
    struct call *c = &st->q->c;
    struct arena *own = c->arena;
    FILE *to = open_memstream(&st->text, &st->n);
    if (to == NULL)
        abort();
    c->arena = st->scratch;
    c->db = db;
    bool ok = request_time(st->q) && request_may(st->q) && st->next(c, st->arg, to);
    c->arena = own;
    fclose(to);
    if (!ok)
        *e = c->err;
    return ok;
}

static bool
fetch(struct stream *st)
{
    struct server *s = st->q->s;
    struct err e;
    free(st->text);
    st->text = NULL;
    st->n = st->sent = 0;
    arena_reset(st->scratch);
    struct db *db = shelf_take(&s->shelf);
    bool ok = db_read(db, ask, st, &e);
    st->q->seen = disk_seen(s->disk);
    shelf_put(&s->shelf, db);
    return ok;
}

/* Comment lines are ignored by every client of such streams. */
static void
beat(struct stream *st)
{
    static const char line[] = ": \n\n";
    free(st->text);
    st->text = strdup(line);
    if (st->text == NULL)
        abort();
    st->n = sizeof(line) - 1;
    st->sent = 0;
}

/* Suspended under the bell's lock: it cannot ring in between. */
static void
wait_for_bell(struct stream *st)
{
    struct bell *b = st->bell;
    pthread_mutex_lock(&b->lock);
    if (!b->over) {
        st->listed = true;
        st->after = b->waiting;
        b->waiting = st;
        MHD_suspend_connection(st->q->conn);
    }
    pthread_mutex_unlock(&b->lock);
}

static ssize_t
on_read(void *cls, uint64_t at, char *buf, size_t max)
{
    struct stream *st = cls;
    (void)at;
    if (st->sent == st->n && !st->ended) {
        if (atomic_load(&st->q->s->stopping))
            return MHD_CONTENT_READER_END_OF_STREAM;
        st->ended = !fetch(st);
        if (st->n == 0 && server_now() - st->said_at > BEAT_US)
            beat(st);
        if (st->n == 0 && !st->ended) {
            wait_for_bell(st);
            return 0;
        }
    }
    if (!request_held(st->q))
        return 0; /* suspended; asked again */
    if (st->ended)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t n = st->n - st->sent < max ? st->n - st->sent : max;
    memcpy(buf, st->text + st->sent, n);
    st->sent += n;
    st->said_at = server_now();
    return (ssize_t)n;
}

static void
on_end(void *cls)
{
    struct stream *st = cls;
    pthread_mutex_lock(&st->bell->lock);
    assert(!st->listed);
    struct stream **at = &st->bell->open;
    while (*at != st)
        at = &(*at)->also;
    *at = st->also;
    st->bell->streams--;
    pthread_mutex_unlock(&st->bell->lock);
    arena_free(st->scratch);
    free(st->text);
    free(st);
}

/* Under the bell's lock. */
static bool
has_room(const struct bell *b, const char *user)
{
    size_t his = 0;
    for (const struct stream *st = b->open; st != NULL; st = st->also)
        his += strcmp(st->user, user) == 0;
    return !b->over && b->streams < STREAMS_MAX && (*user == '\0' || his < OF_ONE_MAX);
}

struct MHD_Response *
stream_response(struct req *q)
{
    struct bell *b = &q->s->bell;
    struct stream *st = calloc(1, sizeof(*st));
    if (st == NULL)
        abort();
    *st = (struct stream){.q = q,
                          .bell = b,
                          .user = arena_strdup(q->c.arena, q->c.who.user),
                          .next = q->c.reply.next,
                          .arg = q->c.reply.arg};
    pthread_mutex_lock(&b->lock);
    bool room = has_room(b, st->user);
    if (room) {
        st->also = b->open;
        b->open = st;
        b->streams++;
    }
    pthread_mutex_unlock(&b->lock);
    if (!room) {
        free(st);
        return NULL;
    }
    st->scratch = arena_new(REQUEST_MEMORY);
    beat(st); /* the client sees that it is connected */
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, on_read, st, on_end);
}

/* --- the bell --- */

static void
wake_all(struct bell *b)
{
    while (b->waiting != NULL) {
        struct stream *st = b->waiting;
        struct MHD_Connection *conn = st->q->conn;
        b->waiting = st->after;
        st->listed = false;
        MHD_resume_connection(conn);
    }
}

static void *
ring_on(void *arg)
{
    struct bell *b = arg;
    const struct timespec rest = {.tv_nsec = REST_MILLIS * 1000000};
    pthread_mutex_lock(&b->lock);
    while (!b->over) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += POLL_SECONDS;
        while (!b->rung && !b->over && pthread_cond_timedwait(&b->rings, &b->lock, &until) == 0)
            ;
        b->rung = false;
        wake_all(b);
        pthread_mutex_unlock(&b->lock);
        nanosleep(&rest, NULL); /* many commits, one answer */
        pthread_mutex_lock(&b->lock);
    }
    wake_all(b);
    pthread_mutex_unlock(&b->lock);
    return NULL;
}

bool
bell_start(struct bell *b, struct err *e)
{
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->rings, NULL);
    b->on = pthread_create(&b->thread, NULL, ring_on, b) == 0;
    return b->on || err_set(e, ERR_IO, M_HTTP_THREAD);
}

void
bell_ring(struct bell *b)
{
    pthread_mutex_lock(&b->lock);
    b->rung = true;
    pthread_cond_signal(&b->rings);
    pthread_mutex_unlock(&b->lock);
}

void
bell_stop(struct bell *b)
{
    if (!b->on)
        return;
    pthread_mutex_lock(&b->lock);
    b->over = true;
    pthread_cond_signal(&b->rings);
    pthread_mutex_unlock(&b->lock);
    pthread_join(b->thread, NULL);
    b->on = false;
}
