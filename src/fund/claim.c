#include "fund/claim.h"

#include <string.h>

#include "fund/approval.h"
#include "fund/books.h"
#include "fund/query.h"
#include "registry/institution.h"
#include "words/fund.h"

static bool
write_claim(struct db *db, struct arena *a, const struct val v[6], int64_t pool,
            const struct claim *in, struct err *e)
{
    const struct booking b = {.kind = ROW_POSTED,
                              .debit = {in->fund, ACCOUNT_BENEFIT, ""},
                              .credit = {in->fund, ACCOUNT_CLAIMS, in->institution},
                              .amount = in->amount,
                              .cause = CAUSE_CLAIM,
                              .on = month_last(in->month),
                              .project = "",
                              .institution = in->institution,
                              .document = in->document};
    struct books *books;
    int64_t entry;
    return books_open(&books, db, a, pool, e) && book(books, &b, 1, &entry, e) &&
           books_close(books, e) &&
           db_do(db, &q_claim_write, e, v[0], v[1], v[2], v[3], v[4], v[5], v_int(entry));
}

bool
claim_put(struct db *db, struct arena *a, int64_t pool, const struct claim *in, enum put *how,
          struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    const struct val v[] = {v_int(pool),
                            v_text(in->institution),
                            v_text(fund_names[in->fund]),
                            v_text(month_text(in->month, ym)),
                            v_int(in->amount.units),
                            v_text(in->document)};
    const struct put_row row = {&q_claim_get, NULL, NULL, v, sizeof(v) / sizeof(*v), 4};
    struct rows old;

    if (in->amount.units < MONEY_FEN || in->amount.units % MONEY_FEN != 0)
        return err_set(e, ERR_INPUT, M_CLAIM_AMOUNT, {in->institution}, .field = "amount");
    if (!institution_must(db, a, in->institution, "institution", e) ||
        !db->ops->run(db, row.get, v, 4, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    if (!db_run(db, &q_run_last, a, &old, e, v_int(pool), v_text(""), v_text("claim")))
        return false;
    if (strcmp(ym, row_text(&old, 0, 0)) <= 0) /* an earlier month is not paid out any more */
        return err_set(e, ERR_CONFLICT, M_CLAIM_CLOSED, {in->institution, ym}, .field = "month");
    *how = PUT_NEW;
    return write_claim(db, a, v, pool, in, e);
}

bool
claim_left(struct db *db, struct arena *a, int64_t pool, const char *institution, enum fund fund,
           month m, money *out, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_claim_state, a, &r, e, v_int(pool), v_text(institution),
                v_text(fund_names[fund]), v_text(month_text(m, text))))
        return false;
    *out = (money){0};
    if (r.n > 0 && row_int(&r, 0, 4) == 0)
        out->units = row_int(&r, 0, 0) - row_int(&r, 0, 1) - row_int(&r, 0, 2);
    return true;
}

static bool
take(struct db *db, const struct query *q, int64_t pool, const char *institution, enum fund fund,
     month m, money amount, struct err *e)
{
    char text[MONTH_TEXT_MAX];
    return db_do(db, q, e, v_int(pool), v_text(institution), v_text(fund_names[fund]),
                 v_text(month_text(m, text)), v_int(amount.units));
}

bool
claim_take_offset(struct db *db, int64_t pool, const char *institution, enum fund fund, month m,
                  money amount, struct err *e)
{
    return take(db, &q_claim_offset, pool, institution, fund, m, amount, e);
}

bool
claim_take_direct(struct db *db, int64_t pool, const char *institution, enum fund fund, month m,
                  money amount, struct err *e)
{
    return take(db, &q_claim_direct, pool, institution, fund, m, amount, e);
}

bool
claim_pay(struct db *db, struct arena *a, int64_t pool, const struct claim_paid *in, enum put *how,
          struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct books *books;
    struct rows r;
    int64_t entry;
    const struct val key[] = {v_text(in->institution), v_text(fund_names[in->fund]),
                              v_text(month_text(in->month, ym))};
    if (!db_run(db, &q_claim_ordered, a, &r, e, v_int(pool), key[0], key[1], key[2]))
        return false;
    if (r.n == 0 || row_int(&r, 0, 0) == 0)
        return err_set(e, ERR_NOT_FOUND, M_CLAIM_NOT_ORDERED, {in->institution, ym},
                       .field = "reference");
    *how = PUT_SAME;
    if (*row_text(&r, 0, 2) != '\0')
        return strcmp(row_text(&r, 0, 2), put_date(a, in->on)) == 0 ||
               err_set(e, ERR_CONFLICT, M_CLAIM_PAID, {in->institution, ym, row_text(&r, 0, 2)},
                       .field = "date");
    const struct booking post = {.kind = ROW_POST,
                                 .amount = {row_int(&r, 0, 0)},
                                 .of = row_int(&r, 0, 1),
                                 .cause = CAUSE_CLAIM,
                                 .on = in->on,
                                 .project = "",
                                 .institution = in->institution,
                                 .document = in->document};
    *how = PUT_NEW;
    return approval_must(db, a, pool, "", APPROVE_CLAIM, ym, in->on, e) &&
           books_open(&books, db, a, pool, e) && book(books, &post, 1, &entry, e) &&
           books_close(books, e) &&
           db_do(db, &q_claim_paid, e, v_int(pool), key[0], key[1], key[2], v_date(a, in->on),
                 v_int(entry));
}
