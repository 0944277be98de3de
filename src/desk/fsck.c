#include "desk/fsck.h"

#include <stdio.h>
#include <string.h>

#include "agreement/contract_check.h"
#include "audit/verify.h"
#include "base/core/text.h"
#include "desk/query.h"
#include "fund/check.h"
#include "oversight/check.h"
#include "tender/opening_check.h"
#include "trade/progress.h"
#include "words/cutover.h"
#include "words/fsck.h"

enum { ID_MAX = 512, MEMORY = 1 << 20 };

struct check { /* a query that gives the keys of the rows that should not be there */
    const char *name;
    enum msg says;
    const struct query *q;
};

static const struct check checks[] = {
    {"access.role", M_FSCK_ROLE, &q_fsck_role},
    {"access.deputy", M_FSCK_DEPUTY, &q_fsck_deputy},
    {"access.region", M_FSCK_WHERE, &q_fsck_where},
    {"registry.parent", M_FSCK_PARENT, &q_fsck_parent},
    {"registry.registrant", M_FSCK_REGISTRANT, &q_fsck_registrant},
    {"registry.period", M_FSCK_PERIOD, &q_fsck_period},
    {"registry.overlap", M_FSCK_OVERLAP, &q_fsck_overlap},
    {"registry.region", M_FSCK_REGION, &q_fsck_region},
    {"project.life", M_FSCK_LIFE, &q_fsck_life},
    {"project.document", M_FSCK_DOCUMENT, &q_fsck_document},
    {"demand.participant", M_FSCK_PARTICIPANT, &q_fsck_participant},
    {"demand.volume", M_FSCK_VOLUME, &q_fsck_volume},
    {"demand.report", M_FSCK_REPORT, &q_fsck_report},
    {"demand.national", M_FSCK_NATIONAL, &q_fsck_national},
    {"tender.bid", M_FSCK_BID, &q_fsck_bid},
    {"tender.award", M_FSCK_AWARD, &q_fsck_award},
    {"tender.quantity", M_FSCK_QUANTITY, &q_fsck_quantity},
    {"tender.allocation", M_FSCK_ALLOCATION, &q_fsck_allocation},
    {"listing.event", M_FSCK_LISTING, &q_fsck_listing},
    {"listing.bargain", M_FSCK_BARGAIN, &q_fsck_bargain},
    {"listing.recorded", M_FSCK_RECORDED, &q_fsck_recorded},
    {"registry.ban", M_FSCK_BAN, &q_fsck_ban},
    {"agreement.party", M_FSCK_PARTY, &q_fsck_party},
    {"agreement.counter", M_FSCK_COUNTER, &q_fsck_counter},
    {"agreement.amended", M_FSCK_AMENDED, &q_fsck_amended},
    {"agreement.amendment", M_FSCK_AMENDMENT, &q_fsck_amendment},
    {"cutover.carried", M_FSCK_CARRIED, &q_fsck_cutover},
    {"ward.admission", M_FSCK_ADMISSION, &q_fsck_admission},
    {"ward.request", M_FSCK_WARD_REQUEST, &q_fsck_ward_request},
    {"oversight.incentive", M_FSCK_INCENTIVE, &q_fsck_incentive},
    {"ward.path", M_FSCK_WARD_PATH, &q_fsck_ward_path},
};

struct work {
    int64_t pool;
    const struct check *check;
    fault_found *found;
    void *arg;
};

static void
tell(const struct work *w, const char *wing, const char *name, enum msg says, const char *row)
{
    char full[64];
    snprintf(full, sizeof(full), "%s%s", wing, name);
    w->found(w->arg, &(struct fault){.pool = w->pool, .name = full, .says = says, .row = row});
}

static bool
take_row(void *arg, const struct rows *r, struct err *e)
{
    char id[ID_MAX] = "", number[INT_TEXT_MAX];
    (void)e;
    for (size_t i = 0; i < r->columns; i++) {
        const struct val *v = &r->cells[i];
        size_t n = strlen(id);
        snprintf(id + n, sizeof(id) - n, "%s%s", i > 0 ? "/" : "",
                 v->type == VAL_INT ? int_text(v->i, number) : v->s);
    }
    const struct work *w = arg;
    tell(w, "", w->check->name, w->check->says, id);
    return true;
}

static bool
take_trade(void *arg, enum trade_check check, const char *what, struct err *e)
{
    (void)e;
    tell(arg, "trade.", trade_check_names[check], M_FSCK_TRADE, what);
    return true;
}

static void
take_fund(void *arg, enum fund_fault f, const char *id, const char *what)
{
    static const enum msg says[FUND_FAULTS] = {
        [FUND_LEDGER] = M_FSCK_LEDGER,           [FUND_PREPAID] = M_FSCK_PREPAID,
        [FUND_OVERTAKEN] = M_FSCK_OVERTAKEN,     [FUND_CLAIM] = M_FSCK_CLAIM,
        [FUND_CLAIMS_OWED] = M_FSCK_OWED,        [FUND_ENTRY] = M_FSCK_ENTRY,
        [FUND_INSTALMENTS] = M_FSCK_INSTALMENTS, [FUND_DEBT] = M_FSCK_DEBT,
        [FUND_RETENTION] = M_FSCK_RETENTION,     [FUND_APPROVAL] = M_FSCK_APPROVAL,
        [FUND_ON_ITS_WAY] = M_FSCK_ON_ITS_WAY,   [FUND_LOCKED] = M_FSCK_LOCKED,
    };
    char row[ID_MAX];
    snprintf(row, sizeof(row), "%s%s%s", id, f == FUND_LEDGER ? "/" : "",
             f == FUND_LEDGER ? what : "");
    tell(arg, "fund.", fund_fault_name(f), says[f], row);
}

static void
take_log(void *arg, const struct log_finding *f)
{
    char row[ID_MAX];
    if (f->level >= 0)
        snprintf(row, sizeof(row), "%d/%lld", f->level, (long long)f->idx);
    else
        snprintf(row, sizeof(row), "%lld", (long long)f->idx);
    tell(arg, "log.", log_fault_name(f->fault), log_fault_says(f->fault), row);
}

static void
take_oversight(void *arg, enum oversight_fault f, const char *id)
{
    static const enum msg says[OVERSIGHT_FAULTS] = {
        [OVERSIGHT_MONITOR] = M_FSCK_MONITOR,    [OVERSIGHT_LINE] = M_FSCK_LINE,
        [OVERSIGHT_FUND] = M_FSCK_TIMELY,        [OVERSIGHT_ASSESSMENT] = M_FSCK_ASSESSMENT,
        [OVERSIGHT_RETENTION] = M_FSCK_RETAINED, [OVERSIGHT_SHORTAGE] = M_FSCK_SHORTAGE,
        [OVERSIGHT_BREACH] = M_FSCK_BREACH,      [OVERSIGHT_CREDIT] = M_FSCK_CREDIT,
        [OVERSIGHT_LEVEL] = M_FSCK_LEVEL,        [OVERSIGHT_COMPLAINT] = M_FSCK_COMPLAINT,
    };
    tell(arg, "oversight.", oversight_fault_name(f), says[f], id);
}

static void
take_opening(void *arg, enum opening_fault f, const char *row)
{
    static const enum msg says[OPENING_FAULTS] = {
        [OPENING_ENVELOPE] = M_FSCK_ENVELOPE,
        [OPENING_KEY] = M_FSCK_SEALED_KEY,
        [OPENING_OFFER] = M_FSCK_SEALED_OFFER,
    };
    tell(arg, "opening.", opening_fault_name(f), says[f], row);
}

static void
take_contract(void *arg, enum contract_fault f, const char *row)
{
    tell(arg, "contract.", contract_fault_name(f),
         f == CONTRACT_TEXT ? M_FSCK_CONTRACT : M_FSCK_CONTRACT_SIGNED, row);
}

static bool
check_pool(struct db *db, int64_t pool, struct work *w, struct err *e)
{
    int64_t faults;
    struct log_counts counts = {0};
    struct log_check log = {.found = take_log, .arg = w};
    bool ok = true;
    w->pool = pool;
    for (size_t i = 0; ok && i < sizeof(checks) / sizeof(*checks); i++) {
        w->check = &checks[i];
        ok = db_each(db, checks[i].q, take_row, w, e, v_int(pool));
    }
    ok = ok && log_verify(db, pool, &log, &counts, e);
    return ok && (pool == 0 || (opening_check(db, pool, take_opening, w, e) &&
                                contract_check(db, pool, take_contract, w, e) &&
                                trade_check(db, pool, take_trade, w, e) &&
                                fund_check(db, pool, take_fund, w, &faults, e) &&
                                oversight_check(db, pool, take_oversight, w, e)));
}

bool
fsck(struct db *db, int64_t pool, fault_found *found, void *arg, struct err *e)
{
    struct work w = {.found = found, .arg = arg};
    struct rows pools;
    if (pool != 0)
        return check_pool(db, pool, &w, e);
    struct arena *a = arena_new(MEMORY);
    bool ok = check_pool(db, 0, &w, e) && db_run(db, &q_fsck_pools, a, &pools, e, v_int(0));
    for (size_t i = 0; ok && i < pools.n; i++)
        ok = check_pool(db, row_int(&pools, i, 0), &w, e);
    arena_free(a);
    return ok;
}
