/* amend.c - the way of an amendment: proposed, consented to, approved, in force. */
#include "agreement/amend.h"

#include <string.h>

#include "agreement/amend_inner.h"
#include "agreement/query.h"
#include "registry/company.h"
#include "registry/institution.h"
#include "registry/product.h"
#include "words/amend.h"
#include "words/db.h"
#include "words/period.h"

enum { PLAN_MEMORY = 1 << 29 };

/* --- proposing --- */

static bool
known(struct db *db, struct arena *a, enum amend_about about, const char *code, const char *field,
      struct err *e)
{
    if (about == ABOUT_COMPANY)
        return company_must(db, a, code, ROLE_ANY, field, e);
    return about == ABOUT_PRODUCT ? product_must(db, a, code, field, e)
                                  : institution_must(db, a, code, field, e);
}

static bool
shares_fine(struct db *db, struct arena *a, const struct amendment *in, struct err *e)
{
    bool institutions = in->kind == AMEND_INSTITUTION_SPLIT || in->kind == AMEND_INSTITUTION_CLOSED;
    const struct amend_kind_info *k = amend_kind_of(in->kind);
    if ((k->needs_share && in->shares == 0) || (!k->may_share && in->shares > 0) ||
        in->shares > AMEND_SHARES_MAX)
        return err_set(e, ERR_INPUT, M_AMEND_SHARES, {in->number}, .field = "shares");
    for (size_t i = 0; i < in->shares; i++) {
        if (in->share[i].qty <= 0 || in->share[i].qty >= QTY_LIMIT)
            return err_set(e, ERR_INPUT, M_AMEND_SHARES, {in->number}, .field = "shares");
        for (size_t j = 0; j < i; j++)
            if (strcmp(in->share[i].code, in->share[j].code) == 0)
                return err_set(e, ERR_INPUT, M_AMEND_SHARES, {in->number}, .field = "shares");
        if (!known(db, a, institutions ? ABOUT_INSTITUTION : ABOUT_PRODUCT, in->share[i].code,
                   "shares", e))
            return false;
    }
    return true;
}

static bool
input_fine(struct db *db, struct arena *a, const struct amendment *in, date today, struct err *e)
{
    const struct amend_kind_info *k = amend_kind_of(in->kind);
    char day[DATE_TEXT_MAX];
    if (*in->number == '\0' || strchr(in->number, '/') != NULL)
        return err_set(e, ERR_INPUT, M_AMEND_NUMBER, {in->number}, .field = "amendment");
    if (*in->reason == '\0')
        return err_set(e, ERR_INPUT, M_AMEND_REASON, {in->number}, .field = "reason");
    if (date_cmp(in->effective_on, today) < 0)
        return err_set(e, ERR_INPUT, M_AMEND_PAST, {date_text(in->effective_on, day)},
                       .field = "effective_on");
    if (k->needs_successor && *in->successor == '\0')
        return err_set(e, ERR_INPUT, M_AMEND_SUCCESSOR, {in->number}, .field = "successor");
    if (strcmp(in->subject, in->successor) == 0)
        return err_set(e, ERR_INPUT, M_AMEND_SAME, {in->subject}, .field = "successor");
    return known(db, a, k->subject, in->subject, "subject", e) &&
           (*in->successor == '\0' || known(db, a, k->successor, in->successor, "successor", e)) &&
           shares_fine(db, a, in, e);
}

/* The office, or the party it is about. */
static bool
entitled(const struct amend_plan *p, const struct amend_actor *by, struct err *e)
{
    const struct amendment *m = p->m;
    bool may = by->office;
    if (p->info->by_party && p->info->subject != ABOUT_PRODUCT)
        may = may || strcmp(by->org, m->subject) == 0 || strcmp(by->org, m->successor) == 0;
    if (p->info->by_party && p->info->subject == ABOUT_PRODUCT) {
        may = may || strcmp(by->org, m->successor) == 0;
        for (size_t i = 0; i < p->bases; i++)
            may = may || strcmp(by->org, p->line[i]->company) == 0;
    }
    return may || err_set(e, ERR_DENIED, M_AMEND_NOT_YOURS, {m->subject});
}

static bool
put_party(struct amend_plan *p, const char *party, bool ask, const struct amend_actor *by,
          struct err *e)
{
    struct rows r;
    bool own = strcmp(party, by->org) == 0;
    if (!db_run(p->db, &q_amend_party_get, p->a, &r, e, v_int(p->pool), v_text(p->m->number),
                v_text(party)))
        return false;
    if (r.n > 0 && (!ask || strcmp(row_text(&r, 0, 0), "told") != 0))
        return true;
    return db_do(p->db, &q_amend_party_write, e, v_int(p->pool), v_text(p->m->number),
                 v_text(party),
                 v_text(!ask  ? "told"
                        : own ? "yes"
                              : "asked"),
                 v_text(""), v_text(ask && own ? by->user : ""),
                 v_text(ask && own ? put_date(p->a, p->m->proposed_on) : ""));
}

/* The parties of a line: told, or asked as the kind wants. */
static bool
put_line(struct amend_plan *p, const struct plan_line *l, const struct amend_actor *by,
         struct err *e)
{
    bool moved = l->after != l->now.agreed || l->fresh, gains = l->after > l->now.agreed;
    enum amend_asks k = p->info->asks;
    return put_party(p, l->institution, moved && (k == ASKS_ALL || k == ASKS_INSTITUTIONS), by,
                     e) &&
           put_party(p, l->company,
                     (moved && (k == ASKS_ALL || k == ASKS_COMPANIES)) ||
                         (gains && k == ASKS_GAINERS),
                     by, e) &&
           put_party(p, l->distributor, moved && k == ASKS_ALL, by, e);
}

static bool
put_parties(struct amend_plan *p, const struct amend_actor *by, struct err *e)
{
    bool company = p->info->asks == ASKS_COMPANIES,
         hospital = p->info->asks == ASKS_INSTITUTIONS || p->info->asks == ASKS_ALL;
    for (size_t i = 0; i < p->lines; i++)
        if (!put_line(p, p->line[i], by, e))
            return false;
    if (p->info->subject != ABOUT_PRODUCT &&
        !put_party(p, p->m->subject, company || hospital, by, e))
        return false;
    return *p->m->successor == '\0' || p->info->successor == ABOUT_PRODUCT ||
           put_party(p, p->m->successor, company || hospital, by, e);
}

static bool
write_proposal(struct db *db, struct arena *a, int64_t pool, const struct amendment *m,
               struct err *e)
{
    if (!db_do(db, &q_amend_write, e, v_int(pool), v_text(m->number), v_text(m->project),
               v_text(amend_kind_names[m->kind]), v_text(m->subject), v_text(m->successor),
               v_text(m->reason), v_text(m->document), v_date(a, m->effective_on),
               v_int(m->price.units), v_int(m->with_service.units), v_int(m->factor.ppm),
               v_text(standby_price_names[m->standby]), v_text(m->proposed_by), v_text(m->proposer),
               v_date(a, m->proposed_on)))
        return false;
    for (size_t i = 0; i < m->shares; i++)
        if (!db_do(db, &q_amend_share_write, e, v_int(pool), v_text(m->number),
                   v_text(m->share[i].code), v_int(m->share[i].qty)))
            return false;
    return true;
}

static bool
same_shares(const struct amendment *a, const struct amendment *b)
{
    bool same = a->shares == b->shares;
    for (size_t i = 0; same && i < a->shares; i++) {
        bool found = false;
        for (size_t k = 0; k < b->shares; k++)
            found = found || (strcmp(a->share[i].code, b->share[k].code) == 0 &&
                              a->share[i].qty == b->share[k].qty);
        same = found;
    }
    return same;
}

static bool
same_words(const struct amendment *a, const struct amendment *b)
{
    return strcmp(a->project, b->project) == 0 && a->kind == b->kind &&
           strcmp(a->subject, b->subject) == 0 && strcmp(a->successor, b->successor) == 0 &&
           strcmp(a->reason, b->reason) == 0 && strcmp(a->document, b->document) == 0 &&
           date_cmp(a->effective_on, b->effective_on) == 0 && a->price.units == b->price.units &&
           a->with_service.units == b->with_service.units && a->factor.ppm == b->factor.ppm &&
           a->standby == b->standby && strcmp(a->proposed_by, b->proposed_by) == 0 &&
           same_shares(a, b);
}

static bool
propose(struct db *db, struct arena *a, int64_t pool, struct amendment *m,
        const struct amend_actor *by, date today, struct err *e)
{
    struct amend_plan *p;
    if (!amend_kind_of(m->kind)->by_party && !by->office)
        return err_set(e, ERR_DENIED, M_AMEND_NOT_YOURS, {m->subject});
    if (!input_fine(db, a, m, today, e) || !amend_plan_of(db, a, pool, m, &p, e) ||
        !entitled(p, by, e))
        return false;
    return write_proposal(db, a, pool, m, e) && put_parties(p, by, e);
}

bool
amend_propose(struct db *db, struct arena *a, int64_t pool, const struct amendment *in,
              const struct amend_actor *by, date today, enum put *how, struct err *e)
{
    struct amendment m = *in, old;
    m.proposed_by = by->org;
    m.proposer = by->user;
    m.proposed_on = today;
    *how = PUT_SAME;
    if (amend_get(db, a, pool, in->number, &old, e))
        return same_words(&m, &old) ||
               err_set(e, ERR_CONFLICT, M_AMEND_THERE, {in->number}, .field = "amendment");
    if (e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    *how = PUT_NEW;
    struct arena *work = arena_new(PLAN_MEMORY);
    bool ok = propose(db, work, pool, &m, by, today, e);
    arena_free(work);
    return ok;
}

/* --- answers --- */

static bool
open_must(struct db *db, struct arena *a, int64_t pool, const char *number, struct amendment *m,
          struct err *e)
{
    return amend_get(db, a, pool, number, m, e) &&
           (m->state == AMEND_PROPOSED ||
            err_set(e, ERR_CONFLICT, M_AMEND_DECIDED, {number, amend_state_names[m->state]}));
}

static bool
set_state(struct db *db, struct arena *a, int64_t pool, const char *number, enum amend_state s,
          const char *user, date today, const char *reason, struct err *e)
{
    return db_do(db, &q_amend_state, e, v_int(pool), v_text(number), v_text(amend_state_names[s]),
                 v_text(user), v_date(a, today), v_text(reason));
}

bool
amend_answer(struct db *db, struct arena *a, int64_t pool, const char *number,
             const struct amend_actor *by, bool yes, const char *reason, date today, enum put *how,
             struct err *e)
{
    const char *answer = yes ? "yes" : "no";
    struct amendment m;
    struct rows r;
    if (!db_run(db, &q_amend_party_get, a, &r, e, v_int(pool), v_text(number), v_text(by->org)))
        return false;
    *how = PUT_SAME;
    if (r.n > 0 && strcmp(row_text(&r, 0, 0), answer) == 0)
        return true;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_AMEND_NONE, {number});
    if (strcmp(row_text(&r, 0, 0), "asked") != 0)
        return err_set(e, ERR_CONFLICT, M_AMEND_NOT_ASKED, {by->org, number});
    if (!yes && *reason == '\0')
        return err_set(e, ERR_INPUT, M_AMEND_REASON, {number}, .field = "reason");
    *how = PUT_CHANGED;
    return open_must(db, a, pool, number, &m, e) &&
           db_do(db, &q_amend_party_write, e, v_int(pool), v_text(number), v_text(by->org),
                 v_text(answer), v_text(reason), v_text(by->user), v_date(a, today)) &&
           (yes || set_state(db, a, pool, number, AMEND_REFUSED, by->user, today, reason, e));
}

bool
amend_withdraw(struct db *db, struct arena *a, int64_t pool, const char *number,
               const struct amend_actor *by, const char *reason, date today, enum put *how,
               struct err *e)
{
    struct amendment m;
    if (!amend_get(db, a, pool, number, &m, e))
        return false;
    if (strcmp(m.proposed_by, by->org) != 0)
        return err_set(e, ERR_NOT_FOUND, M_AMEND_NONE, {number});
    *how = m.state == AMEND_WITHDRAWN ? PUT_SAME : PUT_CHANGED;
    return m.state == AMEND_WITHDRAWN ||
           (open_must(db, a, pool, number, &m, e) &&
            set_state(db, a, pool, number, AMEND_WITHDRAWN, by->user, today, reason, e));
}

/* --- in force --- */

/* Consent was given to a plan; who would be hit by today's and was not asked stops it. */
static bool
still_consented(struct amend_plan *p, struct err *e)
{
    for (size_t i = 0; i < p->lines; i++) {
        const struct plan_line *l = p->line[i];
        const char *const party[] = {l->institution, l->company, l->distributor};
        for (size_t k = 0; k < 3; k++) {
            struct rows r;
            if (!db_run(p->db, &q_amend_party_get, p->a, &r, e, v_int(p->pool),
                        v_text(p->m->number), v_text(party[k])))
                return false;
            if (r.n == 0)
                return err_set(e, ERR_CONFLICT, M_AMEND_NEW_PARTY, {p->m->number, party[k]});
        }
    }
    return true;
}

static bool
plan_and_apply(struct db *db, struct arena *a, int64_t pool, const char *number, struct err *e)
{
    struct amend_plan *p;
    struct amendment m;
    struct rows seq;
    return amend_get(db, a, pool, number, &m, e) && amend_plan_of(db, a, pool, &m, &p, e) &&
           still_consented(p, e) && db_run(db, &q_amend_seq, a, &seq, e, v_int(pool)) &&
           amend_apply(p, row_int(&seq, 0, 0) + 1, e);
}

bool
amend_take_effect(struct db *db, int64_t pool, const char *number, struct err *e)
{
    struct arena *work = arena_new(PLAN_MEMORY);
    bool ok = plan_and_apply(db, work, pool, number, e);
    arena_free(work);
    return ok;
}

static bool
consents_must(struct db *db, struct arena *a, int64_t pool, const char *number, struct err *e)
{
    struct amend_party *party;
    size_t n;
    if (!amend_parties(db, a, pool, number, &party, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (party[i].answer == ANSWER_ASKED)
            return err_set(e, ERR_CONFLICT, M_AMEND_WAITS, {number, party[i].party});
    return true;
}

bool
amend_decide(struct db *db, struct arena *a, int64_t pool, const char *number,
             const struct amend_actor *by, bool approve, const char *reason, date today,
             enum put *how, struct err *e)
{
    struct amendment m;
    if (!amend_get(db, a, pool, number, &m, e))
        return false;
    bool was = m.state == AMEND_APPROVED || m.state == AMEND_EFFECTIVE;
    *how = PUT_SAME;
    if (strcmp(m.decided_by, by->user) == 0 && (approve ? was : m.state == AMEND_REFUSED))
        return true;
    *how = PUT_CHANGED;
    if (!open_must(db, a, pool, number, &m, e))
        return false;
    if (strcmp(m.proposer, by->user) == 0)
        return err_set(e, ERR_DENIED, M_AMEND_FOUR_EYES, {number});
    if (!approve && *reason == '\0')
        return err_set(e, ERR_INPUT, M_AMEND_REASON, {number}, .field = "reason");
    if (!approve)
        return set_state(db, a, pool, number, AMEND_REFUSED, by->user, today, reason, e);
    if (date_cmp(m.effective_on, today) < 0)
        return err_set(e, ERR_CONFLICT, M_AMEND_PAST, {put_date(a, m.effective_on)});
    return consents_must(db, a, pool, number, e) &&
           set_state(db, a, pool, number, AMEND_APPROVED, by->user, today, reason, e) &&
           (date_cmp(m.effective_on, today) > 0 || amend_take_effect(db, pool, number, e));
}

bool
run_amendments(struct db *db, void *arg, struct err *e)
{
    struct run_amendments *run = arg;
    struct arena *a = arena_new(1 << 20);
    struct rows due;
    bool ok = db_run(db, &q_amend_due, a, &due, e, v_int(run->pool), v_date(a, run->on));
    run->done = 0;
    for (size_t i = 0; ok && i < due.n; i++) {
        ok = amend_take_effect(db, run->pool, row_text(&due, i, 0), e);
        run->done += ok;
    }
    arena_free(a);
    return ok;
}
