/* A handler at work: on the connection's thread, on a reader's, in the writer's transaction or on
 * the slow worker. */
#include <assert.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

#include "http/query.h"
#include "http/server_inner.h"
#include "words/http.h"

enum { FORGET_EVERY = 256 };
#define DAY_US (INT64_C(86400) * 1000000)

struct db *
shelf_take(struct shelf *s)
{
    pthread_mutex_lock(&s->lock);
    while (s->n == 0)
        pthread_cond_wait(&s->back, &s->lock);
    struct db *db = s->db[--s->n];
    pthread_mutex_unlock(&s->lock);
    return db;
}

void
shelf_put(struct shelf *s, struct db *db)
{
    pthread_mutex_lock(&s->lock);
    s->db[s->n++] = db;
    pthread_cond_signal(&s->back);
    pthread_mutex_unlock(&s->lock);
}

/* As it was before the handler ran, its memory too: it may run again, and again. */
static void
clear(struct item *it)
{
    struct req *q = it->q;
    arena_rewind(q->c.arena, it->mark);
    q->c.err = (struct err){.code = ERR_NONE};
    q->c.errs.n = q->c.errs.total = 0;
    q->c.reply = (struct reply){.status = 0};
    q->text = NULL;
    q->repeated = false;
}

static bool
render(struct req *q)
{
    struct call *c = &q->c;
    assert(c->reply.status != 0); /* a handler that says yes has replied */
    if (c->reply.out == NULL)
        return true;
    if (q->table != LIST_JSON)
        return table_render(q);
    return shape_text(c->route->out, c->reply.out, c->arena, &q->text, &q->text_n, &c->err);
}

/* --- Idempotency-Key --- */

static bool
is_keyed(const struct req *q)
{
    return q->c.head.idempotency_key != NULL && route_is_keyed(q->c.route);
}

/* Is the answer stored already? Then q->repeated. */
static bool
stored_find(struct req *q, struct db *db)
{
    struct call *c = &q->c;
    struct rows r;
    if (!db_run(db, &q_request_get, c->arena, &r, &c->err, v_int(q->item.work.pool),
                v_text(c->who.user), v_text(c->head.idempotency_key)))
        return false;
    if (r.n == 0)
        return true;
    if (strcmp(row_text(&r, 0, 0), c->head.body_digest) != 0)
        return err_set(&c->err, ERR_CONFLICT, M_HTTP_KEY_OTHER);
    c->reply.status = (unsigned)row_int(&r, 0, 1);
    q->text = row_text(&r, 0, 2);
    q->text_n = strlen(q->text);
    return q->repeated = true;
}

/* What wrote nothing may happen again without harm. */
static bool
stored_keep(struct req *q, struct db *db)
{
    struct call *c = &q->c;
    int64_t pool = q->item.work.pool;
    if (!db->wrote)
        return true;
    if (c->at % FORGET_EVERY == 0 &&
        !db_do(db, &q_request_forget, &c->err, v_int(pool), v_int(c->at - FORGET_AFTER * DAY_US)))
        return false;
    return db_do(db, &q_request_put, &c->err, v_int(pool), v_text(c->who.user),
                 v_text(c->head.idempotency_key), v_text(c->head.body_digest),
                 v_int(c->reply.status), v_text(q->text != NULL ? q->text : ""), v_int(c->at));
}

/* --- bodies --- */

static bool
failed(const struct req *q, struct err *e)
{
    *e = q->c.errs.n > 0 ? q->c.errs.list[0] : q->c.err;
    assert(e->code != ERR_NONE); /* a handler that says no says why */
    return false;
}

static bool
read_body(struct db *db, void *arg, struct err *e)
{
    struct item *it = arg;
    struct req *q = it->q;
    clear(it);
    q->c.db = db;
    return (it->run(&q->c, it->arg) && render(q)) || failed(q, e);
}

static bool
write_body(struct db *db, void *arg, struct err *e)
{
    struct item *it = arg;
    struct req *q = it->q;
    bool keyed = is_keyed(q);
    clear(it);
    q->c.db = db;
    if (keyed && !stored_find(q, db))
        return failed(q, e);
    if (q->repeated)
        return true;
    bool ok = it->run(&q->c, it->arg);
    if (ok && it->own && q->c.reply.status == 0)
        return true; /* one of several transactions of a SLOW handler, and not the last */
    return (ok && render(q) && (!keyed || stored_keep(q, db))) || failed(q, e);
}

/* The job is over: what it says to the client. */
static void
settle(struct item *it, const struct err *e)
{
    struct req *q = it->q;
    it->ok = e->code == ERR_NONE;
    if (!it->ok && q->c.errs.n == 0)
        q->c.err = *e; /* it may be the commit's and not the handler's */
    q->ok = it->ok;
}

static bool
handler(struct call *c, void *arg)
{
    (void)arg;
    return c->route->handle(c);
}

static void
prepare(struct req *q)
{
    q->item.q = q;
    q->item.run = handler;
    q->item.arg = NULL;
    q->item.mark = arena_mark(q->c.arena);
}

static void
read_one(struct req *q, struct db *db)
{
    struct err e;
    prepare(q);
    db_read(db, read_body, &q->item, &e);
    settle(&q->item, &e);
}

void
serve_inline(struct req *q)
{
    struct db *db = shelf_take(&q->s->shelf);
    read_one(q, db);
    q->seen = disk_seen(q->s->disk);
    shelf_put(&q->s->shelf, db);
}

static struct item *
item_of(struct work *w)
{
    return (struct item *)(void *)w; /* its first member */
}

void
serve_read(void *server, struct db *db, struct work *list[], size_t n)
{
    (void)server;
    for (size_t i = 0; i < n; i++)
        read_one(item_of(list[i])->q, db);
}

static struct act
act_of(const struct req *q)
{
    const struct call *c = &q->c;
    const char *kind = c->who.session == SESSION_KEY ? "key" : "user";
    bool known = *c->who.user != '\0';
    return (struct act){
        .who = known ? arena_join(c->arena, (const char *const[]){kind, c->who.user}, 2, ':')
                     : "nobody",
        .what = c->route->id,
        .subject = q->path,
        .at = c->at};
}

static bool
write_ahead(struct db *db, struct job *const jobs[], size_t n, struct err *e)
{
    struct call *calls[GROUP_MAX];
    assert(n <= GROUP_MAX);
    for (size_t i = 0; i < n; i++) {
        calls[i] = &((struct item *)jobs[i]->arg)->q->c;
        calls[i]->db = db;
    }
    return calls[0]->route->ahead(calls, n, e);
}

void
serve_write(void *server, struct db *db, struct work *list[], size_t n)
{
    struct job jobs[GROUP_MAX];
    bool rings = false;
    (void)server;
    for (size_t i = 0; i < n; i++) {
        struct item *it = item_of(list[i]);
        if (!it->own)
            prepare(it->q);
        jobs[i] = (struct job){.run = write_body, .arg = it, .act = act_of(it->q)};
        jobs[i].kind = it->own ? NULL : it->q->c.route;
        jobs[i].ahead = !it->own && it->q->c.route->ahead != NULL ? write_ahead : NULL;
        it->mark = arena_mark(it->q->c.arena); /* the act stays */
    }
    group_run(db, list[0]->pool, jobs, n);
    for (size_t i = 0; i < n; i++) {
        struct item *it = item_of(list[i]);
        settle(it, &jobs[i].err);
        it->q->log_place = it->ok && jobs[i].wrote ? jobs[i].place : -1;
        it->rings = !rings && it->ok && jobs[i].wrote;
        rings = rings || it->rings;
    }
}

static void
slow_one(struct req *q, struct db *db)
{
    struct err e = {.code = ERR_NONE};
    prepare(q);
    clear(&q->item);
    q->c.db = db;
    bool ok = !is_keyed(q) || stored_find(q, db);
    ok = ok && (q->repeated || (q->c.route->handle(&q->c) && (q->repeated || render(q))));
    if (!ok)
        failed(q, &e);
    settle(&q->item, &e);
}

void
serve_slow(void *server, struct db *db, struct work *list[], size_t n)
{
    (void)server;
    for (size_t i = 0; i < n; i++)
        slow_one(item_of(list[i])->q, db);
}

/* The last touch: once the connection goes on, its thread may end the request. */
static void
let_go(struct disk_wait *w)
{
    struct item *it = (struct item *)(void *)((char *)w - offsetof(struct item, hold));
    struct server *s = it->q->s;
    if (it->rings)
        bell_ring(&s->bell);
    if (it->own) {
        pthread_mutex_lock(&s->own_lock);
        it->done = true;
        pthread_cond_broadcast(&s->own_done);
        pthread_mutex_unlock(&s->own_lock);
    } else {
        struct MHD_Connection *conn = it->q->conn;
        MHD_resume_connection(conn);
    }
}

/* What it read or wrote may be on its way to the disk: of its own group, or of the one before. */
void
serve_done(void *server, struct work *w)
{
    struct server *s = server;
    struct item *it = item_of(w);
    it->hold.go = let_go;
    it->q->seen = disk_seen(s->disk);
    disk_then(s->disk, it->q->seen, &it->hold);
}

bool
call_write(struct call *c, int64_t pool, call_body *body, void *arg)
{
    struct req *q = (struct req *)c;
    struct server *s = q->s;
    struct db *db = c->db;
    struct item it = {.work = {.pool = pool}, .q = q, .run = body, .arg = arg, .own = true};
    assert(c->route->where >= SLOW);
    q->item.work.pool = pool;
    if (!lane_push(&s->write, &it.work))
        return err_set(&c->err, ERR_CONFLICT, M_HTTP_BUSY);
    pthread_mutex_lock(&s->own_lock);
    while (!it.done)
        pthread_cond_wait(&s->own_done, &s->own_lock);
    pthread_mutex_unlock(&s->own_lock);
    c->db = db;
    return it.ok;
}

/* --- ETag --- */

char *
etag_of(const char *text, size_t n, char out[static ETAG_MAX])
{
    struct sha256 sum;
    uint8_t bytes[SHA256_SIZE];
    char hex[SHA256_SIZE * 2 + 1];
    sha256_init(&sum);
    sha256_add(&sum, text, n);
    sha256_end(&sum, bytes);
    sha256_text(bytes, hex);
    snprintf(out, ETAG_MAX, "\"%.32s\"", hex);
    return out;
}

bool
etag_in(const char *list, const char *etag)
{
    size_t n = strlen(etag);
    for (const char *p = list; *p != '\0'; p += *p == ',') {
        p += strspn(p, " \t");
        size_t len = strcspn(p, ",");
        size_t word = len;
        while (word > 0 && (p[word - 1] == ' ' || p[word - 1] == '\t'))
            word--;
        if ((word == 1 && *p == '*') || (word == n && memcmp(p, etag, n) == 0))
            return true;
        p += len;
    }
    return false;
}

bool
call_match(struct call *c, const struct shape *shape, const void *current)
{
    const char *text;
    char etag[ETAG_MAX];
    size_t n;
    assert((c->route->flags & ROUTE_MATCH) != 0);
    if (!shape_text(shape, current, c->arena, &text, &n, &c->err))
        return false;
    return etag_in(c->head.if_match, etag_of(text, n, etag)) ||
           err_set(&c->err, ERR_CONFLICT, M_HTTP_STALE);
}
