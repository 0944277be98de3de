/* draw.c - jicai draw commit|run|decline|show: experts drawn so that nobody can steer it and
 * everybody can repeat it (RULES 11; REQUIREMENTS B4). */
#include <string.h>

#include "cli/commands.h"
#include "cli/draw_print.h"
#include "cli/store.h"
#include "project/meeting.h"
#include "project/project.h"
#include "tender/concern.h"
#include "words/bank.h"
#include "words/experts.h"
#include "words/import.h"

struct flags {
    const char *project, *draw, *need, *randomness, *public, *secret, *company, *expert, *reason,
        *meeting;
    int64_t pool, rest_days;
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
    struct arena *a = w->c->arena;
    const char *more = w->f->company != NULL ? w->f->company : "";
    const char **list = arena_array(a, const char *, strlen(more) + 1);
    size_t n = 0;
    while (*more != '\0') {
        size_t len = strcspn(more, ",");
        if (len > 0)
            list[n++] = arena_printf(a, "%.*s", (int)len, more);
        more += len + (more[len] != '\0');
    }
    w->ask.company = list;
    w->ask.companies = n;
    return concern_all(db, a, pool, &w->ask, e);
}

static bool
commit(struct db *db, struct work *w, int64_t pool, struct err *e)
{
    struct arena *a = w->c->arena;
    struct meeting m;
    enum put how;
    if (!concerned(db, w, pool, e))
        return false;
    if (w->f->meeting == NULL)
        return draw_commit(db, a, pool, &w->ask, &w->draw, &how, &w->verdict, &w->who, e);
    return meeting_get(db, a, pool, w->f->project, w->f->meeting, &m, e) &&
           meeting_ask(a, &m, &w->ask) &&
           meeting_commit(db, a, pool, &m, &w->ask, &w->draw, &how, &w->verdict, &w->who, e);
}

/* Of a draw for a meeting it is also in his service record. */
static bool
decline(struct db *db, struct arena *a, struct work *w, int64_t pool, struct err *e)
{
    const struct flags *f = w->f;
    struct service_say s = {.project = f->project,
                            .expert = f->expert,
                            .kind = SERVICE_DECLINED,
                            .note = f->reason,
                            .on = f->on,
                            .who = ""};
    enum put how;
    int64_t days;
    if (!meeting_of_draw(db, a, pool, f->project, f->draw, &s.meeting, &days, e))
        return false;
    if (*s.meeting == '\0')
        return draw_decline(db, a, &w->draw, f->expert, f->on, f->reason, &how, e);
    return meeting_record(db, a, pool, &s, &how, e) &&
           draw_get(db, a, pool, f->project, f->draw, &w->draw, e);
}

static bool
take_step(struct db *db, struct work *w, int64_t pool, struct err *e)
{
    struct arena *a = w->c->arena;
    const struct flags *f = w->f;
    enum put how;
    if (w->step == STEP_COMMIT)
        return commit(db, w, pool, e);
    if (!draw_get(db, a, pool, f->project, f->draw, &w->draw, e))
        return false;
    if (w->step == STEP_RUN)
        return draw_reveal(db, a, &w->draw, f->public, f->on, w->ask.secret, &how, &w->verdict,
                           &w->who, e) &&
               (w->verdict != DRAW_OK || meeting_invite(db, a, &w->draw, f->on, "", e));
    return w->step == STEP_SHOW || decline(db, a, w, pool, e);
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
    w->ask.rest_days = f->rest_days;
    if (f->rest_days < 0 || f->rest_days > REST_DAYS_MAX)
        return err_set(e, ERR_INPUT, M_DRAW_REST, {""}, .field = "rest-days");
    if (w->step == STEP_COMMIT && (f->need != NULL) == (f->meeting != NULL))
        return err_set(e, ERR_INPUT, M_DRAW_NEED_OR_MEETING, {""}, .field = "need");
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
    {"need", "PLACES", FLAG_TEXT, false, F(need), M_DRAW_F_NEED},
    {"meeting", "CODE", FLAG_TEXT, false, F(meeting), M_DRAW_F_MEETING},
    {"rest-days", "N", FLAG_INT, false, F(rest_days), M_DRAW_F_REST},
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
