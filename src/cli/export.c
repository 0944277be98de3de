#include "desk/export.h"

#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "project/project.h"
#include "registry/region.h"
#include "words/export.h"
#include "words/fund.h"
#include "words/import.h"

struct flags {
    const char *project, *out;
    int64_t pool;
};

static int
list(struct cli *c)
{
    for (const struct export_table *const *t = export_tables; *t != NULL; t++) {
        fprintf(c->out, "%-16s %s\n  ", (*t)->name, cli_word(c, (*t)->title));
        for (size_t i = 0; i < (*t)->columns_n; i++)
            fprintf(c->out, "%s%s", i > 0 ? ", " : "",
                    c->lang == LANG_ZH ? (*t)->columns[i].title : (*t)->columns[i].name);
        fputc('\n', c->out);
    }
    return EXIT_OK;
}

static void
say(struct cli *c, const struct export *x)
{
    char n[INT_TEXT_MAX];
    struct json j;
    if (!c->json) {
        const char *arg[] = {x->table->name, int_text(x->rows, n), x->path};
        cli_say(c, M_EXPORT_DONE, arg, 3);
        fputc('\n', c->out);
        return;
    }
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "table", x->table->name);
    json_int(&j, "rows", x->rows);
    json_text(&j, "file", x->path);
    json_close(&j, '}');
    json_end(&j);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct export x = {.pool = f->pool,
                       .project = f->project != NULL ? f->project : "",
                       .path = f->out != NULL ? f->out : "/dev/stdout",
                       .lang = c->lang};

    if (n == 0)
        return list(c);
    x.table = export_find(word[0]);
    if (x.table == NULL) {
        err_set(&c->err, ERR_INPUT, M_EXPORT_UNKNOWN, {word[0]});
        return cli_fail(c);
    }
    const struct store_work s = {
        .pool = x.pool, .project = x.project, .found = &x.pool, .read = export_table, .work = &x};
    if (!store_do(c, &s))
        return cli_fail(c);
    if (f->out != NULL)
        say(c, &x);
    return EXIT_OK;
}

static const struct flag export_flags[] = {
    {"project", "CODE", FLAG_TEXT, false, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"out", "FILE", FLAG_TEXT, false, offsetof(struct flags, out), M_EXPORT_F_TABLE},
};

const struct command cmd_export = {
    .name = "export",
    .words = "[TABLE]",
    .summary = M_CMD_EXPORT,
    .example = "jicai export agreements --project CS-HCDL-2023-1 --out agreements.xlsx",
    .flags = export_flags,
    .flags_n = sizeof(export_flags) / sizeof(*export_flags),
    .size = sizeof(struct flags),
    .words_max = 1,
    .run = run,
};
