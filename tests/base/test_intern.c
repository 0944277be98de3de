/* Texts as numbers, whatever their length and number; files that appear whole or not at all. */
#include "../test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/host/intern.h"
#include "base/host/outfile.h"

/* Codes of every length around the words of eight bytes, that differ in one place only. */
static void
test_every_place_counts(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct intern t;
    uint32_t n = 0;
    intern_init(&t, a);
    for (size_t len = 0; len < 30; len++)
        for (size_t at = 0; at < (len == 0 ? 1 : len); at++) {
            char text[40];
            memset(text, 'C', len);
            text[len] = '\0';
            assert_int_equal(intern_put(&t, text), at == 0 ? n++ : n - 1 - (uint32_t)at);
            if (len == 0)
                continue;
            text[at] = 'D';
            assert_int_equal(intern_find(&t, text), INTERN_NONE);
            assert_int_equal(intern_put(&t, text), n++);
            assert_string_equal(intern_text(&t, n - 1), text);
        }
    assert_int_equal(t.n, n);
    arena_free(a);
}

static void
test_many(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct arena *a = arena_new(8 << 20);
    struct intern t;
    char text[32];
    uint64_t far = 0;
    intern_init(&t, a);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < MANY; i++) {
            snprintf(text, sizeof(text), "C010101011130380%04u", i);
            assert_int_equal(intern_put(&t, text), i);
        }
    for (uint32_t i = 0; i < t.slots; i++) /* codes of one company do not crowd together */
        if (t.slot[i].used != 0)
            far += (i - t.slot[i].hash) & (t.slots - 1);
    assert_true(far < MANY);
    arena_free(a);
}

static bool
there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static void
test_whole_or_not_at_all(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 7, 10, 99, 100, -1, 1234567890, INT64_MAX, INT64_MIN};
    char dir[] = "/tmp/jicai-test-XXXXXX", path[64], line[32], want[32];
    struct err e = {.code = ERR_NONE};
    struct outfile *f;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof(path), "%s/a.csv", dir);
    struct arena *a = arena_new(1 << 20);
    assert_true(outfile_open(&f, a, path, &e));
    for (size_t i = 0; i < 100000; i++) { /* more than its buffer */
        char *at = outfile_room(f, 32);
        at = outfile_put_int(at, numbers[i % COUNT(numbers)]);
        outfile_took(f, outfile_put_text(at, "\n"));
    }
    assert_false(there(path));
    assert_true(outfile_close(f, &e));
    FILE *in = fopen(path, "r");
    for (size_t i = 0; i < 100000; i++) {
        snprintf(want, sizeof(want), "%lld\n", (long long)numbers[i % COUNT(numbers)]);
        assert_non_null(fgets(line, sizeof(line), in));
        assert_string_equal(line, want);
    }
    assert_null(fgets(line, sizeof(line), in));
    fclose(in);
    unlink(path);
    assert_true(outfile_open(&f, a, path, &e)); /* given up: nothing stays */
    outfile_text(f, "half");
    arena_free(a);
    assert_int_equal(rmdir(dir), 0);
    a = arena_new(1 << 20);
    assert_false(outfile_open(&f, a, path, &e));
    assert_int_equal(e.code, ERR_IO);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place_counts),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
