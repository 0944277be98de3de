/* amend_apply.c - a plan written down, on its day. */
#include <string.h>

#include "agreement/amend_inner.h"
#include "agreement/query.h"
#include "base/core/text.h"
#include "listing/standard.h"
#include "project/explained.h"
#include "words/amend.h"

#define AMEND_EDITION "amend-1"

static bool
write_awards(struct amend_plan *p, struct err *e)
{
    enum put how;
    for (size_t i = 0; i < p->awards; i++) {
        const struct award_change *w = &p->award[i];
        bool called = false; /* a standby that nobody needs stays one */
        for (size_t k = 0; k < p->lines; k++)
            called = called || strcmp(p->line[k]->product, w->product) == 0;
        if (called &&
            !award_change_put(p->db, p->a, p->pool, p->m->project, p->m->effective_on, w, &how, e))
            return false;
    }
    return true;
}

/* Who delivers an added line may do so from now on. */
static bool
write_distribution(struct amend_plan *p, const struct plan_line *l, struct err *e)
{
    struct rows r;
    if (!db_run(p->db, &q_distribution_get, p->a, &r, e, v_int(p->pool), v_text(p->m->project),
                v_text(l->product), v_text(l->distributor)))
        return false;
    if (r.n > 0 && strcmp(row_text(&r, 0, 0), "agreed") == 0)
        return true;
    return db_do(p->db, &q_distribution_write, e, v_int(p->pool), v_text(p->m->project),
                 v_text(l->product), v_text(l->distributor), v_text("agreed"),
                 v_text(r.n > 0 ? row_text(&r, 0, 1) : ""), v_date(p->a, p->m->effective_on));
}

static bool
write_fresh(struct amend_plan *p, const struct plan_line *l, struct err *e)
{
    const struct project *pr = &p->d.project;
    if (l->fresh_agreement &&
        !db_do(p->db, &q_agreement_write, e, v_int(p->pool), v_text(l->agreement),
               v_text(p->m->project), v_int(l->term), v_text(l->institution), v_text(l->company),
               v_text(l->distributor), v_int(strcmp(l->company, l->distributor) == 0 ? 2 : 3),
               v_text(goods_names[pr->goods]), v_date(p->a, l->from), v_date(p->a, l->to),
               v_date(p->a, l->until), v_int(l->extension), v_text(pr->pack),
               v_text(p->d.pack->sha256)))
        return false;
    return db_do(p->db, &q_line_write, e, v_int(p->pool), v_text(l->agreement), v_text(l->product),
                 v_text(l->group), v_text(l->variant), v_int(l->price_after.units),
                 v_int(l->without.units), v_int(l->with_service.units), v_int(0)) &&
           write_distribution(p, l, e);
}

static bool
write_line(struct amend_plan *p, const struct plan_line *l, int64_t seq, struct err *e)
{
    if (l->fresh && !write_fresh(p, l, e))
        return false;
    if (!l->fresh && l->after == l->now.agreed && l->price.units == l->price_after.units)
        return true;
    return db_do(p->db, &q_amend_agree, e, v_int(p->pool), v_text(l->agreement), v_text(l->product),
                 v_int(l->after)) &&
           db_do(p->db, &q_amend_line_write, e, v_int(p->pool), v_text(l->agreement),
                 v_text(l->product), v_int(seq), v_text(p->m->number), v_int(l->now.agreed),
                 v_int(l->after), v_int(l->price.units), v_int(l->price_after.units),
                 v_int(l->amount.units), v_int(l->amount_after.units));
}

/* An agreement that would only have begun ends before it does. */
static bool
write_end(struct amend_plan *p, const struct plan_end *x, int64_t seq, bool fresh, struct err *e)
{
    date last = date_add_days(date_max(p->m->effective_on, x->from), -1);
    date to = x->ends ? last : x->to;
    if (x->ends && !db_do(p->db, &q_amend_end, e, v_int(p->pool), v_text(x->agreement),
                          v_date(p->a, to), v_date(p->a, date_min(x->until, to))))
        return false;
    return db_do(p->db, &q_amend_agreement_write, e, v_int(p->pool), v_text(x->agreement),
                 v_int(seq), v_text(p->m->number), v_text(fresh ? "" : put_date(p->a, x->to)),
                 v_text(fresh ? "" : put_date(p->a, x->until)), v_date(p->a, to));
}

static bool
is_fresh(const struct amend_plan *p, const char *agreement)
{
    for (size_t i = p->bases; i < p->lines; i++)
        if (p->line[i]->fresh_agreement && strcmp(p->line[i]->agreement, agreement) == 0)
            return true;
    return false;
}

/* --- listing and payment standard follow --- */

static bool
leave_list(struct amend_plan *p, const char *product, struct err *e)
{
    const char *substitute = *p->m->successor != '\0' ? p->m->successor
                             : p->awards > 1          ? p->award[1].product
                                                      : "";
    enum listing_verdict v;
    struct listing l;
    bool found;
    if (!listing_get(p->db, p->a, p->pool, product, &l, &found, e))
        return false;
    if (!found || l.state == LISTING_DELISTED)
        return true;
    if (*substitute != '\0')
        return move_listing(p->db, p->a, p->pool, product, LISTING_DELISTED, LISTING_QUALITY,
                            p->m->effective_on, substitute, &v, e);
    return l.state == LISTING_SUSPENDED ||
           move_listing(p->db, p->a, p->pool, product, LISTING_SUSPENDED, LISTING_QUALITY,
                        p->m->effective_on, "", &v, e);
}

static bool
follow(struct amend_plan *p, struct err *e)
{
    struct rows r;
    if (p->awards == 0)
        return true;
    if (!db_run(p->db, &q_amend_listed, p->a, &r, e, v_int(p->pool), v_text(p->m->project)))
        return false;
    if (row_int(&r, 0, 0) == 0)
        return true; /* its results are listed elsewhere */
    for (size_t i = 0; i < p->awards; i++)
        if (!p->award[i].selected && !leave_list(p, p->award[i].product, e))
            return false;
    struct list_project *l = arena_alloc(p->a, sizeof(*l));
    int years = date_ymd(p->m->effective_on).year - date_ymd(p->d.project.executed_on).year;
    *l = (struct list_project){.selected = {.a = p->a,
                                            .pool = p->pool,
                                            .project = p->m->project,
                                            .on = p->m->effective_on},
                               .standards = {.year = years + 1}};
    return list_project(p->db, l, e);
}

static bool
explain_it(struct amend_plan *p, struct err *e)
{
    char digest[SHA256_HEX_MAX];
    struct sha256 s;
    sha256_init(&s);
    for (size_t i = 0; i < p->lines; i++) {
        inputs_add_text(&s, p->line[i]->agreement);
        inputs_add_text(&s, p->line[i]->product);
        inputs_add_int(&s, p->line[i]->now.agreed);
        inputs_add_int(&s, p->line[i]->price.units);
    }
    const struct stamp by = {p->d.project.pack, p->d.pack->sha256, AMEND_EDITION,
                             inputs_end(&s, digest)};
    return explained_put(p->db, p->a, p->pool, "amendment", p->m->number, &by, &p->x, e);
}

bool
amend_apply(struct amend_plan *p, int64_t seq, struct err *e)
{
    if (!write_awards(p, e))
        return false;
    for (size_t i = 0; i < p->lines; i++)
        if (!write_line(p, p->line[i], seq, e))
            return false;
    for (size_t i = 0; i < p->ends; i++)
        if (!write_end(p, &p->end[i], seq, is_fresh(p, p->end[i].agreement), e))
            return false;
    return follow(p, e) && explain_it(p, e) &&
           db_do(p->db, &q_amend_done, e, v_int(p->pool), v_text(p->m->number), v_int(seq),
                 v_int(p->added), v_int(p->removed));
}
