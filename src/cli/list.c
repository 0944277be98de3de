/* list.c - `jicai list`: what was selected into the results zone, and the payment standards that
 * follow; `jicai list day`: what a day brings to the listings of a pool. */
#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "listing/standard.h"
#include "project/project.h"
#include "words/import.h"
#include "words/listing.h"

enum { MEMORY = 64 * 1024 * 1024 };

struct flags {
    const char *project;
    int64_t pool;
    date on;
};

static void
say_json(struct cli *c, const struct list_project *l)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", l->selected.project);
    json_date(&j, "on", l->selected.on);
    json_int(&j, "new", l->selected.fresh);
    json_int(&j, "same", l->selected.same);
    json_int(&j, "changed", l->selected.changed);
    json_open(&j, "certificate_expired", '[');
    for (size_t i = 0; i < l->selected.expired_n; i++)
        json_text(&j, NULL, l->selected.expired[i]);
    json_close(&j, ']');
    json_open(&j, "credit_barred", '[');
    for (size_t i = 0; i < l->selected.barred_n; i++)
        json_text(&j, NULL, l->selected.barred[i]);
    json_close(&j, ']');
    json_open(&j, "standards", '{');
    json_bool(&j, "no_rule", l->standards.no_rule);
    json_int(&j, "new", l->standards.fresh);
    json_int(&j, "same", l->standards.same);
    json_int(&j, "changed", l->standards.changed);
    json_int(&j, "none", l->standards.none);
    json_close(&j, '}');
    json_close(&j, '}');
    json_end(&j);
}

static void
say(struct cli *c, enum msg m, const int64_t number[], size_t n)
{
    const char *arg[ERR_ARGS];
    for (size_t i = 0; i < n; i++)
        arg[i] = int_text(number[i], arena_alloc(c->arena, INT_TEXT_MAX));
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static void
say_text(struct cli *c, const struct list_project *l)
{
    const struct list_selected *s = &l->selected;
    const struct set_standards *t = &l->standards;
    say(c, M_LIST_SELECTED, (const int64_t[]){s->fresh, s->same, s->changed}, 3);
    for (size_t i = 0; i < s->expired_n; i++) {
        cli_say(c, M_LIST_EXPIRED, &s->expired[i], 1);
        fputc('\n', c->out);
    }
    for (size_t i = 0; i < s->barred_n; i++) {
        cli_say(c, M_LIST_BARRED, &s->barred[i], 1);
        fputc('\n', c->out);
    }
    if (t->no_rule)
        say(c, M_LIST_NO_STANDARD, NULL, 0);
    else
        say(c, M_LIST_STANDARDS, (const int64_t[]){t->fresh, t->same, t->changed, t->none}, 4);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct list_project l = {.selected = {.pool = f->pool, .project = f->project, .on = f->on}};
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    l.selected.a = arena_new(MEMORY);
    bool ok = (f->pool != 0 || project_home(db, c->arena, f->project, &l.selected.pool, &c->err)) &&
              db_tx(db, l.selected.pool, list_project, &l, &c->err);
    db_close(db);
    if (ok && c->json)
        say_json(c, &l);
    else if (ok)
        say_text(c, &l);
    bool expired = l.selected.expired_n > 0 || l.selected.barred_n > 0;
    arena_free(l.selected.a);
    return !ok ? cli_fail(c) : expired ? EXIT_FINDING : EXIT_OK;
}

static int
run_day(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct listing_day d = {.pool = f->pool, .on = f->on};
    struct json j;
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.pool = d.pool, .write = run_listing_day, .work = &d}))
        return cli_fail(c);
    if (!c->json) {
        say(c, M_LIST_DAY, (const int64_t[]){d.looked_at, d.listed, d.suspended, d.restored, d.due},
            5);
        return EXIT_OK;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_date(&j, "on", d.on);
    json_int(&j, "looked_at", d.looked_at);
    json_int(&j, "listed", d.listed);
    json_int(&j, "suspended", d.suspended);
    json_int(&j, "restored", d.restored);
    json_int(&j, "due", d.due);
    json_close(&j, '}');
    json_end(&j);
    return EXIT_OK;
}

static const struct flag list_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, false, offsetof(struct flags, on), M_LIST_F_ON},
};

static const struct flag day_flags[] = {
    {"pool", "CODE", FLAG_INT, true, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_LIST_F_ON},
};

const struct command cmd_list = {
    .name = "list",
    .words = "",
    .summary = M_CMD_LIST,
    .example = "jicai list --project CS-HCDL-2023-1 --db jicai.db",
    .flags = list_flags,
    .flags_n = sizeof(list_flags) / sizeof(*list_flags),
    .size = sizeof(struct flags),
    .run = run,
};

const struct command cmd_list_day = {
    .name = "list day",
    .words = "",
    .summary = M_CMD_LIST_DAY,
    .example = "jicai list day --pool 500000 --on 2024-10-12 --db jicai.db",
    .flags = day_flags,
    .flags_n = sizeof(day_flags) / sizeof(*day_flags),
    .size = sizeof(struct flags),
    .run = run_day,
};
