/* jicai officers: who opens the bids of a project, how many it takes, until when bids are taken. */
#include <string.h>

#include "cli/commands.h"
#include "cli/project_find.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "project/project.h"
#include "tender/opening.h"
#include "words/cli.h"
#include "words/import.h"
#include "words/seal.h"

struct flags {
    const char *project, *deadline, *at, *out;
    int64_t pool, k;
};

struct fixing {
    struct cli *c;
    struct officers officers;
    const char *now;
    bool fix; /* else only show */
    enum put how;
    struct opening opening;
};

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct fixing *x = arg;
    struct arena *a = x->c->arena;
    struct project p;
    return project_get(db, a, x->officers.pool, x->officers.project, &p, e) &&
           (!x->fix || fix_officers(db, a, &x->officers, x->now, &x->how, e)) &&
           opening_must(db, a, x->officers.pool, x->officers.project, &x->opening, e);
}

/* "zhang=zhang.key.pub" */
static bool
take_officer(struct cli *c, const char *word, struct sealed_to *out)
{
    const char *equals = strchr(word, '=');
    struct key k;
    if (equals == NULL || equals == word)
        return err_set(&c->err, ERR_INPUT, M_OFFICER_WORD, {word});
    out->code = arena_printf(c->arena, "%.*s", (int)(equals - word), word);
    if (!key_public_load(c, equals + 1, &k))
        return false;
    if (k.kind != KEY_OFFICER)
        return err_set(&c->err, ERR_INPUT, M_KEY_NOT_OFFICER, {key_kind_names[k.kind]},
                       .file = equals + 1);
    memcpy(out->public, k.public, OFFICER_KEY_SIZE);
    return true;
}

static bool
take_all(struct cli *c, const struct flags *f, const char *const word[], size_t n, struct fixing *x)
{
    x->fix = n > 0;
    x->officers = (struct officers){
        .pool = f->pool, .project = f->project, .deadline = f->deadline, .k = (size_t)f->k, .n = n};
    if (n > 0 && f->deadline == NULL)
        return err_set(&c->err, ERR_INPUT, M_CLI_FLAG_NEEDED, {"deadline", "MOMENT", "officers"});
    for (size_t i = 0; i < n; i++)
        if (!take_officer(c, word[i], &x->officers.officer[i]))
            return false;
    return moment_take(c, f->at, &x->now);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct fixing *x = arena_alloc(c->arena, sizeof(*x));
    struct db *db;
    x->c = c;
    if (!take_all(c, f, word, n, x) || !store_open(c, &db))
        return cli_fail(c);
    bool ok = (x->officers.pool != 0 ||
               project_home(db, c->arena, f->project, &x->officers.pool, &c->err)) &&
              db_tx(db, x->officers.pool, job, x, &c->err);
    if (ok) {
        const char *text = officers_text(c->arena, &x->opening.officers);
        ok = text_out(c, f->out, text, strlen(text));
    }
    db_close(db);
    return ok ? EXIT_OK : cli_fail(c);
}

static const struct flag officers_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"k", "N", FLAG_INT, false, offsetof(struct flags, k), M_OFFICERS_F_K},
    {"deadline", "MOMENT", FLAG_TEXT, false, offsetof(struct flags, deadline),
     M_OFFICERS_F_DEADLINE},
    {"at", "MOMENT", FLAG_TEXT, false, offsetof(struct flags, at), M_SEAL_F_AT},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_SEAL_F_OUT},
};

const struct command cmd_officers = {
    .name = "officers",
    .words = "CODE=FILE.pub...",
    .summary = M_CMD_OFFICERS,
    .example = "jicai officers --project CS-1 --k 2 --deadline \"2026-05-01 17:00:00\" "
               "zhang=zhang.key.pub li=li.key.pub wang=wang.key.pub --out officers.txt",
    .flags = officers_flags,
    .flags_n = sizeof(officers_flags) / sizeof(*officers_flags),
    .size = sizeof(struct flags),
    .words_min = 0,
    .words_max = SHARE_COUNT_MAX,
    .run = run,
};
