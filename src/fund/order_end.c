#include "fund/order_end.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/direct.h"
#include "fund/query.h"
#include "words/fund.h"

enum { PIECE = 4000 }; /* instructions of a transaction */

/* A pending entry is voided. */
static bool
void_entry(struct books *books, const struct order_end *o, enum ledger_cause cause,
           const char *institution, int64_t pending, money amount, struct err *e)
{
    const struct booking b = {.kind = ROW_VOID,
                              .amount = amount,
                              .of = pending,
                              .cause = cause,
                              .on = o->on,
                              .project = o->project,
                              .institution = institution,
                              .document = ""};
    int64_t entry;
    return book(books, &b, 1, &entry, e);
}

static bool
end_settle(struct db *db, struct arena *a, struct order_end *o, struct err *e)
{
    size_t n;
    if (!direct_withdraw(db, a, o->pool, o->project, o->period, o->on, PIECE, &n, e))
        return false;
    o->more = n == PIECE;
    return true;
}

static bool
end_claim(struct db *db, struct arena *a, struct order_end *o, struct err *e)
{
    struct books *books;
    struct rows r;
    if (!db_run(db, &q_claim_closed, a, &r, e, v_int(o->pool), v_text(o->period)) ||
        !books_open(&books, db, a, o->pool, e))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        const char *institution = row_text(&r, i, 0);
        if ((row_int(&r, i, 2) > 0 &&
             !void_entry(books, o, CAUSE_CLAIM, institution, row_int(&r, i, 3),
                         (money){row_int(&r, i, 2)}, e)) ||
            !db_do(db, &q_claim_pay, e, v_int(o->pool), v_text(institution),
                   v_text(row_text(&r, i, 1)), v_text(o->period), v_int(0), v_int(0)))
            return false;
    }
    return books_close(books, e);
}

/* The last instalment of a prepayment: then the prepayment itself. */
static bool
drop_prepayment(struct db *db, const struct order_end *o, const struct rows *r, size_t i,
                struct err *e)
{
    const struct val key[] = {v_int(o->pool), v_text(o->project), v_text(row_text(r, i, 0)),
                              v_int(row_int(r, i, 1))};
    if (i + 1 < r->n && row_int(r, i + 1, 1) == row_int(r, i, 1) &&
        strcmp(row_text(r, i + 1, 0), row_text(r, i, 0)) == 0)
        return true;
    return db_do(db, &q_instalment_drop, e, key[0], key[1], key[2], key[3]) &&
           db_do(db, &q_prepay_change_drop, e, key[0], key[1], key[2], key[3]) &&
           db_do(db, &q_prepayment_drop, e, key[0], key[1], key[2], key[3]);
}

static bool
end_prepay(struct db *db, struct arena *a, struct order_end *o, struct err *e)
{
    struct books *books;
    struct rows r;
    if (!db_run(db, &q_prepayment_of_run, a, &r, e, v_int(o->pool), v_text(o->project),
                v_text(o->period)) ||
        !books_open(&books, db, a, o->pool, e))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (!void_entry(books, o, CAUSE_PREPAYMENT, row_text(&r, i, 0), row_int(&r, i, 5),
                        (money){row_int(&r, i, 4)}, e) ||
            !drop_prepayment(db, o, &r, i, e))
            return false;
    return books_close(books, e);
}

static bool
undo(struct db *db, struct arena *a, struct order_end *o, struct err *e)
{
    db_gather(db);
    switch (o->step) {
    case APPROVE_SETTLE: return end_settle(db, a, o, e);
    case APPROVE_CLAIM: return end_claim(db, a, o, e);
    case APPROVE_PREPAY: return end_prepay(db, a, o, e);
    case APPROVE_RETENTION: return true;
    case APPROVAL_STEPS: break;
    }
    return true;
}

static bool
mark_ended(struct db *db, struct arena *a, const struct order_end *o, struct err *e)
{
    const struct approval *p = &o->order;
    const struct ended it = {.step = approval_step_names[o->step],
                             .project = o->project,
                             .period = o->period,
                             .made_by = p->made_by,
                             .made_on = p->made_on,
                             .payments = p->order.rows,
                             .amount = p->order.amount};
    int64_t seq;
    if (!ending_may(&it, o->how, o->by, o->reason, o->on, e))
        return false;
    if (*p->approved_by != '\0')
        return err_set(e, ERR_CONFLICT, M_APPROVAL_GIVEN, {o->project, o->period, p->approved_by},
                       .field = "period");
    return ending_keep(db, a, o->pool, &it, o->how, o->by, o->reason, o->on, &seq, e) &&
           db_do(db, &q_approval_end, e, v_int(o->pool), v_text(o->project), v_text(it.step),
                 v_text(o->period), v_int(seq));
}

bool
end_order(struct db *db, void *arg, struct err *e)
{
    struct order_end *o = arg;
    struct arena *a = o->arena;
    bool found;
    o->more = false;
    if (!approval_complete(db, a, o->pool, o->project, o->step, o->period, e) ||
        !approval_get(db, a, o->pool, o->project, o->step, o->period, &o->order, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_APPROVAL_NONE, {o->project, o->period},
                       .field = "period");
    o->put = o->order.ended != 0 ? PUT_SAME : PUT_CHANGED;
    if (o->order.ended != 0) {
        if (strcmp(o->order.end.how, ending_how_names[o->how]) != 0 ||
            strcmp(o->order.end.by, o->by) != 0)
            return err_set(e, ERR_CONFLICT, M_APPROVAL_ENDED,
                           {o->project, o->period, o->order.end.by}, .field = "period");
    } else if (!mark_ended(db, a, o, e)) {
        return false;
    }
    return undo(db, a, o, e) &&
           approval_get(db, a, o->pool, o->project, o->step, o->period, &o->order, &found, e);
}
