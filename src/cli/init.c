#include "access/manage.h"
#include "base/core/text.h"
#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "cli/vault.h"
#include "db/schema.h"
#include "registry/reference.h"
#include "words/access.h"
#include "words/audit.h"
#include "words/import.h"

enum { CHINA_SECONDS = 8 * 3600, DAY_SECONDS = 86400 };

struct flags {
    const char *key, *origin;
};

/* The key that signs the log's checkpoints: the one in its file, else a new one. `public` "": there
 * is no place for a file. The file is never replaced. */
static bool
make_key(struct cli *c, struct db *db, const struct flags *f, char public[static VKEY_MAX])
{
    struct log_key key;
    char name[LOG_NAME_MAX];
    const char *path = audit_key_path(c, f->key);
    public[0] = '\0';
    if (path == NULL)
        return true;
    if (!log_key_read(&key, path, &c->err)) {
        if (c->err.code != ERR_NOT_FOUND || !log_key_make(&key, f->origin, &c->err) ||
            !log_key_write(&key, path, &c->err))
            return false;
        c->err = (struct err){.code = ERR_NONE};
    }
    vkey_text(log_name(key.origin, 0, name), key.public, public);
    struct log_key_in in = {.key = &key, .at = db->act.at};
    return db_tx(db, 0, log_key_register, &in, &c->err);
}

/* How the first administrator comes in; nothing when there is one. */
static void
say_first(struct cli *c, const char *token)
{
    const char *arg[] = {FIRST_ADMIN, token};
    if (*token == '\0')
        return;
    cli_say(c, M_ACCESS_FIRST, arg, 2);
    fputc('\n', c->out);
    cli_say(c, M_ACCESS_FIRST_HOW, &token, 1);
    fputc('\n', c->out);
}

static void
say(struct cli *c, const struct reference *ref, const char *public, const char *token)
{
    struct json j;
    char n[3][INT_TEXT_MAX];
    const char *arg[] = {int_text(ref->regions, n[0]), int_text(ref->pools, n[1]),
                         int_text(ref->changes, n[2])};
    if (!c->json) {
        cli_say(c, M_INIT_DONE, arg, 3);
        fputc('\n', c->out);
        cli_say(c, *public != '\0' ? M_AUDIT_KEY_NEW : M_AUDIT_KEY_NONE, &public, 1);
        fputc('\n', c->out);
        say_first(c, token);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "regions", ref->regions);
    json_int(&j, "pools", ref->pools);
    json_int(&j, "changes", ref->changes);
    json_text(&j, "public_key", public);
    if (*token != '\0')
        json_text(&j, "admin_token", token);
    json_close(&j, '}');
    json_end(&j);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct reference ref;
    struct db *db;
    char public[VKEY_MAX];
    (void)word, (void)n;
    if (!db_create(&db, c->db, &c->err))
        return cli_fail(c);
    store_act(c, db);
    bool ok = schema_apply(db, db->act.at, &c->err) &&
              db_tx(db, 0, load_reference, &ref, &c->err) && make_key(c, db, flags, public) &&
              cli_vault_make(c, &c->err);
    struct first_admin first = {.arena = c->arena, .at = db->act.at};
    first.today.day = (int32_t)((db->act.at / 1000000 + CHINA_SECONDS) / DAY_SECONDS);
    ok = ok && db_tx(db, 0, first_admin, &first, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    say(c, &ref, public, first.token);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"key-file", "FILE", FLAG_TEXT, false, offsetof(struct flags, key), M_AUDIT_KEY_FLAG},
    {"origin", "NAME", FLAG_TEXT, false, offsetof(struct flags, origin), M_INIT_ORIGIN},
};

const struct command cmd_init = {
    .name = "init",
    .words = "",
    .summary = M_CMD_INIT,
    .example = "jicai init --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
