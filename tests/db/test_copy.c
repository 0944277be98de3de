/* A whole database goes into an empty one of the other engine, and is the same there. */
#include <sys/stat.h>
#include <unistd.h>

#include "audit/log.h"
#include "db/copy.h"
#include "fresh.h"
#include "words/db.h"

static char dir[] = "/tmp/jicai-copy.XXXXXX";
enum { MANY = 3000 }; /* several batches */

static const struct query put_org = {
    "test_put_org",
    "INSERT INTO organisation (org, kind, name, division, paid_by, roles, suspended, reason) "
    "VALUES ($1, 'company', $2, '', 0, 0, 0, '')",
    NULL, 2};
static const struct query put_person = {
    "test_put_person",
    "INSERT INTO person (login, org, name, phone, email, bank_code, from_on, until_on, suspended, "
    "reason, demo, made_by) VALUES ($1, $2, $3, '', '', '', '', '', 0, '', 0, '')",
    NULL, 3};

/* Texts of every kind, and children whose parents come first. */
static bool
fill(struct db *db, void *arg, struct err *e)
{
    static const char *const names[] = {"甲公司", "", "line\nand\ttab", "'; DROP TABLE person; --",
                                        "𠀀 and \\ and $1"};
    (void)arg;
    for (int i = 0; i < MANY; i++) {
        const char *org = arena_printf(fresh_arena, "O%05d", i);
        if (!db_do(db, &put_org, e, v_text(org), v_text(names[i % 5])) ||
            !db_do(db, &put_person, e, v_text(arena_printf(fresh_arena, "p%05d", i)), v_text(org),
                   v_text(names[(i + 1) % 5])))
            return false;
    }
    return true;
}

enum counted { PEOPLE, ORGS, HEADS, LOGGED };

static int64_t
count(struct db *db, enum counted what)
{
    static const struct query q[] = {
        {"test_people", "SELECT COUNT(*) FROM person WHERE $1 = 0", NULL, 1},
        {"test_orgs", "SELECT COUNT(*) FROM organisation WHERE $1 = 0", NULL, 1},
        {"test_heads", "SELECT COUNT(*) FROM pool_head WHERE pool = $1", NULL, 1},
        {"test_logged", "SELECT size FROM pool_head WHERE pool = $1", NULL, 1},
    };
    struct rows r;
    struct err e;
    OK(db_run(db, &q[what], fresh_arena, &r, &e, v_int(0)));
    return row_int(&r, 0, 0);
}

static struct db *
new_file(const char *name)
{
    struct err e;
    struct db *db;
    const char *path = arena_printf(fresh_arena, "%s/%s", dir, name);
    unlink(path);
    OK(db_create(&db, path, &e));
    OK(schema_apply(db, 1, &e));
    return db;
}

static void
remove_file(const char *name)
{
    static const char *const end[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < COUNT(end); i++)
        unlink(arena_printf(fresh_arena, "%s/%s%s", dir, name, end[i]));
}

static void
expect_same(struct db *a, struct db *b)
{
    struct err e;
    char one[DIGEST_TEXT_MAX], other[DIGEST_TEXT_MAX];
    OK(db_digest(a, one, &e));
    OK(db_digest(b, other, &e));
    assert_string_equal(one, other);
}

/* From this engine to a file, and from the file into this engine again: both ways of each. */
static void
test_there_and_back(void **state)
{
    struct err e;
    struct copying x;
    struct arena *keep = arena_new(16 << 20);
    (void)state;
    fresh_db->act = (struct act){"test", "fill", "", 1774944000000000};
    audit_attach(fresh_db);
    OK(db_tx(fresh_db, 0, fill, NULL, &e));
    struct db *file = new_file("there.db");
    OK(db_copy(fresh_db, file, keep, &x, &e));
    expect_same(fresh_db, file);
    assert_int_equal(count(file, PEOPLE), MANY);
    assert_true(x.rows >= 2 * MANY && x.tables > 50);
    /* The log came along though no digest looks at it, and goes on. */
    assert_int_equal(count(file, LOGGED), count(fresh_db, LOGGED));
    assert_int_equal(count(file, LOGGED), 1);
    db_close(file);
    OK(db_open(&file, arena_printf(fresh_arena, "%s/there.db", dir), &e));

    fresh_db->append = NULL;
    fresh_teardown(state);
    assert_int_equal(fresh_setup(state), 0); /* empty again, but for two pools */
    e = (struct err){0};
    assert_false(db_copy(file, fresh_db, keep, &x, &e));
    assert_int_equal(e.msg, M_COPY_NOT_EMPTY);
    OK(fresh_db->ops->exec(fresh_db, "DELETE FROM pool_head WHERE pool <> 0", &e));
    OK(db_copy(file, fresh_db, keep, &x, &e));
    expect_same(fresh_db, file);
    db_close(file);
    remove_file("there.db");
    if (strcmp(fresh_name(), "sqlite") != 0) { /* its statements point into `keep` */
        fresh_close();
        fresh_arena = arena_new(1 << 20);
    }
    arena_free(keep);
}

/* Refused, and nothing of it stays. */
static void
test_a_target_with_rows(void **state)
{
    struct err e;
    struct copying x;
    struct arena *keep = arena_new(16 << 20);
    (void)state;
    OK(db_tx(fresh_db, 0, fill, NULL, &e));
    struct db *file = new_file("full.db");
    OK(file->ops->exec(file,
                       "INSERT INTO organisation (org, kind, name, division, paid_by, roles, "
                       "suspended, reason) VALUES ('X', 'company', 'x', '', 0, 0, 0, '')",
                       &e));
    e = (struct err){0};
    assert_false(db_copy(fresh_db, file, keep, &x, &e));
    assert_int_equal(e.msg, M_COPY_NOT_EMPTY);
    assert_string_equal(e.arg[0], "organisation");
    assert_int_equal(count(file, ORGS), 1);
    db_close(file);
    remove_file("full.db");
    arena_free(keep);
}

/* The disk is full in the middle: an error, and the target is as empty as before. */
static void
test_nothing_or_all(void **state)
{
    struct err e;
    struct copying x;
    struct arena *keep = arena_new(16 << 20);
    (void)state;
    OK(db_tx(fresh_db, 0, fill, NULL, &e));
    struct db *file = new_file("small.db");
    OK(file->ops->exec(file, "PRAGMA max_page_count = 1", &e)); /* as many as it has */
    e = (struct err){0};
    assert_false(db_copy(fresh_db, file, keep, &x, &e));
    assert_int_equal(e.msg, M_DB_FULL);
    assert_int_equal(count(file, ORGS), 0);
    assert_int_equal(count(file, HEADS), 1);
    db_close(file);
    remove_file("small.db");
    arena_free(keep);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_there_and_back),
        TEST(test_a_target_with_rows),
        TEST(test_nothing_or_all),
    };
    if (mkdtemp(dir) == NULL)
        return 1;
    int failed = fresh_run(tests, COUNT(tests));
    rmdir(dir);
    return failed;
}
