/* draw.c - jicai draw commit|run|decline|show: experts drawn so that nobody can steer it and
 * everybody can repeat it (RULES 11; REQUIREMENTS B4). */
#include <string.h>

#include "cli/commands.h"
#include "cli/draw_print.h"
#include "cli/store.h"
#include "project/project.h"
#include "tender/bid.h"
#include "words/experts.h"
#include "words/import.h"

struct flags {
    const char *project, *draw, *need, *randomness, *public, *secret, *company, *expert, *reason;
    int64_t pool;
    date on;
};

enum step { STEP_COMMIT, STEP_RUN, STEP_DECLINE, STEP_SHOW };

struct work {
    struct cli *c;
    const struct flags *f;
    enum step step;
    struct draw_ask ask; /* of commit; the secret also of run */
    struct expert_draw draw;
    struct policy *pack;
    enum draw_verdict verdict;
    const char *who;
};

/* The bidders, and those the office names. */
static bool
concerned(struct db *db, struct work *w, int64_t pool, struct err *e)
{
    struct bidders b;
    struct arena *a = w->c->arena;
    const char *more = w->f->company != NULL ? w->f->company : "";
    if (!bid_companies(db, a, pool, w->f->project, &b, e))
        return false;
    const char **list = arena_array(a, const char *, b.n + strlen(more) + 1);
    for (size_t i = 0; i < b.n; i++)
        list[i] = b.list[i];
    while (*more != '\0') {
        size_t n = strcspn(more, ",");
        if (n > 0)
            list[b.n++] = arena_printf(a, "%.*s", (int)n, more);
        more += n + (more[n] != '\0');
    }
    w->ask.company = list;
    w->ask.companies = b.n;
    return true;
}

static bool
take_step(struct db *db, struct work *w, int64_t pool, struct err *e)
{
    struct arena *a = w->c->arena;
    const struct flags *f = w->f;
    enum put how;
    if (w->step == STEP_COMMIT)
        return concerned(db, w, pool, e) &&
               draw_commit(db, a, pool, &w->ask, &w->draw, &how, &w->verdict, &w->who, e);
    if (!draw_get(db, a, pool, f->project, f->draw, &w->draw, e))
        return false;
    if (w->step == STEP_RUN)
        return draw_reveal(db, a, &w->draw, f->public, f->on, w->ask.secret, &how, &w->verdict,
                           &w->who, e);
    return w->step == STEP_SHOW ||
           draw_decline(db, a, &w->draw, f->expert, f->on, f->reason, &how, e);
}

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct project p;
    w->verdict = DRAW_OK;
    return project_get(db, w->c->arena, w->f->pool, w->f->project, &p, e) &&
           project_pack(&p, w->c->arena, &w->pack, e) && take_step(db, w, w->f->pool, e);
}

static bool
ask_fine(struct work *w, struct err *e)
{
    const struct flags *f = w->f;
    w->ask.project = f->project;
    w->ask.draw = f->draw;
    w->ask.randomness = f->randomness;
    w->ask.on = f->on;
    if (f->need != NULL && !draw_need_parse(w->ask.need, f->need))
        return err_set(e, ERR_INPUT, M_DRAW_BAD_NEED, {f->need}, .field = "need");
    return f->secret == NULL || sm3_parse(w->ask.secret, f->secret) ||
           err_set(e, ERR_INPUT, M_DRAW_BAD_SECRET, {""}, .field = "secret");
}

static int
say(struct work *w)
{
    struct cli *c = w->c;
    if (w->verdict == DRAW_OK) {
        if (c->json)
            draw_print_json(c, &w->draw, w->pack);
        else
            draw_print_text(c, &w->draw, w->pack);
        return EXIT_OK;
    }
    if (w->step == STEP_COMMIT)
        cli_say(c, M_DRAW_NO_TOO_FEW, (const char *const[]){w->who}, 1);
    else
        cli_say(
            c, M_DRAW_NO,
            (const char *const[]){w->f->draw, cli_word(c, draw_verdict_msg(w->verdict)), w->who},
            3);
    fputc('\n', c->out);
    return EXIT_FINDING;
}

static int
run(struct cli *c, const struct flags *given, enum step step)
{
    struct flags f = *given;
    struct work w = {.c = c, .f = &f, .step = step};
    struct db *db;
    if (!ask_fine(&w, &c->err) || !store_open(c, &db))
        return cli_fail(c);
    bool ok =
        (f.pool != 0 || project_home(db, c->arena, f.project, &f.pool, &c->err)) &&
        (step == STEP_SHOW ? db_read(db, job, &w, &c->err) : db_tx(db, f.pool, job, &w, &c->err));
    db_close(db);
    return ok ? say(&w) : cli_fail(c);
}

static int
run_commit(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, STEP_COMMIT);
}

static int
run_run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, STEP_RUN);
}

static int
run_decline(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, STEP_DECLINE);
}

static int
run_show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, STEP_SHOW);
}

#define F(member) offsetof(struct flags, member)
#define WHICH                                                                                      \
    {"project", "P", FLAG_TEXT, true, F(project), M_DRAW_F_PROJECT},                               \
        {"draw", "ID", FLAG_TEXT, true, F(draw), M_DRAW_F_DRAW},                                   \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, false, F(pool), M_IMPORT_F_POOL                                  \
    }

static const struct flag commit_flags[] = {
    WHICH,
    {"need", "PLACES", FLAG_TEXT, true, F(need), M_DRAW_F_NEED},
    {"randomness", "NAME", FLAG_TEXT, true, F(randomness), M_DRAW_F_RANDOMNESS},
    {"secret", "HEX", FLAG_TEXT, true, F(secret), M_DRAW_F_SECRET},
    {"on", "DATE", FLAG_DATE, true, F(on), M_DRAW_F_ON_COMMIT},
    {"company", "CODES", FLAG_TEXT, false, F(company), M_DRAW_F_COMPANY},
};
static const struct flag run_flags[] = {
    WHICH,
    {"public", "TEXT", FLAG_TEXT, true, F(public), M_DRAW_F_PUBLIC},
    {"secret", "HEX", FLAG_TEXT, true, F(secret), M_DRAW_F_SECRET},
    {"on", "DATE", FLAG_DATE, true, F(on), M_DRAW_F_ON_RUN},
};
static const struct flag decline_flags[] = {
    WHICH,
    {"expert", "CODE", FLAG_TEXT, true, F(expert), M_DRAW_F_EXPERT},
    {"reason", "TEXT", FLAG_TEXT, true, F(reason), M_DRAW_F_REASON},
    {"on", "DATE", FLAG_DATE, true, F(on), M_DRAW_F_ON_DECLINE},
};
static const struct flag show_flags[] = {WHICH};

const struct command cmd_draw_commit = {
    .name = "draw commit",
    .words = "",
    .summary = M_CMD_DRAW_COMMIT,
    .example = "jicai draw commit --project GZ-JT-2020 --draw D2 --need clinical=3,insurance=1 "
               "--randomness 'SSE close' --secret $(openssl rand -hex 32) --on 2020-11-19",
    .flags = commit_flags,
    .flags_n = sizeof(commit_flags) / sizeof(*commit_flags),
    .size = sizeof(struct flags),
    .run = run_commit,
};
const struct command cmd_draw_run = {
    .name = "draw run",
    .words = "",
    .summary = M_CMD_DRAW_RUN,
    .example = "jicai draw run --project GZ-JT-2020 --draw D1 --public 3377.73 --secret 00ff... "
               "--on 2020-11-20",
    .flags = run_flags,
    .flags_n = sizeof(run_flags) / sizeof(*run_flags),
    .size = sizeof(struct flags),
    .run = run_run,
};
const struct command cmd_draw_decline = {
    .name = "draw decline",
    .words = "",
    .summary = M_CMD_DRAW_DECLINE,
    .example = "jicai draw decline --project GZ-JT-2020 --draw D1 --expert E7 --reason 出差 "
               "--on 2020-11-21",
    .flags = decline_flags,
    .flags_n = sizeof(decline_flags) / sizeof(*decline_flags),
    .size = sizeof(struct flags),
    .run = run_decline,
};
const struct command cmd_draw_show = {
    .name = "draw show",
    .words = "",
    .summary = M_CMD_DRAW_SHOW,
    .example = "jicai draw show --project GZ-JT-2020 --draw D1 --json > draw.json",
    .flags = show_flags,
    .flags_n = sizeof(show_flags) / sizeof(*show_flags),
    .size = sizeof(struct flags),
    .run = run_show,
};
