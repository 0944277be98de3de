/* The arena: what is limited, what is given back, and in which order the defers run. */
#include "../test.h"

#include <stdint.h>
#include <string.h>

#include "base/host/arena.h"

enum { LIMIT = 200000 };
static char order[64];

static void
note(void *arg)
{
    size_t n = strlen(order);
    order[n] = (char)(intptr_t)arg;
    order[n + 1] = '\0';
}

static void
test_rewind_keeps_what_came_before(void **state)
{
    struct arena *a = arena_new(LIMIT);
    (void)state;
    order[0] = '\0';
    char *before = arena_strdup(a, "before");
    arena_defer(a, note, (void *)(intptr_t)'1');
    struct arena_mark m = arena_mark(a);
    arena_defer(a, note, (void *)(intptr_t)'2');
    memset(arena_alloc(a, 50000), 'x', 50000);
    arena_defer(a, note, (void *)(intptr_t)'3');
    arena_rewind(a, m);
    assert_string_equal(order, "32");
    assert_string_equal(before, "before");
    arena_rewind(a, m); /* nothing is left to give back */
    assert_string_equal(order, "32");
    const char *again = arena_alloc(a, 64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(again[i], 0);
    arena_free(a);
    assert_string_equal(order, "321");
}

/* Of every size, small and larger than a block, from an empty arena and from one in use: as often
 * as one likes, and the room stays the same. */
static void
test_work_done_again_does_not_grow(void **state)
{
    static const size_t sizes[] = {1, 100, 16000, 16384, 40000, LIMIT - 16384};
    (void)state;
    for (size_t used = 0; used < 2; used++)
        for (size_t k = 0; k < COUNT(sizes); k++) {
            struct arena *a = arena_new(LIMIT);
            if (used == 1)
                (void)arena_strdup(a, "used");
            struct arena_mark m = arena_mark(a);
            for (int i = 0; i < 1000; i++) {
                assert_true(arena_room(a, sizes[k]));
                memset(arena_alloc(a, sizes[k]), 'x', sizes[k]);
                arena_rewind(a, m);
            }
            assert_true(arena_room(a, LIMIT - 16384));
            arena_free(a);
        }
}

static void
test_marks_within_marks(void **state)
{
    struct arena *a = arena_new(LIMIT);
    (void)state;
    struct arena_mark empty = arena_mark(a);
    const char *one = arena_strdup(a, "one");
    struct arena_mark m = arena_mark(a);
    (void)arena_alloc(a, 30000);
    const char *two = arena_strdup(a, "two");
    struct arena_mark inner = arena_mark(a);
    (void)arena_alloc(a, 30000);
    arena_rewind(a, inner);
    assert_string_equal(two, "two");
    arena_rewind(a, m);
    assert_string_equal(one, "one");
    arena_rewind(a, empty);
    assert_true(arena_room(a, LIMIT));
    arena_free(a);
}

static void
test_join(void **state)
{
    static const char *const text[] = {"a", "", "bcd"};
    static const char *const want[] = {"", "a", "a;", "a;;bcd"};
    struct arena *a = arena_new(LIMIT);
    (void)state;
    for (size_t n = 0; n < COUNT(want); n++)
        assert_string_equal(arena_join(a, text, n, ';'), want[n]);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rewind_keeps_what_came_before),
        cmocka_unit_test(test_work_done_again_does_not_grow),
        cmocka_unit_test(test_marks_within_marks),
        cmocka_unit_test(test_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
