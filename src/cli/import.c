#include "intake/import.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "sheet/template.h"
#include "words/phases.h"
#include "words/cli.h"
#include "words/import.h"

struct flags {
    const char *project;
    int64_t pool;
    bool dry_run, accept_good_rows, template;
    date on;
};

static void
list_text(struct cli *c, const struct import_kind *k)
{
    fprintf(c->out, "%s  %s\n", k->name, cli_word(c, k->title));
    for (size_t i = 0; i < k->columns_n; i++) {
        const struct column *col = &k->columns[i];
        bool needed = (col->flags & COLUMN_NEEDED) != 0;
        fprintf(c->out, "  %-16s %s  %s%s%s%s%s\n", col->name, col->title,
                cli_word(c, column_type_word(col->type)), col->choices != NULL ? " " : "",
                col->choices != NULL ? col->choices : "", needed ? "  * " : "",
                needed ? cli_word(c, M_CLI_NEEDED) : "");
    }
    fputc('\n', c->out);
}

static void
list_json(struct json *j, const struct import_kind *k)
{
    json_open(j, NULL, '{');
    json_text(j, "kind", k->name);
    json_text(j, "zh", word_text(LANG_ZH, k->title));
    json_text(j, "en", word_text(LANG_EN, k->title));
    json_open(j, "columns", '[');
    for (size_t i = 0; i < k->columns_n; i++) {
        const struct column *col = &k->columns[i];
        json_open(j, NULL, '{');
        json_text(j, "name", col->name);
        json_text(j, "title", col->title);
        json_text(j, "type", msg_name(column_type_word(col->type)) + strlen("type_"));
        if (col->choices != NULL)
            json_text(j, "choices", col->choices);
        json_bool(j, "needed", (col->flags & COLUMN_NEEDED) != 0);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

/* All kinds, or the one. */
static int
list(struct cli *c, const struct import_kind *only)
{
    struct json j;
    json_start(&j, c->out);
    if (c->json)
        json_open(&j, NULL, '[');
    for (const struct import_kind *const *k = import_kinds; *k != NULL; k++) {
        if (only != NULL && *k != only)
            continue;
        if (c->json)
            list_json(&j, *k);
        else
            list_text(c, *k);
    }
    if (c->json) {
        json_close(&j, ']');
        json_end(&j);
    }
    return EXIT_OK;
}

/* A CSV with the header only; with a BOM, so that Excel reads its Chinese. */
static void
write_template(struct cli *c, const struct import_kind *k, FILE *to)
{
    fputs("\xef\xbb\xbf", to);
    for (size_t i = 0; i < k->columns_n; i++)
        fprintf(to, "%s%s", i > 0 ? "," : "",
                c->lang == LANG_ZH ? k->columns[i].title : k->columns[i].name);
    fputs("\r\n", to);
}

static bool
is_xlsx(const char *path)
{
    size_t n = path != NULL ? strlen(path) : 0;
    return n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0;
}

static int
template_to(struct cli *c, const struct import_kind *k, const char *path)
{
    if (is_xlsx(path))
        return template_write(path, cli_word(c, k->title), k->columns, k->columns_n, c->lang,
                              &c->err)
                   ? EXIT_OK
                   : cli_fail(c);
    if (path == NULL) {
        write_template(c, k, c->out);
        return EXIT_OK;
    }
    FILE *to = fopen(path, "wx"); /* what is there stays */
    if (to == NULL) {
        err_set(&c->err, errno == EEXIST ? ERR_INPUT : ERR_IO, M_IMPORT_TEMPLATE,
                {path, strerror(errno)});
        return cli_fail(c);
    }
    write_template(c, k, to);
    bool bad = ferror(to) != 0;
    bad = fclose(to) != 0 || bad;
    if (!bad)
        return EXIT_OK;
    err_set(&c->err, ERR_IO, M_IMPORT_TEMPLATE, {path, strerror(errno)});
    return cli_fail(c);
}

static void
mistake_json(struct json *j, const struct cli *c, const struct err *e)
{
    char text[ERR_TEXT_MAX];
    const char *arg[ERR_ARGS];
    for (size_t i = 0; i < ERR_ARGS; i++)
        arg[i] = e->arg[i];
    words_fill(text, sizeof(text), cli_word(c, e->msg), arg, ERR_ARGS);
    json_open(j, NULL, '{');
    json_text(j, "file", e->at.file);
    json_int(j, "row", e->at.line);
    json_text(j, "column", e->at.field);
    json_text(j, "id", msg_name(e->msg));
    json_text(j, "message", text);
    json_close(j, '}');
}

static void
summary_json(struct cli *c, const struct import_kind *k, const char *path,
             const struct imported *done, bool dry_run)
{
    struct json j;
    json_start(&j, c->out);
    json_open(&j, NULL, '{');
    json_text(&j, "kind", k->name);
    json_text(&j, "file", path);
    json_int(&j, "rows", done->rows);
    json_int(&j, "new", done->fresh);
    json_int(&j, "same", done->same);
    json_int(&j, "changed", done->changed);
    json_int(&j, "refused", done->refused);
    json_bool(&j, "dry_run", dry_run);
    json_bool(&j, "written", done->written);
    json_int(&j, "mistakes_total", (int64_t)c->errs.total);
    json_open(&j, "mistakes", '[');
    for (size_t i = 0; i < c->errs.n; i++)
        mistake_json(&j, c, &c->errs.list[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    json_end(&j);
}

static void
summary_text(struct cli *c, const struct import_kind *k, const struct imported *done, bool dry_run)
{
    char n[5][INT_TEXT_MAX];
    const char *arg[] = {k->name,
                         int_text(done->rows, n[0]),
                         int_text(done->fresh, n[1]),
                         int_text(done->same, n[2]),
                         int_text(done->changed, n[3]),
                         int_text(done->refused, n[4])};
    cli_say(c, M_IMPORT_DONE, arg, 6);
    if (!done->written)
        cli_say(c, dry_run ? M_IMPORT_DRY : M_IMPORT_NOTHING, NULL, 0);
    fputc('\n', c->out);
}

static int
import(struct cli *c, const struct flags *f, const struct import_kind *k, const char *path)
{
    struct import_options o = {.pool = f->pool,
                               .project = f->project,
                               .dry_run = f->dry_run,
                               .accept_good_rows = f->accept_good_rows,
                               .progress = true};
    struct imported done = {.rows = 0};
    struct db *db;

    if (!store_open(c, &db))
        return cli_fail(c);
    enum { CHINA = 8 * 3600, DAY = 86400 };
    o.who = db->act.who;
    o.today =
        f->on.day != 0 ? f->on : (date){.day = (int32_t)((db->act.at / 1000000 + CHINA) / DAY)};
    bool ok = import_scope_find(db, k, &o, &c->err) &&
              import_file(db, k, path, &o, &done, &c->errs, &c->err);
    db_close(db);
    if (!ok && c->err.code != ERR_NONE)
        return cli_fail(c);
    if (c->json)
        summary_json(c, k, path, &done, f->dry_run);
    else
        summary_text(c, k, &done, f->dry_run);
    if (c->errs.total == 0)
        return EXIT_OK;
    int rc = cli_fail(c);
    return ok ? EXIT_OK : rc;
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    if (n == 0)
        return list(c, NULL);
    const struct import_kind *k = import_kind_find(word[0]);
    if (k == NULL) {
        err_set(&c->err, ERR_INPUT, M_IMPORT_KIND, {word[0]});
        return cli_fail(c);
    }
    if (f->template)
        return template_to(c, k, n > 1 ? word[1] : NULL);
    return n > 1 ? import(c, f, k, word[1]) : list(c, k);
}

static const struct flag import_flags[] = {
    {"project", "CODE", FLAG_TEXT, false, offsetof(struct flags, project), M_IMPORT_F_PROJECT},
    {"pool", "CODE", FLAG_INT, false, offsetof(struct flags, pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, false, offsetof(struct flags, on), M_LIFE_F_ON},
    {"dry-run", NULL, FLAG_BOOL, false, offsetof(struct flags, dry_run), M_IMPORT_F_DRY},
    {"accept-good-rows", NULL, FLAG_BOOL, false, offsetof(struct flags, accept_good_rows),
     M_IMPORT_F_GOOD},
    {"template", NULL, FLAG_BOOL, false, offsetof(struct flags, template), M_IMPORT_F_TEMPLATE},
};

const struct command cmd_import = {
    .name = "import",
    .words = "[KIND [FILE]]",
    .summary = M_CMD_IMPORT,
    .example = "jicai import institutions hospitals.csv --db jicai.db --dry-run",
    .flags = import_flags,
    .flags_n = sizeof(import_flags) / sizeof(*import_flags),
    .size = sizeof(struct flags),
    .words_max = 2,
    .run = run,
};
