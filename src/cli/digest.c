#include "cli/commands.h"
#include "cli/store.h"
#include "words/store.h"

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct db *db;
    char digest[DIGEST_TEXT_MAX];
    struct json j;
    (void)flags, (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = db_digest(db, digest, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "digest", digest);
        json_close(&j, '}');
        json_end(&j);
    } else {
        fprintf(c->out, "%s\n", digest);
    }
    return EXIT_OK;
}

const struct command cmd_digest = {
    .name = "digest",
    .words = "",
    .summary = M_CMD_DIGEST,
    .example = "jicai digest --db jicai.db",
    .run = run,
};
