#include "fund/payable.h"

#include <string.h>

#include "fund/approval.h"
#include "fund/books.h"
#include "fund/query.h"
#include "trade/period.h"
#include "words/fund.h"

static bool
one(struct db *db, struct arena *a, int64_t pool, const struct booking *b, int64_t *entry,
    struct err *e)
{
    struct books *books;
    return books_open(&books, db, a, pool, e) && book(books, b, 1, entry, e) &&
           books_close(books, e);
}

static bool
amount_fine(money m, const char *who, struct err *e)
{
    return (m.units >= MONEY_FEN && m.units % MONEY_FEN == 0) ||
           err_set(e, ERR_INPUT, M_CLAIM_AMOUNT, {who}, .field = "amount");
}

bool
retention_owe(struct db *db, struct arena *a, int64_t pool, const struct retention_payment *in,
              enum put *how, struct err *e)
{
    const struct val v[] = {
        v_int(pool),           v_text(in->project),          v_text(in->institution),
        v_int(in->year),       v_text(fund_names[in->fund]), v_int(in->amount.units),
        v_date(a, in->due_on), v_text(in->document)};
    const struct put_row row = {&q_retention_owed_get, NULL, NULL, v, sizeof(v) / sizeof(*v), 4};
    struct booking b = {.kind = ROW_POSTED,
                        .debit = {in->fund, ACCOUNT_RETENTION_COST, ""},
                        .credit = {in->fund, ACCOUNT_RETENTION, in->institution},
                        .amount = in->amount,
                        .cause = CAUSE_RETENTION,
                        .on = in->on,
                        .project = in->project,
                        .institution = in->institution,
                        .document = in->document};
    struct rows old;
    int64_t entry;

    if (!amount_fine(in->amount, in->institution, e) ||
        !db->ops->run(db, row.get, v, row.key, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    *how = PUT_NEW;
    return period_next_open(db, a, pool, in->on, &b.on, e) && one(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_retention_owed_write, e, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7],
                 v_int(entry));
}

bool
retention_pay(struct db *db, struct arena *a, int64_t pool, const char *institution,
              const char *project, int64_t year, date paid_on, enum put *how, struct err *e)
{
    struct rows r;
    int64_t entry;
    int fund = 0;
    const char *day = put_date(a, paid_on);

    if (!db_run(db, &q_retention_owed_state, a, &r, e, v_int(pool), v_text(project),
                v_text(institution), v_int(year)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_RETENTION, {institution}, .field = "institution");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 2) != '\0')
        return strcmp(row_text(&r, 0, 2), day) == 0 ||
               err_set(e, ERR_CONFLICT, M_RETENTION_PAID, {institution, row_text(&r, 0, 2)},
                       .field = "paid_on");
    if (!approval_must(db, a, pool, project, APPROVE_RETENTION, arena_printf(a, "%d", (int)year),
                       paid_on, e))
        return false;
    while (fund < FUNDS - 1 && strcmp(fund_names[fund], row_text(&r, 0, 0)) != 0)
        fund++;
    const struct booking b = {.kind = ROW_POSTED,
                              .debit = {(enum fund)fund, ACCOUNT_RETENTION, institution},
                              .credit = {(enum fund)fund, ACCOUNT_CASH, ""},
                              .amount = {row_int(&r, 0, 1)},
                              .cause = CAUSE_RETENTION,
                              .on = paid_on,
                              .project = project,
                              .institution = institution,
                              .document = ""};
    *how = PUT_NEW;
    return one(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_retention_owed_pay, e, v_int(pool), v_text(project), v_text(institution),
                 v_int(year), v_text(day), v_int(entry));
}

bool
supplier_debt_put(struct db *db, struct arena *a, int64_t pool, const struct supplier_debt *in,
                  enum put *how, struct err *e)
{
    const struct val v[] = {v_int(pool),          v_text(in->project),     v_text(in->company),
                            v_text(in->document), v_text(in->institution), v_int(in->amount.units),
                            v_date(a, in->on)};
    const struct put_row row = {&q_supplier_debt_get, NULL, NULL, v, sizeof(v) / sizeof(*v), 4};
    const struct booking b = {
        .kind = ROW_POSTED,
        .debit = {(enum fund)FUND_NONE, ACCOUNT_SUPPLIER_DEBT, in->company},
        .credit = {(enum fund)FUND_NONE, ACCOUNT_COMPENSATION, in->institution},
        .amount = in->amount,
        .cause = CAUSE_SUPPLIER_DEBT,
        .on = in->on,
        .project = in->project,
        .institution = in->institution,
        .document = in->document};
    struct rows old;
    int64_t entry;

    if (!amount_fine(in->amount, in->company, e) ||
        !db->ops->run(db, row.get, v, row.key, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    *how = PUT_NEW;
    return one(db, a, pool, &b, &entry, e) && db_do(db, &q_supplier_debt_write, e, v[0], v[1], v[2],
                                                    v[3], v[4], v[5], v[6], v_int(entry));
}

bool
supplier_debt_pay(struct db *db, struct arena *a, int64_t pool, const char *project,
                  const char *company, const char *document, date on, enum put *how, struct err *e)
{
    struct rows r;
    int64_t entry;
    const char *day = put_date(a, on);
    if (!db_run(db, &q_supplier_debt_state, a, &r, e, v_int(pool), v_text(project), v_text(company),
                v_text(document)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_NO_DEBT, {company, document}, .field = "document");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 2) != '\0')
        return strcmp(row_text(&r, 0, 2), day) == 0 ||
               err_set(e, ERR_CONFLICT, M_DEBT_PAID, {company, document, row_text(&r, 0, 2)},
                       .field = "date");
    const struct booking b = {
        .kind = ROW_POSTED,
        .debit = {(enum fund)FUND_NONE, ACCOUNT_COMPENSATION, row_text(&r, 0, 0)},
        .credit = {(enum fund)FUND_NONE, ACCOUNT_SUPPLIER_DEBT, company},
        .amount = {row_int(&r, 0, 1)},
        .cause = CAUSE_SUPPLIER_DEBT,
        .on = on,
        .project = project,
        .institution = row_text(&r, 0, 0),
        .document = document};
    *how = PUT_NEW;
    return one(db, a, pool, &b, &entry, e) &&
           db_do(db, &q_supplier_debt_pay, e, v_int(pool), v_text(project), v_text(company),
                 v_text(document), v_text(day), v_int(entry));
}
