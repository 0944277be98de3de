/* jicai volume: base and agreed volumes of a project, down to each institution. */
#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "demand/query.h"
#include "tender/run_volume.h"
#include "words/cli.h"
#include "words/tender.h"
#include "words/phases.h"

enum { RUN_MEMORY = 256 * 1024 * 1024 };

struct flags {
    const char *project;
    int64_t pool;
    const char *share; /* as typed: 0 % is a mistake, not an absence */
    bool replace;
    const char *reason;
    date on;
};

struct printing {
    struct cli *c;
    struct json j;
};

static bool
group_text(void *arg, const struct rows *row, struct err *e)
{
    struct printing *p = arg;
    char base[INT_TEXT_MAX], agreed[INT_TEXT_MAX], share[RATIO_TEXT_MAX];
    const char *say[] = {row_text(row, 0, 0), int_text(row_int(row, 0, 1), base),
                         ratio_text((ratio){row_int(row, 0, 2)}, share),
                         int_text(row_int(row, 0, 3), agreed)};
    (void)e;
    cli_say(p->c, M_VOLUME_GROUP, say, 4);
    fputc('\n', p->c->out);
    return true;
}

static bool
group_json(void *arg, const struct rows *row, struct err *e)
{
    struct json *j = &((struct printing *)arg)->j;
    (void)e;
    json_open(j, NULL, '{');
    json_text(j, "group", row_text(row, 0, 0));
    json_int(j, "base", row_int(row, 0, 1));
    json_ratio(j, "ratio", (ratio){row_int(row, 0, 2)});
    json_int(j, "agreed", row_int(row, 0, 3));
    if (row_int(row, 0, 4) > 0)
        json_int(j, "winners", row_int(row, 0, 4));
    json_close(j, '}');
    return true;
}

static bool
part_json(void *arg, const struct rows *row, struct err *e)
{
    struct json *j = &((struct printing *)arg)->j;
    (void)e;
    json_open(j, NULL, '{');
    json_text(j, "hospital", row_text(row, 0, 1));
    json_text(j, "group", row_text(row, 0, 0));
    json_int(j, "base", row_int(row, 0, 2));
    json_int(j, "agreed", row_int(row, 0, 3));
    json_close(j, '}');
    return true;
}

static bool
print_json(struct db *db, struct printing *p, const struct volume_run *r, struct err *e)
{
    struct json *j = &p->j;
    json_start(j, p->c->out);
    json_open(j, NULL, '{');
    json_text(j, "project", r->code);
    json_int(j, "unreviewed", r->progress.unreviewed);
    json_int(j, "waiting_for_award", r->waiting);
    json_open(j, "groups", '[');
    bool ok = db_each(db, &q_group_volume_each, group_json, p, e, v_int(r->pool), v_text(r->code));
    json_close(j, ']');
    json_open(j, "rows", '[');
    ok = ok && db_each(db, &q_agreed_each, part_json, p, e, v_int(r->pool), v_text(r->code));
    json_close(j, ']');
    json_close(j, '}');
    json_end(j);
    return ok;
}

static bool
print_text(struct db *db, struct printing *p, const struct volume_run *r, struct err *e)
{
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX];
    const char *say[] = {int_text(r->progress.rows, a), int_text(r->progress.unreviewed, b)};
    cli_say(p->c, M_VOLUME_PROGRESS, say, 2);
    fputc('\n', p->c->out);
    if (!db_each(db, &q_group_volume_each, group_text, p, e, v_int(r->pool), v_text(r->code)))
        return false;
    if (r->waiting > 0) {
        const char *wait[] = {int_text(r->waiting, a)};
        cli_say(p->c, M_VOLUME_WAITING, wait, 1);
        fputc('\n', p->c->out);
    }
    return true;
}

static bool
compute_and_print(struct cli *c, struct db *db, struct volume_run *r)
{
    struct printing p = {.c = c};
    return project_pool(c, db, r->code, &r->pool) && db_tx(db, r->pool, run_volume, r, &c->err) &&
           (c->json ? print_json(db, &p, r, &c->err) : print_text(db, &p, r, &c->err));
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct db *db;
    (void)word, (void)n;
    ratio share = {0};
    if (f->share != NULL &&
        (!ratio_parse(&share, f->share) || share.ppm <= 0 || share.ppm > RATIO_ONE)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_BAD, {"ratio", f->share, "0% < ... <= 100%"});
        return cli_fail(c);
    }
    if (!store_open(c, &db))
        return cli_fail(c);
    struct volume_run r = {.arena = arena_new(RUN_MEMORY),
                           .pool = f->pool,
                           .code = f->project,
                           .has_share = f->share != NULL,
                           .share = share,
                           .replace = f->replace,
                           .why = {f->reason, db->act.who, f->on},
                           .errs = c->errs};
    bool ok = compute_and_print(c, db, &r);
    db_close(db);
    arena_free(r.arena);
    return ok ? EXIT_OK : cli_fail(c);
}

#define AT(field) offsetof(struct flags, field)
static const struct flag volume_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, AT(project), M_PROJECT_F_PROJECT},
    {"ratio", "80%", FLAG_TEXT, false, AT(share), M_VOLUME_F_RATIO},
    {"pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL},
    {"replace", NULL, FLAG_BOOL, false, AT(replace), M_PROJECT_F_REPLACE},
    {"reason", "TEXT", FLAG_TEXT, false, AT(reason), M_VOLUME_F_REASON},
    {"on", "DATE", FLAG_DATE, false, AT(on), M_LIFE_F_ON},
};
#undef AT

const struct command cmd_volume = {
    .name = "volume",
    .words = "",
    .summary = M_CMD_VOLUME,
    .example = "jicai volume --db jicai.db --project CS-HCDL-2023-1",
    .flags = volume_flags,
    .flags_n = sizeof(volume_flags) / sizeof(*volume_flags),
    .size = sizeof(struct flags),
    .run = run,
};
