#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "db/schema.h"
#include "registry/reference.h"
#include "words/import.h"

static void
say(struct cli *c, const struct reference *ref)
{
    struct json j;
    char n[3][INT_TEXT_MAX];
    const char *arg[] = {int_text(ref->regions, n[0]), int_text(ref->pools, n[1]),
                         int_text(ref->changes, n[2])};
    if (!c->json) {
        cli_say(c, M_INIT_DONE, arg, 3);
        fputc('\n', c->out);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "regions", ref->regions);
    json_int(&j, "pools", ref->pools);
    json_int(&j, "changes", ref->changes);
    json_close(&j, '}');
    json_end(&j);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct reference ref;
    struct db *db;
    (void)flags, (void)word, (void)n;
    if (!db_create(&db, c->db, &c->err))
        return cli_fail(c);
    store_act(c, db);
    bool ok = schema_apply(db, db->act.at, &c->err) && db_tx(db, 0, load_reference, &ref, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    say(c, &ref);
    return EXIT_OK;
}

const struct command cmd_init = {
    .name = "init",
    .words = "",
    .summary = M_CMD_INIT,
    .example = "jicai init --db jicai.db",
    .run = run,
};
