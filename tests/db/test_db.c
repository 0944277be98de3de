/* The seam, on each engine: the same program must see the same. */
#include <unistd.h>

#include "fresh.h"
#include "words/db.h"

static const struct query q_insert = {"t_insert", "INSERT INTO sample (id, name, n) VALUES ($1, $2, $3)",
                                      NULL, 3};
static const struct query q_crossed = {
    "t_crossed", "SELECT name, n FROM sample WHERE n = $2 AND id <> $1 AND n > $2 - 1 ORDER BY id",
    NULL, 2};
static const struct query q_all = {"t_all", "SELECT id, name, n FROM sample WHERE id > $1 ORDER BY id",
                                   NULL, 1};
static const struct query q_raise = {"t_raise", "UPDATE sample SET n = n + 1 WHERE id = $1", NULL, 1};
static const struct query q_total = {
    "t_total", "SELECT COUNT(*), CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM sample WHERE id > $1", NULL,
    1};
static const struct query q_two_texts = {"t_two", "SELECT CAST($1 AS BIGINT), 'sqlite'",
                                         "SELECT CAST($1 AS BIGINT), 'postgres'", 1};

static int
setup(void **state)
{
    struct err e;
    fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db,
                           "CREATE TEMPORARY TABLE IF NOT EXISTS sample (id BIGINT NOT NULL, "
                           "name TEXT NOT NULL, n BIGINT NOT NULL CHECK (n >= 0), "
                           "PRIMARY KEY (id)); DELETE FROM sample",
                           &e));
    return 0;
}

struct put {
    int64_t from, n;
    int64_t bad; /* this id gets a negative n, which the table refuses; 0: none */
    int runs;
};

static bool
put(struct db *db, void *arg, struct err *e)
{
    struct put *p = arg;
    struct val *in = arena_array(fresh_arena, struct val, (size_t)p->n * 3);
    p->runs++;
    for (int64_t i = 0; i < p->n; i++) {
        in[i * 3] = v_int(p->from + i);
        in[i * 3 + 1] = v_text(i % 2 ? "单" : "双");
        in[i * 3 + 2] = v_int(p->from + i == p->bad ? -1 : i);
    }
    return db_many(db, &q_insert, in, (size_t)p->n, e);
}

static void
fill(int64_t n)
{
    struct err e;
    struct put p = {.from = 1, .n = n};
    OK(db_tx(fresh_db, 0, put, &p, &e));
}

static int64_t
stored(int64_t *sum)
{
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, &q_total, fresh_arena, &r, &e, v_int(0)));
    if (sum != NULL)
        *sum = row_int(&r, 0, 1);
    return row_int(&r, 0, 0);
}

static void
test_every_query_of_every_wing_prepares(void **state)
{
    struct err e;
    (void)state;
    for (const struct query *const *const *wing = wing_queries; *wing != NULL; wing++)
        for (const struct query *const *q = *wing; *q != NULL; q++)
            OK(fresh_db->ops->prepare(fresh_db, *q, &e));
}

static void
test_there_are_few_overrides(void **state)
{
    int n = 0;
    (void)state;
    for (const struct query *const *const *wing = wing_queries; *wing != NULL; wing++)
        for (const struct query *const *q = *wing; *q != NULL; q++)
            n += (*q)->postgres != NULL;
    assert_in_range(n, 0, 30);
}

static void
test_parameters_bind_by_number_not_by_place(void **state)
{
    struct err e;
    struct rows r;
    (void)state;
    fill(5);
    OK(db_run(fresh_db, &q_crossed, fresh_arena, &r, &e, v_int(9), v_int(3)));
    assert_int_equal(r.n, 1);
    assert_string_equal(row_text(&r, 0, 0), "单");
    assert_int_equal(row_int(&r, 0, 1), 3);
}

static void
test_an_override_is_used_on_postgres_only(void **state)
{
    struct err e;
    struct rows r;
    (void)state;
    OK(db_run(fresh_db, &q_two_texts, fresh_arena, &r, &e, v_int(INT64_MIN)));
    assert_int_equal(row_int(&r, 0, 0), INT64_MIN);
    assert_string_equal(row_text(&r, 0, 1), fresh_name());
}

struct seen {
    int64_t rows, last, stop_at;
    bool nested;
};

static bool
see(void *arg, const struct rows *row, struct err *e)
{
    struct seen *s = arg;
    struct rows r;
    s->rows++;
    assert_int_equal(row_int(row, 0, 0), s->last + 1); /* in order, none left out */
    s->last = row_int(row, 0, 0);
    if (s->nested && (!db_do(fresh_db, &q_raise, e, v_int(s->last)) ||
                      !db_run(fresh_db, &q_crossed, fresh_arena, &r, e, v_int(1), v_int(2))))
        return false;
    return s->last != s->stop_at || err_set(e, ERR_INPUT, M_ROWS_MANY, {"1"});
}

static void
test_stream_of_many_rows(void **state)
{
    static const int64_t sizes[] = {0, 1, 499, 500, 501, 1000}; /* about one batch */
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct seen s = {0};
        OK(fresh_db->ops->exec(fresh_db, "DELETE FROM sample", &e));
        fill(sizes[i]);
        OK(db_each(fresh_db, &q_all, see, &s, &e, v_int(0)));
        assert_int_equal(s.rows, sizes[i]);
    }
}

static bool
stream_job(struct db *db, void *arg, struct err *e)
{
    *(struct seen *)arg = (struct seen){.nested = true, .stop_at = ((struct seen *)arg)->stop_at};
    return db_each(db, &q_all, see, arg, e, v_int(0));
}

static void
test_writes_between_the_rows_of_a_stream(void **state)
{
    struct err e;
    int64_t before, sum;
    struct seen s = {0}, stopped = {.stop_at = 700};
    (void)state;
    fill(1200);
    stored(&before);
    OK(db_tx(fresh_db, 0, stream_job, &s, &e));
    stored(&sum);
    assert_int_equal(sum, before + 1200);
    assert_false(db_tx(fresh_db, 0, stream_job, &stopped, &e)); /* half-way: nothing stays */
    assert_int_equal(e.code, ERR_INPUT);
    stored(&before);
    assert_int_equal(before, sum);
}

static bool
see_within(void *arg, const struct rows *row, struct err *e)
{
    struct seen inner = {.last = row_int(row, 0, 0)};
    *(int64_t *)arg += 1;
    return inner.last % 250 != 0 || db_each(fresh_db, &q_all, see, &inner, e, v_int(inner.last));
}

static void
test_stop_outside_a_transaction_and_stream_again(void **state)
{
    static const struct query q_other = {
        "t_other", "SELECT id FROM sample WHERE id > $1 ORDER BY id", NULL, 1};
    struct err e;
    struct seen stopped = {.stop_at = 3}, s = {0};
    int64_t outer = 0;
    (void)state;
    fill(1100);
    assert_false(db_each(fresh_db, &q_all, see, &stopped, &e, v_int(0)));
    assert_int_equal(stopped.rows, 3);
    OK(db_each(fresh_db, &q_all, see, &s, &e, v_int(0)));
    OK(db_each(fresh_db, &q_other, see_within, &outer, &e, v_int(0)));
    assert_int_equal(outer, 1100);
}

static void
test_a_bad_row_among_many_leaves_none(void **state)
{
    static const int64_t bad[] = {1, 256, 257, 1000};
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct put p = {.from = 1, .n = 1000, .bad = bad[i]};
        assert_false(db_tx(fresh_db, 0, put, &p, &e));
        assert_int_equal(e.code, ERR_CONFLICT);
        assert_int_equal(p.runs, 1);
        assert_int_equal(stored(NULL), 0);
    }
    fill(1000);
    assert_int_equal(stored(NULL), 1000);
}

/* A bad statement among good ones, and what comes after it: the end, a read, a stream, many rows, a new
 * query. PostgreSQL may answer late; the job never gets away with it. */
enum after { AFTER_NOTHING, AFTER_READ, AFTER_STREAM, AFTER_MANY, AFTER_NEW_QUERY, AFTERS };

struct late {
    enum after after;
    int64_t good; /* statements before the bad one */
};

static bool
one_by_one(struct db *db, void *arg, struct err *e)
{
    const struct late *l = arg;
    struct put more = {.from = 5000, .n = 300};
    struct seen s = {0};
    struct rows r;
    for (int64_t i = 1; i <= l->good + 1; i++)
        if (!db_do(db, &q_insert, e, v_int(i), v_text("x"), v_int(i > l->good ? -1 : i)))
            return false;
    switch (l->after) {
    case AFTER_READ: return db_run(db, &q_total, fresh_arena, &r, e, v_int(0));
    case AFTER_STREAM: return db_each(db, &q_all, see, &s, e, v_int(0));
    case AFTER_MANY: return put(db, &more, e);
    case AFTER_NEW_QUERY: return db_do(db, &q_raise, e, v_int(1));
    case AFTER_NOTHING:
    case AFTERS: break;
    }
    return true;
}

static void
test_an_error_that_comes_late_is_still_one(void **state)
{
    static const int64_t before[] = {0, 1, 255, 256, 600};
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(before); i++)
        for (int after = 0; after < AFTERS; after++) {
            struct late l = {(enum after)after, before[i]};
            assert_false(db_tx(fresh_db, 0, one_by_one, &l, &e));
            assert_int_equal(e.code, ERR_CONFLICT);
            assert_int_equal(stored(NULL), 0);
            fill(3); /* the connection is as good as new */
            assert_int_equal(stored(NULL), 3);
            OK(fresh_db->ops->exec(fresh_db, "DELETE FROM sample", &e));
        }
}

static void
test_more_rows_than_fit(void **state)
{
    struct arena *small = arena_new(16 * 1024);
    struct err e;
    struct rows r;
    (void)state;
    fill(2000);
    assert_false(db_run(fresh_db, &q_all, small, &r, &e, v_int(0)));
    assert_int_equal(e.code, ERR_TOO_LARGE);
    assert_int_equal(stored(NULL), 2000); /* the connection is still good */
    arena_free(small);
}

static void
test_unknown_pool(void **state)
{
    struct err e;
    struct put p = {.from = 1, .n = 1};
    (void)state;
    assert_false(db_tx(fresh_db, 999999, put, &p, &e));
    assert_int_equal(e.msg, M_POOL_UNKNOWN);
    assert_int_equal(p.runs, 0);
}

static int runs;

static bool
lose_twice(struct db *db, void *arg, struct err *e)
{
    return put(db, arg, e) && (++runs > 2 || err_set(e, ERR_RETRY, M_RACE));
}

static bool
always_lose(struct db *db, void *arg, struct err *e)
{
    return put(db, arg, e) && err_set(e, ERR_RETRY, M_RACE);
}

/* A connection that was cut: what ran in it is told to try again; after that a new one is there, for
 * jobs that read, jobs that write, and single statements. */
static bool
cut_job(struct db *db, void *arg, struct err *e)
{
    static const struct query cut = {"t_cut", "SELECT CAST($1 AS BIGINT) FROM pg_stat_activity WHERE pid = pg_backend_pid() AND pg_terminate_backend(pid)", NULL, 1};
    struct rows r;
    int *tried = arg;
    if (++*tried > 1)
        return true;
    return db_run(db, &cut, fresh_arena, &r, e, v_int(1));
}

static void
test_cut_connection(void **state)
{
    static const struct query one = {"t_one", "SELECT CAST($1 AS BIGINT)", NULL, 1};
    struct err e;
    struct rows r;
    int tried = 0;
    (void)state;
    if (strcmp(fresh_name(), "postgres") != 0)
        skip();
    OK(db_read(fresh_db, cut_job, &tried, &e));
    assert_int_equal(tried, 2); /* cut, and run again on a new one */
    tried = 0;
    OK(db_tx(fresh_db, FRESH_POOL, cut_job, &tried, &e));
    assert_int_equal(tried, 2);
    tried = 0;
    assert_false(cut_job(fresh_db, &tried, &e));
    assert_int_equal(e.code, ERR_RETRY);
    OK(db_run(fresh_db, &one, fresh_arena, &r, &e, v_int(7)));
    assert_int_equal(row_int(&r, 0, 0), 7);
}

static void
test_lost_race_runs_again(void **state)
{
    struct put p = {.from = 1, .n = 1}, never = {.from = 7, .n = 1};
    struct err e;
    (void)state;
    runs = 0;
    OK(db_tx(fresh_db, FRESH_POOL, lose_twice, &p, &e));
    assert_int_equal(runs, 3);
    assert_false(db_tx(fresh_db, FRESH_POOL, always_lose, &never, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_int_equal(stored(NULL), 1);
}

static bool
refuse(struct db *db, void *arg, struct err *e)
{
    (void)db;
    ((struct put *)arg)->runs++;
    return err_set(e, ERR_INPUT, M_ROWS_MANY, {"0"});
}

static bool
write_then_refuse(struct db *db, void *arg, struct err *e)
{
    return put(db, arg, e) && err_set(e, ERR_INPUT, M_ROWS_MANY, {"0"});
}

/* Three jobs, the middle one bad: how often do they run, what is its error? The others are stored.
 */
static void
group_of_three(db_job *middle, int64_t id, int want_runs, enum err_code want)
{
    struct put p[] = {{.from = 1, .n = 1}, {.from = id, .n = 1}, {.from = 3, .n = 1}};
    struct job jobs[] = {{.run = put, .arg = &p[0]},
                         {.run = middle, .arg = &p[1]},
                         {.run = put, .arg = &p[2]}};
    group_run(fresh_db, FRESH_POOL, jobs, 3);
    assert_int_equal(p[0].runs + p[1].runs + p[2].runs, want_runs);
    assert_int_equal(jobs[0].err.code, ERR_NONE);
    assert_int_equal(jobs[1].err.code, want);
    assert_int_equal(jobs[2].err.code, ERR_NONE);
    assert_int_equal(stored(NULL), 2);
}

static void
test_refusal_before_a_write_costs_the_group_nothing(void **state)
{
    (void)state;
    group_of_three(refuse, 2, 3, ERR_INPUT);
}

static void
test_refusal_after_a_write_runs_the_jobs_alone(void **state)
{
    (void)state;
    group_of_three(write_then_refuse, 2, 2 + 3, ERR_INPUT);
}

static void
test_error_of_the_database_runs_the_jobs_alone(void **state)
{
    (void)state;
    int first = fresh_db->ops->far ? 3 : 2; /* what was only sent is heard of at the end */
    group_of_three(put, 1, first + 3, ERR_CONFLICT);
}

static bool
read_twice(struct db *db, void *arg, struct err *e)
{
    struct seen s = {0}, again = {0};
    (void)arg;
    return db_each(db, &q_all, see, &s, e, v_int(0)) && db_each(db, &q_all, see, &again, e, v_int(0));
}

static void
test_a_read_may_stream_and_refuse(void **state)
{
    struct put p = {0};
    struct err e;
    (void)state;
    fill(600);
    OK(db_read(fresh_db, read_twice, NULL, &e));
    assert_false(db_read(fresh_db, refuse, &p, &e));
    assert_int_equal(p.runs, 1);
    OK(db_read(fresh_db, read_twice, NULL, &e));
}

static void
test_text_is_ordered_by_its_bytes(void **state)
{
    static const char *const want[] = {"A10", "A9", "a", "重", "集"}; /* U+91CD, U+96C6 */
    static const struct query q = {"t_names", "SELECT name FROM sample WHERE id > $1 ORDER BY name",
                                   NULL, 1};
    static const struct query like = {
        "t_like", "SELECT COUNT(*) FROM sample WHERE name LIKE $1 ESCAPE '!'", NULL, 1};
    struct err e;
    struct rows r;
    (void)state;
    for (int64_t i = 0; i < (int64_t)COUNT(want); i++)
        OK(db_do(fresh_db, &q_insert, &e, v_int(i * 3 % 5 + 1), v_text(want[i * 3 % 5]), v_int(0)));
    OK(db_run(fresh_db, &q, fresh_arena, &r, &e, v_int(0)));
    for (size_t i = 0; i < COUNT(want); i++)
        assert_string_equal(row_text(&r, i, 0), want[i]);
    OK(db_run(fresh_db, &like, fresh_arena, &r, &e, v_text("a%")));
    assert_int_equal(row_int(&r, 0, 0), 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static void
count_end(void *it)
{
    (*(int *)it)++;
}

static void
test_what_is_kept_ends_once(void **state)
{
    static const char key[2];
    (void)state;
    for (int with_heir = 0; with_heir < 2; with_heir++) {
        struct db_kept *left = NULL;
        struct db *db;
        struct err e;
        int ended[2] = {0, 0};
        for (int i = 0; i < 2; i++) { /* two connections, one after the other, leave to one heir */
            OK(db_open(&db, fresh_url, &e));
            db->heir = with_heir ? &left : NULL;
            assert_null(db_kept(db, &key[i]));
            db_keep(db, &key[i], &ended[i], count_end);
            assert_ptr_equal(db_kept(db, &key[i]), &ended[i]);
            db_close(db);
            assert_int_equal(ended[i], with_heir ? 0 : 1);
        }
        db_end_kept(left);
        assert_int_equal(ended[0], 1);
        assert_int_equal(ended[1], 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_query_of_every_wing_prepares),
        TEST(test_there_are_few_overrides),
        TEST(test_parameters_bind_by_number_not_by_place),
        TEST(test_an_override_is_used_on_postgres_only),
        TEST(test_stream_of_many_rows),
        TEST(test_writes_between_the_rows_of_a_stream),
        TEST(test_stop_outside_a_transaction_and_stream_again),
        TEST(test_a_bad_row_among_many_leaves_none),
        TEST(test_an_error_that_comes_late_is_still_one),
        TEST(test_more_rows_than_fit),
        TEST(test_unknown_pool),
        TEST(test_lost_race_runs_again),
        TEST(test_cut_connection),
        TEST(test_refusal_before_a_write_costs_the_group_nothing),
        TEST(test_refusal_after_a_write_runs_the_jobs_alone),
        TEST(test_error_of_the_database_runs_the_jobs_alone),
        TEST(test_a_read_may_stream_and_refuse),
        TEST(test_text_is_ordered_by_its_bytes),
        TEST(test_what_is_kept_ends_once),
    };
    return fresh_run(tests, COUNT(tests));
}
