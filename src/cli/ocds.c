/* ocds.c - jicai publisher: who publishes a pool's procurement as open data; jicai export ocds: the
 * package of releases or records, as the server gives it to everybody. */
#include <errno.h>
#include <string.h>

#include "base/core/text.h"
#include "cli/commands.h"
#include "cli/project_find.h"
#include "cli/store.h"
#include "openness/ocds.h"
#include "registry/region.h"
#include "words/import.h"
#include "words/openness.h"

struct flags {
    int64_t pool;
    date on;
    const char *project, *out, *prefix, *name, *code, *scheme, *uri, *license, *policy;
    bool records, payments;
};

struct set {
    struct arena *a;
    int64_t pool;
    struct publisher p;
    enum put how;
};

static bool
set_job(struct db *db, void *arg, struct err *e)
{
    struct set *s = arg;
    return publisher_put(db, s->a, s->pool, &s->p, &s->how, e);
}

static int
run_publisher(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct set s = {.a = c->arena,
                    .pool = f->pool,
                    .p = {.prefix = f->prefix,
                          .name = f->name,
                          .code = text_or_none(f->code),
                          .scheme = text_or_none(f->scheme),
                          .uri = f->uri,
                          .license = text_or_none(f->license),
                          .policy = text_or_none(f->policy),
                          .payments = f->payments}};
    struct db *db;
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    bool ok =
        pool_must(db, c->arena, f->pool, "", &c->err) && db_tx(db, f->pool, set_job, &s, &c->err);
    db_close(db);
    if (!ok)
        return cli_fail(c);
    cli_say(c, M_OCDS_SET, &s.p.prefix, 1);
    fputc('\n', c->out);
    return EXIT_OK;
}

/* Written aside first: a refusal leaves no half file. */
static bool
hand_over(struct cli *c, FILE *from, const char *path)
{
    char block[64 * 1024];
    size_t n;
    FILE *to = path != NULL ? fopen(path, "we") : c->out;
    if (to == NULL)
        return err_set(&c->err, ERR_IO, M_OCDS_FILE, {strerror(errno)}, .file = path);
    rewind(from);
    while ((n = fread(block, 1, sizeof(block), from)) > 0)
        fwrite(block, 1, n, to);
    bool ok = !ferror(from) && !ferror(to) && fflush(to) == 0;
    if (path != NULL && fclose(to) != 0)
        ok = false;
    return ok || err_set(&c->err, ERR_IO, M_OCDS_FILE, {strerror(errno)}, .file = path);
}

static int
run_export(struct cli *c, const void *flags, const char *const word[], size_t n)
{
    const struct flags *f = flags;
    struct ocds o = {.package = f->records ? OCDS_RECORDS : OCDS_RELEASES,
                     .pool = f->pool,
                     .project = text_or_none(f->project),
                     .on = f->on};
    struct db *db;
    char count[INT_TEXT_MAX];
    (void)word, (void)n;
    if (!store_open(c, &db))
        return cli_fail(c);
    o.at = db->act.at;
    o.to = tmpfile();
    bool ok = o.to != NULL || err_set(&c->err, ERR_IO, M_OCDS_FILE, {strerror(errno)});
    ok = ok && pool_find(db, c->arena, o.pool, o.project, &o.pool, &c->err) &&
         db_read(db, ocds_write, &o, &c->err) && hand_over(c, o.to, f->out);
    db_close(db);
    if (o.to != NULL)
        fclose(o.to);
    if (!ok)
        return cli_fail(c);
    if (f->out != NULL) {
        const char *arg[] = {int_text(o.processes, count), f->out};
        cli_say(c, M_OCDS_DONE, arg, 2);
        fputc('\n', c->out);
    }
    return EXIT_OK;
}

static const struct flag publisher_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, true, pool, M_IMPORT_F_POOL),
    FLAG("prefix", "OCDS-XXXXXX", FLAG_TEXT, true, prefix, M_OCDS_F_PREFIX),
    FLAG("name", "NAME", FLAG_TEXT, true, name, M_OCDS_F_NAME),
    FLAG("uri", "URL", FLAG_TEXT, true, uri, M_OCDS_F_URI),
    FLAG("code", "CODE", FLAG_TEXT, false, code, M_OCDS_F_CODE),
    FLAG("scheme", "SCHEME", FLAG_TEXT, false, scheme, M_OCDS_F_SCHEME),
    FLAG("license", "URL", FLAG_TEXT, false, license, M_OCDS_F_LICENSE),
    FLAG("policy", "URL", FLAG_TEXT, false, policy, M_OCDS_F_POLICY),
    FLAG("payments", "", FLAG_BOOL, false, payments, M_OCDS_F_PAYMENTS),
};
static const struct flag export_flags[] = {
    FLAG("pool", "CODE", FLAG_INT, false, pool, M_IMPORT_F_POOL),
    FLAG("project", "CODE", FLAG_TEXT, false, project, M_IMPORT_F_PROJECT),
    FLAG("on", "DATE", FLAG_DATE, true, on, M_OCDS_F_ON),
    FLAG("records", "", FLAG_BOOL, false, records, M_OCDS_F_RECORDS),
    FLAG("out", "FILE", FLAG_TEXT, false, out, M_OCDS_F_OUT),
};

const struct command cmd_publisher = {
    .name = "publisher",
    .words = "",
    .summary = M_CMD_PUBLISHER,
    .example = "jicai publisher --pool 500000 --prefix ocds-abc123 --name 医保局 --uri "
               "https://jicai.example.cn",
    .flags = publisher_flags,
    .flags_n = sizeof(publisher_flags) / sizeof(*publisher_flags),
    .size = sizeof(struct flags),
    .run = run_publisher,
};

const struct command cmd_export_ocds = {
    .name = "export ocds",
    .words = "",
    .summary = M_CMD_EXPORT_OCDS,
    .example = "jicai export ocds --pool 500000 --on 2026-03-31 --out releases.json",
    .flags = export_flags,
    .flags_n = sizeof(export_flags) / sizeof(*export_flags),
    .size = sizeof(struct flags),
    .run = run_export,
};
