/* shortage_cost.c - what was bought instead, what it cost more, who bears it. */
#include <string.h>

#include "engine/settle.h"
#include "fund/payable.h"
#include "oversight/call.h"
#include "oversight/level.h"
#include "oversight/query.h"
#include "oversight/shortage_inner.h"
#include "project/explained.h"
#include "registry/credit_record.h"
#include "registry/pack_on.h"
#include "words/oversight.h"
#include "words/db.h"

#define SHORTAGE_EDITION "substitutes-1"
enum { SUBSTITUTES_MAX = 200, STEPS = 256 };

struct bought { /* a receipt line */
    const char *institution, *product, *accepted_on;
    qty accepted, used; /* used: in shortage cases already */
    money price;
};

static bool
receipt_of(const struct shortage_work *w, const char *receipt, int64_t line, struct bought *out,
           struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_substitute_receipt, w->arena, &r, e, v_int(w->pool), v_text(receipt),
                v_int(line)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_SHORTAGE_NO_RECEIPT, {receipt}, .field = "receipt");
    *out = (struct bought){.institution = row_text(&r, 0, 0),
                           .product = row_text(&r, 0, 1),
                           .accepted_on = row_text(&r, 0, 2),
                           .accepted = {row_int(&r, 0, 3)},
                           .price = {row_int(&r, 0, 4)},
                           .used = {row_int(&r, 0, 5)}};
    return true;
}

/* The selected price of the order that was not supplied. */
static bool
selected_of(const struct shortage_work *w, const struct shortage *s, money *out, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_shortage_order, w->arena, &r, e, v_int(w->pool), v_text(s->order),
                v_int(s->line)))
        return false;
    out->units = row_int(&r, 0, 7);
    return true;
}

/* All lines so far, with the engine's steps kept beside the sum. */
static bool
extra_of(const struct shortage_work *w, struct shortage *s, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct settle_substitute line[SUBSTITUTES_MAX];
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;
    struct rows r;
    if (!db_run(w->db, &q_substitutes, w->arena, &r, e, v_int(w->pool), v_text(s->number)))
        return false;
    if (r.n > SUBSTITUTES_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_MANY, {"200"});
    sha256_init(&inputs);
    for (size_t i = 0; i < r.n; i++) {
        line[i] = (struct settle_substitute){
            {row_int(&r, i, 0)}, {row_int(&r, i, 1)}, {row_int(&r, i, 2)}};
        for (size_t k = 0; k < 3; k++)
            inputs_add_int(&inputs, row_int(&r, i, k));
    }
    if (settle_substitutes(line, r.n, &x, &s->extra) != SETTLE_OK)
        return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
    const struct stamp stamp = {"", "", SHORTAGE_EDITION, inputs_end(&inputs, digest)};
    return explained_put(w->db, w->arena, w->pool, "shortage", s->number, &stamp, &x, e);
}

static bool
fits(const struct shortage_work *w, const struct shortage *s, const struct bought *b, qty n,
     struct err *e)
{
    if (strcmp(b->institution, s->institution) != 0 || strcmp(b->product, s->product) == 0 ||
        strcmp(b->accepted_on, put_date(w->arena, s->reported_on)) < 0)
        return err_set(e, ERR_INPUT, M_SHORTAGE_NOT_FOR_IT, {w->number}, .field = "receipt");
    if (n.pieces <= 0 || n.pieces > b->accepted.pieces - b->used.pieces ||
        n.pieces > s->missing.pieces - s->substituted.pieces)
        return err_set(e, ERR_INPUT, M_SHORTAGE_TOO_MUCH, {w->number}, .field = "qty");
    return true;
}

bool
add_substitute(const struct shortage_work *w, const char *receipt, int64_t line, qty n,
               enum put *how, struct err *e)
{
    struct shortage s;
    struct bought b = {0};
    struct rows old;
    money selected;
    if (!shortage_get(w->db, w->arena, w->pool, w->number, &s, e) ||
        !db_run(w->db, &q_substitute_get, w->arena, &old, e, v_int(w->pool), v_text(w->number),
                v_text(receipt), v_int(line)))
        return false;
    *how = PUT_SAME;
    if (old.n > 0)
        return row_int(&old, 0, 0) == n.pieces ||
               err_set(e, ERR_CONFLICT, M_PUT_FACT_SHORTAGE, {w->number, receipt}, .field = "qty");
    *how = PUT_NEW;
    if (!shortage_next(w, SHORTAGE_CHARGED, &s, e) || !receipt_of(w, receipt, line, &b, e) ||
        !fits(w, &s, &b, n, e) || !call_allows(w, b.product, e) ||
        !selected_of(w, &s, &selected, e) ||
        !db_do(w->db, &q_substitute_write, e, v_int(w->pool), v_text(w->number), v_text(receipt),
               v_int(line), v_text(b.product), v_int(n.pieces), v_int(b.price.units),
               v_int(selected.units)))
        return false;
    s.substituted.pieces += n.pieces;
    return extra_of(w, &s, e) && shortage_keep(w, &s, e);
}

/* Does the pack of that day say that the supplier bears what a substitute costs more? */
static bool
supplier_bears(const struct shortage_work *w, bool *out, const char **pack, struct err *e)
{
    struct policy *p;
    *out = false;
    if (!pack_on(w->db, w->arena, w->pool, w->on, &p, e))
        return false;
    *pack = p == NULL ? "" : p->id;
    if (p != NULL && !policy_bool(p, RULE_SUPPLIER_BEARS, out))
        *out = false;
    return true;
}

bool
charge_shortage(const struct shortage_work *w, struct err *e)
{
    struct shortage s;
    const char *pack;
    bool bears;
    enum put how;
    if (!shortage_next(w, SHORTAGE_CHARGED, &s, e) || !supplier_bears(w, &bears, &pack, e))
        return false;
    if (s.state == SHORTAGE_OPEN) /* the supplier is heard first */
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_STATE,
                       {w->number, shortage_state_names[s.state]}, .field = "case");
    if (s.force == FORCE_CLAIMED || s.force == FORCE_ACCEPTED)
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_FORCE, {w->number, force_names[s.force]},
                       .field = "case");
    if (!bears)
        return err_set(e, ERR_INPUT, M_SHORTAGE_NO_RULE, {pack}, .field = "case");
    if (s.extra.units == 0)
        return err_set(e, ERR_INPUT, M_SHORTAGE_NO_COST, {w->number}, .field = "case");
    const struct supplier_debt d = {.company = s.company,
                                    .institution = s.institution,
                                    .project = s.project,
                                    .document = s.number,
                                    .amount = s.extra,
                                    .on = w->on};
    s.state = SHORTAGE_CHARGED;
    s.charged_on = w->on;
    return supplier_debt_put(w->db, w->arena, w->pool, &d, &how, e) && shortage_keep(w, &s, e);
}

/* What is still missing of the order; 0: it came after all. */
static bool
still_missing(const struct shortage_work *w, const struct shortage *s, int64_t *out, struct err *e)
{
    struct rows r;
    if (!db_run(w->db, &q_shortage_order, w->arena, &r, e, v_int(w->pool), v_text(s->order),
                v_int(s->line)))
        return false;
    *out = row_int(&r, 0, 4) - row_int(&r, 0, 5);
    return true;
}

static bool
outcome_of(const struct shortage_work *w, const struct shortage *s, bool borne,
           enum shortage_outcome *out, struct err *e)
{
    int64_t missing;
    const char *pack;
    bool bears;
    if (!still_missing(w, s, &missing, e) || !supplier_bears(w, &bears, &pack, e))
        return false;
    *out = OUTCOME_BREACH;
    if (s->force == FORCE_CLAIMED)
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_FORCE, {w->number, force_names[s->force]},
                       .field = "case");
    if (s->force == FORCE_ACCEPTED)
        *out = OUTCOME_EXCUSED;
    else if (s->state == SHORTAGE_CHARGED)
        *out = borne ? OUTCOME_BORNE : OUTCOME_BREACH;
    else if (s->extra.units > 0 && bears) /* first it is charged */
        return err_set(e, ERR_CONFLICT, M_SHORTAGE_STATE,
                       {w->number, shortage_state_names[s->state]}, .field = "case");
    else if (missing == 0 || s->substituted.pieces >= missing)
        *out = OUTCOME_SUPPLIED; /* late, or replaced without extra cost */
    return true;
}

static bool
credit_of(const struct shortage_work *w, struct shortage *s, struct err *e)
{
    struct policy *p;
    bool counts = false;
    enum put how;
    if (!pack_on(w->db, w->arena, w->pool, w->on, &p, e))
        return false;
    if (p == NULL || !policy_bool(p, RULE_BREACH_CREDIT, &counts) || !counts)
        return true;
    s->credit_event = arena_printf(w->arena, "SHORTAGE-%s", s->number);
    const struct credit_entry c = {.event = s->credit_event,
                                   .party = s->company,
                                   .matter = CREDIT_BREACH,
                                   .amount = s->extra,
                                   .happened_on = s->reported_on,
                                   .evaluated_on = w->on,
                                   .product = s->product,
                                   .document = s->number};
    return credit_put(w->db, w->arena, w->pool, &c, &how, e);
}

bool
close_shortage(const struct shortage_work *w, bool borne, struct shortage *s, struct err *e)
{
    enum put how;
    if (!shortage_next(w, SHORTAGE_CLOSED, s, e) || !outcome_of(w, s, borne, &s->outcome, e))
        return false;
    if (s->outcome == OUTCOME_BORNE && !supplier_debt_pay(w->db, w->arena, w->pool, s->project,
                                                          s->company, s->number, w->on, &how, e))
        return false;
    if (s->outcome == OUTCOME_BREACH && !credit_of(w, s, e))
        return false;
    const struct level_work l = shortage_level(w);
    s->state = SHORTAGE_CLOSED;
    s->closed_on = w->on;
    return level_end(&l, e) && shortage_keep(w, s, e);
}
