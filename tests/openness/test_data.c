/* Data agreements (I6): who makes and approves them, what can be named, what is read under them and
 * until when, the files of months, and what is noted. */
#include "../db/fresh.h"
#include "../figures.h"

#include <stdlib.h>

#include "../trade/seed.h"
#include "openness/data_agreement.h"
#include "openness/query.h"
#include "words/access.h"
#include "words/data.h"
#include "words/registry.h"

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, fresh_teardown)

static struct err e;
static enum put how;

static const char more[] =
    "INSERT INTO organisation (org, kind, name, division, paid_by, roles, suspended, reason) VALUES "
    "('market', 'market', 'M', '500000', 0, 0, 0, ''), ('audit', 'auditor', 'A', '500000', 0, 0, 0, ''), "
    "('gone', 'market', 'G', '500000', 0, 0, 1, 'x'), ('H1', 'institution', 'one', '500103', 500000, 0, 0, '');"
    "INSERT INTO region (code, name, kind, parent) VALUES ('500000', 'CQ', 'province', ''), "
    "('500103', 'YZ', 'county', '500000'), ('500104', 'DDK', 'county', '500000'), ('530000', 'YN', 'province', '');"
    "INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, fund, status, "
    "successor) VALUES ('H9', '1900-01-01', '9999-12-31', 500000, '=nine, \"9\"', '500104', 'primary', 'public', "
    "'county', 'by_pack', 'open', '');"
    "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, agreement, company, "
    "payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES "
    "(500000, 'O1', 1, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 10, 0, 7980000, 7980000, -1, "
    "'2024-12-30', '', 0, 0), "
    "(500000, 'O2', 1, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 3, 0, 7980000, 7980000, -1, "
    "'2025-01-10', '', 0, 0), "
    "(500000, 'O2', 2, 'P', 'H1', 'S2', 'agreed', 'without_service', 'A2', 'C2', 'C2', 9, 0, 3333, 3333, -1, "
    "'2025-01-10', '', 0, 0), "
    "(500000, 'O3', 1, '', 'H9', 'L1', 'listed', 'without_service', '', 'C3', 'C3', 5, 0, 5000000, 5000000, -1, "
    "'2025-01-31', '', 0, 0), "
    "(500000, 'O4', 1, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 1, 0, 7980000, 7980000, -1, "
    "'2025-02-01', '', 0, 0);";

static int
setup(void **state)
{
    int rc = fresh_setup(state);
    OK(fresh_db->ops->exec(fresh_db, seed, &e));
    OK(fresh_db->ops->exec(fresh_db, more, &e));
    return rc;
}

static const char *const three[] = {"order", "line", "price"};
#define LIST(a) {(a), COUNT(a)}

static struct data_agreement
good(const char *number)
{
    return (struct data_agreement){.agreement = number, .department = "market", .dataset = "orders", .fields = LIST(three),
                                   .from = day("2025-01-01"), .to = day("2025-03-31"), .purpose = "prices",
                                   .clause = "GZ", .who = "wang", .on = day("2025-01-01")};
}

struct doing {
    const struct data_agreement *make;
    const struct data_decision *decide, *revoke;
    struct data_pull *pull;
    struct data_file *file;
    struct data_months *months;
};

static bool
job(struct db *db, void *arg, struct err *err)
{
    const struct doing *c = arg;
    return c->make     ? data_propose(db, fresh_arena, FRESH_POOL, c->make, &how, err)
           : c->decide ? data_decide(db, fresh_arena, FRESH_POOL, c->decide, &how, err)
           : c->revoke ? data_revoke(db, fresh_arena, FRESH_POOL, c->revoke, &how, err)
           : c->pull   ? data_pull(db, fresh_arena, FRESH_POOL, c->pull, err)
           : c->file   ? data_file_read(db, fresh_arena, FRESH_POOL, c->file, err)
                       : data_months(db, c->months, err);
}

static bool
run(struct doing c)
{
    e = (struct err){.code = ERR_NONE};
    return db_tx(fresh_db, FRESH_POOL, job, &c, &e);
}

static bool
make(struct data_agreement in)
{
    return run((struct doing){.make = &in});
}

static bool
decide(const char *number, bool yes, const char *who, const char *on, const char *why)
{
    return run((struct doing){.decide = &(struct data_decision){number, why, who, yes, day(on)}});
}

static void
refused(bool ok, enum msg msg, const char *why)
{
    if (ok)
        fail_msg("%s: taken", why);
    if (e.msg != msg)
        fail_msg("%s: %s", why, msg_name(e.msg));
}

static int64_t
count(const char *table)
{
    const struct val v[] = {v_int(FRESH_POOL), v_text(""), v_text(""), v_text(""), v_int(0), v_int(1000)};
    struct rows r;
    assert_string_equal(table, "data_access");
    OK(fresh_db->ops->run(fresh_db, &q_data_access_page, v, COUNT(v), fresh_arena, &r, &e));
    return (int64_t)r.n;
}

/* Rows as CSV, or NULL with `e`. */
static const char *
pull(const char *number, const char *org, const char *on, size_t limit, const char *const after[2])
{
    const struct data_reader by = {"li", org, day(on), 1};
    static struct data_pull p;
    p = (struct data_pull){.agreement = number, .reader = &by, .page = {.limit = limit}};
    for (size_t i = 0; after != NULL && i < 2; i++)
        p.page.after[i] = after[i];
    return run((struct doing){.pull = &p}) ? p.csv : NULL;
}

static void
test_made_by_one(void **state)
{
    static const char *const none[] = {"order", "colour"}, *const person[] = {"order", "ordered_by"},
                             *const twice[] = {"order", "order"}, *const loser[] = {"price", "not_selected"},
                             *const mine[] = {"P"}, *const stray[] = {"Q"}, *const far[] = {"530000"},
                             *const nowhere[] = {"999999"}, *const pp[] = {"P", "P"};
    (void)state;
#define NO(msg, why, ...)                                                                                              \
    do {                                                                                                               \
        struct data_agreement in_ = good("S1");                                                                        \
        __VA_ARGS__;                                                                                                   \
        refused(make(in_), msg, why);                                                                                  \
    } while (0)
    NO(M_DATA_NUMBER, "a number for paths", in_.agreement = "a/b");
    NO(M_DATA_NUMBER, "no number", in_.agreement = "");
    NO(M_DATA_NO_SET, "no such dataset", in_.dataset = "bids");
    NO(M_DATA_NO_FIELD, "no such field", in_.fields = (struct list)LIST(none));
    NO(M_DATA_PERSON, "a person", in_.fields = (struct list)LIST(person));
    NO(M_DATA_LOSER, "what losers offered", in_.dataset = "winners", in_.fields = (struct list)LIST(loser));
    NO(M_DATA_TWICE, "twice", in_.fields = (struct list)LIST(twice));
    NO(M_DATA_NO_FIELDS, "none", in_.fields.n = 0);
    NO(M_DATA_DAYS, "ends before it begins", in_.to = day("2024-12-31"));
    NO(M_DATA_DAYS, "over already", in_.on = day("2025-04-01"));
    NO(M_DATA_LONG, "for ever", in_.to = day("2028-01-02"));
    NO(M_DATA_SINCE, "no rows at all", in_.since = day("2025-04-01"));
    NO(M_NO_ORG, "nobody", in_.department = "nobody");
    NO(M_DATA_DEPARTMENT, "a hospital has pages", in_.department = "H1");
    NO(M_DATA_DEPARTMENT, "suspended", in_.department = "gone");
    NO(M_DATA_NO_PROJECT, "another pool's project", in_.projects = (struct list)LIST(stray));
    NO(M_DATA_TWICE, "a project twice", in_.projects = (struct list)LIST(pp));
    NO(M_DATA_REGION, "another pool's region", in_.regions = (struct list)LIST(far));
    NO(M_NO_REGION, "no such region", in_.regions = (struct list)LIST(nowhere));
    struct data_agreement in = good("S1");
    in.projects = (struct list)LIST(mine);
    OK(make(in));
    assert_int_equal(how, PUT_NEW);
    OK(make(in));
    assert_int_equal(how, PUT_SAME);
    refused(make(good("S1")), M_DATA_THERE, "the same number, all projects");
    in.purpose = "other";
    refused(make(in), M_DATA_THERE, "the same number, another purpose");
}

static void
test_approved_by_another(void **state)
{
    (void)state;
    OK(make(good("S1")));
    refused(decide("S1", true, "wang", "2025-01-02", ""), M_DATA_FOUR_EYES, "who made it");
    refused(decide("S1", false, "wang", "2025-01-02", "x"), M_DATA_FOUR_EYES, "who made it");
    refused(decide("S2", true, "li", "2025-01-02", ""), M_DATA_NONE, "no such one");
    refused(decide("S1", false, "li", "2025-01-02", ""), M_DATA_REASON, "a refusal has a reason");
    refused(decide("S1", true, "li", "2025-04-01", ""), M_DATA_ENDED, "over before it was approved");
    OK(decide("S1", true, "li", "2025-01-02", ""));
    assert_int_equal(how, PUT_CHANGED);
    OK(decide("S1", true, "li", "2025-01-03", ""));
    assert_int_equal(how, PUT_SAME);
    refused(decide("S1", false, "zhao", "2025-01-03", "x"), M_DATA_DECIDED, "decided");
    OK(make(good("S3")));
    OK(decide("S3", false, "li", "2025-01-02", "too much"));
    refused(decide("S3", true, "zhao", "2025-01-03", ""), M_DATA_DECIDED, "refused is refused");
    assert_null(pull("S3", "market", "2025-01-05", 9, NULL));
    assert_int_equal(e.msg, M_DATA_NOT_APPROVED);
}

static void
test_pull(void **state)
{
    static const char *const o2[] = {"O2", "1"}, *const bad[] = {"O2", "x"};
    struct data_agreement in = good("S1");
    (void)state;
    OK(make(in));
    assert_null(pull("S1", "market", "2025-02-01", 9, NULL));
    assert_int_equal(e.msg, M_DATA_NOT_APPROVED);
    OK(decide("S1", true, "li", "2025-01-02", ""));
    /* These fields, from its first day on (O1 is older), up to the day itself. */
    assert_string_equal(pull("S1", "market", "2025-01-31", 9, NULL),
                        "order,line,price\nO2,1,798.00\nO2,2,0.3333\nO3,1,500.00\n");
    assert_string_equal(pull("S1", "market", "2025-01-31", 1, NULL), "order,line,price\nO2,1,798.00\n");
    assert_string_equal(pull("S1", "market", "2025-01-31", 9, o2), "O2,2,0.3333\nO3,1,500.00\n");
    assert_null(pull("S1", "market", "2025-01-31", 9, bad));
    assert_int_equal(e.msg, M_DATA_AFTER);
    assert_null(pull("S1", "audit", "2025-01-31", 9, NULL));
    assert_int_equal(e.code, ERR_NOT_FOUND); /* another department's is not there */
    assert_null(pull("S9", "market", "2025-01-31", 9, NULL));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_null(pull("S1", "market", "2024-12-31", 9, NULL));
    assert_int_equal(e.msg, M_DATA_TO_BEGIN);
    assert_non_null(pull("S1", "market", "2025-03-31", 9, NULL));
    assert_null(pull("S1", "market", "2025-04-01", 9, NULL));
    assert_int_equal(e.msg, M_DATA_ENDED);
    assert_int_equal(e.code, ERR_DENIED);
    assert_int_equal(count("data_access"), 4); /* each reading that gave rows, and nothing else */
}

static void
test_scope(void **state)
{
    static const char *const p[] = {"P"}, *const ddk[] = {"500104"}, *const name[] = {"order", "hospital_name"};
    struct data_agreement in = good("S1");
    (void)state;
    in.since = day("2024-12-01");
    in.projects = (struct list)LIST(p);
    OK(make(in));
    OK(decide("S1", true, "li", "2025-01-02", ""));
    assert_string_equal(pull("S1", "market", "2025-01-31", 9, NULL),
                        "order,line,price\nO1,1,798.00\nO2,1,798.00\nO2,2,0.3333\n");
    in = good("S2");
    in.regions = (struct list)LIST(ddk);
    in.fields = (struct list)LIST(name);
    OK(make(in));
    OK(decide("S2", true, "li", "2025-01-02", ""));
    /* Nothing that a spreadsheet takes for a formula. */
    assert_string_equal(pull("S2", "market", "2025-02-28", 9, NULL), "order,hospital_name\nO3,\"'=nine, \"\"9\"\"\"\n");
    in.agreement = "S3";
    in.projects = (struct list)LIST(p); /* both: no order of project P there */
    OK(make(in));
    OK(decide("S3", true, "li", "2025-01-02", ""));
    assert_string_equal(pull("S3", "market", "2025-02-28", 9, NULL), "order,hospital_name\n");
}

/* Every dataset can be read with all that it shares, and nothing that is barred is in a query. */
static void
test_every_dataset(void **state)
{
    (void)state;
    for (size_t i = 0; i < DATASETS; i++) {
        const struct dataset *d = &datasets[i];
        const char *name[DATA_FIELDS];
        size_t n = 0;
        while (n < dataset_columns(d) && d->column[n].bar == DATA_FREE) {
            name[n] = d->column[n].name;
            n++;
        }
        for (size_t k = n; k < dataset_columns(d); k++)
            assert_int_not_equal(d->column[k].bar, DATA_FREE);
        struct data_agreement in = good(d->name);
        in.dataset = d->name;
        in.fields = (struct list){name, n};
        OK(make(in));
        OK(decide(d->name, true, "li", "2025-01-02", ""));
        const struct data_reader by = {"li", "market", day("2025-02-28"), 1};
        struct data_pull p = {.agreement = d->name, .reader = &by, .page = {.limit = 9}};
        OK(run((struct doing){.pull = &p}));
        assert_int_equal(p.page.rows.n == 0 ? n : p.page.rows.columns, n);
        assert_memory_equal(p.csv, name[0], strlen(name[0]));
    }
}

static void
test_revoked(void **state)
{
    const struct data_decision d = {"S1", "misused", "zhao", false, day("2025-02-02")}, no = {"S1", "", "zhao", false, day("2025-02-02")};
    (void)state;
    OK(make(good("S1")));
    refused(run((struct doing){.revoke = &d}), M_DATA_NOT_APPROVED, "nothing to revoke");
    OK(decide("S1", true, "li", "2025-01-02", ""));
    refused(run((struct doing){.revoke = &no}), M_DATA_REASON, "why");
    OK(run((struct doing){.revoke = &d}));
    assert_int_equal(how, PUT_CHANGED);
    OK(run((struct doing){.revoke = &d}));
    assert_int_equal(how, PUT_SAME);
    assert_null(pull("S1", "market", "2025-02-03", 9, NULL));
    assert_int_equal(e.msg, M_DATA_REVOKED);
    assert_string_equal(e.arg[2], "misused");
    refused(decide("S1", true, "li", "2025-02-03", ""), M_DATA_DECIDED, "revoked is not approved again");
}

static struct data_months
months(const char *on)
{
    struct data_months m = {.pool = FRESH_POOL, .on = day(on)};
    OK(run((struct doing){.months = &m}));
    return m;
}

static const char *
file_of(const char *org, const char *ym, const char *on)
{
    const struct data_reader by = {"li", org, day(on), 1};
    struct data_file f = {.agreement = "S1", .month = ym, .reader = &by};
    return run((struct doing){.file = &f}) ? f.csv : NULL;
}

static void
test_months(void **state)
{
    (void)state;
    OK(make(good("S1")));
    assert_int_equal(months("2025-02-10").made, 0); /* not approved */
    OK(decide("S1", true, "li", "2025-01-02", ""));
    assert_int_equal(months("2025-01-31").made, 0); /* not over */
    assert_int_equal(months("2025-02-10").made, 1);
    const char *before = fresh_digest();
    assert_int_equal(months("2025-02-10").made, 0); /* twice writes nothing twice */
    assert_string_equal(fresh_digest(), before);
    assert_string_equal(file_of("market", "2025-01", "2025-02-11"),
                        "order,line,price\nO2,1,798.00\nO2,2,0.3333\nO3,1,500.00\n");
    /* What came later does not change what was told. */
    OK(fresh_db->ops->exec(fresh_db, "UPDATE order_line SET price = 1 WHERE order_no = 'O3'", &e));
    assert_int_equal(months("2025-03-01").made, 1);
    assert_string_equal(file_of("market", "2025-01", "2025-03-01"),
                        "order,line,price\nO2,1,798.00\nO2,2,0.3333\nO3,1,500.00\n");
    assert_string_equal(file_of("market", "2025-02", "2025-03-01"), "order,line,price\nO4,1,798.00\n");
    assert_null(file_of("market", "2025-03", "2025-03-01"));
    assert_int_equal(e.msg, M_DATA_NO_FILE);
    assert_null(file_of("audit", "2025-01", "2025-03-01"));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_null(file_of("market", "2025-01", "2025-04-01")); /* over: the file too */
    assert_int_equal(e.msg, M_DATA_ENDED);
    assert_int_equal(months("2025-05-01").made, 0);
    assert_int_equal(count("data_access"), 3);
}

/* More than a page of the job holds. */
static void
test_many_rows(void **state)
{
    size_t lines = 0;
    (void)state;
    OK(fresh_db->ops->exec(fresh_db,
                           "INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, "
                           "agreement, company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, "
                           "rejected) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) "
                           "SELECT 500000, 'N', i, 'P', 'H1', 'S1', 'agreed', 'without_service', 'A1', 'C1', 'D1', 1, 0, 1, "
                           "1, -1, '2025-01-20', '', 0, 0 FROM n", &e));
    OK(make(good("S1")));
    OK(decide("S1", true, "li", "2025-01-02", ""));
    assert_int_equal(months("2025-02-01").made, 1);
    const char *csv = file_of("market", "2025-01", "2025-02-02");
    assert_non_null(csv);
    for (; *csv != '\0'; csv++)
        lines += *csv == '\n';
    assert_int_equal(lines, 2500 + 3 + 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_made_by_one), TEST(test_approved_by_another), TEST(test_pull), TEST(test_scope),
                                       TEST(test_every_dataset), TEST(test_revoked), TEST(test_months), TEST(test_many_rows)};
    return fresh_run(tests, COUNT(tests));
}
