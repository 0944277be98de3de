/* file_bid.c - sealed bids until the deadline: filed, replaced, withdrawn, late. */
#include <string.h>

#include "audit/log.h"
#include "base/core/text.h"
#include "base/host/paper.h"
#include "project/life.h"
#include "project/project.h"
#include "registry/commitment.h"
#include "registry/company.h"
#include "registry/credit_gate.h"
#include "registry/signing_key.h"
#include "tender/mode.h"
#include "tender/opening.h"
#include "tender/query.h"
#include "words/seal.h"

const char *
filing_name(enum filing f)
{
    static const char *const names[] = {"new", "same", "replaced", "late"};
    return names[f];
}

static bool
same_officers(const struct envelope *v, const struct officers *o)
{
    bool same = v->k == o->k && v->n == o->n;
    for (size_t i = 0; same && i < o->n; i++)
        same = strcmp(v->officer[i].code, o->officer[i].code) == 0 &&
               memcmp(v->officer[i].public, o->officer[i].public, OFFICER_KEY_SIZE) == 0;
    return same;
}

static date
day_of(const char *moment)
{
    char text[DATE_TEXT_MAX] = {0};
    date d = {0};
    memcpy(text, moment, 10);
    (void)date_parse(&d, text);
    return d;
}

static bool
signed_by_bidder(struct db *db, struct arena *a, const struct envelope *v, const char *now,
                 struct err *e)
{
    bool holds;
    if (!v->signature_holds)
        return err_set(e, ERR_INPUT, M_BID_SIGNATURE, {v->bidder});
    return signing_key_holds(db, a, v->bidder, &v->signer, day_of(now), &holds, e) &&
           (holds || err_set(e, ERR_DENIED, M_BID_SIGNER, {v->bidder}));
}

/* In the phase of bidding, with its promises on file (REQUIREMENTS A3). */
static bool
may_bid(struct db *db, struct arena *a, int64_t pool, const char *project, const char *bidder,
        date today, struct err *e)
{
    struct life l;
    return life_get(db, a, pool, project, &l, e) &&
           project_may(db, a, pool, project, ACT_BID, (date){0}, e) &&
           (!l.kept || commitments_must(db, a, bidder, today, e));
}

static bool
may_file(struct db *db, struct arena *a, int64_t pool, const char *project, const char *company,
         const struct envelope *v, const struct opening *o, const char *now, struct err *e)
{
    const struct credit_asked credit = {pool, v->bidder, "", day_of(now)};
    if (v->pool != pool || strcmp(v->project, project) != 0)
        return err_set(e, ERR_INPUT, M_BID_PROJECT, {v->project});
    if (*company != '\0' && strcmp(company, v->bidder) != 0)
        return err_set(e, ERR_DENIED, M_BID_OTHER, {v->bidder});
    if (!same_officers(v, &o->officers))
        return err_set(e, ERR_INPUT, M_BID_OFFICERS, {project});
    return group_must(db, a, pool, project, v->group, "group", e) &&
           mode_takes_bids(db, a, pool, project, v->group, e) &&
           company_must(db, a, v->bidder, ROLE_REGISTRANT, "bidder", e) &&
           may_bid(db, a, pool, project, v->bidder, day_of(now), e) &&
           credit_must(db, a, &credit, DOOR_BID, "bidder", e) && signed_by_bidder(db, a, v, now, e);
}

/* After the deadline: only that it came is kept. Again: the first moment counts. */
static bool
file_late(struct db *db, struct arena *a, struct filed *out, struct err *e)
{
    const struct val v[] = {v_int(out->pool),     v_text(out->project), v_text(out->group),
                            v_text(out->company), v_text(out->sha256),  v_text(out->at),
                            v_int(out->place)};
    struct rows r;
    out->how = FILING_LATE;
    if (!db->ops->run(db, &q_late_get, v, 5, a, &r, e))
        return false;
    if (r.n == 0)
        return db_do_values(db, &q_late_write, v, 7, e);
    out->at = row_text(&r, 0, 0);
    out->place = row_int(&r, 0, 1);
    return true;
}

static bool
file_in_time(struct db *db, struct arena *a, const struct envelope *v, struct filed *out,
             struct err *e)
{
    const struct val key[] = {v_int(out->pool), v_text(out->project), v_text(out->group),
                              v_text(out->company)};
    struct rows r;
    if (!db->ops->run(db, &q_sealed_last, key, 4, a, &r, e))
        return false;
    int64_t last = r.n > 0 ? row_int(&r, 0, 0) : 0;
    bool filed = r.n > 0 && strcmp(row_text(&r, 0, 1), "filed") == 0;
    if (filed && strcmp(row_text(&r, 0, 2), out->sha256) == 0) {
        out->how = FILING_SAME;
        out->version = last;
        out->at = row_text(&r, 0, 3);
        out->place = row_int(&r, 0, 4);
        return true;
    }
    out->how = filed ? FILING_REPLACED : FILING_NEW;
    out->version = last + 1;
    if (filed && !db_do(db, &q_sealed_state, e, key[0], key[1], key[2], key[3], v_int(last),
                        v_text("replaced")))
        return false;
    char *text = arena_alloc(a, v->size + 1);
    memcpy(text, v->text, v->size);
    return db_do(db, &q_sealed_write, e, key[0], key[1], key[2], key[3], v_int(out->version),
                 v_text(out->at), v_text(out->sha256), v_text(text), v_int(out->place));
}

bool
file_bid(struct db *db, struct arena *a, int64_t pool, const char *project, const char *company,
         const char *envelope, size_t size, const char *now, struct filed *out, struct err *e)
{
    struct envelope *v = arena_alloc(a, sizeof(*v));
    struct opening o;
    if (!envelope_parse(v, a, envelope, size, "", e) ||
        !opening_must(db, a, pool, project, &o, e) ||
        !may_file(db, a, pool, project, company, v, &o, now, e))
        return false;
    *out = (struct filed){.project = v->project,
                          .group = v->group,
                          .company = v->bidder,
                          .sha256 = v->sha256,
                          .at = now,
                          .pool = pool};
    if (!log_place(db, a, pool, &out->place, e))
        return false;
    db->subject = arena_printf(a, "sha256:%s %s/%s %s", v->sha256, project, v->group, v->bidder);
    if (strcmp(now, o.officers.deadline) > 0)
        return file_late(db, a, out, e);
    if (o.opened) /* whatever the clock said when it came: others' prices are known */
        return err_set(e, ERR_CONFLICT, M_OPENING_OVER, {o.opened_at});
    return file_in_time(db, a, v, out, e);
}

bool
withdraw_bid(struct db *db, struct arena *a, int64_t pool, const char *project, const char *group,
             const char *company, const char *now, enum put *how, struct err *e)
{
    const struct val key[] = {v_int(pool), v_text(project), v_text(group), v_text(company)};
    struct opening o;
    struct rows r;
    if (!opening_must(db, a, pool, project, &o, e) ||
        !db->ops->run(db, &q_sealed_last, key, 4, a, &r, e))
        return false;
    if (r.n == 0 || strcmp(row_text(&r, 0, 1), "replaced") == 0)
        return err_set(e, ERR_NOT_FOUND, M_BID_NONE, {company, group});
    *how = strcmp(row_text(&r, 0, 1), "withdrawn") == 0 ? PUT_SAME : PUT_CHANGED;
    if (*how == PUT_SAME)
        return true;
    if (o.opened || strcmp(now, o.officers.deadline) > 0)
        return err_set(e, ERR_CONFLICT, M_BID_CLOSED, {o.officers.deadline});
    return db_do(db, &q_sealed_state, e, key[0], key[1], key[2], key[3], v_int(row_int(&r, 0, 0)),
                 v_text("withdrawn"));
}

const char *
filed_text(struct arena *a, const struct filed *f, size_t *size)
{
    char pool[INT_TEXT_MAX], version[INT_TEXT_MAX], place[INT_TEXT_MAX];
    struct paper p;
    paper_start(&p, a);
    paper_line(&p, "jicai-receipt-1");
    paper_line(&p, "outcome", f->how == FILING_LATE ? "late" : "filed");
    paper_line(&p, "pool", int_text(f->pool, pool));
    paper_line(&p, "project", f->project);
    paper_line(&p, "group", f->group);
    paper_line(&p, "bidder", f->company);
    paper_line(&p, "version", int_text(f->version, version));
    paper_line(&p, "sha256", f->sha256);
    paper_line(&p, "at", f->at);
    if (f->place >= 0)
        paper_line(&p, "log", pool, int_text(f->place, place));
    return paper_end(&p, size);
}
