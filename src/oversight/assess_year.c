#include "oversight/assess_year.h"

#include <stdlib.h>
#include <string.h>

#include "oversight/query.h"
#include "project/explained.h"
#include "registry/check.h"
#include "words/db.h"
#include "words/oversight.h"

#define ASSESS_EDITION "assess-1"
enum { STEPS = 16 };

void
assess_rules_of(const struct policy *p, struct assess_rules *out)
{
    static const enum rule rule[ASSESS_ITEMS] = {
        [ASSESS_VOLUME] = RULE_ASSESS_VOLUME,     [ASSESS_PAYMENT] = RULE_ASSESS_PAYMENT,
        [ASSESS_PLATFORM] = RULE_ASSESS_PLATFORM, [ASSESS_SELECTED] = RULE_ASSESS_SELECTED,
        [ASSESS_REPORTS] = RULE_ASSESS_REPORTS,   [ASSESS_ADMISSION] = RULE_ASSESS_ADMISSION,
    };
    *out = (struct assess_rules){{40, 25, 10, 15, 5, 5}, {600000}, 5};
    for (int i = 0; i < ASSESS_ITEMS; i++)
        policy_int(p, rule[i], &out->weight[i]);
    policy_ratio(p, RULE_ASSESS_VOLUME_FROM, &out->volume_from);
    policy_int(p, RULE_ASSESS_FINDING, &out->finding);
}

static bool
add_amount(int64_t *to, money price, qty n)
{
    money m, sum = {*to};
    if (!money_mul(&m, price, n) || !money_add(&sum, sum, m))
        return false;
    *to = sum.units;
    return true;
}

static int64_t
not_below(int64_t n)
{
    return n > 0 ? n : 0;
}

static bool
inputs_of(const struct year_of *y, date next, struct assess_in *in, struct err *e)
{
    struct timely t;
    *in = (struct assess_in){.findings = y->findings};
    for (size_t i = 0; i < y->lines; i++) {
        const struct year_line *l = &y->line[i];
        qty done = {l->used.pieces < l->agreed.pieces ? l->used.pieces : l->agreed.pieces};
        if (!add_amount(&in->item[ASSESS_VOLUME].part, l->price, done) ||
            !add_amount(&in->item[ASSESS_VOLUME].whole, l->price, l->agreed))
            return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
    }
    if (!timely_at(y->due, y->dues, next, &t, NULL))
        return err_set(e, ERR_TOO_LARGE, M_MONITOR_LARGE);
    in->item[ASSESS_PAYMENT].part = t.in_time.units;
    in->item[ASSESS_PAYMENT].whole = t.due.units;
    int64_t bought = not_below(y->bought.units), other = not_below(y->non_selected.units);
    in->item[ASSESS_PLATFORM].part = y->fact.given ? bought : 0;
    in->item[ASSESS_PLATFORM].whole = y->fact.given ? bought + y->fact.off_platform.units : 0;
    in->item[ASSESS_SELECTED].part = not_below(bought - other);
    in->item[ASSESS_SELECTED].whole = bought;
    in->item[ASSESS_REPORTS].part = y->fact.reports_timely;
    in->item[ASSESS_REPORTS].whole = y->fact.reports_due;
    in->item[ASSESS_ADMISSION].part = y->fact.admit_timely;
    in->item[ASSESS_ADMISSION].whole = y->fact.admit_due;
    return true;
}

static const char *
digest_of(struct arena *a, const struct assess_in *in)
{
    struct sha256 s;
    sha256_init(&s);
    for (int i = 0; i < ASSESS_ITEMS; i++) {
        inputs_add_int(&s, in->item[i].part);
        inputs_add_int(&s, in->item[i].whole);
    }
    inputs_add_int(&s, in->findings);
    return inputs_end(&s, arena_alloc(a, SHA256_HEX_MAX));
}

static bool
day_read(date *out, const char *text)
{
    *out = (date){0};
    return *text == '\0' || date_parse(out, text);
}

static struct val
v_day(struct arena *a, date d)
{
    return v_text(d.day == 0 ? "" : put_date(a, d));
}

bool
assessed_read(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
              struct assessed_list *out, struct err *e)
{
    const char *states[ASSESS_STATES];
    struct rows r;
    for (int s = 0; s < ASSESS_STATES; s++)
        states[s] = assess_state_name((enum assess_state)s);
    if (!db_run(db, &q_assessment_each, a, &r, e, v_int(pool), v_text(project), v_int(year)))
        return false;
    *out = (struct assessed_list){arena_array(a, struct assessed, r.n), r.n};
    for (size_t i = 0; i < r.n; i++) {
        struct assessed *s = &out->list[i];
        int state = 0;
        *s = (struct assessed){.institution = row_text(&r, i, 0),
                               .applicable = row_int(&r, i, 1) == 1,
                               .score = row_int(&r, i, 2),
                               .off = row_int(&r, i, 3),
                               .findings = row_int(&r, i, 4),
                               .comment = row_text(&r, i, 8)};
        if (!name_find(states, ASSESS_STATES, row_text(&r, i, 5), &state) ||
            !day_read(&s->since_on, row_text(&r, i, 6)) ||
            !day_read(&s->comment_until, row_text(&r, i, 7)) ||
            !day_read(&s->final_on, row_text(&r, i, 9)))
            return err_set(e, ERR_IO, M_DATABASE, {"assessment"});
        s->state = (enum assess_state)state;
    }
    return true;
}

static bool
store(struct db *db, struct arena *a, const struct project *project, int64_t year,
      const struct assessed *s, struct err *e)
{
    return db_do(db, &q_assessment_write, e, v_int(project->pool), v_text(project->code),
                 v_int(year), v_text(s->institution), v_int(s->applicable), v_int(s->score),
                 v_int(s->off), v_int(s->findings), v_text(assess_state_name(s->state)),
                 v_day(a, s->since_on), v_day(a, s->comment_until), v_text(s->comment),
                 v_day(a, s->final_on));
}

static struct assessed *
stored_find(const struct assessed_list *l, const char *institution)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->list[i].institution, institution) == 0)
            return &l->list[i];
    return NULL;
}

static bool
assess_one(struct db *db, struct arena *a, const struct project *project, const struct policy *p,
           int64_t year, const struct year_of *y, date next, struct assessed *s, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct assess_rules rules;
    struct assess_in in;
    struct assess score;

    assess_rules_of(p, &rules);
    if (!inputs_of(y, next, &in, e))
        return false;
    assess_score(&rules, &in, &score, &x);
    s->applicable = score.applicable;
    s->score = score.score;
    s->off = score.off;
    s->findings = in.findings;
    const struct stamp stamp = {p->id, p->sha256, ASSESS_EDITION, digest_of(a, &in)};
    const char *id = arena_printf(a, "%s/%d/%s", project->code, (int)year, y->institution);
    return store(db, a, project, year, s, e) &&
           explained_put(db, a, project->pool, "assessment", id, &stamp, &x, e);
}

static bool
assess_all(struct db *db, struct arena *a, const struct project *project, const struct policy *p,
           int64_t year, struct err *e)
{
    struct assessed_list old;
    struct year_book book;
    date first, last;
    if (!year_days(year, &first, &last, e) ||
        !assessed_read(db, a, project->pool, project->code, year, &old, e) ||
        !year_read(db, a, project, year, &book, e))
        return false;
    for (size_t i = 0; i < book.n; i++) {
        const struct assessed *was = stored_find(&old, book.list[i].institution);
        struct assessed s = {.institution = book.list[i].institution, .comment = ""};
        if (was != NULL)
            s = *was;
        if (s.state >= ASSESS_FINAL)
            continue;
        if (!assess_one(db, a, project, p, year, &book.list[i], date_add_days(last, 1), &s, e))
            return false;
    }
    return true;
}

bool
assess_year(struct db *db, struct arena *a, const struct project *project, const struct policy *p,
            int64_t year, struct assessed_list *out, struct err *e)
{
    struct arena *own = arena_new(YEAR_MEMORY);
    bool ok = assess_all(db, own, project, p, year, e);
    arena_free(own);
    return ok && assessed_read(db, a, project->pool, project->code, year, out, e);
}

bool
assessment_move(struct db *db, struct arena *a, const struct project *project,
                const struct policy *p, int64_t year, const char *institution, enum assess_state to,
                date on, const char *comment, struct err *e)
{
    struct assessed_list all;
    int64_t days = 10;
    size_t moved = 0;
    policy_int(p, RULE_ASSESS_COMMENT, &days);
    if (!assessed_read(db, a, project->pool, project->code, year, &all, e))
        return false;
    for (size_t i = 0; i < all.n; i++) { /* every check before the first write */
        struct assessed *s = &all.list[i];
        if (*institution != '\0' && strcmp(s->institution, institution) != 0)
            continue;
        enum assess_verdict v = assess_move(s->state, to, on, s->comment_until);
        if (v != ASSESS_OK)
            return err_set(e, ERR_INPUT, M_ASSESS_MOVE, {s->institution, assess_verdict_name(v)});
        moved++;
    }
    if (moved == 0)
        return err_set(e, ERR_NOT_FOUND, M_ASSESS_NONE, {project->code});
    for (size_t i = 0; i < all.n; i++) {
        struct assessed *s = &all.list[i];
        if (*institution != '\0' && strcmp(s->institution, institution) != 0)
            continue;
        s->state = to;
        s->since_on = on;
        if (to == ASSESS_SENT)
            s->comment_until = assess_comment_until(on, (int)days);
        if (to == ASSESS_COMMENTED)
            s->comment = comment;
        if (to == ASSESS_FINAL)
            s->final_on = on;
        if (!store(db, a, project, year, s, e))
            return false;
    }
    return true;
}

/* The rules are those of the pack that the score was computed by. */
static bool
differs(struct db *db, struct arena *a, const struct project *project, const struct assess_in *in,
        int64_t year, const struct assessed *s, bool *out, struct err *e)
{
    struct explain_step step[STEPS];
    struct explain x = {.step = step, .max = STEPS};
    struct assess_rules rules;
    struct assess score;
    struct policy *p;
    struct stamp stamp;
    bool found;
    const char *id = arena_printf(a, "%s/%d/%s", project->code, (int)year, s->institution);
    struct errs errs = {.list = e, .max = 1};
    *out = false;
    if (!explained_get(db, a, project->pool, "assessment", id, &stamp, &x, &found, e))
        return false;
    if (!found || strcmp(stamp.inputs_sha256, digest_of(a, in)) != 0)
        return true;
    if (!policy_load(&p, a, arena_printf(a, "pack:%s", stamp.pack), &errs))
        return false;
    if (strcmp(p->sha256, stamp.pack_sha256) != 0)
        return true;
    assess_rules_of(p, &rules);
    assess_score(&rules, in, &score, NULL);
    *out = s->applicable != score.applicable || s->score != score.score || s->off != score.off ||
           s->findings != in->findings;
    return true;
}

static bool
check_all(struct db *db, struct arena *own, struct arena *a, int64_t pool, const char *code,
          int64_t year, struct assess_faults *out, struct err *e)
{
    struct assessed_list stored;
    struct project project;
    struct year_book book;
    date first, last;
    if (!year_days(year, &first, &last, e) || !project_get(db, own, pool, code, &project, e) ||
        !assessed_read(db, own, pool, code, year, &stored, e) ||
        !year_read(db, own, &project, year, &book, e))
        return false;
    *out = (struct assess_faults){arena_array(a, const char *, book.n + 1), 0};
    for (size_t i = 0; i < book.n; i++) {
        const struct assessed *s = stored_find(&stored, book.list[i].institution);
        struct assess_in in;
        bool damaged = false;
        if (s == NULL)
            continue;
        if (!inputs_of(&book.list[i], date_add_days(last, 1), &in, e) ||
            !differs(db, own, &project, &in, year, s, &damaged, e))
            return false;
        if (damaged)
            out->institution[out->n++] = arena_strdup(a, s->institution);
    }
    return true;
}

bool
assess_check(struct db *db, struct arena *a, int64_t pool, const char *project, int64_t year,
             struct assess_faults *out, struct err *e)
{
    struct arena *own = arena_new(YEAR_MEMORY);
    bool ok = check_all(db, own, a, pool, project, year, out, e);
    arena_free(own);
    return ok;
}
