/* cutover.c - jicai cutover open|show|check|clear|sign: a project that another system carried out
 * goes on here. Its files come by `jicai import cutover_lines` and the like. */
#include "cutover/cutover.h"

#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "words/cutover.h"
#include "words/import.h"

struct flags {
    const char *project, *by, *source;
    int64_t pool;
    date cut_off, on;
};

struct work {
    struct cli *c;
    const struct flags *f;
    int64_t pool;
    struct cutover_state state;
    struct json json;
    int64_t told;
    enum put how;
};

static int
run(struct cli *c, const struct flags *f, bool write, db_job *job, struct work *w)
{
    struct db *db;
    *w = (struct work){.c = c, .f = f, .pool = f->pool};
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok = project_pool(c, db, f->project, &w->pool) &&
              (write ? db_tx(db, w->pool, job, w, &c->err) : db_read(db, job, w, &c->err));
    db_close(db);
    return ok ? EXIT_OK : cli_fail(c);
}

static void
say(struct cli *c, enum msg m, const char *const arg[], size_t n)
{
    if (c->json)
        return;
    cli_say(c, m, arg, n);
    fputc('\n', c->out);
}

static bool
open_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const struct cutover in = {.cut_off = w->f->cut_off,
                               .source = w->f->source,
                               .opened_by = w->f->by,
                               .opened_on = w->f->on};
    return open_cutover(db, w->c->arena, w->pool, w->f->project, &in, &w->how, e);
}

static int
run_open(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    char day[DATE_TEXT_MAX];
    struct work w;
    (void)word;
    (void)n;
    int rc = run(c, f, true, open_job, &w);
    const char *arg[] = {f->project, date_text(f->cut_off, day), f->source};
    if (rc == EXIT_OK)
        say(c, M_CUTOVER_OPENED_NOW, arg, 3);
    return rc;
}

static bool
clear_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return clear_cutover(db, w->c->arena, w->pool, w->f->project, e);
}

static int
run_clear(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w;
    (void)word;
    (void)n;
    int rc = run(c, f, true, clear_job, &w);
    if (rc == EXIT_OK)
        say(c, M_CUTOVER_CLEARED_NOW, &f->project, 1);
    return rc;
}

static bool
sign_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return sign_cutover(db, w->c->arena, w->pool, w->f->project, w->f->by, w->f->on, &w->how, e);
}

static int
run_sign(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct work w;
    (void)word;
    (void)n;
    int rc = run(c, f, true, sign_job, &w);
    const char *arg[] = {f->project, f->by};
    if (rc == EXIT_OK)
        say(c, M_CUTOVER_SIGNED_NOW, arg, 2);
    return rc;
}

static bool
show_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    return cutover_state(db, w->c->arena, w->pool, w->f->project, &w->state, e);
}

static void
show_json(struct cli *c, const struct work *w)
{
    const struct cutover_state *s = &w->state;
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "project", w->f->project);
    json_date(&j, "cut_off", s->head.cut_off);
    json_text(&j, "source", s->head.source);
    json_text(&j, "opened_by", s->head.opened_by);
    json_text(&j, "signed_by", s->head.signed_by);
    json_int(&j, "lines", s->lines);
    json_int(&j, "receipts", s->receipts);
    json_int(&j, "invoices", s->invoices);
    json_int(&j, "prepayments", s->prepayments);
    json_int(&j, "totals", s->totals);
    json_int(&j, "differences", s->differences);
    for (int i = 0; i < CUTOVER_FIGURES; i++)
        if (i < FIGURE_AMOUNT)
            json_int(&j, cutover_figure_names[i], s->figure[i]);
        else
            json_money(&j, cutover_figure_names[i], (money){s->figure[i]});
    json_close(&j, '}');
    json_end(&j);
}

static int
run_show(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    char day[DATE_TEXT_MAX], number[3][INT_TEXT_MAX];
    struct work w;
    (void)word;
    (void)n;
    int rc = run(c, f, false, show_job, &w);
    if (rc != EXIT_OK)
        return rc;
    if (c->json)
        show_json(c, &w);
    const char *arg[] = {f->project,
                         date_text(w.state.head.cut_off, day),
                         w.state.head.source,
                         int_text(w.state.lines, number[0]),
                         int_text(w.state.receipts, number[1]),
                         int_text(w.state.differences, number[2])};
    say(c, M_CUTOVER_SUMMARY, arg, 6);
    return w.state.differences > 0 ? EXIT_FINDING : EXIT_OK;
}

static bool
tell(void *arg, const struct cutover_difference *d, struct err *e)
{
    struct work *w = arg;
    const char *here = cutover_figure_text(w->c->arena, d, true);
    const char *there = cutover_figure_text(w->c->arena, d, false);
    const char *line[] = {d->what, d->code, d->figure, here, there};
    (void)e;
    w->told++;
    say(w->c, M_CUTOVER_LINE, line, 5);
    if (!w->c->json)
        return true;
    json_open(&w->json, NULL, '{');
    json_text(&w->json, "what", d->what);
    json_text(&w->json, "code", d->code);
    json_text(&w->json, "figure", d->figure);
    json_text(&w->json, "here", here);
    json_text(&w->json, "there", there);
    json_close(&w->json, '}');
    return true;
}

static bool
check_job(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    bool json = w->c->json;
    if (json) {
        json_start(&w->json, w->c->out);
        json_open(&w->json, NULL, '[');
    }
    bool ok = cutover_state(db, w->c->arena, w->pool, w->f->project, &w->state, e) &&
              compare_cutover(db, w->pool, w->f->project, tell, w, e);
    if (json) {
        json_close(&w->json, ']');
        json_end(&w->json);
    }
    return ok;
}

static int
run_check(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w;
    (void)word;
    (void)n;
    int rc = run(c, flags, false, check_job, &w);
    return rc == EXIT_OK && w.told > 0 ? EXIT_FINDING : rc;
}

#define PROJECT                                                                                    \
    FLAG("project", "CODE", FLAG_TEXT, true, project, M_CUTOVER_F_PROJECT),                        \
        FLAG("pool", "CODE", FLAG_INT, false, pool, M_IMPORT_F_POOL)
#define BY                                                                                         \
    FLAG("by", "LOGIN", FLAG_TEXT, true, by, M_CUTOVER_F_BY),                                      \
        FLAG("on", "DATE", FLAG_DATE, true, on, M_CUTOVER_F_ON)
static const struct flag open_flags[] = {
    PROJECT, FLAG("cut-off", "DATE", FLAG_DATE, true, cut_off, M_CUTOVER_F_CUT),
    FLAG("source", "NAME", FLAG_TEXT, true, source, M_CUTOVER_F_SOURCE), BY};
static const struct flag show_flags[] = {PROJECT};
static const struct flag sign_flags[] = {PROJECT, BY};

#define FLAGS(list)                                                                                \
    .flags = list, .flags_n = sizeof(list) / sizeof(*(list)), .size = sizeof(struct flags)
const struct command cmd_cutover_open = {
    .name = "cutover open",
    .words = "",
    .summary = M_CMD_CUTOVER_OPEN,
    .example = "jicai cutover open --project CS-1 --cut-off 2025-06-30 --source old --by wang "
               "--on 2025-07-01",
    FLAGS(open_flags),
    .run = run_open,
};
const struct command cmd_cutover_show = {
    .name = "cutover show",
    .words = "",
    .summary = M_CMD_CUTOVER_SHOW,
    .example = "jicai cutover show --project CS-1",
    FLAGS(show_flags),
    .run = run_show,
};
const struct command cmd_cutover_check = {
    .name = "cutover check",
    .words = "",
    .summary = M_CMD_CUTOVER_CHECK,
    .example = "jicai cutover check --project CS-1",
    FLAGS(show_flags),
    .run = run_check,
};
const struct command cmd_cutover_clear = {
    .name = "cutover clear",
    .words = "",
    .summary = M_CMD_CUTOVER_CLEAR,
    .example = "jicai cutover clear --project CS-1",
    FLAGS(show_flags),
    .run = run_clear,
};
const struct command cmd_cutover_sign = {
    .name = "cutover sign",
    .words = "",
    .summary = M_CMD_CUTOVER_SIGN,
    .example = "jicai cutover sign --project CS-1 --by li --on 2025-07-05",
    FLAGS(sign_flags),
    .run = run_sign,
};
