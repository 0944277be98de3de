#include "fund/prepay_change.h"

#include <string.h>

#include "base/core/text.h"
#include "engine/change.h"
#include "fund/books.h"
#include "fund/decision.h"
#include "fund/query.h"
#include "fund/state.h"
#include "project/explained.h"
#include "words/db.h"
#include "words/fund.h"
#include "words/fund_change.h"

enum { STEPS = 12, LIST_MAX = 100000 };
#define CHANGE_EDITION "prepay-change-1"

struct reviewing {
    struct review_prepayments *r;
    struct db *db;
    struct arena *a; /* of the whole */
    struct prepay_rules rules;
    const char *institution; /* the group at hand */
    int64_t term, lines;
    money annual;
};

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

/* --- one prepayment --- */

struct known { /* as it was decided so far */
    money annual, amount, left;
    ratio ratio;
    int64_t seq; /* of the waiting proposal, or the next one */
    bool waits;
};

static bool
look_up(struct reviewing *w, struct known *k, bool *found, struct err *e)
{
    const struct project *p = w->r->project;
    struct rows r;
    if (!db_run(w->db, &q_change_known, w->a, &r, e, v_int(p->pool), v_text(p->code),
                v_text(w->institution), v_int(w->term)))
        return false;
    *found = r.n > 0;
    if (!*found)
        return true;
    *k = (struct known){.annual = {row_int(&r, 0, 0)},
                        .ratio = {row_int(&r, 0, 1)},
                        .amount = {row_int(&r, 0, 2)},
                        .left = {row_int(&r, 0, 3)},
                        .waits = row_int(&r, 0, 5) == 1};
    k->seq = row_int(&r, 0, 4) + (k->waits ? 0 : 1);
    return true;
}

static bool
drop(struct reviewing *w, const struct known *k, struct err *e)
{
    const struct project *p = w->r->project;
    w->r->dropped += k->waits;
    return !k->waits || db_do(w->db, &q_change_drop, e, v_int(p->pool), v_text(p->code),
                              v_text(w->institution), v_int(w->term), v_int(k->seq));
}

static bool
keep_steps(struct reviewing *w, const struct known *k, const struct explain *x, struct err *e)
{
    char digest[SHA256_HEX_MAX], term[INT_TEXT_MAX], seq[INT_TEXT_MAX];
    struct sha256 s;
    sha256_init(&s);
    inputs_add_int(&s, k->annual.units);
    inputs_add_int(&s, w->annual.units);
    const struct stamp by = {w->r->pack->id, w->r->pack->sha256, CHANGE_EDITION,
                             inputs_end(&s, digest)};
    const char *id = arena_printf(w->a, "%s/%s/%s/%s", w->r->project->code, w->institution,
                                  int_text(w->term, term), int_text(k->seq, seq));
    return explained_put(w->db, w->a, w->r->project->pool, "prepay_change", id, &by, x, e);
}

static bool
propose(struct reviewing *w, const struct known *k, struct err *e)
{
    const struct project *p = w->r->project;
    struct explain_step step[STEPS];
    struct explain x = {step, 0, STEPS, 0};
    struct prepay_rules rules = w->rules;
    money amount;
    rules.ratio = k->ratio;
    enum prepay_verdict v =
        change_prepay(&rules, (int)w->term, k->amount, k->left, w->annual, &x, &amount);
    if (v != PREPAY_OK && v != PREPAY_NOTHING)
        return err_set(e, ERR_CONFLICT, M_CHANGE_VERDICT, {w->institution, prepay_verdict_name(v)});
    w->r->proposed++;
    money *sum = amount.units < 0 ? &w->r->back : &w->r->top_up;
    return money_add(sum, *sum, amount) &&
           db_do(w->db, &q_change_write, e, v_int(p->pool), v_text(p->code), v_text(w->institution),
                 v_int(w->term), v_int(k->seq), v_int(k->annual.units), v_int(w->annual.units),
                 v_int(amount.units), v_text(w->r->by), v_date(w->a, w->r->on)) &&
           keep_steps(w, k, &x, e);
}

static bool
end_group(struct reviewing *w, struct err *e)
{
    struct known k;
    bool found;
    if (w->lines == 0)
        return true;
    if (!look_up(w, &k, &found, e))
        return false;
    if (!found)
        return true; /* its own comes with the next run */
    w->r->looked_at++;
    return k.annual.units == w->annual.units ? drop(w, &k, e) : propose(w, &k, e);
}

/* --- all of a project: its lines as amended, by institution and term --- */

static bool
take_line(void *arg, const struct rows *r, struct err *e)
{
    struct reviewing *w = arg;
    money part = {row_int(r, 0, 6)};
    bool same = w->lines > 0 && w->term == row_int(r, 0, 1) &&
                strcmp(w->institution, row_text(r, 0, 0)) == 0;
    if (!same) {
        if (!end_group(w, e))
            return false;
        if (!arena_room(w->a, 8192))
            return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
        w->institution = arena_strdup(w->a, row_text(r, 0, 0));
        w->term = row_int(r, 0, 1);
        w->lines = 0;
        w->annual = (money){0};
    }
    w->lines++;
    if (part.units < 0 && !money_mul(&part, (money){row_int(r, 0, 4)}, (qty){row_int(r, 0, 5)}))
        return err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {w->institution});
    return money_add(&w->annual, w->annual, part) ||
           err_set(e, ERR_TOO_LARGE, M_PREPAY_LARGE, {w->institution});
}

static bool
bind_rules(struct reviewing *w, struct err *e)
{
    const struct project *p = w->r->project;
    struct prepay_decision d;
    bool decided;
    if (!decision_on(w->db, w->a, p->pool, p->code, w->r->on, &d, &decided, e))
        return false;
    struct bound b = bind_prepay(w->r->pack, run_goods(p), decided ? &d.ratio : NULL, &w->rules);
    return b.verdict == BIND_OK ||
           err_set(e, ERR_CONFLICT, M_CHANGE_NO_RULE, {p->code, rule_key(b.rule)});
}

bool
review_prepayments(struct db *db, void *arg, struct err *e)
{
    struct reviewing w = {.r = arg, .db = db, .a = arena_new((size_t)512 << 20)};
    struct review_prepayments *r = w.r;
    r->looked_at = r->proposed = r->dropped = 0;
    r->top_up = r->back = (money){0};
    bool ok = (r->by != NULL && *r->by != '\0') ||
              err_set(e, ERR_INPUT, M_APPROVAL_NOBODY, {r->project->code}, .field = "by");
    ok = ok && bind_rules(&w, e) &&
         db_each(db, &q_agreed_lines, take_line, &w, e, v_int(r->project->pool),
                 v_text(r->project->code), v_date(w.a, r->on)) &&
         end_group(&w, e);
    arena_free(w.a);
    return ok;
}

/* --- reading and approving --- */

static struct prepay_change
change_of(const struct rows *r, size_t i)
{
    return (struct prepay_change){.institution = row_text(r, i, 0),
                                  .term = row_int(r, i, 1),
                                  .seq = row_int(r, i, 2),
                                  .annual_before = {row_int(r, i, 3)},
                                  .annual_after = {row_int(r, i, 4)},
                                  .amount = {row_int(r, i, 5)},
                                  .made_by = row_text(r, i, 6),
                                  .made_on = day_of(row_text(r, i, 7)),
                                  .approved_by = row_text(r, i, 8),
                                  .approved_on = day_of(row_text(r, i, 9)),
                                  .instalment = row_int(r, i, 10)};
}

bool
prepay_changes(struct db *db, struct arena *a, int64_t pool, const char *project,
               const char *institution, struct prepay_change **out, size_t *n, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_change_each, a, &r, e, v_int(pool), v_text(project), v_text(institution)))
        return false;
    if (r.n > LIST_MAX)
        return err_set(e, ERR_TOO_LARGE, M_ROWS_LARGE);
    *n = r.n;
    *out = arena_array(a, struct prepay_change, r.n + 1);
    for (size_t i = 0; i < r.n; i++)
        (*out)[i] = change_of(&r, i);
    return true;
}

/* One more instalment, pending from today, due at the end of the next month. */
static bool
add_instalment(struct db *db, struct arena *a, int64_t pool, const char *project,
               const struct prepay_change *c, date on, int64_t *number, struct err *e)
{
    struct books *books;
    struct rows r;
    int64_t entry;
    int fund = 0;
    if (!db_run(db, &q_change_instalment, a, &r, e, v_int(pool), v_text(project),
                v_text(c->institution), v_int(c->term)))
        return false;
    for (int i = 0; i < FUNDS; i++)
        if (strcmp(fund_names[i], row_text(&r, 0, 0)) == 0)
            fund = i;
    *number = row_int(&r, 0, 1) + 1;
    const struct booking b = {.kind = ROW_PENDING,
                              .debit = {(enum fund)fund, ACCOUNT_PREPAID, c->institution},
                              .credit = {(enum fund)fund, ACCOUNT_CASH, ""},
                              .amount = c->amount,
                              .cause = CAUSE_PREPAYMENT,
                              .on = on,
                              .project = project,
                              .institution = c->institution,
                              .document = ""};
    return books_open(&books, db, a, pool, e) && book(books, &b, 1, &entry, e) &&
           books_close(books, e) &&
           db_do(db, &q_instalment_write, e, v_int(pool), v_text(project), v_text(c->institution),
                 v_int(c->term), v_int(*number), v_int(c->amount.units),
                 v_date(a, date_end_of_next_month(on)), v_int(entry));
}

static bool
may_approve(const struct prepay_change *c, const char *by, date on, enum put *how, struct err *e)
{
    *how = PUT_SAME;
    if (strcmp(c->made_by, by) == 0)
        return err_set(e, ERR_INPUT, M_CHANGE_SAME, {by, c->institution}, .field = "by");
    if (*c->approved_by != '\0')
        return strcmp(c->approved_by, by) == 0 ||
               err_set(e, ERR_CONFLICT, M_CHANGE_GIVEN, {c->institution, c->approved_by});
    *how = PUT_CHANGED;
    return date_cmp(on, c->made_on) >= 0 ||
           err_set(e, ERR_INPUT, M_CHANGE_EARLY, {c->institution}, .field = "on");
}

bool
approve_prepay_change(struct db *db, struct arena *a, int64_t pool, const char *project,
                      const char *institution, int64_t term, const char *by, date on,
                      struct prepay_change *out, enum put *how, struct err *e)
{
    struct rows r;
    if (*by == '\0')
        return err_set(e, ERR_INPUT, M_APPROVAL_NOBODY, {project}, .field = "by");
    if (!db_run(db, &q_change_last, a, &r, e, v_int(pool), v_text(project), v_text(institution),
                v_int(term)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_CHANGE_NONE, {institution}, .field = "institution");
    *out = change_of(&r, 0);
    if (!may_approve(out, by, on, how, e))
        return false;
    if (*how == PUT_SAME)
        return true;
    if (out->amount.units > 0 &&
        !add_instalment(db, a, pool, project, out, on, &out->instalment, e))
        return false;
    out->approved_by = by;
    out->approved_on = on;
    return db_do(db, &q_change_approve, e, v_int(pool), v_text(project), v_text(institution),
                 v_int(term), v_int(out->seq), v_text(by), v_date(a, on), v_int(out->instalment));
}
