/* jicai retention: what each institution may keep of what the fund saved. */
#include "cli/commands.h"
#include "cli/explain_cite.h"
#include "cli/explain_out.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "oversight/retain.h"
#include "project/explained.h"
#include "words/oversight.h"

enum { STEPS_MAX = 256 };

struct flags {
    const char *project;
    int64_t pool, year;
    bool explain;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct db *db;
    struct project project;
    struct policy *pack;
    struct retained_list list;
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
    return retain_year(db, w->c->arena, &w->project, w->pack, w->f->year, &w->list, e);
}

static bool
steps_of(struct work *w, const char *institution, struct explain *x)
{
    struct stamp stamp;
    bool found;
    const char *id =
        arena_printf(w->c->arena, "%s/%d/%s", w->project.code, (int)w->f->year, institution);
    return explained_get(w->db, w->c->arena, w->project.pool, "retention", id, &stamp, x, &found,
                         &w->c->err);
}

static void
one_json(struct work *w, struct json *j, const struct retained *r, const struct explain *x)
{
    char score[MONEY_TEXT_MAX], due[DATE_TEXT_MAX];
    json_open(j, NULL, '{');
    json_text(j, "institution", r->institution);
    json_text(j, "score", money_text((money){r->score * MONEY_FEN}, score));
    json_ratio(j, "share", r->share);
    json_money(j, "budget", r->budget);
    json_money(j, "spent", r->spent);
    json_money(j, "surplus", r->surplus);
    json_money(j, "retained", r->retained);
    json_text(j, "due", r->due_on.day == 0 ? NULL : date_text(r->due_on, due));
    json_text(j, "verdict", r->verdict);
    if (w->f->explain)
        explain_json(w->c, j, x);
    json_close(j, '}');
}

static void
one_text(struct work *w, const struct retained *r)
{
    char score[MONEY_TEXT_MAX], share[RATIO_TEXT_MAX], due[DATE_TEXT_MAX] = "-";
    char m[4][MONEY_TEXT_MAX];
    if (r->due_on.day != 0)
        date_text(r->due_on, due);
    fprintf(w->c->out, "%-16s %7s %6s %15s %15s %15s %15s  %-10s  %s\n", r->institution,
            money_text((money){r->score * MONEY_FEN}, score), ratio_text(r->share, share),
            money_text(r->budget, m[0]), money_text(r->spent, m[1]), money_text(r->surplus, m[2]),
            money_text(r->retained, m[3]), due, r->verdict);
}

static bool
print(struct work *w)
{
    struct cli *c = w->c;
    struct json j;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "project", w->project.code);
        json_int(&j, "year", w->f->year);
        json_open(&j, "institutions", '[');
    } else {
        fprintf(c->out, "%s\n", cli_word(c, M_RETAIN_HEAD));
    }
    for (size_t i = 0; i < w->list.n; i++) {
        struct explain *x = explain_new(c->arena, STEPS_MAX);
        if (w->f->explain && !steps_of(w, w->list.list[i].institution, x))
            return false;
        if (c->json) {
            one_json(w, &j, &w->list.list[i], x);
        } else {
            one_text(w, &w->list.list[i]);
            explain_cite(c, x, w->pack);
        }
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
              db_tx(w.db, w.project.pool, compute, &w, &c->err) && print(&w);
    db_close(w.db);
    return ok ? EXIT_OK : cli_fail(c);
}

static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, true, offsetof(struct flags, project), M_FLAG_PROJECT},
    {"year", "Y", FLAG_INT, true, offsetof(struct flags, year), M_ASSESS_FLAG_YEAR},
    {"pool", "POOL", FLAG_INT, false, offsetof(struct flags, pool), M_FLAG_HOME_POOL},
    {"explain", "", FLAG_BOOL, false, offsetof(struct flags, explain), M_FLAG_EXPLAIN},
};

const struct command cmd_retention = {
    .name = "retention",
    .words = "",
    .summary = M_CMD_RETENTION,
    .example = "jicai retention --project CX-2024-1 --year 2025 --explain",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
