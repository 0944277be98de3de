/* export_ledger.c - jicai export ledger: the books of a pool as plain-text accounting. */
#include <errno.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "fund/journal.h"
#include "project/project.h"
#include "registry/region.h"
#include "words/cli.h"
#include "words/db.h"
#include "words/fund.h"

#define MEMORY ((size_t)1 << 30)

struct flags {
    const char *out, *project;
    int64_t pool;
};

struct writing {
    FILE *to;
    struct arena *a;
    int64_t pool;
};

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct writing *w = arg;
    return journal_write(db, w->a, w->pool, w->to, e);
}

static bool
write_to(struct cli *c, struct db *db, struct arena *a, const struct flags *f)
{
    struct writing w = {.a = a, .to = c->out};
    if (!pool_find(db, a, f->pool, f->project, &w.pool, &c->err))
        return false;
    if (f->out != NULL && (w.to = fopen(f->out, "w")) == NULL)
        return err_set(&c->err, ERR_IO, M_CLI_OUT, {strerror(errno)}, .file = f->out);
    bool ok = db_read(db, job, &w, &c->err);
    bool bad = ferror(w.to) != 0;
    if (f->out != NULL)
        bad = fclose(w.to) != 0 || bad;
    if (ok && bad)
        return err_set(&c->err, ERR_IO, M_CLI_OUT, {strerror(errno)},
                       .file = f->out != NULL ? f->out : "");
    return ok;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct arena *a = arena_new(MEMORY);
    struct db *db;
    (void)word, (void)n;
    bool ok = store_open(c, &db);
    if (ok) {
        ok = write_to(c, db, a, flags);
        db_close(db);
    }
    arena_free(a);
    return ok ? EXIT_OK : cli_fail(c);
}

static const struct flag export_flags[] = {
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_EXPORT_F_OUT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_FUND_F_POOL},
    {"project", "CODE", FLAG_TEXT, false, offsetof(struct flags, project), M_EXPORT_F_PROJECT},
};

const struct command cmd_export_ledger = {
    .name = "export ledger",
    .words = "",
    .summary = M_CMD_EXPORT_LEDGER,
    .example = "jicai export ledger --pool 500000 --out books.journal --db jicai.db",
    .flags = export_flags,
    .flags_n = sizeof(export_flags) / sizeof(*export_flags),
    .size = sizeof(struct flags),
    .run = run,
};
