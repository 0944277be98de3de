#include <string.h>

#include "agreement/agree.h"
#include "base/core/text.h"
#include "cutover/load_inner.h"
#include "cutover/query.h"
#include "registry/check.h"
#include "registry/company.h"
#include "registry/product.h"
#include "trade/period.h"
#include "words/cutover.h"

bool
open_cutover(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct cutover *in, enum put *how, struct err *e)
{
    char day[DATE_TEXT_MAX], was[DATE_TEXT_MAX];
    struct cutover old;
    struct project p;
    bool found;
    date_text(in->cut_off, day);
    if (!project_get(db, a, pool, project, &p, e) ||
        !cutover_get(db, a, pool, project, &old, &found, e))
        return false;
    *how = found ? PUT_SAME : PUT_NEW;
    if (found)
        return (date_cmp(old.cut_off, in->cut_off) == 0 && strcmp(old.source, in->source) == 0) ||
               err_set(e, ERR_CONFLICT, M_CUTOVER_OTHER,
                       {project, date_text(old.cut_off, was), old.source}, .field = "cut_off");
    if (date_cmp(in->cut_off, month_last(date_month(in->cut_off))) != 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_MONTH_END, {day}, .field = "cut_off");
    if (date_cmp(in->cut_off, in->opened_on) > 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_TO_COME, {day}, .field = "cut_off");
    if (date_cmp(in->cut_off, p.executed_on) < 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_BEFORE, {day, date_text(p.executed_on, was)},
                       .field = "cut_off");
    return period_open(db, a, pool, in->cut_off, "cut_off", e) &&
           cutover_write(db, a, pool, project, in, e);
}

bool
cutover_must(struct db *db, struct arena *a, int64_t pool, const char *project, struct cutover *out,
             struct err *e)
{
    bool found;
    return cutover_get(db, a, pool, project, out, &found, e) &&
           (found || err_set(e, ERR_NOT_FOUND, M_CUTOVER_NONE, {project}));
}

bool
clear_cutover(struct db *db, struct arena *a, int64_t pool, const char *project, struct err *e)
{
    static const struct query *const all[] = {&q_clear_invoices, &q_clear_receipts,
                                              &q_clear_lines,    &q_clear_prepayments,
                                              &q_clear_totals,   &q_clear_loaders};
    struct cutover head;
    if (!cutover_must(db, a, pool, project, &head, e))
        return false;
    if (head.is_signed)
        return err_set(e, ERR_CONFLICT, M_CUTOVER_SIGNED, {project, head.signed_by});
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        if (!db_do(db, all[i], e, v_int(pool), v_text(project)))
            return false;
    return cutover_drop(db, pool, project, e);
}

bool
put_carried(const struct loading *l, const struct cutover *head, const struct put_row *r,
            enum put *how, struct err *e)
{
    struct rows old;
    if (!head->is_signed)
        return put_state(l->db, l->a, r, how, e) &&
               (*how == PUT_SAME || *l->who == '\0' ||
                db_do(l->db, &q_loader_write, e, v_int(l->pool), v_text(l->project),
                      v_text(l->who)));
    if (!l->db->ops->run(l->db, r->get, r->v, r->key, l->a, &old, e))
        return false;
    return old.n > 0 ? put_fact(l->db, l->a, r, how, e)
                     : err_set(e, ERR_CONFLICT, M_CUTOVER_SIGNED, {l->project, head->signed_by});
}

bool
carried_fen(money m, const char *field, struct err *e)
{
    char text[MONEY_TEXT_MAX];
    return m.units % MONEY_FEN == 0 ||
           err_set(e, ERR_INPUT, M_CUTOVER_FEN, {money_text(m, text)}, .field = field);
}

bool
carried_within(int64_t less, int64_t whole, const char *field, const char *of, struct err *e)
{
    return less <= whole || err_set(e, ERR_INPUT, M_CUTOVER_MORE, {field, of}, .field = field);
}

bool
carried_by(date on, date last, const char *field, struct err *e)
{
    char text[DATE_TEXT_MAX], end[DATE_TEXT_MAX];
    return date_cmp(on, last) <= 0 ||
           err_set(e, ERR_INPUT, M_CUTOVER_AFTER, {date_text(on, text), date_text(last, end)},
                   .field = field);
}

/* --- lines --- */

static bool
line_figures(const struct cutover *head, const struct cutover_line *in, struct err *e)
{
    char agreed[INT_TEXT_MAX], ordered[INT_TEXT_MAX];
    money bound;
    if (in->price.units == 0 ||
        (in->variant == VARIANT_WITH_SERVICE && in->with_service.units == 0))
        return err_set(e, ERR_INPUT, M_CUTOVER_PRICE, {in->product},
                       .field = in->price.units == 0 ? "price" : "with_service");
    if (date_cmp(in->to, in->from) < 0)
        return err_set(e, ERR_INPUT, M_CUTOVER_SPAN, {in->product}, .field = "to");
    if (in->ordered.pieces > in->agreed.pieces && !in->over)
        return err_set(e, ERR_INPUT, M_CUTOVER_OVER,
                       {int_text(in->ordered.pieces, ordered), int_text(in->agreed.pieces, agreed)},
                       .field = "ordered");
    if ((in->accepted.pieces == 0) != (in->amount.units == 0))
        return err_set(e, ERR_INPUT, M_CUTOVER_AMOUNT, {in->product}, .field = "amount");
    if (!money_amount(&bound, money_max(in->price, in->with_service), in->ordered))
        return err_set(e, ERR_INPUT, M_CUTOVER_MORE, {"ordered", "price"}, .field = "ordered");
    return carried_by(in->from, head->cut_off, "from", e) &&
           carried_within(in->accepted.pieces, in->ordered.pieces, "accepted", "ordered", e) &&
           carried_fen(in->amount, "amount", e) && carried_fen(in->paid, "paid", e) &&
           carried_within(in->paid.units, in->amount.units, "paid", "amount", e);
}

static bool
line_parties(const struct loading *l, const struct cutover_line *in, const char *distributor,
             struct err *e)
{
    bool own = strcmp(distributor, in->company) == 0;
    return institution_must(l->db, l->a, in->institution, "hospital", e) &&
           product_must(l->db, l->a, in->product, "product", e) &&
           company_must(l->db, l->a, in->company, ROLE_REGISTRANT, "company", e) &&
           (own || company_must(l->db, l->a, distributor, ROLE_DISTRIBUTOR, "distributor", e)) &&
           group_must(l->db, l->a, l->pool, l->project, in->group, "group", e);
}

/* An agreement has one first and one last day. */
static bool
same_term(const struct loading *l, const char *number, const char *product, const char *from,
          const char *to, struct err *e)
{
    struct rows r;
    return db_run(l->db, &q_carried_term, l->a, &r, e, v_int(l->pool), v_text(l->project),
                  v_text(number), v_text(product), v_text(from), v_text(to)) &&
           (r.n == 0 || err_set(e, ERR_CONFLICT, M_CUTOVER_TERM,
                                {number, row_text(&r, 0, 0), row_text(&r, 0, 1)}, .field = "from"));
}

bool
put_cutover_line(const struct loading *l, const struct cutover_line *in, enum put *how,
                 struct err *e)
{
    const char *distributor = *in->distributor != '\0' ? in->distributor : in->company;
    const char *number =
        agreement_number(l->a, l->project, in->term, in->institution, in->company, distributor);
    const struct val v[] = {v_int(l->pool),
                            v_text(l->project),
                            v_text(number),
                            v_text(in->product),
                            v_text(in->institution),
                            v_text(in->company),
                            v_text(distributor),
                            v_text(in->group),
                            v_int(in->term),
                            v_date(l->a, in->from),
                            v_date(l->a, in->to),
                            v_text(variant_names[in->variant]),
                            v_int(in->price.units),
                            v_int(in->with_service.units),
                            v_int(in->agreed.pieces),
                            v_int(in->ordered.pieces),
                            v_int(in->accepted.pieces),
                            v_int(in->amount.units),
                            v_int(in->paid.units)};
    const struct put_row row = {
        &q_carried_line_get, &q_carried_line_write, NULL, v, sizeof(v) / sizeof(*v), 4};
    struct cutover head;
    return cutover_must(l->db, l->a, l->pool, l->project, &head, e) && line_figures(&head, in, e) &&
           line_parties(l, in, distributor, e) &&
           same_term(l, number, in->product, v[9].s, v[10].s, e) &&
           put_carried(l, &head, &row, how, e);
}
