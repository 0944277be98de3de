#include "fund/check.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "engine/standard.h"
#include "fund/account.h"
#include "fund/entry.h"
#include "fund/query.h"
#include "words/db.h"

enum { ID_MAX = 256 };
enum { MEMORY = 1 << 30 }; /* of accounts, not of entries */

struct checking {
    fund_found *found;
    void *arg;
    int64_t faults;
    enum fund_fault kind;
};

struct auditing { /* accounts in memory, entries one by one */
    struct ledger_audit audit;
    struct ledger_account *account;
    enum ledger_fault fault; /* the first */
    int64_t number;          /* of the entry that it is the fault of */
};

const char *
fund_fault_name(enum fund_fault f)
{
    static const char *const names[FUND_FAULTS] = {
        "ledger",      "prepaid", "overtaken", "claim",    "claims_owed", "entry",
        "instalments", "debt",    "retention", "approval", "on_its_way",  "locked"};
    assert(f < FUND_FAULTS);
    return names[f];
}

static void
tell(struct checking *c, enum fund_fault f, const char *id, const char *what)
{
    c->faults++;
    c->found(c->arg, f, id, what);
}

static bool
take_account(void *arg, const struct rows *r, struct err *e)
{
    struct auditing *g = arg;
    struct account_key key;
    (void)e;
    account_of_row(r, 0, &key, &g->account[g->audit.accounts++]);
    return true;
}

/* An entry, the earlier one that it names (number 0: there is none), and whether another named that
 * before. */
static bool
take_entry(void *arg, const struct rows *r, struct err *e)
{
    enum { NAMED = 9, ENDED = 18 };
    struct auditing *g = arg;
    struct ledger_row row, named;
    (void)e;
    if (g->fault != FAULT_NONE)
        return true; /* what follows cannot be judged */
    row = entry_row(r, 0, 0);
    named = entry_row(r, 0, NAMED);
    g->fault = ledger_audit_row(&g->audit, &row, named.number != 0 ? &named : NULL,
                                row_int(r, 0, ENDED) != 0);
    g->number = row.number;
    return true;
}

static bool
check_ledger(struct db *db, struct arena *a, int64_t pool, struct checking *c, struct err *e)
{
    struct auditing g = {.fault = FAULT_NONE};
    char id[INT_TEXT_MAX];
    struct rows n;
    size_t at;

    if (!db_run(db, &q_account_count, a, &n, e, v_int(pool)))
        return false;
    size_t accounts = (size_t)row_int(&n, 0, 0);
    if (!arena_room(a, (accounts + 1) * (sizeof(*g.account) + sizeof(*g.audit.sum))))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    g.audit.account = g.account = arena_array(a, struct ledger_account, accounts + 1);
    g.audit.sum = arena_array(a, struct ledger_balance, accounts + 1);
    if (!db_each(db, &q_account_all, take_account, &g, e, v_int(pool)))
        return false;
    assert(g.audit.accounts == accounts);
    ledger_audit_begin(&g.audit);
    if (!db_each(db, &q_entry_audit, take_entry, &g, e, v_int(pool)))
        return false;
    if (g.fault == FAULT_NONE)
        g.fault = ledger_audit_end(&g.audit, &at);
    if (g.fault == FAULT_NONE)
        return true;
    if (g.fault == FAULT_BALANCE)
        g.number = g.account[at].number;
    tell(c, FUND_LEDGER, int_text(g.number, id), ledger_fault_name(g.fault));
    return true;
}

/* A row of any other check: its id in up to 5 columns, told as it is. */
static bool
take_fault(void *arg, const struct rows *r, struct err *e)
{
    struct checking *c = arg;
    char id[ID_MAX] = "";
    (void)e;
    for (size_t i = 0; i < r->columns; i++) {
        char n[INT_TEXT_MAX];
        const struct val *v = &r->cells[i];
        size_t at = strlen(id);
        snprintf(id + at, sizeof(id) - at, "%s%s", i > 0 ? "/" : "",
                 v->type == VAL_INT ? int_text(v->i, n) : v->s);
    }
    tell(c, c->kind, id, fund_fault_name(c->kind));
    return true;
}

/* A patient's line once more by the engine. */
static bool
take_line(void *arg, const struct rows *r, struct err *e)
{
    struct checking *c = arg;
    struct claim_split s;
    char id[ID_MAX], line[INT_TEXT_MAX];
    (void)e;
    enum standard_verdict v =
        claim_line((money){row_int(r, 0, 4)}, (money){row_int(r, 0, 6)}, (qty){row_int(r, 0, 3)},
                   (ratio){row_int(r, 0, 5)}, NULL, &s);
    if (v == STANDARD_OK && s.amount.units == row_int(r, 0, 7) &&
        s.fund.units == row_int(r, 0, 8) && s.share.units == row_int(r, 0, 9) &&
        s.above.units == row_int(r, 0, 10))
        return true;
    snprintf(id, sizeof(id), "%s/%s/%s", row_text(r, 0, 0), row_text(r, 0, 1),
             int_text(row_int(r, 0, 2), line));
    tell(c, FUND_CLAIM, id, fund_fault_name(FUND_CLAIM));
    return true;
}

bool
fund_check(struct db *db, int64_t pool, fund_found *found, void *arg, int64_t *faults,
           struct err *e)
{
    static const struct {
        enum fund_fault kind;
        const struct query *q;
    } checks[] = {
        {FUND_LOCKED, &q_check_book_lock},
        {FUND_PREPAID, &q_check_prepaid},
        {FUND_OVERTAKEN, &q_check_overtaken},
        {FUND_CLAIM, &q_check_claim},
        {FUND_CLAIM, &q_check_direct},
        {FUND_CLAIM, &q_claim_line_over},
        {FUND_CLAIMS_OWED, &q_check_claims_owed},
        {FUND_ENTRY, &q_check_entry},
        {FUND_INSTALMENTS, &q_check_instalments},
        {FUND_DEBT, &q_check_supplier_debt},
        {FUND_RETENTION, &q_check_retention},
        {FUND_APPROVAL, &q_check_approval},
        {FUND_APPROVAL, &q_check_ended},
        {FUND_ON_ITS_WAY, &q_check_on_its_way},
        {FUND_ON_ITS_WAY, &q_check_settle_run},
    };
    struct checking c = {.found = found, .arg = arg};
    struct arena *a = arena_new(MEMORY);
    bool ok = check_ledger(db, a, pool, &c, e) &&
              db_each(db, &q_claim_line_check, take_line, &c, e, v_int(pool));
    for (size_t i = 0; ok && i < sizeof(checks) / sizeof(*checks); i++) {
        c.kind = checks[i].kind;
        ok = db_each(db, checks[i].q, take_fault, &c, e, v_int(pool));
    }
    arena_free(a);
    *faults = c.faults;
    return ok;
}
