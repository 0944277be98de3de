/* Prepayments of the agreement terms that have begun: amount, fund, instalments, pending entries.
 */
#include <string.h>

#include "base/core/text.h"
#include "fund/books.h"
#include "fund/decision.h"
#include "fund/payer.h"
#include "fund/query.h"
#include "fund/run.h"
#include "project/explained.h"
#include "words/db.h"
#include "words/engine_money.h"
#include "words/fund.h"

enum { STEPS = 12, ID_MAX = 192 };
#define PREPAY_EDITION "prepay-1"

struct group { /* one institution and term, while its lines go by */
    const char *institution;
    int64_t term, lines;
    date from, to;
    money annual;
};

struct prepaying {
    struct run *r;
    struct books *books;
    struct prepay_rules rules;
    struct fund_rules funds;
    struct span cycle;
    struct group g;
    struct sha256 inputs;
};

static bool
write_instalments(struct prepaying *p, enum fund fund, date starts, money amount, struct explain *x,
                  struct err *e)
{
    const struct project *pr = p->r->project;
    struct instalment in[INSTALMENTS_MAX];
    size_t n = prepay_instalments(&p->rules, starts, amount, x, in);
    for (size_t i = 0; i < n; i++) {
        const struct booking b = {.kind = ROW_PENDING,
                                  .debit = {fund, ACCOUNT_PREPAID, p->g.institution},
                                  .credit = {fund, ACCOUNT_CASH, ""},
                                  .amount = in[i].amount,
                                  .cause = CAUSE_PREPAYMENT,
                                  .on = p->r->on,
                                  .project = pr->code,
                                  .institution = p->g.institution,
                                  .document = ""};
        char due[DATE_TEXT_MAX];
        int64_t entry;
        p->r->payments++;
        if (!book(p->books, &b, 1, &entry, e) ||
            !db_do(p->r->db, &q_instalment_write, e, v_int(pr->pool), v_text(pr->code),
                   v_text(p->g.institution), v_int(p->g.term), v_int(in[i].number),
                   v_int(in[i].amount.units), v_text(date_text(in[i].due, due)), v_int(entry)))
            return false;
    }
    return true;
}

static bool
write_prepayment(struct prepaying *p, enum fund fund, struct span s, money amount, struct err *e)
{
    const struct project *pr = p->r->project;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX], in[MONTH_TEXT_MAX];
    return db_do(p->r->db, &q_prepayment_write, e, v_int(pr->pool), v_text(pr->code),
                 v_text(p->g.institution), v_int(p->g.term), v_text(fund_names[fund]),
                 v_int(p->g.annual.units), v_int(p->rules.ratio.ppm), v_int(amount.units),
                 v_text(date_text(s.from, from)), v_text(date_text(s.to, to)),
                 v_text(month_text(p->r->month, in)));
}

static bool
keep_steps(struct prepaying *p, const struct explain *x, struct err *e)
{
    char digest[SHA256_HEX_MAX], term[INT_TEXT_MAX];
    const struct stamp stamp = {p->r->pack->id, p->r->pack->sha256, PREPAY_EDITION,
                                inputs_end(&p->inputs, digest)};
    const char *id = arena_printf(p->r->arena, "%s/%s/%s", p->r->project->code, p->g.institution,
                                  int_text(p->g.term, term));
    return explained_put(p->r->db, p->r->arena, p->r->project->pool, "prepayment", id, &stamp, x,
                         e);
}

/* All lines of an institution and term are in. */
static bool
end_group(struct prepaying *p, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    const struct project *pr = p->r->project;
    struct rows old;
    enum fund fund;
    money amount;

    if (p->g.lines == 0)
        return true;
    if (!db_run(p->r->db, &q_prepayment_get, p->r->arena, &old, e, v_int(pr->pool),
                v_text(pr->code), v_text(p->g.institution), v_int(p->g.term)))
        return false;
    explain_add(&x, RULE_NONE, M_X_ANNUAL, t_int(p->g.lines), t_money(p->g.annual));
    enum prepay_verdict v = prepay_amount(&p->rules, (int)p->g.term, p->g.annual, &x, &amount);
    if (v == PREPAY_OVERFLOW || v == PREPAY_BAD_LINE || v == PREPAY_BAD_RATIO)
        return err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {p->g.institution});
    if (old.n > 0 || v != PREPAY_OK) {
        p->r->nothing += old.n == 0 ? 1 : 0;
        return true;
    }
    struct span s = {p->g.from, p->g.to};
    if (p->rules.scope == PREPAY_PER_CYCLE)
        s = p->cycle;
    p->r->rows++;
    return money_add(&p->r->amount, p->r->amount, amount) &&
           fund_of(p->r->db, p->r->arena, &p->funds, p->g.institution, p->r->on, &x, &fund, e) &&
           write_prepayment(p, fund, s, amount, e) &&
           write_instalments(p, fund, s.from, amount, &x, e) && keep_steps(p, &x, e);
}

static bool
begin_group(struct prepaying *p, const struct rows *r, struct err *e)
{
    if (!arena_room(p->r->arena, ID_MAX))
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    p->g = (struct group){.institution = arena_strdup(p->r->arena, row_text(r, 0, 0)),
                          .term = row_int(r, 0, 1)};
    (void)date_parse(&p->g.from, row_text(r, 0, 2));
    (void)date_parse(&p->g.to, row_text(r, 0, 3));
    sha256_init(&p->inputs);
    return true;
}

static bool
take_line(void *arg, const struct rows *r, struct err *e)
{
    struct prepaying *p = arg;
    const struct prepay_line line = {{row_int(r, 0, 4)}, {row_int(r, 0, 5)}};
    money part;
    bool same = p->g.lines > 0 && p->g.term == row_int(r, 0, 1) &&
                strcmp(p->g.institution, row_text(r, 0, 0)) == 0;
    if (!same && (!end_group(p, e) || !begin_group(p, r, e)))
        return false;
    p->g.lines++;
    inputs_add_int(&p->inputs, line.price.units);
    inputs_add_int(&p->inputs, line.agreed.pieces);
    part = (money){row_int(r, 0, 6)}; /* as the last amendment left it */
    if ((part.units >= 0 || prepay_annual(&line, 1, NULL, &part) == PREPAY_OK) &&
        money_add(&p->g.annual, p->g.annual, part))
        return true;
    return err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {p->g.institution});
}

/* The pack's rules with the authority's decision in them; verdict when something is lacking. */
static bool
bind_rules(struct prepaying *p, bool *go, struct err *e)
{
    struct run *r = p->r;
    struct prepay_decision d;
    bool decided;
    if (!decision_on(r->db, r->arena, r->project->pool, r->project->code, month_last(r->month), &d,
                     &decided, e))
        return false;
    r->bound = bind_prepay(r->pack, run_goods(r->project), decided ? &d.ratio : NULL, &p->rules);
    (void)bind_fund(r->pack, &p->funds);
    *go = r->bound.verdict == BIND_OK;
    if (!*go)
        r->verdict = RUN_NO_RULE;
    return true;
}

static bool
body(struct db *db, void *arg, struct err *e)
{
    struct prepaying p = {.r = arg};
    struct run *r = p.r;
    char day[DATE_TEXT_MAX];
    bool go;

    if (!run_may(r, r->project->code, "prepay", false, &go, e))
        return false;
    if (go && !bind_rules(&p, &go, e))
        return false;
    if (!go)
        return true;
    return run_cycle(r, &p.cycle, e) && books_open(&p.books, db, r->arena, r->project->pool, e) &&
           db_each(db, &q_agreed_lines, take_line, &p, e, v_int(r->project->pool),
                   v_text(r->project->code), v_text(date_text(month_last(r->month), day))) &&
           end_group(&p, e) && books_close(p.books, e) &&
           run_order(r, r->project->code, APPROVE_PREPAY, e) &&
           run_done(r, r->project->code, "prepay", e);
}

bool
run_prepay(struct db *db, void *arg, struct err *e)
{
    return run_in_arena(body, db, arg, e);
}
