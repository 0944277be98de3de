/* jicai fund ... and jicai export ledger as processes: a quarter of Gansu from prepayment to payout,
 * exit codes, the same month twice, and books that hledger accepts. */
#include <assert.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

enum { OUT_MAX = 16384 };

static char dir[] = "/tmp/jicai-fund-XXXXXX";
static char out[OUT_MAX];

static int
sh(const char *fmt, ...)
{
    char command[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(command, sizeof(command), fmt, ap);
    va_end(ap);
    FILE *p = popen(command, "r");
    assert_non_null(p);
    out[fread(out, 1, OUT_MAX - 1, p)] = '\0';
    int status = pclose(p);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define JICAI(words, ...) sh("%s " words " --db %s/t.db --lang en 2>&1", getenv("JICAI"), __VA_ARGS__, dir)

static void
csv(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static bool
add_pool(struct db *db, void *arg, struct err *e)
{
    (void)arg;
    return pool_add(db, FRESH_POOL, e);
}

/* A project, two hospitals and their agreements, written by hand: other wings' business. */
static void
database(void)
{
    struct err e;
    char path[128];
    snprintf(path, sizeof(path), "%s/t.db", dir);
    fresh_arena = arena_new(1 << 20);
    OK(db_create(&fresh_db, path, &e));
    OK(schema_apply(fresh_db, 1, &e));
    OK(db_tx(fresh_db, 0, add_pool, NULL, &e));
    sql("INSERT INTO pool (pool, region, name, kind) VALUES (%d, '500000', 'x', 'whole')", FRESH_POOL);
    sql("INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, cycle_months, rules, "
        "rules_sha256) VALUES (%d, 'P', 'P', 'gansu', 'high_value', 'provincial', '', '2022-01-01', 12, '', '')",
        FRESH_POOL);
    add_hospital(1, "tertiary", "public", "by_pack");
    add_hospital(2, "primary", "public", "resident");
    add_agreement("P", 1, 1, "2022-01-01", "2022-12-31", 10000000, 100);
    add_agreement("P", 2, 1, "2022-01-01", "2022-12-31", 333400, 1); /* 33.34: prepay 10.01, up */
    buy("P", 1, 1, "2022-01", 100000000);
    buy("P", 1, 1, "2022-02", 100000000);
    db_close(fresh_db);
    arena_free(fresh_arena);
}

static void
test_a_quarter(void **state)
{
    char digest[OUT_MAX];
    (void)state;
    database();
    csv("paid.csv", "hospital,instalment,date,amount,document\n"
                    "H50010300001,1,2022-01-05,30000.00,B1\nH50010300002,1,2022-01-05,10.01,B2\n");
    csv("claims.csv", "hospital,month,fund,amount,document\nH50010300001,2022-01,pooled,2000.00,\n"
                      "H50010300001,2022-02,统筹,10000.00,A;B\nH50010300002,2022-02,resident,55.55,\n");
    csv("less.csv", "hospital,instalment,date,amount,document\nH50010300001,1,2022-01-05,29999.99,B1\n");
    assert_int_equal(JICAI("fund prepay --project %s --month 2022-01", "P"), 2);
    assert_non_null(strstr(out, "--by")); /* who makes the order? */
    assert_int_equal(JICAI("fund prepay --project %s --month 2022-01 --by wang --on 2022-01-03", "P"), 0);
    assert_non_null(strstr(out, "2 new prepayments, 30010.01 yuan"));
    assert_int_equal(JICAI("import instalments %s/less.csv --project P", dir), 2);
    assert_non_null(strstr(out, "less.csv:2: amount"));
    assert_int_equal(JICAI("import instalments %s/paid.csv --project P", dir), 2);
    assert_non_null(strstr(out, "waits for a second person"));
    assert_int_equal(JICAI("fund order --step prepay --period 2022-01 --project %s", "P"), 0);
    assert_non_null(strstr(out, "prepay/P/H50010300001/1/1"));
    assert_int_equal(JICAI("fund approve --step prepay --period 2022-01 --by wang --on 2022-01-04 --project %s", "P"), 2);
    assert_int_equal(JICAI("fund approve --step prepay --period 2022-01 --by li --on 2022-01-04 --project %s", "P"), 0);
    assert_int_equal(JICAI("import instalments %s/paid.csv --project P", dir), 0);
    assert_int_equal(JICAI("import claims %s/claims.csv --pool 500000", dir), 0);
    assert_int_equal(JICAI("import claims %s/claims.csv --pool 500000", dir), 0); /* again: the same */
    assert_int_equal(JICAI("fund offset --project %s --month 2022-01 --json", "P"), 0);
    assert_non_null(strstr(out, "2000.00"));
    assert_int_equal(JICAI("fund offset --project %s --month 2022-02 --json", "P"), 0);
    assert_non_null(strstr(out, "4000.00"));
    assert_int_equal(JICAI("fund settle --project %s --month 2022-02", "P"), 0);
    assert_int_equal(JICAI("fund claim --project %s --month 2022-02 --by wang", "P"), 0);
    assert_non_null(strstr(out, "6055.55 yuan"));
    assert_int_equal(JICAI("fund pay --step claim --period 2022-02 --document K1 --on 2022-03-02 --pool %s", "500000"), 2);
    assert_int_equal(JICAI("fund approve --step claim --period 2022-02 --by li --on 2022-03-01 --pool %s", "500000"), 0);
    csv("bank.csv", "reference,document,result,date,amount\n"
                    "claim/H50010300001/pooled/2022-02,K0,失败,2022-03-01,6000.00\n"
                    "claim/H50010300002/resident/2022-02,K0,成功,2022-03-01,55.55\n");
    csv("wrong.csv", "reference,document,result,date,amount\n"
                     "claim/H50010300001/pooled/2022-02,K9,成功,2022-03-01,6000.01\n"
                     "claim/H50010300009/pooled/2022-02,K9,成功,2022-03-01,1.00\nrubbish,K9,成功,2022-03-01,1.00\n");
    assert_int_equal(JICAI("import bank_answers %s/wrong.csv --pool 500000", dir), 2);
    assert_non_null(strstr(out, "wrong.csv:2: amount"));
    assert_non_null(strstr(out, "wrong.csv:4: reference"));
    assert_int_equal(JICAI("import bank_answers %s/bank.csv --pool 500000", dir), 0);
    assert_int_equal(JICAI("import bank_answers %s/bank.csv --pool 500000", dir), 0);
    assert_int_equal(JICAI("fund pay --step claim --period 2022-02 --document K1 --on 2022-03-02 --pool %s", "500000"), 0);
    assert_non_null(strstr(out, "1 payments"));
    assert_int_equal(JICAI("fund statement --project %s --month 2022-02", "P"), 0);
    assert_non_null(strstr(out, "24000.00"));
    assert_int_equal(JICAI("digest%s", ""), 0);
    memcpy(digest, out, sizeof(digest));
    assert_int_equal(JICAI("fund offset --project %s --month 2022-02", "P"), 0);
    assert_non_null(strstr(out, "was run already"));
    assert_int_equal(JICAI("fund offset --project %s --month 2022-01", "P"), 0);
    assert_int_equal(JICAI("fund offset --project %s --month 2022-04", "P"), 2);
    assert_int_equal(JICAI("fund offset --project %s --month 2021-12", "P"), 2);
    assert_int_equal(JICAI("fund prepay --project %s --month 2022-01", "NONE"), 2);
    assert_int_equal(JICAI("fund prepay --project %s", "P"), 2);
    assert_int_equal(JICAI("digest%s", ""), 0);
    assert_string_equal(out, digest);
}

static void
test_ledger(void **state)
{
    (void)state;
    assert_int_equal(JICAI("export ledger --project P --out %s/books.journal", dir), 0);
    assert_int_equal(JICAI("export ledger --pool %s", "500000"), 0);
    assert_non_null(strstr(out, "assets:pooled:prepaid:H50010300001"));
    assert_non_null(strstr(out, "A_B")); /* no comment smuggled in */
    assert_int_equal(JICAI("export ledger%s", ""), 2);
    int rc = sh("hledger check --strict -f %s/books.journal 2>&1", dir);
    print_message("%s", out);
    assert_int_equal(rc, 0);
    assert_int_equal(sh("hledger balance -N --flat -f %s/books.journal prepaid:H50010300001 2>&1", dir), 0);
    assert_non_null(strstr(out, "24000.00 CNY"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_quarter), cmocka_unit_test(test_ledger)};
    assert(mkdtemp(dir) != NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)sh("rm -r %s", dir);
    return failed;
}
