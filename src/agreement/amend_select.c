/* amend_select.c - what an amendment changes among the selected products. */
#include <string.h>

#include "agreement/amend_inner.h"
#include "agreement/query.h"
#include "registry/product.h"
#include "words/amend.h"
#include "words/period.h"

/* The subject as it is selected on the day. */
static bool
subject_on(struct amend_plan *p, struct award_change *out, struct err *e)
{
    bool found;
    if (!award_on(p->db, p->a, p->pool, p->m->project, p->m->subject, p->m->effective_on, out,
                  &found, e))
        return false;
    return (found && out->selected) || err_set(e, ERR_CONFLICT, M_AMEND_NOT_SELECTED,
                                               {p->m->subject, p->m->project}, .field = "subject");
}

static bool
changed(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    struct award_change c = *w;
    c.instead_of = "";
    c.document = p->m->number;
    return plan_award(p, &c, e);
}

static bool
gone(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    struct award_change c = *w;
    c.selected = false;
    return changed(p, &c, e);
}

/* A successor of the subject, not selected by itself until now. */
static bool
derived(struct amend_plan *p, const struct award_change *like, const char *product, money without,
        money with, struct err *e)
{
    struct award_change c = *like, now;
    struct product is;
    bool found;
    if (!product_on(p->db, p->a, product, p->m->effective_on, &is, e) ||
        !award_on(p->db, p->a, p->pool, p->m->project, product, p->m->effective_on, &now, &found,
                  e))
        return false;
    if (found && now.selected)
        return err_set(e, ERR_CONFLICT, M_AMEND_SELECTED, {product, p->m->project},
                       .field = "successor");
    if (strcmp(is.company, like->company) != 0)
        return err_set(e, ERR_CONFLICT, M_AMEND_OTHER_COMPANY, {product, like->company},
                       .field = "successor");
    c.product = product;
    c.price = without;
    c.with_service = with;
    c.instead_of = p->m->subject;
    c.document = p->m->number;
    return plan_award(p, &c, e);
}

static bool
select_code(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    enum code_state state;
    const char *now;
    if (!code_resolve(p->db, p->a, p->m->subject, p->m->effective_on, &now, &state, e))
        return false;
    if (state != CODE_REMAPPED || strcmp(now, p->m->successor) != 0)
        return err_set(e, ERR_CONFLICT, M_AMEND_CODE, {p->m->subject, p->m->successor},
                       .field = "successor");
    return gone(p, w, e) && derived(p, w, p->m->successor, w->price, w->with_service, e);
}

static bool
converted(struct amend_plan *p, money price, money *out, struct err *e)
{
    int64_t unit = p->d.project.goods == GOODS_DRUG ? 1 : MONEY_FEN;
    *out = (money){0};
    if (price.units == 0)
        return true;
    enum convert_verdict v = change_converted(price, p->m->factor, unit, &p->x, out);
    return v == CONVERT_OK ||
           err_set(e, ERR_INPUT, M_AMEND_CONVERT, {p->m->successor, convert_verdict_name(v)},
                   .field = "factor");
}

static bool
select_specification(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    money without, with;
    return converted(p, w->price, &without, e) && converted(p, w->with_service, &with, e) &&
           derived(p, w, p->m->successor, without, with, e);
}

/* The price of the award: of the product itself, or of what it was derived from. */
static bool
select_cut(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    struct price_pair now = {w->price, w->with_service}, first = now,
                      cut = {p->m->price, p->m->with_service};
    struct award_change c = *w;
    struct rows r;
    if (!db_run(p->db, &q_amend_first_price, p->a, &r, e, v_int(p->pool), v_text(p->m->project),
                v_text(w->product)))
        return false;
    if (r.n > 0)
        first = (struct price_pair){{row_int(&r, 0, 0)}, {row_int(&r, 0, 1)}};
    enum cut_verdict v = change_cut(&first, &now, &cut, &p->x);
    if (v != CUT_OK)
        return err_set(e, ERR_INPUT, M_AMEND_CUT, {w->product, cut_verdict_name(v)},
                       .field = "price");
    c.price = cut.without;
    c.with_service = cut.with;
    return changed(p, &c, e);
}

static money
standby_price(struct amend_plan *p, money own, money succeeded)
{
    return own.units == 0 ? own /* not offered */
                          : change_standby_price(p->m->standby, own, succeeded, &p->x);
}

/* Those who stand by in the group, in the order of their ranks. */
static bool
select_standbys(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    struct rows r;
    if (!db_run(p->db, &q_amend_standbys, p->a, &r, e, v_int(p->pool), v_text(p->m->project),
                v_text(w->group), v_date(p->a, p->m->effective_on)))
        return false;
    if (!gone(p, w, e))
        return false;
    p->capacity = arena_array(p->a, int64_t, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        const struct award_change c = {
            .product = row_text(&r, i, 0),
            .company = row_text(&r, i, 1),
            .price = standby_price(p, (money){row_int(&r, i, 2)}, w->price),
            .with_service = standby_price(p, (money){row_int(&r, i, 3)}, w->with_service),
            .group = row_text(&r, i, 4),
            .selected = true,
            .instead_of = w->product,
            .document = p->m->number};
        p->capacity[i] = row_int(&r, i, 5);
        if (!plan_award(p, &c, e))
            return false;
    }
    return true;
}

static bool
take_merged(void *arg, const struct rows *r, struct err *e)
{
    struct amend_plan *p = arg;
    if (strcmp(row_text(r, 0, 2), p->m->subject) != 0)
        return true;
    const struct award_change c = {.product = arena_strdup(p->a, row_text(r, 0, 1)),
                                   .group = arena_strdup(p->a, row_text(r, 0, 0)),
                                   .company = p->m->successor,
                                   .price = {row_int(r, 0, 3)},
                                   .with_service = {row_int(r, 0, 4)},
                                   .selected = true};
    return changed(p, &c, e);
}

static bool
certified(struct amend_plan *p, struct err *e)
{
    enum certificate_state state;
    date to;
    return certificate_on(p->db, p->a, p->m->subject, p->m->effective_on, &state, &to, e) &&
           (certificate_may_list(state) ||
            err_set(e, ERR_CONFLICT, M_AMEND_CERTIFICATE,
                    {p->m->subject, certificate_state_name(state)}, .field = "subject"));
}

bool
plan_selections(struct amend_plan *p, struct err *e)
{
    struct award_change w;
    if (p->m->kind == AMEND_COMPANY_MERGED)
        return db_each(p->db, &q_agree_winners, take_merged, p, e, v_int(p->pool),
                       v_text(p->m->project), v_date(p->a, p->m->effective_on));
    if (p->info->subject != ABOUT_PRODUCT)
        return true;
    if (!subject_on(p, &w, e))
        return false;
    if (p->m->kind == AMEND_CERTIFICATE_CHANGED)
        return certified(p, e);
    if (p->m->kind == AMEND_CODE_CHANGED)
        return select_code(p, &w, e);
    if (p->m->kind == AMEND_SPECIFICATION_ADDED)
        return select_specification(p, &w, e);
    if (p->m->kind == AMEND_PRICE_CUT)
        return select_cut(p, &w, e);
    if (p->m->kind == AMEND_QUALIFICATION_WITHDRAWN)
        return select_standbys(p, &w, e);
    if (p->m->kind == AMEND_PRODUCT_WITHDRAWN)
        return gone(p, &w, e);
    if (strcmp(w.company, p->m->successor) == 0)
        return err_set(e, ERR_CONFLICT, M_AMEND_SAME, {p->m->successor}, .field = "successor");
    w.company = p->m->successor;
    return changed(p, &w, e);
}
