/* renewal_decide.c - what the office decides after a cycle, and what follows it. */
#include <assert.h>
#include <string.h>

#include "access/manage.h"
#include "oversight/query.h"
#include "oversight/renewal.h"
#include "project/announcement.h"
#include "project/project.h"
#include "registry/check.h"
#include "tender/mode.h"
#include "words/renewal.h"

const char *
renew_verdict_name(enum renew_verdict v)
{
    static const char *const names[RENEW_VERDICTS] = {"ok",       "decided", "nobody", "kept_asked",
                                                      "stranger", "barred",  "early"};
    assert(v < RENEW_VERDICTS);
    return names[v];
}

/* --- reading --- */

static void
take_head(const struct rows *r, struct renewal *out)
{
    int proposal = 0, decision = 0;
    while (proposal < RENEWAL_PROPOSALS - 1 &&
           strcmp(renewal_proposal_name((enum renewal_proposal)proposal), row_text(r, 0, 9)) != 0)
        proposal++;
    (void)name_find(renewal_decision_names, RENEW_DECISIONS, row_text(r, 0, 10), &decision);
    out->computed_on = row_text(r, 0, 0);
    out->ends_on = row_text(r, 0, 1);
    out->market =
        (struct renewal_market){row_int(r, 0, 2),   row_int(r, 0, 3),   {row_int(r, 0, 4)},
                                {row_int(r, 0, 5)}, {row_int(r, 0, 6)}, {row_int(r, 0, 7)}};
    out->changed = row_int(r, 0, 8) == 1;
    out->proposal = (enum renewal_proposal)proposal;
    out->decision = (enum renewal_decision)decision;
    out->reason = row_text(r, 0, 11);
    out->next = row_text(r, 0, 12);
    out->decided_on = row_text(r, 0, 13);
    out->who = row_text(r, 0, 14);
    out->announcement = row_text(r, 0, 15);
}

static void
take_rows(struct arena *a, const struct rows *r, struct renewal *out)
{
    out->n = r->n;
    out->row = arena_array(a, struct renewal_row, r->n + 1);
    for (size_t i = 0; i < r->n; i++)
        out->row[i] = (struct renewal_row){
            .product = row_text(r, i, 0),
            .company = row_text(r, i, 1),
            .facts = {{row_int(r, i, 2)},
                      {row_int(r, i, 3)},
                      {row_int(r, i, 4)},
                      {row_int(r, i, 5)},
                      row_int(r, i, 6),
                      row_int(r, i, 7),
                      row_int(r, i, 8) == 1},
            .score = {{row_int(r, i, 9), row_int(r, i, 10), row_int(r, i, 11), row_int(r, i, 12)},
                      row_int(r, i, 13),
                      row_int(r, i, 14) == 1},
            .kept = row_int(r, i, 15) == 1};
}

bool
renewal_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
            struct renewal *out, struct err *e)
{
    struct rows head, scores;
    if (!db_run(db, &q_renewal_get, a, &head, e, v_int(pool), v_text(project), v_text(group)) ||
        !db_run(db, &q_renewal_scores, a, &scores, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    if (head.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_RENEWAL_NONE, {group, project}, .field = "group");
    *out = (struct renewal){.group = group};
    take_head(&head, out);
    take_rows(a, &scores, out);
    return true;
}

bool
renewal_list(struct db *db, struct arena *a, int64_t pool, const char *project,
             struct renewals *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_renewal_each, a, &r, e, v_int(pool), v_text(project)))
        return false;
    *out = (struct renewals){r.n, arena_array(a, struct renewal, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        if (!renewal_get(db, a, pool, project, row_text(&r, i, 0), &out->list[i], e))
            return false;
    return true;
}

bool
renewal_before(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
               const char **before, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_renewal_before, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *before = r.n > 0 ? row_text(&r, 0, 0) : "";
    return true;
}

/* --- deciding --- */

static const struct renewal_row *
winner(const struct renewal *w, const char *product)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->row[i].product, product) == 0)
            return &w->row[i];
    return NULL;
}

/* *at: who is at fault. */
static enum renew_verdict
check(const struct renewal *w, const struct decide_renewal *in, const struct project *next,
      const char **at)
{
    date ends = {0};
    (void)date_parse(&ends, w->ends_on);
    *at = "";
    if (w->decision != RENEW_NONE)
        return RENEW_DECIDED;
    if (in->decision == RENEW_KEEP && in->kept_n == 0)
        return RENEW_NOBODY;
    if (in->decision != RENEW_KEEP && in->kept_n > 0)
        return RENEW_KEPT_ASKED;
    for (size_t i = 0; i < in->kept_n; i++) {
        const struct renewal_row *row = winner(w, in->kept[i]);
        *at = in->kept[i];
        if (row == NULL)
            return RENEW_STRANGER;
        if (row->facts.barred)
            return RENEW_BARRED;
    }
    *at = w->ends_on;
    return date_cmp(next->executed_on, ends) <= 0 ? RENEW_EARLY : RENEW_OK;
}

static bool
same(const struct renewal *w, const struct decide_renewal *in)
{
    size_t kept = 0, found = 0;
    for (size_t i = 0; i < w->n; i++)
        kept += w->row[i].kept;
    for (size_t i = 0; i < in->kept_n; i++) {
        const struct renewal_row *row = winner(w, in->kept[i]);
        found += row != NULL && row->kept;
    }
    return w->decision == in->decision && strcmp(w->reason, in->reason) == 0 &&
           strcmp(w->next, in->next) == 0 && kept == found && found == in->kept_n;
}

/* The highest price selected here bounds what comes (RULES 3: previous_highest). */
static bool
hand_on(struct db *db, struct arena *a, const struct decide_renewal *in, struct err *e)
{
    static const enum group_mode mode[RENEW_DECISIONS] = {[RENEW_TENDER] = MODE_TENDER,
                                                          [RENEW_LINKAGE] = MODE_LINKAGE,
                                                          [RENEW_NEGOTIATION] = MODE_NEGOTIATION,
                                                          [RENEW_INQUIRY] = MODE_INQUIRY};
    const struct mode_choice m = {.pool = in->pool,
                                  .project = in->next,
                                  .group = in->group,
                                  .mode = mode[in->decision],
                                  .reason = in->reason,
                                  .document = "",
                                  .on = in->on,
                                  .who = in->who};
    bool asks = in->decision != RENEW_KEEP && in->decision != RENEW_BARGAINING;
    struct rows highest;
    enum put how;
    if (!db_run(db, &q_renewal_highest, a, &highest, e, v_int(in->pool), v_text(in->project),
                v_text(in->group)) ||
        (asks && !choose_mode(db, a, &m, &how, e)))
        return false;
    return db_do(db, &q_renewal_previous, e, v_int(in->pool), v_text(in->next), v_text(in->group),
                 v_int(row_int(&highest, 0, 0)));
}

static bool
refuse(enum renew_verdict v, const struct decide_renewal *in, const char *at, struct err *e)
{
    static const enum msg say[RENEW_VERDICTS] = {
        M_NONE,           M_RENEW_DECIDED, M_RENEW_NOBODY, M_RENEW_KEPT_ASKED,
        M_RENEW_STRANGER, M_RENEW_BARRED,  M_RENEW_EARLY};
    return err_set(e, ERR_CONFLICT, say[v], {in->group, at, in->next},
                   .field = v == RENEW_EARLY     ? "next_project"
                            : v == RENEW_DECIDED ? "decision"
                                                 : "kept");
}

bool
decide_renewal(struct db *db, struct arena *a, const struct decide_renewal *in, enum put *how,
               struct err *e)
{
    struct project next;
    struct renewal w;
    const char *at;
    assert(in->decision != RENEW_NONE);
    if (!reason_fine(in->reason, e) || !renewal_get(db, a, in->pool, in->project, in->group, &w, e))
        return false;
    *how = PUT_SAME;
    if (w.decision != RENEW_NONE && same(&w, in))
        return true;
    if (strcmp(in->next, in->project) == 0)
        return err_set(e, ERR_INPUT, M_RENEW_ITSELF, {in->project}, .field = "next_project");
    if (!project_get(db, a, in->pool, in->next, &next, e) ||
        !group_must(db, a, in->pool, in->next, in->group, "next_project", e))
        return false;
    enum renew_verdict v = check(&w, in, &next, &at);
    if (v != RENEW_OK)
        return refuse(v, in, at, e);
    *how = PUT_NEW;
    if (!hand_on(db, a, in, e) ||
        !db_do(db, &q_renewal_decide, e, v_int(in->pool), v_text(in->project), v_text(in->group),
               v_text(renewal_decision_names[in->decision]), v_text(in->reason), v_text(in->next),
               v_date(a, in->on), v_text(in->who)))
        return false;
    for (size_t i = 0; i < in->kept_n; i++)
        if (!db_do(db, &q_renewal_keep, e, v_int(in->pool), v_text(in->project), v_text(in->group),
                   v_text(in->kept[i])))
            return false;
    return true;
}

bool
publish_renewal(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *group, const char *announcement, enum put *how, struct err *e)
{
    struct announcement n;
    struct renewal w;
    if (!renewal_get(db, a, pool, project, group, &w, e) ||
        !announcement_get(db, a, pool, project, announcement, &n, e))
        return false;
    if (w.decision == RENEW_NONE)
        return err_set(e, ERR_CONFLICT, M_RENEW_UNDECIDED, {group}, .field = "group");
    *how = PUT_SAME;
    if (strcmp(w.announcement, announcement) == 0)
        return true;
    if (*w.announcement != '\0')
        return err_set(e, ERR_CONFLICT, M_RENEW_PUBLISHED, {group, w.announcement},
                       .field = "announcement");
    if (strcmp(put_date(a, n.on), w.decided_on) < 0)
        return err_set(e, ERR_CONFLICT, M_RENEW_OLD_NOTICE, {announcement},
                       .field = "announcement");
    *how = PUT_NEW;
    return db_do(db, &q_renewal_publish, e, v_int(pool), v_text(project), v_text(group),
                 v_text(announcement));
}
