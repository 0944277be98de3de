/* jicai admission: selected products that institutions agreed to buy, and whether they are in their
 * catalogues (REQUIREMENTS K1). Writes the days of what has begun first. Exit 3 when one is overdue
 * or was turned down for a reason that does not stand. */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "ward/due.h"
#include "words/phases.h"
#include "words/tender.h"
#include "words/ward.h"

enum { MEMORY = 128 * 1024 * 1024 };

struct flags {
    const char *project, *hospital, *state;
    int64_t pool;
    date on;
};

struct work {
    const struct flags *f;
    struct arena *arena;
    struct not_admitted *list;
    size_t n;
};

static bool
list_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct admission_fall_due due = {.pool = w->f->pool, .on = w->f->on};
    return admission_fall_due(db, &due, e) &&
           not_admitted_list(
               db, w->arena, w->f->pool, text_or_none(w->f->project), text_or_none(w->f->hospital),
               w->f->state != NULL ? w->f->state : "missing", w->f->on, &w->list, &w->n, e);
}

static void
print_json(struct cli *c, const struct work *w)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_open(&j, "items", '[');
    for (size_t i = 0; i < w->n; i++) {
        const struct not_admitted *x = &w->list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "project", x->project);
        json_text(&j, "hospital", x->institution);
        json_text(&j, "product", x->product);
        json_text(&j, "company", x->company);
        json_text(&j, "from", x->from_on);
        json_text(&j, "due", x->due_on);
        json_text(&j, "state", x->state);
        json_text(&j, "date", x->on_date);
        json_text(&j, "reason", x->reason);
        json_text(&j, "note", x->note);
        json_text(&j, "record", x->record);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print_text(struct cli *c, const struct work *w)
{
    char n[INT_TEXT_MAX];
    if (w->n > 0)
        fprintf(c->out, "%s\n", cli_word(c, M_ADMISSION_HEAD));
    for (size_t i = 0; i < w->n; i++) {
        const struct not_admitted *x = &w->list[i];
        fprintf(c->out, "%-15s %-21s %-10s  %-9s %-10s %s\n", x->institution, x->product, x->due_on,
                x->state, x->on_date, x->reason);
    }
    cli_say(c, M_ADMISSION_DONE,
            (const char *const[]){w->f->state != NULL ? w->f->state : "missing",
                                  int_text((int64_t)w->n, n)},
            2);
    fputc('\n', c->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.f = flags, .arena = arena_new(MEMORY)};
    struct db *db;
    (void)word, (void)n;
    bool ok = store_open(c, &db), bad = false;
    if (ok) {
        ok = db_tx(db, w.f->pool, list_job, &w, &c->err);
        db_close(db);
    }
    if (ok && c->json)
        print_json(c, &w);
    else if (ok)
        print_text(c, &w);
    for (size_t i = 0; ok && i < w.n; i++)
        bad = bad || strcmp(w.list[i].state, "overdue") == 0 ||
              strcmp(w.list[i].state, "forbidden") == 0;
    arena_free(w.arena);
    return !ok ? cli_fail(c) : bad ? EXIT_FINDING : EXIT_OK;
}

#define AT(member) offsetof(struct flags, member)
static const struct flag admission_flags[] = {
    {"pool", "CODE", FLAG_INT, true, AT(pool), M_PROJECT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, AT(on), M_FLAG_ADMISSION_ON},
    {"project", "CODE", FLAG_TEXT, false, AT(project), M_PROJECT_F_PROJECT},
    {"hospital", "CODE", FLAG_TEXT, false, AT(hospital), M_FLAG_ADMISSION_HOSPITAL},
    {"state", "STATE", FLAG_TEXT, false, AT(state), M_FLAG_ADMISSION_STATE},
};
#undef AT

const struct command cmd_admission = {
    .name = "admission",
    .words = "",
    .summary = M_CMD_ADMISSION,
    .example = "jicai admission --pool 500000 --on 2025-03-31",
    .flags = admission_flags,
    .flags_n = sizeof(admission_flags) / sizeof(*admission_flags),
    .size = sizeof(struct flags),
    .run = run,
};
