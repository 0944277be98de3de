/* jicai qualify: whether a company passed the entry standards of a tender (REQUIREMENTS D3). */
#include "cli/commands.h"
#include "cli/secret.h"
#include "cli/store.h"
#include "project/project.h"
#include "tender/opening.h"
#include "words/import.h"
#include "words/seal.h"

struct flags {
    const char *project, *company, *reject;
    int64_t pool, credit;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    struct qualification q;
    enum put how;
};

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return qualify(db, w->c->arena, w->pool, w->f->project, &w->q, &w->how, e);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.c = c,
                     .f = f,
                     .pool = f->pool,
                     .q = {.company = f->company,
                           .reason = f->reject != NULL ? f->reject : "",
                           .qualified = f->reject == NULL,
                           .credit = f->credit,
                           .on = f->on}};
    const char *now;
    (void)word, (void)n;
    if (!moment_take(c, NULL, &now))
        return cli_fail(c);
    if (f->on.day == 0)
        w.q.on = moment_day(now);
    const struct store_work s = {
        .pool = w.pool, .project = f->project, .found = &w.pool, .write = job, .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    const char *arg[] = {f->company, put_name(w.how), w.q.reason};
    cli_say(c, w.q.qualified ? M_QUALIFIED_YES : M_QUALIFIED_NO, arg, 3);
    fputc('\n', c->out);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"company", "CODE", FLAG_TEXT, true, offsetof(struct flags, company), M_SEAL_F_BIDDER},
    {"reject", "REASON", FLAG_TEXT, false, offsetof(struct flags, reject), M_QUALIFY_F_REJECT},
    {"credit", "GRADE", FLAG_INT, false, offsetof(struct flags, credit), M_QUALIFY_F_CREDIT},
    {"on", "DATE", FLAG_DATE, false, offsetof(struct flags, on), M_QUALIFY_F_ON},
};

const struct command cmd_qualify = {
    .name = "qualify",
    .words = "",
    .summary = M_CMD_QUALIFY,
    .example = "jicai qualify --project CS-1 --company 91330100799655058B --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
