/* What the seam hands to the log: which jobs, whose, and the digest of what they wrote. */
#include "fresh.h"
#include "words/db.h"

static const struct query q_put = {"a_put", "INSERT INTO noted (id, name) VALUES ($1, $2)", NULL, 2};
static const struct query q_rename = {"a_rename", "UPDATE noted SET name = $2 WHERE id = $1", NULL, 2};
static const struct query q_read = {"a_read", "SELECT name FROM noted WHERE id = $1", NULL, 1};

enum { SEEN_MAX = 16 };
static struct seen {
    char who[32], what[32], change[SHA256_HEX_MAX];
} seen[SEEN_MAX];
static size_t seen_n;
static int calls, fail_first; /* the first so many calls lose a race */

static bool
note(struct db *db, int64_t pool, struct job jobs[], size_t n, struct err *e)
{
    calls++;
    assert_int_equal(pool, FRESH_POOL);
    for (size_t i = 0; i < n; i++) {
        const struct act *a = job_act(db, &jobs[i]);
        if (!jobs[i].wrote)
            continue;
        assert_true(seen_n < SEEN_MAX);
        snprintf(seen[seen_n].who, sizeof(seen[0].who), "%s", a->who);
        snprintf(seen[seen_n].what, sizeof(seen[0].what), "%s", a->what);
        sha256_text(jobs[i].change, seen[seen_n].change);
        jobs[i].place = (int64_t)seen_n++;
    }
    return calls > fail_first || err_set(e, ERR_RETRY, M_RACE);
}

static int
setup(void **state)
{
    struct err e;
    fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
                           "CREATE TEMPORARY TABLE IF NOT EXISTS noted (id BIGINT NOT NULL, "
                           "name TEXT NOT NULL, PRIMARY KEY (id)); DELETE FROM noted",
                           &e));
    fresh_db->append = note;
    fresh_db->act = (struct act){.who = "cli:test", .what = "test", .subject = "", .at = 7};
    seen_n = 0;
    calls = fail_first = 0;
    return 0;
}

static int
teardown(void **state)
{
    fresh_db->append = NULL;
    return fresh_teardown(state);
}

struct step {
    int64_t id;
    const char *name;
    bool many, rename, refuse, read;
};

static bool
step(struct db *db, void *arg, struct err *e)
{
    const struct step *s = arg;
    struct rows r;
    const struct val v[] = {v_int(s->id), v_text(s->name), v_int(s->id + 1), v_text("乙")};
    if (s->read)
        return db_run(db, &q_read, fresh_arena, &r, e, v_int(s->id));
    bool ok = s->many     ? db_many(db, &q_put, v, 2, e)
              : s->rename ? db_do(db, &q_rename, e, v[0], v[1])
                          : db_do(db, &q_put, e, v[0], v[1]);
    return ok && (!s->refuse || err_set(e, ERR_INPUT, M_ROWS_MANY, {"0"}));
}

/* The same on both engines because it is written here: the name, a NUL, then 'i' and 8 bytes, 't',
 * the length in 8 bytes and the text. */
static const char *
by_hand(const char *name, size_t rows, const struct step s[])
{
    char *out = arena_alloc(fresh_arena, SHA256_HEX_MAX);
    uint8_t digest[SHA256_SIZE];
    struct sha256 sum;
    sha256_init(&sum);
    for (size_t i = 0; i < rows; i++) {
        uint8_t id[9] = {'i'}, len[9] = {'t'};
        id[8] = (uint8_t)s[i].id; /* below 256 in these tests */
        len[8] = (uint8_t)strlen(s[i].name);
        sha256_add(&sum, name, strlen(name) + 1);
        sha256_add(&sum, id, 9);
        sha256_add(&sum, len, 9);
        sha256_add(&sum, s[i].name, strlen(s[i].name));
    }
    sha256_end(&sum, digest);
    return sha256_text(digest, out);
}

static void
test_digest_of_a_change(void **state)
{
    struct err e;
    struct step one = {.id = 1, .name = "甲"}, two = {.id = 2, .name = "丙", .many = true},
                three = {.id = 1, .name = "", .rename = true}, read = {.id = 1, .read = true};
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, step, &one, &e));
    OK(db_tx(fresh_db, FRESH_POOL, step, &two, &e));
    OK(db_tx(fresh_db, FRESH_POOL, step, &three, &e));
    OK(db_tx(fresh_db, FRESH_POOL, step, &read, &e));
    assert_int_equal(calls, 3); /* who only reads is not named */
    assert_int_equal(seen_n, 3);
    assert_string_equal(seen[0].change, by_hand("a_put", 1, &one));
    assert_string_equal(seen[1].change,
                        by_hand("a_put", 2, (struct step[]){two, {.id = 3, .name = "乙"}}));
    assert_string_equal(seen[2].change, by_hand("a_rename", 1, &three));
    assert_string_equal(seen[0].who, "cli:test");
}

/* A group: each with its own name, the reader without a row, one hook for all, places told. */
static void
test_group_is_logged_at_once(void **state)
{
    struct step s[] = {{.id = 1, .name = "a"}, {.id = 1, .read = true}, {.id = 2, .name = "b"}};
    struct job jobs[] = {{.run = step, .arg = &s[0], .act = {"user:li", "put", "", 1}},
                         {.run = step, .arg = &s[1], .act = {"user:wang", "read", "", 1}},
                         {.run = step, .arg = &s[2]}};
    (void)state;
    group_run(fresh_db, FRESH_POOL, jobs, 3);
    assert_int_equal(calls, 1);
    assert_int_equal(seen_n, 2);
    assert_string_equal(seen[0].who, "user:li");
    assert_string_equal(seen[1].who, "cli:test");
    assert_int_equal(jobs[0].place, 0);
    assert_int_equal(jobs[1].place, -1);
    assert_int_equal(jobs[2].place, 1);
    assert_true(jobs[0].wrote && !jobs[1].wrote && jobs[2].wrote);
}

/* One that writes and then fails takes the group back; the others are logged once, alone. */
static void
test_what_was_taken_back_has_no_row(void **state)
{
    struct step s[] = {{.id = 1, .name = "a"}, {.id = 9, .name = "x", .refuse = true}};
    struct job jobs[] = {{.run = step, .arg = &s[0]}, {.run = step, .arg = &s[1]}};
    (void)state;
    group_run(fresh_db, FRESH_POOL, jobs, 2);
    assert_int_equal(calls, 1);
    assert_int_equal(seen_n, 1);
    assert_int_equal(jobs[0].place, 0);
    assert_int_equal(jobs[1].place, -1);
    assert_false(jobs[1].wrote);
    assert_int_equal(jobs[1].err.code, ERR_INPUT);
}

static void
test_log_that_loses_a_race_runs_the_job_again(void **state)
{
    struct err e;
    struct step one = {.id = 1, .name = "甲"};
    struct rows r;
    (void)state;
    fail_first = 2;
    OK(db_tx(fresh_db, FRESH_POOL, step, &one, &e));
    assert_int_equal(calls, 3);
    assert_string_equal(seen[0].change, seen[2].change);
    OK(db_run(fresh_db, &q_read, fresh_arena, &r, &e, v_int(1)));
    assert_int_equal(r.n, 1);
}

static bool
refuse_to_log(struct db *db, int64_t pool, struct job jobs[], size_t n, struct err *e)
{
    (void)db, (void)pool, (void)jobs, (void)n;
    return err_set(e, ERR_IO, M_DB_FULL, {"log"});
}

static void
test_no_row_no_write(void **state)
{
    struct err e;
    struct step one = {.id = 1, .name = "甲"};
    struct rows r;
    (void)state;
    fresh_db->append = refuse_to_log;
    assert_false(db_tx(fresh_db, FRESH_POOL, step, &one, &e));
    assert_int_equal(e.code, ERR_IO);
    OK(db_run(fresh_db, &q_read, fresh_arena, &r, &e, v_int(1)));
    assert_int_equal(r.n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_digest_of_a_change, setup, teardown),
        cmocka_unit_test_setup_teardown(test_group_is_logged_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_was_taken_back_has_no_row, setup, teardown),
        cmocka_unit_test_setup_teardown(test_log_that_loses_a_race_runs_the_job_again, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_no_row_no_write, setup, teardown),
    };
    return fresh_run(tests, sizeof(tests) / sizeof(*tests));
}
