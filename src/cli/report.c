#include <errno.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/store.h"
#include "desk/bureau.h"
#include "words/desk.h"

struct flags {
    const char *project, *out;
    date on;
    bool synthetic;
};

struct work {
    struct cli *c;
    const struct flags *f;
    struct report report;
};

static bool
fill(struct db *db, void *arg, struct err *e)
{
    struct work *w = arg;
    const char *project = w->f->project != NULL ? w->f->project : "";
    return bureau_report(db, w->c->arena, project, w->f->on, w->c->lang, &w->report, e);
}

static bool
write_html(const struct work *w, struct err *e)
{
    FILE *f = fopen(w->f->out, "w");
    if (f == NULL)
        return err_set(e, ERR_IO, M_REPORT_FILE, {strerror(errno)}, .file = w->f->out);
    report_html(&w->report, w->c->lang, f);
    bool ok = ferror(f) == 0;
    ok = fclose(f) == 0 && ok;
    return ok || err_set(e, ERR_IO, M_REPORT_FILE, {strerror(errno)}, .file = w->f->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct work w = {.c = c, .f = flags};
    (void)word, (void)n;
    if (!store_do(c, &(struct store_work){.read = fill, .work = &w}))
        return cli_fail(c);
    w.report.synthetic = w.f->synthetic;
    if (w.f->out != NULL && !write_html(&w, &c->err))
        return cli_fail(c);
    if (c->json)
        report_json(&w.report, c->lang, c->out);
    else
        report_text(&w.report, c->lang, c->out);
    return EXIT_OK;
}

static const struct flag flags[] = {
    {"project", "P", FLAG_TEXT, false, offsetof(struct flags, project), M_REPORT_FLAG_PROJECT},
    {"on", "DATE", FLAG_DATE, true, offsetof(struct flags, on), M_REPORT_FLAG_ON},
    {"out", "FILE.html", FLAG_TEXT, false, offsetof(struct flags, out), M_REPORT_FLAG_OUT},
    {"synthetic", "", FLAG_BOOL, false, offsetof(struct flags, synthetic), M_REPORT_FLAG_SYNTHETIC},
};

const struct command cmd_report = {
    .name = "report",
    .words = "",
    .summary = M_CMD_REPORT,
    .example = "jicai report --on 2026-11-22 --out report.html --db jicai.db",
    .flags = flags,
    .flags_n = sizeof(flags) / sizeof(*flags),
    .size = sizeof(struct flags),
    .run = run,
};
