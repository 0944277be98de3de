/* kept.c - what jobs have read and may use again. An answer is dropped when this connection has
 * written to a table whose name stands in the statement, and all of them when somebody else may
 * have committed: so nothing has to be said about who depends on what. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "db/db.h"
#include "words/db.h"

enum {
    NAMES = 4096,
    ANSWERS = 16384,
    MEMORY = 32 * 1024 * 1024,
    CELLS_MAX = 512,
    TEXT_MAX = 16384
};

struct answer { /* free while q is NULL */
    const struct query *q;
    uint64_t hash, at;
    struct val *in;
    struct rows rows;
    size_t size; /* of its cells and their texts, which stand behind them */
};

struct names { /* of a statement: places in `changed` */
    const struct query *q;
    uint16_t *at;
    size_t n;
};

struct db_reads {
    struct arena *a; /* of the answers */
    struct answer answer[ANSWERS];
    size_t answers;
    uint64_t clock, forgotten;
    struct {
        uint64_t name, at; /* hash of a word, and when it was last written to */
    } changed[NAMES];
    size_t words;
    struct names reads[DB_QUERIES], writes[DB_QUERIES];
    bool full; /* emptied when the next transaction begins, not under the feet of this one */
};

/* Eight bytes at a time; the last ones with zeros. */
static uint64_t
hash_add(uint64_t h, const void *data, size_t n)
{
    const unsigned char *s = data;
    for (size_t at = 0; at < n; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, s + at, n - at < sizeof(word) ? n - at : sizeof(word));
        h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 32;
    }
    return h;
}

static uint64_t
hash_of(const void *data, size_t n)
{
    return hash_add(UINT64_C(14695981039346656037), data, n);
}

static struct db_reads *
reads_of(struct db *db)
{
    if (db->reads == NULL && (db->reads = calloc(1, sizeof(*db->reads))) == NULL)
        abort();
    if (db->reads->a == NULL)
        db->reads->a = arena_new(MEMORY);
    return db->reads;
}

void
db_end_reads(struct db *db)
{
    struct db_reads *r = db->reads;
    for (size_t i = 0; r != NULL && i < DB_QUERIES; i++) {
        free(r->reads[i].at);
        free(r->writes[i].at);
    }
    if (r != NULL)
        arena_free(r->a);
    free(r);
    db->reads = NULL;
}

/* --- which tables --- */

static uint16_t
name_place(struct db_reads *r, uint64_t name)
{
    size_t at = (size_t)(name % NAMES);
    name += name == 0;
    while (r->changed[at].name != 0 && r->changed[at].name != name)
        at = (at + 1) % NAMES;
    r->words += r->changed[at].name == 0;
    assert(r->words < NAMES / 2);
    r->changed[at].name = name;
    return (uint16_t)at;
}

static bool
is_word(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool
is(const char *word, size_t n, const char *keyword)
{
    return strlen(keyword) == n && strncasecmp(word, keyword, n) == 0;
}

/* A table that is written to stands behind INTO, UPDATE or FROM; what is read, anywhere. Words that
 * are no tables do no harm. */
static void
names_find(struct db_reads *r, struct names *out, const char *sql, bool writes)
{
    bool named = false;
    while (*sql != '\0') {
        size_t n = 0;
        while (is_word(sql[n]))
            n++;
        bool lower = n > 0 && *sql >= 'a' && *sql <= 'z';
        if (lower && (named || !writes)) {
            uint16_t at = name_place(r, hash_of(sql, n));
            bool old = false;
            for (size_t i = 0; i < out->n; i++)
                old = old || out->at[i] == at;
            if (!old && (out->at = realloc(out->at, (out->n + 1) * sizeof(*out->at))) == NULL)
                abort();
            if (!old)
                out->at[out->n++] = at;
        }
        if (n > 0)
            named = is(sql, n, "INTO") || is(sql, n, "UPDATE") || is(sql, n, "FROM");
        sql += n > 0 ? n : 1;
    }
}

static const struct names *
names_of(struct db_reads *r, struct names list[static DB_QUERIES], const struct query *q)
{
    size_t at = (size_t)((uintptr_t)q / sizeof(*q)) % DB_QUERIES, i = 0;
    for (; list[at].q != NULL && list[at].q != q; at = (at + 1) % DB_QUERIES)
        assert(i++ < DB_QUERIES);
    if (list[at].q == NULL) {
        list[at].q = q;
        names_find(r, &list[at], q->sql, list == r->writes);
        if (q->postgres != NULL)
            names_find(r, &list[at], q->postgres, list == r->writes);
    }
    return &list[at];
}

void
db_touch(struct db *db, const struct query *q)
{
    struct db_reads *r = db->reads;
    if (r == NULL) /* nothing is kept */
        return;
    const struct names *names = names_of(r, r->writes, q);
    r->clock++;
    for (size_t i = 0; i < names->n; i++)
        r->changed[names->at[i]].at = r->clock;
}

void
db_forget(struct db *db)
{
    struct db_reads *r = db->reads;
    if (r == NULL)
        return;
    r->forgotten = ++r->clock;
    r->full = true;
}

bool
db_is_frame(const char *script)
{
    return strchr(script, ';') == NULL &&
           (strncmp(script, "BEGIN", 5) == 0 || strcmp(script, "COMMIT") == 0);
}

uint64_t
db_stamp(struct db *db, const struct query *q)
{
    struct db_reads *r = reads_of(db);
    uint64_t last = r->forgotten;
    const struct names *names = names_of(r, r->reads, q);
    if (!db->in_job)
        return 0;
    for (size_t i = 0; i < names->n; i++)
        if (r->changed[names->at[i]].at > last)
            last = r->changed[names->at[i]].at;
    return last + 1;
}

/* --- the answers --- */

static uint64_t
key_hash(const struct query *q, const struct val in[])
{
    uint64_t h = hash_of(&q, sizeof(q));
    for (size_t i = 0; i < q->params; i++)
        h = in[i].type == VAL_TEXT ? hash_add(h, in[i].s, strlen(in[i].s) + 1)
                                   : hash_add(h, &in[i].i, sizeof(in[i].i));
    return h;
}

static bool
same_key(const struct val a[], const struct val b[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (a[i].type != b[i].type || (a[i].type == VAL_INT && a[i].i != b[i].i) ||
            (a[i].type == VAL_TEXT && strcmp(a[i].s, b[i].s) != 0))
            return false;
    return true;
}

/* Where it is, or would be. */
static struct answer *
place_of(struct db_reads *r, const struct query *q, const struct val in[])
{
    uint64_t h = key_hash(q, in);
    size_t at = (size_t)(h % ANSWERS);
    for (; r->answer[at].q != NULL; at = (at + 1) % ANSWERS) {
        const struct answer *x = &r->answer[at];
        if (x->hash == h && x->q == q && same_key(x->in, in, q->params))
            break;
    }
    r->answer[at].hash = h;
    return &r->answer[at];
}

static struct val *
vals_copy(struct arena *a, const struct val in[], size_t n)
{
    struct val *out = arena_array(a, struct val, n + 1);
    for (size_t i = 0; i < n; i++) {
        out[i] = in[i];
        if (in[i].type == VAL_TEXT)
            out[i].s = arena_strdup(a, in[i].s);
    }
    return out;
}

static size_t
text_size(const struct val v[], size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n && size < TEXT_MAX; i++)
        size += v[i].type == VAL_TEXT ? strlen(v[i].s) + 1 : 0;
    return size;
}

/* Cells, and behind them their texts, in one piece. */
static struct val *
pack(struct arena *a, const struct val in[], size_t n, size_t size)
{
    struct val *out = arena_alloc(a, size);
    char *to = (char *)&out[n];
    for (size_t i = 0; i < n; i++) {
        out[i] = in[i];
        if (in[i].type != VAL_TEXT)
            continue;
        size_t len = strlen(in[i].s) + 1;
        out[i].s = memcpy(to, in[i].s, len);
        to += len;
    }
    return out;
}

void
db_begin_reads(struct db *db)
{
    struct db_reads *r = db->reads;
    if (r == NULL || !r->full)
        return;
    if (r->answers > 0)
        memset(r->answer, 0, sizeof(r->answer));
    arena_reset(r->a);
    r->answers = 0;
    r->full = false;
}

static void
keep(struct db *db, struct answer *x, const struct query *q, const struct val in[],
     const struct rows *rows)
{
    struct db_reads *r = db->reads;
    size_t cells = rows->n * rows->columns, texts = 0;
    if (cells > CELLS_MAX || (texts = text_size(rows->cells, cells)) >= TEXT_MAX || r->full)
        return;
    r->full = r->answers >= ANSWERS / 2 || !arena_room(r->a, 8 * TEXT_MAX);
    if (r->full)
        return;
    r->answers += x->q == NULL;
    x->q = q;
    x->at = db_stamp(db, q);
    x->in = vals_copy(r->a, in, q->params);
    x->rows = *rows;
    x->size = cells * sizeof(struct val) + texts;
    x->rows.cells = pack(r->a, rows->cells, cells, x->size);
}

/* NULL: it has to be asked for. */
static const struct answer *
find(struct db *db, const struct query *q, const struct val in[], struct answer **place)
{
    *place = place_of(reads_of(db), q, in);
    return (*place)->q != NULL && (*place)->at == db_stamp(db, q) ? *place : NULL;
}

static bool
rows_copy(struct rows *out, const struct answer *x, struct arena *a, struct err *e)
{
    size_t n = x->rows.n * x->rows.columns;
    *out = x->rows;
    out->room = x->rows.n;
    if (!arena_room(a, x->size))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    out->cells = memcpy(arena_alloc(a, x->size), x->rows.cells, x->size);
    for (size_t i = 0; i < n; i++)
        if (out->cells[i].type == VAL_TEXT)
            out->cells[i].s =
                (const char *)out->cells + (x->rows.cells[i].s - (const char *)x->rows.cells);
    return true;
}

bool
db_run_kept_values(struct db *db, const struct query *q, const struct val in[], size_t n_in,
                   struct arena *a, struct rows *out, struct err *e)
{
    struct answer *place;
    assert(n_in == q->params);
    if (!db->in_job)
        return db->ops->run(db, q, in, n_in, a, out, e);
    const struct answer *kept = find(db, q, in, &place);
    if (kept != NULL)
        return rows_copy(out, kept, a, e);
    if (!db->ops->run(db, q, in, n_in, a, out, e))
        return false;
    keep(db, place, q, in, out);
    return true;
}

struct gather { /* the rows of one set of values after the other */
    struct db *db;
    const struct query *q;
    const struct val *in;
    struct arena *a;
    struct rows rows;
    size_t i;
    bool large; /* too many to keep */
    db_row *row;
    void *arg;
};

static bool
gather_row(struct gather *g, const struct rows *row, struct err *e)
{
    g->large = g->large || g->rows.n >= CELLS_MAX / (row->columns + 1);
    if (g->large)
        return true;
    g->rows.columns = row->columns;
    struct val *to = rows_next(&g->rows, g->a, e);
    for (size_t i = 0; to != NULL && i < row->columns; i++) {
        to[i] = row->cells[i];
        const char *s = row->cells[i].s;
        if (to[i].type == VAL_TEXT && !val_copy(&to[i], s, strlen(s), g->a, e))
            to = NULL;
    }
    return to != NULL;
}

static void
gather_end(struct gather *g)
{
    struct answer *place;
    if (!g->large && find(g->db, g->q, g->in, &place) == NULL)
        keep(g->db, place, g->q, g->in, &g->rows);
    arena_reset(g->a);
    g->rows = (struct rows){0};
    g->large = false;
}

static bool
take_row(void *arg, const struct rows *row, struct err *e)
{
    struct gather *g = arg;
    return gather_row(g, row, e) && g->row(g->arg, row, e);
}

static bool
each_of_kept(const struct answer *kept, db_row *row, void *arg, struct err *e)
{
    struct rows one = {.n = 1, .room = 1, .columns = kept->rows.columns};
    for (size_t i = 0; i < kept->rows.n; i++) {
        one.cells = &kept->rows.cells[i * one.columns];
        if (!row(arg, &one, e))
            return false;
    }
    return true;
}

bool
db_each_kept_values(struct db *db, const struct query *q, const struct val in[], size_t n_in,
                    db_row *row, void *arg, struct err *e)
{
    struct answer *place;
    assert(n_in == q->params);
    if (!db->in_job)
        return db->ops->each(db, q, in, n_in, row, arg, e);
    const struct answer *kept = find(db, q, in, &place);
    if (kept != NULL)
        return each_of_kept(kept, row, arg, e);
    struct gather g = {.db = db, .q = q, .in = in, .row = row, .arg = arg};
    g.a = arena_new(MEMORY);
    bool ok = db->ops->each(db, q, in, n_in, take_row, &g, e);
    if (ok)
        gather_end(&g);
    arena_free(g.a);
    return ok;
}

/* --- ahead --- */

static bool
take_row_of(void *arg, size_t i, const struct rows *row, struct err *e)
{
    struct gather *g = arg;
    for (; g->i < i; g->i++, g->in += g->q->params)
        gather_end(g);
    return gather_row(g, row, e);
}

/* Without those that are kept; a set of values may come twice. */
static size_t
missing(struct db *db, const struct query *q, const struct val in[], size_t n, struct val out[])
{
    struct answer *place;
    size_t k = 0;
    for (size_t i = 0; i < n; i++, in += q->params)
        if (find(db, q, in, &place) == NULL)
            memcpy(&out[k++ * q->params], in, q->params * sizeof(*in));
    return k;
}

bool
db_ahead(struct db *db, const struct query *q, const struct val in[], size_t n, struct err *e)
{
    if (!db->in_job || !db->ops->far)
        return true;
    struct arena *a = arena_new(MEMORY);
    struct val *left = arena_array(a, struct val, n * q->params + 1);
    struct gather g = {.db = db, .q = q, .in = left, .a = arena_new(MEMORY)};
    size_t k = missing(db, q, in, n, left);
    bool ok = db_each_of(db, q, left, k, take_row_of, &g, e);
    for (; ok && g.i < k; g.i++, g.in += q->params)
        gather_end(&g);
    arena_free(g.a);
    arena_free(a);
    return ok;
}
