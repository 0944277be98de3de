/* Which databases are taken and which refused, and what a failing one says. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fresh.h"
#include "words/db.h"

static char dir[] = "/tmp/jicai-schema.XXXXXX";

static const char *
in_dir(const char *name)
{
    return arena_printf(fresh_arena, "%s/%s", dir, name);
}

static void
run_sql(const char *sql)
{
    struct err e;
    OK(fresh_db->ops->exec(fresh_db, sql, &e));
}

static void
expect_state(enum msg want)
{
    struct err e = {0};
    bool ok = schema_check(fresh_db, &e);
    assert_int_equal(ok, want == M_NONE);
    assert_int_equal(e.msg, want);
    e = (struct err){0};
    if (want != M_NONE) { /* and nothing is laid over it */
        assert_false(schema_apply(fresh_db, 2, &e));
        assert_int_equal(e.msg, want);
    }
}

static void
test_applied_twice_is_applied_once(void **state)
{
    struct err e;
    const char *before = fresh_digest();
    (void)state;
    expect_state(M_NONE);
    OK(schema_apply(fresh_db, 3, &e));
    assert_string_equal(fresh_digest(), before);
}

static void
test_other_versions_are_refused(void **state)
{
    (void)state;
    run_sql("INSERT INTO schema_version (version, sha256, applied_at) VALUES (2, 'x', 1)");
    expect_state(M_DB_NEWER);
    run_sql("DELETE FROM schema_version WHERE version = 2");
    expect_state(M_NONE);
    run_sql("UPDATE schema_version SET sha256 = '0' || sha256");
    expect_state(M_DB_CHANGED);
    run_sql("UPDATE schema_version SET sha256 = substr(sha256, 2)");
    expect_state(M_NONE);
}

/* A schema of its own on PostgreSQL, so that the real tables stay. */
static void
test_empty_and_foreign_databases(void **state)
{
    struct err e;
    struct db *kept = fresh_db;
    bool sqlite = strcmp(fresh_name(), "sqlite") == 0;
    (void)state;
    if (sqlite)
        OK(db_open(&fresh_db, "sqlite::memory:", &e));
    else
        run_sql("CREATE SCHEMA other; SET search_path = other");
    assert_false(schema_check(fresh_db, &e));
    assert_int_equal(e.msg, M_DB_EMPTY);
    run_sql("CREATE TABLE invoices (id BIGINT)");
    expect_state(M_DB_NOT_OURS);
    if (sqlite) {
        db_close(fresh_db);
        fresh_db = kept;
    } else {
        run_sql("DROP SCHEMA other CASCADE; SET search_path = public");
    }
}

/* How a later version changes the tables: each migration once, in order, in one transaction; one
 * that fails leaves the database at the version before. Undone by hand, as the next test wants it.
 */
static void
test_an_upgrade(void **state)
{
    static const char add[] = "ALTER TABLE pool_head ADD COLUMN note TEXT NOT NULL DEFAULT ''";
    static const char bad[] = "CREATE TABLE extra (id BIGINT NOT NULL PRIMARY KEY); SELECT nothing";
    const struct migration next[] = {migrations[0], {2, add, add, "two"}, {0}};
    const struct migration wrong[] = {
        migrations[0], {2, add, add, "two"}, {3, bad, bad, "three"}, {0}};
    struct err e = {0};
    (void)state;
    assert_false(schema_check_list(fresh_db, next, &e));
    assert_int_equal(e.msg, M_DB_OLDER);
    const char *before = fresh_digest();
    assert_false(
        schema_apply_list(fresh_db, wrong, 4, &e)); /* the third one: nothing of it stays */
    assert_string_equal(fresh_digest(), before);
    e = (struct err){0};
    assert_false(schema_check_list(fresh_db, next, &e));
    OK(schema_apply_list(fresh_db, next, 5, &e));
    OK(schema_check_list(fresh_db, next, &e));
    run_sql("UPDATE pool_head SET note = 'kept' WHERE pool = 0");
    before = fresh_digest();
    OK(schema_apply_list(fresh_db, next, 6, &e)); /* again: nothing */
    assert_string_equal(fresh_digest(), before);
    assert_false(schema_check(fresh_db, &e)); /* a program of the version before */
    assert_int_equal(e.msg, M_DB_NEWER);
    run_sql("ALTER TABLE pool_head DROP COLUMN note");
    run_sql("DELETE FROM schema_version WHERE version = 2");
    expect_state(M_NONE);
}

static void
test_values_of_the_wrong_type_are_refused(void **state)
{
    struct err e;
    (void)state;
    assert_false(fresh_db->ops->exec(fresh_db, "INSERT INTO pool_head (pool) VALUES ('abc')", &e));
    assert_false(fresh_db->ops->exec(fresh_db, "INSERT INTO pool_head (pool) VALUES (NULL)", &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_false(fresh_db->ops->exec(fresh_db, "UPDATE pool_head SET size = -1", &e));
    assert_int_equal(e.code, ERR_CONFLICT);
}

static bool
add_pool(struct db *db, void *arg, struct err *e)
{
    return pool_add(db, *(int64_t *)arg, e);
}

static enum msg
try_to_write(struct db *db)
{
    struct err e = {0};
    int64_t pool = 110000;
    db_tx(db, 0, add_pool, &pool, &e);
    return e.msg;
}

static void
test_read_only(void **state)
{
    bool sqlite = strcmp(fresh_name(), "sqlite") == 0;
    const char *before = fresh_digest();
    (void)state;
    run_sql(sqlite ? "PRAGMA query_only = ON" : "SET default_transaction_read_only = on");
    assert_int_equal(try_to_write(fresh_db), M_DB_READONLY);
    run_sql(sqlite ? "PRAGMA query_only = OFF" : "SET default_transaction_read_only = off");
    assert_string_equal(fresh_digest(), before);
    assert_int_equal(try_to_write(fresh_db), M_NONE);
}

static bool
end_backend_once(struct db *db, void *arg, struct err *e)
{
    int *runs = arg;
    int64_t pool = 120000;
    return pool_add(db, pool, e) &&
           (++*runs > 1 || db->ops->exec(db, "SELECT pg_terminate_backend(pg_backend_pid())", e));
}

static void
test_a_lost_connection_runs_the_job_again(void **state)
{
    struct err e;
    int runs = 0;
    (void)state;
    if (strcmp(fresh_name(), "sqlite") == 0)
        return; /* there is no connection to lose */
    OK(db_tx(fresh_db, 0, end_backend_once, &runs, &e));
    assert_int_equal(runs, 2);
}

static void
test_no_server_no_database(void **state)
{
    static const char *const urls[] = {
        "host=/nowhere dbname=x", "postgres://127.0.0.1:1/x", "", "sqlite:", NULL,
        "/nowhere/at/all.db"};
    static const enum msg want[] = {M_DB_CONNECT, M_DB_CONNECT, M_DB_NONE,
                                    M_DB_NONE,    M_DB_NONE,    M_DB_MISSING};
    (void)state;
    for (size_t i = 0; i < COUNT(urls); i++) {
        struct err e;
        struct db *db = NULL;
        assert_false(db_open(&db, urls[i], &e));
        assert_int_equal(e.msg, want[i]);
    }
}

static void
write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void
test_files_that_are_no_database(void **state)
{
    struct err e;
    struct db *db;
    char text[64] = {0};
    (void)state;
    write_file(in_dir("a.csv"), "group,product,company,price\n1,2,3,4\nthis is no database at all, "
                                "though it is longer than a header of one hundred bytes is\n");
    assert_false(db_open(&db, in_dir("a.csv"), &e));
    assert_int_equal(e.msg, M_DB_NOT_OURS);
    FILE *f = fopen(in_dir("a.csv"), "r");
    assert_non_null(fgets(text, sizeof(text), f));
    fclose(f);
    assert_string_equal(text, "group,product,company,price\n");
    assert_false(db_open(&db, dir, &e));
    assert_int_equal(e.msg, M_DB_OPEN);
    assert_false(db_create(&db, in_dir("no/such/folder.db"), &e));
    assert_int_equal(e.msg, M_DB_OPEN);
}

static void
test_disk_full(void **state)
{
    struct err e;
    struct db *db;
    int64_t pool = 1;
    char before[DIGEST_TEXT_MAX], after[DIGEST_TEXT_MAX];
    (void)state;
    OK(db_create(&db, in_dir("full.db"), &e));
    OK(schema_apply(db, 1, &e));
    OK(db_digest(db, before, &e));
    OK(db->ops->exec(db, "PRAGMA max_page_count = 1", &e)); /* as many as it has */
    e = (struct err){0};
    OK(db->ops->exec(db, "BEGIN IMMEDIATE", &e));
    while (pool_add(db, pool, &e))
        pool++;
    assert_int_equal(e.msg, M_DB_FULL);
    (void)db->ops->exec(db, "ROLLBACK", &e);
    OK(db_digest(db, after, &e));
    assert_string_equal(before, after);
    db_close(db);
}

static void
test_two_writers_of_one_file(void **state)
{
    struct err e;
    struct db *a, *b;
    (void)state;
    OK(db_create(&a, in_dir("two.db"), &e));
    OK(schema_apply(a, 1, &e));
    OK(db_open(&b, arena_printf(fresh_arena, "sqlite:%s", in_dir("two.db")), &e));
    OK(schema_check(b, &e));
    OK(b->ops->exec(b, "PRAGMA busy_timeout = 1", &e));
    OK(a->ops->exec(a, "BEGIN IMMEDIATE", &e));
    assert_int_equal(try_to_write(b), M_RACE);
    OK(a->ops->exec(a, "COMMIT", &e));
    assert_int_equal(try_to_write(b), M_NONE);
    db_close(a);
    db_close(b);
}

static void
test_equal_contents_equal_digests(void **state)
{
    static char first[DIGEST_TEXT_MAX]; /* of the engine before */
    const char *empty = fresh_digest(), *full;
    int64_t pool = 110000;
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, 0, add_pool, &pool, &e));
    full = fresh_digest();
    assert_string_not_equal(full, empty);
    if (first[0] != '\0')
        assert_string_equal(first, full);
    memcpy(first, full, sizeof(first));
    run_sql("DELETE FROM pool_head WHERE pool = 110000");
    assert_string_equal(fresh_digest(), empty);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_applied_twice_is_applied_once),
        TEST(test_other_versions_are_refused),
        TEST(test_empty_and_foreign_databases),
        TEST(test_an_upgrade),
        TEST(test_values_of_the_wrong_type_are_refused),
        TEST(test_read_only),
        TEST(test_a_lost_connection_runs_the_job_again),
        TEST(test_no_server_no_database),
        TEST(test_files_that_are_no_database),
        TEST(test_disk_full),
        TEST(test_two_writers_of_one_file),
        TEST(test_equal_contents_equal_digests),
    };
    if (mkdtemp(dir) == NULL)
        return 1;
    int failed = fresh_run(tests, COUNT(tests));
    static const char *const made[] = {"a.csv",  "full.db",    "full.db-wal", "full.db-shm",
                                       "two.db", "two.db-wal", "two.db-shm"};
    for (size_t i = 0; i < COUNT(made); i++) {
        char path[128];
        snprintf(path, sizeof(path), "%s/%s", dir, made[i]);
        unlink(path);
    }
    rmdir(dir);
    return failed;
}
