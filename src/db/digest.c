/* What a database holds, as one number: "nothing was changed" and "the same on both engines". */
#include <string.h>

#include "base/core/sha256.h"
#include "db/table.h"

enum { SCRATCH = 1024 * 1024 };

struct digest {
    struct arena *a;
    struct sha256 sum;
};

static bool
add_row(void *arg, const struct rows *row, struct err *e)
{
    (void)e;
    table_sum_row(arg, row);
    return true;
}

static bool
add_tables(struct db *db, void *arg, struct err *e)
{
    struct digest *d = arg;
    struct rows tables;
    sha256_init(&d->sum);
    if (!db_run(db, db->ops->tables, d->a, &tables, e, v_text("schema_version")))
        return false;
    for (size_t i = 0; i < tables.n; i++) {
        char text[TABLE_SELECT_MAX];
        const char *name = row_text(&tables, i, 0);
        if (table_is_volatile(name, NULL))
            continue;
        struct query q = {.name = NULL, .sql = text};
        if (!table_select(db, d->a, name, TABLE_LASTING, text, e))
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
