/* prices_collect.c - jicai prices collect: what other platforms put into a folder, for a timer to
 * run.
 *
 * Files come under another name and are renamed to *.csv or *.xlsx when they are whole. Each is one
 * transaction: its good rows are written, its bad ones are named in done/FILE.mistakes.txt beside
 * the file, which goes to done/; a file that cannot be read at all goes to refused/. Who interrupts
 * it loses nothing: a file that was written and not moved yet is read again, and nothing changes.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/store.h"
#include "intake/kinds.h"
#include "listing/platform.h"
#include "words/cli.h"
#include "words/import.h"
#include "words/phases.h"
#include "words/prices.h"

enum { FILES_MAX = 10 * 1000, SAME_NAME_MAX = 1000, MISTAKES_MAX = 1000 };

struct flags {
    int64_t pool;
    date on;
};

struct collecting {
    struct cli *c;
    struct db *db;
    const struct flags *f;
    const char *folder;
    struct json j;
    int64_t files, fresh, refused, waiting;
};

static bool
ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), k = strlen(end);
    return n > k && strcasecmp(name + n - k, end) == 0;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files of the folder, in the order of their names. */
static bool
files_of(struct collecting *k, const char ***out, size_t *n)
{
    struct cli *c = k->c;
    const struct dirent *d;
    DIR *dir = opendir(k->folder);
    if (dir == NULL)
        return err_set(&c->err, ERR_INPUT, M_PRICES_FOLDER, {k->folder, strerror(errno)});
    *out = arena_array(c->arena, const char *, FILES_MAX);
    *n = 0;
    while (*n < FILES_MAX && (d = readdir(dir)) != NULL)
        if (d->d_name[0] != '.' && (ends_with(d->d_name, ".csv") || ends_with(d->d_name, ".xlsx")))
            (*out)[(*n)++] = arena_strdup(c->arena, d->d_name);
    closedir(dir);
    qsort(*out, *n, sizeof(**out), by_name);
    return true;
}

static void
write_mistakes(const struct cli *c, FILE *to, const struct errs *errs)
{
    char text[ERR_TEXT_MAX];
    for (size_t i = 0; i < errs->n; i++)
        fprintf(to, "%s\n", err_text(&errs->list[i], c->lang, text));
    if (errs->total > errs->n)
        fprintf(to, "+ %zu\n", errs->total - errs->n);
}

/* A name that is free in `into`: FILE, FILE.2, ... */
static const char *
free_name(struct collecting *k, const char *into, const char *name)
{
    struct arena *a = k->c->arena;
    const char *path = arena_printf(a, "%s/%s/%s", k->folder, into, name);
    for (int i = 2; access(path, F_OK) == 0 && i < SAME_NAME_MAX; i++)
        path = arena_printf(a, "%s/%s/%s.%d", k->folder, into, name, i);
    return path;
}

static bool
put_away(struct collecting *k, const char *name, const char *into, const struct errs *errs)
{
    struct cli *c = k->c;
    const char *from = arena_printf(c->arena, "%s/%s", k->folder, name);
    const char *to = free_name(k, into, name);
    bool ok = mkdir(arena_printf(c->arena, "%s/%s", k->folder, into), 0777) == 0 || errno == EEXIST;
    if (ok && errs->n > 0) {
        FILE *f = fopen(arena_printf(c->arena, "%s.mistakes.txt", to), "w");
        ok = f != NULL;
        if (ok) {
            write_mistakes(c, f, errs);
            ok = fclose(f) == 0;
        }
    }
    return (ok && rename(from, to) == 0) ||
           err_set(&c->err, ERR_IO, M_PRICES_MOVE, {from, strerror(errno)});
}

static void
tell(struct collecting *k, const char *name, const struct imported *done)
{
    struct cli *c = k->c;
    char n[4][INT_TEXT_MAX];
    if (c->json) {
        json_open(&k->j, NULL, '{');
        json_text(&k->j, "file", name);
        json_int(&k->j, "rows", done->rows);
        json_int(&k->j, "new", done->fresh);
        json_int(&k->j, "same", done->same);
        json_int(&k->j, "refused", done->refused);
        json_close(&k->j, '}');
        return;
    }
    cli_say(c, M_PRICES_FILE,
            (const char *const[]){name, int_text(done->rows, n[0]), int_text(done->fresh, n[1]),
                                  int_text(done->same, n[2]), int_text(done->refused, n[3])},
            5);
    fputc('\n', c->out);
}

/* False: not the file's fault, and the rest has to wait. */
static bool
collect_one(struct collecting *k, const char *name)
{
    struct cli *c = k->c;
    struct errs errs = {.list = arena_array(c->arena, struct err, MISTAKES_MAX),
                        .max = MISTAKES_MAX};
    struct imported done = {.rows = 0};
    const struct import_options o = {
        .pool = k->f->pool, .who = k->db->act.who, .today = k->f->on, .accept_good_rows = true};
    const char *path = arena_printf(c->arena, "%s/%s", k->folder, name);
    bool ok = import_file(k->db, &kind_platform_prices, path, &o, &done, &errs, &c->err);
    if (!ok && c->err.code != ERR_NONE) {
        if (c->err.code != ERR_INPUT && c->err.code != ERR_TOO_LARGE)
            return false;
        if (errs.n < errs.max)
            errs.list[errs.n++] = c->err;
        errs.total++;
        done.refused++;
        c->err = (struct err){.code = ERR_NONE};
    }
    k->files++;
    k->fresh += done.fresh;
    k->refused += done.refused;
    tell(k, name, &done);
    return put_away(k, name, ok ? "done" : "refused", &errs);
}

static bool
count_waiting(struct db *db, void *arg, struct err *e)
{
    struct collecting *k = arg;
    struct platform_search s = {.pool = k->f->pool,
                                .on = k->f->on,
                                .source = "",
                                .state = "",
                                .after_source = "",
                                .after_code = "",
                                .limit = 500};
    struct platform_item *list;
    size_t n;
    k->waiting = 0;
    do {
        if (!platform_items(db, k->c->arena, &s, &list, &n, e))
            return false;
        k->waiting += (int64_t)n;
        s.after_source = n > 0 ? list[n - 1].source : "";
        s.after_code = n > 0 ? list[n - 1].code : "";
    } while ((int64_t)n == s.limit);
    return true;
}

static void
finish(struct collecting *k)
{
    struct cli *c = k->c;
    char n[4][INT_TEXT_MAX];
    if (c->json) {
        json_close(&k->j, ']');
        json_int(&k->j, "waiting", k->waiting);
        json_close(&k->j, '}');
        json_end(&k->j);
        return;
    }
    cli_say(c, M_PRICES_FILES,
            (const char *const[]){int_text(k->files, n[0]), int_text(k->fresh, n[1]),
                                  int_text(k->refused, n[2]), int_text(k->waiting, n[3])},
            4);
    fputc('\n', c->out);
}

static int
run(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    struct collecting k = {.c = c, .f = flags, .folder = word[0]};
    struct import_options scope = {.pool = k.f->pool};
    const char **file = NULL;
    size_t files = 0;
    (void)n;
    if (!files_of(&k, &file, &files) || !store_open(c, &k.db))
        return cli_fail(c);
    json_start(&k.j, c->out);
    if (c->json) {
        json_open(&k.j, NULL, '{');
        json_open(&k.j, "files", '[');
    }
    bool ok = import_scope_find(k.db, &kind_platform_prices, &scope, &c->err);
    for (size_t i = 0; ok && i < files; i++)
        ok = collect_one(&k, file[i]);
    ok = ok && db_read(k.db, count_waiting, &k, &c->err);
    db_close(k.db);
    finish(&k);
    if (!ok)
        return cli_fail(c);
    return k.refused > 0 ? EXIT_FINDING : EXIT_OK;
}

static const struct flag collect_flags[] = {
    {"pool", "POOL", FLAG_INT, true, AT(flags, pool), M_IMPORT_F_POOL},
    {"on", "DATE", FLAG_DATE, true, AT(flags, on), M_LIFE_F_ON},
};

const struct command cmd_prices_collect = {
    .name = "prices collect",
    .words = "FOLDER",
    .summary = M_CMD_PRICES_COLLECT,
    .example = "jicai prices collect inbox --pool 500000 --on 2025-03-31 --db jicai.db",
    .flags = collect_flags,
    .flags_n = sizeof(collect_flags) / sizeof(*collect_flags),
    .size = sizeof(struct flags),
    .words_min = 1,
    .words_max = 1,
    .run = run,
};
