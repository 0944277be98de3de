#include "audit/verify.h"

#include <assert.h>
#include <string.h>

#include "audit/checkpoint.h"
#include "audit/log.h"
#include "audit/query.h"
#include "audit/row.h"
#include "words/audit.h"

enum { MEMORY = 64 * 1024 * 1024, GAP_MAX = 65536 };

static const struct {
    const char *name;
    enum msg says;
} faults[LOG_FAULTS] = {
    [LOG_ROW_MISSING] = {"row_missing", M_LOG_ROW_MISSING},
    [LOG_ROW_CHANGED] = {"row_changed", M_LOG_ROW_CHANGED},
    [LOG_ROW_EXTRA] = {"row_extra", M_LOG_ROW_EXTRA},
    [LOG_TRUNCATED] = {"truncated", M_LOG_TRUNCATED},
    [LOG_TILE_MISSING] = {"tile_missing", M_LOG_TILE_MISSING},
    [LOG_TILE_DIFFERS] = {"tile_differs", M_LOG_TILE_DIFFERS},
    [LOG_TILE_EXTRA] = {"tile_extra", M_LOG_TILE_EXTRA},
    [LOG_ROOT_DIFFERS] = {"root_differs", M_LOG_ROOT_DIFFERS},
    [LOG_FRONTIER_DIFFERS] = {"frontier_differs", M_LOG_FRONTIER_DIFFERS},
    [LOG_SIGNED_LATER] = {"signed_later", M_LOG_SIGNED_LATER},
    [LOG_SIGNED_OTHER] = {"signed_other", M_LOG_SIGNED_OTHER},
    [LOG_SIGNED_FORGED] = {"signed_forged", M_LOG_SIGNED_FORGED},
};

const char *
log_fault_name(enum log_fault f)
{
    assert(f < LOG_FAULTS);
    return faults[f].name;
}

enum msg
log_fault_says(enum log_fault f)
{
    assert(f < LOG_FAULTS);
    return faults[f].says;
}

struct level { /* the tile of a level that is being filled */
    int n;
    struct hash node[TILE];
};

struct walk {
    struct db *db;
    struct arena *a, *tmp, *notes; /* tmp: one tile; notes: one checkpoint */
    const struct log_check *check;
    struct log_counts *counts;
    const struct log_key *key;
    size_t keys;
    int64_t pool, expected; /* the row that comes next */
    struct log_head head;
    struct frontier f;
    struct level level[TILE_DEPTH];
    const char *note; /* the next signed checkpoint; NULL: no more */
    int64_t note_size;
};

static void
tell(const struct walk *w, enum log_fault f, int level, int64_t idx)
{
    w->check->found(w->check->arg,
                    &(struct log_finding){.pool = w->pool, .fault = f, .level = level, .idx = idx});
}

/* A full tile of the tree beside what is stored of it. */
static bool
compare_tile(struct walk *w, int level, int64_t tile, const struct hash *root, struct err *e)
{
    struct rows r;
    struct hash stored;
    arena_reset(w->tmp);
    if (!db_run(w->db, &q_log_tile_get, w->tmp, &r, e, v_int(w->pool), v_int(level), v_int(tile)))
        return false;
    if (r.n == 0) {
        tell(w, LOG_TILE_MISSING, level, tile);
        return true;
    }
    const char *text = row_text(&r, 0, 1);
    size_t n = strlen(text), hex = (size_t)2 * SHA256_SIZE;
    for (int i = 0; i < TILE; i++)
        if (n != TILE * hex || !hash_parse(&stored, text + (size_t)i * hex) ||
            !hash_equal(&stored, &w->level[level].node[i])) {
            tell(w, LOG_TILE_DIFFERS, level, tile * TILE + i);
            return true;
        }
    text = row_text(&r, 0, 0);
    if (strlen(text) != hex || !hash_parse(&stored, text) || !hash_equal(&stored, root))
        tell(w, LOG_TILE_DIFFERS, level, (tile + 1) * TILE);
    return true;
}

static bool
next_note(struct walk *w, int64_t after, struct err *e)
{
    struct rows r;
    arena_reset(w->notes);
    if (!db_run(w->db, &q_log_checkpoint_next, w->notes, &r, e, v_int(w->pool), v_int(after)))
        return false;
    w->note = r.n > 0 ? row_text(&r, 0, 2) : NULL;
    w->note_size = r.n > 0 ? row_int(&r, 0, 0) : 0;
    return true;
}

static bool
signed_by_us(const struct walk *w, const char *note, const struct checkpoint *c)
{
    char name[LOG_NAME_MAX];
    for (size_t i = 0; i < w->keys; i++)
        if (strcmp(c->name, log_name(w->key[i].origin, w->pool, name)) == 0 &&
            checkpoint_signed(note, c, w->key[i].public))
            return true;
    return false;
}

/* The stored checkpoint of the size that the tree now has. */
static bool
compare_note(struct walk *w, struct err *e)
{
    struct checkpoint c;
    struct err form;
    struct hash root = frontier_root(&w->f);
    int64_t size = w->note_size;
    w->counts->checkpoints++;
    if (!checkpoint_read(&c, w->note, &form) || c.size != size || !signed_by_us(w, w->note, &c))
        tell(w, LOG_SIGNED_FORGED, -1, size);
    else if (size != w->f.size)
        tell(w, LOG_SIGNED_LATER, -1, size);
    else if (!hash_equal(&root, &c.root))
        tell(w, LOG_SIGNED_OTHER, -1, size);
    return next_note(w, size, e);
}

static void
compare_kept(struct walk *w)
{
    const struct checkpoint *k = w->check->kept;
    char name[LOG_NAME_MAX];
    if (k == NULL || k->size != w->f.size)
        return;
    struct hash root = frontier_root(&w->f);
    for (size_t i = 0; i < w->keys; i++)
        if (strcmp(k->name, log_name(w->key[i].origin, w->pool, name)) == 0) {
            if (!hash_equal(&root, &k->root))
                tell(w, LOG_SIGNED_OTHER, -1, k->size);
            return;
        }
}

/* One leaf more: what it completes is compared with what is stored. */
static bool
add_leaf(struct walk *w, const struct hash *leaf, struct err *e)
{
    struct hash done[TREE_LEVELS + 1];
    int levels = frontier_add(&w->f, leaf, done) / TILE_LEVELS;
    w->level[0].node[w->level[0].n++] = *leaf;
    for (int level = 0; level < levels; level++) {
        const struct hash *root = &done[TILE_LEVELS * (level + 1)];
        int64_t tile = (w->f.size - 1) >> (TILE_LEVELS * (level + 1));
        assert(w->level[level].n == TILE);
        if (!compare_tile(w, level, tile, root, e))
            return false;
        w->level[level].n = 0;
        w->level[level + 1].node[w->level[level + 1].n++] = *root;
    }
    while (w->note != NULL && w->note_size == w->f.size)
        if (!compare_note(w, e))
            return false;
    compare_kept(w);
    return true;
}

/* The leaf of a row that is gone, if its tile still knows it; else all zero. */
static bool
lost_leaf(struct walk *w, int64_t idx, struct hash *leaf, struct err *e)
{
    struct rows r;
    const size_t hex = (size_t)2 * SHA256_SIZE, at = (size_t)(idx % TILE) * hex;
    *leaf = (struct hash){{0}};
    arena_reset(w->tmp);
    if (!db_run(w->db, &q_log_tile_get, w->tmp, &r, e, v_int(w->pool), v_int(0), v_int(idx / TILE)))
        return false;
    if (r.n > 0 && strlen(row_text(&r, 0, 1)) == TILE * hex &&
        !hash_parse(leaf, row_text(&r, 0, 1) + at))
        *leaf = (struct hash){{0}};
    return true;
}

/* The tree goes on with the leaf that is stored beside a row, so that a row that was changed is
 * named once and not again by everything above it. */
static bool
take_row(void *arg, const struct rows *r, struct err *e)
{
    struct walk *w = arg;
    struct log_row row;
    struct hash leaf, given;
    log_row_take(&row, w->pool, r, 0);
    w->counts->rows++;
    if (row.idx >= w->head.size || row.idx - w->expected > GAP_MAX) {
        tell(w, LOG_ROW_EXTRA, -1, row.idx);
        return true;
    }
    leaf = log_row_leaf(&row);
    if (strlen(row.leaf) != (size_t)2 * SHA256_SIZE || !hash_parse(&given, row.leaf) ||
        !hash_equal(&leaf, &given)) {
        tell(w, LOG_ROW_CHANGED, -1, row.idx);
        if (!hash_parse(&given, row.leaf))
            given = leaf;
    }
    for (; w->expected < row.idx; w->expected++) {
        struct hash lost;
        tell(w, LOG_ROW_MISSING, -1, w->expected);
        if (!lost_leaf(w, w->expected, &lost, e) || !add_leaf(w, &lost, e))
            return false;
    }
    w->expected = row.idx + 1;
    return add_leaf(w, &given, e);
}

static bool
take_tile(void *arg, const struct rows *r, struct err *e)
{
    const struct walk *w = arg;
    int64_t level = row_int(r, 0, 0), tile = row_int(r, 0, 1);
    (void)e;
    if (level >= TILE_DEPTH - 1 || tile >= w->f.size >> (TILE_LEVELS * (level + 1)))
        tell(w, LOG_TILE_EXTRA, (int)level, tile);
    return true;
}

static void
compare_head(struct walk *w, bool whole)
{
    const struct log_head *head = &w->head;
    struct hash root = frontier_root(&w->f);
    if (head->size > w->f.size) { /* then the rest of the head cannot fit either */
        tell(w, LOG_TRUNCATED, -1, w->f.size);
        return;
    }
    if (!hash_equal(&root, &head->root))
        tell(w, LOG_ROOT_DIFFERS, -1, w->f.size);
    if (!whole || memcmp(w->f.node, head->frontier.node, sizeof(root) * (size_t)w->f.n) != 0)
        tell(w, LOG_FRONTIER_DIFFERS, -1, w->f.size);
}

/* The head as it stands; *whole false: its frontier is not even one. A pool without a head has an
 * empty log. */
static bool
read_head(struct walk *w, bool *whole, struct err *e)
{
    struct err why;
    struct rows r;
    struct log_head *out = &w->head;
    *whole = log_head(w->db, w->a, w->pool, out, &why);
    if (*whole)
        return true;
    *out = (struct log_head){.root = frontier_root(&(struct frontier){0})};
    *whole = why.code == ERR_NOT_FOUND;
    if (!db_run(w->db, &q_log_head, w->a, &r, e, v_int(w->pool)))
        return false;
    if (r.n > 0) {
        out->size = row_int(&r, 0, 0);
        if (!hash_parse(&out->root, row_text(&r, 0, 1)))
            out->root = (struct hash){{0}};
    }
    return true;
}

static bool
verify_pool(struct walk *w, struct err *e)
{
    bool whole;
    const struct checkpoint *kept = w->check->kept;
    if (!read_head(w, &whole, e) || !next_note(w, -1, e))
        return false;
    if (w->note != NULL && w->note_size == 0 && !compare_note(w, e))
        return false;
    if (!db_each(w->db, &q_log_row_each, take_row, w, e, v_int(w->pool)) ||
        !db_each(w->db, &q_log_tile_each, take_tile, w, e, v_int(w->pool)))
        return false;
    compare_head(w, whole);
    while (w->note != NULL)
        if (!compare_note(w, e))
            return false;
    if (kept != NULL && kept->size > w->f.size)
        for (size_t i = 0; i < w->keys; i++) {
            char name[LOG_NAME_MAX];
            if (strcmp(kept->name, log_name(w->key[i].origin, w->pool, name)) == 0)
                tell(w, LOG_SIGNED_LATER, -1, kept->size);
        }
    w->counts->pools++;
    return true;
}

static bool
verify_all(struct walk *w, struct err *e)
{
    struct walk fresh = *w;
    struct rows pools;
    if (!db_run(w->db, &q_log_pools, w->a, &pools, e, v_int(0)))
        return false;
    for (size_t i = 0; i < pools.n; i++) {
        *w = fresh;
        w->pool = row_int(&pools, i, 0);
        if (!verify_pool(w, e))
            return false;
    }
    return true;
}

bool
log_verify(struct db *db, int64_t pool, const struct log_check *check, struct log_counts *counts,
           struct err *e)
{
    struct arena *a = arena_new(MEMORY), *tmp = arena_new(MEMORY), *notes = arena_new(MEMORY);
    struct walk *w = arena_alloc(a, sizeof(*w));
    struct log_key *keys;
    *w = (struct walk){
        .db = db, .a = a, .tmp = tmp, .notes = notes, .check = check, .counts = counts};
    bool ok = log_keys(db, a, &keys, &w->keys, e);
    w->key = ok ? keys : NULL;
    w->pool = pool;
    ok = ok && (pool < 0 ? verify_all(w, e) : verify_pool(w, e));
    arena_free(notes);
    arena_free(tmp);
    arena_free(a);
    return ok;
}
