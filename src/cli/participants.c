/* jicai participants: who takes part in a project, who stays away, and of whom nothing is said yet
 * although the pack makes it take part (REQUIREMENTS A2). */
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/participation.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/demand.h"
#include "words/tender.h"

struct flags {
    const char *project;
    int64_t pool;
};

struct listing {
    struct cli *c;
    struct json j;
    struct project project;
    struct policy *pack;
    int64_t missing; /* mandatory, and nothing is said */
};

static void
line(struct listing *l, const char *institution, const char *duty, enum msg state,
     const char *reason)
{
    const char *say[] = {institution, duty, cli_word(l->c, state), reason};
    if (!l->c->json) {
        cli_say(l->c, M_PARTICIPANT_ROW, say, 4);
        fputc('\n', l->c->out);
        return;
    }
    json_open(&l->j, NULL, '{');
    json_text(&l->j, "hospital", institution);
    json_text(&l->j, "duty", duty);
    json_text(&l->j, "state", msg_name(state) + sizeof("participant_") - 1);
    json_text(&l->j, "reason", reason);
    json_close(&l->j, '}');
}

static bool
known(void *arg, const struct rows *row, struct err *e)
{
    (void)e;
    line(arg, row_text(row, 0, 0), row_text(row, 0, 2),
         row_int(row, 0, 1) == 1 ? M_PARTICIPANT_IN : M_PARTICIPANT_AWAY, row_text(row, 0, 3));
    return true;
}

static bool
silent(void *arg, const struct rows *row, struct err *e)
{
    struct listing *l = arg;
    int kind;
    (void)e;
    if (!name_find(institution_kind_names, INSTITUTION_KINDS, row_text(row, 0, 2), &kind))
        return true;
    enum duty duty = duty_of(l->pack, (enum institution_kind)kind, l->project.goods);
    bool must = duty == DUTY_MANDATORY || duty == DUTY_IN_PRINCIPLE;
    l->missing += must;
    line(l, row_text(row, 0, 0), duty_names[duty],
         must ? M_PARTICIPANT_MISSING : M_PARTICIPANT_OPEN, "");
    return true;
}

static bool
list(struct cli *c, struct db *db, const struct flags *f, struct listing *l)
{
    int64_t pool = f->pool;
    char day[DATE_TEXT_MAX];
    if (!project_pool(c, db, f->project, &pool) ||
        !project_get(db, c->arena, pool, f->project, &l->project, &c->err) ||
        !project_pack(&l->project, c->arena, &l->pack, &c->err))
        return false;
    if (c->json) {
        json_start(&l->j, c->out);
        json_open(&l->j, NULL, '[');
    }
    if (!db_each(db, &q_participation_each, known, l, &c->err, v_int(pool), v_text(f->project)) ||
        !db_each(db, &q_participation_none, silent, l, &c->err, v_int(pool), v_text(f->project),
                 v_text(date_text(l->project.executed_on, day))))
        return false;
    if (c->json) {
        json_close(&l->j, ']');
        json_end(&l->j);
    }
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct db *db;
    struct listing l = {.c = c};
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = list(c, db, flags, &l);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    return l.missing > 0 ? EXIT_FINDING : EXIT_OK;
}

#define AT(field) offsetof(struct flags, field)
static const struct flag participants_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, AT(project), M_PROJECT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL},
};
#undef AT

const struct command cmd_participants = {
    .name = "participants",
    .words = "",
    .summary = M_CMD_PARTICIPANTS,
    .example = "jicai participants --db jicai.db --project CS-HCDL-2023-1",
    .flags = participants_flags,
    .flags_n = sizeof(participants_flags) / sizeof(*participants_flags),
    .size = sizeof(struct flags),
    .run = run,
};
