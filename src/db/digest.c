/* What a database holds, as one number: "nothing was changed" and "the same on both engines". */
#include <stdio.h>
#include <string.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "db/schema.h"
#include "words/db.h"

enum { SCRATCH = 1024 * 1024, SELECT_MAX = 8192, NAME_MAX_TEXT = 256 };

/* Each cell with its length, so that no two tables of rows look alike. */
static bool
add_row(void *arg, const struct rows *row, struct err *e)
{
    struct sha256 *s = arg;
    (void)e;
    for (size_t c = 0; c < row->columns; c++) {
        const struct val *v = &row->cells[c];
        char number[INT_TEXT_MAX], head[INT_TEXT_MAX + 8];
        const char *text = v->type == VAL_INT    ? int_text(v->i, number)
                           : v->type == VAL_TEXT ? v->s
                                                 : "";
        snprintf(head, sizeof(head), "%d %zu ", (int)v->type, strlen(text));
        sha256_add(s, head, strlen(head));
        sha256_add(s, text, strlen(text));
    }
    sha256_add(s, "\n", 1);
    return true;
}

/* Marked in schema.sql as different from run to run? `column` NULL: the whole table. */
static bool
is_volatile(const char *table, const char *column)
{
    char name[NAME_MAX_TEXT];
    snprintf(name, sizeof(name), "%s%s%s", table, column != NULL ? "." : "",
             column != NULL ? column : "");
    for (const char *const *v = schema_volatile; *v != NULL; v++)
        if (strcmp(*v, name) == 0)
            return true;
    return false;
}

/* The columns that count, with commas; `text_end` goes behind those of texts. */
static size_t
list_columns(const struct rows *r, const char *table, const char *text_end, char *out, size_t n)
{
    const char *comma = "";
    for (size_t i = 0; i < r->n && n < SELECT_MAX; i++) {
        if (is_volatile(table, row_text(r, i, 0)))
            continue;
        n += (size_t)snprintf(out + n, SELECT_MAX - n, "%s%s%s", comma, row_text(r, i, 0),
                              row_int(r, i, 1) == 1 ? text_end : "");
        comma = ", ";
    }
    return n;
}

/* SELECT all columns in the order of all columns: the primary key comes first in every table. */
static bool
select_text(struct db *db, struct arena *a, const char *table, char out[static SELECT_MAX],
            struct err *e)
{
    struct rows r;
    size_t n;
    if (!db_run(db, db->ops->columns, a, &r, e, v_text(table)))
        return false;
    n = (size_t)snprintf(out, SELECT_MAX, "SELECT ");
    n = list_columns(&r, table, "", out, n);
    if (n < SELECT_MAX)
        n += (size_t)snprintf(out + n, SELECT_MAX - n, " FROM %s ORDER BY ", table);
    n = list_columns(&r, table, " COLLATE \"C\"", out, n);
    return n < SELECT_MAX || err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
}

struct digest {
    struct arena *a;
    struct sha256 sum;
};

static bool
add_tables(struct db *db, void *arg, struct err *e)
{
    struct digest *d = arg;
    struct rows tables;
    sha256_init(&d->sum);
    if (!db_run(db, db->ops->tables, d->a, &tables, e, v_text("schema_version")))
        return false;
    for (size_t i = 0; i < tables.n; i++) {
        char text[SELECT_MAX];
        const char *name = row_text(&tables, i, 0);
        if (is_volatile(name, NULL))
            continue;
        struct query q = {.name = NULL, .sql = text};
        if (!select_text(db, d->a, name, text, e))
            return false;
        sha256_add(&d->sum, name, strlen(name) + 1);
        if (!db->ops->each(db, &q, NULL, 0, add_row, &d->sum, e))
            return false;
    }
    return true;
}

bool
db_digest(struct db *db, char out[static DIGEST_TEXT_MAX], struct err *e)
{
    struct digest d = {.a = arena_new(SCRATCH)};
    uint8_t bytes[SHA256_SIZE];
    bool ok = db_read(db, add_tables, &d, e);
    arena_free(d.a);
    if (ok) {
        sha256_end(&d.sum, bytes);
        sha256_text(bytes, out);
    }
    return ok;
}
