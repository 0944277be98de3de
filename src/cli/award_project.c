#include "cli/award_project.h"

#include <string.h>

#include "cli/award_print.h"
#include "cli/store.h"
#include "tender/run_award.h"
#include "words/award.h"

enum { RUN_MEMORY = 256 * 1024 * 1024, GROUP_MEMORY = 64 * 1024 * 1024 };

bool
project_pool(struct cli *c, struct db *db, const char *project, int64_t *pool)
{
    return *pool != 0 || project_home(db, c->arena, project, pool, &c->err);
}

struct printing {
    struct cli *c;
    const struct award_run *run;
    struct json *j; /* NULL: text */
    bool explain;
};

static bool
print_group(struct db *db, const struct printing *p, const char *group, struct err *e)
{
    struct arena *a = arena_new(GROUP_MEMORY);
    struct group_result g;
    bool found = false;
    bool ok = group_result_get(db, a, p->run->pool, p->run->code, group, &g, &found, e);
    if (ok && found) {
        size_t *order = arena_array(a, size_t, g.group.n + 1);
        if (p->j != NULL)
            award_print_json(p->j, &g.group, g.out, order);
        else
            award_print_text(p->c, p->run->round, &g.group, g.out, order, p->explain);
    }
    arena_free(a);
    return ok;
}

/* Read back: what is printed is what is stored. */
static bool
print_stored(struct db *db, struct cli *c, const struct award_run *run, bool explain)
{
    struct json j;
    struct printing p = {c, run, c->json ? &j : NULL, explain};
    bool ok = true;
    if (c->json) {
        json_start(&j, c->out);
        json_open(&j, NULL, '{');
        json_text(&j, "edition", AWARD_EDITION);
        json_text(&j, "pack", run->round->id);
        json_text(&j, "rules_sha256", run->round->sha256);
        json_open(&j, "groups", '[');
    }
    for (size_t i = 0; ok && i < run->groups.n; i++)
        ok = print_group(db, &p, run->groups.list[i].group, &c->err);
    if (ok && c->json) {
        json_close(&j, ']');
        json_close(&j, '}');
        json_end(&j);
    }
    return ok;
}

static bool
award_and_print(struct cli *c, struct db *db, const struct award_project *o, struct award_run *run)
{
    run->pool = o->pool;
    if (!project_pool(c, db, o->project, &run->pool) ||
        !db_tx(db, run->pool, run_award, run, &c->err))
        return false;
    return print_stored(db, c, run, o->explain);
}

int
award_project(struct cli *c, const struct award_project *o)
{
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    struct award_run run = {
        .arena = arena_new(RUN_MEMORY), .code = o->project, .replace = o->replace, .errs = c->errs};
    bool ok = award_and_print(c, db, o, &run);
    int64_t to_draw = run.to_draw;
    db_close(db);
    arena_free(run.arena);
    if (!ok)
        return cli_fail(c);
    if (to_draw == 0)
        return EXIT_OK;
    fprintf(stderr, "%s\n", cli_word(c, M_AWARD_TO_DRAW));
    return EXIT_DRAW;
}
