#include "fund/bank.h"

#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "fund/claim.h"
#include "fund/direct.h"
#include "fund/online.h"
#include "fund/payable.h"
#include "fund/query.h"
#include "fund/reference.h"
#include "fund/state.h"
#include "registry/check.h"
#include "words/db.h"
#include "words/fund.h"

enum { PAGE = 500, REFERENCE_MAX = 512 };

struct taking {
    struct db *db;
    struct arena *a;
    int64_t pool;
    const struct bank_answer *in;
    struct reference r;
};

static bool
no_such(const struct taking *t, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, M_BANK_NO_PAYMENT, {t->in->reference}, .field = "reference");
}

static bool
amount_is(const struct taking *t, int64_t units, struct err *e)
{
    char want[MONEY_TEXT_MAX];
    return t->in->amount.units == units ||
           err_set(e, ERR_INPUT, M_BANK_AMOUNT,
                   {t->in->reference, money_text((money){units}, want)}, .field = "amount");
}

/* The payment was answered like this already, by another document: it is not paid twice. */
static bool
only_once(const struct taking *t, enum put how, struct err *e)
{
    return how != PUT_SAME ||
           err_set(e, ERR_CONFLICT, M_BANK_AGAIN, {t->in->reference}, .field = "document");
}

static bool
take_prepay(struct taking *t, struct err *e)
{
    struct instalment_paid p = {.institution = t->r.part[1],
                                .document = t->in->document,
                                .paid_on = t->in->on,
                                .amount = t->in->amount};
    struct rows r;
    enum put how;
    if (!int_parse(&p.term, t->r.part[2]) || !int_parse(&p.number, t->r.part[3]))
        return no_such(t, e);
    if (!db_run(t->db, &q_instalment_get, t->a, &r, e, v_int(t->pool), v_text(t->r.part[0]),
                v_text(p.institution), v_int(p.term), v_int(p.number)))
        return false;
    if (r.n == 0)
        return no_such(t, e);
    if (!amount_is(t, row_int(&r, 0, 0), e))
        return false;
    return !t->in->paid || instalment_pay(t->db, t->a, t->pool, t->r.part[0], &p, &how, e);
}

static bool
take_claim(struct taking *t, struct err *e)
{
    struct claim_paid p = {
        .institution = t->r.part[0], .document = t->in->document, .on = t->in->on};
    struct rows r;
    enum put how;
    int fund = 0;
    if (!name_find(fund_names, FUND_NONE, t->r.part[1], &fund) ||
        !month_parse(&p.month, t->r.part[2]))
        return no_such(t, e);
    p.fund = (enum fund)fund;
    if (!db_run(t->db, &q_claim_ordered, t->a, &r, e, v_int(t->pool), v_text(p.institution),
                v_text(t->r.part[1]), v_text(t->r.part[2])))
        return false;
    if (r.n == 0 || row_int(&r, 0, 0) == 0)
        return no_such(t, e);
    if (!amount_is(t, row_int(&r, 0, 0), e))
        return false;
    return !t->in->paid || (claim_pay(t->db, t->a, t->pool, &p, &how, e) && only_once(t, how, e));
}

static bool
take_settle(struct taking *t, struct err *e)
{
    struct direct_result d = {.paid = t->in->paid, .on = t->in->on};
    struct rows r;
    enum put how;
    if (!month_parse(&d.month, t->r.part[1]) || !int_parse(&d.seq, t->r.part[2]))
        return no_such(t, e);
    if (!db_run(t->db, &q_direct_get, t->a, &r, e, v_int(t->pool), v_text(t->r.part[0]),
                v_text(t->r.part[1]), v_int(d.seq)))
        return false;
    if (r.n == 0)
        return no_such(t, e);
    return amount_is(t, row_int(&r, 0, 6), e) &&
           direct_settled(t->db, t->a, t->pool, t->r.part[0], &d, &how, e) && only_once(t, how, e);
}

static bool
take_retention(struct taking *t, struct err *e)
{
    struct rows r;
    enum put how;
    int64_t year;
    if (!int_parse(&year, t->r.part[2]))
        return no_such(t, e);
    if (!db_run(t->db, &q_retention_owed_state, t->a, &r, e, v_int(t->pool), v_text(t->r.part[0]),
                v_text(t->r.part[1]), v_int(year)))
        return false;
    if (r.n == 0)
        return no_such(t, e);
    if (!amount_is(t, row_int(&r, 0, 1), e))
        return false;
    return !t->in->paid || (retention_pay(t->db, t->a, t->pool, t->r.part[1], t->r.part[0], year,
                                          t->in->on, &how, e) &&
                            only_once(t, how, e));
}

static bool
take_online(struct taking *t, struct err *e)
{
    return online_answer(t->db, t->a, t->pool, t->r.part[0], t->in->paid, t->in->amount, t->in->on,
                         e);
}

static const struct {
    const char *what;
    size_t parts;
    bool (*take)(struct taking *t, struct err *e);
} kinds[] = {{"prepay", 4, take_prepay},
             {"claim", 3, take_claim},
             {"settle", 3, take_settle},
             {"retention", 3, take_retention},
             {"online", 1, take_online}};

/* By the word before the first '/'. */
static bool
dispatch(struct taking *t, struct err *e)
{
    const char *text = t->in->reference;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (reference_is(text, kinds[i].what))
            return reference_split(t->a, text, kinds[i].parts, &t->r) ? kinds[i].take(t, e)
                                                                      : no_such(t, e);
    return no_such(t, e);
}

bool
bank_day(date on, date today, const char *field, struct err *e)
{
    char text[DATE_TEXT_MAX];
    return today.day == 0 || date_cmp(on, today) <= 0 ||
           err_set(e, ERR_INPUT, M_BANK_DAY, {date_text(on, text)}, .field = field);
}

bool
bank_take(struct db *db, struct arena *a, int64_t pool, const struct bank_answer *in, enum put *how,
          struct err *e)
{
    struct taking t = {.db = db, .a = a, .pool = pool, .in = in};
    const struct val v[] = {v_int(pool),          v_text(in->reference),
                            v_text(in->document), v_text(in->paid ? "paid" : "failed"),
                            v_date(a, in->on),    v_int(in->amount.units)};
    const struct put_row row = {&q_bank_answer_get, NULL, NULL, v, sizeof(v) / sizeof(*v), 3};
    struct rows old;
    if (!db->ops->run(db, row.get, v, 3, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    *how = PUT_NEW;
    return dispatch(&t, e) &&
           db_do(db, &q_bank_answer_write, e, v[0], v[1], v[2], v[3], v[4], v[5]);
}

/* Of a settlement there may be millions: from the number in the last reference on. */
static bool
settlement_page(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *period, const char *after, size_t limit, struct rows *r, struct err *e)
{
    const char *seq = strrchr(after, '/');
    int64_t last = 0;
    if (seq != NULL && !int_parse(&last, seq + 1))
        last = 0;
    return db_run(db, &q_order_settlement, a, r, e, v_int(pool), v_text(project), v_text(period),
                  v_int(last), v_int((int64_t)limit));
}

bool
order_payments(struct db *db, struct arena *a, int64_t pool, const char *project,
               enum approval_step step, const char *period, const char *after, size_t limit,
               struct order_payment **out, size_t *n, struct err *e)
{
    struct rows r;
    bool ok = step == APPROVE_SETTLE
                  ? settlement_page(db, a, pool, project, period, after, limit, &r, e)
                  : db_run(db, &q_order_lines, a, &r, e, v_int(pool), v_text(project),
                           v_text(approval_step_names[step]), v_text(period), v_text(after),
                           v_int((int64_t)limit));
    if (!ok)
        return false;
    *n = r.n;
    *out = arena_array(a, struct order_payment, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        (*out)[i] = (struct order_payment){.reference = row_text(&r, i, 0),
                                           .payee = row_text(&r, i, 1),
                                           .fund = row_text(&r, i, 2),
                                           .amount = {row_int(&r, i, 3)},
                                           .state = row_text(&r, i, 4)};
        (void)date_parse(&(*out)[i].on, row_text(&r, i, 5));
    }
    return true;
}

/* A page of it: what is there has not been paid yet. */
static bool
pay_page(struct db *db, struct arena *a, int64_t pool, const struct order_payment list[], size_t n,
         const char *document, date on, struct order_paid *out, struct err *e)
{
    enum put how;
    for (size_t i = 0; i < n; i++) {
        const struct bank_answer in = {list[i].reference, document, true, on, list[i].amount};
        if (strcmp(list[i].state, "waiting") != 0)
            continue;
        out->rows++;
        if (!money_add(&out->amount, out->amount, list[i].amount))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        struct arena_mark mark = arena_mark(a);
        bool ok = bank_take(db, a, pool, &in, &how, e);
        if (ok && how == PUT_SAME) /* said before, and corrected since: it pays nothing */
            ok = err_set(e, ERR_CONFLICT, M_BANK_SPENT, {document, in.reference},
                         .field = "document");
        arena_rewind(a, mark);
        if (!ok)
            return false;
    }
    return true;
}

bool
order_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
          enum approval_step step, const char *period, const char *document, date on,
          struct order_paid *out, struct err *e)
{
    struct order_payment *list;
    char after[REFERENCE_MAX] = "";
    bool ok = true;
    size_t n = PAGE;
    *out = (struct order_paid){0};
    if (!approval_must(db, a, pool, project, step, period, on, e))
        return false;
    while (ok && n == PAGE) {
        struct arena_mark mark = arena_mark(a);
        ok = order_payments(db, a, pool, project, step, period, after, PAGE, &list, &n, e) &&
             pay_page(db, a, pool, list, n, document, on, out, e);
        if (ok && n > 0)
            snprintf(after, sizeof(after), "%s", list[n - 1].reference);
        arena_rewind(a, mark);
    }
    return ok;
}
