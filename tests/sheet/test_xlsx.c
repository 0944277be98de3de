/* Workbooks: what Excel and its relatives write, and what nobody sends with good intent. Made here
 * part by part with libzip. */
#include "file.h"

#include <zip.h>

#include "sheet/sheet.h"
#include "sheet/xlsx_number.h"

#define NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

struct piece {
    const char *name, *text;
};

static const struct piece ordinary[] = {
    {"_rels/.rels", "<Relationships><Relationship Id='rId1' Type='" REL
                    "/officeDocument' Target='xl/workbook.xml'/></Relationships>"},
    {"xl/workbook.xml",
     "<workbook xmlns='" NS "' xmlns:r='" REL "'><sheets><sheet name='Dict' sheetId='1' "
     "state='hidden' r:id='rId9'/><sheet name='\xe6\x95\xb0' sheetId='2' r:id='rId1'/><sheet "
     "name='Two' sheetId='3' r:id='rId2'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id='rId9' Type='" REL "/worksheet' Target='worksheets/sheet9.xml'"
     "/><Relationship Id='rId1' Type='" REL "/worksheet' Target='/xl/worksheets/sheet7.xml'/>"
     "<Relationship Id='rId2' Type='" REL "/worksheet' Target='../xl/./worksheets/two.xml'/>"
     "<Relationship Id='rId3' Type='" REL "/sharedStrings' Target='sharedStrings.xml'/>"
     "<Relationship Id='rId4' Type='" REL "/styles' Target='styles.xml'/>"
     "<Relationship Id='rId5' Type='" REL "/hyperlink' TargetMode='External' Target='http://x'/>"
     "</Relationships>"},
    {"xl/sharedStrings.xml",
     "<sst><si><t>plain</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r></si>"
     "<si><t>\xe8\xaf\xbb</t><rPh sb='0' eb='1'><t>du</t></rPh><phoneticPr/></si>"
     "<si><t xml:space='preserve'>  &lt;a_x0041_&amp;  </t></si><si/></sst>"},
    {"xl/styles.xml",
     "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"\xe5\xb9\xb4\"m;@'/><numFmt "
     "numFmtId='165' formatCode='[Red]0.00%'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
     "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf "
     "numFmtId='165'/><xf numFmtId='22'/></cellXfs></styleSheet>"},
    {"xl/worksheets/two.xml", "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData>"
                              "</worksheet>"},
};

/* The ordinary workbook with one sheet's rows, or with some part replaced (text NULL: left out). */
static const char *
book(const char *rows, const struct piece *other)
{
    static char sheet[200000];
    const char *path = file_make("b.xlsx", NULL, 0);
    unlink(path);
    zip_t *z = zip_open(path, ZIP_CREATE, NULL);
    snprintf(sheet, sizeof(sheet), "<?xml version='1.0'?><worksheet><dimension ref='A1'/><sheetData>"
                                   "%s</sheetData></worksheet>", rows);
    struct piece all[COUNT(ordinary) + 1];
    memcpy(all, ordinary, sizeof(ordinary));
    all[COUNT(ordinary)] = (struct piece){"xl/worksheets/sheet7.xml", sheet};
    for (size_t i = 0; i < COUNT(all); i++) {
        const char *text = all[i].text;
        if (other != NULL && strcmp(other->name, all[i].name) == 0)
            text = other->text;
        if (text != NULL)
            assert_true(zip_file_add(z, all[i].name,
                                     zip_source_buffer(z, text, strlen(text), 0), 0) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    return path;
}

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
        for (size_t i = 0; i < row.n && n < 3000; i++)
            n += (size_t)snprintf(text + n, sizeof(text) - n, "[%.60s]", row.cell[i]);
    }
    assert_false(sheet_next(s, &row, &e)); /* the end stays the end */
    sheet_close(s);
    return text;
}

static void
test_cells(void **state)
{
    static const struct {
        const char *why, *rows, *wanted;
    } examples[] = {
        {"shared, rich, with reading aid, escaped, empty",
         "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2"
         "</v></c><c r='D1' t='s'><v>3</v></c><c r='E1' t='s'><v>4</v></c></row>",
         "1:[plain][rich text][\xe8\xaf\xbb][<aA&][]"},
        {"inline", "<row><c t='inlineStr'><is><t>a</t></is></c><c t='inlineStr'><is><r><t>b</t></r>"
                   "<r><t>c</t></r><rPh><t>x</t></rPh></is></c></row>", "1:[a][bc]"},
        {"string of a formula, boolean, error",
         "<row><c t='str'><f>A1</f><v>x</v></c><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'>"
         "<v>#N/A</v></c></row>", "1:[x][TRUE][FALSE][#N/A]"},
        {"a formula never computed", "<row><c><f>A1*2</f></c><c t='str'><f>A1</f><v></v></c></row>"
                                     "<row><c><v>1</v></c></row>", "1:[=][]2:[1]"},
        {"numbers", "<row><c><v>0.10000000000000001</v></c><c><v>120</v></c><c><v>1.5E2</v></c><c>"
                    "<v>-0.0375</v></c><c t='n'><v>123456789012345678</v></c></row>",
         "1:[0.1][120][150][-0.0375][1.23456789012346E+17]"},
        {"dates", "<row><c s='1'><v>45545</v></c><c s='2'><v>45545</v></c><c s='3'><v>0.3</v></c>"
                  "<c s='4'><v>45545.354166666664</v></c><c t='d'><v>2024-09-10T00:00:00</v></c>"
                  "</row>", "1:[2024-09-10][2024-09-10][0.3][2024-09-10 08:30:00][2024-09-10]"},
        {"gaps between cells and rows", "<row r='3'><c r='B3'><v>1</v></c><c r='D3'><v>2</v></c>"
                                        "</row><row><c><v>3</v></c></row>", "3:[][1][][2]4:[3]"},
        {"empty rows and styled empty cells", "<row r='1'/><row r='2'><c r='A2' s='1'/></row><row "
                                              "r='9'><c r='A9'><v>1</v></c><c r='XFD9' s='1'/></row>",
         "9:[1]"},
        {"nothing at all", "", ""},
        {"an unknown prefix", "<x:row xmlns:x='" NS "'><x:c x:r='B1'><x:v>1</x:v></x:c></x:row>",
         "1:[][1]"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *got = dump(book(examples[i].rows, NULL));
        if (strcmp(got, examples[i].wanted) != 0)
            fail_msg("%s: %s", examples[i].why, got);
    }
}

static void
test_sheets(void **state)
{
    char path[300];
    static const struct piece old = {
        "xl/workbook.xml", "<workbook><workbookPr date1904='1'/><sheets><sheet name='a' r:id='rId1' "
                           "xmlns:r='" REL "'/></sheets></workbook>"};
    (void)state;
    snprintf(path, sizeof(path), "%s#Two", book("", NULL));
    assert_string_equal(dump(path), "1:[2]");
    snprintf(path, sizeof(path), "%s#Three", book("", NULL));
    assert_string_equal(dump(path), "b.xlsx: the workbook has no sheet named Three");
    assert_string_equal(dump(book("<row><c s='1'><v>44083</v></c></row>", &old)),
                        "1:[2024-09-10]");
}

static const char *
refused(const char *path)
{
    static char text[ERR_TEXT_MAX];
    struct sheet *s;
    struct sheet_row row;
    struct err e;
    if (sheet_open(&s, path, &e)) {
        while (sheet_next(s, &row, &e))
            ;
        sheet_close(s);
    }
    snprintf(text, sizeof(text), "%s", message(&e));
    *strchr(text, e.code == ERR_NONE ? '\0' : '.') = '\0'; /* "b" of "b.xlsx" */
    return e.code == ERR_NONE ? "taken" : message(&e);
}

static void
test_hostile(void **state)
{
    static char deep[4000];
    for (int i = 0; i < 100; i++)
        memcpy(deep + i * 3, "<a>", 4);
    const struct {
        const char *why, *rows;
        struct piece other;
        const char *wanted; /* its beginning */
    } examples[] = {
        {"DOCTYPE in the sheet", "", {"xl/worksheets/sheet7.xml", "<!DOCTYPE x><worksheet/>"},
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is out of all proportion"},
        {"entities", "", {"xl/sharedStrings.xml", "<!DOCTYPE l [<!ENTITY a 'aaa'>]><sst><si><t>&a;"
                                                  "</t></si></sst>"},
         "b.xlsx: the part xl/sharedStrings.xml of the workbook is out of all proportion"},
        {"nested too deep", deep, {NULL, NULL},
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is out of all proportion"},
        {"broken XML", "<row><c></row>", {NULL, NULL},
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is broken in line 1: mismatched "
         "tag"},
        {"no such string", "<row r='5'><c t='s'><v>5</v></c></row>", {NULL, NULL},
         "b.xlsx:5: a cell's stored value is broken"},
        {"a number that is none", "<row><c><v>1,5</v></c></row>", {NULL, NULL},
         "b.xlsx:1: a cell's stored value is broken"},
        {"rows backwards", "<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>",
         {NULL, NULL}, "b.xlsx:2: the workbook's rows or cells are out of order"},
        {"the same cell twice", "<row><c r='A1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
         {NULL, NULL}, "b.xlsx:1: the workbook's rows or cells are out of order"},
        {"no column of that name", "<row><c r='1'><v>1</v></c></row>", {NULL, NULL},
         "b.xlsx:1: the workbook's rows or cells are out of order"},
        {"too far right", "<row><c r='IW1'><v>1</v></c></row>", {NULL, NULL},
         "b.xlsx:1: more than 256 columns"},
        {"too far down", "<row r='1048577'><c><v>1</v></c></row>", {NULL, NULL},
         "b.xlsx: more than 1048576 rows"},
        {"no sheet", "", {"xl/worksheets/sheet7.xml", NULL},
         "b.xlsx: the workbook lacks its part xl/worksheets/sheet7.xml"},
        {"no book", "", {"xl/workbook.xml", NULL}, "b.xlsx: this is an archive, not a table"},
        {"no relations of the book", "", {"xl/_rels/workbook.xml.rels", NULL},
         "b.xlsx: the workbook lacks its part xl/_rels/workbook.xml.rels"},
        {"no relations at all", "", {"_rels/.rels", NULL}, "b.xlsx: this is an archive"},
        {"a name to fill memory with", "", {"xl/styles.xml", "<styleSheet"},
         "b.xlsx: the part xl/styles.xml of the workbook is broken in line 1"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        const char *got = refused(
            book(examples[i].rows, examples[i].other.name != NULL ? &examples[i].other : NULL));
        if (strncmp(got, examples[i].wanted, strlen(examples[i].wanted)) != 0)
            fail_msg("%s: %s", examples[i].why, got);
    }
}

/* Text of one letter, many times: as a cell, as a string, as a tag, as rows without end. */
static void
test_bombs(void **state)
{
    enum { SIZE = 10 * 1024 * 1024 };
    static const struct {
        const char *name, *head, *tail, *wanted;
        const char *fill;
    } examples[] = {
        {"xl/worksheets/sheet7.xml", "<worksheet><row><c t='str'><v>", "", 
         "b.xlsx:1: a cell of more than 32767 bytes", "x"},
        {"xl/sharedStrings.xml", "<sst><si><t>", "", "b.xlsx: a cell of more than 32767 bytes", "x"},
        {"xl/worksheets/sheet7.xml", "<worksheet a='", "",
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is out of all", "x"},
        {"xl/worksheets/sheet7.xml", "<worksheet>", "",
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is out of all", "<a/>"},
        {"xl/worksheets/sheet7.xml", "<worksheet>", "",
         "b.xlsx: the part xl/worksheets/sheet7.xml of the workbook is out of all", " "},
    };
    char *s = malloc(SIZE + 1);
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        size_t n = strlen(strcpy(s, examples[i].head)), k = strlen(examples[i].fill);
        size_t size = strncmp(examples[i].wanted, "b.xlsx: the", 11) == 0 ? SIZE : 1024 * 1024;
        for (; n + k < size; n += k)
            memcpy(s + n, examples[i].fill, k);
        s[n] = '\0';
        struct piece other = {examples[i].name, s};
        const char *got = refused(book("", &other));
        if (strncmp(got, examples[i].wanted, strlen(examples[i].wanted)) != 0)
            fail_msg("%zu: %s", i, got);
    }
    free(s);
}

/* Wherever it is cut off or a byte is changed: an answer, and no crash. */
static void
test_damage(void **state)
{
    static char bytes[20000];
    const char *path = book("<row><c><v>1</v></c><c t='s'><v>1</v></c></row>", NULL);
    FILE *f = fopen(path, "rb");
    size_t n = fread(bytes, 1, sizeof(bytes), f), taken = 0;
    (void)state;
    fclose(f);
    for (size_t cut = 4; cut < n; cut += 13)
        assert_string_not_equal(refused(file_make("b.xlsx", bytes, cut)), "taken");
    for (size_t at = 4; at < n; at += 7) {
        bytes[at] = (char)(bytes[at] ^ 0x55);
        taken += strcmp(refused(file_make("b.xlsx", bytes, n)), "taken") == 0;
        bytes[at] = (char)(bytes[at] ^ 0x55);
    }
    assert_true(taken < n / 7); /* dates and such may change unseen; texts may not */
}

static void
test_numbers(void **state)
{
    static const struct {
        const char *stored, *wanted;
    } examples[] = {
        {"0", "0"}, {"-0", "0"}, {"000", "0"}, {"007", "7"}, {"1", "1"}, {"100", "100"},
        {"1e3", "1000"}, {"1E-3", "0.001"}, {"1.10", "1.1"}, {"-12.50", "-12.5"},
        {"0.30000000000000004", "0.3"}, {"1.0049999999999999", "1.005"},
        {"9.9499999999999993", "9.95"}, {"2.9999999999999996", "3"},
        {"999999999999999.9", "1E+15"}, {"999999999999999", "999999999999999"},
        {"1000000000000000", "1E+15"}, {"123456789012345.67", "123456789012346"},
        {"0.000000000000001", "0.000000000000001"}, {"1.5E-20", "1.5E-20"}, {".5", "0.5"},
        {"5.", "5"}, {"", NULL}, {"-", NULL}, {"1.2.3", NULL}, {"1e", NULL}, {"1e9999", NULL},
        {"0x1", NULL}, {" 1", NULL}, {"NaN", NULL}, {"1E+5", "100000"},
    };
    char out[NUMBER_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        bool ok = number_text(examples[i].stored, out);
        if (ok != (examples[i].wanted != NULL) || (ok && strcmp(out, examples[i].wanted) != 0))
            fail_msg("%s: %s", examples[i].stored, ok ? out : "refused");
    }
    /* Every amount of four decimals comes back from the 17 digits of its double. */
    for (int64_t n = 1; n < INT64_C(1000000000000); n = n * 3 + 7) {
        char stored[64], wanted[64];
        snprintf(stored, sizeof(stored), "%.17g", (double)n / 10000);
        snprintf(wanted, sizeof(wanted), "%lld.%04lld", (long long)n / 10000, (long long)n % 10000);
        size_t k = strlen(wanted);
        while (wanted[k - 1] == '0')
            wanted[--k] = '\0';
        if (wanted[k - 1] == '.')
            wanted[k - 1] = '\0';
        assert_true(number_text(stored, out));
        assert_string_equal(out, wanted);
    }
}

static void
test_days(void **state)
{
    static const struct {
        const char *stored;
        bool from_1904;
        const char *wanted;
    } examples[] = {
        {"1", false, "1900-01-01"}, {"59", false, "1900-02-28"}, {"60", false, NULL},
        {"61", false, "1900-03-01"}, {"45545", false, "2024-09-10"}, {"0", false, NULL},
        {"0.5", false, "12:00:00"}, {"45545.999999", false, "2024-09-11"},
        {"45545.5", false, "2024-09-10 12:00:00"}, {"-1", false, NULL},
        {"44083", true, "2024-09-10"}, {"0", true, "1904-01-01"}, {"9999999", false, NULL},
        {"401768", false, "2999-12-31"}, {"401769", false, NULL}, {"x", false, NULL},
        {"4.5545E4", false, "2024-09-10"},
    };
    static const struct {
        const char *code;
        enum number_style style;
    } codes[] = {
        {"General", STYLE_NUMBER}, {"0.00", STYLE_NUMBER}, {"yyyy-mm-dd", STYLE_DATE},
        {"yyyy\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"d\"\xe6\x97\xa5\";@", STYLE_DATE},
        {"[$-804]yyyy/m/d", STYLE_DATE}, {"[Red]0.0", STYLE_NUMBER}, {"[h]:mm", STYLE_DATE},
        {"0\"days\"", STYLE_NUMBER}, {"@", STYLE_NUMBER}, {"\"day\"", STYLE_NUMBER},
        {"[Red]", STYLE_NUMBER}, {"#,##0.00_);[Red](#,##0.00)", STYLE_NUMBER}, {"\\d", STYLE_NUMBER},
        {"mmm-yy", STYLE_DATE}, {"h:mm AM/PM", STYLE_DATE}, {"", STYLE_NUMBER},
    };
    char out[NUMBER_TEXT_MAX];
    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++) {
        bool ok = number_day(examples[i].stored, examples[i].from_1904, out);
        if (ok != (examples[i].wanted != NULL) || (ok && strcmp(out, examples[i].wanted) != 0))
            fail_msg("%s: %s", examples[i].stored, ok ? out : "refused");
    }
    for (size_t i = 0; i < COUNT(codes); i++)
        if (number_style_of_code(codes[i].code) != codes[i].style)
            fail_msg("%s", codes[i].code);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),   cmocka_unit_test(test_sheets),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_bombs),
        cmocka_unit_test(test_damage),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
