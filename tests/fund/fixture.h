/* fixture.h - hospitals, a project, its agreements and what was bought, written as rows, so that the
 * fund's steps can be tested by themselves. */
#ifndef JICAI_FUND_FIXTURE_H
#define JICAI_FUND_FIXTURE_H
#include "../db/fresh.h"
#include "../figures.h"

#include "fund/check.h"
#include "fund/run.h"
#include "fund/state.h"

static inline void
sql(const char *fmt, ...)
{
    char text[2048];
    struct err e;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof(text), fmt, ap);
    va_end(ap);
    OK(fresh_db->ops->exec(fresh_db, text, &e));
}

/* What the auditor of the fund finds, printed; how much it is. */
static inline void
print_fault(void *arg, enum fund_fault f, const char *id, const char *what)
{
    (void)arg;
    print_message("%s: %s (%s)\n", fund_fault_name(f), id, what);
}

static inline int64_t
faults(void)
{
    struct err e;
    int64_t n;
    OK(fund_check(fresh_db, FRESH_POOL, print_fault, NULL, &n, &e));
    return n;
}

static inline const char *
hospital(int i)
{
    static char code[100][16];
    snprintf(code[i], sizeof(code[i]), "H500103000%02d", i);
    return code[i];
}

static inline void
add_hospital(int i, const char *level, const char *kind, const char *fund)
{
    sql("INSERT INTO institution (code, from_on, until_on, pool, name, region, level, kind, affiliation, "
        "fund, status, successor) VALUES ('%s', '1900-01-01', '9999-12-31', %d, 'x', '500103', '%s', '%s', "
        "'city', '%s', 'open', '')",
        hospital(i), FRESH_POOL, level, kind, fund);
}

/* One agreement with one line: price in 0.0001 yuan. */
static inline void
add_agreement(const char *project, int i, int term, const char *from, const char *to, int64_t price,
              int64_t agreed)
{
    sql("INSERT INTO agreement (pool, agreement, project, term, institution, company, distributor, parties, "
        "goods, from_on, to_on, volume_until, extension, pack, pack_sha256) VALUES (%d, '%s-%d-%d', '%s', %d, "
        "'%s', 'C', 'C', 2, 'high_value', '%s', '%s', '%s', 0, 'x', '')",
        FRESH_POOL, project, i, term, project, term, hospital(i), from, to, to);
    sql("INSERT INTO agreement_line (pool, agreement, product, grp, variant, price, without_service, "
        "with_service, agreed, ordered, shipped, accepted, returned, invoiced, accepted_amount, paid_amount) "
        "VALUES (%d, '%s-%d-%d', 'P1', 'G1', 'with_service', %lld, 0, %lld, %lld, 0, 0, 0, 0, 0, 0, 0)",
        FRESH_POOL, project, i, term, (long long)price, (long long)price, (long long)agreed);
}

static inline void
buy(const char *project, int i, int term, const char *in, int64_t amount)
{
    sql("INSERT INTO progress_month (pool, project, month, institution, product, variant, agreement, ordered, "
        "accepted, returned, accepted_amount, at_selected, invoiced, paid) VALUES (%d, '%s', '%s', '%s', 'P1', "
        "'with_service', '%s-%d-%d', 0, 0, 0, %lld, %lld, 0, 0)",
        FRESH_POOL, project, in, hospital(i), project, i, term, (long long)amount, (long long)amount);
}

static struct arena *fund_arena; /* packs are larger than what a test may hold */

static inline int
fund_setup(void **state)
{
    fund_arena = arena_new(64 << 20);
    return fresh_setup(state);
}
static inline int
fund_teardown(void **state)
{
    arena_free(fund_arena);
    return fresh_teardown(state);
}

/* A project of one of the packs. */
static inline struct run
run_of(const char *code, const char *pack, const char *executed_on, int months)
{
    struct err list[4];
    struct errs errs = {.list = list, .max = COUNT(list)};
    struct project *p = arena_alloc(fund_arena, sizeof(*p));
    struct policy *policy = NULL;
    assert_true(policy_load(&policy, fund_arena, pack, &errs));
    *p = (struct project){.pool = FRESH_POOL, .code = code, .name = code, .pack = policy->id,
                          .goods = GOODS_HIGH_VALUE, .executed_on = day(executed_on),
                          .cycle_months = months, .rules = ""};
    return (struct run){.project = p, .pack = policy, .by = "wang"};
}

static inline bool
step(db_job *job, struct run *r, const char *in, struct err *e)
{
    r->month = in_month(in);
    r->on = job == run_prepay ? month_first(r->month) : month_last(r->month);
    return db_tx(fresh_db, FRESH_POOL, job, r, e);
}

/* Goods accepted and invoiced, due on a day. */
static inline void
owe(int i, const char *number, const char *due, int64_t fen)
{
    sql("INSERT INTO order_line (pool, order_no, line, project, institution, product, kind, variant, "
        "agreement, company, payee, qty, over, price, selected, pay_days, ordered_on, made_on, accepted, rejected) VALUES (%d, "
        "'O%s', 1, 'P', '%s', 'P1', 'agreed', 'with_service', 'P-%d-1', 'C', 'C', 1, 0, %lld, %lld, -1, '2022-01-01', '', 1, 0)",
        FRESH_POOL, number, hospital(i), i, (long long)fen * 100, (long long)fen * 100);
    sql("INSERT INTO receipt (pool, receipt, line, order_no, order_line, qty, rejected, reason, delivered_on, "
        "accepted_on, batch, expires_on, udi, amount, at_selected, pack, pack_sha256, due_why, due_on, "
        "in_time_until, estimate, returned, returned_amount, returned_at_selected, invoiced, paid) VALUES (%d, "
        "'R%s', 1, 'O%s', 1, 1, 0, '', '', '2022-01-05', '', '', '', %lld, %lld, 'gansu', '', 'ok', '%s', '%s', "
        "0, 0, 0, 0, %lld, 0)",
        FRESH_POOL, number, number, (long long)fen * 100, (long long)fen * 100, due, due, (long long)fen * 100);
    sql("INSERT INTO invoice (pool, invoice, institution, payee, invoiced_on, amount) VALUES (%d, 'I%s', '%s', "
        "'C', '2022-01-06', %lld)",
        FRESH_POOL, number, hospital(i), (long long)fen * 100);
    sql("INSERT INTO invoice_line (pool, invoice, receipt, receipt_line, amount, paid) VALUES (%d, 'I%s', 'R%s', "
        "1, %lld, 0)",
        FRESH_POOL, number, number, (long long)fen * 100);
}

/* What a job of the tests calls. */
struct call {
    const char *project;
    const struct instalment_paid *instalment;
    const struct paid_back *back;
    const struct claim *claim;
    enum put how;
};
#endif
