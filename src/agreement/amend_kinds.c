/* amend_kinds.c - what each kind of amendment is about, who is asked, and what it does. */
#include <assert.h>
#include <string.h>

#include "agreement/amend_inner.h"
#include "engine/split.h"
#include "project/participation.h"
#include "words/amend.h"
#include "words/db.h"

const char *const amend_kind_names[AMEND_KINDS] = {
    "company_renamed",     "company_merged",    "registrant_transferred",
    "certificate_changed", "code_changed",      "specification_added",
    "price_cut",           "product_withdrawn", "qualification_withdrawn",
    "institution_merged",  "institution_split", "institution_closed",
    "late_joining",        "volume_moved",
};
enum msg
amend_kind_says(enum amend_kind k)
{
    static const enum msg says[AMEND_KINDS] = {M_AMEND_K_COMPANY_RENAMED,
                                               M_AMEND_K_COMPANY_MERGED,
                                               M_AMEND_K_REGISTRANT_TRANSFERRED,
                                               M_AMEND_K_CERTIFICATE_CHANGED,
                                               M_AMEND_K_CODE_CHANGED,
                                               M_AMEND_K_SPECIFICATION_ADDED,
                                               M_AMEND_K_PRICE_CUT,
                                               M_AMEND_K_PRODUCT_WITHDRAWN,
                                               M_AMEND_K_QUALIFICATION_WITHDRAWN,
                                               M_AMEND_K_INSTITUTION_MERGED,
                                               M_AMEND_K_INSTITUTION_SPLIT,
                                               M_AMEND_K_INSTITUTION_CLOSED,
                                               M_AMEND_K_LATE_JOINING,
                                               M_AMEND_K_VOLUME_MOVED};
    assert(k < AMEND_KINDS);
    return says[k];
}

const char *const amend_state_names[AMEND_STATES] = {"proposed", "approved", "effective", "refused",
                                                     "withdrawn"};
const char *const amend_answer_names[AMEND_ANSWERS] = {"told", "asked", "yes", "no"};

/* clang-format off: one kind a line */
static const struct amend_kind_info kinds[AMEND_KINDS] = {
    /*                                 subject            successor          succ.  may    needs
       party  asks */
    [AMEND_COMPANY_RENAMED] = {ABOUT_COMPANY, ABOUT_COMPANY, false, false, false, true, ASKS_NOBODY,
                               KEEPS_ORDERED},
    [AMEND_COMPANY_MERGED] = {ABOUT_COMPANY, ABOUT_COMPANY, true, false, false, true,
                              ASKS_COMPANIES, KEEPS_ORDERED},
    [AMEND_REGISTRANT_TRANSFERRED] = {ABOUT_PRODUCT, ABOUT_COMPANY, true, false, false, true,
                                      ASKS_COMPANIES, KEEPS_ORDERED},
    [AMEND_CERTIFICATE_CHANGED] = {ABOUT_PRODUCT, ABOUT_PRODUCT, false, false, false, true,
                                   ASKS_NOBODY, KEEPS_ORDERED},
    [AMEND_CODE_CHANGED] = {ABOUT_PRODUCT, ABOUT_PRODUCT, true, false, false, true, ASKS_NOBODY,
                            KEEPS_ORDERED},
    [AMEND_SPECIFICATION_ADDED] = {ABOUT_PRODUCT, ABOUT_PRODUCT, true, false, false, true,
                                   ASKS_NOBODY, KEEPS_ORDERED},
    [AMEND_PRICE_CUT] = {ABOUT_PRODUCT, ABOUT_PRODUCT, false, false, false, true, ASKS_NOBODY,
                         KEEPS_ORDERED},
    [AMEND_PRODUCT_WITHDRAWN] = {ABOUT_PRODUCT, ABOUT_PRODUCT, false, false, false, true,
                                 ASKS_NOBODY, KEEPS_ACCEPTED},
    [AMEND_QUALIFICATION_WITHDRAWN] = {ABOUT_PRODUCT, ABOUT_PRODUCT, false, false, false, false,
                                       ASKS_GAINERS, KEEPS_ACCEPTED},
    [AMEND_INSTITUTION_MERGED] = {ABOUT_INSTITUTION, ABOUT_INSTITUTION, true, false, false, true,
                                  ASKS_INSTITUTIONS, KEEPS_ORDERED},
    [AMEND_INSTITUTION_SPLIT] = {ABOUT_INSTITUTION, ABOUT_INSTITUTION, false, true, true, true,
                                 ASKS_INSTITUTIONS, KEEPS_ORDERED},
    [AMEND_INSTITUTION_CLOSED] = {ABOUT_INSTITUTION, ABOUT_INSTITUTION, false, true, false, true,
                                  ASKS_INSTITUTIONS, KEEPS_ORDERED},
    [AMEND_LATE_JOINING] = {ABOUT_INSTITUTION, ABOUT_INSTITUTION, false, true, true, true, ASKS_ALL,
                            KEEPS_ORDERED},
    [AMEND_VOLUME_MOVED] = {ABOUT_INSTITUTION, ABOUT_INSTITUTION, true, true, true, true, ASKS_ALL,
                            KEEPS_ORDERED},
};
/* clang-format on */

const struct amend_kind_info *
amend_kind_of(enum amend_kind k)
{
    assert(k < AMEND_KINDS);
    return &kinds[k];
}

/* --- what happens to the lines --- */

static int64_t
rest_of(const struct amend_plan *p, const struct plan_line *l)
{
    return change_rest(&l->now, p->info->keeps);
}

/* One company in the place of another, in whatever part; who delivers stays. */
static bool
company_lines(struct amend_plan *p, const char *old, struct err *e)
{
    for (size_t i = 0; i < p->bases; i++) {
        struct plan_line *l = p->line[i];
        const char *company = strcmp(l->company, old) == 0 ? p->m->successor : l->company;
        const char *by = strcmp(l->distributor, old) == 0 ? p->m->successor : l->distributor;
        struct plan_line *to =
            plan_target(p, l, l->term, l->institution, company, by, l->product, e);
        if (to == NULL || !plan_move(p, l, to, rest_of(p, l), e))
            return false;
    }
    return true;
}

static bool
transferred(struct amend_plan *p, struct err *e)
{
    return plan_load(p, p->m->subject, "", "", e) &&
           (p->bases == 0 || company_lines(p, p->line[0]->company, e));
}

/* The same agreements, another product. */
static bool
product_lines(struct amend_plan *p, bool move, struct err *e)
{
    for (size_t i = 0; i < p->bases; i++) {
        struct plan_line *l = p->line[i],
                         *to = plan_target(p, l, l->term, l->institution, l->company,
                                           l->distributor, p->m->successor, e);
        if (to == NULL || (move && !plan_move(p, l, to, rest_of(p, l), e)))
            return false;
    }
    return true;
}

static void
remove_rests(struct amend_plan *p)
{
    for (size_t i = 0; i < p->bases; i++) {
        int64_t rest = rest_of(p, p->line[i]);
        p->line[i]->after -= rest;
        p->removed += rest;
    }
}

/* One term: its lines are base[from..to). */
static bool
succeed_term(struct amend_plan *p, struct plan_line *const base[], size_t n, struct err *e)
{
    size_t m = p->awards - 1; /* the first is the one that leaves */
    if (!arena_room(p->a, (m + 3) * (n + 1) * sizeof(int64_t)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    int64_t *ask = arena_array(p->a, int64_t, n + 1), *left = arena_array(p->a, int64_t, n + 1),
            *rest = arena_array(p->a, int64_t, n + 1), *out = arena_array(p->a, int64_t, m * n + 1);
    for (size_t i = 0; i < n; i++)
        ask[i] = rest_of(p, base[i]);
    if (!change_succession(ask, n, p->capacity, m, &p->x, out, left, rest))
        return err_set(e, ERR_TOO_LARGE, M_AMEND_LARGE, {p->m->number});
    for (size_t k = 0; k < m; k++)
        for (size_t i = 0; i < n; i++) {
            const struct award_change *w = &p->award[k + 1];
            struct plan_line *l = base[i], *to;
            if (out[k * n + i] == 0)
                continue;
            const char *by = plan_deliverer(p, w->product, l->institution, l->distributor, e);
            if (by == NULL ||
                (to = plan_target(p, l, l->term, l->institution, w->company, by, w->product, e)) ==
                    NULL ||
                !plan_move(p, l, to, out[k * n + i], e))
                return false;
        }
    for (size_t i = 0; i < n; i++) { /* what nobody can supply is told, never dropped */
        base[i]->after -= left[i];
        p->removed += left[i];
    }
    return true;
}

/* Term by term: a capacity is that of a year. */
static bool
succeeded(struct amend_plan *p, struct err *e)
{
    size_t bases = p->bases;
    struct plan_line **of = arena_array(p->a, struct plan_line *, bases + 1);
    for (int64_t term = 1; term <= AGREE_TERMS_MAX; term++) {
        size_t n = 0;
        for (size_t i = 0; i < bases; i++)
            if (p->line[i]->term == term)
                of[n++] = p->line[i];
        if (n > 0 && !succeed_term(p, of, n, e))
            return false;
    }
    return true;
}

static bool
takes_part(struct amend_plan *p, const char *institution, const char *field, struct err *e)
{
    return participation_must(p->db, p->a, p->pool, p->m->project, institution, field, e);
}

static bool
to_institution(struct amend_plan *p, struct plan_line *l, const char *institution, int64_t n,
               struct err *e)
{
    if (n == 0 || strcmp(institution, l->institution) == 0)
        return true;
    const char *by = plan_deliverer(p, l->product, institution, l->distributor, e);
    if (by == NULL)
        return false;
    struct plan_line *to = plan_target(p, l, l->term, institution, l->company, by, l->product, e);
    return to != NULL && plan_move(p, l, to, n, e);
}

/* By weights; without any, removed. */
static bool
shared(struct amend_plan *p, struct err *e)
{
    const struct amendment *m = p->m;
    int64_t weight[AMEND_SHARES_MAX], part[AMEND_SHARES_MAX], rest[AMEND_SHARES_MAX];
    for (size_t i = 0; i < m->shares; i++) {
        weight[i] = m->share[i].qty;
        if (!takes_part(p, m->share[i].code, "shares", e))
            return false;
    }
    if (m->shares == 0)
        remove_rests(p);
    size_t bases = p->bases;
    for (size_t i = 0; m->shares > 0 && i < bases; i++) {
        struct plan_line *l = p->line[i];
        split_volume(rest_of(p, l), weight, m->shares, part, rest);
        for (size_t k = 0; k < m->shares; k++)
            if (!to_institution(p, l, m->share[k].code, part[k], e))
                return false;
    }
    return true;
}

static bool
merged_into(struct amend_plan *p, struct err *e)
{
    size_t bases = p->bases;
    if (!takes_part(p, p->m->successor, "successor", e))
        return false;
    for (size_t i = 0; i < bases; i++)
        if (!to_institution(p, p->line[i], p->m->successor, rest_of(p, p->line[i]), e))
            return false;
    return true;
}

/* One product of an institution that joins late, in every term that still runs or comes. */
static bool
joins_with(struct amend_plan *p, const struct amend_share *s, struct err *e)
{
    const struct cycle_of *c = &p->d.cycle;
    const struct winner *w = plan_winner(p, s->code);
    if (w == NULL)
        return err_set(e, ERR_CONFLICT, M_AMEND_NOT_SELECTED, {s->code, p->m->project},
                       .field = "shares");
    const char *by = plan_deliverer(p, s->code, p->m->subject, "", e);
    if (by == NULL)
        return false;
    for (size_t t = 0; t < c->terms; t++) {
        struct span term = {c->term[t].term.span.from, c->term[t].term.volume_until};
        date joined = date_max(term.from, p->m->effective_on);
        if ((c->term[t].parts & cycle_part_of(c, w->group)) == 0 || c->term[t].extension ||
            date_cmp(term.to, joined) < 0)
            continue;
        int64_t n = change_late(s->qty, p->m->factor, term, joined, &p->x);
        struct plan_line *to =
            plan_target(p, NULL, (int64_t)t + 1, p->m->subject, w->company, by, s->code, e);
        if (to == NULL)
            return false;
        to->after += n;
        p->added += n;
    }
    return true;
}

static bool
joins(struct amend_plan *p, struct err *e)
{
    if (!takes_part(p, p->m->subject, "subject", e))
        return false;
    if (p->m->factor.ppm <= 0 || p->m->factor.ppm > RATIO_ONE)
        return err_set(e, ERR_INPUT, M_AMEND_RATIO, {p->m->number}, .field = "factor");
    for (size_t i = 0; i < p->m->shares; i++)
        if (!joins_with(p, &p->m->share[i], e))
            return false;
    return true;
}

/* Of the lines of the term that the day is in, in their order, until the units are together. */
static bool
moves(struct amend_plan *p, const struct amend_share *s, size_t bases, struct err *e)
{
    int64_t still = s->qty;
    for (size_t i = 0; i < bases && still > 0; i++) {
        struct plan_line *l = p->line[i];
        int64_t n = rest_of(p, l) < still ? rest_of(p, l) : still;
        if (strcmp(l->product, s->code) != 0 || date_cmp(l->from, p->m->effective_on) > 0)
            continue;
        if (!to_institution(p, l, p->m->successor, n, e))
            return false;
        still -= n;
    }
    return still == 0 ||
           err_set(e, ERR_CONFLICT, M_AMEND_TOO_MUCH, {p->m->subject, s->code}, .field = "shares");
}

static bool
moved_to(struct amend_plan *p, struct err *e)
{
    size_t bases = p->bases;
    if (!takes_part(p, p->m->successor, "successor", e))
        return false;
    for (size_t i = 0; i < p->m->shares; i++)
        if (!moves(p, &p->m->share[i], bases, e))
            return false;
    return true;
}

static bool
institution_lines(struct amend_plan *p, struct err *e)
{
    if (!plan_load(p, "", "", p->m->subject, e))
        return false;
    if (p->m->kind == AMEND_INSTITUTION_MERGED)
        return merged_into(p, e);
    return p->m->kind == AMEND_VOLUME_MOVED ? moved_to(p, e) : shared(p, e);
}

bool
plan_of_kind(struct amend_plan *p, struct err *e)
{
    const struct amendment *m = p->m;
    if (m->kind == AMEND_LATE_JOINING)
        return joins(p, e);
    if (p->info->subject == ABOUT_INSTITUTION)
        return institution_lines(p, e);
    if (m->kind == AMEND_REGISTRANT_TRANSFERRED)
        return transferred(p, e);
    if (p->info->subject == ABOUT_COMPANY)
        return plan_load(p, "", m->subject, "", e) &&
               (m->kind == AMEND_COMPANY_RENAMED || company_lines(p, m->subject, e));
    if (!plan_load(p, m->subject, "", "", e))
        return false;
    if (m->kind == AMEND_CODE_CHANGED || m->kind == AMEND_SPECIFICATION_ADDED)
        return product_lines(p, m->kind == AMEND_CODE_CHANGED, e);
    if (m->kind == AMEND_PRODUCT_WITHDRAWN)
        remove_rests(p);
    return m->kind != AMEND_QUALIFICATION_WITHDRAWN || succeeded(p, e);
}
