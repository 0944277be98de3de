/* bench-month fill DB LINES | run DB | bare DB - a month of a pool's fund over LINES receipt lines
 * that are due: the offset of prepayments by what was bought, and direct settlement of every line
 * with its company out of the hospitals' claims. `fill` makes the data by SQL in a database that
 * `jicai init` has made; `run` does the month by the verbs, each in one transaction, and tells
 * time, lines a second and the highest memory; `bare` is what the database itself needs for the
 * same lines in single statements: their sums; the same rows written without a check; and the mark
 * on the invoice line and the receipt line of each that its money is on the way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kit.h"
#include "db/schema.h"
#include "fund/carry.h"
#include "fund/claim.h"
#include "fund/direct.h"
#include "fund/run.h"

enum { POOL = 500000, HOSPITALS = 14000, PRODUCTS = 60, COMPANIES = 20, MEMORY = 64 << 20 };
#define MONTH "2025-06"

/* Of the processor, so far: SQLite works in this process, PostgreSQL beside it. */
static double
cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The most that this process ever held, in MB; 0 where /proc does not say. */
static long
peak(void)
{
    char line[256];
    long kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f != NULL && fgets(line, sizeof(line), f) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            kb = atol(line + 6);
    if (f != NULL)
        fclose(f);
    return kb / 1024;
}

static date
day(const char *s)
{
    date d = {0};
    (void)date_parse(&d, s);
    return d;
}

/* --- the data --- */

/* Numbers of fixed width, so that their order as text is theirs. n: all lines, h: of a hospital. */
#define SERIES(to)                                                                                 \
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " to " - 1) "
#define H(i) "'H' || CAST(100000 + " i " AS TEXT)"
#define OF "(i / %lld)"    /* hospital of a line */
#define PRODUCT "(i % 60)" /* its product */
#define AGREEMENT "'P/1/H' || CAST(100000 + " OF " AS TEXT)"
#define COMPANY "'C' || CAST(100 + " PRODUCT " % 20 AS TEXT)"

static const char *const small[] = {
    "INSERT INTO pool (pool, region, name, kind) VALUES (500000, '500000', 'x', 'whole') ON "
    "CONFLICT (pool) DO NOTHING",
    "INSERT INTO pool_head (pool) VALUES (500000) ON CONFLICT (pool) DO NOTHING",
    "INSERT INTO project (pool, project, name, pack, goods, form, bid_on, executed_on, "
    "cycle_months, rules, rules_sha256) "
    "VALUES (500000, 'P', 'p', 'chuxiong', 'high_value', 'alliance', '', '2024-09-10', 24, '', '')",
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, "
    "affiliation, fund, status, successor) " SERIES("14000") "SELECT " H(
        "i") ", '1900-01-01', '9999-12-31', 500000, 'h', '500103', 'tertiary', 'public', 'county', "
             "'employee', 'open', '' FROM n",
    "INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, "
    "parties, goods, from_on, to_on, volume_until, "
    "extension, pack, pack_sha256) " SERIES("14000") "SELECT 500000, 'P/1/H' || CAST(100000 + i AS "
                                                     "TEXT), 'P', 1, " H(
                                                         "i") ", 'C100', 'C100', 2, "
                                                              "'high_value', '2024-09-10', "
                                                              "'2025-09-09', '2025-09-09', 0, "
                                                              "'chuxiong', '' FROM n",
};

/* %lld: lines of a hospital, where OF stands; the last one: all lines. */
static const char *const large[] = {
    "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, "
    "agreement, company, payee, qty, over, price, "
    "selected, pay_days, ordered_on, made_on, accepted, rejected, shipped) " SERIES(
        "%lld") "SELECT 500000, 'O' || CAST(1000000000 + i AS TEXT), 1, "
                "'P', " H(OF) ", 'P' || CAST(100 + " PRODUCT
                              " AS TEXT), 'agreed', 'without_service', " AGREEMENT ", " COMPANY
                              ", " COMPANY ", 1 + i % 3, 0, "
                              "1000000 + 100 * (i % 977), 1000000 + 100 * (i % 977), -1, "
                              "'2025-05-10', '', 1 + i % 3, 0, 1 + i % 3 FROM n",
    "INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, "
    "delivered_on, accepted_on, batch, expires_on, udi, amount, "
    "at_selected, pack, pack_sha256, due_why, due_on, in_time_until, estimate, returned, "
    "returned_amount, returned_at_selected, invoiced, paid) " SERIES(
        "%lld") "SELECT 500000, 'R' || CAST(1000000000 + i AS TEXT), 1, 'O' || CAST(1000000000 + i "
                "AS TEXT), 1, 1 + i % 3, 0, '', '', '2025-05-20', "
                "'', '', '', (1 + i % 3) * (1000000 + 100 * (i % 977)), (1 + i % 3) * (1000000 + "
                "100 * (i % 977)), 'chuxiong', '', 'ok', '2025-06-19', "
                "'2025-06-19', 0, 0, 0, 0, (1 + i % 3) * (1000000 + 100 * (i % 977)), 0 FROM n",
};
static const char invoices[] =
    "INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount) " SERIES(
        "280000") "SELECT 500000, 'I' || CAST(1000000 + i AS TEXT), 'H' || CAST(100000 + i / 20 AS "
                  "TEXT), 'C' || CAST(100 + i % 20 AS TEXT), '2025-05-25', 0 FROM n";
static const char invoice_lines[] =
    "INSERT INTO invoice_line (pool, invoice, receipt, receipt_line, amount, paid) " SERIES(
        "%lld") "SELECT 500000, 'I' || CAST(1000000 + " OF " * 20 + " PRODUCT
                " % 20 AS TEXT), 'R' || CAST(1000000000 + i AS TEXT), 1, "
                "(1 + i % 3) * (1000000 + 100 * (i % 977)), 0 FROM n";
static const char progress[] =
    "INSERT INTO progress_month (pool, project, month, institution, product, variant, agreement, "
    "ordered, accepted, returned, accepted_amount, "
    "at_selected, invoiced, paid) SELECT 500000, 'P', '2025-05', o.institution, o.product, "
    "o.variant, o.agreement, SUM(r.qty), SUM(r.qty), 0, "
    "SUM(r.amount), SUM(r.at_selected), SUM(r.invoiced), 0 FROM receipt r JOIN order_line o ON "
    "o.pool = r.pool AND o.order_no = r.order_no "
    "AND o.line = r.order_line WHERE r.pool = 500000 GROUP BY o.institution, o.product, o.variant, "
    "o.agreement";

/* The words of SQL hold "%" as well as the figures: only %lld is one. */
static void
sql(struct db *db, const char *text, int64_t of_hospital, int64_t all)
{
    char out[4096];
    struct err e;
    size_t n = 0;
    bool first = strncmp(text, "INSERT", 6) == 0;
    for (const char *s = text; *s != '\0' && n < sizeof(out) - 32; s++) {
        if (strncmp(s, "%lld", 4) != 0) {
            out[n++] = *s;
            continue;
        }
        n += (size_t)snprintf(out + n, sizeof(out) - n, "%lld",
                              (long long)(first ? all : of_hospital));
        first = false; /* the series comes first */
        s += 3;
    }
    out[n] = '\0';
    must(db->ops->exec(db, out, &e), &e, out);
}

struct filling {
    struct arena *a;
    int64_t of_hospital; /* what its lines are worth */
};

/* Claims for four fifths of what is due, so that something is carried; an advance that two thirds
 * of the purchases have brought back by May. */
static bool
fill_fund(struct db *db, void *arg, struct err *e)
{
    const struct filling *f = arg;
    struct arena *a = arena_new(MEMORY), *row = arena_new(MEMORY);
    struct books *books;
    enum put how;
    month june;
    bool ok = month_parse(&june, MONTH) && books_open(&books, db, a, POOL, e);
    for (int i = 0; ok && i < HOSPITALS; i++) {
        arena_reset(row);
        const char *h = arena_printf(row, "H%d", 100000 + i);
        const struct carried_prepayment p = {.project = "P",
                                             .institution = h,
                                             .document = "bench",
                                             .term = 1,
                                             .fund = FUND_EMPLOYEE,
                                             .annual = {f->of_hospital * 2 / 100 * 100},
                                             .paid = {f->of_hospital * 6 / 10 / 100 * 100},
                                             .taken = {f->of_hospital * 2 / 10 / 100 * 100},
                                             .ratio = {300000},
                                             .from = day("2024-09-10"),
                                             .to = day("2025-09-09"),
                                             .paid_on = day("2024-10-01"),
                                             .cut_off = day("2025-05-31")};
        ok = carry_prepayment(books, db, row, POOL, &p, e);
    }
    ok = ok && books_close(books, e) &&
         carry_prepayments_done(db, a, POOL, "P", day("2025-05-31"), HOSPITALS,
                                (money){f->of_hospital / 100 * 100}, "wang", "li",
                                day("2025-06-01"), e);
    for (int i = 0; ok && i < HOSPITALS; i++) {
        arena_reset(row);
        const struct claim c = {.institution = arena_printf(row, "H%d", 100000 + i),
                                .document = "",
                                .fund = FUND_EMPLOYEE,
                                .month = june,
                                .amount = {f->of_hospital * 8 / 10 / 100 * 100}};
        ok = claim_put(db, row, POOL, &c, &how, e);
    }
    arena_free(row);
    arena_free(a);
    return ok;
}

static void
fill(struct db *db, int64_t lines)
{
    int64_t each = lines / HOSPITALS;
    struct filling f = {.of_hospital = each * 2 * 1048800};
    struct err e;
    double start = now();
    lines = each * HOSPITALS;
    must(db->ops->exec(db, "BEGIN", &e), &e, "begin");
    for (size_t i = 0; i < sizeof(small) / sizeof(*small); i++)
        sql(db, small[i], each, lines);
    must(db->ops->exec(db, "COMMIT", &e), &e, "commit");
    for (size_t i = 0; i < sizeof(large) / sizeof(*large); i++)
        sql(db, large[i], each, lines);
    sql(db, invoices, each, lines);
    sql(db, invoice_lines, each, lines);
    sql(db, progress, each, lines);
    must(db_tx(db, POOL, fill_fund, &f, &e), &e, "fund");
    if (strcmp(db->ops->name, "postgres") == 0)
        must(db->ops->exec(db, "VACUUM ANALYZE", &e), &e,
             "analyze"); /* 14,000 versions of one account were left */
    printf("filled %lld lines in %.0f s\n", (long long)lines, now() - start);
}

/* --- the month --- */

static int64_t
figure(struct db *db, const struct query *q)
{
    struct arena *a = arena_new(1 << 16);
    struct rows r;
    struct err e;
    must(db_run(db, q, a, &r, &e, v_int(POOL)), &e, q->name);
    int64_t out = row_int(&r, 0, 0);
    arena_free(a);
    return out;
}

static const struct query lines_due = {"m_due", "SELECT COUNT(*) FROM invoice_line WHERE pool = $1",
                                       NULL, 1};
/* What settlement has to come to: of each hospital what it owes, or what its claims still hold. */
static const struct query expected = {
    "m_expected",
    "SELECT CAST(SUM(CASE WHEN d.owed < c.amount - c.offset_sum THEN d.owed ELSE c.amount - "
    "c.offset_sum END) AS BIGINT) "
    "FROM claim_month c JOIN (SELECT o.institution, CAST(SUM(l.amount - l.paid) AS BIGINT) AS owed "
    "FROM invoice_line l "
    "JOIN receipt r ON r.pool = l.pool AND r.receipt = l.receipt AND r.line = l.receipt_line "
    "JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line "
    "WHERE l.pool = $1 AND o.project = 'P' AND r.due_on <> '' AND r.due_on <= '2025-06-30' GROUP "
    "BY o.institution) d "
    "ON d.institution = c.institution WHERE c.pool = $1 AND c.month = '2025-06'",
    NULL, 1};

static double
step(struct db *db, const char *name, db_job *job, struct run *r, int64_t lines)
{
    struct err e;
    double start = now(), start_cpu = cpu(), longest = 0;
    int pieces = 0;
    do { /* as run_pieces() does, with a watch on each transaction */
        double begun = now();
        must(db_tx(db, POOL, job, r, &e), &e, name);
        longest = now() - begun > longest ? now() - begun : longest;
        pieces++;
    } while (r->more);
    double took = now() - start;
    char text[MONEY_TEXT_MAX];
    printf("%-28s %9.1f s %9.1f s cpu %12.0f lines/s %9lld rows %18s yuan %6ld MB; %d transactions, the longest %.2f s\n",
           name, took, cpu() - start_cpu, (double)lines / took, (long long)r->rows, money_text(r->amount, text), peak(), pieces,
           longest);
    fflush(stdout);
    return took;
}

static void
month_of(struct db *db)
{
    struct arena *a = arena_new(MEMORY);
    struct err list[4], e;
    struct errs errs = {.list = list, .max = 4};
    struct policy *pack = NULL;
    int64_t lines = figure(db, &lines_due);
    struct project p = {.pool = POOL,
                        .code = "P",
                        .name = "p",
                        .pack = "chuxiong",
                        .goods = GOODS_HIGH_VALUE,
                        .executed_on = day("2024-09-10"),
                        .cycle_months = 24,
                        .rules = ""};
    (void)e;
    if (!policy_load(&pack, a, "chuxiong", &errs))
        exit(1);
    struct run r = {.project = &p, .pack = pack, .by = "wang", .on = day("2025-07-12")};
    (void)month_parse(&r.month, MONTH);
    double sum = step(db, "offset", run_offset, &r, lines);
    int64_t want = figure(db, &expected);
    sum += step(db, "direct settlement", run_direct, &r, lines);
    if (r.amount.units != want) {
        fprintf(stderr, "settled %lld, one statement says %lld\n", (long long)r.amount.units,
                (long long)want);
        exit(1);
    }
    printf("run %.1f\n", sum);
    arena_free(a);
}

/* --- beside it --- */

static const char bare_lines[] =
    "CREATE TABLE bare_line AS SELECT ROW_NUMBER() OVER (ORDER BY o.institution, r.due_on, "
    "l.invoice, l.receipt, l.receipt_line) AS seq, "
    "o.institution, o.payee, l.invoice, l.receipt, l.receipt_line, l.amount - l.paid AS amount "
    "FROM invoice_line l "
    "JOIN receipt r ON r.pool = l.pool AND r.receipt = l.receipt AND r.line = l.receipt_line "
    "JOIN order_line o ON o.pool = r.pool AND o.order_no = r.order_no AND o.line = r.order_line "
    "WHERE l.pool = 500000 AND o.project = 'P' AND r.due_on <> '' AND r.due_on <= '2025-06-30'";
static const char bare_entries[] =
    "CREATE TABLE bare_entry AS SELECT 2 * seq - 1 AS number, institution, payee, invoice, amount "
    "FROM bare_line "
    "UNION ALL SELECT 2 * seq, institution, payee, invoice, amount FROM bare_line";

static const char *const marks[] = {
    "UPDATE receipt SET instructed = instructed + b.amount FROM bare_line b WHERE receipt.pool = "
    "500000 AND receipt.receipt = b.receipt "
    "AND receipt.line = b.receipt_line",
    "UPDATE invoice_line SET instructed = instructed + b.amount FROM bare_line b WHERE "
    "invoice_line.pool = 500000 "
    "AND invoice_line.invoice = b.invoice AND invoice_line.receipt = b.receipt AND "
    "invoice_line.receipt_line = b.receipt_line",
};
static const char *const unmark[] = {
    "UPDATE receipt SET instructed = 0 WHERE pool = 500000 AND instructed <> 0",
    "UPDATE invoice_line SET instructed = 0 WHERE pool = 500000 AND instructed <> 0",
    "DROP TABLE bare_entry", "DROP TABLE bare_line"};

static void
all_of(struct db *db, const char *const sql[], size_t n)
{
    struct err e;
    for (size_t i = 0; i < n; i++)
        must(db->ops->exec(db, sql[i], &e), &e, sql[i]);
}

static void
bare(struct db *db)
{
    bool far = strcmp(db->ops->name, "postgres") == 0;
    struct err e;
    double start = now(), start_cpu = cpu();
    (void)figure(db, &expected);
    double sums = now() - start;
    printf("bare: the sums in one statement %.1f s, %.1f s cpu\n", sums, cpu() - start_cpu);
    start = now();
    start_cpu = cpu();
    must(db->ops->exec(db, bare_lines, &e) && db->ops->exec(db, bare_entries, &e), &e, "bare");
    double rows = now() - start;
    printf("bare: the same rows, unchecked  %.1f s, %.1f s cpu\n", rows, cpu() - start_cpu);
    start = now();
    start_cpu = cpu();
    all_of(db, marks, 2);
    double marked = now() - start;
    printf("bare: marks on what is paid     %.1f s, %.1f s cpu\n", marked, cpu() - start_cpu);
    printf("bare %.1f %.1f %.1f\n", sums, sums + rows, sums + rows + marked);
    all_of(db, unmark, 4);
    if (far) /* nothing of it is to be in the way of the run */
        must(db->ops->exec(db, "VACUUM ANALYZE receipt", &e) &&
                 db->ops->exec(db, "VACUUM ANALYZE invoice_line", &e),
             &e, "vacuum");
}

int
main(int argc, char **argv)
{
    struct db *db;
    struct err e;
    if (argc < 3)
        return 2;
    must(db_open(&db, argv[2], &e), &e, "open");
    if (strcmp(argv[1], "fill") == 0)
        fill(db, argc > 3 ? atoll(argv[3]) : 1000000);
    else if (strcmp(argv[1], "run") == 0)
        month_of(db);
    else
        bare(db);
    db_close(db);
    return 0;
}
