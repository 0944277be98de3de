#include "audit/log.h"

#include <assert.h>
#include <string.h>

#include "audit/query.h"
#include "base/core/text.h"
#include "words/audit.h"
#include "words/db.h"

bool
log_broken(int64_t pool, struct err *e)
{
    char text[INT_TEXT_MAX];
    return err_set(e, ERR_IO, M_AUDIT_BROKEN, {int_text(pool, text)});
}

bool
log_head(struct db *db, struct arena *a, int64_t pool, struct log_head *out, struct err *e)
{
    struct rows r;
    char text[INT_TEXT_MAX];
    if (!db_run(db, &q_log_head, a, &r, e, v_int(pool)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_POOL_UNKNOWN, {int_text(pool, text)});
    *out = (struct log_head){.size = row_int(&r, 0, 0)};
    out->frontier.size = out->size;
    const char *nodes = row_text(&r, 0, 2);
    size_t want = 0, have = strlen(nodes);
    for (int64_t bits = out->size; bits > 0; bits >>= 1)
        want += (size_t)(bits & 1);
    if (!hash_parse(&out->root, row_text(&r, 0, 1)) || have != want * 2 * SHA256_SIZE)
        return log_broken(pool, e);
    for (; (size_t)out->frontier.n < want; out->frontier.n++, nodes += 2 * SHA256_SIZE)
        if (!hash_parse(&out->frontier.node[out->frontier.n], nodes))
            return log_broken(pool, e);
    return true;
}

bool
log_place(struct db *db, struct arena *a, int64_t pool, int64_t *place, struct err *e)
{
    struct log_head head;
    *place = -1;
    if (db->append == NULL)
        return true;
    if (!log_head(db, a, pool, &head, e))
        return false;
    *place = head.size + db->before;
    return true;
}

bool
log_sizes(struct db *db, struct arena *a, struct log_size **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_log_sizes, a, &r, e, v_int(0)))
        return false;
    *out = arena_array(a, struct log_size, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct log_size){row_int(&r, i, 0), row_int(&r, i, 1)};
    return true;
}

/* A tile that is full, or nothing. */
static bool
full_tile(struct db *db, struct arena *a, const struct val key[static 3],
          struct hash out[static TILE], int *n, struct err *e)
{
    struct rows r;
    *n = 0;
    if (!db->ops->run(db, &q_log_tile_get, key, 3, a, &r, e) || r.n == 0)
        return e->code == ERR_NONE;
    const char *text = row_text(&r, 0, 1);
    if (strlen(text) != TILE * 2 * SHA256_SIZE)
        return log_broken(key[0].i, e);
    for (; *n < TILE; (*n)++, text += 2 * SHA256_SIZE)
        if (!hash_parse(&out[*n], text))
            return log_broken(key[0].i, e);
    return true;
}

bool
log_tile(struct db *db, struct arena *a, int64_t pool, int level, int64_t tile,
         struct hash out[static TILE], int *n, struct err *e)
{
    struct rows r;
    const struct val key[] = {v_int(pool), v_int(level), v_int(tile)};
    const struct query *q = level == 0 ? &q_log_leaves : &q_log_tile_hashes;
    const struct val lower[] = {v_int(pool), v_int(level - 1), v_int(tile * TILE),
                                v_int((tile + 1) * TILE)};
    const struct val leaves[] = {lower[0], lower[2], lower[3]};

    assert(level >= 0 && level < TILE_DEPTH && tile >= 0 && tile <= INT64_MAX / TILE - 1);
    *e = (struct err){.code = ERR_NONE};
    if (!full_tile(db, a, key, out, n, e) || *n == TILE)
        return e->code == ERR_NONE;
    if (!db->ops->run(db, q, level == 0 ? leaves : lower, q->params, a, &r, e))
        return false;
    for (size_t i = 0; i < r.n && i < TILE; i++, (*n)++)
        if (row_int(&r, i, 0) != tile * TILE + (int64_t)i ||
            !hash_parse(&out[i], row_text(&r, i, 1)))
            return log_broken(pool, e);
    return true;
}

void
log_reader_init(struct log_reader *r, struct db *db, struct arena *a, int64_t pool)
{
    r->db = db;
    r->a = a;
    r->pool = pool;
    r->kept[0].level = r->kept[1].level = -1;
    r->next = 0;
}

static int
keep(struct log_reader *r, int level, int64_t tile, struct err *e)
{
    for (int i = 0; i < 2; i++)
        if (r->kept[i].level == level && r->kept[i].tile == tile)
            return i;
    int at = r->next;
    r->next = !r->next;
    r->kept[at].level = -1;
    if (!log_tile(r->db, r->a, r->pool, level, tile, r->kept[at].node, &r->kept[at].n, e))
        return -1;
    r->kept[at].level = level;
    r->kept[at].tile = tile;
    return at;
}

/* A node of level 8L + k is the root of 2^k neighbours in a tile of level L. */
bool
log_read(void *arg, int level, int64_t index, struct hash *out, struct err *e)
{
    struct log_reader *r = arg;
    int k = level % TILE_LEVELS;
    int64_t first = index << k;
    int at = keep(r, level / TILE_LEVELS, first / TILE, e);
    if (at < 0)
        return false;
    if (first % TILE + ((int64_t)1 << k) > r->kept[at].n)
        return log_broken(r->pool, e);
    struct hash node[TILE];
    memcpy(node, &r->kept[at].node[first % TILE], sizeof(struct hash) << k);
    for (int width = 1 << k; width > 1; width /= 2)
        for (int i = 0; i < width / 2; i++)
            node[i] = node_hash(&node[2 * i], &node[2 * i + 1]);
    *out = node[0];
    return true;
}
