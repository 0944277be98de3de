#include "oversight/retain.h"

#include <string.h>

#include "fund/payable.h"
#include "fund/payer.h"
#include "oversight/query.h"
#include "policy/bind.h"
#include "project/explained.h"
#include "words/oversight.h"

#define RETAIN_EDITION "retention-1"
enum { STEPS = 128 };

struct work {
    struct db *db;
    struct arena *a;
    const struct project *project;
    const struct policy *pack;
    int64_t year;
    struct retention_rules rules;
    struct fund_rules funds;
};

/* The group's base, shared by its lines as the agreed volume is. */
static qty
base_of(const struct year_of *y, const struct year_line *l)
{
    qty out = l->base;
    wide agreed = 0;
    for (size_t i = 0; i < y->lines; i++)
        if (strcmp(y->line[i].group, l->group) == 0)
            agreed += y->line[i].agreed.pieces;
    if (agreed > 0)
        wide_div(&out.pieces, (wide)l->base.pieces * l->agreed.pieces, agreed, ROUND_HALF_UP);
    return out;
}

/* Of its group's substitutes: all, at the first line of the group. */
static money
substitutes_of(const struct year_of *y, size_t line)
{
    for (size_t i = 0; i < line; i++)
        if (strcmp(y->line[i].group, y->line[line].group) == 0)
            return (money){0};
    for (size_t i = 0; i < y->substitutes; i++)
        if (strcmp(y->substitute[i].group, y->line[line].group) == 0)
            return y->substitute[i].amount.units > 0 ? y->substitute[i].amount : (money){0};
    return (money){0};
}

/* False: of some line the price before the procurement is not known. */
static bool
varieties_of(const struct year_of *y, struct retention_variety v[])
{
    for (size_t i = 0; i < y->lines; i++) {
        const struct year_line *l = &y->line[i];
        if (l->before.units == 0)
            return false;
        v[i] = (struct retention_variety){.base = base_of(y, l),
                                          .agreed = l->agreed,
                                          .used = l->used,
                                          .before = l->before,
                                          .selected = l->price,
                                          .non_selected = substitutes_of(y, i),
                                          .price = l->at,
                                          .prices = l->prices};
    }
    return true;
}

static bool
sums(const struct retention_line line[], size_t n, struct retained *out)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        ok = ok && money_add(&out->budget, out->budget, line[i].budget) &&
             money_add(&out->spent, out->spent, line[i].spent);
    return ok && money_sub(&out->surplus, out->budget, out->spent);
}

static bool
compute(struct work *w, const struct year_of *y, const struct assessed *s, struct retained *out,
        struct explain *x, struct err *e)
{
    struct retention_variety *v = arena_array(w->a, struct retention_variety, y->lines + 1);
    struct retention_line *line = arena_array(w->a, struct retention_line, y->lines + 1);
    struct retention_total total = {{0}, {0}, {0}};
    const struct retention_case c = {.pay = y->fact.pay,
                                     .insured = y->fact.insured,
                                     .score = out->score,
                                     .case_payment_first_year = y->fact.first_year,
                                     .patient_share_fell = y->fact.share_fell};
    if (!varieties_of(y, v)) {
        out->verdict = "no_price";
        return true;
    }
    enum retention_verdict verdict = retention_year(&w->rules, &c, v, y->lines, x, line, &total);
    out->verdict = retention_verdict_name(verdict);
    if (verdict == RETENTION_OVERFLOW || !sums(line, y->lines, out))
        return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
    out->share = total.ratio;
    out->retained = verdict == RETENTION_OK ? total.retained : (money){0};
    if (out->retained.units > 0)
        out->due_on = retention_due(&w->rules, s->final_on, x);
    return true;
}

/* The gate is open: the fund owes it (RULES 8). What was booked is not computed to another amount:
 * that takes a correction. */
static bool
book_it(struct work *w, struct retained *r, const struct assessed *s, const char *document,
        struct err *e)
{
    struct rows old;
    char amount[MONEY_TEXT_MAX];
    enum put how;
    const struct project *p = w->project;
    if (!db_run(w->db, &q_retention_booked, w->a, &old, e, v_int(p->pool), v_text(p->code),
                v_text(r->institution), v_int(w->year)))
        return false;
    r->booked = old.n > 0 || r->retained.units > 0;
    r->paid = old.n > 0 && *row_text(&old, 0, 1) != '\0';
    if (old.n > 0)
        return row_int(&old, 0, 0) == r->retained.units ||
               err_set(e, ERR_CONFLICT, M_RETAIN_BOOKED,
                       {r->institution, money_text((money){row_int(&old, 0, 0)}, amount)});
    if (r->retained.units == 0)
        return true;
    struct retention_payment owed = {.institution = r->institution,
                                     .project = p->code,
                                     .document = document,
                                     .year = w->year,
                                     .amount = r->retained,
                                     .on = s->final_on,
                                     .due_on = r->due_on};
    return fund_of(w->db, w->a, &w->funds, r->institution, s->final_on, NULL, &owed.fund, e) &&
           retention_owe(w->db, w->a, p->pool, &owed, &how, e);
}

static bool
retain_one(struct work *w, const struct year_of *y, const struct assessed *s, struct retained *out,
           struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    char digest[SHA256_HEX_MAX];
    struct sha256 inputs;

    *out = (struct retained){.institution = y->institution, .verdict = "not_final"};
    /* The first year of payment by case knows no assessment to wait for (SX 八(三)). */
    bool first = y->fact.given && y->fact.first_year && w->rules.drg == DRG_NO_ASSESSMENT;
    if (first || (s != NULL && s->applicable && s->state >= ASSESS_FINAL)) {
        out->score = first ? 0 : s->score;
        out->verdict = "no_facts";
        if (y->fact.given && !compute(w, y, s, out, &x, e))
            return false;
    }
    sha256_init(&inputs);
    inputs_add_int(&inputs, out->score);
    inputs_add_int(&inputs, out->budget.units);
    inputs_add_int(&inputs, out->spent.units);
    const struct stamp stamp = {w->pack->id, w->pack->sha256, RETAIN_EDITION,
                                inputs_end(&inputs, digest)};
    const char *id = arena_printf(w->a, "%s/%d/%s", w->project->code, (int)w->year, y->institution);
    return db_do(w->db, &q_retention_write, e, v_int(w->project->pool), v_text(w->project->code),
                 v_int(w->year), v_text(y->institution), v_int(out->score), v_int(out->share.ppm),
                 v_int(out->budget.units), v_int(out->spent.units), v_int(out->surplus.units),
                 v_int(out->retained.units), v_text(out->verdict),
                 v_text(out->due_on.day == 0 ? "" : put_date(w->a, out->due_on))) &&
           explained_put(w->db, w->a, w->project->pool, "retention", id, &stamp, &x, e) &&
           book_it(w, out, s, id, e);
}

/* RULE_NONE, or the parameter that the pack lacks. */
static enum rule
rules_of(const struct policy *p, struct retention_rules *out)
{
    struct bound b = bind_retention(p, out);
    if (b.verdict == BIND_OK && out->mode == RETENTION_NONE)
        return RULE_RETENTION;
    return b.verdict == BIND_OK ? RULE_NONE : b.rule;
}

static bool
retain_all(struct work *w, struct arena *a, struct retained_list *out, struct err *e)
{
    struct assessed_list scores;
    struct year_book book;
    if (!year_read(w->db, w->a, w->project, w->year, &book, e) ||
        !assessed_read(w->db, w->a, w->project->pool, w->project->code, w->year, &scores, e))
        return false;
    *out = (struct retained_list){arena_array(a, struct retained, book.n), book.n};
    for (size_t i = 0; i < book.n; i++) {
        const struct assessed *s = NULL;
        for (size_t k = 0; k < scores.n && s == NULL; k++)
            if (strcmp(scores.list[k].institution, book.list[i].institution) == 0)
                s = &scores.list[k];
        if (!retain_one(w, &book.list[i], s, &out->list[i], e))
            return false;
        out->list[i].institution = arena_strdup(a, out->list[i].institution);
    }
    return true;
}

bool
retain_year(struct db *db, struct arena *a, const struct project *project, const struct policy *p,
            int64_t year, struct retained_list *out, struct err *e)
{
    struct work w = {.db = db, .project = project, .pack = p, .year = year};
    enum rule lacking = rules_of(p, &w.rules);
    if (lacking != RULE_NONE)
        return err_set(e, ERR_INPUT, M_RETAIN_NO_RULE, {rule_key(lacking), p->id});
    (void)bind_fund(p, &w.funds);
    w.a = arena_new(YEAR_MEMORY);
    bool ok = retain_all(&w, a, out, e);
    arena_free(w.a);
    return ok;
}
