/* amend_plan.c - the lines that an amendment is about, and what becomes of them. */
#include <string.h>

#include "agreement/amend_inner.h"
#include "agreement/counters.h"
#include "agreement/query.h"
#include "base/core/text.h"
#include "words/amend.h"
#include "words/db.h"

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- a line by agreement and product --- */

static size_t
bucket_of(const char *agreement, const char *product)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *s = agreement; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    for (const char *s = product; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return (size_t)(h % PLAN_BUCKETS);
}

static struct plan_line *
find(const struct amend_plan *p, const char *agreement, const char *product)
{
    struct plan_line *l = p->bucket[bucket_of(agreement, product)];
    while (l != NULL && (strcmp(l->agreement, agreement) != 0 || strcmp(l->product, product) != 0))
        l = l->next;
    return l;
}

static struct plan_line *
add(struct amend_plan *p, const struct plan_line *in, struct err *e)
{
    size_t more = p->lines_room == 0 ? 256 : p->lines_room * 2;
    if (p->lines == PLAN_LINES_MAX || !arena_room(p->a, sizeof(*in) + more * sizeof(*p->line))) {
        err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        return NULL;
    }
    if (p->lines == p->lines_room) {
        struct plan_line **list = arena_array(p->a, struct plan_line *, more);
        if (p->lines > 0)
            memcpy(list, p->line, p->lines * sizeof(*list));
        p->line = list;
        p->lines_room = more;
    }
    struct plan_line *l = arena_alloc(p->a, sizeof(*l)), **b;
    b = &p->bucket[bucket_of(in->agreement, in->product)];
    *l = *in;
    l->next = *b;
    *b = l;
    p->line[p->lines++] = l;
    return l;
}

static struct plan_line
line_of(struct arena *a, const struct rows *r)
{
    struct plan_line l = {
        .agreement = arena_strdup(a, row_text(r, 0, 0)),
        .term = row_int(r, 0, 1),
        .institution = arena_strdup(a, row_text(r, 0, 2)),
        .company = arena_strdup(a, row_text(r, 0, 3)),
        .distributor = arena_strdup(a, row_text(r, 0, 4)),
        .from = day_of(row_text(r, 0, 5)),
        .to = day_of(row_text(r, 0, 6)),
        .until = day_of(row_text(r, 0, 7)),
        .extension = row_int(r, 0, 8) == 1,
        .product = arena_strdup(a, row_text(r, 0, 9)),
        .group = arena_strdup(a, row_text(r, 0, 10)),
        .variant = arena_strdup(a, row_text(r, 0, 11)),
        .price = {row_int(r, 0, 12)},
        .without = {row_int(r, 0, 13)},
        .with_service = {row_int(r, 0, 14)},
        .now = {row_int(r, 0, 15), row_int(r, 0, 16), row_int(r, 0, 17), row_int(r, 0, 18)}};
    l.amount = (money){row_int(r, 0, 19)};
    l.after = l.now.agreed;
    l.price_after = l.price;
    return l;
}

/* Worth what the last amendment left, or volume x price. */
static bool
worth(struct plan_line *l, struct err *e)
{
    return l->amount.units >= 0 || money_mul(&l->amount, l->price, (qty){l->now.agreed}) ||
           err_set(e, ERR_TOO_LARGE, M_AMEND_LARGE, {l->agreement});
}

static bool
take_base(void *arg, const struct rows *r, struct err *e)
{
    struct amend_plan *p = arg;
    if (!arena_room(p->a, 4096))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    struct plan_line l = line_of(p->a, r);
    l.base = true;
    if (find(p, l.agreement, l.product) != NULL)
        return true;
    if (!worth(&l, e) || add(p, &l, e) == NULL)
        return false;
    p->bases = p->lines;
    return true;
}

bool
plan_load(struct amend_plan *p, const char *product, const char *company, const char *institution,
          struct err *e)
{
    return db_each(p->db, &q_amend_lines_on, take_base, p, e, v_int(p->pool), v_text(p->m->project),
                   v_date(p->a, p->m->effective_on), v_text(product), v_text(company),
                   v_text(institution));
}

/* --- where volume goes --- */

const struct winner *
plan_winner(const struct amend_plan *p, const char *product)
{
    for (size_t i = 0; i < p->d.winners; i++)
        if (strcmp(p->d.winner[i].product, product) == 0)
            return &p->d.winner[i];
    return NULL;
}

/* Who delivers it there already; *who NULL: nobody. */
static bool
delivers_now(struct amend_plan *p, const struct winner *w, const char *institution,
             const char **who, struct err *e)
{
    struct agreement_line l;
    *who = NULL;
    if (line_on(p->db, p->a, p->pool, institution, w->product, "", p->m->effective_on, &l, e)) {
        if (strcmp(l.company, w->company) == 0)
            *who = l.distributor;
        return true;
    }
    if (e->code != ERR_NOT_FOUND)
        return false;
    *e = (struct err){.code = ERR_NONE};
    return true;
}

const char *
plan_deliverer(struct amend_plan *p, const char *product, const char *institution, const char *like,
               struct err *e)
{
    const struct winner *w = plan_winner(p, product);
    const char *who = NULL;
    if (w != NULL && !delivers_now(p, w, institution, &who, e))
        return NULL;
    if (w != NULL && who == NULL && agree_delivers(&p->d, w, institution, like))
        who = like;
    if (w != NULL && who == NULL)
        who = agree_distributor(&p->d, w, institution);
    if (who == NULL)
        err_set(e, ERR_CONFLICT, M_AMEND_UNDELIVERED, {product, institution});
    return who;
}

/* The days of a term, for an agreement that begins now. */
static bool
term_days(const struct amend_plan *p, const struct plan_line *like, int64_t term,
          struct plan_line *out, struct err *e)
{
    char n[INT_TEXT_MAX];
    const struct cycle_of *c = &p->d.cycle;
    if (like != NULL) {
        out->to = like->to;
        out->until = like->until;
        out->extension = like->extension;
        out->from = date_max(like->from, p->m->effective_on);
        return true;
    }
    if (term < 1 || (size_t)term > c->terms)
        return err_set(e, ERR_CONFLICT, M_AMEND_TERM, {p->m->project, int_text(term, n)});
    const struct cycle_of_term *t = &c->term[term - 1];
    out->to = t->term.span.to;
    out->until = t->term.volume_until;
    out->extension = t->extension;
    out->from = date_max(t->term.span.from, p->m->effective_on);
    return true;
}

/* An agreement of that number, if there is one, must still run. */
static bool
dates_of(struct amend_plan *p, struct plan_line *l, struct err *e)
{
    struct rows r;
    if (!db_run(p->db, &q_amend_dates, p->a, &r, e, v_int(p->pool), v_text(l->agreement)))
        return false;
    l->fresh_agreement = r.n == 0;
    if (r.n == 0)
        return true;
    l->from = day_of(row_text(&r, 0, 0));
    l->to = day_of(row_text(&r, 0, 1));
    l->until = day_of(row_text(&r, 0, 2));
    return date_cmp(l->to, p->m->effective_on) >= 0 ||
           err_set(e, ERR_CONFLICT, M_AMEND_ENDED, {l->agreement, put_date(p->a, l->to)});
}

static struct plan_line *
fresh_line(struct amend_plan *p, const struct plan_line *like, struct plan_line l, struct err *e)
{
    const struct winner *w = plan_winner(p, l.product);
    if (w == NULL) {
        err_set(e, ERR_CONFLICT, M_AMEND_NOT_SELECTED, {l.product, p->m->project});
        return NULL;
    }
    bool with = like != NULL ? strcmp(like->variant, "with_service") == 0
                             : agree_with_service(&p->d, w, l.institution);
    if (w->with_service.units == 0 || (!with && w->price.units != 0))
        with = false;
    else
        with = true;
    l.group = w->group;
    l.variant = with ? "with_service" : "without_service";
    l.price = l.price_after = with ? w->with_service : w->price;
    l.without = w->price;
    l.with_service = w->with_service;
    l.fresh = true;
    if (!term_days(p, like, l.term, &l, e) || !dates_of(p, &l, e))
        return NULL;
    return add(p, &l, e);
}

struct plan_line *
plan_target(struct amend_plan *p, const struct plan_line *like, int64_t term,
            const char *institution, const char *company, const char *distributor,
            const char *product, struct err *e)
{
    const char *number =
        agreement_number(p->a, p->m->project, term, institution, company, distributor);
    struct plan_line *l = find(p, number, product);
    struct rows r;
    if (l != NULL)
        return l;
    if (!db_run(p->db, &q_amend_line_of, p->a, &r, e, v_int(p->pool), v_text(p->m->project),
                v_date(p->a, p->m->effective_on), v_text(number), v_text(product)))
        return NULL;
    if (r.n == 0)
        return fresh_line(p, like,
                          (struct plan_line){.agreement = number,
                                             .term = term,
                                             .institution = institution,
                                             .company = company,
                                             .distributor = distributor,
                                             .product = product},
                          e);
    struct plan_line old = line_of(p->a, &r);
    if (date_cmp(old.to, p->m->effective_on) < 0) {
        err_set(e, ERR_CONFLICT, M_AMEND_ENDED, {number, put_date(p->a, old.to)});
        return NULL;
    }
    return worth(&old, e) ? add(p, &old, e) : NULL;
}

bool
plan_move(struct amend_plan *p, struct plan_line *from, struct plan_line *to, int64_t n,
          struct err *e)
{
    (void)p;
    if (from == to || n == 0)
        return true;
    if (n < 0 || n > from->after || __builtin_add_overflow(to->after, n, &to->after))
        return err_set(e, ERR_CONFLICT, M_AMEND_LARGE, {from->agreement});
    from->after -= n;
    return true;
}

/* --- selections that change --- */

bool
plan_award(struct amend_plan *p, const struct award_change *w, struct err *e)
{
    if (p->awards == PLAN_AWARDS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_AMEND_LARGE, {p->m->number});
    p->award[p->awards++] = *w;
    return true;
}

static void
extras(struct amend_plan *p)
{
    struct winner *list = arena_array(p->a, struct winner, p->awards + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->awards; i++)
        if (p->award[i].selected)
            list[n++] = (struct winner){.group = p->award[i].group,
                                        .product = p->award[i].product,
                                        .company = p->award[i].company,
                                        .price = p->award[i].price,
                                        .with_service = p->award[i].with_service};
    p->d.extra = list;
    p->d.extras = n;
}

/* --- the end of it --- */

static bool
withdrawn(const struct amend_plan *p, const char *product)
{
    for (size_t i = 0; i < p->awards; i++)
        if (!p->award[i].selected && strcmp(p->award[i].product, product) == 0)
            return true;
    return false;
}

static bool
price_line(struct amend_plan *p, struct plan_line *l, struct err *e)
{
    const struct winner *w = withdrawn(p, l->product) ? NULL : plan_winner(p, l->product);
    bool with = strcmp(l->variant, "with_service") == 0;
    if (w != NULL) {
        money price = with ? w->with_service : w->price;
        l->without = w->price;
        l->with_service = w->with_service;
        l->price_after = price.units > 0 ? price : l->price;
    }
    return change_amount(&l->now, l->after, l->amount, l->price, l->price_after,
                         &l->amount_after) ||
           err_set(e, ERR_TOO_LARGE, M_AMEND_LARGE, {l->agreement});
}

/* Does every agreement of the lines read end? */
static bool
ends_all(const struct amend_plan *p)
{
    if (p->m->kind == AMEND_INSTITUTION_SPLIT) {
        for (size_t i = 0; i < p->m->shares; i++)
            if (strcmp(p->m->share[i].code, p->m->subject) == 0)
                return false; /* it goes on, smaller */
        return true;
    }
    return p->m->kind == AMEND_COMPANY_MERGED || p->m->kind == AMEND_INSTITUTION_MERGED ||
           p->m->kind == AMEND_INSTITUTION_CLOSED;
}

/* Lines stand in any order: an agreement is told once, by the first of its lines. */
static void
touch(struct amend_plan *p)
{
    bool all = ends_all(p);
    size_t lines = p->lines;
    p->end = arena_array(p->a, struct plan_end, p->lines + 1);
    for (size_t i = 0; i < lines; i++) {
        const struct plan_line *l = p->line[i];
        struct plan_line mark = {.agreement = l->agreement, .product = ""};
        struct err ignored;
        if (find(p, l->agreement, "") != NULL)
            continue;
        p->end[p->ends++] =
            (struct plan_end){l->agreement, l->from, l->to, l->until, all && l->base};
        (void)add(p, &mark, &ignored);
    }
    p->lines = lines; /* marks are no lines */
}

bool
amend_plan(struct amend_plan *p, struct err *e)
{
    struct explain_step *step = arena_array(p->a, struct explain_step, PLAN_STEPS);
    struct agree *out = arena_alloc(p->a, sizeof(*out));
    int64_t before = 0, after = 0;
    *out = (struct agree){.a = p->a, .pool = p->pool, .project = p->m->project};
    p->info = amend_kind_of(p->m->kind);
    p->x = (struct explain){step, 0, PLAN_STEPS, 0};
    p->d = (struct agree_data){.db = p->db, .a = p->a, .out = out, .on = p->m->effective_on};
    if (!agree_head(&p->d, e) || !plan_selections(p, e))
        return false;
    extras(p);
    if (!agree_load(&p->d, e) || !plan_of_kind(p, e))
        return false;
    for (size_t i = 0; i < p->lines; i++) {
        if (!price_line(p, p->line[i], e))
            return false;
        before += p->line[i]->now.agreed;
        after += p->line[i]->after;
    }
    explain_add(&p->x, RULE_NONE, M_X_AMEND_SUM, t_qty((qty){before}), t_qty((qty){p->added}),
                t_qty((qty){p->removed}), t_qty((qty){after}));
    if (after != before + p->added - p->removed)
        return err_set(e, ERR_CONFLICT, M_AMEND_LOST, {p->m->number});
    touch(p);
    return p->lines > 0 || err_set(e, ERR_CONFLICT, M_AMEND_NOBODY, {p->m->subject, p->m->project});
}
