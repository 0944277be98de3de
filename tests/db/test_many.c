/* Many at once and what is kept: on both engines the same as one by one, and never what was. */
#include <unistd.h>

#include "fresh.h"
#include "words/db.h"

static const struct query q_each = {
    "m_each", "SELECT name, n FROM many WHERE grp = $1 AND name <> $2 ORDER BY n DESC, name", NULL, 2};
static const struct query q_one = {"m_one", "SELECT n FROM many WHERE grp = $1 AND name = $2", NULL, 2};
static const struct query q_insert = {"m_insert", "INSERT INTO many (grp, name, n) VALUES ($1, $2, $3)", NULL, 3};
static const struct query q_add = {"m_add", "UPDATE many SET n = n + $3 WHERE grp = $1 AND name = $2", NULL, 3};
static const struct query q_more = {"m_more",
                                    "INSERT INTO many (grp, name, n) VALUES ($1, $2, $3) ON CONFLICT (grp, name) "
                                    "DO UPDATE SET n = many.n + EXCLUDED.n",
                                    NULL, 3};
static const struct query q_all = {"m_all", "SELECT grp, name, n FROM many WHERE grp >= $1 ORDER BY grp, name", NULL, 1};
static const struct query q_other = {"m_other", "INSERT INTO other (id) VALUES ($1)", NULL, 1};

/* Both connections see them, so they are no temporary tables. */
static int
setup(void **state)
{
    struct err e;
    fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
                           "CREATE TABLE many (grp BIGINT NOT NULL, name TEXT NOT NULL, n BIGINT NOT NULL CHECK (n >= 0), "
                           "PRIMARY KEY (grp, name)); CREATE TABLE other (id BIGINT NOT NULL)",
                           &e));
    return 0;
}

static int
teardown(void **state)
{
    struct err e;
    OK(fresh_db->ops->exec(fresh_db, "DROP TABLE many; DROP TABLE other", &e));
    return fresh_teardown(state);
}
#undef TEST
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* What arrays would stumble over. */
static const char *const names[] = {"a",    "",     "{x,y}", "\"quoted\"", "back\\slash", "NULL", "支架,甲",
                                    "it's", "a\nb", "$1",    "%s",         "\\\"",        ","};

/* --- reading for many --- */

struct line {
    char *to;
    size_t n;
};

static void
line_add(struct line *l, size_t i, const struct rows *r)
{
    l->n += (size_t)snprintf(l->to + l->n, 4096 - l->n, "%zu %s %d\n", i, row_text(r, 0, 0), (int)row_int(r, 0, 1));
}

static bool
take_of(void *arg, size_t i, const struct rows *row, struct err *e)
{
    (void)e;
    line_add(arg, i, row);
    return true;
}

struct each_one {
    struct line *l;
    size_t i;
};

static bool
take_one(void *arg, const struct rows *row, struct err *e)
{
    const struct each_one *x = arg;
    (void)e;
    line_add(x->l, x->i, row);
    return true;
}

static void
test_for_many_as_for_each(void **state)
{
    struct err e;
    char many[4096] = "", each[4096] = "";
    struct line a = {many, 0}, b = {each, 0};
    struct val in[3 * COUNT(names)];
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        OK(db_do(fresh_db, &q_insert, &e, v_int((int64_t)i % 4), v_text(names[i]), v_int((int64_t)i / 8)));
        in[2 * i] = v_int((int64_t)i % 5); /* there is no group 4 */
        in[2 * i + 1] = v_text(names[COUNT(names) - 1 - i]);
    }
    OK(db_each_of(fresh_db, &q_each, in, COUNT(names), take_of, &a, &e));
    for (size_t i = 0; i < COUNT(names); i++)
        OK(db_each(fresh_db, &q_each, take_one, (&(struct each_one){&b, i}), &e, in[2 * i], in[2 * i + 1]));
    assert_true(a.n > 100);
    assert_string_equal(many, each);
    OK(db_each_of(fresh_db, &q_each, in, 0, take_of, &a, &e));
    assert_string_equal(many, each);
}

static bool
count_of(void *arg, size_t i, const struct rows *row, struct err *e)
{
    (void)row, (void)e;
    assert_true(i >= *(size_t *)arg);
    *(size_t *)arg = i;
    return true;
}

static void
test_more_than_one_statement_takes(void **state)
{
    enum { N = 2500 };
    struct err e;
    struct val *in = arena_array(fresh_arena, struct val, N * 2);
    size_t last = 0;
    (void)state;
    OK(db_do(fresh_db, &q_insert, &e, v_int(1), v_text("x"), v_int(1)));
    for (size_t i = 0; i < N; i++) {
        in[2 * i] = v_int(1);
        in[2 * i + 1] = v_text("");
    }
    OK(db_each_of(fresh_db, &q_each, in, N, count_of, &last, &e));
    assert_int_equal(last, N - 1);
}

/* --- writing later --- */

static bool
nothing_ahead(struct db *db, struct job *const jobs[], size_t n, struct err *e)
{
    (void)db, (void)jobs, (void)n, (void)e;
    return true;
}

struct step {
    char what; /* i insert, a add, m more, r read and compare, b insert what is refused */
    int64_t grp, n;
    const char *name;
};
struct steps {
    const struct step *step;
    size_t n;
};

static bool
do_steps(struct db *db, void *arg, struct err *e)
{
    const struct steps *s = arg;
    bool ok = true;
    for (size_t i = 0; ok && i < s->n; i++) {
        const struct step *x = &s->step[i];
        struct rows r;
        switch (x->what) {
        case 'i': ok = db_later(db, &q_insert, 0, e, v_int(x->grp), v_text(x->name), v_int(x->n)); break;
        case 'b': ok = db_later(db, &q_insert, 0, e, v_int(x->grp), v_text(x->name), v_int(-1)); break;
        case 'a': ok = db_later(db, &q_add, 2, e, v_int(x->grp), v_text(x->name), v_int(x->n)); break;
        case 'm': ok = db_later(db, &q_more, 2, e, v_int(x->grp), v_text(x->name), v_int(x->n)); break;
        default:
            ok = db_run(db, &q_one, fresh_arena, &r, e, v_int(x->grp), v_text(x->name));
            assert_true(!ok || (r.n == 1 && row_int(&r, 0, 0) == x->n));
        }
    }
    return ok;
}

static const char *
contents(void)
{
    struct err e;
    struct rows r;
    char *text = arena_alloc(fresh_arena, 8192);
    size_t n = 0;
    OK(db_run(fresh_db, &q_all, fresh_arena, &r, &e, v_int(0)));
    for (size_t i = 0; i < r.n; i++)
        n += (size_t)snprintf(text + n, 8192 - n, "%d %s %d\n", (int)row_int(&r, i, 0), row_text(&r, i, 1), (int)row_int(&r, i, 2));
    return text;
}

static const struct step first[] = {{'i', 1, 5, "{x,y}"}, {'m', 1, 7, "new"}, {'a', 1, 1, "{x,y}"}, {'m', 1, 2, "new"}};
static const struct step second[] = {{'m', 1, 3, "new"}, {'i', 2, 1, "\"q\\"}, {'a', 1, 4, "{x,y}"}, {'a', 1, 4, "{x,y}"}};
static const struct step third[] = {{'r', 1, 14, "{x,y}"}, {'a', 2, 6, "\"q\\"}, {'r', 1, 12, "new"}, {'r', 2, 7, "\"q\\"}};
static const char after_all[] = "1 new 12\n1 {x,y} 14\n2 \"q\\ 7\n";

/* With a log there are digests. */
static bool
no_log(struct db *db, int64_t pool, struct job jobs[], size_t n, struct err *e)
{
    (void)db, (void)pool, (void)jobs, (void)n, (void)e;
    return true;
}

/* As a group, gathered or not, and one by one: the same rows, the same digests of the change. */
static void
test_later_is_as_now(void **state)
{
    struct steps s[] = {{first, COUNT(first)}, {second, COUNT(second)}, {third, COUNT(third)}};
    uint8_t change[3][SHA256_SIZE];
    (void)state;
    fresh_db->append = no_log;
    for (int way = 0; way < 3; way++) {
        struct err e;
        struct job jobs[3] = {{0}};
        for (size_t i = 0; i < 3; i++)
            jobs[i] = (struct job){.run = do_steps, .arg = &s[i], .ahead = way > 0 ? nothing_ahead : NULL};
        if (way < 2)
            group_run(fresh_db, FRESH_POOL, jobs, 3);
        for (size_t i = 0; i < 3; i++) {
            if (way == 2)
                group_run(fresh_db, FRESH_POOL, &jobs[i], 1);
            fresh_ok(jobs[i].err.code == ERR_NONE, &jobs[i].err, __FILE__, __LINE__);
            if (way == 0)
                memcpy(change[i], jobs[i].change, SHA256_SIZE);
            assert_memory_equal(change[i], jobs[i].change, SHA256_SIZE);
        }
        assert_string_equal(contents(), after_all);
        OK(fresh_db->ops->exec(fresh_db, "DELETE FROM many", &e));
    }
    assert_memory_not_equal(change[0], change[1], SHA256_SIZE);
    fresh_db->append = NULL;
}

static void
test_one_bad_row_among_the_gathered_harms_its_job_alone(void **state)
{
    static const struct step bad[] = {{'i', 3, 1, "z"}, {'b', 3, 1, "y"}}, twice[] = {{'i', 1, 5, "{x,y}"}};
    struct steps s[] = {{first, COUNT(first)}, {bad, 2}, {second, COUNT(second)}, {twice, 1}, {third, COUNT(third)}};
    struct job jobs[5] = {{0}};
    (void)state;
    for (size_t i = 0; i < 5; i++)
        jobs[i] = (struct job){.run = do_steps, .arg = &s[i], .ahead = nothing_ahead};
    group_run(fresh_db, FRESH_POOL, jobs, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(jobs[i].err.code, i == 1 || i == 3 ? ERR_CONFLICT : ERR_NONE);
    assert_string_equal(contents(), after_all);
}

static void
test_many_rows_in_one_group(void **state)
{
    enum { JOBS = 40, EACH = 120 };
    struct step *step = arena_array(fresh_arena, struct step, JOBS * EACH);
    struct steps s[JOBS];
    struct job jobs[JOBS] = {{0}};
    struct err e;
    struct rows r;
    static const struct query sum = {"m_sum", "SELECT COUNT(*), CAST(SUM(n) AS BIGINT) FROM many WHERE grp >= $1", NULL, 1};
    (void)state;
    for (int i = 0; i < JOBS * EACH; i++)
        step[i] = (struct step){'m', i % 3000, 1, i % 7 == 0 ? "a" : "b"};
    for (int i = 0; i < JOBS; i++) {
        s[i] = (struct steps){&step[i * EACH], EACH};
        jobs[i] = (struct job){.run = do_steps, .arg = &s[i], .ahead = nothing_ahead};
    }
    group_run(fresh_db, FRESH_POOL, jobs, JOBS);
    for (int i = 0; i < JOBS; i++)
        fresh_ok(jobs[i].err.code == ERR_NONE, &jobs[i].err, __FILE__, __LINE__);
    OK(db_run(fresh_db, &sum, fresh_arena, &r, &e, v_int(0)));
    assert_int_equal(row_int(&r, 0, 1), JOBS * EACH);
    assert_true(row_int(&r, 0, 0) > 3000);
}

/* --- many rows of one statement --- */

/* Its list of values holds all that the text of a statement over many rows may trip over. */
static const struct query q_literal = {"m_literal", "INSERT INTO many (grp, name, n) VALUES ($1, '$1) (' || $2, (1 + $3) - 1)", NULL, 3};
enum { MANY_ROWS = 75 }; /* two statements of 32, and some that are left */

struct manifold {
    const struct query *q;
    bool one_by_one;
    int bad; /* row whose n is refused; -1 none */
};

static bool
write_many(struct db *db, void *arg, struct err *e)
{
    const struct manifold *m = arg;
    struct val *in = arena_array(fresh_arena, struct val, MANY_ROWS * 3);
    for (int i = 0; i < MANY_ROWS; i++) {
        in[3 * i] = v_int(i / (int)COUNT(names));
        in[3 * i + 1] = v_text(names[i % (int)COUNT(names)]);
        in[3 * i + 2] = v_int(i == m->bad ? -1 : i);
    }
    if (!m->one_by_one)
        return db_many(db, m->q, in, MANY_ROWS, e);
    for (int i = 0; i < MANY_ROWS; i++)
        if (!db_do(db, m->q, e, in[3 * i], in[3 * i + 1], in[3 * i + 2]))
            return false;
    return true;
}

/* Together and one by one: the same rows, the same digest of the change; twice the same key adds up
 * where the statement says so; one bad row, and none stays. */
static void
test_many_are_as_one_by_one(void **state)
{
    static const struct query *const all[] = {&q_insert, &q_literal, &q_more};
    (void)state;
    fresh_db->append = no_log;
    for (size_t k = 0; k < COUNT(all); k++) {
        const char *want = NULL;
        uint8_t change[SHA256_SIZE];
        for (int way = 0; way < 2; way++) {
            struct manifold m = {all[k], way == 0, -1};
            struct job job = {.run = write_many, .arg = &m};
            struct err e;
            for (int times = 0; times < (all[k] == &q_more ? 2 : 1); times++) {
                group_run(fresh_db, FRESH_POOL, &job, 1);
                fresh_ok(job.err.code == ERR_NONE, &job.err, __FILE__, __LINE__);
            }
            if (way == 0)
                want = contents(), memcpy(change, job.change, SHA256_SIZE);
            assert_string_equal(contents(), want);
            assert_memory_equal(change, job.change, SHA256_SIZE);
            OK(fresh_db->ops->exec(fresh_db, "DELETE FROM many", &e));
        }
        assert_true(strlen(want) > MANY_ROWS * 4);
        for (int bad = 0; bad < MANY_ROWS; bad += 37) {
            struct manifold m = {all[k], false, bad};
            struct job job = {.run = write_many, .arg = &m};
            group_run(fresh_db, FRESH_POOL, &job, 1);
            assert_int_equal(job.err.code, ERR_CONFLICT);
            assert_string_equal(contents(), "");
        }
    }
    fresh_db->append = NULL;
}

/* A job that is alone may gather too, if it says so. */
static bool
gather_steps(struct db *db, void *arg, struct err *e)
{
    db_gather(db);
    return do_steps(db, arg, e);
}

static void
test_a_job_alone_gathers(void **state)
{
    struct steps s[] = {{first, COUNT(first)}, {second, COUNT(second)}, {third, COUNT(third)}};
    static const struct step bad[] = {{'i', 3, 1, "z"}, {'b', 3, 1, "y"}};
    struct steps refused = {bad, 2};
    struct err e;
    (void)state;
    for (size_t i = 0; i < 3; i++)
        OK(db_tx(fresh_db, FRESH_POOL, gather_steps, &s[i], &e));
    assert_string_equal(contents(), after_all);
    assert_false(db_tx(fresh_db, FRESH_POOL, gather_steps, &refused, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_string_equal(contents(), after_all);
    assert_false(fresh_db->gathers);
}

/* An UPDATE that misses its row: an engine that hears of many at once says so, and nothing stays. */
static void
test_what_is_added_to_must_be_there(void **state)
{
    static const struct step miss[] = {{'a', 9, 1, "nobody"}};
    struct steps s[] = {{miss, 1}, {first, COUNT(first)}};
    struct job jobs[2] = {{.run = do_steps, .arg = &s[0], .ahead = nothing_ahead},
                          {.run = do_steps, .arg = &s[1], .ahead = nothing_ahead}};
    (void)state;
    group_run(fresh_db, FRESH_POOL, jobs, 2);
    assert_int_equal(jobs[0].err.code, ERR_IO);
    assert_int_equal(jobs[1].err.code, ERR_NONE);
    assert_string_equal(contents(), "1 new 9\n1 {x,y} 6\n");
}

/* --- kept --- */

struct look {
    int64_t seen; /* -1: no row */
    bool fails;
    const struct query *then; /* and look again */
    int64_t again;
};

static bool
see(struct db *db, int64_t *out, struct err *e)
{
    struct rows r;
    if (!db_run_kept(db, &q_one, fresh_arena, &r, e, v_int(1), v_text("x")))
        return false;
    *out = r.n > 0 ? row_int(&r, 0, 0) : -1;
    return true;
}

static bool
look(struct db *db, void *arg, struct err *e)
{
    struct look *l = arg;
    if (!see(db, &l->seen, e) || !see(db, &l->seen, e))
        return false;
    if (l->then == &q_other && !db_do(db, l->then, e, v_int(1)))
        return false;
    if (l->then != NULL && l->then != &q_other && !db_do(db, l->then, e, v_int(1), v_text("x"), v_int(5)))
        return false;
    return see(db, &l->again, e) && (!l->fails || err_set(e, ERR_INPUT, M_ROWS_MANY, {"0"}));
}

static struct look
looked(const struct query *then, bool fails)
{
    struct look l = {.then = then, .fails = fails};
    struct err e;
    bool ok = db_tx(fresh_db, FRESH_POOL, look, &l, &e);
    assert_true(ok == !fails);
    return l;
}

static void
test_what_is_kept_is_never_old(void **state)
{
    struct look l = looked(&q_insert, true);
    (void)state;
    assert_int_equal(l.seen, -1);
    assert_int_equal(l.again, 5);
    l = looked(&q_other, false); /* the insert was taken back, and so was what was read of it */
    assert_int_equal(l.seen, -1);
    assert_int_equal(l.again, -1);
    l = looked(&q_insert, false);
    assert_int_equal(l.again, 5);
    l = looked(&q_add, false);
    assert_int_equal(l.seen, 5);
    assert_int_equal(l.again, 10);
    struct err e;
    OK(db_do(fresh_db, &q_add, &e, v_int(1), v_text("x"), v_int(1))); /* outside of a job */
    assert_int_equal(looked(NULL, false).seen, 11);
    OK(fresh_db->ops->exec(fresh_db, "UPDATE many SET n = 1", &e));
    assert_int_equal(looked(NULL, false).seen, 1);
}

static void
test_another_connection_is_noticed(void **state)
{
    char file[] = "/tmp/jicai-kept.XXXXXX";
    bool sqlite = strcmp(fresh_name(), "sqlite") == 0;
    struct db *mine = fresh_db, *other;
    struct err e;
    (void)state;
    if (sqlite) { /* in memory nobody else can look */
        int fd = mkstemp(file);
        assert_true(fd >= 0);
        close(fd);
        OK(db_create(&fresh_db, file, &e));
        OK(fresh_db->ops->exec(fresh_db,
                               "CREATE TABLE pool_head (pool BIGINT NOT NULL); INSERT INTO pool_head VALUES (500000); "
                               "CREATE TABLE many (grp BIGINT NOT NULL, name TEXT NOT NULL, n BIGINT NOT NULL)",
                               &e));
    }
    OK(db_open(&other, sqlite ? file : fresh_url, &e));
    assert_int_equal(looked(NULL, false).seen, -1);
    OK(db_do(other, &q_insert, &e, v_int(1), v_text("x"), v_int(3)));
    assert_int_equal(looked(NULL, false).seen, 3);
    OK(db_do(other, &q_add, &e, v_int(1), v_text("x"), v_int(3)));
    assert_int_equal(looked(&q_add, false).again, 11);
    db_close(other);
    if (sqlite) {
        db_close(fresh_db);
        unlink(file);
    }
    fresh_db = mine;
}

static bool
stamps(struct db *db, void *arg, struct err *e)
{
    uint64_t one = db_stamp(db, &q_one), all;
    (void)arg;
    assert_true(one != 0 && one == db_stamp(db, &q_one));
    if (!db_do(db, &q_other, e, v_int(1)))
        return false;
    assert_true(one == db_stamp(db, &q_one)); /* another table */
    if (!db_do(db, &q_more, e, v_int(1), v_text("x"), v_int(1)))
        return false;
    all = db_stamp(db, &q_one);
    assert_true(one != all);
    if (!db_do(db, &q_add, e, v_int(1), v_text("x"), v_int(1)))
        return false;
    assert_true(all != db_stamp(db, &q_one));
    return true;
}

static void
test_stamps(void **state)
{
    struct err e;
    (void)state;
    OK(db_tx(fresh_db, FRESH_POOL, stamps, NULL, &e));
    assert_int_equal(db_stamp(fresh_db, &q_one), 0);
}

struct count_rows {
    size_t n;
};

static bool
count_row(void *arg, const struct rows *row, struct err *e)
{
    (void)row, (void)e;
    ((struct count_rows *)arg)->n++;
    return true;
}

/* Too many rows to keep, and few; asked ahead and not: the same. */
static bool
rows_kept(struct db *db, void *arg, struct err *e)
{
    const struct val in[] = {v_int(1), v_text("none"), v_int(2), v_text("none"), v_int(3), v_text("none"), v_int(1), v_text("none")};
    (void)arg;
    for (int round = 0; round < 3; round++) {
        if (round == 1 && !db_ahead(db, &q_each, in, 4, e))
            return false;
        for (int64_t g = 1; g <= 3; g++) {
            struct count_rows c = {0};
            if (!db_each_kept(db, &q_each, count_row, &c, e, v_int(g), v_text("none")))
                return false;
            assert_int_equal(c.n, g == 1 ? 600 : g == 2 ? 3 : 0);
        }
    }
    return true;
}

static void
test_rows_that_are_kept(void **state)
{
    struct err e;
    (void)state;
    for (int i = 0; i < 603; i++)
        OK(db_do(fresh_db, &q_insert, &e, v_int(i < 600 ? 1 : 2), v_text(arena_printf(fresh_arena, "n%d", i)), v_int(i)));
    OK(db_tx(fresh_db, FRESH_POOL, rows_kept, NULL, &e));
    OK(db_tx(fresh_db, FRESH_POOL, rows_kept, NULL, &e));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_for_many_as_for_each),
        TEST(test_more_than_one_statement_takes),
        TEST(test_later_is_as_now),
        TEST(test_one_bad_row_among_the_gathered_harms_its_job_alone),
        TEST(test_many_rows_in_one_group),
        TEST(test_many_are_as_one_by_one), TEST(test_a_job_alone_gathers), TEST(test_what_is_added_to_must_be_there),
        TEST(test_what_is_kept_is_never_old),
        TEST(test_another_connection_is_noticed),
        TEST(test_stamps),
        TEST(test_rows_that_are_kept),
    };
    return fresh_run(tests, COUNT(tests));
}
