/* jicai what-if: other rules on the opened bids; stored apart, unable to become an award. */
#include "base/core/text.h"
#include "base/host/paper.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "policy/round.h"
#include "project/project.h"
#include "tender/simulate.h"
#include "words/import.h"
#include "words/seal.h"

struct flags {
    const char *project, *rules, *name;
    int64_t pool;
};

struct work {
    struct simulation s;
    struct simulated_list list;
};

static bool
job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct simulation *s = &w->s;
    return run_simulation(db, &w->s, e) &&
           simulation_list(db, s->a, s->pool, s->project, s->name, &w->list, e);
}

static void
say_json(struct cli *c, const struct work *w)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_bool(&j, "simulation", true);
    json_text(&j, "name", w->s.name);
    json_int(&j, "groups", w->s.groups);
    json_int(&j, "bids", w->s.bids);
    json_int(&j, "selected", w->s.selected);
    json_int(&j, "differ", w->s.differ);
    json_open(&j, "rows", '[');
    for (size_t i = 0; i < w->list.n; i++) {
        const struct simulated *r = &w->list.list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "group", r->group);
        json_text(&j, "product", r->product);
        json_text(&j, "company", r->company);
        json_money(&j, "price", r->price);
        json_int(&j, "rank", r->rank);
        json_text(&j, "decision", r->decision);
        json_text(&j, "step", r->step);
        json_text(&j, "decided", r->decided);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
say_text(struct cli *c, const struct work *w)
{
    char n[5][INT_TEXT_MAX], price[MONEY_TEXT_MAX];
    const struct simulation *s = &w->s;
    const char *head[] = {s->name,
                          int_text(s->groups, n[0]),
                          int_text(s->bids, n[1]),
                          int_text(s->selected, n[2]),
                          int_text(s->differ, n[3]),
                          int_text(s->to_draw, n[4])};
    cli_say(c, M_WHAT_IF_HEAD, head, 6);
    fputc('\n', c->out);
    for (size_t i = 0; i < w->list.n; i++) {
        const struct simulated *r = &w->list.list[i];
        const char *arg[] = {r->group,
                             r->product,
                             r->company,
                             r->decision,
                             money_text(r->price, price),
                             *r->decided != '\0' ? r->decided : "-"};
        cli_say(c, M_WHAT_IF_ROW, arg, 6);
        fputc('\n', c->out);
    }
    fprintf(c->out, "%s\n", cli_word(c, M_WHAT_IF_MARK));
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.s = {.a = c->arena,
                           .pool = f->pool,
                           .project = f->project,
                           .name = f->name,
                           .errs = c->errs}};
    const char *file;
    size_t size;
    (void)word, (void)n;
    if (!round_bytes(&w.s.rules, &size, &file, c->arena, f->rules, &c->errs))
        return cli_fail(c);
    w.s.rules = arena_printf(c->arena, "%.*s", (int)size, w.s.rules);
    const struct store_work s = {
        .pool = f->pool, .project = f->project, .found = &w.s.pool, .write = job, .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (c->json)
        say_json(c, &w);
    else
        say_text(c, &w);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"project", "CODE", FLAG_TEXT, true, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"rules", "FILE", FLAG_TEXT, true, offsetof(struct flags, rules), M_WHAT_IF_F_RULES},
    {"name", "NAME", FLAG_TEXT, true, offsetof(struct flags, name), M_WHAT_IF_F_NAME},
};

const struct command cmd_what_if = {
    .name = "what-if",
    .words = "",
    .summary = M_CMD_WHAT_IF,
    .example = "jicai what-if --project CS-1 --rules other.yaml --name wider --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
