/* append.c - the hook before COMMIT: one row for each job that wrote. */
#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "audit/log.h"
#include "audit/query.h"
#include "audit/row.h"
#include "base/core/text.h"

enum { MEMORY = 16 * 1024 * 1024, ROW_VALUES = 9 };

struct append {
    struct db *db;
    struct arena *a;
    int64_t pool;
    struct log_head head;
    struct val *in; /* rows to insert */
    size_t rows;
};

/* Texts of the log are clean and short, whatever a caller hands in. */
static const char *
shorten(struct arena *a, const char *s, size_t max)
{
    size_t n = text_cut(s, max);
    char *out = memcpy(arena_alloc(a, n + 1), s, n);
    for (char *c = out; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    return text_is_clean(out, strlen(out)) ? out : "?";
}

static const char *
new_salt(struct arena *a)
{
    uint8_t salt[SALT_SIZE];
    char *out = arena_alloc(a, 2 * SALT_SIZE + 1);
    randombytes_buf(salt, sizeof(salt));
    return sodium_bin2hex(out, 2 * SALT_SIZE + 1, salt, sizeof(salt));
}

static const char *
hex(struct arena *a, const uint8_t digest[static SHA256_SIZE])
{
    return sha256_text(digest, arena_alloc(a, SHA256_HEX_MAX));
}

static struct hash
make_row(struct append *p, struct job *job)
{
    const struct act *act = job_act(p->db, job);
    const char *subject = job->subject != NULL ? job->subject : act->subject;
    assert(act->who != NULL && act->what != NULL); /* a write without a name */
    struct log_row row = {
        .pool = p->pool,
        .idx = p->head.size + (int64_t)p->rows,
        .at = act->at,
        .who = shorten(p->a, act->who, ROW_WHO_MAX),
        .what = shorten(p->a, act->what, ROW_WHO_MAX),
        .subject = shorten(p->a, subject != NULL ? subject : "", ROW_SUBJECT_MAX),
        .change = hex(p->a, job->change),
        .salt = new_salt(p->a),
    };
    struct hash leaf = log_row_leaf(&row);
    row.leaf = hex(p->a, leaf.b);
    const struct val v[ROW_VALUES] = {v_int(row.pool),    v_int(row.idx),   v_int(row.at),
                                      v_text(row.who),    v_text(row.what), v_text(row.subject),
                                      v_text(row.change), v_text(row.salt), v_text(row.leaf)};
    memcpy(&p->in[ROW_VALUES * p->rows++], v, sizeof(v));
    job->place = row.idx;
    return leaf;
}

/* The tile of `level` whose last node has just come: its 256 are all stored. */
static bool
put_tile(struct append *p, int level, int64_t tile, const struct hash *root, struct err *e)
{
    struct rows r;
    const struct query *q = level == 0 ? &q_log_leaves : &q_log_tile_hashes;
    const struct val lower[] = {v_int(p->pool), v_int(level - 1), v_int(tile * TILE),
                                v_int((tile + 1) * TILE)};
    const struct val leaves[] = {lower[0], lower[2], lower[3]};
    char *text = arena_alloc(p->a, TILE * 2 * SHA256_SIZE + 1);
    if (!p->db->ops->run(p->db, q, level == 0 ? leaves : lower, q->params, p->a, &r, e))
        return false;
    if (r.n != TILE)
        return log_broken(p->pool, e);
    for (size_t i = 0; i < TILE; i++)
        memcpy(text + i * 2 * SHA256_SIZE, row_text(&r, i, 1), 2 * SHA256_SIZE);
    return db_do(p->db, &q_log_tile_put, e, v_int(p->pool), v_int(level), v_int(tile),
                 v_text(hex(p->a, root->b)), v_text(text));
}

/* After the rows are in. */
static bool
grow(struct append *p, const struct hash leaf[], struct err *e)
{
    struct hash done[TREE_LEVELS + 1];
    struct frontier *f = &p->head.frontier;
    for (size_t i = 0; i < p->rows; i++) {
        int levels = frontier_add(f, &leaf[i], done) / TILE_LEVELS;
        for (int level = 0; level < levels; level++)
            if (!put_tile(p, level, (f->size - 1) >> (TILE_LEVELS * (level + 1)),
                          &done[TILE_LEVELS * (level + 1)], e))
                return false;
    }
    return true;
}

static bool
put_head(struct append *p, struct err *e)
{
    const struct frontier *f = &p->head.frontier;
    struct hash root = frontier_root(f);
    char *nodes = arena_alloc(p->a, TREE_LEVELS * 2 * SHA256_SIZE + 1);
    for (int i = 0; i < f->n; i++) {
        char one[SHA256_HEX_MAX];
        memcpy(nodes + (size_t)i * 2 * SHA256_SIZE, sha256_text(f->node[i].b, one),
               2 * SHA256_SIZE);
    }
    return db_do(p->db, &q_log_head_put, e, v_int(p->pool), v_int(f->size),
                 v_text(hex(p->a, root.b)), v_text(nodes));
}

static bool
append_all(struct append *p, struct job jobs[], size_t n, struct err *e)
{
    struct hash *leaf = arena_array(p->a, struct hash, n);
    p->in = arena_array(p->a, struct val, n * ROW_VALUES);
    if (!log_head(p->db, p->a, p->pool, &p->head, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (jobs[i].wrote) {
            struct hash one = make_row(p, &jobs[i]);
            leaf[p->rows - 1] = one;
        }
    return db_many(p->db, &q_log_row_put, p->in, p->rows, e) && grow(p, leaf, e) && put_head(p, e);
}

static bool
append(struct db *db, int64_t pool, struct job jobs[], size_t n, struct err *e)
{
    struct append p = {.db = db, .a = arena_new(MEMORY), .pool = pool};
    bool ok = append_all(&p, jobs, n, e);
    arena_free(p.a);
    return ok;
}

void
audit_attach(struct db *db)
{
    if (sodium_init() < 0)
        abort(); /* no source of chance: nothing that we write could be trusted */
    db->append = append;
}
