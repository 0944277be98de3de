/* Templates: what they name is what the same columns read back; every column has its note, every
 * choice its list; in both languages; the same bytes twice; what is there stays. */
#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "../test.h"
#include "sheet/template.h"

enum { PART_MAX = 64 * 1024 };

struct row {
    const char *code;
    money price;
    qty n;
    date on;
    int kind;
};

#define AT(f) offsetof(struct row, f)
static const struct column columns[] = {
    {"code", "编码", COLUMN_CODE, COLUMN_NEEDED | COLUMN_FILLED, AT(code), NULL, 0},
    {"price", "单价", COLUMN_PRICE, COLUMN_NEEDED, AT(price), NULL, 0},
    {"qty", "数量", COLUMN_QTY, 0, AT(n), NULL, 0},
    {"on", "日期", COLUMN_DATE, 0, AT(on), NULL, 0},
    {"kind", "类别", COLUMN_CHOICE, COLUMN_NEEDED, AT(kind), "public/公立|pharmacy/定点药店|other/其他", 0},
};

static char dir[] = "/tmp/jicai-template-XXXXXX", path[128];

static int
setup(void **state)
{
    static int n;
    (void)state;
    snprintf(path, sizeof(path), "%s/t%d.xlsx", dir, n++);
    return 0;
}

static void
write_one(enum lang lang)
{
    struct err e = {.code = ERR_NONE};
    assert_true(template_write(path, "机构", columns, COUNT(columns), lang, &e));
}

/* A part of the archive whose name ends so, as text. */
static const char *
part(const char *end)
{
    static char text[PART_MAX];
    int rc;
    zip_t *z = zip_open(path, ZIP_RDONLY, &rc);
    assert_non_null(z);
    text[0] = '\0';
    for (zip_int64_t i = 0; i < zip_get_num_entries(z, 0); i++) {
        const char *name = zip_get_name(z, (zip_uint64_t)i, 0);
        if (strlen(name) < strlen(end) || strcmp(name + strlen(name) - strlen(end), end) != 0)
            continue;
        zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
        zip_int64_t n = zip_fread(f, text, sizeof(text) - 1);
        assert_true(n > 0);
        text[n] = '\0';
        zip_fclose(f);
    }
    zip_discard(z);
    return text;
}

static void
test_reads_back(void **state)
{
    (void)state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct table *t;
        struct row row;
        struct err list[2], e;
        struct errs errs = {.list = list, .max = 2};
        int64_t line;
        unlink(path);
        write_one((enum lang)lang);
        assert_true(table_open(&t, path, "x", columns, COUNT(columns), &e));
        for (size_t i = 0; i < COUNT(columns); i++)
            assert_true(table_has(t, columns[i].name));
        assert_false(table_next(t, &row, sizeof(row), &line, &errs, &e));
        assert_int_equal(e.code, ERR_NONE);
        assert_int_equal(errs.total, 0);
        table_close(t);
    }
}

static void
test_notes_and_lists(void **state)
{
    (void)state;
    write_one(LANG_ZH);
    const char *notes = part("comments1.xml");
    for (size_t i = 0; i < COUNT(columns); i++) {
        assert_non_null(strstr(notes, columns[i].title));
        assert_non_null(strstr(notes, columns[i].name));
    }
    assert_non_null(strstr(notes, "2024-09-10"));
    assert_non_null(strstr(notes, "必填"));
    assert_non_null(strstr(part("sheet1.xml"), "\"公立,定点药店,其他\""));
    unlink(path);
    write_one(LANG_EN);
    assert_non_null(strstr(part("sheet1.xml"), "\"public,pharmacy,other\""));
    assert_non_null(strstr(part("comments1.xml"), "Example: public"));
    assert_non_null(strstr(part("styles.xml"), "yyyy")); /* a day is shown as one */
}

static void
test_same_bytes_and_nothing_overwritten(void **state)
{
    char first[128], command[400];
    struct err e = {.code = ERR_NONE};
    (void)state;
    write_one(LANG_ZH);
    assert_false(template_write(path, "x", columns, COUNT(columns), LANG_ZH, &e));
    assert_int_equal(e.code, ERR_INPUT);
    memcpy(first, path, sizeof(first));
    setup(state);
    write_one(LANG_ZH);
    snprintf(command, sizeof(command), "cmp -s %s %s", first, path);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof(path), "%s/no/such.xlsx", dir);
    assert_false(template_write(path, "x", columns, COUNT(columns), LANG_ZH, &e));
    assert_int_equal(e.code, ERR_IO);
}

static void
test_every_type_has_an_example(void **state)
{
    char room[COLUMN_EXAMPLE_MAX];
    (void)state;
    for (int t = COLUMN_TEXT; t <= COLUMN_CHOICE; t++) {
        const struct column c = {"x", "x", (enum column_type)t, 0, 0, "a/甲|b/乙", 0};
        assert_true(*column_example(&c, LANG_EN, room) != '\0' || t == COLUMN_TEXT);
        assert_string_not_equal(word_text(LANG_ZH, column_type_word(c.type)), "");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_reads_back, setup),
        cmocka_unit_test_setup(test_notes_and_lists, setup),
        cmocka_unit_test_setup(test_same_bytes_and_nothing_overwritten, setup),
        cmocka_unit_test(test_every_type_has_an_example),
    };
    char line[128];
    assert_non_null(mkdtemp(dir));
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(line, sizeof(line), "rm -r '%s'", dir);
    return failed + (system(line) != 0);
}
