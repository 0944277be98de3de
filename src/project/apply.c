#include "project/apply.h"

#include <string.h>

#include "access/lockout.h"
#include "access/manage.h"
#include "base/core/text.h"
#include "project/bank.h"
#include "project/query.h"
#include "registry/check.h"
#include "words/bank.h"

enum { TITLE_MAX = 40, REACH_MAX = 100, COMPANIES_MAX = 500 };

const char *const application_state_names[APPLICATION_STATES] = {"draft", "submitted", "returned",
                                                                 "approved", "rejected"};
const char *const bank_review_names[BANK_REVIEWS] = {"approve", "return", "reject"};

static bool
form_fine(const struct application *f, date today, struct err *e)
{
    if (!name_fine(f->name, PERSON_NAME_MAX, "name", e) ||
        !name_fine(f->employer, ORG_NAME_MAX, "employer", e) ||
        !name_fine(f->post, PERSON_NAME_MAX, "post", e) ||
        (*f->companies != '\0' && !name_fine(f->companies, COMPANIES_MAX, "companies", e)) ||
        (*f->phone != '\0' && !name_fine(f->phone, TITLE_MAX, "phone", e)) ||
        (*f->email != '\0' && !name_fine(f->email, REACH_MAX, "email", e)))
        return false;
    return date_cmp(f->available, today) >= 0 ||
           err_set(e, ERR_INPUT, M_APPLY_PAST, {f->name}, .field = "available");
}

static bool
step_write(struct db *db, struct arena *a, int64_t pool, int64_t number, const char *step, date on,
           const char *reason, const char *who, struct err *e)
{
    struct rows r;
    return db_run(db, &q_bank_review_next, a, &r, e, v_int(pool), v_int(number)) &&
           db_do(db, &q_bank_review_write, e, v_int(pool), v_int(number), v_int(row_int(&r, 0, 0)),
                 v_text(step), v_date(a, on), v_text(reason), v_text(who));
}

bool
apply_expert(struct db *db, struct apply *in, struct err *e)
{
    const struct application *f = &in->form;
    const struct knock k = {NULL, in->address, in->at};
    char hash[SHA256_HEX_MAX];
    struct rows r;
    if (!form_fine(f, in->today, e) ||
        !db_run(db, &q_application_next, in->arena, &r, e, v_int(in->pool)) ||
        !address_count(db, in->arena, "expert", APPLICATIONS_A_DAY, &k, e))
        return false;
    in->form.number = row_int(&r, 0, 0);
    token_hash(token_make(in->token), hash);
    return db_do(db, &q_application_write, e, v_int(in->pool), v_int(in->form.number),
                 v_text(f->name), v_text(f->employer), v_text(speciality_names[f->speciality]),
                 v_text(f->post), v_text(f->phone), v_text(f->email), v_text(f->companies),
                 v_date(in->arena, f->available), v_text(hash)) &&
           step_write(db, in->arena, in->pool, in->form.number, "start", in->today, "", "", e);
}

static void
from_row(const struct rows *r, int64_t number, struct application *out)
{
    const char *speciality = row_text(r, 0, 2);
    int state = 0;
    *out = (struct application){.number = number,
                                .name = row_text(r, 0, 0),
                                .employer = row_text(r, 0, 1),
                                .post = row_text(r, 0, 3),
                                .phone = row_text(r, 0, 4),
                                .email = row_text(r, 0, 5),
                                .companies = row_text(r, 0, 6),
                                .expert = row_text(r, 0, 9)};
    (void)speciality_parse(&out->speciality, speciality, strlen(speciality));
    (void)date_parse(&out->available, row_text(r, 0, 7));
    (void)name_find(application_state_names, APPLICATION_STATES, row_text(r, 0, 8), &state);
    out->state = (enum application_state)state;
}

bool
application_get(struct db *db, struct arena *a, int64_t pool, int64_t number,
                struct application *out, struct err *e)
{
    struct rows r;
    char n[INT_TEXT_MAX];
    if (!db_run(db, &q_application_get, a, &r, e, v_int(pool), v_int(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_NOT_FOUND, M_APPLY_NONE, {int_text(number, n)},
                       .field = "application");
    from_row(&r, number, out);
    return true;
}

bool
application_of(struct db *db, struct arena *a, int64_t pool, int64_t number, const char *token,
               struct application *out, struct err *e)
{
    struct rows r;
    char hash[SHA256_HEX_MAX];
    token_hash(token, hash);
    if (!db_run(db, &q_application_get, a, &r, e, v_int(pool), v_int(number)))
        return false;
    if (r.n == 0 || !text_same(row_text(&r, 0, 10), hash))
        return err_set(e, ERR_LOGIN, M_APPLY_TOKEN, .field = "token");
    from_row(&r, number, out);
    return true;
}

static bool
still_open(const struct application *f, struct err *e)
{
    return f->state == APPLICATION_DRAFT || f->state == APPLICATION_RETURNED ||
           err_set(e, ERR_CONFLICT, M_APPLY_STATE, {application_state_names[f->state]});
}

bool
prove_application(struct db *db, struct prove *in, struct err *e)
{
    struct application f;
    struct rows r;
    char most[INT_TEXT_MAX];
    if (!name_fine(in->title, TITLE_MAX, "title", e) ||
        !application_of(db, in->arena, in->pool, in->number, in->token, &f, e) ||
        !still_open(&f, e) ||
        !db_run(db, &q_proof_each, in->arena, &r, e, v_int(in->pool), v_int(in->number)))
        return false;
    size_t others = 0;
    for (size_t i = 0; i < r.n; i++)
        others += strcmp(row_text(&r, i, 0), in->title) != 0;
    if (others >= PROOFS_MAX)
        return err_set(e, ERR_TOO_LARGE, M_APPLY_PROOFS, {int_text(PROOFS_MAX, most)});
    return keep_file(db, in->arena, in->from, &in->file, e) &&
           db_do(db, &q_proof_write, e, v_int(in->pool), v_int(in->number), v_text(in->title),
                 v_text(in->file.sha256));
}

bool
submit_application(struct db *db, struct arena *a, int64_t pool, int64_t number, const char *token,
                   date today, struct err *e)
{
    struct application f;
    struct rows r;
    if (!application_of(db, a, pool, number, token, &f, e))
        return false;
    if (f.state == APPLICATION_SUBMITTED)
        return true;
    if (!still_open(&f, e) || !db_run(db, &q_proof_each, a, &r, e, v_int(pool), v_int(number)))
        return false;
    if (r.n == 0)
        return err_set(e, ERR_CONFLICT, M_APPLY_NO_PROOF, .field = "evidence");
    return db_do(db, &q_application_state, e, v_int(pool), v_int(number),
                 v_text(application_state_names[APPLICATION_SUBMITTED]), v_text("")) &&
           step_write(db, a, pool, number, "submit", today, "", "", e);
}

/* --- review --- */

/* His place in the bank: who he is, that he was approved, and from when he has time. */
static bool
admit(struct db *db, const struct review_application *in, const struct application *f,
      const char *code, struct err *e)
{
    const struct expert x = {.code = code,
                             .name = f->name,
                             .employer = f->employer,
                             .speciality = f->speciality,
                             .companies = f->companies,
                             .available = true,
                             .reason = ""};
    const struct standing s = {STANDING_APPROVED, in->today, in->reason, in->who};
    const struct expert_time waits = {in->today, false, ""}, comes = {f->available, true, ""};
    struct rows r;
    enum put how;
    if (!db_run(db, &q_expert_get, in->arena, &r, e, v_int(in->pool), v_text(code)))
        return false;
    if (r.n > 0)
        return err_set(e, ERR_CONFLICT, M_EXPERT_THERE, {code}, .field = "expert");
    return expert_put(db, in->arena, in->pool, &x, &how, e) &&
           expert_stand(db, in->arena, in->pool, code, &s, &how, e) &&
           (date_cmp(f->available, in->today) <= 0 ||
            (expert_time_put(db, in->arena, in->pool, code, &waits, &how, e) &&
             expert_time_put(db, in->arena, in->pool, code, &comes, &how, e)));
}

bool
review_application(struct db *db, const struct review_application *in, enum put *how, struct err *e)
{
    static const enum application_state to[BANK_REVIEWS] = {
        APPLICATION_APPROVED, APPLICATION_RETURNED, APPLICATION_REJECTED};
    struct application f;
    const char *code = in->review != BANK_APPROVE ? ""
                       : *in->expert != '\0'
                           ? in->expert
                           : arena_printf(in->arena, "ZJ%05lld", (long long)in->number);
    if (!reason_fine(in->reason, e) || !application_get(db, in->arena, in->pool, in->number, &f, e))
        return false;
    *how = f.state == to[in->review] && strcmp(f.expert, code) == 0 ? PUT_SAME : PUT_CHANGED;
    if (*how == PUT_SAME)
        return true;
    if (f.state != APPLICATION_SUBMITTED)
        return err_set(e, ERR_CONFLICT, M_APPLY_STATE, {application_state_names[f.state]});
    return (in->review != BANK_APPROVE || admit(db, in, &f, code, e)) &&
           db_do(db, &q_application_state, e, v_int(in->pool), v_int(in->number),
                 v_text(application_state_names[to[in->review]]), v_text(code)) &&
           step_write(db, in->arena, in->pool, in->number, bank_review_names[in->review], in->today,
                      in->reason, in->who, e);
}

/* --- reading --- */

bool
application_file(struct db *db, struct arena *a, int64_t pool, int64_t number,
                 struct application_file *out, struct err *e)
{
    struct rows p, s;
    if (!db_run(db, &q_proof_each, a, &p, e, v_int(pool), v_int(number)) ||
        !db_run(db, &q_bank_review_each, a, &s, e, v_int(pool), v_int(number)))
        return false;
    *out = (struct application_file){.proof = arena_array(a, struct proof, p.n + 1),
                                     .step = arena_array(a, struct review_step, s.n + 1),
                                     .proofs = p.n,
                                     .steps = s.n};
    for (size_t i = 0; i < p.n; i++)
        out->proof[i] = (struct proof){row_text(&p, i, 0), row_text(&p, i, 1)};
    for (size_t i = 0; i < s.n; i++)
        out->step[i] = (struct review_step){row_text(&s, i, 0), row_text(&s, i, 2),
                                            row_text(&s, i, 3), row_text(&s, i, 1)};
    return true;
}

bool
application_list(struct db *db, struct arena *a, int64_t pool, const char *state, int64_t after,
                 int64_t limit, struct applications *out, struct err *e)
{
    struct rows r;
    if (!db_run(db, &q_application_each, a, &r, e, v_int(pool), v_text(state), v_int(after),
                v_int(limit)))
        return false;
    *out = (struct applications){r.n, arena_array(a, struct application, r.n + 1)};
    for (size_t i = 0; i < r.n; i++) {
        struct application *f = &out->list[i];
        const char *speciality = row_text(&r, i, 3);
        int at = 0;
        *f = (struct application){.number = row_int(&r, i, 0),
                                  .name = row_text(&r, i, 1),
                                  .employer = row_text(&r, i, 2),
                                  .expert = row_text(&r, i, 5)};
        (void)speciality_parse(&f->speciality, speciality, strlen(speciality));
        (void)name_find(application_state_names, APPLICATION_STATES, row_text(&r, i, 4), &at);
        f->state = (enum application_state)at;
    }
    return true;
}
