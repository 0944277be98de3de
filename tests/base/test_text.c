/* Text from outside, the words for every error, and the two ends of an arena. */
#include "../test.h"

#include "base/core/err.h"
#include "base/core/text.h"
#include "base/host/arena.h"
#include "words/db.h"
#include "words/demand.h"

static void
test_clean_text(void **state)
{
    static const struct {
        const char *s;
        bool clean;
    } examples[] = {
        {"", true},          {"lot 1", true},         {"\xe6\xa0\x87", true}, {"\xf0\x9f\x92\x8a", true},
        {"a\nb", false},     {"\x7f", false},         {"\xc2\x85", false},    {"\xc0\xaf", false},
        {"\xe6\xa0", false}, {"\xed\xa0\x80", false}, {"\xff", false},        {"\xf4\x90\x80\x80", false},
        {"\xc2\xa0", true},  {"\x80", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        if (text_is_clean(examples[i].s, strlen(examples[i].s)) != examples[i].clean)
            fail_msg("example %zu", i);
    assert_int_equal(text_cut("\xe6\xa0\x87\xe6\xa0\x87", 5), 3);
}

static void
test_every_message_in_every_language(void **state)
{
    char text[ERR_TEXT_MAX], big[400];
    struct err e;
    (void)state;
    memset(big, 'x', sizeof(big));
    big[sizeof(big) - 1] = '\0';
    size_t seen = 0;
    enum msg m = M_NONE;
    do {
        seen++;
        assert_int_equal(msg_find(msg_name(m)), m);
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            assert_false(err_set(&e, ERR_INPUT, m, {big, big, big, big, big, big},
                                 .file = big, .field = big, .line = INT64_MAX, .column = INT64_MAX));
            err_text(&e, (enum lang)lang, text);
            assert_true(*text != '\0' && strpbrk(text, "{}\n") == NULL);
            assert_true(text_is_clean(text, strlen(text)));
        }
    } while ((m = msg_next(m)) != M_NONE);
    assert_true(seen > 1000);
    assert_int_equal(msg_find("no_such_sentence"), M_NONE);
}

/* A code among the facts is said by its name; one that has none stays as it is. */
static void
test_codes_by_name(void **state)
{
    static const struct {
        const char *given, *next;
        enum lang lang;
        const char *want;
    } examples[] = {
        {"county", "province", LANG_ZH, "level: 现在不应由县级审核，应由省级审核"},
        {"county", "city", LANG_EN, "level: the county office is not next: the city office is"},
        {"village", "city", LANG_ZH, "level: 现在不应由village审核，应由市级审核"},
        {"", "", LANG_EN, "level: the  office is not next: the  office is"},
    };
    char text[ERR_TEXT_MAX];
    struct err e;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        err_set(&e, ERR_INPUT, M_REVIEW_LEVEL, {examples[i].given, examples[i].next}, .field = "level");
        assert_string_equal(err_text(&e, examples[i].lang, text), examples[i].want);
    }
}

static void
test_place_and_advice(void **state)
{
    char text[ERR_TEXT_MAX];
    struct err e;
    (void)state;
    err_set(&e, ERR_INPUT, M_RACE, {NULL}, .file = "bids.csv", .line = 12, .field = "price");
    assert_string_equal(err_text(&e, LANG_EN, text),
                        "bids.csv:12: price: the system is busy. please try again");
    err_set(&e, ERR_INPUT, M_NONE, {NULL});
    assert_string_equal(err_text(&e, LANG_ZH, text), "无错误");
}

static void
test_arena_says_when_it_is_full(void **state)
{
    struct arena *a = arena_new(100000);
    size_t n = 0;
    (void)state;
    assert_true(arena_room(a, 100000));
    assert_false(arena_room(a, 100001));
    assert_false(arena_room(a, SIZE_MAX));
    while (arena_room(a, 1000)) {
        arena_alloc(a, 1000);
        n++;
    }
    assert_in_range(n, 80, 132);
    for (size_t i = 0; i < 200; i++) /* the spare is still there, for those who do not ask */
        arena_alloc(a, 64);
    arena_free(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean_text),
        cmocka_unit_test(test_every_message_in_every_language),
        cmocka_unit_test(test_codes_by_name),
        cmocka_unit_test(test_place_and_advice),
        cmocka_unit_test(test_arena_says_when_it_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
