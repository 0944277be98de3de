/* A month's offsets of a project's prepayments against the claims of that month, and what is
 * demanded back. */
#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/claim.h"
#include "fund/query.h"
#include "fund/run.h"
#include "fund/state.h"
#include "project/explained.h"
#include "words/db.h"
#include "words/fund.h"

enum { STEPS = 8, ROOM = 256 };
#define OFFSET_EDITION "offset-1"

struct bought { /* by institution and term, sorted */
    const char *institution;
    int64_t term;
    money amount;
};

struct offsetting {
    struct run *r;
    struct books *books;
    struct offset_rules rules;
    struct span cycle;
    bool per_cycle; /* one prepayment for the whole cycle: an extension moves its end */
    struct rows bought;
    size_t at; /* in bought */
};

static money
purchased(struct offsetting *o, const struct prepaid_state *s)
{
    const struct rows *b = &o->bought;
    for (; o->at < b->n; o->at++) {
        int c = strcmp(row_text(b, o->at, 0), s->institution);
        if (c > 0 || (c == 0 && row_int(b, o->at, 1) > s->term))
            break;
        if (c == 0 && row_int(b, o->at, 1) == s->term)
            return (money){row_int(b, o->at, 2)};
    }
    return (money){0};
}

/* The end that counts: of the cycle for what is prepaid or clawed back by cycle. */
static struct prepayment
as_of_now(const struct offsetting *o, const struct prepaid_state *s)
{
    struct prepayment p = s->p;
    /* What came back since the month's end is not there to be taken any more. */
    p.returned = money_max(p.returned,
                           money_min(s->returned_ever, (money){p.prepaid.units - p.offset.units}));
    if (o->per_cycle || clawback_applies(&o->rules, &p))
        p.ends = date_max(p.ends, o->cycle.to);
    return p;
}

static const char *
state_id(struct offsetting *o, const struct prepaid_state *s, const char *more)
{
    char term[INT_TEXT_MAX];
    return arena_printf(o->r->arena, "%s/%s/%s%s", o->r->project->code, s->institution,
                        int_text(s->term, term), more);
}

static bool
explain_it(struct offsetting *o, const struct prepaid_state *s, const char *what, const char *more,
           const struct explain *x, struct err *e)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 h;
    sha256_init(&h);
    inputs_add_text(&h, s->institution);
    inputs_add_int(&h, s->term);
    inputs_add_int(&h, s->p.prepaid.units);
    inputs_add_int(&h, s->p.offset.units);
    inputs_add_int(&h, s->p.returned.units);
    const struct stamp stamp = {o->r->pack->id, o->r->pack->sha256, OFFSET_EDITION,
                                inputs_end(&h, digest)};
    return explained_put(o->r->db, o->r->arena, o->r->project->pool, what, state_id(o, s, more),
                         &stamp, x, e);
}

/* Claims go down, the prepayment comes back. */
static bool
book_offset(struct offsetting *o, const struct prepaid_state *s, money take, int64_t *entry,
            struct err *e)
{
    const struct booking b = {.kind = ROW_POSTED,
                              .debit = {s->fund, ACCOUNT_CLAIMS, s->institution},
                              .credit = {s->fund, ACCOUNT_PREPAID, s->institution},
                              .amount = take,
                              .cause = CAUSE_OFFSET,
                              .on = o->r->on,
                              .project = o->r->project->code,
                              .institution = s->institution,
                              .document = ""};
    o->r->rows++;
    return (money_add(&o->r->amount, o->r->amount, take) ||
            err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {s->institution})) &&
           book(o->books, &b, 1, entry, e) &&
           claim_take_offset(o->r->db, o->r->project->pool, s->institution, s->fund, o->r->month,
                             take, e);
}

static bool
offset_one(struct offsetting *o, const struct prepaid_state *s, const struct prepayment *p,
           struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    const struct project *pr = o->r->project;
    money bought = purchased(o, s), claims;
    char ym[MONTH_TEXT_MAX];
    struct offset out;
    int64_t entry = 0;

    if (!claim_left(o->r->db, o->r->arena, pr->pool, s->institution, s->fund, o->r->month, &claims,
                    e))
        return false;
    enum offset_verdict v = offset_month(&o->rules, p, o->r->month, bought, claims, &x, &out);
    if (v == OFFSET_BAD_STATE)
        return err_set(e, ERR_CONFLICT, M_OFFSET_STATE, {s->institution});
    if (v != OFFSET_OK && v != OFFSET_AHEAD && v != OFFSET_NO_CLAIMS) {
        o->r->nothing++;
        return true;
    }
    month_text(o->r->month, ym);
    if (out.take.units > 0 && !book_offset(o, s, out.take, &entry, e))
        return false;
    return db_do(o->r->db, &q_offset_write, e, v_int(pr->pool), v_text(pr->code),
                 v_text(s->institution), v_int(s->term), v_text(ym), v_text(offset_verdict_name(v)),
                 v_int(bought.units), v_int(claims.units), v_int(out.target.units),
                 v_int(out.take.units), v_int(out.left.units), v_int(entry)) &&
           explain_it(o, s, "offset", arena_printf(o->r->arena, "/%s", ym), &x, e);
}

/* What the month brings to be demanded back, once. */
static bool
demand_one(struct offsetting *o, const struct prepaid_state *s, const struct prepayment *p,
           struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    const struct project *pr = o->r->project;
    char on[DATE_TEXT_MAX], due[DATE_TEXT_MAX];
    struct rows old;
    struct demand d;
    bool claw = clawback_applies(&o->rules, p);
    bool any = claw ? clawback_demand(&o->rules, p, &x, &d) : offset_demand(&o->rules, p, &x, &d);

    if (!any || date_cmp(d.demanded_on, month_last(o->r->month)) > 0)
        return true;
    if (!db_run(o->r->db, &q_payback_get, o->r->arena, &old, e, v_int(pr->pool), v_text(pr->code),
                v_text(s->institution), v_int(s->term)))
        return false;
    if (old.n > 0)
        return true;
    o->r->demands++;
    return db_do(o->r->db, &q_payback_write, e, v_int(pr->pool), v_text(pr->code),
                 v_text(s->institution), v_int(s->term), v_text(claw ? "clawback" : "rest"),
                 v_int(d.amount.units), v_text(date_text(d.demanded_on, on)),
                 v_text(d.has_due ? date_text(d.due, due) : ""),
                 v_text(d.to == RETURN_SPECIAL_ACCOUNT ? "fund_special_account"
                                                       : "original_payer")) &&
           explain_it(o, s, "payback", "", &x, e);
}

static bool
take_state(void *arg, const struct prepaid_state *s, struct err *e)
{
    struct offsetting *o = arg;
    struct prepayment p = as_of_now(o, s);
    if (s->p.prepaid.units == 0)
        return true; /* nothing was paid out yet */
    if (!arena_room(o->r->arena, ROOM * 16))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    return offset_one(o, s, &p, e) && demand_one(o, s, &p, e);
}

static bool
bind_rules(struct offsetting *o, bool *go)
{
    struct run *r = o->r;
    int scope;
    r->bound = bind_offset(r->pack, &o->rules);
    o->per_cycle = policy_enum(r->pack, RULE_PREPAY_SCOPE, &scope) && scope == PREPAY_PER_CYCLE;
    *go = r->bound.verdict == BIND_OK;
    if (!*go)
        r->verdict = RUN_NO_RULE;
    return *go;
}

static bool
body(struct db *db, void *arg, struct err *e)
{
    struct offsetting o = {.r = arg};
    struct run *r = o.r;
    char ym[MONTH_TEXT_MAX];
    bool go;

    if (!run_may(r, r->project->code, "offset", true, &go, e))
        return false;
    if (!go || !bind_rules(&o, &go))
        return true;
    return run_cycle(r, &o.cycle, e) && books_open(&o.books, db, r->arena, r->project->pool, e) &&
           db_run(db, &q_purchased_by, r->arena, &o.bought, e, v_int(r->project->pool),
                  v_text(r->project->code), v_text(month_text(r->month, ym))) &&
           prepaid_each(db, r->project->pool, r->project->code, "", r->month, take_state, &o, e) &&
           books_close(o.books, e) && run_done(r, r->project->code, "offset", e);
}

bool
run_offset(struct db *db, void *arg, struct err *e)
{
    return run_in_arena(body, db, arg, e);
}
