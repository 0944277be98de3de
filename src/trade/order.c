#include <stdio.h>
#include <string.h>

#include "base/core/text.h"
#include "listing/beside.h"
#include "trade/ahead.h"
#include "trade/gate.h"
#include "trade/line.h"
#include "trade/memo.h"
#include "trade/open_volume.h"
#include "trade/query.h"
#include "trade/weigh.h"
#include "words/trade.h"

static bool
known(struct trade *t, const struct order *in, enum put *how, struct err *e)
{
    static const char *const column[] = {"project", "hospital", "product", "variant", "distributor",
                                         "qty",     "price",    "date",    "made"};
    char made[DATE_TEXT_MAX] = "";
    if (in->made.day != 0)
        date_text(in->made, made);
    const struct val v[] = {v_text(in->project),
                            v_text(in->institution),
                            v_text(in->product),
                            v_text(variant_names[in->variant]),
                            v_text(in->payee),
                            v_int(in->qty.pieces),
                            v_int(in->price.units),
                            v_text(said_day(t, in->on)),
                            v_text(made)};
    struct rows r;
    if (!db_run(t->db, &q_order_get, t->arena, &r, e, v_int(t->pool), v_text(in->number),
                v_int(in->line)) ||
        !fact_same(&r, v, column, 9, in->number, how, e))
        return false;
    if (r.n > 0)
        t->charged = (money){row_int(&r, 0, 6)};
    return true;
}

/* What is known of the order, from the line before or from its rows: *fresh when this line cannot
 * be on record, because the order is not, or has been written here up to the line before. */
static bool
find_head(struct trade *t, const struct order *in, bool *fresh, struct err *e)
{
    struct trade_memo *m = t->memo;
    struct rows r;
    if (*in->number != '\0' && strcmp(m->order.number, in->number) == 0) {
        *fresh = m->order.last > 0 && in->line > m->order.last;
        return true;
    }
    m->order.number[0] = '\0';
    m->order.last = 0;
    *fresh = ahead_is_new(ahead_of(t), in->number);
    if (*fresh)
        return true;
    if (!db_run(t->db, &q_order_head, t->arena, &r, e, v_int(t->pool), v_text(in->number)))
        return false;
    *fresh = r.n == 0;
    if (r.n == 0)
        return true;
    snprintf(m->order.on, sizeof(m->order.on), "%s", row_text(&r, 0, 1));
    if (memo_keep(m->order.institution, row_text(&r, 0, 0)))
        memo_keep(m->order.number, in->number);
    return true;
}

/* All lines of an order are of one institution and day. */
static bool
same_head(struct trade *t, const struct order *in, struct err *e)
{
    const struct trade_memo *m = t->memo;
    char day[DATE_TEXT_MAX];
    if (strcmp(m->order.number, in->number) != 0)
        return true;
    if (strcmp(m->order.institution, in->institution) != 0)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {in->number, m->order.institution},
                       .field = "hospital");
    return strcmp(m->order.on, date_text(in->on, day)) == 0 ||
           err_set(e, ERR_CONFLICT, M_DOCUMENT_OTHER, {in->number, m->order.on}, .field = "date");
}

/* The next line of it needs not be asked for. */
static void
keep_head(struct trade *t, const struct order *in, bool fresh)
{
    struct trade_memo *m = t->memo;
    date_text(in->on, m->order.on);
    m->order.last = fresh ? in->line : 0;
    if (!memo_keep(m->order.number, in->number) ||
        !memo_keep(m->order.institution, in->institution))
        m->order.number[0] = '\0';
}

static bool
write_order(struct trade *t, const struct order *in, const struct weighed *w, struct err *e)
{
    const struct terms *terms = &w->terms;
    const struct supply_due *due = &w->due;
    static const char *const kinds[] = {"", "agreed", "zero_volume", "listed"};
    char day[DATE_TEXT_MAX], made[DATE_TEXT_MAX] = "";
    if (in->made.day != 0)
        date_text(in->made, made);
    t->charged = in->price.units > 0 ? in->price : terms->selected;
    const struct trade_line k = {in->project, in->institution, in->product,
                                 variant_names[in->variant], terms->agreement};
    return db_later(
               t->db, &q_order_write, 0, e, v_int(t->pool), v_text(in->number), v_int(in->line),
               v_text(in->project), v_text(in->institution), v_text(in->product),
               v_text(kinds[terms->kind]), v_text(k.variant), v_text(terms->agreement),
               v_text(terms->company), v_text(terms->payee), v_int(in->qty.pieces),
               v_int(w->over.pieces), v_int(t->charged.units), v_int(terms->selected.units),
               v_int(in->pay_days), v_text(date_text(in->on, day)), v_text(made),
               v_text(day_or_none(t, due->respond_by)), v_text(day_or_none(t, due->deliver_by))) &&
           progress_add(
               t, &k, in->on,
               &(struct progress){.agreed = terms->agreed, .ordered = in->qty, .sure = true}, e);
}

/* What an order of something not selected is held against: selected prices, and what this
 * institution agreed to buy instead and has not ordered yet. */
struct aside {
    struct beside beside;
    struct open_volume open;
    money price;
    bool dearer, asked; /* asked: a reason is needed */
};

/* The selected price stands beside what was not selected; a dearer choice has a reason (C4), and so
 * has one while agreed volume is open, where the pack asks (K3). */
static bool
look_beside(struct trade *t, const struct order *in, const struct weighed *w, struct aside *out,
            struct err *e)
{
    char price[MONEY_TEXT_MAX], selected[MONEY_TEXT_MAX], left[INT_TEXT_MAX];
    const struct beside *b = &out->beside;
    const struct open_volume *o = &out->open;
    *out = (struct aside){.beside = {.product = ""}, .open = {.project = "", .group = ""}};
    if (w->terms.kind != TERMS_LISTED)
        return true;
    out->price = in->price.units > 0 ? in->price : w->terms.selected;
    if (!selected_beside(t->db, t->arena, t->pool, in->product, in->variant == VARIANT_WITH_SERVICE,
                         in->on, &out->beside, e) ||
        !open_volume(t, in->institution, in->product, in->on, &out->open, e))
        return false;
    out->dearer = b->n > 0 && money_cmp(out->price, b->price) > 0;
    out->asked = out->dearer || (o->qty.pieces > 0 && w->rules->reason_while_open);
    if (!out->asked || in->reason == NULL || *in->reason != '\0')
        return true;
    return out->dearer ? err_set(e, ERR_INPUT, M_ORDER_DEARER,
                                 {in->product, money_text(out->price, price), b->product,
                                  money_text(b->price, selected)},
                                 .field = "reason")
                       : err_set(e, ERR_INPUT, M_ORDER_OPEN,
                                 {in->product, o->group, o->project, int_text(o->qty.pieces, left)},
                                 .field = "reason");
}

static bool
write_beside(struct trade *t, const struct order *in, const struct aside *s, struct err *e)
{
    const struct beside *b = &s->beside;
    return (b->n == 0 && s->open.qty.pieces == 0) ||
           db_later(t->db, &q_beside_write, 0, e, v_int(t->pool), v_text(in->number),
                    v_int(in->line), v_text(b->product), v_int(b->price.units),
                    v_int(s->price.units), v_int(s->dearer), v_text(s->open.project),
                    v_text(s->open.group), v_int(s->open.qty.pieces),
                    v_text(s->asked && in->reason != NULL ? in->reason : ""));
}

bool
place_order(struct trade *t, const struct order *in, enum put *how, struct err *e)
{
    struct weighed w;
    struct aside beside;
    struct ahead *ahead;
    bool fresh;
    *how = PUT_NEW;
    if (!find_head(t, in, &fresh, e) || (!fresh && !known(t, in, how, e)))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (!trade_day_new(t, in->on, e) || !same_head(t, in, e) || !weigh_order(t, in, &w, e) ||
        !look_beside(t, in, &w, &beside, e))
        return false;
    ahead = ahead_of(t);
    if (!write_order(t, in, &w, e) || !write_beside(t, in, &beside, e))
        return false;
    if (ahead != NULL)
        ahead_ordered(ahead, t, in, w.terms.agreement);
    keep_head(t, in, fresh);
    return true;
}
