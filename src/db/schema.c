#include "db/schema.h"

#include <string.h>

#include "base/core/text.h"
#include "words/db.h"

enum { SCRATCH = 256 * 1024, VERSIONS_MAX = 1000 };

static const struct query q_versions = {
    "versions", "SELECT version, sha256 FROM schema_version ORDER BY version LIMIT $1", NULL, 1};
static const struct query q_applied = {
    "applied", "INSERT INTO schema_version (version, sha256, applied_at) VALUES ($1, $2, $3)", NULL,
    3};

struct apply {
    struct arena *a;
    const struct migration *list;
    int64_t at;
    int64_t done; /* the newest migration that the database has; 0: empty */
};

/* Which migrations are there? A database with tables but not ours is refused. */
static bool
read_versions(struct db *db, struct apply *s, struct rows *out, struct err *e)
{
    struct rows tables;
    *out = (struct rows){0};
    if (!db_run(db, db->ops->tables, s->a, &tables, e, v_text("")))
        return false;
    for (size_t i = 0; i < tables.n; i++)
        if (strcmp(row_text(&tables, i, 0), "schema_version") == 0)
            return db_run(db, &q_versions, s->a, out, e, v_int(VERSIONS_MAX));
    return tables.n == 0 || err_set(e, ERR_INPUT, M_DB_NOT_OURS, {row_text(&tables, 0, 0)});
}

/* Every migration that was applied must be one of ours, word for word. */
static bool
compare(struct db *db, struct apply *s, struct err *e)
{
    struct rows r;
    char text[INT_TEXT_MAX];
    const struct migration *m = s->list;

    if (!read_versions(db, s, &r, e))
        return false;
    s->done = 0;
    for (size_t i = 0; i < r.n; i++, m++) {
        s->done = row_int(&r, i, 0);
        if (m->version != s->done)
            return err_set(e, ERR_INPUT, M_DB_NEWER, {int_text(s->done, text), JICAI_VERSION});
        if (strcmp(m->sha256, row_text(&r, i, 1)) != 0)
            return err_set(e, ERR_INPUT, M_DB_CHANGED, {int_text(s->done, text), JICAI_VERSION});
    }
    return true;
}

static bool
apply_in(struct db *db, struct apply *s, struct err *e)
{
    bool sqlite = strcmp(db->ops->name, "sqlite") == 0;
    if (!compare(db, s, e))
        return false;
    for (const struct migration *m = s->list; m->version != 0; m++)
        if (m->version > s->done &&
            (!db->ops->exec(db, sqlite ? m->sqlite : m->postgres, e) ||
             !db_do(db, &q_applied, e, v_int(m->version), v_text(m->sha256), v_int(s->at))))
            return false;
    return true;
}

bool
schema_apply_list(struct db *db, const struct migration list[], int64_t at, struct err *e)
{
    struct apply s = {.a = arena_new(SCRATCH), .list = list, .at = at};
    struct err ignored;
    bool ok = db->ops->begin_schema(db, e) && apply_in(db, &s, e) && db->ops->exec(db, "COMMIT", e);
    if (!ok)
        (void)db->ops->exec(db, "ROLLBACK", &ignored);
    if (!ok && e->code == ERR_RETRY)
        err_set(e, ERR_IO, M_RACE);
    arena_free(s.a);
    return ok;
}

bool
schema_apply(struct db *db, int64_t at, struct err *e)
{
    return schema_apply_list(db, migrations, at, e);
}

static bool
check_in(struct db *db, void *arg, struct err *e)
{
    return compare(db, arg, e);
}

bool
schema_check_list(struct db *db, const struct migration list[], struct err *e)
{
    struct apply s = {.a = arena_new(SCRATCH), .list = list};
    bool ok = db_read(db, check_in, &s, e);
    arena_free(s.a);
    if (!ok)
        return false;
    for (const struct migration *m = list; m->version != 0; m++)
        if (m->version > s.done)
            return err_set(e, ERR_INPUT, s.done == 0 ? M_DB_EMPTY : M_DB_OLDER, {JICAI_VERSION});
    return true;
}

bool
schema_check(struct db *db, struct err *e)
{
    return schema_check_list(db, migrations, e);
}
