#include "project/life.h"

#include <assert.h>

#include "base/core/text.h"
#include "project/document.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/phases.h"

#define IN(phase) (1u << PHASE_##phase)

/* The phases in which each act may be done. */
static const unsigned allowed[PROJECT_ACTS] = {
    [ACT_EDIT] = IN(DRAFT) | IN(PUBLISHED),
    [ACT_JOIN] = IN(DRAFT) | IN(PUBLISHED) | IN(REPORTING) | IN(RUNNING),
    [ACT_REPORT] = IN(REPORTING),
    [ACT_REPORT_AGAIN] = IN(REPORTING) | IN(REVIEW),
    [ACT_REVIEW] = IN(REPORTING) | IN(REVIEW),
    [ACT_VOLUME] = IN(REVIEW) | IN(BIDDING) | IN(OPENING) | IN(NOTICE) | IN(ALLOCATION),
    [ACT_BID] = IN(BIDDING),
    [ACT_OPEN] = IN(OPENING),
    [ACT_AWARD] = IN(OPENING),
    [ACT_OBJECT] = IN(NOTICE),
    [ACT_ALLOCATE] = IN(ALLOCATION),
    [ACT_AGREE] = IN(AGREEMENT) | IN(RUNNING),
    [ACT_TRADE] = IN(RUNNING),
};

/* Acts of outsiders keep to the announced days. An objection has its own last day. */
static bool
keeps_days(enum project_act act)
{
    return act == ACT_REPORT || act == ACT_REPORT_AGAIN || act == ACT_BID;
}

const char *
project_act_name(enum project_act a)
{
    static const char *const names[PROJECT_ACTS] = {
        "edit", "join",  "report", "report_again", "review", "volume", "bid",
        "open", "award", "object", "allocate",     "agree",  "trade"};
    assert(a < PROJECT_ACTS);
    return names[a];
}

const char *
life_verdict_name(enum life_verdict v)
{
    static const char *const names[LIFE_VERDICTS] = {"ok",   "copy", "early",
                                                     "over", "from", "until"};
    assert(v < LIFE_VERDICTS);
    return names[v];
}

enum life_verdict
project_allows(enum phase now, enum project_act act)
{
    assert(now < PHASES && act < PROJECT_ACTS);
    if (allowed[act] & 1u << now)
        return LIFE_OK;
    return allowed[act] >> now != 0 ? LIFE_EARLY : LIFE_OVER;
}

enum life_verdict
life_allows(const struct life *l, enum project_act act, date today)
{
    if (!l->kept)
        return LIFE_OK;
    if (l->copy && act == ACT_EDIT)
        return LIFE_COPY;
    enum life_verdict v = project_allows(l->phase, act);
    if (v != LIFE_OK || today.day == 0 || !keeps_days(act))
        return v;
    if (l->from.day != 0 && date_cmp(today, l->from) < 0)
        return LIFE_FROM;
    return l->to.day != 0 && date_cmp(today, l->to) > 0 ? LIFE_UNTIL : LIFE_OK;
}

static date
day_of(const char *text)
{
    date d = {0};
    (void)date_parse(&d, text);
    return d;
}

bool
life_get(struct db *db, struct arena *a, int64_t pool, const char *project, struct life *out,
         struct err *e)
{
    struct rows r;
    int phase = 0;
    *out = (struct life){.kept = false};
    if (!db_run_kept(db, &q_life_get, a, &r, e, v_int(pool), v_text(project)))
        return false;
    if (r.n == 0)
        return true;
    bool known = name_find(phase_names, PHASES, row_text(&r, 0, 0), &phase);
    assert(known);
    *out = (struct life){.kept = true,
                         .copy = row_int(&r, 0, 2) > 0,
                         .phase = (enum phase)phase,
                         .since = day_of(row_text(&r, 0, 1))};
    if (!db_run_kept(db, &q_phase_get, a, &r, e, v_int(pool), v_text(project),
                     v_text(phase_names[phase])))
        return false;
    if (r.n > 0) {
        out->from = day_of(row_text(&r, 0, 0));
        out->to = day_of(row_text(&r, 0, 1));
    }
    return true;
}

bool
project_may(struct db *db, struct arena *a, int64_t pool, const char *project, enum project_act act,
            date today, struct err *e)
{
    static const enum msg say[LIFE_VERDICTS] = {
        [LIFE_COPY] = M_LIFE_COPY, [LIFE_EARLY] = M_LIFE_EARLY, [LIFE_OVER] = M_LIFE_OVER,
        [LIFE_FROM] = M_LIFE_FROM, [LIFE_UNTIL] = M_LIFE_UNTIL,
    };
    struct life l;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (!life_get(db, a, pool, project, &l, e))
        return false;
    enum life_verdict v = life_allows(&l, act, today);
    return v == LIFE_OK || err_set(e, ERR_CONFLICT, say[v],
                                   {project, project_act_name(act), phase_names[l.phase],
                                    date_text(l.from, from), date_text(l.to, to)},
                                   .field = "project");
}

bool
template_must(struct db *db, struct arena *a, int64_t pool, const char *project, struct err *e)
{
    struct life l;
    struct document_version d;
    bool found;
    if (!life_get(db, a, pool, project, &l, e))
        return false;
    if (!l.kept)
        return true;
    return document_approved(db, a, pool, project, DOCUMENT_CONTRACT, &d, &found, e) &&
           (found || err_set(e, ERR_CONFLICT, M_DOCUMENT_TEMPLATE, {project}, .field = "project"));
}

/* --- moving --- */

const char *
move_verdict_name(enum move_verdict v)
{
    static const char *const names[MOVE_VERDICTS] = {
        "ok",       "copy",    "order",     "reason",      "no_groups", "no_document",
        "no_dates", "pending", "no_notice", "notice_runs", "objection", "upheld"};
    assert(v < MOVE_VERDICTS);
    return names[v];
}

/* Back for another round, or past phases that another procedure did: with a reason. */
static bool
may_turn(enum phase from, enum phase to)
{
    return (from == PHASE_REVIEW && to == PHASE_REPORTING) ||
           (from == PHASE_OPENING && to == PHASE_BIDDING) ||
           (from == PHASE_NOTICE && to == PHASE_OPENING) ||
           (from == PHASE_PUBLISHED && to == PHASE_BIDDING) ||
           (from < PHASE_CLOSED && to == PHASE_CLOSED);
}

static enum move_verdict
check_notice(enum notice_state s)
{
    switch (s) {
    case NOTICE_NONE: return MOVE_NO_NOTICE;
    case NOTICE_RUNS: return MOVE_NOTICE_RUNS;
    case NOTICE_OBJECTION: return MOVE_OBJECTION;
    case NOTICE_UPHELD: return MOVE_UPHELD;
    case NOTICE_OVER:
    case NOTICE_STATES: break;
    }
    return MOVE_OK;
}

enum move_verdict
move_check(const struct move_facts *f, const struct move *m)
{
    bool next = m->to == f->from + 1;
    if (!next && !may_turn(f->from, m->to))
        return MOVE_ORDER;
    if (!next && *m->reason == '\0')
        return MOVE_REASON;
    if (m->to == PHASE_PUBLISHED && !f->groups)
        return MOVE_NO_GROUPS;
    if (m->to == PHASE_PUBLISHED && !f->document)
        return MOVE_NO_DOCUMENT;
    if ((m->to == PHASE_REPORTING || m->to == PHASE_BIDDING) && !f->dates)
        return MOVE_NO_DATES;
    if (f->from == PHASE_REVIEW && m->to == PHASE_BIDDING && m->pending > 0)
        return MOVE_PENDING;
    return m->to == PHASE_ALLOCATION ? check_notice(f->notice) : MOVE_OK;
}

static bool
read_facts(struct db *db, struct arena *a, int64_t pool, const char *project, const struct move *m,
           struct move_facts *f, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_move_facts, a, &r, e, v_int(pool), v_text(project),
                v_text(phase_names[m->to])))
        return false;
    f->groups = row_int(&r, 0, 0) > 0;
    f->document = row_int(&r, 0, 1) > 0;
    f->dates = row_int(&r, 0, 2) > 0;
    return notice_of(db, a, pool, project, ANNOUNCE_NOTICE, m->on, &f->notice, e);
}

static bool
write_move(struct db *db, struct arena *a, int64_t pool, const char *project, const char *came,
           const struct move *m, struct err *e)
{
    struct rows r;
    const char *on = date_text(m->on, arena_alloc(a, DATE_TEXT_MAX));
    return db_run(db, &q_project_event_next, a, &r, e, v_int(pool), v_text(project)) &&
           db_do(db, &q_life_write, e, v_int(pool), v_text(project), v_text(phase_names[m->to]),
                 v_text(on)) &&
           db_do(db, &q_project_event_write, e, v_int(pool), v_text(project),
                 v_int(row_int(&r, 0, 0)), v_text(on), v_text(phase_names[m->to]), v_text(came),
                 v_text(m->reason), v_text(m->who));
}

bool
project_begin(struct db *db, struct arena *a, int64_t pool, const char *project, date on,
              const char *who, enum put *how, struct err *e)
{
    struct life l;
    const struct move first = {.to = PHASE_DRAFT, .on = on, .who = who, .reason = ""};
    if (!life_get(db, a, pool, project, &l, e))
        return false;
    *how = l.kept ? PUT_SAME : PUT_NEW;
    return l.kept || write_move(db, a, pool, project, "", &first, e);
}

static bool
refuse(enum move_verdict v, const char *project, enum phase from, const struct move *m,
       struct err *e)
{
    static const enum msg say[MOVE_VERDICTS] = {
        [MOVE_COPY] = M_LIFE_COPY,          [MOVE_ORDER] = M_MOVE_ORDER,
        [MOVE_REASON] = M_MOVE_REASON,      [MOVE_NO_GROUPS] = M_MOVE_NO_GROUPS,
        [MOVE_NO_DOCUMENT] = M_MOVE_NO_DOC, [MOVE_NO_DATES] = M_MOVE_NO_DATES,
        [MOVE_PENDING] = M_MOVE_PENDING,    [MOVE_NO_NOTICE] = M_MOVE_NO_NOTICE,
        [MOVE_NOTICE_RUNS] = M_MOVE_RUNS,   [MOVE_OBJECTION] = M_MOVE_OBJECTION,
        [MOVE_UPHELD] = M_MOVE_UPHELD,
    };
    char n[INT_TEXT_MAX];
    return v == MOVE_OK ||
           err_set(e, v == MOVE_REASON ? ERR_INPUT : ERR_CONFLICT, say[v],
                   {project, phase_names[from], phase_names[m->to], int_text(m->pending, n)},
                   .field = v == MOVE_REASON ? "reason" : "phase");
}

bool
project_move(struct db *db, struct arena *a, int64_t pool, const char *project,
             const struct move *m, enum put *how, struct err *e)
{
    struct life l;
    struct move_facts f = {.groups = false};
    struct project p;
    *how = PUT_SAME;
    if (!project_get(db, a, pool, project, &p, e) || !life_get(db, a, pool, project, &l, e))
        return false;
    if (!l.kept)
        return err_set(e, ERR_CONFLICT, M_LIFE_NONE, {project}, .field = "project");
    if (l.phase == m->to)
        return true;
    f.from = l.phase;
    if (!read_facts(db, a, pool, project, m, &f, e) ||
        !refuse(l.copy ? MOVE_COPY : move_check(&f, m), project, l.phase, m, e))
        return false;
    *how = PUT_CHANGED;
    return write_move(db, a, pool, project, phase_names[l.phase], m, e);
}

bool
project_history(struct db *db, struct arena *a, int64_t pool, const char *project,
                struct project_events *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_project_event_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = (struct project_events){r.n, arena_array(a, struct project_event, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        int phase = 0, came = -1;
        (void)name_find(phase_names, PHASES, row_text(&r, i, 1), &phase);
        if (!name_find(phase_names, PHASES, row_text(&r, i, 2), &came))
            came = -1;
        out->list[i] = (struct project_event){.on = day_of(row_text(&r, i, 0)),
                                              .phase = (enum phase)phase,
                                              .came = came,
                                              .reason = row_text(&r, i, 3),
                                              .who = row_text(&r, i, 4)};
    }
    return true;
}
