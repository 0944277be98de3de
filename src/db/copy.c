#include "db/copy.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "db/schema.h"
#include "db/table.h"
#include "words/db.h"

enum {
    SCRATCH = 4 * 1024 * 1024,
    BATCH_ROWS = 500,
    BATCH_BYTES = 1024 * 1024, /* a row more may come on top */
    BATCH_ARENA = 64 * 1024 * 1024,
    WORD_MAX = 128
};

struct work {
    struct db *to;
    struct arena *keep, *scratch, *batch; /* of the target's statements; of a table; of a batch */
    struct copying *out;
    const struct query *insert; /* of the table at hand */
    struct sha256 read;
    struct val *cells;
    size_t rows, bytes;
};

/* --- the tables, parents first: in the order in which the schema makes them --- */

static const char *
next_table(const char **at, char out[static WORD_MAX])
{
    static const char make[] = "CREATE TABLE ";
    const char *found = strstr(*at, make);
    if (found == NULL)
        return NULL;
    found += sizeof(make) - 1;
    size_t n = strcspn(found, " (");
    assert(n < WORD_MAX);
    memcpy(out, found, n);
    out[n] = '\0';
    *at = found + n;
    return out;
}

typedef bool table_do(struct work *w, const char *table, void *arg, struct err *e);

static bool
each_table(struct work *w, table_do *act, void *arg, struct err *e)
{
    char name[WORD_MAX];
    for (const struct migration *m = migrations; m->version != 0; m++)
        for (const char *at = m->sqlite; next_table(&at, name) != NULL;)
            if (strcmp(name, "schema_version") != 0) {
                arena_reset(w->scratch);
                if (!act(w, name, arg, e))
                    return false;
            }
    return true;
}

/* --- is the target empty? --- */

static bool
stop_at_row(void *arg, const struct rows *row, struct err *e)
{
    (void)row;
    return err_set(e, ERR_CONFLICT, M_COPY_NOT_EMPTY, {arg});
}

/* A new database has one row: the head of the platform's log, which is still empty. */
static bool
is_empty(struct work *w, const char *table, void *arg, struct err *e)
{
    bool heads = strcmp(table, "pool_head") == 0;
    const char *text = arena_printf(w->scratch, "SELECT 1 FROM %s%s LIMIT 1", table,
                                    heads ? " WHERE pool <> 0 OR size <> 0" : "");
    struct query q = {.name = NULL, .sql = text};
    (void)arg;
    return w->to->ops->each(w->to, &q, NULL, 0, stop_at_row, (void *)(uintptr_t)table, e);
}

/* --- rows over --- */

static bool
flush(struct work *w, struct err *e)
{
    bool ok = db_many(w->to, w->insert, w->cells, w->rows, e) && w->to->ops->settle(w->to, e);
    w->out->rows += (int64_t)w->rows;
    w->rows = w->bytes = 0;
    arena_reset(w->batch);
    w->cells = arena_array(w->batch, struct val, BATCH_ROWS * w->insert->params);
    return ok;
}

static bool
take(void *arg, const struct rows *row, struct err *e)
{
    struct work *w = arg;
    struct val *to = &w->cells[w->rows++ * w->insert->params];
    assert(row->columns == w->insert->params);
    table_sum_row(&w->read, row);
    for (size_t c = 0; c < row->columns; c++) {
        to[c] = row->cells[c];
        size_t n = to[c].type == VAL_TEXT ? strlen(to[c].s) : 0;
        if (to[c].type == VAL_TEXT && !val_copy(&to[c], row->cells[c].s, n, w->batch, e))
            return false;
        w->bytes += n;
    }
    return (w->rows < BATCH_ROWS && w->bytes < BATCH_BYTES) || flush(w, e);
}

static bool
add_row(void *arg, const struct rows *row, struct err *e)
{
    (void)e;
    table_sum_row(arg, row);
    return true;
}

/* "INSERT INTO t (a, b) VALUES ($1, $2)", kept as long as the target. */
static bool
make_insert(struct work *w, const char *table, struct err *e)
{
    struct query *q = arena_array(w->keep, struct query, 1);
    struct rows r;
    const char *names = "", *places = "";
    if (!db_run(w->to, w->to->ops->columns, w->scratch, &r, e, v_text(table)))
        return false;
    assert(r.n > 0 && r.n <= DB_PARAMS);
    for (size_t i = 0; i < r.n; i++) {
        const char *comma = i > 0 ? ", " : "";
        names = arena_printf(w->scratch, "%s%s%s", names, comma, row_text(&r, i, 0));
        places = arena_printf(w->scratch, "%s%s$%zu", places, comma, i + 1);
    }
    q->name = arena_printf(w->keep, "copy_%s", table);
    q->sql = arena_printf(w->keep, "INSERT INTO %s (%s) VALUES (%s)", table, names, places);
    q->params = r.n;
    w->insert = q;
    return true;
}

static bool
copy_table(struct work *w, const char *table, void *arg, struct err *e)
{
    struct db *from = arg;
    char text[TABLE_SELECT_MAX];
    uint8_t one[SHA256_SIZE], other[SHA256_SIZE];
    struct sha256 back;
    struct query q = {.name = NULL, .sql = text};
    if (!make_insert(w, table, e) || !table_select(from, w->scratch, table, TABLE_ALL, text, e))
        return false;
    w->rows = w->bytes = 0;
    arena_reset(w->batch);
    w->cells = arena_array(w->batch, struct val, BATCH_ROWS * w->insert->params);
    sha256_init(&w->read);
    sha256_init(&back);
    if (!from->ops->each(from, &q, NULL, 0, take, w, e) || !flush(w, e) ||
        !w->to->ops->each(w->to, &q, NULL, 0, add_row, &back, e))
        return false;
    sha256_end(&w->read, one);
    sha256_end(&back, other);
    w->out->tables++;
    return memcmp(one, other, sizeof(one)) == 0 || err_set(e, ERR_IO, M_COPY_DIFFERS, {table});
}

static bool
copy_all(struct db *from, struct work *w, struct err *e)
{
    static const struct query first = {"copy_first", "DELETE FROM pool_head WHERE pool = $1", NULL,
                                       1};
    return w->to->ops->begin_schema(w->to, e) && each_table(w, is_empty, NULL, e) &&
           db_do(w->to, &first, e, v_int(0)) && each_table(w, copy_table, from, e) &&
           w->to->ops->exec(w->to, "COMMIT", e);
}

static bool
job(struct db *from, void *arg, struct err *e)
{
    struct work *w = arg;
    struct err ignored;
    *w->out = (struct copying){0};
    if (copy_all(from, w, e))
        return true;
    (void)w->to->ops->exec(w->to, "ROLLBACK", &ignored);
    return false;
}

bool
db_copy(struct db *from, struct db *to, struct arena *a, struct copying *out, struct err *e)
{
    struct work w = {.to = to,
                     .keep = a,
                     .scratch = arena_new(SCRATCH),
                     .batch = arena_new(BATCH_ARENA),
                     .out = out};
    bool ok = db_read(from, job, &w, e);
    arena_free(w.batch);
    arena_free(w.scratch);
    return ok;
}
