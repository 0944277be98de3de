/* put.h: each of the three ways of writing, every combination of what is stored and what comes. */
#include "../db/fresh.h"
#include "registry/query.h"
#include "registry/put.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

static enum put how;

static bool
fact(const char *from, const char *new_code, struct err *e)
{
    const struct val v[] = {v_text("C1"), v_text(from), v_text("remapped"), v_text(new_code),
                            v_text("")};
    const struct put_row row = {&q_map_get, &q_map_write, NULL, v, 5, 2};
    return put_fact(fresh_db, fresh_arena, &row, &how, e);
}

static void
test_fact_is_never_changed(void **state)
{
    struct err e;
    (void)state;
    OK(fact("2024-01-01", "C2", &e));
    assert_int_equal(how, PUT_NEW);
    OK(fact("2024-01-01", "C2", &e));
    assert_int_equal(how, PUT_SAME);
    assert_false(fact("2024-01-01", "C3", &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_int_equal(e.msg, M_PUT_FACT);
    assert_string_equal(e.at.field, "new_code");
    assert_string_equal(e.arg[0], "C1 2024-01-01");
    OK(fact("2024-01-02", "C3", &e)); /* another day is another fact */
    assert_int_equal(how, PUT_NEW);
}

static bool
region(const char *name, struct err *e)
{
    const struct val v[] = {v_text("110000"), v_text(name), v_text(""), v_text("province")};
    const struct put_row row = {&q_region_get, &q_region_write, NULL, v, 4, 1};
    return put_state(fresh_db, fresh_arena, &row, &how, e);
}

static void
test_state_is_replaced(void **state)
{
    static const struct {
        const char *name;
        enum put how;
    } steps[] = {{"a", PUT_NEW}, {"a", PUT_SAME}, {"b", PUT_CHANGED}, {"b", PUT_SAME},
                 {"a", PUT_CHANGED}};
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(steps); i++) {
        OK(region(steps[i].name, &e));
        assert_int_equal(how, steps[i].how);
    }
}

static bool
dated(const char *from, int64_t n, struct err *e)
{
    const struct val v[] = {v_text("C1"), v_text(from), v_int(n)};
    const struct put_row row = {&q_capacity_get, &q_capacity_write, &q_capacity_close, v, 3, 1};
    return put_dated(fresh_db, fresh_arena, &row, &how, e);
}

/* What the table says of a day: -1 for nothing. */
static int64_t
on(const char *day)
{
    struct err e;
    struct rows r;
    OK(db_run(fresh_db, &q_capacity_get, fresh_arena, &r, &e, v_text("C1"), v_text(day)));
    return r.n == 0 || strcmp(row_text(&r, 0, 0), day) > 0 ? -1 : row_int(&r, 0, 2);
}

static void
test_dated_keeps_its_past(void **state)
{
    static const struct {
        const char *from;
        int64_t n;
        bool ok;
        enum put how;
        const char *why;
    } steps[] = {
        {"2024-01-01", 5, true, PUT_NEW, "the first"},
        {"2024-01-01", 5, true, PUT_SAME, "again"},
        {"2024-06-01", 5, true, PUT_SAME, "nothing changes on that day"},
        {"2024-01-01", 6, false, PUT_SAME, "another figure for the same day"},
        {"2023-01-01", 6, false, PUT_SAME, "before the first"},
        {"2023-01-01", 5, true, PUT_SAME, "before the first, the same"},
        {"2025-01-01", 6, true, PUT_CHANGED, "a change"},
        {"2025-01-01", 6, true, PUT_SAME, "the change again"},
        {"2024-01-01", 5, true, PUT_SAME, "the first again"},
        {"2024-06-01", 6, false, PUT_SAME, "between two rows"},
        {"2026-01-01", 5, true, PUT_CHANGED, "and back"},
    };
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(steps); i++) {
        bool ok = dated(steps[i].from, steps[i].n, &e);
        if (ok != steps[i].ok || (ok && how != steps[i].how))
            fail_msg("%s: %s", steps[i].why, ok ? put_name(how) : msg_name(e.msg));
        assert_true(ok || e.msg == M_PUT_PAST);
    }
    assert_int_equal(on("2023-12-31"), -1);
    assert_int_equal(on("2024-01-01"), 5);
    assert_int_equal(on("2024-12-31"), 5);
    assert_int_equal(on("2025-01-01"), 6);
    assert_int_equal(on("2025-12-31"), 6);
    assert_int_equal(on("2999-12-31"), 5);
}

/* Whatever is put, a day has at most one row, and what was true of a past day stays true. */
static void
test_every_small_history(void **state)
{
    static const char *const days[] = {"2024-01-01", "2024-01-02", "2024-01-03"};
    struct err e;
    (void)state;
    for (int code = 0; code < 6 * 6 * 6; code++) {
        int64_t was[3] = {-1, -1, -1};
        OK(fresh_db->ops->exec(fresh_db, "DELETE FROM capacity", &e));
        for (int k = code, step = 0; step < 3; step++, k /= 6) {
            bool ok = dated(days[k % 6 / 2], k % 2, &e);
            for (int d = 0; d < 3; d++) {
                int64_t now = on(days[d]);
                if (d < k % 6 / 2 || !ok) /* before the day, or refused: as it was */
                    assert_int_equal(now, was[d]);
                else if (was[d] < 0 || d == k % 6 / 2) /* from the day on: as put, or the same */
                    assert_true(now == k % 2 || now == was[d]);
                was[d] = now;
            }
            assert_true(!ok || was[k % 6 / 2] == k % 2 || was[k % 6 / 2] == -1);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_fact_is_never_changed),
        TEST(test_state_is_replaced),
        TEST(test_dated_keeps_its_past),
        TEST(test_every_small_history),
    };
    return fresh_run(tests, COUNT(tests));
}
