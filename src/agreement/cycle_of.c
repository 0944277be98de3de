#include "agreement/cycle_of.h"

#include <string.h>

#include "agreement/query.h"
#include "project/cycle_rule.h"
#include "words/db.h"

/* While it is put together: what belongs to one part. */
struct part {
    struct span cycle; /* as the length says, then aligned, then extended */
    struct cycle_term term[CYCLE_TERMS_MAX];
    size_t terms;
    bool extended;
};

struct making {
    struct cycle_of *out;
    struct explain *x;
    date executed_on;
    struct part part[CYCLE_PARTS_MAX];
};

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

static bool
same_span(struct span a, struct span b)
{
    return date_cmp(a.from, b.from) == 0 && date_cmp(a.to, b.to) == 0;
}

/* --- parts: one for each length --- */

static size_t
part_with(struct making *m, struct span s)
{
    struct cycle_of *o = m->out;
    for (size_t i = 0; i < o->parts; i++)
        if (same_span(m->part[i].cycle, s))
            return i;
    m->part[o->parts] = (struct part){.cycle = s};
    return o->parts++;
}

static bool
take_group(void *arg, const struct rows *r, struct err *e)
{
    struct making *m = arg;
    struct cycle_of *o = m->out;
    struct cycle_of_group *g = &o->group[o->groups];
    struct span s;
    (void)e;
    g->winners = row_int(r, 0, 1);
    if (o->verdict == CYCLE_OK)
        o->verdict = cycle_span(&o->length, m->executed_on, (int)g->winners, m->x, &s);
    if (o->verdict != CYCLE_OK)
        return true;
    g->part = part_with(m, s); /* no more lengths than rows of the rule */
    o->groups++;
    return true;
}

static bool
parts_of_groups(struct making *m, struct db *db, struct arena *a, const struct project *p,
                struct err *e)
{
    struct cycle_of *o = m->out;
    struct rows n;
    if (!db_run(db, &q_cycle_groups, a, &n, e, v_int(p->pool), v_text(p->code)))
        return false;
    if (!arena_room(a, n.n * sizeof(struct cycle_of_group)))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    o->group = arena_array(a, struct cycle_of_group, n.n + 1);
    for (size_t i = 0; i < n.n; i++) {
        const struct rows row = {.cells = &n.cells[i * n.columns], .n = 1, .columns = n.columns};
        o->group[o->groups].group = row_text(&n, i, 0);
        if (!take_group(m, &row, e))
            return false;
    }
    if (o->verdict == CYCLE_OK && o->parts == 0)
        o->verdict = CYCLE_NO_LENGTH; /* nothing was selected yet */
    return true;
}

static bool
make_parts(struct making *m, struct db *db, struct arena *a, const struct project *p, struct err *e)
{
    struct cycle_of *o = m->out;
    struct span s;
    if (o->length.kind == CYCLE_BY_WINNERS)
        return parts_of_groups(m, db, a, p, e);
    o->verdict = cycle_span(&o->length, p->executed_on, 0, m->x, &s);
    if (o->verdict == CYCLE_OK)
        (void)part_with(m, s);
    return true;
}

/* --- terms --- */

static void
part_terms(struct making *m, struct part *p)
{
    struct cycle_of *o = m->out;
    o->verdict = cycle_terms(&o->rules, p->cycle, m->x, p->term, &p->terms);
    if (o->verdict == CYCLE_OK)
        p->cycle.to = p->term[p->terms - 1].span.to; /* alignment may have moved it */
}

static bool
add_term(struct cycle_of *o, const struct cycle_term *t, bool extension, size_t part)
{
    uint32_t bit = (uint32_t)1 << part;
    for (size_t i = 0; i < o->terms; i++)
        if (o->term[i].extension == extension && same_span(o->term[i].term.span, t->span) &&
            date_cmp(o->term[i].term.volume_until, t->volume_until) == 0) {
            o->term[i].parts |= bit;
            return true;
        }
    if (o->terms == CYCLE_OF_TERMS_MAX)
        return false;
    o->term[o->terms++] = (struct cycle_of_term){*t, extension, bit};
    return true;
}

/* By first day, then last; parts have few terms. */
static bool
add_base_terms(struct making *m)
{
    struct cycle_of *o = m->out;
    for (size_t i = 0; i < o->parts; i++)
        for (size_t k = 0; k < m->part[i].terms; k++)
            if (!add_term(o, &m->part[i].term[k], false, i))
                return false;
    for (size_t i = 1; i < o->terms; i++)
        for (size_t k = i; k > 0; k--) {
            struct cycle_of_term *a = &o->term[k - 1], *b = &o->term[k], t = *a;
            int c = date_cmp(a->term.span.from, b->term.span.from);
            if (c < 0 || (c == 0 && date_cmp(a->term.span.to, b->term.span.to) <= 0))
                break;
            *a = *b;
            *b = t;
        }
    return true;
}

/* --- extensions --- */

/* A part that ended before the decision, or runs longer anyway, stays as it is, when another one is
 * extended; when none is, the decision is refused for the reason of the first. */
static bool
extend_parts(struct making *m, date decided, date end, bool write, struct err *e)
{
    struct cycle_of *o = m->out;
    enum cycle_verdict first = CYCLE_OK;
    size_t extended = 0;
    for (size_t i = 0; i < o->parts; i++) {
        struct part *p = &m->part[i];
        struct cycle_term t;
        enum cycle_verdict v =
            cycle_extend(&o->rules, p->cycle, decided, end, write ? m->x : NULL, &t);
        if (v != CYCLE_OK) {
            first = first == CYCLE_OK ? v : first;
            continue;
        }
        extended++;
        if (write && !add_term(o, &t, true, i))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        p->cycle.to = end;
        p->extended = true;
    }
    if (extended == 0 && first != CYCLE_OK)
        o->verdict = first;
    return true;
}

/* Where renewals move to aligned dates, the last agreement is prolonged up to that date, unless the
 * cycle was extended: old price, old distributors, no new volume. */
static void
prolong_last(struct making *m, struct part *p)
{
    struct cycle_of *o = m->out;
    struct cycle_term *last = &p->term[p->terms - 1];
    struct cycle_renewal renewal;
    if (o->rules.align == ALIGN_NONE || p->extended || o->verdict != CYCLE_OK)
        return;
    o->verdict =
        cycle_renew(&o->rules, m->executed_on, date_add_days(last->span.to, 1), m->x, &renewal);
    if (o->verdict == CYCLE_OK && date_cmp(renewal.starts, renewal.natural) > 0)
        last->span.to = date_add_days(renewal.starts, -1);
}

/* Twice over the decisions: which parts they extend, so that the others are prolonged; then their
 * terms, after all others. */
static bool
make_terms(struct making *m, const struct rows *decisions, struct err *e)
{
    struct cycle_of *o = m->out;
    for (size_t i = 0; i < o->parts && o->verdict == CYCLE_OK; i++)
        part_terms(m, &m->part[i]);
    struct span before[CYCLE_PARTS_MAX];
    for (size_t i = 0; i < o->parts; i++)
        before[i] = m->part[i].cycle;
    for (size_t i = 0; i < decisions->n && o->verdict == CYCLE_OK; i++)
        if (!extend_parts(m, day_of(row_text(decisions, i, 0)), day_of(row_text(decisions, i, 1)),
                          false, e))
            return false;
    for (size_t i = 0; i < o->parts && o->verdict == CYCLE_OK; i++) {
        m->part[i].cycle = before[i];
        prolong_last(m, &m->part[i]);
    }
    if (o->verdict == CYCLE_OK && !add_base_terms(m))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    for (size_t i = 0; i < decisions->n && o->verdict == CYCLE_OK; i++)
        if (!extend_parts(m, day_of(row_text(decisions, i, 0)), day_of(row_text(decisions, i, 1)),
                          true, e))
            return false;
    return true;
}

static void
sum_up(struct making *m)
{
    struct cycle_of *o = m->out;
    for (size_t i = 0; i < o->parts; i++) {
        o->part[i] = m->part[i].cycle;
        o->whole = i == 0 ? o->part[i]
                          : (struct span){o->whole.from, date_max(o->whole.to, o->part[i].to)};
    }
}

bool
cycle_of(struct db *db, struct arena *a, const struct project *p, const struct policy *pack,
         struct explain *x, struct cycle_of *out, struct err *e)
{
    struct making *m = arena_alloc(a, sizeof(*m));
    struct rows decisions;
    *out = (struct cycle_of){.verdict = CYCLE_OK};
    out->lack = bind_cycle(pack, &out->rules);
    *m = (struct making){.out = out, .x = x, .executed_on = p->executed_on};
    if (!cycle_rule_get(db, a, p, &out->length, e) || !make_parts(m, db, a, p, e))
        return false;
    if (!db_run(db, &q_extension_each, a, &decisions, e, v_int(p->pool), v_text(p->code)))
        return false;
    if (out->verdict == CYCLE_OK && out->lack.verdict == BIND_OK && !make_terms(m, &decisions, e))
        return false;
    if (out->verdict != CYCLE_OK)
        out->terms = 0;
    sum_up(m);
    return true;
}

uint32_t
cycle_part_of(const struct cycle_of *c, const char *group)
{
    if (c->length.kind != CYCLE_BY_WINNERS)
        return 1;
    for (size_t i = 0; i < c->groups; i++)
        if (strcmp(c->group[i].group, group) == 0)
            return (uint32_t)1 << c->group[i].part;
    return 0;
}

bool
cycle_covers(struct db *db, struct arena *a, const struct project *p, const char *product, date on,
             bool *out, struct err *e)
{
    char day[DATE_TEXT_MAX];
    struct cycle_length l;
    struct rows r;
    struct span s;
    *out = false;
    if (date_cmp(on, p->executed_on) < 0)
        return true;
    date_text(on, day);
    if (!db_run(db, &q_cycle_until, a, &r, e, v_int(p->pool), v_text(p->code), v_text(product)) ||
        !cycle_rule_get(db, a, p, &l, e))
        return false;
    *out = strcmp(day, row_text(&r, 0, 0)) <= 0 ||
           (cycle_span(&l, p->executed_on, (int)row_int(&r, 0, 1), NULL, &s) == CYCLE_OK &&
            date_cmp(on, s.to) <= 0);
    return true;
}
