/* Lines of a batch file into words. */
#include "../test.h"

#include "cli/batch.h"

static const struct example {
    const char *line;
    int n;
    const char *last;
} examples[] = {
    {"", 0, NULL},
    {"  # a remark", 0, NULL},
    {"import bids x.csv", 3, "x.csv"},
    {"import bids \"my file.csv\"  # new", 3, "my file.csv"},
    {"a \"\"", 2, ""},
    {"a \"open", -1, NULL},
    {"a b c d e", -1, NULL}, /* more than there is room for */
    {"a\tb\r\n", 2, "b"},
};

static void
test_words_of_a_line(void **state)
{
    char line[64], *word[4];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        snprintf(line, sizeof(line), "%s", examples[i].line);
        int n = batch_split(line, word, 4);
        if (n != examples[i].n)
            fail_msg("%s: %d words", examples[i].line, n);
        if (n > 0)
            assert_string_equal(word[n - 1], examples[i].last);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
