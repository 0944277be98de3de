/* CSV as offices write it: encodings, quotation marks, line ends, and what is refused. */
#include "file.h"

#include <sys/resource.h>

#include "sheet/scan.h"
#include "sheet/sheet.h"
#include "sheet/utf8.h"

/* The whole sheet as "1:[a][b]2:[c]", or its error. */
static const char *
dump(const char *path)
{
    static char text[4096];
    struct sheet *s;
    struct sheet_row row;
    struct err e;
    size_t n = 0;
    if (!sheet_open(&s, path, &e))
        return message(&e);
    *text = '\0';
    while (sheet_next(s, &row, &e)) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, "%d:", (int)row.line);
        for (size_t i = 0; i < row.n; i++)
            n += (size_t)snprintf(text + n, sizeof(text) - n, "[%s]", row.cell[i]);
    }
    sheet_close(s);
    return e.code == ERR_NONE ? text : message(&e);
}

struct example {
    const char *why, *bytes;
    size_t n; /* 0: up to the NUL */
    const char *wanted;
};

static void
check(const struct example *x)
{
    const char *got = dump(file_make("a.csv", x->bytes, x->n > 0 ? x->n : strlen(x->bytes)));
    if (strcmp(got, x->wanted) != 0)
        fail_msg("%s: %s", x->why, got);
}

static void
test_records(void **state)
{
    static const struct example examples[] = {
        {"plain", "a,b\n1,2\n", 0, "1:[a][b]2:[1][2]"},
        {"no line end at the end", "a,b\n1,2", 0, "1:[a][b]2:[1][2]"},
        {"CR LF", "a,b\r\n1,2\r\n", 0, "1:[a][b]2:[1][2]"},
        {"CR alone, as an old Mac", "a,b\r1,2\r", 0, "1:[a][b]2:[1][2]"},
        {"empty cells", "a,,b\n,,3\n", 0, "1:[a][][b]2:[][][3]"},
        {"a last empty cell", "a,b,\n1,", 0, "1:[a][b][]2:[1][]"},
        {"empty rows count, but are not handed out", "a\n\n,,\n \nb\n", 0, "1:[a]5:[b]"},
        {"quoted", "\"a,b\",\"c \"\"d\"\"\"\n\"\",x\n", 0, "1:[a,b][c \"d\"]2:[][x]"},
        {"only quotation marks", "\"\"\"\"\n", 0, "1:[\"]"},
        {"a line end inside; the row counts once", "\"a\nb\",c\nd,e\n", 0, "1:[a\nb][c]2:[d][e]"},
        {"CR LF inside", "\"a\r\nb\",c\r\nd\r\n", 0, "1:[a\r\nb][c]2:[d]"},
        {"blanks around", " a ,\xe3\x80\x80" "b\xe3\x80\x80,\xc2\xa0" "c\xc2\xa0, \n", 0,
         "1:[a][b][c][]"},
        {"blanks inside quotation marks", "\" a \",b\n", 0, "1:[a][b]"},
        {"a tab in front stays: a formula in disguise", "\t=1,b\n", 0, "1:[\t=1][b]"},
        {"tabs between, no comma in the first line", "a\tb\n1,2\t3\n", 0, "1:[a][b]2:[1,2][3]"},
        {"nothing but a header", "a,b\n", 0, "1:[a][b]"},
        {"nothing but a mark", "\xef\xbb\xbf", 0, ""},
        {"nothing but line ends", "\n\n", 0, ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        check(&examples[i]);
}

static void
test_encodings(void **state)
{
    static const struct example examples[] = {
        {"UTF-8", "\xe6\x95\xb0\xe9\x87\x8f,b\n", 0, "1:[\xe6\x95\xb0\xe9\x87\x8f][b]"},
        {"UTF-8 with a mark", "\xef\xbb\xbf\xe6\x95\xb0,b\n", 0, "1:[\xe6\x95\xb0][b]"},
        {"GB18030", "\xca\xfd\xc1\xbf,b\n", 0, "1:[\xe6\x95\xb0\xe9\x87\x8f][b]"},
        {"GB18030, four bytes", "\x95\x34\xb2\x35,\xca\xfd\n", 0,
         "1:[\xf0\xa0\xae\xb7][\xe6\x95\xb0]"},
        {"UTF-16 little", "\xff\xfe\x70\x65,\0b\0\n\0", 10, "1:[\xe6\x95\xb0][b]"},
        {"UTF-16 big", "\xfe\xff\x65\x70\0,\0b\0\n", 10, "1:[\xe6\x95\xb0][b]"},
        {"UTF-16, beyond the first plane", "\xff\xfe\x42\xd8\xb7\xdf\n\0", 8,
         "1:[\xf0\xa0\xae\xb7]"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        check(&examples[i]);
}

static void
test_refusals(void **state)
{
    static const struct example examples[] = {
        {"nothing", "", 0, "a.csv: the file is empty. its first row should name the columns"},
        {"text behind", "a,b\n\"x\"y,1\n", 0,
         "a.csv:2:1: text after a closing quotation mark. write a quotation mark inside a cell "
         "twice"},
        {"a mark within", "a,b\n1,x\"y\n", 0,
         "a.csv:2:2: a quotation mark in a cell that is not quoted. quote the whole cell and write "
         "the inner mark twice"},
        {"not closed", "a,b\n1,\"y\n\n", 0, "a.csv:2:2: a quotation mark is not closed"},
        {"NUL", "a,b\n1,\0\n", 8,
         "a.csv: a NUL byte at offset 6: this is no text. save it as UTF-8 CSV or as .xlsx"},
        {"neither", "a,b\n\xff,1\n", 0,
         "a.csv: the text is neither UTF-8 (offset 4) nor GB18030 (offset 4). save it as UTF-8 "
         "CSV"},
        {"UTF-8 cut off is no UTF-8", "a\n\xe6\x95", 0, "1:[a]2:[\xe9\x8f\x81]"},
        {"half a pair", "\xff\xfe\x42\xd8\n\0", 6,
         "a.csv: the text is not valid UTF-16LE (at offset 2). save it as UTF-8 CSV"},
        {"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", 0,
         "a.csv: this is an old .xls or an encrypted workbook, which we do not read. save it in "
         "Excel as .xlsx or CSV, without a password"},
        {"pdf", "%PDF-1.7\n", 0, "a.csv: this is a PDF, not a table. send .xlsx or CSV"},
        {"png", "\x89PNG\r\n", 0, "a.csv: this is a picture, not a table. send .xlsx or CSV"},
        {"web page", "\n <HTML><table>", 0,
         "a.csv: this is a web page or XML, not a table. open it in Excel and save it as .xlsx"},
        {"gzip", "\x1f\x8b\x08", 0, "a.csv: this is an archive, not a table. unpack it first"},
        {"a zip cut off", "PK\x03\x04", 0,
         "a.csv: the workbook is damaged or cut off. save it again and send that"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        check(&examples[i]);
    assert_string_equal(dump(file_make("none.csv", NULL, 0)), "none.csv: there is no such file");
    assert_string_equal(dump("/tmp"), "/tmp: this is a folder. name a file");
}

static void
test_limits(void **state)
{
    enum { LONG = 20 * 1024 * 1024 };
    char *s = malloc(LONG);
    (void)state;
    for (int commas = 255; commas <= 256; commas++) {
        memset(s, ',', (size_t)commas);
        s[commas] = 'x';
        const char *got = dump(file_make("a.csv", s, (size_t)commas + 1));
        assert_true((commas == 255) == (strcmp(got, "a.csv:1:257: more than 256 columns") != 0));
    }
    for (size_t n = SHEET_CELL_MAX; n <= SHEET_CELL_MAX + 1; n++) {
        memset(s, 'x', n);
        struct sheet *sheet;
        struct sheet_row row;
        struct err e;
        assert_true(sheet_open(&sheet, file_make("a.csv", s, n), &e));
        bool ok = sheet_next(sheet, &row, &e);
        assert_int_equal(ok, n == SHEET_CELL_MAX);
        assert_int_equal(ok ? strlen(row.cell[0]) : 0, ok ? n : 0);
        if (!ok)
            assert_string_equal(message(&e), "a.csv:1:1: a cell of more than 32767 bytes. is a "
                                             "quotation mark missing");
        sheet_close(sheet);
    }
    /* A quotation mark that is never closed is found early, not at the end of a gigabyte. */
    memset(s, '\n', LONG);
    s[0] = '"';
    struct sheet *sheet;
    struct sheet_row row;
    struct err e;
    int64_t total;
    assert_true(sheet_open(&sheet, file_make("a.csv", s, LONG), &e));
    assert_false(sheet_next(sheet, &row, &e));
    assert_true(sheet_bytes_read(sheet, &total) < 1024 * 1024);
    assert_int_equal(total, LONG);
    sheet_close(sheet);
    free(s);
}

struct machine { /* the grammar of RFC 4180, a character at a time */
    char text[256], cell[32];
    size_t n, cell_n;
    int line, cells, filled;
};

static void
end_cell(struct machine *m, char *row)
{
    char *from = m->cell;
    while (m->cell_n > 0 && m->cell[m->cell_n - 1] == ' ')
        m->cell_n--;
    m->cell[m->cell_n] = '\0';
    while (*from == ' ')
        from++;
    m->filled |= *from != '\0';
    snprintf(row + strlen(row), 128 - strlen(row), "[%s]", from);
    m->cell_n = 0;
}

/* What dump() should say; "!" for a refusal. */
static const char *
by_grammar(const char *s, struct machine *m)
{
    char row[128] = "";
    enum { START, BARE, QUOTED, CLOSED } at = START;
    *m = (struct machine){.line = 1};
    for (;; s++) {
        bool ends = *s == '\0' || (at != QUOTED && (*s == '\n' || *s == '\r'));
        if (at == QUOTED && *s == '\0')
            return "!";
        if (ends && !(*s == '\0' && at == START && *row == '\0')) {
            end_cell(m, row);
            if (m->filled)
                m->n += (size_t)snprintf(m->text + m->n, 256 - m->n, "%d:%s", m->line, row);
            m->line++;
            m->filled = 0;
            *row = '\0';
            at = START;
            s += *s == '\r' && s[1] == '\n';
        } else if (*s == ',' && at != QUOTED) {
            end_cell(m, row);
            at = START;
        } else if (*s == '"' && at != QUOTED && at != START) {
            if (at != CLOSED)
                return "!";
            m->cell[m->cell_n++] = '"';
            at = QUOTED;
        } else if (*s == '"') {
            at = at == START ? QUOTED : CLOSED;
        } else if (*s != '\0') {
            if (at == CLOSED)
                return "!";
            m->cell[m->cell_n++] = *s;
            at = at == START ? BARE : at;
        }
        if (*s == '\0')
            return m->text;
    }
}

static void
test_every_short_text(void **state)
{
    static const char alphabet[] = {'a', ' ', ',', '\n', '\r', '"'};
    enum { A = sizeof(alphabet), ALL = A * A * A * A * A * A };
    struct machine m;
    (void)state;
    for (int code = 0; code < ALL; code += 11) { /* an even sample: 11 and 6 share no factor */
        char s[8] = {0};
        for (int i = 0, c = code; i < 6; i++, c /= A)
            s[i] = alphabet[c % A];
        const char *wanted = by_grammar(s, &m), *got = dump(file_make("a.csv", s, 6));
        if (*wanted == '!' ? *got != 'a' : strcmp(got, wanted) != 0)
            fail_msg("%d <%s>: %s, not %s", code, s, got, wanted);
    }
}

/* Records that end at, before and behind the edge of the buffer. */
static void
test_edges_of_the_buffer(void **state)
{
    enum { SIZE = 700 * 1024 };
    char *s = malloc(SIZE + 64);
    (void)state;
    for (size_t width = 11; width <= 17; width++) {
        size_t n = 0, rows = 0;
        while (n < SIZE) {
            memset(s + n, 'x', width);
            memcpy(s + n, rows % 3 == 0 ? "\"q\",1,\"" : "qq,1,aa", 7);
            memcpy(s + n + width - 3, rows % 3 == 0 ? "\"\r\n" : "y\r\n", 3);
            n += width;
            rows++;
        }
        struct sheet *sheet;
        struct sheet_row row;
        struct err e;
        assert_true(sheet_open(&sheet, file_make("a.csv", s, n), &e));
        for (size_t i = 0; i < rows; i++) {
            assert_true(sheet_next(sheet, &row, &e));
            assert_int_equal(row.line, i + 1);
            assert_int_equal(row.n, 3);
            assert_string_equal(row.cell[0], i % 3 == 0 ? "q" : "qq");
            assert_int_equal(strlen(row.cell[2]), i % 3 == 0 ? width - 10 : width - 7);
        }
        assert_false(sheet_next(sheet, &row, &e));
        assert_int_equal(e.code, ERR_NONE);
        sheet_close(sheet);
    }
    free(s);
}

static void
test_scan_finds_the_first(void **state)
{
    char text[64];
    (void)state;
    for (int at = 0; at < 40; at++)
        for (int what = 0; what < 4; what++)
            for (int other = 0; other < 256; other++) {
                memset(text, other, sizeof(text));
                text[at] = ",\"\n\r"[what];
                text[40] = '\n';
                char *wanted = strchr(",\"\n\r", other) != NULL && other != 0 ? text : text + at;
                if (scan(text, ',') != wanted || scan_words(text, ',') != wanted)
                    fail_msg("%d %d %d", at, what, other);
            }
}

/* Against the definition: a number of 21 bits, written in the shortest way. */
static void
test_utf8_of_every_character(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x120000; c += c < 0x1000 ? 1 : 61) {
        char s[5] = {0};
        int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        uint32_t v = c;
        for (int i = n - 1; i > 0; i--, v >>= 6)
            s[i] = (char)(0x80 | (v & 0x3f));
        s[0] = (char)(n == 1 ? v : (0xf00u >> n & 0xf0u) | v);
        bool good = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
        assert_int_equal(utf8_span(s, (size_t)n) == (size_t)n, good);
        for (int k = 1; k < n && good; k++) {
            assert_int_equal(utf8_span(s, (size_t)k), 0);
            assert_true(utf8_is_begun(s, (size_t)k));
        }
    }
    assert_int_equal(utf8_span("\xc1\x81", 2), 0);
    assert_int_equal(utf8_span("abcdefg\0h", 9), 7);
    assert_false(utf8_is_begun("\xe0\x80", 2));
}

/* Ten megabytes through the same few hundred kilobytes, from a pipe too. */
static void
test_memory_does_not_grow(void **state)
{
    struct rusage before, after;
    struct sheet *s;
    struct sheet_row row;
    struct err e;
    int64_t rows = 0;
    (void)state;
    FILE *f = fopen(file_make("big.csv", NULL, 0), "wb");
    for (int i = 0; i < 300 * 1000; i++)
        fprintf(f, "H%07d,GROUP,PRODUCT,%d\n", i, i % 977);
    assert_int_equal(fclose(f), 0);
    getrusage(RUSAGE_SELF, &before);
    assert_true(sheet_open(&s, file_make("big.csv", NULL, 0), &e));
    while (sheet_next(s, &row, &e))
        rows += row.n == 4;
    sheet_close(s);
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(rows, 300 * 1000);
    assert_true(after.ru_maxrss - before.ru_maxrss < 4096);
}

static void
test_a_pipe(void **state)
{
    char command[512];
    (void)state;
    file_make("p.csv", "a,b\n1,2\n", 8);
    snprintf(command, sizeof(command), "mkfifo %s/pipe && (cat %s/p.csv > %s/pipe &)", folder,
             folder, folder);
    assert_int_equal(system(command), 0);
    assert_string_equal(dump(file_make("pipe", NULL, 0)), "1:[a][b]2:[1][2]");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_every_short_text),
        cmocka_unit_test(test_edges_of_the_buffer),
        cmocka_unit_test(test_scan_finds_the_first),
        cmocka_unit_test(test_utf8_of_every_character),
        cmocka_unit_test(test_memory_does_not_grow),
        cmocka_unit_test(test_a_pipe),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
