/* jicai project begin|move|show and jicai report form: a project on its way, and the form that an
 * institution fills in. What a move asks for is the same as over HTTP. */
#include <string.h>

#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "demand/demand_report.h"
#include "project/life.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/phases.h"
#include "words/tender.h"

struct flags {
    const char *project, *to, *reason, *hospital;
    int64_t pool;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *who;
    int64_t pool;
    enum phase to;
    enum put how;
};

static bool
begin_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct project p;
    return project_get(db, w->c->arena, w->pool, w->f->project, &p, e) &&
           project_begin(db, w->c->arena, w->pool, w->f->project, w->f->on, w->who, &w->how, e);
}

static bool
move_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct demand_progress at;
    if (!demand_progress(db, w->c->arena, w->pool, w->f->project, &at, e))
        return false;
    const struct move m = {w->to, w->f->on, w->who, w->f->reason != NULL ? w->f->reason : "",
                           at.returned + at.unreviewed};
    return project_move(db, w->c->arena, w->pool, w->f->project, &m, &w->how, e);
}

static void
print_event(struct cli *c, struct json *j, const struct project_event *v)
{
    char on[DATE_TEXT_MAX];
    const char *came = v->came < 0 ? "" : phase_names[v->came];
    const char *say[] = {date_text(v->on, on), phase_names[v->phase], came, v->reason, v->who};
    if (!c->json) {
        cli_say(c, M_LIFE_EVENT, say, 5);
        fputc('\n', c->out);
        return;
    }
    json_open(j, NULL, '{');
    json_date(j, "on", v->on);
    json_text(j, "phase", phase_names[v->phase]);
    json_text(j, "came", came);
    json_text(j, "reason", v->reason);
    json_text(j, "who", v->who);
    json_close(j, '}');
}

static bool
print_events(struct cli *c, struct db *db, int64_t pool, const char *project)
{
    struct project_events v;
    struct json j;
    if (!project_history(db, c->arena, pool, project, &v, &c->err))
        return false;
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < v.n; i++)
        print_event(c, &j, &v.list[i]);
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return true;
}

static int
run(struct cli *c, const struct flags *f, db_job *job, enum phase to)
{
    struct work w = {.c = c, .f = f, .pool = f->pool, .to = to};
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    w.who = db->act.who;
    bool ok = project_pool(c, db, f->project, &w.pool) &&
              (job == NULL || db_tx(db, w.pool, job, &w, &c->err)) &&
              print_events(c, db, w.pool, f->project);
    db_close(db);
    return ok ? EXIT_OK : cli_fail(c);
}

static int
begin(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, begin_job, PHASE_DRAFT);
}

static int
move(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    int to;
    (void)word, (void)n;
    if (!name_find(phase_names, PHASES, f->to, &to)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_BAD, {"to", f->to, "draft ... closed"});
        return cli_fail(c);
    }
    return run(c, f, move_job, (enum phase)to);
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, NULL, PHASE_DRAFT);
}

/* --- the form of a report --- */

struct form_work {
    struct arena *arena;
    struct report_key key;
    const char *path;
};

static bool
form_job(struct db *db, void *arg, struct err *e)
{
    const struct form_work *w = arg;
    return demand_template(db, w->arena, &w->key, w->path, e);
}

static int
form(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct form_work w = {c->arena, {f->pool, f->project, f->hospital}, word[0]};
    const struct store_work s = {
        .pool = f->pool, .project = f->project, .found = &w.key.pool, .read = form_job, .work = &w};
    (void)n;
    return store_do(c, &s) ? EXIT_OK : cli_fail(c);
}

#define AT(field) offsetof(struct flags, field)
#define PROJECT                                                                                    \
    {                                                                                              \
        "project", "CODE", FLAG_TEXT, true, AT(project), M_PROJECT_F_PROJECT                       \
    }
#define POOL                                                                                       \
    {                                                                                              \
        "pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL                                \
    }
#define ON                                                                                         \
    {                                                                                              \
        "on", "DATE", FLAG_DATE, true, AT(on), M_LIFE_F_ON                                         \
    }
static const struct flag begin_flags[] = {PROJECT, ON, POOL};
static const struct flag move_flags[] = {
    PROJECT, {"to", "PHASE", FLAG_TEXT, true, AT(to), M_LIFE_F_TO},
    ON,      {"reason", "TEXT", FLAG_TEXT, false, AT(reason), M_LIFE_F_REASON},
    POOL,
};
static const struct flag show_flags[] = {PROJECT, POOL};
static const struct flag form_flags[] = {
    PROJECT,
    {"hospital", "CODE", FLAG_TEXT, true, AT(hospital), M_LIFE_F_HOSPITAL},
    POOL,
};
#undef AT
#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_project_begin = {
    .name = "project begin",
    .words = "",
    .summary = M_CMD_PROJECT_BEGIN,
    .example = "jicai project begin --project CS-HCDL-2023-1 --on 2024-03-01 --db jicai.db",
    FLAGS(begin_flags),
    .run = begin,
};
const struct command cmd_project_move = {
    .name = "project move",
    .words = "",
    .summary = M_CMD_PROJECT_MOVE,
    .example = "jicai project move --project CS-HCDL-2023-1 --to reporting --on 2024-04-01",
    FLAGS(move_flags),
    .run = move,
};
const struct command cmd_project_show = {
    .name = "project show",
    .words = "",
    .summary = M_CMD_PROJECT_SHOW,
    .example = "jicai project show --project CS-HCDL-2023-1 --db jicai.db",
    FLAGS(show_flags),
    .run = show,
};
const struct command cmd_report_form = {
    .name = "form",
    .words = "FILE",
    .summary = M_CMD_REPORT_FORM,
    .example = "jicai form report.xlsx --project CS-HCDL-2023-1 --hospital H50010300001",
    FLAGS(form_flags),
    .words_min = 1,
    .words_max = 1,
    .run = form,
};
