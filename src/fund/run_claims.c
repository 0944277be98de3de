/* The end of a month: what offsets and direct settlement have left of its claims is ordered to be
 * paid out, for all institutions of the pool, once every project with prepayments has had its
 * offset and the bank has answered every direct payment. It waits for a second person, then for the
 * bank (claim.h). */
#include "base/core/text.h"
#include "fund/books.h"
#include "fund/query.h"
#include "fund/run.h"
#include "registry/check.h"
#include "words/db.h"
#include "words/fund.h"

enum { ROOM = 4096 };

struct paying {
    struct run *r;
    struct books *books;
};

static bool
pay(void *arg, const struct rows *row, struct err *e)
{
    struct paying *p = arg;
    struct run *r = p->r;
    char ym[MONTH_TEXT_MAX];
    const char *institution = row_text(row, 0, 0);
    money rest = {row_int(row, 0, 3)};
    int64_t entry = -1; /* nothing left: closed without a payment */
    int fund = 0;

    name_find(fund_names, FUNDS, row_text(row, 0, 1), &fund);
    if (!arena_room(r->arena, ROOM) || !money_add(&r->amount, r->amount, rest))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    const struct booking b = {.kind = ROW_PENDING,
                              .debit = {(enum fund)fund, ACCOUNT_CLAIMS, institution},
                              .credit = {(enum fund)fund, ACCOUNT_CASH, ""},
                              .amount = rest,
                              .cause = CAUSE_CLAIM,
                              .on = r->on,
                              .project = "",
                              .institution = institution,
                              .document = ""};
    if (rest.units > 0 && !book(p->books, &b, 1, &entry, e))
        return false;
    r->rows += rest.units > 0 ? 1 : 0;
    r->nothing += rest.units > 0 ? 0 : 1;
    return db_do(r->db, &q_claim_pay, e, v_int(r->project->pool), v_text(institution),
                 v_text(row_text(row, 0, 1)), v_text(month_text(r->month, ym)), v_int(rest.units),
                 v_int(entry));
}

/* A settlement under way still uses claims of the month. */
static bool
settled(const struct run *r, const char *ym, struct err *e)
{
    struct rows under_way;
    return db_run(r->db, &q_settle_run_month, r->arena, &under_way, e, v_int(r->project->pool),
                  v_text(ym), v_text("")) &&
           (under_way.n == 0 || err_set(e, ERR_CONFLICT, M_SETTLE_UNFINISHED,
                                        {row_text(&under_way, 0, 0), ym}, .field = "month"));
}

static bool
body(struct db *db, void *arg, struct err *e)
{
    struct paying p = {.r = arg};
    struct run *r = p.r;
    char ym[MONTH_TEXT_MAX];
    struct rows open, waiting, claims;
    char n[INT_TEXT_MAX];
    bool go;

    month_text(r->month, ym);
    if (!run_may(r, "", "claim", false, &go, e))
        return false;
    if (!go)
        return true;
    if (!db_run(db, &q_projects_without_offset, r->arena, &open, e, v_int(r->project->pool),
                v_text(ym)))
        return false;
    if (open.n > 0)
        return err_set(e, ERR_CONFLICT, M_CLAIM_OFFSET_FIRST, {ym, row_text(&open, 0, 0)});
    if (!db_run(db, &q_direct_waiting, r->arena, &waiting, e, v_int(r->project->pool), v_text(ym)))
        return false;
    if (row_int(&waiting, 0, 0) >
        0) /* one that fails gives its claims back: they are not paid yet */
        return err_set(e, ERR_CONFLICT, M_CLAIM_SETTLE_FIRST,
                       {ym, int_text(row_int(&waiting, 0, 0), n)});
    if (!settled(r, ym, e))
        return false;
    if (!books_open(&p.books, db, r->arena, r->project->pool, e) ||
        !db_run(db, &q_claim_open, r->arena, &claims, e, v_int(r->project->pool), v_text(ym)))
        return false;
    for (size_t i = 0; i < claims.n; i++) {
        const struct rows one = {1, claims.columns, 1, claims.cells + i * claims.columns};
        if (!pay(&p, &one, e))
            return false;
    }
    return books_close(p.books, e) && run_order(r, "", APPROVE_CLAIM, e) &&
           run_done(r, "", "claim", e);
}

bool
run_claims(struct db *db, void *arg, struct err *e)
{
    return run_in_arena(body, db, arg, e);
}
