/* Canonical text: fields of lines, and everything that is not canonical. Hexadecimal. */
#include "../test.h"
#include "base/core/hex.h"
#include "base/core/record.h"

static void
test_lines(void **state)
{
    char text[] = "jicai-x-1\nproject\tCS-1\noffer\ta\t\t刀头\n";
    struct records r;
    struct record out;
    (void)state;
    records_start(&r, text, sizeof(text) - 1);
    assert_true(record_expect(&r, "jicai-x-1", 1, &out));
    assert_true(record_expect(&r, "project", 2, &out));
    assert_string_equal(out.field[1], "CS-1");
    assert_int_equal(out.from, 10);
    assert_true(record_next(&r, &out));
    assert_int_equal(out.n, 4);
    assert_string_equal(out.field[2], "");
    assert_string_equal(out.field[3], "刀头");
    assert_int_equal(r.line, 3);
    assert_false(record_next(&r, &out));
    assert_int_equal(r.fault, RECORD_OK);
}

static void
test_faults(void **state)
{
    static const struct {
        const char *text;
        enum record_fault fault;
        const char *why;
    } cases[] = {
        {"", RECORD_OK, "nothing is no fault"},
        {"a\tb", RECORD_NO_END, "the last line ends too"},
        {"\n", RECORD_EMPTY, "no empty line"},
        {"a\r\n", RECORD_UNCLEAN, "no CR"},
        {"\xc3\n", RECORD_UNCLEAN, "half a character"},
        {"a\tb\x7f\n", RECORD_UNCLEAN, "DEL"},
        {"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n",
         RECORD_OK, "48 fields"},
        {"\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n",
         RECORD_FULL, "49"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[128];
        struct records r;
        struct record out;
        strcpy(text, cases[i].text);
        records_start(&r, text, strlen(text));
        while (record_next(&r, &out))
            assert_true(out.n >= 1);
        assert_string_equal(record_fault_name(r.fault), record_fault_name(cases[i].fault));
        assert_false(record_next(&r, &out)); /* and stays so */
    }
}

static void
test_hex(void **state)
{
    uint8_t bytes[4];
    char text[9];
    size_t n;
    (void)state;
    assert_true(hex_parse(bytes, 4, "00ff10a9"));
    assert_string_equal(hex_text(bytes, 4, text), "00ff10a9");
    assert_false(hex_parse(bytes, 4, "00ff10"));
    assert_false(hex_parse(bytes, 4, "00ff10a9aa"));
    assert_false(hex_parse(bytes, 4, "00FF10A9")); /* one text for one value */
    assert_false(hex_parse(bytes, 4, "00ff10ag"));
    assert_false(hex_parse(bytes, 4, "00ff10a"));
    assert_true(hex_take(bytes, 4, &n, "0102"));
    assert_int_equal(n, 2);
    assert_true(hex_take(bytes, 4, &n, ""));
    assert_int_equal(n, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_hex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
