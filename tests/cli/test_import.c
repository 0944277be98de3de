/* import_file() on each engine: every kind of bad file is refused with its place and leaves the
 * database as it was; good files go in once. */
#include <unistd.h>

#include "../db/fresh.h"
#include "intake/import.h"
#include "registry/region.h"
#include "words/import.h"
#include "words/registry.h"
#include "words/sheet.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

enum { ERRS = 8 };

static char path[] = "/tmp/jicai-import-XXXXXX";
static struct err list[ERRS], e;
static struct errs errs;
static struct imported done;

static bool
few_regions(struct db *db, void *arg, struct err *err)
{
    static const struct region regions[] = {{"500000", "Chongqing", "", REGION_PROVINCE},
                                            {"500100", "districts", "500000", REGION_CITY},
                                            {"500103", "Yuzhong", "500100", REGION_COUNTY}};
    static const struct pool pool = {500000, "500000", "Chongqing", POOL_WHOLE};
    enum put how;
    (void)arg;
    for (size_t i = 0; i < COUNT(regions); i++)
        if (!region_put(db, fresh_arena, &regions[i], &how, err))
            return false;
    return pool_put(db, fresh_arena, &pool, &how, err);
}

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    memcpy(path + sizeof(path) - 7, "XXXXXX", 6);
    close(mkstemp(path));
    OK(db_tx(fresh_db, 0, few_regions, NULL, &e));
    return rc;
}

static int
teardown(void **state)
{
    unlink(path);
    return fresh_teardown(state);
}

static void
write_file(const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static bool
import_bytes(const char *kind, const char *bytes, size_t n, struct import_options o)
{
    const struct import_kind *k = import_kind_find(kind);
    assert_non_null(k);
    write_file(bytes, n);
    errs = (struct errs){.list = list, .max = ERRS};
    e = (struct err){.code = ERR_NONE};
    return import_file(fresh_db, k, path, &o, &done, &errs, &e);
}

static bool
import_text(const char *kind, const char *text)
{
    return import_bytes(kind, text, strlen(text), (struct import_options){0});
}

#define HOSPITALS "code,name,region,level\n"
#define FIRMS "code,name,registrant,distributor\n"
#define MAKER "91330100799655058B"

static void
test_again_changes_nothing(void **state)
{
    static const char *const files[][2] = {
        {"companies", FIRMS MAKER ",maker,yes,\n"},
        {"commitments", "company,kind,date,document\n" MAKER ",quality,2024-01-01,letter\n"},
        {"certificates", "number,company,from,to\nZ1," MAKER ",2020-01-01,2024-12-31\n"},
        {"products", "code,name,company,goods,unit,certificate\n"
                     "C0101010011303807555,x," MAKER ",high_value,piece,Z1\n"},
        {"code_maps",
         "code,new_code,from\nC0101010011303807556,C0101010011303807555,2024-01-01\n"},
        {"prices", "product,kind,province,price,date,source\n"
                   "C0101010011303807556,lowest,500000,12.50,2024-02-01,platform\n"},
        {"capacity", "product,per_year\nC0101010011303807555,1000\n"},
        {"stock",
         "product,holder,date,qty\nC0101010011303807555," MAKER ",2024-01-01,10\n"},
        {"institutions", HOSPITALS "H50010300001,one,500103,tertiary\n"},
        {"regions", "code,name,parent\n500105,Jiangbei,500100\n500000-01,zone,500000\n"},
        {"companies", FIRMS MAKER ",maker,yes,\n92370102MA3M9AG94X,two,yes,yes\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        OK(import_text(files[i][0], files[i][1]));
        assert_true(done.written && done.fresh > 0 && done.refused == 0 && done.changed == 0);
        const char *digest = fresh_digest();
        OK(import_text(files[i][0], files[i][1]));
        assert_true(done.fresh == 0 && done.same == done.rows && done.changed == 0);
        assert_string_equal(digest, fresh_digest());
    }
}

static const struct bad {
    const char *why, *kind, *text;
    enum msg msg;
    int64_t line;
    const char *field;
} bad[] = {
    {"another kind", "companies", HOSPITALS "H50010300001,one,500103,tertiary\n", M_NONE, 1, ""},
    {"nothing at all", "companies", "", M_SHEET_EMPTY, 0, ""},
    {"check digit", "companies", FIRMS "91310000607220587U,x,yes\n", M_CODE_CHECK, 2, "code"},
    {"no sign", "companies", FIRMS "91440300I83341734R,x,yes\n", M_CODE_SIGN, 2, "code"},
    {"formula", "companies", FIRMS MAKER ",=1+2,yes\n", M_CELL_FORMULA, 2, "name"},
    {"no such day", "commitments", "company,kind,date\n" MAKER ",quality,2023-02-29\n", M_CELL_DATE,
     2, "date"},
    {"day that no year has", "commitments", "company,kind,date\n" MAKER ",quality,2024-02-30\n",
     M_CELL_DATE, 2, "date"},
    {"price too large", "prices",
     "product,kind,province,price,date,source\nC1,lowest,500000,1000000,2024-02-01,x\n",
     M_CELL_PRICE, 2, "price"},
    {"price overflows", "prices",
     "product,kind,province,price,date,source\n"
     "C1,lowest,500000,99999999999999999999,2024-02-01,x\n",
     M_NONE, 2, "price"},
    {"quantity overflows", "capacity", "product,per_year\nC1,9223372036854775808\n", M_NONE, 2,
     "per_year"},
    {"unknown division", "institutions", HOSPITALS "H50010300001,one,500199,tertiary\n",
     M_NO_REGION, 2, "region"},
    {"unknown company", "certificates", "number,company,from,to\nZ1," MAKER ",2020-01-01,\n",
     M_NO_COMPANY, 2, "company"},
    {"twice in the file", "institutions",
     HOSPITALS "H50010300001,one,500103,tertiary\nH50010300001,one,500103,tertiary\n",
     M_IMPORT_TWICE, 3, "code"},
    {"the second row of three", "institutions",
     HOSPITALS "H50010300001,1,500103,tertiary\nH5001030000,2,500103,tertiary\n"
               "H50010300003,3,500103,tertiary\n",
     M_CODE_LENGTH, 3, "code"},
    {"a parent that is missing", "regions", "code,name,parent\n510100,Chengdu,510000\n",
     M_REGION_ORPHANS, 0, "parent"},
};

/* What the first mistake is; it stands in errs, or, of the whole file, in e. */
static const struct err *
first(void)
{
    return errs.n > 0 ? &list[0] : &e;
}

static void
test_bad_files_change_nothing(void **state)
{
    const char *digest = fresh_digest();
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct bad *b = &bad[i];
        assert_false(import_text(b->kind, b->text));
        if (b->msg != M_NONE && first()->msg != b->msg)
            fail_msg("%s: %s", b->why, msg_name(first()->msg));
        assert_string_equal(first()->at.file, path);
        assert_int_equal(first()->at.line, b->line);
        assert_string_equal(first()->at.field, b->field);
        assert_false(done.written);
        assert_string_equal(digest, fresh_digest());
    }
}

/* BOM, Windows line ends, Chinese titles, GB18030. */
static void
test_what_excel_writes(void **state)
{
    static const char bom[] = "\xef\xbb\xbf"
                              "医疗机构编码,医疗机构名称,区划代码,等级\r\n"
                              "H50010300001,重庆市第一医院,500103,三级\r\n";
    static const char gb18030[] =
        "code,name,region,level\r\nH50010300002,\xd6\xd8\xc7\xec\xd2\xbd\xd4\xba,500103,\xb6\xfe"
        "\xbc\xb6\r\n"; /* 重庆医院, 二级 */
    struct rows r;
    static const struct query names = {"test_names", "SELECT name FROM institution ORDER BY code",
                                       NULL, 0};
    (void)state;
    OK(import_bytes("institutions", bom, sizeof(bom) - 1, (struct import_options){0}));
    OK(import_bytes("institutions", gb18030, sizeof(gb18030) - 1, (struct import_options){0}));
    OK(fresh_db->ops->run(fresh_db, &names, NULL, 0, fresh_arena, &r, &e));
    assert_int_equal(r.n, 2);
    assert_string_equal(row_text(&r, 0, 0), "重庆市第一医院");
    assert_string_equal(row_text(&r, 1, 0), "重庆医院");
}

static void
test_good_rows_only(void **state)
{
    const char *text = HOSPITALS "H50010300001,1,500103,tertiary\n"
                                 "H50010300002,2,500103,nothing\n" /* the table refuses it */
                                 "H50010300003,3,500199,primary\n" /* the registry refuses it */
                                 "H50010300001,4,500103,primary\n" /* comes twice */
                                 "H50010300005,5,500103,primary\n";
    struct import_options dry = {.dry_run = true, .accept_good_rows = true},
                          good = {.accept_good_rows = true};
    const char *digest = fresh_digest();
    (void)state;
    OK(import_bytes("institutions", text, strlen(text), dry));
    assert_true(!done.written && done.rows == 5 && done.fresh == 2 && done.refused == 3);
    assert_int_equal(errs.total, 3);
    assert_string_equal(digest, fresh_digest());
    OK(import_bytes("institutions", text, strlen(text), good));
    assert_true(done.written && done.rows == 5 && done.fresh == 2 && done.refused == 3);
    const int64_t lines[] = {3, 4, 5};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(list[i].at.line, lines[i]);
    OK(import_bytes("institutions", text, strlen(text), good));
    assert_true(done.same == 2 && done.refused == 3);
}

/* More mistakes than anybody reads are counted. */
static void
test_many_mistakes(void **state)
{
    char *text = arena_alloc(fresh_arena, 64 * 1000);
    size_t at = strlen(strcpy(text, HOSPITALS));
    (void)state;
    for (int i = 0; i < 1000; i++)
        at += (size_t)snprintf(text + at, 64, "H5001030%04d,x,500199,none\n", i);
    assert_false(import_text("institutions", text));
    assert_int_equal(errs.n, ERRS);
    assert_int_equal(errs.total, 1000);
    assert_int_equal(done.refused, 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_again_changes_nothing), TEST(test_bad_files_change_nothing),
        TEST(test_what_excel_writes),     TEST(test_good_rows_only),
        TEST(test_many_mistakes),
    };
    return fresh_run(tests, COUNT(tests));
}
