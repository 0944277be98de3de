/* jicai assess: the yearly assessment, and its way to publication. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/figures.h"
#include "oversight/assess_year.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/oversight.h"

struct flags {
    const char *project, *move, *institution, *comment;
    int64_t pool, year;
    date on;
    bool explain;
};

struct work {
    const struct flags *f;
    struct assessed_list list;
};

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct figures *g = arg;
    struct work *w = g->own;
    bool ok = assess_year(db, g->c->arena, &g->project, g->pack, g->year, &w->list, e);
    g->n = w->list.n;
    return ok;
}

static bool
move(struct db *db, void *arg, struct err *e)
{
    struct figures *g = arg;
    struct work *w = g->own;
    const struct flags *f = w->f;
    const char *states[ASSESS_STATES];
    int to = 0;
    for (int s = 0; s < ASSESS_STATES; s++)
        states[s] = assess_state_name((enum assess_state)s);
    if (!name_find(states, ASSESS_STATES, f->move, &to) || f->on.day == 0)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"move", "sent|comment|final|published"});
    bool ok =
        assessment_move(db, g->c->arena, &g->project, g->pack, f->year,
                        f->institution != NULL ? f->institution : "", (enum assess_state)to, f->on,
                        f->comment != NULL ? f->comment : "", e) &&
        assessed_read(db, g->c->arena, g->project.pool, g->project.code, f->year, &w->list, e);
    g->n = w->list.n;
    return ok;
}

static const struct assessed *
one(const struct figures *g, size_t i)
{
    return &((const struct work *)g->own)->list.list[i];
}

static const char *
row(const struct figures *g, size_t i)
{
    return one(g, i)->institution;
}

/* Hundredths of a point as "80.50"; "-" where nothing was assessed. */
static const char *
points(const struct assessed *s, int64_t hundredths, char out[static MONEY_TEXT_MAX])
{
    return s->applicable ? money_text((money){hundredths * MONEY_FEN}, out) : "-";
}

static void
row_json(const struct figures *g, struct json *j, size_t i)
{
    const struct assessed *s = one(g, i);
    char score[MONEY_TEXT_MAX], off[MONEY_TEXT_MAX];
    json_text(j, "institution", s->institution);
    json_text(j, "score", points(s, s->score, score));
    json_text(j, "off", points(s, s->off, off));
    json_int(j, "findings", s->findings);
    json_text(j, "state", assess_state_name(s->state));
    json_text(j, "comment", s->comment);
}

static void
row_text_out(const struct figures *g, size_t i)
{
    const struct assessed *s = one(g, i);
    char score[MONEY_TEXT_MAX], off[MONEY_TEXT_MAX];
    fprintf(g->c->out, "%-16s %7s %8s  %s\n", s->institution, points(s, s->score, score),
            points(s, s->off, off), assess_state_name(s->state));
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.f = f};
    char year[INT_TEXT_MAX];
    struct figures g = {.c = c,
                        .project_code = f->project,
                        .pool = f->pool,
                        .explain = f->explain,
                        .head = M_ASSESS_HEAD,
                        .what = "assessment",
                        .period = int_text(f->year, year),
                        .year = f->year,
                        .compute = f->move != NULL ? move : compute,
                        .row = row,
                        .json = row_json,
                        .text = row_text_out,
                        .own = &w};
    (void)word, (void)n;
    return figures_run(&g);
}

#define AT(field) offsetof(struct flags, field)
static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, true, AT(project), M_FLAG_PROJECT},
    {"year", "Y", FLAG_INT, true, AT(year), M_ASSESS_FLAG_YEAR},
    {"pool", "POOL", FLAG_INT, false, AT(pool), M_FLAG_HOME_POOL},
    {"move", "STATE", FLAG_TEXT, false, AT(move), M_ASSESS_FLAG_MOVE},
    {"on", "DATE", FLAG_DATE, false, AT(on), M_ASSESS_FLAG_ON},
    {"institution", "CODE", FLAG_TEXT, false, AT(institution), M_ASSESS_FLAG_INSTITUTION},
    {"comment", "TEXT", FLAG_TEXT, false, AT(comment), M_ASSESS_FLAG_COMMENT},
    {"explain", "", FLAG_BOOL, false, AT(explain), M_FLAG_EXPLAIN},
};

const struct command cmd_assess = {
    .name = "assess",
    .words = "",
    .summary = M_CMD_ASSESS,
    .example = "jicai assess --project CS-HCDL-2023-1 --year 2025",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
