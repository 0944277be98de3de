#include "project/document.h"

#include <assert.h>
#include <string.h>

#include "base/core/sha256.h"
#include "base/core/text.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/phases.h"

const char *const document_kind_names[DOCUMENT_KINDS] = {"procurement", "manual",
                                                         "contract_template"};
const char *const document_state_names[DOCUMENT_STATES] = {"draft",    "submitted", "reviewed",
                                                           "approved", "published", "returned"};
const char *const document_step_names[DOCUMENT_STEPS] = {"draft",   "submit",  "review",
                                                         "approve", "publish", "return"};

/* --- reading --- */

static struct document_version
document_of(struct arena *a, const struct rows *r, size_t i)
{
    int kind = 0, state = 0;
    bool known = name_find(document_kind_names, DOCUMENT_KINDS, row_text(r, i, 3), &kind) &&
                 name_find(document_state_names, DOCUMENT_STATES, row_text(r, i, 7), &state);
    assert(known);
    return (struct document_version){.project = arena_strdup(a, row_text(r, i, 0)),
                                     .code = row_text(r, i, 1),
                                     .version = row_int(r, i, 2),
                                     .kind = (enum document_kind)kind,
                                     .title = row_text(r, i, 4),
                                     .body = row_text(r, i, 5),
                                     .sha256 = row_text(r, i, 6),
                                     .state = (enum document_state)state};
}

static bool
find(struct db *db, struct arena *a, int64_t pool, const char *project, const char *code,
     int64_t version, struct document_version *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_document_get, a, &r, e, v_int(pool), v_text(project), v_text(code),
                v_int(version)))
        return false;
    *found = r.n > 0;
    if (*found)
        *out = document_of(a, &r, 0);
    return true;
}

bool
document_get(struct db *db, struct arena *a, int64_t pool, const char *project, const char *code,
             int64_t version, struct document_version *out, struct err *e)
{
    bool found;
    char n[INT_TEXT_MAX];
    return find(db, a, pool, project, code, version, out, &found, e) &&
           (found || err_set(e, ERR_NOT_FOUND, M_DOCUMENT_NONE, {code, int_text(version, n)},
                             .field = "document"));
}

bool
document_approved(struct db *db, struct arena *a, int64_t pool, const char *project,
                  enum document_kind kind, struct document_version *out, bool *found, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_document_approved, a, &r, e, v_int(pool), v_text(project),
                v_text(document_kind_names[kind])))
        return false;
    *found = r.n > 0;
    if (*found)
        *out = document_of(a, &r, 0);
    return true;
}

bool
document_acts(struct db *db, struct arena *a, int64_t pool, const char *project, const char *code,
              int64_t version, struct document_acts *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_document_steps, a, &r, e, v_int(pool), v_text(project), v_text(code),
                v_int(version)))
        return false;
    *out = (struct document_acts){r.n, arena_array(a, struct document_act, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        int step = 0;
        (void)name_find(document_step_names, DOCUMENT_STEPS, row_text(&r, i, 0), &step);
        out->list[i] = (struct document_act){.step = (enum document_step)step,
                                             .who = row_text(&r, i, 1),
                                             .reason = row_text(&r, i, 3)};
        (void)date_parse(&out->list[i].on, row_text(&r, i, 2));
    }
    return true;
}

/* --- writing --- */

static bool
write_step(struct db *db, struct arena *a, int64_t pool, const struct document_version *d,
           enum document_step step, const char *who, date on, const char *reason, struct err *e)
{
    struct document_acts acts;
    return document_acts(db, a, pool, d->project, d->code, d->version, &acts, e) &&
           db_do(db, &q_document_step_write, e, v_int(pool), v_text(d->project), v_text(d->code),
                 v_int(d->version), v_int((int64_t)acts.n + 1), v_text(document_step_names[step]),
                 v_text(who), v_date(a, on), v_text(reason));
}

static const char *
digest_of(struct arena *a, const struct document_version *d)
{
    const char *part[] = {document_kind_names[d->kind], d->title, d->body};
    struct sha256 s;
    uint8_t digest[SHA256_SIZE];
    sha256_init(&s);
    for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++)
        sha256_add(&s, part[i], strlen(part[i]) + 1);
    sha256_end(&s, digest);
    return sha256_text(digest, arena_alloc(a, SHA256_HEX_MAX));
}

bool
document_draft(struct db *db, struct arena *a, int64_t pool, const struct document_version *in,
               const char *who, date on, int64_t *version, enum put *how, struct err *e)
{
    struct document_version last, d = *in;
    bool found;
    if (*in->title == '\0' || *in->body == '\0')
        return err_set(e, ERR_INPUT, M_DOCUMENT_EMPTY, {in->code},
                       .field = *in->title == '\0' ? "title" : "text");
    if (strlen(in->body) > DOCUMENT_MAX)
        return err_set(e, ERR_TOO_LARGE, M_DOCUMENT_LARGE, {in->code}, .field = "text");
    if (!find(db, a, pool, in->project, in->code, 0, &last, &found, e))
        return false;
    d.sha256 = digest_of(a, in);
    *version = found ? last.version : 0;
    *how = PUT_SAME;
    if (found && strcmp(last.sha256, d.sha256) == 0)
        return true;
    if (found && last.kind != in->kind)
        return err_set(e, ERR_CONFLICT, M_DOCUMENT_KIND, {in->code, document_kind_names[last.kind]},
                       .field = "kind");
    *how = found ? PUT_CHANGED : PUT_NEW;
    d.version = ++*version;
    return db_do(db, &q_document_write, e, v_int(pool), v_text(d.project), v_text(d.code),
                 v_int(d.version), v_text(document_kind_names[d.kind]), v_text(d.title),
                 v_text(d.body), v_text(d.sha256)) &&
           write_step(db, a, pool, &d, STEP_DRAFT, who, on, "", e);
}

/* --- steps --- */

const char *
step_verdict_name(enum step_verdict v)
{
    static const char *const names[STEP_VERDICTS] = {"ok", "order", "stale", "reason", "person"};
    assert(v < STEP_VERDICTS);
    return names[v];
}

/* From which state a step leads, and to which. */
static bool
follows(enum document_state from, enum document_step step, enum document_state *to)
{
    static const struct {
        enum document_step step;
        enum document_state from, to;
    } way[] = {
        {STEP_SUBMIT, DOCUMENT_DRAFT, DOCUMENT_SUBMITTED},
        {STEP_REVIEW, DOCUMENT_SUBMITTED, DOCUMENT_REVIEWED},
        {STEP_APPROVE, DOCUMENT_REVIEWED, DOCUMENT_APPROVED},
        {STEP_PUBLISH, DOCUMENT_APPROVED, DOCUMENT_PUBLISHED},
        {STEP_RETURN, DOCUMENT_SUBMITTED, DOCUMENT_RETURNED},
        {STEP_RETURN, DOCUMENT_REVIEWED, DOCUMENT_RETURNED},
    };
    for (size_t i = 0; i < sizeof(way) / sizeof(*way); i++)
        if (way[i].step == step && way[i].from == from) {
            *to = way[i].to;
            return true;
        }
    return false;
}

enum step_verdict
step_check(const struct step_facts *f, enum document_step step, const char *reason)
{
    enum document_state to;
    if (!follows(f->state, step, &to))
        return STEP_ORDER;
    if (!f->latest && step != STEP_PUBLISH)
        return STEP_STALE;
    if (step == STEP_RETURN && *reason == '\0')
        return STEP_REASON;
    if (f->same_person && (step == STEP_REVIEW || step == STEP_APPROVE))
        return STEP_PERSON;
    return STEP_OK;
}

static bool
read_facts(struct db *db, struct arena *a, int64_t pool, const struct document_version *d,
           const char *who, struct step_facts *f, bool *done, enum document_step step,
           struct err *e)
{
    struct document_version last;
    struct document_acts acts;
    if (!document_get(db, a, pool, d->project, d->code, 0, &last, e) ||
        !document_acts(db, a, pool, d->project, d->code, d->version, &acts, e))
        return false;
    *f = (struct step_facts){.state = d->state, .latest = last.version == d->version};
    for (size_t i = 0; i < acts.n; i++)
        f->same_person |= strcmp(acts.list[i].who, who) == 0;
    const struct document_act *tail = &acts.list[acts.n - 1];
    *done = tail->step == step && strcmp(tail->who, who) == 0;
    return true;
}

static bool
refuse(enum step_verdict v, const struct document_version *d, enum document_step step,
       const char *who, struct err *e)
{
    static const enum msg say[STEP_VERDICTS] = {[STEP_ORDER] = M_DOCUMENT_ORDER,
                                                [STEP_STALE] = M_DOCUMENT_STALE,
                                                [STEP_REASON] = M_DOCUMENT_REASON,
                                                [STEP_PERSON] = M_DOCUMENT_PERSON};
    static const char *const field[STEP_VERDICTS] = {"", "version", "version", "reason", "step"};
    static const enum err_code code[STEP_VERDICTS] = {
        [STEP_ORDER] = ERR_CONFLICT,
        [STEP_STALE] = ERR_CONFLICT,
        [STEP_REASON] = ERR_INPUT,
        [STEP_PERSON] = ERR_DENIED,
    };
    char n[INT_TEXT_MAX];
    return v == STEP_OK || err_set(e, code[v], say[v],
                                   {d->code, int_text(d->version, n),
                                    document_state_names[d->state], document_step_names[step], who},
                                   .field = field[v]);
}

bool
document_take(struct db *db, struct arena *a, int64_t pool, const char *project, const char *code,
              int64_t version, enum document_step step, const char *who, date on,
              const char *reason, enum put *how, struct err *e)
{
    struct document_version d;
    struct step_facts f;
    enum document_state to = DOCUMENT_DRAFT;
    bool done;
    *how = PUT_SAME;
    if (!document_get(db, a, pool, project, code, version, &d, e) ||
        !read_facts(db, a, pool, &d, who, &f, &done, step, e))
        return false;
    if (done)
        return true;
    if (!refuse(step_check(&f, step, reason), &d, step, who, e))
        return false;
    bool leads = follows(d.state, step, &to);
    assert(leads);
    *how = PUT_CHANGED;
    return db_do(db, &q_document_state, e, v_int(pool), v_text(d.project), v_text(d.code),
                 v_int(d.version), v_text(document_state_names[to])) &&
           write_step(db, a, pool, &d, step, who, on, reason, e);
}

bool
document_publish(struct db *db, struct arena *a, int64_t pool, const char *project,
                 const char *code, int64_t version, const char *who, date on, struct err *e)
{
    struct document_version d;
    enum put how;
    if (!document_get(db, a, pool, project, code, version, &d, e))
        return false;
    return d.state == DOCUMENT_PUBLISHED ||
           document_take(db, a, pool, project, code, d.version, STEP_PUBLISH, who, on, "", &how, e);
}
