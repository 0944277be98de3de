/* What an order line rests on, and whether it may be: terms, price, volume, certificate, credit. */
#include <string.h>

#include "project/participation.h"
#include "registry/product.h"
#include "agreement/cycle_of.h"
#include "tender/award_change.h"
#include "trade/ahead.h"
#include "trade/gate.h"
#include "trade/hold.h"
#include "trade/line.h"
#include "trade/memo.h"
#include "trade/query.h"
#include "trade/weigh.h"
#include "words/project.h"
#include "words/trade.h"

const char *
order_verdict_name(enum order_verdict v)
{
    static const char *const names[] = {
        "ok",          "empty",           "not_listed",  "held",        "certificate",
        "to_standby",  "not_taking_part", "outside",     "no_variant",  "zero_volume",
        "over_agreed", "other_payee",     "above_price", "below_price", "large",
    };
    return names[v];
}

enum order_verdict
order_check(const struct terms *t, const struct trade_rules *r, const struct order *in, qty *over)
{
    money amount;
    qty after;
    *over = (qty){0};
    if (in->qty.pieces == 0)
        return ORDER_EMPTY;
    if (t->kind == TERMS_NONE)
        return ORDER_NOT_LISTED;
    if (t->held)
        return ORDER_HELD;
    if (t->lapsed)
        return ORDER_CERTIFICATE;
    if (t->barred)
        return ORDER_TO_STANDBY;
    if (t->kind == TERMS_ZERO_VOLUME && !t->takes_part)
        return ORDER_NOT_TAKING_PART;
    if (!t->in_cycle)
        return ORDER_OUTSIDE_CYCLE;
    if (t->selected.units == 0)
        return ORDER_NO_SUCH_VARIANT;
    if (t->kind == TERMS_ZERO_VOLUME && !r->zero_volume)
        return ORDER_ZERO_VOLUME;
    if (!qty_add(&after, t->ordered, in->qty))
        return ORDER_LARGE;
    if (t->kind == TERMS_AGREED && after.pieces > t->agreed.pieces) {
        int64_t beyond = after.pieces - t->agreed.pieces;
        *over = beyond < in->qty.pieces ? (qty){beyond} : in->qty;
        if (!r->over_agreed)
            return ORDER_OVER_AGREED;
    }
    if (t->kind == TERMS_AGREED && *in->payee != '\0' && strcmp(in->payee, t->payee) != 0)
        return ORDER_OTHER_PAYEE;
    if (money_cmp(in->price, t->selected) > 0)
        return ORDER_ABOVE_SELECTED;
    if (in->price.units > 0 && money_cmp(in->price, t->selected) < 0 && t->kind != TERMS_LISTED &&
        !r->own_lower)
        return ORDER_BELOW_SELECTED;
    return money_amount(&amount, t->selected, in->qty) ? ORDER_OK : ORDER_LARGE;
}

static bool
refuse(enum order_verdict v, const struct terms *t, const struct trade_rules *r,
       const struct order *in, struct err *e)
{
    char bound[MONEY_TEXT_MAX], price[MONEY_TEXT_MAX], day[DATE_TEXT_MAX];
    switch (v) {
    case ORDER_OK:
    case ORDER_VERDICTS: break;
    case ORDER_EMPTY: return err_set(e, ERR_INPUT, M_ORDER_EMPTY, {NULL}, .field = "qty");
    case ORDER_NOT_LISTED:
        return err_set(e, ERR_INPUT, M_ORDER_NOT_LISTED, {in->product, in->project},
                       .field = "product");
    case ORDER_CERTIFICATE:
        return err_set(e, ERR_INPUT, M_ORDER_CERTIFICATE, {in->product, t->certificate},
                       .field = "product");
    case ORDER_TO_STANDBY: return credit_refuse(&t->asked, DOOR_ORDER, &t->bar, "product", e);
    case ORDER_HELD: return err_set(e, ERR_INPUT, M_ORDER_HELD, {in->product}, .field = "product");
    case ORDER_NOT_TAKING_PART:
        return err_set(e, ERR_INPUT, M_PARTICIPATION_NONE, {in->institution, in->project},
                       .field = "hospital");
    case ORDER_OUTSIDE_CYCLE:
        return err_set(e, ERR_INPUT, M_ORDER_OUTSIDE, {date_text(in->on, day), in->product},
                       .field = "date");
    case ORDER_NO_SUCH_VARIANT:
        return err_set(e, ERR_INPUT, M_ORDER_VARIANT, {in->product, variant_names[in->variant]},
                       .field = "variant");
    case ORDER_ZERO_VOLUME:
        return err_set(e, ERR_INPUT, M_ORDER_ZERO_VOLUME, {in->institution, in->product, r->pack},
                       .field = "product");
    case ORDER_OVER_AGREED:
        return err_set(e, ERR_INPUT, M_ORDER_OVER_AGREED, {r->pack}, .field = "qty");
    case ORDER_OTHER_PAYEE:
        return err_set(e, ERR_INPUT, M_ORDER_PAYEE, {in->payee, t->payee}, .field = "distributor");
    case ORDER_ABOVE_SELECTED:
        return err_set(e, ERR_INPUT, M_ORDER_ABOVE,
                       {money_text(in->price, price), money_text(t->selected, bound)},
                       .field = "price");
    case ORDER_BELOW_SELECTED:
        return err_set(e, ERR_INPUT, M_ORDER_BELOW,
                       {money_text(in->price, price), money_text(t->selected, bound), r->pack},
                       .field = "price");
    case ORDER_LARGE: return err_set(e, ERR_INPUT, M_ORDER_LARGE, {NULL}, .field = "qty");
    }
    return true;
}

static bool
agreed_terms(struct trade *t, const struct order *in, struct terms *out, struct err *e)
{
    struct rows r;
    char day[DATE_TEXT_MAX];
    date_text(in->on, day);
    if (!ahead_terms(ahead_of(t), t, in, day, &r) &&
        !db_run(t->db, &q_terms_agreed, t->arena, &r, e, v_int(t->pool), v_text(in->project),
                v_text(in->institution), v_text(in->product), v_text(day), v_text(in->payee)))
        return false;
    bool found = r.n > 0;
    if (!found) { /* another day or another payee: the refusal says which */
        if (!db_run(t->db, &q_terms_other_day, t->arena, &r, e, v_int(t->pool), v_text(in->project),
                    v_text(in->institution), v_text(in->product), v_text(day)))
            return false;
        if (r.n == 0)
            return true;
        struct award_change now;
        bool ever;
        if (!award_on(t->db, t->arena, t->pool, in->project, in->product, in->on, &now, &ever, e))
            return false;
        *out = (struct terms){.kind = TERMS_AGREED,
                              .agreement = "",
                              .company = "",
                              .payee = row_text(&r, 0, 0),
                              .selected = {1},
                              .in_cycle = strcmp(row_text(&r, 0, 1), day) <= 0 &&
                                          strcmp(row_text(&r, 0, 2), day) >= 0 &&
                                          !(ever && !now.selected)};
        return true;
    }
    *out = (struct terms){.kind = TERMS_AGREED,
                          .agreement = row_text(&r, 0, 0),
                          .company = row_text(&r, 0, 1),
                          .payee = row_text(&r, 0, 2),
                          .agreed = {row_int(&r, 0, 3)},
                          .selected = {row_int(&r, 0, 4 + (size_t)in->variant)},
                          .ordered = {row_int(&r, 0, 6)},
                          .in_cycle = true,
                          .takes_part = true};
    return true;
}

static bool
listed_terms(struct trade *t, const struct order *in, const struct project *p, struct terms *out,
             struct err *e)
{
    struct rows r, part;
    char day[DATE_TEXT_MAX];
    if (!db_run_kept(t->db, &q_terms_listed, t->arena, &r, e, v_int(t->pool), v_text(in->product),
                     v_text(date_text(in->on, day))))
        return false;
    bool known = *row_text(&r, 0, 0) != '\0', listed = strcmp(row_text(&r, 0, 2), "listed") == 0;
    out->hold = row_text(&r, 0, 6);
    if (out->kind == TERMS_AGREED) {
        out->held = known && !listed;
        return true;
    }
    if (!known)
        return true;
    bool selected = strcmp(row_text(&r, 0, 0), "results") == 0;
    if (selected && strcmp(row_text(&r, 0, 1), in->project) != 0)
        return true; /* of another project */
    bool in_cycle = true;
    if (selected && !cycle_covers(t->db, t->arena, p, in->product, in->on, &in_cycle, e))
        return false;
    *out = (struct terms){
        .kind = selected ? TERMS_ZERO_VOLUME : TERMS_LISTED,
        .agreement = "",
        .company = row_text(&r, 0, 3),
        .payee = *in->payee != '\0' ? in->payee : row_text(&r, 0, 3),
        .selected = {row_int(&r, 0, 4 + (size_t)in->variant)},
        .held = !listed,
        .hold = out->hold,
        .in_cycle = in_cycle,
        .takes_part = true,
    };
    if (!selected)
        return true;
    if (!db_run_kept(t->db, &q_terms_takes_part, t->arena, &part, e, v_int(t->pool),
                     v_text(in->project), v_text(in->institution)))
        return false;
    out->takes_part = part.n == 1;
    return true;
}

/* One look at a company for all lines of a document, when there is nothing to see. */
static bool
door_of(struct trade *t, const char *party, struct terms *out, struct err *e)
{
    struct trade_memo *m = t->memo;
    bool clean;
    for (size_t i = 0; i < TRADE_PARTIES_MAX; i++)
        if (*party != '\0' && strcmp(m->clean[i], party) == 0)
            return true;
    if (!credit_is_clean(t->db, t->arena, party, &clean, e))
        return false;
    if (clean) {
        memo_keep(m->clean[m->clean_n++ % TRADE_PARTIES_MAX], party);
        return true;
    }
    out->asked.party = party;
    return credit_bar(t->db, t->arena, &out->asked, DOOR_ORDER, &out->bar, e);
}

/* Does the certificate allow it, and the credit of its company and of who delivers? (A4, I3) */
static bool
doors_of(struct trade *t, const struct order *in, struct terms *out, struct err *e)
{
    enum certificate_state state;
    date to;
    out->asked = (struct credit_asked){t->pool, out->company, in->product, in->on};
    out->bar = (struct credit_bar){.why = "", .clause = ""};
    if (!certificate_on(t->db, t->arena, in->product, in->on, &state, &to, e) ||
        !door_of(t, out->company, out, e) ||
        (!out->bar.shut && strcmp(out->payee, out->company) != 0 &&
         !door_of(t, out->payee, out, e)))
        return false;
    out->certificate = certificate_state_name(state);
    out->lapsed = state != CERTIFICATE_NONE && !certificate_may_order(state, to, in->made);
    out->barred = out->bar.shut;
    return true;
}

static bool
find_terms(struct trade *t, const struct order *in, const struct project *p, struct terms *out,
           struct err *e)
{
    *out = (struct terms){.kind = TERMS_NONE, .hold = ""};
    return agreed_terms(t, in, out, e) && listed_terms(t, in, p, out, e) &&
           (out->kind == TERMS_NONE || doors_of(t, in, out, e));
}

static bool
known_institution(struct trade *t, const char *code, struct err *e)
{
    if (*code != '\0' && strcmp(t->memo->institution, code) == 0)
        return true;
    if (!institution_must(t->db, t->arena, code, "hospital", e))
        return false;
    memo_keep(t->memo->institution, code);
    return true;
}

/* Deliveries to a remote area have more days (G2). */
static bool
is_remote(struct trade *t, const struct order *in, bool *out, struct err *e)
{
    struct trade_memo *m = t->memo;
    char day[DATE_TEXT_MAX];
    struct rows r;
    if (strcmp(m->remote, in->institution) != 0 || date_cmp(m->remote_on, in->on) != 0) {
        if (!db_run_kept(t->db, &q_remote_on, t->arena, &r, e, v_int(t->pool),
                         v_text(in->institution), v_text(date_text(in->on, day))))
            return false;
        m->is_remote = r.n > 0;
        m->remote_on = in->on;
        memo_keep(m->remote, in->institution);
    }
    *out = m->is_remote;
    return true;
}

bool
weigh_order(struct trade *t, const struct order *in, struct weighed *out, struct err *e)
{
    struct project p;
    bool remote;
    if (!trade_project(t, in->project, &p, e) ||
        !trade_gate(t, TRADE_ORDER, in->project, in->on, e) || !is_remote(t, in, &remote, e) ||
        !known_institution(t, in->institution, e) || !find_terms(t, in, &p, &out->terms, e) ||
        !trade_rules_on(t, in->on, p.pack, &out->rules, e))
        return false;
    supply_due(&out->rules->supply, in->on, remote, NULL, &out->due);
    if (*out->terms.hold != '\0' && in->qty.pieces > 0) /* says why, and by whom */
        return hold_bar(t, in->product, "", in->on, "product", e);
    return refuse(order_check(&out->terms, out->rules, in, &out->over), &out->terms, out->rules, in,
                  e);
}
