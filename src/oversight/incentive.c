#include "oversight/incentive.h"

#include <string.h>

#include "base/core/text.h"
#include "oversight/query.h"
#include "registry/institution.h"
#include "words/effects.h"

const char *const share_of_names[SHARES_OF] = {"staff", "institution"};

bool
scheme_put(struct db *db, struct arena *a, int64_t pool, const struct incentive_scheme *in,
           int64_t *version, enum put *how, struct err *e)
{
    struct rows last, file;
    if (!institution_must(db, a, in->institution, "hospital", e) ||
        !db_run(db, &q_scheme_file, a, &file, e, v_text(in->file)))
        return false;
    if (file.n == 0)
        return err_set(e, ERR_INPUT, M_INCENTIVE_FILE, {in->file}, .field = "file");
    if (!db_run(db, &q_scheme_last, a, &last, e, v_int(pool), v_text(in->institution)))
        return false;
    const char *from = put_date(a, in->from);
    *version = last.n > 0 ? row_int(&last, 0, 0) : 0;
    *how = last.n == 0 ? PUT_NEW : PUT_CHANGED;
    if (last.n > 0 && strcmp(row_text(&last, 0, 1), in->title) == 0 &&
        strcmp(row_text(&last, 0, 2), from) == 0 && strcmp(row_text(&last, 0, 3), in->file) == 0) {
        *how = PUT_SAME;
        return true;
    }
    if (last.n > 0 && strcmp(row_text(&last, 0, 2), from) > 0)
        return err_set(e, ERR_CONFLICT, M_INCENTIVE_BEFORE, {row_text(&last, 0, 2)},
                       .field = "from");
    return db_do(db, &q_scheme_write, e, v_int(pool), v_text(in->institution), v_int(++*version),
                 v_text(in->title), v_text(from), v_text(in->file), v_text(in->who));
}

/* Each department once, whole fen, people where staff is paid. */
static bool
lines_fine(const struct incentive_payout *in, money *sum, struct err *e)
{
    bool staff = false;
    *sum = (money){0};
    for (size_t i = 0; i < in->lines; i++) {
        const struct incentive_line *l = &in->line[i];
        for (size_t k = 0; k < i; k++)
            if (strcmp(in->line[k].department, l->department) == 0)
                return err_set(e, ERR_INPUT, M_INCENTIVE_TWICE, {l->department}, .field = "lines");
        if (l->amount.units <= 0 || l->amount.units % MONEY_FEN != 0 ||
            (l->to == SHARE_STAFF) != (l->people > 0))
            return err_set(e, ERR_INPUT, M_INCENTIVE_LINE, {l->department}, .field = "lines");
        if (!money_add(sum, *sum, l->amount))
            return err_set(e, ERR_TOO_LARGE, M_INCENTIVE_LARGE);
        staff = staff || l->to == SHARE_STAFF;
    }
    return staff || err_set(e, ERR_INPUT, M_INCENTIVE_STAFF, {in->institution}, .field = "lines");
}

/* What the fund paid, and by which scheme it is passed on. */
static bool
paid_fine(struct db *db, struct arena *a, int64_t pool, const struct incentive_payout *in,
          money sum, int64_t *scheme, struct err *e)
{
    char is[MONEY_TEXT_MAX], should[MONEY_TEXT_MAX];
    const char *on = put_date(a, in->on);
    struct rows paid, s;
    if (!db_run(db, &q_payout_paid, a, &paid, e, v_int(pool), v_text(in->project),
                v_text(in->institution), v_int(in->year)) ||
        !db_run(db, &q_scheme_on, a, &s, e, v_int(pool), v_text(in->institution), v_text(on)))
        return false;
    if (paid.n == 0 || *row_text(&paid, 0, 1) == '\0')
        return err_set(e, ERR_CONFLICT, M_INCENTIVE_UNPAID, {in->institution, in->project},
                       .field = "year");
    if (strcmp(on, row_text(&paid, 0, 1)) < 0)
        return err_set(e, ERR_INPUT, M_INCENTIVE_EARLY, {row_text(&paid, 0, 1)}, .field = "date");
    if (sum.units != row_int(&paid, 0, 0))
        return err_set(e, ERR_INPUT, M_INCENTIVE_SUM,
                       {money_text(sum, is), money_text((money){row_int(&paid, 0, 0)}, should)},
                       .field = "lines");
    if (s.n == 0)
        return err_set(e, ERR_INPUT, M_INCENTIVE_SCHEME, {in->institution, on}, .field = "date");
    *scheme = row_int(&s, 0, 0);
    return true;
}

static bool
is_last(struct db *db, struct arena *a, int64_t pool, const struct incentive_payout *in,
        int64_t *version, bool *same, struct err *e)
{
    struct rows head, lines;
    *version = 0;
    *same = false;
    if (!db_run(db, &q_payout_last, a, &head, e, v_int(pool), v_text(in->project),
                v_text(in->institution), v_int(in->year)))
        return false;
    if (head.n == 0)
        return true;
    *version = row_int(&head, 0, 0);
    if (!db_run(db, &q_payout_lines, a, &lines, e, v_int(pool), v_text(in->project),
                v_text(in->institution), v_int(in->year), v_int(*version)))
        return false;
    *same = strcmp(row_text(&head, 0, 1), put_date(a, in->on)) == 0 && lines.n == in->lines;
    for (size_t i = 0; *same && i < lines.n; i++) {
        const struct incentive_line *l = &in->line[i];
        *same = strcmp(row_text(&lines, i, 1), l->department) == 0 &&
                strcmp(row_text(&lines, i, 2), share_of_names[l->to]) == 0 &&
                row_int(&lines, i, 3) == l->people && row_int(&lines, i, 4) == l->amount.units &&
                strcmp(row_text(&lines, i, 5), l->basis) == 0;
    }
    return true;
}

bool
payout_put(struct db *db, struct arena *a, int64_t pool, const struct incentive_payout *in,
           date today, int64_t *version, enum put *how, struct err *e)
{
    int64_t scheme = 0;
    money sum;
    bool same;
    if (date_cmp(in->on, today) > 0)
        return err_set(e, ERR_INPUT, M_INCENTIVE_LATER, .field = "date");
    if (!lines_fine(in, &sum, e) || !paid_fine(db, a, pool, in, sum, &scheme, e) ||
        !is_last(db, a, pool, in, version, &same, e))
        return false;
    *how = same ? PUT_SAME : *version > 0 ? PUT_CHANGED : PUT_NEW;
    if (same)
        return true;
    if (!db_do(db, &q_payout_write, e, v_int(pool), v_text(in->project), v_text(in->institution),
               v_int(in->year), v_int(++*version), v_int(scheme), v_date(a, in->on),
               v_int(sum.units), v_text(in->who)))
        return false;
    for (size_t i = 0; i < in->lines; i++) {
        const struct incentive_line *l = &in->line[i];
        if (!db_do(db, &q_payout_line_write, e, v_int(pool), v_text(in->project),
                   v_text(in->institution), v_int(in->year), v_int(*version), v_int((int64_t)i + 1),
                   v_text(l->department), v_text(share_of_names[l->to]), v_int(l->people),
                   v_int(l->amount.units), v_text(l->basis)))
            return false;
    }
    return true;
}
