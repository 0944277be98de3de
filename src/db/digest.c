/* What a database holds, as one number: "nothing was changed" and "the same on both engines". */
#include <stdio.h>
#include <string.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "db/db.h"
#include "words/db.h"

enum { SCRATCH = 1024 * 1024, SELECT_MAX = 8192 };

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
    for (size_t i = 0; i < r.n && n < SELECT_MAX; i++)
        n += (size_t)snprintf(out + n, SELECT_MAX - n, "%s%s", i > 0 ? ", " : "",
                              row_text(&r, i, 0));
    if (n < SELECT_MAX)
        n += (size_t)snprintf(out + n, SELECT_MAX - n, " FROM %s ORDER BY ", table);
    for (size_t i = 0; i < r.n && n < SELECT_MAX; i++)
        n += (size_t)snprintf(out + n, SELECT_MAX - n, "%s%s%s", i > 0 ? ", " : "",
                              row_text(&r, i, 0), row_int(&r, i, 1) == 1 ? " COLLATE \"C\"" : "");
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
