#include "audit/checkpoint.h"

#include <string.h>

#include "audit/log.h"
#include "audit/query.h"
#include "base/core/text.h"
#include "words/audit.h"
#include "words/db.h"

enum { TRIES = 8 };

bool
log_key_register(struct db *db, void *arg, struct err *e)
{
    const struct log_key_in *in = arg;
    char public[SHA256_HEX_MAX];
    return db_do(db, &q_log_key_put, e, v_text(sha256_text(in->key->public, public)),
                 v_text(in->key->origin), v_int(in->at));
}

bool
log_keys(struct db *db, struct arena *a, struct log_key **out, size_t *n, struct err *e)
{
    struct rows r;
    *n = 0;
    if (!db_run(db, &q_log_key_each, a, &r, e, v_int(0)))
        return false;
    *out = arena_array(a, struct log_key, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        struct hash public;
        const char *origin = row_text(&r, i, 1);
        if (!hash_parse(&public, row_text(&r, i, 0)) || strlen(origin) >= ORIGIN_MAX)
            continue; /* nothing was ever signed with that */
        memcpy((*out)[*n].public, public.b, KEY_SIZE);
        memcpy((*out)[*n].origin, origin, strlen(origin) + 1);
        ++*n;
    }
    return true;
}

static bool
key_known(struct db *db, struct arena *a, const struct log_key *key, struct err *e)
{
    struct log_key *all;
    char name[VKEY_MAX];
    size_t n;
    if (!log_keys(db, a, &all, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (memcmp(all[i].public, key->public, KEY_SIZE) == 0 &&
            strcmp(all[i].origin, key->origin) == 0)
            return true;
    return err_set(e, ERR_INPUT, M_AUDIT_KEY_STRANGE, {vkey_text(key->origin, key->public, name)});
}

static bool
fork_found(int64_t pool, int64_t size, struct err *e)
{
    char text[2][INT_TEXT_MAX];
    return err_set(e, ERR_IO, M_AUDIT_FORK, {int_text(pool, text[0]), int_text(size, text[1])});
}

/* The stored tree gives the head's root, and it continues the checkpoint before. */
static bool
continues(struct db *db, struct arena *a, int64_t pool, const struct log_head *head, struct err *e)
{
    struct log_reader *r = arena_alloc(a, sizeof(*r));
    const char *note;
    int64_t at;
    struct checkpoint last;
    struct hash root;
    log_reader_init(r, db, a, pool);
    if (!tree_root(log_read, r, head->size, &root, e))
        return false;
    if (!hash_equal(&root, &head->root))
        return log_broken(pool, e);
    if (!checkpoint_last(db, a, pool, &note, &at, e))
        return false;
    if (note == NULL)
        return true;
    if (!checkpoint_read(&last, note, e) || last.size > head->size)
        return fork_found(pool, last.size, e);
    if (!tree_root(log_read, r, last.size, &root, e))
        return false;
    return hash_equal(&root, &last.root) || fork_found(pool, last.size, e);
}

struct sign {
    struct arena *a;
    const struct log_key *key;
    int64_t pool, at;
    const char *note;
};

/* The pool's head is locked: nobody appends meanwhile, nobody else signs. */
static bool
sign_locked(struct db *db, struct sign *s, struct err *e)
{
    struct log_head head;
    struct rows r;
    if (!log_head(db, s->a, s->pool, &head, e) ||
        !db_run(db, &q_log_checkpoint_get, s->a, &r, e, v_int(s->pool), v_int(head.size)))
        return false;
    if (r.n > 0) {
        s->note = row_text(&r, 0, 2);
        return true;
    }
    if (!key_known(db, s->a, s->key, e) || !continues(db, s->a, s->pool, &head, e))
        return false;
    s->note = checkpoint_write(s->a, s->key, s->pool, head.size, &head.root);
    return db_do(db, &q_log_checkpoint_put, e, v_int(s->pool), v_int(head.size), v_int(s->at),
                 v_text(s->note));
}

bool
checkpoint_now(struct db *db, struct arena *a, const struct log_key *key, int64_t pool, int64_t at,
               const char **note, struct err *e)
{
    struct sign s = {.a = a, .key = key, .pool = pool, .at = at};
    struct err ignored;
    for (int i = 0; i < TRIES; i++) {
        *e = (struct err){.code = ERR_NONE};
        if (db->ops->begin(db, pool, e) && sign_locked(db, &s, e) &&
            db->ops->exec(db, "COMMIT", e)) {
            *note = s.note;
            return true;
        }
        (void)db->ops->exec(db, "ROLLBACK", &ignored);
        if (e->code != ERR_RETRY)
            return false;
    }
    return err_set(e, ERR_IO, M_RACE);
}

bool
checkpoint_last(struct db *db, struct arena *a, int64_t pool, const char **note, int64_t *at,
                struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_log_checkpoint_last, a, &r, e, v_int(pool)))
        return false;
    *note = r.n > 0 ? row_text(&r, 0, 2) : NULL;
    *at = r.n > 0 ? row_int(&r, 0, 1) : 0;
    return true;
}
