/* figures.h - figures in tests as people write them; each refuses what is not one. */
#ifndef JICAI_TEST_FIGURES_H
#define JICAI_TEST_FIGURES_H
#include "test.h"

#include "base/core/date.h"
#include "base/core/money.h"
#include "engine/explain.h"

static inline money
yuan(const char *s)
{
    money out = {-1};
    assert_true(money_parse(&out, s));
    return out;
}
static inline date
day(const char *s)
{
    date out = {-1};
    assert_true(date_parse(&out, s));
    return out;
}
static inline month
in_month(const char *s)
{
    month out = {-1};
    assert_true(month_parse(&out, s));
    return out;
}
static inline ratio
share(const char *s)
{
    ratio out = {-1};
    assert_true(ratio_parse(&out, s));
    return out;
}

#define assert_yuan(got, want)                                                                     \
    do {                                                                                           \
        char text_[MONEY_TEXT_MAX];                                                                \
        assert_string_equal(money_text((got), text_), (want));                                     \
    } while (0)
#define assert_day(got, want)                                                                      \
    do {                                                                                           \
        char text_[DATE_TEXT_MAX];                                                                 \
        assert_string_equal(date_text((got), text_), (want));                                      \
    } while (0)

enum { STEPS_MAX = 32 };
#define EXPLAIN(name)                                                                              \
    struct explain_step name##_steps[STEPS_MAX];                                                   \
    struct explain name = {name##_steps, 0, STEPS_MAX, 0}

/* Does one of the steps name this parameter, and does each read as a sentence in both languages? */
static inline bool
explains(const struct explain *x, enum rule rule)
{
    bool found = false;
    char text[512];
    assert_int_equal(x->lost, 0);
    for (size_t i = 0; i < x->n; i++) {
        found = found || x->step[i].rule == rule;
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            assert_true(explain_text(&x->step[i], (enum lang)lang, text, sizeof(text)) > 0);
            assert_null(strstr(text, "  "));
            assert_null(strchr(text, '{'));
        }
    }
    return found;
}
#endif
