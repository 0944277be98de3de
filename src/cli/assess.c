/* jicai assess: the yearly assessment, and its way to publication. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/explain_cite.h"
#include "cli/explain_out.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "oversight/assess_year.h"
#include "project/explained.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/oversight.h"

enum { STEPS_MAX = 32 };

struct flags {
    const char *project, *move, *institution, *comment;
    int64_t pool, year;
    date on;
    bool explain;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct db *db;
    struct project project;
    struct policy *pack;
    struct assessed_list list;
};

static bool
find(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return project_find(db, w->c->arena, w->f->project, w->f->pool, &w->project, &w->pack, e);
}

static bool
compute(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return assess_year(db, w->c->arena, &w->project, w->pack, w->f->year, &w->list, e);
}

static bool
move(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct flags *f = w->f;
    const char *states[ASSESS_STATES];
    int to = 0;
    for (int s = 0; s < ASSESS_STATES; s++)
        states[s] = assess_state_name((enum assess_state)s);
    if (!name_find(states, ASSESS_STATES, f->move, &to) || f->on.day == 0)
        return err_set(e, ERR_INPUT, M_CLI_FLAG_VALUE, {"move", "sent|comment|final|published"});
    return assessment_move(db, w->c->arena, &w->project, w->pack, f->year,
                           f->institution != NULL ? f->institution : "", (enum assess_state)to,
                           f->on, f->comment != NULL ? f->comment : "", e) &&
           assessed_read(db, w->c->arena, w->project.pool, w->project.code, f->year, &w->list, e);
}

static bool
steps_of(struct work *w, const char *institution, struct explain *x)
{
    struct stamp stamp;
    bool found;
    const char *id =
        arena_printf(w->c->arena, "%s/%d/%s", w->project.code, (int)w->f->year, institution);
    return explained_get(w->db, w->c->arena, w->project.pool, "assessment", id, &stamp, x, &found,
                         &w->c->err);
}

/* Hundredths of a point as "80.50"; "-" where nothing was assessed. */
static const char *
points(const struct assessed *s, int64_t hundredths, char out[static MONEY_TEXT_MAX])
{
    return s->applicable ? money_text((money){hundredths * MONEY_FEN}, out) : "-";
}

static void
one_json(struct work *w, struct json *j, const struct assessed *s, const struct explain *x)
{
    char score[MONEY_TEXT_MAX], off[MONEY_TEXT_MAX];
    json_open(j, NULL, '{');
    json_text(j, "institution", s->institution);
    json_text(j, "score", points(s, s->score, score));
    json_text(j, "off", points(s, s->off, off));
    json_int(j, "findings", s->findings);
    json_text(j, "state", assess_state_name(s->state));
    json_text(j, "comment", s->comment);
    if (w->f->explain)
        explain_json(w->c, j, x);
    json_close(j, '}');
}

static bool
print(struct work *w)
{
    char score[MONEY_TEXT_MAX], off[MONEY_TEXT_MAX];
    struct cli *c = w->c;
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "project", w->project.code);
        json_int(&j, "year", w->f->year);
        json_open(&j, "institutions", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_ASSESS_HEAD));
    }
    for (size_t i = 0; i < w->list.n; i++) {
        const struct assessed *s = &w->list.list[i];
        struct explain *x = explain_new(c->arena, STEPS_MAX);
        if (w->f->explain && !steps_of(w, s->institution, x))
            return false;
        if (c->json) {
            one_json(w, &j, s, x);
            continue;
        }
        fprintf(c->out, "%-16s %7s %8s  %s\n", s->institution, points(s, s->score, score),
                points(s, s->off, off), assess_state_name(s->state));
        explain_cite(c, x, w->pack);
    }
    if (c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return true;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_open(c, &w.db))
        return cli_fail(c);
    bool ok = db_read(w.db, find, &w, &c->err) &&
              db_tx(w.db, w.project.pool, w.f->move != NULL ? move : compute, &w, &c->err) &&
              print(&w);
    db_close(w.db);
    return ok ? EXIT_OK : cli_fail(c);
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
