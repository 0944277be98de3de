#include "fresh.h"

struct db *fresh_db;
struct arena *fresh_arena;
const char *fresh_url;

const struct vault fresh_vault = {.n = 1, .key = {{.id = "01234567", .key = {7}}}};

static struct db *kept; /* PostgreSQL: one connection for the whole round */

const char *
fresh_name(void)
{
    return strncmp(fresh_url, "sqlite", 6) == 0 ? "sqlite" : "postgres";
}

void
fresh_ok(bool ok, const struct err *e, const char *file, int line)
{
    char text[ERR_TEXT_MAX];
    if (!ok) {
        print_error("%s:%d: %s\n", file, line, err_text(e, LANG_EN, text));
        fail();
    }
}

void
fresh_sql_at(const char *text, const char *file, int line)
{
    struct err e;
    fresh_ok(fresh_db->ops->exec(fresh_db, text, &e), &e, file, line);
}

/* Tables are made once; between tests they are emptied, in any order and in one round trip: DELETE
 * is quicker than TRUNCATE where there are few rows. */
static void
empty(struct db *db)
{
    struct err e;
    struct rows r;
    OK(db_run(db, db->ops->tables, fresh_arena, &r, &e, v_text("schema_version")));
    const char *script = "BEGIN; SET LOCAL session_replication_role = replica;";
    for (size_t i = 0; i < r.n; i++)
        script = arena_printf(fresh_arena, "%s DELETE FROM %s;", script, row_text(&r, i, 0));
    script =
        arena_printf(fresh_arena, "%s INSERT INTO pool_head (pool) VALUES (0); COMMIT", script);
    OK(db->ops->exec(db, script, &e));
}

static struct db *
open_kept(void)
{
    struct err e;
    if (kept != NULL)
        return kept;
    OK(db_open(&kept, fresh_url, &e));
    if (!schema_check(kept, &e)) {
        OK(kept->ops->exec(kept, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &e));
        OK(schema_apply(kept, 1, &e));
    }
    return kept;
}

static bool
add_pools(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return pool_add(db, FRESH_POOL, e) && pool_add(db, FRESH_POOL_2, e);
}

int
fresh_setup(void **state)
{
    struct err e;
    (void)state;
    fresh_arena = arena_new(4 << 20);
    if (strcmp(fresh_name(), "sqlite") == 0) {
        OK(db_open(&fresh_db, fresh_url, &e));
        OK(schema_apply(fresh_db, 1, &e));
    } else {
        fresh_db = open_kept();
        empty(fresh_db);
    }
    fresh_db->vault = &fresh_vault;
    OK(db_tx(fresh_db, 0, add_pools, NULL, &e));
    return 0;
}

void
fresh_close(void)
{
    if (fresh_db != kept)
        db_close(fresh_db);
    db_close(kept);
    kept = fresh_db = NULL;
}

int
fresh_teardown(void **state)
{
    struct err ignored;
    (void)state;
    if (fresh_db != NULL && fresh_db == kept)
        (void)kept->ops->exec(kept, "ROLLBACK", &ignored); /* a failed test may leave one open */
    else
        db_close(fresh_db);
    arena_free(fresh_arena);
    return 0;
}

const char *
fresh_digest(void)
{
    struct err e;
    char text[DIGEST_TEXT_MAX];
    OK(db_digest(fresh_db, text, &e));
    return arena_strdup(fresh_arena, text);
}

int
fresh_run(const struct CMUnitTest tests[], size_t n)
{
    static char one[] = "sqlite::memory:";
    char *set = getenv("JICAI_TEST_DBS"), *save = NULL;
    int failed = 0;
    for (fresh_url = strtok_r(set != NULL ? set : one, ";", &save); fresh_url != NULL;
         fresh_url = strtok_r(NULL, ";", &save)) {
        printf("--- %s\n", fresh_name());
        failed += _cmocka_run_group_tests(fresh_name(), tests, n, NULL, NULL);
        db_close(kept);
        kept = NULL;
    }
    return failed;
}
