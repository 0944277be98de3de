#include "trade/correct_inner.h"

#include <assert.h>
#include <string.h>

#include "base/core/text.h"
#include "registry/check.h"
#include "trade/line.h"
#include "trade/owed.h"
#include "trade/query.h"
#include "words/period.h"
#include "words/trade.h"

const char *const redo_kind_names[REDO_KINDS] = {"receipt", "return", "payment"};
const char *const redo_state_names[REDO_STATES] = {"asked", "done", "refused"};

bool
redo_cannot(const struct redoing *w, enum msg m, const char *what, struct err *e)
{
    return err_set(e, ERR_CONFLICT, m, {w->c->document, what}, .field = "document");
}

bool
redo_no_such(const struct redoing *w, struct err *e)
{
    char line[INT_TEXT_MAX];
    return err_set(e, ERR_NOT_FOUND, M_REDO_NO_ROW,
                   {redo_kind_names[w->c->kind], w->c->document, int_text(w->c->line, line)},
                   .field = "document");
}

/* --- a receipt --- */

static bool
right_receipt(struct redoing *w, const struct rows *old, struct err *e)
{
    const struct receipt in = {.number = w->right,
                               .line = w->c->line,
                               .order = row_text(old, 0, 0),
                               .order_line = row_int(old, 0, 1),
                               .accepted = w->c->qty,
                               .reason = "",
                               .delivered = day_of(row_text(old, 0, 6)),
                               .accepted_on = w->on,
                               .batch = row_text(old, 0, 7),
                               .expires = day_of(row_text(old, 0, 8)),
                               .udi = w->c->udi};
    enum put how;
    return w->c->qty.pieces == 0 || accept_goods(w->t, &in, &how, e);
}

static bool
redo_receipt(struct redoing *w, struct err *e)
{
    struct trade *t = w->t;
    struct receipt_state s;
    struct rows r;
    enum put how;
    if (!receipt_state(t, w->c->document, w->c->line, &s, e) ||
        !db_run(t->db, &q_receipt_get, t->arena, &r, e, v_int(t->pool), v_text(w->c->document),
                v_int(w->c->line)))
        return false;
    w->on = day_of(row_text(&r, 0, 4));
    if (s.qty.pieces == w->c->qty.pieces)
        return redo_cannot(w, M_REDO_SAME, "qty", e);
    if (s.paid.units != 0)
        return redo_cannot(w, M_REDO_FIRST, redo_kind_names[REDO_PAYMENT], e);
    if (s.returned.pieces != 0)
        return redo_cannot(w, M_REDO_FIRST, redo_kind_names[REDO_RETURN], e);
    char way[MONEY_TEXT_MAX];
    if (s.instructed.units != 0)
        return redo_cannot(w, M_RETURN_UNDER_WAY, money_text(s.instructed, way), e);
    if (!w->do_it)
        return true;
    const struct goods_return back = {.number = w->back,
                                      .line = w->c->line,
                                      .receipt = w->c->document,
                                      .receipt_line = w->c->line,
                                      .qty = s.qty,
                                      .on = w->on,
                                      .reason = w->c->number,
                                      .replace = true,
                                      .udi = row_text(&r, 0, 9)};
    return (s.qty.pieces == 0 || return_goods(t, &back, &how, e)) && right_receipt(w, &r, e);
}

/* --- a return: receipt, line, qty, day, reason, replace, udi, amount, at_selected, credit --- */

static bool
undo_return(struct redoing *w, const struct rows *r, const struct receipt_state *s, struct err *e)
{
    struct trade *t = w->t;
    int64_t amount = row_int(r, 0, 7), selected = row_int(r, 0, 8), n = row_int(r, 0, 2);
    const struct val receipt = v_text(row_text(r, 0, 0)), line = v_int(row_int(r, 0, 1));
    return db_do(t->db, &q_return_write, e, v_int(t->pool), v_text(w->back), v_int(w->c->line),
                 receipt, line, v_int(-n), v_text(row_text(r, 0, 3)), v_text(w->c->number),
                 v_int(-amount), v_int(-selected), v_int(0), v_text(s->key.institution),
                 v_text(s->payee), v_int(0), v_text("")) &&
           db_do(t->db, &q_receipt_return, e, v_int(t->pool), receipt, line, v_int(-n),
                 v_int(-amount), v_int(-selected), v_int(0)) &&
           progress_add(t, &s->key, w->on,
                        &(struct progress){.returned = {-n},
                                           .accepted_amount = {amount},
                                           .at_selected = {selected}},
                        e);
}

static bool
redo_return(struct redoing *w, struct err *e)
{
    struct trade *t = w->t;
    struct receipt_state s;
    struct rows r;
    enum put how;
    if (!db_run(t->db, &q_return_whole, t->arena, &r, e, v_int(t->pool), v_text(w->c->document),
                v_int(w->c->line)))
        return false;
    if (r.n == 0 || row_int(&r, 0, 2) <= 0)
        return redo_no_such(w, e);
    if (!receipt_state(t, row_text(&r, 0, 0), row_int(&r, 0, 1), &s, e))
        return false;
    w->on = day_of(row_text(&r, 0, 3));
    if (row_int(&r, 0, 2) == w->c->qty.pieces)
        return redo_cannot(w, M_REDO_SAME, "qty", e);
    if (row_int(&r, 0, 9) != 0)
        return redo_cannot(w, M_REDO_FIRST, redo_kind_names[REDO_PAYMENT], e);
    if (row_int(&r, 0, 5) != 0 || *row_text(&r, 0, 6) != '\0')
        return redo_cannot(w, M_REDO_UNITS, "", e);
    if (!w->do_it)
        return true;
    const struct goods_return right = {.number = w->right,
                                       .line = w->c->line,
                                       .receipt = row_text(&r, 0, 0),
                                       .receipt_line = row_int(&r, 0, 1),
                                       .qty = w->c->qty,
                                       .on = w->on,
                                       .reason = row_text(&r, 0, 4),
                                       .udi = w->c->udi};
    return undo_return(w, &r, &s, e) && (w->c->qty.pieces == 0 || return_goods(t, &right, &how, e));
}

/* --- asked and decided --- */

static bool
carry_out(struct redoing *w, struct err *e)
{
    struct trade *t = w->t;
    struct rows r;
    if (!db_run(t->db, &q_redo_of, t->arena, &r, e, v_int(t->pool),
                v_text(redo_kind_names[w->c->kind]), v_text(w->c->document), v_int(w->c->line)))
        return false;
    if (r.n > 0)
        return redo_cannot(w, M_REDO_AGAIN, row_text(&r, 0, 0), e);
    w->right = arena_printf(t->arena, "%s~%s", w->c->document, w->c->number);
    w->back = arena_printf(t->arena, "%s-", w->right);
    switch (w->c->kind) {
    case REDO_RECEIPT: return redo_receipt(w, e);
    case REDO_RETURN: return redo_return(w, e);
    case REDO_PAYMENT: return redo_payment(w, e);
    case REDO_KINDS: break;
    }
    assert(w->c->kind < REDO_KINDS);
    return false;
}

static bool
same(const struct redo *x, const struct redo *y)
{
    return x->kind == y->kind && strcmp(x->document, y->document) == 0 && x->line == y->line &&
           x->qty.pieces == y->qty.pieces && x->amount.units == y->amount.units &&
           strcmp(x->asked_by, y->asked_by) == 0;
}

bool
ask_redo(struct trade *t, const struct redo *in, enum put *how, struct err *e)
{
    struct redoing w = {.t = t, .c = in};
    struct redo old;
    char text[MONTH_TEXT_MAX];
    bool found;
    if (*in->reason == '\0')
        return err_set(e, ERR_INPUT, M_REDO_REASON, {NULL}, .field = "reason");
    if (in->amount.units % MONEY_FEN != 0)
        return err_set(e, ERR_INPUT, M_REDO_FEN, {NULL}, .field = "amount");
    if (!redo_get(t, in->number, &old, &found, e))
        return false;
    *how = found ? PUT_SAME : PUT_NEW;
    if (found)
        return same(in, &old) ||
               err_set(e, ERR_CONFLICT, M_REDO_TAKEN, {in->number}, .field = "number");
    return carry_out(&w, e) &&
           db_do(t->db, &q_redo_write, e, v_int(t->pool), v_text(in->number),
                 v_text(redo_kind_names[in->kind]), v_text(in->document), v_int(in->line),
                 v_text(month_text(date_month(w.on), text)), v_int(in->qty.pieces),
                 v_int(in->amount.units), v_text(in->udi), v_text(in->reason), v_text(in->asked_by),
                 v_date(t->arena, in->asked_on));
}

bool
decide_redo(struct trade *t, const char *number, bool done, const char *by, date on, enum put *how,
            struct err *e)
{
    struct redo c;
    struct redoing w = {.t = t, .c = &c, .do_it = true};
    enum redo_state to = done ? REDO_DONE : REDO_REFUSED;
    bool found;
    if (!redo_get(t, number, &c, &found, e))
        return false;
    if (!found)
        return err_set(e, ERR_NOT_FOUND, M_REDO_NONE, {number}, .field = "number");
    if (strcmp(c.asked_by, by) == 0)
        return err_set(e, ERR_CONFLICT, M_REDO_SAME_PERSON, {by, number}, .field = "by");
    *how = PUT_SAME;
    if (c.state != REDO_ASKED)
        return (c.state == to && strcmp(c.decided_by, by) == 0) ||
               err_set(e, ERR_CONFLICT, M_REDO_DECIDED,
                       {number, redo_state_names[c.state], c.decided_by});
    if (date_cmp(on, c.asked_on) < 0)
        return err_set(e, ERR_INPUT, M_REDO_BEFORE, {number}, .field = "on");
    *how = PUT_CHANGED;
    t->correction = number;
    bool ok = !done || carry_out(&w, e);
    t->correction = NULL;
    return ok && db_do(t->db, &q_redo_decide, e, v_int(t->pool), v_text(number),
                       v_text(redo_state_names[to]), v_text(by), v_date(t->arena, on));
}

static void
fill(const struct rows *r, size_t i, struct redo *out)
{
    int kind = 0, state = 0;
    (void)name_find(redo_kind_names, REDO_KINDS, row_text(r, i, 1), &kind);
    (void)name_find(redo_state_names, REDO_STATES, row_text(r, i, 11), &state);
    *out = (struct redo){.number = row_text(r, i, 0),
                         .kind = (enum redo_kind)kind,
                         .document = row_text(r, i, 2),
                         .line = row_int(r, i, 3),
                         .qty = {row_int(r, i, 5)},
                         .amount = {row_int(r, i, 6)},
                         .udi = row_text(r, i, 7),
                         .reason = row_text(r, i, 8),
                         .asked_by = row_text(r, i, 9),
                         .asked_on = day_of(row_text(r, i, 10)),
                         .state = (enum redo_state)state,
                         .decided_by = row_text(r, i, 12),
                         .decided_on = day_of(row_text(r, i, 13))};
    (void)month_parse(&out->month, row_text(r, i, 4));
}

bool
redo_get(struct trade *t, const char *number, struct redo *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(t->db, &q_redo_get, t->arena, &r, e, v_int(t->pool), v_text(number)))
        return false;
    *found = r.n > 0;
    if (*found)
        fill(&r, 0, out);
    return true;
}

bool
redo_list(struct db *db, struct arena *a, int64_t pool, const char *after, int state,
          const char *ym, size_t limit, struct redo **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_redo_list, a, &r, e, v_int(pool), v_text(after),
                v_text(state < 0 ? "" : redo_state_names[state]), v_text(ym),
                v_int((int64_t)limit)))
        return false;
    *n = r.n;
    *out = arena_array(a, struct redo, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        fill(&r, i, &(*out)[i]);
    return true;
}
