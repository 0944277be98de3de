#include "fund/state.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/approval.h"
#include "fund/books.h"
#include "fund/query.h"
#include "registry/check.h"
#include "words/fund.h"

money
prepaid_left(const struct prepaid_state *s)
{
    return (money){s->p.prepaid.units - s->p.offset.units - s->p.returned.units};
}

struct taking {
    prepaid_take *take;
    void *arg;
};

static bool
take_row(void *arg, const struct rows *r, struct err *e)
{
    const struct taking *t = arg;
    int fund = 0;
    struct prepaid_state s = {
        .institution = row_text(r, 0, 0),
        .term = row_int(r, 0, 1),
        .amount = {row_int(r, 0, 4)},
        .p = {.annual = {row_int(r, 0, 3)},
              .prepaid = {row_int(r, 0, 7)},
              .offset = {row_int(r, 0, 9)},
              .returned = {row_int(r, 0, 10)}},
        .demand = row_text(r, 0, 11),
        .demanded = {row_int(r, 0, 12)},
        .returned_ever = {row_int(r, 0, 15)},
        .return_to = strcmp(row_text(r, 0, 14), "fund_special_account") == 0
                         ? RETURN_SPECIAL_ACCOUNT
                         : RETURN_ORIGINAL_PAYER,
    };
    name_find(fund_names, FUNDS, row_text(r, 0, 2), &fund);
    s.fund = (enum fund)fund;
    (void)date_parse(&s.p.starts, row_text(r, 0, 5));
    (void)date_parse(&s.p.ends, row_text(r, 0, 6));
    (void)date_parse(&s.p.paid_on, row_text(r, 0, 8));
    (void)date_parse(&s.demand_due, row_text(r, 0, 13));
    return t->take(t->arg, &s, e);
}

bool
prepaid_each(struct db *db, int64_t pool, const char *project, const char *institution, month m,
             prepaid_take *take, void *arg, struct err *e)
{
    struct taking t = {take, arg};
    char day[DATE_TEXT_MAX], ym[MONTH_TEXT_MAX];
    return db_each(db, &q_prepayment_state, take_row, &t, e, v_int(pool), v_text(project),
                   v_text(institution), v_text(date_text(month_last(m), day)),
                   v_text(month_text(m, ym)));
}

struct taking_instalment {
    instalment_take *take;
    void *arg;
};

static bool
take_instalment(void *arg, const struct rows *r, struct err *e)
{
    const struct taking_instalment *t = arg;
    int fund = 0;
    struct instalment_state i = {.institution = row_text(r, 0, 0),
                                 .term = row_int(r, 0, 1),
                                 .number = row_int(r, 0, 2),
                                 .amount = {row_int(r, 0, 4)}};
    name_find(fund_names, FUNDS, row_text(r, 0, 3), &fund);
    i.fund = (enum fund)fund;
    (void)date_parse(&i.due_on, row_text(r, 0, 5));
    (void)date_parse(&i.paid_on, row_text(r, 0, 6));
    return t->take(t->arg, &i, e);
}

bool
instalment_each(struct db *db, int64_t pool, const char *project, instalment_take *take, void *arg,
                struct err *e)
{
    struct taking_instalment t = {take, arg};
    return db_each(db, &q_instalment_list, take_instalment, &t, e, v_int(pool), v_text(project));
}

static bool
one_booking(struct db *db, struct arena *a, int64_t pool, const struct booking *in, int64_t *entry,
            struct err *e)
{
    struct books *b;
    return books_open(&b, db, a, pool, e) && book(b, in, 1, entry, e) && books_close(b, e);
}

/* The order of the run that computed the prepayment. */
static bool
order_approved(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct instalment_paid *in, struct err *e)
{
    struct rows r;
    return db_run(db, &q_prepayment_run, a, &r, e, v_int(pool), v_text(project),
                  v_text(in->institution), v_int(in->term)) &&
           approval_must(db, a, pool, project, APPROVE_PREPAY, row_text(&r, 0, 0), in->paid_on, e);
}

bool
instalment_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct instalment_paid *in, enum put *how, struct err *e)
{
    struct rows r;
    int64_t entry;
    char n[INT_TEXT_MAX], want[MONEY_TEXT_MAX];
    if (!db_run(db, &q_instalment_get, a, &r, e, v_int(pool), v_text(project),
                v_text(in->institution), v_int(in->term), v_int(in->number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_INSTALMENT,
                       {in->institution, int_text(in->number, n)}, .field = "number");
    if (row_int(&r, 0, 0) != in->amount.units)
        return err_set(e, ERR_INPUT, M_INSTALMENT_AMOUNT,
                       {in->institution, money_text((money){row_int(&r, 0, 0)}, want)},
                       .field = "amount");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 3) != '\0') {
        bool same = strcmp(row_text(&r, 0, 3), put_date(a, in->paid_on)) == 0 &&
                    strcmp(row_text(&r, 0, 5), in->document) == 0;
        return same || err_set(e, ERR_CONFLICT, M_INSTALMENT_PAID,
                               {in->institution, int_text(in->number, n), row_text(&r, 0, 3)},
                               .field = "paid_on");
    }
    const struct booking post = {.kind = ROW_POST,
                                 .amount = in->amount,
                                 .of = row_int(&r, 0, 2),
                                 .cause = CAUSE_PREPAYMENT,
                                 .on = in->paid_on,
                                 .project = project,
                                 .institution = in->institution,
                                 .document = in->document};
    *how = PUT_NEW;
    return order_approved(db, a, pool, project, in, e) &&
           one_booking(db, a, pool, &post, &entry, e) &&
           db_do(db, &q_instalment_pay, e, v_int(pool), v_text(project), v_text(in->institution),
                 v_int(in->term), v_int(in->number), v_date(a, in->paid_on), v_int(entry),
                 v_text(in->document));
}

static bool
keep_state(void *arg, const struct prepaid_state *s, struct err *e)
{
    struct {
        int64_t term;
        struct prepaid_state s;
        bool found;
    } *k = arg;
    (void)e;
    if (s->term == k->term) {
        k->s = *s;
        k->found = true;
    }
    return true;
}

/* Receipts are judged by all that is known, not by a month. */
bool
payback_receive(struct db *db, struct arena *a, int64_t pool, const char *project,
                const struct paid_back *in, enum put *how, struct err *e)
{
    struct {
        int64_t term;
        struct prepaid_state s;
        bool found;
    } k = {.term = in->term};
    const struct val v[] = {
        v_int(pool),          v_text(project),   v_text(in->institution), v_int(in->term),
        v_text(in->document), v_date(a, in->on), v_int(in->amount.units)};
    const struct put_row row = {&q_received_get, NULL, NULL, v, sizeof(v) / sizeof(*v), 5};
    char left[MONEY_TEXT_MAX];
    struct rows old;
    int64_t entry;

    if (!db->ops->run(db, row.get, v, 5, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    if (!prepaid_each(db, pool, project, in->institution, (month){9999 * 12 + 11}, keep_state, &k,
                      e))
        return false;
    if (!k.found)
        return err_set(e, ERR_NOT_FOUND, M_NO_PREPAYMENT, {in->institution},
                       .field = "institution");
    if (money_cmp(in->amount, prepaid_left(&k.s)) > 0)
        return err_set(e, ERR_CONFLICT, M_PAYBACK_LARGE,
                       {in->institution, money_text(prepaid_left(&k.s), left)}, .field = "amount");
    bool claw = k.s.demanded.units > 0 && k.s.return_to == RETURN_SPECIAL_ACCOUNT;
    const struct booking b = {.kind = ROW_POSTED,
                              .debit = {k.s.fund, claw ? ACCOUNT_SPECIAL : ACCOUNT_CASH, ""},
                              .credit = {k.s.fund, ACCOUNT_PREPAID, in->institution},
                              .amount = in->amount,
                              .cause = claw ? CAUSE_CLAWBACK : CAUSE_RETURN,
                              .on = in->on,
                              .project = project,
                              .institution = in->institution,
                              .document = in->document};
    *how = PUT_NEW;
    return one_booking(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_received_write, e, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v_int(entry));
}
