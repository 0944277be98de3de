/* renewal.c - facts of the ended cycle into points and a proposal. */
#include "oversight/renewal.h"

#include <string.h>

#include "oversight/query.h"
#include "policy/round.h"
#include "project/explained.h"
#include "project/project.h"
#include "registry/check.h"
#include "registry/credit_gate.h"
#include "tender/mode.h"
#include "words/renewal.h"

enum { STEPS_MAX = 4096, YEAR = 12 };

const char *const renewal_decision_names[RENEW_DECISIONS] = {
    "", "renew", "tender", "linkage", "negotiation", "inquiry", "bargaining"};

struct looking {
    struct db *db;
    struct arena *a;
    const struct run_renewal *run;
    struct project project;
    struct policy *pack;
    struct round *round;
    const char *ends;
    struct sha256 inputs;
    struct explain x;
};

static qty
units(int64_t pieces, int64_t per_set)
{
    return (qty){pieces > 0 ? pieces / per_set : 0};
}

/* What a winner did; *year: accepted in the last twelve whole months. */
static bool
facts_of(struct looking *l, const char *group, const char *unit, int64_t per_set,
         struct renewal_row *row, int64_t *year, struct err *e)
{
    const struct run_renewal *r = l->run;
    const struct credit_asked credit = {r->pool, row->company, row->product, r->on};
    char from[MONTH_TEXT_MAX], until[MONTH_TEXT_MAX];
    month now = date_month(r->on);
    struct credit_bar bar;
    struct rows agreed, moved, months, holds;
    if (!db_run(l->db, &q_renewal_agreed, l->a, &agreed, e, v_int(r->pool), v_text(r->project),
                v_text(group), v_text(unit)) ||
        !db_run(l->db, &q_renewal_moved, l->a, &moved, e, v_int(r->pool), v_text(r->project),
                v_text(unit)) ||
        !db_run(l->db, &q_renewal_year, l->a, &months, e, v_int(r->pool), v_text(r->project),
                v_text(unit), v_text(month_text((month){now.month - YEAR}, from)),
                v_text(month_text(now, until))) ||
        !db_run(l->db, &q_renewal_holds, l->a, &holds, e, v_int(r->pool), v_text(unit),
                v_date(l->a, l->project.executed_on), v_date(l->a, r->on)) ||
        !credit_bar(l->db, l->a, &credit, DOOR_BID, &bar, e))
        return false;
    row->facts = (struct renewal_supplier){.agreed = units(row_int(&agreed, 0, 0), per_set),
                                           .ordered = units(row_int(&moved, 0, 0), per_set),
                                           .accepted = units(row_int(&moved, 0, 1), per_set),
                                           .returned = units(row_int(&moved, 0, 2), per_set),
                                           .events = row_int(&holds, 0, 0),
                                           .grade = bar.grade,
                                           .barred = bar.shut};
    *year += units(row_int(&months, 0, 0), per_set).pieces;
    return true;
}

static bool
market_of(struct looking *l, const struct project_group *g, int64_t year, struct renewal *out,
          struct err *e)
{
    const struct run_renewal *r = l->run;
    struct rows bidders, makers, price, volume;
    if (!db_run(l->db, &q_renewal_bidders, l->a, &bidders, e, v_int(r->pool), v_text(r->project),
                v_text(g->group)) ||
        !db_run(l->db, &q_renewal_makers, l->a, &makers, e, v_text(g->class),
                v_date(l->a, r->on)) ||
        !db_run(l->db, &q_renewal_price, l->a, &price, e, v_text(g->class),
                v_date(l->a, date_add_months(r->on, -YEAR)), v_date(l->a, r->on)) ||
        !db_run(l->db, &q_renewal_volume, l->a, &volume, e, v_int(r->pool), v_text(r->project),
                v_text(g->group)))
        return false;
    bool class = *g->class != '\0'; /* without one nothing is known of today's market */
    out->market.suppliers_then = row_int(&bidders, 0, 0);
    out->market.suppliers_now = class ? row_int(&makers, 0, 0) : 0;
    out->market.price_now.units = class ? row_int(&price, 0, 0) : 0;
    out->market.demand_then.pieces = volume.n > 0 ? row_int(&volume, 0, 0) : 0;
    out->market.demand_now.pieces = year > 0 ? year : 0;
    return true;
}

/* Its winners with their points, and the market. */
static bool
look_at(struct looking *l, const struct project_group *g, struct renewal *out, struct err *e)
{
    const struct run_renewal *r = l->run;
    struct rows w;
    int64_t year = 0;
    if (!db_run(l->db, &q_renewal_winners, l->a, &w, e, v_int(r->pool), v_text(r->project),
                v_text(g->group)))
        return false;
    *out = (struct renewal){
        .group = g->group, .row = arena_array(l->a, struct renewal_row, w.n + 1), .n = w.n};
    struct renewal_score *score = arena_array(l->a, struct renewal_score, w.n + 1);
    for (size_t i = 0; i < w.n; i++) {
        struct renewal_row *row = &out->row[i];
        money price = {row_int(&w, i, 2)};
        row->product = row_text(&w, i, 0);
        row->company = row_text(&w, i, 1);
        if (!facts_of(l, g->group, row_text(&w, i, 3), row_int(&w, i, 4), row, &year, e))
            return false;
        row->score = score[i] = renewal_score(&l->round->renewal, &row->facts, &l->x);
        if (i == 0 || money_cmp(price, out->market.price_then) < 0)
            out->market.price_then = price;
    }
    if (!market_of(l, g, year, out, e))
        return false;
    out->changed = renewal_changed(&l->round->renewal, &out->market, &l->x);
    out->proposal = renewal_propose(out->changed, score, w.n, &l->x);
    return true;
}

static void
digest_of(const struct renewal *w, char out[static SHA256_HEX_MAX])
{
    const int64_t market[] = {w->market.suppliers_then,     w->market.suppliers_now,
                              w->market.price_then.units,   w->market.price_now.units,
                              w->market.demand_then.pieces, w->market.demand_now.pieces};
    struct sha256 s;
    sha256_init(&s);
    for (size_t i = 0; i < sizeof(market) / sizeof(*market); i++)
        inputs_add_int(&s, market[i]);
    for (size_t i = 0; i < w->n; i++) {
        const struct renewal_supplier *f = &w->row[i].facts;
        inputs_add_text(&s, w->row[i].product);
        inputs_add_int(&s, f->agreed.pieces);
        inputs_add_int(&s, f->ordered.pieces);
        inputs_add_int(&s, f->accepted.pieces);
        inputs_add_int(&s, f->returned.pieces);
        inputs_add_int(&s, f->events);
        inputs_add_int(&s, f->grade);
        inputs_add_int(&s, f->barred);
    }
    inputs_end(&s, out);
}

static bool
write_row(struct looking *l, const char *group, const struct renewal_row *w, struct err *e)
{
    const struct run_renewal *r = l->run;
    const struct renewal_supplier *f = &w->facts;
    const struct renewal_score *s = &w->score;
    return db_do(l->db, &q_renewal_score_write, e, v_int(r->pool), v_text(r->project),
                 v_text(group), v_text(w->product), v_text(w->company), v_int(f->agreed.pieces),
                 v_int(f->ordered.pieces), v_int(f->accepted.pieces), v_int(f->returned.pieces),
                 v_int(f->events), v_int(f->grade), v_int(f->barred),
                 v_int(s->part[RENEWAL_QUALITY]), v_int(s->part[RENEWAL_SUPPLY]),
                 v_int(s->part[RENEWAL_CREDIT]), v_int(s->part[RENEWAL_CLINICAL]), v_int(s->total),
                 v_int(s->keep));
}

static bool
write_group(struct looking *l, const struct renewal *w, struct err *e)
{
    const struct run_renewal *r = l->run;
    const struct val key[] = {v_int(r->pool), v_text(r->project), v_text(w->group)};
    const struct renewal_market *m = &w->market;
    char hex[SHA256_HEX_MAX];
    digest_of(w, hex);
    const struct stamp stamp = {l->project.pack, l->pack->sha256, RENEWAL_EDITION, hex};
    if (!db_do_values(l->db, &q_renewal_clear_scores, key, 3, e) ||
        !db_do(l->db, &q_renewal_write, e, key[0], key[1], key[2], v_date(l->a, r->on),
               v_text(l->ends), v_int(m->suppliers_then), v_int(m->suppliers_now),
               v_int(m->price_then.units), v_int(m->price_now.units), v_int(m->demand_then.pieces),
               v_int(m->demand_now.pieces), v_int(w->changed),
               v_text(renewal_proposal_name(w->proposal))))
        return false;
    for (size_t i = 0; i < w->n; i++)
        if (!write_row(l, w->group, &w->row[i], e))
            return false;
    return explained_put(l->db, l->a, r->pool, "renewal",
                         arena_printf(l->a, "%s/%s", r->project, w->group), &stamp, &l->x, e);
}

/* A group that won nobody, or that is decided, is left alone. */
static bool
one_group(struct looking *l, struct run_renewal *r, const struct project_group *g, struct err *e)
{
    struct renewal w;
    struct rows old;
    if (!db_run(l->db, &q_renewal_get, l->a, &old, e, v_int(r->pool), v_text(r->project),
                v_text(g->group)))
        return false;
    if (old.n > 0 && *row_text(&old, 0, 10) != '\0') {
        r->decided++;
        return true;
    }
    l->x.n = l->x.lost = 0;
    if (!look_at(l, g, &w, e))
        return false;
    if (w.n == 0)
        return true;
    r->fresh++;
    return write_group(l, &w, e);
}

bool
run_renewal(struct db *db, struct run_renewal *r, struct err *e)
{
    struct looking l = {.db = db, .a = r->arena, .run = r};
    struct project_groups groups;
    struct rows ends;
    r->fresh = r->decided = 0;
    l.x = (struct explain){.step = arena_array(r->arena, struct explain_step, STEPS_MAX),
                           .max = STEPS_MAX};
    if (!round_of(db, r->arena, r->pool, r->project, &l.project, &l.pack, &l.round, e) ||
        !group_list(db, r->arena, r->pool, r->project, &groups, e) ||
        !db_run(db, &q_renewal_ends, r->arena, &ends, e, v_int(r->pool), v_text(r->project)))
        return false;
    l.ends = row_text(&ends, 0, 0);
    if (*l.ends == '\0')
        return err_set(e, ERR_CONFLICT, M_RENEWAL_NO_AGREEMENT, {r->project}, .field = "project");
    if (l.round == NULL)
        return err_set(e, ERR_INPUT, M_RENEWAL_NO_RULES, {r->project}, .field = "project");
    for (size_t i = 0; i < groups.n; i++)
        if (!one_group(&l, r, &groups.list[i], e))
            return false;
    return true;
}
