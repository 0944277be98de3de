/* jicai fund review|changes|change: what amendments ask of prepayments, proposed and approved. */
#include <string.h>

#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "fund/prepay_change.h"
#include "words/fund_change.h"
#include "words/import.h"

struct flags {
    const char *project, *hospital, *by;
    int64_t pool, term;
    date on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    struct review_prepayments done;
};

static bool
review_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct project p;
    struct policy *pack;
    if (!project_get(db, w->c->arena, w->pool, w->f->project, &p, e) ||
        !project_pack(&p, w->c->arena, &pack, e))
        return false;
    w->done =
        (struct review_prepayments){.project = &p, .pack = pack, .by = w->f->by, .on = w->f->on};
    return review_prepayments(db, &w->done, e);
}

static bool
approve_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    struct prepay_change out;
    enum put how;
    return approve_prepay_change(db, w->c->arena, w->pool, w->f->project, w->f->hospital,
                                 w->f->term, w->f->by, w->f->on, &out, &how, e);
}

static void
row_json(struct json *j, const struct prepay_change *p)
{
    json_open(j, NULL, '{');
    json_text(j, "hospital", p->institution);
    json_int(j, "term", p->term);
    json_int(j, "seq", p->seq);
    json_money(j, "annual_before", p->annual_before);
    json_money(j, "annual_after", p->annual_after);
    json_money(j, "amount", p->amount);
    json_text(j, "made_by", p->made_by);
    json_text(j, "approved_by", p->approved_by);
    json_int(j, "instalment", p->instalment);
    json_close(j, '}');
}

static void
row_text_out(struct cli *c, const struct prepay_change *p)
{
    char term[INT_TEXT_MAX], before[MONEY_TEXT_MAX], after[MONEY_TEXT_MAX], amount[MONEY_TEXT_MAX];
    const char *arg[] = {p->institution,
                         int_text(p->term, term),
                         money_text(p->annual_before, before),
                         money_text(p->annual_after, after),
                         money_text(p->amount, amount),
                         *p->approved_by != '\0' ? p->approved_by : "-"};
    cli_say(c, M_CHANGE_ROW, arg, 6);
    fputc('\n', c->out);
}

static bool
print(struct db *db, struct work *w, struct err *e)
{
    struct cli *c = w->c;
    struct prepay_change *list;
    struct json j;
    size_t n;
    if (!prepay_changes(db, c->arena, w->pool, w->f->project, "", &list, &n, e))
        return false;
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (size_t i = 0; i < n; i++)
        if (c->json)
            row_json(&j, &list[i]);
        else
            row_text_out(c, &list[i]);
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return true;
}

static int
run(struct cli *c, const void *flags, db_job *job)
{
    const struct flags *f = flags;
    struct work w = {.c = c, .f = f, .pool = f->pool};
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = project_pool(c, db, f->project, &w.pool) &&
              (job == NULL || db_tx(db, w.pool, job, &w, &c->err)) && print(db, &w, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    if (job == review_job && !c->json) {
        char looked[INT_TEXT_MAX], n[INT_TEXT_MAX], more[MONEY_TEXT_MAX], back[MONEY_TEXT_MAX];
        const char *arg[] = {int_text(w.done.looked_at, looked), int_text(w.done.proposed, n),
                             money_text(w.done.top_up, more), money_text(w.done.back, back)};
        cli_say(c, M_CHANGE_REVIEWED, arg, 4);
        fputc('\n', c->out);
    }
    return EXIT_OK;
}

static int
review(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, review_job);
}

static int
change(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, approve_job);
}

static int
changes(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    (void)word, (void)n;
    return run(c, flags, NULL);
}

#define OF(m) offsetof(struct flags, m)
#define PROJECT                                                                                    \
    {"project", "CODE", FLAG_TEXT, true, OF(project), M_IMPORT_F_PROJECT},                         \
    {                                                                                              \
        "pool", "CODE", FLAG_INT, false, OF(pool), M_IMPORT_F_POOL                                 \
    }
#define BY                                                                                         \
    {"by", "USER", FLAG_TEXT, true, OF(by), M_CHANGE_F_BY},                                        \
    {                                                                                              \
        "on", "DATE", FLAG_DATE, true, OF(on), M_CHANGE_F_ON                                       \
    }
static const struct flag list_flags[] = {PROJECT};
static const struct flag review_flags[] = {PROJECT, BY};
static const struct flag change_flags[] = {
    PROJECT,
    BY,
    {"hospital", "CODE", FLAG_TEXT, true, OF(hospital), M_CHANGE_F_HOSPITAL},
    {"term", "N", FLAG_INT, true, OF(term), M_CHANGE_F_TERM},
};
#define FLAGS(table)                                                                               \
    .flags = (table), .flags_n = sizeof(table) / sizeof(*(table)), .size = sizeof(struct flags)

const struct command cmd_fund_review = {
    .name = "fund review",
    .words = "",
    .summary = M_CMD_FUND_REVIEW,
    .example = "jicai fund review --project CS-HCDL-2023-1 --by lin --on 2025-03-05 --db jicai.db",
    FLAGS(review_flags),
    .run = review,
};
const struct command cmd_fund_change = {
    .name = "fund change",
    .words = "",
    .summary = M_CMD_FUND_CHANGE,
    .example = "jicai fund change --project CS-1 --hospital H50010300001 --term 1 --by wu "
               "--on 2025-03-06",
    FLAGS(change_flags),
    .run = change,
};
const struct command cmd_fund_changes = {
    .name = "fund changes",
    .words = "",
    .summary = M_CMD_FUND_CHANGES,
    .example = "jicai fund changes --project CS-HCDL-2023-1 --db jicai.db",
    FLAGS(list_flags),
    .run = changes,
};
