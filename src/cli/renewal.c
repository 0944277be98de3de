/* jicai renewal run|decide|show: what follows a cycle (REQUIREMENTS D6; SX 四). */
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "oversight/renewal.h"
#include "registry/check.h"
#include "words/cli.h"
#include "words/experts.h"
#include "words/import.h"
#include "words/renewal.h"

struct flags {
    const char *project, *group, *to, *keep, *reason, *next;
    int64_t pool;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    const char *who;
    int64_t pool;
    int to;
    enum put how;
    struct renewals all;
};

static bool
run_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct run_renewal r = {
        .arena = w->c->arena, .pool = w->pool, .project = w->f->project, .on = w->f->on};
    return run_renewal(db, &r, e);
}

static bool
decide_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct arena *a = w->c->arena;
    const char *more = w->f->keep != NULL ? w->f->keep : "";
    const char **list = arena_array(a, const char *, strlen(more) + 1);
    struct decide_renewal d = {.pool = w->pool,
                               .project = w->f->project,
                               .group = w->f->group,
                               .decision = (enum renewal_decision)w->to,
                               .kept = list,
                               .reason = w->f->reason,
                               .next = w->f->next,
                               .on = w->f->on,
                               .who = w->who};
    while (*more != '\0') {
        size_t n = strcspn(more, ",");
        if (n > 0)
            list[d.kept_n++] = arena_printf(a, "%.*s", (int)n, more);
        more += n + (more[n] != '\0');
    }
    return decide_renewal(db, a, &d, &w->how, e);
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return renewal_list(db, w->c->arena, w->pool, w->f->project, &w->all, e);
}

static void
row_json(struct json *j, const struct renewal_row *r)
{
    json_open(j, NULL, '{');
    json_text(j, "product", r->product);
    json_text(j, "company", r->company);
    json_qty(j, "agreed", r->facts.agreed);
    json_qty(j, "ordered", r->facts.ordered);
    json_qty(j, "accepted", r->facts.accepted);
    json_qty(j, "returned", r->facts.returned);
    for (int p = 0; p < RENEWAL_PARTS; p++)
        json_int(j, renewal_part_names[p], r->score.part[p]);
    json_int(j, "total", r->score.total);
    json_bool(j, "proposed", r->score.keep);
    json_bool(j, "kept", r->kept);
    json_close(j, '}');
}

static void
print_json(const struct work *w)
{
    struct json j;
    json_start(&j, w->c->out);
    json_open(&j, NULL, '[');
    for (size_t i = 0; i < w->all.n; i++) {
        const struct renewal *r = &w->all.list[i];
        json_open(&j, NULL, '{');
        json_text(&j, "group", r->group);
        json_text(&j, "proposal", renewal_proposal_name(r->proposal));
        json_bool(&j, "changed", r->changed);
        json_text(&j, "old_price_until", r->ends_on);
        json_text(&j, "decision", renewal_decision_names[r->decision]);
        json_text(&j, "reason", r->reason);
        json_text(&j, "next_project", r->next);
        json_text(&j, "announcement", r->announcement);
        json_open(&j, "scores", '[');
        for (size_t k = 0; k < r->n; k++)
            row_json(&j, &r->row[k]);
        json_close(&j, ']');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_end(&j);
}

static void
print_text(const struct work *w)
{
    struct cli *c = w->c;
    char n[4][INT_TEXT_MAX];
    for (size_t i = 0; i < w->all.n; i++) {
        const struct renewal *r = &w->all.list[i];
        cli_say(c, M_RENEWAL_HEAD,
                (const char *const[]){
                    r->group, renewal_proposal_name(r->proposal), r->ends_on,
                    r->decision != RENEW_NONE ? renewal_decision_names[r->decision] : "-", r->next,
                    r->reason},
                6);
        fputc('\n', c->out);
        for (size_t k = 0; k < r->n; k++) {
            const struct renewal_score *s = &r->row[k].score;
            const int64_t part[4] = {s->total, s->part[RENEWAL_QUALITY], s->part[RENEWAL_SUPPLY],
                                     s->part[RENEWAL_CREDIT]};
            for (int p = 0; p < 4; p++)
                if (part[p] < 0)
                    memcpy(n[p], "-", 2);
                else
                    int_text(part[p], n[p]);
            cli_say(
                c, M_RENEWAL_LINE,
                (const char *const[]){r->row[k].product, r->row[k].company, n[0], n[1], n[2], n[3]},
                6);
            fputc('\n', c->out);
        }
    }
}

static int
work_on(struct cli *c, const struct flags *f, db_job *job)
{
    struct work w = {.c = c, .f = f, .pool = f->pool};
    if (job == decide_job &&
        (!name_find(renewal_decision_names, RENEW_DECISIONS, f->to, &w.to) || w.to == RENEW_NONE)) {
        err_set(&c->err, ERR_INPUT, M_CLI_FLAG_VALUE, {"to", f->to});
        return cli_fail(c);
    }
    w.who = store_who(c);
    const struct store_work s = {.pool = f->pool,
                                 .project = f->project,
                                 .found = &w.pool,
                                 .write = job,
                                 .read = show_job,
                                 .work = &w};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (c->json)
        print_json(&w);
    else
        print_text(&w);
    return EXIT_OK;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, run_job);
}

static int
decide(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, decide_job);
}

static int
show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return work_on(c, flags, NULL);
}

#define F(member) offsetof(struct flags, member)
#define WHICH                                                                                      \
    {"project", "P", FLAG_TEXT, true, F(project), M_DRAW_F_PROJECT},                               \
    {                                                                                              \
        "pool", "POOL", FLAG_INT, false, F(pool), M_IMPORT_F_POOL                                  \
    }
static const struct flag run_flags[] = {
    WHICH,
    {"on", "DATE", FLAG_DATE, true, F(on), M_RENEWAL_F_ON},
};
static const struct flag decide_flags[] = {
    WHICH,
    {"group", "GROUP", FLAG_TEXT, true, F(group), M_RENEWAL_F_GROUP},
    {"to", "DECISION", FLAG_TEXT, true, F(to), M_RENEWAL_F_TO},
    {"keep", "CODES", FLAG_TEXT, false, F(keep), M_RENEWAL_F_KEEP},
    {"reason", "TEXT", FLAG_TEXT, true, F(reason), M_RENEWAL_F_REASON},
    {"next", "P", FLAG_TEXT, true, F(next), M_RENEWAL_F_NEXT},
    {"on", "DATE", FLAG_DATE, true, F(on), M_RENEWAL_F_DECIDED},
};
static const struct flag show_flags[] = {WHICH};

const struct command cmd_renewal_run = {
    .name = "renewal run",
    .words = "",
    .summary = M_CMD_RENEWAL_RUN,
    .example = "jicai renewal run --project GS-HC-2022 --on 2022-12-01",
    .flags = run_flags,
    .flags_n = sizeof(run_flags) / sizeof(*run_flags),
    .size = sizeof(struct flags),
    .run = run,
};
const struct command cmd_renewal_decide = {
    .name = "renewal decide",
    .words = "",
    .summary = M_CMD_RENEWAL_DECIDE,
    .example = "jicai renewal decide --project GS-HC-2022 --group G1 --to tender "
               "--reason 市场格局变化 --next GS-HC-2023 --on 2022-12-05",
    .flags = decide_flags,
    .flags_n = sizeof(decide_flags) / sizeof(*decide_flags),
    .size = sizeof(struct flags),
    .run = decide,
};
const struct command cmd_renewal_show = {
    .name = "renewal show",
    .words = "",
    .summary = M_CMD_RENEWAL_SHOW,
    .example = "jicai renewal show --project GS-HC-2022",
    .flags = show_flags,
    .flags_n = sizeof(show_flags) / sizeof(*show_flags),
    .size = sizeof(struct flags),
    .run = show,
};
