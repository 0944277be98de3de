#include "fund/carry.h"

#include "base/core/text.h"
#include "fund/approval.h"
#include "fund/query.h"
#include "project/explained.h"
#include "words/cutover.h"

enum { STEPS = 2 };
#define CARRY_EDITION "carry-1"

static bool
book_one(struct books *b, const struct carried_prepayment *in, bool back, int64_t *entry,
         struct err *e)
{
    const struct account_key prepaid = {in->fund, ACCOUNT_PREPAID, in->institution},
                             carried = {in->fund, ACCOUNT_CARRIED, ""};
    const struct booking one = {.kind = ROW_POSTED,
                                .debit = back ? carried : prepaid,
                                .credit = back ? prepaid : carried,
                                .amount = back ? in->taken : in->paid,
                                .cause = CAUSE_CARRIED,
                                .on = in->cut_off,
                                .project = in->project,
                                .institution = in->institution,
                                .document = in->document};
    return book(b, &one, 1, entry, e);
}

/* What was taken stands in the month of the cut-off, so that the offset goes on with the next. */
static bool
write_taken(struct books *b, struct db *db, struct arena *a, int64_t pool,
            const struct carried_prepayment *in, struct err *e)
{
    char ym[MONTH_TEXT_MAX];
    struct rows bought;
    int64_t entry;
    month_text(date_month(in->cut_off), ym);
    if (in->taken.units == 0)
        return true;
    return book_one(b, in, true, &entry, e) &&
           db_run(db, &q_carried_purchases, a, &bought, e, v_int(pool), v_text(in->project),
                  v_text(in->institution), v_int(in->term)) &&
           db_do(db, &q_carried_offset, e, v_int(pool), v_text(in->project),
                 v_text(in->institution), v_int(in->term), v_text(ym),
                 v_int(row_int(&bought, 0, 0)), v_int(in->taken.units),
                 v_int(in->paid.units - in->taken.units), v_int(entry));
}

static bool
keep_steps(struct db *db, struct arena *a, int64_t pool, const struct carried_prepayment *in,
           struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    char digest[SHA256_HEX_MAX], term[INT_TEXT_MAX];
    struct sha256 h;
    sha256_init(&h);
    inputs_add_text(&h, in->institution);
    inputs_add_int(&h, in->paid.units);
    inputs_add_int(&h, in->taken.units);
    const struct stamp stamp = {"", "", CARRY_EDITION, inputs_end(&h, digest)};
    money rest = {in->paid.units - in->taken.units};
    explain_add(&x, RULE_NONE, M_X_CARRIED_PREPAID, t_date(in->cut_off), t_money(in->paid),
                t_money(in->taken), t_money(rest));
    return explained_put(
        db, a, pool, "prepayment",
        arena_printf(a, "%s/%s/%s", in->project, in->institution, int_text(in->term, term)), &stamp,
        &x, e);
}

bool
carry_prepayment(struct books *b, struct db *db, struct arena *a, int64_t pool,
                 const struct carried_prepayment *in, struct err *e)
{
    char ym[MONTH_TEXT_MAX], term[INT_TEXT_MAX];
    struct rows old;
    int64_t entry;
    month_text(date_month(in->cut_off), ym);
    if (!db_run(db, &q_prepayment_get, a, &old, e, v_int(pool), v_text(in->project),
                v_text(in->institution), v_int(in->term)))
        return false;
    if (old.n > 0)
        return err_set(e, ERR_CONFLICT, M_CUTOVER_PREPAID,
                       {in->institution, int_text(in->term, term)}, .field = "hospital");
    return book_one(b, in, false, &entry, e) &&
           db_do(db, &q_prepayment_write, e, v_int(pool), v_text(in->project),
                 v_text(in->institution), v_int(in->term), v_text(fund_names[in->fund]),
                 v_int(in->annual.units), v_int(in->ratio.ppm), v_int(in->paid.units),
                 v_date(a, in->from), v_date(a, in->to), v_text(ym)) &&
           db_do(db, &q_carried_instalment, e, v_int(pool), v_text(in->project),
                 v_text(in->institution), v_int(in->term), v_int(in->paid.units),
                 v_date(a, in->paid_on), v_int(entry), v_text(in->document)) &&
           write_taken(b, db, a, pool, in, e) && keep_steps(db, a, pool, in, e);
}

bool
carry_prepayments_done(struct db *db, struct arena *a, int64_t pool, const char *project,
                       date cut_off, int64_t n, money paid, const char *made_by,
                       const char *approved_by, date on, struct err *e)
{
    static const char *const steps[] = {"prepay", "offset"};
    char ym[MONTH_TEXT_MAX];
    struct approval seen;
    enum put how;
    const struct payment_order o = {project, month_text(date_month(cut_off), ym), APPROVE_PREPAY, n,
                                    paid};
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        if (!db_do(db, &q_run_write, e, v_int(pool), v_text(project), v_text(steps[i]), v_text(ym),
                   v_date(a, on)))
            return false;
    return approval_ask(db, a, pool, &o, made_by, on, &how, e) &&
           approval_give(db, a, pool, project, APPROVE_PREPAY, o.period, approved_by, on, &seen,
                         &how, e);
}
