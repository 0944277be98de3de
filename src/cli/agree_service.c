/* agree_service.c - jicai agree service: does accompanying service reach every institution of a
 * project (REQUIREMENTS F2)? Exit 3 when it does not and the pack asks for it. */
#include "agreement/service.h"
#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/agreement.h"
#include "words/phases.h"
#include "words/tender.h"

enum { SHOWN_MAX = 20, MEMORY = 256 * 1024 * 1024 };

struct flags {
    const char *project;
    int64_t pool;
    date on;
};

struct work {
    const struct flags *f;
    struct arena *arena;
    int64_t pool;
    struct service_cover cover;
};

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return service_coverage(db, w->arena, w->pool, w->f->project, w->f->on, &w->cover, e);
}

static void
print_json(struct cli *c, const struct service_cover *s)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_int(&j, "products", s->products);
    json_int(&j, "covered", s->covered);
    json_int(&j, "institutions", s->institutions);
    json_bool(&j, "needed", !s->no_rule);
    json_open(&j, "gaps", '[');
    for (size_t i = 0; i < s->gaps; i++) {
        json_open(&j, NULL, '{');
        json_text(&j, "product", s->gap[i].product);
        json_text(&j, "company", s->gap[i].company);
        json_int(&j, "providers", s->gap[i].providers);
        json_open(&j, "uncovered", '[');
        for (size_t k = 0; k < s->gap[i].uncovered_n; k++)
            json_text(&j, NULL, s->gap[i].uncovered[k]);
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(struct cli *c, const struct service_cover *s)
{
    char n[INT_TEXT_MAX], m[INT_TEXT_MAX];
    cli_say(c, M_SERVICE_COVERED,
            (const char *const[]){int_text(s->covered, n), int_text(s->institutions, m)}, 2);
    fputc('\n', c->out);
    for (size_t i = 0; i < s->gaps && i < SHOWN_MAX; i++) {
        const struct service_gap *g = &s->gap[i];
        size_t shown = g->uncovered_n < SHOWN_MAX ? g->uncovered_n : SHOWN_MAX;
        cli_say(c, M_SERVICE_GAP,
                (const char *const[]){g->product, g->company, int_text((int64_t)g->uncovered_n, n),
                                      arena_join(c->arena, g->uncovered, shown, ' ')},
                4);
        fputc('\n', c->out);
    }
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w = {.f = f, .arena = arena_new(MEMORY), .pool = f->pool};
    struct db *db;
    (void)word, (void)n;
    bool ok = store_open(c, &db);
    if (ok) {
        ok = project_pool(c, db, f->project, &w.pool) && db_read(db, look, &w, &c->err);
        db_close(db);
    }
    if (ok && c->json)
        print_json(c, &w.cover);
    else if (ok)
        print_text(c, &w.cover);
    bool gaps = ok && w.cover.gaps > 0 && !w.cover.no_rule;
    arena_free(w.arena);
    return !ok ? cli_fail(c) : gaps ? EXIT_FINDING : EXIT_OK;
}

#define AT(member) offsetof(struct flags, member)
static const struct flag service_flags[] = {
    {"project", "CODE", FLAG_TEXT, true, AT(project), M_PROJECT_F_PROJECT},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_LIFE_F_ON},
    {"pool", "CODE", FLAG_INT, false, AT(pool), M_PROJECT_F_POOL},
};
#undef AT

const struct command cmd_agree_service = {
    .name = "agree service",
    .words = "",
    .summary = M_CMD_AGREE_SERVICE,
    .example = "jicai agree service --project CS-HCDL-2023-1 --on 2024-09-10",
    .flags = service_flags,
    .flags_n = sizeof(service_flags) / sizeof(*service_flags),
    .size = sizeof(struct flags),
    .run = run,
};
