#include "notes.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../test.h"
#include "base/core/text.h"
#include "db/schema.h"
#include "words/http.h"

static const struct query
    q_put = {"note_put", "INSERT INTO note (pool, id, text, qty) VALUES ($1, $2, $3, $4)", NULL, 4},
    q_set = {"note_set", "UPDATE note SET text = $3, qty = $4 WHERE pool = $1 AND id = $2", NULL,
             4},
    q_get = {"note_get", "SELECT id, text, qty FROM note WHERE pool = $1 AND id = $2", NULL, 2},
    q_drop = {"note_drop", "DELETE FROM note WHERE pool = $1 AND id = $2", NULL, 2},
    q_list = {"note_list",
              "SELECT id, text, qty FROM note WHERE pool = $1 AND id > $2 ORDER BY id LIMIT $3",
              NULL, 3},
    q_count = {"note_count", "SELECT COUNT(*) FROM note WHERE id = $1 OR $1 = ''", NULL, 1};

struct note {
    const char *id, *text;
    qty qty;
};
static const struct field note_fields[] = {
    F_TEXT(struct note, "id", id, 64, 0),
    F_TEXT(struct note, "text", text, 100, FIELD_BLANK),
    F_QTY(struct note, "qty", qty, 0),
};
static const struct shape note_shape = SHAPE("Note", struct note, note_fields);

struct text_in {
    const char *text;
    qty qty;
};
static const struct field text_fields[] = {
    F_TEXT(struct text_in, "text", text, 100, FIELD_BLANK),
    F_QTY(struct text_in, "qty", qty, 0),
};
static const struct shape text_shape = SHAPE("NoteText", struct text_in, text_fields);

struct notes {
    struct list items;
    const char *next;
};
static const struct field notes_fields[] = {
    F_LIST(struct notes, "items", items, &note_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct notes, "next", next, 512, FIELD_OPT),
};
static const struct shape notes_shape = SHAPE("Notes", struct notes, notes_fields);

static bool
find(struct call *c, const char *id, struct note *out)
{
    struct rows r;
    if (!db_run(c->db, &q_get, c->arena, &r, &c->err, v_int(c->pool), v_text(id)))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_HTTP_PATH);
    *out = (struct note){row_text(&r, 0, 0), row_text(&r, 0, 1), {row_int(&r, 0, 2)}};
    return true;
}

static bool
get(struct call *c)
{
    struct note *n = arena_array(c->arena, struct note, 1);
    return find(c, c->arg[1], n) && reply(c, 200, n);
}

static bool
post(struct call *c)
{
    const struct note *in = c->in;
    return db_do(c->db, &q_put, &c->err, v_int(c->pool), v_text(in->id), v_text(in->text),
                 v_int(in->qty.pieces)) &&
           reply(c, 201, in);
}

static bool
put(struct call *c)
{
    const struct text_in *in = c->in;
    struct note old, *n = arena_array(c->arena, struct note, 1);
    *n = (struct note){c->arg[1], in->text, in->qty};
    return find(c, c->arg[1], &old) && call_match(c, &note_shape, &old) &&
           db_do(c->db, &q_set, &c->err, v_int(c->pool), v_text(n->id), v_text(n->text),
                 v_int(n->qty.pieces)) &&
           reply(c, 200, n);
}

static bool
drop(struct call *c)
{
    return db_do(c->db, &q_drop, &c->err, v_int(c->pool), v_text(c->arg[1])) && reply_empty(c);
}

static bool
list(struct call *c)
{
    const struct page_query *in = c->query;
    const char *after[1], *last;
    struct rows r;
    struct notes *out = arena_array(c->arena, struct notes, 1);
    int64_t limit = page_limit(&in->page);
    if (!page_after(c, &in->page, 1, after) ||
        !db_run(c->db, &q_list, c->arena, &r, &c->err, v_int(c->pool), v_text(after[0]),
                v_int(limit + 1)))
        return false;
    size_t n = r.n > (size_t)limit ? (size_t)limit : r.n;
    struct note *items = arena_array(c->arena, struct note, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct note){row_text(&r, i, 0), row_text(&r, i, 1), {row_int(&r, i, 2)}};
    last = n > 0 ? items[n - 1].id : "";
    *out = (struct notes){{items, n}, r.n > n ? page_next(c, 1, &last) : ""};
    return reply(c, 200, out);
}

static bool
slow_put(struct call *c, void *arg)
{
    const struct note *n = arg;
    return db_do(c->db, &q_put, &c->err, v_int(c->pool), v_text(n->id), v_text(n->text),
                 v_int(n->qty.pieces)) &&
           reply(c, 201, n);
}

static bool
upload(struct call *c)
{
    struct note *n = arena_array(c->arena, struct note, 1);
    char *digest = arena_alloc(c->arena, SHA256_HEX_MAX);
    *n = (struct note){c->arg[1], sha256_text(c->file->sha256, digest), {c->file->size}};
    return call_write(c, c->pool, slow_put, n);
}

static bool
download(struct call *c)
{
    struct note n = {0};
    return find(c, c->arg[1], &n) &&
           reply_raw(c, "text/plain; charset=utf-8", arena_printf(c->arena, "%s.txt", n.id), n.text,
                     strlen(n.text));
}

/* Notes by their number as they come. */
static bool
news(struct call *c, void *arg, FILE *to)
{
    int64_t *seen = arg;
    struct rows r;
    if (!db_run(c->db, &q_count, c->arena, &r, &c->err, v_text("")))
        return false;
    if (row_int(&r, 0, 0) > *seen) {
        *seen = row_int(&r, 0, 0);
        fprintf(to, "data: %d\n\n", (int)*seen);
    }
    return true;
}

static bool
stream(struct call *c)
{
    return reply_stream(c, news, arena_array(c->arena, int64_t, 1));
}

static bool
today(struct call *c)
{
    struct note *n = arena_array(c->arena, struct note, 1);
    char *text = arena_alloc(c->arena, DATE_TEXT_MAX);
    *n = (struct note){"today", date_text(c->today, text), {c->simulated}};
    return reply(c, 200, n);
}

/* When it was, as the handler is told. */
static bool
moment(struct call *c)
{
    char *text = arena_alloc(c->arena, INT_TEXT_MAX);
    int_text(c->at, text);
    return reply_raw(c, "text/plain; charset=utf-8", "moment", text, strlen(text));
}

/* Each attempt takes more than a third of what a request may hold, and the database says six times
 * that somebody was faster; the note has the number of attempts. */
static bool
hungry(struct call *c)
{
    enum { HUNGER = 12 << 20, ATTEMPTS = 6 };
    static atomic_int attempts;
    struct note *n = arena_array(c->arena, struct note, 1);
    if (!arena_room(c->arena, HUNGER))
        return err_set(&c->err, ERR_TOO_LARGE, M_HTTP_BUSY);
    (void)arena_alloc(c->arena, HUNGER);
    int now = atomic_fetch_add(&attempts, 1) + 1;
    if (now < ATTEMPTS)
        return err_set(&c->err, ERR_RETRY, M_HTTP_BUSY);
    atomic_store(&attempts, 0);
    *n = (struct note){"hungry", "", {now}};
    return reply(c, 200, n);
}

static atomic_bool fay_is_gone;

void
notes_dismiss_fay(bool gone)
{
    atomic_store(&fay_is_gone, gone);
}

static bool
who(struct call *c)
{
    static const int64_t pools[] = {NOTES_POOL};
    const char *said = call_header(c, "X-Test-User");
    if (said == NULL)
        return true;
    if (strcmp(said, "gone") == 0 || (strstr(said, "fay") != NULL && atomic_load(&fay_is_gone)))
        return err_set(&c->err, ERR_LOGIN, M_HTTP_LOGIN);
    c->who.session = SESSION_COOKIE;
    c->who.user = arena_strdup(c->arena, said);
    c->who.roles = strstr(said, "writer") != NULL ? 3 : strstr(said, "reader") != NULL ? 1 : 4;
    c->who.pools = pools;
    c->who.pools_n = 1;
    return true;
}

static atomic_bool held;

void
notes_hold(bool hold)
{
    atomic_store(&held, hold);
}

/* For as long as the test says; an error when it says nothing. */
static bool
long_work(struct call *c)
{
    const struct timespec ms = {.tv_nsec = 1000000};
    for (int i = 0; i < 5000 && atomic_load(&held); i++)
        nanosleep(&ms, NULL);
    return atomic_load(&held) ? err_set(&c->err, ERR_CONFLICT, M_HTTP_BUSY) : today(c);
}

static const struct raw file = {"text/csv application/octet-stream", 300000},
                        text_out = {.types = "text/plain"},
                        events_out = {.types = "text/event-stream"};
#define POOL "/v1/pools/:pool/notes"
static const struct route table[] = {
    {.id = "note.list",
     .method = "GET",
     .path = POOL,
     .roles = 1,
     .where = READ,
     .scope = SCOPE_POOL,
     .query = &page_shape,
     .out = &notes_shape,
     .handle = list},
    {.id = "note.post",
     .method = "POST",
     .path = POOL,
     .roles = 2,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .in = &note_shape,
     .out = &note_shape,
     .handle = post},
    {.id = "note.get",
     .method = "GET",
     .path = POOL "/:id",
     .roles = 1,
     .scope = SCOPE_POOL,
     .out = &note_shape,
     .handle = get},
    {.id = "note.put",
     .method = "PUT",
     .path = POOL "/:id",
     .roles = 2,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .flags = ROUTE_MATCH,
     .in = &text_shape,
     .out = &note_shape,
     .handle = put},
    {.id = "note.delete",
     .method = "DELETE",
     .path = POOL "/:id",
     .roles = 2,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .handle = drop},
    {.id = "note.upload",
     .method = "POST",
     .path = POOL "/:id/file",
     .roles = 2,
     .where = SLOW,
     .scope = SCOPE_POOL,
     .flags = ROUTE_CREATES,
     .raw_in = &file,
     .out = &note_shape,
     .handle = upload},
    {.id = "note.text",
     .method = "GET",
     .path = POOL "/:id/text",
     .roles = 1,
     .scope = SCOPE_POOL,
     .raw_out = &text_out,
     .handle = download},
    {.id = "note.events",
     .method = "GET",
     .path = "/v1/events",
     .roles = 1,
     .raw_out = &events_out,
     .handle = stream},
    {.id = "note.today",
     .method = "GET",
     .path = "/v1/today",
     .roles = ROLES_PUBLIC,
     .out = &note_shape,
     .handle = today},
    {.id = "note.moment",
     .method = "POST",
     .path = "/v1/moment",
     .roles = ROLES_PUBLIC,
     .in = &text_shape,
     .raw_out = &text_out,
     .handle = moment},
    {.id = "note.hungry",
     .method = "POST",
     .path = POOL "/hungry",
     .roles = 2,
     .where = WRITE,
     .scope = SCOPE_POOL,
     .out = &note_shape,
     .handle = hungry},
    {.id = "note.work",
     .method = "POST",
     .path = "/v1/work",
     .roles = ROLES_PUBLIC,
     .where = SLOW,
     .out = &note_shape,
     .handle = long_work},
    {.id = "note.door",
     .method = "POST",
     .path = "/v1/door",
     .roles = ROLES_PUBLIC,
     .where = DOOR,
     .out = &note_shape,
     .handle = today},
    {.id = "note.login",
     .method = "POST",
     .path = "/v1/tight",
     .roles = ROLES_PUBLIC,
     .flags = ROUTE_TIGHT,
     .out = &note_shape,
     .handle = today},
};
static const struct routes routes = ROUTES(table);
static const struct routes *const wings[] = {&routes, NULL};
static const char *const roles[] = {"reader", "writer", "stranger", NULL};
const struct api notes_api = {.wings = wings, .role_names = roles, .who = who};

/* --- databases --- */

bool
notes_db(size_t at, char url[static 512])
{
    const char *set = getenv("JICAI_TEST_DBS"), *dir = getenv("TMPDIR");
    if (set == NULL)
        set = "sqlite::memory:";
    for (; at > 0 && *set != '\0'; at--) {
        set += strcspn(set, ";");
        set += *set == ';';
    }
    size_t n = strcspn(set, ";");
    if (n == 0)
        return false;
    if (strncmp(set, "sqlite", 6) == 0)
        snprintf(url, 512, "%s/jicai-notes-%d.db", dir != NULL ? dir : "/tmp", (int)getpid());
    else
        snprintf(url, 512, "%.*s", (int)n, set);
    return true;
}

static void
must(bool ok, const struct err *e)
{
    char text[ERR_TEXT_MAX];
    if (!ok)
        fail_msg("%s", err_text(e, LANG_EN, text));
}

static bool
add_pools(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return pool_add(db, NOTES_POOL, e) && pool_add(db, NOTES_OTHER, e);
}

void
notes_make(const char *url)
{
    struct db *db;
    struct err e;
    must(db_create(&db, url, &e), &e);
    if (!schema_check(db, &e)) {
        if (strcmp(db->ops->name, "postgres") == 0)
            must(db->ops->exec(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &e), &e);
        must(schema_apply(db, 1, &e), &e);
    }
    must(db->ops->exec(db,
                       "DROP TABLE IF EXISTS note; CREATE TABLE note (pool BIGINT NOT NULL, "
                       "id TEXT NOT NULL, text TEXT NOT NULL, qty BIGINT NOT NULL, "
                       "PRIMARY KEY (pool, id)); DELETE FROM request",
                       &e),
         &e);
    must(db_tx(db, 0, add_pools, NULL, &e), &e);
    db_close(db);
}

void
notes_drop(const char *url)
{
    struct db *db;
    struct err e;
    char file_name[600];
    must(db_open(&db, url, &e), &e);
    must(db->ops->exec(db, "DROP TABLE note; DELETE FROM request", &e), &e);
    bool sqlite = strcmp(db->ops->name, "sqlite") == 0;
    db_close(db);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; sqlite && i < 3; i++) {
        snprintf(file_name, sizeof(file_name), "%s%s", url, ends[i]);
        unlink(file_name);
    }
}

bool
notes_open(struct db **out, void *url, struct err *e)
{
    return db_open(out, url, e);
}

int64_t
notes_count_in(struct db *db, const char *id)
{
    struct err e;
    struct rows r;
    struct arena *a = arena_new(1 << 20);
    must(db_run(db, &q_count, a, &r, &e, v_text(id != NULL ? id : "")), &e);
    int64_t n = row_int(&r, 0, 0);
    arena_free(a);
    return n;
}

int64_t
notes_count(const char *url, const char *id)
{
    struct db *db;
    struct err e;
    must(db_open(&db, url, &e), &e);
    int64_t n = notes_count_in(db, id);
    db_close(db);
    return n;
}
