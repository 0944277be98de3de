/* Tables out: each query gives the columns that its table names, on each engine; and what a file
 * then holds. */
#include <unistd.h>

#include "../db/fresh.h"
#include "desk/export.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, fresh_setup, fresh_teardown)

static struct err e;

static void
test_queries_fit_their_tables(void **state)
{
    (void)state;
    for (const struct export_table *const *t = export_tables; *t != NULL; t++) {
        struct rows r;
        OK(db_run(fresh_db, (*t)->query, fresh_arena, &r, &e, v_int(FRESH_POOL), v_text("")));
        if (r.columns != (*t)->columns_n)
            fail_msg("%s: %zu columns, %zu titles", (*t)->name, r.columns, (*t)->columns_n);
        assert_ptr_equal(export_find((*t)->name), *t);
        for (size_t i = 0; i < (*t)->columns_n; i++)
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal((*t)->columns[i].name, (*t)->columns[k].name);
    }
    assert_null(export_find("nothing"));
}

static void
awards(void)
{
    fresh_sql("INSERT INTO project VALUES (500000, 'P', 'x', 'chongqing', 'drug', 'city', '', "
        "'2024-01-01', 12, '', '')");
    fresh_sql("INSERT INTO project_group VALUES (500000, 'P', 'G', 'g', 'piece', '', 0, 0)");
    fresh_sql("INSERT INTO group_award VALUES (500000, 'P', 'G', 'done', 3, 1, '', '', '', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'P', 'G', 'B', 'M', 20000, 0, '', 2, 1, 'reject', "
        "'', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'P', 'G', 'A', 'M', 5, 0, '', 0, 0, 'invalid', "
        "'', '', '')");
    fresh_sql("INSERT INTO award VALUES (500000, 'P', 'G', 'C', 'M', 12500, 0, '', 1, 1, 'select', "
        "'low', '', '')");
}

static const char *
exported(const char *name, const char *project, enum lang lang, int64_t rows)
{
    static char bytes[4096];
    char dir[] = "/tmp/jicai-export-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof(path), "%s/t.csv", dir);
    struct export x = {.table = export_find(name), .pool = FRESH_POOL, .project = project,
        .path = path, .lang = lang};
    OK(db_read(fresh_db, export_table, &x, &e));
    assert_int_equal(x.rows, rows);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    bytes[fread(bytes, 1, sizeof(bytes) - 1, f)] = '\0';
    fclose(f);
    unlink(path);
    rmdir(dir);
    return bytes + 3; /* the BOM that Excel wants */
}

static void
test_awards_by_rank(void **state)
{
    (void)state;
    awards();
    assert_string_equal(
        exported("awards", "P", LANG_EN, 3),
        "project,group,group_name,product,product_name,company,company_name,price,with_service,"
        "rank,decision,step,clause\n"
        "P,G,g,C,,M,,1.25,0.00,1,select,low,\n"
        "P,G,g,B,,M,,2.00,0.00,2,reject,,\n"
        "P,G,g,A,,M,,0.0005,0.00,0,invalid,,\n");
    assert_non_null(strstr(exported("awards", "", LANG_ZH, 3), ",中选,low,"));
    exported("awards", "Q", LANG_EN, 0); /* the header only */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_queries_fit_their_tables),
        TEST(test_awards_by_rank),
    };
    return fresh_run(tests, COUNT(tests));
}
