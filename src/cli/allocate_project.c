#include "cli/allocate_project.h"

#include <inttypes.h>

#include "base/core/text.h"
#include "cli/award_project.h"
#include "cli/store.h"
#include "tender/query.h"
#include "tender/run_allocate.h"
#include "words/cli.h"
#include "words/cli_allocate.h"

enum { RUN_MEMORY = 256 * 1024 * 1024 };

struct printing {
    struct cli *c;
    struct json j;
    FILE *out;
    int64_t rows;
};

static bool
group_json(void *arg, const struct rows *row, struct err *e)
{
    struct json *j = &((struct printing *)arg)->j;
    (void)e;
    json_open(j, NULL, '{');
    json_text(j, "group", row_text(row, 0, 0));
    json_int(j, "demand", row_int(row, 0, 4));
    json_int(j, "agreed", row_int(row, 0, 1));
    json_int(j, "unfilled", row_int(row, 0, 2));
    json_text(j, "verdict", row_text(row, 0, 3));
    json_close(j, '}');
    return true;
}

static bool
unfilled_json(void *arg, const struct rows *row, struct err *e)
{
    struct json *j = &((struct printing *)arg)->j;
    (void)e;
    json_open(j, NULL, '{');
    json_text(j, "hospital", row_text(row, 0, 0));
    json_text(j, "group", row_text(row, 0, 1));
    json_int(j, "qty", row_int(row, 0, 2));
    json_close(j, '}');
    return true;
}

static bool
row_json(void *arg, const struct rows *row, struct err *e)
{
    struct json *j = &((struct printing *)arg)->j;
    (void)e;
    json_open(j, NULL, '{');
    json_text(j, "hospital", row_text(row, 0, 0));
    json_text(j, "group", row_text(row, 0, 1));
    json_text(j, "product", row_text(row, 0, 2));
    json_int(j, "kept", row_int(row, 0, 3));
    json_int(j, "from_remaining", row_int(row, 0, 4));
    json_int(j, "qty", row_int(row, 0, 5));
    json_close(j, '}');
    return true;
}

static bool
row_csv(void *arg, const struct rows *row, struct err *e)
{
    struct printing *p = arg;
    (void)e;
    p->rows++;
    fprintf(p->out, "%s,%s,%s,%" PRId64 ",%" PRId64 ",%" PRId64 "\n", row_text(row, 0, 0),
            row_text(row, 0, 1), row_text(row, 0, 2), row_int(row, 0, 3), row_int(row, 0, 4),
            row_int(row, 0, 5));
    return true;
}

static bool
group_text(void *arg, const struct rows *row, struct err *e)
{
    struct cli *c = ((struct printing *)arg)->c;
    char a[INT_TEXT_MAX], b[INT_TEXT_MAX], d[INT_TEXT_MAX];
    const char *say[] = {row_text(row, 0, 0), int_text(row_int(row, 0, 4), a),
                         int_text(row_int(row, 0, 1), b), int_text(row_int(row, 0, 2), d)};
    (void)e;
    cli_say(c, M_ALLOCATE_GROUP, say, 4);
    fprintf(c->out, "  %s\n", row_text(row, 0, 3));
    return true;
}

static bool
write_csv(struct db *db, struct printing *p, const struct volume_run *r, const char *path)
{
    struct cli *c = p->c;
    p->out = fopen(path, "w");
    if (p->out == NULL)
        return err_set(&c->err, ERR_IO, M_CLI_OUT, {path});
    fputs("hospital,group,product,kept,from_remaining,qty\n", p->out);
    bool ok = db_each(db, &q_allocation_each, row_csv, p, &c->err, v_int(r->pool), v_text(r->code));
    bool bad = ferror(p->out) != 0;
    bad = fclose(p->out) != 0 || bad;
    return ok && (!bad || err_set(&c->err, ERR_IO, M_CLI_OUT, {path}));
}

static bool
print_json(struct db *db, struct printing *p, const struct volume_run *r, const char *out)
{
    struct json *j = &p->j;
    struct err *e = &p->c->err;
    json_start(j, p->c->out);
    json_open(j, NULL, '{');
    json_open(j, "groups", '[');
    bool ok =
        db_each(db, &q_group_allocation_each, group_json, p, e, v_int(r->pool), v_text(r->code));
    json_close(j, ']');
    json_open(j, "unfilled", '[');
    ok = ok && db_each(db, &q_unfilled_each, unfilled_json, p, e, v_int(r->pool), v_text(r->code));
    json_close(j, ']');
    if (out != NULL) {
        json_text(j, "out", out);
        json_int(j, "rows_written", p->rows);
    } else {
        json_open(j, "rows", '[');
        ok = ok && db_each(db, &q_allocation_each, row_json, p, e, v_int(r->pool), v_text(r->code));
        json_close(j, ']');
    }
    json_close(j, '}');
    json_end(j);
    return ok;
}

static bool
print_text(struct db *db, struct printing *p, const struct allocate_run *run, const char *out)
{
    const struct volume_run *r = &run->volume;
    struct rows n;
    char text[INT_TEXT_MAX];
    if (!db_each(db, &q_group_allocation_each, group_text, p, &p->c->err, v_int(r->pool),
                 v_text(r->code)) ||
        !db_run(db, &q_allocation_rows_count, r->arena, &n, &p->c->err, v_int(r->pool),
                v_text(r->code)))
        return false;
    const char *say[] = {int_text(row_int(&n, 0, 0), text), out};
    cli_say(p->c, out != NULL ? M_ALLOCATE_WRITTEN : M_ALLOCATE_ROWS, say, 2);
    fputc('\n', p->c->out);
    return true;
}

static bool
allocate_and_print(struct cli *c, struct db *db, struct allocate_run *run, const char *out)
{
    struct volume_run *r = &run->volume;
    struct printing p = {.c = c};
    if (!project_pool(c, db, r->code, &r->pool) ||
        !db_tx(db, r->pool, run_allocate, run, &c->err) ||
        (out != NULL && !write_csv(db, &p, r, out)))
        return false;
    return c->json ? print_json(db, &p, r, out) : print_text(db, &p, run, out);
}

int
allocate_project(struct cli *c, const struct allocate_project *o, const char *out)
{
    struct db *db;
    if (!store_open(c, &db))
        return cli_fail(c);
    struct allocate_run run = {.volume = {.arena = arena_new(RUN_MEMORY),
                                          .pool = o->pool,
                                          .code = o->project,
                                          .replace = o->replace,
                                          .errs = c->errs}};
    bool ok = allocate_and_print(c, db, &run, out);
    db_close(db);
    arena_free(run.volume.arena);
    return ok ? EXIT_OK : cli_fail(c);
}
