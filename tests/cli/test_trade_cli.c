/* The month of a hospital on the command line: orders to payments out of files, every mistake with
 * row and column and nothing changed, then progress, due and overdue. */
#include "../sheet/file.h"

#include <fcntl.h>

#include "../trade/seed.h"
#include "cli/cli.h"
#include "db/schema.h"

static char db[256], out[16384], errors[16384];

static int
setup(void **state)
{
    struct db *d;
    struct err e;
    int rc = folder_make(state);
    snprintf(db, sizeof(db), "%s/t.db", folder);
    assert_true(db_create(&d, db, &e));
    assert_true(schema_apply(d, 1, &e));
    assert_true(d->ops->exec(d, "INSERT INTO pool_head (pool) VALUES (500000)", &e));
    assert_true(d->ops->exec(d, seed, &e));
    db_close(d);
    return rc;
}

static void
slurp(FILE *f, char to[16384])
{
    rewind(f);
    to[fread(to, 1, 16383, f)] = '\0';
    fclose(f);
}

/* The exit code; what it said is in `out` and `errors`. */
static int
jicai(const char *const word[], size_t n)
{
    char *argv[24] = {(char *)(uintptr_t) "jicai"};
    FILE *o = tmpfile(), *e = tmpfile();
    int kept = dup(2);
    assert_true(o != NULL && e != NULL && n < 16);
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = (char *)(uintptr_t)word[i];
    const char *const more[] = {"--db", db, "--lang", "en"};
    for (size_t i = 0; i < 4; i++)
        argv[n + 1 + i] = (char *)(uintptr_t)more[i];
    fflush(stderr);
    dup2(fileno(e), 2);
    int rc = cli_main((int)n + 5, argv, o);
    fflush(stderr);
    dup2(kept, 2);
    close(kept);
    slurp(o, out);
    slurp(e, errors);
    return rc;
}
#define JICAI(...)                                                                                 \
    jicai((const char *const[]){__VA_ARGS__},                                                      \
          sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static int
import(const char *kind, const char *text, const char *more)
{
    const char *path = file_make("in.csv", text, strlen(text));
    return more != NULL ? JICAI("import", kind, path, "--project", "P", "--pool", "500000", more)
                        : JICAI("import", kind, path, "--project", "P", "--pool", "500000");
}

static const char *
digest(void)
{
    static char kept[2][128];
    static int at;
    assert_int_equal(JICAI("digest"), 0);
    at = !at;
    return strcpy(kept[at], out);
}

/* The messages without the folder. */
static const char *
said(void)
{
    static char text[16384];
    size_t n = 0, k = strlen(folder) + 1;
    for (const char *s = errors; *s != '\0'; s++) {
        if (strncmp(s, folder, k - 1) == 0)
            s += k;
        text[n++] = *s;
    }
    text[n] = '\0';
    return text;
}

static void
test_refused_and_unchanged(void **state)
{
    static const struct {
        const char *why, *kind, *text, *wanted;
    } examples[] = {
        {"every mistake of every row", "orders",
         "order,hospital,product,qty,date,price\n"
         "O1,H1,S1,5,2024-10-01,\n"
         "O2,H1,S1,x,2024-10-41,1\n"
         "O3,H1,S1,5,2024-10-01,798.01\n"
         "O4,H1,=S1,5,2024-10-01,\n"
         "O1,H1,S1,6,2024-10-01,\n"
         "O5,H9,S1,5,2024-10-01,\n",
         "in.csv:3: qty: not a whole number: x\n"
         "in.csv:3: date: not a date: 2024-10-41. write 2024-09-10\n"
         "in.csv:4: price: the price 798.01 is above the selected price 798.00. never buy above the "
         "selected price\n"
         "in.csv:5: product: looks like a formula: =S1. remove the = + @ or tab in front\n"},
        {"another kind of file", "orders", "receipt,order,qty,accepted\nR1,O1,1,2024-10-01\n",
         "in.csv:1: this is no table of orders: missing columns: hospital"},
        {"no order yet", "receipts", "receipt,order,qty,accepted\nR1,O1,1,2024-10-01\n",
         "in.csv:2: order: there is no order O1 line 1. import it first: jicai import orders\n"},
        {"neither invoice nor receipt", "payments", "payment,date,amount\nZ1,2024-10-01,1.00\n",
         "in.csv:2: invoice: a payment names an invoice or a receipt\n"},
    };
    (void)state;
    const char *before = digest();
    for (size_t i = 0; i < COUNT(examples); i++) {
        assert_int_equal(import(examples[i].kind, examples[i].text, NULL), 2);
        if (strncmp(said(), examples[i].wanted, strlen(examples[i].wanted)) != 0)
            fail_msg("%s: %s", examples[i].why, said());
        assert_string_equal(before, digest());
    }
    assert_int_equal(JICAI("trade", "due", "--project", "Q", "--on", "2024-10-01"), 2);
}

static void
test_a_month(void **state)
{
    static const char orders[] = "订单号,医疗机构编码,产品编码,数量,下单日期\n"
                                 "O1,H1,S1,40,2024-10-01\nO2,H2,S1,3,2024-10-02\n";
    static const char receipts[] = "receipt,order,qty,accepted,batch\n"
                                   "R1,O1,30,2025-11-20,B1\nR2,O2,3,2025-12-10,B1\n";
    (void)state;
    assert_int_equal(import("orders", orders, "--dry-run"), 0);
    assert_int_equal(import("orders", orders, NULL), 0);
    const char *once = digest();
    assert_int_equal(import("orders", orders, NULL), 0);
    assert_string_equal(once, digest());
    assert_int_equal(import("receipts", receipts, NULL), 0);
    assert_int_equal(import("returns", "return,receipt,qty,date\nB1,R1,2,2025-11-25\n", NULL), 0);
    assert_int_equal(import("invoices", "invoice,date,receipt\nI1,2025-11-21,R1\n", NULL), 0);
    assert_int_equal(import("payments", "payment,date,invoice,amount\nZ1,2025-12-31,I1,20000\n",
                            NULL), 0);

    assert_int_equal(JICAI("trade", "progress", "--project", "P", "--on", "2025-12-31", "--json"),
                     0);
    assert_string_equal(
        out, "{\"project\":\"P\",\"pool\":500000,\"on\":\"2025-12-31\",\"rows\":["
             "{\"hospital\":\"H1\",\"product\":\"S1\",\"variant\":\"without_service\",\"agreement\":"
             "\"A1\",\"agreed\":100,\"ordered\":40,\"accepted\":30,\"returned\":2,\"done\":\"28%\","
             "\"amount\":\"22344.00\",\"at_selected\":\"22344.00\"},"
             "{\"hospital\":\"H2\",\"product\":\"S1\",\"variant\":\"without_service\",\"agreement\":"
             "\"\",\"agreed\":0,\"ordered\":3,\"accepted\":3,\"returned\":0,\"done\":\"-\","
             "\"amount\":\"2394.00\",\"at_selected\":\"2394.00\"}],"
             "\"total\":{\"agreed\":100,\"ordered\":43,\"accepted\":33,\"returned\":2,\"done\":"
             "\"31%\",\"amount\":\"24738.00\",\"at_selected\":\"24738.00\"}}\n");

    assert_int_equal(JICAI("trade", "due", "--project", "P", "--on", "2025-12-31"), 0);
    assert_non_null(strstr(out, "R1"));
    assert_non_null(strstr(out, "H1: 1 lines, 2344.00 yuan unpaid, at most 0 days late\n"
                                "H2: 1 lines, 2394.00 yuan unpaid, at most 0 days late\n"
                                "all: 2 lines, 4738.00 yuan unpaid, at most 0 days late\n"));
    /* 2025-12-31 is a working day; 2026-01-31 a Saturday, in time until Monday (RULES 6). */
    assert_int_equal(JICAI("trade", "overdue", "--project", "P", "--on", "2026-02-02", "--json"), 0);
    assert_string_equal(
        out, "{\"project\":\"P\",\"pool\":500000,\"on\":\"2026-02-02\",\"rows\":["
             "{\"hospital\":\"H1\",\"payee\":\"D1\",\"receipt\":\"R1\",\"line\":1,\"product\":\"S1\","
             "\"accepted\":\"2025-11-20\",\"due\":\"2025-12-31\",\"in_time_until\":\"2025-12-31\","
             "\"estimate\":false,\"left\":\"2344.00\",\"days_late\":33,\"pack\":\"chongqing\"}],"
             "\"hospitals\":[{\"hospital\":\"H1\",\"lines\":1,\"left\":\"2344.00\","
             "\"most_days_late\":33}],"
             "\"total\":{\"lines\":1,\"left\":\"2344.00\",\"most_days_late\":33}}\n");
    assert_int_equal(JICAI("trade", "overdue", "--project", "P", "--on", "2026-02-03"), 0);
    assert_non_null(strstr(out, "H2: 1 lines, 2394.00 yuan unpaid, at most 1 days late\n"));
}

static void
test_good_rows(void **state)
{
    (void)state;
    assert_int_equal(import("orders", "order,hospital,product,qty,date\nG1,H1,S1,1,2024-10-01\n"
                                      "G2,H1,S1,0,2024-10-01\n", "--accept-good-rows"), 0);
    assert_string_equal(said(), "in.csv:3: qty: the quantity must be above 0\n");
    assert_int_equal(import("receipts", "receipt,order,qty,accepted\nG1,G1,1,2024-10-08\n", NULL),
                     0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused_and_unchanged),
        cmocka_unit_test(test_a_month),
        cmocka_unit_test(test_good_rows),
    };
    return cmocka_run_group_tests(tests, setup, folder_drop);
}
