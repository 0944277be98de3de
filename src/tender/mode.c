#include "tender/mode.h"

#include <assert.h>
#include <string.h>

#include "access/manage.h"
#include "project/life.h"
#include "registry/check.h"
#include "tender/query.h"
#include "words/talks.h"

enum { DOCUMENT_MAX = 200 };

const char *const group_mode_names[GROUP_MODES] = {"tender", "linkage", "negotiation", "inquiry"};

bool
mode_is_talks(enum group_mode m, enum talks_mode *out)
{
    *out = m == MODE_INQUIRY ? TALKS_INQUIRY : TALKS_NEGOTIATION;
    return m == MODE_INQUIRY || m == MODE_NEGOTIATION;
}

const char *
mode_verdict_name(enum mode_verdict v)
{
    static const char *const names[MODE_VERDICTS] = {"ok", "closed", "unlinked", "bids", "talks"};
    assert(v < MODE_VERDICTS);
    return names[v];
}

enum mode_verdict
mode_check(const struct mode_facts *f)
{
    if (!f->provided)
        return MODE_CLOSED;
    if (f->mode == MODE_LINKAGE && !f->linked)
        return MODE_UNLINKED;
    if (f->bids > 0)
        return MODE_BIDS;
    return f->talks > 0 ? MODE_TALKS : MODE_OK;
}

bool
round_of(struct db *db, struct arena *a, int64_t pool, const char *project, struct project *p,
         struct policy **pack, struct round **round, struct err *e)
{
    struct errs errs = {.list = e, .max = 1};
    *round = NULL;
    return project_get(db, a, pool, project, p, e) && project_pack(p, a, pack, e) &&
           (*p->rules == '\0' || round_parse(round, a, project, p->rules, &errs));
}

static void
take(const struct rows *r, size_t i, struct mode_row *out)
{
    int mode = 0;
    (void)name_find(group_mode_names, GROUP_MODES, row_text(r, i, 1), &mode);
    *out = (struct mode_row){.chosen = true,
                             .mode = (enum group_mode)mode,
                             .reason = row_text(r, i, 2),
                             .document = row_text(r, i, 3),
                             .on = row_text(r, i, 4),
                             .who = row_text(r, i, 5)};
}

bool
mode_of(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
        struct mode_row *out, struct err *e)
{
    struct rows r;
    *out =
        (struct mode_row){.mode = MODE_TENDER, .reason = "", .document = "", .who = "", .on = ""};
    if (!db_run(db, &q_mode_last, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    if (r.n > 0)
        take(&r, 0, out);
    return true;
}

bool
mode_history(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
             struct mode_rows *out, struct err *e)
{
    struct rows r;
    if (!group_must(db, a, pool, project, group, "group", e) ||
        !db_run(db, &q_mode_each, a, &r, e, v_int(pool), v_text(project), v_text(group)))
        return false;
    *out = (struct mode_rows){r.n, arena_array(a, struct mode_row, r.n + 1)};
    for (size_t i = 0; i < r.n; i++)
        take(&r, i, &out->list[i]);
    return true;
}

bool
mode_takes_bids(struct db *db, struct arena *a, int64_t pool, const char *project,
                const char *group, struct err *e)
{
    struct mode_row m;
    enum talks_mode talks;
    return mode_of(db, a, pool, project, group, &m, e) &&
           (!mode_is_talks(m.mode, &talks) ||
            err_set(e, ERR_CONFLICT, M_MODE_NO_BIDS, {group, group_mode_names[m.mode]},
                    .field = "group"));
}

static bool
read_facts(struct db *db, struct arena *a, const struct mode_choice *in, struct mode_facts *f,
           struct err *e)
{
    static const enum rule rules[GROUP_MODES] = {RULE_WAY_TENDER, RULE_WAY_LINKAGE,
                                                 RULE_WAY_NEGOTIATION, RULE_WAY_INQUIRY};
    struct project p;
    struct policy *pack;
    struct round *round;
    struct rows r;
    if (!group_must(db, a, in->pool, in->project, in->group, "group", e) ||
        !round_of(db, a, in->pool, in->project, &p, &pack, &round, e) ||
        !db_run(db, &q_mode_begun, a, &r, e, v_int(in->pool), v_text(in->project),
                v_text(in->group)))
        return false;
    *f = (struct mode_facts){
        .mode = in->mode, .bids = row_int(&r, 0, 0), .talks = row_int(&r, 0, 1)};
    f->provided = policy_bool(pack, rules[in->mode], &f->provided) && f->provided;
    f->linked = round != NULL &&
                (round->award.check[TEST_OTHERS].on || round->award.check[TEST_OWN_LOWEST].on);
    return true;
}

bool
choose_mode(struct db *db, struct arena *a, const struct mode_choice *in, enum put *how,
            struct err *e)
{
    static const enum msg say[MODE_VERDICTS] = {M_NONE, M_MODE_CLOSED, M_MODE_UNLINKED, M_MODE_BIDS,
                                                M_MODE_TALKS};
    struct mode_row was;
    struct mode_facts f;
    struct rows last;
    if (!reason_fine(in->reason, e) ||
        (*in->document != '\0' && !name_fine(in->document, DOCUMENT_MAX, "document", e)) ||
        !mode_of(db, a, in->pool, in->project, in->group, &was, e))
        return false;
    *how = PUT_SAME;
    if (was.chosen && was.mode == in->mode && strcmp(was.reason, in->reason) == 0 &&
        strcmp(was.document, in->document) == 0)
        return true;
    if (!project_may(db, a, in->pool, in->project, ACT_BID, (date){0}, e) &&
        !project_may(db, a, in->pool, in->project, ACT_EDIT, (date){0}, e))
        return false;
    if (!read_facts(db, a, in, &f, e))
        return false;
    enum mode_verdict v = mode_check(&f);
    if (v != MODE_OK)
        return err_set(e, ERR_CONFLICT, say[v], {in->group, group_mode_names[in->mode]},
                       .field = "mode");
    *how = was.chosen ? PUT_CHANGED : PUT_NEW;
    return db_run(db, &q_mode_last, a, &last, e, v_int(in->pool), v_text(in->project),
                  v_text(in->group)) &&
           db_do(db, &q_mode_write, e, v_int(in->pool), v_text(in->project), v_text(in->group),
                 v_int(last.n > 0 ? row_int(&last, 0, 0) + 1 : 1),
                 v_text(group_mode_names[in->mode]), v_text(in->reason), v_text(in->document),
                 v_date(a, in->on), v_text(in->who));
}
