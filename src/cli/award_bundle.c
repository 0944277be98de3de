/* jicai award bundle: everything that an award follows from, in one file. */
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "base/core/text.h"
#include "project/project.h"
#include "tender/award_bundle.h"
#include "words/contract.h"
#include "words/import.h"
#include "words/seal.h"

struct flags {
    const char *project, *out;
    int64_t pool;
};

struct work {
    struct arena *a;
    const char *project, *text;
    int64_t pool, groups;
    size_t n;
};

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return (w->pool != 0 || project_home(db, w->a, w->project, &w->pool, e)) &&
           award_bundle(db, w->a, w->pool, w->project, &w->text, &w->n, &w->groups, e);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.a = c->arena, .project = f->project, .pool = f->pool};
    char groups[INT_TEXT_MAX];
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = db_read(db, job, &w, &c->err);
    db_close(db);
    if (!ok || !text_out(c, f->out, w.text, w.n))
        return cli_fail(c);
    if (f->out != NULL) {
        cli_say(c, M_BUNDLE_DONE, (const char *const[]){f->out, int_text(w.groups, groups)}, 2);
        fputc('\n', c->out);
    }
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};

const struct command cmd_award_bundle = {
    .name = "award bundle",
    .words = "",
    .summary = M_CMD_AWARD_BUNDLE,
    .example = "jicai award bundle --project CS-1 --out award.txt --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
