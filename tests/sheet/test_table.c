/* Typed columns: headers in two languages, every type's bounds, every mistake with its place. */
#include "file.h"

#include "sheet/table.h"
#include "words/sheet.h"

struct row {
    const char *code, *name;
    money amount, price;
    qty n;
    int64_t count;
    ratio share;
    date on;
    month of;
    int kind;
    bool has_n;
};

static const struct column columns[] = {
    {"code", "编码", COLUMN_CODE, COLUMN_NEEDED | COLUMN_FILLED, offsetof(struct row, code), NULL, -1},
    {"name", "名称", COLUMN_TEXT, 0, offsetof(struct row, name), NULL, 0},
    {"amount", "金额", COLUMN_MONEY, 0, offsetof(struct row, amount), NULL, -1},
    {"price", "单价", COLUMN_PRICE, 0, offsetof(struct row, price), NULL, -1},
    {"qty", "数量", COLUMN_QTY, 0, offsetof(struct row, n), NULL, offsetof(struct row, has_n)},
    {"count", "计数", COLUMN_INT, 0, offsetof(struct row, count), NULL, -1},
    {"ratio", "比例", COLUMN_RATIO, 0, offsetof(struct row, share), NULL, -1},
    {"date", "日期", COLUMN_DATE, 0, offsetof(struct row, on), NULL, -1},
    {"month", "月份", COLUMN_MONTH, 0, offsetof(struct row, of), NULL, -1},
    {"kind", "类别", COLUMN_CHOICE, 0, offsetof(struct row, kind), "drug/药品|device/耗材|other", -1},
};

struct read {
    struct row row;
    int64_t line;
    size_t rows;
    struct err list[4], err;
    struct errs errs;
};

/* The whole table; the last good row stays, its texts gone. */
static void
read_all(const char *text, struct read *r)
{
    struct table *t;
    *r = (struct read){.errs = {.max = 4}};
    r->errs.list = r->list;
    if (!table_open(&t, file_make("t.csv", text, strlen(text)), "bids", columns, COUNT(columns),
                    &r->err))
        return;
    while (table_next(t, &r->row, sizeof(r->row), &r->line, &r->errs, &r->err))
        r->rows++;
    table_close(t);
}

/* One cell under a title: the message, or NULL with the row in `r`. */
static const char *
cell(const char *title, const char *text, struct read *r)
{
    char file[512];
    snprintf(file, sizeof(file), "code,%s\nA,\"%s\"\n", title, text);
    read_all(file, r);
    if (r->err.code != ERR_NONE)
        return message(&r->err);
    return r->errs.total > 0 ? message(&r->list[0]) : NULL;
}

static void
test_values(void **state)
{
    static const struct {
        const char *title, *text;
        int64_t wanted;
        size_t offset;
        bool small; /* 32 bits */
    } examples[] = {
        {"amount", "12.5", 125000, offsetof(struct row, amount), false},
        {"amount", "1,234,567.8901", 12345678901, offsetof(struct row, amount), false},
        {"amount", "922337203685477.5806", INT64_MAX - 1, offsetof(struct row, amount), false},
        {"金额", "0", 0, offsetof(struct row, amount), false},
        {"price", "999999.9999", 9999999999, offsetof(struct row, price), false},
        {"qty", "999999999999", 999999999999, offsetof(struct row, n), false},
        {"qty", "1,000", 1000, offsetof(struct row, n), false},
        {"数量（支）", "7", 7, offsetof(struct row, n), false},
        {"*数量", "7", 7, offsetof(struct row, n), false},
        {"QTY", "007", 7, offsetof(struct row, n), false},
        {"count", "999999999999999", 999999999999999, offsetof(struct row, count), false},
        {"ratio", "30%", 300000, offsetof(struct row, share), false},
        {"ratio", "1.8", 1800000, offsetof(struct row, share), false},
        {"date", "2024-09-10", 19976, offsetof(struct row, on), true},
        {"date", "2024/9/10", 19976, offsetof(struct row, on), true},
        {"date", "2024.9.10", 19976, offsetof(struct row, on), true},
        {"date", "2024年9月10日", 19976, offsetof(struct row, on), true},
        {"date", "2024/9/10 0:00", 19976, offsetof(struct row, on), true},
        {"date", "2024-02-29", 19782, offsetof(struct row, on), true},
        {"month", "2026-10", 2026 * 12 + 9, offsetof(struct row, of), true},
        {"month", "2026/10", 2026 * 12 + 9, offsetof(struct row, of), true},
        {"month", "2026年10月", 2026 * 12 + 9, offsetof(struct row, of), true},
        {"month", "2026-10-01", 2026 * 12 + 9, offsetof(struct row, of), true},
        {"kind", "drug", 0, offsetof(struct row, kind), true},
        {"kind", "耗材", 1, offsetof(struct row, kind), true},
        {"kind", "other", 2, offsetof(struct row, kind), true},
    };
    struct read r;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *got = cell(examples[i].title, examples[i].text, &r);
        int64_t n = 0;
        int32_t small;
        memcpy(&n, (char *)&r.row + examples[i].offset, 8);
        memcpy(&small, (char *)&r.row + examples[i].offset, 4);
        if (got != NULL || (examples[i].small ? small : n) != examples[i].wanted)
            fail_msg("%s %s: %s", examples[i].title, examples[i].text, got ? got : "wrong value");
    }
}

static void
test_mistakes(void **state)
{
    static const struct {
        const char *title, *text, *wanted;
    } examples[] = {
        {"amount", "12.00001", "t.csv:2: amount: not an amount (at most 4 decimals): 12.00001"},
        {"金额", "abc", "t.csv:2: 金额: not an amount (at most 4 decimals): abc"},
        {"amount", "12,34", "t.csv:2: amount: not an amount (at most 4 decimals): 12,34"},
        {"amount", "1234,567", "t.csv:2: amount: not an amount (at most 4 decimals): 1234,567"},
        {"amount", ",123", "t.csv:2: amount: not an amount (at most 4 decimals): ,123"},
        {"amount", "1.234,5", "t.csv:2: amount: not an amount (at most 4 decimals): 1.234,5"},
        {"amount", "922337203685477.5808",
         "t.csv:2: amount: not an amount (at most 4 decimals): 922337203685477.5808"},
        {"amount", "-1", "t.csv:2: amount: must not be negative: -1"},
        {"price", "1000000", "t.csv:2: price: a price must be below 1000000 yuan: 1000000"},
        {"price", "-0.01", "t.csv:2: price: must not be negative: -0.01"},
        {"qty", "-5", "t.csv:2: qty: must not be negative: -5"},
        {"qty", "1.5", "t.csv:2: qty: not a whole number: 1.5"},
        {"qty", "1000000000000", "t.csv:2: qty: too large: 1000000000000"},
        {"qty", "99999999999999999999", "t.csv:2: qty: not a whole number: 99999999999999999999"},
        {"qty", "1.2E+12",
         "t.csv:2: qty: turned into a measurement by the spreadsheet: 1.2E+12. format the column as "
         "text and fill it in again"},
        {"count", "1000000000000000", "t.csv:2: count: too large: 1000000000000000"},
        {"ratio", "30 %", "t.csv:2: ratio: not a ratio: 30 %. write 30% or 0.3"},
        {"ratio", "-1", "t.csv:2: ratio: not a ratio: -1. write 30% or 0.3"},
        {"date", "2023-02-29", "t.csv:2: date: not a date: 2023-02-29. write 2024-09-10"},
        {"date", "2024-9/10", "t.csv:2: date: not a date: 2024-9/10. write 2024-09-10"},
        {"date", "2024-09", "t.csv:2: date: not a date: 2024-09. write 2024-09-10"},
        {"date", "2024年9月10", "t.csv:2: date: not a date: 2024年9月10. write 2024-09-10"},
        {"date", "2024-09-10 08:00",
         "t.csv:2: date: not a date: 2024-09-10 08:00. write 2024-09-10"},
        {"date", "45545", "t.csv:2: date: not a date: 45545. write 2024-09-10"},
        {"month", "2026-13", "t.csv:2: month: not a month: 2026-13. write 2026-10"},
        {"month", "2026-10-02", "t.csv:2: month: not a month: 2026-10-02. write 2026-10"},
        {"kind", "dru",
         "t.csv:2: kind: not one of the values: dru. possible: drug/药品|device/耗材|other"},
        {"kind", "drug/药品",
         "t.csv:2: kind: not one of the values: drug/药品. possible: drug/药品|device/耗材|other"},
        {"name", "=1+1", "t.csv:2: name: looks like a formula: =1+1. remove the = + @ or tab in "
                         "front"},
        {"name", "+8613", "t.csv:2: name: looks like a formula: +8613. remove the = + @ or tab in "
                          "front"},
        {"name", "@SUM", "t.csv:2: name: looks like a formula: @SUM. remove the = + @ or tab in "
                         "front"},
        {"name", "\tx", "t.csv:2: name: looks like a formula: \tx. remove the = + @ or tab in "
                        "front"},
        {"name", "a\nb", "t.csv:2: name: a line break in the text. put it on one line"},
        {"name", "a\x01z", "t.csv:2: name: control characters in the text"},
        {"name", "#N/A", "t.csv:2: name: the cell is an error of a formula: #N/A. correct it in "
                         "Excel"},
    };
    struct read r;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *got = cell(examples[i].title, examples[i].text, &r);
        if (got == NULL || strcmp(got, examples[i].wanted) != 0)
            fail_msg("%s %s: %s", examples[i].title, examples[i].text, got ? got : "taken");
        assert_int_equal(r.rows, 0);
    }
    assert_null(cell("name", "-5 ml", &r)); /* a minus is no formula where a text is read back */
}

/* What a code may hold, asked of every character by its definition. */
static void
test_codes(void **state)
{
    struct read r;
    (void)state;
    for (int c = 0x20; c < 0x7f; c++) {
        char text[4] = {'x', (char)c, 'y', '\0'};
        bool good = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                    c == '-' || c == '_' || c == '.' || c == '/';
        char file[64];
        snprintf(file, sizeof(file), "编码\n\"x%s%cy\"\n", c == '"' ? "\"" : "", c);
        read_all(file, &r);
        if ((r.errs.total == 0) != good)
            fail_msg("%s", text);
    }
    read_all("code\n甲-1\nx\xe3\x80\x80y\nx\xc2\xa0y\n6.9E+12\n\n", &r);
    assert_int_equal(r.rows, 1);
    assert_int_equal(r.errs.total, 3);
    assert_string_equal(message(&r.list[2]),
                        "t.csv:5: code: turned into a measurement by the spreadsheet: 6.9E+12. "
                        "format the column as text and fill it in again");
}

static void
test_headers(void **state)
{
    static const struct {
        const char *why, *text, *wanted;
    } examples[] = {
        {"another kind of file", "a,b\n1,2\n",
         "t.csv:1: this is no table of bids: missing columns: code (编码)"},
        {"twice", "code,编码\n1,2\n", "t.csv:1: 编码: the column code (编码) is there twice"},
        {"empty", "\n\n", "t.csv: the file is empty. its first row should name the columns"},
        {"only tabs between", "code\tqty\n1\tx\n", "t.csv:2: qty: not a whole number: x"},
    };
    struct read r;
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        read_all(examples[i].text, &r);
        const char *got = message(r.err.code != ERR_NONE ? &r.err : &r.list[0]);
        if (strcmp(got, examples[i].wanted) != 0)
            fail_msg("%s: %s", examples[i].why, got);
    }
    read_all("code,qty,unknown\n", &r); /* a header and nothing else is no mistake */
    assert_int_equal(r.err.code, ERR_NONE);
    assert_int_equal(r.rows + r.errs.total, 0);
    read_all("unknown,QTY,编码\nx,3,A\ny,,B\n", &r);
    assert_int_equal(r.rows, 2);
    assert_false(r.row.has_n);
    assert_int_equal(r.row.n.pieces, 0); /* nothing is left over from the row before */
}

static void
test_many_mistakes(void **state)
{
    struct read r;
    (void)state;
    read_all("code,qty,price\nA,x,y\n,1,1\nB,1,1\nC,,-1\nD,1.5,1\nE,z,1\n", &r);
    assert_int_equal(r.rows, 1);
    assert_int_equal(r.errs.total, 6);
    assert_int_equal(r.errs.n, 4);
    assert_string_equal(message(&r.list[0]), "t.csv:2: price: not an amount (at most 4 decimals): y");
    assert_string_equal(message(&r.list[1]), "t.csv:2: qty: not a whole number: x");
    assert_string_equal(message(&r.list[2]), "t.csv:3: code: must not be empty");
    assert_string_equal(message(&r.list[3]), "t.csv:5: price: must not be negative: -1");
    read_all("code,qty\nA,1\n\"B\"x,2\n", &r); /* a broken record ends it all */
    assert_int_equal(r.err.code, ERR_INPUT);
    assert_int_equal(r.err.at.line, 3);
}

static void
test_a_mistake_of_the_caller(void **state)
{
    struct table *t;
    struct row row;
    struct err list[1], e;
    struct errs errs = {.list = list, .max = 1};
    int64_t line;
    const char *text = "编码,数量\nA,1\n";
    (void)state;
    assert_true(table_open(&t, file_make("t.csv", text, strlen(text)), "bids", columns,
                           COUNT(columns), &e));
    assert_true(table_has(t, "qty"));
    assert_false(table_has(t, "price"));
    assert_true(table_next(t, &row, sizeof(row), &line, &errs, &e));
    assert_string_equal(row.code, "A");
    assert_string_equal(row.name, "");
    assert_int_equal(line, 2);
    assert_false(table_mistake(t, &errs, "qty", (struct err_said){.msg = M_CELL_EMPTY}));
    assert_string_equal(message(&list[0]), "t.csv:2: 数量: must not be empty");
    table_close(t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),          cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_codes),           cmocka_unit_test(test_headers),
        cmocka_unit_test(test_many_mistakes),   cmocka_unit_test(test_a_mistake_of_the_caller),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
