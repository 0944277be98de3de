#include "fund/claim_line.h"

#include <string.h>

#include "base/core/text.h"
#include "fund/claim.h"
#include "fund/query.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "words/db.h"
#include "words/fund.h"

const char *const charge_verdict_names[] = {"ok", "not_insured", "no_standard"};

static bool
charge_fine(const struct claim_charge *in, struct err *e)
{
    if (in->line < 1)
        return err_set(e, ERR_INPUT, M_CHARGE_ZERO, {in->document}, .field = "line");
    if (in->qty.pieces <= 0)
        return err_set(e, ERR_INPUT, M_CHARGE_ZERO, {in->document}, .field = "qty");
    if (in->price.units <= 0)
        return err_set(e, ERR_INPUT, M_CHARGE_ZERO, {in->document}, .field = "price");
    if (in->pay.ppm < 0 || in->pay.ppm > RATIO_ONE)
        return err_set(e, ERR_INPUT, M_CHARGE_RATIO, {in->document}, .field = "ratio");
    return date_cmp(in->on, month_last(in->month)) <= 0 ||
           err_set(e, ERR_INPUT, M_CHARGE_AFTER, {in->document}, .field = "date");
}

/* The standard of the day, and what it is when there is none. */
static bool
standard_of(struct db *db, struct arena *a, int64_t pool, const struct claim_charge *in,
            struct charge_split *out, struct err *e)
{
    struct product p;
    struct rows r;
    if (!product_on(db, a, in->product, in->on, &p, e) ||
        !db_run(db, &q_claim_line_standard, a, &r, e, v_int(pool), v_text(in->product),
                v_date(a, in->on)))
        return false;
    bool found = r.n > 0 && row_int(&r, 0, 0) > 0;
    out->selected = r.n > 0 && row_int(&r, 0, 1) == 1;
    out->verdict = !p.insured ? CHARGE_NOT_INSURED : found ? CHARGE_OK : CHARGE_NO_STANDARD;
    out->standard = !p.insured ? (money){0} : found ? (money){row_int(&r, 0, 0)} : in->price;
    return true;
}

bool
claim_line_split(struct db *db, struct arena *a, int64_t pool, const struct claim_charge *in,
                 struct charge_split *out, struct err *e)
{
    *out = (struct charge_split){.verdict = CHARGE_OK};
    if (!charge_fine(in, e) || !product_must(db, a, in->product, "product", e) ||
        !standard_of(db, a, pool, in, out, e))
        return false;
    return claim_line(in->price, out->standard, in->qty, in->pay, NULL, &out->split) ==
               STANDARD_OK ||
           err_set(e, ERR_TOO_LARGE, M_CHARGE_LARGE, {in->document}, .field = "qty");
}

/* A month that was approved as a whole, or whose lines were booked, holds no more than it says. */
static bool
month_holds(struct db *db, struct arena *a, const struct val v[], money more,
            const struct claim_charge *in, struct err *e)
{
    struct rows claim, sum;
    char approved[MONEY_TEXT_MAX], lines[MONEY_TEXT_MAX], ym[MONTH_TEXT_MAX];
    if (!db_run(db, &q_claim_get, a, &claim, e, v[0], v[1], v[4], v[5]))
        return false;
    if (claim.n == 0)
        return true;
    if (!db_run(db, &q_claim_line_fund_sum, a, &sum, e, v[0], v[1], v[4], v[5]))
        return false;
    money is = {row_int(&claim, 0, 0)}, all;
    if (!money_add(&all, (money){row_int(&sum, 0, 0)}, more))
        return err_set(e, ERR_TOO_LARGE, M_CHARGE_LARGE, {in->document}, .field = "qty");
    return money_cmp(all, is) <= 0 || err_set(e, ERR_CONFLICT, M_CHARGE_OVER,
                                              {in->institution, month_text(in->month, ym),
                                               money_text(is, approved), money_text(all, lines)},
                                              .field = "month");
}

bool
claim_line_put(struct db *db, struct arena *a, int64_t pool, const struct claim_charge *in,
               enum put *how, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct charge_split s;
    struct rows old;
    const struct val v[] = {v_int(pool),
                            v_text(in->institution),
                            v_text(in->document),
                            v_int(in->line),
                            v_text(fund_names[in->fund]),
                            v_text(month_text(in->month, ym)),
                            v_text(in->product),
                            v_date(a, in->on),
                            v_int(in->qty.pieces),
                            v_int(in->price.units),
                            v_int(in->pay.ppm)};
    const struct put_row row = {&q_claim_line_get, NULL, NULL, v, 11, 4};
    if (!charge_fine(in, e) || !institution_must(db, a, in->institution, "hospital", e) ||
        !db->ops->run(db, row.get, v, 4, a, &old, e))
        return false;
    if (old.n > 0)
        return put_fact(db, a, &row, how, e);
    *how = PUT_NEW;
    return claim_line_split(db, a, pool, in, &s, e) && month_holds(db, a, v, s.split.fund, in, e) &&
           db_do(db, &q_claim_line_write, e, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8],
                 v[9], v[10], v_text(charge_verdict_names[s.verdict]), v_int(s.standard.units),
                 v_int(s.selected), v_int(s.split.amount.units), v_int(s.split.fund.units),
                 v_int(s.split.share.units), v_int(s.split.above.units));
}

bool
claim_line_sums(struct db *db, struct arena *a, int64_t pool, month m, const char *institution,
                struct charge_sum **out, size_t *n, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_claim_line_sums, a, &r, e, v_int(pool), v_text(month_text(m, ym)),
                v_text(institution)))
        return false;
    *out = arena_array(a, struct charge_sum, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = (struct charge_sum){.institution = row_text(&r, i, 0),
                                        .fund = row_text(&r, i, 1),
                                        .lines = row_int(&r, i, 2),
                                        .amount = {row_int(&r, i, 3)},
                                        .fund_pays = {row_int(&r, i, 4)},
                                        .share = {row_int(&r, i, 5)},
                                        .above = {row_int(&r, i, 6)},
                                        .without_standard = row_int(&r, i, 7),
                                        .of_selected = {row_int(&r, i, 8)}};
    return true;
}

bool
claim_line_page(struct db *db, struct arena *a, int64_t pool, month m, const char *institution,
                const char *after_document, int64_t after_line, int64_t limit,
                struct charge_row **out, size_t *n, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct rows r;
    if (!db_run(db, &q_claim_line_page, a, &r, e, v_int(pool), v_text(month_text(m, ym)),
                v_text(institution), v_text(after_document), v_int(after_line), v_int(limit)))
        return false;
    *out = arena_array(a, struct charge_row, r.n + 1);
    *n = r.n;
    for (size_t i = 0; i < r.n; i++) {
        (*out)[i] = (struct charge_row){.document = row_text(&r, i, 0),
                                        .line = row_int(&r, i, 1),
                                        .fund = row_text(&r, i, 2),
                                        .month = m,
                                        .product = row_text(&r, i, 4),
                                        .qty = {row_int(&r, i, 6)},
                                        .price = {row_int(&r, i, 7)},
                                        .pay = {row_int(&r, i, 8)},
                                        .verdict = row_text(&r, i, 9),
                                        .standard = {row_int(&r, i, 10)},
                                        .selected = row_int(&r, i, 11) == 1,
                                        .amount = {row_int(&r, i, 12)},
                                        .fund_pays = {row_int(&r, i, 13)},
                                        .share = {row_int(&r, i, 14)},
                                        .above = {row_int(&r, i, 15)}};
        (void)date_parse(&(*out)[i].on, row_text(&r, i, 5));
    }
    return true;
}

static bool
book_one(struct db *db, struct book_charges *b, const struct charge_sum *s, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct rows claim;
    enum put how;
    int fund = 0;
    while (fund < FUNDS - 1 && strcmp(fund_names[fund], s->fund) != 0)
        fund++;
    const struct claim c = {s->institution,
                            arena_printf(b->arena, "lines %s", month_text(b->month, ym)),
                            (enum fund)fund, b->month, s->fund_pays};
    if (!db_run(db, &q_claim_get, b->arena, &claim, e, v_int(b->pool), v_text(s->institution),
                v_text(s->fund), v_text(ym)))
        return false;
    if (claim.n > 0) {
        b->covered++;
        return true;
    }
    if (s->fund_pays.units == 0) {
        b->nothing++;
        return true;
    }
    b->booked++;
    return (money_add(&b->amount, b->amount, s->fund_pays) ||
            err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE)) &&
           claim_put(db, b->arena, b->pool, &c, &how, e);
}

bool
book_charges(struct db *db, void *arg, struct err *e)
{
    struct book_charges *b = arg;
    struct charge_sum *sum;
    size_t n;
    b->booked = b->covered = b->nothing = 0;
    b->amount = (money){0};
    if (!claim_line_sums(db, b->arena, b->pool, b->month, "", &sum, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!book_one(db, b, &sum[i], e))
            return false;
    return true;
}
