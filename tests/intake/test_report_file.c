/* A clerk's report as a file: the template goes out with last year's usage and comes back filled;
 * dry run, mistakes with their place, good rows only, the same file twice. */
#include <unistd.h>

#include "../db/fresh.h"
#include "demand/demand_report.h"
#include "intake/kinds.h"
#include "project/life.h"
#include "project/participation.h"
#include "project/project.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static const struct report_key key = {FRESH_POOL, "P", "H1"};
static char path[64];
static enum put how;

static bool
world(struct db *db, void *arg, struct err *e)
{
    const struct project p = {.pool = FRESH_POOL, .code = "P", .name = "p", .pack = "chongqing",
                              .executed_on = {20000}, .cycle_months = 24, .rules = ""};
    const struct demand_key used = {FRESH_POOL, "P", "A", "H1", ""};
    (void)arg;
    if (!project_put(db, fresh_arena, &p, &how, e))
        return false;
    for (int i = 0; i < 3; i++) {
        const char *code[] = {"A", "B", "C"};
        const struct project_group g = {.group = code[i], .name = "g", .unit = "piece", .class = ""};
        if (!group_put(db, fresh_arena, FRESH_POOL, "P", &g, &how, e))
            return false;
    }
    for (int i = 0; i < 2; i++) {
        const char *code[] = {"H1", "H2"};
        const struct participation in = {.institution = code[i], .takes_part = true, .reason = ""};
        if (!participation_put(db, fresh_arena, FRESH_POOL, "P", &in, &how, e))
            return false;
    }
    return usage_put(db, fresh_arena, &used, 2023, (qty){200}, &how, e) &&
           db->ops->exec(db, "INSERT INTO project_life VALUES (500000, 'P', 'reporting', '2024-05-09')", e) &&
           phase_put(db, fresh_arena, FRESH_POOL, "P", PHASE_REPORTING, (date){19800}, (date){19810}, "",
                     &how, e);
}

static int
setup(void **state)
{
    struct err e;
    if (fresh_setup(state) != 0)
        return 1;
    OK(db_tx(fresh_db, FRESH_POOL, world, NULL, &e));
    snprintf(path, sizeof(path), "/tmp/jicai-report-%ld.xlsx", (long)getpid());
    return 0;
}

static int
teardown(void **state)
{
    unlink(path);
    return fresh_teardown(state);
}

static void
write_file(const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

struct outcome {
    struct imported done;
    struct err list[8], e;
    struct errs errs;
    bool ok;
};

static struct outcome
take(bool dry, bool good, int32_t today)
{
    static struct outcome o;
    const struct import_options options = {.pool = FRESH_POOL, .project = "P", .who = "zhang",
                                           .only = "H1", .today = {today}, .dry_run = dry,
                                           .accept_good_rows = good};
    memset(&o, 0, sizeof(o));
    o.errs = (struct errs){.list = o.list, .max = COUNT(o.list)};
    o.ok = import_file(fresh_db, &kind_reports, path, &options, &o.done, &o.errs, &o.e);
    return o;
}

static int64_t
version(void)
{
    struct err e;
    struct report_head h;
    OK(report_latest(fresh_db, fresh_arena, &key, &h, &e));
    return h.version;
}

static void
test_template_comes_back(void **state)
{
    struct err e;
    struct form f;
    (void)state;
    OK(demand_template(fresh_db, fresh_arena, &key, path, &e));
    struct outcome o = take(false, false, 19805);
    assert_true(o.ok);
    assert_int_equal(o.done.rows, 3); /* of which none is filled in */
    assert_int_equal(version(), 0);
    write_file("hospital,group,product,qty,reason\nH1,A,,210,\nH1,C,,5,new\n");
    o = take(false, false, 19805);
    assert_true(o.ok && o.done.written);
    assert_int_equal(version(), 1);
    OK(demand_template(fresh_db, fresh_arena, &key, path, &e)); /* now with these figures */
    o = take(false, false, 19805);
    assert_true(o.ok);
    assert_int_equal(version(), 1); /* and they say nothing new */
    OK(demand_form(fresh_db, fresh_arena, &key, &f, &e));
    assert_int_equal(f.list[0].qty.pieces, 210);
    assert_false(f.list[1].filled);
    assert_string_equal(f.list[2].reason, "new");
}

static void
test_mistakes(void **state)
{
    static const struct {
        const char *text, *field, *msg;
        int64_t line;
    } cases[] = {
        {"hospital,group,product,qty\nH1,A,,1\nH2,B,,1\n", "hospital", "report_other", 3},
        {"hospital,group,product,qty\nH1,A,,1\nH1,A,,1\n", "hospital", "import_twice", 3},
        {"hospital,group,product,qty\nH1,X,,1\n", "group", "group_unknown", 2},
        {"hospital,group,product,qty\nH1,A,C00,1\n", "product", "no_product", 2},
        {"hospital,group,product,qty\nH1,A,,-1\n", "qty", NULL, 2},
    };
    (void)state;
    const char *before = fresh_digest();
    for (size_t i = 0; i < COUNT(cases); i++) {
        write_file(cases[i].text);
        struct outcome o = take(false, false, 19805);
        assert_false(o.ok);
        assert_int_equal(o.errs.total, 1);
        assert_string_equal(o.list[0].at.field, cases[i].field);
        assert_int_equal(o.list[0].at.line, cases[i].line);
        if (cases[i].msg != NULL)
            assert_string_equal(msg_name(o.list[0].msg), cases[i].msg);
        assert_string_equal(fresh_digest(), before);
    }
}

static void
test_dry_and_partial(void **state)
{
    (void)state;
    const char *before = fresh_digest();
    write_file("hospital,group,product,qty\nH1,A,,150\nH1,X,,1\nH1,B,,2\n");
    struct outcome o = take(true, true, 19805);
    assert_true(o.ok && !o.done.written && o.done.refused == 1);
    assert_string_equal(fresh_digest(), before);
    o = take(false, true, 19805);
    assert_true(o.ok && o.done.written && o.done.fresh == 2 && o.done.refused == 1);
    assert_int_equal(version(), 1);
    before = fresh_digest();
    o = take(false, true, 19811); /* the day after */
    assert_string_equal(msg_name(o.list[0].msg), "life_until");
    assert_string_equal(fresh_digest(), before);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_template_comes_back), TEST(test_mistakes),
                                       TEST(test_dry_and_partial)};
    return fresh_run(tests, COUNT(tests));
}
