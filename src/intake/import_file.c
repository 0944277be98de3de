#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "intake/import.h"
#include "intake/progress.h"
#include "intake/seen.h"
#include "words/import.h"
#include "words/reporting.h"
#include "words/sheet.h"

enum { ROW_MAX = 1024, TAKE_MEMORY = 64 * 1024 * 1024, MEMO_MAX = 64 * 1024 };

struct run {
    const struct import_kind *kind;
    const char *path;
    const struct import_options *o;
    struct imported *out;
    struct import im;
    struct table *table;
    struct seen seen;
    struct progress bar;
    int64_t own; /* rows refused by take(), beside those that the table refused */
};

bool
import_mistake(struct import *im, const char *column, struct err_said said)
{
    return table_mistake((struct table *)im->table, im->errs, column, said);
}

/* What take() refused with, as a mistake of the row. */
static void
mistake(struct import *im, const struct err *e)
{
    struct err_said said = {.msg = e->msg};
    for (size_t i = 0; i < ERR_ARGS; i++)
        said.arg[i] = e->arg[i];
    import_mistake(im, e->at.field, said);
}

static uint64_t
hash_cell(uint64_t h, const struct column *c, const void *row)
{
    const char *at = (const char *)row + c->offset;
    switch (c->type) {
    case COLUMN_TEXT:
    case COLUMN_CODE: return seen_hash(h, *(const char *const *)at, strlen(*(char *const *)at));
    case COLUMN_DATE:
    case COLUMN_MONTH: return seen_hash(h, at, sizeof(int32_t));
    case COLUMN_CHOICE: return seen_hash(h, at, sizeof(int));
    case COLUMN_MONEY:
    case COLUMN_PRICE:
    case COLUMN_QTY:
    case COLUMN_INT:
    case COLUMN_RATIO: return seen_hash(h, at, sizeof(int64_t));
    }
    return h;
}

/* The columns that kind->key names, one after the other. */
static uint64_t
hash_row(const struct import_kind *kind, const void *row)
{
    uint64_t h = SEEN_START;
    for (const char *k = kind->key; *k != '\0'; k += *k == ',') {
        size_t n = strcspn(k, ","), i = 0;
        while (strlen(kind->columns[i].name) != n || strncmp(kind->columns[i].name, k, n) != 0) {
            i++;
            assert(i < kind->columns_n); /* the key names a column */
        }
        h = hash_cell(h, &kind->columns[i], row);
        k += n;
    }
    return h;
}

static bool
is_twice(struct run *r, const void *row)
{
    char first[ERR_ARG_MAX] = {0};
    if (r->kind->key == NULL || seen_add(&r->seen, hash_row(r->kind, row)))
        return false;
    memcpy(first, r->kind->key, strcspn(r->kind->key, ","));
    return !import_mistake(&r->im, first,
                           (struct err_said){.msg = M_IMPORT_TWICE, .arg = {r->kind->key}});
}

/* A clerk's file names his own institution and no other. */
static bool
is_foreign(struct run *r, const void *row)
{
    static const char column[] = "hospital";
    const char *only = r->o->only;
    size_t i = 0;
    if (only == NULL || *only == '\0' || r->kind->own)
        return false;
    while (i < r->kind->columns_n && strcmp(r->kind->columns[i].name, column) != 0)
        i++;
    const char *named =
        i == r->kind->columns_n
            ? ""
            : *(const char *const *)((const char *)row + r->kind->columns[i].offset);
    if (strcmp(named, only) == 0)
        return false;
    return !import_mistake(&r->im, column,
                           (struct err_said){.msg = M_REPORT_OTHER, .arg = {named}});
}

/* False: the database failed. A mistake of the row is told and counted. */
static bool
take(struct run *r, const void *row, struct err *e)
{
    enum put how = PUT_SAME;
    if (is_foreign(r, row) || is_twice(r, row)) {
        r->own++;
        return true;
    }
    *e = (struct err){.code = ERR_NONE};
    if (r->kind->take(&r->im, row, &how, e)) {
        int64_t *count[] = {&r->out->fresh, &r->out->same, &r->out->changed};
        ++*count[how];
        return true;
    }
    if (r->im.db->failed || e->code == ERR_IO || e->code == ERR_RETRY)
        return false;
    if (e->code != ERR_NONE)
        mistake(&r->im, e);
    r->own++;
    *e = (struct err){.code = ERR_NONE};
    return true;
}

static bool
take_all(struct run *r, struct err *e)
{
    _Alignas(max_align_t) char row[ROW_MAX];
    char max[INT_TEXT_MAX];
    bool ok = true;

    assert(r->kind->row <= sizeof(row));
    *e = (struct err){.code = ERR_NONE};
    while (ok && table_next(r->table, row, r->kind->row, &r->im.line, r->im.errs, e)) {
        int64_t total, done = sheet_bytes_read(table_sheet(r->table), &total);
        if (++r->out->rows > IMPORT_ROWS_MAX)
            return err_set(e, ERR_TOO_LARGE, M_SHEET_ROWS,
                           {NULL, NULL, int_text(IMPORT_ROWS_MAX, max)}, .file = r->path);
        arena_reset(r->im.arena);
        ok = take(r, row, e);
        progress_at(&r->bar, done, total, r->out->rows);
    }
    return ok && e->code == ERR_NONE;
}

/* What finish() refused with: it knows the column, not the file. */
static bool
whole_file(const struct run *r, struct err *e)
{
    struct err was = *e;
    struct err_said said = {.msg = was.msg, .file = r->path, .field = was.at.field};
    for (size_t i = 0; i < ERR_ARGS; i++)
        said.arg[i] = was.arg[i];
    return err_put(e, was.code, said);
}

/* After the last row: is all of it to stay? False without an error: it is not, roll it back. */
static bool
decide(struct run *r, struct err *e)
{
    if (r->kind->finish != NULL && !r->kind->finish(&r->im, e))
        return r->im.db->failed ? false : whole_file(r, e);
    r->out->refused = r->own + table_refused(r->table);
    r->out->rows += table_refused(r->table);
    r->out->written = !r->o->dry_run && (r->im.errs->total == 0 || r->o->accept_good_rows);
    return r->out->written;
}

/* A job; it may run several times. */
static bool
import_job(struct db *db, void *arg, struct err *e)
{
    struct run *r = arg;
    _Alignas(max_align_t) char memo[MEMO_MAX] = {0};

    assert(r->kind->memo <= sizeof(memo));
    *r->out = (struct imported){.rows = 0};
    r->own = 0;
    r->im.errs->n = r->im.errs->total = 0;
    r->im.db = db;
    r->im.memo = memo;
    if (!table_open(&r->table, r->path, r->kind->name, r->kind->columns, r->kind->columns_n, e))
        return false;
    r->im.table = r->table;
    r->im.arena = arena_new(TAKE_MEMORY);
    bool ok = take_all(r, e) && decide(r, e);
    arena_free(r->im.arena);
    table_close(r->table);
    seen_free(&r->seen);
    return ok;
}

static struct run
run_of(const struct import_kind *kind, const char *path, const struct import_options *o,
       struct imported *out, struct errs *errs)
{
    return (struct run){.kind = kind,
                        .path = path,
                        .o = o,
                        .out = out,
                        .im = {.pool = kind->scope == IMPORT_PLATFORM ? 0 : o->pool,
                               .project = o->project != NULL ? o->project : "",
                               .who = o->who != NULL ? o->who : "",
                               .region = o->region,
                               .only = o->only != NULL ? o->only : "",
                               .today = o->today,
                               .errs = errs}};
}

bool
import_in(struct db *db, const struct import_kind *kind, const char *path,
          const struct import_options *o, struct imported *out, struct errs *errs, struct err *e)
{
    struct run r = run_of(kind, path, o, out, errs);
    *e = (struct err){.code = ERR_NONE};
    return import_job(db, &r, e);
}

bool
import_file(struct db *db, const struct import_kind *kind, const char *path,
            const struct import_options *o, struct imported *out, struct errs *errs, struct err *e)
{
    struct run r = run_of(kind, path, o, out, errs);
    progress_start(&r.bar, o->progress);
    bool ok = db_tx(db, r.im.pool, import_job, &r, e); /* true also when decide() took it back */
    progress_end(&r.bar);
    return ok && (out->written || o->dry_run) && (errs->total == 0 || o->accept_good_rows);
}
