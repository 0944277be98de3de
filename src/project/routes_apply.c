/* routes_apply.c - applying for the expert bank over HTTP: the applicant with his token, and the
 * office that reviews. */
#include <stdio.h>
#include <string.h>

#include "access/file.h"
#include "access/org.h"
#include "access/who.h"
#include "base/core/text.h"
#include "project/apply.h"
#include "project/routes.h"
#include "words/access.h"
#include "words/bank.h"

#define TOKEN_HEADER "X-Registration-Token"
#define P "/v1/pools/:pool/expert-applications"
enum { COMPANIES_MAX = 500 };

struct apply_in {
    const char *name, *employer, *post, *phone, *email, *companies;
    int speciality;
    date available;
};
static const struct field apply_fields[] = {
    F_TEXT(struct apply_in, "name", name, PERSON_NAME_MAX, 0),
    F_TEXT(struct apply_in, "employer", employer, ORG_NAME_MAX, 0),
    F_ENUM(struct apply_in, "speciality", speciality, speciality_names, SPECIALITIES, 0),
    F_TEXT(struct apply_in, "post", post, PERSON_NAME_MAX, 0),
    F_TEXT(struct apply_in, "phone", phone, 40, FIELD_OPT),
    F_TEXT(struct apply_in, "email", email, 100, FIELD_OPT),
    F_TEXT(struct apply_in, "companies", companies, COMPANIES_MAX, FIELD_OPT),
    F_DATE(struct apply_in, "available_from", available, FIELD_OPT),
};
static const struct shape apply_shape = SHAPE("ExpertApplicationIn", struct apply_in, apply_fields);

struct started {
    int64_t number;
    const char *token;
};
static const struct field started_fields[] = {
    F_INT(struct started, "application", number, 1, INT32_MAX, 0),
    F_TEXT(struct started, "token", token, TOKEN_TEXT_MAX, FIELD_SECRET),
};
static const struct shape started_shape =
    SHAPE("ExpertApplicationStarted", struct started, started_fields);

static bool
apply_post(struct call *c)
{
    const struct apply_in *in = c->in;
    struct started *out = arena_array(c->arena, struct started, 1);
    struct apply a = {.arena = c->arena,
                      .pool = c->pool,
                      .at = c->at,
                      .address = c->address,
                      .today = c->today,
                      .form = {.name = in->name,
                               .employer = in->employer,
                               .post = in->post,
                               .phone = in->phone,
                               .email = in->email,
                               .companies = in->companies,
                               .speciality = (enum speciality)in->speciality,
                               .available = in->available.day != 0 ? in->available : c->today}};
    if (!apply_expert(c->db, &a, &c->err))
        return false;
    *out = (struct started){a.form.number, arena_strdup(c->arena, a.token)};
    return reply(c, 201, out);
}

static const char *
token_of(const struct call *c)
{
    const char *token = call_header(c, TOKEN_HEADER);
    return token != NULL ? token : "";
}

struct proof_row {
    const char *title, *sha256;
};
static const struct field proof_fields[] = {
    F_TEXT(struct proof_row, "title", title, 40, 0),
    F_TEXT(struct proof_row, "sha256", sha256, 64, 0),
};
static const struct shape proof_shape = SHAPE("ExpertProof", struct proof_row, proof_fields);

/* The upload lies in a file of this call; it is read again should the transaction run again. */
static bool
proof_put(struct call *c)
{
    struct proof_row *out = arena_array(c->arena, struct proof_row, 1);
    struct prove p = {.arena = c->arena, .pool = c->pool, .token = token_of(c), .title = c->arg[2]};
    if (!call_arg_int(c, 1, &p.number))
        return false;
    p.from = fopen(c->file->path, "rb");
    if (p.from == NULL)
        return err_set(&c->err, ERR_IO, M_UPLOAD_READ);
    bool ok = prove_application(c->db, &p, &c->err);
    fclose(p.from);
    if (!ok)
        return false;
    *out = (struct proof_row){p.title, arena_strdup(c->arena, p.file.sha256)};
    return reply(c, 200, out);
}

static bool
submission_post(struct call *c)
{
    int64_t number;
    return call_arg_int(c, 1, &number) &&
           submit_application(c->db, c->arena, c->pool, number, token_of(c), c->today, &c->err) &&
           reply_empty(c);
}

/* --- what became of it --- */

struct step_row {
    const char *step, *on, *reason;
};
static const struct field step_fields[] = {
    F_TEXT(struct step_row, "step", step, 10, 0),
    F_TEXT(struct step_row, "on", on, 10, 0),
    F_TEXT(struct step_row, "reason", reason, REASON_MAX, FIELD_OPT),
};
static const struct shape step_shape = SHAPE("ExpertReviewStep", struct step_row, step_fields);

struct row {
    int64_t number;
    const char *name, *employer, *post, *phone, *email, *companies, *expert;
    date available;
    int speciality, state;
    struct list proofs, steps;
};
#define HEAD                                                                                       \
    F_INT(struct row, "application", number, 1, INT32_MAX, 0),                                     \
        F_TEXT(struct row, "name", name, PERSON_NAME_MAX, 0),                                      \
        F_TEXT(struct row, "employer", employer, ORG_NAME_MAX, 0),                                 \
        F_ENUM(struct row, "speciality", speciality, speciality_names, SPECIALITIES, 0),           \
        F_ENUM(struct row, "state", state, application_state_names, APPLICATION_STATES, 0),        \
        F_TEXT(struct row, "expert", expert, 64, FIELD_OPT)
static const struct field row_fields[] = {
    HEAD,
    F_TEXT(struct row, "post", post, PERSON_NAME_MAX, 0),
    F_TEXT(struct row, "phone", phone, 40, FIELD_OPT),
    F_TEXT(struct row, "email", email, 100, FIELD_OPT),
    F_TEXT(struct row, "companies", companies, COMPANIES_MAX, FIELD_OPT),
    F_DATE(struct row, "available_from", available, 0),
    F_LIST(struct row, "evidence", proofs, &proof_shape, 0, PROOFS_MAX, 0),
    F_LIST(struct row, "steps", steps, &step_shape, 0, SHAPE_LIST_MAX, 0),
};
static const struct field head_fields[] = {HEAD};
static const struct shape row_shape = SHAPE("ExpertApplication", struct row, row_fields);
static const struct shape head_shape = SHAPE("ExpertApplicationHead", struct row, head_fields);

static struct row
row_of(const struct application *f)
{
    return (struct row){.number = f->number,
                        .name = f->name,
                        .employer = f->employer,
                        .post = f->post,
                        .phone = f->phone,
                        .email = f->email,
                        .companies = f->companies,
                        .expert = f->expert,
                        .available = f->available,
                        .speciality = (int)f->speciality,
                        .state = (int)f->state};
}

static bool
reply_application(struct call *c, const struct application *f)
{
    struct row *out = arena_array(c->arena, struct row, 1);
    struct application_file file;
    if (!application_file(c->db, c->arena, c->pool, f->number, &file, &c->err))
        return false;
    struct proof_row *proof = arena_array(c->arena, struct proof_row, file.proofs + 1);
    struct step_row *step = arena_array(c->arena, struct step_row, file.steps + 1);
    for (size_t i = 0; i < file.proofs; i++)
        proof[i] = (struct proof_row){file.proof[i].title, file.proof[i].sha256};
    size_t n = file.steps < SHAPE_LIST_MAX ? file.steps : SHAPE_LIST_MAX;
    for (size_t i = 0; i < n; i++)
        step[i] = (struct step_row){file.step[i].step, file.step[i].on, file.step[i].reason};
    *out = row_of(f);
    out->proofs = (struct list){proof, file.proofs};
    out->steps = (struct list){step, n};
    return reply(c, 200, out);
}

static bool
mine_get(struct call *c)
{
    struct application f;
    int64_t number;
    return call_arg_int(c, 1, &number) &&
           application_of(c->db, c->arena, c->pool, number, token_of(c), &f, &c->err) &&
           reply_application(c, &f);
}

/* --- the office --- */

static bool
one_get(struct call *c)
{
    struct application f;
    int64_t number;
    return call_arg_int(c, 1, &number) &&
           application_get(c->db, c->arena, c->pool, number, &f, &c->err) &&
           reply_application(c, &f);
}

static bool
file_get(struct call *c)
{
    struct application_file all;
    struct file f;
    int64_t number;
    if (!call_arg_int(c, 1, &number) ||
        !application_file(c->db, c->arena, c->pool, number, &all, &c->err))
        return false;
    for (size_t i = 0; i < all.proofs; i++)
        if (strcmp(all.proof[i].sha256, c->arg[2]) == 0)
            return kept_file(c->db, c->arena, c->arg[2], &f, &c->err) &&
                   reply_raw(c, f.type, c->arg[2], (const char *)f.bytes, (size_t)f.size);
    return err_set(&c->err, ERR_NOT_FOUND, M_NO_UPLOAD, {c->arg[2]});
}

struct list_query {
    struct page page;
    int state;
    bool has_state;
};
static const struct field list_query_fields[] = {
    PAGE_FIELDS(struct list_query, page),
    F_ENUM(struct list_query, "state", state, application_state_names, APPLICATION_STATES,
           HAS(struct list_query, has_state)),
};
static const struct shape list_query_shape = SHAPE(NULL, struct list_query, list_query_fields);
struct rows_out {
    struct list items;
    const char *next;
};
static const struct field rows_fields[] = {
    F_LIST(struct rows_out, "items", items, &head_shape, 0, PAGE_LIMIT_MAX, 0),
    F_TEXT(struct rows_out, "next", next, 512, FIELD_OPT),
};
static const struct shape rows_shape = SHAPE("ExpertApplications", struct rows_out, rows_fields);

static bool
list_get(struct call *c)
{
    const struct list_query *in = c->query;
    struct rows_out *out = arena_array(c->arena, struct rows_out, 1);
    int64_t limit = page_limit(&in->page), after = 0;
    const char *part[1];
    struct applications all;
    if (!page_after(c, &in->page, 1, part))
        return false;
    if (*part[0] != '\0' && !int_parse(&after, part[0]))
        return err_set(&c->err, ERR_INPUT, M_ROUTE_AFTER, .file = "?after");
    if (!application_list(c->db, c->arena, c->pool,
                          in->has_state ? application_state_names[in->state] : "", after, limit + 1,
                          &all, &c->err))
        return false;
    size_t n = all.n > (size_t)limit ? (size_t)limit : all.n;
    struct row *row = arena_array(c->arena, struct row, n + 1);
    for (size_t i = 0; i < n; i++)
        row[i] = row_of(&all.list[i]);
    char text[INT_TEXT_MAX];
    const char *last[1] = {n > 0 ? int_text(all.list[n - 1].number, text) : ""};
    *out = (struct rows_out){{row, n}, all.n > n ? page_next(c, 1, last) : ""};
    return reply(c, 200, out);
}

struct review_in {
    int decision;
    const char *reason, *expert;
};
static const struct field review_fields[] = {
    F_ENUM(struct review_in, "decision", decision, bank_review_names, BANK_REVIEWS, 0),
    F_TEXT(struct review_in, "reason", reason, REASON_MAX, 0),
    F_TEXT(struct review_in, "expert", expert, ORG_CODE_MAX, FIELD_OPT),
};
static const struct shape review_shape = SHAPE("ExpertReview", struct review_in, review_fields);

static bool
review_post(struct call *c)
{
    const struct review_in *in = c->in;
    struct review_application r = {.arena = c->arena,
                                   .pool = c->pool,
                                   .review = (enum bank_review)in->decision,
                                   .reason = in->reason,
                                   .who = who_login(c),
                                   .expert = in->expert,
                                   .today = c->today};
    enum put how;
    return call_arg_int(c, 1, &r.number) && review_application(c->db, &r, &how, &c->err) &&
           reply_done(c, how);
}

/* clang-format off */
static const struct raw file_in = {FILE_TYPES, FILE_MAX}, file_out = {FILE_TYPES, 0};
static const struct route table[] = {
    {.id = "expert_application.start", .method = "POST", .path = P, .roles = ROLES_PUBLIC,
     .where = WRITE, .scope = SCOPE_NONE, .flags = ROUTE_TIGHT | ROUTE_CREATES | ROUTE_SECRET,
     .in = &apply_shape, .out = &started_shape, .handle = apply_post,
     .page = "expert-apply", .summary = M_R_APPLY_START},
    {.id = "expert_application.mine", .method = "GET", .path = P "/:application/mine",
     .roles = ROLES_PUBLIC, .where = INLINE, .scope = SCOPE_NONE, .out = &row_shape,
     .handle = mine_get, .page = "expert-apply", .summary = M_R_APPLY_MINE},
    {.id = "expert_application.evidence", .method = "PUT",
     .path = P "/:application/evidence/:title", .roles = ROLES_PUBLIC, .where = WRITE,
     .scope = SCOPE_NONE, .flags = ROUTE_TIGHT, .raw_in = &file_in, .out = &proof_shape,
     .handle = proof_put, .page = "expert-apply", .summary = M_R_APPLY_EVIDENCE},
    {.id = "expert_application.submit", .method = "POST", .path = P "/:application/submission",
     .roles = ROLES_PUBLIC, .where = WRITE, .scope = SCOPE_NONE, .flags = ROUTE_SECRET,
     .handle = submission_post, .page = "expert-apply", .summary = M_R_APPLY_SUBMIT},
    {.id = "expert_application.list", .method = "GET", .path = P, .roles = KEEPS_BANK,
     .where = INLINE, .scope = SCOPE_POOL, .query = &list_query_shape, .out = &rows_shape,
     .handle = list_get, .page = "experts", .summary = M_R_APPLY_LIST},
    {.id = "expert_application.show", .method = "GET", .path = P "/:application",
     .roles = KEEPS_BANK, .where = INLINE, .scope = SCOPE_POOL, .out = &row_shape,
     .handle = one_get, .page = "expert-application", .summary = M_R_APPLY_SHOW},
    {.id = "expert_application.file", .method = "GET", .path = P "/:application/files/:sha256",
     .roles = KEEPS_BANK, .where = READ, .scope = SCOPE_POOL, .raw_out = &file_out,
     .handle = file_get, .page = "expert-application", .summary = M_R_APPLY_FILE},
    {.id = "expert_application.review", .method = "POST", .path = P "/:application/review",
     .roles = KEEPS_BANK, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &review_shape, .out = &done_shape, .handle = review_post,
     .page = "expert-application", .summary = M_R_APPLY_REVIEW},
};
/* clang-format on */
const struct routes apply_routes = ROUTES(table);
