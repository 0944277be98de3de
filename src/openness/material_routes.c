/* Explanations, training, cases and results; read-receipts; questions and feedback (I9). Under
 * /v1/public for everybody, under /v1/pools for whoever has a login there. */
#include <string.h>

#include "access/file.h"
#include "access/role.h"
#include "access/who.h"
#include "http/rows.h"
#include "openness/material.h"
#include "openness/query.h"
#include "openness/routes.h"
#include "words/material.h"

/* --- material --- */

#define S struct material
static const struct field in_fields[] = {
    F_ENUM(S, "kind", kind, material_kind_names, MATERIAL_KINDS, 0),
    F_ENUM(S, "audience", audience, material_audience_names, MATERIAL_AUDIENCES, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_TEXT(S, "body", body, MATERIAL_TEXT, FIELD_OPT | FIELD_LINES),
    F_TEXT(S, "file", file, 64, FIELD_OPT),
};
#undef S
static const struct shape in_shape = SHAPE("MaterialIn", struct material, in_fields);
struct kept {
    const char *how;
    int64_t version;
};
static const struct field kept_fields[] = {
    F_TEXT(struct kept, "how", how, 10, 0),
    F_INT(struct kept, "version", version, 1, INT32_MAX, FIELD_OPT),
};
static const struct shape kept_shape = SHAPE("MaterialKept", struct kept, kept_fields);

static bool
keep(struct call *c, enum put how, int64_t version)
{
    struct kept *out = arena_alloc(c->arena, sizeof(*out));
    *out = (struct kept){put_name(how), version};
    return reply(c, how == PUT_NEW ? 201 : 200, out);
}

static bool
material_put_call(struct call *c)
{
    struct material in = *(const struct material *)c->in;
    int64_t version;
    enum put how;
    in.material = c->arg[1];
    in.who = who_login(c);
    in.on = c->today;
    return material_put(c->db, c->arena, c->pool, &in, &version, &how, &c->err) &&
           keep(c, how, version);
}

struct list_query {
    struct page page;
    const char *kind;
};
static const struct field query_fields[] = {
    PAGE_FIELDS(struct list_query, page),
    F_TEXT(struct list_query, "kind", kind, 16, FIELD_OPT),
};
static const struct shape query_shape = SHAPE(NULL, struct list_query, query_fields);

struct row {
    const char *material, *kind, *audience, *title, *file;
    int64_t version;
    date on, read_on;
};
#define S struct row
static const struct field row_fields[] = {
    F_TEXT(S, "material", material, 64, 0), F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 16, 0),         F_TEXT(S, "audience", audience, 16, 0),
    F_TEXT(S, "title", title, 200, 0),      F_TEXT(S, "file", file, 64, FIELD_OPT),
    F_DATE(S, "published_on", on, 0),       F_DATE(S, "read_on", read_on, FIELD_OPT),
};
#undef S
static const struct shape row_shape = SHAPE("MaterialLine", struct row, row_fields);
static const struct field rows_fields[] = ROWS_FIELDS(&row_shape);
static const struct shape rows_shape = SHAPE("Materials", struct rows_out, rows_fields);

/* What everybody may see, or ("") who has a login here. */
static const char *
audience_of(const struct call *c)
{
    return strncmp(c->route->path, "/v1/public/", 11) == 0 ? material_audience_names[FOR_PUBLIC]
                                                           : "";
}

static bool
materials_get(struct call *c)
{
    static const struct rows_page page = {&q_material_page, &row_shape, 1};
    const struct list_query *q = c->query;
    const char *audience = audience_of(c);
    return reply_rows(c, &page, &q->page,
                      (const struct val[]){v_int(c->pool), v_text(audience), v_text(q->kind),
                                           v_text(*audience == '\0' ? who_login(c) : "")},
                      4);
}

struct material_out {
    const char *material, *kind, *audience, *title, *body, *file;
    int64_t version;
    date on;
};
#define S struct material_out
static const struct field out_fields[] = {
    F_TEXT(S, "material", material, 64, 0),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_TEXT(S, "audience", audience, 16, 0),
    F_TEXT(S, "title", title, 200, 0),
    F_TEXT(S, "body", body, MATERIAL_TEXT, FIELD_BLANK | FIELD_LINES),
    F_TEXT(S, "file", file, 64, FIELD_OPT),
    F_DATE(S, "published_on", on, 0),
};
#undef S
static const struct shape out_shape = SHAPE("Material", struct material_out, out_fields);

static bool
material_get(struct call *c)
{
    struct material_out *out = arena_alloc(c->arena, sizeof(*out));
    struct rows r;
    if (!db_run(c->db, &q_material_seen, c->arena, &r, &c->err, v_int(c->pool), v_text(c->arg[1]),
                v_text(audience_of(c))))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_MATERIAL, {c->arg[1]});
    *out = (struct material_out){.material = c->arg[1],
                                 .version = row_int(&r, 0, 0),
                                 .kind = row_text(&r, 0, 1),
                                 .audience = row_text(&r, 0, 2),
                                 .title = row_text(&r, 0, 3),
                                 .body = row_text(&r, 0, 4),
                                 .file = row_text(&r, 0, 5)};
    (void)date_parse(&out->on, row_text(&r, 0, 6));
    return reply(c, 200, out);
}

static bool
file_get(struct call *c)
{
    struct file f;
    struct rows r;
    if (!db_run(c->db, &q_material_file_seen, c->arena, &r, &c->err, v_int(c->pool),
                v_text(c->arg[1]), v_text(audience_of(c))))
        return false;
    if (r.n == 0)
        return err_set(&c->err, ERR_NOT_FOUND, M_NO_MATERIAL, {c->arg[1]});
    return kept_file(c->db, c->arena, c->arg[1], &f, &c->err) &&
           reply_raw(c, f.type, c->arg[1], (const char *)f.bytes, (size_t)f.size);
}

/* --- receipts --- */

static bool
read_post(struct call *c)
{
    enum put how;
    return material_read(c->db, c->arena, c->pool, c->arg[1], who_login(c), c->who.org, c->today,
                         &how, &c->err) &&
           keep(c, how, 0);
}

struct reader_row {
    const char *login, *org;
    int64_t version;
    date read_on;
};
#define S struct reader_row
static const struct field reader_fields[] = {
    F_TEXT(S, "login", login, 64, 0),
    F_INT(S, "version", version, 1, INT32_MAX, 0),
    F_TEXT(S, "org", org, 64, 0),
    F_DATE(S, "read_on", read_on, 0),
};
#undef S
static const struct shape reader_shape = SHAPE("MaterialReader", struct reader_row, reader_fields);
static const struct field readers_fields[] = ROWS_FIELDS(&reader_shape);
static const struct shape readers_shape = SHAPE("MaterialReaders", struct rows_out, readers_fields);

static bool
readers_get(struct call *c)
{
    static const struct rows_page page = {&q_material_readers, &reader_shape, 1};
    return reply_rows(c, &page, c->query, (const struct val[]){v_int(c->pool), v_text(c->arg[1])},
                      2);
}

struct unread_row {
    const char *institution, *name, *region;
    int64_t one;
};
#define S struct unread_row
static const struct field unread_fields[] = {
    F_TEXT(S, "institution", institution, 64, 0),
    F_INT(S, "line", one, 1, 1, 0),
    F_TEXT(S, "name", name, 200, 0),
    F_TEXT(S, "region", region, 16, 0),
};
#undef S
static const struct shape unread_shape =
    SHAPE("InstitutionWithoutReader", struct unread_row, unread_fields);
static const struct field unreads_fields[] = ROWS_FIELDS(&unread_shape);
static const struct shape unreads_shape =
    SHAPE("InstitutionsWithoutReader", struct rows_out, unreads_fields);

static bool
unread_get(struct call *c)
{
    static const struct rows_page page = {&q_material_unread, &unread_shape, 1};
    struct sight s;
    sight_of(&c->who, &s);
    return reply_rows(
        c, &page, c->query,
        (const struct val[]){v_int(c->pool), v_text(s.lo), v_text(s.hi), v_text(c->arg[1])}, 4);
}

/* --- questions --- */

#define S struct question
static const struct field question_fields[] = {
    F_ENUM(S, "kind", kind, question_kind_names, QUESTION_KINDS, 0),
    F_TEXT(S, "topic", topic, 200, 0),
    F_TEXT(S, "body", body, QUESTION_TEXT, FIELD_LINES),
    F_TEXT(S, "contact", contact, 200, FIELD_OPT),
};
#undef S
static const struct shape question_shape = SHAPE("QuestionIn", struct question, question_fields);
struct asked {
    int64_t seq;
};
static const struct field asked_fields[] = {F_INT(struct asked, "number", seq, 1, INT64_MAX, 0)};
static const struct shape asked_shape = SHAPE("QuestionAsked", struct asked, asked_fields);

static bool
question_post(struct call *c)
{
    struct question in = *(const struct question *)c->in;
    struct asked *out = arena_alloc(c->arena, sizeof(*out));
    bool anybody = *audience_of(c) != '\0';
    in.login = anybody ? "" : who_login(c);
    in.org = anybody ? "" : c->who.org;
    in.on = c->today;
    return question_ask(c->db, c->arena, c->pool, &in, &out->seq, &c->err) && reply(c, 201, out);
}

struct question_row {
    const char *none, *kind, *topic, *body, *contact, *org, *answer;
    int64_t seq;
    date asked_on, answered_on;
    bool published;
};
#define S struct question_row
static const struct field question_row_fields[] = {
    F_TEXT(S, "pool", none, 8, FIELD_OPT), /* never there: the cursor's first part */
    F_INT(S, "number", seq, 1, INT64_MAX, 0),
    F_TEXT(S, "kind", kind, 16, 0),
    F_TEXT(S, "topic", topic, 200, 0),
    F_TEXT(S, "body", body, QUESTION_TEXT, FIELD_LINES),
    F_TEXT(S, "contact", contact, 200, FIELD_OPT),
    F_TEXT(S, "org", org, 64, FIELD_OPT),
    F_DATE(S, "asked_on", asked_on, 0),
    F_TEXT(S, "answer", answer, MATERIAL_TEXT, FIELD_OPT | FIELD_LINES),
    F_DATE(S, "answered_on", answered_on, FIELD_OPT),
    F_BOOL(S, "published", published, 0),
};
#undef S
static const struct shape question_row_shape =
    SHAPE("Question", struct question_row, question_row_fields);
static const struct field questions_fields[] = ROWS_FIELDS(&question_row_shape);
static const struct shape questions_shape = SHAPE("Questions", struct rows_out, questions_fields);
struct questions_query {
    struct page page;
    const char *state;
};
static const struct field questions_query_fields[] = {
    PAGE_FIELDS(struct questions_query, page),
    F_TEXT(struct questions_query, "state", state, 16, FIELD_OPT),
};
static const struct shape questions_query_shape =
    SHAPE(NULL, struct questions_query, questions_query_fields);

/* Offices see all, others their own and what is published; everybody what is published. */
static bool
questions_get(struct call *c)
{
    static const struct rows_page page = {&q_question_page, &question_row_shape, 1};
    const struct questions_query *q = c->query;
    bool anybody = *audience_of(c) != '\0';
    bool all = !anybody && (c->who.roles & (uint64_t)AS_OFFICE) != 0;
    return reply_rows(c, &page, &q->page,
                      (const struct val[]){v_int(c->pool), v_int(all),
                                           v_text(anybody ? "" : who_login(c)), v_text(q->state)},
                      4);
}

struct answer_in {
    const char *answer;
    bool published;
};
static const struct field answer_fields[] = {
    F_TEXT(struct answer_in, "answer", answer, MATERIAL_TEXT, FIELD_LINES),
    F_BOOL(struct answer_in, "published", published, FIELD_OPT),
};
static const struct shape answer_shape = SHAPE("QuestionAnswer", struct answer_in, answer_fields);

static bool
answer_post(struct call *c)
{
    const struct answer_in *in = c->in;
    int64_t seq;
    enum put how;
    return call_arg_int(c, 1, &seq) &&
           question_answer(c->db, c->arena, c->pool, seq, in->answer, in->published, who_login(c),
                           c->today, &how, &c->err) &&
           keep(c, how, 0);
}

#define PUBLIC "/v1/public/pools/:pool"
#define INSIDE "/v1/pools/:pool"
static const struct raw file_out = {FILE_TYPES, 0};
/* clang-format off */
static const struct route table[] = {
    {.id = "material.put", .method = "PUT", .path = INSIDE "/materials/:material",
     .roles = AS_OFFICE, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .in = &in_shape, .out = &kept_shape, .handle = material_put_call, .summary = M_R_MATERIAL_PUT,
     .page = "materials"},
    {.id = "material.list", .method = "GET", .path = INSIDE "/materials", .roles = ROLES_ANY,
     .where = READ, .scope = SCOPE_POOL, .query = &query_shape, .out = &rows_shape,
     .handle = materials_get, .summary = M_R_MATERIALS,
     .page = "materials"},
    {.id = "material.show", .method = "GET", .path = INSIDE "/materials/:material",
     .roles = ROLES_ANY, .where = READ, .scope = SCOPE_POOL, .out = &out_shape,
     .handle = material_get, .summary = M_R_MATERIAL,
     .page = "material"},
    {.id = "material.file", .method = "GET", .path = INSIDE "/material-files/:sha256",
     .roles = ROLES_ANY, .where = READ, .scope = SCOPE_POOL, .raw_out = &file_out,
     .handle = file_get, .summary = M_R_MATERIAL_FILE,
     .page = "material"},
    {.id = "material.read", .method = "POST", .path = INSIDE "/materials/:material/read",
     .roles = ROLES_ANY, .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES,
     .out = &kept_shape, .handle = read_post, .summary = M_R_MATERIAL_READ,
     .page = "material"},
    {.id = "material.readers", .method = "GET", .path = INSIDE "/materials/:material/readers",
     .roles = AS_OFFICE, .where = READ, .scope = SCOPE_POOL, .query = &page_shape,
     .out = &readers_shape, .handle = readers_get, .summary = M_R_MATERIAL_READERS,
     .page = "material"},
    {.id = "material.unread", .method = "GET", .path = INSIDE "/materials/:material/unread",
     .roles = AS_OFFICE, .where = READ, .scope = SCOPE_POOL, .query = &page_shape,
     .out = &unreads_shape, .handle = unread_get, .summary = M_R_MATERIAL_UNREAD,
     .page = "material"},
    {.id = "material.list_public", .method = "GET", .path = PUBLIC "/materials",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &query_shape,
     .out = &rows_shape, .handle = materials_get, .summary = M_R_MATERIALS,
     .page = "guides"},
    {.id = "material.show_public", .method = "GET", .path = PUBLIC "/materials/:material",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .out = &out_shape,
     .handle = material_get, .summary = M_R_MATERIAL,
     .page = "guide"},
    {.id = "material.file_public", .method = "GET", .path = PUBLIC "/material-files/:sha256",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .raw_out = &file_out,
     .handle = file_get, .summary = M_R_MATERIAL_FILE,
     .page = "guide"},
    {.id = "question.ask", .method = "POST", .path = INSIDE "/questions", .roles = ROLES_ANY,
     .where = WRITE, .scope = SCOPE_POOL, .flags = ROUTE_CREATES, .in = &question_shape,
     .out = &asked_shape, .handle = question_post, .summary = M_R_QUESTION_ASK,
     .page = "questions"},
    {.id = "question.list", .method = "GET", .path = INSIDE "/questions", .roles = ROLES_ANY,
     .where = READ, .scope = SCOPE_POOL, .query = &questions_query_shape, .out = &questions_shape,
     .handle = questions_get, .summary = M_R_QUESTIONS,
     .page = "questions"},
    {.id = "question.answer", .method = "POST", .path = INSIDE "/questions/:number/answer",
     .roles = AS_OFFICE, .where = WRITE, .scope = SCOPE_POOL, .in = &answer_shape,
     .out = &kept_shape, .handle = answer_post, .summary = M_R_QUESTION_ANSWER,
     .page = "questions"},
    {.id = "question.ask_public", .method = "POST", .path = PUBLIC "/questions",
     .roles = ROLES_PUBLIC, .where = WRITE, .scope = SCOPE_NONE,
     .flags = ROUTE_TIGHT | ROUTE_CREATES, .in = &question_shape, .out = &asked_shape,
     .handle = question_post, .summary = M_R_QUESTION_ASK,
     .page = "ask"},
    {.id = "question.list_public", .method = "GET", .path = PUBLIC "/questions",
     .roles = ROLES_PUBLIC, .where = READ, .scope = SCOPE_NONE, .query = &questions_query_shape,
     .out = &questions_shape, .handle = questions_get, .summary = M_R_QUESTIONS,
     .page = "ask"},
};
/* clang-format on */
const struct routes openness_material_routes = ROUTES(table);
