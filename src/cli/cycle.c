/* jicai cycle show|rule|extend: how long a project runs, and longer. */
#include <string.h>

#include "agreement/extension.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/cycle_rule.h"
#include "words/cycle.h"
#include "words/import.h"

struct flags {
    const char *project, *by_winners, *document, *reason, *announcement;
    int64_t pool;
    date until, decided, to;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    struct cycle_of cycle;
    struct agree made;
    enum put how;
};

static bool
rule_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct cycle_length l = {.kind = CYCLE_FIXED};
    if (w->f->until.day != 0)
        l = (struct cycle_length){.kind = CYCLE_UNTIL, .until = w->f->until};
    if (w->f->by_winners != NULL &&
        (w->f->until.day != 0 || !cycle_winners_parse(&l, w->f->by_winners)))
        return err_set(e, ERR_INPUT, M_CYCLE_RULE_BAD, {w->f->project, w->f->by_winners},
                       .field = "by-winners");
    return cycle_rule_put(db, w->c->arena, w->pool, w->f->project, &l,
                          w->f->document != NULL ? w->f->document : "", &w->how, e);
}

static bool
extend_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct extension x = {w->f->decided, w->f->to, w->f->reason, w->f->announcement};
    return decide_extension(db, w->c->arena, w->pool, w->f->project, &x, &w->made, &w->how, e);
}

static bool
load(struct db *db, struct work *w, struct err *e)
{
    struct project p;
    struct policy *pack;
    return project_get(db, w->c->arena, w->pool, w->f->project, &p, e) &&
           project_pack(&p, w->c->arena, &pack, e) &&
           cycle_of(db, w->c->arena, &p, pack, NULL, &w->cycle, e);
}

static void
print_json(struct work *w)
{
    const struct cycle_of *y = &w->cycle;
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", w->f->project);
    json_text(&j, "verdict", cycle_verdict_name(y->verdict));
    json_open(&j, "terms", '[');
    for (size_t i = 0; i < y->terms; i++) {
        json_open(&j, NULL, '{');
        json_int(&j, "term", (int64_t)i + 1);
        json_date(&j, "from", y->term[i].term.span.from);
        json_date(&j, "to", y->term[i].term.span.to);
        json_date(&j, "volume_until", y->term[i].term.volume_until);
        json_bool(&j, "extension", y->term[i].extension);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
print(struct work *w)
{
    const struct cycle_of *y = &w->cycle;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], n[24];
    if (w->c->json) {
        print_json(w);
        return;
    }
    cli_say(w->c, M_CYCLE_VERDICT, (const char *[]){w->f->project, cycle_verdict_name(y->verdict)},
            2);
    fputc('\n', w->c->out);
    for (size_t i = 0; i < y->terms; i++) {
        snprintf(n, sizeof(n), "%zu", i + 1);
        const char *arg[] = {n, date_text(y->term[i].term.span.from, from),
                             date_text(y->term[i].term.span.to, to)};
        cli_say(w->c, y->term[i].extension ? M_CYCLE_EXTENSION : M_CYCLE_TERM, arg, 3);
        fputc('\n', w->c->out);
    }
}

static int
run(struct cli *c, const void *flags, db_job *job)
{
    struct work *w = arena_alloc(c->arena, sizeof(*w));
    const struct flags *f = flags;
    struct db *db;
    *w = (struct work){.c = c, .f = f, .pool = f->pool};
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = project_pool(c, db, f->project, &w->pool) &&
              (job == NULL || db_tx(db, w->pool, job, w, &c->err)) && load(db, w, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    print(w);
    return EXIT_OK;
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, NULL);
}

static int
rule(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, rule_job);
}

static int
extend(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, extend_job);
}

#define OF(m) offsetof(struct flags, m)
#define PROJECT                                                                                    \
    {"project", "CODE", FLAG_TEXT, true, OF(project), M_IMPORT_F_PROJECT},                         \
    {                                                                                              \
        "pool", "CODE", FLAG_INT, false, OF(pool), M_IMPORT_F_POOL                                 \
    }
static const struct flag show_flags[] = {PROJECT};
static const struct flag rule_flags[] = {
    PROJECT,
    {"by-winners", "MONTHS", FLAG_TEXT, false, OF(by_winners), M_CYCLE_F_WINNERS},
    {"until", "DATE", FLAG_DATE, false, OF(until), M_CYCLE_F_UNTIL},
    {"document", "TEXT", FLAG_TEXT, false, OF(document), M_CYCLE_F_DOCUMENT},
};
static const struct flag extend_flags[] = {
    PROJECT,
    {"decided", "DATE", FLAG_DATE, true, OF(decided), M_CYCLE_F_DECIDED},
    {"to", "DATE", FLAG_DATE, true, OF(to), M_CYCLE_F_TO},
    {"reason", "TEXT", FLAG_TEXT, true, OF(reason), M_CYCLE_F_REASON},
    {"announcement", "CODE", FLAG_TEXT, true, OF(announcement), M_CYCLE_F_ANNOUNCEMENT},
};
#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_cycle_show = {
    .name = "cycle show",
    .words = "",
    .summary = M_CMD_CYCLE_SHOW,
    .example = "jicai cycle show --project CS-HCDL-2023-1 --db jicai.db",
    FLAGS(show_flags),
    .run = show,
};
const struct command cmd_cycle_rule = {
    .name = "cycle rule",
    .words = "",
    .summary = M_CMD_CYCLE_RULE,
    .example = "jicai cycle rule --project CS-HCDL-2023-1 --until 2026-09-09 --db jicai.db",
    FLAGS(rule_flags),
    .run = rule,
};
const struct command cmd_cycle_extend = {
    .name = "cycle extend",
    .words = "",
    .summary = M_CMD_CYCLE_EXTEND,
    .example = "jicai cycle extend --project CS-1 --decided 2026-06-01 --to 2026-12-31 "
               "--reason TEXT --announcement NOTICE-9",
    FLAGS(extend_flags),
    .run = extend,
};
