/* Tables out: what is written is what is read back, in both forms; the same bytes each time; and a
 * disk that is full says so. */
#include "file.h"

#include <sys/stat.h>

#include "sheet/sheet.h"
#include "sheet/write.h"

static const char *const texts[] = {
    "plain", "", "\xe9\x87\x8d\xe5\xba\x86", "a,b", "say \"x\"", "two\nlines", " blanks ", "=1+1",
    "+8613", "-5 ml", "@x", "\t=1", "<&>", "'", "007",
};

static void
write_table(const char *path, int flags)
{
    static const char *const header[] = {"text", "qty", "price", "ratio", "date", "month"};
    struct writer *w;
    struct err e;
    if (!write_open(&w, path, "\xe8\xa1\xa8", flags, &e))
        fail_msg("%s", message(&e));
    write_header(w, header, COUNT(header));
    for (size_t i = 0; i < COUNT(texts); i++) {
        write_text(w, texts[i]);
        write_qty(w, (qty){(int64_t)i * 123456789});
        write_money(w, (money){i == 0 ? INT64_MAX : (int64_t)i * 99501});
        write_ratio(w, (ratio){(int64_t)i * 12500});
        write_date(w, (date){19976 + (int)i});
        write_month(w, (month){2026 * 12 + (int)i});
        write_row(w);
    }
    if (!write_close(w, &e))
        fail_msg("%s", message(&e));
}

/* Blanks around a cell go when it is read; a formula comes back with the mark in front, in CSV. */
static void
expected(char *out, size_t size, const char *text, bool csv)
{
    bool formula = csv && *text != '\0' && strchr("=+-@\t", *text) != NULL;
    snprintf(out, size, "%s%s", formula ? "'" : "", strcmp(text, " blanks ") == 0 ? "blanks" : text);
}

static void
read_table(const char *path, bool csv)
{
    struct sheet *s;
    struct sheet_row row;
    struct err e;
    char text[64];
    if (!sheet_open(&s, path, &e))
        fail_msg("%s", message(&e));
    assert_true(sheet_next(s, &row, &e));
    assert_string_equal(row.cell[5], "month");
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_true(sheet_next(s, &row, &e));
        assert_int_equal(row.line, i + 2);
        assert_int_equal(row.n, 6);
        expected(text, sizeof(text), texts[i], csv);
        assert_string_equal(row.cell[0], text);
        money m;
        assert_true(money_parse(&m, row.cell[2]));
        assert_int_equal(m.units, i == 0 ? INT64_MAX : (int64_t)i * 99501);
        ratio r;
        assert_true(ratio_parse(&r, row.cell[3]));
        assert_int_equal(r.ppm, i * 12500);
        date d;
        assert_true(date_parse(&d, row.cell[4]));
        assert_int_equal(d.day, 19976 + i);
        month of;
        assert_true(month_parse(&of, row.cell[5]));
        assert_int_equal(of.month, 2026 * 12 + i);
    }
    assert_false(sheet_next(s, &row, &e));
    assert_int_equal(e.code, ERR_NONE);
    sheet_close(s);
}

static void
same_bytes(const char *a, const char *b)
{
    char command[600];
    snprintf(command, sizeof(command), "cmp -s %s/%s %s/%s", folder, a, folder, b);
    assert_int_equal(system(command), 0);
}

static void
test_round_trips(void **state)
{
    struct stat st;
    (void)state;
    for (int bom = 0; bom < 2; bom++) {
        write_table(file_make("a.csv", NULL, 0), bom ? WRITE_BOM : 0);
        read_table(file_make("a.csv", NULL, 0), true);
    }
    write_table(file_make("b.csv", NULL, 0), WRITE_BOM);
    same_bytes("a.csv", "b.csv");
    write_table(file_make("a.xlsx", NULL, 0), 0);
    read_table(file_make("a.xlsx", NULL, 0), false);
    sleep(1); /* for a clock that counts seconds to betray itself */
    write_table(file_make("b.xlsx", NULL, 0), 0);
    same_bytes("a.xlsx", "b.xlsx");
    assert_int_not_equal(stat(file_make("a.xlsx.part", NULL, 0), &st), 0);
}

static void
test_exact_bytes(void **state)
{
    static const char *const header[] = {"a", "b"};
    char text[64] = "";
    struct writer *w;
    struct err e;
    (void)state;
    assert_true(write_open(&w, file_make("c.csv", NULL, 0), "", WRITE_BOM, &e));
    write_header(w, header, 2);
    write_text(w, "=x,\"");
    write_int(w, -5);
    write_row(w);
    write_empty(w);
    write_money(w, (money){125000});
    write_row(w);
    assert_true(write_close(w, &e));
    FILE *f = fopen(file_make("c.csv", NULL, 0), "rb");
    size_t n = fread(text, 1, sizeof(text) - 1, f);
    fclose(f);
    assert_true(n < sizeof(text) - 1);
    assert_string_equal(text, "\xef\xbb\xbf" "a,b\n\"'=x,\"\"\",-5\n,12.50\n");
}

static void
test_failures(void **state)
{
    struct writer *w;
    struct err e;
    struct stat st;
    char path[256];
    (void)state;
    assert_true(write_open(&w, "/dev/full", "", 0, &e));
    for (int i = 0; i < 100000; i++) {
        write_text(w, "the disk is full");
        write_row(w);
    }
    assert_false(write_close(w, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_string_equal(message(&e), "/dev/full: it could not be written: No space left on device. "
                                     "check disk space and permissions");
    for (int form = 0; form < 2; form++) {
        const char *name = form ? "none/x.csv" : "none/x.xlsx";
        assert_false(write_open(&w, file_make(name, NULL, 0), "", 0, &e));
        assert_int_equal(e.code, ERR_IO);
        /* What was there stays there until the new one is whole. */
        name = form ? "old.csv" : "old.xlsx";
        snprintf(path, sizeof(path), "%s", file_make(name, "old", 3));
        assert_true(write_open(&w, path, "", 0, &e));
        write_text(w, "new");
        write_row(w);
        write_cancel(w);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_size, 3);
    }
    write_cancel(NULL);
}

/* More than a sheet of Excel has. */
static void
test_too_many_columns(void **state)
{
    struct writer *w;
    struct err e;
    (void)state;
    assert_true(write_open(&w, file_make("wide.xlsx", NULL, 0), "[bad]title", 0, &e));
    for (int i = 0; i < 16385; i++)
        write_text(w, "x");
    write_row(w);
    assert_false(write_close(w, &e));
    assert_int_equal(e.code, ERR_IO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trips),
        cmocka_unit_test(test_exact_bytes),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_too_many_columns),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
