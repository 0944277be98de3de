/* audit_checkpoint.c - jicai audit checkpoint: the signed head of a pool's log, with the proof that
 * it continues an earlier one; jicai audit key: what verifies it. */
#include <string.h>

#include "audit/log.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/audit.h"

struct flags {
    int64_t pool, from;
    const char *key;
};

struct shown {
    const char *note;
    struct checkpoint c;
    struct proof proof;
};

static bool
prove(struct cli *c, struct db *db, const struct flags *f, struct shown *s)
{
    struct log_reader *r = arena_alloc(c->arena, sizeof(*r));
    log_reader_init(r, db, c->arena, f->pool);
    if (f->from > s->c.size)
        return err_set(&c->err, ERR_INPUT, M_AUDIT_FROM_LATER, {NULL}, .field = "from");
    return consistency_prove(log_read, r, f->from, s->c.size, &s->proof, &c->err);
}

/* Signed now when there is a key, else the newest that was kept. */
static bool
take(struct cli *c, struct db *db, const struct flags *f, const struct log_key *key,
     struct shown *s)
{
    int64_t at;
    bool ok = key != NULL
                  ? checkpoint_now(db, c->arena, key, f->pool, db->act.at, &s->note, &c->err)
                  : checkpoint_last(db, c->arena, f->pool, &s->note, &at, &c->err);
    if (ok && s->note == NULL)
        return err_set(&c->err, ERR_INPUT, M_AUDIT_NO_KEY);
    return ok && checkpoint_read(&s->c, s->note, &c->err) && prove(c, db, f, s);
}

static void
print(struct cli *c, const struct flags *f, const struct shown *s)
{
    struct json j;
    char line[48];
    if (!c->json) { /* with a proof: as witnesses are asked (c2sp.org/tlog-witness) */
        if (f->from > 0) {
            fprintf(c->out, "old %lld\n", (long long)f->from);
            for (size_t i = 0; i < s->proof.n; i++)
                fprintf(c->out, "%s\n", hash_base64(&s->proof.node[i], line));
            fputc('\n', c->out);
        }
        fputs(s->note, c->out);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "log", s->c.name);
    json_int(&j, "size", s->c.size);
    json_text(&j, "root", hash_base64(&s->c.root, line));
    json_text(&j, "checkpoint", s->note);
    json_int(&j, "from", f->from);
    json_open(&j, "consistency", '[');
    for (size_t i = 0; i < s->proof.n; i++)
        json_text(&j, NULL, hash_base64(&s->proof.node[i], line));
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static int
run_checkpoint(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct shown s = {0};
    struct log_key *key;
    struct db *db;
    (void)word, (void)n;
    if (!audit_key(c, f->key, &key) || !store_open(c, &db))
        return cli_fail(c);
    bool ok = take(c, db, f, key, &s);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    print(c, f, &s);
    return EXIT_OK;
}

/* Every key that ever signed here, for one pool's log; the newest last. */
static int
run_key(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    char name[LOG_NAME_MAX], vkey[VKEY_MAX];
    struct log_key *keys;
    struct db *db;
    struct json j;
    size_t keys_n;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = log_keys(db, c->arena, &keys, &keys_n, &c->err);
    db_close(db);
    if (ok && keys_n == 0)
        ok = err_set(&c->err, ERR_INPUT, M_AUDIT_NO_KEY);
    if (!ok)
        return cli_fail(c);
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < keys_n; i++) {
        vkey_text(log_name(keys[i].origin, f->pool, name), keys[i].public, vkey);
        if (c->json)
            json_text(&j, NULL, vkey);
        else
            fprintf(c->out, "%s\n", vkey);
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

static const struct flag checkpoint_flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_AUDIT_POOL},
    {"from", "SIZE", FLAG_INT, false, offsetof(struct flags, from), M_AUDIT_FROM},
    {"key-file", "FILE", FLAG_TEXT, false, offsetof(struct flags, key), M_AUDIT_KEY_FLAG},
};

static const struct flag key_flags[] = {
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_AUDIT_POOL},
};

const struct command cmd_audit_checkpoint = {
    .name = "audit checkpoint",
    .words = "",
    .summary = M_CMD_AUDIT_CHECKPOINT,
    .example = "jicai audit checkpoint --pool 500000 --from 120 --db jicai.db",
    .flags = checkpoint_flags,
    .flags_n = sizeof(checkpoint_flags) / sizeof(*checkpoint_flags),
    .size = sizeof(struct flags),
    .run = run_checkpoint,
};

const struct command cmd_audit_key = {
    .name = "audit key",
    .words = "",
    .summary = M_CMD_AUDIT_KEY,
    .example = "jicai audit key --pool 500000 --db jicai.db",
    .flags = key_flags,
    .flags_n = sizeof(key_flags) / sizeof(*key_flags),
    .size = sizeof(struct flags),
    .run = run_key,
};
