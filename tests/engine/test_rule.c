/* The one list of parameters, and the steps of an explanation that name them (RULES 14). */
#include "../figures.h"
#include "words/allocate.h"

static void
test_every_key_finds_its_rule(void **state)
{
    (void)state;
    for (int r = RULE_NONE + 1; r < RULE_COUNT; r++) {
        const struct rule_info *info = rule_info((enum rule)r);
        assert_int_equal(rule_find(info->key), r);
        assert_string_equal(rule_key((enum rule)r), info->key);
        assert_true(info->type != RULE_TYPE_ENUM || strchr(info->values, '|') != NULL);
        for (int lang = 0; lang < LANG_COUNT; lang++)
            assert_true(strlen(word_text(lang, info->say)) > 0);
    }
    assert_int_equal(rule_find("participation.public.high_value"), RULE_NONE + 1); /* the first */
    assert_int_equal(rule_find("expert.random_draw"), RULE_COUNT - 1);             /* the last */
    assert_int_equal(rule_find("prepay.ratio"), RULE_NONE); /* only whole keys */
    assert_int_equal(rule_find("prepay.ratio.drugs"), RULE_NONE);
    assert_int_equal(rule_find(""), RULE_NONE);
    assert_string_equal(rule_key(RULE_NONE), "");
}

static void
test_terms(void **state)
{
    static const struct {
        struct term t;
        const char *want;
    } cases[] = {
        {{TERM_NONE, 0, NULL}, ""},          {{TERM_MONEY, 12500, NULL}, "1.25"},
        {{TERM_QTY, -7, NULL}, "-7"},        {{TERM_INT, 12, NULL}, "12"},
        {{TERM_RATIO, 305000, NULL}, "30.5%"}, {{TERM_TIMES, 1800000, NULL}, "1.8"},
        {{TERM_DATE, 0, NULL}, "1970-01-01"}, {{TERM_TEXT, 0, "集采"}, "集采"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[TERM_TEXT_MAX] = "left over";
        assert_string_equal(term_text(&cases[i].t, out), cases[i].want);
    }
    char out[TERM_TEXT_MAX];
    struct term m = t_month(in_month("2026-10"));
    assert_string_equal(term_text(&m, out), "2026-10");
}

/* A text too long is cut to its room, and never inside a character. */
static void
test_long_texts(void **state)
{
    char text[300] = "", out[TERM_TEXT_MAX];
    struct term t = t_text(text);
    (void)state;
    for (size_t n = TERM_TEXT_MAX - 3; n < TERM_TEXT_MAX + 3; n++) {
        memset(text, 'x', n);
        text[n] = '\0';
        assert_int_equal(strlen(term_text(&t, out)), n < TERM_TEXT_MAX ? n : TERM_TEXT_MAX - 1);
    }
    memset(text, 'x', sizeof(text));
    memcpy(text + TERM_TEXT_MAX - 2, "元", sizeof("元")); /* three bytes, room for one */
    assert_int_equal(strlen(term_text(&t, out)), TERM_TEXT_MAX - 2);
}

/* Steps past the room are counted, and what is before them stays. */
static void
test_room(void **state)
{
    struct explain_step step[3] = {{0}};
    struct explain x = {step, 0, 2, 0};
    (void)state;
    for (int i = 0; i < 5; i++)
        explain_add(&x, RULE_RETENTION, M_X_AGREED, t_int(i), t_int(7));
    assert_int_equal(x.n, 2);
    assert_int_equal(x.lost, 3);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(step[i].term[0].n, i);
        assert_int_equal(step[i].term[1].n, 7);
        assert_int_equal(step[i].rule, RULE_RETENTION);
        assert_int_equal(step[i].say, M_X_AGREED);
    }
    assert_int_equal(step[2].say, 0);
    explain_add(NULL, RULE_NONE, M_X_AGREED, t_int(1)); /* nobody asks */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_key_finds_its_rule),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
