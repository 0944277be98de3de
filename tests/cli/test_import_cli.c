/* `jicai init` and `jicai import` as processes: exit codes, one line for one mistake, a kill in the
 * middle, a database of a newer version. Each on SQLite, and on PostgreSQL when there is one. */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../db/fresh.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

enum { OUT_MAX = 4096, ROWS = 4000, ROWS_SLOW = 1000 };

static char dir[] = "/tmp/jicai-cli-XXXXXX";
static char db[512], out[OUT_MAX], errors[OUT_MAX];

/* "x" in the folder of this test; lives until the next but seven. */
static const char *
in_dir(const char *name)
{
    static char paths[8][128];
    static int at;
    char *p = paths[at++ % 8];
    snprintf(p, sizeof(paths[0]), "%s/%s", dir, name);
    return p;
}

static void
take(const char *path, char to[OUT_MAX])
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    to[fread(to, 1, OUT_MAX - 1, f)] = '\0';
    fclose(f);
}

static pid_t
start(const char *const argv[])
{
    const char *args[16] = {getenv("JICAI")};
    size_t n = 1;
    assert_non_null(args[0]);
    for (; argv[n - 1] != NULL; n++)
        args[n] = argv[n - 1];
    args[n++] = "--db";
    args[n++] = db;
    pid_t pid = fork();
    if (pid == 0) {
        int o = open(in_dir("out"), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        int e = open(in_dir("err"), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        dup2(o, 1);
        dup2(e, 2);
        execv(args[0], (char *const *)args);
        _exit(127);
    }
    return pid;
}

/* Its exit code, -1 when a signal ended it; what it said is in `out` and `errors`. */
static int
finish(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    take(in_dir("out"), out);
    take(in_dir("err"), errors);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define JICAI(...) finish(start((const char *const[]){__VA_ARGS__, NULL}))

static void
digest(char to[OUT_MAX])
{
    assert_int_equal(JICAI("digest"), 0);
    memcpy(to, out, OUT_MAX);
}

static void
write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static const char *
many_institutions(void)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s", in_dir("many.csv"));
    FILE *f = fopen(path, "wb");
    fputs("code,name,region,level\n", f);
    int rows = strcmp(fresh_name(), "sqlite") == 0 ? ROWS : ROWS_SLOW;
    for (int i = 0; i < rows; i++)
        fprintf(f, "H500103%05d,hospital %d,500103,primary\n", i, i);
    assert_int_equal(fclose(f), 0);
    return path;
}

/* An empty database, made by `jicai init`: a new file, or PostgreSQL's emptied one. */
static int
setup(void **state)
{
    int rc = fresh_setup(state);
    bool file = strcmp(fresh_name(), "sqlite") == 0;
    static const char *const names[] = {"db", "db-wal", "db-shm"};
    for (size_t i = 0; file && i < COUNT(names); i++)
        unlink(in_dir(names[i]));
    snprintf(db, sizeof(db), "%s", file ? in_dir("db") : fresh_url);
    assert_int_equal(JICAI("init"), 0);
    return rc;
}

static int
teardown(void **state)
{
    return fresh_teardown(state);
}

static void
wait_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void
test_init_twice(void **state)
{
    char before[OUT_MAX], after[OUT_MAX];
    (void)state;
    digest(before);
    assert_int_equal(JICAI("init", "--json"), 0);
    assert_non_null(strstr(out, "\"changes\":0"));
    digest(after);
    assert_string_equal(before, after);
}

static void
test_one_line_for_one_mistake(void **state)
{
    static const struct {
        const char *kind, *text, *says;
    } cases[] = {
        {"institutions", "code,name,region,level\nH5001030001,x,500103,primary\n", ":2: code: "},
        {"companies", "code,name,registrant,distributor\n91310000607220587U,x,yes,\n",
         ":2: code: "},
        {"companies", "code,name,registrant,distributor\n91330100799655058B,=1+2,yes,\n",
         ":2: name: "},
        {"products", "code,name,region,level\nH50010300001,x,500103,primary\n", ":1: "},
    };
    char before[OUT_MAX], after[OUT_MAX];
    (void)state;
    digest(before);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        write_file(in_dir("bad.csv"), cases[i].text);
        assert_int_equal(JICAI("import", cases[i].kind, in_dir("bad.csv")), 2);
        const char *end = strchr(errors, '\n');
        assert_true(end != NULL && end[1] == '\0');
        assert_non_null(strstr(errors, "bad.csv"));
        assert_non_null(strstr(errors, cases[i].says));
        digest(after);
        assert_string_equal(before, after);
    }
}

/* A gigabyte that is no table, one whose quotation mark never closes, and a table: nothing waits,
 * nothing fills the memory. */
static void
test_large_files(void **state)
{
    (void)state;
    write_file(in_dir("large.csv"), "code,name,region,level\n");
    assert_int_equal(truncate(in_dir("large.csv"), 1 << 30), 0);
    assert_int_equal(JICAI("import", "institutions", in_dir("large.csv")), 2);
    assert_non_null(strstr(errors, "large.csv"));
    write_file(in_dir("large.csv"), "code,name,region,level\nH50010300001,\"x");
    FILE *f = fopen(in_dir("large.csv"), "ab");
    for (int i = 0; i < 100000; i++)
        fputs(",500103,primary,500103\n", f);
    fclose(f);
    assert_int_equal(JICAI("import", "institutions", in_dir("large.csv")), 2);
    assert_non_null(strstr(errors, "large.csv:2"));
    unlink(in_dir("large.csv"));
}

/* As before, or, when it died between its commit and its exit, all of it; never between. */
static void
test_killed_half_way(void **state)
{
    char empty[OUT_MAX], full[OUT_MAX], now[OUT_MAX];
    const char *file = many_institutions();
    int before = 0;
    (void)state;
    assert_int_equal(JICAI("import", "institutions", file), 0); /* never killed */
    digest(full);
    teardown(state);
    setup(state);
    digest(empty);
    file = many_institutions();
    for (long ms = 20; ms <= 160; ms *= 2) {
        pid_t pid = start((const char *const[]){"import", "institutions", file, NULL});
        wait_ms(ms);
        kill(pid, SIGKILL);
        finish(pid);
        digest(now);
        if (strcmp(now, empty) != 0) { /* it was quicker than that */
            assert_string_equal(now, full);
            break;
        }
        before++;
    }
    assert_true(before > 0);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(JICAI("import", "institutions", file), 0);
        digest(now);
        assert_string_equal(now, full);
    }
}

static void
test_newer_database(void **state)
{
    struct err e;
    struct db *direct;
    (void)state;
    OK(db_open(&direct, db, &e));
    OK(direct->ops->exec(direct,
                         "INSERT INTO schema_version (version, sha256, applied_at) "
                         "VALUES (99, 'x', 1)",
                         &e));
    write_file(in_dir("one.csv"),
               "code,name,region,level\nH50010300001,x,500103,primary\n");
    assert_int_equal(JICAI("import", "institutions", in_dir("one.csv")), 2);
    assert_non_null(strstr(errors, "99"));
    assert_int_equal(JICAI("init"), 2);
    OK(direct->ops->exec(direct, "DELETE FROM schema_version WHERE version = 99", &e));
    db_close(direct);
    assert_int_equal(JICAI("import", "institutions", in_dir("one.csv")), 0);
}

static void
test_usage(void **state)
{
    (void)state;
    assert_int_equal(JICAI("import"), 0);
    assert_non_null(strstr(out, "institutions"));
    assert_int_equal(JICAI("import", "nothing", "x.csv"), 2);
    assert_int_equal(JICAI("import", "institutions", in_dir("missing.csv")), 2);
    assert_non_null(strstr(errors, "missing.csv"));
    unlink(in_dir("template.csv"));
    assert_int_equal(JICAI("import", "institutions", in_dir("template.csv"), "--template"), 0);
    assert_int_equal(JICAI("import", "institutions", in_dir("template.csv"), "--template"), 2);
    assert_int_equal(JICAI("import", "institutions", in_dir("template.csv"), "--json"), 0);
    assert_non_null(strstr(out, "\"rows\":0"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_init_twice),     TEST(test_one_line_for_one_mistake), TEST(test_large_files),
        TEST(test_killed_half_way), TEST(test_newer_database),           TEST(test_usage),
    };
    assert_non_null(mkdtemp(dir));
    int failed = fresh_run(tests, COUNT(tests));
    char line[128];
    snprintf(line, sizeof(line), "rm -r '%s'", dir);
    return failed + (system(line) != 0);
}
