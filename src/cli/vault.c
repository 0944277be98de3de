/* vault.c - the key file of stored secrets; jicai secrets rotate. */
#include "cli/vault.h"

#include <stdlib.h>

#include "access/relock.h"
#include "base/core/text.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "openness/webhook.h"
#include "words/vault.h"

struct flags {
    bool drop;
};

const char *
cli_vault_path(struct cli *c)
{
    const char *env = getenv("JICAI_SECRETS");
    if (env != NULL && *env != '\0')
        return env;
    const char *key = audit_key_path(c, NULL);
    return key != NULL ? arena_printf(c->arena, "%s.secrets", key) : NULL;
}

bool
cli_vault(struct cli *c, const struct vault **out)
{
    const char *path = cli_vault_path(c);
    struct vault *v = arena_alloc(c->arena, sizeof(*v));
    *out = NULL;
    if (path == NULL)
        return true;
    if (vault_read(v, path, &c->err)) {
        *out = v;
        return true;
    }
    if (c->err.code != ERR_NOT_FOUND)
        return false;
    c->err = (struct err){.code = ERR_NONE};
    return true;
}

bool
cli_vault_make(struct cli *c, struct err *e)
{
    const char *path = cli_vault_path(c);
    struct vault v;
    if (path == NULL || vault_read(&v, path, e))
        return true;
    if (e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    vault_make(&v);
    return vault_write(&v, path, false, e);
}

/* The file first, so that what was encrypted with the new key can be read whatever happens next. */
static bool
rotate(struct cli *c, struct db *db, const char *path, bool drop, int64_t *count, size_t *keys)
{
    struct vault v;
    int64_t factors, hooks;
    if (!vault_read(&v, path, &c->err) || !vault_turn(&v, &c->err) ||
        !vault_write(&v, path, true, &c->err))
        return false;
    db->vault = &v;
    bool ok =
        db_tx(db, 0, relock_factors, &factors, &c->err) && relock_webhooks(db, &hooks, &c->err);
    if (ok && drop) {
        vault_keep_newest(&v);
        ok = vault_write(&v, path, true, &c->err);
    }
    *count = ok ? factors + hooks : 0;
    *keys = v.n;
    db->vault = NULL;
    return ok;
}

static int
run_rotate(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    const char *path = cli_vault_path(c);
    char number[2][INT_TEXT_MAX];
    struct db *db;
    int64_t count;
    size_t keys;
    (void)word, (void)n;
    if (path == NULL) {
        err_set(&c->err, ERR_INPUT, M_VAULT_NONE);
        return cli_fail(c);
    }
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = rotate(c, db, path, f->drop, &count, &keys);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    const char *arg[] = {int_text(count, number[0]), int_text((int64_t)keys, number[1])};
    cli_say(c, M_VAULT_ROTATED, arg, 2);
    fputc('\n', c->out);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"drop-old", "", FLAG_BOOL, false, offsetof(struct flags, drop), M_VAULT_F_DROP},
};

const struct command cmd_secrets_rotate = {
    .name = "secrets rotate",
    .words = "",
    .summary = M_CMD_SECRETS_ROTATE,
    .example = "jicai secrets rotate --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run_rotate,
};
