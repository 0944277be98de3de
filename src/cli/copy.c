/* copy.c - jicai copy TARGET: a whole database into an empty one, from SQLite to PostgreSQL or
 * back. */
#include "db/copy.h"

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "db/schema.h"
#include "words/store.h"

static int
say(struct cli *c, const struct copying *x, const char *digest)
{
    char n[2][INT_TEXT_MAX];
    struct json j;
    if (!c->json) {
        const char *arg[] = {int_text(x->tables, n[0]), int_text(x->rows, n[1]), digest};
        cli_say(c, M_COPY_DONE, arg, 3);
        fputc('\n', c->out);
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "tables", x->tables);
    json_int(&j, "rows", x->rows);
    json_text(&j, "digest", digest);
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

/* The tables are made where there are none. What the copy writes is in the log already. */
static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct db *from, *to;
    struct copying x;
    char digest[DIGEST_TEXT_MAX];
    (void)flags, (void)n;
    if (!store_open(c, &from))
        return cli_fail(c);
    if (!db_create(&to, word[0], &c->err)) {
        db_close(from);
        return cli_fail(c);
    }
    struct arena *keep = arena_new(16 * 1024 * 1024);
    bool ok = schema_apply(to, cli_now(), &c->err) && db_copy(from, to, keep, &x, &c->err) &&
              db_digest(to, digest, &c->err);
    db_close(to);
    db_close(from);
    arena_free(keep);
    return ok ? say(c, &x, digest) : cli_fail(c);
}

const struct command cmd_copy = {
    .name = "copy",
    .words = "TARGET",
    .summary = M_CMD_COPY,
    .example = "jicai copy new.db --db jicai.db",
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
