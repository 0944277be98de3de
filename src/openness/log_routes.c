#include <string.h>

#include "access/role.h"
#include "audit/checkpoint.h"
#include "audit/log.h"
#include "base/core/text.h"
#include "openness/routes.h"
#include "words/audit.h"
#include "words/openness.h"

enum { HASH_TEXT = 64, FRESH_US = 10 * 1000 * 1000, SIZE_MAX_ASKED = 1 << 30 };

static const struct raw plain = {.types = "text/plain"};

/* --- the signed head: signed anew at most every ten seconds, however often it is asked for --- */
static bool
checkpoint_get(struct call *c)
{
    const char *note;
    int64_t at;
    if (!checkpoint_last(c->db, c->arena, c->pool, &note, &at, &c->err))
        return false;
    bool fresh = note != NULL && c->at - at < FRESH_US;
    if (!fresh && c->db->log_key != NULL &&
        !checkpoint_now(c->db, c->arena, c->db->log_key, c->pool, c->at, &note, &c->err))
        return false;
    if (note == NULL)
        return err_set(&c->err, ERR_NOT_FOUND, M_AUDIT_NO_KEY);
    return reply_raw(c, "text/plain; charset=utf-8", NULL, note, strlen(note));
}

/* --- public keys --- */
static const struct field vkey_field[] = {{.type = FIELD_TEXT, .max = VKEY_MAX}};
static const struct shape shape_vkey = {NULL, sizeof(const char *), 1, vkey_field};
struct keys_out {
    struct list keys;
};
static const struct field keys_fields[] = {
    F_LIST(struct keys_out, "keys", keys, &shape_vkey, 0, 1000, 0)};
static const struct shape keys_shape = SHAPE("LogKeys", struct keys_out, keys_fields);

static bool
keys_get(struct call *c)
{
    struct keys_out *out = arena_alloc(c->arena, sizeof(*out));
    struct log_key *keys;
    char name[LOG_NAME_MAX];
    size_t n;
    if (!log_keys(c->db, c->arena, &keys, &n, &c->err))
        return false;
    const char **list = arena_array(c->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        list[i] = vkey_text(log_name(keys[i].origin, c->pool, name), keys[i].public,
                            arena_alloc(c->arena, VKEY_MAX));
    out->keys = (struct list){list, n};
    return reply(c, 200, out);
}

/* --- proofs --- */
struct proof_query {
    int64_t size, from;
    bool sized;
};
static const struct field inclusion_query_fields[] = {
    F_INT(struct proof_query, "size", size, 1, SIZE_MAX_ASKED, HAS(struct proof_query, sized))};
static const struct shape inclusion_query =
    SHAPE("LogProofSearch", struct proof_query, inclusion_query_fields);
static const struct field consistency_query_fields[] = {
    F_INT(struct proof_query, "from", from, 0, SIZE_MAX_ASKED, 0),
    F_INT(struct proof_query, "size", size, 0, SIZE_MAX_ASKED, HAS(struct proof_query, sized))};
static const struct shape consistency_query =
    SHAPE("LogConsistencySearch", struct proof_query, consistency_query_fields);

struct proof_out {
    int64_t index, from, size;
    const char *leaf, *root;
    struct list proof;
};
static const struct field inclusion_fields[] = {
    F_INT(struct proof_out, "index", index, 0, INT64_MAX, 0),
    F_INT(struct proof_out, "size", size, 1, INT64_MAX, 0),
    F_TEXT(struct proof_out, "leaf", leaf, HASH_TEXT, 0),
    F_TEXT(struct proof_out, "root", root, HASH_TEXT, 0),
    F_LIST(struct proof_out, "proof", proof, &shape_code, 0, PROOF_MAX, 0)};
static const struct shape inclusion_shape =
    SHAPE("LogInclusion", struct proof_out, inclusion_fields);
static const struct field consistency_fields[] = {
    F_INT(struct proof_out, "from", from, 0, INT64_MAX, 0),
    F_INT(struct proof_out, "size", size, 0, INT64_MAX, 0),
    F_TEXT(struct proof_out, "root", root, HASH_TEXT, 0),
    F_LIST(struct proof_out, "proof", proof, &shape_code, 0, PROOF_MAX, 0)};
static const struct shape consistency_shape =
    SHAPE("LogConsistency", struct proof_out, consistency_fields);

static const char *
text_of(struct call *c, const struct hash *h)
{
    return hash_base64(h, arena_alloc(c->arena, 48));
}

static struct list
list_of(struct call *c, const struct hash *h, size_t n)
{
    const char **list = arena_array(c->arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        list[i] = text_of(c, &h[i]);
    return (struct list){list, n};
}

/* The tree that is asked about: of `size` leaves, or all there are. */
static bool
tree_of(struct call *c, const struct proof_query *q, struct log_reader *r, int64_t *size,
        struct hash *root)
{
    struct log_head head;
    if (!log_head(c->db, c->arena, c->pool, &head, &c->err))
        return false;
    *size = q->sized ? q->size : head.size;
    if (*size > head.size)
        return err_set(&c->err, ERR_INPUT, M_AUDIT_FROM_LATER, {NULL}, .file = "?size");
    log_reader_init(r, c->db, c->arena, c->pool);
    return tree_root(log_read, r, *size, root, &c->err);
}

static bool
inclusion_get(struct call *c)
{
    struct proof_out *out = arena_alloc(c->arena, sizeof(*out));
    struct log_reader *r = arena_alloc(c->arena, sizeof(*r));
    struct hash root, leaf;
    struct proof p;
    char text[2][INT_TEXT_MAX];
    if (!call_arg_int(c, 1, &out->index) || !tree_of(c, c->query, r, &out->size, &root))
        return false;
    if (out->index >= out->size)
        return err_set(&c->err, ERR_NOT_FOUND, M_AUDIT_NO_ROW,
                       {int_text(out->index, text[0]), int_text(c->pool, text[1])});
    if (!log_read(r, 0, out->index, &leaf, &c->err) ||
        !inclusion_prove(log_read, r, out->index, out->size, &p, &c->err))
        return false;
    out->leaf = text_of(c, &leaf);
    out->root = text_of(c, &root);
    out->proof = list_of(c, p.node, p.n);
    return reply(c, 200, out);
}

static bool
consistency_get(struct call *c)
{
    const struct proof_query *q = c->query;
    struct proof_out *out = arena_alloc(c->arena, sizeof(*out));
    struct log_reader *r = arena_alloc(c->arena, sizeof(*r));
    struct hash root;
    struct proof p;
    out->from = q->from;
    if (!tree_of(c, q, r, &out->size, &root))
        return false;
    if (q->from > out->size)
        return err_set(&c->err, ERR_INPUT, M_AUDIT_FROM_LATER, {NULL}, .file = "?from");
    if (!consistency_prove(log_read, r, q->from, out->size, &p, &c->err))
        return false;
    out->root = text_of(c, &root);
    out->proof = list_of(c, p.node, p.n);
    return reply(c, 200, out);
}

/* --- the hashes themselves, so that anybody can keep the whole tree --- */
struct tile_out {
    int64_t level, tile;
    struct list hashes;
};
static const struct field tile_fields[] = {
    F_INT(struct tile_out, "level", level, 0, TILE_DEPTH, 0),
    F_INT(struct tile_out, "tile", tile, 0, INT64_MAX, 0),
    F_LIST(struct tile_out, "hashes", hashes, &shape_code, 0, TILE, 0)};
static const struct shape tile_shape = SHAPE("LogTile", struct tile_out, tile_fields);

static bool
tile_get(struct call *c)
{
    struct tile_out *out = arena_alloc(c->arena, sizeof(*out));
    struct hash hash[TILE];
    char text[2][INT_TEXT_MAX];
    int n;
    if (!call_arg_int(c, 1, &out->level) || !call_arg_int(c, 2, &out->tile))
        return false;
    if (out->level >= TILE_DEPTH || out->tile > SIZE_MAX_ASKED)
        return err_set(&c->err, ERR_NOT_FOUND, M_OPENNESS_NO_TILE,
                       {int_text(out->level, text[0]), int_text(out->tile, text[1])});
    if (!log_tile(c->db, c->arena, c->pool, (int)out->level, out->tile, hash, &n, &c->err))
        return false;
    if (n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_OPENNESS_NO_TILE,
                       {int_text(out->level, text[0]), int_text(out->tile, text[1])});
    out->hashes = list_of(c, hash, (size_t)n);
    return reply(c, 200, out);
}

/* --- rows, for auditors --- */
struct rows_query {
    int64_t from, limit;
};
static const struct field rows_query_fields[] = {
    F_INT(struct rows_query, "from", from, 0, INT64_MAX, FIELD_OPT),
    F_INT(struct rows_query, "limit", limit, 1, PAGE_LIMIT_MAX, FIELD_OPT)};
static const struct shape rows_query = SHAPE("LogRowSearch", struct rows_query, rows_query_fields);

struct row_out {
    int64_t index, at;
    const char *who, *what, *subject, *change, *salt, *leaf;
};
static const struct field row_fields[] = {
    F_INT(struct row_out, "index", index, 0, INT64_MAX, 0),
    F_INSTANT(struct row_out, "at", at, 0),
    F_TEXT(struct row_out, "who", who, ROW_WHO_MAX, 0),
    F_TEXT(struct row_out, "what", what, ROW_WHO_MAX, 0),
    F_TEXT(struct row_out, "subject", subject, ROW_SUBJECT_MAX, FIELD_BLANK),
    F_TEXT(struct row_out, "change", change, HASH_TEXT, 0),
    F_TEXT(struct row_out, "salt", salt, HASH_TEXT, 0),
    F_TEXT(struct row_out, "leaf", leaf, HASH_TEXT, 0)};
static const struct shape row_shape = SHAPE("LogRow", struct row_out, row_fields);

struct rows_out {
    int64_t size;
    struct list items;
};
static const struct field rows_fields[] = {
    F_INT(struct rows_out, "size", size, 0, INT64_MAX, 0),
    F_LIST(struct rows_out, "items", items, &row_shape, 0, PAGE_LIMIT_MAX, 0)};
static const struct shape rows_shape = SHAPE("LogRows", struct rows_out, rows_fields);

static bool
rows_get(struct call *c)
{
    const struct rows_query *q = c->query;
    struct rows_out *out = arena_alloc(c->arena, sizeof(*out));
    struct log_head head;
    struct log_row *rows;
    size_t n, limit = q->limit != 0 ? (size_t)q->limit : PAGE_LIMIT;
    if (!log_head(c->db, c->arena, c->pool, &head, &c->err) ||
        !log_page(c->db, c->arena, c->pool, q->from - 1, limit, &rows, &n, &c->err))
        return false;
    struct row_out *items = arena_array(c->arena, struct row_out, n + 1);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct row_out){rows[i].idx,     rows[i].at,     rows[i].who,  rows[i].what,
                                    rows[i].subject, rows[i].change, rows[i].salt, rows[i].leaf};
    out->size = head.size;
    out->items = (struct list){items, n};
    return reply(c, 200, out);
}

/* --- a receipt: for whoever did it, and for auditors of the pool; nobody else's is there --- */
static bool
concerns(const struct person *p, const struct log_row *row)
{
    const char *colon = strchr(row->who, ':');
    bool own = colon != NULL && *p->user != '\0' && strcmp(colon + 1, p->user) == 0 &&
               (strncmp(row->who, "user:", 5) == 0 || strncmp(row->who, "key:", 4) == 0);
    return own || ((p->roles & AS_AUDITOR) != 0 && person_in_pool(p, row->pool));
}

static bool
receipt_get(struct call *c)
{
    struct log_row row;
    const char *text, *name;
    int64_t idx;
    char number[2][INT_TEXT_MAX];
    if (!call_arg_int(c, 1, &idx) || !log_row_find(c->db, c->arena, c->pool, idx, &row, &c->err))
        return false;
    if (!concerns(&c->who, &row))
        return err_set(&c->err, ERR_NOT_FOUND, M_AUDIT_NO_ROW,
                       {int_text(idx, number[0]), int_text(c->pool, number[1])});
    if (!receipt_make(c->db, c->arena, c->db->log_key, c->pool, idx, c->at, &text, &c->err))
        return false;
    name = arena_printf(c->arena, "%lld-%lld.tlog-proof", (long long)c->pool, (long long)idx);
    return reply_raw(c, "text/plain; charset=utf-8", name, text, strlen(text));
}

#define PUBLIC .roles = ROLES_PUBLIC, .scope = SCOPE_NONE
static const struct route routes[] = {
    {.id = "log.checkpoint",
     .page = "open-data",
     .method = "GET",
     .path = "/v1/log/:pool/checkpoint",
     PUBLIC,
     .where = SLOW,
     .flags = ROUTE_TIGHT, /* it shares its worker with logins */
     .raw_out = &plain,
     .handle = checkpoint_get,
     .summary = M_ROUTE_LOG_CHECKPOINT},
    {.id = "log.keys",
     .method = "GET",
     .path = "/v1/log/:pool/keys",
     PUBLIC,
     .where = READ,
     .out = &keys_shape,
     .handle = keys_get,
     .summary = M_ROUTE_LOG_KEYS,
     .page = "log"},
    {.id = "log.inclusion",
     .page = "log",
     .method = "GET",
     .path = "/v1/log/:pool/proofs/:index",
     PUBLIC,
     .where = READ,
     .query = &inclusion_query,
     .out = &inclusion_shape,
     .handle = inclusion_get,
     .summary = M_ROUTE_LOG_INCLUSION},
    {.id = "log.consistency",
     .method = "GET",
     .path = "/v1/log/:pool/consistency",
     PUBLIC,
     .where = READ,
     .query = &consistency_query,
     .out = &consistency_shape,
     .handle = consistency_get,
     .summary = M_ROUTE_LOG_CONSISTENCY},
    {.id = "log.tile",
     .method = "GET",
     .path = "/v1/log/:pool/tiles/:level/:tile",
     PUBLIC,
     .where = READ,
     .out = &tile_shape,
     .handle = tile_get,
     .summary = M_ROUTE_LOG_TILE},
    {.id = "log.rows",
     .page = "log",
     .method = "GET",
     .path = "/v1/log/:pool/rows",
     .roles = AS_AUDITOR,
     .scope = SCOPE_POOL,
     .where = READ,
     .query = &rows_query,
     .out = &rows_shape,
     .handle = rows_get,
     .summary = M_ROUTE_LOG_ROWS},
    {.id = "log.receipt",
     .method = "GET",
     .path = "/v1/log/:pool/receipts/:index",
     .roles = ROLES_ANY,
     .scope = SCOPE_NONE,
     .where = SLOW,
     .raw_out = &plain,
     .handle = receipt_get,
     .summary = M_ROUTE_LOG_RECEIPT,
     .page = "log"},
};
const struct routes openness_log_routes = ROUTES(routes);
